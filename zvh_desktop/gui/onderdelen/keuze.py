"""Where one is and what one may choose: tabs, segments, the stepper of the process."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen.basis import Knop, Tekst
from zvh_desktop.gui.thema import thema

__all__ = ["Segmenten", "Stap", "Stepper", "Tabs"]


class Tabs(QTabBar):
    """Underlined tabs with counts; arrows, Home and End move between them.

    Those that do not fit stand behind the button "Meer"; the current one always stands in the row.

    Attributes:
        meer: that button; hidden while all fit.

    Signals:
        gekozen(naam): another tab is current.
    """

    gekozen = Signal(str)

    def __init__(self, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setAccessibleName(naam)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._namen: list[str] = []
        self._titels: list[str] = []
        self._bezig = False
        self.meer = Knop(self.tr("Meer"), self, soort="vlak", icoon="chevron-down", klein=True)
        self.meer.setAccessibleName(self.tr("Meer onderdelen"))
        self.meer.clicked.connect(self.open_meer)
        self.meer.hide()
        self.currentChanged.connect(self._andere)
        thema().veranderd.connect(self._ander_thema)

    def voeg_toe(self, naam: str, titel: str, aantal: int | None = None) -> None:
        """Add a tab; `naam` is what `gekozen` tells."""
        self._namen.append(naam)
        self._titels.append(titel)
        self.addTab(self._woord(titel, aantal))
        self._verdeel()

    def zet_aantal(self, naam: str, aantal: int | None) -> None:
        """Show another count behind the word; None or 0 shows none."""
        nummer = self._namen.index(naam)
        self.setTabText(nummer, self._woord(self._titels[nummer], aantal))
        self._verdeel()

    @staticmethod
    def _woord(titel: str, aantal: int | None) -> str:
        return f"{titel} {aantal}" if aantal else titel

    def kies(self, naam: str) -> None:
        """Make a tab current."""
        self._ga(self._namen.index(naam))

    def huidig(self) -> str:
        """Return the name of the current tab, empty when there are none."""
        return self._namen[self.currentIndex()] if self._namen else ""

    def verborgen(self) -> list[str]:
        """Return the names of the tabs behind "Meer"."""
        return [naam for nummer, naam in enumerate(self._namen) if not self.isTabVisible(nummer)]

    def stap(self, stap: int) -> None:
        """Go so many tabs on, from the last to the first and back."""
        if self.count():
            self._ga((self.currentIndex() + stap) % self.count())

    def _ga(self, nummer: int) -> None:
        if 0 <= nummer < self.count():
            self.setTabVisible(nummer, True)
            self.setCurrentIndex(nummer)

    def _andere(self, nummer: int) -> None:
        if self._bezig:
            return
        self._verdeel()
        if 0 <= nummer < len(self._namen):
            self.gekozen.emit(self._namen[nummer])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to every tab, also to those behind "Meer"; Home and End to the first and the last."""
        stap = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Home:
            self._ga(0)
        elif event.key() == Qt.Key.Key_End:
            self._ga(self.count() - 1)
        elif stap:
            self._ga(self.currentIndex() + stap)
        elif event.key() == Qt.Key.Key_Down and self.meer.isVisible():
            self.open_meer()
        else:
            super().keyPressEvent(event)

    def open_meer(self) -> None:
        """Open the menu of the tabs that do not fit."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for nummer in range(self.count()):
            if not self.isTabVisible(nummer):
                menu.addAction(self.tabText(nummer)).setData(nummer)
        menu.triggered.connect(self._uit_menu)
        if actie := next(iter(menu.actions()), None):
            menu.setActiveAction(actie)
        hoek = self.meer.rect().bottomRight()
        menu.popup(self.meer.mapToGlobal(hoek) - QPoint(menu.sizeHint().width(), 0))

    def _uit_menu(self, actie: QAction) -> None:
        self._ga(int(actie.data()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what fits

    def _ander_thema(self) -> None:
        self.updateGeometry()
        self._verdeel()

    def _verdeel(self) -> None:
        """Take the last tabs that do not fit out of the row, never the current one."""
        if self._bezig or not self.count():
            return
        breedten = [self.tabSizeHint(nummer).width() for nummer in range(self.count())]
        plaats = self.width()
        toon = set(range(self.count()))
        if sum(breedten) > plaats and self.isVisible():
            plaats -= self.meer.sizeHint().width() + thema().lengte(4)
            nu = max(0, self.currentIndex())
            toon, plaats = {nu}, plaats - breedten[nu]
            for nummer, breed in enumerate(breedten):
                if nummer == nu:
                    continue
                plaats -= breed
                if plaats < 0:
                    break
                toon.add(nummer)
        self._bezig = True
        for nummer in range(self.count()):
            if self.isTabVisible(nummer) != (nummer in toon):
                self.setTabVisible(nummer, nummer in toon)
        self._bezig = False
        self.meer.setVisible(len(toon) < self.count())
        self._leg_meer()

    def _leg_meer(self) -> None:
        maat = self.meer.sizeHint()
        self.meer.setGeometry(
            self.width() - maat.width(), (self.height() - 3 - maat.height()) // 2, maat.width(), maat.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more or fewer."""
        super().resizeEvent(event)
        self._verdeel()

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is shown its width says nothing."""
        super().showEvent(event)
        self._verdeel()

    def sizeHint(self) -> QSize:
        """As wide as all tabs together, whether they stand in the row or not."""
        breed = sum(self.tabSizeHint(nummer).width() for nummer in range(self.count()))
        return QSize(breed, self._hoogte())

    def minimumSizeHint(self) -> QSize:
        """The widest tab and the button: a window never has to be wider because of its tabs."""
        breed = max((self.tabSizeHint(nummer).width() for nummer in range(self.count())), default=0)
        return QSize(breed + self.meer.sizeHint().width(), self._hoogte())

    @staticmethod
    def _hoogte() -> int:
        t = thema()
        return t.px("knop") + t.lucht(20) + 3

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the semibold word."""
        t = thema()
        breed = maten("knop", 600).horizontalAdvance(self.tabText(index))
        return QSize(int(breed + 1) + t.lengte(4) + t.lengte(22), self._hoogte())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs do not shrink."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words, the line under all and the thick line under the current one."""
        t = thema()
        p = QPainter(self)
        p.fillRect(0, self.height() - 1, self.width(), 1, t.kleur("kaartrand"))
        for nummer in range(self.count()):
            if not self.isTabVisible(nummer):
                continue
            rect = QRectF(self.tabRect(nummer))
            rect.setWidth(rect.width() - t.lengte(22))
            nu = nummer == self.currentIndex()
            muis = rect.contains(QPointF(self.mapFromGlobal(self.cursor().pos()))) and self.underMouse()
            p.setFont(letter("knop", 600))
            p.setPen(t.kleur("accent" if nu else "tekst" if muis else "tekst2"))
            p.drawText(rect.adjusted(0, 0, 0, -3), Qt.AlignmentFlag.AlignCenter, self.tabText(nummer))
            if nu:
                p.fillRect(QRectF(rect.x(), self.height() - 3, rect.width(), 3), t.kleur("accent"))
                if self.hasFocus():
                    schilder.focusrand(p, rect.adjusted(-4, 3, 4, -6), 4)
        p.end()


