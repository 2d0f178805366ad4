"""Look at a certificate before anything is signed with it: its dates, what it is for, whether it was withdrawn."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["ander_doel", "ingetrokken", "keur", "openbaar"]

_DOELEN: Final = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing, RFC 9336
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # document signing, Microsoft
        x509.ObjectIdentifier("1.2.840.113583.1.1.5"),  # authentic documents, Adobe
    }
)
"""Extended usages a certificate for signing documents may name; naming none allows all."""


def keur(certificaat: bytes, keten: Iterable[bytes], nu: datetime, intrekkingslijsten: Iterable[bytes] = ()) -> None:
    """Refuse a certificate that may not be signed with now.

    Args:
        certificaat: DER.
        keten: certificates above it, DER; only lists one of them signed are believed.
        nu: aware moment of signing.
        intrekkingslijsten: revocation lists, DER, as far as there are any.

    Raises:
        Omstandigheid: CERTIFICAAT_VERLOPEN, _NOG_NIET_GELDIG, _ANDER_DOEL, _INGETROKKEN; BESTAND_ONLEESBAAR.
    """
    try:
        geladen = x509.load_der_x509_certificate(certificaat)
        boven = [x509.load_der_x509_certificate(deel) for deel in keten]
        doel_onjuist = ander_doel(geladen)
    except (ValueError, UnsupportedAlgorithm) as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="certificaat") from fout
    if nu < geladen.not_valid_before_utc:
        raise Omstandigheid(Reden.CERTIFICAAT_NOG_NIET_GELDIG)
    if nu > geladen.not_valid_after_utc:
        raise Omstandigheid(Reden.CERTIFICAAT_VERLOPEN)
    if doel_onjuist:
        raise Omstandigheid(Reden.CERTIFICAAT_ANDER_DOEL)
    if ingetrokken(geladen, boven, intrekkingslijsten) is not None:
        raise Omstandigheid(Reden.CERTIFICAAT_INGETROKKEN)


def ander_doel(certificaat: x509.Certificate) -> bool:
    """Tell whether a certificate says it is for something else than signing documents."""
    uitbreidingen = certificaat.extensions
    for uitbreiding in uitbreidingen:
        waarde = uitbreiding.value
        if isinstance(waarde, x509.BasicConstraints) and waarde.ca:
            return True
        if isinstance(waarde, x509.KeyUsage) and not (waarde.digital_signature or waarde.content_commitment):
            return True
        if uitbreiding.oid == ExtensionOID.EXTENDED_KEY_USAGE and isinstance(waarde, x509.ExtendedKeyUsage):
            return not _DOELEN & set(waarde)
    return False


def ingetrokken(
    certificaat: x509.Certificate, boven: Iterable[x509.Certificate], lijsten: Iterable[bytes]
) -> datetime | None:
    """Return since when a certificate is withdrawn, by the lists its own issuer signed; None when not."""
    uitgevers = [deel for deel in boven if deel.subject == certificaat.issuer]
    for ruw in lijsten:
        try:
            lijst = x509.load_der_x509_crl(ruw)
            echt = any(lijst.is_signature_valid(uitgever.public_key()) for uitgever in uitgevers)  # type: ignore[arg-type]  # kinds that cannot sign raise TypeError
        except (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature):
            continue
        regel = lijst.get_revoked_certificate_by_serial_number(certificaat.serial_number) if echt else None
        if regel is not None:
            return regel.revocation_date_utc
    return None


def openbaar(certificaat: x509.Certificate) -> bytes:
    """Return the public key of a certificate, DER."""
    return certificaat.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
