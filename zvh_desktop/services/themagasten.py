"""Whom the themes of a casus suggest to invite, and inviting them with one act."""

from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import Deelnemer, Overleg
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.themavelden import Suggestie, uitnodigingen
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["Gasten", "gasten", "nodig_uit"]


@dataclass(frozen=True, slots=True)
class Gasten:
    """The suggestions of a casus, and where an invitation goes.

    Attributes:
        overleg: the coming one with this casus on its agenda; "" when there is none.
        datum: its day.
        kan: there is an overleg or an aanmelding in which an invitation can be kept.
    """

    suggesties: tuple[Suggestie, ...]
    overleg: str
    datum: date | None
    kan: bool


def _komend(wp: Werkplek, casus_id: str) -> Overleg | None:
    """Return the first coming overleg that has the casus on its agenda."""
    alle = wp.store.vind_veel(Overleg, queries.overleg_ids_van(wp.store.verbinding, casus_id)).values()
    komend = [o for o in alle if not o.verwijderd and o.status != "gesloten" and o.datum >= wp.vandaag()]
    return min(komend, key=lambda o: (o.datum, o.begin, o.id), default=None)


def _aanmelding(wp: Werkplek, casus_id: str) -> Aanmelding | None:
    """Return the latest report: whom it names comes along when the casus is put on an agenda."""
    return max(wp.store.find(Aanmelding, casus_id=casus_id), key=lambda a: (a.ontvangen_op, a.id), default=None)


def _zittend(wp: Werkplek, overleg: Overleg, casus_id: str) -> list[Deelnemer]:
    """Return who is invited to an overleg for this casus."""
    alle = wp.store.find(Deelnemer, overleg_id=overleg.id)
    return [d for d in alle if not d.casus_ids or casus_id in d.casus_ids]


def gasten(wp: Werkplek, casus_id: str, overleg_id: str = "") -> Gasten:
    """Return whom the themes suggest, each with whether they were invited already.

    Args:
        wp: workplace.
        casus_id: the casus.
        overleg_id: for which overleg; the coming one when empty.
    """
    casus = wp.eis(Casus, casus_id)
    overleg = wp.eis(Overleg, overleg_id) if overleg_id else _komend(wp, casus_id)
    aanmelding = _aanmelding(wp, casus_id)
    zittend = _zittend(wp, overleg, casus_id) if overleg else []
    # Before there is an overleg those named in the report count as invited: they will be.
    genoemd = [g.get("organisatie", "") for g in aanmelding.genodigden] if aanmelding and not overleg else []
    suggesties = uitnodigingen(
        casus.thema,
        wp.partners().values(),
        [d.partner_id for d in zittend if d.partner_id],
        [*(d.organisatie for d in zittend), *genoemd],
    )
    return Gasten(
        suggesties,
        overleg.titel if overleg else "",
        overleg.datum if overleg else None,
        overleg is not None or aanmelding is not None,
    )


def nodig_uit(wp: Werkplek, casus_id: str, partner_id: str, overleg_id: str = "") -> Bon:
    """Invite a partner for a casus: to the coming overleg, and in the report, so that it comes along the next time.

    Who it will be is filled in at the overleg; until then the invitation bears the name of the organisation. Twice is
    once.

    Raises:
        Omstandigheid: REGEL_WEIGERT "geen_plek_genodigde" when there is neither an overleg nor a report; NIET_GEVONDEN.
    """
    partner = wp.eis(Partner, partner_id)
    overleg = wp.eis(Overleg, overleg_id) if overleg_id else _komend(wp, casus_id)
    aanmelding = _aanmelding(wp, casus_id)
    if overleg is None and aanmelding is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_plek_genodigde")
    te_bewaren: list[Deelnemer | Aanmelding] = []
    if overleg is not None and not any(d.partner_id == partner_id for d in _zittend(wp, overleg, casus_id)):
        te_bewaren.append(_deelnemer(wp, overleg, casus_id, partner))
    if aanmelding is not None:
        genoemd = {vouw(g.get("organisatie", "")) for g in aanmelding.genodigden}
        if genoemd.isdisjoint((vouw(partner.naam), vouw(partner.kortweg))):
            te_bewaren.append(
                aanmelding.met(genodigden=[*aanmelding.genodigden, {"organisatie": partner.naam, "naam": ""}])
            )
    if not te_bewaren:
        return Bon.leeg()
    with wp.transactie("partner genodigd") as t:
        for record in te_bewaren:
            t.save(record)
    return t.bon


def _deelnemer(wp: Werkplek, overleg: Overleg, casus_id: str, partner: Partner) -> Deelnemer:
    """Return the invitation: of whoever of this partner comes for another casus already, or a new one."""
    alle = wp.store.find(Deelnemer, overleg_id=overleg.id)
    elders = next((d for d in alle if d.partner_id == partner.id and d.naam == partner.naam), None)
    if elders is not None:
        return elders.met(casus_ids=[*elders.casus_ids, casus_id])
    return Deelnemer(
        # The same as `overleggen` gives: two devices that invite the same partner make one deelnemer.
        id=vast_id("deelnemer", overleg.id, vouw(partner.naam), vouw(partner.naam)),
        stream=overleg.stream,
        overleg_id=overleg.id,
        volgorde=10 + len(alle),
        partner_id=partner.id,
        organisatie=partner.naam,
        naam=partner.naam,
        casus_ids=[casus_id],
    )
