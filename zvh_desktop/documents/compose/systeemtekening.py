"""The system round a casus on paper: the picture as one figure with its words, and the same as a list."""

from collections.abc import Sequence
from math import hypot
from typing import Any, Final, TypeAlias

from reportlab.platypus import Flowable

from zvh_desktop.documents.compose.bouwstenen import ACCENT, RAND, TEKST, TEKST2, VLAK
from zvh_desktop.documents.compose.document import BREEDTE_PT, Schrijver, Stuk
from zvh_desktop.documents.compose.letters import GEWOON, HALFVET, schoon
from zvh_desktop.documents.compose.structuur import Tag
from zvh_desktop.documents.compose.tekst import moment, opmaak
from zvh_desktop.domain.systeembeeld import LIJNEN, Knoop, Lijnvorm, Systeembeeld, Systeemblad

__all__ = ["Figuur", "maak_systeemblad"]

_HOOGTE_PT: Final = 520.0
"""The picture takes no more of a page than this, so that it never breaks."""
_RIJ_PT: Final = 92.0
_KOLOM_PT: Final = 118.0
_LUCHT: Final = 0.17
"""Share of a cell that is left white on each side of a box."""


def maak_systeemblad(blad: Systeemblad) -> bytes:
    """Return the file; see `compose.systeemblad`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Systeem bij casus {blad.casusnummer}",
            huis=blad.zvh,
            rubricering=blad.rubricering,
            voetregel=f"Systeem bij casus {blad.casusnummer} \u00b7 {moment(blad.gemaakt_op)}",
            gemaakt_op=blad.gemaakt_op,
        )
    )
    schrijver.titel("Beeld van het systeem", f"Casus {blad.casusnummer} \u00b7 {moment(blad.gemaakt_op)}")
    schrijver.figuur(lambda tag: _Beeld(blad.beeld, tag), schoon(blad.beeld.alt()))
    soorten = blad.beeld.soorten()
    if soorten:
        schrijver.kop("Wat de lijnen betekenen", ruimte_pt=60)
        schrijver.figuur(lambda tag: _Legenda(soorten, tag), "Legenda van de lijnen.")
    if blad.beeld.huishoudens:
        schrijver.alinea("Een kader om personen heen is één huishouden.", "klein")
    schrijver.kop("Hetzelfde in woorden", "Per persoon wie het is en welke relaties er zijn vastgelegd.")
    for knoop in blad.beeld.knopen:
        kop, *banden = knoop.spreek.split("; ")
        schrijver.tussenkop(kop)
        if banden:
            schrijver.lijst([opmaak(schoon(band)) for band in banden])
        else:
            schrijver.alinea("Geen relaties vastgelegd.", "klein")
    namen = {k.id: k.regels[0] for k in blad.beeld.knopen}
    if blad.beeld.huishoudens:
        schrijver.kop("Huishoudens")
        schrijver.lijst([opmaak(schoon(", ".join(namen[i] for i in h.leden))) for h in blad.beeld.huishoudens])
    return schrijver.bouw()


_Punt: TypeAlias = tuple[float, float]


def _trek(canv: Any, vorm: Lijnvorm, begin: _Punt, eind: _Punt, *, voorbij: bool, om: _Punt | None = None) -> None:
    """Draw one line in the pattern of its kind, with its sign; `om` is the point towards which it bends."""
    via = om or _half(begin, eind)
    canv.setStrokeColor(TEKST2)
    canv.setFillColor(TEKST2)
    canv.setLineWidth(1.9 if vorm.dik else 0.9)
    canv.setDash([deel * 0.8 for deel in vorm.streep] if vorm.streep else [])
    pad = canv.beginPath()
    pad.moveTo(*begin)
    # A bow with one point to bend to, written with the two that PDF wants.
    een = (begin[0] + 2 * (via[0] - begin[0]) / 3, begin[1] + 2 * (via[1] - begin[1]) / 3)
    twee = (eind[0] + 2 * (via[0] - eind[0]) / 3, eind[1] + 2 * (via[1] - eind[1]) / 3)
    pad.curveTo(*een, *twee, *eind)
    canv.drawPath(pad, stroke=1, fill=0)
    canv.setDash([])
    if vorm.teken == "kruis":
        ux, uy = _richting(begin, eind)
        mx, my = _half(_half(begin, eind), via)
        for stap in (-2.0, 2.0):
            x, y = mx + stap * ux, my + stap * uy
            canv.line(x - 3 * ux - 4 * uy, y - 3 * uy + 4 * ux, x + 3 * ux + 4 * uy, y + 3 * uy - 4 * ux)
    if vorm.teken == "pijl":
        ux, uy = _richting(via, eind)
        x, y = eind
        pad = canv.beginPath()
        pad.moveTo(x, y)
        pad.lineTo(x - 6 * ux - 2.6 * uy, y - 6 * uy + 2.6 * ux)
        pad.lineTo(x - 6 * ux + 2.6 * uy, y - 6 * uy - 2.6 * ux)
        pad.close()
        canv.drawPath(pad, stroke=0, fill=1)
    if voorbij:
        ux, uy = _richting(begin, via)
        canv.setLineWidth(0.9)
        canv.circle(begin[0] + 9 * ux, begin[1] + 9 * uy, 2.2, stroke=1, fill=0)


def _half(een: _Punt, twee: _Punt) -> _Punt:
    return (een[0] + twee[0]) / 2, (een[1] + twee[1]) / 2


def _richting(van: _Punt, naar: _Punt) -> _Punt:
    lang = hypot(naar[0] - van[0], naar[1] - van[1]) or 1.0
    return (naar[0] - van[0]) / lang, (naar[1] - van[1]) / lang


class Figuur(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A drawing that is one figure to whoever has it read aloud."""

    def __init__(self, breedte: float, hoogte: float, tag: Tag) -> None:
        super().__init__()
        self.width, self.height = breedte, hoogte
        self._tag = tag

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return width and height, in points."""
        return self.width, self.height + 6

    def draw(self) -> None:
        """Draw on the canvas as the figure it was declared to be."""
        x, y = self.canv.absolutePosition(0, 0)
        vak = f"{x:.2f} {y:.2f} {x + self.width:.2f} {y + self.height:.2f}"
        self._tag.attributen = f"<</O /Layout /BBox [{vak}]>>"
        self.canv.enter(self._tag)
        self.teken(self.canv)
        self.canv.leave()

    def teken(self, canv: Any) -> None:
        """Draw what it shows; each figure has its own."""


class _Legenda(Figuur):
    """A line of each kind that is drawn, with its words."""

    def __init__(self, soorten: Sequence[str], tag: Tag) -> None:
        super().__init__(BREEDTE_PT, 14.0 * len(soorten), tag)
        self._soorten = soorten

    def teken(self, canv: Any) -> None:
        """Draw them below each other."""
        for nr, soort in enumerate(self._soorten):
            y = self.height - 14.0 * nr - 7
            _trek(canv, LIJNEN[soort], (2, y), (58, y), voorbij=False)
            canv.setFillColor(TEKST)
            canv.setFont(GEWOON, 8.5)
            canv.drawString(68, y - 3, LIJNEN[soort].uitleg)


class _Beeld(Figuur):
    """The picture, scaled to the page: boxes on columns and rows, frames behind them, lines between them."""

    def __init__(self, beeld: Systeembeeld, tag: Tag) -> None:
        self._kolom = min(_KOLOM_PT, BREEDTE_PT / max(beeld.kolommen, 1))
        self._rij = min(_RIJ_PT, _HOOGTE_PT / max(beeld.rijen, 1))
        super().__init__(self._kolom * max(beeld.kolommen, 1), self._rij * max(beeld.rijen, 1), tag)
        self._beeld = beeld

    def _vak(self, kolom: int, rij: int, lucht: float = _LUCHT) -> tuple[float, float, float, float]:
        """Return left, bottom, width and height of a cell, less its white."""
        x = (kolom + lucht / 2) * self._kolom
        y = self.height - (rij + 1 - lucht) * self._rij
        return x, y, self._kolom * (1 - lucht), self._rij * (1 - 2 * lucht)

    def teken(self, canv: Any) -> None:
        """Draw frames, lines and boxes, in this order."""
        for h in self._beeld.huishoudens:
            x, onder, _, _ = self._vak(h.kolom, h.rij_tot, 0.05)
            _, boven, _, hoog = self._vak(h.kolom, h.rij, 0.05)
            breed = (h.kolom_tot - h.kolom + 0.95) * self._kolom
            canv.setStrokeColor(TEKST2)
            canv.setFillColor(VLAK)
            canv.setLineWidth(0.8)
            canv.setDash([4, 2.5])
            canv.roundRect(x, onder, breed, boven + hoog - onder, 8, stroke=1, fill=1)
            canv.setDash([])
        plek = {k.id: k for k in self._beeld.knopen}
        for lijn in self._beeld.lijnen:
            if lijn.van == lijn.naar:
                continue
            begin, eind, om = self._weg(plek[lijn.van], plek[lijn.naar], self._beeld.om(lijn))
            _trek(canv, LIJNEN[lijn.soort], begin, eind, voorbij=lijn.voorbij, om=om)
            if lijn.woord:
                canv.setFillColor(TEKST)
                canv.setFont(GEWOON, 6.5)
                canv.drawString((begin[0] + eind[0]) / 2 + 3, (begin[1] + eind[1]) / 2 + 3, schoon(lijn.woord)[:24])
        for knoop in self._beeld.knopen:
            self._doos(canv, knoop)

    def _midden(self, knoop: Knoop) -> tuple[float, float]:
        x, y, breed, hoog = self._vak(knoop.kolom, knoop.rij)
        return x + breed / 2, y + hoog / 2

    def _rand(self, van: Knoop, naar: Knoop) -> tuple[float, float]:
        """Return where the line to the other one leaves the box."""
        (mx, my), (nx, ny) = self._midden(van), self._midden(naar)
        _, _, breed, hoog = self._vak(van.kolom, van.rij)
        dx, dy = nx - mx, ny - my
        deel = min(breed / 2 / abs(dx) if dx else 1e9, hoog / 2 / abs(dy) if dy else 1e9)
        return mx + dx * deel, my + dy * deel

    def _weg(self, van: Knoop, naar: Knoop, bocht: tuple[int, int]) -> tuple[_Punt, _Punt, _Punt | None]:
        """Return begin and end of a line, and the point towards which it bends, if it does."""
        if bocht == (0, 0):
            return self._rand(van, naar), self._rand(naar, van), None
        (ax, ay), (bx, by) = self._midden(van), self._midden(naar)
        _, _, breed, hoog = self._vak(van.kolom, van.rij)
        if bocht[1]:
            stap = breed / 6 * (1 if bx > ax else -1)
            begin, eind = (ax + stap, ay - hoog / 2), (bx - stap, by - hoog / 2)
            return begin, eind, (_half(begin, eind)[0], begin[1] - 0.3 * self._rij)
        begin, eind = (ax + breed / 2, ay), (bx + breed / 2, by)
        return begin, eind, (begin[0] + 0.2 * self._kolom, _half(begin, eind)[1])

    def _doos(self, canv: Any, knoop: Knoop) -> None:
        x, y, breed, hoog = self._vak(knoop.kolom, knoop.rij)
        canv.setFillColorRGB(1, 1, 1)
        canv.setStrokeColor(ACCENT if knoop.hoofdpersoon else RAND)
        canv.setLineWidth(1.8 if knoop.hoofdpersoon else 0.9)
        canv.roundRect(x, y, breed, hoog, 5, stroke=1, fill=1)
        grootte = min(8.0, hoog / 5)
        plaats = y + hoog - 1.5 * grootte
        for nr, regel in enumerate(knoop.regels):
            letter = HALFVET if nr == 0 else GEWOON
            canv.setFillColor(TEKST if nr == 0 else TEKST2)
            canv.setFont(letter, grootte)
            for stuk in _afgebroken(canv, schoon(regel), letter, grootte, breed - 8, 2 if nr != 1 else 1):
                if plaats < y + 2:
                    return
                canv.drawString(x + 4, plaats, stuk)
                plaats -= 1.2 * grootte


def _afgebroken(canv: Any, tekst: str, letter: str, grootte: float, breed: float, hoogstens: int) -> list[str]:
    """Break text over at most so many lines; what does not fit ends in an ellipsis (the list below has it whole)."""
    regels: list[str] = []
    for woord in tekst.split():
        langer = f"{regels[-1]} {woord}" if regels else woord
        if regels and canv.stringWidth(langer, letter, grootte) <= breed:
            regels[-1] = langer
        else:
            regels.append(woord)
    if len(regels) > hoogstens:
        regels = [*regels[: hoogstens - 1], " ".join(regels[hoogstens - 1 :])]
    uit = []
    for regel in regels:
        if canv.stringWidth(regel, letter, grootte) > breed:
            while regel and canv.stringWidth(regel + "\u2026", letter, grootte) > breed:
                regel = regel[:-1]
            regel = regel.rstrip() + "\u2026"
        uit.append(regel)
    return uit
