"""A field to fill in: label, input and error line belong together and are spoken together.

The unlock screen is made of these: nothing is imported here that it does not paint.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen.basis import Tekst, zet_kenmerk

__all__ = ["RegelVeld", "Veld"]


class Veld(QWidget):
    """A label above an input, with room for a hint or an error below it.

    The label is the buddy of the input and its accessible name; an error becomes its description.

    Attributes:
        invoer: the input widget that was given.
    """

    def __init__(
        self,
        titel: str,
        invoer: QWidget,
        ouder: QWidget | None = None,
        *,
        hint: str = "",
        verplicht: bool = False,
    ) -> None:
        super().__init__(ouder)
        self.invoer = invoer
        self._hint = hint
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(3)
        woord = self.tr("{titel} (verplicht)").format(titel=titel) if verplicht else titel
        self.label = Tekst(woord, maat="klein", rol="tekst2")
        self.label.setBuddy(invoer)
        self.melding = Tekst(hint, self, maat="klein", rol="tekst3", omloop=True)
        self.melding.setVisible(bool(hint))
        invoer.setAccessibleName(woord)
        invoer.setAccessibleDescription(hint)
        (invoer.focusProxy() or invoer).setAccessibleName(woord)
        kolom.addWidget(self.label)
        kolom.addWidget(invoer)
        kolom.addWidget(self.melding)
        self.setFocusProxy(invoer)

    def zet_hint(self, hint: str) -> None:
        """Show another hint; takes an error away."""
        self._hint = hint
        self.zet_fout("")

    @property
    def foutief(self) -> bool:
        """Whether an error stands under the field."""
        return bool(self.melding.property("rol") == "gevaar")

    def zet_fout(self, zin: str) -> None:
        """Show an error; an empty sentence takes it away and brings the hint back."""
        self.melding.setText(zin or self._hint)
        self.melding.zet_rol("gevaar" if zin else "tekst3")
        self.melding.setVisible(bool(zin or self._hint))
        doel = self.invoer.focusProxy() or self.invoer
        doel.setAccessibleDescription(zin or self._hint)
        zet_kenmerk(doel, "fout", "ja" if zin else "")


class RegelVeld(QLineEdit):
    """One line of text.

    Signals:
        gewijzigd(tekst): a person changed it. verlaten(tekst): focus left it, or Enter, after a change.
    """

    gewijzigd = Signal(str)
    verlaten = Signal(str)

    def __init__(self, tekst: str = "", ouder: QWidget | None = None, *, plaats: str = "", wis: bool = False) -> None:
        super().__init__(tekst, ouder)
        self.setPlaceholderText(plaats)
        self.setClearButtonEnabled(wis)
        self._vuil = False
        self.textEdited.connect(self._bewerkt)
        self.editingFinished.connect(self._klaar)

    def _bewerkt(self, tekst: str) -> None:
        self._vuil = True
        self.gewijzigd.emit(tekst)

    def _klaar(self) -> None:
        if self._vuil:
            self._vuil = False
            self.verlaten.emit(self.text())

    @property
    def bezig(self) -> bool:
        """Whether a person is busy in it: something was typed and the cursor is still there."""
        return self._vuil and self.hasFocus()

    def hervat(self, tekst: str) -> None:
        """Show what a person typed before and did not leave; leaving it now tells."""
        self.setText(tekst)
        self._vuil = True

    def zet(self, tekst: str) -> bool:
        """Show a value from outside; refused (False) while a person is busy in the field."""
        if self.bezig:
            return False
        self._vuil = False
        if tekst != self.text():
            self.setText(tekst)
        return True
