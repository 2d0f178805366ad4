"""Camera and microphone by QtMultimedia, for `ports.Opname`; loaded where that library is installed (extra `opname`).

A photo goes from the camera's picture in memory to JPEG in memory, a memo from samples in memory to WAV in memory: no
file is written on the way. The library is no part of what the program needs, and no test has it: the tests speak to a
pretend device through the same port, so a new camera or microphone is to be tried by hand. (Tried: PulseAudio with a
source that plays a known tone. A microphone ran up to a second and a half behind there.)
"""

import io
import wave
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QCoreApplication, QElapsedTimer, QIODevice, QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from zvh_desktop.gui.pages.veld.delen import GroteKnop

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioFormat, QAudioSource

__all__ = ["QtOpname", "maak_opname", "naar_jpeg", "naar_wav"]

_HERTZ: Final = 16_000
_LANGST_MS: Final = 20 * 60 * 1000
"""A memo ends by itself before it is too large to keep."""

_NALOOP_MS: Final = 2500
"""Longer than this the last words are not waited for."""

_KORTST_S: Final = 0.2
"""Less than this is no recording."""

_KWALITEIT: Final = 88

Klaar = Callable[[str, bytes], None]
Fout = Callable[[str], None]


def _tr(woorden: str) -> str:
    return QCoreApplication.translate("QtOpname", woorden)


