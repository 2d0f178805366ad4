"""Casussen that only named staff may see: closing one off, opening it again, and asking who may."""

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.compartiment import mag_zien, neem_op
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["eis_zicht", "hef_op", "sluit"]


def eis_zicht(wp: Werkplek, casus: Casus) -> None:
    """Refuse a casus that whoever is at work may not see, in the words for one that is not there.

    Raises:
        Omstandigheid: NIET_GEVONDEN.
    """
    wie = wp.wie
    if not mag_zien(wie.id if wie else "", casus):
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")


def sluit(wp: Werkplek, casus_id: str, naam: str, toegang: list[str]) -> Bon:
    """Put a casus in a compartment, or change who may see it; whoever does so stays among them.

    Raises:
        Omstandigheid: REGEL_WEIGERT "compartiment_mensen" without a name, or when nobody of the staff is among them.
    """
    casus = wp.eis(Casus, casus_id)
    eis_zicht(wp, casus)
    wie = wp.wie
    bekend = {m.id for m in wp.store.find(Medewerker) if not m.verwijderd and m.rol}
    wie_mogen = [id_ for id_ in neem_op(toegang, wie.id if wie else "") if id_ in bekend]
    if not naam.strip() or not wie_mogen:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="compartiment_mensen")
    with wp.transactie("wie deze casus mogen zien gewijzigd") as t:
        t.save(casus.met(compartiment=naam.strip(), toegang=wie_mogen))
        t.audit("compartiment", (casus_id,), {"mensen": len(wie_mogen)})
    return t.bon


def hef_op(wp: Werkplek, casus_id: str) -> Bon:
    """Let everybody in the house see the casus again; recorded."""
    casus = wp.eis(Casus, casus_id)
    eis_zicht(wp, casus)
    with wp.transactie("compartiment opgeheven") as t:
        t.save(casus.met(compartiment="", toegang=[]))
        t.audit("compartiment_opgeheven", (casus_id,), {})
    return t.bon
