"""Files that leave the vault on purpose: written whole or not at all, readable by the owner alone."""

from pathlib import Path

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import kluizen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.files import file_errors, fill, reserve

__all__ = ["herstelsleutel", "lees", "schrijf"]


def schrijf(pad: Path, inhoud: bytes) -> Path:
    """Write bytes by write, fsync and rename, mode 0600; an existing file is replaced only when whole.

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT; nothing half is left.
    """
    with file_errors(onderdeel="uitvoer"):
        pad.parent.mkdir(parents=True, exist_ok=True)
        fill(reserve(pad, len(inhoud)), pad, inhoud)
    return pad


def lees(pad: Path, grens: int) -> bytes:
    """Read a file a person points at, at most `grens` + 1 bytes, so that a huge one costs nothing.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR.
    """
    try:
        with pad.open("rb") as stroom:
            return stroom.read(grens + 1)
    except OSError:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR) from None


def herstelsleutel(wp: Werkplek, sleutel: str, pad: Path) -> Path:
    """Write the page with the recovery key where the person said; the audit log holds that, not where."""
    schrijf(pad, kluizen.herstelsleutel_pdf(wp, sleutel))
    wp.log("herstelsleutel_geschreven")
    return pad
