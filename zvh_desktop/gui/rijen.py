"""Rows of every list: one frozen description, one model, one delegate, one view.

A page makes `Rij` descriptions and gives them to a `RijenLijst`; it never paints and never makes a widget
per row. What a screen reader says is the `spreek` sentence of the row.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.schilder import Chipje, Knopje
from zvh_desktop.gui.thema import thema

__all__ = [
    "RIJ_ROL",
    "Avatar",
    "Chipje",
    "Icoon",
    "Knopje",
    "Lead",
    "Rij",
    "RijenLijst",
    "RijenModel",
    "Stuk",
    "Tegel",
    "Toets",
]

RIJ_ROL: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Role under which the model hands out the `Rij` itself."""

_Index = QModelIndex | QPersistentModelIndex
_WORTEL: Final = QModelIndex()
_BEWAARDE_OPMAAK: Final = 256


@dataclass(frozen=True, slots=True)
class Stuk:
    """A run of text in one colour and weight.

    Attributes:
        rol: colour token (`tekst`, `tekst2`, `tekst3`, `accent`, `gevaar`, `fase1` …).
        gewicht: 400, 600 or 700.
        gemarkeerd: on the highlight ground: a found word, a difference.
        breedte: fixed column width in px at scale 1 (one-line rows only); 0 follows the text.
        maat: name of the type scale when it differs from that of the row.
    """

    tekst: str
    rol: str = "tekst"
    gewicht: int = 400
    gemarkeerd: bool = False
    breedte: int = 0
    maat: str | None = None


@dataclass(frozen=True, slots=True)
class Avatar:
    """Initials in a circle at the start of a row."""

    letters: str


@dataclass(frozen=True, slots=True)
class Tegel:
    """An icon in a soft rounded square at the start of a row."""

    icoon: str
    rol: str = "neutraal"


@dataclass(frozen=True, slots=True)
class Icoon:
    """A bare icon: at the start of a row, or among what stands at its end."""

    naam: str
    rol: str = "tekst2"


@dataclass(frozen=True, slots=True)
class Toets:
    """A keycap at the end of a row."""

    tekst: str


Deel = Chipje | Knopje | Stuk | Icoon | Toets
"""What may stand at the end of a row."""

Lead = Stuk | Avatar | Tegel | Icoon | Chipje
"""What may stand at the start of a row; a `Stuk` there usually has a `breedte` (a clock time)."""


@dataclass(frozen=True, slots=True)
class Rij:
    """Everything one row shows and says.

    Attributes:
        sleutel: identifies the row in its list; signals tell this.
        stukken: first line. A plain string is a semibold run.
        spreek: one sentence for a screen reader with everything that matters, chips included.
        tweede: second line. A plain string is in the second text colour.
        chips: stand directly after the text.
        achter: stand at the right: chips, buttons, bare text or icons, from left to right.
        maat: type scale of the first line; `maat2` of the second.
        gedimd: shown in the third text colour; still readable and selectable.
        kop: a heading between rows: capitals, not selectable.
        tip: tooltip; one-line rows show their full text when it does not fit, without this.
        inspringen: depth, 20 px each.
    """

    sleutel: str
    stukken: tuple[Stuk, ...] | str
    spreek: str
    lead: Lead | None = None
    tweede: tuple[Stuk, ...] | str = ()
    chips: tuple[Chipje, ...] = ()
    achter: tuple[Deel, ...] = ()
    maat: str = "basis"
    maat2: str = "klein"
    gedimd: bool = False
    kop: bool = False
    tip: str = ""
    inspringen: int = 0

    def eerste_regel(self) -> tuple[Stuk, ...]:
        """Return the first line as runs."""
        return (Stuk(self.stukken, gewicht=600),) if isinstance(self.stukken, str) else self.stukken

    def tweede_regel(self) -> tuple[Stuk, ...]:
        """Return the second line as runs, empty when there is none."""
        if isinstance(self.tweede, str):
            return (Stuk(self.tweede, rol="tekst2"),) if self.tweede else ()
        return self.tweede

    def platte_tekst(self) -> str:
        """Return what is written in the row, for copying and type-ahead."""
        return "".join(stuk.tekst for stuk in self.eerste_regel())


