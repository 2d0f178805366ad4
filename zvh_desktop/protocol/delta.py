"""The delta as it travels: its header, which anyone may read, and what is sealed, named and signed under it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zvh_desktop.protocol.body import (
    MAX_BODY,
    MAX_CHANGES,
    MAX_SNAPSHOT,
    ONBEKEND,
    Change,
    DeltaBody,
    Txn,
    Versions,
    decode_body,
    encode_body,
)
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.signing import verify

__all__ = [
    "BLOK",
    "DELTA",
    "DOEL",
    "EERSTE",
    "MAX_BODY",
    "MAX_CHANGES",
    "MAX_SNAPSHOT",
    "MAX_WIRE",
    "ONBEKEND",
    "SNAPSHOT",
    "Change",
    "DeltaBody",
    "Header",
    "Sealed",
    "Txn",
    "Versions",
    "bucket",
    "decode_body",
    "encode_body",
    "header_bytes",
    "header_hash",
    "read_header",
    "read_sealed",
    "sealed_bytes",
    "verify_sealed",
]

DELTA, SNAPSHOT, BLOK = 0, 1, 2
"""Kinds of what is sealed; a number in the header."""

DOEL = "delta"
"""Purpose of the signature of everything sealed."""

EERSTE = bytes(32)
"""Stands for the delta before the first."""

MAX_WIRE = 17 * 1024 * 1024
"""Bytes of anything sealed."""

_VERSIE = 1
_MAX_HEADER = 256 * 1024
_V, _SOORT, _STREAM, _EPOCH, _TOESTEL, _NR, _POGING, _VORIGE, _ZOUT, _TIJD, _OMVANG, _DEKT = range(1, 13)
_TAG_BYTES = 16
_MIN_BUCKET = 256


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the open, and is authenticated.

    Attributes:
        stream: 32 hex digits.
        epoch: id of the epoch whose key seals it, 32 bytes.
        toestel: who sealed it, 16 hex digits.
        nr: 1, 2, 3 … per device per stream, deltas and snapshots in one row; blocks of files have 0.
        vorige: hash of this device's previous one in the stream; `EERSTE` for the first and for blocks.
        zout: 32 random bytes, never used twice.
        tijd: ms UTC of the wall clock when it was sealed.
        omvang: padded length of what is sealed, in bytes.
        poging: how many times it was sealed again after a refusal EPOCH_VEROUDERD.
        soort: `DELTA`, `SNAPSHOT` or `BLOK`.
        dekt: snapshots only: device → (number, hash) of the chain heads that it stands for.
    """

    stream: str
    epoch: bytes
    toestel: str
    nr: int
    vorige: bytes
    zout: bytes
    tijd: int
    omvang: int
    poging: int = 0
    soort: int = DELTA
    dekt: Mapping[str, tuple[int, bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed thing as it came, taken apart.

    Attributes:
        header: its header.
        kop: the exact bytes of the header.
        inhoud: ciphertext and tag.
        handtekening: 64 bytes.
        hash: 32 bytes, names it for ever.
    """

    header: Header
    kop: bytes
    inhoud: bytes
    handtekening: bytes
    hash: bytes


# -- sizes ---------------------------------------------------------------------------------------------------------


def bucket(lengte: int) -> int:
    """Return the padded length: at least 256 bytes, then steps that grow with the length, at most 12 % more.

    Source:
        Nikitin, Barman, Lueks, Underwood, Hubaux, Ford: "Reducing Metadata Leakage from Encrypted Files" (2019): Padmé.
    """
    if lengte <= _MIN_BUCKET:
        return _MIN_BUCKET
    e = lengte.bit_length() - 1
    masker = (1 << (e - e.bit_length())) - 1
    return (lengte + masker) & ~masker


# -- header and wire -----------------------------------------------------------------------------------------------


def header_bytes(header: Header) -> bytes:
    """Return the exact bytes that are authenticated and signed."""
    velden: dict[int, Any] = {
        _V: _VERSIE,
        _SOORT: header.soort,
        _STREAM: hex_bytes(header.stream, 16),
        _EPOCH: header.epoch,
        _TOESTEL: hex_bytes(header.toestel, 8),
        _NR: header.nr,
        _POGING: header.poging,
        _VORIGE: header.vorige,
        _ZOUT: header.zout,
        _TIJD: header.tijd,
        _OMVANG: header.omvang,
    }
    if header.dekt is not None:
        velden[_DEKT] = {hex_bytes(toestel, 8): [nr, hash_] for toestel, (nr, hash_) in header.dekt.items()}
    return dump(velden)


def _parse_header(kop: bytes) -> Header:
    ruw = load(kop, max_bytes=_MAX_HEADER)
    if not isinstance(ruw, dict) or type(ruw.get(_V)) is not int:
        raise ProtocolFout(Weigering.ONLEESBAAR, "header")
    if ruw[_V] > _VERSIE:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "header")
    soort = ruw.get(_SOORT)
    velden = Velden(ruw, range(_V, _DEKT + 1 if soort == SNAPSHOT else _DEKT), "header")
    velden.number(_V, 1, _VERSIE)
    header = Header(
        stream=velden.hex(_STREAM, 16),
        epoch=velden.octets(_EPOCH, 32),
        toestel=velden.hex(_TOESTEL, 8),
        nr=velden.number(_NR),
        vorige=velden.octets(_VORIGE, 32),
        zout=velden.octets(_ZOUT, 32),
        tijd=velden.number(_TIJD),
        omvang=velden.number(_OMVANG, 0, MAX_WIRE),
        poging=velden.number(_POGING, 0, 0xFFFF),
        soort=velden.number(_SOORT, DELTA, BLOK),
        dekt=velden.heads(_DEKT, 8) if soort == SNAPSHOT else None,
    )
    if (header.soort == BLOK) is not (header.nr == 0) or (header.nr < 2) is not (header.vorige == EERSTE):
        raise ProtocolFout(Weigering.ONLEESBAAR, "header.nr")
    return header


def header_hash(kop: bytes, inhoud: bytes) -> bytes:
    """Return the hash that names a sealed thing: SHA-256 of header bytes and the SHA-256 of the ciphertext."""
    return hashlib.sha256(kop + hashlib.sha256(inhoud).digest()).digest()


def sealed_bytes(kop: bytes, inhoud: bytes, handtekening: bytes) -> bytes:
    """Return the wire form."""
    return dump([kop, inhoud, handtekening])


def read_sealed(wire: bytes) -> Sealed:
    """Take a sealed thing apart and check its form, without a key and without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    match load(wire, max_bytes=MAX_WIRE, max_depth=1, max_items=4):
        case [bytes(kop), bytes(inhoud), bytes(handtekening)] if len(handtekening) == 64:
            pass
        case _:
            raise ProtocolFout(Weigering.ONLEESBAAR, "delta")
    header = _parse_header(kop)
    if len(inhoud) != header.omvang + _TAG_BYTES or header.omvang != bucket(header.omvang):
        raise ProtocolFout(Weigering.ONLEESBAAR, "omvang")
    return Sealed(header, kop, inhoud, handtekening, header_hash(kop, inhoud))


def read_header(wire: bytes) -> Header:
    """Return the header of a sealed thing; needs no key.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    return read_sealed(wire).header


def verify_sealed(sealed: Sealed, publiek: bytes) -> None:
    """Check the signature of the sealing device.

    Raises:
        ProtocolFout: HANDTEKENING.
    """
    verify(publiek, DOEL, sealed.kop + hashlib.sha256(sealed.inhoud).digest(), sealed.handtekening)
