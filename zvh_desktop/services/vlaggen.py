"""Flags: set one on a casus or a record in it, take it down with what solved it; deadlines set aside with a reason."""

from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.vlag import Terzijde, Vlag, belet_oplossen, belet_terzijde, belet_vlag
from zvh_desktop.services.kijker import scherm
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["VlagInvoer", "leg_terzijde", "los_op", "van_casus", "zet"]


@dataclass(frozen=True, slots=True)
class VlagInvoer:
    """What a person fills in for a flag.

    Attributes:
        tekst: what is the matter; nodig: what has to be done before it may come down.
        wie: who does that, uiterlijk: by when.
        over_soort, over_id: the record it stands on; both "" for the casus.
    """

    tekst: str
    nodig: str
    wie: str = ""
    uiterlijk: date | None = None
    over_soort: str = ""
    over_id: str = ""


def zet(wp: Werkplek, casus_id: str, invoer: VlagInvoer) -> Bon:
    """Set a flag.

    Raises:
        Omstandigheid: REGEL_WEIGERT "vlag_zonder_tekst", "vlag_zonder_nodig" or "casus_gesloten"; NIET_GEVONDEN.
    """
    if weigering := belet_vlag(invoer.tekst, invoer.nodig):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=weigering)
    casus = wp.eis(Casus, casus_id)
    eis_open(casus.status)
    with wp.transactie("vlag gezet") as t:
        t.save(
            Vlag(
                id=wp.nieuw_id(),
                stream=casus.stream,
                casus_id=casus_id,
                over_soort=invoer.over_soort,
                over_id=invoer.over_id,
                tekst=invoer.tekst.strip(),
                nodig=invoer.nodig.strip(),
                wie=invoer.wie.strip(),
                uiterlijk=invoer.uiterlijk,
                gezet_op=wp.vandaag(),
                gezet_door=wp.wie_naam(),
            )
        )
    return t.bon


def los_op(wp: Werkplek, vlag_id: str, uitkomst: str) -> Bon:
    """Take a flag down with what solved it; it stays readable in the history.

    Raises:
        Omstandigheid: REGEL_WEIGERT "vlag_zonder_uitkomst" or "vlag_al_opgelost"; NIET_GEVONDEN.
    """
    vlag = wp.eis(Vlag, vlag_id)
    if weigering := belet_oplossen(vlag, uitkomst):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=weigering)
    with wp.transactie("vlag opgelost") as t:
        t.save(
            vlag.met(
                status="opgelost", uitkomst=uitkomst.strip(), opgelost_op=wp.vandaag(), opgelost_door=wp.wie_naam()
            )
        )
    return t.bon


def van_casus(wp: Werkplek, casus_id: str) -> list[Vlag]:
    """Return the open flags of a casus, those with a day first; an address closed to who is at work is hidden."""
    vlaggen = wp.store.find(Vlag, casus_id=casus_id, status="open")
    af = scherm(wp, casus_id).record_af
    return sorted(map(af, vlaggen), key=lambda v: (v.uiterlijk is None, v.uiterlijk or v.gezet_op, v.id))


def leg_terzijde(
    wp: Werkplek, termijnsoort: str, over_id: str, casus_id: str, dag: date, tot: date | None, reden: str
) -> Bon:
    """Set a deadline aside until a day; it comes back then, or when its day changes.

    Raises:
        Omstandigheid: REGEL_WEIGERT "terzijde_dag" or "terzijde_reden"; NIET_GEVONDEN.
    """
    if weigering := belet_terzijde(tot, reden, wp.vandaag()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=weigering)
    assert tot is not None
    stream = wp.eis(Casus, casus_id).stream if casus_id else wp.regio().stream
    with wp.transactie("termijn terzijde gelegd") as t:
        t.save(
            Terzijde(
                id=wp.nieuw_id(),
                stream=stream,
                casus_id=casus_id,
                termijnsoort=termijnsoort,
                over_id=over_id,
                dag=dag,
                tot=tot,
                reden=reden.strip(),
                gezet_op=wp.vandaag(),
                gezet_door=wp.wie_naam(),
            )
        )
    return t.bon
