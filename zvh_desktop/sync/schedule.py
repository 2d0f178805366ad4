"""When to run a round: pure; time and randomness are given, nothing waits here."""

from dataclasses import dataclass, replace

__all__ = ["GRENZEN", "Rooster", "Tempo"]


@dataclass(frozen=True, slots=True)
class Tempo:
    """The terms of a schedule, in seconds.

    Attributes:
        rust_s: how long own changes must be quiet before they go.
        samen_s: the same for what somebody at the same table is waiting to see.
        uiterlijk_s: how long own changes wait at most while a person goes on typing.
        elke_s: how often to look without any reason.
        eerste_uitstel_s: wait after the first failure; doubles with every next one.
        langste_uitstel_s: never wait longer than this.
    """

    rust_s: float = 2.0
    samen_s: float = 0.3
    uiterlijk_s: float = 15.0
    elke_s: float = 300.0
    eerste_uitstel_s: float = 5.0
    langste_uitstel_s: float = 600.0


GRENZEN = Tempo()
"""The product's own terms."""


@dataclass(frozen=True, slots=True)
class Rooster:
    """The state of a schedule; every event gives a new one.

    Times are seconds of a clock that never runs back (not the time of day: a clock set a year ahead must not
    stop a round, nor start a thousand).

    Attributes:
        laatst: end of the last round, -inf before the first.
        eerste_wijziging: first own change since the last round, None when there is none.
        rustig: when own changes are quiet enough to go.
        haast: somebody waits for one of them: no later change puts it off.
        geroepen: the server or a person asked for a round.
        mislukt: failures in a row.
        niet_voor: no automatic round before this moment.
    """

    tempo: Tempo = GRENZEN
    laatst: float = float("-inf")
    eerste_wijziging: float | None = None
    rustig: float = float("inf")
    haast: bool = False
    geroepen: bool = False
    mislukt: int = 0
    niet_voor: float = float("-inf")

    def gewijzigd(self, nu: float, *, samen: bool = False) -> "Rooster":
        """A person changed something here; `samen` for what others at the table wait for: no later change holds it."""
        eerste = nu if self.eerste_wijziging is None else self.eerste_wijziging
        if samen:
            rustig = min(self.rustig, nu + self.tempo.samen_s) if self.haast else nu + self.tempo.samen_s
        else:
            rustig = self.rustig if self.haast else nu + self.tempo.rust_s
        return replace(self, eerste_wijziging=eerste, rustig=rustig, haast=self.haast or samen)

    def gewekt(self) -> "Rooster":
        """The server says that there is something new; waits for the end of a back-off."""
        return replace(self, geroepen=True)

    def gevraagd(self) -> "Rooster":
        """A person asks for a round now; a back-off does not hold it."""
        return replace(self, geroepen=True, niet_voor=float("-inf"))

    def netwerk_terug(self) -> "Rooster":
        """A network came up: try at once, and count failures from the beginning."""
        return replace(self, geroepen=True, mislukt=0, niet_voor=float("-inf"))

    def begonnen(self) -> "Rooster":
        """A round starts: what happens from here on counts for the next one."""
        return replace(self, eerste_wijziging=None, rustig=float("inf"), haast=False, geroepen=False)

    def gelukt(self, nu: float) -> "Rooster":
        """The round got through."""
        return replace(self, laatst=nu, mislukt=0, niet_voor=float("-inf"))

    def gefaald(self, nu: float, toeval: float) -> "Rooster":
        """The round did not get through: wait longer each time, and not all devices equally long.

        Args:
            nu: the moment.
            toeval: a random number from 0 to 1; the wait is half of the term and up to the whole of it.
        """
        term = min(self.tempo.eerste_uitstel_s * 2.0 ** min(self.mislukt, 30), self.tempo.langste_uitstel_s)
        return replace(self, laatst=nu, mislukt=self.mislukt + 1, niet_voor=nu + term * (0.5 + 0.5 * toeval))

    def wanneer(self) -> float:
        """Return the moment of the next round; it may lie in the past."""
        momenten = [self.laatst + self.tempo.elke_s]
        if self.geroepen:
            momenten.append(float("-inf"))
        if self.mislukt:
            # What failed is still to be done.
            momenten.append(self.niet_voor)
        if self.eerste_wijziging is not None:
            momenten.append(min(self.rustig, self.eerste_wijziging + self.tempo.uiterlijk_s))
        return max(min(momenten), self.niet_voor)

    def is_tijd(self, nu: float) -> bool:
        """Whether a round is due."""
        return nu >= self.wanneer()
