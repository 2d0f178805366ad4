"""Cards of Vandaag: the overleg of today with its agenda, and what was worked on last."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Chip, Kaart, Knop, Streep, Tekst
from zvh_desktop.gui.onderdelen.basis import KortTekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.vandaagrijen import agendarijen, wanneer
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.services.overlegbeeld import OverlegDetail

__all__ = ["Overlegkaart", "Recentvak"]

_MEESTE_RECENT: Final = 4


class Overlegkaart(Kaart):
    """The overleg that is next: what, when, where, its agenda, and the button to preside; without one, to plan.

    Attributes:
        chip: when. voorzitten, plannen: the buttons. agenda: its casussen.
    """

    def __init__(self) -> None:
        super().__init__()
        kop = QWidget()
        binnen = QVBoxLayout(kop)
        binnen.setContentsMargins(14, 12, 14, 14)
        binnen.setSpacing(6)
        titel = QHBoxLayout()
        self._naam = KortTekst("", maat="sectie", gewicht=700)
        self.chip = Chip("", rol="accent", icoon="clock")
        titel.addWidget(self._naam, 1)
        titel.addWidget(self.chip)
        binnen.addLayout(titel)
        self._waar = Tekst("", maat="knop", rol="tekst2", omloop=True)
        binnen.addWidget(self._waar)
        binnen.addSpacing(4)
        self.voorzitten = Knop(self.tr("Overleg voorzitten"), soort="primair", icoon="play", sneltoets="F5")
        binnen.addWidget(self.voorzitten)
        self.plannen = Knop(self.tr("Overleg plannen"), soort="primair", icoon="calendar-plus")
        binnen.addWidget(self.plannen)
        self.inhoud.addWidget(kop)
        self._agendastreep = Streep()
        self.inhoud.addWidget(self._agendastreep)
        self.agenda = RijenLijst(self.tr("Agenda"), in_kaart=True, kiesbaar=False)
        self.inhoud.addWidget(self.agenda)

    def zet(self, detail: OverlegDetail | None, nu: datetime, *, vandaag: bool) -> None:
        """Show an overleg, or that there is none; `vandaag` makes presiding the thing to do."""
        self.voorzitten.setVisible(detail is not None)
        self.voorzitten.zet_soort("primair" if vandaag else "gewoon")
        self.plannen.setVisible(detail is None)
        self.chip.setVisible(detail is not None)
        self._agendastreep.setVisible(detail is not None)
        # An empty list takes the keyboard and shows nothing of it.
        self.agenda.setVisible(detail is not None)
        if detail is None:
            self._naam.setText(self.tr("Geen overleg gepland"))
            self._waar.setText(self.tr("Plan een overleg en zet casussen op de agenda."))
            self.agenda.zet(())
            return
        o = detail.overleg
        self._naam.setText(o.titel)
        woorden, rol = wanneer(detail, nu)
        self.chip.zet(woorden, rol=rol, icoon="clock")
        aantal = len(detail.deelnemers)
        mensen = self.tr("1 deelnemer") if aantal == 1 else self.tr("{aantal} deelnemers").format(aantal=aantal)
        tijd = f"{o.begin:%H:%M}–{o.eind:%H:%M}"
        self._waar.setText(" · ".join(deel for deel in (tijd, o.plaats, mensen) if deel))
        self.voorzitten.zet_tekst(
            self.tr("Overleg hervatten") if o.status == "bezig" else self.tr("Overleg voorzitten")
        )
        self.agenda.zet(agendarijen(detail))


class Recentvak(QWidget):
    """The dossiers worked on last, as buttons.

    Signals:
        gekozen(casus_id): one is to be opened.
    """

    gekozen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(14, 18, 14, 16)
        kolom.setSpacing(8)
        kolom.addWidget(Tekst(self.tr("Laatst aan gewerkt"), kapitaal=True))
        rij = Vloei(tussen=8)
        self._knoppen: list[Knop] = []
        for _ in range(_MEESTE_RECENT):
            knop = Knop("", icoon="folder-open", klein=True, naam=self.tr("Dossier"))
            knop.clicked.connect(self._gekozen)
            knop.hide()
            self._knoppen.append(knop)
            rij.addWidget(knop)
        kolom.addWidget(rij)

    def zet(self, recent: Iterable[tuple[str, str]]) -> None:
        """Show (casus id, name); hidden when there are none."""
        recent = list(recent)
        for knop, (casus_id, naam) in zip(self._knoppen, [*recent, *[("", "")] * _MEESTE_RECENT], strict=False):
            knop.setObjectName(casus_id)
            knop.zet_tekst(naam, self.tr("Dossier {naam}").format(naam=naam) if naam else self.tr("Dossier"))
            knop.setToolTip("")
            knop.setVisible(bool(casus_id))
        self.setVisible(bool(recent))

    def _gekozen(self) -> None:
        self.gekozen.emit(self.sender().objectName())
