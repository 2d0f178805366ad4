"""The bundled letters: load them, and hand out fonts and measures for painted text.

Sizes are whole pixels and come from the type scale of the theme. Fonts for painting never use hinting:
with full hinting the widths are rounded and differ between platforms.
"""

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from zvh_desktop.assets import asset
from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.gui.thema import GEWICHTEN, thema

__all__ = ["FAMILIE", "laad_lettertypen", "letter", "maten"]

FAMILIE = "Source Sans 3"

_BESTANDEN = (
    "SourceSans3-Regular.ttf",
    "SourceSans3-Semibold.ttf",
    "SourceSans3-Bold.ttf",
)
_LATER = ("SourceSans3-It.ttf",)
_geladen: set[str] = set()

_letters: dict[tuple[int, int, bool], tuple[QFont, QFontMetricsF]] = {}


def laad_lettertypen(*, alle: bool = False) -> None:
    """Load the font files, each once; after the application is made and before the first widget.

    Args:
        alle: also the slanted letters, which the first picture does not have.

    Raises:
        Programmafout: a font file is missing or unreadable.
    """
    for naam in (*_BESTANDEN, *(_LATER if alle else ())):
        if naam in _geladen:
            continue
        _geladen.add(naam)
        if QFontDatabase.addApplicationFont(str(asset("resources", "fonts", naam))) < 0:
            raise Programmafout(Reden.BESTAND_ONLEESBAAR, wat="lettertype")


def _maak(maat: str | int, gewicht: int, cursief: bool) -> tuple[QFont, QFontMetricsF]:
    px = thema().px(maat) if isinstance(maat, str) else maat
    sleutel = (px, gewicht, cursief)
    gemaakt = _letters.get(sleutel)
    if gemaakt is None:
        if gewicht not in GEWICHTEN:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="lettergewicht")
        font = QFont(FAMILIE)
        font.setPixelSize(px)
        font.setWeight(QFont.Weight(gewicht))
        font.setItalic(cursief)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        gemaakt = _letters[sleutel] = (font, QFontMetricsF(font))
    return gemaakt


def letter(maat: str | int, gewicht: int = 400, *, cursief: bool = False) -> QFont:
    """Return the font for painting: a name of the type scale, or pixels."""
    return _maak(maat, gewicht, cursief)[0]


def maten(maat: str | int, gewicht: int = 400, *, cursief: bool = False) -> QFontMetricsF:
    """Return the measures that belong to `letter` with the same arguments; made once."""
    return _maak(maat, gewicht, cursief)[1]
