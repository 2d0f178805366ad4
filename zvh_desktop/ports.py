"""What tests replace: the clock and randomness. Real parts are made in `zvh_desktop.app` and `cli`."""

from datetime import datetime
from typing import Protocol

__all__ = ["Klok", "Willekeur"]


class Klok(Protocol):
    """Tells the time."""

    def nu(self) -> datetime:
        """Return the present moment, timezone-aware, in the machine's local zone."""
        ...


class Willekeur(Protocol):
    """Gives randomness."""

    def bytes(self, aantal: int) -> bytes:
        """Return `aantal` unpredictable bytes."""
        ...
