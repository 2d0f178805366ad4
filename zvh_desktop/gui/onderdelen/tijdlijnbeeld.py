"""The plan in time, painted: lanes with bars and marks, a line at today; scrolls and zooms by keys and mouse.

`schilder_tijdlijn` paints a picture that was laid; the widget here and the presenter view use the same one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QGestureEvent, QPinchGesture, QToolTip, QWidget

from zvh_desktop.domain.tijdlijn import (
    BANEN,
    SCHALEN,
    SOORTEN,
    Indeling,
    Item,
    Richting,
    Tijdlijn,
    Vak,
    buur,
    in_beeld,
    leg,
    passende_schaal,
    strepen,
)
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.schilder import focusrand
from zvh_desktop.gui.thema import ROLLEN, thema

__all__ = ["Maten", "TijdlijnBeeld", "leg_voor", "schilder_tijdlijn"]

_PIJLEN: Final[dict[int, Richting]] = {
    Qt.Key.Key_Left: "links",
    Qt.Key.Key_Right: "rechts",
    Qt.Key.Key_Up: "boven",
    Qt.Key.Key_Down: "onder",
}
_MEESTE_WOORDEN: Final = 22
"""Times the letter size that the words of an item may be wide."""
_SLEEP: Final = 6
"""Pixels before a press becomes dragging."""

_KNIJP: Final = 1.5
"""How much further apart two fingers go before it zooms a step."""


@dataclass(frozen=True, slots=True)
class Maten:
    """Sizes of a picture in pixels, all from the size of its letters.

    Attributes:
        px: letter size. rij: height of a row. as_: height of the axis. naam: width of the names of lanes.
        teken: width of a mark.
    """

    px: int
    rij: int
    as_: int
    naam: int
    teken: int

    @classmethod
    def van(cls, px: int) -> "Maten":
        """Return the sizes that go with letters of so many pixels."""
        m = maten(px, 600)
        naam = round(max(m.horizontalAdvance(woord) for woord in BANEN.values()) + 1.6 * px)
        return cls(px, round(px * 2.25), round(px * 2.5), naam, round(px * 1.15))

    def letters(self) -> QFontMetricsF:
        """Return the metrics of the words of items."""
        return maten(self.px, 400)


def leg_voor(tijdlijn: Tijdlijn, schaal: float, m: Maten) -> Indeling:
    """Lay a timeline for letters of this size; `schaal` is in pixels a day."""
    letters = m.letters()

    def breed(item: Item) -> float:
        rand = m.px * (1.4 if item.duurt else 0.5)
        return min(letters.horizontalAdvance(item.titel), float(_MEESTE_WOORDEN * m.px)) + rand

    return leg(tijdlijn, schaal, breed, teken=float(m.teken), lucht=m.px * 0.6)


def schilder_tijdlijn(
    p: QPainter,
    beeld: Indeling,
    m: Maten,
    vlak: QRectF,
    x0: float,
    y0: float,
    *,
    gekozen: str = "",
    focus: bool = False,
    deel: QRectF | None = None,
) -> None:
    """Paint the part of a picture that shows in a rectangle.

    Args:
        p: painter.
        beeld: as laid by `leg_voor` with the same sizes.
        m: sizes.
        vlak: where; axis above and names of lanes at the left are inside it.
        x0, y0: how far it was scrolled.
        gekozen: id of the chosen item. focus: whether that shows the ring of the focus.
        deel: what of `vlak` is to be painted, when it is not all of it; the painter is clipped to it.
    """
    t = thema()
    p.save()
    p.setClipRect(vlak)
    p.fillRect(vlak, t.kleur("vlak"))
    links, boven = vlak.left() + m.naam, vlak.top() + m.as_
    eerste = max(0, int(y0 // m.rij))
    laatste = min(len(beeld.rijen), int((y0 + vlak.height() - m.as_) // m.rij) + 1)
    binnen = QRectF(links, boven, vlak.right() - links, vlak.bottom() - boven)

    def x_van(plek: float) -> float:
        return links + plek - x0

    _banen(p, beeld, m, vlak, y0, range(eerste, laatste))
    p.setClipRect(QRectF(links, vlak.top(), vlak.right() - links, vlak.height()))
    p.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for streep in strepen(beeld.begin, beeld.eind, beeld.schaal, kleinst=m.px * 3.4):
        x = x_van(beeld.plek(streep.dag))
        if links - 200 <= x <= vlak.right():
            p.setPen(QPen(t.kleur("regelrand" if streep.hoofd else "kaartrand"), 1))
            p.drawLine(QPointF(x, boven - m.px * 0.5), QPointF(x, vlak.bottom()))
            p.setFont(letter(m.px, 600 if streep.hoofd else 400))
            p.setPen(t.kleur("tekst" if streep.hoofd else "tekst2"))
            p.drawText(QPointF(x + m.px * 0.3, boven - m.px * 0.75), streep.tekst)
    p.setClipRect(binnen)
    p.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    nodig = binnen if deel is None else binnen.intersected(deel)
    van, tot = x0 + nodig.left() - links, x0 + nodig.right() - links
    rij_van = max(eerste, int((nodig.top() - boven + y0) // m.rij))
    rij_tot = min(laatste, int((nodig.bottom() - boven + y0) // m.rij) + 1)
    for vak in in_beeld(beeld, van, tot, range(rij_van, rij_tot)):
        rij = QRectF(x_van(vak.x), boven + vak.rij * m.rij - y0, vak.breed, m.rij)
        _item(p, vak, m, rij, links, vak.tot - vak.x, gekozen=vak.item.id == gekozen, focus=focus)
    p.setClipRect(QRectF(links, vlak.top(), vlak.right() - links, vlak.height()))
    x = x_van(beeld.vandaag)
    p.setPen(QPen(t.kleur("accent"), max(2.0, m.px / 7)))
    p.drawLine(QPointF(x, boven - m.px * 0.4), QPointF(x, vlak.bottom()))
    woord = "vandaag"
    breed = maten(m.px, 600).horizontalAdvance(woord) + m.px * 0.9
    kap = QRectF(min(max(x - breed / 2, links), vlak.right() - breed), vlak.top() + 2, breed, m.px * 1.35)
    if links <= x <= vlak.right():
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(t.kleur("accent"))
        p.drawRoundedRect(kap, kap.height() / 2, kap.height() / 2)
        p.setFont(letter(m.px, 600))
        p.setPen(t.kleur("op_accent"))
        p.drawText(kap, Qt.AlignmentFlag.AlignCenter, woord)
    p.restore()


def _banen(p: QPainter, beeld: Indeling, m: Maten, vlak: QRectF, y0: float, rijen: range) -> None:
    """Paint the names of lanes and the lines between them; the name of the uppermost lane in view stays in view."""
    t = thema()
    boven = vlak.top() + m.as_
    p.setPen(QPen(t.kleur("regelrand"), 1))
    p.drawLine(QPointF(vlak.left(), boven), QPointF(vlak.right(), boven))
    p.setClipRect(QRectF(vlak.left(), boven, vlak.width(), vlak.bottom() - boven))
    for nr in rijen:
        rij = beeld.rijen[nr]
        y = boven + nr * m.rij - y0
        if rij.eerste and nr:
            p.setPen(QPen(t.kleur("kaartrand"), 1))
            p.drawLine(QPointF(vlak.left(), y), QPointF(vlak.right(), y))
        if rij.eerste or nr == rijen.start:
            volgt = nr + 1 < len(beeld.rijen) and not beeld.rijen[nr + 1].eerste
            p.setFont(letter(m.px, 600))
            p.setPen(t.kleur("tekst2"))
            basis = (max(y, boven) if volgt else y) + m.rij / 2 + maten(m.px, 600).ascent() * 0.36
            p.drawText(QPointF(vlak.left() + m.px * 0.7, basis), BANEN[rij.baan])


def _item(
    p: QPainter, vak: Vak, m: Maten, rij: QRectF, links: float, heel: float, *, gekozen: bool, focus: bool
) -> None:
    """Paint a bar or a mark with its words; words of what began before the picture stand where it comes in."""
    t, item = thema(), vak.item
    rol = ROLLEN[f"fase{item.fase}"] if item.fase else ROLLEN["neutraal"]
    hoog = m.px * 1.65
    balk = QRectF(rij.left(), rij.center().y() - hoog / 2, rij.width(), hoog)
    if item.duurt or SOORTEN[item.soort].teken == "balk":
        pen = QPen(t.kleur(rol.inkt), max(1.2, m.px / 10))
        if item.loopt:
            pen.setDashPattern([5, 2.5])
        p.setPen(pen)
        p.setBrush(t.kleur(rol.grond))
        p.drawRoundedRect(balk.adjusted(0.5, 0.5, -0.5, -0.5), m.px * 0.3, m.px * 0.3)
        binnen = heel <= balk.width() + 1
        x = max(balk.left(), links) + m.px * 0.6 if binnen else max(balk.right(), links) + m.px * 0.4
    else:
        rood = item.soort in ("incident", "terugval")
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(t.kleur("gevaar" if rood else rol.inkt if item.fase else "accent"))
        _teken(p, SOORTEN[item.soort].teken, QPointF(balk.left() + m.teken / 2, balk.center().y()), m.teken * 0.46)
        x = max(balk.left() + m.teken, links) + m.px * 0.3
    ruimte = rij.left() + heel - x - m.px * 0.2
    if ruimte > m.px:
        letters = m.letters()
        p.setFont(letter(m.px, 400))
        p.setPen(t.kleur("tekst"))
        woorden = letters.elidedText(item.titel, Qt.TextElideMode.ElideRight, ruimte + 1)
        p.drawText(QPointF(x, balk.center().y() + letters.ascent() * 0.36), woorden)
    if gekozen:
        ring = QRectF(balk.left() - 3, balk.top() - 3, max(heel, balk.width()) + 6, balk.height() + 6)
        if focus:
            focusrand(p, ring, m.px * 0.4)
        else:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(t.kleur("regelrand"), 1))
            p.drawRoundedRect(ring, m.px * 0.4, m.px * 0.4)


def _teken(p: QPainter, soort: str, midden: QPointF, r: float) -> None:
    """Paint a mark of radius `r` round a point, with the brush as it is."""
    if soort == "stip":
        p.drawEllipse(midden, r * 0.85, r * 0.85)
        return
    vormen: dict[str, tuple[tuple[float, float], ...]] = {
        "ruit": ((0, -1), (1, 0), (0, 1), (-1, 0)),
        "driehoek": ((0, -1), (1, 0.85), (-1, 0.85)),
        "op": ((0, -1), (1, 0.2), (0.35, 0.2), (0.35, 1), (-0.35, 1), (-0.35, 0.2), (-1, 0.2)),
        "neer": ((0, 1), (1, -0.2), (0.35, -0.2), (0.35, -1), (-0.35, -1), (-0.35, -0.2), (-1, -0.2)),
        "vlag": ((-0.7, 1), (-0.7, -1), (0.9, -0.5), (-0.4, 0.05), (-0.4, 1)),
    }
    p.drawPolygon(QPolygonF([midden + QPointF(x, y) * r for x, y in vormen.get(soort, vormen["ruit"])]))


class TijdlijnBeeld(QAbstractScrollArea):
    """The picture on a screen: arrows go from item to item, + and - zoom, 0 shows all, T goes to today, Enter opens.

    With fingers: one drags, two zoom where they are.

    Signals:
        gekozen(item): another item is current. geopend(item): Enter or a double click.
    """

    gekozen = Signal(object)
    geopend = Signal(object)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Tijdlijn van het plan"))
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._knijp = 1.0
        self._tijdlijn: Tijdlijn | None = None
        self._schaal = -1
        self._huidig = ""
        self._druk: QPoint | None = None
        self._sleept = False
        self._plek = QPoint()
        self._maten = Maten.van(13)
        self.indeling: Indeling | None = None
        thema().veranderd.connect(self._ander_thema)

    # -- what it shows

    def zet(self, tijdlijn: Tijdlijn | None) -> None:
        """Show a timeline; the same item stays current, a first one is shown whole with today in view."""
        eerst = self._tijdlijn is None
        self._tijdlijn = tijdlijn
        if tijdlijn is None:
            self.indeling, self._schaal, self._huidig = None, -1, ""
            self.setAccessibleDescription("")
            self.viewport().update()
            return
        if eerst:
            self._schaal = -1
        self._leg()
        if not any(v.item.id == self._huidig for v in self._vakken()):
            self._huidig = ""
        self._zeg_huidig()

    def huidig(self) -> Item | None:
        """Return the current item."""
        return next((v.item for v in self._vakken() if v.item.id == self._huidig), None)

    def kies(self, id_: str) -> bool:
        """Make an item current and bring it into view; False when it has no place here."""
        vak = next((v for v in self._vakken() if v.item.id == id_), None)
        if vak is None:
            return False
        vorig = next((v for v in self._vakken() if v.item.id == self._huidig), vak)
        self._huidig = id_
        m, breed, hoog = self._maten, self._binnenmaat().width(), self._binnenmaat().height()
        balk = self.horizontalScrollBar()
        if vak.x < balk.value() or vak.x + m.teken > balk.value() + breed:
            balk.setValue(round(vak.x - breed * 0.2))
        balk = self.verticalScrollBar()
        y = vak.rij * m.rij
        balk.setValue(min(y, max(balk.value(), y + m.rij - hoog)))
        for ander in (vorig, vak):
            self.viewport().update(self._plaats(ander))
        self._zeg_huidig()
        self.gekozen.emit(vak.item)
        return True

    def _plaats(self, vak: Vak) -> QRect:
        """Return where an item stands in the viewport, the ring round it included."""
        m = self._maten
        x = m.naam + vak.x - self.horizontalScrollBar().value()
        y = m.as_ + vak.rij * m.rij - self.verticalScrollBar().value()
        return QRectF(x, y, max(vak.tot - vak.x, vak.breed), m.rij).toAlignedRect().adjusted(-6, -6, 6, 6)

    def _zeg_huidig(self) -> None:
        nu, aantal = self.huidig(), len(self._vakken())
        self.setAccessibleDescription(
            nu.zin() if nu else self.tr("{n} onderdelen; pijltjes gaan van het ene naar het andere").format(n=aantal)
        )
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _vakken(self) -> tuple[Vak, ...]:
        return self.indeling.vakken if self.indeling is not None else ()

    # -- laying

    def _binnenmaat(self) -> QSize:
        maat = self.viewport().size()
        return QSize(max(1, maat.width() - self._maten.naam), max(1, maat.height() - self._maten.as_))

    def _leg(self) -> None:
        if self._tijdlijn is None:
            return
        self._maten = Maten.van(thema().px("klein"))
        factor = thema().schaal
        if self._schaal < 0:
            passend = passende_schaal(self._tijdlijn, self._binnenmaat().width() / factor)
            self._schaal = SCHALEN.index(passend)
        self.indeling = leg_voor(self._tijdlijn, SCHALEN[self._schaal] * factor, self._maten)
        self._zet_balken()
        self.viewport().update()

    def _zet_balken(self) -> None:
        beeld = self.indeling
        if beeld is None:
            return
        maat = self._binnenmaat()
        hoog = len(beeld.rijen) * self._maten.rij + self._maten.px
        for balk, heel, deel, stap in (
            (self.horizontalScrollBar(), beeld.breed, maat.width(), self._maten.px * 4),
            (self.verticalScrollBar(), hoog, maat.height(), self._maten.rij),
        ):
            balk.setRange(0, max(0, round(heel - deel)))
            balk.setPageStep(deel)
            balk.setSingleStep(stap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size scrolls differently; before anybody zoomed, all of it stays in view."""
        super().resizeEvent(event)
        self._zet_balken()

    def _ander_thema(self) -> None:
        self._leg()

    # -- zooming

    def zoom(self, stappen: int, om: float | None = None) -> None:
        """Zoom in or out by steps; the place `om` (in the picture's own view) stays where it is."""
        beeld = self.indeling
        nieuw = min(max(self._schaal + stappen, 0), len(SCHALEN) - 1)
        if beeld is None or nieuw == self._schaal:
            return
        if om is None:
            vak = next((v for v in beeld.vakken if v.item.id == self._huidig), None)
            om = (vak.x if vak else beeld.vandaag) - self.horizontalScrollBar().value()
            om = om if 0 <= om <= self._binnenmaat().width() else self._binnenmaat().width() / 2
        dag = (self.horizontalScrollBar().value() + om) / beeld.schaal
        self._schaal = nieuw
        self._leg()
        self.horizontalScrollBar().setValue(round(dag * self.indeling.schaal - om) if self.indeling else 0)

    def passend(self) -> None:
        """Show all of it, as far as that can be."""
        self._schaal = -1
        self._leg()

    def naar_vandaag(self) -> None:
        """Bring today into the middle."""
        if self.indeling is not None:
            self.horizontalScrollBar().setValue(round(self.indeling.vandaag - self._binnenmaat().width() / 2))

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        toets, beeld = event.key(), self.indeling
        doen: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Equal: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
            Qt.Key.Key_0: self.passend,
            Qt.Key.Key_T: self.naar_vandaag,
            Qt.Key.Key_Home: lambda: self._ga_naar(0),
            Qt.Key.Key_End: lambda: self._ga_naar(-1),
        }
        if toets in _PIJLEN and beeld is not None:
            naar = buur(beeld, self._huidig, _PIJLEN[Qt.Key(toets)])
            if naar:
                self.kies(naar)
        elif toets in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.huidig() is not None:
            self.geopend.emit(self.huidig())
        elif toets in doen and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            doen[toets]()
        else:
            super().keyPressEvent(event)

    def _ga_naar(self, nr: int) -> None:
        if self._tijdlijn is not None and self._tijdlijn.items:
            self.kies(self._tijdlijn.items[nr].id)

    def vak_op(self, plek: QPoint) -> Vak | None:
        """Return the item at a place of the viewport, words included."""
        m, beeld = self._maten, self.indeling
        if beeld is None or plek.x() < m.naam or plek.y() < m.as_:
            return None
        rij = int((plek.y() - m.as_ + self.verticalScrollBar().value()) // m.rij)
        x = plek.x() - m.naam + self.horizontalScrollBar().value()
        return next((v for v in beeld.vakken if v.rij == rij and v.x - 2 <= x <= v.tot), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin of a choice or of dragging."""
        self._druk, self._sleept = event.position().toPoint(), False
        self._plek = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture; otherwise show what can be pressed."""
        nu = event.position().toPoint()
        if self._druk is not None and event.buttons():
            weg = nu - self._druk
            self._sleept = self._sleept or weg.manhattanLength() > _SLEEP
            if self._sleept:
                self.horizontalScrollBar().setValue(self._plek.x() - weg.x())
                self.verticalScrollBar().setValue(self._plek.y() - weg.y())
            return
        hand = self.vak_op(nu) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was pressed, when it was not dragged."""
        druk, self._druk = self._druk, None
        if druk is not None and not self._sleept and (vak := self.vak_op(druk)) is not None:
            self.kies(vak.item.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if (vak := self.vak_op(event.position().toPoint())) is not None:
            self.geopend.emit(vak.item)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom at the pointer, with Shift sideways, otherwise up and down."""
        draai = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom((draai > 0) - (draai < 0), max(0.0, event.position().x() - self._maten.naam))
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and draai:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - draai)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole sentence of an item as tool tip."""
        if isinstance(event, QHelpEvent):
            vak = self.vak_op(event.pos())
            QToolTip.showText(event.globalPos(), vak.item.zin() if vak else "", self.viewport())
            return True
        if isinstance(event, QGestureEvent):
            knijp = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(knijp, QPinchGesture):
                self._knijp_samen(knijp)
                return True
        return super().viewportEvent(event)

    def _knijp_samen(self, knijp: QPinchGesture) -> None:
        """A step for every half as far again that two fingers went apart or together."""
        if knijp.state() == Qt.GestureState.GestureStarted:
            self._knijp = 1.0
        self._druk = None
        ver = knijp.totalScaleFactor() / self._knijp
        stap = (ver >= _KNIJP) - (ver <= 1 / _KNIJP)
        if stap:
            self._knijp = knijp.totalScaleFactor()
            plek = self.viewport().mapFromGlobal(knijp.centerPoint())
            self.zoom(stap, max(0.0, plek.x() - self._maten.naam))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        p = QPainter(self.viewport())
        vlak = QRectF(self.viewport().rect())
        if self.indeling is None:
            p.fillRect(vlak, thema().kleur("vlak"))
        else:
            x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            schilder_tijdlijn(
                *(p, self.indeling, self._maten, vlak, x, y),
                gekozen=self._huidig,
                focus=self.hasFocus(),
                deel=QRectF(event.rect()),
            )
        p.end()

    def sizeHint(self) -> QSize:
        """Room for the rows there are, within reason."""
        t = thema()
        rijen = len(self.indeling.rijen) if self.indeling else 8
        return QSize(t.lengte(600), min(rijen, 14) * self._maten.rij + self._maten.as_)
