"""Paint the small shapes that lists and loose widgets share: chip, avatar, tile, keycap, button.

One place draws them, so a chip in a list and a chip that stands alone are the same chip. Every function
takes the painter, a place and plain values; sizes come from the theme at call time.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.thema import ROLLEN, thema

__all__ = [
    "KNOPSOORTEN",
    "Chipje",
    "Knopje",
    "avatar_maat",
    "chip_breedte",
    "chip_hoogte",
    "focusrand",
    "knop_breedte",
    "knop_hoogte",
    "sleutelkap_breedte",
    "sleutelkap_hoogte",
    "teken_avatar",
    "teken_chip",
    "teken_knop",
    "teken_sleutelkap",
    "teken_tegel",
    "teken_tekst",
]


class Chipje(NamedTuple):
    """A pill with a word: status, kind or date. The word carries the meaning, never the colour.

    Attributes:
        rol: key of `thema.ROLLEN`.
        breedte: least width in px at scale 1, so that chips below each other align; 0 fits the word.
    """

    tekst: str
    rol: str = "neutraal"
    icoon: str | None = None
    breedte: int = 0


class Knopje(NamedTuple):
    """A button painted at the end of a row.

    Attributes:
        naam: what the signal tells; unique within the row.
        soort: key of `KNOPSOORTEN`.
    """

    naam: str
    tekst: str
    icoon: str | None = None
    soort: str = "gewoon"


class Knopkleur(NamedTuple):
    """Token names of one kind of button; an empty name paints nothing."""

    inkt: str
    grond: str
    zweef: str
    druk: str
    rand: str


KNOPSOORTEN: Final = {
    "primair": Knopkleur("op_accent", "accent", "accent_zweef", "accent_druk", ""),
    "gewoon": Knopkleur("tekst", "vlak", "vlak2", "accent_zacht", "kaartrand"),
    "vlak": Knopkleur("tekst2", "", "vlak2", "accent_zacht", ""),
    "gevaar": Knopkleur("gevaar", "vlak", "gevaar_zacht", "gevaar_zacht", "gevaar"),
}
"""Kinds of buttons: one `primair` a screen, `gewoon` for the rest, `vlak` for the quiet ones."""


def teken_tekst(
    p: QPainter, x: float, basislijn: float, tekst: str, maat: str | int, gewicht: int, token: str
) -> float:
    """Paint text on a baseline and return its width."""
    p.setFont(letter(maat, gewicht))
    p.setPen(thema().kleur(token))
    p.drawText(QPointF(x, basislijn), tekst)
    return maten(maat, gewicht).horizontalAdvance(tekst)


def _midden(rect: QRectF, maat: str | int, gewicht: int) -> float:
    """Return the baseline that centres capitals and figures optically in a rectangle."""
    m = maten(maat, gewicht)
    return rect.center().y() + (m.ascent() - m.descent()) / 2


def _vlak(p: QPainter, rect: QRectF, straal: float, grond: QColor | None, rand: QColor | None) -> None:
    p.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    p.setBrush(grond if grond is not None else Qt.BrushStyle.NoBrush)
    if rand is None:
        p.setPen(Qt.PenStyle.NoPen)
        p.drawRoundedRect(rect, straal, straal)
    else:
        p.setPen(QPen(rand, 1.0))
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), straal - 0.5, straal - 0.5)


def focusrand(p: QPainter, rect: QRectF, straal: float, token: str = "accent") -> None:
    """Paint the focus ring, two pixels inside `rect`."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(thema().kleur(token), 2.0))
    p.drawRoundedRect(rect.adjusted(1, 1, -1, -1), straal, straal)


def chip_hoogte() -> int:
    """Return the height of every chip."""
    return thema().px("chip") + thema().lengte(10)


def chip_breedte(chip: Chipje) -> int:
    """Return the width a chip takes."""
    t = thema()
    breed = maten("chip", 600).horizontalAdvance(chip.tekst) + 2 * t.lengte(9)
    if chip.icoon:
        breed += t.lengte(14) + t.lengte(5)
    return max(int(breed + 0.999), t.lengte(chip.breedte), chip_hoogte())


def teken_chip(p: QPainter, x: float, y: float, chip: Chipje, *, breedte: int | None = None) -> int:
    """Paint a chip with its top left corner at (x, y) and return its width."""
    t = thema()
    rol = ROLLEN[chip.rol]
    breed, hoog = chip_breedte(chip) if breedte is None else breedte, chip_hoogte()
    rect = QRectF(x, y, breed, hoog)
    rand = None if rol.rand == rol.grond else t.kleur(rol.rand)
    _vlak(p, rect, hoog / 2, t.kleur(rol.grond), rand)
    tekst_breed = maten("chip", 600).horizontalAdvance(chip.tekst)
    binnen = tekst_breed + (t.lengte(19) if chip.icoon else 0)
    links = x + (t.lengte(9) if chip.breedte else max(t.lengte(6), (breed - binnen) / 2))
    if chip.icoon:
        px = t.lengte(14)
        teken_icoon(p, chip.icoon, links, y + (hoog - px) / 2, px, rol.inkt)
        links += px + t.lengte(5)
    teken_tekst(p, links, _midden(rect, "chip", 600), chip.tekst, "chip", 600, rol.inkt)
    return breed


def avatar_maat(maat: str = "chip") -> int:
    """Return the diameter of an avatar."""
    return thema().lengte(26) if maat == "chip" else thema().lengte(20)


