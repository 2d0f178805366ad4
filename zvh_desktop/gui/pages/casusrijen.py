"""The rows of Casussen: made beside the window, and only those of which something changed."""

from collections.abc import Iterable
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
from zvh_desktop.services.dossiers import CasusRegel

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
    """A row that makes its spoken sentence when it is asked for: two thousand of them weigh half a megabyte."""

    regel: CasusRegel
    jaar: int
    vlag: bool

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
    cellen: dict[Cel, Cel] = {}
    for regel in regels:
        merk = (regel.id in vast, regel.id in vlag)
        was = bekend.get(regel.id)
        if was is not None and was.regel == regel and was.merk == merk:
            uit[regel.id] = was
        else:
            uit[regel.id] = Bron(regel, _zoektekst(regel), _rij(regel, jaar, cellen, merk), merk)
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


def _rij(r: CasusRegel, jaar: int, cellen: dict[Cel, Cel], merk: tuple[bool, bool]) -> TabelRij:
    """Make a row; cells that read the same are one, as most of a large table is the same few words."""
    vast, vlag = merk
    proces = _STATUS.get(r.status, _KORT[r.procesfase])
    fase = _planfase(r)
    laat = (Chipje(f"{r.te_laat} te laat", "gevaar"),) if r.te_laat else ()
    dag = _dag(r.evaluatiedatum, jaar)
    laatst = lokaal(r.laatst).date() if r.laatst else None
    rij = (
        Cel(r.nummer, rol="tekst2"),
        Cel(
            r.naam,
            gewicht=600,
            maat="basis",
            icoon="star" if vast else None,
            chips=(Chipje("vlag", "waarschuwing", "flag"),) if vlag else (),
            sorteer=vouw(r.naam),
        ),
        Cel(_thema(r), rol="tekst2"),
        Cel(proces, sorteer=r.procesfase + (10 if r.status in _STATUS else 0)),
        Cel(
            chips=(Chipje(str(r.planfase), f"fase{r.planfase}") if r.planfase else Chipje("–"),),
            sorteer=r.planfase or 9,
            spreek=fase,
        ),
        Cel(str(r.open_acties) if r.open_acties else "–", sorteer=r.open_acties),
        Cel("" if laat else "–", chips=laat, sorteer=r.te_laat),
        Cel(r.casusregisseur, rol="tekst2"),
        Cel(dag, sorteer=r.evaluatiedatum),
        Cel(_dag(laatst, jaar), rol="tekst2", sorteer=r.laatst),
    )
    return _Rij(r.id, tuple([cellen.setdefault(cel, cel) for cel in rij]), "", vast, regel=r, jaar=jaar, vlag=vlag)
