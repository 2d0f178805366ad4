"""Parts of the field view: rows and buttons for a thumb; a sheet that scrolls by touch, its acts at the bottom."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen import Knop, Segmenten, Tekst
from zvh_desktop.gui.onderdelen.basis import enter_klikt
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.gui.schilder import focusrand, teken_tekst
from zvh_desktop.gui.thema import ROLLEN, thema

__all__ = ["DOEL", "Balkknop", "Blad", "GroteKeuze", "GroteKnop", "Veldrij"]

DOEL: Final = 52
"""Least height of anything to press, in pixels at scale 1; 44 is the least a thumb finds."""


_GROOT: Final = 1.6
"""Scale of letters from which choices stand below each other."""

_BREEDST: Final = 640
"""Greatest width of the column, in pixels at scale 1."""


def _wikkel(woorden: str, breed: float) -> int:
    """Return how words wrap: between them, and inside one only when it is wider than the column."""
    m = maten("basis", 600)
    langst = max((m.horizontalAdvance(woord) for woord in woorden.split()), default=0.0)
    return int(Qt.TextFlag.TextWordWrap if langst <= breed else Qt.TextFlag.TextWrapAnywhere)


class GroteKeuze(Segmenten):
    """A choice out of a few that a thumb can make."""

    def __init__(self, naam: str, delen: tuple[tuple[str, str], ...]) -> None:
        super().__init__(naam, delen)
        thema().veranderd.connect(self._maat)
        self._maat()

    def _maat(self) -> None:
        for knop in self.findChildren(Knop):
            knop.setMinimumHeight(thema().lengte(48))
        rij = self.layout()
        if isinstance(rij, QBoxLayout):
            # Below each other when the letters are too large for beside each other.
            groot = thema().schaal >= _GROOT
            rij.setDirection(QBoxLayout.Direction.TopToBottom if groot else QBoxLayout.Direction.LeftToRight)


class GroteKnop(Knop):
    """A button as wide as the column and high enough for a thumb."""

    def __init__(self, tekst: str, *, icoon: str | None = None, soort: str = "gewoon", naam: str = "") -> None:
        super().__init__(tekst, soort=soort, icoon=icoon, naam=naam)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """See the class."""
        return super().sizeHint().expandedTo(QSize(0, thema().lengte(DOEL)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrower than its word in a narrow column, never lower."""
        return QSize(thema().lengte(DOEL), thema().lengte(DOEL))


