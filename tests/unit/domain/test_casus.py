"""Criteria, completeness, and where a casus stands and why."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from zvh_desktop.domain.casus import (
    Aanmelding,
    Casus,
    Feiten,
    criteria_gehaald,
    procesfase,
    themanaam,
    volgend_nummer,
    wat_ontbreekt,
)

DAG = date(2026, 11, 24)


@pytest.mark.parametrize("antwoorden", list(product((True, False, None), repeat=4)))
def test_criteria_geven_pas_antwoord_als_geen_open_vraag_het_nog_kan_veranderen(antwoorden: tuple[Any, ...]) -> None:
    def regel(a: tuple[bool, ...]) -> bool:
        return (a[0] and a[1] and a[2]) or a[3]

    keuzes = [(True, False) if a is None else (a,) for a in antwoorden]
    mogelijk = {regel(ingevuld) for ingevuld in product(*keuzes)}
    verwacht = mogelijk.pop() if len(mogelijk) == 1 else None
    assert criteria_gehaald(antwoorden) is verwacht


def casus(**velden: Any) -> Casus:
    basis = {"nummer": "2026-0001", "type": "persoon", "thema": ["overlast"], "begonnen_op": DAG}
    return Casus.model_validate({"id": "c", "stream": "s", **basis, **velden})


VOL = {
    "aanmelder_organisatie": "GGZ", "aanmelder_naam": "M. de Ruiter", "aanleiding": "onrust", "doel_overleg": "plan",
    "acuut_onveilig": False, "geinformeerd": "nee", "criterium_1": True, "criterium_2": True, "criterium_3": True,
}  # fmt: skip
KEES = [("Vermeer", date(2000, 3, 14))]


def aanmelding(**velden: Any) -> Aanmelding:
    basis = {"id": "a", "stream": "s", "casus_id": "c", "ontvangen_op": DAG}
    return Aanmelding.model_validate({**basis, **VOL, **velden})


def test_volledige_aanmelding_mist_niets() -> None:
    assert wat_ontbreekt(aanmelding(), casus(), KEES) == ()


@pytest.mark.parametrize("leeg", ["", "  ", "onbekend", "Onbekend ", "ONBEKEND", "-", "?"])
@pytest.mark.parametrize(
    ("veld", "woord"),
    [
        ("aanmelder_organisatie", "organisatie van de aanmelder"),
        ("aanmelder_naam", "naam van de aanmelder"),
        ("aanleiding", "aanleiding"),
        ("doel_overleg", "doel van het overleg"),
    ],
)
def test_onbekend_telt_als_ontbrekend(veld: str, woord: str, leeg: str) -> None:
    assert wat_ontbreekt(aanmelding(**{veld: leeg}), casus(), KEES) == (woord,)


@pytest.mark.parametrize(
    ("velden", "woord"),
    [
        ({"acuut_onveilig": None}, "acuut onveilig ja of nee"),
        ({"geinformeerd": "onbekend"}, "betrokkene geïnformeerd"),
        ({"criterium_3": None}, "criteria"),
    ],
)
def test_onbeantwoord_telt_als_ontbrekend(velden: dict[str, Any], woord: str) -> None:
    assert wat_ontbreekt(aanmelding(**velden), casus(), KEES) == (woord,)


def test_onbeantwoord_criterium_dat_niets_meer_uitmaakt_ontbreekt_niet() -> None:
    assert wat_ontbreekt(aanmelding(criterium_3=None, criterium_4=True), casus(), KEES) == ()


@pytest.mark.parametrize("personen", [[], [("Vermeer", None)], [("onbekend", DAG)], [("", DAG)]])
def test_persoon_vraagt_een_naam_met_geboortedatum_en_gebied_niet(personen: list[tuple[str, date | None]]) -> None:
    assert wat_ontbreekt(aanmelding(), casus(), personen) == ("betrokkene met naam en geboortedatum",)
    assert wat_ontbreekt(aanmelding(), casus(type="gebied"), personen) == ()


def test_zonder_thema_is_een_aanmelding_niet_compleet() -> None:
    assert wat_ontbreekt(aanmelding(), casus(thema=[]), KEES) == ("thema",)


LEEG = {
    "status": "loopt", "heeft_aanmelding": True, "ontbreekt": (), "triage_uitkomst": "overleg", "informatie": 0,
    "overleggen_gesloten": 0, "overleg_gepland": False, "besluiten": 0, "acties": 0, "verslag_vastgesteld": False,
    "plan_open_fasen": 0,
}  # fmt: skip
GEHOUDEN = {"overleggen_gesloten": 1, "besluiten": 1}


@pytest.mark.parametrize(
    ("velden", "fase", "woord"),
    [
        ({"status": "aangemeld", "triage_uitkomst": "", "ontbreekt": ("thema",)}, 1, "Nog niet compleet: thema"),
        ({"status": "aangemeld", "triage_uitkomst": ""}, 1, "wacht op triage"),
        ({"status": "aangemeld", "triage_uitkomst": "doorgeleid"}, 1, "wacht op triage"),
        ({"status": "doorgeleid", "triage_uitkomst": "doorgeleid"}, 1, "doorgeleid naar partner"),
        ({"status": "doorgeleid", "triage_uitkomst": "advies"}, 1, "advies aan de melder"),
        ({"status": "doorgeleid", "triage_uitkomst": "ander_thema"}, 1, "thema-overleg"),
        ({"status": "afgewezen", "triage_uitkomst": "afgewezen"}, 1, "afgewezen"),
        ({}, 2, "Wacht op informatie"),
        ({"heeft_aanmelding": False, "triage_uitkomst": ""}, 2, "Wacht op informatie"),
        ({"informatie": 3}, 2, "nog niet op de agenda"),
        ({"overleg_gepland": True}, 3, "Staat op de agenda"),
        ({"overleggen_gesloten": 1}, 3, "nog geen besluit"),
        (GEHOUDEN, 3, "nog niet vastgesteld"),
        ({**GEHOUDEN, "verslag_vastgesteld": True}, 3, "nog geen acties"),
        ({**GEHOUDEN, "verslag_vastgesteld": True, "acties": 2}, 4, "voeren het plan uit"),
        ({**GEHOUDEN, "verslag_vastgesteld": True, "plan_open_fasen": 1}, 4, "voeren het plan uit"),
        ({"status": "afgesloten"}, 4, "afgesloten"),
    ],
)
def test_procesfase_volgt_uit_feiten_en_zegt_waarom(velden: dict[str, Any], fase: int, woord: str) -> None:
    stand = procesfase(Feiten(**{**LEEG, **velden}))
    assert stand.fase == fase
    assert woord in stand.waarom


def test_nummers_lopen_door_en_vullen_geen_gaten() -> None:
    assert volgend_nummer(2026, []) == "2026-0001"
    assert volgend_nummer(2026, ["2026-0001", "2026-0007", "2025-0031", "oud"]) == "2026-0008"
    assert volgend_nummer(2026, ["2026-9999"]) == "2026-10000"


def test_vrij_thema_wordt_getoond_zoals_het_is() -> None:
    assert themanaam("verward_gedrag") == "onbegrepen gedrag"
    assert themanaam("eigen woord") == "eigen woord"
