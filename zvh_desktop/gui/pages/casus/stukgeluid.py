"""A recording of the dossier heard inside the program, by QtMultimedia where that is installed (extra `opname`).

It is played from memory; nothing of it is written to a file. Tried by hand, as `pages.veld.opname` is: no test has the
library.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Knop, Tekst

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

__all__ = ["Geluidvak", "kan_afspelen", "tijd"]

_STAP_MS = 5_000


def kan_afspelen() -> bool:
    """Whether this machine has the library."""
    return find_spec("PySide6.QtMultimedia") is not None


def tijd(ms: int) -> str:
    """Return a length or a place as minutes and seconds: "1:05"."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


class Geluidvak(QWidget):
    """Play, pause and go to another place; on the bar the arrows go five seconds on or back."""

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._speler: QMediaPlayer | None = None
        self._buffer = QBuffer(self)
        kolom = QVBoxLayout(self)
        kolom.addStretch(1)
        rij = QHBoxLayout()
        rij.setSpacing(12)
        self.knop = Knop(self.tr("Afspelen"), soort="primair", icoon="play")
        self.knop.clicked.connect(self._druk)
        self.balk = QSlider(Qt.Orientation.Horizontal)
        self.balk.setAccessibleName(self.tr("Plaats in de opname"))
        self.balk.setSingleStep(_STAP_MS)
        self.balk.setPageStep(6 * _STAP_MS)
        self.balk.valueChanged.connect(self._ga_naar)
        self.waar = Tekst("", rol="tekst2")
        rij.addWidget(self.knop)
        rij.addWidget(self.balk, 1)
        rij.addWidget(self.waar)
        kolom.addLayout(rij)
        self.zin = Tekst("", rol="tekst2", omloop=True)
        kolom.addWidget(self.zin)
        kolom.addStretch(1)

    def zet(self, inhoud: bytes) -> None:
        """Be ready to play this."""
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        self.leeg()
        self._buffer.setData(QByteArray(inhoud))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        speler = self._speler = QMediaPlayer(self)
        speler.setAudioOutput(QAudioOutput(speler))
        speler.durationChanged.connect(self._duur)
        speler.positionChanged.connect(self._plaats)
        speler.playingChanged.connect(self._speelt)
        speler.errorOccurred.connect(self._mislukt)
        speler.setSourceDevice(self._buffer)
        self._speelt(False)
        self._plaats(0)

    def leeg(self) -> None:
        """Be silent and forget it."""
        speler, self._speler = self._speler, None
        if speler is not None:
            speler.stop()
            speler.setSource(QUrl())
            speler.deleteLater()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self.zin.setText("")
        self.waar.setText("")
        self.balk.setRange(0, 0)

    def _druk(self) -> None:
        if self._speler is None:
            return
        if self._speler.isPlaying():
            self._speler.pause()
        else:
            self._speler.play()

    def _ga_naar(self, ms: int) -> None:
        if self._speler is not None and abs(ms - self._speler.position()) > 250:
            self._speler.setPosition(ms)

    def _duur(self, ms: int) -> None:
        self.balk.setRange(0, int(ms))
        self._plaats(self._speler.position() if self._speler is not None else 0)

    def _plaats(self, ms: int) -> None:
        if not self.balk.isSliderDown():
            self.balk.blockSignals(True)
            self.balk.setValue(int(ms))
            self.balk.blockSignals(False)
        self.waar.setText(f"{tijd(int(ms))} / {tijd(self.balk.maximum())}")

    def _speelt(self, aan: bool) -> None:
        self.knop.zet_tekst(self.tr("Pauzeren") if aan else self.tr("Afspelen"))

    def _mislukt(self, *_: object) -> None:
        self.zin.setText(
            self.tr("Deze opname is hier niet af te spelen. Geef het stuk uit om het elders te beluisteren.")
        )
