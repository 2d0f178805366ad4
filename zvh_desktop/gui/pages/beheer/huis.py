"""Who is at work, the house itself, and its staff."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QWidget

from zvh_desktop.domain.partner import ROLLEN, Medewerker, Regio
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.herinneraar import heeft_systeemvak
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, RegelVeld, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pages.themaknop import ThemaKnop
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Avatar, Chipje, Rij, RijenLijst
from zvh_desktop.services import beheer, concepten
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Gegevens", "Huis", "Medewerkers"]

_NAAMREGELS: Final = (
    ("voornaam_initiaal", "voornaam en initiaal: Kees V."),
    ("achternaam_initiaal", "achternaam en initiaal: Vermeer, K."),
    ("nummer", "alleen het casusnummer: 2026-0143"),
)


def letters(naam: str) -> str:
    """Return two letters for a circle."""
    delen = [d for d in naam.replace(".", " ").split() if d]
    return "".join(d[0] for d in (delen[:1] + delen[-1:] if len(delen) > 1 else delen)).upper()


def _wie(wp: Werkplek) -> tuple[Medewerker | None, list[Medewerker]]:
    return wp.wie, beheer.medewerkers(wp)


def _word(wp: Werkplek, medewerker_id: str) -> tuple[Medewerker | None, list[Medewerker]]:
    beheer.word(wp, medewerker_id)
    return _wie(wp)


def _zet(wp: Werkplek, veld: str, waarde: Any) -> Bon:
    return beheer.bewaar_regio(wp, **{veld: waarde})


class Gegevens(Deel):
    """Name, function and role of who is at work; and who that is."""

    raakt = frozenset({"medewerker"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._ik: Medewerker | None = None
        wie = Kaart(self.tr("Wie werkt er nu"), rand="rondom")
        wie.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Wat nu wordt vastgelegd en ondertekend, komt op deze naam. Wisselen staat in het logboek; "
                    "wie de wachtwoordzin kent, kan wisselen."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.wie = KeuzeVeld()
        self.wie.gewijzigd.connect(self._wissel)
        wie.inhoud.addWidget(Veld(self.tr("Aan het werk"), self.wie))
        self.kolom.addWidget(wie)
        kaart = Kaart(self.tr("Mijn gegevens"), rand="rondom")
        self.naam = RegelVeld()
        self.functie = RegelVeld()
        self.rol = KeuzeVeld(list(ROLLEN.items()))
        self.naamveld = Veld(
            self.tr("Naam"),
            self.naam,
            verplicht=True,
            hint=self.tr("Zoals u ondertekent. Na een andere naam komt er een nieuwe ondertekensleutel."),
        )
        for deel in (self.naamveld, Veld(self.tr("Functie"), self.functie), Veld(self.tr("Rol"), self.rol)):
            kaart.inhoud.addWidget(deel)
        self.naam.verlaten.connect(self._bewaar)
        self.functie.verlaten.connect(self._bewaar)
        self.rol.gewijzigd.connect(self._bewaar)
        self.kolom.addWidget(kaart)
        velden: dict[str, QWidget] = {"naam": self.naam, "functie": self.functie}
        self.formulier = FormulierConcept(context, self, self.tr("Mijn gegevens"), velden)
        toestel = Kaart(self.tr("Op dit toestel"), rand="rondom")
        self.herinner = QCheckBox(self.tr("Eén keer per dag melden dat er werk voor vandaag is"))
        self.herinner.setChecked(bool(context.instellingen["herinneren"]))
        self.herinner.toggled.connect(self._zet_herinner)
        uitleg = self.tr(
            "De melding van de computer zegt alleen “Er is werk voor vandaag”: geen naam, geen nummer en geen casus. "
            "Zij komt na het ontgrendelen en elke dag één keer, ook als de kluis intussen op slot ging."
        )
        toestel.inhoud.addWidget(self.herinner)
        toestel.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        self.zonder_vak = Tekst(
            self.tr(
                "Dit bureaublad heeft geen plek voor meldingen buiten het venster. De herinnering staat daarom hier in "
                "ZVH Desktop, tot u haar sluit; laat het programma open staan om haar te zien."
            ),
            maat="klein",
            rol="waarschuwing",
            omloop=True,
        )
        toestel.inhoud.addWidget(self.zonder_vak)
        self.kolom.addWidget(toestel)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.HUIS_BIJWERKEN: (self.naam, self.functie), Daad.ROL_GEVEN: (self.rol,)}

    def toon(self, wat: str = "") -> None:
        """Show who is at work."""
        # A desktop may get its tray later than its programs.
        self.zonder_vak.setVisible(not heeft_systeemvak())
        self.context.taken.vraag(_wie, klaar=self.vul, enkel="wie")

    def vul(self, uitkomst: tuple[Medewerker | None, list[Medewerker]]) -> None:
        """Show who is at work, and the staff."""
        ik, alle = uitkomst
        self._ik = ik
        self.wie.clear()
        for m in alle:
            self.wie.addItem(f"{m.naam} ({ROLLEN.get(m.rol, m.rol)})", m.id)
        if ik is not None:
            self.wie.kies(ik.id)
            rustig = not (self.naam.bezig or self.functie.bezig)
            if rustig:
                self.formulier.stop()
            self.naam.zet(ik.naam)
            self.functie.zet(ik.functie)
            self.rol.kies(ik.rol)
            if rustig:
                self.formulier.begin(concepten.formulier("gegevens", ik.id))
            zet = getattr(self.window(), "zet_gebruiker", None)
            if zet is not None:
                zet(ik.naam, letters(ik.naam))

    def verlaat(self) -> None:
        """What is half typed is a draft."""
        self.formulier.leg_neer()

    def _zet_herinner(self, aan: bool) -> None:
        self.context.instellingen.zet("herinneren", aan)
        gevraagd = getattr(self.window(), "herinneren_gevraagd", None)
        if aan and gevraagd is not None:
            gevraagd.emit()

    def _wissel(self, medewerker_id: str) -> None:
        if self._ik is None or medewerker_id != self._ik.id:
            self.context.taken.doe(_word, medewerker_id, klaar=self._gewisseld)

    def _gewisseld(self, uitkomst: tuple[Medewerker | None, list[Medewerker]]) -> None:
        self.vul(uitkomst)
        gevraagd = getattr(self.window(), "rol_gevraagd", None)
        if gevraagd is not None:
            gevraagd.emit()
        if self._ik is not None:
            self.context.melding(self.tr("Vanaf nu werkt hier {naam}.").format(naam=self._ik.naam), rol="goed")

    def _bewaar(self, _waarde: object = None) -> None:
        if self._ik is not None:
            waarden = (self.naam.text(), self.functie.text(), str(self.rol.waarde()), self._ik.id)
            self.formulier.bewaar(beheer.bewaar_medewerker, *waarden, klaar=self._bewaard, fout=self._geweigerd)

    def _bewaard(self, _bon: object) -> None:
        self.formulier.klaar()
        self.naamveld.zet_fout("")

    def _geweigerd(self, fout: BaseException) -> None:
        self.naamveld.zet_fout(zin(fout))


_MAANDEN = (1, 3, 6, 12, 24)
"""Choices for how long a verklaring binds."""


class Huis(Deel):
    """Fields of the house; each saves itself."""

    raakt = frozenset({"regio"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        kaart = Kaart(self.tr("Het huis"), rand="rondom")
        self._regels: dict[str, RegelVeld] = {}
        self._velden: dict[str, Veld] = {}
        for naam, titel, hint in (
            ("naam", self.tr("Naam van het huis"), self.tr("Staat boven elk verslag.")),
            ("rubricering", self.tr("Rubricering"), self.tr("Staat boven elk blad.")),
            ("contactpunt", self.tr("Contactpunt"), self.tr("Waar betrokkenen terechtkunnen voor inzage en vragen.")),
            ("archiefvormer", self.tr("Archiefvormer"), ""),
            (
                "grondslag",
                self.tr("Grondslag van nieuwe dossiers"),
                self.tr("Oude dossiers houden hun eigen grondslag."),
            ),
        ):
            regel = RegelVeld()
            regel.setObjectName(naam)
            regel.verlaten.connect(self._verlaten)
            veld = Veld(titel, regel, hint=hint, verplicht=naam == "naam")
            self._regels[naam], self._velden[naam] = regel, veld
            kaart.inhoud.addWidget(veld)
        self.naamregel = KeuzeVeld(_NAAMREGELS)
        self.naamregel.gewijzigd.connect(self._naamregel)
        kaart.inhoud.addWidget(
            Veld(
                self.tr("Hoe casussen heten"),
                self.naamregel,
                hint=self.tr(
                    "Geldt overal tegelijk, ook voor bestaande casussen; vastgestelde verslagen blijven zoals ze zijn."
                ),
            )
        )
        duur = [(str(n), self.tr("{n} maanden").format(n=n)) for n in _MAANDEN]
        self.maanden = KeuzeVeld((("0", self.tr("alleen voor het overleg")), *duur))
        self.maanden.gewijzigd.connect(self._maanden)
        hint = self.tr("Voor wie vanaf nu tekent. Een weigering of intrekking gaat altijd voor.")
        kaart.inhoud.addWidget(Veld(self.tr("Een geheimhoudingsverklaring geldt"), self.maanden, hint=hint))
        self.grenzen: dict[str, KeuzeVeld] = {}
        for naam, titel, woord, getallen in (
            ("stil_dagen", self.tr("Een casus staat stil zonder beweging"), self.tr("na {n} dagen"), (14, 28, 42, 60)),
            (
                "regisseur_dagen",
                self.tr("Een casus kan zonder casusregisseur"),
                self.tr("tot {n} dagen na de triage"),
                (1, 7, 14, 28),
            ),
            ("uitstel_keer", self.tr("Een actie is te vaak uitgesteld"), self.tr("na {n} keer"), (2, 3, 4, 5)),
            ("fase_dagen", self.tr("Een fase zonder toetsmoment is te lang"), self.tr("na {n} dagen"), (90, 180)),
            (
                "overname_dagen",
                self.tr("Een overname hoort bevestigd te zijn"),
                self.tr("{n} dagen na het afsluiten"),
                (7, 14, 28, 42),
            ),
        ):
            grens = KeuzeVeld(((0, self.tr("niet bewaken")), *((n, woord.format(n=n)) for n in getallen)))
            grens.setObjectName(naam)
            grens.gewijzigd.connect(self._grens)
            self.grenzen[naam] = grens
            kaart.inhoud.addWidget(Veld(titel, grens))
        self.themas: dict[str, ThemaKnop] = {}
        for naam, titel in (
            ("zsm_themas", self.tr("Zonder ZSM-advies staat stil bij thema")),
            ("dji_themas", self.tr("Zonder bijdrage van DJI staat stil bij thema")),
        ):
            thema = ThemaKnop(naam=titel, niets=self.tr("geen thema: niet bewaken"))
            thema.setObjectName(naam)
            thema.gewijzigd.connect(self._grens)
            self.themas[naam] = thema
            kaart.inhoud.addWidget(Veld(titel, thema))
        self.kolom.addWidget(kaart)
        velden: dict[str, QWidget] = {**self._regels}
        self.formulier = FormulierConcept(context, self, self.tr("Het huis"), velden)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {
            Daad.HUISREGELS: (
                *(*self._regels.values(), self.naamregel, self.maanden),
                *(*self.grenzen.values(), *self.themas.values()),
            )
        }

    def toon(self, wat: str = "") -> None:
        """Show the house."""
        self.context.taken.vraag(_regio, klaar=self.vul, enkel="regio")

    def regel(self, naam: str) -> RegelVeld:
        """Return the input of a field."""
        return self._regels[naam]

    def vul(self, regio: Regio) -> None:
        """Show the house."""
        rustig = not any(regel.bezig for regel in self._regels.values())
        if rustig:
            self.formulier.stop()
        for naam, regel in self._regels.items():
            regel.zet(getattr(regio, naam))
        if rustig:
            self.formulier.begin(concepten.formulier("huis"))
        self.naamregel.kies(regio.naamregel)
        self.maanden.kies(str(regio.verklaring_maanden))
        for naam, grens in self.grenzen.items():
            grens.kies(getattr(regio, naam))
        for naam, thema in self.themas.items():
            thema.zet(getattr(regio, naam))

    def _verlaten(self, tekst: str) -> None:
        naam = self.sender().objectName()
        self.formulier.bewaar(_zet, naam, tekst.strip(), klaar=self._regel_bewaard, fout=self._fout)

    def verlaat(self) -> None:
        """What is half typed is a draft."""
        self.formulier.leg_neer()

    def _regel_bewaard(self, bon: object) -> None:
        self.formulier.klaar()
        self._bewaard(bon)

    def _bewaard(self, _bon: object) -> None:
        self._velden["naam"].zet_fout("")

    def _fout(self, fout: BaseException) -> None:
        self._velden["naam"].zet_fout(zin(fout))

    def _maanden(self, waarde: str) -> None:
        self.context.taken.doe(_zet, "verklaring_maanden", int(waarde), klaar=self._bewaard, fout=self._fout)

    def _grens(self, waarde: int | list[str]) -> None:
        self.context.taken.doe(_zet, self.sender().objectName(), waarde, klaar=self._bewaard, fout=self._fout)

    def _naamregel(self, waarde: str) -> None:
        self.context.taken.doe(_zet, "naamregel", waarde, klaar=self._hernoemd)

    def _hernoemd(self, bon: Bon) -> None:
        aantal = sum(1 for soort, _ in bon.geraakt if soort == "casus")
        woord = (
            self.tr("{aantal} casus heet nu anders") if aantal == 1 else self.tr("{aantal} casussen heten nu anders")
        )
        zin_ = self.tr("De naamregel geldt: {wat}.").format(wat=woord.format(aantal=aantal))
        self.context.melding(zin_, rol="goed")


def _regio(wp: Werkplek) -> Regio:
    return wp.regio()


class MedewerkerPaneel(Zijpaneel):
    """Add or change someone of the staff."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer)
        self.context = context
        self._id = ""
        self.naam = RegelVeld()
        self.functie = RegelVeld()
        self.rol = KeuzeVeld(list(ROLLEN.items()))
        self.naamveld = Veld(self.tr("Naam"), self.naam, verplicht=True)
        for deel in (self.naamveld, Veld(self.tr("Functie"), self.functie), Veld(self.tr("Rol"), self.rol)):
            self.inhoud.addWidget(deel)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        self.knop.clicked.connect(self._bewaar)
        velden: dict[str, QWidget] = {"naam": self.naam, "functie": self.functie, "rol": self.rol}
        self.formulier = FormulierConcept(context, self, self.tr("Medewerker"), velden)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, medewerker: Medewerker | None) -> None:
        """Open for someone, or for someone new."""
        self.formulier.stop()
        self._id = medewerker.id if medewerker else ""
        self.zet_titel(medewerker.naam if medewerker else self.tr("Nieuwe medewerker"))
        self.naamveld.zet_fout("")
        self.naam.setText(medewerker.naam if medewerker else "")
        self.functie.setText(medewerker.functie if medewerker else "")
        self.rol.kies(medewerker.rol if medewerker else "procesregisseur")
        self.open(self.naam)
        self.formulier.begin(concepten.formulier("medewerker", *((self._id,) if self._id else ())))

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def _bewaar(self) -> None:
        waarden = (self.naam.text(), self.functie.text(), str(self.rol.waarde()), self._id)
        self.formulier.bewaar(beheer.bewaar_medewerker, *waarden, klaar=self._klaar, fout=self._fout)

    def _klaar(self, _bon: object) -> None:
        self.formulier.klaar()
        self.sluit()

    def _fout(self, fout: BaseException) -> None:
        self.naamveld.zet_fout(zin(fout))
        self.naam.setFocus()


