"""Text as it may go on paper: cleaned, escaped, and Dutch dates.

What people type or paste can hold mark-up, control characters, marks that turn the reading direction, and
letters the font does not have. Nothing of it may change the layout or vanish unseen: harmless invisible
marks are dropped, everything else that cannot be printed is shown as its number, "[U+202E]".
"""

import re
import unicodedata
from collections.abc import Container
from datetime import date, datetime
from typing import Final
from xml.sax.saxutils import escape

from zvh_desktop.domain.afscherming import VERBORGEN

__all__ = ["Schoonmaker", "datum", "moment", "opmaak"]

_ONZICHTBAAR = frozenset({0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)})
"""Hints for hyphenation, joining and byte order: they say nothing, and come along with pasted text."""

_REGELEINDE = frozenset({0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029})
_MAANDEN = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


class _Tabel(dict[int, str]):
    """Translation of one code point, worked out the first time it is met."""

    def __init__(self, bekend: Container[int]) -> None:
        super().__init__()
        self._bekend = bekend

    def __missing__(self, code: int) -> str:
        soort = unicodedata.category(chr(code))
        if code in _REGELEINDE:
            uit = "\n"
        elif code == 0x0D or code in _ONZICHTBAAR:
            uit = ""
        elif soort == "Zs" or code == 0x09:
            uit = chr(code) if code == 0xA0 else " "
        elif soort[0] == "C" or code not in self._bekend:
            uit = f"[U+{code:04X}]"
        else:
            uit = chr(code)
        self[code] = uit
        return uit


_BEDEKT: Final = re.compile(f"{VERBORGEN}(?:\\s*{VERBORGEN})*")
_NIET_GETOOND: Final = "[niet getoond]"


class Schoonmaker:
    """Makes text printable with a given set of characters.

    Args:
        bekend: code points every font of the document has a glyph for.
    """

    def __init__(self, bekend: Container[int]) -> None:
        self._tabel = _Tabel(bekend)

    def __call__(self, tekst: str) -> str:
        """Return `tekst` composed (NFC), with line ends as "\\n" and nothing that cannot be printed."""
        if not tekst.isascii():
            # What is hidden on the screen as blocks is said in words on paper.
            tekst = _BEDEKT.sub(_NIET_GETOOND, unicodedata.normalize("NFC", tekst))
        return tekst.replace("\r\n", "\n").replace("\r", "\n").translate(self._tabel)


def opmaak(schone_tekst: str) -> str:
    """Return clean text as paragraph mark-up: escaped, line ends as breaks, at most one empty line in a row."""
    regels = re.sub(r"\n{3,}", "\n\n", schone_tekst.strip("\n"))
    return escape(regels).replace("\n", "<br/>")


def datum(dag: date) -> str:
    """Return a calendar day as people write it: "24 november 2026"."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def moment(tijdstip: datetime) -> str:
    """Return a moment in its own zone: "24 november 2026 om 10:52 uur"."""
    return f"{datum(tijdstip.date())} om {tijdstip:%H:%M} uur"
