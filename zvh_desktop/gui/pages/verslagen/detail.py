"""One verslag: its pages, and its life at the right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.errors import Reden, ZvhFout
from zvh_desktop.domain.toevoeging import AARDEN
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Chip, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.basis import KortTekst
from zvh_desktop.gui.onderdelen.vloei import Stapelaar, Vloei
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import UitgeefPaneel
from zvh_desktop.gui.pages.verslagen.kaarten import (
    ControleKaart,
    OndertekenKaart,
    OntvangersKaart,
    ReactiesKaart,
    VaststelKaart,
    VersiesKaart,
)
from zvh_desktop.gui.pages.verslagen.ondertekenen import Ondertekening
from zvh_desktop.gui.pages.verslagen.panelen import (
    ReactiePaneel,
    TermijnPaneel,
    VersiePaneel,
    VerstrekPaneel,
    VerwerkPaneel,
)
from zvh_desktop.gui.pages.verslagen.sleutelpaneel import SleutelPaneel
from zvh_desktop.gui.pages.verslagen.stempelpaneel import StempelPaneel
from zvh_desktop.gui.pages.verslagen.toevoegen import (
    PaneelHuis,
    ToevoegingenKaart,
    ToevoegPaneel,
    UittrekselPaneel,
    geef_toevoeging,
)
from zvh_desktop.gui.pages.verslagen.woorden import moment, statuszin
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.gui.stempelbode import Stempelbode
from zvh_desktop.services import concepten, controlewoorden, echtheid, sleutels, toevoegingen, verslagen
from zvh_desktop.services.controlewoorden import Soort
from zvh_desktop.services.sleutels import Mijnstand, Sleutelkeuze
from zvh_desktop.services.toevoegingen import ToevoegingRegel
from zvh_desktop.services.verslagen import Bladbron, VerslagDetail
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["VerslagScherm"]

_NAAST_ELKAAR: Final = 780
"""Width, in pixels at normal letters, from which pages and cards stand beside each other."""
_RAAKT: Final = frozenset({"verslag", "reactie", "verstrekking", "medewerker", "toevoeging", "stempelversie"})


@dataclass(frozen=True, slots=True)
class Erbij:
    """What stands beside a verslag, and with what it can be signed."""

    toevoegingen: tuple[ToevoegingRegel, ...] = ()
    kan_toevoegen: bool = False
    mijn: Mijnstand | None = None
    """How it stands with a certificate of the region on the own name."""
    wie: str = ""


def _haal(wp: Werkplek, verslag_id: str, opnieuw: bool) -> tuple[VerslagDetail, Bladbron, Erbij]:
    detail = verslagen.detail_verslag(wp, verslag_id, opnieuw=opnieuw)
    erbij = Erbij(
        toevoegingen.lijst(wp, verslag_id),
        toevoegingen.kan_toevoegen(wp, detail.regel.verslag),
        sleutels.mijn_stand(wp) if wp.wie is not None else None,
        wp.wie_naam(),
    )
    return detail, verslagen.bladbron(wp, verslag_id), erbij


def _controleer(
    verslag_id: str, bron: Bladbron, instellingen: Instellingen, nu: datetime
) -> tuple[str, list[tuple[Soort, str]], dict[str, str], dict[str, str]]:
    wortels = echtheid.wortels(instellingen)
    controle = echtheid.controleer(bron.pdf, eigen=bron.eigen, wortels=wortels, regio=bron.regio)
    tijden = {h.veldnaam: moment(h.ondertekend_op, dag=False) for h in controle.handtekeningen if h.geldig}
    niveaus = {h.veldnaam: controlewoorden.kort(h) for h in controle.handtekeningen}
    return verslag_id, controlewoorden.woorden(controle, nu), tijden, niveaus


class VerslagScherm(QWidget):
    """Everything of one verslag.

    Signals:
        terug(): back to the list.
        ander(verslag_id): another verslag of the overleg, or another version.
    """

    terug = Signal()
    ander = Signal(str)

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__()
        self._context = context
        self._verslag_id = ""
        self._straks = ("", "")
        self._detail: VerslagDetail | None = None
        self._erbij = Erbij()
        self._bron = Bladbron()
        self._gevonden: tuple[dict[str, str], dict[str, str]] = ({}, {})
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 12, 22, 16)
        kolom.setSpacing(12)
        kolom.addLayout(self._kop())
        midden = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        midden.setSpacing(18)
        kolom.addLayout(midden, 1)
        self.bladen = Bladen(context, self.tr("Bladen van het verslag"))
        midden.addWidget(self.bladen, 9)
        midden.addWidget(self._kolom(), 10)
        Stapelaar(self, midden, _NAAST_ELKAAR, hoogte=300)
        self._tekening = Ondertekening(context.taken, self)
        self._tekening.stap.connect(self._stap)
        self._tekening.klaar.connect(self._getekend)
        self._tekening.mislukt.connect(self._niet_getekend)
        self.ondertekenen.wacht.gestopt.connect(self._tekening.stop)
        self.termijn = TermijnPaneel(context, gastheer)
        self.reactie = ReactiePaneel(context, gastheer)
        self.verwerk = VerwerkPaneel(context, gastheer)
        self.versie = VersiePaneel(context, gastheer)
        self.versie.begonnen.connect(self.ander)
        self.verstrek = VerstrekPaneel(context, gastheer)
        self.uitgeven = UitgeefPaneel(PaneelHuis(context, gastheer))
        self.uittreksel = UittrekselPaneel(context, gastheer, self.uitgeven)
        self.toevoegen = ToevoegPaneel(context, gastheer)
        self.sleutel = SleutelPaneel(context, gastheer)
        self.sleutel.gekozen.connect(self._teken_met)
        self.stempel = StempelPaneel(context, gastheer)
        self.stempel.vraag.connect(self._stempel_nu)
        self._stempels = Stempelbode(context, self)
        self._stempels.klaar.connect(self._gestempeld)

    def _kop(self) -> QVBoxLayout:
        kop = QVBoxLayout()
        kop.setSpacing(0)
        kruimels = QHBoxLayout()
        kruimels.setSpacing(2)
        self._terug = Knop(self.tr("Verslagen"), soort="vlak", icoon="chevron-left", klein=True)
        self._terug.clicked.connect(self.terug)
        self._dag = KortTekst("", maat="klein", rol="tekst2")
        kruimels.addWidget(self._terug)
        kruimels.addWidget(self._dag, 1)
        kop.addLayout(kruimels)
        rij = Vloei(tussen=8)
        self._titel = Tekst("", maat="pagina", gewicht=700)
        self._plek = Tekst("", maat="sectie", rol="tekst2")
        self._vorige = Knop("", soort="vlak", icoon="arrow-left", naam=self.tr("Vorig verslag"), klein=True)
        self._volgende = Knop("", soort="vlak", icoon="arrow-right", naam=self.tr("Volgend verslag"), klein=True)
        self._vorige.clicked.connect(self._naar_vorige)
        self._volgende.clicked.connect(self._naar_volgende)
        self.status = Chip("")
        for deel in (self._titel, self._plek, self._vorige, self._volgende):
            rij.addWidget(deel)
        rij.rek()
        rij.addWidget(self.status)
        kop.addWidget(rij)
        return kop

    def _kolom(self) -> QWidget:
        rol = QScrollArea()
        rol.setWidgetResizable(True)
        rol.setFrameShape(QFrame.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rol.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rol.setMinimumWidth(300)
        vak = QWidget()
        vak.setObjectName("pagina")
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(14)
        self.reacties = ReactiesKaart()
        self.vaststellen = VaststelKaart()
        self.ondertekenen = OndertekenKaart()
        self.ontvangers = OntvangersKaart()
        self.controle = ControleKaart()
        self.versies = VersiesKaart()
        self.toevoegingen = ToevoegingenKaart()
        kaarten = (
            self.vaststellen,
            self.ondertekenen,
            self.reacties,
            self.ontvangers,
            self.toevoegingen,
            self.controle,
            self.versies,
        )
        for kaart in kaarten:
            kolom.addWidget(kaart)
            kaart.hide()
        kolom.addStretch(1)
        rol.setWidget(vak)
        self.reacties.termijn.connect(self._termijn)
        self.reacties.opnemen.connect(self._reactie)
        self.reacties.verwerken.connect(self._verwerk)
        self._toch = FormulierConcept(
            self._context, self, self.vaststellen.toch.accessibleName(), {"toch": self.vaststellen.toch}
        )
        self._toch_van = ""
        self.vaststellen.een.connect(self._stel_vast)
        self.vaststellen.alle.connect(self._stel_alle_vast)
        self.ondertekenen.teken.connect(self._teken)
        self.ondertekenen.anders.connect(self._andere_sleutel)
        self.ontvangers.verstrek.connect(self._verstrek)
        self.ontvangers.uittreksel.connect(self._wat_ziet)
        self.toevoegingen.nieuw.connect(self._voeg_toe)
        self.toevoegingen.bekijk.connect(self._bekijk_toevoeging)
        self.toevoegingen.verstrek.connect(self._verstrek_toevoeging)
        self.controle.stempel.connect(self._stempelpaneel)
        self.versies.nieuw.connect(self._nieuwe_versie)
        self.versies.open_versie.connect(self.ander)
        return rol

    @property
    def verslag_id(self) -> str:
        """The verslag in view."""
        return self._verslag_id

    @property
    def detail(self) -> VerslagDetail | None:
        """What is known of the verslag in view."""
        return self._detail

    def toon(self, verslag_id: str) -> None:
        """Show a verslag."""
        self._toch.stop()
        self._toch_van = ""
        self._verslag_id = verslag_id
        self._bron, self._gevonden = Bladbron(), ({}, {})
        self.bladen.leeg()
        self.controle.zet(())
        self._context.taken.vraag(_haal, verslag_id, False, klaar=self._vul, label=self.tr("Verslag openen…"))

    def doe_straks(self, wat: str, wie: str) -> None:
        """Open a panel as soon as the verslag has come: `versie`, `verstrek`, `reactie` or `verwerk`."""
        self._straks = (wat, wie)

    def leg_neer(self) -> None:
        """Hand over what is typed in the panels, now."""
        for paneel in (
            *(self.reactie, self.verwerk, self.versie, self.verstrek, self.toevoegen, self.uitgeven),
            *(self.sleutel, self.stempel),
        ):
            paneel.leg_neer()
        self._toch.leg_neer()

    def ververs(self, soorten: frozenset[str]) -> None:
        """Look again when a change touches what is shown."""
        if self._verslag_id and soorten & _RAAKT:
            self._context.taken.vraag(_haal, self._verslag_id, True, klaar=self._vul, enkel="verslag")

    def _vul(self, gevonden: tuple[VerslagDetail, Bladbron, Erbij]) -> None:
        detail, bron, erbij = gevonden
        if detail.regel.verslag.id != self._verslag_id:
            return
        if bron != self._bron:
            self._gevonden = ({}, {})
        self.vul(detail, erbij)
        if bron != self._bron:
            self.bladen.zet(bron, houd_plek=self._bron != Bladbron())
            self._bron = bron
            if bron.pdf:
                self._context.taken.buiten(
                    _controleer,
                    self._verslag_id,
                    bron,
                    self._context.instellingen,
                    self._context.nu(),
                    klaar=self._gecontroleerd,
                    fout=self._niet_gecontroleerd,
                )
        (wat, wie), self._straks = self._straks, ("", "")
        match wat:
            case "reactie":
                self._reactie()
            case "verwerk":
                self._verwerk(wie)
            case "versie":
                self._nieuwe_versie()
            case "verstrek":
                self._verstrek(wie)
            case "toevoegen":
                self._voeg_toe()

    def vul(self, detail: VerslagDetail, erbij: Erbij | None = None) -> None:
        """Show what is known besides the pages and the check of the file."""
        self._detail, self._erbij = detail, erbij or Erbij()
        regel, waar = detail.regel, QApplication.focusWidget()
        stelde_vast = waar is not None and self.vaststellen.isAncestorOf(waar)
        self._dag.setText(f"{datum_in_woorden(regel.datum)} · {regel.overleg}")
        self._titel.setText(self.tr("Verslag {naam}").format(naam=regel.casusnaam))
        zin = self.tr("{nummer} van {aantal} uit dit overleg")
        self._plek.setText(
            zin.format(nummer=detail.nummer, aantal=detail.aantal) if detail.aantal > 1 else regel.nummer
        )
        self._vorige.setVisible(detail.aantal > 1)
        self._volgende.setVisible(detail.aantal > 1)
        self._vorige.setEnabled(detail.nummer > 1)
        self._volgende.setEnabled(detail.nummer < detail.aantal)
        woord, rol, icoon = statuszin(regel.verslag)
        self.status.zet(woord, rol=rol, icoon=icoon)
        for kaart in (self.reacties, self.vaststellen, self.ontvangers, self.versies):
            kaart.zet(detail)
        # What was found in the file still holds as long as it is the same file.
        self.ondertekenen.zet(detail, *self._gevonden)
        self._volg_toch(detail)
        self.toevoegingen.zet(self._erbij.toevoegingen, kan=self._erbij.kan_toevoegen)
        self.ontvangers.setVisible(True)
        knop = self.ondertekenen.knop
        if stelde_vast and self.vaststellen.isHidden() and knop.isVisible() and knop.isEnabled():
            # Hidden with the keyboard in it, the card hands that to whatever comes next; signing is what follows.
            knop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _volg_toch(self, detail: VerslagDetail) -> None:
        """Keep why something sensitive has to stay, for as long as it is asked and not used."""
        van = detail.regel.verslag.id if detail.gevoelig and self.vaststellen.isVisibleTo(self) else ""
        if van != self._toch_van:
            self._toch.stop()
            self._toch_van = van
            if van:
                self._toch.begin(concepten.formulier("toch", van))

    def _gecontroleerd(self, uitkomst: tuple[str, list[tuple[Soort, str]], dict[str, str], dict[str, str]]) -> None:
        verslag_id, zinnen, tijden, niveaus = uitkomst
        if verslag_id == self._verslag_id and self._detail is not None:
            self._gevonden = (tijden, niveaus)
            self.controle.zet(zinnen)
            self.ondertekenen.zet(self._detail, tijden, niveaus)

    def _niet_gecontroleerd(self, fout: BaseException) -> None:
        self.controle.zet([controlewoorden.onleesbaar(fout)])

    # Going to another one of the same overleg

    def _naar_vorige(self) -> None:
        self._naar(-1)

    def _naar_volgende(self) -> None:
        self._naar(1)

    def _naar(self, stap: int) -> None:
        if self._detail is not None:
            self._context.taken.vraag(verslagen.buur, self._verslag_id, stap, klaar=self._naar_buur)

    def _naar_buur(self, verslag_id: str) -> None:
        if verslag_id:
            self.ander.emit(verslag_id)

    # Acts

    def _termijn(self) -> None:
        if self._detail is not None:
            self.termijn.begin(self._detail)

    def _reactie(self) -> None:
        if self._detail is not None:
            self.reactie.begin(self._detail)

    def _verwerk(self, reactie_id: str) -> None:
        for reactie in self._detail.reacties if self._detail else ():
            if reactie.id == reactie_id:
                self.verwerk.begin(self._verslag_id, reactie)

    def _stel_vast(self) -> None:
        toch = self.vaststellen.toch.text()
        if self._toch_van:
            self._toch.bewaar(verslagen.stel_vast, self._verslag_id, toch, klaar=self._vastgesteld)
        else:
            self._context.taken.doe(verslagen.stel_vast, self._verslag_id, toch, klaar=self._vastgesteld)

    def _stel_alle_vast(self) -> None:
        if self._detail is not None:
            self._context.taken.doe(
                verslagen.stel_overleg_vast,
                self._detail.regel.verslag.overleg_id,
                {self._verslag_id: self.vaststellen.toch.text()},
                klaar=self._vastgesteld,
            )

    def _vastgesteld(self, _bon: object) -> None:
        if self._toch_van:
            self._toch.klaar()
        self._context.melding(self.tr("Vastgesteld. De tekst verandert nu niet meer."), rol="goed")

    def _teken(self) -> None:
        self._teken_met(sleutels.EIGEN)

    def _andere_sleutel(self) -> None:
        self.sleutel.begin(self._erbij.wie, mijn=self._erbij.mijn)

    def _teken_met(self, keuze: Sleutelkeuze) -> None:
        if self._detail is not None:
            self.ondertekenen.bezig(aan=True, aantal=self._detail.samen)
            self._tekening.begin(self._detail.regel.verslag.overleg_id, keuze)

    def _stap(self, klaar: int, _totaal: int) -> None:
        self.ondertekenen.wacht.zet(klaar)

    def _getekend(self, aantal: int) -> None:
        self.ondertekenen.bezig(aan=False)
        zin = self.tr("Ondertekend: {aantal} verslagen.") if aantal > 1 else self.tr("Ondertekend.")
        self._context.melding(zin.format(aantal=aantal), rol="goed")
        self._opnieuw()

    def _niet_getekend(self, fout: BaseException) -> None:
        self.ondertekenen.bezig(aan=False)
        if isinstance(fout, ZvhFout) and fout.reden is Reden.AFGEBROKEN:
            self._context.melding(self.tr("Ondertekenen is gestopt; er is niets ondertekend."))
        else:
            self._context.fout(fout)
        self._opnieuw()

    def _opnieuw(self) -> None:
        self.ververs(_RAAKT)

    def _verstrek(self, deelnemer_id: str) -> None:
        if self._detail is not None:
            ontvanger = next((o for o in self._detail.ontvangers if o.deelnemer_id == deelnemer_id), None)
            self.verstrek.begin(self._detail, ontvanger)

    def _nieuwe_versie(self) -> None:
        if self._detail is not None:
            self.versie.begin(self._detail)

    # What stands beside it

    def _wat_ziet(self) -> None:
        if self._detail is not None:
            self.uittreksel.begin(self._detail)

    def _voeg_toe(self) -> None:
        if self._detail is not None and self._erbij.kan_toevoegen:
            self.toevoegen.begin(self._detail)

    def _toevoeging(self, id_: str) -> ToevoegingRegel | None:
        return next((r for r in self._erbij.toevoegingen if r.toevoeging.id == id_), None)

    def _bekijk_toevoeging(self, id_: str) -> None:
        if (regel := self._toevoeging(id_)) is not None:
            titel = f"{AARDEN[regel.toevoeging.aard]} {regel.toevoeging.nummer}"
            self.uitgeven.kijk(titel, lambda wp: toevoegingen.bladbron(wp, id_))

    def _verstrek_toevoeging(self, id_: str) -> None:
        regel = self._toevoeging(id_)
        if self._detail is not None and regel is not None:
            geef_toevoeging(self.uitgeven, self._detail, regel)

    def _stempelpaneel(self) -> None:
        self.stempel.begin()

    def _stempel_nu(self) -> None:
        if self._stempels.begin():
            self._context.melding(self.tr("De tijdstempeldienst wordt gevraagd…"))

    def _gestempeld(self, aantal: int, fout: BaseException | None) -> None:
        if fout is not None:
            self._context.fout(fout)
        elif aantal:
            zin = self.tr("1 bestand kreeg een tijdstempel.") if aantal == 1 else self.tr("{n} kregen een tijdstempel.")
            self._context.melding(zin.format(n=aantal), rol="goed")
        else:
            self._context.melding(self.tr("Er wacht niets op een tijdstempel."))
