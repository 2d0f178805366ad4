"""Full-text search over the prose and the names of records; the index lives in the vault."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zvh_desktop.domain.record import Record
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.records import Tabel

__all__ = ["MARKEER_BEGIN", "MARKEER_EIND", "Treffer", "match_expression", "remove", "search", "update"]

MARKEER_BEGIN = "\x02"
MARKEER_EIND = "\x03"
"""Round the words found in a fragment; the index holds no such signs of its own."""

_MARKERINGEN = str.maketrans({MARKEER_BEGIN: None, MARKEER_EIND: None, "\x00": None})
_MAX_WOORDEN = 12
_FRAGMENT_WOORDEN = 14


@dataclass(frozen=True, slots=True)
class Treffer:
    """One record that was found.

    Attributes:
        record_id: id of the record.
        soort: its kind.
        casus_id: the casus it belongs to; "" when the kind has none.
        stream: its stream.
        fragment: some words round the first hit, the hits between MARKEER_BEGIN and MARKEER_EIND.
    """

    record_id: str
    soort: str
    casus_id: str
    stream: str
    fragment: str


def _tekst(tabel: Tabel, record: Record) -> str:
    delen = (getattr(record, naam) for naam in tabel.zoekvelden)
    regels = (" ".join(map(str, deel)) if isinstance(deel, list | tuple) else str(deel or "") for deel in delen)
    return "\n".join(regel for regel in regels if regel).translate(_MARKERINGEN)


def _casus_id(tabel: Tabel, record: Record) -> str:
    if tabel.soort == "casus":
        return record.id
    return (record.__dict__["casus_id"] or "") if tabel.heeft_casus else ""


def remove(verbinding: Verbinding, record_ids: Sequence[str]) -> None:
    """Take records out of the index."""
    verbinding.run(
        "DELETE FROM zoektekst WHERE record IN (SELECT value FROM json_each(?))", (json.dumps(list(record_ids)),)
    )


def update(verbinding: Verbinding, tabel: Tabel, records: Iterable[Record], bekend: Iterable[str]) -> None:
    """Bring the index in line with these records; a withdrawn record leaves it.

    Args:
        verbinding: within a transaction.
        tabel: their kind.
        records: as they are now.
        bekend: ids that may be in the index already.
    """
    oud = list(bekend)
    if oud:
        remove(verbinding, oud)
    rijen = []
    for record in records:
        if record.verwijderd:
            continue
        tekst = _tekst(tabel, record)
        if tekst:
            rijen.append((record.id, tabel.soort, _casus_id(tabel, record), record.stream, tekst))
    if rijen:
        verbinding.run_many(
            "INSERT INTO zoektekst (record, soort, casus_id, stream, tekst) VALUES (?, ?, ?, ?, ?)", rijen
        )


def match_expression(vraag: str) -> str:
    """Return a MATCH expression in which nothing a person types is an operator; "" when no word is left.

    Every word must occur; the last one may be the beginning of a word.
    """
    woorden: list[str] = []
    stuk = ""
    # A word is what the tokenizer takes for one: letters, digits, private use and the marks on letters.
    for teken in vraag + " ":
        if unicodedata.category(teken)[0] in "LNM" or unicodedata.category(teken) == "Co":
            stuk += teken
        elif stuk:
            woorden.append(stuk)
            stuk = ""
    woorden = [woord for woord in woorden if any(unicodedata.category(t)[0] != "M" for t in woord)][:_MAX_WOORDEN]
    if not woorden:
        return ""
    heel = vraag.rstrip() != vraag and len(woorden) > 1
    termen = [f'"{woord}"' for woord in woorden]
    return " ".join(termen) if heel else " ".join(termen) + "*"


def search(
    verbinding: Verbinding,
    vraag: str,
    *,
    limit: int = 50,
    soorten: Iterable[str] | None = None,
    casussen: Iterable[str] | None = None,
) -> list[Treffer]:
    """Return what holds all words, last changed first.

    Args:
        verbinding: the open vault.
        vraag: as typed; any signs are allowed.
        limit: at most so many.
        soorten: only these kinds.
        casussen: only records of these casussen (and none without a casus).
    """
    uitdrukking = match_expression(vraag)
    if not uitdrukking:
        return []
    voorwaarde = ""
    waarden: list[object] = [MARKEER_BEGIN, MARKEER_EIND, uitdrukking]
    if soorten is not None:
        voorwaarde += " AND t.soort IN (SELECT value FROM json_each(?))"
        waarden.append(json.dumps(sorted(soorten)))
    if casussen is not None:
        voorwaarde += " AND t.casus_id IN (SELECT value FROM json_each(?))"
        waarden.append(json.dumps(sorted(casussen)))
    rijen = verbinding.rows(
        f"SELECT t.record, t.soort, t.casus_id, t.stream, snippet(zoek, 0, ?, ?, '…', {_FRAGMENT_WOORDEN:d}) "
        "FROM zoek JOIN zoektekst t ON t.nr = zoek.rowid "
        f"WHERE zoek MATCH ?{voorwaarde} ORDER BY zoek.rowid DESC LIMIT ?",
        (*waarden, limit),
    )
    return [Treffer(*rij) for rij in rijen]
