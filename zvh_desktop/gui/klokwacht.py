"""Tells a person that the clock of this device cannot be right: when work begins, and when it is set back meanwhile."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from zvh_desktop.gui.pagina import Context
from zvh_desktop.ports import Klok
from zvh_desktop.services import klokstand

__all__ = ["Klokwacht"]

_KIJK_MS: Final = 30_000
_SPELING: Final = timedelta(minutes=2)


class Klokwacht(QObject):
    """Compares the clock with a stopwatch that nobody can set; one that jumps ahead may just have slept."""

    def __init__(self, context: Context, klok: Klok, ouder: QObject) -> None:
        super().__init__(ouder)
        self._context, self._klok = context, klok
        self._stopwatch = QElapsedTimer()
        self._tik = QTimer(self)
        self._tik.setInterval(_KIJK_MS)
        self._tik.timeout.connect(self.kijk)
        self._gelijk()

    def begin(self, zin: str) -> None:
        """Somebody is at work; `zin` is what is wrong with the clock already, "" when nothing is."""
        self._zeg(zin)
        self._gelijk()
        self._tik.start()

    def kijk(self) -> None:
        """Look whether the clock was set back since."""
        verwacht = self._begin + timedelta(milliseconds=self._stopwatch.elapsed())
        terug = self._klok.nu() < verwacht - _SPELING
        self._gelijk()
        if terug and self._context.taken.loopt:
            self._context.taken.vraag(klokstand.waarschuwing, klaar=self._zeg, enkel="klok")

    def _gelijk(self) -> None:
        self._begin = self._klok.nu()
        self._stopwatch.restart()

    def _zeg(self, zin: str) -> None:
        if zin:
            goed = self.tr("De klok staat nu goed")
            self._context.melding(zin, rol="waarschuwing", doe_tekst=goed, doe=self._bevestig)

    def _bevestig(self) -> None:
        self._context.taken.doe(klokstand.bevestig, klaar=self._bevestigd)

    def _bevestigd(self, _bon: object) -> None:
        self._context.melding(self.tr("In het logboek staat nu dat de klok van dit toestel goed staat."), rol="goed")
