"""Open a PDF that may be anything: too large, empty, cut off, or made to do harm."""

import io
import logging
import struct
import zlib
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["GROOTSTE_BYTES", "KAPOT", "keur", "open_pdf"]

# The libraries log names from certificates; the answer is in the data, so their lines go nowhere.
for _naam in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_naam).addHandler(logging.NullHandler())
    logging.getLogger(_naam).propagate = False

GROOTSTE_BYTES: Final = 64 * 1024 * 1024
"""Larger files are refused unread; a verslag of two hundred pages takes one."""

_KOP_BINNEN: Final = 1024

KAPOT: Final = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    OSError,
    zlib.error,
    struct.error,
    UnsupportedAlgorithm,
    InvalidSignature,
)
"""What reading a broken or hostile file was seen to raise in the libraries below."""


def keur(pdf: bytes) -> None:
    """Refuse what cannot be a PDF we read.

    Raises:
        Omstandigheid: empty, too large, or no PDF.
    """
    if not pdf:
        raise Omstandigheid(Reden.BESTAND_LEEG)
    if len(pdf) > GROOTSTE_BYTES:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT, bytes=len(pdf), hoogstens=GROOTSTE_BYTES)
    if b"%PDF-" not in pdf[:_KOP_BINNEN]:
        raise Omstandigheid(Reden.BESTAND_GEEN_PDF)


def open_pdf(pdf: bytes, *, streng: bool) -> PdfFileReader:
    """Return a reader of `pdf`; what streams unpack to is bounded by the library's limits.

    Raises:
        Omstandigheid: empty, too large, no PDF, damaged, or encrypted.
    """
    keur(pdf)
    try:
        lezer = PdfFileReader(io.BytesIO(pdf), strict=streng)
        if lezer.encrypted:
            raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="versleuteld")
        lezer.root["/Pages"]
    except KAPOT as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="beschadigd") from fout
    return lezer
