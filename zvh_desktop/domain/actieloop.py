"""The life of an action: proposed, accepted or refused, under way, ended; put off with a reason, handed to another.

A record keeps two things apart, so that two devices never make half a state together: whether the action is open or how
it ended (`Actie.status`), and how far an open one is (`Actie.voortgang`). An action of before this says nothing of the
second; it was agreed in an overleg, so it reads as accepted.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from zvh_desktop.domain.plan import ACTIESTATUS, Actie
from zvh_desktop.domain.record import Record

__all__ = [
    "AFGELOPEN",
    "PRIORITEITEN",
    "STANDEN",
    "STAPPEN",
    "Uitstel",
    "belet_overdracht",
    "belet_stap",
    "belet_uitstel",
    "na_stap",
    "stand",
    "wanneer_groep",
]

STANDEN: Final[dict[str, str]] = {
    "voorgesteld": "voorgesteld",
    "aanvaard": "aanvaard",
    "bezig": "bezig",
    **{sleutel: woord for sleutel, woord in ACTIESTATUS.items() if sleutel != "open"},
}
"""What is told of an action: how far it is, or how it ended."""

AFGELOPEN: Final = frozenset(ACTIESTATUS) - {"open"}
_EINDE: Final = AFGELOPEN - {"geweigerd"}

STAPPEN: Final[dict[str, frozenset[str]]] = {
    "voorgesteld": frozenset({"aanvaard", "bezig", "geweigerd"}) | _EINDE,
    "aanvaard": frozenset({"bezig"}) | _EINDE,
    "bezig": frozenset({"aanvaard"}) | _EINDE,
    **dict.fromkeys(AFGELOPEN, frozenset({"aanvaard"})),
}
"""From where to where. Who accepted does not refuse any more but says that it is not possible; what has ended is
opened again before it ends otherwise."""

PRIORITEITEN: Final[dict[str, str]] = {"hoog": "hoog", "": "gewoon", "laag": "laag"}


class Uitstel(Record):
    """One time that an action was put off. Never changed: the earlier days stay readable, and they are counted."""

    soort: ClassVar[str] = "uitstel"
    casus_id: str
    actie_id: str
    van: date | None = None
    """The day as it was; None when there was none."""
    naar: date
    reden: str
    gezet_op: datetime
    gezet_door: str = ""


def stand(actie: Actie) -> str:
    """Return how far an action is or how it ended, a key of STANDEN."""
    return actie.status if actie.status != "open" else actie.voortgang or "aanvaard"


def belet_stap(van: str, naar: str, terugkoppeling: str) -> str:
    """Return the key of what keeps an action from going from one stand to another, "" when nothing does."""
    if naar not in STANDEN:
        return "status_onbekend"
    if naar not in STAPPEN[van]:
        return "actie_overgang"
    return "reden_nodig" if naar in AFGELOPEN - {"gedaan"} and not terugkoppeling.strip() else ""


def na_stap(actie: Actie, naar: str, terugkoppeling: str, nu: datetime, wie: str) -> Actie:
    """Return the action in another stand; call `belet_stap` first. A terugkoppeling that was given is never emptied."""
    tekst = terugkoppeling.strip()
    if naar in AFGELOPEN:
        return actie.met(status=naar, terugkoppeling=tekst, afgerond_op=nu, afgerond_door=wie)
    # "" is accepted: so an action that was never proposed says the same on a device with an older program.
    voortgang = "" if naar == "aanvaard" else naar
    return actie.met(
        status="open",
        voortgang=voortgang,
        terugkoppeling=tekst or actie.terugkoppeling,
        afgerond_op=None,
        afgerond_door="",
    )


def belet_uitstel(actie: Actie, naar: date | None, reden: str, vandaag: date) -> str:
    """Return the key of what keeps an action from being put off, "" when nothing does.

    To put off is to later than it was; a day that is past helps nobody.
    """
    if actie.status != "open":
        return "actie_al_af"
    if naar is None or naar < vandaag or (actie.uiterlijk is not None and naar <= actie.uiterlijk):
        return "uitstel_dag"
    return "" if reden.strip() else "uitstel_reden"


def belet_overdracht(actie: Actie, partner_id: str, persoon: str) -> str:
    """Return the key of what keeps an action from being handed to another, "" when nothing does."""
    if actie.status != "open":
        return "actie_al_af"
    if not partner_id and not persoon.strip():
        return "overdracht_aan_niemand"
    gelijk = (partner_id, persoon.strip()) == (actie.partner_id, actie.persoon)
    return "overdracht_aan_dezelfde" if gelijk else ""


def wanneer_groep(uiterlijk: date | None, vandaag: date) -> frozenset[str]:
    """Return in which views an open action stands: laat, vandaag, week (Monday to Sunday, today and later)."""
    if uiterlijk is None:
        return frozenset()
    if uiterlijk < vandaag:
        return frozenset({"laat"})
    zondag = vandaag + timedelta(days=7 - vandaag.isoweekday())
    groepen: Iterable[str] = ("vandaag", "week") if uiterlijk == vandaag else ("week",) if uiterlijk <= zondag else ()
    return frozenset(groepen)
