"""Sealing in the name of this device: who may, under which epoch, in which place of the chain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zvh_desktop.crypto.envelope import seal
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol import delta as wire_
from zvh_desktop.protocol.delta import Change, DeltaBody, Txn, Versions, read_sealed
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import audit, chains, pieces, sync_keys
from zvh_desktop.store.chains import Kop
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.kinds import RECORDSCHEMA
from zvh_desktop.store.meta import KOPIE_GEZIEN

__all__ = ["Zegel", "Zegelaar", "prepare", "seal_body", "with_heads"]


@dataclass(frozen=True, slots=True)
class Zegelaar:
    """What sealing needs.

    Attributes:
        stand: the region; this device must be in good standing.
        zout: gives random bytes.
        nu_ms: ms UTC.
        tijd: the same moment as UTC text.
        programma: version of the program.
    """

    stand: Regiostand
    zout: Callable[[int], bytes]
    nu_ms: int
    tijd: str
    programma: str = ""


@dataclass(frozen=True, slots=True)
class Zegel:
    """One stream made ready for sealing."""

    zegelaar: Zegelaar
    sleutels: sync_keys.Toestelsleutels
    rol: str
    soort: str
    epoch: bytes
    epoch_key: bytes


def prepare(verbinding: Verbinding, stream: str, zegelaar: Zegelaar) -> Zegel:
    """Check that this device may seal in this stream.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code` (a refusal code): no device keys, not certified, revoked, no key of the
            stream ("geen_toegang"), or another copy speaks as this device ("keten_vork").
    """
    if verbinding.value("SELECT 1 FROM meta WHERE naam = ?", (KOPIE_GEZIEN,)) is not None:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="verzegelen", code=Weigering.KETEN_VORK.value)
    sleutels = sync_keys.device_keys(verbinding)
    if sleutels is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="verzegelen", code=Weigering.TOESTEL_ONBEKEND.value)
    try:
        cert = zegelaar.stand.verwacht(sleutels.toestel).cert
        epochstand = sync_keys.epochs(verbinding, stream)
        epoch = epochstand.nu()
    except ProtocolFout as fout:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="verzegelen", code=fout.code.value) from None
    if cert.teken != sleutels.teken_publiek:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="verzegelen", code=Weigering.HANDTEKENING.value)
    return Zegel(zegelaar, sleutels, cert.rol, epochstand.soort, epoch, epochstand.sleutels[epoch])


def seal_body(
    verbinding: Verbinding,
    stream: str,
    zegel: Zegel,
    body: bytes,
    *,
    soort: int = wire_.DELTA,
    dekt: Mapping[str, tuple[int, bytes]] | None = None,
    plaats: tuple[int, int, bytes] | None = None,
) -> tuple[str, Kop]:
    """Seal, keep and queue one body; return its hash and place.

    Args:
        verbinding: within a transaction.
        stream: its stream.
        zegel: made ready.
        body: encoded.
        soort: DELTA or SNAPSHOT.
        dekt: of a snapshot.
        plaats: (number, attempt, hash of the one before) when sealed again; otherwise the next of the chain.
    """
    toestel = zegel.sleutels.toestel
    if plaats is None:
        kop = chains.head_of(verbinding, stream, toestel)
        plaats = (kop.nr + 1, 0, bytes.fromhex(kop.hash) if kop.nr else wire_.EERSTE)
    nr, poging, vorige = plaats
    wire = seal(
        body,
        stream=stream,
        epoch=zegel.epoch,
        toestel=toestel,
        nr=nr,
        vorige=vorige,
        tijd=zegel.zegelaar.nu_ms,
        epoch_key=zegel.epoch_key,
        teken=zegel.sleutels.teken,
        zout=zegel.zegelaar.zout(32),
        poging=poging,
        soort=soort,
        dekt=dekt,
    )
    sealed = read_sealed(wire)
    nieuw = Kop(nr, poging, sealed.hash.hex(), sealed.header.tijd)
    naam = pieces.SNAPSHOT if soort == wire_.SNAPSHOT else pieces.DELTA
    pieces.keep(verbinding, pieces.Stuk(nieuw.hash, stream, naam, toestel, nr, poging, sealed.header.tijd, None, wire))
    chains.set_head(verbinding, stream, toestel, nieuw)
    return nieuw.hash, nieuw


def with_heads(
    verbinding: Verbinding, stream: str, zegel: Zegel, txns: Sequence[Txn], changes: Sequence[Change]
) -> DeltaBody:
    """Make a body that also tells what this device has seen of others, and the head of its audit log."""
    toestel = zegel.sleutels.toestel
    gezien = chains.heads_to_tell(verbinding, stream, toestel)
    chains.note_seen(verbinding, stream, toestel, gezien, zegel.zegelaar.nu_ms)
    seq, hash_ = audit.head(verbinding)
    return DeltaBody(
        txns,
        changes,
        gezien,
        (seq, bytes.fromhex(hash_)) if seq else None,
        Versions(zegel.zegelaar.programma, RECORDSCHEMA),
    )
