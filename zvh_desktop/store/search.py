"""Full-text search over the prose and the names of records; the index lives in the vault."""

import contextlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import Tabel, fetch_rows, table_for

__all__ = [
    "MARKEER_BEGIN",
    "MARKEER_EIND",
    "MAX_WACHT",
    "Treffer",
    "catch_up",
    "follow",
    "is_behind",
    "is_searched",
    "make_ready",
    "match_expression",
    "purge",
    "queue",
    "remove",
    "search",
    "step",
    "tidy",
]

MARKEER_BEGIN = "\x02"
MARKEER_EIND = "\x03"
"""Round the words found in a fragment; the index holds no such signs of its own."""

_MARKERINGEN = str.maketrans({MARKEER_BEGIN: None, MARKEER_EIND: None, "\x00": None})
_MARKERINGEN_IN = re.compile("[\x00\x02\x03]")
_MAX_WOORDEN = 12
_FRAGMENT_WOORDEN = 14
MAX_WACHT = 5000
"""So many records may wait for the index; a search that comes right after so many takes about a second longer."""
_STAP = 50
"""So many records at once while a person is at work: a few hundredths of a second."""
_NIET_NU = frozenset({Reden.SCHIJF_VOL, Reden.GEEN_RECHTEN, Reden.SCHRIJFFOUT, Reden.IN_GEBRUIK})


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


def _remove(verbinding: Verbinding, waar: str, waarde: str) -> None:
    verbinding.run(
        f"INSERT INTO zoek (zoek, rowid, tekst) SELECT 'delete', nr, tekst FROM zoektekst WHERE {waar}", (waarde,)
    )
    verbinding.run(f"DELETE FROM zoektekst WHERE {waar}", (waarde,))


def remove(verbinding: Verbinding, record_ids: Sequence[str]) -> None:
    """Take records out of the index, and from what waits for it, within the open transaction."""
    ids = json.dumps(list(record_ids))
    verbinding.run("DELETE FROM zoekwacht WHERE record IN (SELECT value FROM json_each(?))", (ids,))
    _remove(verbinding, "record IN (SELECT value FROM json_each(?))", ids)


def purge(verbinding: Verbinding) -> None:
    """Rewrite the index within the open transaction, so that no word of what was removed is left in it.

    Until then FTS5 keeps removed words beside a mark that they are gone. Its own `secure-delete` takes them out at
    once, but made saving one field up to six times dearer, more so as the vault grows (measured).
    """
    verbinding.run("INSERT INTO zoek (zoek) VALUES ('optimize')")


def tidy(verbinding: Verbinding, bladen: int = 250) -> None:
    """Merge the pieces of which the index has come to consist into one; searching is quicker after it.

    What waits is taken in first. Goes in transactions of at most `bladen` pages, so that whoever saves meanwhile hardly
    waits. Removed words go too.
    """
    follow(verbinding)
    stap = -bladen  # a minus begins: all pieces are put in line first
    while True:
        voor = verbinding.eigen_stand
        with verbinding.transaction():
            verbinding.run("INSERT INTO zoek (zoek, rank) VALUES ('merge', ?)", (stap,))
        # Documented by FTS5: fewer than two rows written means that nothing is left to be merged.
        if verbinding.eigen_stand - voor < 2:
            return
        stap = bladen


def is_searched(tabel: Tabel, velden: Collection[str], *, vers: bool) -> bool:
    """Whether a change of these fields is one for the index; of a fresh record only those that are not empty."""
    if not vers and ("verwijderd" in velden or "casus_id" in velden):
        return True
    return any(veld in tabel.lange_tekst or veld in tabel.zoekvelden for veld in velden)


def queue(verbinding: Verbinding, soort: str, record_ids: Sequence[str]) -> None:
    """Say that the index is behind for these records, within the transaction that changes them.

    Making the index costs more than all the rest of a write, and nobody waits for it: it follows when the program is
    at rest, or before the next search. What waits is bounded: what is beyond it is done here.
    """
    if not record_ids:
        return
    *eerder, laatste = [(record_id, soort) for record_id in record_ids]
    if eerder:
        verbinding.run_many(_ZET_WACHT, eerder)
    if verbinding.insert(_ZET_WACHT, laatste) > MAX_WACHT:
        while (verbinding.value("SELECT max(nr) - min(nr) FROM zoekwacht") or 0) >= MAX_WACHT:
            catch_up(verbinding)


_ZET_WACHT = "INSERT INTO zoekwacht (record, soort) VALUES (?, ?)"


def is_behind(verbinding: Verbinding) -> bool:
    """Whether the index still has to follow."""
    return verbinding.value("SELECT 1 FROM zoekwacht LIMIT 1") is not None


