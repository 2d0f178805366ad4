"""The change log: what a save changes, the history of it, and taking it back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.domain.record import Record
from zvh_desktop.protocol.clock import Tijdstempel, reeks
from zvh_desktop.protocol.merge import Head
from zvh_desktop.store import meanwhile, search, streams
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.heads import heads_of, shown_of, update_clashes
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import (
    ONTBREEKT,
    VASTE_VELDEN,
    Tabel,
    fetch_rows,
    model_from_row,
    table_for,
    update_rows,
    write_rows,
)
from zvh_desktop.store.rows import Toegepast, rebuild_records

__all__ = [
    "Geschiedenisregel",
    "Handeling",
    "Toets",
    "before",
    "history",
    "last_act",
    "write_records",
]

Toets = Callable[[str, str, Sequence[tuple[str, str]]], None]
"""Asked with kind, stream and what is written (field, JSON text) of a record."""


@dataclass(slots=True)
class Handeling:
    """One act of one person, while its transaction stands open.

    Attributes:
        id: UUIDv7, 32 hex digits, the same on every device.
        label: named for undo and history ("actie afgerond").
        persoon: person id.
        rol: role in which the person acts.
        toestel: device id.
        tijd: UTC text.
        nu_ms: the same moment in milliseconds.
        klok: logical clock; moves on with every change.
        herstelt: id of the act that this one takes back.
        nr: local number, known from the first change on.
        geraakt: (soort, id) of the records changed so far.
        wijzigingen: how many changes were written.
        stromen: how many of them by stream.
        wortels: stream → what kind of stream it is, of the records that say so by being made.
        vreemd_nr: local number of the last change from elsewhere.
        gelezen: record → the last change when it was read here; see `meanwhile.Kennis`.
        begonnen: (record, field) → the last change when its draft began.
        beslist: (record, field) of which the value is written even when it is shown already, over all heads.
        toets: asked with (soort, stream, fields with their new JSON text) before a record is written; raises when this
            person may not write it.
    """

    id: str
    label: str
    persoon: str
    rol: str
    toestel: str
    tijd: str
    nu_ms: int
    klok: Tijdstempel
    herstelt: str | None = None
    nr: int | None = None
    geraakt: dict[tuple[str, str], None] = field(default_factory=dict)
    wijzigingen: int = 0
    stromen: dict[str, int] = field(default_factory=dict)
    wortels: dict[str, str] = field(default_factory=dict)
    vreemd_nr: int = 0
    gelezen: Mapping[str, int] = field(default_factory=dict)
    begonnen: dict[tuple[str, str], int] = field(default_factory=dict)
    beslist: set[tuple[str, str]] = field(default_factory=set)
    toets: Toets | None = None


@dataclass(frozen=True, slots=True)
class Geschiedenisregel:
    """Who changed what, when, from what to what.

    Attributes:
        change: id of the change.
        tijd: UTC text.
        persoon: person id.
        rol: role.
        toestel: device id.
        soort: kind of record.
        record: record id.
        veld: field.
        van: plain value before, None when there was none.
        naar: plain value after.
        label: label of the act.
        txn: id of the act.
        herstelt: id of the act it took back, or None.
    """

    change: str
    tijd: str
    persoon: str
    rol: str
    toestel: str
    soort: str
    record: str
    veld: str
    van: Any
    naar: Any
    label: str
    txn: str
    herstelt: str | None


_ZET_CHANGE = (
    "INSERT INTO change (id, stream, soort, record, veld, waarde, vervangt, txn, eigen) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)"
)


def _begin_txn(verbinding: Verbinding, handeling: Handeling) -> int:
    if handeling.nr is None:
        handeling.nr = verbinding.insert(
            "INSERT INTO txn (id, label, persoon, rol, toestel, tijd, herstelt, eerste, laatste) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(nr), 0) + 1 FROM change), 0)",
            (
                handeling.id,
                handeling.label,
                handeling.persoon,
                handeling.rol,
                handeling.toestel,
                handeling.tijd,
                handeling.herstelt,
            ),
        )
    return handeling.nr


def _verschillen(tabel: Tabel, oud: Rij | None, nieuw: Rij) -> list[tuple[str, str]]:
    """Return (field, JSON text) of every field that differs; for a new record, of every field that is not empty."""
    if oud is None:
        return tabel.van_nieuw(nieuw)
    gevonden: list[tuple[str, str]] = []
    if oud == nieuw:
        return gevonden
    for kolom, was, waarde in zip(tabel.kolommen, oud, nieuw, strict=True):
        if was != waarde:
            if kolom.naam in VASTE_VELDEN:
                raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", soort=tabel.soort, veld=kolom.naam)
            gevonden.append((kolom.naam, kolom.naar_json(waarde)))
    return gevonden


def _met_beslist(
    tabel: Tabel, rij: Rij, verschillen: list[tuple[str, str]], beslist: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Add the fields that are written although they show the value already."""
    anders = {veld for veld, _ in verschillen}
    record = rij[tabel.plaats["id"]]
    gelijk = [kolom for kolom in tabel.kolommen if (record, kolom.naam) in beslist and kolom.naam not in anders]
    return [*verschillen, *((kolom.naam, kolom.naar_json(rij[tabel.plaats[kolom.naam]])) for kolom in gelijk)]


