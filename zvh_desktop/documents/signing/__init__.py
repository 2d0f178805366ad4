"""Electronic signatures: make a key, sign a composed file, say what can be said of a signed one.

Only this package knows pyHanko. It takes half a second to load, so that happens at the first signature or check.
Nothing here opens a connection: what needs one (a time stamp, proof of revocation) comes through a port.
"""

import re
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final, Literal

from zvh_desktop.documents.signing.sleutel import Sleutel, SleutelMateriaal, maak_sleutel
from zvh_desktop.documents.signing.uitkomst import (
    Controle,
    Handtekening,
    Niveau,
    Tijdstempel,
    TokenCertificaat,
    Verdict,
    Vertrouwen,
    Wortel,
)
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Intrekkingsbron, Stempelaar

__all__ = [
    "Controle",
    "Handtekening",
    "Niveau",
    "Sleutel",
    "SleutelMateriaal",
    "Tijdstempel",
    "TokenCertificaat",
    "Verdict",
    "Vertrouwen",
    "Wortel",
    "controleer",
    "lees_lijsten",
    "lees_wortels",
    "maak_sleutel",
    "onderteken",
    "open_pkcs12",
    "open_token",
    "token_certificaten",
    "voeg_tijdstempel_toe",
]

_LIJST: Final = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.DOTALL)


def open_pkcs12(inhoud: bytes, wachtwoord: str) -> SleutelMateriaal:
    """Return the key in a PKCS#12 file, for one act of signing; neither file nor password is to be kept.

    Raises:
        Omstandigheid: SLEUTELWACHTWOORD_ONJUIST; CERTIFICAAT_ZONDER_SLEUTEL when the file lacks one of the two;
            BESTAND_LEEG, BESTAND_TE_GROOT or BESTAND_ONLEESBAAR when it is no such file.
    """
    # Loaded here because it is needed by few.
    from zvh_desktop.documents.signing.pkcs12 import lees_sleutelbestand

    return lees_sleutelbestand(inhoud, wachtwoord)


def token_certificaten(module: str) -> tuple[TokenCertificaat, ...]:
    """Return the certificates on every card or stick that is plugged in; asks no PIN.

    Args:
        module: path of the driver (PKCS#11 library) the maker of the token supplies.

    Raises:
        Omstandigheid: GEEN_TOKEN when there is no token, no certificate on it, or no driver; TOKEN_WEG.
    """
    try:
        # Loaded here because it is an extra, and pyHanko takes half a second.
        from zvh_desktop.documents.signing.token import zoek_certificaten
    except ImportError as fout:
        raise Omstandigheid(Reden.GEEN_TOKEN, wat="onderdeel") from fout
    return zoek_certificaten(module)


def open_token(module: str, gekozen: TokenCertificaat, pin: str | None) -> AbstractContextManager[Sleutel]:
    """Open a token for one act, however many files are signed in it; the PIN is handed on and forgotten.

    Args:
        module: path of the driver.
        gekozen: one of `token_certificaten`.
        pin: None when it is typed on the token's own reader.

    Raises:
        Omstandigheid: PIN_ONJUIST, PIN_GEBLOKKEERD, GEEN_TOKEN, TOKEN_WEG, CERTIFICAAT_ZONDER_SLEUTEL; TOKEN_WEG also
            while signing, when it is pulled out.
    """
    try:
        # Loaded here because it is an extra, and pyHanko takes half a second.
        from zvh_desktop.documents.signing.token import open_sleutel
    except ImportError as fout:
        raise Omstandigheid(Reden.GEEN_TOKEN, wat="onderdeel") from fout
    return open_sleutel(module, gekozen, pin)


