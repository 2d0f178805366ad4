"""Overleg voorzitten: full screen, readable at three metres, complete with the keyboard.

The screen decides nothing and reads nothing: it shows a `VoorzitBeeld` and tells every act by signal. Only the
text of the entry line is its own, kept apart for each point of the agenda until it is recorded.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.invoerregel import Bekend, Bekende, Regel, naar_regel
from zvh_desktop.domain.plan import FASEN
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.onderdelen.basis import Chip, IcoonBeeld, Knop, LegeStaat, Sleutelkap, Tekst
from zvh_desktop.gui.onderdelen.invoerregel import InvoerRegel
from zvh_desktop.gui.onderdelen.keuze import Segmenten
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.voorzitten.delen import AfrondPaneel, DekkingPaneel, KrappeLijst, Log, PoortDicht
from zvh_desktop.gui.voorzitten.rijen import (
    GROEPEN,
    agenda_rij,
    beslis_rij,
    inbreng_rij,
    kamer_rij,
    klok,
    klok_woorden,
    verslagen_in_woorden,
    vorige_rij,
)
from zvh_desktop.services.voorzitten_beeld import Concept, InbrengRij, KamerRij, VoorzitBeeld, verstreken_s

__all__ = ["VoorzitScherm"]

_FASEICOON: Final = {1: "shield-alert", 2: "shield-half", 3: "sprout", 4: "flag"}
_BEWAAR_MS: Final = 400
"""A draft that is kept within this time never shows as unsaved; the word does not flicker while typing."""


def _streep() -> QFrame:
    lijn = QFrame()
    lijn.setObjectName("streep")
    lijn.setFixedWidth(1)
    return lijn


class VoorzitScherm(QWidget):
    """The chairing screen.

    Args:
        nu: tells the time, for the running clocks.

    Signals:
        vastgelegd(agendapunt_id, regel, tekst): a new entry; on failure call `terug`.
        inbreng_wijzigen(inbreng_id, regel, tekst): an earlier entry was edited and given again.
        inbreng_omzetten(inbreng_id, soort), inbreng_intrekken(inbreng_id): from the log.
        concept(agendapunt_id, tekst, plek, bewerkt): what stands in the line; answer with `zet_bewaard`.
        volgende_casus(), vorige_casus(), ga_naar_punt(agendapunt_id): another point is wanted.
        verslagen_vaststellen(): those of the last overleg, all that are drafts.
        aangekomen, binnen, buiten, vertrokken(deelnemer_id), afwezig(deelnemer_id, met_bericht): attendance.
        laten_tekenen(deelnemer_id), toelaten(deelnemer_id, reden): the gate.
        actie_afronden(actie_id, status, terugkoppeling): an action of last time ended so.
        beslispunt_gekozen(sleutel): something undecided is to be filled in.
        schorsen(), hervatten(), afronden(), beamer(), beamer_alles(): the buttons above; the last asks to show, or
            hide again, addresses and third parties on the beamer.
        verlaten(): leave this screen for the rest of the program; the overleg goes on.
    """

    vastgelegd = Signal(str, object, str)
    inbreng_wijzigen = Signal(str, object, str)
    inbreng_omzetten = Signal(str, str)
    inbreng_intrekken = Signal(str)
    concept = Signal(str, str, int, str)
    volgende_casus = Signal()
    vorige_casus = Signal()
    ga_naar_punt = Signal(str)
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
    beamer = Signal()
    beamer_alles = Signal()
    verlaten = Signal()

    def __init__(self, nu: Callable[[], datetime], ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setObjectName("pagina")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Overleg voorzitten"))
        self._nu = nu
        self._beeld: VoorzitBeeld | None = None
        self._lijn_punt = ""
        """The agendapunt whose text stands in the entry line; "" while there is no casus."""
        self._concepten: dict[str, Concept] = {}
        self._filter = ""
        self._gesprongen = ""
        self._rechts_gevraagd = False
        """In a narrow window: the right column stands in place of the left one."""
        self._smal = False
        self._klok = QTimer(self)
        self._klok.setInterval(1000)
        self._klok.timeout.connect(self._tik)
        self._bewaarklok = QTimer(self)
        self._bewaarklok.setSingleShot(True)
        self._bewaarklok.setInterval(_BEWAAR_MS)
        self._bewaarklok.timeout.connect(self._nog_niet_bewaard)

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
        self._maak_toetsen()
        thema().veranderd.connect(self._pas_stijl)
        self._pas_stijl()

    # -- making the parts

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
        self.knop_schors.clicked.connect(self._schors)
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
        self.dekking = DekkingPaneel()
        houder.addWidget(self.dekking)
        kolom.addLayout(houder)
        kolom.addStretch(1)
        self.agenda.geactiveerd.connect(self._naar_punt)
        self.agenda.terug.connect(self.naar_invoer)
        self.kamer.geactiveerd.connect(self._kamer_menu)
        self.kamer.menu_gevraagd.connect(self._kamer_menu)
        self.kamer.gekozen.connect(self._toon_dekking)
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
        self.afrond = AfrondPaneel()
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
        kolom.addStretch(1)
        self.vorige.geactiveerd.connect(self._open_afrond)
        self.vorige.terug.connect(self.naar_invoer)
        self.afrond.gekozen.connect(self.actie_afronden)
        self.afrond.terug.connect(self.naar_invoer)
        self.beslis.geactiveerd.connect(self.beslispunt_gekozen)
        self.beslis.terug.connect(self.naar_invoer)
        return vak

    def _maak_midden(self) -> QWidget:
        self._midden = QStackedWidget()
        self._casus = self._maak_casus()
        self.poort = PoortDicht()
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
        self.segmenten.gekozen.connect(self._segment)
        kolom.addWidget(self.segmenten)
        self._filterzin = Tekst("", maat="klein", rol="tekst2")
        self._filterzin.hide()
        kolom.addSpacing(6)
        kolom.addWidget(self._filterzin)
        self.log = Log(self.tr("Wat er gezegd is"))
        self.log.geactiveerd.connect(self.wijzig)
        self.log.omzetten.connect(self.inbreng_omzetten)
        self.log.intrekken.connect(self.inbreng_intrekken)
        self.log.terug.connect(self.naar_invoer)
        kolom.addWidget(self.log, 1)
        kolom.addSpacing(8)
        self.lijn = InvoerRegel()
        self.lijn.vastgelegd.connect(self._vastgelegd)
        self.lijn.concept.connect(self._concept)
        self.lijn.vorige_wijzigen.connect(self._vorige_wijzigen)
        kolom.addWidget(self.lijn)
        kolom.addSpacing(6)
        kolom.addLayout(self._maak_hints())
        return vak

    def _maak_hints(self) -> QHBoxLayout:
        rij = QHBoxLayout()
        rij.setSpacing(4)
        self._hints: list[QWidget] = []
        for toets, woord in (
            (self.tr("Enter"), self.tr("vastleggen")),
            (self.tr("Tab"), self.tr("aanvullen")),
            ("Ctrl ↑", self.tr("vorige wijzigen")),
            ("Ctrl D", self.tr("maak besluit")),
            ("Alt →", self.tr("volgende casus")),
        ):
            kap, tekst = Sleutelkap(toets), Tekst(woord, maat="klein", rol="tekst2")
            tekst.setContentsMargins(0, 0, 10, 0)
            self._hints += [kap, tekst]
            rij.addWidget(kap)
            rij.addWidget(tekst)
        rij.addStretch(1)
        self._bewaaricoon = IcoonBeeld("check", px=15, rol="goed")
        self.bewaard = Tekst(self.tr("bewaard"), maat="klein", rol="goed")
        rij.addWidget(self._bewaaricoon)
        rij.addWidget(self.bewaard)
        return rij

    def _maak_toetsen(self) -> None:
        toetsen: list[tuple[str, str, Callable[[], object]]] = [
            (self.tr("Volgende casus"), "Alt+Right", self._volgende),
            (self.tr("Vorige casus"), "Alt+Left", self._vorige),
            (self.tr("Adressen en derden op de beamer tonen of verbergen"), "Shift+F6", self.beamer_alles.emit),
            (self.tr("Naar wat er gezegd is"), "F7", self.log.setFocus),
            (self.tr("Naar wie in de kamer is"), "F8", self._naar_kamer),
            (self.tr("Naar de acties van de vorige keer"), "F9", self._naar_vorige),
            (self.tr("Naar de agenda"), "Shift+F8", self._naar_agenda),
            (self.tr("Naar de invoerregel"), "F2", self.naar_invoer),
            (self.tr("Terug naar het programma; het overleg loopt door"), "Ctrl+W", self.verlaten.emit),
        ]
        for naam, toets, doen in toetsen:
            actie = QAction(naam, self)
            actie.setShortcut(QKeySequence(toets))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.triggered.connect(doen)
            self.addAction(actie)
        for nummer, sleutel in enumerate(GROEPEN, 1):
            actie = QAction(self.tr("Naar onderdeel {nummer}").format(nummer=nummer), self)
            actie.setShortcut(QKeySequence(f"Ctrl+{nummer}"))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.setData(sleutel)
            actie.triggered.connect(self._segment_toets)
            self.addAction(actie)

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
        for hint in self._hints:
            hint.setVisible(midden >= 700)
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

    # -- showing a picture

    @property
    def beeld(self) -> VoorzitBeeld | None:
        """What is shown now."""
        return self._beeld

    def toon(self, beeld: VoorzitBeeld) -> None:
        """Show a picture; what was typed stays with its own point of the agenda."""
        eerder = self._beeld
        self._beeld = beeld
        doel = beeld.huidig if beeld.casus is not None else ""
        if doel != self._lijn_punt:
            self._wissel_lijn(doel, beeld.concept)
        if eerder is None or eerder.huidig != beeld.huidig:
            self._filter = ""
        self.lijn.zet_bekend(self._bekend())
        self._toon_balk(beeld)
        self._toon_links(beeld)
        self._toon_rechts(beeld)
        self._toon_midden(beeld)
        self._tik()
        if eerder is None or eerder.huidig != beeld.huidig:
            self.naar_invoer()
        else:
            self._leg_focus()

    def _toon_balk(self, beeld: VoorzitBeeld) -> None:
        self.titel.setText(beeld.titel)
        sinds = f"{beeld.begonnen_op:%H:%M}" if beeld.begonnen_op else ""
        if beeld.geschorst:
            self.stand.zet(self.tr("geschorst"), rol="waarschuwing", icoon="pause")
        elif beeld.status == "bezig":
            self.stand.zet(
                self.tr("bezig · sinds {sinds}").format(sinds=sinds) if sinds else self.tr("bezig"),
                rol="goed",
                icoon="play",
            )
        else:
            self.stand.zet(
                self.tr("nog niet begonnen") if beeld.status != "gesloten" else self.tr("gesloten"),
                rol="neutraal",
                icoon="clock",
            )
        self.knop_schors.zet_icoon("play" if beeld.geschorst else "pause")
        self.knop_schors.setEnabled(beeld.status == "bezig")
        self.knop_afrond.setEnabled(beeld.status == "bezig")
        self._neticoon.zet("cloud" if beeld.netwerk.verbonden else "cloud-off")
        self.netwerk.setText(beeld.netwerk.woorden)
        self._neticoon.setToolTip(beeld.netwerk.woorden)
        self._pas_breedte()

    def _toon_links(self, beeld: VoorzitBeeld) -> None:
        nu = self._nu()
        eigen = {punt for punt, c in self._concepten.items() if c.tekst.strip()}
        self.agenda.zet(
            agenda_rij(
                p, n, huidig=p.agendapunt_id == beeld.huidig, nu=nu, concept=p.concept or p.agendapunt_id in eigen
            )
            for n, p in enumerate(beeld.agenda, 1)
        )
        if self.focusWidget() is not self.agenda:
            self.agenda.kies(beeld.huidig)
        punt = beeld.punt
        kop = (
            self.tr("In de kamer · {punt}").format(punt=punt.titel)
            if punt and punt.is_casus
            else self.tr("In de kamer")
        )
        self._kamerkop.setText(kop)
        aanwezig = sum(k.status == "aanwezig" for k in beeld.kamer)
        self._kameraantal.setText(self.tr("{aanwezig} van {allen}").format(aanwezig=aanwezig, allen=len(beeld.kamer)))
        self.kamer.zet(kamer_rij(k) for k in beeld.kamer)
        self._toon_dekking(self.kamer.gekozen_sleutel() or "")

    def _toon_dekking(self, gekozen: str) -> None:
        """Show the panel about the chosen person when not covered, else about the first who is not."""
        beeld = self._beeld
        wie = beeld.niet_gedekt if beeld is not None else ()
        dicht = beeld is not None and not beeld.poort_open
        if not wie or dicht:
            # A closed gate fills the middle with the same acts, larger.
            self.dekking.toon(None)
            return
        eerste = next((k for k in wie if k.deelnemer_id == gekozen), wie[0])
        self.dekking.toon(eerste, meer=len(wie) - 1)

    def _toon_rechts(self, beeld: VoorzitBeeld) -> None:
        vandaag = beeld.bekend.vandaag
        dicht = not beeld.poort_open or beeld.geschorst
        kop = self.tr("Vorige keer afgesproken")
        if beeld.vorige_op and beeld.vorige:
            kop = f"{kop} · {schrijf_datum(beeld.vorige_op, vandaag).partition(' ')[2]}"
        self._vorigekop.setText(kop)
        self.vorige.zet(vorige_rij(a, vandaag) for a in beeld.vorige)
        self.vorige.setVisible(bool(beeld.vorige))
        leeg = (
            self.tr("Zichtbaar zodra de casus open is.")
            if dicht
            else self.tr("Er staan geen acties van een vorige keer.")
        )
        self._vorigeleeg.setText(leeg)
        self._vorigeleeg.setVisible(not beeld.vorige)
        if self.afrond.actie_id not in {a.actie_id for a in beeld.vorige}:
            self.afrond.sluit()
        self.veilig.setText(beeld.veiligheid_nu or (self.tr("Nog niets vastgelegd.") if beeld.casus else ""))
        self.veilig.zet_rol("tekst" if beeld.veiligheid_nu else "tekst2")
        self._veiligkop.setVisible(beeld.casus is not None)
        self.veilig.setVisible(beeld.casus is not None)
        self.beslis.zet(beslis_rij(s) for s in beeld.nog_te_beslissen)
        self._beslikop.setVisible(bool(beeld.nog_te_beslissen))
        self.beslis.setVisible(bool(beeld.nog_te_beslissen))

    def _toon_midden(self, beeld: VoorzitBeeld) -> None:
        punt = beeld.punt
        titel = punt.titel if punt else ""
        casus = beeld.casus
        if casus is not None:
            self._toon_casus(beeld)
            self._midden.setCurrentWidget(self._casus)
            return
        self.naam.setText("")
        self.onderkop.setText("")
        self.fase.zet("")
        self.tijd.zet("")
        self.log.zet(())
        self._filterzin.setText("")
        for sleutel in GROEPEN:
            self.segmenten.zet_aantal(sleutel, None)
        vast: tuple[str, str, str] | None = None
        if beeld.geschorst:
            uitleg = self.tr("Er staat niets van een casus op dit scherm. De klok staat stil.")
            self._toon_los(self.tr("Het overleg is geschorst"), uitleg, self.tr("Hervatten"))
        elif not beeld.poort_open:
            self.poort.toon(titel, beeld.tegen)
            self._midden.setCurrentWidget(self.poort)
            return
        else:
            uitleg = self.tr("Dit punt gaat niet over een casus; er wordt hier niets over iemand vastgelegd.")
            if beeld.verslagen:
                uitleg = verslagen_in_woorden(beeld.verslagen)
                if aantal := sum(v.vast_te_stellen for v in beeld.verslagen):
                    vast = ("vaststellen", self.tr("Vaststellen ({n})").format(n=aantal), "stamp")
            self._toon_los(titel or self.tr("Het overleg is begonnen"), uitleg, self.tr("Volgend punt"), vast)
        self.poort.toon("", ())
        assert self.los is not None
        self._midden.setCurrentWidget(self.los)

    def _toon_los(self, titel: str, uitleg: str, knop: str, eerst: tuple[str, str, str] | None = None) -> None:
        """Fill the middle with a sentence and a button or two; made anew, so that its height fits the words."""
        knoppen = (*((eerst,) if eerst else ()), ("verder", knop, "arrow-right"))
        oud, self.los = self.los, LegeStaat(titel, uitleg, icoon="users", knoppen=knoppen)
        self.los.gekozen.connect(self._verder)
        self._midden.addWidget(self.los)
        if oud is not None:
            self._midden.removeWidget(oud)
            oud.deleteLater()

    def _toon_casus(self, beeld: VoorzitBeeld) -> None:
        casus = beeld.casus
        assert casus is not None
        self.poort.toon("", ())
        self.naam.setText(casus.naam)
        jaar = self.tr("{leeftijd} jaar").format(leeftijd=casus.leeftijd) if casus.leeftijd is not None else ""
        self.onderkop.setText(" · ".join(d for d in (jaar, casus.thema) if d))
        self.fase.setVisible(bool(casus.fase))
        if casus.fase:
            woord = f"fase {casus.fase} {FASEN[casus.fase].lower()}"
            self.fase.zet(woord, rol=f"fase{casus.fase}", icoon=_FASEICOON[casus.fase])
        per_groep = {groep: sum(i.soort in soorten for i in beeld.inbreng) for groep, soorten in GROEPEN.items()}
        for groep, aantal in per_groep.items():
            self.segmenten.zet_aantal(groep, aantal)
        oud = {r.sleutel for r in self.log.rijen}
        nieuw = [i for i in beeld.inbreng if i.inbreng_id not in oud]
        if nieuw:
            groep = next(g for g, soorten in GROEPEN.items() if nieuw[-1].soort in soorten)
            if self._filter and self._filter != groep:
                self._filter = ""
            self.segmenten.kies(groep)
        self._vul_log(beeld)

    def _vul_log(self, beeld: VoorzitBeeld) -> None:
        vandaag = beeld.bekend.vandaag
        toon = GROEPEN.get(self._filter)
        self.log.zet(inbreng_rij(i, vandaag) for i in beeld.inbreng if toon is None or i.soort in toon)
        zin = ""
        if self._filter:
            nummer = list(GROEPEN).index(self._filter) + 1
            zin = self.tr("Alleen dit onderdeel; Ctrl {nummer} toont weer alles.").format(nummer=nummer)
        self._filterzin.setText(zin)
        self._filterzin.setVisible(bool(zin))

    def _tik(self) -> None:
        """Let the clocks run: the current row of the agenda and the chip beside the name."""
        beeld = self._beeld
        punt = beeld.punt if beeld is not None else None
        if beeld is None or punt is None:
            return
        nu = self._nu()
        nummer = next(n for n, p in enumerate(beeld.agenda, 1) if p is punt)
        rij = agenda_rij(punt, nummer, huidig=True, nu=nu, concept=False)
        if self.agenda.rijen[nummer - 1] != rij:
            self.agenda.rijenmodel.vervang(rij)
        if beeld.casus is not None:
            s = verstreken_s(punt.gebruikt_s, punt.loopt_sinds, nu)
            over = s > punt.minuten * 60
            woorden = self.tr("{tijd} van {totaal}").format(tijd=klok(s), totaal=klok(punt.minuten * 60))
            if self.tijd.text() != woorden:
                gesproken = self.tr("{tijd} van {totaal}").format(
                    tijd=klok_woorden(s), totaal=klok_woorden(punt.minuten * 60)
                )
                self.tijd.zet(woorden, rol="gevaar" if over else "neutraal", icoon="clock", naam=gesproken)

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks run while the screen is seen."""
        super().showEvent(event)
        self._klok.start()
        self._tik()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: keep the draft and stop the clocks."""
        self.lijn.bewaar_nu()
        self._klok.stop()
        super().hideEvent(event)

    # -- focus

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

    def _leg_focus(self) -> None:
        """Keep the focus where it is while that is still there; else go to the entry line."""
        waar, pagina = QApplication.focusWidget(), self._midden.currentWidget()
        if waar is None:
            self.naar_invoer()
        elif self.isAncestorOf(waar):
            weg = self._midden.isAncestorOf(waar) and pagina is not None and not pagina.isAncestorOf(waar)
            if weg or not waar.isVisible():
                self.naar_invoer()

    def _naar_agenda(self) -> None:
        self._ruil(rechts=False)
        self.agenda.setFocus()

    def _naar_kamer(self) -> None:
        self._ruil(rechts=False)
        self.kamer.setFocus()
        if self.kamer.gekozen_sleutel() is None and self.kamer.rijen:
            self.kamer.kies(self.kamer.rijen[0].sleutel)

    def _naar_vorige(self) -> None:
        self._ruil(rechts=True)
        if self.vorige.rijen:
            self.vorige.setFocus()
            if self.vorige.gekozen_sleutel() is None:
                self.vorige.kies(self.vorige.rijen[0].sleutel)

    # -- the entry line

    def _bekend(self) -> Bekend:
        """Return whom the line knows: those of the picture, and who is named in an entry being edited."""
        assert self._beeld is not None
        bekend = self._beeld.bekend
        bewerkt = next((i for i in self._beeld.inbreng if i.inbreng_id == self.lijn.bewerkt), None)
        return self._bekend_voor(bekend, bewerkt) if bewerkt else bekend

    @staticmethod
    def _bekend_voor(bekend: Bekend, inbreng: InbrengRij) -> Bekend:
        """Add the names of an entry that are not known any more, so that editing does not lose them."""
        korten = {b.kortweg for b in bekend.namen}
        anders = (m.partition(": ")[0] for m in inbreng.afwijkend if ": " in m)
        for naam in (inbreng.persoon, inbreng.bron, *inbreng.niet_delen_met, *anders):
            if naam and naam not in korten:
                bekend = bekend.met(Bekende(naam))
        return bekend

    def _wissel_lijn(self, doel: str, bewaard: Concept) -> None:
        """Leave the text of one point behind with that point and take up the text of another."""
        if self._lijn_punt:
            self.lijn.bewaar_nu()
            self._onthoud()
        self._lijn_punt = doel
        nieuw = (self._concepten.get(doel) or bewaard) if doel else Concept()
        self.lijn.zet_tekst(nieuw.tekst, nieuw.plek, bewerkt=nieuw.bewerkt)

    def _onthoud(self) -> None:
        if self.lijn.tekst():
            self._concepten[self._lijn_punt] = Concept(self.lijn.tekst(), self.lijn.plek(), self.lijn.bewerkt)
        else:
            self._concepten.pop(self._lijn_punt, None)

    def bewaar_nu(self) -> None:
        """Tell the draft at once: before locking, closing or going elsewhere."""
        self.lijn.bewaar_nu()

    def terug(self, agendapunt_id: str, tekst: str, bewerkt: str = "") -> None:
        """Give an entry back that could not be recorded; it waits in the line of its own point."""
        if agendapunt_id == self._lijn_punt:
            self.lijn.terug(tekst, bewerkt=bewerkt)
            return
        eerder = self._concepten.get(agendapunt_id, Concept())
        samen = f"{tekst}\n{eerder.tekst}" if eerder.tekst.strip() else tekst
        self._concepten[agendapunt_id] = Concept(samen, len(samen), bewerkt)
        self.concept.emit(agendapunt_id, samen, len(samen), bewerkt)

    def zet_bewaard(self) -> None:
        """Say that everything typed so far is kept; call it when the store has answered."""
        self._bewaarklok.stop()
        self._zeg_bewaard(self.tr("bewaard"), "check", "goed")

    def zet_bewaarfout(self, zin: str) -> None:
        """Say that keeping failed; the text itself still stands in the line."""
        self._bewaarklok.stop()
        self._zeg_bewaard(zin, "triangle-alert", "gevaar")

    def _nog_niet_bewaard(self) -> None:
        self._zeg_bewaard(self.tr("bezig met bewaren"), "hourglass", "tekst2")

    def _zeg_bewaard(self, woorden: str, beeld: str, rol: str) -> None:
        if self.bewaard.text() != woorden:
            self.bewaard.setText(woorden)
            self.bewaard.zet_rol(rol)
            self._bewaaricoon.zet(beeld, rol)

    def _concept(self, tekst: str, plek: int) -> None:
        if not self._lijn_punt:
            return
        if not self._bewaarklok.isActive():
            self._bewaarklok.start()
        self.concept.emit(self._lijn_punt, tekst, plek, self.lijn.bewerkt)

    def _vastgelegd(self, regel: Regel, tekst: str) -> None:
        self._concepten.pop(self._lijn_punt, None)
        if self.lijn.bewerkt:
            self.inbreng_wijzigen.emit(self.lijn.bewerkt, regel, tekst)
        else:
            self.vastgelegd.emit(self._lijn_punt, regel, tekst)

    def _vorige_wijzigen(self) -> None:
        """Take the last entry in; again takes the one before, while nothing was changed in it."""
        if self._beeld is None or not self._beeld.inbreng:
            return
        ids = [i.inbreng_id for i in self._beeld.inbreng]
        nu = self.lijn.bewerkt
        if nu in ids and self.lijn.tekst() == self._als_regel(self._beeld.inbreng[ids.index(nu)]):
            self.lijn.zet_tekst("")
            self.wijzig(ids[max(0, ids.index(nu) - 1)])
        else:
            self.wijzig(ids[-1])

    def _als_regel(self, i: InbrengRij) -> str:
        assert self._beeld is not None
        bekend = self._bekend_voor(self._beeld.bekend, i)
        return naar_regel(
            i.soort,
            i.tekst,
            bekend,
            wie=i.persoon or i.bron,
            datum=i.uiterlijk,
            fase=i.fase,
            motivering=i.motivering,
            niet_delen_met=i.niet_delen_met,
            afwijkend=i.afwijkend,
        )

    def wijzig(self, inbreng_id: str) -> None:
        """Take an earlier entry into the line for editing."""
        beeld = self._beeld
        inbreng = next((i for i in beeld.inbreng if i.inbreng_id == inbreng_id), None) if beeld else None
        if beeld is not None and inbreng is not None:
            self.lijn.zet_bekend(self._bekend_voor(beeld.bekend, inbreng))
            self.lijn.bewerk(inbreng_id, self._als_regel(inbreng))
            self.naar_invoer()

    # -- acts

    def _volgende(self) -> None:
        self.lijn.bewaar_nu()
        self.volgende_casus.emit()

    def _vorige(self) -> None:
        self.lijn.bewaar_nu()
        self.vorige_casus.emit()

    def _naar_punt(self, agendapunt_id: str) -> None:
        self.lijn.bewaar_nu()
        self.ga_naar_punt.emit(agendapunt_id)

    def _verder(self, naam: str) -> None:
        if naam == "vaststellen":
            self.verslagen_vaststellen.emit()
        elif self._beeld is not None and self._beeld.geschorst:
            self.hervatten.emit()
        else:
            self.volgende_casus.emit()

    def _schors(self) -> None:
        self.lijn.bewaar_nu()
        if self._beeld is not None and self._beeld.geschorst:
            self.hervatten.emit()
        else:
            self.schorsen.emit()

    def _segment_toets(self) -> None:
        actie = self.sender()
        if isinstance(actie, QAction):
            self._segment(actie.data())

    def _segment(self, groep: str) -> None:
        """Jump to the first entry of a part; once more shows only that part, and again everything."""
        beeld = self._beeld
        if beeld is None or beeld.casus is None:
            return
        zelfde = self.segmenten.huidig() == groep and self._gesprongen == groep
        self._filter = ("" if self._filter else groep) if zelfde else ""
        self._gesprongen = groep
        self.segmenten.kies(groep)
        self._vul_log(beeld)
        eerste = next((i.inbreng_id for i in beeld.inbreng if i.soort in GROEPEN[groep]), None)
        if eerste is not None:
            self.log.kies(eerste)
        if not self.log.hasFocus():
            self.naar_invoer()

    def _open_afrond(self, actie_id: str) -> None:
        beeld = self._beeld
        actie = next((a for a in beeld.vorige if a.actie_id == actie_id), None) if beeld else None
        if actie is not None and actie.status == "open":
            self.afrond.open(actie)

    def _kamer_menu(self, deelnemer_id: str) -> None:
        """Offer what can be done with a person in, or outside, the room."""
        beeld = self._beeld
        wie = next((k for k in beeld.kamer if k.deelnemer_id == deelnemer_id), None) if beeld else None
        if beeld is None or wie is None:
            return
        self._toon_dekking(deelnemer_id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("kamermenu")
        for naam, woord, beeldje in self._kamer_acties(wie, casus=bool(beeld.punt and beeld.punt.is_casus)):
            menu.addAction(icoon(beeldje), woord).setData((naam, deelnemer_id))
        menu.triggered.connect(self._kamer_gekozen)
        menu.popup(self.kamer.menu_plek(deelnemer_id))

    def _kamer_acties(self, wie: KamerRij, *, casus: bool) -> list[tuple[str, str, str]]:
        uit = []
        if not wie.gedekt and not wie.toegelaten and wie.status in ("aanwezig", "wacht_buiten"):
            uit.append(("tekenen", self.tr("&Laten tekenen"), "signature"))
            if casus:
                uit.append(("toelaten", self.tr("&Toelaten…"), "user-check"))
        if wie.status == "aanwezig":
            if casus:
                uit.append(("buiten", self.tr("&Buiten voor deze casus"), "log-out"))
            uit.append(("vertrokken", self.tr("&Vertrokken"), "arrow-right"))
        elif wie.status == "wacht_buiten":
            uit.append(("binnen", self.tr("&Binnenlaten"), "log-in"))
            uit.append(("vertrokken", self.tr("&Vertrokken"), "arrow-right"))
        else:
            uit.append(("aangekomen", self.tr("&Aangekomen"), "log-in"))
            if wie.status == "verwacht":
                uit.append(("met_bericht", self.tr("Afwezig &met bericht"), "mail"))
                uit.append(("zonder_bericht", self.tr("Afwezig &zonder bericht"), "user-x"))
        return uit

    def _kamer_gekozen(self, actie: QAction) -> None:
        naam, deelnemer_id = actie.data()
        match naam:
            case "tekenen":
                self.laten_tekenen.emit(deelnemer_id)
            case "toelaten":
                self._vraag_toelating(deelnemer_id)
            case "buiten":
                self.buiten.emit(deelnemer_id)
            case "binnen":
                self.binnen.emit(deelnemer_id)
            case "vertrokken":
                self.vertrokken.emit(deelnemer_id)
            case "aangekomen":
                self.aangekomen.emit(deelnemer_id)
            case "met_bericht" | "zonder_bericht":
                self.afwezig.emit(deelnemer_id, naam == "met_bericht")

    def _vraag_toelating(self, deelnemer_id: str) -> None:
        if self._midden.currentWidget() is self.poort:
            self.poort.vraag_reden(deelnemer_id)
        else:
            self._toon_dekking(deelnemer_id)
            self.dekking.vraag_reden()
