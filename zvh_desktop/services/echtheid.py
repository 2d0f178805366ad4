"""Is a file what it says it is: the check of any signed file, with the roots somebody chose to trust."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from zvh_desktop.config import Instellingen
from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.services import uitvoer
from zvh_desktop.services.regiocertificaat import Instaan
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Wortelstand", "controleer", "lees_regio", "lees_wortels", "te_vertrouwen", "wortels", "wortelstand"]

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


@dataclass(frozen=True, slots=True)
class Wortelstand:
    """A chosen file with roots: where it is, whether it can be read now, and whose certificates it holds."""

    plek: str
    leesbaar: bool = False
    namen: tuple[str, ...] = ()


def lees_wortels(plek: Path) -> tuple[str, ...]:
    """Return the names in the certificates of a file, as a person chooses by them.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR, `wat` "wortels", when it is not there or holds no certificate.
    """
    # Loaded here because x509 takes a tenth of a second.
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    uit = []
    for wortel in _lees(plek, "bekend"):
        geladen = x509.load_der_x509_certificate(wortel.certificaat)
        namen = geladen.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        tot = geladen.not_valid_after_utc
        uit.append(f"{str(namen[0].value) if namen else 'zonder naam'} (tot {kalenderdag(tot.date())})")
    return tuple(uit)


def lees_regio(plek: Path) -> Instaan:
    """Return whom a region vouches for, from the file its beheerder handed out.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR, `wat` "wortels", when it is not there or holds no certificate.
    """
    try:
        inhoud = uitvoer.lees(plek, _GROOTSTE)
        return Instaan(signing.lees_wortels(inhoud, "regio"), signing.lees_lijsten(inhoud))
    except Omstandigheid as fout:
        fout.gegevens["wat"] = "wortels"
        raise


def te_vertrouwen(wp: Werkplek, plek: Path) -> tuple[str, ...]:
    """Return the names of the certificates in a file that somebody wants this computer to trust from now on.

    Raises:
        Omstandigheid: NIET_BEVOEGD; BESTAND_ONLEESBAAR, `wat` "wortels".
    """
    wp.eis_recht(Daad.VERTROUWEN)
    return lees_wortels(plek)


def wortelstand(plek: str) -> Wortelstand:
    """Say how a chosen file stands; an unreadable one is told, not raised: the others still count."""
    if not plek:
        return Wortelstand("")
    try:
        return Wortelstand(plek, True, lees_wortels(Path(plek)))
    except Omstandigheid:
        return Wortelstand(plek)


def controleer(
    inhoud: bytes,
    *,
    eigen: Collection[str] = (),
    wortels: Iterable[signing.Wortel] = (),
    regio: Instaan | None = None,
) -> signing.Controle:
    """Judge any file: signed or not, intact or not; needs no vault and belongs beside the store's thread.

    Args:
        inhoud: the bytes.
        eigen: fingerprints of the certificates made in an open vault.
        wortels: what `wortels` gave.
        regio: whom the region of an open vault vouches for, and what it withdrew (`regiocertificaat.vertrouwd`).

    Raises:
        Omstandigheid: BESTAND_LEEG, BESTAND_TE_GROOT, BESTAND_GEEN_PDF, BESTAND_ONLEESBAAR.
    """
    van_regio = regio or Instaan()
    return signing.controleer(
        inhoud, eigen=eigen, wortels=(*wortels, *van_regio.wortels), intrekkingslijsten=van_regio.lijsten
    )
