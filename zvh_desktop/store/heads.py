"""Heads: the changes that hold now for a field, and which fields have several of them."""

import json
from collections.abc import Iterable, Sequence

from zvh_desktop.protocol.merge import Head, Shown, shown
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.records import Tabel

__all__ = ["Plek", "head_values", "heads_of", "shown_of", "update_clashes"]

Plek = tuple[str, str]
"""Record and field."""


def heads_of(verbinding: Verbinding, record_ids: Sequence[str], veld: str = "") -> dict[Plek, list[str]]:
    """Return the heads per (record, field) of these records, in order of their ids; of one field only when asked."""
    if not record_ids:
        return {}
    if len(record_ids) == 1 and veld:
        rijen = verbinding.rows(
            "SELECT record, veld, change FROM head WHERE record = ? AND veld = ? ORDER BY change", (*record_ids, veld)
        )
    elif len(record_ids) == 1:
        rijen = verbinding.rows("SELECT record, veld, change FROM head WHERE record = ? ORDER BY change", record_ids)
    else:
        rijen = verbinding.rows(
            "SELECT record, veld, change FROM head WHERE record IN (SELECT value FROM json_each(?)) ORDER BY change",
            (json.dumps(list(record_ids)),),
        )
    gevonden: dict[Plek, list[str]] = {}
    for record, veld, change in rijen:
        gevonden.setdefault((record, veld), []).append(change)
    return gevonden


def head_values(verbinding: Verbinding, plekken: Iterable[Plek]) -> dict[Plek, list[Head]]:
    """Return the heads with their values (JSON texts) of these fields, in order of their ids."""
    gevonden: dict[Plek, list[Head]] = {}
    for record, veld, change, waarde in verbinding.rows(
        "SELECT h.record, h.veld, h.change, c.waarde FROM json_each(?) j "
        "CROSS JOIN head h ON h.record = j.value ->> 0 AND h.veld = j.value ->> 1 "
        "CROSS JOIN change c ON c.id = h.change ORDER BY h.change",
        (json.dumps(sorted(set(plekken))),),
    ):
        gevonden.setdefault((record, veld), []).append(Head(change, waarde))
    return gevonden


def shown_of(tabel: Tabel, veld: str, heads: Sequence[Head]) -> Shown:
    """Return what a field shows for its heads (at least one)."""
    return shown(heads, veld=veld, lange_tekst=veld in tabel.lange_tekst)


def update_clashes(verbinding: Verbinding, tabel: Tabel, plekken: Iterable[Plek]) -> set[Plek]:
    """Bring the table of fields with several heads in line with the heads; return which of these clash."""
    plekken = set(plekken)
    heads = head_values(verbinding, plekken)
    botsend: set[Plek] = set()
    erbij: list[tuple[str, str, int]] = []
    for plek, rij in heads.items():
        if len(rij) > 1:
            botst = shown_of(tabel, plek[1], rij).clash
            erbij.append((*plek, int(botst)))
            if botst:
                botsend.add(plek)
    verbinding.run_many("DELETE FROM botsing WHERE record = ? AND veld = ?", sorted(plekken))
    verbinding.run_many(
        "INSERT INTO botsing (record, veld, stream, soort, botst) SELECT ?1, ?2, c.stream, c.soort, ?3 FROM change c "
        "WHERE c.id = (SELECT change FROM head WHERE record = ?1 AND veld = ?2 LIMIT 1)",
        erbij,
    )
    return botsend
