"""Pages of a PDF as pictures, drawn beside the window's thread and kept in memory only."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Knop, Tekst
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import verslagen
from zvh_desktop.services.verslagen import Bladbron

__all__ = ["Bladen"]

_STANDEN: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_PX_PER_PUNT: Final = 4 / 3
_A4: Final = (595.28, 841.89)
_RAND: Final = 20


def _maak(volgnummer: int, bron: Bladbron) -> tuple[int, bytes, int]:
    inhoud, aantal = verslagen.maak_bladen(bron)
    return volgnummer, inhoud, aantal


def _teken(volgnummer: int, inhoud: bytes, nummer: int, schaal: float) -> tuple[int, int, int, int, bytes]:
    return (volgnummer, nummer, *verslagen.blad(inhoud, nummer, schaal))


class _Blad(QWidget):
    """The picture of one page on a ground."""

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.beeld: QImage | None = None
        self.maat = QSize(0, 0)
        thema().veranderd.connect(self.update)

    def zet(self, beeld: QImage | None, maat: QSize) -> None:
        """Show a picture at a size in logical pixels; None shows an empty page."""
        self.beeld, self.maat = beeld, maat
        self.setMinimumSize(maat.width() + 2 * _RAND, maat.height() + 2 * _RAND)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page with a border; paper stays white in the dark theme too."""
        p = QPainter(self)
        x = max(float(_RAND), (self.width() - self.maat.width()) / 2)
        vak = QRectF(QPointF(round(x), _RAND), QRectF(0, 0, self.maat.width(), self.maat.height()).size())
        p.fillRect(vak, Qt.GlobalColor.white)
        if self.beeld is not None:
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            p.drawImage(vak, self.beeld)
        p.setPen(thema().kleur("kaartrand"))
        p.drawRect(vak.adjusted(-0.5, -0.5, 0.5, 0.5))
        p.end()


