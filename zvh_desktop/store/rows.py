"""The rows of records brought in line with the heads of their fields, and the search index told of it.

A record of which a field that must be filled is not here yet waits in `onvolledig`; its changes are kept.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zvh_desktop.protocol.merge import Head
from zvh_desktop.store import search
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.heads import Plek, head_values, shown_of, update_clashes
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import ONTBREEKT, Tabel, fetch_rows, table_for, update_rows, write_rows
from zvh_desktop.store.streams import STREAMSOORT_VAN, set_kind

__all__ = ["Toegepast", "rebuild_records", "update_records"]


@dataclass(slots=True)
class Toegepast:
    """What became of a set of changes.

    Attributes:
        wijzigingen: how many were new.
        geraakt: (soort, record) of which a table row changed.
        botsingen: fields that clash now.
        geweigerd: how many changes were left out, by reason: "waarde", "stream", "soort".
    """

    wijzigingen: int = 0
    geraakt: set[tuple[str, str]] = field(default_factory=set)
    botsingen: set[Plek] = field(default_factory=set)
    geweigerd: dict[str, int] = field(default_factory=dict)

    def weiger(self, reden: str) -> None:
        """Count one change that is left out."""
        self.geweigerd[reden] = self.geweigerd.get(reden, 0) + 1


def update_records(
    verbinding: Verbinding,
    stream: str,
    soort_van: Mapping[str, str],
    enkel: Mapping[Plek, Any],
    meer: set[Plek],
    eerder: set[str],
    uit: Toegepast,
) -> None:
    """Bring the rows of records in line with their heads.

    Args:
        verbinding: within a transaction.
        stream: theirs.
        soort_van: kind of each record.
        enkel: fields with one head, which is new, and its column value.
        meer: fields with other heads.
        eerder: records that had heads before.
        uit: what is reported.
    """
    waarden = head_values(verbinding, meer) if meer else {}
    per_soort: dict[str, dict[str, dict[str, Any]]] = {}
    per_record: dict[str, dict[str, Any]] = {}
    for (record, veld), waarde in enkel.items():
        if record not in per_record:
            per_record[record] = per_soort.setdefault(soort_van[record], {}).setdefault(record, {})
        per_record[record][veld] = waarde
    for (record, veld), heads in waarden.items():
        soort = soort_van[record]
        tabel = table_for(kinds()[soort])
        toont = tabel.kolom(veld).uit_json(shown_of(tabel, veld, heads).waarde)
        per_soort.setdefault(soort, {}).setdefault(record, {})[veld] = toont
    for soort, records in per_soort.items():
        _update_kind(verbinding, stream, table_for(kinds()[soort]), records, eerder, uit)
        if soort in STREAMSOORT_VAN:
            set_kind(verbinding, stream, STREAMSOORT_VAN[soort])
    if meer:
        per_tabel: dict[str, set[Plek]] = {}
        for plek in meer:
            per_tabel.setdefault(soort_van[plek[0]], set()).add(plek)
        for soort, plekken in per_tabel.items():
            uit.botsingen |= update_clashes(verbinding, table_for(kinds()[soort]), plekken)


def _update_kind(
    verbinding: Verbinding,
    stream: str,
    tabel: Tabel,
    records: Mapping[str, Mapping[str, Any]],
    eerder: set[str],
    uit: Toegepast,
) -> None:
    bekend = fetch_rows(verbinding, tabel, list(records))
    gedeeltelijk = [record for record in records if record not in bekend and record in eerder]
    ouder = _all_shown(verbinding, tabel, gedeeltelijk) if gedeeltelijk else {}
    nieuw: list[Rij] = []
    veranderd: list[tuple[Rij, tuple[str, ...]]] = []
    zoek: list[str] = []
    heel: list[str] = []
    onvolledig: list[tuple[str, str, str]] = []
    for record, velden in records.items():
        rij = bekend.get(record)
        if rij is None:
            gemaakt = _make_row(tabel, record, stream, {**ouder.get(record, {}), **velden})
            if gemaakt is None:
                onvolledig.append((record, stream, tabel.soort))
                continue
            nieuw.append(gemaakt)
            heel.append(record)
            anders: Collection[str] = velden.keys() | ouder.get(record, {}).keys()
        else:
            lijst = list(rij)
            gewijzigd: list[str] = []
            for veld, waarde in velden.items():
                plaats = tabel.plaats[veld]
                if lijst[plaats] != waarde:
                    lijst[plaats] = waarde
                    gewijzigd.append(veld)
            if not gewijzigd:
                continue
            gemaakt = tuple(lijst)
            veranderd.append((gemaakt, tuple(gewijzigd)))
            anders = gewijzigd
        uit.geraakt.add((tabel.soort, record))
        if search.is_searched(tabel, anders, vers=rij is None):
            zoek.append(record)
    if nieuw:
        write_rows(verbinding, tabel, nieuw)
    if veranderd:
        update_rows(verbinding, tabel, veranderd)
    if onvolledig:
        verbinding.run_many(
            "INSERT INTO onvolledig (record, stream, soort) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", onvolledig
        )
    if ouder:
        verbinding.run_many("DELETE FROM onvolledig WHERE record = ?", [(record,) for record in heel])
    if tabel.zoekvelden or tabel.lange_tekst:
        search.queue(verbinding, tabel.soort, zoek)


def _make_row(tabel: Tabel, record: str, stream: str, velden: Mapping[str, Any]) -> Rij | None:
    """Return the row of a record, or None while a field that must be filled is not here."""
    rij = [kolom.standaard for kolom in tabel.kolommen]
    plaats = tabel.plaats
    rij[plaats["id"]], rij[plaats["stream"]] = record, stream
    for veld, waarde in velden.items():
        rij[plaats[veld]] = waarde
    return None if ONTBREEKT in rij else tuple(rij)


def _all_shown(verbinding: Verbinding, tabel: Tabel, records: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what every field of these records shows, as column values, for their heads of now."""
    per_plek: dict[Plek, list[Head]] = {}
    for record, veld, change, waarde in verbinding.rows(
        "SELECT h.record, h.veld, h.change, c.waarde FROM json_each(?) j CROSS JOIN head h ON h.record = j.value "
        "CROSS JOIN change c ON c.id = h.change",
        (json.dumps(list(records)),),
    ):
        per_plek.setdefault((record, veld), []).append(Head(change, waarde))
    uit: dict[str, dict[str, Any]] = {}
    for (record, veld), heads in per_plek.items():
        uit.setdefault(record, {})[veld] = tabel.kolom(veld).uit_json(shown_of(tabel, veld, heads).waarde)
    return uit


def rebuild_records(verbinding: Verbinding, stream: str, plekken: Iterable[Plek], uit: Toegepast) -> None:
    """Show these fields again, after their heads were changed in another way than by a change."""
    plekken = set(plekken)
    soort_van: dict[str, str] = dict(
        verbinding.rows(
            "SELECT j.value, c.soort FROM json_each(?) j CROSS JOIN change c "
            "ON c.id = (SELECT change FROM head WHERE record = j.value LIMIT 1)",
            (json.dumps(sorted({record for record, _ in plekken})),),
        )
    )
    over = {plek for plek in plekken if plek[0] in soort_van}
    update_records(verbinding, stream, soort_van, {}, over, set(soort_van), uit)
