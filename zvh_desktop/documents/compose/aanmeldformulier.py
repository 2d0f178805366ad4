"""The report as a PDF form that partners fill in with any viewer."""

import io
from typing import Any, Final

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from zvh_desktop.documents.compose.letters import GEWOON, HALFVET, laad_letters
from zvh_desktop.domain.formulier import FORMULIER, FORMULIERVERSIE, Formulierdeel, Formulierveld

__all__ = ["maak_formulier"]

_MARGE: Final = 18 * mm
_BREED: Final = A4[0] - 2 * _MARGE
_TUSSEN: Final = 3 * mm
_REGEL: Final = 5.4 * mm
_LABEL: Final = 4.2 * mm
_INKT: Final = HexColor("#1b2530")
_GRIJS: Final = HexColor("#5a6672")
_RAND: Final = HexColor("#8a97a5")
_KIES: Final = "kies"
"""Shown where nothing was chosen; it counts as empty."""


class _Blad:
    """Where on the paper we are."""

    def __init__(self, canvas: Canvas, huis: str, rubricering: str) -> None:
        self.canvas, self.huis, self.rubricering = canvas, huis, rubricering
        self.pagina = 0
        self.y = 0.0

    def nieuw(self) -> None:
        if self.pagina:
            self.canvas.showPage()
        self.pagina += 1
        c = self.canvas
        c.setFillColor(_GRIJS)
        c.setFont(GEWOON, 8)
        c.drawString(_MARGE, A4[1] - 12 * mm, self.huis)
        c.drawRightString(A4[0] - _MARGE, A4[1] - 12 * mm, self.rubricering)
        c.drawRightString(A4[0] - _MARGE, 9 * mm, f"Pagina {self.pagina}")
        self.y = A4[1] - 20 * mm

    def ruimte(self, hoog: float) -> None:
        if self.y - hoog < 16 * mm:
            self.nieuw()


def _rijen(deel: Formulierdeel) -> list[list[Formulierveld]]:
    rijen: list[list[Formulierveld]] = []
    vol = 12
    for veld in deel.velden:
        if vol + veld.breed > 12:
            rijen.append([])
            vol = 0
        rijen[-1].append(veld)
        vol += veld.breed
    return rijen


def _hoog(rij: list[Formulierveld]) -> float:
    label = _LABEL if any(veld.label for veld in rij) else 0
    return float(label + max(veld.regels for veld in rij) * _REGEL + 2.2 * mm)


def _teken_veld(blad: _Blad, veld: Formulierveld, x: float, breed: float, label: float, uitleg: str) -> None:
    c = blad.canvas
    if veld.label:
        c.setFillColor(_INKT)
        c.setFont(GEWOON, 8.5)
        c.drawString(x, blad.y - 3.2 * mm, veld.label)
    hoog = veld.regels * _REGEL
    gedeeld: dict[str, Any] = {
        "name": veld.naam, "tooltip": uitleg, "x": x, "y": blad.y - label - hoog, "width": breed, "height": hoog,
        "fontName": "Helvetica", "fontSize": 9, "borderColor": _RAND, "fillColor": white, "textColor": _INKT,
        "borderWidth": 0.6, "forceBorder": True,
    }  # fmt: skip
    if veld.keuzen:
        opties = [(_KIES, _KIES), *((keuze, keuze) for keuze in veld.keuzen)]
        c.acroForm.choice(options=opties, value=_KIES, fieldFlags="combo", **gedeeld)
    else:
        lang = veld.regels > 1
        c.acroForm.textfield(
            value="", fieldFlags="multiline" if lang else "", maxlen=100_000 if lang else 300, **gedeeld
        )


def _teken_deel(blad: _Blad, deel: Formulierdeel) -> None:
    rijen = _rijen(deel)
    # A part stays together where it fits on a sheet; a question always stays with its motivation.
    geheel = sum(_hoog(rij) for rij in rijen)
    blad.ruimte(14 * mm + (geheel if geheel < 130 * mm else _hoog(rijen[0])))
    c = blad.canvas
    c.setFillColor(_INKT)
    c.setFont(HALFVET, 12)
    c.drawString(_MARGE, blad.y - 5 * mm, deel.kop)
    c.setFillColor(_GRIJS)
    c.setFont(GEWOON, 8.5)
    c.drawString(_MARGE, blad.y - 9.5 * mm, deel.uitleg)
    c.bookmarkPage(deel.kop)
    c.addOutlineEntry(deel.kop, deel.kop, 0)
    blad.y -= 12 * mm
    eerste_labels = {veld.naam.rpartition(".")[2]: veld.label for veld in deel.velden if veld.label}
    for nr, rij in enumerate(rijen):
        bij = rijen[nr + 1] if nr + 1 < len(rijen) and rij[0].naam.startswith("criteria.") else []
        blad.ruimte(_hoog(rij) + (_hoog(bij) if bij else 0))
        label = _LABEL if any(veld.label for veld in rij) else 0
        x = _MARGE
        for veld in rij:
            breed = _BREED * veld.breed / 12
            naam = veld.label or eerste_labels.get(veld.naam.rpartition(".")[2], "")
            _teken_veld(blad, veld, x, breed - _TUSSEN, label, f"{deel.kop}: {naam}")
            x += breed
        blad.y -= _hoog(rij)
    blad.y -= 3 * mm


def maak_formulier(huis: str, rubricering: str, contact: str) -> bytes:
    """Return the empty form; see `compose.formulier`."""
    laad_letters()
    doel = io.BytesIO()
    c = Canvas(doel, pagesize=A4, invariant=1, lang="nl")
    c.setTitle("Aanmelding casusoverleg")
    c.setSubject(f"zvh-formulier/{FORMULIERVERSIE}")
    c.setAuthor(huis)
    c.setCreator("ZVH Desktop")
    blad = _Blad(c, huis, rubricering)
    blad.nieuw()
    c.setFillColor(_INKT)
    c.setFont(HALFVET, 18)
    c.drawString(_MARGE, blad.y - 6 * mm, "Aanmelding casusoverleg")
    c.setFillColor(_GRIJS)
    c.setFont(GEWOON, 9)
    regels = ["Vul dit formulier in en bewaar het. Stuur het alleen over een beveiligde weg terug."]
    regels += [contact] if contact else []
    for nr, regel in enumerate(regels):
        c.drawString(_MARGE, blad.y - (12 + 4.5 * nr) * mm, regel)
    blad.y -= (14 + 4.5 * len(regels)) * mm
    for deel in FORMULIER:
        _teken_deel(blad, deel)
    c.save()
    return doel.getvalue()
