"""The delta: its header, which anyone may read, and its body, which only who has the key reads.

The body is columnar: what is alike stands together, ids are packed to bytes and transposed, values stay the JSON texts
that they are. So it costs about as little to make as one JSON dump, and compresses better.
"""

import functools
import hashlib
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.signing import verify

__all__ = [
    "BLOK",
    "DELTA",
    "DOEL",
    "EERSTE",
    "MAX_BODY",
    "MAX_CHANGES",
    "MAX_SNAPSHOT",
    "MAX_WIRE",
    "ONBEKEND",
    "SNAPSHOT",
    "Change",
    "DeltaBody",
    "Header",
    "Sealed",
    "Txn",
    "Versions",
    "bucket",
    "decode_body",
    "encode_body",
    "header_bytes",
    "header_hash",
    "read_header",
    "read_sealed",
    "sealed_bytes",
    "verify_sealed",
]

DELTA, SNAPSHOT, BLOK = 0, 1, 2
"""Kinds of what is sealed; a number in the header."""

DOEL = "delta"
"""Purpose of the signature of everything sealed."""

EERSTE = bytes(32)
"""Stands for the delta before the first."""

MAX_CHANGES = 1000
"""Changes in one delta."""
MAX_BODY = 1024 * 1024
"""Bytes of the body of one delta; one change that is larger by itself may go up to MAX_SNAPSHOT."""
MAX_SNAPSHOT = 16 * 1024 * 1024
"""Bytes of any body, unpacked."""
MAX_WIRE = 17 * 1024 * 1024
"""Bytes of anything sealed."""

_VERSIE = 1
_MAX_HEADER = 256 * 1024
_V, _SOORT, _STREAM, _EPOCH, _TOESTEL, _NR, _POGING, _VORIGE, _ZOUT, _TIJD, _OMVANG, _DEKT = range(1, 13)
_TAG_BYTES = 16
_MIN_BUCKET = 256
_RS = "\x1e"
_ID_TEKENS, _TIJD_TEKENS = 34, 27
_STEMPEL_PLEKKEN = (*range(12), *range(13, 17))
_TIJDEN = re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the open, and is authenticated.

    Attributes:
        stream: 32 hex digits.
        epoch: id of the epoch whose key seals it, 32 bytes.
        toestel: who sealed it, 16 hex digits.
        nr: 1, 2, 3 … per device per stream, deltas and snapshots in one row; blocks of files have 0.
        vorige: hash of this device's previous one in the stream; `EERSTE` for the first and for blocks.
        zout: 32 random bytes, never used twice.
        tijd: ms UTC of the wall clock when it was sealed.
        omvang: padded length of what is sealed, in bytes.
        poging: how many times it was sealed again after a refusal EPOCH_VEROUDERD.
        soort: `DELTA`, `SNAPSHOT` or `BLOK`.
        dekt: snapshots only: device → (number, hash) of the chain heads that it stands for.
    """

    stream: str
    epoch: bytes
    toestel: str
    nr: int
    vorige: bytes
    zout: bytes
    tijd: int
    omvang: int
    poging: int = 0
    soort: int = DELTA
    dekt: Mapping[str, tuple[int, bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed thing as it came, taken apart.

    Attributes:
        header: its header.
        kop: the exact bytes of the header.
        inhoud: ciphertext and tag.
        handtekening: 64 bytes.
        hash: 32 bytes, names it for ever.
    """

    header: Header
    kop: bytes
    inhoud: bytes
    handtekening: bytes
    hash: bytes


class Txn(NamedTuple):
    """One act of one person, or a numbered part of a large one.

    Attributes:
        id: 32 hex digits.
        label: what it is called in the history.
        persoon: person id; may be empty.
        rol: role in which the person acted.
        tijd: UTC text, microseconds and "Z".
        herstelt: id of the act that it takes back, or None.
        deel: number of this part, from 1.
        delen: how many parts there are in this stream.
    """

    id: str
    label: str
    persoon: str
    rol: str
    tijd: str
    herstelt: str | None = None
    deel: int = 1
    delen: int = 1


class Change(NamedTuple):
    """One field of one record that got another value.

    Attributes:
        id: stamp of 34 signs; its last 16 name the device that made it.
        soort: kind of record.
        record: 32 hex digits.
        veld: field.
        waarde: JSON text, passed on as it is.
        vervangt: ids of the heads that it replaces.
        txn: place of its act in `DeltaBody.txns`.
    """

    id: str
    soort: str
    record: str
    veld: str
    waarde: str
    vervangt: tuple[str, ...]
    txn: int


