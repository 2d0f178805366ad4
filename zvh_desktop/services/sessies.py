"""The beginning of a session: who is at work, what lies unsaved, and the rotating backup."""

from dataclasses import dataclass

from zvh_desktop.services import bevoegd, klokstand
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Begin", "begin", "dagelijkse_kopie"]

_KOPIE = "laatste_kopie"


@dataclass(frozen=True, slots=True)
class Begin:
    """What the frame shows of who is at work, and a sentence when the clock cannot be right."""

    naam: str
    letters: str
    recht: bevoegd.Recht
    klok: str


def begin(wp: Werkplek) -> Begin:
    """Record that someone came in; return the name and initials for the frame."""
    wie, klok = wp.wie, klokstand.waarschuwing(wp)
    wp.log("ontgrendeld", (wie.id,) if wie else ())
    naam = wie.naam if wie else ""
    delen = [d for d in naam.replace(".", " ").split() if d]
    letters = "".join(d[0] for d in (delen[:1] + delen[-1:] if len(delen) > 1 else delen)).upper()
    return Begin(naam, letters, bevoegd.recht(wp), klok)


def dagelijkse_kopie(wp: Werkplek) -> bool:
    """Make the rotating backup once a day; return whether one was made now."""
    vandaag = wp.vandaag().isoformat()
    if wp.store.instelling(_KOPIE) == vandaag:
        return False
    wp.kluis.rotating_backup()
    wp.store.zet_instelling(_KOPIE, vandaag)
    return True
