"""What stands still in the bench: moment, passphrase, randomness. Imports nothing of the product."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

__all__ = ["NU", "WACHTWOORD", "Vasteklok", "Vastewillekeur"]

NU = datetime(2026, 11, 24, 9, 31, tzinfo=ZoneInfo("Europe/Amsterdam"))
WACHTWOORD = "vier losse woorden samen"


class Vasteklok:
    """Stands still."""

    def nu(self) -> datetime:
        return NU


class Vastewillekeur:
    """Repeatable bytes."""

    def __init__(self, zaad: int) -> None:
        self._bron = Random(zaad)

    def bytes(self, aantal: int) -> bytes:
        return self._bron.randbytes(aantal)
