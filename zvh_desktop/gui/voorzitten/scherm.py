"""Overleg voorzitten: full screen, readable at three metres, complete with the keyboard.

The screen decides nothing and reads nothing: it shows a `VoorzitBeeld` and tells every act by signal. Only the
text of the entry line is its own, kept apart for each point of the agenda until it is recorded.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.overleg import tijd_in_woorden
from zvh_desktop.domain.plan import FASEN
from zvh_desktop.gui.onderdelen.basis import LegeStaat
from zvh_desktop.gui.voorzitten.lijn import SchermLijn
from zvh_desktop.gui.voorzitten.rijen import (
    GROEPEN,
    agenda_rij,
    beslis_rij,
    inbreng_rij,
    kamer_rij,
    klok,
    klok_woorden,
    mee_in_woorden,
    verslagen_in_woorden,
    vorige_rij,
)
from zvh_desktop.services.voorzitten_beeld import VoorzitBeeld, verstreken_s

__all__ = ["VoorzitScherm"]

_FASEICOON: Final = {1: "shield-alert", 2: "shield-half", 3: "sprout", 4: "flag"}


class VoorzitScherm(SchermLijn):
    """The chairing screen.

    Args:
        nu: tells the time, for the running clocks.

    Signals:
        vastgelegd(agendapunt_id, regel, tekst): a new entry; on failure call `terug`.
        inbreng_wijzigen(inbreng_id, regel, tekst): an earlier entry was edited and given again.
        inbreng_omzetten(inbreng_id, soort), inbreng_intrekken(inbreng_id), inbreng_verplaatsen(inbreng_id, stap),
            inbreng_samenvoegen(inbreng_id): from the log.
        inbreng_splitsen(inbreng_id, eerste, tweede, tekst): an edited entry was cut in two at the cursor.
        deelname(deelnemer_id, hoe): at the table or from elsewhere.
        waarnemer(deelnemer_id, naam): someone else came in the place of who is not there.
        concept(agendapunt_id, tekst, plek, bewerkt): what stands in the line; answer with `zet_bewaard`.
        volgende_casus(), vorige_casus(), ga_naar_punt(agendapunt_id): another point is wanted.
        aan_de_orde(): the point in view is led from here on.
        verslagen_vaststellen(): those of the last overleg, all that are drafts.
        aangekomen, binnen, buiten, vertrokken(deelnemer_id), afwezig(deelnemer_id, met_bericht): attendance.
        laten_tekenen(deelnemer_id), toelaten(deelnemer_id, reden): the gate.
        actie_afronden(actie_id, status, terugkoppeling): an action of last time ended so.
        beslispunt_gekozen(sleutel): something undecided is to be filled in.
        schorsen(), hervatten(), afronden(), beamer(): the buttons above.
        voorlezen(): the text on secrecy is to be read aloud.
        beamer_alles(), beamer_tijdlijn(): show on the beamer, or take away, addresses and third parties; the timeline.
        verlaten(): leave this screen for the rest of the program; the overleg goes on.
    """

    def __init__(self, nu: Callable[[], datetime], ouder: QWidget | None = None) -> None:
        super().__init__(nu, ouder)
        self.knop_schors.clicked.connect(self._schors)
        self.agenda.geactiveerd.connect(self._naar_punt)
        self.kamer.geactiveerd.connect(self._kamer_menu)
        self.kamer.menu_gevraagd.connect(self._kamer_menu)
        self.kamer.meteen.connect(self._kamer_meteen)
        self.kamer.gekozen.connect(self._toon_dekking)
        self.vorige.geactiveerd.connect(self._open_afrond)
        self.segmenten.gekozen.connect(self._segment)
        self.log.geactiveerd.connect(self.wijzig)
        self.lijn.vastgelegd.connect(self._vastgelegd)
        self.lijn.concept.connect(self._concept)
        self.lijn.vorige_wijzigen.connect(self._vorige_wijzigen)
        self._klok.timeout.connect(self._tik)
        self._bewaarklok.timeout.connect(self._nog_niet_bewaard)
        self.lijn.splitsen.connect(self._splitsen)
        self.waarneemvraag.gegeven.connect(self._waarnemer_genoemd)
        self._losstand: tuple[object, ...] = ()
        self._maak_toetsen()

    def _maak_toetsen(self) -> None:
        toetsen: list[tuple[str, str, Callable[[], object]]] = [
            (self.tr("Tekst over geheimhouding voorlezen"), "F3", self.voorlezen.emit),
            (self.tr("Overleg afronden"), "F4", self.afronden.emit),
            (self.tr("Schorsen of hervatten"), "F5", self._schors),
            (self.tr("Volgende casus"), "Alt+Right", self._volgende),
            (self.tr("Vorige casus"), "Alt+Left", self._vorige),
            (self.tr("Adressen en derden op de beamer tonen of verbergen"), "Shift+F6", self.beamer_alles.emit),
            (self.tr("Tijdlijn op de beamer tonen of weghalen"), "Ctrl+F6", self.beamer_tijdlijn.emit),
            (self.tr("Dit punt aan de orde stellen"), "Alt+Shift+Right", self.aan_de_orde.emit),
            (self.tr("Naar wat er gezegd is"), "F7", self.log.setFocus),
            (self.tr("Naar wie in de kamer is"), "F8", self._naar_kamer),
            (self.tr("Naar de acties van de vorige keer"), "F9", self._naar_vorige),
            (self.tr("Stand van de analyse in- of uitklappen"), "Shift+F9", self._wissel_analyse),
            (self.tr("Naar de agenda"), "Shift+F8", self._naar_agenda),
            (self.tr("Naar de invoerregel"), "F2", self.naar_invoer),
            (self.tr("Terug naar het programma; het overleg loopt door"), "Ctrl+W", self.verlaten.emit),
        ]
        for naam, toets, doen in toetsen:
            actie = QAction(naam, self)
            actie.setShortcut(QKeySequence(toets))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.triggered.connect(doen)
            self.addAction(actie)
        for nummer, sleutel in enumerate(GROEPEN, 1):
            actie = QAction(self.tr("Naar onderdeel {nummer}").format(nummer=nummer), self)
            actie.setShortcut(QKeySequence(f"Ctrl+{nummer}"))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.setData(sleutel)
            actie.triggered.connect(self._segment_toets)
            self.addAction(actie)

    def toon(self, beeld: VoorzitBeeld) -> None:
        """Show a picture; what was typed stays with its own point of the agenda."""
        eerder = self._beeld
        self._beeld = beeld
        waar = QApplication.focusWidget()
        waar = waar if waar is not None and self.isAncestorOf(waar) else None
        doel = beeld.huidig if beeld.casus is not None else ""
        if doel != self._lijn_punt:
            self._wissel_lijn(doel, beeld.concept)
        if eerder is None or eerder.huidig != beeld.huidig:
            self._filter = ""
        self.lijn.zet_bekend(self._bekend())
        self._toon_balk(beeld)
        self._toon_links(beeld)
        self._toon_rechts(beeld)
        self._toon_midden(beeld)
        self._tik()
        if eerder is None or eerder.huidig != beeld.huidig:
            self.naar_invoer()
        else:
            self._leg_focus(waar)

    def _toon_balk(self, beeld: VoorzitBeeld) -> None:
        self.titel.setText(beeld.titel)
        sinds = f"{beeld.begonnen_op:%H:%M}" if beeld.begonnen_op else ""
        if beeld.geschorst:
            self.stand.zet(self.tr("geschorst"), rol="waarschuwing", icoon="pause")
        elif beeld.status == "bezig":
            self.stand.zet(
                self.tr("bezig · sinds {sinds}").format(sinds=sinds) if sinds else self.tr("bezig"),
                rol="goed",
                icoon="play",
            )
        else:
            self.stand.zet(
                self.tr("nog niet begonnen") if beeld.status != "gesloten" else self.tr("gesloten"),
                rol="neutraal",
                icoon="clock",
            )
        self.knop_schors.zet_icoon("play" if beeld.geschorst else "pause")
        self.knop_schors.setEnabled(beeld.status == "bezig")
        self.knop_afrond.setEnabled(beeld.status == "bezig")
        self._neticoon.zet("cloud" if beeld.netwerk.verbonden else "cloud-off")
        self.netwerk.setText(beeld.netwerk.woorden)
        self._neticoon.setToolTip(beeld.netwerk.woorden)
        self._pas_breedte()

    def _toon_links(self, beeld: VoorzitBeeld) -> None:
        nu = self._nu()
        eigen = {punt for punt, c in self._concepten.items() if c.tekst.strip()}
        self.agenda.zet(
            agenda_rij(
                p, n, huidig=p.agendapunt_id == beeld.huidig, nu=nu, concept=p.concept or p.agendapunt_id in eigen
            )
            for n, p in enumerate(beeld.agenda, 1)
        )
        if self.focusWidget() is not self.agenda:
            self.agenda.kies(beeld.huidig)
        punt = beeld.punt
        kop = (
            self.tr("In de kamer · {punt}").format(punt=punt.titel)
            if punt and punt.is_casus
            else self.tr("In de kamer")
        )
        self._kamerkop.setText(kop)
        aanwezig = sum(k.status == "aanwezig" for k in beeld.kamer)
        self._kameraantal.setText(self.tr("{aanwezig} van {allen}").format(aanwezig=aanwezig, allen=len(beeld.kamer)))
        self.kamer.zet(kamer_rij(k) for k in beeld.kamer)
        self._toon_dekking(self.kamer.gekozen_sleutel() or "")

    def _toon_rechts(self, beeld: VoorzitBeeld) -> None:
        vandaag = beeld.bekend.vandaag
        dicht = not beeld.poort_open or beeld.geschorst
        kop = self.tr("Vorige keer afgesproken")
        if beeld.vorige_op and beeld.vorige:
            kop = f"{kop} · {schrijf_datum(beeld.vorige_op, vandaag).partition(' ')[2]}"
        self._vorigekop.setText(kop)
        self.vorige.zet(vorige_rij(a, vandaag) for a in beeld.vorige)
        self.vorige.setVisible(bool(beeld.vorige))
        leeg = (
            self.tr("Zichtbaar zodra de casus open is.")
            if dicht
            else self.tr("Er staan geen acties van een vorige keer.")
        )
        self._vorigeleeg.setText(leeg)
        self._vorigeleeg.setVisible(not beeld.vorige)
        if self.afrond.actie_id not in {a.actie_id for a in beeld.vorige}:
            self.afrond.sluit()
        self.veilig.setText(beeld.veiligheid_nu or (self.tr("Nog niets vastgelegd.") if beeld.casus else ""))
        self.veilig.zet_rol("tekst" if beeld.veiligheid_nu else "tekst2")
        self._veiligkop.setVisible(beeld.casus is not None)
        self.veilig.setVisible(beeld.casus is not None)
        self.beslis.zet(beslis_rij(s) for s in beeld.nog_te_beslissen)
        self.analyse.toon(beeld.analyse)
        self._beslikop.setVisible(bool(beeld.nog_te_beslissen))
        self.beslis.setVisible(bool(beeld.nog_te_beslissen))

    def _toon_midden(self, beeld: VoorzitBeeld) -> None:
        punt = beeld.punt
        titel = punt.titel if punt else ""
        casus = beeld.casus
        if casus is not None:
            self._toon_casus(beeld)
            self._midden.setCurrentWidget(self._casus)
            return
        self.naam.setText("")
        self.onderkop.setText("")
        self.fase.zet("")
        self.tijd.zet("")
        self.log.zet(())
        self._filterzin.setText("")
        for sleutel in GROEPEN:
            self.segmenten.zet_aantal(sleutel, None)
        erbij: list[tuple[str, str, str | None]] = []
        if beeld.geschorst:
            uitleg = self.tr("Er staat niets van een casus op dit scherm. De klok staat stil.")
            self._toon_los(self.tr("Het overleg is geschorst"), uitleg, self.tr("Hervatten"))
        elif not beeld.poort_open:
            self.poort.toon(titel, beeld.tegen)
            self._midden.setCurrentWidget(self.poort)
            return
        else:
            uitleg = self.tr("Dit punt gaat niet over een casus; er wordt hier niets over iemand vastgelegd.")
            if beeld.verslagen:
                uitleg = verslagen_in_woorden(beeld.verslagen)
                if aantal := sum(v.vast_te_stellen for v in beeld.verslagen):
                    erbij.append(("vaststellen", self.tr("Vaststellen ({n})").format(n=aantal), "stamp"))
            if punt is not None and punt is beeld.agenda[0]:
                nog_niet = self.tr("De tekst over geheimhouding is nog niet voorgelezen (F3).")
                uitleg = f"{uitleg}\n{beeld.voorgelezen or nog_niet}"
                if not beeld.voorgelezen:
                    erbij.append(("voorlezen", self.tr("Tekst voorlezen"), "file-text"))
            self._toon_los(titel or self.tr("Het overleg is begonnen"), uitleg, self.tr("Volgend punt"), erbij)
        self.poort.toon("", ())
        assert self.los is not None
        self._midden.setCurrentWidget(self.los)

    def _toon_los(self, titel: str, uitleg: str, knop: str, eerst: Sequence[tuple[str, str, str | None]] = ()) -> None:
        """Fill the middle with a sentence and some buttons; made anew for other words, so that its height fits them."""
        knoppen = (*eerst, ("verder", knop, "arrow-right"))
        if self.los is not None and self._losstand == (titel, uitleg, knoppen):
            return
        self._losstand = titel, uitleg, knoppen
        waar = QApplication.focusWidget()
        oud, self.los = self.los, LegeStaat(titel, uitleg, icoon="users", knoppen=knoppen)
        self.los.gekozen.connect(self._verder)
        self._midden.addWidget(self.los)
        if oud is not None:
            if waar is not None and oud.isAncestorOf(waar):
                # Else Qt gives the keyboard to whatever comes next: the way out of the meeting.
                self._midden.setCurrentWidget(self.los)
                self.naar_invoer()
            self._midden.removeWidget(oud)
            oud.deleteLater()

    def _toon_casus(self, beeld: VoorzitBeeld) -> None:
        casus = beeld.casus
        assert casus is not None
        self.poort.toon("", ())
        self.naam.setText(casus.naam)
        jaar = self.tr("{leeftijd} jaar").format(leeftijd=casus.leeftijd) if casus.leeftijd is not None else ""
        self.onderkop.setText(" · ".join(d for d in (jaar, casus.thema) if d))
        self.fase.setVisible(bool(casus.fase))
        if casus.fase:
            woord = f"fase {casus.fase} {FASEN[casus.fase].lower()}"
            self.fase.zet(woord, rol=f"fase{casus.fase}", icoon=_FASEICOON[casus.fase])
        per_groep = {groep: sum(i.soort in soorten for i in beeld.inbreng) for groep, soorten in GROEPEN.items()}
        for groep, aantal in per_groep.items():
            self.segmenten.zet_aantal(groep, aantal)
        oud = {r.sleutel for r in self.log.rijen}
        nieuw = [i for i in beeld.inbreng if i.inbreng_id not in oud]
        if nieuw:
            groep = next(g for g, soorten in GROEPEN.items() if nieuw[-1].soort in soorten)
            if self._filter and self._filter != groep:
                self._filter = ""
            self.segmenten.kies(groep)
        self._vul_log(beeld)

    def _vul_log(self, beeld: VoorzitBeeld) -> None:
        vandaag = beeld.bekend.vandaag
        toon = GROEPEN.get(self._filter)
        self.log.zet(inbreng_rij(i, vandaag) for i in beeld.inbreng if toon is None or i.soort in toon)
        zin = ""
        if self._filter:
            nummer = list(GROEPEN).index(self._filter) + 1
            zin = self.tr("Alleen dit onderdeel; Ctrl {nummer} toont weer alles.").format(nummer=nummer)
        self._filterzin.setText(zin)
        self._filterzin.setVisible(bool(zin))

    def _tik(self) -> None:
        """Let the clocks run: the current row of the agenda and the chip beside the name."""
        beeld = self._beeld
        punt = beeld.punt if beeld is not None else None
        if beeld is None or punt is None:
            return
        nu = self._nu()
        mee = mee_in_woorden(beeld, nu)
        if self.meezin.text() != mee:
            self.meezin.setText(mee)
            self.meezin.setVisible(bool(mee))
        nummer = next(n for n, p in enumerate(beeld.agenda, 1) if p is punt)
        rij = agenda_rij(punt, nummer, huidig=True, nu=nu, concept=False)
        if self.agenda.rijen[nummer - 1] != rij:
            self.agenda.rijenmodel.vervang(rij)
        if beeld.casus is not None:
            s = verstreken_s(punt.gebruikt_s, punt.loopt_sinds, nu)
            over = s > punt.minuten * 60
            woorden = self.tr("{tijd} van {totaal}").format(tijd=klok(s), totaal=klok(punt.minuten * 60))
            uit = s // 60 - punt.minuten
            if uit > 0 and not self.onderkop.isHidden():
                woorden = self.tr("{tijd} · {n} min. uitgelopen").format(tijd=klok(s), n=uit)
            if self.tijd.text() != woorden:
                gesproken = self.tr("{tijd} van {totaal}").format(
                    tijd=klok_woorden(s), totaal=klok_woorden(punt.minuten * 60)
                )
                self.tijd.zet(woorden, rol="gevaar" if over else "neutraal", icoon="clock", naam=gesproken)
                self.tijd.setToolTip(tijd_in_woorden(punt.minuten, s))

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks run while the screen is seen."""
        super().showEvent(event)
        self._klok.start()
        self._tik()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: keep the draft and stop the clocks."""
        self.lijn.bewaar_nu()
        self._klok.stop()
        super().hideEvent(event)

    def _leg_focus(self, had: QWidget | None) -> None:
        """Keep the focus where it is while that is still there; else go to the entry line.

        Args:
            had: what on this screen had it; when that is gone Qt gives it to what comes next, the way out as well.
        """
        waar, pagina = QApplication.focusWidget(), self._midden.currentWidget()
        if waar is None or (had is not None and waar is not had):
            self.naar_invoer()
        elif self.isAncestorOf(waar):
            weg = self._midden.isAncestorOf(waar) and pagina is not None and not pagina.isAncestorOf(waar)
            if weg or not waar.isVisible():
                self.naar_invoer()

    def _naar_agenda(self) -> None:
        self._ruil(rechts=False)
        self.agenda.setFocus()

    def _wissel_analyse(self) -> None:
        self._ruil(rechts=True)
        self.analyse.wissel()

    def _naar_vorige(self) -> None:
        self._ruil(rechts=True)
        if self.vorige.rijen:
            self.vorige.setFocus()
            if self.vorige.gekozen_sleutel() is None:
                self.vorige.kies(self.vorige.rijen[0].sleutel)

    def _volgende(self) -> None:
        self.lijn.bewaar_nu()
        self.volgende_casus.emit()

    def _vorige(self) -> None:
        self.lijn.bewaar_nu()
        self.vorige_casus.emit()

    def _naar_punt(self, agendapunt_id: str) -> None:
        self.lijn.bewaar_nu()
        self.ga_naar_punt.emit(agendapunt_id)

    def _verder(self, naam: str) -> None:
        if naam == "vaststellen":
            self.verslagen_vaststellen.emit()
        elif self._beeld is not None and self._beeld.geschorst:
            self.hervatten.emit()
        elif naam == "voorlezen":
            self.voorlezen.emit()
        else:
            self.volgende_casus.emit()

    def _schors(self) -> None:
        self.lijn.bewaar_nu()
        if self._beeld is not None and self._beeld.geschorst:
            self.hervatten.emit()
        else:
            self.schorsen.emit()

    def _segment_toets(self) -> None:
        actie = self.sender()
        if isinstance(actie, QAction):
            self._segment(actie.data())

    def _segment(self, groep: str) -> None:
        """Jump to the first entry of a part; once more shows only that part, and again everything."""
        beeld = self._beeld
        if beeld is None or beeld.casus is None:
            return
        zelfde = self.segmenten.huidig() == groep and self._gesprongen == groep
        self._filter = ("" if self._filter else groep) if zelfde else ""
        self._gesprongen = groep
        self.segmenten.kies(groep)
        self._vul_log(beeld)
        eerste = next((i.inbreng_id for i in beeld.inbreng if i.soort in GROEPEN[groep]), None)
        if eerste is not None:
            self.log.kies(eerste)
        if not self.log.hasFocus():
            self.naar_invoer()

    def _open_afrond(self, actie_id: str) -> None:
        beeld = self._beeld
        actie = next((a for a in beeld.vorige if a.actie_id == actie_id), None) if beeld else None
        if actie is not None and actie.status == "open":
            self.afrond.open(actie)
