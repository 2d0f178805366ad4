"""Snapshots: the heads of a stream as one sealed piece that stands for the deltas it covers.

build_body(verbinding, stream) -> (DeltaBody, dekt)      what to seal; everything made here must be sealed before
take_in(verbinding, stream, dekt, body) -> Toegepast      mirrors `protocol.merge.HeadBook.apply_snapshot`
digest_at(verbinding, stream, tot) -> bytes               the covered state, from what is here
note / accept_confirm / list_snapshots

What a snapshot covers goes at the server, never here: from here a server that was emptied gets its history back.
"""

import json
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from zvh_desktop.crypto.envelope import decrypt_sealed
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.protocol.delta import Change, DeltaBody, Sealed, Txn, decode_body, read_sealed
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.rights import mag_momentopname
from zvh_desktop.protocol.snapshot import read_snapshot_confirm, state_digest
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import chains, pieces, sync_keys
from zvh_desktop.store.apply import apply_changes, cover, covered
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.parts import waiting_parts
from zvh_desktop.store.rows import Toegepast, rebuild_records
from zvh_desktop.store.streams import get_stream

__all__ = [
    "Momentopname",
    "accept_confirm",
    "build_body",
    "digest_at",
    "digest_of",
    "leans_on_hearsay",
    "list_snapshots",
    "note",
    "note_taken",
    "open_snapshot",
    "take_in",
]

Dekt = Mapping[str, tuple[int, bytes]]
"""Device → number and hash of the chain head that is covered."""


class Momentopname(NamedTuple):
    """A snapshot that was made or received.

    Attributes:
        hash: names it.
        stream: its stream.
        toestel: who made it.
        tijd: ms UTC.
        digest: of the state in it, hex; "" until it was asked for.
        dekt: device → number up to which it covers.
        bevestigd: how many other devices came to the same state.
    """

    hash: str
    stream: str
    toestel: str
    tijd: int
    digest: str
    dekt: dict[str, int]
    bevestigd: int


def _ids(verbinding: Verbinding, stream: str) -> dict[str, str]:
    return dict(verbinding.rows("SELECT substr(id, 19), max(id) FROM change WHERE stream = ? GROUP BY 1", (stream,)))


def build_body(verbinding: Verbinding, stream: str) -> tuple[list[Txn], list[Change], dict[str, str], list[str]]:
    """Return (acts, heads, tot, vooruit) of a stream as they stand.

    Raises:
        Programmafout: something made here is not sealed yet, or a part of an act is missing.
    """
    stroom = get_stream(verbinding, stream)
    los = verbinding.value(
        "SELECT 1 FROM change WHERE stream = ? AND eigen = 1 AND nr > ? LIMIT 1", (stream, stroom.verzegeld)
    )
    if los is not None or waiting_parts(verbinding, stream):
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="momentopname", fout="not settled")
    plaats: dict[int, int] = {}
    txns: list[Txn] = []
    changes: list[Change] = []
    for id_, soort, record, veld, waarde, vervangt, nr, txn, label, persoon, rol, tijd, herstelt in verbinding.rows(
        "SELECT c.id, c.soort, c.record, c.veld, c.waarde, c.vervangt, t.nr, t.id, t.label, t.persoon, t.rol, t.tijd, "
        "t.herstelt FROM change c JOIN head h ON h.record = c.record AND h.veld = c.veld AND h.change = c.id "
        "JOIN txn t ON t.nr = c.txn WHERE c.stream = ? ORDER BY c.id",
        (stream,),
    ):
        if nr not in plaats:
            plaats[nr] = len(txns)
            txns.append(Txn(txn, label, persoon, rol, tijd, herstelt))
        changes.append(Change(id_, soort, record, veld, waarde, tuple(json.loads(vervangt)), plaats[nr]))
    tot = {**covered(verbinding, stream)}
    for toestel, id_ in _ids(verbinding, stream).items():
        tot[toestel] = max(id_, tot.get(toestel, ""))
    vooruit = [
        str(rij[0])
        for rij in verbinding.rows(
            "SELECT DISTINCT v.change FROM vooruit v WHERE v.record = ?1 "
            "OR EXISTS (SELECT 1 FROM change c WHERE c.stream = ?1 AND c.record = v.record) ORDER BY 1",
            (stream,),
        )
    ]
    return txns, changes, tot, vooruit


