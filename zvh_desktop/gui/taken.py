"""Work that must not hold up the window: one thread that owns the workplace, and a small pool beside it.

Two roads lead to the workplace. A *query* (`vraag`) returns something to show and may be dropped when
nobody waits for it any more. A *change* (`doe`) is always carried out, also when its page is gone or the
program is closing, and its receipt goes to every view through the signal `bon`. Work that does not need
the store (PDF, export) runs `buiten` and never waits in that queue.

Results arrive on the window's thread, at a method of a QObject; when that object is gone, they are dropped.
"""

import threading
import weakref
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, Signal

from zvh_desktop.gui.beurten import NA_BEELD_MS
from zvh_desktop.log import logboek

__all__ = ["Taak", "Taken", "bonnen"]

_log = logboek(__name__)
_ZICHTBAAR_NA_MS: Final = 300


def bonnen(resultaat: object) -> tuple[object, ...]:
    """Return the receipts in a result: the result itself, its `.bon`, or those in a tuple."""
    if hasattr(resultaat, "geraakt"):
        return (resultaat,)
    if hasattr(resultaat, "bon"):
        return (resultaat.bon,)
    if isinstance(resultaat, tuple):
        return tuple(bon for deel in resultaat for bon in bonnen(deel) if not isinstance(deel, tuple))
    return ()


class _Ontvanger:
    """A callback that does not keep its page alive."""

    def __init__(self, functie: Callable[..., object] | None, voor: QObject | None) -> None:
        eigenaar = getattr(functie, "__self__", None)
        self._zwak: weakref.WeakMethod[Any] | None = None
        self._sterk: Callable[..., object] | None = None
        self._voor = weakref.ref(voor) if voor is not None else None
        if functie is not None and isinstance(eigenaar, QObject) and hasattr(functie, "__func__"):
            self._zwak = weakref.WeakMethod(functie)
        else:
            self._sterk = functie

    @property
    def gevuld(self) -> bool:
        """Whether a callback was given at all."""
        return self._zwak is not None or self._sterk is not None

    def roep(self, *args: object) -> bool:
        """Call when the receiver is still there; False when it was dropped."""
        if self._voor is not None:
            voor = self._voor()
            if voor is None or not shiboken6.isValid(voor):
                return False
        functie = self._zwak() if self._zwak is not None else self._sterk
        if functie is None:
            return False
        eigenaar = getattr(functie, "__self__", None)
        if isinstance(eigenaar, QObject) and not shiboken6.isValid(eigenaar):
            return False
        functie(*args)
        return True


class Taak:
    """One piece of work under way.

    Attributes:
        label: Dutch words for the progress bar.
        gestopt: set when a person stopped it; given to the function when it asks for `stop`.
    """

    def __init__(
        self,
        functie: Callable[..., object],
        args: tuple[object, ...],
        *,
        klaar: _Ontvanger,
        fout: _Ontvanger,
        label: str,
        verandert: bool,
        enkel: str,
    ) -> None:
        self.functie = functie
        self.args = args
        self.label = label
        self.gestopt = threading.Event()
        self.verandert = verandert
        self.enkel = enkel
        self.bij_klaar = klaar
        self.bij_fout = fout

    def stop(self) -> None:
        """Ask it to stop: what has not begun does not begin (changes excepted), a result is dropped."""
        self.gestopt.set()


class _Bode(QObject):
    """Carries outcomes to the window's thread; made there."""

    gedaan = Signal(object, object)
    mislukt = Signal(object, object)


class _Draad(QThread):
    """The thread that makes, uses and closes the workplace."""

    def __init__(
        self, maker: Callable[[], Any], afsluiter: Callable[[Any], object] | None, bode: _Bode, ouder: QObject
    ) -> None:
        super().__init__(ouder)
        self.setObjectName("werkplek")
        self._maker = maker
        self._afsluiter = afsluiter
        self._bode = bode
        self._rij: deque[Taak] = deque()
        self._slot = threading.Condition()
        self._dicht = False
        self.gefaald = 0

    def zet(self, taak: Taak) -> Taak | None:
        """Queue a task; return the queued task that it replaces, if any."""
        vervangen = None
        with self._slot:
            if taak.enkel:
                vervangen = next((t for t in self._rij if t.enkel == taak.enkel and not t.verandert), None)
                if vervangen is not None:
                    self._rij.remove(vervangen)
            self._rij.append(taak)
            self._slot.notify()
        return vervangen

    def sluit(self) -> None:
        """No new work; queries that wait are dropped, changes that wait are still carried out."""
        with self._slot:
            self._dicht = True
            self._slot.notify()

    def _volgende(self) -> Taak | None:
        with self._slot:
            while True:
                while self._rij:
                    taak = self._rij.popleft()
                    if taak.verandert or not (self._dicht or taak.gestopt.is_set()):
                        return taak
                    if not self._dicht:
                        self._bode.gedaan.emit(taak, None)
                if self._dicht:
                    return None
                self._slot.wait()

    def run(self) -> None:
        """Make the workplace, do the work, close the workplace."""
        try:
            plek = self._maker()
        except Exception as fout:  # the edge of a thread: passed on to the window
            self._bode.mislukt.emit(self, fout)
            return
        self._bode.gedaan.emit(self, None)
        while (taak := self._volgende()) is not None:
            try:
                uitkomst = taak.functie(plek, *taak.args)
            except Exception as fout:  # the edge of a thread: passed on to the window
                self.gefaald += taak.verandert
                self._bode.mislukt.emit(taak, fout)
            else:
                self._bode.gedaan.emit(taak, uitkomst)
            del taak
        if self._afsluiter is not None:
            try:
                self._afsluiter(plek)
            except Exception as fout:  # the edge of a thread: told by who closes
                self.gefaald += 1
                _log.fout("werkplek sloot niet goed", fout)