class Veldrij(QAbstractButton):
    """A row to press: an icon, words that wrap, a smaller line, and a short word at the right."""

    def __init__(
        self, kop: str, onder: str = "", *, rechts: str = "", rol: str = "neutraal", icoon: str = "", spreek: str = ""
    ) -> None:
        super().__init__()
        self.setText(kop)
        self._onder, self._rechts, self._rol, self._icoon = onder, rechts, rol, icoon
        self.setAccessibleName(spreek or ", ".join(deel for deel in (kop, onder, rechts) if deel))
        beleid = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        beleid.setHeightForWidth(True)
        self.setSizePolicy(beleid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        thema().veranderd.connect(self.updateGeometry)

    def zet(self, kop: str) -> None:
        """Show other words."""
        self.setText(kop)
        self._rechts = ""
        self.setAccessibleName(kop)
        self.updateGeometry()
        self.update()

    def _kaders(self, breed: int) -> tuple[QRect, int, int]:
        """Return where the words stand, where the smaller line begins, and how high all of it is."""
        t = thema()
        links = t.lengte(14) + (t.lengte(34) if self._icoon or self.isCheckable() else 0)
        rechts = t.lengte(14)
        if self._rechts and not self._smal(breed):
            rechts += int(maten("knop", 600).horizontalAdvance(self._rechts)) + t.lengte(28)
        ruimte = QRect(links, t.lengte(12), max(t.lengte(60), breed - links - rechts), 100_000)
        m = maten("basis", 600)
        woorden = m.boundingRect(QRectF(ruimte), _wikkel(self.text(), ruimte.width()), self.text())
        vak = QRect(ruimte.left(), ruimte.top(), ruimte.width(), int(woorden.height()) + 2)
        onder = vak.bottom() + t.lengte(2)
        hoog = onder + (int(maten("klein").height()) if self._regel(breed) else 0) + t.lengte(12)
        return vak, onder, hoog

    @staticmethod
    def _smal(breed: int) -> bool:
        """Too narrow for these letters to have anything at the right."""
        return breed < thema().lengte(240)

    def _regel(self, breed: int) -> str:
        """Return the smaller line; in a narrow column the word of the right stands there too."""
        if not self._smal(breed):
            return self._onder
        return " · ".join(deel for deel in (self._rechts, self._onder) if deel)

    def heightForWidth(self, breed: int) -> int:
        """As high as its words need, and never lower than a thumb."""
        return max(self._kaders(breed)[2], thema().lengte(DOEL))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def sizeHint(self) -> QSize:
        """Wide as the column, high as needed there."""
        return QSize(thema().lengte(120), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Never lower than a thumb."""
        return QSize(thema().lengte(120), thema().lengte(DOEL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words otherwise: the height that was told before holds no more."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and the word at the right."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.setPen(QPen(t.kleur("kaartrand"), 1))
        p.setBrush(t.kleur("accent_zacht" if self.isDown() else "vlak"))
        p.drawRoundedRect(rect, t.lengte(8), t.lengte(8))
        vak, onder, hoog = self._kaders(self.width())
        vak.translate(0, max(0, (self.height() - hoog) // 2))
        px = t.lengte(22)
        plek = QRectF(t.lengte(14), (self.height() - px) / 2, px, px)
        if self.isCheckable():
            self._teken_vak(p, plek)
        elif self._icoon:
            teken_icoon(p, self._icoon, plek.left(), plek.top(), px, ROLLEN[self._rol].inkt)
        p.setFont(letter("basis", 600))
        p.setPen(t.kleur("tekst"))
        p.drawText(vak, _wikkel(self.text(), vak.width()), self.text())
        if regel := self._regel(self.width()):
            basis = onder + maten("klein").ascent() + (vak.top() - t.lengte(12))
            woorden = maten("klein").elidedText(regel, Qt.TextElideMode.ElideRight, vak.width())
            teken_tekst(p, vak.left(), basis, woorden, "klein", 400, "tekst2")
        if self._rechts and not self._smal(self.width()):
            self._teken_rechts(p)
        if self.hasFocus():
            focusrand(p, QRectF(self.rect()), t.lengte(8))
        p.end()

    def _teken_vak(self, p: QPainter, plek: QRectF) -> None:
        """Paint a box to tick."""
        t, aan = thema(), self.isChecked()
        p.setPen(QPen(t.kleur("accent" if aan else "regelrand"), 2))
        p.setBrush(t.kleur("accent" if aan else "vlak"))
        p.drawRoundedRect(plek.adjusted(1, 1, -1, -1), t.lengte(4), t.lengte(4))
        if aan:
            px = round(plek.width() * 0.7)
            lucht = (plek.width() - px) / 2
            teken_icoon(p, "check", plek.left() + lucht, plek.top() + lucht, px, "op_accent")

    def _teken_rechts(self, p: QPainter) -> None:
        t, rol = thema(), ROLLEN[self._rol]
        m = maten("knop", 600)
        breed, hoog = m.horizontalAdvance(self._rechts) + t.lengte(16), m.height() + t.lengte(6)
        vak = QRectF(self.width() - t.lengte(12) - breed, (self.height() - hoog) / 2, breed, hoog)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(t.kleur(rol.grond))
        p.drawRoundedRect(vak, hoog / 2, hoog / 2)
        p.setFont(letter("knop", 600))
        p.setPen(t.kleur(rol.inkt))
        p.drawText(vak, Qt.AlignmentFlag.AlignCenter, self._rechts)


class Balkknop(QAbstractButton):
    """One of the places at the bottom of the screen: an icon above a word, and a count."""

    def __init__(self, woord: str, icoon: str) -> None:
        super().__init__()
        self._icoon, self._aantal = icoon, 0
        self.setText(woord)
        self.setAccessibleName(woord)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def zet_aantal(self, aantal: int) -> None:
        """Show a count; 0 shows none."""
        self._aantal = aantal
        self.setAccessibleName(f"{self.text()}, {aantal}" if aantal else self.text())
        self.update()

    def nextCheckState(self) -> None:
        """The page decides which place is current."""

    def sizeHint(self) -> QSize:
        """High enough for a thumb at the edge of a screen."""
        return QSize(thema().lengte(72), thema().lengte(62))

    def minimumSizeHint(self) -> QSize:
        """Five of them beside each other on the smallest screen, however large the letters."""
        return QSize(44, thema().lengte(62))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, word and count; the current one with a line above it as well as in colour."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), t.kleur("accent_zacht" if self.isDown() else "vlak"))
        inkt = "accent" if self.isChecked() else "tekst2"
        if self.isChecked():
            p.fillRect(QRectF(0, 0, self.width(), t.lengte(3)), t.kleur("accent"))
        px = t.lengte(24)
        teken_icoon(p, self._icoon, (self.width() - px) / 2, t.lengte(9), px, inkt)
        m = maten("chip", 600)
        woord = m.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        x = (self.width() - m.horizontalAdvance(woord)) / 2
        teken_tekst(p, x, self.height() - t.lengte(10), woord, "chip", 600, inkt)
        if self._aantal:
            tekst = str(self._aantal) if self._aantal < 100 else "99+"
            breed = max(m.horizontalAdvance(tekst) + t.lengte(8), t.lengte(18))
            # Five of them with large letters leave little: the count stays within its own place.
            x = min(self.width() / 2 + t.lengte(6), self.width() - breed - 2)
            vak = QRectF(x, t.lengte(4), breed, t.lengte(18))
            p.setPen(QPen(t.kleur("vlak"), 2))
            p.setBrush(t.kleur("accent"))
            p.drawRoundedRect(vak, vak.height() / 2, vak.height() / 2)
            p.setFont(letter("chip", 600))
            p.setPen(t.kleur("op_accent"))
            p.drawText(vak, Qt.AlignmentFlag.AlignCenter, tekst)
        if self.hasFocus():
            focusrand(p, QRectF(self.rect()), t.lengte(4))
        p.end()


class _Inhoud(QWidget):
    def minimumSizeHint(self) -> QSize:
        """The height follows from the width."""
        return QSize(0, 0)


class Blad(QWidget):
    """A title, a column that scrolls by wheel, keys and touch, and acts at the bottom where the thumb is.

    Attributes:
        kolom: what scrolls. onder: what does not.
    """

    def __init__(self, titel: str) -> None:
        super().__init__()
        self.setAccessibleName(titel)
        self._buiten = buiten = QVBoxLayout(self)
        buiten.setContentsMargins(12, 10, 12, 10)
        buiten.setSpacing(8)
        self.titel = Tekst(titel, maat="sectie", gewicht=700, omloop=True)
        buiten.addWidget(self.titel)
        binnen = _Inhoud()
        vlak = Rolvak(binnen)
        QScroller.grabGesture(vlak.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.kolom = QVBoxLayout(binnen)
        self.kolom.setContentsMargins(0, 0, 0, 0)
        self.kolom.setSpacing(8)
        self.vlak = vlak
        buiten.addWidget(vlak, 1)
        self.onder = QVBoxLayout()
        self.onder.setSpacing(8)
        buiten.addLayout(self.onder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column, in the middle of a screen that is wider than a hand."""
        super().resizeEvent(event)
        opzij = max(12, (self.width() - thema().lengte(_BREEDST)) // 2)
        self._buiten.setContentsMargins(opzij, 10, opzij, 10)

    def zet_rijen(self, rijen: list[QWidget]) -> None:
        """Put these below each other in place of what stood there."""
        while (stuk := self.kolom.takeAt(0)) is not None:
            if (oud := stuk.widget()) is not None:
                oud.hide()
                oud.deleteLater()
        for rij in rijen:
            self.kolom.addWidget(rij)
        self.kolom.addStretch(1)

    def rijen(self) -> list[QWidget]:
        """Return what stands below each other now."""
        stukken = (self.kolom.itemAt(nr) for nr in range(self.kolom.count()))
        return [w for stuk in stukken if stuk is not None and (w := stuk.widget()) is not None]
