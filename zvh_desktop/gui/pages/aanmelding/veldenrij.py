"""Fields of one part of a report in a grid, by the names of the exchange format: what is read, set and marked wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, Knop, RegelVeld, TekstVeld, Veld

__all__ = ["Veldenrij", "waarde_van", "zet_waarde"]


class Veldenrij(QWidget):
    """A set of fields beside each other under their names; the same for persons, guests and the melder.

    Signals:
        anders(): something in it became different. weg(): the button to take it out.
    """

    anders = Signal()
    weg = Signal()

    def __init__(self, vandaag: Callable[[], date], *, knop: str = "") -> None:
        super().__init__()
        self._vandaag = vandaag
        self.velden: dict[str, Veld] = {}
        self._rooster = QGridLayout(self)
        self._rooster.setContentsMargins(0, 0, 0, 0)
        self._rooster.setHorizontalSpacing(10)
        self._rooster.setVerticalSpacing(8)
        for kolom in range(12):
            self._rooster.setColumnStretch(kolom, 1)
        self._knop: Knop | None = None
        if knop:
            self._knop = Knop(knop, soort="vlak", icoon="x", klein=True)
            self._knop.clicked.connect(self.weg)

    def regel(self, naam: str, titel: str, rij: int, kolom: int, breed: int, plaats: str = "") -> RegelVeld:
        """Add a line of text under the path `naam`."""
        veld = RegelVeld(plaats=plaats)
        veld.textChanged.connect(self.anders)
        self._leg(naam, titel, veld, rij, kolom, breed)
        return veld

    def datum(self, naam: str, titel: str, rij: int, kolom: int, breed: int, *, verleden: bool = True) -> DatumVeld:
        """Add a day."""
        veld = DatumVeld(vandaag=self._vandaag, verleden=verleden)
        veld.gewijzigd.connect(self.anders)
        veld.getypt.connect(self.anders)
        veld.onleesbaar.connect(self.anders)
        self._leg(naam, titel, veld, rij, kolom, breed)
        return veld

    def keuze(
        self, naam: str, titel: str, keuzes: tuple[tuple[Any, str], ...], rij: int, kolom: int, breed: int
    ) -> KeuzeVeld:
        """Add a choice."""
        veld = KeuzeVeld(keuzes)
        veld.gewijzigd.connect(self.anders)
        self._leg(naam, titel, veld, rij, kolom, breed)
        return veld

    def vink(self, naam: str, titel: str, rij: int, kolom: int, breed: int) -> QCheckBox:
        """Add a yes or no."""
        vink = QCheckBox(titel)
        vink.toggled.connect(self.anders)
        veld = Veld(titel, vink)
        veld.label.setText("")
        self.velden[naam] = veld
        self._rooster.addWidget(veld, rij, kolom, 1, breed)
        return vink

    def leg_knop(self, rij: int, kolom: int, breed: int) -> None:
        """Put the button that takes this set out."""
        if self._knop is not None:
            self._rooster.addWidget(
                self._knop, rij, kolom, 1, breed, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            )

    def _leg(self, naam: str, titel: str, invoer: QWidget, rij: int, kolom: int, breed: int) -> None:
        veld = Veld(titel, invoer)
        self.velden[naam] = veld
        self._rooster.addWidget(veld, rij, kolom, 1, breed, Qt.AlignmentFlag.AlignTop)

    def waarden(self) -> dict[str, Any]:
        """Return what stands here, nested by the points in the paths; empty fields are left out."""
        uit: dict[str, Any] = {}
        for pad, veld in self.velden.items():
            waarde = waarde_van(veld.invoer)
            if waarde in ("", None, False):
                continue
            doel = uit
            *ouders, laatste = pad.split(".")
            for ouder in ouders:
                doel = doel.setdefault(ouder, {})
            doel[laatste] = waarde
        return uit

    def zet(self, waarden: dict[str, Any]) -> None:
        """Show nested values."""
        for pad, veld in self.velden.items():
            waarde: Any = waarden
            for deel in pad.split("."):
                waarde = waarde.get(deel) if isinstance(waarde, dict) else None
            zet_waarde(veld.invoer, waarde)


def waarde_van(invoer: QWidget) -> Any:
    """Return what stands in a field, as the exchange format has it."""
    if isinstance(invoer, DatumVeld):
        return invoer.tekst() if invoer.geldig else ""
    if isinstance(invoer, KeuzeVeld):
        return invoer.waarde()
    if isinstance(invoer, QCheckBox):
        return invoer.isChecked()
    if isinstance(invoer, TekstVeld):
        return invoer.tekst().strip()
    return invoer.text().strip() if isinstance(invoer, RegelVeld) else ""


def zet_waarde(invoer: QWidget, waarde: Any) -> None:
    """Put a value of the exchange format in a field; what does not fit leaves it empty."""
    if isinstance(invoer, DatumVeld):
        try:
            invoer.zet(date.fromisoformat(waarde) if waarde else None)
        except ValueError:
            invoer.zet(None)
    elif isinstance(invoer, KeuzeVeld):
        if invoer.findData(waarde) >= 0:
            invoer.kies(waarde)
    elif isinstance(invoer, QCheckBox):
        invoer.setChecked(bool(waarde))
    elif isinstance(invoer, TekstVeld):
        invoer.zet(str(waarde or ""))
    elif isinstance(invoer, RegelVeld):
        invoer.setText(str(waarde or ""))
