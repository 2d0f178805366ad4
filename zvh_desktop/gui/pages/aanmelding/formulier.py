"""A telephone report keyed in while someone talks, kept as one draft; beside it what is missing and who is known.

What it gives is the exchange format itself, so that a report by telephone passes the same door as a file.
"""

import json
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.dialogs.criteria import criteriumwoorden
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, Veld
from zvh_desktop.gui.pages.aanmelding.bekend import BekendenLijst
from zvh_desktop.gui.pages.aanmelding.velden import AanmeldingVelden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import aanmeldingen, concepten
from zvh_desktop.services.aanmeldingen import Voorstel
from zvh_desktop.services.meldingen import REGELS

__all__ = ["TelefoonFormulier"]

_OORDEEL_MS: Final = 250
_NAAST_ELKAAR: Final = 900
_FOUTEN: Final = {
    "bsn": REGELS["bsn_elfproef"],
    "geboortedatum": REGELS["datum"],
    "einddatum": REGELS["datum"],
}


def _samen(oud: dict[str, Any], nieuw: dict[str, Any], leeg: dict[str, Any]) -> dict[str, Any]:
    """Return what was kept with what was typed since: every field that is not as in an empty form goes before."""
    uit = dict(oud)
    for naam, waarde in nieuw.items():
        was, begin = oud.get(naam), leeg.get(naam)
        if waarde == begin and naam in oud:
            continue
        if isinstance(waarde, dict) and isinstance(was, dict):
            uit[naam] = _samen(was, waarde, begin if isinstance(begin, dict) else {})
        elif isinstance(waarde, list) and isinstance(was, list):
            uit[naam] = [*(een for een in was if een), *(een for een in waarde if een and een not in was)]
        else:
            uit[naam] = waarde
    return uit


