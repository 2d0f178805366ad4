"""The file on a stick: addressed to devices, sealed in pieces, readable up to where it was cut off.

Bytes in, bytes out.

    magic "zvh-pak" and a zero byte · version, 1 byte · length of the address part, 4 bytes · address part (CBOR)
    then pieces: length of the ciphertext, 4 bytes · ciphertext

The address part holds a salt and, per recipient, a tag (8 bytes of a hash of key and salt, so that two files for the
same device do not look alike) with the content key wrapped for it. Pieces are sealed with AES-256-GCM; the nonce is
their number, and the last one is marked, so that none can be dropped, swapped or added unseen.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvh_desktop.crypto.envelope import unwrap, wrap
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden

__all__ = ["KOP", "VERSIE", "Afgekapt", "Container", "close_container", "open_container"]

KOP: Final = b"zvh-pak\0"
"""First bytes of every such file."""

VERSIE: Final = 1
_MAX_ADRES = 4 * 1024 * 1024
_STUK = 1024 * 1024
_MAX_STUK = 24 * 1024 * 1024
_MAX_ONTVANGERS = 1000
_TAG = 16


class Afgekapt(Exception):
    """The file ends before its last piece; what was read until then holds."""


def _tag(kem_publiek: bytes, zout: bytes) -> bytes:
    return hashlib.sha256(b"zvh1|pak-tag|" + kem_publiek + zout).digest()[:8]


def _info(region: str, zout: bytes) -> bytes:
    return dump(["zvh1|pak", bytes.fromhex(region), zout])


def _aead(sleutel: bytes, adres: bytes) -> AESGCM:
    info = b"zvh1|pak|" + hashlib.sha256(adres).digest()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(sleutel))


def _nonce(nr: int, *, laatste: bool) -> bytes:
    return nr.to_bytes(11, "big") + (b"\1" if laatste else b"\0")


def close_container(
    dingen: Iterable[bytes], *, ontvangers: Sequence[bytes], region: str, sleutel: bytes, zout: bytes
) -> Iterator[bytes]:
    """Yield the parts of a file that only the recipients can read.

    Args:
        dingen: what is in it, in order; each of at most 20 MiB.
        ontvangers: public encryption keys, 1 to 1,000.
        region: 32 hex digits.
        sleutel: 32 random bytes, never used twice.
        zout: 16 random bytes.
    """
    if not 1 <= len(ontvangers) <= _MAX_ONTVANGERS:
        raise ProtocolFout(Weigering.ONLEESBAAR, "ontvangers")
    voor = sorted([_tag(kem, zout), wrap(kem, _info(region, zout), sleutel)] for kem in ontvangers)
    adres = dump({"voor": voor, "zout": zout})
    yield KOP + bytes([VERSIE]) + len(adres).to_bytes(4, "big") + adres
    aead, nr = _aead(sleutel, adres), 0
    stuk: list[bytes] = []
    groot = 0
    for ding in dingen:
        if stuk and groot + len(ding) > _STUK:
            yield _dicht(aead, nr, stuk, laatste=False)
            nr, stuk, groot = nr + 1, [], 0
        stuk.append(ding)
        groot += len(ding)
    yield _dicht(aead, nr, stuk, laatste=True)


def _dicht(aead: AESGCM, nr: int, stuk: list[bytes], *, laatste: bool) -> bytes:
    cijfer = aead.encrypt(_nonce(nr, laatste=laatste), dump(stuk), None)
    return len(cijfer).to_bytes(4, "big") + cijfer


@dataclass(frozen=True, slots=True)
class Container:
    """A file that opened.

    Attributes:
        dingen: what is in it, piece by piece; iterating raises `Afgekapt` where the file ends too soon, and
            ProtocolFout where it was altered.
        kenmerk: SHA-256 of the address part: what its maker signs along, names this file.
    """

    dingen: Iterator[bytes]
    kenmerk: bytes


def open_container(inhoud: bytes, *, kem_prive: bytes, kem_publiek: bytes, region: str) -> Container:
    """Open a file for one recipient.

    Args:
        inhoud: the file.
        kem_prive: secret encryption key of this device.
        kem_publiek: its public half.
        region: 32 hex digits.

    Raises:
        Afgekapt: not even the address part is whole.
        ProtocolFout: ONLEESBAAR when it is no such file; VERSIE_NIEUWER; GEEN_TOEGANG when it is not for this device;
            HANDTEKENING when it was altered.
    """
    begin = len(KOP) + 1
    if inhoud[: len(KOP)] != KOP[: len(inhoud)]:
        raise ProtocolFout(Weigering.ONLEESBAAR, "pak")
    if len(inhoud) < begin + 4:
        raise Afgekapt
    if inhoud[len(KOP)] > VERSIE:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "pak")
    lengte = int.from_bytes(inhoud[begin : begin + 4], "big")
    if lengte > _MAX_ADRES:
        raise ProtocolFout(Weigering.TE_GROOT, "pak")
    plek = begin + 4 + lengte
    if len(inhoud) < plek:
        raise Afgekapt
    adres = inhoud[begin + 4 : plek]
    velden = Velden(load(adres, max_bytes=_MAX_ADRES), ("voor", "zout"), "pak")
    zout = velden.octets("zout", 16)
    eigen = _tag(kem_publiek, zout)
    for regel in velden.items("voor", max_aantal=_MAX_ONTVANGERS):
        match regel:
            case [bytes(tag), bytes(gewikkeld)]:
                if tag == eigen:
                    sleutel = unwrap(kem_prive, _info(region, zout), gewikkeld)
                    return Container(_stukken(inhoud, plek, _aead(sleutel, adres)), hashlib.sha256(adres).digest())
            case _:
                raise ProtocolFout(Weigering.ONLEESBAAR, "pak")
    raise ProtocolFout(Weigering.GEEN_TOEGANG, "pak")


def _stukken(inhoud: bytes, plek: int, aead: AESGCM) -> Iterator[bytes]:
    nr, klaar = 0, False
    while not klaar:
        if len(inhoud) < plek + 4:
            raise Afgekapt
        lengte = int.from_bytes(inhoud[plek : plek + 4], "big")
        if not _TAG <= lengte <= _MAX_STUK:
            raise ProtocolFout(Weigering.TE_GROOT, "pak")
        if len(inhoud) < plek + 4 + lengte:
            raise Afgekapt
        cijfer = inhoud[plek + 4 : plek + 4 + lengte]
        plek += 4 + lengte
        dingen, klaar = _open_stuk(aead, nr, cijfer)
        yield from dingen
        nr += 1
    if plek != len(inhoud):
        raise ProtocolFout(Weigering.ONLEESBAAR, "pak")


def _open_stuk(aead: AESGCM, nr: int, cijfer: bytes) -> tuple[list[bytes], bool]:
    """Return what is in a piece, and whether it says that it is the last."""
    for laatste in (False, True):
        try:
            return _dingen(aead.decrypt(_nonce(nr, laatste=laatste), cijfer, None)), laatste
        except InvalidTag:
            continue
    raise ProtocolFout(Weigering.HANDTEKENING, "pak")


def _dingen(ruw: bytes) -> list[bytes]:
    dingen: Any = load(ruw, max_bytes=_MAX_STUK, max_depth=1)
    if not isinstance(dingen, list) or not all(type(ding) is bytes for ding in dingen):
        raise ProtocolFout(Weigering.ONLEESBAAR, "pak")
    return dingen
