"""Why something that came over the wire is refused: one stable code, the same at server and client."""

from enum import StrEnum

__all__ = ["ProtocolFout", "Weigering"]


class Weigering(StrEnum):
    """Refusal codes; PROTOCOL.md says for each who sends it and what the receiver does with it."""

    ONLEESBAAR = "onleesbaar"
    """Not in the one form that this version writes, or a form that cannot be."""
    TE_GROOT = "te_groot"
    """Larger, deeper or more numerous than the limits allow."""
    VERSIE_NIEUWER = "versie_nieuwer"
    """Made by a newer program: set aside until the update, nothing is lost."""
    HANDTEKENING = "handtekening"
    """The signature, or the seal, is not of the key that it should be of."""
    TOESTEL_ONBEKEND = "toestel_onbekend"
    TOESTEL_INGETROKKEN = "toestel_ingetrokken"
    TOESTEL_VERLOPEN = "toestel_verlopen"
    ROL = "rol"
    """The certified role may not make this."""
    STREAM_ONBEKEND = "stream_onbekend"
    GEEN_TOEGANG = "geen_toegang"
    EPOCH_ONBEKEND = "epoch_onbekend"
    EPOCH_VEROUDERD = "epoch_verouderd"
    """The stream has a newer epoch: seal again under that one."""
    KETEN_GAT = "keten_gat"
    """The delta before this one is missing."""
    KETEN_VORK = "keten_vork"
    """Two different deltas claim the same place in a chain."""
    DUBBEL = "dubbel"
    """It is there already; no fault of the sender."""
    QUOTA = "quota"
    KLOK = "klok"
    """A stamp that lies too far ahead."""
    BOM = "bom"
    """It unpacks to more than is allowed."""
    SESSIE = "sessie"
    """No valid session: log in again."""
    HERHALING = "herhaling"
    """A message that was used before, or that was sent back to its sender."""


class ProtocolFout(Exception):
    """Something from elsewhere does not hold.

    Attributes:
        code: why.
        waar: which part, for a log; never a value that came over the wire.
    """

    def __init__(self, code: Weigering, waar: str = "") -> None:
        super().__init__(f"{code.value}: {waar}" if waar else code.value)
        self.code = code
        self.waar = waar
