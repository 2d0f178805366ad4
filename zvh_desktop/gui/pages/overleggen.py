"""Overleggen: those to come and those held; and a panel to plan one."""

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.overleg import OVERLEGTYPEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import (
    DatumVeld,
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    RegelVeld,
    Tekst,
    TijdVeld,
    Veld,
    Zijpaneel,
)
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import beheer, concepten, overlegbeeld, overleggen
from zvh_desktop.services.overlegbeeld import OverlegRegel
from zvh_desktop.services.overleggen import OverlegInvoer

if TYPE_CHECKING:
    from zvh_desktop.gui.pages.reeksen import ReeksenPaneel

__all__ = ["STATUSROL", "Overleggen", "PlanPaneel"]

STATUSROL: Final = {
    "concept": ("neutraal", "pencil"),
    "open": ("info", "calendar-check"),
    "bezig": ("goed", "play"),
    "gesloten": ("neutraal", "check"),
}
"""Chip role and icon of every state."""


class PlanPaneel(Zijpaneel):
    """Asks what a new overleg needs; casussen and deelnemers follow on its own page."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(self.tr("Overleg plannen"), gastheer)
        self._context = context
        self.titel_veld = RegelVeld("Casusoverleg")
        self.soort = KeuzeVeld(tuple(OVERLEGTYPEN.items()))
        self.datum = DatumVeld(vandaag=context.vandaag)
        self.begin, self.eind = TijdVeld(time(9, 30)), TijdVeld(time(11))
        self.plaats, self.secretaris = RegelVeld(), RegelVeld()
        self.inhoud.addWidget(Veld(self.tr("Titel"), self.titel_veld, verplicht=True))
        self.inhoud.addWidget(Veld(self.tr("Soort overleg"), self.soort))
        self._datum = Veld(self.tr("Datum"), self.datum, verplicht=True)
        self.inhoud.addWidget(self._datum)
        rij = QHBoxLayout()
        rij.addWidget(Veld(self.tr("Van"), self.begin))
        rij.addWidget(Veld(self.tr("Tot"), self.eind))
        rij.addStretch(1)
        self.inhoud.addLayout(rij)
        self.inhoud.addWidget(Veld(self.tr("Plaats"), self.plaats))
        self.inhoud.addWidget(Veld(self.tr("Verslaglegger (naam)"), self.secretaris))
        self.inhoud.addStretch(1)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Plannen"), soort="primair", icoon="calendar-plus"))
        self.knop.clicked.connect(self._plan)
        self.plaats.returnPressed.connect(self._plan)
        self.secretaris.returnPressed.connect(self._plan)
        self.formulier = FormulierConcept(
            context,
            self,
            self.tr("Overleg plannen"),
            {
                "titel": self.titel_veld,
                "soort": self.soort,
                "datum": self.datum,
                "begin": self.begin,
                "eind": self.eind,
                "plaats": self.plaats,
                "verslaglegger": self.secretaris,
            },
        )
        self.gesloten.connect(self.formulier.leg_neer)
        self.formulier.begin(concepten.formulier("overleg"))
        context.taken.vraag(beheer.medewerkers, klaar=self._vul)

    def _vul(self, medewerkers: list[Any]) -> None:
        naam = next((m.naam for m in medewerkers if m.rol == "secretaris"), "")
        if naam and not self.secretaris.text():
            self.secretaris.setText(naam)

    def _plan(self) -> None:
        dag = self.datum.dag
        if dag is None:
            self._datum.zet_fout(self.tr("Typ een datum, bijvoorbeeld 24-11 of volgende week di."))
            self.datum.setFocus()
            return
        self._datum.zet_fout("")
        invoer = OverlegInvoer(
            titel=self.titel_veld.text(),
            type=str(self.soort.waarde()),
            datum=dag,
            begin=self.begin.tijd,
            eind=self.eind.tijd,
            plaats=self.plaats.text(),
            verslaglegger=self.secretaris.text().strip(),
        )
        self.formulier.bewaar(overleggen.plan, invoer, klaar=self._gepland)

    def _gepland(self, uitkomst: tuple[str, object]) -> None:
        self.formulier.klaar()
        self.sluit()
        self._context.venster.ga_naar("overleggen.overleg", overleg_id=uitkomst[0])


class Overleggen(Pagina):
    """The list of overleggen."""

    titel = "Overleggen"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = QHBoxLayout()
        kop.addWidget(Tekst(self.tr("Overleggen"), maat="pagina", gewicht=700), 1)
        reeksen = self._reeksknop = Knop(
            self.tr("Reeksen"), icoon="calendar-days", naam=self.tr("Reeksen van overleggen")
        )
        reeksen.clicked.connect(self.reeksen)
        kop.addWidget(reeksen, 0, Qt.AlignmentFlag.AlignVCenter)
        nieuw = self._nieuwknop = Knop(self.tr("Overleg plannen"), soort="primair", icoon="calendar-plus")
        nieuw.clicked.connect(self.nieuw)
        kop.addWidget(nieuw, 0, Qt.AlignmentFlag.AlignVCenter)
        kolom.addLayout(kop)
        self.lijst = RijenLijst(self.tr("Overleggen"), uniform=True)
        self.lijst.geactiveerd.connect(self._open)
        self.kaart = Kaart()
        self.kaart.inhoud.addWidget(self.lijst)
        kolom.addWidget(self.kaart, 1)
        self.leeg = LegeStaat(
            self.tr("Nog geen overleg"),
            self.tr("Plan een overleg; daarna zet u er casussen op en komen de genodigden vanzelf mee."),
            icoon="calendar-days",
            knoppen=(("plan", self.tr("Overleg plannen"), "calendar-plus"),),
        )
        self.leeg.gekozen.connect(self.nieuw)
        self.leeg.hide()
        kolom.addWidget(self.leeg, 1)
        self._paneel: PlanPaneel | None = None
        self._reeksen: ReeksenPaneel | None = None
        plannen = QAction(self.tr("Overleg plannen"), self)
        plannen.setShortcut(QKeySequence("Ctrl+Shift+O"))
        plannen.triggered.connect(self.nieuw)
        self.addAction(plannen)

    def toon(self, **argumenten: Any) -> None:
        """Show the list; `doe="nieuw"` opens the panel."""
        self.context.taken.vraag(overlegbeeld.lijst, klaar=self._vul, enkel="overleggen")
        if argumenten.get("doe") == "nieuw":
            self.nieuw()
        elif argumenten.get("doe") == "reeks":
            self.reeksen(str(argumenten.get("reeks_id", "")))

    def ververs(self, bon: object) -> None:
        """Refresh when an overleg, its agenda, people or verklaringen changed."""
        geraakt: frozenset[str] = getattr(bon, "soorten", frozenset())
        if geraakt & {"overleg", "agendapunt", "deelnemer", "verklaring"}:
            self.toon()
        if self._reeksen is not None and geraakt & {"reeks", "overleg"}:
            self._reeksen.vraag()

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Pagina`."""
        return {Daad.OVERLEG_VOORBEREIDEN: (self._nieuwknop,), Daad.TEKSTBLOKKEN: (self._reeksknop,)}

    def acties(self) -> list[Actie]:
        """Plan an overleg."""
        return [
            Actie("overleg.nieuw", self.tr("Overleg plannen"), self.nieuw, "calendar-plus", "Ctrl+Shift+O"),
            Actie("overleg.reeksen", self.tr("Reeksen van overleggen"), self.reeksen, "calendar-days"),
        ]

    def nieuw(self, *_: object) -> None:
        """Open the panel that plans one."""
        if self._paneel is not None:
            self._paneel.sluit()
            self._paneel.deleteLater()
        self._paneel = PlanPaneel(self.context, self)
        self._paneel.open(self._paneel.datum)

    def reeksen(self, formulier: object = None) -> None:
        """Open the panel with the series; `formulier` is the id of one to go on changing, "" of a new one."""
        from zvh_desktop.gui.pages.reeksen import ReeksenPaneel

        if self._reeksen is not None:
            self._reeksen.sluit()
            self._reeksen.deleteLater()
        self._reeksen = ReeksenPaneel(self.context, self)
        self._reeksen.open(self._reeksen.lijst)
        if isinstance(formulier, str):
            self._reeksen.ga_verder(formulier)

    def verlaat(self) -> None:
        """Keep what stands in the panels."""
        if self._paneel is not None:
            self._paneel.formulier.leg_neer()
        if self._reeksen is not None:
            self._reeksen.verlaat()

    def _vul(self, regels: list[OverlegRegel]) -> None:
        self.kaart.setVisible(bool(regels))
        self.leeg.setVisible(not regels)
        self.lijst.zet([self._rij(r) for r in regels])

    def _rij(self, r: OverlegRegel) -> Rij:
        o = r.overleg
        rol, beeld = STATUSROL[o.status]
        dag = schrijf_datum(o.datum, o.datum)
        namen = ", ".join(r.casussen) or self.tr("nog geen casussen")
        chips = [Chipje(o.status, rol, beeld)]
        if r.niet_gedekt and o.status != "gesloten":
            zin = self.tr("{n} niet gedekt").format(n=r.niet_gedekt)
            chips.insert(0, Chipje(zin, "waarschuwing", "shield-alert"))
        tweede = f"{o.begin:%H:%M}–{o.eind:%H:%M} · {o.plaats or self.tr('plaats volgt')} · {namen}"
        return Rij(
            o.id,
            f"{dag} {o.datum.year} · {o.titel}",
            f"{dag}, {o.titel}, {o.status}, {namen}, {r.deelnemers} deelnemers, {r.niet_gedekt} niet gedekt",
            lead=Tegel("calendar-days", "accent"),
            tweede=tweede,
            achter=tuple(chips),
        )

    def _open(self, overleg_id: str) -> None:
        self.context.venster.ga_naar("overleggen.overleg", overleg_id=overleg_id)
