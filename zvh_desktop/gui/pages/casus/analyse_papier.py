"""Handing out the probleemanalyse: for whom, what is on it then, and where the file goes."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten, probleemanalyse
from zvh_desktop.services.analyse import Analyse
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.stukken import Bladbron

__all__ = ["Papierpaneel"]

_WIJZEN: Final = (
    "beveiligde mail",
    "op papier",
    "op een versleutelde gegevensdrager",
    "via het systeem van de partner",
)


class Papierpaneel(Zijpaneel):
    """The pages as this reader gets them stand below the fields; another reader may get other pages."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            QCoreApplication.translate("Papierpaneel", "Probleemanalyse verstrekken"), huis.gastheer(), breedte=760
        )
        self._huis, self.context = huis, huis.context
        self._casus_id, self._nummer = "", ""
        self._partners: dict[str, str] = {}
        self.aan = KeuzeVeld()
        self.aan.setEditable(True)
        self.hoe = KeuzeVeld([(w, w) for w in _WIJZEN])
        self.hoe.setEditable(True)
        self.doel = TekstVeld(regels=1)
        self.aanveld = Veld(
            self.tr("Aan wie"), self.aan, verplicht=True, hint=self.tr("Een partner uit de lijst, of een andere naam.")
        )
        self.inhoud.addWidget(self.aanveld)
        self.inhoud.addWidget(Veld(self.tr("Hoe"), self.hoe, verplicht=True))
        self.inhoud.addWidget(Veld(self.tr("Waarvoor"), self.doel))
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Er komt een leesbaar afschrift buiten de kluis te staan; aan wie, hoe en wie dat besloot wordt "
                    "vastgelegd. Wat deze ontvanger niet mag weten, staat er niet op."
                ),
                rol="waarschuwing",
                omloop=True,
            )
        )
        self.melding = Tekst("", rol="gevaar", omloop=True)
        self.melding.hide()
        self.inhoud.addWidget(self.melding)
        self.bladen = Bladen(huis.context, self.tr("Bladen van de probleemanalyse"))
        self.inhoud.addWidget(self.bladen)
        self.aan.activated.connect(self._ander)
        regel = self.aan.lineEdit()
        if regel is not None:
            regel.editingFinished.connect(self._ander)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Vastleggen en bewaren als…"), soort="primair", icoon="download"))
        self.knop.clicked.connect(self.doe)
        velden: dict[str, QWidget] = {"doel": self.doel, "aan": self.aan, "hoe": self.hoe}
        self.formulier = FormulierConcept(huis.context, self, self.tr("Probleemanalyse verstrekken"), velden)
        self.formulier.hersteld.connect(self._ander)
        self.gesloten.connect(self._gesloten)
        self._getoond: tuple[str, str] | None = None
        thema().veranderd.connect(self._pas_hoogte)

    def _pas_hoogte(self) -> None:
        gastheer = self.parentWidget()
        ruimte = gastheer.height() if gastheer is not None else 0
        self.bladen.setFixedHeight(max(thema().lengte(300), int(ruimte * 0.6)))

    def begin(self, a: Analyse) -> None:
        """Open for a casus."""
        self.formulier.stop()
        self._casus_id, self._nummer = a.casus.id, a.casus.nummer
        partners = sorted(
            (p for p in a.partners.values() if not p.verwijderd), key=lambda p: (not p.vast, p.naam.casefold())
        )
        self._partners = {vouw(p.naam): p.id for p in partners}
        self.aan.clear()
        for p in partners:
            self.aan.addItem(p.naam, p.naam)
        self.aan.setEditText("")
        self.hoe.setCurrentIndex(0)
        self.doel.zet("")
        self._meld("")
        self.aanveld.zet_fout("")
        self._getoond = None
        self._pas_hoogte()
        self.open(self.aan)
        self.formulier.begin(concepten.formulier("analyseuit", self._casus_id))
        self._ander()

    def _ontvanger(self) -> tuple[str, str]:
        """Return for whom, and the partner it is, "" when not in the register."""
        naam = self.aan.currentText().strip()
        return naam, self._partners.get(vouw(naam), "")

    def _ander(self, _wat: object = None) -> None:
        """Show the pages of this reader."""
        wie = self._ontvanger()
        if wie != self._getoond and self._casus_id and self.isVisible():
            self._getoond = wie
            self.context.taken.vraag(
                probleemanalyse.voorbeeld, self._casus_id, *wie, klaar=self._toon, enkel="probleemanalyse"
            )

    def _toon(self, bron: Bladbron | None) -> None:
        if bron is not None and self.isVisible():
            self.bladen.zet(bron)

    def _meld(self, tekst: str) -> None:
        self.melding.setText(tekst)
        self.melding.setVisible(bool(tekst))

    def doe(self) -> None:
        """Ask where it goes; nothing is recorded when that is called off."""
        self._meld("")
        if not self._ontvanger()[0]:
            self.aanveld.zet_fout(self.tr("Vul in voor wie het is."))
            self.aan.setFocus()
            return
        self.aanveld.zet_fout("")
        naam = f"probleemanalyse-{self._nummer}.pdf"
        bestand.kies_opslag(self, self.tr("Waar komt het afschrift?"), naam, self.naar)

    def naar(self, pad: Path) -> None:
        """Write it there; a file that is there was asked about."""
        aan, partner_id = self._ontvanger()
        waarden: tuple[Any, ...] = (self._casus_id, pad, aan, self.hoe.currentText(), partner_id, self.doel.tekst())
        self.formulier.bewaar(probleemanalyse.verstrek, *waarden, klaar=self._geschreven, fout=self._mislukt)

    def _geschreven(self, _uit: object) -> None:
        self.formulier.klaar()
        self.sluit()
        self.context.melding(self.tr("De verstrekking is vastgelegd en het afschrift is geschreven."), rol="goed")

    def _mislukt(self, wat: BaseException) -> None:
        # What was filled in stays as it is, and in its draft.
        self._meld(zin(wat))

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def _gesloten(self) -> None:
        self.formulier.leg_neer()
        self.bladen.leeg()

    def leeg(self) -> None:
        """Forget what was shown."""
        self.sluit()
        self.formulier.stop()
        self._casus_id = self._nummer = ""
        self.aan.clear()
        self.aan.setEditText("")
        self.doel.setPlainText("")
        self.bladen.leeg()
