"""What is known of the server: contact, its life, how far was read; and starting anew when it was emptied or put back.

Nothing here takes anything away: a server that has less is given what is here.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from zvh_desktop.store import audit_share, pieces
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.meta import read_number, write_meta
from zvh_desktop.store.streams import get_stream

__all__ = [
    "contact",
    "forget_server",
    "forget_statements",
    "forget_stream",
    "generation",
    "grants_seen",
    "note_contact",
    "refill",
    "rolled_back",
    "set_aside_by_reason",
    "set_grants_seen",
    "set_statements_seen",
    "snapshot_candidates",
    "statements_lost",
    "statements_seen",
    "to_confirm",
    "with_gaps",
    "without_epoch",
]

_CONTACT: Final = "server_contact"
_GENERATIE: Final = "server_generatie"
_REGIO_NA: Final = "server_regio_na"
_TOEGANG_NA: Final = "server_toegang_na"


def contact(verbinding: Verbinding) -> str | None:
    """Return the UTC text of the last round that got through, or None."""
    waarde = verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (_CONTACT,))
    return None if waarde is None else str(waarde)


def note_contact(verbinding: Verbinding, tijd: str) -> None:
    """Note that a round got through, within the open transaction."""
    write_meta(verbinding, _CONTACT, tijd)


def generation(verbinding: Verbinding) -> str:
    """Return the life of the server's store that was last seen (32 hex digits), "" before the first contact."""
    return str(verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (_GENERATIE,)) or "")


def statements_seen(verbinding: Verbinding) -> int:
    """Return up to which number the statements of the server are here."""
    return read_number(verbinding, _REGIO_NA)


def set_statements_seen(verbinding: Verbinding, nr: int) -> None:
    """Note up to which number the statements of the server are here, within the open transaction."""
    write_meta(verbinding, _REGIO_NA, str(nr))


def statements_lost(verbinding: Verbinding, stukken: Sequence[tuple[int, bytes]]) -> bool:
    """Whether the server no longer has the statement that was seen last, in what it has from that number on."""
    na = statements_seen(verbinding)
    if not stukken or stukken[0][0] != na:
        return True
    hier = verbinding.value("SELECT record FROM regiostuk WHERE volgnr = ?", (na,))
    return hier is not None and bytes(hier) != stukken[0][1]


def forget_statements(verbinding: Verbinding) -> None:
    """Compare the statements with those of the server anew, within the open transaction; it gets what it lacks."""
    set_statements_seen(verbinding, 0)
    verbinding.run("UPDATE regiostuk SET volgnr = NULL")


def grants_seen(verbinding: Verbinding) -> int:
    """Return up to which number the grants to this device were read."""
    return read_number(verbinding, _TOEGANG_NA)


def set_grants_seen(verbinding: Verbinding, nr: int) -> None:
    """Note up to which number the grants to this device were read, within the open transaction."""
    write_meta(verbinding, _TOEGANG_NA, str(nr))


def forget_server(verbinding: Verbinding, generatie: str) -> None:
    """Begin anew with a server of which the store is another one, within the open transaction."""
    write_meta(verbinding, _GENERATIE, generatie)
    forget_statements(verbinding)
    set_grants_seen(verbinding, 0)
    verbinding.run("UPDATE stuk SET volgnr = NULL")
    verbinding.run("UPDATE stroom SET gehaald = 0")


def forget_stream(verbinding: Verbinding, stream: str) -> None:
    """Read one stream of the server from its beginning again, within the open transaction."""
    verbinding.run("UPDATE stuk SET volgnr = NULL WHERE stream = ?", (stream,))
    verbinding.run("UPDATE stroom SET gehaald = 0 WHERE stream = ?", (stream,))


def rolled_back(verbinding: Verbinding, laatste: Mapping[str, int]) -> dict[str, int]:
    """Return the streams of which the server has less than it had, with its last number."""
    return {stream: tot for stream, tot in laatste.items() if get_stream(verbinding, stream).gehaald > tot}


def refill(verbinding: Verbinding, stream: str) -> int:
    """Have everything of a stream sent that the server is not known to have, within the open transaction.

    Call it after the stream was read from its beginning again (`forget_stream`). What this device made itself and
    waits already comes after it: each link of a chain needs the one before it.

    Returns:
        How many pieces.
    """
    rijen = verbinding.rows(
        "SELECT s.hash FROM stuk s LEFT JOIN uitgaand u ON u.hash = s.hash "
        "WHERE s.stream = ? AND s.volgnr IS NULL AND u.hash IS NULL ORDER BY s.nr",
        (stream,),
    )
    if not rijen:
        return 0
    wachtend = verbinding.rows(
        "SELECT hash, stream, aantal, tot_en_met FROM uitgaand WHERE stream = ? ORDER BY nr", (stream,)
    )
    verbinding.run("DELETE FROM uitgaand WHERE stream = ?", (stream,))
    pieces.requeue(verbinding, [str(rij[0]) for rij in rijen])
    for hash_, van, aantal, tot_en_met in wachtend:
        pieces.enqueue(verbinding, hash_, van, aantal=aantal, tot_en_met=tot_en_met)
    return len(rijen)


def queued(
    verbinding: Verbinding, na: int, *, limit: int = 200, max_bytes: int = 4 * 1024 * 1024
) -> list[tuple[int, pieces.Stuk]]:
    """Return (place, piece) of what waits for a receipt, from beyond place `na` on: so many, but always one.

    One that is refused keeps its place, and does not stand in the way of what comes after it.
    """
    uit: list[tuple[int, pieces.Stuk]] = []
    bytes_ = 0
    for rij in verbinding.each(
        "SELECT u.nr, s.hash, s.stream, s.soort, s.toestel, s.volg, s.poging, s.tijd, s.volgnr, s.wire "
        "FROM uitgaand u JOIN stuk s ON s.hash = u.hash WHERE u.nr > ? ORDER BY u.nr LIMIT ?",
        (na, limit),
    ):
        bytes_ += len(rij[-1])
        if uit and bytes_ > max_bytes:
            break
        uit.append((int(rij[0]), pieces.Stuk(*rij[1:])))
    return uit


