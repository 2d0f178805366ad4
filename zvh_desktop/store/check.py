"""Check a vault from pages to references; findings are data, worded elsewhere."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.store import audit
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import ONTBREEKT, VASTE_VELDEN, Kolom, Tabel, model_from_row, table_for

__all__ = ["Bevinding", "check"]

_MAX_VOORBEELDEN = 5


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something that is not as it should be.

    Attributes:
        wat: `pagina`, `database`, `vreemde_sleutel`, `logboek`, `head`, `veld`, `record`, `tabel`, `bestand`,
            `zoekindex`, `verwijzing`.
        aantal: how many.
        voorbeelden: ids or names of the first few; never contents.
    """

    wat: str
    aantal: int
    voorbeelden: tuple[str, ...] = ()


def _bevinding(wat: str, gevonden: list[str]) -> Iterator[Bevinding]:
    if gevonden:
        yield Bevinding(wat, len(gevonden), tuple(gevonden[:_MAX_VOORBEELDEN]))


def check(verbinding: Verbinding) -> list[Bevinding]:
    """Return everything that is wrong; damaged pages end the check, as nothing beyond them can be trusted."""
    bladen = [str(rij[0]) for rij in verbinding.rows("PRAGMA cipher_integrity_check")]
    if bladen:
        return list(_bevinding("pagina", bladen))
    try:
        return list(_alles(verbinding))
    except Omstandigheid as fout:
        return [Bevinding("database", 1, (fout.reden.value[0],))]


def _alles(verbinding: Verbinding) -> Iterator[Bevinding]:
    regels = [str(rij[0]) for rij in verbinding.rows("PRAGMA integrity_check")]
    if regels != ["ok"]:
        # SQLite's own lines name tables and pages; they may quote no content.
        yield Bevinding("database", len(regels))
        return
    yield from _bevinding("vreemde_sleutel", [str(rij[0]) for rij in verbinding.rows("PRAGMA foreign_key_check")])
    fout = audit.verify(verbinding)
    yield from _bevinding("logboek", [] if fout is None else [str(fout)])
    yield from _bevinding("head", list(_verkeerde_heads(verbinding)))
    yield from _bevinding("bestand", list(_verkeerde_bestanden(verbinding)))
    yield from _zoekindex(verbinding)
    yield from _records(verbinding)


def _verkeerde_heads(verbinding: Verbinding) -> Iterator[str]:
    """Heads are exactly the changes that no other change replaces."""
    for rij in verbinding.each(
        "WITH vervangen (record, veld, id) AS ("
        "  SELECT c.record, c.veld, v.value FROM change c, json_each(c.vervangt) v WHERE c.vervangt <> '[]'"
        "), levend (record, veld, id) AS ("
        "  SELECT record, veld, id FROM change EXCEPT SELECT record, veld, id FROM vervangen"
        ") "
        "SELECT record, veld FROM (SELECT * FROM levend EXCEPT SELECT record, veld, change FROM head) "
        "UNION SELECT record, veld FROM ("
        "SELECT record, veld, change FROM head EXCEPT SELECT record, veld, id FROM levend)"
    ):
        yield f"{rij[0]}.{rij[1]}"


def _verkeerde_bestanden(verbinding: Verbinding) -> Iterator[str]:
    for sha256, aantal, inhoud in verbinding.each("SELECT sha256, bytes, inhoud FROM bestand"):
        if len(inhoud) != aantal or hashlib.sha256(inhoud).hexdigest() != sha256:
            yield str(sha256)


def _zoekindex(verbinding: Verbinding) -> Iterator[Bevinding]:
    try:
        verbinding.run("INSERT INTO zoek (zoek, rank) VALUES ('integrity-check', 1)")
    except Omstandigheid:
        yield Bevinding("zoekindex", 1)


def _records(verbinding: Verbinding) -> Iterator[Bevinding]:
    tabellen = {soort: table_for(klasse) for soort, klasse in kinds().items()}
    aanwezig = {str(rij[0]) for rij in verbinding.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    onbekend = [str(rij[0]) for rij in verbinding.rows("SELECT DISTINCT soort FROM change") if rij[0] not in tabellen]
    yield from _bevinding("tabel", onbekend)
    velden: list[str] = []
    records: list[str] = []
    verwijzingen: list[tuple[str, str]] = []
    ids: set[str] = set()
    for tabel in tabellen.values():
        if tabel.soort in aanwezig:
            _een_soort(verbinding, tabel, velden, records, verwijzingen, ids)
    # A change of a record that no table holds.
    for soort, record_id in verbinding.each("SELECT soort, record FROM change WHERE vervangt = '[]' GROUP BY record"):
        if record_id not in ids and soort in tabellen:
            records.append(f"{soort}.{record_id}")
    yield from _bevinding("veld", velden)
    yield from _bevinding("record", records)
    yield from _bevinding("verwijzing", [plaats for plaats, doel in verwijzingen if doel not in ids])


def _een_soort(
    verbinding: Verbinding,
    tabel: Tabel,
    velden: list[str],
    records: list[str],
    verwijzingen: list[tuple[str, str]],
    ids: set[str],
) -> None:
    """Compare the rows of one table with the change log, read them as models, and collect what they refer to."""
    verwijzend = [nr for nr, kolom in enumerate(tabel.kolommen) if kolom.naam.endswith("_id")]
    nr_id = tabel.plaats["id"]
    log: dict[str, dict[str, list[str]]] = {}
    for record, veld, waarde in verbinding.each(
        f'SELECT h.record, h.veld, c.waarde FROM "{tabel.soort}" r CROSS JOIN head h ON h.record = r.id '
        "CROSS JOIN change c ON c.id = h.change WHERE c.soort = ?",
        (tabel.soort,),
    ):
        log.setdefault(record, {}).setdefault(veld, []).append(waarde)
    for rij in verbinding.each(tabel.kies_sql):
        record_id = rij[nr_id]
        ids.add(record_id)
        heads = log.pop(record_id, None)
        if heads is None:
            records.append(f"{tabel.soort}.{record_id}")
            continue
        for kolom, waarde in zip(tabel.kolommen, rij, strict=True):
            if kolom.naam not in VASTE_VELDEN and not _klopt(heads.pop(kolom.naam, None), kolom, waarde):
                velden.append(f"{tabel.soort}.{record_id}.{kolom.naam}")
        try:
            model_from_row(tabel, rij)
        except Omstandigheid:
            records.append(f"{tabel.soort}.{record_id}")
        verwijzingen.extend((f"{tabel.soort}.{record_id}", rij[nr]) for nr in verwijzend if rij[nr])


def _klopt(heads: list[str] | None, kolom: Kolom, waarde: object) -> bool:
    """Whether a column shows what its heads say; several heads are shown merged, by a rule that is not the store's."""
    if heads is None:
        return kolom.standaard is not ONTBREEKT and waarde == kolom.standaard
    if len(heads) > 1:
        return True
    return bool(json.loads(heads[0]) == json.loads(kolom.naar_json(waarde)))
