"""Search on a real vault: filters, names of people, what may be shown, saved searches and pins."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.casuskluis import meld_aan, werkplek

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import dossiers, vlaggen, zoeken, zoekopdrachten, zoekoverzicht
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import destroy, finding


@pytest.fixture(scope="module")
def wp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Werkplek]:
    """One vault for questions only."""
    with werkplek(tmp_path_factory.mktemp("kluis")) as plek:
        casus = meld_aan(plek).casus_id
        partner = next(p for p in plek.partners().values() if p.kort == "GGZ")
        dossiers.voeg_toe(
            plek,
            "notitie",
            casus,
            {"tekst": "Wijkagent belde over het crisisplan en de Geheimlaan 7, 1506 XX, BSN 999990007."},
        )
        dossiers.voeg_toe(
            plek,
            "actie",
            casus,
            {"tekst": "crisisplan delen", "partner_id": partner.id, "uiterlijk": date(2026, 11, 20)},
        )
        vlaggen.zet(plek, casus, VlagInvoer("hond in de tuin", "eerst bellen"))
        yield plek


def teksten(wp: Werkplek, vraag: str) -> list[str]:
    return [t.soort for g in zoeken.vind(wp, vraag).groepen for t in g.treffers]


@pytest.mark.parametrize(
    "filter_",
    ["is:open", "is:aangemeld", "is:telaat", "is:vlag", "thema:onbegrepen", "thema:verward", "partner:ggz", "@vermeer",
     "@kees", "-is:afgesloten", "-thema:jeugd", "na:2026-11-01", "voor:2026-12-01"],
)  # fmt: skip
def test_filter_houdt_de_casus_die_eraan_voldoet(wp: Werkplek, filter_: str) -> None:
    assert sorted(teksten(wp, f"{filter_} crisisplan")) == ["actie", "notitie"]


@pytest.mark.parametrize(
    "filter_",
    ["is:afgesloten", "is:lopend", "is:vastgezet", "thema:jeugd", "partner:om", "@niemand", "fase:2", "-is:open",
     "-partner:ggz", "na:2026-12-01", "voor:2026-11-01", "-@kees"],
)  # fmt: skip
def test_filter_laat_de_casus_weg_die_er_niet_aan_voldoet(wp: Werkplek, filter_: str) -> None:
    assert teksten(wp, f"{filter_} crisisplan") == []


def test_soort_frase_en_min_kiezen_de_tekst(wp: Werkplek) -> None:
    assert teksten(wp, "soort:actie crisisplan") == ["actie"]
    assert teksten(wp, "-soort:actie crisisplan") == ["notitie"]
    assert teksten(wp, '"crisisplan delen"') == ["actie"]
    assert teksten(wp, '"delen crisisplan"') == []
    assert teksten(wp, "crisisplan -wijkagent") == ["actie"]
    assert teksten(wp, "soort:vlag ") == ["vlag"]
    assert teksten(wp, "is:open ") == ["casus"]


def test_mensen_worden_op_hun_achternaam_gevonden(wp: Werkplek) -> None:
    assert "betrokkene" in teksten(wp, "vermeer")
    assert next(t.soort for t in zoeken.zoek(wp, "kees v")) == "casus"


def test_fragment_toont_geen_geheim_adres_en_geen_bsn(wp: Werkplek) -> None:
    (groep,) = zoeken.vind(wp, "soort:notitie wijkagent").groepen
    fragment = "".join(t.fragment for t in groep.treffers)
    assert "crisisplan" in fragment
    for woord in ("Geheimlaan", "1506", "XX", "999990007"):
        assert woord not in fragment
    treffers = [t for g in zoeken.vind(wp, "soort:notitie geheimlaan 7").groepen for t in g.treffers]
    assert all("eheimlaan" not in t.fragment for t in treffers)


def test_treffer_heeft_plek_en_dag(wp: Werkplek) -> None:
    (treffer,) = (t for g in zoeken.vind(wp, "soort:notitie wijkagent").groepen for t in g.treffers)
    assert (treffer.waar, treffer.dag) == ("Verloop", date(2026, 11, 24))


_GETYPT = ("crisisplan", "wijkagent crisis", "belde over het ", "vermeer", "café zeeg", "geheimlaan 7", "sdg x", "ijs")


@pytest.mark.parametrize("zin", _GETYPT)
def test_letter_voor_letter_vindt_hetzelfde_als_in_een_keer(wp: Werkplek, zin: str) -> None:
    in_een_keer = []
    for eind in range(1, len(zin) + 1):
        zoekoverzicht._overzichten.clear()
        in_een_keer.append((zoeken.zoek(wp, zin[:eind]), zoeken.vind(wp, zin[:eind], 2).groepen))
    zoekoverzicht._overzichten.clear()
    getypt = [(zoeken.zoek(wp, zin[:n]), zoeken.vind(wp, zin[:n], 2).groepen) for n in range(1, len(zin) + 1)]
    assert getypt == in_een_keer


def test_de_volgende_letter_vraagt_de_index_niet_wat_al_gevonden_was(
    wp: Werkplek, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoeken.zoek(wp, "crisi")
    monkeypatch.setattr(finding, "find_texts", lambda *_a, **_k: pytest.fail("de index is gevraagd"))
    assert [t.soort for t in zoeken.zoek(wp, "crisisplan")] == ["actie", "notitie"]
    assert zoeken.zoek(wp, "crisisplannen") == []


def test_wat_ondertussen_geschreven_werd_vindt_de_volgende_letter_ook(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        casus_id = meld_aan(wp).casus_id
        assert teksten(wp, "zeldz") == []
        dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "een zeldzaam woord"})
        assert teksten(wp, "zeldza") == ["notitie"]


def test_na_een_wijziging_wordt_alleen_gelezen_wat_anders_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with werkplek(tmp_path) as wp:
        casus_id = meld_aan(wp).casus_id
        mens = next(t for t in zoeken.zoek(wp, "vermeer") if t.soort == "betrokkene")
        gelezen: list[object] = []
        for naam in ("casuskaarten", "mensen"):
            lees = getattr(finding, naam)
            monkeypatch.setattr(finding, naam, lambda v, ids=None, lees=lees: gelezen.append(ids) or lees(v, ids))
        dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "iets anders"})
        assert teksten(wp, "iets anders") == ["notitie"]
        assert gelezen == []
        dossiers.wijzig(wp, "betrokkene", mens.record_id, {"achternaam": "Zomerdijk"})
        assert mens.record_id in {t.record_id for t in zoeken.zoek(wp, "zomerd")}
        assert mens.record_id not in {t.record_id for t in zoeken.zoek(wp, "vermeer")}
        assert [mens.record_id] in gelezen
        assert None not in gelezen


def test_vernietigd_dossier_is_ook_uit_de_namen_weg(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        casus = wp.eis(Casus, meld_aan(wp).casus_id)
        assert teksten(wp, "vermeer")
        with wp.store.verbinding.transaction():
            destroy.destroy_stream(wp.store.verbinding, casus.stream, tijd="2026-11-24T00:00:00.000000Z")
        assert teksten(wp, "vermeer") == []


def test_meer_dan_getoond_wordt_eerlijk_gezegd(wp: Werkplek) -> None:
    vondst = zoeken.vind(wp, "crisisplan", 1)
    assert (vondst.aantal, vondst.meer) == (1, True)
    assert not zoeken.vind(wp, "crisisplan").meer


def test_wat_geen_operator_is_geeft_raad_en_zoekt_gewoon(wp: Werkplek) -> None:
    assert zoeken.vind(wp, "is:groen").raad


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                [
                    '"',
                    "-",
                    "*",
                    "(",
                    ")",
                    "is:open",
                    "NOT",
                    "OR",
                    "^",
                    "kees",
                    "na:2026",
                    ":",
                    "@",
                    "\x00",
                    "\ud800",
                    "é",
                    "фу",
                ]
            ),
            max_size=8,
        ).map("".join),
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_geen_tekst_laat_zoeken_mislukken(wp: Werkplek, tekst: str) -> None:
    zoeken.vind(wp, tekst)
    zoeken.zoek(wp, tekst)
    zoeken.stel_voor(wp, tekst, len(tekst))


def test_casus_in_andermans_compartiment_wordt_niet_gevonden(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        casus_id = meld_aan(wp).casus_id
        assert teksten(wp, "kliniek")
        with wp.transactie("compartiment") as t:
            t.save(wp.eis(Casus, casus_id).met(compartiment="eigen wet", toegang=["iemand anders"]))
        assert teksten(wp, "kliniek") == teksten(wp, "kees") == teksten(wp, "is:open") == []


def test_zoekopdracht_wordt_per_naam_bewaard_en_vergeten(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        assert zoekopdrachten.bewaar(wp, " mijn  vraag ", "crisis is:open ") == [("mijn vraag", 'is:open "crisis"')]
        assert zoekopdrachten.bewaar(wp, "mijn vraag", "is:telaat") == [("mijn vraag", "is:telaat")]
        assert zoekopdrachten.lijst(wp, "casussen") == []
        assert zoekopdrachten.vergeet(wp, "mijn vraag") == []
        for naam, vraag in (("", "x "), ("naam", "  ")):
            with pytest.raises(Omstandigheid):
                zoekopdrachten.bewaar(wp, naam, vraag)


def test_zoekopdracht_en_speld_gaan_niet_mee_met_de_streams(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        casus_id = meld_aan(wp).casus_id
        voor = wp.store.verbinding.value("SELECT count(*) FROM change")
        zoekopdrachten.bewaar(wp, "Kees", "@kees")
        assert zoekopdrachten.zet_vast(wp, casus_id, aan=True) == [casus_id]
        assert zoekopdrachten.zet_vast(wp, casus_id, aan=True) == [casus_id]
        assert teksten(wp, "is:vastgezet") == ["casus"]
        assert zoekopdrachten.zet_vast(wp, casus_id, aan=False) == []
        assert wp.store.verbinding.value("SELECT count(*) FROM change") == voor
