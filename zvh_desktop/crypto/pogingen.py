"""Seal a note about a failed unlock so that only the opened vault can read it (HPKE, RFC 9180)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

__all__ = ["make_keypair", "open_sealed", "seal"]

_INFO = b"zvh poging v1"


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def make_keypair(geheim: bytes) -> tuple[bytes, bytes]:
    """Return (secret key, public key), 32 bytes each, from 32 random bytes."""
    sleutel = X25519PrivateKey.from_private_bytes(geheim)
    return sleutel.private_bytes_raw(), sleutel.public_key().public_bytes_raw()


def seal(publiek: bytes, tekst: bytes) -> bytes:
    """Return `tekst` sealed to the public key; nobody outside the vault can read it, not even who sealed it."""
    return _suite().encrypt(tekst, X25519PublicKey.from_public_bytes(publiek), _INFO)


def open_sealed(prive: bytes, zegel: bytes) -> bytes | None:
    """Return what was sealed, or None when it was damaged or sealed to another key."""
    try:
        return _suite().decrypt(zegel, X25519PrivateKey.from_private_bytes(prive), _INFO)
    except (InvalidTag, ValueError):
        return None
