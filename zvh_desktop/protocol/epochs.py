"""Epochs of a stream and access to them: who started which key, whom it was wrapped for, which one is sealed under."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.rights import STREAMSOORTEN
from zvh_desktop.protocol.signing import FromRecord, SigningKey, read_signed, sign_record

__all__ = [
    "EPOCH_SOORT",
    "GRANT_SOORT",
    "HERSTEL",
    "EpochStart",
    "Grant",
    "StreamKey",
    "commit_of",
    "epoch_heads",
    "grant_info",
    "kies_epoch",
    "opgevolgd",
    "read_epoch_start",
    "read_grant",
    "read_stream_key",
    "sign_epoch_start",
    "sign_grant",
    "stream_key_bytes",
]

EPOCH_SOORT, GRANT_SOORT = "epoch-start", "grant"
HERSTEL = "herstel"
"""Stands for the region's recovery key where a device id would stand."""


@dataclass(frozen=True, slots=True)
class StreamKey:
    """What a grant wraps: the secret key of one epoch of one stream, and what kind of stream it is.

    Attributes:
        stream: 32 hex digits.
        soort: one of `rights.STREAMSOORTEN`; the server never sees it.
        sleutel: 32 secret bytes.
    """

    stream: str
    soort: str
    sleutel: bytes


def stream_key_bytes(sleutel: StreamKey) -> bytes:
    """Return what is wrapped, and what `commit_of` commits to; secret."""
    return dump({"sleutel": sleutel.sleutel, "soort": sleutel.soort, "stream": hex_bytes(sleutel.stream, 16)})


def read_stream_key(plain: bytes) -> StreamKey:
    """Read what was unwrapped.

    Raises:
        ProtocolFout: ONLEESBAAR, or VERSIE_NIEUWER for a kind of stream that is not known.
    """
    velden = Velden(load(plain, max_bytes=1024), ("sleutel", "soort", "stream"), "streamsleutel")
    soort = velden.text("soort", max_lengte=32)
    if soort not in STREAMSOORTEN:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "streamsoort")
    return StreamKey(velden.hex("stream", 16), soort, velden.octets("sleutel", 32))


def commit_of(sleutel: StreamKey) -> bytes:
    """Return the commitment in the start record: SHA-256; a grant of another key for this epoch is found out by it."""
    return hashlib.sha256(b"zvh1|epoch-commit|" + stream_key_bytes(sleutel)).digest()


@dataclass(frozen=True, slots=True)
class EpochStart(FromRecord):
    """The start of an epoch.

    Attributes:
        stream: 32 hex digits.
        ouders: ids of the epochs that it follows, sorted; () for the first.
        commit: see `commit_of`.
        toestel: who started it, 16 hex digits.
        tijd: ms UTC.
    """

    stream: str
    ouders: tuple[bytes, ...]
    commit: bytes
    toestel: str
    tijd: int


@dataclass(frozen=True, slots=True)
class Grant(FromRecord):
    """The key of an epoch, wrapped for one device or for the recovery key.

    Attributes:
        stream: 32 hex digits.
        epoch: 32 bytes.
        voor: 16 hex digits, or `HERSTEL`.
        kem_ct: the wrapped `stream_key_bytes`.
        toestel: who grants, 16 hex digits.
        tijd: ms UTC.
    """

    stream: str
    epoch: bytes
    voor: str
    kem_ct: bytes
    toestel: str
    tijd: int


def _voor_bytes(voor: str) -> bytes:
    return HERSTEL.encode() if voor == HERSTEL else hex_bytes(voor, 8)


def grant_info(region: str, stream: str, epoch: bytes, voor: str) -> bytes:
    """Return the HPKE info of a grant: what it is for cannot be swapped."""
    return dump(["zvh1|grant", hex_bytes(region, 16), hex_bytes(stream, 16), epoch, _voor_bytes(voor)])


def sign_epoch_start(start: EpochStart, sleutel: SigningKey) -> bytes:
    """Return the wire form; its id is the id of the epoch."""
    return sign_record(
        sleutel,
        EPOCH_SOORT,
        {
            "stream": hex_bytes(start.stream, 16),
            "ouders": sorted(start.ouders),
            "commit": start.commit,
            "toestel": hex_bytes(start.toestel, 8),
            "tijd": start.tijd,
        },
    )


def read_epoch_start(wire: bytes) -> EpochStart:
    """Read the start of an epoch, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = read_signed(wire, EPOCH_SOORT)
    velden = Velden(stuk.velden, ("stream", "ouders", "commit", "toestel", "tijd"), EPOCH_SOORT)
    return EpochStart(
        velden.hex("stream", 16),
        velden.hashes("ouders"),
        velden.octets("commit", 32),
        velden.hex("toestel", 8),
        velden.number("tijd"),
        id=stuk.id,
        stuk=stuk,
    )


def sign_grant(grant: Grant, sleutel: SigningKey) -> bytes:
    """Return the wire form."""
    return sign_record(
        sleutel,
        GRANT_SOORT,
        {
            "stream": hex_bytes(grant.stream, 16),
            "epoch": grant.epoch,
            "voor": _voor_bytes(grant.voor),
            "kem_ct": grant.kem_ct,
            "toestel": hex_bytes(grant.toestel, 8),
            "tijd": grant.tijd,
        },
    )


def read_grant(wire: bytes) -> Grant:
    """Read a grant, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = read_signed(wire, GRANT_SOORT)
    velden = Velden(stuk.velden, ("stream", "epoch", "voor", "kem_ct", "toestel", "tijd"), GRANT_SOORT)
    voor = velden.octets("voor", max_lengte=8)
    if voor != HERSTEL.encode() and len(voor) != 8:
        raise ProtocolFout(Weigering.ONLEESBAAR, "voor")
    return Grant(
        velden.hex("stream", 16),
        velden.octets("epoch", 32),
        HERSTEL if voor == HERSTEL.encode() else voor.hex(),
        velden.octets("kem_ct"),
        velden.hex("toestel", 8),
        velden.number("tijd"),
        id=stuk.id,
        stuk=stuk,
    )


def epoch_heads(starts: Iterable[EpochStart] | Mapping[bytes, Collection[bytes]]) -> tuple[bytes, ...]:
    """Return the epochs of one stream that no other one follows, sorted; more than one when started apart.

    Args:
        starts: start records, or epoch id → ids of its parents.
    """
    ouders = starts if isinstance(starts, Mapping) else {start.id: start.ouders for start in starts}
    gevolgd = {ouder for rij in ouders.values() for ouder in rij}
    return tuple(sorted(ouders.keys() - gevolgd))


def kies_epoch(heads: Collection[bytes], eigen: Collection[bytes] | None = None) -> bytes:
    """Return the epoch to seal under: the lowest of the heads.

    Args:
        heads: see `epoch_heads`.
        eigen: epochs of which this device has the key; None for all.

    Raises:
        ProtocolFout: GEEN_TOEGANG when there is no head of which the key is here.
    """
    open_ = [epoch for epoch in heads if eigen is None or epoch in eigen]
    if not open_:
        raise ProtocolFout(Weigering.GEEN_TOEGANG, "epoch")
    return min(open_)


def opgevolgd(epoch: bytes, heads: Collection[bytes]) -> bool:
    """Has this epoch a successor?  Then nothing new is sealed under it."""
    return epoch not in heads
