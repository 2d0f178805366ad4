"""Two versions of a text beside each other: what only one of them says, and one text that says all."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from difflib import SequenceMatcher

__all__ = ["eigen_stukken", "met_alles", "zinnen"]

_ZIN: Final = re.compile(r".+?(?:[.!?…]+[)\"'’”»]*(?=\s|\Z)|(?=\n)|\Z)\s*", re.DOTALL)
_MEESTE: Final = 2_000
"""Sentences compared one by one; beyond it texts count as wholly different, which costs nothing and loses nothing."""


def zinnen(tekst: str) -> list[str]:
    """Cut a text in sentences and lines, each with the white space after it; joined they are the text again."""
    begin = len(tekst) - len(tekst.lstrip())
    delen = _ZIN.findall(tekst[begin:])
    if begin:
        delen[:1] = [tekst[:begin] + delen[0]] if delen else [tekst]
    return delen


def _naast(een: Sequence[str], ander: Sequence[str]) -> "SequenceMatcher[str]":
    # Late: every dossier reads with this module, and hardly any has two texts to compare.
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _kern(een), _kern(ander), autojunk=False)


def _kern(delen: Sequence[str]) -> list[str]:
    return [" ".join(deel.split()) for deel in delen]


def eigen_stukken(tekst: str, anderen: Sequence[str]) -> list[tuple[int, int]]:
    """Return (begin, end) of the sentences of `tekst` that not all of the others have, in order, as positions."""
    delen = zinnen(tekst)
    gedeeld = [True] * len(delen)
    for ander in anderen:
        zelfde = [False] * len(delen)
        tegen = zinnen(ander)
        if max(len(delen), len(tegen)) <= _MEESTE:
            for blok in _naast(delen, tegen).get_matching_blocks():
                zelfde[blok.a : blok.a + blok.size] = [True] * blok.size
        gedeeld = [a and b for a, b in zip(gedeeld, zelfde, strict=True)]
    stukken: list[tuple[int, int]] = []
    plaats = 0
    for deel, ook in zip(delen, gedeeld, strict=True):
        if not ook:
            stukken.append((plaats, plaats + len(deel.rstrip())))
        plaats += len(deel)
    return stukken


def met_alles(teksten: Sequence[str]) -> str:
    """Return one text with every sentence of all of them: what they share once, what differs after each other."""
    samen = list(dict.fromkeys(teksten))
    uit = zinnen(samen[0]) if samen else []
    for tekst in samen[1:]:
        uit = _erbij(uit, zinnen(tekst))
    return "".join(_los(uit)).strip()


def _erbij(een: list[str], ander: list[str]) -> list[str]:
    if max(len(een), len(ander)) > _MEESTE:
        return [*een, "\n", *ander]
    uit: list[str] = []
    for soort, a1, a2, b1, b2 in _naast(een, ander).get_opcodes():
        uit += een[a1:a2]
        if soort != "equal":
            uit += ander[b1:b2]
    return uit


def _los(delen: Sequence[str]) -> list[str]:
    """Put a space where two sentences would run into each other."""
    return [deel if deel[-1:].isspace() or nr == len(delen) - 1 else deel + " " for nr, deel in enumerate(delen)]
