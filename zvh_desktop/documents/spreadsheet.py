"""A list as a spreadsheet: every cell is plain text, a number or a day, never something that is worked out."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

__all__ = ["schrijf_lijst"]

_ONBRUIKBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGST = 32_767
"""Signs that fit in a cell."""

Waarde = str | int | date | None


class _Blad(WorksheetWriter):  # type: ignore[misc]  # the library has no types
    """Writes a sheet in memory; the library itself would put its text in a temporary file, outside the vault."""

    def __init__(self, blad: object) -> None:
        super().__init__(blad, out=io.BytesIO())

    def cleanup(self) -> None:
        """There is no file to remove."""


class _Pak(zipfile.ZipFile):
    """Takes a sheet from memory where the library gives a file."""

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Add what `_Blad` wrote."""
        self.writestr(arcname, filename.getvalue(), zipfile.ZIP_DEFLATED)


def schrijf_lijst(
    titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[Waarde]], breedtes: Sequence[int], gemaakt: datetime
) -> bytes:
    """Return the file.

    Args:
        titel: name of the sheet; at most 31 signs are used.
        koppen: headings.
        rijen: as many values as headings; memory does not grow with the formatting of them.
        breedtes: width of each column, in signs.
        gemaakt: moment that the file names as its making; a program's clock plays no part.
    """
    werkmap = openpyxl.Workbook(write_only=True)
    blad = werkmap.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", titel)[:31] or "Lijst")
    blad.freeze_panes = "A2"
    for nr, breed in enumerate(breedtes):
        blad.column_dimensions[chr(ord("A") + nr)].width = breed

    def cel(waarde: Waarde, *, kop: bool = False) -> WriteOnlyCell:
        if isinstance(waarde, str):
            waarde = _ONBRUIKBAAR.sub("�", waarde)[:_LANGST]
        gevuld = WriteOnlyCell(blad, value=waarde)
        if isinstance(waarde, str):
            # A text that begins with "=" would otherwise become a formula.
            gevuld.data_type = "s"
            gevuld.quotePrefix = waarde[:1] in "=+-@"
        elif isinstance(waarde, date):
            gevuld.number_format = "DD-MM-YYYY"
        gevuld.alignment = Alignment(vertical="top", wrap_text=True)
        if kop:
            gevuld.font = Font(bold=True)
        return gevuld

    blad._writer = _Blad(blad)
    blad._writer.write_top()
    blad.append([cel(kop, kop=True) for kop in koppen])
    for rij in rijen:
        blad.append([cel(waarde) for waarde in rij])
    werkmap.properties.creator = "ZVH Desktop"
    werkmap.properties.created = werkmap.properties.modified = gemaakt.replace(tzinfo=None)
    doel = io.BytesIO()
    ExcelWriter(werkmap, _Pak(doel, "w", zipfile.ZIP_DEFLATED)).save()
    return doel.getvalue()
