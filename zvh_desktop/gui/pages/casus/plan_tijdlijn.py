"""The plan in time on its tab: as a picture and as the same in a list, with what can be done with it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.domain.tijdlijn import SOORTEN, Item, Tijdlijn
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.onderdelen import Knop, LegeStaat, Tekst
from zvh_desktop.gui.onderdelen.tijdlijnbeeld import TijdlijnBeeld
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.gui.thema import thema

__all__ = ["PlanTijdlijn"]


class _Zinplek(QWidget):
    """Room for one sentence: it grows when a sentence needs more, and nothing around it is laid out for the others.

    Without this every arrow laid out the whole page of the dossier again, because another item has other words.
    """

    def __init__(self, zin: Tekst) -> None:
        super().__init__()
        self._zin = zin
        zin.setParent(self)
        zin.setAlignment(Qt.AlignmentFlag.AlignTop)

    def event(self, event: QEvent) -> bool:
        """The sentence tells that it has other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._pas()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the sentence elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(0)
        self._pas()

    def _pas(self) -> None:
        nodig = self._zin.heightForWidth(self.width())
        if nodig > self.minimumHeight():
            self.setMinimumHeight(nodig)
        self._zin.setGeometry(0, 0, self.width(), max(nodig, self.height()))


class PlanTijdlijn(QWidget):
    """Picture or list of one timeline; both know the same current item.

    Attributes:
        knoppen: what can be done with it; laid by the tab beside the choice between board, picture and list.
        dicht: why who is at work may not open items of a kind.

    Signals:
        geopend(item): go to what an item tells of.
        uitgeven(): print it or hand it out.
    """

    geopend = Signal(object)
    uitgeven = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tijdlijn: Tijdlijn | None = None
        self._nu: Item | None = None
        self.dicht: Mapping[str, str] = {}
        indeling = QVBoxLayout(self)
        indeling.setContentsMargins(0, 0, 0, 0)
        indeling.setSpacing(8)
        self.beeld = TijdlijnBeeld()
        self.lijst = Tabel(
            self.tr("Tijdlijn als lijst"),
            (
                Kolom("wanneer", self.tr("Wanneer"), 300),
                Kolom("soort", self.tr("Soort"), 140),
                Kolom("wat", self.tr("Wat"), 320, rek=True),
                Kolom("meer", self.tr("Toelichting"), 300, kort=True),
            ),
            krimp=False,
        )
        self.leeg_ = LegeStaat(
            self.tr("Er is nog niets met een dag"),
            self.tr("Open een fase, geef een interventie een begin, of schrijf een detentie of verlof in Verloop."),
        )
        self._stapel = QStackedWidget()
        for deel in (self.beeld, self.lijst, self.leeg_):
            self._stapel.addWidget(deel)
        indeling.addWidget(self._stapel, 1)
        onder = QHBoxLayout()
        onder.setSpacing(10)
        self.zin = Tekst("", rol="tekst2", omloop=True)
        self.open = Knop(self.tr("Openen"), icoon="arrow-right", klein=True)
        self.open.clicked.connect(self._open_huidig)
        onder.addWidget(_Zinplek(self.zin), 1)
        houdt = self.open.sizePolicy()
        houdt.setRetainSizeWhenHidden(True)
        self.open.setSizePolicy(houdt)
        onder.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        indeling.addLayout(onder)
        self.uit = Knop("", soort="vlak", icoon="minus", naam=self.tr("Uitzoomen (-)"), klein=True)
        self.uit.clicked.connect(lambda: self.beeld.zoom(-1))
        self.in_ = Knop("", soort="vlak", icoon="plus", naam=self.tr("Inzoomen (+)"), klein=True)
        self.in_.clicked.connect(lambda: self.beeld.zoom(1))
        self.past = Knop(self.tr("Alles in beeld"), soort="vlak", icoon="maximize", klein=True)
        self.past.clicked.connect(self.beeld.passend)
        self.nu = Knop(self.tr("Naar vandaag"), soort="vlak", icoon="calendar", klein=True)
        self.nu.clicked.connect(self.beeld.naar_vandaag)
        self.papier = Knop(self.tr("Afdrukken of verstrekken…"), soort="vlak", icoon="printer", klein=True)
        self.papier.clicked.connect(self.uitgeven)
        self.knoppen = (self.uit, self.in_, self.past, self.nu, self.papier)
        self.beeld.gekozen.connect(self._gekozen)
        self.beeld.geopend.connect(self._open)
        self.lijst.gekozen.connect(self._rij_gekozen)
        self.lijst.geactiveerd.connect(self._rij_open)
        self._als_lijst = False
        self._zeg()

    def kies_vorm(self, *, lijst: bool) -> None:
        """Show the list or the picture, at the same item."""
        self._als_lijst = lijst
        if self._nu is not None:
            if lijst:
                self.lijst.kies(self._nu.id)
            else:
                self.beeld.kies(self._nu.id)
        self._toon()

    def zet(self, tijdlijn: Tijdlijn) -> None:
        """Show a timeline."""
        self.tijdlijn = tijdlijn
        alles = tijdlijn.alles()
        if self._nu is not None:
            self._nu = next((i for i in alles if i.id == self._nu.id), None)
        self.beeld.zet(tijdlijn)
        self.lijst.zet(_rij(item, nr) for nr, item in enumerate(alles))
        self._toon()
        self._zeg()

    def leeg(self) -> None:
        """Forget it."""
        self.tijdlijn, self._nu = None, None
        self.beeld.zet(None)
        self.lijst.zet(())
        self._zeg()

    def minimumSizeHint(self) -> QSize:
        """Little: the least height of wrapped words is counted for a narrow column, and would make a page scroll."""
        return QSize(0, thema().lengte(200))

    def _toon(self) -> None:
        leeg = self.tijdlijn is not None and not self.tijdlijn.alles()
        te_zien: QWidget = self.leeg_ if leeg else self.lijst if self._als_lijst else self.beeld
        self._stapel.setCurrentWidget(te_zien)
        for knop in self.knoppen:
            knop.setVisible(not leeg and (knop is self.papier or not self._als_lijst))
        self.setFocusProxy(te_zien)

    def _zeg(self) -> None:
        """Say the current item in a sentence; without one, what waits for a day."""
        nu, zonder = self._nu, len(self.tijdlijn.zonder_dag) if self.tijdlijn else 0
        self.open.setVisible(nu is not None)
        if nu is not None:
            niet = self.dicht.get(nu.soort, "")
            self.zin.setText(f"{nu.zin()} {niet}".strip())
            sluit(self.open, niet)
        elif zonder:
            self.zin.setText(self.tr("{n} zonder dag staan alleen in de lijst.").format(n=zonder))
        else:
            self.zin.setText("")

    def _gekozen(self, item: Item) -> None:
        self._nu = item
        self._zeg()

    def _rij_gekozen(self, id_: str) -> None:
        self._nu = next((i for i in self.tijdlijn.alles() if i.id == id_), None) if self.tijdlijn else None
        self._zeg()

    def _rij_open(self, id_: str) -> None:
        self._rij_gekozen(id_)
        self._open_huidig()

    def _open_huidig(self) -> None:
        if self._nu is not None:
            self._open(self._nu)

    def _open(self, item: Item) -> None:
        """Go there; what may not be opened says so in the sentence below it."""
        if not self.dicht.get(item.soort):
            self.geopend.emit(item)


def _rij(item: Item, nr: int) -> TabelRij:
    orde: Any = (nr,)
    soort = SOORTEN[item.soort].woord
    fase = f" · fase {item.fase}" if item.fase and item.soort != "fase" else ""
    cellen = (
        Cel(item.wanneer(), rol="tekst2", sorteer=orde),
        Cel(f"{soort}{fase}"),
        Cel(item.titel, gewicht=600),
        Cel(item.tekst.replace("\n", " "), rol="tekst2"),
    )
    return TabelRij(item.id, cellen, item.zin())
