"""Chairing: who is in the room, the gate per casus, the clock per point, and what is said.

The gate is kept here and in the domain, not on the screen: `beeld` carries nothing of a casus while the gate is
closed, and nothing can be recorded on it.
"""

from dataclasses import replace
from datetime import date, datetime

from zvh_desktop.domain.afscherming import ZAAL, Adreszicht, adreszicht, scherm_adressen_af, scherm_af
from zvh_desktop.domain.betrokkene import Betrokkene, leeftijd
from zvh_desktop.domain.casus import Casus, themanaam
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.invoerregel import Bekend, Bekende, Blok, Gebied, Regel, Soort, met_soort, naar_regel, ontleed
from zvh_desktop.domain.overleg import (
    OVERLEGTYPEN,
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    Overleg,
    Toelating,
    mag_vastleggen,
)
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import FASESTATUS, Actie, Fase, dagen_te_laat
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.toegang import Poort, bepaal_poort, in_de_kamer
from zvh_desktop.services import afronden, analyse, leefgebieden, meeschrijven, reeksen, tekstblokken, tijdlijn
from zvh_desktop.services.deelt import deelt
from zvh_desktop.services.overleggen import OverlegDetail, detail
from zvh_desktop.services.voorzitten_beeld import (
    AgendaRij,
    AnalyseRegel,
    BeamerBeeld,
    BeamerRegel,
    CasusKop,
    Concept,
    InbrengRij,
    KamerRij,
    Netwerk,
    VoorzitBeeld,
    VorigeActie,
)
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "NIEUW",
    "aangekomen",
    "afgemeld",
    "beamer",
    "beeld",
    "begin_periode",
    "bewaar_concept",
    "binnen",
    "buiten",
    "gevulde_inbreng",
    "hervat",
    "herzie",
    "leg_vast",
    "lopend",
    "met_actie",
    "open_casus",
    "open_punt",
    "poort",
    "regel_van",
    "schors",
    "trek_in",
    "vertrokken",
    "wijzig_inbreng",
    "zet_om",
]

NIEUW = "regel"
"""Field name of the draft of a new entry; the draft belongs to the agendapunt. Of an edited one: "bewerk:" + id."""


def _bezig(wp: Werkplek, overleg_id: str) -> Overleg:
    overleg = wp.eis(Overleg, overleg_id)
    if not mag_vastleggen(overleg.status):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_niet_bezig")
    return overleg


def poort(wp: Werkplek, agendapunt_id: str) -> Poort:
    """Decide whether the casus of an agendapunt may open now."""
    punt = wp.eis(Agendapunt, agendapunt_id)
    return _poort(wp, punt, detail(wp, punt.overleg_id))


def _poort(wp: Werkplek, punt: Agendapunt, d: OverlegDetail) -> Poort:
    if not punt.casus_id:
        return Poort(open=True)
    return bepaal_poort(
        [r.deelnemer for r in d.deelnemers],
        {r.deelnemer.id: r.dekking for r in d.deelnemers},
        wp.store.find(Toelating, agendapunt_id=punt.id),
        wp.store.find(Aanwezigheid, agendapunt_id=punt.id),
        punt.id,
        punt.casus_id,
    )


# The room


def open_punt(wp: Werkplek, overleg_id: str, agendapunt_id: str, neem_over: bool = True) -> Bon:
    """Go to a point: the clock of the one before stops, the people in it leave it; this one starts if its gate is open.

    Args:
        neem_over: without it a point that is led on another device goes on, and this one is only looked at.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is not bezig; NIET_GEVONDEN for a casus that is hidden from who
            is at work.
    """
    _bezig(wp, overleg_id)
    if casus_id := wp.eis(Agendapunt, agendapunt_id).casus_id:
        wp.eis(Casus, casus_id)
    ander = lopend(wp, overleg_id)
    if not neem_over and ander is not None and ander.id != agendapunt_id and meeschrijven.geleid_elders(wp, ander):
        return Bon.leeg()
    nu = wp.nu()
    with wp.transactie("agendapunt geopend") as t:
        for punt in wp.store.find(Agendapunt, overleg_id=overleg_id):
            if punt.id != agendapunt_id and punt.loopt_sinds:
                t.save(_gestopt(punt, nu))
                for periode in wp.store.find(Aanwezigheid, agendapunt_id=punt.id, status="binnen", tot=None):
                    t.save(periode.met(tot=nu))
        t.audit("agendapunt_geopend", (overleg_id, agendapunt_id), {})
    return t.bon.samen(_begin_als_open(wp, agendapunt_id))


