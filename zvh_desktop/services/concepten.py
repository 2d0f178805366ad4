"""Drafts of fields: text being typed, kept at once and given back after locking or a crash."""

import json
from dataclasses import dataclass
from datetime import datetime

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.overleg import Agendapunt
from zvh_desktop.domain.record import Record, soorten
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["FORMULIER", "Concept", "NietBewaard", "bewaar", "haal", "lijst", "van", "verwerp"]

FORMULIER = ("nieuw-aanmelding", "formulier")
"""Record and field of the one draft that holds the whole form of a telephone report, as JSON."""
_FRAGMENT = 90


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


@dataclass(frozen=True, slots=True)
class NietBewaard:
    """A draft as it is offered after a crash: by name and time.

    Attributes:
        naam: of the casus, or "" when it belongs to none.
        fragment: the beginning of the text, one line.
        doel: page that shows the field, with `argumenten`; "" when its place is gone.
    """

    concept: Concept
    naam: str
    fragment: str
    doel: str
    argumenten: tuple[tuple[str, str], ...]


def haal(wp: Werkplek, record_id: str, veld: str) -> Concept | None:
    """Return the draft of one field, or None."""
    return van(wp, (record_id,)).get((record_id, veld))


def lijst(wp: Werkplek) -> list[NietBewaard]:
    """Return every draft that was neither saved nor discarded, newest first; empty ones are left out."""
    ids = tuple({c.record_id for c in wp.store.drafts()})
    gevonden = sorted(van(wp, ids).values(), key=lambda c: c.tijd, reverse=True)
    return [_aanbod(wp, c) for c in gevonden if _tekst(c).strip()]


def _tekst(concept: Concept) -> str:
    """Return what a person typed; of the form its first filled line of prose or name."""
    if (concept.record_id, concept.veld) != FORMULIER:
        return concept.tekst
    try:
        velden = json.loads(concept.tekst)
    except ValueError:
        return concept.tekst
    if not isinstance(velden, dict):
        return ""
    aanmelder = velden.get("aanmelder")
    delen = [velden.get("aanleiding", ""), velden.get("doel_overleg", "")]
    delen += list(aanmelder.values()) if isinstance(aanmelder, dict) else []
    for persoon in velden.get("betrokkenen") or []:
        delen += list((persoon.get("naam") or {}).values())
    return next((str(d) for d in delen if str(d).strip()), "")


def _aanbod(wp: Werkplek, concept: Concept) -> NietBewaard:
    naam, doel, argumenten = _plaats(wp, concept)
    fragment = " ".join(_tekst(concept).split())
    if len(fragment) > _FRAGMENT:
        fragment = fragment[: _FRAGMENT - 1].rstrip() + "…"
    return NietBewaard(concept, naam, fragment, doel, argumenten)


def _plaats(wp: Werkplek, concept: Concept) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Find the name of the casus, the page and its arguments for the field a draft belongs to."""
    if (concept.record_id, concept.veld) == FORMULIER:
        return "", "casussen.aanmelding", (("deel", "telefonisch"),)
    extra = (("record_id", concept.record_id), ("veld", concept.veld))
    record: Record | None = None
    casus_id = ""
    kaal = concept.record_id.rsplit("-", 1)[-1]
    if concept.record_id.startswith("nieuw-"):
        casus_id = kaal
    elif concept.soort in ("inbreng", "uitkomst"):
        record = wp.store.vind(Agendapunt, kaal)
    elif concept.record_id.startswith("reactie-"):
        record = wp.store.vind(Verslag, kaal)
    elif klasse := soorten().get(concept.soort):
        record = wp.store.vind(klasse, concept.record_id)
    if record is not None:
        casus_id = record.id if isinstance(record, Casus) else getattr(record, "casus_id", "")
    casus = wp.store.vind(Casus, casus_id) if casus_id else None
    naam = casus.naam if casus else ""
    if isinstance(record, Verslag):
        return naam, "verslagen", (("verslag_id", record.id),)
    if overleg_id := getattr(record, "overleg_id", ""):
        return naam, "overleggen.overleg", (("overleg_id", overleg_id), *extra)
    if concept.soort == "actie" and record is not None:
        return naam, "acties", (("actie_id", concept.record_id),)
    if casus is None or casus.verwijderd:
        return naam, "", ()
    return naam, "casussen.casus", (("casus_id", casus_id), ("tab", _TABS.get(concept.soort, "overzicht")), *extra)


_TABS = {
    "aanmelding": "aanmelding",
    "triage": "aanmelding",
    "betrokkene": "betrokkenen",
    "fase": "plan",
    "doel": "plan",
    "scenario": "plan",
    "actie": "acties",
    "notitie": "verloop",
}
