"""What changed in a plan van aanpak since it was agreed: since the last verslag of the casus that was vastgesteld."""

from datetime import datetime
from typing import NamedTuple

from zvh_desktop.domain.plan import FASEN, Actie, Doel, Fase, Scenario
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.veldnamen import veldnaam
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["PlanVerschil", "VerschilRegel", "sinds_verslag"]

_SOORTEN: dict[str, type[Record]] = {"fase": Fase, "doel": Doel, "scenario": Scenario, "actie": Actie}
_ZONDER_WOORD = frozenset(("id", "stream", "casus_id", "verwijderd", "volgorde", "overleg_id", "actie_id"))
"""Fields of which a change says nothing to a reader."""
_MEESTE = 5000


class VerschilRegel(NamedTuple):
    """One part of the plan that is new, changed or withdrawn: `wat` says which, in words."""

    record_id: str
    soort: str
    naam: str
    wat: str


class PlanVerschil(NamedTuple):
    """The changes since version `versie` of a verslag, vastgesteld at `op`; the oldest change first."""

    versie: int
    op: datetime
    regels: tuple[VerschilRegel, ...]


def sinds_verslag(wp: Werkplek, casus_id: str) -> PlanVerschil | None:
    """Return what changed in the plan since the last verslag that was vastgesteld; None while there is none."""
    vast = [
        (lokaal(v.vastgesteld_op), v.versie)
        for v in wp.store.find(Verslag, casus_id=casus_id)
        if v.vastgesteld_op and not v.verwijderd
    ]
    if not vast:
        return None
    op, versie = max(vast)
    velden: dict[tuple[str, str], list[str]] = {}
    for regel in reversed(geschiedenis(wp, casus_id, _MEESTE)):
        if regel.tijdstip > op and regel.soort in _SOORTEN:
            velden.setdefault((regel.soort, regel.record_id), []).append(regel.veld)
    regels = []
    for (soort, record_id), gewijzigd in velden.items():
        record = wp.store.vind(_SOORTEN[soort], record_id)
        if record is not None and (wat := _wat(soort, record, gewijzigd)):
            regels.append(VerschilRegel(record_id, soort, _naam(record), wat))
    return PlanVerschil(versie, op, tuple(regels))


def _naam(record: Record) -> str:
    if isinstance(record, Fase):
        return f"{record.nummer} {FASEN[record.nummer]}"
    if isinstance(record, Scenario):
        return f"als {record.als_}"
    return str(getattr(record, "tekst", ""))


def _wat(soort: str, record: Record, velden: list[str]) -> str:
    """Return "toegevoegd", "ingetrokken", or which fields changed; "" when nothing a reader knows did."""
    nieuw = "casus_id" in velden
    if record.verwijderd:
        return "" if nieuw else "ingetrokken"
    if nieuw:
        return "toegevoegd"
    woorden = dict.fromkeys(veldnaam(soort, veld).lower() for veld in velden if veld not in _ZONDER_WOORD)
    return f"gewijzigd: {', '.join(woorden)}" if woorden else ""
