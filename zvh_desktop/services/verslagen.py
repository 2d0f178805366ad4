"""The life of a verslag: concept, reactions, vaststelling, signature, export, and a new version with a reason."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import CASUSTYPEN, Casus, themanaam
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import (
    OVERLEGTYPEN,
    UITKOMSTEN,
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    Overleg,
    Toelating,
    Verklaring,
)
from zvh_desktop.domain.partner import tekst_sha256
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN, Actie
from zvh_desktop.domain.tijd import klokslag, lokaal
from zvh_desktop.domain.toegang import mag_uittreksel
from zvh_desktop.domain.verslag import (
    Aanwezige,
    Actiepunt,
    Handtekenvak,
    Presentielijst,
    Reactie,
    Uitspraak,
    Verklaringstuk,
    Verslag,
    VerslagInhoud,
    Verstrekking,
    mag_ondertekenen,
    mag_vaststellen,
    mag_wijzigen,
)
from zvh_desktop.services import geheimhouding
from zvh_desktop.services.afronden import uitkomst_van
from zvh_desktop.services.overleggen import DeelnemerRegel, detail
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "Bladbron",
    "Ondertekenaar",
    "Ontvanger",
    "VerslagDetail",
    "VerslagRegel",
    "bestand",
    "blad",
    "bladbron",
    "buur",
    "concept_pdf",
    "controleer",
    "detail_verslag",
    "eigen_certificaten",
    "exporteer",
    "exporteer_verklaring",
    "lijst",
    "maak_bladen",
    "neem_reactie_op",
    "nieuwe_versie",
    "onderteken_overleg",
    "pdf",
    "presentielijst_pdf",
    "stel_overleg_vast",
    "stel_vast",
    "stuur_rond",
    "verklaring_pdf",
    "verwerk_reactie",
    "voorbeeld_verklaring",
]

SLEUTEL = "ondertekensleutel"
"""Local secret setting: the signing keys of a person, oldest first, kept inside the encrypted vault."""
CERTIFICATEN = "eigen_certificaten"
"""Local setting: fingerprints of every certificate made in this vault."""
SLEUTELJAREN = 4
"""A certificate is valid for five years; in every block of four a new one is made."""
SCHEIDING = "; "
"""Between the names in `Verslag.ondertekend_door`."""


@dataclass(frozen=True, slots=True)
class VerslagRegel:
    """A row of Verslagen."""

    verslag: Verslag
    casusnaam: str
    nummer: str
    overleg: str
    datum: date
    reacties_open: int


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


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """Someone the verslag has a signature box for."""

    veld: str
    """Name of the field in the file."""
    naam: str
    rol: str
    getekend: bool
    ik: bool
    """Is this the box of who is at work?"""


@dataclass(frozen=True, slots=True)
class Bladbron:
    """What pages are made from: the stored file, or content still to be composed; goes to any thread."""

    pdf: bytes = b""
    inhoud: VerslagInhoud | Verklaringstuk | None = None
    eigen: tuple[str, ...] = ()
    """`eigen_certificaten`, for the check of the file."""


@dataclass(frozen=True, slots=True)
class VerslagDetail:
    """Everything the verslag screen shows besides the pages."""

    regel: VerslagRegel
    inhoud: VerslagInhoud
    reacties: tuple[Reactie, ...]
    kan_vaststellen: str
    """"" or the key of what stands in the way."""
    kan_ondertekenen: bool
    samen: int
    """How many verslagen of the same overleg can be signed in one act."""
    ontvangers: tuple[Ontvanger, ...]
    verstrekkingen: tuple[Verstrekking, ...]
    versies: tuple[Verslag, ...]
    ondertekenaars: tuple[Ondertekenaar, ...] = ()
    nummer: int = 1
    """Which one of the overleg this is, counted from 1, and how many there are."""
    aantal: int = 1
    vast_te_stellen: int = 0
    """How many drafts of the overleg can be vastgesteld together."""


def lijst(wp: Werkplek) -> list[VerslagRegel]:
    """All verslagen, the newest overleg first; replaced versions are left out."""
    overleggen = {o.id: o for o in wp.store.find(Overleg)}
    casussen = queries.casusregels(wp.store.verbinding)
    open_reacties: dict[str, int] = {}
    for r in wp.store.find(Reactie, verwerkt="open"):
        open_reacties[r.verslag_id] = open_reacties.get(r.verslag_id, 0) + 1
    regels = []
    for v in wp.store.find(Verslag):
        if v.verwijderd or v.status == "vervangen":
            continue
        overleg = overleggen[v.overleg_id]
        nummer, naam = casussen.get(v.casus_id, ("", ""))
        regels.append(VerslagRegel(v, naam, nummer, overleg.titel, overleg.datum, open_reacties.get(v.id, 0)))
    return sorted(regels, key=lambda r: (-r.datum.toordinal(), r.overleg, r.nummer))


def _perioden(deelnemer: Deelnemer, punt_id: str, aanwezigheid: list[Aanwezigheid]) -> str:
    """When someone was in the room for this agendapunt: "09:31–10:44"."""
    eigen = sorted(
        (
            a
            for a in aanwezigheid
            if a.deelnemer_id == deelnemer.id and a.agendapunt_id == punt_id and a.status == "binnen"
        ),
        key=lambda a: a.van,
    )
    return ", ".join(f"{klokslag(a.van)}–{klokslag(a.tot)}" for a in eigen)


def _was_buiten(deelnemer: Deelnemer, punt_id: str, aanwezigheid: list[Aanwezigheid]) -> bool:
    return any(
        a.deelnemer_id == deelnemer.id and a.agendapunt_id == punt_id and a.status == "buiten" for a in aanwezigheid
    )


def _soort(regel: DeelnemerRegel) -> str:
    if regel.dekking.hoe == "zvh":
        return "zvh"
    return "vast" if regel.vast else "incidenteel"


_AFWEZIG = {
    "afwezig_met_bericht": "afwezig met bericht",
    "afwezig_zonder_bericht": "afwezig zonder bericht",
    "verwacht": "afwezig zonder bericht",
}


def _aanwezige(regel: DeelnemerRegel, aanwezig: str, afwezig: str) -> Aanwezige:
    d = regel.deelnemer
    return Aanwezige.model_validate(
        {
            "naam": d.naam,
            "organisatie": d.organisatie,
            "functie": d.functie or ("" if d.rol == "deelnemer" else d.rol),
            "mandaat": d.mandaat,
            "soort": _soort(regel),
            "dekking": regel.woorden,
            "aanwezig": aanwezig,
            "afwezig": afwezig,
        }
    )


def _kring(wp: Werkplek, punt: Agendapunt, casus_id: str) -> tuple[list[Aanwezige], list[Aanwezige]]:
    """Split the deelnemers of one casus into present and absent or outside."""
    aanwezigheid = wp.store.find(Aanwezigheid, agendapunt_id=punt.id)
    aanwezig, afwezig = [], []
    for regel in detail(wp, punt.overleg_id).deelnemers:
        d = regel.deelnemer
        perioden = _perioden(d, punt.id, aanwezigheid)
        genodigd = not d.casus_ids or casus_id in d.casus_ids
        if perioden:
            aanwezig.append(_aanwezige(regel, perioden, ""))
        elif _was_buiten(d, punt.id, aanwezigheid):
            afwezig.append(_aanwezige(regel, "", "buiten bij deze casus"))
        elif genodigd and d.aanwezigheid != "aanwezig":
            afwezig.append(_aanwezige(regel, "", _AFWEZIG[d.aanwezigheid]))
    return aanwezig, afwezig


def _actiepunt(wp: Werkplek, actie: Actie, organisaties: dict[str, str]) -> Actiepunt:
    return Actiepunt(
        wat=actie.tekst,
        organisatie=organisaties.get(actie.partner_id, ""),
        persoon=actie.persoon,
        uiterlijk=actie.uiterlijk,
        fase=FASEN.get(actie.fase, ""),
        status=ACTIESTATUS[actie.status],
        terugkoppeling=actie.terugkoppeling,
    )


def _uitspraken(inbreng: list[Inbreng], soort: str) -> tuple[Uitspraak, ...]:
    return tuple(
        Uitspraak(
            bron=i.bron,
            tekst=i.tekst,
            motivering=i.motivering,
            afwijkend=tuple(i.afwijkend),
            niet_delen_met=tuple(i.niet_delen_met),
            fase=FASEN.get(i.fase, ""),
        )
        for i in inbreng
        if i.inbrengsoort == soort
    )


def _actie_toen(actie: Actie, moment: datetime | None) -> Actie:
    """The action as it stood when the overleg closed: an end that came later is not in its verslag."""
    if moment is not None and actie.afgerond_op is not None and actie.afgerond_op > moment:
        return actie.met(status="open", terugkoppeling="", afgerond_op=None, afgerond_door="")
    return actie


def stel_samen(wp: Werkplek, verslag: Verslag) -> VerslagInhoud:
    """Compose the content of a draft from what was recorded; a secret address or BSN is not part of it."""
    overleg = wp.eis(Overleg, verslag.overleg_id)
    casus = wp.eis(Casus, verslag.casus_id)
    regio = wp.regio()
    punten = wp.store.find(Agendapunt, overleg_id=overleg.id, casus_id=casus.id)
    punt = next(p for p in punten if not p.verwijderd)
    inbreng = [i for i in wp.store.find(Inbreng, agendapunt_id=punt.id) if not i.verwijderd]
    inbreng.sort(key=lambda i: (i.volgorde, i.id))
    aanwezig, afwezig = _kring(wp, punt, casus.id)
    partners = wp.partners()
    organisaties = {p.id: p.naam for p in partners.values()}
    acties = [a for a in wp.store.find(Actie, casus_id=casus.id) if not a.verwijderd]
    acties = [_actie_toen(a, overleg.gesloten_op) for a in acties]
    eerder = [a for a in acties if a.overleg_id != overleg.id and a.gemaakt_op <= overleg.datum]
    eerder = [
        a for a in eerder if a.status == "open" or (a.afgerond_op and lokaal(a.afgerond_op).date() == overleg.datum)
    ]
    uitkomst = uitkomst_van(wp, punt.id)
    deelnemers = {d.id: d for d in wp.store.find(Deelnemer, overleg_id=overleg.id)}
    toelatingen = [t for t in wp.store.find(Toelating, agendapunt_id=punt.id) if not t.verwijderd]
    reacties = [r for r in wp.store.find(Reactie, verslag_id=verslag.id) if not r.verwijderd]
    verstrekkingen = wp.store.find(Verstrekking, casus_id=casus.id)
    woorden = UITKOMSTEN.get(uitkomst.uitkomst, "nog niet bepaald") if uitkomst else "nog niet bepaald"
    if uitkomst and uitkomst.reden:
        woorden = f"{woorden}: {uitkomst.reden}"
    samenvattingen = [i.tekst for i in inbreng if i.inbrengsoort == "samenvatting"]
    if uitkomst and uitkomst.samenvatting:
        samenvattingen.append(uitkomst.samenvatting)
    informeren = ""
    if uitkomst:
        informeren = uitkomst.informeren or ("niet nodig" if uitkomst.informeren_niet_nodig else "")
        if not informeren and "informeren" in uitkomst.overgeslagen:
            informeren = f"niet besproken: {uitkomst.overgeslagen['informeren']}"
    return VerslagInhoud(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        overleg=overleg.titel,
        overlegtype=OVERLEGTYPEN.get(overleg.type, overleg.type),
        casusnummer=casus.nummer,
        casusnaam=casus.naam,
        casustype=CASUSTYPEN[casus.type],
        thema=tuple(themanaam(x) for x in casus.thema),
        grondslag=casus.grondslag,
        datum=overleg.datum,
        begin=klokslag(overleg.begonnen_op) or overleg.begin.strftime("%H:%M"),
        eind=klokslag(overleg.gesloten_op) or overleg.eind.strftime("%H:%M"),
        plaats=overleg.plaats,
        voorzitter=overleg.voorzitter,
        verslaglegger=overleg.verslaglegger,
        versie=verslag.versie,
        reden_versie=verslag.reden_versie,
        aanwezigen=tuple(aanwezig),
        afwezigen=tuple(afwezig),
        toelatingen=tuple(
            f"{deelnemers[t.deelnemer_id].naam} ({deelnemers[t.deelnemer_id].organisatie}), toegelaten door {t.door}"
            f" om {klokslag(t.tijdstip)}: {t.reden}"
            for t in toelatingen
            if t.deelnemer_id in deelnemers
        ),
        doel_overleg=casus.doel,
        acties_vorig=tuple(_actiepunt(wp, a, organisaties) for a in eerder),
        beeld=_uitspraken(inbreng, "informatie"),
        oordeel=_uitspraken(inbreng, "oordeel"),
        besluit=_uitspraken(inbreng, "besluit"),
        veiligheid=_uitspraken(inbreng, "veiligheid"),
        acties=tuple(_actiepunt(wp, a, organisaties) for a in acties if a.overleg_id == overleg.id),
        uitkomst=woorden,
        zsm_advies=uitkomst.zsm_advies if uitkomst else "",
        informeren=informeren,
        verstrekkingen=tuple(
            f"{v.aan}: {v.wat} ({v.hoe})"
            for v in verstrekkingen
            if v.verslag_id == verslag.vervangt_id and verslag.vervangt_id
        ),
        vervolgdatum=uitkomst.vervolgdatum if uitkomst else None,
        evaluatiedatum=uitkomst.evaluatiedatum if uitkomst else None,
        samenvatting="\n".join(samenvattingen),
        reactietermijn=_termijn(verslag),
        reacties=tuple(
            f"{r.van}: {r.tekst} ({r.verwerkt.replace('_', ' ')}{'; ' + r.verwerking if r.verwerking else ''})"
            for r in reacties
        ),
        handtekeningen=_vakken(overleg),
    )


def _termijn(verslag: Verslag) -> str:
    if verslag.reactie_tot is None:
        return "geen reactietermijn"
    tot = verslag.reactie_tot
    return f"reacties mogelijk tot en met {tot.day}-{tot.month}-{tot.year}"


def _vakken(overleg: Overleg) -> tuple[Handtekenvak, ...]:
    vakken = [Handtekenvak(veldnaam="voorzitter", naam=overleg.voorzitter, rol="voorzitter")]
    if overleg.verslaglegger:
        vakken.append(Handtekenvak(veldnaam="verslaglegger", naam=overleg.verslaglegger, rol="verslaglegger"))
    return tuple(vakken)


def _inhoud(wp: Werkplek, verslag: Verslag) -> VerslagInhoud:
    """The frozen content of a vastgesteld verslag, or what a draft would say now."""
    return VerslagInhoud.model_validate_json(verslag.inhoud) if verslag.inhoud else stel_samen(wp, verslag)


def _detail_regel(wp: Werkplek, verslag: Verslag) -> VerslagRegel:
    overleg, casus = wp.eis(Overleg, verslag.overleg_id), wp.eis(Casus, verslag.casus_id)
    reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
    return VerslagRegel(verslag, casus.naam, casus.nummer, overleg.titel, overleg.datum, len(reacties))


def detail_verslag(wp: Werkplek, verslag_id: str, *, opnieuw: bool = False) -> VerslagDetail:
    """Everything about one verslag besides its pages; reading it is logged, looking again after a change is not."""
    verslag = wp.eis(Verslag, verslag_id)
    if not opnieuw:
        wp.log("verslag_geopend", (verslag.casus_id, verslag_id))
    regel = _detail_regel(wp, verslag)
    reacties = [r for r in wp.store.find(Reactie, verslag_id=verslag_id) if not r.verwijderd]
    van_overleg = [v for v in wp.store.find(Verslag, overleg_id=verslag.overleg_id) if not v.verwijderd]
    versies = [v for v in van_overleg if v.casus_id == verslag.casus_id]
    geldend = _op_volgorde(wp, verslag.overleg_id, [v for v in van_overleg if v.status != "vervangen"])
    verstrekkingen = [x for x in wp.store.find(Verstrekking, verslag_id=verslag_id) if not x.verwijderd]
    casussen = list(dict.fromkeys(v.casus_id for v in geldend))
    inhoud = _inhoud(wp, verslag)
    return VerslagDetail(
        regel=regel,
        inhoud=inhoud,
        reacties=tuple(sorted(reacties, key=lambda r: r.id)),
        kan_vaststellen=mag_vaststellen(verslag, 0, regel.reacties_open, wp.vandaag()),
        kan_ondertekenen=_mijn_vak(wp, verslag) is not None,
        samen=sum(_mijn_vak(wp, v) is not None for v in geldend),
        ontvangers=tuple(_ontvangers(wp, verslag, {x.aan for x in verstrekkingen})),
        verstrekkingen=tuple(sorted(verstrekkingen, key=lambda x: x.tijdstip)),
        versies=tuple(sorted(versies, key=lambda v: v.versie)),
        ondertekenaars=_ondertekenaars(wp, verslag, inhoud),
        nummer=casussen.index(verslag.casus_id) + 1 if verslag.casus_id in casussen else 1,
        aantal=len(casussen),
        vast_te_stellen=sum(not _belet(wp, v) for v in geldend),
    )


def _op_volgorde(wp: Werkplek, overleg_id: str, verslagen: list[Verslag]) -> list[Verslag]:
    """The verslagen in the order of the agenda, a later version after an earlier one."""
    plek = {p.casus_id: p.volgorde for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.casus_id}
    return sorted(verslagen, key=lambda v: (plek.get(v.casus_id, 0), v.casus_id, v.versie))


def buur(wp: Werkplek, verslag_id: str, stap: int) -> str:
    """Return the verslag of the casus before (-1) or after (+1) this one on the agenda, "" at the ends."""
    verslag = wp.eis(Verslag, verslag_id)
    alle = [v for v in wp.store.find(Verslag, overleg_id=verslag.overleg_id) if v.status != "vervangen"]
    # Of a casus with a new version under way, that version.
    per_casus = {v.casus_id: v.id for v in _op_volgorde(wp, verslag.overleg_id, alle)}
    casussen = list(per_casus)
    plek = casussen.index(verslag.casus_id) + stap
    return per_casus[casussen[plek]] if 0 <= plek < len(casussen) else ""


def _belet(wp: Werkplek, verslag: Verslag) -> str:
    """What stands in the way of vaststelling, "" when nothing does."""
    open_reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
    return mag_vaststellen(verslag, 0, len(open_reacties), wp.vandaag())


def _getekend_door(verslag: Verslag) -> set[str]:
    return {vouw(naam) for naam in verslag.ondertekend_door.split(SCHEIDING) if naam}


def _ondertekenaars(wp: Werkplek, verslag: Verslag, inhoud: VerslagInhoud) -> tuple[Ondertekenaar, ...]:
    getekend, ik = _getekend_door(verslag), vouw(wp.wie_naam())
    return tuple(
        Ondertekenaar(v.veldnaam, v.naam, v.rol, vouw(v.naam) in getekend, vouw(v.naam) == ik)
        for v in inhoud.handtekeningen
    )


def _mijn_vak(wp: Werkplek, verslag: Verslag) -> tuple[str, bool] | None:
    """Return the field who is at work may sign now, and whether that is on behalf of the voorzitter; or None.

    The voorzitter and the verslaglegger sign in the box that bears their name. A procesregisseur may sign for a
    voorzitter of another name, and the signature then says so.
    """
    wie = wp.wie
    if wie is None or verslag.verwijderd or not (mag_ondertekenen(verslag) or verslag.status == "ondertekend"):
        return None
    getekend, ik = _getekend_door(verslag), vouw(wie.naam)
    if ik in getekend:
        return None
    vakken = _inhoud(wp, verslag).handtekeningen
    eigen = next((v for v in vakken if vouw(v.naam) == ik), None)
    if eigen is not None:
        return eigen.veldnaam, False
    if wie.rol == "procesregisseur" and verslag.status == "vastgesteld" and vakken:
        return vakken[0].veldnaam, True
    return None


def _ontvangers(wp: Werkplek, verslag: Verslag, al: set[str]) -> list[Ontvanger]:
    punten = wp.store.find(Agendapunt, overleg_id=verslag.overleg_id, casus_id=verslag.casus_id)
    aanwezigheid = [a for p in punten for a in wp.store.find(Aanwezigheid, agendapunt_id=p.id)]
    inhoud = _inhoud(wp, verslag)
    geweerd = {vouw(n) for u in (*inhoud.beeld, *inhoud.oordeel, *inhoud.besluit) for n in u.niet_delen_met}
    geweerd |= {vouw(n) for u in inhoud.veiligheid for n in u.niet_delen_met}
    uit = []
    for regel in detail(wp, verslag.overleg_id).deelnemers:
        d = regel.deelnemer
        namen = {vouw(d.naam), vouw(d.organisatie)}
        if regel.partner:
            namen |= {vouw(regel.partner.naam), vouw(regel.partner.kortweg)}
        if regel.dekking.hoe == "zvh" or (d.casus_ids and verslag.casus_id not in d.casus_ids):
            continue
        binnen = any(a.deelnemer_id == d.id and a.status == "binnen" for a in aanwezigheid)
        waarom = mag_uittreksel(regel.dekking, regel.vast, binnen)
        if waarom != "zonder_dekking" and namen & geweerd:
            waarom = "niet_delen"
        uit.append(Ontvanger(d.id, d.naam, d.organisatie, not waarom, waarom, f"{d.naam} ({d.organisatie})" in al))
    return uit


def _bezwaar(wp: Werkplek, verslag: Verslag, aan: str, deelnemer_id: str, grond: str) -> Reden | str:
    """Why this recipient does not get the whole verslag: a Reden, the key of a rule, or "" when nothing is against it.

    A name typed by hand that stands for a deelnemer is held against the same rules, save the ground.
    """
    wie = vouw(aan)
    for o in _ontvangers(wp, verslag, set()):
        gekozen = o.deelnemer_id == deelnemer_id
        if not gekozen and (deelnemer_id or not vouw(o.naam) or vouw(o.naam) not in wie):
            continue
        if o.waarom == "zonder_dekking":
            return Reden.POORT_DICHT
        if o.waarom == "niet_delen":
            return "niet_delen"
        if gekozen:
            return "grond_nodig" if o.waarom and not grond.strip() else ""
    return Reden.POORT_DICHT if deelnemer_id else ""


def concept_pdf(wp: Werkplek, verslag_id: str) -> bytes:
    """The pages of a draft, marked as such, or of the stored content; made in memory."""
    return compose.verslag(_inhoud(wp, wp.eis(Verslag, verslag_id)))


def pdf(wp: Werkplek, verslag_id: str) -> bytes:
    """The stored signed file byte for byte when signed, else the pages as they would be."""
    verslag = wp.eis(Verslag, verslag_id)
    return wp.store.bestand(verslag.pdf_sha256) if verslag.pdf_sha256 else concept_pdf(wp, verslag_id)


def bestand(wp: Werkplek, verslag_id: str) -> bytes:
    """The stored signed file, byte for byte.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND.
    """
    verslag = wp.eis(Verslag, verslag_id)
    if not verslag.pdf_sha256:
        raise Omstandigheid(Reden.NOG_NIET_ONDERTEKEND)
    return wp.store.bestand(verslag.pdf_sha256)


def stuur_rond(wp: Werkplek, verslag_id: str, dagen: int) -> Bon:
    """Put a draft up for reactions for `dagen` days; 0 ends the term at once.

    Raises:
        Omstandigheid: REGEL_WEIGERT when it is vastgesteld already or the number is impossible.
    """
    verslag = wp.eis(Verslag, verslag_id)
    if not mag_wijzigen(verslag):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgesteld")
    if not 0 <= dagen <= 90:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="dagen")
    tot = date.fromordinal(wp.vandaag().toordinal() + dagen)
    with wp.transactie("verslag ter reactie") as t:
        t.save(verslag.met(status="reactie", reactie_tot=tot, reactie_verstuurd_op=wp.vandaag()))
        t.audit("verslag_ter_reactie", (verslag.casus_id, verslag_id), {"dagen": dagen})
    return t.bon


def neem_reactie_op(wp: Werkplek, verslag_id: str, van: str, tekst: str) -> Bon:
    """Record a reaction to a draft.

    Raises:
        Omstandigheid: REGEL_WEIGERT when empty, or the verslag is vastgesteld.
    """
    verslag = wp.eis(Verslag, verslag_id)
    if not mag_wijzigen(verslag):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgesteld")
    if not van.strip() or not tekst.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reactie_leeg")
    with wp.transactie("reactie opgenomen") as t:
        t.save(
            Reactie(
                id=wp.nieuw_id(),
                stream=verslag.stream,
                verslag_id=verslag_id,
                casus_id=verslag.casus_id,
                van=van.strip(),
                datum=wp.vandaag(),
                tekst=tekst.strip(),
            )
        )
        t.concept_weg(f"reactie-{verslag_id}", "tekst")
    return t.bon


def verwerk_reactie(wp: Werkplek, reactie_id: str, verwerkt: str, verwerking: str = "") -> Bon:
    """Say what was done with a reaction: overgenomen, deels, niet_overgenomen (with why).

    Raises:
        Omstandigheid: REGEL_WEIGERT without a reason where one is due, or when the verslag is vastgesteld.
    """
    reactie = wp.eis(Reactie, reactie_id)
    if not mag_wijzigen(wp.eis(Verslag, reactie.verslag_id)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgesteld")
    if verwerkt not in ("overgenomen", "deels", "niet_overgenomen"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="status_onbekend")
    if verwerkt != "overgenomen" and not verwerking.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    with wp.transactie("reactie verwerkt") as t:
        t.save(reactie.met(verwerkt=verwerkt, verwerking=verwerking.strip()))
    return t.bon


def stel_vast(wp: Werkplek, verslag_id: str) -> Bon:
    """Lock a verslag: its content is frozen with version, who and when, and the head of the audit chain.

    Raises:
        Omstandigheid: REGEL_WEIGERT with the key of what stands in the way.
    """
    return _stel_vast(wp, [wp.eis(Verslag, verslag_id)])


def stel_overleg_vast(wp: Werkplek, overleg_id: str) -> Bon:
    """Lock every draft of an overleg that can be, in one act.

    Raises:
        Omstandigheid: REGEL_WEIGERT when one of them cannot be; then none is.
    """
    alle = [v for v in wp.store.find(Verslag, overleg_id=overleg_id) if mag_wijzigen(v) and not v.verwijderd]
    if not alle:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgesteld")
    return _stel_vast(wp, alle)


def _stel_vast(wp: Werkplek, verslagen: list[Verslag]) -> Bon:
    for verslag in verslagen:
        open_reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
        if waarom := mag_vaststellen(verslag, 0, len(open_reacties), wp.vandaag()):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel=waarom)
    nu = wp.nu()
    inhouden = [(v, stel_samen(wp, v)) for v in verslagen]
    with wp.transactie("verslag vastgesteld") as t:
        for verslag, inhoud in inhouden:
            _, hoofd = t.audit("verslag_vastgesteld", (verslag.casus_id, verslag.id), {"versie": verslag.versie})
            vast = inhoud.model_copy(update={"vastgesteld_op": nu, "vastgesteld_door": wp.wie_naam(), "logboek": hoofd})
            t.save(
                verslag.met(
                    status="vastgesteld",
                    vastgesteld_op=nu,
                    vastgesteld_door=wp.wie_naam(),
                    inhoud=vast.model_dump_json(),
                )
            )
            if verslag.vervangt_id:
                t.save(wp.eis(Verslag, verslag.vervangt_id).met(status="vervangen"))
    return t.bon


def nieuwe_versie(wp: Werkplek, verslag_id: str, reden: str) -> tuple[str, Bon]:
    """Begin a correction: a new version with a reason; the signed one stays as it is until this is vastgesteld.

    Raises:
        Omstandigheid: REGEL_WEIGERT without a reason, or when the verslag is still a draft or was replaced.
    """
    oud = wp.eis(Verslag, verslag_id)
    if oud.status not in ("vastgesteld", "ondertekend"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="nog_niet_vastgesteld")
    if len(reden.strip()) < 5:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    lopend = wp.store.find(Verslag, overleg_id=oud.overleg_id, casus_id=oud.casus_id)
    if any(mag_wijzigen(v) and not v.verwijderd for v in lopend):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="versie_loopt")
    id_ = wp.nieuw_id()
    with wp.transactie("nieuwe versie van het verslag") as t:
        t.save(
            Verslag(
                id=id_,
                stream=oud.stream,
                casus_id=oud.casus_id,
                overleg_id=oud.overleg_id,
                versie=max(v.versie for v in lopend) + 1,
                vervangt_id=oud.id,
                reden_versie=reden.strip(),
            )
        )
        t.audit("verslag_nieuwe_versie", (oud.casus_id, oud.id, id_), {})
    return id_, t.bon


def _sleutel(wp: Werkplek) -> signing.SleutelMateriaal:
    """The signing key of who is at work on this device, made at first use and after a change of name or function."""
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    functie, huis = wie.functie or wie.rol, wp.regio().naam
    kenmerk = [wie.naam, functie, huis, str(wp.vandaag().year // SLEUTELJAREN)]
    naam = f"{SLEUTEL}:{wie.id}"
    bewaard = wp.store.instelling(naam)
    if bewaard is not None:
        waarde = json.loads(bewaard)
        if waarde["voor"] == kenmerk:
            return signing.SleutelMateriaal.van_bytes(bytes.fromhex(waarde["sleutel"]))
    sleutel = signing.maak_sleutel(wie.naam, huis, functie, wp.nu())
    with wp.transactie("ondertekensleutel gemaakt") as t:
        t.zet_instelling(naam, json.dumps({"voor": kenmerk, "sleutel": sleutel.naar_bytes().hex()}))
        t.zet_instelling(CERTIFICATEN, json.dumps([*eigen_certificaten(wp), sleutel.vingerafdruk]))
        t.audit("ondertekensleutel_gemaakt", (wie.id,), {"vingerafdruk": sleutel.vingerafdruk})
    return sleutel


def eigen_certificaten(wp: Werkplek) -> tuple[str, ...]:
    """Fingerprints of every certificate that was made in this vault; `controleer` knows its own by them."""
    return tuple(json.loads(wp.store.instelling(CERTIFICATEN) or "[]"))


def onderteken_overleg(
    wp: Werkplek, overleg_id: str, voortgang: Callable[[int, int], None] | None = None
) -> tuple[int, Bon]:
    """Sign every verslag of an overleg that has an empty box for who is at work, in one act: all of them or none.

    Args:
        overleg_id: the overleg.
        voortgang: told (done, total) after each; may raise to stop, then nothing is stored.

    Returns:
        How many were signed, and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when nothing is ready, or who is at work is not the one to sign.
    """
    alle = [v for v in wp.store.find(Verslag, overleg_id=overleg_id) if v.status in ("vastgesteld", "ondertekend")]
    vakken = [(v, vak) for v in _op_volgorde(wp, overleg_id, alle) if (vak := _mijn_vak(wp, v)) is not None]
    if not vakken:
        mag_niet = any(mag_ondertekenen(v) for v in alle)
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_ondertekenaar" if mag_niet else "niets_te_ondertekenen")
    sleutel, nu, naam = _sleutel(wp), wp.nu(), wp.wie_naam()
    plaats = wp.eis(Overleg, overleg_id).plaats
    getekend = []
    for nummer, (verslag, (veld, namens)) in enumerate(vakken, 1):
        reden = "verslag vastgesteld; ondertekend namens de voorzitter" if namens else "verslag vastgesteld"
        getekend.append(
            signing.onderteken(
                _tekenbaar(wp, verslag),
                sleutel,
                veld,
                nu,
                reden=reden,
                plaats=plaats,
                certificeren=not verslag.pdf_sha256,
            )
        )
        if voortgang:
            voortgang(nummer, len(vakken))
    with wp.transactie("verslagen ondertekend") as t:
        for (verslag, _), inhoud in zip(vakken, getekend, strict=True):
            sha = t.bestand(inhoud)
            door = SCHEIDING.join(filter(None, (verslag.ondertekend_door, naam)))
            op = verslag.ondertekend_op or nu
            t.save(verslag.met(status="ondertekend", ondertekend_op=op, ondertekend_door=door, pdf_sha256=sha))
            t.audit("verslag_ondertekend", (verslag.casus_id, verslag.id), {"sha256": sha})
    return len(vakken), t.bon


def _tekenbaar(wp: Werkplek, verslag: Verslag) -> bytes:
    """The file to sign: with the signatures it has, or composed from the frozen content."""
    if verslag.pdf_sha256:
        return wp.store.bestand(verslag.pdf_sha256)
    return compose.verslag(VerslagInhoud.model_validate_json(verslag.inhoud))


def exporteer(
    wp: Werkplek, verslag_id: str, *, aan: str, hoe: str, grond: str = "", deelnemer_id: str = ""
) -> tuple[bytes, Bon]:
    """Record a verstrekking and return the signed file to hand out; the caller writes it where the person said.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND; POORT_DICHT for a deelnemer without a verklaring; REGEL_WEIGERT without
            recipient or way, when something in it is not to be shared with this one, or when absent or incidental
            and no ground was given.
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
    casus = wp.eis(Casus, verslag.casus_id)
    with wp.transactie("verslag verstrekt") as t:
        t.save(
            Verstrekking(
                id=wp.nieuw_id(),
                stream=verslag.stream,
                casus_id=verslag.casus_id,
                verslag_id=verslag_id,
                aan=aan.strip(),
                wat=f"verslag versie {verslag.versie}",
                hoe=hoe.strip(),
                grond=grond.strip() or casus.grondslag,
                besloten_door=wp.wie_naam(),
                tijdstip=wp.nu(),
                pdf_sha256=verslag.pdf_sha256,
            )
        )
        t.audit("verslag_verstrekt", (verslag.casus_id, verslag_id), {"sha256": verslag.pdf_sha256})
    return inhoud, t.bon