def teken_avatar(p: QPainter, x: float, y: float, letters: str, zijde: int | None = None) -> None:
    """Paint initials in a round ground with its top left corner at (x, y)."""
    t = thema()
    zijde = zijde or avatar_maat()
    rect = QRectF(x, y, zijde, zijde)
    _vlak(p, rect, zijde / 2, t.kleur("accent_zacht"), None)
    maat = max(9, round(zijde * (0.44 if len(letters) < 3 else 0.36)))
    breed = maten(maat, 700).horizontalAdvance(letters)
    teken_tekst(p, x + (zijde - breed) / 2, _midden(rect, maat, 700), letters, maat, 700, "accent")


def teken_tegel(p: QPainter, x: float, y: float, icoon: str, rol: str, zijde: int | None = None) -> None:
    """Paint an icon in a soft rounded square: what a row is about."""
    t = thema()
    zijde = zijde or t.lengte(30)
    kleuren = ROLLEN[rol]
    rand = None if kleuren.rand == kleuren.grond else t.kleur(kleuren.rand)
    _vlak(p, QRectF(x, y, zijde, zijde), t.lengte(8), t.kleur(kleuren.grond), rand)
    px = round(zijde * 0.56)
    teken_icoon(p, icoon, x + (zijde - px) / 2, y + (zijde - px) / 2, px, kleuren.inkt)


def sleutelkap_hoogte() -> int:
    """Return the height of a keycap."""
    return thema().px("sleutel") + thema().lengte(9)


def sleutelkap_breedte(tekst: str) -> int:
    """Return the width of a keycap."""
    return max(int(maten("sleutel", 600).horizontalAdvance(tekst) + thema().lengte(11) + 0.999), sleutelkap_hoogte())


def teken_sleutelkap(
    p: QPainter, x: float, y: float, tekst: str, *, inkt: str = "tekst2", grond: str = "vlak", rand: str = ""
) -> int:
    """Paint a keycap with its top left corner at (x, y) and return its width."""
    t = thema()
    breed, hoog = sleutelkap_breedte(tekst), sleutelkap_hoogte()
    rect = QRectF(x, y, breed, hoog)
    _vlak(p, rect, t.lengte(4), t.kleur(grond) if grond else None, t.kleur(rand or "kaartrand"))
    tekst_breed = maten("sleutel", 600).horizontalAdvance(tekst)
    teken_tekst(p, x + (breed - tekst_breed) / 2, _midden(rect, "sleutel", 600), tekst, "sleutel", 600, inkt)
    return breed


def knop_hoogte(*, klein: bool = False) -> int:
    """Return the height of a button; small ones stand in rows."""
    t = thema()
    return t.px("knop") + t.lucht(16 if klein else 20)


def knop_breedte(tekst: str, icoon: str | None = None, sleutel: str = "") -> int:
    """Return the width a button needs for its icon, word and keycap."""
    t = thema()
    breed = maten("knop", 600).horizontalAdvance(tekst) + 2 * t.lengte(13)
    if icoon:
        breed += t.lengte(17) + (t.lengte(7) if tekst else 0)
    if sleutel:
        breed += sleutelkap_breedte(sleutel) + t.lengte(8)
    return int(breed + 0.999)


def teken_knop(
    p: QPainter,
    rect: QRectF,
    tekst: str,
    *,
    soort: str = "gewoon",
    icoon: str | None = None,
    sleutel: str = "",
    zweef: bool = False,
    druk: bool = False,
    uit: bool = False,
    focus: bool = False,
    aan: bool = False,
    links: bool = False,
) -> None:
    """Paint a button: ground, icon, word, keycap and the focus ring.

    Args:
        uit: disabled. aan: checked, drawn as primary. links: align to the left instead of the middle.
    """
    t = thema()
    kleur = KNOPSOORTEN["primair" if aan else soort]
    grond = kleur.druk if druk else kleur.zweef if zweef else kleur.grond
    inkt, rand = kleur.inkt, kleur.rand
    if uit:
        inkt, rand = "tekst3", "kaartrand" if soort in {"primair", "gevaar", "gewoon"} else ""
        grond = "vlak2" if soort != "vlak" else ""
        if aan:
            # What was chosen stays to be seen when it cannot be chosen any more.
            inkt, rand, grond = "accent", "accent", "accent_zacht"
    straal = t.lengte(6)
    if grond or rand:
        _vlak(p, rect, straal, t.kleur(grond) if grond else None, t.kleur(rand) if rand else None)
    if focus:
        if kleur.grond == "accent":
            focusrand(p, rect, straal, "tekst")
            focusrand(p, rect.adjusted(2, 2, -2, -2), straal - 2, "op_accent")
        else:
            focusrand(p, rect, straal)
    binnen = knop_breedte(tekst, icoon, sleutel) - 2 * t.lengte(13)
    x = rect.x() + (t.lengte(11) if links else (rect.width() - binnen) / 2)
    if icoon:
        px = t.lengte(17)
        teken_icoon(p, icoon, x, rect.y() + (rect.height() - px) / 2, px, inkt)
        x += px + t.lengte(7)
    if tekst:
        x += teken_tekst(p, x, _midden(rect, "knop", 600), tekst, "knop", 600, inkt)
    if sleutel:
        y = rect.y() + (rect.height() - sleutelkap_hoogte()) / 2
        op_kleur = kleur.grond == "accent" and not uit
        teken_sleutelkap(
            p,
            x + t.lengte(8),
            y,
            sleutel,
            inkt=inkt,
            grond="" if op_kleur else "vlak",
            rand="op_accent" if op_kleur else "",
        )
