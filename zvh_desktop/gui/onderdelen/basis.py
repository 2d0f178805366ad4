"""The plain parts every page is made of: text, button, chip, avatar, keycap, card, empty state."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.schilder import Chipje
from zvh_desktop.gui.thema import thema

__all__ = [
    "AvatarBeeld",
    "Chip",
    "IcoonBeeld",
    "Kaart",
    "Knop",
    "KortTekst",
    "LegeStaat",
    "Sleutelkap",
    "Streep",
    "Tekst",
    "enter_klikt",
    "zet_kenmerk",
]


def zet_kenmerk(widget: QWidget, naam: str, waarde: object) -> None:
    """Set a dynamic property the style sheet selects on, and let the sheet look again."""
    if widget.property(naam) != waarde:
        widget.setProperty(naam, waarde)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Tekst(QLabel):
    """A label in one size, weight and colour role of the theme; never rich text, so data cannot be markup.

    Args:
        maat: key of `thema.MATEN`. rol: colour token. gewicht: 400, 600 or 700.
        omloop: wrap over several lines. kapitaal: a head in spaced capitals.
    """

    def __init__(
        self,
        tekst: str = "",
        ouder: QWidget | None = None,
        *,
        maat: str = "basis",
        rol: str = "tekst",
        gewicht: int = 400,
        omloop: bool = False,
        kapitaal: bool = False,
    ) -> None:
        super().__init__(ouder)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._kapitaal = kapitaal
        self.setProperty("maat", "chip" if kapitaal else maat)
        self.setProperty("rol", "tekst2" if kapitaal else rol)
        self.setProperty("gewicht", str(600 if kapitaal else gewicht))
        if kapitaal:
            self.setProperty("kapitaal", "ja")
        self.setWordWrap(omloop)
        self.setText(tekst)

    def setText(self, tekst: str) -> None:
        """Show another text; a head is drawn in capitals but spoken as written."""
        if self._kapitaal:
            self.setAccessibleName(tekst)
            super().setText(tekst.upper())
        else:
            super().setText(tekst)

    def zet_rol(self, rol: str) -> None:
        """Use another colour token."""
        zet_kenmerk(self, "rol", rol)


class KortTekst(Tekst):
    """One line that gives way: cut off with an ellipsis, whole in the tool tip and to a screen reader."""

    def __init__(
        self,
        tekst: str = "",
        ouder: QWidget | None = None,
        *,
        maat: str = "basis",
        rol: str = "tekst",
        gewicht: int = 400,
    ) -> None:
        self._heel = ""
        super().__init__(tekst, ouder, maat=maat, rol=rol, gewicht=gewicht)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def heel(self) -> str:
        """The whole text."""
        return self._heel

    def setText(self, tekst: str) -> None:
        """Show another text."""
        self._heel = tekst
        self.setAccessibleName(tekst)
        self.updateGeometry()
        self._kort_in()

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        maat = super().sizeHint()
        rand = self.contentsMargins()
        breed = self.fontMetrics().horizontalAdvance(self._heel) + rand.left() + rand.right() + 2
        return QSize(breed, maat.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(
            min(self.sizeHint().width(), self.fontMetrics().horizontalAdvance("mmm…")), self.sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more or less."""
        super().resizeEvent(event)
        self._kort_in()

    def changeEvent(self, event: QEvent) -> None:
        """Other letters have another width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._kort_in()

    def _kort_in(self) -> None:
        ruimte = self.contentsRect().width()
        kort = self.fontMetrics().elidedText(self._heel, Qt.TextElideMode.ElideRight, max(0, ruimte))
        if kort != self.text():
            QLabel.setText(self, kort)
        self.setToolTip(self._heel if kort != self._heel else "")


def enter_klikt(knop: QAbstractButton, event: QKeyEvent) -> bool:
    """Let Enter do what the space bar does, once however long it is held; say whether it was Enter.

    Qt does so in dialogs only, and there are none here.
    """
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        knop.click()
    return True


class Knop(QPushButton):
    """A button with word, optional icon and keycap, painted by the theme.

    Args:
        soort: `primair` (one a screen), `gewoon`, `vlak` or `gevaar`.
        sneltoets: also becomes the shortcut of the button and is drawn as keycap.
        naam: accessible name when the word alone says too little; demanded for a button without a word.
    """

    def __init__(
        self,
        tekst: str,
        ouder: QWidget | None = None,
        *,
        soort: str = "gewoon",
        icoon: str | None = None,
        sneltoets: str = "",
        naam: str = "",
        klein: bool = False,
        links: bool = False,
    ) -> None:
        super().__init__(tekst, ouder)
        self._soort = soort
        self._icoon = icoon
        self._kap = ""
        self._klein = klein
        self._links = links
        self._zweef = False
        # Layouts ask it again and again.
        self._maat: tuple[tuple[object, ...], QSize] = ((), QSize())
        self.setAccessibleName(naam or tekst)
        if not tekst:
            self.setToolTip(naam)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if sneltoets:
            self.zet_sneltoets(sneltoets)
        thema().veranderd.connect(self._ander_thema)

    @property
    def soort(self) -> str:
        """Kind of button, a key of `schilder.KNOPSOORTEN`."""
        return self._soort

    def zet_soort(self, soort: str) -> None:
        """Make it another kind of button."""
        self._soort = soort
        self.update()

    def zet_icoon(self, icoon: str | None) -> None:
        """Show another icon."""
        self._icoon = icoon
        self._ander_thema()

    def zet_tekst(self, tekst: str, naam: str = "") -> None:
        """Change the word and what is spoken."""
        toets = self.shortcut()
        self.setText(tekst)
        # Qt drops the shortcut of a button with every new text.
        self.setShortcut(toets)
        self.setAccessibleName(naam or tekst)
        self._ander_thema()

    def zet_sneltoets(self, sneltoets: str) -> None:
        """Set the shortcut and draw it, in the names of the keys on a Dutch keyboard."""
        volgorde = QKeySequence(sneltoets)
        self.setShortcut(volgorde)
        self._kap = volgorde.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        self._ander_thema()

    def _ander_thema(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as icon, word and keycap need."""
        sleutel = (thema().generatie, self.text(), self._icoon, self._kap)
        if sleutel != self._maat[0]:
            hoog = schilder.knop_hoogte(klein=self._klein)
            tekst = self.text().replace("&", "")
            breed = schilder.knop_breedte(tekst, self._icoon, self._kap) if tekst or self._kap else hoog
            self._maat = (sleutel, QSize(breed, hoog))
        return self._maat[1]

    def minimumSizeHint(self) -> QSize:
        """A button never clips its word."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover begins."""
        self._zweef = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover ends."""
        self._zweef = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint by the theme, focus ring included."""
        p = QPainter(self)
        schilder.teken_knop(
            p,
            QRectF(self.rect()),
            self.text().replace("&", ""),
            soort=self._soort,
            icoon=self._icoon,
            sleutel=self._kap,
            zweef=self._zweef,
            druk=self.isDown(),
            uit=not self.isEnabled(),
            focus=self.hasFocus(),
            aan=self.isChecked(),
            links=self._links,
        )
        p.end()


