"""Plan: a board with a column per phase, the panel of a phase, and what happens when … then … who."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.domain.plan import FASEN, FASESTATUS, Actie, Doel, Fase, Scenario
from zvh_desktop.domain.veldnamen import KEUZEN, soortnaam
from zvh_desktop.gui import schilder
from zvh_desktop.gui.onderdelen import (
    AvatarBeeld,
    Chip,
    IcoonBeeld,
    Kaart,
    Knop,
    Streep,
    Tekst,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.pages.casus.formulier import Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.overzicht import partnerkeuzes
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Rolinhoud, Tab, delen, kolom, maak_leeg, rolvlak
from zvh_desktop.gui.pages.casus.waarden import kort, letters, moment_in_woorden, partnernaam
from zvh_desktop.gui.rijen import Rij, RijenLijst
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import dossiers, fasen, planverschil
from zvh_desktop.services.dossiers import Dossier
from zvh_desktop.services.planverschil import PlanVerschil

__all__ = ["FASEICOON", "DoelKaart", "FaseKolom", "Plan"]

FASEICOON = {1: "shield-alert", 2: "shield-half", 3: "sprout", 4: "signpost"}
"""Icon of each phase, beside its number, word and colour."""

_STAPPEN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "niet_gestart": (("open", "Fase openen", "play"), ("voorbereid", "Voorbereiden", "clock")),
    "voorbereid": (("open", "Fase openen", "play"), ("niet_gestart", "Toch niet", "rotate-ccw")),
    "open": (("bereikt", "Bereikt", "circle-check"), ("teruggevallen", "Teruggevallen", "triangle-alert")),
    "bereikt": (("open", "Heropenen", "rotate-ccw"), ("teruggevallen", "Teruggevallen", "triangle-alert")),
    "teruggevallen": (("open", "Heropenen", "rotate-ccw"),),
}
"""Steps a person may take from each status: to where, in which word, with which icon."""


class _Vlakknop(QAbstractButton):
    """A button made of labels, painted as a flat card; one stop for the keyboard, one sentence for the ear."""

    def __init__(self, ouder: QWidget | None = None, *, rand: bool = True) -> None:
        super().__init__(ouder)
        self._rand = rand
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        beleid = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        beleid.setHeightForWidth(True)
        self.setSizePolicy(beleid)

    def _doorlaten(self) -> None:
        """Let the pointer through the labels to the button."""
        for deel in self.findChildren(QWidget):
            deel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As the layout wants."""
        indeling = self.layout()
        return indeling.sizeHint() if indeling is not None else QSize(80, 40)

    def minimumSizeHint(self) -> QSize:
        """Text wraps, so a column may be narrow."""
        return QSize(thema().lengte(80), self.sizeHint().height() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, border, hover and focus."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        vlak = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._rand:
            p.setPen(QPen(t.kleur("regelrand" if self.underMouse() else "kaartrand"), 1))
            p.setBrush(t.kleur("vlak"))
            p.drawRoundedRect(vlak, 6, 6)
        elif self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("vlak"))
            p.drawRoundedRect(vlak, 6, 6)
        if self.hasFocus():
            schilder.focusrand(p, QRectF(self.rect()), 6)
        p.end()


class DoelKaart(_Vlakknop):
    """A goal, agreement or condition: what, who, by when."""

    def __init__(self, doel: Doel, wie: str, vandaag: date) -> None:
        super().__init__()
        self.doel_id = doel.id
        indeling = QVBoxLayout(self)
        indeling.setContentsMargins(12, 9, 12, 9)
        indeling.setSpacing(6)
        indeling.addWidget(
            Tekst(doel.tekst, maat="knop", gewicht=600, omloop=True, rol="tekst3" if doel.bereikt else "tekst")
        )
        woorden = [wie] if wie else []
        if doel.doelsoort != "doel":
            woorden.append(doel.doelsoort)
        if doel.bereikt:
            woorden.append(self.tr("bereikt"))
        elif doel.uiterlijk:
            woorden.append(datum_in_woorden(doel.uiterlijk, jaar=doel.uiterlijk.year != vandaag.year))
        if not wie and doel.doelsoort == "doel":
            woorden.append(self.tr("nog geen partner"))
        onder = " · ".join(woorden)
        rij = QHBoxLayout()
        rij.setSpacing(6)
        if doel.bereikt:
            rij.addWidget(IcoonBeeld("circle-check", px=17, rol="goed"))
        elif wie:
            rij.addWidget(AvatarBeeld(letters(doel.persoon or wie), zijde=20))
        laat = bool(doel.uiterlijk and doel.uiterlijk < vandaag and not doel.bereikt)
        rij.addWidget(Tekst(onder, maat="klein", rol="gevaar" if laat else "tekst2", omloop=True), 1)
        indeling.addLayout(rij)
        te_laat = self.tr(", datum voorbij") if laat else ""
        self.setAccessibleName(f"{doel.doelsoort}: {doel.tekst}. {onder}{te_laat}")
        self._doorlaten()


