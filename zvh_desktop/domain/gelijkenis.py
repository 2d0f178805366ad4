"""Who may be the same person: certain by BSN or by name and birth date, otherwise by how alike they are, and why.

Written for Dutch names: ij and y, tussenvoegsels in either field, letters that sound alike, one slip of the keyboard,
day and month the other way round, a name someone also goes by. It only ever proposes; a person decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zvh_desktop.domain.betrokkene import Betrokkene, splits_achternaam, vouw, zelfde_persoon

__all__ = ["DREMPEL", "Gelijkenis", "afstand", "klank", "lijkt_op", "naamsleutels", "rangschik"]

DREMPEL: Final = 50
"""From this score on somebody is shown as perhaps the same."""

_ZEKER: Final = {"bsn": "hetzelfde BSN", "naam_geboortedatum": "dezelfde naam en geboortedatum"}

_KLANKEN: Final = tuple(
    (re.compile(patroon), door)
    for patroon, door in (
        (r"sch(?=[^aeiouy]|ers?$|e$|$)", "s"),
        (r"dt\b", "t"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"x", "ks"),
        (r"qu", "kw"),
        (r"cq", "k"),
        (r"ch", "g"),
        (r"c(?=ee)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"q", "k"),
        (r"uy", "ui"),
        (r"ey|ei|ay|ai", "y"),
        (r"au|ow", "ou"),
        (r"oe", "u"),
        (r"ue", "uu"),
        (r"ae", "aa"),
        (r"i(?=e)", ""),
        (r"j(?=[^aeiouy]|$)", "y"),
        (r"z", "s"),
        (r"v", "f"),
        (r"gh", "g"),
        (r"(?<=[aeiouy])h", ""),
        (r"d\b", "t"),
        (r"b\b", "p"),
    )
)
"""In this order; the ways in which the same Dutch surname is written by who hears it."""


@dataclass(frozen=True, slots=True)
class Gelijkenis:
    """How alike two people are.

    Attributes:
        score: 0 to 100; 100 is certain.
        redenen: short Dutch reasons, the weightiest first: "achternaam klinkt gelijk (Meijer, Meyer)".
        zeker: key of a certain match as `zelfde_persoon` gives it, or "".
    """

    score: int
    redenen: tuple[str, ...]
    zeker: str = ""


def klank(naam: str) -> str:
    """Return how a Dutch name sounds, as letters; equal for "Meijer", "Meyer" and "Meier"."""
    tekst = vouw(naam)
    for patroon, door in _KLANKEN:
        tekst = patroon.sub(door, tekst)
    return re.sub(r"(.)\1+", r"\1", tekst)


def afstand(een: str, twee: str, hoogstens: int = 2) -> int:
    """Return how many slips of the keyboard lie between two words: a letter more, less, other, or two swapped.

    Counting stops above `hoogstens`; then one more than that is returned.
    """
    if abs(len(een) - len(twee)) > hoogstens:
        return hoogstens + 1
    voorvorige: list[int] = []
    vorige = list(range(len(twee) + 1))
    for i, a in enumerate(een, 1):
        rij = [i]
        for j, b in enumerate(twee, 1):
            kosten = min(vorige[j] + 1, rij[j - 1] + 1, vorige[j - 1] + (a != b))
            if i > 1 and j > 1 and a == twee[j - 2] and een[i - 2] == b:
                kosten = min(kosten, voorvorige[j - 2] + 1)
            rij.append(kosten)
        if min(rij) > hoogstens:
            return hoogstens + 1
        voorvorige, vorige = vorige, rij
    return min(vorige[-1], hoogstens + 1)


def _kaal(achternaam: str) -> str:
    return splits_achternaam("", achternaam)[1]


def _achternamen(achternaam: str) -> Iterator[str]:
    """The surname, and its halves when it is a double one."""
    kaal = _kaal(achternaam)
    yield kaal
    if "-" in kaal:
        yield from (_kaal(deel.strip()) for deel in kaal.split("-"))


def naamsleutels(voornamen: str, achternaam: str, aliassen: Sequence[str] = ()) -> frozenset[str]:
    """Return the sounds under which somebody is kept in an index: surname, its halves, aliases, a lone first name."""
    namen = [*_achternamen(achternaam), *aliassen]
    namen += [woorden[-1] for alias in aliassen if len(woorden := alias.split()) > 1]
    namen += [voornamen, *voornamen.split()[:1]] if not achternaam.strip() else []
    return frozenset(sleutel for naam in namen if (sleutel := klank(naam)))


def _omgewisseld(een: date, twee: date) -> bool:
    return een != twee and (een.year, een.month, een.day) == (twee.year, twee.day, twee.month)


def _vergelijk_datum(een: date | None, twee: date | None) -> tuple[int, str]:
    if een is None or twee is None:
        return 0, ""
    if een == twee:
        return 35, "dezelfde geboortedatum"
    if _omgewisseld(een, twee):
        return 25, "dag en maand van geboorte omgewisseld"
    verschil = sum(a != b for a, b in zip(een.timetuple()[:3], twee.timetuple()[:3], strict=True))
    if verschil == 1:
        return 10, "geboortedatum verschilt op één plek"
    return -30, ""


def _vergelijk_voornaam(een: str, twee: str) -> tuple[int, str]:
    a, b = (vouw((n.replace(".", " ").split() or [""])[0]) for n in (een, twee))
    if not a or not b:
        return 0, ""
    if a == b:
        return 25, "dezelfde voornaam"
    kort, lang = sorted((a, b), key=len)
    if len(kort) == 1 and lang.startswith(kort):
        return 12, "voorletter past"
    if klank(a) == klank(b):
        return 22, f"voornaam klinkt gelijk ({een.split()[0]}, {twee.split()[0]})"
    if len(kort) >= 3 and lang.startswith(kort):
        return 15, f"roepnaam past ({een.split()[0]}, {twee.split()[0]})"
    if len(kort) >= 4 and afstand(a, b, 1) == 1:
        return 15, f"voornaam scheelt één letter ({een.split()[0]}, {twee.split()[0]})"
    return -20, ""


def _vergelijk_achternaam(een: str, twee: str) -> tuple[int, str]:
    a, b = _kaal(een), _kaal(twee)
    va, vb = vouw(a), vouw(b)
    if not va or not vb:
        return 0, ""
    if va == vb:
        letterlijk = "".join(a.split()).casefold() == "".join(b.split()).casefold()
        return 40, "dezelfde achternaam" if letterlijk else f"achternaam anders geschreven ({a}, {b})"
    if klank(a) == klank(b):
        return 35, f"achternaam klinkt gelijk ({a}, {b})"
    delen_a, delen_b = ({vouw(d) for d in n.split("-")} for n in (a, b))
    if (len(delen_a) > 1 or len(delen_b) > 1) and delen_a & delen_b:
        return 30, f"deel van een dubbele achternaam ({a}, {b})"
    if min(len(va), len(vb)) >= 4 and afstand(va, vb, 1) == 1:
        return 28, f"achternaam scheelt één letter ({a}, {b})"
    if min(len(va), len(vb)) >= 8 and afstand(va, vb, 2) == 2:
        return 20, f"achternaam scheelt twee letters ({a}, {b})"
    return -30, ""


def _alias(een: Betrokkene, twee: Betrokkene) -> str:
    """The alias of one that is the (given or whole) name, or an alias, of the other."""
    for p, q in ((een, twee), (twee, een)):
        eigen = {vouw(n) for n in (q.volledige_naam, *q.aliassen) if n}
        eigen |= {vouw(q.voornamen.split()[0])} if q.voornamen.split() else set()
        for alias in p.aliassen:
            if vouw(alias) and vouw(alias) in eigen:
                return alias
    return ""


def lijkt_op(een: Betrokkene, twee: Betrokkene) -> Gelijkenis:
    """Say how alike two records are and why; the same both ways.

    A different BSN on both sides makes it no match whatever else is equal: two people may share name and birthday.
    """
    zeker = zelfde_persoon(een, twee)
    if een.bsn and twee.bsn and een.bsn != twee.bsn:
        return Gelijkenis(0, ())
    if zeker:
        return Gelijkenis(100, (_ZEKER[zeker],), zeker)
    delen = [
        _vergelijk_achternaam(een.achternaam, twee.achternaam),
        _vergelijk_datum(een.geboortedatum, twee.geboortedatum),
        _vergelijk_voornaam(een.voornamen, twee.voornamen),
    ]
    if alias := _alias(een, twee):
        # A name someone is known by speaks for itself; that the official one differs says nothing then.
        delen = [(max(punten, 0), reden) for punten, reden in delen]
        delen.append((55, f"ook bekend als {alias}"))
    elif _kruislings(een, twee):
        delen = [(65, "voornaam en achternaam omgewisseld"), delen[1]]
    if len(_cijfers(een.telefoon)) == 9 and _cijfers(een.telefoon) == _cijfers(twee.telefoon):
        delen.append((15, "hetzelfde telefoonnummer"))
    score = max(0, min(99, sum(punten for punten, _ in delen)))
    redenen = tuple(reden for punten, reden in sorted(delen, key=lambda d: -d[0]) if reden and punten > 0)
    return Gelijkenis(score, redenen)


def _kruislings(een: Betrokkene, twee: Betrokkene) -> bool:
    voor, achter = vouw(een.voornamen), vouw(een.achternaam)
    return bool(voor and achter) and (voor, achter) == (vouw(twee.achternaam), vouw(twee.voornamen))


def _cijfers(tekst: str) -> str:
    return re.sub(r"\D", "", tekst)[-9:]


def rangschik(wie: Betrokkene, kandidaten: Iterable[Betrokkene]) -> list[tuple[Betrokkene, Gelijkenis]]:
    """Return the candidates that may be `wie`, the most alike first; never `wie` itself."""
    gevonden = [(k, lijkt_op(wie, k)) for k in kandidaten if k.id != wie.id]
    gevonden = [(k, g) for k, g in gevonden if g.score >= DREMPEL]
    return sorted(gevonden, key=lambda paar: (-paar[1].score, paar[0].id))
