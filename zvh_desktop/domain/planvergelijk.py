"""A plan as one text that stands still, and what differs between two of them, in words."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.plan import FASEN, Doel, Fase, Scenario
from zvh_desktop.domain.planfase import Voorwaarde
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.veldnamen import KEUZEN, veldnaam

__all__ = ["DELEN", "Deelverschil", "lees_inhoud", "naam_van", "schrijf_inhoud", "verschil"]

DELEN: Final[dict[str, type[Record]]] = {
    "fase": Fase, "voorwaarde": Voorwaarde, "doel": Doel, "interventie": Interventie, "scenario": Scenario
}  # fmt: skip
"""Kinds of record a version is made of."""
_ZONDER_WOORD: Final = frozenset(("id", "stream", "casus_id", "verwijderd", "volgorde"))
"""Fields of which a change says nothing to a reader."""


def schrijf_inhoud(delen: Iterable[Record]) -> str:
    """Return the parts of a plan as one text; the same plan gives the same text, in whatever order it comes."""
    boek: dict[str, list[dict[str, Any]]] = {soort: [] for soort in DELEN}
    for deel in delen:
        if deel.soort in boek and not deel.verwijderd:
            inhoud = deel.model_dump(mode="json")
            boek[deel.soort].append({k: w for k, w in inhoud.items() if k == "id" or k not in _ZONDER_WOORD})
    for rij in boek.values():
        rij.sort(key=lambda deel: str(deel["id"]))
    return json.dumps(boek, ensure_ascii=False, sort_keys=True)


def lees_inhoud(tekst: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the parts by kind and id; what cannot be read is no part."""
    try:
        boek = json.loads(tekst)
    except ValueError:
        return {soort: {} for soort in DELEN}
    uit: dict[str, dict[str, dict[str, Any]]] = {soort: {} for soort in DELEN}
    for soort in DELEN:
        for deel in boek.get(soort, ()) if isinstance(boek, dict) else ():
            if isinstance(deel, dict) and isinstance(deel.get("id"), str):
                uit[soort][deel["id"]] = deel
    return uit


class Deelverschil(NamedTuple):
    """One part that is new, gone or different; `wat` says it in words."""

    record_id: str
    soort: str
    naam: str
    wat: str


def naam_van(soort: str, deel: Mapping[str, Any]) -> str:
    """Name a part of a plan as a reader knows it."""
    if soort == "fase":
        nummer = deel.get("nummer", 0)
        return f"{nummer} {FASEN.get(nummer, '')}".strip()
    return f"als {deel.get('als_', '')}" if soort == "scenario" else str(deel.get("tekst", ""))


def verschil(
    oud: Mapping[str, Mapping[str, Mapping[str, Any]]],
    nieuw: Mapping[str, Mapping[str, Mapping[str, Any]]],
    namen: Mapping[str, str],
) -> tuple[Deelverschil, ...]:
    """Say what differs between two contents, part by part, in the order of the plan.

    Args:
        oud, nieuw: as `lees_inhoud` returns them.
        namen: what ids of partners and leefgebieden are called.
    """
    uit = []
    for soort in DELEN:
        toen, nu = oud.get(soort, {}), nieuw.get(soort, {})
        for id_ in (*toen, *(i for i in nu if i not in toen)):
            if id_ not in nu:
                uit.append(Deelverschil(id_, soort, naam_van(soort, toen[id_]), "ingetrokken"))
            elif id_ not in toen:
                uit.append(Deelverschil(id_, soort, naam_van(soort, nu[id_]), "toegevoegd"))
            elif wat := _anders(soort, toen[id_], nu[id_], namen):
                uit.append(Deelverschil(id_, soort, naam_van(soort, nu[id_]), wat))
    return tuple(uit)


_LEEG: Final[tuple[Any, ...]] = (None, "", False, 0, [], {})


def _anders(soort: str, toen: Mapping[str, Any], nu: Mapping[str, Any], namen: Mapping[str, str]) -> str:
    zinnen = []
    for veld in nu:
        was, is_ = toen.get(veld), nu[veld]
        if veld in _ZONDER_WOORD or was == is_ or (was in _LEEG and is_ in _LEEG):
            continue
        naam = veldnaam(soort, veld).lower()
        zinnen.append(f"{naam}: {_woord(soort, veld, was, namen)} werd {_woord(soort, veld, is_, namen)}")
    return "; ".join(zinnen)


def _woord(soort: str, veld: str, waarde: Any, namen: Mapping[str, str]) -> str:
    if waarde in (None, "") or waarde == []:
        return "leeg"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if keuze := KEUZEN.get((soort, veld)):
        return str(keuze.get(waarde, waarde))
    if veld.endswith("_id"):
        return namen.get(waarde, "onbekend")
    try:
        return voluit(date.fromisoformat(waarde))
    except (TypeError, ValueError):
        return f"“{waarde}”" if isinstance(waarde, str) else str(waarde)
