"""Dictionaries of the machine, and the process that looks words up in one; no word leaves for anywhere else.

Nothing is bundled. A dictionary is a pair of files as LibreOffice, Firefox and Hunspell use them (`nl.aff`, `nl.dic`).
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

from zvh_desktop.documents.bijproces import Bijproces, GeenAntwoord
from zvh_desktop.log import logboek

__all__ = ["SPELPROCES", "TALEN", "Woordenboek", "plaatsen", "vind"]

_log = logboek(__name__)

SPELPROCES: Final = "--spelproces"
"""First argument with which the installed program becomes the process that knows the dictionary."""
TALEN: Final = ("nl", "nl_NL", "nl-NL", "nl_BE")
_WACHT_S: Final = 20.0
"""How long one answer may take: a large dictionary takes a second to read, a proposal a tenth."""


def plaatsen(eigen: str = "", *, omgeving: dict[str, str] | None = None, thuis: Path | None = None) -> list[Path]:
    """Return the folders where dictionaries usually lie, the own one first; they need not exist.

    Args:
        eigen: folder set by a person, or "".
        omgeving: variables of the system; those of this process when not given.
        thuis: home folder; that of this person when not given.
    """
    omg = dict(os.environ) if omgeving is None else omgeving
    huis = Path.home() if thuis is None else thuis
    mappen = [Path(eigen)] if eigen else []
    mappen += [Path(m) for m in omg.get("DICPATH", "").split(os.pathsep) if m]
    kantoor: list[Path] = []
    for naam in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        if omg.get(naam):
            kantoor.append(Path(omg[naam]) / "LibreOffice" / "share" / "extensions" / "dict-nl")
    for naam in ("APPDATA", "LOCALAPPDATA"):
        if omg.get(naam):
            mappen.append(Path(omg[naam]) / "hunspell")
    if os.name != "nt":
        mappen += [huis / ".local/share/hunspell", huis / ".hunspell", huis / "Library/Spelling"]
        mappen += [Path(m) for m in ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts")]
        mappen += [Path("/usr/local/share/hunspell"), Path("/Library/Spelling")]
        kantoor += sorted(Path("/opt").glob("libreoffice*/share/extensions/dict-nl"))
        kantoor.append(Path("/usr/lib/libreoffice/share/extensions/dict-nl"))
        kantoor.append(Path("/Applications/LibreOffice.app/Contents/Resources/extensions/dict-nl"))
    return [*mappen, *kantoor]


def vind(mappen: Iterable[Path]) -> Path | None:
    """Return the first Dutch dictionary, without its suffix, or None."""
    for map_ in mappen:
        for taal in TALEN:
            stam = map_ / taal
            with contextlib.suppress(OSError):
                if all(Path(f"{stam}{achter}").is_file() for achter in (".aff", ".dic")):
                    return stam
    return None


def _opdracht() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, SPELPROCES]
    return [sys.executable, "-I", "-B", "-X", "utf8", str(Path(__file__).with_name("spelproces.py"))]


class Woordenboek:
    """A dictionary in a process of its own. Not for the window's thread: every question waits for its answer.

    A dictionary that falls over, hangs or cannot be read answers nothing any more: no word is then marked.
    """

    def __init__(self, stam: Path, *, wacht_s: float = _WACHT_S) -> None:
        """Take a dictionary as `vind` gives it; it is read at the first question, of which none may take longer."""
        self._stam = stam
        self._slot = Lock()
        self._bij = Bijproces(lambda: _opdracht(), wacht_s)
        self._geopend = self._dicht = False

    def open(self) -> bool:
        """Read it; False when that does not work."""
        with self._slot:
            if self._dicht:
                return False
            if self._geopend:
                return True
            try:
                self._bij.start()
            except OSError:
                self._dicht = True
                return False
            antwoord = self._vraag({"doe": "open", "map": str(self._stam.parent), "taal": self._stam.name})
            self._geopend = antwoord is not None and not antwoord.get("fout")
            if not self._geopend:
                _log.waarschuwing("het woordenboek kon niet worden gelezen")
                self._stop()
            return self._geopend

    def vreemd(self, woorden: Sequence[str]) -> set[str]:
        """Return which of these words it does not know; none when there is nobody to ask."""
        if not self.open():
            return set()
        with self._slot:
            antwoord = self._vraag({"doe": "kijk", "woorden": list(woorden)}) or {}
            return {w for w in antwoord.get("vreemd", ()) if isinstance(w, str)}

    def voorstellen(self, woord: str) -> list[str]:
        """Return what may have been meant."""
        if not self.open():
            return []
        with self._slot:
            antwoord = self._vraag({"doe": "stel", "woord": woord}) or {}
            return [w for w in antwoord.get("voorstellen", ()) if isinstance(w, str)]

    def sluit(self) -> None:
        """End the process, also in the middle of a question."""
        self._dicht = True
        # Without the lock: a question under way ends by it.
        self._bij.stop()
        with self._slot:
            self._stop()

    def _stop(self) -> None:
        self._dicht, self._geopend = True, False
        self._bij.stop()

    def _vraag(self, vraag: dict[str, Any]) -> dict[str, Any] | None:
        try:
            return self._bij.vraag(vraag)[0]
        except GeenAntwoord:
            # Fallen over, hung, or ended because the program locks.
            self._stop()
            return None
