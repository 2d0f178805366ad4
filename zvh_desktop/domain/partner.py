"""The region's own records: the house, its partners, its staff, the text of the verklaring."""

import hashlib
import re
from datetime import date
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "PARTNERSOORTEN",
    "ROLLEN",
    "Medewerker",
    "Partner",
    "Regio",
    "Verklaringtekst",
    "protocol_geldig",
    "tekst_sha256",
    "tekstvolgorde",
]

PARTNERSOORTEN: dict[str, str] = {
    "politie": "Politie",
    "om": "Openbaar Ministerie",
    "ggz": "GGZ",
    "fggz": "Forensische GGZ",
    "gemeente": "Gemeente",
    "reclassering": "Reclassering",
    "veilig_thuis": "Veilig Thuis",
    "rvdk": "Raad voor de Kinderbescherming",
    "dji": "Dienst Justitiële Inrichtingen",
    "jeugdhulp": "Jeugdhulp",
    "gi": "Gecertificeerde instelling",
    "wijkteam": "Sociaal (wijk)team",
    "verslavingszorg": "Verslavingszorg",
    "opvang": "Maatschappelijke of vrouwenopvang",
    "beschermd_wonen": "Beschermd wonen",
    "slachtofferhulp": "Slachtofferhulp",
    "halt": "Halt",
    "jongerenwerk": "Jongerenwerk",
    "school": "School of leerplicht",
    "woningcorporatie": "Woningcorporatie",
    "schuldhulp": "Schuldhulpverlening",
    "ggd": "GGD",
    "zvh": "Zorg- en Veiligheidshuis",
    "anders": "Anders",
}

ROLLEN: dict[str, str] = {
    "procesregisseur": "procesregisseur",
    "secretaris": "secretaris",
    "casusregisseur": "casusregisseur",
    "beheerder": "functioneel beheerder",
    "veldwerker": "veldwerker",
}


class Regio(Record):
    """The house itself; one per vault."""

    soort: ClassVar[str] = "regio"
    naam: str
    """Full name: "Zorg- en Veiligheidshuis Zaanstreek-Waterland"."""
    rubricering: str = "VERTROUWELIJK · persoonsgegevens"
    contactpunt: str = ""
    archiefvormer: str = ""
    grondslag: str = "WGS"
    """Short name of the ground new dossiers carry; old dossiers keep their own."""
    naamregel: Literal["voornaam_initiaal", "achternaam_initiaal", "nummer"] = "voornaam_initiaal"
    mdto: bool = False
    """Write archive metadata (MDTO) beside a verslag that is exported."""
    verklaring_maanden: int = 0
    """Months a signed verklaring binds; 0 for the overleg at which it was signed alone."""
    stil_dagen: int = 42
    """Days without any change after which a casus stagnates; 0 for never. With the next five: `stagnatie.Grenzen`."""
    regisseur_dagen: int = 14
    uitstel_keer: int = 3
    fase_dagen: int = 180
    zsm_themas: list[str] = []
    dji_themas: list[str] = ["re_integratie"]
    overname_dagen: int = 14
    """Days after which a casus that was handed over and not confirmed comes onto Vandaag; 0 for never."""


class Partner(Record):
    """An organisation, with its privacyprotocol if it signed one."""

    soort: ClassVar[str] = "partner"
    naam: str
    kort: str = ""
    """Handle for `@` in the entry line and for narrow lists; the name when empty."""
    partnersoort: str = "anders"
    vast: bool = False
    """Vaste partner (convenant and privacyprotocol) or incidentele partner."""
    protocol_versie: str = ""
    protocol_getekend_op: date | None = None
    protocol_geldig_tot: date | None = None
    telefoon: str = ""
    email: str = ""

    @property
    def kortweg(self) -> str:
        """The short name, or the full one when there is none."""
        return self.kort or self.naam


class Medewerker(Record):
    """A person who works with the program or speaks for a partner."""

    soort: ClassVar[str] = "medewerker"
    naam: str
    functie: str = ""
    rol: str = ""
    """Key of ROLLEN for staff of the house; empty for a partner's people."""
    partner_id: str = ""
    """Empty for the house itself."""
    telefoon: str = ""
    email: str = ""


class Verklaringtekst(Record):
    """A version of the text of the geheimhoudingsverklaring; never edited once signed."""

    soort: ClassVar[str] = "verklaringtekst"
    versie: str
    """Such as "2026-2"."""
    kern: str
    """What is shown large on the signing screen."""
    tekst: str
    """Full text, paragraphs separated by an empty line."""
    geldig_vanaf: date
    vastgesteld_door: str = ""


def tekst_sha256(versie: str, kern: str, tekst: str) -> str:
    """Return the SHA-256 (64 hex digits) that binds a signature to exactly this text.

    Computed over the UTF-8 bytes of version, core and full text, joined by a zero byte.
    """
    return hashlib.sha256("\0".join((versie, kern, tekst)).encode()).hexdigest()


def tekstvolgorde(tekst: Verklaringtekst) -> tuple[date, int, list[tuple[int, str]], str]:
    """Return the place of a version among others, newest last: the same on every device.

    By first day, then by the millisecond of making that is in the id, then by version ("2026-9" before "2026-10"); the
    random rest of the id decides only between two texts of one version.
    """
    delen = [(int(cijfers or 0), woord) for cijfers, woord in re.findall(r"([0-9]+)|([^0-9]+)", tekst.versie)]
    return tekst.geldig_vanaf, int(tekst.id[:12] or "0", 16), delen, tekst.id


def protocol_geldig(partner: Partner, op: date) -> bool:
    """Is the privacyprotocol signed and not run out on day `op` (the last day included)?

    A last day alone says that there is a protocol, of which the day of signing is not known here.
    """
    getekend, tot = partner.protocol_getekend_op, partner.protocol_geldig_tot
    if (getekend is None and tot is None) or (getekend is not None and getekend > op):
        return False
    return tot is None or tot >= op
