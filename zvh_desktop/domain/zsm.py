"""The advice to the ZSM table: short, dated, with an end; each version stays, and what came of it comes back."""

from datetime import date
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = ["ZSM_STATUS", "ZsmAdvies", "belet_vaststellen", "geldend", "is_verlopen"]

ZSM_STATUS: dict[str, str] = {
    "concept": "concept",
    "vastgesteld": "geldt",
    "vervangen": "vervangen",
    "ingetrokken": "ingetrokken",
}


class ZsmAdvies(Record):
    """One version of the advice in one casus; its text never changes once vastgesteld."""

    soort: ClassVar[str] = "zsm_advies"
    lange_tekst: ClassVar[tuple[str, ...]] = ("advies", "context", "afdoening")
    casus_id: str
    versie: int = 1
    status: Literal["concept", "vastgesteld", "vervangen", "ingetrokken"] = "concept"
    advies: str
    """What to do, in words for an officier."""
    context: str = ""
    """That there is a running plan and what in it matters for a decision; no more."""
    geldig_tot: date | None = None
    """Last day on which it holds."""
    contact: str = ""
    """Who to call: name and telephone."""
    opgesteld_door: str = ""
    vastgesteld_op: date | None = None
    vastgesteld_door: str = ""
    geraadpleegd_op: date | None = None
    """When the ZSM table asked for it."""
    geraadpleegd_door: str = ""
    afdoening: str = ""
    """What was decided at the ZSM table, as it came back."""
    afdoening_op: date | None = None


def belet_vaststellen(advies: ZsmAdvies, vandaag: date) -> str:
    """Return the key of what keeps a version from coming into force, "" when nothing does."""
    if advies.status != "concept":
        return "advies_vast"
    if not (advies.advies.strip() and advies.contact.strip()):
        return "advies_onvolledig"
    if advies.geldig_tot is None or advies.geldig_tot < vandaag:
        return "advies_zonder_einde"
    return ""


def geldend(adviezen: list[ZsmAdvies]) -> ZsmAdvies | None:
    """Return the version in force, None when there is none; of two made apart the later one."""
    vast = [a for a in adviezen if a.status == "vastgesteld" and not a.verwijderd]
    return max(vast, key=lambda a: (a.versie, a.id), default=None)


def is_verlopen(advies: ZsmAdvies, vandaag: date) -> bool:
    """Is the last day of a version in force past?"""
    return advies.status == "vastgesteld" and advies.geldig_tot is not None and advies.geldig_tot < vandaag
