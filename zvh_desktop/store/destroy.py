"""Destroy a stream here: first its keys, so that what lies elsewhere cannot be read any more, then all of it."""

from dataclasses import dataclass

from zvh_desktop.store import search, taught
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import delete_draft
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import table_for

__all__ = ["Vernietigd", "destroy_stream", "overwrite"]

_PER_STREAM = (
    "epoch",
    "toekenning",
    "stuk",
    "uitgaand",
    "keten",
    "dekking",
    "geziene_kop",
    "apart",
    "deel",
    "vork",
    "weigering",
    "momentopname",
    "botsing",
    "onvolledig",
)
"""Tables that know their stream by name."""


@dataclass(frozen=True, slots=True)
class Vernietigd:
    """What was destroyed, as counts; never names or contents.

    Attributes:
        stream: which.
        sleutels: keys of epochs.
        records: rows of records.
        wijzigingen: changes of the history.
        handelingen: acts that had no other changes.
        stukken: sealed pieces.
        concepten: drafts.
        bestanden: files that nothing names any more.
        zoekteksten: texts in the search index.
    """

    stream: str
    sleutels: int
    records: int
    wijzigingen: int
    handelingen: int
    stukken: int
    concepten: int
    bestanden: int
    zoekteksten: int


def destroy_stream(verbinding: Verbinding, stream: str, *, tijd: str) -> Vernietigd:
    """Destroy everything of a stream within the open transaction; what comes later for it is refused.

    Pins of the casus go too, and words taught to the spelling that stand in the names of its people. A search that a
    person saved stays, also one that holds its number or a name: it is that person's own text, it finds nothing any
    more, and forgetting it is theirs to do.

    Every page is overwritten (`secure_delete`); `overwrite` afterwards takes what is left in free pages and the log.
    """
    search.follow(verbinding)
    taught.forget_names(verbinding, stream)
    sleutels = int(verbinding.value("SELECT count(*) FROM epoch WHERE stream = ? AND sleutel IS NOT NULL", (stream,)))
    stukken = int(verbinding.value("SELECT count(*) FROM stuk WHERE stream = ?", (stream,)))
    records = [str(rij[0]) for rij in verbinding.rows("SELECT DISTINCT record FROM change WHERE stream = ?", (stream,))]
    bestanden = _files_of(verbinding, stream)
    verbinding.run("UPDATE epoch SET sleutel = NULL WHERE stream = ?", (stream,))
    verbinding.run(
        "DELETE FROM vooruit WHERE record = ?1 OR record IN (SELECT record FROM change WHERE stream = ?1)", (stream,)
    )
    for tabel in _PER_STREAM:
        verbinding.run(f"DELETE FROM {tabel} WHERE stream = ?", (stream,))
    rijen = 0
    bekend = kinds()
    for (soort,) in verbinding.rows("SELECT DISTINCT soort FROM change WHERE stream = ?", (stream,)):
        if soort in bekend:
            rijen += verbinding.run(f'DELETE FROM "{table_for(bekend[soort]).soort}" WHERE stream = ?', (stream,))
    zoekteksten = int(verbinding.value("SELECT count(*) FROM zoektekst WHERE stream = ?", (stream,)))
    verbinding.run("DELETE FROM speld WHERE casus_id IN (SELECT record FROM change WHERE stream = ?)", (stream,))
    search.remove(verbinding, records)
    search.purge(verbinding)
    concepten = 0
    for record in records:
        concepten += int(verbinding.value("SELECT count(*) FROM concept WHERE record = ?", (record,)))
        delete_draft(verbinding, record)
        # Drafts of what was not made yet, and of small forms, carry the id of their record in their own.
        concepten += verbinding.run("DELETE FROM concept WHERE instr(record, ?) > 0", (record,))
        verbinding.run("DELETE FROM head WHERE record = ?", (record,))
    txns = [int(rij[0]) for rij in verbinding.rows("SELECT DISTINCT txn FROM change WHERE stream = ?", (stream,))]
    wijzigingen = verbinding.run("DELETE FROM change WHERE stream = ?", (stream,))
    handelingen = 0
    for nr in txns:
        handelingen += verbinding.run(
            "DELETE FROM txn WHERE nr = ?1 AND NOT EXISTS "
            "(SELECT 1 FROM change c WHERE c.txn = ?1 AND c.nr BETWEEN txn.eerste AND txn.laatste)",
            (nr,),
        )
    weg = 0
    for sha256 in bestanden:
        if not _is_named(verbinding, sha256):
            weg += verbinding.run("DELETE FROM bestand WHERE sha256 = ?", (sha256,))
    verbinding.run(
        "INSERT INTO stroom (stream, verzonden, vernietigd) VALUES (?, 0, ?) ON CONFLICT (stream) "
        "DO UPDATE SET vernietigd = excluded.vernietigd, wachtend = 0",
        (stream, tijd),
    )
    return Vernietigd(stream, sleutels, rijen, wijzigingen, handelingen, stukken, concepten, weg, zoekteksten)


def _file_columns() -> list[tuple[str, str]]:
    return [
        (klasse.soort, naam)
        for klasse in kinds().values()
        for naam in table_for(klasse).namen
        if naam.endswith("_sha256")
    ]


def _files_of(verbinding: Verbinding, stream: str) -> set[str]:
    """Return the files that a stream names or ever named."""
    velden = sorted({veld for _, veld in _file_columns()})
    vragen = ", ".join("?" * len(velden))
    return {
        str(rij[0])
        for rij in verbinding.rows(
            f"SELECT DISTINCT waarde ->> '$' FROM change WHERE stream = ? AND veld IN ({vragen})", (stream, *velden)
        )
        if rij[0]
    }


def _is_named(verbinding: Verbinding, sha256: str) -> bool:
    return any(
        verbinding.value(f'SELECT 1 FROM "{soort}" WHERE "{veld}" = ? LIMIT 1', (sha256,)) is not None
        for soort, veld in _file_columns()
    )


def overwrite(verbinding: Verbinding) -> None:
    """Write the database anew and empty its log, so that no free page holds what was destroyed."""
    verbinding.checkpoint()
    verbinding.rows("VACUUM")
    verbinding.checkpoint()
