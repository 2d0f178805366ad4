"""What cannot be read on a screen: words that are cut off, parts out of sight without a way to get there."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QTabBar, QWidget

from zvh_desktop.gui.onderdelen.basis import KortTekst

__all__ = ["onleesbaar"]


def _woorden(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QPushButton) else widget.accessibleName()


def _buiten(widget: QWidget, wortel: QWidget) -> QWidget | None:
    """Return what a widget sticks out of at the right, or None."""
    nu = widget
    while nu is not wortel and (ouder := nu.parentWidget()) is not None:
        if isinstance(ouder, QTabBar):
            return None
        if widget.mapTo(ouder, QPoint(widget.width(), 0)).x() > ouder.width() + 1:
            return ouder
        nu = ouder
    return None


def onleesbaar(wortel: QWidget) -> Iterator[str]:
    """Tell every visible widget that is cut off or out of sight; one that shortens itself says the rest in its tip."""
    for widget in wortel.findChildren(QWidget):
        if not widget.isVisible() or not widget.width():
            continue
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            yield f"{type(widget).__name__} rolt zijwaarts"
        kort = isinstance(widget, QPushButton) or (
            isinstance(widget, QLabel) and not widget.wordWrap() and not isinstance(widget, KortTekst)
        )
        if kort and _woorden(widget) and widget.width() < widget.sizeHint().width() - 1:
            yield f"{type(widget).__name__} {_woorden(widget)!r} is afgesneden"
        if (ouder := _buiten(widget, wortel)) is not None:
            yield f"{type(widget).__name__} {_woorden(widget)!r} steekt uit {type(ouder).__name__}"
