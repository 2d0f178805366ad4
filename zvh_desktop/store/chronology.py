"""Who wrote what and how often it was corrected, for a whole stream at once."""

from zvh_desktop.store.connection import Verbinding

__all__ = ["status_changes", "writers"]


def writers(verbinding: Verbinding, stream: str, soort: str, veld: str) -> dict[str, tuple[str, int]]:
    """Return (person who made it, corrections of `veld`) of every record of a kind in a stream, by id.

    Only what has a change of that field is in it; of a record under a snapshot the maker may be "".
    """
    rijen = verbinding.rows(
        "SELECT c.record, t.persoon, c.vervangt <> '[]' FROM change c JOIN txn t ON t.nr = c.txn "
        "WHERE c.stream = ? AND c.soort = ? AND c.veld = ? ORDER BY c.nr",
        (stream, soort, veld),
    )
    uit: dict[str, tuple[str, int]] = {}
    for record, persoon, later in rijen:
        wie, aantal = uit.get(record, ("" if later else persoon, 0))
        uit[record] = (wie, aantal + bool(later))
    return uit


def status_changes(verbinding: Verbinding, stream: str) -> list[tuple[str, str, str, str, str, str]]:
    """Return (change, kind, record, value, time, person) of every step in the status of the casus and its phases."""
    return [
        (str(r[0]), str(r[1]), str(r[2]), str(r[3] or ""), str(r[4]), str(r[5]))
        for r in verbinding.rows(
            "SELECT c.id, c.soort, c.record, c.waarde ->> '$', t.tijd, t.persoon FROM change c "
            "JOIN txn t ON t.nr = c.txn WHERE c.stream = ? AND c.soort IN ('fase', 'casus') AND c.veld = 'status' "
            "ORDER BY c.nr",
            (stream,),
        )
    ]
