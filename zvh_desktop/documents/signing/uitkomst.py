"""The outcome of checking a file, as data; knows no library, so that it can be named without loading one."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Literal

__all__ = ["Controle", "Handtekening", "TokenCertificaat", "Verdict"]


@dataclass(frozen=True, slots=True)
class TokenCertificaat:
    """A certificate on a card or stick, to choose from."""

    token: str
    """Label of the token, as its owner or issuer gave it."""
    serienummer: str
    """Of the token."""
    kenmerk: bytes
    """Joins certificate and key on the token."""
    certificaat: bytes
    """DER."""


class Verdict(Enum):
    """The answer in one word."""

    GELDIG = "geldig"
    """Every signature is intact and nothing was changed that it does not allow. Says nothing of who signed."""
    ONGELDIG = "ongeldig"
    GEEN_HANDTEKENING = "geen_handtekening"


@dataclass(frozen=True, slots=True)
class Handtekening:
    """One signature, and what was found."""

    veldnaam: str
    naam: str
    """Name the certificate gives; unproven unless `vertrouwen` is "eigen"."""
    organisatie: str
    rol: str
    intact: bool
    """The signed bytes are unchanged and the signature over them is right."""
    hele_bestand: bool
    """Covers the file as it is; False as soon as anything was added, allowed or not."""
    later: Literal["niets", "aangevuld", "gewijzigd"]
    """After signing: nothing; only what a signed file may get (a next signature, a time stamp); something else."""
    niveau: str
    """"PAdES B-B", or "geen PAdES" for other kinds of PDF signature."""
    gekwalificeerd: bool
    """Always False: no trust list is consulted, so it is never claimed."""
    vertrouwen: Literal["eigen", "onbekend"]
    """The certificate is one the caller knows; or nobody here vouches for it."""
    ondertekend_op: datetime | None
    """By the clock of the signer's device; no time stamp proves it."""
    certificerend: bool
    """Lays down what may still be added."""
    vingerafdruk: str
    """SHA-256 of the certificate, 64 hex digits; empty when it cannot be read."""
    redenen: tuple[str, ...] = ()
    """Keys of what is wrong: "bytes_gewijzigd", "handtekening_klopt_niet", "inhoud_gewijzigd", "aangeplakt",
    "omhulsel_afwijkend", "zwak_algoritme", "certificaat_verlopen", "onleesbaar"."""

    @property
    def geldig(self) -> bool:
        """Nothing is wrong with it."""
        return not self.redenen


@dataclass(frozen=True, slots=True)
class Controle:
    """What was found in a file."""

    verdict: Verdict
    handtekeningen: tuple[Handtekening, ...]
    """In the order of signing."""
    open_velden: tuple[str, ...]
    """Names of fields for people that nobody has signed."""
    tijdstempels: int
    """Document time stamps present; they are counted, not judged."""
    pdfa: str
    """What the file claims of itself: "PDF/A-2A"; empty for nothing. A claim, not a check."""
    letters_ingesloten: bool
    """Every font is in the file."""
    logboek: str
    """Head of the audit chain as it was signed: 64 hex digits or empty."""
    paginas: int
    redenen: tuple[str, ...] = ()
    """Keys about the file as a whole: "afwijkende_opbouw"."""
