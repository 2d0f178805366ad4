"""What a person may not do here: the control is seen, does nothing, and tells why before anything is typed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from zvh_desktop.domain.rechten import Daad

if TYPE_CHECKING:
    from zvh_desktop.gui.rijen import Knopje

__all__ = ["mits", "sluit"]

_NAAM = "zvh_dicht"


class _Grendel(QObject):
    """Keeps one control shut, whoever else opens it meanwhile."""

    def __init__(self, widget: QWidget, waarom: str) -> None:
        super().__init__(widget)
        self.setObjectName(_NAAM)
        self._widget = widget
        self._was = widget.toolTip(), widget.accessibleDescription(), widget.isEnabled()
        self._leest = isinstance(widget, QLineEdit | QPlainTextEdit)
        self.zeg(waarom)
        if self._leest:
            # What stands in it can be read, scrolled and copied.
            widget.setReadOnly(True)  # type: ignore[attr-defined]  # both kinds have it
        else:
            widget.setEnabled(False)
            widget.installEventFilter(self)

    def zeg(self, waarom: str) -> None:
        """Tell why, to a mouse and to a screen reader."""
        self._widget.setToolTip(waarom)
        self._widget.setAccessibleDescription(waarom)

    def weg(self) -> None:
        """Give the control back as it was."""
        tip, uitleg, aan = self._was
        self._widget.removeEventFilter(self)
        self._widget.setToolTip(tip)
        self._widget.setAccessibleDescription(uitleg)
        if self._leest:
            self._widget.setReadOnly(False)  # type: ignore[attr-defined]  # as above
        else:
            self._widget.setEnabled(aan)
        self.setParent(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the page enables by its own rules stays shut by this one; it is open again when this one goes."""
        if event.type() is QEvent.Type.EnabledChange and self._widget.isEnabled():
            self._was = *self._was[:2], True
            self._widget.setEnabled(False)
        return False


def sluit(widget: QWidget, waarom: str) -> None:
    """Shut a control and say why; "" opens it again. Text can still be read; pressing does nothing."""
    grendel = next((k for k in widget.children() if isinstance(k, _Grendel)), None)
    if grendel is None:
        if waarom:
            _Grendel(widget, waarom)
    elif waarom:
        grendel.zeg(waarom)
    else:
        grendel.weg()


def mits(niet: Mapping[Daad, str], daad: Daad, *knoppen: "Knopje") -> tuple["Knopje", ...]:
    """Return the buttons of a row, or none: what may not be done is not offered in a list, where no reason fits.

    Args:
        niet: what may not be done, as the context has it.
        daad: what these buttons do.
    """
    return () if daad in niet else knoppen
