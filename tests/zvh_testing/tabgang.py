"""Walks a screen by Tab alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["onbereikbaar", "onzichtbaar"]


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


def onzichtbaar(pagina: QWidget) -> list[str]:
    """Return where on a page Tab comes and nothing shows it: what looks the same with the keyboard and without."""
    pagina.setFocus(Qt.FocusReason.OtherFocusReason)
    gezien: list[QWidget] = [pagina]
    fout = []
    QWidget.focusNextPrevChild(pagina, True)
    while (nu := QApplication.focusWidget()) is not None and nu not in gezien and pagina.isAncestorOf(nu):
        gezien.append(nu)
        ervoor = nu.grab().toImage()
        QWidget.focusNextPrevChild(nu, True)
        if not nu.isVisible() or ervoor == nu.grab().toImage():
            fout.append(nu.accessibleName() or type(nu).__name__)
    assert len(gezien) > 2, "nothing was walked"
    return fout