def queue_length(verbinding: Verbinding) -> int:
    """Return how many pieces wait for a receipt."""
    return int(verbinding.value("SELECT count(*) FROM uitgaand"))


class Geweigerd(NamedTuple):
    """What a server refused last, of what waits: stream, refusal code, how many pieces, how many changes in them."""

    stream: str
    code: str
    stukken: int
    wijzigingen: int


def refused(verbinding: Verbinding) -> list[Geweigerd]:
    """Return what waits although a server refused it."""
    return [
        Geweigerd(*rij)
        for rij in verbinding.rows(
            "SELECT stream, geweigerd, count(*), sum(aantal) FROM uitgaand WHERE geweigerd <> '' "
            "GROUP BY stream, geweigerd ORDER BY stream, geweigerd"
        )
    ]


def without_epoch(verbinding: Verbinding) -> bool:
    """Whether something made here waits in a stream that has no key at all yet."""
    sql = "SELECT 1 FROM stroom s WHERE s.wachtend > 0 AND s.vernietigd IS NULL AND NOT EXISTS "
    return verbinding.value(f"{sql}(SELECT 1 FROM epoch e WHERE e.stream = s.stream) LIMIT 1") is not None


def outdated(verbinding: Verbinding) -> list[str]:
    """Return the streams in which something waits that was refused because of a newer epoch."""
    rijen = verbinding.rows("SELECT DISTINCT stream FROM uitgaand WHERE geweigerd = 'epoch_verouderd'")
    return [str(rij[0]) for rij in rijen]


def with_gaps(verbinding: Verbinding) -> list[str]:
    """Return the streams in which a delta waits for one before it that is not here at all.

    One that waits behind another that waits (for an update of this program, for a clock) misses nothing.
    """
    rijen = verbinding.rows(
        "SELECT DISTINCT a.stream FROM apart a WHERE a.reden = 'epoch_onbekend' OR (a.reden = 'keten_gat' AND "
        "NOT EXISTS (SELECT 1 FROM apart b WHERE (b.stream, b.toestel, b.volg) = (a.stream, a.toestel, a.volg - 1)))"
    )
    return [str(rij[0]) for rij in rijen if rij[0]]


def snapshot_candidates(verbinding: Verbinding, drempel: int, limit: int) -> list[str]:
    """Return the streams with at least `drempel` deltas since their last snapshot, the longest first."""
    rijen = verbinding.rows(
        "SELECT s.stream FROM stuk s LEFT JOIN (SELECT stream, max(nr) AS nr FROM stuk WHERE soort = 'snapshot' "
        "GROUP BY stream) m ON m.stream = s.stream WHERE s.soort = 'delta' AND s.nr > coalesce(m.nr, 0) "
        "GROUP BY s.stream HAVING count(*) >= ? ORDER BY count(*) DESC, s.stream LIMIT ?",
        (drempel, limit),
    )
    return [str(rij[0]) for rij in rijen]


def to_confirm(verbinding: Verbinding, toestel: str, limit: int) -> list[tuple[str, str]]:
    """Return (stream, hash) of the newest snapshot of every stream that another device made and nobody confirmed."""
    rijen = verbinding.rows(
        "SELECT m.stream, m.hash FROM momentopname m WHERE m.toestel <> ?1 AND m.bevestigd = 0 AND m.tijd = "
        "(SELECT max(tijd) FROM momentopname a WHERE a.stream = m.stream) AND NOT EXISTS "
        "(SELECT 1 FROM momentopname a WHERE a.stream = m.stream AND a.ingenomen = 1 AND a.bevestigd = 0) "
        "AND NOT EXISTS "
        "(SELECT 1 FROM stuk b WHERE b.stream = m.stream AND b.soort = 'bevestiging' AND b.toestel = ?1 "
        "AND b.tijd >= m.tijd) ORDER BY m.stream LIMIT ?2",
        (toestel, limit),
    )
    return [(str(stream), str(hash_)) for stream, hash_ in rijen]


def proven(verbinding: Verbinding, eigen: str) -> tuple[int, int]:
    """Return (places where something is missing, ms UTC until which everything is here by what other devices say).

    The moment is that of the last delta of another device, or of the first word of something that is not here; 0 when
    no other device ever spoke. Audit logs do not count: they are shared an hour later (see `audit_share.missing`).
    """
    gaten = verbinding.row(
        "SELECT count(*), min(g.tijd) FROM geziene_kop g LEFT JOIN keten k ON k.stream = g.stream "
        "AND k.toestel = g.toestel WHERE g.door <> ? AND g.stream <> ? AND coalesce(k.nr, 0) < g.nr",
        (eigen, audit_share.KOPPEN),
    )
    wacht = verbinding.value("SELECT count(*) FROM apart WHERE volg > 0")
    laatste = verbinding.value("SELECT coalesce(max(tijd), 0) FROM keten WHERE toestel <> ?", (eigen,))
    assert gaten is not None
    if gaten[0]:
        return int(gaten[0]) + int(wacht), min(int(gaten[1]), int(laatste))
    return int(wacht), int(laatste)


def set_aside_by_reason(verbinding: Verbinding) -> dict[str, int]:
    """Return refusal code → how many pieces wait aside for that reason."""
    return dict(verbinding.rows("SELECT reden, count(*) FROM apart GROUP BY reden"))