class _FaseKop(_Vlakknop):
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
        self._doorlaten()

    def zet(self, status: str, feit: str) -> None:
        """Show status and fact."""
        self.chip.zet(status, rol=f"fase{self._nummer}")
        self.feit.setText(feit)
        self.setAccessibleName(f"Fase {self._nummer} {FASEN[self._nummer]}, {status}. {feit}".strip())


class FaseKolom(Kaart):
    """One phase with its cards.

    Signals:
        open_fase(nummer), nieuw(nummer), open_acties(): asked for by a person.
        open_doel(id): a card was pressed.
    """

    open_fase = Signal(int)
    nieuw = Signal(int)
    open_acties = Signal()
    open_doel = Signal(str)

    def __init__(self, nummer: int) -> None:
        super().__init__(fase=nummer, vlak2=True)
        self.nummer = nummer
        self.fasekop = _FaseKop(nummer)
        self.fasekop.clicked.connect(self._open_fase)
        vak = QVBoxLayout()
        vak.setContentsMargins(11, 6, 11, 11)
        vak.setSpacing(8)
        vak.addWidget(self.fasekop)
        self._kaarten = QVBoxLayout()
        self._kaarten.setSpacing(8)
        vak.addLayout(self._kaarten)
        naam = self.tr("Doel of afspraak toevoegen aan fase {n}").format(n=nummer)
        self.plus = Knop(self.tr("Doel of afspraak"), soort="vlak", icoon="plus", klein=True, links=True, naam=naam)
        self.plus.clicked.connect(self._nieuw)
        vak.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignLeft)
        self._acties = Knop("", soort="vlak", icoon="list-checks", klein=True, links=True)
        self._acties.clicked.connect(self.open_acties)
        vak.addWidget(self._acties, 0, Qt.AlignmentFlag.AlignLeft)
        vak.addStretch(1)
        self.inhoud.addLayout(vak)
        self._staat: tuple[object, ...] = ()

    def kaarten(self) -> list[DoelKaart]:
        """The cards as they stand."""
        return [k for k in delen(self._kaarten) if isinstance(k, DoelKaart)]

    def zet(
        self, fase: Fase | None, doelen: Sequence[Doel], acties: Sequence[Actie], d: Dossier, vandaag: date
    ) -> None:
        """Show a phase; unchanged cards stay, so the focus does too."""
        status = fase.status if fase else "niet_gestart"
        self.fasekop.zet(FASESTATUS[status], self._feit(fase, doelen, vandaag))
        self.fasekop.setEnabled(fase is not None)
        open_ = sum(a.status == "open" for a in acties)
        self._acties.setVisible(bool(open_))
        self._acties.zet_tekst(self.tr("1 open actie") if open_ == 1 else self.tr("{n} open acties").format(n=open_))
        wie = tuple(
            partnernaam(d.partners, doel.partner_id) or doel.persoon
            for doel in doelen
        )  # fmt: skip
        staat = (tuple(doelen), wie, vandaag)
        if staat == self._staat:
            return
        self._staat = staat
        met_focus = next((k.doel_id for k in self.kaarten() if k.hasFocus()), "")
        maak_leeg(self._kaarten)
        for doel, naam in zip(doelen, wie, strict=True):
            kaart = DoelKaart(doel, naam, vandaag)
            kaart.clicked.connect(self._open_doel)
            self._kaarten.addWidget(kaart)
            if doel.id == met_focus:
                kaart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _feit(self, fase: Fase | None, doelen: Sequence[Doel], vandaag: date) -> str:
        voorwaarden = [x for x in doelen if x.doelsoort == "voorwaarde"]
        if fase is None:
            return ""

        def dag(d: date) -> str:
            return datum_in_woorden(d, jaar=d.year != vandaag.year, weekdag=False)

        if fase.status == "open" and voorwaarden:
            n = sum(x.bereikt for x in voorwaarden)
            return self.tr("{n} van {alle} voorwaarden").format(n=n, alle=len(voorwaarden))
        if fase.status == "bereikt" and fase.bereikt_op:
            return self.tr("op {dag}").format(dag=dag(fase.bereikt_op))
        if fase.toetsmoment:
            return self.tr("toetsmoment {dag}").format(dag=dag(fase.toetsmoment))
        if fase.status in ("open", "teruggevallen") and fase.geopend_op:
            return self.tr("sinds {dag}").format(dag=dag(fase.geopend_op))
        return ""

    def _open_fase(self) -> None:
        self.open_fase.emit(self.nummer)

    def _nieuw(self) -> None:
        self.nieuw.emit(self.nummer)

    def _open_doel(self) -> None:
        kaart = self.sender()
        if isinstance(kaart, DoelKaart):
            self.open_doel.emit(kaart.doel_id)


