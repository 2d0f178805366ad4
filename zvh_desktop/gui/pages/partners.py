"""Partners with the state of their protocol, the register of verklaringen, and that of what left without a casus."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import PARTNERSOORTEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import (
    DatumVeld,
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    RegelVeld,
    Tabs,
    Tekst,
    Veld,
    Zijpaneel,
)
from zvh_desktop.gui.pages.verklaringen import Register, VerklaringPaneel
from zvh_desktop.gui.pages.verstrekregister import Verstrekregister, VerstrektPaneel
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import Chipje
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.services import beheer, concepten, dossiers, geheimhouding, verstrekregister
from zvh_desktop.services.beheer import PartnerInvoer, PartnerRegel
from zvh_desktop.services.geheimhouding import RegisterRegel
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.verstrekregister import Regel as VerstrektRegel

__all__ = ["Partners"]

_DELEN = ("partners", "verklaringen", "verstrekkingen")
"""In the order of the tabs; the empty state of each stands as far behind it in the stack."""


class PartnerPaneel(Zijpaneel):
    """All fields of a partner; an existing one saves field by field, a new one with the button."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer)
        self.context = context
        self._id = ""
        self.naam = RegelVeld()
        self.kort = RegelVeld(plaats=self.tr("zoals in @GGZ"))
        self.soort = KeuzeVeld(list(PARTNERSOORTEN.items()))
        self.vast = QCheckBox(self.tr("Vaste partner (convenant en privacyprotocol)"))
        self.versie = RegelVeld()
        self.getekend = DatumVeld(verleden=True)
        self.geldig = DatumVeld()
        self.telefoon = RegelVeld()
        self.email = RegelVeld()
        self.naamveld = Veld(self.tr("Naam"), self.naam, verplicht=True)
        self._velden = [
            self.naamveld,
            Veld(self.tr("Korte naam"), self.kort, hint=self.tr("Voor @ in de invoerregel en in smalle lijsten.")),
            Veld(self.tr("Soort organisatie"), self.soort),
            self.vast,
            Veld(self.tr("Versie van het privacyprotocol"), self.versie),
            Veld(self.tr("Getekend op"), self.getekend),
            Veld(self.tr("Geldig tot en met"), self.geldig, hint=self.tr("Leeg: zonder einddatum.")),
            Veld(self.tr("Telefoon"), self.telefoon),
            Veld(self.tr("E-mail"), self.email),
        ]
        for deel in self._velden:
            self.inhoud.addWidget(deel)
        for regel in (self.naam, self.kort, self.versie, self.telefoon, self.email):
            regel.verlaten.connect(self._veld_klaar)
        for keuze in (self.soort, self.getekend, self.geldig):
            keuze.gewijzigd.connect(self._veld_klaar)
        for dag in (self.getekend, self.geldig):
            dag.onleesbaar.connect(self._geen_dag)
        self.vast.clicked.connect(self._veld_klaar)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Uit de lijst halen"), soort="vlak", icoon="x"))
        self.weg.clicked.connect(self._haal_weg)
        self.annuleer = self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak"))
        self.annuleer.clicked.connect(self._annuleer)
        self.voeg = self.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="plus"))
        self.voeg.clicked.connect(self._voeg_toe)
        self.formulier = FormulierConcept(
            context,
            self,
            self.tr("Partner"),
            {
                "naam": self.naam,
                "kort": self.kort,
                "soort": self.soort,
                "vast": self.vast,
                "versie": self.versie,
                "getekend": self.getekend,
                "geldig": self.geldig,
                "telefoon": self.telefoon,
                "email": self.email,
            },
        )
        self.formulier.hersteld.connect(self._veld_klaar)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, regel: PartnerRegel | None) -> None:
        """Open for a partner, or for a new one."""
        self.formulier.leg_neer()
        partner = regel.partner if regel else None
        self._id = partner.id if partner else ""
        self.zet_titel(partner.naam if partner else self.tr("Nieuwe partner"))
        self.naamveld.zet_fout("")
        invoer = _invoer(regel) if regel else PartnerInvoer("")
        self.naam.setText(invoer.naam)
        self.kort.setText(invoer.kort)
        self.soort.kies(invoer.partnersoort)
        self.vast.setChecked(invoer.vast)
        self.versie.setText(invoer.protocol_versie)
        self.getekend.zet(invoer.protocol_getekend_op)
        self.geldig.zet(invoer.protocol_geldig_tot)
        self.telefoon.setText(invoer.telefoon)
        self.email.setText(invoer.email)
        self.weg.setVisible(bool(self._id))
        self.voeg.setVisible(not self._id)
        self.annuleer.setVisible(not self._id)
        self.open(self.naam)
        self.formulier.begin(concepten.formulier("partner", *((self._id,) if self._id else ())))

    @property
    def invoer(self) -> PartnerInvoer:
        """What stands in the fields."""
        return PartnerInvoer(
            naam=self.naam.text(),
            kort=self.kort.text(),
            partnersoort=str(self.soort.waarde() or "anders"),
            vast=self.vast.isChecked(),
            protocol_versie=self.versie.text().strip(),
            protocol_getekend_op=self.getekend.dag,
            protocol_geldig_tot=self.geldig.dag,
            telefoon=self.telefoon.text().strip(),
            email=self.email.text().strip(),
        )

    def _geen_dag(self, _tekst: str) -> None:
        self.context.melding(zin(Omstandigheid(Reden.REGEL_WEIGERT, regel="datum")), rol="waarschuwing")

    def _veld_klaar(self, _waarde: object = None) -> None:
        if self._id:
            self.formulier.bewaar(
                beheer.bewaar_partner, self.invoer, self._id, klaar=self._bewaard, fout=self._geweigerd
            )

    def _bewaard(self, _bon: object) -> None:
        self.formulier.klaar()
        self.naamveld.zet_fout("")
        self.zet_titel(self.naam.text().strip())

    def _geweigerd(self, fout: BaseException) -> None:
        if isinstance(fout, Omstandigheid):
            self.naamveld.zet_fout(zin(fout))
            self.naam.setFocus()
        else:
            self.context.fout(fout)

    def _voeg_toe(self) -> None:
        self.formulier.bewaar(beheer.bewaar_partner, self.invoer, klaar=self._toegevoegd, fout=self._geweigerd)

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def _toegevoegd(self, _bon: object) -> None:
        self.formulier.klaar()
        self.sluit()
        self.context.melding(self.tr("Partner toegevoegd."), rol="goed", ongedaan=self._ongedaan)

    def _haal_weg(self) -> None:
        self.context.taken.doe(beheer.trek_partner_in, self._id, klaar=self._weggehaald)

    def _weggehaald(self, _bon: object) -> None:
        self.formulier.klaar()
        self._id = ""
        self.sluit()
        self.context.melding(
            self.tr("Partner uit de lijst gehaald; wat is afgesproken blijft."), ongedaan=self._ongedaan
        )

    def _ongedaan(self) -> None:
        self.context.taken.doe(dossiers.maak_ongedaan)


