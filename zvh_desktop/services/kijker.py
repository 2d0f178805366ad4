"""Through whose eyes the vault is read: decides, with `domain.afscherming`, which addresses are closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from zvh_desktop.domain.afscherming import HUIS, ZAAL, Adresscherm, Afgedekt, Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["bewaarbaar", "eis_zicht", "kijker", "scherm"]


def kijker(wp: Werkplek) -> Kijker:
    """Return who looks: the house, or the organisation of who is at work; before the vault is set up, the house."""
    wie = wp.wie
    if wie is None:
        return HUIS
    partner = wp.partners().get(wie.partner_id) if wie.partner_id else None
    van_huis = not wie.partner_id or (partner is not None and partner.partnersoort == "zvh")
    return HUIS if van_huis and wp.mag(Daad.ADRES_ZIEN).mag else Kijker("partner", wie.partner_id)


def scherm(wp: Werkplek, casus_id: str) -> Adresscherm:
    """Return what hides the addresses in a casus that are closed to who is at work; inside the house it hides none."""
    wie = kijker(wp)
    mensen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id) if wie.soort != "huis" else ()
    return Adresscherm(mensen, wie)


def eis_zicht(wp: Werkplek, record: Record, casus_id: str, velden: Iterable[str]) -> None:
    """Whoever may not have an address changes nothing of a text in which it stands.

    Raises:
        Omstandigheid: REGEL_WEIGERT "adres_afgeschermd".
    """
    te_zien = scherm(wp, casus_id).record_af(record)
    if any(isinstance(getattr(te_zien, veld, ""), Afgedekt) for veld in velden):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_afgeschermd")


def bewaarbaar(wp: Werkplek, record: Record, casus_id: str, velden: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a whole form may be kept: not the texts that come back as hidden as they were shown.

    Raises:
        Omstandigheid: as `eis_zicht`, for a text that is closed to who is at work and was changed nevertheless.
    """
    mensen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    getoond = [Adresscherm(mensen, wie).record_af(record) for wie in (ZAAL, kijker(wp))]

    def terug(veld: str, waarde: Any) -> bool:
        teksten = [getattr(r, veld, "") for r in getoond]
        return any(isinstance(t, Afgedekt) and str(waarde).strip() == t.strip() for t in teksten)

    over = {veld: waarde for veld, waarde in velden.items() if not terug(veld, waarde)}
    eis_zicht(wp, record, casus_id, over)
    return over
