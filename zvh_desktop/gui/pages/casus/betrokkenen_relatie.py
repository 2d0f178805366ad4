"""One relation in a panel: a new one from somebody, or one that is there."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Signal

from zvh_desktop.domain.systeem import RELATIES, Relatie
from zvh_desktop.domain.systeembeeld import korte_naam
from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.services import systeem
from zvh_desktop.services.systeem import Systeem

__all__ = ["Relatiepaneel"]


class Relatiepaneel(Zijpaneel):
    """Says what one person is of another.

    Signals:
        intrekken(id): a person asked for it.
        toegevoegd(object): a relation was added; tells the receipt.
    """

    intrekken = Signal(str)
    toegevoegd = Signal(object)

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=480)
        self._huis = huis
        self._van = ""
        self._naar = ""
        self._casus_id = ""
        self._relatie_id = ""
        self.zin = Tekst("", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.zin)
        velden: tuple[V | tuple[V, ...], ...] = (
            (V("woord_van"), V("woord_naar")),
            (V("sinds", "datum", verleden=True), V("tot", "datum", verleden=True)),
            V("bron", hint=self.tr("Wie dit heeft verteld of vastgesteld.")),
            V("toelichting", "tekst"),
        )
        soorten = V("relatiesoort", "keuze", keuzes=tuple(RELATIES.items()), titel=self.tr("Is"))
        self.nieuw = Formulier(
            huis.context,
            "relatie",
            (soorten, V("naar_betrokkene_id", "keuze", titel=self.tr("Wie")), *velden),
            vandaag=huis.vandaag,
        )
        self.bestaand = Formulier(huis.context, "relatie", (soorten, *velden), vandaag=huis.vandaag)
        for formulier in (self.nieuw, self.bestaand):
            formulier.anders.connect(self._zeg)
            self.inhoud.addWidget(formulier)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self.weg.clicked.connect(self._vraag_intrekken)
        self.voeg = self.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="link"))
        self.voeg.clicked.connect(self._voeg_toe)
        self.klaar = self.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair"))
        self.klaar.clicked.connect(self.sluit)
        self._namen: dict[str, str] = {}

    def formulieren(self) -> list[Formulier]:
        """The form in use."""
        return [self.bestaand if self._relatie_id else self.nieuw]

    def _wissel(self, *, nieuw: bool) -> None:
        self.nieuw.setVisible(nieuw)
        self.voeg.setVisible(nieuw)
        self.bestaand.setVisible(not nieuw)
        self.klaar.setVisible(not nieuw)
        self.weg.setVisible(not nieuw)
        voet = self.voeg.parentWidget()
        if voet is not None:
            # Coming or going of a button does not by itself make the foot lay itself out.
            QCoreApplication.postEvent(voet, QEvent(QEvent.Type.LayoutRequest))

    def begin(self, beeld: Systeem, van: str, conceptenboek: Concepten) -> None:
        """Ask for a new relation of somebody."""
        self._namen = {p.id: korte_naam(p) for p in beeld.personen}
        self._van, self._casus_id, self._relatie_id = van, beeld.casus_id, ""
        anderen = tuple((p.id, korte_naam(p)) for p in beeld.personen if p.id != van)
        self.nieuw.zet_keuzes("naar_betrokkene_id", anderen)
        eerste = {"relatiesoort": "ouder", "naar_betrokkene_id": anderen[0][0] if anderen else ""}
        self.nieuw.nieuw(nieuwe_sleutel("relatie", beeld.casus_id), eerste, conceptenboek)
        self.zet_titel(self.tr("Relatie van {naam}").format(naam=self._namen.get(van, "")))
        self._wissel(nieuw=True)
        self._zeg()
        self.open()

    def toon(self, beeld: Systeem, relatie: Relatie, conceptenboek: Concepten) -> None:
        """Show one that is there; it is read in the direction in which it was put down."""
        self._namen = {p.id: korte_naam(p) for p in beeld.personen}
        self._relatie_id, self._casus_id, self._van = relatie.id, beeld.casus_id, relatie.van_betrokkene_id
        self._naar = relatie.naar_betrokkene_id
        self.bestaand.toon(relatie, conceptenboek)
        namen = self._namen.get(relatie.van_betrokkene_id, ""), self._namen.get(relatie.naar_betrokkene_id, "")
        self.zet_titel(self.tr("{een} en {ander}").format(een=namen[0], ander=namen[1]))
        self._wissel(nieuw=False)
        self._zeg()

    @property
    def relatie_id(self) -> str:
        """Which relation it shows, "" for a new one."""
        return self._relatie_id

    def leeg(self) -> None:
        """Forget everything shown."""
        self.sluit()
        self._relatie_id = self._van = ""
        self._namen = {}
        self.nieuw.leeg()
        self.bestaand.leeg()
        self.zin.setText("")
        self.zet_titel("")

    def _zeg(self, _naam: str = "") -> None:
        """Say the relation as a sentence, so that the direction is seen before it is kept."""
        formulier = self.formulieren()[0]
        naar = self._naar if self._relatie_id else str(formulier.waarde("naar_betrokkene_id") or "")
        van_naam, naar_naam = self._namen.get(self._van, ""), self._namen.get(naar, "")
        woord = RELATIES.get(str(formulier.waarde("relatiesoort")), "")
        self.zin.setText(self.tr("{van} is {woord} {naar}.").format(van=van_naam, woord=woord, naar=naar_naam))
        for veld, wie in (("woord_van", van_naam), ("woord_naar", naar_naam)):
            titel = self.tr("Wat {naam} is (eigen woord)").format(naam=wie)
            formulier.velden[veld].label.setText(titel)
            formulier.velden[veld].invoer.setAccessibleName(titel)

    def _voeg_toe(self) -> None:
        waarden: Mapping[str, Any] = self.nieuw.waarden()
        rest = {n: w for n, w in waarden.items() if n not in ("relatiesoort", "naar_betrokkene_id")}
        self._huis.context.taken.doe(
            systeem.voeg_relatie_toe,
            self._casus_id,
            self._van,
            str(waarden["relatiesoort"]),
            str(waarden["naar_betrokkene_id"] or ""),
            rest,
            klaar=self._toegevoegd,
            fout=self._huis.context.fout,
        )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self.nieuw.leeg()
        self.sluit()
        self.toegevoegd.emit(uit[1])

    def _vraag_intrekken(self) -> None:
        self.intrekken.emit(self._relatie_id)