def _gestopt(punt: Agendapunt, nu: datetime) -> Agendapunt:
    loopt = int((nu - punt.loopt_sinds).total_seconds()) if punt.loopt_sinds else 0
    return punt.met(gebruikt_s=punt.gebruikt_s + max(0, loopt), loopt_sinds=None)


def _begin_als_open(wp: Werkplek, agendapunt_id: str) -> Bon:
    """Start clock and presence of a point once everyone in the room is covered; write nothing otherwise."""
    punt = wp.eis(Agendapunt, agendapunt_id)
    overleg = wp.eis(Overleg, punt.overleg_id)
    d = detail(wp, punt.overleg_id)
    ander = lopend(wp, punt.overleg_id)
    if ander is not None and ander.id != agendapunt_id:
        # Led on another device: here that point is only looked at, and one clock runs.
        return Bon.leeg()
    if overleg.status != "bezig" or overleg.geschorst or not _poort(wp, punt, d).open:
        return Bon.leeg()
    nu = wp.nu()
    perioden = [a for a in wp.store.find(Aanwezigheid, agendapunt_id=agendapunt_id) if a.tot is None]
    bekend = {a.deelnemer_id for a in perioden}
    with wp.transactie("agendapunt begonnen") as t:
        if punt.loopt_sinds is None:
            t.save(punt.met(loopt_sinds=nu, begonnen_op=punt.begonnen_op or nu, besproken=True))
        for regel in d.deelnemers:
            wie = regel.deelnemer
            if wie.id not in bekend and in_de_kamer(wie, punt.casus_id, perioden):
                t.save(begin_periode(wp, overleg, agendapunt_id, wie, "binnen"))
    return t.bon


def begin_periode(wp: Werkplek, overleg: Overleg, agendapunt_id: str, wie: Deelnemer, status: str) -> Aanwezigheid:
    """Return a period that begins now, with how this person takes part at this moment."""
    return Aanwezigheid.model_validate(
        {
            "id": wp.nieuw_id(),
            "stream": overleg.stream,
            "overleg_id": overleg.id,
            "agendapunt_id": agendapunt_id,
            "deelnemer_id": wie.id,
            "status": status,
            "van": wp.nu(),
            "deelname": wie.deelname if status == "binnen" else "",
        }
    )


def herzie(wp: Werkplek, agendapunt_id: str) -> Bon:
    """Look again at the gate of a point, after someone signed or was admitted; start it when it is open now."""
    return _begin_als_open(wp, agendapunt_id) if agendapunt_id else Bon.leeg()


def aangekomen(wp: Werkplek, deelnemer_id: str, agendapunt_id: str = "") -> Bon:
    """Someone arrives; who is not covered waits outside a casus that is already running.

    Args:
        deelnemer_id: who.
        agendapunt_id: the point on the table; the one whose clock runs when not given.
    """
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    overleg = _bezig(wp, deelnemer.overleg_id)
    punt = wp.eis(Agendapunt, agendapunt_id) if agendapunt_id else lopend(wp, overleg.id)
    gedekt = next(r.dekking.gedekt for r in detail(wp, overleg.id).deelnemers if r.deelnemer.id == deelnemer_id)
    with wp.transactie("deelnemer aangekomen") as t:
        t.save(
            deelnemer.met(aanwezigheid="aanwezig", binnen_sinds=deelnemer.binnen_sinds or wp.nu(), vertrokken_op=None)
        )
        if punt and punt.casus_id and punt.loopt_sinds and not gedekt:
            t.save(begin_periode(wp, overleg, punt.id, deelnemer, "buiten"))
    return t.bon.samen(_begin_als_open(wp, punt.id)) if punt else t.bon


def lopend(wp: Werkplek, overleg_id: str) -> Agendapunt | None:
    """The point whose clock runs."""
    return next((p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.loopt_sinds), None)


