"""Pieces: everything sealed or signed that was accepted, as it travels, and which of it waits for a receipt.

keep(verbinding, Stuk) -> bool          get(verbinding, hash) -> Stuk | None
enqueue(verbinding, hash, stream, ...)  waiting(verbinding, limit=, max_bytes=) -> list[Stuk]
"""

from collections.abc import Iterable
from typing import NamedTuple

from zvh_desktop.store.connection import Verbinding

__all__ = [
    "BEVESTIGING",
    "DELTA",
    "EPOCH",
    "GRANT",
    "SNAPSHOT",
    "VERNIETIGD",
    "Stuk",
    "enqueue",
    "get",
    "keep",
    "of_stream",
    "requeue",
    "waiting",
]

DELTA, SNAPSHOT, EPOCH, GRANT, BEVESTIGING = "delta", "snapshot", "epoch", "grant", "bevestiging"
VERNIETIGD = "vernietigd"


class Stuk(NamedTuple):
    """One piece.

    Attributes:
        hash: 64 hex digits, names it for ever.
        stream: its stream.
        soort: DELTA, SNAPSHOT, EPOCH, GRANT, BEVESTIGING or VERNIETIGD.
        toestel: who made it.
        volg: place in the chain of that device; 0 for what has none.
        poging: how many times it was sealed again.
        tijd: ms UTC, by its maker.
        volgnr: number at the server, or None while that is not known.
        wire: as it travels.
    """

    hash: str
    stream: str
    soort: str
    toestel: str
    volg: int
    poging: int
    tijd: int
    volgnr: int | None
    wire: bytes


_VELDEN = "s.hash, s.stream, s.soort, s.toestel, s.volg, s.poging, s.tijd, s.volgnr, s.wire"


def keep(verbinding: Verbinding, stuk: Stuk) -> bool:
    """Keep a piece within the open transaction; of one that is here only its number at the server is noted."""
    nieuw = verbinding.run(
        "INSERT INTO stuk (hash, stream, soort, toestel, volg, poging, tijd, volgnr, wire) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING",
        stuk,
    )
    if not nieuw and stuk.volgnr is not None:
        verbinding.run("UPDATE stuk SET volgnr = ? WHERE hash = ?", (stuk.volgnr, stuk.hash))
    return nieuw > 0


def get(verbinding: Verbinding, hash_: str) -> Stuk | None:
    """Return a piece by its hash, or None."""
    rij = verbinding.row(f"SELECT {_VELDEN} FROM stuk s WHERE s.hash = ?", (hash_,))
    return None if rij is None else Stuk(*rij)


def of_stream(verbinding: Verbinding, stream: str, *, na: int = 0, limit: int = 500) -> list[tuple[int, Stuk]]:
    """Return (local number, piece) of a stream in the order in which they came, from beyond local number `na` on."""
    rijen = verbinding.rows(
        f"SELECT s.nr, {_VELDEN} FROM stuk s WHERE s.stream = ? AND s.nr > ? ORDER BY s.nr LIMIT ?", (stream, na, limit)
    )
    return [(int(rij[0]), Stuk(*rij[1:])) for rij in rijen]


def enqueue(verbinding: Verbinding, hash_: str, stream: str, *, aantal: int = 0, tot_en_met: int = 0) -> None:
    """Have a piece sent, after what waits already, within the open transaction."""
    verbinding.run(
        "INSERT INTO uitgaand (hash, stream, aantal, tot_en_met, geweigerd) VALUES (?, ?, ?, ?, '') "
        "ON CONFLICT (hash) DO NOTHING",
        (hash_, stream, aantal, tot_en_met),
    )


def requeue(verbinding: Verbinding, hashes: Iterable[str]) -> None:
    """Have pieces sent again that a server no longer has; the order in which they came here is kept."""
    for hash_ in hashes:
        verbinding.run(
            "INSERT INTO uitgaand (hash, stream, aantal, tot_en_met, geweigerd) "
            "SELECT hash, stream, 0, 0, '' FROM stuk WHERE hash = ? ON CONFLICT (hash) DO NOTHING",
            (hash_,),
        )


def waiting(verbinding: Verbinding, *, limit: int = 200, max_bytes: int = 4 * 1024 * 1024) -> list[Stuk]:
    """Return what waits for a receipt, in order: at most so many pieces and bytes, but always one."""
    uit: list[Stuk] = []
    bytes_ = 0
    for rij in verbinding.rows(
        f"SELECT {_VELDEN}, length(s.wire) FROM uitgaand u JOIN stuk s ON s.hash = u.hash ORDER BY u.nr LIMIT ?",
        (limit,),
    ):
        bytes_ += rij[-1]
        if uit and bytes_ > max_bytes:
            break
        uit.append(Stuk(*rij[:-1]))
    return uit