class Segmenten(QWidget):
    """One choice out of a few, all visible: buttons in a row of which one is filled.

    Signals:
        gekozen(naam): another segment is current, by a person.
    """

    gekozen = Signal(str)

    def __init__(
        self, naam: str, delen: Sequence[tuple[str, str]], ouder: QWidget | None = None, *, gelijk: bool = True
    ) -> None:
        """Make it from (naam, word); `gelijk` gives all the same width."""
        super().__init__(ouder)
        self.setAccessibleName(naam)
        self._groep = QButtonGroup(self)
        self._groep.setExclusive(True)
        self._knoppen: dict[str, Knop] = {}
        self._woorden = dict(delen)
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(4)
        for sleutel, woord in delen:
            knop = Knop(woord, klein=True)
            knop.setCheckable(True)
            knop.setObjectName(sleutel)
            self._groep.addButton(knop)
            self._knoppen[sleutel] = knop
            rij.addWidget(knop, 1 if gelijk else 0)
        if delen:
            eerste = self._knoppen[delen[0][0]]
            eerste.setChecked(True)
            self.setFocusProxy(eerste)
        self._groep.buttonClicked.connect(self._geklikt)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def kies(self, sleutel: str) -> None:
        """Make a segment current without telling; "" for none, while nothing was chosen."""
        if sleutel:
            self._knoppen[sleutel].setChecked(True)
            return
        self._groep.setExclusive(False)
        for knop in self._knoppen.values():
            knop.setChecked(False)
        self._groep.setExclusive(True)

    def huidig(self) -> str:
        """Return the name of the current segment, "" when there is none."""
        return next((sleutel for sleutel, knop in self._knoppen.items() if knop.isChecked()), "")

    def zet_aantal(self, sleutel: str, aantal: int | None) -> None:
        """Show a count behind the word."""
        woord = self._woorden[sleutel]
        self._knoppen[sleutel].zet_tekst(f"{woord} {aantal}" if aantal else woord)

    def _geklikt(self, knop: Knop) -> None:
        self.gekozen.emit(knop.objectName())


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of the process: word and state (`klaar`, `nu` or `straks`)."""

    titel: str
    staat: str


class _Balken(QWidget):
    """The painted bars of the stepper."""

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.stappen: tuple[Stap, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, thema().px("klein") + thema().lengte(12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tussen = t.lengte(10)
        aantal = max(1, len(self.stappen))
        breed = (self.width() - tussen * (aantal - 1)) / aantal
        for nummer, stap in enumerate(self.stappen):
            x = nummer * (breed + tussen)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("kaartrand" if stap.staat == "straks" else "accent"))
            p.drawRoundedRect(QRectF(x, 0, breed, 4), 2, 2)
            m = maten("klein", 600)
            links = x
            if stap.staat == "klaar":
                px = t.lengte(14)
                teken_icoon(p, "check", x, t.lengte(8) + (m.height() - px) / 2, px, "accent")
                links += px + t.lengte(4)
            tekst = m.elidedText(stap.titel, Qt.TextElideMode.ElideRight, breed - (links - x))
            rol = "accent" if stap.staat == "nu" else "tekst2" if stap.staat == "klaar" else "tekst3"
            schilder.teken_tekst(p, links, t.lengte(7) + m.ascent(), tekst, "klein", 600, rol)
        p.end()


class Stepper(QWidget):
    """Where the process stands, and the sentence that says why.

    The sentence is a label, so it is spoken; the bars are summed up in the accessible name.
    """

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(2)
        self._balken = _Balken(self)
        self._reden = Tekst("", maat="klein", rol="tekst2", omloop=True)
        kolom.addWidget(self._balken)
        kolom.addWidget(self._reden)
        thema().veranderd.connect(self._balken.updateGeometry)

    def zet(self, stappen: Sequence[Stap], reden: str) -> None:
        """Show the steps and why the process stands where it stands."""
        self._balken.stappen = tuple(stappen)
        nu = next((n for n, stap in enumerate(stappen, 1) if stap.staat == "nu"), len(stappen))
        titel = stappen[nu - 1].titel if stappen else ""
        zin = self.tr("Stap {nummer} van {aantal}: {titel}. {reden}")
        spreek = zin.format(nummer=nu, aantal=len(stappen), titel=titel, reden=reden)
        self._reden.setText(reden)
        self._reden.setAccessibleName(spreek)
        self._balken.setAccessibleName(spreek)
        self._balken.update()
