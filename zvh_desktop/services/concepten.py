"""Drafts of fields: text being typed, kept at once and given back after locking or a crash."""

from dataclasses import dataclass
from datetime import datetime

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Concept", "bewaar", "van", "verwerp"]


@dataclass(frozen=True, slots=True)
class Concept:
    """What a person was typing in one field.

    Attributes:
        record_id: the record, or "nieuw-SOORT-CASUS" for one that does not exist yet.
        tijd: when it was last written, in Dutch local time.
    """

    record_id: str
    veld: str
    soort: str
    label: str
    tekst: str
    cursor: int
    tijd: datetime


def bewaar(wp: Werkplek, record_id: str, veld: str, soort: str, label: str, tekst: str, cursor: int) -> None:
    """Keep what is being typed; it replaces the earlier draft of that field. `label` names the place on the screen."""
    wp.store.bewaar_concept(record_id, veld, soort=soort, label=label, tekst=tekst, cursor=cursor)


def van(wp: Werkplek, record_ids: tuple[str, ...]) -> dict[tuple[str, str], Concept]:
    """Return the drafts of some records by (record, field)."""
    gezocht = set(record_ids)
    return {
        (c.record_id, c.veld): Concept(
            c.record_id, c.veld, c.soort, c.label, c.tekst, c.cursor, lokaal(datetime.fromisoformat(c.tijd))
        )
        for c in wp.store.drafts()
        if c.record_id in gezocht
    }


def verwerp(wp: Werkplek, record_id: str, veld: str) -> None:
    """End a draft without saving it; a person asked for it."""
    with wp.transactie("concept verworpen") as t:
        t.concept_weg(record_id, veld)
