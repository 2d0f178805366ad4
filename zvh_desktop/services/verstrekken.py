"""Handing out: who may have a verslag or verklaring, and what leaves the vault is recorded."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.domain.overleg import (
    Aanwezigheid,
    Agendapunt,
    Verklaring,
)
from zvh_desktop.domain.toegang import mag_uittreksel
from zvh_desktop.domain.uittreksel import Lezer, mag_weten
from zvh_desktop.domain.verslag import Verslag, VerslagInhoud, Verstrekking
from zvh_desktop.services.overleggen import detail
from zvh_desktop.services.stukken import bestand, verklaring_pdf
from zvh_desktop.services.verslagtekst import inhoud_van
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.files import file_errors, fill, reserve

__all__ = [
    "BEGONNEN",
    "MISLUKT",
    "Ontvanger",
    "exporteer_verklaring",
    "ontvangers",
    "verstrek",
]

BEGONNEN = "; nog niet bevestigd"
MISLUKT = "; niet geschreven"
"""Behind the way of handing out, while the file is being written and when that failed."""


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """Who may get the verslag, and why (not)."""

    deelnemer_id: str
    naam: str
    organisatie: str
    mag: bool
    waarom: str
    """"" when allowed; else zonder_dekking, niet_delen, incidenteel or afwezig."""
    verstrekt: bool


def ontvangers(wp: Werkplek, verslag: Verslag, al: set[str]) -> list[Ontvanger]:
    """Everyone at the table of this casus, and whether the verslag may go to them; `al` names who has it."""
    punten = wp.store.find(Agendapunt, overleg_id=verslag.overleg_id, casus_id=verslag.casus_id)
    aanwezigheid = [a for p in punten for a in wp.store.find(Aanwezigheid, agendapunt_id=p.id)]
    inhoud = inhoud_van(wp, verslag)
    geweerd = _geweerd(inhoud)
    uit = []
    for regel in detail(wp, verslag.overleg_id).deelnemers:
        d = regel.deelnemer
        namen = (d.naam, regel.partner.naam, regel.partner.kortweg) if regel.partner else (d.naam,)
        if regel.dekking.hoe == "zvh" or (d.casus_ids and verslag.casus_id not in d.casus_ids):
            continue
        binnen = any(a.deelnemer_id == d.id and a.status == "binnen" for a in aanwezigheid)
        waarom = mag_uittreksel(regel.dekking, regel.vast, binnen)
        if waarom != "zonder_dekking" and not mag_weten(geweerd, Lezer("partner", d.organisatie, namen)):
            waarom = "niet_delen"
        uit.append(Ontvanger(d.id, d.naam, d.organisatie, not waarom, waarom, f"{d.naam} ({d.organisatie})" in al))
    return uit


def _geweerd(inhoud: VerslagInhoud) -> set[str]:
    """Names of everyone that something in the verslag is kept from."""
    groepen = (inhoud.beeld, inhoud.oordeel, inhoud.besluit, inhoud.veiligheid)
    return {naam for groep in groepen for uitspraak in groep for naam in uitspraak.niet_delen_met}


def _bezwaar(wp: Werkplek, verslag: Verslag, aan: str, deelnemer_id: str, grond: str) -> Reden | str:
    """Why this recipient does not get the whole verslag: a Reden, the key of a rule, or "" when nothing is against it.

    A name typed by hand that stands for a deelnemer is held against the same rules, save the ground.
    """
    wie = vouw(aan)
    for o in ontvangers(wp, verslag, set()):
        gekozen = o.deelnemer_id == deelnemer_id
        if not gekozen and (deelnemer_id or not vouw(o.naam) or vouw(o.naam) not in wie):
            continue
        if o.waarom == "zonder_dekking":
            return Reden.POORT_DICHT
        if o.waarom == "niet_delen":
            return "niet_delen"
        if gekozen:
            return "grond_nodig" if o.waarom and not grond.strip() else ""
    if deelnemer_id:
        return Reden.POORT_DICHT
    # A name typed by hand that stands for nobody at the table is still somebody it may be kept from.
    return "" if mag_weten(_geweerd(inhoud_van(wp, verslag)), Lezer("partner", aan, ())) else "niet_delen"


def verstrek(
    wp: Werkplek, verslag_id: str, pad: Path, *, aan: str, hoe: str, grond: str = "", deelnemer_id: str = ""
) -> tuple[Path, Bon]:
    """Hand out the signed file: write it where the person said, and record to whom.

    In this order: room is taken beside the target, without content; the verstrekking is recorded as not yet confirmed;
    the content is written and gets its name; the verstrekking is confirmed. So no file leaves unrecorded, and after a
    power cut the record says what is known: that it was begun.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND; POORT_DICHT for a deelnemer without a verklaring; REGEL_WEIGERT without
            recipient or way, when something in it is not to be shared with this one, or when absent or incidental
            and no ground was given; SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, and then no file is left and the record,
            when it was made already, says "niet geschreven".
    """
    verslag = wp.eis(Verslag, verslag_id)
    inhoud = bestand(wp, verslag_id)
    if not aan.strip() or not hoe.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="ontvanger_nodig")
    bezwaar = _bezwaar(wp, verslag, aan, deelnemer_id, grond)
    if isinstance(bezwaar, Reden):
        raise Omstandigheid(bezwaar)
    if bezwaar:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=bezwaar)
    nieuw = Verstrekking(
        id=wp.nieuw_id(),
        stream=verslag.stream,
        casus_id=verslag.casus_id,
        verslag_id=verslag_id,
        aan=aan.strip(),
        wat=f"verslag versie {verslag.versie}",
        hoe=hoe.strip() + BEGONNEN,
        grond=grond.strip() or wp.eis(Casus, verslag.casus_id).grondslag,
        besloten_door=wp.wie_naam(),
        tijdstip=wp.nu(),
        pdf_sha256=verslag.pdf_sha256,
    )
    with file_errors(onderdeel="uitvoer"):
        pad.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk = reserve(pad, len(inhoud))
    try:
        begin = _leg_vast(wp, nieuw, "verslag verstrekken begonnen", "verstrekking_begonnen")
        with file_errors(onderdeel="uitvoer"):
            fill(tijdelijk, pad, inhoud)
    except ZvhFout:
        with contextlib.suppress(OSError):
            tijdelijk.unlink(missing_ok=True)
        if wp.store.vind(Verstrekking, nieuw.id) is not None:
            mislukt = nieuw.met(hoe=hoe.strip() + MISLUKT, verwijderd=True)
            _leg_vast(wp, mislukt, "verslag niet geschreven", "verstrekking_niet_geschreven")
        raise
    klaar = _leg_vast(wp, nieuw.met(hoe=hoe.strip()), "verslag verstrekt", "verslag_verstrekt")
    return pad, begin.samen(klaar)


def _leg_vast(wp: Werkplek, verstrekking: Verstrekking, label: str, gebeurtenis: str) -> Bon:
    with wp.transactie(label) as t:
        t.save(verstrekking)
        t.audit(gebeurtenis, (verstrekking.casus_id, verstrekking.verslag_id), {"sha256": verstrekking.pdf_sha256})
    return t.bon


def exporteer_verklaring(wp: Werkplek, verklaring_id: str) -> bytes:
    """A verklaring as a document to hand out; that it left the vault is recorded.

    Raises:
        Omstandigheid: REGEL_WEIGERT for a refusal, which is no document.
    """
    inhoud = verklaring_pdf(wp, verklaring_id)
    verklaring = wp.eis(Verklaring, verklaring_id)
    wp.log("verklaring_geexporteerd", (verklaring.overleg_id, verklaring_id))
    return inhoud
