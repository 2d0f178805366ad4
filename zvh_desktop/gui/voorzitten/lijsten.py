"""Lists of the chairing screen: the narrow ones beside the meeting, and the log of what was said."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.onderdelen.inbrengsoort import SOORTICOON
from zvh_desktop.gui.rijen import Rij, RijDelegate, RijenLijst
from zvh_desktop.gui.thema import thema

__all__ = ["KrappeLijst", "Log"]

_CTRL = Qt.KeyboardModifier.ControlModifier


def _woorden(rij: Rij) -> list[str]:
    """What a row is known by: the words of its two lines, not how it stands."""
    delen = (
        deel if isinstance(deel, str) else " ".join(stuk.tekst for stuk in deel) for deel in (rij.stukken, rij.tweede)
    )
    return [vouw(woord) for woord in " ".join(delen).split()]


class _KrappeDelegate(RijDelegate):
    """Rows with less air, for the columns beside a meeting."""

    krapper = 12

    def hoogte(self, rij: Rij, breedte: int) -> int:
        """Return the height of a row, less what is saved on air."""
        minder = thema().lucht(self.krapper) if rij.tweede else thema().lucht(2)
        return super().hoogte(rij, breedte) - minder


class KrappeLijst(RijenLijst):
    """A narrow list as high as its rows while there is room; scrolls when there is not.

    Args:
        krapper: how much less air a row of two lines has.

    Signals:
        terug(): Esc; the focus belongs to the entry line again.
        menu_gevraagd(sleutel): the Menu key or a right click on a row.
        meteen(sleutel): Ctrl+Enter, the most likely act on a row.
    """

    terug = Signal()
    menu_gevraagd = Signal(str)
    meteen = Signal(str)

    def __init__(
        self, naam: str, ouder: QWidget | None = None, *, krapper: int = 12, minst: int = 2, **soort: Any
    ) -> None:
        super().__init__(naam, ouder, **soort)
        oud = self._delegate
        self._delegate = _KrappeDelegate(self, wikkel=oud.wikkel, pil=oud.pil, lijnen=oud.lijnen, kiesbaar=oud.kiesbaar)
        self._delegate.krapper = krapper
        self.setItemDelegate(self._delegate)
        self._minst = minst
        self._getypt = ""
        self._sinds = QElapsedTimer()
        self._sinds.start()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows and be as high as they are."""
        aantal = len(self.rijen)
        super().zet(rijen)
        if len(self.rijen) != aantal:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        breedte = max(self.viewport().width(), 120)
        return QSize(240, sum(self._delegate.hoogte(rij, breedte) for rij in self.rijen))

    def minimumSizeHint(self) -> QSize:
        """A few rows stay visible however low the window is."""
        breedte = max(self.viewport().width(), 120)
        return QSize(120, sum(self._delegate.hoogte(rij, breedte) for rij in self.rijen[: self._minst]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the focus back, Ctrl+Enter does the most likely act."""
        if event.key() == Qt.Key.Key_Escape:
            self.terug.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() == _CTRL:
            if gekozen := self.gekozen_sleutel():
                self.meteen.emit(gekozen)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the row in which a word begins with what is typed: people are known by their surname."""
        if self._getypt and self._sinds.elapsed() > QApplication.keyboardInputInterval():
            self._getypt = ""
        self._getypt += vouw(search)
        self._sinds.restart()
        nu = max(0, self.currentIndex().row())
        # A first letter goes on from here, so that it can be pressed again; more letters hold on to what they found.
        vanaf = nu + (len(self._getypt) == 1)
        for stap in range(len(self.rijen)):
            rij = self.rijen[(vanaf + stap) % len(self.rijen)]
            if any(woord.startswith(self._getypt) for woord in _woorden(rij)):
                self.kies(rij.sleutel)
                return

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the acts of a row."""
        plek = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if plek.isValid():
            self.menu_gevraagd.emit(self.rijen[plek.row()].sleutel)

    def menu_plek(self, sleutel: str) -> QPoint:
        """Return where a menu of a row belongs on the screen."""
        nummer = self.rijenmodel.nummer(sleutel)
        return self.viewport().mapToGlobal(self.visualRect(self.rijenmodel.index(nummer)).center())


class Log(RijenLijst):
    """What was said about the current casus, the newest at the bottom, just above the entry line.

    Enter changes an entry, Alt+Up and Alt+Down move it, Ctrl+J joins it to the one above, the Menu key turns it into
    another kind, Delete withdraws it, Esc goes back.

    Signals:
        omzetten(sleutel, soort), verplaatsen(sleutel, stap), samenvoegen(sleutel), intrekken(sleutel), terug().
    """

    omzetten = Signal(str, str)
    verplaatsen = Signal(str, int)
    samenvoegen = Signal(str)
    intrekken = Signal(str)
    terug = Signal()

    def __init__(self, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(naam, ouder, wikkel=True, lijnen=False, kiesbaar=False)
        self._ruimte = -1
        self._onderaan = True
        """Until a person scrolls away, what was said last stays in sight: with other letters and another size too."""
        self.verticalScrollBar().valueChanged.connect(self._verschoven)
        self.verticalScrollBar().rangeChanged.connect(self._andere_reikwijdte)
        self.zet_marge(10)
        for signaal in (self.rijenmodel.rowsInserted, self.rijenmodel.rowsRemoved, self.rijenmodel.dataChanged):
            signaal.connect(self._zak)

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows; a new one at the end is scrolled to."""
        laatste = self.rijen[-1].sleutel if self.rijen else ""
        super().zet(rijen)
        self._zak()
        if self.rijen and self.rijen[-1].sleutel != laatste:
            self.naar_einde()

    def _zak(self) -> None:
        """Let a short log stand at the bottom; a list view itself can only stand at the top."""
        ruimte = max(0, self.height() - self._inhoud_hoogte() - 2)
        if ruimte != self._ruimte:
            self._ruimte = ruimte
            self.setViewportMargins(0, ruimte, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: stand at the bottom again."""
        onderaan = self._onderaan
        super().resizeEvent(event)
        self._zak()
        if onderaan:
            self.naar_einde()

    def _verschoven(self, waarde: int) -> None:
        self._onderaan = waarde >= self.verticalScrollBar().maximum() - 4

    def _andere_reikwijdte(self, _laagste: int, hoogste: int) -> None:
        if self._onderaan:
            self.verticalScrollBar().setValue(hoogste)

    def _ander_thema(self) -> None:
        """Other letters make other heights."""
        super()._ander_thema()
        self._zak()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete withdraws, Alt with an arrow moves, Ctrl+J joins, Esc goes back to the entry line."""
        gekozen = self.gekozen_sleutel()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if gekozen:
                self.verplaatsen.emit(gekozen, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_J and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if gekozen:
                self.samenvoegen.emit(gekozen)
        elif event.key() == Qt.Key.Key_Escape:
            self.terug.emit()
        elif event.key() == Qt.Key.Key_Delete and gekozen:
            self.intrekken.emit(gekozen)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with an entry."""
        plek = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if not plek.isValid():
            return
        sleutel = self.rijen[plek.row()].sleutel
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icoon("pencil"), self.tr("Wijzigen")).setData((sleutel, "wijzigen"))
        menu.addSeparator()
        for soort, woord in INBRENGSOORTEN.items():
            actie = menu.addAction(icoon(SOORTICOON[soort]), self.tr("Wordt {soort}").format(soort=woord.lower()))
            actie.setData((sleutel, soort))
        menu.addSeparator()
        for wat, beeld, woord in (
            ("op", "arrow-up", self.tr("Omhoog\tAlt+↑")),
            ("neer", "arrow-down", self.tr("Omlaag\tAlt+↓")),
            ("samen", "rows-3", self.tr("Samenvoegen met de vorige\tCtrl+J")),
        ):
            menu.addAction(icoon(beeld), woord).setData((sleutel, wat))
        menu.addSeparator()
        menu.addAction(icoon("trash-2"), self.tr("Intrekken")).setData((sleutel, "intrekken"))
        menu.triggered.connect(self._gekozen_uit_menu)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(plek).center()))

    def _gekozen_uit_menu(self, actie: QAction) -> None:
        sleutel, wat = actie.data()
        if wat == "wijzigen":
            self.geactiveerd.emit(sleutel)
        elif wat == "intrekken":
            self.intrekken.emit(sleutel)
        elif wat == "samen":
            self.samenvoegen.emit(sleutel)
        elif wat in ("op", "neer"):
            self.verplaatsen.emit(sleutel, -1 if wat == "op" else 1)
        else:
            self.omzetten.emit(sleutel, wat)
