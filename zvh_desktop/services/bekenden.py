"""Who is in a dossier already: found by BSN, or by name and birth date; what only looks alike is in `gelijken`."""

from collections.abc import Sequence
from dataclasses import dataclass

from zvh_desktop.domain.betrokkene import Betrokkene, zelfde_persoon
from zvh_desktop.domain.bewaren import BEEINDIGD
from zvh_desktop.domain.casus import Casus
from zvh_desktop.services.gelijken import casusstand
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["Bekende", "zoek"]


@dataclass(frozen=True, slots=True)
class Bekende:
    """A person in the report who is already in a dossier."""

    persoon: int
    """Index in the report's betrokkenen."""
    betrokkene_id: str
    casus_id: str
    casusnaam: str
    nummer: str
    waarom: str
    """"bsn" or "naam_geboortedatum"."""
    stand: str = ""
    """How that casus stands: "loopt", "afgesloten op 3 maart 2024"."""
    voor_de_hand: bool = True
    """The report is about this person above all, and that casus has not ended: it may be proposed."""


def zoek(wp: Werkplek, personen: Sequence[Betrokkene]) -> tuple[Bekende, ...]:
    """Find the persons in dossiers by BSN or birth date (both indexed), then compare names folded."""
    gevonden: list[Bekende] = []
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    gezien: set[tuple[int, str]] = set()
    for nummer, persoon in enumerate(personen):
        kandidaten: list[Betrokkene] = []
        if persoon.bsn:
            kandidaten += wp.store.find(Betrokkene, bsn=persoon.bsn)
        if persoon.geboortedatum:
            kandidaten += wp.store.find(Betrokkene, geboortedatum=persoon.geboortedatum)
        for kandidaat in kandidaten:
            waarom = zelfde_persoon(persoon, kandidaat)
            weg = kandidaat.verwijderd or kandidaat.casus_id in verborgen
            if not waarom or weg or (nummer, kandidaat.id) in gezien:
                continue
            gezien.add((nummer, kandidaat.id))
            casus = wp.eis(Casus, kandidaat.casus_id)
            open_ = nummer == 0 and casus.status not in BEEINDIGD
            stand = casusstand(casus)
            gevonden.append(Bekende(nummer, kandidaat.id, casus.id, casus.naam, casus.nummer, waarom, stand, open_))
    return tuple(gevonden)
