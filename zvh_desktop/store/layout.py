"""Names inside a vault folder, and the lock that lets one process in."""

from pathlib import Path

from filelock import FileLock, Timeout

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store.files import file_errors

__all__ = ["ACHTERVOEGSEL", "BACKUPS", "DATABASE", "POGINGEN", "database_bytes", "is_locked", "take_lock"]

ACHTERVOEGSEL = ".zvh"
DATABASE = "vault.db"
BACKUPS = "backups"
POGINGEN = "pogingen"
_LOCK = "lock"


def take_lock(map_: Path) -> FileLock:
    """Take the vault for this process; the caller releases it.

    Raises:
        Omstandigheid: IN_GEBRUIK; GEEN_RECHTEN when the folder cannot be written to.
    """
    slot = FileLock(map_ / _LOCK, timeout=0, mode=0o600, thread_local=False)
    with file_errors(onderdeel="lock"):
        # Inside: a Timeout is an OSError too.
        try:
            slot.acquire()
        except Timeout:
            raise Omstandigheid(Reden.IN_GEBRUIK, onderdeel="lock") from None
    return slot


def is_locked(map_: Path) -> bool:
    """Whether a process has the vault open; False too when that cannot be told."""
    if not (map_ / _LOCK).exists():
        return False
    try:
        take_lock(map_).release()
    except Omstandigheid as fout:
        return fout.reden is Reden.IN_GEBRUIK
    return False


def database_bytes(map_: Path) -> int:
    """Size of the database with its write-ahead log."""
    delen = (map_ / f"{DATABASE}{staart}" for staart in ("", "-wal"))
    return sum(deel.stat().st_size for deel in delen if deel.is_file())
