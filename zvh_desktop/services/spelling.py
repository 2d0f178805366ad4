"""Spelling of Dutch: which dictionary this machine has, and the words that this house taught it.

A word that was taught is often the name of a person: it lies encrypted in this vault, on this device, and nowhere
else. When a casus is destroyed, words that stand in the names of its people go along.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zvh_desktop.documents.spelling import Woordenboek, plaatsen, vind
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import taught

__all__ = ["MEESTE_WOORDEN", "Spelstand", "Woordenboek", "geleerd", "leer", "stand", "vergeet", "woordenboek"]

MEESTE_WOORDEN: Final = 5_000
_LANGST: Final = 60


@dataclass(frozen=True, slots=True)
class Spelstand:
    """How spelling stands on this device.

    Attributes:
        woordenboek: file of the dictionary in use, or "" when none was found.
        geleerd: words taught here, in order of the alphabet.
    """

    woordenboek: str
    geleerd: tuple[str, ...]


def woordenboek(eigen_map: str = "") -> Path | None:
    """Return the Dutch dictionary of this machine without its suffix; None when there is none."""
    return vind(plaatsen(eigen_map))


def stand(wp: Werkplek, eigen_map: str = "") -> Spelstand:
    """Return how spelling stands, for Beheer."""
    gevonden = woordenboek(eigen_map)
    return Spelstand(f"{gevonden}.dic" if gevonden else "", geleerd(wp))


def geleerd(wp: Werkplek) -> tuple[str, ...]:
    """Return the words that were taught on this device."""
    try:
        woorden = json.loads(wp.store.instelling(taught.SETTING) or "[]")
    except ValueError:
        return ()
    return tuple(sorted({w for w in woorden if isinstance(w, str)}, key=str.casefold))


def leer(wp: Werkplek, woord: str) -> tuple[str, ...]:
    """Teach one word; the words as they are now. Past the most that are kept, nothing is added."""
    woord = woord.strip()
    nu = geleerd(wp)
    if not woord or len(woord) > _LANGST or woord in nu or len(nu) >= MEESTE_WOORDEN:
        return nu
    return _zet(wp, (*nu, woord))


def vergeet(wp: Werkplek, woorden: Iterable[str]) -> tuple[str, ...]:
    """Forget words; those that are left."""
    weg = {vouw(w) for w in woorden}
    nu = geleerd(wp)
    blijft = [w for w in nu if vouw(w) not in weg]
    return _zet(wp, blijft) if len(blijft) != len(nu) else nu


def _zet(wp: Werkplek, woorden: Iterable[str]) -> tuple[str, ...]:
    wp.store.zet_instelling(taught.SETTING, json.dumps(sorted(woorden, key=str.casefold), ensure_ascii=False))
    return geleerd(wp)
