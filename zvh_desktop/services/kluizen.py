"""The vault as a person meets it: make, open, lock, change the passphrase, recover, back up, put back, check."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from zvh_desktop.crypto.keys import KdfParameters
from zvh_desktop.crypto.wachtwoord import judge_passphrase
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.services import installatie
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import opening, restore, slots, vault
from zvh_desktop.store.check import Bevinding
from zvh_desktop.store.device import NIEUW_TOESTEL

__all__ = [
    "DEMO_WACHTWOORD",
    "KdfParameters",
    "Sterkte",
    "beschrijf",
    "controleer",
    "herstel",
    "herstelsleutel_pdf",
    "nieuw",
    "nieuwe_herstelsleutel",
    "nieuwe_kluissleutel",
    "open_kluis",
    "reservekopie",
    "sleutel_bevestigd",
    "sleutel_getoond",
    "sleutel_onbevestigd",
    "sluit",
    "sterkte",
    "wijzig_wachtwoord",
    "zet_terug",
]

_T = TypeVar("_T")

DEMO_WACHTWOORD = "demo zorg en veiligheid"
"""Passphrase of demonstration vaults; printed, and refused for a real vault."""

_STERKTE = {
    0: "wordt direct geraden",
    1: "zwak",
    2: "nog te zwak",
    3: "sterk genoeg",
    4: "sterk",
}
_REDENEN = {
    "te_kort": "maak hem langer",
    "veel_gebruikt": "dit wordt veel gebruikt",
    "gewone_woorden": "gewone woorden achter elkaar zijn te raden: voeg er onverwachte aan toe",
    "eigen_gegevens": "laat eigen gegevens weg",
    "toetsenbordpatroon": "een rij op het toetsenbord is te raden",
    "herhaling": "herhaling helpt niet",
    "reeks": "een reeks als abc of 123 is te raden",
    "jaartal": "een jaartal is te raden",
    "datum": "een datum is te raden",
}


@dataclass(frozen=True, slots=True)
class Sterkte:
    """How strong a passphrase is.

    Attributes:
        score: 0 to 4.
        genoeg: a vault may be made with it.
        woorden: the score in words.
        tips: what would help, Dutch.
    """

    score: int
    genoeg: bool
    woorden: str
    tips: tuple[str, ...]


def sterkte(wachtwoord: str) -> Sterkte:
    """Judge a passphrase; takes some tens of milliseconds, so not on the window's thread."""
    oordeel = judge_passphrase(wachtwoord)
    tips = tuple(_REDENEN[r] for r in oordeel.redenen if r in _REDENEN)
    return Sterkte(oordeel.score, oordeel.is_sterk_genoeg, _STERKTE[oordeel.score], tips)


def _eis_sterk(wachtwoord: str, *, demo: bool) -> None:
    if wachtwoord == DEMO_WACHTWOORD:
        if not demo:
            raise Omstandigheid(Reden.WACHTWOORD_TE_ZWAK, oorzaak="demo")
        return
    if not demo and not sterkte(wachtwoord).genoeg:
        raise Omstandigheid(Reden.WACHTWOORD_TE_ZWAK)


def _werkplek(kluis: vault.Vault, klok: Klok, willekeur: Willekeur) -> Werkplek:
    """Return the workplace of a vault that was just opened, made or put back; one that was copied is a new device."""
    try:
        wp = Werkplek(kluis.store(), klok, willekeur, kluis)
        installatie.herken(wp)
        if wp.store.instelling(NIEUW_TOESTEL):
            # Loaded here because hardly any opening needs what seals and signs.
            from zvh_desktop.services import regio

            with suppress(Omstandigheid):
                regio.waarmerk_dit_toestel(wp)
    except BaseException:
        kluis.close()
        raise
    return wp


def nieuw(
    map_: Path,
    wachtwoord: str,
    *,
    klok: Klok,
    willekeur: Willekeur,
    demo: bool = False,
    kdf: KdfParameters | None = None,
) -> tuple[Werkplek, str]:
    """Make a vault and open it.

    Args:
        map_: the folder to make.
        demo: a demonstration may have its published passphrase.
        kdf: cost of the passphrase; the product's own when not given.

    Returns:
        The workplace and the text of the recovery key, shown and printed once and kept nowhere.

    Raises:
        Omstandigheid: WACHTWOORD_TE_ZWAK (also for the demonstration passphrase), and what `store.opening` raises.
    """
    _eis_sterk(wachtwoord, demo=demo)
    kluis, sleutel = opening.nieuwe_kluis(map_, wachtwoord, klok=klok, willekeur=willekeur, kdf=kdf)
    return _werkplek(kluis, klok, willekeur), sleutel


