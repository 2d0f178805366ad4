"""Certificates of the region: asked on one laptop, issued on another, signed with, checked on a third, withdrawn."""

import io
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import load_der_private_key
from documents.stukken import inhoud
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.verslagplek import Zetklok, werkplek

from zvh_desktop.crypto.regiosleutel import derive_authority_secret, from_shares
from zvh_desktop.documents import compose, signing
from zvh_desktop.documents.signing import Verdict
from zvh_desktop.documents.signing import gezag as teken
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tekengezag import Tekenaanvraag, Tekengezag
from zvh_desktop.services import (
    controlewoorden,
    dossiers,
    echtheid,
    kluissleutels,
    regio,
    regiocertificaat,
    sleutels,
    tekenaanvragen,
    tekengezag,
)
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

VELD = "voorzitter"
COLLEGAS = (("Joris Blom", "secretaris"), ("Ayşe Demir", "procesregisseur"))


@pytest.fixture
def klok() -> Zetklok:
    return Zetklok()


@pytest.fixture
def baas(tmp_path: Path, klok: Zetklok) -> Iterator[Werkplek]:
    """A beheerder alone, with an authority; the own device asks as every other does."""
    with werkplek(tmp_path, klok) as wp:
        regio.begin(wp)
        tekengezag.begin(wp)
        yield wp


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin(COLLEGAS)
        tekengezag.begin(p.kluizen["baas"])
        yield p


@pytest.fixture(scope="module")
def kaal() -> bytes:
    return compose.verslag(inhoud())


def regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> str:
    """The rule that refused, whose sentence says what was kept."""
    assert zin(fout.value)
    return str(fout.value.gegevens.get("regel", fout.value.reden.name))


def geef(wp: Werkplek) -> str:
    """Ask and issue."""
    sleutels.vraag_aan(wp)
    return tekenaanvragen.geef_uit(wp, tekengezag.stand(wp).aanvragen[-1].id)[0]


def getekend(wp: Werkplek, kaal: bytes) -> bytes:
    """Sign as the program does, with the certificate of the region."""
    with sleutels.open_sleutel(wp, sleutels.Sleutelkeuze("regio")) as sleutel:
        lijsten = regiocertificaat.vertrouwd(wp).lijsten
        return signing.onderteken(kaal, sleutel, VELD, wp.nu(), certificeren=True, intrekkingslijsten=lijsten)


def test_vragen_uitgeven_tekenen_nakijken_en_intrekken_over_drie_laptops(plek: Regioplek, kaal: bytes) -> None:
    baas, joris, ayse = plek.kluizen["baas"], plek.lid("joris", "Joris Blom"), plek.lid("ayse", "Ayşe Demir")
    sleutels.vraag_aan(joris)
    with pytest.raises(Omstandigheid) as fout:
        sleutels.vraag_aan(joris)
    assert regel(fout) == "al_aangevraagd"
    plek.sync("joris", "baas")
    (aanvraag,) = tekengezag.stand(baas).aanvragen
    assert (aanvraag.naam, aanvraag.belet) == ("Joris Blom", "")
    assert aanvraag.woorden == sleutels.mijn_stand(joris).woorden and len(aanvraag.woorden) == 6
    id_, _ = tekenaanvragen.geef_uit(baas, aanvraag.id)
    plek.sync("baas", "joris", "ayse")
    assert sleutels.mijn_stand(joris).staat == "geldig" and sleutels.heeft_regiocertificaat(joris)
    pdf = getekend(joris, kaal)
    assert b"certificaat van de regio, niet gekwalificeerd" in _uiterlijk(pdf)
    # A third laptop of the region says who vouches; without the region nothing is claimed of the name.
    controle = echtheid.controleer(pdf, regio=regiocertificaat.vertrouwd(ayse))
    (h,) = controle.handtekeningen
    assert (controle.verdict, h.vertrouwen, h.naam, h.gekwalificeerd) == (Verdict.GELDIG, "regio", "Joris Blom", False)
    woorden = "\n".join(tekst for _, tekst in controlewoorden.woorden(controle))
    assert f"uitgegeven door de regio ({ayse.regio().naam})" in woorden and "niet gekwalificeerd" in woorden
    assert "intrekkingslijst van 24 nov 2026" in woorden
    assert echtheid.controleer(pdf).handtekeningen[0].vertrouwen == "onbekend"
    _sleutels_blijven_thuis(baas, joris)
    _vervalst(plek, joris, ayse)
    # Withdrawn: with the next round nobody signs with it any more, and everybody sees it.
    plek.klok.verder(days=3)
    tekengezag.trek_in(baas, id_, "gestolen")
    assert echtheid.controleer(pdf, regio=regiocertificaat.vertrouwd(joris)).verdict is Verdict.GELDIG
    plek.sync("baas", "joris")
    assert sleutels.mijn_stand(joris).staat == "ingetrokken"
    with pytest.raises(Omstandigheid) as fout, sleutels.open_sleutel(joris, sleutels.Sleutelkeuze("regio")):
        pass
    assert regel(fout) == "geen_regiocertificaat"
    controle = echtheid.controleer(pdf, regio=regiocertificaat.vertrouwd(joris))
    assert controle.handtekeningen[0].redenen == ("certificaat_ingetrokken",)
    # Asked anew from a device that is ended before anybody looked.
    sleutels.vraag_aan(joris)
    plek.sync("joris", "baas")
    regio.trek_in(baas, joris.store.toestel, "gestolen")
    assert tekengezag.stand(baas).aanvragen[-1].belet == "aanvraag_toestel_ingetrokken"
    # The list is made anew by a full round after a week.
    eerst = _gezag(baas).lijst
    plek.klok.verder(days=8)
    plek.sync("baas")
    assert _gezag(baas).lijst != eerst


