"""A row that wraps, laid out once: its lines, where they stand, and how it is coloured."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

from zvh_desktop.gui.lettertypen import letter
from zvh_desktop.gui.rijen.beschrijving import Stuk
from zvh_desktop.gui.schilder import Chipje
from zvh_desktop.gui.thema import thema

__all__ = ["Opmaak", "leg_uit", "verfrol"]


@dataclass(slots=True)
class Opmaak:
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


def verfrol(rol: str, *, gedimd: bool, gekozen: bool) -> str:
    """Return the token to paint with; on the ground of a chosen row the third text colour is too weak."""
    echt = "tekst3" if gedimd else rol
    return "tekst2" if gekozen and echt == "tekst3" else echt


def _utf16(tekst: str) -> int:
    """Return the length Qt counts."""
    return len(tekst) + sum(1 for teken in tekst if teken > "\uffff")


def leg_uit(
    stukken: tuple[Stuk, ...], maat: str, breedte: float, stap: int, *, gedimd: bool
) -> tuple[QTextLayout, int]:
    """Return the runs as wrapped lines of this width, `stap` apart, and how high they are."""
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
