"""The parts of the chairing screen, where they stand, and which give way in a narrow window."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen.basis import Chip, IcoonBeeld, Knop, LegeStaat, Sleutelkap, Tekst
from zvh_desktop.gui.onderdelen.invoerregel import InvoerRegel
from zvh_desktop.gui.onderdelen.keuze import Segmenten
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.voorzitten.analysevak import AnalyseVak
from zvh_desktop.gui.voorzitten.delen import Vraag
from zvh_desktop.gui.voorzitten.half import Halfwerk
from zvh_desktop.gui.voorzitten.lijsten import KrappeLijst, Log
from zvh_desktop.gui.voorzitten.poort import DekkingPaneel, PoortDicht
from zvh_desktop.gui.voorzitten.vorige import AfrondPaneel
from zvh_desktop.services.voorzitten_beeld import Concept, VoorzitBeeld

__all__ = ["SchermBasis"]

_BEWAAR_MS: Final = 400
"""A draft that is kept within this time never shows as unsaved; the word does not flicker while typing."""


def _streep() -> QFrame:
    lijn = QFrame()
    lijn.setObjectName("streep")
    lijn.setFixedWidth(1)
    return lijn


class SchermBasis(QWidget):
    """Parts and signals; see `VoorzitScherm`."""

    vastgelegd = Signal(str, object, str)
    inbreng_wijzigen = Signal(str, object, str)
    inbreng_omzetten = Signal(str, str)
    inbreng_intrekken = Signal(str)
    inbreng_verplaatsen = Signal(str, int)
    inbreng_samenvoegen = Signal(str)
    inbreng_splitsen = Signal(str, object, object, str)
    deelname = Signal(str, str)
    waarnemer = Signal(str, str)
    concept = Signal(str, str, int, str)
    volgende_casus = Signal()
    vorige_casus = Signal()
    ga_naar_punt = Signal(str)
    aan_de_orde = Signal()
    verslagen_vaststellen = Signal()
    aangekomen = Signal(str)
    binnen = Signal(str)
    buiten = Signal(str)
    vertrokken = Signal(str)
    afwezig = Signal(str, bool)
    laten_tekenen = Signal(str)
    toelaten = Signal(str, str)
    actie_afronden = Signal(str, str, str)
    beslispunt_gekozen = Signal(str)
    schorsen = Signal()
    hervatten = Signal()
    afronden = Signal()
    voorlezen = Signal()
    beamer = Signal()
    beamer_alles = Signal()
    beamer_tijdlijn = Signal()
    verlaten = Signal()

    def __init__(self, nu: Callable[[], datetime], ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setObjectName("pagina")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Overleg voorzitten"))
        self._nu = nu
        self.half = Halfwerk(self)
        self._beeld: VoorzitBeeld | None = None
        self._lijn_punt = ""
        """The agendapunt whose text stands in the entry line; "" while there is no casus."""
        self._concepten: dict[str, Concept] = {}
        self._voor_wie = ""
        """Whose replacement is being asked for."""
        self._filter = ""
        self._gesprongen = ""
        self._rechts_gevraagd = False
        """In a narrow window: the right column stands in place of the left one."""
        self._smal = False
        self._klok = QTimer(self)
        self._klok.setInterval(1000)
        self._bewaarklok = QTimer(self)
        self._bewaarklok.setSingleShot(True)
        self._bewaarklok.setInterval(_BEWAAR_MS)

        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        buiten.setSpacing(0)
        # The parts give way to a narrow window (see `_pas_breedte`); their widths together do not bind it.
        buiten.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        buiten.addWidget(self._maak_balk())
        rij = QHBoxLayout()
        rij.setSpacing(0)
        self._links, self._rechts = self._maak_links(), self._maak_rechts()
        rij.addWidget(self._links)
        rij.addWidget(_streep())
        rij.addWidget(self._maak_midden(), 1)
        rij.addWidget(_streep())
        rij.addWidget(self._rechts)
        buiten.addLayout(rij, 1)
        thema().veranderd.connect(self._pas_stijl)
        self._pas_stijl()

    def _maak_balk(self) -> QWidget:
        balk = QWidget()
        balk.setObjectName("topbalk")
        rij = QHBoxLayout(balk)
        rij.setContentsMargins(8, 10, 18, 10)
        rij.setSpacing(10)
        self.knop_terug = Knop(
            "", soort="vlak", icoon="arrow-left", klein=True, naam=self.tr("Terug naar het programma")
        )
        self.knop_terug.setToolTip(self.tr("Terug naar het programma; het overleg loopt door (Ctrl W)"))
        self.knop_terug.clicked.connect(self.verlaten)
        self.titel = Tekst("", maat="invoer", gewicht=700)
        self.stand = Chip("", rol="goed", icoon="play")
        self._neticoon = IcoonBeeld("cloud-off", px=16)
        self.netwerk = Tekst("", maat="knop", rol="tekst2")
        self.knop_beamer = Knop(self.tr("Beamer"), icoon="monitor", sneltoets="F6")
        self.knop_schors = Knop(self.tr("Schorsen"), icoon="pause")
        self.knop_afrond = Knop(self.tr("Afronden…"), icoon="gavel")
        self.knop_beamer.clicked.connect(self.beamer)
        self.knop_afrond.clicked.connect(self.afronden)
        rij.addWidget(self.knop_terug)
        rij.addWidget(self.titel)
        rij.addWidget(self.stand)
        rij.addStretch(1)
        net = QHBoxLayout()
        net.setSpacing(4)
        net.addWidget(self._neticoon)
        net.addWidget(self.netwerk)
        rij.addLayout(net)
        rij.addWidget(self.knop_beamer)
        rij.addWidget(self.knop_schors)
        rij.addWidget(self.knop_afrond)
        return balk

    def _kop(self, tekst: str, *, marge: int = 14) -> Tekst:
        kop = Tekst(tekst, kapitaal=True)
        kop.setContentsMargins(marge, 0, marge, 0)
        return kop

    def _maak_links(self) -> QWidget:
        vak = QWidget()
        vak.setObjectName("vlak")
        vak.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(0, 14, 0, 14)
        kolom.setSpacing(0)
        kolom.addWidget(self._kop(self.tr("Agenda")))
        kolom.addSpacing(6)
        self.agenda = KrappeLijst(self.tr("Agenda"), pil=True, lijnen=False, enkel_klik=True, minst=7)
        self.agenda.zet_marge(22)
        kolom.addWidget(self.agenda)
        kolom.addSpacing(14)
        rij = QHBoxLayout()
        self._kamerkop = self._kop(self.tr("In de kamer"))
        self._kameraantal = Tekst("", maat="klein", rol="tekst2")
        self._kameraantal.setContentsMargins(0, 0, 14, 0)
        rij.addWidget(self._kamerkop, 1)
        rij.addWidget(self._kameraantal)
        kolom.addLayout(rij)
        kolom.addSpacing(2)
        self.kamer = KrappeLijst(
            self.tr("In de kamer"), lijnen=False, kiesbaar=False, enkel_klik=True, krapper=15, minst=3
        )
        kolom.addWidget(self.kamer)
        kolom.addSpacing(10)
        houder = QHBoxLayout()
        houder.setContentsMargins(14, 0, 14, 0)
        self.dekking = DekkingPaneel(self.half)
        houder.addWidget(self.dekking)
        kolom.addLayout(houder)
        vraag = QHBoxLayout()
        vraag.setContentsMargins(14, 0, 14, 0)
        self.waarneemvraag = Vraag(
            self.tr("Naam van de waarnemer"), self.tr("naam van de waarnemer"), self.tr("Is er"), self.half, "waarnemer"
        )
        self.waarneemvraag.gesloten.connect(self.naar_invoer)
        vraag.addWidget(self.waarneemvraag)
        kolom.addLayout(vraag)
        kolom.addStretch(1)
        self.agenda.terug.connect(self.naar_invoer)
        self.kamer.terug.connect(self.naar_invoer)
        self.dekking.laten_tekenen.connect(self.laten_tekenen)
        self.dekking.toelaten.connect(self.toelaten)
        self.dekking.buiten.connect(self.buiten)
        self.dekking.terug.connect(self.naar_invoer)
        return vak

    def _maak_rechts(self) -> QWidget:
        vak = QWidget()
        vak.setObjectName("vlak")
        vak.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(14, 14, 14, 14)
        kolom.setSpacing(6)
        self._vorigekop = self._kop(self.tr("Vorige keer afgesproken"), marge=0)
        self.vorige = KrappeLijst(
            self.tr("Vorige keer afgesproken"), lijnen=True, kiesbaar=False, enkel_klik=True, krapper=10, minst=3
        )
        self.vorige.zet_marge(0)
        self._vorigeleeg = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.afrond = AfrondPaneel(self.half)
        self._veiligkop = self._kop(self.tr("Veiligheid nu"), marge=0)
        self.veilig = Tekst("", maat="knop", omloop=True)
        self._beslikop = self._kop(self.tr("Nog te beslissen"), marge=0)
        self.beslis = KrappeLijst(self.tr("Nog te beslissen"), lijnen=False, kiesbaar=False, enkel_klik=True)
        self.beslis.zet_marge(0)
        kolom.addWidget(self._vorigekop)
        kolom.addWidget(self.vorige)
        kolom.addWidget(self._vorigeleeg)
        kolom.addWidget(self.afrond)
        kolom.addSpacing(12)
        kolom.addWidget(self._veiligkop)
        kolom.addWidget(self.veilig)
        kolom.addSpacing(12)
        kolom.addWidget(self._beslikop)
        kolom.addWidget(self.beslis)
        kolom.addSpacing(12)
        self.analyse = AnalyseVak()
        self.analyse.terug.connect(self.naar_invoer)
        kolom.addWidget(self.analyse)
        kolom.addStretch(1)
        self.vorige.terug.connect(self.naar_invoer)
        self.afrond.gekozen.connect(self.actie_afronden)
        self.afrond.terug.connect(self.naar_invoer)
        self.beslis.geactiveerd.connect(self.beslispunt_gekozen)
        self.beslis.terug.connect(self.naar_invoer)
        return vak

    def _maak_midden(self) -> QWidget:
        self._midden = QStackedWidget()
        self._casus = self._maak_casus()
        self.poort = PoortDicht(self.half)
        self.poort.laten_tekenen.connect(self.laten_tekenen)
        self.poort.toelaten.connect(self.toelaten)
        self.poort.buiten.connect(self.buiten)
        self.los: LegeStaat | None = None
        for pagina in (self._casus, self.poort):
            self._midden.addWidget(pagina)
        return self._midden

    def _maak_casus(self) -> QWidget:
        vak = QWidget()
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(20, 16, 20, 12)
        kolom.setSpacing(0)
        kop = QHBoxLayout()
        kop.setSpacing(6)
        self.naam = Tekst("", maat="pagina", gewicht=700)
        self.onderkop = Tekst("", maat="invoer", rol="tekst2")
        self.fase = Chip("", rol="fase1", icoon="shield-alert")
        self.tijd = Chip("", icoon="clock")
        kop.addWidget(self.naam)
        kop.addWidget(self.onderkop)
        kop.addStretch(1)
        kop.addWidget(self.fase)
        kop.addSpacing(4)
        kop.addWidget(self.tijd)
        kolom.addLayout(kop)
        kolom.addSpacing(10)
        self.segmenten = Segmenten(
            self.tr("Onderdelen van het gesprek"),
            (
                ("beeld", self.tr("Beeld")),
                ("oordeel", self.tr("Oordeel")),
                ("besluit", self.tr("Besluit en plan")),
                ("acties", self.tr("Acties")),
                ("samenvatting", self.tr("Samenvatting")),
            ),
        )
        kolom.addWidget(self.segmenten)
        self._filterzin = Tekst("", maat="klein", rol="tekst2")
        self._filterzin.hide()
        kolom.addSpacing(6)
        kolom.addWidget(self._filterzin)
        self.meezin = Tekst("", maat="klein", rol="accent", omloop=True)
        self.meezin.hide()
        kolom.addWidget(self.meezin)
        self.log = Log(self.tr("Wat er gezegd is"))
        self.log.omzetten.connect(self.inbreng_omzetten)
        self.log.intrekken.connect(self.inbreng_intrekken)
        self.log.verplaatsen.connect(self.inbreng_verplaatsen)
        self.log.samenvoegen.connect(self.inbreng_samenvoegen)
        self.log.terug.connect(self.naar_invoer)
        kolom.addWidget(self.log, 1)
        kolom.addSpacing(8)
        self.lijn = InvoerRegel()
        kolom.addWidget(self.lijn)
        kolom.addSpacing(6)
        kolom.addLayout(self._maak_hints())
        return vak

    def _maak_hints(self) -> QHBoxLayout:
        rij = QHBoxLayout()
        rij.setSpacing(4)
        # What does not fit on one line with large letters goes on below it.
        self._hints = Vloei(tussen=4)
        for toets, woord in (
            (self.tr("Enter"), self.tr("vastleggen")),
            (self.tr("Tab"), self.tr("aanvullen")),
            ("Ctrl ↑", self.tr("vorige wijzigen")),
            ("Ctrl D", self.tr("maak besluit")),
            ("Alt →", self.tr("volgende casus")),
        ):
            hint = QWidget()
            paar = QHBoxLayout(hint)
            paar.setContentsMargins(0, 0, 10, 0)
            paar.setSpacing(4)
            paar.addWidget(Sleutelkap(toets))
            paar.addWidget(Tekst(woord, maat="klein", rol="tekst2"))
            self._hints.addWidget(hint)
        rij.addWidget(self._hints, 1)
        rij.addStretch(0)
        self._bewaaricoon = IcoonBeeld("check", px=15, rol="goed")
        self.bewaard = Tekst(self.tr("bewaard"), maat="klein", rol="goed")
        for deel in (self._bewaaricoon, self.bewaard):
            rij.addWidget(deel, 0, Qt.AlignmentFlag.AlignTop)
        return rij

    def _pas_stijl(self) -> None:
        self._links.setFixedWidth(thema().lengte(299))
        self._rechts.setFixedWidth(thema().lengte(287))
        self._pas_breedte()

    def minimumSizeHint(self) -> QSize:
        """Usable on a small laptop with large letters; parts give way below their full width."""
        return QSize(800, 500)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for other parts."""
        super().resizeEvent(event)
        self._pas_breedte()

    def _pas_breedte(self) -> None:
        """Let parts give way, the least needed first; every one stays in reach of its key."""
        breed = self.width() / thema().schaal
        smal = self._smal = breed < 1180
        if not smal:
            self._rechts_gevraagd = False
        midden = breed - 299 - (0 if smal else 287)
        self._rechts.setVisible(not smal or self._rechts_gevraagd)
        self._links.setVisible(not self._rechts_gevraagd)
        self._hints.setVisible(midden >= 320)
        self.netwerk.setVisible(breed >= 1000)
        self._neticoon.setVisible(breed >= 900)
        self.segmenten.setVisible(midden >= 680)
        self.onderkop.setVisible(midden >= 640)
        self.stand.setVisible(breed >= 720)
        for knop, woord in self._balkwoorden():
            getoond = woord if breed >= 900 else ""
            if (knop.text(), knop.accessibleName()) != (getoond, woord):
                knop.zet_tekst(getoond, naam=woord)
                knop.setToolTip("" if getoond else woord)

    def _balkwoorden(self) -> tuple[tuple[Knop, str], ...]:
        geschorst = self._beeld is not None and self._beeld.geschorst
        return (
            (self.knop_beamer, self.tr("Beamer")),
            (self.knop_schors, self.tr("Hervatten") if geschorst else self.tr("Schorsen")),
            (self.knop_afrond, self.tr("Afronden…")),
        )

    def _ruil(self, *, rechts: bool) -> None:
        """In a narrow window: put one of the two columns in sight."""
        if self._smal and self._rechts_gevraagd != rechts:
            self._rechts_gevraagd = rechts
            self._pas_breedte()

    @property
    def beeld(self) -> VoorzitBeeld | None:
        """What is shown now."""
        return self._beeld

    def naar_invoer(self) -> None:
        """Put the focus where the next thing is typed or decided."""
        self._ruil(rechts=False)
        huidig = self._midden.currentWidget()
        if huidig is self._casus:
            self.lijn.veld.setFocus()
        elif huidig is self.poort:
            self.poort.focus_eerste()
        elif self.los is not None and (knop := self.los.findChild(Knop, "verder")) is not None:
            knop.setFocus()
