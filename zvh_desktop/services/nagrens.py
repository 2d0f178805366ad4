"""What an ended device made after its limits and was already taken in here: to look at, and to take back act by act."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.veldnamen import veldnaam
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.sync import NA_GRENS, haal_record, titel_van
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import beyond
from zvh_desktop.store.times import from_text

__all__ = ["Nagrens", "Verwerkt", "draai_terug", "na_de_grens"]

_GEVOELIG = frozenset({"bsn", "straat", "huisnummer", "postcode", "woonplaats"})


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """One act.

    Attributes:
        txn: its id, for `draai_terug`.
        wat: what it was called.
        waar: the casus, or what else it was in.
        casus_id: to look at it, "" when it is no casus.
        wanneer: Dutch local time, by the clock of that device.
        regels: what it changed, in words; identifying numbers and addresses are not told.
        teruggedraaid: somebody took it back.
    """

    txn: str
    wat: str
    waar: str
    casus_id: str
    wanneer: datetime
    regels: tuple[str, ...]
    teruggedraaid: bool


@dataclass(frozen=True, slots=True)
class Nagrens:
    """What there is of one device.

    Attributes:
        daden: oldest first.
        woorden: a sentence, "" when there is nothing.
    """

    daden: tuple[Verwerkt, ...]
    woorden: str


def na_de_grens(wp: Werkplek, toestel: str) -> Nagrens:
    """Return what an ended device made after its limits and was taken in here before the revocation was known."""
    gevonden = beyond.beyond(wp.store.verbinding, kluissleutels.regiostand(wp), toestel)
    casussen = {c.stream: c for c in wp.store.find(Casus, ook_verwijderd=True)}
    daden = tuple(_verwerkt(wp, d, casussen.get(d.stream)) for d in gevonden.daden)
    open_ = sum(len(d.regels) for d in daden if not d.teruggedraaid)
    delen: list[str] = []
    if daden:
        delen.append(
            f"Na de grens gemaakt en hier al verwerkt voordat de intrekking bekend was: {open_} "
            f"{'wijziging' if open_ == 1 else 'wijzigingen'}. Andere toestellen weigeren ze; wat u terugdraait, "
            "is daarna overal gelijk."
        )
    if gevonden.niet_te_lezen:
        stukken = "1 stuk" if gevonden.niet_te_lezen == 1 else f"{gevonden.niet_te_lezen} stukken"
        delen.append(
            f"Van {stukken} is niet meer na te gaan wat erin stond; kijk in de geschiedenis van de dossiers die het "
            "toestel had."
        )
    aantal = beyond.devices_beyond(wp.store.verbinding, kluissleutels.regiostand(wp)).get(toestel, 0)
    if aantal:
        with wp.transactie("werk van een ingetrokken toestel bekeken") as t:
            t.zet_instelling(f"{NA_GRENS}_{toestel}", str(aantal))
            t.audit("na_grens_bekeken", (), {"toestel": toestel, "daden": len(daden)})
    return Nagrens(daden, " ".join(delen))


def _verwerkt(wp: Werkplek, d: beyond.Daad, casus: Casus | None) -> Verwerkt:
    regels: list[str] = []
    for soort, record, veld, waarde in d.wijzigingen:
        titel = titel_van(haal_record(wp, soort, record), soort)
        naam = veldnaam(soort, veld)
        if naam:
            regels.append(f"{titel} · {naam}: {_kort(veld, json.loads(waarde))}")
    return Verwerkt(
        d.txn,
        d.label or "gewijzigd",
        f"{casus.naam} ({casus.nummer})" if casus else "lijsten of overleg",
        casus.id if casus else "",
        lokaal(from_text(d.tijd)),
        tuple(regels) or (titel_van(None, d.wijzigingen[0][0]),),
        d.teruggedraaid,
    )


def _kort(veld: str, waarde: Any) -> str:
    if veld in _GEVOELIG and waarde:
        return VERBORGEN
    if waarde in (None, "", []):
        return "(leeg)"
    tekst = " ".join(str(waarde).split())
    return tekst if len(tekst) <= 200 else f"{tekst[:199]}…"


def draai_terug(wp: Werkplek, toestel: str, txn: str) -> Bon:
    """Take one of these acts back; what others changed since stays.

    Args:
        wp: the workplace.
        toestel: an ended device.
        txn: act of `na_de_grens`.

    Raises:
        Omstandigheid: NIET_GEVONDEN, it is none of these; REGEL_WEIGERT "nog_niet_ingericht", "al_ongedaan", or
            "later_gewijzigd" when all of it was changed since.
    """
    if wp.wie is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="nog_niet_ingericht")
    gevonden = beyond.beyond(wp.store.verbinding, kluissleutels.regiostand(wp), toestel)
    daad = next((d for d in gevonden.daden if d.txn == txn), None)
    if daad is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="handeling")
    uit = wp.ongedaan(txn, f"teruggedraaid van ingetrokken toestel: {daad.label}")
    wp.log("na_grens_teruggedraaid", (), toestel=toestel, wijzigingen=uit.bon.wijzigingen)
    if uit.geweigerd and not uit.bon.wijzigingen:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="later_gewijzigd")
    return uit.bon
