"""The picture of a system on the screen: people as buttons, with lines and households painted behind them."""

from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from zvh_desktop.domain.systeembeeld import LIJNEN, Knoop, Lijnvorm, Richting, Systeembeeld, buur
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen import Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.schilder import focusrand, teken_tekst
from zvh_desktop.gui.thema import thema

__all__ = ["Legenda", "SysteemTekening"]

_PIJLEN: Final[dict[int, Richting]] = {
    Qt.Key.Key_Left: "links",
    Qt.Key.Key_Right: "rechts",
    Qt.Key.Key_Up: "boven",
    Qt.Key.Key_Down: "onder",
}
_KOLOM: Final = 178
_RIJ: Final = 118
_DOOS: Final = (144, 74)
"""Cells and boxes in pixels at scale 1."""


def _trek(
    p: QPainter,
    vorm: Lijnvorm,
    begin: QPointF,
    eind: QPointF,
    kleur: QColor,
    *,
    voorbij: bool,
    om: QPointF | None = None,
) -> None:
    """Paint one line in the pattern of its kind, with its sign; a small ring at its begin says that it ended.

    `om` is the point towards which it bends.
    """
    t = thema()
    dik = t.lengte(5) / 2 if vorm.dik else t.lengte(3) / 2
    pen = QPen(kleur, dik)
    if vorm.streep:
        # A dash is counted in widths of the pen.
        pen.setDashPattern([max(0.1, t.lengte(deel) / dik) for deel in vorm.streep])
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    via = om if om is not None else (begin + eind) / 2
    if om is None:
        # A straight line in dashes paints many times quicker than the same as a path.
        p.drawLine(begin, eind)
    else:
        pad = QPainterPath(begin)
        pad.quadTo(via, eind)
        p.drawPath(pad)
    pen.setStyle(Qt.PenStyle.SolidLine)
    p.setPen(pen)
    maat = t.lengte(6)
    if vorm.teken == "kruis":
        mid, langs = (begin + via * 2 + eind) / 4, _richting(begin, eind)
        for stap in (-0.6, 0.6):
            plek = mid + langs * maat * stap
            schuin = QPointF(0.6 * langs.x() + langs.y(), 0.6 * langs.y() - langs.x()) * maat
            p.drawLine(plek - schuin, plek + schuin)
    if vorm.teken == "pijl":
        langs = _richting(via, eind)
        voet, opzij = eind - langs * maat * 1.7, QPointF(-langs.y(), langs.x()) * maat * 0.7
        p.setBrush(QBrush(kleur))
        p.drawPolygon(QPolygonF([eind, voet + opzij, voet - opzij]))
        p.setBrush(Qt.BrushStyle.NoBrush)
    if voorbij:
        p.drawEllipse(begin + _richting(begin, via) * maat * 2, maat * 0.55, maat * 0.55)


def _richting(van: QPointF, naar: QPointF) -> QPointF:
    """The direction from one point to another, one long."""
    lang = hypot(naar.x() - van.x(), naar.y() - van.y()) or 1.0
    return (naar - van) / lang


class _Persoon(QAbstractButton):
    """One person in the picture; says name and every relation to a screen reader."""

    def __init__(self, knoop: Knoop, tekening: "SysteemTekening") -> None:
        super().__init__(tekening)
        self.knoop = knoop
        self._tekening = tekening
        self.setText(knoop.regels[0] if knoop.regels else "")
        self.setAccessibleName(knoop.spreek)
        self.setToolTip("\n".join(knoop.spreek.split("; ")))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to whoever is tied to this person in that direction; Enter opens."""
        richting = _PIJLEN.get(event.key())
        if richting is not None:
            self._tekening.ga(self.knoop.id, richting)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who has the focus keeps the one tab stop of the picture, and is brought into view."""
        self._tekening.wordt_huidig(self.knoop.id)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box: name, age, role; a thick edge for the hoofdpersoon."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        vak = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        p.setBrush(t.kleur("vlak"))
        p.setPen(
            QPen(t.kleur("accent" if self.knoop.hoofdpersoon else "regelrand"), 3 if self.knoop.hoofdpersoon else 1)
        )
        p.drawRoundedRect(vak, t.lengte(6), t.lengte(6))
        breed = self.width() - t.lengte(16)
        y = float(t.lengte(8))
        for nr, regel in enumerate(self.knoop.regels):
            maat, gewicht, rol = ("klein", 600, "tekst") if nr == 0 else ("chip", 400, "tekst2")
            m = maten(maat, gewicht)
            for stuk in self._regels(regel, maat, gewicht, breed, 2 if nr == 0 else 1):
                if y + m.height() > self.height() - t.lengte(4):
                    break
                y += m.ascent()
                teken_tekst(p, t.lengte(8), y, stuk, maat, gewicht, rol)
                y += m.descent() + 1
        if self.hasFocus():
            focusrand(p, QRectF(self.rect()), t.lengte(6))
        p.end()

    @staticmethod
    def _regels(tekst: str, maat: str, gewicht: int, breed: int, hoogstens: int) -> list[str]:
        m = maten(maat, gewicht)
        regels: list[str] = []
        for woord in tekst.split():
            langer = f"{regels[-1]} {woord}" if regels else woord
            if regels and m.horizontalAdvance(langer) <= breed:
                regels[-1] = langer
            else:
                regels.append(woord)
        if len(regels) > hoogstens:
            regels = [*regels[: hoogstens - 1], " ".join(regels[hoogstens - 1 :])]
        return [m.elidedText(r, Qt.TextElideMode.ElideRight, breed) for r in regels]