class _Fasepaneel(Zijpaneel):
    """Everything of one phase, and the steps that can be taken, with the reason why."""

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=480)
        self._huis = huis
        self._id = ""
        self.chip = Chip("")
        self.sinds = Tekst("", maat="klein", rol="tekst2", omloop=True)
        rij = QHBoxLayout()
        rij.addWidget(self.chip)
        rij.addWidget(self.sinds, 1)
        self.inhoud.addLayout(rij)
        self.formulier = Formulier(
            huis.context,
            "fase",
            (
                V("situatie", "tekst", regels=3),
                V("doel", "tekst"),
                V("voorwaarden", "tekst", regels=3, hint=self.tr("Toetsbaar, één per regel.")),
                V("signalen", "tekst", hint=self.tr("Waaraan merkt u terugval, en wie doet dan wat?")),
                V("toetsmoment", "datum"),
            ),
            vandaag=huis.vandaag,
        )
        self.inhoud.addWidget(self.formulier)
        self.inhoud.addWidget(Streep())
        self.inhoud.addWidget(Tekst(self.tr("Volgende stap"), gewicht=700))
        hint = self.tr("Verplicht bij bereikt, teruggevallen en heropenen.")
        self.motief = Formulier(
            huis.context, "fase", (V("motivering", "tekst", regels=2, hint=hint),), vandaag=huis.vandaag
        )
        self.inhoud.addWidget(self.motief)
        self._stappen = QHBoxLayout()
        self._stappen.setSpacing(8)
        self.inhoud.addLayout(self._stappen)
        self.laatste = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.laatste)
        self._status = ""

    @property
    def fase_id(self) -> str:
        """Whose panel it is."""
        return self._id

    def knoppen(self) -> list[Knop]:
        """The steps that can be taken now."""
        return [k for k in delen(self._stappen) if isinstance(k, Knop)]

    def vul(self, fase: Fase, beeld: Beeld) -> None:
        """Show a phase and its steps."""
        if fase.id != self._id:
            self.motief.nieuw(fase.id, {}, beeld.concepten)
        self._id = fase.id
        self.zet_titel(f"{fase.nummer} {FASEN[fase.nummer]}")
        self.chip.zet(FASESTATUS[fase.status], rol=f"fase{fase.nummer}")
        dagen = []
        if fase.geopend_op:
            dagen.append(self.tr("geopend {dag}").format(dag=datum_in_woorden(fase.geopend_op)))
        if fase.bereikt_op:
            dagen.append(self.tr("bereikt {dag}").format(dag=datum_in_woorden(fase.bereikt_op)))
        self.sinds.setText(" · ".join(dagen))
        self.laatste.setText(
            self.tr("Laatste motivering: {tekst}").format(tekst=fase.motivering) if fase.motivering else ""
        )
        self.formulier.toon(fase, beeld.concepten)
        if fase.status == self._status and self._stappen.count():
            return
        self._status = fase.status
        maak_leeg(self._stappen)
        for nummer, (naar, woord, icoon) in enumerate(_STAPPEN[fase.status]):
            knop = Knop(woord, icoon=icoon, soort="gewoon" if nummer else "primair")
            knop.setObjectName(naar)
            knop.clicked.connect(self._stap)
            self._stappen.addWidget(knop)
        self._stappen.addStretch(1)

    def leeg(self) -> None:
        """Forget the phase."""
        self.sluit()
        self._id = ""
        self.formulier.leeg()
        self.motief.leeg()
        self.laatste.setText("")

    def _stap(self) -> None:
        naar = self.sender().objectName()
        motief = self.motief.waarde("motivering")
        nodig = naar in ("bereikt", "teruggevallen") or self._status in ("bereikt", "teruggevallen")
        if nodig and not motief:
            self.motief.velden["motivering"].zet_fout(self.tr("Schrijf in één zin waarom."))
            self.motief.ga_naar("motivering", 0)
            return
        self.formulier.leg_neer()
        self._huis.context.taken.doe(fasen.zet_fase, self._id, naar, motief, klaar=self._gezet)

    def _gezet(self, bon: object) -> None:
        self.motief.nieuw(self._id, {})
        self._huis.gedaan(self.tr("De fase is bijgewerkt."), bon)


