"""The vault: passphrase, recovery key, backup, check, and a new vault key after a leak."""

import threading
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, Veld, Wachtbalk, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import Deel, knoppenrij
from zvh_desktop.gui.pages.beheer.wortels import WortelsKaart
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.controleren import controlerijen
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.toegang.begin import WachtwoordPaar
from zvh_desktop.gui.toegang.inrichten import Sleutelscherm
from zvh_desktop.gui.toegang.slot import GeheimVeld
from zvh_desktop.services import controlewoorden, kluizen, uitvoer
from zvh_desktop.services.controlewoorden import Soort
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["KluisDeel"]


class _Kopie(QObject):
    """A backup under way: told in steps, can be stopped."""

    stap = Signal(int, int)
    klaar = Signal(object)
    mislukt = Signal(object)

    def __init__(self, taken: Taken, ouder: QObject) -> None:
        super().__init__(ouder)
        self._taken = taken
        self._stop = threading.Event()
        self._gemeld = -1

    def begin(self, map_: Path) -> None:
        """Make a copy in a folder; `klaar` or `mislukt` follows."""
        self._stop.clear()
        self._gemeld = -1
        self._taken.doe(self._maak, map_, klaar=self._gedaan, fout=self.mislukt.emit, voor=self)

    def stop(self) -> None:
        """Stop; nothing of the copy is left then."""
        self._stop.set()

    def _maak(self, wp: Werkplek, map_: Path) -> tuple[Path, str]:
        def voortgang(klaar: int, totaal: int) -> None:
            if self._stop.is_set():
                raise Omstandigheid(Reden.AFGEBROKEN)
            procent = 100 * klaar // max(1, totaal)
            if procent != self._gemeld:
                self._gemeld = procent
                self.stap.emit(procent, 100)

        pad = kluizen.reservekopie(wp, map_, voortgang)
        return pad, pad.name

    def _gedaan(self, uitkomst: tuple[Path, str]) -> None:
        self.klaar.emit(uitkomst[0])


class WachtwoordPaneel(Zijpaneel):
    """The passphrase of now and a new one; for a change, or for a new vault key along with it."""

    def __init__(self, context: Context, gastheer: QWidget, *, kluissleutel: bool) -> None:
        super().__init__("", gastheer, breedte=460)
        self.context = context
        self._kluissleutel = kluissleutel
        self.zet_titel(self.tr("Nieuwe kluissleutel") if kluissleutel else self.tr("Wachtwoordzin wijzigen"))
        uitleg = (
            self.tr(
                "De hele kluis wordt opnieuw versleuteld, ook met een nieuwe herstelsleutel. Doe dit wanneer een kopie "
                "of de wachtwoordzin in verkeerde handen kan zijn. Oudere reservekopieën houden hun oude sleutel: "
                "vernietig die."
            )
            if kluissleutel
            else self.tr(
                "Reservekopieën die al gemaakt zijn, blijven opengaan met de oude wachtwoordzin. Is die uitgelekt, "
                "neem dan een nieuwe kluissleutel."
            )
        )
        self.inhoud.addWidget(Tekst(uitleg, maat="knop", rol="tekst2", omloop=True))
        self.oud = GeheimVeld()
        self.oudveld = Veld(self.tr("Wachtwoordzin van nu"), self.oud)
        self.inhoud.addWidget(self.oudveld)
        self.inhoud.addWidget(Tekst(self.tr("De nieuwe wachtwoordzin"), gewicht=600))
        self.paar = WachtwoordPaar(context.taken)
        self.paar.veranderd.connect(self._bij)
        self.inhoud.addWidget(self.paar)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.fout.hide()
        self.inhoud.addWidget(self.fout)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self.sluit)
        woord = self.tr("Opnieuw versleutelen") if kluissleutel else self.tr("Wijzigen")
        self.knop = self.voeg_knop_toe(Knop(woord, soort="primair", icoon="key-round"))
        self.knop.clicked.connect(self._doe)
        self.gesloten.connect(self._vergeet)

    sleutel_gemaakt = Signal(str)
    """The vault has a new recovery key, to be shown once."""

    def begin(self) -> None:
        """Open, empty."""
        self._vergeet()
        self._bij()
        self.open(self.oud)

    def _vergeet(self) -> None:
        self.oud.leeg()
        self.paar.leeg()
        self.fout.hide()

    def _bij(self) -> None:
        self.knop.setEnabled(self.paar.klaar())

    def _doe(self) -> None:
        self.knop.setEnabled(False)
        wat = kluizen.nieuwe_kluissleutel if self._kluissleutel else kluizen.wijzig_wachtwoord
        label = self.tr("Kluis opnieuw versleutelen…") if self._kluissleutel else self.tr("Wachtwoordzin wijzigen…")
        self.context.taken.doe(
            wat, self.oud.text(), self.paar.wachtwoord(), klaar=self._klaar, fout=self._mislukt, label=label
        )

    def _klaar(self, sleutel: str | None) -> None:
        self.sluit()
        if sleutel:
            self.sleutel_gemaakt.emit(sleutel)
        else:
            self.context.melding(self.tr("De wachtwoordzin is gewijzigd."), rol="goed")

    def _mislukt(self, fout: BaseException) -> None:
        self._bij()
        if isinstance(fout, Omstandigheid):
            self.fout.setText(zin(fout))
            self.fout.show()
            self.oud.setFocus()
        else:
            self.context.fout(fout)


