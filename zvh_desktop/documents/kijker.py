"""Look at a file that others made without letting it near the program: a process of its own decodes it.

The file goes there by a pipe and pictures or text come back; nothing is written to disk. A decoder that falls over,
hangs or eats memory costs one sentence.
"""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Final

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.log import logboek

__all__ = ["KIJKPROCES", "Kijker"]

_log = logboek(__name__)

KIJKPROCES: Final = "--kijkproces"
"""First argument with which the installed program becomes the process that decodes."""
_WACHT_S: Final = 20.0
_MEESTE_BYTES: Final = 80_000_000
"""Bytes of the largest answer that is believed."""
_REGELS: Final = {"wachtwoord": "voorbeeld_wachtwoord", "te_groot": "voorbeeld_te_groot"}


def _opdracht() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, KIJKPROCES]
    return [sys.executable, "-I", "-B", str(Path(__file__).with_name("kijkproces.py"))]


def _omgeving() -> dict[str, str]:
    """Nothing of ours: no addresses, no passphrase, no folders; only what Windows needs to start a program."""
    return {naam: os.environ[naam] for naam in ("SYSTEMROOT", "PATH") if os.name == "nt" and naam in os.environ}


class Kijker:
    """One file that is being looked at; may be used from any thread, one question at a time.

    The process starts with the first question and ends with `sluit`. When it fell over, the next question starts
    another.
    """

    def __init__(self, inhoudsoort: str, inhoud: bytes, *, wacht_s: float = _WACHT_S) -> None:
        """Take a file of a kind that has a preview; `wacht_s` is how long one answer may take."""
        self._soort, self._inhoud, self._wacht_s = inhoudsoort, inhoud, wacht_s
        self._slot = Lock()
        self._proces: subprocess.Popen[bytes] | None = None
        self._kop: dict[str, Any] = {}
        self._tekst = b""
        self._geopend = False
        self._dicht = False

    def bladen(self) -> int:
        """Return how many pages or pictures it has; 0 for text.

        Raises:
            Omstandigheid: REGEL_WEIGERT with `regel` voorbeeld_wachtwoord, voorbeeld_te_groot, voorbeeld_traag or
                voorbeeld_onleesbaar.
        """
        with self._slot:
            self._open()
            return int(self._kop.get("bladen", 0))

    def tekst(self) -> tuple[str, bool]:
        """Return its text, and whether there is more than that."""
        with self._slot:
            self._open()
            return self._tekst.decode("utf-8", "replace"), bool(self._kop.get("ingekort"))

    def blad(self, nummer: int, schaal: float) -> tuple[int, int, bytes]:
        """Return width, height and RGBA rows of one page, `schaal` pixels for each point."""
        with self._slot:
            self._open()
            kop, ruw = self._vraag({"doe": "blad", "nummer": nummer, "schaal": schaal})
            breed, hoog = int(kop["breed"]), int(kop["hoog"])
            if breed < 1 or hoog < 1 or breed * hoog * 4 != len(ruw):
                self._stop()
                raise Omstandigheid(Reden.REGEL_WEIGERT, regel="voorbeeld_onleesbaar")
            return breed, hoog, ruw

    def sluit(self) -> None:
        """End the process and forget the file."""
        self._dicht = True
        # Without the lock: a question under way ends by it.
        self._stop()
        with self._slot:
            self._stop()
            self._inhoud = self._tekst = b""

    def __del__(self) -> None:
        """A window that went without closing leaves no process behind."""
        if hasattr(self, "_proces"):
            self._dicht = True
            self._stop()

    def _open(self) -> None:
        if self._dicht:
            raise Omstandigheid(Reden.AFGEBROKEN)
        if self._proces is None or self._proces.poll() is not None:
            self._stop()
            self._start()
        elif self._geopend:
            return
        self._kop, self._tekst = self._vraag({"doe": "open", "soort": self._soort}, self._inhoud)
        self._geopend = True

    def _start(self) -> None:
        extra: dict[str, Any] = {}
        if os.name == "nt":
            extra["creationflags"] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            self._proces = subprocess.Popen(
                _opdracht(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_omgeving(),
                **extra,
            )
        except OSError as fout:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="voorbeeld_onleesbaar") from fout

    def _stop(self) -> None:
        proces, self._proces = self._proces, None
        self._geopend = False
        if proces is None:
            return
        proces.kill()
        proces.wait()
        for pijp in (proces.stdin, proces.stdout):
            if pijp is not None:
                with contextlib.suppress(OSError):
                    pijp.close()

    def _vraag(self, vraag: dict[str, Any], inhoud: bytes = b"") -> tuple[dict[str, Any], bytes]:
        proces = self._proces
        assert proces is not None and proces.stdin is not None and proces.stdout is not None
        traag = False

        def te_laat() -> None:
            nonlocal traag
            traag = True
            proces.kill()

        klok = Timer(self._wacht_s, te_laat)
        klok.daemon = True
        klok.start()
        try:
            wire = json.dumps({**vraag, "bytes": len(inhoud)}).encode()
            proces.stdin.write(len(wire).to_bytes(4, "big") + wire)
            proces.stdin.write(inhoud)
            proces.stdin.flush()
            kop = json.loads(self._lees(proces, int.from_bytes(self._lees(proces, 4), "big")))
            uit = self._lees(proces, int(kop["bytes"]))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            self._stop()
            if self._dicht:
                raise Omstandigheid(Reden.AFGEBROKEN) from None
            _log.waarschuwing("een voorbeeld kon niet worden gemaakt", soort=self._soort, traag=traag)
            raise Omstandigheid(
                Reden.REGEL_WEIGERT, regel="voorbeeld_traag" if traag else "voorbeeld_onleesbaar"
            ) from None
        finally:
            klok.cancel()
        if fout := kop.get("fout"):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel=_REGELS.get(fout, "voorbeeld_onleesbaar"))
        return kop, uit

    @staticmethod
    def _lees(proces: "subprocess.Popen[bytes]", hoeveel: int) -> bytes:
        if not 0 <= hoeveel <= _MEESTE_BYTES or proces.stdout is None:
            raise EOFError
        stuk = proces.stdout.read(hoeveel)
        if len(stuk) != hoeveel:
            raise EOFError
        return stuk
