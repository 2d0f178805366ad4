"""Keys that come as a file with a password (PKCS#12: .p12, .pfx)."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from zvh_desktop.documents.signing.sleutel import SleutelMateriaal
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["lees_sleutelbestand"]

_GROOTSTE: int = 1024 * 1024


def lees_sleutelbestand(inhoud: bytes, wachtwoord: str) -> SleutelMateriaal:
    """Return the key in a file; see `signing.open_pkcs12`."""
    if not inhoud:
        raise Omstandigheid(Reden.BESTAND_LEEG)
    if len(inhoud) > _GROOTSTE:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT)
    if inhoud[:1] != b"\x30":
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="sleutelbestand")
    try:
        sleutel, certificaat, meer = pkcs12.load_key_and_certificates(inhoud, wachtwoord.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as fout:
        # The library tells a wrong password from a broken file only by its words.
        onjuist = "password" in str(fout).lower()
        raise Omstandigheid(
            Reden.SLEUTELWACHTWOORD_ONJUIST if onjuist else Reden.BESTAND_ONLEESBAAR, wat="sleutelbestand"
        ) from fout
    if certificaat is None or not isinstance(sleutel, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise Omstandigheid(Reden.CERTIFICAAT_ZONDER_SLEUTEL)
    der = serialization.Encoding.DER
    boven, keten = {deel.subject: deel for deel in meer}, []
    huidig = certificaat
    while huidig.issuer != huidig.subject and huidig.issuer in boven:
        huidig = boven.pop(huidig.issuer)
        keten.append(huidig.public_bytes(der))
    return SleutelMateriaal(
        pkcs8=sleutel.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        certificaat=certificaat.public_bytes(der),
        keten=tuple(keten),
    )