class Medewerkers(Deel):
    """The staff of the house."""

    raakt = frozenset({"medewerker"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._alle: dict[str, Medewerker] = {}
        self._wat = ""
        knop = Knop(self.tr("Medewerker toevoegen"), icoon="user-plus", klein=True)
        knop.clicked.connect(self._nieuw)
        self._toevoegen = knop
        kaart = Kaart(self.tr("Medewerkers"), achter=(knop,))
        self.lijst = RijenLijst(self.tr("Medewerkers"), in_kaart=True)
        self.lijst.geactiveerd.connect(self._open)
        kaart.inhoud.addWidget(self.lijst)
        self.kolom.addWidget(kaart)
        self.paneel = MedewerkerPaneel(context, gastheer)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        p = self.paneel
        return {Daad.HUIS_BIJWERKEN: (self._toevoegen, p.naam, p.functie, p.knop), Daad.ROL_GEVEN: (p.rol,)}

    def toon(self, wat: str = "") -> None:
        """Show the staff; `wat` opens someone, or a new one."""
        self._wat = wat or self._wat
        self.context.taken.vraag(_wie, klaar=self.vul, enkel="medewerkers")

    def vul(self, uitkomst: tuple[Medewerker | None, list[Medewerker]]) -> None:
        """Show who is at work, and the staff."""
        ik, alle = uitkomst
        self._alle = {m.id: m for m in alle}
        rijen = []
        for m in alle:
            nu = ik is not None and m.id == ik.id
            rijen.append(
                Rij(
                    m.id,
                    m.naam,
                    self.tr("{naam}, {functie}, rol {rol}{nu}").format(
                        naam=m.naam,
                        functie=m.functie,
                        rol=ROLLEN.get(m.rol, m.rol),
                        nu=self.tr(", werkt nu") if nu else "",
                    ),
                    lead=Avatar(letters(m.naam)),
                    tweede=m.functie,
                    achter=(
                        *((Chipje(self.tr("werkt nu"), "goed", "user-check"),) if nu else ()),
                        Chipje(ROLLEN.get(m.rol, m.rol)),
                    ),
                )
            )
        self.lijst.zet(rijen)
        wat, self._wat = self._wat, ""
        if wat == "nieuw" or wat in self._alle:
            self._open(wat)

    def verlaat(self) -> None:
        """Keep what stands in the panel."""
        self.paneel.formulier.leg_neer()

    def _nieuw(self) -> None:
        self.paneel.begin(None)

    def _open(self, sleutel: str) -> None:
        self.paneel.begin(self._alle.get(sleutel))