def vertrokken(wp: Werkplek, deelnemer_id: str) -> Bon:
    """Someone leaves the overleg; the periods in the room end."""
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    _bezig(wp, deelnemer.overleg_id)
    nu = wp.nu()
    with wp.transactie("deelnemer vertrokken") as t:
        t.save(deelnemer.met(vertrokken_op=nu))
        for periode in wp.store.find(Aanwezigheid, deelnemer_id=deelnemer_id, tot=None):
            t.save(periode.met(tot=nu))
    return t.bon


def afgemeld(wp: Werkplek, deelnemer_id: str, *, met_bericht: bool) -> Bon:
    """Mark someone as absent, with or without word."""
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    if wp.eis(Overleg, deelnemer.overleg_id).status == "gesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
    soort = "afwezig_met_bericht" if met_bericht else "afwezig_zonder_bericht"
    with wp.transactie("deelnemer afwezig") as t:
        t.save(deelnemer.met(aanwezigheid=soort))
    return t.bon


def buiten(wp: Werkplek, deelnemer_id: str, agendapunt_id: str) -> Bon:
    """Someone waits outside for this casus."""
    return _zet(wp, deelnemer_id, agendapunt_id, "buiten").samen(_begin_als_open(wp, agendapunt_id))


def binnen(wp: Werkplek, deelnemer_id: str, agendapunt_id: str) -> Bon:
    """Someone comes in (again) for this casus.

    Raises:
        Omstandigheid: POORT_DICHT when the casus is running and this person is neither covered nor admitted.
    """
    punt = wp.eis(Agendapunt, agendapunt_id)
    d = detail(wp, punt.overleg_id)
    gedekt = next(r.dekking.gedekt for r in d.deelnemers if r.deelnemer.id == deelnemer_id)
    toegelaten = any(t.deelnemer_id == deelnemer_id for t in wp.store.find(Toelating, agendapunt_id=agendapunt_id))
    if punt.casus_id and punt.loopt_sinds and not gedekt and not toegelaten:
        raise Omstandigheid(Reden.POORT_DICHT)
    return _zet(wp, deelnemer_id, agendapunt_id, "binnen").samen(_begin_als_open(wp, agendapunt_id))


def _zet(wp: Werkplek, deelnemer_id: str, agendapunt_id: str, status: str) -> Bon:
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    overleg = _bezig(wp, deelnemer.overleg_id)
    punt = wp.eis(Agendapunt, agendapunt_id)
    nu = wp.nu()
    with wp.transactie(f"{status} bij deze casus") as t:
        if deelnemer.aanwezigheid != "aanwezig" or deelnemer.vertrokken_op:
            t.save(
                deelnemer.met(aanwezigheid="aanwezig", binnen_sinds=deelnemer.binnen_sinds or nu, vertrokken_op=None)
            )
        for periode in wp.store.find(Aanwezigheid, agendapunt_id=agendapunt_id, deelnemer_id=deelnemer_id, tot=None):
            t.save(periode.met(tot=nu))
        genodigd = not deelnemer.casus_ids or punt.casus_id in deelnemer.casus_ids
        if status == "buiten" or punt.loopt_sinds or not genodigd:
            t.save(begin_periode(wp, overleg, agendapunt_id, deelnemer, status))
        t.audit(f"kamer_{status}", (overleg.id, agendapunt_id, deelnemer_id), {})
    return t.bon


def schors(wp: Werkplek, overleg_id: str) -> Bon:
    """Suspend the meeting: clocks stop, nothing of a casus is shown."""
    overleg = _bezig(wp, overleg_id)
    nu = wp.nu()
    with wp.transactie("overleg geschorst") as t:
        t.save(overleg.met(geschorst=True))
        for punt in wp.store.find(Agendapunt, overleg_id=overleg_id):
            if punt.loopt_sinds:
                t.save(_gestopt(punt, nu))
        for periode in wp.store.find(Aanwezigheid, overleg_id=overleg_id, status="binnen", tot=None):
            t.save(periode.met(tot=nu))
    return t.bon


def hervat(wp: Werkplek, overleg_id: str, agendapunt_id: str = "") -> Bon:
    """Go on after a suspension."""
    overleg = _bezig(wp, overleg_id)
    with wp.transactie("overleg hervat") as t:
        t.save(overleg.met(geschorst=False))
    return t.bon.samen(_begin_als_open(wp, agendapunt_id)) if agendapunt_id else t.bon


# What is said


