"""A process of its own that knows a dictionary: words in by a pipe, verdicts and proposals out by a pipe.

Started by `spelling`, never imported by the program. Reading a dictionary takes a third of a second in which Python
does nothing else, and one proposal a tenth; here the window does not notice. Words are never written anywhere: where
the system knows limits, this process may not write a file or leave a core dump.

A message is four bytes of length and a JSON object of that length.
"""

import json
import sys
from typing import Any, BinaryIO, Final

__all__ = ["main"]

_LANGSTE: Final = 1_000_000
"""Bytes of a question that is believed."""
_VOORSTELLEN: Final = 6


def _begrens() -> None:
    """Give up what spelling does not need; called when the dictionary is read."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for wat, hoeveel in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 3)):
        try:
            resource.setrlimit(wat, (hoeveel, hoeveel))
        except (OSError, ValueError):
            continue


class _Boek:
    """One dictionary."""

    def __init__(self, map_: str, taal: str) -> None:
        from hunspell import Hunspell

        self._boek = Hunspell(taal, hunspell_data_dir=map_)
        # An empty or unreadable dictionary rejects everything, and says nothing about it.
        if not any(self.kent(woord) for woord in ("de", "een", "het", "en", "van")):
            raise ValueError

    def kent(self, woord: str) -> bool:
        """Whether a word is right; one that the dictionary cannot even write down is not judged."""
        try:
            return bool(self._boek.spell(woord))
        except UnicodeEncodeError:
            return True

    def voorstellen(self, woord: str) -> list[str]:
        """Return what may have been meant, the likeliest first."""
        try:
            return list(self._boek.suggest(woord))[:_VOORSTELLEN]
        except UnicodeEncodeError:
            return []


def _antwoord(boek: _Boek | None, vraag: dict[str, Any]) -> dict[str, Any]:
    if boek is None:
        return {"fout": "geen"}
    if vraag["doe"] == "kijk":
        return {"fout": "", "vreemd": [w for w in vraag["woorden"] if not boek.kent(w)]}
    return {"fout": "", "voorstellen": boek.voorstellen(vraag["woord"])}


def _lees(uit: BinaryIO) -> dict[str, Any] | None:
    kop = uit.read(4)
    lengte = int.from_bytes(kop, "big")
    if len(kop) < 4 or lengte > _LANGSTE:
        return None
    vraag = json.loads(uit.read(lengte))
    return vraag if isinstance(vraag, dict) else None


def main() -> int:
    """Answer until the pipe closes."""
    boek: _Boek | None = None
    while (vraag := _lees(sys.stdin.buffer)) is not None:
        if vraag["doe"] == "open":
            try:
                boek = _Boek(vraag["map"], vraag["taal"])
                antwoord: dict[str, Any] = {"fout": ""}
            except (ImportError, OSError, ValueError, MemoryError, RuntimeError):
                antwoord = {"fout": "geen"}
            _begrens()
        else:
            antwoord = _antwoord(boek, vraag)
        wire = json.dumps(antwoord).encode()
        sys.stdout.buffer.write(len(wire).to_bytes(4, "big") + wire)
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