def naar_wav(monsters: bytes, *, hertz: int, kanalen: int, komma: bool) -> bytes:
    """Return samples as a WAV file of 16 bits.

    Args:
        monsters: 16-bit whole numbers, or 32-bit fractions from -1 to 1 when `komma`; in this machine's order.
        hertz: samples a second.
        kanalen: samples that belong to one moment.
        komma: they are fractions.
    """
    if komma:
        breuken = array("f", monsters[: len(monsters) // 4 * 4])
        monsters = array("h", (round(max(-1.0, min(1.0, b)) * 32767) for b in breuken)).tobytes()
    uit = io.BytesIO()
    with wave.open(uit, "wb") as bestand:
        bestand.setnchannels(kanalen)
        bestand.setsampwidth(2)
        bestand.setframerate(hertz)
        bestand.writeframes(monsters[: len(monsters) // (2 * kanalen) * 2 * kanalen])
    return uit.getvalue()


def naar_jpeg(beeld: QImage) -> bytes:
    """Return a picture as JPEG, made in memory; b"" when it is empty."""
    if beeld.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    beeld.save(buffer, "JPEG", _KWALITEIT)  # type: ignore[call-overload]  # the stub wants bytes, Qt a str
    return bytes(buffer.data().data())


def maak_opname() -> "QtOpname | None":
    """Return what this machine can make, or None where the library is not installed."""
    try:
        import PySide6.QtMultimedia  # noqa: F401  # loaded here: it is large, and only some machines have it
    except ImportError:
        return None
    return QtOpname()


class QtOpname(QObject):
    """The devices of this machine; see `ports.Opname`. Used on the window's thread."""

    def __init__(self) -> None:
        super().__init__()
        self._bron: QAudioSource | None = None
        self._vorm: QAudioFormat | None = None
        self._buffer = QBuffer(self)
        self._klaar: Klaar | None = None
        self._fout: Fout | None = None
        self._rem = QTimer(self)
        self._rem.setSingleShot(True)
        self._rem.setInterval(_LANGST_MS)
        self._rem.timeout.connect(self.stop)
        self._duur = QElapsedTimer()
        self._kijk = QTimer(self)
        self._kijk.setInterval(500)
        self._kijk.timeout.connect(self._loopt_nog)
        self._naloop = QTimer(self)
        self._naloop.setSingleShot(True)
        self._naloop.timeout.connect(self._rond_af)

    def soorten(self) -> tuple[str, ...]:
        """See the port."""
        from PySide6.QtMultimedia import QMediaDevices

        foto = ("foto",) if QMediaDevices.videoInputs() else ()
        return (*foto, *(("spraak",) if QMediaDevices.audioInputs() else ()))

    def begin(self, soort: str, klaar: Klaar, fout: Fout) -> None:
        """See the port."""
        if soort == "foto":
            Zoeker(QApplication.activeWindow(), klaar, fout).open()
        else:
            self._neem_op(klaar, fout)

    def _neem_op(self, klaar: Klaar, fout: Fout) -> None:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices, QtAudio

        microfoon = QMediaDevices.defaultAudioInput()
        vorm = QAudioFormat()
        vorm.setSampleRate(_HERTZ)
        vorm.setChannelCount(1)
        vorm.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if not microfoon.isFormatSupported(vorm):
            vorm = microfoon.preferredFormat()
        kan = (QAudioFormat.SampleFormat.Int16, QAudioFormat.SampleFormat.Float)
        if microfoon.isNull() or vorm.sampleFormat() not in kan:
            fout(_tr("Deze microfoon is niet te gebruiken; er is niets opgenomen. Kies een bestand."))
            return
        self._klaar, self._fout, self._vorm = klaar, fout, vorm
        self._buffer.setData(b"")
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._bron = QAudioSource(microfoon, vorm, self)
        self._bron.start(self._buffer)
        self._duur.start()
        if self._bron.error() != QtAudio.Error.NoError:
            self._ruim_op()
            fout(_tr("De microfoon ging niet open; er is niets opgenomen. Kies een bestand."))
            return
        self._rem.start()
        self._kijk.start()

    def stop(self, *, meteen: bool = False) -> None:
        """See the port."""
        if self._vorm is None or (self._naloop.isActive() and not meteen):
            return
        achter = self._duur.elapsed() - self._vorm.durationForBytes(self._buffer.size()) // 1000
        if meteen or achter <= 0:
            self._rond_af()
        else:
            self._naloop.start(min(achter, _NALOOP_MS))

    def _loopt_nog(self) -> None:
        """A microphone that was pulled out ends the recording; what came before is kept.

        Asked now and then: PySide cannot hand the state to a slot.
        """
        from PySide6.QtMultimedia import QtAudio

        if self._bron is not None and self._bron.state() == QtAudio.State.StoppedState:
            self.stop(meteen=True)

    def _rond_af(self) -> None:
        from PySide6.QtMultimedia import QAudioFormat

        klaar, fout, vorm, bron = self._klaar, self._fout, self._vorm, self._bron
        if klaar is None or fout is None or vorm is None or bron is None:
            return
        self._bron = None
        bron.stop()
        bron.deleteLater()
        monsters = bytes(self._buffer.data().data())
        self._ruim_op()
        if len(monsters) < vorm.bytesForDuration(int(_KORTST_S * 1e6)) or not any(monsters):
            fout(_tr("De microfoon gaf geen geluid; er is niets bewaard. Staat hij uit, of is hij ergens anders voor?"))
            return
        komma = vorm.sampleFormat() == QAudioFormat.SampleFormat.Float
        klaar("spraak.wav", naar_wav(monsters, hertz=vorm.sampleRate(), kanalen=vorm.channelCount(), komma=komma))

    def _ruim_op(self) -> None:
        self._rem.stop()
        self._naloop.stop()
        self._kijk.stop()
        self._buffer.close()
        self._buffer.setData(b"")
        bron, self._bron = self._bron, None
        if bron is not None:
            bron.deleteLater()
        self._vorm, self._klaar, self._fout = None, None, None


class Zoeker(QDialog):
    """What the camera sees, with the button below it; closes after one photo, and forgets the picture."""

    def __init__(self, ouder: QWidget | None, klaar: Klaar, fout: Fout) -> None:
        from PySide6.QtMultimedia import QCamera, QImageCapture, QMediaCaptureSession
        from PySide6.QtMultimediaWidgets import QVideoWidget

        super().__init__(ouder)
        self.setWindowTitle(_tr("Foto maken"))
        self._klaar, self._fout = klaar, fout
        self._gedaan = False
        kolom = QVBoxLayout(self)
        beeld = QVideoWidget()
        beeld.setAccessibleName(_tr("Wat de camera ziet"))
        self._camera, self._sluiter = QCamera(self), QImageCapture(self)
        self._sessie = QMediaCaptureSession(self)
        self._sessie.setCamera(self._camera)
        self._sessie.setImageCapture(self._sluiter)
        self._sessie.setVideoOutput(beeld)
        self._sluiter.imageCaptured.connect(self._genomen)
        self._sluiter.errorOccurred.connect(self._mislukt)
        self._camera.errorOccurred.connect(self._mislukt)
        neem = GroteKnop(_tr("Foto maken"), soort="primair", icoon="image")
        neem.clicked.connect(self._sluiter.capture)
        niet = GroteKnop(_tr("Toch niet"))
        niet.clicked.connect(self.reject)
        kolom.addWidget(beeld, 1)
        kolom.addWidget(neem)
        kolom.addWidget(niet)
        self.finished.connect(self._weg)
        if ouder is not None:
            self.resize(ouder.size())
        self._camera.start()

    def _genomen(self, _nr: int, beeld: QImage) -> None:
        inhoud = naar_jpeg(beeld)
        if self._gedaan or not inhoud:
            return
        self._gedaan = True
        self.accept()
        self._klaar("foto.jpg", inhoud)

    def _mislukt(self, *_: object) -> None:
        if not self._gedaan:
            self._gedaan = True
            self.reject()
            self._fout(_tr("De camera gaf geen foto; er is niets bewaard. Kies een bestand."))

    def _weg(self) -> None:
        self._camera.stop()
        if not self._gedaan:
            self._gedaan = True
            # Not an error: the ways to add something stand there again.
            self._fout("")
        self.deleteLater()
