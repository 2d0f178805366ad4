"""Through whose eyes the vault is read: decides, with `domain.afscherming`, which addresses are closed."""

from zvh_desktop.domain.afscherming import HUIS, Kijker
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["kijker"]


def kijker(wp: Werkplek) -> Kijker:
    """Return who looks: the house, or the organisation of who is at work; before the vault is set up, the house."""
    wie = wp.wie
    if wie is None:
        return HUIS
    partner = wp.partners().get(wie.partner_id) if wie.partner_id else None
    van_huis = not wie.partner_id or (partner is not None and partner.partnersoort == "zvh")
    return HUIS if van_huis and wp.mag(Daad.ADRES_ZIEN).mag else Kijker("partner", wie.partner_id)