def open_casus(wp: Werkplek, punt: Agendapunt) -> Casus:
    """The casus of a point on which may be written now.

    Raises:
        Omstandigheid: REGEL_WEIGERT when not bezig, suspended or without casus; POORT_DICHT.
    """
    overleg = _bezig(wp, punt.overleg_id)
    if overleg.geschorst:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_geschorst")
    if not punt.casus_id:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="punt_zonder_casus")
    if not poort(wp, punt.id).open:
        raise Omstandigheid(Reden.POORT_DICHT)
    return wp.eis(Casus, punt.casus_id)


def leg_vast(wp: Werkplek, agendapunt_id: str, regel: Regel) -> tuple[str, Bon]:
    """Record one entry; an action makes an `Actie` beside it. The draft of the line ends in the same transaction.

    Returns:
        The id of the entry and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when empty, not bezig or suspended; POORT_DICHT.
    """
    if regel.leeg:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tekst_leeg")
    punt = wp.eis(Agendapunt, agendapunt_id)
    casus = open_casus(wp, punt)
    volgorde = 1 + max(
        (i.volgorde for i in wp.store.find(Inbreng, agendapunt_id=agendapunt_id, ook_verwijderd=True)), default=0
    )
    inbreng = Inbreng(
        id=wp.nieuw_id(),
        stream=casus.stream,
        casus_id=casus.id,
        overleg_id=punt.overleg_id,
        agendapunt_id=agendapunt_id,
        volgorde=volgorde,
        tekst=regel.tekst,
        tijdstip=wp.nu(),
    )
    with wp.transactie(f"{regel.soort} vastgelegd") as t:
        actie = met_actie(wp, casus, punt, None, regel)
        if actie:
            t.save(actie)
        t.save(gevulde_inbreng(inbreng, regel, actie.id if actie else ""))
        t.concept_weg(agendapunt_id, NIEUW)
    return inbreng.id, t.bon


def gevulde_inbreng(inbreng: Inbreng, regel: Regel, actie_id: str) -> Inbreng:
    """Return an entry with everything its line says."""
    wie = regel.wie
    return inbreng.met(
        inbrengsoort=regel.soort,
        tekst=regel.tekst,
        bron=wie.kortweg if wie else "",
        bron_partner_id=wie.partner_id if wie else "",
        motivering=regel.motivering,
        afwijkend=list(regel.afwijkend),
        niet_delen_met=list(regel.niet_delen_met),
        fase=regel.fase,
        leefgebied_id=regel.gebied.id if regel.gebied else "",
        aangeleverd_op=regel.aangeleverd,
        actie_id=actie_id,
    )


def met_actie(wp: Werkplek, casus: Casus, punt: Agendapunt, oud: Actie | None, regel: Regel) -> Actie | None:
    """The action an entry stands for, new or changed; None for other kinds of entry."""
    if regel.soort != "actie":
        return None
    wie = regel.wie
    velden = {
        "tekst": regel.tekst,
        "partner_id": wie.partner_id if wie else "",
        "persoon": (wie.persoon or ("" if wie.partner_id else wie.kortweg)) if wie else "",
        "uiterlijk": regel.datum,
        "fase": regel.fase,
    }
    if oud:
        return oud.met(**velden, verwijderd=False)
    return Actie.model_validate(
        {
            "id": wp.nieuw_id(),
            "stream": casus.stream,
            "casus_id": casus.id,
            "overleg_id": punt.overleg_id,
            "gemaakt_op": wp.vandaag(),
            **velden,
        }
    )


def wijzig_inbreng(wp: Werkplek, inbreng_id: str, regel: Regel) -> Bon:
    """Change an entry, also into another kind; the action that went with it follows.

    Raises:
        Omstandigheid: REGEL_WEIGERT when empty, not bezig or suspended; POORT_DICHT.
    """
    if regel.leeg:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tekst_leeg")
    inbreng = wp.eis(Inbreng, inbreng_id)
    punt = wp.eis(Agendapunt, inbreng.agendapunt_id)
    casus = open_casus(wp, punt)
    oud = wp.store.vind(Actie, inbreng.actie_id) if inbreng.actie_id else None
    with wp.transactie("inbreng gewijzigd") as t:
        actie = met_actie(wp, casus, punt, oud, regel)
        if actie:
            t.save(actie)
        elif oud:
            t.save(oud.met(verwijderd=True))
        for veld in ("tekst", "motivering"):
            t.getypt_in(inbreng_id, veld, (punt.id, f"bewerk:{inbreng_id}"))
        t.save(gevulde_inbreng(inbreng, regel, actie.id if actie else inbreng.actie_id))
        t.concept_weg(punt.id, f"bewerk:{inbreng_id}")
    return t.bon


