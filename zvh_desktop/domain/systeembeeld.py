"""The picture of a system: where everybody stands, which lines run, and what is said of it.

No window and no paper here: columns and rows, so that a screen and a page draw the same. Generations stand below each
other, a household has columns of its own and so can be enclosed without anybody else in it, and what is too wide goes
on below. The same input gives the same picture. An address is nowhere in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from zvh_desktop.domain.betrokkene import Betrokkene, leeftijd
from zvh_desktop.domain.systeem import Relatie, relatiewoord, zijde

__all__ = [
    "LIJNEN",
    "Huishouden",
    "Knoop",
    "Lijn",
    "Lijnvorm",
    "Richting",
    "Systeembeeld",
    "Systeemblad",
    "buur",
    "korte_naam",
    "teken",
]

Richting = Literal["links", "rechts", "boven", "onder"]

_BREED: Final = 6
"""Columns of a picture; a household wider than that stands alone."""


@dataclass(frozen=True, slots=True)
class Lijnvorm:
    """How a kind of relation is drawn, told apart without colour.

    Attributes:
        streep: lengths of dash and gap in tenths of a line height; empty for an unbroken line.
        teken: at the middle: "" or "kruis" (two strokes across); at the far end: "pijl".
        dik: thick line.
        uitleg: for the legend.
    """

    streep: tuple[float, ...]
    teken: str
    dik: bool
    uitleg: str


LIJNEN: Final[Mapping[str, Lijnvorm]] = {
    "ouder": Lijnvorm((), "pijl", dik=False, uitleg="ouder, de pijl wijst naar het kind"),
    "partner": Lijnvorm((), "", dik=True, uitleg="partner"),
    "ex_partner": Lijnvorm((), "kruis", dik=True, uitleg="ex-partner"),
    "broer_zus": Lijnvorm((8, 4), "", dik=False, uitleg="broer of zus"),
    "gezin": Lijnvorm((2, 3), "", dik=True, uitleg="gezin"),
    "huishouden": Lijnvorm((2, 3), "", dik=False, uitleg="huishouden"),
    "familie": Lijnvorm((12, 4), "", dik=False, uitleg="familie"),
    "hulpverlener": Lijnvorm((8, 3, 2, 3), "pijl", dik=False, uitleg="hulpverlener, de pijl wijst naar de cliënt"),
    "overig": Lijnvorm((1, 5), "", dik=False, uitleg="anders"),
}
"""Kinds that say the other direction ("kind", "client") are drawn turned round."""

_GEDRAAID: Final = {"kind": "ouder", "client": "hulpverlener"}
_ZELFDE_RIJ: Final = frozenset(("partner", "ex_partner", "broer_zus"))


@dataclass(frozen=True, slots=True)
class Knoop:
    """One person.

    Attributes:
        kolom, rij: place, from 0.
        regels: what is written: name, age, role.
        spreek: one sentence with every tie: "Jan Vermeer, vader; vader van Kees Vermeer".
    """

    id: str
    kolom: int
    rij: int
    hoofdpersoon: bool
    regels: tuple[str, ...]
    spreek: str


@dataclass(frozen=True, slots=True)
class Lijn:
    """One tie between two people; `woord` stands beside it when the kind says too little, `voorbij` when it ended."""

    van: str
    naar: str
    soort: str
    woord: str
    voorbij: bool


@dataclass(frozen=True, slots=True)
class Huishouden:
    """Who live together: the columns and rows from and up to and including, in which nobody else stands."""

    leden: tuple[str, ...]
    kolom: int
    rij: int
    kolom_tot: int
    rij_tot: int


@dataclass(frozen=True, slots=True)
class Systeembeeld:
    """A picture: people, lines, households, and how many columns and rows it takes."""

    knopen: tuple[Knoop, ...]
    lijnen: tuple[Lijn, ...]
    huishoudens: tuple[Huishouden, ...]
    kolommen: int
    rijen: int

    def knoop(self, id_: str) -> Knoop | None:
        """Return somebody's place, or None."""
        return next((k for k in self.knopen if k.id == id_), None)

    def om(self, lijn: Lijn) -> tuple[int, int]:
        """Return to which side a line bends, as (columns, rows), to keep clear of others; (0, 0) when it is straight.

        Two people in one row or column with somebody between them are tied by a bow below, or beside.
        """
        een, ander = self.knoop(lijn.van), self.knoop(lijn.naar)
        if een is None or ander is None:
            return 0, 0
        kolommen = sorted((een.kolom, ander.kolom))
        rijen = sorted((een.rij, ander.rij))
        tussen = any(
            k.id not in (een.id, ander.id) and rijen[0] <= k.rij <= rijen[1] and kolommen[0] <= k.kolom <= kolommen[1]
            for k in self.knopen
        )
        if not tussen:
            return 0, 0
        if een.rij == ander.rij:
            return 0, 1
        return (1, 0) if een.kolom == ander.kolom else (0, 0)

    def soorten(self) -> tuple[str, ...]:
        """Return the kinds of line that are drawn, in the order of the legend."""
        gebruikt = {lijn.soort for lijn in self.lijnen}
        return tuple(soort for soort in LIJNEN if soort in gebruikt)

    def alt(self) -> str:
        """Return the whole picture in words, for who cannot see it."""
        if not self.knopen:
            return "Er staan nog geen betrokkenen in dit beeld."
        delen = [f"Beeld van het systeem met {len(self.knopen)} personen."]
        delen += [f"{k.spreek}." for k in self.knopen]
        namen = {k.id: k.regels[0] for k in self.knopen}
        delen += [f"In één huishouden: {', '.join(namen[i] for i in h.leden)}." for h in self.huishoudens]
        return " ".join(delen)


