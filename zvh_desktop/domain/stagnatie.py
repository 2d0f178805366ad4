"""What stagnates in a casus and why, and the steps by which somebody higher is asked to help; facts in, reasons out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "SOORTEN",
    "TREDEN",
    "Escalatie",
    "Grenzen",
    "Stilstand",
    "Vastloper",
    "belet_antwoord",
    "belet_escalatie",
    "stagneert",
    "volgende_trede",
]

TREDEN: Final[dict[str, str]] = {
    "procesregisseur": "procesregisseur",
    "netwerkmanager": "netwerkmanager",
    "stuurgroep": "stuurgroep",
}
"""To whom is escalated, in this order (own arrangement, after practice)."""

SOORTEN: Final[dict[str, str]] = {
    "geen_casusregisseur": "Geen casusregisseur",
    "uitgesteld": "Te vaak uitgesteld",
    "fase": "Fase duurt langer dan gepland",
    "stil": "Geen beweging",
    "zsm": "ZSM-advies ontbreekt",
    "dji": "Bijdrage van DJI ontbreekt",
}
"""Why something stagnates, what weighs most first."""


class Escalatie(Record):
    """A casus that is laid before somebody higher: why, and what the answer was."""

    soort: ClassVar[str] = "escalatie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("reden", "antwoord")
    casus_id: str
    trede: Literal["procesregisseur", "netwerkmanager", "stuurgroep"]
    reden: str
    gezet_op: datetime
    gezet_door: str = ""
    antwoord: str = ""
    antwoord_op: datetime | None = None
    antwoord_van: str = ""
    """Who answered, as typed."""


@dataclass(frozen=True, slots=True)
class Grenzen:
    """From when something stagnates; settings of the house, not terms of any law. 0 turns that guarding off.

    Attributes:
        stil_dagen: without any change in the dossier.
        regisseur_dagen: after the triage without a casusregisseur: to find one takes some time.
        uitstel_keer: times that one action was put off.
        fase_dagen: that a phase without toetsmoment or planned weeks is open.
        zsm_themas, dji_themas: keys of the themes that ask for it.
    """

    stil_dagen: int = 42
    uitstel_keer: int = 3
    fase_dagen: int = 180
    zsm_themas: frozenset[str] = frozenset()
    dji_themas: frozenset[str] = frozenset()
    regisseur_dagen: int = 14


@dataclass(frozen=True, slots=True)
class Stilstand:
    """What has to be known of a casus to judge.

    Attributes:
        begonnen: day on which it was taken on, as far as is known.
        bewogen: day of the last change in the dossier, None when that is not known.
        uitgesteld: (text, times, day of the last time) of open actions that were put off.
        fasen: (number, opened on, toetsmoment, planned weeks or 0) of open phases.
        advies: a ZSM-advies stands; dji: a DJI contribution is written down.
    """

    casusregisseur: str
    themas: Collection[str]
    begonnen: date
    bewogen: date | None
    uitgesteld: tuple[tuple[str, int, date], ...] = ()
    fasen: tuple[tuple[int, date | None, date | None, int], ...] = ()
    advies: bool = False
    dji: bool = False


@dataclass(frozen=True, slots=True)
class Vastloper:
    """One reason why a casus stagnates: a key of SOORTEN, since when, and a sentence."""

    soort: str
    sinds: date
    waarom: str


def _keer(aantal: int) -> str:
    return {2: "twee keer", 3: "drie keer", 4: "vier keer"}.get(aantal, f"{aantal} keer")


def stagneert(s: Stilstand, grenzen: Grenzen, vandaag: date) -> tuple[Vastloper, ...]:
    """Return why a running casus stagnates, what weighs most first; () when it does not."""
    uit: list[Vastloper] = []
    dagen = (vandaag - s.begonnen).days
    if not s.casusregisseur.strip() and 0 < grenzen.regisseur_dagen <= dagen:
        uit.append(Vastloper("geen_casusregisseur", s.begonnen, f"er is na {dagen} dagen geen casusregisseur"))
    for tekst, keer, laatst in s.uitgesteld:
        if 0 < grenzen.uitstel_keer <= keer:
            uit.append(Vastloper("uitgesteld", laatst, f"{_keer(keer)} uitgesteld: {' '.join(tekst.split())}"))
    for nummer, open_sinds, toets, weken in s.fasen:
        dagen = (vandaag - open_sinds).days if open_sinds is not None else 0
        sinds = open_sinds or s.begonnen
        if toets is not None and toets < vandaag:
            uit.append(Vastloper("fase", toets, f"het toetsmoment van fase {nummer} is voorbij"))
        elif weken and dagen > weken * 7:
            uit.append(Vastloper("fase", sinds, f"fase {nummer} duurt langer dan de geplande {weken} weken"))
        elif toets is None and not weken and 0 < grenzen.fase_dagen < dagen:
            uit.append(Vastloper("fase", sinds, f"fase {nummer} is al {dagen} dagen open, zonder toetsmoment"))
    dagen = (vandaag - s.bewogen).days if s.bewogen is not None else 0
    if s.bewogen is not None and 0 < grenzen.stil_dagen <= dagen:
        uit.append(Vastloper("stil", s.bewogen, f"al {dagen} dagen is er niets veranderd in het dossier"))
    if not s.advies and grenzen.zsm_themas & set(s.themas):
        uit.append(Vastloper("zsm", s.begonnen, "het thema vraagt een ZSM-advies en dat is er niet"))
    if not s.dji and grenzen.dji_themas & set(s.themas):
        uit.append(Vastloper("dji", s.begonnen, "het thema vraagt een bijdrage van DJI en die is er niet"))
    volgorde = list(SOORTEN)
    return tuple(sorted(uit, key=lambda v: (volgorde.index(v.soort), v.sinds, v.waarom)))


def volgende_trede(eerdere: Collection[Escalatie]) -> str:
    """Return to whom a casus goes next; "" when the highest has been asked."""
    treden = list(TREDEN)
    hoogst = max((treden.index(e.trede) for e in eerdere if not e.verwijderd), default=-1)
    return treden[hoogst + 1] if hoogst + 1 < len(treden) else ""


def belet_escalatie(eerdere: Collection[Escalatie], trede: str, reden: str) -> str:
    """Return the key of what keeps a casus from being escalated, "" when nothing does.

    A step is not passed over; the same step may be asked again when it has answered.
    """
    treden = list(TREDEN)
    if trede not in treden:
        return "escalatie_trede"
    levend = [e for e in eerdere if not e.verwijderd]
    if any(e.trede == trede and e.antwoord_op is None for e in levend):
        return "escalatie_wacht"
    hoogst = max((treden.index(e.trede) for e in levend), default=-1)
    if treden.index(trede) > hoogst + 1:
        return "escalatie_trede"
    return "" if reden.strip() else "escalatie_reden"


def belet_antwoord(escalatie: Escalatie, antwoord: str) -> str:
    """Return the key of what keeps an answer from being written down, "" when nothing does."""
    if escalatie.verwijderd or escalatie.antwoord_op is not None:
        return "escalatie_beantwoord"
    return "" if antwoord.strip() else "escalatie_antwoord"
