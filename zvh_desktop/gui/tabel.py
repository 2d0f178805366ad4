"""Tables of thousands of rows: frozen cells, one delegate, sorting that keeps the chosen row.

For lists that are read by column (casussen, acties). A row says one spoken sentence in its first cell;
every other cell says its column and its value.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.schilder import Chipje
from zvh_desktop.gui.thema import thema

__all__ = ["Cel", "Kolom", "Tabel", "TabelModel", "TabelRij"]

_Index = QModelIndex | QPersistentModelIndex
_WORTEL: Final = QModelIndex()
_RIJ_ROL: Final = int(Qt.ItemDataRole.UserRole) + 1
_CEL_ROL: Final = int(Qt.ItemDataRole.UserRole) + 2
_MEESTE_STUKKEN: Final = 40


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column.

    Attributes:
        breedte: width in px at scale 1. rek: takes what is left.
        uitlijning: `links`, `midden` or `rechts`.
        kort: left out when the window is too narrow for all (least important first).
    """

    naam: str
    titel: str
    breedte: int = 120
    rek: bool = False
    uitlijning: str = "links"
    sorteerbaar: bool = True
    kort: bool = False


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell: text, or chips with a word each.

    Attributes:
        sorteer: value to sort on when it is not the text; None comes last.
        spreek: spoken instead of the text.
    """

    tekst: str = ""
    rol: str = "tekst"
    gewicht: int = 400
    chips: tuple[Chipje, ...] = ()
    icoon: str | None = None
    maat: str = "knop"
    sorteer: Any = None
    spreek: str = ""

    def woorden(self) -> str:
        """Return what is written in the cell."""
        return " ".join([self.tekst, *(chip.tekst for chip in self.chips)]).strip()


@dataclass(frozen=True, slots=True)
class TabelRij:
    """A row: key, cells in the order of the columns, and the sentence that is spoken; `vast` keeps it on top."""

    sleutel: str
    cellen: tuple[Cel, ...]
    spreek: str
    vast: bool = False

    def cel(self, kolom: int) -> Cel:
        """Return the cell in a column; a row of a large table may make it when it is looked at."""
        return self.cellen[kolom]

    def gesproken(self) -> str:
        """Return the sentence that is spoken; a row of a large table may make it when somebody listens."""
        return self.spreek


def _sorteersleutel(waarde: Any) -> tuple[int, Any]:
    """Return a key by which values of every kind can be put in one order: numbers, days and moments, then words."""
    if isinstance(waarde, bool | int | float):
        return 0, (waarde != waarde, waarde if waarde == waarde else 0)
    if isinstance(waarde, date):
        moment = waarde if isinstance(waarde, datetime) else datetime.combine(waarde, time.min)
        return 1, (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).timestamp()
    if isinstance(waarde, tuple):
        return 2, tuple(map(_sorteersleutel, waarde))
    return 3, _vouw(str(waarde))


def _vouw(tekst: str) -> str:
    if tekst.isascii():
        return tekst.casefold()
    return "".join(t for t in unicodedata.normalize("NFD", tekst.casefold()) if not unicodedata.combining(t))


class TabelModel(QAbstractTableModel):
    """Rows as given, in the order asked for."""

    def __init__(self, kolommen: Sequence[Kolom], ouder: QObject | None = None) -> None:
        super().__init__(ouder)
        self.kolommen = tuple(kolommen)
        self._rijen: list[TabelRij] = []
        self._gegeven: list[TabelRij] = []
        self._kolom = -1
        self._orde = Qt.SortOrder.AscendingOrder

    def rowCount(self, parent: _Index = _WORTEL) -> int:
        """Count the rows; none below a cell."""
        return 0 if parent.isValid() else len(self._rijen)

    def columnCount(self, parent: _Index = _WORTEL) -> int:
        """Count the columns; none below a cell."""
        return 0 if parent.isValid() else len(self.kolommen)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return text, spoken words, the cell or the row."""
        if not index.isValid():
            return None
        rij = self._rijen[index.row()]
        if role == _RIJ_ROL:
            return rij
        cel = rij.cel(index.column())
        if role == _CEL_ROL:
            return cel
        if role == Qt.ItemDataRole.DisplayRole:
            return cel.woorden()
        if role == Qt.ItemDataRole.ToolTipRole:
            return cel.tekst or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == 0:
                return rij.gesproken()
            return f"{self.kolommen[index.column()].titel}: {cel.spreek or cel.woorden() or '–'}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.kolommen):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.kolommen[section].titel
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _uitlijning(self.kolommen[section])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every cell can be chosen, none can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @property
    def rijen(self) -> tuple[TabelRij, ...]:
        """The rows in the order shown."""
        return tuple(self._rijen)

    def nummer(self, sleutel: str) -> int:
        """Return the position of a key, or -1."""
        return next((n for n, rij in enumerate(self._rijen) if rij.sleutel == sleutel), -1)

    def zet(self, rijen: Iterable[TabelRij]) -> None:
        """Show these rows in the order asked for; whoever points at a row keeps pointing at it."""
        gegeven = list(rijen)
        if len({rij.sleutel for rij in gegeven}) != len(gegeven):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="dubbele sleutel in tabel")
        self._gegeven = gegeven
        nieuw = self._gesorteerd()
        oud = [rij.sleutel for rij in self._rijen]
        sleutels = [rij.sleutel for rij in nieuw]
        if oud == sleutels:
            anders = [nummer for nummer, rij in enumerate(nieuw) if self._rijen[nummer] != rij]
            self._rijen = nieuw
            for nummer in anders:
                self.dataChanged.emit(self.index(nummer, 0), self.index(nummer, len(self.kolommen) - 1))
        elif set(oud) == set(sleutels):
            self._herschik(nieuw)
        else:
            self._vervang(nieuw)

    def _vervang(self, nieuw: list[TabelRij]) -> None:
        """Take out what is gone and put in what is new, in runs; then put all in order.

        When that takes many runs the model is made anew: each run costs the view as much as all of it.
        """
        blijft = {rij.sleutel for rij in nieuw}
        gaat = [rij.sleutel not in blijft for rij in self._rijen]
        if sum(a != b for a, b in pairwise([False, *gaat])) > _MEESTE_STUKKEN:
            self.beginResetModel()
            self._rijen = nieuw
            self.endResetModel()
            return
        nummer = len(self._rijen) - 1
        while nummer >= 0:
            if self._rijen[nummer].sleutel in blijft:
                nummer -= 1
                continue
            eind = nummer
            while nummer >= 0 and self._rijen[nummer].sleutel not in blijft:
                nummer -= 1
            self.beginRemoveRows(QModelIndex(), nummer + 1, eind)
            del self._rijen[nummer + 1 : eind + 1]
            self.endRemoveRows()
        was = {rij.sleutel for rij in self._rijen}
        erbij = [rij for rij in nieuw if rij.sleutel not in was]
        if erbij:
            begin = len(self._rijen)
            self.beginInsertRows(QModelIndex(), begin, begin + len(erbij) - 1)
            self._rijen.extend(erbij)
            self.endInsertRows()
        self._herschik(nieuw)

    def _herschik(self, nieuw: list[TabelRij]) -> None:
        if self._rijen == nieuw:
            return
        self.layoutAboutToBeChanged.emit()
        plaats = {rij.sleutel: nummer for nummer, rij in enumerate(nieuw)}
        van = self.persistentIndexList()
        naar = [self.index(plaats[self._rijen[i.row()].sleutel], i.column()) for i in van]
        self._rijen = nieuw
        self.changePersistentIndexList(van, naar)
        self.layoutChanged.emit()

    def _gesorteerd(self) -> list[TabelRij]:
        if self._kolom < 0:
            return _vaste_voorop(self._gegeven)
        vol: list[tuple[Any, TabelRij]] = []
        leeg: list[tuple[Any, TabelRij]] = []
        for rij in self._gegeven:
            cel = rij.cel(self._kolom)
            waarde = cel.sorteer if cel.sorteer is not None else (_vouw(cel.woorden()) or None)
            (leeg if waarde is None else vol).append((waarde, rij))
        vol.sort(key=lambda paar: _sorteersleutel(paar[0]), reverse=self._orde is Qt.SortOrder.DescendingOrder)
        return _vaste_voorop([rij for _, rij in (*vol, *leeg)])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the order in which the rows came. Empty cells come last both ways."""
        if column >= 0 and not self.kolommen[column].sorteerbaar:
            return
        self._kolom, self._orde = column, order
        self._herschik(self._gesorteerd())


def _vaste_voorop(rijen: Iterable[TabelRij]) -> list[TabelRij]:
    alle = list(rijen)
    vast = [rij for rij in alle if rij.vast]
    return [*vast, *(rij for rij in alle if not rij.vast)] if vast else alle


def _uitlijning(kolom: Kolom) -> Qt.AlignmentFlag:
    kant = {
        "links": Qt.AlignmentFlag.AlignLeft,
        "midden": Qt.AlignmentFlag.AlignHCenter,
        "rechts": Qt.AlignmentFlag.AlignRight,
    }[kolom.uitlijning]
    return kant | Qt.AlignmentFlag.AlignVCenter


class _CelDelegate(QStyledItemDelegate):
    """Paints a cell and the band of its row."""

    def __init__(self, tabel: "Tabel") -> None:
        super().__init__(tabel)
        self._tabel = tabel

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(thema().lengte(80), self._tabel.rijhoogte())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cel = index.data(_CEL_ROL)
        if not isinstance(cel, Cel):
            return
        t = thema()
        rect: QRect = option.rect
        painter.save()
        gekozen = bool(option.state & QStyle.StateFlag.State_Selected)
        if gekozen or index.row() == self._tabel.zweefrij:
            painter.fillRect(rect, t.kleur("accent_zacht" if gekozen else "vlak2"))
        if not self._tabel.krimpt or index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.kleur("kaartrand"))
        if index.row() == self._tabel.currentIndex().row() and self._tabel.hasFocus():
            self._rijfocus(painter, rect, index)
        self._inhoud(painter, QRectF(rect), cel, self._tabel.kolom(index.column()))
        painter.restore()

    def _rijfocus(self, p: QPainter, rect: QRect, index: _Index) -> None:
        """Draw the ring around the whole row, each cell its own part."""
        eerste = index.column() == self._tabel.zichtbare_kolommen()[0]
        laatste = index.column() == self._tabel.zichtbare_kolommen()[-1]
        kleur = thema().kleur("accent")
        p.fillRect(QRect(rect.x(), rect.y(), rect.width(), 2), kleur)
        p.fillRect(QRect(rect.x(), rect.bottom() - 2, rect.width(), 2), kleur)
        if eerste:
            p.fillRect(QRect(rect.x(), rect.y(), 2, rect.height() - 1), kleur)
        if laatste:
            p.fillRect(QRect(rect.right() - 1, rect.y(), 2, rect.height() - 1), kleur)

    @staticmethod
    def _inhoud(p: QPainter, rect: QRectF, cel: Cel, kolom: Kolom) -> None:
        t = thema()
        lucht = t.lengte(14)
        vak = rect.adjusted(lucht, 0, -t.lengte(6), -1)
        chips = sum(schilder.chip_breedte(chip) + t.lengte(6) for chip in cel.chips)
        m = maten(cel.maat, cel.gewicht)
        beeld = t.lengte(22) if cel.icoon else 0
        ruimte = max(0.0, vak.width() - chips - beeld)
        tekst = cel.tekst
        breed = m.horizontalAdvance(tekst)
        if breed > ruimte + 0.5:
            tekst = m.elidedText(tekst, Qt.TextElideMode.ElideRight, ruimte)
            breed = m.horizontalAdvance(tekst)
        heel = beeld + breed + (t.lengte(8) if tekst and chips else 0) + (chips - t.lengte(6) if chips else 0)
        x = vak.x()
        if kolom.uitlijning == "midden":
            x = rect.x() + max(float(t.lengte(4)), (rect.width() - heel) / 2)
        elif kolom.uitlijning == "rechts":
            x = max(vak.x(), rect.right() - lucht - heel)
        if cel.icoon:
            px = t.lengte(16)
            teken_icoon(p, cel.icoon, x, vak.center().y() - px / 2, px, cel.rol)
            x += beeld
        if tekst:
            p.setFont(letter(cel.maat, cel.gewicht))
            p.setPen(t.kleur(cel.rol))
            p.drawText(QPointF(x, vak.center().y() + (m.ascent() - m.descent()) / 2), tekst)
            x += breed + t.lengte(8)
        for chip in cel.chips:
            y = vak.center().y() - schilder.chip_hoogte() / 2
            x += schilder.teken_chip(p, x, y, chip) + t.lengte(6)


class _Kop(QHeaderView):
    """The header: says by an arrow and in words how the table is sorted."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, ouder)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(40)


