"""The outcome of checking a file, as data; knows no library, so that it can be named without loading one."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Literal

__all__ = ["Controle", "Handtekening", "Niveau", "Tijdstempel", "TokenCertificaat", "Verdict", "Vertrouwen", "Wortel"]

Niveau = Literal["geen PAdES", "PAdES B-B", "PAdES B-T", "PAdES B-LT"]
"""B-B: the certificate is bound in. B-T: a time stamp proves that it existed by then. B-LT: and the file itself carries
the proof that no certificate was withdrawn."""

Vertrouwen = Literal["eigen", "regio", "bekend", "gekwalificeerd", "onbekend"]
"""Who vouches for a name: this vault, the region, a root the user trusts, a root for qualified certificates, nobody."""


@dataclass(frozen=True, slots=True)
class Wortel:
    """A certificate somebody chose to trust; none is bundled."""

    soort: Literal["regio", "bekend", "gekwalificeerd"]
    """What trusting it means; "gekwalificeerd" is for authorities on a national trust list."""
    certificaat: bytes
    """DER."""


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
    niveau: Niveau
    """Computed from the file."""
    gekwalificeerd: bool
    """A root for qualified certificates vouches for it, and the certificate states that it is qualified and that its
    key lies in a secure device; and nothing is wrong with the signature."""
    vertrouwen: Vertrouwen
    ondertekend_op: datetime | None
    """By the clock of the signer's device."""
    tijd_bewezen: datetime | None
    """By then it existed, says the earliest good time stamp after it; None without one."""
    tijd_dienst: str
    """Name of the service of that time stamp; empty without one."""
    tijd_vertrouwen: Vertrouwen
    """Who vouches for that service."""
    reden: str
    """Why it was signed, as the signer wrote."""
    tijdkwaliteit: str
    """What the signer's device knew of its clock, as a sentence part; empty when nothing was said."""
    certificerend: bool
    """Lays down what may still be added."""
    vingerafdruk: str
    """SHA-256 of the certificate, 64 hex digits; empty when it cannot be read."""
    uitgever: str = ""
    """Who issued the certificate, as it says itself; proven only as far as `vertrouwen` says."""
    lijst_van: datetime | None = None
    """When the newest revocation list of the issuer that is at hand was made."""
    later_ingetrokken: datetime | None = None
    """Since when the certificate is withdrawn; where nothing is wrong with the signature, that was after it."""
    redenen: tuple[str, ...] = ()
    """Keys of what is wrong: "bytes_gewijzigd", "handtekening_klopt_niet", "inhoud_gewijzigd", "aangeplakt",
    "omhulsel_afwijkend", "zwak_algoritme", "certificaat_verlopen", "certificaat_ander_doel",
    "certificaat_ingetrokken", "onleesbaar"."""

    @property
    def geldig(self) -> bool:
        """Nothing is wrong with it."""
        return not self.redenen


@dataclass(frozen=True, slots=True)
class Tijdstempel:
    """One document time stamp."""

    dienst: str
    """Name of the service, as its certificate gives it."""
    tijdstip: datetime | None
    """Everything before it in the file existed by then; None when it cannot be read."""
    geldig: bool
    """Unchanged, rightly signed by a certificate for time stamps, and nothing forbidden was added after it."""
    vertrouwen: Vertrouwen


@dataclass(frozen=True, slots=True)
class Controle:
    """What was found in a file."""

    verdict: Verdict
    handtekeningen: tuple[Handtekening, ...]
    """In the order of signing."""
    open_velden: tuple[str, ...]
    """Names of fields for people that nobody has signed."""
    tijdstempels: tuple[Tijdstempel, ...]
    """Document time stamps, in the order they were set."""
    pdfa: str
    """What the file claims of itself: "PDF/A-2A"; empty for nothing. A claim, not a check."""
    letters_ingesloten: bool
    """Every font is in the file."""
    logboek: str
    """Head of the audit chain as it was signed: 64 hex digits or empty."""
    paginas: int
    redenen: tuple[str, ...] = ()
    """Keys about the file as a whole: "afwijkende_opbouw", "tijdstempel_klopt_niet"."""
