"""The plan in time on paper: one or more figures with numbered items, and a table that says what each number is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reportlab.lib.colors import HexColor

from zvh_desktop.documents.compose.bouwstenen import ACCENT, RAND, TEKST, TEKST2, WAARSCHUWING
from zvh_desktop.documents.compose.document import BREEDTE_PT, Schrijver, Stuk
from zvh_desktop.documents.compose.letters import GEWOON, HALFVET, schoon
from zvh_desktop.documents.compose.structuur import Tag
from zvh_desktop.documents.compose.systeemtekening import Figuur
from zvh_desktop.documents.compose.tekst import moment, opmaak
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.tijdlijn import BANEN, SOORTEN, Indeling, Item, Tijdlijnblad, Vak, leg, strepen

__all__ = ["maak_tijdlijnblad"]

_NAAM_PT: Final = 84.0
"""Left of the picture: names of the lanes."""
_RECHTS_PT: Final = 34.0
"""Room for a number behind the last mark."""
_RIJ_PT: Final = 15.0
_AS_PT: Final = 22.0
_MEESTE_RIJEN: Final = 34
"""Rows in one figure, so that a figure never breaks over pages."""
_TEKEN_PT: Final = 8.0

_FASE: Final = {
    0: (HexColor("#F1F5F7"), TEKST2),
    1: (HexColor("#FAE6E9"), HexColor("#81071E")),
    2: (HexColor("#FBEFD5"), HexColor("#845D03")),
    3: (HexColor("#DCF3EC"), HexColor("#036F55")),
    4: (HexColor("#E4EDFB"), HexColor("#0B50B3")),
}
"""Ground and edge by phase of the plan; the number and the word say it too."""


def maak_tijdlijnblad(blad: Tijdlijnblad) -> bytes:
    """Return the file; see `compose.tijdlijnblad`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Tijdlijn van het plan bij casus {blad.casusnummer}",
            huis=blad.zvh,
            rubricering=blad.rubricering,
            voetregel=f"Tijdlijn bij casus {blad.casusnummer} \u00b7 {moment(blad.gemaakt_op)}",
            gemaakt_op=blad.gemaakt_op,
        )
    )
    schrijver.titel("Tijdlijn van het plan", f"Casus {blad.casusnummer} \u00b7 {moment(blad.gemaakt_op)}")
    nummers = {item.id: nr for nr, item in enumerate(blad.tijdlijn.alles(), 1)}
    _figuren(schrijver, blad, nummers)
    schrijver.kop("Dezelfde tijdlijn als lijst", "De nummers zijn die in de tekening.", ruimte_pt=120)
    if nummers:
        rijen = [_rij(item, nummers[item.id]) for item in blad.tijdlijn.alles()]
        schrijver.tabel(("Nr", "Wanneer", "Soort", "Wat"), rijen, (0.07, 0.25, 0.18, 0.5))
    else:
        schrijver.alinea("Er is nog niets met een dag vastgelegd.")
    if blad.weggelaten:
        schrijver.kop("Wat hier niet op staat", ruimte_pt=50)
        schrijver.lijst([opmaak(schoon(wat)) for wat in blad.weggelaten])
    return schrijver.bouw()


def _rij(item: Item, nummer: int) -> tuple[str | tuple[str, ...], ...]:
    wat = (opmaak(schoon(item.titel)), *((opmaak(schoon(item.tekst)),) if item.tekst else ()))
    return str(nummer), opmaak(item.wanneer()), opmaak(SOORTEN[item.soort].woord), wat


def _figuren(schrijver: Schrijver, blad: Tijdlijnblad, nummers: Mapping[str, int]) -> None:
    proef = leg(blad.tijdlijn, 1.0, lambda _: 0.0)
    dagen = max(1, (proef.eind - proef.begin).days)
    schaal = (BREEDTE_PT - _NAAM_PT - _RECHTS_PT) / dagen
    beeld = leg(blad.tijdlijn, schaal, lambda item: 5.0 * len(str(nummers[item.id])) + 4, teken=_TEKEN_PT, lucht=3)
    stukken = [range(nr, min(nr + _MEESTE_RIJEN, len(beeld.rijen))) for nr in range(0, len(beeld.rijen), _MEESTE_RIJEN)]
    for nr, rijen in enumerate(stukken, 1):
        deel = f", deel {nr} van {len(stukken)}" if len(stukken) > 1 else ""
        alt = (
            f"Tijdlijn van {voluit(beeld.begin)} tot {voluit(beeld.eind)}{deel}, met een streep bij vandaag, "
            f"{voluit(blad.tijdlijn.vandaag)}. Alles wat erop staat, staat ook in de lijst eronder."
        )
        schrijver.figuur(_maker(beeld, nummers, rijen), alt)


def _maker(beeld: Indeling, nummers: Mapping[str, int], rijen: range) -> Any:
    return lambda tag: _Lijn(beeld, nummers, rijen, tag)


