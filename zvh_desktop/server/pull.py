"""Pull: per stream one range of what lies after a number, cut off at a size; the history before it costs nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zvh_desktop.server.pieces import lees_stuk
from zvh_desktop.server.storage import Loper, Opslag, Toegankelijk

__all__ = ["MAX_STREAMS", "Haal", "haal"]

MAX_STREAMS: Final = 20_000
"""Most streams in one request."""

_EEN_VOOR_EEN: Final = 8
_MAX_STUKKEN: Final = 20_000


@dataclass(frozen=True, slots=True)
class Haal:
    """An answer.

    Attributes:
        stukken: (stream, number, wire), ascending per stream.
        meer: not everything fitted.
        laatste: stream → last number that this device may have.
        gesnoeid: stream → highest number that was pruned, where something was.
    """

    stukken: tuple[tuple[bytes, int, bytes], ...]
    meer: bool
    laatste: Mapping[bytes, int]
    gesnoeid: Mapping[bytes, int]


def haal(
    opslag: Opslag, toestel: bytes, streams: Mapping[bytes, int], *, max_bytes: int, momentopname: bool = False
) -> Haal:
    """Return what a device lacks of the streams that it may read; other streams are left out without a word.

    Args:
        opslag: the store.
        toestel: device of the session.
        streams: stream → highest number that the device has.
        max_bytes: when to stop; a first piece always fits.
        momentopname: leave out deltas that the newest confirmed snapshot of their stream stands for.
    """
    stukken: list[tuple[bytes, int, bytes]] = []
    over, meer = max_bytes, False
    with opslag.lees() as loper:
        mag: dict[bytes, Toegankelijk] = {}
        if len(streams) <= _EEN_VOOR_EEN:
            for naam in streams:
                mag.update(opslag.toegankelijk_in(loper, toestel, naam))
        else:
            mag = opslag.toegankelijk_in(loper, toestel)
        for naam, na in streams.items():
            stroom = mag.get(naam)
            if stroom is None or stroom.tot <= na:
                continue
            if over <= 0 or len(stukken) >= _MAX_STUKKEN:
                meer = True
                break
            gedekt = _gedekt(opslag, loper, stroom.id) if momentopname else None
            if gedekt is None:
                bereik = opslag.lees_bereik(loper, stroom.id, na, stroom.tot, over)
            else:
                bereik = opslag.lees_ongedekt(loper, stroom.id, na, stroom.tot, over, gedekt)
            if stukken and bereik.stukken and len(bereik.stukken[0][1]) > over:
                # The first piece of a range always comes; here it is not the first of the answer.
                meer = True
                break
            stukken.extend((naam, nr, wire) for nr, wire in bereik.stukken)
            over -= sum(len(wire) for _, wire in bereik.stukken)
            meer = meer or bereik.meer
    return Haal(
        tuple(stukken),
        meer,
        {naam: mag[naam].tot for naam in streams if naam in mag},
        {naam: mag[naam].gesnoeid for naam in streams if naam in mag and mag[naam].gesnoeid},
    )


def _gedekt(opslag: Opslag, loper: Loper, stroom: int) -> dict[bytes, int] | None:
    """Return device → number up to which the snapshot that was confirmed last covers it."""
    wire = opslag.bevestigd(loper, stroom, lambda confirm: lees_stuk(confirm).over)
    if wire is None:
        return None
    return {bytes.fromhex(toestel): nr for toestel, (nr, _) in (lees_stuk(wire).dekt or {}).items()}
