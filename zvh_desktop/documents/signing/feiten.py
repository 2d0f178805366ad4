"""What a file says of itself beside its signatures: open fields, metadata, fonts, pages."""

import io
import re
from typing import Any, Final

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from zvh_desktop.documents.signing.lezen import KAPOT

__all__ = ["bladen", "logboekkop", "metadata", "open_velden", "pdfa"]

_DEEL: Final = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*(\d)")
_NIVEAU: Final = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*([ABUabu])")
_LOGBOEK: Final = re.compile(rb"logboek:([0-9a-f]{64})(?![0-9a-f])")


def open_velden(lezer: PdfFileReader) -> tuple[str, ...]:
    """Return the names of the fields for people that nobody has signed."""
    try:
        namen = [str(naam) for naam, _, veld in enumerate_sig_fields(lezer, filled_status=False) if _zichtbaar(veld)]
    except KAPOT:
        return ()
    return tuple(namen)


def _zichtbaar(veld: Any) -> bool:
    vak = [float(getal) for getal in veld.get_object().get("/Rect", (0, 0, 0, 0))]
    return len(vak) == 4 and vak[0] != vak[2] and vak[1] != vak[3]


def metadata(lezer: PdfFileReader, echte: list[EmbeddedPdfSignature]) -> bytes:
    """Return the XMP as the first signer saw it; metadata is one of the things that may change afterwards."""
    try:
        if not echte:
            return bytes(lezer.root["/Metadata"].data)
        revisie = echte[0].signed_revision
        plek = lezer.get_historical_root(revisie).raw_get("/Metadata")
        return bytes(lezer.get_object(plek.reference, revision=revisie).data)
    except KAPOT:
        return b""


def logboekkop(xmp: bytes) -> str:
    """Return the head of the audit chain in the metadata, or nothing."""
    return _eerste(_LOGBOEK, xmp)


def _eerste(patroon: re.Pattern[bytes], xmp: bytes) -> str:
    gevonden = patroon.search(xmp)
    return gevonden.group(1).decode("ascii") if gevonden is not None else ""


def pdfa(xmp: bytes) -> str:
    """Return what the file claims: "PDF/A-2A", or nothing."""
    deel = _eerste(_DEEL, xmp)
    return f"PDF/A-{deel}{_eerste(_NIVEAU, xmp).upper()}" if deel else ""


def bladen(pdf: bytes) -> tuple[int, bool]:
    """Return the number of pages, and whether every font is embedded."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as geopend:
            letters = [
                voorwerp
                for voorwerp in geopend.objects
                if isinstance(voorwerp, pikepdf.Dictionary) and voorwerp.get("/Type") == "/Font"
            ]
            return len(geopend.pages), all(_ingesloten(letter) for letter in letters)
    except (pikepdf.PdfError, *KAPOT):
        return 0, False


def _ingesloten(letter: pikepdf.Dictionary) -> bool:
    if letter.get("/Subtype") in ("/Type0", "/Type3"):
        return True
    beschrijving = letter.get("/FontDescriptor")
    return beschrijving is not None and any(f"/FontFile{soort}" in beschrijving for soort in ("", "2", "3"))
