"""What happens when … then … who: the card under the board."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from zvh_desktop.domain.plan import Scenario
from zvh_desktop.gui.onderdelen import Chip, Kaart, Knop, Tekst
from zvh_desktop.gui.pages.casus.plan_kaart import Vlakknop
from zvh_desktop.gui.pages.casus.tab import delen, maak_leeg
from zvh_desktop.gui.pages.casus.waarden import kort

__all__ = ["Scenariokaart"]


class Scenariokaart(Kaart):
    """The scenarios, one or two beside each other.

    Signals:
        nieuw(): asked for by a person. gekozen(id): one was pressed.
    """

    nieuw = Signal()
    gekozen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        vak = QHBoxLayout()
        vak.setContentsMargins(14, 8, 8, 8)
        vak.setSpacing(12)
        vak.addWidget(Tekst(self.tr("Als … dan … wie"), maat="knop", gewicht=700), 0, Qt.AlignmentFlag.AlignTop)
        self._raster = QGridLayout()
        self._raster.setSpacing(2)
        vak.addLayout(self._raster, 1)
        naam = self.tr("Als … dan … toevoegen")
        self.plus = Knop(self.tr("Als … dan"), soort="vlak", icoon="plus", klein=True, naam=naam)
        self.plus.clicked.connect(self.nieuw)
        vak.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignTop)
        self.inhoud.addLayout(vak)
        self._staat: tuple[Scenario, ...] | None = None
        self._naast = 1

    def zet(self, scenarios: tuple[Scenario, ...]) -> None:
        """Show these; nothing is made again when they are the same."""
        if scenarios == self._staat:
            return
        self._staat = scenarios
        maak_leeg(self._raster)
        if not scenarios:
            zin = self.tr("Leg vast wat er gebeurt bij terugval, een incident, detentie, verlof of verhuizing.")
            self._raster.addWidget(Tekst(zin, maat="knop", rol="tekst2", omloop=True))
        for s in scenarios:
            self._raster.addWidget(self._rij(s))
        self.leg(self._naast)

    def leg(self, naast: int) -> None:
        """Put so many beside each other; fewer take all the room there is."""
        self._naast = naast
        naast = min(naast, self._raster.count()) or 1
        for nummer, rij in enumerate(delen(self._raster)):
            self._raster.removeWidget(rij)
            self._raster.addWidget(rij, nummer // naast, nummer % naast)
        for nummer in range(2):
            self._raster.setColumnStretch(nummer, 1 if nummer < naast else 0)

    def _rij(self, s: Scenario) -> Vlakknop:
        knop = Vlakknop(rand=False)
        knop.setObjectName(s.id)
        rij = QHBoxLayout(knop)
        rij.setContentsMargins(6, 3, 6, 3)
        rij.setSpacing(10)
        rij.addWidget(Chip(kort(s.als_, 40), icoon="triangle-alert"), 0, Qt.AlignmentFlag.AlignTop)
        wat = f"{s.dan} → {s.wie}" if s.wie else s.dan
        rij.addWidget(Tekst(wat, maat="knop", rol="tekst2", omloop=True), 1)
        knop.setAccessibleName(
            self.tr("Als {als_}, dan {dan}. Wie: {wie}").format(als_=s.als_, dan=s.dan, wie=s.wie or "?")
        )
        knop.setToolTip(s.als_ if len(s.als_) > 40 else "")
        knop.doorlaten()
        knop.clicked.connect(self._gekozen)
        return knop

    def _gekozen(self) -> None:
        self.gekozen.emit(self.sender().objectName())
