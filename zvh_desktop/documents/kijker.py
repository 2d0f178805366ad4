"""Look at a file that others made without letting it near the program: a process of its own decodes it.

The file goes there by a pipe and pictures or text come back; nothing is written to disk. A decoder that falls over,
hangs or eats memory costs one sentence.
"""

import sys
from pathlib import Path
from threading import Lock
from typing import Any, Final

from zvh_desktop.documents.bijproces import Bijproces, GeenAntwoord
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.log import logboek

__all__ = ["KIJKPROCES", "Kijker"]

_log = logboek(__name__)

KIJKPROCES: Final = "--kijkproces"
"""First argument with which the installed program becomes the process that decodes."""
_WACHT_S: Final = 20.0
_REGELS: Final = {"wachtwoord": "voorbeeld_wachtwoord", "te_groot": "voorbeeld_te_groot"}


def _opdracht() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, KIJKPROCES]
    return [sys.executable, "-I", "-B", str(Path(__file__).with_name("kijkproces.py"))]


class Kijker:
    """One file that is being looked at; may be used from any thread, one question at a time.

    The process starts with the first question and ends with `sluit`. When it fell over, the next question starts
    another.
    """

    def __init__(self, inhoudsoort: str, inhoud: bytes, *, wacht_s: float = _WACHT_S) -> None:
        """Take a file of a kind that has a preview; `wacht_s` is how long one answer may take."""
        self._soort, self._inhoud = inhoudsoort, inhoud
        self._slot = Lock()
        self._bij = Bijproces(lambda: _opdracht(), wacht_s)
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

    def woorden(self) -> tuple[str, bool]:
        """Return all text of a PDF, Word document or plain text, and whether that is all that can be read in it.

        Of a page without text, a picture, a note or a file inside nothing is said, and then it is not.
        """
        with self._slot:
            self._start()
            kop, tekst = self._vraag({"doe": "woorden", "soort": self._soort}, self._inhoud)
            return tekst.decode("utf-8", "replace"), bool(kop.get("alles"))

    def blad(self, nummer: int, schaal: float) -> tuple[int, int, bytes]:
        """Return width, height and RGBA rows of one page, `schaal` pixels for each point."""
        with self._slot:
            self._open()
            kop, ruw = self._vraag({"doe": "blad", "nummer": nummer, "schaal": schaal})
            breed, hoog = int(kop["breed"]), int(kop["hoog"])
            if breed < 1 or hoog < 1 or breed * hoog * 4 != len(ruw):
                self._bij.stop()
                raise Omstandigheid(Reden.REGEL_WEIGERT, regel="voorbeeld_onleesbaar")
            return breed, hoog, ruw

    def sluit(self) -> None:
        """End the process and forget the file."""
        self._dicht = True
        # Without the lock: a question under way ends by it.
        self._bij.stop()
        with self._slot:
            self._bij.stop()
            self._inhoud = self._tekst = b""

    def __del__(self) -> None:
        """A window that went without closing leaves no process behind."""
        if hasattr(self, "_bij"):
            self._dicht = True
            self._bij.stop()

    def _start(self) -> None:
        if self._dicht:
            raise Omstandigheid(Reden.AFGEBROKEN)
        if not self._bij.loopt:
            self._geopend = False
            try:
                self._bij.start()
            except OSError as fout:
                raise Omstandigheid(Reden.REGEL_WEIGERT, regel="voorbeeld_onleesbaar") from fout

    def _open(self) -> None:
        self._start()
        if self._geopend:
            return
        self._kop, self._tekst = self._vraag({"doe": "open", "soort": self._soort}, self._inhoud)
        self._geopend = True

    def _vraag(self, vraag: dict[str, Any], inhoud: bytes = b"") -> tuple[dict[str, Any], bytes]:
        try:
            kop, uit = self._bij.vraag(vraag, inhoud)
        except GeenAntwoord as geen:
            self._geopend = False
            if self._dicht:
                raise Omstandigheid(Reden.AFGEBROKEN) from None
            _log.waarschuwing("een voorbeeld kon niet worden gemaakt", soort=self._soort, traag=geen.traag)
            regel = "voorbeeld_traag" if geen.traag else "voorbeeld_onleesbaar"
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel=regel) from None
        if fout := kop.get("fout"):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel=_REGELS.get(fout, "voorbeeld_onleesbaar"))
        return kop, uit
