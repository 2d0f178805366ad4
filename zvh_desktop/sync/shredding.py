"""Destroyed dossiers in a round: orders that lie in the stream of the region are carried out, reports are signed."""

from collections.abc import Callable

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.log import logboek
from zvh_desktop.protocol.destruction import read_destroyed
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.store import pieces, shred
from zvh_desktop.store.sealing import Zegelaar
from zvh_desktop.store.store import Store

__all__ = ["carry_out"]

_log = logboek(__name__)


def carry_out(
    store: Store, zegelaar: Zegelaar, tussendoor: Callable[[], object] = lambda: None
) -> set[tuple[str, str]]:
    """Do what two persons ordered and this vault did not do yet, then sign the reports that are due.

    Returns:
        (soort, record) of everything that is gone here now.
    """
    v = store.verbinding
    weg: set[tuple[str, str]] = set()
    for wire in shred.ordered(v):
        try:
            with v.transaction():
                uit = shred.take_in(v, wire, zegelaar.stand, tijd=zegelaar.tijd, concepten=store.begin_concepten)
                # The server is told by everyone: the device where it was ordered may be gone by now.
                pieces.enqueue(v, read_destroyed(wire).id.hex(), uit.stream)
                weg |= uit.geraakt
        except ProtocolFout as fout:
            _log.waarschuwing("een opdracht tot vernietigen is geweigerd", code=fout.code.value)
        tussendoor()
    for stream in shred.due(v, store.toestel):
        try:
            with v.transaction():
                shred.report(v, stream, zegelaar)
        except (Omstandigheid, ProtocolFout) as fout:
            if isinstance(fout, Omstandigheid) and fout.reden is not Reden.NIET_BEVOEGD:
                raise
            # Not certified (any more): what it had is gone all the same; it can only not say so.
            _log.info("melden dat het vernietigd is kan nu niet", stream=stream)
    return weg
