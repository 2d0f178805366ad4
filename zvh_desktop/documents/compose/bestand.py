"""A PDF file while it is written: what is finished goes out at once, so that only the file itself grows.

Objects that are no streams are packed by the hundred into compressed object streams (PDF 1.7, 7.5.7), and the
table of their places is a stream too (7.5.8). Same objects, same bytes.
"""

import io
import zlib
from array import array
from collections.abc import Callable
from hashlib import sha256
from typing import Final

__all__ = ["Bestand"]

_PER_STROOM: Final = 100
_LOS, _IN_STROOM = 1, 2
"""Kinds of place: at an offset of the file, or as the n-th in an object stream."""

_RIJ: Final = 7
"""Bytes of one row of the table: kind, offset or number of the stream, place in it."""


class Bestand:
    """Writes numbered objects.

    Args:
        uit: empty; holds the whole file after `sluit`.
        nummer: hands out a number nobody has.
    """

    def __init__(self, uit: io.BytesIO, nummer: Callable[[], int]) -> None:
        self._uit = uit
        self._nummer = nummer
        self._plaatsen = array("Q", [0])
        self._nummers: list[int] = []
        self._bronnen: list[bytes] = []
        # Four bytes above 127 say that the file is not text.
        uit.write(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n")

    def voorwerp(self, nummer: int, bron: bytes) -> None:
        """Write an object that is no stream; `bron` is its source in PDF."""
        self._nummers.append(nummer)
        self._bronnen.append(bron.strip())
        if len(self._nummers) == _PER_STROOM:
            self._schrijf_groep()

    def stroom(self, nummer: int, woorden: bytes, inhoud: bytes, *, klein: bool = True) -> None:
        """Write a stream.

        Args:
            nummer: its number.
            woorden: entries of its dictionary, without /Length and /Filter.
            inhoud: what it holds, not compressed.
            klein: compress it.
        """
        if klein:
            inhoud = zlib.compress(inhoud, 9)
            woorden += b" /Filter /FlateDecode"
        self._zet(nummer, _LOS, self._uit.tell(), 0)
        self._uit.write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (nummer, woorden, len(inhoud)))
        self._uit.write(inhoud)
        self._uit.write(b"\nendstream\nendobj\n")

    def sluit(self, wortel: int, info: int) -> None:
        """Write the table and the end of the file.

        Args:
            wortel: number of the catalogue.
            info: number of the information dictionary.
        """
        self._schrijf_groep()
        begin = self._uit.tell()
        nummer = self._nummer()
        self._zet(nummer, _LOS, begin, 0)
        # The mark of the file follows from what is in it, so that the same document is the same file.
        merk = sha256(self._uit.getbuffer()).hexdigest()[:32].encode()
        tabel = zlib.compress(self._tabel())
        self._uit.write(
            b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]"
            b" /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d >> /Length %d >>\nstream\n"
            % (nummer, len(self._plaatsen), wortel, info, merk, merk, _RIJ, len(tabel))
        )
        self._uit.write(tabel)
        self._uit.write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % begin)

    def _schrijf_groep(self) -> None:
        if not self._nummers:
            return
        groep = self._nummer()
        koppen, plek = [], 0
        for volgorde, (nummer, bron) in enumerate(zip(self._nummers, self._bronnen, strict=True)):
            self._zet(nummer, _IN_STROOM, groep, volgorde)
            koppen.append(b"%d %d" % (nummer, plek))
            plek += len(bron) + 1
        kop = b" ".join(koppen) + b"\n"
        woorden = b"/Type /ObjStm /N %d /First %d" % (len(koppen), len(kop))
        inhoud = kop + b"\n".join(self._bronnen)
        self._nummers, self._bronnen = [], []
        self.stroom(groep, woorden, inhoud)

    def _zet(self, nummer: int, soort: int, waar: int, volgorde: int) -> None:
        tekort = nummer + 1 - len(self._plaatsen)
        if tekort > 0:
            self._plaatsen.extend([0] * tekort)
        self._plaatsen[nummer] = soort << 48 | waar << 16 | volgorde

    def _tabel(self) -> bytes:
        """Return the rows, each as its difference with the one above (predictor "Up"): a third of the size."""
        uit = bytearray()
        boven = bytes(_RIJ)
        self._plaatsen[0] = 0xFFFF
        for plaats in self._plaatsen:
            rij = plaats.to_bytes(_RIJ, "big")
            uit.append(2)
            uit += bytes((nu - toen) & 0xFF for nu, toen in zip(rij, boven, strict=True))
            boven = rij
        return bytes(uit)
