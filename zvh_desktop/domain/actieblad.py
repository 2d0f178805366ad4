"""The list of actions for one partner, or for the house, as it leaves: no betrokkene by name, casussen by number."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Actieblad", "Actieblok", "Actieregel"]


@dataclass(frozen=True, slots=True)
class Actieregel:
    """One action.

    Attributes:
        casus: number of the casus.
        uiterlijk: agreed day, None for none.
        te_laat: days past it, 0 for none.
        stand: how far it is, in words.
    """

    casus: str
    tekst: str
    organisatie: str
    persoon: str
    uiterlijk: date | None
    te_laat: int
    fase: str
    stand: str
    terugkoppeling: str


@dataclass(frozen=True, slots=True)
class Actieblok:
    """The actions of one casus, the most urgent first."""

    casus: str
    regels: tuple[Actieregel, ...]


@dataclass(frozen=True, slots=True)
class Actieblad:
    """What is printed.

    Attributes:
        voor: for whom: the name of a partner, or of the house.
        van_een: of one partner, so that the organisation need not stand at each action.
        regels: the most urgent first.
    """

    zvh: str
    voor: str
    datum: date
    van_een: bool
    regels: tuple[Actieregel, ...]

    @property
    def laat(self) -> int:
        """How many are past their day."""
        return sum(regel.te_laat > 0 for regel in self.regels)

    @property
    def blokken(self) -> tuple[Actieblok, ...]:
        """The same by casus; the casus with the most urgent action first."""
        per_casus: dict[str, list[Actieregel]] = {}
        for regel in self.regels:
            per_casus.setdefault(regel.casus, []).append(regel)
        return tuple(Actieblok(casus, tuple(regels)) for casus, regels in per_casus.items())
