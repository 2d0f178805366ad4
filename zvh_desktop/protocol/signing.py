"""Ed25519 with a purpose in every signature, and the signed record: the form of all that is signed but not sealed."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering

__all__ = [
    "HANDTEKENING_BYTES",
    "MAX_RECORD",
    "FromRecord",
    "Signed",
    "SigningKey",
    "key_id",
    "load_signing_key",
    "publiek_van",
    "read_signed",
    "record_id",
    "sign",
    "sign_record",
    "verify",
    "verify_signed",
]

SigningKey = Ed25519PrivateKey
"""The secret key of a device, a server or the region."""

HANDTEKENING_BYTES = 64
MAX_RECORD = 1024 * 1024
"""Longest signed record."""

_VERSIE = 1
_DOEL = re.compile(r"[a-z][a-z-]{0,31}\Z")


def _te_tekenen(doel: str, inhoud: bytes) -> bytes:
    if not _DOEL.match(doel):
        raise ProtocolFout(Weigering.ONLEESBAAR, "doel")
    return b"zvh1|" + doel.encode() + b"|" + hashlib.sha256(inhoud).digest()


def sign(sleutel: SigningKey, doel: str, inhoud: bytes) -> bytes:
    """Return the signature of 64 bytes over `inhoud`, good for this purpose only.

    Args:
        sleutel: of the device, the region or the server.
        doel: what the signature means: "delta", "device-cert", "sessie", …; a-z and hyphens.
        inhoud: the bytes; what is signed is "zvh1|", the purpose, "|" and their SHA-256.
    """
    return sleutel.sign(_te_tekenen(doel, inhoud))


def verify(publiek: bytes, doel: str, inhoud: bytes, handtekening: bytes) -> None:
    """Check a signature.

    Raises:
        ProtocolFout: HANDTEKENING when it is not of this key, for this purpose, over these bytes.
    """
    try:
        Ed25519PublicKey.from_public_bytes(publiek).verify(handtekening, _te_tekenen(doel, inhoud))
    except (InvalidSignature, ValueError) as fout:
        raise ProtocolFout(Weigering.HANDTEKENING, doel) from fout


def load_signing_key(prive: bytes) -> SigningKey:
    """Return the key object of 32 secret bytes; 32 random bytes make a new key."""
    return Ed25519PrivateKey.from_private_bytes(prive)


def publiek_van(sleutel: SigningKey) -> bytes:
    """Return the 32 public bytes."""
    return sleutel.public_key().public_bytes_raw()


def key_id(publiek: bytes) -> bytes:
    """Return the first 8 bytes of the SHA-256 of a public key: a hint which key to try, no proof."""
    return hashlib.sha256(publiek).digest()[:8]


def record_id(soort: str, inhoud: bytes) -> bytes:
    """Return the id of a signed record: SHA-256 of "zvh1|", its kind, "|" and its body; not of its signature."""
    return hashlib.sha256(b"zvh1|" + soort.encode() + b"|" + inhoud).digest()


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed record as read; its signature is not checked before `verify_signed`.

    Attributes:
        soort: kind, and purpose of the signature.
        inhoud: body, the exact bytes that are signed.
        velden: the body read: a map with text keys.
        handtekening: 64 bytes.
        sleutel_id: first 8 bytes of the SHA-256 of the signer's public key.
        id: 32 bytes.
        wire: the record as it came.
    """

    soort: str
    inhoud: bytes
    velden: dict[str, Any]
    handtekening: bytes
    sleutel_id: bytes
    id: bytes
    wire: bytes


def sign_record(sleutel: SigningKey, soort: str, velden: dict[str, Any]) -> bytes:
    """Return the wire form: [1, kind, body, signature, key id]."""
    inhoud = dump(velden)
    return dump([_VERSIE, soort, inhoud, sign(sleutel, soort, inhoud), key_id(publiek_van(sleutel))])


def read_signed(wire: bytes, soort: str | None = None) -> Signed:
    """Read a signed record, without judging its signature.

    Args:
        wire: as it came.
        soort: refuse any other kind.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = load(wire, max_bytes=MAX_RECORD)
    if not isinstance(stuk, list) or not stuk or type(stuk[0]) is not int:
        raise ProtocolFout(Weigering.ONLEESBAAR, "record")
    if stuk[0] > _VERSIE:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "record")
    match stuk:
        case [1, str(naam), bytes(inhoud), bytes(handtekening), bytes(sleutel_id)] if (
            _DOEL.match(naam) and len(handtekening) == HANDTEKENING_BYTES and len(sleutel_id) == 8
        ):
            pass
        case _:
            raise ProtocolFout(Weigering.ONLEESBAAR, "record")
    if soort is not None and naam != soort:
        raise ProtocolFout(Weigering.ONLEESBAAR, "recordsoort")
    velden = load(inhoud, max_bytes=MAX_RECORD)
    if not isinstance(velden, dict) or not all(type(naam_) is str for naam_ in velden):
        raise ProtocolFout(Weigering.ONLEESBAAR, "record")
    return Signed(naam, inhoud, velden, handtekening, sleutel_id, record_id(naam, inhoud), bytes(wire))


@dataclass(frozen=True, slots=True, kw_only=True)
class FromRecord:
    """What was read from a signed record, or is to become one.

    Attributes:
        id: 32 bytes, hash of the record; empty until it is signed.
        stuk: the signed record; None until it is signed.
    """

    id: bytes = b""
    stuk: Signed | None = None

    def verify(self, publiek: bytes) -> None:
        """Check the signature.

        Args:
            publiek: key of the device (`Toestelstand.cert`) or the server (`Regiostand.server_sleutels`) that says it.

        Raises:
            ProtocolFout: HANDTEKENING.
        """
        if self.stuk is None:
            raise ProtocolFout(Weigering.HANDTEKENING, "record")
        verify_signed(self.stuk, publiek)


def verify_signed(stuk: Signed, publiek: bytes) -> None:
    """Check the signature of a record.

    Raises:
        ProtocolFout: HANDTEKENING.
    """
    verify(publiek, stuk.soort, stuk.inhoud, stuk.handtekening)
