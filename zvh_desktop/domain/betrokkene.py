"""People a casus is about: names, birth date, BSN with its check, and what must stay hidden."""

import re
import unicodedata
from datetime import date, timedelta
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "TUSSENVOEGSELS",
    "VOORUIT",
    "Betrokkene",
    "Geinformeerd",
    "bsn_gemaskeerd",
    "bsn_genormaliseerd",
    "casusnaam",
    "leeftijd",
    "leeftijd_in_woorden",
    "splits_achternaam",
    "te_ver_vooruit",
    "vouw",
    "zelfde_persoon",
]

Geinformeerd = Literal["onbekend", "ja", "uitgesteld", "nee"]

TUSSENVOEGSELS = (
    "van den", "van der", "van de", "van het", "van 't", "van ’t", "in den", "in der", "in de", "in het", "in 't",
    "op den", "op der", "op de", "op het", "op 't", "uit den", "uit de", "uit het", "uit 't", "aan den", "aan der",
    "aan de", "aan het", "aan 't", "bij de", "onder de", "over de", "voor de", "voor den", "de la", "de le", "von der",
    "van", "von", "den", "der", "de", "het", "ter", "ten", "te", "el", "al", "du", "la", "le", "'t", "’t",
)  # fmt: skip
"""Longest first where one begins with the other, so that "van den" is found before "van"."""

VOORUIT: Final = timedelta(days=366)
"""How far ahead a birth date may lie: a child that is not born yet has a day it is expected."""


def te_ver_vooruit(geboren: date | None, vandaag: date) -> bool:
    """Is this birth date further ahead than that of any child that is expected?"""
    return geboren is not None and geboren - vandaag > VOORUIT


class Betrokkene(Record):
    """A person in one casus; the same person elsewhere is a second record, matched locally."""

    soort: ClassVar[str] = "betrokkene"
    lange_tekst: ClassVar[tuple[str, ...]] = ("opmerking",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("aliassen",)
    casus_id: str
    voornamen: str = ""
    tussenvoegsel: str = ""
    achternaam: str = ""
    geboortedatum: date | None = None
    rol: str = ""
    hoofdpersoon: bool = False
    """The one the casus is named after; at most one per casus."""
    bsn: str = ""
    """Nine digits or empty; shown masked, unmasking is logged."""
    straat: str = ""
    huisnummer: str = ""
    postcode: str = ""
    woonplaats: str = ""
    adres_geheim: bool = False
    """A secret address reaches no verslag, presenter view or list; who else may not have it, the next two say."""
    adres_dicht_voor_partner_ids: list[str] = []
    """Organisations a secret address is kept from; with none named here or below: from everyone outside the house."""
    adres_dicht_voor_betrokkene_ids: list[str] = []
    """Others in the casus it is kept from."""
    telefoon: str = ""
    telefoon_meelezen: Literal["onbekend", "ja", "nee"] = "onbekend"
    """Whether somebody else may read or hear this telephone."""
    contact_alleen_via: str = ""
    """The safe way: "alleen via school, nooit bellen"."""
    aliassen: list[str] = []
    """Other names this person goes by."""
    opmerking: str = ""
    geinformeerd: Geinformeerd = "onbekend"
    geinformeerd_op: date | None = None
    geinformeerd_door: str = ""
    geinformeerd_grond: str = ""
    geinformeerd_herzien_op: date | None = None
    samengevoegd_met: str = ""
    """The record of the same person that goes on instead of this one; "" for one that goes on itself."""
    samengevoegd_stand: dict[str, str] = {}
    """Print of every field as it was when it was merged: what differs from it was changed since, elsewhere."""

    @property
    def volledige_naam(self) -> str:
        """Given names, tussenvoegsel and surname, without empty parts."""
        return " ".join(d for d in (self.voornamen, self.tussenvoegsel, self.achternaam) if d)

    def adresregel(self) -> str:
        """The address in one line for the dossier itself; "geheim adres" when it is marked secret."""
        if self.adres_geheim:
            return "geheim adres"
        straat = " ".join(d for d in (self.straat, self.huisnummer) if d)
        plaats = " ".join(d for d in (self.postcode, self.woonplaats) if d)
        return ", ".join(d for d in (straat, plaats) if d)


_TUSSENVOEGSELS_ERVOOR = tuple(f"{deel} " for deel in TUSSENVOEGSELS)


def splits_achternaam(tussenvoegsel: str, achternaam: str) -> tuple[str, str]:
    """Split a tussenvoegsel off a surname that carries it ("Van Dijk" becomes "van", "Dijk").

    A tussenvoegsel that is given stays; a surname that is nothing but a tussenvoegsel stays whole.
    """
    achternaam = " ".join(achternaam.split())
    if tussenvoegsel.strip():
        return " ".join(tussenvoegsel.split()), achternaam
    klein = achternaam.casefold()
    if not klein.startswith(_TUSSENVOEGSELS_ERVOOR):
        return "", achternaam
    for deel in TUSSENVOEGSELS:
        if klein.startswith(deel + " ") and len(achternaam) > len(deel) + 1:
            return deel, achternaam[len(deel) + 1 :]
    return "", achternaam


_VASTE_VOUW = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)
_GEEN_TEKEN = {nr: None for nr in range(128) if not chr(nr).isalnum() and not chr(nr).isspace()}


