"""Where the tabs of a dossier stand: every tab scrolls by itself, and what is above them stands still."""

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from zvh_desktop.gui.thema import thema

__all__ = ["Tabvlak"]

_HOOGTE: Final = 340
"""With so much height, at normal letters, a tab can be worked in; below it the page around it scrolls."""
_OM: Final = 30
"""Margins of the page around the row of tabs and below the tab in view."""


class Tabvlak(QStackedWidget):
    """Asks the page for the same little room whatever tab is in view, or its tabs would each move the head.

    With large letters the head fills the window: then it asks for what is left below the row of tabs, so that the page
    scrolls until that row is at the top, and no further.
    """

    def __init__(self, tabs: QWidget) -> None:
        """Make it; `tabs` is the row of tabs above it."""
        super().__init__()
        self._tabs = tabs
        self._vlak: QScrollArea | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the height of what the page scrolls in."""
        super().showEvent(event)
        ouder = self.parentWidget()
        while ouder is not None and not isinstance(ouder, QScrollArea):
            ouder = ouder.parentWidget()
        if ouder is not None and ouder is not self._vlak:
            self._vlak = ouder
            ouder.viewport().installEventFilter(self)
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another height of the window leaves other room."""
        if event.type() is QEvent.Type.Resize:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def setCurrentWidget(self, blad: QWidget) -> None:
        """Show a tab; one that cannot do with the room there is gets more."""
        super().setCurrentWidget(blad)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """What a tab has more of, it scrolls."""
        return False

    def sizeHint(self) -> QSize:
        """Little; the page gives what it has."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """See the class."""
        blad = self.currentWidget()
        least = QSize(0, 0) if blad is None else blad.minimumSizeHint()
        hoog = thema().lengte(_HOOGTE)
        if self._vlak is not None and shiboken6.isValid(self._vlak):
            hoog = min(hoog, self._vlak.viewport().height() - self._tabs.sizeHint().height() - _OM)
        return least.expandedTo(QSize(0, hoog))
