"""Plan: a board with a column per phase, the same in time, the panels of its parts, and the versions agreed to."""

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from zvh_desktop.domain.plan import FASEN
from zvh_desktop.domain.planfase import open_voorwaarden
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijdlijn import Item, Tijdlijn
from zvh_desktop.domain.veldnamen import KEUZEN, soortnaam
from zvh_desktop.gui.beurten import PORTIE_S
from zvh_desktop.gui.onderdelen import Knop, Segmenten, Tekst, Zijpaneel
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.overzicht import partnerkeuzes
from zvh_desktop.gui.pages.casus.plan_client import Clientpaneel
from zvh_desktop.gui.pages.casus.plan_fase import Fasepaneel
from zvh_desktop.gui.pages.casus.plan_kaart import DoelKaart
from zvh_desktop.gui.pages.casus.plan_kolom import FASEICOON, FaseInhoud, FaseKolom
from zvh_desktop.gui.pages.casus.plan_paneel import Deelpaneel
from zvh_desktop.gui.pages.casus.plan_scenario import Scenariokaart
from zvh_desktop.gui.pages.casus.plan_tijdlijn import PlanTijdlijn
from zvh_desktop.gui.pages.casus.plan_uitgeven import tijdlijn_uitgifte
from zvh_desktop.gui.pages.casus.plan_versie import Versieknop, Versiepaneel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Rolinhoud, Tab, kolom, rolvlak
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.rijen import Rij, RijenLijst
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import plannen, planverschil, tijdlijn
from zvh_desktop.services.plannen import Planbeeld
from zvh_desktop.services.planverschil import PlanVerschil

__all__ = ["FASEICOON", "DoelKaart", "FaseKolom", "Plan"]


def _leeg_plan(casus_id: str) -> Planbeeld:
    return Planbeeld(casus_id, {}, {}, (), (), (), anders=False, concepten={})


