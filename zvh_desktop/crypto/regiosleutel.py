"""The keys of a region, all from one secret of 32 bytes that exists only on paper.

The region's signing key and its recovery key for encryption are derived apart, so that a beheerder's vault holds the
first and cannot compute the second, nor the secret. Two of the three sheets give both back.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvh_desktop.crypto.envelope import KEM_PRIVE_BYTES, join_shares, new_kem_keys, split_secret

__all__ = ["GEHEIM_BYTES", "Regiosleutels", "derive_authority_secret", "derive_region_keys", "from_shares", "sheets"]

GEHEIM_BYTES = 32


@dataclass(frozen=True, slots=True)
class Regiosleutels:
    """What follows from the secret.

    Attributes:
        region: id of the region, 32 hex digits; so that paper alone tells which region it is.
        teken: signing key of the region, 32 secret bytes; stays in a beheerder's vault.
        kem_prive: opens what is wrapped for "herstel"; secret, never kept.
        kem_publiek: its public half, named in the beginning of the region.
    """

    region: str
    teken: bytes
    kem_prive: bytes
    kem_publiek: bytes

    @property
    def sleutel(self) -> Ed25519PrivateKey:
        """The signing key as an object."""
        return Ed25519PrivateKey.from_private_bytes(self.teken)


def _afgeleid(geheim: bytes, waarvoor: bytes, lengte: int) -> bytes:
    info = b"zvh1|regio|" + waarvoor
    return HKDF(algorithm=SHA256(), length=lengte, salt=None, info=info).derive(geheim)


def derive_region_keys(geheim: bytes) -> Regiosleutels:
    """Return the keys of a secret of 32 bytes."""
    prive, publiek = new_kem_keys(_afgeleid(geheim, b"herstel", KEM_PRIVE_BYTES))
    return Regiosleutels(_afgeleid(geheim, b"region", 16).hex(), _afgeleid(geheim, b"teken", 32), prive, publiek)


def derive_authority_secret(teken: bytes) -> bytes:
    """Return the 64 secret bytes that the region's key for signing certificates is made of.

    It follows from the region's signing key, so it is kept nowhere of its own, lies wherever that key lies, and comes
    back with it from two of the three sheets.

    Args:
        teken: `Regiosleutels.teken`, 32 secret bytes.
    """
    return _afgeleid(teken, b"tekengezag", 64)


def sheets(geheim: bytes) -> tuple[tuple[str, ...], ...]:
    """Return three sheets of words, of which any two give the secret back and one says nothing."""
    return tuple(tuple(regel.split()) for regel in split_secret(geheim))


def from_shares(regels: list[str]) -> Regiosleutels:
    """Return the keys from the words of two sheets.

    Raises:
        ProtocolFout: ONLEESBAAR when they are too few, mistyped, or of different regions.
    """
    return derive_region_keys(join_shares(regels))