def zet_om(wp: Werkplek, inbreng_id: str, soort: Soort) -> Bon:
    """Turn an entry into another kind without retyping.

    Raises:
        Omstandigheid: as `wijzig_inbreng`.
    """
    inbreng = wp.eis(Inbreng, inbreng_id)
    bekend = _bekend(wp, detail(wp, inbreng.overleg_id))
    tekst = met_soort(regel_van(wp, inbreng_id), soort, bekend)
    return wijzig_inbreng(wp, inbreng_id, ontleed(tekst, bekend))


def trek_in(wp: Werkplek, inbreng_id: str) -> Bon:
    """Withdraw an entry and its action; undo brings both back."""
    inbreng = wp.eis(Inbreng, inbreng_id)
    open_casus(wp, wp.eis(Agendapunt, inbreng.agendapunt_id))
    with wp.transactie("inbreng ingetrokken") as t:
        t.save(inbreng.met(verwijderd=True))
        if inbreng.actie_id:
            t.save(wp.eis(Actie, inbreng.actie_id).met(verwijderd=True))
    return t.bon


def regel_van(wp: Werkplek, inbreng_id: str) -> str:
    """Return an entry as the line one could have typed."""
    inbreng = wp.eis(Inbreng, inbreng_id)
    bekend = _bekend(wp, detail(wp, inbreng.overleg_id))
    actie = wp.store.vind(Actie, inbreng.actie_id) if inbreng.actie_id else None
    wie = inbreng.bron
    if actie and actie.persoon:
        wie = actie.persoon
    return naar_regel(
        soort=inbreng.inbrengsoort,
        tekst=inbreng.tekst,
        wie=wie,
        datum=actie.uiterlijk if actie else None,
        fase=inbreng.fase,
        gebied=gebiednaam(bekend, inbreng.leefgebied_id),
        aangeleverd=inbreng.aangeleverd_op,
        motivering=inbreng.motivering,
        niet_delen_met=tuple(inbreng.niet_delen_met),
        afwijkend=tuple(inbreng.afwijkend),
        bekend=bekend,
    )


def bewaar_concept(wp: Werkplek, agendapunt_id: str, veld: str, tekst: str, plek: int) -> None:
    """Keep what stands in the entry line; an emptied line ends its draft."""
    if not tekst:
        wp.store.verwijder_concept(agendapunt_id, veld)
        return
    wp.store.bewaar_concept(
        agendapunt_id, veld, soort="inbreng", label="Invoerregel van het overleg", tekst=tekst, cursor=plek
    )
    # The screen says "bewaard" when this returns; then it must be on the disk.
    wp.kluis.concepten.flush()


# The pictures


def _bekend(wp: Werkplek, d: OverlegDetail) -> Bekend:
    """Who can be named with `@`: the organisations at this table first, then the others, then people."""
    partners = sorted((p for p in wp.partners().values() if not p.verwijderd), key=lambda p: p.kortweg.casefold())
    aan_tafel = {r.deelnemer.partner_id for r in d.deelnemers}
    namen: list[Bekende] = []
    gezien: set[str] = set()

    def voeg(b: Bekende) -> None:
        sleutel = b.naam.casefold()
        if sleutel and sleutel not in gezien:
            gezien.add(sleutel)
            namen.append(b)

    for partner in sorted(partners, key=lambda p: p.id not in aan_tafel):
        voeg(Bekende(naam=partner.kortweg, partner_id=partner.id))
    for regel in d.deelnemers:
        wie = regel.deelnemer
        if not wie.partner_id and regel.dekking.hoe != "zvh":
            voeg(Bekende(naam=wie.organisatie))
    for regel in d.deelnemers:
        wie = regel.deelnemer
        voeg(Bekende(naam=wie.naam, partner_id=wie.partner_id, persoon=wie.naam, bij=wie.organisatie))
    for partner in partners:
        voeg(Bekende(naam=partner.naam, kort=partner.kortweg, partner_id=partner.id))
    gebieden = tuple(Gebied(g.id, g.naam) for g in leefgebieden.lijst(wp))
    blokken = tuple(Blok(b.naam, b.tekst) for b in tekstblokken.lijst(wp))
    return Bekend(wp.vandaag(), tuple(namen), gebieden, blokken)


