"""What a document is signed with: the port every key fulfils, and a key in memory.

A key the program makes has a certificate it signs itself, which says in so many words that it is not qualified:
nobody but the program vouches for the name.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = ["NIET_GEKWALIFICEERD", "Sleutel", "SleutelMateriaal", "maak_sleutel", "naamdeel"]

NIET_GEKWALIFICEERD: Final = "niet gekwalificeerd, eigen sleutel"
"""Stands in the subject of every certificate made here."""

_GELDIG_JAREN: Final = 5
_KENMERK: Final = b"zvh-ondertekensleutel/1\0"
_KENMERK_KETEN: Final = b"zvh-ondertekensleutel/2\0"
_LANGSTE: Final = 64
"""Most characters X.520 allows in a name part."""


class Sleutel(Protocol):
    """A key to sign with, wherever it lies: in the vault, in a file, on a card."""

    @property
    def certificaat(self) -> bytes:
        """X.509 certificate of the signer, DER."""
        ...

    @property
    def keten(self) -> tuple[bytes, ...]:
        """Certificates above it, DER, nearest first; empty when it stands alone."""
        ...

    def hand(self) -> AbstractContextManager[Any]:
        """Give what pyHanko signs with, for the length of one signature.

        Raises:
            Omstandigheid: with its own reason for whatever goes wrong with the key.
        """
        ...


@dataclass(frozen=True, slots=True)
class SleutelMateriaal:
    """A key in memory; belongs inside the vault, or in memory for as long as one act takes, and nowhere else."""

    pkcs8: bytes = field(repr=False)
    """Private key, PKCS#8 in DER, not encrypted. Secret."""
    certificaat: bytes = field(repr=False)
    """X.509 certificate in DER. Public; holds name, organisation and role."""
    keten: tuple[bytes, ...] = field(default=(), repr=False)
    """Certificates above it, DER, nearest first; empty for a certificate that signs itself."""

    @property
    def vingerafdruk(self) -> str:
        """SHA-256 of the certificate, 64 hex digits; what `controleer` knows an own key by."""
        return hashlib.sha256(self.certificaat).hexdigest()

    @contextmanager
    def hand(self) -> Iterator[Any]:
        """Give what pyHanko signs with."""
        # Loaded here because pyHanko takes half a second.
        from zvh_desktop.documents.signing.handen import gewone_hand

        yield gewone_hand(self.pkcs8, self.certificaat, self.keten)

    def naar_bytes(self) -> bytes:
        """Return key and certificates as one value, to be kept inside the vault. Secret."""
        if not self.keten:
            return _KENMERK + len(self.pkcs8).to_bytes(4, "big") + self.pkcs8 + self.certificaat
        delen = (self.pkcs8, self.certificaat, *self.keten)
        return _KENMERK_KETEN + b"".join(len(deel).to_bytes(4, "big") + deel for deel in delen)

    @classmethod
    def van_bytes(cls, waarde: bytes) -> "SleutelMateriaal":
        """Return what `naar_bytes` wrote.

        Raises:
            Programmafout: something else was kept there.
        """
        if waarde.startswith(_KENMERK_KETEN):
            delen = _delen(waarde[len(_KENMERK_KETEN) :])
        elif waarde.startswith(_KENMERK):
            begin = len(_KENMERK) + 4
            midden = begin + int.from_bytes(waarde[len(_KENMERK) : begin], "big")
            delen = [waarde[begin:midden], waarde[midden:]]
        else:
            delen = []
        if len(delen) < 2 or not all(delen):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="ondertekensleutel")
        return cls(pkcs8=delen[0], certificaat=delen[1], keten=tuple(delen[2:]))


def _delen(rest: bytes) -> list[bytes]:
    """Return the parts of a value in which each has its length before it; cut off is empty."""
    delen = []
    while rest:
        einde = 4 + int.from_bytes(rest[:4], "big")
        delen.append(rest[4:einde] if len(rest) >= einde else b"")
        rest = rest[einde:]
    return delen


def maak_sleutel(naam: str, organisatie: str, rol: str, nu: datetime) -> SleutelMateriaal:
    """Make an EC P-256 key and a certificate for it.

    Args:
        naam: person's name as it is to stand beside the signature.
        organisatie: organisation; may be empty.
        rol: role; may be empty.
        nu: aware; the certificate is valid from a day before, for five years.

    Raises:
        Programmafout: `naam` is empty or `nu` has no zone.
    """
    # Loaded here because x509 takes a tenth of a second, and a key is made once in years.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    if nu.tzinfo is None or not naamdeel(naam):
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="sleutel zonder naam of tijdzone")
    sleutel = ec.generate_private_key(ec.SECP256R1())
    delen = (
        (NameOID.COMMON_NAME, naamdeel(naam)),
        (NameOID.ORGANIZATION_NAME, naamdeel(organisatie)),
        (NameOID.TITLE, naamdeel(rol)),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, NIET_GEKWALIFICEERD),
    )
    onderwerp = x509.Name([x509.NameAttribute(soort, waarde) for soort, waarde in delen if waarde])
    openbaar = sleutel.public_key()
    certificaat = (
        x509.CertificateBuilder()
        .subject_name(onderwerp)
        .issuer_name(onderwerp)
        .public_key(openbaar)
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(days=1))
        .not_valid_after(nu + timedelta(days=365 * _GELDIG_JAREN + 1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(openbaar), critical=False)
        .sign(sleutel, hashes.SHA256())
    )
    return SleutelMateriaal(
        pkcs8=sleutel.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificaat=certificaat.public_bytes(serialization.Encoding.DER),
    )


def naamdeel(tekst: str) -> str:
    """Return `tekst` on one line without control and direction marks, no longer than a name part may be."""
    zichtbaar = (" " if unicodedata.category(teken)[0] in "CZ" else teken for teken in tekst)
    return " ".join("".join(zichtbaar).split())[:_LANGSTE].rstrip()
