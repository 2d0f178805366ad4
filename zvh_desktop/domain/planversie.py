"""The plan as it was agreed: a version that does not change, and who agreed to it by name."""

from datetime import date, datetime
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "AKKOORD",
    "HOE",
    "Planakkoord",
    "Planversie",
    "belet_akkoord",
]

AKKOORD: dict[str, str] = {"akkoord": "akkoord", "voorbehoud": "akkoord met voorbehoud", "niet": "niet akkoord"}
HOE: dict[str, str] = {
    "overleg": "in het overleg",
    "telefoon": "telefonisch",
    "mail": "per beveiligde mail",
    "papier": "op papier",
}


class Planversie(Record):
    """The whole plan at one moment, to be agreed to; never changed."""

    soort: ClassVar[str] = "planversie"
    casus_id: str
    nummer: int
    gemaakt_op: datetime
    gemaakt_door: str
    overleg_id: str = ""
    inhoud: str
    """JSON: by kind a list of parts, each with its id and its fields."""


class Planakkoord(Record):
    """What one partner says of one version, by name."""

    soort: ClassVar[str] = "planakkoord"
    lange_tekst: ClassVar[tuple[str, ...]] = ("toelichting",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("naam", "organisatie")
    casus_id: str
    planversie_id: str
    partner_id: str = ""
    organisatie: str
    naam: str
    dag: date
    hoe: Literal["overleg", "telefoon", "mail", "papier"] = "overleg"
    uitspraak: Literal["akkoord", "voorbehoud", "niet"] = "akkoord"
    toelichting: str = ""
    vastgelegd_door: str = ""


def belet_akkoord(organisatie: str, naam: str, uitspraak: str, toelichting: str) -> str:
    """Return the key of what keeps an agreement from being recorded, "" when nothing does."""
    if not organisatie.strip() or not naam.strip():
        return "akkoord_zonder_naam"
    if uitspraak != "akkoord" and not toelichting.strip():
        return "reden_nodig"
    return ""