def _ook_met_reserve(map_: Path, open_: Callable[[], _T]) -> _T:
    """Open; when the key file is damaged and its spare is whole, with the spare, which every good opening renews.

    The damaged file is kept beside it.
    """
    try:
        return open_()
    except Omstandigheid as fout:
        if fout.reden is not Reden.SLEUTELBESTAND_BESCHADIGD or not fout.gegevens.get("vorige_beschikbaar"):
            raise
    slots.restore_previous_slots(map_)
    return open_()


def open_kluis(map_: Path, wachtwoord: str, *, klok: Klok, willekeur: Willekeur) -> Werkplek:
    """Unlock with the passphrase; errors as `store.opening.open_vault`. A copy becomes a new device: `installatie`."""
    return _werkplek(
        _ook_met_reserve(map_, lambda: opening.open_vault(map_, wachtwoord, klok=klok, willekeur=willekeur)),
        klok,
        willekeur,
    )


def herstel(
    map_: Path, herstelsleutel: str, nieuw_wachtwoord: str, *, klok: Klok, willekeur: Willekeur
) -> tuple[Werkplek, str]:
    """Unlock with the recovery key and set a new passphrase.

    Returns:
        The workplace and the new recovery key; the one used is spent.
    """
    _eis_sterk(nieuw_wachtwoord, demo=False)
    kluis, sleutel = _ook_met_reserve(
        map_, lambda: opening.recover(map_, herstelsleutel, nieuw_wachtwoord, klok=klok, willekeur=willekeur)
    )
    return _werkplek(kluis, klok, willekeur), sleutel


def sluit(wp: Werkplek) -> None:
    """Close the store and the vault; waiting drafts are written first."""
    wp.kluis.close()


def wijzig_wachtwoord(wp: Werkplek, oud: str, nieuw_wachtwoord: str) -> None:
    """Rewrap the vault key under a new passphrase.

    Raises:
        Omstandigheid: WACHTWOORD_ONJUIST, WACHTWOORD_TE_ZWAK.
    """
    _eis_sterk(nieuw_wachtwoord, demo=False)
    wp.kluis.change_passphrase(oud, nieuw_wachtwoord)


def nieuwe_herstelsleutel(wp: Werkplek) -> str:
    """Replace the recovery key; return the text of the new one."""
    return wp.kluis.new_recovery_key()


def sleutel_getoond(wp: Werkplek) -> None:
    """A recovery key stands on the screen and nobody said yet that it is on paper."""
    wp.store.zet_instelling(_ONBEVESTIGD, "ja")


def sleutel_bevestigd(wp: Werkplek) -> None:
    """A person said that the recovery key is on paper."""
    wp.store.zet_instelling(_ONBEVESTIGD, None)


def sleutel_onbevestigd(wp: Werkplek) -> bool:
    """Did the program stop while a recovery key stood on the screen?"""
    return wp.store.instelling(_ONBEVESTIGD) is not None


_ONBEVESTIGD = "herstelsleutel_onbevestigd"


def nieuwe_kluissleutel(
    wp: Werkplek, oud: str, nieuw_wachtwoord: str, voortgang: Callable[[int, int], None] | None = None
) -> str:
    """Encrypt the vault anew under a new key, after a leak; return the new recovery key."""
    _eis_sterk(nieuw_wachtwoord, demo=False)
    wp.store.close()
    try:
        return wp.kluis.nieuwe_kluissleutel(oud, nieuw_wachtwoord, voortgang=voortgang)
    finally:
        wp.store = wp.kluis.store()


def herstelsleutel_pdf(wp: Werkplek, sleutel: str) -> bytes:
    """A page to print with the recovery key; holds no name of person or region."""
    # Loaded here because unlocking needs no documents.
    from zvh_desktop.documents import compose

    return compose.herstelsleutel(sleutel, wp.kluis.naam, wp.nu())


def reservekopie(wp: Werkplek, doel_map: Path, voortgang: Callable[[int, int], None] | None = None) -> Path:
    """Write a complete encrypted copy into a folder or onto a disk; it was opened once before this returns."""
    pad = wp.kluis.backup(doel_map, voortgang)
    wp.log("reservekopie_gemaakt")
    return pad


def zet_terug(bron: Path, doel: Path, wachtwoord: str, *, klok: Klok, willekeur: Willekeur) -> Werkplek:
    """Put a copy back as a new vault and open it; the copy and any existing vault stay as they are."""
    return _werkplek(restore.restore(bron, doel, wachtwoord, klok=klok, willekeur=willekeur), klok, willekeur)


def beschrijf(map_: Path) -> opening.KluisInfo:
    """Describe a vault without unlocking it."""
    return opening.info(map_)


def controleer(wp: Werkplek) -> list[Bevinding]:
    """Check pages, change log, heads, audit chain and references; empty means all is well."""
    bevindingen = wp.kluis.check()
    wp.log("kluis_gecontroleerd", (), bevindingen=len(bevindingen))
    return bevindingen
