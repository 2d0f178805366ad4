"""The history of a casus: who changed what from what to what, without what the reader may not have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zvh_desktop.domain.afscherming import ADRESVELDEN, VERBORGEN, scherm_adressen_af
from zvh_desktop.domain.analyse import Leefgebied, leefgebieden
from zvh_desktop.domain.betrokkene import Betrokkene, bsn_gemaskeerd
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.themavelden import GEHEIM
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["HistorieRegel", "geschiedenis"]


@dataclass(frozen=True, slots=True)
class HistorieRegel:
    """A line of the geschiedenis: who changed what from what to what."""

    tijdstip: datetime
    wie: str
    rol: str
    label: str
    """Name of the act: "actie afgerond"."""
    soort: str
    record_id: str
    veld: str
    van: Any
    naar: Any
    txn: str


def geschiedenis(wp: Werkplek, casus_id: str, limiet: int = 500) -> list[HistorieRegel]:
    """Who changed what in this casus, newest first; a BSN is masked and a secret address is not in it."""
    casus = wp.eis(Casus, casus_id)
    namen = queries.medewerkernamen(wp.store.verbinding)
    regels = wp.store.geschiedenis(stream=casus.stream, limit=limiet)
    personen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    heten = {b.id: b.volledige_naam or b.rol for b in personen}
    heten |= {g.id: g.naam for g in leefgebieden(wp.regio(), wp.store.find(Leefgebied, ook_verwijderd=True))}
    geheim = {b.id for b in personen if b.adres_geheim}
    geheim |= {w.record for w in regels if w.veld == "adres_geheim" and (w.van is True or w.naar is True)}

    wie = kijker(wp)

    def toonbaar(record: str, soort: str, veld: str, waarde: Any) -> Any:
        if soort == "betrokkene" and waarde:
            if veld == "bsn":
                return bsn_gemaskeerd(str(waarde))
            if veld in ADRESVELDEN and record in geheim:
                return VERBORGEN
        if waarde and veld.endswith(("betrokkene_id", "betrokkene_ids", "samengevoegd_met")):
            return [heten.get(w, "onbekend") for w in waarde] if isinstance(waarde, list) else heten.get(waarde, waarde)
        if soort == "aanmelding" and veld == "overig" and geheim and waarde:
            return VERBORGEN
        if waarde and (soort, veld) in GEHEIM:
            return VERBORGEN
        if veld in ("betrokkene_id", "leefgebied_id"):
            return heten.get(waarde, waarde)
        # In a text somebody typed the address may stand too; the history is only read, so it can be hidden there.
        return scherm_adressen_af(waarde, personen, wie) if isinstance(waarde, str) else waarde

    return [
        HistorieRegel(
            tijdstip=lokaal(datetime.fromisoformat(w.tijd)),
            wie=namen.get(w.persoon, "onbekend"),
            rol=w.rol,
            label=w.label,
            soort=w.soort,
            record_id=w.record,
            veld=w.veld,
            van=toonbaar(w.record, w.soort, w.veld, w.van),
            naar=toonbaar(w.record, w.soort, w.veld, w.naar),
            txn=w.txn,
        )
        for w in regels
    ]
