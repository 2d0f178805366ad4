"""Handing out: who may have a verslag or verklaring, and what leaves the vault is recorded."""

from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.documents import mdto
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import (
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    Verklaring,
)
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.toegang import mag_uittreksel
from zvh_desktop.domain.uittreksel import Lezer, mag_weten
from zvh_desktop.domain.verslag import Uitspraak, Verslag, VerslagInhoud, Verstrekking
from zvh_desktop.services import verklaring_papier
from zvh_desktop.services.doorzien import Doorzicht, doorzie_van_overleg, eis_nagekeken
from zvh_desktop.services.overlegbeeld import detail
from zvh_desktop.services.stukken import bestand, presentielijst_pdf, verklaring_pdf
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.verslagtekst import inhoud_van
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "Ontvanger",
    "doorzicht_verklaring",
    "eerder_verstrekt",
    "inhoud_met_merken",
    "ontvangers",
    "verstrek",
    "verstrek_presentielijst",
    "verstrek_verklaring",
]


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
    inhoud = inhoud_met_merken(wp, verslag)
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


def inhoud_met_merken(wp: Werkplek, verslag: Verslag) -> VerslagInhoud:
    """The content, with "niet delen met" that was recorded after the verslag was frozen: that counts as well."""
    inhoud = inhoud_van(wp, verslag)
    later: dict[str, set[str]] = {}
    for i in wp.store.find(Inbreng, casus_id=verslag.casus_id):
        if i.overleg_id == verslag.overleg_id and i.niet_delen_met:
            later.setdefault(" ".join(i.tekst.split()), set()).update(i.niet_delen_met)

    def merk(groep: tuple[Uitspraak, ...]) -> tuple[Uitspraak, ...]:
        return tuple(
            u.model_copy(update={"niet_delen_met": tuple(sorted({*u.niet_delen_met, *extra}))})
            if (extra := later.get(" ".join(u.tekst.split())))
            else u
            for u in groep
        )

    if not later:
        return inhoud
    return inhoud.model_copy(
        update={naam: merk(getattr(inhoud, naam)) for naam in ("beeld", "oordeel", "besluit", "veiligheid")}
    )


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
    return "" if mag_weten(_geweerd(inhoud_met_merken(wp, verslag)), Lezer("partner", aan, ())) else "niet_delen"


