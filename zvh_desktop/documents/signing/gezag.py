"""Certificates the region issues for the signing keys of its own people.

The region's key for this signs certificates and revocation lists and nothing else; it belongs in the vault of a
beheerder. A certificate of the region is not qualified and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from zvh_desktop.documents.signing.keuring import openbaar
from zvh_desktop.documents.signing.sleutel import SleutelMateriaal, naamdeel
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = [
    "REGIO_NIET_GEKWALIFICEERD",
    "Aanvraag",
    "als_der",
    "geef_uit",
    "geldigheid",
    "gezag_van",
    "lees_aanvraag",
    "maak_aanvraag",
    "maak_gezag",
    "maak_intrekkingslijst",
    "naar_pem",
    "neem_certificaat",
    "nummer_van",
    "publiek_van",
]

REGIO_NIET_GEKWALIFICEERD: Final = "niet gekwalificeerd, uitgegeven door de regio"
_GEZAG_JAREN: Final = 15
_REDENCODES: Final[Mapping[str, x509.ReasonFlags]] = {
    "verloren": x509.ReasonFlags.key_compromise,
    "gestolen": x509.ReasonFlags.key_compromise,
    "uit_dienst": x509.ReasonFlags.cessation_of_operation,
    "vervangen": x509.ReasonFlags.superseded,
}
"""How a list says why; what is not here it does not say."""
_KROMME: Final = ec.SECP384R1()
_ORDE: Final = int(
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16
)
"""Order of P-384 (SP 800-186, 3.2.1.4)."""
_PER_LIJST: Final = timedelta(days=30)
_DER: Final = serialization.Encoding.DER


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """What a request says.

    Attributes:
        naam: name of who asks, as it says itself.
        sleutel: the public key, DER.
    """

    naam: str
    sleutel: bytes


def maak_gezag(regionaam: str, nu: datetime, geheim: bytes | None = None) -> SleutelMateriaal:
    """Make the region's key for issuing certificates, and its certificate, valid for fifteen years.

    Args:
        regionaam: name of the house.
        nu: aware.
        geheim: 64 secret bytes the key follows from; without them it is a new one.
    """
    _eis_zone(nu)
    sleutel = ec.generate_private_key(_KROMME) if geheim is None else _uit_geheim(geheim)
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


def gezag_van(certificaat: bytes, geheim: bytes) -> SleutelMateriaal:
    """Return the region's key again, beside the certificate that was made for it.

    Raises:
        Omstandigheid: CERTIFICAAT_ZONDER_SLEUTEL when the certificate is of another key; BESTAND_ONLEESBAAR.
    """
    sleutel = _uit_geheim(geheim)
    pkcs8 = sleutel.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        past = openbaar(x509.load_der_x509_certificate(certificaat)) == _publiek(sleutel.public_key())
    except ValueError as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="certificaat") from fout
    if not past:
        raise Omstandigheid(Reden.CERTIFICAAT_ZONDER_SLEUTEL)
    return SleutelMateriaal(pkcs8, certificaat)


def _uit_geheim(geheim: bytes) -> ec.EllipticCurvePrivateKey:
    if len(geheim) != 64:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="lengte van het geheim")
    # 128 bits more than the order: no value is likelier than another (FIPS 186-5, A.2.1).
    return ec.derive_private_key(int.from_bytes(geheim, "big") % (_ORDE - 1) + 1, _KROMME)


def maak_aanvraag(sleutel: SleutelMateriaal) -> bytes:
    """Return a request (PKCS#10, DER) for a certificate on the name a self-made key already bears."""
    eigen = x509.load_der_x509_certificate(sleutel.certificaat)
    naam = x509.Name([deel for deel in eigen.subject if deel.oid != NameOID.ORGANIZATIONAL_UNIT_NAME])
    geheim = _geheim(sleutel)
    return x509.CertificateSigningRequestBuilder().subject_name(naam).sign(geheim, hashes.SHA256()).public_bytes(_DER)


def lees_aanvraag(aanvraag: bytes) -> Aanvraag:
    """Return what a request says, after checking that it was signed by the key it is for.

    Args:
        aanvraag: PKCS#10, DER or PEM.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR for what is no request, is not signed by its own key, or has a key of a kind
            that no certificate is issued for.
    """
    gevraagd = _gevraagd(aanvraag)
    namen = gevraagd.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Aanvraag(naamdeel(str(namen[0].value)) if namen else "", _publiek(gevraagd.public_key()))


def _gevraagd(aanvraag: bytes) -> x509.CertificateSigningRequest:
    try:
        pem = aanvraag.lstrip().startswith(b"-----BEGIN")
        gevraagd = x509.load_pem_x509_csr(aanvraag) if pem else x509.load_der_x509_csr(aanvraag)
        goed = gevraagd.is_signature_valid
        soort = gevraagd.public_key()
    except (ValueError, InvalidSignature, UnsupportedAlgorithm) as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="aanvraag") from fout
    if not goed or not isinstance(soort, ec.EllipticCurvePublicKey):
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="aanvraag")
    return gevraagd


