"""Long work on the window's thread in pieces: each piece takes a turn of the loop, and nobody notices."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

__all__ = ["BEURT_MS", "NA_BEELD_MS", "PORTIE_S", "kleed_aan", "maak_op"]

BEURT_MS: Final = 1
"""A next turn of the loop. At 0 Qt posts an event, and what is posted in the meantime is handled in the same turn."""

NA_BEELD_MS: Final = 40
"""What was asked to be shown has been painted by then, in a few turns; nobody misses so short a time."""

PORTIE_S: Final = 0.006
"""A piece of work that nobody notices."""


def kleed_aan(geheel: QWidget) -> Iterator[None]:
    """Give every part of a widget that nobody sees yet its looks; showing it then is only laying out and painting."""
    begin = perf_counter()
    for widget in geheel.findChildren(QWidget):
        if not shiboken6.isValid(widget):
            continue
        widget.ensurePolished()
        if perf_counter() - begin > PORTIE_S:
            yield
            begin = perf_counter()
    yield


def maak_op(raam: QWidget) -> Iterator[None]:
    """Style, lay out and paint widgets nobody sees yet, so that letters, icons and rules are at hand when they are."""
    yield from kleed_aan(raam)
    raam.grab(QRect(0, 0, 1, 1))
    yield
    begin = perf_counter()
    for widget in raam.findChildren(QWidget):
        # Parts that hold no other parts: each is painted once, and their pictures are thrown away.
        if shiboken6.isValid(widget) and not widget.findChild(QWidget) and not widget.size().isEmpty():
            doek = QPixmap(widget.size())
            widget.render(doek)
            if perf_counter() - begin > PORTIE_S:
                yield
                begin = perf_counter()
    yield
