"""The quick line of the verloop: Enter keeps, below it stands how it is understood."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from zvh_desktop.domain.casus import NOTITIESOORTEN
from zvh_desktop.domain.verloop import ontleed, schrijf_moment, soortvoorstellen
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, TekstVeld

__all__ = ["SnelInvoer"]


class _Veld(TekstVeld):
    """Enter confirms, Shift+Enter begins another line, Tab completes a kind.

    Signals:
        bevestigd(): Enter. aanvullen(): Tab while a kind is being typed.
    """

    bevestigd = Signal()
    aanvullen = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class; every other key types."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.bevestigd.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab completes first; only then it goes on. Qt asks this before it hands over the key."""
        if next and soortvoorstellen(self.tekst()):
            self.aanvullen.emit()
            return True
        return super().focusNextPrevChild(next)


class SnelInvoer(Kaart):
    """One line for everything that happened.

    Attributes:
        veld: the text. knop: keeps it.

    Signals:
        bevestigd(regel): Enter on a line with a sentence; it is empty again, `terug` gives it back.
        getypt(regel): every keystroke, for the draft.
    """

    bevestigd = Signal(str)
    getypt = Signal(str)

    def __init__(self) -> None:
        super().__init__(rand="rondom")
        self._nu: datetime | None = None
        self._bronnen: tuple[str, ...] = ()
        self._dicht = ""
        rij = QHBoxLayout()
        rij.setSpacing(10)
        self.veld = _Veld(
            plaats=self.tr("Wat is er gebeurd?  /telefoon gisteren 14:00 @GGZ …"),
            regels=1,
            meeste=8,
        )
        self.veld.setAccessibleName(self.tr("Toevoegen aan het verloop"))
        self.veld.gewijzigd.connect(self._gewijzigd)
        self.veld.bevestigd.connect(self._bevestig)
        self.veld.aanvullen.connect(self._vul_aan)
        self.knop = Knop(self.tr("Toevoegen"), soort="primair", icoon="plus")
        self.knop.setToolTip(self.tr("Toevoegen aan het verloop (Enter)"))
        self.knop.clicked.connect(self._bevestig)
        self._begrepen = Tekst("", maat="klein", rol="tekst2", omloop=True)
        links = QVBoxLayout()
        links.setSpacing(4)
        links.addWidget(self.veld)
        links.addWidget(self._begrepen)
        rij.addLayout(links, 1)
        rij.addWidget(self.knop, 0, Qt.AlignmentFlag.AlignTop)
        self.inhoud.addLayout(rij)
        self._toon()

    def zet_dicht(self, waarom: str) -> None:
        """Say below the line why nothing can be added; "" takes that away. What was typed stays to be read."""
        self._dicht = waarom
        self._toon()

    def zet_bekend(self, nu: datetime, bronnen: tuple[str, ...]) -> None:
        """Tell the moment that words count from, and which names `@` knows."""
        self._nu, self._bronnen = nu, bronnen
        self._toon()

    def tekst(self) -> str:
        """Return what stands in the line."""
        return self.veld.tekst()

    def zet_tekst(self, tekst: str) -> None:
        """Put a text in the line, without telling."""
        self.veld.setPlainText("")
        self.veld.zet(tekst)
        self.veld.moveCursor(QTextCursor.MoveOperation.End)
        self._toon()

    def terug(self, tekst: str) -> None:
        """Give a line back that could not be kept; what was typed meanwhile comes after it."""
        nu = self.tekst()
        self.veld.setPlainText(f"{tekst}\n{nu}" if nu.strip() else tekst)
        self.veld.moveCursor(QTextCursor.MoveOperation.End)

    def _gewijzigd(self, tekst: str) -> None:
        self._toon()
        self.getypt.emit(tekst)

    def _bevestig(self) -> None:
        tekst = self.tekst().strip()
        if not tekst or (self._nu is not None and ontleed(tekst, self._nu, bronnen=self._bronnen).fout):
            self.veld.setFocus(Qt.FocusReason.OtherFocusReason)
            self._begrepen.setText(self.tr("Er staat nog geen tekst bij; typ wat er gebeurd of gezegd is."))
            return
        self.zet_tekst("")
        self.veld.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bevestigd.emit(tekst)

    def _vul_aan(self) -> None:
        soort = soortvoorstellen(self.tekst())[0]
        self.veld.selectAll()
        self.veld.insertPlainText(f"/{soort} ")

    def _toon(self) -> None:
        self._begrepen.setText(self._in_woorden())
        self.veld.setAccessibleDescription(self._begrepen.text())

    def _in_woorden(self) -> str:
        tekst = self.tekst()
        if self._dicht:
            return self._dicht
        if soorten := soortvoorstellen(tekst):
            return self.tr("Tab kiest de eerste: {soorten}").format(soorten="  ".join(f"/{s}" for s in soorten))
        if not tekst.strip() or self._nu is None:
            return self.tr(
                "Enter bewaart · / voor een soort · daarna of na ! wanneer · @ voor de bron · #feit of #oordeel · "
                "Shift Enter voor een nieuwe regel"
            )
        r = ontleed(tekst, self._nu, bronnen=self._bronnen)
        delen = [NOTITIESOORTEN[r.soort]]
        if r.op is None:
            delen.append(self.tr("nu"))
        else:
            delen.append(schrijf_moment(r.op, hele_dag=r.hele_dag, vandaag=self._nu.date(), tot=r.tot))
        if r.bron:
            delen.append(self.tr("bron {bron}").format(bron=r.bron))
        if r.aard:
            delen.append(r.aard)
        return " · ".join(delen)
