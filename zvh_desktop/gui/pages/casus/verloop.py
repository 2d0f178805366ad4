"""Verloop: everything that happened, newest first, with a quick line to write a note or a telephone call."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from zvh_desktop.domain.casus import NOTITIESOORTEN, Notitie
from zvh_desktop.domain.veldnamen import soortnaam
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, LegeStaat, RegelVeld, Tekst, TekstVeld, Zijpaneel
from zvh_desktop.gui.pages.casus.formulier import Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.pages.casus.waarden import kort, moment_in_woorden
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk, Tegel
from zvh_desktop.services import dossiers
from zvh_desktop.services.dossiers import Gebeurtenis
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Verloop"]

_ICOON = {
    "notitie": ("notebook-pen", "neutraal"),
    "telefoon": ("phone", "neutraal"),
    "contact": ("message-square", "neutraal"),
    "incident": ("siren", "gevaar"),
    "detentie": ("lock", "waarschuwing"),
    "opschaling": ("arrow-up-down", "info"),
    "overleg": ("users", "accent"),
    "aanmelding": ("log-in", "info"),
    "triage": ("scale", "info"),
    "actie": ("list-checks", "goed"),
    "verslag": ("file-text", "accent"),
    "verstrekking": ("send", "neutraal"),
}

FILTERS = (
    ("", "Alles"),
    *NOTITIESOORTEN.items(),
    ("overleg", "Overleggen"),
    ("intake", "Aanmelding en triage"),
    ("actie", "Afgeronde acties"),
    ("stukken", "Verslagen en verstrekkingen"),
)
_GROEP = {"aanmelding": "intake", "triage": "intake", "verslag": "stukken", "verstrekking": "stukken"}


def _notitie(wp: Werkplek, notitie_id: str) -> Notitie:
    """Return one note, to edit it."""
    return wp.eis(Notitie, notitie_id)


class _Snelveld(TekstVeld):
    """Ctrl+Enter adds; leaving the field only keeps the draft.

    Signals:
        bevestigd(): Ctrl+Enter.
    """

    bevestigd = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms, every other key types."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.bevestigd.emit()
            return
        super().keyPressEvent(event)


class Verloop(Tab):
    """A line to write, a filter, and the chronology."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self)
        indeling.addWidget(self._maak_snel())
        balk = QHBoxLayout()
        balk.setSpacing(10)
        label = Tekst(self.tr("Toon"), maat="klein", rol="tekst2")
        self._filter = KeuzeVeld(FILTERS)
        self._filter.setAccessibleName(self.tr("Toon welke gebeurtenissen"))
        self._filter.gewijzigd.connect(self._vul_lijst)
        label.setBuddy(self._filter)
        self._aantal = Tekst("", maat="klein", rol="tekst3")
        balk.addWidget(label)
        balk.addWidget(self._filter)
        balk.addWidget(self._aantal)
        balk.addStretch(1)
        indeling.addLayout(balk)
        kaart = Kaart()
        # Hundreds of notes: rows of one height, two lines each; the whole text opens beside the list.
        self._lijst = RijenLijst(self.tr("Verloop, nieuwste eerst"), uniform=True)
        self._lijst.geactiveerd.connect(self._open)
        kaart.inhoud.addWidget(self._lijst)
        self._kaart = kaart
        indeling.addWidget(kaart, 1)
        self._leeg = LegeStaat(
            self.tr("Hier staat nog niets"),
            self.tr("Schrijf hierboven de eerste notitie, of toon weer alles."),
            icoon="notebook-pen",
        )
        indeling.addWidget(self._leeg, 1)
        self._maak_panelen()
        self._gebeurtenissen: dict[str, Gebeurtenis] = {}

    def _maak_snel(self) -> Kaart:
        kaart = Kaart(rand="rondom")
        rij = QHBoxLayout()
        rij.setSpacing(10)
        self._soort = KeuzeVeld(tuple(NOTITIESOORTEN.items()))
        self._soort.setAccessibleName(self.tr("Soort notitie"))
        self._tekst = _Snelveld(plaats=self.tr("Wat is er gebeurd of gezegd? Ctrl Enter bewaart."), regels=2, meeste=8)
        self._tekst.setAccessibleName(self.tr("Tekst van de notitie"))
        self._tekst.gewijzigd.connect(self._getypt)
        self._tekst.bevestigd.connect(self._voeg_toe)
        self._bron = RegelVeld(plaats=self.tr("bron, bijvoorbeeld GGZ"))
        self._bron.setAccessibleName(self.tr("Bron van de notitie"))
        self._bron.returnPressed.connect(self._voeg_toe)
        self._knop = Knop(self.tr("Toevoegen"), soort="primair", icoon="plus")
        self._knop.setToolTip(self.tr("Notitie toevoegen (Ctrl Enter)"))
        self._knop.clicked.connect(self._voeg_toe)
        links = QVBoxLayout()
        links.setSpacing(8)
        links.addWidget(self._soort)
        links.addWidget(self._bron)
        links.addStretch(1)
        rij.addLayout(links, 1)
        rij.addWidget(self._tekst, 4, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(self._knop, 0, Qt.AlignmentFlag.AlignTop)
        kaart.inhoud.addLayout(rij)
        self._concept_getoond = ""
        self._bode = ConceptBode(self.context, self)
        return kaart

    def _maak_panelen(self) -> None:
        self.paneel = Zijpaneel(self.tr("Notitie"), self.huis.gastheer(), breedte=480)
        self.formulier = Formulier(
            self.context,
            "notitie",
            (V("notitiesoort", "keuze"), V("tekst", "tekst", regels=8), V("bron")),
            vandaag=self.huis.vandaag,
        )
        self._wanneer = Tekst("", maat="klein", rol="tekst2")
        self.paneel.inhoud.addWidget(self._wanneer)
        self.paneel.inhoud.addWidget(self.formulier)
        weg = self.paneel.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        weg.clicked.connect(self._trek_in)
        self.paneel.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair")).clicked.connect(self.paneel.sluit)
        self.lezer = Zijpaneel("", self.huis.gastheer(), breedte=480)
        self._lees_wanneer = Tekst("", maat="klein", rol="tekst2")
        self._lees_tekst = Tekst("", omloop=True)
        self._lees_tekst.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.lezer.inhoud.addWidget(self._lees_wanneer)
        self.lezer.inhoud.addWidget(self._lees_tekst)

    def formulieren(self) -> list[Formulier]:
        """The note that is open."""
        return [self.formulier] if self.paneel.isVisible() else []

    def leeg(self) -> None:
        """Forget everything, the half typed note too (its draft is kept)."""
        self._bode.schrijf()
        super().leeg()
        self._gebeurtenissen = {}
        self._lijst.zet(())
        self._tekst.setPlainText("")
        self._bron.setText("")
        self._concept_getoond = ""
        self.formulier.leeg()
        self._lees_tekst.setText("")
        self.verberg()

    def verberg(self) -> None:
        """Close the panels."""
        self.paneel.sluit()
        self.lezer.sluit()

    def schrijf_concepten(self) -> None:
        """Hand over the half typed note too."""
        super().schrijf_concepten()
        self._bode.schrijf()

    def positie(self) -> dict[str, object]:
        """The quick line counts as a field of its own."""
        if self._tekst.hasFocus():
            return {"record": "nieuw", "veld": "tekst", "cursor": self._tekst.textCursor().position()}
        return super().positie()

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show the chronology."""
        self._gebeurtenissen = {g.id: g for g in beeld.dossier.verloop}
        self._vul_lijst()
        concept = beeld.concepten.get((nieuwe_sleutel("notitie", self.casus_id), "tekst"))
        if concept and concept.tekst.strip() and self._concept_getoond != self.casus_id and not self._tekst.tekst():
            self._tekst.setPlainText(concept.tekst)
            self._bode.vergeet(self._plaats)
            melding = self.tr("De niet bewaarde notitie van {wanneer} staat weer klaar.")
            self.context.melding(melding.format(wanneer=moment_in_woorden(concept.tijd)))
        self._concept_getoond = self.casus_id

    def _soort_van(self, g: Gebeurtenis) -> str:
        return g.kop if g.soort == "notitie" else g.soort

    def _vul_lijst(self, _waarde: object = None) -> None:
        wil = self._filter.waarde()
        gekozen = [
            g for g in self._gebeurtenissen.values() if not wil or wil in (self._soort_van(g), _GROEP.get(g.soort))
        ]
        self._lijst.zet([self._rij(g) for g in gekozen])
        self._kaart.setVisible(bool(gekozen))
        self._leeg.setVisible(not gekozen)
        alles = len(self._gebeurtenissen)
        tekst = self.tr("{n} gebeurtenissen") if len(gekozen) == alles else self.tr("{n} van {alles} gebeurtenissen")
        self._aantal.setText(tekst.format(n=len(gekozen), alles=alles))

    def _kop(self, g: Gebeurtenis) -> str:
        return NOTITIESOORTEN.get(g.kop, g.kop) if g.soort == "notitie" else g.kop

    def _rij(self, g: Gebeurtenis) -> Rij:
        icoon, rol = _ICOON.get(self._soort_van(g), ("circle-dot", "neutraal"))
        wanneer = moment_in_woorden(g.tijdstip)
        kop = self._kop(g)
        bron = f" · {g.bron}" if g.bron else ""
        tekst = kort(g.tekst, 220)
        return Rij(
            g.id,
            (Stuk(kort(kop, 120), gewicht=600), Stuk(bron, rol="tekst2")),
            f"{wanneer}, {kop}{bron.replace(' · ', ', ')}. {tekst}",
            lead=Tegel(icoon, rol),
            tweede=tekst or " ",
            achter=(Stuk(wanneer, rol="tekst2"),),
            tip=kort(g.tekst, 600) if len(g.tekst) > 90 else "",
        )

    def kies(self, record_id: str) -> None:
        """Go to the quick line, or to an event."""
        if record_id == "nieuw":
            self._tekst.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if record_id in self._gebeurtenissen:
            self._filter.kies("")
            self._vul_lijst()
            self._lijst.kies(record_id)
            self._open(record_id)

    def herstel(self, positie: dict[str, object]) -> None:
        """Go back to the quick line with its cursor, or to the open note."""
        super().herstel(positie)
        if positie.get("record") == "nieuw":
            cursor = self._tekst.textCursor()
            cursor.setPosition(min(int(str(positie.get("cursor", 0))), len(self._tekst.tekst())))
            self._tekst.setTextCursor(cursor)

    # -- writing

    @property
    def _plaats(self) -> tuple[str, str]:
        return (nieuwe_sleutel("notitie", self.casus_id), "tekst")

    def _getypt(self, tekst: str) -> None:
        if self.casus_id:
            self._bode.typ(self._plaats, "notitie", self.tr("Notitie"), tekst, self._tekst.textCursor().position())

    def _voeg_toe(self) -> None:
        tekst = self._tekst.tekst().strip()
        if not tekst:
            self._tekst.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._bode.vergeet(self._plaats)
        soort = self._soort.waarde()
        velden = {"tekst": tekst, "notitiesoort": soort, "bron": self._bron.text().strip()}
        label = f"{NOTITIESOORTEN[soort].lower()} toegevoegd"
        self._knop.setEnabled(False)
        self.context.taken.doe(
            dossiers.voeg_toe, "notitie", self.casus_id, velden, label, klaar=self._toegevoegd, fout=self._mislukt
        )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self._knop.setEnabled(True)
        # The service ended the draft together with the save.
        self._tekst.setPlainText("")
        self._bode.vergeet(self._plaats)
        self._bron.setText("")
        self._tekst.setFocus(Qt.FocusReason.OtherFocusReason)
        wat = NOTITIESOORTEN[self._soort.waarde()]
        self.huis.gedaan(self.tr("{wat} toegevoegd.").format(wat=wat), uit[1])

    def _mislukt(self, wat: BaseException) -> None:
        # The text stays in the field and in its draft.
        self._knop.setEnabled(True)
        self.context.fout(wat)

    # -- one event

    def _open(self, id_: str) -> None:
        g = self._gebeurtenissen.get(id_)
        if g is None:
            return
        if g.soort == "notitie":
            self.context.taken.vraag(_notitie, id_, klaar=self._open_notitie, enkel="notitie")
        elif g.soort == "actie":
            self.huis.ga_naar_tab("acties", id_)
        elif g.soort in ("aanmelding", "triage"):
            self.huis.ga_naar_tab("aanmelding", id_)
        elif g.soort == "overleg":
            self.context.venster.ga_naar("overleggen.overleg", overleg_id=id_)
        elif g.soort == "verslag":
            self.context.venster.ga_naar("verslagen", verslag_id=id_)
        else:
            self.lezer.zet_titel(soortnaam(g.soort))
            self._lees_wanneer.setText(f"{moment_in_woorden(g.tijdstip)} · {self._kop(g)}")
            self._lees_tekst.setText(g.tekst)
            self.lezer.open()

    def _open_notitie(self, notitie: Notitie | None) -> None:
        if notitie is None or self.beeld is None or notitie.casus_id != self.casus_id:
            return
        moment: date | datetime = notitie.tijdstip
        self._wanneer.setText(moment_in_woorden(moment))
        self.formulier.toon(notitie, self.beeld.concepten)
        self.paneel.open()

    def _trek_in(self) -> None:
        record = self.formulier.record
        self.paneel.sluit()
        if record is not None:
            self.context.taken.doe(dossiers.trek_in, "notitie", record.id, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self.formulier.leeg()
        self.huis.gedaan(self.tr("Notitie ingetrokken; de geschiedenis blijft bewaard."), bon)