class Plan(Tab):
    """The board. What the dossier does not know of the plan it reads itself, when it is shown."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        self.plan = _leeg_plan("")
        self._wens = ""
        self._verder = QTimer(self)
        self._verder.setSingleShot(True)
        self._verder.timeout.connect(self._maak_verder)
        buiten = kolom(self, lucht=8)
        vormen = (("bord", self.tr("Bord")), ("tijdlijn", self.tr("Tijdlijn")), ("lijst", self.tr("Lijst")))
        self.vorm = Segmenten(self.tr("Hoe het plan te zien is"), vormen)
        self.vorm.setToolTip(self.tr("Volgende: Ctrl Shift T"))
        self.vorm.gekozen.connect(self._kies_vorm)
        binnen = Rolinhoud()
        self._vormen = QStackedWidget()
        self._vormen.addWidget(rolvlak(binnen))
        self.tijd = PlanTijdlijn()
        self.tijd.geopend.connect(self._open_item)
        self.tijd.uitgeven.connect(self._geef_tijdlijn)
        self._vormen.addWidget(self.tijd)
        boven = Vloei(tussen=6)
        boven.addWidget(self.vorm)
        self.voor_client = Knop(self.tr("Voor de betrokkene…"), soort="vlak", icoon="file-text", klein=True)
        self.voor_client.setToolTip(self.tr("Het plan op één bladzijde, in gewone woorden"))
        self.voor_client.clicked.connect(self._open_client)
        boven.addWidget(self.voor_client)
        for knop in self.tijd.knoppen:
            boven.addWidget(knop)
        buiten.addWidget(boven)
        buiten.addWidget(self._vormen, 1)
        self._kies_vorm("bord")
        kort = QShortcut(QKeySequence("Ctrl+Shift+T"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        kort.activated.connect(self._volgende_vorm)
        indeling = kolom(binnen)
        self._raster = QGridLayout()
        self._raster.setSpacing(12)
        indeling.addLayout(self._raster, 1)
        self.kolommen = {nummer: FaseKolom(nummer) for nummer in FASEN}
        for deel in self.kolommen.values():
            deel.open_fase.connect(self._open_fase)
            deel.nieuw.connect(self._nieuw_doel)
            deel.nieuwe_interventie.connect(self._nieuwe_interventie)
            deel.open_doel.connect(self.kies)
            deel.open_interventie.connect(self.kies)
            deel.open_acties.connect(self._naar_acties)
        self._naast = 0
        self.scenarios = Scenariokaart()
        self.scenarios.nieuw.connect(self._nieuw_scenario)
        self.scenarios.gekozen.connect(self.kies)
        self._leg()
        indeling.addWidget(self.scenarios)
        balk = Vloei(tussen=8)
        self.versies = Versieknop()
        self.versies.clicked.connect(self._open_versies)
        self.sinds = Knop(self.tr("Wat is er veranderd sinds het verslag?"), soort="vlak", icoon="history", klein=True)
        self.sinds.clicked.connect(self._vraag_verschil)
        balk.addWidget(self.versies)
        balk.addWidget(self.sinds)
        indeling.addWidget(balk, 0, Qt.AlignmentFlag.AlignLeft)
        self.verschilpaneel = Zijpaneel(self.tr("Veranderd sinds het verslag"), huis.gastheer())
        self.verschilzin = Tekst("", rol="tekst2", omloop=True)
        self.verschil = RijenLijst(self.tr("Veranderd sinds het verslag"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.verschil.zet_marge(0)
        self.verschilpaneel.inhoud.addWidget(self.verschilzin)
        self.verschilpaneel.inhoud.addWidget(self.verschil)

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """The panels."""
        return (
            self._maak_fasepaneel,
            self._maak_doelpaneel,
            self._maak_interventiepaneel,
            self._maak_scenariopaneel,
            self._maak_versiepaneel,
            self._maak_uitgeven,
        )

    def _maak_fasepaneel(self) -> None:
        self.fase = Fasepaneel(self.huis)

    def _maak_doelpaneel(self) -> None:
        velden = (
            V("tekst", "tekst", regels=2, verplicht=True),
            (V("doelsoort", "keuze"), V("fase", "keuze")),
            (V("partner_id", "keuze"), V("persoon")),
            (V("leefgebied_id", "keuze"), V("uiterlijk", "datum")),
            V("bereikt", "schakel"),
        )

        def naam(doel: Record) -> str:
            return KEUZEN[("doel", "doelsoort")][getattr(doel, "doelsoort", "doel")].capitalize()

        self.doelpaneel = Deelpaneel(self.huis, "doel", velden, self.tr("Doel of afspraak toevoegen"), naam)
        self.doel = self.doelpaneel.formulier

    def _maak_interventiepaneel(self) -> None:
        hint = self.tr("Verplicht als zij niet helemaal slaagde.")
        velden = (
            V("tekst", "tekst", regels=2, verplicht=True),
            (V("kader", "keuze"), V("fase", "keuze")),
            V("leefgebied_id", "keuze"),
            V("partner_id", "keuze"),
            (V("aanbieder", titel=self.tr("Of een ander")), V("contact")),
            (V("begin", "datum"), V("eind", "datum")),
            V("afloop", "keuze"),
            V("toelichting", "tekst", regels=2, hint=hint),
        )
        titel = self.tr("Interventie toevoegen")
        self.interventiepaneel = Deelpaneel(self.huis, "interventie", velden, titel, lambda _: soortnaam("interventie"))
        self.interventie = self.interventiepaneel.formulier

    def _maak_scenariopaneel(self) -> None:
        hint = self.tr("Bijvoorbeeld: terugval, incident, ontslag eerder")
        velden = (V("als_", "tekst", regels=1, verplicht=True, hint=hint), V("dan", "tekst", verplicht=True), V("wie"))
        self.scenariopaneel = Deelpaneel(self.huis, "scenario", velden, self.tr("Als … dan … wie"))
        self.scenario = self.scenariopaneel.formulier

    def _maak_versiepaneel(self) -> None:
        self.versiepaneel = Versiepaneel(self.huis)

    def _maak_uitgeven(self) -> None:
        self.uitgeven = UitgeefPaneel(self.huis)
        self.client = Clientpaneel(self.huis)
        self.client.bekijken.connect(self._geef_client)

    def _panelen(self) -> tuple[Zijpaneel, ...]:
        return (
            self.fase, self.doelpaneel, self.interventiepaneel, self.scenariopaneel, self.versiepaneel,
            self.verschilpaneel, self.uitgeven, self.client,
        )  # fmt: skip

    def _open_client(self, deel_id: str = "") -> None:
        if self.beeld is not None:
            self.verberg()
            self.client.open_voor(self.casus_id, self.beeld.dossier.casus.nummer, deel_id or "")

    def _geef_client(self, uitgifte: Uitgifte) -> None:
        self.uitgeven.geef(self.casus_id, uitgifte)

    # -- board, timeline, list

    def _kies_vorm(self, vorm: str) -> None:
        self._vormen.setCurrentIndex(0 if vorm == "bord" else 1)
        if vorm == "bord":
            for knop in self.tijd.knoppen:
                knop.hide()
        else:
            self.tijd.kies_vorm(lijst=vorm == "lijst")
            self._vraag_tijdlijn()

    def _volgende_vorm(self) -> None:
        rij = ("bord", "tijdlijn", "lijst")
        volgende = rij[(rij.index(self.vorm.huidig()) + 1) % len(rij)]
        self.vorm.kies(volgende)
        self._kies_vorm(volgende)
        (self.vorm if volgende == "bord" else self.tijd).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _vraag_tijdlijn(self) -> None:
        if self.casus_id and self._vormen.currentIndex() == 1:
            taken = self.context.taken
            taken.vraag(tijdlijn.lees, self.casus_id, klaar=self._zet_tijdlijn, enkel="tijdlijn", voor=self)

    def _zet_tijdlijn(self, gelezen: Tijdlijn) -> None:
        niet = self.context.niet.get(Daad.OVERLEG_ZIEN, "")
        self.tijd.dicht = {"overleg": niet} if niet else {}
        self.tijd.zet(gelezen)

    def _open_item(self, item: Item) -> None:
        if item.soort == "overleg":
            self.context.venster.ga_naar("overleggen.overleg", overleg_id=item.record)
        elif item.soort in ("fase", "toets", "terugval", "interventie", "versie"):
            self.kies(item.record)
        else:
            self.huis.ga_naar_tab("overzicht" if item.record == self.casus_id else "verloop", item.record)

    def _geef_tijdlijn(self) -> None:
        if self.beeld is not None:
            self.verberg()
            self.uitgeven.geef(self.casus_id, tijdlijn_uitgifte(self.casus_id, self.beeld.dossier.casus.nummer))

    # -- layout

    def _leg(self) -> None:
        breed = max(self.width(), 1)
        naast = 4 if breed >= thema().lengte(900) else 2 if breed >= thema().lengte(480) else 1
        if naast == self._naast:
            return
        self._naast = naast
        for nummer, deel in enumerate(self.kolommen.values()):
            self._raster.removeWidget(deel)
            self._raster.addWidget(deel, nummer // naast, nummer % naast)
        for nummer in range(4):
            self._raster.setColumnStretch(nummer, 1 if nummer < naast else 0)
        self.scenarios.leg(2 if naast == 4 else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer columns beside each other when there is less room."""
        super().resizeEvent(event)
        self._leg()

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        panelen = (self.doelpaneel, self.interventiepaneel, self.scenariopaneel)
        return {
            Daad.PLAN_BIJWERKEN: (
                *(knop for k in self.kolommen.values() for knop in (k.plus, k.plus_interventie)),
                *(self.scenarios.plus, *(p.weg for p in panelen), self.versiepaneel.vastleggen, self.versiepaneel.geef),
                *(self.fase.plus, *self.fase.knoppen()),
            ),
            Daad.UITGEVEN: (self.voor_client, self.tijd.papier),
        }

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Tab`."""
        kolommen = (knop for k in self.kolommen.values() for knop in (k.plus, k.plus_interventie))
        return *kolommen, self.scenarios.plus, self.versiepaneel.vastleggen, self.fase.plus, *self.fase.knoppen()

    def formulieren(self) -> list[Formulier]:
        """Those of the open panel."""
        if self.fase.isVisible():
            return self.fase.formulieren()
        for paneel in (self.doelpaneel, self.interventiepaneel, self.scenariopaneel, self.versiepaneel):
            if paneel.isVisible():
                return [paneel.formulier]
        return []

    def verberg(self) -> None:
        """Close the panels."""
        for paneel in self._panelen():
            paneel.sluit()

    def leeg(self) -> None:
        """Forget the plan."""
        self.verberg()
        self.uitgeven.vergeet()
        self.client.vergeet()
        self.tijd.leeg()
        self.plan, self._wens = _leeg_plan(""), ""
        if self.beeld is not None:
            for deel in self.kolommen.values():
                deel.zet(FaseInhoud(), {}, self.beeld.vandaag)
        super().leeg()
        self.verschilzin.setText("")
        self.verschil.zet(())
        self.fase.leeg()
        self.versiepaneel.leeg()
        for paneel in (self.doelpaneel, self.interventiepaneel, self.scenariopaneel):
            paneel.leeg()
        self.scenarios.zet(())

    # -- showing

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show the board of the dossier; what it does not know comes a moment later."""
        if ander:
            self.plan = _leeg_plan(self.casus_id)
            self.versies.zet(self.plan, beeld)
            self.versiepaneel.leeg()
            self.tijd.leeg()
        d = beeld.dossier
        for paneel in (self.doelpaneel, self.interventiepaneel):
            paneel.formulier.zet_keuzes("partner_id", partnerkeuzes(d))
            paneel.formulier.zet_keuzes("fase", [(n, f"{n} {naam}") for n, naam in FASEN.items()])
        self._zet_bord(beeld)
        self.scenarios.zet(d.scenarios)
        self.doelpaneel.volg(d.doelen, beeld.concepten)
        self.scenariopaneel.volg(d.scenarios, beeld.concepten)
        self.context.taken.vraag(plannen.lees, self.casus_id, klaar=self._zet_plan, enkel="plan", voor=self)
        self._vraag_tijdlijn()

    def _zet_plan(self, plan: Planbeeld) -> None:
        beeld = self.beeld
        if beeld is None or plan.casus_id != self.casus_id:
            return
        self.plan = plan
        gebieden = [("", self.tr("geen")), *plan.gebieden]
        for paneel in (self.doelpaneel, self.interventiepaneel):
            paneel.formulier.zet_keuzes("leefgebied_id", gebieden)
            if (record := paneel.formulier.record) is not None:
                paneel.formulier.toon(record)
        self._zet_bord(beeld)
        self.interventiepaneel.volg(plan.interventies, plan.concepten)
        if self.fase.isVisible():
            nu = next((f for f in beeld.dossier.fasen if f.id == self.fase.fase_id), None)
            if nu is not None:
                self.fase.vul(nu, beeld, plan)
        if self.versiepaneel.isVisible():
            self.versiepaneel.volg(plan)
        self.versies.zet(plan, beeld)
        if self._wens:
            wens, self._wens = self._wens, ""
            self.kies(wens)

    def _zet_bord(self, beeld: Beeld) -> None:
        d, plan = beeld.dossier, self.plan
        fasen = {f.nummer: f for f in d.fasen}
        gebieden = dict(plan.gebieden)
        for nummer, deel in self.kolommen.items():
            voorwaarden = plan.voorwaarden.get(nummer, ())
            als_doel = sum(x.fase == nummer and x.doelsoort == "voorwaarde" for x in d.doelen)
            inhoud = FaseInhoud(
                fase=fasen.get(nummer),
                doelen=tuple(x for x in d.doelen if x.fase == nummer),
                interventies=tuple(i for i in plan.interventies if i.fase == nummer),
                open_acties=sum(a.fase == nummer and a.status == "open" for a in d.acties),
                gebieden=gebieden,
                voorwaarden=len(voorwaarden) + als_doel,
                open_voorwaarden=len(open_voorwaarden(voorwaarden, d.doelen, nummer)),
            )
            deel.zet(inhoud, d.partners, beeld.vandaag)
        self._verder.start(0)

    def _maak_verder(self) -> None:
        """Make some cards, of all columns in turn; what does not fit in a turn of the loop waits for the next."""
        einde = perf_counter() + PORTIE_S
        while (deel := min(self._nog_te_maken(), key=lambda k: k.gemaakt, default=None)) is not None:
            if perf_counter() > einde:
                self._verder.start(0)
                return
            deel.maak()

    def _nog_te_maken(self) -> Iterator[FaseKolom]:
        return (deel for deel in self.kolommen.values() if deel.te_maken)

    # -- going to a part

    def kies(self, record_id: str) -> None:
        """Open a phase, a goal, an interventie, a scenario or a condition."""
        beeld = self.beeld
        if beeld is None:
            return
        if record_id == "tijdlijn":
            self._geef_tijdlijn()
            return
        if record_id.startswith("client"):
            self._open_client(record_id.partition(":")[2].rpartition("-")[2])
            return
        d = beeld.dossier
        boeken: Mapping[str, Any] = {"doel": beeld.concepten, "scenario": beeld.concepten}
        for paneel, groep in (
            (self.doelpaneel, d.doelen),
            (self.interventiepaneel, self.plan.interventies),
            (self.scenariopaneel, d.scenarios),
        ):
            record = next((r for r in groep if r.id == record_id), None)
            if record is not None:
                self.verberg()
                paneel.toon(record, boeken.get(record.soort, self.plan.concepten))
                return
        fase = next((f.nummer for f in d.fasen if f.id == record_id), 0)
        for nummer, rij in (*self.plan.voorwaarden.items(), *self.plan.stappen.items()):
            fase = nummer if any(r.id == record_id for r in rij) else fase
        if fase:
            self._open_fase(fase)
        elif self.plan.versies and any(
            record_id in (v.versie.id, *(a.id for a in v.akkoorden)) for v in self.plan.versies
        ):
            self._open_versies()
        elif not self.plan.voorwaarden:
            self._wens = record_id

    def _open_fase(self, nummer: int) -> None:
        fase = next((f for f in self.beeld.dossier.fasen if f.nummer == nummer), None) if self.beeld else None
        if fase is not None and self.beeld is not None:
            self.verberg()
            self.fase.vul(fase, self.beeld, self.plan)
            self.fase.open()

    def _naar_acties(self) -> None:
        self.huis.ga_naar_tab("acties")

    # -- adding

    def _nieuw_doel(self, nummer: int) -> None:
        beeld = self.beeld
        if beeld is None:
            return

        def plaats(velden: dict[str, Any]) -> dict[str, Any]:
            return {**velden, "volgorde": _laatste(beeld.dossier.doelen, velden["fase"]) + 1}

        self.verberg()
        self.doelpaneel.nieuw(self.casus_id, {"fase": nummer, "doelsoort": "doel"}, beeld.concepten, plaats)

    def _nieuwe_interventie(self, nummer: int) -> None:
        if self.beeld is None:
            return

        def plaats(velden: dict[str, Any]) -> dict[str, Any]:
            return {**velden, "volgorde": _laatste(self.plan.interventies, velden["fase"]) + 1}

        self.verberg()
        self.interventiepaneel.nieuw(self.casus_id, {"fase": nummer}, self.plan.concepten, plaats)

    def _nieuw_scenario(self) -> None:
        if self.beeld is not None:
            self.verberg()
            self.scenariopaneel.nieuw(self.casus_id, {}, self.beeld.concepten)

    # -- versions and what changed

    def _open_versies(self) -> None:
        if self.beeld is not None:
            self.verberg()
            self.versiepaneel.begin(self.casus_id, self.plan, partnerkeuzes(self.beeld.dossier))

    def _vraag_verschil(self) -> None:
        self.context.taken.vraag(planverschil.sinds_verslag, self.casus_id, klaar=self._toon_verschil)

    def _toon_verschil(self, verschil: PlanVerschil | None) -> None:
        """Say it in words, one row for each part of the plan; the oldest change first."""
        self.verberg()
        if verschil is None:
            self.verschilzin.setText(self.tr("Er is nog geen verslag vastgesteld; dit plan is nog niet afgesproken."))
            self.verschil.zet(())
        else:
            zin = self.tr("Afgesproken is het plan in verslag versie {versie}, vastgesteld {op}.")
            if not verschil.regels:
                zin += " " + self.tr("Daarna is er niets aan veranderd.")
            self.verschilzin.setText(zin.format(versie=verschil.versie, op=moment_in_woorden(verschil.op)))
            self.verschil.zet(
                Rij(r.record_id, f"{soortnaam(r.soort).capitalize()} · {r.naam}", f"{r.naam}: {r.wat}", tweede=r.wat)
                for r in verschil.regels
            )
        self.verschil.setVisible(bool(self.verschil.rijen))
        self.verschilpaneel.open(self.verschil if self.verschil.rijen else None)


def _laatste(delen: Any, fase: int) -> int:
    return max((x.volgorde for x in delen if x.fase == fase), default=0)
