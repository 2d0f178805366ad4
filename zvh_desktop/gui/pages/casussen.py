"""Casussen: every dossier in one table; filter as you type, sort by column, Enter opens."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import CASUSTYPEN, PROCESFASEN, themanaam
from zvh_desktop.domain.plan import FASEN
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, RegelVeld, Segmenten, Tekst, datum_in_woorden
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import Chipje
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.services import dossiers
from zvh_desktop.services.dossiers import CasusRegel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Casussen"]

_KORT: Final = {1: "1 Aanmelding", 2: "2 Informatie", 3: "3 Overleg en plan", 4: "4 Uitvoering"}
_STATUS: Final = {
    "doorgeleid": "doorgeleid",
    "afgewezen": "afgewezen",
    "afgesloten": "afgesloten",
}
_GROEPEN: Final = {
    "alle": None,
    "loopt": frozenset(("loopt",)),
    "aangemeld": frozenset(("aangemeld",)),
    "afgesloten": frozenset(("afgesloten", "doorgeleid", "afgewezen")),
}
_RAAKT: Final = frozenset(("casus", "fase", "actie", "triage", "aanmelding", "verslag", "agendapunt", "overleg"))


_Rijen = dict[str, tuple[CasusRegel, str, TabelRij]]
"""Per casus: what its row was made of, the folded words that are filtered on, and the row."""


def _haal(wp: Werkplek, jaar: int, bekend: _Rijen) -> tuple[date, _Rijen]:
    """Read the casussen and make their rows beside the window: making two thousand takes a tenth of a second."""
    vandaag = wp.vandaag()
    return vandaag, _maak_rijen(vandaag.year, dossiers.lijst(wp), bekend if jaar == vandaag.year else {})


def _maak_rijen(jaar: int, regels: Iterable[CasusRegel], bekend: _Rijen) -> _Rijen:
    """Rows of which nothing changed are not made again."""
    uit: _Rijen = {}
    cellen: dict[Cel, Cel] = {}
    for regel in regels:
        was = bekend.get(regel.id)
        nieuw = was is None or was[0] != regel
        uit[regel.id] = (regel, _zoektekst(regel), _rij(regel, jaar, cellen)) if nieuw or was is None else was
    return uit


class _Zoekveld(RegelVeld):
    """The filter: Down and Enter go on to the table."""

    def __init__(self, tabel: Tabel) -> None:
        super().__init__(plaats="", wis=True)
        self._tabel = tabel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand Down and Enter to the table, Esc empties."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._tabel.rijen:
                if self._tabel.gekozen_sleutel() is None:
                    self._tabel.kies(self._tabel.rijen[0].sleutel)
                self._tabel.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.gewijzigd.emit("")
            return
        super().keyPressEvent(event)


class Casussen(Pagina):
    """The list of dossiers."""

    titel = "Casussen"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._jaar = 0
        self._rijen: _Rijen = {}
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        self.tabel = Tabel(
            self.tr("Casussen"),
            (
                Kolom("nummer", self.tr("Nummer"), 104),
                Kolom("naam", self.tr("Naam"), 160),
                Kolom("thema", self.tr("Thema"), 210, rek=True, kort=True),
                Kolom("proces", self.tr("Proces"), 146),
                Kolom("fase", self.tr("Plan"), 70, uitlijning="midden"),
                Kolom("acties", self.tr("Open acties"), 128),
                Kolom("wie", self.tr("Casusregisseur"), 176, rek=True, kort=True),
                Kolom("evaluatie", self.tr("Evaluatie"), 96, kort=True),
            ),
        )
        self.tabel.geactiveerd.connect(self._open)
        kop = QHBoxLayout()
        kop.setSpacing(10)
        kop.addWidget(Tekst(self.tr("Casussen"), maat="pagina", gewicht=700))
        self.aantal = Tekst("", maat="knop", rol="tekst2")
        kop.addWidget(self.aantal)
        kop.addStretch(1)
        nieuw = Knop(self.tr("Aanmelding"), icoon="plus", naam=self.tr("Aanmelding importeren of invoeren"))
        nieuw.clicked.connect(self._aanmelding)
        lopend = Knop(self.tr("Lopende casus"), icoon="folder-plus", naam=self.tr("Lopende casus invoeren"))
        lopend.clicked.connect(self._lopend)
        kop.addWidget(nieuw)
        kop.addWidget(lopend)
        kolom.addLayout(kop)
        self._balk = QHBoxLayout()
        self._balk.setSpacing(12)
        self.filter = _Zoekveld(self.tabel)
        self.filter.setPlaceholderText(self.tr("Filter op nummer, naam, thema of casusregisseur"))
        self.filter.setAccessibleName(self.tr("Filter op nummer, naam, thema of casusregisseur"))
        self.filter.textChanged.connect(self._gefilterd)
        self.groep = Segmenten(
            self.tr("Welke casussen"),
            (
                ("alle", self.tr("Alle")),
                ("loopt", self.tr("Lopend")),
                ("aangemeld", self.tr("Aangemeld")),
                ("afgesloten", self.tr("Afgesloten")),
            ),
            gelijk=False,
        )
        self.groep.gekozen.connect(self._gefilterd)
        self._balk.addWidget(self.filter, 1)
        self._balk.addWidget(self.groep)
        kolom.addLayout(self._balk)
        self.kaart = Kaart()
        self.kaart.inhoud.addWidget(self.tabel)
        kolom.addWidget(self.kaart)
        self.niets = LegeStaat(
            self.tr("Niets gevonden"),
            self.tr("Geen casus past bij dit filter. Haal woorden weg of kies Alle."),
            icoon="search",
            knoppen=(("wis", self.tr("Filter wissen"), "x"),),
        )
        self.niets.gekozen.connect(self._wis)
        self.leeg = LegeStaat(
            self.tr("Nog geen casussen"),
            self.tr("Begin met een aanmelding: sleep een bestand op het venster, of voer er een in per telefoon."),
            knoppen=(
                ("aanmelding", self.tr("Aanmelding importeren of invoeren"), "plus"),
                ("lopend", self.tr("Lopende casus invoeren"), "folder-plus"),
            ),
        )
        self.leeg.gekozen.connect(self._begin)
        self.niets.hide()
        self.leeg.hide()
        kolom.addWidget(self.niets, 1)
        kolom.addWidget(self.leeg, 1)
        kolom.addStretch(0)
        self._kolom = kolom
        sneltoets = QShortcut(QKeySequence("/"), self.tabel)
        sneltoets.setContext(Qt.ShortcutContext.WidgetShortcut)
        sneltoets.activated.connect(self.filter.setFocus)

    # -- showing

    def toon(self, **argumenten: Any) -> None:
        """Ask for the list; `groep` chooses which casussen."""
        if (groep := argumenten.get("groep")) in _GROEPEN:
            self.groep.kies(groep)
        self._vraag(self.tr("Casussen ophalen…"))
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def ververs(self, bon: Any) -> None:
        """A casus, its plan, actions or place in the process changed."""
        if bon.soorten & _RAAKT:
            self._vraag("")

    def _vraag(self, label: str) -> None:
        self.context.taken.vraag(_haal, self._jaar, self._rijen, klaar=self._kwam, label=label, enkel="casussen")

    def _kwam(self, antwoord: tuple[date, _Rijen]) -> None:
        self._toon_rijen(*antwoord)

    def vul(self, vandaag: date, regels: list[CasusRegel]) -> None:
        """Show these casussen."""
        bekend = self._rijen if vandaag.year == self._jaar else {}
        self._toon_rijen(vandaag, _maak_rijen(vandaag.year, regels, bekend))

    def _toon_rijen(self, vandaag: date, rijen: _Rijen) -> None:
        self._jaar, self._rijen = vandaag.year, rijen
        for naam, soorten in _GROEPEN.items():
            aantal = len(rijen) if soorten is None else sum(r.status in soorten for r, _, _ in rijen.values())
            self.groep.zet_aantal(naam, aantal)
        self._gefilterd()

    def _gefilterd(self, *_: object) -> None:
        woorden = [vouw(w) for w in self.filter.text().split()]
        soorten = _GROEPEN[self.groep.huidig()]
        # Word by word: with a condition over all words at once two thousand rows took ten times as long.
        over = [wat for wat in self._rijen.values() if soorten is None or wat[0].status in soorten]
        for woord in woorden:
            over = [wat for wat in over if woord in wat[1]]
        passend = [rij for _, _, rij in over]
        self.tabel.zet(passend)
        leeg = not self._rijen
        self.leeg.setVisible(leeg)
        self.niets.setVisible(not leeg and not passend)
        self.kaart.setVisible(bool(passend))
        self.filter.setVisible(not leeg)
        self.groep.setVisible(not leeg)
        self._kolom.setStretch(self._kolom.count() - 1, 1 if passend else 0)
        heel, deel = len(self._rijen), len(passend)
        zin = self.tr("{deel} van {heel}") if deel != heel else "{heel}"
        self.aantal.setText(zin.format(deel=deel, heel=heel) if heel else "")

    def _wis(self, _naam: str) -> None:
        self.filter.setText("")
        self.groep.kies("alle")
        self._gefilterd()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- acting

    def _open(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id)

    def _begin(self, naam: str) -> None:
        if naam == "lopend":
            self._lopend()
        else:
            self._aanmelding()

    def _aanmelding(self) -> None:
        self.context.venster.ga_naar("casussen.aanmelding")

    def _lopend(self) -> None:
        self.context.venster.ga_naar("casussen.aanmelding", deel="lopend")

    def _naar_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def acties(self) -> list[Actie]:
        """Take in a report, enter a running casus, go to the filter."""
        return [
            Actie("casussen.aanmelding", self.tr("Nieuwe aanmelding"), self._aanmelding, "plus", "", "importeren"),
            Actie("casussen.lopend", self.tr("Lopende casus invoeren"), self._lopend, "folder-plus"),
            Actie("casussen.filter", self.tr("Filter casussen"), self._naar_filter, "list-filter", "/"),
        ]

    def positie(self) -> dict[str, Any]:
        """The chosen row and which casussen are shown."""
        return {"rij": self.tabel.gekozen_sleutel() or "", "groep": self.groep.huidig()}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to the row, now or when the list has come."""
        self.groep.kies(positie.get("groep", "alle"))
        if self._rijen:
            self._gefilterd()
        if self.tabel.kies(positie.get("rij", "")):
            self.tabel.setFocus(Qt.FocusReason.OtherFocusReason)


