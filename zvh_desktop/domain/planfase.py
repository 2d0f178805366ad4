"""The life of a phase of the plan: its testable conditions, the steps it took, and what each step asks for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.plan import Doel, Fase
from zvh_desktop.domain.record import Record

__all__ = [
    "OPEN",
    "STAPPEN",
    "Fasestap",
    "Stand",
    "Voorwaarde",
    "belet_stap",
    "dagen_over_tijd",
    "gepland_tot",
    "laatste_stappen",
    "na_stap",
    "open_voorwaarden",
    "oude_regels",
    "stappen_van",
    "stapwoord",
    "voorwaarden_met_regels",
]

Stand = Literal["niet_gestart", "voorbereid", "open", "bereikt", "teruggevallen"]
OPEN: Final = frozenset(("open", "teruggevallen"))
"""States in which a phase is being worked on."""


class Voorwaarde(Record):
    """One thing that can be tested and has to be so before a phase counts as reached."""

    soort: ClassVar[str] = "voorwaarde"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "toelichting")
    casus_id: str
    fase: int
    volgorde: int = 0
    tekst: str
    voldaan_op: date | None = None
    voldaan_door: str = ""
    """Name of the person who says so."""
    toelichting: str = ""
    """How that was seen."""


class Fasestap(Record):
    """One step of a phase from one state to another: declared by a person, never changed afterwards."""

    soort: ClassVar[str] = "fasestap"
    lange_tekst: ClassVar[tuple[str, ...]] = ("motivering", "ondanks")
    casus_id: str
    fase: int
    van: Stand
    naar: Stand
    dag: date
    tijdstip: datetime
    door: str
    """Name of the person who declared it."""
    motivering: str = ""
    open_voorwaarden: list[str] = []
    """What was not met when the phase was declared reached."""
    ondanks: str = ""
    """Why it was declared reached with those open."""
    na: list[str] = []
    """Ids of the last steps of this phase that were known then: none, one, or more after people took steps apart."""


STAPPEN: Final[dict[tuple[Stand, Stand], str]] = {
    ("niet_gestart", "voorbereid"): "voorbereid",
    ("niet_gestart", "open"): "geopend",
    ("voorbereid", "open"): "geopend",
    ("voorbereid", "niet_gestart"): "teruggezet",
    ("open", "bereikt"): "bereikt",
    ("open", "teruggevallen"): "teruggevallen",
    ("bereikt", "teruggevallen"): "teruggevallen",
    ("bereikt", "open"): "heropend",
    ("teruggevallen", "open"): "heropend",
}
"""Every step there is, with its word."""

_ZONDER_MOTIVERING: Final = frozenset(("voorbereid", "geopend", "teruggezet"))


def stapwoord(van: str, naar: str) -> str:
    """Return the word of a step, "" when there is no such step."""
    return next((woord for (v, n), woord in STAPPEN.items() if (v, n) == (van, naar)), "")


def stappen_van(van: str) -> tuple[Stand, ...]:
    """Return the states that a phase can go to from here."""
    return tuple(naar for v, naar in STAPPEN if v == van)


def belet_stap(fase: Fase, naar: str, motivering: str, open_: Sequence[str], ondanks: str) -> str:
    """Return the key of what keeps a phase from taking this step, "" when nothing does.

    Args:
        fase: as it stands.
        naar: where to.
        motivering: why, needed for reaching, falling back and opening again.
        open_: texts of conditions that are not met.
        ondanks: why it counts as reached all the same, needed when any is open.
    """
    woord = stapwoord(fase.status, naar)
    if not woord:
        return "fase_overgang"
    if woord not in _ZONDER_MOTIVERING and not motivering.strip():
        return "motivering_nodig"
    if woord == "bereikt" and open_ and not ondanks.strip():
        return "voorwaarden_open"
    return ""


def na_stap(fase: Fase, stap: Fasestap) -> Fase:
    """Return the phase as it stands after a step that nothing kept back; pure."""
    velden: dict[str, object] = {"status": stap.naar, "motivering": stap.motivering.strip() or fase.motivering}
    woord = stapwoord(stap.van, stap.naar)
    if woord in ("geopend", "heropend"):
        velden |= {"geopend_op": stap.dag, "bereikt_op": None}
    elif woord == "bereikt":
        velden["bereikt_op"] = stap.dag
    elif woord == "teruggevallen":
        velden["bereikt_op"] = None
    return fase.met(**velden)


def laatste_stappen(stappen: Iterable[Fasestap]) -> tuple[Fasestap, ...]:
    """Return the steps that no other was taken after: one, or more when people did not know of each other.

    Told by what a step was taken after, and not by the clock, which may have been set back.
    """
    rij = [s for s in stappen if not s.verwijderd]
    voorbij = {id_ for stap in rij for id_ in stap.na}
    return tuple(sorted((s for s in rij if s.id not in voorbij), key=lambda s: (s.tijdstip, s.id)))


# -- conditions


def oude_regels(fase: Fase) -> tuple[Voorwaarde, ...]:
    """Return the lines in which conditions stood before they were records of their own.

    The same line makes the same id everywhere, so two devices that take it over make one condition and not two.
    """
    regels = dict.fromkeys(" ".join(regel.split()).removeprefix("- ") for regel in fase.voorwaarden.splitlines())
    return tuple(
        Voorwaarde(
            id=vast_id("voorwaarde", fase.id, regel), stream=fase.stream, casus_id=fase.casus_id, fase=fase.nummer,
            volgorde=nr, tekst=regel,
        )
        for nr, regel in enumerate((r for r in regels if r), 1)
    )  # fmt: skip


def voorwaarden_met_regels(fase: Fase, bewaard: Iterable[Voorwaarde]) -> tuple[Voorwaarde, ...]:
    """Return the conditions of a phase, old lines that were not taken over yet included.

    Args:
        fase: the phase.
        bewaard: every condition on record, the withdrawn ones too: a line that was withdrawn does not come back.
    """
    eigen = {v.id: v for v in bewaard if v.fase == fase.nummer and v.casus_id == fase.casus_id}
    alle = {**{v.id: v for v in oude_regels(fase)}, **eigen}
    return tuple(sorted((v for v in alle.values() if not v.verwijderd), key=lambda v: (v.volgorde, v.id)))


def open_voorwaarden(voorwaarden: Iterable[Voorwaarde], doelen: Iterable[Doel], fase: int) -> tuple[str, ...]:
    """Return what is not met yet, in words: conditions of the phase, and agreements that count as one."""
    uit = [v.tekst for v in voorwaarden if v.fase == fase and v.voldaan_op is None and not v.verwijderd]
    uit += [
        d.tekst for d in doelen if d.fase == fase and d.doelsoort == "voorwaarde" and not d.bereikt and not d.verwijderd
    ]
    return tuple(dict.fromkeys(uit))


# -- planned duration


def gepland_tot(fase: Fase) -> date | None:
    """Return the day on which a phase in work should be reached by its planned duration; None when none was planned."""
    if fase.status not in OPEN or fase.geopend_op is None or fase.geplande_weken <= 0:
        return None
    return fase.geopend_op + timedelta(weeks=fase.geplande_weken)


def dagen_over_tijd(fase: Fase, vandaag: date) -> int:
    """Return for how many days a phase lasts longer than planned, 0 when it does not."""
    tot = gepland_tot(fase)
    return max(0, (vandaag - tot).days) if tot else 0
