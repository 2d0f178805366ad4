"""Delen en samenvoegen: how sharing stands, what two people changed at once, what waits, what was refused."""

from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, Segmenten, Tekst
from zvh_desktop.gui.onderdelen.basis import Chip
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.delen.dubbel import DubbelVak
from zvh_desktop.gui.pages.delen.samenvoegen import SamenvoegVak
from zvh_desktop.gui.pages.delen.stick import InleesPaneel, MeegeefPaneel
from zvh_desktop.gui.pages.delen.vernietigd import VernietigdVak
from zvh_desktop.gui.pages.delen.wachtrij import GeweigerdVak, WachtVak
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.panelen.nagrens import NagrensPaneel
from zvh_desktop.services import nummers, samenvoegen, sync, vernietigen
from zvh_desktop.services.nummers import Dubbel
from zvh_desktop.services.samenvoegen import Conflict
from zvh_desktop.services.sync import Geweigerd, NietVerzonden, Stand
from zvh_desktop.services.vernietigen import LaatsteWoorden
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Delen"]

_DELEN: Final = ("samen", "wacht", "geweigerd", "vernietigd")
_BEELD: Final = {
    "rustig": ("neutraal", "cloud", "rustig"),
    "wacht": ("info", "hourglass", "wacht"),
    "let_op": ("waarschuwing", "triangle-alert", "let op"),
    "fout": ("gevaar", "circle-alert", "kijk hiernaar"),
}

Alles = tuple[Stand, list[Conflict], list[NietVerzonden], list[Geweigerd], list[LaatsteWoorden], list[Dubbel]]


def _haal(wp: Werkplek) -> Alles:
    return (
        sync.stand(wp),
        samenvoegen.conflicten(wp),
        sync.niet_verzonden(wp),
        sync.weigeringen(wp),
        vernietigen.laatste_woorden(wp),
        nummers.dubbele_nummers(wp),
    )


