"""A report that leaves in the exchange format, for a house or partner that takes the casus over."""

from pathlib import Path

from zvh_desktop.domain.aanmelding import AanmeldingBestand
from zvh_desktop.domain.aanmelding_uit import maak_bestand, schrijf
from zvh_desktop.domain.afscherming import Kijker, zonder_adres
from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.uittreksel import ADRESSEN, zonder_adressen
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["BSN_WEG", "bestand", "verstrek"]

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
    return maak_bestand(*_lees(wp, casus_id))


def verstrek(wp: Werkplek, casus_id: str, pad: Path, *, aan: str, hoe: str, met_bsn: bool = False) -> tuple[Path, Bon]:
    """Hand out the report as a file that this program takes in; without secret addresses, and without BSN unless asked.

    Raises:
        Omstandigheid: NIET_GEVONDEN without a report; as `uitgaan.geef_uit`.
    """
    casus, aanmelding, personen = _lees(wp, casus_id)
    partner = next((p.id for p in wp.partners().values() if vouw(p.naam) == vouw(aan)), "")
    lezer = Kijker("partner", partner)
    gesneden = [zonder_adres(p, lezer) for p in personen]
    kaal = gesneden if met_bsn else [p.met(bsn="") for p in gesneden]

    def schoon(tekst: str) -> str:
        return zonder_adressen(tekst, personen, lezer)

    teksten = {naam: schoon(getattr(aanmelding, naam)) for naam in Aanmelding.lange_tekst}
    geheim = gesneden != personen or any(teksten[naam] != getattr(aanmelding, naam) for naam in teksten)
    weg = (*((ADRESSEN,) if geheim else ()), *((BSN_WEG,) if kaal != gesneden else ()))
    uit = Uitgaand(
        casus_id=casus_id,
        stuk="aanmelding",
        wat="aanmelding als bestand",
        aan=aan,
        hoe=hoe,
        inhoud=schrijf(maak_bestand(casus, aanmelding.met(**teksten), kaal)),
        bron_id=aanmelding.id,
        partner_id=partner,
        weggelaten=weg,
    )
    return geef_uit(wp, uit, pad)