class RijenModel(QAbstractListModel):
    """A plain list of `Rij`; changes are told as inserts, removals and changes, never as a reset."""

    def __init__(self, rijen: Iterable[Rij] = (), ouder: QObject | None = None) -> None:
        super().__init__(ouder)
        self._rijen: list[Rij] = list(rijen)
        self._controleer(self._rijen)

    @staticmethod
    def _controleer(rijen: Sequence[Rij]) -> None:
        if len({rij.sleutel for rij in rijen}) != len(rijen):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="dubbele sleutel in lijst")

    def rowCount(self, parent: _Index = _WORTEL) -> int:
        """Count the rows; none below a row."""
        return 0 if parent.isValid() else len(self._rijen)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return text, spoken sentence, tooltip or the row itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._rijen):
            return None
        return self.waarde(self._rijen[index.row()], role)

    @staticmethod
    def waarde(rij: Rij, role: int) -> Any:
        """Return what a row answers to a role."""
        if role == RIJ_ROL:
            return rij
        if role == Qt.ItemDataRole.DisplayRole:
            return rij.platte_tekst()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return rij.spreek
        if role == Qt.ItemDataRole.ToolTipRole:
            return rij.tip or None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rijen[index.row()].kop:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @property
    def rijen(self) -> tuple[Rij, ...]:
        """The rows as they stand."""
        return tuple(self._rijen)

    def rij(self, nummer: int) -> Rij:
        """Return the row at a position."""
        return self._rijen[nummer]

    def nummer(self, sleutel: str) -> int:
        """Return the position of a key, or -1."""
        return next((n for n, rij in enumerate(self._rijen) if rij.sleutel == sleutel), -1)

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows; equal beginnings and ends stay, so selection and scroll position do too."""
        nieuw = list(rijen)
        self._controleer(nieuw)
        oud = self._rijen
        begin = 0
        while begin < min(len(oud), len(nieuw)) and oud[begin].sleutel == nieuw[begin].sleutel:
            begin += 1
        einde = 0
        while einde < min(len(oud), len(nieuw)) - begin and oud[-1 - einde].sleutel == nieuw[-1 - einde].sleutel:
            einde += 1
        oud_tot, nieuw_tot = len(oud) - einde, len(nieuw) - einde
        zelfde = {rij.sleutel for rij in oud[begin:oud_tot]} == {rij.sleutel for rij in nieuw[begin:nieuw_tot]}
        if zelfde and begin < oud_tot:
            self._herschik(nieuw)
        else:
            if begin < oud_tot:
                self.beginRemoveRows(QModelIndex(), begin, oud_tot - 1)
                del oud[begin:oud_tot]
                self.endRemoveRows()
            if begin < nieuw_tot:
                self.beginInsertRows(QModelIndex(), begin, nieuw_tot - 1)
                oud[begin:begin] = nieuw[begin:nieuw_tot]
                self.endInsertRows()
        for nummer, rij in enumerate(nieuw):
            if oud[nummer] != rij:
                oud[nummer] = rij
                plek = self.index(nummer)
                self.dataChanged.emit(plek, plek)

    def _herschik(self, nieuw: list[Rij]) -> None:
        """Put the same keys in another order; whoever points at a row keeps pointing at it."""
        self.layoutAboutToBeChanged.emit()
        plaats = {rij.sleutel: nummer for nummer, rij in enumerate(nieuw)}
        van = self.persistentIndexList()
        naar = [self.index(plaats[self._rijen[index.row()].sleutel]) for index in van]
        per_sleutel = {rij.sleutel: rij for rij in self._rijen}
        self._rijen[:] = [per_sleutel[rij.sleutel] for rij in nieuw]
        self.changePersistentIndexList(van, naar)
        self.layoutChanged.emit()

    def voeg_toe(self, rij: Rij, op: int | None = None) -> None:
        """Insert a row, at the end unless a position is given."""
        plaats = len(self._rijen) if op is None else op
        self._controleer([*self._rijen, rij])
        self.beginInsertRows(QModelIndex(), plaats, plaats)
        self._rijen.insert(plaats, rij)
        self.endInsertRows()

    def vervang(self, rij: Rij) -> None:
        """Replace the row with the same key; an unknown key is added at the end."""
        nummer = self.nummer(rij.sleutel)
        if nummer < 0:
            self.voeg_toe(rij)
            return
        self._rijen[nummer] = rij
        self.dataChanged.emit(self.index(nummer), self.index(nummer))

    def verwijder(self, sleutel: str) -> None:
        """Remove the row with this key; nothing happens when it is not there."""
        nummer = self.nummer(sleutel)
        if nummer >= 0:
            self.beginRemoveRows(QModelIndex(), nummer, nummer)
            del self._rijen[nummer]
            self.endRemoveRows()


@dataclass(slots=True)
class _Opmaak:
    """A laid-out row: positions relative to the top left of the row."""

    hoogte: int
    tekst: QTextLayout | None = None
    tweede: QTextLayout | None = None
    tekst_plek: QPointF = field(default_factory=QPointF)
    tweede_plek: QPointF = field(default_factory=QPointF)
    chips: list[tuple[QPointF, Chipje]] = field(default_factory=list)


def _formaat(stuk: Stuk, maat: str, gedimd: bool) -> QTextCharFormat:
    formaat = QTextCharFormat()
    formaat.setFont(letter(stuk.maat or maat, stuk.gewicht))
    formaat.setForeground(thema().kleur("tekst3" if gedimd else stuk.rol))
    if stuk.gemarkeerd:
        formaat.setBackground(thema().kleur("waarschuwing_zacht"))
        if not gedimd:
            formaat.setForeground(thema().kleur("tekst"))
    return formaat


def _rol(rol: str, *, gedimd: bool, gekozen: bool) -> str:
    """Return the token to paint with; on the ground of a chosen row the third text colour is too weak."""
    echt = "tekst3" if gedimd else rol
    return "tekst2" if gekozen and echt == "tekst3" else echt


def _utf16(tekst: str) -> int:
    """Return the length Qt counts."""
    return len(tekst) + sum(1 for teken in tekst if teken > "\uffff")


class RijDelegate(QStyledItemDelegate):
    """Paints every `Rij` and knows where its buttons are.

    Attributes:
        wikkel: text wraps; otherwise a row has one or two lines that elide.
        pil: selection is a rounded bar with air around it instead of a full band.
        lijnen: a line below each row.
        kiesbaar: the current row stays marked when the list does not have the focus.
    """

    def __init__(self, ouder: QObject | None = None, *, wikkel: bool, pil: bool, lijnen: bool, kiesbaar: bool) -> None:
        super().__init__(ouder)
        self.wikkel = wikkel
        self.pil = pil
        self.lijnen = lijnen
        self.kiesbaar = kiesbaar
        self.in_kaart = False
        self.marge = 14
        self.muis: QPoint | None = None
        self._hoogten: dict[Rij, int] = {}
        self._opmaken: OrderedDict[Rij, _Opmaak] = OrderedDict()
        self._geldig: tuple[int, int] = (-1, -1)

    def vergeet(self) -> None:
        """Drop everything laid out; called on another theme, width, or when the vault locks."""
        self._hoogten.clear()
        self._opmaken.clear()

    # -- measures

    def _lead_breedte(self, lead: Lead | None) -> int:
        t = thema()
        if lead is None:
            return 0
        if isinstance(lead, Stuk):
            breed = maten(lead.maat or "basis", lead.gewicht).horizontalAdvance(lead.tekst)
            return t.lengte(lead.breedte) or int(breed) + t.lengte(10)
        if isinstance(lead, Avatar):
            return schilder.avatar_maat() + t.lengte(10)
        if isinstance(lead, Tegel):
            return t.lengte(40)
        if isinstance(lead, Icoon):
            return t.lengte(27)
        return schilder.chip_breedte(lead) + t.lengte(12)

    def _achter_breedte(self, rij: Rij) -> int:
        t = thema()
        return sum(self._deel_breedte(deel) + t.lengte(8) for deel in rij.achter)

    @staticmethod
    def _deel_breedte(deel: Deel) -> int:
        if isinstance(deel, Chipje):
            return schilder.chip_breedte(deel)
        if isinstance(deel, Knopje):
            return schilder.knop_breedte(deel.tekst, deel.icoon)
        if isinstance(deel, Icoon):
            return thema().lengte(17)
        if isinstance(deel, Toets):
            return schilder.sleutelkap_breedte(deel.tekst)
        breed = maten(deel.maat or "klein", deel.gewicht).horizontalAdvance(deel.tekst)
        return thema().lengte(deel.breedte) or int(breed + 0.999)

    def _tekst_links(self, rij: Rij) -> int:
        t = thema()
        return t.lengte(self.marge + 20 * rij.inspringen) + self._lead_breedte(rij.lead)

    def _breedte(self, option: QStyleOptionViewItem) -> int:
        # option.rect is empty, the view or the contents by turns; only the viewport tells the width.
        widget = option.widget
        return widget.viewport().width() if isinstance(widget, QAbstractItemView) else option.rect.width()

    def _hoogte_een_regel(self, rij: Rij) -> int:
        t = thema()
        if rij.kop:
            return t.px("chip") + t.lengte(8) + t.lucht(12)
        hoog = round(t.px(rij.maat) * 1.25)
        if rij.tweede:
            hoog += round(t.px(rij.maat2) * 1.25) + t.lengte(2)
            lucht = 2 * t.lucht(10)
        else:
            lucht = 2 * t.lucht(9)
        vaste = [hoog]
        if rij.chips or any(isinstance(deel, Chipje) for deel in rij.achter) or isinstance(rij.lead, Chipje):
            vaste.append(schilder.chip_hoogte())
        if any(isinstance(deel, Knopje) for deel in rij.achter):
            vaste.append(schilder.knop_hoogte(klein=True) - t.lucht(4))
        if isinstance(rij.lead, Tegel):
            vaste.append(t.lengte(30))
        return max(vaste) + lucht + (1 if self.lijnen else 0)

    def _maak_opmaak(self, rij: Rij, breedte: int) -> _Opmaak:
        t = thema()
        links = self._tekst_links(rij)
        ruimte = max(80, breedte - links - t.lengte(self.marge) - self._achter_breedte(rij))
        boven = t.lucht(9)
        stap = round(t.px(rij.maat) * 1.36)
        tekst, hoog = self._leg_uit(rij.eerste_regel(), rij.maat, ruimte, stap, gedimd=rij.gedimd)
        opmaak = _Opmaak(0, tekst, None, QPointF(links, boven))
        onder = boven + hoog
        if rij.chips:
            regel = tekst.lineAt(tekst.lineCount() - 1)
            x = links + regel.naturalTextWidth() + t.lengte(10)
            y = onder - stap + (stap - schilder.chip_hoogte()) / 2
            for chip in rij.chips:
                breed = schilder.chip_breedte(chip)
                if x + breed > links + ruimte and x > links:
                    x, y, onder = (
                        links,
                        y + schilder.chip_hoogte() + t.lengte(6),
                        onder + schilder.chip_hoogte() + t.lengte(6),
                    )
                opmaak.chips.append((QPointF(x, y), chip))
                x += breed + t.lengte(6)
        if rij.tweede:
            stap2 = round(t.px(rij.maat2) * 1.3)
            opmaak.tweede, hoog2 = self._leg_uit(rij.tweede_regel(), rij.maat2, ruimte, stap2, gedimd=rij.gedimd)
            opmaak.tweede_plek = QPointF(links, onder)
            onder += hoog2
        minst = schilder.chip_hoogte() if rij.chips or isinstance(rij.lead, Chipje) else 0
        opmaak.hoogte = int(max(onder, boven + minst) + t.lucht(9) + (1 if self.lijnen else 0))
        return opmaak

    @staticmethod
    def _leg_uit(
        stukken: tuple[Stuk, ...], maat: str, breedte: float, stap: int, *, gedimd: bool
    ) -> tuple[QTextLayout, int]:
        layout = QTextLayout("".join(stuk.tekst for stuk in stukken).replace("\n", "\u2028"), letter(maat))
        optie = QTextOption()
        optie.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(optie)
        bereiken, plaats = [], 0
        for stuk in stukken:
            bereik = QTextLayout.FormatRange()
            bereik.start, bereik.length = plaats, _utf16(stuk.tekst)
            bereik.format = _formaat(stuk, maat, gedimd)
            bereiken.append(bereik)
            plaats += _utf16(stuk.tekst)
        layout.setFormats(bereiken)
        layout.beginLayout()
        y = 0.0
        while (regel := layout.createLine()).isValid():
            regel.setLineWidth(breedte)
            regel.setPosition(QPointF(0, y + (stap - regel.height()) / 2))
            y += stap
        layout.endLayout()
        return layout, int(y)

    def _opmaak(self, rij: Rij, breedte: int) -> _Opmaak:
        geldig = (breedte, thema().generatie)
        if geldig != self._geldig:
            self.vergeet()
            self._geldig = geldig
        opmaak = self._opmaken.get(rij)
        if opmaak is None:
            opmaak = self._opmaken[rij] = self._maak_opmaak(rij, breedte)
            self._hoogten[rij] = opmaak.hoogte
            while len(self._opmaken) > _BEWAARDE_OPMAAK:
                self._opmaken.popitem(last=False)
        else:
            self._opmaken.move_to_end(rij)
        return opmaak

    def hoogte(self, rij: Rij, breedte: int) -> int:
        """Return the height of a row in a list of this width."""
        if not self.wikkel or rij.kop:
            return self._hoogte_een_regel(rij)
        if self._geldig == (breedte, thema().generatie) and rij in self._hoogten:
            return self._hoogten[rij]
        return self._opmaak(rij, breedte).hoogte

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of the row; the width is that of the view."""
        rij = index.data(RIJ_ROL)
        breedte = self._breedte(option)
        return QSize(min(breedte, 120), self.hoogte(rij, breedte) if isinstance(rij, Rij) else 0)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint ground, lead, text, chips and what stands at the end."""
        rij = index.data(RIJ_ROL)
        if not isinstance(rij, Rij):
            return
        rect: QRect = option.rect
        staat: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(rect)
        if rij.kop:
            self._teken_kop(painter, rect, rij)
        else:
            # Inside a card the edge of the card is the line under the last row.
            laatste = self.in_kaart and index.row() == index.model().rowCount() - 1
            self._teken_grond(painter, rect, staat, laatste=laatste)
            # The rectangle may be as wide as the contents once were; heights belong to the viewport.
            rect = QRect(rect.x(), rect.y(), self._breedte(option), rect.height())
            self._teken_rij(painter, rect, rij, staat)
        painter.restore()

    def _teken_kop(self, p: QPainter, rect: QRect, rij: Rij) -> None:
        t = thema()
        m = maten("chip", 600)
        basis = rect.bottom() - t.lengte(6) - m.descent()
        font = letter("chip", 600)
        p.save()
        ruim = type(font)(font)
        ruim.setLetterSpacing(ruim.SpacingType.AbsoluteSpacing, 0.5)
        p.setFont(ruim)
        p.setPen(t.kleur("tekst2"))
        p.drawText(QPointF(rect.x() + t.lengte(self.marge), basis), rij.platte_tekst().upper())
        p.restore()
        x = rect.right() + 1 - t.lengte(self.marge)
        for deel in reversed(rij.achter):
            if isinstance(deel, Stuk):
                x -= self._deel_breedte(deel)
                schilder.teken_tekst(p, x, basis, deel.tekst, deel.maat or "chip", deel.gewicht, deel.rol)

    def _is_gekozen(self, staat: QStyle.StateFlag) -> bool:
        focus = bool(staat & QStyle.StateFlag.State_HasFocus)
        return bool(staat & QStyle.StateFlag.State_Selected) and (self.kiesbaar or focus)

    def _teken_grond(self, p: QPainter, rect: QRect, staat: QStyle.StateFlag, *, laatste: bool) -> None:
        t = thema()
        focus = bool(staat & QStyle.StateFlag.State_HasFocus)
        gekozen = self._is_gekozen(staat)
        zweef = bool(staat & QStyle.StateFlag.State_MouseOver)
        vlak = QRectF(rect)
        if self.pil:
            vlak = vlak.adjusted(t.lengte(10), 0, -t.lengte(10), 0)
        if gekozen or zweef:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("accent_zacht" if gekozen else "vlak2"))
            p.setRenderHint(QPainter.RenderHint.Antialiasing, on=self.pil)
            p.drawRoundedRect(vlak, t.lengte(6), t.lengte(6)) if self.pil else p.drawRect(vlak)
        if self.lijnen and not laatste:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            p.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.kleur("kaartrand"))
        if focus:
            schilder.focusrand(p, vlak.adjusted(1, 1, -1, -2 if self.lijnen else -1), t.lengte(5))

    def _teken_rij(self, p: QPainter, rect: QRect, rij: Rij, staat: QStyle.StateFlag) -> None:
        t = thema()
        opmaak = self._opmaak(rij, rect.width()) if self.wikkel else None
        midden = rect.y() + (rect.height() - (1 if self.lijnen else 0)) / 2
        eerste = midden
        if opmaak is not None:
            eerste = rect.y() + t.lucht(9) + round(t.px(rij.maat) * 1.36) / 2
        gekozen = self._is_gekozen(staat)
        self._teken_lead(p, rect.x() + t.lengte(self.marge + 20 * rij.inspringen), eerste, rij, gekozen=gekozen)
        self._teken_achter(p, rect, rij, midden, gekozen=gekozen)
        links = rect.x() + self._tekst_links(rij)
        if opmaak is not None:
            grond = QPointF(rect.topLeft())
            for layout, plek in ((opmaak.tekst, opmaak.tekst_plek), (opmaak.tweede, opmaak.tweede_plek)):
                if layout is not None:
                    layout.draw(p, grond + plek, self._bijgekleurd(layout) if gekozen else [])
            for plek, chip in opmaak.chips:
                schilder.teken_chip(p, grond.x() + plek.x(), grond.y() + plek.y(), chip)
            return
        rechts = rect.right() + 1 - t.lengte(self.marge) - self._achter_breedte(rij)
        hoog1, hoog2 = round(t.px(rij.maat) * 1.25), round(t.px(rij.maat2) * 1.25)
        top = midden - (hoog1 + (hoog2 + t.lengte(2) if rij.tweede else 0)) / 2
        chips = sum(schilder.chip_breedte(chip) + t.lengte(6) for chip in rij.chips)
        x = self._teken_stukken(
            p, links, rechts - chips, top, hoog1, rij.eerste_regel(), rij.maat, gedimd=rij.gedimd, gekozen=gekozen
        )
        x += t.lengte(8)
        for chip in rij.chips:
            x += schilder.teken_chip(p, x, top + (hoog1 - schilder.chip_hoogte()) / 2, chip) + t.lengte(6)
        if rij.tweede:
            onder = top + hoog1 + t.lengte(2)
            regel = rij.tweede_regel()
            self._teken_stukken(p, links, rechts, onder, hoog2, regel, rij.maat2, gedimd=rij.gedimd, gekozen=gekozen)

    @staticmethod
    def _bijgekleurd(layout: QTextLayout) -> list[QTextLayout.FormatRange]:
        """Return what a chosen row draws over its layout: the third text colour becomes the second."""
        zwak, anders = thema().kleur("tekst3"), []
        for bereik in layout.formats():
            if bereik.format.foreground().color() == zwak:
                nieuw = QTextLayout.FormatRange()
                nieuw.start, nieuw.length = bereik.start, bereik.length
                formaat = QTextCharFormat()
                formaat.setForeground(thema().kleur("tekst2"))
                nieuw.format = formaat
                anders.append(nieuw)
        return anders

    @staticmethod
    def _teken_stukken(
        p: QPainter,
        x: float,
        rechts: float,
        top: float,
        hoog: float,
        stukken: tuple[Stuk, ...],
        maat: str,
        *,
        gedimd: bool,
        gekozen: bool,
    ) -> float:
        t = thema()
        for stuk in stukken:
            if x >= rechts:
                break
            grootte = stuk.maat or maat
            m = maten(grootte, stuk.gewicht)
            vak = min(rechts - x, t.lengte(stuk.breedte) - t.lengte(8)) if stuk.breedte else rechts - x
            tekst = stuk.tekst
            breed = m.horizontalAdvance(tekst)
            if breed > vak + 0.5:
                tekst = m.elidedText(tekst, Qt.TextElideMode.ElideRight, vak)
                breed = m.horizontalAdvance(tekst)
            basis = top + (hoog + maten(maat).ascent() - maten(maat).descent()) / 2
            rol = _rol(stuk.rol, gedimd=gedimd, gekozen=gekozen)
            if stuk.gemarkeerd:
                grond = QRectF(x - 1, basis - m.ascent(), breed + 2, m.height())
                p.fillRect(grond, t.kleur("waarschuwing_zacht"))
                rol = "tekst"
            schilder.teken_tekst(p, x, basis, tekst, grootte, stuk.gewicht, rol)
            x += t.lengte(stuk.breedte) if stuk.breedte else breed
        return x

    @staticmethod
    def _teken_lead(p: QPainter, x: float, midden: float, rij: Rij, *, gekozen: bool) -> None:
        t = thema()
        lead = rij.lead
        if isinstance(lead, Stuk):
            m = maten(lead.maat or "basis", lead.gewicht)
            basis = midden + (m.ascent() - m.descent()) / 2
            rol = _rol(lead.rol, gedimd=rij.gedimd, gekozen=gekozen)
            schilder.teken_tekst(p, x, basis, lead.tekst, lead.maat or "basis", lead.gewicht, rol)
        elif isinstance(lead, Avatar):
            zijde = schilder.avatar_maat()
            schilder.teken_avatar(p, x, midden - zijde / 2, lead.letters)
        elif isinstance(lead, Tegel):
            schilder.teken_tegel(p, x, midden - t.lengte(30) / 2, lead.icoon, lead.rol)
        elif isinstance(lead, Icoon):
            px = t.lengte(17)
            teken_icoon(p, lead.naam, x, midden - px / 2, px, _rol(lead.rol, gedimd=rij.gedimd, gekozen=gekozen))
        elif isinstance(lead, Chipje):
            schilder.teken_chip(p, x, midden - schilder.chip_hoogte() / 2, lead)

    def _teken_achter(self, p: QPainter, rect: QRect, rij: Rij, midden: float, *, gekozen: bool) -> None:
        t = thema()
        for deel, vak in self._vakken(rect, rij, midden):
            if isinstance(deel, Chipje):
                schilder.teken_chip(p, vak.x(), vak.y(), deel)
            elif isinstance(deel, Knopje):
                zweef = self.muis is not None and vak.contains(QPointF(self.muis))
                schilder.teken_knop(p, vak, deel.tekst, soort=deel.soort, icoon=deel.icoon, zweef=zweef)
            elif isinstance(deel, Icoon):
                teken_icoon(p, deel.naam, vak.x(), vak.y(), t.lengte(17), deel.rol)
            elif isinstance(deel, Toets):
                schilder.teken_sleutelkap(p, vak.x(), vak.y(), deel.tekst)
            else:
                m = maten(deel.maat or "klein", deel.gewicht)
                basis = midden + (m.ascent() - m.descent()) / 2
                rol = _rol(deel.rol, gedimd=rij.gedimd, gekozen=gekozen)
                schilder.teken_tekst(p, vak.x(), basis, deel.tekst, deel.maat or "klein", deel.gewicht, rol)

    def _vakken(self, rect: QRect, rij: Rij, midden: float) -> list[tuple[Deel, QRectF]]:
        t = thema()
        x = float(rect.right() + 1 - t.lengte(self.marge))
        vakken: list[tuple[Deel, QRectF]] = []
        for deel in reversed(rij.achter):
            breed = self._deel_breedte(deel)
            hoog = t.lengte(17)
            if isinstance(deel, Chipje):
                hoog = schilder.chip_hoogte()
            elif isinstance(deel, Knopje):
                hoog = schilder.knop_hoogte(klein=True)
            elif isinstance(deel, Toets):
                hoog = schilder.sleutelkap_hoogte()
            x -= breed
            vakken.append((deel, QRectF(x, round(midden - hoog / 2), breed, hoog)))
            x -= t.lengte(8)
        return vakken

    def knop_op(self, rij: Rij, rect: QRect, plek: QPoint) -> str | None:
        """Return the name of the painted button at a point of the viewport, if there is one."""
        midden = rect.y() + (rect.height() - (1 if self.lijnen else 0)) / 2
        for deel, vak in self._vakken(rect, rij, midden):
            if isinstance(deel, Knopje) and vak.contains(QPointF(plek)):
                return deel.naam
        return None


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
        self._model.zet(rijen)

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