class _Lijn(Figuur):
    """Some rows of the picture, with the axis above them."""

    def __init__(self, beeld: Indeling, nummers: Mapping[str, int], rijen: range, tag: Tag) -> None:
        super().__init__(BREEDTE_PT, _AS_PT + _RIJ_PT * len(rijen) + 4, tag)
        self._beeld, self._nummers, self._rijen = beeld, nummers, rijen

    def teken(self, canv: Any) -> None:
        """Draw axis, lanes, items and the line of today, in this order."""
        boven = self.height - _AS_PT
        for streep in strepen(self._beeld.begin, self._beeld.eind, self._beeld.schaal, kleinst=30):
            x = _NAAM_PT + self._beeld.plek(streep.dag)
            canv.setStrokeColor(RAND)
            canv.setLineWidth(0.9 if streep.hoofd else 0.4)
            canv.line(x, 0, x, boven + 4)
            canv.setFillColor(TEKST2)
            canv.setFont(HALFVET if streep.hoofd else GEWOON, 7)
            canv.drawString(x + 1.5, boven + 7, streep.tekst)
        for nr in self._rijen:
            rij = self._beeld.rijen[nr]
            y = boven - (nr - self._rijen.start) * _RIJ_PT
            if rij.eerste or nr == self._rijen.start:
                canv.setStrokeColor(RAND)
                canv.setLineWidth(0.6)
                canv.line(0, y, self.width, y)
                canv.setFillColor(TEKST)
                canv.setFont(HALFVET, 7.5)
                canv.drawString(0, y - 10, BANEN[rij.baan])
        for vak in self._beeld.vakken:
            if vak.rij in self._rijen:
                self._item(canv, vak, boven - (vak.rij - self._rijen.start + 1) * _RIJ_PT)
        x = _NAAM_PT + self._beeld.vandaag
        canv.setStrokeColor(WAARSCHUWING)
        canv.setLineWidth(1.1)
        canv.line(x, 0, x, boven + 2)
        canv.setFillColor(WAARSCHUWING)
        canv.setFont(HALFVET, 7)
        canv.drawCentredString(x, boven + 15, "vandaag")

    def _item(self, canv: Any, vak: Vak, y: float) -> None:
        item = vak.item
        x = _NAAM_PT + vak.x
        grond, rand = _FASE[item.fase]
        canv.setStrokeColor(rand)
        canv.setFillColor(grond)
        canv.setLineWidth(0.8)
        woord = str(self._nummers[item.id])
        if item.duurt or SOORTEN[item.soort].teken == "balk":
            if item.loopt:
                canv.setDash([3, 1.5])
            canv.rect(x, y + 2.5, vak.breed, _RIJ_PT - 5, stroke=1, fill=1)
            canv.setDash([])
            past = max(0.0, vak.breed - 16)
            titel = _ingekort(canv, schoon(item.titel), past) if past > 40 else ""
            canv.setFillColor(TEKST)
            canv.setFont(HALFVET, 7)
            binnen = canv.stringWidth(woord, HALFVET, 7) + 4 <= vak.breed
            canv.drawString(x + 2 + (0 if binnen else vak.breed), y + 5, f"{woord}  {titel}" if titel else woord)
            return
        canv.setFillColor(ACCENT if item.fase == 0 else rand)
        canv.setStrokeColor(ACCENT if item.fase == 0 else rand)
        _teken(canv, SOORTEN[item.soort].teken, x + _TEKEN_PT / 2, y + _RIJ_PT / 2)
        canv.setFillColor(TEKST)
        canv.setFont(HALFVET, 7)
        canv.drawString(x + _TEKEN_PT + 1, y + 5, woord)


def _ingekort(canv: Any, tekst: str, breed: float) -> str:
    if canv.stringWidth(tekst, HALFVET, 7) <= breed:
        return tekst
    while tekst and canv.stringWidth(tekst + "\u2026", HALFVET, 7) > breed:
        tekst = tekst[:-1]
    return tekst.rstrip() + "\u2026" if tekst else ""


def _teken(canv: Any, soort: str, x: float, y: float) -> None:
    """Draw a mark round a point."""
    if soort == "stip":
        canv.circle(x, y, 3, stroke=0, fill=1)
        return
    vormen: dict[str, Sequence[tuple[float, float]]] = {
        "ruit": ((0, 4), (4, 0), (0, -4), (-4, 0)),
        "driehoek": ((0, 4), (4, -3.5), (-4, -3.5)),
        "op": ((0, 4), (4, -1), (1.4, -1), (1.4, -4), (-1.4, -4), (-1.4, -1), (-4, -1)),
        "neer": ((0, -4), (4, 1), (1.4, 1), (1.4, 4), (-1.4, 4), (-1.4, 1), (-4, 1)),
        "vlag": ((-3, -4), (-3, 4), (4, 2), (-1.8, -0.2), (-1.8, -4)),
    }
    punten = vormen.get(soort, vormen["ruit"])
    pad = canv.beginPath()
    pad.moveTo(x + punten[0][0], y + punten[0][1])
    for dx, dy in punten[1:]:
        pad.lineTo(x + dx, y + dy)
    pad.close()
    canv.drawPath(pad, stroke=0, fill=1)
