"""Through whose eyes the vault is read: decides, with `domain.afscherming`, which addresses are closed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from zvh_desktop.domain.afscherming import (
    HUIS,
    ZAAL,
    Adresscherm,
    Adreszicht,
    Afgedekt,
    Kijker,
    adreszicht,
    zonder_adres,
)
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker, Partner
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["bedek", "bedek_personen", "bedek_regels", "bewaarbaar", "dicht_voor", "eis_zicht", "kijker", "scherm"]

W = TypeVar("W")

_NAMEN: Final = ("voornamen", "tussenvoegsel", "achternaam", "aliassen")
"""Of a person the name stays, also when a town or street is called so."""


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


def dicht_voor(wp: Werkplek, casus_id: str) -> tuple[Betrokkene, ...]:
    """Return whose address in a casus is closed to who is at work; inside the house that is nobody."""
    wp.eis(Casus, casus_id)
    wie = kijker(wp)
    if wie.soort == "huis":
        return ()
    mensen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    return tuple(p for p in mensen if p.adres_geheim and adreszicht(p, wie) is Adreszicht.DICHT)


def bedek(wp: Werkplek, casus_id: str, waarde: W) -> W:
    """Return what is shown of a casus, however deep, without the addresses that are closed to who is at work."""
    dicht = scherm(wp, casus_id)
    return _diep(dicht, waarde) if dicht else waarde


def bedek_regels(wp: Werkplek, regels: Sequence[W], veld: str = "casus_id") -> list[W]:
    """Return rows over many casussen as `bedek` does; `veld` names the casus of a row, "" for none."""
    if kijker(wp).soort == "huis":
        return list(regels)
    per_casus: dict[str, Adresscherm] = defaultdict(Adresscherm.leeg)
    for casus_id in {str(getattr(regel, veld)) for regel in regels} - {""}:
        per_casus[casus_id] = scherm(wp, casus_id)
    return [_diep(dicht, r) if (dicht := per_casus[str(getattr(r, veld))]) else r for r in regels]


def bedek_personen(personen: Iterable[Betrokkene], alle: Iterable[Betrokkene], wie: Kijker) -> list[Betrokkene]:
    """Return people as this reader may have them: also what was typed about one tells no closed address of another.

    Args:
        personen: who is shown.
        alle: everybody of the casus, withdrawn ones too.
        wie: who looks.
    """
    if wie.soort == "huis":
        return list(personen)
    dicht = Adresscherm(alle, wie)
    return [_diep(dicht, zonder_adres(p, wie)) for p in personen]


def _diep(dicht: Adresscherm, waarde: Any) -> Any:
    """Hide in every text of a value; names of partners, colleagues and people are known anyway and stay."""
    if isinstance(waarde, str):
        return dicht.af(waarde)
    if isinstance(waarde, Partner | Medewerker):
        return waarde
    if isinstance(waarde, BaseModel):
        vast = _NAMEN if isinstance(waarde, Betrokkene) else ()
        anders = {n: d for n, w in waarde if n not in vast and (d := _diep(dicht, w)) is not w}
        return waarde.model_copy(update=anders) if anders else waarde
    if is_dataclass(waarde) and not isinstance(waarde, type):
        delen = {f.name: getattr(waarde, f.name) for f in fields(waarde) if f.init}
        anders = {n: d for n, w in delen.items() if (d := _diep(dicht, w)) is not w}
        return replace(waarde, **anders) if anders else waarde
    if isinstance(waarde, dict):
        gedekt = {k: _diep(dicht, w) for k, w in waarde.items()}
        return gedekt if any(gedekt[k] is not w for k, w in waarde.items()) else waarde
    if isinstance(waarde, list | tuple):
        leden = [_diep(dicht, w) for w in waarde]
        if all(nieuw is oud for nieuw, oud in zip(leden, waarde, strict=True)):
            return waarde
        if isinstance(waarde, list):
            return leden
        return waarde._make(leden) if hasattr(waarde, "_make") else tuple(leden)
    return waarde


def eis_zicht(wp: Werkplek, record: Record, casus_id: str, velden: Iterable[str]) -> None:
    """Whoever may not have an address changes nothing of a text in which it stands.

    Raises:
        Omstandigheid: REGEL_WEIGERT "adres_afgeschermd".
    """
    te_zien = bedek(wp, casus_id, record)
    if any(getattr(te_zien, veld, "") != getattr(record, veld, "") for veld in velden):
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
