"""Flags on a casus or a record in it, and deadlines that a person set aside until a later day."""

from datetime import date
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = ["Terzijde", "Vlag", "belet_oplossen", "belet_terzijde", "belet_vlag"]


class Vlag(Record):
    """Something that must not be forgotten: who says so, what solves it, who does that and by when."""

    soort: ClassVar[str] = "vlag"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "nodig", "uitkomst")
    casus_id: str
    over_soort: str = ""
    """Kind of the record it stands on; "" for the casus itself."""
    over_id: str = ""
    tekst: str
    nodig: str
    """What has to be done or known before it may come down."""
    wie: str = ""
    """Who does that: a name or an organisation."""
    uiterlijk: date | None = None
    gezet_op: date
    gezet_door: str = ""
    status: Literal["open", "opgelost"] = "open"
    uitkomst: str = ""
    """What solved it; without it a flag does not come down."""
    opgelost_op: date | None = None
    opgelost_door: str = ""


class Terzijde(Record):
    """A deadline set aside: not shown before `tot`, as long as it is the same deadline.

    It stands in the stream of its casus, or in that of the region when it belongs to a partner.
    """

    soort: ClassVar[str] = "terzijde"
    lange_tekst: ClassVar[tuple[str, ...]] = ("reden",)
    casus_id: str = ""
    termijnsoort: str
    over_id: str
    """The record whose deadline it is."""
    dag: date
    """The day of the deadline when it was set aside; another day is another deadline."""
    tot: date
    reden: str
    gezet_op: date
    gezet_door: str = ""


def belet_vlag(tekst: str, nodig: str) -> str:
    """Return the key of what keeps a flag from being set, "" when nothing does."""
    if not tekst.strip():
        return "vlag_zonder_tekst"
    return "" if nodig.strip() else "vlag_zonder_nodig"


def belet_oplossen(vlag: Vlag, uitkomst: str) -> str:
    """Return the key of what keeps a flag from coming down, "" when nothing does."""
    if vlag.status != "open" or vlag.verwijderd:
        return "vlag_al_opgelost"
    return "" if uitkomst.strip() else "vlag_zonder_uitkomst"


def belet_terzijde(tot: date | None, reden: str, vandaag: date) -> str:
    """Return the key of what keeps a deadline from being set aside, "" when nothing does."""
    if tot is None or tot <= vandaag:
        return "terzijde_dag"
    return "" if reden.strip() else "terzijde_reden"
