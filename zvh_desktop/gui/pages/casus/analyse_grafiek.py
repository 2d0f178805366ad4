"""The course of the scores as a drawing: a row a domain, a point a meting, with its number in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.analyse import ZRM_DOMEINEN, ZRM_NIVEAUS, Reeks
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.gui import schilder
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.thema import LICHT, thema

__all__ = ["Verloopgrafiek", "plaatsen", "puntzin"]

_NIVEAUS = 5
_RAND = 6.0


@dataclass(frozen=True, slots=True)
class _Maten:
    """Sizes of the drawing in pixels at the letters of now."""

    links: float
    kop: float
    rij: float
    straal: float

    @classmethod
    def nu(cls, namen: Sequence[str]) -> "_Maten":
        t = thema()
        breed = max((maten("knop", 400).horizontalAdvance(n) for n in namen), default=0.0)
        return cls(breed + t.lengte(22), t.px("klein") + t.lengte(20), float(t.lengte(44)), float(t.lengte(9)))


def plaatsen(dagen: Sequence[date], breedte: float, minst: float) -> list[float]:
    """Return the place of each day on a line from 0 to `breedte`: by time, and never closer than `minst`.

    Days that are close together push those after them; when all of them do not fit so, they stand evenly.
    """
    if len(dagen) < 2 or breedte <= 0:
        return [breedte / 2] * len(dagen)
    if minst * (len(dagen) - 1) >= breedte:
        return [breedte * nr / (len(dagen) - 1) for nr in range(len(dagen))]
    duur = max(1, (dagen[-1] - dagen[0]).days)
    plek = [breedte * (dag - dagen[0]).days / duur for dag in dagen]
    for nr in range(1, len(plek)):
        plek[nr] = max(plek[nr], plek[nr - 1] + minst)
    plek[-1] = min(plek[-1], breedte)
    for nr in reversed(range(len(plek) - 1)):
        plek[nr] = min(plek[nr], plek[nr + 1] - minst)
    return plek


def puntzin(reeks: Reeks, domein: str, nummer: int) -> str:
    """Say one point: domain, day, score and its word."""
    naam, dag = ZRM_DOMEINEN.get(domein, domein), datum_in_woorden(reeks.metingen[nummer].datum)
    score = reeks.scores[domein][nummer]
    return f"{naam}, {dag}: {score} {ZRM_NIVEAUS[score]}" if score else f"{naam}, {dag}: niet gescoord"


class Verloopgrafiek(QWidget):
    """Walked with the arrows: left and right through time, up and down through the domains; each point is spoken.

    Numbers stand in the points and a line that skips a meting is dashed, so nothing depends on colour.

    Signals:
        gekozen(zin): another point is current.
        geactiveerd(meting_id): Enter, Space or a double click on a point.
    """

    gekozen = Signal(str)
    geactiveerd = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._reeks: Reeks | None = None
        self._plek = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Verloop van de ZRM-scores"))
        thema().veranderd.connect(self._ander_thema)

    def _ander_thema(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def reeks(self) -> Reeks | None:
        """What is drawn."""
        return self._reeks

    def zet(self, reeks: Reeks | None) -> None:
        """Draw a course; the current point stays where it can, else it is the latest one."""
        vorig, self._reeks = self._reeks, reeks
        if reeks is not None:
            zelfde = vorig is not None and (vorig.editie, vorig.versie, vorig.betrokkene_id) == (
                reeks.editie, reeks.versie, reeks.betrokkene_id,
            )  # fmt: skip
            rij, kolom = self._plek if zelfde else (0, len(reeks.metingen) - 1)
            self._plek = (min(rij, max(0, len(reeks.domeinen) - 1)), min(kolom, len(reeks.metingen) - 1))
        self._vertel(hardop=False)
        self.updateGeometry()
        self.update()

    # -- place and words

    def zin(self) -> str:
        """Return the sentence of the current point, "" when there is none."""
        if self._reeks is None or not self._reeks.domeinen:
            return ""
        rij, kolom = self._plek
        return puntzin(self._reeks, self._reeks.domeinen[rij], kolom)

    def _vertel(self, *, hardop: bool = True) -> None:
        zin = self.zin()
        self.setAccessibleDescription(zin)
        self.gekozen.emit(zin)
        if hardop and zin and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, zin))

    def _ga(self, rij: int, kolom: int) -> None:
        if self._reeks is None or not self._reeks.domeinen:
            return
        nieuw = (
            min(max(rij, 0), len(self._reeks.domeinen) - 1),
            min(max(kolom, 0), len(self._reeks.metingen) - 1),
        )
        if nieuw != self._plek:
            self._plek = nieuw
            self.update()
        self._vertel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; Home and End go to the first and last meting, Page keys to the first and last domain."""
        if self._reeks is None:
            super().keyPressEvent(event)
            return
        rij, kolom = self._plek
        ver = len(self._reeks.metingen) + len(self._reeks.domeinen)
        stap = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -ver),
            Qt.Key.Key_End: (0, ver),
            Qt.Key.Key_PageUp: (-ver, 0),
            Qt.Key.Key_PageDown: (ver, 0),
        }.get(Qt.Key(event.key()))
        if stap is not None:
            self._ga(rij + stap[0], kolom + stap[1])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.geactiveerd.emit(self._reeks.metingen[kolom].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where one is."""
        super().focusInEvent(event)
        self._vertel()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()

    def _bij(self, punt: QPointF) -> tuple[int, int] | None:
        if self._reeks is None or not self._reeks.domeinen:
            return None
        m, xs = self._indeling(self.width())
        rij = int((punt.y() - m.kop) // m.rij)
        if not 0 <= rij < len(self._reeks.domeinen):
            return None
        return rij, min(range(len(xs)), key=lambda n: abs(xs[n] - punt.x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The nearest point becomes current."""
        if (plek := self._bij(event.position())) is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._ga(*plek)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the meting of a point."""
        if self._reeks is not None and (plek := self._bij(event.position())) is not None:
            self.geactiveerd.emit(self._reeks.metingen[plek[1]].id)

    # -- drawing

    def _namen(self) -> list[str]:
        return [ZRM_DOMEINEN.get(d, d) for d in self._reeks.domeinen] if self._reeks else []

    def sizeHint(self) -> QSize:
        """As high as its domains."""
        m = _Maten.nu(self._namen())
        rijen = len(self._reeks.domeinen) if self._reeks else 1
        return QSize(int(m.links + thema().lengte(320)), int(m.kop + rijen * m.rij + _RAND))

    def minimumSizeHint(self) -> QSize:
        """Narrower only by squeezing time."""
        m = _Maten.nu(self._namen())
        return QSize(int(m.links + thema().lengte(120)), self.sizeHint().height())

    def _indeling(self, breedte: float) -> tuple[_Maten, list[float]]:
        assert self._reeks is not None
        m = _Maten.nu(self._namen())
        rand = m.straal + thema().lengte(30)
        dagen = [meting.datum for meting in self._reeks.metingen]
        over = max(1.0, breedte - m.links - 2 * rand)
        return m, [m.links + rand + x for x in plaatsen(dagen, over, 2.6 * m.straal)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw in the colours of the theme."""
        p = QPainter(self)
        self._teken(p, self.width(), thema().kleur, met_plek=self.hasFocus())
        p.end()

    def druk(self, p: QPainter, breedte: float) -> None:
        """Draw for paper: black on white whatever the theme, `breedte` in the pixels of the screen."""
        kleuren: Mapping[str, QColor] = {naam: QColor(waarde) for naam, waarde in LICHT.items()}
        self._teken(p, breedte, kleuren.__getitem__, met_plek=False)

    def _teken(self, p: QPainter, breedte: float, kleur: Callable[[str], QColor], *, met_plek: bool) -> None:
        reeks = self._reeks
        if reeks is None or not reeks.domeinen:
            return
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        m, xs = self._indeling(breedte)
        self._teken_kop(p, m, xs, kleur)
        for rij, domein in enumerate(reeks.domeinen):
            boven = m.kop + rij * m.rij
            if rij % 2 == 0:
                p.fillRect(QRectF(0, boven, breedte, m.rij), kleur("vlak2"))
            p.setFont(letter("knop", 400))
            p.setPen(kleur("tekst"))
            vak = QRectF(thema().lengte(8), boven, m.links - thema().lengte(8), m.rij)
            p.drawText(vak, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._namen()[rij])
            self._teken_rij(p, m, xs, boven, reeks.scores[domein], kleur)
        if met_plek:
            rij, kolom = self._plek
            punt = self._punt(m, xs, m.kop + rij * m.rij, kolom, reeks.scores[reeks.domeinen[rij]][kolom])
            straal = m.straal + thema().lengte(5)
            vak = QRectF(punt.x() - straal, punt.y() - straal, 2 * straal, 2 * straal)
            schilder.focusrand(p, vak, straal)

    def _teken_kop(self, p: QPainter, m: _Maten, xs: list[float], kleur: Callable[[str], QColor]) -> None:
        assert self._reeks is not None
        p.setFont(letter("klein", 600))
        p.setPen(kleur("tekst2"))
        lijn = maten("klein", 600)
        # From the latest back: its day is always there, older ones where there is room.
        laatste_links = 1e9
        for x, meting in reversed(list(zip(xs, self._reeks.metingen, strict=True))):
            woord = kalenderdag(meting.datum)
            breed = lijn.horizontalAdvance(woord)
            if x + breed / 2 > laatste_links - thema().lengte(6):
                continue
            laatste_links = x - breed / 2
            p.drawText(QPointF(x - breed / 2, m.kop - thema().lengte(10)), woord)

    @staticmethod
    def _punt(m: _Maten, xs: list[float], boven: float, kolom: int, score: int | None) -> QPointF:
        hoog = m.rij - 2 * m.straal - 4
        deel = ((score or 1) - 1) / (_NIVEAUS - 1)
        y = boven + m.rij / 2 if score is None else boven + m.rij - m.straal - 2 - deel * hoog
        return QPointF(xs[kolom], y)

    def _teken_rij(
        self,
        p: QPainter,
        m: _Maten,
        xs: list[float],
        boven: float,
        scores: Sequence[int | None],
        kleur: Callable[[str], QColor],
    ) -> None:
        punten = [(nr, self._punt(m, xs, boven, nr, s)) for nr, s in enumerate(scores) if s is not None]
        for (een, van), (twee, naar) in pairwise(punten):
            stijl = Qt.PenStyle.SolidLine if twee == een + 1 else Qt.PenStyle.DashLine
            p.setPen(QPen(kleur("regelrand"), 2.0, stijl))
            p.drawLine(van, naar)
        p.setFont(letter("klein", 700))
        for nr, punt in punten:
            p.setPen(QPen(kleur("accent"), 1.5))
            laatste = nr == punten[-1][0]
            # The latest is filled: what holds now stands out, also without colour.
            p.setBrush(kleur("accent") if laatste else kleur("vlak"))
            p.drawEllipse(punt, m.straal, m.straal)
            p.setPen(kleur("op_accent") if laatste else kleur("tekst"))
            vak = QRectF(punt.x() - m.straal, punt.y() - m.straal, 2 * m.straal, 2 * m.straal)
            p.drawText(vak, int(Qt.AlignmentFlag.AlignCenter), str(scores[nr]))
        for nr, score in enumerate(scores):
            if score is None:
                midden = self._punt(m, xs, boven, nr, None)
                p.setPen(QPen(kleur("tekst3"), 1.5))
                p.drawLine(QPointF(midden.x() - 4, midden.y()), QPointF(midden.x() + 4, midden.y()))
