"""Seal a note about a failed unlock so that only the opened vault can read it.

HPKE (RFC 9180) with ML-KEM-768 and X25519 together: who copies the folder today does not read it with a quantum
computer tomorrow.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

__all__ = ["PRIVE_BYTES", "PUBLIEK_BYTES", "make_keypair", "open_sealed", "seal"]

PRIVE_BYTES = 64 + 32
PUBLIEK_BYTES = 1184 + 32
_INFO = b"zvh poging v2"


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _delen(geheim: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return MLKEM768PrivateKey.from_seed_bytes(geheim[:64]), X25519PrivateKey.from_private_bytes(geheim[64:])


def make_keypair(geheim: bytes) -> tuple[bytes, bytes]:
    """Return (secret key, public key) from `PRIVE_BYTES` random bytes."""
    ml, x = _delen(geheim)
    return geheim, ml.public_key().public_bytes_raw() + x.public_key().public_bytes_raw()


def seal(publiek: bytes, tekst: bytes) -> bytes:
    """Return `tekst` sealed to the public key; nobody outside the vault can read it, not even who sealed it.

    Raises:
        ValueError: the key is none.
    """
    ml, x = MLKEM768PublicKey.from_public_bytes(publiek[:-32]), X25519PublicKey.from_public_bytes(publiek[-32:])
    return bytes(_suite().encrypt(tekst, MLKEM768X25519PublicKey(ml, x), _INFO))


def open_sealed(prive: bytes, zegel: bytes) -> bytes | None:
    """Return what was sealed, or None when it was damaged or sealed to another key."""
    try:
        return bytes(_suite().decrypt(zegel, MLKEM768X25519PrivateKey(*_delen(prive)), _INFO))
    except (InvalidTag, ValueError):
        return None
