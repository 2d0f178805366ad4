"""After an update of the program: what had come too early is taken in."""

from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.kinds import RECORDSCHEMA
from zvh_desktop.store.meta import SCHEMA_GEZIEN, read_number, write_meta

__all__ = ["replay_after_update"]


def replay_after_update(verbinding: Verbinding, *, nu_ms: int, tijd: str) -> int:
    """Try deltas of newer programs again when this one knows another schema than the last; return how many fitted.

    Args:
        verbinding: the open vault, migrated, outside a transaction.
        nu_ms: ms UTC.
        tijd: the same moment as UTC text.
    """
    # An older program may have had this vault since, and set aside what this one knows.
    if read_number(verbinding, SCHEMA_GEZIEN) == RECORDSCHEMA:
        return 0
    gepast = 0
    with verbinding.transaction():
        if verbinding.value("SELECT 1 FROM apart WHERE reden = 'versie_nieuwer' LIMIT 1") is not None:
            # Imported here: only after an update does opening a vault have to unseal anything.
            from zvh_desktop.store.incoming import replay
            from zvh_desktop.store.sync_keys import region_state

            gepast = replay(verbinding, stand=region_state(verbinding, nu_ms=nu_ms), nu_ms=nu_ms, tijd=tijd).toegepast
        write_meta(verbinding, SCHEMA_GEZIEN, str(RECORDSCHEMA))
    return gepast
