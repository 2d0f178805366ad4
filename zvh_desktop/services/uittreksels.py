"""What one reader may have of a verslag: shown first, handed out after, and every time recorded."""

from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.documents import compose
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Deelnemer
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.uittreksel import Lezer, mag_weten, snijd
from zvh_desktop.domain.verslag import Verslag, VerslagInhoud
from zvh_desktop.services.stukken import Bladbron, bestand
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.verstrekken import inhoud_met_merken, ontvangers
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Keuze", "keuzes", "knip", "lezer_betrokkene", "verstrek", "voorbeeld"]


@dataclass(frozen=True, slots=True)
class Keuze:
    """Somebody a verslag can be cut for.

    Attributes:
        sleutel: "deelnemer:ID", "partner:ID" or "betrokkene:ID".
        naam: as shown.
        waarom: "" when it may go without more; "zonder_dekking" (it may not), or "grond" (only with a ground).
        mist: how many entries of the verslag this reader does not get.
    """

    sleutel: str
    naam: str
    waarom: str
    mist: int


def _lezer(wp: Werkplek, verslag: Verslag, sleutel: str) -> Lezer:
    """Return for whom to cut.

    Raises:
        Omstandigheid: NIET_GEVONDEN when this one is not there (any more), or belongs to another casus.
    """
    soort, _, id_ = sleutel.partition(":")
    if soort == "betrokkene":
        return lezer_betrokkene(wp, verslag.casus_id, id_)
    personen = tuple(wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=verslag.casus_id))
    if soort == "deelnemer":
        d = wp.eis(Deelnemer, id_)
        partner = wp.partners().get(d.partner_id)
        if d.overleg_id != verslag.overleg_id:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="deelnemer")
        namen = (d.naam, d.organisatie, *((partner.naam, partner.kortweg) if partner else ()))
        return Lezer("partner", f"{d.naam} ({d.organisatie})", namen, (), personen, d.partner_id)
    p = wp.eis(Partner, id_)
    return Lezer("partner", p.naam, (p.naam, p.kortweg), (), personen, p.id)


def lezer_betrokkene(wp: Werkplek, casus_id: str, betrokkene_id: str) -> Lezer:
    """Return a betrokkene as a reader: everybody else of the casus is somebody else.

    Raises:
        Omstandigheid: NIET_GEVONDEN when this one is not there (any more), or belongs to another casus.
    """
    personen = tuple(wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id))
    persoon = next((p for p in personen if p.id == betrokkene_id and not p.verwijderd), None)
    if persoon is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="betrokkene")
    anderen = tuple(
        deel
        for p in personen
        if p.id != betrokkene_id
        for deel in (p.voornamen, p.achternaam, p.volledige_naam, p.straat, p.woonplaats)
        if deel and deel not in (persoon.voornamen, persoon.achternaam, persoon.straat, persoon.woonplaats)
    )
    namen = (persoon.volledige_naam, persoon.rol)
    return Lezer("betrokkene", "de betrokkene", tuple(filter(None, namen)), anderen, personen, betrokkene_id)


def knip(wp: Werkplek, verslag_id: str, sleutel: str) -> VerslagInhoud:
    """Return what this reader may have of a verslag.

    Raises:
        Omstandigheid: NIET_GEVONDEN.
    """
    verslag = wp.eis(Verslag, verslag_id)
    return snijd(inhoud_met_merken(wp, verslag), _lezer(wp, verslag, sleutel), bron_sha256=verslag.pdf_sha256)