def onderteken(
    pdf: bytes,
    sleutel: Sleutel,
    veldnaam: str,
    nu: datetime,
    *,
    reden: str = "",
    plaats: str = "",
    tijdkwaliteit: str = "",
    certificeren: bool,
    intrekkingslijsten: Iterable[bytes] = (),
) -> bytes:
    """Return `pdf` with one PAdES B-B signature more; what was there stays byte for byte.

    Args:
        pdf: composed file, perhaps signed before.
        sleutel: key and certificate of the signer.
        veldnaam: name of a field that is still empty.
        nu: aware moment of signing by this device's clock; shown in the box and written in the signature.
        reden: why it is signed, kept in the signature.
        plaats: where, kept in the signature.
        tijdkwaliteit: what is known of the clock, as a sentence part ("klok niet bevestigd sinds 3 november 2026");
            kept in the signature after the reason.
        certificeren: for the first signature: forbid everything but filling the fields that are there.
        intrekkingslijsten: revocation lists, DER, as far as they are at hand.

    Raises:
        Omstandigheid: `pdf` is not a PDF we can read; the certificate may not be signed with (CERTIFICAAT_...); the
            key fails (`Sleutel.hand`).
        Programmafout: no such empty field, certifying a file that is signed already, or `nu` without zone.
    """
    # Loaded here because pyHanko takes half a second.
    from zvh_desktop.documents.signing.ondertekening import zet_handtekening

    return zet_handtekening(
        pdf,
        sleutel,
        veldnaam,
        nu,
        reden=reden,
        plaats=plaats,
        tijdkwaliteit=tijdkwaliteit,
        certificeren=certificeren,
        intrekkingslijsten=intrekkingslijsten,
    )


def voeg_tijdstempel_toe(
    pdf: bytes, stempelaar: Stempelaar, *, bron: Intrekkingsbron | None = None, lijsten: Iterable[bytes] = ()
) -> bytes:
    """Return `pdf` with a document time stamp (RFC 3161) over everything in it; the signatures stay as they are.

    Raises the level to B-T; with `bron`, and where the authorities answer, to B-LT.

    Args:
        pdf: signed file.
        stempelaar: the way to the service; only a hash of the file goes there.
        bron: the way to the authorities of the certificates; asked what was withdrawn, and the answers are put in.
        lijsten: revocation lists, DER, that are at hand, as those of the region; with `bron` they are put in too, where
            their authority issued one of the certificates.

    Raises:
        Omstandigheid: TIJDSTEMPEL_MISLUKT, whatever the cause; NOG_NIET_ONDERTEKEND; `pdf` is not a PDF we can read.
    """
    # Loaded here because pyHanko takes half a second.
    from zvh_desktop.documents.signing.controle import laatste_stempel
    from zvh_desktop.documents.signing.stempel import stempel_af

    gestempeld = stempel_af(pdf, stempelaar, bron, lijsten)
    # A service that answers nonsense must not replace a good file.
    if not laatste_stempel(gestempeld).geldig:
        raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="ongeldig")
    return gestempeld


def lees_wortels(inhoud: bytes, soort: Literal["regio", "bekend", "gekwalificeerd"]) -> tuple[Wortel, ...]:
    """Return the certificates in a file of roots: PEM, any number, or one in DER.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR when there is none in it.
    """
    # Loaded here because x509 takes a tenth of a second.
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        if b"-----BEGIN" in inhoud:
            geladen = x509.load_pem_x509_certificates(inhoud)
        else:
            geladen = [x509.load_der_x509_certificate(inhoud)]
    except ValueError as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="wortels") from fout
    return tuple(Wortel(soort, deel.public_bytes(Encoding.DER)) for deel in geladen)


def lees_lijsten(inhoud: bytes) -> tuple[bytes, ...]:
    """Return the revocation lists (DER) in a PEM file; what is none is passed over."""
    # Loaded here because x509 takes a tenth of a second.
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    uit = []
    for deel in _LIJST.findall(inhoud):
        try:
            uit.append(x509.load_pem_x509_crl(deel).public_bytes(Encoding.DER))
        except ValueError:
            continue
    return tuple(uit)


def controleer(
    pdf: bytes,
    *,
    eigen: Collection[str] = (),
    wortels: Iterable[Wortel] = (),
    intrekkingslijsten: Iterable[bytes] = (),
) -> Controle:
    """Return what can be said of the signatures in `pdf`.

    Args:
        pdf: any file.
        eigen: fingerprints of certificates the caller knows (`SleutelMateriaal.vingerafdruk`).
        wortels: certificates the caller trusts, and for what; the first that vouches for a signer counts.
        intrekkingslijsten: revocation lists, DER, beside those in the file.

    Raises:
        Omstandigheid: empty, too large, not a PDF, encrypted, or too damaged to read at all.
    """
    # Loaded here because pyHanko takes half a second.
    from zvh_desktop.documents.signing.controle import beoordeel

    return beoordeel(pdf, eigen, wortels, tuple(intrekkingslijsten))
