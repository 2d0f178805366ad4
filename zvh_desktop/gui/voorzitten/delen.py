"""Small parts of the chairing screen: a ground that must be seen, and one line to fill in."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QLineEdit, QWidget

from zvh_desktop.gui.onderdelen.basis import Knop
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.voorzitten.half import Halfwerk, HalveRegel

__all__ = ["Vak", "Vraag", "leeg_layout"]


def leeg_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go at once, its text included."""
    while (deel := layout.takeAt(0)) is not None:
        widget, binnen = deel.widget(), deel.layout()
        if widget is not None:
            waar = QApplication.focusWidget()
            if waar is not None and (waar is widget or widget.isAncestorOf(waar)):
                # Hidden with the keyboard in it, Qt would hand that to whatever comes next, a message for one.
                waar.clearFocus()
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif binnen is not None:
            leeg_layout(binnen)


class Vak(QFrame):
    """A rounded ground in one token, for what must be seen."""

    def __init__(self, grond: str, ouder: QWidget | None = None, *, rand: str = "") -> None:
        super().__init__(ouder)
        self._grond, self._rand = grond, rand
        thema().veranderd.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(t.kleur(self._rand or self._grond))
        p.setBrush(t.kleur(self._grond))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.lengte(8), t.lengte(8))
        p.end()


class Vraag(QWidget):
    """One line to fill in with a button: why. Esc closes it.

    Args:
        naam: accessible name of the line.
        plaats: what stands in it while it is empty.
        knop: word on the button.
        half: keeps what is half typed; None keeps nothing.
        wat: name of what is half typed.

    Signals:
        gegeven(tekst): Enter or the button, with something filled in.
        gesloten(): Esc.
    """

    gegeven = Signal(str)
    gesloten = Signal()

    def __init__(self, naam: str, plaats: str, knop: str, half: Halfwerk | None = None, wat: str = "") -> None:
        super().__init__()
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(6)
        self.veld = QLineEdit()
        self.veld.setPlaceholderText(plaats)
        self.veld.setAccessibleName(naam)
        self.veld.returnPressed.connect(self._geef)
        self.veld.installEventFilter(self)
        self._half = HalveRegel(self.veld, half, wat)
        self.knop = Knop(knop, soort="primair", klein=True)
        self.knop.clicked.connect(self._geef)
        rij.addWidget(self.veld, 1)
        rij.addWidget(self.knop)
        self.setFocusProxy(self.veld)
        self.hide()

    def open(self, over: str = "") -> None:
        """Show it and put the cursor in it: empty, or with what was half typed about `over`."""
        self.veld.setText("")
        self._half.begin(over)
        self.show()
        self.veld.setFocus()

    def _geef(self) -> None:
        reden = self.veld.text().strip()
        if reden:
            self._half.eindig(weggooien=False)
            self.hide()
            self.gegeven.emit(reden)
        else:
            self.veld.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._half.eindig(weggooien=True)
            self.hide()
            self.gesloten.emit()
            return True
        return super().eventFilter(watched, event)
