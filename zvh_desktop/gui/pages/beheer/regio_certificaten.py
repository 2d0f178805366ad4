"""Certificates for signing that the region issues: begin, what was asked, what was issued, and who checks elsewhere."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst
from zvh_desktop.gui.onderdelen.velden import datum_in_woorden
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pages.beheer.regio_certificaat import (
    STAAT,
    AanvraagPaneel,
    BestandsaanvraagPaneel,
    CertificaatPaneel,
)
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import beheer, tekenaanvragen, tekengezag, uitvoer
from zvh_desktop.services.tekenaanvragen import Bestandsaanvraag
from zvh_desktop.services.tekengezag import Aanvraagregel, Certificaatregel, Gezagstand
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["CertificatenKaart"]

_GROOTSTE = 64 * 1024


def _haal(wp: Werkplek) -> tuple[Gezagstand, tuple[Medewerker, ...]]:
    return tekengezag.stand(wp), tuple(beheer.medewerkers(wp))


def _lees(pad: Path) -> Bestandsaanvraag:
    return tekenaanvragen.lees_bestand(uitvoer.lees(pad, _GROOTSTE))


def _schrijf_wortel(wp: Werkplek, pad: Path) -> object:
    return uitvoer.schrijf(pad, tekengezag.wortel_pem(wp))


class CertificatenKaart(Kaart):
    """The card, for a vault that holds the region's key; `toon` fills it."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(QCoreApplication.translate("CertificatenKaart", "Certificaten voor ondertekenen"))
        self.context = context
        self._medewerkers: tuple[Medewerker, ...] = ()
        self._aanvragen: dict[str, Aanvraagregel] = {}
        self._certificaten: dict[str, Certificaatregel] = {}
        self.aanvraag = AanvraagPaneel(context, gastheer)
        self.uit_bestand = BestandsaanvraagPaneel(context, gastheer)
        self.certificaat = CertificaatPaneel(context, gastheer)
        self.panelen = (self.aanvraag, self.uit_bestand, self.certificaat)
        for paneel in self.panelen:
            paneel.veranderd.connect(self.toon)
        self.uitleg = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.uitleg.setContentsMargins(14, 10, 14, 4)
        self.inhoud.addWidget(self.uitleg)
        self.lijst = RijenLijst(self.tr("Aanvragen en certificaten"), in_kaart=True)
        self.lijst.geactiveerd.connect(self._open)
        self.inhoud.addWidget(self.lijst)
        self.knop_begin = Knop(self.tr("Certificaten gaan uitgeven…"), soort="primair", icoon="stamp")
        self.knop_begin.clicked.connect(self._begin)
        self.knop_zeker = Knop(self.tr("Ja, begin ermee"), soort="primair", icoon="check")
        self.knop_zeker.clicked.connect(self._begin_echt)
        self.knop_niet = Knop(self.tr("Nog niet"), soort="vlak")
        self.knop_niet.clicked.connect(self.bedaar)
        self.knop_bestand = Knop(self.tr("Aanvraag uit bestand…"), icoon="folder-open", klein=True)
        self.knop_bestand.clicked.connect(self._kies_aanvraag)
        self.knop_wortel = Knop(self.tr("Voor controle elders bewaren…"), icoon="save", klein=True)
        self.knop_wortel.clicked.connect(self._kies_wortel)
        self._bij_begin = (self.knop_begin, self.knop_zeker, self.knop_niet)
        self._bij_gezag = (self.knop_bestand, self.knop_wortel)
        rij = knoppenrij(*self._bij_begin, *self._bij_gezag)
        rij.setContentsMargins(14, 4, 14, 12)
        self.inhoud.addWidget(rij)
        self._stand: Gezagstand | None = None
        self.vul((Gezagstand(beheer=False), ()))

    def toon(self, *_: object) -> None:
        """Look again."""
        self.context.taken.vraag(_haal, klaar=self.vul, enkel="regiocertificaten")

    def vul(self, beeld: tuple[Gezagstand, tuple[Medewerker, ...]]) -> None:
        """Show it."""
        stand, self._medewerkers = beeld
        self._stand = stand
        self._aanvragen = {a.id: a for a in stand.aanvragen}
        self._certificaten = {c.id: c for c in stand.certificaten}
        self.bedaar()
        for knop in self._bij_gezag:
            knop.setVisible(bool(stand.naam))
        self.lijst.setVisible(bool(stand.aanvragen or stand.certificaten))
        self.lijst.zet([*map(self._aanvraagrij, stand.aanvragen), *map(self._certificaatrij, stand.certificaten)])
        if not stand.naam:
            self.uitleg.setText(
                self.tr(
                    "De regio kan collega’s een certificaat geven voor de sleutel waarmee zij verslagen ondertekenen. "
                    "Elke kluis van de regio ziet dan dat de regio voor de naam instaat. Zo’n certificaat is niet "
                    "gekwalificeerd. De sleutel waarmee de regio uitgeeft, volgt uit de regiosleutel van deze kluis "
                    "en komt met twee bladen terug."
                )
            )
            return
        lijst = moment_in_woorden(stand.lijst_op) if stand.lijst_op else self.tr("nog niet")
        zin_ = self.tr(
            "{naam}, geldig tot {tot}. Kenmerk: {woorden}. Lijst van wat is ingetrokken: {lijst}; zij reist mee met "
            "elke ronde en stick, en wordt elke week vernieuwd."
        )
        tot = datum_in_woorden(stand.tot.date()) if stand.tot else ""
        tekst = zin_.format(naam=stand.naam, tot=tot, woorden=" ".join(stand.woorden), lijst=lijst)
        leeg = self.tr(" Er is nog niets aangevraagd: een collega doet dat bij Verslagen, Ondertekenen met…, Regio.")
        self.uitleg.setText(tekst if self._aanvragen or self._certificaten else tekst + leeg)

    def _aanvraagrij(self, a: Aanvraagregel) -> Rij:
        tweede = self.tr("aangevraagd {moment}").format(moment=moment_in_woorden(a.op))
        woord, rol = (self.tr("niet te vertrouwen"), "gevaar") if a.belet else (self.tr("aanvraag"), "waarschuwing")
        return Rij(
            a.id,
            a.naam,
            f"{a.naam}, {a.functie}, {tweede}, {woord}",
            lead=Tegel("mail", rol),
            tweede=f"{a.functie} · {tweede}" if a.functie else tweede,
            achter=(Chipje(woord, rol, "circle-x" if a.belet else "hourglass"),),
        )

    def _certificaatrij(self, c: Certificaatregel) -> Rij:
        woord, rol, beeld = STAAT[c.staat]
        if c.staat in ("ingetrokken", "geweigerd"):
            tweede = c.reden
        else:
            tweede = self.tr("tot {tot}").format(tot=datum_in_woorden(c.tot.date())) if c.tot else ""
        return Rij(
            c.id,
            c.naam,
            ", ".join(filter(None, (c.naam, c.functie, tweede, woord))),
            lead=Tegel("signature", "accent" if c.staat == "geldig" else "neutraal"),
            tweede=" · ".join(filter(None, (c.functie, tweede))),
            achter=(Chipje(woord, rol, beeld),),
            gedimd=c.staat not in ("geldig", "nog_niet"),
        )

    def _open(self, sleutel: str) -> None:
        if (aanvraag := self._aanvragen.get(sleutel)) is not None:
            self.aanvraag.begin(aanvraag)
        elif (certificaat := self._certificaten.get(sleutel)) is not None:
            self.certificaat.begin(certificaat)

    # -- beginning

    def bedaar(self) -> None:
        """Ask nothing (any more)."""
        zonder = self._stand is not None and self._stand.beheer and not self._stand.naam
        self.knop_begin.setVisible(zonder)
        self.knop_zeker.hide()
        self.knop_niet.hide()

    def _begin(self) -> None:
        self.knop_begin.hide()
        self.knop_zeker.show()
        self.knop_niet.show()
        self.knop_zeker.setFocus()

    def _begin_echt(self) -> None:
        self.bedaar()
        self.context.taken.doe(tekengezag.begin, klaar=self._begonnen)

    def _begonnen(self, _bon: object) -> None:
        self.context.melding(
            self.tr("De regio geeft nu certificaten uit; andere kluizen weten het na de volgende ronde."), rol="goed"
        )
        self.toon()

    # -- files

    def _kies_aanvraag(self) -> None:
        bestand.kies_bestand(self, self.tr("Welke aanvraag?"), self.neem_aanvraag, soort="csr")

    def neem_aanvraag(self, pad: Path) -> None:
        """Read a request and ask for whom it is."""
        self.context.taken.buiten(_lees, pad, klaar=self._gelezen, voor=self)

    def _gelezen(self, aanvraag: Bestandsaanvraag) -> None:
        self.uit_bestand.begin(aanvraag, self._medewerkers)

    def _kies_wortel(self) -> None:
        bestand.kies_opslag(self, self.tr("Waar komt het bestand?"), "regio.pem", self.schrijf_wortel, soort="pem")

    def schrijf_wortel(self, pad: Path) -> None:
        """Write what somebody outside the region checks with; it is public."""
        self.context.taken.doe(_schrijf_wortel, pad, klaar=self._geschreven)

    def _geschreven(self, _pad: object) -> None:
        self.context.melding(
            self.tr("Bewaard: wie dit bestand vertrouwt, ziet buiten de regio wie tekende en wat is ingetrokken."),
            rol="goed",
        )

    def verlaat(self) -> None:
        """Close what stands open."""
        self.bedaar()
        for paneel in self.panelen:
            paneel.sluit()
