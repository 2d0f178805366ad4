"""The side panel that asks with which key to sign; passwords and PINs leave it once and are wiped."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Segmenten, Tekst, Veld
from zvh_desktop.gui.pages.verslagen.panelen import VerslagPaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.toegang.slot import GeheimVeld
from zvh_desktop.services import sleutels, uitvoer
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.sleutels import Kaartcertificaat, Sleutelkeuze
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["SleutelPaneel"]

_GROOTSTE = 200_000


class SleutelPaneel(VerslagPaneel):
    """Own key, key file, card or certificate of the region.

    Signals:
        gekozen(keuze): sign with this `Sleutelkeuze`.
    """

    gekozen = Signal(object)

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("SleutelPaneel", "Ondertekenen met…"),
            QCoreApplication.translate("SleutelPaneel", "Ondertekenen"),
            "signature",
        )
        self._pad = Path()
        self._naam = ""
        self._regio = False
        self._kaarten: dict[bytes, Kaartcertificaat] = {}
        self.soort = Segmenten(
            self.tr("Soort sleutel"),
            (
                ("eigen", self.tr("Eigen sleutel")),
                ("bestand", self.tr("Bestand")),
                ("kaart", self.tr("Kaart")),
                ("regio", self.tr("Regio")),
            ),
            gelijk=False,
        )
        self.soort.gekozen.connect(self._kies)
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.soort)
        self.inhoud.addWidget(self.uitleg)
        self._maak_bestand()
        self._maak_kaart()
        self._maak_regio()
        self.fout = Tekst("", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.gesloten.connect(self._vergeet)

    def _maak_bestand(self) -> None:
        self.bestandsnaam = RegelVeld(plaats=self.tr("nog geen bestand gekozen"))
        self.bestandsnaam.setReadOnly(True)
        self.bestandveld = Veld(self.tr("Sleutelbestand (.p12 of .pfx)"), self.bestandsnaam)
        self.kies = Knop(self.tr("Bestand kiezen…"), icoon="folder-open", klein=True)
        self.kies.clicked.connect(self._kies_bestand)
        self.wachtwoord = GeheimVeld()
        self.wachtwoordveld = Veld(self.tr("Wachtwoord van het bestand"), self.wachtwoord)
        self.wachtwoord.returnPressed.connect(self.doe)
        self._bij_bestand = (self.bestandveld, self.kies, self.wachtwoordveld)
        for deel in self._bij_bestand:
            self.inhoud.addWidget(deel, 0, Qt.AlignmentFlag.AlignLeft if deel is self.kies else Qt.AlignmentFlag(0))

    def _maak_kaart(self) -> None:
        self.module = RegelVeld(plaats=self.tr("bestand van de leverancier van de kaart"))
        self.module.setText(self.context.instellingen.tekst("kaartmodule"))
        self.moduleveld = Veld(self.tr("Stuurprogramma van de kaart"), self.module)
        self.zoek = Knop(self.tr("Kaart zoeken"), icoon="search", klein=True)
        self.zoek.clicked.connect(self._zoek_kaart)
        self.certificaat = KeuzeVeld()
        self.certificaat.gewijzigd.connect(self._kaart_gekozen)
        self.certificaatveld = Veld(self.tr("Certificaat op de kaart"), self.certificaat)
        self.anders = Tekst("", rol="waarschuwing", omloop=True)
        self.pin = GeheimVeld()
        self.pin.returnPressed.connect(self.doe)
        self.pinveld = Veld(self.tr("Pincode (leeg als u haar op de lezer typt)"), self.pin)
        self._bij_kaart = (self.moduleveld, self.zoek, self.certificaatveld, self.anders, self.pinveld)
        for deel in self._bij_kaart:
            self.inhoud.addWidget(deel, 0, Qt.AlignmentFlag.AlignLeft if deel is self.zoek else Qt.AlignmentFlag(0))

    def _maak_regio(self) -> None:
        self.aanvraag = Knop(self.tr("Aanvraag bewaren…"), icoon="download", klein=True)
        self.aanvraag.clicked.connect(self._bewaar_aanvraag)
        self.lees = Knop(self.tr("Certificaat inlezen…"), icoon="folder-open", klein=True)
        self.lees.clicked.connect(self._lees_certificaat)
        self._bij_regio = (self.aanvraag, self.lees)
        for deel in self._bij_regio:
            self.inhoud.addWidget(deel, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, naam: str, *, regio: bool) -> None:
        """Open; `naam` is who signs, `regio` tells whether there is a certificate of the region."""
        self._naam, self._regio = naam, regio
        self._vergeet()
        self._kies(self.soort.huidig())
        self.open(self.soort)

    def _vergeet(self) -> None:
        self.wachtwoord.leeg()
        self.pin.leeg()
        self._zeg("")

    def _zeg(self, tekst: str) -> None:
        self.fout.setText(tekst)
        self.fout.setVisible(bool(tekst))

    def _kies(self, soort: str) -> None:
        self._zeg("")
        for delen, van in ((self._bij_bestand, "bestand"), (self._bij_kaart, "kaart"), (self._bij_regio, "regio")):
            for deel in delen:
                deel.setVisible(soort == van)
        if soort == "kaart":
            self._kaart_gekozen(None)
        zinnen = {
            "eigen": self.tr(
                "De sleutel die dit programma voor u maakte en die in de kluis ligt. Niet gekwalificeerd: zij bewijst "
                "dat niets veranderde, niet wie het toestel bediende."
            ),
            "bestand": self.tr(
                "Een sleutel met certificaat in een bestand. Het wachtwoord wordt alleen nu gebruikt en niet bewaard."
            ),
            "kaart": self.tr(
                "Een sleutel op een kaart of USB-stick, die haar nooit verlaat. Sluit haar aan en zoek haar. "
                "De pincode wordt alleen nu gebruikt en niet bewaard."
            ),
            "regio": self.tr("De regio gaf op uw naam een certificaat uit voor de sleutel in deze kluis.")
            if self._regio
            else self.tr(
                "Er is nog geen certificaat van de regio op uw naam. Bewaar een aanvraag, laat de beheerder van de "
                "regio er een certificaat van maken en lees dat hier in."
            ),
        }
        self.uitleg.setText(zinnen[soort])
        self.knop.setEnabled(soort != "regio" or self._regio)

    # -- a file

    def _kies_bestand(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk sleutelbestand?"), self.neem_bestand, soort="p12 *.pfx")

    def neem_bestand(self, pad: Path) -> None:
        """Take a key file that was chosen."""
        self._pad = pad
        self.bestandsnaam.setText(pad.name)
        self.wachtwoord.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- a card

    def _zoek_kaart(self) -> None:
        self._zeg("")
        self.zoek.setEnabled(False)
        self.context.taken.buiten(sleutels.kaarten, self.module.text(), klaar=self._gevonden, fout=self._niet_gevonden)

    def _gevonden(self, kaarten: tuple[Kaartcertificaat, ...]) -> None:
        self.zoek.setEnabled(True)
        self.context.instellingen.zet("kaartmodule", self.module.text().strip())
        self.zet_kaarten(kaarten)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def zet_kaarten(self, kaarten: tuple[Kaartcertificaat, ...]) -> None:
        """Show the certificates to choose from."""
        self.certificaat.clear()
        self._kaarten = {k.certificaat.certificaat: k for k in kaarten}
        for k in kaarten:
            tekst = self.tr("{naam} · {uitgever} · tot {tot}").format(
                naam=k.naam, uitgever=k.uitgever, tot=k.geldig_tot
            )
            self.certificaat.addItem(tekst, k.certificaat.certificaat)
        self._kaart_gekozen(None)

    def _niet_gevonden(self, fout: BaseException) -> None:
        self.zoek.setEnabled(True)
        self.zet_kaarten(())
        if isinstance(fout, Omstandigheid):
            self._zeg(zin(fout))
        else:
            self.context.fout(fout)

    def _kaart_gekozen(self, _waarde: object) -> None:
        gekozen = self._kaarten.get(self.certificaat.waarde() or b"")
        self.certificaatveld.setVisible(bool(self._kaarten))
        self.pinveld.setVisible(bool(self._kaarten))
        ander = gekozen is not None and vouw(gekozen.naam) != vouw(self._naam)
        self.anders.setText(
            self.tr("Dit certificaat staat op naam van {naam}; die naam komt in de handtekening.").format(
                naam=gekozen.naam if gekozen else ""
            )
        )
        self.anders.setVisible(ander)

    # -- the region

    def _bewaar_aanvraag(self) -> None:
        bestand.kies_opslag(
            self, self.tr("Waar komt de aanvraag?"), "aanvraag-ondertekenen.csr", self.schrijf_aanvraag, soort="csr"
        )

    def schrijf_aanvraag(self, pad: Path) -> None:
        """Write the request where a person said; it holds name and function, no secret."""
        self.context.taken.doe(_schrijf_aanvraag, pad, klaar=self._aangevraagd, fout=self._niet_gevonden)

    def _aangevraagd(self, _uitkomst: object) -> None:
        self.context.melding(self.tr("De aanvraag is bewaard. Breng haar naar de beheerder van de regio."), rol="goed")

    def _lees_certificaat(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk certificaat?"), self.neem_certificaat, soort="pem *.cer *.crt")

    def neem_certificaat(self, pad: Path) -> None:
        """Read what the region issued."""
        self.context.taken.doe(_neem_certificaat, pad, klaar=self._ingelezen, fout=self._niet_gevonden)

    def _ingelezen(self, _uitkomst: object) -> None:
        self._regio = True
        self._kies("regio")
        self.context.melding(self.tr("Het certificaat van de regio is ingelezen."), rol="goed")

    # -- done

    def doe(self) -> None:
        """Hand over the choice; the secrets are wiped here at once."""
        soort = self.soort.huidig()
        if soort == "bestand":
            if self._pad == Path():
                self._zeg(self.tr("Kies eerst het sleutelbestand."))
                self.kies.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            keuze = Sleutelkeuze("bestand", bestand=self._pad, wachtwoord=self.wachtwoord.text())
        elif soort == "kaart":
            gekozen = self._kaarten.get(self.certificaat.waarde() or b"")
            if gekozen is None:
                self._zeg(self.tr("Zoek eerst de kaart en kies een certificaat."))
                self.zoek.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            keuze = Sleutelkeuze(
                "kaart",
                module=self.module.text().strip(),
                certificaat=gekozen.certificaat,
                pin=self.pin.text() or None,
            )
        elif soort == "regio":
            if not self._regio:
                return
            keuze = Sleutelkeuze("regio")
        else:
            keuze = sleutels.EIGEN
        self.sluit()
        self._vergeet()
        self.gekozen.emit(keuze)


def _schrijf_aanvraag(wp: Werkplek, pad: Path) -> Any:
    return uitvoer.schrijf(pad, sleutels.maak_aanvraag(wp))


def _neem_certificaat(wp: Werkplek, pad: Path) -> None:
    sleutels.neem_regiocertificaat(wp, uitvoer.lees(pad, _GROOTSTE))
