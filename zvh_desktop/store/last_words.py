"""What was typed on this device in a dossier that was destroyed elsewhere, and that nobody else ever had."""

from collections.abc import Iterable
from typing import NamedTuple

from zvh_desktop.store.connection import Verbinding

__all__ = ["LaatsteWoord", "forget_last_words", "keep_last_words", "last_words", "unfinished"]

_KOLOMMEN = "stream, casusnummer, soort, veld, label, waarde, tijd, concept"


class LaatsteWoord(NamedTuple):
    """Something typed here in a dossier that was destroyed elsewhere, and that nobody else ever had.

    Attributes:
        stream: of the dossier.
        casusnummer: of the casus.
        soort: kind of record.
        veld: field.
        label: how a draft was called on the screen, "" when it was saved.
        waarde: JSON text.
        tijd: UTC text.
        concept: it was a draft.
    """

    stream: str
    casusnummer: str
    soort: str
    veld: str
    label: str
    waarde: str
    tijd: str
    concept: bool


def keep_last_words(verbinding: Verbinding, woorden: Iterable[LaatsteWoord]) -> int:
    """Keep words until a person has seen them, each once, within the open transaction; return how many were new."""
    return sum(
        verbinding.run(
            f"INSERT INTO laatste_woord ({_KOLOMMEN}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS "
            "(SELECT 1 FROM laatste_woord WHERE stream = ?1 AND soort = ?3 AND veld = ?4 AND label = ?5 "
            "AND waarde = ?6 AND concept = 1 AND ?8 = 1)",
            woord,
        )
        for woord in woorden
    )


def last_words(verbinding: Verbinding) -> list[LaatsteWoord]:
    """Return what was kept, in the order in which it was typed."""
    return [
        LaatsteWoord._make((*rij[:7], bool(rij[7])))
        for rij in verbinding.rows(f"SELECT {_KOLOMMEN} FROM laatste_woord ORDER BY nr")
    ]


def forget_last_words(verbinding: Verbinding, stream: str) -> int:
    """Destroy what was kept of a stream, within the open transaction: a person has seen it; return how much it was."""
    return verbinding.run("DELETE FROM laatste_woord WHERE stream = ?", (stream,))


def unfinished(verbinding: Verbinding) -> int:
    """Return of how many destroyed dossiers something waits to be seen here."""
    return int(verbinding.value("SELECT count(DISTINCT stream) FROM laatste_woord"))