def _write_kind(verbinding: Verbinding, handeling: Handeling, tabel: Tabel, records: dict[str, Record]) -> None:
    """Write records of one kind, each id once."""
    bekend = fetch_rows(verbinding, tabel, list(records))
    nieuw: list[tuple[Record, Rij, list[tuple[str, str]]]] = []
    soort, aantal = tabel.soort, 0
    for record in records.values():
        try:
            rij = tabel.rij(record)
            verschillen = _verschillen(tabel, bekend.get(record.id), rij)
        except (ValueError, TypeError):
            # JSON has no such value; the text of the error could quote it.
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", soort=soort, fout="value") from None
        if handeling.beslist:
            verschillen = _met_beslist(tabel, rij, verschillen, handeling.beslist)
        if verschillen:
            nieuw.append((record, rij, verschillen))
            aantal += len(verschillen)
    vreemd = handeling.vreemd_nr > 0
    if vreemd and not handeling.beslist:
        kennis = meanwhile.Kennis(handeling.vreemd_nr, handeling.gelezen, handeling.begonnen)
        nieuw, eerder = meanwhile.weigh(verbinding, tabel, nieuw, kennis)
        aantal = sum(len(verschillen) for _, _, verschillen in nieuw)
    else:
        eerder = {}
    if not nieuw:
        return
    txn = _begin_txn(verbinding, handeling)
    een_veld = nieuw[0][2][0][0] if aantal == 1 else ""
    heads = heads_of(verbinding, [record.id for record, _, _ in nieuw if record.id in bekend], een_veld)
    stempels, handeling.klok = reeks(handeling.klok, handeling.nu_ms, aantal)
    plek = 0
    changes: list[tuple[object, ...]] = []
    nieuwe_heads: list[tuple[str, str, str]] = []
    oude_heads: list[tuple[str, str, str]] = []
    gesplitst: list[tuple[str, str]] = list(eerder)
    for record, _, verschillen in nieuw:
        record_id, stream = record.id, record.stream
        if handeling.toets is not None:
            handeling.toets(soort, stream, verschillen)
        eigen = stempels[plek : plek + len(verschillen)]
        plek += len(verschillen)
        if not heads:
            paren = list(zip(eigen, verschillen, strict=True))
            changes += [(id_, stream, soort, record_id, veld, waarde, "[]", txn) for id_, (veld, waarde) in paren]
            nieuwe_heads += [(record_id, veld, id_) for id_, (veld, _) in paren]
        for change, (veld, waarde) in zip(eigen, verschillen if heads else (), strict=False):
            vervangt = "[]"
            if oud := heads.get((record_id, veld)):
                if (record_id, veld) in eerder:
                    oud = eerder[record_id, veld]
                vervangt = json.dumps(oud, separators=(",", ":"))
                oude_heads.extend((record_id, veld, id_) for id_ in oud)
                if len(heads[record_id, veld]) > 1:
                    gesplitst.append((record_id, veld))
            changes.append((change, stream, soort, record_id, veld, waarde, vervangt, txn))
            nieuwe_heads.append((record_id, veld, change))
        handeling.geraakt[(soort, record_id)] = None
        handeling.stromen[stream] = handeling.stromen.get(stream, 0) + len(verschillen)
        if soort in streams.STREAMSOORT_VAN:
            handeling.wortels[stream] = streams.STREAMSOORT_VAN[soort]
    handeling.wijzigingen += aantal
    veranderd = [(rij, tuple(veld for veld, _ in verschil)) for r, rij, verschil in nieuw if r.id in bekend]
    if veranderd:
        update_rows(verbinding, tabel, veranderd)
    if len(veranderd) < len(nieuw):
        write_rows(verbinding, tabel, [rij for record, rij, _ in nieuw if record.id not in bekend])
    verbinding.run_many(_ZET_CHANGE, changes)
    if oude_heads:
        verbinding.run_many("DELETE FROM head WHERE record = ? AND veld = ? AND change = ?", oude_heads)
    verbinding.run_many("INSERT INTO head (record, veld, change) VALUES (?, ?, ?)", sorted(nieuwe_heads))
    if gesplitst:
        update_clashes(verbinding, tabel, gesplitst)
    half = _half(verbinding, [record.id for record, _, _ in nieuw if record.id not in bekend]) if vreemd else []
    if tabel.zoekvelden or tabel.lange_tekst:
        zoek = [
            record.id
            for record, _, verschillen in nieuw
            if search.is_searched(tabel, [veld for veld, _ in verschillen], vers=record.id not in bekend)
        ]
        search.queue(verbinding, soort, zoek)
    for record_id, stream in half:
        # Made elsewhere too, and not yet here as a whole: both stand, and what is shown is theirs together.
        plekken = heads_of(verbinding, [record_id])
        rebuild_records(verbinding, stream, plekken, Toegepast())


