"""Who sits at an overleg: add, change, and find the partner somebody is from."""

from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import (
    Deelnemer,
)
from zvh_desktop.domain.partner import Partner
from zvh_desktop.services.overlegbeeld import deelnemers_van, eis_niet_gesloten
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "id_van",
    "nieuwe_deelnemer",
    "voeg_deelnemer_toe",
    "wijzig_deelnemer",
    "zoek_partner",
]


def zoek_partner(wp: Werkplek, organisatie: str) -> Partner | None:
    """Find a partner by name or short name, folded; the beginning of a name will do when only one fits."""
    naam = vouw(organisatie)
    partners = [p for p in wp.store.find(Partner) if not p.verwijderd]
    for partner in partners:
        if naam and naam in (vouw(partner.naam), vouw(partner.kort)):
            return partner
    begin_zo = [p for p in partners if naam and vouw(p.naam).startswith(naam)]
    return begin_zo[0] if len(begin_zo) == 1 else None


def id_van(wp: Werkplek, overleg_id: str, organisatie: str, naam: str) -> str:
    """Return the one id of a person at an overleg, so that two devices do not invite twice; a namesake gets another."""
    id_ = vast_id("deelnemer", overleg_id, vouw(organisatie.strip()), vouw(naam.strip()))
    zittend = wp.store.vind(Deelnemer, id_)
    return wp.nieuw_id() if zittend is not None and not zittend.verwijderd else id_


def voeg_deelnemer_toe(
    wp: Werkplek,
    overleg_id: str,
    *,
    naam: str,
    organisatie: str,
    functie: str = "",
    mandaat: str = "",
    casus_ids: list[str] | None = None,
) -> tuple[str, Bon]:
    """Add someone, also while the overleg is bezig (an unexpected guest).

    Raises:
        Omstandigheid: REGEL_WEIGERT when name or organisation is empty or the overleg is closed.
    """
    nieuw = nieuwe_deelnemer(
        wp,
        overleg_id,
        naam=naam,
        organisatie=organisatie,
        functie=functie,
        mandaat=mandaat,
        casus_ids=casus_ids,
    )
    with wp.transactie("deelnemer toegevoegd") as t:
        t.save(nieuw)
    return nieuw.id, t.bon


def nieuwe_deelnemer(
    wp: Werkplek,
    overleg_id: str,
    *,
    naam: str,
    organisatie: str,
    functie: str = "",
    mandaat: str = "",
    casus_ids: list[str] | None = None,
) -> Deelnemer:
    """Return someone to be added, not saved yet; refuses as `voeg_deelnemer_toe`."""
    overleg = eis_niet_gesloten(wp, overleg_id)
    if not naam.strip() or not organisatie.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="deelnemer_leeg")
    partner = zoek_partner(wp, organisatie)
    id_ = id_van(wp, overleg_id, organisatie, naam)
    return Deelnemer(
        id=id_,
        stream=overleg.stream,
        overleg_id=overleg_id,
        volgorde=10 + len(deelnemers_van(wp, overleg_id)),
        partner_id=partner.id if partner else "",
        organisatie=organisatie.strip(),
        naam=naam.strip(),
        functie=functie.strip(),
        mandaat=mandaat.strip(),
        casus_ids=casus_ids or [],
    )


def wijzig_deelnemer(wp: Werkplek, deelnemer_id: str, **velden: Any) -> Bon:
    """Change name, organisation, function, mandate or the casussen someone is invited for.

    Raises:
        Omstandigheid: REGEL_WEIGERT for other fields, wrong values or a closed overleg.
    """
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    eis_niet_gesloten(wp, deelnemer.overleg_id)
    if vreemd := set(velden) - {"naam", "organisatie", "functie", "mandaat", "casus_ids"}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))
    if "organisatie" in velden:
        partner = zoek_partner(wp, velden["organisatie"])
        velden["partner_id"] = partner.id if partner else ""
    try:
        nieuw = deelnemer.met(**velden)
    except ValidationError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=tuple(velden)) from None
    with wp.transactie("deelnemer gewijzigd") as t:
        t.save(nieuw)
    return t.bon
