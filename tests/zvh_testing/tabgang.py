"""Walks a screen by Tab alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["onbereikbaar"]


def onbereikbaar(scherm: QWidget) -> list[str]:
    """Return what is in view, can be used, and is not come to by pressing Tab; by name, empty when all is."""
    tab = Qt.FocusPolicy.TabFocus
    delen = [d for d in scherm.findChildren(QWidget) if d.isVisible() and d.isEnabled() and d.focusPolicy() & tab]
    delen = [d for d in delen if d.focusProxy() is None and d.window() is scherm.window()]
    gezien: list[QWidget] = []
    for _ in range(len(delen) + 20):
        nu = QApplication.focusWidget()
        assert nu is not None, "nothing has the keyboard"
        if nu in gezien:
            break
        gezien.append(nu)
        # As the key does, without what a field itself does with Tab.
        QWidget.focusNextPrevChild(nu, True)
    return [d.accessibleName() or type(d).__name__ for d in delen if d not in gezien]
