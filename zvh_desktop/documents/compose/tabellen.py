"""Tables of any length: rows become paragraphs when their page comes, and are let go when it is drawn."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any, Final, TypeAlias

from reportlab.platypus import Flowable, Table

from zvh_desktop.documents.compose.bouwstenen import RAND, TEKST3, Alinea
from zvh_desktop.documents.compose.letters import GEWOON
from zvh_desktop.documents.compose.structuur import Tag

__all__ = ["LangeTabel", "Rij"]

Rij: TypeAlias = Sequence[Sequence[Alinea]]
"""A row of cells, each with its paragraphs."""

_RECHTS_PT: Final = 10.0
"""White at the right of a cell."""


class _Tabelhoeder:
    """Looks on while a table is drawn; every part of a split table calls the same object.

    It keeps empty cells in the tree, and turns the heading that is repeated on later pages into page furniture.
    """

    def __init__(self) -> None:
        self._kop_getekend = False
        self._stil = False

    def __call__(self, tabel: Any, opdracht: str, *gegevens: Any) -> None:
        if opdracht == "startRow" and gegevens[0] < tabel.repeatRows:
            self._stil = self._kop_getekend
            self._kop_getekend = True
            if self._stil:
                tabel.canv.demp("/Type /Pagination")
        elif opdracht == "startCell" and not self._stil:
            for alinea in gegevens[2]:
                if isinstance(alinea, Alinea) and alinea.tag is not None:
                    tabel.canv.element(alinea.tag)
        elif opdracht == "endRow" and self._stil:
            tabel.canv.ontdemp()
            self._stil = False


def _tag_rij(rij: Rij, ouder: Tag, *, kop: bool, rijkop: bool) -> None:
    """Say of each paragraph of a row what it is; a row cut by a page end then goes on in the same elements."""
    tr = Tag("TR", ouder)
    for kolom, cel in enumerate(rij):
        if kop:
            td = Tag("TH", tr, attributen="<</O /Table /Scope /Column>>")
        elif rijkop and kolom == 0:
            td = Tag("TH", tr, attributen="<</O /Table /Scope /Row>>")
        else:
            td = Tag("TD", tr)
        # A single paragraph is the cell's own text: a third fewer elements.
        for alinea in cel:
            alinea.tag = td if len(cel) == 1 else Tag("P", td)


class LangeTabel(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A table whose cells are lists of paragraphs; it takes no more rows than fill the page.

    Args:
        kop: heading, repeated on every page; None for a table whose first cells are the headings of their rows.
        rijen: rows, asked for one by one while the pages are drawn.
        breedtes: widths of the columns, in points.
        tag: a "Table" declaration.
    """

    def __init__(self, kop: Rij | None, rijen: Iterable[Rij], breedtes: Sequence[float], tag: Tag) -> None:
        super().__init__()
        self._breedtes = list(breedtes)
        self._kop = kop
        if kop is not None:
            _tag_rij(kop, tag, kop=True, rijkop=False)
        self._rijen = self._getagd(rijen, tag)
        self._klaar: deque[tuple[Rij, float | None]] = deque()
        """Rows taken and not drawn yet, with their height where a cut row has one of its own."""
        self._hoeder = _Tabelhoeder()
        self._vervolg = False
        self._tabel: Table | None = None
        self.spaceAfter = 6

    def _getagd(self, rijen: Iterable[Rij], tag: Tag) -> Iterator[Rij]:
        for rij in rijen:
            _tag_rij(rij, tag, kop=False, rijkop=self._kop is None)
            yield rij

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return width and height, in points; higher than there is room when rows are left for a next page."""
        self._tabel = self._maak(availHeight)
        breedte, hoogte = self._tabel.wrap(availWidth, availHeight)
        return breedte, hoogte

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the part for this page and the rest, or nothing when no row fits."""
        delen: list[Flowable] = self._maak(availHeight).split(availWidth, availHeight)
        if len(delen) != 2:
            return delen
        deze, daarna = delen
        rest = copy(self)
        # The mark of reportlab that a piece was put off once holds for that piece alone.
        rest.__dict__.pop("_postponed", None)
        begin = 0 if self._kop is None else 1
        hoogten = daarna._argH[begin:]
        rest._klaar = deque(zip(daarna._cellvalues[begin:], hoogten, strict=True))
        rest._vervolg = True
        rest._tabel = None
        return [deze, rest]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        """Draw what was measured last: all rows that were left."""
        if self._tabel is not None:
            self._tabel.drawOn(canvas, x, y, _sW)

    def _hoogte(self, rij: Rij) -> float:
        """Return less than the height of a row, and more than nothing."""
        per_cel = (
            sum(alinea.wrap(breedte - _RECHTS_PT, 1e6)[1] for alinea in cel)
            for cel, breedte in zip(rij, self._breedtes, strict=True)
        )
        return max(1.0, *per_cel)

    def _maak(self, ruimte: float) -> Table:
        """Return a table of the rows that fill `ruimte` and one more, or of all that are left."""
        hoog, genoeg = 0.0, 0
        while hoog <= ruimte:
            if genoeg == len(self._klaar):
                rij = next(self._rijen, None)
                if rij is None:
                    break
                self._klaar.append((rij, None))
            hoog += self._hoogte(self._klaar[genoeg][0])
            genoeg += 1
        rijen = [[list(cel) for cel in rij] for rij, _ in self._klaar]
        hoogten = [hoogte for _, hoogte in self._klaar]
        met_kop = self._kop is not None
        if self._kop is not None:
            rijen.insert(0, [list(cel) for cel in self._kop])
            hoogten.insert(0, None)
        opmaak: list[tuple[Any, ...]] = [
            ("FONT", (0, 0), (-1, -1), GEWOON, 9.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), _RECHTS_PT),
            ("TOPPADDING", (0, 0), (-1, -1), 3.5 if met_kop else 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4 if met_kop else 2),
        ]
        if met_kop:
            opmaak.append(("LINEBELOW", (0, 0), (-1, 0), 0.8, TEKST3))
            if self._vervolg:
                opmaak.append(("LINEABOVE", (0, 1), (-1, 1), 0.4, RAND))
            opmaak.append(("LINEBELOW", (0, 1), (-1, -1), 0.4, RAND))
        return Table(
            rijen,
            colWidths=self._breedtes,
            rowHeights=hoogten,
            style=opmaak,
            repeatRows=1 if met_kop else 0,
            splitInRow=1,
            hAlign="LEFT",
            spaceAfter=6,
            renderCB=self._hoeder,
        )