def catch_up(verbinding: Verbinding, hoogstens: int = 250) -> bool:
    """Bring the index in line with the next records that wait, within the open transaction; return whether more wait.

    What a record says now counts, not what it said when it was put in line: a text that is the same stays as it is,
    one that changed gets the highest number, so that numbers go on sorting by last change.
    """
    wacht = verbinding.rows("SELECT nr, record, soort FROM zoekwacht ORDER BY nr LIMIT ?", (hoogstens,))
    if not wacht:
        return False
    volgorde = {record: soort for _, record, soort in reversed(wacht)}
    nieuw = _teksten_nu(verbinding, volgorde)
    weg: list[tuple[int, str]] = []
    eraf: list[tuple[int]] = []
    anders: list[tuple[int, str, str, int]] = []
    erbij: list[tuple[object, ...]] = []
    bij: list[tuple[int, str]] = []
    verhuisd: list[tuple[str, int]] = []
    oud = _teksten_oud(verbinding, volgorde)
    nr = int(verbinding.value("SELECT coalesce(max(nr), 0) FROM zoektekst"))
    for record in reversed(volgorde):
        soort, stream, casus_id, teksten = nieuw.get(record, _NIETS)
        for veld, (oud_nr, oud_casus, tekst) in oud.get(record, {}).items():
            nu = teksten.pop(veld, "")
            if nu == tekst:
                if oud_casus != casus_id:
                    verhuisd.append((casus_id, oud_nr))
                continue
            weg.append((oud_nr, tekst))
            if nu:
                nr += 1
                anders.append((nr, casus_id, nu, oud_nr))
                bij.append((nr, nu))
            else:
                eraf.append((oud_nr,))
        for veld, tekst in teksten.items():
            nr += 1
            erbij.append((nr, record, veld, soort, casus_id, stream, tekst))
            bij.append((nr, tekst))
    # Old texts leave first and in order of their number, new ones come after: FTS5 then writes one segment.
    verbinding.run_many("INSERT INTO zoek (zoek, rowid, tekst) VALUES ('delete', ?, ?)", sorted(weg))
    verbinding.run_many("DELETE FROM zoektekst WHERE nr = ?", eraf)
    verbinding.run_many("UPDATE zoektekst SET nr = ?, casus_id = ?, tekst = ? WHERE nr = ?", anders)
    verbinding.run_many("UPDATE zoektekst SET casus_id = ? WHERE nr = ?", verhuisd)
    verbinding.run_many(
        "INSERT INTO zoektekst (nr, record, veld, soort, casus_id, stream, tekst) VALUES (?, ?, ?, ?, ?, ?, ?)", erbij
    )
    verbinding.run_many("INSERT INTO zoek (rowid, tekst) VALUES (?, ?)", bij)
    verbinding.run("DELETE FROM zoekwacht WHERE nr <= ?", (wacht[-1][0],))
    return is_behind(verbinding)


_NIETS: tuple[str, str, str, dict[str, str]] = ("", "", "", {})


def _teksten_nu(
    verbinding: Verbinding, soort_van: Mapping[str, str]
) -> dict[str, tuple[str, str, str, dict[str, str]]]:
    """Return record → (kind, stream, casus, texts by field) as the records are now; a withdrawn one has none."""
    per_soort: dict[str, list[str]] = {}
    for record, soort in soort_van.items():
        per_soort.setdefault(soort, []).append(record)
    uit: dict[str, tuple[str, str, str, dict[str, str]]] = {}
    for soort, ids in per_soort.items():
        tabel = table_for(kinds()[soort])
        plaats = tabel.plaats
        casus_nr = plaats["id"] if soort == "casus" else plaats.get("casus_id")
        for record, rij in fetch_rows(verbinding, tabel, ids).items():
            if rij[plaats["verwijderd"]]:
                continue
            teksten = {veld: _veldtekst(tabel, rij, veld) for veld in tabel.lange_tekst}
            teksten[""] = " ".join(filter(None, (_veldtekst(tabel, rij, veld) for veld in tabel.zoekvelden)))
            casus_id = "" if casus_nr is None else rij[casus_nr] or ""
            teksten = {veld: tekst for veld, tekst in teksten.items() if tekst}
            uit[record] = soort, rij[plaats["stream"]], casus_id, teksten
    return uit


def _veldtekst(tabel: Tabel, rij: Rij, veld: str) -> str:
    nr = tabel.plaats[veld]
    waarde = rij[nr]
    return _zoekbaar(json.loads(waarde) if waarde and tabel.kolommen[nr].is_json else waarde)


def _teksten_oud(verbinding: Verbinding, records: Iterable[str]) -> dict[str, dict[str, tuple[int, str, str]]]:
    """Return record → field → (number, casus, text) as the index has them."""
    uit: dict[str, dict[str, tuple[int, str, str]]] = {}
    for nr, record, veld, casus_id, tekst in verbinding.rows(
        "SELECT nr, record, veld, casus_id, tekst FROM zoektekst WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(records)),),
    ):
        uit.setdefault(record, {})[veld] = (nr, casus_id, tekst)
    return uit


def step(verbinding: Verbinding) -> bool:
    """Bring the index in line with a few records, in a transaction of its own; return whether more wait."""
    if not is_behind(verbinding):
        return False
    with verbinding.transaction():
        return catch_up(verbinding, _STAP)


def follow(verbinding: Verbinding) -> None:
    """Bring the index wholly in line, in transactions of its own when none stands open."""
    if verbinding.in_transaction:
        while catch_up(verbinding):
            pass
        return
    while is_behind(verbinding):
        with verbinding.transaction():
            catch_up(verbinding)


def make_ready(verbinding: Verbinding) -> None:
    """Take in what waits, before the index or its texts are asked; as far as anything can be written now.

    On a full disk, and while another writes for long, what the index has can still be found.
    """
    if is_behind(verbinding):
        try:
            follow(verbinding)
        except Omstandigheid as fout:
            if fout.reden not in _NIET_NU:
                raise


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
    make_ready(verbinding)
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