def _invoer(regel: PartnerRegel) -> PartnerInvoer:
    p = regel.partner
    return replace(
        PartnerInvoer(p.naam),
        kort=p.kort,
        partnersoort=p.partnersoort,
        vast=p.vast,
        protocol_versie=p.protocol_versie,
        protocol_getekend_op=p.protocol_getekend_op,
        protocol_geldig_tot=p.protocol_geldig_tot,
        telefoon=p.telefoon,
        email=p.email,
    )


class Partners(Pagina):
    """Partners, and the registers of verklaringen and of what left without a casus.

    `deel` is `partners`, `verklaringen` or `verstrekkingen`; `partner_id` opens one, `zoek` fills the field above the
    last register.
    """

    titel = "Partners"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._regels: dict[str, PartnerRegel] = {}
        self._register: dict[str, RegisterRegel] = {}
        self._verstrekt: dict[str, VerstrektRegel] = {}
        self._open_id = ""
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = QHBoxLayout()
        kop.setSpacing(8)
        kop.addWidget(Tekst(self.tr("Partners"), maat="pagina", gewicht=700))
        kop.addStretch(1)
        self.nieuw = Knop(self.tr("Partner toevoegen"), soort="primair", icoon="plus")
        self.nieuw.clicked.connect(self._nieuw)
        blijf = self.nieuw.sizePolicy()
        blijf.setRetainSizeWhenHidden(True)
        self.nieuw.setSizePolicy(blijf)
        kop.addWidget(self.nieuw)
        self.uitgeven = Knop(self.tr("Register verstrekken…"), icoon="download")
        kop.addWidget(self.uitgeven)
        kolom.addLayout(kop)
        self.tabs = Tabs(self.tr("Partners en registers"))
        self.tabs.voeg_toe("partners", self.tr("Partners"))
        self.tabs.voeg_toe("verklaringen", self.tr("Geheimhoudingsverklaringen"))
        self.tabs.voeg_toe("verstrekkingen", self.tr("Verstrekt zonder casus"))
        self.tabs.gekozen.connect(self._ander_deel)
        kolom.addWidget(self.tabs)
        self.stapel = QStackedWidget()
        kolom.addWidget(self.stapel, 1)
        self.tabel = Tabel(
            self.tr("Partners"),
            (
                Kolom("naam", self.tr("Organisatie"), 260, rek=True),
                Kolom("kort", self.tr("Korte naam"), 120, kort=True),
                Kolom("soort", self.tr("Soort"), 170, kort=True),
                Kolom("vast", self.tr("Vast of incidenteel"), 150),
                Kolom("protocol", self.tr("Privacyprotocol"), 210),
                Kolom("contact", self.tr("Telefoon"), 130, kort=True),
            ),
        )
        self.tabel.geactiveerd.connect(self._open)
        self.register = Register()
        self.verklaringen = self.register.tabel
        self.verklaringen.geactiveerd.connect(self._open_verklaring)
        self.verstrekt = Verstrekregister(context, self)
        self.verstrekt.tabel.geactiveerd.connect(self._open_verstrekt)
        self.uitgeven.clicked.connect(self.verstrekt.verstrek)
        for tabel in (self.tabel, self.register, self.verstrekt):
            vak = QWidget()
            binnen = QVBoxLayout(vak)
            binnen.setContentsMargins(0, 0, 0, 0)
            kaart = Kaart()
            kaart.inhoud.addWidget(tabel)
            binnen.addWidget(kaart)
            binnen.addStretch(1)
            self.stapel.addWidget(vak)
        leeg = LegeStaat(
            self.tr("Nog geen partners"),
            self.tr("Voeg de organisaties toe die aan tafel zitten; de poort kijkt naar hun privacyprotocol."),
            icoon="building-2",
            knoppen=(("nieuw", self.tr("Partner toevoegen"), "plus"),),
        )
        leeg.gekozen.connect(self._nieuw)
        self.stapel.addWidget(leeg)
        self.stapel.addWidget(
            LegeStaat(
                self.tr("Nog geen verklaringen"),
                self.tr("Een verklaring ontstaat wanneer een deelnemer bij een overleg tekent."),
                icoon="signature",
            )
        )
        self.stapel.addWidget(
            LegeStaat(
                self.tr("Nog niets verstrekt"),
                self.tr(
                    "Hier komt wat de kluis verlaat zonder bij één casus te horen: uitnodigingen, agenda’s, het "
                    "draaiboek, de presentielijst en verklaringen. Wat van een casus is, staat in het dossier."
                ),
                icoon="send",
            )
        )
        self.paneel = PartnerPaneel(context, self)
        self.verklaring = VerklaringPaneel(context, self)
        self.verstrekking = VerstrektPaneel(context, self)

    def toon(self, **argumenten: Any) -> None:
        """Show the partners, or the register."""
        self._open_id = str(argumenten.get("partner_id") or "")
        deel = argumenten.get("deel")
        if deel in _DELEN:
            self.tabs.kies(deel)
        if "zoek" in argumenten:
            self.verstrekt.zoek.setText(str(argumenten["zoek"]))
        self._haal()

    def ververs(self, bon: Any) -> None:
        """Look again when partners or verklaringen changed."""
        if bon.soorten & {"partner", "verklaring", "verstrekking"}:
            self._haal()

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Pagina`."""
        return {Daad.HUIS_BIJWERKEN: (self.nieuw,), Daad.UITGEVEN: (self.uitgeven,)}

    def acties(self) -> list[Actie]:
        """Offer a new partner."""
        return [
            Actie(
                "partner.nieuw",
                self.tr("Partner toevoegen"),
                self._nieuw,
                "plus",
                woorden="organisatie",
                daad=Daad.HUIS_BIJWERKEN,
            ),
            Actie(
                "register.verstrekken",
                self.tr("Register van verstrekkingen zonder casus verstrekken"),
                self.verstrekt.verstrek,
                "download",
                woorden="uitnodiging agenda draaiboek presentielijst",
                daad=Daad.UITGEVEN,
            ),
        ]

    def verlaat(self) -> None:
        """Keep what stands in the panel."""
        self.paneel.formulier.leg_neer()

    def _haal(self) -> None:
        self.context.taken.vraag(beheer.partnerlijst, klaar=self.vul, enkel="partners")
        self.context.taken.vraag(geheimhouding.register, klaar=self.vul_register, enkel="register")
        self.context.taken.vraag(verstrekregister.lijst, klaar=self.vul_verstrekt, enkel="verstrekregister")

    def _ander_deel(self, _naam: str) -> None:
        welk = _DELEN.index(self.tabs.huidig())
        self.nieuw.setVisible(welk == 0)
        self.uitgeven.setVisible(welk == 2)
        rijen = (self._regels, self._register, self._verstrekt)[welk]
        self.stapel.setCurrentIndex(welk + (0 if rijen else len(_DELEN)))

    def vul(self, regels: list[PartnerRegel]) -> None:
        """Show these partners."""
        self._regels = {r.partner.id: r for r in regels}
        self.tabel.zet([self._rij(r) for r in regels])
        self.tabs.zet_aantal("partners", len(regels))
        self._ander_deel("")
        if self._open_id:
            sleutel, self._open_id = self._open_id, ""
            if sleutel == "nieuw":
                self._nieuw()
            else:
                self._open(sleutel)

    def _rij(self, regel: PartnerRegel) -> TabelRij:
        p = regel.partner
        vast = self.tr("vaste partner") if p.vast else self.tr("incidenteel")
        if regel.protocol_geldig:
            chip = Chipje(regel.protocol_woorden, "goed", "shield-check")
        elif p.vast or p.protocol_getekend_op or p.protocol_geldig_tot:
            chip = Chipje(regel.protocol_woorden, "waarschuwing", "triangle-alert")
        else:
            chip = Chipje(regel.protocol_woorden, "neutraal")
        soort = PARTNERSOORTEN.get(p.partnersoort, p.partnersoort)
        return TabelRij(
            p.id,
            (
                Cel(p.naam, gewicht=600),
                Cel(p.kort, rol="tekst2"),
                Cel(soort, rol="tekst2"),
                Cel(vast, sorteer=not p.vast),
                Cel(chips=(chip,), sorteer=p.protocol_geldig_tot or date.max),
                Cel(p.telefoon, rol="tekst2"),
            ),
            self.tr("{naam}, {soort}, {vast}, privacyprotocol {stand}").format(
                naam=p.naam, soort=soort, vast=vast, stand=regel.protocol_woorden
            ),
        )

    def vul_register(self, regels: list[RegisterRegel]) -> None:
        """Show these verklaringen."""
        self._register = {r.verklaring.id: r for r in regels}
        self.register.zet(regels)
        self.tabs.zet_aantal("verklaringen", len(regels))
        self._ander_deel("")

    def vul_verstrekt(self, regels: list[VerstrektRegel]) -> None:
        """Show what left without a casus."""
        self._verstrekt = {r.verstrekking.id: r for r in regels}
        self.verstrekt.zet(regels)
        self.tabs.zet_aantal("verstrekkingen", len(regels))
        self._ander_deel("")

    def _nieuw(self, _naam: object = None) -> None:
        self.tabs.kies("partners")
        self.verklaring.sluit()
        self.paneel.begin(None)

    def _open(self, sleutel: str) -> None:
        if sleutel in self._regels:
            self.verklaring.sluit()
            self.paneel.begin(self._regels[sleutel])

    def _open_verklaring(self, sleutel: str) -> None:
        if sleutel in self._register:
            self.paneel.sluit()
            self.verklaring.begin(self._register[sleutel])

    def _open_verstrekt(self, sleutel: str) -> None:
        if sleutel in self._verstrekt:
            self.paneel.sluit()
            self.verklaring.sluit()
            self.verstrekking.begin(self._verstrekt[sleutel])
