"""Is a file what it says it is: the check of any signed file, with the roots somebody chose to trust."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, Literal

from zvh_desktop.config import Instellingen
from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import uitvoer

__all__ = ["controleer", "wortels"]

_GROOTSTE: Final = 5_000_000


def wortels(
    instellingen: Instellingen | None = None, *, bekend: Path | None = None, gekwalificeerd: Path | None = None
) -> tuple[signing.Wortel, ...]:
    """Return the roots that are trusted on this machine; none is bundled.

    Args:
        instellingen: where the files are named, unless given here.
        bekend: file with roots that vouch for names and services (PEM or DER).
        gekwalificeerd: file with roots of authorities for qualified certificates.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR, `wat` "wortels", when a file is not there or holds no certificate.
    """
    uit: list[signing.Wortel] = []
    # The qualified ones first: the first root that vouches for a signer decides what may be said.
    if plek := gekwalificeerd or _plek(instellingen, "wortels_gekwalificeerd"):
        uit += _lees(plek, "gekwalificeerd")
    if plek := bekend or _plek(instellingen, "wortels"):
        uit += _lees(plek, "bekend")
    return tuple(uit)


def _plek(instellingen: Instellingen | None, naam: str) -> Path | None:
    tekst = instellingen.tekst(naam) if instellingen is not None else ""
    return Path(tekst) if tekst else None


def _lees(plek: Path, soort: Literal["bekend", "gekwalificeerd"]) -> tuple[signing.Wortel, ...]:
    try:
        return signing.lees_wortels(uitvoer.lees(plek, _GROOTSTE), soort)
    except Omstandigheid as fout:
        # Not to be taken for a fault of the file that is checked.
        fout.gegevens["wat"] = "wortels"
        raise


def controleer(
    inhoud: bytes, *, eigen: Collection[str] = (), wortels: Iterable[signing.Wortel] = ()
) -> signing.Controle:
    """Judge any file: signed or not, intact or not; needs no vault and belongs beside the store's thread.

    Args:
        inhoud: the bytes.
        eigen: fingerprints of the certificates made in an open vault.
        wortels: what `wortels` gave, and the root of the region as "regio".

    Raises:
        Omstandigheid: BESTAND_LEEG, BESTAND_TE_GROOT, BESTAND_GEEN_PDF, BESTAND_ONLEESBAAR.
    """
    return signing.controleer(inhoud, eigen=eigen, wortels=wortels)
