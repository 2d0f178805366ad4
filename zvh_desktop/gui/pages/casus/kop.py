"""The head of a dossier: name, what the casus is, its days, and the button for a note."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.bewaren import BEEINDIGD
from zvh_desktop.domain.casus import CASUSTYPEN, themanaam
from zvh_desktop.domain.veldnamen import KEUZEN
from zvh_desktop.gui.onderdelen import Chip, IcoonBeeld, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema
from zvh_desktop.services.dossierbeeld import Dossier

__all__ = ["Kop", "Leesbalk"]


class Kop(QWidget):
    """Crumbs, name, chips and the button for a note."""

    def __init__(self, terug: Callable[[], None], notitie: Callable[[], None]) -> None:
        super().__init__()
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(2)
        kruimels = QHBoxLayout()
        kruimels.setSpacing(2)
        self.casussen = Knop(self.tr("Casussen"), soort="vlak", klein=True, naam=self.tr("Terug naar alle casussen"))
        self.casussen.clicked.connect(terug)
        kruimels.addWidget(self.casussen)
        kruimels.addWidget(IcoonBeeld("chevron-right", px=13, rol="tekst3"))
        self.nummer = Tekst("", maat="klein", rol="tekst2")
        kruimels.addSpacing(6)
        kruimels.addWidget(self.nummer)
        kruimels.addStretch(1)
        kolom.addLayout(kruimels)
        self._rij = rij = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        rij.setSpacing(8)
        self.naam = Tekst("", maat="pagina", gewicht=700)
        self.wat = Tekst("", maat="invoer", rol="tekst2", omloop=True)
        self.wat.setContentsMargins(0, 0, 0, 3)
        self.regisseur = Chip("", icoon="users")
        self.zsm = Chip("", rol="waarschuwing", icoon="hourglass")
        self.evaluatie = Chip("", icoon="calendar-check")
        rechts = Vloei(tussen=8)
        self.status = Chip("", icoon="lock")
        for chip in (self.status, self.regisseur, self.zsm, self.evaluatie):
            rechts.addWidget(chip)
        rechts.rek()
        knop = Knop(self.tr("Notitie"), icoon="plus", naam=self.tr("Notitie maken"))
        knop.setShortcut(QKeySequence("Ctrl+Shift+N"))
        knop.setToolTip(self.tr("Notitie maken (Ctrl Shift N)"))
        knop.clicked.connect(notitie)
        self.notitie = knop
        links = QHBoxLayout()
        links.setSpacing(8)
        links.addWidget(self.naam)
        links.addWidget(self.wat, 1, Qt.AlignmentFlag.AlignBottom)
        rechts.addWidget(knop)
        rij.addLayout(links, 1)
        rij.addWidget(rechts)
        kolom.addLayout(rij)

    def leeg(self) -> None:
        """Forget the casus: a hidden label still answers a walk through the accessible tree."""
        for tekst in (self.nummer, self.naam, self.wat):
            tekst.setText("")
        for chip in (self.status, self.regisseur, self.zsm, self.evaluatie):
            chip.zet("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips go below the name when the window is narrow or the letters are large."""
        super().resizeEvent(event)
        richting = QBoxLayout.Direction
        breed = self.width() / thema().lengte(1)
        self._rij.setDirection(richting.LeftToRight if breed >= 1000 else richting.TopToBottom)

    def vul(self, dossier: Dossier, vandaag: date) -> None:
        """Show the facts of a casus."""
        c = dossier.casus
        self.nummer.setText(c.nummer)
        self.naam.setText(c.naam)
        thema = ", ".join(themanaam(t) for t in c.thema[:2]) + (" …" if len(c.thema) > 2 else "")
        delen = (CASUSTYPEN[c.type], thema, self.tr("grondslag {wat}").format(wat=c.grondslag))
        self.wat.setText(" · ".join(deel for deel in delen if deel))
        wie = c.casusregisseur
        self.regisseur.zet(
            self.tr("casusregisseur {naam}").format(naam=wie) if wie else self.tr("nog geen casusregisseur"),
            rol="neutraal" if wie else "waarschuwing",
            icoon="users",
        )
        # Of a closed casus no day can be missed any more.
        loopt = c.status != "afgesloten"
        self.zsm.setVisible(loopt and c.zsm_geldig_tot is not None)
        if c.zsm_geldig_tot is not None:
            dag = datum_in_woorden(c.zsm_geldig_tot, jaar=c.zsm_geldig_tot.year != vandaag.year, weekdag=False)
            verlopen = c.zsm_geldig_tot < vandaag
            tekst = self.tr("ZSM-advies verliep {dag}") if verlopen else self.tr("ZSM-advies verloopt {dag}")
            self.zsm.zet(tekst.format(dag=dag), rol="gevaar" if verlopen else "waarschuwing", icoon="hourglass")
        self.evaluatie.setVisible(loopt and c.evaluatiedatum is not None)
        if c.evaluatiedatum is not None:
            dag = datum_in_woorden(c.evaluatiedatum, jaar=c.evaluatiedatum.year != vandaag.year, weekdag=False)
            laat = c.evaluatiedatum < vandaag
            tekst = self.tr("evaluatie was {dag}") if laat else self.tr("evaluatie {dag}")
            self.evaluatie.zet(tekst.format(dag=dag), rol="gevaar" if laat else "neutraal", icoon="calendar-check")
        self.status.setVisible(c.status in BEEINDIGD)
        if c.status in BEEINDIGD:
            dag = datum_in_woorden(c.beeindigd_op, jaar=True, weekdag=False) if c.beeindigd_op else ""
            self.status.zet(f"{KEUZEN['casus', 'status'][c.status]} {dag}".strip(), icoon="lock")


class Leesbalk(QWidget):
    """Says that what stands below can be read and not changed, and who can."""

    def __init__(self) -> None:
        super().__init__()
        rij = QHBoxLayout(self)
        rij.setContentsMargins(2, 0, 2, 0)
        rij.setSpacing(8)
        rij.addWidget(IcoonBeeld("eye", px=17, rol="info"), 0, Qt.AlignmentFlag.AlignTop)
        self.zin = Tekst("", rol="tekst", omloop=True)
        rij.addWidget(self.zin, 1)
        self.hide()

    def zeg(self, waarom: str) -> None:
        """Show the reason; "" takes the bar away."""
        self.zin.setText(self.tr("U kunt hier lezen. {waarom}").format(waarom=waarom) if waarom else "")
        self.setVisible(bool(waarom))
