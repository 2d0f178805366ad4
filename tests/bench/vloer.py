"""Floors: the same work with the bare library, the same durability, and nothing else.

Every function opens what it needs by itself and returns seconds; nothing of the product is imported here.
"""

from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3

__all__ = ["bewaar_veld", "maak_zoekindex", "open_dossier", "open_kaal", "vandaag_rijen", "zoek", "zoek_vol"]

_PER_CASUS = (
    "aanmelding", "betrokkene", "triage", "fase", "doel", "scenario", "actie", "inbreng", "verslag",
    "verstrekking",
)  # fmt: skip


def open_kaal(db: Path, sleutel: str) -> Any:
    """Open with the raw key (64 hex digits): WAL, synchronous=FULL."""
    c = sqlcipher3.connect(str(db), isolation_level=None)
    c.execute("PRAGMA cipher_log_level = NONE").fetchall()
    c.execute(f"PRAGMA key = \"x'{sleutel}'\"").fetchall()
    c.execute("PRAGMA journal_mode = WAL").fetchall()
    c.execute("PRAGMA synchronous = FULL")
    c.execute("PRAGMA temp_store = MEMORY")
    return c


def vandaag_rijen(c: Any, dag: str) -> list[tuple[str, ...]]:
    """Run by hand what Vandaag needs, and return rows of text for a bare table."""
    uit: list[tuple[Any, ...]] = []
    overleggen = c.execute(
        "SELECT id, titel, datum, begin FROM overleg WHERE status <> 'gesloten' AND verwijderd = 0 AND datum >= ? "
        "ORDER BY datum, begin",
        (dag,),
    ).fetchall()
    uit += overleggen
    for overleg_id, *_ in overleggen[:1]:
        uit += c.execute(
            "SELECT p.volgorde, c.naam, p.minuten, c.nummer FROM agendapunt p LEFT JOIN casus c ON c.id = p.casus_id "
            "WHERE p.overleg_id = ? ORDER BY p.volgorde",
            (overleg_id,),
        ).fetchall()
        uit += c.execute(
            "SELECT d.naam, d.organisatie, r.protocol_geldig_tot, d.rol FROM deelnemer d "
            "LEFT JOIN partner r ON r.id = d.partner_id WHERE d.overleg_id = ?",
            (overleg_id,),
        ).fetchall()
    uit += c.execute(
        "SELECT a.tekst, c.naam, p.naam, a.uiterlijk FROM actie a JOIN casus c ON c.id = a.casus_id "
        "LEFT JOIN partner p ON p.id = a.partner_id WHERE a.status = 'open' AND a.verwijderd = 0 "
        "AND c.verwijderd = 0 ORDER BY a.uiterlijk IS NULL, a.uiterlijk LIMIT 8"
    ).fetchall()
    uit += c.execute(
        "SELECT count(*), sum(uiterlijk < ?), '', '' FROM actie WHERE status = 'open' AND verwijderd = 0", (dag,)
    ).fetchall()
    uit += c.execute(
        "SELECT c.naam, b.geinformeerd_herzien_op, b.geinformeerd_grond, '' FROM betrokkene b "
        "JOIN casus c ON c.id = b.casus_id WHERE b.geinformeerd = 'uitgesteld' AND b.geinformeerd_herzien_op <= ?",
        (dag,),
    ).fetchall()
    uit += c.execute("SELECT naam, nummer, '', '' FROM casus WHERE status = 'aangemeld' AND verwijderd = 0").fetchall()
    uit += c.execute(
        "SELECT c.naam, v.status, o.titel, o.datum FROM verslag v JOIN casus c ON c.id = v.casus_id "
        "JOIN overleg o ON o.id = v.overleg_id WHERE v.status IN ('concept', 'reactie', 'vastgesteld')"
    ).fetchall()
    uit += c.execute(
        "SELECT c.naam, c.evaluatiedatum, '', '' FROM casus c WHERE c.status = 'loopt' AND c.evaluatiedatum <= ?",
        (dag,),
    ).fetchall()
    return [tuple("" if w is None else str(w) for w in rij) for rij in uit]


