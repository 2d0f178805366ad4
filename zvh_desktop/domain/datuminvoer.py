"""Read a calendar day as people type it in Dutch; today is an argument."""

import re
from datetime import date, timedelta
from typing import Final

__all__ = ["lees_datum"]

_MAANDEN: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_DAGEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WOORDEN: Final = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_CIJFERS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")
_MET_MAAND: Final = re.compile(r"(?:[a-z]+ )?(\d{1,2}) ([a-z]+)\.?(?: (\d{4}))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OVER: Final = re.compile(r"over (\d{1,3}|een) (dag|dagen|week|weken|maand|maanden)")


def _maak(jaar: int, maand: int, dag: int) -> date | None:
    try:
        return date(jaar, maand, dag)
    except ValueError:
        return None


def _maand(woord: str) -> int | None:
    if woord == "mrt":
        return 3
    passend = [nummer for nummer, naam in enumerate(_MAANDEN, 1) if len(woord) >= 3 and naam.startswith(woord)]
    return passend[0] if len(passend) == 1 else None


def _weekdag(woord: str) -> int | None:
    passend = [nummer for nummer, naam in enumerate(_DAGEN) if len(woord) >= 2 and naam.startswith(woord)]
    return passend[0] if len(passend) == 1 else None


def _zonder_jaar(vandaag: date, maand: int, dag: int, *, verleden: bool) -> date | None:
    """Choose the year: the nearest such day to come, or gone by."""
    for verschil in (0, -1, -2, -3, -4) if verleden else (0, 1, 2, 3, 4):
        gevonden = _maak(vandaag.year + verschil, maand, dag)
        if gevonden is not None and (gevonden <= vandaag if verleden else gevonden >= vandaag):
            return gevonden
    return None


def _later(vandaag: date, aantal: int, eenheid: str) -> date | None:
    if eenheid.startswith("dag"):
        return vandaag + timedelta(days=aantal)
    if eenheid.startswith("we"):
        return vandaag + timedelta(weeks=aantal)
    jaar, maand = divmod(vandaag.year * 12 + vandaag.month - 1 + aantal, 12)
    # 31 January plus a month is the last day of February.
    return next(
        (gevonden for dag in range(vandaag.day, 27, -1) if (gevonden := _maak(jaar, maand + 1, dag))), None
    ) or (_maak(jaar, maand + 1, min(vandaag.day, 28)))


def lees_datum(tekst: str, vandaag: date, *, verleden: bool = False) -> date | None:
    """Return the day meant, or None when the text is not a day.

    Understood are `24-11-2026`, `24-11`, `24 nov`, `di 24 november 2026`, `2026-11-24`, `vandaag`, `morgen`,
    `over 2 weken`, `dinsdag` and `volgende week di`.

    Args:
        tekst: as typed; case and outer spaces do not matter.
        vandaag: the day of typing.
        verleden: a day without a year lies behind us (a birthday, an event), and two digits of a year
            mean the last such year that is not to come.
    """
    schoon = " ".join(tekst.lower().split())
    if schoon in _WOORDEN:
        return vandaag + timedelta(days=_WOORDEN[schoon])
    if treffer := _ISO.fullmatch(schoon):
        return _maak(int(treffer[1]), int(treffer[2]), int(treffer[3]))
    if treffer := _CIJFERS.fullmatch(schoon):
        dag, maand, jaar = int(treffer[1]), int(treffer[2]), treffer[3]
        if jaar is None:
            return _zonder_jaar(vandaag, maand, dag, verleden=verleden)
        heel = int(jaar)
        if len(jaar) == 2:
            eeuw = vandaag.year // 100 * 100
            heel += eeuw if not verleden or eeuw + heel <= vandaag.year else eeuw - 100
        return _maak(heel, maand, dag)
    if (treffer := _MET_MAAND.fullmatch(schoon)) and (maand_nummer := _maand(treffer[2])):
        if treffer[3]:
            return _maak(int(treffer[3]), maand_nummer, int(treffer[1]))
        return _zonder_jaar(vandaag, maand_nummer, int(treffer[1]), verleden=verleden)
    if treffer := _OVER.fullmatch(schoon):
        return _later(vandaag, 1 if treffer[1] == "een" else int(treffer[1]), treffer[2])
    volgende = schoon.startswith("volgende week ")
    weekdag = _weekdag(schoon.removeprefix("volgende week ").removeprefix("volgende ").removeprefix("a.s. "))
    if weekdag is None:
        return None
    if volgende:
        maandag = vandaag - timedelta(days=vandaag.weekday()) + timedelta(weeks=1)
        return maandag + timedelta(days=weekdag)
    if verleden:
        return vandaag - timedelta(days=(vandaag.weekday() - weekdag) % 7)
    return vandaag + timedelta(days=(weekdag - vandaag.weekday() - 1) % 7 + 1)
