"""The editor of the entry line: plain text that shows what was understood of it, one to four lines high.

Rounded grounds under the tokens are painted here, ink and air by a highlighter; the text itself stays plain.
"""

import re
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from zvh_desktop.domain.invoerregel import Bekend, Regel, Stuk, ontleed
from zvh_desktop.gui.lettertypen import maten
from zvh_desktop.gui.onderdelen.inbrengsoort import SOORTROL
from zvh_desktop.gui.onderdelen.tekenplek import len16, naar_utf16, van_utf16
from zvh_desktop.gui.thema import thema

__all__ = ["InvoerVeld"]

_MEESTE_REGELS: Final = 4
_WOORD: Final = re.compile(r"[^\W\d_]+")
_LUCHT: Final = 7
"""Width of a space beside a token: room for its rounded ground."""


def _kleuren(stuk: Stuk, regel: Regel) -> tuple[str, str]:
    """Return the tokens of ink and ground of a stretch; an empty ground paints none."""
    match stuk.rol:
        case "soort":
            rol = SOORTROL[regel.soort]
            return ("tekst2", "achtergrond") if rol == "neutraal" else (rol, f"{rol}_zacht")
        case "wie":
            return "accent", "accent_zacht"
        case "datum" | "delen" | "gebied" | "aangeleverd":
            return "tekst2", "achtergrond"
        case "fase":
            return f"fase{regel.fase}", f"fase{regel.fase}_zacht"
        case "vermelding":
            return "accent", ""
        case _:
            return "tekst2", ""


class _Markering(QSyntaxHighlighter):
    """Ink and weight of tokens, and wider spaces beside them; the grounds are painted by the field."""

    def __init__(self, veld: "InvoerVeld") -> None:
        super().__init__(veld.document())
        self._veld = veld

    def highlightBlock(self, text: str) -> None:
        """Mark the stretches of this line of the document."""
        begin = self.currentBlock().position()
        beginnen = {van for van, _, _, grond in self._veld.stretches() if grond}
        einden = {tot for _, tot, _, grond in self._veld.stretches() if grond}
        for van, tot, inkt, grond in self._veld.stretches():
            links, rechts = max(van - begin, 0), min(tot - begin, len16(text))
            if links >= rechts:
                continue
            vorm = QTextCharFormat()
            vorm.setForeground(thema().kleur(inkt))
            if grond:
                vorm.setFontWeight(600)
                for buur in (links - 1, rechts):
                    if self._is_spatie(text, buur):
                        ruim = QTextCharFormat()
                        ruim.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                        # A space that two tokens share holds air for both.
                        naast = begin + buur + 1 in beginnen and begin + buur in einden
                        ruim.setFontLetterSpacing(thema().lengte(_LUCHT + 4 if naast else _LUCHT))
                        self.setFormat(buur, 1, ruim)
            self.setFormat(links, rechts - links, vorm)

    @staticmethod
    def _is_spatie(text: str, plek: int) -> bool:
        return 0 <= plek < len16(text) and text[van_utf16(text, plek)] == " "


