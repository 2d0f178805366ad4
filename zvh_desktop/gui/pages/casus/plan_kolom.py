"""A column of the board: one phase, its state and the one fact that matters, and what stands in it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import FASEN, FASESTATUS, Doel, Fase
from zvh_desktop.domain.planfase import OPEN, dagen_over_tijd
from zvh_desktop.gui.onderdelen import Chip, IcoonBeeld, Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.plan_kaart import DoelKaart, InterventieKaart, Kaartenstapel, Vlakknop
from zvh_desktop.gui.pages.casus.waarden import partnernaam

__all__ = ["FASEICOON", "SCHERMVOL", "FaseInhoud", "FaseKolom"]

FASEICOON = {1: "shield-alert", 2: "shield-half", 3: "sprout", 4: "signpost"}
"""Icon of each phase, beside its number, word and colour."""


SCHERMVOL: Final = 5
"""So many cards fill the height of a screen; they come first, in all columns."""


@dataclass(frozen=True, slots=True)
class FaseInhoud:
    """What stands in one column.

    Attributes:
        gebieden: names of leefgebieden by id.
        voorwaarden, open_voorwaarden: how many there are, and how many are not met.
    """

    fase: Fase | None = None
    doelen: tuple[Doel, ...] = ()
    interventies: tuple[Interventie, ...] = ()
    open_acties: int = 0
    gebieden: dict[str, str] = field(default_factory=dict)
    voorwaarden: int = 0
    open_voorwaarden: int = 0


class FaseKop(Vlakknop):
    """Number, name, status and the one fact that matters; opens the panel of the phase."""

    def __init__(self, nummer: int) -> None:
        super().__init__(rand=False)
        self._nummer = nummer
        indeling = QVBoxLayout(self)
        indeling.setContentsMargins(2, 4, 2, 4)
        indeling.setSpacing(6)
        rij = QHBoxLayout()
        rij.setSpacing(8)
        rij.addWidget(IcoonBeeld(FASEICOON[nummer], px=18, rol=f"fase{nummer}"), 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(
            Tekst(f"{nummer} {FASEN[nummer]}", maat="sectie", gewicht=700, rol=f"fase{nummer}", omloop=True), 1
        )
        indeling.addLayout(rij)
        onder = QHBoxLayout()
        onder.setSpacing(10)
        self.chip = Chip("", rol=f"fase{nummer}")
        self.feit = Tekst("", maat="klein", rol="tekst2", omloop=True)
        onder.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        onder.addWidget(self.feit, 1)
        indeling.addLayout(onder)
        self.doorlaten()

    def zet(self, status: str, feit: str) -> None:
        """Show status and fact."""
        self.chip.zet(status, rol=f"fase{self._nummer}")
        self.feit.setText(feit)
        self.setAccessibleName(f"Fase {self._nummer} {FASEN[self._nummer]}, {status}. {feit}".strip())


class FaseKolom(Kaart):
    """One phase with its cards. `zet` says what is to stand there; the cards come one by one with `maak`.

    Attributes:
        te_maken, gemaakt: how many cards are still to come, and how many stand.

    Signals:
        open_fase(nummer), nieuw(nummer), nieuwe_interventie(nummer), open_acties(): asked for by a person.
        open_doel(id), open_interventie(id): a card was pressed.
    """

    open_fase = Signal(int)
    nieuw = Signal(int)
    open_acties = Signal()
    open_doel = Signal(str)
    nieuwe_interventie = Signal(int)
    open_interventie = Signal(str)

    def __init__(self, nummer: int) -> None:
        super().__init__(fase=nummer, vlak2=True)
        self.nummer = nummer
        self.fasekop = FaseKop(nummer)
        self.fasekop.clicked.connect(self._open_fase)
        vak = QVBoxLayout()
        vak.setContentsMargins(11, 6, 11, 11)
        vak.setSpacing(8)
        vak.addWidget(self.fasekop)
        self._kaarten = Kaartenstapel()
        vak.addWidget(self._kaarten)
        naam = self.tr("Doel of afspraak toevoegen aan fase {n}").format(n=nummer)
        self.plus = Knop(self.tr("Doel of afspraak"), soort="vlak", icoon="plus", klein=True, links=True, naam=naam)
        self.plus.clicked.connect(self._nieuw)
        vak.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignLeft)
        naam = self.tr("Interventie toevoegen aan fase {n}").format(n=nummer)
        self.plus_interventie = Knop(
            self.tr("Interventie"), soort="vlak", icoon="plus", klein=True, links=True, naam=naam
        )
        self.plus_interventie.clicked.connect(self._nieuwe_interventie)
        vak.addWidget(self.plus_interventie, 0, Qt.AlignmentFlag.AlignLeft)
        self._acties = Knop("", soort="vlak", icoon="list-checks", klein=True, links=True)
        self._acties.clicked.connect(self.open_acties)
        vak.addWidget(self._acties, 0, Qt.AlignmentFlag.AlignLeft)
        vak.addStretch(1)
        self.inhoud.addLayout(vak)
        self._staat: tuple[object, ...] = ()
        self._te_maken: deque[tuple[Doel | Interventie, str, str]] = deque()
        self._gemaakt: list[tuple[Doel | Interventie, str, str]] = []
        self._met_focus = ""
        self._vandaag = date.min

    @property
    def te_maken(self) -> int:
        """See the class."""
        return len(self._te_maken)

    @property
    def gemaakt(self) -> int:
        """See the class."""
        return len(self._gemaakt)

    def kaarten(self) -> list[DoelKaart]:
        """The cards of goals as they stand."""
        return [k for k in self._kaarten.kaarten if isinstance(k, DoelKaart)]

    def interventies(self) -> list[InterventieKaart]:
        """The cards of interventies as they stand."""
        return [k for k in self._kaarten.kaarten if isinstance(k, InterventieKaart)]

    def zet(self, inhoud: FaseInhoud, partners: Mapping[str, Partner], vandaag: date) -> None:
        """Show a phase; unchanged cards stay, so the focus does too."""
        status = inhoud.fase.status if inhoud.fase else "niet_gestart"
        self.fasekop.zet(FASESTATUS[status], self._feit(inhoud, vandaag))
        self.fasekop.setEnabled(inhoud.fase is not None)
        open_ = inhoud.open_acties
        self._acties.setVisible(bool(open_))
        self._acties.zet_tekst(self.tr("1 open actie") if open_ == 1 else self.tr("{n} open acties").format(n=open_))
        wie = tuple(partnernaam(partners, d.partner_id) or d.persoon for d in inhoud.doelen)
        wie += tuple(partnernaam(partners, i.partner_id) or i.aanbieder for i in inhoud.interventies)
        staat = (inhoud.doelen, inhoud.interventies, wie, tuple(inhoud.gebieden.items()), vandaag)
        if staat == self._staat:
            return
        self._staat = staat
        alle: tuple[Doel | Interventie, ...] = (*inhoud.doelen, *inhoud.interventies)
        gevraagd = [
            (deel, naam, inhoud.gebieden.get(deel.leefgebied_id, "")) for deel, naam in zip(alle, wie, strict=True)
        ]
        al = len(self._gemaakt) if vandaag == self._vandaag else -1
        if al < 0 or gevraagd[:al] != self._gemaakt:
            self._met_focus = next((k.objectName() for k in self._kaarten.kaarten if k.hasFocus()), "")
            self._kaarten.maak_leeg()
            self._gemaakt, al = [], 0
        # What stands there already stays; the interventies come a moment after the goals.
        self._te_maken = deque(gevraagd[al:])
        self._vandaag = vandaag

    def maak(self) -> None:
        """Make the next card, when there is one; room for it is asked at a screenful and after the last."""
        if not self._te_maken:
            return
        deel, naam, gebied = self._te_maken.popleft()
        self._gemaakt.append((deel, naam, gebied))
        kaart: DoelKaart | InterventieKaart
        if isinstance(deel, Doel):
            kaart = DoelKaart(deel, naam, gebied, self._vandaag)
            kaart.clicked.connect(self._open_doel)
        else:
            kaart = InterventieKaart(deel, naam, gebied, self._vandaag)
            kaart.clicked.connect(self._open_interventie)
        kaart.setObjectName(deel.id)
        self._kaarten.voeg_toe(kaart)
        if not self._te_maken or len(self._gemaakt) == SCHERMVOL:
            self._kaarten.updateGeometry()
        if deel.id == self._met_focus:
            kaart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _feit(self, inhoud: FaseInhoud, vandaag: date) -> str:
        fase = inhoud.fase
        if fase is None:
            return ""

        def dag(d: date) -> str:
            return datum_in_woorden(d, jaar=d.year != vandaag.year, weekdag=False)

        feiten = []
        if fase.status in OPEN and inhoud.voorwaarden:
            n = inhoud.voorwaarden - inhoud.open_voorwaarden
            feiten.append(self.tr("{n} van {alle} voorwaarden").format(n=n, alle=inhoud.voorwaarden))
        if fase.status == "bereikt" and fase.bereikt_op:
            feiten.append(self.tr("op {dag}").format(dag=dag(fase.bereikt_op)))
        elif dagen_over_tijd(fase, vandaag):
            feiten.append(self.tr("langer dan gepland"))
        elif fase.toetsmoment and fase.status != "bereikt":
            feiten.append(self.tr("toetsmoment {dag}").format(dag=dag(fase.toetsmoment)))
        elif fase.status in OPEN and fase.geopend_op and not feiten:
            feiten.append(self.tr("sinds {dag}").format(dag=dag(fase.geopend_op)))
        return " · ".join(feiten)

    def _open_fase(self) -> None:
        self.open_fase.emit(self.nummer)

    def _nieuw(self) -> None:
        self.nieuw.emit(self.nummer)

    def _open_doel(self) -> None:
        kaart = self.sender()
        if isinstance(kaart, DoelKaart):
            self.open_doel.emit(kaart.doel_id)

    def _nieuwe_interventie(self) -> None:
        self.nieuwe_interventie.emit(self.nummer)

    def _open_interventie(self) -> None:
        kaart = self.sender()
        if isinstance(kaart, InterventieKaart):
            self.open_interventie.emit(kaart.interventie_id)
