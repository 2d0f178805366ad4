"""The exchange format `zvh-aanmelding/1`: from the bytes of a file to checked values, and recognition.

Everything hostile is met here: size, truncation, newer formats, impossible dates, failing BSNs. Text that is
merely odd (HTML, formulas) is taken in as text; control, bidi and broken characters are made visible.
"""

import hashlib
import json
import math
import re
import unicodedata
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from zvh_desktop.domain.betrokkene import bsn_genormaliseerd, splits_achternaam, vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = [
    "GROOTSTE_BESTAND",
    "Aanmelder",
    "AanmeldingBestand",
    "Adres",
    "Criteria",
    "Detentie",
    "Genodigde",
    "InformerenVeld",
    "Naam",
    "Persoon",
    "gebiedsnaam",
    "herkenning",
    "inhoud_sha256",
    "lees_aanmelding",
    "onbekende_velden",
    "zichtbaar",
]

GROOTSTE_BESTAND = 2_000_000
"""Bytes; a real report is a few thousand."""

_FORMAAT = re.compile(r"zvh-aanmelding/([0-9]{1,9})")
_DIEPST = 40
"""Levels of lists and objects inside each other; a real report has four."""
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def zichtbaar(tekst: str) -> str:
    """Make invisible trouble visible: control characters as pictures, bidi controls named, broken ones as �.

    Line feeds and tabs stay; carriage returns become line feeds. Nothing is dropped.
    """
    tekst = tekst.replace("\r\n", "\n").replace("\r", "\n")
    if tekst.isascii() and tekst.isprintable():
        return tekst
    tekst = _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", tekst)
    uit = []
    for teken in tekst:
        code = ord(teken)
        if code < 32 and teken not in "\n\t":
            teken = chr(0x2400 + code)
        elif code == 127:
            teken = "␡"
        elif 0x80 <= code < 0xA0 or unicodedata.category(teken) == "Cs":
            teken = "�"
        uit.append(teken)
    return unicodedata.normalize("NFC", "".join(uit))


class _Deel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _schoon(cls, waarde: object) -> object:
        return zichtbaar(waarde).strip() if isinstance(waarde, str) else waarde


Kort = str
_kort: Any = Field(default="", max_length=300)
_lang: Any = Field(default="", max_length=100_000)


class Aanmelder(_Deel):
    """Who reports."""

    organisatie: Kort = _kort
    naam: Kort = _kort
    functie: Kort = _kort
    telefoon: Kort = _kort
    email: Kort = _kort


class Naam(_Deel):
    """A name in its parts; a tussenvoegsel inside the surname is split off."""

    voornamen: Kort = _kort
    tussenvoegsel: Kort = _kort
    achternaam: Kort = _kort

    @model_validator(mode="after")
    def _splits(self) -> "Naam":
        tussen, achter = splits_achternaam(self.tussenvoegsel, self.achternaam)
        if (tussen, achter) == (self.tussenvoegsel, self.achternaam):
            return self
        return self.model_copy(update={"tussenvoegsel": tussen, "achternaam": achter})


class Adres(_Deel):
    """A Dutch address; nothing is looked up."""

    straat: Kort = _kort
    huisnummer: Kort = _kort
    postcode: Kort = _kort
    woonplaats: Kort = _kort


class Persoon(_Deel):
    """A betrokkene as reported."""

    naam: Naam = Field(default_factory=Naam)
    geboortedatum: date | None = None
    rol: Kort = _kort
    bsn: str = ""
    adres: Adres = Field(default_factory=Adres)
    adres_geheim: bool = False
    telefoon: Kort = _kort

    @field_validator("geboortedatum", mode="before")
    @classmethod
    def _geen_getal(cls, waarde: object) -> object:
        return _datum(waarde)

    @field_validator("bsn")
    @classmethod
    def _elfproef(cls, waarde: str) -> str:
        return bsn_genormaliseerd(waarde)


class Criteria(_Deel):
    """Answers to the national criteria; None is not answered."""

    multiproblematiek: bool | None = None
    ketenoverstijgend: bool | None = None
    systeem_impact: bool | None = None
    gebiedsgebonden: bool | None = None


