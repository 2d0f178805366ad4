"""A report that leaves in the exchange format, for a house or partner that takes the casus over."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zvh_desktop.domain.aanmelding import AanmeldingBestand
from zvh_desktop.domain.aanmelding_uit import leesbaar, maak_bestand, schrijf
from zvh_desktop.domain.afscherming import Kijker
from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.brieven import Brief, Briefdeel
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.uittreksel import ADRESSEN, zonder_adressen
from zvh_desktop.services.kijker import bedek, bedek_personen
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["BSN_WEG", "bestand", "verstrek", "voorbeeld"]

BSN_WEG = "BSN’s"
"""As told in the register of what left."""


def _lees(wp: Werkplek, casus_id: str) -> tuple[Casus, Aanmelding, list[Betrokkene]]:
    casus = wp.eis(Casus, casus_id)
    alle = [a for a in wp.store.find(Aanmelding, casus_id=casus_id) if not a.verwijderd]
    if not alle:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="aanmelding")
    personen = [b for b in wp.store.find(Betrokkene, casus_id=casus_id) if not b.verwijderd]
    volgorde = sorted(personen, key=lambda b: (not b.hoofdpersoon, b.id))
    return casus, max(alle, key=lambda a: (a.ontvangen_op, a.id)), volgorde


def bestand(wp: Werkplek, casus_id: str) -> AanmeldingBestand:
    """Return the latest report of a casus, whole; it stays inside.

    Raises:
        Omstandigheid: NIET_GEVONDEN without a report.
    """
    return bedek(wp, casus_id, maak_bestand(*_lees(wp, casus_id)))


_HEEL: Final = frozenset(
    ("id", "stream", "casus_id", "inhoud_sha256", "herkenning", "thema", "type", "aanmelder_organisatie",
     "aanmelder_naam", "aanmelder_telefoon", "aanmelder_email")
)  # fmt: skip
"""Fields of a report in which no address is looked for: a town in the name of an organisation tells of nobody."""


@dataclass(frozen=True, slots=True)
class _Gesneden:
    """The report as one recipient may have it, and what was taken out."""

    casus: Casus
    aanmelding_id: str
    partner_id: str
    bestand: AanmeldingBestand
    weggelaten: tuple[str, ...]


def _snijd(wp: Werkplek, casus_id: str, aan: str, *, met_bsn: bool) -> _Gesneden:
    casus, aanmelding, personen = _lees(wp, casus_id)
    partner = next((p.id for p in wp.partners().values() if aan.strip() and vouw(p.naam) == vouw(aan)), "")
    lezer = Kijker("partner", partner)
    gesneden = bedek_personen(personen, personen, lezer)
    kaal = gesneden if met_bsn else [p.met(bsn="") for p in gesneden]

    def schoon(waarde: Any) -> Any:
        if isinstance(waarde, str):
            return zonder_adressen(waarde, personen, lezer)
        if isinstance(waarde, list):
            return [schoon(w) for w in waarde]
        return {naam: schoon(w) for naam, w in waarde.items()} if isinstance(waarde, dict) else waarde

    velden = {
        naam: waarde for naam, waarde in aanmelding if isinstance(waarde, str | list | dict) and naam not in _HEEL
    }
    over = {naam: schoon(waarde) for naam, waarde in velden.items()}
    geheim = gesneden != personen or over != velden
    weg = (*((ADRESSEN,) if geheim else ()), *((BSN_WEG,) if kaal != gesneden else ()))
    return _Gesneden(casus, aanmelding.id, partner, maak_bestand(casus, aanmelding.met(**over), kaal), weg)


def voorbeeld(wp: Werkplek, casus_id: str, *, aan: str = "", met_bsn: bool = False) -> Bladbron:
    """Return the pages on which everything stands that is in the file for this recipient.

    Raises:
        Omstandigheid: NIET_GEVONDEN without a report.
    """
    g, regio = _snijd(wp, casus_id, aan, met_bsn=met_bsn), wp.regio()
    begin = Briefdeel(
        alineas=(
            "Dit staat in het bestand. Een ander huis leest het in met dit programma.",
            *((f"Weggelaten: {'; '.join(g.weggelaten)}.",) if g.weggelaten else ()),
        )
    )
    brief = Brief(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        titel="Aanmelding als bestand",
        ondertitel=f"{voluit(wp.vandaag())} \u00b7 kenmerk {g.casus.nummer}",
        delen=bedek(wp, casus_id, (begin, *leesbaar(g.bestand))),
        gemaakt_op=wp.nu(),
        voet=f"Aanmelding {g.casus.nummer}",
    )
    return Bladbron(inhoud=brief)


def verstrek(wp: Werkplek, casus_id: str, pad: Path, *, aan: str, hoe: str, met_bsn: bool = False) -> tuple[Path, Bon]:
    """Hand out the report as a file that this program takes in; without secret addresses, and without BSN unless asked.

    Raises:
        Omstandigheid: NIET_GEVONDEN without a report; as `uitgaan.geef_uit`.
    """
    g = _snijd(wp, casus_id, aan, met_bsn=met_bsn)
    uit = Uitgaand(
        casus_id=casus_id,
        stuk="aanmelding",
        wat="aanmelding als bestand",
        aan=aan,
        hoe=hoe,
        inhoud=schrijf(g.bestand),
        bron_id=g.aanmelding_id,
        partner_id=g.partner_id,
        weggelaten=g.weggelaten,
    )
    return geef_uit(wp, uit, pad)
