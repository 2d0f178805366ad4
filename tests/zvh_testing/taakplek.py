"""Tasks whose thread owns a workplace of a vault."""

from collections.abc import Iterator
from contextlib import contextmanager

from zvh_testing.casuskluis import maak_werkplek

from zvh_desktop.gui.taken import Taken
from zvh_desktop.store.vault import Vault


@contextmanager
def taken_op(vault: Vault) -> Iterator[Taken]:
    """Start tasks on a thread that owns a workplace of `vault`; stopped at the end."""
    taken = Taken()
    taken.start(lambda: maak_werkplek(vault), lambda wp: wp.store.close())
    try:
        yield taken
    finally:
        taken.sluit()
