"""Vandaag: the overleg of today, actions of partners, and what asks for attention with the one thing to do."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.termijnen import GROEPEN, Groep, Termijn
from zvh_desktop.gui.beurten import NA_BEELD_MS
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Tekst, Zijpaneel
from zvh_desktop.gui.onderdelen.basis import KortTekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.actierij import actierij
from zvh_desktop.gui.pages.termijnenlijst import Termijnenlijst
from zvh_desktop.gui.pages.vandaagkaarten import Overlegkaart, Recentvak
from zvh_desktop.gui.pages.vandaagrijen import aandachtrijen, conceptrijen, dag_voluit, proefrijen, samenvatting
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten
from zvh_desktop.services.concepten import NietBewaard
from zvh_desktop.services.termijnen import werklijst
from zvh_desktop.services.vandaag import Aandacht, VandaagBeeld, vandaag

if TYPE_CHECKING:
    from zvh_desktop.gui.dialogs.triage import TriagePaneel

__all__ = ["Vandaag"]

_MEESTE_ACTIES: Final = 4
_TWEE_KOLOMMEN: Final = 900


class Vandaag(Pagina):
    """The first screen after unlocking."""

    titel = "Vandaag"

    def __init__(self, context: Context, *, in_beurten: bool = False) -> None:
        """Make the page; `in_beurten` leaves the parts to whoever walks through `bouw_op`, before anything else."""
        super().__init__(context)
        self._verwacht: VandaagBeeld | None = None
        self._beeld: VandaagBeeld | None = None
        self._doelen: dict[str, Aandacht] = {}
        self._niet_bewaard: dict[str, NietBewaard] = {}
        self._triage: Zijpaneel | None = None
        self._triage_inhoud: TriagePaneel | None = None
        self._groepen: tuple[Groep, ...] | None = None
        self._vraag_na_beeld = False
        self._kolommen: QHBoxLayout | None = None
        self._wens = ""
        if not in_beurten:
            for _ in self.bouw_op():
                pass

    def bouw_op(self) -> Iterator[None]:
        """Make the parts, each in a turn of its own: together they are the longest piece of work before unlocking."""
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(22, 16, 0, 0)
        buiten.setSpacing(12)
        buiten.addWidget(self._kop())
        yield
        self.leeg = LegeStaat(
            self.tr("Begin met een aanmelding of plan een overleg"),
            self.tr(
                "Hier staat straks wat vandaag op de agenda staat, wat partners nog moeten doen en wat uw aandacht "
                "vraagt. Een lopende casus zonder aanmelding invoeren kan ook."
            ),
            icoon="sunrise",
            knoppen=(
                ("aanmelding", self.tr("Aanmelding importeren of invoeren"), "plus"),
                ("overleg", self.tr("Overleg plannen"), "calendar-plus"),
                ("casus", self.tr("Lopende casus invoeren"), "folder-plus"),
            ),
        )
        self.leeg.gekozen.connect(self._begin)
        self.leeg.hide()
        buiten.addWidget(self.leeg, 1)
        yield
        # Filled where it stands: to move what is full costs as much as to make it.
        vak = QWidget()
        kolommen = self._kolommen = QHBoxLayout(vak)
        kolommen.setContentsMargins(0, 0, 22, 16)
        kolommen.setSpacing(16)
        self._rol = Rolvak(vak)
        self._rol.hide()
        buiten.addWidget(self._rol, 1)
        for maak, rek in ((self._links, 404), (self._rechts, 706)):
            yield
            kolommen.addLayout(maak(), rek)
        self._pas_kolommen()
        for lijst in (self.agenda, self.acties_lijst, self.aandacht, self.concepten):
            lijst.entered.connect(self._nadert)
            lijst.gekozen.connect(self._nadert)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column when two do not fit: a small window, large letters."""
        super().resizeEvent(event)
        self._pas_kolommen()

    def _pas_kolommen(self) -> None:
        # A page that is made in turns has a size before it has columns.
        if self._kolommen is None:
            return
        smal = self.width() < thema().lengte(_TWEE_KOLOMMEN)
        richting = QBoxLayout.Direction.TopToBottom if smal else QBoxLayout.Direction.LeftToRight
        if richting is not self._kolommen.direction():
            self._kolommen.setDirection(richting)

    # -- building

    def _kop(self) -> Vloei:
        rij = Vloei()
        rij.setContentsMargins(0, 0, 22, 0)
        titel = QWidget()
        kolom = QVBoxLayout(titel)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(0)
        self.dag = Tekst("", maat="pagina", gewicht=700)
        self.zin = KortTekst("", maat="knop", rol="tekst2")
        kolom.addWidget(self.dag)
        kolom.addWidget(self.zin)
        rij.addWidget(titel)
        rij.rek()
        aanmelding = Knop(self.tr("Aanmelding"), icoon="plus", naam=self.tr("Aanmelding importeren of invoeren"))
        aanmelding.clicked.connect(self._naar_aanmelding)
        overleg = Knop(self.tr("Overleg"), icoon="plus", naam=self.tr("Overleg plannen"))
        overleg.clicked.connect(self._naar_overleg)
        self._begin_knoppen: dict[Daad, tuple[QWidget, ...]] = {
            Daad.AANMELDING_INNEMEN: (aanmelding,),
            Daad.OVERLEG_VOORBEREIDEN: (overleg,),
        }
        rij.addWidget(aanmelding)
        rij.addWidget(overleg)
        return rij

    def _links(self) -> QVBoxLayout:
        kolom = QVBoxLayout()
        kolom.setSpacing(16)
        self.overlegkaart = Overlegkaart()
        self.voorzitten, self.agenda = self.overlegkaart.voorzitten, self.overlegkaart.agenda
        self.voorzitten.clicked.connect(self._voorzitten)
        self.overlegkaart.plannen.clicked.connect(self._naar_overleg)
        self.agenda.geactiveerd.connect(self._naar_casus)
        kolom.addWidget(self.overlegkaart)
        self.acties_open = Tekst("", maat="klein", rol="tekst2")
        self.actieskaart = Kaart(self.tr("Acties van partners"), achter=(self.acties_open,))
        self.acties_lijst = RijenLijst(self.tr("Acties van partners"), in_kaart=True, kiesbaar=False)
        self.acties_lijst.geactiveerd.connect(self._naar_actie)
        self.actieskaart.inhoud.addWidget(self.acties_lijst)
        kolom.addWidget(self.actieskaart)
        kolom.addStretch(1)
        return kolom

    def _rechts(self) -> QVBoxLayout:
        kolom = QVBoxLayout()
        kolom.setSpacing(16)
        self.conceptkaart = Kaart(self.tr("Niet bewaarde tekst"))
        uitleg = Tekst(
            self.tr("Dit was getypt toen het programma stopte of vergrendelde. Er is niets verloren."),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        uitleg.setContentsMargins(14, 8, 14, 2)
        self.conceptkaart.inhoud.addWidget(uitleg)
        self.concepten = RijenLijst(self.tr("Niet bewaarde tekst"), in_kaart=True, kiesbaar=False)
        self.concepten.geactiveerd.connect(self._verder_typen)
        self.concepten.knop_gedrukt.connect(self._conceptknop)
        self.conceptkaart.inhoud.addWidget(self.concepten)
        kolom.addWidget(self.conceptkaart)
        self.aandachtkaart = Kaart(self.tr("Vraagt aandacht"))
        self.aandacht = RijenLijst(self.tr("Vraagt aandacht"), in_kaart=True, kiesbaar=False)
        self.aandacht.geactiveerd.connect(self._doe_aandacht)
        self.aandacht.knop_gedrukt.connect(self._aandachtknop)
        self.aandachtkaart.inhoud.addWidget(self.aandacht)
        self.termijnen = Termijnenlijst(self.tr("Termijnen en vlaggen"))
        self.termijnen.ga_naar.connect(self._naar_termijn)
        self.termijnen.terzijde.connect(self._leg_terzijde)
        self.termijnen.heel_gevraagd.connect(self._vraag_termijnen)
        self.termijnen.hide()
        self.aandachtkaart.inhoud.addWidget(self.termijnen)
        self.niets = Tekst(self.tr("Niets vraagt nu uw aandacht."), rol="tekst2")
        self.niets.setContentsMargins(14, 14, 14, 14)
        self.aandachtkaart.inhoud.addWidget(self.niets)
        self._recentvak = Recentvak()
        self._recentvak.gekozen.connect(self._naar_casus)
        self.aandachtkaart.inhoud.addWidget(self._recentvak)
        kolom.addWidget(self.aandachtkaart)
        kolom.addStretch(1)
        return kolom

    # -- showing

    def verwacht(self, antwoord: object) -> None:
        """Show this at the first `toon` instead of asking."""
        self._verwacht = antwoord if isinstance(antwoord, VandaagBeeld) else None

    def oefen(self) -> Iterator[None]:
        """Paint a list with every icon and every kind of part, in a few turns; it is thrown away."""
        lijst = RijenLijst("", self, in_kaart=True, kiesbaar=False)
        lijst.setObjectName("oefening")
        lijst.hide()
        lijst.resize(600, 400)
        try:
            for twee in pairwise(proefrijen()):
                lijst.zet(twee)
                lijst.grab()
                yield
        finally:
            # Also when somebody unlocks halfway.
            lijst.deleteLater()

    def _nadert(self, *_: object) -> None:
        self.context.nadert()

    def toon(self, **argumenten: Any) -> None:
        """Ask for the present state; `terzijde` names a deadline of which the form was left open."""
        self._wens = str(argumenten.get("terzijde") or "")
        beeld, self._verwacht = self._verwacht, None
        if beeld is not None:
            self.vul(beeld)
            return
        self.context.taken.vraag(vandaag, klaar=self.vul, enkel="vandaag")

    def ander(self) -> None:
        """Ask again, out of view too: the counts in the rail are told from here."""
        self.context.taken.vraag(vandaag, klaar=self.vul, enkel="vandaag")
        self._vraag_termijnen()

    def ververs(self, bon: Any) -> None:
        """Anything may move something here."""
        if bon.geraakt:
            self.toon()

    def vul(self, beeld: VandaagBeeld) -> None:
        """Show a state."""
        self._beeld = beeld
        self.context.venster.zet_aantal("acties", beeld.acties_open)
        self.dag.setText(dag_voluit(beeld.nu.date()))
        self._toon_leeg(beeld)
        self.overlegkaart.zet(beeld.overleg, beeld.nu, vandaag=beeld.is_vandaag)
        self._vul_acties(beeld)
        self._vul_aandacht(beeld)
        self._vul_zin(beeld)
        self._vul_concepten(beeld)
        self._recentvak.zet(beeld.recent)
        # Deadlines are read when this stands on the screen: nobody waits for them to see the overleg of today.
        self._vraag_na_beeld = True
        self.update()

    def _toon_leeg(self, beeld: VandaagBeeld) -> None:
        # What the rail counts is shown, in a vault without a casus as well: the protocol of a partner can run out.
        iets = beeld.casussen or beeld.overleg is not None or beeld.niet_bewaard or self._dringend()
        self.leeg.setVisible(not iets)
        self._rol.setVisible(bool(iets))
        self.zin.setVisible(bool(iets))

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first picture, ask for what has a deadline."""
        super().paintEvent(event)
        if self._vraag_na_beeld:
            self._vraag_na_beeld = False
            QTimer.singleShot(NA_BEELD_MS, self, self._vraag_termijnen)

    def _vraag_termijnen(self) -> None:
        # A form that was left open may be about any of them.
        heel = tuple(GROEPEN) if self._wens else self.termijnen.open_groepen
        self.context.taken.vraag(werklijst, heel, klaar=self.vul_termijnen, enkel="termijnen")

    def vul_termijnen(self, groepen: tuple[Groep, ...]) -> None:
        """Show what has a deadline."""
        self._groepen = groepen
        beeld = self._beeld
        if beeld is None:
            return
        self.termijnen.mag_terzijde = Daad.WERKVOORRAAD not in self.context.niet
        gekozen = self.termijnen.gekozen_sleutel()
        self.termijnen.toon(self._groepen, beeld.nu.date())
        if gekozen is not None and gekozen.startswith("meer:"):
            self.termijnen.kies(gekozen)
        self._toon_leeg(beeld)
        self._vul_zin(beeld)
        wens, self._wens = self._wens, ""
        for t in (t for g in self._groepen for t in g.termijnen if wens and wens.endswith(f"{t.soort}:{t.over_id}")):
            self._leg_terzijde(t)
            break

    def _dringend(self) -> int:
        """How many deadlines cannot wait until after tomorrow."""
        return sum(g.aantal for g in self._groepen or () if g.naam in ("te_laat", "nu"))

    def _vul_zin(self, beeld: VandaagBeeld) -> None:
        dingen = None if self._groepen is None else len(beeld.aandacht) + self._dringend()
        self.zin.setText(samenvatting(beeld.overleggen_vandaag, dingen))
        self.context.venster.zet_aantal("vandaag", len(beeld.aandacht) + self._dringend())
        self.termijnen.setVisible(bool(self._groepen))
        self.niets.setVisible(self._groepen == () and not self._doelen)

    def _vul_acties(self, beeld: VandaagBeeld) -> None:
        self.actieskaart.setVisible(bool(beeld.acties))
        self.acties_open.setText(self.tr("{aantal} open").format(aantal=beeld.acties_open))
        self.acties_lijst.zet(actierij(regel, beeld.nu.date()) for regel in beeld.acties[:_MEESTE_ACTIES])

    def _vul_aandacht(self, beeld: VandaagBeeld) -> None:
        rijen, self._doelen = aandachtrijen(beeld.aandacht)
        self.aandacht.zet(rijen)
        self.aandacht.setVisible(bool(rijen))

    def _vul_concepten(self, beeld: VandaagBeeld) -> None:
        self._niet_bewaard = {f"{n.concept.record_id}|{n.concept.veld}": n for n in beeld.niet_bewaard}
        self.conceptkaart.setVisible(bool(self._niet_bewaard))
        self.concepten.zet(conceptrijen(self._niet_bewaard, beeld.nu.date()))

    # -- acting

    def _begin(self, naam: str) -> None:
        if naam == "overleg":
            self._naar_overleg()
        elif naam == "casus":
            self.context.venster.ga_naar("casussen.aanmelding", deel="lopend")
        else:
            self._naar_aanmelding()

    def _naar_aanmelding(self) -> None:
        self.context.venster.ga_naar("casussen.aanmelding")

    def _naar_overleg(self) -> None:
        self.context.venster.ga_naar("overleggen", doe="nieuw")

    def _naar_casus(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id)

    def _naar_actie(self, actie_id: str) -> None:
        self.context.venster.ga_naar("acties", actie_id=actie_id)

    def _voorzitten(self) -> None:
        if self._beeld is not None and self._beeld.overleg is not None:
            self.context.venster.ga_naar(
                "overleggen.overleg", overleg_id=self._beeld.overleg.overleg.id, doe="voorzitten"
            )

    def _aandachtknop(self, sleutel: str, _naam: str) -> None:
        self._doe_aandacht(sleutel)

    def _doe_aandacht(self, sleutel: str) -> None:
        punt = self._doelen.get(sleutel)
        if punt is None:
            return
        argumenten = dict(punt.argumenten)
        if punt.soort == "triage" and not punt.niet:
            self._open_triage(argumenten["casus_id"])
        else:
            self.context.venster.ga_naar(punt.doel, **argumenten)

    def _naar_termijn(self, t: Termijn) -> None:
        if t.soort == "protocol":
            self.context.venster.ga_naar("partners", partner_id=t.over_id)
            return
        if t.soort == "vlag":
            self.context.venster.ga_naar("casussen.casus", casus_id=t.casus_id, doe=t.over_id)
            return
        record = "" if t.over_id == t.casus_id else "overname" if t.soort == "overname" else t.over_id
        self.context.venster.ga_naar("casussen.casus", casus_id=t.casus_id, tab=t.tab, record_id=record)

    def _leg_terzijde(self, t: Termijn) -> None:
        # Late: Vandaag is painted without any form.
        from zvh_desktop.gui.panelen.vlag import TerzijdePaneel

        paneel = TerzijdePaneel(self.context, self, t)
        paneel.open(paneel.tot)

    def _open_triage(self, casus_id: str, plek: dict[str, Any] | None = None) -> None:
        # Late: Vandaag is painted without any form.
        from zvh_desktop.gui.dialogs.triage import TriagePaneel

        if self._triage is not None:
            self._triage.sluit()
        paneel = self._triage = Zijpaneel(self.tr("Triage"), self, breedte=620)
        inhoud = self._triage_inhoud = TriagePaneel(self.context, paneel)
        inhoud.vastgelegd.connect(paneel.sluit)
        paneel.inhoud.addWidget(inhoud)
        paneel.gesloten.connect(self._triage_dicht)
        inhoud.keer_terug(plek or {"triage": casus_id})
        paneel.open()

    def _triage_dicht(self) -> None:
        paneel, self._triage = self._triage, None
        inhoud, self._triage_inhoud = self._triage_inhoud, None
        if inhoud is not None:
            inhoud.leg_neer()
        if paneel is not None:
            paneel.deleteLater()

    def _conceptknop(self, sleutel: str, naam: str) -> None:
        if naam == "verder":
            self._verder_typen(sleutel)
            return
        n = self._niet_bewaard.get(sleutel)
        if n is None:
            return
        c = n.concept

        def terug() -> None:
            self.context.taken.doe(
                concepten.bewaar, c.record_id, c.veld, c.soort, c.label, c.tekst, c.cursor, klaar=self._opnieuw
            )

        self.context.taken.doe(concepten.verwerp, c.record_id, c.veld, klaar=self._opnieuw)
        self.context.melding(self.tr("Niet bewaarde tekst weggegooid."), ongedaan=terug)

    def _opnieuw(self, _uitkomst: object) -> None:
        self.toon()

    def _verder_typen(self, sleutel: str) -> None:
        n = self._niet_bewaard.get(sleutel)
        if n is not None and n.doel:
            self.context.venster.ga_naar(n.doel, **dict(n.argumenten))

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Pagina`."""
        begin = {daad: [*widgets] for daad, widgets in self._begin_knoppen.items()}
        begin[Daad.OVERLEG_VOORBEREIDEN].append(self.overlegkaart.plannen)
        for knop in self.leeg.findChildren(Knop):
            eigen = Daad.OVERLEG_VOORBEREIDEN if knop.objectName() == "overleg" else Daad.AANMELDING_INNEMEN
            begin[eigen].append(knop)
        return {daad: tuple(widgets) for daad, widgets in begin.items()}

    def acties(self) -> list[Actie]:
        """Preside, take in a report, plan."""
        uit = [
            Actie(
                *("vandaag.aanmelding", self.tr("Nieuwe aanmelding"), self._naar_aanmelding, "plus", "", "importeren"),
                daad=Daad.AANMELDING_INNEMEN,
            ),
            Actie(
                *("vandaag.overleg", self.tr("Overleg plannen"), self._naar_overleg, "calendar-plus"),
                daad=Daad.OVERLEG_VOORBEREIDEN,
            ),
        ]
        if self._beeld is not None and self._beeld.overleg is not None:
            uit.insert(0, Actie("vandaag.voorzitten", self.voorzitten.text(), self._voorzitten, "play", "F5"))
        return uit

    def positie(self) -> dict[str, Any]:
        """See `Pagina`; the triage that is open."""
        return super().positie() if self._triage_inhoud is None else self._triage_inhoud.plek()

    def herstel(self, positie: dict[str, Any]) -> None:
        """See `Pagina`; open the triage again."""
        super().herstel(positie)
        if casus_id := positie.get("triage"):
            self._open_triage(casus_id, positie)

    def verlaat(self) -> None:
        """Close the panel, which saves what is typed in it."""
        if self._triage is not None:
            self._triage.sluit()