class Versions(NamedTuple):
    """What made it: version of the program, and number of the schema of its records."""

    programma: str
    schema: int


ONBEKEND = Versions("", 0)
"""Stands where nobody says what made it."""


@dataclass(frozen=True, slots=True)
class DeltaBody:
    """What a delta says.

    Attributes:
        txns: acts.
        changes: changes in the order of their ids (per device).
        heads_seen: other device → (number, hash) of its newest delta seen in this stream, where that changed.
        audit_head: (number, hash of 32 bytes) of the newest line of the audit log, or None.
        versions: what made it.
        tot: snapshots only: device → the highest change id that is covered.
        vooruit: snapshots only: ids that are replaced, but were not known to the maker.
    """

    txns: Sequence[Txn]
    changes: Sequence[Change]
    heads_seen: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)
    audit_head: tuple[int, bytes] | None = None
    versions: Versions = ONBEKEND
    tot: Mapping[str, str] = field(default_factory=dict)
    vooruit: Sequence[str] = ()


# -- sizes ---------------------------------------------------------------------------------------------------------


def bucket(lengte: int) -> int:
    """Return the padded length: at least 256 bytes, then steps that grow with the length, at most 12 % more.

    Source:
        Nikitin, Barman, Lueks, Underwood, Hubaux, Ford: "Reducing Metadata Leakage from Encrypted Files" (2019): Padmé.
    """
    if lengte <= _MIN_BUCKET:
        return _MIN_BUCKET
    e = lengte.bit_length() - 1
    masker = (1 << (e - e.bit_length())) - 1
    return (lengte + masker) & ~masker


# -- header and wire -----------------------------------------------------------------------------------------------


def header_bytes(header: Header) -> bytes:
    """Return the exact bytes that are authenticated and signed."""
    velden: dict[int, Any] = {
        _V: _VERSIE,
        _SOORT: header.soort,
        _STREAM: hex_bytes(header.stream, 16),
        _EPOCH: header.epoch,
        _TOESTEL: hex_bytes(header.toestel, 8),
        _NR: header.nr,
        _POGING: header.poging,
        _VORIGE: header.vorige,
        _ZOUT: header.zout,
        _TIJD: header.tijd,
        _OMVANG: header.omvang,
    }
    if header.dekt is not None:
        velden[_DEKT] = {hex_bytes(toestel, 8): [nr, hash_] for toestel, (nr, hash_) in header.dekt.items()}
    return dump(velden)


def _parse_header(kop: bytes) -> Header:
    ruw = load(kop, max_bytes=_MAX_HEADER)
    if not isinstance(ruw, dict) or type(ruw.get(_V)) is not int:
        raise ProtocolFout(Weigering.ONLEESBAAR, "header")
    if ruw[_V] > _VERSIE:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "header")
    soort = ruw.get(_SOORT)
    velden = Velden(ruw, range(_V, _DEKT + 1 if soort == SNAPSHOT else _DEKT), "header")
    velden.number(_V, 1, _VERSIE)
    header = Header(
        stream=velden.hex(_STREAM, 16),
        epoch=velden.octets(_EPOCH, 32),
        toestel=velden.hex(_TOESTEL, 8),
        nr=velden.number(_NR),
        vorige=velden.octets(_VORIGE, 32),
        zout=velden.octets(_ZOUT, 32),
        tijd=velden.number(_TIJD),
        omvang=velden.number(_OMVANG, 0, MAX_WIRE),
        poging=velden.number(_POGING, 0, 0xFFFF),
        soort=velden.number(_SOORT, DELTA, BLOK),
        dekt=velden.heads(_DEKT, 8) if soort == SNAPSHOT else None,
    )
    if (header.soort == BLOK) is not (header.nr == 0) or (header.nr < 2) is not (header.vorige == EERSTE):
        raise ProtocolFout(Weigering.ONLEESBAAR, "header.nr")
    return header


def header_hash(kop: bytes, inhoud: bytes) -> bytes:
    """Return the hash that names a sealed thing: SHA-256 of header bytes and the SHA-256 of the ciphertext."""
    return hashlib.sha256(kop + hashlib.sha256(inhoud).digest()).digest()


def sealed_bytes(kop: bytes, inhoud: bytes, handtekening: bytes) -> bytes:
    """Return the wire form."""
    return dump([kop, inhoud, handtekening])


