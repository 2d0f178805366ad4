"""The side panel that asks with which key to sign; passwords and PINs leave it once and are wiped."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Segmenten, Tekst, Veld
from zvh_desktop.gui.onderdelen.velden import datum_in_woorden
from zvh_desktop.gui.pages.verslagen.panelen import VerslagPaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.zeswoorden import ZesWoorden
from zvh_desktop.gui.toegang.slot import GeheimVeld
from zvh_desktop.services import concepten, sleutels, uitvoer
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.sleutels import Kaartcertificaat, Mijnstand, Sleutelkeuze
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
        self._mijn = Mijnstand("geen_gezag")
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
        # The password and the pin are no draft: a secret is kept nowhere.
        self.bewaak(self.tr("Sleutel om mee te tekenen"), {"module": self.module})

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
        self.woorden = ZesWoorden()
        self.vraag = Knop(self.tr("Certificaat aanvragen"), icoon="send", klein=True)
        self.vraag.clicked.connect(self._vraag_aan)
        self.aanvraag = Knop(self.tr("Aanvraag bewaren…"), icoon="download", klein=True)
        self.aanvraag.clicked.connect(self._bewaar_aanvraag)
        self.lees = Knop(self.tr("Certificaat inlezen…"), icoon="folder-open", klein=True)
        self.lees.clicked.connect(self._lees_certificaat)
        self._bij_regio = (self.woorden, self.vraag, self.aanvraag, self.lees)
        for deel in self._bij_regio:
            self.inhoud.addWidget(deel, 0, Qt.AlignmentFlag(0) if deel is self.woorden else Qt.AlignmentFlag.AlignLeft)

    def begin(self, naam: str, *, mijn: Mijnstand | None) -> None:
        """Open; `naam` is who signs, `mijn` how it stands with a certificate of the region on that name."""
        self._naam, self._mijn = naam, mijn or Mijnstand("geen_gezag")
        self._vergeet()
        self._kies(self.soort.huidig())
        self._begin(concepten.formulier("sleutel"), self.soort)

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
            "regio": self._regiozin(),
        }
        self.uitleg.setText(zinnen[soort])
        if soort == "regio":
            self._toon_regio()
        self.knop.setEnabled(soort != "regio" or self._mijn.staat == "geldig")

    def _regiozin(self) -> str:
        mijn = self._mijn
        dag = datum_in_woorden(lokaal(mijn.tot).date()) if mijn.tot else ""
        zin_ = {
            "geldig": self.tr(
                "Uitgegeven door de regio ({uitgever}) op uw naam, voor de sleutel in deze kluis; geldig tot {dag}. "
                "Niet gekwalificeerd."
            ),
            "geen": self.tr(
                "U hebt op dit toestel nog geen certificaat van de regio ({uitgever}). Een aanvraag reist met de "
                "volgende ronde of stick mee naar de beheerder; de sleutel zelf blijft in deze kluis."
            ),
            "aangevraagd": self.tr(
                "Aangevraagd bij de regio ({uitgever}); de beheerder beslist. Vraagt die naar de zes woorden, lees "
                "dan deze voor:"
            ),
            "geweigerd": self.tr("De beheerder gaf geen certificaat: {waarom}"),
            "verlopen": self.tr("Uw certificaat van de regio ({uitgever}) verliep op {dag}. Vraag een nieuw aan."),
            "ingetrokken": self.tr(
                "Uw certificaat van de regio ({uitgever}) is ingetrokken op {dag}. Vraag een nieuw aan, of teken met "
                "een andere sleutel."
            ),
            "geen_gezag": self.tr(
                "De regio geeft hier nog geen certificaten uit. Gebeurt dat buiten dit programma om, bewaar dan een "
                "aanvraag en lees het certificaat dat ervan werd gemaakt hier in."
            ),
        }[mijn.staat]
        if mijn.bijna_om:
            later = (
                self.tr(" Een nieuw is aangevraagd; de zes woorden om te vergelijken:")
                if mijn.woorden
                else self.tr(" Vraag op tijd een nieuw aan.")
            )
            zin_ += later
        return zin_.format(uitgever=mijn.uitgever, dag=dag, waarom=mijn.waarom)

    def _toon_regio(self) -> None:
        """Offer what fits: asking once, and by file for who has no server."""
        staat, nieuw = self._mijn.staat, self._mijn.bijna_om and not self._mijn.woorden
        self.woorden.zet(self._mijn.woorden)
        self.vraag.setVisible(staat in ("geen", "geweigerd", "verlopen", "ingetrokken") or nieuw)
        for knop in (self.aanvraag, self.lees):
            knop.setVisible(staat != "geldig" or self._mijn.bijna_om)
        self.vraag.setEnabled(True)

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
        if self.formulier is not None:
            self.formulier.klaar()
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
        self.vraag.setEnabled(True)
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

    def _vraag_aan(self) -> None:
        self.vraag.setEnabled(False)
        self.context.taken.doe(sleutels.vraag_aan, klaar=self._gevraagd, fout=self._niet_gevonden)

    def _gevraagd(self, _bon: object) -> None:
        self.context.melding(self.tr("De aanvraag reist met de volgende ronde of stick mee."), rol="goed")
        self._kijk_regio()

    def _kijk_regio(self) -> None:
        self.context.taken.vraag(sleutels.mijn_stand, klaar=self._zet_regio)

    def _zet_regio(self, mijn: Mijnstand) -> None:
        self._mijn = mijn
        if self.soort.huidig() == "regio":
            self._kies("regio")

    def _bewaar_aanvraag(self) -> None:
        bestand.kies_opslag(
            self, self.tr("Waar komt de aanvraag?"), "aanvraag-ondertekenen.csr", self.schrijf_aanvraag, soort="csr"
        )

    def schrijf_aanvraag(self, pad: Path) -> None:
        """Write the request where a person said; it holds name and function, no secret."""
        self.context.taken.doe(_schrijf_aanvraag, pad, klaar=self._aangevraagd, fout=self._niet_gevonden)

    def _aangevraagd(self, woorden: tuple[str, ...]) -> None:
        self.context.melding(
            self.tr("De aanvraag is bewaard. Breng haar naar de beheerder van de regio en lees de zes woorden voor."),
            rol="goed",
        )
        self.woorden.zet(woorden)

    def _lees_certificaat(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk certificaat?"), self.neem_certificaat, soort="pem *.cer *.crt")

    def neem_certificaat(self, pad: Path) -> None:
        """Read what the region issued."""
        self.context.taken.doe(_neem_certificaat, pad, klaar=self._ingelezen, fout=self._niet_gevonden)

    def _ingelezen(self, _uitkomst: object) -> None:
        self.context.melding(self.tr("Het certificaat van de regio is ingelezen."), rol="goed")
        self._kijk_regio()

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
            if self._mijn.staat != "geldig":
                return
            keuze = Sleutelkeuze("regio")
        else:
            keuze = sleutels.EIGEN
        self.sluit()
        self._vergeet()
        self.gekozen.emit(keuze)


def _schrijf_aanvraag(wp: Werkplek, pad: Path) -> tuple[str, ...]:
    uitvoer.schrijf(pad, sleutels.maak_aanvraag(wp))
    return sleutels.eigen_kenmerk(wp)


def _neem_certificaat(wp: Werkplek, pad: Path) -> None:
    sleutels.neem_regiocertificaat(wp, uitvoer.lees(pad, _GROOTSTE))
