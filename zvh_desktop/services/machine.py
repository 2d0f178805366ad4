"""The machine's own clock and randomness, and a clock that begins at a chosen moment for demonstrations."""

import os
from datetime import datetime, timedelta

__all__ = ["SysteemKlok", "SysteemWillekeur", "VerhaalKlok"]


class SysteemKlok:
    """The clock of this machine, read in Dutch local time."""

    def nu(self) -> datetime:
        """Return the present moment, aware."""
        # Late: no clock is read before the unlock screen is painted, and a zone costs tables.
        from zvh_desktop.domain.tijd import AMSTERDAM

        return datetime.now(AMSTERDAM)


class VerhaalKlok:
    """A clock that stands still until it is moved.

    Attributes:
        moment: what `nu` returns, aware.
    """

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def nu(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment

    def naar(self, moment: datetime) -> None:
        """Set the clock."""
        self.moment = moment

    def verder(self, seconden: int) -> None:
        """Move the clock on."""
        self.moment += timedelta(seconds=seconden)


class SysteemWillekeur:
    """Randomness of the operating system."""

    def bytes(self, aantal: int) -> bytes:
        """Return `aantal` unpredictable bytes."""
        return os.urandom(aantal)