class Plan(Tab):
    """The board."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        binnen = Rolinhoud()
        kolom(self).addWidget(rolvlak(binnen))
        indeling = kolom(binnen)
        self._raster = QGridLayout()
        self._raster.setSpacing(12)
        indeling.addLayout(self._raster, 1)
        self.kolommen = {nummer: FaseKolom(nummer) for nummer in FASEN}
        for deel in self.kolommen.values():
            deel.open_fase.connect(self._open_fase)
            deel.nieuw.connect(self._nieuw_doel)
            deel.open_doel.connect(self._open_doel)
            deel.open_acties.connect(self._naar_acties)
        self._naast = 0
        self._leg()
        indeling.addWidget(self._maak_scenarios())
        self.sinds = Knop(self.tr("Wat is er veranderd sinds het verslag?"), soort="vlak", icoon="history", klein=True)
        self.sinds.clicked.connect(self._vraag_verschil)
        indeling.addWidget(self.sinds, 0, Qt.AlignmentFlag.AlignLeft)
        self.verschilpaneel = Zijpaneel(self.tr("Veranderd sinds het verslag"), huis.gastheer())
        self.verschilzin = Tekst("", rol="tekst2", omloop=True)
        self.verschil = RijenLijst(self.tr("Veranderd sinds het verslag"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.verschil.zet_marge(0)
        self.verschilpaneel.inhoud.addWidget(self.verschilzin)
        self.verschilpaneel.inhoud.addWidget(self.verschil)

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """The three panels."""
        return (self._maak_fasepaneel, self._maak_doelpaneel, self._maak_scenariopaneel)

    def _maak_fasepaneel(self) -> None:
        self.fase = _Fasepaneel(self.huis)

    def _maak_scenarios(self) -> Kaart:
        kaart = Kaart()
        vak = QHBoxLayout()
        vak.setContentsMargins(14, 8, 8, 8)
        vak.setSpacing(12)
        vak.addWidget(Tekst(self.tr("Als … dan … wie"), maat="knop", gewicht=700), 0, Qt.AlignmentFlag.AlignTop)
        self._scenarios = QGridLayout()
        self._scenarios.setSpacing(2)
        vak.addLayout(self._scenarios, 1)
        self._plus = Knop(
            self.tr("Als … dan"), soort="vlak", icoon="plus", klein=True, naam=self.tr("Als … dan … toevoegen")
        )
        self._plus.clicked.connect(self._nieuw_scenario)
        vak.addWidget(self._plus, 0, Qt.AlignmentFlag.AlignTop)
        kaart.inhoud.addLayout(vak)
        self._scenariostaat: tuple[Scenario, ...] | None = None
        return kaart

    def _maak_doelpaneel(self) -> None:
        self.doelpaneel = Zijpaneel(self.tr("Doel of afspraak"), self.huis.gastheer(), breedte=460)
        velden = (
            V("tekst", "tekst", regels=2, verplicht=True),
            (V("doelsoort", "keuze"), V("fase", "keuze")),
            (V("partner_id", "keuze"), V("persoon")),
            V("uiterlijk", "datum"),
            V("bereikt", "schakel"),
        )
        self.doel = Formulier(self.context, "doel", velden, vandaag=self.huis.vandaag)
        self.doelpaneel.inhoud.addWidget(self.doel)
        self._doel_weg = self.doelpaneel.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self._doel_weg.clicked.connect(self._trek_doel_in)
        self._doel_klaar = self.doelpaneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair"))
        self._doel_klaar.clicked.connect(self._doel_af)

    def _maak_scenariopaneel(self) -> None:
        self.scenariopaneel = Zijpaneel(self.tr("Als … dan … wie"), self.huis.gastheer(), breedte=460)
        velden = (
            V(
                "als_",
                "tekst",
                regels=1,
                verplicht=True,
                hint=self.tr("Bijvoorbeeld: terugval, incident, ontslag eerder"),
            ),
            V("dan", "tekst", verplicht=True),
            V("wie"),
        )
        self.scenario = Formulier(self.context, "scenario", velden, vandaag=self.huis.vandaag)
        self.scenariopaneel.inhoud.addWidget(self.scenario)
        self._sc_weg = self.scenariopaneel.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self._sc_weg.clicked.connect(self._trek_scenario_in)
        self._sc_klaar = self.scenariopaneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair"))
        self._sc_klaar.clicked.connect(self._scenario_af)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer columns beside each other when there is less room."""
        super().resizeEvent(event)
        self._leg()
        self._leg_scenarios()

    def formulieren(self) -> list[Formulier]:
        """Those of the open panel."""
        if self.fase.isVisible():
            return [self.fase.formulier, self.fase.motief]
        if self.doelpaneel.isVisible():
            return [self.doel]
        return [self.scenario] if self.scenariopaneel.isVisible() else []

    def verberg(self) -> None:
        """Close the panels."""
        for paneel in (self.fase, self.doelpaneel, self.scenariopaneel, self.verschilpaneel):
            paneel.sluit()

    def leeg(self) -> None:
        """Forget the plan."""
        self.verberg()
        if self.beeld is not None:
            for deel in self.kolommen.values():
                deel.zet(None, (), (), self.beeld.dossier, self.beeld.vandaag)
        super().leeg()
        self.verschilzin.setText("")
        self.verschil.zet(())
        self.fase.leeg()
        self.doel.leeg()
        self.scenario.leeg()
        self._zet_scenarios(())

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show the board; an open panel follows."""
        d = beeld.dossier
        self.doel.zet_keuzes("partner_id", partnerkeuzes(d))
        self.doel.zet_keuzes("fase", [(n, f"{n} {naam}") for n, naam in FASEN.items()])
        fasen = {f.nummer: f for f in d.fasen}
        for nummer, deel in self.kolommen.items():
            doelen = [x for x in d.doelen if x.fase == nummer]
            acties = [a for a in d.acties if a.fase == nummer]
            deel.zet(fasen.get(nummer), doelen, acties, d, beeld.vandaag)
        self._zet_scenarios(d.scenarios)
        if self.fase.isVisible():
            nu = next((f for f in d.fasen if f.id == self.fase.fase_id), None)
            if nu is not None:
                self.fase.vul(nu, beeld)
        for formulier, paneel, groep in (
            (self.doel, self.doelpaneel, d.doelen),
            (self.scenario, self.scenariopaneel, d.scenarios),
        ):
            if paneel.isVisible() and formulier.record is not None:
                record = next((x for x in groep if x.id == formulier.record.id), None)
                if record is None:
                    paneel.sluit()
                else:
                    formulier.toon(record, beeld.concepten)

    def _zet_scenarios(self, scenarios: tuple[Scenario, ...]) -> None:
        if scenarios == self._scenariostaat:
            return
        self._scenariostaat = scenarios
        maak_leeg(self._scenarios)
        if not scenarios:
            zin = self.tr("Leg vast wat er gebeurt bij terugval, een incident, detentie, verlof of verhuizing.")
            self._scenarios.addWidget(Tekst(zin, maat="knop", rol="tekst2", omloop=True))
        for s in scenarios:
            self._scenariorij(s)
        self._leg_scenarios()

    def _leg_scenarios(self) -> None:
        naast = 2 if self._naast == 4 else 1
        for nummer, rij in enumerate(delen(self._scenarios)):
            self._scenarios.removeWidget(rij)
            self._scenarios.addWidget(rij, nummer // naast, nummer % naast)
        for nummer in range(2):
            self._scenarios.setColumnStretch(nummer, 1 if nummer < naast else 0)

    def _scenariorij(self, s: Scenario) -> None:
        knop = _Vlakknop(rand=False)
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
        knop._doorlaten()
        knop.clicked.connect(self._open_scenario)
        self._scenarios.addWidget(knop)

    def kies(self, record_id: str) -> None:
        """Open a phase, a goal or a scenario."""
        if self.beeld is None:
            return
        d = self.beeld.dossier
        fase = next((f for f in d.fasen if f.id == record_id), None)
        if fase is not None:
            self._open_fase(fase.nummer)
        elif any(x.id == record_id for x in d.doelen):
            self._open_doel(record_id)
        elif any(x.id == record_id for x in d.scenarios):
            self._toon_scenario(record_id)

    # -- phases

    def _open_fase(self, nummer: int) -> None:
        fase = next((f for f in self.beeld.dossier.fasen if f.nummer == nummer), None) if self.beeld else None
        if fase is not None and self.beeld is not None:
            self.verberg()
            self.fase.vul(fase, self.beeld)
            self.fase.open()

    def _naar_acties(self) -> None:
        self.huis.ga_naar_tab("acties")

    # -- what changed since the plan was agreed

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

    # -- goals and agreements

    def _nieuw_doel(self, nummer: int) -> None:
        if self.beeld is None:
            return
        self.verberg()
        self.doel.nieuw(
            nieuwe_sleutel("doel", self.casus_id), {"fase": nummer, "doelsoort": "doel"}, self.beeld.concepten
        )
        self.doelpaneel.zet_titel(self.tr("Doel of afspraak toevoegen"))
        self._doel_klaar.zet_tekst(self.tr("Toevoegen"))
        self._doel_weg.hide()
        self.doelpaneel.open()

    def _open_doel(self, id_: str) -> None:
        doel = next((x for x in self.beeld.dossier.doelen if x.id == id_), None) if self.beeld else None
        if doel is None or self.beeld is None:
            return
        self.verberg()
        self.doel.toon(doel, self.beeld.concepten)
        self.doelpaneel.zet_titel(KEUZEN[("doel", "doelsoort")][doel.doelsoort].capitalize())
        self._doel_klaar.zet_tekst(self.tr("Klaar"))
        self._doel_weg.show()
        self.doelpaneel.open()

    def _doel_af(self) -> None:
        if self.doel.record is not None:
            self.doelpaneel.sluit()
            return
        if self.doel.mist() or self.beeld is None:
            return
        velden = self.doel.waarden()
        zelfde = [x.volgorde for x in self.beeld.dossier.doelen if x.fase == velden["fase"]]
        velden["volgorde"] = max(zelfde, default=0) + 1
        label = f"{velden['doelsoort']} toegevoegd"
        self.context.taken.doe(dossiers.voeg_toe, "doel", self.casus_id, velden, label, klaar=self._doel_toegevoegd)

    def _doel_toegevoegd(self, uit: tuple[str, object]) -> None:
        self.doel.leeg()
        self.doelpaneel.sluit()
        self.huis.gedaan(self.tr("Toegevoegd aan het plan."), uit[1])

    def _trek_doel_in(self) -> None:
        record = self.doel.record
        self.doelpaneel.sluit()
        if record is not None:
            self.context.taken.doe(dossiers.trek_in, "doel", record.id, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Ingetrokken uit het plan; de geschiedenis blijft bewaard."), bon)

    # -- scenarios

    def _nieuw_scenario(self) -> None:
        if self.beeld is None:
            return
        self.verberg()
        self.scenario.nieuw(nieuwe_sleutel("scenario", self.casus_id), {}, self.beeld.concepten)
        self._sc_klaar.zet_tekst(self.tr("Toevoegen"))
        self._sc_weg.hide()
        self.scenariopaneel.open()

    def _open_scenario(self) -> None:
        self._toon_scenario(self.sender().objectName())

    def _toon_scenario(self, id_: str) -> None:
        s = next((x for x in self.beeld.dossier.scenarios if x.id == id_), None) if self.beeld else None
        if s is None or self.beeld is None:
            return
        self.verberg()
        self.scenario.toon(s, self.beeld.concepten)
        self._sc_klaar.zet_tekst(self.tr("Klaar"))
        self._sc_weg.show()
        self.scenariopaneel.open()

    def _scenario_af(self) -> None:
        if self.scenario.record is not None:
            self.scenariopaneel.sluit()
        elif not self.scenario.mist():
            velden = self.scenario.waarden()
            self.context.taken.doe(
                dossiers.voeg_toe, "scenario", self.casus_id, velden, klaar=self._scenario_toegevoegd
            )

    def _scenario_toegevoegd(self, uit: tuple[str, object]) -> None:
        self.scenario.leeg()
        self.scenariopaneel.sluit()
        self.huis.gedaan(self.tr("Toegevoegd aan het plan."), uit[1])

    def _trek_scenario_in(self) -> None:
        record = self.scenario.record
        self.scenariopaneel.sluit()
        if record is not None:
            self.context.taken.doe(dossiers.trek_in, "scenario", record.id, klaar=self._ingetrokken)
