"""How the analysis of the open casus stands: one line, unfolded by a key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen.basis import Knop, Tekst
from zvh_desktop.gui.voorzitten.delen import leeg_layout
from zvh_desktop.services.voorzitten_beeld import AnalyseRegel

__all__ = ["AnalyseVak"]


class AnalyseVak(QWidget):
    """A button that says how many parts want attention, and below it the parts when it is unfolded.

    Signals:
        terug(): Esc; the focus belongs to the entry line again.
    """

    terug = Signal()

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._regels: tuple[AnalyseRegel, ...] = ()
        self.open = False
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(4)
        self.knop = Knop(self.tr("Analyse"), soort="vlak", icoon="chevron-down", klein=True, links=True)
        self.knop.clicked.connect(self.wissel)
        kolom.addWidget(self.knop)
        self._lijst = QVBoxLayout()
        self._lijst.setSpacing(2)
        kolom.addLayout(self._lijst)
        self.hide()

    def toon(self, regels: tuple[AnalyseRegel, ...]) -> None:
        """Show these lines, or nothing at all while there is no open casus."""
        if regels == self._regels:
            return
        self._regels = regels
        self._vul()

    def wissel(self) -> None:
        """Fold or unfold."""
        self.open = not self.open
        self._vul()

    def _vul(self) -> None:
        leeg_layout(self._lijst)
        self.setVisible(bool(self._regels))
        let_op = sum(r.let_op for r in self._regels)
        woord = self.tr("Analyse: {n} let op").format(n=let_op) if let_op else self.tr("Stand van de analyse")
        uitleg = self.tr("inklappen, Shift F9") if self.open else self.tr("uitklappen, Shift F9")
        self.knop.zet_tekst(woord, naam=f"{woord}, {uitleg}")
        self.knop.setToolTip(uitleg)
        self.knop.zet_icoon("chevron-up" if self.open else "chevron-down")
        for regel in self._regels if self.open else ():
            rol = "waarschuwing" if regel.let_op else "tekst2"
            voor = self.tr("let op: ") if regel.let_op else ""
            self._lijst.addWidget(Tekst(f"{voor}{regel.kop}: {regel.tekst}", maat="klein", rol=rol, omloop=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self.terug.emit()
        else:
            super().keyPressEvent(event)
