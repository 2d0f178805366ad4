"""A file that belongs to a stream: where its sealed pieces lie, so that other devices can fetch them."""

from typing import ClassVar

from zvh_desktop.domain.record import Record

__all__ = ["Bijlage"]


class Bijlage(Record):
    """The sealed pieces of one file at the server; the same file brought twice is two of these, and both are good."""

    soort: ClassVar[str] = "bijlage"
    sha256: str
    """Of the file itself, 64 hex digits."""
    omvang: int
    """Bytes of the file."""
    blokken: list[str]
    """Hashes of the sealed pieces in order, 64 hex digits each."""
