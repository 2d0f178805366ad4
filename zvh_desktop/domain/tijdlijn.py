"""The plan in time: what lasts and what happens as items, and where each stands in a picture; pure, in any unit.

A picture has lanes, a lane has rows, and in one row nothing overlaps. Days become places by a scale; how wide the words
of an item are is asked from whoever draws it, so that a screen and a page are laid by the same rules.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from zvh_desktop.domain.datumtekst import MAANDEN_KORT, voluit
from zvh_desktop.domain.plan import FASEN, FASESTATUS, Fase
from zvh_desktop.domain.planfase import OPEN, Fasestap, stapwoord

__all__ = [
    "BANEN",
    "SCHALEN",
    "SOORTEN",
    "Indeling",
    "Item",
    "Rij",
    "Soort",
    "Streep",
    "Tijdlijn",
    "Tijdlijnblad",
    "Vak",
    "buur",
    "fase_items",
    "in_beeld",
    "leg",
    "orden",
    "passende_schaal",
    "strepen",
]

BANEN: Final[dict[str, str]] = {
    "fase": "Fasen",
    "interventie": "Interventies",
    "verblijf": "Detentie en verlof",
    "overleg": "Overleg en toetsen",
    "incident": "Incidenten",
    "schaal": "Op- en afschalen",
}
"""Lanes from top to bottom."""

Teken = Literal["balk", "stip", "ruit", "driehoek", "op", "neer", "vlag"]


class Soort(NamedTuple):
    """A kind of item: its word, its lane, and the sign it is drawn with; a sign and a word, never colour alone."""

    woord: str
    baan: str
    teken: Teken = "stip"


SOORTEN: Final[dict[str, Soort]] = {
    "fase": Soort("Fase", "fase", "balk"),
    "interventie": Soort("Interventie", "interventie", "balk"),
    "detentie": Soort("Detentie", "verblijf", "balk"),
    "verlof": Soort("Verlof", "verblijf", "balk"),
    "overleg": Soort("Overleg", "overleg", "stip"),
    "toets": Soort("Toetsmoment", "overleg", "ruit"),
    "evaluatie": Soort("Evaluatie", "overleg", "ruit"),
    "versie": Soort("Plan vastgelegd", "overleg", "vlag"),
    "incident": Soort("Incident", "incident", "driehoek"),
    "terugval": Soort("Terugval", "incident", "driehoek"),
    "opschaling": Soort("Opschaling", "schaal", "op"),
    "escalatie": Soort("Voorgelegd", "schaal", "op"),
    "afschaling": Soort("Afschaling", "schaal", "neer"),
    "einde": Soort("Einde van de casus", "schaal", "vlag"),
}
"""Kinds by key."""

SCHALEN: Final = (0.12, 0.2, 0.35, 0.6, 1.0, 1.7, 3.0, 5.0, 9.0, 16.0, 28.0)
"""Widths of a day to choose from, in units of the drawing."""

_VERSTE: Final = timedelta(days=15 * 366)
"""Days further from today than this stand at the edge of the picture; the list names them as they are."""
_RAND: Final = 12
"""Days of air before the first and behind the last."""


class Item(NamedTuple):
    """Something with a place in time.

    Attributes:
        id: unique within one picture.
        record: id of the record it tells of, to go to.
        soort: key of SOORTEN.
        titel: one line.
        van: first day; None when that is not known, and then it has no place.
        tot: last day; None for a mark, and for what goes on.
        loopt: it has begun and has no last day yet.
        tekst: what else is to be said, for the list.
        fase: of the plan, 0 for none.
        niet_delen_met: from whom it is kept, as with a note.
    """

    id: str
    record: str
    soort: str
    titel: str
    van: date | None
    tot: date | None = None
    loopt: bool = False
    tekst: str = ""
    fase: int = 0
    niet_delen_met: tuple[str, ...] = ()

    @property
    def baan(self) -> str:
        """Key of its lane."""
        return SOORTEN[self.soort].baan

    @property
    def duurt(self) -> bool:
        """It takes more than a moment."""
        return self.loopt or self.tot is not None

    def wanneer(self) -> str:
        """Say when, in words."""
        if self.van is None:
            return f"nog geen begin, tot {voluit(self.tot)}" if self.tot else "nog geen dag"
        if self.loopt:
            return f"vanaf {voluit(self.van)}"
        return f"{voluit(self.van)} t/m {voluit(self.tot)}" if self.tot else voluit(self.van)

    def zin(self) -> str:
        """Say all of it in one sentence, for who does not see the picture."""
        woord = SOORTEN[self.soort].woord
        kop = self.titel if self.titel.casefold().startswith(woord.casefold()) else f"{woord}: {self.titel}"
        return ", ".join(deel for deel in (kop, self.wanneer(), self.tekst) if deel)


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """Everything of a casus that has a place in time.

    Attributes:
        items: those with a day, in order of day.
        zonder_dag: those that wait for one.
    """

    items: tuple[Item, ...]
    zonder_dag: tuple[Item, ...]
    vandaag: date

    def alles(self) -> tuple[Item, ...]:
        """Everything, what has no day last."""
        return (*self.items, *self.zonder_dag)


@dataclass(frozen=True, slots=True)
class Tijdlijnblad:
    """A timeline as it goes on paper, with what stands around it; `weggelaten` names what is not on it."""

    zvh: str
    rubricering: str
    casusnummer: str
    gemaakt_op: datetime
    tijdlijn: Tijdlijn
    weggelaten: tuple[str, ...] = ()


def orden(items: Iterable[Item], vandaag: date) -> Tijdlijn:
    """Return a timeline of these items, in order of day; an end before its begin counts as the begin."""
    heel = [i._replace(tot=max(i.van, i.tot)) if i.van and i.tot else i for i in items]
    met = sorted((i for i in heel if i.van is not None), key=_op_dag)
    zonder = sorted((i for i in heel if i.van is None), key=lambda i: (i.fase, i.id))
    return Tijdlijn(tuple(met), tuple(zonder), vandaag)


def _op_dag(item: Item) -> tuple[date, date, int, str]:
    van = item.van or date.max
    return van, item.tot or (date.max if item.loopt else van), list(BANEN).index(item.baan), item.id


# -- phases


def fase_items(fase: Fase, stappen: Iterable[Fasestap], sinds: date | None = None) -> Iterator[Item]:
    """Return each time a phase was open, its relapses and its toetsmoment.

    Args:
        fase: the phase.
        stappen: of every phase.
        sinds: since when it was open before its first step, when it was; its own first day when that is not known.
    """
    eigen = sorted((s for s in stappen if s.fase == fase.nummer and not s.verwijderd), key=lambda s: (s.tijdstip, s.id))
    titel = f"{fase.nummer} {FASEN.get(fase.nummer, '')}".strip()

    def periode(nr: int, van: date, tot: date | None, woord: str) -> Item:
        return Item(
            f"{fase.id}:{nr}", fase.id, "fase", titel, van, tot, loopt=tot is None, tekst=woord, fase=fase.nummer
        )

    begin: date | None = None
    nr = 0
    for stap in eigen:
        if begin is None and stap.van in OPEN:
            begin = min(sinds or fase.geopend_op or stap.dag, stap.dag)
        if stap.naar == "teruggevallen":
            kop = f"terugval in fase {fase.nummer}"
            yield Item(stap.id, stap.id, "terugval", kop, stap.dag, tekst=stap.motivering, fase=fase.nummer)
        if stap.naar in OPEN:
            begin = begin or stap.dag
        elif begin is not None:
            yield periode(nr, begin, stap.dag, stapwoord(stap.van, stap.naar) or FASESTATUS.get(stap.naar, ""))
            begin, nr = None, nr + 1
    if begin is not None:
        yield periode(nr, begin, None, FASESTATUS[fase.status])
    elif not eigen and fase.geopend_op is not None:
        tot = None if fase.status in OPEN else fase.bereikt_op or fase.geopend_op
        yield periode(nr, fase.geopend_op, tot, FASESTATUS[fase.status])
    if fase.toetsmoment is not None:
        toets = f"fase {fase.nummer} toetsen"
        yield Item(f"{fase.id}:toets", fase.id, "toets", toets, fase.toetsmoment, fase=fase.nummer)


# -- places


class Vak(NamedTuple):
    """An item in its place; `x` and `breed` of its bar or mark, `tot` of bar and words together."""

    item: Item
    rij: int
    x: float
    breed: float
    tot: float


class Rij(NamedTuple):
    """A row, counted from the top of the picture over all lanes; `baan` is named at its first row only."""

    baan: str
    eerste: bool


@dataclass(frozen=True, slots=True)
class Indeling:
    """A picture.

    Attributes:
        vakken: all items that have a day, by row and then by place.
        rijen: rows from top to bottom; each has at least one item.
        breed: of the whole.
        vandaag: place of today.
    """

    vakken: tuple[Vak, ...]
    rijen: tuple[Rij, ...]
    begin: date
    eind: date
    schaal: float
    breed: float
    vandaag: float

    def plek(self, dag: date) -> float:
        """Return the place of the beginning of a day, at the edge when it lies outside."""
        return self.schaal * (min(max(dag, self.begin), self.eind) - self.begin).days


def _spanne(tijdlijn: Tijdlijn) -> tuple[date, date]:
    """Return first and last day of the picture: everything with a day and today, but no further than sense."""
    vandaag = tijdlijn.vandaag
    dagen = [vandaag, *(d for i in tijdlijn.items for d in (i.van, i.tot) if d is not None)]
    vroegst, laatst = _verder(vandaag, -_VERSTE.days), _verder(vandaag, _VERSTE.days)
    begin = min(max(d, vroegst) for d in dagen)
    eind = max(min(d, laatst) for d in dagen)
    return _verder(begin, -_RAND), _verder(eind, _RAND + max(10, (eind - begin).days // 12))


def _verder(dag: date, dagen: int) -> date:
    """Return the day so many days on, the first or last there is when the calendar ends before it."""
    return date.fromordinal(min(max(dag.toordinal() + dagen, date.min.toordinal()), date.max.toordinal()))


def passende_schaal(tijdlijn: Tijdlijn, breed: float) -> float:
    """Return the largest scale at which all of it fits in a width; the smallest there is when none does."""
    begin, eind = _spanne(tijdlijn)
    dagen = (eind - begin).days
    return max((s for s in SCHALEN if s * dagen <= breed), default=SCHALEN[0])


def leg(
    tijdlijn: Tijdlijn,
    schaal: float,
    woorden: Callable[[Item], float],
    *,
    teken: float = 14.0,
    lucht: float = 8.0,
) -> Indeling:
    """Give every item with a day its place.

    Args:
        tijdlijn: what to lay.
        schaal: width of a day.
        woorden: how wide the words of an item are.
        teken: least width of a bar, and that of a mark.
        lucht: between two items in one row.
    """
    begin, eind = _spanne(tijdlijn)
    leeg = Indeling((), (), begin, eind, schaal, 0.0, 0.0)
    groepen: dict[tuple[int, int], list[Item]] = {}
    banen = list(BANEN)
    for item in tijdlijn.items:
        # Phases and interventies stand by phase, so that what belongs together is not scattered over the rows.
        fase = item.fase if item.baan in ("fase", "interventie") else 0
        groepen.setdefault((banen.index(item.baan), fase), []).append(item)
    vakken: list[Vak] = []
    rijen: list[Rij] = []
    vorige = -1
    for (baan, _), groep in sorted(groepen.items()):
        eerste = len(rijen)
        einden: list[float] = []
        for item in groep:
            x, breed = _balk(leeg, item, teken)
            # Words stand in a bar that has room for them, and behind anything else.
            tot = x + breed + (0.0 if item.duurt and woorden(item) <= breed else woorden(item))
            rij = next((nr for nr, vol in enumerate(einden) if vol + lucht <= x), len(einden))
            if rij == len(einden):
                einden.append(tot)
                rijen.append(Rij(banen[baan], eerste=baan != vorige))
                vorige = baan
            einden[rij] = tot
            vakken.append(Vak(item, eerste + rij, x, breed, tot))
    vakken.sort(key=lambda v: (v.rij, v.x, v.item.id))
    breedst = max([schaal * (eind - begin).days, *(v.tot + lucht for v in vakken)])
    plek = leeg.plek(tijdlijn.vandaag)
    return Indeling(tuple(vakken), tuple(rijen), begin, eind, schaal, breedst, plek)


def _balk(indeling: Indeling, item: Item, teken: float) -> tuple[float, float]:
    """Return place and width of a bar or a mark; the last day counts whole."""
    assert item.van is not None
    x = indeling.plek(item.van)
    if not item.duurt:
        return x, teken
    eind = indeling.eind if item.loopt else _verder(item.tot or item.van, 1)
    return x, max(teken, indeling.plek(eind) - x)


Richting = Literal["links", "rechts", "boven", "onder"]


def buur(indeling: Indeling, id_: str, richting: Richting) -> str:
    """Return the item next to one: in its row, or the nearest in the row above or below; "" when there is none."""
    vakken = indeling.vakken
    nr = next((n for n, v in enumerate(vakken) if v.item.id == id_), -1)
    if nr < 0:
        return vakken[0].item.id if vakken else ""
    nu = vakken[nr]
    if richting in ("links", "rechts"):
        ander = nr + (1 if richting == "rechts" else -1)
        return vakken[ander].item.id if 0 <= ander < len(vakken) and vakken[ander].rij == nu.rij else ""
    rij = nu.rij + (1 if richting == "onder" else -1)
    in_rij = [v for v in vakken if v.rij == rij]
    return min(in_rij, key=lambda v: (abs(v.x - nu.x), v.x)).item.id if in_rij else ""


# -- the axis


class Streep(NamedTuple):
    """A line on the axis; `hoofd` for a year, or a month where weeks are drawn."""

    dag: date
    tekst: str
    hoofd: bool


_MAANDSTAPPEN: Final = (1, 3, 6, 12, 24, 60)
_KLEINST: Final = 46.0
"""Least distance between two lines, so that their words do not touch."""


def strepen(begin: date, eind: date, schaal: float, *, kleinst: float = _KLEINST) -> tuple[Streep, ...]:
    """Return the lines of the axis between two days: weeks when there is room, else months, quarters or years."""
    uit: list[Streep] = []
    if 7 * schaal >= 1.7 * kleinst:
        dag = _verder(begin, (7 - begin.weekday()) % 7)
        while dag < eind:
            nieuw = dag.day <= 7
            jaar = f" {dag.year}" if nieuw and dag.month == 1 else ""
            uit.append(Streep(dag, f"{dag.day} {MAANDEN_KORT[dag.month - 1]}{jaar}", nieuw))
            if (verder := _verder(dag, 7)) == dag:
                break
            dag = verder
        return tuple(uit)
    stap = next((s for s in _MAANDSTAPPEN if s * 30.4 * schaal >= kleinst), _MAANDSTAPPEN[-1])
    maand = (begin.year * 12 + begin.month - 1) // stap * stap
    while True:
        maand += stap
        in_jaar, rest = divmod(maand, 12)
        if in_jaar > date.max.year or (dag := date(in_jaar, rest + 1, 1)) >= eind:
            return tuple(uit)
        uit.append(Streep(dag, str(in_jaar) if rest == 0 else MAANDEN_KORT[rest], rest == 0))


def in_beeld(indeling: Indeling, van: float, tot: float, rijen: Sequence[int]) -> Iterator[Vak]:
    """Return what touches a part of the picture: between two places, in these rows."""
    vakken = indeling.vakken
    for rij in rijen:
        begin = bisect_left(vakken, rij, key=lambda v: v.rij)
        for vak in vakken[begin:]:
            if vak.rij != rij or vak.x > tot:
                break
            if vak.tot >= van:
                yield vak
