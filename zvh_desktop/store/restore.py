"""Restore a backup to a new folder, without the original; the result is a device of its own."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from zvh_desktop.crypto.herstelsleutel import parse_herstelsleutel
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store import slots
from zvh_desktop.store.backup import require_space, verify_database
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.device import become_new_device
from zvh_desktop.store.files import file_errors, make_folder, sync_file, sync_folder, write_safely
from zvh_desktop.store.layout import BACKUPS, DATABASE, database_bytes
from zvh_desktop.store.migrations import schema_version
from zvh_desktop.store.opening import open_vault, steps
from zvh_desktop.store.times import to_text
from zvh_desktop.store.vault import Vault

__all__ = ["restore", "restore_with_recovery_key"]


def restore(
    bron: Path,
    doel: Path,
    wachtwoord: str,
    *,
    klok: Klok,
    willekeur: Willekeur,
) -> Vault:
    """Copy a backup to a new folder and open it there; the source is only read.

    The copy takes a new device id, so that two vaults never speak with one voice.

    Args:
        bron: a backup, or any vault folder that is closed.
        doel: the folder to make; there must be nothing in its place.
        wachtwoord: the passphrase of the backup.
        klok: tells the time.
        willekeur: for the device id.

    Raises:
        Omstandigheid: GEEN_KLUIS, KLUIS_BESTAAT_AL, WACHTWOORD_ONJUIST, SCHIJF_VOL, KLUIS_BESCHADIGD,
            NIEUWERE_KLUIS, SLEUTELBESTAND_BESCHADIGD, GEEN_RECHTEN; nothing is left behind then.
    """
    _copy(
        bron,
        doel,
        lambda bestand: slots.open_passphrase(bestand, wachtwoord),
        Reden.WACHTWOORD_ONJUIST,
        klok=klok,
        willekeur=willekeur,
    )
    return open_vault(doel, wachtwoord, klok=klok, willekeur=willekeur)


def restore_with_recovery_key(bron: Path, doel: Path, herstelsleutel: str, *, klok: Klok, willekeur: Willekeur) -> None:
    """Copy a backup of which only the recovery key is known; `opening.recover` then opens it with a new passphrase.

    Raises:
        Omstandigheid: HERSTELSLEUTEL_ONJUIST; the rest as in `restore`.
    """
    geheim = parse_herstelsleutel(herstelsleutel)
    _copy(
        bron,
        doel,
        lambda bestand: slots.open_secret(bestand, geheim, slots.HERSTELSLEUTEL),
        Reden.HERSTELSLEUTEL_ONJUIST,
        klok=klok,
        willekeur=willekeur,
    )


def _copy(
    bron: Path,
    doel: Path,
    open_slot: Callable[[slots.Sleutelbestand], bytes | None],
    reden: Reden,
    *,
    klok: Klok,
    willekeur: Willekeur,
) -> None:
    doel = Path(os.path.abspath(doel))
    bestand = slots.read_slots(bron)
    if doel.exists() or doel.is_symlink():
        raise Omstandigheid(Reden.KLUIS_BESTAAT_AL)
    sleutel = open_slot(bestand)
    if sleutel is None:
        raise Omstandigheid(reden)
    with file_errors(onderdeel="bron"):
        nodig = database_bytes(bron)
    require_space(doel.parent, nodig)
    bouw = doel.with_name(f".{doel.name}.deel")
    try:
        _copy_files(bron, bouw)
        _new_device(bouw, sleutel, tijd=to_text(klok.nu()), toestel=willekeur.bytes(8).hex())
        with file_errors(onderdeel="doel"):
            os.rename(bouw, doel)
            sync_folder(doel.parent)
    except BaseException:
        shutil.rmtree(bouw, ignore_errors=True)
        raise


def _copy_files(bron: Path, bouw: Path) -> None:
    with file_errors(onderdeel="doel"):
        shutil.rmtree(bouw, ignore_errors=True)
        make_folder(bouw)
        make_folder(bouw / BACKUPS)
        write_safely(bouw / slots.BESTANDSNAAM, (bron / slots.BESTANDSNAAM).read_bytes())
        for naam in (DATABASE, f"{DATABASE}-wal"):
            if (bron / naam).is_file():
                shutil.copyfile(bron / naam, bouw / naam)
                os.chmod(bouw / naam, 0o600)
                sync_file(bouw / naam)


def _new_device(map_: Path, sleutel: bytes, *, tijd: str, toestel: str) -> None:
    """Prove that the copy is whole and give it a device id of its own."""
    verify_database(map_ / DATABASE, sleutel)
    verbinding = Verbinding(map_ / DATABASE, sleutel)
    try:
        bekend = len(steps())
        if schema_version(verbinding) > bekend:
            raise Omstandigheid(Reden.NIEUWERE_KLUIS, gevonden=schema_version(verbinding), bekend=bekend)
        with verbinding.transaction():
            become_new_device(verbinding, toestel, tijd=tijd, gebeurtenis="kluis_teruggezet")
    finally:
        verbinding.close()
