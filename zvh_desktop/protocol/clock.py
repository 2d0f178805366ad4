"""Hybrid logical clock: stamps that follow the wall clock and never go back; state in, state out.

Source:
    Kulkarni, Demirbas, Madappa, Avva, Leone: "Logical Physical Clocks and Consistent Snapshots in
    Globally Distributed Databases" (2014), figure 5; the counter carries into the milliseconds.
"""

import re
from dataclasses import dataclass

__all__ = ["MAX_VOORLOOP_MS", "KlokFout", "Tijdstempel", "bijgesteld", "reeks", "volgende"]

MAX_VOORLOOP_MS = 5 * 60 * 1000
"""How far a stamp from elsewhere may lie ahead of our wall clock before it is refused."""

_MAX_MS = (1 << 48) - 1
_MAX_TELLER = (1 << 16) - 1
_VORM = re.compile(r"([0-9a-f]{12})-([0-9a-f]{4})-([0-9a-f]{16})\Z")


class KlokFout(Exception):
    """A stamp that cannot be read, or that lies too far in the future.

    Attributes:
        voorloop_ms: how far ahead it was; 0 when its form was wrong.
    """

    def __init__(self, voorloop_ms: int = 0) -> None:
        super().__init__("klokfout")
        self.voorloop_ms = voorloop_ms


@dataclass(frozen=True, slots=True, order=True)
class Tijdstempel:
    """One moment of one device; sorts by time, then counter, then device.

    Attributes:
        ms: Unix time in milliseconds, 0 to 2**48 - 1.
        teller: 0 to 65535, orders what happens within a millisecond.
        toestel: device id, 16 lower-case hex digits.
    """

    ms: int
    teller: int
    toestel: str

    def __post_init__(self) -> None:
        if not (0 <= self.ms <= _MAX_MS and 0 <= self.teller <= _MAX_TELLER):
            raise KlokFout

    @property
    def tekst(self) -> str:
        """Text form of 34 signs; texts sort as the stamps do."""
        return f"{self.ms:012x}-{self.teller:04x}-{self.toestel}"

    @classmethod
    def uit_tekst(cls, tekst: str) -> "Tijdstempel":
        """Read the text form back.

        Raises:
            KlokFout: it is not exactly that form.
        """
        deel = _VORM.match(tekst)
        if deel is None:
            raise KlokFout
        return cls(int(deel[1], 16), int(deel[2], 16), deel[3])


def _stap(ms: int, teller: int, toestel: str) -> Tijdstempel:
    if teller > _MAX_TELLER:
        return Tijdstempel(ms + 1, 0, toestel)
    return Tijdstempel(ms, teller, toestel)


def volgende(stand: Tijdstempel, nu_ms: int) -> Tijdstempel:
    """Return the stamp of a new event on this device, later than `stand`.

    A wall clock that was set back never stops anyone from working: the stamps then go on from the last one.
    """
    if nu_ms > stand.ms:
        return Tijdstempel(nu_ms, 0, stand.toestel)
    return _stap(stand.ms, stand.teller + 1, stand.toestel)


def reeks(stand: Tijdstempel, nu_ms: int, aantal: int) -> tuple[list[str], Tijdstempel]:
    """Return the text of the next `aantal` stamps and the state after them; what `volgende` would give one by one."""
    if aantal <= 0:
        return [], stand
    eerste = volgende(stand, nu_ms)
    ms, teller, staart = eerste.ms, eerste.teller, f"-{eerste.toestel}"
    teksten: list[str] = []
    while len(teksten) < aantal:
        stuk = min(aantal - len(teksten), _MAX_TELLER - teller + 1)
        kop = f"{ms:012x}-"
        teksten.extend([f"{kop}{nr:04x}{staart}" for nr in range(teller, teller + stuk)])
        laatste = teller + stuk - 1
        if len(teksten) < aantal:
            ms, teller = ms + 1, 0
    return teksten, Tijdstempel(ms, laatste, eerste.toestel)


def bijgesteld(
    stand: Tijdstempel, binnen: Tijdstempel, *, nu_ms: int, max_voorloop_ms: int = MAX_VOORLOOP_MS
) -> Tijdstempel:
    """Return our state after seeing `binnen`: later than both, so that what we do next sorts after what we saw.

    Raises:
        KlokFout: `binnen` lies more than `max_voorloop_ms` ahead of `nu_ms`; the state stays as it was.
    """
    if binnen.ms - nu_ms > max_voorloop_ms:
        raise KlokFout(binnen.ms - nu_ms)
    ms = max(stand.ms, binnen.ms, nu_ms)
    if ms == stand.ms and ms == binnen.ms:
        return _stap(ms, max(stand.teller, binnen.teller) + 1, stand.toestel)
    if ms == stand.ms:
        return _stap(ms, stand.teller + 1, stand.toestel)
    if ms == binnen.ms:
        return _stap(ms, binnen.teller + 1, stand.toestel)
    return Tijdstempel(ms, 0, stand.toestel)
