"""A pretend PKI: root, issuer, signers good and bad, a time stamp service, revocation data. Nobody in it exists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from documents.stukken import NU
from pyhanko.sign.timestamps import DummyTimeStamper

from zvh_desktop.documents.signing import SleutelMateriaal

DER = serialization.Encoding.DER
LIJST_URL = "http://gezag.voorbeeld/lijst.crl"
WORTELLIJST_URL = "http://gezag.voorbeeld/wortel.crl"
VRAAG_URL = "http://gezag.voorbeeld/ocsp"
QC_BEIDE = bytes.fromhex("30143008060604008e4601013008060604008e460104")
"""QCStatements: QcCompliance and QcSSCD."""


@dataclass
class Partij:
    """A key with its certificate and the parties above it."""

    sleutel: Any
    certificaat: x509.Certificate
    boven: tuple["Partij", ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificaat.public_bytes(DER)

    def materiaal(self, *, met_keten: bool = True) -> SleutelMateriaal:
        return SleutelMateriaal(self.pkcs8, self.der, tuple(p.der for p in self.boven) if met_keten else ())

    @property
    def pkcs8(self) -> bytes:
        return bytes(self.sleutel.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


@cache
def _rsa(nummer: int) -> rsa.RSAPrivateKey:
    """RSA keys take long to make: each is made once in a run."""
    return rsa.generate_private_key(65537, 2048)


def maak(
    naam: str,
    door: Partij | None = None,
    *,
    van: datetime = NU - timedelta(days=30),
    tot: datetime = NU + timedelta(days=365),
    ca: bool = False,
    doelen: Sequence[x509.ObjectIdentifier] = (),
    tekenen: bool = True,
    extra: Sequence[tuple[x509.ExtensionType, bool]] = (),
    sleutel: Any = None,
) -> Partij:
    """Issue a certificate."""
    sleutel = sleutel or ec.generate_private_key(ec.SECP256R1())
    onderwerp = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
    uitgever = door.certificaat.subject if door else onderwerp
    bouwer = (
        x509.CertificateBuilder()
        .subject_name(onderwerp).issuer_name(uitgever).public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(van).not_valid_after(tot)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=tekenen and not ca, content_commitment=tekenen and not ca,
                key_encipherment=not tekenen, data_encipherment=False, key_agreement=False,
                key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel.public_key()), critical=False)
    )  # fmt: skip
    if door:
        kenmerk = x509.AuthorityKeyIdentifier.from_issuer_public_key(door.sleutel.public_key())
        bouwer = bouwer.add_extension(kenmerk, critical=False)
    if doelen:
        kritiek = doelen == [ExtendedKeyUsageOID.TIME_STAMPING]
        bouwer = bouwer.add_extension(x509.ExtendedKeyUsage(doelen), critical=kritiek)
    for uitbreiding, kritiek in extra:
        bouwer = bouwer.add_extension(uitbreiding, critical=kritiek)
    certificaat = bouwer.sign(door.sleutel if door else sleutel, hashes.SHA256())
    return Partij(sleutel, certificaat, (door, *door.boven) if door else ())


def _lijst_uitbreiding(url: str) -> tuple[x509.ExtensionType, bool]:
    punt = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return x509.CRLDistributionPoints([punt]), False


def _vraag_uitbreiding() -> tuple[x509.ExtensionType, bool]:
    plek = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(VRAAG_URL))
    return x509.AuthorityInformationAccess([plek]), False


@dataclass
class Gezag:
    """The whole PKI, and the answers it gives to questions about revocation."""

    wortel: Partij = field(default_factory=lambda: maak("Wortel", ca=True))
    ingetrokken: dict[int, datetime] = field(default_factory=dict)
    gevraagd: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        lijst = [_lijst_uitbreiding(WORTELLIJST_URL)]
        self.uitgever = maak("Uitgever", self.wortel, ca=True, extra=lijst)
        self.dienst = maak(
            "Tijdstempeldienst", self.uitgever, doelen=[ExtendedKeyUsageOID.TIME_STAMPING],
            extra=[_lijst_uitbreiding(LIJST_URL)], sleutel=_rsa(1),
        )  # fmt: skip

    def ondertekenaar(self, naam: str = "A. Jansen", *, met_ocsp: bool = False, **anders: Any) -> Partij:
        """Issue a certificate for a signer, with a place to ask whether it was withdrawn."""
        extra = [*anders.pop("extra", ()), _vraag_uitbreiding() if met_ocsp else _lijst_uitbreiding(LIJST_URL)]
        return maak(naam, self.uitgever, extra=extra, **anders)

    def haal(self, url: str, vraag: bytes = b"") -> bytes:
        """Answer what a client asks (`ports.Intrekkingsbron`)."""
        self.gevraagd.append(url)
        if url == VRAAG_URL:
            return self._antwoord(vraag)
        return self.lijst(self.wortel if url == WORTELLIJST_URL else self.uitgever)

    def lijst(self, door: Partij) -> bytes:
        """The revocation list of one issuer."""
        bouwer = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(door.certificaat.subject).last_update(NU - timedelta(hours=1))
            .next_update(NU + timedelta(days=7))
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(door.sleutel.public_key()), False)
            .add_extension(x509.CRLNumber(1), False)
        )  # fmt: skip
        for nummer, sinds in self.ingetrokken.items():
            regel = x509.RevokedCertificateBuilder().serial_number(nummer).revocation_date(sinds).build()
            bouwer = bouwer.add_revoked_certificate(regel)
        return bouwer.sign(door.sleutel, hashes.SHA256()).public_bytes(DER)

    def _antwoord(self, vraag: bytes) -> bytes:
        gevraagd = ocsp.load_der_ocsp_request(vraag)
        sinds = self.ingetrokken.get(gevraagd.serial_number)
        bouwer = ocsp.OCSPResponseBuilder().add_response_by_hash(
            gevraagd.issuer_name_hash, gevraagd.issuer_key_hash, gevraagd.serial_number, gevraagd.hash_algorithm,
            ocsp.OCSPCertStatus.REVOKED if sinds else ocsp.OCSPCertStatus.GOOD,
            NU - timedelta(hours=1), NU + timedelta(days=7), sinds, None,
        )  # fmt: skip
        bouwer = bouwer.responder_id(ocsp.OCSPResponderEncoding.NAME, self.uitgever.certificaat)
        return bouwer.sign(self.uitgever.sleutel, hashes.SHA256()).public_bytes(DER)


class Dienst:
    """A time stamp service that answers at once (`ports.Stempelaar`)."""

    def __init__(self, gezag: Gezag, moment: datetime, *, wie: Partij | None = None) -> None:
        wie = wie or gezag.dienst
        self.gevraagd = 0
        self._bron = DummyTimeStamper(
            asn1_x509.Certificate.load(wie.der),
            keys.PrivateKeyInfo.load(wie.pkcs8),
            certs_to_embed=[asn1_x509.Certificate.load(p.der) for p in wie.boven],
            fixed_dt=moment,
        )

    def stempel(self, aanvraag: bytes) -> bytes:
        """Answer a request."""
        self.gevraagd += 1
        antwoord = self._bron.request_tsa_response(tsp.TimeStampReq.load(aanvraag))
        return bytes(antwoord.dump())
