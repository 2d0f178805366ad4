"""Rounds of two and three vaults with a pretend server: who gets what, nothing lost, nothing doubled."""

import contextlib
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from zvh_testing.casuskluis import meld_aan
from zvh_testing.deur import deur
from zvh_testing.regioplek import Regioplek, Tikklok, regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.errors import Weigering
from zvh_desktop.protocol.statements import DeviceCert
from zvh_desktop.services import aanmeldingen, overleggen, regio, sync, voorzitten
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import chains, check, sync_keys
from zvh_desktop.store.times import to_ms

COLLEGAS = (("Sanne Bakker", "veldwerker"), ("Joris Blom", "secretaris"))


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin(COLLEGAS)
        yield p


def casus_van(wp: Werkplek) -> Casus:
    return wp.store.find(Casus)[0]


def notitie(wp: Werkplek, casus: Casus, tekst: str) -> Notitie:
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)
    return n


def test_een_secretaris_krijgt_alles(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    assert joris.wie is not None
    assert joris.wie.naam == "Joris Blom"
    assert {m.naam for m in joris.store.find(Medewerker)} == {m.naam for m in baas.store.find(Medewerker)}
    assert casus_van(joris) == casus_van(baas)
    assert sync.stand(baas).wachtend == 0


def test_een_veldwerker_krijgt_alleen_eigen_casussen(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    sanne = plek.lid("sanne", "Sanne Bakker")
    assert sanne.store.find(Medewerker)
    assert sanne.store.find(Casus) == []
    casus = casus_van(baas)
    with baas.transactie("casusregisseur") as t:
        t.save(casus.met(casusregisseur="sanne bakker"))
    plek.alles_gelijk("baas", "sanne")
    assert casus_van(sanne) == casus_van(baas)
    # And what the field worker writes comes back.
    n = notitie(sanne, casus_van(sanne), "Buiten gesproken met Kees.")
    plek.alles_gelijk("sanne", "baas", keren=1)
    assert baas.store.vind(Notitie, n.id) == n


def test_wat_een_rol_niet_mag_blijft_hier_en_wordt_gezegd(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    casus = casus_van(baas)
    with baas.transactie("casusregisseur") as t:
        t.save(casus.met(casusregisseur="Sanne Bakker"))
    sanne = plek.lid("sanne", "Sanne Bakker")
    plek.alles_gelijk("baas", "sanne")
    with pytest.raises(Omstandigheid), sanne.transactie("mag niet") as t:
        t.save(casus_van(sanne).met(doel="Iets heel anders."))
    # A program that does not ask what one may.
    with sanne.store.transaction("mag niet", ("", "veldwerker")) as t:
        t.save(casus_van(sanne).met(doel="Iets heel anders."))
    notitie(sanne, casus, "Dit mag wel.")
    plek.alles_gelijk("sanne", "baas", keren=1)
    assert casus_van(baas).doel == casus.doel
    assert [n.tekst for n in baas.store.find(Notitie)] == ["Dit mag wel."]
    (g,) = [w for w in sync.weigeringen(sanne) if w.code == "rol"]
    assert g.wie == "hier"


def test_offline_werken_en_daarna_zijn_allen_gelijk(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris, kees = plek.lid("joris", "Joris Blom"), plek.lid("tweede", "Joris Blom")
    for nr in range(5):
        for wie in (baas, joris, kees):
            notitie(wie, casus_van(wie), f"notitie {nr}")
    plek.alles_gelijk("baas", "joris", "tweede")
    alle = [sorted((n.id, n.tekst) for n in wie.store.find(Notitie)) for wie in (baas, joris, kees)]
    assert alle[0] == alle[1] == alle[2]
    assert len(alle[0]) == 15
    assert all(sync.stand(wie).wachtend == 0 for wie in (baas, joris, kees))


def test_een_botsing_blijft_naast_elkaar_tot_iemand_kiest(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    for wie, gebied in ((baas, "Noord"), (joris, "Zuid")):
        with wie.transactie("gebied") as t:
            t.save(casus_van(wie).met(gebied=gebied))
    plek.alles_gelijk("baas", "joris")
    assert casus_van(baas).gebied == casus_van(joris).gebied
    for wie in (baas, joris):
        assert sync.stand(wie).conflicten == 1


def test_niets_te_doen_stuurt_niets(plek: Regioplek) -> None:
    plek.lid("joris", "Joris Blom")
    plek.alles_gelijk("baas", "joris")
    voor = plek.server.geduwd
    plek.alles_gelijk("baas", "joris")
    assert plek.server.geduwd == voor


@pytest.mark.parametrize("na_afloop", [False, True])
def test_een_lijn_die_steeds_breekt_verliest_en_verdubbelt_niets(plek: Regioplek, na_afloop: bool) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    for keer in range(9):
        notitie(baas, casus_van(baas), f"van de baas {keer}")
        notitie(joris, casus_van(joris), f"van joris {keer}")
        for naam in ("baas", "joris"):
            nep = plek.nep(naam)
            nep.breek_na, nep.na_afloop = keer, na_afloop
            with contextlib.suppress(Omstandigheid):
                plek.sync(naam)
            nep.breek_na = None
    plek.alles_gelijk("baas", "joris")
    teksten = [sorted(n.tekst for n in wie.store.find(Notitie)) for wie in (baas, joris)]
    assert teksten[0] == teksten[1]
    assert len(teksten[0]) == len(set(teksten[0])) == 18


def test_een_ronde_kan_tussen_twee_stukken_worden_gestopt_en_gaat_verder(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    for nr in range(300):
        notitie(baas, casus_van(baas), f"notitie {nr}")
    plek.sync("baas")
    rondes = 0
    while True:
        vragen = iter([False, True])
        uit = sync.ronde(joris, plek.lijn("joris"), stop=lambda v=vragen: next(v, True))
        rondes += 1
        if not uit.meer or rondes > 50:
            break
        if len(joris.store.find(Notitie)) == 300:
            break
    plek.sync("joris")
    assert len(joris.store.find(Notitie)) == 300


def test_een_leeggemaakte_server_wordt_weer_gevuld_en_wist_niets(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    notitie(joris, casus_van(joris), "van joris")
    plek.alles_gelijk("joris", "baas")
    leeg = type(plek.server.inhoud)()
    leeg.statements = list(plek.server.inhoud.statements)
    plek.server.draai_terug(leeg)
    uit = plek.sync("baas")[0]
    assert uit.hervuld > 0
    plek.alles_gelijk("joris", "baas")
    assert [n.tekst for n in baas.store.find(Notitie)] == ["van joris"]
    # A device that joins now gets everything from the refilled server.
    derde = plek.lid("derde", "Joris Blom")
    assert [n.tekst for n in derde.store.find(Notitie)] == ["van joris"]
    assert casus_van(derde) == casus_van(baas)


@pytest.mark.parametrize("zelfde_generatie", [True, False])
def test_een_teruggezette_server_krijgt_terug_wat_hij_kwijt_is(plek: Regioplek, zelfde_generatie: bool) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    plek.alles_gelijk("baas", "joris")
    oud, generatie = plek.server.bewaar_stand(), plek.server.generatie
    for nr in range(3):
        notitie(joris, casus_van(joris), f"later {nr}")
        plek.sync("joris", "baas")
    plek.server.draai_terug(oud)
    if zelfde_generatie:
        plek.server.generatie = generatie
    # Others write before anybody notices: numbers are given out again.
    notitie(baas, casus_van(baas), "na het terugzetten")
    plek.alles_gelijk("baas", "joris", keren=4)
    derde = plek.lid("derde", "Joris Blom")
    for wie in (baas, joris, derde):
        assert sorted(n.tekst for n in wie.store.find(Notitie)) == [
            "later 0",
            "later 1",
            "later 2",
            "na het terugzetten",
        ]


@pytest.mark.parametrize("zelfde_generatie", [True, False])
def test_een_server_die_is_vergeten_wie_er_werkt_hoort_het_van_elk_toestel(
    plek: Regioplek, zelfde_generatie: bool
) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    weg = plek.lid("weg", "Joris Blom")
    plek.sync("weg", "baas")
    oud, generatie = plek.server.bewaar_stand(), plek.server.generatie
    regio.trek_in(baas, weg.store.toestel, "gestolen")
    plek.sync("baas")
    joris = plek.lid("joris", "Joris Blom")
    plek.sync("joris")
    plek.server.draai_terug(oud)
    if zelfde_generatie:
        plek.server.generatie = generatie
    assert plek.server.stand().toestel(joris.store.toestel) is None
    # No beheerder comes by: what the region signed is enough, whoever brings it.
    notitie(joris, casus_van(joris), "van joris")
    plek.alles_gelijk("joris")
    assert sync.stand(joris).wachtend == 0
    nu = plek.server.stand().toestel(weg.store.toestel)
    assert nu is not None and nu.ingetrokken is not None
    plek.alles_gelijk("baas")
    assert [n.tekst for n in baas.store.find(Notitie)] == ["van joris"]


def test_een_ingetrokken_toestel_krijgt_niets_meer_en_telt_niet_meer(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    sanne = plek.lid("sanne", "Joris Blom")
    gehad = regio.wat_had(baas, sanne.store.toestel)
    assert {g.soort for g in gehad} >= {"regio", "casus"}
    uit = regio.trek_in(baas, sanne.store.toestel, "verloren")
    assert uit.nieuwe_sleutels >= 2
    plek.sync("baas", "joris", "baas")
    with pytest.raises(Omstandigheid) as fout:
        plek.sync("sanne")
    assert fout.value.gegevens["code"] == "toestel_ingetrokken"
    n = notitie(joris, casus_van(joris), "na het intrekken")
    plek.sync("joris", "baas")
    assert baas.store.vind(Notitie, n.id) == n
    for stream in {casus_van(baas).stream, baas.regio().stream}:
        nu = sync_keys.epochs(baas.store.verbinding, stream).nu()
        voor = {g.voor for g in sync_keys.grants(baas.store.verbinding, stream) if g.epoch == nu.hex()}
        assert sanne.store.toestel not in voor
        assert {baas.store.toestel, joris.store.toestel, "herstel"} <= voor
    assert "ingetrokken" in next(t.woorden for t in regio.toestellen(baas) if t.id == sanne.store.toestel)


def test_een_ronde_van_de_beheerder_verlengt_wat_binnen_een_half_jaar_verloopt(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris, weg = plek.lid("joris", "Joris Blom"), plek.lid("weg", "Sanne Bakker")
    regio.trek_in(baas, weg.store.toestel, "gestolen")
    namen = {wp.store.toestel: naam for naam, wp in (("baas", baas), ("joris", joris), ("weg", weg))}

    def certs(wp: Werkplek) -> dict[str, DeviceCert]:
        return {namen[id_]: t.cert for id_, t in wp.store.sync.stand().toestellen.items()}

    voor = certs(baas)
    plek.klok.verder(days=540)
    plek.sync("baas", "joris")
    assert certs(baas) == voor
    plek.klok.verder(days=20)
    for _ in range(2):
        plek.sync("joris", "baas")
    plek.sync("joris")
    na = certs(joris)
    assert na == certs(baas) and na["weg"] == voor["weg"]
    for naam in ("baas", "joris"):
        assert na[naam].tot > voor[naam].tot + 500 * 86_400_000
        assert na[naam].rol == voor[naam].rol and na[naam].van == voor[naam].van + 1
    assert regio.verleng(baas) == 0


def test_wie_offline_was_toen_de_sleutel_wisselde_verzegelt_opnieuw(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    sanne = plek.lid("sanne", "Joris Blom")
    for nr in range(3):
        notitie(joris, casus_van(joris), f"offline {nr}")
    # Sealed, but the line broke before the server had it.
    plek.nep("joris").breek_na = 6
    with contextlib.suppress(Omstandigheid):
        plek.sync("joris")
    plek.nep("joris").breek_na = None
    regio.trek_in(baas, sanne.store.toestel, "gestolen")
    plek.sync("baas")
    plek.alles_gelijk("joris", "baas", keren=2)
    assert len(baas.store.find(Notitie)) == 3
    assert sync.stand(joris).wachtend == 0


def test_rolwijziging_neemt_sleutels_weg_en_geeft_ze(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    regio.wijzig_rol(baas, joris.store.toestel, "veldwerker")
    plek.alles_gelijk("baas", "joris")
    with baas.transactie("doel") as t:
        t.save(casus_van(baas).met(doel="Niet voor Joris."))
    plek.alles_gelijk("baas", "joris")
    assert casus_van(joris).doel != "Niet voor Joris."
    regio.wijzig_rol(baas, joris.store.toestel, "procesregisseur")
    plek.alles_gelijk("baas", "joris")
    assert casus_van(joris).doel == "Niet voor Joris."


def met_eigen_klok(plek: Regioplek) -> tuple[Werkplek, Werkplek, Tikklok]:
    """The beheerder, and a colleague whose device has a clock of its own."""
    meld_aan(plek.kluizen["baas"])
    klok = Tikklok()
    return plek.kluizen["baas"], plek.lid("joris", "Joris Blom", klok=klok), klok


@pytest.mark.parametrize("jaren", [-1, 1])
def test_een_klok_die_een_jaar_verkeerd_staat_verliest_niets(plek: Regioplek, jaren: int) -> None:
    baas, joris, klok = met_eigen_klok(plek)
    klok.scheef = timedelta(days=365 * jaren)
    n = notitie(joris, casus_van(joris), "met een scheve klok")
    with contextlib.suppress(Omstandigheid):
        plek.alles_gelijk("joris", "baas", keren=1)
    notitie(baas, casus_van(baas), "van de baas")
    klok.scheef = timedelta()
    plek.alles_gelijk("baas", "joris")
    if jaren > 0:
        # A stamp from the future waits until it is no longer.
        plek.klok.verder(days=366)
        klok.verder(days=366)
        plek.alles_gelijk("baas", "joris")
    for wie in (baas, joris):
        assert {x.tekst for x in wie.store.find(Notitie)} == {n.tekst, "van de baas"}


def test_een_klok_die_een_jaar_voorloopt_houdt_vast_wat_is_geschreven_tot_zij_goed_staat(plek: Regioplek) -> None:
    baas, joris, klok = met_eigen_klok(plek)
    plek.server.klok = lambda: to_ms(plek.klok.moment)
    klok.scheef = timedelta(days=365)
    n = notitie(joris, casus_van(joris), "met een klok die voorloopt")
    with joris.transactie("beter") as t:
        t.save(n.met(tekst="beter gezegd"))
    ander = aanmeldingen.zonder_aanmelding(joris, type_="persoon", thema=[], achternaam="Demir").casus_id
    geduwd = plek.server.geduwd
    plek.alles_gelijk("joris", "baas", keren=2)
    stand = sync.stand(joris)
    assert plek.server.geduwd == geduwd and not baas.store.find(Notitie) and stand.wachtend
    assert "loopt 365 dagen voor op die van de server: wat u schrijft blijft hier" in stand.woorden
    notitie(baas, casus_van(baas), "van de baas")
    plek.alles_gelijk("baas", "joris", keren=1)
    assert len(joris.store.find(Notitie)) == 2, "what others write comes all the same"
    klok.scheef = timedelta()
    notitie(joris, casus_van(joris), "met een goede klok")
    plek.alles_gelijk("joris", "baas", keren=2)
    stand = sync.stand(joris)
    assert not stand.wachtend and "voor op die van de server" not in stand.woorden and not sync.weigeringen(baas)
    for wie in (baas, joris):
        assert {x.tekst for x in wie.store.find(Notitie)} == {"beter gezegd", "van de baas", "met een goede klok"}
        assert wie.eis(Casus, ander) and not list(check.check(wie.store.verbinding))
    with baas.transactie("nog beter") as t:
        t.save(baas.eis(Notitie, n.id).met(tekst="nog beter gezegd"))
    plek.alles_gelijk("baas", "joris", keren=1)
    assert joris.eis(Notitie, n.id).tekst == "nog beter gezegd", "one history on both sides"


def test_een_klok_die_uren_voorloopt_wordt_aan_beide_kanten_gezegd_en_er_gaat_niets_verloren(plek: Regioplek) -> None:
    baas, joris, klok = met_eigen_klok(plek)
    plek.server.klok = lambda: to_ms(plek.klok.moment)
    klok.scheef = timedelta(hours=3)
    notitie(joris, casus_van(joris), "met een klok die voorloopt")
    plek.alles_gelijk("joris", "baas", keren=1)
    assert "loopt 3 uur voor op die van de server: anderen zien wat u nu schrijft" in sync.stand(joris).woorden
    assert "1 stuk van Joris Blom wacht tot 12:" in sync.stand(baas).woorden
    (wacht,) = sync.weigeringen(baas)
    assert "Joris Blom loopt voor: wat daarop is geschreven wacht hier tot 24 nov 2026 12:" in wacht.waarom
    klok.scheef = timedelta()
    for een in (plek.klok, klok):
        een.verder(hours=4)
    plek.alles_gelijk("joris", "baas")
    assert [x.tekst for x in baas.store.find(Notitie)] == ["met een klok die voorloopt"] and not sync.weigeringen(baas)


def test_een_stuk_dat_de_server_weigert_houdt_de_rest_niet_op(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    regiostream = baas.regio().stream

    def weiger(wire: bytes) -> Weigering | None:
        if wire[:1] == b"\x83" and read_sealed(wire).header.stream == regiostream:
            return Weigering.QUOTA
        return None

    plek.server.weiger = weiger
    with baas.transactie("regio") as t:
        t.save(baas.regio().met(contactpunt="loket"))
    notitie(baas, casus_van(baas), "gaat gewoon mee")
    plek.sync("baas", "joris")
    assert [n.tekst for n in joris.store.find(Notitie)] == ["gaat gewoon mee"]
    stand = sync.stand(baas)
    assert (stand.wachtend, stand.geweigerd) == (1, 1)
    assert "1 geweigerd: te veel voor vandaag" in stand.woorden
    assert next(r.titel for r in sync.niet_verzonden(baas)).startswith("Regio")
    plek.server.weiger = lambda _wire: None
    plek.sync("baas", "joris")
    assert joris.regio().contactpunt == "loket"
    assert sync.stand(baas).geweigerd == 0


def test_een_bon_van_een_vreemde_server_maakt_niets_verzonden(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    plek.sync("baas")
    notitie(baas, casus_van(baas), "wacht")
    plek.server.teken = Ed25519PrivateKey.generate()
    with pytest.raises(Omstandigheid) as fout:
        plek.sync("baas")
    assert fout.value.reden is Reden.SERVER_ONVERTROUWD
    assert sync.stand(baas).wachtend > 0


def test_een_server_van_een_andere_regio_krijgt_niets(plek: Regioplek, tmp_path: Path) -> None:
    baas = plek.kluizen["baas"]
    (tmp_path / "ander").mkdir()
    with regioplek(tmp_path / "ander") as ander:
        ander.begin(())
        with pytest.raises(Omstandigheid) as fout:
            sync.ronde(baas, ander.server.transport())
        assert fout.value.reden is Reden.SERVER_ONVERTROUWD
        assert ander.server.geduwd == 0


def test_woorden_van_de_stand(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    assert "nog nooit contact gehad" in sync.stand(baas).woorden
    assert "wijzigingen wachten" in sync.stand(baas).woorden
    joris = plek.lid("joris", "Joris Blom")
    plek.alles_gelijk("baas", "joris")
    stand = sync.stand(baas)
    assert stand.woorden.startswith("laatste contact ")
    assert "gesynchroniseerd" not in stand.woorden
    notitie_id = meld_aan(joris).casus_id
    assert "wachten" in sync.stand(joris).woorden
    assert {r.casus_id for r in sync.niet_verzonden(joris)} == {notitie_id}


def test_alles_is_er_tot_iemand_van_iets_weet_dat_hier_niet_is(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    for wp in (baas, joris):
        notitie(wp, casus_van(wp), "over en weer")
    plek.alles_gelijk("baas", "joris")
    for wp in (baas, joris):
        # The heads of audit logs are told with every delta and their rows come later: nothing of the work is missing.
        assert deur(wp.store).audit_ontbreekt() != {}
        stand = sync.stand(wp)
        assert (stand.ontbreekt, stand.kleur) == (0, "rustig")
        assert stand.volledig_tot is not None and "; volledig tot " in stand.woorden
    with baas.store.verbinding.transaction():
        kop = {"f" * 16: (5, bytes(32))}
        chains.note_seen(baas.store.verbinding, casus_van(baas).stream, joris.store.toestel, kop, 1)
    stand = sync.stand(baas)
    assert (stand.ontbreekt, stand.kleur) == (1, "let_op")
    assert "nog niet alles van anderen is hier (1 plek)" in stand.woorden


def test_het_voorzitscherm_zegt_hoe_het_delen_staat(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    invoer = overleggen.OverlegInvoer("Overleg", date(2026, 11, 30), time(9), time(10))
    overleg_id, _ = overleggen.plan(baas, invoer)
    woorden = voorzitten.beeld(baas, overleg_id).netwerk
    assert "wachten" in woorden.woorden and not woorden.verbonden
    plek.alles_gelijk("baas")
    woorden = voorzitten.beeld(baas, overleg_id).netwerk
    assert woorden.verbonden and "laatste contact" in woorden.woorden
