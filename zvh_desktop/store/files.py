"""Files and folders of the vault: for the owner only, and whole after a power cut."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = [
    "file_errors",
    "fill",
    "free_bytes",
    "make_folder",
    "make_owner_file",
    "reserve",
    "sync_file",
    "sync_folder",
    "write_safely",
]

_VOL = {27, 28, 122}  # EFBIG, ENOSPC, EDQUOT
_GEEN_RECHTEN = {1, 13, 30}  # EPERM, EACCES, EROFS
_WINDOWS_VOL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


@contextlib.contextmanager
def file_errors(**gegevens: object) -> Iterator[None]:
    """Turn an operating system's error into ours; `gegevens` goes along and holds no personal data.

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, BESTAAT_AL or SCHRIJFFOUT.
    """
    try:
        yield
    except OSError as fout:
        if fout.errno in _VOL or getattr(fout, "winerror", None) in _WINDOWS_VOL:
            reden = Reden.SCHIJF_VOL
        elif fout.errno in _GEEN_RECHTEN:
            reden = Reden.GEEN_RECHTEN
        elif isinstance(fout, FileExistsError):
            reden = Reden.BESTAAT_AL
        else:
            reden = Reden.SCHRIJFFOUT
        raise Omstandigheid(reden, **gegevens) from fout


def make_folder(pad: Path) -> None:
    """Make a folder of mode 0700; one that is there keeps its content and gets the mode."""
    pad.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chmod(pad, 0o700)


def make_owner_file(pad: Path) -> None:
    """Make an empty file of mode 0600, so that what others write into it starts life private.

    Raises:
        FileExistsError: there is one already.
    """
    os.close(os.open(pad, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600))
    os.chmod(pad, 0o600)


def sync_file(pad: Path) -> None:
    """Return when the content of `pad` is on the disk."""
    nummer = os.open(pad, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)


def sync_folder(pad: Path) -> None:
    """Return when the names in `pad` are on the disk; Windows keeps names by itself and is left alone."""
    if os.name == "nt":
        return
    nummer = os.open(pad, os.O_RDONLY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)


def reserve(pad: Path, omvang: int) -> Path:
    """Make a file of zeros beside `pad`, mode 0600, as large as what will come: a full disk or a folder that may not
    be written to shows now. Return it, for `fill`."""
    # A name of its own: what somebody else keeps beside it is never touched.
    nummer, naam = tempfile.mkstemp(prefix=f"{pad.stem[:40]}.", suffix=".nieuw", dir=pad.parent)
    tijdelijk = Path(naam)
    try:
        with os.fdopen(nummer, "wb") as stroom:
            stroom.write(bytes(omvang))
            stroom.flush()
            os.fsync(stroom.fileno())
    except OSError:
        tijdelijk.unlink(missing_ok=True)
        raise
    return tijdelijk


def fill(tijdelijk: Path, pad: Path, inhoud: bytes) -> None:
    """Write the content into what `reserve` made and give it its name; when that fails nothing is left."""
    try:
        with tijdelijk.open("r+b") as stroom:
            stroom.write(inhoud)
            stroom.truncate()
            stroom.flush()
            os.fsync(stroom.fileno())
        os.replace(tijdelijk, pad)
    except OSError:
        tijdelijk.unlink(missing_ok=True)
        raise
    sync_folder(pad.parent)


def write_safely(pad: Path, inhoud: bytes) -> None:
    """Replace the content of `pad` in one step: a reader, or a power cut, meets the old or the new, never a part."""
    tijdelijk = pad.with_name(pad.name + ".nieuw")
    tijdelijk.unlink(missing_ok=True)
    nummer = os.open(tijdelijk, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(nummer, "wb") as stroom:
            stroom.write(inhoud)
            stroom.flush()
            os.fsync(stroom.fileno())
        os.replace(tijdelijk, pad)
    except OSError:
        tijdelijk.unlink(missing_ok=True)
        raise
    sync_folder(pad.parent)


def free_bytes(pad: Path) -> int:
    """Free space for this user on the disk of the nearest existing folder at or above `pad`."""
    while not pad.exists() and pad != pad.parent:
        pad = pad.parent
    return shutil.disk_usage(pad).free
