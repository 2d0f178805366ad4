"""The presenter view: what everyone in the room may see, readable at three metres.

It shows a `BeamerBeeld`, in which addresses, numbers and names of third parties are masked already. The title of
the window says nothing. When its screen goes, it closes; it never moves to the screen of the chair.
"""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.domain.plan import FASEN
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen.basis import Tekst
from zvh_desktop.gui.thema import ROLLEN, thema
from zvh_desktop.gui.voorzitten.beamer_tijdlijn import BeamerTijdlijn
from zvh_desktop.gui.voorzitten.delen import leeg_layout
from zvh_desktop.services.voorzitten_beeld import BeamerBeeld, BeamerRegel

__all__ = ["BeamerVenster", "tweede_scherm"]

_FASEICOON: Final = {1: "shield-alert", 2: "shield-half", 3: "sprout", 4: "flag"}
_GROND: Final = 768
"""Height the sizes below are drawn for; they grow with the screen."""


def tweede_scherm(eigen: QScreen | None) -> QScreen | None:
    """Return a screen that is not the chair's, or None when there is only one."""
    return next((s for s in QGuiApplication.screens() if s is not eigen), None)


class _GroteChip(QLabel):
    """A pill to be read from afar."""

    def __init__(self, tekst: str, rol: str, icoon: str, px: int) -> None:
        super().__init__(tekst)
        self._rol, self._icoon, self._px = rol, icoon, px
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(tekst)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as icon and word need."""
        breed = maten(self._px, 600).horizontalAdvance(self.text())
        return QSize(int(breed + self._px * 3.2), int(self._px * 2))

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        t, rol, px = thema(), ROLLEN[self._rol], self._px
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(t.kleur(rol.rand))
        p.setBrush(t.kleur(rol.grond))
        vak = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.drawRoundedRect(vak, vak.height() / 2, vak.height() / 2)
        teken_icoon(p, self._icoon, px, (self.height() - px * 1.1) / 2, round(px * 1.1), rol.inkt)
        m = maten(px, 600)
        p.setFont(letter(px, 600))
        p.setPen(t.kleur(rol.inkt))
        p.drawText(int(px * 2.4), round((self.height() + m.ascent() - m.descent()) / 2), self.text())
        p.end()


class _Regel(QLabel):
    """One line: who in bold, what, and when in the second colour; wraps, and is spoken as one sentence."""

    def __init__(self, regel: BeamerRegel, px: int) -> None:
        super().__init__()
        # What people typed is escaped; the colour follows the theme because the window is built again then.
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("rol", "tekst")
        self.setStyleSheet(f"font-size: {px}px;")
        wie = f"<b>{_veilig(regel.wie)}</b> " if regel.wie else ""
        kleur = thema().kleur("tekst2").name()
        dag = f" <span style='color:{kleur}'>· {_veilig(regel.uiterlijk)}</span>" if regel.uiterlijk else ""
        self.setText(f"{wie}{_veilig(regel.tekst)}{dag}")
        self.setAccessibleName(" ".join(d for d in (regel.wie, regel.tekst, regel.uiterlijk) if d))


def _veilig(tekst: str) -> str:
    return tekst.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


class BeamerVenster(QWidget):
    """The window on the second screen.

    Signals:
        gesloten(): closed, by a key, the window manager, or because its screen went.
    """

    gesloten = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("vlak")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Presentatie"))
        self.setAccessibleName(self.tr("Presentatie"))
        self._beeld: BeamerBeeld | None = None
        self._scherm: QScreen | None = None
        self._kolom = QVBoxLayout(self)
        self._kolom.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._scherm_weg)
        thema().veranderd.connect(self._teken_opnieuw)

    @property
    def beeld(self) -> BeamerBeeld | None:
        """What is shown now."""
        return self._beeld

    def open_op(self, scherm: QScreen) -> None:
        """Fill a screen."""
        self._scherm = scherm
        self.setScreen(scherm)
        self.setGeometry(scherm.geometry())
        self.showFullScreen()

    def toon(self, beeld: BeamerBeeld) -> None:
        """Show a picture; the oldest lines give way when not everything fits."""
        self._beeld = beeld
        self._teken_opnieuw()

    def wis(self) -> None:
        """Show nothing: locked, or between two cases."""
        self._beeld = None
        leeg_layout(self._kolom)

    def _px(self, grond: int) -> int:
        return max(12, round(grond * min(self.height() / _GROND, self.width() / 1366)))

    def _teken_opnieuw(self) -> None:
        if self._beeld is None:
            return
        besluiten, acties = len(self._beeld.besluiten), len(self._beeld.acties)
        if self._beeld.tijdlijn is not None:
            # It makes itself fit.
            besluiten = acties = 0
        while True:
            self._bouw(self._beeld, besluiten, acties)
            for deel in self.findChildren(QWidget):
                # A part added to a visible window is shown only later, and counts for nothing until then.
                deel.show()
            past = self._kolom.heightForWidth(self.width()) <= self.height()
            if past or besluiten + acties <= 1:
                return
            if acties > max(1, 2 * besluiten):
                acties -= 1
            elif besluiten > 1:
                besluiten -= 1
            else:
                acties = max(0, acties - 1)
                besluiten = besluiten if acties else 1

    def _bouw(self, beeld: BeamerBeeld, besluiten: int, acties: int) -> None:
        leeg_layout(self._kolom)
        px = self._px
        self._kolom.setContentsMargins(px(64), px(40), px(64), px(32))
        self._kolom.setSpacing(0)
        boven = QHBoxLayout()
        plaats = self.tr("{kop} · agendapunt {nummer} van {aantal}").format(
            kop=beeld.kop, nummer=beeld.nummer, aantal=beeld.aantal
        )
        boven.addWidget(self._tekst(plaats, px(22), rol="tekst2"))
        boven.addStretch(1)
        if beeld.alles:
            chip = _GroteChip(self.tr("adressen en derden zichtbaar"), "waarschuwing", "eye", px(17))
        else:
            chip = _GroteChip(self.tr("adressen, BSN en derden verborgen"), "neutraal", "eye-off", px(17))
        boven.addWidget(chip)
        self._kolom.addLayout(boven)
        if not beeld.casusnaam:
            self._kolom.addStretch(1)
            midden = self._tekst(beeld.mededeling, px(40), gewicht=600)
            midden.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._kolom.addWidget(midden)
            self._kolom.addStretch(2)
            return
        self._kolom.addSpacing(px(16))
        self._kolom.addWidget(self._tekst(beeld.casusnaam, px(54), gewicht=700))
        if beeld.fasen:
            self._kolom.addSpacing(px(12))
            rij = QHBoxLayout()
            rij.setSpacing(px(12))
            for nummer, status in beeld.fasen:
                rij.addWidget(
                    _GroteChip(f"{nummer} {FASEN[nummer]} · {status}", f"fase{nummer}", _FASEICOON[nummer], px(20))
                )
            rij.addStretch(1)
            self._kolom.addLayout(rij)
        if beeld.tijdlijn is not None:
            self._kolom.addSpacing(px(20))
            self._kolom.addWidget(BeamerTijdlijn(beeld.tijdlijn, px(20), px(14)), 1)
            return
        self._deel(self.tr("Besluit"), beeld.besluiten, besluiten, px(35))
        self._deel(self.tr("Acties"), beeld.acties, acties, px(28))
        self._kolom.addStretch(1)

    def _deel(self, kop: str, regels: tuple[BeamerRegel, ...], hoeveel: int, px: int) -> None:
        if not regels:
            return
        self._kolom.addSpacing(self._px(38))
        weg = len(regels) - hoeveel
        eerder = self.tr("{kop} · eerder ook nog {weg}").format(kop=kop, weg=weg) if weg else kop
        self._kolom.addWidget(self._tekst(eerder, self._px(22), rol="accent", gewicht=600))
        self._kolom.addSpacing(self._px(4))
        for regel in regels[weg:]:
            self._kolom.addWidget(_Regel(regel, px))
            self._kolom.addSpacing(self._px(7))

    @staticmethod
    def _tekst(tekst: str, px: int, *, rol: str = "tekst", gewicht: int = 400) -> Tekst:
        label = Tekst(tekst, rol=rol, gewicht=gewicht, omloop=px > 30)
        label.setStyleSheet(f"font-size: {px}px;")
        return label

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters follow the screen."""
        super().resizeEvent(event)
        self._teken_opnieuw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F6 close it, from this window too."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F6}:
            self.close()
            return
        super().keyPressEvent(event)

    def _scherm_weg(self, scherm: QScreen) -> None:
        if scherm is self._scherm or scherm is self.screen():
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing of a casus stays behind in a closed window."""
        self.wis()
        super().closeEvent(event)
        self.gesloten.emit()
