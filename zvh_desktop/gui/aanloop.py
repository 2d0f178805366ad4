"""The run-up: what unlocking needs is loaded and made while the passphrase is typed, in pieces nobody notices.

Modules load on a thread of their own, one by one; windows are made on the window's thread, a piece a turn. Whoever
is faster than the run-up loses nothing: what is not there yet is loaded or made when it is needed.
"""

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from threading import Event, Thread
from time import monotonic, sleep
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

__all__ = ["HIERNA", "VOORAF", "Aanloop", "laad_hierna", "let_op", "ruim_voortaan_op"]

_EERST: Final = ("platformdirs",)
"""What the very first pieces of work for the window's thread need."""

VOORAF: Final = (
    "zvh_desktop.gui.onderdelen.zijpaneel",
    "zvh_desktop.gui.onderdelen.toast",
    "zvh_desktop.gui.taken",
    "zvh_desktop.gui.meldingen",
    "zvh_desktop.gui.pagina",
    "zvh_desktop.gui.wegen",
    "zvh_desktop.gui.rustwacht",
    "zvh_desktop.gui.onderdelen.velden",
    "zvh_desktop.gui.rijen",
    "zvh_desktop.gui.raamwerk",
    "pydantic",
    "zvh_desktop.domain.betrokkene",
    "zvh_desktop.domain.casus",
    "zvh_desktop.domain.overleg",
    "zvh_desktop.domain.plan",
    "zvh_desktop.store.kinds",
    "cryptography.hazmat.primitives.ciphers.aead",
    "zvh_desktop.store.vault",
    "zvh_desktop.store.opening",
    "zvh_desktop.services.kluizen",
    "zvh_desktop.services.beheer",
    "zvh_desktop.services.bevoegd",
    "zvh_desktop.services.sessies",
    "zvh_desktop.services.vandaag",
    "zvh_desktop.services.dossiers",
    "zvh_desktop.gui.pages.vandaag",
    "zvh_desktop.gui.pages.zoekbron",
    "zvh_desktop.gui.pages.casussen",
    "zvh_desktop.gui.pages.aanmelding",
    "zvh_desktop.gui.palet",
    "zvh_desktop.gui.syncbode",
    "zvh_desktop.gui.stempelbode",
    "zvh_desktop.gui.zoekbij",
)
"""What unlocking and the first pages need, in the order in which it will be needed."""

HIERNA: Final = (
    "zvh_desktop.domain.bijlage",
    "zvh_desktop.domain.brieven",
    "zvh_desktop.domain.clientplan",
    "zvh_desktop.domain.reeks",
    "zvh_desktop.domain.tekengezag",
    "zvh_desktop.domain.vernietiging",
    "zvh_desktop.domain.alle_soorten",
    "zvh_desktop.gui.formulierconcept",
    "zvh_desktop.services.vlaggen",
    "zvh_desktop.gui.panelen.vlag",
    "zvh_desktop.gui.panelen.stagnatie",
    "zvh_desktop.gui.pages.casus.pagina",
    "zvh_desktop.gui.pages.casus.analyse_stand",
    "zvh_desktop.gui.pages.casus.overzicht",
    "zvh_desktop.services.zoeken",
    "zvh_desktop.gui.pages.zoeken",
    "zvh_desktop.services.spelling",
    "zvh_desktop.gui.spelhulp",
)
"""What a person asks for next: a dossier, and all that was found. Small pieces: each waits for a still window."""

_OM_DE_BEURT_S: Final = 0.00005
"""How long a thread that works may keep the other waiting: the window gives its turn away at every call into Qt."""
_ADEM_S: Final = 0.005
_STIL_S: Final = 0.04
"""What somebody does on the way to a dossier is shown first: what comes after it loads when the window is still."""
_BEURT_MS: Final = 4
_OPRUIMEN_NA: Final = (5_000, 20, 20)
"""New objects before rubbish is looked for: a look among few is short, and each look holds up the window."""


