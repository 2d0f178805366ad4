"""Two casussen with one number: which of them gets a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.services.nummers import Dubbel

__all__ = ["DubbelVak"]


class DubbelVak(QWidget):
    """A card for each number that was given out twice; nothing when there is none.

    Signals:
        nieuw_nummer(casus_id): this one gets another number.
    """

    nieuw_nummer = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kolom = QVBoxLayout(self)
        self._kolom.setContentsMargins(0, 0, 0, 0)
        self._kolom.setSpacing(12)
        self._kaarten: list[QWidget] = []
        self.knoppen: list[Knop] = []

    def vul(self, dubbele: Sequence[Dubbel]) -> None:
        """Show them."""
        for kaart in self._kaarten:
            kaart.hide()
            self._kolom.removeWidget(kaart)
            kaart.deleteLater()
        self.knoppen = []
        self._kaarten = [self._kaart(d) for d in dubbele]
        for kaart in self._kaarten:
            self._kolom.addWidget(kaart)
        self.setVisible(bool(dubbele))

    def _kaart(self, d: Dubbel) -> QWidget:
        kaart = Kaart(self.tr("Nummer {nummer} is twee keer uitgegeven").format(nummer=d.nummer), rand="rondom")
        kaart.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Twee toestellen gaven dit nummer zonder het van elkaar te weten. Kies welke casus {nieuw} wordt; "
                    "de andere houdt {nummer}. In verslagen die al vaststaan, blijft het oude nummer staan."
                ).format(nieuw=d.nieuw, nummer=d.nummer),
                rol="tekst2",
                omloop=True,
            )
        )
        rij: list[Knop] = []
        for k in d.casussen:
            tekst = self.tr("{naam} (begonnen {dag}) wordt {nieuw}").format(
                naam=k.naam, dag=datum_in_woorden(k.begonnen_op), nieuw=d.nieuw
            )
            knop = Knop(tekst, soort="primair" if k.voorstel else "gewoon", icoon="pencil")
            knop.setProperty("casus", k.casus_id)
            knop.clicked.connect(self._gekozen)
            rij.append(knop)
        self.knoppen += rij
        kaart.inhoud.addWidget(knoppenrij(*rij))
        return kaart

    def _gekozen(self) -> None:
        knop = self.sender()
        if knop is not None:
            self.nieuw_nummer.emit(str(knop.property("casus")))
