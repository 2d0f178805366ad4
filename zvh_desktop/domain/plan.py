"""Plan van aanpak: the phases as data, goals and agreements, scenarios and partner actions."""

from datetime import date, datetime
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "ACTIESTATUS",
    "FASEN",
    "FASESTATUS",
    "Actie",
    "Doel",
    "Fase",
    "Scenario",
    "dagen_te_laat",
    "mag_afronden",
]

FASEN: dict[int, str] = {
    1: "Directe veiligheid",
    2: "Stabiele veiligheid",
    3: "Herstel",
    4: "Nazorg en afschaling",
}
"""The plan's phases by order. The fourth follows the three of the national vision (own arrangement)."""

FASESTATUS: dict[str, str] = {
    "niet_gestart": "niet gestart",
    "voorbereid": "voorbereid",
    "open": "open",
    "bereikt": "bereikt",
    "teruggevallen": "teruggevallen",
}

ACTIESTATUS: dict[str, str] = {
    "open": "open",
    "gedaan": "gedaan",
    "niet_mogelijk": "niet mogelijk",
    "niet_gedaan": "niet gedaan",
    "geweigerd": "geweigerd",
    "vervallen": "vervallen",
}
"""\"Niet mogelijk" (circumstances changed) is not "niet gedaan" (it did not happen)."""


class Fase(Record):
    """One phase of the plan of one casus; several can be open at once, a phase may be reopened."""

    soort: ClassVar[str] = "fase"
    lange_tekst: ClassVar[tuple[str, ...]] = ("situatie", "doel", "voorwaarden", "signalen")
    casus_id: str
    nummer: int
    status: Literal["niet_gestart", "voorbereid", "open", "bereikt", "teruggevallen"] = "niet_gestart"
    situatie: str = ""
    doel: str = ""
    voorwaarden: str = ""
    """Conditions for "bereikt" as they were written before each was a `Voorwaarde`; no longer changed."""
    signalen: str = ""
    """Signals of relapse and who does what then."""
    geopend_op: date | None = None
    bereikt_op: date | None = None
    toetsmoment: date | None = None
    motivering: str = ""
    geplande_weken: int = 0
    """How long it is planned to last, 0 when that was not said."""


class Doel(Record):
    """A goal, agreement or condition inside a phase."""

    soort: ClassVar[str] = "doel"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst",)
    casus_id: str
    fase: int
    volgorde: int = 0
    doelsoort: Literal["doel", "afspraak", "voorwaarde"] = "doel"
    tekst: str
    partner_id: str = ""
    persoon: str = ""
    uiterlijk: date | None = None
    leefgebied_id: str = ""
    bereikt: bool = False


class Scenario(Record):
    """If … then … who: what happens on relapse, incident, detention, leave or moving house."""

    soort: ClassVar[str] = "scenario"
    lange_tekst: ClassVar[tuple[str, ...]] = ("als_", "dan", "wie")
    casus_id: str
    als_: str
    dan: str
    wie: str = ""


class Actie(Record):
    """What one partner will do; ended, never removed."""

    soort: ClassVar[str] = "actie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "terugkoppeling")
    casus_id: str
    tekst: str
    partner_id: str = ""
    persoon: str = ""
    vanaf: date | None = None
    """Not before this day."""
    uiterlijk: date | None = None
    prioriteit: Literal["", "hoog", "laag"] = ""
    """"" is ordinary."""
    fase: int = 0
    """1 to 4, or 0 when it belongs to no phase."""
    status: Literal["open", "gedaan", "niet_mogelijk", "niet_gedaan", "geweigerd", "vervallen"] = "open"
    voortgang: Literal["", "voorgesteld", "bezig"] = ""
    """How far an open action is; "" is accepted, as every action of before this field."""
    terugkoppeling: str = ""
    overleg_id: str = ""
    """Overleg in which it was agreed; empty when made outside one."""
    gemaakt_op: date
    afgerond_op: datetime | None = None
    afgerond_door: str = ""


def dagen_te_laat(actie: Actie, vandaag: date) -> int:
    """Days past the agreed day for an open action; 0 when in time, undated or ended."""
    if actie.status != "open" or actie.uiterlijk is None:
        return 0
    return max(0, (vandaag - actie.uiterlijk).days)


def mag_afronden(status: str, terugkoppeling: str) -> str:
    """Return why an action cannot be ended so, or "": anything but "gedaan" needs a reason."""
    if status not in ACTIESTATUS or status == "open":
        return "status_onbekend"
    if status != "gedaan" and not terugkoppeling.strip():
        return "reden_nodig"
    return ""
