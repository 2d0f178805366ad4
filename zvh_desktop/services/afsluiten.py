"""Closing a casus in one act, and taking that back on the same day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain import bewaren
from zvh_desktop.domain.afsluiting import (
    BEGIN,
    EINDE,
    OVERNAME,
    Onaf,
    belet,
    notitietekst,
    ontvanger,
    overnametekst,
)
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.grondslag import Bewaarregel, Verlenging
from zvh_desktop.domain.informatie import Informatieverzoek
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.services.kijker import bedek
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["Afsluitbeeld", "beeld", "bevestig_overname", "heropen", "sluit_af"]


@dataclass(frozen=True, slots=True)
class Afsluitbeeld:
    """What a person has to know before a casus is closed, or before that is taken back.

    Attributes:
        acties: the open ones; each is handed over or ends.
        onaf: what is not finished and stays behind as it is.
        termijn: in one sentence what becomes of the retention term.
        kan_terug: it was closed today, so it can be taken back.
        naar: to whom a closed casus went; "" when to nobody.
        overname: what that wijkteam or partner said on taking it over; "" as long as they did not.
    """

    casus_id: str
    nummer: str
    status: str
    beeindigd_op: date | None
    acties: tuple[tuple[str, str], ...]
    onaf: tuple[Onaf, ...]
    partners: tuple[str, ...]
    termijn: str
    kan_terug: bool
    naar: str = ""
    overname: str = ""


def _open_acties(wp: Werkplek, casus_id: str) -> list[Actie]:
    alle = [a for a in wp.store.find(Actie, casus_id=casus_id) if not a.verwijderd and a.status == "open"]
    return sorted(alle, key=lambda a: (a.uiterlijk or date.max, a.id))


def _onaf(wp: Werkplek, casus_id: str) -> tuple[Onaf, ...]:
    s = wp.store
    uit = [
        Onaf("verslag", f"verslag versie {v.versie} is niet ondertekend")
        for v in s.find(Verslag, casus_id=casus_id)
        if not v.verwijderd and v.status in ("concept", "reactie", "vastgesteld")
    ]
    overleggen = s.vind_veel(Overleg, queries.overleg_ids_van(s.verbinding, casus_id)).values()
    uit += [
        Onaf("overleg", f"staat op de agenda van {o.titel}")
        for o in sorted(overleggen, key=lambda o: (o.datum, o.begin, o.id))
        if not o.verwijderd and o.status != "gesloten"
    ]
    uit += [
        Onaf("verzoek", f"{v.organisatie} heeft een informatieverzoek nog niet beantwoord")
        for v in s.find(Informatieverzoek, casus_id=casus_id, status="verstuurd")
        if not v.verwijderd
    ]
    uit += [
        Onaf("vlag", "er staat nog een vlag open")
        for v in s.find(Vlag, casus_id=casus_id)
        if not v.verwijderd and v.status == "open"
    ]
    return tuple(uit)


def beeld(wp: Werkplek, casus_id: str) -> Afsluitbeeld:
    """Return what closing would do, or how it was done."""
    casus = wp.eis(Casus, casus_id)
    dicht = casus.status in bewaren.BEEINDIGD
    straks = casus if dicht else casus.model_copy(update={"status": "afgesloten", "beeindigd_op": wp.vandaag()})
    stand = bewaren.stand(
        straks, wp.store.find(Bewaarregel), wp.store.find(Verlenging, casus_id=casus_id), wp.vandaag()
    )
    slot, overname = _einde(wp, casus_id) if casus.status == "afgesloten" else (None, None)
    partners = sorted((p for p in wp.partners().values() if not p.verwijderd), key=lambda p: (not p.vast, p.naam))
    return Afsluitbeeld(
        casus_id,
        casus.nummer,
        casus.status,
        casus.beeindigd_op,
        bedek(wp, casus_id, tuple((a.id, a.tekst) for a in _open_acties(wp, casus_id))),
        _onaf(wp, casus_id),
        tuple(p.naam for p in partners),
        bewaren.zin(stand),
        slot is not None and casus.beeindigd_op == wp.vandaag() == lokaal(slot.tijdstip).date(),
        ontvanger(slot.tekst) if slot is not None else "",
        overname.tekst if overname is not None else "",
    )


def sluit_af(
    wp: Werkplek,
    casus_id: str,
    *,
    reden: str,
    naar: str = "",
    evaluatie: str,
    acties: Mapping[str, str],
    ondanks: bool = False,
) -> Bon:
    """Close a casus: the term of retention begins today, and the verloop tells why and how it went.

    Args:
        wp: workplace.
        casus_id: a casus that runs.
        reden: key of `REDENEN`.
        naar: to whom it goes: wijkteam or partner; has to be said when it is handed over.
        evaluatie: how it went.
        acties: for every open action "over" (handed over to `naar`) or "eindigt".
        ondanks: close although something is not finished; that is told in the verloop.

    Raises:
        Omstandigheid: REGEL_WEIGERT "afsluiten_loopt_niet", "afsluiten_reden", "afsluiten_naar", "afsluiten_evaluatie",
            "afsluiten_acties" when an open action was not decided on, "afsluiten_onaf".
    """
    casus = wp.eis(Casus, casus_id)
    wp.eis_recht(Daad.CASUS_AFSLUITEN, casus_id)
    if regel := belet(casus.status, reden, naar, evaluatie):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=regel)
    open_ = _open_acties(wp, casus_id)
    if any(acties.get(a.id) not in EINDE for a in open_):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afsluiten_acties")
    if not naar.strip() and any(acties[a.id] == "over" for a in open_):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afsluiten_naar")
    onaf = _onaf(wp, casus_id)
    if onaf and not ondanks:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afsluiten_onaf")
    nu = wp.nu()
    with wp.transactie("casus afgesloten") as t:
        for actie in open_:
            woord = EINDE[acties[actie.id]]
            aan = f" aan {naar.strip()}" if acties[actie.id] == "over" else ""
            zin = f"{woord[:1].upper()}{woord[1:]}{aan}."
            t.save(
                actie.met(
                    status="vervallen",
                    terugkoppeling="\n".join(filter(None, (actie.terugkoppeling.strip(), zin))),
                    afgerond_op=nu,
                    afgerond_door=wp.wie_naam(),
                )
            )
        t.save(casus.met(status="afgesloten", beeindigd_op=wp.vandaag()))
        t.save(
            Notitie(
                id=wp.nieuw_id(),
                stream=casus.stream,
                casus_id=casus_id,
                tijdstip=nu,
                notitiesoort="afschaling",
                tekst=notitietekst(reden, naar, evaluatie, onaf),
                bron=wp.wie_naam(),
            )
        )
        t.audit("casus_afgesloten", (casus_id,), {"reden": reden, "onaf": len(onaf)})
    return t.bon


def _einde(wp: Werkplek, casus_id: str) -> tuple[Notitie | None, Notitie | None]:
    """The entry of the last closing, and the one in which the casus was taken over after it."""
    alle = [n for n in wp.store.find(Notitie, casus_id=casus_id, notitiesoort="afschaling") if not n.verwijderd]
    slot = max((n for n in alle if n.tekst.startswith(BEGIN)), key=lambda n: (n.tijdstip, n.id), default=None)
    if slot is None:
        return None, None
    later = (n for n in alle if n.tekst.startswith(OVERNAME) and n.tijdstip >= slot.tijdstip)
    return slot, max(later, key=lambda n: (n.tijdstip, n.id), default=None)


def bevestig_overname(wp: Werkplek, casus_id: str, door: str, afspraak: str = "") -> Bon:
    """Write down that the wijkteam or partner to whom a casus went has taken it over; the closing stays as it was.

    Args:
        wp: workplace.
        casus_id: a closed casus that was handed over.
        door: who says so there.
        afspraak: what was agreed, such as whom they call when it goes wrong again.

    Raises:
        Omstandigheid: REGEL_WEIGERT "overname_niets" when it was handed to nobody, "overname_al", "overname_door".
    """
    casus = wp.eis(Casus, casus_id)
    wp.eis_recht(Daad.CASUS_AFSLUITEN, casus_id)
    slot, overname = _einde(wp, casus_id)
    naar = ontvanger(slot.tekst) if slot is not None and casus.status == "afgesloten" else ""
    if not naar:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overname_niets")
    if overname is not None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overname_al")
    if not door.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overname_door")
    with wp.transactie("overname bevestigd") as t:
        t.save(
            Notitie(
                id=wp.nieuw_id(),
                stream=casus.stream,
                casus_id=casus_id,
                tijdstip=wp.nu(),
                notitiesoort="afschaling",
                tekst=overnametekst(naar, door, afspraak),
                bron=wp.wie_naam(),
            )
        )
        t.audit("casus_overgenomen", (casus_id,), {})
    return t.bon


def heropen(wp: Werkplek, casus_id: str) -> Bon:
    """Take a closing of today back: the casus runs, its actions are open again; the history keeps both.

    Raises:
        Omstandigheid: REGEL_WEIGERT "heropen_dag" when it was not closed today.
    """
    casus = wp.eis(Casus, casus_id)
    wp.eis_recht(Daad.CASUS_AFSLUITEN, casus_id)
    notitie, overname = _einde(wp, casus_id)
    if (
        casus.status != "afgesloten"
        or notitie is None
        or not casus.beeindigd_op == wp.vandaag() == lokaal(notitie.tijdstip).date()
    ):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="heropen_dag")
    with wp.transactie("casus heropend") as t:
        t.save(casus.met(status="loopt", beeindigd_op=None))
        for actie in wp.store.find(Actie, casus_id=casus_id, status="vervallen"):
            # Those that ended by the closing itself, and no other.
            if not actie.verwijderd and actie.afgerond_op == notitie.tijdstip:
                eerder = "\n".join(actie.terugkoppeling.split("\n")[:-1])
                t.save(actie.met(status="open", terugkoppeling=eerder, afgerond_op=None, afgerond_door=""))
        t.save_many(n.met(verwijderd=True) for n in (notitie, overname) if n is not None)
        t.audit("casus_heropend", (casus_id,), {})
    return t.bon
