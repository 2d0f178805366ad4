"""Until when a casus is kept: from settings and decisions, never from a term of the program's own."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.grondslag import Bewaarregel, Verlenging

__all__ = ["BEEINDIGD", "Bewaarstand", "eind", "langst", "regel_voor", "stand", "startdag", "tel_op", "zin"]

BEEINDIGD: Final = frozenset(("doorgeleid", "afgewezen", "afgesloten"))
"""States in which a casus is no longer worked on."""


@dataclass(frozen=True, slots=True)
class Bewaarstand:
    """How the clock of one casus stands.

    Attributes:
        stand: "geen_regel", "loopt_niet" (the casus goes on), "geen_begin" (ended, but nobody said when), "loopt" or
            "verstreken".
        eind: day on which the term ends; None while there is none.
        wet: law or decision the end rests on.
        verlengd: how many decisions to extend hold.
    """

    stand: str
    eind: date | None = None
    wet: str = ""
    verlengd: int = 0


def tel_op(dag: date, maanden: int) -> date:
    """Return the same day so many calendar months later; the last day of a shorter month when it has no such day."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    maand += 1
    return date(jaar, maand, min(dag.day, monthrange(jaar, maand)[1]))


def regel_voor(casus: Casus, regels: Iterable[Bewaarregel]) -> Bewaarregel | None:
    """Return the setting that holds for a casus: the one that names its ground goes before one that names its ending,
    and that before one for all; of two alike the newest."""
    passend = [
        r for r in regels if not r.verwijderd and r.grond in ("", casus.grondslag) and r.na in ("", casus.status)
    ]
    return max(passend, key=lambda r: (bool(r.grond), bool(r.na), r.id), default=None)


def startdag(casus: Casus, regel: Bewaarregel) -> date | None:
    """Return the day on which the term begins to run, None while it does not."""
    if regel.start == "begin":
        return casus.begonnen_op
    return casus.beeindigd_op if casus.status in BEEINDIGD else None


def _geldend(verlengingen: Iterable[Verlenging], vanaf: date) -> list[Verlenging]:
    """Decisions of before the clock began to run belong to an earlier ending of a casus that was opened again."""
    return [v for v in verlengingen if not v.verwijderd and v.besloten_op >= vanaf]


def eind(casus: Casus, regels: Iterable[Bewaarregel], verlengingen: Iterable[Verlenging]) -> date | None:
    """Return the day on which the term of a casus ends: from that day on it is to be destroyed.

    Args:
        casus: its ground, its state, its first and last day count.
        regels: the settings of the house.
        verlengingen: the decisions about this casus.

    Returns:
        None while no term runs: no setting, or the casus goes on.
    """
    return stand(casus, regels, verlengingen, date.min).eind


def langst(casus: Casus, regels: Iterable[Bewaarregel]) -> date | None:
    """Return the last day an extension may go to, None when no limit is laid down or nothing runs."""
    regel = regel_voor(casus, regels)
    begin = startdag(casus, regel) if regel is not None else None
    if regel is None or begin is None or not regel.hoogstens_maanden:
        return None
    return tel_op(begin, regel.hoogstens_maanden)


def stand(
    casus: Casus, regels: Iterable[Bewaarregel], verlengingen: Iterable[Verlenging], vandaag: date
) -> Bewaarstand:
    """Return how the clock stands on a day; the last day of the term still belongs to it."""
    regel = regel_voor(casus, regels)
    if regel is None:
        return Bewaarstand("geen_regel")
    begin = startdag(casus, regel)
    if begin is None:
        return Bewaarstand("geen_begin" if casus.status in BEEINDIGD else "loopt_niet", wet=regel.wet)
    tot, wet = tel_op(begin, regel.maanden), regel.wet
    geldend = _geldend(verlengingen, begin)
    for verlenging in sorted(geldend, key=lambda v: (v.tot, v.id)):
        if verlenging.tot > tot:
            tot, wet = verlenging.tot, verlenging.wet or regel.wet
    # A casus that goes on is not destroyed, whatever its term.
    verstreken = tot <= vandaag and casus.status in BEEINDIGD
    return Bewaarstand("verstreken" if verstreken else "loopt", tot, wet, len(geldend))


def zin(bewaar: Bewaarstand) -> str:
    """Say it in one sentence."""
    grond = f" op grond van {bewaar.wet}" if bewaar.wet else ""
    if bewaar.stand == "geen_regel":
        return "Er is geen bewaartermijn ingesteld voor deze grondslag; de beheerder stelt hem in bij Beheer."
    if bewaar.stand == "loopt_niet":
        return "De bewaartermijn is nog niet gaan lopen: de casus loopt."
    if bewaar.stand == "geen_begin" or bewaar.eind is None:
        return "De bewaartermijn is nog niet gaan lopen: er is niet vastgelegd wanneer de casus is beëindigd."
    dag = voluit(bewaar.eind)
    keer = {0: "", 1: ", één keer verlengd"}.get(bewaar.verlengd, f", {bewaar.verlengd} keer verlengd")
    if bewaar.stand == "verstreken":
        return f"De bewaartermijn eindigde op {dag}{grond}{keer}: de casus is te vernietigen."
    return f"De bewaartermijn loopt tot {dag}{grond}{keer}."
