"""Interventies: what is done for or with someone, within which kader, by whom, from when, and what came of it."""

from datetime import date
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = ["AFLOOP", "KADERS", "Interventie", "loopt", "mist_reden"]

KADERS: dict[str, str] = {
    "": "nog niet gezegd",
    "vrijwillig": "vrijwillig",
    "drang": "drang",
    "bestuurlijk": "bestuurlijk",
    "civiel": "civiel",
    "straf": "straf",
    "verplichte_zorg": "verplichte zorg",
}
AFLOOP: dict[str, str] = {
    "": "nog niet afgesloten",
    "geslaagd": "geslaagd",
    "deels": "deels geslaagd",
    "niet_geslaagd": "niet geslaagd",
    "niet_gestart": "niet van de grond gekomen",
}


class Interventie(Record):
    """One intervention in one phase, on one leefgebied."""

    soort: ClassVar[str] = "interventie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "toelichting")
    zoekvelden: ClassVar[tuple[str, ...]] = ("aanbieder", "contact")
    casus_id: str
    fase: int
    volgorde: int = 0
    tekst: str
    leefgebied_id: str = ""
    kader: Literal["", "vrijwillig", "drang", "bestuurlijk", "civiel", "straf", "verplichte_zorg"] = ""
    partner_id: str = ""
    aanbieder: str = ""
    """Who carries it out when that is no partner of the house."""
    contact: str = ""
    begin: date | None = None
    eind: date | None = None
    afloop: Literal["", "geslaagd", "deels", "niet_geslaagd", "niet_gestart"] = ""
    toelichting: str = ""
    """What came of it, and why."""


def loopt(interventie: Interventie, vandaag: date) -> bool:
    """Tell whether it goes on today; one without a first day has not begun."""
    begonnen = interventie.begin is not None and interventie.begin <= vandaag
    return begonnen and not interventie.afloop and (interventie.eind is None or interventie.eind >= vandaag)


def mist_reden(interventie: Interventie) -> bool:
    """Tell whether it did not succeed whole, and nobody said why yet."""
    return interventie.afloop not in ("", "geslaagd") and not interventie.toelichting.strip()
