"""One sheet with words on it, to the printer or as a PDF; nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

__all__ = ["Blad", "als_pdf", "als_tekst", "druk_af", "printerdialoog"]

_PT: tuple[int, ...] = (18, 11, 14, 11)
"""Sizes of the title, what comes above, the words and what comes below."""


@dataclass(frozen=True, slots=True)
class Blad:
    """What stands on a sheet.

    Attributes:
        titel: head.
        boven: what it is, in a sentence.
        woorden: what it is about, large; a line each.
        onder: what to do with it.
    """

    titel: str
    boven: str
    woorden: Sequence[str]
    onder: str


def printerdialoog(ouder: QWidget) -> "tuple[QPrinter, QPrintDialog] | None":
    """Return a printer and the dialog that asks which; None when this device has none.

    The dialog offers paper alone: with no printer at hand its first choice would be a readable file on the disk.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # loaded when it is needed

    if not QPrinterInfo.availablePrinterNames():
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialoog = QPrintDialog(printer, ouder)
    dialoog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    return printer, dialoog


def druk_af(ouder: QWidget, blad: Blad) -> str:
    """Ask for a printer and print; return a sentence to tell, empty when it was called off."""
    gevonden = printerdialoog(ouder)
    if gevonden is None:
        return ouder.tr("Dit toestel kent geen printer; er is niets afgedrukt. Sluit er een aan of bewaar het als PDF.")
    printer, dialoog = gevonden
    if dialoog.exec() != dialoog.DialogCode.Accepted:
        return ""
    if not _teken(printer, blad):
        return ouder.tr("De printer doet het niet; er is niets afgedrukt. Kies een andere of bewaar het als bestand.")
    return ouder.tr("Het blad is naar de printer gestuurd. Kijk of het er goed uit komt.")


def als_pdf(blad: Blad) -> bytes:
    """Return the sheet as a PDF of one page of A4."""
    inhoud = QByteArray()
    buffer = QBuffer(inhoud)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    schrijver = QPdfWriter(buffer)
    schrijver.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(20, 20, 20, 20))
    )
    schrijver.setTitle(blad.titel)
    schrijver.setCreator("ZVH Desktop")
    _teken(schrijver, blad)
    buffer.close()
    return bytes(inhoud.data())


def als_tekst(blad: Blad) -> bytes:
    """Return the sheet as plain text."""
    return "\n\n".join((blad.titel, blad.boven, "\n".join(blad.woorden), blad.onder, "")).encode()


def _teken(apparaat: QPagedPaintDevice, blad: Blad) -> bool:
    p = QPainter()
    if not p.begin(apparaat):
        return False
    breed, y = float(p.viewport().width()), 0.0
    delen = (blad.titel, blad.boven, "\n".join(blad.woorden), blad.onder)
    for nummer, tekst in enumerate(delen):
        letter = QFont("Source Sans 3", _PT[nummer])
        letter.setBold(nummer in (0, 2))
        p.setFont(letter)
        vlak = QRectF(0, y, breed, p.viewport().height() - y)
        geschreven = p.drawText(vlak, int(Qt.TextFlag.TextWordWrap), tekst)
        y = geschreven.bottom() + p.fontMetrics().height()
    p.end()
    return True
