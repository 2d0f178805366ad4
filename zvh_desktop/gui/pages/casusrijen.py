"""The rows of Casussen: made beside the window, and only those of which something changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import CASUSTYPEN, PROCESFASEN, themanaam
from zvh_desktop.domain.plan import FASEN
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.rijen import Chipje
from zvh_desktop.gui.tabel import Cel, TabelRij
from zvh_desktop.services.dossierbeeld import CasusRegel

__all__ = ["Bron", "Rijen", "maak_rijen"]

_KORT: Final = {1: "1 Aanmelding", 2: "2 Informatie", 3: "3 Overleg en plan", 4: "4 Uitvoering"}
_STATUS: Final = {"doorgeleid": "doorgeleid", "afgewezen": "afgewezen", "afgesloten": "afgesloten"}


class Bron(NamedTuple):
    """What a row was made of, the folded words that are filtered on, and the row."""

    regel: CasusRegel
    tekst: str
    rij: TabelRij
    merk: tuple[bool, bool]
    """Whether it is pinned, and whether it has a flag."""


Rijen = dict[str, Bron]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rij(TabelRij):
    """A row that makes its cells and its sentence when they are asked for: of two thousand, a few are looked at."""

    regel: CasusRegel
    jaar: int
    vlag: bool

    def cel(self, kolom: int) -> Cel:
        """Return one cell, made anew: that is quicker than painting it."""
        return _CELLEN[kolom](self)

    def gesproken(self) -> str:
        """Return everything that matters of the casus, as one sentence."""
        return _spreek(self.regel, self.jaar, vast=self.vast, vlag=self.vlag)


def maak_rijen(
    jaar: int,
    regels: Iterable[CasusRegel],
    bekend: Rijen,
    vast: frozenset[str] = frozenset(),
    vlag: frozenset[str] = frozenset(),
) -> Rijen:
    """Return the rows by casus; those of which nothing changed are not made again."""
    uit: Rijen = {}
    for regel in regels:
        merk = (regel.id in vast, regel.id in vlag)
        was = bekend.get(regel.id)
        if was is not None and was.regel == regel and was.merk == merk:
            uit[regel.id] = was
        else:
            rij = _Rij(regel.id, (), "", merk[0], regel=regel, jaar=jaar, vlag=merk[1])
            uit[regel.id] = Bron(regel, _zoektekst(regel), rij, merk)
    return uit


def _zoektekst(r: CasusRegel) -> str:
    delen = (r.nummer, r.naam, *(themanaam(t) for t in r.thema), r.casusregisseur, CASUSTYPEN[r.type])
    return " ".join([vouw(deel) for deel in delen] + [r.nummer])


def _dag(dag: date | None, jaar: int) -> str:
    return datum_in_woorden(dag, weekdag=False, jaar=dag.year != jaar) if dag else ""


def _thema(r: CasusRegel) -> str:
    return " · ".join([*(themanaam(t) for t in r.thema), *([] if r.type == "persoon" else [CASUSTYPEN[r.type]])])


def _planfase(r: CasusRegel) -> str:
    return f"fase {r.planfase}, {FASEN[r.planfase]}" if r.planfase else "geen open fase"


def _spreek(r: CasusRegel, jaar: int, *, vast: bool, vlag: bool) -> str:
    return (
        f"{r.naam}, {r.nummer}, {'vastgezet, ' if vast else ''}{'met een vlag, ' if vlag else ''}{_thema(r)}, "
        f"{_STATUS.get(r.status, PROCESFASEN[r.procesfase])}, plan {_planfase(r)}, "
        f"{r.open_acties} open acties, {r.te_laat} te laat, casusregisseur {r.casusregisseur or 'niemand'}, "
        f"evaluatie {_dag(r.evaluatiedatum, jaar) or 'niet gepland'}"
    )


def _naamcel(rij: _Rij) -> Cel:
    naam = rij.regel.naam
    chips = (Chipje("vlag", "waarschuwing", "flag"),) if rij.vlag else ()
    return Cel(naam, gewicht=600, maat="basis", icoon="star" if rij.vast else None, chips=chips, sorteer=vouw(naam))


def _procescel(rij: _Rij) -> Cel:
    r = rij.regel
    return Cel(_STATUS.get(r.status, _KORT[r.procesfase]), sorteer=r.procesfase + (10 if r.status in _STATUS else 0))


def _fasecel(rij: _Rij) -> Cel:
    fase = rij.regel.planfase
    chip = Chipje(str(fase), f"fase{fase}") if fase else Chipje("–")
    return Cel(chips=(chip,), sorteer=fase or 9, spreek=_planfase(rij.regel))


def _laatcel(rij: _Rij) -> Cel:
    laat = rij.regel.te_laat
    return Cel("" if laat else "–", chips=(Chipje(f"{laat} te laat", "gevaar"),) if laat else (), sorteer=laat)


def _laatstcel(rij: _Rij) -> Cel:
    laatst = rij.regel.laatst
    return Cel(_dag(lokaal(laatst).date() if laatst else None, rij.jaar), rol="tekst2", sorteer=laatst)


_CELLEN: Final[tuple[Callable[[_Rij], Cel], ...]] = (
    lambda rij: Cel(rij.regel.nummer, rol="tekst2"),
    _naamcel,
    lambda rij: Cel(_thema(rij.regel), rol="tekst2"),
    _procescel,
    _fasecel,
    lambda rij: Cel(str(rij.regel.open_acties or "–"), sorteer=rij.regel.open_acties),
    _laatcel,
    lambda rij: Cel(rij.regel.casusregisseur, rol="tekst2"),
    lambda rij: Cel(_dag(rij.regel.evaluatiedatum, rij.jaar), sorteer=rij.regel.evaluatiedatum),
    _laatstcel,
)
"""How the cells of a row are made, in the order of the columns of Casussen."""
