"""What stands beside a signed verslag: additions, each with its file; and what one reader would see of the verslag."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.toevoeging import AARDEN
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, RegelVeld, Segmenten, Tekst, TekstVeld, Veld
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.verslagen.panelen import VerslagPaneel
from zvh_desktop.gui.pages.verslagen.woorden import moment
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Deel, Knopje, Rij, RijenLijst, Stuk
from zvh_desktop.services import concepten, toevoegingen, uittreksels
from zvh_desktop.services.toevoegingen import ToevoegingRegel
from zvh_desktop.services.uittreksels import Keuze
from zvh_desktop.services.verslagen import VerslagDetail

__all__ = ["PaneelHuis", "ToevoegPaneel", "ToevoegingenKaart", "UittrekselPaneel", "geef_toevoeging"]


@dataclass(slots=True)
class PaneelHuis:
    """What the panel that hands out asks of the page it stands in."""

    context: Context
    plek: QWidget

    def vandaag(self) -> date:
        """Return the day."""
        return lokaal(self.context.nu()).date()

    def ga_naar_tab(self, naam: str, record_id: str = "") -> None:
        """There are no tabs here."""

    def gedaan(self, zin: str, bon: object) -> None:
        """Tell that something was done."""
        self.context.melding(zin, rol="goed")

    def gastheer(self) -> QWidget:
        """Return the widget side panels stand in."""
        return self.plek


class ToevoegingenKaart(Kaart):
    """The additions to a signed verslag.

    Signals:
        nieuw(): add one.
        bekijk(id): look at its pages.
        verstrek(id): hand it out.
    """

    nieuw = Signal()
    bekijk = Signal(str)
    verstrek = Signal(str)

    def __init__(self) -> None:
        self.knop = Knop("", icoon="plus", klein=True)
        super().__init__(QCoreApplication.translate("Verslag", "Toevoegingen"), achter=(self.knop,))
        self.knop.zet_tekst(self.tr("Toevoegen…"), self.tr("Aanvulling of zienswijze toevoegen"))
        self.knop.clicked.connect(self.nieuw)
        self.lijst = RijenLijst(self.tr("Toevoegingen"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.lijst.geactiveerd.connect(self.bekijk)
        self.lijst.knop_gedrukt.connect(self._knop)
        self.inhoud.addWidget(self.lijst)
        self.slot = Tekst(
            self.tr(
                "Het ondertekende verslag gaat niet meer open: een aanvulling of zienswijze komt ernaast te staan."
            ),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.slot.setContentsMargins(14, 8, 14, 12)
        self.inhoud.addWidget(self.slot)

    def zet(self, regels: Sequence[ToevoegingRegel], *, kan: bool) -> None:
        """Show them; `kan` tells whether one may be added."""
        self.knop.setVisible(kan)
        self.setVisible(kan or bool(regels))
        rijen = []
        for r in regels:
            t = r.toevoeging
            titel = f"{AARDEN[t.aard]} {t.nummer}"
            achter: tuple[Deel, ...] = (Knopje("verstrek", self.tr("Verstrekken…")),)
            if r.verstrekt:
                achter = (Chipje(self.tr("verstrekt"), "goed", "check"), *achter)
            tweede = self.tr("{van} · ondertekend door {door} · {wanneer}").format(
                van=t.van, door=t.opgemaakt_door, wanneer=moment(t.opgemaakt_op)
            )
            rijen.append(
                Rij(t.id, (Stuk(titel, gewicht=600),), f"{titel}, {tweede}", tweede=tweede, achter=achter, maat="knop")
            )
        self.lijst.zet(rijen)
        self.lijst.setVisible(bool(rijen))

    def _knop(self, sleutel: str, _naam: str) -> None:
        self.verstrek.emit(sleutel)


class ToevoegPaneel(VerslagPaneel):
    """Write an addition; it is composed and signed with the own key in one act."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("ToevoegPaneel", "Toevoegen bij het verslag"),
            QCoreApplication.translate("ToevoegPaneel", "Toevoegen en ondertekenen"),
            "signature",
        )
        self._verslag_id = ""
        self.aard = Segmenten(
            self.tr("Wat wordt toegevoegd"),
            (("aanvulling", self.tr("Aanvulling")), ("zienswijze", self.tr("Zienswijze"))),
        )
        self.aard.gekozen.connect(self._gekozen)
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.van = RegelVeld(plaats=self.tr("naam, en van welke organisatie"))
        self.vanveld = Veld(self.tr("Ingebracht door"), self.van, verplicht=True)
        self.reden = TekstVeld(regels=2)
        self.redenveld = Veld(self.tr("Waarom een aanvulling"), self.reden, verplicht=True)
        self.tekst = TekstVeld(regels=8)
        self.tekstveld = Veld(self.tr("Tekst"), self.tekst, verplicht=True)
        for deel in (self.aard, self.uitleg, self.vanveld, self.redenveld, self.tekstveld):
            self.inhoud.addWidget(deel)
        self.bewaak(
            self.tr("Toevoeging bij een verslag"),
            {"tekst": self.tekst, "van": self.van, "reden": self.reden, "aard": self.aard},
        )
        if self.formulier is not None:
            self.formulier.hersteld.connect(self._hersteld)

    def begin(self, detail: VerslagDetail) -> None:
        """Open for a signed verslag."""
        self._verslag_id = detail.regel.verslag.id
        self._begin(concepten.formulier("toevoegen", self._verslag_id), self.van)

    def _maak_leeg(self) -> None:
        self.aard.kies("aanvulling")
        self._gekozen("aanvulling")
        self.van.setText("")
        self.reden.zet("")
        self.tekst.zet("")

    def _hersteld(self) -> None:
        self._gekozen(self.aard.huidig())

    def _gekozen(self, aard: str) -> None:
        for veld in (self.vanveld, self.redenveld, self.tekstveld):
            veld.zet_fout("")
        self.redenveld.setVisible(aard == "aanvulling")
        self.uitleg.setText(
            self.tr(
                "Iets dat bij het overleg is gezegd en in het verslag ontbreekt. Het verslag zelf blijft zoals het is."
            )
            if aard == "aanvulling"
            else self.tr(
                "De eigen verklaring van de betrokkene, in diens woorden. Zij wordt bij het verslag gevoegd en er niet "
                "in verwerkt."
            )
        )

    def doe(self) -> None:
        """Compose, sign and keep it."""
        leeg = [
            (self.vanveld, self.van, not self.van.text().strip(), self.tr("Vul in wie dit inbrengt.")),
            (self.redenveld, self.reden, self.aard.huidig() == "aanvulling" and len(self.reden.tekst().strip()) < 5,
             self.tr("Schrijf in één zin waarom.")),
            (self.tekstveld, self.tekst, not self.tekst.tekst().strip(), self.tr("Schrijf wat wordt toegevoegd.")),
        ]  # fmt: skip
        for veld, _, fout, woord in leeg:
            veld.zet_fout(woord if fout else "")
        eerste = next((invoer for _, invoer, fout, _ in leeg if fout), None)
        if eerste is not None:
            eerste.setFocus()
            return
        self._bewaar(
            toevoegingen.voeg_toe,
            self._verslag_id,
            self.aard.huidig(),
            self.van.text(),
            self.tekst.tekst(),
            self.reden.tekst() if self.aard.huidig() == "aanvulling" else "",
        )

    def _bewaard(self, uitkomst: Any) -> None:
        super()._bewaard(uitkomst)
        self.context.melding(self.tr("Toegevoegd en ondertekend; het verslag zelf is niet veranderd."), rol="goed")


