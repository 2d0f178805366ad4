"""What stands still in the bench: moment, passphrase, randomness. Imports nothing of the product."""

from datetime import datetime, timedelta, timezone
from random import Random
from time import perf_counter

__all__ = ["NU", "WACHTWOORD", "Lopendeklok", "Vasteklok", "Vastewillekeur"]

NU = datetime(2026, 11, 24, 9, 31, tzinfo=timezone(timedelta(hours=1), "CET"))
"""By a fixed offset: the tables of the zones would count as the program's own start."""
WACHTWOORD = "vier losse woorden samen"


class Vasteklok:
    """Stands still."""

    def nu(self) -> datetime:
        return NU


class Lopendeklok:
    """Begins at the fixed moment and runs, as a clock does: ids made later sort later."""

    def __init__(self) -> None:
        self._begin = perf_counter()

    def nu(self) -> datetime:
        return NU + timedelta(seconds=perf_counter() - self._begin)


class Vastewillekeur:
    """Repeatable bytes."""

    def __init__(self, zaad: int) -> None:
        self._bron = Random(zaad)

    def bytes(self, aantal: int) -> bytes:
        return self._bron.randbytes(aantal)
