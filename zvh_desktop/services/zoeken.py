"""Search for the palette: casussen by name or number, and words in what was written."""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple
from weakref import WeakKeyDictionary

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.services import analyse
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.store import Store

__all__ = ["Treffer", "leg_vast", "zoek"]


class Treffer(NamedTuple):
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
    **dict.fromkeys(analyse.SOORTEN, "Analyse"),
}


class _Namen:
    """The names of all casussen, folded once, as one text with a line for each: searched at every letter typed."""

    def __init__(self, laatste: int, namen: dict[str, str]) -> None:
        self.laatste = laatste
        """The last act that was read: what came after it may have changed a name."""
        self.naam_van = namen
        self._ids = list(namen)
        gevouwen = [vouw(naam).replace("\n", " ") for naam in namen.values()]
        self._tekst = "\n".join(gevouwen)
        self._begin = [0, *accumulate(len(naam) + 1 for naam in gevouwen)]

    def met(self, gevouwen: str, hoogstens: int) -> list[str]:
        """Return the first casussen of which the name holds `gevouwen`."""
        gevonden: list[str] = []
        plek = self._tekst.find(gevouwen)
        while plek >= 0 and len(gevonden) < hoogstens:
            nr = bisect_right(self._begin, plek) - 1
            gevonden.append(self._ids[nr])
            plek = self._tekst.find(gevouwen, self._begin[nr + 1])
        return gevonden


_namen: WeakKeyDictionary[Store, _Namen] = WeakKeyDictionary()
"""Per open store; ends with it."""


def _casusnamen(wp: Werkplek) -> _Namen:
    """Fold every name once, and again only after something was written."""
    laatste = queries.laatste_txn(wp.store.verbinding)
    bekend = _namen.get(wp.store)
    if bekend is None or bekend.laatste != laatste:
        bekend = _namen[wp.store] = _Namen(laatste, queries.casusnamen(wp.store.verbinding))
    return bekend


def zoek(wp: Werkplek, vraag: str, limiet: int = 12) -> list[Treffer]:
    """Search names of casussen first, then words (the last one as a beginning).

    Whoever shows the hits to a person calls `leg_vast` when typing rests.
    """
    woorden = vraag.strip()
    if not woorden:
        return []
    gevouwen, namen = vouw(woorden), _casusnamen(wp)
    treffers = []
    if gevouwen:
        raak = namen.met(gevouwen.replace("\n", " "), 5)
        treffers = [Treffer("casus", id_, id_, namen.naam_van[id_], "Casus", "") for id_ in raak]
    for hit in wp.store.zoek(woorden, limiet):
        naam = namen.naam_van.get(hit.casus_id)
        if naam is not None:
            waar = _WAAR.get(hit.soort, "Dossier")
            treffers.append(Treffer(hit.soort, hit.record_id, hit.casus_id, naam, waar, hit.fragment))
    return treffers[:limiet]


def leg_vast(wp: Werkplek, vraag: str, treffers: int) -> None:
    """Record a search in the audit log: a keyed hash of the words, not the words, and how many hits were shown.

    Apart from `zoek` because a durable line for every letter typed costs more than all searching.
    """
    wp.log("gezocht", (), woorden=wp.store.sleutelhash(vouw(vraag.strip())), treffers=treffers)
