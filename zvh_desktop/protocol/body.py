"""The body of a delta: acts and changes in columns, so that it costs about as little as one JSON dump to make.

What is alike stands together, ids are packed to bytes and transposed, values stay the JSON texts that they are.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.columns import (
    ID_TEKENS,
    RS,
    Table,
    broken,
    pack_hex,
    pack_ids,
    pack_numbers,
    texts,
    unpack_hex,
    unpack_ids,
    unpack_numbers,
)
from zvh_desktop.protocol.fields import Velden, hex_bytes

__all__ = [
    "MAX_BODY",
    "MAX_CHANGES",
    "MAX_SNAPSHOT",
    "ONBEKEND",
    "Change",
    "DeltaBody",
    "Txn",
    "Versions",
    "decode_body",
    "encode_body",
]

MAX_CHANGES = 1000
"""Changes in one delta."""
MAX_BODY = 1024 * 1024
"""Bytes of the body of one delta; one change that is larger by itself may go up to MAX_SNAPSHOT."""
MAX_SNAPSHOT = 16 * 1024 * 1024
"""Bytes of any body, unpacked."""

_TIJD_TEKENS = 27
_TIJDEN = re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)*\Z", re.ASCII)


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


_MAAK_CHANGE: Callable[[Iterable[Any]], Change] = functools.partial(tuple.__new__, Change)
"""What `Change._make` does, without a step through Python for each of thousands."""


_BODY = ("a", "d", "k", "t", "u", "w", "x", "z")
_TXN = ("d", "h", "i", "l", "p", "r", "t")
_WIJZIGING = ("f", "h", "i", "p", "q", "r", "v")


def _encode_txns(txns: Sequence[Txn]) -> dict[str, Any]:
    ids, labels, personen, rollen, tijden, herstelt, deel, delen = zip(*txns, strict=True) if txns else ((),) * 8
    aaneen = "".join(tijden)
    if len(aaneen) != _TIJD_TEKENS * len(txns) or not _TIJDEN.match(aaneen):
        raise broken("tijd")
    kolommen: dict[str, Any] = {
        "i": pack_hex(ids, 16, "txn"),
        "t": aaneen,
        "h": {nr: hex_bytes(id_, 16) for nr, id_ in enumerate(herstelt) if id_ is not None},
        "d": {nr: [een, alle] for nr, (een, alle) in enumerate(zip(deel, delen, strict=True)) if alle != 1},
    }
    for naam, teksten in (("l", labels), ("p", personen), ("r", rollen)):
        tabel = Table()
        kolom = tabel.column(teksten)
        kolommen[naam] = [list(tabel.plaats), kolom]
    return kolommen


def _column(ruw: Any, aantal: int, waar: str) -> list[str]:
    match ruw:
        case [list(tabel), bytes(kolom)]:
            teksten = texts(tabel, waar)
        case _:
            raise broken(waar)
    return [teksten[plaats] for plaats in unpack_numbers(kolom, aantal, len(teksten), waar)]


def _decode_txns(ruw: Any) -> list[Txn]:
    velden = Velden(ruw, _TXN, "txns")
    ids = unpack_hex(velden.octets("i", max_lengte=MAX_SNAPSHOT), 16, "txn")
    aantal = len(ids)
    aaneen = velden.text("t", max_lengte=MAX_SNAPSHOT)
    if len(aaneen) != _TIJD_TEKENS * aantal or not _TIJDEN.match(aaneen) or len(set(ids)) != aantal:
        raise broken("tijd")
    tijden = [aaneen[plek : plek + _TIJD_TEKENS] for plek in range(0, len(aaneen), _TIJD_TEKENS)]
    herstelt, delen = ruw["h"], ruw["d"]
    if not isinstance(herstelt, dict) or not isinstance(delen, dict):
        raise broken("txns")
    terug: list[str | None] = [None] * aantal
    for nr, id_ in herstelt.items():
        if type(nr) is not int or nr >= aantal or type(id_) is not bytes or len(id_) != 16:
            raise broken("herstelt")
        terug[nr] = id_.hex()
    stukken = [(1, 1)] * aantal
    for nr, stuk in delen.items():
        match stuk:
            case [int(een), int(alle)] if type(een) is int and type(alle) is int and 1 <= een <= alle <= 0xFFFF:
                pass
            case _:
                raise broken("deel")
        if type(nr) is not int or nr >= aantal or alle == 1:
            raise broken("deel")
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


def _encode_changes(changes: Sequence[Change], toestellen: Table) -> dict[str, Any]:
    ids, soorten, records, velden, waarden, vervangt, txns = zip(*changes, strict=True) if changes else ((),) * 7
    recordtabel, veldtabel, soorttabel = Table(), Table(), Table()
    waar = recordtabel.column(list(zip(soorten, records, strict=True)))
    per_record = list(recordtabel.plaats)
    waarde_tekst = RS.join(waarden)
    if waarde_tekst.count(RS) != max(0, len(waarden) - 1):
        raise broken("waarde")
    weg = list(itertools.chain.from_iterable(vervangt))
    return {
        "i": pack_numbers(txns),
        "h": pack_ids(ids, toestellen),
        "r": [
            pack_hex([record for _, record in per_record], 16, "record"),
            soorttabel.column([soort for soort, _ in per_record]),
            list(soorttabel.plaats),
            waar,
        ],
        "f": [veldtabel.column(velden), list(veldtabel.plaats)],
        "v": waarde_tekst,
        "q": pack_numbers([len(deel) for deel in vervangt]),
        "p": [len(weg), *pack_ids(weg, toestellen)],
    }


def _decode_changes(ruw: Any, aantal_txns: int, toestellen: Sequence[str]) -> list[Change]:
    Velden(ruw, _WIJZIGING, "changes")
    match ruw["h"]:
        case [bytes(vlakken), bytes()] if len(vlakken) % 8 == 0:
            aantal = len(vlakken) // 8
        case _:
            raise broken("id")
    ids = unpack_ids(ruw["h"], aantal, toestellen)
    match ruw["r"]:
        case [bytes(records), bytes(recordsoort), list(soorttabel), bytes(plaatsen)]:
            pass
        case _:
            raise broken("record")
    recordlijst = unpack_hex(records, 16, "record")
    soorten = texts(soorttabel, "soort")
    soort_van = [soorten[nr] for nr in unpack_numbers(recordsoort, len(recordlijst), len(soorten), "soort")]
    waar = unpack_numbers(plaatsen, aantal, len(recordlijst), "record")
    match ruw["f"]:
        case [bytes(veldkolom), list(veldtabel)]:
            velden = texts(veldtabel, "veld")
        case _:
            raise broken("veld")
    veldnrs = unpack_numbers(veldkolom, aantal, len(velden), "veld")
    if type(ruw["v"]) is not str:
        raise broken("waarde")
    waarden = ruw["v"].split(RS) if aantal else []
    if len(waarden) != aantal or (not aantal and ruw["v"]):
        raise broken("waarde")
    txns = unpack_numbers(ruw["i"], aantal, aantal_txns, "txn")
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
            weg = unpack_ids([vlakken, kolom], alle, toestellen)
        case _:
            raise broken("vervangt")
    tel = unpack_numbers(tellingen, aantal, 1 << 16, "vervangt")
    if sum(tel) != alle:
        raise broken("vervangt")
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
    toestellen = Table([toestel])
    wijzigingen = _encode_changes(body.changes, toestellen)
    vooruit = [len(body.vooruit), *pack_ids(body.vooruit, toestellen)]
    return dump(
        {
            "t": _encode_txns(body.txns),
            "w": wijzigingen,
            "k": {hex_bytes(ander, 8): [nr, hash_] for ander, (nr, hash_) in body.heads_seen.items()},
            "a": None if body.audit_head is None else list(body.audit_head),
            "x": list(body.versions),
            "u": vooruit,
            "z": {hex_bytes(ander, 8): _tot_bytes(id_, ander) for ander, id_ in body.tot.items()},
            "d": pack_hex(list(toestellen.plaats)[1:], 8, "toestel"),
        }
    )


def _tot_bytes(id_: str, toestel: str) -> bytes:
    if len(id_) != ID_TEKENS or id_[12] != "-" or id_[17:] != "-" + toestel:
        raise broken("tot")
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
    toestellen = [toestel, *unpack_hex(velden.octets("d", max_lengte=MAX_SNAPSHOT), 8, "toestel")]
    if len(set(toestellen)) != len(toestellen):
        raise broken("toestel")
    txns = _decode_txns(obj["t"])
    match obj["a"]:
        case None:
            audit: tuple[int, bytes] | None = None
        case [int(nr), bytes(hash_)] if type(nr) is int and 0 <= nr < 1 << 48 and len(hash_) == 32:
            audit = (nr, hash_)
        case _:
            raise broken("audit")
    match obj["x"]:
        case [str(programma), int(schema)] if type(schema) is int and 0 <= schema < 1 << 31 and len(programma) < 256:
            versies = Versions(programma, schema)
        case _:
            raise broken("versies")
    match obj["u"]:
        case [int(aantal), bytes(vlakken), bytes(kolom)] if type(aantal) is int and len(vlakken) == 8 * aantal:
            vooruit = unpack_ids([vlakken, kolom], aantal, toestellen)
        case _:
            raise broken("vooruit")
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
        raise broken("tot")
    uit: dict[str, str] = {}
    for toestel, stempel in ruw.items():
        if type(toestel) is not bytes or len(toestel) != 8 or type(stempel) is not bytes or len(stempel) != 8:
            raise broken("tot")
        tekst = stempel.hex()
        uit[toestel.hex()] = f"{tekst[:12]}-{tekst[12:]}-{toestel.hex()}"
    return uit
