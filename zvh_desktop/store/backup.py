"""Backups: whole, encrypted vault folders with slots of their own, each opened once before it counts."""

import os
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store import audit
from zvh_desktop.store.connection import Verbinding, copy_database
from zvh_desktop.store.files import file_errors, free_bytes, make_folder, sync_file, sync_folder, write_safely
from zvh_desktop.store.layout import ACHTERVOEGSEL, BACKUPS, DATABASE, database_bytes
from zvh_desktop.store.slots import BESTANDSNAAM

__all__ = [
    "backup_path",
    "copy_and_verify",
    "copy_vault",
    "list_backups",
    "migration_copy",
    "remove_migration_copies",
    "require_space",
    "rotate",
    "verify_database",
]

_MARGE_BYTES = 4 * 1024 * 1024
_DEEL = ".deel"
_MIGRATIE = "voor-schema-"
_NAAM = re.compile(r".*-(\d{8}-\d{6})(?:-(\d+))?\.zvh\Z")


def require_space(doel: Path, nodig: int) -> None:
    """Raise SCHIJF_VOL when `doel` lies on a disk without `nodig` bytes and some room to spare."""
    with file_errors(onderdeel="doel"):
        vrij = free_bytes(doel)
    if vrij < nodig + _MARGE_BYTES:
        raise Omstandigheid(Reden.SCHIJF_VOL, nodig=nodig + _MARGE_BYTES, vrij=vrij)


def verify_database(pad: Path, sleutel: bytes, verwacht: tuple[int, str] | None = None) -> None:
    """Open a database and read every page of it.

    Args:
        pad: the file.
        sleutel: 32 bytes, secret.
        verwacht: head of the audit chain that it must hold.

    Raises:
        Omstandigheid: KLUIS_BESCHADIGD.
    """
    verbinding = Verbinding(pad, sleutel, alleen_lezen=True)
    try:
        if verbinding.rows("PRAGMA cipher_integrity_check") or verbinding.value("PRAGMA quick_check") != "ok":
            raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="kopie")
        if verwacht is not None and verwacht[0]:
            hash_ = verbinding.value("SELECT hash FROM audit WHERE seq = ?", (verwacht[0],))
            if hash_ != verwacht[1]:
                raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="kopie")
    finally:
        verbinding.close()


def copy_and_verify(
    bron: Verbinding, doel: Path, sleutel: bytes, voortgang: Callable[[int, int], None] | None = None
) -> None:
    """Copy the open database to a new file under `sleutel`, durably, and read the copy back."""
    hoofd = audit.head(bron)
    kopie = Verbinding(doel, sleutel, maak=True)
    try:
        copy_database(bron, kopie, voortgang)
        kopie.checkpoint()
    finally:
        kopie.close()
    with file_errors(onderdeel="kopie"):
        os.chmod(doel, 0o600)
        sync_file(doel)
    verify_database(doel, sleutel, hoofd)


def copy_vault(
    map_: Path,
    verbinding: Verbinding,
    sleutel: bytes,
    pad: Path,
    *,
    voortgang: Callable[[int, int], None] | None = None,
) -> Path:
    """Make a whole vault folder at `pad` from the open vault `map_`; a part of one is never left behind.

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, KLUIS_BESCHADIGD.
    """
    require_space(pad.parent, database_bytes(map_))
    bouw = pad.with_name(f".{pad.name}{_DEEL}")
    try:
        with file_errors(onderdeel="doel"):
            shutil.rmtree(bouw, ignore_errors=True)
            make_folder(bouw)
            make_folder(bouw / BACKUPS)
            write_safely(bouw / BESTANDSNAAM, (map_ / BESTANDSNAAM).read_bytes())
        copy_and_verify(verbinding, bouw / DATABASE, sleutel, voortgang)
        with file_errors(onderdeel="doel"):
            os.rename(bouw, pad)
            sync_folder(pad.parent)
    except BaseException:
        shutil.rmtree(bouw, ignore_errors=True)
        raise
    return pad


def backup_path(doel_map: Path, naam: str, nu: datetime) -> Path:
    """Return a free name NAME-YYYYMMDD-HHMMSS.zvh in `doel_map`; a second one in the same second gets "-2"."""
    basis = f"{naam}-{nu:%Y%m%d-%H%M%S}"
    pad, nr = doel_map / f"{basis}{ACHTERVOEGSEL}", 1
    while pad.exists():
        nr += 1
        pad = doel_map / f"{basis}-{nr}{ACHTERVOEGSEL}"
    return pad


def _volgorde(naam: str) -> tuple[str, int]:
    deel = _NAAM.match(naam)
    return ("", 0) if deel is None else (deel[1], int(deel[2] or 1))


def list_backups(map_: Path) -> list[Path]:
    """Return the rotating backups of a vault, oldest first."""
    plek = map_ / BACKUPS
    if not plek.is_dir():
        return []
    with file_errors(onderdeel=BACKUPS):
        return sorted(
            (pad for pad in plek.iterdir() if _NAAM.match(pad.name) and pad.is_dir()),
            key=lambda pad: _volgorde(pad.name),
        )


def rotate(map_: Path, behoud: int, nieuwste: Path) -> list[str]:
    """Remove the oldest rotating backups until `behoud` are left, and what a crash left half made; return the names.

    Args:
        map_: the vault.
        behoud: how many stay, at least one.
        nieuwste: the one just made. By its name it can be the oldest, when the clock was set back: it always stays, and
            one named later than it was made by a clock that stood further, so before it.
    """
    grens = _volgorde(nieuwste.name)
    eerder = sorted(
        (pad for pad in list_backups(map_) if pad != nieuwste),
        key=lambda pad: (_volgorde(pad.name) <= grens, _volgorde(pad.name)),
    )
    weg = eerder[: max(0, len(eerder) + 1 - max(1, behoud))]
    with file_errors(onderdeel=BACKUPS):
        for pad in (*weg, *(map_ / BACKUPS).glob(f".*{_DEEL}")):
            shutil.rmtree(pad)
    return [pad.name for pad in weg]


def migration_copy(map_: Path, verbinding: Verbinding, sleutel: bytes, *, aantal: int) -> None:
    """Keep the vault as it is before the schema goes to step `aantal`; it can be restored like any backup."""
    with file_errors(onderdeel=BACKUPS):
        make_folder(map_ / BACKUPS)
        pad = map_ / BACKUPS / f"{_MIGRATIE}{aantal:04d}{ACHTERVOEGSEL}"
        if pad.exists():
            shutil.rmtree(pad)
    copy_vault(map_, verbinding, sleutel, pad)


def remove_migration_copies(map_: Path) -> None:
    """Remove such copies; called at a start that found nothing left to migrate."""
    for pad in (map_ / BACKUPS).glob(f"{_MIGRATIE}*{ACHTERVOEGSEL}"):
        shutil.rmtree(pad)