def vouw(tekst: str) -> str:
    """Fold a name for comparison: no diacritics, one case, ij as y, letters and digits only.

    An i and a j of two words stay two letters: "Ali Jansen" holds "ali" and "jansen".
    """
    if tekst.isascii():
        # Nearly every name; a large vault folds ten thousand at the first search.
        return "".join(tekst.lower().translate(_GEEN_TEKEN).replace("ij", "y").split())
    # Twice: a fancy letter comes apart into a capital, a small letter into a letter with a mark.
    zonder = tekst.translate(_VASTE_VOUW)
    for _ in range(2):
        zonder = unicodedata.normalize("NFKD", zonder).casefold().translate(_VASTE_VOUW)
    kaal = "".join(t for t in zonder if t.isalnum() or t.isspace())
    return "".join(kaal.replace("ij", "y").split())


def zelfde_persoon(a: Betrokkene, b: Betrokkene) -> str:
    """Say why two records are probably one person: "bsn", "naam_geboortedatum" or "" when not.

    Names are compared folded; the tussenvoegsel counts for nothing and may stand in either field; of the
    given names the first decides, an initial matches a name that begins with it.
    """
    if a.bsn and a.bsn == b.bsn:
        return "bsn"
    if a.geboortedatum is None or a.geboortedatum != b.geboortedatum:
        return ""
    if not a.achternaam or vouw(splits_achternaam("", a.achternaam)[1]) != vouw(splits_achternaam("", b.achternaam)[1]):
        return ""
    een, twee = (vouw((p.voornamen.split() or [""])[0]) for p in (a, b))
    if not een or not twee or een == twee:
        return "naam_geboortedatum"
    kort, lang = sorted((een, twee), key=len)
    return "naam_geboortedatum" if len(kort) == 1 and lang.startswith(kort) else ""


def bsn_genormaliseerd(tekst: str) -> str:
    """Return nine digits for a valid BSN, "" for an empty one.

    Args:
        tekst: eight or nine digits; spaces, dots and dashes between them are ignored.

    Raises:
        ValueError: not eight or nine digits, all zeros, or the eleven-test fails.

    Source:
        Domain reference 12.1 (eleven-test with weights 9..2 and -1); carried out by `stdnum.nl.bsn`.
    """
    cijfers = re.sub(r"[\s.\-]", "", tekst)
    if not cijfers:
        return ""
    # The library fills up with zeros whatever is shorter, so the length is asked here.
    if not re.fullmatch(r"[0-9]{8,9}", cijfers):
        raise ValueError("bsn_lengte")
    # Loaded here: it brings a tenth of a second along that the first screen must not wait for.
    from stdnum.nl import bsn as stdnum_bsn

    if not stdnum_bsn.is_valid(cijfers):
        raise ValueError("bsn_elfproef")
    return cijfers.zfill(9)


def bsn_gemaskeerd(bsn: str) -> str:
    """Show only the last three digits: "••••••007"."""
    return "•" * 6 + bsn[-3:] if bsn else ""


def leeftijd(geboren: date, vandaag: date) -> int:
    """Whole years on `vandaag`; someone born on 29 February turns a year older on 1 March."""
    return vandaag.year - geboren.year - ((vandaag.month, vandaag.day) < (geboren.month, geboren.day))


def leeftijd_in_woorden(geboren: date, vandaag: date) -> str:
    """Return the age as it is said; a child that is expected has none yet."""
    return "nog niet geboren" if geboren > vandaag else f"{leeftijd(geboren, vandaag)} jaar"


def casusnaam(hoofdpersoon: Betrokkene | None, gebied: str, nummer: str, regel: str = "voornaam_initiaal") -> str:
    """Name a casus by the one naming rule, used everywhere.

    Args:
        hoofdpersoon: the person the casus is named after, if any.
        gebied: name of an area or system when there is no person, e.g. "Stationsplein".
        nummer: casusnummer, used when nothing else is known.
        regel: "voornaam_initiaal" ("Kees V."), "achternaam_initiaal" ("Vermeer, K.") or "nummer".

    Returns:
        One line without a full name or address under the default rule.
    """
    if regel == "nummer":
        return nummer
    if hoofdpersoon is None:
        return gebied or nummer
    voornaam = (hoofdpersoon.voornamen.split() or [""])[0]
    _, achternaam = splits_achternaam(hoofdpersoon.tussenvoegsel, hoofdpersoon.achternaam)
    if regel == "achternaam_initiaal" and achternaam:
        return f"{achternaam}, {voornaam[:1]}." if voornaam else achternaam
    letter = "IJ" if achternaam[:2].upper() == "IJ" else achternaam[:1].upper()
    if voornaam and achternaam:
        return f"{voornaam} {letter}."
    if achternaam:
        return f"{letter}. ({nummer})"
    return voornaam or nummer