def gebiednaam(bekend: Bekend, leefgebied_id: str) -> str:
    """Return the name of a leefgebied, also of one that was taken off the list; "" for none."""
    return next((g.naam for g in bekend.gebieden if g.id == leefgebied_id), "")


def _kamer(wp: Werkplek, punt: Agendapunt | None, d: OverlegDetail) -> tuple[KamerRij, ...]:
    perioden = wp.store.find(Aanwezigheid, agendapunt_id=punt.id, tot=None) if punt else []
    toegelaten = {t.deelnemer_id for t in wp.store.find(Toelating, agendapunt_id=punt.id)} if punt else set()
    casus_id = punt.casus_id if punt else ""
    namen = {r.deelnemer.id: r.deelnemer.naam for r in d.deelnemers}
    rijen = []
    for r in d.deelnemers:
        wie = r.deelnemer
        aanwezig = wie.aanwezigheid == "aanwezig"
        genodigd = not casus_id or not wie.casus_ids or casus_id in wie.casus_ids
        if not genodigd and not aanwezig:
            continue
        hoe = next((p.deelname for p in perioden if p.deelnemer_id == wie.id and p.status == "binnen"), "")
        status: str = "vertrokken" if aanwezig and wie.vertrokken_op else wie.aanwezigheid
        if status == "aanwezig" and not in_de_kamer(wie, casus_id, perioden):
            status = "wacht_buiten"
        rijen.append(
            KamerRij(
                deelnemer_id=wie.id,
                naam=wie.naam,
                organisatie=wie.organisatie,
                status=status,
                gedekt=r.dekking.gedekt,
                hoe=r.dekking.hoe,
                dekking_woorden=r.woorden,
                toegelaten=wie.id in toegelaten,
                digitaal=(hoe or wie.deelname) == "digitaal",
                waarneemt_voor=namen.get(wie.waarneemt_voor, ""),
            )
        )
    volgorde = ("aanwezig", "wacht_buiten", "verwacht", "vertrokken")
    return tuple(sorted(rijen, key=lambda k: volgorde.index(k.status) if k.status in volgorde else 9))


def _netwerk(wp: Werkplek) -> Netwerk:
    """Return how sharing stands, in words that are proven."""
    if not deelt(wp):
        return Netwerk("zonder netwerk, alles lokaal bewaard")
    # Late: a vault that shares with nobody never loads it.
    from zvh_desktop.services import sync

    stand = sync.stand(wp)
    return Netwerk(stand.woorden, verbonden=stand.laatste_contact is not None)


def beeld(wp: Werkplek, overleg_id: str, agendapunt_id: str = "") -> VoorzitBeeld:
    """Compose the chairing screen for a point; nothing of a casus is in it while its gate is closed."""
    d = detail(wp, overleg_id)
    overleg = d.overleg
    punten = {p.punt.id: p for p in d.punten}
    # Who joins a meeting under way begins where it is.
    loopt = next((i for i, p in punten.items() if p.punt.loopt_sinds), "")
    huidig = agendapunt_id if agendapunt_id in punten else loopt or next(iter(punten), "")
    elders = loopt if loopt not in ("", huidig) and meeschrijven.geleid_elders(wp, punten[loopt].punt) else ""
    punt = punten[huidig].punt if huidig else None
    concepten = {c.record_id for c in wp.store.drafts() if c.soort == "inbreng" and c.tekst.strip()}
    agenda = tuple(
        AgendaRij(
            agendapunt_id=p.punt.id,
            titel=p.naam,
            minuten=p.punt.minuten,
            is_casus=bool(p.punt.casus_id),
            gebruikt_s=p.punt.gebruikt_s,
            loopt_sinds=p.punt.loopt_sinds,
            besproken=p.punt.besproken,
            concept=p.punt.id in concepten,
        )
        for p in d.punten
    )
    deur = _poort(wp, punt, d) if punt else Poort(open=True)
    basis = VoorzitBeeld(
        overleg_id=overleg_id,
        titel=overleg.titel,
        bekend=_bekend(wp, d),
        agenda=agenda,
        huidig=huidig,
        kamer=_kamer(wp, punt, d),
        status=overleg.status,
        begonnen_op=lokaal(overleg.begonnen_op) if overleg.begonnen_op else None,
        geschorst=overleg.geschorst,
        poort_open=deur.open,
        netwerk=_netwerk(wp),
        meeschrijvers=meeschrijven.anderen(wp, overleg_id),
        geleid_bij=elders,
        verslagen=reeksen.verslagen(wp, huidig) if punt and punt.puntsoort == "verslagen" else (),
    )
    if punt is None or not punt.casus_id or not deur.open or overleg.geschorst or overleg.status != "bezig":
        return basis
    return _met_casus(wp, basis, punt, overleg)


