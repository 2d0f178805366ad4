"""The audit log of a device as a stream of its own: every row travels sealed, and the chain is checked on arrival.

own_stream(verbinding) / set_own_stream(verbinding, stream)
rows_to_seal(verbinding, na, limit, nu_ms) -> (txns, changes)     waiting_rows(verbinding) -> int
take_in(verbinding, toestel, body) -> how many rows were left out
rows_of(verbinding, toestel) -> list[AuditRegel]            for a beheerder
"""

import json
from datetime import datetime

from zvh_desktop.protocol.delta import Change, DeltaBody, Txn
from zvh_desktop.store import audit, chains
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.meta import AUDITSTREAM, TOESTEL, read_meta, write_meta
from zvh_desktop.store.streams import get_stream, set_kind
from zvh_desktop.store.times import to_ms

__all__ = [
    "KOPPEN",
    "SOORT",
    "devices",
    "missing",
    "note_head",
    "own_stream",
    "rows_of",
    "rows_to_seal",
    "set_own_stream",
    "take_in",
    "waiting_rows",
]

SOORT, _VELD = "auditregel", "regel"
"""Kind and field by which a row of the audit log stands among the changes of a delta."""

KOPPEN = "audit"
"""Stands where a stream would stand, for the heads of audit logs that devices tell of."""
_KOLOMMEN = "seq, tijd, toestel, persoon, gebeurtenis, objecten, details, vorige, hash"


def own_stream(verbinding: Verbinding) -> str | None:
    """Return the stream of this device's own audit log, or None before there is one."""
    stream = verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (AUDITSTREAM,))
    return None if stream is None else str(stream)


def set_own_stream(verbinding: Verbinding, stream: str) -> None:
    """Give the audit log of this device its stream (32 random hex digits), within the open transaction."""
    write_meta(verbinding, AUDITSTREAM, stream)
    set_kind(verbinding, stream, "audit")
    # A copy begins its own stream where it became a device of its own.
    eerste = verbinding.value(
        "SELECT coalesce(min(seq), 1) - 1 FROM audit WHERE toestel = ?", (read_meta(verbinding, TOESTEL),)
    )
    verbinding.run("UPDATE stroom SET verzegeld = ?, verzonden = ? WHERE stream = ?", (eerste, eerste, stream))


def waiting_rows(verbinding: Verbinding) -> int:
    """Return how many rows are not sealed yet; 0 without a stream."""
    stream = own_stream(verbinding)
    if stream is None:
        return 0
    return audit.head(verbinding)[0] - get_stream(verbinding, stream).verzegeld


def rows_to_seal(verbinding: Verbinding, na: int, limit: int, nu_ms: int) -> tuple[list[Txn], list[Change]]:
    """Return rows from beyond number `na` on, as one act and its changes; none is stamped later than now."""
    toestel = read_meta(verbinding, TOESTEL)
    rijen = verbinding.rows(f"SELECT {_KOLOMMEN} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", (na, limit))
    if not rijen:
        return [], []
    txn = Txn(rijen[-1][8][:32], "logboek", "", "", rijen[-1][1])
    return [txn], [_change(rij, toestel, nu_ms) for rij in rijen]


def _change(rij: Rij, toestel: str, nu_ms: int) -> Change:
    # The row itself says when it was, by the clock of then; a stamp that lies ahead would hold up the whole log.
    seq, ms = rij[0], min(to_ms(datetime.fromisoformat(rij[1])), nu_ms)
    stempel = f"{ms:012x}-{seq & 0xFFFF:04x}-{toestel}"
    waarde = json.dumps(rij, ensure_ascii=False, separators=(",", ":"))
    return Change(stempel, SOORT, f"{toestel}{seq:016x}", _VELD, waarde, (), 0)


def take_in(verbinding: Verbinding, toestel: str, body: DeltaBody) -> int:
    """Keep rows of another device within the open transaction; return how many did not fit its chain."""
    rijen = sorted(rij for change in body.changes if (rij := _rij(change)) is not None)
    laatste = verbinding.row(
        "SELECT seq, hash FROM audit_elders WHERE toestel = ? ORDER BY seq DESC LIMIT 1", (toestel,)
    )
    goed: list[tuple[object, ...]] = []
    for rij in rijen:
        # The first row that ever came from a device may stand anywhere: a copy goes on where its original was.
        past = laatste is None or (rij[0] == laatste[0] + 1 and rij[7] == laatste[1])
        if past and audit.row_hash(rij) == rij[8]:
            laatste = (rij[0], rij[8])
            goed.append((toestel, rij[0], rij[1], *rij[3:]))
    verbinding.run_many(
        "INSERT INTO audit_elders (toestel, seq, tijd, persoon, gebeurtenis, objecten, details, vorige, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        goed,
    )
    return len(body.changes) - len(goed)


def _rij(change: Change) -> tuple[int, str, str, str, str, str, str, str, str] | None:
    try:
        rij = json.loads(change.waarde)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rij, list) or len(rij) != 9 or change.veld != _VELD or type(rij[0]) is not int:
        return None
    if not all(type(deel) is str for deel in rij[1:]):
        return None
    try:
        json.loads(rij[5]), json.loads(rij[6])
    except (ValueError, RecursionError):
        return None
    return tuple(rij)


def note_head(verbinding: Verbinding, toestel: str, kop: tuple[int, bytes], tijd: int) -> None:
    """Remember what a device said the last row of its audit log is, within the open transaction."""
    chains.note_seen(verbinding, KOPPEN, toestel, {toestel: kop}, tijd)


def missing(verbinding: Verbinding) -> dict[str, tuple[int, int, bool]]:
    """Return device → (number it spoke of, number that is here, is another row in that place) of what does not fit."""
    uit: dict[str, tuple[int, int, bool]] = {}
    for toestel, gezegd, hash_, hier, hier_hash in verbinding.rows(
        "SELECT g.toestel, g.nr, g.hash, (SELECT max(seq) FROM audit_elders a WHERE a.toestel = g.toestel), "
        "(SELECT hash FROM audit_elders a WHERE a.toestel = g.toestel AND a.seq = g.nr) "
        "FROM geziene_kop g WHERE g.stream = ? ORDER BY g.toestel",
        (KOPPEN,),
    ):
        anders = hier_hash is not None and hier_hash != hash_
        if anders or (hier or 0) < gezegd:
            uit[toestel] = (gezegd, hier or 0, anders)
    return uit


def devices(verbinding: Verbinding) -> dict[str, tuple[int, str]]:
    """Return device → number and hash of the last row of its audit log that is here."""
    return {
        rij[0]: (int(rij[1]), str(rij[2]))
        for rij in verbinding.rows("SELECT toestel, max(seq), hash FROM audit_elders GROUP BY toestel ORDER BY toestel")
    }


def rows_of(verbinding: Verbinding, toestel: str, *, na: int = 0, limit: int = 500) -> list[audit.AuditRegel]:
    """Return rows of another device in order, from beyond number `na` on."""
    return [
        audit.AuditRegel(
            rij[0], rij[1], toestel, rij[2], rij[3], tuple(json.loads(rij[4])), json.loads(rij[5]), rij[6], rij[7]
        )
        for rij in verbinding.rows(
            "SELECT seq, tijd, persoon, gebeurtenis, objecten, details, vorige, hash FROM audit_elders "
            "WHERE toestel = ? AND seq > ? ORDER BY seq LIMIT ?",
            (toestel, na, limit),
        )
    ]
