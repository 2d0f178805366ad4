"""Shows that work is going on, only when it takes long enough to notice, and lets a person stop it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from zvh_desktop.gui.onderdelen.basis import Knop, Tekst

__all__ = ["Wachtbalk"]


class Wachtbalk(QWidget):
    """A bar with a word and a stop button; hidden for the first 300 ms.

    Signals:
        gestopt(): a person pressed stop.
    """

    gestopt = Signal()

    WACHT_MS = 300

    def __init__(self, ouder: QWidget | None = None, *, stopbaar: bool = True) -> None:
        super().__init__(ouder)
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(10)
        self._woord = Tekst("", maat="klein", rol="tekst2")
        self._balk = QProgressBar()
        self._balk.setTextVisible(False)
        self._balk.setFixedHeight(6)
        self._stop = Knop(self.tr("Stoppen"), self, soort="vlak", icoon="x", klein=True)
        self._stop.clicked.connect(self.gestopt)
        self._stop.setVisible(stopbaar)
        rij.addWidget(self._woord)
        rij.addWidget(self._balk, 1)
        rij.addWidget(self._stop)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.timeout.connect(self.show)
        self.hide()

    def begin(self, woord: str, *, stappen: int = 0, stopbaar: bool | None = None) -> None:
        """Start: `woord` says what is being done; 0 steps means that nobody knows how many.

        Args:
            stopbaar: whether this work listens to the stop button; None leaves it as the bar was made.
        """
        if stopbaar is not None:
            self._stop.setVisible(stopbaar)
        self._woord.setText(woord)
        self._balk.setAccessibleName(woord)
        self._balk.setRange(0, stappen)
        self._balk.setValue(0)
        if not self.WACHT_MS:
            # At once, so that what holds it knows how high it is.
            self.show()
        elif not self.isVisible() and not self._klok.isActive():
            self._klok.start(self.WACHT_MS)

    def zet(self, stap: int) -> None:
        """Tell how far it is."""
        self._balk.setValue(stap)

    def klaar(self) -> None:
        """The work is done: hide, or never appear."""
        self._klok.stop()
        self.hide()