def controleer(inhoud: bytes, eigen: Collection[str] = ()) -> signing.Controle:
    """Judge any file: signed or not, intact or not; needs no vault and belongs beside the store's thread.

    Args:
        inhoud: the bytes.
        eigen: `eigen_certificaten` of an open vault, when there is one.

    Raises:
        Omstandigheid: BESTAND_LEEG, BESTAND_TE_GROOT, BESTAND_GEEN_PDF, BESTAND_ONLEESBAAR.
    """
    return signing.controleer(inhoud, eigen=eigen)


def bladbron(wp: Werkplek, verslag_id: str) -> Bladbron:
    """What the pages of a verslag are made from; quick, the making itself is `maak_bladen`, beside the store."""
    verslag = wp.eis(Verslag, verslag_id)
    if verslag.pdf_sha256:
        return Bladbron(pdf=wp.store.bestand(verslag.pdf_sha256), eigen=eigen_certificaten(wp))
    return Bladbron(inhoud=_inhoud(wp, verslag))


def maak_bladen(bron: Bladbron) -> tuple[bytes, int]:
    """Compose when needed; return the file, in memory, and its number of pages."""
    inhoud = bron.pdf
    if isinstance(bron.inhoud, VerslagInhoud):
        inhoud = compose.verslag(bron.inhoud)
    elif bron.inhoud is not None:
        inhoud = compose.verklaring(bron.inhoud)
    # Loaded here because PDFium is a large library, needed with the first page only.
    from zvh_desktop.documents import preview

    return inhoud, preview.paginas(inhoud)