class Chip(QLabel):
    """A pill that stands alone; a label to a screen reader (painted widgets are nothing to it).

    Args:
        rol: key of `thema.ROLLEN`. naam: spoken when the word alone says too little.
    """

    def __init__(
        self,
        tekst: str = "",
        ouder: QWidget | None = None,
        *,
        rol: str = "neutraal",
        icoon: str | None = None,
        naam: str = "",
    ) -> None:
        super().__init__(tekst, ouder)
        self._chip = Chipje(tekst, rol, icoon)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(naam or tekst)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thema().veranderd.connect(self._ander_thema)

    @property
    def chipje(self) -> Chipje:
        """What it shows."""
        return self._chip

    def zet(self, tekst: str, *, rol: str | None = None, icoon: str | None = None, naam: str = "") -> None:
        """Show another word, role and icon."""
        self._chip = Chipje(tekst, rol or self._chip.rol, icoon)
        self.setText(tekst)
        self.setAccessibleName(naam or tekst)
        self._ander_thema()

    def _ander_thema(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the word needs."""
        return QSize(schilder.chip_breedte(self._chip), schilder.chip_hoogte())

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        p = QPainter(self)
        y = (self.height() - schilder.chip_hoogte()) / 2
        schilder.teken_chip(p, 0, y, self._chip, breedte=self.width())
        p.end()


class AvatarBeeld(QLabel):
    """Initials in a circle; not spoken, because the name stands beside it."""

    def __init__(self, letters: str, ouder: QWidget | None = None, *, zijde: int = 26) -> None:
        super().__init__(ouder)
        self._letters = letters
        self._zijde = zijde
        thema().veranderd.connect(self._pas_aan)
        self._pas_aan()

    def zet(self, letters: str) -> None:
        """Show other initials."""
        self._letters = letters
        self.update()

    def _pas_aan(self) -> None:
        self.setFixedSize(thema().lengte(self._zijde), thema().lengte(self._zijde))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint circle and letters."""
        p = QPainter(self)
        schilder.teken_avatar(p, 0, 0, self._letters, self.width())
        p.end()


class IcoonBeeld(QLabel):
    """A bare icon, or one in a soft tile; not spoken, because the word stands beside it."""

    def __init__(
        self, icoon: str, ouder: QWidget | None = None, *, px: int = 17, rol: str = "tekst2", tegel: str = ""
    ) -> None:
        super().__init__(ouder)
        self._icoon, self._px, self._rol, self._tegel = icoon, px, rol, tegel
        thema().veranderd.connect(self._pas_aan)
        self._pas_aan()

    def zet(self, icoon: str, rol: str | None = None) -> None:
        """Show another icon, in another colour token."""
        self._icoon, self._rol = icoon, rol or self._rol
        self.update()

    def _pas_aan(self) -> None:
        self.setFixedSize(thema().lengte(self._px), thema().lengte(self._px))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in the colour of now."""
        p = QPainter(self)
        if self._tegel:
            schilder.teken_tegel(p, 0, 0, self._icoon, self._tegel, self.width())
        else:
            teken_icoon(p, self._icoon, 0, 0, self.width(), self._rol)
        p.end()


class Sleutelkap(QLabel):
    """A key as printed on the keyboard."""

    def __init__(self, tekst: str, ouder: QWidget | None = None) -> None:
        super().__init__(tekst, ouder)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thema().veranderd.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as the key needs."""
        return QSize(schilder.sleutelkap_breedte(self.text()), schilder.sleutelkap_hoogte())

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key."""
        p = QPainter(self)
        schilder.teken_sleutelkap(p, 0, (self.height() - schilder.sleutelkap_hoogte()) / 2, self.text())
        p.end()


class Streep(QFrame):
    """A line of one pixel across the card."""

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setObjectName("streep")
        self.setFixedHeight(1)


class Kaart(QFrame):
    """A flat card: optional title row with parts at its right, a line, and a body.

    Args:
        titel: shown as a section head; empty gives a card without head.
        rand: `rondom` gives the body air of its own; `geen` lets lists run to the edges.
        fase: 1 to 4 draws the thick top line of that phase.
        ruim: more air around the body, for a card that stands alone on the screen.

    Attributes:
        inhoud: layout of the body; add parts here.
        kop: layout at the right of the title.
    """

    def __init__(
        self,
        titel: str = "",
        ouder: QWidget | None = None,
        *,
        achter: Sequence[QWidget] = (),
        rand: str = "geen",
        fase: int = 0,
        vlak2: bool = False,
        ruim: bool = False,
    ) -> None:
        super().__init__(ouder)
        self.setObjectName("kaart")
        self._fase = fase
        self._rondom = rand == "rondom"
        self._ruim = ruim
        if vlak2:
            self.setProperty("vlak2", "ja")
        self._titel = Tekst(titel, maat="sectie", gewicht=700)
        buiten = self._buiten = QVBoxLayout(self)
        buiten.setSpacing(0)
        self._kopvak = QWidget(self)
        kop = self._kopindeling = QHBoxLayout(self._kopvak)
        kop.addWidget(self._titel)
        kop.addStretch(1)
        self.kop = QHBoxLayout()
        kop.addLayout(self.kop)
        self._streep = Streep(self)
        buiten.addWidget(self._kopvak)
        buiten.addWidget(self._streep)
        self.inhoud = QVBoxLayout()
        buiten.addLayout(self.inhoud, 1)
        self._kopvak.setVisible(bool(titel) or bool(achter))
        self._streep.setVisible((bool(titel) or bool(achter)) and not self._rondom)
        for deel in achter:
            self.kop.addWidget(deel)
        thema().veranderd.connect(self._pas_aan)
        self._pas_aan()

    def zet_titel(self, titel: str) -> None:
        """Change the title."""
        self._titel.setText(titel)
        self._kopvak.setVisible(bool(titel))

    def _pas_aan(self) -> None:
        t = thema()
        rand = 3 if self._fase else 1
        self._buiten.setContentsMargins(1, rand, 1, 1)
        onder = t.lucht(2) if self._rondom else t.lucht(12)
        self._kopindeling.setContentsMargins(t.lengte(14), t.lucht(12), t.lengte(14), onder)
        self.kop.setSpacing(t.lengte(8))
        if self._ruim:
            self.inhoud.setContentsMargins(t.lengte(24), t.lengte(22), t.lengte(24), t.lengte(22))
            self.inhoud.setSpacing(t.lucht(10))
        elif self._rondom:
            self.inhoud.setContentsMargins(t.lengte(14), t.lucht(10), t.lengte(14), t.lucht(14))
            self.inhoud.setSpacing(t.lucht(8))
        else:
            self.inhoud.setContentsMargins(0, 0, 0, t.lengte(1))
            self.inhoud.setSpacing(0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the sheet paint the card, then the line of the phase on top."""
        super().paintEvent(event)
        if self._fase:
            p = QPainter(self)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setClipRect(QRect(0, 0, self.width(), 3))
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(thema().kleur(f"fase{self._fase}"))
            p.drawRoundedRect(QRectF(0, 0, self.width(), 20), 8, 8)
            p.end()


_LEEG_RAND: Final = 12
"""Least air beside the words of an empty screen, in pixels."""


class LegeStaat(QWidget):
    """An empty screen that says what to do next.

    Signals:
        gekozen(naam): a button was pressed.
    """

    gekozen = Signal(str)

    def __init__(
        self,
        titel: str,
        uitleg: str,
        ouder: QWidget | None = None,
        *,
        icoon: str = "folder-open",
        knoppen: Sequence[tuple[str, str, str | None]] = (),
    ) -> None:
        """Make it; `knoppen` are (naam, word, icon), the first of them primary."""
        super().__init__(ouder)
        self._ruimte = 0
        kolom = QVBoxLayout(self)
        kolom.addStretch(2)
        kolom.addWidget(IcoonBeeld(icoon, px=44, tegel="accent"), 0, Qt.AlignmentFlag.AlignHCenter)
        kolom.addSpacing(8)
        self.titel = Tekst(titel, maat="sectie", gewicht=700, omloop=True)
        self.uitleg = Tekst(uitleg, rol="tekst2", omloop=True)
        for tekst in (self.titel, self.uitleg):
            tekst.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            kolom.addWidget(tekst, 0, Qt.AlignmentFlag.AlignHCenter)
        rij = Vloei(midden=True)
        for nummer, (naam, woord, beeld) in enumerate(knoppen):
            knop = Knop(woord, soort="gewoon" if nummer else "primair", icoon=beeld)
            knop.setObjectName(naam)
            knop.clicked.connect(self._gedrukt)
            rij.addWidget(knop)
        kolom.addSpacing(10)
        kolom.addWidget(rij)
        kolom.addStretch(3)
        thema().veranderd.connect(self._pas_aan)
        self._pas_aan()

    def minimumSizeHint(self) -> QSize:
        """The words wrap, the buttons go below each other."""
        return QSize(min(self._breed(), thema().lengte(260)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words to the width there is."""
        super().resizeEvent(event)
        self._ruimte = self.width() - 2 * _LEEG_RAND
        if self.titel.maximumWidth() != self._breed():
            self._pas_aan()

    def _breed(self) -> int:
        breed = thema().lengte(440)
        return max(160, min(breed, self._ruimte or breed))

    def _pas_aan(self) -> None:
        breed = self._breed()
        for tekst in (self.titel, self.uitleg):
            # A centred label that wraps is given the height of one line otherwise.
            tekst.setFixedWidth(breed)
            tekst.ensurePolished()
            tekst.setMinimumHeight(max(0, tekst.heightForWidth(breed)))

    def zet_uitleg(self, uitleg: str) -> None:
        """Say something else, with the height that takes."""
        self.uitleg.setText(uitleg)
        self._pas_aan()

    def _gedrukt(self) -> None:
        self.gekozen.emit(self.sender().objectName())
