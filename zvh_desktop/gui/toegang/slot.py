"""The unlock screen: no name of person or region, why it locked, and that the text is safe.

Only Qt is needed to paint it; everything else loads while the passphrase is typed.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zvh_desktop.gui.onderdelen import IcoonBeeld, Knop, RegelVeld, Tekst, Veld
from zvh_desktop.gui.toegang.kader import Kader

__all__ = ["GeheimVeld", "Slotscherm"]

_HULP = (
    (
        "De wachtwoordzin klopt niet",
        "Hoofdletters, spaties en leestekens tellen mee. Kijk of Caps Lock aan staat en of het toetsenbord op "
        "dezelfde taal staat als toen u de zin koos. Er is geen grens aan het aantal pogingen; mislukte pogingen "
        "komen in het logboek te staan.",
    ),
    (
        "De wachtwoordzin is vergeten",
        "Niemand kan hem opzoeken, ook de beheerder niet. Met de herstelsleutel op papier gaat de kluis toch open: "
        "u kiest dan een nieuwe wachtwoordzin en krijgt een nieuwe herstelsleutel.",
    ),
    (
        "Het blad met de herstelsleutel is weg",
        "Vraag uw beheerder of er een reservekopie is waarvan iemand de wachtwoordzin of de herstelsleutel nog heeft; "
        "die is terug te zetten als een nieuwe kluis. Is die er niet, dan blijft deze kluis dicht. Gooi de map niet "
        "weg: een blad of zin die later opduikt, opent haar nog.",
    ),
    (
        "De kluis is beschadigd of ergens anders open",
        "Dat zegt het programma met een andere zin dan bij een verkeerde wachtwoordzin. Sluit het andere venster, of "
        "zet een reservekopie terug via Andere kluis.",
    ),
)
"""What to do, as heads and explanations; read without a network and without a browser."""


class GeheimVeld(RegelVeld):
    """A hidden line that leaves nothing behind: no undo, no completion, no input method memory."""

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder=ouder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )

    def leeg(self) -> None:
        """Empty it; setText drops the undo history, clear() would keep it."""
        self.setText("")


class Slotscherm(Kader):
    """Asks for the passphrase of one vault.

    Signals:
        ontgrendel(wachtwoord): a person asks to open.
        anders(waarheen): "herstel" or "andere".
    """

    ontgrendel = Signal(str)
    anders = Signal(str)

    def __init__(self, naam: str, reden: str = "", ouder: QWidget | None = None) -> None:
        """Make it.

        Args:
            naam: neutral name of the vault's folder.
            reden: why it is locked, one sentence; empty at start.
        """
        super().__init__(420, ouder)
        self.setAccessibleName(self.tr("Ontgrendelen"))
        inhoud = self.kaart.inhoud
        inhoud.addWidget(Tekst(self.tr("Kluis “{naam}”").format(naam=naam), maat="sectie", gewicht=700))
        zin = self.tr("op dit toestel · alles versleuteld · geen netwerk nodig")
        inhoud.addWidget(Tekst(zin, maat="klein", rol="tekst2", omloop=True))
        self.veld = GeheimVeld()
        self.veld.setMinimumHeight(42)
        self.veld.returnPressed.connect(self._vraag)
        self._veld = Veld(self.tr("Wachtwoordzin"), self.veld)
        inhoud.addSpacing(4)
        inhoud.addWidget(self._veld)
        self.hoofdletters = Tekst(self.tr("Caps Lock staat aan."), maat="klein", rol="waarschuwing")
        self.hoofdletters.hide()
        inhoud.addWidget(self.hoofdletters)
        self.knop = Knop(self.tr("Ontgrendelen"), soort="primair", icoon="key-round")
        self.knop.setMinimumHeight(40)
        self.knop.clicked.connect(self._vraag)
        inhoud.addWidget(self.knop)
        if reden:
            inhoud.addWidget(Tekst(reden, maat="klein", rol="tekst2", omloop=True))
        rij = QHBoxLayout()
        rij.setSpacing(8)
        self._beeld = IcoonBeeld("check", px=16, rol="goed")
        self.bewaard = Tekst("", maat="klein", rol="goed", omloop=True)
        for deel in (self._beeld, self.bewaard):
            deel.hide()
        rij.addWidget(self._beeld)
        rij.addWidget(self.bewaard, 1)
        inhoud.addLayout(rij)
        self.voeg_weg_toe(self.tr("Herstelsleutel"), self._herstel)
        self.voeg_weg_toe(self.tr("Andere kluis"), self._andere)
        self.hulp = self.voeg_weg_toe(self.tr("Hulp"), self.toon_hulp)
        self.hulp.setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.hulp.setToolTip(self.tr("Hulp bij ontgrendelen (F1)"))
        self.zet_begin(self.veld)
        self.veld.installEventFilter(self)

    def zet_bewaard(self, *, alles: bool) -> None:
        """Say what locking kept: everything that was typed, or not, when the disk refused."""
        if alles:
            self.bewaard.setText(self.tr("Wat u typte is bewaard."))
        else:
            self._beeld.zet("triangle-alert", "gevaar")
            self.bewaard.setText(
                self.tr(
                    "Niet alles wat u het laatst typte kon worden bewaard; wat er al stond, staat er nog. "
                    "Kijk of de schijf vol is en lees na het ontgrendelen na waar u was."
                )
            )
            self.bewaard.zet_rol("gevaar")
        self._beeld.show()
        self.bewaard.show()

    def _vraag(self) -> None:
        wachtwoord = self.veld.text()
        if not wachtwoord:
            self._veld.zet_fout(self.tr("Typ eerst uw wachtwoordzin."))
            return
        self.zet_bezig(bezig=True)
        self.veld.leeg()
        self.ontgrendel.emit(wachtwoord)

    def zet_bezig(self, *, bezig: bool) -> None:
        """Show that the vault is being opened."""
        self.knop.setEnabled(not bezig)
        self.veld.setEnabled(not bezig)
        self.knop.zet_tekst(self.tr("Wordt geopend…") if bezig else self.tr("Ontgrendelen"))
        if bezig:
            self._veld.zet_fout("")

    def mislukt(self, zin: str) -> None:
        """Say why it did not open; the passphrase has to be typed again."""
        self.zet_bezig(bezig=False)
        self._veld.zet_fout(zin)
        self.veld.setFocus()

    def toon_hulp(self) -> None:
        """Say what to do when it does not open; nothing is fetched, nothing leaves the program."""
        # Late: not needed to paint this screen.
        from zvh_desktop.gui.onderdelen.zijpaneel import Zijpaneel

        if self.findChild(Zijpaneel) is not None:
            return
        paneel = Zijpaneel(self.tr("Hulp bij ontgrendelen"), self)
        paneel.gesloten.connect(paneel.deleteLater)
        for kop, uitleg in _HULP:
            paneel.inhoud.addWidget(Tekst(self.tr(kop), gewicht=700, omloop=True))
            paneel.inhoud.addWidget(Tekst(self.tr(uitleg), rol="tekst2", omloop=True))
        herstel = paneel.voeg_knop_toe(Knop(self.tr("Openen met de herstelsleutel"), icoon="life-buoy"))
        herstel.clicked.connect(self._herstel)
        paneel.open(herstel)

    def _herstel(self) -> None:
        self.anders.emit("herstel")

    def _andere(self) -> None:
        self.anders.emit("andere")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Watch for capitals that come from a locked key: two capitals in a row without Shift."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = event.text()
            shift = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
            if letter.isalpha():
                self.hoofdletters.setVisible(letter.isupper() and not shift)
        return False
