"""The fields of a report keyed in while someone talks, in cards, read and set as the exchange format has them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.domain.casus import CASUSTYPEN, THEMAS
from zvh_desktop.gui.cursorplek import cursor_in, zet_cursor
from zvh_desktop.gui.dialogs.criteria import CriteriumVak
from zvh_desktop.gui.onderdelen import Chip, DatumVeld, Kaart, Knop, RegelVeld, Segmenten, Tekst, TekstVeld, Veld
from zvh_desktop.gui.pages.aanmelding.veldenrij import Veldenrij, waarde_van, zet_waarde

__all__ = ["AanmeldingVelden"]

_CRITERIA: Final = ("multiproblematiek", "ketenoverstijgend", "systeem_impact", "gebiedsgebonden")
_JA_NEE: Final = {"ja": True, "nee": False, "open": None}
_LEEG: Final[dict[str, Any]] = {
    "wijze": "telefoon", "type": "persoon", "betrokkene_geinformeerd": {"status": "onbekend"},
}  # fmt: skip
_HALF: Final = "halve_datums"
"""Beside the fields of the exchange format, in a draft alone: by path, what was typed and is no day yet."""


class AanmeldingVelden(QWidget):
    """All fields of the form.

    Signals:
        anders(): a person changed something.
        weggehaald(stand): a row was taken out; what stood there before.
    """

    anders = Signal()
    weggehaald = Signal(object)

    def __init__(self, vandaag: Callable[[], date], ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._vandaag = vandaag
        self._stil = True
        self.personen: list[Veldenrij] = []
        self.gasten: list[Veldenrij] = []
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 16, 16)
        kolom.setSpacing(12)
        for kaart in (
            self._melder(),
            self._soort(),
            self._mensen(),
            self._verhaal(),
            self._criteriakaart(),
            self._informeren(),
            self._genodigden(),
        ):
            kolom.addWidget(kaart)
        kolom.addStretch(1)

    def _anders(self, *_: object) -> None:
        if not self._stil:
            self.anders.emit()

    # -- building

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

    # -- values

    def waarden(self) -> dict[str, Any]:
        """Return the report in the exchange format; an empty row is left out."""
        uit = self._gelijk()
        if uit["type"] == "persoon":
            uit.pop("gebied", None)
        uit["betrokkenen"] = [w for r in self.personen if (w := r.waarden())]
        uit["uit_te_nodigen"] = [w for r in self.gasten if (w := r.waarden())]
        return uit

    def stand(self) -> dict[str, Any]:
        """Return all that stands in the form for its draft: empty rows and halves of a date too."""
        uit = self._gelijk()
        uit["betrokkenen"] = [r.waarden() for r in self.personen]
        uit["uit_te_nodigen"] = [r.waarden() for r in self.gasten]
        uit[_HALF] = {pad: veld.tekst() for pad, veld in self._datums(alle=True) if not veld.geldig}
        return uit

    def _gelijk(self) -> dict[str, Any]:
        """What a report and a draft tell alike."""
        uit: dict[str, Any] = {"formaat": "zvh-aanmelding/1"}
        for rij in (self.melding, self.soort, self.detentie, self.informeren):
            uit |= rij.waarden()
        uit.setdefault("ontvangen_op", self._vandaag().isoformat())
        themas = [sleutel for sleutel, vink in self.themas.items() if vink.isChecked()]
        themas += [t.strip() for t in self.ander_thema.text().split(",") if t.strip()]
        uit["thema"] = themas
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
        """Show a report in the exchange format, or what `stand` told; tells nothing."""
        self._stil = True
        for rij in (self.melding, self.soort, self.detentie, self.informeren):
            rij.zet(waarden)
        if not waarden.get("ontvangen_op"):
            zet_waarde(self.melding.velden["ontvangen_op"].invoer, self._vandaag().isoformat())
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
        half = waarden.get(_HALF) or {}
        for pad, datum in self._datums(alle=True):
            if pad in half:
                datum.zet_tekst(str(half[pad]))
        self._stil = False
        self._type_gekozen()

    def leegmaken(self) -> None:
        """Show an empty form."""
        self.zet(_LEEG)

    @staticmethod
    def _zet_rijen(rijen: list[Veldenrij], maak: Callable[[], Veldenrij], waarden: list[Any]) -> None:
        for oud in rijen:
            oud.hide()
            oud.deleteLater()
        rijen.clear()
        for een in waarden:
            maak().zet(een if isinstance(een, dict) else {})

    # -- finding a field

    def bij_pad(self, *, alle: bool = False) -> dict[str, Veld]:
        """Return the fields by their path in the report, or with `alle` by their path in `stand`."""
        uit = {pad: veld for r in (self.melding, self.soort, self.detentie, self.informeren) for pad, veld in
               r.velden.items()}  # fmt: skip
        for naam, rijen in (("betrokkenen", self.personen), ("uit_te_nodigen", self.gasten)):
            # An empty row is left out of the report, so the numbers there are those of the filled rows.
            for nummer, r in enumerate(r for r in rijen if alle or r.waarden()):
                uit |= {f"{naam}.{nummer}.{pad}": veld for pad, veld in r.velden.items()}
        return uit

    def _datums(self, *, alle: bool) -> Iterator[tuple[str, DatumVeld]]:
        for pad, veld in self.bij_pad(alle=alle).items():
            if isinstance(veld.invoer, DatumVeld):
                yield pad, veld.invoer

    def halve_datums(self) -> list[Veld]:
        """Return the fields for a day in which something else stands."""
        return [v for v in self.bij_pad(alle=True).values() if isinstance(v.invoer, DatumVeld) and not v.invoer.geldig]

    def _plekken(self) -> dict[str, QWidget]:
        """Return everything one types in, by a name that stays the same."""
        uit: dict[str, QWidget] = {pad: veld.invoer for pad, veld in self.bij_pad(alle=True).items()}
        uit |= {f"motivering.{vak.nummer}": vak.motivering for vak in self.criteria}
        return uit | {"ander_thema": self.ander_thema} | self.teksten

    def plek(self) -> dict[str, Any]:
        """Return the field with the cursor and the place in it, no text; nothing when the cursor is elsewhere."""
        nu = QApplication.focusWidget()
        if nu is None or not self.isAncestorOf(nu):
            return {}
        pad = next((p for p, w in self._plekken().items() if w is nu or w.isAncestorOf(nu)), "")
        return {"veld": pad, "cursor": cursor_in(nu)} if pad else {}

    def ga_naar(self, plek: dict[str, Any]) -> QWidget | None:
        """Put the cursor where `plek` said and return the field; None when it is not there."""
        veld = self._plekken().get(str(plek.get("veld", "")))
        if veld is None:
            return None
        veld.setFocus(Qt.FocusReason.OtherFocusReason)
        zet_cursor(QApplication.focusWidget(), int(plek.get("cursor", 0)))
        return veld

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
            was = self.stand()
            rijen.remove(rij)
            rij.hide()
            rij.deleteLater()
            self._anders()
            self.weggehaald.emit(was)

    def _type_gekozen(self, *_: object) -> None:
        persoon = self.soort.velden["type"].invoer
        self.soort.velden["gebied"].setVisible(waarde_van(persoon) != "persoon")
