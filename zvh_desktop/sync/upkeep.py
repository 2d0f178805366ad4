"""What a full round does besides: the audit log of this device is shared, snapshots are made and confirmed."""

from collections.abc import Callable
from functools import partial
from typing import Final

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Willekeur
from zvh_desktop.protocol.rights import mag_momentopname
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import audit_share, refill, snapshot_making, sync_keys
from zvh_desktop.store.sealing import Zegelaar
from zvh_desktop.store.store import Store
from zvh_desktop.store.streams import get_stream

__all__ = ["DELTAS_PER_MOMENTOPNAME", "audit_is_due", "ensure_audit_stream", "note_audit", "snapshots"]

DELTAS_PER_MOMENTOPNAME: Final = 200
"""So many deltas make a snapshot worth while."""

_PER_RONDE: Final = 4
_AUDIT_MS: Final = 60 * 60 * 1000
_AUDIT_RIJEN: Final = 200
_AUDIT_TIJD: Final = "logboek_gedeeld"


def ensure_audit_stream(store: Store, stand: Regiostand, willekeur: Willekeur, nu_ms: int) -> None:
    """Give the audit log of this device its stream and its first key, once."""
    verbinding = store.verbinding
    stream = audit_share.own_stream(verbinding)
    if stream is not None and sync_keys.epochs(verbinding, stream).heads:
        return
    with verbinding.transaction():
        if stream is None:
            stream = willekeur.bytes(16).hex()
            audit_share.set_own_stream(verbinding, stream)
        sync_keys.start_epoch(
            verbinding, stream, stand, sleutel=willekeur.bytes(sync_keys.SLEUTEL_BYTES), tijd=nu_ms, soort="audit"
        )


def audit_is_due(store: Store, nu_ms: int) -> bool:
    """Whether enough of the log waits, or anything for long enough."""
    wachtend = audit_share.waiting_rows(store.verbinding)
    laatst = int(store.instelling(_AUDIT_TIJD) or 0)
    return wachtend >= _AUDIT_RIJEN or (wachtend > 0 and not 0 <= nu_ms - laatst < _AUDIT_MS)


def note_audit(store: Store, nu_ms: int) -> None:
    """Note that the log was sealed now."""
    store.zet_instelling(_AUDIT_TIJD, str(nu_ms))


def snapshots(store: Store, zegelaar: Zegelaar, tussendoor: Callable[[], object]) -> int:
    """Make snapshots of long streams and confirm those of others, a few a round; return how many pieces wait."""
    verbinding = store.verbinding
    sleutels = sync_keys.device_keys(verbinding)
    eigen = zegelaar.stand.toestel(sleutels.toestel) if sleutels is not None else None
    if sleutels is None or eigen is None:
        return 0
    gedaan = 0

    def doe(werk: Callable[[], object]) -> int:
        try:
            with verbinding.transaction():
                uitkomst = werk()
        except Omstandigheid as fout:
            if fout.reden not in (Reden.NIET_BEVOEGD, Reden.NIET_GEVONDEN):
                raise
            return 0
        tussendoor()
        return int(bool(uitkomst))

    for stream, hash_ in refill.to_confirm(verbinding, sleutels.toestel, _PER_RONDE):
        gedaan += doe(partial(snapshot_making.confirm_snapshot, verbinding, stream, hash_, zegelaar))
    for stream in refill.snapshot_candidates(verbinding, DELTAS_PER_MOMENTOPNAME, _PER_RONDE):
        soort = get_stream(verbinding, stream).soort
        if soort != "audit" and mag_momentopname(eigen.cert.rol, soort):
            gedaan += doe(partial(snapshot_making.seal_snapshot, verbinding, stream, zegelaar))
    return gedaan
