"""What stands still in the bench: moment, passphrase, randomness. Imports nothing of the product."""

from datetime import datetime, timedelta, timezone
from random import Random

__all__ = ["NU", "WACHTWOORD", "Vasteklok", "Vastewillekeur"]

NU = datetime(2026, 11, 24, 9, 31, tzinfo=timezone(timedelta(hours=1), "CET"))
"""By a fixed offset: the tables of the zones would count as the program's own start."""
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
