"""The entry line of the meeting: one field that takes everything, and a row of proposals above it.

The text stays plain; `domain.invoerregel` reads it at every change and this widget shows what was understood:
rounded grounds under the tokens, an icon for the kind, proposals to complete. Nothing floats over the text.
Positions are UTF-16 in Qt and code points in the domain; they are converted here and nowhere else.
"""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.domain.invoeraanvulling import Aanvulling, aanvullingen
from zvh_desktop.domain.invoerregel import Bekend, Regel, Soort, Stuk, met_soort, ontleed
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import icoon, teken_icoon
from zvh_desktop.gui.lettertypen import maten
from zvh_desktop.gui.onderdelen.basis import Knop, Tekst
from zvh_desktop.gui.thema import thema

__all__ = ["SOORTICOON", "SOORTROL", "InvoerRegel", "naar_utf16", "van_utf16"]

SOORTICOON: Final[dict[str, str]] = {
    "informatie": "message-square",
    "oordeel": "scale",
    "besluit": "gavel",
    "veiligheid": "shield-alert",
    "actie": "list-checks",
    "samenvatting": "scroll-text",
}
"""Icon of each kind of entry, in the line and in the log."""

SOORTROL: Final[dict[str, str]] = {
    "informatie": "neutraal",
    "oordeel": "waarschuwing",
    "besluit": "accent",
    "veiligheid": "fase1",
    "actie": "info",
    "samenvatting": "neutraal",
}
"""Colour role of each kind of entry; always beside its word."""

_CONCEPT_MS: Final = 80
_MEESTE_REGELS: Final = 4
_LUCHT: Final = 7
"""Width of a space beside a token: room for its rounded ground."""


def naar_utf16(tekst: str, plek: int) -> int:
    """Return the position Qt uses for a code point position."""
    return plek + sum(1 for teken in tekst[:plek] if teken > "\uffff")


def van_utf16(tekst: str, plek: int) -> int:
    """Return the code point position for a position of Qt; inside a pair it is that of its character."""
    geteld = 0
    for nummer, teken in enumerate(tekst):
        if geteld >= plek:
            return nummer
        geteld += 2 if teken > "\uffff" else 1
    return len(tekst)


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

    def __init__(self, veld: "_Veld") -> None:
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


def len16(tekst: str) -> int:
    """Return the length Qt counts."""
    return naar_utf16(tekst, len(tekst))


