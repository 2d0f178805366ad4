"""A casus that is under way already, entered without a report; it skips triage."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from zvh_desktop.domain.casus import CASUSTYPEN, THEMAS
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import DatumVeld, Kaart, KeuzeVeld, Knop, RegelVeld, Tekst, Veld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import aanmeldingen, concepten
from zvh_desktop.services.aanmeldingen import Aangenomen

__all__ = ["LopendFormulier"]


class LopendFormulier(QWidget):
    """The few fields a running casus needs.

    Signals:
        gemaakt(aangenomen): the casus is there.
    """

    gemaakt = Signal(object)

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._dag = date(2000, 1, 1)
        buiten = QHBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        kaart = Kaart(self.tr("Lopende casus zonder aanmelding"), rand="rondom")
        kaart.setMaximumWidth(820)
        buiten.addWidget(kaart, 3, Qt.AlignmentFlag.AlignTop)
        buiten.addStretch(1)
        kaart.inhoud.addWidget(
            Tekst(
                self.tr("Voor casussen die al liepen voordat dit programma kwam. Triage is niet nodig."),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.type = KeuzeVeld(tuple(CASUSTYPEN.items()))
        self.type.gewijzigd.connect(self._type_gekozen)
        self.gebied = RegelVeld()
        self.voornamen, self.tussen, self.achternaam = RegelVeld(), RegelVeld(), RegelVeld()
        self.geboren = DatumVeld(vandaag=self._vandaag, verleden=True)
        self.begonnen = DatumVeld(vandaag=self._vandaag, verleden=True)
        self.veld_achternaam = Veld(self.tr("Achternaam"), self.achternaam)
        self.veld_gebied = Veld(self.tr("Naam van het gebied of gezin"), self.gebied)
        self._personen = QWidget()
        rooster = QGridLayout(self._personen)
        rooster.setContentsMargins(0, 0, 0, 0)
        rooster.setHorizontalSpacing(10)
        rooster.setVerticalSpacing(8)
        for kolom, (veld, breed) in enumerate(
            (
                (Veld(self.tr("Voornamen"), self.voornamen), 4),
                (Veld(self.tr("Tussenvoegsel"), self.tussen), 2),
                (self.veld_achternaam, 5),
            )
        ):
            rooster.addWidget(veld, 0, kolom, Qt.AlignmentFlag.AlignTop)
            rooster.setColumnStretch(kolom, breed)
        rooster.addWidget(Veld(self.tr("Geboortedatum"), self.geboren), 1, 0)
        rij = QHBoxLayout()
        rij.setSpacing(10)
        rij.addWidget(Veld(self.tr("Soort"), self.type), 1)
        rij.addWidget(Veld(self.tr("Loopt sinds"), self.begonnen), 1)
        kaart.inhoud.addLayout(rij)
        kaart.inhoud.addWidget(self._personen)
        kaart.inhoud.addWidget(self.veld_gebied)
        themas = QGridLayout()
        themas.setVerticalSpacing(2)
        self.themas: dict[str, QCheckBox] = {}
        for nummer, (sleutel, woord) in enumerate(THEMAS.items()):
            vink = self.themas[sleutel] = QCheckBox(woord[:1].upper() + woord[1:])
            themas.addWidget(vink, nummer // 2, nummer % 2)
        kaart.inhoud.addWidget(Tekst(self.tr("Thema"), maat="klein", rol="tekst2"))
        kaart.inhoud.addLayout(themas)
        voet = QHBoxLayout()
        voet.addStretch(1)
        self.knop = Knop(self.tr("Casus aanmaken"), soort="primair", icoon="folder-plus")
        self.knop.clicked.connect(self._maak)
        voet.addWidget(self.knop)
        kaart.inhoud.addLayout(voet)
        self._type_gekozen()
        velden: dict[str, QWidget] = {
            "achternaam": self.achternaam,
            "voornamen": self.voornamen,
            "tussenvoegsel": self.tussen,
            "gebied": self.gebied,
            "type": self.type,
            "geboren": self.geboren,
            "begonnen": self.begonnen,
        }
        velden |= {f"thema_{sleutel}": vink for sleutel, vink in self.themas.items()}
        self.formulier = FormulierConcept(context, self, self.tr("Lopende casus"), velden)

    def begin(self, dag: date) -> None:
        """Know the day of today."""
        self._dag = dag
        if self.begonnen.dag is None:
            self.begonnen.zet(dag)
        self.formulier.begin(concepten.formulier("lopend"))

    def _vandaag(self) -> date:
        return self._dag

    def _type_gekozen(self, *_: object) -> None:
        self._personen.setVisible(self.type.waarde() != "gebied")
        self.veld_gebied.setVisible(self.type.waarde() != "persoon")

    def _maak(self) -> None:
        persoon = self.type.waarde() != "gebied"
        gebied = self.gebied.text().strip() if self.type.waarde() != "persoon" else ""
        genoemd = persoon and (self.achternaam.text().strip() or self.voornamen.text().strip())
        fout = "" if genoemd or gebied else self.tr("Vul een naam in; daarnaar heet de casus.")
        veld = self.veld_achternaam if persoon else self.veld_gebied
        veld.zet_fout(fout)
        if fout:
            veld.invoer.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.formulier.bewaar(
            partial(
                aanmeldingen.zonder_aanmelding,
                type_=self.type.waarde(),
                thema=[sleutel for sleutel, vink in self.themas.items() if vink.isChecked()],
                gebied=gebied,
                voornamen=self.voornamen.text() if persoon else "",
                tussenvoegsel=self.tussen.text() if persoon else "",
                achternaam=self.achternaam.text() if persoon else "",
                geboortedatum=self.geboren.dag if persoon else None,
                begonnen_op=self.begonnen.dag,
            ),
            klaar=self._klaar,
        )

    def _klaar(self, aangenomen: Aangenomen) -> None:
        for veld in (self.voornamen, self.tussen, self.achternaam, self.gebied):
            veld.setText("")
        self.geboren.zet(None)
        for vink in self.themas.values():
            vink.setChecked(False)
        self.formulier.klaar()
        self.gemaakt.emit(aangenomen)
