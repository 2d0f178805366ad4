"""Identifiers: from given time and randomness (UUIDv7), or from what there is only one of (UUIDv8)."""

import hashlib

__all__ = ["uuid7_hex", "vast_id"]


def uuid7_hex(tijd_ms: int, willekeur: bytes) -> str:
    """Return a UUIDv7 as 32 lower-case hex digits.

    Args:
        tijd_ms: Unix time in milliseconds, 0 to 2**48 - 1.
        willekeur: 10 random bytes.

    Raises:
        ValueError: a number out of range or too little randomness.

    Source:
        RFC 9562, section 5.7.
    """
    if not 0 <= tijd_ms < 1 << 48 or len(willekeur) < 10:
        raise ValueError("uuid7: time out of range or fewer than 10 random bytes")
    getal = int.from_bytes(willekeur[:10], "big")
    hoog = (tijd_ms << 16) | 0x7000 | (getal >> 62 & 0x0FFF)
    laag = (0b10 << 62) | (getal & ((1 << 62) - 1))
    return f"{hoog:016x}{laag:016x}"


def vast_id(soort: str, *sleutel: str) -> str:
    """Return the one id of a thing that exists once per key, as 32 lower-case hex digits.

    Two devices that make the same phase of a plan, or invite the same person, without knowing each other, make one
    record and not two.

    Args:
        soort: kind of record.
        sleutel: what makes it the only one: the id of its parent, and what tells it from its siblings.

    Source:
        RFC 9562, section 5.8 (UUIDv8), filled from SHA-256.
    """
    som = hashlib.sha256("\x1f".join(("zvh", soort, *sleutel)).encode("utf-8", "surrogatepass")).digest()
    getal = int.from_bytes(som[:16], "big")
    getal &= ~(0xF << 76) & ~(0b11 << 62)
    return f"{getal | 0x8 << 76 | 0b10 << 62:032x}"
