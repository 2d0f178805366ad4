"""Named loggers that cannot hold personal data: fixed words, ids and counts, nothing else.

A line is a sentence written in the code plus named values; a value that is not a number, a truth value,
an enum member or an id is replaced. Of an exception only the kind and the places in our own code are kept,
because its text may quote what someone typed. Loggers of libraries keep their name and level, not their text.

The file lies in the user's log folder, readable by that user only, and rotates.
"""

import logging
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

__all__ = [
    "Logboek",
    "begin_log",
    "deel_geheugen",
    "foutsporen",
    "houd_geheugen_binnen",
    "logbestand",
    "logboek",
    "schoon",
]

_ONS: Final = "zvh_desktop"
_ID: Final = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{64}")
_GROOT: Final = 10_000_000
_PR_SET_DUMPABLE: Final = 4
_M_ARENA_MAX: Final = -8
_WEG: Final = "‹weggelaten›"


def schoon(waarde: object) -> str:
    """Return a value as it may stand in a log: numbers, truth, enum names, ids; anything else is left out."""
    if isinstance(waarde, int | float) and not -_GROOT < waarde < _GROOT:
        # Eight digits or more may be somebody's number; the order of size is enough.
        return f"{waarde:.0e}"
    if waarde is None or isinstance(waarde, bool | int | float):
        return str(waarde)
    if isinstance(waarde, Enum):
        return waarde.name
    if isinstance(waarde, type):
        return waarde.__name__
    # An id by its looks; the module of UUIDs reads the machine's name when it is imported.
    if (isinstance(waarde, str) or type(waarde).__name__ == "UUID") and _ID.fullmatch(str(waarde)):
        return str(waarde)
    return _WEG


def foutsporen(fout: BaseException) -> list[str]:
    """Return kinds and places of an exception and its causes: never its text, never values.

    Places in our own code are file and line; of libraries only the file name.
    """
    # Late: only needed when something went wrong.
    import traceback

    regels: list[str] = []
    nu: BaseException | None = fout
    gezien: set[int] = set()
    while nu is not None and id(nu) not in gezien:
        gezien.add(id(nu))
        reden = getattr(nu, "reden", None)
        regels.append(type(nu).__name__ + (f" {reden.name}" if isinstance(reden, Enum) else ""))
        for stap in traceback.extract_tb(nu.__traceback__)[-12:]:
            pad = Path(stap.filename)
            if _ONS in pad.parts:
                plek = "/".join(pad.parts[len(pad.parts) - 1 - pad.parts[::-1].index(_ONS) :])
                regels.append(f"  {plek}:{stap.lineno} {stap.name}")
            else:
                regels.append(f"  {pad.name}:{stap.lineno}")
        nu = nu.__cause__ or (None if nu.__suppress_context__ else nu.__context__)
    return regels


class Logboek:
    """A named logger for one module."""

    def __init__(self, naam: str) -> None:
        self._log = logging.getLogger(naam)

    def _zeg(self, niveau: int, zin: str, fout: BaseException | None, waarden: dict[str, object]) -> None:
        if self._log.isEnabledFor(niveau):
            delen = [zin, *(f"{naam}={schoon(waarde)}" for naam, waarde in waarden.items())]
            regels = [" ".join(delen), *(foutsporen(fout) if fout is not None else ())]
            self._log.log(niveau, "%s", "\n  ".join(regels))

    def debug(self, zin: str, **waarden: object) -> None:
        """Write a detail; not kept in the file by default."""
        self._zeg(logging.DEBUG, zin, None, waarden)

    def info(self, zin: str, **waarden: object) -> None:
        """Write what happened: a fixed sentence with ids and counts."""
        self._zeg(logging.INFO, zin, None, waarden)

    def waarschuwing(self, zin: str, fout: BaseException | None = None, **waarden: object) -> None:
        """Write what went otherwise than hoped and was dealt with."""
        self._zeg(logging.WARNING, zin, fout, waarden)

    def fout(self, zin: str, fout: BaseException | None = None, **waarden: object) -> None:
        """Write a fault; `fout` leaves its kind and places."""
        self._zeg(logging.ERROR, zin, fout, waarden)


def logboek(naam: str) -> Logboek:
    """Return the logger of a module; pass `__name__`."""
    return Logboek(naam)


class _Opmaak(logging.Formatter):
    """Time in UTC, level, name, text; the text of foreign loggers is left out."""

    def format(self, record: logging.LogRecord) -> str:
        tijd = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        onze = record.name == _ONS or record.name.startswith(_ONS + ".")
        return f"{tijd} {record.levelname} {record.name} {record.getMessage() if onze else _WEG}"

    def formatException(self, ei: Any) -> str:
        return "\n  ".join(foutsporen(ei[1])) if ei[1] is not None else ""


_VOL_BYTES = 1_000_000
_OUDERE = 3


class _Bestand(logging.FileHandler):
    """A rotating file only its owner can read.

    `logging.handlers` has one, and with it sockets and pickles: a megabyte that stays for as long as the program runs.
    """

    def _open(self) -> Any:
        greep = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(greep, "a", encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; begin a new file first when this one is full."""
        try:
            if self.stream is not None and self.stream.tell() >= _VOL_BYTES:
                self._schuif_door()
        except OSError:
            pass  # the full file goes on: a line of the log never stops the program
        super().emit(record)

    def _schuif_door(self) -> None:
        self.close()
        # What is closed is opened again by the next line.
        self._closed = False
        for nr in range(_OUDERE, 0, -1):
            bron = Path(f"{self.baseFilename}.{nr - 1}" if nr > 1 else self.baseFilename)
            if bron.exists():
                bron.replace(f"{self.baseFilename}.{nr}")


def logbestand() -> Path:
    """Return where the log of this user lies; nothing is made."""
    # Late: importing this module must cost nothing at start-up.
    import platformdirs

    return Path(platformdirs.user_log_dir("zvh-desktop", appauthor=False)) / "zvh-desktop.log"


def begin_log(bestand: Path | None = None, *, niveau: int = logging.INFO) -> Iterable[logging.Handler]:
    """Start writing to the file; without a writable place the program works on without a log.

    Returns:
        The handlers that were added, for whoever wants to close them.
    """
    pad = bestand or logbestand()
    try:
        # The mode holds for the last folder that is made; the one above it is ours as well.
        for map_ in (pad.parent.parent, pad.parent):
            map_.mkdir(parents=True, exist_ok=True, mode=0o700)
        schrijver = _Bestand(pad, encoding="utf-8")
    except OSError:
        return ()
    schrijver.setFormatter(_Opmaak())
    schrijver.setLevel(niveau)
    wortel = logging.getLogger()
    wortel.addHandler(schrijver)
    logging.getLogger(_ONS).setLevel(niveau)
    return (schrijver,)


def houd_geheugen_binnen() -> None:
    """When the program dies the system keeps no copy of its memory: names and keys stand in it unencrypted.

    Other programs of the same user cannot look into it either. On Windows copies of memory are off unless an
    administrator turned them on.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Late: not needed to paint the first screen. A program that collects dumps ignores the limit above.
        import ctypes

        if prctl := getattr(ctypes.CDLL(None), "prctl", None):
            prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def deel_geheugen() -> None:
    """Let all threads take memory from one place: each a place of its own leaves several megabytes unused in them.

    Threads of Python take turns anyway. Only where glibc is; elsewhere the system does so by itself.
    """
    if sys.platform == "linux":
        # Late: see above.
        import ctypes

        if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
            mallopt(_M_ARENA_MAX, 1)
