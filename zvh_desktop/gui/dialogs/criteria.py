"""One of the four national criteria: its text as printed, the answer and why."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.casus import CRITERIA
from zvh_desktop.gui.onderdelen import Chip, Segmenten, Tekst, TekstVeld

__all__ = ["CriteriumVak", "criteriumwoorden"]

_WAARDEN: Final = {"ja": True, "nee": False, "open": None}
_NAMEN: Final = {True: "ja", False: "nee", None: "open"}


def criteriumwoorden(gehaald: bool | None) -> tuple[str, str, str]:
    """Return words, role and icon for what the four answers come to."""
    if gehaald:
        return "voldoet aan (1 en 2 en 3) of 4", "goed", "check"
    if gehaald is False:
        return "voldoet niet aan (1 en 2 en 3) of 4", "waarschuwing", "x"
    return "nog niet te zeggen: (1 en 2 en 3) of 4", "neutraal", "circle-question-mark"


class CriteriumVak(QWidget):
    """Asks one criterion.

    Attributes:
        nummer: 1 to 4.

    Signals:
        beantwoord(nummer, antwoord): another answer (True, False or None).
        getypt(nummer, tekst): the motivation is being typed. gemotiveerd(nummer, tekst): the field was left.
    """

    beantwoord = Signal(int, object)
    getypt = Signal(int, str)
    gemotiveerd = Signal(int, str)

    def __init__(self, nummer: int, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.nummer = nummer
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(6)
        rij = QHBoxLayout()
        rij.setSpacing(10)
        rij.addWidget(Chip(str(nummer)), 0, Qt.AlignmentFlag.AlignTop)
        tekst = Tekst(CRITERIA[nummer - 1], maat="knop", omloop=True)
        rij.addWidget(tekst, 1)
        self.keuze = Segmenten(
            self.tr("Criterium {nummer}").format(nummer=nummer),
            (("ja", self.tr("Ja")), ("nee", self.tr("Nee")), ("open", self.tr("Open"))),
        )
        self.keuze.kies("open")
        self.keuze.gekozen.connect(self._gekozen)
        rij.addWidget(self.keuze, 0, Qt.AlignmentFlag.AlignTop)
        kolom.addLayout(rij)
        self.motivering = TekstVeld(regels=1, plaats=self.tr("Waarom wel of niet"))
        self.motivering.setAccessibleName(self.tr("Motivering bij criterium {nummer}").format(nummer=nummer))
        self.motivering.gewijzigd.connect(self._getypt)
        self.motivering.verlaten.connect(self._gemotiveerd)
        kolom.addWidget(self.motivering)

    @property
    def antwoord(self) -> bool | None:
        """The answer, None when open."""
        return _WAARDEN[self.keuze.huidig()]

    def zet(self, antwoord: bool | None, motivering: str) -> None:
        """Show an answer and its motivation."""
        self.keuze.kies(_NAMEN[antwoord])
        self.motivering.zet(motivering)

    def _gekozen(self, naam: str) -> None:
        self.beantwoord.emit(self.nummer, _WAARDEN[naam])

    def _getypt(self, tekst: Any) -> None:
        self.getypt.emit(self.nummer, tekst)

    def _gemotiveerd(self, tekst: Any) -> None:
        self.gemotiveerd.emit(self.nummer, tekst)