class Aanloop(QObject):
    """Runs once from the painted unlock screen to a frame that only has to be filled.

    Signals:
        klaar(): everything is loaded and made.
    """

    klaar = Signal()

    def __init__(
        self, ouder: QObject, eerst: Sequence[Callable[[], object]], maak: Callable[[], Iterator[None]]
    ) -> None:
        """Begin.

        Args:
            eerst: short pieces of work for the window's thread; the first before any module loads.
            maak: called when all is loaded; each step of the result is a piece of work for the window's thread.
        """
        super().__init__(ouder)
        # Window and worker take turns: at Python's own 5 ms each of the many short steps of a query waits that long.
        sys.setswitchinterval(_OM_DE_BEURT_S)
        self._eerst = list(eerst)
        self._maak = maak
        self._stappen: Iterator[None] | None = None
        self._begonnen = Event()
        self._geladen: Event | None = None
        self._stil = Event()
        self._af = False
        self._beurt = QTimer(self)
        # Once at a time: after a long piece of work what waits goes first.
        self._beurt.setSingleShot(True)
        self._beurt.setInterval(_BEURT_MS)
        self._beurt.timeout.connect(self._beurt_gekomen)
        self._beurt.start()

    def stop(self) -> None:
        """Make no more windows; the module that is loading is the last."""
        self._stil.set()
        self._beurt.stop()
        self._stappen = None
        while self._eerst:
            self._eerst.pop(0)()

    def _beurt_gekomen(self) -> None:
        self._stap()
        if not (self._stil.is_set() or self._af):
            self._beurt.start()

    def _stap(self) -> None:
        if self._geladen is None:
            # Before there is a second thread: where threads take memory is settled with the first.
            if self._eerst:
                self._eerst.pop(0)()
            self._begonnen, self._geladen = Event(), Event()
            delen = ((_EERST, self._begonnen), (VOORAF, self._geladen))
            Thread(target=_laad, args=(delen, self._stil), name="aanloop", daemon=True).start()
            return
        if self._eerst and self._begonnen.is_set():
            self._eerst.pop(0)()
            return
        if self._eerst or not self._geladen.is_set():
            return
        if self._stappen is None:
            self._stappen = self._maak()
        if next(self._stappen, self) is self:
            self._af = True
            self.klaar.emit()


def ruim_voortaan_op() -> None:
    """Look for rubbish from now on, but never again among what stands: that took a tenth of a second each time.

    Locking looks there too, see `geheugen.geef_geheugen_terug`.
    """
    gc.freeze()
    gc.set_threshold(*_OPRUIMEN_NA)
    gc.enable()


class _Venster:
    """When the window was last at work for somebody, in seconds of the clock that only goes on."""

    bezig_op = 0.0


def let_op() -> None:
    """The window is at work for somebody: what loads for later waits until it is still."""
    _Venster.bezig_op = monotonic()


def laad_hierna() -> None:
    """Load what is likely to be asked for next, on a thread of its own, while the window is still."""
    if not sys.modules.keys() >= set(HIERNA):
        delen = ((HIERNA, Event()),)
        Thread(target=_laad, args=(delen, Event(), _wacht_op_stilte), name="hierna", daemon=True).start()


def _wacht_op_stilte() -> None:
    while (over := _Venster.bezig_op + _STIL_S - monotonic()) > 0:
        sleep(over)


def _laad(
    delen: Sequence[tuple[Sequence[str], Event]], stil: Event, voor_elk: Callable[[], object] = lambda: None
) -> None:
    """Import one by one, with a breath in between: what is typed must appear at once."""
    import importlib

    for modules, geladen in delen:
        try:
            for module in modules:
                if stil.is_set():
                    break
                if module not in sys.modules:
                    voor_elk()
                    importlib.import_module(module)
                    sleep(_ADEM_S)
        finally:
            # Also when one does not load: whoever needs it says so then.
            geladen.set()
