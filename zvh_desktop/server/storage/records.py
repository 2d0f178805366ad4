"""Values that go into the store of the server and come out of it."""

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Bereik", "Keten", "NieuwStuk", "Soort", "Stroomstand", "Telling", "Toegankelijk"]


class Soort(IntEnum):
    """Kinds of piece, as the tables have them."""

    DELTA = 0
    MOMENTOPNAME = 1
    EPOCH = 3
    GRANT = 4
    BEVESTIGING = 5
    VERNIETIGD = 6
    REGIOSTUK = 7


@dataclass(frozen=True, slots=True)
class NieuwStuk:
    """A piece to be kept.

    Attributes:
        soort: kind.
        toestel: who made it, 8 bytes; None for statements of the region.
        nr: its number in the chain of that device in that stream; None for what is not chained.
        hash: 32 bytes.
        wire: as it came.
    """

    soort: Soort
    toestel: bytes | None
    nr: int | None
    hash: bytes
    wire: bytes


@dataclass(slots=True)
class Stroomstand:
    """A stream as it stands inside a transaction; `laatste` rises as pieces are added.

    Attributes:
        id: key in the tables.
        naam: 16 bytes.
        laatste: last number given out.
        vernietigd: number of the tombstone, or None.
    """

    id: int
    naam: bytes
    laatste: int
    vernietigd: int | None


@dataclass(frozen=True, slots=True)
class Keten:
    """The last link of one device in one stream.

    Attributes:
        nr: its number. hash: its hash.
        gesnoeid: up to which number its links were pruned; 0 when none were.
    """

    nr: int
    hash: bytes
    gesnoeid: int = 0


@dataclass(frozen=True, slots=True)
class Toegankelijk:
    """A stream that a device may read.

    Attributes:
        id: key in the tables.
        naam: 16 bytes.
        laatste: last number of the stream.
        tot: last number that this device may have: lower than `laatste` when its access was taken away.
        gesnoeid: highest number that was pruned.
        nu: it holds a key of a current epoch.
    """

    id: int
    naam: bytes
    laatste: int
    tot: int
    gesnoeid: int
    nu: bool


@dataclass(frozen=True, slots=True)
class Bereik:
    """One range of a stream.

    Attributes:
        stukken: (number, wire) ascending.
        meer: the range was cut off by size.
    """

    stukken: tuple[tuple[int, bytes], ...]
    meer: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """What the store holds, in numbers."""

    strooms: int
    vernietigd: int
    stukken: int
    bytes: int
    blokken: int
    regiostukken: int
