"""What gives way to large letters and small windows: a row that goes on below itself, columns, sheets in one place."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from zvh_desktop.gui.thema import thema

__all__ = ["Stapel", "Stapelaar", "Vloei"]


class Stapel(QStackedWidget):
    """Sheets in one place that asks for the room of the sheet in view, not of the highest of them all."""

    def setCurrentWidget(self, blad: QWidget) -> None:
        """Show a sheet; it may want more room, or less."""
        super().setCurrentWidget(blad)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As the sheet in view."""
        blad = self.currentWidget()
        return super().sizeHint() if blad is None else blad.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As the sheet in view."""
        blad = self.currentWidget()
        return super().minimumSizeHint() if blad is None else blad.minimumSizeHint().expandedTo(blad.minimumSize())

    def hasHeightForWidth(self) -> bool:
        """As the sheet in view."""
        blad = self.currentWidget()
        return blad is not None and blad.hasHeightForWidth()

    def heightForWidth(self, breedte: int) -> int:
        """As the sheet in view."""
        blad = self.currentWidget()
        return -1 if blad is None else blad.heightForWidth(breedte)


class Stapelaar(QObject):
    """Puts columns below each other while their widget is narrower than they need, with the letters of now."""

    def __init__(self, widget: QWidget, kolommen: QBoxLayout, vanaf: int, *, hoogte: int = 0) -> None:
        """Watch a widget.

        Args:
            vanaf: width from which the columns stand beside each other, in pixels at normal letters.
            hoogte: least height of every part while they are stacked, likewise.
        """
        super().__init__(widget)
        self._widget, self._kolommen, self._vanaf, self._hoogte = widget, kolommen, vanaf, hoogte
        widget.installEventFilter(self)
        thema().veranderd.connect(self.pas_aan)

    def pas_aan(self) -> None:
        """Choose by the width of now."""
        smal = self._widget.width() < thema().lengte(self._vanaf)
        richting = QBoxLayout.Direction.TopToBottom if smal else QBoxLayout.Direction.LeftToRight
        if self._kolommen.direction() is not richting:
            self._kolommen.setDirection(richting)
        if self._hoogte:
            for nummer in range(self._kolommen.count()):
                if (deel := self._kolommen.itemAt(nummer)) is not None and (widget := deel.widget()) is not None:
                    widget.setMinimumHeight(thema().lengte(self._hoogte) if smal else 0)

    def eventFilter(self, bewaakt: QObject, gebeurtenis: QEvent) -> bool:
        """Another width may need another direction."""
        if gebeurtenis.type() is QEvent.Type.Resize:
            self.pas_aan()
        return super().eventFilter(bewaakt, gebeurtenis)


class Vloei(QWidget):
    """Lays widgets out from left to right; what follows `rek` stands at the right while all fits on one line.

    Where it does not fit, that tail begins a line of its own at the left, and both parts wrap. A widget and not a
    layout: what a QLayout written in Python holds may be gone in C++ before Qt stops asking for its height.
    """

    def __init__(self, ouder: QWidget | None = None, *, tussen: int = 10, midden: bool = False) -> None:
        """Make it; `midden` centres every line."""
        super().__init__(ouder)
        self._midden, self._tussen = midden, tussen
        self._delen: list[QWidget] = []
        self._maten: dict[QWidget, QSize] = {}
        self._rek: int | None = None
        beleid = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        beleid.setHeightForWidth(True)
        self.setSizePolicy(beleid)

    def rek(self) -> None:
        """What is added from now on stands at the right."""
        self._rek = len(self._delen)

    def addWidget(self, deel: QWidget) -> None:
        """Add at the end."""
        self._delen.append(deel)
        weg = _verborgen(deel)
        deel.setParent(self)
        if self.isVisible() and not weg:
            deel.show()
        self.updateGeometry()

    def maak_leeg(self) -> None:
        """Take every part off the screen, at once."""
        weg, self._delen = self._delen, []
        for deel in weg:
            deel.hide()
            deel.deleteLater()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, breedte: int) -> int:
        """Return the height of the lines at a width."""
        return self._leg(breedte, toon=False)

    def sizeHint(self) -> QSize:
        """One line."""
        maten = [deel.sizeHint() for deel in self._zichtbaar(self._delen)]
        breed = sum(maat.width() for maat in maten) + self._tussen * max(0, len(maten) - 1)
        return self._met_rand(breed, max((maat.height() for maat in maten), default=0))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part."""
        maten = [_least(deel) for deel in self._zichtbaar(self._delen)]
        hoog = max((deel.sizeHint().height() for deel in self._zichtbaar(self._delen)), default=0)
        return self._met_rand(max(maten, default=0), hoog)

    def event(self, gebeurtenis: QEvent) -> bool:
        """A part came, went, or wants another size: lay out again."""
        if gebeurtenis.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._leg(self.width(), toon=True)
        return super().event(gebeurtenis)

    def resizeEvent(self, gebeurtenis: QResizeEvent) -> None:
        """Place the parts."""
        super().resizeEvent(gebeurtenis)
        self._leg(self.width(), toon=True)

    def showEvent(self, gebeurtenis: QShowEvent) -> None:
        """Place what came while nobody could see it: without a layout of its own, Qt asks nothing then."""
        super().showEvent(gebeurtenis)
        if self._leg(self.width(), toon=True) > self.height():
            self.updateGeometry()

    def _met_rand(self, breed: int, hoog: int) -> QSize:
        rand = self.contentsMargins()
        return QSize(breed + rand.left() + rand.right(), hoog + rand.top() + rand.bottom())

    @staticmethod
    def _zichtbaar(delen: list[QWidget]) -> list[QWidget]:
        return [deel for deel in delen if shiboken6.isValid(deel) and not _verborgen(deel)]

    def _leg(self, breedte: int, *, toon: bool) -> int:
        """Place everything (or only reckon) and return the height it takes."""
        rand = self.contentsMargins()
        ruimte = breedte - rand.left() - rand.right()
        grens = len(self._delen) if self._rek is None else self._rek
        voor, achter = self._zichtbaar(self._delen[:grens]), self._zichtbaar(self._delen[grens:])
        y = rand.top()
        self._maten = {deel: _maat(deel, ruimte) for deel in (*voor, *achter)}
        for regel, rechts in self._regels(voor, achter, ruimte):
            hoog = max(self._maten[deel].height() for deel in regel)
            los = max(0, ruimte - self._breed(regel))
            x = rand.left() + (los // 2 if self._midden else 0)
            for deel in regel:
                if rechts is deel:
                    x += los
                maat = self._maten[deel]
                if toon:
                    deel.setGeometry(x, y + (hoog - maat.height()) // 2, maat.width(), maat.height())
                x += maat.width() + self._tussen
            y += hoog + self._tussen
        return max(y - self._tussen, rand.top()) + rand.bottom()

    def _breed(self, regel: list[QWidget]) -> int:
        return sum(self._maten[deel].width() for deel in regel) + self._tussen * (len(regel) - 1)

    def _regels(
        self, voor: list[QWidget], achter: list[QWidget], ruimte: int
    ) -> list[tuple[list[QWidget], QWidget | None]]:
        """Return the lines, each with the part before which the spare room goes."""
        alles = [*voor, *achter]
        if alles and self._breed(alles) <= ruimte:
            return [(alles, achter[0] if achter else None)]
        regels: list[list[QWidget]] = []
        for groep in (voor, achter):
            regel: list[QWidget] = []
            for deel in groep:
                if regel and self._breed([*regel, deel]) > ruimte:
                    regels.append(regel)
                    regel = []
                regel.append(deel)
            if regel:
                regels.append(regel)
        return [(regel, None) for regel in regels]


def _verborgen(deel: QWidget) -> bool:
    return deel.isHidden() and deel.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _least(deel: QWidget) -> int:
    return max(deel.minimumWidth(), deel.minimumSizeHint().width())


def _maat(deel: QWidget, ruimte: int) -> QSize:
    hint = deel.sizeHint().expandedTo(deel.minimumSize()).boundedTo(deel.maximumSize())
    return QSize(max(_least(deel), min(hint.width(), ruimte)), hint.height())
