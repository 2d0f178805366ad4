"""What the agenda for one invitee and the script for the chair hold, without any layout."""

from datetime import date

from pydantic import BaseModel, ConfigDict

__all__ = ["Agenda", "Agendaregel", "Draaiboek", "Draaipunt"]


class _Waarde(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Agendaregel(_Waarde):
    """A point of the agenda as an invitee may see it."""

    van: str
    tot: str
    """Times as printed ("09:35")."""
    wat: str
    """Title of a point without a casus, or "casus 2026-0143", with a short name only when that was chosen."""


class Agenda(_Waarde):
    """The agenda for one invitee: the points without a casus and the casussen this person is there for."""

    zvh: str
    soort: str
    """Kind of overleg; its own title is left out, because people write names in titles."""
    datum: date
    begin: str
    eind: str
    plaats: str
    voor: str
    """Name and organisation of the invitee."""
    regels: tuple[Agendaregel, ...]
    dekking: str
    """What is still needed before a casus opens for this person, as a sentence; "" when nothing."""
    contact: str
    met_namen: bool = False


class Draaipunt(_Waarde):
    """One point of the script."""

    van: str
    tot: str
    minuten: int
    naam: str
    nummer: str = ""
    themas: str = ""
    herkomst: str = ""
    """Why it comes back, as a sentence part."""
    vraag: str = ""
    """What the one who reported wants to reach."""
    vorig: tuple[str, ...] = ()
    """Decisions of the last overleg."""
    acties: tuple[str, ...] = ()
    """Open actions: who, what, until when."""
    open: tuple[str, ...] = ()
    """What is still unanswered or missing."""
    tafel: tuple[str, ...] = ()
    """Who is invited for it, with what is not arranged yet behind the name."""


class Draaiboek(_Waarde):
    """The script: every point, times, open questions. For the chair alone."""

    zvh: str
    rubricering: str
    overleg: str
    datum: date
    begin: str
    eind: str
    plaats: str
    voorzitter: str
    verslaglegger: str
    punten: tuple[Draaipunt, ...]
    ruimte: str
    """How the planned minutes fit, as a sentence."""
    ongedekt: tuple[str, ...]
    """Who has no protocol and no signed verklaring yet."""
