"""Reading the text on secrecy aloud: large, from the screen, with one key to say that it was done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.beginplek import Beginplek
from zvh_desktop.gui.onderdelen import Chip, Kaart, Knop, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema
from zvh_desktop.services.geheimhouding import Voorleestekst

__all__ = ["Voorleesscherm"]


class Voorleesscherm(Beginplek):
    """The text, as it is in force; nothing of any casus.

    Signals:
        gelezen(tekst): exactly this text was read aloud.
        terug(): it was not.
    """

    gelezen = Signal(object)
    terug = Signal()

    def __init__(self, tekst: Voorleestekst, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._tekst = tekst
        self.setObjectName("pagina")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Tekst over geheimhouding voorlezen"))
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        buiten.setSpacing(0)
        kop = Vloei()
        kop.setObjectName("topbalk")
        kop.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        kop.setContentsMargins(18, 10, 18, 10)
        kop.addWidget(Tekst(self.tr("Voorlezen"), maat="pagina", gewicht=700))
        kop.addWidget(Chip(self.tr("tekst {versie}").format(versie=tekst.versie)))
        kop.rek()
        terug = Knop(self.tr("Terug naar het overleg"), icoon="arrow-left", naam=self.tr("Terug, niet voorgelezen"))
        terug.clicked.connect(self.terug)
        self.knop = Knop(self.tr("Voorgelezen"), soort="primair", icoon="check", sneltoets="Enter")
        self.knop.clicked.connect(self._gelezen)
        kop.addWidget(terug)
        kop.addWidget(self.knop)
        buiten.addWidget(kop)
        rol = QScrollArea()
        rol.setWidgetResizable(True)
        rol.setFrameShape(QFrame.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rol.setAccessibleName(self.tr("De tekst"))
        vlak = QWidget()
        vlak.setObjectName("pagina")
        midden = QHBoxLayout(vlak)
        midden.setContentsMargins(24, 20, 24, 24)
        self._kaart = Kaart(rand="rondom", ruim=True)
        inhoud = self._kaart.inhoud
        inhoud.setSpacing(14)
        if tekst.al:
            inhoud.addWidget(Tekst(tekst.al, rol="goed", omloop=True))
        inhoud.addWidget(Tekst(tekst.kern, maat="pagina", omloop=True))
        for alinea in filter(None, (deel.strip() for deel in tekst.tekst.split("\n\n"))):
            inhoud.addWidget(Tekst(alinea, maat="invoer", omloop=True))
        kolom = QVBoxLayout()
        kolom.addWidget(self._kaart)
        kolom.addStretch(1)
        midden.addStretch(1)
        midden.addLayout(kolom)
        midden.addStretch(1)
        rol.setWidget(vlak)
        buiten.addWidget(rol, 1)
        for toets, doe in ((Qt.Key.Key_Escape, self.terug.emit), (Qt.Key.Key_Return, self._gelezen)):
            actie = QAction(self)
            actie.setShortcut(QKeySequence(toets))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.triggered.connect(doe)
            self.addAction(actie)
        self.zet_begin(rol)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as reads well, never wider than the window."""
        super().resizeEvent(event)
        self._kaart.setFixedWidth(max(360, min(thema().lengte(900), self.width() - 64)))

    def _gelezen(self) -> None:
        self.gelezen.emit(self._tekst)