class _Veld(QPlainTextEdit):
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

    def pas_hoogte(self) -> None:
        """Be as high as the text, one to four lines."""
        # A QPlainTextEdit counts its document in lines, not in pixels.
        regels = max(1, min(_MEESTE_REGELS, round(self.document().size().height())))
        self.setFixedHeight(self.regelhoogte(regels))

    @staticmethod
    def regelhoogte(regels: int = 1) -> int:
        """Return the height of the field for a number of lines."""
        return int(regels * maten("invoer").lineSpacing() + 2 * _Veld._marge() + 2)

    @staticmethod
    def _marge() -> int:
        """Return the air around the text: room for the ground of a token at the beginning."""
        return thema().lengte(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may mean another number of lines."""
        super().resizeEvent(event)
        self.pas_hoogte()

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


class _Voorstel(QPushButton):
    """One proposal: a pill that never takes the focus; the chosen one carries the Tab key."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._icoon, self._bij, self._tab = "", "", False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def zet(self, aanvulling: Aanvulling, beeld: str, *, tab: bool) -> None:
        """Show a proposal; `tab` draws it as the one Tab takes."""
        self._icoon, self._bij, self._tab = beeld, aanvulling.bijschrift, tab
        self.setText(aanvulling.label)
        naam = f"{aanvulling.label}, {aanvulling.bijschrift}" if aanvulling.bijschrift else aanvulling.label
        self.setAccessibleName(self.tr("Aanvullen met {naam}").format(naam=naam))
        self.updateGeometry()
        self.update()

    def wis(self) -> None:
        """Hide it, and keep no word of what it proposed."""
        self.hide()
        self.setText("")
        self.setAccessibleName("")

    def sizeHint(self) -> QSize:
        """As wide as icon, words and key need."""
        t = thema()
        breed = 2 * t.lengte(10) + t.lengte(21) + maten("knop", 600).horizontalAdvance(self.text())
        if self._bij:
            breed += t.lengte(6) + maten("klein").horizontalAdvance(self._bij)
        if self._tab:
            breed += t.lengte(6) + schilder.sleutelkap_breedte("Tab") - t.lengte(2)
        return QSize(int(breed + 0.999), t.px("knop") + t.lengte(13))

    def minimumSizeHint(self) -> QSize:
        """A proposal never clips its word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        inkt, grond = ("accent", "accent_zacht") if self._tab else ("tekst2", "vlak")
        rand = grond if self._tab else "kaartrand"
        p.setPen(t.kleur(rand))
        p.setBrush(t.kleur("accent_zacht" if self.underMouse() else grond))
        vak = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.drawRoundedRect(vak, vak.height() / 2, vak.height() / 2)
        x = float(t.lengte(10))
        px = t.lengte(15)
        teken_icoon(p, self._icoon, x, (self.height() - px) / 2, px, inkt)
        x += t.lengte(21)
        m = maten("knop", 600)
        basis = (self.height() + m.ascent() - m.descent()) / 2
        x += schilder.teken_tekst(p, x, basis, self.text(), "knop", 600, inkt)
        if self._bij:
            x += t.lengte(6)
            x += schilder.teken_tekst(p, x, basis, self._bij, "klein", 400, "tekst2")
        if self._tab:
            x += t.lengte(6)
            schilder.teken_sleutelkap(p, x, (self.height() - schilder.sleutelkap_hoogte()) / 2, "Tab")
        p.end()


class _Strook(QWidget):
    """The row above the line: one word for what is completed and the proposals; always equally high.

    Signals:
        gekozen(nummer): a proposal was clicked.
    """

    gekozen = Signal(int)

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self._aanvullingen: tuple[Aanvulling, ...] = ()
        self._huidig = 0
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(8)
        self.woord = Tekst("", maat="klein", rol="tekst2")
        rij.addWidget(self.woord)
        self._knoppen = [_Voorstel(self) for _ in range(6)]
        for nummer, knop in enumerate(self._knoppen):
            knop.setObjectName(str(nummer))
            knop.clicked.connect(self._geklikt)
            rij.addWidget(knop)
        rij.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        thema().veranderd.connect(self.pas_hoogte)
        self.pas_hoogte()

    def pas_hoogte(self) -> None:
        """Keep one height, so that nothing jumps when proposals come and go."""
        self.setFixedHeight(thema().px("knop") + thema().lengte(15))

    def toon(self, gevonden: tuple[Aanvulling, ...], huidig: int, melding: str) -> None:
        """Show proposals, or a short sentence when there are none."""
        self._aanvullingen, self._huidig = gevonden, huidig
        woorden = {
            "soort": self.tr("soort"),
            "wie": self.tr("wie"),
            "datum": self.tr("datum"),
            "fase": self.tr("fase"),
            "gebied": self.tr("leefgebied"),
            "blok": self.tr("tekstblok"),
            "kop": self.tr("aanvullen"),
        }
        self.woord.setText(woorden[gevonden[0].soort] if gevonden else melding)
        beelden = {"wie": "users", "datum": "calendar-days", "fase": "milestone", "kop": "pen-line"}
        beelden |= {"gebied": "rows-3", "blok": "scroll-text"}
        soorten = {woord: sleutel for sleutel, woord in INBRENGSOORTEN.items()}
        ruimte = self.width() - self.woord.sizeHint().width() - 8
        for nummer, knop in enumerate(self._knoppen):
            if nummer >= len(gevonden):
                knop.wis()
                continue
            a = gevonden[nummer]
            beeld = SOORTICOON[soorten[a.label]] if a.soort == "soort" else beelden[a.soort]
            knop.zet(a, beeld, tab=nummer == huidig)
            ruimte -= knop.sizeHint().width() + 8
            knop.setVisible(ruimte >= -8 or nummer <= huidig)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold another number of proposals."""
        super().resizeEvent(event)
        if self._aanvullingen:
            self.toon(self._aanvullingen, self._huidig, "")

    def _geklikt(self) -> None:
        self.gekozen.emit(int(self.sender().objectName()))


class _Lijst(QFrame):
    """The frame around icon and field: its border tells the focus."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self.actief = False

    def zet_actief(self, actief: bool) -> None:
        """Draw the border of a field that has, or has not, the focus."""
        self.actief = actief
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and border."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        dik = 2.0 if self.actief else 1.0
        pen = p.pen()
        pen.setColor(t.kleur("accent" if self.actief else "regelrand"))
        pen.setWidthF(dik)
        p.setPen(pen)
        p.setBrush(t.kleur("vlak"))
        vak = QRectF(self.rect()).adjusted(dik / 2, dik / 2, -dik / 2, -dik / 2)
        p.drawRoundedRect(vak, t.lengte(8), t.lengte(8))
        p.end()


class InvoerRegel(QWidget):
    """The entry line with its proposals.

    Enter records and empties the line; the owner calls `terug` when recording failed, so that no word is lost.
    Up and Down choose among proposals, Tab takes the chosen one, or moves on when there is none.

    Signals:
        vastgelegd(regel, tekst): Enter on a line that holds a sentence.
        concept(tekst, cursor): what stands there, at most 80 ms old; at once on Enter and when focus leaves.
        vorige_wijzigen(): Ctrl+Up; the owner answers with `bewerk`.
        bewerken_gestopt(): Esc while an earlier entry was being edited; the line is empty again.
        soort_veranderd(soort): another kind is understood.
        splitsen(voor, na): Ctrl+Shift+Enter while an earlier entry is edited; both parts hold a sentence.
    """

    vastgelegd = Signal(object, str)
    concept = Signal(str, int)
    vorige_wijzigen = Signal()
    bewerken_gestopt = Signal()
    soort_veranderd = Signal(str)
    splitsen = Signal(str, str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._aanvullingen: tuple[Aanvulling, ...] = ()
        self._huidig = 0
        self._weg = False
        """Esc put the proposals away until the next change."""
        self._sleutel = ""
        self._vorige_tekst = ""
        self._vorige_soort = "informatie"
        self._stil = False
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_CONCEPT_MS)
        self._klok.timeout.connect(self._meld_concept)

        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(8)
        self._strook = _Strook(self)
        self._strook.gekozen.connect(self._neem)
        kolom.addWidget(self._strook)
        self._lijst = _Lijst(self)
        self._rij = rij = QHBoxLayout(self._lijst)
        self._soortknop = Knop("", soort="vlak", icoon=SOORTICOON["informatie"], naam=self.tr("Soort"), klein=True)
        self._soortknop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soortknop.clicked.connect(self._toon_soorten)
        self.veld = _Veld(self._lijst)
        rij.addWidget(self._soortknop, 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(self.veld, 1, Qt.AlignmentFlag.AlignVCenter)
        kolom.addWidget(self._lijst)
        self.setFocusProxy(self.veld)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        self.veld.setAccessibleName(self.tr("Invoerregel"))
        self.veld.setPlaceholderText(self.tr("Typ wat gezegd wordt; / voor een soort, @ voor wie, ! voor een dag"))
        self.veld.textChanged.connect(self._veranderd)
        self.veld.cursorPositionChanged.connect(self._vul_strook)
        self.veld.enter.connect(self._leg_vast)
        self.veld.tab.connect(self._tab)
        self.veld.pijl.connect(self._pijl)
        self.veld.escape.connect(self._escape)
        self.veld.binnen.connect(self._binnen)
        self.veld.verlaten.connect(self._verlaten)
        self._maak_acties()
        thema().veranderd.connect(self._pas_stijl)
        self._pas_stijl()
        self._zeg()

    def _maak_acties(self) -> None:
        for naam, toetsen, doen in (
            (self.tr("Vorige inbreng wijzigen"), "Ctrl+Up", self.vorige_wijzigen.emit),
            (self.tr("Maak er een besluit van"), "Ctrl+D", self._maak_besluit),
            (self.tr("Splits de inbreng bij de cursor"), "Ctrl+Shift+Return", self._splits),
        ):
            actie = QAction(naam, self)
            actie.setShortcut(QKeySequence(toetsen))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.triggered.connect(doen)
            self.addAction(actie)

    def _pas_stijl(self) -> None:
        t = thema()
        self._rij.setContentsMargins(t.lengte(8), t.lucht(8), t.lengte(12), t.lucht(8))
        self._rij.setSpacing(t.lengte(4))
        self._soortknop.setFixedHeight(self.veld.regelhoogte())
        self.updateGeometry()

    # -- what owners use

    def zet_bekend(self, bekend: Bekend) -> None:
        """Tell what day it is and who may be named; the line is read again."""
        if bekend != self.veld.bekend:
            self.veld.bekend = bekend
            self.veld.markeer_opnieuw()
            self._toon_stand()

    def tekst(self) -> str:
        """Return what stands in the line."""
        return self.veld.toPlainText()

    def plek(self) -> int:
        """Return the place of the cursor in code points."""
        return van_utf16(self.tekst(), self.veld.textCursor().position())

    def regel(self) -> Regel:
        """Return what is understood of the line."""
        return self.veld.regel()

    @property
    def bewerkt(self) -> str:
        """Key of the earlier entry that is being edited, or ""."""
        return self._sleutel

    def zet_tekst(self, tekst: str, cursor: int | None = None, *, bewerkt: str = "") -> None:
        """Put a text in the line, without telling a draft; undo of what stood there is dropped.

        Args:
            tekst: the line.
            cursor: place of the cursor in code points; the end when None.
            bewerkt: key of the entry it belongs to, when it is an earlier one.
        """
        self._klok.stop()
        self._stil = True
        self.veld.setPlainText(tekst)
        self._stil = False
        self._sleutel = bewerkt
        self._zet_cursor(len(tekst) if cursor is None else min(cursor, len(tekst)))
        self._vorige_tekst = tekst
        self.veld.markeer_opnieuw()
        self._toon_stand()

    def bewerk(self, sleutel: str, tekst: str) -> bool:
        """Take an earlier entry in for editing; refused (False) while an unrecorded text stands in the line."""
        if self.tekst().strip():
            self._strook.toon((), 0, self.tr("Leg eerst deze regel vast (Enter); daarna is de vorige te wijzigen."))
            return False
        self.zet_tekst(tekst, bewerkt=sleutel)
        self._meld_concept()
        self.veld.setFocus()
        return True

    def begin_met(self, tekst: str) -> bool:
        """Put the beginning of a line there to type on; refused (False) while an unrecorded text stands in it."""
        if self.tekst().strip():
            self._strook.toon((), 0, self.tr("Leg eerst deze regel vast (Enter)."))
            return False
        self.zet_tekst(tekst)
        self._meld_concept()
        self.veld.setFocus()
        return True

    def terug(self, tekst: str, *, bewerkt: str = "") -> None:
        """Give a line back that could not be recorded; what was typed meanwhile follows on a line of its own."""
        nu = self.tekst()
        self.zet_tekst(f"{tekst}\n{nu}" if nu.strip() else tekst, bewerkt=bewerkt)
        self._meld_concept()

    def maak_soort(self, soort: Soort) -> None:
        """Make the line another kind of entry, without retyping."""
        if self.veld.bekend is None:
            return
        oud = self.tekst()
        vanaf_eind = len(oud) - self.plek()
        nieuw = met_soort(oud, soort, self.veld.bekend)
        if nieuw != oud:
            self._vervang(0, len(oud), nieuw)
            self._zet_cursor(max(0, len(nieuw) - vanaf_eind))

    def bewaar_nu(self) -> None:
        """Tell the draft at once: before locking, closing or another case."""
        if self._klok.isActive():
            self._meld_concept()

    # -- change

    def _zet_cursor(self, plek: int) -> None:
        wijzer = self.veld.textCursor()
        wijzer.setPosition(naar_utf16(self.tekst(), plek))
        self.veld.setTextCursor(wijzer)

    def _vervang(self, begin: int, eind: int, nieuw: str) -> None:
        """Replace a stretch as one step of undo."""
        tekst = self.tekst()
        wijzer = self.veld.textCursor()
        wijzer.setPosition(naar_utf16(tekst, begin))
        wijzer.setPosition(naar_utf16(tekst, eind), QTextCursor.MoveMode.KeepAnchor)
        wijzer.insertText(nieuw)
        self.veld.setTextCursor(wijzer)

    def _veranderd(self) -> None:
        tekst = self.tekst()
        # Marking a line counts as a change of the document; only another text is one to us.
        if self._stil or tekst == self._vorige_tekst:
            return
        self._vorige_tekst = tekst
        self._weg = False
        if "\n" in tekst:
            self.veld.markeer_opnieuw()
        # Restarting a running clock would starve the draft of someone who keeps typing.
        if not self._klok.isActive():
            self._klok.start()
        self._toon_stand()

    def _meld_concept(self) -> None:
        self._klok.stop()
        self.concept.emit(self.tekst(), self.plek())

    def _leg_vast(self) -> None:
        self._meld_concept()
        tekst, regel = self.tekst(), self.regel()
        if regel.leeg:
            if tekst.strip():
                self._strook.toon((), 0, self.tr("Er staat nog geen tekst bij; typ eerst wat er gezegd is."))
            return
        self._stil = True
        self.veld.clear()
        self._stil = False
        self._vorige_tekst = ""
        self.vastgelegd.emit(regel, tekst)
        if not self.tekst():
            self._sleutel = ""
            self._toon_stand()

    def _splits(self) -> None:
        """Cut the entry being edited in two at the cursor; the second part has the kind and source of the first."""
        if not self._sleutel or self.veld.bekend is None:
            zin = self.tr("Splitsen kan bij een inbreng die al vastligt; Ctrl ↑ haalt de vorige op.")
            self._strook.toon((), 0, zin)
            return
        self._meld_concept()
        tekst, plek = self.tekst(), self.plek()
        voor, na = tekst[:plek].strip(), tekst[plek:].strip()
        eerste, tweede = ontleed(voor, self.veld.bekend), ontleed(na, self.veld.bekend)
        if eerste.leeg or tweede.leeg:
            self._strook.toon((), 0, self.tr("Zet de cursor tussen de twee zinnen; dan splitst Ctrl Shift Enter."))
            return
        if eerste.wie is not None and tweede.wie is None:
            na = f"@{eerste.wie.naam} {na}"
        if not any(s.rol == "soort" for s in tweede.stukken):
            na = met_soort(na, eerste.soort, self.veld.bekend)
        self._stil = True
        self.veld.clear()
        self._stil = False
        self._vorige_tekst = ""
        self.splitsen.emit(voor, na)
        if not self.tekst():
            self._sleutel = ""
            self._toon_stand()

    def _binnen(self) -> None:
        self._lijst.zet_actief(True)

    def _verlaten(self) -> None:
        self._lijst.zet_actief(False)
        self.bewaar_nu()

    # -- proposals

    def _vul_strook(self) -> None:
        if self._stil:
            return
        gevonden: tuple[Aanvulling, ...] = ()
        if self.veld.bekend is not None and not self._weg and not self.veld.bezig_met_teken():
            gevonden = aanvullingen(self.tekst(), self.plek(), self.veld.bekend)
        if gevonden != self._aanvullingen:
            self._huidig = 0
        self._aanvullingen = gevonden
        self.veld.voorstellen = bool(gevonden)
        self._strook.toon(gevonden, self._huidig, self._melding())
        self._zeg()

    def _melding(self) -> str:
        return self.tr("wijzigt een eerdere inbreng · Esc laat haar zoals zij was") if self._sleutel else ""

    def _zeg(self) -> None:
        """Keep the description a screen reader tells in step with what is understood and proposed."""
        delen = [self.tr("Soort: {soort}.").format(soort=INBRENGSOORTEN[self._vorige_soort])]
        if self._aanvullingen:
            label = self._aanvullingen[self._huidig].label
            delen.append(self.tr("Tab vult aan met {label}.").format(label=label))
        if self._sleutel:
            delen.append(self.tr("Wijzigt een eerdere inbreng."))
        self.veld.setAccessibleDescription(" ".join(delen))

    def _toon_stand(self) -> None:
        soort = self.regel().soort
        if soort != self._vorige_soort:
            self._vorige_soort = soort
            self._soortknop.zet_icoon(SOORTICOON[soort])
            self._soortknop.setAccessibleName(self.tr("Soort: {soort}").format(soort=INBRENGSOORTEN[soort]))
            self._soortknop.setToolTip(INBRENGSOORTEN[soort])
            self.soort_veranderd.emit(soort)
        self._vul_strook()
        self.veld.viewport().update()

    def _neem(self, nummer: int) -> None:
        if 0 <= nummer < len(self._aanvullingen) and not self.veld.bezig_met_teken():
            a = self._aanvullingen[nummer]
            self._vervang(a.begin, a.eind, a.invoegen)
            self.veld.setFocus()

    def _tab(self, achteruit: bool) -> None:
        if self._aanvullingen and not achteruit:
            self._neem(self._huidig)
        elif not self.veld.bezig_met_teken():
            self.veld.verder(vooruit=not achteruit)

    def _pijl(self, stap: int) -> None:
        self._huidig = (self._huidig + stap) % len(self._aanvullingen)
        self._strook.toon(self._aanvullingen, self._huidig, "")
        self._zeg()

    def _escape(self) -> None:
        if self._aanvullingen:
            self._weg = True
            self._vul_strook()
        elif self._sleutel:
            self.zet_tekst("")
            self._meld_concept()
            self.bewerken_gestopt.emit()

    def _maak_besluit(self) -> None:
        self.maak_soort("besluit")

    def _toon_soorten(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sleutel, woord in INBRENGSOORTEN.items():
            actie = menu.addAction(icoon(SOORTICOON[sleutel]), woord)
            actie.setData(sleutel)
        menu.triggered.connect(self._soort_gekozen)
        menu.popup(self._soortknop.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height()))

    def _soort_gekozen(self, actie: QAction) -> None:
        self.maak_soort(actie.data())
        self.veld.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the field is meant for the field."""
        self.veld.setFocus()
        super().mousePressEvent(event)
