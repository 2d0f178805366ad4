"""What makes the raw signature, as pyHanko wants it; each checks that its key belongs to its certificate."""

from typing import Final

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["GewoneHand", "gewone_hand", "past_bij"]

_REKENWIJZEN: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


def past_bij(certificaat: bytes, handtekening: bytes, gegevens: bytes, rekenwijze: str) -> bool:
    """Tell whether a raw signature was made with the key of a certificate."""
    openbaar = x509.load_der_x509_certificate(certificaat).public_key()
    soort = _REKENWIJZEN[rekenwijze]
    try:
        if isinstance(openbaar, ec.EllipticCurvePublicKey):
            openbaar.verify(handtekening, gegevens, ec.ECDSA(soort))
        elif isinstance(openbaar, rsa.RSAPublicKey):
            openbaar.verify(handtekening, gegevens, padding.PKCS1v15(), soort)
        else:
            return False
    except InvalidSignature:
        return False
    return True


class GewoneHand(signers.SimpleSigner):  # type: ignore[misc]  # pyHanko is not followed
    """Signs with a key in memory."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Return the raw signature over `data`.

        Raises:
            Omstandigheid: CERTIFICAAT_ZONDER_SLEUTEL when the key is not that of the certificate.
        """
        ruw: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        if not dry_run and not past_bij(self.signing_cert.dump(), ruw, data, digest_algorithm):
            raise Omstandigheid(Reden.CERTIFICAAT_ZONDER_SLEUTEL)
        return ruw


def gewone_hand(pkcs8: bytes, certificaat: bytes, keten: tuple[bytes, ...]) -> GewoneHand:
    """Return what signs with a PKCS#8 key; `keten` goes into the signature beside the certificate."""
    bewaard = SimpleCertificateStore()
    bewaard.register_multiple([asn1_x509.Certificate.load(deel) for deel in keten])
    return GewoneHand(
        signing_cert=asn1_x509.Certificate.load(certificaat),
        signing_key=keys.PrivateKeyInfo.load(pkcs8),
        cert_registry=bewaard,
    )
