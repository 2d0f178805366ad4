"""A telephone report keyed in while someone talks: the fields of the exchange format, kept as one draft.

What it gives is the exchange format itself, so that a report by telephone passes the same door as a file.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.domain.casus import CASUSTYPEN, THEMAS
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.dialogs.criteria import CriteriumVak, criteriumwoorden
from zvh_desktop.gui.dialogs.triage import bekende_in_woorden
from zvh_desktop.gui.onderdelen import (
    Chip,
    Kaart,
    Knop,
    RegelVeld,
    Segmenten,
    Tekst,
    TekstVeld,
    Veld,
)
from zvh_desktop.gui.pages.aanmelding.veldenrij import Veldenrij, waarde_van, zet_waarde
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import aanmeldingen, concepten
from zvh_desktop.services.aanmeldingen import Voorstel
from zvh_desktop.services.meldingen import REGELS

__all__ = ["TelefoonFormulier"]

_OORDEEL_MS: Final = 250
_NAAST_ELKAAR: Final = 900
_CRITERIA: Final = ("multiproblematiek", "ketenoverstijgend", "systeem_impact", "gebiedsgebonden")
_JA_NEE: Final = {"ja": True, "nee": False, "open": None}
_FOUTEN: Final = {
    "bsn": REGELS["bsn_elfproef"],
    "geboortedatum": REGELS["datum"],
    "einddatum": REGELS["datum"],
}


class TelefoonFormulier(QWidget):
    """The form; beside it what is still needed and who is known already.

    Signals:
        klaar(voorstel): the report was judged and may be taken in.
    """

    klaar = Signal(object)

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._dag = date(2000, 1, 1)
        self._stil = True
        self._mist: tuple[str, ...] = ()
        self._bode = ConceptBode(context, self)
        self._wacht = QTimer(self)
        self._wacht.setSingleShot(True)
        self._wacht.setInterval(_OORDEEL_MS)
        self._wacht.timeout.connect(self._beoordeel)
        self.personen: list[Veldenrij] = []
        self.gasten: list[Veldenrij] = []
        rij = self._indeling = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(0)
        vak = QWidget()
        links = QVBoxLayout(vak)
        links.setContentsMargins(0, 0, 16, 16)
        links.setSpacing(12)
        for kaart in (
            self._melder(),
            self._soort(),
            self._mensen(),
            self._verhaal(),
            self._criteriakaart(),
            self._informeren(),
            self._genodigden(),
        ):
            links.addWidget(kaart)
        links.addStretch(1)
        rij.addWidget(Rolvak(vak), 7)
        rij.addLayout(self._zijkant(), 3)
        self.leegmaken(weg=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is missing stands below the form when it does not fit beside it."""
        super().resizeEvent(event)
        richting = QBoxLayout.Direction.TopToBottom if self._smal else QBoxLayout.Direction.LeftToRight
        if richting is not self._indeling.direction():
            self._indeling.setDirection(richting)
            naast = QBoxLayout.Direction.RightToLeft
            self._knoppen.setDirection(naast if self._smal else QBoxLayout.Direction.TopToBottom)
            self._indeling.setStretch(1, 0 if self._smal else 3)
            self._uitleg.setVisible(not self._smal)
            self._zijkaart.zet_titel("" if self._smal else self.tr("Voor de triage"))
            self._toon_ontbreekt()

    @property
    def _smal(self) -> bool:
        return self.width() < thema().lengte(_NAAST_ELKAAR)

    # -- building

    def _vandaag(self) -> date:
        return self._dag

    def _maak_rij(self, *, knop: str = "") -> Veldenrij:
        rij = Veldenrij(self._vandaag, knop=knop)
        rij.anders.connect(self._anders)
        return rij

    def _melder(self) -> Kaart:
        kaart = Kaart(self.tr("De melding"), rand="rondom")
        r = self.melding = self._maak_rij()
        r.regel("aanmelder.organisatie", self.tr("Organisatie van de aanmelder"), 0, 0, 6)
        r.regel("aanmelder.naam", self.tr("Naam van de aanmelder"), 0, 6, 6)
        r.regel("aanmelder.functie", self.tr("Functie"), 1, 0, 4)
        r.regel("aanmelder.telefoon", self.tr("Telefoon"), 1, 4, 3)
        r.regel("aanmelder.email", self.tr("E-mail"), 1, 7, 5)
        r.datum("ontvangen_op", self.tr("Ontvangen op"), 2, 0, 4)
        r.keuze(
            "wijze",
            self.tr("Hoe"),
            (
                ("telefoon", self.tr("telefoon")),
                ("gesprek", self.tr("gesprek")),
                ("e-mail", self.tr("e-mail")),
                ("brief", self.tr("brief")),
            ),
            2,
            4,
            3,
        )
        kaart.inhoud.addWidget(r)
        return kaart

    def _soort(self) -> Kaart:
        kaart = Kaart(self.tr("Soort casus en thema"), rand="rondom")
        r = self.soort = self._maak_rij()
        r.keuze("type", self.tr("Soort"), tuple(CASUSTYPEN.items()), 0, 0, 4).gewijzigd.connect(self._type_gekozen)
        r.regel("gebied", self.tr("Naam van het gebied of gezin"), 0, 4, 8)
        kaart.inhoud.addWidget(r)
        rooster = QGridLayout()
        rooster.setHorizontalSpacing(10)
        rooster.setVerticalSpacing(2)
        self.themas: dict[str, QCheckBox] = {}
        for nummer, (sleutel, woord) in enumerate(THEMAS.items()):
            vink = QCheckBox(woord[:1].upper() + woord[1:])
            vink.toggled.connect(self._anders)
            self.themas[sleutel] = vink
            rooster.addWidget(vink, nummer // 2, nummer % 2)
        kaart.inhoud.addLayout(rooster)
        self.ander_thema = RegelVeld()
        self.ander_thema.textChanged.connect(self._anders)
        kaart.inhoud.addWidget(Veld(self.tr("Ander thema"), self.ander_thema))
        return kaart

    def _mensen(self) -> Kaart:
        erbij = Knop(self.tr("Nog een betrokkene"), icoon="user-plus", klein=True)
        erbij.clicked.connect(self._persoon_erbij)
        self._mensenkaart = Kaart(self.tr("Betrokkenen"), achter=(erbij,), rand="rondom")
        return self._mensenkaart

    def _voeg_persoon_toe(self) -> Veldenrij:
        eerste = not self.personen
        r = self._maak_rij(knop="" if eerste else self.tr("Weghalen"))
        r.regel("naam.voornamen", self.tr("Voornamen"), 0, 0, 4)
        r.regel("naam.tussenvoegsel", self.tr("Tussenvoegsel"), 0, 4, 2)
        r.regel("naam.achternaam", self.tr("Achternaam"), 0, 6, 6)
        r.datum("geboortedatum", self.tr("Geboortedatum"), 1, 0, 4)
        r.regel("bsn", self.tr("BSN"), 1, 4, 3)
        r.regel("rol", self.tr("Rol"), 1, 7, 5, self.tr("betrokkene") if eerste else self.tr("vader, buurvrouw …"))
        r.regel("adres.straat", self.tr("Straat"), 2, 0, 4)
        r.regel("adres.huisnummer", self.tr("Nummer"), 2, 4, 2)
        r.regel("adres.postcode", self.tr("Postcode"), 2, 6, 2)
        r.regel("adres.woonplaats", self.tr("Woonplaats"), 2, 8, 4)
        r.regel("telefoon", self.tr("Telefoon"), 3, 0, 4)
        r.vink("adres_geheim", self.tr("Geheim adres"), 3, 4, 4)
        r.leg_knop(3, 8, 4)
        r.weg.connect(self._persoon_weg)
        self.personen.append(r)
        self._mensenkaart.inhoud.addWidget(r)
        return r

    def _verhaal(self) -> Kaart:
        kaart = Kaart(self.tr("Wat er speelt"), rand="rondom")
        self.teksten: dict[str, TekstVeld] = {}
        for naam, titel, plaats in (
            ("aanleiding", self.tr("Aanleiding"), self.tr("Wat is er gebeurd, waarom nu")),
            ("doel_overleg", self.tr("Doel van het overleg"), self.tr("Wat wilt u bereiken?")),
            ("eerder_geprobeerd", self.tr("Wat is al geprobeerd"), ""),
        ):
            veld = TekstVeld(regels=2, plaats=plaats)
            veld.gewijzigd.connect(self._anders)
            self.teksten[naam] = veld
            kaart.inhoud.addWidget(Veld(titel, veld))
        rij = QHBoxLayout()
        rij.addWidget(Tekst(self.tr("Is het nu acuut onveilig?")), 1)
        self.acuut = Segmenten(
            self.tr("Acuut onveilig"),
            (("ja", self.tr("Ja")), ("nee", self.tr("Nee")), ("open", self.tr("Onbekend"))),
        )
        self.acuut.gekozen.connect(self._anders)
        rij.addWidget(self.acuut)
        kaart.inhoud.addLayout(rij)
        r = self.detentie = self._maak_rij()
        r.regel("detentie.inrichting", self.tr("In detentie bij"), 0, 0, 8)
        r.datum("detentie.einddatum", self.tr("Einde detentie"), 0, 8, 4, verleden=False)
        kaart.inhoud.addWidget(r)
        return kaart

    def _criteriakaart(self) -> Kaart:
        self.uitslag = Chip("")
        kaart = Kaart(self.tr("Criteria"), achter=(self.uitslag,), rand="rondom")
        self.criteria = [CriteriumVak(nummer) for nummer in range(1, 5)]
        for vak in self.criteria:
            vak.beantwoord.connect(self._anders)
            vak.getypt.connect(self._anders)
            kaart.inhoud.addWidget(vak)
        return kaart

    def _informeren(self) -> Kaart:
        kaart = Kaart(self.tr("Betrokkene geïnformeerd"), rand="rondom")
        r = self.informeren = self._maak_rij()
        p = "betrokkene_geinformeerd."
        r.keuze(
            f"{p}status",
            self.tr("Geïnformeerd"),
            (
                ("onbekend", self.tr("onbekend")),
                ("ja", self.tr("ja")),
                ("nee", self.tr("nee")),
                ("uitgesteld", self.tr("uitgesteld")),
            ),
            0,
            0,
            3,
        )
        r.datum(f"{p}datum", self.tr("Op"), 0, 3, 4)
        r.regel(f"{p}door", self.tr("Door"), 0, 7, 5)
        r.regel(f"{p}grond", self.tr("Waarom niet of uitgesteld"), 1, 0, 8)
        r.datum(f"{p}herzien_op", self.tr("Herzien op"), 1, 8, 4, verleden=False)
        kaart.inhoud.addWidget(r)
        return kaart

    def _genodigden(self) -> Kaart:
        erbij = Knop(self.tr("Nog iemand"), icoon="user-plus", klein=True)
        erbij.clicked.connect(self._gast_erbij)
        self._gastenkaart = Kaart(self.tr("Uit te nodigen"), achter=(erbij,), rand="rondom")
        return self._gastenkaart

    def _voeg_gast_toe(self) -> Veldenrij:
        r = self._maak_rij(knop=self.tr("Weghalen"))
        r.regel("organisatie", self.tr("Organisatie"), 0, 0, 6)
        r.regel("naam", self.tr("Naam"), 0, 6, 6)
        r.regel("functie", self.tr("Functie"), 1, 0, 3)
        r.regel("telefoon", self.tr("Telefoon"), 1, 3, 3)
        r.regel("email", self.tr("E-mail"), 1, 6, 4)
        r.leg_knop(1, 10, 2)
        r.weg.connect(self._gast_weg)
        self.gasten.append(r)
        self._gastenkaart.inhoud.addWidget(r)
        return r

    def _zijkant(self) -> QVBoxLayout:
        kolom = QVBoxLayout()
        kolom.setContentsMargins(0, 0, 22, 16)
        kaart = self._zijkaart = Kaart(self.tr("Voor de triage"), rand="rondom")
        self.ontbreekt = Tekst("", maat="knop", omloop=True)
        self.bekend = Tekst("", maat="knop", rol="info", gewicht=600, omloop=True)
        kaart.inhoud.addWidget(self.bekend)
        kaart.inhoud.addWidget(self.ontbreekt)
        self.verder = Knop(self.tr("Naar overnemen"), soort="primair", icoon="arrow-right")
        self.verder.clicked.connect(self._verder)
        self.wissen = Knop(self.tr("Formulier leegmaken"), soort="vlak", icoon="x")
        self.wissen.clicked.connect(self._leeg_gevraagd)
        knoppen = self._knoppen = QVBoxLayout()
        knoppen.addWidget(self.verder)
        knoppen.addWidget(self.wissen)
        kaart.inhoud.addLayout(knoppen)
        uitleg = self.tr("Onvolledig overnemen mag. Wat u typt, blijft als concept bewaard.")
        self._uitleg = Tekst(uitleg, maat="klein", rol="tekst2", omloop=True)
        kaart.inhoud.addWidget(self._uitleg)
        kolom.addWidget(kaart)
        kolom.addStretch(1)
        return kolom

    # -- values

    def begin(self, dag: date, concept: concepten.Concept | None) -> None:
        """Start with the day of today, and with what was typed before when there is a draft."""
        self._dag = dag
        if concept is not None:
            try:
                waarden = json.loads(concept.tekst)
            except ValueError:
                waarden = None
            if isinstance(waarden, dict):
                self.zet(waarden)
                return
        self.leegmaken(weg=False)

    def waarden(self) -> dict[str, Any]:
        """Return the report in the exchange format."""
        uit: dict[str, Any] = {"formaat": "zvh-aanmelding/1"}
        for rij in (self.melding, self.soort, self.detentie, self.informeren):
            uit |= rij.waarden()
        uit.setdefault("ontvangen_op", self._dag.isoformat())
        themas = [sleutel for sleutel, vink in self.themas.items() if vink.isChecked()]
        themas += [t.strip() for t in self.ander_thema.text().split(",") if t.strip()]
        uit["thema"] = themas
        if uit["type"] == "persoon":
            uit.pop("gebied", None)
        uit["betrokkenen"] = [w for r in self.personen if (w := r.waarden())]
        uit["uit_te_nodigen"] = [w for r in self.gasten if (w := r.waarden())]
        uit |= {naam: veld.tekst().strip() for naam, veld in self.teksten.items()}
        acuut = _JA_NEE[self.acuut.huidig()]
        if acuut is not None:
            uit["acuut_onveilig"] = acuut
        uit["criteria"] = {
            naam: vak.antwoord for naam, vak in zip(_CRITERIA, self.criteria, strict=True) if vak.antwoord is not None
        }
        uit["motivering"] = {
            str(vak.nummer): tekst for vak in self.criteria if (tekst := vak.motivering.tekst().strip())
        }
        return uit

    def zet(self, waarden: dict[str, Any]) -> None:
        """Show a report in the exchange format."""
        self._stil = True
        for rij in (self.melding, self.soort, self.detentie, self.informeren):
            rij.zet(waarden)
        if not waarden.get("ontvangen_op"):
            ontvangen = self.melding.velden["ontvangen_op"].invoer
            zet_waarde(ontvangen, self._dag.isoformat())
        gekozen = list(waarden.get("thema") or [])
        for sleutel, vink in self.themas.items():
            vink.setChecked(sleutel in gekozen)
        self.ander_thema.setText(", ".join(str(t) for t in gekozen if t not in THEMAS))
        self._zet_rijen(self.personen, self._voeg_persoon_toe, waarden.get("betrokkenen") or [{}])
        self._zet_rijen(self.gasten, self._voeg_gast_toe, waarden.get("uit_te_nodigen") or [])
        for naam, veld in self.teksten.items():
            veld.zet(str(waarden.get(naam) or ""))
        self.acuut.kies({True: "ja", False: "nee"}.get(waarden.get("acuut_onveilig"), "open"))  # type: ignore[arg-type]  # None is not a key
        criteria, motivering = waarden.get("criteria") or {}, waarden.get("motivering") or {}
        for naam, vak in zip(_CRITERIA, self.criteria, strict=True):
            vak.zet(criteria.get(naam), str(motivering.get(str(vak.nummer)) or ""))
        self._stil = False
        self._type_gekozen()
        self._wacht.start()

    @staticmethod
    def _zet_rijen(rijen: list[Veldenrij], maak: Callable[[], Veldenrij], waarden: list[Any]) -> None:
        for oud in rijen:
            oud.hide()
            oud.deleteLater()
        rijen.clear()
        for een in waarden:
            maak().zet(een if isinstance(een, dict) else {})

    def leegmaken(self, *, weg: bool) -> None:
        """Show an empty form; `weg` ends the draft too."""
        self._bode.vergeet(concepten.FORMULIER)
        self.zet({"wijze": "telefoon", "type": "persoon", "betrokkene_geinformeerd": {"status": "onbekend"}})
        if weg:
            self._context.taken.doe(concepten.verwerp, *concepten.FORMULIER)

    def _leeg_gevraagd(self) -> None:
        was = self.waarden()

        def terug() -> None:
            self.zet(was)
            self._anders()

        self.leegmaken(weg=True)
        self._context.melding(self.tr("Formulier leeggemaakt."), ongedaan=terug)

    # -- rows of persons and guests

    def _persoon_erbij(self) -> None:
        self._eerste_veld(self._voeg_persoon_toe())

    def _gast_erbij(self) -> None:
        self._eerste_veld(self._voeg_gast_toe())

    @staticmethod
    def _eerste_veld(rij: Veldenrij) -> None:
        next(iter(rij.velden.values())).invoer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _persoon_weg(self) -> None:
        self._haal_weg(self.personen)

    def _gast_weg(self) -> None:
        self._haal_weg(self.gasten)

    def _haal_weg(self, rijen: list[Veldenrij]) -> None:
        rij = self.sender()
        if isinstance(rij, Veldenrij) and rij in rijen:
            was = self.waarden()

            def terug() -> None:
                self.zet(was)
                self._anders()

            rijen.remove(rij)
            rij.hide()
            rij.deleteLater()
            self._anders()
            self._context.melding(self.tr("Weggehaald uit het formulier."), ongedaan=terug)

    def _type_gekozen(self, *_: object) -> None:
        persoon = self.soort.velden["type"].invoer
        self.soort.velden["gebied"].setVisible(waarde_van(persoon) != "persoon")

    # -- judging

    def _anders(self, *_: object) -> None:
        if self._stil:
            return
        tekst = json.dumps(self.waarden(), ensure_ascii=False)
        self._bode.typ(concepten.FORMULIER, "formulier", self.tr("Aanmelding"), tekst)
        if not self._wacht.isActive():
            self._wacht.start()

    def _bytes(self) -> bytes:
        return json.dumps(self.waarden(), ensure_ascii=False).encode()

    def _beoordeel(self) -> None:
        self._context.taken.vraag(
            aanmeldingen.beoordeel_bytes, self._bytes(), klaar=self._oordeel, fout=self._ongeldig, enkel="formulier"
        )

    def _oordeel(self, voorstel: Voorstel) -> None:
        self._toon_fouten({})
        woorden, rol, icoon = criteriumwoorden(voorstel.criteria)
        self.uitslag.zet(woorden, rol=rol, icoon=icoon)
        regels = [self.tr("Bekend: {wie}").format(wie=bekende_in_woorden(b)) for b in voorstel.bekenden]
        regels += [
            self.tr("Lijkt op {wie} in {casus} ({nummer}, {stand}): {redenen}").format(
                wie=g.naam, casus=g.casusnaam, nummer=g.nummer, stand=g.stand, redenen=", ".join(g.redenen)
            )
            for g in voorstel.lijkend
        ]
        if voorstel.dubbel:
            regels.insert(0, self.tr("Deze aanmelding is er al: {casus}").format(casus=voorstel.dubbel))
        self.bekend.setText("\n".join(regels))
        self.bekend.setVisible(bool(regels))
        self._mist = voorstel.ontbreekt
        self._toon_ontbreekt()

    def _toon_ontbreekt(self) -> None:
        if not self._mist:
            self.ontbreekt.setText(self.tr("Compleet: kan naar de triage."))
        elif self._smal:
            zin = self.tr("Nog {aantal} nodig voor de triage, eerst: {wat}.")
            self.ontbreekt.setText(zin.format(aantal=len(self._mist), wat=self._mist[0]))
        else:
            self.ontbreekt.setText("\n".join([self.tr("Nog nodig:"), *(f"–  {wat}" for wat in self._mist)]))

    def _velden(self) -> dict[str, Veld]:
        """Return the fields by their path in the report."""
        uit = {pad: veld for r in (self.melding, self.soort, self.detentie, self.informeren) for pad, veld in
               r.velden.items()}  # fmt: skip
        for naam, rijen in (("betrokkenen", self.personen), ("uit_te_nodigen", self.gasten)):
            # An empty row is left out of the report, so the numbers there are those of the filled rows.
            for nummer, r in enumerate(r for r in rijen if r.waarden()):
                uit |= {f"{naam}.{nummer}.{pad}": veld for pad, veld in r.velden.items()}
        return uit

    def _toon_fouten(self, fouten: dict[str, str]) -> Veld | None:
        """Show an error at each field named and none at the others; return the first."""
        eerste = None
        nu = QApplication.focusWidget()
        for pad, veld in self._velden().items():
            zin = fouten.get(pad, "")
            if zin and eerste is None:
                eerste = veld
            bezig = nu is not None and (nu is veld.invoer or veld.invoer.isAncestorOf(nu))
            # Someone who is half way a BSN is not told that it is wrong.
            if not (zin and bezig):
                veld.zet_fout(zin)
        return eerste

    def _ongeldig(self, fout: BaseException) -> None:
        if not isinstance(fout, Omstandigheid) or fout.reden is not Reden.AANMELDING_ONGELDIG:
            self._context.fout(fout)
            return
        paden = fout.gegevens.get("velden", ())
        regel = REGELS.get(str(fout.gegevens.get("regel", "")))
        fouten = {
            str(pad): regel or _FOUTEN.get(str(pad).rsplit(".", 1)[-1], REGELS["waarde_past_niet"])
            for pad in (paden if isinstance(paden, tuple) else ())
        }
        self._toon_fouten(fouten)

    def _verder(self) -> None:
        self._bode.schrijf()
        self.verder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.taken.vraag(aanmeldingen.beoordeel_bytes, self._bytes(), klaar=self._klaar, fout=self._niet_klaar)

    def _klaar(self, voorstel: Voorstel) -> None:
        self._oordeel(voorstel)
        self.klaar.emit(voorstel)

    def _niet_klaar(self, fout: BaseException) -> None:
        self._ongeldig(fout)
        veld = next((veld for veld in self._velden().values() if veld.foutief), None)
        if veld is not None:
            veld.invoer.setFocus(Qt.FocusReason.OtherFocusReason)
            self._context.melding(self.tr("Kijk het gemarkeerde veld na."), rol="waarschuwing")

    def leg_neer(self) -> None:
        """Hand over the draft."""
        self._bode.schrijf()
