"""Overleg voorzitten in the window: joins the chairing screen to services, signing sheet, beamer and closing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.gui.pages.voorzitbladen import VoorzitBladen
from zvh_desktop.gui.pagina import Actie, Context
from zvh_desktop.gui.voorzitten.beamer import BeamerVenster
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
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.voorzitten_beeld import BeamerBeeld, VoorzitBeeld

__all__ = ["Voorzitten"]


class Voorzitten(VoorzitBladen):
    """Fills the window while an overleg is chaired.

    Args:
        overleg_id: the overleg, which is bezig.

    Signals:
        verlaten(): a person went back to the rest of the program.
    """

    verlaten = Signal()

    def __init__(self, context: Context, overleg_id: str) -> None:
        super().__init__(context, overleg_id)
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
        s.voorlezen.connect(self._open_voorlezen)
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

    def begin(self, agendapunt_id: str = "", tekent: str = "", afrondplek: dict[str, Any] | None = None) -> None:
        """Show the meeting at a point, or the first.

        Args:
            tekent: who was signing: nothing of a casus is shown then.
            afrondplek: one was closing, at this field; as `afrondplek` told.
        """
        self._punt = agendapunt_id
        self.context.venster.zet_overleg_bezig(bezig=True)
        if tekent:
            self._laat_tekenen(tekent)
            return
        self._vraag_beeld()
        if afrondplek is not None:
            self._afrondplek = afrondplek
            self._open_afronden()

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
        woorden = {"F4": "sluiten einde", "F3": "geheimhouding verklaring", "F8": "kamer aanwezig binnen deelnemer"}
        alle = [
            (actie.text(), actie.trigger, actie.shortcut().toString())
            for actie in self.scherm.actions()
            if actie.text() and not actie.shortcut().isEmpty()
        ]
        return [
            Actie("overleg.beamer", self.tr("Beamer aan of uit"), self._wissel_beamer, "monitor", "F6"),
            *(
                Actie(f"overleg.toets.{toets}", titel, doe, "keyboard", toets, woorden=woorden.get(toets, ""))
                for titel, doe, toets in alle
            ),
        ]

    @property
    def punt(self) -> str:
        """The agendapunt in view; "" before the first picture."""
        return self._punt

    @property
    def tekent(self) -> str:
        """The deelnemer whose sheet fills the window; "" for nobody."""
        return self._blad.deelnemer_id if self._blad is not None else ""

    @property
    def afrondplek(self) -> dict[str, Any] | None:
        """The field of closing that has the keyboard; None when one is not closing."""
        return self._afrond.plek() if self._afrond is not None else None

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


def _beamer(wp: Any, overleg_id: str, agendapunt_id: str, alles: bool, met_tijdlijn: bool) -> Any:
    return voorzitten.beamer(wp, overleg_id, agendapunt_id, alles=alles, met_tijdlijn=met_tijdlijn)
