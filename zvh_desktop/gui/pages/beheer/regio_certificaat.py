"""One request for a certificate of the region, and one certificate: issue, refuse, hand over, withdraw."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.onderdelen.velden import datum_in_woorden
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.zeswoorden import ZesWoorden
from zvh_desktop.services import concepten, tekenaanvragen, tekengezag, uitvoer
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.tekenaanvragen import Bestandsaanvraag
from zvh_desktop.services.tekengezag import INTREKREDENEN, Aanvraagregel, Certificaatregel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["STAAT", "AanvraagPaneel", "BestandsaanvraagPaneel", "CertificaatPaneel"]

STAAT = {
    "geldig": ("geldig", "goed", "check"),
    "nog_niet": ("nog niet geldig", "waarschuwing", "clock"),
    "verlopen": ("verlopen", "neutraal", "clock"),
    "ingetrokken": ("ingetrokken", "gevaar", "circle-slash"),
    "geweigerd": ("geweigerd", "neutraal", "circle-slash"),
}
"""Word, role and icon by state."""


def _geef_uit(wp: Werkplek, aanvraag_id: str) -> object:
    return tekenaanvragen.geef_uit(wp, aanvraag_id)[1]


def _uit_bestand(wp: Werkplek, aanvraag: Bestandsaanvraag, medewerker_id: str) -> tuple[str, object]:
    return tekenaanvragen.geef_uit_bestand(wp, aanvraag, medewerker_id, vergeleken=True)


def _schrijf(wp: Werkplek, certificaat_id: str, pad: Path) -> object:
    return uitvoer.schrijf(pad, tekenaanvragen.certificaat_pem(wp, certificaat_id))


def _bewaar_certificaat(paneel: "_Paneel", certificaat_id: str) -> None:
    """Ask where a certificate goes, and write it there; it is public."""
    context = paneel.context

    def gekozen(pad: Path) -> None:
        context.taken.doe(_schrijf, certificaat_id, pad, klaar=paneel.bewaard, fout=paneel.mislukt)

    titel = paneel.tr("Waar komt het certificaat?")
    bestand.kies_opslag(paneel, titel, "certificaat-ondertekenen.pem", gekozen, soort="pem")


def _belet(regel: str) -> str:
    """Return the sentence of what stands in the way."""
    return zin(Omstandigheid(Reden.REGEL_WEIGERT, regel=regel)) if regel else ""


class _Paneel(Zijpaneel):
    """What both have: a place for what went wrong, and telling that something changed.

    Signals:
        veranderd(): a decision was taken.
    """

    veranderd = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=480)
        self.context = context
        self.hoe = Tekst("", omloop=True)
        self.inhoud.addWidget(self.hoe)

    def _rond_af(self) -> None:
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)

    def _klaar(self, zin_: str) -> None:
        self.sluit()
        self.context.melding(zin_, rol="goed")
        self.veranderd.emit()

    def bewaard(self, _pad: object) -> None:
        """The file is written."""
        self.context.melding(self.tr("Het certificaat is bewaard. Breng het naar wie het aanvroeg."), rol="goed")

    def mislukt(self, fout: BaseException) -> None:
        """Say what went wrong, and leave the form as it is."""
        self.fout.setText(zin(fout))
        self.fout.show()


class AanvraagPaneel(_Paneel):
    """A request that came with a round or a stick."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._aanvraag: Aanvraagregel | None = None
        self.woorden = ZesWoorden()
        self.inhoud.addWidget(self.woorden)
        self.uitleg = Tekst(
            self.tr(
                "De aanvraag kwam van een toestel dat op deze naam is goedgekeurd. De aanvrager ziet dezelfde zes "
                "woorden; twijfelt u, laat ze dan voorlezen. Het certificaat zegt dat de regio voor de naam instaat. "
                "Het is niet gekwalificeerd."
            ),
            maat="knop",
            rol="tekst2",
            omloop=True,
        )
        self.inhoud.addWidget(self.uitleg)
        self.waarom = RegelVeld(plaats=self.tr("in één zin; de aanvrager leest dit"))
        self.waaromveld = Veld(self.tr("Waarom niet"), self.waarom)
        self.inhoud.addWidget(self.waaromveld)
        self._rond_af()
        self.weiger = self.voeg_knop_toe(Knop(self.tr("Weigeren…"), icoon="circle-slash"))
        self.weiger.clicked.connect(self._vraag_waarom)
        self.weiger_echt = self.voeg_knop_toe(Knop(self.tr("Weigeren"), soort="gevaar", icoon="circle-slash"))
        self.weiger_echt.clicked.connect(self._weiger)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Certificaat uitgeven"), soort="primair", icoon="stamp"))
        self.knop.clicked.connect(self._geef_uit)
        self.waarom.returnPressed.connect(self._weiger)
        self.formulier = FormulierConcept(context, self, self.tr("Aanvraag weigeren"), {"waarom": self.waarom})
        self.formulier.hersteld.connect(self._vraag_waarom)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, aanvraag: Aanvraagregel) -> None:
        """Open for a request."""
        self.formulier.stop()
        self._aanvraag = aanvraag
        self.zet_titel(self.tr("Aanvraag van {naam}").format(naam=aanvraag.naam))
        self.hoe.setText(
            self.tr("{functie}, aangevraagd {moment}.").format(
                functie=aanvraag.functie[:1].upper() + aanvraag.functie[1:], moment=moment_in_woorden(aanvraag.op)
            )
        )
        self.woorden.zet(aanvraag.woorden)
        self.fout.setText(_belet(aanvraag.belet))
        self.fout.setVisible(bool(aanvraag.belet))
        self.uitleg.setVisible(not aanvraag.belet)
        self.waarom.setText("")
        self.waaromveld.hide()
        self.weiger.show()
        self.weiger_echt.hide()
        self.knop.setEnabled(not aanvraag.belet)
        self.knop.show()
        self.open(self.knop if not aanvraag.belet else self.weiger)
        self.formulier.begin(concepten.formulier("tekenaanvraag", aanvraag.id))

    def _geef_uit(self) -> None:
        if self._aanvraag is not None:
            self.knop.setEnabled(False)
            self.context.taken.doe(_geef_uit, self._aanvraag.id, klaar=self._uitgegeven, fout=self.mislukt)

    def _uitgegeven(self, _bon: object) -> None:
        self.formulier.weggooien()
        self._klaar(self.tr("Het certificaat is uitgegeven; het reist met de volgende ronde of stick mee."))

    def _vraag_waarom(self) -> None:
        self.weiger.hide()
        self.knop.hide()
        self.waaromveld.show()
        self.weiger_echt.show()
        self.waarom.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weiger(self) -> None:
        if self._aanvraag is not None:
            self.formulier.bewaar(
                tekenaanvragen.weiger, self._aanvraag.id, self.waarom.text(), klaar=self._geweigerd, fout=self.mislukt
            )

    def _geweigerd(self, _bon: object) -> None:
        self.formulier.klaar()
        self._klaar(self.tr("De aanvraag is geweigerd; de aanvrager leest waarom."))


