"""Words to read aloud, large and numbered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from zvh_desktop.gui.onderdelen import Tekst

__all__ = ["ZesWoorden"]

_KOLOMMEN = 2


class ZesWoorden(QWidget):
    """Shows words in the order in which they are read; Tab stops at them, so that they are spoken.

    Attributes:
        woorden: what is shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.woorden: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._raster = QGridLayout(self)
        self._raster.setContentsMargins(0, 8, 0, 8)
        self._raster.setHorizontalSpacing(20)
        self._raster.setVerticalSpacing(6)
        self.setVisible(False)

    def zet(self, woorden: Sequence[str]) -> None:
        """Show other words; none hides the whole."""
        woorden = tuple(woorden)
        if woorden != self.woorden:
            self.woorden = woorden
            while (deel := self._raster.takeAt(0)) is not None:
                if (widget := deel.widget()) is not None:
                    widget.hide()
                    widget.setParent(None)
                    widget.deleteLater()
            for plek, woord in enumerate(woorden):
                rij, kolom = divmod(plek, _KOLOMMEN)
                nummer = Tekst(f"{plek + 1}", rol="tekst3")
                self._raster.addWidget(
                    nummer, rij, 2 * kolom, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
                self._raster.addWidget(Tekst(woord, maat="pagina", gewicht=700), rij, 2 * kolom + 1)
                self._raster.setColumnStretch(2 * kolom + 1, 1)
            self.setAccessibleName(self.tr("Zes woorden: {woorden}").format(woorden=", ".join(woorden)))
        self.setVisible(bool(woorden))
