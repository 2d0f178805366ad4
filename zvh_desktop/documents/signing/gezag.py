"""Certificates the region issues for the signing keys of its own people.

The region's key for this signs certificates and revocation lists and nothing else; it belongs in the vault of a
beheerder. A certificate of the region is not qualified and says so.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from zvh_desktop.documents.signing.keuring import openbaar
from zvh_desktop.documents.signing.sleutel import SleutelMateriaal, naamdeel
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = ["geef_uit", "maak_aanvraag", "maak_gezag", "maak_intrekkingslijst", "neem_certificaat"]

REGIO_NIET_GEKWALIFICEERD: Final = "niet gekwalificeerd, uitgegeven door de regio"
_GEZAG_JAREN: Final = 15
_DER: Final = serialization.Encoding.DER


def maak_gezag(regionaam: str, nu: datetime) -> SleutelMateriaal:
    """Make the region's key for issuing certificates, valid for fifteen years."""
    _eis_zone(nu)
    sleutel = ec.generate_private_key(ec.SECP384R1())
    naam = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, naamdeel(regionaam)),
            x509.NameAttribute(NameOID.COMMON_NAME, naamdeel(f"Ondertekening {regionaam}")),
        ]
    )
    certificaat = (
        _bouwer(naam, naam, sleutel.public_key(), nu, timedelta(days=365 * _GEZAG_JAREN))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_gebruik(certificaten=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel.public_key()), critical=False)
        .sign(sleutel, hashes.SHA384())
    )
    return _materiaal(sleutel, certificaat, ())


def maak_aanvraag(sleutel: SleutelMateriaal) -> bytes:
    """Return a request (PKCS#10, DER) for a certificate on the name a self-made key already bears."""
    eigen = x509.load_der_x509_certificate(sleutel.certificaat)
    naam = x509.Name([deel for deel in eigen.subject if deel.oid != NameOID.ORGANIZATIONAL_UNIT_NAME])
    geheim = _geheim(sleutel)
    return x509.CertificateSigningRequestBuilder().subject_name(naam).sign(geheim, hashes.SHA256()).public_bytes(_DER)


def geef_uit(gezag: SleutelMateriaal, aanvraag: bytes, nu: datetime, *, dagen: int = 730) -> bytes:
    """Return the certificate (DER) for a request; who approves has checked that the name is right.

    Args:
        gezag: what `maak_gezag` made.
        aanvraag: what `maak_aanvraag` made.
        nu: aware.
        dagen: how long it is valid, never beyond that of the region's own.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR for a request that is not one, or not signed by its own key.
    """
    _eis_zone(nu)
    try:
        gevraagd = x509.load_der_x509_csr(aanvraag)
        goed = gevraagd.is_signature_valid
    except (ValueError, InvalidSignature) as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="aanvraag") from fout
    sleutel = gevraagd.public_key()
    if not goed or not isinstance(sleutel, ec.EllipticCurvePublicKey):
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="aanvraag")
    uitgever = x509.load_der_x509_certificate(gezag.certificaat)
    delen = [
        x509.NameAttribute(soort, naamdeel(str(gevraagd.subject.get_attributes_for_oid(soort)[0].value)))
        for soort in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.TITLE)
        if gevraagd.subject.get_attributes_for_oid(soort)
    ]
    onderwerp = x509.Name([*delen, x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, REGIO_NIET_GEKWALIFICEERD)])
    duur = min(timedelta(days=dagen), uitgever.not_valid_after_utc - nu)
    return (
        _bouwer(onderwerp, uitgever.subject, sleutel, nu, duur)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_gebruik(certificaten=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_geheim(gezag).public_key()), critical=False)
        .sign(_geheim(gezag), hashes.SHA384())
        .public_bytes(_DER)
    )


def neem_certificaat(sleutel: SleutelMateriaal, certificaat: bytes, keten: tuple[bytes, ...]) -> SleutelMateriaal:
    """Return the same key with the certificate that was issued for it.

    Raises:
        Omstandigheid: CERTIFICAAT_ZONDER_SLEUTEL when it was issued for another key; BESTAND_ONLEESBAAR.
    """
    try:
        eigen, nieuw = (openbaar(x509.load_der_x509_certificate(c)) for c in (sleutel.certificaat, certificaat))
    except ValueError as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="certificaat") from fout
    if eigen != nieuw:
        raise Omstandigheid(Reden.CERTIFICAAT_ZONDER_SLEUTEL)
    return SleutelMateriaal(sleutel.pkcs8, certificaat, keten)


def maak_intrekkingslijst(gezag: SleutelMateriaal, ingetrokken: Mapping[int, datetime], nu: datetime) -> bytes:
    """Return the revocation list (DER) of the region.

    Args:
        gezag: what `maak_gezag` made.
        ingetrokken: since when, by serial number.
        nu: aware; the list says the next comes within thirty days.
    """
    _eis_zone(nu)
    bouwer = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.load_der_x509_certificate(gezag.certificaat).subject)
        .last_update(nu)
        .next_update(nu + timedelta(days=30))
    )
    for nummer, sinds in sorted(ingetrokken.items()):
        regel = x509.RevokedCertificateBuilder().serial_number(nummer).revocation_date(sinds).build()
        bouwer = bouwer.add_revoked_certificate(regel)
    sleutel = _geheim(gezag)
    bouwer = bouwer.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(sleutel.public_key()), critical=False
    ).add_extension(x509.CRLNumber(int(nu.timestamp())), critical=False)
    return bouwer.sign(sleutel, hashes.SHA384()).public_bytes(_DER)


def _eis_zone(nu: datetime) -> None:
    if nu.tzinfo is None:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="tijd zonder zone")


def _geheim(sleutel: SleutelMateriaal) -> ec.EllipticCurvePrivateKey:
    geladen = serialization.load_der_private_key(sleutel.pkcs8, None)
    if not isinstance(geladen, ec.EllipticCurvePrivateKey):
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="soort sleutel")
    return geladen


def _materiaal(
    sleutel: ec.EllipticCurvePrivateKey, certificaat: x509.Certificate, keten: tuple[bytes, ...]
) -> SleutelMateriaal:
    pkcs8 = sleutel.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return SleutelMateriaal(pkcs8, certificaat.public_bytes(_DER), keten)


def _bouwer(
    onderwerp: x509.Name, uitgever: x509.Name, sleutel: ec.EllipticCurvePublicKey, nu: datetime, duur: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(onderwerp)
        .issuer_name(uitgever)
        .public_key(sleutel)
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(days=1))
        .not_valid_after(nu + duur)
    )


def _gebruik(*, certificaten: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificaten,
        content_commitment=not certificaten,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificaten,
        crl_sign=certificaten,
        encipher_only=False,
        decipher_only=False,
    )