class BestandsaanvraagPaneel(_Paneel):
    """A request that came as a file: it says itself who it is of, so the six words are compared first."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self.zet_titel(self.tr("Aanvraag uit een bestand"))
        self._aanvraag: Bestandsaanvraag | None = None
        self._gemaakt = ""
        self.wie = KeuzeVeld()
        self.wie.gewijzigd.connect(self._bij)
        self.wieveld = Veld(
            self.tr("Voor wie"), self.wie, hint=self.tr("De naam in het certificaat komt uit de lijst.")
        )
        self.inhoud.addWidget(self.wieveld)
        self.woorden = ZesWoorden()
        self.inhoud.addWidget(self.woorden)
        self.vergeleken = QCheckBox(self.tr("Deze woorden las de collega voor van het eigen scherm"))
        self.vergeleken.toggled.connect(self._bij)
        self.inhoud.addWidget(self.vergeleken)
        self._rond_af()
        self.knop = self.voeg_knop_toe(Knop(self.tr("Certificaat uitgeven"), soort="primair", icoon="stamp"))
        self.knop.clicked.connect(self._geef_uit)
        self.bewaren = self.voeg_knop_toe(Knop(self.tr("Certificaat bewaren…"), soort="primair", icoon="save"))
        self.bewaren.clicked.connect(self._bewaar)

    def begin(self, aanvraag: Bestandsaanvraag, medewerkers: Sequence[Medewerker]) -> None:
        """Open for a file that was read."""
        self._aanvraag, self._gemaakt = aanvraag, ""
        self.hoe.setText(
            self.tr("In het bestand staat de naam {naam}; of dat zo is, bewijst het bestand niet.").format(
                naam=aanvraag.naam or self.tr("(geen)")
            )
        )
        self.wie.clear()
        self.wie.addItem(self.tr("Kies een medewerker"), "")
        for m in medewerkers:
            self.wie.addItem(f"{m.naam} ({m.functie})" if m.functie else m.naam, m.id)
        self.woorden.zet(aanvraag.woorden)
        self.vergeleken.setChecked(False)
        self.fout.hide()
        self._toon()
        self.open(self.wie)

    def _toon(self) -> None:
        klaar = bool(self._gemaakt)
        self.knop.setVisible(not klaar)
        self.bewaren.setVisible(klaar)
        for deel in (self.wieveld, self.woorden, self.vergeleken):
            deel.setVisible(not klaar)
        self._bij()

    def _bij(self, *_: object) -> None:
        self.knop.setEnabled(bool(self.wie.waarde()) and self.vergeleken.isChecked())

    def _geef_uit(self) -> None:
        self.knop.setEnabled(False)
        self.context.taken.doe(
            _uit_bestand, self._aanvraag, str(self.wie.waarde()), klaar=self._uitgegeven, fout=self.mislukt
        )

    def _uitgegeven(self, uit: tuple[str, object]) -> None:
        self._gemaakt = uit[0]
        self.fout.hide()
        self.hoe.setText(
            self.tr("Het certificaat is uitgegeven. Geef het als bestand terug aan de collega, die het inleest.")
        )
        self._toon()
        self.bewaren.setFocus(Qt.FocusReason.OtherFocusReason)
        self.veranderd.emit()

    def _bewaar(self) -> None:
        _bewaar_certificaat(self, self._gemaakt)


class CertificaatPaneel(_Paneel):
    """A decision: how it stands, handing over the certificate, and withdrawing it."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._regel: Certificaatregel | None = None
        self.nummer = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.nummer)
        self.bewaren = Knop(self.tr("Als bestand bewaren…"), icoon="save", klein=True)
        self.bewaren.clicked.connect(self._bewaar)
        self.rij = knoppenrij(self.bewaren)
        self.inhoud.addWidget(self.rij)
        self.uitleg = Tekst(
            self.tr(
                "Intrekken is voorgoed. Vanaf de volgende ronde of stick tekent niemand er meer mee. Is de sleutel "
                "verloren of gestolen, dan bewijzen ook eerdere handtekeningen zonder tijdstempel niets meer. Bij uit "
                "dienst of vervangen blijven die staan, met de intrekking erbij."
            ),
            maat="knop",
            omloop=True,
        )
        self.inhoud.addWidget(self.uitleg)
        self.reden = KeuzeVeld([("", self.tr("Kies een reden")), *INTREKREDENEN.items()])
        self.redenveld = Veld(self.tr("Waarom"), self.reden)
        self.reden.currentIndexChanged.connect(self._bij)
        self.inhoud.addWidget(self.redenveld)
        self._rond_af()
        self.intrekken = self.voeg_knop_toe(Knop(self.tr("Intrekken…"), soort="gevaar", icoon="circle-slash"))
        self.intrekken.clicked.connect(self._vraag)
        self.doe_intrekken = self.voeg_knop_toe(Knop(self.tr("Voorgoed intrekken"), soort="gevaar"))
        self.doe_intrekken.clicked.connect(self._trek_in)

    def begin(self, regel: Certificaatregel) -> None:
        """Open for one."""
        self._regel = regel
        self.zet_titel(self.tr("Certificaat van {naam}").format(naam=regel.naam))
        self.hoe.setText(self._woorden(regel))
        self.nummer.setText(self.tr("Serienummer {nummer}").format(nummer=regel.nummer))
        self.nummer.setVisible(bool(regel.nummer))
        self.rij.setVisible(bool(regel.nummer))
        self._vraagt(aan=False)
        self.fout.hide()
        mag = regel.staat in ("geldig", "nog_niet")
        self.intrekken.setVisible(mag)
        self.open(self.intrekken if mag else None)

    def _woorden(self, regel: Certificaatregel) -> str:
        wie = self.tr("{functie}. Besloten op {dag} door {wie}.").format(
            functie=regel.functie[:1].upper() + regel.functie[1:],
            dag=datum_in_woorden(regel.besloten_op.date()),
            wie=regel.besloten_door,
        )
        if regel.staat == "geweigerd":
            return self.tr("{wie} Geweigerd: {reden}").format(wie=wie, reden=regel.reden)
        if regel.staat == "ingetrokken" and regel.ingetrokken_op is not None:
            return self.tr("{wie} Ingetrokken op {dag}: {reden}.").format(
                wie=wie, dag=datum_in_woorden(regel.ingetrokken_op.date()), reden=regel.reden
            )
        tot = datum_in_woorden(regel.tot.date()) if regel.tot else ""
        zin_ = self.tr("{wie} Verlopen op {tot}.") if regel.staat == "verlopen" else self.tr("{wie} Geldig tot {tot}.")
        return zin_.format(wie=wie, tot=tot)

    def _vraagt(self, *, aan: bool) -> None:
        for deel in (self.uitleg, self.redenveld, self.doe_intrekken):
            deel.setVisible(aan)

    def _vraag(self) -> None:
        self._vraagt(aan=True)
        self.intrekken.hide()
        self.reden.kies("")
        self._bij()
        self.reden.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bij(self) -> None:
        self.doe_intrekken.setEnabled(bool(self.reden.waarde()))

    def _trek_in(self) -> None:
        if self._regel is not None:
            self.doe_intrekken.setEnabled(False)
            self.context.taken.doe(
                tekengezag.trek_in, self._regel.id, self.reden.waarde(), klaar=self._ingetrokken, fout=self.mislukt
            )

    def _ingetrokken(self, _bon: object) -> None:
        self._klaar(self.tr("Het certificaat is ingetrokken; de lijst reist met de volgende ronde of stick mee."))

    def _bewaar(self) -> None:
        if self._regel is not None:
            _bewaar_certificaat(self, self._regel.id)
