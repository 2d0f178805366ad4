"""An appointment as an iCalendar file (RFC 5545): when, where, which house; nothing of a person, no theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import icalendar

__all__ = ["Afspraak", "schrijf_afspraak"]


@dataclass(frozen=True, slots=True)
class Afspraak:
    """What an invitation carries.

    Attributes:
        uid: the same for every version of this appointment.
        versie: higher for each change of day, time or place.
        titel: kind of meeting and house.
        plaats: where.
        begin: with zone.
        eind: with zone, after `begin`.
        gemaakt: when this version was written.
        casusnummers: those the invitee is there for; numbers only.
        afgezegd: the meeting does not take place.
    """

    uid: str
    versie: int
    titel: str
    plaats: str
    begin: datetime
    eind: datetime
    gemaakt: datetime
    casusnummers: Sequence[str] = ()
    afgezegd: bool = False


def schrijf_afspraak(afspraak: Afspraak) -> bytes:
    """Return the file, with the rules of its time zone inside, so that any calendar shows the right hour."""
    punt = icalendar.Event()
    punt.add("uid", afspraak.uid)
    punt.add("sequence", afspraak.versie)
    punt.add("dtstamp", afspraak.gemaakt)
    punt.add("dtstart", afspraak.begin)
    punt.add("dtend", afspraak.eind)
    punt.add("summary", afspraak.titel)
    if afspraak.plaats:
        punt.add("location", afspraak.plaats)
    if afspraak.casusnummers:
        punt.add("description", "Casusnummers: " + ", ".join(afspraak.casusnummers))
    punt.add("class", "PRIVATE")
    punt.add("status", "CANCELLED" if afspraak.afgezegd else "CONFIRMED")
    agenda = icalendar.Calendar()
    agenda.add("prodid", "-//ZVH Desktop//overleg//NL")
    agenda.add("version", "2.0")
    agenda.add("method", "CANCEL" if afspraak.afgezegd else "PUBLISH")
    agenda.add_component(punt)
    agenda.add_missing_timezones()
    return bytes(agenda.to_ical())
