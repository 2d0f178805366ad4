"""The gate: who may be in the room for a casus, and why; who may have a full verslag.

A signed verklaring binds to secrecy; it gives no right to information (domain reference 8, 15.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.overleg import Aanwezigheid, Deelnemer, Toelating, Verklaring
from zvh_desktop.domain.partner import Partner, protocol_geldig

__all__ = [
    "Dekking",
    "Poort",
    "bepaal_dekking",
    "bepaal_poort",
    "in_de_kamer",
    "mag_naam_lezen",
    "mag_uittreksel",
]


@dataclass(frozen=True, slots=True)
class Dekking:
    """How the secrecy of one person is arranged.

    Attributes:
        gedekt: covered by protocol or signed verklaring.
        hoe: "zvh", "protocol", "verklaring", "papier", "afstand" or, when not covered, "geen", "verlopen",
            "geweigerd".
        geldig_tot: last day of the protocol, or of a verklaring of an earlier overleg, when there is one.
    """

    gedekt: bool
    hoe: str
    geldig_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Poort:
    """Whether a casus may open, and for whom not.

    Attributes:
        open: everyone in the room is covered, admitted or outside.
        tegen: ids of deelnemers in the room who are not covered and not admitted.
    """

    open: bool
    tegen: tuple[str, ...] = ()


def bepaal_dekking(
    deelnemer: Deelnemer, partner: Partner | None, verklaringen: Iterable[Verklaring], op: date
) -> Dekking:
    """Decide how `deelnemer` is covered on the day of the overleg.

    Args:
        deelnemer: one person of this overleg.
        partner: the organisation from the register, or None when it is not in it.
        verklaringen: those of this overleg and those of others that run on; only the ones of this person count.
        op: calendar day of the overleg.
    """
    eigen = [v for v in verklaringen if not v.verwijderd and not v.ingetrokken and _geldt_voor(v, deelnemer, op)]
    if deelnemer.rol in ("voorzitter", "verslaglegger"):
        return Dekking(True, "zvh")
    if partner is not None and partner.partnersoort == "zvh":
        return Dekking(True, "zvh")
    if partner is not None and protocol_geldig(partner, op):
        return Dekking(True, "protocol", partner.protocol_geldig_tot)
    laatste = max(eigen, key=lambda v: (v.tijdstip, v.id), default=None)
    if laatste is not None:
        if laatste.wijze == "geweigerd":
            return Dekking(False, "geweigerd")
        hoe = laatste.wijze if laatste.wijze in ("papier", "afstand") else "verklaring"
        return Dekking(True, hoe, None if laatste.deelnemer_id == deelnemer.id else laatste.geldig_tot)
    verlopen = partner is not None and bool(partner.protocol_getekend_op or partner.protocol_geldig_tot)
    return Dekking(False, "verlopen" if verlopen else "geen", partner.protocol_geldig_tot if partner else None)


def _geldt_voor(verklaring: Verklaring, deelnemer: Deelnemer, op: date) -> bool:
    """Is it of this deelnemer, or a lasting one that the same person of the same organisation signed earlier?"""
    if verklaring.deelnemer_id == deelnemer.id:
        return True
    tot, van = verklaring.geldig_tot, verklaring.tijdstip.date()
    if tot is None or not van <= op <= tot or verklaring.wijze == "geweigerd":
        return False
    namen = {vouw(verklaring.naam), vouw(verklaring.uitgenodigd_als)} - {""}
    return vouw(deelnemer.naam) in namen and vouw(deelnemer.organisatie) == vouw(verklaring.organisatie)


def in_de_kamer(deelnemer: Deelnemer, casus_id: str, perioden: Iterable[Aanwezigheid]) -> bool:
    """Is someone in the room for a casus?

    Present at the overleg is not enough: who was not invited for this casus waits outside until the chair lets
    this person in, and who was sent outside stays there.

    Args:
        deelnemer: one person of this overleg.
        casus_id: the casus on the table; "" for a point without one, to which everyone may listen.
        perioden: attendance at this agendapunt; only open periods of this person count.
    """
    if deelnemer.verwijderd or deelnemer.aanwezigheid != "aanwezig" or deelnemer.vertrokken_op is not None:
        return False
    eigen = [p for p in perioden if p.deelnemer_id == deelnemer.id and p.tot is None and not p.verwijderd]
    if eigen:
        return max(eigen, key=lambda p: (p.van, p.id)).status == "binnen"
    return not casus_id or not deelnemer.casus_ids or casus_id in deelnemer.casus_ids


def bepaal_poort(
    deelnemers: Iterable[Deelnemer],
    dekkingen: dict[str, Dekking],
    toelatingen: Iterable[Toelating],
    perioden: Iterable[Aanwezigheid],
    agendapunt_id: str,
    casus_id: str,
) -> Poort:
    """Decide whether the casus of an agendapunt may open: everyone in the room is covered or admitted."""
    toegelaten = {t.deelnemer_id for t in toelatingen if t.agendapunt_id == agendapunt_id and not t.verwijderd}
    hier = [p for p in perioden if p.agendapunt_id == agendapunt_id]
    tegen = tuple(
        d.id
        for d in deelnemers
        if in_de_kamer(d, casus_id, hier) and d.id not in toegelaten and not dekkingen[d.id].gedekt
    )
    return Poort(open=not tegen, tegen=tegen)


def mag_naam_lezen(dekking: Dekking) -> bool:
    """May a paper that goes out before the overleg name a casus to this person, or only its number?

    Whoever is not bound to secrecy yet learns no name, whatever was chosen for the others.
    """
    return dekking.gedekt


def mag_uittreksel(dekking: Dekking, vaste_partner: bool, was_binnen: bool) -> str:
    """Return why someone gets no copy of a verslag by itself, or "" when they may.

    Returns:
        "" for a vaste partner who was there; else "zonder_dekking" (admitted without a verklaring gets no
        extract), "incidenteel" (heard, receives only a recorded verstrekking) or "afwezig" (the same).
    """
    if not dekking.gedekt:
        return "zonder_dekking"
    if not vaste_partner:
        return "incidenteel"
    return "" if was_binnen else "afwezig"
