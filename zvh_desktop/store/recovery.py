"""The region's recovery key at work: open what was wrapped for it, in a vault that has no key of its own."""

from zvh_desktop.protocol.epochs import HERSTEL, grant_info, read_grant
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import sync_keys
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.streams import set_kind

__all__ = ["open_with_recovery_key"]


def open_with_recovery_key(verbinding: Verbinding, kem_prive: bytes, stand: Regiostand) -> int:
    """Open every epoch that was wrapped for the recovery key, within the open transaction; return how many.

    Args:
        verbinding: within a transaction; holds the epochs and grants of a server or a stick.
        kem_prive: the recovery key, from paper.
        stand: the region.
    """
    if stand.begin is None:
        return 0
    geopend = 0
    for wire, vastlegging in verbinding.rows(
        "SELECT s.wire, e.vastlegging FROM toekenning t JOIN stuk s ON s.hash = t.hash JOIN epoch e ON e.id = t.epoch "
        "WHERE t.voor = ? AND e.sleutel IS NULL",
        (HERSTEL,),
    ):
        toekenning = read_grant(bytes(wire))
        info = grant_info(stand.begin.region, toekenning.stream, toekenning.epoch, toekenning.voor)
        try:
            sleutel = sync_keys.open_wrapped(toekenning, kem_prive, info, vastlegging=bytes(vastlegging))
        except ProtocolFout:
            # Made for another key, or altered: another grant of the same epoch may be good.
            continue
        set_kind(verbinding, sleutel.stream, sleutel.soort)
        verbinding.run("UPDATE epoch SET sleutel = ? WHERE id = ?", (sleutel.sleutel, toekenning.epoch.hex()))
        geopend += 1
    return geopend
