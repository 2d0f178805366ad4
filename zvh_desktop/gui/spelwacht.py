"""Marks in one field the words that the dictionary does not know, and offers what may have been meant.

Only finished words are looked at, when the fingers have had a moment; the field itself is never touched, because the
marks lie over the text. Ctrl+. and the Menu key open the proposals for the word at, or the last one before, the cursor.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.onderdelen.tekenplek import naar_utf16, van_utf16
from zvh_desktop.gui.thema import thema

__all__ = ["Oordeel", "Plek", "Spelwacht", "woorden"]

_NA_MS: Final = 350
_MEESTE_TEKENS: Final = 30_000
"""Of a longer text only the beginning is looked at."""
_WOORD: Final = re.compile(r"(?<![\w/@!#&.:\\])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@:/\\])")
_ZINSEINDE: Final = '.!?:\n“"‘('


class Plek(NamedTuple):
    """A word and where it stands, in code points."""

    woord: str
    begin: int
    eind: int


class Oordeel(Protocol):
    """What a field asks; `gui.spelhulp` answers."""

    def vreemd(self, woord: str) -> bool | None:
        """Whether a word is unknown; None when that is not known yet, and it will be asked."""

    def stel_voor(self, woord: str, klaar: Callable[[list[str]], None]) -> None:
        """Ask what may have been meant."""

    def leer(self, woord: str) -> None:
        """Never mark this word again, on this device."""


def woorden(tekst: str, cursor: int = -1) -> list[Plek]:
    """Return the words of a text that are to be looked up.

    Left out are the word at `cursor`, which is still being typed, marks of the entry line, abbreviations in
    capitals, and words with a capital inside a sentence: those are names.
    """
    uit = []
    for m in _WOORD.finditer(tekst[:_MEESTE_TEKENS]):
        woord = m[0]
        if len(woord) < 2 or m.end() == cursor or woord.isupper() or any(c.isupper() for c in woord[1:]):
            continue
        if woord[0].isupper() and tekst[: m.start()].rstrip(" ")[-1:] not in ("", *_ZINSEINDE):
            continue
        uit.append(Plek(woord, m.start(), m.end()))
    return uit


class Spelwacht(QObject):
    """Watches one field; lives as long as that field, or until `stop`."""

    def __init__(self, veld: QPlainTextEdit | QTextEdit, oordeel: Oordeel) -> None:
        super().__init__(veld)
        self._veld, self._oordeel = veld, oordeel
        self._plekken: list[Plek] = []
        self._vraagt: Plek | None = None
        self._muis: QPoint | None = None
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_NA_MS)
        self._klok.timeout.connect(self.kijk)
        self._actie = QAction(self.tr("Spelling van dit woord"), veld)
        self._actie.setShortcut(QKeySequence("Ctrl+."))
        self._actie.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._actie.triggered.connect(self._vraag)
        veld.addAction(self._actie)
        veld.textChanged.connect(self._straks)
        veld.installEventFilter(self)
        veld.viewport().installEventFilter(self)
        thema().veranderd.connect(self._teken)
        self._straks()

    @property
    def gemarkeerd(self) -> list[str]:
        """The words that are marked now."""
        return [p.woord for p in self._plekken]

    def stop(self) -> None:
        """Take the marks away and watch no more."""
        self._klok.stop()
        self._veld.textChanged.disconnect(self._straks)
        self._veld.removeEventFilter(self)
        self._veld.viewport().removeEventFilter(self)
        self._veld.removeAction(self._actie)
        self._plekken = []
        self._veld.setExtraSelections([])
        self.deleteLater()

    def _straks(self) -> None:
        # Not restarted while it runs: who types on would never see a mark.
        if not self._klok.isActive():
            self._klok.start()

    def kijk(self) -> None:
        """Mark what is known to be wrong now; what is not known yet is asked, and this comes back."""
        tekst = self._veld.toPlainText()
        cursor = van_utf16(tekst, self._veld.textCursor().position()) if self._veld.hasFocus() else -1
        bekend: frozenset[str] = getattr(self._veld, "spelnamen", frozenset)()
        gevonden = [
            p for p in woorden(tekst, cursor) if p.woord.casefold() not in bekend and self._oordeel.vreemd(p.woord)
        ]
        if gevonden != self._plekken:
            self._plekken = gevonden
            self._teken()

    def _teken(self) -> None:
        tekst = self._veld.toPlainText()
        vorm = QTextCharFormat()
        vorm.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        vorm.setUnderlineColor(QColor(thema().kleur("gevaar")))
        selecties = []
        for p in self._plekken:
            selectie = QTextEdit.ExtraSelection()
            selectie.cursor = self._wijzer(tekst, p)
            selectie.format = vorm
            selecties.append(selectie)
        self._veld.setExtraSelections(selecties)

    def _wijzer(self, tekst: str, plek: Plek) -> QTextCursor:
        wijzer = QTextCursor(self._veld.document())
        wijzer.setPosition(naar_utf16(tekst, plek.begin))
        wijzer.setPosition(naar_utf16(tekst, plek.eind), QTextCursor.MoveMode.KeepAnchor)
        return wijzer

    # -- proposals

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The Menu key or a right click on a marked word: its proposals first; focus elsewhere ends a word."""
        if isinstance(event, QContextMenuEvent):
            muis = event.reason() is QContextMenuEvent.Reason.Mouse
            if muis:
                positie = self._veld.cursorForPosition(event.pos()).position()
            else:
                positie = self._veld.textCursor().position()
            if plek := self._bij(positie):
                self._muis = event.globalPos() if muis else None
                self._vraag_voor(plek)
                return True
        elif event.type() == QEvent.Type.FocusOut and watched is self._veld:
            self._straks()
        return False

    def _bij(self, positie: int) -> Plek | None:
        plek = van_utf16(self._veld.toPlainText(), positie)
        return next((p for p in self._plekken if p.begin <= plek <= p.eind), None)

    def _vraag(self) -> None:
        """Open for the marked word at the cursor, or the last one before it."""
        self.kijk()
        positie = self._veld.textCursor().position()
        plek = self._bij(positie)
        if plek is None:
            hier = van_utf16(self._veld.toPlainText(), positie)
            voor = [p for p in self._plekken if p.eind <= hier]
            plek = voor[-1] if voor else next(iter(self._plekken), None)
        if plek is not None:
            self._muis = None
            self._vraag_voor(plek)

    def _vraag_voor(self, plek: Plek) -> None:
        self._vraagt = plek
        self._oordeel.stel_voor(plek.woord, self._toon)

    def _toon(self, voorstellen: list[str]) -> None:
        plek, self._vraagt = self._vraagt, None
        # Typed on meanwhile: a menu would take the next keys.
        if plek is None or plek not in self._plekken or self._veld.toPlainText()[plek.begin : plek.eind] != plek.woord:
            return
        menu = QMenu(self._veld)
        menu.setObjectName("spelmenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for voorstel in voorstellen:
            menu.addAction(voorstel.replace("&", "&&")).setData(("vervang", plek, voorstel))
        if not voorstellen:
            menu.addAction(self.tr("Geen voorstel")).setEnabled(False)
        menu.addSeparator()
        leer = menu.addAction(icoon("check"), self.tr("Leer dit woord: {woord}").format(woord=plek.woord))
        leer.setData(("leer", plek, ""))
        menu.triggered.connect(self._gekozen)
        waar = self._muis
        if waar is None:
            rect = self._veld.cursorRect(self._wijzer(self._veld.toPlainText(), plek))
            waar = self._veld.viewport().mapToGlobal(rect.bottomLeft())
        if eerste := next((a for a in menu.actions() if a.isEnabled()), None):
            menu.setActiveAction(eerste)
        menu.popup(waar)

    def _gekozen(self, actie: QAction) -> None:
        wat, plek, voorstel = actie.data()
        tekst = self._veld.toPlainText()
        if wat == "leer":
            self._oordeel.leer(plek.woord)
        elif tekst[plek.begin : plek.eind] == plek.woord:
            # One step of undo; the cursor of the field stays where it was in the sentence.
            self._wijzer(tekst, plek).insertText(voorstel)
        self.kijk()
