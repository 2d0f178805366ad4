"""Finding: texts by a question taken apart, and the facts of casussen by which it is narrowed down."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, NamedTuple

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.tijd import AMSTERDAM, lokaal
from zvh_desktop.domain.zoekvraag import Term
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.records import model_from_row, table_for
from zvh_desktop.store.search import MARKEER_BEGIN, MARKEER_EIND
from zvh_desktop.store.times import to_ms, to_text

__all__ = [
    "Casuskaart",
    "Mens",
    "Tekst",
    "alle_ids",
    "casuskaarten",
    "days_of",
    "expression",
    "find_texts",
    "fragment_of",
    "geheime_adressen",
    "gewijzigd",
    "laatste_wijziging",
    "mensen",
    "met_fase",
    "met_te_late_acties",
    "met_vlag",
    "spelden",
    "van_partners",
    "verwijder_zoekopdracht",
    "zet_speld",
    "zet_zoekopdracht",
    "zoekopdrachten",
]

_DAGVELD: Final = {"notitie": "tijdstip", "aanmelding": "ontvangen_op", "triage": "datum"}
"""Kinds that know their own day, and where; of other kinds it is the day on which they were made."""
_FRAGMENT_WOORDEN: Final = 14
_MEEST_UITGESCHREVEN: Final = 20


class Tekst(NamedTuple):
    """One field that was found.

    Attributes:
        nr: its number in the index.
        tekst: all that stands in it.
    """

    nr: int
    record_id: str
    veld: str
    soort: str
    casus_id: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Casuskaart:
    """What narrows a search down to some casussen; of a withdrawn one too."""

    id: str
    nummer: str
    naam: str
    thema: tuple[str, ...]
    status: str
    casusregisseur: str
    partner_id: str
    evaluatie: date | None
    verwijderd: bool


class Mens(NamedTuple):
    """Somebody in a dossier; a withdrawn record too.

    Attributes:
        naam: whole name with other names.
        geheim: the address is secret.
    """

    id: str
    casus_id: str
    naam: str
    verwijderd: int
    geheim: int


def _van(ids: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    if ids is None:
        return "", ()
    return " WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)


def casuskaarten(verbinding: Verbinding, ids: Collection[str] | None = None) -> list[Casuskaart]:
    """Return every casus, or these."""
    waar, waarden = _van(ids)
    sql = (
        "SELECT id, nummer, naam, thema, status, casusregisseur, casusregisseur_partner_id, evaluatiedatum, verwijderd "
        f"FROM casus{waar}"
    )
    return [
        Casuskaart(
            id=r[0],
            nummer=r[1],
            naam=r[2],
            thema=tuple(json.loads(r[3])),
            status=r[4],
            casusregisseur=r[5],
            partner_id=r[6],
            evaluatie=date.fromisoformat(r[7]) if r[7] else None,
            verwijderd=bool(r[8]),
        )
        for r in verbinding.rows(sql, waarden)
    ]


def mensen(verbinding: Verbinding, ids: Collection[str] | None = None) -> list[Mens]:
    """Return everybody in a dossier, or these."""
    waar, waarden = _van(ids)
    sql = (
        "SELECT id, casus_id, voornamen || ' ' || tussenvoegsel || ' ' || achternaam || ' ' || "
        f"CASE aliassen WHEN '[]' THEN '' ELSE aliassen END, verwijderd, adres_geheim FROM betrokkene{waar}"
    )
    return [Mens._make(r) for r in verbinding.rows(sql, waarden)]


def laatste_wijziging(verbinding: Verbinding) -> int:
    """Return the number of the last change of any record."""
    return int(verbinding.value("SELECT coalesce(max(nr), 0) FROM change"))


def gewijzigd(verbinding: Verbinding, na: int) -> list[tuple[str, str]]:
    """Return (kind, id) of the records that got a change after this number."""
    sql = "SELECT DISTINCT soort, record FROM change WHERE nr > ?"
    return [(r[0], r[1]) for r in verbinding.rows(sql, (na,))]


def alle_ids(verbinding: Verbinding, *, mensen: bool = False) -> tuple[int, str]:
    """Return how many casussen there are, or people in them, withdrawn ones too, and the highest id of them."""
    tabel = "betrokkene" if mensen else "casus"
    rij = verbinding.row(f"SELECT count(*), coalesce(max(id), '') FROM {tabel}")
    return (rij[0], rij[1]) if rij is not None else (0, "")


def met_te_late_acties(verbinding: Verbinding, vandaag: date) -> set[str]:
    """Return the casussen with an open action that is late."""
    sql = "SELECT DISTINCT casus_id FROM actie WHERE status = 'open' AND verwijderd = 0 AND uiterlijk < ?"
    return {r[0] for r in verbinding.rows(sql, (vandaag.isoformat(),))}


def met_vlag(verbinding: Verbinding) -> set[str]:
    """Return the casussen on which, or in which, a flag stands."""
    return {r[0] for r in verbinding.rows("SELECT casus_id FROM vlag WHERE status = 'open' AND verwijderd = 0")}


def met_fase(verbinding: Verbinding, nummer: int) -> set[str]:
    """Return the casussen of which this phase of the plan is open."""
    sql = "SELECT casus_id FROM fase WHERE nummer = ? AND verwijderd = 0 AND status IN ('open', 'teruggevallen')"
    return {r[0] for r in verbinding.rows(sql, (nummer,))}


def van_partners(verbinding: Verbinding, partner_ids: Collection[str]) -> set[str]:
    """Return the casussen in which one of these partners has an action that is open."""
    sql = (
        "SELECT DISTINCT casus_id FROM actie WHERE status = 'open' AND verwijderd = 0 "
        "AND partner_id IN (SELECT value FROM json_each(?))"
    )
    return {r[0] for r in verbinding.rows(sql, (json.dumps(sorted(partner_ids)),))}


def geheime_adressen(verbinding: Verbinding, casus_ids: Collection[str]) -> list[Betrokkene]:
    """Return those in these casussen who have a secret address, withdrawn records too."""
    tabel = table_for(Betrokkene)
    sql = f"{tabel.kies_sql} WHERE adres_geheim = 1 AND casus_id IN (SELECT value FROM json_each(?))"
    gevonden = [model_from_row(tabel, rij) for rij in verbinding.rows(sql, (json.dumps(sorted(casus_ids)),))]
    return [p for p in gevonden if isinstance(p, Betrokkene)]


def _fts(term: Term) -> str:
    return f'"{term.tekst}"*' if term.begin else f'"{term.tekst}"'


def expression(termen: Iterable[Term]) -> str:
    """Return the MATCH expression of terms, "" when none of them has to be there; they hold letters and digits only."""
    alle = list(termen)
    wel = " ".join(_fts(t) for t in alle if not t.niet)
    niet = " OR ".join(_fts(t) for t in alle if t.niet)
    if not wel or not niet:
        return wel
    return f"({wel}) NOT ({niet})"


def _dagvoorwaarde(na: date | None, voor: date | None) -> tuple[str, list[object]]:
    delen = ""
    waarden: list[object] = []
    for dag, wijs in ((na, ">="), (voor, "<")):
        if dag is None:
            continue
        moment = datetime.combine(dag, time.min, tzinfo=AMSTERDAM)
        eigen = " ".join(
            f"WHEN '{soort}' THEN (SELECT {veld} {wijs} ? FROM {soort} WHERE id = t.record)"
            for soort, veld in _DAGVELD.items()
        )
        delen += f" AND CASE t.soort {eigen} ELSE substr(t.record, 13, 1) = '7' AND t.record {wijs} ? END"
        waarden += [to_text(moment) if veld == "tijdstip" else dag.isoformat() for veld in _DAGVELD.values()]
        waarden.append(f"{to_ms(moment):012x}")
    return delen, waarden


def find_texts(
    verbinding: Verbinding,
    termen: Iterable[Term],
    *,
    hoogstens: int,
    onder: int | None = None,
    soorten: Collection[str] | None = None,
    zonder_soorten: Collection[str] = (),
    casussen: Collection[str] | None = None,
    zonder_casussen: Collection[str] = (),
    na: date | None = None,
    voor: date | None = None,
) -> list[Tekst]:
    """Return the fields that hold what is asked, last changed first; without words the last changed.

    The index is asked as it is: `search.make_ready` takes in what waits for it.

    Args:
        hoogstens: at most so many; ask on with `onder`.
        onder: only with a lower number than this, to go on where an earlier question came to.
        soorten: only these kinds, zonder_soorten: none of these.
        casussen: only of these casussen, zonder_casussen: of none of these.
        na, voor: first day, and first day that is out.
    """
    uitdrukking = expression(termen)
    voorwaarde, waarden = _dagvoorwaarde(na, voor) if na or voor else ("", [])
    for veld, wel, niet in (("soort", soorten, zonder_soorten), ("casus_id", casussen, zonder_casussen)):
        for lijst, woord in ((wel, "IN"), (niet or None, "NOT IN")):
            if lijst is not None:
                voorwaarde += f" AND t.{veld} {woord} (SELECT value FROM json_each(?))"
                waarden.append(json.dumps(list(lijst)))
    if onder is not None:
        waarden.insert(0, onder)
    if uitdrukking:
        grens = "" if onder is None else " AND zoek.rowid < ?"
        bron = f"zoek JOIN zoektekst t ON t.nr = zoek.rowid WHERE zoek MATCH ?{grens}"
        waarden.insert(0, uitdrukking)
    else:
        grens = "" if onder is None else " AND t.nr < ?"
        bron = f"zoektekst t WHERE t.casus_id <> ''{grens}"
    volgorde = "zoek.rowid" if uitdrukking else "t.nr"
    sql = f"{_KOLOMMEN} {bron}{voorwaarde} ORDER BY {volgorde} DESC LIMIT ?"
    return list(map(Tekst._make, verbinding.rows(sql, (*waarden, hoogstens))))


_KOLOMMEN: Final = "SELECT t.nr, t.record, t.veld, t.soort, t.casus_id, t.tekst FROM"


def fragment_of(verbinding: Verbinding, termen: Iterable[Term], nr: int) -> str:
    """Return words round the hit in one text as the index itself cuts them; "" when it does not hold what is asked."""
    sql = f"SELECT snippet(zoek, 0, ?, ?, '…', {_FRAGMENT_WOORDEN:d}) FROM zoek WHERE zoek MATCH ? AND rowid = ?"
    return str(verbinding.value(sql, (MARKEER_BEGIN, MARKEER_EIND, expression(termen), nr)) or "")


def days_of(verbinding: Verbinding, records: Iterable[tuple[str, str]]) -> dict[str, date]:
    """Return the day of (kind, id): its own day, else the one on which it was made, when its id tells that."""
    uit: dict[str, date] = {}
    eigen: dict[str, list[str]] = {}
    for soort, record in records:
        if soort in _DAGVELD:
            eigen.setdefault(soort, []).append(record)
        elif record[12:13] == "7":
            uit[record] = lokaal(datetime.fromtimestamp(int(record[:12], 16) / 1000, UTC)).date()
    for soort, ids in eigen.items():
        # Written out: for a dozen that is quicker than a list that SQLite has to take apart.
        kort = len(ids) <= _MEEST_UITGESCHREVEN
        erin = ", ".join("?" * len(ids)) if kort else "SELECT value FROM json_each(?)"
        sql = f"SELECT id, {_DAGVELD[soort]} FROM {soort} WHERE id IN ({erin})"
        for record, waarde in verbinding.rows(sql, ids if kort else (json.dumps(ids),)):
            uit[record] = date.fromisoformat(waarde) if len(waarde) == 10 else lokaal(_moment(waarde)).date()
    return uit


def _moment(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst)


def zoekopdrachten(verbinding: Verbinding, persoon: str, plek: str) -> list[tuple[str, str]]:
    """Return (name, question) of what a person saved at one place, by name."""
    sql = "SELECT naam, vraag FROM zoekopdracht WHERE persoon = ? AND plek = ? ORDER BY naam COLLATE NOCASE"
    return [(r[0], r[1]) for r in verbinding.rows(sql, (persoon, plek))]


def zet_zoekopdracht(verbinding: Verbinding, persoon: str, plek: str, naam: str, vraag: str, tijd: datetime) -> None:
    """Keep a question by name, in a transaction of its own; a name that is there already gets the new question."""
    with verbinding.transaction():
        verbinding.run(
            "INSERT INTO zoekopdracht (persoon, plek, naam, vraag, tijd) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (persoon, plek, naam) DO UPDATE SET vraag = excluded.vraag, tijd = excluded.tijd",
            (persoon, plek, naam, vraag, to_text(tijd)),
        )


def verwijder_zoekopdracht(verbinding: Verbinding, persoon: str, plek: str, naam: str) -> None:
    """Forget a saved question."""
    with verbinding.transaction():
        verbinding.run("DELETE FROM zoekopdracht WHERE persoon = ? AND plek = ? AND naam = ?", (persoon, plek, naam))


def spelden(verbinding: Verbinding, persoon: str) -> list[str]:
    """Return the ids of the casussen a person pinned, the last one first."""
    sql = "SELECT casus_id FROM speld WHERE persoon = ? ORDER BY tijd DESC, casus_id"
    return [str(r[0]) for r in verbinding.rows(sql, (persoon,))]


def zet_speld(verbinding: Verbinding, persoon: str, casus_id: str, tijd: datetime, *, aan: bool) -> None:
    """Pin a casus, or take the pin out, in a transaction of its own."""
    with verbinding.transaction():
        if aan:
            verbinding.run(
                "INSERT INTO speld (persoon, casus_id, tijd) VALUES (?, ?, ?) "
                "ON CONFLICT (persoon, casus_id) DO NOTHING",
                (persoon, casus_id, to_text(tijd)),
            )
        else:
            verbinding.run("DELETE FROM speld WHERE persoon = ? AND casus_id = ?", (persoon, casus_id))
