"""Overleg voorzitten in the window: joins the chairing screen to services, signing sheet, beamer and closing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.voorzitten.afronden import WAAROM, Afrondscherm
from zvh_desktop.gui.voorzitten.beamer import BeamerVenster
from zvh_desktop.gui.voorzitten.scherm import VoorzitScherm
from zvh_desktop.gui.voorzitten.tekenen import Tekenscherm
from zvh_desktop.services import (
    acties,
    afronden,
    concepten,
    geheimhouding,
    inbrengregels,
    kamer,
    meeschrijven,
    verslagen,
    voorzitten,
)
from zvh_desktop.services.afronden import PUNTWOORDEN, AfrondRegel
from zvh_desktop.services.geheimhouding import Tekenblad
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.voorzitten_beeld import BeamerBeeld, VoorzitBeeld

__all__ = ["Voorzitten"]


class Voorzitten(Pagina):
    """Fills the window while an overleg is chaired.

    Args:
        overleg_id: the overleg, which is bezig.

    Signals:
        verlaten(): a person went back to the rest of the program.
    """

    verlaten = Signal()

    titel = "Overleg voorzitten"

    def __init__(self, context: Context, overleg_id: str) -> None:
        super().__init__(context)
        self._overleg_id = overleg_id
        self._punt = ""
        self._blad: Tekenblad | None = None
        self._teken: Tekenscherm | None = None
        self._afrond: Afrondscherm | None = None
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
        self._verbind()
        context.taken.bon.connect(self._bon)

    def _verbind(self) -> None:
        s = self.scherm
        s.vastgelegd.connect(self._leg_vast)
        s.inbreng_wijzigen.connect(self._wijzig)
        s.inbreng_omzetten.connect(self._zet_om)
        s.inbreng_intrekken.connect(self._trek_in)
        s.inbreng_verplaatsen.connect(lambda id_, stap: self.context.taken.doe(inbrengregels.verplaats, id_, stap))
        s.inbreng_samenvoegen.connect(lambda id_: self.context.taken.doe(inbrengregels.voeg_samen, id_))
        s.inbreng_splitsen.connect(self._splits)
        s.deelname.connect(lambda id_, hoe: self.context.taken.doe(kamer.deelname, id_, hoe))
        s.waarnemer.connect(
            lambda id_, naam: self._doe_uit_regel("waarnemer", id_, kamer.waarnemer, id_, naam, self._punt)
        )
        s.concept.connect(self._concept)
        s.volgende_casus.connect(lambda: self._stap(1))
        s.vorige_casus.connect(lambda: self._stap(-1))
        s.ga_naar_punt.connect(self._ga)
        s.aan_de_orde.connect(self._aan_de_orde)
        s.verslagen_vaststellen.connect(self._stel_verslagen_vast)
        s.aangekomen.connect(self._aangekomen)
        s.binnen.connect(self._binnen)
        s.buiten.connect(self._buiten)
        s.vertrokken.connect(self._vertrokken)
        s.afwezig.connect(self._afwezig)
        s.laten_tekenen.connect(self._laat_tekenen)
        s.toelaten.connect(self._laat_toe)
        s.actie_afronden.connect(self._rond_af)
        s.beslispunt_gekozen.connect(self._beslis)
        s.schorsen.connect(self._schors)
        s.hervatten.connect(self._hervat)
        s.afronden.connect(self._open_afronden)
        s.beamer.connect(self._wissel_beamer)
        s.beamer_alles.connect(self._wissel_alles)
        s.beamer_tijdlijn.connect(self._wissel_tijdlijn)
        s.verlaten.connect(self.verlaat_overleg)
        s.half.typt.connect(self._half_getypt)
        s.half.geopend.connect(self._half_geopend)

    # Small lines: kept as they are typed, ended by the act they are for

    def _half_sleutel(self, wat: str, id_: str) -> str:
        # Somebody is admitted to one casus: the reason belongs to its point of the agenda.
        return concepten.formulier(wat, self._overleg_id, id_, *((self._punt,) if wat == "toelaten" else ()))

    def _half_getypt(self, wat: str, id_: str, tekst: str) -> None:
        plaats = (self._half_sleutel(wat, id_), concepten.VELD)
        if not tekst.strip():
            self._bode.vergeet(plaats)
            self.context.taken.doe(concepten.vergeet, *plaats)
            return
        namen = {
            "toelaten": self.tr("Reden van toelating"),
            "waarnemer": self.tr("Naam van de waarnemer"),
            "terugkoppeling": self.tr("Terugkoppeling"),
        }
        self._bode.typ(plaats, concepten.VELD, namen[wat], concepten.formuliertekst({"tekst": tekst}))

    def _half_geopend(self, wat: str, id_: str) -> None:
        def gehaald(eerder: concepten.Concept | None) -> None:
            if eerder is not None:
                self.scherm.half.geef_terug(wat, id_, str(concepten.velden(eerder).get("tekst", "")))

        self._bode.schrijf()
        self.context.taken.vraag(concepten.haal_formulier, self._half_sleutel(wat, id_), klaar=gehaald, voor=self)

    def _doe_uit_regel(self, wat: str, id_: str, functie: Callable[..., object], *args: object) -> None:
        """Carry out what was asked in a small line; its draft ends with it, and stays when it fails."""
        sleutel = self._half_sleutel(wat, id_)
        self._bode.schrijf()
        self.context.taken.doe(concepten.bewaar_en_eindig, sleutel, functie, *args)

    # Showing

    def begin(self, agendapunt_id: str = "", tekent: str = "") -> None:
        """Show the meeting at a point, or the first; `tekent` is who was signing: nothing of a casus is shown then."""
        self._punt = agendapunt_id
        self.context.venster.zet_overleg_bezig(bezig=True)
        if tekent:
            self._laat_tekenen(tekent)
        else:
            self._vraag_beeld()

    def _vraag_beeld(self) -> None:
        self.context.taken.vraag(
            voorzitten.beeld, self._overleg_id, self._punt, klaar=self._toon_beeld, enkel=f"beeld-{self._overleg_id}"
        )

    def _toon_beeld(self, beeld: VoorzitBeeld) -> None:
        eerste = not self._punt
        self._punt = beeld.huidig
        if self.scherm.beeld is not None and self.scherm.beeld.huidig != beeld.huidig:
            self.context.venster.ruim_meldingen()
        self.scherm.toon(beeld)
        if eerste and beeld.huidig:
            self._ga(beeld.huidig)
        if self._beamer is not None:
            self._vraag_beamer()

    def _bon(self, bon: Any) -> None:
        """Any change to what this screen shows, from here or from undo, brings a new picture."""
        if not bon.geraakt:
            return
        self._vraag_beeld()
        if self._afrond is not None:
            self.context.taken.vraag(afronden.overzicht, self._overleg_id, klaar=self._toon_afronden, enkel="afronden")

    def verlaat(self) -> None:
        """Keep what is being typed or drawn, before locking or closing; nobody writes here any more."""
        self.scherm.bewaar_nu()
        if self._schrijft[0]:
            self._schrijft = ("", None)
            self.context.taken.doe(meeschrijven.stopt, self._overleg_id, fout=self._stil)
        self._onthoud_blad()
        self._bode.schrijf()
        if self._beamer is not None:
            self._beamer.close()

    def acties(self) -> list[Actie]:
        """What the palette offers during a meeting."""
        s = self.scherm
        return [
            Actie("overleg.afronden", self.tr("Overleg afronden"), self._open_afronden, "gavel", woorden="sluiten"),
            Actie("overleg.beamer", self.tr("Beamer aan of uit"), self._wissel_beamer, "monitor", "F6"),
            Actie(
                "overleg.tijdlijn", self.tr("Tijdlijn op de beamer"), self._wissel_tijdlijn, "chart-column", "Ctrl+F6"
            ),
            Actie("overleg.log", self.tr("Naar wat er gezegd is"), s.log.setFocus, "message-square", "F7"),
            Actie("overleg.terug", self.tr("Terug naar het programma"), self.verlaat_overleg, "arrow-left", "Ctrl+W"),
        ]

    @property
    def punt(self) -> str:
        """The agendapunt in view; "" before the first picture."""
        return self._punt

    @property
    def tekent(self) -> str:
        """The deelnemer whose sheet fills the window; "" for nobody."""
        return self._blad.deelnemer_id if self._blad is not None else ""

    # The agenda and the room

    def _stap(self, richting: int) -> None:
        beeld = self.scherm.beeld
        if beeld is None:
            return
        ids = [r.agendapunt_id for r in beeld.agenda]
        plek = ids.index(self._punt) + richting if self._punt in ids else 0
        if 0 <= plek < len(ids):
            self._ga(ids[plek])

    def _ga(self, agendapunt_id: str, *, neem_over: bool = False) -> None:
        self._punt = agendapunt_id
        self._alles = False
        self.context.venster.ruim_meldingen()
        if self._beamer is not None:
            self._beamer.wis()
        self.context.taken.doe(voorzitten.open_punt, self._overleg_id, agendapunt_id, neem_over)
        self._vraag_beeld()

    def _aan_de_orde(self) -> None:
        """Lead the point in view from here, also when another one is led on another device."""
        if self._punt:
            self._ga(self._punt, neem_over=True)

    def _aangekomen(self, deelnemer_id: str) -> None:
        self.context.taken.doe(voorzitten.aangekomen, deelnemer_id, self._punt)

    def _binnen(self, deelnemer_id: str) -> None:
        self.context.taken.doe(voorzitten.binnen, deelnemer_id, self._punt)

    def _buiten(self, deelnemer_id: str) -> None:
        self.context.taken.doe(voorzitten.buiten, deelnemer_id, self._punt)

    def _vertrokken(self, deelnemer_id: str) -> None:
        self.context.taken.doe(voorzitten.vertrokken, deelnemer_id)

    def _afwezig(self, deelnemer_id: str, met_bericht: bool) -> None:
        self.context.taken.doe(_afgemeld, deelnemer_id, met_bericht)

    def _laat_toe(self, deelnemer_id: str, reden: str) -> None:
        self._doe_uit_regel("toelaten", deelnemer_id, _toegelaten, self._punt, deelnemer_id, reden)

    def _stel_verslagen_vast(self) -> None:
        self.context.taken.doe(verslagen.stel_vorige_vast, self._punt)

    def _schors(self) -> None:
        self.scherm.bewaar_nu()
        self.context.venster.ruim_meldingen()
        self.context.taken.doe(voorzitten.schors, self._overleg_id)

    def _hervat(self) -> None:
        self.context.taken.doe(voorzitten.hervat, self._overleg_id, self._punt)

    # What is said

    def _leg_vast(self, agendapunt_id: str, regel: Regel, tekst: str) -> None:
        def mislukt(fout: BaseException) -> None:
            self.scherm.terug(agendapunt_id, tekst)
            self.context.fout(fout)

        self.context.taken.doe(voorzitten.leg_vast, agendapunt_id, regel, klaar=self._bewaard, fout=mislukt, voor=self)

    def _wijzig(self, inbreng_id: str, regel: Regel, tekst: str) -> None:
        punt = self._punt

        def mislukt(fout: BaseException) -> None:
            self.scherm.terug(punt, tekst, inbreng_id)
            self.context.fout(fout)

        self.context.taken.doe(
            voorzitten.wijzig_inbreng, inbreng_id, regel, klaar=self._bewaard, fout=mislukt, voor=self
        )

    def _splits(self, inbreng_id: str, eerste: Regel, tweede: Regel, tekst: str) -> None:
        punt = self._punt

        def mislukt(fout: BaseException) -> None:
            self.scherm.terug(punt, tekst, inbreng_id)
            self.context.fout(fout)

        self.context.taken.doe(
            inbrengregels.splits, inbreng_id, eerste, tweede, klaar=self._bewaard, fout=mislukt, voor=self
        )

    def _zet_om(self, inbreng_id: str, soort: str) -> None:
        self.context.taken.doe(voorzitten.zet_om, inbreng_id, soort)

    def _trek_in(self, inbreng_id: str) -> None:
        self.context.taken.doe(voorzitten.trek_in, inbreng_id, klaar=self._ingetrokken)

    def _ingetrokken(self, _bon: object) -> None:
        self.context.melding(self.tr("Inbreng ingetrokken. Met Ctrl+Z komt hij terug."))

    def _bewaard(self, _uitkomst: object) -> None:
        self.scherm.zet_bewaard()

    def _concept(self, agendapunt_id: str, tekst: str, plek: int, bewerkt: str) -> None:
        veld = f"bewerk:{bewerkt}" if bewerkt else voorzitten.NIEUW
        if tekst.strip():
            self._zeg_schrijft(agendapunt_id)
        self._typt += 1
        self.context.taken.doe(
            voorzitten.bewaar_concept,
            agendapunt_id,
            veld,
            tekst,
            plek,
            klaar=self._concept_bewaard,
            fout=self._concept_fout,
        )

    def _zeg_schrijft(self, agendapunt_id: str) -> None:
        """Let the other device know that somebody types here; at most now and then, and never what."""
        nu = self.context.nu()
        punt, sinds = self._schrijft
        if punt != agendapunt_id or sinds is None or (nu - sinds).total_seconds() >= meeschrijven.HERHAAL_S:
            self._schrijft = (agendapunt_id, nu)
            self.context.taken.doe(meeschrijven.schrijft, self._overleg_id, agendapunt_id, fout=self._stil)

    def _stil(self, _fout: BaseException) -> None:
        """Who writes is a courtesy: that it was not said costs nothing."""

    def _concept_bewaard(self, _: object) -> None:
        self._typt -= 1
        if not self._typt:
            self.scherm.zet_bewaard()

    def _concept_fout(self, fout: BaseException) -> None:
        self._typt -= 1
        self.scherm.zet_bewaarfout(zin(fout))

    def _rond_af(self, actie_id: str, status: str, terugkoppeling: str) -> None:
        self._doe_uit_regel("terugkoppeling", actie_id, acties.rond_af, actie_id, status, terugkoppeling)

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

    # Closing

    def _beslis(self, _sleutel: str) -> None:
        self._open_afronden()

    def _open_afronden(self) -> None:
        self.scherm.bewaar_nu()
        self.context.taken.vraag(_afronden, self._overleg_id, klaar=self._begin_afronden)

    def _begin_afronden(self, gevonden: tuple[list[AfrondRegel], dict[tuple[str, str], str]]) -> None:
        regels, getypt = gevonden
        self._toon_afronden(regels)
        if self._afrond is not None:
            self._afrond.neem_terug(getypt)

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

    def verlaat_overleg(self) -> None:
        """Back to the rest of the program; the overleg stays bezig."""
        self.verlaat()
        self.context.taken.bon.disconnect(self._bon)
        self.context.venster.sluit_volvenster()
        self.verlaten.emit()

    # The beamer

    def _wissel_beamer(self) -> None:
        if self._beamer is not None:
            self._beamer.close()
            return
        self.context.venster.ruim_meldingen()
        self._beamer = BeamerVenster()
        self._beamer.gesloten.connect(self._beamer_weg)
        schermen = QGuiApplication.screens()
        eigen = self.window().screen()
        ander = next((s for s in schermen if s is not eigen), None)
        self._vraag_beamer()
        if ander is not None:
            self._beamer.open_op(ander)
        else:
            self._beamer.resize(960, 540)
            self._beamer.show()

    def _wissel_alles(self) -> None:
        self._alles = not self._alles
        self._vraag_beamer()

    def _wissel_tijdlijn(self) -> None:
        """Show the plan in time on the beamer, or what is decided again; opens the beamer when it is not there."""
        self._tijdlijn = self._beamer is None or not self._tijdlijn
        if self._beamer is None:
            self._wissel_beamer()
        else:
            self._vraag_beamer()

    def _vraag_beamer(self) -> None:
        self.context.taken.vraag(
            _beamer, self._overleg_id, self._punt, self._alles, self._tijdlijn, klaar=self._toon_beamer, enkel="beamer"
        )

    def _toon_beamer(self, beeld: BeamerBeeld) -> None:
        if self._beamer is not None and self._teken is None:
            self._beamer.toon(beeld)

    def _beamer_weg(self) -> None:
        self._tijdlijn = False
        if self._beamer is not None:
            self._beamer.deleteLater()
            self._beamer = None


def _afgemeld(wp: Any, deelnemer_id: str, met_bericht: bool) -> Any:
    return voorzitten.afgemeld(wp, deelnemer_id, met_bericht=met_bericht)


def _toegelaten(wp: Any, agendapunt_id: str, deelnemer_id: str, reden: str) -> Any:
    return geheimhouding.laat_toe(wp, agendapunt_id, deelnemer_id, reden).samen(voorzitten.herzie(wp, agendapunt_id))


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


def _beamer(wp: Any, overleg_id: str, agendapunt_id: str, alles: bool, met_tijdlijn: bool) -> Any:
    return voorzitten.beamer(wp, overleg_id, agendapunt_id, alles=alles, met_tijdlijn=met_tijdlijn)
