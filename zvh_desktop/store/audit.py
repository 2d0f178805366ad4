"""The audit log: append-only, every row carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zvh_desktop.store import clockmark
from zvh_desktop.store.connection import Rij, Verbinding

__all__ = ["BEGIN_HASH", "AuditRegel", "append", "entries", "head", "number_of", "row_hash", "verify"]

BEGIN_HASH = "0" * 64
"""What the first row names as its predecessor."""


@dataclass(frozen=True, slots=True)
class AuditRegel:
    """One event.

    Attributes:
        seq: 1 and up, without gaps.
        tijd: UTC text.
        toestel: device id.
        persoon: person id, "" when nobody was known.
        gebeurtenis: key of the event.
        objecten: ids it was about.
        details: plain values, never content.
        vorige: hash of the row before, hex.
        hash: hash of this row, hex.
    """

    seq: int
    tijd: str
    toestel: str
    persoon: str
    gebeurtenis: str
    objecten: tuple[str, ...]
    details: Mapping[str, object]
    vorige: str
    hash: str


_canoniek = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _hash(vorige: str, velden: list[object]) -> str:
    return hashlib.sha256((vorige + _canoniek(velden)).encode("utf-8")).hexdigest()


def row_hash(rij: Rij) -> str:
    """Return what the hash of a row has to be: seq, tijd, toestel, persoon, gebeurtenis, objecten, details, vorige."""
    return _hash(rij[7], list(rij[:7]))


def head(verbinding: Verbinding) -> tuple[int, str]:
    """Return number and hash of the last row; (0, BEGIN_HASH) when there is none."""
    rij = verbinding.row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    return (0, BEGIN_HASH) if rij is None else (int(rij[0]), str(rij[1]))


def number_of(verbinding: Verbinding, hash_: str) -> int:
    """Return the number of the row with this hash, as printed in a verslag; 0 when it is not in the log."""
    rij = verbinding.row("SELECT seq FROM audit WHERE hash = ?", (hash_,))
    return 0 if rij is None else int(rij[0])


def append(
    verbinding: Verbinding,
    gebeurtenis: str,
    *,
    tijd: str,
    toestel: str,
    persoon: str,
    objecten: Iterable[str] = (),
    details: Mapping[str, object] | None = None,
) -> tuple[int, str]:
    """Add one event within the open transaction; return the new head."""
    rij = verbinding.row("SELECT seq, hash, tijd FROM audit ORDER BY seq DESC LIMIT 1")
    seq, vorige = (1, BEGIN_HASH) if rij is None else (int(rij[0]) + 1, str(rij[1]))
    if rij is not None and tijd < str(rij[2]):
        clockmark.note_back(verbinding)
    objecten_json, details_json = _canoniek(list(objecten)), _canoniek(dict(details or {}))
    velden: list[object] = [seq, tijd, toestel, persoon, gebeurtenis, objecten_json, details_json]
    hash_ = _hash(vorige, velden)
    verbinding.run(
        "INSERT INTO audit (seq, tijd, toestel, persoon, gebeurtenis, objecten, details, vorige, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*velden, vorige, hash_),
    )
    return seq, hash_


def entries(
    verbinding: Verbinding,
    *,
    vanaf: int = 1,
    limit: int | None = None,
    gebeurtenis: str | None = None,
    object_id: str | None = None,
) -> list[AuditRegel]:
    """Return events in order, from number `vanaf` on; only one kind of event, or about one object, when asked."""
    voorwaarde, waarden = "seq >= ?", [vanaf, *([gebeurtenis] if gebeurtenis is not None else [])]
    if gebeurtenis is not None:
        voorwaarde += " AND gebeurtenis = ?"
    if object_id is not None:
        voorwaarde += " AND EXISTS (SELECT 1 FROM json_each(objecten) WHERE value = ?)"
        waarden.append(object_id)
    rijen = verbinding.rows(
        "SELECT seq, tijd, toestel, persoon, gebeurtenis, objecten, details, vorige, hash FROM audit "
        f"WHERE {voorwaarde} ORDER BY seq LIMIT ?",
        (*waarden, -1 if limit is None else limit),
    )
    return [_regel(rij) for rij in rijen]


def _regel(rij: Rij) -> AuditRegel:
    seq, tijd, toestel, persoon, gebeurtenis, objecten, details, vorige, hash_ = rij
    return AuditRegel(
        seq, tijd, toestel, persoon, gebeurtenis, tuple(json.loads(objecten)), json.loads(details), vorige, hash_
    )


def verify(verbinding: Verbinding, verwacht: tuple[int, str] | None = None) -> int | None:
    """Walk the whole chain.

    Args:
        verbinding: the open vault.
        verwacht: a head seen earlier (printed in a verslag); it must still be in the chain.

    Returns:
        None when all is well, otherwise the number of the first row that does not fit.
    """
    vorige, nr = BEGIN_HASH, 0
    for rij in verbinding.each(
        "SELECT seq, tijd, toestel, persoon, gebeurtenis, objecten, details, vorige, hash FROM audit ORDER BY seq"
    ):
        nr += 1
        if rij[0] != nr or rij[7] != vorige or rij[8] != _hash(vorige, list(rij[:7])):
            return nr
        vorige = rij[8]
        if verwacht is not None and verwacht[0] == nr and verwacht[1] != vorige:
            return nr
    return nr + 1 if verwacht is not None and verwacht[0] > nr else None
