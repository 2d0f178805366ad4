"""A sheet with words on it, or pages that exist already, to the printer; or as a PDF. Nothing of it is kept here.

What the queue of the machine and the printer keep is theirs: the sentence afterwards says so, and claims no more than
that the sheet was offered to the queue. Qt does not tell whether a queue took it.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

__all__ = ["Blad", "als_pdf", "als_tekst", "beelden", "druk_af", "druk_beelden", "naar_printer", "printerdialoog"]

_PIXELS_PER_PUNT = 200 / 72
"""Fine enough for the smallest letters on our papers."""

_PT: tuple[int, ...] = (18, 11, 14, 11)
"""Sizes of the title, what comes above, the words and what comes below."""
_RAND = QMarginsF(20, 20, 20, 20)
"""Millimetres; no printer reaches the very edge."""


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
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(_RAND, QPageLayout.Unit.Millimeter)
    # The name of a job is read by whoever sees the queue.
    printer.setDocName("ZVH Desktop")
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
    return naar_printer(ouder, printer, lambda p: _teken(p, blad))[1]


def naar_printer(ouder: QWidget, printer: "QPrinter", teken: Callable[[QPainter], None]) -> tuple[bool, str]:
    """Draw on a chosen printer; return whether its queue was there to take it, and a sentence to tell.

    Args:
        ouder: translates.
        printer: what `printerdialoog` gave, after somebody agreed.
        teken: draws the page, or the pages.
    """
    from PySide6.QtPrintSupport import QPrinterInfo  # loaded when it is needed

    with _in_geheugen():
        p = QPainter()
        if begonnen := p.begin(printer):
            teken(p)
            p.end()
    # Asked anew: a printer that was taken away meanwhile swallows the page without a word.
    nu = QPrinterInfo.printerInfo(printer.printerName())
    if not begonnen or nu.isNull():
        return False, ouder.tr(
            "De printer is er niet (meer); er is niets afgedrukt. Kies een andere of bewaar het als bestand."
        )
    if nu.state() in (printer.PrinterState.Error, printer.PrinterState.Aborted):
        return False, ouder.tr(
            "De printer staat stil of meldt een storing; er is waarschijnlijk niets afgedrukt. Het kan nog in de "
            "wachtrij staan en komt er dan later uit: haal het daar weg als u het niet meer wilt."
        )
    return True, ouder.tr(
        "Aangeboden aan de printer; kijk of het er goed uit komt. Het papier ligt buiten de kluis, en de wachtrij of "
        "de printer kan er nog een tijd een kopie van bewaren."
    )


def beelden(pdf: bytes) -> list[QImage]:
    """Return the pages of a file of our own as pictures for a printer; takes a while, so beside the window's thread."""
    # Loaded here: the sheets before unlocking need no pages.
    from zvh_desktop.services import verslagen

    inhoud, aantal = verslagen.maak_bladen(verslagen.Bladbron(pdf=pdf))
    uit = []
    for nummer in range(aantal):
        breed, hoog, ruw = verslagen.blad(inhoud, nummer, _PIXELS_PER_PUNT)
        beeld = QImage(ruw, breed, hoog, breed * 4, QImage.Format.Format_RGBA8888)
        uit.append(beeld.convertToFormat(QImage.Format.Format_RGB888))
    return uit


def druk_beelden(ouder: QWidget, printer: "QPrinter", bladen: Sequence[QImage]) -> tuple[bool, str]:
    """Put each picture on a page of a chosen printer, as large as fits, turned when it lies the other way.

    Returns:
        As `naar_printer`.
    """

    def teken(p: QPainter) -> None:
        for nummer, beeld in enumerate(bladen):
            if nummer:
                printer.newPage()
            _pas(p, beeld)

    return naar_printer(ouder, printer, teken)


def _pas(p: QPainter, beeld: QImage) -> None:
    vlak = QRectF(p.viewport())
    p.save()
    if (beeld.width() > beeld.height()) != (vlak.width() > vlak.height()):
        p.translate(vlak.width(), 0)
        p.rotate(90)
        vlak = vlak.transposed()
    schaal = min(vlak.width() / beeld.width(), vlak.height() / beeld.height())
    p.drawImage(QRectF(0, 0, beeld.width() * schaal, beeld.height() * schaal), beeld)
    p.restore()


@contextmanager
def _in_geheugen() -> Iterator[None]:
    """Let Qt hand the page to the queue through the memory of this session, where the machine has such a place.

    It writes a file, readable for its owner, and removes it; after a power cut one on a disk would stay.
    """
    plek, was = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("TMPDIR")
    if not (plek and os.access(plek, os.W_OK)):
        yield
        return
    os.environ["TMPDIR"] = plek
    try:
        yield
    finally:
        if was is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = was


def als_pdf(blad: Blad) -> bytes:
    """Return the sheet as a PDF of one page of A4."""
    inhoud = QByteArray()
    buffer = QBuffer(inhoud)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    schrijver = QPdfWriter(buffer)
    schrijver.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, _RAND))
    schrijver.setTitle(blad.titel)
    schrijver.setCreator("ZVH Desktop")
    p = QPainter(schrijver)
    _teken(p, blad)
    p.end()
    buffer.close()
    return bytes(inhoud.data())


def als_tekst(blad: Blad) -> bytes:
    """Return the sheet as plain text."""
    return "\n\n".join((blad.titel, blad.boven, "\n".join(blad.woorden), blad.onder, "")).encode()


def _teken(p: QPainter, blad: Blad) -> None:
    breed, y = float(p.viewport().width()), 0.0
    delen = (blad.titel, blad.boven, "\n".join(blad.woorden), blad.onder)
    for nummer, tekst in enumerate(delen):
        letter = QFont("Source Sans 3", _PT[nummer])
        letter.setBold(nummer in (0, 2))
        p.setFont(letter)
        vlak = QRectF(0, y, breed, p.viewport().height() - y)
        geschreven = p.drawText(vlak, int(Qt.TextFlag.TextWordWrap), tekst)
        y = geschreven.bottom() + p.fontMetrics().height()
