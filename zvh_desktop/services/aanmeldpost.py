"""What both sides of joining a region share: the compartments of the mailbox, messages as text, refusals as rules."""

from typing import Final

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol.enrol import parse_message_text
from zvh_desktop.protocol.errors import ProtocolFout, Weigering

__all__ = ["VAKKEN", "WELKOM", "als_regel", "lees_tekst"]

VAKKEN: Final = ("1", "2", "3", "4", "5")
"""Compartments of the mailbox, in order of the messages: two commitments, two reveals, the certificate."""
WELKOM: Final = "welkom"
"""Names the last message, which holds the certificate."""


def als_regel(wat: ProtocolFout) -> Omstandigheid:
    """Turn what does not hold into a rule with a sentence of its own."""
    if wat.code is Weigering.VERSIE_NIEUWER:
        return Omstandigheid(Reden.EERST_BIJWERKEN)
    regel = {
        Weigering.TOESTEL_VERLOPEN: "uitnodiging_verlopen",
        Weigering.HANDTEKENING: "bericht_past_niet",
        Weigering.HERHALING: "bericht_al_gehad",
    }.get(wat.code, "bericht_onleesbaar")
    return Omstandigheid(Reden.REGEL_WEIGERT, regel=regel)


def lees_tekst(tekst: str | bytes) -> bytes:
    """A message as bytes, from a line of text or from bytes."""
    if isinstance(tekst, bytes):
        return tekst
    try:
        return parse_message_text(tekst)
    except ProtocolFout as fout:
        raise als_regel(fout) from None
