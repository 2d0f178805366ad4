"""Ask where a file goes or comes from, without holding up the window; and open one with the system's program."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from zvh_desktop.gui.pagina import Context

__all__ = ["kies_bestand", "kies_map", "kies_opslag", "open_extern"]

_laatste: dict[str, str] = {}
"""Folder last used for each purpose, for as long as the program runs."""


def _begin(ouder: QWidget, titel: str, doel: str) -> QFileDialog:
    thuis = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialoog = QFileDialog(ouder, titel, _laatste.get(doel, thuis))
    dialoog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialoog


def _open(dialoog: QFileDialog, doel: str, klaar: Callable[[Path], object]) -> None:
    def gekozen(tekst: str) -> None:
        pad = Path(tekst)
        _laatste[doel] = str(pad if pad.is_dir() else pad.parent)
        klaar(pad)

    dialoog.fileSelected.connect(gekozen)
    dialoog.open()


def kies_opslag(
    ouder: QWidget,
    titel: str,
    naam: str,
    klaar: Callable[[Path], object],
    *,
    soort: str = "pdf",
    ook: tuple[str, ...] = (),
) -> None:
    """Ask where to write `naam`; `klaar` is called when a place was chosen, after asking to replace a file.

    With `ook` a person chooses of what kind it will be; then `naam` has no ending, for it follows from that.
    """
    dialoog = _begin(ouder, titel, "opslag")
    dialoog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialoog.setDefaultSuffix(soort)
    soorten = {f"{s.upper()} (*.{s})": s for s in (soort, *ook)}
    dialoog.setNameFilters(list(soorten))
    dialoog.filterSelected.connect(lambda gekozen: dialoog.setDefaultSuffix(soorten.get(gekozen, soort)))
    dialoog.selectFile(naam)
    _open(dialoog, "opslag", klaar)


def kies_bestand(ouder: QWidget, titel: str, klaar: Callable[[Path], object], *, soort: str = "pdf") -> None:
    """Ask which file to read."""
    dialoog = _begin(ouder, titel, "lezen")
    dialoog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialoog.setNameFilter(f"{soort.upper()} (*.{soort})")
    _open(dialoog, "lezen", klaar)


def kies_map(ouder: QWidget, titel: str, klaar: Callable[[Path], object]) -> None:
    """Ask for a folder."""
    dialoog = _begin(ouder, titel, "map")
    dialoog.setFileMode(QFileDialog.FileMode.Directory)
    dialoog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialoog, "map", klaar)


def open_extern(context: Context, pad: Path) -> None:
    """Offer a written file to the program the system has for it, and say what of that is known.

    A system that takes the request does not tell whether a program came of it, so where the file lies is said too.
    """
    gelukt = QDesktopServices.openUrl(QUrl.fromLocalFile(str(pad)))
    if gelukt:
        zin = QCoreApplication.translate(
            "Bestand",
            "{naam} is aangeboden aan het programma dat uw systeem ervoor heeft. Gebeurt er niets, open "
            "het dan zelf; het staat in {map}.",
        )
    else:
        zin = QCoreApplication.translate(
            "Bestand",
            "Dit systeem heeft geen programma om {naam} te openen. Het bestand is wel geschreven; het staat in {map}.",
        )
    context.melding(zin.format(naam=pad.name, map=pad.parent), rol="info" if gelukt else "waarschuwing")
