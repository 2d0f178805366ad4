"""Certify the server of the region: its request in, a file for it back."""

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.doorgeven import Ontvangen, bewaar
from zvh_desktop.services import concepten, regio, uitvoer
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.regio import Servercertificaat
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["ServerPaneel"]

_PEM_GRENS = 64 * 1024
_ADRES = re.compile(r"https?://[^\s/]+(:\d+)?/?")


def _certificeer(wp: Werkplek, verzoek: str, adres: str, pem: bytes | None) -> Servercertificaat:
    return regio.certificeer_server(wp, verzoek, adres, certificaat=pem)


class ServerPaneel(Zijpaneel):
    """Takes the line that the server wrote and its address; gives the file that the server wants.

    Signals:
        veranderd(): the server is certified.
    """

    veranderd = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(self.tr("Server waarmerken"), gastheer, breedte=480)
        self.context = context
        self._verzoek = ""
        self._pem: bytes | None = None
        self._uit: Servercertificaat | None = None
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Wie de server inricht, voert ‘zvh-server init’ uit en stuurt u de regel die daar verschijnt. "
                    "U geeft een bestand terug. De server krijgt geen sleutel waarmee iets te lezen is."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.verzoek = Ontvangen(self.tr("Verzoek van de server"), context.taken, woord=self.tr("Gebruiken"))
        self.verzoek.neem.hide()
        self.verzoek.open.zet_tekst(self.tr("Verzoek openen…"))
        self.inhoud.addWidget(self.verzoek)
        self.adres = RegelVeld(plaats="https://zvh.voorbeeld.nl:8443")
        self.adresveld = Veld(
            self.tr("Adres"), self.adres, verplicht=True, hint=self.tr("Zoals toestellen de server bereiken.")
        )
        self.inhoud.addWidget(self.adresveld)
        self.knop_pem = Knop(self.tr("Certificaat (PEM) kiezen…"), icoon="file-check", klein=True)
        self.knop_pem.clicked.connect(self._kies_pem)
        self.pemnaam = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self._zet_pem(None)
        self.inhoud.addWidget(self.pemnaam)
        self.inhoud.addWidget(knoppenrij(self.knop_pem))
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.klaar = Tekst("", omloop=True)
        self.inhoud.addWidget(self.klaar)
        self.sluitknop = self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak"))
        self.sluitknop.clicked.connect(self.sluit)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Waarmerken"), soort="primair", icoon="stamp"))
        self.knop.clicked.connect(self._doe)
        self.bewaren = self.voeg_knop_toe(Knop(self.tr("Bestand bewaren…"), soort="primair", icoon="save"))
        self.bewaren.clicked.connect(self._kies)
        # What the server asks is no secret: it is its public key.
        velden: dict[str, QWidget] = {"verzoek": self.verzoek.invoer, "adres": self.adres}
        self.formulier = FormulierConcept(context, self, self.tr("Server waarmerken"), velden)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self) -> None:
        """Open, empty."""
        self.formulier.stop()
        self.verzoek.leeg()
        self.adres.setText("")
        self._zet_pem(None)
        self._uit = None
        self._toon_uit()
        self.fout.hide()
        self.open(self.verzoek.invoer)
        self.formulier.begin(concepten.formulier("server"))

    def _zet_pem(self, pem: bytes | None, naam: str = "") -> None:
        self._pem = pem
        self.pemnaam.setText(
            self.tr("Vastgepind certificaat: {naam}").format(naam=naam)
            if pem is not None
            else self.tr("Alleen nodig als de server een eigen certificaat heeft dat de computers niet kennen.")
        )

    def _toon_uit(self) -> None:
        klaar = self._uit is not None
        self.knop.setVisible(not klaar)
        self.bewaren.setVisible(klaar)
        self.klaar.setVisible(klaar)
        for deel in (self.verzoek, self.adresveld, self.pemnaam, self.knop_pem):
            deel.setVisible(not klaar)

    def _kies_pem(self) -> None:
        bestand.kies_bestand(self, self.tr("Certificaat van de server"), self._lees_pem, soort="pem")

    def _lees_pem(self, pad: Path) -> None:
        self._pemnaam = pad.name
        self.context.taken.buiten(uitvoer.lees, pad, _PEM_GRENS, klaar=self._pem_gelezen, fout=self._mislukt)

    def _pem_gelezen(self, inhoud: bytes) -> None:
        self._zet_pem(inhoud, self._pemnaam)

    def _doe(self) -> None:
        adres = self.adres.text().strip()
        self.adresveld.zet_fout("" if _ADRES.fullmatch(adres) else self.tr("Typ een adres dat met https:// begint."))
        if self.adresveld.foutief:
            self.adres.setFocus()
            return
        self.fout.hide()
        self.knop.setEnabled(False)
        verzoek = self.verzoek.invoer.tekst().strip()
        self.formulier.bewaar(_certificeer, verzoek, adres, self._pem, klaar=self._gedaan, fout=self._mislukt)

    def _gedaan(self, uit: Servercertificaat) -> None:
        self.knop.setEnabled(True)
        self.formulier.klaar()
        self._uit = uit
        self.klaar.setText(
            self.tr(
                "De server {id}… is gewaarmerkt. Vergelijk dat met wat de server toont, en geef het bestand terug voor "
                "‘zvh-server init --region’."
            ).format(id=uit.server_id[:12])
        )
        self._toon_uit()
        self.bewaren.setFocus()
        self.veranderd.emit()

    def _mislukt(self, fout: BaseException) -> None:
        self.knop.setEnabled(True)
        if isinstance(fout, Omstandigheid):
            self.fout.setText(zin(fout))
            self.fout.show()
            self.verzoek.invoer.setFocus()
        else:
            self.context.fout(fout)

    def _kies(self) -> None:
        bestand.kies_opslag(
            self, self.tr("Waar komt het bestand?"), "regio.zvh-regio", self._schrijf, soort="zvh-regio"
        )

    def _schrijf(self, pad: Path) -> None:
        if self._uit is not None:
            bewaar(self.context.taken, pad, self._uit.inhoud, self._bewaard, self._mislukt)

    def _bewaard(self, pad: Path) -> None:
        self.context.melding(self.tr("Bewaard als {naam}.").format(naam=pad.name), rol="goed")
        self.sluit()
