"""What the presenter view hides until it is shown on purpose: numbers, addresses and names of third parties."""

import re
from collections.abc import Iterable
from typing import Final

from zvh_desktop.domain.betrokkene import vouw

__all__ = ["VERBORGEN", "scherm_af"]

VERBORGEN: Final = "▒▒▒"
"""Stands where something was hidden; one length, so that it tells nothing."""

_PATRONEN: Final = tuple(
    re.compile(patroon, re.IGNORECASE)
    for patroon in (
        r"(?<![\w.-])[1-9]\d{3}(?:[a-z]{2}|[ \t](?-i:[A-Z]{2}))\b(?:[ \t]+\d+\w?)?",  # postcode, perhaps a number
        r"\b(?:[a-zà-ÿ.’'-]+[ \t])?[a-zà-ÿ’'-]*(?:straat|laan|weg|plein|kade|gracht|dijk|singel|hof|steeg|pad)\b"
        r"[ \t]+\d+[ \t]?[a-z]?\b",  # street with a number
        r"(?<!\w)(?:\+31|0031|0)[ \t]?-?\d(?:[ \t-]?\d){8}(?!\d)",  # telephone
        r"(?<![\d.,])\d(?:[ .]?\d){8}(?![\d.,]?\d)",  # nine digits, as of a BSN
        r"[^\s@]+@[^\s@]+\.[a-z]{2,}",  # e-mail
    )
)


def scherm_af(tekst: str, woorden: Iterable[str] = ()) -> str:
    """Hide numbers and addresses by their form, and the given names and addresses by their words.

    Args:
        tekst: any sentence.
        woorden: names of third parties, streets, places: hidden wherever they stand as whole words, without
            regard to capitals and accents. A name of several words hides its single words of three letters
            or more too.
    """
    for patroon in _PATRONEN:
        tekst = patroon.sub(VERBORGEN, tekst)
    gevouwen = {
        vouw(deel)
        for woord in woorden
        for deel in (woord, *woord.split())
        if len(vouw(deel)) >= 3 and deel[:1].isupper()
    }
    if not gevouwen:
        return tekst
    delen = re.split(r"(\w[\w’'-]*)", tekst)
    return "".join(VERBORGEN if i % 2 and vouw(deel) in gevouwen else deel for i, deel in enumerate(delen))
