"""Drafts of fields: text being typed, kept at once and given back after locking or a crash."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.dossierstuk import Dossierstuk
from zvh_desktop.domain.overleg import Agendapunt, Overleg
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.themavelden import GEHEIM
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.services.geheimhouding import CONCEPT as BLAD
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.kinds import kinds

__all__ = [
    "FORMULIER",
    "VELD",
    "Concept",
    "NietBewaard",
    "bewaar",
    "bewaar_en_eindig",
    "formulier",
    "formuliertekst",
    "haal",
    "haal_formulier",
    "lijst",
    "terugweg",
    "van",
    "velden",
    "vergeet",
    "verwerp",
]

U = TypeVar("U")

FORMULIER = ("nieuw-aanmelding", "formulier")
"""Record and field of the one draft that holds the whole form of a telephone report, as JSON."""
VELD = "formulier"
"""Field, and kind of record, of the one draft of a small form; its record is what `formulier` returns."""
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


def vergeet(wp: Werkplek, record_id: str, veld: str) -> None:
    """End a draft whose text is saved, or was taken away by hand; nothing to undo."""
    wp.store.verwijder_concept(record_id, veld)


def formulier(naam: str, *ids: str) -> str:
    """Return the record of the draft of a small form: its name, and the records it is about."""
    return ":".join((VELD, naam, *ids))


def formuliertekst(velden_: Mapping[str, object], regels: Sequence[str] = ()) -> str:
    """Return the text of the draft of a small form: what stands in its fields, and which of them hold prose first."""
    return json.dumps({"tekst": list(regels) or list(velden_), "velden": dict(velden_)}, ensure_ascii=False)


def haal_formulier(wp: Werkplek, sleutel: str) -> Concept | None:
    """Return the draft of a small form, also when it was typed a moment ago."""
    wp.kluis.concepten.flush()
    return haal(wp, sleutel, VELD)


def bewaar_en_eindig(wp: Werkplek, sleutel: str, functie: Callable[..., U], *args: object) -> U:
    """Carry out a change and end the draft of the form it was typed in, both or neither."""
    wp.einde = (sleutel, VELD)
    try:
        return functie(wp, *args)
    finally:
        wp.einde = None


def terugweg(wp: Werkplek, sleutel: str) -> dict[str, str]:
    """Return with which arguments its page opens a small form again; none when its record is gone."""
    _, doel, argumenten = _formulierplaats(wp, sleutel)
    return dict(argumenten) if doel else {}


def velden(concept: Concept) -> dict[str, Any]:
    """Return what stood in the fields of a small form; nothing when it cannot be read."""
    return dict(_formulier(concept).get("velden") or {})


def _formulier(concept: Concept) -> dict[str, Any]:
    try:
        inhoud = json.loads(concept.tekst)
    except ValueError:
        return {}
    return inhoud if isinstance(inhoud, dict) and isinstance(inhoud.get("velden"), dict) else {}


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
    if concept.record_id.startswith(f"{VELD}:"):
        inhoud = _formulier(concept)
        if not inhoud:
            return concept.tekst
        gevuld = velden(concept)
        delen = [gevuld.get(naam, "") for naam in inhoud.get("tekst") or gevuld]
        return next((str(d) for d in delen if str(d).strip()), "")
    if concept.veld == BLAD:
        try:
            return str(json.loads(concept.tekst).get("naam") or "…")
        except (ValueError, AttributeError):
            return "…"
    if (concept.record_id, concept.veld) != FORMULIER:
        return concept.tekst
    try:
        form = json.loads(concept.tekst)
    except ValueError:
        return concept.tekst
    if not isinstance(form, dict):
        return ""
    aanmelder = form.get("aanmelder")
    delen = [form.get("aanleiding", ""), form.get("doel_overleg", "")]
    delen += list(aanmelder.values()) if isinstance(aanmelder, dict) else []
    for persoon in form.get("betrokkenen") or []:
        delen += list((persoon.get("naam") or {}).values())
    return next((str(d) for d in delen if str(d).strip()), "")


def _aanbod(wp: Werkplek, concept: Concept) -> NietBewaard:
    naam, doel, argumenten = _plaats(wp, concept)
    # What is secret is offered by the name of its field alone.
    geheim = (concept.soort, concept.veld) in GEHEIM
    fragment = VERBORGEN if geheim else " ".join(_tekst(concept).split())
    if len(fragment) > _FRAGMENT:
        fragment = fragment[: _FRAGMENT - 1].rstrip() + "…"
    return NietBewaard(concept, naam, fragment, doel, argumenten)


def _plaats(wp: Werkplek, concept: Concept) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Find the name of the casus, the page and its arguments for the field a draft belongs to."""
    if (concept.record_id, concept.veld) == FORMULIER:
        return "", "casussen.aanmelding", (("deel", "telefonisch"),)
    if concept.record_id.startswith(f"{VELD}:"):
        return _formulierplaats(wp, concept.record_id)
    extra = (("record_id", concept.record_id), ("veld", concept.veld))
    record: Record | None = None
    casus_id = ""
    kaal = concept.record_id.rsplit("-", 1)[-1]
    if concept.record_id.startswith("nieuw-"):
        casus_id = kaal
    elif concept.soort in ("inbreng", "uitkomst"):
        record = wp.store.vind(Agendapunt, kaal)
    elif klasse := kinds().get(concept.soort):
        record = wp.store.vind(klasse, concept.record_id)
    if record is not None:
        casus_id = record.id if isinstance(record, Casus) else getattr(record, "casus_id", "")
    casus = wp.store.vind(Casus, casus_id) if casus_id else None
    naam = casus.naam if casus else ""
    if overleg_id := getattr(record, "overleg_id", ""):
        return naam, "overleggen.overleg", (("overleg_id", overleg_id), *extra)
    if concept.soort == "actie" and record is not None:
        return naam, "acties", (("actie_id", concept.record_id),)
    if casus is None or casus.verwijderd:
        return naam, "", ()
    return naam, "casussen.casus", (("casus_id", casus_id), ("tab", _tab_van(concept.soort)), *extra)


