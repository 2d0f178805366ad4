"""Files that go with the records that name them: sealed in pieces, brought and fetched by hash, checked before kept.

A piece is sealed as a block: its body names the file, its place and how many there are.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zvh_desktop.crypto.envelope import open_delta, seal
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import BLOK, EERSTE, MAX_SNAPSHOT, read_sealed
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import sync_keys
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.sealing import Zegelaar, prepare

__all__ = [
    "STUK_BYTES",
    "Blok",
    "brought_by",
    "content",
    "keep",
    "named",
    "open_block",
    "present",
    "seal_file",
    "to_bring",
    "to_fetch",
]

STUK_BYTES: Final = 512 * 1024
"""Bytes of a file in one block."""

_VELDEN: Final = ("afstand_sha256", "bestand_sha256", "pdf_sha256")
"""Fields that name a file."""


class Blok(NamedTuple):
    """One piece of a file, opened: of which file, which place, of how many, and its bytes."""

    sha256: str
    plaats: int
    aantal: int
    inhoud: bytes


def _bronnen() -> list[tuple[str, str]]:
    return [
        (soort, veld) for soort, klasse in sorted(kinds().items()) for veld in _VELDEN if veld in klasse.model_fields
    ]


def named(verbinding: Verbinding) -> list[tuple[str, str]]:
    """Return (stream, SHA-256) of every file that a record names and that is here."""
    uit: set[tuple[str, str]] = set()
    for soort, veld in _bronnen():
        uit.update(
            (str(rij[0]), str(rij[1]))
            for rij in verbinding.rows(
                f'SELECT DISTINCT r.stream, r."{veld}" FROM "{soort}" r JOIN bestand b ON b.sha256 = r."{veld}"'
            )
        )
    return sorted(uit)


def to_bring(verbinding: Verbinding) -> list[tuple[str, str]]:
    """Return (stream, SHA-256) of every file that is here and of which no pieces are known in its stream."""
    bekend = {
        (str(stream), str(sha))
        for stream, sha in verbinding.rows("SELECT stream, sha256 FROM bijlage WHERE verwijderd = 0")
    }
    return [een for een in named(verbinding) if een not in bekend]


def to_fetch(verbinding: Verbinding) -> list[tuple[str, str, list[str], str]]:
    """Return (stream, SHA-256, hashes of pieces, id of the record) of every file that is not here; the last one
    brought first."""
    return [
        (str(stream), str(sha), list(json.loads(blokken)), str(id_))
        for stream, sha, blokken, id_ in verbinding.rows(
            "SELECT x.stream, x.sha256, x.blokken, x.id FROM bijlage x LEFT JOIN bestand b ON b.sha256 = x.sha256 "
            "WHERE b.sha256 IS NULL AND x.verwijderd = 0 ORDER BY x.id DESC"
        )
    ]


def present(verbinding: Verbinding, sha256s: Sequence[str]) -> set[str]:
    """Return which of these files are here."""
    rijen = verbinding.rows(
        "SELECT sha256 FROM bestand WHERE sha256 IN (SELECT value FROM json_each(?))", (json.dumps(list(sha256s)),)
    )
    return {str(rij[0]) for rij in rijen}


def brought_by(verbinding: Verbinding, toestel: str) -> list[tuple[str, str, str]]:
    """Return (stream, hash of the first piece, id of the record) of every file that this device brought and has."""
    return [
        (str(stream), str(json.loads(blokken)[0]), str(id_))
        for stream, blokken, id_ in verbinding.rows(
            "SELECT x.stream, x.blokken, x.id FROM bijlage x JOIN bestand b ON b.sha256 = x.sha256 "
            "JOIN head h ON h.record = x.id AND h.veld = 'blokken' "
            "WHERE x.verwijderd = 0 AND substr(h.change, 19) = ? ORDER BY x.id",
            (toestel,),
        )
        if json.loads(blokken)
    ]


def content(verbinding: Verbinding, sha256: str) -> bytes:
    """Return a file that is here."""
    return bytes(verbinding.value("SELECT inhoud FROM bestand WHERE sha256 = ?", (sha256,)))


def seal_file(verbinding: Verbinding, stream: str, sha256: str, zegelaar: Zegelaar) -> Iterator[tuple[bytes, bytes]]:
    """Yield (hash, sealed block) for every piece of a file.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code`.
    """
    zegel = prepare(verbinding, stream, zegelaar)
    inhoud = content(verbinding, sha256)
    stukken = [inhoud[plek : plek + STUK_BYTES] for plek in range(0, len(inhoud), STUK_BYTES)] or [b""]
    for nr, stuk in enumerate(stukken):
        wire = seal(
            dump({"sha256": bytes.fromhex(sha256), "plaats": nr, "aantal": len(stukken), "inhoud": stuk}),
            stream=stream,
            epoch=zegel.epoch,
            toestel=zegel.sleutels.toestel,
            nr=0,
            vorige=EERSTE,
            tijd=zegelaar.nu_ms,
            epoch_key=zegel.epoch_key,
            teken=zegel.sleutels.teken,
            zout=zegelaar.zout(32),
            soort=BLOK,
        )
        yield read_sealed(wire).hash, wire


def open_block(verbinding: Verbinding, wire: bytes, stand: Regiostand) -> Blok:
    """Check and open one block.

    Raises:
        ProtocolFout: why it is refused.
    """
    sealed = read_sealed(wire)
    toestel = stand.toestel(sealed.header.toestel)
    if toestel is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND, "blok")
    if toestel.ingetrokken is not None and sealed.header.tijd >= toestel.ingetrokken.vanaf:
        raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN, "blok")
    sleutel = sync_keys.epochs(verbinding, sealed.header.stream).sleutels.get(sealed.header.epoch)
    if sleutel is None or sealed.header.soort != BLOK:
        raise ProtocolFout(Weigering.EPOCH_ONBEKEND, "blok")
    _, body = open_delta(sealed, epoch_key=sleutel, publiek=toestel.cert.teken)
    velden = Velden(load(body, max_bytes=MAX_SNAPSHOT), ("sha256", "plaats", "aantal", "inhoud"), "blok")
    return Blok(
        velden.hex("sha256", 32),
        velden.number("plaats"),
        velden.number("aantal", 1),
        velden.octets("inhoud", max_lengte=STUK_BYTES),
    )


def keep(verbinding: Verbinding, sha256: str, blokken: list[Blok], *, tijd: str) -> bool:
    """Keep a file within the open transaction, when its pieces are whole and make what a record names."""
    rij = sorted({blok.plaats: blok for blok in blokken if blok.sha256 == sha256}.items())
    if not rij or [plaats for plaats, _ in rij] != list(range(rij[0][1].aantal)):
        return False
    inhoud = b"".join(blok.inhoud for _, blok in rij)
    if hashlib.sha256(inhoud).hexdigest() != sha256:
        return False
    verbinding.run(
        "INSERT INTO bestand (sha256, bytes, tijd, inhoud) VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (sha256, len(inhoud), tijd, inhoud),
    )
    return True
