"""A process beside the program that is given questions by a pipe: it is started, asked with a limit of time, and ended.

A message is four bytes of length, a JSON object of that length, and as many bytes as its "bytes" says (none without).
"""

import contextlib
import json
import os
import subprocess
from collections.abc import Callable
from threading import Timer
from typing import Any, Final

__all__ = ["Bijproces", "GeenAntwoord"]

_MEESTE_BYTES: Final = 80_000_000
"""Bytes of the largest answer that is believed."""


class GeenAntwoord(Exception):
    """The process fell over, was ended, answered nonsense, or took too long; it runs no more.

    Attributes:
        traag: whether it took too long.
    """

    def __init__(self, *, traag: bool = False) -> None:
        super().__init__()
        self.traag = traag


def _omgeving() -> dict[str, str]:
    """Nothing of ours: no addresses, no passphrase, no folders; only what Windows needs to start a program."""
    return {naam: os.environ[naam] for naam in ("SYSTEMROOT", "PATH") if os.name == "nt" and naam in os.environ}


class Bijproces:
    """One such process; one question at a time, `stop` from any thread also in the middle of one.

    Attributes:
        proces: what runs, None when nothing does.
    """

    def __init__(self, opdracht: Callable[[], list[str]], wacht_s: float) -> None:
        """Take how it is started, and how long one answer may take."""
        self._opdracht, self._wacht_s = opdracht, wacht_s
        self.proces: subprocess.Popen[bytes] | None = None

    @property
    def loopt(self) -> bool:
        """Whether it is there and did not end by itself."""
        return self.proces is not None and self.proces.poll() is None

    def start(self) -> None:
        """Start it, in the place of one that ran.

        Raises:
            OSError: the system does not start it.
        """
        self.stop()
        extra: dict[str, Any] = {}
        if os.name == "nt":
            extra["creationflags"] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.proces = subprocess.Popen(
            self._opdracht(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_omgeving(),
            **extra,
        )

    def stop(self) -> None:
        """End it."""
        proces, self.proces = self.proces, None
        if proces is None:
            return
        proces.kill()
        proces.wait()
        for pijp in (proces.stdin, proces.stdout):
            if pijp is not None:
                with contextlib.suppress(OSError):
                    pijp.close()

    def vraag(self, vraag: dict[str, Any], inhoud: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Ask, and return what is answered with the bytes that came along.

        Raises:
            GeenAntwoord: it has ended.
        """
        proces = self.proces
        if proces is None or proces.stdin is None or proces.stdout is None:
            raise GeenAntwoord
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
            kop = json.loads(_lees(proces, int.from_bytes(_lees(proces, 4), "big")))
            return kop, _lees(proces, int(kop.get("bytes", 0)))
        except (OSError, EOFError, ValueError, AttributeError, TypeError):
            self.stop()
            raise GeenAntwoord(traag=traag) from None
        finally:
            klok.cancel()


def _lees(proces: "subprocess.Popen[bytes]", hoeveel: int) -> bytes:
    if not 0 <= hoeveel <= _MEESTE_BYTES or proces.stdout is None:
        raise EOFError
    stuk = proces.stdout.read(hoeveel)
    if len(stuk) != hoeveel:
        raise EOFError
    return stuk
