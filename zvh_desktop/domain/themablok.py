"""Theme blocks: what a theme adds to the analysis of a casus, as records.

One kind of record for each theme, one column for each field, and one record of it in a casus, of which the id follows
from the casus. So two people who fill in other fields of a block without knowing of each other make no conflict; two
who fill in the same one have both versions, prose put together by sentence; and every field has its name in the
history. One record with everything as JSON would clash as a whole; a record for each field would have one column for
days, choices and prose alike, and names nobody recognises. What is a list (verlofbewegingen, risicofactoren) is a
record a row. How they are shown and filled in stands in `themavelden`.

Fields: domain reference 11.
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.record import Record

__all__ = [
    "CATEGORIEEN",
    "JA_NEE",
    "ONVEILIGHEID",
    "SCHAALBESLUITEN",
    "TITELS",
    "ThemaHgkm",
    "ThemaMensenhandel",
    "ThemaRadicalisering",
    "ThemaReintegratie",
    "ThemaVerward",
    "Themablok",
    "Themarij",
    "blok_id",
    "gevuld",
]

JaNee = Literal["", "ja", "nee"]

JA_NEE: Final[Mapping[str, str]] = {"": "nog niet bekend", "ja": "ja", "nee": "nee"}

ONVEILIGHEID: Final[Mapping[str, str]] = {
    "": "nog niet bekend",
    "acuut": "acuut",
    "structureel": "structureel",
    "beide": "acuut en structureel",
    "geen": "geen van beide",
}

CATEGORIEEN: Final[Mapping[str, str]] = {
    "": "nog niet bepaald",
    "I": "I: geen overlast, wel persoonlijk leed",
    "II": "II: hulp of zorg nodig, overlast, niet gevaarlijk",
    "III": "III: eerder strafrecht of gespecialiseerde (gedwongen) zorg",
    "IV": "IV: strafrechtelijke titel en (forensische) zorg nodig",
}
"""Domain reference 11.2, shortened."""

TITELS: Final[Mapping[str, str]] = {
    "": "kies een titel",
    "wvggz": "Wvggz",
    "wzd": "Wzd",
    "wfz": "Wfz",
    "tbs": "tbs",
    "anders": "andere titel",
}

SCHAALBESLUITEN: Final[Mapping[str, str]] = {
    "": "nog geen besluit",
    "opgeschaald": "opgeschaald",
    "afgeschaald": "afgeschaald",
}


class Themablok(Record):
    """What the blocks share; itself no kind of record."""

    casus_id: str


class ThemaHgkm(Themablok):
    """Huiselijk geweld en kindermishandeling."""

    soort: ClassVar[str] = "themahgkm"
    lange_tekst: ClassVar[tuple[str, ...]] = ("toelichting_onveiligheid", "niet_zien")
    onveiligheid: Literal["", "acuut", "structureel", "beide", "geen"] = ""
    toelichting_onveiligheid: str = ""
    huisverbod: JaNee = ""
    huisverbod_tot: date | None = None
    niet_zien: str = ""


class ThemaVerward(Themablok):
    """Onbegrepen gedrag, and the levensloopaanpak."""

    soort: ClassVar[str] = "themaverward"
    lange_tekst: ClassVar[tuple[str, ...]] = ("crisisafspraken", "kengetallen")
    zoekvelden: ClassVar[tuple[str, ...]] = ("aanbieder",)
    categorie: Literal["", "I", "II", "III", "IV"] = ""
    levensloop: JaNee = ""
    levensloop_op: date | None = None
    aanbieder: str = ""
    crisisafspraken: str = ""
    kengetallen: str = ""


class ThemaReintegratie(Themablok):
    """Re-integratie na detentie."""

    soort: ClassVar[str] = "themareintegratie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("dji_bijdrage", "voorwaarden")
    zoekvelden: ClassVar[tuple[str, ...]] = ("inrichting", "casemanager")
    in_detentie: JaNee = ""
    inrichting: str = ""
    sinds: date | None = None
    einddatum: date | None = None
    casemanager: str = ""
    dji_bijdrage: str = ""
    voorwaarden: str = ""
    trajectberaad_op: date | None = None
    inrichting_gemeld_op: date | None = None


class ThemaMensenhandel(Themablok):
    """Mensenhandel; where the victim stays is hidden and reaches no document, list or search."""

    soort: ClassVar[str] = "themamensenhandel"
    lange_tekst: ClassVar[tuple[str, ...]] = ("verblijf",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("zorgcoordinator",)
    zorgcoordinator: str = ""
    opvang: str = ""
    opvang_adres: str = ""
    verblijf: str = ""
    aangifte: JaNee = ""
    comensha: JaNee = ""
    comensha_op: date | None = None


class ThemaRadicalisering(Themablok):
    """Radicalisering en extremisme."""

    soort: ClassVar[str] = "themaradicalisering"
    lange_tekst: ClassVar[tuple[str, ...]] = ("duiding", "regio_contact", "besluit_motivering")
    zoekvelden: ClassVar[tuple[str, ...]] = ("duiding_door",)
    duiding: str = ""
    duiding_door: str = ""
    duiding_op: date | None = None
    terugkeerder: JaNee = ""
    regio_contact: str = ""
    besluit: Literal["", "opgeschaald", "afgeschaald"] = ""
    besluit_op: date | None = None
    besluit_motivering: str = ""


class Themarij(Record):
    """A row of a list of a theme; which columns it uses is said by its `Lijst`."""

    soort: ClassVar[str] = "themarij"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("kop",)
    casus_id: str
    lijst: str
    """Key of a `Lijst`."""
    kop: str = ""
    keuze: str = ""
    van: date | None = None
    tot: date | None = None
    gedaan: bool = False
    tekst: str = ""


def blok_id(soort: str, casus_id: str) -> str:
    """Return the one id of the block of a casus."""
    return vast_id(soort, casus_id)


def gevuld(record: Themablok | None) -> bool:
    """Whether somebody filled in anything of a block."""
    if record is None:
        return False
    vast = Themablok.model_fields
    return any(getattr(record, naam) not in ("", None) for naam in type(record).model_fields if naam not in vast)
