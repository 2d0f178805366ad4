"""Guarding: what stagnates and why; laying a casus before somebody higher, step by step, with the answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.stagnatie import (
    Escalatie,
    Grenzen,
    Stilstand,
    Vastloper,
    belet_antwoord,
    belet_escalatie,
    stagneert,
)
from zvh_desktop.services.kijker import bedek
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries, standstill

__all__ = ["Bewaking", "beantwoord", "escaleer", "grenzen", "van_casus", "vastlopers"]


@dataclass(frozen=True, slots=True)
class Bewaking:
    """What stagnates in one casus, and what was laid before somebody higher, the first one first."""

    casus_id: str
    vastlopers: tuple[Vastloper, ...]
    escalaties: tuple[Escalatie, ...]


def grenzen(wp: Werkplek) -> Grenzen:
    """Return from when something stagnates, as the house has set it."""
    regio = wp.regio()
    return Grenzen(
        regio.stil_dagen,
        regio.uitstel_keer,
        regio.fase_dagen,
        frozenset(regio.zsm_themas),
        frozenset(regio.dji_themas),
        regio.regisseur_dagen,
    )


def vastlopers(wp: Werkplek, casus_id: str = "") -> Iterator[tuple[str, str, tuple[Vastloper, ...]]]:
    """Yield (id, name, reasons) of every running casus that stagnates and that one may see, or of one casus."""
    v, vandaag, g = wp.store.verbinding, wp.vandaag(), grenzen(wp)
    verborgen = queries.verborgen_casussen(v)
    keren = standstill.uitstellen(v, g.uitstel_keer, casus_id) if g.uitstel_keer else {}
    fasen = standstill.fasen(v, casus_id)
    adviezen = standstill.adviezen(v) if g.zsm_themas else set()
    bijdragen = standstill.bijdragen(v) if g.dji_themas else set()
    for c in standstill.lopend(v, casus_id):
        if c.casus_id in verborgen:
            continue
        stil = Stilstand(
            casusregisseur=c.casusregisseur,
            themas=c.themas,
            begonnen=c.begonnen or c.bewogen or vandaag,
            bewogen=c.bewogen,
            uitgesteld=tuple(keren.get(c.casus_id, ())),
            fasen=tuple(fasen.get(c.casus_id, ())),
            advies=c.advies or c.casus_id in adviezen,
            dji=c.casus_id in bijdragen,
        )
        if redenen := stagneert(stil, g, vandaag):
            yield c.casus_id, c.naam, redenen


def van_casus(wp: Werkplek, casus_id: str) -> Bewaking:
    """Return what stagnates in one casus and what was escalated; read by itself, after the dossier."""
    redenen = next((r for _, _, r in vastlopers(wp, casus_id)), ())
    return bedek(wp, casus_id, Bewaking(casus_id, redenen, tuple(_eerdere(wp, casus_id))))


def _eerdere(wp: Werkplek, casus_id: str) -> list[Escalatie]:
    return sorted(wp.store.find(Escalatie, casus_id=casus_id), key=lambda e: (e.gezet_op, e.id))


def escaleer(wp: Werkplek, casus_id: str, trede: str, reden: str) -> Bon:
    """Lay a casus before the procesregisseur, then the netwerkmanager, then the stuurgroep; it stays as a record.

    Nothing is sent: who asks tells them, and writes down here what they answered.

    Raises:
        Omstandigheid: REGEL_WEIGERT "escalatie_trede", "escalatie_wacht", "escalatie_reden" or "casus_gesloten";
            NIET_GEVONDEN.
    """
    casus = wp.eis(Casus, casus_id)
    eis_open(casus.status)
    if weigering := belet_escalatie(_eerdere(wp, casus_id), trede, reden):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=weigering)
    nieuw = Escalatie.model_validate(
        {
            "id": wp.nieuw_id(),
            "stream": casus.stream,
            "casus_id": casus_id,
            "trede": trede,
            "reden": reden.strip(),
            "gezet_op": wp.nu(),
            "gezet_door": wp.wie_naam(),
        }
    )
    with wp.transactie("casus geëscaleerd") as t:
        t.save(nieuw)
    return t.bon


def beantwoord(wp: Werkplek, escalatie_id: str, antwoord: str, van: str = "") -> Bon:
    """Write down what the answer was, and who gave it.

    Raises:
        Omstandigheid: REGEL_WEIGERT "escalatie_antwoord" or "escalatie_beantwoord"; NIET_GEVONDEN.
    """
    escalatie = wp.eis(Escalatie, escalatie_id)
    if weigering := belet_antwoord(escalatie, antwoord):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=weigering)
    with wp.transactie("escalatie beantwoord") as t:
        t.save(escalatie.met(antwoord=antwoord.strip(), antwoord_op=wp.nu(), antwoord_van=van.strip()))
    return t.bon