def _half(verbinding: Verbinding, record_ids: list[str]) -> list[tuple[str, str]]:
    """Return (record, stream) of these that waited to become whole, and let them wait no longer."""
    ids = json.dumps(record_ids)
    sql = "FROM onvolledig WHERE record IN (SELECT value FROM json_each(?))"
    gevonden = [(str(rij[0]), str(rij[1])) for rij in verbinding.rows(f"SELECT record, stream {sql}", (ids,))]
    if gevonden:
        verbinding.run(f"DELETE {sql}", (ids,))
    return gevonden


def _heel(waarde: Any) -> Any:
    """Join halves of signs that a paste may leave apart, and put a mark for a half that stands alone.

    What is whole comes back as it is.
    """
    if isinstance(waarde, str):
        if waarde.isascii():
            return waarde
        try:
            waarde.encode()
        except UnicodeEncodeError:
            return waarde.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    elif isinstance(waarde, list):
        return [_heel(deel) for deel in waarde]
    elif isinstance(waarde, dict):
        return {_heel(sleutel): _heel(deel) for sleutel, deel in waarde.items()}
    return waarde


_ZONDER_TEKST = frozenset({bool, int, float, date, datetime, time})


def _met_hele_tekst(record: Record) -> Record:
    """Return the record with text that can be stored; nothing a person typed may be lost to a broken sign."""
    heel = {
        naam: nieuw
        for naam, oud in record.__dict__.items()
        if oud and type(oud) not in _ZONDER_TEKST and not (type(oud) is str and oud.isascii())
        if (nieuw := _heel(oud)) != oud
    }
    return record.model_copy(update=heel) if heel else record


def write_records(verbinding: Verbinding, handeling: Handeling, records: Iterable[Record]) -> None:
    """Save records within the open transaction: table, change log, heads and search index; what is equal stays.

    Raises:
        Programmafout: a record changed stream.
    """
    groep: dict[str, Record] = {}
    klasse: type[Record] | None = None
    for ruw in records:
        record = _met_hele_tekst(ruw)
        # A new group at another kind, and when the same record comes a second time: order is kept.
        if klasse is not None and (type(record) is not klasse or record.id in groep):
            _write_kind(verbinding, handeling, table_for(klasse), groep)
            groep = {}
        klasse = type(record)
        groep[record.id] = record
    if klasse is not None and groep:
        _write_kind(verbinding, handeling, table_for(klasse), groep)


