"""Casussen: every dossier in one table; filter as you type, sort by column, Enter opens."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.zoekvraag import Filter, Vraag, ontleed, schrijf
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Segmenten, Tekst
from zvh_desktop.gui.onderdelen.vloei import Stapelaar
from zvh_desktop.gui.pages.casusfilter import Filterchips, Filtermenu, Filterveld, met_filter
from zvh_desktop.gui.pages.casusrijen import Bron, Rijen, maak_rijen
from zvh_desktop.gui.pages.zoekbron import leg_vast
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.tabel import Kolom, Tabel
from zvh_desktop.services import dossiers, zoekopdrachten
from zvh_desktop.services.dossierbeeld import CasusRegel
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.services.zoekopdrachten import Lijstfeiten

__all__ = ["Casussen"]

_GROEPEN: Final = {
    "alle": None,
    "loopt": frozenset(("loopt",)),
    "aangemeld": frozenset(("aangemeld",)),
    "afgesloten": frozenset(("afgesloten", "doorgeleid", "afgewezen")),
}
_RAAKT: Final = frozenset(
    ("casus", "fase", "actie", "triage", "aanmelding", "verslag", "agendapunt", "overleg", "vlag")
)
_RUST_MS: Final = 1000
_LATER: Final = frozenset(("acties",))
"""Columns that stand off until somebody puts them on: how many are late stands there already."""


def _haal(wp: Werkplek, jaar: int, bekend: Rijen) -> tuple[date, Rijen, Lijstfeiten]:
    """Read the casussen and make their rows beside the window: making two thousand takes a tenth of a second."""
    vandaag, feiten = wp.vandaag(), zoekopdrachten.lijstfeiten(wp)
    bekend = bekend if jaar == vandaag.year else {}
    return vandaag, maak_rijen(vandaag.year, dossiers.lijst(wp), bekend, feiten.vast, feiten.vlag), feiten


def _zeef(wp: Werkplek, filters: tuple[Filter, ...]) -> tuple[tuple[Filter, ...], set[str]]:
    """Return the casussen that meet the filters, with the filters they were asked by."""
    # Late, on the thread that searches: the list stands without it.
    from zvh_desktop.services import zoeken

    kaarten = zoeken.past(wp, Vraag(filters=filters))
    return filters, {k.id for k in kaarten or ()}


class Casussen(Pagina):
    """The list of dossiers."""

    titel = "Casussen"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._jaar = 0
        self._rijen: Rijen = {}
        self._vandaag = date.min
        self._feiten = Lijstfeiten(frozenset(), frozenset(), (), (), {})
        self._vraag_nu = Vraag()
        self._zeefde: tuple[tuple[Filter, ...], set[str]] = ((), set())
        self._vast: tuple[str, int] | None = None
        self._keuze_gezet = False
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        self.tabel = Tabel(
            self.tr("Casussen"),
            (
                Kolom("nummer", self.tr("Nummer"), 100),
                Kolom("naam", self.tr("Naam"), 168),
                Kolom("thema", self.tr("Thema"), 150, rek=True, kort=True),
                Kolom("proces", self.tr("Proces"), 140),
                Kolom("fase", self.tr("Plan"), 60, uitlijning="midden"),
                Kolom("acties", self.tr("Acties"), 66, kort=True),
                Kolom("laat", self.tr("Te laat"), 96),
                Kolom("wie", self.tr("Casusregisseur"), 124, rek=True, kort=True),
                Kolom("evaluatie", self.tr("Evaluatie"), 92, kort=True),
                Kolom("laatst", self.tr("Beweging"), 96, kort=True),
            ),
        )
        self.tabel.toon_kolommen(self._kolommen())
        self.tabel.geactiveerd.connect(self._open)
        for beweging in (self.tabel.entered, self.tabel.gekozen):
            beweging.connect(self._nadert)
        self.tabel.horizontalHeader().sortIndicatorChanged.connect(self._onthoud)
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
        self._innemen = (nieuw, lopend)
        kop.addWidget(nieuw)
        kop.addWidget(lopend)
        kolom.addLayout(kop)
        self._balk = QHBoxLayout()
        self._balk.setSpacing(12)
        self.filter = Filterveld(self.tabel)
        self.filter.textChanged.connect(self._gefilterd)
        self.filter.textEdited.connect(self._nadert)
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
        knoppen = QHBoxLayout()
        knoppen.setSpacing(12)
        knoppen.addWidget(self.groep)
        self.kies_filter = Knop(self.tr("Filter"), icoon="funnel", naam=self.tr("Filter kiezen"))
        self.kies_filter.clicked.connect(self.open_filters)
        self.kies_kolommen = Knop("", icoon="table", naam=self.tr("Kolommen kiezen"))
        self.kies_kolommen.clicked.connect(self.open_kolommen)
        knoppen.addWidget(self.kies_filter)
        knoppen.addWidget(self.kies_kolommen)
        knoppen.addStretch(1)
        self._balk.addLayout(knoppen)
        kolom.addLayout(self._balk)
        Stapelaar(self, self._balk, 900)
        self.chips = Filterchips()
        self.chips.vraag.connect(self._ander_filter)
        self.chips.casus.connect(self._open)
        self.chips.alles.connect(self._wis)
        self.chips.hide()
        kolom.addWidget(self.chips)
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
        for toets, doe in (("/", self._naar_filter), ("P", self.zet_vast)):
            sneltoets = QShortcut(QKeySequence(toets), self.tabel)
            sneltoets.setContext(Qt.ShortcutContext.WidgetShortcut)
            sneltoets.activated.connect(doe)
        self._rust = QTimer(self, singleShot=True, interval=_RUST_MS)
        self._rust.timeout.connect(self._leg_vast)

    # -- showing

    def toon(self, **argumenten: Any) -> None:
        """Ask for the list; `groep` chooses which casussen, `doe="bewaren"` goes on naming a filter."""
        if (groep := argumenten.get("groep")) in _GROEPEN:
            self.groep.kies(groep)
        self._vraag(self.tr("Casussen ophalen…"))
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        if argumenten.get("doe") == "bewaren":
            self.bewaar_filter()

    def ververs(self, bon: Any) -> None:
        """A casus, its plan, actions or place in the process changed."""
        if bon.soorten & _RAAKT:
            self._vraag("")

    def _vraag(self, label: str) -> None:
        self.context.taken.vraag(_haal, self._jaar, self._rijen, klaar=self._kwam, label=label, enkel="casussen")

    def _kwam(self, antwoord: tuple[date, Rijen, Lijstfeiten]) -> None:
        vandaag, rijen, feiten = antwoord
        if self._keuze_gezet:
            # What was chosen here meanwhile is newer than what was read.
            self._feiten = replace(feiten, keuze=self._feiten.keuze)
        else:
            self._feiten, self._keuze_gezet = feiten, True
            self._zet_keuze(feiten.keuze)
        self._toon_rijen(vandaag, rijen)
        if self._vraag_nu.filters:
            self._vraag_zeef()

    def vul(self, vandaag: date, regels: list[CasusRegel]) -> None:
        """Show these casussen."""
        bekend = self._rijen if vandaag.year == self._jaar else {}
        self._toon_rijen(vandaag, maak_rijen(vandaag.year, regels, bekend))

    def _toon_rijen(self, vandaag: date, rijen: Rijen) -> None:
        self._jaar, self._vandaag, self._rijen = vandaag.year, vandaag, rijen
        for naam, soorten in _GROEPEN.items():
            aantal = len(rijen) if soorten is None else sum(b.regel.status in soorten for b in rijen.values())
            self.groep.zet_aantal(naam, aantal)
        self._gefilterd()

    def _gefilterd(self, *_: object) -> None:
        self._vraag_nu = ontleed(self.filter.text(), self._vandaag)
        filters = self._vraag_nu.filters
        if filters and self._zeefde[0] != filters:
            # The list stays as it is until it is known which casussen meet the filters.
            self._vraag_zeef()
            if not self._zeefde[0]:
                self._vul_chips()
                return
        self._toon_passend()

    def _vraag_zeef(self) -> None:
        self.context.taken.vraag(_zeef, self._vraag_nu.filters, klaar=self._gezeefd, enkel="casuszeef")

    def _gezeefd(self, antwoord: tuple[tuple[Filter, ...], set[str]]) -> None:
        if antwoord[0] == self._vraag_nu.filters:
            self._zeefde = antwoord
            self._toon_passend()

    def _past(self) -> list[Bron]:
        """Return what passes: word by word, as a condition over all words at once took ten times as long."""
        vraag, soorten = self._vraag_nu, _GROEPEN[self.groep.huidig()]
        over = [b for b in self._rijen.values() if soorten is None or b.regel.status in soorten]
        if vraag.filters:
            over = [b for b in over if b.regel.id in self._zeefde[1]]
        else:
            self._zeefde = ((), set())
        for dag, na in ((vraag.na, True), (vraag.voor, False)):
            if dag is not None:
                over = [b for b in over if b.regel.laatst and (lokaal(b.regel.laatst).date() >= dag) == na]
        for term in vraag.termen:
            for woord in map(vouw, term.tekst.split()):
                over = [b for b in over if (woord in b.tekst) != term.niet]
        return over

    def _toon_passend(self) -> None:
        passend = [b.rij for b in self._past()]
        self.tabel.zet(passend)
        leeg = not self._rijen
        self.leeg.setVisible(leeg)
        self.niets.setVisible(not leeg and not passend)
        self.kaart.setVisible(bool(passend))
        for deel in (self.filter, self.groep, self.kies_filter, self.kies_kolommen):
            deel.setVisible(not leeg)
        self._kolom.setStretch(self._kolom.count() - 1, 1 if passend else 0)
        heel, aantal = len(self._rijen), len(passend)
        zin = self.tr("{deel} van {heel}") if aantal != heel else "{heel}"
        self.aantal.setText(zin.format(deel=aantal, heel=heel) if heel else "")
        self._vul_chips()
        if not self._vraag_nu.leeg:
            self._vast = (schrijf(self._vraag_nu), aantal)
            self._rust.start()

    def _nadert(self, *_: object) -> None:
        self.context.nadert()

    def _leg_vast(self) -> None:
        self._rust.stop()
        gezocht, self._vast = self._vast, None
        if gezocht is not None:
            self.context.taken.doe(leg_vast, *gezocht)

    def verlaat(self) -> None:
        """What was filtered on is recorded when somebody goes on."""
        self._leg_vast()

    # -- what is filtered, and the way back

    def _vul_chips(self) -> None:
        iets = self.chips.zet(self._vraag_nu, self._feiten)
        self.chips.setVisible(bool(self._rijen) and iets)

    def _ander_filter(self, tekst: str) -> None:
        self.filter.setText(tekst)
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_filters(self) -> None:
        """Open the menu of filters; what is chosen is written in the field, where it can be read and changed."""
        menu = Filtermenu(self, (b.regel for b in self._rijen.values()), bewaren=not self._vraag_nu.leeg)
        menu.triggered.connect(self._filter_gekozen)
        menu.popup(self.kies_filter.mapToGlobal(self.kies_filter.rect().bottomLeft()))

    def _filter_gekozen(self, actie: QAction) -> None:
        f = actie.data()
        if not isinstance(f, Filter):
            self.bewaar_filter()
            return
        self._ander_filter(met_filter(self._vraag_nu, f))

    def bewaar_filter(self) -> None:
        """Keep what is filtered on by name."""
        opdrachten = self._feiten.opdrachten
        # Loaded here: the list is opened often, its saved filters now and then.
        from zvh_desktop.gui.pages.zoekpanelen import Opdrachtpaneel

        paneel = Opdrachtpaneel(self.context, self, self.filter.text(), opdrachten, plek="casussen")
        paneel.veranderd.connect(self._opdrachten)
        paneel.gekozen.connect(self.filter.setText)
        paneel.open(paneel.naam)

    def _opdrachten(self, opdrachten: list[tuple[str, str]]) -> None:
        self._feiten = replace(self._feiten, opdrachten=tuple(opdrachten))
        self._vul_chips()

    # -- columns, pins

    def open_kolommen(self) -> None:
        """Open the menu in which columns are put on and off."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wel = self._kolommen()
        for kolom in self.tabel.kolommen[2:]:
            actie = menu.addAction(kolom.titel)
            actie.setCheckable(True)
            actie.setChecked(kolom.naam in wel)
            actie.setData(kolom.naam)
        menu.triggered.connect(self._kolom_gekozen)
        menu.popup(self.kies_kolommen.mapToGlobal(self.kies_kolommen.rect().bottomLeft()))

    def _kolommen(self) -> list[str]:
        gekozen = self._feiten.keuze.get("kolommen")
        bekend = [kolom.naam for kolom in self.tabel.kolommen]
        if isinstance(gekozen, list):
            return [n for n in bekend if n in gekozen or n in bekend[:2]]
        return [n for n in bekend if n not in _LATER]

    def _kolom_gekozen(self, actie: QAction) -> None:
        wel = set(self._kolommen()) ^ {actie.data()}
        kolommen = [k.naam for k in self.tabel.kolommen if k.naam in wel]
        self._feiten = replace(self._feiten, keuze={**self._feiten.keuze, "kolommen": kolommen})
        self.tabel.toon_kolommen(kolommen)
        self._onthoud()

    def _zet_keuze(self, keuze: dict[str, Any]) -> None:
        self.tabel.toon_kolommen(self._kolommen())
        sorteer = keuze.get("sorteer")
        if isinstance(sorteer, str) and sorteer in {k.naam for k in self.tabel.kolommen}:
            self.tabel.sorteer(sorteer, aflopend=bool(keuze.get("aflopend")))

    def _onthoud(self, *_: object) -> None:
        if not self._keuze_gezet:
            return
        sorteer, aflopend = self.tabel.sortering()
        keuze = {**self._feiten.keuze, "sorteer": sorteer, "aflopend": aflopend}
        if keuze != self._feiten.keuze or "kolommen" in keuze:
            self._feiten = replace(self._feiten, keuze=keuze)
            self.context.taken.doe(zoekopdrachten.onthoud_keuze, keuze)

    def zet_vast(self) -> None:
        """Pin the current casus at the top, or let it go."""
        casus_id = self.tabel.gekozen_sleutel()
        if casus_id is None:
            return
        aan = casus_id not in self._feiten.vast
        self.context.taken.doe(_zet_vast, casus_id, aan, klaar=self._vastgezet)

    def _vastgezet(self, spelden: list[str]) -> None:
        erbij = len(spelden) > len(self._feiten.vast)
        self._vraag("")
        self.context.melding(self.tr("Bovenaan vastgezet.") if erbij else self.tr("Niet meer vastgezet."), rol="goed")

    def _wis(self, *_: object) -> None:
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

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Pagina`."""
        return {Daad.AANMELDING_INNEMEN: self._innemen}

    def acties(self) -> list[Actie]:
        """Take in a report, enter a running casus, go to the filter."""
        return [
            Actie(
                *("casussen.aanmelding", self.tr("Nieuwe aanmelding"), self._aanmelding, "plus", "", "importeren"),
                daad=Daad.AANMELDING_INNEMEN,
            ),
            Actie(
                *("casussen.lopend", self.tr("Lopende casus invoeren"), self._lopend, "folder-plus"),
                daad=Daad.AANMELDING_INNEMEN,
            ),
            Actie("casussen.filter", self.tr("Filter casussen"), self._naar_filter, "list-filter", "/"),
            Actie("casussen.vast", self.tr("Casus bovenaan vastzetten of losmaken"), self.zet_vast, "star", "P", "pin"),
            Actie("casussen.kolommen", self.tr("Kolommen kiezen"), self.open_kolommen, "table"),
            Actie("casussen.bewaar", self.tr("Filter bewaren"), self.bewaar_filter, "star", woorden="zoekopdracht"),
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


def _zet_vast(wp: Werkplek, casus_id: str, aan: bool) -> list[str]:
    return zoekopdrachten.zet_vast(wp, casus_id, aan=aan)
