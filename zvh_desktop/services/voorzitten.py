"""Chairing: who is in the room, the clock per point, and what is said; pictures are made by `vergaderbeeld`.

The gate is kept there, here and in the domain, not on the screen: `beeld` carries nothing of a casus while the gate
is closed, and nothing can be recorded on it.
"""

from datetime import datetime

from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.invoerregel import Regel, Soort, met_soort, naar_regel, ontleed
from zvh_desktop.domain.overleg import (
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    Overleg,
    Toelating,
    mag_vastleggen,
)
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.toegang import in_de_kamer
from zvh_desktop.services import meeschrijven
from zvh_desktop.services.overlegbeeld import detail
from zvh_desktop.services.vergaderbeeld import beamer, beeld, bekend, gebiednaam, lopend, poort, poort_van
from zvh_desktop.services.werkplek import Bon, Werkplek

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
    if overleg.status != "bezig" or overleg.geschorst or not poort_van(wp, punt, d).open:
        return Bon.leeg()
    nu = wp.nu()
    perioden = [a for a in wp.store.find(Aanwezigheid, agendapunt_id=agendapunt_id) if a.tot is None]
    al = {a.deelnemer_id for a in perioden}
    with wp.transactie("agendapunt begonnen") as t:
        if punt.loopt_sinds is None:
            t.save(punt.met(loopt_sinds=nu, begonnen_op=punt.begonnen_op or nu, besproken=True))
        for regel in d.deelnemers:
            wie = regel.deelnemer
            if wie.id not in al and in_de_kamer(wie, punt.casus_id, perioden):
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
        Omstandigheid: REGEL_WEIGERT when empty, not bezig or suspended, "casus_gesloten" for an action; POORT_DICHT.
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
    """The action an entry stands for, new or changed; None for other kinds of entry.

    Raises:
        Omstandigheid: REGEL_WEIGERT "casus_gesloten" for a new one; what is said can still be written down.
    """
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
    eis_open(casus.status)
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
    namen = bekend(wp, detail(wp, inbreng.overleg_id))
    tekst = met_soort(regel_van(wp, inbreng_id), soort, namen)
    return wijzig_inbreng(wp, inbreng_id, ontleed(tekst, namen))


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
    namen = bekend(wp, detail(wp, inbreng.overleg_id))
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
        gebied=gebiednaam(namen, inbreng.leefgebied_id),
        aangeleverd=inbreng.aangeleverd_op,
        motivering=inbreng.motivering,
        niet_delen_met=tuple(inbreng.niet_delen_met),
        afwijkend=tuple(inbreng.afwijkend),
        bekend=namen,
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
