"""The plan in time for a room: as large as fits; what does not fit even small gives way, the oldest first."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.tijdlijn import Indeling, Tijdlijn, orden, passende_schaal
from zvh_desktop.gui.lettertypen import letter
from zvh_desktop.gui.onderdelen.tijdlijnbeeld import Maten, leg_voor, schilder_tijdlijn
from zvh_desktop.gui.thema import thema

__all__ = ["BeamerTijdlijn"]


class BeamerTijdlijn(QWidget):
    """A picture nobody touches.

    Attributes:
        weg: how many items did not fit.
    """

    def __init__(self, tijdlijn: Tijdlijn, px: int, kleinst: int) -> None:
        """Make it, with letters of `px` pixels where that fits and not below `kleinst`."""
        super().__init__()
        self._tijdlijn, self._px, self._kleinst = tijdlijn, px, kleinst
        self._maten = Maten.van(px)
        self._beeld: Indeling | None = None
        self.weg = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(self.tr("Tijdlijn van het plan"))
        self.setAccessibleDescription("; ".join(i.zin() for i in tijdlijn.items))

    def minimumSizeHint(self) -> QSize:
        """It takes what is left."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it again for this room."""
        super().resizeEvent(event)
        self._leg()

    def _leg(self) -> None:
        """Smaller letters first; then the oldest items give way."""
        items, px = self._tijdlijn.items, self._px
        while True:
            deel = orden(items, self._tijdlijn.vandaag)
            self._maten = m = Maten.van(px)
            breed = max(1, self.width() - m.naam)
            schaal = max(passende_schaal(deel, breed / f) * f for f in (1.0, 1.2, 1.4))
            self._beeld = leg_voor(deel, schaal, m)
            self.weg = len(self._tijdlijn.items) - len(items)
            past = len(self._beeld.rijen) * m.rij + m.as_ + (2 * m.px if self.weg else 0) <= self.height()
            if past or not items:
                return
            if px > self._kleinst:
                px -= 1
            else:
                items = items[max(1, len(items) // 12) :]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it, and below it how much is not in it."""
        if self._beeld is None:
            return
        p = QPainter(self)
        m = self._maten
        vlak = QRectF(self.rect()).adjusted(0, 0, 0, -2 * m.px if self.weg else 0)
        schilder_tijdlijn(p, self._beeld, m, vlak, 0, 0)
        if self.weg:
            p.setFont(letter(m.px, 400))
            p.setPen(thema().kleur("tekst2"))
            onder = QRectF(0, vlak.bottom(), self.width(), 2 * m.px)
            zin = self.tr("eerder ook nog {n}").format(n=self.weg)
            p.drawText(onder, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, zin)
        p.end()
