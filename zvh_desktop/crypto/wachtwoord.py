"""Judge the strength of a passphrase: zxcvbn, and what zxcvbn does not know of Dutch."""

import functools
import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from zvh_desktop.assets import asset

__all__ = ["STERK_GENOEG", "Oordeel", "judge_passphrase"]

STERK_GENOEG = 3
"""Lowest score with which a vault may be made."""

_MAX_TEKENS = 72
_KORT, _TE_KORT = 10, 8
_DREMPELS = (3.0, 6.0, 8.0, 10.0)
_LANGSTE_WOORD = 16
_PATRONEN = {
    "spatial": "toetsenbordpatroon",
    "repeat": "herhaling",
    "sequence": "reeks",
    "regex": "jaartal",
    "date": "datum",
}


@dataclass(frozen=True, slots=True)
class Oordeel:
    """How hard a passphrase is to guess.

    Attributes:
        score: 0 (guessed at once) to 4 (strong).
        redenen: keys of what makes it weaker: `te_kort`, `veel_gebruikt`, `gewone_woorden`, `eigen_gegevens`,
            `toetsenbordpatroon`, `herhaling`, `reeks`, `jaartal`, `datum`; empty for a strong one.
    """

    score: int
    redenen: tuple[str, ...]

    @property
    def is_sterk_genoeg(self) -> bool:
        """Whether a vault may be made with it."""
        return self.score >= STERK_GENOEG


@functools.cache
def _rangen() -> dict[str, int]:
    """Common Dutch words with their place in the list, the most common first."""
    regels = asset("resources", "wachtwoordwoorden-nl.txt").read_text(encoding="utf-8").split()
    return {woord: nr for nr, woord in enumerate(regels, start=1)}


def _kaal(tekst: str) -> str:
    plat = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(teken for teken in plat if teken.isalnum())


def _woordkosten(kaal: str, eigen: frozenset[str]) -> tuple[float, bool]:
    """Return log10 of the guesses when someone strings common words together, and whether words were used.

    A word costs its place in the list, any other sign ten guesses: the cheapest way to cut the text counts.
    """
    rangen = _rangen()
    beste: list[tuple[float, bool]] = [(0.0, False)]
    for eind in range(1, len(kaal) + 1):
        kosten, met_woord = beste[eind - 1]
        keuze = (kosten + 1.0, met_woord)
        for begin in range(max(0, eind - _LANGSTE_WOORD), eind - 1):
            woord = kaal[begin:eind]
            rang = 1 if woord in eigen else rangen.get(woord)
            if rang is not None:
                keuze = min(keuze, (beste[begin][0] + math.log10(rang + 1), True))
        beste.append(keuze)
    return beste[-1]


def _score(log10_pogingen: float) -> int:
    return sum(log10_pogingen >= drempel for drempel in _DREMPELS)


def judge_passphrase(wachtwoord: str, verboden: Iterable[str] = ()) -> Oordeel:
    """Judge a passphrase.

    Args:
        wachtwoord: as typed; only the first 72 signs are judged.
        verboden: words that others would try first, such as the person's and the organisation's name.
    """
    from zxcvbn import zxcvbn  # slow to import, needed on one page only

    stuk = unicodedata.normalize("NFC", wachtwoord)[:_MAX_TEKENS]
    if not stuk:
        return Oordeel(0, ("te_kort",))
    eigen = frozenset(deel for tekst in verboden for deel in map(_kaal, tekst.split()) if len(deel) > 2)
    uitkomst = zxcvbn(stuk, user_inputs=sorted(eigen))
    redenen: list[str] = []
    kosten, met_woord = _woordkosten(_kaal(stuk), eigen)
    score = int(uitkomst["score"])
    if met_woord and _score(kosten) < score:
        score = _score(kosten)
        redenen.append("gewone_woorden")
    for deel in uitkomst["sequence"]:
        if deel["pattern"] in _PATRONEN:
            redenen.append(_PATRONEN[deel["pattern"]])
        elif deel["pattern"] == "dictionary":
            redenen.append("eigen_gegevens" if deel["dictionary_name"] == "user_inputs" else "veel_gebruikt")
    if len(stuk) < _KORT:
        score = min(score, 1 if len(stuk) < _TE_KORT else 2)
        redenen.insert(0, "te_kort")
    return Oordeel(score, () if score == len(_DREMPELS) else tuple(dict.fromkeys(redenen)))
