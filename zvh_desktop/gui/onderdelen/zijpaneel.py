"""A panel at the right side of a page, instead of a modal dialog."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen.basis import Knop, Streep, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema

__all__ = ["Zijpaneel"]


class Zijpaneel(QFrame):
    """Stands over the right side of its host, full height; the page stays visible and usable.

    Esc or the cross closes; focus goes back where it was. Fill `inhoud` and add buttons with
    `voeg_knop_toe`; the first one is primary.

    Attributes:
        inhoud: layout of the contents, scrolls when it does not fit.

    Signals:
        geopend(), gesloten(): it came, it went (by whatever cause).
    """

    geopend = Signal()
    gesloten = Signal()

    def __init__(self, titel: str, gastheer: QWidget, *, breedte: int = 420) -> None:
        super().__init__(gastheer)
        self.setObjectName("zijpaneel")
        self._gastheer = gastheer
        self._breedte = breedte
        self._terug: QWidget | None = None
        self.setAccessibleName(titel)
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(1, 0, 0, 0)
        buiten.setSpacing(0)
        kop = QHBoxLayout()
        kop.setContentsMargins(20, 14, 12, 12)
        self._titel = Tekst(titel, maat="sectie", gewicht=700, omloop=True)
        self._sluit = Knop("", soort="vlak", icoon="x", naam=self.tr("Paneel sluiten"), klein=True)
        self._sluit.clicked.connect(self.sluit)
        kop.addWidget(self._titel, 1)
        kop.addWidget(self._sluit)
        buiten.addLayout(kop)
        buiten.addWidget(Streep())
        self._rol = QScrollArea()
        self._rol.setWidgetResizable(True)
        self._rol.setFrameShape(QFrame.Shape.NoFrame)
        self._rol.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vak = self._vak = QWidget()
        vak.setObjectName("vlak")
        self.inhoud = QVBoxLayout(vak)
        self.inhoud.setContentsMargins(20, 16, 20, 16)
        self.inhoud.setSpacing(thema().lucht(12))
        self.inhoud.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rol.setWidget(vak)
        buiten.addWidget(self._rol, 1)
        self._voet = Vloei()
        self._voet.setObjectName("vlak")
        self._voet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._voet.setContentsMargins(20, 12, 20, 16)
        self._voet.rek()
        self._voet.hide()
        buiten.addWidget(self._voet)
        gastheer.installEventFilter(self)
        self.hide()

    def zet_titel(self, titel: str) -> None:
        """Change the title, spoken too."""
        self._titel.setText(titel)
        self.setAccessibleName(titel)

    def voeg_knop_toe(self, knop: Knop) -> Knop:
        """Add a button to the foot, to the right of those already there."""
        self._voet.addWidget(knop)
        self._voet.show()
        return knop

    def open(self, eerste: QWidget | None = None) -> None:
        """Show it and put the focus on `eerste`, or on the first field."""
        if not self.isVisible():
            self._terug = QApplication.focusWidget()
        self._leg()
        self.show()
        self.raise_()
        if eerste is not None:
            eerste.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            velden = [veld for veld in self._vak.findChildren(QWidget) if veld.focusPolicy() & Qt.FocusPolicy.TabFocus]
            (velden[0] if velden else self._sluit).setFocus(Qt.FocusReason.OtherFocusReason)
        self.geopend.emit()

    def sluit(self) -> None:
        """Hide it; what was typed in fields that save themselves is saved by losing the focus."""
        if self.isHidden():
            return
        binnen = QApplication.focusWidget()
        self.hide()
        terug, self._terug = self._terug, None
        # What had the keyboard may be gone by now.
        if terug is not None and shiboken6.isValid(terug) and (binnen is None or self.isAncestorOf(binnen)):
            terug.setFocus(Qt.FocusReason.OtherFocusReason)
        self.gesloten.emit()

    def _leg(self) -> None:
        breed = min(thema().lengte(self._breedte), self._gastheer.width())
        self.setGeometry(self._gastheer.width() - breed, 0, breed, self._gastheer.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host."""
        if watched is self._gastheer and event.type() is QEvent.Type.Resize:
            self._leg()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.sluit()
        else:
            super().keyPressEvent(event)