class Delen(Pagina):
    """One page for everything that has to do with others working on the same records."""

    titel = "Delen en samenvoegen"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = Vloei(tussen=16)
        kop.addWidget(Tekst(self.tr("Delen en samenvoegen"), maat="pagina", gewicht=700))
        kop.rek()
        self.nu = Knop(self.tr("Nu delen"), soort="gewoon", icoon="refresh-cw", sneltoets="F9")
        self.nu.clicked.connect(self._nu)
        self.op_stick = Knop(self.tr("Meegeven op stick…"), icoon="usb")
        self.op_stick.clicked.connect(self._op_stick)
        self.van_stick = Knop(self.tr("Stick inlezen…"), icoon="upload")
        self.van_stick.clicked.connect(self._van_stick)
        for knop in (self.op_stick, self.van_stick, self.nu):
            kop.addWidget(knop)
        kolom.addWidget(kop)
        kolom.addWidget(self._standkaart())
        self.delen = Segmenten(
            self.tr("Wat wilt u zien"),
            (
                ("samen", self.tr("Samen te voegen")),
                ("wacht", self.tr("Nog niet verstuurd")),
                ("geweigerd", self.tr("Geweigerd of apart")),
                ("vernietigd", self.tr("Vernietigd")),
            ),
            gelijk=False,
        )
        self.delen.gekozen.connect(self._kies)
        balk = QHBoxLayout()
        balk.addWidget(self.delen)
        balk.addStretch(1)
        kolom.addLayout(balk)
        self._stapel = QStackedWidget()
        self.samen = SamenvoegVak(context)
        self.samen.dossier.connect(self._dossier)
        self.wacht = WachtVak()
        self.wacht.dossier.connect(self._dossier)
        self.geweigerd = GeweigerdVak()
        self.vernietigd = VernietigdVak()
        self.vernietigd.gezien.connect(self._gezien)
        self.dubbel = DubbelVak()
        self.dubbel.nieuw_nummer.connect(self._nieuw_nummer)
        self.dubbel.hide()
        eerste = QWidget()
        onder_elkaar = QVBoxLayout(eerste)
        onder_elkaar.setContentsMargins(0, 0, 0, 0)
        onder_elkaar.addWidget(self.dubbel)
        onder_elkaar.addWidget(self.samen, 1)
        onder_elkaar.addStretch()
        self._onder_elkaar = onder_elkaar
        for vak in (eerste, self.wacht, self.geweigerd, self.vernietigd):
            self._stapel.addWidget(vak)
        kolom.addWidget(self._stapel, 1)
        self.meegeven, self.inlezen = MeegeefPaneel(context, self), InleesPaneel(context, self)
        self.meegeven.gedaan.connect(self._vraag)
        self.inlezen.gedaan.connect(self._vraag)
        self.na_grens = NagrensPaneel(context, self)
        self.na_grens.teruggedraaid.connect(self._vraag)
        self.geweigerd.na_grens.connect(self.na_grens.begin)
        self._verbonden = False

    def _standkaart(self) -> Kaart:
        kaart = Kaart(rand="rondom")
        rij = QHBoxLayout()
        rij.setSpacing(12)
        self.chip = Chip("")
        self.woorden = Tekst("", omloop=True)
        rij.addWidget(self.chip)
        rij.addWidget(self.woorden, 1)
        kaart.inhoud.addLayout(rij)
        self.voortgang = QProgressBar()
        self.voortgang.setTextVisible(False)
        self.voortgang.setAccessibleName(self.tr("Voortgang van het delen"))
        self.voortgang.hide()
        kaart.inhoud.addWidget(self.voortgang)
        return kaart

    # -- showing

    def toon(self, **argumenten: Any) -> None:
        """Look again; `deel` is samen, wacht, geweigerd or vernietigd."""
        if (deel := argumenten.get("deel")) in _DELEN:
            self.delen.kies(str(deel))
            self._kies(str(deel))
        if self.context.delen is not None and not self._verbonden:
            self._verbonden = True
            self.context.delen.bezig.connect(self._bezig)
            self.context.delen.stand.connect(self._veranderd)
        self.nu.setEnabled(self.context.delen is not None)
        self._vraag()

    def ververs(self, bon: Any) -> None:
        """Anything may have become a conflict, or waits now."""
        if bon.geraakt:
            self._vraag()

    def _veranderd(self, *_: object) -> None:
        if self.isVisible():
            self._vraag()

    def _vraag(self) -> None:
        self.context.taken.vraag(_haal, klaar=self._kwam, label=self.tr("Stand ophalen…"), enkel="delen")

    def _kwam(self, antwoord: Alles) -> None:
        stand, botsingen, wachtend, geweigerd, vernietigd, dubbel = antwoord
        rol, beeld, woord = _BEELD[stand.kleur]
        self.chip.zet(woord, rol=rol, icoon=beeld)
        self.woorden.setText(stand.woorden[:1].upper() + stand.woorden[1:] + ".")
        self.nu.setVisible(stand.heeft_server)
        self.op_stick.setVisible(stand.heeft_regio)
        self.van_stick.setVisible(stand.heeft_regio)
        self.samen.vul(botsingen)
        self.wacht.vul(wachtend, heeft_regio=stand.heeft_regio)
        self.geweigerd.vul(geweigerd)
        self.vernietigd.vul(vernietigd)
        self.dubbel.vul(dubbel)
        self.samen.setVisible(bool(botsingen) or not dubbel)
        # With numbers alone the cards are as high as their words, at the top.
        self._onder_elkaar.setStretch(2, 0 if botsingen or not dubbel else 1)
        aantallen = (len(botsingen) + len(dubbel), len(wachtend), len(geweigerd), len(vernietigd))
        for naam, aantal in zip(_DELEN, aantallen, strict=True):
            self.delen.zet_aantal(naam, aantal)

    def _kies(self, deel: str) -> None:
        self._stapel.setCurrentIndex(_DELEN.index(deel))

    def _bezig(self, aan: bool, gedaan: int, totaal: int) -> None:
        self.voortgang.setVisible(aan)
        self.voortgang.setMaximum(totaal)
        self.voortgang.setValue(gedaan)

    # -- acting

    def _nu(self) -> None:
        if self.context.delen is not None:
            self.context.delen.nu()

    def _nieuw_nummer(self, casus_id: str) -> None:
        self.context.taken.doe(nummers.geef_nieuw_nummer, casus_id, klaar=self._genummerd)

    def _genummerd(self, uit: tuple[str, object]) -> None:
        self.context.melding(self.tr("De casus heet nu {nummer}.").format(nummer=uit[0]), rol="goed")
        self._vraag()

    def _gezien(self, stream: str) -> None:
        self.context.taken.doe(vernietigen.gezien, stream, klaar=self._is_gezien)

    def _is_gezien(self, _bon: object) -> None:
        self.context.melding(self.tr("Ook dit is nu vernietigd; dit toestel meldt het bij de volgende ronde."))
        self._vraag()

    def _dossier(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id)

    def _op_stick(self) -> None:
        self.inlezen.sluit()
        self.meegeven.begin()

    def _van_stick(self) -> None:
        self.meegeven.sluit()
        self.inlezen.begin()

    def acties(self) -> list[Actie]:
        """Share now, or by stick."""
        return [
            Actie("delen.nu", self.tr("Nu delen met de server"), self._nu, "refresh-cw", "F9"),
            Actie("delen.op_stick", self.tr("Meegeven op stick"), self._op_stick, "usb", woorden="zvhp usb"),
            Actie("delen.van_stick", self.tr("Stick inlezen"), self._van_stick, "upload", woorden="zvhp usb"),
        ]

    def verlaat(self) -> None:
        """Keep what is typed."""
        self.samen.leg_neer()
        self.meegeven.sluit()
        self.inlezen.sluit()
        self.na_grens.sluit()

    def positie(self) -> dict[str, Any]:
        """Which part stands open, and which conflict."""
        return {"deel": self.delen.huidig(), "rij": self.samen.lijst.gekozen_sleutel() or ""}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Open it again; the combined text comes back from its draft."""
        self.samen.straks = positie.get("rij", "")
        self.toon(deel=positie.get("deel", "samen"))