def geef_toevoeging(paneel: UitgeefPaneel, detail: VerslagDetail, regel: ToevoegingRegel) -> None:
    """Open the panel that hands out, for an addition."""
    t = regel.toevoeging
    titel = QCoreApplication.translate("Verslag", "{aard} {nummer} verstrekken")
    paneel.geef(
        t.casus_id,
        Uitgifte(
            titel=titel.format(aard=AARDEN[t.aard], nummer=t.nummer),
            bestand=f"toevoeging-{detail.regel.nummer}-{t.nummer}.pdf",
            bron=lambda wp, _: toevoegingen.bladbron(wp, t.id),
            doe=lambda wp, pad, w: toevoegingen.verstrek(wp, t.id, pad, aan=w["aan"], hoe=w["hoe"], grond=w["grond"]),
            grond="moet",
            id_=t.id,
        ),
    )


class UittrekselPaneel(VerslagPaneel):
    """For whom to cut the verslag; then it is looked at, and handed out where that may."""

    def __init__(self, context: Context, gastheer: QWidget, uitgeven: UitgeefPaneel) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("UittrekselPaneel", "Wat ziet …?"),
            QCoreApplication.translate("UittrekselPaneel", "Bekijken…"),
            "eye",
        )
        self._uitgeven = uitgeven
        self._detail: VerslagDetail | None = None
        self._keuzes: dict[str, Keuze] = {}
        self.inhoud.addWidget(
            Tekst(
                self.tr("Het verslag zoals één lezer het mag zien; wat is weggelaten staat er met zoveel woorden in."),
                rol="tekst2",
                omloop=True,
            )
        )
        self.lezer = KeuzeVeld()
        self.lezer.gewijzigd.connect(self._ander)
        self.inhoud.addWidget(Veld(self.tr("Voor wie"), self.lezer))
        self.uitleg = Tekst("", omloop=True)
        self.inhoud.addWidget(self.uitleg)

    def begin(self, detail: VerslagDetail) -> None:
        """Open for a verslag, and ask for whom it can be cut."""
        self._detail = detail
        self.zet_keuzes([])
        self.open(self.lezer)
        self.context.taken.vraag(
            uittreksels.keuzes, detail.regel.verslag.id, klaar=self.zet_keuzes, enkel="uittreksellezers"
        )

    def zet_keuzes(self, keuzes: list[Keuze]) -> None:
        """Show for whom it can be cut."""
        self._keuzes = {k.sleutel: k for k in keuzes}
        self.lezer.clear()
        for k in keuzes:
            self.lezer.addItem(k.naam, k.sleutel)
        self._ander(None)

    def _ander(self, _sleutel: object) -> None:
        k = self._keuzes.get(str(self.lezer.waarde() or ""))
        self.knop.setEnabled(k is not None)
        if k is None:
            self.uitleg.setText("")
            return
        zinnen = {
            "": self.tr("Mag een uittreksel krijgen."),
            "grond": self.tr("Was er niet (de hele tijd) bij: alleen met een grond."),
            "zonder_dekking": self.tr("Was erbij zonder verklaring en krijgt geen uittreksel."),
        }
        mist = ""
        if k.mist:
            mist = (
                self.tr("1 uitspraak blijft weg.")
                if k.mist == 1
                else self.tr("{n} uitspraken blijven weg.").format(n=k.mist)
            )
        self.uitleg.setText(f"{zinnen[k.waarom]} {mist}".strip())

    def doe(self) -> None:
        """Show the pages; with the fields to hand them out when that may."""
        detail, k = self._detail, self._keuzes.get(str(self.lezer.waarde() or ""))
        if detail is None or k is None:
            return
        verslag, sleutel = detail.regel.verslag, k.sleutel
        titel = self.tr("Wat ziet {wie}?").format(wie=k.naam)
        self.sluit()
        if k.waarom == "zonder_dekking" or verslag.status != "ondertekend":
            self._uitgeven.kijk(titel, lambda wp: uittreksels.voorbeeld(wp, verslag.id, sleutel)[0])
            return
        self._uitgeven.geef(
            verslag.casus_id,
            Uitgifte(
                titel=titel,
                bestand=f"uittreksel-{detail.regel.nummer}-v{verslag.versie}.pdf",
                uitleg=self.uitleg.text(),
                bron=lambda wp, _: uittreksels.voorbeeld(wp, verslag.id, sleutel)[0],
                doe=lambda wp, pad, w: uittreksels.verstrek(
                    wp, verslag.id, sleutel, pad, hoe=w["hoe"], grond=w["grond"]
                ),
                aan=k.naam,
                grond="moet" if k.waarom else "mag",
                id_=f"{verslag.id}{sleutel.replace(':', '')}",
            ),
        )