@dataclass(frozen=True, slots=True)
class Systeemblad:
    """A picture as it goes on paper, with what stands around it."""

    zvh: str
    rubricering: str
    casusnummer: str
    gemaakt_op: datetime
    beeld: Systeembeeld


def korte_naam(persoon: Betrokkene) -> str:
    """Return what somebody is called in a picture."""
    return persoon.volledige_naam or persoon.rol or "naam onbekend"


def teken(personen: Sequence[Betrokkene], relaties: Iterable[Relatie], vandaag: date) -> Systeembeeld:
    """Give everybody a place; linear in people and ties but for their order.

    Args:
        personen: who is shown, in the order of the dossier.
        relaties: ties; those with somebody who is not shown are left out.
        vandaag: for ages, and for what has ended.
    """
    ids = [p.id for p in personen]
    getoond = set(ids)
    banden = [r for r in relaties if {r.van_betrokkene_id, r.naar_betrokkene_id} <= getoond]
    lopend = [r for r in banden if r.tot is None or r.tot >= vandaag]
    rang = _rangen(ids, banden)
    groepen = _groepen(
        ids, [(r.van_betrokkene_id, r.naar_betrokkene_id) for r in lopend if r.relatiesoort == "huishouden"]
    )
    plekken, kolommen, rijen = _plaats(_geordend(groepen, banden), rang, _verwanten(banden))
    namen = {p.id: korte_naam(p) for p in personen}
    knopen = tuple(
        Knoop(
            p.id,
            *plekken[p.id],
            p.hoofdpersoon,
            tuple(regel for regel in (namen[p.id], _leeftijd(p, vandaag), p.rol if p.volledige_naam else "") if regel),
            _spreek(p, namen, banden, vandaag),
        )
        for p in personen
    )
    op_plek = tuple(sorted(knopen, key=lambda k: (k.rij, k.kolom)))
    return Systeembeeld(
        op_plek,
        tuple(_lijn(r, vandaag) for r in banden if not (r.relatiesoort == "huishouden" and r in lopend)),
        tuple(_omlijnd(groep, plekken) for groep in groepen if len(groep) > 1),
        kolommen,
        rijen,
    )


def _leeftijd(p: Betrokkene, vandaag: date) -> str:
    return f"{leeftijd(p.geboortedatum, vandaag)} jaar" if p.geboortedatum and p.geboortedatum <= vandaag else ""


def _spreek(p: Betrokkene, namen: Mapping[str, str], banden: Sequence[Relatie], vandaag: date) -> str:
    kop = ", ".join(
        deel
        for deel in (
            namen[p.id],
            "hoofdpersoon" if p.hoofdpersoon else "",
            _leeftijd(p, vandaag),
            p.rol if p.volledige_naam else "",
        )
        if deel
    )
    zinnen = []
    for r in banden:
        z = zijde(r, p.id)
        if z is not None and z.ander_id != p.id:
            voorbij = ", voorbij" if z.tot is not None and z.tot < vandaag else ""
            zinnen.append(f"{z.woord} {namen[z.ander_id]}{voorbij}")
    return "; ".join((kop, *sorted(zinnen)))


