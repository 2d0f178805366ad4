"""Sign with pen, finger or mouse; strokes are kept as points relative to the field, never as a picture."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.handtekening import Haal, Punt, handtekening_bezwaar
from zvh_desktop.gui import schilder
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.thema import thema

__all__ = ["HandtekenVeld"]

_DIKTE: Final = 3.2


class HandtekenVeld(QWidget):
    """A field to sign in.

    Signals:
        veranderd(): a stroke was added or taken away.
    """

    veranderd = Signal()

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._halen: list[list[Punt]] = []
        self._nu: list[Punt] | None = None
        self._bron = ""
        self._tijd = QElapsedTimer()
        self._eerder_s = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(120)
        self.setAccessibleName(self.tr("Handtekening"))
        self._wis = Knop(self.tr("Laatste haal wissen"), self, soort="vlak", icoon="undo-2", klein=True)
        # Not on the way of Tab from the drawing to the name: the first space of a name would take the last stroke away.
        # With the keyboard that is Backspace in the field, which the field says.
        self._wis.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wis.clicked.connect(self.wis_laatste)
        thema().veranderd.connect(self._ander_thema)
        self._bijwerken()

    def sizeHint(self) -> QSize:
        """As wide as it gets, about as high as a signature on paper."""
        return QSize(thema().lengte(560), thema().lengte(190))

    @property
    def halen(self) -> tuple[Haal, ...]:
        """The strokes: (x, y, pressure, seconds), x and y relative to the field."""
        return tuple(tuple(haal) for haal in self._halen)

    @property
    def verhouding(self) -> float:
        """Height of the field divided by its width; belongs to the strokes."""
        return self.height() / max(1, self.width())

    def bezwaar(self) -> str:
        """Return why this is not a signature (`leeg`, `stip`, `streep`), or nothing."""
        return handtekening_bezwaar(self._halen, self.verhouding)

    def is_geldig(self) -> bool:
        """Tell whether what stands there can be a signature."""
        return not self.bezwaar()

    def zet_halen(self, halen: Sequence[Sequence[Sequence[float]]]) -> None:
        """Put strokes back that were drawn before; those that follow are later."""
        self._halen = [[(p[0], p[1], p[2], p[3]) for p in haal] for haal in halen]
        self._nu = None
        self._eerder_s = max((punt[3] for haal in self._halen for punt in haal), default=0.0)
        self._tijd.invalidate()
        self._bijwerken()

    def wis_laatste(self) -> None:
        """Take the last stroke away."""
        if self._halen:
            self._halen.pop()
            self._bijwerken()

    def wis_alles(self) -> None:
        """Take every stroke away."""
        self._halen.clear()
        self._nu = None
        self._bijwerken()

    def _bijwerken(self) -> None:
        self._wis.setVisible(bool(self._halen))
        aantal = len(self._halen)
        if not aantal:
            staat = self.tr("Nog leeg. Teken met pen, vinger of muis; wie dat niet kan, kiest getypt akkoord.")
        elif self.is_geldig():
            staat = self.tr("Getekend. Backspace wist de laatste haal.")
        else:
            staat = self.tr("Dit is nog geen handtekening. Backspace wist de laatste haal.")
        self.setAccessibleDescription(staat)
        self.update()
        self.veranderd.emit()

    def _ander_thema(self) -> None:
        self.updateGeometry()
        self._leg_knop()
        self.update()

    # -- strokes

    def _begin(self, plek: QPointF, druk: float, bron: str) -> None:
        if self._nu is not None:
            return
        if not self._halen:
            self._eerder_s = 0.0
        if not self._halen or not self._tijd.isValid():
            self._tijd.start()
        self._bron = bron
        self._nu = []
        self._halen.append(self._nu)
        self._voeg_toe(plek, druk)

    def _voeg_toe(self, plek: QPointF, druk: float) -> None:
        if self._nu is None:
            return
        x = min(1.0, max(0.0, plek.x() / max(1, self.width())))
        y = min(1.0, max(0.0, plek.y() / max(1, self.height())))
        if self._nu and self._nu[-1][:2] == (x, y):
            return
        self._nu.append(
            (round(x, 5), round(y, 5), round(druk, 3), round(self._eerder_s + self._tijd.elapsed() / 1000, 3))
        )
        self.update()

    def _eind(self, bron: str) -> None:
        if self._nu is not None and self._bron == bron:
            self._nu = None
            self._bijwerken()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: accepted, so that Qt makes no mouse twin of it."""
        soort = event.type()
        if soort is QEvent.Type.TabletPress and event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), event.pressure(), "pen")
        elif soort is QEvent.Type.TabletMove and self._bron == "pen":
            self._voeg_toe(event.position(), event.pressure())
        elif soort is QEvent.Type.TabletRelease:
            self._eind("pen")
        event.accept()

    def _is_tweeling(self, event: QMouseEvent) -> bool:
        """Tell whether a mouse event is made from a pen or a finger."""
        return (self._nu is not None and self._bron != "muis") or (
            event.source() is not Qt.MouseEventSource.MouseEventNotSynthesized
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() is Qt.MouseButton.LeftButton and not self._is_tweeling(event):
            self._begin(event.position(), 0.5, "muis")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if self._bron == "muis" and not self._is_tweeling(event):
            self._voeg_toe(event.position(), 0.5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._eind("muis")

    def event(self, event: QEvent) -> bool:
        """A finger: the first one draws, others are ignored."""
        if isinstance(event, QTouchEvent):
            return self._raak(event)
        return super().event(event)

    def _raak(self, event: QTouchEvent) -> bool:
        punten = event.points()
        if event.type() is QEvent.Type.TouchBegin and punten:
            self._begin(punten[0].position(), punten[0].pressure() or 0.5, "vinger")
        elif event.type() is QEvent.Type.TouchUpdate and punten and self._bron == "vinger":
            self._voeg_toe(punten[0].position(), punten[0].pressure() or 0.5)
        elif event.type() in {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}:
            self._eind("vinger")
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace and Ctrl+Z take the last stroke away, Delete all of them."""
        ctrl_z = event.key() == Qt.Key.Key_Z and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Backspace or ctrl_z:
            self.wis_laatste()
        elif event.key() == Qt.Key.Key_Delete:
            self.wis_alles()
        else:
            super().keyPressEvent(event)

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in its corner."""
        super().resizeEvent(event)
        self._leg_knop()

    def _leg_knop(self) -> None:
        maat = self._wis.sizeHint()
        self._wis.setGeometry(self.width() - maat.width() - 9, 6, maat.width(), maat.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, the hint and the strokes."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        p.setBrush(t.kleur("vlak2"))
        rand = QPen(t.kleur("regelrand"), 1.0, Qt.PenStyle.DashLine)
        p.setPen(rand)
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), t.lengte(8), t.lengte(8))
        if self.hasFocus():
            schilder.focusrand(p, rect, t.lengte(8))
        hint = self.tr("teken met pen, vinger of muis")
        schilder.teken_tekst(p, t.lengte(14), self.height() - t.lengte(14), hint, "klein", 400, "tekst2")
        for haal in self._halen:
            self._teken_haal(p, haal, t.kleur("tekst"))
        p.end()

    def _teken_haal(self, p: QPainter, haal: list[Punt], kleur: QColor) -> None:
        """Draw a stroke smoothly: curves through the middles of the points, thickness by pressure."""
        punten = [(QPointF(x * self.width(), y * self.height()), druk) for x, y, druk, _ in haal]
        basis = thema().lengte(10) / 10 * _DIKTE
        p.setBrush(Qt.BrushStyle.NoBrush)
        if len(punten) == 1:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(kleur)
            p.drawEllipse(punten[0][0], basis / 2, basis / 2)
            return
        gelijk = all(druk == punten[0][1] for _, druk in punten)
        pen = QPen(kleur, basis, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        pad = QPainterPath(punten[0][0])
        for nummer in range(1, len(punten)):
            (vorig, _), (plek, druk) = punten[nummer - 1], punten[nummer]
            midden = (vorig + plek) / 2
            pad.quadTo(vorig, midden)
            if nummer == len(punten) - 1:
                pad.lineTo(plek)
            if not gelijk or nummer == len(punten) - 1:
                pen.setWidthF(basis if gelijk else basis * (0.55 + 0.9 * druk))
                p.setPen(pen)
                p.drawPath(pad)
                pad = QPainterPath(midden)
