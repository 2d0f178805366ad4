"""A bar of buttons under the name of a casus, made anew after every change."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.onderdelen.vloei import Vloei

__all__ = ["Knoppenbalk"]


class Knoppenbalk(Vloei):
    """Hidden while it has no buttons; Tab comes to them where they stand, and the keyboard stays where it was."""

    def __init__(self, verder: QWidget) -> None:
        """Make it; `verder` takes the keyboard when the last button goes."""
        super().__init__(tussen=8)
        self._verder = verder
        self.hide()

    def zet(self, knoppen: Sequence[Knop]) -> None:
        """Show these buttons; the keyboard goes to the one of the same name, or the next one."""
        waar, eerder = QApplication.focusWidget(), [k for k in self.findChildren(Knop) if not k.isHidden()]
        plaats = next((nummer for nummer, knop in enumerate(eerder) if knop is waar), -1)
        naam = eerder[plaats].objectName() if plaats >= 0 else ""
        self.maak_leeg()
        for knop in knoppen:
            self.addWidget(knop)
        for een, volgend in pairwise((self, *knoppen)):
            QWidget.setTabOrder(een, volgend)
        self.setVisible(bool(knoppen))
        if plaats >= 0:
            zelfde = next((knop for knop in knoppen if naam and knop.objectName() == naam), None)
            doel = zelfde or (knoppen[min(plaats, len(knoppen) - 1)] if knoppen else self._verder)
            doel.setFocus(Qt.FocusReason.OtherFocusReason)
