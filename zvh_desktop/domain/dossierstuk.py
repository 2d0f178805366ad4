"""Files in a dossier: what is kept of each, what a file is by its content, and a name that can do no harm."""

import re
import unicodedata
from datetime import date, datetime
from typing import ClassVar, Final, NamedTuple

from zvh_desktop.domain.record import Record

__all__ = [
    "GROOTSTE_STUK",
    "INHOUDSOORTEN",
    "MET_VOORBEELD",
    "STUKCATEGORIEEN",
    "Dossierstuk",
    "Inhoudsoort",
    "bevat_macros",
    "exportnaam",
    "herken",
    "omvang_in_woorden",
    "past_bij_naam",
    "schone_naam",
]

GROOTSTE_STUK: Final = 50 * 1024 * 1024
"""Bytes that one file may have."""
_LANGSTE_NAAM: Final = 120

STUKCATEGORIEEN: Final[dict[str, str]] = {
    "": "Nog niet ingedeeld",
    "brief": "Brief of bericht",
    "rapport": "Rapport of advies",
    "risicotaxatie": "Risicotaxatie",
    "verklaring": "Verklaring op papier",
    "justitie": "Stuk van justitie",
    "zorg": "Stuk uit de zorg",
    "foto": "Foto of beeld",
    "spraak": "Ingesproken memo",
    "anders": "Anders",
}


class Inhoudsoort(NamedTuple):
    """A kind of content.

    Attributes:
        naam: with its article, as in a sentence: "een PDF".
        groep: pdf, afbeelding, geluid, word, tekst or onbekend.
        achtervoegsels: ends of file names that go with it, the first is given at export.
    """

    naam: str
    groep: str
    achtervoegsels: tuple[str, ...]


INHOUDSOORTEN: Final[dict[str, Inhoudsoort]] = {
    "pdf": Inhoudsoort("een PDF", "pdf", ("pdf",)),
    "png": Inhoudsoort("een PNG-afbeelding", "afbeelding", ("png",)),
    "jpeg": Inhoudsoort("een JPEG-foto", "afbeelding", ("jpg", "jpeg", "jpe", "jfif")),
    "gif": Inhoudsoort("een GIF-afbeelding", "afbeelding", ("gif",)),
    "bmp": Inhoudsoort("een BMP-afbeelding", "afbeelding", ("bmp", "dib")),
    "tiff": Inhoudsoort("een TIFF-scan", "afbeelding", ("tif", "tiff")),
    "webp": Inhoudsoort("een WebP-afbeelding", "afbeelding", ("webp",)),
    "docx": Inhoudsoort("een Word-document", "word", ("docx", "docm", "dotx")),
    "doc": Inhoudsoort("een oud Office-document", "word", ("doc", "dot", "xls", "ppt", "msg")),
    "mp3": Inhoudsoort("een MP3-opname", "geluid", ("mp3",)),
    "wav": Inhoudsoort("een WAV-opname", "geluid", ("wav",)),
    "ogg": Inhoudsoort("een Ogg-opname", "geluid", ("ogg", "oga", "opus")),
    "flac": Inhoudsoort("een FLAC-opname", "geluid", ("flac",)),
    "m4a": Inhoudsoort("een M4A-opname", "geluid", ("m4a", "mp4", "aac")),
    "amr": Inhoudsoort("een AMR-opname", "geluid", ("amr",)),
    "tekst": Inhoudsoort("platte tekst", "tekst", ("txt", "csv", "md", "eml", "json", "xml", "htm", "html", "log")),
    "onbekend": Inhoudsoort("van een onbekende soort", "onbekend", ()),
}
"""By key; what is known decides whether there is a preview, never whether it may be kept."""

MET_VOORBEELD: Final = frozenset(
    naam for naam, soort in INHOUDSOORTEN.items() if soort.groep in ("pdf", "afbeelding", "tekst") or naam == "docx"
)
"""Kinds that can be looked at inside the program."""


class Dossierstuk(Record):
    """A file in the dossier of a casus; its content lies in the vault under the hash."""

    soort: ClassVar[str] = "dossierstuk"
    lange_tekst: ClassVar[tuple[str, ...]] = ("omschrijving",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("naam", "bron")
    casus_id: str
    naam: str
    """Of the file, made harmless."""
    omschrijving: str = ""
    categorie: str = ""
    """Key of STUKCATEGORIEEN."""
    bron: str = ""
    """Who it comes from."""
    datum: date | None = None
    """Of the document itself; None when unknown."""
    inhoudsoort: str = "onbekend"
    """Key of INHOUDSOORTEN, by the content and not by the name."""
    omvang: int = 0
    """Bytes."""
    bestand_sha256: str = ""
    toegevoegd_op: datetime
    toegevoegd_door: str = ""
    ingetrokken_reden: str = ""

    @property
    def titel(self) -> str:
        """What it is called in lists: the first line of its description, else the name of the file."""
        eerste = self.omschrijving.strip().partition("\n")[0]
        return eerste or self.naam


def _is_tekst(kop: bytes) -> bool:
    if b"\x00" in kop or any(teken < 9 or (13 < teken < 32 and teken != 27) for teken in kop):
        return False
    try:
        kop.decode("utf-8")
    except UnicodeDecodeError as fout:
        # The piece may end in the middle of a sign.
        if fout.start < len(kop) - 3:
            # Western text of an older program: letters with an accent, mostly plain letters.
            return sum(teken > 127 for teken in kop) * 5 < len(kop)
    return True


_KOPPEN: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
)


