"""Encrypt a vault again under a new key, so that a crash at any point leaves a vault that opens.

Order: (1) a whole copy under the new key beside the database; (2) slots.json with the new slots, and the old key
wrapped by the new one; (3) the copy takes the place of the database; (4) slots.json without the old key. Until 2
the old passphrase opens the old database; from 2 on the new one opens, and finishes what was left.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from zvh_desktop.crypto.keys import NONCE_BYTES, unwrap_key, wrap_key
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Willekeur
from zvh_desktop.store.backup import copy_and_verify
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.files import file_errors, sync_folder
from zvh_desktop.store.layout import DATABASE
from zvh_desktop.store.slots import Sleutelbestand, write_slots

__all__ = ["finish_pending", "take_into_use"]

_NIEUW = f"{DATABASE}.nieuw"


def _aad(kluis_id: str) -> bytes:
    return f"zvh overgang {kluis_id}".encode("ascii")


def _remove(pad: Path) -> None:
    for staart in ("", "-wal", "-shm", "-journal"):
        pad.with_name(pad.name + staart).unlink(missing_ok=True)


def take_into_use(
    map_: Path,
    bestand: Sleutelbestand,
    *,
    oud: bytes,
    nieuw: bytes,
    willekeur: Willekeur,
    voortgang: Callable[[int, int], None] | None = None,
) -> None:
    """Go through the four steps; nobody else has the database open.

    Args:
        map_: the vault folder.
        bestand: slots that wrap the new key.
        oud: the old key, 32 bytes, secret.
        nieuw: the new key, 32 bytes, secret.
        willekeur: for a nonce.
        voortgang: told pages done and pages in all.
    """
    _build(map_, oud, nieuw, voortgang)
    nonce = willekeur.bytes(NONCE_BYTES)
    overgang = nonce + wrap_key(oud, nieuw, nonce=nonce, aad=_aad(bestand.kluis_id))
    write_slots(map_, replace(bestand, overgang=overgang))
    _swap(map_, bestand)


def _build(map_: Path, oud: bytes, nieuw: bytes, voortgang: Callable[[int, int], None] | None = None) -> None:
    kopie = map_ / _NIEUW
    with file_errors(onderdeel=_NIEUW):
        _remove(kopie)
    verbinding = Verbinding(map_ / DATABASE, oud)
    try:
        verbinding.checkpoint()
        copy_and_verify(verbinding, kopie, nieuw, voortgang)
    except BaseException:
        _remove(kopie)
        raise
    finally:
        verbinding.close()


def _swap(map_: Path, bestand: Sleutelbestand) -> None:
    with file_errors(onderdeel=DATABASE):
        # The old log was emptied before the copy was made; it must not be found beside the new database.
        for staart in ("-wal", "-shm"):
            (map_ / (DATABASE + staart)).unlink(missing_ok=True)
        os.replace(map_ / _NIEUW, map_ / DATABASE)
        sync_folder(map_)
    # Twice: the spare must open the new database too.
    write_slots(map_, replace(bestand, overgang=None))
    write_slots(map_, replace(bestand, overgang=None))


def _opens(pad: Path, sleutel: bytes) -> bool:
    try:
        Verbinding(pad, sleutel).close()
    except Omstandigheid as fout:
        if fout.reden is Reden.KLUIS_BESCHADIGD:
            return False
        raise
    return True


def finish_pending(map_: Path, bestand: Sleutelbestand, sleutel: bytes) -> Sleutelbestand:
    """Finish a change of key that was cut off; return slots.json as it stands then."""
    klaar = replace(bestand, overgang=None)
    if bestand.overgang is None:
        # Cut off before slots.json was written: the copy is of no use.
        with file_errors(onderdeel=_NIEUW):
            _remove(map_ / _NIEUW)
        return klaar
    if _opens(map_ / DATABASE, sleutel):
        write_slots(map_, klaar)
        write_slots(map_, klaar)
        with file_errors(onderdeel=_NIEUW):
            _remove(map_ / _NIEUW)
        return klaar
    if not _opens(map_ / _NIEUW, sleutel):
        oud = unwrap_key(
            bestand.overgang[NONCE_BYTES:], sleutel, nonce=bestand.overgang[:NONCE_BYTES], aad=_aad(bestand.kluis_id)
        )
        if oud is None:
            raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel=DATABASE)
        _build(map_, oud, sleutel)
    _swap(map_, klaar)
    return klaar
