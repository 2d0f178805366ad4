"""Building blocks of a document: headings, paragraphs, lists, signature boxes, drawn strokes.

Each knows what it is (`Tag`), so that a page is tagged by being drawn. Text arrives here as mark-up that was
cleaned and escaped (`tekst.opmaak`).
"""

from collections.abc import Sequence
from math import isfinite
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from zvh_desktop.documents.compose.letters import CURSIEF, GEWOON, HALFVET, VET
from zvh_desktop.documents.compose.structuur import Tag
from zvh_desktop.documents.handtekenstand import STAND_REGEL

__all__ = [
    "ACCENT",
    "RAND",
    "STIJLEN",
    "TEKST",
    "TEKST2",
    "TEKST3",
    "VLAK",
    "WAARSCHUWING",
    "Alinea",
    "Handtekenvakken",
    "Kop",
    "LatereVelden",
    "Nadruk",
    "Punt",
    "Streken",
]

TEKST: Final = HexColor("#17202A")
TEKST2: Final = HexColor("#4A5765")
TEKST3: Final = HexColor("#5F6C7A")
ACCENT: Final = HexColor("#0B6472")
RAND: Final = HexColor("#C9D1DA")
VLAK: Final = HexColor("#F1F5F7")
ZACHT: Final = HexColor("#EEF6F7")
WAARSCHUWING: Final = HexColor("#845300")


def _stijl(naam: str, letter: str, grootte: float, regel: float, kleur: Color = TEKST, **meer: Any) -> ParagraphStyle:
    return ParagraphStyle(
        naam,
        fontName=letter,
        bulletFontName=letter,
        fontSize=grootte,
        leading=regel,
        textColor=kleur,
        splitLongWords=1,
        **meer,
    )


STIJLEN: Final = {
    "titel": _stijl("titel", VET, 21, 26, spaceAfter=2),
    "onder": _stijl("onder", GEWOON, 11, 15, TEKST2, spaceAfter=10),
    "kop": _stijl("kop", HALFVET, 13, 17, ACCENT, spaceBefore=15, spaceAfter=4),
    "kop3": _stijl("kop3", HALFVET, 10.5, 14, spaceBefore=7, spaceAfter=2),
    "tekst": _stijl("tekst", GEWOON, 10, 14, spaceAfter=4),
    "klein": _stijl("klein", GEWOON, 8.5, 11.5, TEKST2, spaceAfter=4),
    "cel": _stijl("cel", GEWOON, 9.5, 12.5),
    "celkop": _stijl("celkop", HALFVET, 8.5, 11.5, TEKST2),
    "celvet": _stijl("celvet", HALFVET, 9.5, 12.5),
    "punt": _stijl("punt", GEWOON, 10, 14, spaceAfter=3, leftIndent=11),
    "tekst_groot": _stijl("tekst_groot", GEWOON, 12, 17, spaceAfter=5),
    "punt_groot": _stijl("punt_groot", GEWOON, 12, 17, spaceAfter=5, leftIndent=13),
    "inspring": _stijl("inspring", GEWOON, 10, 14, spaceAfter=4, leftIndent=13),
    "zienswijzekop": _stijl("zienswijzekop", HALFVET, 9.5, 13, TEKST2, leftIndent=13, spaceAfter=1),
    "hash": _stijl("hash", GEWOON, 9, 12, spaceAfter=10),
    "zienswijze": _stijl("zienswijze", GEWOON, 10, 14, spaceAfter=3, leftIndent=24),
    "bijregel": _stijl("bijregel", CURSIEF, 9.5, 13, WAARSCHUWING, spaceAfter=4, leftIndent=13),
    "besluit": _stijl("besluit", GEWOON, 10.5, 15, leftIndent=13, rightIndent=8, spaceBefore=8, spaceAfter=10),
    "naam": _stijl("naam", HALFVET, 9.5, 12.5),
    "rol": _stijl("rol", GEWOON, 8.5, 11.5, TEKST2),
    "sleutel": _stijl("sleutel", HALFVET, 19, 27, alignment=1),
}


