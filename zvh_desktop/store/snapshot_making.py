"""Make a snapshot of a stream, and say of another one's that it is right; both within the open transaction.

seal_snapshot(verbinding, stream, Zegelaar) -> str | None      its hash, when there is something to stand for
confirm_snapshot(verbinding, stream, hash, Zegelaar) -> bool    whether the same state was found here
"""

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol import delta as wire_
from zvh_desktop.protocol.delta import DeltaBody, Versions, encode_body, read_sealed
from zvh_desktop.protocol.errors import Weigering
from zvh_desktop.protocol.rights import mag_momentopname
from zvh_desktop.protocol.snapshot import SnapshotConfirm, read_snapshot_confirm, sign_snapshot_confirm
from zvh_desktop.store import chains, pieces, snapshots
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.kinds import RECORDSCHEMA
from zvh_desktop.store.outgoing import seal_stream
from zvh_desktop.store.sealing import Zegelaar, prepare, seal_body

__all__ = ["confirm_snapshot", "seal_snapshot"]


def seal_snapshot(verbinding: Verbinding, stream: str, zegelaar: Zegelaar) -> str | None:
    """Seal the state of a stream, and have it sent; return its hash, or None when there is nothing, or too much.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code`.
    """
    zegel = prepare(verbinding, stream, zegelaar)
    if not mag_momentopname(zegel.rol, zegel.soort):
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="verzegelen", code=Weigering.ROL.value)
    seal_stream(verbinding, stream, zegelaar)
    koppen = chains.heads_of_stream(verbinding, stream)
    if not koppen:
        return None
    txns, changes, tot, vooruit = snapshots.build_body(verbinding, stream)
    body = DeltaBody(txns, changes, {}, None, Versions(zegelaar.programma, RECORDSCHEMA), tot, vooruit)
    dekt = {toestel: (kop.nr, bytes.fromhex(kop.hash)) for toestel, kop in koppen.items()}
    inhoud = encode_body(body, zegel.sleutels.toestel)
    if len(inhoud) > wire_.MAX_SNAPSHOT:
        return None
    hash_, _ = seal_body(verbinding, stream, zegel, inhoud, soort=wire_.SNAPSHOT, dekt=dekt)
    pieces.enqueue(verbinding, hash_, stream)
    stuk = pieces.get(verbinding, hash_)
    assert stuk is not None
    snapshots.note(verbinding, read_sealed(stuk.wire))
    return hash_


def confirm_snapshot(verbinding: Verbinding, stream: str, hash_: str, zegelaar: Zegelaar) -> bool:
    """Compute the state that a snapshot of another device covers; when it is the same, sign so and have that sent.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code`; NIET_GEVONDEN.
    """
    zegel = prepare(verbinding, stream, zegelaar)
    sealed, body = snapshots.open_snapshot(verbinding, hash_)
    if sealed.header.toestel == zegel.sleutels.toestel or not mag_momentopname(zegel.rol, zegel.soort):
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="bevestigen", code=Weigering.ROL.value)
    koppen = chains.heads_of_stream(verbinding, stream)
    dekt = sealed.header.dekt or {}
    if any(toestel not in koppen or koppen[toestel].nr < nr for toestel, (nr, _) in dekt.items()):
        return False
    if snapshots.leans_on_hearsay(verbinding, stream):
        return False
    digest = snapshots.digest_at(verbinding, stream, body.tot)
    if snapshots.digest_of(verbinding, hash_, body) != digest.hex():
        return False
    woord = sign_snapshot_confirm(
        SnapshotConfirm(stream, sealed.hash, digest, zegel.sleutels.toestel, zegelaar.nu_ms), zegel.sleutels.teken
    )
    snapshots.accept_confirm(verbinding, woord, zegelaar.stand)
    pieces.enqueue(verbinding, read_snapshot_confirm(woord).id.hex(), stream)
    return True
