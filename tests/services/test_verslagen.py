import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import WACHTWOORD
from zvh_testing.verslagplek import Zetklok, houd_overleg, tot_ondertekend, werkplek

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.services import beheer, controlewoorden, echtheid, kluizen, uitgaan, verslagen
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def regel_van(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens["regel"]


def test_lopende_reactietermijn_houdt_vaststellen_tegen(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1, reactie_dagen=5)
    with pytest.raises(Omstandigheid) as fout:
        verslagen.stel_vast(wp, verslag.id)
    assert regel_van(fout) == "reactietermijn_loopt"


def test_termijn_van_nul_dagen_laat_direct_vaststellen(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    verslagen.stuur_rond(wp, verslag.id, 0)
    verslagen.stel_vast(wp, verslag.id)
    assert wp.eis(Verslag, verslag.id).status == "vastgesteld"


def test_onverwerkte_reactie_houdt_vaststellen_tegen(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    verslagen.neem_reactie_op(wp, verslag.id, "GGZ Waterland", "De datum klopt niet.")
    assert verslagen.detail_verslag(wp, verslag.id).kan_vaststellen == "reacties_open"
    (reactie,) = verslagen.detail_verslag(wp, verslag.id).reacties
    with pytest.raises(Omstandigheid):
        verslagen.verwerk_reactie(wp, reactie.id, "niet_overgenomen")
    verslagen.verwerk_reactie(wp, reactie.id, "niet_overgenomen", "De datum is nagekeken en klopt.")
    assert verslagen.detail_verslag(wp, verslag.id).kan_vaststellen == ""


def test_een_verslag_dat_niet_kan_houdt_het_hele_overleg_tegen(wp: Werkplek) -> None:
    overleg_id, alle = houd_overleg(wp, 2)
    verslagen.neem_reactie_op(wp, alle[1].id, "GGZ Waterland", "Nog niet goed.")
    with pytest.raises(Omstandigheid):
        verslagen.stel_overleg_vast(wp, overleg_id)
    assert {v.status for v in wp.store.find(Verslag)} == {"concept"}


def test_alle_verslagen_van_een_overleg_worden_in_een_keer_getekend(wp: Werkplek) -> None:
    _overleg_id, ids = tot_ondertekend(wp, 3)
    for nummer, verslag_id in enumerate(ids, 1):
        detail = verslagen.detail_verslag(wp, verslag_id)
        assert (detail.nummer, detail.aantal, detail.samen) == (nummer, 3, 0)
        controle = echtheid.controleer(verslagen.bestand(wp, verslag_id), eigen=verslagen.eigen_certificaten(wp))
        assert controlewoorden.oordeel(controle)[0] == "ok"
        assert controle.handtekeningen[0].vertrouwen == "eigen"


def test_stoppen_tijdens_ondertekenen_bewaart_niets(wp: Werkplek) -> None:
    overleg_id, _ = houd_overleg(wp, 2)
    verslagen.stel_overleg_vast(wp, overleg_id)

    def stop(klaar: int, aantal: int) -> None:
        raise Omstandigheid(Reden.AFGEBROKEN)

    with pytest.raises(Omstandigheid):
        verslagen.onderteken_overleg(wp, overleg_id, stop)
    assert {v.status for v in wp.store.find(Verslag)} == {"vastgesteld"}


def test_verslaglegger_tekent_bij_zonder_de_eerste_handtekening_te_breken(wp: Werkplek) -> None:
    overleg_id, ids = tot_ondertekend(wp, 2)
    secretaris = next(m for m in beheer.medewerkers(wp) if m.rol == "secretaris")
    beheer.word(wp, secretaris.id)
    assert verslagen.detail_verslag(wp, ids[0]).samen == 2
    assert verslagen.onderteken_overleg(wp, overleg_id)[0] == 2
    controle = echtheid.controleer(verslagen.bestand(wp, ids[0]))
    assert [h.naam for h in controle.handtekeningen] == ["M. van der Heijden", "J. de Wit"]
    assert all(h.geldig for h in controle.handtekeningen)
    with pytest.raises(Omstandigheid) as fout:
        verslagen.onderteken_overleg(wp, overleg_id)
    assert regel_van(fout) == "niets_te_ondertekenen"


def test_de_voorzitter_tekent_eerst_en_legt_vast_wat_er_nog_bij_mag(wp: Werkplek) -> None:
    overleg_id, (verslag,) = houd_overleg(wp, 1)
    verslagen.stel_overleg_vast(wp, overleg_id)
    voorzitter = wp.wie
    assert voorzitter is not None
    beheer.word(wp, next(m for m in beheer.medewerkers(wp) if m.rol == "secretaris").id)
    assert not verslagen.detail_verslag(wp, verslag.id).kan_ondertekenen
    with pytest.raises(Omstandigheid) as fout:
        verslagen.onderteken_overleg(wp, overleg_id)
    assert regel_van(fout) == "voorzitter_eerst"
    beheer.word(wp, voorzitter.id)
    verslagen.onderteken_overleg(wp, overleg_id)
    (h,) = echtheid.controleer(verslagen.bestand(wp, verslag.id)).handtekeningen
    assert (h.veldnaam, h.certificerend) == ("voorzitter", True)


def test_wie_voorzitter_noch_verslaglegger_is_tekent_niet(wp: Werkplek) -> None:
    overleg_id, _ = houd_overleg(wp, 1)
    verslagen.stel_overleg_vast(wp, overleg_id)
    beheer.bewaar_medewerker(wp, "A. Ander", "", "secretaris")
    beheer.bewaar_medewerker(wp, "A. Veld", "", "veldwerker")
    beheer.word(wp, next(m.id for m in beheer.medewerkers(wp) if m.naam == "A. Ander"))
    with pytest.raises(Omstandigheid) as fout:
        verslagen.onderteken_overleg(wp, overleg_id)
    assert regel_van(fout) == "geen_ondertekenaar"
    beheer.word(wp, next(m.id for m in beheer.medewerkers(wp) if m.naam == "A. Veld"))
    with pytest.raises(Omstandigheid) as fout:
        verslagen.onderteken_overleg(wp, overleg_id)
    assert fout.value.reden is Reden.NIET_BEVOEGD


def test_andere_procesregisseur_tekent_zichtbaar_namens_de_voorzitter(wp: Werkplek) -> None:
    overleg_id, (verslag,) = houd_overleg(wp, 1)
    verslagen.stel_overleg_vast(wp, overleg_id)
    beheer.bewaar_medewerker(wp, "T. Ander", "procesregisseur", "procesregisseur")
    beheer.word(wp, next(m.id for m in beheer.medewerkers(wp) if m.naam == "T. Ander"))
    verslagen.onderteken_overleg(wp, overleg_id)
    inhoud = verslagen.bestand(wp, verslag.id)
    assert echtheid.controleer(inhoud).handtekeningen[0].naam == "T. Ander"


def test_na_naamswijziging_komt_er_een_nieuwe_sleutel(wp: Werkplek) -> None:
    tot_ondertekend(wp, 1)
    wie = wp.wie
    assert wie is not None
    beheer.bewaar_medewerker(wp, "M. Heijden-Vos", wie.functie, wie.rol, wie.id)
    overleg_id, (verslag,) = houd_overleg(wp, 1)
    verslagen.stel_overleg_vast(wp, overleg_id)
    verslagen.onderteken_overleg(wp, overleg_id)
    assert len(verslagen.eigen_certificaten(wp)) == 2
    assert echtheid.controleer(verslagen.bestand(wp, verslag.id)).handtekeningen[0].naam == "M. Heijden-Vos"


def test_afwezige_krijgt_verslag_alleen_met_grond(wp: Werkplek) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)
    ontvangers = {o.organisatie: o for o in verslagen.detail_verslag(wp, verslag_id).ontvangers}
    om = ontvangers["Openbaar Ministerie Noord-Holland"]
    assert om.waarom == "afwezig"
    wijze = {"aan": f"{om.naam} ({om.organisatie})", "hoe": "beveiligde mail", "deelnemer_id": om.deelnemer_id}
    with pytest.raises(Omstandigheid) as fout:
        verslagen.verstrek(wp, verslag_id, wp.kluis.map.parent / "v.pdf", **wijze)
    assert regel_van(fout) == "grond_nodig"
    verslagen.verstrek(wp, verslag_id, wp.kluis.map.parent / "v.pdf", **wijze, grond="voert een actie uit")
    assert [v.grond for v in wp.store.find(Verstrekking)] == ["voert een actie uit"]


def test_wie_geen_verklaring_tekende_krijgt_geen_verslag(wp: Werkplek) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)
    zonder = next(o for o in verslagen.detail_verslag(wp, verslag_id).ontvangers if o.waarom == "zonder_dekking")
    with pytest.raises(Omstandigheid) as fout:
        verslagen.verstrek(
            wp,
            verslag_id,
            wp.kluis.map.parent / "v.pdf",
            aan="x",
            hoe="mail",
            grond="graag",
            deelnemer_id=zonder.deelnemer_id,
        )
    assert fout.value.reden is Reden.POORT_DICHT


def test_wat_niet_met_een_partner_gedeeld_mag_worden_houdt_het_hele_verslag_bij_die_partner_weg(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    inbreng = wp.store.find(Inbreng, casus_id=verslag.casus_id, inbrengsoort="informatie")[0]
    with wp.transactie("proef") as t:
        t.save(inbreng.met(niet_delen_met=["OM"]))
    verslagen.stel_vast(wp, verslag.id)
    verslagen.onderteken_overleg(wp, verslag.overleg_id)
    om = next(o for o in verslagen.detail_verslag(wp, verslag.id).ontvangers if "Openbaar" in o.organisatie)
    assert om.waarom == "niet_delen" and not om.mag
    for wie in ({"aan": "x", "deelnemer_id": om.deelnemer_id}, {"aan": f"t.a.v. {om.naam}"}):
        with pytest.raises(Omstandigheid) as fout:
            verslagen.verstrek(wp, verslag.id, wp.kluis.map.parent / "v.pdf", hoe="mail", grond="graag", **wie)
        assert regel_van(fout) == "niet_delen"
    assert not wp.store.find(Verstrekking)


@pytest.mark.parametrize("genoemd", ["openbaar ministerie", "OM", "Openbaar Ministerie Noord-Holland"])
def test_niet_delen_met_houdt_op_woorden_ook_een_met_de_hand_getypte_naam(wp: Werkplek, genoemd: str) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    inbreng = wp.store.find(Inbreng, casus_id=verslag.casus_id, inbrengsoort="informatie")[0]
    with wp.transactie("proef") as t:
        t.save(inbreng.met(niet_delen_met=[genoemd, "woningcorporatie"]))
    verslagen.stel_vast(wp, verslag.id)
    verslagen.onderteken_overleg(wp, verslag.overleg_id)
    om = next(o for o in verslagen.detail_verslag(wp, verslag.id).ontvangers if "Openbaar" in o.organisatie)
    assert om.waarom == "niet_delen" and not om.mag
    with pytest.raises(Omstandigheid) as fout:
        verslagen.verstrek(
            wp, verslag.id, wp.kluis.map.parent / "v.pdf", aan="Woningcorporatie De Zaan", hoe="mail", grond="graag"
        )
    assert regel_van(fout) == "niet_delen"


def test_nieuwe_versie_laat_de_ondertekende_staan_tot_vaststelling(wp: Werkplek) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)
    nieuw, _ = verslagen.nieuwe_versie(wp, verslag_id, "Naam van de instelling klopte niet.")
    assert wp.eis(Verslag, verslag_id).status == "ondertekend"
    verslagen.stel_vast(wp, nieuw)
    assert wp.eis(Verslag, verslag_id).status == "vervangen"
    assert verslagen.bestand(wp, verslag_id)


def test_een_verslag_openen_wordt_gelogd_en_verversen_niet(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    voor = len(wp.store.audit_regels(gebeurtenis="verslag_geopend"))
    verslagen.detail_verslag(wp, verslag.id)
    verslagen.detail_verslag(wp, verslag.id, opnieuw=True)
    assert len(wp.store.audit_regels(gebeurtenis="verslag_geopend")) == voor + 1


def test_bladen_van_concept_en_ondertekend_zijn_beelden_in_het_geheugen(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    inhoud, aantal = verslagen.maak_bladen(verslagen.bladbron(wp, verslag.id))
    breed, hoog, beeld = verslagen.blad(inhoud, aantal - 1, 0.5)
    assert len(beeld) == breed * hoog * 4


class TestControlewoorden:
    @pytest.fixture
    def pdf(self, wp: Werkplek) -> bytes:
        _, (verslag_id,) = tot_ondertekend(wp, 1)
        return verslagen.bestand(wp, verslag_id)

    def test_vreemde_sleutel_bewijst_niet_wie(self, pdf: bytes) -> None:
        zinnen = {zin: soort for soort, zin in controlewoorden.woorden(echtheid.controleer(pdf))}
        assert any("niet wie tekende" in zin and soort == "let_op" for zin, soort in zinnen.items())
        assert not any("gekwalificeerd" in zin for zin in zinnen)

    def test_veranderd_bestand_is_fout(self, pdf: bytes) -> None:
        plek = len(pdf) // 3
        kapot = pdf[:plek] + bytes([pdf[plek] ^ 1]) + pdf[plek + 1 :]
        assert controlewoorden.oordeel(echtheid.controleer(kapot))[0] == "fout"

    def test_aangeplakt_bestand_is_fout(self, pdf: bytes) -> None:
        controle = echtheid.controleer(pdf + b"\n% nog iets\n")
        assert controlewoorden.oordeel(controle)[0] == "fout"

    def test_niet_ondertekend_is_geen_ok(self, wp: Werkplek) -> None:
        _, (verslag,) = houd_overleg(wp, 1)
        controle = echtheid.controleer(verslagen.concept_pdf(wp, verslag.id))
        assert controlewoorden.oordeel(controle)[0] == "let_op"
        assert controlewoorden.woorden(controle)[0] == controlewoorden.oordeel(controle)

    def test_tijd_wordt_niet_bewezen_genoemd(self, pdf: bytes) -> None:
        assert ("let_op", "Tijd alleen volgens het toestel van wie tekende; geen tijdstempel bewijst haar.") in (
            controlewoorden.woorden(echtheid.controleer(pdf))
        )


def test_klok_van_de_ondertekening_is_die_van_het_toestel(tmp_path: Path) -> None:
    klok = Zetklok()
    with werkplek(tmp_path, klok) as wp:
        klok.verder(hours=2)
        _, (verslag_id,) = tot_ondertekend(wp, 1)
        handtekening = echtheid.controleer(verslagen.bestand(wp, verslag_id)).handtekeningen[0]
        assert handtekening.ondertekend_op is not None
        assert handtekening.ondertekend_op.hour == 11


# Handing out: nothing leaves unrecorded, nothing is claimed that did not happen

VERSTREK = """
import os, sys
from pathlib import Path
from zvh_testing.casuskluis import WACHTWOORD, Testklok, Testwillekeur
from zvh_desktop.services import kluizen
from zvh_desktop.services import uitgaan, verslagen
from zvh_desktop.store import files
stap, map_, verslag, doel = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
echt = uitgaan.fill
def fill(tijdelijk, pad, inhoud):
    if stap == "na":
        echt(tijdelijk, pad, inhoud)
    os._exit(9)
uitgaan.fill = fill
if stap == "voor":
    uitgaan._leg_vast = lambda *a: os._exit(9)
wp = kluizen.open_kluis(map_, WACHTWOORD, klok=Testklok(), willekeur=Testwillekeur())
verslagen.verstrek(wp, verslag, doel, aan="GGZ", hoe="mail")
"""


def verstrekkingen(wp: Werkplek) -> list[tuple[str, bool]]:
    return [(v.hoe, v.verwijderd) for v in wp.store.find(Verstrekking, ook_verwijderd=True)]


def test_bestand_komt_er_heel_en_met_bevestigde_verstrekking(wp: Werkplek, tmp_path: Path) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)
    pad, bon = verslagen.verstrek(wp, verslag_id, tmp_path / "uit" / "v.pdf", aan="GGZ", hoe="mail")
    assert pad.read_bytes() == verslagen.bestand(wp, verslag_id)
    assert pad.stat().st_mode & 0o777 == 0o600
    assert verstrekkingen(wp) == [("mail", False)]
    assert bon.soorten == {"verstrekking"}
    assert [p.name for p in pad.parent.iterdir()] == ["v.pdf"]


@pytest.mark.parametrize("stap", ["reserve", "fill"])
def test_volle_schijf_laat_geen_bestand_en_geen_bewering_na(
    wp: Werkplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stap: str
) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)

    def vol(*_args: object) -> None:
        raise OSError(28, "vol")

    with monkeypatch.context() as m:
        m.setattr(os, "fsync" if stap == "reserve" else "replace", vol)
        with pytest.raises(Omstandigheid) as fout:
            verslagen.verstrek(wp, verslag_id, tmp_path / "uit" / "v.pdf", aan="GGZ", hoe="mail")
    assert fout.value.reden is Reden.SCHIJF_VOL
    assert list((tmp_path / "uit").iterdir()) == []
    assert verstrekkingen(wp) == ([] if stap == "reserve" else [("mail; niet geschreven", True)])


def test_verstrekking_die_niet_vastgelegd_kan_worden_laat_geen_bestand_na(
    wp: Werkplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)

    def weiger(*_args: object) -> None:
        raise Omstandigheid(Reden.SCHIJF_VOL)

    monkeypatch.setattr(uitgaan, "_leg_vast", weiger)
    with pytest.raises(Omstandigheid):
        verslagen.verstrek(wp, verslag_id, tmp_path / "uit" / "v.pdf", aan="GGZ", hoe="mail")
    assert list((tmp_path / "uit").iterdir()) == []
    assert verstrekkingen(wp) == []


@pytest.mark.parametrize(
    ("stap", "hoe"), [("voor", []), ("midden", ["mail; nog niet bevestigd"]), ("na", ["mail; nog niet bevestigd"])]
)
def test_stroomuitval_tijdens_verstrekken_zegt_wat_bekend_is(
    wp: Werkplek, tmp_path: Path, stap: str, hoe: list[str]
) -> None:
    _, (verslag_id,) = tot_ondertekend(wp, 1)
    inhoud, map_ = verslagen.bestand(wp, verslag_id), wp.kluis.map
    wp.store.close()
    wp.kluis.close()
    doel = tmp_path / "uit" / "v.pdf"
    omgeving = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    klaar = subprocess.run(
        [sys.executable, "-c", VERSTREK, stap, str(map_), verslag_id, str(doel)], env=omgeving, check=False, timeout=120
    )
    assert klaar.returncode == 9
    weer = kluizen.open_kluis(map_, WACHTWOORD, klok=wp.klok, willekeur=wp.willekeur)
    assert [h for h, _ in verstrekkingen(weer)] == hoe
    weer.store.close()
    weer.kluis.close()
    for bestand in doel.parent.iterdir():
        if bestand == doel:
            assert stap == "na" and bestand.read_bytes() == inhoud
        else:
            assert bestand.read_bytes().strip(b"\0") == b"", "geen inhoud naast het doel"


def test_bsn_of_geheim_adres_in_de_tekst_vraagt_een_reden_en_komt_nergens_anders_terecht(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    assert verslagen.detail_verslag(wp, verslag.id).gevoelig == ()
    inbreng = wp.store.find(Inbreng, casus_id=verslag.casus_id, inbrengsoort="informatie")[0]
    persoon = wp.store.find(Betrokkene, casus_id=verslag.casus_id)[0]
    with wp.transactie("proef") as t:
        t.save(persoon.met(adres_geheim=True, straat="Geheimlaan", huisnummer="7"))
        t.save(inbreng.met(tekst=f"{inbreng.tekst} Slaapt op Geheimlaan 7, nummer 9999.90.007."))
    gevonden = verslagen.detail_verslag(wp, verslag.id).gevoelig
    assert {v.wat for v in gevonden} == {"bsn", "geheim_adres"}
    for vast in (
        lambda: verslagen.stel_vast(wp, verslag.id),
        lambda: verslagen.stel_vast(wp, verslag.id, "  ja "),
        lambda: verslagen.stel_overleg_vast(wp, verslag.overleg_id),
    ):
        with pytest.raises(Omstandigheid) as fout:
            vast()
        assert regel_van(fout) == "gevoelig_in_verslag"
        assert "9999" not in str(fout.value.gegevens)
    verslagen.stel_overleg_vast(wp, verslag.overleg_id, {verslag.id: "De rechter vraagt het zo."})
    assert wp.eis(Verslag, verslag.id).gevoelig_reden == "De rechter vraagt het zo."
    (regel,) = wp.store.audit_regels(gebeurtenis="gevoelig_toch_vastgesteld")
    assert regel.details == {"plaatsen": 2}
    assert verslagen.detail_verslag(wp, verslag.id).gevoelig == ()