def _zoektekst(r: CasusRegel) -> str:
    delen = (r.nummer, r.naam, *(themanaam(t) for t in r.thema), r.casusregisseur, CASUSTYPEN[r.type])
    return " ".join([vouw(deel) for deel in delen] + [r.nummer])


def _rij(r: CasusRegel, jaar: int, cellen: dict[Cel, Cel]) -> TabelRij:
    """Make a row; cells that read the same are one, as most of a large table is the same few words."""
    thema = " · ".join([*(themanaam(t) for t in r.thema), *([] if r.type == "persoon" else [CASUSTYPEN[r.type]])])
    proces = _STATUS.get(r.status, _KORT[r.procesfase])
    fase = f"fase {r.planfase}, {FASEN[r.planfase]}" if r.planfase else "geen open fase"
    acties = str(r.open_acties) if r.open_acties else "–"
    laat = (Chipje(f"{r.te_laat} te laat", "gevaar"),) if r.te_laat else ()
    dag = (
        datum_in_woorden(r.evaluatiedatum, weekdag=False, jaar=r.evaluatiedatum.year != jaar)
        if r.evaluatiedatum
        else ""
    )
    spreek = (
        f"{r.naam}, {r.nummer}, {thema}, {_STATUS.get(r.status, PROCESFASEN[r.procesfase])}, plan {fase}, "
        f"{r.open_acties} open acties, {r.te_laat} te laat, casusregisseur {r.casusregisseur or 'niemand'}, "
        f"evaluatie {dag or 'niet gepland'}"
    )
    rij = (
        Cel(r.nummer, rol="tekst2"),
        Cel(r.naam, gewicht=600, maat="basis"),
        Cel(thema, rol="tekst2"),
        Cel(proces, sorteer=r.procesfase + (10 if r.status in _STATUS else 0)),
        Cel(
            chips=(Chipje(str(r.planfase), f"fase{r.planfase}") if r.planfase else Chipje("–"),),
            sorteer=r.planfase or 9,
            spreek=fase,
        ),
        Cel(acties, chips=laat, sorteer=r.open_acties),
        Cel(r.casusregisseur, rol="tekst2"),
        Cel(dag, sorteer=r.evaluatiedatum),
    )
    return TabelRij(r.id, tuple(cellen.setdefault(cel, cel) for cel in rij), spreek)
