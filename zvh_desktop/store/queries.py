"""Named queries that read across records; SQL stays here, rows go out as plain values."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from zvh_desktop.domain.casus import Feiten
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.times import from_text

__all__ = [
    "Casusfeit",
    "OpenVerslagen",
    "aangemeld",
    "aantal_casussen",
    "acties",
    "actiestand",
    "actietelling",
    "casusfeiten",
    "casusnamen",
    "casusnummers",
    "casusregels",
    "doorlopende_verklaringen",
    "eigen_casussen",
    "eigen_streams",
    "ids_van_notities",
    "laatst_geschreven",
    "laatst_gewerkt",
    "laatste_txn",
    "medewerkernamen",
    "namen_van_betrokkenen",
    "open_overleggen",
    "open_verslagen",
    "overleg_ids_van",
    "txn_geraakt",
    "uitstelkeren",
    "verborgen_casussen",
]


@dataclass(frozen=True, slots=True)
class Casusfeit:
    """One casus with the counts from which its place in the process follows."""

    casus_id: str
    nummer: str
    naam: str
    type: str
    thema: tuple[str, ...]
    status: str
    casusregisseur: str
    evaluatiedatum: date | None
    planfase: int
    """Lowest open phase of the plan; 0 when none is open."""
    open_acties: int
    te_laat: int
    laatst: datetime | None
    """Moment of the last act in the stream of the casus, UTC."""
    feiten: Feiten
    """Without `ontbreekt`, which needs the report itself."""


_VERBORGEN = "SELECT id FROM verborgencasus"
"""Casussen that whoever is at work may not know of; for the house an index that is empty in nearly every vault."""

# The + keeps the planner from walking every open action of the vault for every casus.
_CASUSFEITEN = """
SELECT c.id, c.nummer, c.naam, c.type, c.thema, c.status, c.casusregisseur, c.evaluatiedatum,
  (SELECT min(nummer) FROM fase f WHERE f.casus_id = c.id AND f.verwijderd = 0
     AND f.status IN ('open', 'teruggevallen')),
  (SELECT count(*) FROM fase f WHERE f.casus_id = c.id AND f.verwijderd = 0
     AND f.status IN ('open', 'teruggevallen')),
  (SELECT count(*) FROM actie a WHERE a.casus_id = c.id AND a.verwijderd = 0 AND +a.status = 'open'),
  (SELECT count(*) FROM actie a WHERE a.casus_id = c.id AND a.verwijderd = 0 AND +a.status = 'open'
     AND a.uiterlijk < :dag),
  (SELECT count(*) FROM actie a WHERE a.casus_id = c.id AND a.verwijderd = 0),
  (SELECT t.tijd FROM change w JOIN txn t ON t.nr = w.txn
     WHERE w.nr = (SELECT max(x.nr) FROM change x WHERE x.stream = c.stream)),
  EXISTS (SELECT 1 FROM aanmelding m WHERE m.casus_id = c.id AND m.verwijderd = 0),
  (SELECT uitkomst FROM triage x WHERE x.casus_id = c.id AND x.verwijderd = 0),
  (SELECT count(*) FROM inbreng i WHERE i.casus_id = c.id AND i.verwijderd = 0)
    + (SELECT count(*) FROM notitie n WHERE n.casus_id = c.id AND n.verwijderd = 0),
  (SELECT count(*) FROM inbreng i WHERE i.casus_id = c.id AND i.verwijderd = 0 AND i.inbrengsoort = 'besluit'),
  (SELECT count(*) FROM agendapunt p JOIN overleg o ON o.id = p.overleg_id
     WHERE p.casus_id = c.id AND p.verwijderd = 0 AND o.status = 'gesloten'),
  (SELECT count(*) FROM agendapunt p JOIN overleg o ON o.id = p.overleg_id
     WHERE p.casus_id = c.id AND p.verwijderd = 0 AND o.status <> 'gesloten' AND o.verwijderd = 0),
  EXISTS (SELECT 1 FROM verslag v WHERE v.casus_id = c.id AND v.verwijderd = 0
     AND v.status IN ('vastgesteld', 'ondertekend'))
