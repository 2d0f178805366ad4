"""The first screen without a vault: make one, open one, put a copy back; and the forms for each."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Tekst, Veld
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.toegang.kader import Kader
from zvh_desktop.gui.toegang.slot import GeheimVeld

__all__ = ["Beginscherm", "Herstelscherm", "NieuweKluis", "Terugzetscherm", "WachtwoordPaar"]


class Beginscherm(Kader):
    """Five ways in.

    Signals:
        gekozen(wat): "nieuw", "uitnodiging", "terugzetten", "papier".
        openen(map): a folder that a person chose.
    """

    gekozen = Signal(str)
    openen = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(460, ouder)
        self.setAccessibleName(self.tr("Begin"))
        inhoud = self.kaart.inhoud
        inhoud.addWidget(Tekst(self.tr("Welkom"), maat="sectie", gewicht=700))
        inhoud.addWidget(
            Tekst(
                self.tr(
                    "Alles wat u vastlegt staat versleuteld in een kluis op dit toestel. Er is geen netwerk nodig. "
                    "Maak een nieuwe kluis of open een bestaande."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        inhoud.addSpacing(4)
        self.nieuw = Knop(self.tr("Nieuwe kluis maken"), soort="primair", icoon="plus")
        self.nieuw.clicked.connect(lambda: self.gekozen.emit("nieuw"))
        self.uitnodiging = Knop(self.tr("Ik heb een uitnodiging"), icoon="mail")
        self.uitnodiging.clicked.connect(lambda: self.gekozen.emit("uitnodiging"))
        self.open = Knop(self.tr("Bestaande kluis openen…"), icoon="folder-open")
        self.open.clicked.connect(self._kies)
        self.terug = Knop(self.tr("Reservekopie terugzetten…"), icoon="history")
        self.terug.clicked.connect(lambda: self.gekozen.emit("terugzetten"))
        self.papier = Knop(self.tr("Regio herstellen van papier…"), soort="vlak", icoon="landmark")
        self.papier.clicked.connect(lambda: self.gekozen.emit("papier"))
        for knop in (self.nieuw, self.uitnodiging, self.open, self.terug, self.papier):
            knop.setMinimumHeight(40)
            inhoud.addWidget(knop)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.fout.hide()
        inhoud.addWidget(self.fout)
        self.zet_begin(self.nieuw)

    def zet_fout(self, zin: str) -> None:
        """Say why something did not open."""
        self.fout.setText(zin)
        self.fout.setVisible(bool(zin))

    def _kies(self) -> None:
        map_ = QFileDialog.getExistingDirectory(self, self.tr("Kluis openen (map die op .zvh eindigt)"))
        if map_:
            self.openen.emit(map_)


class WachtwoordPaar(QWidget):
    """A new passphrase, twice, with a meter that says in words how strong it is.

    Signals:
        veranderd(): strength or equality changed; ask `klaar()`.
    """

    veranderd = Signal()

    def __init__(self, taken: Taken, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._taken = taken
        self._genoeg = False
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(8)
        self.een, self.twee = GeheimVeld(), GeheimVeld()
        hint = self.tr("Vier of meer losse woorden die niets met u te maken hebben; spaties mogen.")
        self._veld_een = Veld(self.tr("Wachtwoordzin"), self.een, hint=hint)
        self._veld_twee = Veld(self.tr("Nog een keer"), self.twee)
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(6)
        self.meter.setAccessibleName(self.tr("Sterkte van de wachtwoordzin"))
        self.oordeel = Tekst("", maat="klein", rol="tekst2", omloop=True)
        kolom.addWidget(self._veld_een)
        kolom.addWidget(self.meter)
        kolom.addWidget(self.oordeel)
        kolom.addWidget(self._veld_twee)
        self._wacht = QTimer(self)
        self._wacht.setSingleShot(True)
        self._wacht.setInterval(150)
        self._wacht.timeout.connect(self._meet)
        self.een.textChanged.connect(self._getypt)
        self.twee.textChanged.connect(self._vergelijk)
        self.setFocusProxy(self.een)

    def _getypt(self) -> None:
        self._genoeg = False
        self._wacht.start()
        self._vergelijk()

    def _meet(self) -> None:
        from zvh_desktop.services.kluizen import sterkte

        tekst = self.een.text()
        if tekst:
            self._taken.buiten(sterkte, tekst, klaar=self._gemeten)
        else:
            self.oordeel.setText("")
            self.meter.setValue(0)

    def _gemeten(self, sterkte: object) -> None:
        score, self._genoeg = sterkte.score, sterkte.genoeg  # type: ignore[attr-defined]
        tips: tuple[str, ...] = sterkte.tips  # type: ignore[attr-defined]
        woorden: str = sterkte.woorden  # type: ignore[attr-defined]
        zin = self.tr("Sterkte: {woorden}.").format(woorden=woorden)
        if tips and not self._genoeg:
            zin = self.tr("Sterkte: {woorden}. Tip: {tip}.").format(woorden=woorden, tip=tips[0])
        self.meter.setValue(max(score, 0))
        self.oordeel.setText(zin)
        self.oordeel.zet_rol("goed" if self._genoeg else "waarschuwing")
        self.veranderd.emit()

    def _vergelijk(self) -> None:
        anders = bool(self.twee.text()) and not self.een.text().startswith(self.twee.text())
        self._veld_twee.zet_fout(self.tr("Dit is niet hetzelfde.") if anders else "")
        self.veranderd.emit()

    def klaar(self) -> bool:
        """Strong enough and typed twice the same."""
        return self._genoeg and self.een.text() == self.twee.text()

    def wachtwoord(self) -> str:
        """The passphrase."""
        return self.een.text()

    def leeg(self) -> None:
        """Forget what was typed."""
        self.een.leeg()
        self.twee.leeg()


class _Formulier(Kader):
    """A card with a title, fields, one primary button and a way back.

    Signals:
        terug(): back to where one was.
    """

    terug = Signal()

    def __init__(self, titel: str, uitleg: str, woord: str, beeld: str, ouder: QWidget | None = None) -> None:
        super().__init__(480, ouder)
        self.setAccessibleName(titel)
        self._woord = woord
        self.kaart.inhoud.addWidget(Tekst(titel, maat="sectie", gewicht=700))
        self.kaart.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.fout.hide()
        self.knop = Knop(woord, soort="primair", icoon=beeld)
        self.knop.setMinimumHeight(40)
        self.knop.clicked.connect(self.doe)
        self.voeg_weg_toe(self.tr("Terug"), self.terug.emit)

    def _sluit_kaart(self) -> None:
        self.kaart.inhoud.addWidget(self.fout)
        self.kaart.inhoud.addWidget(self.knop)

    def doe(self) -> None:
        """Carry out what the primary button says."""

    def zet_bezig(self, *, bezig: bool) -> None:
        """Show that work is under way."""
        self.knop.setEnabled(not bezig)
        self.knop.zet_tekst(self.tr("Een ogenblik…") if bezig else self._woord)

    def mislukt(self, zin: str) -> None:
        """Say why it did not work; what was typed stays."""
        self.zet_bezig(bezig=False)
        self.fout.setText(zin)
        self.fout.setVisible(bool(zin))


def _mapkiezer(formulier: _Formulier, titel: str, veld: RegelVeld, vraag: str) -> QWidget:
    rij = QWidget()
    indeling = QHBoxLayout(rij)
    indeling.setContentsMargins(0, 0, 0, 0)
    knop = Knop(formulier.tr("Kiezen…"), naam=formulier.tr("{titel} kiezen").format(titel=titel))

    def kies() -> None:
        gekozen = QFileDialog.getExistingDirectory(formulier, vraag, veld.text())
        if gekozen:
            veld.setText(gekozen)

    knop.clicked.connect(kies)
    indeling.addWidget(Veld(titel, veld), 1)
    indeling.addWidget(knop, 0, Qt.AlignmentFlag.AlignBottom)
    return rij


class NieuweKluis(_Formulier):
    """Makes a vault.

    Signals:
        maak(map, wachtwoord): everything is filled in.
    """

    maak = Signal(str, str)

    def __init__(self, taken: Taken, map_: Path, ouder: QWidget | None = None) -> None:
        super().__init__(
            ouder=ouder,
            titel=self.tr("Nieuwe kluis"),
            uitleg=self.tr(
                "De wachtwoordzin opent de kluis. Niemand kan hem voor u opzoeken; "
                "met de herstelsleutel die u straks krijgt kunt u er altijd nog in."
            ),
            woord=self.tr("Kluis maken"),
            beeld="key-round",
        )
        self.naam = RegelVeld("werk")
        self.map = RegelVeld(str(map_))
        inhoud = self.kaart.inhoud
        hint = self.tr("Een neutrale naam: die is zichtbaar voor wie het toestel heeft.")
        inhoud.addWidget(Veld(self.tr("Naam van de kluis"), self.naam, hint=hint))
        inhoud.addWidget(_mapkiezer(self, self.tr("In de map"), self.map, self.tr("Waar komt de kluis?")))
        self.paar = WachtwoordPaar(taken)
        self.paar.veranderd.connect(self._bij)
        self.paar.twee.returnPressed.connect(self.doe)
        inhoud.addWidget(self.paar)
        self._sluit_kaart()
        self._bij()
        self.zet_begin(self.paar)

    def _bij(self) -> None:
        self.knop.setEnabled(self.paar.klaar())

    def doe(self) -> None:
        """Make the vault when the passphrase is strong and equal."""
        naam = "".join(t for t in self.naam.text().strip() if t.isalnum() or t in "-_ ").strip()
        if not self.paar.klaar():
            return
        if not naam:
            self.mislukt(self.tr("Geef de kluis een naam van letters of cijfers; er is nog niets gemaakt."))
            return
        self.zet_bezig(bezig=True)
        self.maak.emit(str(Path(self.map.text()) / f"{naam}.zvh"), self.paar.wachtwoord())


class Herstelscherm(_Formulier):
    """Opens a vault with the recovery key and sets a new passphrase.

    Signals:
        herstel(sleutel, wachtwoord): everything is filled in.
    """

    herstel = Signal(str, str)

    def __init__(self, taken: Taken, ouder: QWidget | None = None) -> None:
        super().__init__(
            ouder=ouder,
            titel=self.tr("Openen met de herstelsleutel"),
            uitleg=self.tr(
                "Typ de sleutel van het afgedrukte blad. Streepjes, spaties en hoofdletters maken niet uit. "
                "Daarna krijgt u een nieuwe wachtwoordzin en een nieuwe herstelsleutel; de oude vervalt."
            ),
            woord=self.tr("Herstellen"),
            beeld="key-round",
        )
        self.sleutel = RegelVeld()
        self.kaart.inhoud.addWidget(Veld(self.tr("Herstelsleutel"), self.sleutel))
        self.paar = WachtwoordPaar(taken)
        self.paar.veranderd.connect(self._bij)
        self.paar.twee.returnPressed.connect(self.doe)
        self.kaart.inhoud.addWidget(self.paar)
        self._sluit_kaart()
        self._bij()
        self.zet_begin(self.sleutel)

    def _bij(self) -> None:
        self.knop.setEnabled(self.paar.klaar() and bool(self.sleutel.text().strip()))

    def doe(self) -> None:
        """Ask to recover."""
        if self.paar.klaar() and self.sleutel.text().strip():
            self.zet_bezig(bezig=True)
            self.herstel.emit(self.sleutel.text(), self.paar.wachtwoord())


class Terugzetscherm(_Formulier):
    """Puts a copy back as a new vault.

    Signals:
        zet_terug(bron, doel, wachtwoord): everything is filled in.
    """

    zet_terug = Signal(str, str, str)

    def __init__(self, map_: Path, ouder: QWidget | None = None) -> None:
        super().__init__(
            ouder=ouder,
            titel=self.tr("Reservekopie terugzetten"),
            uitleg=self.tr("De kopie wordt een nieuwe kluis. De kopie zelf en andere kluizen blijven zoals ze zijn."),
            woord=self.tr("Terugzetten"),
            beeld="history",
        )
        self.bron, self.map, self.naam = RegelVeld(), RegelVeld(str(map_)), RegelVeld("teruggezet")
        self.geheim = GeheimVeld()
        inhoud = self.kaart.inhoud
        inhoud.addWidget(_mapkiezer(self, self.tr("Reservekopie"), self.bron, self.tr("Welke reservekopie?")))
        inhoud.addWidget(_mapkiezer(self, self.tr("In de map"), self.map, self.tr("Waar komt de kluis?")))
        inhoud.addWidget(Veld(self.tr("Naam van de kluis"), self.naam))
        inhoud.addWidget(Veld(self.tr("Wachtwoordzin van de reservekopie"), self.geheim))
        self.geheim.returnPressed.connect(self.doe)
        self._sluit_kaart()
        self.zet_begin(self.bron)

    def doe(self) -> None:
        """Ask to put back."""
        if not (self.bron.text().strip() and self.naam.text().strip() and self.geheim.text()):
            self.mislukt(self.tr("Kies de reservekopie, een naam en typ de wachtwoordzin; er is nog niets gedaan."))
            return
        self.zet_bezig(bezig=True)
        doel = Path(self.map.text()) / f"{self.naam.text().strip()}.zvh"
        geheim = self.geheim.text()
        self.geheim.leeg()
        self.zet_terug.emit(self.bron.text(), str(doel), geheim)
