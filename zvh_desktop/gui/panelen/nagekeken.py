"""Before a file leaves that the program could not look through: says so, and asks for an explicit yes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Tekst
from zvh_desktop.services.doorzien import Doorzicht

__all__ = ["Nagekeken"]


class Nagekeken(QWidget):
    """One sentence and a box to tick; hidden where nothing has to be looked at. Stands in a panel of handing out."""

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(6)
        self.zin = Tekst("", rol="gevaar", gewicht=600, omloop=True)
        self.vink = QCheckBox(self.tr("Ik heb het nagekeken; het mag zo naar deze ontvanger"))
        self._fout = Tekst(self.tr("Zet eerst een vinkje als u het hebt nagekeken."), maat="klein", rol="gevaar",
                           omloop=True)  # fmt: skip
        for deel in (self.zin, self.vink, self._fout):
            kolom.addWidget(deel)
        self.vink.toggled.connect(self._fout.hide)
        self.leeg()

    def leeg(self) -> None:
        """Forget what was said; nothing has to be looked at."""
        self.toon(Doorzicht())

    def toon(self, doorzicht: Doorzicht) -> None:
        """Say what has to be looked at; the yes is asked anew."""
        self.vink.setChecked(False)
        self._fout.hide()
        self.zin.setText(doorzicht.zin())
        self.vink.setAccessibleDescription(doorzicht.zin())
        self.setVisible(doorzicht.nakijken)

    def akkoord(self) -> bool:
        """Whether it was ticked, or need not be; where it is missing the keyboard goes there."""
        if self.isHidden() or self.vink.isChecked():
            return True
        self._fout.show()
        self.vink.setFocus(Qt.FocusReason.OtherFocusReason)
        rol = self.parentWidget()
        while rol is not None and not isinstance(rol, QScrollArea):
            rol = rol.parentWidget()
        if rol is not None:
            # With large letters it stands below what is in view.
            rol.ensureWidgetVisible(self)
        return False
