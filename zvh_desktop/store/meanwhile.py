"""What came in while a person was typing: a save replaces only what was known when the typing, or reading, began.

A field that someone else changed meanwhile keeps both values as concurrent heads. What the person did not change
stays as it came in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from zvh_desktop.domain.record import Record
from zvh_desktop.protocol.merge import Head
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.heads import Plek, shown_of
from zvh_desktop.store.records import ONTBREEKT, Tabel, model_from_row

__all__ = ["Kennis", "Verschil", "weigh"]

Verschil = tuple[Record, Rij, list[tuple[str, str]]]
"""A record to save, its row, and (field, JSON text) of what differs from what is stored."""

_STRAKS = "g" * 34
"""Stands for the id of the change to be made: later than every other."""


@dataclass(frozen=True, slots=True)
class Kennis:
    """What the person who saves can have known; numbers are local numbers of changes.

    Attributes:
        vreemd_nr: the last change from elsewhere.
        gelezen: record → the last change when it was read here.
        begonnen: (record, field) → the last change when its draft began.
    """

    vreemd_nr: int
    gelezen: Mapping[str, int]
    begonnen: Mapping[Plek, int]


def _begin(verbinding: Verbinding, kennis: Kennis, record_ids: list[str]) -> dict[Plek, int]:
    begonnen = dict(kennis.begonnen)
    for record, veld, begin in verbinding.rows(
        "SELECT record, veld, begin_nr FROM concept WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(record_ids),),
    ):
        begonnen[record, veld] = min(begin, begonnen.get((record, veld), begin))
    return begonnen


def weigh(
    verbinding: Verbinding, tabel: Tabel, verschillen: list[Verschil], kennis: Kennis
) -> tuple[list[Verschil], dict[Plek, list[str]]]:
    """Return what is left to save, and for which fields which heads only it replaces.

    Rows come back with what their fields will show.
    """
    begonnen = _begin(verbinding, kennis, [record.id for record, _, _ in verschillen])
    over: list[Verschil] = []
    eerder: dict[Plek, list[str]] = {}
    for record, rij, velden in verschillen:
        gelezen = kennis.gelezen.get(record.id)
        nieuwe_rij, nieuwe_velden = list(rij), []
        for veld, waarde in velden:
            begin = begonnen.get((record.id, veld), gelezen)
            if begin is not None and gelezen is not None:
                begin = min(begin, gelezen)
            if begin is None or begin >= kennis.vreemd_nr:
                nieuwe_velden.append((veld, waarde))
                continue
            basis, sinds = _sinds(verbinding, record, veld, begin)
            if not sinds:
                nieuwe_velden.append((veld, waarde))
                continue
            kolom = tabel.kolom(veld)
            if waarde == _was(tabel, veld, basis):
                toont = shown_of(tabel, veld, sinds).waarde
            else:
                eerder[record.id, veld] = [head.id for head in basis]
                nieuwe_velden.append((veld, waarde))
                toont = shown_of(tabel, veld, [*sinds, Head(_STRAKS, waarde)]).waarde
            nieuwe_rij[tabel.plaats[veld]] = kolom.uit_json(toont)
        if not nieuwe_velden:
            continue
        if nieuwe_rij != list(rij):
            rij = tuple(nieuwe_rij)
            record = model_from_row(tabel, rij)
        over.append((record, rij, nieuwe_velden))
    return over, eerder


def _sinds(verbinding: Verbinding, record: Record, veld: str, begin: int) -> tuple[list[Head], list[Head]]:
    """Return the heads as they were known at `begin`, and the heads of now that were not known then."""
    rijen = verbinding.rows(
        "SELECT id, waarde, vervangt, nr <= ? OR eigen = 1 FROM change WHERE stream = ? AND record = ? AND veld = ?",
        (begin, record.stream, record.id, veld),
    )
    bekend = [Head(rij[0], rij[1]) for rij in rijen if rij[3]]
    weg = {oud for rij in rijen if rij[3] for oud in json.loads(rij[2])}
    nu = verbinding.rows("SELECT change FROM head WHERE record = ? AND veld = ?", (record.id, veld))
    niet_gezien = {rij[0] for rij in nu} - {head.id for head in bekend}
    sinds = [Head(rij[0], rij[1]) for rij in rijen if rij[0] in niet_gezien]
    return sorted(h for h in bekend if h.id not in weg), sorted(sinds)


def _was(tabel: Tabel, veld: str, basis: list[Head]) -> str | None:
    if basis:
        return shown_of(tabel, veld, basis).waarde
    kolom = tabel.kolom(veld)
    return None if kolom.standaard is ONTBREEKT else kolom.naar_json(kolom.standaard)