class _Rol(QScrollArea):
    """Scrolls one page; the keys turn pages when there is nothing left to scroll."""

    toets = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll, then turn; plus, minus and 0 change the size."""
        balk = self.verticalScrollBar()
        sleutel = Qt.Key(event.key())
        woord = {Qt.Key.Key_Home: "eerste", Qt.Key.Key_End: "laatste"}.get(sleutel, "")
        if event.text() in {"+", "=", "-", "0"}:
            woord = {"+": "groter", "=": "groter", "-": "kleiner", "0": "passend"}[event.text()]
        elif sleutel in {Qt.Key.Key_PageDown, Qt.Key.Key_Right} or (
            sleutel == Qt.Key.Key_Down and balk.value() == balk.maximum()
        ):
            woord = "volgende" if balk.value() == balk.maximum() or sleutel == Qt.Key.Key_Right else ""
        elif sleutel in {Qt.Key.Key_PageUp, Qt.Key.Key_Left} or (
            sleutel == Qt.Key.Key_Up and balk.value() == balk.minimum()
        ):
            woord = "vorige" if balk.value() == balk.minimum() or sleutel == Qt.Key.Key_Left else ""
        if woord:
            self.toets.emit(woord)
            return
        super().keyPressEvent(event)


class Bladen(QFrame):
    """Shows a document page by page: turn, zoom, all by keyboard too.

    Attributes:
        maak, teken: what counts the pages and what draws one, beside the window's thread; others may be put here.

    Signals:
        gereed(inhoud, aantal): the pages exist; the bytes of the file, and how many pages it has.
        getoond(nummer): a page stands on the screen, counted from 0.
    """

    gereed = Signal(bytes, int)
    getoond = Signal(int)

    def __init__(self, context: Context, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context, self._naam = context, naam
        self.maak: Callable[..., tuple[int, bytes, int]] = _maak
        self.teken: Callable[..., tuple[int, int, int, int, bytes]] = _teken
        self._inhoud, self._aantal, self._nummer = b"", 0, 0
        self._stand: float | None = None
        self._volg = 0
        self._beeldvolg = 0
        self.setObjectName("kaart")
        self.setProperty("vlak2", "ja")
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(1, 1, 1, 1)
        kolom.setSpacing(0)
        self._rol = _Rol()
        self._rol.setFrameShape(QFrame.Shape.NoFrame)
        self._rol.setWidgetResizable(True)
        self._rol.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rol.setAccessibleName(naam)
        self._rol.toets.connect(self._doe)
        self._blad = _Blad()
        self._rol.setWidget(self._blad)
        self._bericht = Tekst("", rol="tekst2", omloop=True)
        self._bericht.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bericht.hide()
        kolom.addWidget(self._bericht)
        kolom.addWidget(self._rol, 1)
        kolom.addLayout(self._balk())
        self._toon_stand()

    def _balk(self) -> QHBoxLayout:
        rij = QHBoxLayout()
        rij.setContentsMargins(12, 4, 12, 6)
        rij.setSpacing(4)
        self._plek = Tekst("", maat="klein", rol="tekst2")
        self._procent = Tekst("", maat="klein", rol="tekst2")
        self._knoppen: dict[str, Knop] = {}
        delen: tuple[tuple[str, str, str] | Tekst | None, ...] = (
            ("vorige", "chevron-left", self.tr("Vorig blad")),
            self._plek,
            ("volgende", "chevron-right", self.tr("Volgend blad")),
            None,
            ("kleiner", "minus", self.tr("Blad kleiner")),
            self._procent,
            ("groter", "plus", self.tr("Blad groter")),
        )
        for deel in delen:
            if deel is None:
                rij.addStretch(1)
            elif isinstance(deel, Tekst):
                rij.addWidget(deel)
            else:
                naam, icoon, woord = deel
                knop = self._knoppen[naam] = Knop("", soort="vlak", icoon=icoon, naam=woord, klein=True)
                knop.setObjectName(naam)
                knop.clicked.connect(self._gedrukt)
                rij.addWidget(knop)
        return rij

    @property
    def aantal(self) -> int:
        """Number of pages, 0 while there are none."""
        return self._aantal

    @property
    def nummer(self) -> int:
        """The page in view, counted from 0."""
        return self._nummer

    @property
    def inhoud(self) -> bytes:
        """Bytes of the file shown, empty while there is none."""
        return self._inhoud

    def zet(self, bron: Any, *, houd_plek: bool = False) -> None:
        """Show another document, from its first page unless `houd_plek`."""
        self._volg += 1
        if not houd_plek:
            self.leeg()
            self._zeg(self.tr("Bladen worden gemaakt…"))
        self._context.taken.buiten(
            self.maak, self._volg, bron, klaar=self._gemaakt, fout=self._mislukt, label=self.tr("Bladen maken…")
        )

    def toon_nu(self, bron: Any) -> None:
        """Show a document before returning; for the gallery, where nobody waits."""
        self._volg += 1
        self._gemaakt(self.maak(self._volg, bron))
        self._beeldvolg += 1
        self._getekend(self.teken(self._beeldvolg, self._inhoud, 0, 2 * self._schaal()))

    def leeg(self) -> None:
        """Show nothing, and forget what was shown."""
        self._volg += 1
        self._inhoud, self._aantal, self._nummer = b"", 0, 0
        self._blad.zet(None, QSize(0, 0))
        self._toon_stand()

    def _zeg(self, zin: str) -> None:
        self._bericht.setText(zin)
        self._bericht.setVisible(bool(zin))
        self._bericht.setContentsMargins(20, 40, 20, 0)

    def _mislukt(self, fout: BaseException) -> None:
        self._zeg(self.tr("De bladen kunnen niet worden getoond."))
        self._context.fout(fout)

    def _gemaakt(self, uitkomst: tuple[int, bytes, int]) -> None:
        volg, inhoud, aantal = uitkomst
        if volg != self._volg:
            return
        self._zeg("")
        self._inhoud, self._aantal = inhoud, aantal
        self._nummer = min(self._nummer, aantal - 1)
        self.gereed.emit(inhoud, aantal)
        self._vraag_beeld()

    def _schaal(self) -> float:
        """Logical pixels for each point of the paper."""
        if self._stand is not None:
            return self._stand * _PX_PER_PUNT
        # Room for the scroll bar is kept, or the page would change size when the bar comes.
        breed = max(200, self._rol.width() - self._rol.verticalScrollBar().sizeHint().width() - 2 * _RAND)
        return breed / _A4[0]

    def _vraag_beeld(self) -> None:
        if not self._inhoud:
            return
        self._beeldvolg += 1
        schaal = self._schaal()
        self._blad.zet(self._blad.beeld, QSize(round(_A4[0] * schaal), round(_A4[1] * schaal)))
        self._toon_stand()
        # Letters drawn from their outlines; twice the pixels keep them sharp on a dense screen.
        fijn = max(1.0, self.devicePixelRatioF())
        taak = (self.teken, self._beeldvolg, self._inhoud, self._nummer, schaal * fijn)
        self._context.taken.buiten(*taak, klaar=self._getekend, fout=self._mislukt)

    def _getekend(self, uitkomst: tuple[int, int, int, int, bytes]) -> None:
        volg, nummer, breed, hoog, ruw = uitkomst
        if volg != self._beeldvolg:
            return
        beeld = QImage(ruw, breed, hoog, breed * 4, QImage.Format.Format_RGBA8888).copy()
        schaal = self._schaal()
        fijn = max(1.0, self.devicePixelRatioF())
        maat = QSize(round(breed / fijn), round(hoog / fijn))
        if abs(maat.width() - _A4[0] * schaal) > 2 and self._stand is None:
            maat = QSize(round(_A4[0] * schaal), round(_A4[0] * schaal * hoog / breed))
        self._blad.zet(beeld, maat)
        self._toon_stand()
        self.getoond.emit(nummer)

    def _toon_stand(self) -> None:
        self._plek.setText(
            self.tr("blad {nummer} van {aantal}").format(nummer=self._nummer + 1, aantal=self._aantal)
            if self._aantal
            else ""
        )
        zin = self.tr("{naam}, blad {nummer} van {aantal}")
        self._rol.setAccessibleName(zin.format(naam=self._naam, nummer=self._nummer + 1, aantal=self._aantal))
        self._procent.setText(f"{round(100 * self._schaal() / _PX_PER_PUNT)}%")
        self._knoppen["vorige"].setEnabled(self._nummer > 0)
        self._knoppen["volgende"].setEnabled(self._nummer < self._aantal - 1)
        for naam in ("kleiner", "groter"):
            self._knoppen[naam].setEnabled(bool(self._aantal))

    def _gedrukt(self) -> None:
        self._doe(self.sender().objectName())

    def _doe(self, wat: str) -> None:
        if wat in {"groter", "kleiner", "passend"}:
            self._zoom(wat)
            return
        doel = {
            "vorige": self._nummer - 1,
            "volgende": self._nummer + 1,
            "eerste": 0,
            "laatste": self._aantal - 1,
        }[wat]
        if 0 <= doel < self._aantal and doel != self._nummer:
            self._nummer = doel
            balk = self._rol.verticalScrollBar()
            balk.setValue(balk.minimum())
            self._vraag_beeld()

    def _zoom(self, wat: str) -> None:
        nu = self._schaal() / _PX_PER_PUNT
        if wat == "groter":
            self._stand = next((s for s in _STANDEN if s > nu + 0.01), _STANDEN[-1])
        elif wat == "kleiner":
            self._stand = next((s for s in reversed(_STANDEN) if s < nu - 0.01), _STANDEN[0])
        else:
            self._stand = None
        self._vraag_beeld()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that fits its width follows the width."""
        super().resizeEvent(event)
        if self._stand is None and event.size().width() != event.oldSize().width():
            self._vraag_beeld()
