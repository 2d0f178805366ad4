"""Failed unlocks: sealed to the vault in a side file, chained into the audit log at the next unlock.

The side file can be deleted by whoever can delete the vault; what was folded in cannot be taken out unseen.
"""

import json
import os
from pathlib import Path

from zvh_desktop.crypto.pogingen import open_sealed, seal
from zvh_desktop.store import audit
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.layout import POGINGEN

__all__ = ["fold_in", "note_failure"]

_MAX_BYTES = 1024 * 1024


def note_failure(map_: Path, publiek: bytes, *, tijd: str, slot: str) -> None:
    """Add one failed unlock; a full or read-only disk does not stand in the way of the message to the person."""
    tekst = json.dumps({"tijd": tijd, "slot": slot}).encode("ascii")
    pad = map_ / POGINGEN
    try:
        if pad.is_file() and pad.stat().st_size > _MAX_BYTES:
            return
        zegel = seal(publiek, tekst)
        with open(pad, "ab", opener=_alleen_eigenaar) as stroom:
            stroom.write(zegel.hex().encode("ascii") + b"\n")
    except (OSError, ValueError):
        return


def _alleen_eigenaar(pad: str, vlaggen: int) -> int:
    return os.open(pad, vlaggen, 0o600)


def _lees(regel: bytes, prive: bytes) -> dict[str, str] | None:
    try:
        open_ = open_sealed(prive, bytes.fromhex(regel.decode("ascii")))
        inhoud = None if open_ is None else json.loads(open_)
        return {"tijd": str(inhoud["tijd"]), "slot": str(inhoud["slot"])} if inhoud is not None else None
    except (ValueError, KeyError, TypeError):
        return None


def fold_in(verbinding: Verbinding, map_: Path, prive: bytes, *, tijd: str, toestel: str) -> int:
    """Chain what the side file holds into the audit log within the open transaction; return how many.

    The caller removes the file once the transaction is durable.
    """
    try:
        regels = (map_ / POGINGEN).read_bytes().splitlines()
    except OSError:
        return 0
    gelezen = [_lees(regel, prive) for regel in regels if regel.strip()]
    for poging in gelezen:
        if poging is not None:
            audit.append(verbinding, "ontgrendelen_mislukt", tijd=tijd, toestel=toestel, persoon="", details=poging)
    onleesbaar = gelezen.count(None)
    if onleesbaar:
        audit.append(
            verbinding,
            "pogingen_onleesbaar",
            tijd=tijd,
            toestel=toestel,
            persoon="",
            details={"aantal": onleesbaar},
        )
    return len(gelezen)
