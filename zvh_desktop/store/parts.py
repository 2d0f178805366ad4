"""Parts of acts that were cut because of their size: they are applied when all of them are here."""

from collections.abc import Callable, Sequence

from zvh_desktop.protocol.delta import Change, DeltaBody, Txn
from zvh_desktop.store.connection import Verbinding

__all__ = ["collect", "waiting_parts"]

Geheel = tuple[list[Txn], list[Change]]
"""Acts and their changes; `Change.txn` is the place in the first."""


def collect(
    verbinding: Verbinding,
    stream: str,
    hash_: str,
    txns: Sequence[Txn],
    changes: Sequence[Change],
    reopen: Callable[[str], DeltaBody],
) -> list[Geheel]:
    """Return what may be applied now; of acts of which a part is missing, note the parts, in the open transaction.

    Args:
        verbinding: within a transaction.
        stream: its stream.
        hash_: of the delta that holds these.
        txns: acts, whole or in part.
        changes: theirs.
        reopen: gives the body of an earlier delta again.
    """
    heel = [change for change in changes if txns[change.txn].delen == 1]
    uit: list[Geheel] = [(list(txns), heel)] if heel else []
    for plaats, txn in enumerate(txns):
        if txn.delen == 1:
            continue
        eigen = [change for change in changes if change.txn == plaats]
        if eigen and verbinding.value("SELECT 1 FROM change WHERE id = ?", (eigen[0].id,)) is not None:
            # The same part, sealed again.
            continue
        verbinding.run(
            "INSERT INTO deel (stream, txn, deel, delen, hash) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (stream, txn, deel) DO UPDATE SET delen = excluded.delen, hash = excluded.hash",
            (stream, txn.id, txn.deel, txn.delen, hash_),
        )
        delen = verbinding.rows(
            "SELECT deel, hash FROM deel WHERE stream = ? AND txn = ? AND delen = ? ORDER BY deel",
            (stream, txn.id, txn.delen),
        )
        if len(delen) < txn.delen:
            continue
        samen: list[Change] = []
        for _, ander in delen:
            samen.extend(eigen if ander == hash_ else _of(reopen(ander), txn.id))
        uit.append(([txn], [change._replace(txn=0) for change in samen]))
        verbinding.run("DELETE FROM deel WHERE stream = ? AND txn = ?", (stream, txn.id))
    return uit


def _of(body: DeltaBody, txn_id: str) -> list[Change]:
    return [change for change in body.changes if body.txns[change.txn].id == txn_id]


def waiting_parts(verbinding: Verbinding, stream: str) -> int:
    """Return of how many acts a part is missing."""
    return int(verbinding.value("SELECT count(DISTINCT txn) FROM deel WHERE stream = ?", (stream,)))