def take_in(verbinding: Verbinding, stream: str, dekt: Dekt, body: DeltaBody, *, tijd: int) -> Toegepast:
    """Take a snapshot in within the open transaction: its heads, and what it covers; what is beyond it stays.

    Args:
        verbinding: within a transaction.
        stream: its stream.
        dekt: chain heads that it stands for.
        body: what it says.
        tijd: ms UTC, by its maker.
    """
    eerder = verbinding.rows(
        "SELECT h.record, h.veld, h.change FROM change c JOIN head h "
        "ON h.record = c.record AND h.veld = c.veld AND h.change = c.id WHERE c.stream = ?",
        (stream,),
    )
    in_snapshot = {change.id for change in body.changes} if eerder else set()
    weg = [rij for rij in eerder if rij[2] not in in_snapshot and rij[2] <= body.tot.get(rij[2][18:], "")]
    weg.extend(_ahead(verbinding, stream, body.vooruit))
    verbinding.run_many("DELETE FROM head WHERE record = ? AND veld = ? AND change = ?", weg)
    uit = apply_changes(verbinding, stream, body.txns, body.changes, dekt=body.tot)
    rebuild_records(verbinding, stream, [(record, veld) for record, veld, _ in weg], uit)
    cover(verbinding, stream, body.tot)
    verbinding.run_many(
        "DELETE FROM vooruit WHERE change <= ? AND substr(change, 19) = ?",
        [(id_, toestel) for toestel, id_ in covered(verbinding, stream).items()],
    )
    hier = chains.heads_of_stream(verbinding, stream)
    for toestel, (nr, hash_) in dekt.items():
        if toestel not in hier or hier[toestel].nr < nr:
            chains.set_head(verbinding, stream, toestel, chains.Kop(nr, 0, hash_.hex(), tijd))
    return uit


def _ahead(verbinding: Verbinding, stream: str, ids: Iterable[str]) -> list[tuple[str, str, str]]:
    """Note what was replaced for the maker but had not arrived there; return the heads here that it ends."""
    tot = covered(verbinding, stream)
    weg: list[tuple[str, str, str]] = []
    for id_ in ids:
        rij = verbinding.row("SELECT record, veld, id FROM change WHERE id = ? AND stream = ?", (id_, stream))
        if rij is not None:
            weg.append((str(rij[0]), str(rij[1]), str(rij[2])))
        elif id_ > tot.get(id_[18:], ""):
            # The maker's list names no field: the stream stands in the place of the record.
            verbinding.run(
                "INSERT INTO vooruit (change, record, veld) VALUES (?, ?, '') ON CONFLICT DO NOTHING", (id_, stream)
            )
    return weg


def digest_at(verbinding: Verbinding, stream: str, tot: Mapping[str, str]) -> bytes:
    """Return the digest of the state that the changes up to `tot` (device → change id) come to."""
    dekking = covered(verbinding, stream)
    waarden: dict[str, tuple[str, str, str]] = {}
    weg: set[str] = set()
    weg_later: set[str] = set()
    for id_, record, veld, waarde, vervangt in verbinding.each(
        "SELECT id, record, veld, waarde, vervangt FROM change WHERE stream = ?", (stream,)
    ):
        oud = json.loads(vervangt) if vervangt != "[]" else ()
        if id_ <= tot.get(id_[18:], ""):
            waarden[id_] = (record, veld, waarde)
            weg.update(oud)
        else:
            weg_later.update(oud)
    nu = {
        rij[0]
        for rij in verbinding.rows(
            "SELECT h.change FROM change c JOIN head h ON h.record = c.record AND h.veld = c.veld AND h.change = c.id "
            "WHERE c.stream = ?",
            (stream,),
        )
    }
    return state_digest(
        (record, veld, id_, waarde)
        for id_, (record, veld, waarde) in waarden.items()
        if id_ not in weg
        # What replaced a change under an older snapshot may not be here: it is no head, and nothing says why.
        and (id_ in nu or id_ in weg_later or id_ > dekking.get(id_[18:], ""))
    )


def note(verbinding: Verbinding, sealed: Sealed) -> None:
    """Remember a snapshot within the open transaction; its digest is made when somebody asks for it."""
    kop = sealed.header
    dekt = {toestel: nr for toestel, (nr, _) in (kop.dekt or {}).items()}
    verbinding.run(
        "INSERT INTO momentopname (hash, stream, toestel, tijd, digest, dekt, bevestigd) VALUES (?, ?, ?, ?, ?, ?, 0) "
        "ON CONFLICT (hash) DO NOTHING",
        (sealed.hash.hex(), kop.stream, kop.toestel, kop.tijd, "", json.dumps(dekt, sort_keys=True)),
    )


