"""Notices that nobody is at the keyboard, so that the vault can be locked."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

__all__ = ["Rustwacht"]

_INVOER: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class Rustwacht(QObject):
    """Counts rest; a longer term holds while an overleg is under way.

    Filters the windows, not the application: every event of every object would pass through Python.

    Signals:
        verlopen(minuten): nothing was touched for so many minutes.
    """

    verlopen = Signal(int)

    def __init__(self, ouder: QObject | None = None, *, minuten: int = 15, minuten_overleg: int = 45) -> None:
        super().__init__(ouder)
        self._minuten = minuten
        self._minuten_overleg = minuten_overleg
        self._bezig = False
        self._aan = False
        self._rust = QElapsedTimer()
        self._rust.start()
        self._klok = QTimer(self)
        self._klok.setInterval(5_000)
        self._klok.timeout.connect(self.kijk)
        QGuiApplication.instance().focusWindowChanged.connect(self._let_op)  # type: ignore[union-attr]  # there is one

    @property
    def minuten(self) -> int:
        """The term in force."""
        return self._minuten_overleg if self._bezig else self._minuten

    def stel_in(self, *, minuten: int, minuten_overleg: int) -> None:
        """Use other terms."""
        self._minuten, self._minuten_overleg = minuten, minuten_overleg

    def zet_bezig(self, *, bezig: bool) -> None:
        """An overleg is under way, or no longer."""
        self._bezig = bezig
        self.aangeraakt()

    def begin(self) -> None:
        """Start counting: the vault is open."""
        self._aan = True
        self.aangeraakt()
        self._klok.start()
        for venster in QGuiApplication.topLevelWindows():
            self._let_op(venster)

    def stop(self) -> None:
        """Stop counting: the vault is locked."""
        self._aan = False
        self._klok.stop()

    def aangeraakt(self) -> None:
        """Someone is there."""
        self._rust.restart()

    def kijk(self) -> None:
        """Look whether the term has passed."""
        if self._aan and self._rust.hasExpired(self.minuten * 60_000):
            self.stop()
            self.verlopen.emit(self.minuten)

    def _let_op(self, venster: QWindow | None) -> None:
        if venster is not None:
            venster.removeEventFilter(self)
            venster.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See input pass; never stop it."""
        if event.type() in _INVOER:
            self._rust.restart()
        return False
