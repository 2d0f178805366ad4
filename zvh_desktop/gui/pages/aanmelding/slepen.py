"""Files dropped anywhere on the window go to the page that takes in reports."""

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.pagina import Context, Pagina

__all__ = ["SleepVanger"]


class _Bestandennemer(Protocol):
    def importeer(self, paden: tuple[str, ...]) -> None: ...


def _paden(gegevens: QMimeData) -> tuple[str, ...]:
    return tuple(url.toLocalFile() for url in gegevens.urls() if url.isLocalFile())


class SleepVanger(QObject):
    """Make one with the frame window; it lives as long as the window.

    Files are refused while the vault is locked or something fills the whole window.
    """

    def __init__(self, venster: QWidget, context: Context) -> None:
        super().__init__(venster)
        self._venster = venster
        self._context = context
        venster.setAcceptDrops(True)
        venster.installEventFilter(self)

    def _open(self) -> bool:
        return isinstance(getattr(self._venster, "huidige_pagina", None), Pagina)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept local files, and hand them over when they are let go."""
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            paden = _paden(event.mimeData())
            if paden and self._open():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.neem(paden)
                return True
        elif isinstance(event, QDragEnterEvent | QDragMoveEvent) and _paden(event.mimeData()) and self._open():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def neem(self, paden: tuple[str, ...]) -> None:
        """Go to the page and have it judge these files."""
        self._context.venster.ga_naar("casussen.aanmelding")
        pagina = getattr(self._venster, "huidige_pagina", None)
        if pagina is not None and hasattr(pagina, "importeer"):
            nemer: _Bestandennemer = pagina
            nemer.importeer(paden)