def blad(inhoud: bytes, nummer: int, schaal: float) -> tuple[int, int, bytes]:
    """Draw page `nummer` (from 0) at `schaal` pixels a point: width, height, RGBA rows from the top."""
    # Loaded here because PDFium is a large library, needed with the first page only.
    from zvh_desktop.documents import preview

    return preview.pagina_raw(inhoud, nummer, schaal)


def presentielijst_pdf(wp: Werkplek, overleg_id: str) -> bytes:
    """The list of those present at an overleg, without case content."""
    d = detail(wp, overleg_id)
    o, regio = d.overleg, wp.regio()
    aanwezig, afwezig = [], []
    for regel in d.deelnemers:
        deelnemer = regel.deelnemer
        if deelnemer.aanwezigheid == "aanwezig":
            van = klokslag(deelnemer.binnen_sinds) or klokslag(o.begonnen_op)
            tot = klokslag(deelnemer.vertrokken_op) or klokslag(o.gesloten_op)
            aanwezig.append(_aanwezige(regel, f"{van}–{tot}", ""))
        else:
            afwezig.append(_aanwezige(regel, "", _AFWEZIG[deelnemer.aanwezigheid]))
    wp.log("presentielijst_gemaakt", (overleg_id,))
    kaal = compose.presentielijst(
        Presentielijst(
            zvh=regio.naam,
            rubricering=regio.rubricering,
            overleg=o.titel,
            datum=o.datum,
            begin=klokslag(o.begonnen_op) or o.begin.strftime("%H:%M"),
            eind=klokslag(o.gesloten_op) or o.eind.strftime("%H:%M"),
            plaats=o.plaats,
            voorzitter=o.voorzitter,
            verslaglegger=o.verslaglegger,
            aanwezigen=tuple(aanwezig),
            afwezigen=tuple(afwezig),
            logboek=wp.store.audit_hoofd()[1],
        )
    )
    if o.status != "gesloten" or wp.wie_naam() != o.voorzitter:
        return kaal
    return _teken_stuk(wp, kaal, "voorzitter", "presentielijst", o.plaats)