class Alinea(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph that knows what it is; its parts after a page break are the same element.

    Attributes:
        tag: what it is drawn as.
    """

    tag: Tag | None = None
    _gemeten: float | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return width and height, in points; a table asks several times, and breaking lines is the dearest step."""
        if self._gemeten != availWidth or not hasattr(self, "blPara"):
            super().wrap(availWidth, availHeight)
            self._gemeten = availWidth
        return self.width, self.height

    def met(self, tag: Tag) -> "Alinea":
        """Set the declaration and return itself."""
        self.tag = tag
        return self

    def _drawOn(self, canv: Any) -> None:
        if self.tag is None:
            super()._drawOn(canv)
            return
        canv.enter(self.tag)
        super()._drawOn(canv)
        canv.leave()

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the parts around a page end; they stay the same element."""
        delen: list[Flowable] = super().split(availWidth, availHeight)
        for deel in delen:
            deel.tag = self.tag
        return delen


class Kop(Alinea):
    """A heading; it makes its own entry in the table of contents that viewers show beside the page."""

    titel: str = ""
    niveau: int = 0

    def _drawOn(self, canv: Any) -> None:
        if self.titel:
            sleutel = f"kop{len(canv._destinations)}"
            canv.bookmarkHorizontal(sleutel, 0, self.height + 6)
            canv.addOutlineEntry(self.titel, sleutel, level=self.niveau, closed=0)
        super()._drawOn(canv)


class Punt(Alinea):
    """A list item: its dash is the label, its text the body."""

    label: Tag | None = None

    def _drawOn(self, canv: Any) -> None:
        if self.label is not None:
            canv.enter(self.label)
            canv.setFont(self.style.fontName, self.style.fontSize)
            canv.setFillColor(TEKST3)
            canv.drawString(self.style.leftIndent - 11, self.height - self.style.fontSize, "\u2013")
            canv.leave()
        super()._drawOn(canv)


class Nadruk(Alinea):
    """A paragraph with an accent bar at its left: a decision."""

    def _drawOn(self, canv: Any) -> None:
        canv.setFillColor(ZACHT)
        canv.rect(0, -5, self.width, self.height + 9, stroke=0, fill=1)
        canv.setFillColor(ACCENT)
        canv.rect(0, -5, 3, self.height + 9, stroke=0, fill=1)
        super()._drawOn(canv)


class Handtekenvakken(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One row of at most two signature boxes.

    Args:
        vakken: field name, description for a screen reader, paragraph with the name, paragraph with the role.
        ouder: element the boxes lie in.
    """

    _TUSSEN: Final = 14.0
    _MARGE: Final = 9.0

    def __init__(self, vakken: Sequence[tuple[str, str, Alinea, Alinea]], ouder: Tag) -> None:
        super().__init__()
        self._vakken = vakken
        self._ouder = ouder
        self._breedte = 0.0
        self._kop = 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return width and height, in points."""
        self._breedte = (availWidth - self._TUSSEN) / 2
        binnen = self._breedte - 2 * self._MARGE
        self._kop = max(naam.wrap(binnen, 500)[1] + rol.wrap(binnen, 500)[1] for _, _, naam, rol in self._vakken)
        self.width = availWidth
        self.height = self._kop + 2 * STAND_REGEL + 2 * self._MARGE + 4
        return availWidth, self.height + 10

    def draw(self) -> None:
        """Draw on the canvas, and declare what is drawn."""
        canv = self.canv
        for nummer, (veldnaam, omschrijving, naam, rol) in enumerate(self._vakken):
            x = nummer * (self._breedte + self._TUSSEN)
            canv.setStrokeColor(TEKST3)
            canv.setLineWidth(0.7)
            canv.roundRect(x, 5, self._breedte, self.height, 4, stroke=1, fill=0)
            binnen = self._breedte - 2 * self._MARGE
            y = 5 + self.height - self._MARGE
            for alinea in (naam, rol):
                y -= alinea.wrap(binnen, 500)[1]
                alinea.met(Tag("P", self._ouder)).drawOn(canv, x + self._MARGE, y)
            vak = (x + self._MARGE, 5 + self._MARGE - 3, binnen, 2 * STAND_REGEL + 3)
            canv.veld(veldnaam, omschrijving, vak, Tag("Form", self._ouder))


class LatereVelden(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Invisible fields for time stamps that are added when a network is near."""

    def __init__(self, ouder: Tag, aantal: int = 6) -> None:
        super().__init__()
        self._ouder = ouder
        self._aantal = aantal

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return width and height, in points."""
        return 0, 0

    def draw(self) -> None:
        """Draw on the canvas, and declare what is drawn."""
        for nummer in range(1, self._aantal + 1):
            naam = f"tijdstempel{nummer}"
            omschrijving = f"Ruimte voor tijdstempel {nummer}"
            self.canv.veld(naam, omschrijving, (0, 0, 0, 0), Tag("Form", self._ouder))


class Streken(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A signature drawn by hand, as Bezier paths.

    Args:
        halen: strokes of points, x and y from 0 to 1, y downwards; points outside are put on the edge.
        verhouding: width divided by height of the field they were drawn in.
        ouder: element the picture lies in.
        alt: what a screen reader says of it.
    """

    _BREEDTE: Final = 250.0

    def __init__(self, halen: Sequence[Sequence[tuple[float, float]]], verhouding: float, ouder: Tag, alt: str) -> None:
        super().__init__()
        self._halen = halen
        self._ouder = ouder
        self._alt = alt
        self.width = self._BREEDTE
        self.height = self._BREEDTE / (min(max(verhouding, 1.5), 10.0) if isfinite(verhouding) else 4.5)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return width and height, in points."""
        return self.width, self.height + 6

    def draw(self) -> None:
        """Draw on the canvas, and declare what is drawn."""
        canv = self.canv
        canv.setStrokeColor(RAND)
        canv.setLineWidth(0.7)
        canv.roundRect(0, 3, self.width, self.height, 4)
        x, y = canv.absolutePosition(0, 3)
        vak = f"{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.height:.2f}"
        canv.enter(Tag("Figure", self._ouder, attributen=f"<</O /Layout /BBox [{vak}]>>", alt=self._alt))
        canv.setStrokeColor(TEKST)
        canv.setLineWidth(1.4)
        canv.setLineCap(1)
        canv.setLineJoin(1)
        for haal in self._halen:
            self._teken(canv, [self._punt(*punt) for punt in haal])
        canv.leave()

    def _punt(self, x: float, y: float) -> tuple[float, float]:
        x, y = (x if isfinite(x) else 0.0), (y if isfinite(y) else 0.0)
        return min(max(x, 0.0), 1.0) * self.width, 3 + (1 - min(max(y, 0.0), 1.0)) * self.height

    @staticmethod
    def _teken(canv: Any, punten: list[tuple[float, float]]) -> None:
        """Draw one stroke as a smooth curve through its points (Catmull-Rom, written as Bezier)."""
        if not punten:
            return
        pad = canv.beginPath()
        pad.moveTo(*punten[0])
        if len(punten) == 1:
            pad.lineTo(punten[0][0] + 0.1, punten[0][1])
        rij = [punten[0], *punten, punten[-1]]
        for voor, van, naar, na in zip(rij, rij[1:], rij[2:], rij[3:], strict=False):
            pad.curveTo(
                van[0] + (naar[0] - voor[0]) / 6,
                van[1] + (naar[1] - voor[1]) / 6,
                naar[0] - (na[0] - van[0]) / 6,
                naar[1] - (na[1] - van[1]) / 6,
                *naar,
            )
        canv.drawPath(pad, stroke=1, fill=0)
