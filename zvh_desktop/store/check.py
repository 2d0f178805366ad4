"""Check a vault from pages to references; findings are data, worded elsewhere."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.protocol.merge import Head
from zvh_desktop.store import audit
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.heads import head_values, shown_of
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.meta import VREEMD_NR, read_number
from zvh_desktop.store.records import ONTBREEKT, VASTE_VELDEN, Kolom, Tabel, model_from_row, table_for

__all__ = ["Bevinding", "check"]

_MAX_VOORBEELDEN = 5


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something that is not as it should be.

    Attributes:
        wat: `pagina`, `database`, `vreemde_sleutel`, `logboek`, `head`, `botsing`, `stuk`, `veld`, `record`,
            `tabel`, `bestand`, `zoekindex`, `verwijzing`.
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
    # It reads the file alone: what a full disk cut off there may still stand whole in the log.
    if not verbinding.in_transaction:
        verbinding.rows("PRAGMA wal_checkpoint(PASSIVE)")
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
    yield from _bevinding("logboek", list(_audits_elsewhere(verbinding)))
    yield from _bevinding("head", list(_verkeerde_heads(verbinding)))
    yield from _bevinding("botsing", list(_botsingen(verbinding)))
    yield from _bevinding("stuk", list(_pieces(verbinding)))
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
        "), gedekt (id) AS ("
        # What replaced a change under a snapshot need not be here.
        "  SELECT c.id FROM dekking d CROSS JOIN change c "
        "  ON c.stream = d.stream AND substr(c.id, 19) = d.toestel AND c.id <= d.tot"
        ") "
        "SELECT record, veld FROM (SELECT * FROM levend WHERE id NOT IN (SELECT id FROM gedekt) "
        "EXCEPT SELECT record, veld, change FROM head) "
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


_VRIJ: Final = frozenset(("leefgebied_id",))
"""Fields that may name what the program brings along: no record before the house changes its own list."""


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
    wacht = {str(rij[0]) for rij in verbinding.rows("SELECT record FROM onvolledig")}
    records.extend(sorted(wacht & ids))
    for soort, record_id in verbinding.each("SELECT soort, record FROM change WHERE vervangt = '[]' GROUP BY record"):
        if record_id not in ids and record_id not in wacht and soort in tabellen:
            records.append(f"{soort}.{record_id}")
    yield from _bevinding("veld", velden)
    yield from _bevinding("record", records)
    # What is shared refers to streams that this device may not have.
    if not read_number(verbinding, VREEMD_NR):
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
    verwijzend = [nr for nr, k in enumerate(tabel.kolommen) if k.naam.endswith("_id") and k.naam not in _VRIJ]
    nr_id = tabel.plaats["id"]
    log: dict[str, dict[str, list[Head]]] = {}
    for record, veld, change, waarde in verbinding.each(
        f'SELECT h.record, h.veld, c.id, c.waarde FROM "{tabel.soort}" r CROSS JOIN head h ON h.record = r.id '
        "CROSS JOIN change c ON c.id = h.change WHERE c.soort = ?",
        (tabel.soort,),
    ):
        log.setdefault(record, {}).setdefault(veld, []).append(Head(change, waarde))
    for rij in verbinding.each(tabel.kies_sql):
        record_id = rij[nr_id]
        ids.add(record_id)
        heads = log.pop(record_id, None)
        if heads is None:
            records.append(f"{tabel.soort}.{record_id}")
            continue
        for kolom, waarde in zip(tabel.kolommen, rij, strict=True):
            if kolom.naam not in VASTE_VELDEN and not _klopt(tabel, heads.pop(kolom.naam, None), kolom, waarde):
                velden.append(f"{tabel.soort}.{record_id}.{kolom.naam}")
        try:
            model_from_row(tabel, rij)
        except Omstandigheid:
            records.append(f"{tabel.soort}.{record_id}")
        verwijzingen.extend((f"{tabel.soort}.{record_id}", rij[nr]) for nr in verwijzend if rij[nr])


def _klopt(tabel: Tabel, heads: list[Head] | None, kolom: Kolom, waarde: object) -> bool:
    """Whether a column shows what its heads come to."""
    if heads is None:
        return kolom.standaard is not ONTBREEKT and waarde == kolom.standaard
    return bool(json.loads(shown_of(tabel, kolom.naam, heads).waarde) == json.loads(kolom.naar_json(waarde)))


def _botsingen(verbinding: Verbinding) -> Iterator[str]:
    """Fields with several heads are exactly those in `botsing`, each with the right verdict."""
    soorten = kinds()
    meer: dict[tuple[str, str], str] = {
        (record, veld): soort
        for record, veld, soort in verbinding.rows(
            "SELECT h.record, h.veld, min(c.soort) FROM head h JOIN change c ON c.id = h.change "
            "GROUP BY h.record, h.veld HAVING count(*) > 1"
        )
    }
    gezegd = {(rij[0], rij[1]): rij[2] for rij in verbinding.rows("SELECT record, veld, botst FROM botsing")}
    heads = head_values(verbinding, meer)
    for plek in sorted(meer.keys() | gezegd.keys()):
        soort = meer.get(plek)
        if soort is None or plek not in gezegd:
            yield ".".join(plek)
        elif soort in soorten:
            botst = shown_of(table_for(soorten[soort]), plek[1], heads[plek]).clash
            if int(botst) != gezegd[plek]:
                yield ".".join(plek)


def _pieces(verbinding: Verbinding) -> Iterator[str]:
    """Pieces are what their hash says; what waits and what chains end in is here."""
    # Late: a vault that is only unlocked reads nothing of what travels.
    from zvh_desktop.protocol.delta import read_sealed
    from zvh_desktop.protocol.errors import ProtocolFout
    from zvh_desktop.protocol.signing import read_signed

    for hash_, soort, wire in verbinding.each("SELECT hash, soort, wire FROM stuk"):
        try:
            echt = read_sealed(wire).hash if soort in ("delta", "snapshot") else read_signed(wire).id
        except ProtocolFout:
            echt = b""
        if echt.hex() != hash_:
            yield str(hash_)
    for (hash_,) in verbinding.rows("SELECT hash FROM uitgaand WHERE hash NOT IN (SELECT hash FROM stuk)"):
        yield str(hash_)


def _audits_elsewhere(verbinding: Verbinding) -> Iterator[str]:
    vorige: dict[str, tuple[int, str]] = {}
    for toestel, *rij in verbinding.each(
        "SELECT toestel, seq, tijd, persoon, gebeurtenis, objecten, details, vorige, hash FROM audit_elders "
        "ORDER BY toestel, seq"
    ):
        voor = vorige.get(toestel)
        if voor is not None and (rij[0] != voor[0] + 1 or rij[6] != voor[1]):
            yield f"{toestel}.{rij[0]}"
        vorige[toestel] = (rij[0], rij[7])
