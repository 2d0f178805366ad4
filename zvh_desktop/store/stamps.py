"""Other stamps for changes that nobody has yet: of another device, or of a clock that was put right.

A stamp that lies ahead is set aside by every receiver until its own clock gets there, and so is all that this device
writes afterwards, for its logical clock never goes back. What was not sealed yet can still get the stamps of now.
"""

import json
from collections.abc import Mapping, Sequence

from zvh_desktop.protocol.clock import MAX_VOORLOOP_MS, Tijdstempel, reeks
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.rows import Toegepast, rebuild_records

__all__ = ["rename", "restamp_ahead"]


def rename(verbinding: Verbinding, rijen: Sequence[tuple[int, str, str]], nieuw: Mapping[str, str]) -> None:
    """Give changes other ids, also where they hold and where others of these replace them.

    Args:
        verbinding: within a transaction.
        rijen: (nr, id, what it replaces as JSON) of the changes that get one, and of those that may name them.
        nieuw: new id by old id.
    """
    te_hernoemen = [(nieuw[id_], nr) for nr, id_, _ in rijen if id_ in nieuw]
    verbinding.run_many("UPDATE change SET id = ? WHERE nr = ?", te_hernoemen)
    for nr, _, vervangt in rijen:
        if vervangt != "[]":
            ids = [nieuw.get(oud, oud) for oud in json.loads(vervangt)]
            verbinding.run("UPDATE change SET vervangt = ? WHERE nr = ?", (json.dumps(ids, separators=(",", ":")), nr))
    verbinding.run_many(
        "UPDATE head SET change = ?1 WHERE change = ?2 AND record = (SELECT record FROM change WHERE id = ?1) "
        "AND veld = (SELECT veld FROM change WHERE id = ?1)",
        [(id_, oud) for oud, id_ in nieuw.items()],
    )


def restamp_ahead(verbinding: Verbinding, stream: str, na: int, nu_ms: int) -> int:
    """Give what was made here in a stream, is not sealed yet and lies ahead of the clock of now, stamps of now.

    The new ones come after all that is not ahead, in the order of before. Where something that lies ahead was sealed
    already they come after that: a snapshot covers a device by its highest stamp. What came from elsewhere, taken in
    while this clock was ahead too, keeps its stamp: where it stands beside one of these, another may be shown now.

    Args:
        verbinding: within a transaction.
        stream: its stream.
        na: local number of the last change that is sealed.
        nu_ms: ms UTC.

    Returns:
        How many changes got another stamp.
    """
    vanaf = _ahead_of(nu_ms)
    if str(verbinding.value("SELECT max(id) FROM change") or "") < vanaf:
        return 0
    eigen = "FROM change WHERE stream = ? AND eigen = 1 AND nr"
    verzegeld = verbinding.value(f"SELECT max(id) {eigen} <= ?", (stream, na))
    if verzegeld is not None:
        vanaf = max(vanaf, _ahead_of(Tijdstempel.uit_tekst(str(verzegeld)).ms))
    gevonden = verbinding.rows(f"SELECT nr, id, vervangt {eigen} > ? ORDER BY nr", (stream, na))
    rijen = [(int(nr), str(id_), str(vervangt)) for nr, id_, vervangt in gevonden]
    oud = sorted(id_ for _, id_, _ in rijen if id_ >= vanaf)
    if not oud:
        return 0
    laatste = verbinding.value("SELECT max(id) FROM change WHERE id < ?", (vanaf,))
    toestel = oud[0][18:]
    stand = Tijdstempel(0, 0, toestel)
    if laatste is not None:
        gezien = Tijdstempel.uit_tekst(str(laatste))
        stand = Tijdstempel(gezien.ms, gezien.teller, toestel)
    nieuw, _ = reeks(stand, nu_ms, len(oud))
    rename(verbinding, rijen, dict(zip(oud, nieuw, strict=True)))
    meer = verbinding.rows("SELECT record, veld FROM botsing WHERE stream = ?", (stream,))
    rebuild_records(verbinding, stream, [(str(record), str(veld)) for record, veld in meer], Toegepast())
    return len(oud)


def _ahead_of(ms: int) -> str:
    """Return from where on a stamp lies further ahead of this moment than a receiver takes; see `store.incoming`."""
    return f"{ms + MAX_VOORLOOP_MS + 1:012x}"
