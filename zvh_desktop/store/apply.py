"""Changes from elsewhere into the log and the heads: a matter of sets, in bulk; `rows` brings the tables in line.

What a field shows is a function of the set of its heads, so order and repetition do not matter.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, compress, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.heads import Plek, heads_of
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.meta import VREEMD_NR, write_meta
from zvh_desktop.store.records import VASTE_VELDEN
from zvh_desktop.store.rows import Toegepast, update_records
from zvh_desktop.store.values import ONGELDIG, column_values, reader

if TYPE_CHECKING:
    # A vault that is only unlocked reads nothing of what travels.
    from zvh_desktop.protocol.delta import Change, Txn

__all__ = ["apply_changes", "cover", "covered", "is_known_schema"]


class _Nieuw(NamedTuple):
    """Changes that are new and fit, in columns: a first round brings tens of thousands, and a step for each is dear."""

    ids: Sequence[str]
    soorten: Sequence[str]
    records: Sequence[str]
    velden: Sequence[str]
    teksten: Sequence[str]
    vervangt: Sequence[tuple[str, ...]]
    txns: Sequence[int]
    waarden: Sequence[Any]
    """Column values."""

    @classmethod
    def of(cls, changes: "Sequence[Change]", waarden: Sequence[Any]) -> "_Nieuw":
        if not changes:
            return cls((), (), (), (), (), (), (), ())
        ids, soorten, records, velden, teksten, vervangt, txns = zip(*changes, strict=True)
        return cls(ids, soorten, records, velden, teksten, vervangt, txns, waarden)

    def after(self, tot: Mapping[str, str]) -> "_Nieuw":
        """Return those that these snapshots do not cover (device → highest change id)."""
        blijft = [id_ > tot.get(id_[18:], "") for id_ in self.ids]
        return self if all(blijft) else _Nieuw(*(list(compress(kolom, blijft)) for kolom in self))


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
    if not nieuw.ids:
        return uit
    uit.wijzigingen = len(nieuw.ids)
    laatste = _write_log(verbinding, stream, txns, nieuw, eigen=eigen)
    if not eigen:
        write_meta(verbinding, VREEMD_NR, str(laatste))
    tot = covered(verbinding, stream)
    levend = nieuw.after(tot) if tot else nieuw
    if levend.ids:
        weg = {toestel: max(id_, tot.get(toestel, "")) for toestel, id_ in dekt.items()} if dekt else {}
        _update_heads(verbinding, stream, levend, {**tot, **weg}, uit)
    return uit


# -- what passes ---------------------------------------------------------------------------------------------------


def _keur(verbinding: Verbinding, stream: str, changes: "Sequence[Change]", uit: Toegepast) -> _Nieuw:
    """Return the changes that are new and fit, each id once."""
    ids = [change[0] for change in changes]
    bekend = _known(verbinding, ids)
    if bekend:
        changes = [change for change in changes if change.id not in bekend]
    if bekend or len(set(ids)) != len(ids):
        changes = list({change.id: change for change in changes}.values())
    if not changes:
        return _Nieuw.of((), ())
    _, soorten, records, velden, teksten, _, _ = zip(*changes, strict=True)
    plaats = _places(verbinding, set(records))
    bekende = kinds()
    lezers = {paar: reader(bekende[paar[0]], paar[1]) for paar in set(zip(soorten, velden, strict=True))}
    waarden = column_values([lezers[paar] for paar in zip(soorten, velden, strict=True)], teksten)
    hoort_bij = set(zip(records, soorten, strict=True))
    if (
        ONGELDIG not in waarden
        and len({record for record, _ in hoort_bij}) == len(hoort_bij)
        and all(plaats.get(record, (stream, soort)) == (stream, soort) for record, soort in hoort_bij)
    ):
        return _Nieuw.of(changes, waarden)
    goed: list[Change] = []
    past: list[Any] = []
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
            goed.append(change)
            past.append(waarde)
    return _Nieuw.of(goed, past)


def _known(verbinding: Verbinding, ids: Sequence[str]) -> set[str]:
    """Return which of these changes are here."""
    if not ids:
        return set()
    # What a new stream brings was made in a time of which nothing else is here: one look tells.
    tussen = verbinding.value("SELECT 1 FROM change WHERE id BETWEEN ? AND ? LIMIT 1", (min(ids), max(ids)))
    if tussen is None:
        return set()
    sql = "SELECT id FROM change WHERE id IN (SELECT value FROM json_each(?))"
    return {rij[0] for rij in verbinding.rows(sql, (json.dumps(ids),))}


def _places(verbinding: Verbinding, records: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return record → (stream, kind) of those of these records that have changes here."""
    return {
        record: (stream, soort)
        for record, stream, soort in verbinding.rows(
            "SELECT j.value, c.stream, c.soort FROM json_each(?) j CROSS JOIN change c "
            "ON c.id = (SELECT change FROM head WHERE record = j.value LIMIT 1)",
            (json.dumps(list(records)),),
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


def _write_log(verbinding: Verbinding, stream: str, txns: "Sequence[Txn]", nieuw: _Nieuw, *, eigen: bool) -> int:
    """Write acts and changes; return the local number of the last change."""
    begin = int(verbinding.value("SELECT coalesce(max(nr), 0) FROM change")) + 1
    eind = begin + len(nieuw.ids)
    eerste = dict(zip(reversed(nieuw.txns), range(eind - 1, begin - 1, -1), strict=True))
    laatste = dict(zip(nieuw.txns, range(begin, eind), strict=True))
    grenzen = {txn: (eerste[txn], nr, nieuw.ids[nr - begin][18:]) for txn, nr in laatste.items()}
    nummers = _write_txns(verbinding, txns, grenzen)
    rijen = zip(
        range(begin, eind),
        nieuw.ids,
        repeat(stream),
        nieuw.soorten,
        nieuw.records,
        nieuw.velden,
        nieuw.teksten,
        map(_ids_json, nieuw.vervangt) if any(nieuw.vervangt) else repeat("[]"),
        map(nummers.__getitem__, nieuw.txns),
        repeat(int(eigen)),
    )  # fmt: skip
    verbinding.run_many(_ZET_CHANGE, rijen, aantal=len(nieuw.ids))
    return eind - 1


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


def _update_heads(verbinding: Verbinding, stream: str, nieuw: _Nieuw, tot: Mapping[str, str], uit: Toegepast) -> None:
    soort_van = dict(zip(nieuw.records, nieuw.soorten, strict=True))
    heads = heads_of(verbinding, list(soort_van))
    weg: dict[Plek, set[str]] = {}
    if any(nieuw.vervangt):
        weg = _replaced(verbinding, nieuw, heads, tot)
    vooruit = _take_ahead(verbinding, stream, nieuw)
    plekken = list(zip(nieuw.records, nieuw.velden, strict=True))
    enkel = dict(zip(plekken, nieuw.waarden, strict=True))
    meer: set[Plek] = set()
    erbij: list[tuple[str, str, str]] = list(zip(nieuw.records, nieuw.velden, nieuw.ids, strict=True))
    alle_hoofd = len(enkel) == len(plekken) and set(nieuw.ids).isdisjoint(chain.from_iterable(weg.values()))
    # Where nothing of these records is here, as on a new device, and none replaces another, each of them is a head.
    if heads or vooruit or not alle_hoofd:
        enkel.clear()
        blijft: list[tuple[str, str, str]] = []
        for kop, plek, waarde in zip(erbij, plekken, nieuw.waarden, strict=True):
            if (plek in weg and kop[2] in weg[plek]) or (vooruit and (kop[2], *plek) in vooruit):
                continue
            blijft.append(kop)
            if plek in enkel:
                meer.add(plek)
            enkel[plek] = waarde
        erbij = blijft
    eraf = [(*plek, id_) for plek, vervangen in weg.items() for id_ in vervangen.intersection(heads.get(plek, ()))]
    if heads:
        # Where heads stay, or there were several, what is shown is looked up; likewise where one went and none came.
        meer.update(plek for plek in enkel if plek in heads and not weg.get(plek, set()).issuperset(heads[plek]))
        meer.update(plek for plek in enkel if len(heads.get(plek, ())) > 1)
        meer.update((record, veld) for record, veld, _ in eraf if (record, veld) not in enkel)
    verbinding.run_many("DELETE FROM head WHERE record = ? AND veld = ? AND change = ?", eraf)
    # In order: the pages of the table are then filled one after the other.
    erbij.sort()
    verbinding.run_many("INSERT INTO head (record, veld, change) VALUES (?, ?, ?)", erbij)
    for plek in meer:
        enkel.pop(plek, None)
    update_records(verbinding, stream, soort_van, enkel, meer, {record for record, _ in heads}, uit)


def _replaced(
    verbinding: Verbinding, nieuw: _Nieuw, heads: Mapping[Plek, Sequence[str]], tot: Mapping[str, str]
) -> dict[Plek, set[str]]:
    """Return what these changes replace, by field; what of it is not here yet is remembered."""
    weg: dict[Plek, set[str]] = {}
    onzeker: set[tuple[str, str, str]] = set()
    for record, veld, vervangt in zip(nieuw.records, nieuw.velden, nieuw.vervangt, strict=True):
        if vervangt:
            plek = (record, veld)
            weg.setdefault(plek, set()).update(vervangt)
            oud = heads.get(plek, ())
            onzeker.update((v, *plek) for v in vervangt if v not in oud)
    if onzeker:
        ids = set(nieuw.ids)
        _note_ahead(verbinding, {een for een in onzeker if een[0] not in ids}, tot)
    return weg


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


def _take_ahead(verbinding: Verbinding, stream: str, nieuw: _Nieuw) -> set[tuple[str, str, str]]:
    """Return which of these changes were known to be replaced, and forget it: they are here now."""
    if verbinding.value("SELECT 1 FROM vooruit LIMIT 1") is None:
        return set()
    ids = json.dumps(nieuw.ids)
    gevonden = set(
        verbinding.rows(
            "SELECT change, record, veld FROM vooruit WHERE change IN (SELECT value FROM json_each(?))", (ids,)
        )
    )
    if gevonden:
        # A snapshot names no fields: then the stream stands in the place of the record.
        alom = {change for change, record, _ in gevonden if record == stream}
        koppen = zip(nieuw.ids, nieuw.records, nieuw.velden, strict=True)
        gevonden.update(kop for kop in koppen if kop[0] in alom)
        verbinding.run("DELETE FROM vooruit WHERE change IN (SELECT value FROM json_each(?))", (ids,))
    return gevonden
