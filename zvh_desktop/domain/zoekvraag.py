"""What a person types to find something, taken apart: words, phrases, what must not be there, and filters.

Any text is a question; what is no operator is a word. `schrijf` gives the normal form, which reads back as the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, TypeVar

from zvh_desktop.domain.datumtekst import lees_datum

__all__ = [
    "IS",
    "OPERATOREN",
    "SOORTEN",
    "Filter",
    "Term",
    "Vraag",
    "ontleed",
    "schrijf",
    "vernauwt",
    "vul_aan",
    "woorden",
]

T = TypeVar("T")

_MEESTE_TERMEN: Final = 12
_MEESTE_FILTERS: Final = 12
_LANGST: Final = 4000
_LANGSTE_TERM: Final = 100
"""Longer than anybody types; what comes after it is not looked at."""

IS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open": "aangemeld of lopend",
        "aangemeld": "wacht op triage",
        "lopend": "loopt",
        "afgesloten": "afgesloten",
        "doorgeleid": "doorgeleid",
        "afgewezen": "afgewezen",
        "telaat": "met acties die te laat zijn",
        "vlag": "met een vlag",
        "vastgezet": "door u vastgezet",
        "evaluatie": "evaluatie had al moeten zijn",
        "zonderregisseur": "zonder casusregisseur",
    }
)
"""What may stand after `is:`, and what it means."""

SOORTEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "notitie": ("notitie",),
        "actie": ("actie",),
        "aanmelding": ("aanmelding", "triage"),
        "plan": ("fase", "doel", "scenario"),
        "overleg": ("inbreng", "uitkomst"),
        "betrokkene": ("betrokkene", "relatie"),
        "analyse": ("analysepunt", "zrmmeting", "zrmscore", "risicotaxatie", "basisvoorwaarde"),
        "informatie": ("informatieverzoek", "zsm_advies"),
        "stuk": ("dossierstuk", "bijlage", "verslag", "reactie", "toevoeging", "verstrekking"),
        "vlag": ("vlag", "escalatie"),
        "casus": ("casus",),
    }
)
"""What may stand after `soort:`, and the kinds of record it means."""

OPERATOREN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "is:": "hoe de casus ervoor staat",
        "thema:": "thema van de casus",
        "partner:": "organisatie met een actie of de casusregie",
        "fase:": "open fase van het plan, 1 tot 4",
        "soort:": "notitie, actie, plan, overleg …",
        "na:": "vanaf deze dag",
        "voor:": "tot en met de dag ervoor",
    }
)
"""Every word before a colon that means something, with what it asks."""

_VRIJ: Final = frozenset(("thema", "partner"))
_LANGSTE_DAG: Final = 40
_DEEL_VAN_DATUM: Final = re.compile(r"([12][0-9]{3})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_TERUG: Final = MappingProxyType({"vandaag": 0, "gisteren": 1, "eergisteren": 2})
_TOKEN: Final = re.compile(r'(-?)(?:([a-zA-Z]+):)?(?:"([^"]*)(?:"|$)|(\S+))')


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that must stand beside each other.

    Attributes:
        tekst: the words, one space between them, without any other sign.
        niet: it must not be there.
        begin: the last word may go on.
    """

    tekst: str
    niet: bool = False
    begin: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on the casus or on the kind of record.

    Attributes:
        naam: is, thema, partner, fase or soort; "mens" for `@naam`.
        waarde: in the words of the table that belongs to it; free words for thema, partner and mens.
    """

    naam: str
    waarde: str
    niet: bool = False


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question taken apart.

    Attributes:
        na: first day, voor: the first day that is out.
        raad: sentences about what was typed and could not be used as an operator.
    """

    termen: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    na: date | None = None
    voor: date | None = None
    raad: tuple[str, ...] = ()

    @property
    def leeg(self) -> bool:
        """Is nothing asked?"""
        return not (self.termen or self.filters or self.na or self.voor)

    @property
    def zonder_filters(self) -> bool:
        """Are there words alone?"""
        return not (self.filters or self.na or self.voor)


def vernauwt(nieuw: Sequence[Term], oud: Sequence[Term]) -> bool:
    """Is everything that meets the new terms sure to meet the old ones too, as when another letter was typed?"""
    if any(t.niet or " " in t.tekst for t in nieuw):
        return False
    return all(not o.niet and " " not in o.tekst and any(_volgt(n, o) for n in nieuw) for o in oud)


def _volgt(nieuw: Term, oud: Term) -> bool:
    if oud.begin:
        return nieuw.tekst.startswith(oud.tekst)
    return nieuw.tekst == oud.tekst and not nieuw.begin