class TelefoonFormulier(QWidget):
    """The form; beside it what is still needed and who is known already.

    Signals:
        klaar(voorstel): the report was judged and may be taken in.
        open_casus(casus_id): somebody wants to look at who is known already.
    """

    klaar = Signal(object)
    open_casus = Signal(str)

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._dag = date(2000, 1, 1)
        self._mist: tuple[str, ...] = ()
        self._straks: dict[str, Any] = {}
        self._begonnen = False
        self._bode = ConceptBode(context, self)
        self._wacht = QTimer(self)
        self._wacht.setSingleShot(True)
        self._wacht.setInterval(_OORDEEL_MS)
        self._wacht.timeout.connect(self._beoordeel)
        rij = self._indeling = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(0)
        self.velden = AanmeldingVelden(self._vandaag)
        self.velden.anders.connect(self._anders)
        self.velden.weggehaald.connect(self._weggehaald)
        self._rol = Rolvak(self.velden)
        rij.addWidget(self._rol, 7)
        rij.addLayout(self._zijkant(), 3)
        self.leegmaken(weg=False)
        self._leeg = self.velden.stand()

    def _vandaag(self) -> date:
        return self._dag

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

    def _zijkant(self) -> QVBoxLayout:
        kolom = QVBoxLayout()
        kolom.setContentsMargins(0, 0, 22, 16)
        kaart = self._zijkaart = Kaart(self.tr("Voor de triage"), rand="rondom")
        self.ontbreekt = Tekst("", maat="knop", omloop=True)
        self.bekend = Tekst("", maat="knop", rol="info", gewicht=600, omloop=True)
        self.bekenden = BekendenLijst()
        self.bekenden.open_casus.connect(self.open_casus)
        kaart.inhoud.addWidget(self.bekend)
        kaart.inhoud.addWidget(self.bekenden)
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
        """Start with the day of today, and with what was typed before when there is a draft.

        Whoever was quicker than the draft loses nothing: what is typed meanwhile stays, and goes before it.
        """
        getypt, plek = self.velden.stand(), self.velden.plek()
        self._dag = dag
        self._begonnen = True
        bewaard: object = None
        if concept is not None:
            try:
                bewaard = json.loads(concept.tekst)
            except ValueError:
                bewaard = None
        oud = bewaard if isinstance(bewaard, dict) else {}
        if getypt != self._leeg:
            if getypt["ontvangen_op"] == self._leeg["ontvangen_op"]:
                getypt.pop("ontvangen_op")
            self._zet(_samen(oud, getypt, self._leeg))
            self.velden.ga_naar(plek)
            self._anders()
        elif oud:
            self._zet(oud)
        else:
            self.leegmaken(weg=False)
        straks, self._straks = self._straks, {}
        if straks:
            self.ga_terug(straks)

    def _zet(self, waarden: dict[str, Any]) -> None:
        self.velden.zet(waarden)
        self._wacht.start()

    def leegmaken(self, *, weg: bool) -> None:
        """Show an empty form; `weg` ends the draft too."""
        self._bode.vergeet(concepten.FORMULIER)
        self.velden.leegmaken()
        self._wacht.start()
        if weg:
            self._context.taken.doe(concepten.verwerp, *concepten.FORMULIER)

    def _leeg_gevraagd(self) -> None:
        was = self.velden.stand()
        self.leegmaken(weg=True)
        self._terug_mag(self.tr("Formulier leeggemaakt."), was)

    def _weggehaald(self, was: dict[str, Any]) -> None:
        self._terug_mag(self.tr("Weggehaald uit het formulier."), was)

    def _terug_mag(self, zin: str, was: dict[str, Any]) -> None:
        """Tell what happened, with the way back to what stood there."""

        def terug() -> None:
            self._zet(was)
            self._anders()

        self._context.melding(zin, ongedaan=terug)

    # -- going elsewhere and coming back

    def plek(self) -> dict[str, Any]:
        """Return the field with the cursor, no text."""
        return self.velden.plek()

    def ga_terug(self, plek: dict[str, Any]) -> None:
        """Put the cursor back where it was; when the draft is still on its way, as soon as it is there."""
        if not self._begonnen:
            self._straks = plek
        elif (veld := self.velden.ga_naar(plek)) is not None:
            self._rol.ensureWidgetVisible(veld)

    # -- judging

    def _anders(self, *_: object) -> None:
        tekst = json.dumps(self.velden.stand(), ensure_ascii=False)
        self._bode.typ(concepten.FORMULIER, "formulier", self.tr("Aanmelding"), tekst)
        if not self._wacht.isActive():
            self._wacht.start()

    def _bytes(self) -> bytes:
        return json.dumps(self.velden.waarden(), ensure_ascii=False).encode()

    def _beoordeel(self) -> None:
        self._context.taken.vraag(
            aanmeldingen.beoordeel_bytes, self._bytes(), klaar=self._oordeel, fout=self._ongeldig, enkel="formulier"
        )

    def _oordeel(self, voorstel: Voorstel) -> None:
        self._toon_fouten({})
        woorden, rol, icoon = criteriumwoorden(voorstel.criteria)
        self.velden.uitslag.zet(woorden, rol=rol, icoon=icoon)
        self.bekend.setText(self.tr("Deze aanmelding is er al: {casus}").format(casus=voorstel.dubbel))
        self.bekend.setVisible(bool(voorstel.dubbel))
        self.bekenden.toon(voorstel)
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

    def _toon_fouten(self, fouten: dict[str, str]) -> Veld | None:
        """Show an error at each field named and none at the others; return the first."""
        nu = QApplication.focusWidget()

        def bezig(veld: Veld) -> bool:
            return nu is not None and (nu is veld.invoer or veld.invoer.isAncestorOf(nu))

        eerste = None
        # What is no day does not get into the report, so nobody says it there.
        half = self.velden.halve_datums()
        velden = [(veld, fouten.get(pad, "")) for pad, veld in self.velden.bij_pad().items() if veld not in half]
        for veld, zin in [*velden, *((veld, REGELS["datum"]) for veld in half)]:
            if zin and eerste is None:
                eerste = veld
            # Someone who is half way a BSN is not told that it is wrong.
            if not (zin and bezig(veld)):
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
        half = self.velden.halve_datums()
        for veld in half:
            veld.zet_fout(REGELS["datum"])
        if half:
            self._wijs_aan(half[0])
            return
        self.verder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.taken.vraag(aanmeldingen.beoordeel_bytes, self._bytes(), klaar=self._klaar, fout=self._niet_klaar)

    def _klaar(self, voorstel: Voorstel) -> None:
        self._oordeel(voorstel)
        self.klaar.emit(voorstel)

    def _niet_klaar(self, fout: BaseException) -> None:
        self._ongeldig(fout)
        veld = next((veld for veld in self.velden.bij_pad().values() if veld.foutief), None)
        if veld is not None:
            self._wijs_aan(veld)

    def _wijs_aan(self, veld: Veld) -> None:
        veld.invoer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rol.ensureWidgetVisible(veld)
        self._context.melding(self.tr("Kijk het gemarkeerde veld na."), rol="waarschuwing")

    def leg_neer(self) -> None:
        """Hand over the draft."""
        self._bode.schrijf()
