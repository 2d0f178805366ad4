"""Signing all verslagen of an overleg: progress that can be stopped."""

import threading

from PySide6.QtCore import QObject, Signal

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services import verslagen
from zvh_desktop.services.sleutels import EIGEN, Sleutelkeuze
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Ondertekening"]


class Ondertekening(QObject):
    """One act of signing. Made on the window's thread; the work runs on the workplace's.

    Signals:
        stap(klaar, totaal): so many are signed in memory.
        klaar(aantal): all are signed and stored.
        mislukt(fout): nothing was stored; an `AFGEBROKEN` says that a person stopped it.
    """

    stap = Signal(int, int)
    klaar = Signal(int)
    mislukt = Signal(object)

    def __init__(self, taken: Taken, ouder: QObject) -> None:
        super().__init__(ouder)
        self._taken = taken
        self._stop = threading.Event()

    def begin(self, overleg_id: str, keuze: Sleutelkeuze = EIGEN) -> None:
        """Sign with a key; `klaar` or `mislukt` follows."""
        self._stop.clear()
        self._taken.doe(self._teken, overleg_id, keuze, klaar=self._gedaan, fout=self.mislukt.emit, voor=self)

    def stop(self) -> None:
        """Stop before the next one; nothing is stored then."""
        self._stop.set()

    def _teken(self, wp: Werkplek, overleg_id: str, keuze: Sleutelkeuze = EIGEN) -> tuple[int, Bon]:
        def voortgang(klaar: int, totaal: int) -> None:
            if self._stop.is_set():
                raise Omstandigheid(Reden.AFGEBROKEN)
            # Crosses to the window's thread by queue: this object lives there.
            self.stap.emit(klaar, totaal)

        return verslagen.onderteken_overleg(wp, overleg_id, voortgang, keuze)

    def _gedaan(self, uitkomst: tuple[int, Bon]) -> None:
        self.klaar.emit(uitkomst[0])
