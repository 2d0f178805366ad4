"""Closing an overleg: what is still undecided per agendapunt, and then one act that makes the verslagen."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import (
    ALTIJD_BESLIST,
    Aanwezigheid,
    Agendapunt,
    Inbreng,
    Overleg,
    Toelating,
    Uitkomst,
    open_punten,
    spreekt_tegen,
    tijd_in_woorden,
)
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.toegang import bepaal_poort
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services import reeksen
from zvh_desktop.services.kijker import bedek
from zvh_desktop.services.overlegbeeld import DeelnemerRegel, deelnemers_van, detail
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["PUNTWOORDEN", "AfrondRegel", "overzicht", "regel_van", "sla_over", "sluit", "zet_uitkomst"]

PUNTWOORDEN: dict[str, str] = {
    "uitkomst": "uitkomst: besluit, aangehouden of geen besluit",
    "besluit_tegen": "er is een besluit vastgelegd: trek het in of kies een andere uitkomst",
    "besluit": "er is nog geen besluit vastgelegd",
    "motivering": "een besluit heeft nog geen motivering",
    "reden": "waarom aangehouden of geen besluit",
    "informeren": "wie informeert de betrokkene",
    "evaluatiedatum": "evaluatiedatum",
    "acties_onvolledig": "een actie heeft nog geen eigenaar of dag",
}
"""Keys of `open_punten` in the words of the screen."""


@dataclass(frozen=True, slots=True)
class AfrondRegel:
    """One casus of the agenda while closing."""

    agendapunt_id: str
    casus_id: str
    casusnaam: str
    nummer: str
    besproken: bool
    uitkomst: Uitkomst | None
    open_punten: tuple[str, ...]
    besluiten: tuple[str, ...]
    acties: int
    minuten: int = 0
    gebruikt_s: int = 0
    tijd: str = ""
    """Time planned against used, in words; empty for a point that was not opened."""
    zonder: tuple[str, ...] = ()
    """Who took part, or waited outside, without a signed or arranged verklaring, as sentences."""
    dicht: bool = False
    """The gate is closed now: nothing that was said or decided is in it."""


def uitkomst_van(wp: Werkplek, agendapunt_id: str) -> Uitkomst | None:
    """The outcome filled in so far for an agendapunt."""
    gevonden = [u for u in wp.store.find(Uitkomst, agendapunt_id=agendapunt_id) if not u.verwijderd]
    return gevonden[0] if gevonden else None


def regel(wp: Werkplek, punt: Agendapunt) -> AfrondRegel:
    """What stands and what is open for one casus of the agenda."""
    casus = wp.eis(Casus, punt.casus_id)
    inbreng = [i for i in wp.store.find(Inbreng, agendapunt_id=punt.id) if not i.verwijderd]
    acties = [a for a in wp.store.find(Actie, casus_id=punt.casus_id, overleg_id=punt.overleg_id) if not a.verwijderd]
    uitkomst = uitkomst_van(wp, punt.id)
    seconden = _seconden(wp, punt)
    zonder = sum(a.status == "open" and (not (a.partner_id or a.persoon) or a.uiterlijk is None) for a in acties)
    gelezen = AfrondRegel(
        agendapunt_id=punt.id,
        casus_id=casus.id,
        casusnaam=casus.naam,
        nummer=casus.nummer,
        besproken=punt.besproken or bool(inbreng),
        uitkomst=uitkomst,
        open_punten=open_punten(uitkomst, inbreng, zonder),
        besluiten=tuple(i.tekst for i in inbreng if i.inbrengsoort == "besluit"),
        acties=len(acties),
        minuten=punt.minuten,
        gebruikt_s=seconden,
        tijd=tijd_in_woorden(punt.minuten, seconden) if seconden else "",
    )
    return bedek(wp, punt.casus_id, gelezen)


def regel_van(wp: Werkplek, agendapunt_id: str) -> AfrondRegel:
    """As `regel`, by id."""
    return regel(wp, wp.eis(Agendapunt, agendapunt_id))


def _seconden(wp: Werkplek, punt: Agendapunt) -> int:
    loopt = int((wp.nu() - punt.loopt_sinds).total_seconds()) if punt.loopt_sinds else 0
    return punt.gebruikt_s + max(0, loopt)


def overzicht(wp: Werkplek, overleg_id: str) -> list[AfrondRegel]:
    """What is undecided and who was not covered, per casus in the order of the agenda."""
    d = detail(wp, overleg_id)
    uit = []
    for p in d.punten:
        if p.punt.casus_id:
            kring = _kring(wp, p.punt, d.deelnemers)
            uit.append(replace(_dichte(regel(wp, p.punt)) if kring["dicht"] else regel(wp, p.punt), **kring))
    return uit


def _dichte(r: AfrondRegel) -> AfrondRegel:
    """What may be on the screen while somebody in the room is not covered: that it is undecided, not what was said."""
    weg = {"samenvatting": "", "informeren": "", "zsm_advies": ""}
    return replace(r, besluiten=(), uitkomst=r.uitkomst.met(**weg) if r.uitkomst else None)


def _kring(wp: Werkplek, punt: Agendapunt, deelnemers: tuple[DeelnemerRegel, ...]) -> dict[str, Any]:
    """Say who is not covered for one point, what was done about it, and whether the gate is closed by it."""
    toegelaten = {t.deelnemer_id: t for t in wp.store.find(Toelating, agendapunt_id=punt.id)}
    perioden = wp.store.find(Aanwezigheid, agendapunt_id=punt.id)
    zinnen = []
    for r in deelnemers:
        wie = r.deelnemer
        if r.dekking.gedekt or (wie.casus_ids and punt.casus_id not in wie.casus_ids):
            continue
        eigen = {a.status for a in perioden if a.deelnemer_id == wie.id}
        naam = f"{wie.naam} ({wie.organisatie})" + (", weigert te tekenen" if r.dekking.hoe == "geweigerd" else "")
        if wie.id in toegelaten:
            zinnen.append(f"{naam}: toegelaten, {toegelaten[wie.id].reden}")
        elif "binnen" in eigen:
            # Covered then and not any more, or a record of another device.
            zinnen.append(f"{naam}: was binnen, nu zonder geldige verklaring")
        elif "buiten" in eigen:
            zinnen.append(f"{naam}: wachtte buiten")
        elif wie.aanwezigheid == "aanwezig" and not wie.vertrokken_op:
            zinnen.append(f"{naam}: nog zonder verklaring; de casus blijft dicht")
    poort = bepaal_poort(
        [r.deelnemer for r in deelnemers],
        {r.deelnemer.id: r.dekking for r in deelnemers},
        list(toegelaten.values()),
        perioden,
        punt.id,
        punt.casus_id,
    )
    return {"zonder": tuple(zinnen), "dicht": not poort.open}


def zet_uitkomst(wp: Werkplek, agendapunt_id: str, **velden: Any) -> Bon:
    """Fill in the outcome of a casus: uitkomst, reden, samenvatting, informeren, informeren_niet_nodig, zsm_advies,
    vervolgdatum, evaluatiedatum.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is not bezig, a value does not fit, or "geen besluit" is chosen
            while a besluit was recorded.
    """
    punt = wp.eis(Agendapunt, agendapunt_id)
    if wp.eis(Overleg, punt.overleg_id).status != "bezig":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_niet_bezig")
    casus = wp.eis(Casus, punt.casus_id)
    oud = uitkomst_van(wp, agendapunt_id)
    basis = (
        dict(oud)
        if oud
        else {
            "id": vast_id("uitkomst", agendapunt_id),
            "stream": casus.stream,
            "casus_id": casus.id,
            "overleg_id": punt.overleg_id,
            "agendapunt_id": agendapunt_id,
        }
    )
    try:
        nieuw = Uitkomst.model_validate({**basis, **velden})
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    if "uitkomst" in velden and spreekt_tegen(nieuw.uitkomst, wp.store.find(Inbreng, agendapunt_id=agendapunt_id)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="besluit_tegen")
    with wp.transactie("uitkomst vastgelegd") as t:
        for veld in velden:
            t.getypt_in(nieuw.id, veld, (f"uitkomst-{agendapunt_id}", veld))
        t.save(nieuw)
        for veld in velden:
            t.concept_weg(f"uitkomst-{agendapunt_id}", veld)
    return t.bon


def sla_over(wp: Werkplek, agendapunt_id: str, punt: str, reden: str) -> Bon:
    """Say why an open point stays undecided.

    Raises:
        Omstandigheid: REGEL_WEIGERT without a reason, or for a point that is always decided.
    """
    if punt in ALTIJD_BESLIST or punt not in PUNTWOORDEN or not reden.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    oud = uitkomst_van(wp, agendapunt_id)
    return zet_uitkomst(wp, agendapunt_id, overgeslagen={**(oud.overgeslagen if oud else {}), punt: reden.strip()})


def sluit(wp: Werkplek, overleg_id: str, *, reactie_dagen: int = 0) -> Bon:
    """Close the overleg in one act: times stop, decisions reach the casus, a draft verslag per casus is made.

    A casus in a compartment that who is at work may not see is not asked about and not named, and gets its draft too:
    who may see it goes on from there.

    Args:
        wp: the workplace.
        overleg_id: an overleg that is bezig.
        reactie_dagen: days the drafts are put up for reactions; 0 means none.

    Raises:
        Omstandigheid: REGEL_WEIGERT when it is not bezig or something is undecided (data: `open`).
    """
    overleg = wp.eis(Overleg, overleg_id)
    if overleg.status != "bezig":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_niet_bezig")
    regels = overzicht(wp, overleg_id)
    if aantal := sum(len(r.open_punten) for r in regels):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="nog_niet_afgerond", open=aantal)
    nu, vandaag = wp.nu(), wp.vandaag()
    with wp.transactie("overleg afgerond") as t:
        t.save(overleg.met(status="gesloten", gesloten_op=nu, geschorst=False))
        for periode in wp.store.find(Aanwezigheid, overleg_id=overleg_id, tot=None):
            t.save(periode.met(tot=nu))
        for deelnemer in deelnemers_van(wp, overleg_id):
            if deelnemer.aanwezigheid == "aanwezig" and deelnemer.vertrokken_op is None:
                t.save(deelnemer.met(vertrokken_op=nu))
            elif deelnemer.aanwezigheid == "verwacht":
                t.save(deelnemer.met(aanwezigheid="afwezig_zonder_bericht"))
        for punt in wp.store.find(Agendapunt, overleg_id=overleg_id):
            if punt.loopt_sinds:
                seconden = punt.gebruikt_s + max(0, int((nu - punt.loopt_sinds).total_seconds()))
                t.save(punt.met(loopt_sinds=None, gebruikt_s=seconden))
        for casus, uitkomst in [
            *((wp.eis(Casus, r.casus_id), r.uitkomst) for r in regels),
            *_afgeschermd(wp, overleg_id),
        ]:
            if uitkomst and uitkomst.evaluatiedatum:
                t.save(casus.met(evaluatiedatum=uitkomst.evaluatiedatum))
            t.save(
                Verslag(
                    id=vast_id("verslag", overleg_id, casus.id, "1"),
                    stream=casus.stream,
                    casus_id=casus.id,
                    overleg_id=overleg_id,
                    status="reactie" if reactie_dagen else "concept",
                    reactie_tot=_plus(vandaag, reactie_dagen) if reactie_dagen else None,
                    reactie_verstuurd_op=vandaag if reactie_dagen else None,
                )
            )
        t.audit("overleg_gesloten", (overleg_id,), {"casussen": len(regels)})
    return t.bon.samen(reeksen.neem_mee_na(wp, overleg_id))


def _afgeschermd(wp: Werkplek, overleg_id: str) -> list[tuple[Casus, Uitkomst | None]]:
    """The casussen of the agenda that who is at work may not see, as far as they are here, with their outcome."""
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    punten = [p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.casus_id in verborgen]
    gevonden = wp.store.vind_veel(Casus, [p.casus_id for p in punten])
    return [(gevonden[p.casus_id], uitkomst_van(wp, p.id)) for p in punten if p.casus_id in gevonden]


def _plus(dag: date, dagen: int) -> date:
    return date.fromordinal(dag.toordinal() + dagen)
