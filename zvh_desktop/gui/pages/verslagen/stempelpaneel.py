"""The side panel of time stamps: which service is asked, and asking it now."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.onderdelen import RegelVeld, Tekst, Veld
from zvh_desktop.gui.pages.verslagen.panelen import VerslagPaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import concepten, stempels
from zvh_desktop.services.meldingen import zin

__all__ = ["StempelPaneel"]


class StempelPaneel(VerslagPaneel):
    """Address of the service, kept on this machine; empty asks none.

    Signals:
        vraag(): ask now.
    """

    vraag = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("StempelPaneel", "Tijdstempel"),
            QCoreApplication.translate("StempelPaneel", "Bewaren en nu vragen"),
            "stamp",
        )
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Een tijdstempeldienst bevestigt dat een ondertekend bestand op dat moment al bestond. Naar de "
                    "dienst gaat alleen een vingerafdruk van het bestand, nooit de inhoud. Zij wordt na elke gelukte "
                    "ronde met de server vanzelf gevraagd; wat eerder is verstrekt, blijft zoals het is verstrekt."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.adres = RegelVeld(plaats=self.tr("leeg: geen tijdstempels"))
        self.adresveld = Veld(self.tr("Adres van de dienst"), self.adres)
        self.adres.returnPressed.connect(self.doe)
        self.inhoud.addWidget(self.adresveld)
        self.bewaak(self.tr("Tijdstempels"), {"adres": self.adres})

    def begin(self) -> None:
        """Open with the address of now."""
        self._begin(concepten.formulier("tijdstempel"), self.adres)

    def _maak_leeg(self) -> None:
        self.adres.setText(stempels.dienst(self.context.instellingen))
        self.adresveld.zet_fout("")

    def doe(self) -> None:
        """Keep the address and ask."""
        try:
            adres = stempels.keur_adres(self.adres.text())
            self.context.instellingen.zet("tijdstempeldienst", adres)
        except Omstandigheid as fout:
            self.adresveld.zet_fout(zin(fout))
            self.adres.setFocus()
            return
        self._bewaard(None)
        if adres:
            self.vraag.emit()
        else:
            self.context.melding(self.tr("Er worden geen tijdstempels gevraagd."))
