"""The recovery key: 160 random bits as a text that is printed once and typed over by hand."""

import hashlib

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = ["GEHEIM_BYTES", "herstelsleutel_tekst", "parse_herstelsleutel"]

GEHEIM_BYTES = 20
_TEKENS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WAARDE = {teken: nr for nr, teken in enumerate(_TEKENS)} | {"O": 0, "I": 1, "L": 1}
_CONTROLE_TEKENS = 3
_LENGTE = 35


def _controle(geheim: bytes) -> int:
    som = hashlib.sha256(b"zvh herstelsleutel" + geheim).digest()
    return int.from_bytes(som[:2], "big") >> 1


def herstelsleutel_tekst(geheim: bytes) -> str:
    """Return seven groups of five signs: 160 bits in Crockford's base32 and a check of 15 bits.

    Source:
        Douglas Crockford, "Base 32" (no I, L, O, U).
    """
    if len(geheim) != GEHEIM_BYTES:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, parameter="geheim")
    getal = int.from_bytes(geheim, "big") << 15 | _controle(geheim)
    tekens = "".join(_TEKENS[getal >> 5 * plaats & 31] for plaats in reversed(range(_LENGTE)))
    return "-".join(tekens[begin : begin + 5] for begin in range(0, _LENGTE, 5))


def parse_herstelsleutel(tekst: str) -> bytes:
    """Read what a person typed; case, spaces, hyphens and O/0, I/L/1 do not matter.

    Raises:
        Omstandigheid: HERSTELSLEUTEL_ONJUIST with `oorzaak` "teken", "lengte" or "controle" (a typing error).
    """
    kaal = [teken for teken in tekst.upper() if not teken.isspace() and teken not in "-‐‑–—−._"]
    if any(teken not in _WAARDE for teken in kaal):
        raise Omstandigheid(Reden.HERSTELSLEUTEL_ONJUIST, oorzaak="teken")
    if len(kaal) != _LENGTE:
        raise Omstandigheid(Reden.HERSTELSLEUTEL_ONJUIST, oorzaak="lengte", tekens=len(kaal), nodig=_LENGTE)
    getal = 0
    for teken in kaal:
        getal = getal << 5 | _WAARDE[teken]
    geheim = (getal >> 5 * _CONTROLE_TEKENS).to_bytes(GEHEIM_BYTES, "big")
    if _controle(geheim) != getal & 0x7FFF:
        raise Omstandigheid(Reden.HERSTELSLEUTEL_ONJUIST, oorzaak="controle")
    return geheim
