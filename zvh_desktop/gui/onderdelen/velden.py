"""Fields to fill in beside a plain line: a choice, text of several lines, a day."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from zvh_desktop.domain.datumtekst import lees_datum
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen.basis import Knop
from zvh_desktop.gui.thema import thema

__all__ = ["DatumVeld", "KeuzeVeld", "TekstVeld", "datum_in_woorden"]

_DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def datum_in_woorden(dag: date, *, jaar: bool = True, weekdag: bool = True) -> str:
    """Return a day as it is shown everywhere: `di 24 nov 2026`."""
    delen = [str(dag.day), _MAANDEN[dag.month - 1]]
    if weekdag:
        delen.insert(0, _DAGEN[dag.weekday()])
    if jaar:
        delen.append(str(dag.year))
    return " ".join(delen)


def _terug(tekst: str, dag: date, vandaag: date) -> date:
    """Return the last such day that is not to come, unless the year was written in full."""
    if dag <= vandaag or re.search(r"\d{4}", tekst):
        return dag
    if not re.search(r"\d", tekst):
        return dag - timedelta(weeks=-(-(dag - vandaag).days // 7))
    eeuw = re.search(r"\d[-/. ]\d{1,2}[-/. ]\d{2}$", tekst.strip()) is not None
    jaar = dag.year - (100 if eeuw else 1)
    # 29 February in a year without one becomes the 28th.
    return dag.replace(year=jaar, day=28 if (dag.month, dag.day) == (2, 29) and jaar % 4 else dag.day)


class KeuzeVeld(QComboBox):
    """One out of a list of (value, word).

    Signals:
        gewijzigd(value): a person chose another one.
    """

    gewijzigd = Signal(object)

    def __init__(self, keuzes: Sequence[tuple[Any, str]] = (), ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        for waarde, woord in keuzes:
            self.addItem(woord, waarde)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._gekozen)

    def zet_smal(self) -> None:
        """Take no more width than its place gives: the longest word does not push the neighbours away."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def _gekozen(self, nummer: int) -> None:
        self.gewijzigd.emit(self.itemData(nummer))

    def waarde(self) -> Any:
        """Return the value chosen."""
        return self.currentData()

    def kies(self, waarde: object) -> None:
        """Choose a value without telling; an unknown value chooses nothing."""
        gevonden = (nummer for nummer in range(self.count()) if self.itemData(nummer) == waarde)
        self.setCurrentIndex(next(gevonden, -1))

    def wheelEvent(self, event: Any) -> None:
        """The wheel scrolls the page; it never changes a value in passing."""
        event.ignore()


class TekstVeld(QPlainTextEdit):
    """Several lines of plain text; grows with what is typed. Tab leaves the field.

    Args:
        regels: least number of lines. meeste: height stops growing here and it scrolls.

    Signals:
        gewijzigd(tekst): a person changed it; every keystroke, for the draft.
        verlaten(tekst): focus left it after a change: the moment to save.
    """

    gewijzigd = Signal(str)
    verlaten = Signal(str)

    def __init__(
        self,
        tekst: str = "",
        ouder: QWidget | None = None,
        *,
        plaats: str = "",
        regels: int = 2,
        meeste: int = 14,
        maat: str = "basis",
    ) -> None:
        super().__init__(ouder)
        self._regels, self._meeste, self._maat = regels, meeste, maat
        self._vuil = False
        self._stil = False
        self.setPlaceholderText(plaats)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.zet(tekst)
        self.document().documentLayout().documentSizeChanged.connect(self._pas_hoogte)
        self.textChanged.connect(self._bewerkt)
        thema().veranderd.connect(self._pas_hoogte)
        self._pas_hoogte()

    def tekst(self) -> str:
        """Return what stands in the field."""
        return self.toPlainText()

    def zet(self, tekst: str) -> bool:
        """Show a value from outside; refused (False) while a person is busy in the field.

        Setting drops the undo of the field, so earlier text does not come back from it.
        """
        if self._vuil and self.hasFocus():
            return False
        if tekst != self.toPlainText():
            self._stil = True
            self.setPlainText(tekst)
            self._stil = False
        self._vuil = False
        return True

    def _bewerkt(self) -> None:
        if not self._stil:
            self._vuil = True
            self.gewijzigd.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is the moment to save; a menu popping up is not leaving."""
        super().focusOutEvent(event)
        if self._vuil and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._vuil = False
            self.verlaten.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves without leaving."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if self._vuil:
                self._vuil = False
                self.verlaten.emit(self.toPlainText())
                return
            event.ignore()
            return
        super().keyPressEvent(event)

    def _stap(self) -> float:
        return maten(self._maat).lineSpacing()

    def _pas_hoogte(self) -> None:
        if self.font().pixelSize() != letter(self._maat).pixelSize() and self._maat != "basis":
            self.setFont(letter(self._maat))
        # A QPlainTextEdit counts its document in lines, not in pixels.
        regels = max(self._regels, min(self._meeste, round(self.document().size().height())))
        lucht = 2 * thema().lucht(8) + 2
        self.setFixedHeight(int(regels * self._stap() + lucht + 2))
        meer = self.document().size().height() > self._meeste
        aan = Qt.ScrollBarPolicy.ScrollBarAsNeeded if meer else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(aan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may mean another number of lines."""
        super().resizeEvent(event)
        self._pas_hoogte()

    def sizeHint(self) -> QSize:
        """Height follows the text."""
        return QSize(240, self.height())


