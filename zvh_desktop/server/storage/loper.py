"""A connection inside a transaction, as the statements see it, and what both reading and writing ask."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from zvh_desktop.server.storage.records import Toegankelijk

__all__ = ["BITS", "REGIO", "TOEGANG", "Loper", "toegangsvraag", "toegankelijk"]

BITS: Final = 36
"""plaats = stream id shifted by this many bits, plus the number in the stream."""

REGIO: Final = b"regio"
"""Name of the pseudo stream with the region's statements; its id is 1."""

TOEGANG: Final = b"toegang"
"""Name of the pseudo stream of grants; the device id follows."""


class Loper(Protocol):
    """A connection inside a transaction: statements with `?`, whatever the engine calls them."""

    def vooraf(self, vragen: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        """Ask these together, where each by itself is a way to go; `rows` and `row` then give what came."""
        ...

    def run(self, sql: str, waarden: Sequence[Any] = ()) -> int:
        """Run a statement; return how many rows it touched."""
        ...

    def many(self, sql: str, rijen: Sequence[Sequence[Any]]) -> None:
        """Run a statement for every row of values."""
        ...

    def rows(self, sql: str, waarden: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows."""
        ...

    def row(self, sql: str, waarden: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        ...


def toegangsvraag(toestel: bytes, naam: bytes | None = None) -> tuple[str, tuple[bytes, ...]]:
    """Return what `toegankelijk` asks."""
    waar, waarden = ("", (toestel,)) if naam is None else (" AND s.naam = ?", (toestel, naam))
    return f"{_TOEGANKELIJK}{waar}{_GEGROEPEERD}", waarden


_TOEGANKELIJK: Final = (
    "SELECT s.id, s.naam, s.laatste, s.gesnoeid, s.vernietigd,"
    " max(CASE WHEN e.opgevolgd IS NULL THEN 1 ELSE 0 END), max(e.opgevolgd)"
    " FROM toegang t JOIN stroom s ON s.id = t.stroom"
    " LEFT JOIN epoch e ON e.stroom = t.stroom AND e.epoch = t.epoch"
    " WHERE t.toestel = ?"
)
_GEGROEPEERD: Final = " GROUP BY s.id, s.naam, s.laatste, s.gesnoeid, s.vernietigd"


def toegankelijk(loper: Loper, toestel: bytes, naam: bytes | None = None) -> dict[bytes, Toegankelijk]:
    """Return the streams (or one of them, by name) that a device may read.

    A stream that was destroyed is readable up to its tombstone. Who holds no key of a current epoch reads up to the
    start record of the epoch that left it out.
    """
    uit: dict[bytes, Toegankelijk] = {}
    for id_, naam_, laatste, gesnoeid, vernietigd, nu, opgevolgd in loper.rows(*toegangsvraag(toestel, naam)):
        tot = laatste if nu or vernietigd is not None or opgevolgd is None else opgevolgd
        uit[bytes(naam_)] = Toegankelijk(int(id_), bytes(naam_), int(laatste), int(tot), int(gesnoeid), bool(nu))
    return uit