def woorden(tekst: str) -> list[str]:
    """Cut into what the index takes for words: letters, digits, private use, and the marks on them."""
    if tekst.isascii() and tekst.isalnum():
        return [tekst]
    uit: list[str] = []
    stuk = ""
    for teken in f"{tekst} ":
        soort = unicodedata.category(teken)
        if soort[0] in "LNM" or soort == "Co":
            stuk += teken
        elif stuk:
            uit.append(stuk)
            stuk = ""
    return [woord for woord in uit if any(unicodedata.category(t)[0] != "M" for t in woord)]


def _schoon(tekst: str) -> str:
    """Return the words of a text with one space between them."""
    return " ".join(woorden(" ".join(woorden(tekst))[:_LANGSTE_TERM]))


def _vast(naam: str, waarde: str) -> str | None:
    """Return the value as the tables write it; None when they do not know it."""
    klein = waarde.strip().lower()
    if naam in _VRIJ:
        return _schoon(waarde) or None
    if naam == "fase":
        return klein if klein in ("1", "2", "3", "4") else None
    tabel = IS if naam == "is" else SOORTEN
    return klein if klein in tabel else None


def ontleed(tekst: str, vandaag: date | None = None) -> Vraag:
    """Take a text apart; never fails, whatever stands in it.

    Args:
        tekst: as typed.
        vandaag: what words such as "gisteren" after `na:` count from; without it only full dates are days.
    """
    tekst = tekst[:_LANGST]
    if tekst.isascii() and tekst.replace(" ", "").isalnum():
        return _gewoon(tekst)
    termen: list[Term] = []
    filters: list[Filter] = []
    dagen: dict[str, date] = {}
    raad: list[str] = []
    einde = len(tekst)
    for m in _TOKEN.finditer(tekst):
        streep, kop, frase, kaal = m.groups()
        naam, niet = (kop or "").lower(), bool(streep)
        waarde = frase if frase is not None else kaal
        if frase is None and m.end() == einde and _half(naam, waarde):
            continue
        if naam in ("na", "voor") and not niet:
            dag = _dag(waarde, vandaag)
            if dag is not None:
                dagen[naam] = dag
                continue
            raad.append(f"{naam}:… is geen dag, schrijf bijvoorbeeld {naam}:2026-01-31")
        elif f"{naam}:" in OPERATOREN and naam not in ("na", "voor"):
            vast = _vast(naam, waarde)
            if vast is not None:
                _voeg_toe(filters, Filter(naam, vast, niet), _MEESTE_FILTERS)
                continue
            if naam not in _VRIJ:
                raad.append(_raad(naam))
        elif not naam and frase is None and kaal.startswith("@"):
            if wie := _schoon(kaal):
                _voeg_toe(filters, Filter("mens", wie, niet), _MEESTE_FILTERS)
            continue
        elif not naam and kaal is None and frase is not None and frase.startswith("@"):
            # A person of several words is written in quotes: "@van der berg".
            if wie := _schoon(frase):
                _voeg_toe(filters, Filter("mens", wie, niet), _MEESTE_FILTERS)
            continue
        stuk = f"{kop} {waarde}" if kop else waarde
        if schoon := _schoon(stuk):
            # The last word may be half typed; a space, or a quotation mark, says that it is whole.
            half = frase is None and not niet and m.end() == einde and len(schoon.split()[-1]) > 1
            begin = half or (frase is None and waarde.endswith("*"))
            _voeg_toe(termen, Term(schoon, niet, begin), _MEESTE_TERMEN)
    return Vraag(tuple(termen), tuple(filters), dagen.get("na"), dagen.get("voor"), tuple(dict.fromkeys(raad)))


def _gewoon(tekst: str) -> Vraag:
    """Take words without any sign apart: what nearly every letter typed asks, so it goes the short way."""
    termen: list[Term] = []
    alle = tekst.split(" ")
    laatste = len(alle) - 1
    for nr, woord in enumerate(alle):
        if kort := woord[:_LANGSTE_TERM]:
            _voeg_toe(termen, Term(kort, begin=nr == laatste and len(kort) > 1), _MEESTE_TERMEN)
    return Vraag(tuple(termen))


def _half(naam: str, waarde: str) -> bool:
    """Is this an operator that is still being typed, at the end of the text?"""
    klein = waarde.lower()
    if not naam:
        return klein in OPERATOREN
    if naam in ("is", "soort"):
        return any(woord.startswith(klein) and woord != klein for woord in (IS if naam == "is" else SOORTEN))
    return naam in ("na", "voor") and waarde[:1].isdigit() and _dag(waarde, None) is None


def _voeg_toe(lijst: list[T], nieuw: T, hoogstens: int) -> None:
    if nieuw not in lijst and len(lijst) < hoogstens:
        lijst.append(nieuw)


