"""What is hidden from whom: who may see an address, and what the presenter view hides until it is shown on purpose.

`adreszicht` is the one place that decides about an address; screens, lists, documents, search and exports ask it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, Self, TypeVar

from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.record import Record

__all__ = [
    "ADRESVELDEN",
    "HUIS",
    "VERBORGEN",
    "ZAAL",
    "Adresscherm",
    "Adreszicht",
    "Afgedekt",
    "Kijker",
    "adres_voor",
    "adreszicht",
    "scherm_adressen_af",
    "scherm_af",
    "zonder_adres",
]

R = TypeVar("R", bound=Record)

ADRESVELDEN: Final = ("straat", "huisnummer", "postcode", "woonplaats")
"""Fields of a betrokkene that tell where somebody lives."""


class Adreszicht(Enum):
    """What somebody may have of an address."""

    OPEN = "open"
    OP_VERZOEK = "op_verzoek"
    """Hidden until asked for on purpose; the asking is recorded."""
    DICHT = "dicht"
    """Not at all: not in view, not on paper, not in a file, not in what is found."""


@dataclass(frozen=True, slots=True)
class Kijker:
    """Who looks.

    Attributes:
        soort: somebody of the house, of a partner, a betrokkene (through a letter or extract), or a room with a screen.
        id: of the partner or betrokkene; "" when it is not known which, and then nothing secret is seen.
    """

    soort: Literal["huis", "partner", "betrokkene", "zaal"]
    id: str = ""


HUIS: Final = Kijker("huis")
ZAAL: Final = Kijker("zaal")


def adreszicht(persoon: Betrokkene, kijker: Kijker) -> Adreszicht:
    """Decide what somebody may have of the address of a betrokkene.

    An address that is not secret is open, save to a room, where it waits until it is shown on purpose. A secret one is
    seen inside the house when asked for, never by a room, always by the person himself. Everybody else is outside the
    house: with nobody named it is closed to all of them; with some named it is closed to those, and to who is unknown.
    """
    if not persoon.adres_geheim:
        return Adreszicht.OP_VERZOEK if kijker.soort == "zaal" else Adreszicht.OPEN
    if kijker.soort == "huis":
        return Adreszicht.OP_VERZOEK
    if kijker.soort == "betrokkene" and kijker.id == persoon.id:
        return Adreszicht.OPEN
    genoemd = {
        "partner": persoon.adres_dicht_voor_partner_ids,
        "betrokkene": persoon.adres_dicht_voor_betrokkene_ids,
    }
    iemand = any(genoemd.values())
    if kijker.soort == "zaal" or not kijker.id or not iemand or kijker.id in genoemd[kijker.soort]:
        return Adreszicht.DICHT
    return Adreszicht.OP_VERZOEK


def adres_voor(persoon: Betrokkene, kijker: Kijker) -> str:
    """Return the address in one line as this reader may have it without asking: "geheim adres" when it is not open."""
    if persoon.adres_geheim and adreszicht(persoon, kijker) is not Adreszicht.OPEN:
        return "geheim adres"
    return "" if adreszicht(persoon, kijker) is not Adreszicht.OPEN else persoon.met(adres_geheim=False).adresregel()


def zonder_adres(persoon: Betrokkene, kijker: Kijker) -> Betrokkene:
    """Return the record as this reader may have it: the address is taken out when it is closed to them."""
    if not persoon.adres_geheim or adreszicht(persoon, kijker) is not Adreszicht.DICHT:
        return persoon
    return persoon.model_copy(update=dict.fromkeys(ADRESVELDEN, ""))


class Afgedekt(str):
    """A text of which something was hidden: to read, never to keep, for the hidden words would be lost."""

    __slots__ = ()


class Adresscherm:
    """Hides in texts the secret addresses that are closed to one reader; made once for many texts."""

    def __init__(self, personen: Iterable[Betrokkene], kijker: Kijker) -> None:
        """Take the addresses of these people, as far as they are closed."""
        self._reeksen = [
            reeks
            for persoon in personen
            if persoon.adres_geheim and adreszicht(persoon, kijker) is Adreszicht.DICHT
            for reeks in _adresreeksen(persoon)
        ]
        self._kort = [_ij("".join(reeks)) for reeks in self._reeksen]

    @classmethod
    def leeg(cls) -> Self:
        """Return one that hides nothing."""
        return cls((), HUIS)

    def __bool__(self) -> bool:
        """Whether there is anything to hide at all."""
        return bool(self._reeksen)

    def af(self, tekst: str) -> str:
        """Hide street, number, postcode and town: whole words only, without regard to capitals and accents."""
        if not self._reeksen or not tekst:
            return tekst
        # Most texts hold none of it; telling so costs less than taking them apart.
        kaal = _ij(vouw(tekst))
        if not any(kort in kaal for kort in self._kort):
            return tekst
        delen = re.split(r"(\w[\w’'-]*)", tekst)
        woorden = [(plek, vouw(delen[plek])) for plek in range(1, len(delen), 2)]
        for reeks in self._reeksen:
            for begin in range(len(woorden) - len(reeks) + 1):
                if [w for _, w in woorden[begin : begin + len(reeks)]] == reeks:
                    for plek, _ in woorden[begin : begin + len(reeks)]:
                        delen[plek] = VERBORGEN
        return Afgedekt(heel) if (heel := "".join(delen)) != tekst else tekst

    def record_af(self, record: R) -> R:
        """Return a record as it may be shown: the texts in it are `Afgedekt` where something was hidden."""
        gedekt = {
            naam: dicht
            for naam, waarde in record
            if isinstance(waarde, str) and isinstance(dicht := self.af(waarde), Afgedekt)
        }
        return record.model_copy(update=gedekt) if gedekt else record


def _ij(gevouwen: str) -> str:
    """Write a folded ij out again: in a text run together an i and a j may have met that are two words apart."""
    return gevouwen.replace("y", "ij")


def scherm_adressen_af(tekst: str, personen: Iterable[Betrokkene], kijker: Kijker) -> str:
    """Hide in one text the secret addresses that are closed to this reader; see `Adresscherm`."""
    return Adresscherm(personen, kijker).af(tekst)


def _adresreeksen(persoon: Betrokkene) -> Iterator[list[str]]:
    """The word sequences that give an address away, the longest first."""

    def woorden(deel: str) -> list[str]:
        return [vouw(w) for w in re.findall(r"\w[\w’'-]*", deel) if vouw(w)]

    straat, nummer, postcode = woorden(persoon.straat), woorden(persoon.huisnummer), woorden(persoon.postcode)
    if straat and nummer:
        yield [*straat, *nummer]
        yield [*straat, "".join(nummer)]
    if postcode:
        yield postcode
        yield ["".join(postcode)]
        kaal = "".join(postcode)
        yield [kaal[:4], kaal[4:]]
    # Short words ("Hof", "Ee") would blot out sentences that tell of no address.
    if len("".join(straat)) >= 4:
        yield straat
    if (plaats := woorden(persoon.woonplaats)) and len("".join(plaats)) >= 3:
        yield plaats


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
