"""Derive wrapping keys from a passphrase or a random secret, and wrap the vault key with them; bytes in, bytes out."""

import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = [
    "NONCE_BYTES",
    "SLEUTEL_BYTES",
    "ZOUT_BYTES",
    "KdfParameters",
    "derive_from_passphrase",
    "derive_from_secret",
    "unwrap_key",
    "wrap_key",
]

SLEUTEL_BYTES = 32
ZOUT_BYTES = 16
NONCE_BYTES = 12

_T = (1, 16)
_M_KIB = (8 * 1024, 1024 * 1024)
_P = (1, 16)


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Cost of Argon2id; bounded below against weak slots and above against slots that stall the machine.

    Attributes:
        t: passes, 1 to 16.
        m_kib: memory in KiB, 8 MiB to 1 GiB.
        p: lanes, 1 to 16.

    Source:
        RFC 9106, section 4, second recommended option, is the default.
    """

    t: int = 3
    m_kib: int = 64 * 1024
    p: int = 4

    def __post_init__(self) -> None:
        for naam, waarde, (laagste, hoogste) in (("t", self.t, _T), ("m_kib", self.m_kib, _M_KIB), ("p", self.p, _P)):
            if type(waarde) is not int or not laagste <= waarde <= hoogste:
                raise Programmafout(Reden.VERKEERD_GEBRUIK, parameter=naam)


def derive_from_passphrase(wachtwoord: str, zout: bytes, parameters: KdfParameters) -> bytes:
    """Return a secret 32-byte key; the passphrase is brought to Unicode form NFC first, so that every keyboard agrees.

    Source:
        RFC 9106 (Argon2id); RFC 8265, section 4.2 (NFC for passwords).
    """
    argon2 = Argon2id(
        salt=zout, length=SLEUTEL_BYTES, iterations=parameters.t, lanes=parameters.p, memory_cost=parameters.m_kib
    )
    return argon2.derive(unicodedata.normalize("NFC", wachtwoord).encode("utf-8", "surrogatepass"))


def derive_from_secret(geheim: bytes, zout: bytes, doel: str) -> bytes:
    """Return a secret 32-byte key from a secret of at least 160 random bits (HKDF-SHA256); `doel` separates uses.

    Raises:
        Programmafout: the secret is too short to be random enough.
    """
    if len(geheim) < 20:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, parameter="geheim")
    return HKDF(algorithm=SHA256(), length=SLEUTEL_BYTES, salt=zout, info=b"zvh " + doel.encode()).derive(geheim)


def wrap_key(sleutel: bytes, wikkel: bytes, *, nonce: bytes, aad: bytes) -> bytes:
    """Return `sleutel` under AES-256-GCM with key `wikkel`: ciphertext and 16-byte tag."""
    return AESGCM(wikkel).encrypt(nonce, sleutel, aad)


def unwrap_key(gewikkeld: bytes, wikkel: bytes, *, nonce: bytes, aad: bytes) -> bytes | None:
    """Return the key, or None when the wrapping key or the authenticated data is another one."""
    try:
        sleutel = AESGCM(wikkel).decrypt(nonce, gewikkeld, aad)
    except (InvalidTag, ValueError):
        return None
    return sleutel if len(sleutel) == SLEUTEL_BYTES else None
