"""Deadlines: everything with a day on it, in the order in which it cannot wait; today is an argument."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["GROEPEN", "KIJK_VOORUIT", "SOORTEN", "Groep", "Termijn", "verzamel", "wanneer"]

SOORTEN: Final[dict[str, str]] = {
    "vlag": "Vlag",
    "informeren": "Betrokkene informeren",
    "zsm": "ZSM-advies",
    "bewaren": "Bewaartermijn",
    "evaluatie": "Evaluatie",
    "verzoek": "Informatieverzoek",
    "overname": "Overname niet bevestigd",
    "protocol": "Protocol",
    "actie": "Acties van partners",
    "stilstand": "Casus die stagneert",
}
"""What may have a deadline, what weighs most first."""

KIJK_VOORUIT: Final[dict[str, int]] = {
    "vlag": 14,
    "informeren": 7,
    "zsm": 14,
    "bewaren": 30,
    "evaluatie": 14,
    "verzoek": 3,
    "overname": 0,
    "protocol": 60,
    "actie": 0,
    "stilstand": 0,
}
"""How many days before its day it is shown: as long as it takes to arrange something, no term of any law."""

GROEPEN: Final[dict[str, str]] = {
    "te_laat": "Te laat",
    "nu": "Vandaag en morgen",
    "week": "Binnen een week",
    "later": "Daarna",
    "zonder": "Zonder dag",
}
_WEEK: Final = 7
_GEWICHT: Final = {soort: nummer for nummer, soort in enumerate(SOORTEN)}


@dataclass(frozen=True, slots=True)
class Termijn:
    """One deadline.

    Attributes:
        soort: a key of SOORTEN.
        over_id: the record whose day it is; with `soort` it names the deadline.
        casus_id: "" for what belongs to no casus; naam: of the casus or the partner.
        dag: last day on which it is in time; None for a flag without a day.
        wat: one sentence, without the name.
        tab: part of the dossier where it stands.
        sinds: day by which it is known when it was set aside; the same as `dag` when there is one.
    """

    soort: str
    over_id: str
    casus_id: str
    naam: str
    dag: date | None
    wat: str
    tab: str
    sinds: date

    @property
    def sleutel(self) -> tuple[str, str, date]:
        """What it is set aside by: another day makes it another deadline."""
        return self.soort, self.over_id, self.sinds


@dataclass(frozen=True, slots=True)
class Groep:
    """Deadlines that can wait equally long; `naam` is a key of GROEPEN, `rest` how many more there are."""

    naam: str
    termijnen: tuple[Termijn, ...]
    rest: int = 0

    @property
    def aantal(self) -> int:
        """How many there are in all."""
        return len(self.termijnen) + self.rest


def _groep(dag: date | None, vandaag: date) -> str:
    if dag is None:
        return "zonder"
    over = (dag - vandaag).days
    if over < 0:
        return "te_laat"
    return "nu" if over <= 1 else "week" if over <= _WEEK else "later"


def verzamel(
    termijnen: Iterable[Termijn], vandaag: date, terzijde: Iterable[tuple[str, str, date, date]] = ()
) -> tuple[Groep, ...]:
    """Return what asks for attention by group, in each what weighs most first and then the oldest day.

    Args:
        termijnen: every deadline there is; each is counted once, what is too far ahead is left out.
        vandaag: the calendar day.
        terzijde: (soort, over_id, day, until) of what was set aside; on the day `until` it is back.
    """
    weg = {(soort, over_id, dag) for soort, over_id, dag, tot in terzijde if tot > vandaag}
    per_groep: dict[str, list[Termijn]] = {naam: [] for naam in GROEPEN}
    gezien = set()
    for t in termijnen:
        ver = t.dag is not None and t.dag - vandaag > timedelta(days=KIJK_VOORUIT[t.soort])
        if ver or t.sleutel in weg or t.sleutel in gezien:
            continue
        gezien.add(t.sleutel)
        per_groep[_groep(t.dag, vandaag)].append(t)
    for groep in per_groep.values():
        groep.sort(key=lambda t: (_GEWICHT[t.soort], t.sinds, t.naam, t.over_id))
    return tuple(Groep(naam, tuple(groep)) for naam, groep in per_groep.items() if groep)


def wanneer(dag: date | None, vandaag: date) -> str:
    """Say in words how long it still is, or has been: "6 dagen te laat", "vandaag", "over 3 weken"."""
    if dag is None:
        return "zonder dag"
    over = (dag - vandaag).days
    if over in (0, 1):
        return "morgen" if over else "vandaag"
    lang = _lang(abs(over))
    return f"over {lang}" if over > 0 else f"{lang} te laat"


def _lang(dagen: int) -> str:
    if dagen < 2 * _WEEK:
        return "1 dag" if dagen == 1 else f"{dagen} dagen"
    if dagen < 9 * _WEEK:
        return f"{dagen // _WEEK} weken"
    return f"{dagen // 30} maanden" if dagen < 2 * 365 else f"{dagen // 365} jaar"
