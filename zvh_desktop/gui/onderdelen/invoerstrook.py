"""The row above the entry line: proposals to complete, as pills that never take the focus."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from zvh_desktop.domain.invoeraanvulling import Aanvulling
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import maten
from zvh_desktop.gui.onderdelen.basis import Tekst
from zvh_desktop.gui.onderdelen.inbrengsoort import SOORTICOON
from zvh_desktop.gui.thema import thema

__all__ = ["InvoerStrook"]


class _Voorstel(QPushButton):
    """One proposal: a pill that never takes the focus; the chosen one carries the Tab key."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._icoon, self._bij, self._tab = "", "", False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def zet(self, aanvulling: Aanvulling, beeld: str, *, tab: bool) -> None:
        """Show a proposal; `tab` draws it as the one Tab takes."""
        self._icoon, self._bij, self._tab = beeld, aanvulling.bijschrift, tab
        self.setText(aanvulling.label)
        naam = f"{aanvulling.label}, {aanvulling.bijschrift}" if aanvulling.bijschrift else aanvulling.label
        self.setAccessibleName(self.tr("Aanvullen met {naam}").format(naam=naam))
        self.updateGeometry()
        self.update()

    def wis(self) -> None:
        """Hide it, and keep no word of what it proposed."""
        self.hide()
        self.setText("")
        self.setAccessibleName("")

    def sizeHint(self) -> QSize:
        """As wide as icon, words and key need."""
        t = thema()
        breed = 2 * t.lengte(10) + t.lengte(21) + maten("knop", 600).horizontalAdvance(self.text())
        if self._bij:
            breed += t.lengte(6) + maten("klein").horizontalAdvance(self._bij)
        if self._tab:
            breed += t.lengte(6) + schilder.sleutelkap_breedte("Tab") - t.lengte(2)
        return QSize(int(breed + 0.999), t.px("knop") + t.lengte(13))

    def minimumSizeHint(self) -> QSize:
        """A proposal never clips its word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        inkt, grond = ("accent", "accent_zacht") if self._tab else ("tekst2", "vlak")
        rand = grond if self._tab else "kaartrand"
        p.setPen(t.kleur(rand))
        p.setBrush(t.kleur("accent_zacht" if self.underMouse() else grond))
        vak = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.drawRoundedRect(vak, vak.height() / 2, vak.height() / 2)
        x = float(t.lengte(10))
        px = t.lengte(15)
        teken_icoon(p, self._icoon, x, (self.height() - px) / 2, px, inkt)
        x += t.lengte(21)
        m = maten("knop", 600)
        basis = (self.height() + m.ascent() - m.descent()) / 2
        x += schilder.teken_tekst(p, x, basis, self.text(), "knop", 600, inkt)
        if self._bij:
            x += t.lengte(6)
            x += schilder.teken_tekst(p, x, basis, self._bij, "klein", 400, "tekst2")
        if self._tab:
            x += t.lengte(6)
            schilder.teken_sleutelkap(p, x, (self.height() - schilder.sleutelkap_hoogte()) / 2, "Tab")
        p.end()


class InvoerStrook(QWidget):
    """The row above the line: one word for what is completed and the proposals; always equally high.

    Signals:
        gekozen(nummer): a proposal was clicked.
    """

    gekozen = Signal(int)

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._aanvullingen: tuple[Aanvulling, ...] = ()
        self._huidig = 0
        self._getoond: tuple[tuple[Aanvulling, ...], int, str, int] | None = None
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(8)
        self.woord = Tekst("", maat="klein", rol="tekst2")
        rij.addWidget(self.woord)
        self._knoppen = [_Voorstel(self) for _ in range(6)]
        for nummer, knop in enumerate(self._knoppen):
            knop.setObjectName(str(nummer))
            knop.clicked.connect(self._geklikt)
            rij.addWidget(knop)
        rij.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        thema().veranderd.connect(self.pas_hoogte)
        self.pas_hoogte()

    def pas_hoogte(self) -> None:
        """Keep one height, so that nothing jumps when proposals come and go."""
        self._getoond = None
        self.setFixedHeight(thema().px("knop") + thema().lengte(15))

    def toon(self, gevonden: tuple[Aanvulling, ...], huidig: int, melding: str) -> None:
        """Show proposals, or a short sentence when there are none; nothing is done when they stand there."""
        stand = (gevonden, huidig, melding, self.width())
        if stand == self._getoond:
            return
        self._getoond = stand
        self._aanvullingen, self._huidig = gevonden, huidig
        woorden = {
            "soort": self.tr("soort"),
            "wie": self.tr("wie"),
            "datum": self.tr("datum"),
            "fase": self.tr("fase"),
            "gebied": self.tr("leefgebied"),
            "blok": self.tr("tekstblok"),
            "kop": self.tr("aanvullen"),
        }
        self.woord.setText(woorden[gevonden[0].soort] if gevonden else melding)
        beelden = {"wie": "users", "datum": "calendar-days", "fase": "milestone", "kop": "pen-line"}
        beelden |= {"gebied": "rows-3", "blok": "scroll-text"}
        soorten = {woord: sleutel for sleutel, woord in INBRENGSOORTEN.items()}
        ruimte = self.width() - self.woord.sizeHint().width() - 8
        for nummer, knop in enumerate(self._knoppen):
            if nummer >= len(gevonden):
                knop.wis()
                continue
            a = gevonden[nummer]
            beeld = SOORTICOON[soorten[a.label]] if a.soort == "soort" else beelden[a.soort]
            knop.zet(a, beeld, tab=nummer == huidig)
            ruimte -= knop.sizeHint().width() + 8
            knop.setVisible(ruimte >= -8 or nummer <= huidig)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold another number of proposals."""
        super().resizeEvent(event)
        if self._aanvullingen:
            self.toon(self._aanvullingen, self._huidig, "")

    def _geklikt(self) -> None:
        self.gekozen.emit(int(self.sender().objectName()))