class InformerenVeld(_Deel):
    """Whether the betrokkene was told."""

    status: Literal["onbekend", "ja", "uitgesteld", "nee"] = "onbekend"
    datum: date | None = None
    door: Kort = _kort
    grond: str = Field(default="", max_length=2_000)
    herzien_op: date | None = None

    @field_validator("datum", "herzien_op", mode="before")
    @classmethod
    def _geen_getal(cls, waarde: object) -> object:
        return _datum(waarde)


class Detentie(_Deel):
    """Where someone is held and until when."""

    inrichting: Kort = _kort
    einddatum: date | None = None

    @field_validator("einddatum", mode="before")
    @classmethod
    def _geen_getal(cls, waarde: object) -> object:
        return _datum(waarde)


class Genodigde(_Deel):
    """A partner to invite."""

    organisatie: Kort = _kort
    naam: Kort = _kort
    functie: Kort = _kort
    telefoon: Kort = _kort
    email: Kort = _kort


class AanmeldingBestand(_Deel):
    """A whole report in the exchange format; unknown fields are kept as extra."""

    formaat: Literal["zvh-aanmelding/1"]
    ontvangen_op: date
    wijze: Kort = Field(default="formulier", max_length=300)
    aanmelder: Aanmelder = Field(default_factory=Aanmelder)
    type: Literal["persoon", "systeem", "gebied"]
    thema: list[str] = Field(default=[], max_length=20)
    gebied: Kort = _kort
    betrokkenen: list[Persoon] = Field(default=[], max_length=100)
    aanleiding: str = _lang
    doel_overleg: str = _lang
    eerder_geprobeerd: str = _lang
    acuut_onveilig: bool | None = None
    criteria: Criteria = Field(default_factory=Criteria)
    motivering: dict[str, str] = {}
    betrokkene_geinformeerd: InformerenVeld = Field(default_factory=InformerenVeld)
    detentie: Detentie = Field(default_factory=Detentie)
    uit_te_nodigen: list[Genodigde] = Field(default=[], max_length=100)

    @field_validator("ontvangen_op", mode="before")
    @classmethod
    def _geen_getal(cls, waarde: object) -> object:
        return _datum(waarde)

    @field_validator("thema")
    @classmethod
    def _themas(cls, waarden: list[str]) -> list[str]:
        schoon = [zichtbaar(w).strip()[:120] for w in waarden]
        return list(dict.fromkeys(w for w in schoon if w))