def _formulierplaats(wp: Werkplek, sleutel: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    _, naam, eerste, tweede, *_ = (*sleutel.split(":"), "", "", "")
    if vast := _VASTE_FORMULIEREN.get(naam):
        doel, argumenten = vast
        return "", doel, argumenten
    if naam == "zoekopdracht":
        return "", "casussen" if eerste == "casussen" else "casussen.zoeken", (("doe", "bewaren"),)
    if naam in ("tijdstempel", "sleutel"):
        return "", "verslagen", (("doe", naam),)
    if naam.startswith("info-") and (casus := wp.store.vind(Casus, eerste)) is not None:
        elders = {
            ("info-afsluiten", ""): ("overzicht", "afsluiten"),
            ("info-overname", ""): ("overzicht", "overname"),
            ("info-uitgeven", "systeem"): ("betrokkenen", tweede),
            ("info-uitgeven", "tijdlijn"): ("plan", tweede),
            ("info-uitgeven", "clientplan"): ("plan", tweede),
        }
        tab, plaats = elders.get((naam, tweede), ("informatie", f"{naam}:{tweede}"))
        if naam == "info-client":
            tab, plaats = "plan", f"client:{tweede}"
        plek = (("casus_id", eerste), ("tab", tab), ("record_id", plaats))
        return casus.naam, "casussen.casus", plek
    if naam.startswith("veld-") and (in_veld := wp.store.vind(Casus, eerste)) is not None:
        doe = (("doe", naam.removeprefix("veld-")), *((("record_id", tweede),) if tweede else ()))
        return in_veld.naam, "veld", (("casus_id", eerste), *doe)
    if naam == "intrekken":
        return "", "partners", (("deel", "verklaringen"),)
    if naam == "uit-verklaring":
        return "", "partners", (("deel", "verklaringen"),)
    if naam == "uit-register":
        return "", "partners", (("deel", "verstrekkingen"),)
    if naam == "uit-presentielijst" and (overleg := wp.store.vind(Overleg, eerste)) is not None:
        return overleg.titel, "overleggen.overleg", (("overleg_id", eerste),)
    if naam == "partner":
        return "", "partners", (("deel", "partners"), ("partner_id", eerste or "nieuw"))
    if naam in ("grond", "bewaarregel"):
        return "", "beheer", (("deel", "grondslagen"), ("wat", f"{naam}:{eerste}"))
    if naam == "brieftekst":
        return "", "beheer", (("deel", "brieven"), ("wat", eerste))
    if naam == "medewerker":
        return "", "beheer", (("deel", "medewerkers"), ("wat", eerste or "nieuw"))
    if naam == "reeks":
        return "", "overleggen", (("doe", "reeks"), ("reeks_id", eerste))
    if naam == "tekstblok":
        return "", "beheer", (("deel", "tekstblokken"), ("wat", eerste or "nieuw"))
    if naam == "leefgebied":
        return "", "beheer", (("deel", "leefgebieden"), ("wat", eerste or "nieuw"))
    if naam == "analyseuit" and (van_analyse := wp.store.vind(Casus, eerste)) is not None:
        waar = (("casus_id", eerste), ("tab", "analyse"), ("record_id", "papier"))
        return van_analyse.naam, "casussen.casus", waar
    if naam == "zrmmeting" and (van_meting := wp.store.vind(Casus, eerste)) is not None:
        waar = (("casus_id", eerste), ("tab", "analyse"), ("record_id", tweede or f"nieuw-zrmmeting-{eerste}"))
        return van_meting.naam, "casussen.casus", waar
    if naam in ("wijzig", "punt", "deelnemer") and (overleg := wp.store.vind(Overleg, eerste)) is not None:
        return overleg.titel, "overleggen.overleg", (("overleg_id", eerste), ("doe", naam), ("deelnemer_id", tweede))
    if naam in _AAN_TAFEL and (overleg := wp.store.vind(Overleg, eerste)) is not None:
        bezig = (("doe", "voorzitten"),) if overleg.status == "bezig" else ()
        return overleg.titel, "overleggen.overleg", (("overleg_id", eerste), *bezig)
    if naam == "stuk" and (casus := wp.store.vind(Casus, eerste)) is not None and not casus.verwijderd:
        return casus.naam, "casussen.casus", (("casus_id", eerste), ("tab", "stukken"), ("record_id", "nieuw"))
    if naam == "vlag" and (casus := wp.store.vind(Casus, eerste)) is not None:
        return casus.naam, "casussen.casus", (("casus_id", eerste), ("tab", "overzicht"), ("doe", "vlag"))
    if naam.startswith("actie-"):
        return "", "acties", (("actie_id", eerste),)
    if naam.startswith("escalatie") and (casus := wp.store.vind(Casus, eerste)) is not None:
        return casus.naam, "casussen.casus", (("casus_id", eerste), ("tab", "overzicht"))
    if naam == "terzijde":
        return "", "vandaag", (("terzijde", sleutel.partition(":")[2].partition(":")[2]),)
    if naam == "vlag-weg" and (vlag := wp.store.vind(Vlag, eerste)) is not None:
        casus = wp.store.vind(Casus, vlag.casus_id)
        plek = (("casus_id", vlag.casus_id), ("tab", "overzicht"), ("doe", vlag.id))
        return casus.naam if casus else "", "casussen.casus", plek
    if naam == "stukuit" and (stuk := wp.store.vind(Dossierstuk, eerste)) is not None:
        casus = wp.store.vind(Casus, stuk.casus_id)
        plek = (("casus_id", stuk.casus_id), ("tab", "stukken"), ("record_id", stuk.id))
        return casus.naam if casus else "", "casussen.casus", plek
    if naam in _BIJ_VERSLAG and (verslag := wp.store.vind(Verslag, eerste)) is not None:
        casus = wp.store.vind(Casus, verslag.casus_id)
        return (
            casus.naam if casus else "",
            "verslagen",
            (
                ("verslag_id", eerste),
                ("doe", naam),
                ("wie", tweede),
            ),
        )
    return "", "", ()


_AAN_TAFEL = ("toelaten", "waarnemer", "terugkoppeling")
"""Lines that are filled in while a meeting is under way."""

_BIJ_VERSLAG = ("toch", "versie", "verstrek", "reactie", "verwerk", "toevoegen")
"""Forms of a verslag."""

_VASTE_FORMULIEREN: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "overleg": ("overleggen", (("doe", "nieuw"),)),
    "lopend": ("casussen.aanmelding", (("deel", "lopend"),)),
    "verklaringtekst": ("beheer", (("deel", "verklaring"), ("wat", "nieuw"))),
    "gegevens": ("beheer", (("deel", "gegevens"),)),
    "huis": ("beheer", (("deel", "huis"),)),
    "server": ("beheer", (("deel", "regio"), ("wat", "server"))),
    "tekenaanvraag": ("beheer", (("deel", "regio"),)),
}
"""Forms that are about no record yet: their page and what to open there."""

_TABS = {
    "aanmelding": "aanmelding",
    "triage": "aanmelding",
    "betrokkene": "betrokkenen",
    "fase": "plan",
    "doel": "plan",
    "scenario": "plan",
    "voorwaarde": "plan",
    "interventie": "plan",
    "planakkoord": "plan",
    "clientzin": "plan",
    "actie": "acties",
    "notitie": "verloop",
    "dossierstuk": "stukken",
}


def _tab_van(soort: str) -> str:
    if soort not in _TABS:
        # Late: most drafts, and every first look after unlocking, are of something else.
        from zvh_desktop.services.analyse import SOORTEN

        return "analyse" if soort in SOORTEN else "overzicht"
    return _TABS[soort]
