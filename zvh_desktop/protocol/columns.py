"""Columns of a body: ids as bytes, transposed; small numbers in as few bytes as fit; texts once, in a table."""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

from zvh_desktop.protocol.errors import ProtocolFout, Weigering

__all__ = [
    "ID_TEKENS",
    "RS",
    "Table",
    "broken",
    "pack_hex",
    "pack_ids",
    "pack_numbers",
    "texts",
    "unpack_hex",
    "unpack_ids",
    "unpack_numbers",
]

RS = "\x1e"
"""Stands between values: no JSON text can hold it (RFC 8259, section 7)."""
ID_TEKENS = 34
"""Signs of a change id."""

_STEMPEL_PLEKKEN = (*range(12), *range(13, 17))


def broken(waar: str) -> ProtocolFout:
    """Return the refusal of a part that has another form."""
    return ProtocolFout(Weigering.ONLEESBAAR, waar)


def pack_numbers(getallen: Sequence[int]) -> bytes:
    """Numbers as the fewest bytes that fit the largest, highest byte of all first; all zero is nothing at all."""
    hoogste = max(getallen, default=0)
    if hoogste < 1:
        return b""
    if hoogste < 256:
        return bytes(getallen)
    breed = (hoogste.bit_length() + 7) // 8
    ruw = b"".join([getal.to_bytes(breed, "big") for getal in getallen])
    return b"".join([ruw[plek::breed] for plek in range(breed)])


def unpack_numbers(ruw: Any, aantal: int, grens: int, waar: str) -> Sequence[int]:
    """Read numbers back, each below `grens`; the form must be the shortest."""
    if type(ruw) is not bytes:
        raise broken(waar)
    if not ruw:
        getallen: Sequence[int] = bytes(aantal)
    else:
        breed, rest = divmod(len(ruw), aantal) if aantal else (0, 1)
        if rest or not 1 <= breed <= 4 or not any(ruw[:aantal]):
            raise broken(waar)
        if breed == 1:
            getallen = ruw
        else:
            heel = bytearray(4 * aantal)
            for plek in range(breed):
                heel[4 - breed + plek :: 4] = ruw[plek * aantal : (plek + 1) * aantal]
            getallen = struct.unpack(f">{aantal}I", heel)
    if aantal and max(getallen) >= grens:
        raise broken(waar)
    return getallen


def hex_row(aaneen: str, lengte: int, waar: str) -> bytes:
    try:
        ruw = bytes.fromhex(aaneen)
    except ValueError as fout:
        raise broken(waar) from fout
    if len(ruw) != lengte or aaneen != aaneen.lower():
        raise broken(waar)
    return ruw


def pack_hex(ids: Sequence[str], bytes_per_id: int, waar: str) -> bytes:
    """Ids in hex as bytes, transposed: first bytes first, as ids made close together begin alike."""
    ruw = hex_row("".join(ids), bytes_per_id * len(ids), waar)
    return b"".join([ruw[plek::bytes_per_id] for plek in range(bytes_per_id)])


def unpack_hex(ruw: Any, bytes_per_id: int, waar: str) -> list[str]:
    """Read ids back, in hex."""
    if type(ruw) is not bytes or len(ruw) % bytes_per_id:
        raise broken(waar)
    if not ruw:
        return []
    aantal = len(ruw) // bytes_per_id
    heel = bytearray(len(ruw))
    for plek in range(bytes_per_id):
        heel[plek::bytes_per_id] = ruw[plek * aantal : (plek + 1) * aantal]
    return heel.hex(RS, -bytes_per_id).split(RS)


class Table:
    """Texts in order of first use; a column holds their places."""

    __slots__ = ("plaats",)

    def __init__(self, eerste: Iterable[str] = ()) -> None:
        self.plaats: dict[Any, int] = {tekst: nr for nr, tekst in enumerate(eerste)}

    def column(self, teksten: Sequence[Any]) -> bytes:
        """Return the places of these, adding what is new."""
        plaats = self.plaats
        for tekst in dict.fromkeys(teksten):
            plaats.setdefault(tekst, len(plaats))
        return pack_numbers([plaats[tekst] for tekst in teksten])


def texts(ruw: Any, waar: str) -> list[str]:
    """Read a table: texts, each once."""
    if not isinstance(ruw, list) or not all(type(tekst) is str for tekst in ruw) or len(set(ruw)) != len(ruw):
        raise broken(waar)
    return ruw


def pack_ids(ids: Sequence[str], toestellen: Table) -> list[bytes]:
    """Change ids as [8 transposed bytes each of time and counter, column of places in the device table]."""
    aantal = len(ids)
    aaneen = "".join(ids)
    streepjes = "-" * aantal
    if len(aaneen) != ID_TEKENS * aantal or aaneen[12::34] != streepjes or aaneen[17::34] != streepjes:
        raise broken("id")
    ruw = hex_row(aaneen.replace("-", ""), 16 * aantal, "id")
    vlakken = b"".join([ruw[plek::16] for plek in range(8)])
    return [vlakken, toestellen.column([id_[18:] for id_ in ids])]


def unpack_ids(ruw: Any, aantal: int, toestellen: Sequence[str]) -> list[str]:
    """Read change ids back, without a step of Python for each sign."""
    match ruw:
        case [bytes(vlakken), bytes(kolom)] if len(vlakken) == 8 * aantal:
            pass
        case _:
            raise broken("id")
    if not aantal:
        return []
    plaatsen = unpack_numbers(kolom, aantal, len(toestellen), "id")
    tekst = bytearray((b"0" * 12 + b"-0000-" + b"0" * 16 + b"\n") * aantal)
    cijfers = vlakken.hex().encode()
    for plek, kolomnr in enumerate(_STEMPEL_PLEKKEN):
        begin = plek // 2 * 2 * aantal + plek % 2
        tekst[kolomnr :: ID_TEKENS + 1] = cijfers[begin : (plek // 2 + 1) * 2 * aantal : 2]
    if kolom and len(toestellen) > 256:
        return [id_[:18] + toestellen[nr] for id_, nr in zip(tekst.decode().split(), plaatsen, strict=True)]
    for plek in range(16):
        tekens = "".join([toestel[plek] for toestel in toestellen[:256]]).encode()
        bron = bytes(plaatsen).translate(tekens.ljust(256, b"0")) if kolom else tekens[:1] * aantal
        tekst[18 + plek :: ID_TEKENS + 1] = bron
    return tekst.decode().split()
