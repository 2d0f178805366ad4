"""The plan in time: read for the screen, for a room with a beamer, and as paper that leaves."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from zvh_desktop.domain.afscherming import ZAAL, Kijker, scherm_adressen_af, scherm_af
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import NOTITIESOORTEN, Casus, Notitie
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.interventie import AFLOOP, KADERS, Interventie
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.plan import Fase
from zvh_desktop.domain.planfase import OPEN, Fasestap
from zvh_desktop.domain.planversie import Planversie
from zvh_desktop.domain.stagnatie import TREDEN, Escalatie
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.tijdlijn import Item, Tijdlijn, Tijdlijnblad, fase_items, orden
from zvh_desktop.domain.uittreksel import ADRESSEN, NIET_DELEN, zonder_adressen
from zvh_desktop.services import uitgaan
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.chronology import status_changes

__all__ = ["afdruk", "druk_af", "lees", "verstrek", "voor_zaal"]

_NOTITIES: Final = ("detentie", "verlof", "incident", "opschaling", "afschaling")
"""Kinds of notes with a place in the picture."""
_LENGTE: Final = 160
"""Characters of a note; the whole stands in Verloop."""


def lees(wp: Werkplek, casus_id: str) -> Tijdlijn:
    """Return the timeline of a casus as who is at work may see it, in one moment of the vault."""
    with wp.store.reading():
        items = list(_items(wp, wp.eis(Casus, casus_id)))
        personen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    wie = kijker(wp)
    return orden(_met_tekst(items, lambda tekst: scherm_adressen_af(tekst, personen, wie)), wp.vandaag())


def voor_zaal(wp: Werkplek, casus_id: str, verborgen: list[str], *, alles: bool = False) -> Tijdlijn:
    """Return it for a room with a screen, by the rules of the presenter view; what is kept from anybody is not in it.

    Args:
        wp: workplace.
        casus_id: the casus on the table.
        verborgen: words that are hidden.
        alles: third parties are shown on purpose; secret addresses are not, ever.
    """
    personen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)

    def schoon(tekst: str) -> str:
        return scherm_adressen_af(tekst if alles else scherm_af(tekst, verborgen), personen, ZAAL)

    heel = lees(wp, casus_id)
    return orden(_met_tekst([i for i in heel.alles() if not i.niet_delen_met], schoon), heel.vandaag)


def _met_tekst(items: list[Item], schoon: Callable[[str], str]) -> list[Item]:
    return [i._replace(titel=schoon(i.titel), tekst=schoon(i.tekst)) for i in items]


def _items(wp: Werkplek, casus: Casus) -> Iterator[Item]:
    s, casus_id = wp.store, casus.id
    stappen = s.find(Fasestap, casus_id=casus_id)
    sinds = _eerst_open(wp, casus.stream)
    for fase in s.find(Fase, casus_id=casus_id):
        yield from fase_items(fase, stappen, sinds.get(fase.id))
    partners = wp.partners()
    for i in s.find(Interventie, casus_id=casus_id):
        partner = partners.get(i.partner_id)
        wie = partner.kortweg if partner else i.aanbieder
        kader = KADERS[i.kader] if i.kader else ""
        delen = (wie, kader, AFLOOP[i.afloop] if i.afloop else "", i.toelichting.strip())
        loopt = i.begin is not None and i.eind is None and not i.afloop
        # Ended without a day: it stands where it began, as a mark would.
        tot = i.eind or (i.begin if i.afloop else None)
        wat = "; ".join(filter(None, delen))
        yield Item(i.id, i.id, "interventie", _kort(i.tekst), i.begin, tot, loopt, wat, i.fase)
    for n in s.find(Notitie, casus_id=casus_id, notitiesoort=list(_NOTITIES)):
        van, tot = lokaal(n.tijdstip).date(), lokaal(n.tot).date() if n.tot else None
        # Detention goes on until somebody says that it ended; of leave the days are known.
        loopt = n.notitiesoort == "detentie" and tot is None
        titel = _kort(n.tekst) or NOTITIESOORTEN[n.notitiesoort]
        yield Item(n.id, n.id, n.notitiesoort, titel, van, tot, loopt, n.bron, niet_delen_met=tuple(n.niet_delen_met))
    for o in s.vind_veel(Overleg, queries.overleg_ids_van(s.verbinding, casus_id)).values():
        if not o.verwijderd:
            yield Item(o.id, o.id, "overleg", o.titel, o.datum)
    for v in s.find(Planversie, casus_id=casus_id):
        yield Item(v.id, v.id, "versie", f"plan versie {v.nummer}", lokaal(v.gemaakt_op).date(), tekst=v.gemaakt_door)
    for e in s.find(Escalatie, casus_id=casus_id):
        naar = f"voorgelegd aan de {TREDEN.get(e.trede, e.trede)}"
        yield Item(e.id, e.id, "escalatie", naar, lokaal(e.gezet_op).date(), tekst=_kort(e.reden))
    if casus.evaluatiedatum:
        yield Item(f"{casus_id}:evaluatie", casus_id, "evaluatie", "evaluatie van het plan", casus.evaluatiedatum)
    if casus.beeindigd_op and casus.status in ("afgesloten", "doorgeleid", "afgewezen"):
        yield Item(f"{casus_id}:einde", casus_id, "einde", f"casus {casus.status}", casus.beeindigd_op)


def _eerst_open(wp: Werkplek, stream: str) -> dict[str, date]:
    """Return the day on which each phase was first open: what opened it may be older than the records of steps."""
    uit: dict[str, date] = {}
    for _, soort, record, waarde, tijd, _ in status_changes(wp.store.verbinding, stream):
        if soort == "fase" and waarde in OPEN:
            uit.setdefault(record, lokaal(datetime.fromisoformat(tijd)).date())
    return uit


def _kort(tekst: str) -> str:
    regel = " ".join(tekst.split())
    return regel if len(regel) <= _LENGTE else regel[: _LENGTE - 1].rstrip() + "\u2026"


# -- paper


def _blad(wp: Werkplek, casus_id: str) -> tuple[Tijdlijnblad, tuple[str, ...]]:
    """Return the sheet, and what is not on it.

    One sheet for every reader: nothing that is kept from anybody, and no secret address at all, so that it is the same
    whoever it is handed to.
    """
    casus, regio = wp.eis(Casus, casus_id), wp.regio()
    heel = lees(wp, casus_id)
    personen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    mag = [i for i in heel.alles() if not i.niet_delen_met]
    op_papier = _met_tekst(mag, lambda tekst: zonder_adressen(tekst, personen, Kijker("partner")))
    weg: tuple[str, ...] = (NIET_DELEN,) if len(mag) < len(heel.alles()) else ()
    weg += (ADRESSEN,) if any(a != b for a, b in zip(mag, op_papier, strict=True)) else ()
    return Tijdlijnblad(regio.naam, regio.rubricering, casus.nummer, wp.nu(), orden(op_papier, heel.vandaag), weg), weg


def afdruk(wp: Werkplek, casus_id: str) -> bytes:
    """Return the timeline as PDF/A, as it would leave; it leaves only by `verstrek`."""
    # Late: layout takes a fifth of a second to load.
    from zvh_desktop.documents import compose

    return compose.tijdlijnblad(_blad(wp, casus_id)[0])


def verstrek(wp: Werkplek, casus_id: str, pad: Path, *, aan: str, hoe: str) -> tuple[Path, Bon]:
    """Write the timeline where a person said; for whom and how is recorded as for everything that leaves.

    Raises:
        Omstandigheid: as `uitgaan.geef_uit`.
    """
    return geef_uit(wp, _uitgaand(wp, casus_id, aan, hoe), pad)


def druk_af(wp: Werkplek, casus_id: str, *, aan: str) -> tuple[bytes, Bon]:
    """Return the timeline for a printer; for whom is recorded first.

    Raises:
        Omstandigheid: as `uitgaan.druk_af`.
    """
    return uitgaan.druk_af(wp, _uitgaand(wp, casus_id, aan, uitgaan.AFGEDRUKT))


def _uitgaand(wp: Werkplek, casus_id: str, aan: str, hoe: str) -> Uitgaand:
    # Late: layout takes a fifth of a second to load.
    from zvh_desktop.documents import compose

    blad, weg = _blad(wp, casus_id)
    return Uitgaand(
        casus_id=casus_id,
        stuk="tijdlijn",
        wat=f"tijdlijn van het plan van {voluit(wp.vandaag())}",
        aan=aan,
        hoe=hoe,
        inhoud=compose.tijdlijnblad(blad),
        weggelaten=weg,
    )
