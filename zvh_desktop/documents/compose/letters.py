"""The fonts of our documents: Source Sans 3, loaded once and embedded in every file."""

from functools import cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from zvh_desktop.assets import asset
from zvh_desktop.documents.compose.tekst import Schoonmaker

__all__ = ["CURSIEF", "GEWOON", "HALFVET", "VET", "laad_letters", "schoon", "vergeet_woorden"]

GEWOON: Final = "SourceSans3"
HALFVET: Final = "SourceSans3-Halfvet"
VET: Final = "SourceSans3-Vet"
CURSIEF: Final = "SourceSans3-Cursief"

_BESTANDEN = {GEWOON: "Regular", HALFVET: "Semibold", VET: "Bold", CURSIEF: "It"}

_WOORDEN: Final = 20_000
"""Widths a font remembers at most: the words of a long document, and not those of every document."""


class _Letter(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font that remembers how wide a word is, until the document is done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._breedtes: dict[tuple[str, float], float] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Return the width of `text` in points."""
        sleutel = (text, size)
        breedte = self._breedtes.get(sleutel)
        if breedte is None:
            if len(self._breedtes) >= _WOORDEN:
                self._breedtes.clear()
            breedte = self._breedtes[sleutel] = super().stringWidth(text, size, encoding)
        return breedte

    def vergeet(self) -> None:
        """Forget the words of the last document."""
        self._breedtes.clear()


_GELADEN: Final[list[_Letter]] = []


def vergeet_woorden() -> None:
    """Drop every word the fonts still remember of the document that was made."""
    for letter in _GELADEN:
        letter.vergeet()


@cache
def laad_letters() -> Schoonmaker:
    """Register the four fonts and return the cleaner for what all of them can show.

    Takes some tens of milliseconds the first time and nothing after.
    """
    bekend: set[int] | None = None
    for naam, snit in _BESTANDEN.items():
        pad = asset("resources", "fonts", f"SourceSans3-{snit}.ttf")
        # Shaped glyphs get private-use codes, which an archive copy must not have: shaping stays off.
        letter = _Letter(naam, str(pad), shapable=False)
        pdfmetrics.registerFont(letter)
        _GELADEN.append(letter)
        tekens = {code for code in letter.face.charToGlyph if code <= 0xFFFF}
        bekend = tekens if bekend is None else bekend & tekens
    pdfmetrics.registerFontFamily(GEWOON, normal=GEWOON, bold=HALFVET, italic=CURSIEF, boldItalic=HALFVET)
    return Schoonmaker(frozenset(bekend or ()))


def schoon(tekst: str) -> str:
    """Return `tekst` with everything our fonts cannot show made visible as its number."""
    return laad_letters()(tekst)
