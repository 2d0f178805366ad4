"""Join a region with a new vault: the invitation, six words read aloud, the first time everything comes."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from zvh_desktop.domain.partner import ROLLEN
from zvh_desktop.gui.onderdelen import Knop, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.doorgeven import Doorgeven, Ontvangen
from zvh_desktop.gui.panelen.zeswoorden import ZesWoorden
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.toegang.kader import Kader
from zvh_desktop.services import aanmelden, beheer, stick, uitvoer
from zvh_desktop.services.aanmelden import Lidstand
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.stick import Uitgepakt
from zvh_desktop.services.werkplek import Werkplek

if TYPE_CHECKING:
    from zvh_desktop.gui.syncbode import SyncBode

__all__ = ["Aansluitscherm"]

_KIJK_MS: Final = 3000
"""How often the mailbox, and later the server, is looked at while this screen stands."""


def _hoever(wp: Werkplek) -> tuple[Lidstand, bool]:
    return aanmelden.lidstand(wp), beheer.is_ingericht(wp)


class Aansluitscherm(Kader):
    """Goes on where it was, also after the program was closed in between.

    Signals:
        klaar(): the first things of the region are here.
        zonder(): the person wants to work without a region.
    """

    klaar = Signal()
    zonder = Signal()

    def __init__(self, taken: Taken, delen: "SyncBode | None", ouder: QWidget | None = None) -> None:
        super().__init__(600, ouder)
        self._taken, self._delen = taken, delen
        self._stand: Lidstand | None = None
        self._binnen = False
        self.setAccessibleName(self.tr("Aansluiten bij een regio"))
        inhoud = self.kaart.inhoud
        self.titel = Tekst("", maat="sectie", gewicht=700, omloop=True)
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        inhoud.addWidget(self.titel)
        inhoud.addWidget(self.uitleg)
        self.plak = Ontvangen(self.tr("Uitnodiging"), taken, woord=self.tr("Aansluiten"))
        self.plak.open.zet_tekst(self.tr("Uitnodiging openen…"))
        self.plak.gekregen.connect(self._begin)
        inhoud.addWidget(self.plak)
        self.woorden = ZesWoorden()
        inhoud.addWidget(self.woorden)
        self.past = Tekst(
            self.tr(
                "Lees de woorden voor als de beheerder erom vraagt. Heeft de beheerder andere woorden, ga dan niet "
                "verder: er kan iemand tussen zitten."
            ),
            omloop=True,
        )
        inhoud.addWidget(self.past)
        self.balk = QProgressBar()
        self.balk.setTextVisible(False)
        self.balk.setFixedHeight(6)
        self.balk.setMaximum(0)
        self.balk.setAccessibleName(self.tr("Voortgang van het ophalen"))
        inhoud.addWidget(self.balk)
        self.net = Tekst("", maat="klein", rol="tekst2", omloop=True)
        inhoud.addWidget(self.net)
        self.met_de_hand = Knop(self.tr("Berichten met de hand doorgeven"), soort="vlak", icoon="paperclip", klein=True)
        self.met_de_hand.setCheckable(True)
        self.met_de_hand.toggled.connect(self._toon_berichten)
        self.stick = Knop(self.tr("Stick inlezen…"), icoon="usb", klein=True)
        self.stick.clicked.connect(self._kies_stick)
        self.nu = Knop(self.tr("Nu ophalen"), icoon="refresh-cw", klein=True)
        self.nu.clicked.connect(self._nu)
        rij = Vloei(tussen=8)
        for knop in (self.nu, self.stick, self.met_de_hand):
            rij.addWidget(knop)
        inhoud.addWidget(rij)
        self.bericht = Doorgeven(self.tr("Bericht voor de beheerder"), taken, "bericht-toestel.txt")
        inhoud.addWidget(self.bericht)
        self.antwoord = Ontvangen(self.tr("Bericht van de beheerder"), taken)
        self.antwoord.gekregen.connect(self._neem)
        inhoud.addWidget(self.antwoord)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        inhoud.addWidget(self.fout)
        self.weg_zonder = self.voeg_weg_toe(self.tr("Zonder regio beginnen"), self.zonder.emit)
        self.weg_ander = self.voeg_weg_toe(self.tr("Andere uitnodiging gebruiken"), self._ander)
        self._kijk = QTimer(self)
        self._kijk.setInterval(_KIJK_MS)
        self._kijk.timeout.connect(self._kijk_nu)
        if delen is not None:
            delen.lid.connect(self._van_post)
            delen.gedaan.connect(self._ronde_gedaan)
            delen.bezig.connect(self._vordert)
            delen.begin()
        self._zet(Lidstand("geen"))
        self._vraag()

    def hoofdknoppen(self) -> tuple[Knop, ...]:
        """See `Kader`."""
        return self.plak.neem, self.antwoord.neem

    # Showing

    def _vraag(self) -> None:
        self._taken.vraag(_hoever, klaar=self._kwam, enkel="aansluiten")

    def _kwam(self, antwoord: tuple[Lidstand, bool]) -> None:
        stand, ingericht = antwoord
        if ingericht:
            self._af()
        elif self._stand != stand:
            self._zet(stand)

    def _af(self) -> None:
        if not self._binnen:
            self._binnen = True
            self._kijk.stop()
            self.klaar.emit()

    def _van_post(self, stand: Lidstand) -> None:
        self._meld_net(None)
        if self._stand != stand:
            self._zet(stand)

    def _zet(self, stand: Lidstand) -> None:
        """Show how far it is."""
        vorige, self._stand = self._stand, stand
        fase = stand.fase
        rol = ROLLEN.get(stand.rol, stand.rol)
        titels = {
            "geen": self.tr("Aansluiten met een uitnodiging"),
            "wacht": self.tr("Even wachten op de beheerder"),
            "woorden": self.tr("Vergelijk deze zes woorden"),
            "lid": self.tr("U bent aangesloten"),
        }
        zinnen = {
            "geen": self.tr(
                "Plak de uitnodiging die u van de beheerder kreeg, of open het bestand. Uw wachtwoordzin blijft op dit "
                "toestel."
            ),
            "wacht": self.tr(
                "U wordt aangesloten als {rol}. Dit toestel en dat van de beheerder wisselen sleutels uit."
            ),
            "woorden": self.tr(
                "Bel de beheerder en let op de stem. Past het bij wat u hoort, dan keurt de beheerder het goed."
            ),
            "lid": self.tr("Als {rol}. Nu komt wat voor u bestemd is; bij een grote regio duurt dat even."),
        }
        self.titel.setText(titels[fase])
        self.uitleg.setText(zinnen[fase].format(rol=rol))
        self.plak.setVisible(fase == "geen")
        self.woorden.zet(stand.woorden if fase == "woorden" else ())
        self.past.setVisible(fase == "woorden")
        self.balk.setVisible(fase in ("wacht", "lid") and self._met_server())
        self.nu.setVisible(fase == "lid" and self._delen is not None)
        self.stick.setVisible(fase == "lid")
        self.weg_zonder.setVisible(fase == "geen")
        self.weg_ander.setVisible(fase in ("wacht", "woorden"))
        self.fout.hide()
        self._toon_berichten()
        self._meld_net(None)
        wacht = fase != "geen" and self._met_server()
        self._kijk.start() if wacht else self._kijk.stop()
        if wacht and vorige is not None and vorige.fase != fase:
            self._kijk_nu()
        self._zet_focus(fase)

    def _zet_focus(self, fase: str) -> None:
        eerste: dict[str, QWidget] = {"geen": self.plak.invoer, "woorden": self.woorden, "lid": self.stick}
        doel = eerste.get(fase, self.bericht.kopie if self.bericht.isVisibleTo(self) else self.met_de_hand)
        self.zet_begin(doel)
        if self.isVisible():
            doel.setFocus()

    def _met_server(self) -> bool:
        return (
            self._delen is not None
            and self._stand is not None
            and (bool(self._stand.server) or self._stand.fase == "lid")
        )

    def _toon_berichten(self) -> None:
        stand = self._stand
        if stand is None:
            return
        loopt = stand.fase in ("wacht", "woorden")
        self.met_de_hand.setVisible(loopt and self._met_server())
        hand = loopt and (not self._met_server() or self.met_de_hand.isChecked())
        self.bericht.zet(stand.bericht if hand else "")
        self.antwoord.setVisible(hand)

    def _meld_net(self, fout: BaseException | None) -> None:
        tekst = zin(fout) if isinstance(fout, Exception) else ""
        if not tekst and self._stand is not None and self._stand.fase != "geen" and not self._met_server():
            tekst = self.tr("Zonder server: geef de berichten met de hand door, in een bestand of als tekst.")
            if self._stand.fase == "lid":
                tekst = self.tr("Zonder server: lees de stick in die u van de beheerder krijgt.")
        self.net.setText(tekst)
        self.net.setVisible(bool(tekst))

    def mislukt(self, tekst: str) -> None:
        """Say why something did not work; what was pasted stays."""
        self.fout.setText(tekst)
        self.fout.setVisible(bool(tekst))

    # The invitation and messages by hand

    def _begin(self, tekst: str) -> None:
        self.plak.zet_fout("")
        self._taken.doe(aanmelden.word_lid, tekst, klaar=self._begonnen, fout=self._niet_begonnen)

    def _ander(self) -> None:
        """What was begun stays until another invitation is taken."""
        self.weg_ander.hide()
        self.plak.show()
        self.plak.setFocus()

    def _begonnen(self, stand: Lidstand) -> None:
        self.plak.leeg()
        self._zet(stand)

    def _niet_begonnen(self, fout: BaseException) -> None:
        self.plak.zet_fout(zin(fout))

    def _neem(self, tekst: str) -> None:
        self.antwoord.zet_fout("")
        self._taken.doe(aanmelden.neem_antwoord, tekst, klaar=self._genomen, fout=self._niet_genomen)

    def _genomen(self, stand: Lidstand) -> None:
        self.antwoord.leeg()
        self._zet(stand)

    def _niet_genomen(self, fout: BaseException) -> None:
        self.antwoord.zet_fout(zin(fout))

    # The server

    def _kijk_nu(self) -> None:
        if self._delen is not None:
            self._delen.kijk_post()

    def _nu(self) -> None:
        self._kijk_nu()

    def _vordert(self, aan: bool, gedaan: int, totaal: int) -> None:
        self.balk.setMaximum(totaal if aan else 0)
        self.balk.setValue(gedaan)

    def _ronde_gedaan(self, fout: BaseException | None) -> None:
        self._meld_net(fout)
        self._vraag()

    # A stick

    def _kies_stick(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk bestand van de stick?"), self._lees_stick, soort="zvhp")

    def _lees_stick(self, pad: Path) -> None:
        self._taken.buiten(uitvoer.lees, pad, stick.GROOTSTE_PAK, klaar=self._stick_gelezen, fout=self._niet_gelukt)

    def _stick_gelezen(self, inhoud: bytes) -> None:
        self._taken.doe(stick.pak_uit, inhoud, klaar=self._uitgepakt, fout=self._niet_gelukt)

    def _uitgepakt(self, uit: Uitgepakt) -> None:
        self.net.setText(uit.woorden)
        self.net.show()
        self._vraag()

    def _niet_gelukt(self, fout: BaseException) -> None:
        self.mislukt(zin(fout))
