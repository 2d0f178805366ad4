"""The doors through which tests look at sharing in one store, and do by hand what a round does by itself.

`deur(store)` gives them; every method that writes is one transaction of its own. Signatures (all ids hex text, epochs
32 bytes):

    keys        toestelsleutels() / maak_toestelsleutels() / geheim(naam)
    region      voeg_stukken_toe([(volgnr|None, wire)]) -> new ones    stukken(alleen_nieuw=) -> [wire]    stand()
    streams     stromen() -> [Stroom]   stroom(stream)   epochs(stream)   toekenningen(stream)
                begin_epoch(stream, soort="") -> epoch                geef(stream, toestel, alleen=None) -> [wire]
    in          ontvang([(volgnr|None, wire)], gehaald={stream: volgnr}) -> Ontvangst        hervat() -> Ontvangst
    out         verzegel(stream=None) -> Verzegeld     verzegel_audit() -> int    verzegel_opnieuw(stream) -> int
                te_sturen(limit=, max_bytes=) -> [Stuk]    bon(wire) -> Bonuitkomst
                stukken_van(stream, na=) -> [(nr, Stuk)], for a stick
    waiting     wachtend() -> {stream: changes}   wachtende_records(stream=None)
    snapshots   momentopname(stream)   bevestig(stream, hash)   momentopnamen(stream)
    truth       volledigheid(stream)   vorken()   weigeringen()   apart(stream=None)   kopie_gezien()   koppen(stream)
    audit       auditstream(maak=False)   audit_wachtend()   audit_elders(toestel, na=)   audit_ontbreekt()
    the end     word_nieuw_toestel() -> device id
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.receipts import read_receipt
from zvh_desktop.store import (
    audit,
    audit_share,
    chains,
    incoming,
    outgoing,
    pieces,
    snapshot_making,
    snapshots,
    streams,
    sync_keys,
)
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.device import become_new_device
from zvh_desktop.store.store import Store
from zvh_desktop.store.syncdeur import Syncdeur

__all__ = ["Proefdeur", "deur"]


class Proefdeur(Syncdeur):
    """The doors of one store."""

    @contextmanager
    def _schrijf(self) -> Iterator[Verbinding]:
        with self._verbinding.transaction():
            yield self._verbinding

    # Keys

    def toestelsleutels(self) -> sync_keys.Toestelsleutels | None:
        """Return the keys of this device; None before they were made, or after it became another device."""
        return sync_keys.device_keys(self._verbinding)

    def maak_toestelsleutels(self) -> sync_keys.Toestelsleutels:
        """Return the keys of this device, made now when it has none."""
        with self._schrijf() as verbinding:
            return sync_keys.device_keys(verbinding) or sync_keys.make_device_keys(
                verbinding, self._willekeur.bytes(sync_keys.TOESTELGEHEIM_BYTES)
            )

    def geheim(self, naam: str) -> bytes | None:
        """Return a secret by name (`sync_keys.REGIO_TEKEN`, …), or None."""
        return sync_keys.get_secret(self._verbinding, naam)

    # The region

    def voeg_stukken_toe(self, stukken: Iterable[tuple[int | None, bytes]]) -> int:
        """Take in statements (number at the server or None, wire), in order; return how many were new.

        The first one ever must be the pinned beginning of the region: the caller checks its id.

        Raises:
            ProtocolFout: one of them is not of this region's key; nothing is taken in then.
        """
        with self._schrijf() as verbinding:
            return sum(sync_keys.add_statement(verbinding, wire, volgnr=volgnr) for volgnr, wire in stukken)

    def stukken(self, *, alleen_nieuw: bool = False) -> list[bytes]:
        """Return the statements in order; only those that no server has yet, when asked."""
        return sync_keys.statements(self._verbinding, alleen_nieuw=alleen_nieuw)

    # Streams

    def stromen(self, *, wachtend: bool = False) -> list[streams.Stroom]:
        """Return every stream, or those with changes made here that have no receipt."""
        return streams.list_streams(self._verbinding, wachtend=wachtend)

    def stroom(self, stream: str) -> streams.Stroom:
        """Return one stream."""
        return streams.get_stream(self._verbinding, stream)

    def epochs(self, stream: str) -> sync_keys.Epochstand:
        """Return the epochs of a stream, with the keys that are here."""
        return sync_keys.epochs(self._verbinding, stream)

    def toekenningen(self, stream: str) -> list[sync_keys.Toegekend]:
        """Return who was given which epoch of a stream."""
        return sync_keys.grants(self._verbinding, stream)

    def begin_epoch(self, stream: str, soort: str = "") -> bytes:
        """Start an epoch after all heads of now; it is given to this device and the recovery key; return its id.

        Raises:
            Omstandigheid: NIET_BEVOEGD.
        """
        stand, nu_ms = self.stand(), self._nu()[0]
        with self._schrijf() as verbinding:
            return sync_keys.start_epoch(
                verbinding,
                stream,
                stand,
                sleutel=self._willekeur.bytes(sync_keys.SLEUTEL_BYTES),
                tijd=nu_ms,
                soort=soort,
            )

    def geef(self, stream: str, toestel: str, *, alleen: Collection[bytes] | None = None) -> list[bytes]:
        """Give a device the keys of a stream; return the grants that were made.

        Raises:
            Omstandigheid: NIET_BEVOEGD.
            ProtocolFout: the device is unknown, revoked or expired.
        """
        stand, nu_ms = self.stand(), self._nu()[0]
        with self._schrijf() as verbinding:
            return sync_keys.grant(verbinding, stream, toestel, stand, tijd=nu_ms, alleen=alleen)

    # In

    def ontvang(
        self, items: Iterable[tuple[int | None, bytes]], *, gehaald: Mapping[str, int] | None = None
    ) -> incoming.Ontvangst:
        """Take in pieces as they came, in one transaction; see `incoming.apply_batch`."""
        stand, (nu_ms, tijd) = self.stand(), self._nu()
        with self._schrijf() as verbinding:
            return incoming.apply_batch(
                verbinding,
                [incoming.Binnen(volgnr, wire) for volgnr, wire in items],
                stand=stand,
                nu_ms=nu_ms,
                tijd=tijd,
                gehaald=dict(gehaald or {}),
            )

    def hervat(self) -> incoming.Ontvangst:
        """Try again everything that was set aside: after new statements, after an update."""
        stand, (nu_ms, tijd) = self.stand(), self._nu()
        with self._schrijf() as verbinding:
            return incoming.replay(verbinding, stand=stand, nu_ms=nu_ms, tijd=tijd)

    # Out

    def verzegel_opnieuw(self, stream: str) -> int:
        """Seal again under the epoch of now what has no receipt; return how many.

        Raises:
            Omstandigheid: NIET_BEVOEGD.
        """
        zegelaar = self.zegelaar()
        with self._schrijf() as verbinding:
            return outgoing.reseal(verbinding, stream, zegelaar)

    def te_sturen(self, *, limit: int = 200, max_bytes: int = 4 * 1024 * 1024) -> list[pieces.Stuk]:
        """Return sealed and signed pieces that wait for a receipt, in order; the same bytes each time."""
        return pieces.waiting(self._verbinding, limit=limit, max_bytes=max_bytes)

    def stukken_van(self, stream: str, *, na: int = 0, limit: int = 500) -> list[tuple[int, pieces.Stuk]]:
        """Return (local number, piece) of all that is held of a stream, in order, for a stick."""
        return pieces.of_stream(self._verbinding, stream, na=na, limit=limit)

    def bon(self, wire: bytes) -> outgoing.Bonuitkomst:
        """Take in a receipt: only this makes anything sent.

        Raises:
            ProtocolFout: it is not signed by a certified server of this region.
        """
        bon, stand = read_receipt(wire), self.stand()
        sleutel = stand.server_sleutels().get(bon.server_id)
        if sleutel is None:
            raise ProtocolFout(Weigering.HANDTEKENING, "server")
        bon.verify(sleutel)
        with self._schrijf() as verbinding:
            return outgoing.accept_receipt(verbinding, bon)

    # What waits

    def wachtend(self) -> dict[str, int]:
        """Return stream → how many changes made here have no receipt."""
        return outgoing.unsent(self._verbinding)

    def wachtende_records(self, stream: str | None = None) -> dict[tuple[str, str], int]:
        """Return (soort, record) → how many changes made here have no receipt."""
        return outgoing.unsent_records(self._verbinding, stream)

    # Snapshots

    def momentopname(self, stream: str) -> str | None:
        """Make a snapshot of a stream and have it sent; return its hash.

        Raises:
            Omstandigheid: NIET_BEVOEGD.
        """
        zegelaar = self.zegelaar()
        with self._schrijf() as verbinding:
            return snapshot_making.seal_snapshot(verbinding, stream, zegelaar)

    def bevestig(self, stream: str, hash_: str) -> bool:
        """Say of another device's snapshot that the same state was found here; return whether it was.

        Raises:
            Omstandigheid: NIET_BEVOEGD, NIET_GEVONDEN.
        """
        zegelaar = self.zegelaar()
        with self._schrijf() as verbinding:
            return snapshot_making.confirm_snapshot(verbinding, stream, hash_, zegelaar)

    def momentopnamen(self, stream: str) -> list[snapshots.Momentopname]:
        """Return the snapshots of a stream, the newest first."""
        return snapshots.list_snapshots(self._verbinding, stream)

    # What is true

    def koppen(self, stream: str) -> dict[str, chains.Kop]:
        """Return device → up to where its chain is here."""
        return chains.heads_of_stream(self._verbinding, stream)

    def volledigheid(self, stream: str) -> chains.Volledigheid:
        """Return until when it is proven that everything of a stream is here."""
        return chains.completeness(self._verbinding, stream)

    def vorken(self) -> list[chains.Vork]:
        """Return every fork that was seen."""
        return chains.forks(self._verbinding)

    def weigeringen(self) -> list[chains.Geweigerd]:
        """Return what was refused so far."""
        return chains.refusals(self._verbinding)

    def apart(self, stream: str | None = None) -> list[chains.Apart]:
        """Return what was set aside."""
        return chains.aside(self._verbinding, stream)

    # Audit

    def auditstream(self, *, maak: bool = False) -> str | None:
        """Return the stream of this device's audit log; with `maak` it is made when there is none, with its epoch.

        Raises:
            Omstandigheid: NIET_BEVOEGD.
        """
        stream = audit_share.own_stream(self._verbinding)
        if stream is not None or not maak:
            return stream
        stream = self._willekeur.bytes(16).hex()
        with self._schrijf() as verbinding:
            audit_share.set_own_stream(verbinding, stream)
        self.begin_epoch(stream)
        return stream

    def audit_wachtend(self) -> int:
        """Return how many rows of the audit log are not sealed yet."""
        return audit_share.waiting_rows(self._verbinding)

    def verzegel_audit(self) -> int:
        """Seal the rows of the audit log; return how many deltas.

        Raises:
            Omstandigheid: NIET_BEVOEGD.
        """
        zegelaar = self.zegelaar()
        with self._schrijf() as verbinding:
            return outgoing.seal_audit(verbinding, zegelaar)

    def audit_elders(self, toestel: str, *, na: int = 0, limit: int = 500) -> list[audit.AuditRegel]:
        """Return rows of the audit log of another device."""
        return audit_share.rows_of(self._verbinding, toestel, na=na, limit=limit)

    def audit_toestellen(self) -> dict[str, tuple[int, str]]:
        """Return device → number and hash of the last row of its audit log that is here."""
        return audit_share.devices(self._verbinding)

    def audit_ontbreekt(self) -> dict[str, tuple[int, int, bool]]:
        """Return which audit logs are behind what their device told of, or differ from it."""
        return audit_share.missing(self._verbinding)

    # The end

    def word_nieuw_toestel(self) -> str:
        """Take another device id, after a copy was seen; nothing is sent before it is certified again."""
        toestel, tijd = self._willekeur.bytes(8).hex(), self._nu()[1]
        with self._schrijf() as verbinding:
            become_new_device(verbinding, toestel, tijd=tijd, gebeurtenis="nieuw_toestel")
        return toestel


def deur(store: Store) -> Proefdeur:
    """Return the doors of a store; the same ones each time, kept with it."""
    bekend = getattr(store, "_proefdeur", None)
    if bekend is None:
        bekend = Proefdeur(
            store.verbinding,
            klok=store._klok,
            willekeur=store._willekeur,
            concepten=store.begin_concepten,
        )
        store._proefdeur = bekend  # type: ignore[attr-defined]
    return bekend
