"""What an ended device made beyond the limits of its revocation and was taken in here before that was known.

Other devices refuse these deltas, so vaults can differ there until somebody looks; nothing is taken back by itself,
since other people may have worked on with it.
"""

from dataclasses import dataclass

from zvh_desktop.crypto.envelope import decrypt_sealed
from zvh_desktop.protocol.delta import decode_body, read_sealed
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import chains, sync_keys
from zvh_desktop.store.connection import Verbinding

__all__ = ["Daad", "Voorbij", "beyond", "devices_beyond"]


@dataclass(frozen=True, slots=True)
class Daad:
    """One act of the device that was taken in.

    Attributes:
        txn: its id.
        stream: where.
        label: what it did.
        tijd: UTC text.
        wijzigingen: (soort, record, veld, JSON text) of what it changed.
        teruggedraaid: somebody took it back.
    """

    txn: str
    stream: str
    label: str
    tijd: str
    wijzigingen: tuple[tuple[str, str, str, str], ...]
    teruggedraaid: bool


@dataclass(frozen=True, slots=True)
class Voorbij:
    """What lies beyond the limits, of one device.

    Attributes:
        daden: the acts, oldest first.
        niet_te_lezen: deltas beyond the limits of which the acts cannot be told any more (dropped under a snapshot).
    """

    daden: tuple[Daad, ...]
    niet_te_lezen: int


def devices_beyond(verbinding: Verbinding, stand: Regiostand) -> dict[str, int]:
    """Return ended device → how many of its deltas beyond the limits were taken in here."""
    uit: dict[str, int] = {}
    for id_, toestel in stand.toestellen.items():
        if toestel.ingetrokken is None:
            continue
        over = sum(
            max(0, kop.nr - (toestel.grens(stream) or 0))
            for stream, kop in chains.heads_of_device(verbinding, id_).items()
        )
        if over:
            uit[id_] = over
    return uit


def beyond(verbinding: Verbinding, stand: Regiostand, toestel: str) -> Voorbij:
    """Return what a device made beyond its limits and is in the history here."""
    gevonden = stand.toestel(toestel)
    if gevonden is None or gevonden.ingetrokken is None:
        return Voorbij((), 0)
    txns: dict[str, str] = {}
    niet = 0
    for stream, kop in chains.heads_of_device(verbinding, toestel).items():
        grens = gevonden.grens(stream) or 0
        if kop.nr <= grens:
            continue
        sleutels = sync_keys.epochs(verbinding, stream).sleutels
        gelezen = 0
        for (wire,) in verbinding.rows(
            "SELECT wire FROM stuk WHERE stream = ? AND toestel = ? AND volg > ? AND soort IN ('delta', 'snapshot') "
            "ORDER BY volg, poging",
            (stream, toestel, grens),
        ):
            gelezen += 1
            sealed = read_sealed(bytes(wire))
            try:
                body = decode_body(decrypt_sealed(sealed, sleutels[sealed.header.epoch]), toestel)
            except (KeyError, ProtocolFout):
                continue
            if sealed.header.dekt is None:
                txns.update((txn.id, stream) for txn in body.txns)
        niet += max(0, kop.nr - grens - gelezen)
    daden = [daad for txn, stream in txns.items() if (daad := _daad(verbinding, txn, stream)) is not None]
    return Voorbij(tuple(sorted(daden, key=lambda d: (d.tijd, d.txn))), niet)


def _daad(verbinding: Verbinding, txn: str, stream: str) -> Daad | None:
    rij = verbinding.row("SELECT nr, label, tijd FROM txn WHERE id = ?", (txn,))
    if rij is None:
        return None
    wijzigingen = verbinding.rows(
        "SELECT soort, record, veld, waarde FROM change WHERE txn = ? AND stream = ? ORDER BY nr", (rij[0], stream)
    )
    if not wijzigingen:
        return None
    terug = verbinding.value("SELECT 1 FROM txn WHERE herstelt = ? LIMIT 1", (txn,)) is not None
    return Daad(txn, stream, str(rij[1]), str(rij[2]), tuple((s, r, v, w) for s, r, v, w in wijzigingen), terug)
