"""Spelling in every long text field, beside the work: a thread asks the dictionary, the window only looks up answers.

Without a Dutch dictionary on the machine nothing happens and nobody is bothered; Beheer says so. What was looked up,
and what was taught, is forgotten here when the vault locks.
"""

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from zvh_desktop.config import Instellingen
    from zvh_desktop.gui.spelwacht import Spelwacht
    from zvh_desktop.gui.taken import Taak, Taken
    from zvh_desktop.services.spelling import Woordenboek

__all__ = ["Spelhulp"]

_SAMEN_MS: Final = 30
"""Words of one look go to the dictionary together."""
_MEESTE: Final = 20_000


def _woordenboek(eigen_map: str) -> "Path | None":
    # Late, as everything after the first screen.
    from zvh_desktop.services import spelling

    return spelling.woordenboek(eigen_map)


class Spelhulp(QObject):
    """Lives as long as the session; works between `begin` and `stop`. Window thread only.

    Signals:
        gekeken(): answers came in; every field looks again.
    """

    gekeken = Signal()
    _antwoord = Signal(object, object)
    _voorstel = Signal(object, object)

    def __init__(self, taken: "Taken", instellingen: "Instellingen", ouder: QObject) -> None:
        super().__init__(ouder)
        self._taken, self._instellingen = taken, instellingen
        self._boek: Woordenboek | None = None
        self._draad: threading.Thread | None = None
        self._zoekt: Taak | None = None
        self._rij: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
        self._oordelen: dict[str, bool] = {}
        self._gevraagd: set[str] = set()
        self._straks: list[str] = []
        self._geleerd: frozenset[str] = frozenset()
        self._wachten: list[Spelwacht] = []
        self._bij_voorstel: Callable[[list[str]], None] | None = None
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_SAMEN_MS)
        self._klok.timeout.connect(self._stuur)
        self._antwoord.connect(self._verwerk)
        self._voorstel.connect(self._stel)

    @property
    def werkt(self) -> bool:
        """Whether words are being looked up."""
        return self._draad is not None

    def begin(self) -> None:
        """Start, when a person wants it and the machine has a dictionary; again after a setting was changed."""
        self.stop()
        if not self._instellingen["spelling"]:
            return
        # Beside the window: a folder may lie on a network, and what looks there is loaded there.
        self._zoekt = self._taken.buiten(
            _woordenboek, self._instellingen.tekst("woordenboekmap"), klaar=self._gevonden, fout=self._niets
        )

    def _niets(self, _fout: BaseException) -> None:
        """A folder that cannot be read holds no dictionary."""

    def _gevonden(self, gevonden: "Path | None") -> None:
        self._zoekt = None
        if gevonden is None or self._draad is not None or not self._taken.loopt:
            return
        from zvh_desktop.services import spelling

        boek = self._boek = spelling.Woordenboek(gevonden)
        rij = self._rij = queue.SimpleQueue()
        self._draad = threading.Thread(target=self._werk, args=(boek, rij), name="spelling", daemon=True)
        self._draad.start()
        self._taken.vraag(spelling.geleerd, klaar=self._zet_geleerd, voor=self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus)
        self._focus(None, QApplication.focusWidget())

    def stop(self) -> None:
        """End the process and forget every word; the vault locks or the program ends."""
        if self._zoekt is not None:
            self._zoekt.stop()
            self._zoekt = None
        if self._draad is None or self._boek is None:
            return
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus)
        self._klok.stop()
        self._rij.put(None)
        self._boek.sluit()
        self._draad.join()
        self._draad = self._boek = self._bij_voorstel = None
        for wacht in self._wachten:
            if shiboken6.isValid(wacht):
                wacht.stop()
        self._wachten.clear()
        self._oordelen.clear()
        self._gevraagd.clear()
        self._straks.clear()
        self._geleerd = frozenset()

    # -- what a field asks

    def vreemd(self, woord: str) -> bool | None:
        """Whether a word is unknown; None when that is not known yet, and it will be asked."""
        if woord.casefold() in self._geleerd:
            return False
        oordeel = self._oordelen.get(woord)
        if oordeel is None and woord not in self._gevraagd:
            self._gevraagd.add(woord)
            self._straks.append(woord)
            if not self._klok.isActive():
                self._klok.start()
        return oordeel

    def stel_voor(self, woord: str, klaar: Callable[[list[str]], None]) -> None:
        """Ask what may have been meant; the last one who asked is answered."""
        self._bij_voorstel = klaar
        self._rij.put(("stel", woord))

    def leer(self, woord: str) -> None:
        """Never mark this word again, on this device."""
        from zvh_desktop.services import spelling

        self._geleerd |= {woord.casefold()}
        self.gekeken.emit()
        self._taken.doe(spelling.leer, woord, klaar=self._zet_geleerd, voor=self)

    def ververs(self) -> None:
        """Read again what was taught, after it was changed in Beheer."""
        if self.werkt:
            from zvh_desktop.services import spelling

            self._taken.vraag(spelling.geleerd, klaar=self._zet_geleerd, voor=self)

    def _zet_geleerd(self, woorden: tuple[str, ...]) -> None:
        self._geleerd = frozenset(w.casefold() for w in woorden)
        self.gekeken.emit()

    # -- between the threads

    def _stuur(self) -> None:
        woorden, self._straks = self._straks, []
        if woorden:
            self._rij.put(("kijk", woorden))

    def _werk(self, boek: "Woordenboek", rij: "queue.SimpleQueue[tuple[str, Any] | None]") -> None:
        boek.open()
        while (vraag := rij.get()) is not None:
            wat, waarover = vraag
            if wat == "kijk":
                self._antwoord.emit(waarover, boek.vreemd(waarover))
            else:
                self._voorstel.emit(waarover, boek.voorstellen(waarover))

    def _verwerk(self, gevraagd: list[str], vreemd: set[str]) -> None:
        if self._draad is None:
            return
        if len(self._oordelen) > _MEESTE:
            self._oordelen.clear()
            self._gevraagd.clear()
        self._oordelen.update((w, w in vreemd) for w in gevraagd)
        if vreemd:
            self.gekeken.emit()

    def _stel(self, _woord: str, voorstellen: list[str]) -> None:
        klaar, self._bij_voorstel = self._bij_voorstel, None
        if klaar is not None and self._draad is not None:
            klaar(voorstellen)

    # -- the fields

    def _focus(self, _oud: QWidget | None, nu: QWidget | None) -> None:
        if not isinstance(nu, QPlainTextEdit | QTextEdit) or nu.isReadOnly():
            return
        from zvh_desktop.gui.spelwacht import Spelwacht

        self._wachten = [w for w in self._wachten if shiboken6.isValid(w)]
        if nu.findChild(Spelwacht) is None:
            wacht = Spelwacht(nu, self)
            self.gekeken.connect(wacht.kijk)
            self._wachten.append(wacht)