class SysteemTekening(QWidget):
    """The picture; one tab stop, arrow keys between people, Enter opens one.

    Signals:
        gekozen(id): a person was opened.
    """

    gekozen = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setObjectName("vlak")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.beeld = Systeembeeld((), (), (), 0, 0)
        self.personen: dict[str, _Persoon] = {}
        self._huidig = ""
        thema().veranderd.connect(self._leg)

    def zet(self, beeld: Systeembeeld) -> None:
        """Show a picture; who had the focus keeps it when still there."""
        if beeld == self.beeld:
            return
        focus = next((id_ for id_, w in self.personen.items() if w.hasFocus()), "")
        oud, self.personen = self.personen, {}
        self.beeld = beeld
        for knoop in beeld.knopen:
            persoon = _Persoon(knoop, self)
            persoon.clicked.connect(self._geklikt)
            self.personen[knoop.id] = persoon
        for w in oud.values():
            w.hide()
            w.deleteLater()
        eerste = next((k.id for k in beeld.knopen if k.hoofdpersoon), beeld.knopen[0].id if beeld.knopen else "")
        self.wordt_huidig(self._huidig if self._huidig in self.personen else eerste)
        self._leg()
        for w in self.personen.values():
            w.show()
        if focus in self.personen:
            self.personen[focus].setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleName(self.tr("Beeld van het systeem"))
        self.setAccessibleDescription(beeld.alt())

    def leeg(self) -> None:
        """Forget everyone."""
        self._huidig = ""
        self.zet(Systeembeeld((), (), (), 0, 0))
        self.setAccessibleDescription("")

    def _geklikt(self) -> None:
        zender = self.sender()
        if isinstance(zender, _Persoon):
            self.gekozen.emit(zender.knoop.id)

    def wordt_huidig(self, id_: str) -> None:
        """Give the one tab stop to somebody."""
        for ander, w in self.personen.items():
            w.setFocusPolicy(Qt.FocusPolicy.StrongFocus if ander == id_ else Qt.FocusPolicy.ClickFocus)
        self._huidig = id_
        if id_ in self.personen:
            self.setFocusProxy(self.personen[id_])
        ouder = self.parentWidget()
        vlak = ouder.parentWidget() if ouder is not None else None
        if isinstance(vlak, QScrollArea) and id_ in self.personen:
            vlak.ensureWidgetVisible(self.personen[id_], thema().lengte(24), thema().lengte(24))

    def ga(self, id_: str, richting: Richting) -> None:
        """Move the focus from somebody with an arrow key."""
        naar = buur(self.beeld, id_, richting)
        if naar:
            self.personen[naar].setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As large as its columns and rows."""
        t = thema()
        return QSize(t.lengte(_KOLOM) * self.beeld.kolommen, t.lengte(_RIJ) * self.beeld.rijen)

    def _leg(self) -> None:
        t = thema()
        breed, hoog = t.lengte(_DOOS[0]), t.lengte(_DOOS[1])
        for persoon in self.personen.values():
            k = persoon.knoop
            x = t.lengte(_KOLOM) * k.kolom + (t.lengte(_KOLOM) - breed) // 2
            y = t.lengte(_RIJ) * k.rij + (t.lengte(_RIJ) - hoog) // 2
            persoon.setGeometry(x, y, breed, hoog)
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def _rand(self, van: QWidget, naar: QWidget) -> QPointF:
        """Return where the line to the other one leaves the box."""
        a, b = QRectF(van.geometry()), QRectF(naar.geometry())
        dx, dy = b.center().x() - a.center().x(), b.center().y() - a.center().y()
        deel = min(a.width() / 2 / abs(dx) if dx else 1e9, a.height() / 2 / abs(dy) if dy else 1e9)
        return a.center() + QPointF(dx, dy) * deel

    def _weg(self, van: QWidget, naar: QWidget, bocht: tuple[int, int]) -> tuple[QPointF, QPointF, QPointF | None]:
        """Return begin and end of a line, and the point towards which it bends, if it does."""
        if bocht == (0, 0):
            return self._rand(van, naar), self._rand(naar, van), None
        a, b = QRectF(van.geometry()), QRectF(naar.geometry())
        uit = thema().lengte(_RIJ - _DOOS[1]) * 0.9
        if bocht[1]:
            # Not from the middle: there the children begin.
            stap = thema().lengte(22) * (1 if b.x() > a.x() else -1)
            begin, eind = QPointF(a.center().x() + stap, a.bottom()), QPointF(b.center().x() - stap, b.bottom())
            return begin, eind, (begin + eind) / 2 + QPointF(0, uit)
        begin, eind = QPointF(a.right(), a.center().y()), QPointF(b.right(), b.center().y())
        return begin, eind, (begin + eind) / 2 + QPointF(uit, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint households, lines and their words."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        kolom, rij, lucht = t.lengte(_KOLOM), t.lengte(_RIJ), t.lengte(7)
        for h in self.beeld.huishoudens:
            p.setBrush(t.kleur("vlak2"))
            p.setPen(QPen(t.kleur("tekst2"), 1, Qt.PenStyle.DashLine))
            vak = QRectF(
                h.kolom * kolom + lucht,
                h.rij * rij + lucht,
                (h.kolom_tot - h.kolom + 1) * kolom - 2 * lucht,
                (h.rij_tot - h.rij + 1) * rij - 2 * lucht,
            )
            p.drawRoundedRect(vak, t.lengte(12), t.lengte(12))
        p.setBrush(Qt.BrushStyle.NoBrush)
        woorden = []
        for lijn in self.beeld.lijnen:
            if lijn.van == lijn.naar:
                continue
            een, twee = self.personen[lijn.van], self.personen[lijn.naar]
            begin, eind, om = self._weg(een, twee, self.beeld.om(lijn))
            _trek(p, LIJNEN[lijn.soort], begin, eind, t.kleur("tekst2"), voorbij=lijn.voorbij, om=om)
            if lijn.woord:
                woorden.append((lijn.woord, begin + (eind - begin) * 0.3))
        for woord, plek in woorden:
            breed = maten("chip", 400).horizontalAdvance(woord) + t.lengte(8)
            vak = QRectF(plek.x() - breed / 2, plek.y() - t.lengte(9), breed, t.lengte(18))
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("vlak"))
            p.drawRoundedRect(vak, t.lengte(4), t.lengte(4))
            p.setPen(t.kleur("tekst"))
            p.setFont(letter("chip", 400))
            p.drawText(vak, Qt.AlignmentFlag.AlignCenter, woord)
        p.end()


class _Lijnstaal(QWidget):
    """A piece of line in the pattern of a kind; the word stands beside it."""

    def __init__(self, soort: str) -> None:
        super().__init__()
        self._soort = soort
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A piece of line."""
        return QSize(thema().lengte(46), thema().lengte(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        kleur = thema().kleur("tekst2")
        _trek(p, LIJNEN[self._soort], QPointF(2, y), QPointF(self.width() - 2, y), kleur, voorbij=False)
        p.end()


class Legenda(Vloei):
    """What the lines in view mean."""

    def __init__(self) -> None:
        super().__init__(tussen=16)
        self._soorten: tuple[str, ...] = ()

    def zet(self, soorten: tuple[str, ...]) -> None:
        """Explain these kinds."""
        if soorten == self._soorten:
            return
        self._soorten = soorten
        self.maak_leeg()
        for soort in soorten:
            deel = QWidget()
            rij = QHBoxLayout(deel)
            rij.setContentsMargins(0, 0, 0, 0)
            rij.setSpacing(8)
            rij.addWidget(_Lijnstaal(soort))
            rij.addWidget(Tekst(LIJNEN[soort].uitleg, maat="klein", rol="tekst2"))
            self.addWidget(deel)
