"""Where the keyboard begins on a screen that fills the window."""

import shiboken6
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

__all__ = ["Beginplek"]


class Beginplek(QWidget):
    """A screen that hands the keyboard on to the field one begins in, wherever that stands on it.

    A focus proxy would do that too, but Tab comes by the screen itself each time round, so that everything above the
    field would be out of reach.
    """

    __begin: QWidget | None = None

    def zet_begin(self, veld: QWidget) -> None:
        """Begin in this field from now on."""
        self.__begin = veld

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand it on."""
        super().focusInEvent(event)
        if self.__begin is not None and shiboken6.isValid(self.__begin):
            self.__begin.setFocus(event.reason())
