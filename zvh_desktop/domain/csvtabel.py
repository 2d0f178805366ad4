"""A table from the bytes of a CSV file, however a spreadsheet saved it: encoding, separator and headings are found out.

Nothing is interpreted here: a formula is text, a number is text. What was guessed or repaired is told, so that a
person can look before anything is written.
"""

import csv
import io
from dataclasses import dataclass

from zvh_desktop.domain.aanmelding import zichtbaar
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["GROOTSTE_CSV", "MEESTE_RIJEN", "CsvTabel", "lees_csv"]

GROOTSTE_CSV = 20_000_000
"""Bytes."""
MEESTE_RIJEN = 20_000
_MEESTE_KOLOMMEN = 200
_LANGSTE_CEL = 100_000
_SCHEIDINGEN = (";", ",", "\t", "|")


@dataclass(frozen=True, slots=True)
class CsvTabel:
    """Headings and rows of a file.

    Attributes:
        koppen: heading of each column, each one different and none empty.
        rijen: (line in the file, cells); as many cells as there are headings. Empty lines are left out.
        onpasbaar: (line, number of cells) of rows with more cells than headings, which therefore cannot be read.
        scheiding: the separator that was found.
        codering: "utf-8", "utf-16" or "windows-1252".
        dubbel: headings that came more than once.
    """

    koppen: tuple[str, ...]
    rijen: tuple[tuple[int, tuple[str, ...]], ...]
    onpasbaar: tuple[tuple[int, int], ...]
    scheiding: str
    codering: str
    dubbel: tuple[str, ...]


def _tekst(inhoud: bytes) -> tuple[str, str]:
    if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return inhoud.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            raise Omstandigheid(Reden.BESTAND_ONLEESBAAR) from None
    if b"\x00" in inhoud:
        raise Omstandigheid(Reden.BESTAND_ONBEKEND_FORMAAT)
    try:
        return inhoud.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        # What older spreadsheets write in the Netherlands; five bytes have no sign there and become a mark.
        return inhoud.decode("windows-1252", "replace"), "windows-1252"


def _scheiding(kop: str) -> str:
    """Return the separator that cuts the first line in most pieces, outside quotes."""
    buiten = "".join(deel for nr, deel in enumerate(kop.split('"')) if nr % 2 == 0)
    aantallen = {teken: buiten.count(teken) for teken in _SCHEIDINGEN}
    beste = max(_SCHEIDINGEN, key=lambda teken: aantallen[teken])
    return beste if aantallen[beste] else ";"


def _koppen(ruw: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    koppen: list[str] = []
    dubbel: list[str] = []
    for nr, cel in enumerate(ruw, 1):
        kop = " ".join(zichtbaar(cel).split())[:120] or f"kolom {nr}"
        if kop in koppen:
            dubbel.append(kop)
            volg = 2
            while f"{kop} ({volg})" in koppen:
                volg += 1
            kop = f"{kop} ({volg})"
        koppen.append(kop)
    return tuple(koppen), tuple(dict.fromkeys(dubbel))


def lees_csv(inhoud: bytes) -> CsvTabel:
    """Read the bytes of a file whose first line that is not empty holds the headings.

    A line "sep=;" before it, as a spreadsheet may write, is obeyed.

    Raises:
        Omstandigheid: BESTAND_LEEG; BESTAND_TE_GROOT (bytes, rows or columns); BESTAND_ONBEKEND_FORMAAT, binary;
            BESTAND_ONLEESBAAR, a quote that is never closed or a cell beyond every bound.
    """
    if len(inhoud) > GROOTSTE_CSV:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_CSV // 1_000_000)
    tekst, codering = _tekst(inhoud)
    if not tekst.strip():
        raise Omstandigheid(Reden.BESTAND_LEEG)
    eerste, _, rest = tekst.partition("\n")
    overgeslagen = 0
    if eerste.strip().lower().startswith("sep=") and len(eerste.strip()) == 5:
        scheiding, tekst, overgeslagen = eerste.strip()[4], rest, 1
    else:
        scheiding = _scheiding(next(regel for regel in tekst.splitlines() if regel.strip()))
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    koppen: tuple[str, ...] = ()
    dubbel: tuple[str, ...] = ()
    rijen: list[tuple[int, tuple[str, ...]]] = []
    onpasbaar: list[tuple[int, int]] = []
    vorige = overgeslagen
    try:
        for cellen in lezer:
            regel, vorige = vorige + 1, lezer.line_num + overgeslagen
            if not any(cel.strip() for cel in cellen):
                continue
            if not koppen:
                if len(cellen) > _MEESTE_KOLOMMEN:
                    raise Omstandigheid(Reden.BESTAND_TE_GROOT)
                koppen, dubbel = _koppen(cellen)
                continue
            if len(rijen) >= MEESTE_RIJEN:
                raise Omstandigheid(Reden.BESTAND_TE_GROOT)
            kaal = [zichtbaar(cel).strip() for cel in cellen]
            if any(len(cel) > _LANGSTE_CEL for cel in kaal) or any(kaal[len(koppen) :]):
                onpasbaar.append((regel, len(cellen)))
                continue
            kaal = kaal[: len(koppen)]
            rijen.append((regel, (*kaal, *[""] * (len(koppen) - len(kaal)))))
    except csv.Error:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR) from None
    return CsvTabel(koppen, tuple(rijen), tuple(onpasbaar), scheiding, codering, dubbel)
