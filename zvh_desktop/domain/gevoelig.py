"""What must not be in a verslag but can be typed into it: a BSN, a secret address. Says where, never what."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zvh_desktop.domain.betrokkene import Betrokkene, bsn_genormaliseerd, vouw
from zvh_desktop.domain.verslag import Actiepunt, Uitspraak, VerslagInhoud

__all__ = ["Vondst", "bevat_adres", "bevat_bsn", "getypt", "vind"]

BSN: Final = "bsn"
GEHEIM_ADRES: Final = "geheim_adres"


@dataclass(frozen=True, slots=True)
class Vondst:
    """Something that stands where it should not.

    Attributes:
        waar: heading and number of the entry, as printed: "Beeld 2", "Samenvatting".
        veld: which part of it: "tekst", "motivering", "afwijkend standpunt", "terugkoppeling".
        wat: "bsn" or "geheim_adres".
    """

    waar: str
    veld: str
    wat: str


_CIJFERS = re.compile(r"\d+(?:[ .\-\u00a0]\d+)*")
_SCHEIDING = re.compile(r"[ .\-\u00a0]")


def _is_dag(delen: Sequence[str]) -> bool:
    lengtes = [len(deel) for deel in delen]
    return len(delen) == 3 and (
        (lengtes[2] == 4 and max(lengtes[:2]) <= 2) or (lengtes[0] == 4 and max(lengtes[1:]) <= 2)
    )


def bevat_bsn(tekst: str) -> bool:
    """Whether eight or nine digits pass the eleven-test, written together or with dots, dashes or spaces between.

    A day ("24-11-2026") is no number.
    """
    for reeks in _CIJFERS.findall(unicodedata.normalize("NFKC", tekst)):
        delen = _SCHEIDING.split(reeks)
        for begin in range(len(delen)):
            for eind in range(begin + 1, len(delen) + 1):
                stuk = delen[begin:eind]
                cijfers = "".join(stuk)
                if len(cijfers) > 9:
                    break
                if len(cijfers) >= 8 and not _is_dag(stuk) and _elfproef(cijfers):
                    return True
    return False


def _elfproef(cijfers: str) -> bool:
    try:
        return bool(bsn_genormaliseerd(cijfers))
    except ValueError:
        return False


def _woorden(tekst: str) -> list[str]:
    ruw = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFKC", tekst))
    return [woord for woord in map(vouw, ruw) if woord]


def _staat_in(stuk: list[str], woorden: list[str]) -> bool:
    n = len(stuk)
    return any(woorden[i : i + n] == stuk for i in range(len(woorden) - n + 1)) if n else False


def bevat_adres(tekst: str, personen: Iterable[Betrokkene]) -> bool:
    """Whether street with number, or postcode, of someone with a secret address stands in it, however written."""
    woorden = _woorden(tekst)
    for persoon in personen:
        if not persoon.adres_geheim:
            continue
        straat, nummer, code = _woorden(persoon.straat), _woorden(persoon.huisnummer), _woorden(persoon.postcode)
        # "1506XX" is one word or two: digits and letters come apart above.
        if (straat and nummer and _staat_in(straat + nummer, woorden)) or (len(code) > 1 and _staat_in(code, woorden)):
            return True
    return False


def _uitspraken(kop: str, uitspraken: Sequence[Uitspraak]) -> Iterator[tuple[str, str, str]]:
    for nr, u in enumerate(uitspraken, 1):
        waar = f"{kop} {nr}" if len(uitspraken) > 1 else kop
        yield waar, "tekst", u.tekst
        yield waar, "motivering", u.motivering
        yield waar, "afwijkend standpunt", "\n".join(u.afwijkend)


def _acties(kop: str, acties: Sequence[Actiepunt]) -> Iterator[tuple[str, str, str]]:
    for nr, a in enumerate(acties, 1):
        waar = f"{kop} {nr}" if len(acties) > 1 else kop
        yield waar, "tekst", a.wat
        yield waar, "eigenaar", a.persoon
        yield waar, "terugkoppeling", a.terugkoppeling


def _teksten(i: VerslagInhoud) -> Iterator[tuple[str, str, str]]:
    """Every text a person typed that is printed: (where, which part, text)."""
    for kop, uitspraken in (
        ("Beeld", i.beeld),
        ("Oordeel", i.oordeel),
        ("Besluit", i.besluit),
        ("Veiligheid", i.veiligheid),
    ):
        yield from _uitspraken(kop, uitspraken)
    yield from _acties("Actie van eerder", i.acties_vorig)
    yield from _acties("Actie", i.acties)
    for kop, tekst in (
        ("Doel van het overleg", i.doel_overleg),
        ("Uitkomst", i.uitkomst),
        ("Advies aan de ZSM", i.zsm_advies),
        ("Informeren", i.informeren),
        ("Samenvatting", i.samenvatting),
        ("Reden van deze versie", i.reden_versie),
        ("Toelatingen", "\n".join(i.toelatingen)),
        ("Reacties", "\n".join(i.reacties)),
        ("Verstrekkingen", "\n".join(i.verstrekkingen)),
    ):
        yield kop, "tekst", tekst


def getypt(inhoud: VerslagInhoud) -> tuple[str, ...]:
    """Return every text in a verslag that a person typed."""
    return tuple(tekst for _, _, tekst in _teksten(inhoud) if tekst)


def vind(inhoud: VerslagInhoud, personen: Sequence[Betrokkene]) -> tuple[Vondst, ...]:
    """Return where a BSN or a secret address of these people stands in a verslag, never the words."""
    gevonden = []
    for waar, veld, tekst in _teksten(inhoud):
        if tekst and bevat_bsn(tekst):
            gevonden.append(Vondst(waar, veld, BSN))
        if tekst and bevat_adres(tekst, personen):
            gevonden.append(Vondst(waar, veld, GEHEIM_ADRES))
    return tuple(gevonden)
