"""The same pieces as through a server, in one sealed file for named devices; and the receipt that comes back.

What is in it, in this order: who made it (signed), statements of the region with the latest revocation first among
those that need no other, then per stream its epochs, grants and sealed pieces in the order in which they came.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from zvh_desktop.crypto.container import Afgekapt, Container, close_container, open_container
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import hex_bytes
from zvh_desktop.protocol.signing import read_signed, sign_record, verify_signed
from zvh_desktop.protocol.statements import Regiostand, Revocation, read_statement
from zvh_desktop.store import attachments, handed, pieces, shred, sync_keys
from zvh_desktop.store.incoming import Binnen, Ontvangst, apply_batch, replay
from zvh_desktop.store.involved import key_standings
from zvh_desktop.store.store import Bon, Store
from zvh_desktop.store.sync_keys import Toestelsleutels
from zvh_desktop.store.times import to_ms, to_text

__all__ = ["GROOTSTE_PAK", "Unpacked", "pack", "pack_receipt", "unpack"]

GROOTSTE_PAK: Final = 512 * 1024 * 1024
"""Longest file that is read."""

_MANIFEST: Final = "stick"
_BEWIJS: Final = "stick-receipt"
_STUKKEN_PER_KEER: Final = 64
_BYTES_PER_KEER: Final = 512 * 1024
_STATEMENT, _STUK, _MAKER, _ONTVANGEN, _BLOK = 0, 1, 2, 3, 4
"""First byte of everything in the file."""
_MAX_BEWIJS: Final = 1_500


@dataclass(slots=True)
class Unpacked:
    """What a file came to.

    Attributes:
        van: device that packed it, "" when the signature of its maker was not read.
        nieuw: pieces that were new.
        al_hier: pieces that were here already.
        geweigerd: pieces that were refused.
        apart: pieces that wait.
        compleet: the file was whole.
        ontvangen: hashes of the pieces that are here now, for the receipt.
        bevestigd: how many own pieces the other side confirmed.
    """

    van: str = ""
    nieuw: int = 0
    al_hier: int = 0
    geweigerd: int = 0
    apart: int = 0
    compleet: bool = False
    ontvangen: list[bytes] = field(default_factory=list)
    bevestigd: int = 0
    geraakt: set[tuple[str, str]] = field(default_factory=set)
    wijzigingen: int = 0

    @property
    def bon(self) -> Bon:
        """Receipt for the views."""
        return Bon("", "", frozenset(self.geraakt), self.wijzigingen)

    def take(self, ontvangst: Ontvangst, gelezen: int) -> None:
        """Add what became of a batch of `gelezen` pieces."""
        self.nieuw += ontvangst.toegepast
        self.geweigerd += len(ontvangst.geweigerd)
        self.apart += ontvangst.apart
        self.al_hier += max(0, gelezen - ontvangst.toegepast - len(ontvangst.geweigerd) - ontvangst.apart)
        self.geraakt |= ontvangst.geraakt
        self.wijzigingen += ontvangst.wijzigingen


# -- packing --


def _statements_in_order(store: Store) -> list[bytes]:
    """The beginning first (it is needed to read the rest), then revocations, the newest first, then the others."""
    alle = sync_keys.statements(store.verbinding)
    intrekkingen: list[tuple[int, bytes]] = []
    rest: list[bytes] = []
    for wire in alle[1:]:
        inhoud = read_statement(wire).inhoud
        if isinstance(inhoud, Revocation):
            intrekkingen.append((inhoud.vanaf, wire))
        else:
            rest.append(wire)
    return [*alle[:1], *(wire for _, wire in sorted(intrekkingen, reverse=True)), *rest]


def _streams_for(store: Store, ontvangers: Sequence[str]) -> list[str]:
    """Streams of which at least one of the recipients was given a key, destroyed ones too: there the order is in."""
    voor = set(ontvangers)
    uit = {
        stream
        for stream, rij in key_standings(store.verbinding).items()
        if any(voor & gegeven for gegeven in rij.gegeven.values())
    }
    return sorted(uit | set(shred.watched(store.verbinding, alle=True)))


def _pieces(store: Store, streams: Iterable[str], *, skip: set[str]) -> Iterator[pieces.Stuk]:
    for stream in streams:
        na = 0
        while rijen := pieces.of_stream(store.verbinding, stream, na=na, limit=200):
            na = rijen[-1][0]
            yield from (stuk for _, stuk in rijen if stuk.hash not in skip)


def _blocks(store: Store, streams: set[str], *, skip: set[str]) -> Iterator[bytes]:
    """Files that records of these streams name, sealed again; not those that all recipients confirmed."""
    for stream, sha256 in attachments.named(store.verbinding):
        if stream in streams and sha256 not in skip:
            try:
                yield from (
                    wire for _, wire in attachments.seal_file(store.verbinding, stream, sha256, store.sync.zegelaar())
                )
            except Omstandigheid as fout:
                if fout.reden is not Reden.NIET_BEVOEGD:
                    raise


def pack(
    store: Store,
    ontvangers: Sequence[str],
    stand: Regiostand,
    eigen: Toestelsleutels,
    *,
    willekeur: Willekeur,
    klok: Klok,
    everything: bool = False,
) -> tuple[bytes, int]:
    """Return (the file, how many pieces are in it).

    Args:
        store: the vault; what was made here is sealed first.
        ontvangers: devices in good standing.
        stand: the region.
        eigen: keys of this device.
        willekeur: gives randomness.
        klok: tells the time.
        everything: also what all of the recipients are known to have.
    """
    store.sync.verzegel()
    bekend = set() if everything else handed.known_to_all(store.verbinding, ontvangers)
    tel = [0]

    def dingen() -> Iterator[bytes]:
        yield bytes([_MAKER]) + sign_record(
            eigen.teken,
            _MANIFEST,
            {
                "van": hex_bytes(eigen.toestel, 8),
                "voor": sorted(hex_bytes(t, 8) for t in ontvangers),
                "tijd": to_ms(klok.nu()),
                "zout": hashlib.sha256(zout).digest(),
            },
        )
        for wire in _statements_in_order(store):
            yield bytes([_STATEMENT]) + wire
        for stuk in _pieces(store, _streams_for(store, ontvangers), skip=bekend):
            tel[0] += 1
            yield bytes([_STUK]) + stuk.wire
        for wire in _blocks(store, set(_streams_for(store, ontvangers)), skip=bekend):
            yield bytes([_BLOK]) + wire

    assert stand.begin is not None
    zout = willekeur.bytes(16)
    inhoud = b"".join(
        close_container(
            dingen(),
            ontvangers=[stand.toestellen[t].cert.kem for t in ontvangers],
            region=stand.begin.region,
            sleutel=willekeur.bytes(32),
            zout=zout,
        )
    )
    return inhoud, tel[0]


def pack_receipt(
    uit: Unpacked, stand: Regiostand, eigen: Toestelsleutels, *, willekeur: Willekeur, klok: Klok
) -> bytes:
    """Return a file for who packed: this device has these pieces."""
    assert stand.begin is not None
    nu = to_ms(klok.nu())

    def dingen() -> Iterator[bytes]:
        for plek in range(0, len(uit.ontvangen), _MAX_BEWIJS):
            yield bytes([_ONTVANGEN]) + sign_record(
                eigen.teken,
                _BEWIJS,
                {
                    "van": hex_bytes(eigen.toestel, 8),
                    "voor": hex_bytes(uit.van, 8),
                    "tijd": nu,
                    "stukken": uit.ontvangen[plek : plek + _MAX_BEWIJS],
                },
            )

    return b"".join(
        close_container(
            dingen(),
            ontvangers=[stand.toestellen[uit.van].cert.kem],
            region=stand.begin.region,
            sleutel=willekeur.bytes(32),
            zout=willekeur.bytes(16),
        )
    )


# -- unpacking --


class _Unpack:
    """One file under way."""

    def __init__(self, store: Store, eigen: Toestelsleutels, klok: Klok) -> None:
        self.uit = Unpacked()
        self._store, self._v, self._eigen, self._klok = store, store.verbinding, eigen, klok
        self._stand = self._lees_stand()
        self._statements: list[bytes] = []
        self._stukken: list[bytes] = []
        self._groot = 0
        self._maker: bytes | None = None
        self._blokken: dict[str, list[attachments.Blok]] = {}

    def _lees_stand(self) -> Regiostand:
        return sync_keys.region_state(self._v, nu_ms=to_ms(self._klok.nu()))

    def run(self, container: Container) -> Unpacked:
        """Take in what can be read."""
        try:
            for ding in container.dingen:
                self._take(ding)
            self.uit.compleet = True
        except Afgekapt:
            self.uit.compleet = False
        self._flush()
        return self.uit

    def _take(self, ding: bytes) -> None:
        soort, wire = ding[:1], ding[1:]
        if soort == bytes([_STATEMENT]):
            self._statements.append(wire)
            return
        if soort == bytes([_MAKER]):
            self._maker = wire
            return
        if self._statements:
            self._take_statements()
        if soort == bytes([_BLOK]):
            self._take_block(wire)
        elif soort == bytes([_ONTVANGEN]):
            self._take_receipt(wire)
        elif soort == bytes([_STUK]):
            self._stukken.append(wire)
            self._groot += len(wire)
            if len(self._stukken) >= _STUKKEN_PER_KEER or self._groot >= _BYTES_PER_KEER:
                self._flush()
        else:
            raise ProtocolFout(Weigering.VERSIE_NIEUWER, "stick")

    def _take_statements(self) -> None:
        wires, self._statements = self._statements, []
        nieuw = 0
        with self._v.transaction():
            for wire in wires:
                try:
                    nieuw += sync_keys.add_statement(self._v, wire)
                except ProtocolFout:
                    self.uit.geweigerd += 1
        self._stand = self._lees_stand()
        if nieuw:
            nu = self._klok.nu()
            with self._v.transaction():
                tijd, concepten = to_text(nu), self._store.begin_concepten
                ontvangst = replay(self._v, stand=self._stand, nu_ms=to_ms(nu), tijd=tijd, concepten=concepten)
                self.uit.take(ontvangst, 0)
        if self._maker is not None:
            self._check_maker(self._maker)

    def _check_maker(self, wire: bytes) -> None:
        """Who packed: signed by a device of this region; only for the receipt, each piece speaks for itself."""
        try:
            stuk = read_signed(wire, _MANIFEST)
            van = stuk.velden["van"].hex()
            toestel = self._stand.toestel(van)
            if toestel is not None:
                verify_signed(stuk, toestel.cert.teken)
                self.uit.van = van
        except (ProtocolFout, KeyError, AttributeError):
            self.uit.van = ""

    def _take_block(self, wire: bytes) -> None:
        """A piece of a file; kept when the file is whole, whatever record names it. It opens with the stream's key."""
        self._flush()
        try:
            blok = attachments.open_block(self._v, wire, self._stand)
        except ProtocolFout:
            # Of a stream that this recipient does not have.
            return
        rij = self._blokken.setdefault(blok.sha256, [])
        rij.append(blok)
        if len(rij) >= blok.aantal:
            del self._blokken[blok.sha256]
            with self._v.transaction():
                if attachments.keep(self._v, blok.sha256, rij, tijd=to_text(self._klok.nu())) and self.uit.van:
                    handed.note_handed(self._v, self.uit.van, [blok.sha256])
                    self.uit.ontvangen.append(bytes.fromhex(blok.sha256))

    def _take_receipt(self, wire: bytes) -> None:
        try:
            stuk = read_signed(wire, _BEWIJS)
            van, voor, stukken = stuk.velden["van"].hex(), stuk.velden["voor"].hex(), stuk.velden["stukken"]
        except (ProtocolFout, KeyError, AttributeError):
            raise ProtocolFout(Weigering.ONLEESBAAR, "stick") from None
        toestel = self._stand.toestel(van)
        if toestel is None or voor != self._eigen.toestel or not isinstance(stukken, list):
            raise ProtocolFout(Weigering.HANDTEKENING, "stick")
        verify_signed(stuk, toestel.cert.teken)
        hashes = [h.hex() for h in stukken if type(h) is bytes and len(h) == 32]
        with self._v.transaction():
            self.uit.bevestigd += handed.note_handed(self._v, van, hashes)

    def _flush(self) -> None:
        if self._statements:
            self._take_statements()
        wires, self._stukken, self._groot = self._stukken, [], 0
        if not wires:
            return
        nu = self._klok.nu()
        with self._v.transaction():
            ontvangst = apply_batch(
                self._v,
                [Binnen(None, wire) for wire in wires],
                stand=self._stand,
                nu_ms=to_ms(nu),
                tijd=to_text(nu),
                concepten=self._store.begin_concepten,
            )
            hashes = handed.held(self._v, [_naam(wire) for wire in wires])
            if self.uit.van:
                handed.note_handed(self._v, self.uit.van, hashes)
        self.uit.ontvangen += [bytes.fromhex(h) for h in hashes]
        self.uit.take(ontvangst, len(wires))


def _naam(wire: bytes) -> str:
    try:
        return (read_sealed(wire).hash if wire[:1] == b"\x83" else read_signed(wire).id).hex()
    except ProtocolFout:
        return ""


def unpack(store: Store, inhoud: bytes, eigen: Toestelsleutels, *, klok: Klok) -> Unpacked:
    """Take in a file; every piece is checked as if it came from a server.

    Raises:
        ProtocolFout: GEEN_TOEGANG when it is not for this device, VERSIE_NIEUWER, ONLEESBAAR, HANDTEKENING when it was
            altered (what came before that stays: it speaks for itself).
    """
    begin = sync_keys.region_begin(store.verbinding)
    if begin is None:
        raise ProtocolFout(Weigering.GEEN_TOEGANG, "regio")
    try:
        container = open_container(inhoud, kem_prive=eigen.kem, kem_publiek=eigen.kem_publiek, region=begin.region)
    except Afgekapt:
        raise ProtocolFout(Weigering.ONLEESBAAR, "afgekapt") from None
    return _Unpack(store, eigen, klok).run(container)
