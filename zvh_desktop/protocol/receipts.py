"""What a server and a device sign for each other: session, receipt, request to be certified."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.signing import (
    FromRecord,
    SigningKey,
    publiek_van,
    read_signed,
    sign,
    sign_record,
    verify,
    verify_signed,
)

__all__ = [
    "MAX_BON",
    "RECEIPT_SOORT",
    "VERZOEK_SOORT",
    "Receipt",
    "ServerRequest",
    "check_session",
    "read_receipt",
    "read_request_text",
    "read_statements_text",
    "request_text",
    "sign_receipt",
    "sign_session",
    "statements_text",
]

RECEIPT_SOORT, VERZOEK_SOORT = "receipt", "server-request"

MAX_BON = 500
"""Most pieces that one push may hold and one receipt speaks of."""

_SESSIE = "sessie"
_TEKST = "zvh-server-verzoek-1:"
_REGIO = "zvh-regio-1:"
_MAX_TEKST = 4 * 1024 * 1024


def sign_session(sleutel: SigningKey, nonce: bytes, server_id: str) -> bytes:
    """Return what proves that this device asks for a session at this server, once."""
    return sign(sleutel, _SESSIE, nonce + hex_bytes(server_id, 16))


def check_session(publiek: bytes, nonce: bytes, server_id: str, handtekening: bytes) -> None:
    """Check the signature of `sign_session`.

    Raises:
        ProtocolFout: HANDTEKENING.
    """
    verify(publiek, _SESSIE, nonce + hex_bytes(server_id, 16), handtekening)


@dataclass(frozen=True, slots=True)
class Receipt(FromRecord):
    """What a server did with a push, signed by its certified key: nothing else makes a thing "verzonden".

    Attributes:
        server_id: 32 hex digits.
        generatie: which life of the store; another one means that it was emptied or restored, and wants a refill.
        tijd: ms UTC.
        toestel: who pushed, 16 hex digits.
        items: (stream, number in the chain or 0, hash, sequence number) of everything that is stored.
        geweigerd: (hash, refusal code) of everything that is not.
    """

    server_id: str
    generatie: str
    tijd: int
    toestel: str
    items: tuple[tuple[str, int, bytes, int], ...]
    geweigerd: tuple[tuple[bytes, str], ...] = ()


def sign_receipt(bon: Receipt, sleutel: SigningKey) -> bytes:
    """Return the wire form."""
    return sign_record(
        sleutel,
        RECEIPT_SOORT,
        {
            "server_id": hex_bytes(bon.server_id, 16),
            "generatie": hex_bytes(bon.generatie, 16),
            "tijd": bon.tijd,
            "toestel": hex_bytes(bon.toestel, 8),
            "items": [[hex_bytes(stream, 16), nr, hash_, volgnr] for stream, nr, hash_, volgnr in bon.items],
            "geweigerd": [[hash_, code] for hash_, code in bon.geweigerd],
        },
    )


def read_receipt(wire: bytes) -> Receipt:
    """Read a receipt, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = read_signed(wire, RECEIPT_SOORT)
    velden = Velden(stuk.velden, ("server_id", "generatie", "tijd", "toestel", "items", "geweigerd"), RECEIPT_SOORT)
    items: list[tuple[str, int, bytes, int]] = []
    for item in velden.items("items", max_aantal=MAX_BON):
        match item:
            case [bytes(stream), int(nr), bytes(hash_), int(volgnr)] if (
                len(stream) == 16 and len(hash_) == 32 and type(nr) is int and type(volgnr) is int and nr >= 0 < volgnr
            ):
                items.append((stream.hex(), nr, hash_, volgnr))
            case _:
                raise ProtocolFout(Weigering.ONLEESBAAR, "receipt.items")
    geweigerd: list[tuple[bytes, str]] = []
    for item in velden.items("geweigerd", max_aantal=MAX_BON):
        match item:
            case [bytes(hash_), str(code)] if len(hash_) == 32 and len(code) <= 32:
                geweigerd.append((hash_, code))
            case _:
                raise ProtocolFout(Weigering.ONLEESBAAR, "receipt.geweigerd")
    return Receipt(
        velden.hex("server_id", 16),
        velden.hex("generatie", 16),
        velden.number("tijd"),
        velden.hex("toestel", 8),
        tuple(items),
        tuple(geweigerd),
        id=stuk.id,
        stuk=stuk,
    )


def statements_text(wires: Sequence[bytes]) -> str:
    """Return statements of the region as one line of text, to carry to a server or a device by hand."""
    return _REGIO + base64.urlsafe_b64encode(dump(list(wires))).decode()


def read_statements_text(tekst: str) -> list[bytes]:
    """Read the line back; what it holds is judged by who takes it in.

    Raises:
        ProtocolFout: ONLEESBAAR or TE_GROOT.
    """
    stukken = load(_uit_tekst(tekst, _REGIO), max_bytes=_MAX_TEKST)
    if not isinstance(stukken, list) or any(type(stuk) is not bytes for stuk in stukken):
        raise ProtocolFout(Weigering.ONLEESBAAR, "regio")
    return stukken


def _uit_tekst(tekst: str, begin: str) -> bytes:
    kaal = "".join(tekst.split())
    if len(kaal) > 2 * _MAX_TEKST:
        raise ProtocolFout(Weigering.TE_GROOT, "tekst")
    if not kaal.startswith(begin):
        raise ProtocolFout(Weigering.ONLEESBAAR, "tekst")
    try:
        return base64.b64decode(kaal.removeprefix(begin), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "tekst") from fout


@dataclass(frozen=True, slots=True)
class ServerRequest:
    """A server asks to be certified; the beheerder compares the id with what the server's screen shows.

    Attributes:
        server_id: 32 hex digits.
        teken: Ed25519 public key of its receipts, 32 bytes.
        tijd: ms UTC.
    """

    server_id: str
    teken: bytes
    tijd: int


def request_text(verzoek: ServerRequest, sleutel: SigningKey) -> str:
    """Return one line of text, signed by the key that asks: a prefix and URL-safe base64 of a signed record."""
    if verzoek.teken != publiek_van(sleutel):
        raise ProtocolFout(Weigering.HANDTEKENING, VERZOEK_SOORT)
    velden = {"server_id": hex_bytes(verzoek.server_id, 16), "teken": verzoek.teken, "tijd": verzoek.tijd}
    return _TEKST + base64.urlsafe_b64encode(sign_record(sleutel, VERZOEK_SOORT, velden)).decode()


def read_request_text(tekst: str) -> ServerRequest:
    """Read the line back and check that the asker holds the key.

    Raises:
        ProtocolFout: ONLEESBAAR, TE_GROOT, VERSIE_NIEUWER or HANDTEKENING.
    """
    wire = _uit_tekst(tekst, _TEKST)
    stuk = read_signed(wire, VERZOEK_SOORT)
    velden = Velden(stuk.velden, ("server_id", "teken", "tijd"), VERZOEK_SOORT)
    verzoek = ServerRequest(velden.hex("server_id", 16), velden.octets("teken", 32), velden.number("tijd"))
    verify_signed(stuk, verzoek.teken)
    return verzoek
