"""Dutch local time: moments are kept in UTC and read by people in the zone of Amsterdam."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["AMSTERDAM", "MAANDEN_KORT", "kalenderdag", "kalendermoment", "klokslag", "lokaal"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""Zone of every house; the zone of the machine plays no part, so a wrongly set laptop prints right times."""


MAANDEN_KORT: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def kalenderdag(d: date, *, jaar: bool = True) -> str:
    """Write a day without its weekday, as in a term: "2 apr 2028", or "2 apr"."""
    return f"{d.day} {MAANDEN_KORT[d.month - 1]}{f' {d.year}' if jaar else ''}"


def lokaal(moment: datetime) -> datetime:
    """Return an aware moment in Dutch local time."""
    return moment.astimezone(AMSTERDAM)


def kalendermoment(moment: datetime) -> str:
    """Write a moment without its weekday, in Dutch local time: "2 apr 2028 09:31"."""
    hier = lokaal(moment)
    return f"{kalenderdag(hier.date())} {hier:%H:%M}"


def klokslag(moment: datetime | None) -> str:
    """Return the time of day as printed ("09:31"); "" for None."""
    return lokaal(moment).strftime("%H:%M") if moment else ""