class _Losse(QRunnable):
    """One task in the pool."""

    def __init__(self, taak: Taak, bode: _Bode) -> None:
        super().__init__()
        self._taak = taak
        self._bode = bode

    def run(self) -> None:
        if self._taak.gestopt.is_set():
            self._bode.gedaan.emit(self._taak, None)
            return
        try:
            uitkomst = self._taak.functie(*self._taak.args)
        except Exception as fout:  # the edge of a thread: passed on to the window
            self._bode.mislukt.emit(self._taak, fout)
        else:
            self._bode.gedaan.emit(self._taak, uitkomst)


class Taken(QObject):
    """Asks work of the workplace and delivers what comes of it. Window thread only.

    Signals:
        begonnen(): the workplace is open.
        niet_begonnen(fout): the workplace could not be made.
        bon(object): receipt of a change; every view decides whether to refresh.
        bezig(aan, label): work takes longer than 300 ms, or is done.
        mislukt(fout): a task failed that had no `fout` of its own.
    """

    begonnen = Signal()
    niet_begonnen = Signal(object)
    bon = Signal(object)
    bezig = Signal(bool, str)
    mislukt = Signal(object)

    def __init__(self, ouder: QObject | None = None) -> None:
        super().__init__(ouder)
        self._bode = _Bode(self)
        self._bode.gedaan.connect(self._gedaan)
        self._bode.mislukt.connect(self._mislukt)
        self._draad: _Draad | None = None
        self._verteld = 0
        self._bad = QThreadPool(self)
        self._bad.setMaxThreadCount(2)
        self._open: list[Taak] = []
        self._getoond = False
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_ZICHTBAAR_NA_MS)
        self._klok.timeout.connect(self._duurt_lang)

    def start(self, maker: Callable[[], Any], afsluiter: Callable[[Any], object] | None = None) -> None:
        """Make the workplace on a thread of its own; `begonnen` or `niet_begonnen` follows.

        Args:
            maker: called on that thread. afsluiter: called there with the workplace, at the very end.
        """
        self.sluit()
        self._verteld = 0
        self._draad = _Draad(maker, afsluiter, self._bode, self)
        self._draad.start()

    @property
    def loopt(self) -> bool:
        """Whether there is a workplace thread."""
        return self._draad is not None and self._draad.isRunning()

    @property
    def open_taken(self) -> int:
        """How many tasks have been asked for and not come back."""
        return len(self._open)

    @property
    def stopbaar(self) -> bool:
        """Whether `stop_vragen` would stop anything: a change that is being made is always made whole."""
        return any(not taak.verandert for taak in self._open)

    def vraag(
        self,
        functie: Callable[..., object],
        *args: object,
        klaar: Callable[..., object] | None = None,
        fout: Callable[..., object] | None = None,
        label: str = "",
        voor: QObject | None = None,
        enkel: str = "",
        na_beeld: bool = False,
    ) -> Taak:
        """Ask: run `functie(werkplek, *args)` there and give the result to `klaar(resultaat)` here.

        Args:
            klaar, fout: methods of a QObject; a plain function needs `voor`, whose end drops the result.
            label: shown when it takes longer than 300 ms.
            enkel: a later query with the same word replaces this one while it waits (search as you type).
            na_beeld: begin when what was asked to be shown has been painted: two threads at work at once make the
                window slow just when it has most to do.
        """
        return self._zet(functie, args, klaar, fout, label, voor, enkel=enkel, verandert=False, na_beeld=na_beeld)

    def doe(
        self,
        functie: Callable[..., object],
        *args: object,
        klaar: Callable[..., object] | None = None,
        fout: Callable[..., object] | None = None,
        label: str = "",
        voor: QObject | None = None,
    ) -> Taak:
        """Change: as `vraag`, but always carried out, and its receipts go out through `bon`."""
        return self._zet(functie, args, klaar, fout, label, voor, enkel="", verandert=True)

    def buiten(
        self,
        functie: Callable[..., object],
        *args: object,
        klaar: Callable[..., object] | None = None,
        fout: Callable[..., object] | None = None,
        label: str = "",
        voor: QObject | None = None,
    ) -> Taak:
        """Run `functie(*args)` beside the store, for work that does not need it (PDF, files)."""
        taak = Taak(
            functie,
            args,
            klaar=_Ontvanger(klaar, voor),
            fout=_Ontvanger(fout, voor),
            label=label,
            verandert=False,
            enkel="",
        )
        self._begin(taak)
        self._bad.start(_Losse(taak, self._bode))
        return taak

    def _zet(
        self,
        functie: Callable[..., object],
        args: tuple[object, ...],
        klaar: Callable[..., object] | None,
        fout: Callable[..., object] | None,
        label: str,
        voor: QObject | None,
        *,
        enkel: str,
        verandert: bool,
        na_beeld: bool = False,
    ) -> Taak:
        taak = Taak(
            functie,
            args,
            klaar=_Ontvanger(klaar, voor),
            fout=_Ontvanger(fout, voor),
            label=label,
            verandert=verandert,
            enkel=enkel,
        )
        if self._draad is None:
            # After locking: nothing to ask any more, and nobody to tell.
            taak.stop()
            return taak
        self._begin(taak)
        if na_beeld:
            QTimer.singleShot(NA_BEELD_MS, self, partial(self._in_de_rij, taak))
        else:
            self._in_de_rij(taak)
        return taak

    def _in_de_rij(self, taak: Taak) -> None:
        if self._draad is None or taak not in self._open:
            return
        vervangen = self._draad.zet(taak)
        if vervangen is not None:
            self._eind(vervangen)

    def _begin(self, taak: Taak) -> None:
        self._open.append(taak)
        if not self._klok.isActive() and not self._getoond:
            self._klok.start()

    def _eind(self, taak: Taak) -> None:
        if taak in self._open:
            self._open.remove(taak)
        if not self._open:
            self._klok.stop()
            if self._getoond:
                self._getoond = False
                self.bezig.emit(False, "")

    def _duurt_lang(self) -> None:
        if self._open:
            self._getoond = True
            self.bezig.emit(True, next((taak.label for taak in self._open if taak.label), ""))

    def _gedaan(self, taak: Taak | _Draad, uitkomst: object) -> None:
        if isinstance(taak, _Draad):
            # That of a workplace which was replaced meanwhile goes nowhere.
            if taak is self._draad:
                self.begonnen.emit()
            return
        self._eind(taak)
        if not taak.gestopt.is_set():
            taak.bij_klaar.roep(uitkomst)
        for bon in bonnen(uitkomst):
            self.bon.emit(bon)

    def _mislukt(self, taak: Taak | _Draad, fout: BaseException) -> None:
        if isinstance(taak, _Draad):
            if taak is self._draad:
                self.niet_begonnen.emit(fout)
            return
        if taak.verandert and taak in self._open:
            self._verteld += 1
        self._eind(taak)
        if taak.gestopt.is_set() and not taak.verandert:
            return
        _log.waarschuwing("taak mislukt", fout)
        # A change that failed is always told, also when its page is gone.
        if taak.bij_fout.gevuld and taak.bij_fout.roep(fout):
            return
        if taak.verandert or not taak.bij_fout.gevuld:
            self.mislukt.emit(fout)

    def stop_vragen(self) -> None:
        """Stop every query under way; changes go on."""
        for taak in self._open:
            if not taak.verandert:
                taak.stop()

    def sluit(self) -> int:
        """Stop the queue: the step under way and changes that wait are finished, then the workplace closes.

        Blocks without an event loop. Results that arrive afterwards go nowhere.

        Returns:
            How many changes failed without anyone having been told; 0 means that all that was asked is kept.
        """
        verloren = 0
        for taak in self._open:
            if not taak.verandert:
                taak.stop()
        self._bad.waitForDone()
        if self._draad is not None:
            self._draad.sluit()
            self._draad.wait()
            verloren = self._draad.gefaald - self._verteld
            self._draad.deleteLater()
            self._draad = None
        self._open.clear()
        self._klok.stop()
        if self._getoond:
            self._getoond = False
            self.bezig.emit(False, "")
        return verloren