def _lijn(r: Relatie, vandaag: date) -> Lijn:
    soort = _GEDRAAID.get(r.relatiesoort, r.relatiesoort)
    gedraaid = r.relatiesoort in _GEDRAAID
    van, naar = (r.naar_betrokkene_id, r.van_betrokkene_id) if gedraaid else (r.van_betrokkene_id, r.naar_betrokkene_id)
    eigen = (r.woord_naar if gedraaid else r.woord_van).strip()
    onbekend = "" if soort in LIJNEN else relatiewoord(soort)
    return Lijn(
        van,
        naar,
        soort if soort in LIJNEN else "overig",
        eigen or onbekend,
        r.tot is not None and r.tot < vandaag,
    )


def _groepen(ids: Sequence[str], paren: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return who belong together, each group and all groups in the order of `ids`."""
    hoofd = {i: i for i in ids}

    def wortel(i: str) -> str:
        while hoofd[i] != i:
            hoofd[i] = hoofd[hoofd[i]]
            i = hoofd[i]
        return i

    for een, twee in paren:
        hoofd[wortel(een)] = wortel(twee)
    groepen: dict[str, list[str]] = {}
    for i in ids:
        groepen.setdefault(wortel(i), []).append(i)
    return [tuple(groep) for groep in groepen.values()]


def _rangen(ids: Sequence[str], banden: Sequence[Relatie]) -> dict[str, int]:
    """Return the generation of everybody: parents above children, partners and siblings beside each other.

    What contradicts itself (somebody his own grandfather) is left out: a picture may not fail on what was typed.
    """
    samen = _groepen(
        ids, [(r.van_betrokkene_id, r.naar_betrokkene_id) for r in banden if r.relatiesoort in _ZELFDE_RIJ]
    )
    groep = {i: nr for nr, leden in enumerate(samen) for i in leden}
    kinderen: dict[int, list[int]] = {}
    heeft_ouder: set[int] = set()
    for r in sorted(banden, key=lambda r: r.id):
        soort = r.relatiesoort
        if soort not in ("ouder", "kind"):
            continue
        ouder, kind = groep[r.van_betrokkene_id], groep[r.naar_betrokkene_id]
        if soort == "kind":
            ouder, kind = kind, ouder
        if ouder != kind and not _bereikt(kinderen, kind, ouder):
            kinderen.setdefault(ouder, []).append(kind)
            heeft_ouder.add(kind)
    rang = [0] * len(samen)
    wachtrij = [nr for nr in range(len(samen)) if nr not in heeft_ouder]
    while wachtrij:
        nr = wachtrij.pop(0)
        for kind in kinderen.get(nr, ()):
            if rang[kind] < rang[nr] + 1:
                rang[kind] = rang[nr] + 1
                wachtrij.append(kind)
    # A parent who came in by one child only stands right above it, not at the top of the picture.
    for nr in sorted(kinderen, key=lambda nr: -rang[nr]):
        if nr not in heeft_ouder:
            rang[nr] = min(rang[kind] for kind in kinderen[nr]) - 1
    return _met_losse(ids, banden, {i: rang[groep[i]] for i in ids})


def _met_losse(ids: Sequence[str], banden: Sequence[Relatie], rang: dict[str, int]) -> dict[str, int]:
    """Put who has no place among the generations beside whom they live with, or below everybody: hulpverleners."""
    in_rij = {"ouder", "kind", *_ZELFDE_RIJ}
    vast = {i for r in banden if r.relatiesoort in in_rij for i in (r.van_betrokkene_id, r.naar_betrokkene_id)}
    if not vast:
        vast = set(ids[:1])
    onder = max((rang[i] for i in vast), default=0) + 1
    uit = {i: rang[i] if i in vast else onder for i in ids}
    for r in sorted(banden, key=lambda r: r.id):
        if r.relatiesoort in ("gezin", "huishouden", "familie"):
            for een, ander in (
                (r.van_betrokkene_id, r.naar_betrokkene_id),
                (r.naar_betrokkene_id, r.van_betrokkene_id),
            ):
                if een in vast and ander not in vast:
                    uit[ander] = rang[een]
    return uit


def _bereikt(kinderen: Mapping[int, list[int]], van: int, doel: int) -> bool:
    gezien: set[int] = set()
    wachtrij = [van]
    while wachtrij:
        nu = wachtrij.pop()
        if nu == doel:
            return True
        if nu not in gezien:
            gezien.add(nu)
            wachtrij += kinderen.get(nu, ())
    return False


def _geordend(groepen: Sequence[tuple[str, ...]], banden: Sequence[Relatie]) -> list[tuple[str, ...]]:
    """Put households that are tied beside each other: walk from the first one along the ties."""
    van = {i: nr for nr, leden in enumerate(groepen) for i in leden}
    buren: dict[int, list[int]] = {nr: [] for nr in range(len(groepen))}
    for r in banden:
        een, twee = van[r.van_betrokkene_id], van[r.naar_betrokkene_id]
        if een != twee:
            buren[een].append(twee)
            buren[twee].append(een)
    volgorde: list[int] = []
    gezien: set[int] = set()
    for begin in range(len(groepen)):
        wachtrij = [begin]
        while wachtrij:
            nu = wachtrij.pop(0)
            if nu in gezien:
                continue
            gezien.add(nu)
            volgorde.append(nu)
            wachtrij += sorted(set(buren[nu]) - gezien)
    return [groepen[nr] for nr in volgorde]


def _verwanten(banden: Sequence[Relatie]) -> dict[str, set[str]]:
    uit: dict[str, set[str]] = {}
    for r in banden:
        uit.setdefault(r.van_betrokkene_id, set()).add(r.naar_betrokkene_id)
        uit.setdefault(r.naar_betrokkene_id, set()).add(r.van_betrokkene_id)
    return uit


def _plaats(
    blokken: Sequence[tuple[str, ...]], rang: Mapping[str, int], verwant: Mapping[str, set[str]]
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Lay households side by side on shelves; single people of other generations share a column."""
    plekken: dict[str, tuple[int, int]] = {}
    planken: list[list[list[str]]] = [[]]
    samen = {i for blok in blokken if len(blok) > 1 for i in blok}
    breedte = 0
    for blok in blokken:
        breed = max(sum(rang[i] == r for i in blok) for r in {rang[i] for i in blok})
        if len(blok) == 1:
            # Above or below a single person of another generation there is room; within a household there is not.
            vrij = [k for k in planken[-1] if k[0] not in samen and all(rang[i] != rang[blok[0]] for i in k)]
            eigen = [k for k in vrij if any(i in verwant.get(blok[0], ()) for i in k)]
            if eigen or (vrij and breedte >= _BREED):
                (eigen or vrij)[0].append(blok[0])
                continue
        if breedte and breedte + breed > _BREED:
            planken.append([])
            breedte = 0
        planken[-1].append(list(blok))
        breedte += breed
    onder = 0
    meeste = 0
    for plank in planken:
        rangen = sorted({rang[i] for blok in plank for i in blok})
        rij_van = {r: onder + nr for nr, r in enumerate(rangen)}
        kolom = 0
        for deel in plank:
            breed = max(sum(rang[i] == r for i in deel) for r in {rang[i] for i in deel})
            for r in rangen:
                for nr, i in enumerate(i for i in deel if rang[i] == r):
                    plekken[i] = (kolom + nr, rij_van[r])
            kolom += breed
        meeste = max(meeste, kolom)
        onder += len(rangen)
    return plekken, meeste, onder


def _omlijnd(groep: tuple[str, ...], plekken: Mapping[str, tuple[int, int]]) -> Huishouden:
    kolommen, rijen = zip(*(plekken[i] for i in groep), strict=True)
    return Huishouden(groep, min(kolommen), min(rijen), max(kolommen), max(rijen))


def buur(beeld: Systeembeeld, id_: str, richting: Richting) -> str:
    """Return who comes next with an arrow key; "" when nobody stands that way.

    Left and right go along the row. Up and down go one row on: to somebody tied to this person when there is one,
    else to whoever stands nearest. So everybody can be reached, and parents and children lie one key apart.
    """
    nu = beeld.knoop(id_)
    if nu is None:
        return beeld.knopen[0].id if beeld.knopen else ""
    if richting in ("links", "rechts"):
        teken_ = -1 if richting == "links" else 1
        rij = [k for k in beeld.knopen if k.rij == nu.rij and (k.kolom - nu.kolom) * teken_ > 0]
        return min(rij, key=lambda k: abs(k.kolom - nu.kolom)).id if rij else ""
    doel = nu.rij + (-1 if richting == "boven" else 1)
    verwant = {lijn.naar for lijn in beeld.lijnen if lijn.van == id_}
    verwant |= {lijn.van for lijn in beeld.lijnen if lijn.naar == id_}
    verwant |= {i for h in beeld.huishoudens if id_ in h.leden for i in h.leden}
    rij = [k for k in beeld.knopen if k.rij == doel]
    return min(rij, key=lambda k: (k.id not in verwant, abs(k.kolom - nu.kolom), k.kolom)).id if rij else ""