def _vervalst(plek: Regioplek, joris: Werkplek, ayse: Werkplek) -> None:
    """Joris puts his own key in the request of Ayşe and makes one in her name; a beheerder without the key plants."""
    baas = plek.kluizen["baas"]
    plek.sync("ayse")
    sleutels.vraag_aan(ayse)
    plek.sync("ayse", "joris")
    van_ayse = max(joris.store.find(Tekenaanvraag), key=lambda a: a.id)
    eigen = b64encode(sleutels.maak_aanvraag(joris)).decode()
    with joris.transactie("vervalst") as t:
        t.save(van_ayse.met(aanvraag=eigen))
        t.save(van_ayse.met(id=joris.nieuw_id(), aanvraag=eigen))
    plek.sync("joris", "baas")
    standen = tekengezag.stand(baas).aanvragen
    assert [a.belet for a in standen] == ["aanvraag_ander_toestel"] * 2
    for aanvraag in standen:
        with pytest.raises(Omstandigheid) as fout:
            tekenaanvragen.geef_uit(baas, aanvraag.id)
        assert regel(fout) == "aanvraag_ander_toestel"
    regio.wijzig_rol(baas, joris.store.toestel, "beheerder")
    plek.sync("baas", "joris")
    with pytest.raises(Omstandigheid) as fout:
        tekengezag.begin(joris)
    assert fout.value.reden is Reden.NIET_BEVOEGD
    vals = b64encode(teken.maak_gezag("Regio Vals", joris.nu()).certificaat).decode()
    gezag = joris.store.find(Tekengezag)[0]
    with joris.transactie("vals") as t:
        t.save(gezag.met(id=joris.nieuw_id(), certificaat=vals))
    plek.sync("joris", "baas")
    assert len(baas.store.find(Tekengezag)) == 2
    assert [w.certificaat for w in regiocertificaat.vertrouwd(baas).wortels] == [b64decode(gezag.certificaat)]


def _gezag(wp: Werkplek) -> Tekengezag:
    gezag = regiocertificaat.gezag_van(wp)
    assert gezag is not None
    return gezag


def _sleutels_blijven_thuis(baas: Werkplek, joris: Werkplek) -> None:
    """The key of a person is in one vault alone, that of the region in none."""
    sleutel = regiocertificaat.regiosleutel(joris)
    getal = load_der_private_key(sleutel.pkcs8, None).private_numbers().private_value  # type: ignore[union-attr]
    gezag = teken.gezag_van(b64decode(baas.store.find(Tekengezag)[0].certificaat), kluissleutels.gezagsgeheim(baas))
    van_regio = load_der_private_key(gezag.pkcs8, None).private_numbers().private_value  # type: ignore[union-attr]
    assert getal.to_bytes(32, "big").hex() in _alles(joris), "this is how it would be found"
    for wp, geheim, lengte in ((baas, getal, 32), (joris, van_regio, 48), (baas, van_regio, 48)):
        ruw, alles = geheim.to_bytes(lengte, "big"), _alles(wp)
        assert ruw.hex() not in alles and b64encode(ruw).decode() not in alles


