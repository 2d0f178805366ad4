"""Certificates of the region for signing: its authority, what people ask, and what was issued, refused or withdrawn.

A certificate of the region says that the region vouches for a name; it is not qualified. The private key stays on the
device that asked; here is only what may be read by everyone of the region.
"""

from datetime import datetime
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.record import Record

__all__ = ["INTREKREDENEN", "Certificaatstaat", "Tekenaanvraag", "Tekencertificaat", "Tekengezag", "staat_van"]

INTREKREDENEN: Final = {
    "verloren": "sleutel of toestel verloren",
    "gestolen": "sleutel of toestel gestolen",
    "uit_dienst": "medewerker uit dienst",
    "vervangen": "vervangen door een ander certificaat",
    "anders": "anders",
}
"""Why a certificate is withdrawn, by code."""

Certificaatstaat = Literal["geldig", "nog_niet", "verlopen", "ingetrokken", "geweigerd"]


class Tekengezag(Record):
    """The region's authority for signing certificates; its key follows from the region's key and is kept nowhere."""

    soort: ClassVar[str] = "tekengezag"
    certificaat: str
    """X.509, DER in base64."""
    bewijs: str
    """Signature by the region's own key over the certificate, hex: a beheerder without that key cannot plant one."""
    lijst: str = ""
    """Newest revocation list, DER in base64."""
    lijst_op: datetime | None = None
    gemaakt_op: datetime
    gemaakt_door: str


class Tekenaanvraag(Record):
    """A person asks the region for a certificate for the key in the own vault."""

    soort: ClassVar[str] = "tekenaanvraag"
    medewerker_id: str
    toestel: str = ""
    """Device that asked; empty when the request came as a file."""
    naam: str
    functie: str = ""
    aanvraag: str
    """PKCS#10, DER in base64."""
    aangevraagd_op: datetime


class Tekencertificaat(Record):
    """What a beheerder decided on a request."""

    soort: ClassVar[str] = "tekencertificaat"
    aanvraag_id: str
    medewerker_id: str
    naam: str
    functie: str = ""
    certificaat: str = ""
    """X.509, DER in base64; empty when it was refused."""
    geldig_van: datetime | None = None
    geldig_tot: datetime | None = None
    besloten_op: datetime
    besloten_door: str
    weigering: str = ""
    """Why it was refused."""
    ingetrokken_op: datetime | None = None
    reden: str = ""
    """Key of INTREKREDENEN."""
    lijst: str = ""
    """Revocation list made when it was withdrawn, DER in base64: two beheerders who withdraw without knowing of each
    other each leave theirs."""


def staat_van(certificaat: Tekencertificaat, nu: datetime) -> Certificaatstaat:
    """Return how a decision stands at an aware moment."""
    if not certificaat.certificaat or certificaat.geldig_van is None or certificaat.geldig_tot is None:
        return "geweigerd"
    if certificaat.ingetrokken_op is not None:
        return "ingetrokken"
    if nu < certificaat.geldig_van:
        return "nog_niet"
    return "verlopen" if nu > certificaat.geldig_tot else "geldig"
