"""Identifiers made from given time and randomness (RFC 9562, section 5.7: UUIDv7)."""

__all__ = ["uuid7_hex"]


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
