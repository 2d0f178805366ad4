"""Full-text search over the prose and the names of records; the index lives in the vault."""

import contextlib
import json
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from zvh_desktop.domain.record import Record
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.records import Tabel

__all__ = [
    "MARKEER_BEGIN",
    "MARKEER_EIND",
    "Treffer",
    "match_expression",
    "purge",
    "remove",
    "search",
    "tidy",
    "update",
]

MARKEER_BEGIN = "\x02"
MARKEER_EIND = "\x03"
"""Round the words found in a fragment; the index holds no such signs of its own."""

_MARKERINGEN = str.maketrans({MARKEER_BEGIN: None, MARKEER_EIND: None, "\x00": None})
_MARKERINGEN_IN = re.compile("[\x00\x02\x03]")
_MAX_WOORDEN = 12
_FRAGMENT_WOORDEN = 14
_WEINIG = 12
"""Up to so many texts, going row by row is quicker than one statement over all."""


class Treffer(NamedTuple):
    """One record that was found.

    Attributes:
        record_id: id of the record.
        veld: field of prose in which the words stand; "" for its names and numbers.
        soort: its kind.
        casus_id: the casus it belongs to; "" when the kind has none.
        stream: its stream.
        fragment: some words round the first hit, the hits between MARKEER_BEGIN and MARKEER_EIND.
    """

    record_id: str
    veld: str
    soort: str
    casus_id: str
    stream: str
    fragment: str


def _zoekbaar(waarde: object) -> str:
    delen = map(str, waarde) if isinstance(waarde, list | tuple) else [str(waarde or "")]
    tekst = " ".join(delen)
    # Translating costs ten times what looking does, and such signs are all but never there.
    return (tekst if _MARKERINGEN_IN.search(tekst) is None else tekst.translate(_MARKERINGEN)).strip()


def _casus_id(tabel: Tabel, record: Record) -> str:
    if tabel.soort == "casus":
        return record.id
    return (record.__dict__["casus_id"] or "") if tabel.heeft_casus else ""


def _rijen(tabel: Tabel, record: Record, velden: set[str]) -> Iterator[tuple[str, ...]]:
    waarden = record.__dict__
    teksten = {veld: _zoekbaar(waarden[veld]) for veld in tabel.lange_tekst if veld in velden}
    if not velden.isdisjoint(tabel.zoekvelden):
        teksten[""] = " ".join(filter(None, (_zoekbaar(waarden[veld]) for veld in tabel.zoekvelden)))
    casus_id = _casus_id(tabel, record)
    for veld, tekst in teksten.items():
        if tekst:
            yield (record.id, veld, tabel.soort, casus_id, record.stream, tekst)


def _remove(verbinding: Verbinding, waar: str, waarde: str) -> None:
    verbinding.run(
        f"INSERT INTO zoek (zoek, rowid, tekst) SELECT 'delete', nr, tekst FROM zoektekst WHERE {waar}", (waarde,)
    )
    verbinding.run(f"DELETE FROM zoektekst WHERE {waar}", (waarde,))


def remove(verbinding: Verbinding, record_ids: Sequence[str]) -> None:
    """Take records out of the index within the open transaction."""
    _remove(verbinding, "record IN (SELECT value FROM json_each(?))", json.dumps(list(record_ids)))


def purge(verbinding: Verbinding) -> None:
    """Rewrite the index within the open transaction, so that no word of what was removed is left in it.

    Until then FTS5 keeps removed words beside a mark that they are gone. Its own `secure-delete` takes them out at
    once, but made saving one field up to six times dearer, more so as the vault grows (measured).
    """
    verbinding.run("INSERT INTO zoek (zoek) VALUES ('optimize')")


def tidy(verbinding: Verbinding, bladen: int = 250) -> None:
    """Merge the pieces of which the index has come to consist into one; searching is quicker after it.

    Goes in transactions of at most `bladen` pages, so that whoever saves meanwhile hardly waits. Removed words go too.
    """
    stap = -bladen  # a minus begins: all pieces are put in line first
    while True:
        voor = verbinding.eigen_stand
        with verbinding.transaction():
            verbinding.run("INSERT INTO zoek (zoek, rank) VALUES ('merge', ?)", (stap,))
        # Documented by FTS5: fewer than two rows written means that nothing is left to be merged.
        if verbinding.eigen_stand - voor < 2:
            return
        stap = bladen


def update(
    verbinding: Verbinding, tabel: Tabel, gewijzigd: Iterable[tuple[Record, set[str]]], bekend: Container[str]
) -> None:
    """Bring the index in line with these records; a withdrawn record leaves it.

    Args:
        verbinding: within a transaction.
        tabel: their kind.
        gewijzigd: records as they are now, with the fields that changed.
        bekend: ids of records that were there already.
    """
    alles = {*tabel.lange_tekst, *tabel.zoekvelden}
    weg: list[tuple[str, str]] = []
    erbij: list[tuple[str, ...]] = []
    for record, velden in gewijzigd:
        if velden & {"verwijderd", "casus_id"}:
            velden = alles
        elif velden.isdisjoint(alles):
            continue
        if record.id in bekend:
            weg.extend((record.id, veld) for veld in tabel.lange_tekst if veld in velden)
            if not velden.isdisjoint(tabel.zoekvelden):
                weg.append((record.id, ""))
        if not record.verwijderd:
            erbij.extend(_rijen(tabel, record, velden))
    if len(weg) + len(erbij) <= _WEINIG:
        _update_few(verbinding, weg, erbij)
        return
    if weg:
        _remove(
            verbinding,
            "(record, veld) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
            json.dumps(weg),
        )
    if erbij:
        laatste = verbinding.value("SELECT coalesce(max(nr), 0) FROM zoektekst")
        verbinding.run_many(
            "INSERT INTO zoektekst (record, veld, soort, casus_id, stream, tekst) VALUES (?, ?, ?, ?, ?, ?)", erbij
        )
        verbinding.run("INSERT INTO zoek (rowid, tekst) SELECT nr, tekst FROM zoektekst WHERE nr > ?", (laatste,))


