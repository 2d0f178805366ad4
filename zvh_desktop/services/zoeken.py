"""Search for the palette: casussen by name or number, and words in what was written."""

from dataclasses import dataclass

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["Treffer", "zoek"]


@dataclass(frozen=True, slots=True)
class Treffer:
    """One hit.

    Attributes:
        fragment: text around the words, those found between U+0002 and U+0003.
    """

    soort: str
    record_id: str
    casus_id: str
    casusnaam: str
    waar: str
    fragment: str


_WAAR = {
    "notitie": "Verloop",
    "actie": "Actie",
    "inbreng": "Overleg",
    "doel": "Plan",
    "fase": "Plan",
    "scenario": "Plan",
    "aanmelding": "Aanmelding",
    "triage": "Triage",
    "casus": "Casus",
    "betrokkene": "Betrokkene",
    "uitkomst": "Overleg",
    "reactie": "Verslag",
}


def zoek(wp: Werkplek, vraag: str, limiet: int = 12) -> list[Treffer]:
    """Search names and numbers of casussen first, then words (the last one as a beginning).

    The search is an audit event that keeps a keyed hash of the words, not the words.
    """
    woorden = vraag.strip()
    if not woorden:
        return []
    namen = queries.casusnamen(wp.store.verbinding)
    gevouwen = vouw(woorden)
    treffers = []
    for casus_id, naam in namen.items():
        if gevouwen and gevouwen in vouw(naam):
            treffers.append(Treffer("casus", casus_id, casus_id, naam, "Casus", ""))
            if len(treffers) == 5:
                break
    for hit in wp.store.zoek(woorden, limiet):
        if hit.casus_id in namen:
            waar = _WAAR.get(hit.soort, "Dossier")
            treffers.append(Treffer(hit.soort, hit.record_id, hit.casus_id, namen[hit.casus_id], waar, hit.fragment))
    wp.log("gezocht", (), woorden=wp.store.sleutelhash(gevouwen), treffers=len(treffers))
    return treffers[:limiet]
