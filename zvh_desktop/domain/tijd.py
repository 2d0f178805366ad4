"""Dutch local time: moments are kept in UTC and read by people in the zone of Amsterdam."""

from datetime import datetime
from zoneinfo import ZoneInfo

__all__ = ["AMSTERDAM", "klokslag", "lokaal"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""Zone of every house; the zone of the machine plays no part, so a wrongly set laptop prints right times."""


def lokaal(moment: datetime) -> datetime:
    """Return an aware moment in Dutch local time."""
    return moment.astimezone(AMSTERDAM)


def klokslag(moment: datetime | None) -> str:
    """Return the time of day as printed ("09:31"); "" for None."""
    return lokaal(moment).strftime("%H:%M") if moment else ""
