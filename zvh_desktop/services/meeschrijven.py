"""Two people at one overleg: who is writing at which point, and from whom an entry comes.

While somebody types, one small record for that device says so, sealed like everything else in the stream of the
overleg: the server sees that the stream grew, not who writes or where, and what is written is not in it. It is
written at most once in `HERHAAL_S` and forgotten by every screen after `VERS_S`, so a device that fell away does not
go on "writing". A vault that shares with nobody writes nothing.
"""

from datetime import datetime
from typing import Final

from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import Agendapunt, Inbreng, Overleg, Schrijver
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.services.deelt import deelt
from zvh_desktop.services.voorzitten_beeld import Meeschrijver
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["HERHAAL_S", "VERS_S", "anderen", "geleid_elders", "schrijft", "stopt", "van_anderen"]

HERHAAL_S: Final = 90
VERS_S: Final = 180
"""Longer than `HERHAAL_S` and the time a round takes to come by."""


def _eigen(wp: Werkplek, overleg_id: str) -> str:
    return vast_id("schrijver", overleg_id, wp.store.toestel)


def schrijft(wp: Werkplek, overleg_id: str, agendapunt_id: str) -> Bon:
    """Somebody types here at this point; nothing is written when that was said a moment ago, or nobody shares."""
    if not deelt(wp) or not wp.mag(Daad.VOORZITTEN).mag:
        return Bon.leeg()
    overleg = wp.eis(Overleg, overleg_id)
    if overleg.status != "bezig":
        return Bon.leeg()
    id_, nu = _eigen(wp, overleg_id), wp.nu()
    oud = wp.store.vind(Schrijver, id_)
    if (
        oud is not None
        and oud.agendapunt_id == agendapunt_id
        and oud.sinds is not None
        and 0 <= (nu - oud.sinds).total_seconds() < HERHAAL_S
    ):
        return Bon.leeg()
    basis = oud or Schrijver(id=id_, stream=overleg.stream, overleg_id=overleg_id, toestel=wp.store.toestel)
    return _zet(wp, basis.met(agendapunt_id=agendapunt_id, sinds=nu, naam=wp.wie_naam()))


def stopt(wp: Werkplek, overleg_id: str) -> Bon:
    """Nobody types here any more: the screen was left."""
    oud = wp.store.vind(Schrijver, _eigen(wp, overleg_id))
    if oud is None or not oud.agendapunt_id:
        return Bon.leeg()
    return _zet(wp, oud.met(agendapunt_id="", sinds=None))


def _zet(wp: Werkplek, schrijver: Schrijver) -> Bon:
    # In nobody's name: it is no act that a person would want to take back.
    wie = wp.wie
    with wp.store.transaction("schrijft mee", ("", wie.rol if wie else "")) as t:
        t.save(schrijver)
    return t.bon


def anderen(wp: Werkplek, overleg_id: str) -> tuple[Meeschrijver, ...]:
    """Return who writes on another device now, the latest first."""
    if not deelt(wp):
        return ()
    nu, eigen = wp.nu(), wp.store.toestel
    rijen = [
        Meeschrijver(s.naam, s.agendapunt_id, lokaal(s.sinds))
        for s in wp.store.find(Schrijver, overleg_id=overleg_id)
        if s.toestel != eigen and s.agendapunt_id and s.sinds and abs((nu - s.sinds).total_seconds()) < VERS_S
    ]
    return tuple(sorted(rijen, key=lambda m: m.sinds, reverse=True))


def van_anderen(wp: Werkplek, inbreng: list[Inbreng]) -> dict[str, tuple[str, datetime]]:
    """Return who wrote an entry last, and when, for those that were last written on another device."""
    if not deelt(wp):
        return {}
    namen = queries.medewerkernamen(wp.store.verbinding)
    laatst = queries.laatst_geschreven(wp.store.verbinding, [i.id for i in inbreng], "tekst")
    return {
        id_: (namen.get(persoon, ""), lokaal(tijd))
        for id_, (persoon, toestel, tijd) in laatst.items()
        if toestel != wp.store.toestel
    }


def geleid_elders(wp: Werkplek, punt: Agendapunt) -> bool:
    """Whether the clock of this point was set going on another device: there the meeting is led."""
    if not punt.loopt_sinds or not deelt(wp):
        return False
    laatst = queries.laatst_geschreven(wp.store.verbinding, [punt.id], "loopt_sinds").get(punt.id)
    return laatst is not None and laatst[1] != wp.store.toestel
