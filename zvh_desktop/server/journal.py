"""The server's log: a JSON object a line, fixed words and numbers; no address, no token, no id to follow anyone by."""

import hashlib
import hmac
import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

from zvh_desktop.log import foutsporen

__all__ = ["Journaal", "begin_journaal"]

_NAAM: Final = "zvh_desktop.server"


class _Regels(logging.Formatter):
    """Our own lines are JSON already; of libraries only name and level are kept, and of a fault kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        regel: dict[str, object] = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname.lower(),
            "pid": record.process,
        }
        waarden = getattr(record, "waarden", None)
        if record.name == _NAAM and isinstance(waarden, dict):
            regel["wat"] = record.getMessage()
            regel.update(waarden)
        else:
            regel["wat"] = "bibliotheek"
            regel["bron"] = record.name
        if record.exc_info and record.exc_info[1] is not None:
            regel["fout"] = foutsporen(record.exc_info[1])
        return json.dumps(regel, ensure_ascii=False)


def begin_journaal(uit: TextIO | None = None, *, niveau: int = logging.INFO) -> logging.Handler:
    """Write everything that this process logs to `uit` (stderr), as JSON lines; return the handler."""
    schrijver = logging.StreamHandler(uit or sys.stderr)
    schrijver.setFormatter(_Regels())
    wortel = logging.getLogger()
    wortel.addHandler(schrijver)
    wortel.setLevel(logging.WARNING)
    logging.getLogger(_NAAM).setLevel(niveau)
    return schrijver


class Journaal:
    """What the server writes down of itself."""

    def __init__(self, geheim: bytes) -> None:
        """Take the secret under which devices get a name in the log that says nothing elsewhere."""
        self._geheim = geheim
        self._log = logging.getLogger(_NAAM)

    def wie(self, toestel: bytes | None) -> str:
        """Return the name of a device in the log: the same within one server, of no use outside it."""
        if toestel is None:
            return "-"
        return hmac.new(self._geheim, b"zvh1|journaal|" + toestel, hashlib.sha256).hexdigest()[:10]

    def meld(self, wat: str, **waarden: object) -> None:
        """Write what happened: fixed words, with numbers and codes."""
        if self._log.isEnabledFor(logging.INFO):
            self._log.info(wat, extra={"waarden": waarden})

    def fout(self, wat: str, fout: BaseException, **waarden: object) -> None:
        """Write a fault: its kind and the places in our own code."""
        self._log.error(wat, exc_info=fout, extra={"waarden": waarden})

    @staticmethod
    def proces() -> int:
        """Return the number of this process."""
        return os.getpid()