def keuzes(wp: Werkplek, verslag_id: str) -> list[Keuze]:
    """Everybody a verslag can be cut for: who was at the table, partners with an action here, and the betrokkenen."""
    verslag = wp.eis(Verslag, verslag_id)
    inhoud = inhoud_met_merken(wp, verslag)
    uitspraken = (*inhoud.beeld, *inhoud.oordeel, *inhoud.besluit, *inhoud.veiligheid)

    def mist(sleutel: str) -> int:
        lezer = _lezer(wp, verslag, sleutel)
        return sum(not mag_weten(u.niet_delen_met, lezer) for u in uitspraken)

    uit, aan_tafel = [], set()
    for o in ontvangers(wp, verslag, set()):
        sleutel = f"deelnemer:{o.deelnemer_id}"
        waarom = {"zonder_dekking": "zonder_dekking", "": "", "niet_delen": ""}.get(o.waarom, "grond")
        aan_tafel.add(wp.eis(Deelnemer, o.deelnemer_id).partner_id)
        uit.append(Keuze(sleutel, f"{o.naam}, {o.organisatie}", waarom, mist(sleutel)))
    partners = wp.partners()
    met_actie = {a.partner_id for a in wp.store.find(Actie, casus_id=verslag.casus_id) if not a.verwijderd}
    for id_ in sorted(met_actie - aan_tafel - {""}, key=lambda i: partners[i].naam if i in partners else ""):
        if id_ in partners:
            uit.append(Keuze(f"partner:{id_}", partners[id_].naam, "grond", mist(f"partner:{id_}")))
    for b in wp.store.find(Betrokkene, casus_id=verslag.casus_id):
        if not b.verwijderd:
            sleutel = f"betrokkene:{b.id}"
            naam = b.volledige_naam or b.rol or "betrokkene zonder naam"
            uit.append(Keuze(sleutel, f"{naam} (betrokkene)", "", mist(sleutel)))
    return uit


def voorbeeld(wp: Werkplek, verslag_id: str, sleutel: str) -> tuple[Bladbron, tuple[str, ...]]:
    """Return what the pages for this reader are made from, and what is left out; that it was looked at is recorded."""
    inhoud = knip(wp, verslag_id, sleutel)
    wp.log("uittreksel_bekeken", (wp.eis(Verslag, verslag_id).casus_id, verslag_id))
    return Bladbron(inhoud=inhoud), inhoud.weggelaten


def verstrek(wp: Werkplek, verslag_id: str, sleutel: str, pad: Path, *, hoe: str, grond: str = "") -> tuple[Path, Bon]:
    """Hand out what this reader may have, as PDF/A that names what was left out.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND; POORT_DICHT for who was in the room without a verklaring; REGEL_WEIGERT
            "grond_nodig" when somebody needs a ground; else as `uitgaan.geef_uit`.
    """
    verslag = wp.eis(Verslag, verslag_id)
    bestand(wp, verslag_id)
    keuze = next((k for k in keuzes(wp, verslag_id) if k.sleutel == sleutel), None)
    if keuze is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="ontvanger")
    if keuze.waarom == "zonder_dekking":
        raise Omstandigheid(Reden.POORT_DICHT)
    if keuze.waarom and not grond.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="grond_nodig")
    inhoud = knip(wp, verslag_id, sleutel)
    soort, _, id_ = sleutel.partition(":")
    partner_id = wp.eis(Deelnemer, id_).partner_id if soort == "deelnemer" else id_ if soort == "partner" else ""
    return geef_uit(
        wp,
        Uitgaand(
            casus_id=verslag.casus_id,
            stuk="uittreksel",
            wat=f"uittreksel van verslag versie {verslag.versie}",
            aan=_aan(wp, sleutel, keuze),
            hoe=hoe,
            inhoud=compose.verslag(inhoud),
            grond=grond,
            verslag_id=verslag_id,
            partner_id=partner_id,
            betrokkene_id=id_ if soort == "betrokkene" else "",
            weggelaten=inhoud.weggelaten,
        ),
        pad,
    )


def _aan(wp: Werkplek, sleutel: str, keuze: Keuze) -> str:
    soort, _, id_ = sleutel.partition(":")
    if soort == "deelnemer":
        d = wp.eis(Deelnemer, id_)
        return f"{d.naam} ({d.organisatie})"
    return keuze.naam
