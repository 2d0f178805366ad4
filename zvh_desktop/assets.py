"""Find what is shipped beside the code: forms and style sheets, SQL steps, fonts, icons, sample data.

The wheel carries these folders as `zvh_desktop/_data/...`; a checkout reads them where they lie. Nothing
but this module knows the difference.
"""

from pathlib import Path

from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = ["MAPPEN", "asset"]

MAPPEN = frozenset({"ui", "db", "resources"})
"""Folders that are shipped; everything else is a mistake of the caller."""

_PAKKET = Path(__file__).resolve().parent
_INGEPAKT = _PAKKET / "_data"
_CHECKOUT = _PAKKET.parent


def asset(*delen: str) -> Path:
    """Return the path of a shipped file or folder.

    Args:
        delen: parts below the package data, the first one being one of `MAPPEN`; no part may climb.

    Returns:
        An existing path, inside the installed package or beside it in a checkout.

    Raises:
        Programmafout: unknown folder, a part that climbs, or a file that was not shipped.
    """
    if not delen or delen[0] not in MAPPEN:
        raise Programmafout(Reden.NIET_GEVONDEN, wat="asset", map=delen[0] if delen else "")
    if any(deel in {"", ".", ".."} or "/" in deel or "\\" in deel for deel in delen):
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="asset", pad="/".join(delen))
    for grond in (_INGEPAKT, _CHECKOUT):
        pad = grond.joinpath(*delen)
        if pad.exists():
            return pad
    raise Programmafout(Reden.NIET_GEVONDEN, wat="asset", pad="/".join(delen))
