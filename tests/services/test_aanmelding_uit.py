"""Import by every door, export, import: the same report each time; and what leaves holds no secret address."""

import csv
import functools
import io
import itertools
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pikepdf
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from zvh_testing.casuskluis import AANMELDING, maak_kluis, maak_werkplek, meld_aan, richt_in, werkplek

from zvh_desktop.documents import compose
from zvh_desktop.domain.aanmelding import Aanmelder, AanmeldingBestand, Persoon, inhoud_sha256, lees_aanmelding
from zvh_desktop.domain.aanmelding_uit import schrijf
from zvh_desktop.domain.brieven import Brief
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.csvaanmelding import CSV_VELDEN, CsvVeld
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.formulier import FORMULIER, Formulierveld
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import aanmelding_uit, aanmeldingen, csvinvoer
from zvh_desktop.services.werkplek import Werkplek

_KORT = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "P")), max_size=20)
_LANG = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "P", "S")), max_size=60)
_DAG = st.dates(date(1930, 1, 1), date(2026, 11, 1)).map(date.isoformat)
_BIJZONDER: dict[str, st.SearchStrategy[Any]] = {
    "tussenvoegsel": st.sampled_from(["", "de", "van den"]),
    "bsn": st.sampled_from(["", "999990007", "999990019"]),
    "thema": st.lists(st.sampled_from(["verward_gedrag", "re_integratie", "eigen thema"]), max_size=2),
    "motivering": st.dictionaries(st.sampled_from("1234"), _LANG, max_size=4),
    # An area is reported about no person whose name the casus would bear.
    "type": st.sampled_from(["persoon", "systeem"]),
}
_VREEMD = {Persoon: "bijnaam", AanmeldingBestand: "instroomroute", Aanmelder: "afdeling"}
"""Fields that this program does not know, by the part in which they stand."""


def _waarde(naam: str, soort: Any) -> st.SearchStrategy[Any]:
    """Return what may stand in a field of the exchange format, whatever is added to it."""
    if naam in _BIJZONDER:
        return _BIJZONDER[naam]
    if isinstance(soort, type) and issubclass(soort, BaseModel):
        return _deel(soort)
    if get_origin(soort) is Literal:
        return st.sampled_from(get_args(soort))
    if get_origin(soort) is list:
        return st.lists(_waarde("", get_args(soort)[0]), max_size=2)
    delen = set(get_args(soort)) or {soort}
    gewoon = next({date: _DAG, bool: st.booleans(), str: _KORT}[d] for d in (date, bool, str) if d in delen)
    return st.none() | gewoon if type(None) in delen else gewoon


