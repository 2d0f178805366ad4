"""What who is at work may not do, said before somebody tries: in general, and in one casus."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zvh_desktop.domain.rechten import HUIS, RECHTEN, ROLNAMEN, Daad, Eis, ooit, oordeel
from zvh_desktop.services.meldingen import niet_bevoegd
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.meta import has_region

__all__ = ["DICHT_ZONDER", "Mag", "Recht", "dichte_paginas", "in_casus", "mijn_rechten", "recht"]

DICHT_ZONDER: Mapping[str, Daad] = MappingProxyType(
    {
        "casussen": Daad.CASUS_ZIEN,
        "overleggen": Daad.OVERLEG_ZIEN,
        "acties": Daad.CASUS_ZIEN,
        "verslagen": Daad.CASUS_ZIEN,
        "rapportage": Daad.RAPPORTAGE_ZIEN,
    }
)
"""Pages that show nothing to who may never do this."""


@dataclass(frozen=True, slots=True)
class Recht:
    """What who is at work may not do anywhere, or only in an own casus.

    Attributes:
        rol: "" before there is anybody.
        niet: the reason, in a sentence, by act.
    """

    rol: str = ""
    niet: Mapping[Daad, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mag:
    """A row of the own rights: an act, and "ja", "eigen casus" or "nee" with the reason."""

    daad: str
    mag: str
    waarom: str = ""


def dichte_paginas(rol: str) -> frozenset[str]:
    """Return the names of the pages that have nothing for a role; none before a role is known."""
    return frozenset(naam for naam, daad in DICHT_ZONDER.items() if rol and not ooit(rol, daad))


def recht(wp: Werkplek) -> Recht:
    """Tell what may nowhere be done; what may in an own casus is not in it."""
    if wp.wie is None:
        return Recht()
    rol, in_regio = wp.rol, has_region(wp.store.verbinding)
    return Recht(rol, _niet(rol, in_regio=in_regio, genoemd=True))


def in_casus(wp: Werkplek, casus_id: str) -> Mapping[Daad, str]:
    """Return why, by act, for what may not be done in this casus; empty for the house, which works on every one."""
    rol = wp.rol
    if wp.wie is None or rol in HUIS:
        return {}
    genoemd = casus_id in queries.eigen_casussen(wp.store.verbinding)
    return _niet(rol, in_regio=has_region(wp.store.verbinding), genoemd=genoemd)


def mijn_rechten(wp: Werkplek) -> tuple[str, tuple[Mag, ...]]:
    """Return the name of the own role, and a row for each act of the table."""
    rol = wp.rol
    if not rol:
        return "", ()
    niet, rijen = recht(wp).niet, []
    for daad in Daad:
        if daad in niet:
            rijen.append(Mag(daad.value, Eis.NEE.value, niet[daad]))
        else:
            eigen = RECHTEN[daad].get(rol) is Eis.EIGEN
            rijen.append(Mag(daad.value, (Eis.EIGEN if eigen else Eis.JA).value))
    return ROLNAMEN.get(rol, rol), tuple(rijen)


def _niet(rol: str, *, in_regio: bool, genoemd: bool) -> dict[Daad, str]:
    antwoorden = (oordeel(rol, daad, genoemd=genoemd, in_regio=in_regio) for daad in Daad)
    return {a.daad: niet_bevoegd(a.daad, rol, a.reden, vooraf=True) for a in antwoorden if not a.mag}
