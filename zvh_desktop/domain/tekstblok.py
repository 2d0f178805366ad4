"""Texts of the house that come into the entry line by their name."""

import re
from typing import ClassVar

from zvh_desktop.domain.record import Record

__all__ = ["MEESTE_TEKENS", "Tekstblok", "goede_naam"]

MEESTE_TEKENS = 2_000
"""A block is a few sentences in a line, not a document."""


class Tekstblok(Record):
    """A sentence or two that are said often; the list belongs to the house and holds nothing of a casus."""

    soort: ClassVar[str] = "tekstblok"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst",)
    naam: str
    tekst: str


def goede_naam(naam: str) -> bool:
    """Whether a name can be typed after `//`: letters and digits in one word, at most 24."""
    return re.fullmatch(r"\w{1,24}", naam) is not None
