"""Verloop: everything that happened, newest first by month, with one line to add to it and a filter."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.casus import NOTITIESOORTEN, Notitie
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.veldnamen import soortnaam
from zvh_desktop.domain.verloop import Gebeurtenis, schrijf_moment, zeef
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Tekst, Zijpaneel
from zvh_desktop.gui.pages.casus.formulier import Formulier, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.pages.casus.verloop_filter import VerloopFilter
from zvh_desktop.gui.pages.casus.verloop_lijst import VerloopLijst
from zvh_desktop.gui.pages.casus.verloop_paneel import NotitiePaneel
from zvh_desktop.gui.pages.casus.verloop_regel import SnelInvoer
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.services import verloop
from zvh_desktop.services.meldingen import CASUS_DICHT
from zvh_desktop.services.verloop import Notitiebeeld, Verloopbeeld

__all__ = ["Verloop"]


class Verloop(Tab):
    """A line to write, a filter, and the chronology; it reads its own data when it comes into view."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        self._verloop: Verloopbeeld | None = None
        self._wens = ""
        self._concept_getoond = ""
        self._bode = ConceptBode(self.context, self)
        indeling = kolom(self, lucht=10)
        self.invoer = SnelInvoer()
        self.invoer.getypt.connect(self._getypt)
        self.invoer.bevestigd.connect(self._schrijf)
        indeling.addWidget(self.invoer)
        self.filter = VerloopFilter(huis.vandaag)
        self.filter.veranderd.connect(self._vul_lijst)
        self.filter.naar_lijst.connect(self._naar_lijst)
        indeling.addWidget(self.filter)
        self._kaart = Kaart()
        self.lijst = VerloopLijst(self.tr("Verloop, nieuwste eerst"))
        self.lijst.geactiveerd.connect(self._open)
        self._kaart.inhoud.addWidget(self.lijst)
        indeling.addWidget(self._kaart, 1)
        self._leeg = LegeStaat(
            self.tr("Hier staat nog niets"),
            self.tr("Schrijf hierboven wat er is gebeurd, of toon weer alles."),
            icoon="notebook-pen",
        )
        indeling.addWidget(self._leeg, 1)
        self.paneel = NotitiePaneel(self.context, huis)
        self.paneel.ingetrokken.connect(self._ingetrokken)
        self.paneel.rollen.connect(partial(huis.ga_naar_tab, "betrokkenen"))
        self.lezer = Zijpaneel("", huis.gastheer(), breedte=480)
        self._lees_wanneer = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self._lees_tekst = Tekst("", omloop=True)
        self._lees_tekst.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.lezer.inhoud.addWidget(self._lees_wanneer)
        self.lezer.inhoud.addWidget(self._lees_tekst)
        zoek = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        zoek.activated.connect(self._zoek)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        return {Daad.VERLOOP_BIJWERKEN: (self.invoer.veld, self.invoer.knop, *self._leeg.findChildren(Knop))}

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Tab`."""
        return self.invoer.veld, self.invoer.knop, *self._leeg.findChildren(Knop)

    def pas_recht_toe(self) -> None:
        """The reason stands below the line as well: a line in which nothing happens looks broken."""
        super().pas_recht_toe()
        self.invoer.zet_dicht(CASUS_DICHT if self.beeld is not None and self.beeld.gesloten else "")

    def formulieren(self) -> list[Formulier]:
        """The note that is open."""
        return [self.paneel.formulier] if self.paneel.isVisible() else []

    def leeg(self) -> None:
        """Forget everything, the half typed line too (its draft is kept)."""
        self._bode.schrijf()
        super().leeg()
        self._verloop = None
        self._wens = ""
        self.lijst.zet_gebeurtenissen((), self.huis.vandaag())
        self.filter.wis()
        self.filter.zet_namen(())
        self.invoer.zet_tekst("")
        self._concept_getoond = ""
        self.paneel.leeg()
        self._lees_tekst.setText("")
        self._lees_wanneer.setText("")
        self.verberg()

    def verberg(self) -> None:
        """Close the panels."""
        self.paneel.sluit()
        self.lezer.sluit()

    def schrijf_concepten(self) -> None:
        """Hand over the half typed line too."""
        super().schrijf_concepten()
        self.paneel.schrijf_concepten()
        self._bode.schrijf()

    def positie(self) -> dict[str, object]:
        """The quick line counts as a field of its own."""
        if self.invoer.veld.hasFocus():
            return {"record": "nieuw", "veld": "tekst", "cursor": self.invoer.veld.textCursor().position()}
        return super().positie()

    def herstel(self, positie: dict[str, object]) -> None:
        """Go back to the quick line with its cursor, or to the open note."""
        super().herstel(positie)
        if positie.get("record") == "nieuw":
            cursor = self.invoer.veld.textCursor()
            cursor.setPosition(min(int(str(positie.get("cursor", 0))), len(self.invoer.tekst())))
            self.invoer.veld.setTextCursor(cursor)

    # -- showing

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Ask for the chronology, and give back what was being typed."""
        casus_id = beeld.dossier.casus.id
        self.context.taken.vraag(verloop.lees, casus_id, klaar=self._gelezen, enkel="verloop")
        concept = beeld.concepten.get((nieuwe_sleutel("notitie", casus_id), "tekst"))
        if concept and concept.tekst.strip() and self._concept_getoond != casus_id and not self.invoer.tekst():
            self.invoer.zet_tekst(concept.tekst)
            self._bode.vergeet(self._plaats)
            melding = self.tr("De niet bewaarde regel van {wanneer} staat weer klaar.")
            self.context.melding(melding.format(wanneer=moment_in_woorden(concept.tijd)))
        self._concept_getoond = casus_id

    def _gelezen(self, beeld: Verloopbeeld | None) -> None:
        if beeld is None or beeld.casus_id != self.casus_id:
            return
        self.ontvang(beeld)

    def ontvang(self, beeld: Verloopbeeld) -> None:
        """Show a chronology."""
        self._verloop = beeld
        self.invoer.zet_bekend(beeld.nu, beeld.bronnen)
        self.filter.zet_namen(beeld.gebeurtenissen)
        self._vul_lijst()
        if self._wens:
            wens, self._wens = self._wens, ""
            self.kies(wens)

    def _vul_lijst(self) -> None:
        alles = self._verloop.gebeurtenissen if self._verloop else ()
        gekozen = zeef(alles, self.filter.zeef())
        self.lijst.zet_gebeurtenissen(gekozen, self.huis.vandaag())
        self.filter.toon_aantal(len(gekozen), len(alles))
        self.filter.setVisible(bool(alles))
        self._kaart.setVisible(bool(gekozen))
        self._leeg.setVisible(not gekozen and self._verloop is not None)

    def _naar_lijst(self) -> None:
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.lijst.gekozen_gebeurtenis() is None:
            eerste = next(iter(zeef(self._verloop.gebeurtenissen, self.filter.zeef())), None) if self._verloop else None
            if eerste is not None:
                self.lijst.kies_gebeurtenis(eerste.id)

    def _zoek(self) -> None:
        self.filter.woorden.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.woorden.selectAll()

    def kies(self, record_id: str) -> None:
        """Go to the quick line, or to an event."""
        if record_id == "nieuw":
            self.invoer.veld.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._verloop is None:
            self._wens = record_id
            return
        if not self.lijst.kies_gebeurtenis(record_id):
            self.filter.wis()
        if self.lijst.kies_gebeurtenis(record_id) and (g := self.lijst.gekozen_gebeurtenis()) is not None:
            self._toon(g)

    # -- writing

    @property
    def _plaats(self) -> tuple[str, str]:
        return (nieuwe_sleutel("notitie", self.casus_id), "tekst")

    def _getypt(self, tekst: str) -> None:
        if self.casus_id:
            cursor = self.invoer.veld.textCursor().position()
            self._bode.typ(self._plaats, "notitie", self.tr("Notitie"), tekst, cursor)

    def _schrijf(self, regel: str) -> None:
        # The draft is kept until the line is: the service ends it in the same transaction.
        self._bode.schrijf()
        bronnen = self._verloop.bronnen if self._verloop else ()

        def mislukt(wat: BaseException) -> None:
            self.invoer.terug(regel)
            self.context.fout(wat)

        self.context.taken.doe(
            verloop.schrijf, self.casus_id, regel, bronnen, klaar=self._geschreven, fout=mislukt, voor=self
        )

    def _geschreven(self, uit: tuple[Notitie, object]) -> None:
        nieuw, bon = uit
        self.huis.gedaan(self.tr("{wat} toegevoegd.").format(wat=NOTITIESOORTEN[nieuw.notitiesoort]), bon)

    # -- one event

    def _open(self, sleutel: str) -> None:
        g = self.lijst.gebeurtenis(sleutel)
        if g is not None:
            self._toon(g)

    def _toon(self, g: Gebeurtenis) -> None:
        record = g.id.partition(":")[0]
        tabs = {
            "actie": "acties", "aanmelding": "aanmelding", "triage": "aanmelding", "stuk": "stukken", "fase": "plan"
        }  # fmt: skip
        if g.soort in NOTITIESOORTEN:
            self.context.taken.vraag(verloop.notitie, g.id, klaar=self._open_notitie, enkel="notitie")
        elif g.soort in tabs:
            self.huis.ga_naar_tab(tabs[g.soort], record)
        elif g.soort == "overleg":
            self.context.venster.ga_naar("overleggen.overleg", overleg_id=record)
        elif g.soort == "verslag":
            self.context.venster.ga_naar("verslagen", verslag_id=record)
        else:
            self.lezer.zet_titel(soortnaam({"verzoek": "informatieverzoek", "status": "casus"}.get(g.soort, g.soort)))
            wanneer = schrijf_moment(g.op, hele_dag=g.hele_dag, vandaag=self.huis.vandaag(), tot=g.tot)
            self._lees_wanneer.setText(" · ".join(deel for deel in (wanneer, g.kop, g.bron, g.wie) if deel))
            self._lees_tekst.setText(g.tekst)
            self.lezer.open()

    def _open_notitie(self, beeld: Notitiebeeld | None) -> None:
        if beeld is not None and self.beeld is not None and beeld.notitie.casus_id == self.casus_id:
            self.paneel.toon(beeld, self.beeld.concepten, self.huis.vandaag())

    def _ingetrokken(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Ingetrokken; de geschiedenis blijft bewaard."), bon)
