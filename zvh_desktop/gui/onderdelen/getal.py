"""Fields for a whole number and for a time of day, typed or moved with the arrows."""

from datetime import time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QTimeEdit

from zvh_desktop.gui.thema import thema

__all__ = ["GetalVeld", "TijdVeld"]


def _kleed(veld: QAbstractSpinBox) -> None:
    """Give the text the room that other fields have; the line inside ignores the padding of a style sheet."""
    veld.lineEdit().setTextMargins(thema().lengte(8), 0, 0, 0)


class GetalVeld(QSpinBox):
    """A whole number from `van` to `tot`."""

    def __init__(self, van: int, tot: int, waarde: int | None = None) -> None:
        super().__init__()
        self.setRange(van, tot)
        self.setValue(van if waarde is None else waarde)
        _kleed(self)


class TijdVeld(QTimeEdit):
    """A time of day, 24 hours."""

    def __init__(self, om: time) -> None:
        super().__init__(QTime(om.hour, om.minute))
        self.setDisplayFormat("HH:mm")
        _kleed(self)

    @property
    def tijd(self) -> time:
        """What stands there."""
        t = self.time()
        return time(t.hour(), t.minute())
