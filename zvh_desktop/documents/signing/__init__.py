"""Electronic signatures: make a key, sign a composed file, say what can be said of a signed one.

Only this package knows pyHanko. It takes half a second to load, so that happens at the first signature or check.
Nothing here opens a connection; levels above PAdES B-B need a time stamp service.
"""

from collections.abc import Collection
from datetime import datetime

from zvh_desktop.documents.signing.sleutel import SleutelMateriaal, maak_sleutel
from zvh_desktop.documents.signing.uitkomst import Controle, Handtekening, Verdict

__all__ = ["Controle", "Handtekening", "SleutelMateriaal", "Verdict", "controleer", "maak_sleutel", "onderteken"]


def onderteken(
    pdf: bytes,
    sleutel: SleutelMateriaal,
    veldnaam: str,
    nu: datetime,
    *,
    reden: str = "",
    plaats: str = "",
    certificeren: bool,
) -> bytes:
    """Return `pdf` with one PAdES B-B signature more; what was there stays byte for byte.

    Args:
        pdf: composed file, perhaps signed before.
        sleutel: key and certificate of the signer.
        veldnaam: name of a field that is still empty.
        nu: aware moment of signing by this device's clock; shown in the box and written in the signature.
        reden: why it is signed, kept in the signature.
        plaats: where, kept in the signature.
        certificeren: for the first signature: forbid everything but filling the fields that are there.

    Raises:
        Omstandigheid: `pdf` is not a PDF we can read.
        Programmafout: no such empty field, certifying a file that is signed already, or `nu` without zone.
    """
    # Loaded here because pyHanko takes half a second.
    from zvh_desktop.documents.signing.ondertekening import zet_handtekening

    return zet_handtekening(pdf, sleutel, veldnaam, nu, reden=reden, plaats=plaats, certificeren=certificeren)


def controleer(pdf: bytes, *, eigen: Collection[str] = ()) -> Controle:
    """Return what can be said of the signatures in `pdf`.

    Args:
        pdf: any file.
        eigen: fingerprints of certificates the caller knows (`SleutelMateriaal.vingerafdruk`).

    Raises:
        Omstandigheid: empty, too large, not a PDF, encrypted, or too damaged to read at all.
    """
    # Loaded here because pyHanko takes half a second.
    from zvh_desktop.documents.signing.controle import beoordeel

    return beoordeel(pdf, eigen)
