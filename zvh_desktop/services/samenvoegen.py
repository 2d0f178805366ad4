"""The inbox "Samen te voegen": fields with several versions side by side, until a person chooses, combines or waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zvh_desktop.domain.afscherming import ADRESVELDEN, VERBORGEN
from zvh_desktop.domain.betrokkene import Betrokkene, bsn_gemaskeerd
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tekstverschil import met_alles
from zvh_desktop.domain.themavelden import GEHEIM
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.veldnamen import handeling, veldnaam
from zvh_desktop.services.sync import haal_record, titel_van
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.conflicts import Conflict as Botsing
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.times import from_text

__all__ = ["Conflict", "Versie", "conflicten", "voeg_samen"]

_ADRES = frozenset(ADRESVELDEN)


@dataclass(frozen=True, slots=True)
class Versie:
    """One of the values that hold.

    Attributes:
        change: id of the change.
        waarde: plain value, to give to `voeg_samen`.
        toon: what may be shown: a BSN is masked, a secret address is not told.
        wie: name of the person, "onbekend" when the list of staff does not know them.
        rol: role in which.
        wanneer: Dutch local time.
        eigen: made at this device.
    """

    change: str
    waarde: Any
    toon: Any
    wie: str
    rol: str
    wanneer: datetime
    eigen: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field for which a person has to choose.

    Attributes:
        soort: kind of record.
        record: its id.
        veld: field.
        titel: what a person calls the record.
        veldnaam: what a person calls the field.
        casus_id: the casus it belongs to, "" when it belongs to none.
        casusnaam: its name.
        versies: oldest first; the same value of two people stands twice.
        getoond: the value that is shown meanwhile, the same on every device.
        samen: prose only: a proposal that holds every sentence of all versions; None when there is none.
        is_tekst: the value is prose, that a person may also type anew.
    """

    soort: str
    record: str
    veld: str
    titel: str
    veldnaam: str
    casus_id: str
    casusnaam: str
    versies: tuple[Versie, ...]
    getoond: Any
    samen: str | None
    is_tekst: bool


def conflicten(wp: Werkplek, *, casus_id: str = "", limiet: int = 500) -> list[Conflict]:
    """Return what waits for a choice, the latest first; of one casus when asked."""
    stream = wp.eis(Casus, casus_id).stream if casus_id else None
    namen = queries.medewerkernamen(wp.store.verbinding)
    return [_conflict(wp, botsing, namen) for botsing in wp.store.conflicten(stream=stream)[:limiet]]


def _conflict(wp: Werkplek, botsing: Botsing, namen: dict[str, str]) -> Conflict:
    record = haal_record(wp, botsing.soort, botsing.record)
    casus_id = botsing.record if botsing.soort == "casus" else str(getattr(record, "casus_id", "") or "")
    casus = wp.store.vind(Casus, casus_id) if casus_id else None
    geheim = bool(getattr(record, "adres_geheim", False))

    def toon(waarde: Any) -> Any:
        if waarde and (botsing.soort, botsing.veld) in GEHEIM:
            return VERBORGEN
        if waarde and botsing.veld.endswith(("betrokkene_id", "betrokkene_ids", "samengevoegd_met")):
            return [_naam(wp, w) for w in waarde] if isinstance(waarde, list) else _naam(wp, str(waarde))
        if botsing.soort == "betrokkene" and waarde:
            if botsing.veld == "bsn":
                return bsn_gemaskeerd(str(waarde))
            if botsing.veld in _ADRES and geheim:
                return VERBORGEN
        return waarde

    versies = tuple(
        Versie(
            v.change,
            v.waarde,
            toon(v.waarde),
            namen.get(v.persoon, "onbekend"),
            v.rol,
            lokaal(from_text(v.tijd)),
            v.eigen,
        )
        for v in botsing.versies
    )
    is_tekst = botsing.veld in kinds()[botsing.soort].lange_tekst
    return Conflict(
        botsing.soort,
        botsing.record,
        botsing.veld,
        titel_van(record, botsing.soort),
        _veldnaam(botsing),
        casus_id,
        (casus.naam or casus.nummer) if casus else "",
        versies,
        toon(botsing.toont),
        _samen([v.waarde for v in versies]) if is_tekst else None,
        is_tekst,
    )


def _naam(wp: Werkplek, betrokkene_id: str) -> str:
    """What a betrokkene is called; an id says nothing to who has to choose."""
    wie = wp.store.vind(Betrokkene, betrokkene_id)
    return (wie.volledige_naam or wie.rol) if wie is not None else "onbekend"


def _veldnaam(botsing: Botsing) -> str:
    if botsing.veld == "verwijderd":
        return "Ingetrokken of niet"
    return veldnaam(botsing.soort, botsing.veld) or botsing.veld.replace("_", " ").capitalize()


def _samen(teksten: list[Any]) -> str | None:
    """Every sentence of all of them: what they share once, what differs after each other."""
    alle = [tekst for tekst in dict.fromkeys(teksten) if isinstance(tekst, str) and tekst.strip()]
    if len(alle) < 2:
        return None
    return met_alles(alle)


def voeg_samen(wp: Werkplek, soort: str, record: str, veld: str, waarde: Any) -> Bon:
    """Let one value hold: a version's `waarde`, the proposal, or what was typed; can be taken back as any act.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "waarde_past_niet", or "al_gekozen" when nothing is to be chosen
            there any more.
    """
    if not any(b.veld == veld for b in wp.store.conflicten(record=record)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_gekozen")
    with wp.transactie(f"samengevoegd: {handeling(soort, [veld])}") as t:
        t.beslis(soort, record, {veld: waarde})
        t.concept_weg(f"samen-{record}", veld)
        t.audit("samengevoegd", (record,), {"veld": veld})
    return t.bon
