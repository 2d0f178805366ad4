"""The filter of the verloop: kind, who, period and words, all by keyboard."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.casus import NOTITIESOORTEN
from zvh_desktop.domain.verloop import Gebeurtenis, Zeef
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, Knop, RegelVeld, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei

__all__ = ["VerloopFilter"]

_GROEPEN: Final[tuple[tuple[str, str, frozenset[str]], ...]] = (
    ("", "Alles", frozenset()),
    *((s, woord, frozenset((s,))) for s, woord in NOTITIESOORTEN.items()),
    ("duur", "Detentie en verlof", frozenset(("detentie", "verlof"))),
    ("schaal", "Op- en afschaling", frozenset(("opschaling", "afschaling", "status"))),
    ("overleg", "Overleggen", frozenset(("overleg",))),
    ("intake", "Aanmelding en triage", frozenset(("aanmelding", "triage"))),
    ("verzoek", "Informatieverzoeken", frozenset(("verzoek",))),
    ("fase", "Plan: fasen, interventies, akkoord", frozenset(("fase",))),
    ("actie", "Afgeronde acties", frozenset(("actie",))),
    ("stuk", "Stukken", frozenset(("stuk",))),
    ("verslag", "Verslagen en verstrekkingen", frozenset(("verslag", "verstrekking"))),
)
_SOORTEN: Final = {naam: soorten for naam, _, soorten in _GROEPEN}
_PERIODEN: Final = (
    ("", "Alle tijd"),
    ("7", "Laatste week"),
    ("31", "Laatste maand"),
    ("92", "Laatste drie maanden"),
    ("366", "Laatste jaar"),
    ("zelf", "Zelf kiezen…"),
)


class VerloopFilter(Vloei):
    """What is shown.

    Attributes:
        soort, wie, periode, van, tot, woorden: the fields.

    Signals:
        veranderd(): another choice; ask `zeef`. naar_lijst(): Enter or Down in the words.
    """

    veranderd = Signal()
    naar_lijst = Signal()

    def __init__(self, vandaag: Callable[[], date], ouder: QWidget | None = None) -> None:
        super().__init__(ouder, tussen=8)
        self._vandaag = vandaag
        self.woorden = RegelVeld(plaats=self.tr("zoek in het verloop (Ctrl Shift F)"), wis=True)
        self.woorden.setAccessibleName(self.tr("Woorden in het verloop"))
        self.woorden.setMinimumWidth(290)
        self.soort = KeuzeVeld(tuple((naam, woord) for naam, woord, _ in _GROEPEN))
        self.soort.setAccessibleName(self.tr("Welke soort gebeurtenissen"))
        self.wie = KeuzeVeld((("", self.tr("Iedereen")),))
        self.wie.setAccessibleName(self.tr("Van wie: bron of schrijver"))
        self.periode = KeuzeVeld(_PERIODEN)
        self.periode.setAccessibleName(self.tr("Welke periode"))
        self.van = DatumVeld(vandaag=vandaag, verleden=True)
        self.tot = DatumVeld(vandaag=vandaag, verleden=True)
        for veld, naam in ((self.van, self.tr("Vanaf welke dag")), (self.tot, self.tr("Tot en met welke dag"))):
            veld.setAccessibleName(naam)
            (veld.focusProxy() or veld).setAccessibleName(naam)
            veld.setMinimumWidth(150)
            veld.hide()
            veld.gewijzigd.connect(self._anders)
        self._wis = Knop(self.tr("Toon alles"), soort="vlak", icoon="x", klein=True)
        self._wis.clicked.connect(self.wis)
        self._aantal = Tekst("", maat="klein", rol="tekst2")
        self.woorden.textChanged.connect(self._anders)
        for keuze in (self.soort, self.wie, self.periode):
            keuze.gewijzigd.connect(self._anders)
        for deel in (self.woorden, self.soort, self.wie, self.periode, self.van, self.tot, self._wis, self._aantal):
            self.addWidget(deel)
        self._wis.hide()

    def zet_namen(self, gebeurtenissen: Iterable[Gebeurtenis]) -> None:
        """Offer everyone who is a source or wrote something; the choice stays."""
        namen = sorted({n for g in gebeurtenissen for n in (g.bron, g.wie) if n}, key=str.casefold)
        nieuw = [("", self.tr("Iedereen")), *((n, n) for n in namen)]
        if [(self.wie.itemData(n), self.wie.itemText(n)) for n in range(self.wie.count())] == nieuw:
            return
        nu = self.wie.waarde()
        self.wie.clear()
        for waarde, woord in nieuw:
            self.wie.addItem(woord, waarde)
        self.wie.kies(nu if nu in namen else "")

    def zeef(self) -> Zeef:
        """Return what a person chose."""
        dagen = str(self.periode.waarde() or "")
        van, tot = (self.van.dag, self.tot.dag) if dagen == "zelf" else (None, None)
        if dagen.isdigit():
            van = self._vandaag() - timedelta(days=int(dagen))
        return Zeef(_SOORTEN[self.soort.waarde() or ""], str(self.wie.waarde() or ""), van, tot, self.woorden.text())

    def toon_aantal(self, aantal: int, alles: int) -> None:
        """Say how many are shown."""
        tekst = self.tr("{n} gebeurtenissen") if aantal == alles else self.tr("{n} van {alles} gebeurtenissen")
        self._aantal.setText(tekst.format(n=aantal, alles=alles))

    def wis(self) -> None:
        """Show everything."""
        for keuze in (self.soort, self.wie, self.periode):
            keuze.kies("")
        self.van.zet(None)
        self.tot.zet(None)
        self.woorden.blockSignals(True)
        self.woorden.setText("")
        self.woorden.blockSignals(False)
        self._anders()

    def _anders(self, *_: object) -> None:
        zelf = self.periode.waarde() == "zelf"
        self.van.setVisible(zelf)
        self.tot.setVisible(zelf)
        self._wis.setVisible(not self.zeef().leeg)
        self.veranderd.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows everything again; Enter and Down in the words go to the list."""
        if event.key() == Qt.Key.Key_Escape and not self.zeef().leeg:
            self.wis()
        elif self.woorden.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.naar_lijst.emit()
        else:
            super().keyPressEvent(event)
