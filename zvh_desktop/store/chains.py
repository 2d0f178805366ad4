"""Chains: the deltas of one device in one stream, each naming the one before; what is missing, what says two things.

completeness(verbinding, stream) -> Volledigheid       heads_to_tell(verbinding, stream, eigen) -> dict
forks(verbinding) -> list[Vork]                          refusals(verbinding) -> list[Geweigerd]
put_aside(...) / aside(verbinding) -> list[Apart]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.store.connection import Verbinding

__all__ = [
    "Apart",
    "Geweigerd",
    "Kop",
    "Ontbreekt",
    "Volledigheid",
    "Vork",
    "aside",
    "completeness",
    "count_refusal",
    "forks",
    "head_of",
    "heads_of_device",
    "heads_of_stream",
    "heads_to_tell",
    "held",
    "held_by_clock",
    "last_seen",
    "note_fork",
    "note_seen",
    "put_aside",
    "refusals",
    "set_head",
]


class Kop(NamedTuple):
    """The last delta of a device in a stream that is here without a gap before it."""

    nr: int
    poging: int
    hash: str
    tijd: int


GEEN_KOP = Kop(0, 0, "", 0)


def head_of(verbinding: Verbinding, stream: str, toestel: str) -> Kop:
    """Return up to where a chain is here; number 0 when nothing of it is."""
    rij = verbinding.row("SELECT nr, poging, hash, tijd FROM keten WHERE stream = ? AND toestel = ?", (stream, toestel))
    return GEEN_KOP if rij is None else Kop(*rij)


def heads_of_stream(verbinding: Verbinding, stream: str) -> dict[str, Kop]:
    """Return device → up to where its chain is here."""
    return {
        rij[0]: Kop(*rij[1:])
        for rij in verbinding.rows(
            "SELECT toestel, nr, poging, hash, tijd FROM keten WHERE stream = ? ORDER BY toestel", (stream,)
        )
    }


def set_head(verbinding: Verbinding, stream: str, toestel: str, kop: Kop) -> None:
    """Note up to where a chain is here, within the open transaction."""
    verbinding.run(
        "INSERT INTO keten (stream, toestel, nr, poging, hash, tijd) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (stream, toestel) DO UPDATE SET nr = excluded.nr, poging = excluded.poging, "
        "hash = excluded.hash, tijd = excluded.tijd",
        (stream, toestel, *kop),
    )


# -- what others have seen -----------------------------------------------------------------------------------------


def note_seen(
    verbinding: Verbinding, stream: str, door: str, gezien: Mapping[str, tuple[int, bytes]], tijd: int
) -> None:
    """Remember what a device says it has seen of others, within the open transaction."""
    verbinding.run_many(
        "INSERT INTO geziene_kop (stream, door, toestel, nr, hash, tijd) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (stream, door, toestel) DO UPDATE SET nr = excluded.nr, hash = excluded.hash, "
        "tijd = excluded.tijd WHERE excluded.nr >= nr",
        [(stream, door, toestel, nr, hash_.hex(), tijd) for toestel, (nr, hash_) in gezien.items()],
    )


def heads_to_tell(verbinding: Verbinding, stream: str, eigen: str) -> dict[str, tuple[int, bytes]]:
    """Return the heads of other devices that this device has not told of yet."""
    rijen = verbinding.rows(
        "SELECT k.toestel, k.nr, k.hash FROM keten k LEFT JOIN geziene_kop g ON g.stream = k.stream AND g.door = ?1 "
        "AND g.toestel = k.toestel WHERE k.stream = ?2 AND k.toestel <> ?1 AND k.nr > 0 "
        "AND (g.nr IS NULL OR g.nr <> k.nr OR g.hash <> k.hash)",
        (eigen, stream),
    )
    return {rij[0]: (int(rij[1]), bytes.fromhex(rij[2])) for rij in rijen}


class Ontbreekt(NamedTuple):
    """What another device has seen and this one has not: of `toestel` up to `gezien`, here up to `hier`.

    `anders` says that the number is here, but with another hash: the server or the device told two stories.
    """

    toestel: str
    hier: int
    gezien: int
    door: str
    anders: bool


@dataclass(frozen=True, slots=True)
class Volledigheid:
    """Until when it is proven that everything of a stream is here.

    Attributes:
        volledig: all that any device says it has seen is here.
        tot_ms: the last moment at which another device told what it had seen, of all of which everything is here.
        ontbreekt: what is missing.
    """

    volledig: bool
    tot_ms: int
    ontbreekt: tuple[Ontbreekt, ...]


def completeness(verbinding: Verbinding, stream: str) -> Volledigheid:
    """Compare what is here with what other devices say they have seen."""
    hier = heads_of_stream(verbinding, stream)
    gaten: list[Ontbreekt] = []
    onvolledig: set[str] = set()
    for door, toestel, nr, hash_ in verbinding.rows(
        "SELECT door, toestel, nr, hash FROM geziene_kop WHERE stream = ? ORDER BY door, toestel", (stream,)
    ):
        kop = hier.get(toestel, GEEN_KOP)
        anders = kop.nr >= nr and not _holds(verbinding, stream, toestel, nr, hash_, kop)
        if kop.nr < nr or anders:
            gaten.append(Ontbreekt(toestel, kop.nr, nr, door, anders))
            onvolledig.add(door)
    # Of a device whose own last delta waits here, the chain is not whole.
    for (toestel,) in verbinding.rows("SELECT DISTINCT toestel FROM apart WHERE stream = ? AND volg > 0", (stream,)):
        onvolledig.add(toestel)
    tijden = [kop.tijd for toestel, kop in hier.items() if toestel not in onvolledig]
    return Volledigheid(not onvolledig, max(tijden, default=0), tuple(gaten))


def _holds(verbinding: Verbinding, stream: str, toestel: str, nr: int, hash_: str, kop: Kop) -> bool:
    if kop.nr == nr and kop.hash == hash_:
        return True
    rijen = verbinding.rows(
        "SELECT hash FROM stuk WHERE stream = ? AND toestel = ? AND volg = ?", (stream, toestel, nr)
    )
    # Pruned under a snapshot: nothing is left to compare with.
    return not rijen or any(rij[0] == hash_ for rij in rijen)


# -- two stories, refusals, what waits -----------------------------------------------------------------------------


class Vork(NamedTuple):
    """Two different deltas in one place of a chain, both signed by the device."""

    stream: str
    toestel: str
    volg: int
    hash: str
    andere: str
    sinds: str


def note_fork(verbinding: Verbinding, vork: Vork) -> None:
    """Keep the proof of a fork, within the open transaction."""
    verbinding.run(
        "INSERT INTO vork (stream, toestel, volg, hash, andere, sinds) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        vork,
    )


def forks(verbinding: Verbinding) -> list[Vork]:
    """Return every fork that was seen, oldest first."""
    rijen = verbinding.rows("SELECT stream, toestel, volg, hash, andere, sinds FROM vork ORDER BY sinds, hash")
    return [Vork(*rij) for rij in rijen]


class Geweigerd(NamedTuple):
    """How often what was refused of a device in a stream, and when last (UTC text)."""

    stream: str
    toestel: str
    reden: str
    aantal: int
    laatst: str


def count_refusal(verbinding: Verbinding, stream: str, toestel: str, reden: str, *, tijd: str, aantal: int = 1) -> None:
    """Count what was refused, within the open transaction."""
    verbinding.run(
        "INSERT INTO weigering (stream, toestel, reden, aantal, laatst) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (stream, toestel, reden) DO UPDATE SET aantal = aantal + excluded.aantal, "
        "laatst = excluded.laatst",
        (stream, toestel, reden, aantal, tijd),
    )


def refusals(verbinding: Verbinding) -> list[Geweigerd]:
    """Return what was refused so far, the latest first."""
    rijen = verbinding.rows("SELECT stream, toestel, reden, aantal, laatst FROM weigering ORDER BY laatst DESC, reden")
    return [Geweigerd(*rij) for rij in rijen]


def held(verbinding: Verbinding) -> list[Geweigerd]:
    """Return what waits and why, the latest first; not what only waits for one before it."""
    rijen = verbinding.rows(
        "SELECT stream, toestel, reden, count(*), max(sinds) AS laatst FROM apart "
        "WHERE reden NOT IN ('keten_gat', 'deel') GROUP BY stream, toestel, reden ORDER BY laatst DESC, reden"
    )
    return [Geweigerd(*rij) for rij in rijen]


def held_by_clock(verbinding: Verbinding) -> dict[str, tuple[int, int]]:
    """Return device → (how many of its pieces wait, ms UTC of its clock) where it was ahead when it sealed them."""
    tijden: dict[str, int] = {}
    for toestel, wire in verbinding.rows("SELECT toestel, wire FROM apart WHERE reden = 'klok' AND volg > 0"):
        tijden[toestel] = max(tijden.get(toestel, 0), read_sealed(bytes(wire)).header.tijd)
    aantal = "SELECT count(*) FROM apart WHERE toestel = ?"
    return {toestel: (int(verbinding.value(aantal, (toestel,))), tijd) for toestel, tijd in tijden.items()}


class Apart(NamedTuple):
    """A piece that waits for something: the reason is a refusal code, or "deel"."""

    hash: str
    stream: str
    toestel: str
    volg: int
    poging: int
    reden: str
    sinds: str
    volgnr: int | None
    wire: bytes


def put_aside(verbinding: Verbinding, een: Apart) -> None:
    """Set a piece aside within the open transaction; one that waits already gets the reason of now."""
    verbinding.run(
        "INSERT INTO apart (hash, stream, toestel, volg, poging, reden, sinds, volgnr, wire) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET reden = excluded.reden, "
        "volgnr = coalesce(excluded.volgnr, volgnr)",
        een,
    )


def aside(verbinding: Verbinding, stream: str | None = None) -> list[Apart]:
    """Return what waits, by chain; of one stream when asked."""
    waar, waarden = (" WHERE stream = ?", (stream,)) if stream is not None else ("", ())
    rijen = verbinding.rows(
        "SELECT hash, stream, toestel, volg, poging, reden, sinds, volgnr, wire FROM apart"
        f"{waar} ORDER BY stream, volg > 0, toestel, volg, poging, hash",
        waarden,
    )
    return [Apart(*rij) for rij in rijen]


def heads_of_device(verbinding: Verbinding, toestel: str) -> dict[str, Kop]:
    """Return stream → up to where the chain of a device is here."""
    return {
        rij[0]: Kop(*rij[1:])
        for rij in verbinding.rows("SELECT stream, nr, poging, hash, tijd FROM keten WHERE toestel = ?", (toestel,))
    }


def last_seen(verbinding: Verbinding) -> dict[str, int]:
    """Return device → ms UTC of the last thing it sealed that is here."""
    return {rij[0]: int(rij[1]) for rij in verbinding.rows("SELECT toestel, max(tijd) FROM keten GROUP BY toestel")}