class Tabel(QTableView):
    """A sortable table in which one moves by row.

    Up and Down, Home and End, Page keys, Enter; Tab leaves it; typing jumps to a row by its first column of text.

    Args:
        naam: accessible name: what it is a table of.
        krimp: not higher than its rows; put a stretch below the card.

    Signals:
        gekozen(sleutel): another row is current. geactiveerd(sleutel): Enter, Space or double click.
    """

    gekozen = Signal(str)
    geactiveerd = Signal(str)

    def __init__(
        self, naam: str, kolommen: Sequence[Kolom], ouder: QWidget | None = None, *, krimp: bool = True
    ) -> None:
        super().__init__(ouder)
        self.setAccessibleName(naam)
        self.krimpt = krimp
        self.zweefrij = -1
        self._weg: frozenset[str] = frozenset()
        self._model = TabelModel(kolommen, self)
        self.setModel(self._model)
        self.setItemDelegate(_CelDelegate(self))
        kop = _Kop(self)
        self.setHorizontalHeader(kop)
        kop.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        kop.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        # Fixed sections: with thousands of rows any other mode asks every row for its size.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentRowChanged.connect(self._andere_rij)
        self.activated.connect(self._activeer)
        thema().veranderd.connect(self._ander_thema)
        self._ander_thema()

    def rijhoogte(self) -> int:
        """Return the height of every row."""
        return thema().px("knop") + thema().lucht(33)

    def kolom(self, nummer: int) -> Kolom:
        """Return the description of a column."""
        return self._model.kolommen[nummer]

    def zichtbare_kolommen(self) -> list[int]:
        """Return the columns in view."""
        return [nummer for nummer in range(len(self._model.kolommen)) if not self.isColumnHidden(nummer)]

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """Every column there is, shown or not."""
        return self._model.kolommen

    def toon_kolommen(self, namen: Iterable[str]) -> None:
        """Show these columns, as far as they fit; the others are left out."""
        wel = set(namen)
        self._weg = frozenset(kolom.naam for kolom in self._model.kolommen if kolom.naam not in wel)
        self._verdeel()

    def sortering(self) -> tuple[str, bool]:
        """Return the column sorted by and whether it runs down; "" for the order in which the rows came."""
        kop = self.horizontalHeader()
        nummer = kop.sortIndicatorSection()
        if not 0 <= nummer < len(self._model.kolommen):
            return "", False
        return self._model.kolommen[nummer].naam, kop.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    @property
    def rijen(self) -> tuple[TabelRij, ...]:
        """The rows in the order shown."""
        return self._model.rijen

    def zet(self, rijen: Iterable[TabelRij]) -> None:
        """Show these rows; order, chosen row and scroll position stay."""
        gekozen, plek = self.gekozen_sleutel(), self.verticalScrollBar().value()
        self._model.zet(rijen)
        if gekozen is not None and self.gekozen_sleutel() is None and (nummer := self._model.nummer(gekozen)) >= 0:
            # Made anew: it is the same row, so nothing is told.
            stil = self.blockSignals(True)
            self.setCurrentIndex(self._model.index(nummer, 0))
            self.blockSignals(stil)
            self.verticalScrollBar().setValue(plek)
        self._pas_hoogte()

    def _pas_hoogte(self) -> None:
        if self.krimpt:
            kop = self.horizontalHeader().sizeHint().height()
            self.setMaximumHeight(kop + max(1, self._model.rowCount()) * self.rijhoogte())

    def sizeHint(self) -> QSize:
        """As high as its rows, when it shrinks."""
        hoog = self.maximumHeight() if self.krimpt else super().sizeHint().height()
        return QSize(480, min(hoog, 100_000))

    def sorteer(self, naam: str, *, aflopend: bool = False) -> None:
        """Sort by a column."""
        nummer = next(n for n, kolom in enumerate(self._model.kolommen) if kolom.naam == naam)
        self.sortByColumn(nummer, Qt.SortOrder.DescendingOrder if aflopend else Qt.SortOrder.AscendingOrder)

    def kies(self, sleutel: str) -> bool:
        """Make a row current and show it; False when the key is not there."""
        nummer = self._model.nummer(sleutel)
        if nummer < 0:
            return False
        plek = self._model.index(nummer, 0)
        self.setCurrentIndex(plek)
        self.scrollTo(plek)
        return True

    def gekozen_sleutel(self) -> str | None:
        """Return the key of the current row."""
        nummer = self.currentIndex().row()
        return self._model.rijen[nummer].sleutel if nummer >= 0 else None

    def _andere_rij(self, index: QModelIndex) -> None:
        if index.isValid():
            self.gekozen.emit(index.data(_RIJ_ROL).sleutel)

    def _activeer(self, index: QModelIndex) -> None:
        if index.isValid():
            self.geactiveerd.emit(index.data(_RIJ_ROL).sleutel)

    def _ander_thema(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.rijhoogte())
        self._verdeel()
        self._pas_hoogte()
        self.updateGeometry()
        self.viewport().update()

    def _verdeel(self) -> None:
        """Give every column its width, what is left to those that stretch; drop columns that do not fit."""
        t = thema()
        breed = self.viewport().width()
        kolommen = self._model.kolommen
        for nummer, kolom in enumerate(kolommen):
            self.setColumnHidden(nummer, kolom.naam in self._weg)
        totaal = sum(t.lengte(kolom.breedte) for kolom in kolommen if kolom.naam not in self._weg)
        for nummer in range(len(kolommen) - 1, -1, -1):
            if totaal > breed and kolommen[nummer].kort and kolommen[nummer].naam not in self._weg:
                self.setColumnHidden(nummer, True)
                totaal -= t.lengte(kolommen[nummer].breedte)
        zichtbaar = self.zichtbare_kolommen()
        rekt = [nummer for nummer in zichtbaar if kolommen[nummer].rek] or zichtbaar[-1:]
        over = max(0, breed - totaal)
        for nummer in zichtbaar:
            extra = over // len(rekt) if nummer in rekt else 0
            if rekt and nummer == rekt[-1]:
                extra = over - over // len(rekt) * (len(rekt) - 1)
            self.setColumnWidth(nummer, t.lengte(kolommen[nummer].breedte) + extra)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the width again."""
        super().resizeEvent(event)
        self._verdeel()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole row follows the pointer."""
        super().mouseMoveEvent(event)
        rij = self.rowAt(int(event.position().y()))
        if rij != self.zweefrij:
            self.zweefrij = rij
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self.zweefrij = -1
        self.viewport().update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row; Left and Right do not wander between cells."""
        toets = event.key()
        if toets in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        elif toets in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._model.rowCount():
            nummer = 0 if toets == Qt.Key.Key_Home else self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(nummer, self.zichtbare_kolommen()[0]))
        elif toets == Qt.Key.Key_Space:
            self._activeer(self.currentIndex())
        else:
            super().keyPressEvent(event)
            self.viewport().update()
