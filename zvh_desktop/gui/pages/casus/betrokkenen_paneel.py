"""The panel of one person: every field, and what ties this person to others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from zvh_desktop.domain.afscherming import Adreszicht, Kijker, adreszicht
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.gui.onderdelen import Knop, Streep, Tekst, Zijpaneel
from zvh_desktop.gui.pages.casus.betrokkenen_afscherming import Afscherming
from zvh_desktop.gui.pages.casus.betrokkenen_banden import Banden
from zvh_desktop.gui.pages.casus.betrokkenen_bsn import TOON_MS, BsnVeld
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier, V
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.services import dossiers

__all__ = ["Persoonpaneel"]


class Persoonpaneel(Zijpaneel):
    """Every field of one person.

    Signals:
        intrekken(id), hoofd(id), samenvoegen(id), uiteen(id of the merged record): a person asked for it.
        relatie(id of the relation, "" for a new one), incident(id), elders(casus id): to be opened.
    """

    intrekken = Signal(str)
    hoofd = Signal(str)
    samenvoegen = Signal(str)
    uiteen = Signal(str)
    relatie = Signal(str)
    incident = Signal(str)
    elders = Signal(str)

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=480)
        self._context = huis.context
        self._id = ""
        self._geheim = False
        self._zicht = Adreszicht.OPEN
        self._contact: Betrokkene | None = None
        self.wie = Formulier(
            huis.context,
            "betrokkene",
            (
                (V("voornamen", rek=3), V("tussenvoegsel", rek=2), V("achternaam", rek=3)),
                (V("geboortedatum", "datum", verleden=True), V("rol")),
                V("aliassen", "lijst", hint=self.tr("Eén naam per regel; ook deze worden gevonden bij het zoeken.")),
            ),
            vandaag=huis.vandaag,
        )
        self.hoofd_knop = Knop(self.tr("Maak hoofdpersoon"), icoon="star", klein=True)
        self.hoofd_knop.clicked.connect(self._vraag_hoofd)
        self.hoofd_tekst = Tekst(self.tr("Hoofdpersoon: de casus draagt deze naam."), maat="klein", rol="tekst2")
        self.bsn = BsnVeld(huis.context)
        self.geheim = Formulier(huis.context, "betrokkene", (V("adres_geheim", "schakel"),), vandaag=huis.vandaag)
        self.geheim.anders.connect(self._geheim_anders)
        self.adres_dicht = QWidget()
        dicht = QHBoxLayout(self.adres_dicht)
        dicht.setContentsMargins(0, 0, 0, 0)
        self.dicht_tekst = Tekst("", rol="tekst2", omloop=True)
        dicht.addWidget(self.dicht_tekst, 1)
        self.adres_knop = Knop(self.tr("Toon adres"), icoon="eye", klein=True)
        self.adres_knop.setToolTip(self.tr("Dat u het adres bekijkt, wordt vastgelegd."))
        self.adres_knop.clicked.connect(self._vraag_adres)
        dicht.addWidget(self.adres_knop)
        self.adres = Formulier(
            huis.context,
            "betrokkene",
            ((V("straat", rek=3), V("huisnummer")), (V("postcode"), V("woonplaats", rek=2))),
            vandaag=huis.vandaag,
        )
        self.afscherming = Afscherming()
        self.afscherming.gekozen.connect(self._scherm_af)
        self.overig = Formulier(
            huis.context,
            "betrokkene",
            (
                (V("telefoon"), V("telefoon_meelezen", "keuze", titel=self.tr("Kan een ander meelezen"))),
                V("contact_alleen_via", hint=self.tr("Bijvoorbeeld: via school; nooit bellen of een brief sturen.")),
                V("opmerking", "tekst"),
            ),
            vandaag=huis.vandaag,
        )
        self.overig.anders.connect(self._pas_contact_aan)
        self.let_op = Tekst("", rol="gevaar", gewicht=600, omloop=True)
        self.informeren = Formulier(
            huis.context,
            "betrokkene",
            (
                V("geinformeerd", "keuze"),
                (V("geinformeerd_op", "datum", verleden=True), V("geinformeerd_door")),
                V("geinformeerd_grond", "tekst"),
                V("geinformeerd_herzien_op", "datum"),
            ),
            vandaag=huis.vandaag,
        )
        self.informeren.anders.connect(self._pas_informeren_aan)
        hoofd = QHBoxLayout()
        hoofd.addWidget(self.hoofd_tekst, 1)
        hoofd.addWidget(self.hoofd_knop, 0, Qt.AlignmentFlag.AlignRight)
        self.inhoud.addWidget(self.let_op)
        self.inhoud.addWidget(self.wie)
        self.inhoud.addLayout(hoofd)
        self.inhoud.addWidget(self.bsn)
        self.banden = Banden()
        self.banden.nieuw.clicked.connect(self._vraag_relatie)
        self.banden.relatie.connect(self.relatie)
        self.banden.incident.connect(self.incident)
        self.banden.elders.connect(self.elders)
        self.banden.uiteen.connect(self.uiteen)
        self.inhoud.addWidget(self.banden)
        for kop, delen in (
            (self.tr("Adres"), (self.geheim, self.afscherming, self.adres_dicht, self.adres)),
            (self.tr("Contact"), (self.overig,)),
            (self.tr("Betrokkene informeren"), (self.informeren,)),
        ):
            self.inhoud.addWidget(Streep())
            self.inhoud.addWidget(Tekst(kop, maat="basis", gewicht=700))
            for deel in delen:
                self.inhoud.addWidget(deel)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="user-x"))
        self.weg.clicked.connect(self._vraag_intrekken)
        self.samen = self.voeg_knop_toe(Knop(self.tr("Samenvoegen …"), icoon="git-merge"))
        self.samen.clicked.connect(self._vraag_samenvoegen)
        self.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair")).clicked.connect(self.sluit)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(TOON_MS)
        self._klok.timeout.connect(self._tijd_om)
        self.gesloten.connect(self.verberg)

    @property
    def betrokkene_id(self) -> str:
        """Whose form it is, "" when closed."""
        return self._id

    def formulieren(self) -> list[Formulier]:
        """The forms it is made of."""
        return [self.wie, self.geheim, self.adres, self.overig, self.informeren]

    def vul(
        self, b: Betrokkene, conceptenboek: Concepten, kijker: Kijker, anderen: Sequence[tuple[str, str, str]]
    ) -> None:
        """Show someone; the secret address itself is not put in its fields before it is asked for.

        Args:
            b: who. conceptenboek: drafts. kijker: who looks.
            anderen: (partner or betrokkene, id, name) of whoever the address may be kept from.
        """
        ander = b.id != self._id
        if ander:
            self.verberg()
        self._id = b.id
        self._geheim = b.adres_geheim
        self._zicht = adreszicht(b, kijker)
        dicht = self._zicht is Adreszicht.DICHT
        self.geheim.setEnabled(not dicht)
        self.adres_knop.setVisible(not dicht)
        self.dicht_tekst.setText(
            self.tr("Dit adres is voor u afgeschermd. Vraag het zo nodig aan de procesregisseur.")
            if dicht
            else self.tr("Geheim adres: komt niet in verslagen, lijsten of op de beamer.")
        )
        self.afscherming.setVisible(b.adres_geheim and not dicht)
        self.afscherming.toon(b, [a for a in anderen if a[1] != b.id])
        self._contact = b
        self._pas_contact_aan()
        self.zet_titel(b.volledige_naam or b.rol or self.tr("Betrokkene"))
        for formulier in (self.wie, self.geheim, self.overig, self.informeren):
            formulier.toon(b, conceptenboek)
        self.bsn.toon(b)
        self.hoofd_knop.setVisible(not b.hoofdpersoon)
        self.hoofd_tekst.setVisible(b.hoofdpersoon)
        if b.adres_geheim and not self._klok.isActive():
            self._sluit_adres()
        else:
            self._open_adres(b, conceptenboek)
        self._pas_informeren_aan()

    def _open_adres(self, b: Betrokkene, conceptenboek: Concepten | None) -> None:
        self.adres.toon(b, conceptenboek)
        self.adres.show()
        self.adres_dicht.setVisible(False)

    def _sluit_adres(self) -> None:
        self._klok.stop()
        self.adres.leg_neer()
        self.adres.leeg()
        self.adres.hide()
        self.adres_dicht.setVisible(True)

    def _vraag_adres(self) -> None:
        id_ = self._id

        def klaar(b: Betrokkene) -> None:
            if id_ == self._id and self.isVisible():
                self._klok.start()
                self._open_adres(b, None)
                self.adres.ga_naar("straat", 0)

        self._context.taken.doe(dossiers.toon_adres, id_, klaar=klaar, fout=self._context.fout, voor=self)

    def _tijd_om(self) -> None:
        nu = QApplication.focusWidget()
        if nu is not None and self.adres.isAncestorOf(nu):
            self._klok.start()
        elif self._geheim:
            self._sluit_adres()

    def _geheim_anders(self, _naam: str) -> None:
        # Hidden at once; the receipt of the change comes later.
        if self.geheim.waarde("adres_geheim"):
            self._geheim = True
            self._sluit_adres()
        self.afscherming.setVisible(bool(self.geheim.waarde("adres_geheim")))

    def _scherm_af(self, velden: dict[str, object]) -> None:
        self._context.taken.doe(dossiers.wijzig, "betrokkene", self._id, velden, fout=self._context.fout)

    def _pas_contact_aan(self, _naam: str = "") -> None:
        """What keeps somebody safe is said first, above the name."""
        b = self._contact
        delen = []
        if b is not None and b.contact_alleen_via:
            delen.append(self.tr("Contact alleen via: {hoe}").format(hoe=b.contact_alleen_via))
        if b is not None and b.telefoon_meelezen == "ja":
            delen.append(self.tr("Een ander kan de telefoon lezen of beluisteren."))
        self.let_op.setText("\n".join(delen))
        self.let_op.setVisible(bool(delen))

    def _pas_informeren_aan(self, _naam: str = "") -> None:
        status = self.informeren.waarde("geinformeerd")
        zichtbaar = {
            "geinformeerd_op": status == "ja",
            "geinformeerd_door": status == "ja",
            "geinformeerd_grond": status in ("uitgesteld", "nee"),
            "geinformeerd_herzien_op": status == "uitgesteld",
        }
        for naam, aan in zichtbaar.items():
            self.informeren.velden[naam].setVisible(aan)

    def verberg(self) -> None:
        """Mask the BSN and close a secret address."""
        self.bsn.verberg()
        if self._geheim and not self.adres.isHidden():
            self._sluit_adres()

    def leeg(self) -> None:
        """Forget the person."""
        self.verberg()
        self.sluit()
        self._id = ""
        for formulier in self.formulieren():
            formulier.leeg()
        self._contact = None
        self._pas_contact_aan()
        self.afscherming.leeg()
        self.banden.leeg()
        self.zet_titel("")

    def _vraag_relatie(self) -> None:
        self.relatie.emit("")

    def _vraag_samenvoegen(self) -> None:
        self.samenvoegen.emit(self._id)

    def _vraag_hoofd(self) -> None:
        self.hoofd.emit(self._id)

    def _vraag_intrekken(self) -> None:
        self.intrekken.emit(self._id)
