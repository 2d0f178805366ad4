"""Everything with a day on it, read by its own index: no list of deadlines walks the casussen or their texts."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from zvh_desktop.domain.afsluiting import BEGIN, OVERNAME, Overdracht, ontvanger
from zvh_desktop.store.connection import Verbinding

__all__ = ["VRAGEN", "Regel", "aflopende_casussen", "onbevestigd", "protocollen", "regels", "terzijde"]

# The + keeps the planner from walking every running casus instead of the few with a day.
_LOPEND: Final = "c.verwijderd = 0 AND +c.status IN ('aangemeld', 'loopt')"
_CASUS: Final = "c.id, c.naam, c.compartiment, c.toegang"
_MEESTE: Final = 500
"""More of one kind is not shown in any list; the oldest are."""


@dataclass(frozen=True, slots=True)
class Regel:
    """One day of one record: what it is, whose, and two texts that belong to it."""

    soort: str
    over_id: str
    casus_id: str
    naam: str
    compartiment: str
    toegang: list[str]
    dag: date | None
    een: str
    twee: str


VRAGEN: Final[dict[str, str]] = {
    "vlag": (
        f"SELECT v.id, {_CASUS}, v.uiterlijk, v.tekst, v.gezet_op FROM vlag v JOIN casus c ON c.id = v.casus_id "
        "WHERE v.status = 'open' AND v.verwijderd = 0 AND c.verwijderd = 0 AND coalesce(v.uiterlijk, '') <= :tot"
    ),
    "informeren": (
        f"SELECT b.id, {_CASUS}, b.geinformeerd_herzien_op, b.geinformeerd_grond, '' FROM betrokkene b "
        "JOIN casus c ON c.id = b.casus_id WHERE b.geinformeerd = 'uitgesteld' AND b.verwijderd = 0 "
        f"AND b.geinformeerd_herzien_op <= :tot AND {_LOPEND} ORDER BY b.geinformeerd_herzien_op"
    ),
    "zsm": (
        f"SELECT z.id, {_CASUS}, z.geldig_tot, '', '' FROM zsm_advies z JOIN casus c ON c.id = z.casus_id "
        f"WHERE z.status = 'vastgesteld' AND z.verwijderd = 0 AND z.geldig_tot <= :tot AND {_LOPEND} "
        "ORDER BY z.geldig_tot"
    ),
    "zsm_casus": (
        f"SELECT c.id, {_CASUS}, c.zsm_geldig_tot, '', '' FROM casus c "
        f"WHERE c.zsm_geldig_tot IS NOT NULL AND c.zsm_geldig_tot <= :tot AND {_LOPEND} ORDER BY c.zsm_geldig_tot"
    ),
    "evaluatie": (
        f"SELECT c.id, {_CASUS}, c.evaluatiedatum, c.casusregisseur, '' FROM casus c "
        f"WHERE c.evaluatiedatum IS NOT NULL AND c.evaluatiedatum <= :tot AND {_LOPEND} ORDER BY c.evaluatiedatum"
    ),
    "verzoek": (
        f"SELECT i.id, {_CASUS}, i.antwoord_voor, i.organisatie, '' FROM informatieverzoek i "
        "JOIN casus c ON c.id = i.casus_id WHERE i.status = 'verstuurd' AND i.verwijderd = 0 "
        f"AND i.antwoord_voor <= :tot AND {_LOPEND} ORDER BY i.antwoord_voor"
    ),
    "actie": (
        f"SELECT c.id, {_CASUS}, min(a.uiterlijk), count(*), '' FROM actie a INDEXED BY actie_open_uiterlijk "
        "JOIN casus c ON c.id = a.casus_id WHERE a.status = 'open' AND a.verwijderd = 0 AND a.uiterlijk < :dag "
        "AND c.verwijderd = 0 GROUP BY c.id ORDER BY min(a.uiterlijk)"
    ),
}
"""By kind; `:tot` is the last day that is looked at, `:dag` today."""


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def regels(verbinding: Verbinding, soort: str, vandaag: date, tot: date) -> list[Regel]:
    """Return what of one kind has a day up to `tot`, at most 500."""
    rijen = verbinding.rows(f"{VRAGEN[soort]} LIMIT {_MEESTE:d}", {"dag": vandaag.isoformat(), "tot": tot.isoformat()})
    return [
        Regel(soort, r[0], r[1], r[2], r[3], json.loads(r[4]) if r[3] else [], _dag(r[5]), str(r[6]), str(r[7]))
        for r in rijen
    ]


def protocollen(verbinding: Verbinding, tot: date) -> list[tuple[str, str, date]]:
    """Return (id, name, last day) of the partners whose protocol runs out; there are tens of partners."""
    sql = (
        "SELECT id, naam, protocol_geldig_tot FROM partner WHERE verwijderd = 0 "
        "AND protocol_geldig_tot <= ? ORDER BY protocol_geldig_tot"
    )
    return [(r[0], r[1], date.fromisoformat(r[2])) for r in verbinding.rows(sql, (tot.isoformat(),))]


def aflopende_casussen(verbinding: Verbinding, staten: Collection[str], beeindigd_voor: date) -> list[str]:
    """Return the ids of casussen that ended so, and not after this day, the oldest first, at most 500."""
    sql = (
        "SELECT id FROM casus WHERE beeindigd_op IS NOT NULL AND beeindigd_op <= ? AND verwijderd = 0 "
        f"AND status IN (SELECT value FROM json_each(?)) ORDER BY beeindigd_op LIMIT {_MEESTE:d}"
    )
    waarden = (beeindigd_voor.isoformat(), json.dumps(sorted(staten)))
    return [str(r[0]) for r in verbinding.rows(sql, waarden)]


_ONBEVESTIGD: Final = """
SELECT n.id, c.id, c.naam, c.beeindigd_op, n.tekst FROM notitie n INDEXED BY notitie_afschaling
JOIN casus c ON c.id = n.casus_id
WHERE n.notitiesoort = 'afschaling' AND n.verwijderd = 0 AND instr(n.tekst, :begin) = 1
  AND c.status = 'afgesloten' AND c.verwijderd = 0 AND c.beeindigd_op <= :voor
  AND NOT EXISTS (SELECT 1 FROM notitie l INDEXED BY notitie_afschaling
    WHERE l.casus_id = n.casus_id AND l.notitiesoort = 'afschaling' AND l.verwijderd = 0
      AND (instr(l.tekst, :begin) = 1 AND (l.tijdstip, l.id) > (n.tijdstip, n.id)
        OR instr(l.tekst, :overname) = 1 AND l.tijdstip >= n.tijdstip))
ORDER BY c.beeindigd_op
"""
"""The entry of the last closing of each closed casus, as long as no entry of a taking over came after it."""


def onbevestigd(verbinding: Verbinding, voor: date) -> list[Overdracht]:
    """Return what was handed over not after this day and was not confirmed since, the oldest first, at most 500."""
    waarden: dict[str, object] = {"begin": BEGIN, "overname": OVERNAME, "voor": voor.isoformat()}
    uit = (
        Overdracht(r[0], r[1], r[2], date.fromisoformat(r[3]), ontvanger(r[4]))
        for r in verbinding.rows(_ONBEVESTIGD, waarden)
    )
    return [o for o in uit if o.naar][:_MEESTE]


def terzijde(verbinding: Verbinding, vandaag: date) -> list[tuple[str, str, date, date]]:
    """Return (kind, record, day, until) of the deadlines that are set aside today."""
    sql = "SELECT termijnsoort, over_id, dag, tot FROM terzijde WHERE tot > ? AND verwijderd = 0"
    return [
        (r[0], r[1], date.fromisoformat(r[2]), date.fromisoformat(r[3]))
        for r in verbinding.rows(sql, (vandaag.isoformat(),))
    ]