@functools.cache
def _deel(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Return a part with every field that its model has, now and later."""
    velden = {naam: _waarde(naam, veld.annotation) for naam, veld in model.model_fields.items()}
    return st.fixed_dictionaries(velden, optional={_VREEMD[model]: _KORT} if model in _VREEMD else {})


_MELDING = _deel(AanmeldingBestand)


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
_KEER = 400 if os.environ.get("ZVH_TORTURE") else 8


def _uit_en_weer_in(plek: Werkplek, casus_id: str, eerst: AanmeldingBestand) -> None:
    """What was taken in leaves as the same report, and is known when it comes back."""
    terug = schrijf(aanmelding_uit.bestand(plek, casus_id))
    assert inhoud_sha256(lees_aanmelding(terug)) == inhoud_sha256(eerst)
    weer = aanmeldingen.neem_aan(plek, aanmeldingen.beoordeel_bytes(plek, terug))
    assert not weer.nieuw and weer.casus_id == casus_id


def _cel(veld: Formulierveld | CsvVeld) -> st.SearchStrategy[str]:
    """Return what a person may write in a field."""
    naam = veld.naam if isinstance(veld, Formulierveld) else veld.pad
    if naam.endswith("bsn"):
        return st.sampled_from(["", "999990007", "9999.90.019"])
    if veld.soort in ("datum", "geboortedatum"):
        return st.just("") | st.dates(date(1930, 1, 1), date(2026, 11, 1)).map(lambda d: f"{d.day}-{d.month}-{d.year}")
    if veld.soort == "ja_nee":
        return st.sampled_from(["", "ja", "nee", "onbekend"])
    if veld.soort == "keuze":
        return st.sampled_from(["persoon", "systeem"] if naam == "type" else ["ja", "uitgesteld", "onbekend"])
    return st.just("") | _KORT


@functools.cache
def _leeg_formulier() -> bytes:
    return compose.formulier("Huis", "VERTROUWELIJK", "")


_VELDEN = [veld for deel in FORMULIER for veld in deel.velden]
_INGEVULD = st.lists(st.sampled_from(_VELDEN), min_size=3, max_size=25, unique_by=lambda v: v.naam).flatmap(
    lambda velden: st.fixed_dictionaries({veld.naam: _cel(veld) for veld in velden})
)


@settings(max_examples=_KEER, deadline=None, suppress_health_check=list(HealthCheck))
@given(waarden=_INGEVULD)
def test_formulier_in_bestand_uit_en_weer_in_is_dezelfde_aanmelding(plek: Werkplek, waarden: dict[str, str]) -> None:
    waarden["aanleiding"] = f"nr {next(_VOLG)}"
    with pikepdf.open(io.BytesIO(_leeg_formulier())) as pdf:
        for veld in pdf.acroform.fields:
            if (naam := veld.fully_qualified_name) in waarden:
                veld.obj.V = pikepdf.String(waarden[naam])
        doel = io.BytesIO()
        pdf.save(doel)
    voorstel = aanmeldingen.beoordeel_bytes(plek, doel.getvalue())
    gekregen = aanmeldingen.neem_aan(plek, voorstel)
    _uit_en_weer_in(plek, gekregen.casus_id, voorstel.bestand)


_RIJ = st.fixed_dictionaries({veld.pad: _cel(veld) for veld in CSV_VELDEN if veld.pad != "kenmerk"})


@settings(max_examples=max(4, _KEER // 3), deadline=None, suppress_health_check=list(HealthCheck))
@given(rijen=st.lists(_RIJ, min_size=1, max_size=4), scheiding=st.sampled_from(";,\t"))
def test_tabel_in_bestand_uit_en_weer_in_is_dezelfde_aanmelding(
    plek: Werkplek, rijen: list[dict[str, str]], scheiding: str
) -> None:
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=scheiding)
    schrijver.writerow([veld.naam for veld in CSV_VELDEN])
    for rij in rijen:
        nr = next(_VOLG)
        schrijver.writerow([rij.get(v.pad, f"k{nr}") if v.pad != "aanleiding" else f"nr {nr}" for v in CSV_VELDEN])
    gelezen = csvinvoer.lees_csv(tekst.getvalue().encode())
    bedoeld = csvinvoer.proef(plek, gelezen, csvinvoer.stel_koppeling_voor(gelezen.koppen))
    # What looks like an earlier one, of the same sender on the same day, is judged by a person.
    assert {regel.oordeel for regel in bedoeld.regels} <= {"nieuw", "lijkt_op_eerdere"}
    assume(bedoeld.nieuw)
    nummers = csvinvoer.voer_in(plek, bedoeld).nummers
    casussen = {c.nummer: c.id for c in plek.store.find(Casus)}
    assert len(nummers) == len(bedoeld.nieuw)
    for nummer, voorstel in zip(nummers, bedoeld.nieuw, strict=True):
        _uit_en_weer_in(plek, casussen[nummer], voorstel.bestand)


@settings(max_examples=_KEER, deadline=None, suppress_health_check=list(HealthCheck))
@given(melding=_MELDING)
def test_invoer_uitvoer_invoer_is_dezelfde_aanmelding(plek: Werkplek, melding: dict[str, object]) -> None:
    # Every example is a report of its own: the same one twice is taken in once.
    melding["kenmerk"] = f"nr {next(_VOLG)}"
    eerst = lees_aanmelding(json.dumps(melding).encode())
    gekregen = aanmeldingen.neem_aan(plek, aanmeldingen.beoordeel(plek, eerst))
    assert gekregen.nieuw
    _uit_en_weer_in(plek, gekregen.casus_id, eerst)


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


def test_wat_te_zien_is_voor_het_weggaat_is_wat_er_in_het_bestand_staat(wp: Werkplek) -> None:
    extra = '"oud_adres": "Geheimlaan 7", "instroomroute"'
    casus_id = meld_aan(wp, AANMELDING.replace('"instroomroute"', extra)).casus_id

    def bladen(**wat: Any) -> str:
        brief = aanmelding_uit.voorbeeld(wp, casus_id, **wat).inhoud
        assert isinstance(brief, Brief)
        return brief.model_dump_json()

    kaal = bladen(aan="GGZ Waterland")
    assert not [w for w in ("Geheimlaan", "1506", "Zaandam", "999990007") if w in kaal]
    for woord in (
        "Kees Vermeer",
        "14 maart 2000",
        "Dijkgraaf 12",
        "wisselende instanties",
        "Weggelaten: ",
        "oud_adres",
    ):
        assert woord in kaal
    assert "999990007" in bladen(aan="GGZ Waterland", met_bsn=True)


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
