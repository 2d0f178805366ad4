"""Filtering casussen: the field, the chips that show what is filtered with a way back, the menu of filters."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.zoekvraag import IS, Filter, Term, Vraag, schrijf
from zvh_desktop.gui.onderdelen import Knop, RegelVeld
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.tabel import Tabel
from zvh_desktop.services.dossierbeeld import CasusRegel
from zvh_desktop.services.zoekopdrachten import Lijstfeiten

__all__ = ["Filterchips", "Filtermenu", "Filterveld", "met_filter"]

_VASTE_FILTERS: Final = ("telaat", "evaluatie", "vlag", "vastgezet", "zonderregisseur")
_MEESTE_OPDRACHTEN: Final = 4
_MEESTE_WAARDEN: Final = 40


def _woord(f: Filter) -> str:
    """Name a filter on its chip."""
    woord = {
        "is": IS.get(f.waarde, f.waarde),
        "thema": f"thema {f.waarde}",
        "partner": f"partner {f.waarde}",
        "fase": f"fase {f.waarde} open",
        "mens": f.waarde,
    }.get(f.naam, f"{f.naam} {f.waarde}")
    return f"niet: {woord}" if f.niet else woord


def met_filter(vraag: Vraag, f: Filter) -> str:
    """Return the question with one more filter, as it is written in the field."""
    # Written anew, a half typed word is a whole one: a space would make it so too.
    termen = tuple(Term(t.tekst, t.niet, t.begin) for t in vraag.termen)
    return schrijf(Vraag(termen, (*(a for a in vraag.filters if a != f), f), vraag.na, vraag.voor))


class Filterveld(RegelVeld):
    """The field of the filter: Down and Enter go on to the table."""

    def __init__(self, tabel: Tabel) -> None:
        super().__init__(plaats="", wis=True)
        self._tabel = tabel
        self.setPlaceholderText(self.tr("Filter op naam, nummer of thema; ook is:telaat, partner:, @naam"))
        self.setAccessibleName(
            self.tr("Filter op naam, nummer, thema, casusregisseur; ook is:telaat, thema:, partner:, fase:, @naam")
        )

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


class Filterchips(Vloei):
    """Every condition with a cross, and one button that takes all away; without any, saved filters and recent work.

    Signals:
        vraag(tekst): filter on this instead.
        casus(id): open this casus.
        alles(): filter on nothing.
    """

    vraag = Signal(str)
    casus = Signal(str)
    alles = Signal()

    def __init__(self) -> None:
        super().__init__(tussen=6)
        self.setAccessibleName(self.tr("Waarop gefilterd is"))
        self._weg: list[Knop] = []

    def zet(self, vraag: Vraag, feiten: Lijstfeiten) -> bool:
        """Show the chips of a question; return whether there are any."""
        if vraag.leeg:
            self._begin()
            self._zet_klaar(feiten)
            return bool(feiten.opdrachten or feiten.recent)
        delen: list[tuple[str, str]] = []
        for f in vraag.filters:
            zonder = Vraag(vraag.termen, tuple(a for a in vraag.filters if a != f), vraag.na, vraag.voor)
            delen.append((_woord(f), schrijf(zonder)))
        for t in vraag.termen:
            rest = tuple(a for a in vraag.termen if a != t)
            woord = self.tr("niet ‘{wat}’") if t.niet else "‘{wat}’"
            delen.append((woord.format(wat=t.tekst), schrijf(Vraag(rest, vraag.filters, vraag.na, vraag.voor))))
        if vraag.na or vraag.voor:
            delen.append((self.tr("beweging in deze dagen"), schrijf(Vraag(vraag.termen, vraag.filters))))
        if len(delen) != len(self._weg):
            self._begin()
            self._weg = [self._chip(woord, daarna) for woord, daarna in delen]
            alles = Knop(self.tr("Alles tonen"), klein=True, soort="vlak", naam=self.tr("Alle filters weghalen"))
            alles.clicked.connect(self.alles)
            self.addWidget(alles)
            return True
        # A letter more: the same chips say something else.
        for knop, (woord, daarna) in zip(self._weg, delen, strict=True):
            knop.setObjectName(daarna)
            if knop.text() != woord:
                knop.zet_tekst(woord, self.tr("Filter {w} weghalen").format(w=woord))
        return True

    def _begin(self) -> None:
        self.maak_leeg()
        self._weg = []

    def _zet_klaar(self, feiten: Lijstfeiten) -> None:
        for naam, opdracht in feiten.opdrachten[:_MEESTE_OPDRACHTEN]:
            self._chip(naam, opdracht, icoon="star", spreek=self.tr("Filter {naam}").format(naam=naam))
        for casus_id, naam in feiten.recent:
            knop = Knop(naam, icoon="history", klein=True, naam=self.tr("Laatst aan gewerkt: {n}").format(n=naam))
            knop.setObjectName(casus_id)
            knop.setToolTip(self.tr("Laatst aan gewerkt"))
            knop.clicked.connect(self._recent)
            self.addWidget(knop)

    def _chip(self, woord: str, daarna: str, *, icoon: str = "x", spreek: str = "") -> Knop:
        knop = Knop(woord, icoon=icoon, klein=True, naam=spreek or self.tr("Filter {w} weghalen").format(w=woord))
        knop.setObjectName(daarna)
        knop.clicked.connect(self._ander)
        self.addWidget(knop)
        return knop

    def _ander(self) -> None:
        self.vraag.emit(self.sender().objectName())

    def _recent(self) -> None:
        self.casus.emit(self.sender().objectName())


class Filtermenu(QMenu):
    """What can be filtered on; every action carries its filter, only the last one, which keeps the question, none."""

    def __init__(self, ouder: QWidget, regels: Iterable[CasusRegel], *, bewaren: bool) -> None:
        """Make it; `bewaren` when there is a question to keep."""
        super().__init__(ouder)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for waarde in _VASTE_FILTERS:
            self.addAction(IS[waarde].capitalize()).setData(Filter("is", waarde))
        regels = list(regels)
        themas = sorted({themanaam(t) for r in regels for t in r.thema})
        wie = sorted({r.casusregisseur for r in regels if r.casusregisseur})
        for titel, naam, waarden in (
            (self.tr("Thema"), "thema", themas),
            (self.tr("Open fase"), "fase", ["1", "2", "3", "4"]),
            (self.tr("Casusregisseur"), "mens", wie),
        ):
            deel = self.addMenu(titel)
            for waarde in waarden[:_MEESTE_WAARDEN]:
                deel.addAction(waarde).setData(Filter(naam, waarde))
        self.addSeparator()
        self.addAction(self.tr("Dit filter bewaren…")).setEnabled(bewaren)