class _Dagregel(QLineEdit):
    """A line with a button in front of its text, as large as the letters: Qt draws those of a QAction always small."""

    def __init__(self, voorbeeld: str, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._voorbeeld = voorbeeld
        self.setPlaceholderText(voorbeeld)
        self.knop = QToolButton(self)
        self.knop.setObjectName("inveld")
        self.knop.setIcon(icoon("calendar-days"))
        self.knop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.knop.setCursor(Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the button; where the example does not fit, its first part is enough."""
        super().resizeEvent(event)
        px = thema().lengte(16)
        self.knop.setIconSize(QSize(px, px))
        breed = px + thema().lengte(10)
        self.knop.setGeometry(thema().lengte(3), 2, breed, self.height() - 4)
        self.setTextMargins(breed - thema().lengte(5), 0, 0, 0)
        ruimte = self.width() - breed - thema().lengte(24)
        past = self.fontMetrics().horizontalAdvance(self._voorbeeld) <= ruimte
        self.setPlaceholderText(self._voorbeeld if past else self._voorbeeld.partition(" ")[0])


class DatumVeld(QWidget):
    """A day, typed: `24-11-2026`, `24 nov`, `morgen`, `volgende week di`; shown in words when left.

    Up and Down move a day, with Shift a week. An unreadable text stays as typed and is told.

    Signals:
        gewijzigd(dag): the day or None, when it became another one by a person. gebleven(): left as it was.
        onleesbaar(tekst): left with a text that is not a day. getypt(tekst): every keystroke, for the draft.
    """

    gewijzigd = Signal(object)
    gebleven = Signal()
    onleesbaar = Signal(str)
    getypt = Signal(str)

    def __init__(
        self,
        dag: date | None = None,
        ouder: QWidget | None = None,
        *,
        vandaag: Callable[[], date] = date.today,
        verleden: bool = False,
    ) -> None:
        """Make it; `vandaag` tells the day of typing, `verleden` reads days without a year as past."""
        super().__init__(ouder)
        self._vandaag = vandaag
        self._verleden = verleden
        self._dag: date | None = None
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(4)
        self._regel = _Dagregel(self.tr("dd-mm-jjjj of ‘morgen’"), self)
        self._regel.knop.setToolTip(self.tr("Vandaag invullen"))
        self._regel.knop.setAccessibleName(self.tr("Vandaag invullen"))
        self._regel.knop.clicked.connect(self._heden)
        self._regel.editingFinished.connect(self._lees)
        self._regel.textEdited.connect(self.getypt)
        self._regel.installEventFilter(self)
        self._wis = Knop("", soort="vlak", icoon="x", naam=self.tr("Datum wissen"), klein=True)
        self._wis.clicked.connect(self._gewist)
        rij.addWidget(self._regel, 1)
        rij.addWidget(self._wis)
        self.setFocusProxy(self._regel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.zet(dag)

    @property
    def dag(self) -> date | None:
        """The day, as last understood."""
        return self._dag

    @property
    def geldig(self) -> bool:
        """Whether what stands in the field is a day, or nothing."""
        tekst = self._regel.text().strip()
        return not tekst or self._begrijp(tekst) is not None

    def zet(self, dag: date | None) -> None:
        """Show a day from outside, without telling."""
        self._dag = dag
        self._regel.setText(datum_in_woorden(dag) if dag else "")
        self._wis.setVisible(dag is not None)

    def tekst(self) -> str:
        """Return what stands in the field, for a draft: the day as ISO writes it, or a text that is no day (yet)."""
        tekst = self._regel.text().strip()
        dag = self._begrijp(tekst) if tekst else None
        return dag.isoformat() if dag else tekst

    def zet_tekst(self, tekst: str) -> None:
        """Show what `tekst` gave, without telling."""
        try:
            self.zet(date.fromisoformat(tekst))
        except ValueError:
            self.zet(None)
            self._regel.setText(tekst)

    def _begrijp(self, tekst: str) -> date | None:
        if self._dag is not None and tekst == datum_in_woorden(self._dag):
            return self._dag
        vandaag = self._vandaag()
        dag = lees_datum(tekst, vandaag)
        return _terug(tekst, dag, vandaag) if self._verleden and dag is not None else dag

    def _lees(self) -> None:
        tekst = self._regel.text().strip()
        dag = self._begrijp(tekst) if tekst else None
        if tekst and dag is None:
            self.onleesbaar.emit(tekst)
            return
        self._word(dag)

    def _word(self, dag: date | None) -> None:
        anders = dag != self._dag
        self.zet(dag)
        if anders:
            self.gewijzigd.emit(dag)
        else:
            self.gebleven.emit()

    def hervat(self, tekst: str) -> None:
        """Show what a person typed before, and read it as when the field is left."""
        self._regel.setText(tekst)
        self._lees()

    def _heden(self) -> None:
        self._word(self._vandaag())

    def _gewist(self) -> None:
        self._word(None)
        self._regel.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move a day, with Shift a week."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            richting = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
            if richting:
                grond = self._begrijp(self._regel.text().strip()) or self._vandaag()
                stap = 7 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
                self._word(date.fromordinal(grond.toordinal() + richting * stap))
                return True
        return super().eventFilter(watched, event)
