"""The region's own records: setting up a vault, partners, staff, the text of the verklaring."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from zvh_desktop.assets import asset
from zvh_desktop.domain.betrokkene import Betrokkene, casusnaam
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import (
    ROLLEN,
    Medewerker,
    Partner,
    Regio,
    Verklaringtekst,
    protocol_geldig,
    tekst_sha256,
    tekstvolgorde,
)
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.services.werkplek import IK, Bon, Werkplek

__all__ = [
    "INRICHTCONCEPT",
    "Inrichting",
    "PartnerInvoer",
    "PartnerRegel",
    "bewaar_medewerker",
    "bewaar_partner",
    "bewaar_regio",
    "huidige_tekst",
    "is_ingericht",
    "medewerkers",
    "nieuwe_tekst",
    "partnerlijst",
    "richt_in",
    "teksten",
    "trek_partner_in",
    "voorbeeldtekst",
    "word",
]


@dataclass(frozen=True, slots=True)
class PartnerInvoer:
    """A partner as typed or read; empty id makes a new one."""

    naam: str
    kort: str = ""
    partnersoort: str = "anders"
    vast: bool = False
    protocol_versie: str = ""
    protocol_getekend_op: date | None = None
    protocol_geldig_tot: date | None = None
    telefoon: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Inrichting:
    """The least a new vault must know."""

    regio: str
    naam: str
    functie: str
    rol: str
    partners: tuple[PartnerInvoer, ...] = ()
    tekst_versie: str = ""
    tekst_kern: str = ""
    tekst: str = ""
    contactpunt: str = ""
    archiefvormer: str = ""
    collegas: tuple[tuple[str, str], ...] = field(default=())
    """(name, role) of other staff of the house."""


@dataclass(frozen=True, slots=True)
class PartnerRegel:
    """A partner with the state of its protocol on a day."""

    partner: Partner
    protocol_geldig: bool
    protocol_woorden: str
    """"geldig tot 1 mei 2027", "verlopen op 1 mei 2026", "geen protocol"."""


INRICHTCONCEPT = "formulier:inrichten"
"""Record of the draft of the first form, as `concepten.formulier` makes it."""


def is_ingericht(wp: Werkplek) -> bool:
    """Does the vault know its house and who is at work?"""
    return wp.wie is not None and bool(wp.store.find(Regio))


def richt_in(wp: Werkplek, inrichting: Inrichting) -> Bon:
    """Fill a new vault with the house, the person, partners and the text of the verklaring.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the house or the name is empty, or the role is unknown.
    """
    if not inrichting.regio.strip() or not inrichting.naam.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="inrichting_leeg")
    if inrichting.rol not in ROLLEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="rol_onbekend")
    stream = wp.nieuwe_stream()
    ik = Medewerker(
        id=wp.nieuw_id(),
        stream=stream,
        naam=inrichting.naam.strip(),
        functie=inrichting.functie.strip(),
        rol=inrichting.rol,
    )
    with wp.store.transaction("kluis ingericht", (ik.id, ik.rol)) as t:
        t.save(
            Regio(
                id=wp.nieuw_id(),
                stream=stream,
                naam=inrichting.regio.strip(),
                contactpunt=inrichting.contactpunt,
                archiefvormer=inrichting.archiefvormer,
            )
        )
        t.save(ik)
        for naam, rol in inrichting.collegas:
            t.save(Medewerker(id=wp.nieuw_id(), stream=stream, naam=naam, functie=ROLLEN.get(rol, rol), rol=rol))
        for invoer in inrichting.partners:
            t.save(_partner(wp.nieuw_id(), stream, invoer))
        if inrichting.tekst.strip():
            t.save(
                Verklaringtekst(
                    id=wp.nieuw_id(),
                    stream=stream,
                    versie=inrichting.tekst_versie or f"{wp.vandaag().year}-1",
                    kern=inrichting.tekst_kern,
                    tekst=inrichting.tekst,
                    geldig_vanaf=wp.vandaag(),
                    vastgesteld_door=ik.naam,
                )
            )
        t.zet_instelling(IK, ik.id)
        t.concept_weg(INRICHTCONCEPT)
        t.audit("ingericht", (ik.id,), {})
    return t.bon


def _partner(id_: str, stream: str, invoer: PartnerInvoer) -> Partner:
    return Partner(
        id=id_,
        stream=stream,
        naam=invoer.naam.strip(),
        kort=invoer.kort.strip(),
        partnersoort=invoer.partnersoort,
        vast=invoer.vast,
        protocol_versie=invoer.protocol_versie,
        protocol_getekend_op=invoer.protocol_getekend_op,
        protocol_geldig_tot=invoer.protocol_geldig_tot,
        telefoon=invoer.telefoon,
        email=invoer.email,
    )


def word(wp: Werkplek, medewerker_id: str) -> None:
    """Say who is at work on this device."""
    medewerker = wp.eis(Medewerker, medewerker_id)
    with wp.transactie("wie werkt hier") as t:
        t.zet_instelling(IK, medewerker.id)
        t.audit("aan_het_werk", (medewerker.id,), {})


def protocolwoorden(partner: Partner, op: date) -> str:
    """Say how it stands with the privacyprotocol on a day, as a short Dutch phrase."""
    tot = partner.protocol_geldig_tot
    if protocol_geldig(partner, op):
        return f"geldig tot {kalenderdag(tot)}" if tot else "geldig"
    if partner.protocol_getekend_op is None and tot is None:
        return "geen privacyprotocol"
    if tot is not None and tot < op:
        return f"verlopen op {kalenderdag(tot)}"
    return "nog niet ingegaan"


def partnerlijst(wp: Werkplek) -> list[PartnerRegel]:
    """All partners, vaste first, then by name."""
    vandaag = wp.vandaag()
    partners = [p for p in wp.store.find(Partner) if not p.verwijderd]
    partners.sort(key=lambda p: (not p.vast, p.naam.casefold()))
    return [PartnerRegel(p, protocol_geldig(p, vandaag), protocolwoorden(p, vandaag)) for p in partners]


def bewaar_partner(wp: Werkplek, invoer: PartnerInvoer, partner_id: str = "") -> Bon:
    """Add a partner, or change the one with `partner_id`.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the name is empty or already in use.
    """
    if not invoer.naam.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_leeg")
    naam = invoer.naam.strip().casefold()
    if any(p.naam.casefold() == naam and p.id != partner_id and not p.verwijderd for p in wp.store.find(Partner)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="partner_bestaat")
    oud = wp.eis(Partner, partner_id) if partner_id else None
    stream = oud.stream if oud else wp.regio().stream
    with wp.transactie("partner gewijzigd" if oud else "partner toegevoegd") as t:
        t.save(_partner(oud.id if oud else wp.nieuw_id(), stream, invoer))
    return t.bon


def trek_partner_in(wp: Werkplek, partner_id: str) -> Bon:
    """Take a partner off the list; what was agreed with it stays as it is."""
    with wp.transactie("partner uit de lijst gehaald") as t:
        t.save(wp.eis(Partner, partner_id).met(verwijderd=True))
    return t.bon


def bewaar_regio(wp: Werkplek, **velden: Any) -> Bon:
    """Change fields of the house itself; another naming rule renames every casus along.

    Raises:
        Omstandigheid: REGEL_WEIGERT for an empty name or a value that does not fit.
    """
    if not str(velden.get("naam", "x")).strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_leeg")
    try:
        nieuw = wp.regio().met(**velden)
    except ValidationError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet") from None
    with wp.transactie("gegevens van het huis gewijzigd") as t:
        t.save(nieuw)
        if "naamregel" in velden:
            t.save_many(_hernoemd(wp, nieuw.naamregel))
    return t.bon


def _hernoemd(wp: Werkplek, naamregel: str) -> list[Casus]:
    """The casussen whose name is another one under a naming rule."""
    hoofd = {b.casus_id: b for b in wp.store.find(Betrokkene, hoofdpersoon=True)}
    namen = ((c, casusnaam(hoofd.get(c.id), c.gebied, c.nummer, naamregel)) for c in wp.store.find(Casus))
    return [c.met(naam=naam) for c, naam in namen if naam != c.naam]


def medewerkers(wp: Werkplek) -> list[Medewerker]:
    """Staff of the house, by name."""
    return sorted((m for m in wp.store.find(Medewerker) if not m.verwijderd), key=lambda m: m.naam.casefold())


def bewaar_medewerker(wp: Werkplek, naam: str, functie: str, rol: str, medewerker_id: str = "") -> Bon:
    """Add or change someone of the staff.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the name is empty or the role unknown; NIET_BEVOEGD.
    """
    if not naam.strip() or rol not in ROLLEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_leeg" if not naam.strip() else "rol_onbekend")
    oud = wp.eis(Medewerker, medewerker_id) if medewerker_id else None
    if (oud and oud.rol != rol) or (oud is None and rol == "beheerder"):
        wp.eis_recht(Daad.ROL_GEVEN)
    with wp.transactie("medewerker bewaard") as t:
        if oud:
            t.save(oud.met(naam=naam.strip(), functie=functie.strip(), rol=rol))
        else:
            stream = wp.regio().stream
            t.save(Medewerker(id=wp.nieuw_id(), stream=stream, naam=naam.strip(), functie=functie.strip(), rol=rol))
    return t.bon


def voorbeeldtekst() -> tuple[str, str, str]:
    """Version, core and full text of the bundled example; to be judged by the house before use."""
    gegevens = json.loads(asset("resources", "demo", "verklaring.json").read_text(encoding="utf-8"))
    tekst = gegevens["tekst"]
    return gegevens["versie"], gegevens["kern"], tekst if isinstance(tekst, str) else "\n\n".join(tekst)


def teksten(wp: Werkplek) -> list[Verklaringtekst]:
    """All versions of the text, newest first."""
    alle = [x for x in wp.store.find(Verklaringtekst) if not x.verwijderd]
    return sorted(alle, key=tekstvolgorde, reverse=True)


def huidige_tekst(wp: Werkplek) -> Verklaringtekst:
    """The version in force today.

    Raises:
        Omstandigheid: REGEL_WEIGERT when there is no text yet.
    """
    for tekst in teksten(wp):
        if tekst.geldig_vanaf <= wp.vandaag():
            return tekst
    raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_verklaringtekst")


def nieuwe_tekst(wp: Werkplek, versie: str, kern: str, tekst: str) -> Bon:
    """Lay down a new version of the text; earlier ones stay as they were signed.

    Raises:
        Omstandigheid: REGEL_WEIGERT when something is empty or the version already exists with another text.
    """
    if not (versie.strip() and kern.strip() and tekst.strip()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tekst_leeg")
    for oud in teksten(wp):
        if oud.versie == versie.strip():
            if tekst_sha256(oud.versie, oud.kern, oud.tekst) == tekst_sha256(versie.strip(), kern, tekst):
                break
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tekstversie_bestaat")
    with wp.transactie("tekst van de verklaring vastgelegd") as t:
        t.save(
            Verklaringtekst(
                id=wp.nieuw_id(),
                stream=wp.regio().stream,
                versie=versie.strip(),
                kern=kern,
                tekst=tekst,
                geldig_vanaf=wp.vandaag(),
                vastgesteld_door=wp.wie_naam(),
            )
        )
    return t.bon
