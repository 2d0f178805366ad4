"""Closing a casus: a card on the overview that says how it stands, and the panel that closes it."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from zvh_desktop.domain.afsluiting import REDENEN
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, Tekst, TekstVeld, Veld, datum_in_woorden
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Paneel
from zvh_desktop.gui.pages.casus.tab import Huis, maak_leeg
from zvh_desktop.services import afsluiten
from zvh_desktop.services.afsluiten import Afsluitbeeld
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Afsluitkaart", "Afsluitpaneel"]


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


class Afsluitkaart(Kaart):
    """How a casus ends, or ended; one button."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(QCoreApplication.translate("Afsluitkaart", "Afsluiten"), rand="rondom")
        self.huis, self.context = huis, huis.context
        self._casus_id = ""
        self._beeld: Afsluitbeeld | None = None
        self._open_straks = False
        self._paneel: Afsluitpaneel | None = None
        self.zin = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.zin)
        self.knop = Knop(self.tr("Casus afsluiten…"), soort="vlak", icoon="circle-check", klein=True)
        self.knop.clicked.connect(self._druk)
        self.inhoud.addWidget(self.knop, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def paneel(self) -> Afsluitpaneel:
        """The panel, made when it is first asked for."""
        if self._paneel is None:
            self._paneel = Afsluitpaneel(self.huis)
        return self._paneel

    def vraag(self, casus_id: str) -> None:
        """Ask how the ending of this casus stands."""
        if casus_id != self._casus_id:
            self.leeg()
        self._casus_id = casus_id
        self.context.taken.vraag(afsluiten.beeld, casus_id, klaar=self._toon, enkel="afsluitkaart")

    def _toon(self, b: Afsluitbeeld | None) -> None:
        if b is None or b.casus_id != self._casus_id:
            return
        self._beeld = b
        loopt = b.status == "loopt"
        self.setVisible(loopt or b.status == "afgesloten")
        if loopt:
            self.zin.setText(self.tr("Loopt. Bij het afsluiten legt u vast waarom, aan wie en hoe het is gegaan."))
        elif b.beeindigd_op is not None:
            dag = datum_in_woorden(b.beeindigd_op)
            self.zin.setText(self.tr("Afgesloten op {dag}. {termijn}").format(dag=dag, termijn=b.termijn))
        else:
            self.zin.setText(self.tr("Afgesloten. {termijn}").format(termijn=b.termijn))
        self.knop.zet_tekst(self.tr("Casus afsluiten…") if loopt else self.tr("Afsluiten terugdraaien"))
        self.knop.setVisible(loopt or b.kan_terug)
        if self._open_straks:
            self._open_straks = False
            if loopt:
                self.paneel.kom(b)

    def begin(self) -> None:
        """Open the panel for the casus as it is now."""
        self._open_straks = True
        self.vraag(self._casus_id)

    def _druk(self) -> None:
        b = self._beeld
        if b is not None and b.status == "loopt":
            self.begin()
        elif b is not None and b.kan_terug:
            self.context.taken.doe(afsluiten.heropen, b.casus_id, klaar=self._heropend, fout=self.context.fout)

    def _heropend(self, bon: object) -> None:
        self.huis.gedaan(self.tr("De casus loopt weer; de acties die ermee eindigden zijn weer open."), bon)

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        if self._paneel is not None:
            self._paneel.leg_neer()

    def verberg(self) -> None:
        """Close the panel; what stands in it is kept as a draft."""
        if self._paneel is not None:
            self._paneel.sluit()

    def leeg(self) -> None:
        """Forget the casus."""
        self.verberg()
        self._casus_id, self._beeld, self._open_straks = "", None, False
        self.zin.setText("")
        self.hide()