def _datum(waarde: object) -> object:
    """Accept only ISO days as text: pydantic would read the number 20000314 as seconds since 1970."""
    if waarde in (None, ""):
        return None
    if isinstance(waarde, date):
        return waarde
    if not isinstance(waarde, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", waarde.strip()):
        raise ValueError("datum")
    dag = date.fromisoformat(waarde.strip())
    if not 1880 <= dag.year <= 2200:
        raise ValueError("datum")
    return dag


def lees_aanmelding(inhoud: bytes) -> AanmeldingBestand:
    """Read the bytes of a file.

    Args:
        inhoud: UTF-8 (with or without byte order mark) JSON, at most GROOTSTE_BESTAND bytes.

    Raises:
        Omstandigheid: BESTAND_LEEG, BESTAND_TE_GROOT, BESTAND_GEEN_JSON (also when cut off or binary),
            BESTAND_ONBEKEND_FORMAAT, NIEUWER_FORMAAT (data: `formaat`), AANMELDING_ONGELDIG (data: `velden`,
            the paths of the fields that are wrong, without their values).
    """
    if not inhoud.strip():
        raise Omstandigheid(Reden.BESTAND_LEEG)
    if len(inhoud) > GROOTSTE_BESTAND:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_BESTAND // 1_000_000)
    try:
        ruw = json.loads(
            inhoud.decode("utf-8-sig"),
            parse_constant=_geen_getal,
            parse_float=_eindig,
            object_pairs_hook=_zonder_dubbelen,
        )
        ruw = _schoon(ruw)
    except _Dubbel:
        raise Omstandigheid(Reden.AANMELDING_ONGELDIG, velden=("dubbele sleutel",)) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Omstandigheid(Reden.BESTAND_GEEN_JSON) from None
    if not isinstance(ruw, dict):
        raise Omstandigheid(Reden.BESTAND_ONBEKEND_FORMAAT)
    formaat = _FORMAAT.fullmatch(str(ruw.get("formaat", "")))
    if formaat is None or int(formaat[1]) < 1:
        raise Omstandigheid(Reden.BESTAND_ONBEKEND_FORMAAT)
    if int(formaat[1]) > 1:
        raise Omstandigheid(Reden.NIEUWER_FORMAAT, formaat=int(formaat[1]))
    try:
        return AanmeldingBestand.model_validate(ruw)
    except ValidationError as fout:
        velden = tuple(dict.fromkeys(".".join(map(str, f["loc"])) for f in fout.errors()))[:8]
        raise Omstandigheid(Reden.AANMELDING_ONGELDIG, velden=velden) from None


class _Dubbel(Exception):
    """A key stands twice in one object: which of the two holds cannot be known."""


def _geen_getal(naam: str) -> float:
    raise ValueError(naam)


def _eindig(tekst: str) -> float:
    """Read a number with a fraction; one beyond every bound becomes infinite, which JSON cannot say back."""
    getal = float(tekst)
    if not math.isfinite(getal):
        raise ValueError("getal")
    return getal


def _zonder_dubbelen(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    gelezen = dict(paren)
    if len(gelezen) != len(paren):
        raise _Dubbel
    return gelezen


def _schoon(waarde: Any, diepte: int = 0) -> Any:
    """Make every text visible, keys too, and treat null in an object as absent, at every depth.

    Raises:
        ValueError: nested deeper than any report is.
    """
    if diepte > _DIEPST:
        raise ValueError("diepte")
    if isinstance(waarde, str):
        return zichtbaar(waarde).strip()
    if isinstance(waarde, dict):
        return {zichtbaar(s): _schoon(w, diepte + 1) for s, w in waarde.items() if w is not None}
    if isinstance(waarde, list):
        return [_schoon(w, diepte + 1) for w in waarde]
    return waarde


def inhoud_sha256(bestand: AanmeldingBestand) -> str:
    """Return the hash of the canonical content: order of keys, white space and empty fields do not count."""

    def kaal(waarde: Any) -> Any:
        if type(waarde) is str:
            return " ".join(waarde.split())
        if isinstance(waarde, dict):
            return {s: k for s, w in waarde.items() if (k := kaal(w)) or isinstance(k, bool | int | float)}
        if isinstance(waarde, list):
            return [kaal(w) for w in waarde]
        return waarde

    kern = json.dumps(kaal(bestand.model_dump(mode="json")), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(kern.encode()).hexdigest()


def gebiedsnaam(bestand: AanmeldingBestand) -> str:
    """Return a short name for an area: the given one, or the first words of the occasion; "" for people."""
    if bestand.gebied or bestand.type != "gebied":
        return bestand.gebied
    woorden = bestand.aanleiding.split()[:5]
    return " ".join(woorden).rstrip(".,;:") or "Gebied"


def herkenning(bestand: AanmeldingBestand) -> str:
    """Return the folded key aanmelder + first person + day; equal keys are offered as a correction."""
    eerste = bestand.betrokkenen[0] if bestand.betrokkenen else None
    persoon = f"{eerste.naam.achternaam}{eerste.geboortedatum or ''}" if eerste else bestand.aanleiding[:80]
    aanmelder = bestand.aanmelder
    delen = (vouw(aanmelder.organisatie), vouw(aanmelder.naam), vouw(persoon), bestand.ontvangen_op.isoformat())
    return "|".join(delen)


_ENKEL = frozenset({str, bool, date, type(None)})


def onbekende_velden(deel: BaseModel) -> dict[str, Any]:
    """Return what the file held that this program does not know, by path; nothing received is dropped."""
    gevonden: dict[str, Any] = dict(deel.model_extra or {})
    for naam, waarde in deel.__dict__.items():
        # Most fields are a text, a day or an answer: they hold nothing else.
        if type(waarde) in _ENKEL or not isinstance(waarde, BaseModel | list):
            continue
        delen = waarde if isinstance(waarde, list) else [waarde]
        for nummer, onder in enumerate(delen):
            if isinstance(onder, BaseModel):
                voorvoegsel = f"{naam}.{nummer}" if isinstance(waarde, list) else naam
                gevonden |= {f"{voorvoegsel}.{s}": w for s, w in onbekende_velden(onder).items()}
    return gevonden
