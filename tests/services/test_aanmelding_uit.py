"""Import, export, import: the same report each time; and what leaves holds no secret address."""

import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.casuskluis import AANMELDING, maak_kluis, maak_werkplek, meld_aan, richt_in, werkplek

from zvh_desktop.domain.aanmelding import inhoud_sha256, lees_aanmelding
from zvh_desktop.domain.aanmelding_uit import schrijf
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import aanmelding_uit, aanmeldingen
from zvh_desktop.services.werkplek import Werkplek

_KORT = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "P")), max_size=20)
_LANG = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "P", "S")), max_size=60)
_DAG = st.dates(date(1930, 1, 1), date(2026, 11, 1)).map(date.isoformat)
_WAARHEID = st.sampled_from([None, True, False])
_NAAM = st.fixed_dictionaries({"voornamen": _KORT, "tussenvoegsel": st.sampled_from(["", "de", "van den"]),
                               "achternaam": _KORT})  # fmt: skip
_PERSOON = st.fixed_dictionaries(
    {"naam": _NAAM, "rol": _KORT, "adres_geheim": st.booleans(), "telefoon": _KORT,
     "bsn": st.sampled_from(["", "999990007", "999990019"]),
     "adres": st.fixed_dictionaries({"straat": _KORT, "huisnummer": _KORT, "postcode": _KORT, "woonplaats": _KORT})},
    optional={"geboortedatum": _DAG, "bijnaam": _KORT},
)  # fmt: skip
_MELDING = st.fixed_dictionaries(
    {"formaat": st.just("zvh-aanmelding/1"), "ontvangen_op": _DAG, "wijze": st.sampled_from(["formulier", "telefoon"]),
     "aanmelder": st.fixed_dictionaries({"organisatie": _KORT, "naam": _KORT, "email": _KORT}),
     "type": st.sampled_from(["persoon", "systeem"]), "gebied": _KORT, "aanleiding": _LANG, "doel_overleg": _LANG,
     "eerder_geprobeerd": _LANG, "acuut_onveilig": _WAARHEID, "betrokkenen": st.lists(_PERSOON, max_size=3),
     "criteria": st.fixed_dictionaries({"multiproblematiek": _WAARHEID, "gebiedsgebonden": _WAARHEID}),
     "motivering": st.dictionaries(st.sampled_from("1234"), _LANG, max_size=4),
     "thema": st.lists(st.sampled_from(["verward_gedrag", "re_integratie", "eigen thema"]), max_size=2),
     "uit_te_nodigen": st.lists(st.fixed_dictionaries({"organisatie": _KORT, "naam": _KORT}), max_size=2)},
    optional={"instroomroute": _KORT,
              "betrokkene_geinformeerd": st.fixed_dictionaries(
                  {"status": st.sampled_from(["ja", "uitgesteld"]), "datum": _DAG, "door": _KORT, "grond": _LANG}),
              "detentie": st.fixed_dictionaries({"inrichting": _KORT, "einddatum": _DAG})},
)  # fmt: skip


@pytest.fixture(scope="module")
def plek(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Werkplek]:
    vault = maak_kluis(tmp_path_factory.mktemp("kluis"))
    wp = maak_werkplek(vault)
    richt_in(wp)
    yield wp
    wp.store.close()
    vault.close()


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as klaar:
        yield klaar


_VOLG = itertools.count()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(melding=_MELDING)
def test_invoer_uitvoer_invoer_is_dezelfde_aanmelding(plek: Werkplek, melding: dict[str, object]) -> None:
    # Every example is a report of its own: the same one twice is taken in once.
    melding["kenmerk"] = f"nr {next(_VOLG)}"
    eerst = lees_aanmelding(json.dumps(melding).encode())
    gekregen = aanmeldingen.neem_aan(plek, aanmeldingen.beoordeel(plek, eerst))
    assert gekregen.nieuw
    terug = schrijf(aanmelding_uit.bestand(plek, gekregen.casus_id))
    assert inhoud_sha256(lees_aanmelding(terug)) == inhoud_sha256(eerst)
    weer = aanmeldingen.neem_aan(plek, aanmeldingen.beoordeel_bytes(plek, terug))
    assert not weer.nieuw and weer.casus_id == gekregen.casus_id


def test_wat_weggaat_heeft_geen_geheim_adres_en_geen_bsn_en_is_vastgelegd(wp: Werkplek, tmp_path: Path) -> None:
    casus_id = meld_aan(wp, AANMELDING.replace("wisselende instanties", "zoekt hem op de Geheimlaan 7")).casus_id
    pad, _ = aanmelding_uit.verstrek(wp, casus_id, tmp_path / "a.json", aan="GGZ Waterland", hoe="beveiligde mail")
    tekst = pad.read_text()
    assert not [w for w in ("Geheimlaan", "1506", "Zaandam", "999990007") if w in tekst]
    assert "Dijkgraaf" in tekst and "instroomroute" in tekst
    bestand = lees_aanmelding(pad.read_bytes())
    assert [p.naam.voornamen for p in bestand.betrokkenen] == ["Kees", "Jan"] and bestand.betrokkenen[1].adres_geheim
    (uit,) = wp.store.find(Verstrekking, casus_id=casus_id)
    assert (uit.stuk, uit.aan, len(uit.weggelaten)) == ("aanmelding", "GGZ Waterland", 2) and uit.pdf_sha256


def test_zonder_ontvanger_of_aanmelding_wordt_niets_geschreven(wp: Werkplek, tmp_path: Path) -> None:
    casus_id = meld_aan(wp).casus_id
    pad = tmp_path / "a.json"
    with pytest.raises(Omstandigheid) as fout:
        aanmelding_uit.verstrek(wp, casus_id, pad, aan=" ", hoe="mail")
    assert fout.value.gegevens["regel"] == "ontvanger_nodig" and not pad.exists()
    leeg = aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=[], achternaam="Bos").casus_id
    with pytest.raises(Omstandigheid) as fout:
        aanmelding_uit.verstrek(wp, leeg, pad, aan="GGZ", hoe="mail")
    assert fout.value.reden is Reden.NIET_GEVONDEN and not pad.exists()
