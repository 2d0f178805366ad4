"""What comes from elsewhere: checked, opened, put in its place in its chain, applied; one broken piece blocks no other.

    apply_batch(verbinding, items, stand=, nu_ms=, tijd=) -> Ontvangst
        items: Binnen(volgnr or None, wire) in order; deltas, snapshots, epoch starts, grants, confirmations, mixed.
    replay(verbinding, stand=, nu_ms=, tijd=) -> Ontvangst   tries again all that was set aside (after an update)

Both within the open transaction. What cannot be used yet is set aside with its reason and tried again by itself when
the chain goes on, a key or a statement comes. What is refused although its device signed it keeps its place in the
chain, so that what follows is not held up.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zvh_desktop.crypto.envelope import decrypt_sealed
from zvh_desktop.protocol.clock import MAX_VOORLOOP_MS
from zvh_desktop.protocol.delta import DELTA, SNAPSHOT, Change, DeltaBody, Sealed, Txn, decode_body, read_sealed
from zvh_desktop.protocol.delta import verify_sealed as check_signature
from zvh_desktop.protocol.destruction import VERNIETIGD_SOORT, read_destroyed
from zvh_desktop.protocol.epochs import EPOCH_SOORT, GRANT_SOORT, read_epoch_start, read_grant
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.rights import mag_momentopname, mag_verzegelen
from zvh_desktop.protocol.signing import read_signed
from zvh_desktop.protocol.snapshot import CONFIRM_SOORT, dekt_alles, read_snapshot_confirm
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import audit, audit_share, chains, parts, pieces, shred, snapshots, sync_keys
from zvh_desktop.store.apply import apply_changes, is_known_schema
from zvh_desktop.store.chains import Kop
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import Conceptbegin
from zvh_desktop.store.heads import Plek
from zvh_desktop.store.kinds import RECORDSCHEMA
from zvh_desktop.store.meta import KOPIE_GEZIEN, TOESTEL, read_meta, write_meta
from zvh_desktop.store.rows import Toegepast
from zvh_desktop.store.streams import get_stream, set_fetched

__all__ = ["Binnen", "Ontvangst", "Weigerpost", "apply_batch", "replay"]

_WACHT = frozenset(
    {
        Weigering.VERSIE_NIEUWER,
        Weigering.TOESTEL_ONBEKEND,
        Weigering.TOESTEL_INGETROKKEN,
        Weigering.TOESTEL_VERLOPEN,
        Weigering.EPOCH_ONBEKEND,
        Weigering.EPOCH_VEROUDERD,
        Weigering.KETEN_GAT,
        Weigering.KLOK,
    }
)
"""Reasons that may pass: the piece is kept aside."""
_VERNIETIGD = "vernietigd"
"""Why something is refused, as it is counted: its stream was destroyed."""


class Binnen(NamedTuple):
    """One piece as it came: its number at the server (None from a stick), and itself."""

    volgnr: int | None
    wire: bytes


class Weigerpost(NamedTuple):
    """One piece that was refused."""

    hash: str
    stream: str
    toestel: str
    nr: int
    reden: str


@dataclass(slots=True)
class Ontvangst:
    """What became of a batch: from it views decide whether to refresh.

    Attributes:
        toegepast: pieces that were new and taken in.
        wijzigingen: changes that were new.
        geraakt: (soort, record) of which a table row changed.
        botsingen: fields that clash now.
        geweigerd: pieces that were refused, for ever.
        apart: pieces that wait now and did not before.
        waarden_geweigerd: changes left out because their value does not fit, or they belong elsewhere.
        vorken: pieces that stand in a place of a chain where another one stands.
        sleutels: streams of which a key was opened.
        kopie: another copy of this vault speaks as this device: nothing more may be sealed.
        vernietigd: streams that were destroyed here because two persons ordered so.
    """

    toegepast: int = 0
    wijzigingen: int = 0
    geraakt: set[tuple[str, str]] = field(default_factory=set)
    botsingen: set[Plek] = field(default_factory=set)
    geweigerd: list[Weigerpost] = field(default_factory=list)
    apart: int = 0
    waarden_geweigerd: int = 0
    vorken: list[chains.Vork] = field(default_factory=list)
    sleutels: set[str] = field(default_factory=set)
    kopie: bool = False
    vernietigd: set[str] = field(default_factory=set)

    @property
    def soorten(self) -> frozenset[str]:
        """Kinds of record that changed."""
        return frozenset(soort for soort, _ in self.geraakt)


@dataclass(slots=True)
class _Werk:
    """Changes of one stream that passed every check."""

    txns: list[Txn] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(self, txns: Sequence[Txn], changes: Iterable[Change]) -> None:
        begin = len(self.txns)
        self.txns.extend(txns)
        self.changes.extend(changes if not begin else [c._replace(txn=c.txn + begin) for c in changes])


def apply_batch(
    verbinding: Verbinding,
    items: Iterable[Binnen],
    *,
    stand: Regiostand,
    nu_ms: int,
    tijd: str,
    gehaald: dict[str, int] | None = None,
    concepten: Conceptbegin | None = None,
) -> Ontvangst:
    """Take pieces in, in the order in which they came, within the open transaction.

    Args:
        verbinding: within a transaction.
        items: of any streams.
        stand: the region, as this vault knows it.
        nu_ms: ms UTC.
        tijd: the same moment as UTC text.
        gehaald: stream → number of the server up to which everything is here once this is in.
        concepten: gives what writes drafts of this vault.
    """
    ronde = _Ronde(verbinding, stand, nu_ms=nu_ms, tijd=tijd, concepten=concepten)
    for item in items:
        ronde.take(item)
    ronde.finish()
    for stream, volgnr in (gehaald or {}).items():
        set_fetched(verbinding, stream, volgnr)
    return ronde.uit


def replay(
    verbinding: Verbinding,
    *,
    stand: Regiostand,
    nu_ms: int,
    tijd: str,
    concepten: Conceptbegin | None = None,
) -> Ontvangst:
    """Try again everything that was set aside, within the open transaction: after an update, or a new statement."""
    ronde = _Ronde(verbinding, stand, nu_ms=nu_ms, tijd=tijd, concepten=concepten)
    ronde.try_again(None)
    ronde.finish()
    return ronde.uit


class _Ronde:
    """One batch under way."""

    def __init__(
        self,
        verbinding: Verbinding,
        stand: Regiostand,
        *,
        nu_ms: int,
        tijd: str,
        concepten: Conceptbegin | None,
    ) -> None:
        self.verbinding = verbinding
        self.concepten = concepten
        self.stand = stand
        self.nu_ms = nu_ms
        self.tijd = tijd
        self.eigen = read_meta(verbinding, TOESTEL)
        self.uit = Ontvangst()
        self.werk: dict[str, _Werk] = {}
        self.bewogen: set[str] = set()
        """Streams in which something new may let go on what waits."""
        self.sleutels: dict[str, sync_keys.Epochstand] = {}
        self.in_delen: dict[str, DeltaBody] = {}
        """Deltas of this batch that hold parts of acts, by hash."""

    # -- one piece -------------------------------------------------------------------------------------------------

    def take(self, item: Binnen, *, opnieuw: chains.Apart | None = None) -> bool:
        """Take one piece in; return whether it is done with (not waiting)."""
        wire, volgnr = item.wire, item.volgnr
        waar = _Plaats(hashlib.sha256(wire).hexdigest(), "", "", 0, 0)
        try:
            # A sealed piece is a list of three, a signed record one of five.
            if wire[:1] == b"\x83":
                sealed = read_sealed(wire)
                kop = sealed.header
                waar = _Plaats(sealed.hash.hex(), kop.stream, kop.toestel, kop.nr, kop.poging)
                gedaan = self._sealed(sealed, wire, volgnr)
            else:
                stuk = read_signed(wire)
                waar = _plaats_van(wire, stuk.soort, stuk.id.hex())
                gedaan = self._signed(waar, stuk.soort, wire, volgnr)
        except ProtocolFout as fout:
            return self._not_taken(waar, fout, item, opnieuw)
        if gedaan:
            self.uit.toegepast += 1
            self.bewogen.add(waar.stream)
        if opnieuw is not None:
            self.verbinding.run("DELETE FROM apart WHERE hash = ?", (opnieuw.hash,))
        return True

    def _not_taken(self, waar: "_Plaats", fout: ProtocolFout, item: Binnen, opnieuw: chains.Apart | None) -> bool:
        code = fout.code
        if code is Weigering.DUBBEL:
            if opnieuw is not None:
                self.verbinding.run("DELETE FROM apart WHERE hash = ?", (opnieuw.hash,))
            return True
        if code in _WACHT:
            if opnieuw is None or opnieuw.reden != code.value:
                chains.put_aside(
                    self.verbinding,
                    chains.Apart(*waar, code.value, self.tijd, item.volgnr, item.wire),
                )
            if opnieuw is None:
                self.uit.apart += 1
            return False
        if opnieuw is not None:
            self.verbinding.run("DELETE FROM apart WHERE hash = ?", (opnieuw.hash,))
        self._refuse(waar, _VERNIETIGD if fout.waar == _VERNIETIGD else code.value)
        return True

    def _refuse(self, waar: "_Plaats", code: str) -> None:
        self.uit.geweigerd.append(Weigerpost(waar.hash, waar.stream, waar.toestel, waar.nr, code))
        chains.count_refusal(self.verbinding, waar.stream, waar.toestel, code, tijd=self.tijd)

    def _signed(self, waar: "_Plaats", soort: str, wire: bytes, volgnr: int | None) -> bool:
        if soort == VERNIETIGD_SOORT:
            return self._destroyed(waar, wire, volgnr)
        if get_stream(self.verbinding, waar.stream).vernietigd is not None:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND, _VERNIETIGD)
        if self._known(waar.hash, volgnr):
            return False
        if soort == EPOCH_SOORT:
            sync_keys.accept_epoch(self.verbinding, wire, self.stand, volgnr=volgnr)
        elif soort == GRANT_SOORT:
            if sync_keys.accept_grant(self.verbinding, wire, self.stand, volgnr=volgnr):
                self.uit.sleutels.add(waar.stream)
        elif soort == CONFIRM_SOORT:
            snapshots.accept_confirm(self.verbinding, wire, self.stand, volgnr=volgnr)
        else:
            raise ProtocolFout(Weigering.VERSIE_NIEUWER)
        self.sleutels.pop(waar.stream, None)
        return True

    def _destroyed(self, waar: "_Plaats", wire: bytes, volgnr: int | None) -> bool:
        """The order to destroy a stream, or the report of a device that did."""
        if self._known(waar.hash, volgnr):
            return False
        uit = shred.take_in(self.verbinding, wire, self.stand, tijd=self.tijd, volgnr=volgnr, concepten=self.concepten)
        if uit.gedaan is not None:
            self.werk.pop(uit.stream, None)
            self.uit.vernietigd.add(uit.stream)
            self.uit.geraakt |= uit.geraakt
        self.sleutels.pop(uit.stream, None)
        return True

    def _known(self, hash_: str, volgnr: int | None) -> bool:
        bekend = self.verbinding.value("SELECT 1 FROM stuk WHERE hash = ?", (hash_,)) is not None
        if bekend and volgnr is not None:
            self.verbinding.run("UPDATE stuk SET volgnr = ? WHERE hash = ?", (volgnr, hash_))
        return bekend

    # -- a sealed piece ---------------------------------------------------------------------------------------------

    def _sealed(self, sealed: Sealed, wire: bytes, volgnr: int | None) -> bool:
        kop, hash_ = sealed.header, sealed.hash.hex()
        if self._known(hash_, volgnr):
            return False
        stroom = get_stream(self.verbinding, kop.stream)
        if stroom.vernietigd is not None:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND, _VERNIETIGD)
        if kop.soort not in (DELTA, SNAPSHOT):
            raise ProtocolFout(Weigering.STREAM_ONBEKEND)
        rol, persoon = self._sealer(sealed)
        epochstand = self._epochs(kop.stream)
        sleutel = epochstand.sleutels.get(kop.epoch)
        if kop.soort == DELTA:
            self._in_chain(sealed)
        if kop.toestel == self.eigen and kop.nr <= chains.head_of(self.verbinding, kop.stream, kop.toestel).nr:
            # Made here, and dropped here since: under a snapshot, or because it was sealed again.
            raise ProtocolFout(Weigering.DUBBEL)
        if sleutel is None:
            raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
        if volgnr is None and kop.epoch not in epochstand.heads and kop.toestel != self.eigen:
            # From a stick: its maker had not heard of the new epoch, and seals it again when it does.
            raise ProtocolFout(Weigering.EPOCH_VEROUDERD)
        try:
            body = decode_body(decrypt_sealed(sealed, sleutel), kop.toestel)
            self._check_body(sealed, body, rol, epochstand.soort)
        except ProtocolFout as fout:
            if fout.code in _WACHT:
                raise
            # Its device did sign it: it keeps its place, and is not applied.
            self._keep(sealed, wire, volgnr)
            self._refuse(_Plaats(hash_, kop.stream, kop.toestel, kop.nr, kop.poging), fout.code.value)
            return True
        if kop.toestel == self.eigen:
            self._copy_seen(sealed)
        if kop.soort == SNAPSHOT:
            self._snapshot(sealed, body)
            self._keep(sealed, wire, volgnr)
        else:
            self._keep(sealed, wire, volgnr)
            self._delta(sealed, body, persoon, epochstand.soort)
        return True

    def _sealer(self, sealed: Sealed) -> tuple[str, str]:
        """Check who sealed it; return role and person."""
        kop = sealed.header
        toestel = self.stand.toestel(kop.toestel)
        if toestel is None:
            raise ProtocolFout(Weigering.TOESTEL_ONBEKEND)
        cert = toestel.cert
        if kop.tijd < cert.van:
            # Sealed before the role or the keys changed: what was right then stays right, also when it comes late.
            cert = sync_keys.certificate_at(self.verbinding, kop.toestel, kop.tijd) or cert
        check_signature(sealed, cert.teken)
        grens = toestel.grens(kop.stream)
        if grens is not None and kop.nr > grens:
            raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN)
        if kop.tijd >= cert.tot:
            raise ProtocolFout(Weigering.TOESTEL_VERLOPEN)
        return cert.rol, cert.persoon

    def _copy_seen(self, sealed: Sealed) -> None:
        """Something signed with the keys of this device was not made here: seal nothing more."""
        write_meta(self.verbinding, KOPIE_GEZIEN, sealed.hash.hex())
        self.uit.kopie = True

    def _epochs(self, stream: str) -> sync_keys.Epochstand:
        gevonden = self.sleutels.get(stream)
        if gevonden is None:
            gevonden = self.sleutels[stream] = sync_keys.epochs(self.verbinding, stream)
        return gevonden

    def _in_chain(self, sealed: Sealed) -> None:
        """Check that the delta before it is here, and that no other stands in its place."""
        kop, vorige = sealed.header, sealed.header.vorige.hex()
        rijen = self.verbinding.rows(
            "SELECT volg, poging, hash FROM stuk WHERE stream = ? AND toestel = ? AND volg IN (?, ?)",
            (kop.stream, kop.toestel, kop.nr - 1, kop.nr),
        )
        for volg, poging, hash_ in rijen:
            if volg == kop.nr and poging == kop.poging:
                vork = chains.Vork(kop.stream, kop.toestel, kop.nr, hash_, sealed.hash.hex(), self.tijd)
                chains.note_fork(self.verbinding, vork)
                self.uit.vorken.append(vork)
                if kop.toestel == self.eigen:
                    self._copy_seen(sealed)
                raise ProtocolFout(Weigering.KETEN_VORK)
            if volg == kop.nr and poging > kop.poging:
                # Sealed again since, with the same changes.
                raise ProtocolFout(Weigering.DUBBEL)
        if kop.nr == 1 or any(volg == kop.nr - 1 and hash_ == vorige for volg, _, hash_ in rijen):
            return
        hier = chains.head_of(self.verbinding, kop.stream, kop.toestel)
        if hier.nr >= kop.nr or (hier.nr == kop.nr - 1 and hier.hash == vorige):
            # Under a snapshot, or right after one.
            return
        raise ProtocolFout(Weigering.KETEN_GAT)

    def _check_body(self, sealed: Sealed, body: DeltaBody, rol: str, streamsoort: str) -> None:
        kop = sealed.header
        if body.versions.schema > RECORDSCHEMA:
            raise ProtocolFout(Weigering.VERSIE_NIEUWER)
        ids: Sequence[str]
        ids, alle, _, velden, *_ = zip(*body.changes, strict=True) if body.changes else ((),) * 7
        if kop.soort == DELTA and any(id_[18:] != kop.toestel for id_ in ids):
            # A stamp of another device could make a snapshot cover what that device has yet to say.
            raise ProtocolFout(Weigering.ONLEESBAAR)
        soorten = set(alle)
        if streamsoort == "audit":
            starters = self._epochs(kop.stream).starts.values()
            if soorten - {audit_share.SOORT} or kop.toestel not in starters or kop.soort != DELTA:
                raise ProtocolFout(Weigering.ROL)
        elif not is_known_schema(set(zip(alle, velden, strict=True))):
            raise ProtocolFout(Weigering.VERSIE_NIEUWER)
        if kop.soort == SNAPSHOT:
            if not mag_momentopname(rol, streamsoort):
                raise ProtocolFout(Weigering.ROL)
        elif not all(mag_verzegelen(rol, streamsoort, soort) for soort in soorten):
            raise ProtocolFout(Weigering.ROL)
        hoogste = max((*ids, *body.tot.values()), default="0" * 12)
        if int(hoogste[:12], 16) - self.nu_ms > MAX_VOORLOOP_MS:
            raise ProtocolFout(Weigering.KLOK)

    def _keep(self, sealed: Sealed, wire: bytes, volgnr: int | None) -> None:
        kop, hash_ = sealed.header, sealed.hash.hex()
        soort = pieces.SNAPSHOT if kop.soort == SNAPSHOT else pieces.DELTA
        pieces.keep(
            self.verbinding,
            pieces.Stuk(hash_, kop.stream, soort, kop.toestel, kop.nr, kop.poging, kop.tijd, volgnr, wire),
        )
        hier = chains.head_of(self.verbinding, kop.stream, kop.toestel)
        if (kop.nr, kop.poging) > (hier.nr, hier.poging):
            chains.set_head(self.verbinding, kop.stream, kop.toestel, Kop(kop.nr, kop.poging, hash_, kop.tijd))

    def _delta(self, sealed: Sealed, body: DeltaBody, persoon: str, streamsoort: str) -> None:
        kop = sealed.header
        chains.note_seen(self.verbinding, kop.stream, kop.toestel, body.heads_seen, kop.tijd)
        if body.audit_head is not None:
            audit_share.note_head(self.verbinding, kop.toestel, body.audit_head, kop.tijd)
        if streamsoort == "audit":
            self._count(kop.stream, kop.toestel, "waarde", audit_share.take_in(self.verbinding, kop.toestel, body))
            return
        txns = [self._signed_by(txn, persoon) for txn in body.txns]
        changes: Sequence[Change] = body.changes
        if any(txn.delen > 1 for txn in txns):
            self.in_delen[sealed.hash.hex()] = body
            for heel_txns, heel in parts.collect(
                self.verbinding, kop.stream, sealed.hash.hex(), txns, changes, self._reopen
            ):
                self.werk.setdefault(kop.stream, _Werk()).add(heel_txns, heel)
            return
        self.werk.setdefault(kop.stream, _Werk()).add(txns, changes)

    def _signed_by(self, txn: Txn, persoon: str) -> Txn:
        """An act is of the person of whom the device is certified, whatever it says; unless it names nobody."""
        return txn if txn.persoon in ("", persoon) else txn._replace(persoon=persoon)

    def _reopen(self, hash_: str) -> DeltaBody:
        """Return the body of a delta that was taken in before."""
        if hash_ in self.in_delen:
            return self.in_delen[hash_]
        stuk = pieces.get(self.verbinding, hash_)
        if stuk is None:
            raise ProtocolFout(Weigering.KETEN_GAT)
        sealed = read_sealed(stuk.wire)
        sleutel = self._epochs(stuk.stream).sleutels[sealed.header.epoch]
        return decode_body(decrypt_sealed(sealed, sleutel), stuk.toestel)

    def _snapshot(self, sealed: Sealed, body: DeltaBody) -> None:
        kop = sealed.header
        assert kop.dekt is not None
        hier = {
            toestel: (kop_.nr, bytes.fromhex(kop_.hash))
            for toestel, kop_ in chains.heads_of_stream(self.verbinding, kop.stream).items()
        }
        self._flush(kop.stream)
        snapshots.note(self.verbinding, sealed)
        if not dekt_alles(hier, kop.dekt):
            toegepast = snapshots.take_in(self.verbinding, kop.stream, kop.dekt, body, tijd=kop.tijd)
            snapshots.note_taken(self.verbinding, sealed.hash.hex(), body)
            self._add(kop.stream, kop.toestel, toegepast)

    # -- the end -----------------------------------------------------------------------------------------------------

    def _flush(self, stream: str) -> None:
        """Apply what passed the checks so far."""
        werk = self.werk.pop(stream, None)
        if werk is not None and werk.changes:
            self._add(stream, "", apply_changes(self.verbinding, stream, werk.txns, werk.changes))

    def _add(self, stream: str, toestel: str, toegepast: Toegepast) -> None:
        self.uit.wijzigingen += toegepast.wijzigingen
        self.uit.geraakt |= toegepast.geraakt
        self.uit.botsingen |= toegepast.botsingen
        for reden, aantal in toegepast.geweigerd.items():
            self._count(stream, toestel, reden, aantal)

    def _count(self, stream: str, toestel: str, reden: str, aantal: int) -> None:
        if aantal:
            self.uit.waarden_geweigerd += aantal
            chains.count_refusal(self.verbinding, stream, toestel, reden, tijd=self.tijd, aantal=aantal)

    def try_again(self, streams: set[str] | None) -> None:
        """Try what waits in these streams, or everywhere; again while something goes on."""
        while True:
            wachtend = [een for een in chains.aside(self.verbinding) if streams is None or een.stream in streams]
            gedaan = [self.take(Binnen(een.volgnr, een.wire), opnieuw=een) for een in wachtend]
            if not any(gedaan):
                return

    def finish(self) -> None:
        """Let go on what waited for what came, apply, and write one line in the audit log."""
        if self.verbinding.value("SELECT 1 FROM apart LIMIT 1") is not None:
            self.try_again(self.bewogen)
        for stream in list(self.werk):
            self._flush(stream)
        uit = self.uit
        if uit.wijzigingen or uit.geweigerd or uit.vorken or uit.waarden_geweigerd:
            audit.append(
                self.verbinding,
                "sync_ontvangen",
                tijd=self.tijd,
                toestel=self.eigen,
                persoon="",
                details={
                    "stukken": uit.toegepast,
                    "wijzigingen": uit.wijzigingen,
                    "geweigerd": len(uit.geweigerd),
                    "waarden_geweigerd": uit.waarden_geweigerd,
                    "botsingen": len(uit.botsingen),
                    "vorken": len(uit.vorken),
                },
            )


class _Plaats(NamedTuple):
    hash: str
    stream: str
    toestel: str
    nr: int
    poging: int


def _plaats_van(wire: bytes, soort: str, hash_: str) -> _Plaats:
    if soort == EPOCH_SOORT:
        start = read_epoch_start(wire)
        return _Plaats(hash_, start.stream, start.toestel, 0, 0)
    if soort == GRANT_SOORT:
        toekenning = read_grant(wire)
        return _Plaats(hash_, toekenning.stream, toekenning.toestel, 0, 0)
    if soort == VERNIETIGD_SOORT:
        gedaan = read_destroyed(wire)
        return _Plaats(hash_, gedaan.stream, gedaan.toestel, 0, 0)
    if soort == CONFIRM_SOORT:
        woord = read_snapshot_confirm(wire)
        return _Plaats(hash_, woord.stream, woord.toestel, 0, 0)
    return _Plaats(hash_, "", "", 0, 0)
