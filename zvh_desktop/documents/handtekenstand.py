"""How the line in a signature box looks, before and after signing.

Composing lays the line out, signing replaces it with the same font of the same file; so both must agree.
"""

from typing import Final

__all__ = ["STAND_GROOTTE", "STAND_KLEUR", "STAND_REGEL"]

STAND_GROOTTE: Final = 8
"""Size of the letters, in points."""

STAND_REGEL: Final = 11
"""From line to line, in points; the first base line lies this far below the top of the field."""

STAND_KLEUR: Final = (0.290, 0.341, 0.396)
"""Red, green, blue of the letters, each 0 to 1."""
