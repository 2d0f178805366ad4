"""The words of one sheet of paper, typed one by one: completed, checked each, and counted; kept nowhere."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Tekst

__all__ = ["BladInvoer"]


class BladInvoer(QWidget):
    """A line for the next word, and the words so far.

    Space or Enter takes a word; Backspace on an empty line gives the last one back to be changed. A whole sheet may be
    pasted, with or without its numbers. Four letters are enough: no two words begin with the same four.

    Signals:
        veranderd(): words were added or taken back.
    """

    veranderd = Signal()

    def __init__(self, titel: str, lijst: Sequence[str], aantal: int, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._titel, self._lijst, self._aantal = titel, frozenset(lijst), aantal
        self._vier = {woord[:4]: woord for woord in lijst}
        self.woorden: list[str] = []
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(6)
        self.kop = Tekst("", gewicht=600)
        kolom.addWidget(self.kop)
        self.lijn = QLineEdit()
        self.lijn.setAccessibleName(titel)
        aanvulling = QCompleter(list(lijst), self.lijn)
        aanvulling.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        aanvulling.setMaxVisibleItems(6)
        self.lijn.setCompleter(aanvulling)
        self.lijn.textEdited.connect(self._getypt)
        self.lijn.returnPressed.connect(self._neem_rest)
        aanvulling.activated.connect(self._gekozen, Qt.ConnectionType.QueuedConnection)
        self.lijn.installEventFilter(self)
        kolom.addWidget(self.lijn)
        self.melding = Tekst("", maat="klein", rol="gevaar", omloop=True)
        kolom.addWidget(self.melding)
        self.staan = Tekst("", maat="klein", rol="tekst2", omloop=True)
        kolom.addWidget(self.staan)
        self.setFocusProxy(self.lijn)
        self._toon()

    @property
    def regel(self) -> str:
        """The words so far, as one line."""
        return " ".join(self.woorden)

    @property
    def vol(self) -> bool:
        """Every word is there."""
        return len(self.woorden) == self._aantal

    def meld(self, zin: str, *, goed: bool = False) -> None:
        """Say what there is to say of the whole sheet."""
        self.melding.setText(zin)
        self.melding.zet_rol("goed" if goed else "gevaar")
        self.melding.setVisible(bool(zin))

    def wis(self) -> None:
        """Forget the words."""
        self.woorden.clear()
        self.lijn.clear()
        self._toon()

    def _toon(self) -> None:
        nr = min(len(self.woorden) + 1, self._aantal)
        vol = self.vol
        kop = "{titel}: alle {n} woorden" if vol else "{titel}: woord {nr} van {n}"
        self.kop.setText(self.tr(kop).format(titel=self._titel, nr=nr, n=self._aantal))
        self.lijn.setPlaceholderText("" if vol else self.tr("typ de eerste letters; spatie of Enter neemt het woord"))
        self.lijn.setReadOnly(vol)
        self.staan.setText("   ".join(f"{plek}. {woord}" for plek, woord in enumerate(self.woorden, 1)))
        self.staan.setVisible(bool(self.woorden))

    def _getypt(self, tekst: str) -> None:
        self.meld("")
        if any(teken.isspace() for teken in tekst):
            self._neem(tekst)

    def _gekozen(self, woord: str) -> None:
        if self.lijn.text().strip().lower() == woord:
            self._neem(woord)

    def _neem_rest(self) -> None:
        self._neem(self.lijn.text())

    def _neem(self, tekst: str) -> None:
        """Take every word of a text; at the first that is none, stop and leave the rest to be mended."""
        rest = [deel for deel in tekst.lower().split() if not deel.rstrip(".").isdecimal()]
        while rest and not self.vol:
            woord = rest[0] if rest[0] in self._lijst else self._vier.get(rest[0], "")
            if not woord:
                self.lijn.setText(" ".join(rest))
                self.meld(
                    self.tr("‘{woord}’ staat niet in de lijst van woorden. Kijk op het blad.").format(woord=rest[0])
                )
                break
            self.woorden.append(woord)
            rest = rest[1:]
        else:
            self.lijn.clear()
            if rest:
                self.meld(self.tr("Op een blad staan {n} woorden; de rest is niet overgenomen.").format(n=self._aantal))
        self._toon()
        self.veranderd.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace on an empty line gives the last word back."""
        if (
            watched is self.lijn
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.lijn.text()
            and self.woorden
        ):
            woord = self.woorden.pop()
            self.meld("")
            self._toon()
            self.lijn.setText(woord)
            self.veranderd.emit()
            return True
        return super().eventFilter(watched, event)