def _teken_stuk(wp: Werkplek, kaal: bytes, veld: str, reden: str, plaats: str) -> bytes:
    """Certify a document with the key of who is at work, whose name stands in the box `veld`."""
    sleutel = _sleutel(wp)
    return signing.onderteken(kaal, sleutel, veld, wp.nu(), reden=reden, plaats=plaats, certificeren=True)


def verklaring_pdf(wp: Werkplek, verklaring_id: str) -> bytes:
    """A verklaring as a document, signed by the witness; stored at first making so that it stays the same."""
    verklaring = wp.eis(Verklaring, verklaring_id)
    if verklaring.pdf_sha256:
        return wp.store.bestand(verklaring.pdf_sha256)
    inhoud = compose.verklaring(geheimhouding.stuk(wp, verklaring_id))
    if wp.wie_naam() == verklaring.getuige:
        inhoud = _teken_stuk(wp, inhoud, "getuige", "verklaring afgelegd", verklaring.plaats)
    with wp.transactie("verklaring als document bewaard") as t:
        t.save(verklaring.met(pdf_sha256=t.bestand(inhoud)))
        t.audit("verklaring_document", (verklaring_id,), {})
    return inhoud


def voorbeeld_verklaring(wp: Werkplek, versie: str, kern: str, tekst: str) -> Bladbron:
    """What a verklaring with this text would look like, signed by nobody; for judging a text before it is used."""
    return Bladbron(
        inhoud=Verklaringstuk(
            zvh=wp.regio().naam,
            naam="Naam van de ondertekenaar",
            organisatie="Organisatie",
            functie="functie",
            overleg="Voorbeeld",
            datum=wp.vandaag(),
            plaats="plaats",
            tekstversie=versie.strip() or "concept",
            tekst=f"{kern.strip()}\n\n{tekst.strip()}",
            tekst_sha256=tekst_sha256(versie.strip(), kern, tekst),
            wijze="papier",
            tijdstip=wp.nu(),
            toestel=wp.store.toestel,
            getuige=wp.wie_naam(),
            logboek=wp.store.audit_hoofd()[1],
        )
    )


def exporteer_verklaring(wp: Werkplek, verklaring_id: str) -> bytes:
    """A verklaring as a document to hand out; that it left the vault is recorded.

    Raises:
        Omstandigheid: REGEL_WEIGERT for a refusal, which is no document.
    """
    inhoud = verklaring_pdf(wp, verklaring_id)
    verklaring = wp.eis(Verklaring, verklaring_id)
    wp.log("verklaring_geexporteerd", (verklaring.overleg_id, verklaring_id))
    return inhoud
