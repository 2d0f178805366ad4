"""Render screens to pictures, light and dark, to look at them before calling them done.

A screen registers a maker under a name; the maker gets nothing and returns a widget with demonstration data.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.gui.thema import thema

__all__ = ["MAAT", "Maker", "leg_vast", "neem_op", "scherm", "schermen"]

Maker = Callable[[], QWidget]

MAAT: Final = QSize(1366, 768)

_schermen: dict[str, Maker] = {}


def scherm(naam: str, maker: Maker) -> None:
    """Register a screen; a name is used once."""
    if naam in _schermen:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="scherm", naam=naam)
    _schermen[naam] = maker


def schermen() -> dict[str, Maker]:
    """Return the registered screens by name."""
    return dict(_schermen)


def neem_op(widget: QWidget, *, dpr: float = 1.0, maat: QSize = MAAT) -> QImage:
    """Return the widget as a picture of `maat` logical pixels at a pixel ratio."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=widget.isWindow())
    widget.resize(maat)
    widget.show()
    widget.ensurePolished()
    # One pass lays out, a second one settles lists whose height depends on their width.
    for _ in range(3):
        QApplication.sendPostedEvents()
        if (indeling := widget.layout()) is not None:
            indeling.activate()
    beeld = QImage(maat * dpr, QImage.Format.Format_ARGB32_Premultiplied)
    beeld.setDevicePixelRatio(dpr)
    beeld.fill(thema().kleur("achtergrond"))
    p = QPainter(beeld)
    widget.render(p, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren)
    p.end()
    return beeld


def leg_vast(
    map_: Path,
    *,
    namen: Iterable[str] | None = None,
    modi: Iterable[str] = ("licht", "donker"),
    dprs: Iterable[float] = (1.0, 2.0),
    schaal: float = 1.0,
) -> list[Path]:
    """Write every screen to `map_`/naam-modus-dpr.png and return the paths.

    The blinking cursor is stopped, so that equal screens give equal pictures.
    """
    map_.mkdir(parents=True, exist_ok=True)
    QApplication.setCursorFlashTime(0)
    gemaakt: list[Path] = []
    for naam in namen if namen is not None else _schermen:
        for modus in modi:
            thema().kies(modus=modus, schaal=schaal)
            widget = _schermen[naam]()
            for dpr in dprs:
                pad = map_ / f"{naam}-{modus}-{dpr:g}x{'' if schaal == 1 else f'-letter{schaal:g}'}.png"
                beeld = neem_op(widget, dpr=dpr)
                if not beeld.save(str(pad)):
                    raise Programmafout(Reden.SCHRIJFFOUT, wat="galerij")
                gemaakt.append(pad)
            widget.close()
            widget.deleteLater()
    return gemaakt
