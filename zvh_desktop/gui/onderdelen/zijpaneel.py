"""A panel at the right side of a page, instead of a modal dialog."""

from itertools import pairwise

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen.basis import Knop, Streep, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema

__all__ = ["Zijpaneel"]


class Zijpaneel(QFrame):
    """Stands over the right side of its host; the page stays visible and usable.

    As high as the part of the host that is in view: when the page scrolls below it, head and foot stay where they are.

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
        self.__terug: QWidget | None = None
        self._vlak: QScrollArea | None = None
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
        vak = self.__vak = QWidget()
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

    def met_ctrl_enter(self, knop: Knop) -> Knop:
        """Let Ctrl+Enter, once however long it is held, press this button from anywhere in the panel.

        Only while it stands there and is not shut.
        """

        def druk() -> None:
            if knop.isVisible():
                knop.click()

        knop.setToolTip(self.tr("Ctrl Enter"))
        for toets in ("Ctrl+Return", "Ctrl+Enter"):
            # A shortcut, as a field of several lines keeps this key for itself.
            kort = QShortcut(QKeySequence(toets), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            kort.setAutoRepeat(False)
            kort.activated.connect(druk)
        return knop

    def open(self, eerste: QWidget | None = None) -> None:
        """Show it and put the focus on `eerste`, or on the first field."""
        if not self.isVisible():
            self.__terug = QApplication.focusWidget()
        self._volg()
        self._leg()
        self.show()
        self.raise_()
        velden, knoppen = self._met_tab(self.__vak), self._met_tab(self._voet)
        # Tab goes down the fields and then to the buttons, also when those were made first or a field came later.
        for een, volgend in pairwise((*velden, *knoppen)):
            QWidget.setTabOrder(een, volgend)
        (eerste or (velden[0] if velden else self._sluit)).setFocus(Qt.FocusReason.OtherFocusReason)
        self.geopend.emit()

    def naar_begin(self) -> None:
        """Put the focus on the first field that takes it now."""
        velden = (veld for veld in self._met_tab(self.__vak) if veld.isEnabled() and veld.isVisible())
        next(velden, self._sluit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _met_tab(self, vak: QWidget) -> list[QWidget]:
        """Return what Tab comes to in a part of it; lists that drop down are windows of their own."""
        alle = (veld for veld in vak.findChildren(QWidget) if veld.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return [veld for veld in alle if veld.window() is self.window()]

    def sluit(self) -> None:
        """Hide it; what was typed in fields that save themselves is saved by losing the focus."""
        if self.isHidden():
            return
        binnen = QApplication.focusWidget()
        self.hide()
        terug, self.__terug = self.__terug, None
        if binnen is None or self.isAncestorOf(binnen):
            # What had the keyboard may be gone by now, and what Qt would choose instead is just what comes next.
            over = terug is not None and shiboken6.isValid(terug) and terug.isVisible() and terug.isEnabled()
            (terug if terug is not None and over else self._gastheer).setFocus(Qt.FocusReason.OtherFocusReason)
        self.gesloten.emit()

    def _volg(self) -> None:
        """Find what the host scrolls in, and follow it."""
        ouder = self._gastheer.parentWidget()
        while ouder is not None and not isinstance(ouder, QScrollArea):
            ouder = ouder.parentWidget()
        if ouder is self._vlak:
            return
        if self._vlak is not None and shiboken6.isValid(self._vlak):
            self._vlak.verticalScrollBar().valueChanged.disconnect(self._leg)
            self._vlak.viewport().removeEventFilter(self)
        self._vlak = ouder
        if ouder is not None:
            ouder.verticalScrollBar().valueChanged.connect(self._leg)
            ouder.viewport().installEventFilter(self)

    def _leg(self, _waarde: int = 0) -> None:
        breed = min(thema().lengte(self._breedte), self._gastheer.width())
        boven, hoog = 0, self._gastheer.height()
        if self._vlak is not None and shiboken6.isValid(self._vlak):
            beeld = self._vlak.viewport()
            top = self._gastheer.mapFrom(beeld, QPoint(0, 0)).y() if beeld.isAncestorOf(self._gastheer) else 0
            boven = max(0, min(top, hoog))
            hoog = max(0, min(self._gastheer.height(), top + beeld.height()) - boven)
        self.setGeometry(self._gastheer.width() - breed, boven, breed, hoog)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host and of what is in view of it."""
        if event.type() is QEvent.Type.Resize and not isinstance(watched, Zijpaneel):
            self._leg()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.sluit()
        else:
            super().keyPressEvent(event)
