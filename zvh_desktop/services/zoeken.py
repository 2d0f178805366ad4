"""Search for the palette: casussen by name or number, and words in what was written."""

from dataclasses import dataclass
from itertools import islice
from weakref import WeakKeyDictionary

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.store import Store

__all__ = ["Treffer", "leg_vast", "zoek"]


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


_namen: WeakKeyDictionary[Store, tuple[int, list[tuple[str, str, str]]]] = WeakKeyDictionary()
"""Per open store: the last act that was read, and (folded name, id, name) of every casus; ends with the store."""


def _casusnamen(wp: Werkplek) -> list[tuple[str, str, str]]:
    """Fold every name once, and again only after something was written."""
    laatste = queries.laatste_txn(wp.store.verbinding)
    bekend = _namen.get(wp.store)
    if bekend is None or bekend[0] != laatste:
        namen = queries.casusnamen(wp.store.verbinding)
        bekend = _namen[wp.store] = (laatste, [(vouw(naam), casus_id, naam) for casus_id, naam in namen.items()])
    return bekend[1]


def zoek(wp: Werkplek, vraag: str, limiet: int = 12) -> list[Treffer]:
    """Search names of casussen first, then words (the last one as a beginning).

    Whoever shows the hits to a person calls `leg_vast` when typing rests.
    """
    woorden = vraag.strip()
    if not woorden:
        return []
    gevouwen = vouw(woorden)
    treffers = []
    if gevouwen:
        raak = ((casus_id, naam) for gevouwen_naam, casus_id, naam in _casusnamen(wp) if gevouwen in gevouwen_naam)
        treffers = [Treffer("casus", casus_id, casus_id, naam, "Casus", "") for casus_id, naam in islice(raak, 5)]
    gevonden = wp.store.zoek(woorden, limiet)
    namen = queries.casusnamen_van(wp.store.verbinding, {hit.casus_id for hit in gevonden})
    for hit in gevonden:
        if hit.casus_id in namen:
            waar = _WAAR.get(hit.soort, "Dossier")
            treffers.append(Treffer(hit.soort, hit.record_id, hit.casus_id, namen[hit.casus_id], waar, hit.fragment))
    return treffers[:limiet]


def leg_vast(wp: Werkplek, vraag: str, treffers: int) -> None:
    """Record a search in the audit log: a keyed hash of the words, not the words, and how many hits were shown.

    Apart from `zoek` because a durable line for every letter typed costs more than all searching.
    """
    wp.log("gezocht", (), woorden=wp.store.sleutelhash(vouw(vraag.strip())), treffers=treffers)
