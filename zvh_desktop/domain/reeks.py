"""A series of overleggen: its rhythm, what every one of them begins with, and what comes along from the last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, ClassVar, Literal

from zvh_desktop.domain.overleg import Agendapunt, Uitkomst
from zvh_desktop.domain.record import Record

__all__ = [
    "RITMES",
    "WEEKDAGEN",
    "Meegenomen",
    "Reeks",
    "is_opening",
    "mee_te_nemen",
    "met_verslagen",
    "ritme_in_woorden",
    "volgende_datum",
    "zonder_verslagen",
]

RITMES: dict[str, str] = {
    "weken": "om de zoveel weken",
    "maand": "op een vaste dag in de maand",
    "": "zonder vast ritme",
}
WEEKDAGEN: tuple[str, ...] = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_HOEVEELSTE: tuple[str, ...] = ("eerste", "tweede", "derde", "vierde", "laatste")


class Reeks(Record):
    """A series; an overleg planned from it is a copy, so a change here touches only what is planned after it."""

    soort: ClassVar[str] = "reeks"
    naam: str
    type: str = "casusoverleg"
    """Key of OVERLEGTYPEN."""
    ritme: Literal["weken", "maand", ""] = "weken"
    elke: int = 2
    """Weeks between two, 1 to 52; for "maand" which weekday of the month, 1 to 5, where 5 is the last."""
    weekdag: int = 1
    """0 is Monday."""
    begin: time = time(9, 30)
    eind: time = time(11, 30)
    plaats: str = ""
    voorzitter: str = ""
    verslaglegger: str = ""
    minuten: int = 20
    """For a casus, unless it had another time the last time."""
    punten: list[dict[str, Any]] = []
    """Points that come back every time: "titel" and "minuten"."""
    deelnemers: list[dict[str, str]] = []
    """Who is always invited: "naam", "organisatie", "functie", "mandaat"."""


@dataclass(frozen=True, slots=True)
class Meegenomen:
    """A casus that comes along to the next overleg.

    Attributes:
        casus_id: which.
        minuten: planned the last time.
        herkomst: "niet_besproken" or "aangehouden".
        reden: why it was held over, as the chair wrote it.
    """

    casus_id: str
    minuten: int
    herkomst: Literal["niet_besproken", "aangehouden"]
    reden: str = ""


def volgende_datum(reeks: Reeks, *, laatste: date | None, vandaag: date) -> date | None:
    """Return the first day in the rhythm after the last overleg that is not over yet.

    Args:
        reeks: for its rhythm.
        laatste: day of the latest overleg of the series, planned or held; None when there is none.
        vandaag: no day before it is given.

    Returns:
        None for a series without a rhythm.
    """
    if reeks.ritme == "":
        return None
    vanaf = max(vandaag, laatste + timedelta(days=1)) if laatste else vandaag
    if reeks.ritme == "maand":
        dag = _in_maand(vanaf.year, vanaf.month, reeks)
        return dag if dag >= vanaf else _in_maand(vanaf.year + vanaf.month // 12, vanaf.month % 12 + 1, reeks)
    stap = timedelta(weeks=max(1, reeks.elke))
    if laatste is None:
        return vanaf + timedelta(days=(reeks.weekdag - vanaf.weekday()) % 7)
    # An overleg that was moved to another day of its week does not shift the rhythm.
    dag = laatste + timedelta(days=reeks.weekdag - laatste.weekday())
    while dag < vanaf:
        dag += stap
    return dag


def _in_maand(jaar: int, maand: int, reeks: Reeks) -> date:
    eerste = date(jaar, maand, 1)
    dag = eerste + timedelta(days=(reeks.weekdag - eerste.weekday()) % 7)
    if reeks.elke < 5:
        return dag + timedelta(weeks=max(0, reeks.elke - 1))
    while (dag + timedelta(weeks=1)).month == maand:
        dag += timedelta(weeks=1)
    return dag


def ritme_in_woorden(reeks: Reeks) -> str:
    """Say the rhythm: "elke twee weken op dinsdag", "de laatste donderdag van de maand"."""
    dag = WEEKDAGEN[reeks.weekdag % 7]
    if reeks.ritme == "maand":
        return f"de {_HOEVEELSTE[min(max(reeks.elke, 1), 5) - 1]} {dag} van de maand"
    if reeks.ritme == "weken":
        return f"elke {dag}" if reeks.elke <= 1 else f"elke {reeks.elke} weken op {dag}"
    return RITMES[""]


_VERSLAGEN = "erslagen van "
_VAST = " vaststellen"


def is_opening(titel: str) -> bool:
    """Whether a first point opens the meeting: it then takes up the verslagen, so that they are the first item."""
    return titel.strip().casefold().startswith("opening")


def met_verslagen(opening: str, dag: str) -> str:
    """Title of the item at which the verslagen of a day are vastgesteld: the opening itself, or one of its own."""
    voor = f"{opening.strip()} en v" if opening.strip() else "V"
    return f"{voor}{_VERSLAGEN}{dag}{_VAST}"


def zonder_verslagen(titel: str, puntsoort: str) -> str:
    """Title of a point as a series keeps it: the opening without the verslagen of one day; "" when nothing is left."""
    if puntsoort != "verslagen":
        return titel
    return titel.partition(f" en v{_VERSLAGEN}")[0] if f" en v{_VERSLAGEN}" in titel else ""


def mee_te_nemen(punten: Iterable[Agendapunt], uitkomsten: Mapping[str, Uitkomst]) -> tuple[Meegenomen, ...]:
    """Return what of a closed overleg comes back the next time, in the order of its agenda.

    Args:
        punten: its points; withdrawn ones and points without a casus do not come along.
        uitkomsten: what came of each, by the id of the point.
    """
    mee = []
    for punt in sorted(punten, key=lambda p: (p.volgorde, p.id)):
        if punt.verwijderd or not punt.casus_id:
            continue
        uitkomst = uitkomsten.get(punt.id)
        if uitkomst is not None and uitkomst.uitkomst == "aangehouden":
            mee.append(Meegenomen(punt.casus_id, punt.minuten, "aangehouden", uitkomst.reden.strip()))
        elif not punt.besproken and punt.begonnen_op is None and (uitkomst is None or not uitkomst.uitkomst):
            mee.append(Meegenomen(punt.casus_id, punt.minuten, "niet_besproken"))
    return tuple(mee)