def read_sealed(wire: bytes) -> Sealed:
    """Take a sealed thing apart and check its form, without a key and without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    match load(wire, max_bytes=MAX_WIRE, max_depth=1, max_items=4):
        case [bytes(kop), bytes(inhoud), bytes(handtekening)] if len(handtekening) == 64:
            pass
        case _:
            raise ProtocolFout(Weigering.ONLEESBAAR, "delta")
    header = _parse_header(kop)
    if len(inhoud) != header.omvang + _TAG_BYTES or header.omvang != bucket(header.omvang):
        raise ProtocolFout(Weigering.ONLEESBAAR, "omvang")
    return Sealed(header, kop, inhoud, handtekening, header_hash(kop, inhoud))


def read_header(wire: bytes) -> Header:
    """Return the header of a sealed thing; needs no key.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    return read_sealed(wire).header


def verify_sealed(sealed: Sealed, publiek: bytes) -> None:
    """Check the signature of the sealing device.

    Raises:
        ProtocolFout: HANDTEKENING.
    """
    verify(publiek, DOEL, sealed.kop + hashlib.sha256(sealed.inhoud).digest(), sealed.handtekening)


# -- columns -------------------------------------------------------------------------------------------------------


def _fout(waar: str) -> ProtocolFout:
    return ProtocolFout(Weigering.ONLEESBAAR, waar)


def _pack_numbers(getallen: Sequence[int]) -> bytes:
    """Numbers as the fewest bytes that fit the largest, highest byte of all first; all zero is nothing at all."""
    hoogste = max(getallen, default=0)
    if hoogste < 1:
        return b""
    if hoogste < 256:
        return bytes(getallen)
    breed = (hoogste.bit_length() + 7) // 8
    ruw = b"".join([getal.to_bytes(breed, "big") for getal in getallen])
    return b"".join([ruw[plek::breed] for plek in range(breed)])


def _unpack_numbers(ruw: Any, aantal: int, grens: int, waar: str) -> Sequence[int]:
    """Read numbers back, each below `grens`; the form must be the shortest."""
    if type(ruw) is not bytes:
        raise _fout(waar)
    if not ruw:
        getallen: Sequence[int] = bytes(aantal)
    else:
        breed, rest = divmod(len(ruw), aantal) if aantal else (0, 1)
        if rest or not 1 <= breed <= 4 or not any(ruw[:aantal]):
            raise _fout(waar)
        if breed == 1:
            getallen = ruw
        else:
            vlakken = [ruw[plek * aantal : (plek + 1) * aantal] for plek in range(breed)]
            getallen = [int.from_bytes(deel, "big") for deel in zip(*vlakken, strict=True)]
    if aantal and max(getallen) >= grens:
        raise _fout(waar)
    return getallen


def _hex_bytes(aaneen: str, lengte: int, waar: str) -> bytes:
    try:
        ruw = bytes.fromhex(aaneen)
    except ValueError as fout:
        raise _fout(waar) from fout
    if len(ruw) != lengte or aaneen != aaneen.lower():
        raise _fout(waar)
    return ruw


def _pack_hex(ids: Sequence[str], bytes_per_id: int, waar: str) -> bytes:
    """Ids in hex as bytes, transposed: first bytes first, as ids made close together begin alike."""
    ruw = _hex_bytes("".join(ids), bytes_per_id * len(ids), waar)
    return b"".join([ruw[plek::bytes_per_id] for plek in range(bytes_per_id)])


def _unpack_hex(ruw: Any, bytes_per_id: int, waar: str) -> list[str]:
    if type(ruw) is not bytes or len(ruw) % bytes_per_id:
        raise _fout(waar)
    if not ruw:
        return []
    aantal = len(ruw) // bytes_per_id
    heel = bytearray(len(ruw))
    for plek in range(bytes_per_id):
        heel[plek::bytes_per_id] = ruw[plek * aantal : (plek + 1) * aantal]
    return heel.hex(_RS, -bytes_per_id).split(_RS)


class _Table:
    """Texts in order of first use; a column holds their places."""

    __slots__ = ("plaats",)

    def __init__(self, eerste: Iterable[str] = ()) -> None:
        self.plaats: dict[Any, int] = {tekst: nr for nr, tekst in enumerate(eerste)}

    def column(self, teksten: Sequence[Any]) -> bytes:
        plaats = self.plaats
        for tekst in dict.fromkeys(teksten):
            plaats.setdefault(tekst, len(plaats))
        return _pack_numbers([plaats[tekst] for tekst in teksten])