def finish(verbinding: Verbinding, handeling: Handeling) -> None:
    """Write what belongs to the end of an act: where its changes end, and how many wait to be sent in each stream."""
    if handeling.nr is not None:
        verbinding.run("UPDATE txn SET laatste = (SELECT max(nr) FROM change) WHERE nr = ?", (handeling.nr,))
        streams.count_made(verbinding, handeling.stromen, handeling.wortels)


_STREAM_VAN = "SELECT stream FROM change WHERE id = (SELECT change FROM head WHERE record = ? LIMIT 1)"

_REGELS = (
    "SELECT c.id, t.tijd, t.persoon, t.rol, t.toestel, c.soort, c.record, c.veld, c.vervangt, c.waarde, "
    "t.label, t.id, t.herstelt FROM change c JOIN txn t ON t.nr = c.txn "
)


def history(
    verbinding: Verbinding,
    *,
    record: str | None = None,
    stream: str | None = None,
    veld: str | None = None,
    limit: int = 500,
    voor: str | None = None,
) -> list[Geschiedenisregel]:
    """Return the changes of one record or one stream, newest first.

    Args:
        verbinding: the open vault.
        record: record id, or
        stream: stream id.
        veld: only this field.
        limit: at most so many.
        voor: only what came before this change (its id), for a next page.
    """
    if (record is None) == (stream is None):
        raise Programmafout(Reden.VERKEERD_GEBRUIK, parameter="record")
    voorwaarde, waarden = "c.stream = ?", [stream]
    if record is not None:
        voorwaarde, waarden = f"c.stream = ({_STREAM_VAN}) AND c.record = ?", [record, record]
    if veld is not None:
        voorwaarde += " AND c.veld = ?"
        waarden.append(veld)
    if voor is not None:
        voorwaarde += " AND c.nr < (SELECT nr FROM change WHERE id = ?)"
        waarden.append(voor)
    rijen = verbinding.rows(f"{_REGELS} WHERE {voorwaarde} ORDER BY c.nr DESC LIMIT ?", (*waarden, limit))
    return _regels(verbinding, rijen)


def _regels(verbinding: Verbinding, rijen: list[Rij]) -> list[Geschiedenisregel]:
    waarden: dict[str, str] = {rij[0]: rij[9] for rij in rijen}
    vervangen = {rij[0]: json.loads(rij[8]) if rij[8] != "[]" else [] for rij in rijen}
    ontbreekt = sorted({oud for lijst in vervangen.values() for oud in lijst} - waarden.keys())
    if ontbreekt:
        waarden.update(
            verbinding.rows(
                "SELECT id, waarde FROM change WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ontbreekt),)
            )
        )
    regels: list[Geschiedenisregel] = []
    for rij in rijen:
        oud = max(vervangen[rij[0]], default=None)
        van = json.loads(waarden[oud]) if oud in waarden else None
        change, tijd, persoon, rol, toestel, soort, record, veld, _, waarde, label, txn, herstelt = rij
        regels.append(
            Geschiedenisregel(
                change, tijd, persoon, rol, toestel, soort, record, veld, van, json.loads(waarde), label, txn, herstelt
            )
        )
    return regels


def last_act(verbinding: Verbinding, *, toestel: str, persoon: str) -> tuple[str, str] | None:
    """Return (id, label) of the last act of this person at this device that can still be taken back, or None."""
    return verbinding.row(
        "SELECT t.id, t.label FROM txn t WHERE t.toestel = ? AND t.persoon = ? AND t.herstelt IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM txn u WHERE u.herstelt = t.id) ORDER BY t.nr DESC LIMIT 1",
        (toestel, persoon),
    )


