"""Which installation a vault lives in: a folder that was copied by hand becomes a device of its own.

Two folders with one device id would seal as one device, and every receiver would refuse what one of the two says. So
each installation (one user on one machine) has a random secret in `kluizen.json` beside its settings, with the place of
every device that was opened there; a vault holds a hash of the secret of the installation it was last opened in. When a
vault is opened:

- its hash is of another installation: it came from elsewhere, and becomes a new device;
- its device stands at another place, and that place still holds this vault: it is a copy, and becomes a new device;
- its device stands at another place where it no longer is: it was moved, and the new place is noted;
- it has no hash (never opened by this program, just made, or just restored): it belongs here from now on.

A file that is lost or damaged counts as that of another installation: on a machine a vault was copied to there is no
file either, and the two cannot be told apart. Being wrong costs one enrolment; being wrong the other way costs a chain
that forks. Where the file cannot be read or written, a vault with a hash becomes a new device once and goes on without
one: it would otherwise be another device each day. What slips through (that, a disk put back as it was last week) is
seen later, when this device's own voice comes in from elsewhere; see `store.meta.KOPIE_GEZIEN`. A vault that lives on
a stick and is opened on two machines in turn becomes a new device each time: nothing tells it from a copy.

Nothing of this ever keeps a vault from opening.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from zvh_desktop.config import instellingenbestand
from zvh_desktop.domain.errors import ZvhFout
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import device, slots
from zvh_desktop.store.files import write_safely
from zvh_desktop.store.times import to_text

__all__ = ["BESTANDSNAAM", "herken"]

BESTANDSNAAM = "kluizen.json"
_GEHEIM_BYTES = 32
_MAX_BYTES = 1024 * 1024
_WACHT_S = 2.0


@dataclass(slots=True)
class _Register:
    """What this installation knows of its vaults.

    Attributes:
        geheim: random bytes, of this installation alone.
        plekken: vault id → device id → folder.
    """

    geheim: bytes
    plekken: dict[str, dict[str, str]] = field(default_factory=dict)

    def merk(self, kluis_id: str) -> str:
        """Return the hash by which a vault knows this installation (64 hex digits), another one for each vault."""
        return hashlib.sha256(b"zvh-installatie\0" + self.geheim + kluis_id.encode("ascii")).hexdigest()

    def plek(self, kluis_id: str, toestel: str) -> str | None:
        """Return where a device was last."""
        return self.plekken.get(kluis_id, {}).get(toestel)

    def zet(self, kluis_id: str, toestel: str, map_: str) -> None:
        """Note where a device is; in one place there is one device."""
        bekend = {t: plek for t, plek in self.plekken.get(kluis_id, {}).items() if plek != map_}
        self.plekken[kluis_id] = {**bekend, toestel: map_}


def herken(wp: Werkplek) -> bool:
    """Let a vault that was just opened know where it is; return whether it became a new device.

    Usually one small file and one query; something is written only when the vault is new here, was moved, or is a copy.
    """
    pad = instellingenbestand().with_name(BESTANDSNAAM)
    kluis_id, map_ = wp.kluis.kluis_id, str(wp.kluis.map)
    toestel, merk = device.installation(wp.store.verbinding)
    try:
        register = _lees(pad)
    except OSError:
        register = None
    if register and merk == register.merk(kluis_id) and map_ == register.plek(kluis_id, toestel):
        return False
    register = register or _Register(wp.willekeur.bytes(_GEHEIM_BYTES))
    nieuw = _ander_toestel(wp, register, toestel, merk)
    try:
        with _alleen(pad):
            register = _lees(pad) or register
            nieuw = _ander_toestel(wp, register, toestel, merk)
            register.zet(kluis_id, nieuw or toestel, map_)
            _schrijf(pad, register)
        nieuw_merk = register.merk(kluis_id)
    except (OSError, NotImplementedError):
        # A folder that cannot be written; older releases of filelock raise the second where a disk knows no locks.
        nieuw_merk = "" if nieuw else merk
    if nieuw or nieuw_merk != merk:
        _neem_over(wp, nieuw, nieuw_merk)
    return bool(nieuw)


def _ander_toestel(wp: Werkplek, register: _Register, toestel: str, merk: str) -> str:
    """Return the id that this vault has to take, "" when it keeps its own."""
    kluis_id = wp.kluis.kluis_id
    oud = register.plek(kluis_id, toestel)
    elders = bool(merk) and merk != register.merk(kluis_id)
    return wp.willekeur.bytes(8).hex() if elders or (oud and _is_er_nog(Path(oud), wp)) else ""


def _is_er_nog(oud: Path, wp: Werkplek) -> bool:
    """Whether a folder, another than the one that is open, holds this vault."""
    try:
        return not os.path.samefile(oud, wp.kluis.map) and slots.read_slots(oud).kluis_id == wp.kluis.kluis_id
    except (OSError, ZvhFout):
        return False


def _neem_over(wp: Werkplek, nieuw: str, merk: str) -> None:
    verbinding = wp.store.verbinding
    with verbinding.transaction():
        if nieuw:
            tijd = to_text(wp.klok.nu())
            device.become_new_device(verbinding, nieuw, tijd=tijd, gebeurtenis="kluis_gekopieerd")
        if merk:
            device.set_installation(verbinding, merk)


@contextmanager
def _alleen(pad: Path) -> Iterator[None]:
    """Keep a second program that opens another vault from writing at the same time."""
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # When it takes too long, filelock raises an OSError too.
    with FileLock(pad.with_name(f"{pad.name}.slot"), timeout=_WACHT_S, mode=0o600):
        yield


def _lees(pad: Path) -> _Register | None:
    """Return what the file holds, None when there is none or it is damaged.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with pad.open("rb") as bron:
            inhoud = json.loads(bron.read(_MAX_BYTES))
        geheim = bytes.fromhex(inhoud["geheim"])
        plekken = {str(k): {str(t): str(p) for t, p in v.items()} for k, v in inhoud["kluizen"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _Register(geheim, plekken) if len(geheim) == _GEHEIM_BYTES else None


def _schrijf(pad: Path, register: _Register) -> None:
    inhoud = {"geheim": register.geheim.hex(), "kluizen": register.plekken}
    write_safely(pad, (json.dumps(inhoud, indent=1, sort_keys=True) + "\n").encode("utf-8"))