FROM zichtcasus c WHERE c.verwijderd = 0
"""


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def casusfeiten(verbinding: Verbinding, vandaag: date, casus_id: str = "") -> Iterator[Casusfeit]:
    """Yield every casus (or the one asked for) with its counts, newest number first; linear in the casussen."""
    sql = _CASUSFEITEN + (" AND c.id = :id" if casus_id else " ORDER BY c.nummer DESC")
    # One by one: whoever makes a list of what it needs never has all of them beside it.
    for r in verbinding.each(sql, {"dag": vandaag.isoformat(), "id": casus_id}):
        feiten = Feiten(
            status=r[5],
            heeft_aanmelding=bool(r[14]),
            ontbreekt=(),
            triage_uitkomst=r[15] or "",
            informatie=r[16],
            overleggen_gesloten=r[18],
            overleg_gepland=bool(r[19]),
            besluiten=r[17],
            acties=r[12],
            verslag_vastgesteld=bool(r[20]),
            plan_open_fasen=r[9],
        )
        yield Casusfeit(
            casus_id=r[0],
            nummer=r[1],
            naam=r[2],
            type=r[3],
            thema=_themas(r[4]),
            status=r[5],
            casusregisseur=r[6],
            evaluatiedatum=_dag(r[7]),
            planfase=r[8] or 0,
            open_acties=r[10],
            te_laat=r[11],
            laatst=datetime.fromisoformat(r[13]) if r[13] else None,
            feiten=feiten,
        )


@lru_cache(maxsize=256)
def _themas(kolomwaarde: str) -> tuple[str, ...]:
    """A house has a handful of themes, and thousands of casussen."""
    return tuple(json.loads(kolomwaarde))


def casusnummers(verbinding: Verbinding, jaar: int) -> list[str]:
    """Return every casusnummer of a year, of withdrawn and destroyed casussen too (a number is never given twice)."""
    rijen = verbinding.rows(
        "SELECT nummer FROM casus WHERE nummer GLOB ?1 UNION SELECT casusnummer FROM vernietiging "
        "WHERE casusnummer GLOB ?1",
        (f"{jaar}-*",),
    )
    return [str(r[0]) for r in rijen]


def casusregels(verbinding: Verbinding) -> dict[str, tuple[str, str]]:
    """Return (nummer, naam) of every casus by id."""
    return {r[0]: (r[1], r[2]) for r in verbinding.rows("SELECT id, nummer, naam FROM zichtcasus WHERE verwijderd = 0")}


def casusnamen(verbinding: Verbinding) -> dict[str, str]:
    """Return the short name of every casus by id."""
    return {casus_id: naam for casus_id, (_, naam) in casusregels(verbinding).items()}


def namen_van_betrokkenen(verbinding: Verbinding) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return (id, given names, surname, aliases) of everybody in a dossier; merged and withdrawn records apart."""
    return [
        (r[0], r[1], r[2], tuple(json.loads(r[3])) if r[3] != "[]" else ())
        for r in verbinding.rows(
            "SELECT id, voornamen, achternaam, aliassen FROM betrokkene WHERE verwijderd = 0 AND samengevoegd_met = ''"
        )
    ]


def laatste_txn(verbinding: Verbinding) -> int:
    """Return the number of the last act; when it is the same, no record was written in between."""
    return int(verbinding.value("SELECT coalesce(max(nr), 0) FROM txn"))


def verborgen_casussen(verbinding: Verbinding) -> frozenset[str]:
    """Return the casussen that whoever is at work on this device may not know of."""
    return frozenset(str(r[0]) for r in verbinding.rows(_VERBORGEN))


def eigen_casussen(verbinding: Verbinding) -> frozenset[str]:
    """Return the casussen in which whoever is at work is named."""
    return frozenset(str(r[0]) for r in verbinding.rows("SELECT id FROM eigencasus"))


def eigen_streams(verbinding: Verbinding) -> frozenset[str]:
    """Return the streams of those casussen."""
    sql = "SELECT stream FROM casus WHERE id IN (SELECT id FROM eigencasus)"
    return frozenset(str(r[0]) for r in verbinding.rows(sql))


def aantal_casussen(verbinding: Verbinding) -> int:
    """Return how many casussen there are."""
    return int(verbinding.value("SELECT count(*) FROM zichtcasus WHERE verwijderd = 0"))


def laatst_gewerkt(verbinding: Verbinding, persoon: str, hoogstens: int) -> list[tuple[str, str]]:
    """Return (id, name) of the casussen this person changed last; looks back over the last 200 acts only.

    Of an act that changed very much only the last hundred changes count.
    """
    sql = (
        "SELECT c.id, c.naam FROM (SELECT nr, eerste, laatste FROM txn WHERE persoon = :persoon "
        "ORDER BY nr DESC LIMIT 200) t "
        "CROSS JOIN change w ON w.nr BETWEEN max(t.eerste, t.laatste - 99) AND t.laatste AND w.txn = t.nr "
        "CROSS JOIN zichtcasus c ON c.stream = w.stream "
        "WHERE c.verwijderd = 0 GROUP BY c.id ORDER BY max(w.nr) DESC LIMIT :hoogstens"
    )
    return [(r[0], r[1]) for r in verbinding.rows(sql, {"persoon": persoon, "hoogstens": hoogstens})]


