"""The frame around the pages: top bar, rail, the stack of pages; made when a vault opens."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.gui import schilder
from zvh_desktop.gui.gang import NAAM, RAIL
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import maten
from zvh_desktop.gui.onderdelen import AvatarBeeld, IcoonBeeld, Knop, Tekst, Wachtbalk
from zvh_desktop.gui.onderdelen.basis import KortTekst, enter_klikt
from zvh_desktop.gui.pagina import Pagina
from zvh_desktop.gui.thema import thema

__all__ = ["Raamwerk", "RailKnop", "Rolvlak"]

_WOORDEN_VANAF: Final = 900
"""Width of the window, in pixels at normal letters, from which the rail shows words."""


class RailKnop(QAbstractButton):
    """An item of the rail: icon, word and a count."""

    def __init__(self, woord: str, beeld: str, sneltoets: str, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._beeld = beeld
        self._aantal = 0
        self._smal = False
        self._sneltoets = sneltoets
        self.setText(woord)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        thema().veranderd.connect(self.updateGeometry)
        self.zet_aantal(0)

    def zet_aantal(self, aantal: int) -> None:
        """Show a count; 0 shows none."""
        self._aantal = aantal
        naam = f"{self.text()}, {aantal}" if aantal else self.text()
        self.setAccessibleName(naam)
        self.setToolTip(f"{naam} ({self._sneltoets.replace('+', ' ')})")
        self.update()

    def zet_smal(self, *, smal: bool) -> None:
        """Show the icon alone; the word stays in the tool tip and to a screen reader."""
        if self._smal != smal:
            self._smal = smal
            self.updateGeometry()
            self.update()

    def nextCheckState(self) -> None:
        """The window decides which item is current, not the click."""

    def sizeHint(self) -> QSize:
        """As high as a control."""
        t = thema()
        if self._smal:
            return QSize(t.lengte(38), t.px("basis") + t.lucht(21))
        breed = maten("basis", 600).horizontalAdvance(self.text()) + t.lengte(39 + 14)
        return QSize(int(breed) + t.lengte(40), t.px("basis") + t.lucht(21))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, word and count."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        nu = self.isChecked()
        if nu or self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("accent_zacht" if nu else "vlak2"))
            p.drawRoundedRect(rect, t.lengte(6), t.lengte(6))
        if self.hasFocus():
            schilder.focusrand(p, rect, t.lengte(6))
        inkt = "accent" if nu else "tekst2"
        px = t.lengte(18)
        teken_icoon(p, self._beeld, t.lengte(10), (rect.height() - px) / 2, px, inkt)
        if not self._smal:
            m = maten("basis", 600)
            basis = rect.center().y() + (m.ascent() - m.descent()) / 2
            schilder.teken_tekst(p, t.lengte(39), basis, self.text(), "basis", 600, inkt)
        if self._aantal and self._smal:
            self._teken_stip(p)
        elif self._aantal:
            woord = str(self._aantal) if self._aantal < 1000 else "999+"
            m2 = maten("chip", 600)
            hoog = t.px("chip") + t.lengte(6)
            breed = max(hoog + 3, m2.horizontalAdvance(woord) + t.lengte(15))
            vak = QRectF(rect.right() - t.lengte(10) - breed, (rect.height() - hoog) / 2, breed, hoog)
            p.setPen(t.kleur("kaartrand"))
            p.setBrush(t.kleur("vlak" if nu else "vlak2"))
            p.drawRoundedRect(vak.adjusted(0.5, 0.5, -0.5, -0.5), hoog / 2, hoog / 2)
            x = vak.center().x() - m2.horizontalAdvance(woord) / 2
            y = vak.center().y() + (m2.ascent() - m2.descent()) / 2
            schilder.teken_tekst(p, x, y, woord, "chip", 600, "tekst")
        p.end()

    def _teken_stip(self, p: QPainter) -> None:
        """Beside a bare icon: that there is a count; how much is in the tool tip and spoken."""
        t = thema()
        p.setPen(QPen(t.kleur("vlak"), t.lengte(1.5)))
        p.setBrush(t.kleur("accent"))
        p.drawEllipse(QRectF(t.lengte(23), t.lengte(5), t.lengte(8), t.lengte(8)))


class _Zoekknop(QAbstractButton):
    """Looks like a field and opens the palette."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self.setText(self.tr("Zoek of doe iets…"))
        self.setAccessibleName(self.tr("Zoek of doe iets, sneltoets Ctrl+K"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        thema().veranderd.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        t = thema()
        return QSize(t.lengte(430), t.px("basis") + t.lengte(17))

    def minimumSizeHint(self) -> QSize:
        t = thema()
        return QSize(t.lengte(200), t.px("basis") + t.lengte(17))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        p.setPen(t.kleur("regelrand"))
        p.setBrush(t.kleur("vlak2"))
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), t.lengte(6), t.lengte(6))
        if self.hasFocus():
            schilder.focusrand(p, rect, t.lengte(6))
        px = t.lengte(17)
        teken_icoon(p, "search", t.lengte(11), (rect.height() - px) / 2, px, "tekst2")
        m = maten("basis")
        y = rect.center().y() + (m.ascent() - m.descent()) / 2
        kap = "Ctrl K"
        x = rect.right() - t.lengte(10) - schilder.sleutelkap_breedte(kap)
        woord = m.elidedText(self.text(), Qt.TextElideMode.ElideRight, x - t.lengte(35 + 6))
        schilder.teken_tekst(p, t.lengte(35), y, woord, "basis", 400, "tekst3")
        schilder.teken_sleutelkap(p, x, (rect.height() - schilder.sleutelkap_hoogte()) / 2, kap, inkt="tekst")
        p.end()