def _texts(ruw: Any, waar: str) -> list[str]:
    if not isinstance(ruw, list) or not all(type(tekst) is str for tekst in ruw) or len(set(ruw)) != len(ruw):
        raise _fout(waar)
    return ruw


def _pack_ids(ids: Sequence[str], toestellen: _Table) -> list[bytes]:
    """Change ids as [8 transposed bytes each of time and counter, column of places in the device table]."""
    aantal = len(ids)
    aaneen = "".join(ids)
    streepjes = "-" * aantal
    if len(aaneen) != _ID_TEKENS * aantal or aaneen[12::34] != streepjes or aaneen[17::34] != streepjes:
        raise _fout("id")
    ruw = _hex_bytes(aaneen.replace("-", ""), 16 * aantal, "id")
    vlakken = b"".join([ruw[plek::16] for plek in range(8)])
    return [vlakken, toestellen.column([id_[18:] for id_ in ids])]


def _unpack_ids(ruw: Any, aantal: int, toestellen: Sequence[str]) -> list[str]:
    match ruw:
        case [bytes(vlakken), bytes(kolom)] if len(vlakken) == 8 * aantal:
            pass
        case _:
            raise _fout("id")
    if not aantal:
        return []
    plaatsen = _unpack_numbers(kolom, aantal, len(toestellen), "id")
    tekst = bytearray((b"0" * 12 + b"-0000-" + b"0" * 16 + b"\n") * aantal)
    cijfers = vlakken.hex().encode()
    for plek, kolomnr in enumerate(_STEMPEL_PLEKKEN):
        begin = plek // 2 * 2 * aantal + plek % 2
        tekst[kolomnr :: _ID_TEKENS + 1] = cijfers[begin : (plek // 2 + 1) * 2 * aantal : 2]
    if kolom and len(toestellen) > 256:
        return [id_[:18] + toestellen[nr] for id_, nr in zip(tekst.decode().split(), plaatsen, strict=True)]
    for plek in range(16):
        tekens = "".join([toestel[plek] for toestel in toestellen[:256]]).encode()
        bron = bytes(plaatsen).translate(tekens.ljust(256, b"0")) if kolom else tekens[:1] * aantal
        tekst[18 + plek :: _ID_TEKENS + 1] = bron
    return tekst.decode().split()


_MAAK_CHANGE: Callable[[Iterable[Any]], Change] = functools.partial(tuple.__new__, Change)
"""What `Change._make` does, without a step through Python for each of thousands."""


# -- body ----------------------------------------------------------------------------------------------------------

_BODY = ("a", "d", "k", "t", "u", "w", "x", "z")
_TXN = ("d", "h", "i", "l", "p", "r", "t")
_WIJZIGING = ("f", "h", "i", "p", "q", "r", "v")


def _encode_txns(txns: Sequence[Txn]) -> dict[str, Any]:
    ids, labels, personen, rollen, tijden, herstelt, deel, delen = zip(*txns, strict=True) if txns else ((),) * 8
    aaneen = "".join(tijden)
    if len(aaneen) != _TIJD_TEKENS * len(txns) or not _TIJDEN.match(aaneen):
        raise _fout("tijd")
    kolommen: dict[str, Any] = {
        "i": _pack_hex(ids, 16, "txn"),
        "t": aaneen,
        "h": {nr: hex_bytes(id_, 16) for nr, id_ in enumerate(herstelt) if id_ is not None},
        "d": {nr: [een, alle] for nr, (een, alle) in enumerate(zip(deel, delen, strict=True)) if alle != 1},
    }
    for naam, teksten in (("l", labels), ("p", personen), ("r", rollen)):
        tabel = _Table()
        kolom = tabel.column(teksten)
        kolommen[naam] = [list(tabel.plaats), kolom]
    return kolommen


def _column(ruw: Any, aantal: int, waar: str) -> list[str]:
    match ruw:
        case [list(tabel), bytes(kolom)]:
            teksten = _texts(tabel, waar)
        case _:
            raise _fout(waar)
    return [teksten[plaats] for plaats in _unpack_numbers(kolom, aantal, len(teksten), waar)]


def _decode_txns(ruw: Any) -> list[Txn]:
    velden = Velden(ruw, _TXN, "txns")
    ids = _unpack_hex(velden.octets("i", max_lengte=MAX_SNAPSHOT), 16, "txn")
    aantal = len(ids)
    aaneen = velden.text("t", max_lengte=MAX_SNAPSHOT)
    if len(aaneen) != _TIJD_TEKENS * aantal or not _TIJDEN.match(aaneen) or len(set(ids)) != aantal:
        raise _fout("tijd")
    tijden = [aaneen[plek : plek + _TIJD_TEKENS] for plek in range(0, len(aaneen), _TIJD_TEKENS)]
    herstelt, delen = ruw["h"], ruw["d"]
    if not isinstance(herstelt, dict) or not isinstance(delen, dict):
        raise _fout("txns")
    terug: list[str | None] = [None] * aantal
    for nr, id_ in herstelt.items():
        if type(nr) is not int or nr >= aantal or type(id_) is not bytes or len(id_) != 16:
            raise _fout("herstelt")
        terug[nr] = id_.hex()
    stukken = [(1, 1)] * aantal
    for nr, stuk in delen.items():
        match stuk:
            case [int(een), int(alle)] if type(een) is int and type(alle) is int and 1 <= een <= alle <= 0xFFFF:
                pass
            case _:
                raise _fout("deel")
        if type(nr) is not int or nr >= aantal or alle == 1:
            raise _fout("deel")
        stukken[nr] = (een, alle)
    return list(
        map(
            Txn,
            ids,
            _column(ruw["l"], aantal, "label"),
            _column(ruw["p"], aantal, "persoon"),
            _column(ruw["r"], aantal, "rol"),
            tijden,
            terug,
            [een for een, _ in stukken],
            [alle for _, alle in stukken],
        )
    )


def _encode_changes(changes: Sequence[Change], toestellen: _Table) -> dict[str, Any]:
    ids, soorten, records, velden, waarden, vervangt, txns = zip(*changes, strict=True) if changes else ((),) * 7
    recordtabel, veldtabel, soorttabel = _Table(), _Table(), _Table()
    waar = recordtabel.column(list(zip(soorten, records, strict=True)))
    per_record = list(recordtabel.plaats)
    waarde_tekst = _RS.join(waarden)
    if waarde_tekst.count(_RS) != max(0, len(waarden) - 1):
        raise _fout("waarde")
    weg = list(itertools.chain.from_iterable(vervangt))
    return {
        "i": _pack_numbers(txns),
        "h": _pack_ids(ids, toestellen),
        "r": [
            _pack_hex([record for _, record in per_record], 16, "record"),
            soorttabel.column([soort for soort, _ in per_record]),
            list(soorttabel.plaats),
            waar,
        ],
        "f": [veldtabel.column(velden), list(veldtabel.plaats)],
        "v": waarde_tekst,
        "q": _pack_numbers([len(deel) for deel in vervangt]),
        "p": [len(weg), *_pack_ids(weg, toestellen)],
    }


def _decode_changes(ruw: Any, aantal_txns: int, toestellen: Sequence[str]) -> list[Change]:
    Velden(ruw, _WIJZIGING, "changes")
    match ruw["h"]:
        case [bytes(vlakken), bytes()] if len(vlakken) % 8 == 0:
            aantal = len(vlakken) // 8
        case _:
            raise _fout("id")
    ids = _unpack_ids(ruw["h"], aantal, toestellen)
    match ruw["r"]:
        case [bytes(records), bytes(recordsoort), list(soorttabel), bytes(plaatsen)]:
            pass
        case _:
            raise _fout("record")
    recordlijst = _unpack_hex(records, 16, "record")
    soorten = _texts(soorttabel, "soort")
    soort_van = [soorten[nr] for nr in _unpack_numbers(recordsoort, len(recordlijst), len(soorten), "soort")]
    waar = _unpack_numbers(plaatsen, aantal, len(recordlijst), "record")
    match ruw["f"]:
        case [bytes(veldkolom), list(veldtabel)]:
            velden = _texts(veldtabel, "veld")
        case _:
            raise _fout("veld")
    veldnrs = _unpack_numbers(veldkolom, aantal, len(velden), "veld")
    if type(ruw["v"]) is not str:
        raise _fout("waarde")
    waarden = ruw["v"].split(_RS) if aantal else []
    if len(waarden) != aantal or (not aantal and ruw["v"]):
        raise _fout("waarde")
    txns = _unpack_numbers(ruw["i"], aantal, aantal_txns, "txn")
    kolommen = zip(
        ids,
        [soort_van[nr] for nr in waar],
        [recordlijst[nr] for nr in waar],
        [velden[nr] for nr in veldnrs],
        waarden,
        _decode_vervangt(ruw["q"], ruw["p"], aantal, toestellen),
        txns,
        strict=True,
    )
    return list(map(_MAAK_CHANGE, kolommen))


def _decode_vervangt(tellingen: Any, ruw: Any, aantal: int, toestellen: Sequence[str]) -> list[tuple[str, ...]]:
    match ruw:
        case [int(alle), bytes(vlakken), bytes(kolom)] if type(alle) is int and len(vlakken) == 8 * alle:
            weg = _unpack_ids([vlakken, kolom], alle, toestellen)
        case _:
            raise _fout("vervangt")
    tel = _unpack_numbers(tellingen, aantal, 1 << 16, "vervangt")
    if sum(tel) != alle:
        raise _fout("vervangt")
    if not alle:
        return [()] * aantal
    stroom = iter(weg)
    return [tuple(itertools.islice(stroom, hoeveel)) for hoeveel in tel]


def encode_body(body: DeltaBody, toestel: str) -> bytes:
    """Return the bytes that are sealed.

    Args:
        body: what to say; values must be JSON texts (they cannot hold U+001E then).
        toestel: the sealing device, 16 hex digits; change ids of this device cost no device.

    Raises:
        ProtocolFout: ONLEESBAAR when an id, time or value has a form that the wire does not know.
    """
    toestellen = _Table([toestel])
    wijzigingen = _encode_changes(body.changes, toestellen)
    vooruit = [len(body.vooruit), *_pack_ids(body.vooruit, toestellen)]
    return dump(
        {
            "t": _encode_txns(body.txns),
            "w": wijzigingen,
            "k": {hex_bytes(ander, 8): [nr, hash_] for ander, (nr, hash_) in body.heads_seen.items()},
            "a": None if body.audit_head is None else list(body.audit_head),
            "x": list(body.versions),
            "u": vooruit,
            "z": {hex_bytes(ander, 8): _tot_bytes(id_, ander) for ander, id_ in body.tot.items()},
            "d": _pack_hex(list(toestellen.plaats)[1:], 8, "toestel"),
        }
    )


def _tot_bytes(id_: str, toestel: str) -> bytes:
    if len(id_) != _ID_TEKENS or id_[12] != "-" or id_[17:] != "-" + toestel:
        raise _fout("tot")
    return hex_bytes(id_[:12] + id_[13:17], 8)


def decode_body(ruw: bytes, toestel: str) -> DeltaBody:
    """Read what was sealed; every part has one form, unknown kinds and fields pass (they are a matter of schema).

    Args:
        ruw: the body.
        toestel: the sealing device, 16 hex digits.

    Raises:
        ProtocolFout: TE_GROOT or ONLEESBAAR.
    """
    obj = load(ruw, max_bytes=MAX_SNAPSHOT)
    velden = Velden(obj, _BODY, "body")
    toestellen = [toestel, *_unpack_hex(velden.octets("d", max_lengte=MAX_SNAPSHOT), 8, "toestel")]
    if len(set(toestellen)) != len(toestellen):
        raise _fout("toestel")
    txns = _decode_txns(obj["t"])
    match obj["a"]:
        case None:
            audit: tuple[int, bytes] | None = None
        case [int(nr), bytes(hash_)] if type(nr) is int and 0 <= nr < 1 << 48 and len(hash_) == 32:
            audit = (nr, hash_)
        case _:
            raise _fout("audit")
    match obj["x"]:
        case [str(programma), int(schema)] if type(schema) is int and 0 <= schema < 1 << 31 and len(programma) < 256:
            versies = Versions(programma, schema)
        case _:
            raise _fout("versies")
    match obj["u"]:
        case [int(aantal), bytes(vlakken), bytes(kolom)] if type(aantal) is int and len(vlakken) == 8 * aantal:
            vooruit = _unpack_ids([vlakken, kolom], aantal, toestellen)
        case _:
            raise _fout("vooruit")
    return DeltaBody(
        txns,
        _decode_changes(obj["w"], len(txns), toestellen),
        velden.heads("k", 8),
        audit,
        versies,
        _decode_tot(obj["z"]),
        tuple(vooruit),
    )


def _decode_tot(ruw: Any) -> dict[str, str]:
    if not isinstance(ruw, dict):
        raise _fout("tot")
    uit: dict[str, str] = {}
    for toestel, stempel in ruw.items():
        if type(toestel) is not bytes or len(toestel) != 8 or type(stempel) is not bytes or len(stempel) != 8:
            raise _fout("tot")
        tekst = stempel.hex()
        uit[toestel.hex()] = f"{tekst[:12]}-{tekst[12:]}-{toestel.hex()}"
    return uit