def before(verbinding: Verbinding, txn: str) -> tuple[list[Record], list[tuple[str, str, str]]]:
    """Return the records as they were before an act, each as a whole with later changes of other fields kept.

    A record that the act made comes back withdrawn.

    Args:
        verbinding: within a transaction.
        txn: id of the act.

    Returns:
        The records to save, and (soort, record, veld) of what was changed since and therefore stays.

    Raises:
        Omstandigheid: NIET_GEVONDEN, no such act; REGEL_WEIGERT, it was taken back already.
    """
    rij = verbinding.row("SELECT eerste, laatste, nr FROM txn WHERE id = ?", (txn,))
    if rij is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="handeling")
    if verbinding.value("SELECT count(*) FROM txn WHERE herstelt = ?", (txn,)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_ongedaan")
    eerste: dict[tuple[str, str, str], list[str]] = {}
    laatste: dict[tuple[str, str, str], str] = {}
    for change, soort, record, veld, vervangt in verbinding.rows(
        "SELECT id, soort, record, veld, vervangt FROM change WHERE nr BETWEEN ? AND ? AND txn = ? ORDER BY nr", rij
    ):
        eerste.setdefault((soort, record, veld), json.loads(vervangt))
        laatste[(soort, record, veld)] = change
    per_record: dict[tuple[str, str], list[str]] = {}
    for soort, record, veld in eerste:
        per_record.setdefault((soort, record), []).append(veld)
    terug: list[Record] = []
    geweigerd: list[tuple[str, str, str]] = []
    for (soort, record), velden in per_record.items():
        gemaakt = eerste.get((soort, record, "verwijderd")) == []
        heads = heads_of(verbinding, [record])
        sinds = [veld for veld in velden if heads.get((record, veld)) != [laatste[(soort, record, veld)]]]
        if gemaakt:
            _ongemaakt(verbinding, soort, record, sinds, terug, geweigerd)
            continue
        geweigerd.extend((soort, record, veld) for veld in sinds)
        terugzetten = {veld: eerste[(soort, record, veld)] for veld in velden if veld not in sinds}
        if terugzetten:
            _hersteld(verbinding, soort, record, terugzetten, terug, geweigerd)
    return terug, geweigerd


def _rij(verbinding: Verbinding, soort: str, record: str) -> tuple[Tabel, Rij]:
    klasse = kinds().get(soort)
    if klasse is None:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", soort=soort)
    tabel = table_for(klasse)
    rij = fetch_rows(verbinding, tabel, [record]).get(record)
    if rij is None:
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="record", soort=soort, id=record)
    return tabel, rij


def _ongemaakt(
    verbinding: Verbinding,
    soort: str,
    record: str,
    sinds: list[str],
    terug: list[Record],
    geweigerd: list[tuple[str, str, str]],
) -> None:
    """Withdraw a record that the act made, unless someone has worked on it since."""
    acts = verbinding.value(
        f"SELECT count(DISTINCT txn) FROM change WHERE stream = ({_STREAM_VAN}) AND record = ?",
        (record, record),
    )
    if sinds or acts > 1:
        geweigerd.append((soort, record, "verwijderd"))
        return
    tabel, rij = _rij(verbinding, soort, record)
    terug.append(model_from_row(tabel, rij).met(verwijderd=True))


def _values(verbinding: Verbinding, ids: list[str]) -> list[Head]:
    sql = "SELECT id, waarde FROM change WHERE id IN (SELECT value FROM json_each(?))"
    rijen = verbinding.rows(sql, (json.dumps(ids),))
    return [Head(*rij) for rij in rijen]


def _hersteld(
    verbinding: Verbinding,
    soort: str,
    record: str,
    terugzetten: dict[str, list[str]],
    terug: list[Record],
    geweigerd: list[tuple[str, str, str]],
) -> None:
    """Put the old values of the given fields in a copy of the record as it is now."""
    tabel, rij = _rij(verbinding, soort, record)
    nieuw = list(rij)
    for veld, vervangen in terugzetten.items():
        kolom = tabel.kolom(veld)
        was = _values(verbinding, vervangen)
        # Several heads were settled by the act: what they showed stands for what was there.
        waarde = shown_of(tabel, veld, was).waarde if was else None
        if len(was) < len(vervangen) or (waarde is None and kolom.standaard is ONTBREEKT):
            geweigerd.append((soort, record, veld))
            return
        nieuw[tabel.plaats[veld]] = kolom.standaard if waarde is None else kolom.uit_json(waarde)
    try:
        terug.append(model_from_row(tabel, tuple(nieuw)))
    except (Omstandigheid, ValidationError):
        geweigerd.extend((soort, record, veld) for veld in terugzetten)