def laatst_geschreven(verbinding: Verbinding, records: list[str], veld: str) -> dict[str, tuple[str, str, datetime]]:
    """Return (person, device, moment) of the change of one field that came in last, by record."""
    if not records:
        return {}
    sql = (
        "SELECT c.record, t.persoon, t.toestel, t.tijd FROM change c JOIN txn t ON t.nr = c.txn "
        "WHERE c.record IN (SELECT value FROM json_each(?)) AND c.veld = ? ORDER BY c.nr"
    )
    rijen = verbinding.rows(sql, (json.dumps(records), veld))
    return {str(r[0]): (str(r[1]), str(r[2]), from_text(str(r[3]))) for r in rijen}


def medewerkernamen(verbinding: Verbinding) -> dict[str, str]:
    """Return the name of everyone who ever worked here, by id."""
    return {r[0]: r[1] for r in verbinding.rows("SELECT id, naam FROM medewerker")}


def ids_van_notities(verbinding: Verbinding, casus_id: str) -> list[str]:
    """Return the ids of the notes of a casus."""
    sql = "SELECT id FROM notitie WHERE casus_id = ? AND verwijderd = 0"
    return [str(r[0]) for r in verbinding.rows(sql, (casus_id,))]


def overleg_ids_van(verbinding: Verbinding, casus_id: str) -> list[str]:
    """Return the ids of the overleggen that have a casus on their agenda."""
    sql = "SELECT DISTINCT overleg_id FROM agendapunt WHERE casus_id = ? AND verwijderd = 0"
    return [str(r[0]) for r in verbinding.rows(sql, (casus_id,))]


_OP_VOLGORDE = "INDEXED BY actie_open_volgorde"
"""Open actions by day; left to itself SQLite takes the index on the status, and then reads and sorts them all."""


_ACTIE = (
    "a.id, a.tekst, a.casus_id, c.naam, a.partner_id, coalesce(p.naam, ''), a.persoon, a.uiterlijk, a.fase, a.status, "
    "a.terugkoppeling, a.voortgang, a.vanaf, a.prioriteit"
)


def _acties(verbinding: Verbinding, waar: str, waarden: dict[str, object], index: str = "") -> list[Rij]:
    return verbinding.rows(
        f"SELECT {_ACTIE} FROM actie a {index} JOIN zichtcasus c ON c.id = a.casus_id "
        f"LEFT JOIN partner p ON p.id = a.partner_id WHERE a.verwijderd = 0 AND c.verwijderd = 0 {waar}",
        waarden,
    )


def acties(verbinding: Verbinding, *, alleen_open: bool = True, partner_id: str = "") -> list[Rij]:
    """Return the actions over all casussen, oldest day first, undated last, ended ones after.

    A row: id, tekst, casus_id, name of the casus, partner_id, name of the partner, persoon, uiterlijk (ISO or None),
    fase, status, terugkoppeling, voortgang, vanaf (ISO or None), prioriteit. Rows, as there may be very many.
    """
    verbinding.widen()
    waar = " AND a.status = 'open'" if alleen_open else ""
    waar += " AND a.partner_id = :partner" if partner_id else ""
    waar += " ORDER BY a.status <> 'open', a.uiterlijk IS NULL, a.uiterlijk, a.id"
    return _acties(verbinding, waar, {"partner": partner_id})


def actietelling(verbinding: Verbinding, vandaag: date) -> list[tuple[str, int, int]]:
    """Return for each organisation ("" for none) how many of its actions are open, and how many of those are late."""
    sql = (
        "SELECT coalesce(p.naam, ''), count(*), coalesce(sum(a.uiterlijk < ?), 0) FROM actie a "
        "JOIN zichtcasus c ON c.id = a.casus_id LEFT JOIN partner p ON p.id = a.partner_id "
        "WHERE a.status = 'open' AND a.verwijderd = 0 AND c.verwijderd = 0 GROUP BY 1"
    )
    return [(str(r[0]), int(r[1]), int(r[2])) for r in verbinding.rows(sql, (vandaag.isoformat(),))]


