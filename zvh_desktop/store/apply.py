"""Changes from elsewhere into the log, the heads, the tables and the search index: a matter of sets, in bulk.

What a field shows is a function of the set of its heads, so order and repetition do not matter. A record of which a
field that must be filled is not here yet waits in `onvolledig`; its changes are kept.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from zvh_desktop.protocol.merge import Head
from zvh_desktop.store import search
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.heads import Plek, head_values, heads_of, shown_of, update_clashes
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.meta import VREEMD_NR, write_meta
from zvh_desktop.store.records import (
    ONTBREEKT,
    VASTE_VELDEN,
    Tabel,
    fetch_rows,
    table_for,
    update_rows,
    write_rows,
)
from zvh_desktop.store.streams import STREAMSOORT_VAN, set_kind
from zvh_desktop.store.values import ONGELDIG, column_values, reader

if TYPE_CHECKING:
    # A vault that is only unlocked reads nothing of what travels.
    from zvh_desktop.protocol.delta import Change, Txn

__all__ = ["Toegepast", "apply_changes", "cover", "covered", "is_known_schema", "rebuild_records"]


@dataclass(slots=True)
class Toegepast:
    """What became of a set of changes.

    Attributes:
        wijzigingen: how many were new.
        geraakt: (soort, record) of which a table row changed.
        botsingen: fields that clash now.
        geweigerd: how many changes were left out, by reason: "waarde", "stream", "soort".
    """

    wijzigingen: int = 0
    geraakt: set[tuple[str, str]] = field(default_factory=set)
    botsingen: set[Plek] = field(default_factory=set)
    geweigerd: dict[str, int] = field(default_factory=dict)

    def weiger(self, reden: str) -> None:
        """Count one change that is left out."""
        self.geweigerd[reden] = self.geweigerd.get(reden, 0) + 1


class _Nieuw(NamedTuple):
    change: "Change"
    waarde: Any
    """Column value."""


_als_nieuw = partial(tuple.__new__, _Nieuw)
"""Out of a pair, at a third of the price: a first round brings tens of thousands."""


def is_known_schema(soorten_velden: Iterable[tuple[str, str]]) -> bool:
    """Does this program know all of these (kind, field)?"""
    bekend = kinds()
    return all(
        soort in bekend and veld in bekend[soort].model_fields and veld not in VASTE_VELDEN
        for soort, veld in soorten_velden
    )


def apply_changes(
    verbinding: Verbinding,
    stream: str,
    txns: "Sequence[Txn]",
    changes: "Sequence[Change]",
    *,
    eigen: bool = False,
    dekt: Mapping[str, str] | None = None,
) -> Toegepast:
    """Take changes of one stream in, within the open transaction; what is known already does nothing.

    Args:
        verbinding: within a transaction.
        stream: the stream that the delta names.
        txns: acts; `Change.txn` is the place in it.
        changes: of kinds and fields that this program knows.
        eigen: they were made at this device.
        dekt: of a snapshot: what it covers; what its changes replaced up to there never comes.
    """
    uit = Toegepast()
    nieuw = _keur(verbinding, stream, changes, uit)
    if not nieuw:
        return uit
    uit.wijzigingen = len(nieuw)
    laatste = _write_log(verbinding, stream, txns, nieuw, eigen=eigen)
    if not eigen:
        write_meta(verbinding, VREEMD_NR, str(laatste))
    tot = covered(verbinding, stream)
    levend = [een for een in nieuw if een.change.id > tot.get(een.change.id[18:], "")] if tot else nieuw
    if levend:
        weg = {toestel: max(id_, tot.get(toestel, "")) for toestel, id_ in dekt.items()} if dekt else {}
        _update_heads(verbinding, stream, levend, {**tot, **weg}, uit)
    return uit


# -- what passes ---------------------------------------------------------------------------------------------------


def _keur(verbinding: Verbinding, stream: str, changes: "Sequence[Change]", uit: Toegepast) -> list[_Nieuw]:
    """Return the changes that are new and fit, each id once."""
    ids = [change[0] for change in changes]
    bekend = {
        rij[0]
        for rij in verbinding.rows(
            "SELECT id FROM change WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )
    }
    if bekend:
        changes = [change for change in changes if change.id not in bekend]
    if bekend or len(set(ids)) != len(ids):
        changes = list({change.id: change for change in changes}.values())
    if not changes:
        return []
    plaats = _places(verbinding, changes)
    soorten = kinds()
    paren = [(soort, veld) for _, soort, _, veld, _, _, _ in changes]
    lezers = {paar: reader(soorten[paar[0]], paar[1]) for paar in set(paren)}
    waarden = column_values([lezers[paar] for paar in paren], [change[4] for change in changes])
    hoort_bij = {(change[2], change[1]) for change in changes}
    if (
        not any(waarde is ONGELDIG for waarde in waarden)
        and len({record for record, _ in hoort_bij}) == len(hoort_bij)
        and all(plaats.get(record, (stream, soort)) == (stream, soort) for record, soort in hoort_bij)
    ):
        return list(map(_als_nieuw, zip(changes, waarden, strict=True)))
    goed: list[_Nieuw] = []
    for change, waarde in zip(changes, waarden, strict=True):
        soort, record = change[1], change[2]
        # A record never leaves its stream, nor becomes another kind.
        hoort = plaats.get(record)
        if hoort is None:
            hoort = plaats[record] = (stream, soort)
        if waarde is ONGELDIG:
            uit.weiger("waarde")
        elif hoort[0] != stream:
            uit.weiger("stream")
        elif hoort[1] != soort:
            uit.weiger("soort")
        else:
            goed.append(_Nieuw(change, waarde))
    return goed


def _places(verbinding: Verbinding, changes: "Sequence[Change]") -> dict[str, tuple[str, str]]:
    """Return record → (stream, kind) of the records that have changes here."""
    return {
        record: (stream, soort)
        for record, stream, soort in verbinding.rows(
            "SELECT j.value, c.stream, c.soort FROM json_each(?) j CROSS JOIN change c "
            "ON c.id = (SELECT change FROM head WHERE record = j.value LIMIT 1)",
            (json.dumps(list({change.record for change in changes})),),
        )
    }


# -- the log -------------------------------------------------------------------------------------------------------

_ZET_TXN = (
    "INSERT INTO txn (nr, id, label, persoon, rol, toestel, tijd, herstelt, eerste, laatste) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ZET_CHANGE = (
    "INSERT INTO change (nr, id, stream, soort, record, veld, waarde, vervangt, txn, eigen) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _write_log(
    verbinding: Verbinding, stream: str, txns: "Sequence[Txn]", nieuw: Sequence[_Nieuw], *, eigen: bool
) -> int:
    """Write acts and changes; return the local number of the last change."""
    begin = int(verbinding.value("SELECT coalesce(max(nr), 0) FROM change")) + 1
    grenzen: dict[int, list[Any]] = {}
    for nr, (change, _) in enumerate(nieuw, begin):
        plek = grenzen.get(change.txn)
        if plek is None:
            grenzen[change.txn] = [nr, nr, change.id[18:]]
        else:
            plek[1] = nr
    nummers = _write_txns(verbinding, txns, grenzen)
    eigen_getal = int(eigen)
    rijen = [
        (nr, id_, stream, soort, record, veld, waarde, _ids_json(vervangt), nummers[txn], eigen_getal)
        for nr, ((id_, soort, record, veld, waarde, vervangt, txn), _) in enumerate(nieuw, begin)
    ]
    verbinding.run_many(_ZET_CHANGE, rijen)
    return begin + len(nieuw) - 1


def _ids_json(ids: Sequence[str]) -> str:
    return json.dumps(ids, separators=(",", ":")) if ids else "[]"


def _write_txns(verbinding: Verbinding, txns: "Sequence[Txn]", grenzen: Mapping[int, Sequence[Any]]) -> dict[int, int]:
    """Write the acts that are used; return place in `txns` → local number."""
    bekend: dict[str, int] = dict(
        verbinding.rows(
            "SELECT id, nr FROM txn WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([txns[plaats].id for plaats in grenzen]),),
        )
    )
    volgende = int(verbinding.value("SELECT coalesce(max(nr), 0) FROM txn")) + 1
    nummers: dict[int, int] = {}
    erbij: list[tuple[object, ...]] = []
    ruimer: list[tuple[int, int, int]] = []
    for plaats, (eerste, laatste, toestel) in grenzen.items():
        txn = txns[plaats]
        nr = bekend.get(txn.id)
        if nr is None:
            nr, volgende = volgende, volgende + 1
            bekend[txn.id] = nr
            erbij.append(
                (nr, txn.id, txn.label, txn.persoon, txn.rol, toestel, txn.tijd, txn.herstelt, eerste, laatste)
            )
        else:
            ruimer.append((eerste, laatste, nr))
        nummers[plaats] = nr
    verbinding.run_many(_ZET_TXN, erbij)
    # Parts of one act come apart, by stream and by delta.
    verbinding.run_many("UPDATE txn SET eerste = min(eerste, ?), laatste = max(laatste, ?) WHERE nr = ?", ruimer)
    return nummers


# -- heads ---------------------------------------------------------------------------------------------------------


def covered(verbinding: Verbinding, stream: str) -> dict[str, str]:
    """Return device → highest change id that an applied snapshot of the stream covers."""
    return dict(verbinding.rows("SELECT toestel, tot FROM dekking WHERE stream = ?", (stream,)))


def cover(verbinding: Verbinding, stream: str, tot: Mapping[str, str]) -> None:
    """Note that a snapshot covers the changes up to these ids."""
    verbinding.run_many(
        "INSERT INTO dekking (stream, toestel, tot) VALUES (?, ?, ?) "
        "ON CONFLICT (stream, toestel) DO UPDATE SET tot = max(tot, excluded.tot)",
        [(stream, toestel, id_) for toestel, id_ in tot.items()],
    )


def _update_heads(
    verbinding: Verbinding, stream: str, nieuw: Sequence[_Nieuw], tot: Mapping[str, str], uit: Toegepast
) -> None:
    soort_van = {change[2]: change[1] for change, _ in nieuw}
    heads = heads_of(verbinding, list(soort_van))
    weg: dict[Plek, set[str]] = {}
    onzeker: set[tuple[str, str, str]] = set()
    for change, _ in nieuw:
        if change[5]:
            plek = (change.record, change.veld)
            weg.setdefault(plek, set()).update(change.vervangt)
            oud = heads.get(plek, ())
            onzeker.update((v, *plek) for v in change.vervangt if v not in oud)
    if onzeker:
        ids = {change.id for change, _ in nieuw}
        _note_ahead(verbinding, {een for een in onzeker if een[0] not in ids}, tot)
    vooruit = _take_ahead(verbinding, stream, nieuw)
    enkel: dict[Plek, Any] = {}
    meer: set[Plek] = set()
    erbij: list[tuple[str, str, str]] = []
    if not (heads or vooruit) and {change[0] for change, _ in nieuw}.isdisjoint(chain.from_iterable(weg.values())):
        # Nothing of these records is here, as on a new device, and none replaces another: each of them is a head.
        erbij = [(record, veld, id_) for (id_, _, record, veld, _, _, _), _ in nieuw]
        enkel = {(change[2], change[3]): waarde for change, waarde in nieuw}
    if len(enkel) < len(nieuw):
        erbij, enkel = [], {}
        for (id_, _, record, veld, _, _, _), waarde in nieuw:
            plek = (record, veld)
            if (plek in weg and id_ in weg[plek]) or (vooruit and (id_, record, veld) in vooruit):
                continue
            erbij.append((record, veld, id_))
            if plek in enkel:
                meer.add(plek)
            enkel[plek] = waarde
    eraf = [(*plek, id_) for plek, vervangen in weg.items() for id_ in vervangen.intersection(heads.get(plek, ()))]
    if heads:
        # Where heads stay, or there were several, what is shown is looked up; likewise where one went and none came.
        meer.update(plek for plek in enkel if plek in heads and not weg.get(plek, set()).issuperset(heads[plek]))
        meer.update(plek for plek in enkel if len(heads.get(plek, ())) > 1)
        meer.update((record, veld) for record, veld, _ in eraf if (record, veld) not in enkel)
    verbinding.run_many("DELETE FROM head WHERE record = ? AND veld = ? AND change = ?", eraf)
    # In order: the pages of the table are then filled one after the other.
    verbinding.run_many("INSERT INTO head (record, veld, change) VALUES (?, ?, ?)", sorted(erbij))
    for plek in meer:
        enkel.pop(plek, None)
    _update_records(verbinding, stream, soort_van, enkel, meer, {record for record, _ in heads}, uit)


def _note_ahead(verbinding: Verbinding, onzeker: set[tuple[str, str, str]], tot: Mapping[str, str]) -> None:
    """Remember of which changes it is known that they are replaced, before they are here."""
    bekend = {
        rij[0]
        for rij in verbinding.rows(
            "SELECT id FROM change WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted({id_ for id_, _, _ in onzeker})),),
        )
    }
    verbinding.run_many(
        "INSERT INTO vooruit (change, record, veld) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        sorted(een for een in onzeker if een[0] not in bekend and een[0] > tot.get(een[0][18:], "")),
    )


def _take_ahead(verbinding: Verbinding, stream: str, nieuw: Sequence[_Nieuw]) -> set[tuple[str, str, str]]:
    """Return which of these changes were known to be replaced, and forget it: they are here now."""
    if verbinding.value("SELECT 1 FROM vooruit LIMIT 1") is None:
        return set()
    ids = json.dumps([een.change.id for een in nieuw])
    gevonden = set(
        verbinding.rows(
            "SELECT change, record, veld FROM vooruit WHERE change IN (SELECT value FROM json_each(?))", (ids,)
        )
    )
    if gevonden:
        # A snapshot names no fields: then the stream stands in the place of the record.
        alom = {change for change, record, _ in gevonden if record == stream}
        gevonden.update((e.change.id, e.change.record, e.change.veld) for e in nieuw if e.change.id in alom)
        verbinding.run("DELETE FROM vooruit WHERE change IN (SELECT value FROM json_each(?))", (ids,))
    return gevonden


# -- records -------------------------------------------------------------------------------------------------------


def _update_records(
    verbinding: Verbinding,
    stream: str,
    soort_van: Mapping[str, str],
    enkel: Mapping[Plek, Any],
    meer: set[Plek],
    eerder: set[str],
    uit: Toegepast,
) -> None:
    """Bring the rows of records in line with their heads.

    Args:
        verbinding: within a transaction.
        stream: theirs.
        soort_van: kind of each record.
        enkel: fields with one head, which is new, and its column value.
        meer: fields with other heads.
        eerder: records that had heads before.
        uit: what is reported.
    """
    waarden = head_values(verbinding, meer) if meer else {}
    per_soort: dict[str, dict[str, dict[str, Any]]] = {}
    for (record, veld), waarde in enkel.items():
        per_soort.setdefault(soort_van[record], {}).setdefault(record, {})[veld] = waarde
    for (record, veld), heads in waarden.items():
        soort = soort_van[record]
        tabel = table_for(kinds()[soort])
        toont = tabel.kolom(veld).uit_json(shown_of(tabel, veld, heads).waarde)
        per_soort.setdefault(soort, {}).setdefault(record, {})[veld] = toont
    for soort, records in per_soort.items():
        _update_kind(verbinding, stream, table_for(kinds()[soort]), records, eerder, uit)
        if soort in STREAMSOORT_VAN:
            set_kind(verbinding, stream, STREAMSOORT_VAN[soort])
    if meer:
        per_tabel: dict[str, set[Plek]] = {}
        for plek in meer:
            per_tabel.setdefault(soort_van[plek[0]], set()).add(plek)
        for soort, plekken in per_tabel.items():
            uit.botsingen |= update_clashes(verbinding, table_for(kinds()[soort]), plekken)


def _update_kind(
    verbinding: Verbinding,
    stream: str,
    tabel: Tabel,
    records: Mapping[str, Mapping[str, Any]],
    eerder: set[str],
    uit: Toegepast,
) -> None:
    bekend = fetch_rows(verbinding, tabel, list(records))
    gedeeltelijk = [record for record in records if record not in bekend and record in eerder]
    ouder = _all_shown(verbinding, tabel, gedeeltelijk) if gedeeltelijk else {}
    nieuw: list[Rij] = []
    veranderd: list[tuple[Rij, tuple[str, ...]]] = []
    zoek: list[str] = []
    heel: list[str] = []
    onvolledig: list[tuple[str, str, str]] = []
    for record, velden in records.items():
        rij = bekend.get(record)
        if rij is None:
            gemaakt = _make_row(tabel, record, stream, {**ouder.get(record, {}), **velden})
            if gemaakt is None:
                onvolledig.append((record, stream, tabel.soort))
                continue
            nieuw.append(gemaakt)
            heel.append(record)
            anders: Collection[str] = velden.keys() | ouder.get(record, {}).keys()
        else:
            lijst = list(rij)
            gewijzigd: list[str] = []
            for veld, waarde in velden.items():
                plaats = tabel.plaats[veld]
                if lijst[plaats] != waarde:
                    lijst[plaats] = waarde
                    gewijzigd.append(veld)
            if not gewijzigd:
                continue
            gemaakt = tuple(lijst)
            veranderd.append((gemaakt, tuple(gewijzigd)))
            anders = gewijzigd
        uit.geraakt.add((tabel.soort, record))
        if search.is_searched(tabel, anders, vers=rij is None):
            zoek.append(record)
    if nieuw:
        write_rows(verbinding, tabel, nieuw)
    if veranderd:
        update_rows(verbinding, tabel, veranderd)
    if onvolledig:
        verbinding.run_many(
            "INSERT INTO onvolledig (record, stream, soort) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", onvolledig
        )
    if ouder:
        verbinding.run_many("DELETE FROM onvolledig WHERE record = ?", [(record,) for record in heel])
    if tabel.zoekvelden or tabel.lange_tekst:
        search.queue(verbinding, tabel.soort, zoek)


def _make_row(tabel: Tabel, record: str, stream: str, velden: Mapping[str, Any]) -> Rij | None:
    """Return the row of a record, or None while a field that must be filled is not here."""
    rij = [kolom.standaard for kolom in tabel.kolommen]
    plaats = tabel.plaats
    rij[plaats["id"]], rij[plaats["stream"]] = record, stream
    for veld, waarde in velden.items():
        rij[plaats[veld]] = waarde
    return None if ONTBREEKT in rij else tuple(rij)


def _all_shown(verbinding: Verbinding, tabel: Tabel, records: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what every field of these records shows, as column values, for their heads of now."""
    per_plek: dict[Plek, list[Head]] = {}
    for record, veld, change, waarde in verbinding.rows(
        "SELECT h.record, h.veld, h.change, c.waarde FROM json_each(?) j CROSS JOIN head h ON h.record = j.value "
        "CROSS JOIN change c ON c.id = h.change",
        (json.dumps(list(records)),),
    ):
        per_plek.setdefault((record, veld), []).append(Head(change, waarde))
    uit: dict[str, dict[str, Any]] = {}
    for (record, veld), heads in per_plek.items():
        uit.setdefault(record, {})[veld] = tabel.kolom(veld).uit_json(shown_of(tabel, veld, heads).waarde)
    return uit


def rebuild_records(verbinding: Verbinding, stream: str, plekken: Iterable[Plek], uit: Toegepast) -> None:
    """Show these fields again, after their heads were changed in another way than by a change."""
    plekken = set(plekken)
    soort_van: dict[str, str] = dict(
        verbinding.rows(
            "SELECT j.value, c.soort FROM json_each(?) j CROSS JOIN change c "
            "ON c.id = (SELECT change FROM head WHERE record = j.value LIMIT 1)",
            (json.dumps(sorted({record for record, _ in plekken})),),
        )
    )
    over = {plek for plek in plekken if plek[0] in soort_van}
    _update_records(verbinding, stream, soort_van, {}, over, set(soort_van), uit)
