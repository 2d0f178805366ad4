"""A table with a field above it that keeps the rows with every word in them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.gui.onderdelen import RegelVeld
from zvh_desktop.gui.tabel import Kolom, Tabel, TabelRij

__all__ = ["Zoektabel"]


class Zoektabel(QWidget):
    """What is spoken of a row is what is searched.

    Attributes:
        tabel: the rows.
        zoek: the field; Enter goes on to the rows.

    Args:
        naam: accessible name of the table.
        plaats: shown in the empty field.
        kolommen: of the table.
    """

    def __init__(self, naam: str, plaats: str, kolommen: Sequence[Kolom]) -> None:
        super().__init__()
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(0)
        self.zoek = RegelVeld(plaats=plaats, wis=True)
        self.zoek.setAccessibleName(self.tr("Zoeken in het register"))
        self.zoek.textChanged.connect(self._toon)
        rand = QWidget()
        binnen = QVBoxLayout(rand)
        binnen.setContentsMargins(12, 10, 12, 8)
        binnen.addWidget(self.zoek)
        kolom.addWidget(rand)
        self.tabel = Tabel(naam, kolommen)
        self.zoek.returnPressed.connect(self.tabel.setFocus)
        kolom.addWidget(self.tabel)
        self._rijen: list[tuple[str, TabelRij]] = []

    def zet_rijen(self, rijen: list[TabelRij]) -> None:
        """Show these rows, as far as the field lets them through."""
        self._rijen = [(vouw(rij.gesproken()), rij) for rij in rijen]
        self._toon()

    def _toon(self, *_: object) -> None:
        woorden = [vouw(woord) for woord in self.zoek.text().split()]
        self.tabel.zet([rij for gevouwen, rij in self._rijen if all(w in gevouwen for w in woorden)])
