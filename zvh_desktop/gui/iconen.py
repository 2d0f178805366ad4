"""Line icons that follow the theme: one engine draws the SVG in the colour of a token.

Asked at paint time, so an icon follows light and dark, disabled and checked by itself. Icons never
speak: the word beside them, or the accessible name of the control, does.
"""

from collections import OrderedDict
from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zvh_desktop.assets import asset
from zvh_desktop.gui.thema import thema

__all__ = ["icoon", "icoon_pixmap", "teken_icoon"]

_LIJN: Final = "1.9"
_BEWAARD: Final = 512

_plaatjes: OrderedDict[tuple[str, int, str, float, int], QPixmap] = OrderedDict()


@cache
def _bron(naam: str) -> str:
    tekst = asset("resources", "icons", f"{naam}.svg").read_text(encoding="utf-8")
    return tekst.replace('stroke-width="2"', f'stroke-width="{_LIJN}"')


def icoon_pixmap(naam: str, px: int, token: str, dpr: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap of `px` logical pixels in the colour of a token.

    Args:
        naam: file name of the icon without `.svg`.
        px: width and height in logical pixels.
        token: colour token of the theme.
        dpr: pixel ratio of the device painted on, not of the widget: the two differ when rendering.
    """
    sleutel = (naam, px, token, dpr, thema().generatie)
    pixmap = _plaatjes.get(sleutel)
    if pixmap is None:
        tekst = _bron(naam).replace("currentColor", thema().kleur(token).name())
        tekenaar = QSvgRenderer(QByteArray(tekst.encode()))
        zijde = max(1, round(px * dpr))
        pixmap = QPixmap(zijde, zijde)
        pixmap.fill(Qt.GlobalColor.transparent)
        schilder = QPainter(pixmap)
        tekenaar.render(schilder, QRectF(0, 0, zijde, zijde))
        schilder.end()
        pixmap.setDevicePixelRatio(dpr)
        _plaatjes[sleutel] = pixmap
        while len(_plaatjes) > _BEWAARD:
            _plaatjes.popitem(last=False)
    return pixmap


def teken_icoon(schilder: QPainter, naam: str, x: float, y: float, px: int, token: str) -> None:
    """Paint an icon with its top left corner at (x, y)."""
    dpr = schilder.device().devicePixelRatio()
    # Snap to device pixels; half a pixel makes every line of the icon soft.
    plek = QPointF(round(x * dpr) / dpr, round(y * dpr) / dpr)
    schilder.drawPixmap(plek, icoon_pixmap(naam, px, token, dpr))


class _Motor(QIconEngine):
    """Draws one icon in a token, another token when checked, and grey when disabled."""

    def __init__(self, naam: str, token: str, token_aan: str) -> None:
        super().__init__()
        self._naam = naam
        self._token = token
        self._token_aan = token_aan

    def _kies(self, modus: QIcon.Mode, stand: QIcon.State) -> str:
        if modus is QIcon.Mode.Disabled:
            return "tekst3"
        return self._token_aan if stand is QIcon.State.On else self._token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        px = min(rect.width(), rect.height())
        x = rect.x() + (rect.width() - px) / 2
        y = rect.y() + (rect.height() - px) / 2
        teken_icoon(painter, self._naam, x, y, px, self._kies(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return icoon_pixmap(self._naam, min(size.width(), size.height()), self._kies(mode, state))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # `size` is in device pixels here.
        px = max(1, round(min(size.width(), size.height()) / scale))
        return icoon_pixmap(self._naam, px, self._kies(mode, state), scale)

    def clone(self) -> QIconEngine:
        return _motor(self._naam, self._token, self._token_aan)


_motoren: list[_Motor] = []


def _motor(naam: str, token: str, token_aan: str) -> _Motor:
    motor = _Motor(naam, token, token_aan)
    # Qt holds only the C++ side; without a reference from here the Python part is collected under it.
    _motoren.append(motor)
    return motor


@cache
def icoon(naam: str, token: str = "tekst2", token_aan: str | None = None) -> QIcon:
    """Return an icon that follows the theme; the same arguments give the same icon."""
    return QIcon(_motor(naam, token, token_aan or token))
