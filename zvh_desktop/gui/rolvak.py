"""A part of a page that scrolls by itself, while head, foot or side stay in view."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

__all__ = ["Rolvak"]


class Rolvak(QScrollArea):
    """Takes the room there is and asks for little, so that the page around it need not scroll as well."""

    def __init__(self, inhoud: QWidget | None = None, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if inhoud is not None:
            inhoud.setObjectName("pagina")
            self.setWidget(inhoud)

    def sizeHint(self) -> QSize:
        """Little: a page with wrapped text is made as high as the hints of its parts together."""
        return QSize(200, 120)
