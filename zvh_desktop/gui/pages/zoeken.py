"""Search on a page: everything that was found, by casus, while one types; operators are completed and explained."""

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, RegelVeld, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.zoekdoel import argumenten
from zvh_desktop.gui.pages.zoekpanelen import Hulppaneel, Opdrachtpaneel
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.palet import uit_merktekens
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk
from zvh_desktop.services import zoeken, zoekopdrachten
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.services.zoeken import Groep, Treffer, Vondst

__all__ = ["Zoeken"]

_WACHT_MS: Final = 80
_RUST_MS: Final = 1000
_MEESTE_OPDRACHTEN: Final = 6
_STATUS: Final = {"loopt": "lopend"}

_Antwoord = tuple[str, Vondst, tuple[tuple[str, str], ...]]


def _zoek(wp: Werkplek, tekst: str, cursor: int) -> _Antwoord:
    return tekst, zoeken.vind(wp, tekst), zoeken.stel_voor(wp, tekst, cursor)


class _Veld(RegelVeld):
    """The search field: Tab completes, Down goes to what was found, Enter opens it, Esc empties."""

    def __init__(self, pagina: "Zoeken") -> None:
        super().__init__(plaats=pagina.tr('Zoek in alles: woorden, "een zin", -niet, is:open, thema:, @naam'), wis=True)
        self.pagina = pagina

    def event(self, event: Any) -> bool:
        """Tab is taken before it moves the focus, while there is something to complete."""
        if isinstance(event, QKeyEvent) and event.type() == event.Type.KeyPress:
            tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            if tab and self.pagina.vul_aan():
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to the hits."""
        toets = event.key()
        if toets == Qt.Key.Key_Down:
            self.pagina.naar_lijst()
        elif toets in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pagina.open_eerste()
        elif toets == Qt.Key.Key_Escape and self.text():
            self.setText("")
        else:
            super().keyPressEvent(event)


class Zoeken(Pagina):
    """The page of search."""

    titel = "Zoeken"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.vondst: Vondst | None = None
        self._doelen: dict[str, Treffer] = {}
        self._voorstellen: tuple[tuple[str, str], ...] = ()
        self._vast: tuple[str, int] | None = None
        self.opdrachten: list[tuple[str, str]] = []
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(10)
        kop = QHBoxLayout()
        kop.setSpacing(10)
        kop.addWidget(Tekst(self.tr("Zoeken"), maat="pagina", gewicht=700))
        self.aantal = Tekst("", maat="knop", rol="tekst2")
        kop.addWidget(self.aantal)
        kop.addStretch(1)
        hulp = Knop(self.tr("Uitleg"), icoon="circle-question-mark", naam=self.tr("Uitleg over zoeken"))
        hulp.clicked.connect(self.toon_hulp)
        self.bewaren = Knop(self.tr("Zoekopdrachten"), icoon="star", naam=self.tr("Zoekopdracht bewaren of weghalen"))
        self.bewaren.clicked.connect(self.toon_opdrachten)
        kop.addWidget(hulp)
        kop.addWidget(self.bewaren)
        kolom.addLayout(kop)
        self.veld = _Veld(self)
        self.veld.setAccessibleName(self.tr("Zoek in alle dossiers"))
        self.veld.textChanged.connect(self._getypt)
        kolom.addWidget(self.veld)
        self.strook = Vloei(tussen=6)
        kolom.addWidget(self.strook)
        self.raad = Tekst("", maat="klein", rol="waarschuwing", omloop=True)
        self.raad.hide()
        kolom.addWidget(self.raad)
        self.kaart = Kaart()
        self.lijst = RijenLijst(self.tr("Gevonden"))
        self.lijst.geactiveerd.connect(self._open)
        self.kaart.inhoud.addWidget(self.lijst)
        kolom.addWidget(self.kaart, 1)
        self.niets = LegeStaat(
            self.tr("Niets gevonden"),
            self.tr("Probeer minder of andere woorden, of haal een filter weg."),
            icoon="search",
            knoppen=(("wis", self.tr("Opnieuw beginnen"), "x"), ("hulp", self.tr("Uitleg"), "circle-question-mark")),
        )
        self.niets.gekozen.connect(self._uit_leeg)
        self.begin = LegeStaat(
            self.tr("Zoek in alles wat u mag zien"),
            self.tr(
                "Typ een naam, een nummer of woorden uit een notitie. Met is:open, thema:, partner:, fase:, soort: en "
                "@naam zoekt u gerichter; Tab vult aan."
            ),
            icoon="search",
        )
        kolom.addWidget(self.niets, 1)
        kolom.addWidget(self.begin, 1)
        self._klok = QTimer(self, singleShot=True, interval=_WACHT_MS)
        self._klok.timeout.connect(self._vraag)
        self._rust = QTimer(self, singleShot=True, interval=_RUST_MS)
        self._rust.timeout.connect(self._leg_vast)
        for toetsen, doe in (("Ctrl+S", self.toon_opdrachten), ("Ctrl+Shift+H", self.toon_hulp)):
            kort = QShortcut(QKeySequence(toetsen), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            kort.activated.connect(doe)
        terug = QShortcut(QKeySequence("/"), self.lijst, context=Qt.ShortcutContext.WidgetShortcut)
        terug.activated.connect(self._naar_veld)
        self._toon_leeg()

    # -- coming and going

    def toon(self, **argumenten: Any) -> None:
        """Come into view, with the words that were typed elsewhere; `doe="bewaren"` goes on naming a search."""
        vraag, self.context.zoekvraag = self.context.zoekvraag, ""
        if vraag:
            self.veld.setText(vraag)
        self.context.taken.vraag(zoekopdrachten.lijst, klaar=self.zet_opdrachten, enkel="zoekopdrachten")
        self._vraag()
        self._naar_veld()
        if argumenten.get("doe") == "bewaren":
            self.toon_opdrachten()

    def ververs(self, bon: Any) -> None:
        """What was found may have changed; the words that are typed stay."""
        if bon.geraakt and self.veld.text().strip():
            self._vraag()

    def verlaat(self) -> None:
        """What was searched is recorded when somebody goes on."""
        self._leg_vast()

    def _naar_veld(self) -> None:
        self.veld.setFocus(Qt.FocusReason.OtherFocusReason)
        self.veld.selectAll()

    # -- searching

    def _getypt(self, tekst: str) -> None:
        self._klok.start()
        if not tekst.strip():
            self._toon_leeg()

    def _vraag(self) -> None:
        if tekst := self.veld.text():
            cursor = self.veld.cursorPosition()
            self.context.taken.vraag(_zoek, tekst, cursor, klaar=self.kwam, enkel="zoeken")

    def kwam(self, antwoord: _Antwoord) -> None:
        """Show what was found; an answer to other words than stand there now is dropped."""
        tekst, vondst, voorstellen = antwoord
        if tekst != self.veld.text() or not tekst.strip():
            return
        self.vondst, self._voorstellen = vondst, voorstellen
        if vondst.vraag:
            self._vast = (vondst.vraag, vondst.aantal)
            self._rust.start()
        self._vul_strook()
        self.raad.setText("\n".join(vondst.raad))
        self.raad.setVisible(bool(vondst.raad))
        self._doelen = {}
        rijen: list[Rij] = []
        for groep in vondst.groepen:
            rijen.append(self._kop(groep))
            rijen += [self._rij(nr, t) for nr, t in enumerate(groep.treffers)]
        self.lijst.zet(rijen)
        self.aantal.setText(self._telling(vondst))
        self.kaart.setVisible(bool(rijen))
        self.niets.setVisible(not rijen)
        self.begin.hide()

    def _telling(self, vondst: Vondst) -> str:
        if vondst.meer:
            return self.tr("eerste {aantal} van meer").format(aantal=vondst.aantal)
        if vondst.aantal == 1:
            return self.tr("1 treffer")
        return self.tr("{aantal} treffers in {casussen} casussen").format(
            aantal=vondst.aantal, casussen=len(vondst.groepen)
        )

    @staticmethod
    def _kop(groep: Groep) -> Rij:
        woord = f"{groep.naam} · {groep.nummer} · {_STATUS.get(groep.status, groep.status)}"
        return Rij(f"kop:{groep.casus_id}", woord, woord, kop=True)

    def _rij(self, nr: int, t: Treffer) -> Rij:
        sleutel = f"{t.casus_id}:{nr}:{t.record_id}"
        self._doelen[sleutel] = t
        dag = datum_in_woorden(t.dag, weekdag=False) if t.dag else ""
        fragment = " ".join(t.fragment.split()) or t.casusnaam
        stukken = uit_merktekens(fragment, "\x02", "\x03")
        kaal = fragment.replace("\x02", "").replace("\x03", "")
        return Rij(
            sleutel,
            (Stuk(t.waar, rol="tekst2", breedte=140), Stuk(dag, rol="tekst2", breedte=110), *stukken),
            f"{t.casusnaam}, {t.waar}{f', {dag}' if dag else ''}: {kaal}",
            maat="knop",
        )

    def _toon_leeg(self) -> None:
        self.vondst, self._voorstellen = None, ()
        self.lijst.zet(())
        self._vul_strook()
        self.aantal.setText("")
        for deel in (self.kaart, self.niets, self.raad):
            deel.hide()
        self.begin.show()

    def _leg_vast(self) -> None:
        self._rust.stop()
        gezocht, self._vast = self._vast, None
        if gezocht is not None:
            self.context.taken.doe(zoeken.leg_vast, *gezocht)

    # -- completing, saved searches

    def _vul_strook(self) -> None:
        self.strook.maak_leeg()
        if self._voorstellen:
            self.strook.addWidget(Tekst(self.tr("Tab vult aan:"), maat="klein", rol="tekst2"))
            for nieuw, uitleg in self._voorstellen:
                woord = nieuw[nieuw.rstrip().rfind(" ") + 1 :] if '"' not in nieuw else nieuw
                knop = Knop(woord.strip(), klein=True, naam=f"{woord.strip()}, {uitleg}", soort="vlak")
                knop.setToolTip(uitleg)
                knop.setObjectName(nieuw)
                knop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                knop.clicked.connect(self._voorstel_gekozen)
                self.strook.addWidget(knop)
        elif not self.veld.text().strip():
            for naam, vraag in self.opdrachten[:_MEESTE_OPDRACHTEN]:
                knop = Knop(naam, icoon="star", klein=True, naam=self.tr("Zoekopdracht {naam}").format(naam=naam))
                knop.setToolTip(vraag)
                knop.setObjectName(vraag)
                knop.clicked.connect(self._voorstel_gekozen)
                self.strook.addWidget(knop)
        opdrachten = bool(self.opdrachten) and not self.veld.text().strip()
        self.strook.setVisible(bool(self._voorstellen) or opdrachten)

    def _voorstel_gekozen(self) -> None:
        self.veld.setText(self.sender().objectName())
        self.veld.setFocus(Qt.FocusReason.OtherFocusReason)

    def vul_aan(self) -> bool:
        """Take the first proposal; False when there is none."""
        if not self._voorstellen:
            return False
        self.veld.setText(self._voorstellen[0][0])
        self._voorstellen = ()
        return True

    def zet_opdrachten(self, opdrachten: list[tuple[str, str]]) -> None:
        """Show the saved searches."""
        self.opdrachten = opdrachten
        self._vul_strook()

    def toon_opdrachten(self) -> None:
        """Open the panel in which a search is saved or taken away."""
        paneel = Opdrachtpaneel(self.context, self, self.veld.text(), self.opdrachten)
        paneel.veranderd.connect(self.zet_opdrachten)
        paneel.gekozen.connect(self.veld.setText)
        paneel.open(paneel.naam)

    def toon_hulp(self) -> None:
        """Open the explanation."""
        Hulppaneel(self).open()

    # -- acting

    def naar_lijst(self) -> None:
        """Go to the first hit, or to the one that was chosen."""
        eerste = next((r.sleutel for r in self.lijst.rijen if not r.kop), None)
        if eerste is None:
            return
        if self.lijst.gekozen_sleutel() not in self._doelen:
            self.lijst.kies(eerste)
        self.lijst.setFocus(Qt.FocusReason.TabFocusReason)

    def open_eerste(self) -> None:
        """Open the chosen hit, or else the first; while an answer is on its way it is asked for at once."""
        if self._klok.isActive():
            self._klok.stop()
            self._vraag()
            return
        gekozen = self.lijst.gekozen_sleutel()
        sleutel = gekozen if gekozen in self._doelen else next(iter(self._doelen), None)
        if sleutel is not None:
            self._open(sleutel)

    def _open(self, sleutel: str) -> None:
        treffer = self._doelen.get(sleutel)
        if treffer is not None:
            self.context.venster.ga_naar("casussen.casus", **argumenten(treffer))

    def _uit_leeg(self, naam: str) -> None:
        if naam == "hulp":
            self.toon_hulp()
        else:
            self.veld.setText("")
            self._naar_veld()

    def acties(self) -> list[Actie]:
        """Offer saving and the explanation."""
        return [
            Actie("zoeken.bewaren", self.tr("Zoekopdracht bewaren"), self.toon_opdrachten, "star", "Ctrl+S"),
            Actie("zoeken.hulp", self.tr("Uitleg over zoeken"), self.toon_hulp, "circle-question-mark", "Ctrl+Shift+H"),
        ]