def herken(inhoud: bytes) -> str:
    """Say what a file is by its content: a key of INHOUDSOORTEN."""
    kop = inhoud[:4096]
    if b"%PDF-" in kop[:1024]:
        return "pdf"
    for begin, soort in _KOPPEN:
        if kop.startswith(begin):
            return soort
    if kop[:4] == b"RIFF":
        return {b"WAVE": "wav", b"WEBP": "webp"}.get(kop[8:12], "onbekend")
    if kop[:2] == b"BM" and int.from_bytes(kop[2:6], "little") in (0, len(inhoud)):
        return "bmp"
    if kop[4:8] == b"ftyp" and kop[8:12] in (b"M4A ", b"M4B ", b"mp42", b"isom", b"3gp4", b"3gp5"):
        return "m4a"
    if kop[:4] == b"PK\x03\x04":
        return "docx" if b"word/document.xml" in inhoud else "onbekend"
    if len(kop) > 2 and kop[0] == 0xFF and kop[1] & 0xE6 in (0xE2, 0xE4, 0xE6):
        return "mp3"
    return "tekst" if kop and _is_tekst(kop) else "onbekend"


def bevat_macros(inhoud: bytes) -> bool:
    """Whether a Word document carries a program of its own."""
    return inhoud[:4] == b"PK\x03\x04" and b"vbaProject.bin" in inhoud


def _achtervoegsel(naam: str) -> str:
    stam, punt, einde = naam.rpartition(".")
    return einde.lower() if punt and stam and re.fullmatch(r"[A-Za-z0-9]{1,8}", einde) else ""


def past_bij_naam(naam: str, inhoudsoort: str) -> bool:
    """Whether the end of the name says what the content is; a name without an end, or of an unknown kind, may be."""
    einde = _achtervoegsel(naam)
    bekend = {e for soort in INHOUDSOORTEN.values() for e in soort.achtervoegsels}
    if inhoudsoort == "onbekend":
        return einde not in bekend
    return (
        not einde
        or einde in INHOUDSOORTEN[inhoudsoort].achtervoegsels
        or (inhoudsoort == "tekst" and einde not in bekend)
    )


_STUUR: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Categories of signs that have no place in a name: control, direction, separators of lines, halves of a sign."""
_VERBODEN: Final = re.compile(r'[<>:"|?*]')
_GERESERVEERD: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z")


def schone_naam(ruw: str) -> str:
    """Return a file name without folders, without signs that turn or break the line, and not too long.

    What was at the end of the name stays at its end, so that nobody takes a program for a letter.
    """
    laatste = re.split(r"[/\\]", unicodedata.normalize("NFC", ruw).rstrip("/\\"))[-1]
    zichtbaar = "".join(" " if teken in "\t\n\r" else teken for teken in laatste)
    zichtbaar = "".join(teken for teken in zichtbaar if unicodedata.category(teken) not in _STUUR)
    naam = " ".join(_VERBODEN.sub("_", zichtbaar).split()).strip(". ")
    if not naam:
        return "stuk"
    if _GERESERVEERD.match(naam):
        naam = f"_{naam}"
    if len(naam) > _LANGSTE_NAAM:
        einde = _achtervoegsel(naam)
        staart = f"….{einde}" if einde else "…"
        naam = naam[: _LANGSTE_NAAM - len(staart)].rstrip() + staart
    return naam


def exportnaam(stuk: Dossierstuk) -> str:
    """Return the name under which a copy leaves: its own, with an end that fits the content."""
    naam = schone_naam(stuk.naam)
    einden = INHOUDSOORTEN.get(stuk.inhoudsoort, INHOUDSOORTEN["onbekend"]).achtervoegsels
    if not einden or (past_bij_naam(naam, stuk.inhoudsoort) and _achtervoegsel(naam)):
        return naam
    return f"{naam}.{einden[0]}"


def omvang_in_woorden(omvang: int) -> str:
    """Write a size for people: "820 bytes", "1,4 MB"."""
    if omvang < 1000:
        return f"{omvang} bytes"
    if omvang < 1000 * 1000:
        return f"{round(omvang / 1000)} kB"
    return f"{omvang / 1_000_000:.1f} MB".replace(".", ",")
