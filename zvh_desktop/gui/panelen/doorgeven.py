"""A line of text that goes to somebody else, and one that comes from them: by clipboard, file or paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Knop, Tekst, TekstVeld, Veld
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.panelen import bestand, drukken
from zvh_desktop.gui.panelen.drukken import Blad
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services import uitvoer
from zvh_desktop.services.meldingen import zin

__all__ = ["Doorgeven", "Ontvangen", "bewaar"]

_GRENS: Final = 64 * 1024


def bewaar(taken: Taken, pad: Path, inhoud: bytes, klaar: Callable[..., object], fout: Callable[..., object]) -> None:
    """Write a file beside the store; `klaar` and `fout` are methods of a QObject."""
    taken.buiten(uitvoer.schrijf, pad, inhoud, klaar=klaar, fout=fout)


class Doorgeven(QWidget):
    """Shows a line of text, with ways to pass it on.

    Signals:
        gedaan(sentence): what came of it.
    """

    gedaan = Signal(str)

    def __init__(self, titel: str, taken: Taken, bestandsnaam: str, *, blad: Blad | None = None) -> None:
        """Make it, empty.

        Args:
            titel: what the text is.
            taken: writes files.
            bestandsnaam: proposed, neutral.
            blad: title and sentences to print around the text; None when it is not meant for paper.
        """
        super().__init__()
        self._taken, self._naam, self._blad = taken, bestandsnaam, blad
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(6)
        self.veld = TekstVeld(regels=2, meeste=3, maat="klein")
        self.veld.setReadOnly(True)
        kolom.addWidget(Veld(titel, self.veld))
        rij = Vloei(tussen=8)
        self.kopie = Knop(self.tr("Kopiëren"), icoon="copy", klein=True)
        self.kopie.clicked.connect(self._kopieer)
        self.bewaren = Knop(self.tr("Bericht bewaren…"), icoon="save", klein=True)
        self.bewaren.clicked.connect(self._kies)
        rij.addWidget(self.kopie)
        rij.addWidget(self.bewaren)
        if blad is not None:
            self.druk = Knop(self.tr("Afdrukken…"), icoon="printer", klein=True)
            self.druk.clicked.connect(self._druk)
            rij.addWidget(self.druk)
        kolom.addWidget(rij)
        self.melding = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.melding.hide()
        kolom.addWidget(self.melding)

    def zet(self, tekst: str) -> None:
        """Show a text; none hides the whole."""
        if tekst != self.veld.tekst():
            self.veld.setPlainText(tekst)
            self.melding.hide()
        self.setVisible(bool(tekst))

    def _meld(self, tekst: str) -> None:
        self.melding.setText(tekst)
        self.melding.setVisible(bool(tekst))
        self.gedaan.emit(tekst)

    def _kopieer(self) -> None:
        QGuiApplication.clipboard().setText(self.veld.tekst())
        self._meld(self.tr("Gekopieerd. Bij het vergrendelen gaat het van het klembord."))

    def _kies(self) -> None:
        bestand.kies_opslag(self, self.tr("Waar komt het bericht?"), self._naam, self._schrijf, soort="txt")

    def _schrijf(self, pad: Path) -> None:
        bewaar(self._taken, pad, self.veld.tekst().encode() + b"\n", self._geschreven, self._mislukt)

    def _geschreven(self, pad: Path) -> None:
        self._meld(self.tr("Bewaard als {naam}.").format(naam=pad.name))

    def _mislukt(self, fout: BaseException) -> None:
        self._meld(zin(fout))

    def _druk(self) -> None:
        if self._blad is not None:
            blad = Blad(self._blad.titel, self._blad.boven, (self.veld.tekst(),), self._blad.onder)
            self._meld(drukken.druk_af(self, blad))


class Ontvangen(QWidget):
    """Takes a line of text: pasted, or from a file.

    Signals:
        gekregen(text): a person gave one.
    """

    gekregen = Signal(str)

    def __init__(self, titel: str, taken: Taken, *, woord: str = "", hint: str = "") -> None:
        super().__init__()
        self._taken = taken
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(6)
        self.invoer = TekstVeld(regels=2, meeste=3, maat="klein", plaats=self.tr("Plak hier de regel tekst"))
        self.veld = Veld(titel, self.invoer, hint=hint)
        kolom.addWidget(self.veld)
        rij = Vloei(tussen=8)
        self.neem = Knop(woord or self.tr("Overnemen"), icoon="check", klein=True)
        self.neem.clicked.connect(self._neem)
        self.open = Knop(self.tr("Bericht openen…"), icoon="folder-open", klein=True)
        self.open.clicked.connect(self._kies)
        rij.addWidget(self.neem)
        rij.addWidget(self.open)
        kolom.addWidget(rij)
        self.invoer.textChanged.connect(self._bij)
        self._bij()
        self.setFocusProxy(self.invoer)

    def leeg(self) -> None:
        """Forget what was pasted."""
        self.invoer.setPlainText("")
        self.veld.zet_fout("")

    def zet_fout(self, tekst: str) -> None:
        """Say what is wrong with it; what was pasted stays."""
        self.veld.zet_fout(tekst)

    def _bij(self) -> None:
        self.neem.setEnabled(bool(self.invoer.tekst().strip()))

    def _neem(self) -> None:
        self.gekregen.emit(self.invoer.tekst().strip())

    def _kies(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk bericht?"), self._lees, soort="txt")

    def _lees(self, pad: Path) -> None:
        self._taken.buiten(uitvoer.lees, pad, _GRENS, klaar=self._gelezen, fout=self._niet_gelezen)

    def _gelezen(self, inhoud: bytes) -> None:
        tekst = inhoud.decode("utf-8", "replace").strip()
        self.invoer.setPlainText(tekst)
        self.gekregen.emit(tekst)

    def _niet_gelezen(self, fout: BaseException) -> None:
        self.zet_fout(zin(fout))