def _uiterlijk(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        return b"".join(
            veld["/AP"]["/N"].read_bytes() for veld in geopend.Root.AcroForm.Fields if veld.get("/V") is not None
        )


def _alles(wp: Werkplek) -> str:
    v = wp.store.verbinding
    tabellen = [str(rij[0]) for rij in v.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    uit = []
    for tabel in tabellen:
        if not tabel.startswith(("zoek", "sqlite_", "woord")):
            for rij in v.rows(f'SELECT * FROM "{tabel}"'):
                uit += [deel.hex() if isinstance(deel, bytes) else str(deel) for deel in rij]
    return "\n".join(uit)


def test_het_gezag_komt_met_twee_bladen_terug(tmp_path: Path) -> None:
    with werkplek(tmp_path) as baas:
        bladen = regio.begin(baas).bladen
        tekengezag.begin(baas)
        der = b64decode(baas.store.find(Tekengezag)[0].certificaat)
    terug = from_shares([" ".join(bladen[0]), " ".join(bladen[2])])
    assert teken.gezag_van(der, derive_authority_secret(terug.teken)).certificaat == der
    with pytest.raises(Omstandigheid) as fout:
        teken.gezag_van(der, bytes(64))
    assert fout.value.reden is Reden.CERTIFICAAT_ZONDER_SLEUTEL


def test_uit_dienst_maakt_eerdere_handtekeningen_niet_waardeloos_en_zegt_wat_niet_bewezen_is(
    baas: Werkplek, klok: Zetklok, kaal: bytes
) -> None:
    id_ = geef(baas)
    eerder = getekend(baas, kaal)
    with sleutels.open_sleutel(baas, sleutels.Sleutelkeuze("regio")) as sleutel:
        klok.verder(days=3)
        tekengezag.trek_in(baas, id_, "uit_dienst")
        klok.verder(days=1)
        later = signing.onderteken(kaal, sleutel, VELD, baas.nu(), certificeren=True)
    van_regio = regiocertificaat.vertrouwd(baas)
    controle = echtheid.controleer(eerder, regio=van_regio)
    assert controle.verdict is Verdict.GELDIG and controle.handtekeningen[0].vertrouwen == "regio"
    assert any(
        soort == "let_op" and "is ingetrokken op" in tekst and "zegt alleen het toestel" in tekst
        for soort, tekst in controlewoorden.woorden(controle)
    )
    assert echtheid.controleer(later, regio=van_regio).verdict is Verdict.ONGELDIG


def test_verloren_sleutel_bewijst_niets_ook_niet_met_een_oude_lijst_of_een_lege_ernaast(
    baas: Werkplek, klok: Zetklok, kaal: bytes
) -> None:
    id_ = geef(baas)
    pdf = getekend(baas, kaal)
    klok.verder(days=1)
    tekengezag.trek_in(baas, id_, "verloren")
    with pytest.raises(Omstandigheid) as fout:
        tekengezag.trek_in(baas, id_, "anders")
    assert regel(fout) == "certificaat_al_ingetrokken"
    with pytest.raises(Omstandigheid) as fout:
        dossiers.maak_ongedaan(baas)
    assert regel(fout) == "niet_ongedaan", "withdrawing is for good"
    # Another beheerder made a list without knowing of it: what either withdrew stays withdrawn.
    gezag = baas.store.find(Tekengezag)[0]
    leeg = teken.maak_intrekkingslijst(tekengezag.eis_gezag(baas)[1], {}, baas.nu() + timedelta(hours=1))
    with baas.store.transaction("lijst van een ander", ("", "")) as t:
        t.save(gezag.met(lijst=b64encode(leeg).decode()))
    # And an old list still says whom it withdrew.
    klok.verder(days=200)
    for _ in range(2):
        assert echtheid.controleer(pdf, regio=regiocertificaat.vertrouwd(baas)).verdict is Verdict.ONGELDIG
    assert sleutels.mijn_stand(baas).staat == "ingetrokken"
    geef(baas)
    assert sleutels.mijn_stand(baas).staat == "geldig", "a new one can be asked for"


def test_geweigerd_met_reden_en_daarna_opnieuw_gevraagd(baas: Werkplek) -> None:
    sleutels.vraag_aan(baas)
    (aanvraag,) = tekengezag.stand(baas).aanvragen
    with pytest.raises(Omstandigheid) as fout:
        tekenaanvragen.weiger(baas, aanvraag.id, " ")
    assert regel(fout) == "reden_nodig"
    tekenaanvragen.weiger(baas, aanvraag.id, "Teken met uw pas.")
    with pytest.raises(Omstandigheid) as fout:
        tekenaanvragen.geef_uit(baas, aanvraag.id)
    assert regel(fout) == "aanvraag_beslist"
    stand = sleutels.mijn_stand(baas)
    assert (stand.staat, stand.waarom) == ("geweigerd", "Teken met uw pas.")
    sleutels.vraag_aan(baas)
    assert sleutels.mijn_stand(baas).staat == "aangevraagd"
    assert [c.staat for c in tekengezag.stand(baas).certificaten] == ["geweigerd"]


def test_certificaat_verloopt_en_het_gezag_geeft_nooit_langer_uit_dan_het_zelf_geldt(
    baas: Werkplek, klok: Zetklok, kaal: bytes
) -> None:
    geef(baas)
    assert not sleutels.mijn_stand(baas).bijna_om
    klok.verder(days=700)
    assert sleutels.mijn_stand(baas).bijna_om
    geef(baas)
    assert not sleutels.mijn_stand(baas).bijna_om, "a new one beside the one that runs out"
    klok.verder(days=731)
    assert sleutels.mijn_stand(baas).staat == "verlopen"
    # What would outlive the region's own certificate ends with it; issuing makes that one anew, for the same key.
    gezag, sleutel = tekengezag.eis_gezag(baas)
    klok.verder(days=365 * 10)
    aanvraag = sleutels.maak_aanvraag(baas)
    van, tot = (teken.geldigheid(teken.geef_uit(sleutel, aanvraag, baas.nu()))[n] for n in (0, 1))
    assert van < tot == teken.geldigheid(sleutel.certificaat)[1]
    with pytest.raises(Omstandigheid) as fout:
        teken.geef_uit(sleutel, aanvraag, baas.nu() + timedelta(days=4000))
    assert fout.value.reden is Reden.CERTIFICAAT_VERLOPEN
    geef(baas)
    nieuw = regiocertificaat.vertrouwd(baas)
    assert nieuw.wortels[0].certificaat != b64decode(gezag.certificaat)
    pdf = getekend(baas, kaal)
    oud = regiocertificaat.Instaan((signing.Wortel("regio", b64decode(gezag.certificaat)),), nieuw.lijsten)
    assert {echtheid.controleer(pdf, regio=r).handtekeningen[0].vertrouwen for r in (nieuw, oud)} == {"regio"}


def test_zonder_server_gaat_het_met_bestanden_na_vergelijken_van_zes_woorden(
    baas: Werkplek, kaal: bytes, tmp_path: Path
) -> None:
    wie = baas.wie
    assert wie is not None
    gelezen = tekenaanvragen.lees_bestand(sleutels.maak_aanvraag(baas))
    assert gelezen.naam == wie.naam
    with pytest.raises(Omstandigheid) as fout:
        tekenaanvragen.geef_uit_bestand(baas, gelezen, wie.id, vergeleken=False)
    assert regel(fout) == "woorden_niet_vergeleken"
    id_, _ = tekenaanvragen.geef_uit_bestand(baas, gelezen, wie.id, vergeleken=True)
    sleutels.neem_regiocertificaat(baas, tekenaanvragen.certificaat_pem(baas, id_))
    pdf = getekend(baas, kaal)
    bestand = tmp_path / "regio.pem"
    bestand.write_bytes(tekengezag.wortel_pem(baas))
    (h,) = echtheid.controleer(pdf, regio=echtheid.lees_regio(bestand)).handtekeningen
    assert (h.vertrouwen, h.lijst_van is None) == ("regio", False)
    for slecht in (
        b"",
        b"geen aanvraag",
        b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
    ):
        with pytest.raises(Omstandigheid) as fout:
            tekenaanvragen.lees_bestand(slecht)
        assert fout.value.reden is Reden.BESTAND_ONLEESBAAR


def test_alleen_de_beheerder_van_de_regio_geeft_uit(baas: Werkplek, tmp_path: Path) -> None:
    with pytest.raises(Omstandigheid) as fout:
        tekengezag.begin(baas)
    assert regel(fout) == "gezag_bestaat"
    for rol in ("procesregisseur", "secretaris", "veldwerker"):
        baas.store.zet_instelling("rol", rol)
        for daad in (tekengezag.stand, tekengezag.begin, tekengezag.eis_gezag):
            with pytest.raises(Omstandigheid) as fout:
                daad(baas)
            assert fout.value.reden is Reden.NIET_BEVOEGD and "certificaten van de regio" in zin(fout.value)
    with pytest.raises(Omstandigheid) as fout:
        sleutels.vraag_aan(baas)
    assert fout.value.reden is Reden.NIET_BEVOEGD
    with werkplek(tmp_path / "los") as los:
        assert sleutels.mijn_stand(los).staat == "geen_gezag"
        with pytest.raises(Omstandigheid) as fout:
            sleutels.vraag_aan(los)
        assert regel(fout) == "geen_tekengezag"
