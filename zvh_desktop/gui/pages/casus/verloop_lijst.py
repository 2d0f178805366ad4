"""The chronology as a list: thousands of entries, of which only the rows in view are made."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from zvh_desktop.domain.casus import NOTITIESOORTEN
from zvh_desktop.domain.verloop import Gebeurtenis, maandnaam, schrijf_moment
from zvh_desktop.gui.pages.casus.waarden import kort
from zvh_desktop.gui.rijen import Chipje, Rij, RijDelegate, RijenLijst, RijenModel, Stuk, Tegel
from zvh_desktop.gui.thema import thema

__all__ = ["VerloopLijst", "gebeurtenis_rij"]

_ICOON: Final = {
    "notitie": ("notebook-pen", "neutraal"),
    "telefoon": ("phone", "neutraal"),
    "contact": ("message-square", "neutraal"),
    "incident": ("siren", "gevaar"),
    "detentie": ("lock", "waarschuwing"),
    "verlof": ("lock-open", "waarschuwing"),
    "opschaling": ("arrow-up", "info"),
    "afschaling": ("arrow-down", "info"),
    "overleg": ("users", "accent"),
    "aanmelding": ("log-in", "info"),
    "triage": ("scale", "info"),
    "actie": ("list-checks", "goed"),
    "verslag": ("file-text", "accent"),
    "verstrekking": ("send", "neutraal"),
    "stuk": ("paperclip", "neutraal"),
    "verzoek": ("message-circle-question-mark", "info"),
    "fase": ("milestone", "info"),
    "status": ("flag", "info"),
}
_BEWAARD: Final = 400
_WORTEL: Final = QModelIndex()
_MAAT: Final = Rij("maat", "maat", "", lead=Tegel("circle-dot"), tweede=" ")
"""As high as every row is."""


def gebeurtenis_rij(g: Gebeurtenis, vandaag: date) -> Rij:
    """Describe one entry."""
    icoon, rol = _ICOON.get(g.soort, ("circle-dot", "neutraal"))
    if g.soort == "actie" and not g.kop.startswith("Actie gedaan"):
        # Green is for what was done alone: not done, not possible and put off are no good news.
        rol = "neutraal"
    wanneer = schrijf_moment(g.op, hele_dag=g.hele_dag, vandaag=vandaag, tot=g.tot)
    bron = f" · {g.bron}" if (g.bron and g.soort in NOTITIESOORTEN) or (g.soort == "stuk" and g.bron) else ""
    tekst = kort(g.tekst, 220)
    chips = (Chipje(g.aard, "info" if g.aard == "feit" else "neutraal"),) if g.aard else ()
    achter: tuple[Stuk, ...] = (Stuk(wanneer, rol="tekst2"),)
    if g.gewijzigd:
        achter = (Stuk("gewijzigd", rol="tekst2"), *achter)
    delen = [wanneer, g.kop, g.bron, g.aard, "gewijzigd" if g.gewijzigd else "", g.wie and f"vastgelegd door {g.wie}"]
    return Rij(
        f"{g.soort}|{g.id}",
        (Stuk(kort(g.kop, 120), gewicht=600), Stuk(bron, rol="tekst2")),
        f"{', '.join(deel for deel in delen if deel)}. {tekst}",
        lead=Tegel(icoon, rol),
        tweede=tekst or " ",
        chips=chips,
        achter=achter,
        tip=kort(g.tekst, 600) if len(g.tekst) > 90 else "",
    )


class _LuiModel(RijenModel):
    """Makes the description of a row when it is asked for."""

    def __init__(self, maak: Callable[[Gebeurtenis], Rij], ouder: QObject | None = None) -> None:
        super().__init__((), ouder)
        self._maak = maak
        self._items: list[Gebeurtenis | str] = []
        self._nummers: dict[str, int] = {}
        self._gemaakt: OrderedDict[int, Rij] = OrderedDict()

    def zet_items(self, gebeurtenissen: Sequence[Gebeurtenis]) -> None:
        """Show these, with a heading before every month."""
        items: list[Gebeurtenis | str] = []
        nummers: dict[str, int] = {}
        maand = (0, 0)
        for g in gebeurtenissen:
            op = g.op
            if (op.year, op.month) != maand:
                maand = (op.year, op.month)
                items.append(maandnaam(op))
            nummers[g.id] = len(items)
            items.append(g)
        self.beginResetModel()
        self._items, self._nummers = items, nummers
        self._gemaakt.clear()
        self.endResetModel()

    def gebeurtenis(self, nummer: int) -> Gebeurtenis | None:
        """Return the entry at a position, None for a heading."""
        item = self._items[nummer] if 0 <= nummer < len(self._items) else None
        return None if isinstance(item, str) else item

    def nummer_van(self, record_id: str) -> int:
        """Return the position of an entry, or -1."""
        return self._nummers.get(record_id, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _WORTEL) -> int:
        """Count entries and headings."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Make the row, then answer as every list does."""
        if not index.isValid() or not 0 <= index.row() < len(self._items):
            return None
        return self.waarde(self.rij(index.row()), role)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kop = isinstance(self._items[index.row()], str)
        vast = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return vast if kop else vast | Qt.ItemFlag.ItemIsSelectable

    @property
    def rijen(self) -> tuple[Rij, ...]:
        """All rows, made."""
        return tuple(self.rij(nummer) for nummer in range(len(self._items)))

    def rij(self, nummer: int) -> Rij:
        """Return the row at a position; the last few hundred are kept."""
        rij = self._gemaakt.get(nummer)
        if rij is None:
            item = self._items[nummer]
            rij = Rij(f"maand|{item}", item, item, kop=True) if isinstance(item, str) else self._maak(item)
            self._gemaakt[nummer] = rij
            if len(self._gemaakt) > _BEWAARD:
                self._gemaakt.popitem(last=False)
        return rij

    def nummer(self, sleutel: str) -> int:
        """Return the position of a key, or -1."""
        return self.nummer_van(sleutel.partition("|")[2])