class KluisDeel(Deel):
    """Cards of acts on the vault."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._pad = Path()
        self.wachtwoord = WachtwoordPaneel(context, gastheer, kluissleutel=False)
        self.kluissleutel = WachtwoordPaneel(context, gastheer, kluissleutel=True)
        self.kluissleutel.sleutel_gemaakt.connect(self._toon_sleutel)
        self._kopieert = False
        self.kopie = _Kopie(context.taken, self)
        self.kopie.stap.connect(self._stap)
        self.kopie.klaar.connect(self._gekopieerd)
        self.kopie.mislukt.connect(self._niet_gekopieerd)
        self._maak_kopiekaart()
        self._maak_controlekaart()
        self._maak_toegangkaart()
        self.wortels = WortelsKaart(context)
        self.kolom.addWidget(self.wortels)

    def _kaart(self, titel: str, uitleg: str) -> Kaart:
        kaart = Kaart(titel, rand="rondom")
        kaart.inhoud.addWidget(Tekst(uitleg, maat="knop", rol="tekst2", omloop=True))
        self.kolom.addWidget(kaart)
        return kaart

    def _maak_kopiekaart(self) -> None:
        kaart = self._kaart(
            self.tr("Reservekopie"),
            self.tr(
                "Een volledige, versleutelde kopie in een map of op een USB-stick. Zij gaat open met de wachtwoordzin "
                "van nu en werkt ook zonder dit toestel. Bewaar haar ergens anders dan het toestel zelf."
            ),
        )
        self.knop_kopie = Knop(self.tr("Reservekopie maken…"), soort="primair", icoon="archive")
        self.knop_kopie.clicked.connect(self._kies_map)
        self.knop_terug = Knop(self.tr("Reservekopie terugzetten…"), icoon="archive-restore")
        self.knop_terug.clicked.connect(self._terugzetten)
        kaart.inhoud.addWidget(knoppenrij(self.knop_kopie, self.knop_terug))
        self.wacht = Wachtbalk(stopbaar=True)
        self.wacht.gestopt.connect(self.kopie.stop)
        kaart.inhoud.addWidget(self.wacht)
        kaart.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Terugzetten maakt een nieuwe kluis naast deze; deze gaat eerst op slot en blijft zoals zij is."
                ),
                maat="klein",
                rol="tekst2",
                omloop=True,
            )
        )

    def _maak_controlekaart(self) -> None:
        kaart = self._kaart(
            self.tr("Kluis controleren"),
            self.tr("Leest elk blad, rekent de geschiedenis en het logboek na en volgt alle verwijzingen."),
        )
        self.knop_controle = Knop(self.tr("Nu controleren"), icoon="shield-check")
        self.knop_controle.clicked.connect(self._controleer)
        kaart.inhoud.addWidget(knoppenrij(self.knop_controle))
        self.bevindingen = RijenLijst(self.tr("Bevindingen"), in_kaart=True, wikkel=True, lijnen=False, kiesbaar=False)
        self.bevindingen.zet_marge(0)
        self.bevindingen.hide()
        kaart.inhoud.addWidget(self.bevindingen)

    def _maak_toegangkaart(self) -> None:
        kaart = self._kaart(
            self.tr("Toegang"),
            self.tr(
                "De wachtwoordzin opent de kluis; de herstelsleutel op papier opent haar als die vergeten is. "
                "Een nieuwe herstelsleutel vervangt de oude; eerdere reservekopieën gaan nog open met de oude."
            ),
        )
        self.knop_wachtwoord = Knop(self.tr("Wachtwoordzin wijzigen…"), icoon="key-round")
        self.knop_wachtwoord.clicked.connect(self.wachtwoord.begin)
        self.knop_herstel = Knop(self.tr("Herstelsleutel vernieuwen…"), icoon="life-buoy")
        self.knop_herstel.clicked.connect(self._vernieuw)
        self.knop_kluissleutel = Knop(self.tr("Nieuwe kluissleutel…"), icoon="refresh-cw")
        self.knop_kluissleutel.clicked.connect(self.kluissleutel.begin)
        kaart.inhoud.addWidget(knoppenrij(self.knop_wachtwoord, self.knop_herstel, self.knop_kluissleutel))

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """The vault itself is everybody's own; whom this computer trusts is for who signs and checks."""
        return {Daad.VERTROUWEN: self.wortels.knoppen()}

    def toon(self, wat: str = "") -> None:
        """Put the cursor on what was asked for in the menu."""
        self.wortels.toon()
        if wat == "wachtwoord":
            self.wachtwoord.begin()
        elif wat == "reservekopie":
            self.knop_kopie.setFocus()
        elif wat == "herstelsleutel":
            self.knop_herstel.setFocus()

    def verlaat(self) -> None:
        """Forget passphrases that were being typed."""
        self.wachtwoord.sluit()
        self.kluissleutel.sluit()

    # Backup

    def _kies_map(self) -> None:
        # Not shut meanwhile: that hands the keyboard to the button beside it, where a second Enter locks the vault.
        if self._kopieert:
            return
        bestand.kies_map(self, self.tr("In welke map komt de reservekopie?"), self._kopieer)

    def _kopieer(self, map_: Path) -> None:
        self._kopieert = True
        self.wacht.begin(self.tr("Reservekopie maken…"), stappen=100)
        self.kopie.begin(map_)

    def _stap(self, klaar: int, _totaal: int) -> None:
        self.wacht.zet(klaar)

    def _gekopieerd(self, pad: Path) -> None:
        self._eind_kopie()
        self.context.melding(
            self.tr("De reservekopie is gemaakt en één keer geopend ter controle: {naam}").format(naam=pad.name),
            rol="goed",
        )

    def _niet_gekopieerd(self, fout: BaseException) -> None:
        self._eind_kopie()
        if isinstance(fout, ZvhFout) and fout.reden is Reden.AFGEBROKEN:
            self.context.melding(self.tr("De reservekopie is gestopt; er is niets van blijven staan."))
        else:
            self.context.fout(fout)

    def _eind_kopie(self) -> None:
        self._kopieert = False
        wie = self.focusWidget()
        if wie is not None and self.wacht.isAncestorOf(wie):
            # The stop button goes; the keyboard returns to where this began.
            self.knop_kopie.setFocus()
        self.wacht.klaar()

    def _terugzetten(self) -> None:
        gevraagd = getattr(self.window(), "kluis_gevraagd", None)
        if gevraagd is not None:
            gevraagd.emit("terugzetten")

    # Check

    def _controleer(self) -> None:
        self.knop_controle.setEnabled(False)
        self.bevindingen.hide()
        self.context.taken.vraag(
            _controle, klaar=self._gecontroleerd, fout=self._niet_gecontroleerd, label=self.tr("Kluis controleren…")
        )

    def _gecontroleerd(self, zinnen: list[tuple[Soort, str]]) -> None:
        self.knop_controle.setEnabled(True)
        self.bevindingen.zet(controlerijen(zinnen))
        self.bevindingen.show()

    def _niet_gecontroleerd(self, fout: BaseException) -> None:
        self.knop_controle.setEnabled(True)
        self.context.fout(fout)

    # Recovery key

    def _vernieuw(self) -> None:
        self.context.taken.doe(kluizen.nieuwe_herstelsleutel, klaar=self._toon_sleutel)

    def _toon_sleutel(self, sleutel: str) -> None:
        self._scherm = Sleutelscherm(sleutel)
        self._scherm.klaar.connect(self._gezien)
        self._scherm.bewaar.connect(self._bewaar_sleutel)
        self._sleutel = sleutel
        self.context.venster.vul_venster(self._scherm, afgeschermd=True)

    def _gezien(self) -> None:
        self._sleutel = ""
        self.context.venster.sluit_volvenster()

    def _bewaar_sleutel(self, pad: str) -> None:
        self.context.taken.doe(
            uitvoer.herstelsleutel,
            self._sleutel,
            Path(pad),
            klaar=self._sleutel_bewaard,
            fout=self._sleutel_niet_bewaard,
        )

    def _sleutel_bewaard(self, _pad: Path) -> None:
        self._scherm.meld(self.tr("Het blad is geschreven. Druk het af en haal het bestand daarna weg."))

    def _sleutel_niet_bewaard(self, fout: BaseException) -> None:
        self._scherm.meld(zin(fout))


def _controle(wp: Werkplek) -> list[tuple[Soort, str]]:
    bevindingen = kluizen.controleer(wp)
    if not bevindingen:
        return [("ok", "Alles klopt: bladen, geschiedenis, logboek, bestanden en verwijzingen.")]
    slot: tuple[Soort, str] = ("let_op", "Er is niets veranderd. Zet een reservekopie van vóór de schade terug.")
    return [*(("fout", controlewoorden.bevinding(b)) for b in bevindingen), slot]
