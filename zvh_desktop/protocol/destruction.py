"""Destroying a stream for ever: proposed at the device of one person, ordered at that of another, reported by each."""

from collections.abc import Callable
from dataclasses import dataclass

from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.rights import mag_vernietigen
from zvh_desktop.protocol.signing import FromRecord, SigningKey, read_signed, sign_record
from zvh_desktop.protocol.statements import DeviceCert, Regiostand

__all__ = [
    "VERNIETIGD_SOORT",
    "VOORSTEL_SOORT",
    "Destroyed",
    "Proposal",
    "check_order",
    "check_report",
    "read_destroyed",
    "read_proposal",
    "sign_destroyed",
    "sign_proposal",
]

VOORSTEL_SOORT, VERNIETIGD_SOORT = "destroy-proposal", "stream-destroyed"
_MAX_VOORSTEL = 1024


@dataclass(frozen=True, slots=True)
class Proposal(FromRecord):
    """Somebody proposes to destroy a stream; nothing happens before a second person orders it.

    Attributes:
        stream: 32 hex digits.
        toestel: device of who proposes, 16 hex digits.
        tijd: ms UTC.
    """

    stream: str
    toestel: str
    tijd: int


@dataclass(frozen=True, slots=True)
class Destroyed(FromRecord):
    """With a proposal in it: an order to all to destroy a stream. Without: a device reports that it did.

    Attributes:
        stream: 32 hex digits.
        toestel: who says so, 16 hex digits.
        tijd: ms UTC.
        voorstel: the proposal as it was signed, or empty.
    """

    stream: str
    toestel: str
    tijd: int
    voorstel: bytes = b""


def sign_proposal(voorstel: Proposal, sleutel: SigningKey) -> bytes:
    """Return the wire form."""
    return sign_record(
        sleutel,
        VOORSTEL_SOORT,
        {
            "stream": hex_bytes(voorstel.stream, 16),
            "toestel": hex_bytes(voorstel.toestel, 8),
            "tijd": voorstel.tijd,
        },
    )


def read_proposal(wire: bytes) -> Proposal:
    """Read a proposal, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = read_signed(wire, VOORSTEL_SOORT)
    velden = Velden(stuk.velden, ("stream", "toestel", "tijd"), VOORSTEL_SOORT)
    return Proposal(velden.hex("stream", 16), velden.hex("toestel", 8), velden.number("tijd"), id=stuk.id, stuk=stuk)


def sign_destroyed(gedaan: Destroyed, sleutel: SigningKey) -> bytes:
    """Return the wire form."""
    return sign_record(
        sleutel,
        VERNIETIGD_SOORT,
        {
            "stream": hex_bytes(gedaan.stream, 16),
            "toestel": hex_bytes(gedaan.toestel, 8),
            "tijd": gedaan.tijd,
            "voorstel": gedaan.voorstel,
        },
    )


def read_destroyed(wire: bytes) -> Destroyed:
    """Read an order or a report, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = read_signed(wire, VERNIETIGD_SOORT)
    velden = Velden(stuk.velden, ("stream", "toestel", "tijd", "voorstel"), VERNIETIGD_SOORT)
    return Destroyed(
        velden.hex("stream", 16),
        velden.hex("toestel", 8),
        velden.number("tijd"),
        velden.octets("voorstel", max_lengte=_MAX_VOORSTEL),
        id=stuk.id,
        stuk=stuk,
    )


Certificaat = Callable[[str, int], DeviceCert | None]
"""Tells which certificate of a device held at a moment (ms)."""


def _verify(stuk: Proposal | Destroyed, stand: Regiostand, certificaat: Certificaat) -> DeviceCert:
    """Check who signed; return the certificate of that moment."""
    cert = certificaat(stuk.toestel, stuk.tijd)
    toestel = stand.toestel(stuk.toestel)
    if cert is None or toestel is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND, "vernietigen")
    stuk.verify(cert.teken)
    if toestel.ingetrokken is not None and stuk.tijd >= toestel.ingetrokken.vanaf:
        raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN, "vernietigen")
    if stuk.tijd >= cert.tot:
        raise ProtocolFout(Weigering.TOESTEL_VERLOPEN, "vernietigen")
    return cert


def check_order(opdracht: Destroyed, stand: Regiostand, certificaat: Certificaat) -> tuple[DeviceCert, DeviceCert]:
    """Check that two persons whose roles may do so want this stream destroyed.

    Args:
        opdracht: as read.
        stand: the region.
        certificaat: which certificate held when.

    Returns:
        The certificates of who proposed and of who ordered.

    Raises:
        ProtocolFout: ONLEESBAAR, the proposal is of another stream or later; ROL, a role may not, or it is one person;
            TOESTEL_ONBEKEND, TOESTEL_INGETROKKEN, TOESTEL_VERLOPEN, HANDTEKENING.
    """
    voorstel = read_proposal(opdracht.voorstel)
    if voorstel.stream != opdracht.stream or voorstel.tijd > opdracht.tijd:
        raise ProtocolFout(Weigering.ONLEESBAAR, "vernietigen.voorstel")
    eerste = _verify(voorstel, stand, certificaat)
    tweede = _verify(opdracht, stand, certificaat)
    if eerste.persoon == tweede.persoon or not all(mag_vernietigen(cert.rol) for cert in (eerste, tweede)):
        raise ProtocolFout(Weigering.ROL, "vernietigen")
    return eerste, tweede


def check_report(bericht: Destroyed, stand: Regiostand, certificaat: Certificaat) -> DeviceCert:
    """Check who reports.

    Raises:
        ProtocolFout: TOESTEL_ONBEKEND, TOESTEL_INGETROKKEN, TOESTEL_VERLOPEN, HANDTEKENING.
    """
    return _verify(bericht, stand, certificaat)
