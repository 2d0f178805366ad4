"""What fills the window in place of a meeting: the sheet to sign, the text to read aloud, and closing."""

from abc import abstractmethod
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.pagina import Context, Pagina
from zvh_desktop.gui.voorzitten.afronden import WAAROM, Afrondscherm
from zvh_desktop.gui.voorzitten.beamer import BeamerVenster
from zvh_desktop.gui.voorzitten.scherm import VoorzitScherm
from zvh_desktop.gui.voorzitten.tekenen import Tekenscherm
from zvh_desktop.gui.voorzitten.voorlezen import Voorleesscherm
from zvh_desktop.services import afronden, concepten, geheimhouding, voorzitten
from zvh_desktop.services.afronden import PUNTWOORDEN, AfrondRegel
from zvh_desktop.services.geheimhouding import Tekenblad, Voorleestekst
from zvh_desktop.services.meldingen import zin

__all__ = ["VoorzitBladen"]


class VoorzitBladen(Pagina):
    """The parts of `Voorzitten` that take the whole window for a while."""

    titel = "Overleg voorzitten"

    def __init__(self, context: Context, overleg_id: str) -> None:
        super().__init__(context)
        self._overleg_id = overleg_id
        self._punt = ""
        self._blad: Tekenblad | None = None
        self._teken: Tekenscherm | None = None
        self._voorlezen: Voorleesscherm | None = None
        self._afrond: Afrondscherm | None = None
        self._afrondplek: dict[str, Any] = {}
        self._beamer: BeamerVenster | None = None
        self._alles = False
        self._tijdlijn = False
        self._typt = 0
        self._schrijft: tuple[str, datetime | None] = ("", None)
        self._bode = ConceptBode(context, self)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        self.scherm = VoorzitScherm(context.nu)
        kolom.addWidget(self.scherm)
        self.setFocusProxy(self.scherm)

    @abstractmethod
    def _vraag_beeld(self) -> None:
        """Ask for a new picture of the meeting."""

    @abstractmethod
    def _ga(self, agendapunt_id: str, *, neem_over: bool = False) -> None:
        """Put a point of the agenda in view."""

    @abstractmethod
    def _bon(self, bon: Any) -> None:
        """Something changed."""

    # Signing: the window is empty of any casus first

    def _laat_tekenen(self, deelnemer_id: str) -> None:
        self.scherm.bewaar_nu()
        self.context.taken.vraag(_tekenblad, deelnemer_id, klaar=self._toon_blad, fout=self._geen_blad)

    def _geen_blad(self, fout: BaseException) -> None:
        self.context.fout(fout)
        self._vraag_beeld()

    def _toon_blad(self, gevonden: tuple[Tekenblad, str]) -> None:
        if self._teken is not None:
            return
        blad, eerder = gevonden
        self._blad = blad
        self._teken = Tekenscherm(blad)
        if eerder:
            self._teken.neem_terug(eerder)
        self._teken.veranderd.connect(self._onthoud_blad)
        self._teken.getekend.connect(self._getekend)
        self._teken.terug.connect(self._gooi_blad_weg)
        if self._beamer is not None:
            self._beamer.wis()
        self.context.venster.vul_venster(self._teken, afgeschermd=True)

    def _onthoud_blad(self) -> None:
        """Keep a sheet that is not signed yet, strokes included: encrypted, and only until signed or left."""
        if self._teken is not None and self._blad is not None and (stand := self._teken.stand()):
            plaats = (self._blad.deelnemer_id, geheimhouding.CONCEPT)
            self._bode.typ(plaats, "deelnemer", self.tr("Geheimhoudingsverklaring"), stand)

    def _gooi_blad_weg(self) -> None:
        """Leaving the sheet discards it: strokes of who does not sign are not kept."""
        if self._blad is not None:
            plaats = (self._blad.deelnemer_id, geheimhouding.CONCEPT)
            self._bode.vergeet(plaats)
            self.context.taken.doe(concepten.vergeet, *plaats)
        self._sluit_tekenen()

    def _getekend(self, gegevens: dict[str, Any]) -> None:
        if self._blad is not None:
            self._bode.vergeet((self._blad.deelnemer_id, geheimhouding.CONCEPT))
        self.context.taken.doe(_teken, self._blad, gegevens, klaar=self._is_getekend, fout=self._niet_getekend)

    def _is_getekend(self, _uitkomst: object) -> None:
        self._sluit_tekenen()
        self.context.taken.doe(voorzitten.herzie, self._punt)

    def _niet_getekend(self, fout: BaseException) -> None:
        if self._teken is not None:
            self._teken.mislukt(zin(fout))
            self._onthoud_blad()

    def _sluit_tekenen(self) -> None:
        if self._teken is not None:
            self._teken = None
            self._blad = None
            self.context.venster.sluit_volvenster()
            self._vraag_beeld()

    # Reading aloud: a text of the house, nothing of a casus

    def _open_voorlezen(self) -> None:
        self.scherm.bewaar_nu()
        self.context.taken.vraag(geheimhouding.voorleestekst, self._overleg_id, klaar=self._toon_voorlezen)

    def _toon_voorlezen(self, tekst: Voorleestekst) -> None:
        if self._voorlezen is not None or self._teken is not None:
            return
        scherm = self._voorlezen = Voorleesscherm(tekst)
        scherm.gelezen.connect(self._lees_voor)
        scherm.terug.connect(self._sluit_voorlezen)
        self.context.venster.vul_venster(scherm, afgeschermd=False)

    def _lees_voor(self, tekst: Voorleestekst) -> None:
        self._sluit_voorlezen()
        self.context.taken.doe(geheimhouding.lees_voor, self._overleg_id, tekst, klaar=self._voorgelezen)

    def _voorgelezen(self, _bon: object) -> None:
        self.context.melding(self.tr("Vastgelegd dat de tekst is voorgelezen; het staat in elk verslag."), rol="goed")

    def _sluit_voorlezen(self) -> None:
        if self._voorlezen is not None:
            self._voorlezen = None
            self.context.venster.sluit_volvenster()
            self._vraag_beeld()

    # Closing

    def _beslis(self, _sleutel: str) -> None:
        self._open_afronden()

    def _open_afronden(self) -> None:
        self.scherm.bewaar_nu()
        self.context.taken.vraag(_afronden, self._overleg_id, klaar=self._begin_afronden)

    def _begin_afronden(self, gevonden: tuple[list[AfrondRegel], dict[tuple[str, str], str]]) -> None:
        regels, getypt = gevonden
        self._toon_afronden(regels)
        plek, self._afrondplek = self._afrondplek, {}
        if self._afrond is not None:
            self._afrond.neem_terug(getypt)
            if plek:
                self._afrond.keer_terug(plek)

    def _toon_afronden(self, regels: list[AfrondRegel]) -> None:
        if self._afrond is not None:
            self._afrond.toon(regels)
            return
        beeld = self.scherm.beeld
        scherm = self._afrond = Afrondscherm(beeld.titel if beeld else "", self.context.vandaag)
        scherm.gezet.connect(self._zet_uitkomst)
        scherm.overgeslagen.connect(self._sla_over)
        scherm.naar_casus.connect(self._terug_naar)
        scherm.terug.connect(self._sluit_afronden)
        scherm.getypt.connect(self._uitkomst_getypt)
        scherm.sluiten.connect(self._sluit_overleg)
        scherm.toon(regels)
        self.context.venster.vul_venster(scherm, afgeschermd=False)
        if eerste := scherm.eerste():
            eerste.setFocus()

    def _uitkomst_getypt(self, agendapunt_id: str, veld: str, tekst: str) -> None:
        punt = veld.removeprefix(WAAROM)
        # Of an open point its words stand on the screen, of a field its name.
        naam = PUNTWOORDEN[punt] if veld.startswith(WAAROM) else veld.replace("_", " ")
        woorden = self.tr("Afronden: {veld}").format(veld=naam)
        self._bode.typ((f"uitkomst-{agendapunt_id}", veld), "uitkomst", woorden, tekst)

    def _zet_uitkomst(self, agendapunt_id: str, velden: dict[str, Any]) -> None:
        for veld in velden:
            self._bode.vergeet((f"uitkomst-{agendapunt_id}", veld))
        self.context.taken.doe(_uitkomst, agendapunt_id, velden)

    def _sla_over(self, agendapunt_id: str, punt: str, reden: str) -> None:
        self._bode.vergeet((f"uitkomst-{agendapunt_id}", f"{WAAROM}{punt}"))
        self.context.taken.doe(_sla_over, agendapunt_id, punt, reden)

    def _terug_naar(self, agendapunt_id: str) -> None:
        self._sluit_afronden()
        self._ga(agendapunt_id)

    def _sluit_afronden(self) -> None:
        if self._afrond is not None:
            self._afrond = None
            self.context.venster.sluit_volvenster()

    def _sluit_overleg(self, dagen: int) -> None:
        self.context.taken.doe(_sluit, self._overleg_id, dagen, klaar=self._is_gesloten)

    def _is_gesloten(self, _bon: object) -> None:
        self.context.taken.bon.disconnect(self._bon)
        venster = self.context.venster
        venster.zet_overleg_bezig(bezig=False)
        if self._beamer is not None:
            self._beamer.close()
        self._sluit_afronden()
        venster.sluit_volvenster()
        venster.ga_naar("verslagen", overleg_id=self._overleg_id)
        self.context.melding(self.tr("Het overleg is gesloten. Per casus staat een conceptverslag klaar."), rol="goed")


