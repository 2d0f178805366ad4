"""Open a PDF that may be anything: too large, empty, cut off, or made to do harm."""

import io
import logging
import struct
import zlib
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
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


class _Lezer(PdfFileReader):  # type: ignore[misc]  # pyHanko is not followed
    """A reader that reads the head of an object stream once, and not again for each of its hundred objects.

    Comparing revisions touches every object: on two hundred pages that is half a minute against two seconds. Whatever
    is not exactly as it should be is left to the library.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._stromen: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        super().__init__(*args, **kwargs)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        inhoud, plekken = self._stroom(stmnum)
        if not 0 <= idx < len(plekken) or plekken[idx][0] != idnum:
            return super()._get_object_from_stream(idnum, stmnum, idx)
        stroom = io.BytesIO(inhoud)
        stroom.seek(plekken[idx][1])
        try:
            ding = generic.read_object(stroom, generic.Reference(idnum, 0, self))
        except PdfError:
            return super()._get_object_from_stream(idnum, stmnum, idx)
        if isinstance(ding, generic.StreamObject | generic.IndirectObject):
            return super()._get_object_from_stream(idnum, stmnum, idx)
        return ding

    def _stroom(self, stmnum: int) -> tuple[bytes, list[tuple[int, int]]]:
        """Return the data of an object stream, and number and place of each object; nothing when it is not neat."""
        if stmnum not in self._stromen:
            stroom = generic.Reference(stmnum, 0, self).get_object()
            if not isinstance(stroom, generic.StreamObject) or stroom.get("/Type") != "/ObjStm":
                return b"", []
            inhoud = bytes(stroom.read_data(DecodePurpose.OBJECT_STREAM))
            begin, aantal = int(stroom["/First"]), int(stroom["/N"])
            getallen = inhoud[:begin].split()
            netjes = len(getallen) == 2 * aantal and all(getal.isdigit() for getal in getallen)
            paren = zip(getallen[::2], getallen[1::2], strict=False) if netjes else ()
            self._stromen[stmnum] = inhoud, [(int(nummer), begin + int(plek)) for nummer, plek in paren]
        return self._stromen[stmnum]


def open_pdf(pdf: bytes, *, streng: bool) -> PdfFileReader:
    """Return a reader of `pdf`; what streams unpack to is bounded by the library's limits.

    Raises:
        Omstandigheid: empty, too large, no PDF, damaged, or encrypted.
    """
    keur(pdf)
    try:
        lezer = _Lezer(io.BytesIO(pdf), strict=streng)
        if lezer.encrypted:
            raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="versleuteld")
        lezer.root["/Pages"]
    except KAPOT as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="beschadigd") from fout
    return lezer
