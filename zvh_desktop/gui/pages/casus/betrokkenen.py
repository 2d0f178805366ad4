"""Betrokkenen: who the casus is about; one form per person, with a masked BSN and a hidden secret address."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from zvh_desktop.domain.betrokkene import Betrokkene, bsn_gemaskeerd, leeftijd
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.onderdelen import (
    Kaart,
    Knop,
    LegeStaat,
    RegelVeld,
    Streep,
    Tekst,
    Veld,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.pages.casus.waarden import letters
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Avatar, Chipje, Rij, RijenLijst
from zvh_desktop.services import dossiers
from zvh_desktop.services.dossiers import Dossier
from zvh_desktop.services.meldingen import zin

__all__ = ["TOON_MS", "Betrokkenen", "BsnVeld"]

TOON_MS = 30_000
"""How long a BSN or a secret address stays in view after it was asked for."""

_INFORMEREN = {
    "ja": ("geïnformeerd", "goed", "circle-check"),
    "uitgesteld": ("informeren uitgesteld", "waarschuwing", "hourglass"),
    "nee": ("niet geïnformeerd", "neutraal", "circle-slash"),
    "onbekend": ("informeren open", "waarschuwing", "circle-question-mark"),
}


class BsnVeld(QWidget):
    """A BSN: masked, shown for a moment when asked (and logged), replaced by typing a new one."""

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._id = ""
        self._bsn_masker = ""
        self._bewerkt = False
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(6)
        self.regel = RegelVeld()
        self.regel.setReadOnly(True)
        self.regel.verlaten.connect(self._bewaar)
        self.regel.editingFinished.connect(self._klaar_met_typen)
        self.veld = Veld("BSN", self.regel)
        self.toon_knop = Knop(self.tr("Toon BSN"), icoon="eye", klein=True)
        self.toon_knop.setToolTip(self.tr("Dat u het BSN bekijkt, wordt vastgelegd."))
        self.toon_knop.clicked.connect(self._toon_of_verberg)
        self.wijzig_knop = Knop(self.tr("Wijzigen"), soort="vlak", klein=True, naam=self.tr("BSN wijzigen"))
        self.wijzig_knop.clicked.connect(self._begin_wijzigen)
        rij.addWidget(self.veld, 1)
        rij.addWidget(self.toon_knop, 0, Qt.AlignmentFlag.AlignBottom)
        rij.addWidget(self.wijzig_knop, 0, Qt.AlignmentFlag.AlignBottom)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(TOON_MS)
        self._klok.timeout.connect(self.verberg)

    @property
    def zichtbaar(self) -> bool:
        """Whether the whole number is in view."""
        return self._klok.isActive()

    def toon(self, betrokkene: Betrokkene) -> None:
        """Show the masked number of someone; while it is being typed it stays as it is."""
        zelfde = betrokkene.id == self._id
        self._id = betrokkene.id
        self._bsn_masker = bsn_gemaskeerd(betrokkene.bsn)
        self.toon_knop.setEnabled(bool(betrokkene.bsn))
        self.wijzig_knop.zet_tekst(
            self.tr("Wijzigen") if betrokkene.bsn else self.tr("Invullen"),
            self.tr("BSN wijzigen") if betrokkene.bsn else self.tr("BSN invullen"),
        )
        if not zelfde:
            self._bewerkt = False
        if not self._bewerkt and not (zelfde and self.zichtbaar):
            self.verberg()

    def verberg(self) -> None:
        """Mask it again."""
        self._klok.stop()
        self._bewerkt = False
        self.regel.setReadOnly(True)
        self.regel.setEchoMode(QLineEdit.EchoMode.Normal)
        # setText drops the undo of the field, so the number does not come back from it.
        self.regel.setText(self._bsn_masker)
        self.regel.setPlaceholderText(self.tr("geen BSN"))
        self.toon_knop.zet_tekst(self.tr("Toon BSN"))
        self.toon_knop.zet_icoon("eye")

    def _toon_of_verberg(self) -> None:
        if self.zichtbaar:
            self.verberg()
            return
        id_ = self._id

        def klaar(bsn: str) -> None:
            if id_ == self._id and self.isVisible():
                self._toon_geheel(bsn)

        self._context.taken.doe(dossiers.toon_bsn, id_, klaar=klaar, voor=self)

    def _toon_geheel(self, bsn: str) -> None:
        self.regel.setText(bsn)
        self.toon_knop.zet_tekst(self.tr("Verberg BSN"))
        self.toon_knop.zet_icoon("eye-off")
        self._klok.start()

    def _begin_wijzigen(self) -> None:
        self.verberg()
        self._bewerkt = True
        self.veld.zet_fout("")
        self.regel.setReadOnly(False)
        self.regel.setText("")
        self.regel.setPlaceholderText(self.tr("negen cijfers; leeg laten verandert niets"))
        self.regel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _klaar_met_typen(self) -> None:
        if self._bewerkt and not self.regel.text().strip():
            self.verberg()

    def _bewaar(self, tekst: str) -> None:
        if not self._bewerkt or not tekst.strip():
            return
        self._context.taken.doe(
            dossiers.wijzig,
            "betrokkene",
            self._id,
            {"bsn": tekst.strip()},
            klaar=self._bewaard,
            fout=self._mislukt,
            voor=self,
        )

    def _bewaard(self, _bon: object) -> None:
        self.veld.zet_fout("")
        self._bewerkt = False
        self.verberg()

    def _mislukt(self, wat: BaseException) -> None:
        if isinstance(wat, Omstandigheid):
            self.veld.zet_fout(zin(wat))
        else:
            self._context.fout(wat)


class _Persoonpaneel(Zijpaneel):
    """Every field of one person.

    Signals:
        intrekken(id), hoofd(id): a person asked for it.
    """

    intrekken = Signal(str)
    hoofd = Signal(str)

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=480)
        self._context = huis.context
        self._id = ""
        self._geheim = False
        self.wie = Formulier(
            huis.context,
            "betrokkene",
            (
                (V("voornamen", rek=3), V("tussenvoegsel", rek=2), V("achternaam", rek=3)),
                (V("geboortedatum", "datum", verleden=True), V("rol")),
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
        dicht.addWidget(
            Tekst(self.tr("Geheim adres: komt niet in verslagen, lijsten of op de beamer."), rol="tekst2", omloop=True),
            1,
        )
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
        self.overig = Formulier(
            huis.context, "betrokkene", (V("telefoon"), V("opmerking", "tekst")), vandaag=huis.vandaag
        )
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
        self.inhoud.addWidget(self.wie)
        self.inhoud.addLayout(hoofd)
        self.inhoud.addWidget(self.bsn)
        for kop, delen in (
            (self.tr("Adres"), (self.geheim, self.adres_dicht, self.adres, self.overig)),
            (self.tr("Betrokkene informeren"), (self.informeren,)),
        ):
            self.inhoud.addWidget(Streep())
            self.inhoud.addWidget(Tekst(kop, maat="basis", gewicht=700))
            for deel in delen:
                self.inhoud.addWidget(deel)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="user-x"))
        self.weg.clicked.connect(self._vraag_intrekken)
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

    def vul(self, b: Betrokkene, conceptenboek: Concepten) -> None:
        """Show someone; the secret address itself is not put in its fields before it is asked for."""
        ander = b.id != self._id
        if ander:
            self.verberg()
        self._id = b.id
        self._geheim = b.adres_geheim
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

        self._context.taken.doe(dossiers.toon_adres, id_, klaar=klaar, voor=self)

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
        self.zet_titel("")

    def _vraag_hoofd(self) -> None:
        self.hoofd.emit(self._id)

    def _vraag_intrekken(self) -> None:
        self.intrekken.emit(self._id)


class Betrokkenen(Tab):
    """The list of people and the panel of the chosen one."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self)
        self._nieuw = Knop(self.tr("Betrokkene"), icoon="user-plus", naam=self.tr("Betrokkene toevoegen"), klein=True)
        self._nieuw.clicked.connect(self._open_nieuw)
        self._kaart = Kaart(self.tr("Betrokkenen"), achter=(self._nieuw,))
        self._lijst = RijenLijst(self.tr("Betrokkenen"), in_kaart=True, enkel_klik=True)
        self._lijst.geactiveerd.connect(self._open)
        self._kaart.inhoud.addWidget(self._lijst)
        self._leeg = LegeStaat(
            self.tr("Nog geen betrokkenen"),
            self.tr("Voeg de mensen toe over wie deze casus gaat; de eerste geeft de casus zijn naam."),
            icoon="users",
            knoppen=(("nieuw", self.tr("Betrokkene toevoegen"), "user-plus"),),
        )
        self._leeg.gekozen.connect(self._open_nieuw)
        indeling.addWidget(self._kaart)
        indeling.addWidget(self._leeg, 1)
        indeling.addStretch(1)
        self.paneel = _Persoonpaneel(huis)
        self.paneel.intrekken.connect(self._trek_in)
        self.paneel.hoofd.connect(self._maak_hoofd)
        self._nieuwpaneel = Zijpaneel(self.tr("Betrokkene toevoegen"), huis.gastheer(), breedte=480)
        self.nieuw = Formulier(
            huis.context,
            "betrokkene",
            (
                V("voornamen"),
                (V("tussenvoegsel"), V("achternaam", rek=2)),
                V("geboortedatum", "datum", verleden=True),
                V("rol", hint=self.tr("Bijvoorbeeld: betrokkene, moeder, slachtoffer, buurman.")),
            ),
            vandaag=huis.vandaag,
        )
        self._nieuwpaneel.inhoud.addWidget(self.nieuw)
        voeg = self._nieuwpaneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="user-plus"))
        voeg.clicked.connect(self._voeg_toe)

    def formulieren(self) -> list[Formulier]:
        """Those of the open panel."""
        if self.paneel.isVisible():
            return self.paneel.formulieren()
        return [self.nieuw] if self._nieuwpaneel.isVisible() else []

    def leeg(self) -> None:
        """Forget everyone."""
        super().leeg()
        self.paneel.leeg()
        self._nieuwpaneel.sluit()
        self.nieuw.leeg()
        self._lijst.zet(())

    def verberg(self) -> None:
        """Mask again, and close the panels: another tab comes or the page goes."""
        self.paneel.verberg()
        self.paneel.sluit()
        self._nieuwpaneel.sluit()

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show everyone; the open panel follows."""
        d = beeld.dossier
        self._lijst.zet([self._rij(b, beeld) for b in d.betrokkenen])
        self._kaart.setVisible(bool(d.betrokkenen))
        self._leeg.setVisible(not d.betrokkenen)
        if self.paneel.isVisible():
            nu = self._vind(d, self.paneel.betrokkene_id)
            if nu is None:
                self.paneel.leeg()
            else:
                self.paneel.vul(nu, beeld.concepten)

    @staticmethod
    def _vind(d: Dossier, id_: str) -> Betrokkene | None:
        return next((b for b in d.betrokkenen if b.id == id_), None)

    def _rij(self, b: Betrokkene, beeld: Beeld) -> Rij:
        woord, rol, icoon = _INFORMEREN[b.geinformeerd]
        geboren = ""
        if b.geboortedatum:
            geboren = self.tr("{dag}, {jaar} jaar").format(
                dag=datum_in_woorden(b.geboortedatum, weekdag=False), jaar=leeftijd(b.geboortedatum, beeld.vandaag)
            )
        chips = [Chipje(self.tr("hoofdpersoon"), "accent", "star")] if b.hoofdpersoon else []
        if b.adres_geheim:
            chips.append(Chipje(self.tr("geheim adres"), "gevaar", "eye-off"))
        naam = b.volledige_naam or self.tr("naam onbekend")
        tweede = " · ".join(deel for deel in (b.rol, geboren, "" if b.adres_geheim else b.adresregel()) if deel)
        spreek = ", ".join(
            deel for deel in (naam, *(c.tekst for c in chips), tweede.replace(" · ", ", "), woord) if deel
        )
        return Rij(
            b.id, naam, spreek, lead=Avatar(letters(b.volledige_naam)), tweede=tweede, chips=tuple(chips),
            achter=(Chipje(woord, rol, icoon),),
        )  # fmt: skip

    def kies(self, record_id: str) -> None:
        """Open the form of someone."""
        if record_id == "nieuw":
            self._open_nieuw()
        elif self._lijst.kies(record_id):
            self._open(record_id)

    def _open(self, id_: str) -> None:
        if self.beeld is None:
            return
        b = self._vind(self.beeld.dossier, id_)
        if b is not None:
            self._nieuwpaneel.sluit()
            self.paneel.vul(b, self.beeld.concepten)
            self.paneel.open()

    def _open_nieuw(self, _wat: object = None) -> None:
        if self.beeld is not None:
            self.paneel.sluit()
            self.nieuw.nieuw(
                nieuwe_sleutel("betrokkene", self.casus_id),
                {"rol": "" if self.beeld.dossier.betrokkenen else "betrokkene"},
                self.beeld.concepten,
            )
            self._nieuwpaneel.open()

    def _voeg_toe(self) -> None:
        waarden = self.nieuw.waarden()
        if not (waarden["voornamen"] or waarden["achternaam"]):
            self.nieuw.velden["achternaam"].zet_fout(self.tr("Vul een voornaam of een achternaam in."))
            self.nieuw.ga_naar("achternaam", 0)
            return
        waarden["hoofdpersoon"] = not (self.beeld and self.beeld.dossier.betrokkenen)
        self.context.taken.doe(
            dossiers.voeg_toe, "betrokkene", self.casus_id, waarden, klaar=self._toegevoegd, fout=self.context.fout
        )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self.nieuw.leeg()
        self._nieuwpaneel.sluit()
        self.huis.gedaan(self.tr("Betrokkene toegevoegd; vul de andere gegevens aan."), uit[1])
        self.huis.ga_naar_tab("betrokkenen", uit[0])

    def _trek_in(self, id_: str) -> None:
        self.paneel.sluit()
        self.context.taken.doe(dossiers.trek_in, "betrokkene", id_, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Betrokkene ingetrokken; de geschiedenis blijft bewaard."), bon)

    def _maak_hoofd(self, id_: str) -> None:
        self.context.taken.doe(dossiers.zet_hoofdpersoon, id_, klaar=self._hoofd_gemaakt)

    def _hoofd_gemaakt(self, bon: object) -> None:
        self.huis.gedaan(self.tr("De casus draagt nu de naam van deze hoofdpersoon."), bon)
