"""Signing a geheimhoudingsverklaring: fills the whole window; the signer sees nothing of any casus."""

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.beginplek import Beginplek
from zvh_desktop.gui.handtekenveld import HandtekenVeld
from zvh_desktop.gui.onderdelen import (
    Chip,
    IcoonBeeld,
    Kaart,
    Knop,
    RegelVeld,
    Tekst,
    TekstVeld,
    Veld,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema
from zvh_desktop.services.geheimhouding import Tekenblad

__all__ = ["Tekenscherm"]


class Tekenscherm(Beginplek):
    """One declaration for one person.

    Signals:
        getekend(gegevens): keyword arguments for `services.geheimhouding.teken`, without the sheet.
        veranderd(): something was drawn or typed that is not signed yet; `stand` tells what.
        terug(): nothing was signed.
    """

    getekend = Signal(object)
    veranderd = Signal()
    terug = Signal()

    def __init__(self, blad: Tekenblad, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setObjectName("pagina")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Geheimhoudingsverklaring tekenen"))
        self._blad = blad
        self._stond = False
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        rol = QScrollArea()
        rol.setWidgetResizable(True)
        rol.setFrameShape(QFrame.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vlak = QWidget()
        vlak.setObjectName("pagina")
        kolom = QVBoxLayout(vlak)
        kolom.setContentsMargins(24, 24, 24, 24)
        kolom.addStretch(1)
        self._kaart = Kaart(rand="rondom", ruim=True)
        self._vul(self._kaart.inhoud, blad)
        midden = QHBoxLayout()
        midden.addStretch(1)
        midden.addWidget(self._kaart)
        midden.addStretch(1)
        kolom.addLayout(midden)
        kolom.addStretch(1)
        rol.setWidget(vlak)
        buiten.addWidget(rol)
        sluit = QAction(self)
        sluit.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        sluit.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sluit.triggered.connect(self.terug)
        self.addAction(sluit)
        self._anders = Zijpaneel(self.tr("Anders dan op het scherm"), self)
        self._vul_anders()
        self.zet_begin(self.naam)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Who has just signed and types, types a name."""
        if self.veld.hasFocus() and event.text().strip() and event.text().isprintable():
            self.naam.setFocus(Qt.FocusReason.OtherFocusReason)
            self.naam.end(False)
            self.naam.insert(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as reads well, never wider than the window."""
        super().resizeEvent(event)
        self._kaart.setFixedWidth(max(360, min(thema().lengte(900), self.width() - 64)))

    def _vul(self, inhoud: QVBoxLayout, blad: Tekenblad) -> None:
        kop = QHBoxLayout()
        titels = QVBoxLayout()
        titels.setSpacing(0)
        titels.addWidget(Tekst(self.tr("Geheimhoudingsverklaring"), maat="pagina", gewicht=700))
        titels.addWidget(Tekst(f"{blad.naam} · {blad.organisatie} · {blad.overleg}", rol="tekst2", omloop=True))
        kop.addLayout(titels, 1)
        versie = Chip(self.tr("tekst {versie}").format(versie=blad.versie))
        kop.addWidget(versie, 0, Qt.AlignmentFlag.AlignTop)
        inhoud.addLayout(kop)
        citaat = QHBoxLayout()
        citaat.setSpacing(12)
        streep = QFrame()
        streep.setObjectName("accentstreep")
        streep.setFixedWidth(3)
        citaat.addWidget(streep)
        tekst = QVBoxLayout()
        tekst.addWidget(Tekst(blad.kern, maat="invoer", omloop=True))
        if blad.geldig_tot is not None:
            dag = datum_in_woorden(blad.geldig_tot, weekdag=False)
            geldt = self.tr("Zij geldt tot en met {dag}, ook bij andere overleggen van dit huis.").format(dag=dag)
            tekst.addWidget(Tekst(geldt, maat="klein", rol="tekst2", omloop=True))
        self.volledig = Tekst(blad.tekst, maat="klein", rol="tekst2", omloop=True)
        self.volledig.hide()
        self.meer = Knop(self.tr("Volledige tekst"), soort="vlak", icoon="file-text", klein=True)
        self.meer.setCheckable(True)
        self.meer.toggled.connect(self._toon_volledig)
        tekst.addWidget(self.meer, 0, Qt.AlignmentFlag.AlignLeft)
        tekst.addWidget(self.volledig)
        citaat.addLayout(tekst, 1)
        inhoud.addLayout(citaat)
        self.veld = HandtekenVeld()
        self.veld.setMinimumHeight(190)
        self.veld.veranderd.connect(self._anders_dan_net)
        inhoud.addWidget(self.veld)
        uitleg = self.tr("Zonder te tekenen: typ uw naam en kies Getypt akkoord.")
        inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        velden = QHBoxLayout()
        velden.setSpacing(10)
        self.naam, self.functie = RegelVeld(), RegelVeld(blad.functie)
        velden.addWidget(Veld(self.tr("Naam voluit"), self.naam, verplicht=True), 1)
        velden.addWidget(Veld(self.tr("Functie"), self.functie), 1)
        self.naam.textChanged.connect(self._anders_dan_net)
        self.functie.textChanged.connect(self.veranderd)
        inhoud.addLayout(velden)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.fout.hide()
        inhoud.addWidget(self.fout)
        onder = Vloei()
        onder.addWidget(IcoonBeeld("shield", px=14, rol="tekst2"))
        woorden = self.tr("Met tekstversie, tijd, toestel en getuige")
        onder.addWidget(Tekst(woorden, maat="klein", rol="tekst2"))
        onder.rek()
        anders = Knop(self.tr("Op papier, of niet…"), soort="vlak")
        anders.clicked.connect(self._open_anders)
        self.getypt = Knop(self.tr("Getypt akkoord"))
        self.getypt.clicked.connect(self._typ)
        self.akkoord = Knop(self.tr("Ik verklaar dit"), soort="primair", icoon="check")
        self.akkoord.clicked.connect(self._teken)
        terug = Knop(self.tr("Terug"), soort="vlak", sneltoets="")
        terug.clicked.connect(self.terug)
        for knop in (terug, anders, self.getypt, self.akkoord):
            onder.addWidget(knop)
        inhoud.addWidget(onder)
        self._bij()

    def _vul_anders(self) -> None:
        paneel = self._anders
        paneel.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Tekende deze persoon op papier, leg dan vast waar het papier ligt. De scan voegt u daarna toe "
                    "bij Partners, in het register van verklaringen."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.kenmerk = TekstVeld()
        self.kenmerk.gewijzigd.connect(self.veranderd)
        paneel.inhoud.addWidget(Veld(self.tr("Waar ligt de papieren verklaring?"), self.kenmerk))
        self.papier = Knop(self.tr("Op papier getekend"), icoon="file-check")
        self.papier.clicked.connect(self._papier)
        paneel.inhoud.addWidget(self.papier, 0, Qt.AlignmentFlag.AlignLeft)
        paneel.inhoud.addSpacing(16)
        paneel.inhoud.addWidget(
            Tekst(
                self.tr("Wil deze persoon niet tekenen, dan blijft de casus dicht zolang die in de kamer is."),
                rol="tekst2",
                omloop=True,
            )
        )
        self.weiger = Knop(self.tr("Weigert te tekenen"), soort="gevaar", icoon="x")
        self.weiger.clicked.connect(self._weiger)
        paneel.inhoud.addWidget(self.weiger, 0, Qt.AlignmentFlag.AlignLeft)
        paneel.inhoud.addStretch(1)

    def stand(self) -> str:
        """Return what stands on the sheet, as text for a draft; "" when nothing does."""
        inhoud = {
            "naam": self.naam.text(),
            "functie": self.functie.text(),
            "kenmerk": self.kenmerk.tekst(),
            "halen": [[list(punt) for punt in haal] for haal in self.veld.halen],
        }
        leeg = {"naam": "", "functie": self._blad.functie, "kenmerk": "", "halen": []}
        if inhoud == leeg and not self._stond:
            return ""
        self._stond = True
        return json.dumps(inhoud, ensure_ascii=False)

    def neem_terug(self, stand: str) -> None:
        """Put back what `stand` told."""
        self._stond = True
        inhoud = json.loads(stand)
        self.naam.setText(str(inhoud.get("naam", "")))
        self.functie.setText(str(inhoud.get("functie", "")))
        self.kenmerk.zet(str(inhoud.get("kenmerk", "")))
        self.veld.zet_halen(inhoud.get("halen", []))

    def _anders_dan_net(self) -> None:
        self._bij()
        self.veranderd.emit()

    def _open_anders(self) -> None:
        self._anders.open(self.kenmerk)

    def _toon_volledig(self, aan: bool) -> None:
        self.volledig.setVisible(aan)

    def _bij(self) -> None:
        naam = len(self.naam.text().strip()) >= 2
        self.getypt.setEnabled(naam)
        self.akkoord.setEnabled(naam and bool(self.veld.halen))

    def _teken(self) -> None:
        self._geef("getekend", halen=[[list(punt) for punt in haal] for haal in self.veld.halen])

    def _typ(self) -> None:
        self._geef("getypt")

    def _papier(self) -> None:
        self._geef("papier", papier_kenmerk=self.kenmerk.tekst().strip())

    def _weiger(self) -> None:
        self._geef("geweigerd")

    def _geef(self, wijze: str, **meer: object) -> None:
        self.zet_bezig(bezig=True)
        hoogte = max(1, self.veld.height())
        self.getekend.emit(
            {
                "wijze": wijze,
                "naam": self.naam.text().strip() or (self._blad.naam if wijze in ("papier", "geweigerd") else ""),
                "functie": self.functie.text().strip(),
                "beeldverhouding": self.veld.width() / hoogte,
                **meer,
            }
        )

    def zet_bezig(self, *, bezig: bool) -> None:
        """No second act while the first is under way."""
        for knop in (self.akkoord, self.getypt, self.papier, self.weiger):
            knop.setEnabled(not bezig)

    def mislukt(self, zin: str) -> None:
        """Say why it was not recorded; strokes and name stay."""
        self.zet_bezig(bezig=False)
        self._bij()
        self.fout.setText(zin)
        self.fout.show()