def als_der(aanvraag: bytes) -> bytes:
    """Return a request (DER or PEM) as DER.

    Raises:
        Omstandigheid: as `lees_aanvraag`.
    """
    return _gevraagd(aanvraag).public_bytes(_DER)


def geef_uit(
    gezag: SleutelMateriaal,
    aanvraag: bytes,
    nu: datetime,
    *,
    dagen: int = 730,
    op_naam: tuple[str, str, str] | None = None,
) -> bytes:
    """Return the certificate (DER) for a request; who approves has checked that the name is right.

    Args:
        gezag: what `maak_gezag` made.
        aanvraag: what `maak_aanvraag` made.
        nu: aware.
        dagen: how long it is valid, never beyond that of the region's own.
        op_naam: name, organisation and function it is issued on, whatever the request says; None takes those of the
            request.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR for a request that is not one, or not signed by its own key;
            CERTIFICAAT_VERLOPEN when the region's own has run out.
    """
    _eis_zone(nu)
    gevraagd = _gevraagd(aanvraag)
    uitgever = x509.load_der_x509_certificate(gezag.certificaat)
    soorten = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.TITLE)
    namen = [gevraagd.subject.get_attributes_for_oid(soort) for soort in soorten]
    waarden = op_naam or tuple(str(deel[0].value) if deel else "" for deel in namen)
    delen = [
        x509.NameAttribute(soort, kaal)
        for soort, waarde in zip(soorten, waarden, strict=True)
        if (kaal := naamdeel(waarde))
    ]
    onderwerp = x509.Name([*delen, x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, REGIO_NIET_GEKWALIFICEERD)])
    sleutel = gevraagd.public_key()
    assert isinstance(sleutel, ec.EllipticCurvePublicKey)
    duur = min(timedelta(days=dagen), uitgever.not_valid_after_utc - nu)
    if duur <= timedelta():
        raise Omstandigheid(Reden.CERTIFICAAT_VERLOPEN)
    return (
        _bouwer(onderwerp, uitgever.subject, sleutel, nu, duur)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_gebruik(certificaten=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_geheim(gezag).public_key()), critical=False)
        .sign(_geheim(gezag), hashes.SHA384())
        .public_bytes(_DER)
    )


def publiek_van(certificaat: bytes) -> bytes:
    """Return the public key of a certificate, DER; empty when it cannot be read."""
    try:
        return openbaar(x509.load_der_x509_certificate(certificaat))
    except ValueError:
        return b""


def geldigheid(certificaat: bytes) -> tuple[datetime, datetime]:
    """Return from when to when a certificate holds, aware.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR.
    """
    try:
        geladen = x509.load_der_x509_certificate(certificaat)
    except ValueError as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="certificaat") from fout
    return geladen.not_valid_before_utc, geladen.not_valid_after_utc


def nummer_van(certificaat: bytes) -> int:
    """Return the serial number of a certificate, by which a list withdraws it."""
    return x509.load_der_x509_certificate(certificaat).serial_number


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


def maak_intrekkingslijst(
    gezag: SleutelMateriaal, ingetrokken: Mapping[int, datetime | tuple[datetime, str]], nu: datetime
) -> bytes:
    """Return the revocation list (DER) of the region.

    Args:
        gezag: what `maak_gezag` made.
        ingetrokken: since when, by serial number; with the reason ("verloren", "gestolen", "uit_dienst", "vervangen")
            where it is to be told.
        nu: aware; the list says the next comes within thirty days.
    """
    _eis_zone(nu)
    bouwer = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.load_der_x509_certificate(gezag.certificaat).subject)
        .last_update(nu)
        .next_update(nu + _PER_LIJST)
    )
    for nummer, wat in sorted(ingetrokken.items()):
        sinds, reden = wat if isinstance(wat, tuple) else (wat, "")
        regel = x509.RevokedCertificateBuilder().serial_number(nummer).revocation_date(sinds)
        if reden in _REDENCODES:
            regel = regel.add_extension(x509.CRLReason(_REDENCODES[reden]), critical=False)
        bouwer = bouwer.add_revoked_certificate(regel.build())
    sleutel = _geheim(gezag)
    bouwer = bouwer.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(sleutel.public_key()), critical=False
    ).add_extension(x509.CRLNumber(int(nu.timestamp())), critical=False)
    return bouwer.sign(sleutel, hashes.SHA384()).public_bytes(_DER)


def naar_pem(certificaten: Iterable[bytes], lijst: bytes = b"") -> bytes:
    """Return certificates, and a revocation list when there is one, as text other programs read."""
    pem = serialization.Encoding.PEM
    delen = [x509.load_der_x509_certificate(deel).public_bytes(pem) for deel in certificaten]
    return b"".join([*delen, x509.load_der_x509_crl(lijst).public_bytes(pem) if lijst else b""])


def _eis_zone(nu: datetime) -> None:
    if nu.tzinfo is None:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="tijd zonder zone")


def _publiek(sleutel: Any) -> bytes:
    ruw: bytes = sleutel.public_bytes(_DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return ruw


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
    # In local time a sum of days shifts by an hour where summer ends.
    nu = nu.astimezone(UTC)
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
