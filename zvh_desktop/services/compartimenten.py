"""Casussen that only named staff may see: closing one off, and opening it again.

Who is not among them is refused by `Werkplek.eis`, in the words for a casus that is not there, and lists read the view
`zichtcasus`.
"""

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.compartiment import neem_op
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["hef_op", "sluit"]


def sluit(wp: Werkplek, casus_id: str, naam: str, toegang: list[str]) -> Bon:
    """Put a casus in a compartment, or change who may see it; whoever does so stays among them.

    Raises:
        Omstandigheid: REGEL_WEIGERT "compartiment_mensen" without a name, or when nobody of the staff is among them;
            NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.COMPARTIMENT_ZETTEN, casus_id)
    casus = wp.eis(Casus, casus_id)
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
    """Let everybody in the house see the casus again; recorded.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.COMPARTIMENT_ZETTEN, casus_id)
    casus = wp.eis(Casus, casus_id)
    with wp.transactie("compartiment opgeheven") as t:
        t.save(casus.met(compartiment="", toegang=[]))
        t.audit("compartiment_opgeheven", (casus_id,), {})
    return t.bon
