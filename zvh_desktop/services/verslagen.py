"""The life of a verslag: concept, reactions, vaststelling, signature, and a new version with a reason.

Composing, pages and handing out are modules of their own; their doors are named here too, for the screens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.gevoelig import Vondst
from zvh_desktop.domain.gevoelig import vind as vind_gevoelig
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import (
    Agendapunt,
    Overleg,
)
from zvh_desktop.domain.verslag import (
    Reactie,
    Verslag,
    VerslagInhoud,
    Verstrekking,
    mag_vaststellen,
    mag_wijzigen,
)
from zvh_desktop.services.kijker import bedek_regels
from zvh_desktop.services.ondertekenen import getekend_door, mijn_vak, onderteken_overleg, van_overleg
from zvh_desktop.services.sleutels import eigen_certificaten
from zvh_desktop.services.stukken import (
    Bladbron,
    bestand,
    blad,
    bladbron,
    concept_pdf,
    maak_bladen,
    pdf,
    presentielijst_pdf,
    verklaring_pdf,
    voorbeeld_verklaring,
)
from zvh_desktop.services.verslagtekst import inhoud_van, stel_samen
from zvh_desktop.services.verstrekken import (
    Ontvanger,
    eerder_verstrekt,
    ontvangers,
    verstrek,
    verstrek_presentielijst,
    verstrek_verklaring,
)
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
    "detail_verslag",
    "eerder_verstrekt",
    "eigen_certificaten",
    "lijst",
    "maak_bladen",
    "neem_reactie_op",
    "nieuwe_versie",
    "onderteken_overleg",
    "pdf",
    "presentielijst_pdf",
    "stel_overleg_vast",
    "stel_vast",
    "stel_vorige_vast",
    "stuur_rond",
    "verklaring_pdf",
    "verstrek",
    "verstrek_presentielijst",
    "verstrek_verklaring",
    "verwerk_reactie",
    "voorbeeld_verklaring",
]


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
    gevoelig: tuple[Vondst, ...] = ()
    """Where a BSN or a secret address stands in a draft."""
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
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    for v in wp.store.find(Verslag):
        if v.verwijderd or v.status == "vervangen" or v.casus_id in verborgen:
            continue
        overleg = overleggen[v.overleg_id]
        nummer, naam = casussen.get(v.casus_id, ("", ""))
        regels.append(VerslagRegel(v, naam, nummer, overleg.titel, overleg.datum, open_reacties.get(v.id, 0)))
    regels.sort(key=lambda r: (-r.datum.toordinal(), r.overleg, r.nummer))
    bedekt = bedek_regels(wp, [r.verslag for r in regels])
    return [replace(r, verslag=v) for r, v in zip(regels, bedekt, strict=True)]


def _detail_regel(wp: Werkplek, verslag: Verslag) -> VerslagRegel:
    overleg, casus = wp.eis(Overleg, verslag.overleg_id), wp.eis(Casus, verslag.casus_id)
    reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
    return VerslagRegel(verslag, casus.naam, casus.nummer, overleg.titel, overleg.datum, len(reacties))


def detail_verslag(wp: Werkplek, verslag_id: str, *, opnieuw: bool = False) -> VerslagDetail:
    """Everything about one verslag besides its pages; reading it is logged, looking again after a change is not."""
    verslag = wp.eis(Verslag, verslag_id)
    wp.eis(Casus, verslag.casus_id)
    if not opnieuw:
        wp.log("verslag_geopend", (verslag.casus_id, verslag_id))
    regel = _detail_regel(wp, verslag)
    reacties = [r for r in wp.store.find(Reactie, verslag_id=verslag_id) if not r.verwijderd]
    zichtbaar = van_overleg(wp, verslag.overleg_id)
    versies = [v for v in zichtbaar if v.casus_id == verslag.casus_id]
    geldend = [v for v in zichtbaar if v.status != "vervangen"]
    verstrekkingen = [x for x in wp.store.find(Verstrekking, verslag_id=verslag_id) if not x.verwijderd]
    casussen = list(dict.fromkeys(v.casus_id for v in geldend))
    inhoud = inhoud_van(wp, verslag)
    return VerslagDetail(
        regel=regel,
        inhoud=inhoud,
        reacties=tuple(sorted(reacties, key=lambda r: r.id)),
        kan_vaststellen=mag_vaststellen(verslag, 0, regel.reacties_open, wp.vandaag()),
        kan_ondertekenen=mijn_vak(wp, verslag) is not None,
        samen=sum(mijn_vak(wp, v) is not None for v in geldend),
        ontvangers=tuple(ontvangers(wp, verslag, {x.aan for x in verstrekkingen})),
        verstrekkingen=tuple(sorted(verstrekkingen, key=lambda x: x.tijdstip)),
        versies=tuple(sorted(versies, key=lambda v: v.versie)),
        ondertekenaars=_ondertekenaars(wp, verslag, inhoud),
        nummer=casussen.index(verslag.casus_id) + 1 if verslag.casus_id in casussen else 1,
        aantal=len(casussen),
        gevoelig=gevoelig_in(wp, verslag, inhoud) if mag_wijzigen(verslag) else (),
        vast_te_stellen=sum(not _belet(wp, v) for v in geldend),
    )


def buur(wp: Werkplek, verslag_id: str, stap: int) -> str:
    """Return the verslag of the casus before (-1) or after (+1) this one on the agenda, "" at the ends."""
    verslag = wp.eis(Verslag, verslag_id)
    alle = [v for v in van_overleg(wp, verslag.overleg_id) if v.status != "vervangen"]
    # Of a casus with a new version under way, that version.
    per_casus = {v.casus_id: v.id for v in alle}
    casussen = list(per_casus)
    plek = casussen.index(verslag.casus_id) + stap
    return per_casus[casussen[plek]] if 0 <= plek < len(casussen) else ""


def _belet(wp: Werkplek, verslag: Verslag) -> str:
    """What stands in the way of vaststelling, "" when nothing does."""
    open_reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
    return mag_vaststellen(verslag, 0, len(open_reacties), wp.vandaag())


def _ondertekenaars(wp: Werkplek, verslag: Verslag, inhoud: VerslagInhoud) -> tuple[Ondertekenaar, ...]:
    getekend, ik = getekend_door(verslag), vouw(wp.wie_naam())
    return tuple(
        Ondertekenaar(v.veldnaam, v.naam, v.rol, vouw(v.naam) in getekend, vouw(v.naam) == ik)
        for v in inhoud.handtekeningen
    )


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


def gevoelig_in(wp: Werkplek, verslag: Verslag, inhoud: VerslagInhoud) -> tuple[Vondst, ...]:
    """Return where a BSN, or a secret address of someone of this casus, was typed into a verslag."""
    return vind_gevoelig(inhoud, wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=verslag.casus_id))


def stel_vast(wp: Werkplek, verslag_id: str, toch: str = "") -> Bon:
    """Lock a verslag: its content is frozen with version, who and when, and the head of the audit chain.

    Args:
        wp: the workplace.
        verslag_id: a draft.
        toch: why a BSN or secret address in it may stay; recorded, never printed.

    Raises:
        Omstandigheid: REGEL_WEIGERT with the key of what stands in the way; "gevoelig_in_verslag" when something is
            found and no reason is given.
    """
    return _stel_vast(wp, [wp.eis(Verslag, verslag_id)], {verslag_id: toch})


def stel_overleg_vast(wp: Werkplek, overleg_id: str, toch: Mapping[str, str] | None = None) -> Bon:
    """Lock every draft of an overleg that can be, in one act; `toch` gives reasons as in `stel_vast`, by verslag.

    Drafts of a casus that who is at work may not see are left for who may.

    Raises:
        Omstandigheid: REGEL_WEIGERT when one of them cannot be; then none is.
    """
    alle = [v for v in van_overleg(wp, overleg_id) if mag_wijzigen(v)]
    if not alle:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgesteld")
    return _stel_vast(wp, alle, toch or {})


def stel_vorige_vast(wp: Werkplek, agendapunt_id: str) -> Bon:
    """Lock every draft of the last overleg of the series, at the point of the agenda that is there for it.

    Raises:
        Omstandigheid: as `stel_overleg_vast`; then none is.
    """
    return stel_overleg_vast(wp, wp.eis(Agendapunt, agendapunt_id).vorig_overleg_id)


def _stel_vast(wp: Werkplek, verslagen: list[Verslag], toch: Mapping[str, str]) -> Bon:
    for verslag in verslagen:
        open_reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
        if waarom := mag_vaststellen(verslag, 0, len(open_reacties), wp.vandaag()):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel=waarom)
    nu = wp.nu()
    inhouden = []
    for v in verslagen:
        inhoud = stel_samen(wp, v)
        vondsten, reden = gevoelig_in(wp, v, inhoud), toch.get(v.id, "").strip()
        if vondsten and len(reden) < 5:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="gevoelig_in_verslag", aantal=len(vondsten))
        inhouden.append((v, inhoud, reden if vondsten else "", len(vondsten)))
    with wp.transactie("verslag vastgesteld") as t:
        for verslag, inhoud, reden, aantal in inhouden:
            if aantal:
                t.audit("gevoelig_toch_vastgesteld", (verslag.casus_id, verslag.id), {"plaatsen": aantal})
            _, hoofd = t.audit("verslag_vastgesteld", (verslag.casus_id, verslag.id), {"versie": verslag.versie})
            vast = inhoud.model_copy(update={"vastgesteld_op": nu, "vastgesteld_door": wp.wie_naam(), "logboek": hoofd})
            t.save(
                verslag.met(
                    status="vastgesteld",
                    vastgesteld_op=nu,
                    vastgesteld_door=wp.wie_naam(),
                    inhoud=vast.model_dump_json(),
                    gevoelig_reden=reden,
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
    versie = max(v.versie for v in lopend) + 1
    id_ = vast_id("verslag", oud.overleg_id, oud.casus_id, str(versie))
    with wp.transactie("nieuwe versie van het verslag") as t:
        t.save(
            Verslag(
                id=id_,
                stream=oud.stream,
                casus_id=oud.casus_id,
                overleg_id=oud.overleg_id,
                versie=versie,
                vervangt_id=oud.id,
                reden_versie=reden.strip(),
            )
        )
        t.audit("verslag_nieuwe_versie", (oud.casus_id, oud.id, id_), {})
    return id_, t.bon