def open_dossier(c: Any, casus_id: str) -> float:
    """Read the rows of one dossier, and write one durable line of a log, as the product must."""
    begin = perf_counter()
    c.execute("SELECT * FROM casus WHERE id = ?", (casus_id,)).fetchall()
    for tabel in _PER_CASUS:
        c.execute(f"SELECT * FROM {tabel} WHERE casus_id = ?", (casus_id,)).fetchall()
    # What a note says is read when the tab Verloop is shown.
    c.execute("SELECT id FROM notitie WHERE casus_id = ?", (casus_id,)).fetchall()
    c.execute(
        "SELECT * FROM overleg WHERE id IN (SELECT overleg_id FROM agendapunt WHERE casus_id = ?)", (casus_id,)
    ).fetchall()
    _log(c, f"dossier_geopend {casus_id}")
    return perf_counter() - begin


def bewaar_veld(c: Any, casus_id: str, tekst: str, *, met_index: bool = True) -> float:
    """Update one field of one row, durably; with the same search index kept in line (newest change first), or none."""
    begin = perf_counter()
    c.execute("BEGIN IMMEDIATE")
    c.execute("UPDATE casus SET doel = ? WHERE id = ?", (tekst, casus_id))
    if met_index:
        oud_nr, oud = c.execute(
            "SELECT nr, tekst FROM zoektekst WHERE record = ? AND veld = 'doel'", (casus_id,)
        ).fetchone()
        nr = c.execute("SELECT max(nr) + 1 FROM zoektekst").fetchone()[0]
        c.execute("INSERT INTO zoek (zoek, rowid, tekst) VALUES ('delete', ?, ?)", (oud_nr, oud))
        c.execute("UPDATE zoektekst SET nr = ?, tekst = ? WHERE nr = ?", (nr, tekst, oud_nr))
        c.execute("INSERT INTO zoek (rowid, tekst) VALUES (?, ?)", (nr, tekst))
    c.execute("COMMIT")
    return perf_counter() - begin


def maak_zoekindex(c: Any) -> None:
    """Make a bare index over every text the product finds words in, with the same folding, in one piece."""
    c.execute(
        "CREATE VIRTUAL TABLE vloerzoek USING fts5 (tekst, content='zoektekst', content_rowid='nr', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    c.execute("INSERT INTO vloerzoek (rowid, tekst) SELECT nr, tekst FROM zoektekst")
    c.execute("INSERT INTO vloerzoek (vloerzoek) VALUES ('optimize')")


def zoek(c: Any, woord: str) -> float:
    """Ask bare FTS5 for the first rows that begin with a word, newest first."""
    begin = perf_counter()
    c.execute(
        "SELECT t.record, t.tekst FROM vloerzoek z JOIN zoektekst t ON t.nr = z.rowid WHERE vloerzoek MATCH ? "
        "ORDER BY z.rowid DESC LIMIT 12",
        (f'"{woord}"*',),
    ).fetchall()
    return perf_counter() - begin


def zoek_vol(c: Any, woord: str) -> float:
    """Ask the same of bare FTS5, with all that no list of hits can do without.

    The rows of `zoek` cannot be shown: a person reads the words round the hit with the hit marked, of which casus it
    is, and of which day; and what lies in a compartment of others, or was withdrawn, may not be among them.
    """
    begin = perf_counter()
    c.execute(
        "SELECT t.record, t.veld, t.soort, k.id, k.naam, n.tijdstip, snippet(vloerzoek, 0, '[', ']', '…', 14) "
        "FROM vloerzoek z JOIN zoektekst t ON t.nr = z.rowid JOIN casus k ON k.id = t.casus_id "
        "LEFT JOIN notitie n ON n.id = t.record "
        "WHERE vloerzoek MATCH ? AND k.verwijderd = 0 AND k.compartiment = '' ORDER BY z.rowid DESC LIMIT 12",
        (f'"{woord}"*',),
    ).fetchall()
    return perf_counter() - begin


def _log(c: Any, wat: str) -> None:
    c.execute("CREATE TABLE IF NOT EXISTS vloerlog (nr INTEGER PRIMARY KEY, wat TEXT NOT NULL)")
    c.execute("INSERT INTO vloerlog (wat) VALUES (?)", (wat,))
