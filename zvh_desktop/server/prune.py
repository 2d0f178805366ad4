"""Pruning: deltas go that a snapshot stands for, when a second device confirmed it long enough ago; nothing else."""

from dataclasses import dataclass
from typing import Final

from zvh_desktop.server.pieces import Stuk, lees_stuk
from zvh_desktop.server.storage import Opslag, Schrijf, Soort, Stroomstand

__all__ = ["Snoeisel", "snoei"]

_DAG_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Snoeisel:
    """What was removed.

    Attributes:
        bekeken: streams with a snapshot and a confirmation.
        gesnoeid: streams of which something was removed.
        deltas: how many. bytes: how much.
        verschil: chains that were left alone because the snapshot names another link than is kept.
    """

    bekeken: int = 0
    gesnoeid: int = 0
    deltas: int = 0
    bytes: int = 0
    verschil: int = 0


def snoei(opslag: Opslag, *, nu_ms: int, dagen: int, proef: bool = False) -> Snoeisel:
    """Prune every stream, each in a transaction of its own.

    Args:
        opslag: the store.
        nu_ms: now.
        dagen: a confirmation, and what it lets go, must be older than this.
        proef: count, and remove nothing.
    """
    grens = nu_ms - dagen * _DAG_MS
    with opslag.schrijf() as t:
        namen = t.met_momentopname()
    gesnoeid = deltas = bytes_ = verschil = 0
    for naam in namen:
        try:
            with opslag.schrijf(op_slot=[naam]) as t:
                stroom = t.stroom(naam)
                if stroom is None or stroom.vernietigd is not None:
                    continue
                weg, groot, anders = _snoei_stroom(t, stroom, grens)
                if proef:
                    raise _Proef
        except _Proef:
            # Leaving the block this way takes everything back.
            pass
        gesnoeid += weg > 0
        deltas, bytes_, verschil = deltas + weg, bytes_ + groot, verschil + anders
    return Snoeisel(len(namen), gesnoeid, deltas, bytes_, verschil)


class _Proef(Exception):
    """Only a trial."""


def _snoei_stroom(t: Schrijf, stroom: Stroomstand, grens: int) -> tuple[int, int, int]:
    momentopname = _geldige(t, stroom, grens)
    weg = groot = verschil = 0
    for toestel_hex, (nr, hash_) in (momentopname.dekt or {}).items() if momentopname is not None else ():
        toestel = bytes.fromhex(toestel_hex)
        schakel = t.schakel_hash(stroom.id, toestel, nr)
        if schakel is None:
            # Not here, or pruned before: what is not proven to be covered stays.
            continue
        if schakel[1] != hash_:
            verschil += 1
            continue
        aantal, bytes_ = t.snoei(stroom.id, toestel, nr, grens)
        weg, groot = weg + aantal, groot + bytes_
    return weg, groot, verschil


def _geldige(t: Schrijf, stroom: Stroomstand, grens: int) -> Stuk | None:
    """Return the newest snapshot that another device confirmed before `grens`."""
    bevestigd: dict[bytes, set[bytes]] = {}
    for _, ontvangen, wire in t.bijzonder(stroom.id, Soort.BEVESTIGING):
        if ontvangen < grens:
            confirm = lees_stuk(wire)
            bevestigd.setdefault(confirm.over, set()).add(confirm.toestel)
    for _, ontvangen, wire in reversed(t.bijzonder(stroom.id, Soort.MOMENTOPNAME)):
        stuk = lees_stuk(wire)
        if ontvangen < grens and bevestigd.get(stuk.hash, set()) - {stuk.toestel}:
            return stuk
    return None
