"""What of a found text is shown: the words round the hit, without a BSN, a secret address or a secret field."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

from zvh_desktop.domain.afscherming import VERBORGEN, ZAAL, scherm_adressen_af
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.gevoelig import bevat_bsn
from zvh_desktop.domain.themavelden import GEHEIM
from zvh_desktop.domain.zoekvraag import Term

__all__ = ["MARKEER_BEGIN", "MARKEER_EIND", "Knipper", "eenvoudig", "schoon"]

MARKEER_BEGIN: Final = "\x02"
MARKEER_EIND: Final = "\x03"
"""Round the words found in a fragment, as the store marks them too; the index holds no such signs of its own."""

_CIJFER: Final = re.compile("[^\x00-/:-\xb1\xb4-\xb8\xba\xbb\xbf-\xff\u2010-\u203a\u20ac]")
"""What may be a digit, also a small or a round one: all but the signs that surely are none."""
_GEWOON_CIJFER: Final = re.compile("[0-9]")
_CIJFERREEKS: Final = re.compile("\\d(?:[ .\\-\u00a0\x02\x03]*\\d){7,}")
_MERKEN: Final = str.maketrans("", "", MARKEER_BEGIN + MARKEER_EIND)
_VOOR_TEKENS: Final = 36
_NA_TEKENS: Final = 84
_MEESTE_PLEKKEN: Final = 20
_NIET: Final = (-1, -1)
_GEEN_LETTER: Final = re.compile(r"[\W_]")
_EENVOUDIG: Final = re.compile("[\x00-\xff\u2010-\u203a\u20ac]*")
_MARGE: Final = 80
"""What is looked at for secrets is so much wider than what is shown: half an address is secret too."""
_ROND: Final = _VOOR_TEKENS + _MARGE


class _Vlakker(dict[int, int]):
    """Letter to letter without its marks, as far as one sign stays one sign."""

    def __missing__(self, teken: int) -> int:
        los = unicodedata.normalize("NFD", chr(teken))
        kaal = len(los) > 1 and all(unicodedata.category(t)[0] == "M" for t in los[1:])
        self[teken] = vlak = ord(los[0]) if kaal else teken
        return vlak


_VLAK: Final = _Vlakker()


_VLAK_LATIJN: Final = bytes(_VLAK[teken] for teken in range(256))
"""The same for the signs of Western Europe, in which nearly all is written: ten times as fast."""


def _vlak(tekst: str) -> str:
    klein = tekst.lower()
    if klein.isascii():
        return klein
    try:
        return klein.encode("latin-1").translate(_VLAK_LATIJN).decode("latin-1")
    except UnicodeEncodeError:
        return klein.translate(_VLAK)


def eenvoudig(tekst: str) -> bool:
    """Is this written in signs (of Western Europe) of which the index and `Knipper` say the same, yes or no?"""
    return tekst.isascii() or _EENVOUDIG.fullmatch(tekst) is not None


def _vind(vlak: str, woord: str, vanaf: int, tot: int, *, heel: bool) -> tuple[int, int]:
    """Return where a word stands from a place on, or begins when it need not be whole; `_NIET` when nowhere."""
    plek = vlak.find(woord, vanaf, tot)
    while plek >= 0:
        eind = plek + len(woord)
        if not plek or not vlak[plek - 1].isalnum():
            # Words mostly end in a space; only what lies before it is looked at.
            grens = vlak.find(" ", eind)
            rest = vlak[eind:grens] if grens >= 0 else vlak[eind:]
            einde = None if not rest or rest.isalnum() else _GEEN_LETTER.search(rest)
            woordeind = eind + (len(rest) if einde is None else einde.start())
            if woordeind == eind or not heel:
                return plek, woordeind
        plek = vlak.find(woord, eind, tot)
    return _NIET


def _heeft_cijfer(tekst: str) -> bool:
    return (_GEWOON_CIJFER if tekst.isascii() else _CIJFER).search(tekst) is not None


class Knipper:
    """Cuts out of texts what is shown of them, for one question; by hand, for each letter typed asks for a dozen."""

    def __init__(self, termen: Sequence[Term]) -> None:
        """Take the words of the question; without any, the beginning of a text is shown."""
        wel = [t for t in termen if not t.niet]
        self._woorden = [(_vlak(t.tekst), not t.begin) for t in wel]
        self._frase = any(" " in t.tekst for t in wel)

    def knip(self, soort: str, veld: str, tekst: str, geheim: Sequence[Betrokkene]) -> str | None:
        """Return some words round the hit, marked, as they may be listed; None when the words are not seen here.

        Args:
            soort, veld: kind and field it comes from.
            tekst: the whole text.
            geheim: those in the casus whose address is secret.
        """
        plekken = self._plekken(tekst)
        if plekken is None:
            return None
        begin, eind = plekken[0] if len(plekken) == 1 else self._midden(plekken)
        van = begin - _ROND if begin > _ROND else 0
        tot = eind + _NA_TEKENS + _MARGE
        stuk = tekst if not van and tot >= len(tekst) else tekst[van:tot]
        # Nearly always there is nothing to hide, which is seen at once.
        bloot = not geheim and (soort, veld) not in GEHEIM and not _heeft_cijfer(stuk)
        if bloot:
            return self._om(tekst, plekken, begin, eind)
        rein = schoon(soort, veld, stuk, geheim)
        if rein == stuk:
            return self._om(tekst, plekken, begin, eind)
        plekken = self._plekken(rein)
        # What was found may be what had to be hidden.
        if plekken is None:
            return VERBORGEN
        return self._om(rein, plekken, *self._midden(plekken), los=(van > 0, tot < len(tekst)))

    def blijft(self, fragment: str) -> bool:
        """Is a fragment that a shorter beginning of this one word gave the same for the word itself?"""
        if len(self._woorden) != 1 or self._frase:
            return False
        ((woord, heel),) = self._woorden
        delen = fragment.split(MARKEER_BEGIN)
        for deel in delen[1:]:
            if _vlak(deel[: len(woord)]) != woord or (heel and deel[len(woord) : len(woord) + 1] != MARKEER_EIND):
                return False
        return len(delen) > 1

    def _plekken(self, tekst: str) -> list[tuple[int, int]] | None:
        """Return where the words stand, in order; None when one cannot be told here."""
        if not self._woorden:
            return []
        vlak = _vlak(tekst)
        if self._frase or len(vlak) != len(tekst):
            return None
        tot = len(vlak)
        if len(self._woorden) == 1:
            ((woord, heel),) = self._woorden
            begin, eind = _vind(vlak, woord, 0, tot, heel=heel)
            if eind < 0:
                return None
            plekken = [(begin, eind)]
            # The first hit is shown, so no others are marked than those that stand beside it.
            tot = min(tot, eind + _NA_TEKENS)
            while vlak.find(woord, eind, tot) >= 0:
                begin, eind = _vind(vlak, woord, eind, tot, heel=heel)
                if eind < 0:
                    break
                plekken.append((begin, eind))
            return plekken
        plekken = []
        for woord, heel in self._woorden:
            begin, eind = _vind(vlak, woord, 0, tot, heel=heel)
            if eind < 0:
                return None
            aantal = 0
            while eind >= 0 and aantal < _MEESTE_PLEKKEN:
                plekken.append((begin, eind))
                begin, eind = _vind(vlak, woord, eind, tot, heel=heel)
                aantal += 1
        plekken.sort()
        return plekken

    def _midden(self, plekken: list[tuple[int, int]]) -> tuple[int, int]:
        """Return the hit with most others right after it; the beginning of the text when there are none."""
        if len(self._woorden) < 2:
            return plekken[0] if plekken else (0, 0)

        def erbij(nr: int) -> int:
            return sum(begin < plekken[nr][1] + _NA_TEKENS for begin, _ in plekken[nr : nr + _MEESTE_PLEKKEN])

        return plekken[max(range(len(plekken)), key=erbij)]

    @staticmethod
    def _om(
        tekst: str, plekken: list[tuple[int, int]], begin: int, eind: int, los: tuple[bool, bool] = (False, False)
    ) -> str:
        """Return words round a place, all hits marked; `los`: the text itself was cut at its begin, at its end."""
        van, tot = begin - _VOOR_TEKENS, eind + _NA_TEKENS
        if van > 0:
            van = tekst.find(" ", van, begin) + 1 or van
        else:
            van = 0
        if tot < len(tekst):
            ruimte = tekst.rfind(" ", eind, tot)
            tot = tot if ruimte < 0 else ruimte
        else:
            tot = len(tekst)
        if len(plekken) == 1 and eind <= tot:
            voor = "…" if van or los[0] else ""
            na = "…" if tot < len(tekst) or los[1] else ""
            kern = f"{MARKEER_BEGIN}{tekst[begin:eind]}{MARKEER_EIND}"
            return f"{voor}{tekst[van:begin]}{kern}{tekst[eind:tot].rstrip()}{na}"
        delen, plek = ["…"] if van or los[0] else [], van
        for b, e in plekken:
            if b >= plek and e <= tot:
                delen += (tekst[plek:b], MARKEER_BEGIN, tekst[b:e], MARKEER_EIND)
                plek = e
        delen.append(tekst[plek:tot].rstrip())
        if tot < len(tekst) or los[1]:
            delen.append("…")
        return "".join(delen)


def schoon(soort: str, veld: str, fragment: str, geheim: Collection[Betrokkene]) -> str:
    """Return a fragment as it may be listed; the marks round what was found stay where they can.

    Args:
        soort, veld: kind and field it comes from.
        fragment: with U+0002 and U+0003 round the words found.
        geheim: those in the casus whose address is secret; a list is as open as a room, so nobody sees it there.
    """
    if (soort, veld) in GEHEIM:
        return VERBORGEN
    # Digits stand in few fragments, and taking numbers apart costs more than finding the text did.
    if _heeft_cijfer(fragment) and bevat_bsn(fragment.translate(_MERKEN)):
        fragment = _CIJFERREEKS.sub(VERBORGEN, fragment)
        if bevat_bsn(fragment.translate(_MERKEN)):
            # In round or raised digits: where they begin and end cannot be told.
            return VERBORGEN
    if not geheim:
        return fragment
    mensen = [p for p in geheim if p.adres_geheim]
    return scherm_adressen_af(fragment, mensen, ZAAL) if mensen else fragment
