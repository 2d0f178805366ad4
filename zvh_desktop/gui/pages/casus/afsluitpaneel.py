"""The panel that closes a casus."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from zvh_desktop.domain.afsluiting import REDENEN
from zvh_desktop.gui.onderdelen import KeuzeVeld, RegelVeld, Tekst, TekstVeld, Veld
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Paneel
from zvh_desktop.gui.pages.casus.tab import Huis, maak_leeg
from zvh_desktop.services import afsluiten
from zvh_desktop.services.afsluiten import Afsluitbeeld
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Afsluitpaneel", "Overnamepaneel"]


def _sluit(wp: Werkplek, casus_id: str, waarden: dict[str, Any]) -> Bon:
    return afsluiten.sluit_af(wp, casus_id, **waarden)


class Afsluitpaneel(Paneel):
    """Why, to whom, how it went, and what becomes of every open action; what is not finished stands at the top."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "afsluiten",
            QCoreApplication.translate("Afsluitpaneel", "Casus afsluiten"),
            QCoreApplication.translate("Afsluitpaneel", "Casus afsluiten"),
            "circle-check",
            breedte=540,
        )
        self._beeld: Afsluitbeeld | None = None
        self._keuzes: dict[str, KeuzeVeld] = {}
        self.onaf = Tekst("", rol="waarschuwing", omloop=True)
        self.ondanks = QCheckBox(self.tr("Toch afsluiten"))
        self.reden = KeuzeVeld((("", self.tr("kies")), *REDENEN.items()))
        self.naar = KeuzeVeld()
        self.naar.setEditable(True)
        self.evaluatie = TekstVeld(regels=5)
        self.actiekop = Tekst(self.tr("Open acties"), maat="sectie", gewicht=700)
        self._acties = QWidget()
        self._rijen = QVBoxLayout(self._acties)
        self._rijen.setContentsMargins(0, 0, 0, 0)
        self.termijn = Tekst("", rol="tekst2", omloop=True)
        self.velden(
            self.onaf,
            self.ondanks,
            Veld(self.tr("Waarom"), self.reden, verplicht=True),
            Veld(self.tr("Overgedragen aan"), self.naar, hint=self.tr("Het wijkteam, een partner, of niemand.")),
            Veld(
                self.tr("Hoe is het gegaan"),
                self.evaluatie,
                verplicht=True,
                hint=self.tr("Wat is bereikt, wat niet, en wat leren wij ervan."),
            ),
            self.actiekop,
            self._acties,
            self.termijn,
            reden=self.reden,
            naar=self.naar,
            evaluatie=self.evaluatie,
        )

    def kom(self, b: Afsluitbeeld) -> None:
        """Open for a casus that runs."""
        self._beeld = b
        self.onaf.setVisible(bool(b.onaf))
        self.ondanks.setVisible(bool(b.onaf))
        self.onaf.setText(self.tr("Nog niet af: {wat}.").format(wat="; ".join(o.wat for o in b.onaf)))
        self.ondanks.setAccessibleDescription(self.onaf.text())
        self.termijn.setText(self.tr("Na het afsluiten: {zin}").format(zin=b.termijn[:1].lower() + b.termijn[1:]))
        self.naar.clear()
        for naam in ("", *b.partners):
            self.naar.addItem(naam, naam)
        self._maak_acties(b)
        self.begin(b.casus_id, "", self._maak_leeg, self.reden)

    def _maak_acties(self, b: Afsluitbeeld) -> None:
        maak_leeg(self._rijen)
        self._keuzes = {}
        keuzes = (("", self.tr("kies")), ("over", self.tr("overdragen")), ("eindigt", self.tr("beëindigen")))
        for id_, tekst in b.acties:
            keuze = KeuzeVeld(keuzes)
            self._keuzes[id_] = keuze
            self._rijen.addWidget(Veld(tekst if len(tekst) < 90 else tekst[:89] + "…", keuze, verplicht=True))
        self.actiekop.setVisible(bool(b.acties))
        self._acties.setVisible(bool(b.acties))

    def _maak_leeg(self) -> None:
        self.ondanks.setChecked(False)
        self.reden.kies("")
        self.naar.setEditText("")
        self.evaluatie.zet("")

    def doe(self) -> None:
        """Close it."""
        if self._beeld is not None:
            waarden = {
                "reden": str(self.reden.waarde() or ""),
                "naar": self.naar.currentText(),
                "evaluatie": self.evaluatie.tekst(),
                "acties": {id_: str(keuze.waarde() or "") for id_, keuze in self._keuzes.items()},
                "ondanks": self.ondanks.isChecked(),
            }
            self.bewaar(_sluit, self._beeld.casus_id, waarden)

    def klaar(self, uitkomst: Any) -> None:
        """Tell, with a way back."""
        self.huis.gedaan(self.tr("De casus is afgesloten; vandaag kunt u dat nog terugdraaien."), uitkomst)


class Overnamepaneel(Paneel):
    """Who at the wijkteam or the partner has the casus now, and what was agreed."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "overname",
            QCoreApplication.translate("Overnamepaneel", "Overname bevestigen"),
            QCoreApplication.translate("Overnamepaneel", "Overname vastleggen"),
            "check",
        )
        self._casus_id = ""
        self.naar = Tekst("", omloop=True)
        self.door = RegelVeld()
        self.afspraak = TekstVeld(regels=3)
        self.velden(
            self.naar,
            Veld(self.tr("Volgens wie daar"), self.door, verplicht=True),
            Veld(
                self.tr("Wat is afgesproken"),
                self.afspraak,
                hint=self.tr("Bijvoorbeeld wie zij bellen als het weer misgaat."),
            ),
            door=self.door,
            afspraak=self.afspraak,
        )

    def kom(self, b: Afsluitbeeld) -> None:
        """Open for a casus that was handed over."""
        self._casus_id = b.casus_id
        self.naar.setText(self.tr("De casus is overgedragen aan {naar}.").format(naar=b.naar))
        self.begin(b.casus_id, "", self._maak_leeg, self.door)

    def _maak_leeg(self) -> None:
        self.door.setText("")
        self.afspraak.zet("")

    def doe(self) -> None:
        """Write it down."""
        self.bewaar(afsluiten.bevestig_overname, self._casus_id, self.door.text(), self.afspraak.tekst())

    def klaar(self, uitkomst: Any) -> None:
        """Tell."""
        self.huis.gedaan(self.tr("De overname staat in het verloop."), uitkomst)