class _Gelijk(RijDelegate):
    """All rows are equally high, headings too."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self.hoogte(_MAAT, self._breedte(option)))


class VerloopLijst(RijenLijst):
    """The entries by month, newest first.

    `geactiveerd` tells "soort|id"; see `gekozen_gebeurtenis`.
    """

    def __init__(self, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(naam, ouder, uniform=True)
        self._vandaag = date.min
        self._lui = _LuiModel(self._maak, self)
        self._model = self._lui
        self.setModel(self._lui)
        self._delegate = _Gelijk(self, wikkel=False, pil=False, lijnen=True, kiesbaar=True)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._andere_rij)
        thema().veranderd.connect(self._houd_ruimte)
        self._houd_ruimte()

    def _houd_ruimte(self) -> None:
        """With large letters the page scrolls rather than that nothing of the list is left."""
        self.setMinimumHeight(thema().lengte(190))

    def _maak(self, g: Gebeurtenis) -> Rij:
        return gebeurtenis_rij(g, self._vandaag)

    def zet_gebeurtenissen(self, gebeurtenissen: Sequence[Gebeurtenis], vandaag: date) -> None:
        """Show these; the chosen one and what stands at the top stay where they can."""
        gekozen = self.gekozen_gebeurtenis()
        boven = self._lui.gebeurtenis(self.indexAt(self.viewport().rect().topLeft()).row())
        begin = self.verticalScrollBar().value() == 0
        self._vandaag = vandaag
        self._lui.zet_items(gebeurtenissen)
        if gekozen is not None:
            self.kies_gebeurtenis(gekozen.id, toon=False)
        if not begin and boven is not None and (nummer := self._lui.nummer_van(boven.id)) >= 0:
            self.scrollTo(self._lui.index(nummer), self.ScrollHint.PositionAtTop)

    def gekozen_gebeurtenis(self) -> Gebeurtenis | None:
        """Return the current entry."""
        return self._lui.gebeurtenis(self.currentIndex().row())

    def gebeurtenis(self, sleutel: str) -> Gebeurtenis | None:
        """Return the entry of a row."""
        return self._lui.gebeurtenis(self._lui.nummer(sleutel))

    def kies_gebeurtenis(self, record_id: str, *, toon: bool = True) -> bool:
        """Make an entry current; False when it is not in the list."""
        nummer = self._lui.nummer_van(record_id)
        if nummer < 0:
            return False
        self.setCurrentIndex(self._lui.index(nummer))
        if toon:
            self.scrollTo(self._lui.index(nummer))
        return True