def verstrek(
    wp: Werkplek, verslag_id: str, pad: Path, *, aan: str, hoe: str, grond: str = "", deelnemer_id: str = ""
) -> tuple[Path, Bon]:
    """Hand out the signed file: write it where the person said, and record to whom.

    The order is that of `uitgaan.geef_uit`. Where the house asks for it, archive metadata goes beside the file.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND; POORT_DICHT for a deelnemer without a verklaring; REGEL_WEIGERT without
            recipient or way, when something in it is not to be shared with this one, when absent or incidental and no
            ground was given, or when metadata is asked for and nobody said who the archiefvormer is; SCHIJF_VOL,
            GEEN_RECHTEN, SCHRIJFFOUT, and then no file is left and the record, when it was made already, says "niet
            geschreven".
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
    return geef_uit(
        wp,
        Uitgaand(
            casus_id=verslag.casus_id,
            stuk="verslag",
            wat=f"verslag versie {verslag.versie}",
            aan=aan,
            hoe=hoe,
            inhoud=inhoud,
            bewaar=False,
            bij=_archiefbestanden(wp, verslag, pad, inhoud),
            grond=grond,
            verslag_id=verslag_id,
            partner_id=_partner(wp, deelnemer_id),
        ),
        pad,
    )


def _partner(wp: Werkplek, deelnemer_id: str) -> str:
    deelnemer = wp.store.vind(Deelnemer, deelnemer_id) if deelnemer_id else None
    return deelnemer.partner_id if deelnemer else ""


def _archiefbestanden(wp: Werkplek, verslag: Verslag, pad: Path, inhoud: bytes) -> tuple[tuple[str, bytes], ...]:
    """What archives ask beside a verslag, when the house wants it: MDTO of the record and of the file."""
    regio = wp.regio()
    if not regio.mdto:
        return ()
    casus = wp.eis(Casus, verslag.casus_id)
    gegevens = mdto.Archiefgegevens(
        kenmerk=verslag.id,
        naam=f"Verslag casusoverleg {casus.nummer}, versie {verslag.versie}",
        casusnummer=casus.nummer,
        archiefvormer=regio.archiefvormer,
        rubricering=regio.rubricering,
        vastgesteld_op=verslag.vastgesteld_op,
    )
    return (
        (".mdto.xml", mdto.beschrijf_stuk(gegevens, pad.name)),
        (".bestand.mdto.xml", mdto.beschrijf_bestand(gegevens, pad.name, inhoud, wp.nu())),
    )


def doorzicht_verklaring(wp: Werkplek, verklaring_id: str) -> Doorzicht:
    """Say what of the scan that goes with a verklaring could not be looked through; nothing when there is none."""
    wp.eis_recht(Daad.OVERLEG_ZIEN)
    return _doorzie_scan(wp, wp.eis(Verklaring, verklaring_id))


def _doorzie_scan(wp: Werkplek, verklaring: Verklaring) -> Doorzicht:
    scan = _scan(wp, verklaring)
    if not scan:
        return Doorzicht()
    return doorzie_van_overleg(wp, verklaring.overleg_id, verklaring.bestandsoort, scan[0][1])


def verstrek_verklaring(
    wp: Werkplek, verklaring_id: str, pad: Path, *, aan: str, hoe: str, nagekeken: bool = False
) -> tuple[Path, Bon]:
    """Hand out a verklaring as a document; to whom is recorded, by the order of `uitgaan.geef_uit`.

    The scan of one that was signed on paper goes beside it; `nagekeken` says that a person looked at that, where
    `doorzicht_verklaring` asks for it.

    Raises:
        Omstandigheid: REGEL_WEIGERT for a refusal, which is no document, without recipient or way, or for a scan nobody
            looked at; NIET_BEVOEGD;
            SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, and then no file is left.
    """
    wp.eis_recht(Daad.UITGEVEN)
    verklaring = wp.eis(Verklaring, verklaring_id)
    _eis_ontvanger(aan, hoe)
    gezien = _doorzie_scan(wp, verklaring)
    eis_nagekeken(gezien, nagekeken=nagekeken)
    uit = Uitgaand(
        casus_id="",
        stuk="verklaring",
        wat=f"geheimhoudingsverklaring van {verklaring.naam}{gezien.aantekening(wp.wie_naam())}",
        aan=aan,
        hoe=hoe,
        inhoud=verklaring_pdf(wp, verklaring_id),
        bewaar=False,
        bij=_scan(wp, verklaring),
        bron_id=verklaring_id,
        overleg_id=verklaring.overleg_id,
    )
    return geef_uit(wp, uit, pad)


def _scan(wp: Werkplek, verklaring: Verklaring) -> tuple[tuple[str, bytes], ...]:
    if not verklaring.bestand_sha256:
        return ()
    einde, inhoud = verklaring_papier.scan(wp, verklaring.id)
    return ((f".scan.{einde}", inhoud),)


def verstrek_presentielijst(wp: Werkplek, overleg_id: str, pad: Path, *, aan: str, hoe: str) -> tuple[Path, Bon]:
    """Hand out who was at an overleg; recorded with the overleg, and the copy is kept: it is made anew each time.

    Raises:
        Omstandigheid: as `verstrek_verklaring`.
    """
    wp.eis_recht(Daad.UITGEVEN)
    _eis_ontvanger(aan, hoe)
    uit = Uitgaand(
        casus_id="",
        stuk="presentielijst",
        wat="presentielijst",
        aan=aan,
        hoe=hoe,
        inhoud=presentielijst_pdf(wp, overleg_id),
        bron_id=overleg_id,
        overleg_id=overleg_id,
    )
    return geef_uit(wp, uit, pad)


def _eis_ontvanger(aan: str, hoe: str) -> None:
    if not aan.strip() or not hoe.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="ontvanger_nodig")


def eerder_verstrekt(wp: Werkplek, bron_id: str) -> list[Verstrekking]:
    """Every time that a verklaring (its id) or a presentielijst (id of the overleg) left, the last first."""
    wp.eis_recht(Daad.OVERLEG_ZIEN)
    gevonden = [v for v in wp.store.find(Verstrekking, casus_id="") if v.bron_id == bron_id]
    return sorted(gevonden, key=lambda v: (v.tijdstip, v.id), reverse=True)