def _update_few(verbinding: Verbinding, weg: list[tuple[str, str]], erbij: list[tuple[str, ...]]) -> None:
    """Do the same row by row, so that a changed text moves within its row instead of leaving one and taking another.

    Old texts leave first and in order of their number, new ones come after: FTS5 then writes one segment.
    """
    if not weg and not erbij:
        return
    oud: dict[tuple[str, str], tuple[int, str]] = {}
    for plaats in weg:
        rij = verbinding.row("SELECT nr, tekst FROM zoektekst WHERE record = ? AND veld = ?", plaats)
        if rij is not None:
            oud[plaats] = rij[0], rij[1]
    verbinding.run_many("INSERT INTO zoek (zoek, rowid, tekst) VALUES ('delete', ?, ?)", sorted(oud.values()))
    nr = verbinding.value("SELECT coalesce(max(nr), 0) FROM zoektekst")
    nieuw: list[tuple[int, str]] = []
    for record, veld, soort, casus_id, stream, tekst in erbij:
        nr += 1
        nieuw.append((nr, tekst))
        was = oud.pop((record, veld), None)
        if was is None:
            verbinding.run(
                "INSERT INTO zoektekst (nr, record, veld, soort, casus_id, stream, tekst) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (nr, record, veld, soort, casus_id, stream, tekst),
            )
        else:
            verbinding.run(
                "UPDATE zoektekst SET nr = ?, casus_id = ?, tekst = ? WHERE nr = ?", (nr, casus_id, tekst, was[0])
            )
    verbinding.run_many("DELETE FROM zoektekst WHERE nr = ?", [(was[0],) for was in oud.values()])
    verbinding.run_many("INSERT INTO zoek (rowid, tekst) VALUES (?, ?)", nieuw)


def _woorden(vraag: str) -> list[str]:
    """Cut into what the tokenizer takes for a word: letters, digits, private use and the marks on letters."""
    woorden: list[str] = []
    stuk = ""
    for teken in vraag + " ":
        if unicodedata.category(teken)[0] in "LNM" or unicodedata.category(teken) == "Co":
            stuk += teken
        elif stuk:
            woorden.append(stuk)
            stuk = ""
    return [woord for woord in woorden if any(unicodedata.category(t)[0] != "M" for t in woord)]


def match_expression(vraag: str) -> str:
    """Return a MATCH expression in which nothing a person types is an operator; "" when no word is left.

    Every word must occur; the last one may be the beginning of a word, from two letters on.
    """
    woorden = vraag.split()
    if not all(map(str.isalnum, woorden)):
        woorden = _woorden(vraag)
    woorden = woorden[:_MAX_WOORDEN]
    if not woorden:
        return ""
    termen = " ".join(f'"{woord}"' for woord in woorden)
    # One letter begins too many words, and a space after the last word says that it is whole.
    heel = len(woorden[-1]) < 2 or vraag.rstrip() != vraag
    return termen if heel else termen + "*"


def search(
    verbinding: Verbinding,
    vraag: str,
    *,
    limit: int = 50,
    soorten: Iterable[str] | None = None,
    casussen: Iterable[str] | None = None,
) -> list[Treffer]:
    """Return the records of which one field holds all words, last changed first.

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
    filters: list[object] = []
    if soorten is not None:
        voorwaarde += " AND t.soort IN (SELECT value FROM json_each(?))"
        filters.append(json.dumps(sorted(soorten)))
    if casussen is not None:
        voorwaarde += " AND t.casus_id IN (SELECT value FROM json_each(?))"
        filters.append(json.dumps(sorted(casussen)))
    sql = (
        "SELECT t.record, t.veld, t.soort, t.casus_id, t.stream, "
        f"snippet(zoek, 0, ?, ?, '…', {_FRAGMENT_WOORDEN:d}) "
        "FROM zoek JOIN zoektekst t ON t.nr = zoek.rowid "
        f"WHERE zoek MATCH ?{voorwaarde} ORDER BY zoek.rowid DESC"
    )
    gevonden: dict[str, Treffer] = {}
    # A record may be found in several fields: it counts once, with the field that changed last. Rows are taken until
    # there are enough, because asking again would search again.
    rijen = verbinding.each(sql, (MARKEER_BEGIN, MARKEER_EIND, uitdrukking, *filters))
    with contextlib.closing(rijen):
        for record, veld, soort, casus_id, stream, fragment in rijen:
            if record not in gevonden:
                gevonden[record] = Treffer(record, veld, soort, casus_id, stream, fragment)
                if len(gevonden) >= limit:
                    break
    return list(gevonden.values())