def _dag(waarde: str, vandaag: date | None) -> date | None:
    """Read a day, the first of a month or of a year; in words only when it is known what day it is."""
    klein = waarde.strip().lower()
    if m := _DEEL_VAN_DATUM.fullmatch(klein):
        jaar, maand, dag = int(m[1]), int(m[2] or 1), int(m[3] or 1)
        try:
            return date(jaar, maand, dag)
        except ValueError:
            return None
    if vandaag is None or len(klein) > _LANGSTE_DAG:
        return None
    if klein in _TERUG:
        return vandaag - timedelta(days=_TERUG[klein])
    return lees_datum(klein, vandaag)


def _raad(naam: str) -> str:
    keuzes = {"is": tuple(IS), "soort": tuple(SOORTEN), "fase": ("1", "2", "3", "4")}[naam]
    return f"na {naam}: hoort een van deze woorden: {', '.join(keuzes)}"


def _term(term: Term, *, laatste: bool) -> str:
    streep = "-" if term.niet else ""
    if " " in term.tekst:
        # Words that go on are written with their star, joined by a sign that is no letter.
        return f"{streep}{term.tekst.replace(' ', '.')}*" if term.begin else f'{streep}"{term.tekst}"'
    if term.begin:
        return f"{streep}{term.tekst}*"
    return f'{streep}"{term.tekst}"' if laatste else streep + term.tekst


def _filter(f: Filter) -> str:
    streep = "-" if f.niet else ""
    if f.naam == "mens":
        return f'{streep}"@{f.waarde}"' if " " in f.waarde else f"{streep}@{f.waarde}"
    return f'{streep}{f.naam}:"{f.waarde}"' if " " in f.waarde else f"{streep}{f.naam}:{f.waarde}"


def schrijf(vraag: Vraag) -> str:
    """Return the normal form: what reads back as the same question."""
    delen = [_filter(f) for f in vraag.filters]
    delen += [f"{naam}:{dag.isoformat()}" for naam, dag in (("na", vraag.na), ("voor", vraag.voor)) if dag]
    laatste = len(vraag.termen) - 1
    delen += [_term(term, laatste=nr == laatste) for nr, term in enumerate(vraag.termen)]
    return " ".join(delen)


def vul_aan(
    tekst: str, cursor: int, *, themas: Iterable[str] = (), partners: Iterable[str] = (), mensen: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Propose how the token under the cursor may go on.

    Args:
        tekst: as typed; cursor: position in it, in signs.
        themas, partners, mensen: words that may follow `thema:`, `partner:` and `@`.

    Returns:
        (the whole text after choosing, what it means), the likeliest first, at most eight.
    """
    begin = tekst.rfind(" ", 0, cursor) + 1
    token = tekst[begin:cursor]
    streep = "-" if token.startswith("-") else ""
    kaal = token[len(streep) :]
    keuzes = [(keus, uitleg) for keus, uitleg in _keuzes(kaal, themas, partners, mensen) if keus != kaal]
    uit = []
    for keus, uitleg in keuzes[:8]:
        ruimte = "" if keus.endswith(":") else " "
        uit.append((f"{tekst[:begin]}{streep}{keus}{ruimte}{tekst[cursor:].lstrip()}", uitleg))
    return tuple(uit)


def _keuzes(
    kaal: str, themas: Iterable[str], partners: Iterable[str], mensen: Iterable[str]
) -> Iterator[tuple[str, str]]:
    klein = kaal.lower()
    naam, dubbel, rest = klein.partition(":")
    if not dubbel:
        if klein.startswith("@") and len(klein) > 1:
            yield from _vrije("@", klein[1:], mensen, "persoon")
        elif klein:
            yield from ((o, uitleg) for o, uitleg in OPERATOREN.items() if o.startswith(klein))
        return
    rest = rest.strip('"')
    if naam == "is":
        yield from ((f"is:{w}", uitleg) for w, uitleg in IS.items() if w.startswith(rest))
    elif naam == "soort":
        yield from ((f"soort:{w}", "soort tekst") for w in SOORTEN if w.startswith(rest))
    elif naam == "fase":
        yield from ((f"fase:{w}", "open fase van het plan") for w in "1234" if w.startswith(rest))
    elif naam in _VRIJ:
        yield from _vrije(f"{naam}:", rest, themas if naam == "thema" else partners, naam)


def _vrije(voor: str, rest: str, namen: Iterable[str], uitleg: str) -> Iterator[tuple[str, str]]:
    for naam in dict.fromkeys(" ".join(woorden(n)) for n in namen):
        if naam and any(deel.startswith(rest) for deel in (naam.lower(), *naam.lower().split())):
            if " " not in naam:
                yield voor + naam, uitleg
            elif voor == "@":
                yield f'"@{naam}"', uitleg
            else:
                yield f'{voor}"{naam}"', uitleg
