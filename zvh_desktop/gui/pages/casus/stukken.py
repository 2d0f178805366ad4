"""Stukken: the files of the dossier; add them by button, by dropping or by pasting, and look at them."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN, STUKCATEGORIEEN, omvang_in_woorden
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, RegelVeld, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier
from zvh_desktop.gui.pages.casus.stukbeeld import StukBeeld, UitgeefPaneel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.panelen.stukkiezer import SOORTICOON, StukPaneel, heeft_stukken
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Stuk, Tegel
from zvh_desktop.services import concepten, dossierstukken
from zvh_desktop.services.dossierstukken import Stukregel, Toegevoegd
from zvh_desktop.services.meldingen import CASUS_DICHT
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Stukken", "lees_stukken"]


Lijst = tuple[str, tuple[Stukregel, ...], Concepten]
"""Of which casus, its files, and what was being typed about them."""


def lees_stukken(wp: Werkplek, casus_id: str) -> Lijst:
    """Read what the tab shows."""
    regels = dossierstukken.lijst(wp, casus_id, ook_ingetrokken=True)
    return casus_id, regels, concepten.van(wp, tuple(r.stuk.id for r in regels))


class Stukken(Tab):
    """The list; it reads its own data when it comes into view."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        self._regels: dict[str, Stukregel] = {}
        self._gelezen = ""
        self._concepten: Concepten = {}
        self._wens = ""
        self.setAcceptDrops(True)
        indeling = kolom(self, lucht=10)
        balk = QHBoxLayout()
        balk.setSpacing(10)
        self.knop = Knop(self.tr("Stuk toevoegen"), soort="primair", icoon="paperclip")
        self.knop.setShortcut(QKeySequence("Ctrl+Shift+B"))
        self.knop.setToolTip(self.tr("Stuk toevoegen (Ctrl Shift B); of sleep bestanden hierheen, of plak met Ctrl V"))
        self.knop.clicked.connect(self._nieuw)
        self.zoek = RegelVeld(plaats=self.tr("zoek in naam en omschrijving (Ctrl Shift F)"), wis=True)
        self.zoek.setAccessibleName(self.tr("Zoek in de stukken"))
        self.zoek.textChanged.connect(self._vul_lijst)
        self.ook = QCheckBox(self.tr("Ook ingetrokken"))
        self.ook.toggled.connect(self._vul_lijst)
        self._aantal = Tekst("", maat="klein", rol="tekst2")
        balk.addWidget(self.knop)
        balk.addWidget(self.zoek, 1)
        balk.addWidget(self.ook)
        balk.addWidget(self._aantal)
        indeling.addLayout(balk)
        self._kaart = Kaart()
        self.lijst = RijenLijst(self.tr("Stukken, laatst toegevoegd eerst"), uniform=True)
        self.lijst.geactiveerd.connect(self._open)
        self._kaart.inhoud.addWidget(self.lijst)
        indeling.addWidget(self._kaart, 1)
        self._uitleg = self.tr(
            "Voeg brieven, rapporten, foto’s en opnamen toe: met de knop, door ze hierheen te slepen, of door een "
            "afbeelding te plakken. Ze staan versleuteld in de kluis."
        )
        self._leeg = LegeStaat(
            self.tr("Nog geen stukken"),
            self._uitleg,
            icoon="paperclip",
            knoppen=(("nieuw", self.tr("Stuk toevoegen"), "plus"),),
        )
        self._leeg.gekozen.connect(self._nieuw)
        indeling.addWidget(self._leeg, 1)
        self.nieuw = StukPaneel(self.context, huis.gastheer())
        self.nieuw.toegevoegd.connect(self._toegevoegd)
        self.paneel = StukBeeld(self.context, huis)
        self.paneel.ingetrokken.connect(self._ingetrokken)
        self.uitgeef = UitgeefPaneel(self.context, huis.gastheer())
        self.paneel.uitgeven.connect(self.uitgeef.begin)
        plak = QShortcut(QKeySequence.StandardKey.Paste, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        plak.activated.connect(self._plak)
        vind = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        vind.activated.connect(self.zoek.setFocus)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        return {
            Daad.VERLOOP_BIJWERKEN: (*self.aanvullers(), self.paneel.weg),
            Daad.UITGEVEN: (self.paneel.uit,),
        }

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Tab`."""
        return self.knop, *self._leeg.findChildren(Knop), self.nieuw.kies, self.nieuw.knop

    def pas_recht_toe(self) -> None:
        """In a closed casus an empty list does not ask for files."""
        super().pas_recht_toe()
        gesloten = self.beeld is not None and self.beeld.gesloten
        self._leeg.uitleg.setText(CASUS_DICHT if gesloten else self._uitleg)

    def formulieren(self) -> list[Formulier]:
        """The file that is open."""
        return [self.paneel.formulier] if self.paneel.isVisible() else []

    def schrijf_concepten(self) -> None:
        """Hand over the small forms too."""
        super().schrijf_concepten()
        self.nieuw.leg_neer()
        self.uitgeef.formulier.leg_neer()

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self._regels = {}
        self._gelezen = self._wens = ""
        self.lijst.zet(())
        self.zoek.setText("")
        for paneel in (self.nieuw, self.paneel, self.uitgeef):
            paneel.leeg()
        self.verberg()

    def verberg(self) -> None:
        """Close the panels."""
        for paneel in (self.nieuw, self.paneel, self.uitgeef):
            paneel.sluit()

    # -- showing

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Ask for the list."""
        self.context.taken.vraag(lees_stukken, beeld.dossier.casus.id, klaar=self.ontvang, enkel="stukken")

    def ontvang(self, uit: Lijst | None) -> None:
        """Show what was read."""
        if uit is None or uit[0] != self.casus_id:
            return
        self._gelezen = uit[0]
        self._concepten = uit[2]
        self._regels = {r.stuk.id: r for r in uit[1]}
        self._vul_lijst()
        open_ = self.paneel.stuk
        if open_ is not None and self.paneel.isVisible() and open_.id in self._regels and self.beeld is not None:
            self.paneel.begin(self._regels[open_.id].stuk, {})
        if self._wens:
            wens, self._wens = self._wens, ""
            self.kies(wens)

    def _vul_lijst(self, *_: object) -> None:
        woorden = self.zoek.text().casefold().split()
        vandaag = self.huis.vandaag()

        def door(regel: Stukregel) -> bool:
            s = regel.stuk
            hooi = f"{s.naam} {s.omschrijving} {s.bron} {STUKCATEGORIEEN.get(s.categorie, '')}".casefold()
            return (self.ook.isChecked() or not s.verwijderd) and all(w in hooi for w in woorden)

        gekozen = [r for r in self._regels.values() if door(r)]
        self.lijst.zet([self._rij(r, vandaag) for r in gekozen])
        geldig = [r for r in self._regels.values() if not r.stuk.verwijderd]
        omvang = omvang_in_woorden(sum(r.stuk.omvang for r in geldig))
        tekst = self.tr("1 stuk, {omvang}") if len(geldig) == 1 else self.tr("{n} stukken, {omvang}")
        self._aantal.setText(tekst.format(n=len(geldig), omvang=omvang) if geldig else "")
        self.ook.setVisible(len(geldig) < len(self._regels))
        self._kaart.setVisible(bool(gekozen))
        self._leeg.setVisible(not gekozen and bool(self._gelezen))
        self._leeg.titel.setText(self.tr("Geen stuk gevonden") if self._regels else self.tr("Nog geen stukken"))

    def _rij(self, regel: Stukregel, vandaag: date) -> Rij:
        s = regel.stuk
        soort = INHOUDSOORTEN.get(s.inhoudsoort, INHOUDSOORTEN["onbekend"])
        categorie = STUKCATEGORIEEN.get(s.categorie, s.categorie) if s.categorie else ""
        delen = [s.naam if s.omschrijving else "", soort.naam, omvang_in_woorden(s.omvang), s.bron]
        if s.verwijderd:
            delen.append(self.tr("ingetrokken: {reden}").format(reden=s.ingetrokken_reden))
        elif not regel.hier:
            delen.append(self.tr("inhoud nog niet op dit toestel"))
        tweede = " · ".join(deel for deel in delen if deel)
        dag = s.datum or s.toegevoegd_op.date()
        wanneer = datum_in_woorden(dag, jaar=dag.year != vandaag.year)
        chips = (Chipje(categorie, "neutraal"),) if categorie else ()
        return Rij(
            s.id,
            s.titel,
            ", ".join(deel for deel in (s.titel, categorie, tweede, wanneer) if deel),
            lead=Tegel(SOORTICOON[soort.groep], "neutraal" if regel.hier else "waarschuwing"),
            tweede=tweede,
            chips=chips,
            achter=(Stuk(wanneer, rol="tekst2"),),
            gedimd=s.verwijderd,
        )

    def kies(self, record_id: str) -> None:
        """Begin a new one, or open a file."""
        if record_id == "nieuw":
            self._nieuw()
            return
        if not self._gelezen:
            self._wens = record_id
            return
        if record_id in self._regels:
            if self._regels[record_id].stuk.verwijderd:
                self.ook.setChecked(True)
            self.zoek.setText("")
            self.lijst.kies(record_id)
            self._open(record_id)

    def _open(self, stuk_id: str) -> None:
        regel = self._regels.get(stuk_id)
        if regel is not None and self.beeld is not None:
            self.paneel.begin(regel.stuk, self._concepten)

    # -- adding

    def _nieuw(self, *_: object) -> bool:
        """Open the panel; a key, a drop and a paste have no button that tells why it stays shut."""
        if self.beeld is None or self.beeld.gesloten:
            if self.beeld is not None:
                self.context.melding(CASUS_DICHT)
            return False
        self.nieuw.begin(self.casus_id)
        return True

    def _plak(self) -> None:
        gegevens = QGuiApplication.clipboard().mimeData()
        if gegevens is None or not heeft_stukken(gegevens):
            self.context.melding(self.tr("Op het klembord staat geen bestand en geen afbeelding; er is niets geplakt."))
            return
        if self._nieuw():
            self.nieuw.neem_mime(gegevens)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be let go anywhere on the tab."""
        if self.casus_id and heeft_stukken(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the panel with them."""
        if self.casus_id and heeft_stukken(event.mimeData()):
            event.acceptProposedAction()
            if self._nieuw():
                self.nieuw.neem_mime(event.mimeData())

    def _toegevoegd(self, uitkomsten: tuple[Toegevoegd, ...], bon: object) -> None:
        nieuw = [u for u in uitkomsten if not u.al_bekend]
        bekend = [u for u in uitkomsten if u.al_bekend]
        if bekend:
            zin = self.tr("Dit stuk staat al in het dossier, als ‘{titel}’; het is niet nog een keer toegevoegd.")
            self.context.melding(zin.format(titel=bekend[0].stuk.titel), rol="info")
            self._wens = bekend[0].stuk.id if not nieuw else ""
        if len(nieuw) == 1:
            self.huis.gedaan(self.tr("Stuk toegevoegd."), bon)
        elif nieuw:
            self.context.melding(self.tr("{n} stukken toegevoegd.").format(n=len(nieuw)), rol="goed")
        if self.casus_id:
            self.context.taken.vraag(lees_stukken, self.casus_id, klaar=self.ontvang, enkel="stukken")
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ingetrokken(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Stuk ingetrokken; wat erover is vastgelegd blijft bewaard."), bon)
