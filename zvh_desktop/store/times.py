"""Moments as the store writes them: UTC, ISO 8601, microseconds, "Z"; such texts sort as the moments do."""

from datetime import UTC, datetime

from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = ["from_text", "to_ms", "to_text"]


def to_text(moment: datetime) -> str:
    """Return the text of an aware moment.

    Raises:
        Programmafout: the moment has no zone.
    """
    if moment.tzinfo is None:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", fout="naive datetime")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(tekst: str) -> datetime:
    """Return the aware moment, in UTC."""
    return datetime.fromisoformat(tekst)


def to_ms(moment: datetime) -> int:
    """Return Unix time in milliseconds, never below 0."""
    return max(0, int(moment.timestamp() * 1000))
