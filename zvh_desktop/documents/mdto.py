"""Archive metadata beside an exported file: MDTO-XML 1.0 of the Nationaal Archief.

Two small files go along: one about the record (informatieobject), one about the file (bestand). Only what the program
knows is said. Whether and how long something is kept is decided by a selection list and by people: without such a
decision it says "nader te bepalen", and no term. No name of a person stands in it.

Source: MDTO-XML 1.0.1, namespace and order of elements as its published schema has them.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal
from xml.sax.saxutils import escape

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = ["Archiefgegevens", "beschrijf_bestand", "beschrijf_stuk"]

_RUIMTE: Final = "https://www.nationaalarchief.nl/mdto"
_BRON: Final = "ZVH Desktop"
_WAARDERINGEN: Final = {"B": "Blijvend te bewaren", "V": "Tijdelijk te bewaren", "N": "Nader te bepalen"}


@dataclass(frozen=True, slots=True)
class Archiefgegevens:
    """What is said of one record."""

    kenmerk: str
    """Its id in the vault."""
    naam: str
    """"Verslag casusoverleg 2026-0143, versie 1"; no name of a person."""
    casusnummer: str
    archiefvormer: str
    """Organisation responsible for the record, as somebody filled in; the program cannot know it."""
    rubricering: str
    vastgesteld_op: datetime | None = None
    """Aware; when the record came to be as it is."""
    waardering: Literal["B", "V", "N"] = "N"
    """By the selection list that holds: keep, keep for a time, not determined."""
    bewaren_tot: date | None = None
    """Last day of the term, when one was decided; only with waardering V."""


class _Knoop:
    """An element being written, two spaces deeper for every level."""

    def __init__(self) -> None:
        self._regels: list[str] = []
        self._open: list[str] = []

    def begin(self, naam: str) -> None:
        self._regels.append(f"{'  ' * (len(self._open) + 1)}<{naam}>")
        self._open.append(naam)

    def eind(self) -> None:
        naam = self._open.pop()
        self._regels.append(f"{'  ' * (len(self._open) + 1)}</{naam}>")

    def tekst(self, naam: str, waarde: str) -> None:
        self._regels.append(f"{'  ' * (len(self._open) + 1)}<{naam}>{escape(_schoon(waarde))}</{naam}>")

    def begrip(self, naam: str, label: str, lijst: str, code: str = "") -> None:
        """Write a term from a list of terms."""
        self.begin(naam)
        self.tekst("begripLabel", label)
        if code:
            self.tekst("begripCode", code)
        self.verwijzing("begripBegrippenlijst", lijst)
        self.eind()

    def verwijzing(self, naam: str, wat: str, kenmerk: str = "") -> None:
        """Write a reference to something, by name and, when it has one, by its mark in this program."""
        self.begin(naam)
        self.tekst("verwijzingNaam", wat)
        if kenmerk:
            self.begin("verwijzingIdentificatie")
            self.identificatie(kenmerk)
            self.eind()
        self.eind()

    def identificatie(self, kenmerk: str) -> None:
        self.tekst("identificatieKenmerk", kenmerk)
        self.tekst("identificatieBron", _BRON)

    def bytes(self) -> bytes:
        regels = "\n".join(self._regels)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<MDTO xmlns="{_RUIMTE}">\n{regels}\n</MDTO>\n'.encode()


def beschrijf_stuk(gegevens: Archiefgegevens, bestandsnaam: str) -> bytes:
    """Return the metadata of a record, to lie beside its file as NAAM.mdto.xml.

    Args:
        gegevens: what is known.
        bestandsnaam: name of the file that holds it, without a folder.

    Raises:
        Omstandigheid: REGEL_WEIGERT when nobody said who the archiefvormer is, which the norm demands.
        Programmafout: a term without waardering V, or a moment without zone.
    """
    if not gegevens.archiefvormer.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="archiefvormer_onbekend")
    if gegevens.bewaren_tot is not None and gegevens.waardering != "V":
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="bewaartermijn")
    uit = _Knoop()
    uit.begin("informatieobject")
    uit.begin("identificatie")
    uit.identificatie(gegevens.kenmerk)
    uit.eind()
    uit.tekst("naam", gegevens.naam)
    uit.begrip("aggregatieniveau", "Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO")
    uit.tekst("taal", "nl")
    if gegevens.vastgesteld_op is not None:
        uit.begin("event")
        uit.begrip("eventType", "Creatie", "Begrippenlijst EventTypeLijst MDTO")
        uit.tekst("eventTijd", _tijd(gegevens.vastgesteld_op))
        uit.eind()
    label = _WAARDERINGEN[gegevens.waardering]
    uit.begrip("waardering", label, "Begrippenlijst Waarderingen MDTO", gegevens.waardering)
    if gegevens.bewaren_tot is not None:
        uit.begin("bewaartermijn")
        uit.tekst("termijnEinddatum", gegevens.bewaren_tot.isoformat())
        uit.eind()
    uit.verwijzing("isOnderdeelVan", f"Casus {gegevens.casusnummer}", gegevens.casusnummer)
    uit.verwijzing("heeftRepresentatie", bestandsnaam)
    uit.verwijzing("archiefvormer", gegevens.archiefvormer)
    uit.begin("beperkingGebruik")
    uit.begrip("beperkingGebruikType", "Nader te bepalen", "Begrippenlijst BeperkingGebruikTypeLijst MDTO")
    uit.tekst("beperkingGebruikNadereBeschrijving", gegevens.rubricering)
    uit.eind()
    uit.eind()
    return uit.bytes()


def beschrijf_bestand(gegevens: Archiefgegevens, bestandsnaam: str, pdf: bytes, nu: datetime) -> bytes:
    """Return the metadata of a file, to lie beside it as NAAM.bestand.mdto.xml.

    Args:
        gegevens: what is known of the record in it.
        bestandsnaam: its name, without a folder.
        pdf: the file as it is written; a PDF made here, so PDF/A-2a.
        nu: aware moment at which the checksum is made.
    """
    uit = _Knoop()
    uit.begin("bestand")
    uit.begin("identificatie")
    uit.identificatie(f"{gegevens.kenmerk}.pdf")
    uit.eind()
    uit.tekst("naam", bestandsnaam)
    uit.tekst("omvang", str(len(pdf)))
    uit.begrip("bestandsformaat", "Acrobat PDF/A - Portable Document Format 2a", "PRONOM-register", "fmt/476")
    uit.begin("checksum")
    uit.begrip("checksumAlgoritme", "SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO")
    uit.tekst("checksumWaarde", hashlib.sha256(pdf).hexdigest())
    uit.tekst("checksumDatum", _tijd(nu))
    uit.eind()
    uit.verwijzing("isRepresentatieVan", gegevens.naam, gegevens.kenmerk)
    uit.eind()
    return uit.bytes()


def _tijd(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="tijd zonder zone")
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _schoon(tekst: str) -> str:
    """Return text without what XML cannot hold, on one line."""
    return " ".join("".join(t if t.isprintable() else " " for t in tekst).split())
