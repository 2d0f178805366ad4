"""The list itself: complete with the keyboard, and with the mouse."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from zvh_desktop.gui.lettertypen import maten
from zvh_desktop.gui.rijen.beschrijving import Rij
from zvh_desktop.gui.rijen.delegate import RijDelegate
from zvh_desktop.gui.rijen.model import RijenModel
from zvh_desktop.gui.schilder import Knopje
from zvh_desktop.gui.thema import thema

__all__ = ["RijenLijst"]

_MEESTE_LEGE: Final = 20
_MET_TAB: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class RijenLijst(QListView):
    """A list of `Rij` that is complete with the keyboard: arrows, Home, End, Enter, Menu, type-ahead.

    Args:
        naam: accessible name of the list: what it is a list of.
        wikkel: text wraps (a log); otherwise rows elide and long lists stay cheap.
        uniform: all rows are equally high; needed for thousands of rows.
        pil: selection as a rounded bar. lijnen: a line below each row.
        kiesbaar: the chosen row stays marked without focus.
        in_kaart: as high as its rows, without a scroll bar of its own.
        enkel_klik: one click activates a row; otherwise two clicks or Enter.

    Signals:
        gekozen(sleutel): another row became current by mouse or keyboard.
        geactiveerd(sleutel): Enter, double click, or one click with `enkel_klik`.
        knop_gedrukt(sleutel, naam): a painted button, by mouse or from the context menu.
    """

    gekozen = Signal(str)
    geactiveerd = Signal(str)
    knop_gedrukt = Signal(str, str)
    _leeg_na_elkaar = 0
    """How many lists without rows are handing the keyboard on to the next: where there is nothing else they stop."""

    def __init__(
        self,
        naam: str,
        ouder: QWidget | None = None,
        *,
        wikkel: bool = False,
        uniform: bool = False,
        pil: bool = False,
        lijnen: bool = True,
        kiesbaar: bool = True,
        in_kaart: bool = False,
        enkel_klik: bool = False,
    ) -> None:
        super().__init__(ouder)
        self._model = RijenModel(ouder=self)
        self._delegate = RijDelegate(self, wikkel=wikkel, pil=pil, lijnen=lijnen, kiesbaar=kiesbaar)
        self._in_kaart = in_kaart
        self._delegate.in_kaart = in_kaart
        self._enkel_klik = enkel_klik
        self._ingedrukt: tuple[str, str] | None = None
        self.setAccessibleName(naam)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(uniform)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        if in_kaart:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            for signaal in (self._model.rowsInserted, self._model.rowsRemoved, self._model.dataChanged):
                signaal.connect(self._pas_hoogte)
        self.selectionModel().currentChanged.connect(self._andere_rij)
        self.activated.connect(self._activeer)
        thema().veranderd.connect(self._ander_thema)

    @property
    def rijen(self) -> tuple[Rij, ...]:
        """The rows as they stand."""
        return self._model.rijen

    @property
    def rijenmodel(self) -> RijenModel:
        """The model, for adding or replacing one row."""
        return self._model

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows; the chosen row and the scroll position stay where they can."""
        had = self.currentIndex().isValid()
        self._model.zet(rijen)
        if had and self.hasFocus():
            self._van_kop_af()

    def zet_marge(self, px: int) -> None:
        """Set the air left and right of the rows, in px at scale 1."""
        self._delegate.marge = px
        self._ander_thema()

    def kies(self, sleutel: str, *, toon: bool = True) -> bool:
        """Make a row current and show it; False when the key is not there."""
        nummer = self._model.nummer(sleutel)
        if nummer < 0:
            return False
        plek = self._model.index(nummer)
        self.setCurrentIndex(plek)
        if toon:
            self.scrollTo(plek)
        return True

    def gekozen_sleutel(self) -> str | None:
        """Return the key of the current row."""
        nummer = self.currentIndex().row()
        return self._model.rij(nummer).sleutel if 0 <= nummer < self._model.rowCount() else None

    def naar_einde(self) -> None:
        """Scroll to the last row."""
        self.scrollToBottom()

    def _ander_thema(self) -> None:
        self._delegate.vergeet()
        self.scheduleDelayedItemsLayout()
        self._pas_hoogte()
        self.viewport().update()

    def _pas_hoogte(self) -> None:
        if self._in_kaart:
            self.updateGeometry()

    def _inhoud_hoogte(self) -> int:
        breedte = max(self.viewport().width(), 120)
        return sum(self._delegate.hoogte(rij, breedte) for rij in self._model.rijen)

    def sizeHint(self) -> QSize:
        """As high as the rows inside a card; otherwise what a list usually wants."""
        return QSize(240, self._inhoud_hoogte()) if self._in_kaart else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return QSize(120, self._inhoud_hoogte()) if self._in_kaart else super().minimumSizeHint()

    def doItemsLayout(self) -> None:
        """Lay out, and once more when the scroll bar that came with it took some of the width."""
        breedte = self.viewport().width()
        super().doItemsLayout()
        if self._delegate.wikkel and self.viewport().width() != breedte:
            super().doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may mean other heights."""
        super().resizeEvent(event)
        if self._delegate.wikkel and event.oldSize().width() != event.size().width():
            # Qt lays out again after 100 ms; until then rows of the old height would overlap.
            self.doItemsLayout()
            self._pas_hoogte()

    def _andere_rij(self, index: QModelIndex) -> None:
        if index.isValid():
            self.gekozen.emit(self._model.rij(index.row()).sleutel)

    def _activeer(self, index: QModelIndex) -> None:
        if index.isValid() and not self._model.rij(index.row()).kop:
            self.geactiveerd.emit(self._model.rij(index.row()).sleutel)

    def _knop_bij(self, plek: QPoint) -> tuple[str, str] | None:
        index = self.indexAt(plek)
        if not index.isValid():
            return None
        rij = self._model.rij(index.row())
        naam = self._delegate.knop_op(rij, self.visualRect(index), plek)
        return None if naam is None else (rij.sleutel, naam)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let painted buttons follow the pointer."""
        super().mouseMoveEvent(event)
        plek = event.position().toPoint()
        self._delegate.muis = plek
        op_knop = self._knop_bij(plek) is not None
        hand = Qt.CursorShape.PointingHandCursor if op_knop else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left: no button is hovered."""
        self._delegate.muis = None
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which painted button went down."""
        self._ingedrukt = None
        if event.button() is Qt.MouseButton.LeftButton:
            self._ingedrukt = self._knop_bij(event.position().toPoint())
        if self._ingedrukt is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A painted button fires when released on it; a row with `enkel_klik` activates."""
        plek = event.position().toPoint()
        if self._ingedrukt is not None:
            gedrukt, self._ingedrukt = self._ingedrukt, None
            if self._knop_bij(plek) == gedrukt:
                self.knop_gedrukt.emit(*gedrukt)
            return
        super().mouseReleaseEvent(event)
        if self._enkel_klik and event.button() is Qt.MouseButton.LeftButton:
            self._activeer(self.indexAt(plek))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a painted button are two presses of it."""
        if self._knop_bij(event.position().toPoint()) is not None:
            self.mousePressEvent(event)
        elif not self._enkel_klik:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space activates too; the arrows skip headings."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._activeer(self.currentIndex())
            return
        super().keyPressEvent(event)
        nummer = self.currentIndex().row()
        if 0 <= nummer < self._model.rowCount() and self._model.rij(nummer).kop:
            stap = -1 if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_PageUp} else 1
            while 0 <= nummer < self._model.rowCount() and self._model.rij(nummer).kop:
                nummer += stap
            if 0 <= nummer < self._model.rowCount():
                self.setCurrentIndex(self._model.index(nummer))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at a row that can be chosen, so that it is seen where one is; Tab goes by a list without rows."""
        super().focusInEvent(event)
        reden = event.reason()
        if reden is not Qt.FocusReason.MouseFocusReason and self._model.rowCount():
            self._van_kop_af()
        elif not self._model.rowCount() and reden in _MET_TAB and RijenLijst._leeg_na_elkaar < _MEESTE_LEGE:
            RijenLijst._leeg_na_elkaar += 1
            self.focusNextPrevChild(reden is Qt.FocusReason.TabFocusReason)
            RijenLijst._leeg_na_elkaar -= 1

    def _van_kop_af(self) -> None:
        nummer, aantal = self.currentIndex().row(), self._model.rowCount()
        if 0 <= nummer < aantal and not self._model.rij(nummer).kop:
            return
        eerste = next((n for n in range(max(nummer, 0), aantal) if not self._model.rij(n).kop), None)
        if eerste is not None:
            self.setCurrentIndex(self._model.index(eerste))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the painted buttons of the row, so that the keyboard reaches each of them."""
        index = self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        if not index.isValid():
            return
        rij = self._model.rij(index.row())
        knoppen = [deel for deel in rij.achter if isinstance(deel, Knopje)]
        if not knoppen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for knop in knoppen:
            actie = menu.addAction(knop.tekst)
            actie.setData((rij.sleutel, knop.naam))
        menu.triggered.connect(self._menu_gekozen)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).center()))

    def _menu_gekozen(self, actie: Any) -> None:
        sleutel, naam = actie.data()
        self.knop_gedrukt.emit(sleutel, naam)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the full text as tooltip where a one-line row was elided."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self._delegate.wikkel:
            index = self.indexAt(event.pos())
            if index.isValid() and not self._model.rij(index.row()).tip:
                rij = self._model.rij(index.row())
                nodig = sum(
                    maten(stuk.maat or rij.maat, stuk.gewicht).horizontalAdvance(stuk.tekst)
                    for stuk in rij.eerste_regel()
                )
                if nodig > self.viewport().width() * 0.5:
                    self.setToolTip(rij.platte_tekst())
                else:
                    self.setToolTip("")
        return super().viewportEvent(event)