def _met_casus(wp: Werkplek, basis: VoorzitBeeld, punt: Agendapunt, overleg: Overleg) -> VoorzitBeeld:
    casus = wp.eis(Casus, punt.casus_id)
    partners = wp.partners()
    hoofd = next((b for b in wp.store.find(Betrokkene, casus_id=casus.id) if b.hoofdpersoon), None)
    fasen = [f.nummer for f in wp.store.find(Fase, casus_id=casus.id) if f.status in ("open", "teruggevallen")]
    acties = {a.id: a for a in wp.store.find(Actie, casus_id=casus.id)}
    inbreng = sorted(wp.store.find(Inbreng, agendapunt_id=punt.id), key=lambda i: (i.volgorde, i.id))
    vorige_op, vorige = _vorige(wp, casus, overleg, list(acties.values()), partners)
    veilig = [i for i in wp.store.find(Inbreng, casus_id=casus.id) if i.inbrengsoort == "veiligheid"]
    geboren = hoofd.geboortedatum if hoofd else None
    elders = meeschrijven.van_anderen(wp, inbreng)
    return replace(
        basis,
        casus=CasusKop(
            casus_id=casus.id,
            naam=casus.naam,
            leeftijd=leeftijd(geboren, wp.vandaag()) if geboren else None,
            thema=", ".join(themanaam(x) for x in casus.thema),
            fase=min(fasen, default=0),
        ),
        inbreng=tuple(
            _inbrengrij(i, acties.get(i.actie_id), partners, basis.bekend, elders.get(i.id)) for i in inbreng
        ),
        vorige=vorige,
        vorige_op=vorige_op,
        veiligheid_nu=max(veilig, key=lambda i: i.tijdstip).tekst if veilig else "",
        nog_te_beslissen=afronden.regel(wp, punt).open_punten,
        concept=_concept(wp, punt.id),
        analyse=tuple(AnalyseRegel(r.kop, r.tekst, r.let_op) for r in analyse.stand(wp, casus.id)),
    )


def _concept(wp: Werkplek, agendapunt_id: str) -> Concept:
    concepten = [c for c in wp.store.drafts(agendapunt_id) if c.tekst.strip()]
    if not concepten:
        return Concept()
    c = concepten[0]
    bewerkt = c.veld.removeprefix("bewerk:") if c.veld.startswith("bewerk:") else ""
    return Concept(c.tekst, c.cursor, bewerkt)


def _inbrengrij(
    i: Inbreng,
    actie: Actie | None,
    partners: dict[str, Partner],
    bekend: Bekend,
    elders: tuple[str, datetime] | None = None,
) -> InbrengRij:
    bron, persoon, uiterlijk = i.bron, "", None
    if i.inbrengsoort == "actie" and actie:
        partner = partners.get(actie.partner_id)
        bron = partner.kortweg if partner else actie.persoon
        persoon = actie.persoon if partner else ""
        uiterlijk = actie.uiterlijk
    return InbrengRij(
        inbreng_id=i.id,
        soort=i.inbrengsoort,
        tekst=i.tekst,
        bron=bron,
        motivering=i.motivering,
        afwijkend=tuple(i.afwijkend),
        niet_delen_met=tuple(i.niet_delen_met),
        fase=i.fase,
        persoon=persoon,
        uiterlijk=uiterlijk,
        leefgebied=gebiednaam(bekend, i.leefgebied_id),
        aangeleverd_op=i.aangeleverd_op,
        door=f"{elders[0] or 'een ander toestel'}, {elders[1]:%H:%M}" if elders else "",
    )


