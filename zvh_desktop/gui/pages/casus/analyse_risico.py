"""Risicotaxaties as they were delivered, and the five basic conditions for re-integratie."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.analyse import VOORWAARDEN, VOORWAARDESTATEN, Basisvoorwaarde, Risicotaxatie, is_verlopen
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.casus.analyse_deel import (
    Analysedeel,
    Analyseformulier,
    Inhoud,
    lijstkaart,
    partnerkeuzes,
    persoonkeuzes,
)
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.tab import Huis, Rolinhoud, kolom, rolvlak
from zvh_desktop.gui.pages.casus.waarden import wie_in_woorden
from zvh_desktop.gui.rijen import Chipje, Rij, Tegel
from zvh_desktop.services import analyse

__all__ = ["Risico"]

_STAAT = {
    "onbekend": ("neutraal", "circle-question-mark"),
    "niet_geregeld": ("gevaar", "circle-x"),
    "loopt": ("info", "hourglass"),
    "geregeld": ("goed", "circle-check"),
    "niet_nodig": ("neutraal", "circle-slash"),
}
_ICOON = {"identiteit": "file-check", "onderdak": "house", "werk_inkomen": "briefcase", "schulden": "landmark",
          "zorg": "heart"}  # fmt: skip


class Risico(Analysedeel):
    """Two cards, and a panel for each kind of record."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        binnen = Rolinhoud()
        kolom(self).addWidget(rolvlak(binnen))
        indeling = QVBoxLayout(binnen)
        indeling.setContentsMargins(0, 0, 0, 0)
        indeling.setSpacing(12)
        self.knop = Knop(self.tr("Risicotaxatie"), icoon="plus", klein=True, naam=self.tr("Risicotaxatie toevoegen"))
        self.knop.clicked.connect(self.nieuw)
        kaart, self.taxaties = lijstkaart(self.tr("Risicotaxaties"), self.knop)
        self.geen = Tekst(
            self.tr("Nog geen risicotaxatie. Leg vast welk instrument is gebruikt, door wie, en wat eruit kwam."),
            rol="tekst2",
            omloop=True,
        )
        self.geen.setContentsMargins(14, 10, 14, 12)
        kaart.inhoud.addWidget(self.geen)
        self.taxaties.geactiveerd.connect(self._open_taxatie)
        indeling.addWidget(kaart)
        self.voorwaardenkaart: Kaart
        self.voorwaardenkaart, self.voorwaarden = lijstkaart(self.tr("Vijf basisvoorwaarden"))
        self.voorwaarden.geactiveerd.connect(self._open_voorwaarde)
        indeling.addWidget(self.voorwaardenkaart)
        indeling.addStretch(1)
        self._maak_taxatiepaneel()
        self._maak_voorwaardepaneel()

    def _maak_taxatiepaneel(self) -> None:
        self.paneel = Zijpaneel("", self.huis.gastheer(), breedte=520)
        rijen = (
            (
                V("instrument", verplicht=True, rek=2, hint=self.tr("Naam en versie van het instrument.")),
                V("betrokkene_id", "keuze", rek=2),
            ),
            (V("datum", "datum", verleden=True), V("geldig_tot", "datum")),
            (V("partner_id", "keuze"), V("afnemer")),
            V(
                "uitkomst",
                "tekst",
                regels=5,
                hint=self.tr("Zoals geleverd; het programma berekent niets."),
            ),
            V("bijlage_id", "keuze"),
            V("niet_delen_met", hint=self.tr("Namen, met een komma ertussen. “iedereen” houdt het in dit dossier.")),
            V("niet_delen_reden", "tekst", regels=1),
        )
        self.formulier = Analyseformulier(self.context, "risicotaxatie", rijen, vandaag=self.huis.vandaag)
        self.paneel.inhoud.addWidget(self.formulier)
        self._weg = self.paneel.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self._weg.clicked.connect(self._trek_in)
        self._klaar = self.paneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair"))
        self._klaar.clicked.connect(self._af)
        self.paneel.gesloten.connect(self.formulier.leg_neer)

    def _maak_voorwaardepaneel(self) -> None:
        self.voorwaardepaneel = Zijpaneel("", self.huis.gastheer(), breedte=460)
        rijen = (
            (V("staat", "keuze"), V("datum", "datum", verleden=True)),
            (V("partner_id", "keuze"), V("wie")),
            V("notitie", "tekst", regels=3),
        )
        self.voorwaarde = Analyseformulier(self.context, "basisvoorwaarde", rijen, vandaag=self.huis.vandaag)
        self.voorwaardepaneel.inhoud.addWidget(self.voorwaarde)
        klaar = self.voorwaardepaneel.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair"))
        klaar.clicked.connect(self.voorwaardepaneel.sluit)
        self.voorwaardepaneel.gesloten.connect(self.voorwaarde.leg_neer)

    # -- showing

    def schrijvers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return self.knop, self._weg

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return (self.knop,)

    def vul(self, inhoud: Inhoud) -> None:
        """Show both; open panels follow."""
        a = inhoud.analyse
        for formulier in (self.formulier, self.voorwaarde):
            formulier.zet_keuzes("partner_id", partnerkeuzes(a))
        self.formulier.zet_keuzes("betrokkene_id", persoonkeuzes(a))
        bekend = {id_ for id_, _ in inhoud.stukken}
        elders = {t.bijlage_id for t in a.taxaties if t.bijlage_id and t.bijlage_id not in bekend}
        keuzes = [("", self.tr("geen")), *inhoud.stukken, *((id_, self.tr("ingetrokken stuk")) for id_ in elders)]
        self.formulier.zet_keuzes("bijlage_id", tuple(keuzes))
        self.taxaties.zet([self._taxatierij(t) for t in a.taxaties])
        self.taxaties.setVisible(bool(a.taxaties))
        self.geen.setVisible(not a.taxaties)
        self.voorwaardenkaart.setVisible(a.met_voorwaarden)
        self.voorwaarden.zet([self._voorwaarderij(v) for v in a.voorwaarden])
        if self.paneel.isVisible() and self.formulier.record is not None:
            taxatie = next((t for t in a.taxaties if t.id == self.formulier.record.id), None)
            if taxatie is None:
                self.paneel.sluit()
            else:
                self.formulier.toon(taxatie, inhoud.concepten)
        nu = self.voorwaarde.record
        if self.voorwaardepaneel.isVisible() and nu is not None:
            self.voorwaarde.toon(next(v for v in a.voorwaarden if v.id == nu.id), inhoud.concepten)

    def _taxatierij(self, t: Risicotaxatie) -> Rij:
        assert self.inhoud is not None
        a = self.inhoud.analyse
        verlopen = is_verlopen(t, a.vandaag)
        delen = []
        if t.datum:
            delen.append(datum_in_woorden(t.datum))
        if door := wie_in_woorden(a.partners, t.partner_id, t.afnemer):
            delen.append(self.tr("door {wie}").format(wie=door))
        if t.betrokkene_id:
            delen.append(self.tr("over {wie}").format(wie=a.naam_van(t.betrokkene_id)))
        chips = []
        tot = ""
        if t.geldig_tot:
            woord = self.tr("verlopen {dag}") if verlopen else self.tr("geldig tot {dag}")
            tot = woord.format(dag=datum_in_woorden(t.geldig_tot, weekdag=False))
            chips.append(Chipje(tot, "gevaar" if verlopen else "neutraal", "clock" if verlopen else None))
        if stuk := next((naam for id_, naam in self.inhoud.stukken if id_ == t.bijlage_id), ""):
            delen.append(self.tr("stuk: {naam}").format(naam=stuk))
        if t.niet_delen_met.strip():
            chips.append(Chipje(self.tr("niet delen"), "waarschuwing", "eye-off"))
        onder = " · ".join(delen)
        uitkomst = f"{t.uitkomst}\n{onder}" if t.uitkomst.strip() else onder
        return Rij(
            t.id,
            t.instrument,
            f"{t.instrument}. {t.uitkomst} {onder}. {tot}".strip(),
            lead=Tegel("scale"),
            tweede=uitkomst,
            achter=tuple(chips),
        )

    def _voorwaarderij(self, v: Basisvoorwaarde) -> Rij:
        assert self.inhoud is not None
        rol, icoon = _STAAT[v.staat]
        delen = [wie_in_woorden(self.inhoud.analyse.partners, v.partner_id, v.wie)]
        delen.append(datum_in_woorden(v.datum) if v.datum else "")
        delen.append(v.notitie.strip())
        onder = " · ".join(deel for deel in delen if deel)
        naam = VOORWAARDEN[v.voorwaarde]
        return Rij(
            v.id,
            naam,
            f"{naam}: {VOORWAARDESTATEN[v.staat]}. {onder}".strip(),
            lead=Tegel(_ICOON[v.voorwaarde]),
            tweede=onder,
            achter=(Chipje(VOORWAARDESTATEN[v.staat], rol, icoon),),
        )

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self.verberg()
        self.taxaties.zet(())
        self.voorwaarden.zet(())
        self.formulier.leeg()
        self.voorwaarde.leeg()

    def verberg(self) -> None:
        """Close the panels."""
        self.paneel.sluit()
        self.voorwaardepaneel.sluit()

    def formulieren(self) -> list[Formulier]:
        """That of the open panel."""
        if self.paneel.isVisible():
            return [self.formulier]
        return [self.voorwaarde] if self.voorwaardepaneel.isVisible() else []

    def kies(self, record_id: str) -> bool:
        """Open a taxatie or a voorwaarde, also by its drafts."""
        if self.inhoud is None:
            return False
        if record_id == f"nieuw-risicotaxatie-{self.casus_id}":
            self.nieuw()
            return True
        a = self.inhoud.analyse
        for v in a.voorwaarden:
            if record_id in (v.id, analyse.conceptsleutel(v)):
                self._open_voorwaarde(v.id)
                return True
        if any(t.id == record_id for t in a.taxaties):
            self._open_taxatie(record_id)
            return True
        return False

    # -- acts

    def nieuw(self) -> None:
        """Begin a risicotaxatie."""
        if self.inhoud is None:
            return
        self.verberg()
        hoofd = next((b.id for b in self.inhoud.analyse.betrokkenen if b.hoofdpersoon), "")
        sleutel = f"nieuw-risicotaxatie-{self.casus_id}"
        self.formulier.nieuw(sleutel, {"betrokkene_id": hoofd}, self.inhoud.concepten)
        self.paneel.zet_titel(self.tr("Risicotaxatie toevoegen"))
        self._klaar.zet_tekst(self.tr("Toevoegen"))
        self._weg.hide()
        self.paneel.open()

    def _open_taxatie(self, id_: str) -> None:
        taxatie = next((t for t in self.inhoud.analyse.taxaties if t.id == id_), None) if self.inhoud else None
        if taxatie is None or self.inhoud is None:
            return
        self.verberg()
        self.formulier.toon(taxatie, self.inhoud.concepten)
        self.paneel.zet_titel(self.tr("Risicotaxatie"))
        self._klaar.zet_tekst(self.tr("Klaar"))
        self._weg.show()
        self.paneel.open()

    def _open_voorwaarde(self, id_: str) -> None:
        gevonden = next((v for v in self.inhoud.analyse.voorwaarden if v.id == id_), None) if self.inhoud else None
        if gevonden is None or self.inhoud is None:
            return
        self.verberg()
        self.voorwaarde.toon(gevonden, self.inhoud.concepten)
        self.voorwaardepaneel.zet_titel(VOORWAARDEN[gevonden.voorwaarde])
        self.voorwaardepaneel.open()

    def _af(self) -> None:
        if self.formulier.record is not None:
            self.paneel.sluit()
        elif not self.formulier.mist():
            self._klaar.setEnabled(False)
            velden = self.formulier.waarden()
            self.context.taken.doe(
                analyse.voeg_toe, "risicotaxatie", self.casus_id, velden, klaar=self._toegevoegd, fout=self._mislukt
            )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self._klaar.setEnabled(True)
        self.formulier.leeg()
        self.paneel.sluit()
        self.huis.gedaan(self.tr("De risicotaxatie is vastgelegd."), uit[1])

    def _mislukt(self, wat: BaseException) -> None:
        # What was typed stays in the form and in its drafts.
        self._klaar.setEnabled(True)
        self.context.fout(wat)

    def _trek_in(self) -> None:
        record = self.formulier.record
        self.paneel.sluit()
        if record is not None:
            self.trek_in("risicotaxatie", record.id)