class InvoerVeld(QPlainTextEdit):
    """The editor itself: plain text, one to four lines.

    Signals:
        enter(): the line is ready. tab(achteruit): Tab was pressed and nothing was completed.
        pijl(stap): up or down among the proposals. escape(): Esc.
        verlaten(), binnen(): focus left, came.
    """

    enter = Signal()
    tab = Signal(bool)
    pijl = Signal(int)
    escape = Signal()
    verlaten = Signal()
    binnen = Signal()

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.bekend: Bekend | None = None
        self.voorstellen = False
        """Whether there is something to choose among; then the arrows belong to the proposals."""
        self._gelezen: tuple[str, Bekend | None, Regel | None] = ("\0", None, None)
        self._lijst: list[tuple[int, int, str, str]] = []
        self._spelnamen: tuple[Bekend | None, frozenset[str]] = (None, frozenset())
        self._plaats = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._markering = _Markering(self)
        self.document().documentLayout().documentSizeChanged.connect(self.pas_hoogte)
        thema().veranderd.connect(self.pas_stijl)
        self.pas_stijl()

    # -- what stands there

    def regel(self) -> Regel:
        """Return what is understood of the text of now."""
        tekst = self.toPlainText()
        gelezen = self._gelezen[2]
        if gelezen is None or self._gelezen[0] != tekst or self._gelezen[1] is not self.bekend:
            gelezen = ontleed(tekst, self.bekend) if self.bekend else Regel("informatie", tekst.strip())
            self._gelezen = (tekst, self.bekend, gelezen)
            self._lijst = [
                (naar_utf16(tekst, s.begin), naar_utf16(tekst, s.eind), *_kleuren(s, gelezen)) for s in gelezen.stukken
            ]
        return gelezen

    def stretches(self) -> list[tuple[int, int, str, str]]:
        """Return (begin, end, ink, ground) of every marked stretch, in positions of Qt."""
        self.regel()
        return self._lijst

    def spelnamen(self) -> frozenset[str]:
        """Return the words of who and what can be named here, in small letters: none of them is a mistake."""
        if self.bekend is None:
            return frozenset()
        if self._spelnamen[0] is not self.bekend:
            namen = (f"{b.naam} {b.bij} {b.kort}" for b in self.bekend.namen)
            self._spelnamen = (self.bekend, frozenset(w.casefold() for naam in namen for w in _WOORD.findall(naam)))
        return self._spelnamen[1]

    def markeer_opnieuw(self) -> None:
        """Mark all lines again: a sign in one of them may mean something for another."""
        self._markering.rehighlight()
        self.viewport().update()

    def bezig_met_teken(self) -> bool:
        """Whether an input method or dead key is composing a sign."""
        opmaak = self.textCursor().block().layout()
        return bool(opmaak.preeditAreaText())

    # -- looks

    def pas_stijl(self) -> None:
        """Follow the theme; only sizes here, the colours come from the palette and the tokens."""
        self.document().setDocumentMargin(self._marge())
        px = thema().px("invoer")
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: none; background: transparent; padding: 0; font-size: {px}px; }}"
        )
        self._gelezen = ("\0", None, None)
        self._markering.rehighlight()
        self.pas_hoogte()
        self._pas_plaats()

    def pas_hoogte(self) -> None:
        """Be as high as the text, one to four lines."""
        # A QPlainTextEdit counts its document in lines, not in pixels.
        regels = max(1, min(_MEESTE_REGELS, round(self.document().size().height())))
        self.setFixedHeight(self.regelhoogte(regels))

    @staticmethod
    def regelhoogte(regels: int = 1) -> int:
        """Return the height of the field for a number of lines."""
        return int(regels * maten("invoer").lineSpacing() + 2 * InvoerVeld._marge() + 2)

    @staticmethod
    def _marge() -> int:
        """Return the air around the text: room for the ground of a token at the beginning."""
        return thema().lengte(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may mean another number of lines."""
        super().resizeEvent(event)
        self.pas_hoogte()
        self._pas_plaats()

    def zet_plaats(self, tekst: str) -> None:
        """Say what can be typed; where it does not fit on the line, its first part is enough."""
        self._plaats = tekst
        self._pas_plaats()

    def _pas_plaats(self) -> None:
        ruimte = self.viewport().width() - 2 * self._marge()
        past = maten("invoer").horizontalAdvance(self._plaats) <= ruimte
        self.setPlaceholderText(self._plaats if past else self._plaats.partition(";")[0])

    def _vakken(self, blok: QTextBlock, van: int, tot: int) -> list[QRectF]:
        """Return the rectangles of a stretch, one for every line it stands on."""
        opmaak = blok.layout()
        eigen, inschuif = opmaak.preeditAreaPosition(), len16(opmaak.preeditAreaText())
        links, rechts = max(van - blok.position(), 0), min(tot - blok.position(), blok.length() - 1)
        if inschuif:
            links += inschuif if links >= eigen else 0
            rechts += inschuif if rechts > eigen else 0
        grond = self.blockBoundingGeometry(blok).translated(self.contentOffset()).topLeft()
        uit = []
        for nummer in range(opmaak.lineCount()):
            lijn = opmaak.lineAt(nummer)
            a, b = max(links, lijn.textStart()), min(rechts, lijn.textStart() + lijn.textLength())
            if a < b:
                x1, x2 = float(lijn.cursorToX(a)[0]), float(lijn.cursorToX(b)[0])  # type: ignore[index]  # (x, pos)
                uit.append(QRectF(grond.x() + x1, grond.y() + lijn.y(), x2 - x1, lijn.height()))
        return uit

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grounds of the tokens, then the text over them."""
        t = thema()
        p = QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        for van, tot, _, grond in self.stretches():
            if not grond:
                continue
            p.setBrush(t.kleur(grond))
            blok = self.document().findBlock(van)
            for vak in self._vakken(blok, van, tot) if blok.isValid() else ():
                ruim = vak.adjusted(-t.lengte(6), -1, t.lengte(6), 1)
                p.drawRoundedRect(ruim, t.lengte(4), t.lengte(4))
        p.end()
        super().paintEvent(event)

    # -- keys; letters are never looked at here, so dead keys and input methods work

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter records, Shift+Enter breaks the line, Tab completes or moves on, Esc lets go."""
        toets, schift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        anders = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if toets in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not anders:
            if schift:
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
            else:
                self.enter.emit()
        elif toets in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not anders:
            self.tab.emit(schift or toets == Qt.Key.Key_Backtab)
        elif toets == Qt.Key.Key_Escape:
            self.escape.emit()
        elif toets in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.voorstellen and not event.modifiers():
            self.pijl.emit(1 if toets == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def verder(self, *, vooruit: bool) -> None:
        """Move the focus on from here."""
        # The editor's own version refuses, because in it Tab is a key of the field.
        QWidget.focusNextPrevChild(self, vooruit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A sign is being composed: grounds after it move along."""
        super().inputMethodEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus came."""
        super().focusInEvent(event)
        self.binnen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Focus left: the moment to keep what stands there."""
        super().focusOutEvent(event)
        self.verlaten.emit()
