"""What is missing and what is too much in who holds which key: pure; the round carries it out.

A stream without an epoch gets one. Two epochs side by side are joined. A current epoch whose key somebody has who may
not (any longer) is followed by a new one. Who may have a stream and lacks one of its keys is given it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from zvh_desktop.protocol.epochs import HERSTEL, epoch_heads
from zvh_desktop.protocol.rights import mag_toekennen

__all__ = ["Plan", "Sleutelstand", "plan_access"]


@dataclass(frozen=True, slots=True)
class Sleutelstand:
    """The epochs of one stream, as they are known here.

    Attributes:
        stream: 32 hex digits.
        soort: kind of stream.
        epochs: epoch to its parents.
        starters: epoch to the device that started it.
        eigen: epochs of which the key is here.
        gegeven: epoch to devices (and "herstel") that were given its key.
    """

    stream: str
    soort: str
    epochs: Mapping[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    starters: Mapping[bytes, str] = field(default_factory=dict)
    eigen: Collection[bytes] = ()
    gegeven: Mapping[bytes, Collection[str]] = field(default_factory=dict)

    @property
    def koppen(self) -> tuple[bytes, ...]:
        """Epochs that no other follows."""
        return epoch_heads(self.epochs)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do.

    Attributes:
        begin: (stream, kind, parents) of epochs to start; each is given to whom `krijgt` names, and to "herstel".
        geef: (stream, epoch, for whom) of keys to give.
        krijgt: stream to the devices that may have it.
    """

    begin: tuple[tuple[str, str, tuple[bytes, ...]], ...]
    geef: tuple[tuple[str, bytes, str], ...]
    krijgt: Mapping[str, frozenset[str]]

    @property
    def is_leeg(self) -> bool:
        """Nothing to do."""
        return not self.begin and not self.geef


def plan_access(
    standen: Iterable[Sleutelstand],
    *,
    ik: str,
    rol: str,
    krijgt: Callable[[Sleutelstand], Collection[str]],
    meteen: Callable[[Sleutelstand], bool],
) -> Plan:
    """Decide what this device should do about keys.

    Args:
        standen: the streams known here.
        ik: this device.
        rol: its certified role.
        krijgt: which devices in good standing may have a stream.
        meteen: whether to act on what others might do as well (a beheerder; anyone when nobody did it for a while),
            so that not every device answers the same event with an epoch of its own.
    """
    begin: list[tuple[str, str, tuple[bytes, ...]]] = []
    geef: list[tuple[str, bytes, str]] = []
    wie_krijgt: dict[str, frozenset[str]] = {}
    for stand in standen:
        if not mag_toekennen(rol, stand.soort):
            continue
        mogen = frozenset(krijgt(stand))
        if ik not in mogen:
            continue
        wie_krijgt[stand.stream] = mogen
        koppen = stand.koppen
        if _nieuw_nodig(stand, koppen, mogen, ik=ik, meteen=meteen(stand)):
            begin.append((stand.stream, stand.soort, koppen))
        allen = (*sorted(mogen), HERSTEL)
        for epoch in sorted(stand.eigen):
            heeft = stand.gegeven.get(epoch, ())
            geef.extend((stand.stream, epoch, voor) for voor in allen if voor not in heeft)
    return Plan(tuple(begin), tuple(geef), wie_krijgt)


def _nieuw_nodig(
    stand: Sleutelstand, koppen: tuple[bytes, ...], mogen: Collection[str], *, ik: str, meteen: bool
) -> bool:
    if not koppen:
        return True
    if len(koppen) > 1:
        # One of the starters joins, so that joining does not itself give two.
        return meteen or stand.starters.get(koppen[0]) == ik
    te_veel = set(stand.gegeven.get(koppen[0], ())) - set(mogen) - {HERSTEL}
    return bool(te_veel) and meteen