class _Merk(QAbstractButton):
    """The name of the program; opens the program menu."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._smal = False
        self.setText(NAAM)
        self.setAccessibleName(self.tr("Programmamenu"))
        self.setToolTip(self.tr("Programmamenu (F10)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        thema().veranderd.connect(self.updateGeometry)

    def zet_smal(self, *, smal: bool) -> None:
        """Show the mark without the name."""
        self._smal = smal
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        t = thema()
        if self._smal:
            return QSize(t.lengte(52), t.px("basis") + t.lengte(19))
        breed = maten("basis", 700).horizontalAdvance(NAAM)
        return QSize(int(breed) + t.lengte(64), t.px("basis") + t.lengte(19))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = thema()
        p = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("vlak2"))
            p.drawRoundedRect(rect, 6, 6)
        if self.hasFocus():
            schilder.focusrand(p, rect, 6)
        px = t.lengte(20)
        teken_icoon(p, "scale", t.lengte(8), (rect.height() - px) / 2, px, "tekst")
        m = maten("basis", 700)
        y = rect.center().y() + (m.ascent() - m.descent()) / 2
        x: float = t.lengte(30)
        if not self._smal:
            x = t.lengte(36) + schilder.teken_tekst(p, t.lengte(36), y, "ZVH ", "basis", 700, "tekst")
            x += schilder.teken_tekst(p, x, y, "Desktop", "basis", 700, "accent")
        klein = t.lengte(13)
        teken_icoon(p, "chevron-down", x + t.lengte(3), (rect.height() - klein) / 2 + 1, klein, "tekst3")
        p.end()


class Rolvlak(QScrollArea):
    """Lets a page scroll when it does not fit, with large letters or in a small window."""

    def __init__(self, pagina: Pagina) -> None:
        super().__init__()
        self.pagina = pagina
        self.setObjectName("pagina")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(pagina)


class Raamwerk(QWidget):
    """Top bar, rail and the stack of pages."""

    def __init__(self, venster: QWidget, gekozen: Callable[[], object]) -> None:
        super().__init__(venster)
        self.setObjectName("pagina")
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        buiten.setSpacing(0)
        self.topbalk = QFrame()
        self.topbalk.setObjectName("topbalk")
        boven = QHBoxLayout(self.topbalk)
        boven.setContentsMargins(8, 7, 18, 7)
        boven.setSpacing(8)
        self.merk = _Merk(self.topbalk)
        self._links = QWidget()
        links = QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        links.addWidget(self.merk)
        links.addStretch(1)
        self.zoek = _Zoekknop(self.topbalk)
        self.net_icoon = IcoonBeeld("cloud-off", px=17, rol="tekst2")
        self.net = KortTekst("", maat="knop", rol="tekst2")
        self.delen = Knop("", soort="vlak", icoon="git-merge", naam=self.tr("Delen en samenvoegen"), klein=True)
        self.delen.setToolTip(self.tr("Delen en samenvoegen"))
        self.wie_beeld = AvatarBeeld("")
        self.wie = KortTekst("", maat="knop", rol="tekst")
        self.slot = Knop("", soort="vlak", icoon="lock", naam=self.tr("Vergrendelen"), klein=True)
        self.slot.setToolTip(self.tr("Vergrendelen (Ctrl L)"))
        boven.addWidget(self._links)
        boven.addWidget(self.zoek)
        boven.addStretch(1)
        boven.addWidget(self.net_icoon)
        boven.addWidget(self.net)
        boven.addWidget(self.delen)
        boven.addSpacing(6)
        boven.addWidget(self.wie_beeld)
        boven.addWidget(self.wie)
        boven.addSpacing(6)
        boven.addWidget(self.slot)
        buiten.addWidget(self.topbalk)
        midden = QHBoxLayout()
        midden.setSpacing(0)
        self.rail = QFrame()
        self.rail.setObjectName("rail")
        kolom = QVBoxLayout(self.rail)
        kolom.setContentsMargins(8, 10, 8, 14)
        kolom.setSpacing(2)
        self.knoppen: dict[str, RailKnop] = {}
        for nummer, (naam, woord, beeld) in enumerate(RAIL, 1):
            knop = RailKnop(QCoreApplication.translate("Rail", woord), beeld, f"Ctrl+{nummer}", self.rail)
            knop.setObjectName(naam)
            knop.clicked.connect(gekozen)
            knop.installEventFilter(self)
            self.knoppen[naam] = knop
            kolom.addWidget(knop)
        kolom.addStretch(1)
        voet = QHBoxLayout()
        voet.setContentsMargins(10, 0, 4, 0)
        voet.setSpacing(10)
        self.rust = Tekst("", maat="knop", rol="tekst2")
        self._schild = IcoonBeeld("shield", px=16, rol="tekst2")
        voet.addWidget(self._schild)
        voet.addWidget(self.rust, 1)
        kolom.addLayout(voet)
        midden.addWidget(self.rail)
        self.stapel = QStackedWidget()
        midden.addWidget(self.stapel, 1)
        buiten.addLayout(midden, 1)
        self.wacht = QFrame(self)
        self.wacht.setObjectName("toast")
        wacht = QHBoxLayout(self.wacht)
        wacht.setContentsMargins(14, 8, 8, 8)
        self.wachtbalk = Wachtbalk(stopbaar=True)
        self.wachtbalk.WACHT_MS = 0
        wacht.addWidget(self.wachtbalk)
        self.wacht.hide()
        thema().veranderd.connect(self._pas_aan)
        self._pas_aan()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for the words of the rail."""
        super().resizeEvent(event)
        self._pas_aan()

    def zet_dicht(self, dicht: frozenset[str]) -> None:
        """Leave out the pages that have nothing for who is at work."""
        for naam, knop in self.knoppen.items():
            knop.setVisible(naam not in dicht)

    def zet_veld(self, *, aan: bool) -> None:
        """In the field nothing stands round the page."""
        self.topbalk.setVisible(not aan)
        self.rail.setVisible(not aan)

    def zet_rust(self, zin: str) -> None:
        """Say when the vault locks by itself."""
        self.rust.setText(zin)
        self._schild.setToolTip(zin)
        self._schild.setAccessibleName(zin)

    def _pas_aan(self) -> None:
        """Large letters, or a small window: the rail shows its icons alone, so that the page has room."""
        smal = self.width() < thema().lengte(_WOORDEN_VANAF)
        for knop in self.knoppen.values():
            knop.zet_smal(smal=smal)
        self.merk.zet_smal(smal=smal)
        self.rust.setVisible(not smal)
        self.zoek.setMaximumWidth(thema().lengte(200 if smal else 430))
        least = 0 if smal else thema().lengte(196)
        breed = max(least, max(knop.sizeHint().width() for knop in self.knoppen.values()) + 17)
        self.rail.setFixedWidth(breed)
        self._links.setFixedWidth(max(breed + 6, self.merk.sizeHint().width()))

    def leg_wacht(self) -> None:
        """Put the progress strip in the bottom left corner of the pages."""
        breed = thema().lengte(420)
        hoog = self.wacht.sizeHint().height()
        self.wacht.setGeometry(self.rail.width() + 16, self.height() - hoog - 16, breed, hoog)
        self.wacht.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move along the rail."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            stap = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if stap and isinstance(watched, RailKnop):
                rij = [knop for knop in self.knoppen.values() if not knop.isHidden()]
                rij[(rij.index(watched) + stap) % len(rij)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
