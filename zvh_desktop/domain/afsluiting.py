"""Closing a casus: why, to whom it goes, and what is in the way of a good ending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = [
    "BEGIN",
    "EINDE",
    "OVERNAME",
    "REDENEN",
    "Onaf",
    "Overdracht",
    "belet",
    "eis_open",
    "notitietekst",
    "ontvanger",
    "overnametekst",
]

REDENEN: Final[dict[str, str]] = {
    "doel_bereikt": "het doel is bereikt",
    "overgedragen": "overgedragen aan wijkteam of partner",
    "vertrokken": "vertrokken uit de regio",
    "overleden": "overleden",
    "geen_meerwaarde": "het overleg voegt niets meer toe",
    "anders": "anders",
}
"""Why a casus is closed. Default wording of the program."""

BEGIN: Final = "Casus afgesloten: "
"""How the entry in the verloop begins; by it the entry is found again."""

OVERNAME: Final = "Overname bevestigd: "
"""How the entry begins in which who got the casus says that it is in their hands."""

_AAN: Final = "Overgedragen aan: "

EINDE: Final[dict[str, str]] = {
    "over": "overgedragen bij het afsluiten van de casus",
    "eindigt": "beëindigd bij het afsluiten van de casus",
}
"""What becomes of an action that is open."""


@dataclass(frozen=True, slots=True)
class Onaf:
    """Something that is not finished.

    Attributes:
        soort: "verslag", "overleg", "verzoek" or "vlag".
        wat: in words.
    """

    soort: str
    wat: str


@dataclass(frozen=True, slots=True)
class Overdracht:
    """A casus that was handed over and that nobody there has said to have taken.

    Attributes:
        notitie_id: the entry that tells how it ended. op: the day.
        naar: to whom it went.
    """

    notitie_id: str
    casus_id: str
    naam: str
    op: date
    naar: str

    def zin(self) -> str:
        """Say what is the matter."""
        return f"{self.naar} heeft de overname nog niet bevestigd; overgedragen op {voluit(self.op)}"


def belet(status: str, reden: str, naar: str, evaluatie: str) -> str:
    """Return the key of the rule that stands in the way, "" when nothing does."""
    if status != "loopt":
        return "afsluiten_loopt_niet"
    if reden not in REDENEN:
        return "afsluiten_reden"
    if reden == "overgedragen" and not naar.strip():
        return "afsluiten_naar"
    return "" if evaluatie.strip() else "afsluiten_evaluatie"


def eis_open(status: str) -> None:
    """Refuse to add work to a casus that is closed; what stands there may still be put right.

    Raises:
        Omstandigheid: REGEL_WEIGERT "casus_gesloten".
    """
    if status == "afgesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_gesloten")


def notitietekst(reden: str, naar: str, evaluatie: str, onaf: Iterable[Onaf]) -> str:
    """Write the entry of the verloop that tells how a casus ended."""
    delen = [f"{BEGIN}{REDENEN[reden]}."]
    if naar.strip():
        delen.append(f"{_AAN}{' '.join(naar.split())}.")
    delen.append(f"Evaluatie: {evaluatie.strip()}")
    if open_ := "; ".join(o.wat for o in onaf):
        delen.append(f"Bij het afsluiten nog niet af: {open_}.")
    return "\n".join(delen)


def ontvanger(tekst: str) -> str:
    """Return to whom a casus went, from the entry that tells how it ended; "" when to nobody."""
    return next((r.removeprefix(_AAN).removesuffix(".") for r in tekst.split("\n") if r.startswith(_AAN)), "")


def overnametekst(naar: str, door: str, afspraak: str) -> str:
    """Write the entry in which the wijkteam or partner takes the casus over, in the name of a person."""
    delen = [f"{OVERNAME}{naar} heeft de casus overgenomen, volgens {' '.join(door.split())}."]
    return "\n".join([*delen, *((f"Afgesproken: {afspraak.strip()}",) if afspraak.strip() else ())])
