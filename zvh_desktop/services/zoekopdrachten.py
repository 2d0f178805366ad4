"""What a person keeps in order to find back: searches by name, and pinned casussen. It stays in this vault.

Both may tell of a person, and a stream of one person alone does not exist: in the stream of the region every
colleague would read them. When a casus is destroyed its pins go along; a saved search that holds its number or a
name stays until the person who saved it forgets it, and the screen on which destruction is proposed says so.
"""

import json
from dataclasses import dataclass
from typing import Any

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.zoekvraag import ontleed, schrijf
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import finding, queries

__all__ = ["Lijstfeiten", "bewaar", "lijst", "lijstfeiten", "onthoud_keuze", "speldjes", "vergeet", "zet_vast"]

_LANGST = 60
_RECENT = 4
_KEUZE = "casussen_lijst"
"""Name of the local setting."""


@dataclass(frozen=True, slots=True)
class Lijstfeiten:
    """What a list of casussen shows beside them.

    Attributes:
        vast: ids of pinned casussen; vlag: of those with a flag.
        recent: (id, name) of those worked on last.
        opdrachten: (name, question) of saved filters.
        keuze: columns and order, as they were left.
    """

    vast: frozenset[str]
    vlag: frozenset[str]
    recent: tuple[tuple[str, str], ...]
    opdrachten: tuple[tuple[str, str], ...]
    keuze: dict[str, Any]


def _wie(wp: Werkplek) -> str:
    return wp.wie.id if wp.wie else ""


def lijst(wp: Werkplek, plek: str = "zoeken") -> list[tuple[str, str]]:
    """Return (name, question) of what this person saved at one place, by name."""
    return finding.zoekopdrachten(wp.store.verbinding, _wie(wp), plek)


def bewaar(wp: Werkplek, naam: str, vraag: str, plek: str = "zoeken") -> list[tuple[str, str]]:
    """Keep a question by name, in its normal form; return what is saved now. The same name gets the new question.

    Raises:
        Omstandigheid: REGEL_WEIGERT "zoekopdracht_zonder_naam" without a name or a question.
    """
    naam = " ".join(naam.split())[:_LANGST]
    normaal = schrijf(ontleed(vraag, wp.vandaag()))
    if not naam or not normaal:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="zoekopdracht_zonder_naam")
    finding.zet_zoekopdracht(wp.store.verbinding, _wie(wp), plek, naam, normaal, wp.klok.nu())
    return lijst(wp, plek)


def vergeet(wp: Werkplek, naam: str, plek: str = "zoeken") -> list[tuple[str, str]]:
    """Forget a saved question; return what is left."""
    finding.verwijder_zoekopdracht(wp.store.verbinding, _wie(wp), plek, naam)
    return lijst(wp, plek)


def speldjes(wp: Werkplek) -> list[str]:
    """Return the ids of the casussen this person pinned, the last one first."""
    return finding.spelden(wp.store.verbinding, _wie(wp))


def zet_vast(wp: Werkplek, casus_id: str, *, aan: bool) -> list[str]:
    """Pin a casus at the top of the list, or take the pin out; return the pins."""
    finding.zet_speld(wp.store.verbinding, _wie(wp), casus_id, wp.klok.nu(), aan=aan)
    return speldjes(wp)


def lijstfeiten(wp: Werkplek) -> Lijstfeiten:
    """Return what the list of casussen shows beside the casussen themselves."""
    verbinding, wie = wp.store.verbinding, _wie(wp)
    recent = queries.laatst_gewerkt(verbinding, wie, _RECENT) if wie else []
    return Lijstfeiten(
        frozenset(speldjes(wp)),
        frozenset(finding.met_vlag(verbinding)),
        tuple(recent),
        tuple(lijst(wp, "casussen")),
        _keuze(wp),
    )


def _keuze(wp: Werkplek) -> dict[str, Any]:
    try:
        keuze = json.loads(wp.store.instelling(_KEUZE) or "{}")
    except ValueError:
        return {}
    return keuze if isinstance(keuze, dict) else {}


def onthoud_keuze(wp: Werkplek, keuze: dict[str, Any]) -> None:
    """Remember which columns are shown and how the list is sorted, on this device."""
    wp.store.zet_instelling(_KEUZE, json.dumps(keuze, sort_keys=True))