def uitstelkeren(verbinding: Verbinding) -> dict[str, int]:
    """Return how often each action was put off; what never was is not in it."""
    sql = "SELECT actie_id, count(*) FROM uitstel WHERE verwijderd = 0 GROUP BY actie_id"
    return {r[0]: r[1] for r in verbinding.rows(sql)}


def actiestand(verbinding: Verbinding, vandaag: date, hoogstens: int) -> tuple[list[Rij], int, int]:
    """Return the most urgent open actions (rows as of `acties`), how many are open, and how many are late."""
    waar = " AND a.status = 'open' ORDER BY a.uiterlijk IS NULL, a.uiterlijk, a.id LIMIT :hoogstens"
    urgent = _acties(verbinding, waar, {"hoogstens": hoogstens}, _OP_VOLGORDE)
    tel = verbinding.row(
        f"SELECT count(*), coalesce(sum(uiterlijk < ?), 0) FROM actie {_OP_VOLGORDE} "
        f"WHERE status = 'open' AND verwijderd = 0 AND casus_id NOT IN ({_VERBORGEN})",
        (vandaag.isoformat(),),
    )
    return urgent, int(tel[0]) if tel else 0, int(tel[1]) if tel else 0


def aangemeld(verbinding: Verbinding) -> list[tuple[str, str, str]]:
    """Return (id, name, number) of the casussen that wait for completion or triage."""
    sql = "SELECT id, naam, nummer FROM zichtcasus WHERE status = 'aangemeld' AND verwijderd = 0 ORDER BY nummer"
    return [(r[0], r[1], r[2]) for r in verbinding.rows(sql)]


def open_overleggen(verbinding: Verbinding, dag: date) -> list[tuple[str, date]]:
    """Return (id, day) of what is under way, and of what is to come from `dag` on; under way first, then by time."""
    sql = (
        "SELECT id, datum FROM overleg WHERE verwijderd = 0 AND "
        "(status = 'bezig' OR (status <> 'gesloten' AND datum >= ?)) ORDER BY status <> 'bezig', datum, begin, id"
    )
    return [(r[0], date.fromisoformat(r[1])) for r in verbinding.rows(sql, (dag.isoformat(),))]


@dataclass(frozen=True, slots=True)
class OpenVerslagen:
    """The verslagen of one overleg that wait for the same thing.

    Attributes:
        eerste: id of the first of them by casusnummer.
        klaar: vastgesteld and waiting for a signature; otherwise waiting for vaststelling.
    """

    eerste: str
    klaar: bool
    aantal: int
    reacties_open: int
    overleg: str
    datum: date


def open_verslagen(verbinding: Verbinding) -> list[OpenVerslagen]:
    """Return what waits for vaststelling and then what waits for a signature, by overleg, the newest first."""
    # With min() SQLite takes the other columns from the row that has it.
    sql = (
        "SELECT v.id, v.status = 'vastgesteld' AS klaar, count(*), sum((SELECT count(*) FROM reactie r "
        "WHERE r.verslag_id = v.id AND r.verwerkt = 'open' AND r.verwijderd = 0)), o.titel, o.datum, min(c.nummer) "
        "FROM verslag v JOIN overleg o ON o.id = v.overleg_id JOIN zichtcasus c ON c.id = v.casus_id "
        "WHERE v.status IN ('concept', 'reactie', 'vastgesteld') AND v.verwijderd = 0 "
        "GROUP BY v.overleg_id, klaar ORDER BY klaar, o.datum DESC, o.titel, o.id"
    )
    return [OpenVerslagen(r[0], bool(r[1]), r[2], r[3], r[4], date.fromisoformat(r[5])) for r in verbinding.rows(sql)]


def txn_geraakt(verbinding: Verbinding, txn: str) -> list[tuple[str, str]]:
    """Return (kind, record) of everything an act touched."""
    sql = (
        "SELECT DISTINCT w.soort, w.record FROM txn t "
        "JOIN change w ON w.nr BETWEEN t.eerste AND t.laatste AND w.txn = t.nr WHERE t.id = ?"
    )
    return [(str(r[0]), str(r[1])) for r in verbinding.rows(sql, (txn,))]


def doorlopende_verklaringen(verbinding: Verbinding, op: date) -> list[str]:
    """Return the ids of the verklaringen that bind on a day beyond the overleg at which they were signed."""
    vraag = "SELECT id FROM verklaring WHERE geldig_tot IS NOT NULL AND geldig_tot >= ? AND verwijderd = 0"
    return [rij[0] for rij in verbinding.rows(vraag, (op.isoformat(),))]
