"""What has to be known to see what stagnates: one question a subject over all running casussen."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.store.connection import Verbinding

__all__ = ["Lopend", "adviezen", "bijdragen", "fasen", "lopend", "uitstellen"]

_EEN: Final = " AND c.id = :casus"

_LOPEND: Final = """
SELECT c.id, c.naam, c.compartiment, c.toegang, c.casusregisseur, c.thema, c.zsm_advies <> '',
  (SELECT min(x.datum) FROM triage x WHERE x.casus_id = c.id AND x.verwijderd = 0),
  (SELECT min(m.ontvangen_op) FROM aanmelding m WHERE m.casus_id = c.id AND m.verwijderd = 0),
  (SELECT t.tijd FROM change w JOIN txn t ON t.nr = w.txn WHERE w.nr = (SELECT max(x.nr) FROM change x
     WHERE x.stream = c.stream AND x.record NOT IN (SELECT id FROM terzijde UNION ALL SELECT id FROM escalatie))),
  c.begonnen_op
FROM casus c WHERE c.status = 'loopt' AND c.verwijderd = 0
"""
"""To set a term aside or to ask somebody higher is no movement in the casus itself."""


@dataclass(frozen=True, slots=True)
class Lopend:
    """A running casus; `begonnen` and `bewogen` are None when nothing says so."""

    casus_id: str
    naam: str
    compartiment: str
    toegang: list[str]
    casusregisseur: str
    themas: list[str]
    advies: bool
    begonnen: date | None
    bewogen: date | None


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst[:10]) if tekst else None


def lopend(verbinding: Verbinding, casus_id: str = "") -> Iterator[Lopend]:
    """Yield every running casus, or the one asked for, one by one."""
    lees = verbinding.rows if casus_id else verbinding.each
    return (
        Lopend(
            r[0], r[1], r[2], json.loads(r[3]), r[4], json.loads(r[5]), bool(r[6]),
            _dag(r[7]) or _dag(r[8]) or _dag(r[10]),
            lokaal(datetime.fromisoformat(r[9])).date() if r[9] else None,
        )
        for r in lees(_LOPEND + (_EEN if casus_id else ""), {"casus": casus_id})
    )  # fmt: skip


def uitstellen(verbinding: Verbinding, keer: int, casus_id: str = "") -> dict[str, list[tuple[str, int, date]]]:
    """Return by casus (text, times, day of the last time) of open actions put off at least so many times."""
    sql = (
        "SELECT a.casus_id, a.tekst, count(*), max(u.gezet_op) FROM uitstel u JOIN actie a ON a.id = u.actie_id "
        "WHERE u.verwijderd = 0 AND a.status = 'open' AND a.verwijderd = 0"
        + (" AND u.casus_id = :casus" if casus_id else "")
        + " GROUP BY a.id HAVING count(*) >= :keer"
    )
    uit: dict[str, list[tuple[str, int, date]]] = {}
    for r in verbinding.rows(sql, {"keer": keer, "casus": casus_id}):
        uit.setdefault(r[0], []).append((r[1], r[2], lokaal(datetime.fromisoformat(r[3])).date()))
    return uit


def fasen(verbinding: Verbinding, casus_id: str = "") -> dict[str, list[tuple[int, date | None, date | None, int]]]:
    """Return by casus (number, opened on, toetsmoment, planned weeks) of the open phases of its plan."""
    sql = (
        "SELECT casus_id, nummer, geopend_op, toetsmoment, geplande_weken FROM fase WHERE verwijderd = 0 "
        "AND status IN ('open', 'teruggevallen')" + (" AND casus_id = :casus" if casus_id else "") + " ORDER BY nummer"
    )
    uit: dict[str, list[tuple[int, date | None, date | None, int]]] = {}
    for r in verbinding.rows(sql, {"casus": casus_id}):
        uit.setdefault(r[0], []).append((r[1], _dag(r[2]), _dag(r[3]), r[4]))
    return uit


def adviezen(verbinding: Verbinding) -> set[str]:
    """Return the casussen that have a ZSM-advies that was established."""
    sql = "SELECT casus_id FROM zsm_advies WHERE status = 'vastgesteld' AND verwijderd = 0"
    return {r[0] for r in verbinding.rows(sql)}


def bijdragen(verbinding: Verbinding) -> set[str]:
    """Return the casussen in which the contribution of DJI is written down."""
    sql = "SELECT casus_id FROM themareintegratie WHERE trim(dji_bijdrage) <> '' AND verwijderd = 0"
    return {r[0] for r in verbinding.rows(sql)}