def note_taken(verbinding: Verbinding, hash_: str, body: DeltaBody) -> None:
    """Note that the state here comes from a snapshot, within the open transaction.

    Its digest is made at once, while it lies open: what confirms it comes right after it.
    """
    digest_of(verbinding, hash_, body)
    verbinding.run("UPDATE momentopname SET ingenomen = 1 WHERE hash = ?", (hash_,))


def leans_on_hearsay(verbinding: Verbinding, stream: str) -> bool:
    """Whether the state here comes from a snapshot that nobody confirmed: then it is its maker's word, not ours."""
    sql = "SELECT 1 FROM momentopname WHERE stream = ? AND ingenomen = 1 AND bevestigd = 0 LIMIT 1"
    return verbinding.value(sql, (stream,)) is not None


def open_snapshot(verbinding: Verbinding, hash_: str) -> tuple[Sealed, DeltaBody]:
    """Return a snapshot that is here, opened.

    Raises:
        Omstandigheid: NIET_GEVONDEN, also without its key.
    """
    stuk = pieces.get(verbinding, hash_)
    if stuk is None or stuk.soort != pieces.SNAPSHOT:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="momentopname")
    sealed = read_sealed(stuk.wire)
    sleutel = sync_keys.epochs(verbinding, stuk.stream).sleutels.get(sealed.header.epoch)
    if sleutel is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="momentopname")
    return sealed, decode_body(decrypt_sealed(sealed, sleutel), stuk.toestel)


_KOP = attrgetter("record", "veld", "id", "waarde")
"""What the digest of a state is made of."""


def digest_of(verbinding: Verbinding, hash_: str, body: DeltaBody | None = None) -> str:
    """Return the digest of the state in a snapshot, hex, and keep it, within the open transaction."""
    bekend = verbinding.value("SELECT digest FROM momentopname WHERE hash = ?", (hash_,))
    if bekend:
        return str(bekend)
    body = body or open_snapshot(verbinding, hash_)[1]
    digest = state_digest(map(_KOP, body.changes)).hex()
    verbinding.run("UPDATE momentopname SET digest = ? WHERE hash = ?", (digest, hash_))
    return digest


def list_snapshots(verbinding: Verbinding, stream: str) -> list[Momentopname]:
    """Return the snapshots of a stream, the newest first."""
    rijen = verbinding.rows(
        "SELECT hash, stream, toestel, tijd, digest, dekt, bevestigd FROM momentopname WHERE stream = ? "
        "ORDER BY tijd DESC, hash",
        (stream,),
    )
    return [Momentopname(r[0], r[1], r[2], r[3], r[4], json.loads(r[5]), r[6]) for r in rijen]


def accept_confirm(verbinding: Verbinding, wire: bytes, stand: Regiostand, *, volgnr: int | None = None) -> None:
    """Take in the word of a second device within the open transaction.

    Raises:
        ProtocolFout: TOESTEL_ONBEKEND, HANDTEKENING, ROL; KETEN_GAT while the snapshot is not here; ONLEESBAAR when it
            is by the maker, or of another state.
    """
    woord = read_snapshot_confirm(wire)
    toestel = stand.toestel(woord.toestel)
    if toestel is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND)
    woord.verify(toestel.cert.teken)
    if toestel.ingetrokken is not None and woord.tijd >= toestel.ingetrokken.vanaf:
        raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN)
    if not mag_momentopname(toestel.cert.rol, get_stream(verbinding, woord.stream).soort):
        raise ProtocolFout(Weigering.ROL)
    maker = verbinding.value(
        "SELECT toestel FROM momentopname WHERE hash = ? AND stream = ?", (woord.snapshot.hex(), woord.stream)
    )
    if maker is None:
        raise ProtocolFout(Weigering.KETEN_GAT)
    if maker == woord.toestel or digest_of(verbinding, woord.snapshot.hex()) != woord.digest.hex():
        raise ProtocolFout(Weigering.ONLEESBAAR, "bevestiging")
    verbinding.run("UPDATE momentopname SET bevestigd = bevestigd + 1 WHERE hash = ?", (woord.snapshot.hex(),))
    pieces.keep(
        verbinding,
        pieces.Stuk(woord.id.hex(), woord.stream, pieces.BEVESTIGING, woord.toestel, 0, 0, woord.tijd, volgnr, wire),
    )
