"""Deterministic CBOR: every value has one form, and nothing else is accepted.

Source:
    RFC 8949, section 4.2.1 (core deterministic encoding), narrowed to integers of 64 bits, byte strings, text,
    booleans, null, lists and maps; no tags, no floats, no undefined.
"""

from typing import Any

import cbor2

from zvh_desktop.protocol.errors import ProtocolFout, Weigering

__all__ = ["MAX_DIEPTE", "MAX_DINGEN", "ProtocolFout", "Weigering", "dump", "load"]

MAX_DIEPTE = 16
"""How deep lists and maps may be nested."""

MAX_DINGEN = 200_000
"""How many values one message may hold, all levels together."""

_LANG = {24: 1, 25: 2, 26: 4, 27: 8}


_GEEN_MAP, _EERSTE = 9, 8


def _encode(obj: Any) -> bytes:
    try:
        return cbor2.dumps(obj, canonical=True)
    except (cbor2.CBOREncodeError, ValueError, TypeError, OverflowError, RecursionError) as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "dump") from fout


def dump(obj: Any) -> bytes:
    """Return the one form of `obj`; what this writes, `load` reads.

    Raises:
        ProtocolFout: ONLEESBAAR for a type that the wire does not know, TE_GROOT beyond the limits of depth and number.
    """
    data = _encode(obj)
    _scan(data, MAX_DIEPTE, MAX_DINGEN)
    return data


def _scan(data: bytes, max_depth: int, max_items: int) -> None:
    """Count values and depth without making them: a few bytes may promise, or hold, millions of small things.

    The keys of one map are integers from 0 up, byte strings or texts, and all of one type: for those the order of
    RFC 8949 and the older length-first order agree.
    """
    plek, eind, dingen = 0, len(data), 0
    open_: list[tuple[int, int]] = []
    nog, sleutel = 1, _GEEN_MAP
    while True:
        while nog == 0:
            if not open_:
                if plek != eind:
                    raise ProtocolFout(Weigering.ONLEESBAAR, "staart")
                return
            nog, sleutel = open_.pop()
        if plek >= eind:
            raise ProtocolFout(Weigering.ONLEESBAAR, "afgekapt")
        dingen += 1
        if dingen > max_items:
            raise ProtocolFout(Weigering.TE_GROOT, "dingen")
        soort, getal = data[plek] >> 5, data[plek] & 31
        plek += 1
        if sleutel != _GEEN_MAP and not nog & 1:
            if soort not in (0, 2, 3) or sleutel not in (_EERSTE, soort):
                raise ProtocolFout(Weigering.ONLEESBAAR, "sleutel")
            sleutel = soort
        nog -= 1
        if getal > 23:
            breed = _LANG.get(getal)
            if breed is None or soort >= 6:
                raise ProtocolFout(Weigering.ONLEESBAAR, "vorm")
            getal = int.from_bytes(data[plek : plek + breed], "big")
            plek += breed
        if soort in (2, 3):
            plek += getal
        elif soort in (4, 5):
            if len(open_) >= max_depth:
                raise ProtocolFout(Weigering.TE_GROOT, "diepte")
            open_.append((nog, sleutel))
            nog, sleutel = (getal, _GEEN_MAP) if soort == 4 else (getal * 2, _EERSTE)
        elif soort == 6 or (soort == 7 and getal not in (20, 21, 22)):
            raise ProtocolFout(Weigering.ONLEESBAAR, "soort")
        if plek > eind:
            raise ProtocolFout(Weigering.ONLEESBAAR, "afgekapt")


def load(data: bytes, *, max_bytes: int, max_depth: int = MAX_DIEPTE, max_items: int = MAX_DINGEN) -> Any:
    """Return what `data` holds.

    Args:
        data: one message, whole.
        max_bytes: longest message that makes sense here.
        max_depth: how deep lists and maps may be nested.
        max_items: how many values there may be.

    Raises:
        ProtocolFout: TE_GROOT, or ONLEESBAAR for anything but the form that `dump` writes.
    """
    if len(data) > max_bytes:
        raise ProtocolFout(Weigering.TE_GROOT, "bytes")
    data = bytes(data)
    _scan(data, max_depth, max_items)
    try:
        obj = cbor2.loads(data, max_depth=max_depth + 1, allow_indefinite=False, allow_duplicate_keys=False)
    except (cbor2.CBORDecodeError, ValueError, TypeError, OverflowError, RecursionError) as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "cbor") from fout
    if _encode(obj) != data:
        raise ProtocolFout(Weigering.ONLEESBAAR, "niet canoniek")
    return obj
