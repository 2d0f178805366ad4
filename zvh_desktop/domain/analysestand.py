"""How the analysis of a casus stands, in a few lines: for the overview, and for who chairs the overleg."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.analyse import (
    VOORWAARDEN,
    ZRM_EDITIES,
    Basisvoorwaarde,
    Gebiedstand,
    Reeks,
    Risicotaxatie,
    is_verlopen,
)
from zvh_desktop.domain.tijd import kalenderdag

__all__ = ["Standregel", "stand_van_analyse"]

_NAMEN = 4
"""So many leefgebieden are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Standregel:
    """One line.

    Attributes:
        naam: which part of the analysis it is about: "leefgebieden", "zrm", "risico", "voorwaarden" or "thema".
        kop: what it is.
        tekst: how it stands.
        let_op: somebody should look at it.
    """

    naam: str
    kop: str
    tekst: str
    let_op: bool = False


def _aantal(n: int, een: str, meer: str) -> str:
    return f"1 {een}" if n == 1 else f"{n} {meer}"


def _namen(namen: Sequence[str]) -> str:
    rest = len(namen) - _NAMEN
    # A rest of one is as short as its name.
    if rest <= 1:
        return ", ".join(namen)
    return f"{', '.join(namen[:_NAMEN])} en {rest} andere"


def _leefgebieden(standen: Sequence[Gebiedstand]) -> Standregel:
    in_lijst = [s for s in standen if s.in_lijst]
    leeg = [s.gebied.naam for s in in_lijst if s.leeg]
    if len(leeg) == len(in_lijst) and all(s.leeg for s in standen):
        return Standregel("leefgebieden", "Leefgebieden", "nog niets beschreven", let_op=True)
    per = {soort: sum(len(s.punten[soort]) for s in standen) for soort in ("feit", "kracht", "zorg", "oordeel")}
    delen = [
        f"{len(in_lijst) - len(leeg)} van {len(in_lijst)} beschreven",
        ", ".join(
            (
                _aantal(per["feit"], "feit", "feiten"),
                _aantal(per["kracht"], "kracht", "krachten"),
                _aantal(per["zorg"], "zorg", "zorgen"),
                _aantal(per["oordeel"], "oordeel", "oordelen"),
            )
        ),
    ]
    if leeg:
        delen.append(f"nog leeg: {_namen(leeg)}")
    return Standregel("leefgebieden", "Leefgebieden", "; ".join(delen), let_op=False)


def _zrm(reeksen: Sequence[Reeks]) -> list[Standregel]:
    if not reeksen:
        return []
    reeks = reeksen[0]
    gescoord = sum(rij[-1] is not None for rij in reeks.scores.values())
    editie = ZRM_EDITIES.get(reeks.editie, reeks.editie)
    metingen = sum(len(r.metingen) for r in reeksen)
    tekst = f"laatst op {kalenderdag(reeks.metingen[-1].datum)}, {gescoord} van {len(reeks.domeinen)} domeinen gescoord"
    return [Standregel("zrm", editie, f"{_aantal(metingen, 'meting', 'metingen')}; {tekst}")]


def _risico(taxaties: Sequence[Risicotaxatie], vandaag: date) -> list[Standregel]:
    uit = []
    for taxatie in taxaties:
        verlopen = is_verlopen(taxatie, vandaag)
        delen = [f"van {kalenderdag(taxatie.datum)}" if taxatie.datum else "zonder datum"]
        if taxatie.geldig_tot is not None:
            delen.append(f"{'verlopen op' if verlopen else 'geldig tot en met'} {kalenderdag(taxatie.geldig_tot)}")
        uit.append(Standregel("risico", taxatie.instrument, ", ".join(delen), let_op=verlopen))
    return uit


def _voorwaarden(voorwaarden: Sequence[Basisvoorwaarde]) -> list[Standregel]:
    if not voorwaarden:
        return []
    staat = {v.voorwaarde: v.staat for v in voorwaarden}
    goed = [s for s in VOORWAARDEN if staat.get(s) in ("geregeld", "niet_nodig")]
    open_ = [VOORWAARDEN[s].lower() for s in VOORWAARDEN if s not in goed]
    tekst = f"{len(goed)} van {len(VOORWAARDEN)} geregeld of niet nodig"
    if open_:
        tekst += f"; open: {', '.join(open_)}"
    return [Standregel("voorwaarden", "Basisvoorwaarden", tekst, let_op="niet_geregeld" in staat.values())]


def stand_van_analyse(
    standen: Sequence[Gebiedstand],
    reeksen: Sequence[Reeks],
    taxaties: Sequence[Risicotaxatie],
    voorwaarden: Sequence[Basisvoorwaarde],
    themas: Sequence[tuple[str, bool]],
    vandaag: date,
) -> tuple[Standregel, ...]:
    """Return the lines, in the order of the analysis.

    Args:
        standen: leefgebieden with their points.
        reeksen: courses of the ZRM, the latest first.
        taxaties: newest first.
        voorwaarden: the five, or none when no theme asks for them.
        themas: titles of the blocks of the casus, each with whether something was filled in.
        vandaag: decides what ran out.
    """
    leeg = [naam for naam, gevuld in themas if not gevuld]
    thema = [Standregel("thema", naam, "nog niets ingevuld", let_op=True) for naam in leeg]
    return (
        _leefgebieden(standen),
        *_zrm(reeksen),
        *_risico(taxaties, vandaag),
        *_voorwaarden(voorwaarden),
        *thema,
    )