def _tekenblad(wp: Any, deelnemer_id: str) -> tuple[Tekenblad, str]:
    """The sheet, and what stood on it before locking."""
    eerder = concepten.haal(wp, deelnemer_id, geheimhouding.CONCEPT)
    return geheimhouding.tekenblad(wp, deelnemer_id), eerder.tekst if eerder else ""


def _teken(wp: Any, blad: Tekenblad, gegevens: dict[str, Any]) -> Any:
    return geheimhouding.teken(wp, blad, **gegevens)


def _sla_over(wp: Any, agendapunt_id: str, punt: str, reden: str) -> Any:
    """Leave an open point with its reason; what was typed for it is a draft no more."""
    bon = afronden.sla_over(wp, agendapunt_id, punt, reden)
    concepten.vergeet(wp, f"uitkomst-{agendapunt_id}", f"{WAAROM}{punt}")
    return bon


def _afronden(wp: Any, overleg_id: str) -> tuple[list[AfrondRegel], dict[tuple[str, str], str]]:
    """What is undecided, and what was typed there and not saved."""
    regels = afronden.overzicht(wp, overleg_id)
    getypt = concepten.van(wp, tuple(f"uitkomst-{r.agendapunt_id}" for r in regels))
    return regels, {(c.record_id.removeprefix("uitkomst-"), c.veld): c.tekst for c in getypt.values()}


def _uitkomst(wp: Any, agendapunt_id: str, velden: dict[str, Any]) -> Any:
    return afronden.zet_uitkomst(wp, agendapunt_id, **velden)


def _sluit(wp: Any, overleg_id: str, dagen: int) -> Any:
    return afronden.sluit(wp, overleg_id, reactie_dagen=dagen)
