"""Files that leave the vault on purpose: written whole and for the owner only, where a person said."""

from pathlib import Path
from typing import Final

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store.files import file_errors, write_safely

__all__ = ["lees", "schrijf"]

GROOTSTE_BYTES: Final = 64 * 1024 * 1024
"""Larger files are refused unread."""


def schrijf(pad: Path, inhoud: bytes) -> Path:
    """Write `inhoud` to `pad` in one step, mode 0600; what stood there is replaced (the file dialog asked).

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT; nothing of it is left behind then.
    """
    with file_errors(onderdeel="uitgeven"):
        write_safely(pad, inhoud)
    return pad


def lees(pad: Path) -> bytes:
    """Read a file a person pointed at, to check it.

    Raises:
        Omstandigheid: BESTAND_TE_GROOT, BESTAND_ONLEESBAAR.
    """
    try:
        if pad.stat().st_size > GROOTSTE_BYTES:
            raise Omstandigheid(Reden.BESTAND_TE_GROOT, hoogstens=GROOTSTE_BYTES)
        return pad.read_bytes()
    except OSError as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="bestand") from fout
