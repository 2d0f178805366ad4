"""What could complete the entry line: kinds, names, days, phases, leefgebieden and texts of the house."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.datumtekst import invoer_datum, schrijf_datum, stel_voor
from zvh_desktop.domain.invoerregel import FASEWOORD, MEESTE_WOORDEN, SOORTEN, Bekend, lees_naam, ontleed
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.domain.plan import FASEN

__all__ = ["Aanvulling", "aanvullingen"]

Wat = Literal["soort", "wie", "datum", "fase", "gebied", "blok", "kop"]
_MEESTE_VOORSTELLEN: Final = 6


@dataclass(frozen=True, slots=True)
class Aanvulling:
    """One proposal: put `invoegen` in place of the line from `begin` to `eind`.

    Attributes:
        label: words on the button.
        soort: what is completed.
        bijschrift: smaller words beside the label, such as an organisation.
    """

    label: str
    invoegen: str
    begin: int
    eind: int
    soort: Wat
    bijschrift: str = ""


def aanvullingen(tekst: str, cursor: int, bekend: Bekend) -> tuple[Aanvulling, ...]:
    """Propose how to complete what stands before the cursor; the likeliest first, none when nothing fits."""
    lijn = tekst.rfind("\n", 0, cursor) + 1
    if m := re.search(r"(?:^|\s)//(\w*)$", tekst[lijn:cursor]):
        return _blokken_voor(tekst, cursor - len(m[1]) - 2, cursor, bekend)
    for i in range(cursor - 1, lijn - 1, -1):
        if tekst[i] in "/@!#&" and (i == 0 or tekst[i - 1].isspace()):
            if gevonden := _vul_aan(tekst, i, cursor, bekend):
                return gevonden
            break
    return _vul_kop_aan(tekst, cursor, bekend)


def _vul_aan(tekst: str, i: int, cursor: int, bekend: Bekend) -> tuple[Aanvulling, ...]:
    deel = tekst[i + 1 : cursor]
    rest = re.compile(r"\S*").match(tekst, cursor)
    eind = rest.end() if rest and not deel.endswith(" ") else cursor
    match tekst[i]:
        case "/":
            paren = _soorten_voor(tekst, i, deel, bekend)
            return _maak(paren, tekst, i, eind, "soort")
        case "@":
            return _maak(_namen_voor(deel, bekend), tekst, i, eind, "wie")
        case "!":
            dagen = [
                (schrijf_datum(d, bekend.vandaag, "lang"), f"!{invoer_datum(d, bekend.vandaag)}", "")
                for d in stel_voor(deel, bekend.vandaag)
            ]
            klaar = len(dagen) == 1 and dagen[0][1] == f"!{deel.strip()}"
            return () if klaar or deel.startswith(" ") else _maak(dagen[:3], tekst, i, eind, "datum")
        case "&":
            gezocht = vouw(deel)
            gebieden = [(g.naam, f"&{g.naam}", "") for g in bekend.gebieden if vouw(g.naam).startswith(gezocht)]
            klaar = any(vouw(g.naam) == gezocht for g in bekend.gebieden)
            return () if klaar or deel.startswith(" ") else _maak(gebieden, tekst, i, eind, "gebied")
        case _:
            fasen = [
                (f"{n} {FASEN[n]}", f"#{n}", "")
                for n, woord in FASEWOORD.items()
                if not deel or (not deel.isdigit() and woord.startswith(deel.casefold()))
            ]
            return _maak(fasen, tekst, i, eind, "fase")


def _blokken_voor(tekst: str, begin: int, cursor: int, bekend: Bekend) -> tuple[Aanvulling, ...]:
    """Propose texts of the house for `//naam`; the text itself comes in the place of the mark."""
    gezocht = vouw(tekst[begin + 2 : cursor])
    rijen = [(b.naam, b.tekst, _kort(b.tekst)) for b in bekend.blokken if vouw(b.naam).startswith(gezocht)]
    return _maak(rijen, tekst, begin, cursor, "blok")


def _kort(tekst: str) -> str:
    woorden = " ".join(tekst.split())
    return woorden if len(woorden) <= 40 else f"{woorden[:39]}…"


def _soorten_voor(tekst: str, i: int, deel: str, bekend: Bekend) -> list[tuple[str, str, str]]:
    if not all(c.isalpha() for c in deel) or ontleed(tekst[:i], bekend).tekst:
        return []
    soorten = [s for s in SOORTEN if s.startswith(deel.casefold()) and s != deel.casefold()]
    return [(INBRENGSOORTEN[s], f"/{s}", "") for s in soorten]


def _namen_voor(deel: str, bekend: Bekend) -> list[tuple[str, str, str]]:
    gezocht = vouw(deel)
    if deel.startswith(" ") or len(deel.split()) > MEESTE_WOORDEN:
        return []
    if deel.endswith(" ") and lees_naam(deel, 0, bekend):
        return []
    eerst, dan = [], []
    for b, naam, woorden in bekend.gevouwen():
        if naam == gezocht:
            continue
        if naam.startswith(gezocht):
            eerst.append((b.naam, f"@{b.naam}", b.bij))
        elif any(w.startswith(gezocht) for w in woorden):
            dan.append((b.naam, f"@{b.naam}", b.bij))
    return [*eerst, *dan]


def _vul_kop_aan(tekst: str, cursor: int, bekend: Bekend) -> tuple[Aanvulling, ...]:
    """Propose the head of a tail for a word that begins like one."""
    m = re.search(r"(?:^|\s)(\w{3,})$", tekst[:cursor])
    if not m or tekst[cursor : cursor + 1].strip():
        return ()
    woord, uit = m[1].casefold(), []
    if "omdat".startswith(woord) and ontleed(tekst[: m.start(1)], bekend).soort == "besluit":
        uit.append(("omdat:", "omdat:", "motivering"))
    return _maak(uit, tekst, m.start(1), cursor, "kop")


def _maak(
    paren: list[tuple[str, str, str]],
    tekst: str,
    begin: int,
    eind: int,
    soort: Wat,
) -> tuple[Aanvulling, ...]:
    spatie = "" if tekst[eind : eind + 1] == " " else " "
    return tuple(
        Aanvulling(label, invoegen + spatie, begin, eind, soort, bij)
        for label, invoegen, bij in paren[:_MEESTE_VOORSTELLEN]
    )