def _vorige(
    wp: Werkplek, casus: Casus, overleg: Overleg, acties: list[Actie], partners: dict[str, Partner]
) -> tuple[date | None, tuple[VorigeActie, ...]]:
    """Actions of earlier meetings: all of the last one, and whatever is still open."""
    ids = [i for i in queries.overleg_ids_van(wp.store.verbinding, casus.id) if i != overleg.id]
    eerdere = [o for o in wp.store.vind_veel(Overleg, ids).values() if o.status == "gesloten"]
    laatste = max(eerdere, key=lambda o: (o.datum, o.begin), default=None)
    vandaag = wp.vandaag()
    gekozen = [
        a
        for a in acties
        if not a.verwijderd
        and a.overleg_id != overleg.id
        and (a.status == "open" or (laatste is not None and a.overleg_id == laatste.id))
    ]
    gekozen.sort(key=lambda a: (a.status != "open", a.uiterlijk is None, a.uiterlijk or vandaag, a.id))
    rijen = []
    for a in gekozen:
        partner = partners.get(a.partner_id)
        wie = " · ".join(x for x in (partner.kortweg if partner else "", a.persoon) if x)
        rijen.append(
            VorigeActie(a.id, a.tekst, wie, a.status, a.uiterlijk, a.terugkoppeling, dagen_te_laat(a, vandaag))
        )
    return (laatste.datum if laatste else None), tuple(rijen)


def _verborgen(betrokkenen: list[Betrokkene]) -> list[str]:
    """Words the presenter view hides: surnames, streets, names of third parties, towns of a secret address."""
    woorden: list[str] = []
    for b in betrokkenen:
        woorden += [b.achternaam, b.straat, *b.aliassen]
        if not b.hoofdpersoon:
            woorden.append(b.voornamen)
        if adreszicht(b, ZAAL) is Adreszicht.DICHT:
            woorden.append(b.woonplaats)
    return [w for w in woorden if w]


def beamer(
    wp: Werkplek, overleg_id: str, agendapunt_id: str, *, alles: bool = False, met_tijdlijn: bool = False
) -> BeamerBeeld:
    """Compose the presenter view: decisions and actions, masked unless shown on purpose (which is logged).

    `met_tijdlijn` gives the plan in time instead, by the same rules.
    """
    b = beeld(wp, overleg_id, agendapunt_id)
    nummers = [r.agendapunt_id for r in b.agenda]
    nummer = nummers.index(b.huidig) + 1 if b.huidig in nummers else 0
    # The kind of overleg, in few words, and never its own title: people write names in that.
    kop = OVERLEGTYPEN.get(wp.eis(Overleg, overleg_id).type, "Overleg").partition(" complexe")[0]
    if b.casus is None:
        punt = b.punt
        if punt and not punt.is_casus and not b.geschorst:
            mededeling = punt.titel
        else:
            mededeling = "Het overleg is geschorst" if b.geschorst else "De casus is nog niet geopend"
        return BeamerBeeld(kop, nummer, len(nummers), mededeling=mededeling)
    casus_id = b.casus.casus_id
    betrokkenen = wp.store.find(Betrokkene, casus_id=casus_id)
    verborgen = _verborgen(betrokkenen)
    if alles:
        wp.log("beamer_alles_getoond", (casus_id,))

    def schoon(tekst: str) -> str:
        # A secret address is not for a room, whatever else is shown on purpose.
        open_ = tekst if alles else scherm_af(tekst, verborgen)
        return scherm_adressen_af(open_, betrokkenen, ZAAL)

    fasen = [f for f in wp.store.find(Fase, casus_id=casus_id) if f.status != "niet_gestart"]
    return BeamerBeeld(
        kop=kop,
        nummer=nummer,
        aantal=len(nummers),
        casusnaam=b.casus.naam,
        fasen=tuple(sorted((f.nummer, FASESTATUS[f.status]) for f in fasen)),
        besluiten=tuple(BeamerRegel(schoon(i.tekst)) for i in b.inbreng if i.soort == "besluit"),
        acties=tuple(
            BeamerRegel(schoon(i.tekst), i.bron, f"{i.uiterlijk.day}-{i.uiterlijk.month}" if i.uiterlijk else "")
            for i in b.inbreng
            if i.soort == "actie"
        ),
        alles=alles,
        tijdlijn=tijdlijn.voor_zaal(wp, casus_id, verborgen, alles=alles) if met_tijdlijn else None,
    )
