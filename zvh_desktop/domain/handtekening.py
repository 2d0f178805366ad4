"""When strokes on a screen are a signature: not empty, not a dot, not one straight line."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final

__all__ = ["MINSTE_LENGTE", "MINSTE_PUNTEN", "Haal", "Punt", "handtekening_bezwaar"]

Punt = tuple[float, float, float, float]
"""x and y relative to the width and the height of the field (0 to 1), pressure (0 to 1), seconds since the first."""

Haal = Sequence[Punt]
"""One stroke, from pen down to pen up."""

MINSTE_PUNTEN: Final = 8
MINSTE_LENGTE: Final = 0.15
"""Least length of all strokes together, as a part of the width of the field."""

_MINSTE_OMVANG: Final = 0.06
_MINSTE_AFWIJKING: Final = 0.04
_STIP: Final = 0.02
"""A stroke that is smaller is a dot."""


def handtekening_bezwaar(halen: Sequence[Haal], verhouding: float = 1.0) -> str:
    """Return why these strokes are not a signature: `leeg`, `stip`, `streep`, or nothing when they are.

    A signature may be short and simple; refused is only what a slip of the hand makes. Several strokes on
    one line are still a line, also with a dot beside it.

    Args:
        halen: strokes as they were drawn.
        verhouding: height of the field divided by its width, so that distances mean the same both ways.
    """
    punten = [(punt[0], punt[1] * verhouding) for haal in halen for punt in haal]
    if not punten:
        return "leeg"
    breed = max(x for x, _ in punten) - min(x for x, _ in punten)
    hoog = max(y for _, y in punten) - min(y for _, y in punten)
    lengte = 0.0
    for haal in halen:
        for (x1, y1, *_), (x2, y2, *_) in pairwise(haal):
            lengte += hypot(x2 - x1, (y2 - y1) * verhouding)
    if len(punten) < MINSTE_PUNTEN or lengte < MINSTE_LENGTE or max(breed, hoog) < _MINSTE_OMVANG:
        return "stip"
    # A dot beside a line does not make it a signature.
    grote = [[(p[0], p[1] * verhouding) for p in haal] for haal in halen]
    over = [punt for haal in grote if haal and _omvang(haal) >= _STIP for punt in haal] or punten
    return "streep" if _afwijking(over) < _MINSTE_AFWIJKING * max(breed, hoog) else ""


def _omvang(punten: Sequence[tuple[float, float]]) -> float:
    breed = max(x for x, _ in punten) - min(x for x, _ in punten)
    return max(breed, max(y for _, y in punten) - min(y for _, y in punten))


def _afwijking(punten: Sequence[tuple[float, float]]) -> float:
    """Return the largest distance from the straight line through the two points furthest apart (about)."""
    begin = punten[0]
    ver = max(punten, key=lambda p: hypot(p[0] - begin[0], p[1] - begin[1]))
    terug = max(punten, key=lambda p: hypot(p[0] - ver[0], p[1] - ver[1]))
    dx, dy = terug[0] - ver[0], terug[1] - ver[1]
    afstand = hypot(dx, dy)
    return max(abs((x - ver[0]) * dy - (y - ver[1]) * dx) for x, y in punten) / afstand if afstand else 0.0
