"""One round: log in, statements, keys, fetch, apply, seal, push, check receipts; every step may be the last one.

Whatever is done stays done: the next round goes on where this one was cut off. One broken piece holds up no other.
Runs on the thread that opened the store; waits for the network without holding a transaction.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Final, ParamSpec, TypeVar

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.log import logboek
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.protocol.epochs import read_grant
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import audit_share, outgoing, refill, shred, sync_keys
from zvh_desktop.store.incoming import Binnen, apply_batch, replay
from zvh_desktop.store.involved import access_stamp, key_standings
from zvh_desktop.store.meta import note_clock
from zvh_desktop.store.sealing import Zegelaar
from zvh_desktop.store.store import Store
from zvh_desktop.store.streams import get_stream, set_fetched
from zvh_desktop.store.times import to_ms, to_text
from zvh_desktop.sync import files, keyround, shredding, upkeep
from zvh_desktop.sync.link import VREEMD, Link, check_receipt, check_server
from zvh_desktop.sync.outcome import MAAT, Maat, Uitkomst

__all__ = ["MAAT", "TE_VER_VOOR_MS", "Maat", "Round", "Uitkomst"]

_log = logboek(__name__)

P = ParamSpec("P")
T = TypeVar("T")


TE_VER_VOOR_MS: Final = 12 * 60 * 60 * 1000
"""So far ahead of the server nothing is sealed. Less than a server takes, and more than it may itself be wrong."""

_POGINGEN: Final = 4
_MET_DE_TIJD: Final = frozenset({Weigering.KLOK.value, Weigering.VERSIE_NIEUWER.value})
"""Reasons that may pass without anything coming in: a clock goes on, this program was updated."""
_STREAMS_PER_VRAAG: Final = 5_000
_ACHTER: Final = frozenset({Weigering.KETEN_GAT.value, Weigering.EPOCH_ONBEKEND.value, Weigering.STREAM_ONBEKEND.value})
"""Refusals that say: the server lacks what comes before."""


class _Gestopt(Exception):
    """A person stopped the round."""


class Round:
    """One round of one vault with one server; made anew for each, `uit` says what was done also when it raises."""

    def __init__(
        self,
        store: Store,
        link: Link,
        *,
        klok: Klok,
        willekeur: Willekeur,
        programma: str = "",
        alleen: Collection[str] | None = None,
        voortgang: Callable[[int, int], object] = lambda _gedaan, _totaal: None,
        stop: Callable[[], bool] = lambda: False,
        maat: Maat = MAAT,
    ) -> None:
        """Prepare.

        Args:
            store: the vault, of this thread.
            link: the way to the server.
            klok: tells the time.
            willekeur: gives randomness.
            programma: version of the program, told to others.
            alleen: a quick round: fetch these streams only, no statements, no new access, no upkeep.
            voortgang: told pieces done and pieces in all as far as known.
            stop: asked between batches.
            maat: how much at once.
        """
        self.uit = Uitkomst()
        self._store, self._v, self._link, self._weg = store, store.verbinding, link, link.transport
        self._klok, self._willekeur, self._programma = klok, willekeur, programma
        self._alleen, self._maat = alleen, maat
        self._voortgang, self._stop = voortgang, stop
        self._gedaan = self._totaal = 0
        self._nieuwe_epochs: set[str] = set()
        self._hervul = self._nieuwe_opslag = self._voorgesteld = False
        self._van_voren: set[str] = set()
        sleutels = sync_keys.device_keys(self._v)
        if sync_keys.region_begin(self._v) is None or sleutels is None:
            raise Omstandigheid(Reden.GEEN_REGIO)
        self._sleutels = sleutels
        self._stand = self._lees_stand()

    def run(self) -> Uitkomst:
        """Do the round.

        Raises:
            Omstandigheid: SERVER_ONBEREIKBAAR, SERVER_ONVERTROUWD, SERVER_ANTWOORD, SERVER_WEIGERT, EERST_BIJWERKEN,
                or the vault could not be written; what was done until then is in `uit`, and stays.
        """
        try:
            self._begin()
            if self._alleen is None:
                self._statements()
            grants = self._grants()
            self._fetch(self._known_streams(grants), grants)
            self._fill_gaps()
            self._shred()
            self._fetch_files()
            if not self._far_ahead():
                self._give()
            with self._v.transaction():
                refill.note_contact(self._v, to_text(self._klok.nu()))
        except _Gestopt:
            self.uit.meer = True
        return self.uit

    def _give(self) -> None:
        """All that is sealed here, and goes."""
        self._keys()
        if self._alleen is None:
            self._audit()
        self._send()
        if self._bring_files():
            self._send()
        if self._alleen is None:
            self._upkeep()

    def _far_ahead(self) -> bool:
        """Whether the clock of this device is so far ahead that nothing may be sealed by it.

        The server would refuse it, or others would set it aside until their clocks get there. What is not sealed can
        wait until the clock is put right, and then gets the stamps of then.
        """
        if self._alleen is not None and not outgoing.unsent(self._v):
            return False
        self.uit.voor_ms = self._link.ahead(self._nu_ms())
        return self.uit.voor_ms is not None and self.uit.voor_ms > TE_VER_VOOR_MS

    def _ask(self, vraag: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a method of the transport within a session.

        A server that does not know this device, for it was put back to before it joined (or for a beheerder certified
        itself), is shown what the region signed: it needs nothing else.
        """
        try:
            return self._link.ask(self._sleutels, vraag, *args, **kwargs)
        except Omstandigheid as fout:
            eigen = sync_keys.certificates_of(self._v, self._sleutels.toestel)
            if fout.gegevens.get("code") not in VREEMD or self._voorgesteld or not eigen:
                raise
        self._voorgesteld = True
        self._weg.stuur_statements(eigen[-1:])
        return self._link.ask(self._sleutels, vraag, *args, **kwargs)

    # -- small things ----------------------------------------------------------------------------------------------

    def _lees_stand(self) -> Regiostand:
        return sync_keys.region_state(self._v, nu_ms=self._nu_ms())

    def _nu_ms(self) -> int:
        return to_ms(self._klok.nu())

    def _zegelaar(self) -> Zegelaar:
        nu = self._klok.nu()
        return Zegelaar(self._stand, self._willekeur.bytes, to_ms(nu), to_text(nu), self._programma)

    def _between(self, erbij: int = 0) -> None:
        """Between two batches: tell how far it is, and stop when asked."""
        self._gedaan += erbij
        self._voortgang(self._gedaan, max(self._totaal, self._gedaan))
        if self._stop():
            raise _Gestopt

    # -- who it is, and what the region stated ----------------------------------------------------------------------

    def _begin(self) -> None:
        info = self._link.who()
        wire = check_server(info, self._stand)
        if wire is not None:
            with self._v.transaction():
                sync_keys.add_statement(self._v, wire)
            self._stand = self._lees_stand()
        self._generation(info.generatie)

    def _generation(self, generatie: bytes) -> bool:
        """Notice that the store of the server is another one than before; then everything is compared anew."""
        bekend, nu = refill.generation(self._v), generatie.hex()
        if bekend == nu:
            return False
        with self._v.transaction():
            refill.forget_server(self._v, nu)
        if bekend:
            _log.waarschuwing("de server begint opnieuw; wat hij mist krijgt hij terug")
            self._hervul = self._nieuwe_opslag = True
            self._van_voren.update(self._known_streams({}), shred.watched(self._v, alle=True))
        return bool(bekend)

    def _statements(self) -> None:
        nieuw = self._fetch_statements()
        eigen = sync_keys.statements(self._v, alleen_nieuw=True)
        for plek in range(0, len(eigen), self._maat.duw_stukken):
            deel = eigen[plek : plek + self._maat.duw_stukken]
            self._ask(self._weg.stuur_statements, deel)
        if eigen:
            # What was just sent comes back with its number: then it is known to be there.
            nieuw += self._fetch_statements()
        if nieuw:
            self._stand = self._lees_stand()
        if nieuw or refill.set_aside_by_reason(self._v).keys() & _MET_DE_TIJD:
            with self._v.transaction():
                nu = self._klok.nu()
                stempel, concepten = to_text(nu), self._store.begin_concepten
                self.uit.take(replay(self._v, stand=self._stand, nu_ms=to_ms(nu), tijd=stempel, concepten=concepten))
        self._between()

    def _fetch_statements(self) -> int:
        """Fetch what the region stated since; return how many were new.

        The last one that was seen comes along: when it is not there, the server was put back, and may lack others.
        """
        nieuw, eerste = 0, True
        while True:
            na = refill.statements_seen(self._v)
            stukken, meer = self._ask(self._weg.statements, max(0, na - eerste))
            if eerste and na and refill.statements_lost(self._v, stukken):
                _log.waarschuwing("de server mist wat de regio verklaarde; hij krijgt het terug")
                with self._v.transaction():
                    refill.forget_statements(self._v)
                continue
            eerste = False
            with self._v.transaction():
                for nr, wire in stukken:
                    try:
                        nieuw += sync_keys.add_statement(self._v, wire, volgnr=nr)
                    except ProtocolFout:
                        self.uit.geweigerd += nr > na
                    refill.set_statements_seen(self._v, nr)
            if not meer or not stukken:
                return nieuw

    # -- fetching ---------------------------------------------------------------------------------------------------

    def _grants(self) -> dict[str, list[bytes]]:
        """Return stream → grants to this device that were not read before."""
        if self._alleen is not None:
            return {}
        uit: dict[str, list[bytes]] = {}
        na = refill.grants_seen(self._v)
        while True:
            rijen, tot = self._ask(self._weg.streams, na)
            for nr, wire in rijen:
                uit.setdefault(_grant_stream(wire), []).append(wire)
                na = nr
            if not rijen or na >= tot:
                break
        uit.pop("", None)
        self._grants_tot = na
        return uit

    def _known_streams(self, grants: Mapping[str, object]) -> dict[str, int]:
        """Return stream → number up to which it was fetched."""
        if self._alleen is not None:
            namen: Iterable[str] = self._alleen
        else:
            namen = {s for s, rij in key_standings(self._v).items() if rij.epochs} | grants.keys()
            namen |= set(shred.watched(self._v))
        return {stream: get_stream(self._v, stream).gehaald for stream in namen}

    def _fetch(self, streams: Mapping[str, int], grants: Mapping[str, list[bytes]]) -> None:
        """Fetch and apply all that came after these numbers; a new stream may begin with a snapshot."""
        vers = {stream: na for stream, na in streams.items() if na == 0}
        verder = {stream: na for stream, na in streams.items() if na}
        for groep, momentopname in ((verder, False), (vers, True)):
            namen = sorted(groep)
            for plek in range(0, len(namen), _STREAMS_PER_VRAAG):
                deel = {stream: groep[stream] for stream in namen[plek : plek + _STREAMS_PER_VRAAG]}
                self._fetch_group(deel, grants, momentopname=momentopname and not self._hervul)
        if grants:
            with self._v.transaction():
                refill.set_grants_seen(self._v, self._grants_tot)

    def _fetch_group(self, streams: dict[str, int], grants: Mapping[str, list[bytes]], *, momentopname: bool) -> None:
        vraag, eerste, nog_te_geven = dict(streams), True, dict(grants)
        while vraag:
            gehaald = self._ask(
                self._weg.haal,
                {bytes.fromhex(s): na for s, na in vraag.items()},
                self._maat.haal_bytes,
                momentopname=momentopname,
            )
            laatste = {stream.hex(): tot for stream, tot in gehaald.laatste.items()}
            if self._generation(gehaald.generatie) or (eerste and self._rolled_back(laatste, vraag)):
                vraag, momentopname = dict.fromkeys(vraag, 0), False
                continue
            if eerste:
                self._totaal += sum(max(0, tot - vraag.get(stream, 0)) for stream, tot in laatste.items())
            stukken = [(stream.hex(), nr, wire) for stream, nr, wire in gehaald.stukken if stream.hex() in vraag]
            self._apply(stukken, nog_te_geven)
            bereikt = dict(vraag)
            for stream, nr, _ in stukken:
                bereikt[stream] = max(bereikt[stream], nr)
            if not gehaald.meer:
                bereikt |= laatste
                self._note_fetched({s: nr for s, nr in bereikt.items() if s in laatste})
                return
            vraag = {s: nr for s, nr in bereikt.items() if nr < laatste.get(s, 0)}
            if not stukken:
                raise Omstandigheid(Reden.SERVER_ANTWOORD, oorzaak="leeg")
            eerste = False

    def _note_fetched(self, tot: Mapping[str, int]) -> None:
        verschil = {s: nr for s, nr in tot.items() if get_stream(self._v, s).gehaald != nr and nr}
        if verschil:
            with self._v.transaction():
                for stream, nr in verschil.items():
                    set_fetched(self._v, stream, nr)

    def _rolled_back(self, laatste: Mapping[str, int], gevraagd: Mapping[str, int]) -> bool:
        """A server that has less than it had: read it from the beginning, give back what it lost, delete nothing."""
        minder = refill.rolled_back(self._v, {s: tot for s, tot in laatste.items() if gevraagd.get(s)})
        if not minder:
            return False
        _log.waarschuwing("de server heeft minder dan eerst", streams=len(minder))
        self._hervul = True
        self._van_voren.update(minder)
        with self._v.transaction():
            for stream in minder:
                refill.forget_stream(self._v, stream)
            # Statements and grants may be gone as well.
            refill.forget_statements(self._v)
            refill.set_grants_seen(self._v, 0)
        return True

    def _apply(self, stukken: list[tuple[str, int, bytes]], grants: dict[str, list[bytes]]) -> None:
        """Apply, each stream's grants before its first piece; they are taken off."""
        for deel in self._batches(stukken):
            nu = self._klok.nu()
            items = _keys_first(deel, grants)
            tot = {stream: nr for stream, nr, _ in deel}
            with _no_collection(), self._v.transaction():
                ontvangst = apply_batch(
                    self._v,
                    items,
                    stand=self._stand,
                    nu_ms=to_ms(nu),
                    tijd=to_text(nu),
                    gehaald=tot,
                    concepten=self._store.begin_concepten,
                )
            for stream in tot:
                grants.pop(stream, None)
            self._nieuwe_epochs |= ontvangst.sleutels
            self.uit.take(ontvangst)
            self._between(len(deel))

    def _batches(self, stukken: list[tuple[str, int, bytes]]) -> Iterable[list[tuple[str, int, bytes]]]:
        deel: list[tuple[str, int, bytes]] = []
        groot = 0
        for stuk in stukken:
            vol = len(deel) >= self._maat.pas_toe_stukken or groot + len(stuk[2]) > self._maat.pas_toe_bytes
            if deel and vol:
                yield deel
                deel, groot = [], 0
            deel.append(stuk)
            groot += len(stuk[2])
        if deel:
            yield deel

    def _fill_gaps(self) -> None:
        """Read a stream from its beginning when something before what came is missing, once a round.

        Numbers that a server gave out again after it was put back hide what came under them.
        """
        if self._alleen is not None:
            return
        gaten = [s for s in refill.with_gaps(self._v) if s not in self._van_voren and get_stream(self._v, s).gehaald]
        if not gaten:
            return
        self._van_voren.update(gaten)
        with self._v.transaction():
            for stream in gaten:
                refill.forget_stream(self._v, stream)
        self._fetch_group(dict.fromkeys(gaten, 0), {}, momentopname=False)

    def _shred(self) -> None:
        """Carry out what two persons ordered; the pages are overwritten as they are freed."""
        weg = shredding.carry_out(self._store, self._zegelaar(), self._between)
        self.uit.geraakt |= weg
        if weg or self.uit.vernietigd:
            self._v.checkpoint()

    # -- keys -------------------------------------------------------------------------------------------------------

    def _keys(self) -> None:
        if self._alleen is not None and not refill.without_epoch(self._v):
            # Who gets access, and who no longer has it, is for the next whole round.
            return
        stempel = f"{access_stamp(self._v)}-{self._sleutels.toestel}"
        if self._store.instelling(_STEMPEL) == stempel and self._nu_ms() - self._keys_at() < keyround.GEDULD_MS:
            return
        plan = keyround.plan_for(self._store, self._stand, self._sleutels.toestel, self._nu_ms())
        if not plan.is_leeg:
            keyround.carry_out(self._store, self._stand, plan, willekeur=self._willekeur, tijd_ms=self._nu_ms())
            self._nieuwe_epochs.update(stream for stream, _, _ in plan.begin)
        stempel = f"{access_stamp(self._v)}-{self._sleutels.toestel}"
        with self._store.transaction("instelling", ("", "")) as t:
            t.zet_instelling(_STEMPEL, stempel)
            t.zet_instelling(_STEMPEL_TIJD, str(self._nu_ms()))
        self._between()

    def _keys_at(self) -> int:
        return int(self._store.instelling(_STEMPEL_TIJD) or 0)

    # -- sealing and sending ----------------------------------------------------------------------------------------

    def _seal(self) -> None:
        for stream in sorted(self._nieuwe_epochs | set(refill.outdated(self._v))):
            self._sealing(stream, partial(outgoing.reseal, self._v, stream, self._zegelaar()))
        self._nieuwe_epochs.clear()
        for stream in outgoing.unsent(self._v):
            self._sealing(stream, partial(outgoing.seal_stream, self._v, stream, self._zegelaar()))

    def _sealing(self, stream: str, doe: Callable[[], int]) -> None:
        """Seal in one stream; one that may not be sealed (yet) holds up no other."""
        try:
            with _no_collection(), self._v.transaction():
                doe()
        except Omstandigheid as fout:
            if fout.reden is not Reden.NIET_BEVOEGD:
                raise
            _log.info("stroom wacht op een sleutel", stream=stream)
        if self._stop():
            raise _Gestopt

    def _audit(self) -> None:
        """Share the audit log of this device, when enough of it waits; its stream is made at the first time."""
        eigen = self._stand.toestel(self._sleutels.toestel)
        if eigen is None or eigen.weigering is not None:
            return
        upkeep.ensure_audit_stream(self._store, self._stand, self._willekeur, self._nu_ms())
        if upkeep.audit_is_due(self._store, self._nu_ms()):
            self._sealing(audit_share.own_stream(self._v) or "", lambda: outgoing.seal_audit(self._v, self._zegelaar()))
            upkeep.note_audit(self._store, self._nu_ms())

    def _send(self) -> None:
        if self._van_voren:
            with self._v.transaction():
                self.uit.hervuld += sum(refill.refill(self._v, stream) for stream in sorted(self._van_voren))
        for _ in range(_POGINGEN):
            self._seal()
            opnieuw, achter = self._push()
            if achter - self._van_voren:
                self._give_again(achter - self._van_voren)
            elif opnieuw:
                self._fetch(self._some(opnieuw), {})
                self._nieuwe_epochs |= opnieuw
            else:
                return

    def _some(self, streams: Iterable[str]) -> dict[str, int]:
        return {stream: get_stream(self._v, stream).gehaald for stream in streams}

    def _give_again(self, streams: set[str]) -> None:
        """The server lacks what comes before: look what it has of these streams, and give it the rest."""
        self._van_voren |= streams
        self._hervul = True
        with self._v.transaction():
            for stream in streams:
                refill.forget_stream(self._v, stream)
        self._fetch_group(dict.fromkeys(sorted(streams), 0), {}, momentopname=False)
        with self._v.transaction():
            self.uit.hervuld += sum(refill.refill(self._v, stream) for stream in sorted(streams))

    def _push(self) -> tuple[set[str], set[str]]:
        """Send what waits, in order; return streams that want a newer epoch, and streams the server lost a part of."""
        na = 0
        opnieuw: set[str] = set()
        achter: set[str] = set()
        self._totaal = self._gedaan + refill.queue_length(self._v)
        while True:
            rij = refill.queued(self._v, na, limit=self._maat.duw_stukken, max_bytes=self._maat.duw_bytes)
            if not rij:
                return opnieuw, achter
            na = rij[-1][0]
            stukken = [stuk for _, stuk in rij]
            geduwd = self._ask(self._weg.duw, [stuk.wire for stuk in stukken], hervul=self._hervul)
            bon = check_receipt(geduwd.bon, self._stand, self._sleutels.toestel)
            with self._v.transaction():
                uitkomst = outgoing.accept_receipt(self._v, bon)
                note_clock(self._v, server_ms=bon.tijd, eigen_ms=self._nu_ms())
                self._skip_own(bon.items)
            self.uit.verzonden += uitkomst.ontvangen
            opnieuw |= uitkomst.opnieuw
            van = {stuk.hash: stuk for stuk in stukken}
            achter |= {van[hash_].stream for hash_, code in uitkomst.geweigerd if code in _ACHTER and hash_ in van}
            self._between(len(stukken))

    def _skip_own(self, items: Iterable[tuple[str, int, bytes, int]]) -> None:
        """What this device just sent need not be fetched, as long as nothing of others lies between."""
        per_stream: dict[str, list[int]] = {}
        for stream, _, _, volgnr in items:
            per_stream.setdefault(stream, []).append(volgnr)
        for stream, nrs in per_stream.items():
            tot = begin = get_stream(self._v, stream).gehaald
            for nr in sorted(nrs):
                if nr == tot + 1:
                    tot = nr
            if tot > begin:
                set_fetched(self._v, stream, tot)

    # -- files ------------------------------------------------------------------------------------------------------

    def _fetch_files(self) -> None:
        tijd = to_text(self._klok.nu())
        self.uit.bestanden += files.fetch_files(
            self._store, self._link, self._sleutels, self._stand, tijd, self._between
        )

    def _bring_files(self) -> int:
        """Bring files whose streams the server knows by now."""
        if self._nieuwe_opslag:
            files.check_files(self._store, self._link, self._sleutels, self._stand, self._between)
        return files.bring_files(self._store, self._link, self._sleutels, self._zegelaar(), self._between)

    # -- afterwards -------------------------------------------------------------------------------------------------

    def _upkeep(self) -> None:
        """Make and confirm snapshots where that is worth while; they go with the next push."""
        if upkeep.snapshots(self._store, self._zegelaar(), self._between):
            self._push()


_STEMPEL: Final = "toegang_stempel"
_STEMPEL_TIJD: Final = "toegang_stempel_tijd"


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off looking for rubbish during one batch: it holds up every thread, the window's too, for too long.

    A batch makes many small things and no rings of them.
    """
    aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if aan:
            gc.enable()


def _grant_stream(wire: bytes) -> str:
    try:
        return read_grant(wire).stream
    except ProtocolFout:
        return ""


def _keys_first(deel: list[tuple[str, int, bytes]], grants: Mapping[str, list[bytes]]) -> list[Binnen]:
    """Put what opens keys before what they open: epochs and grants (signed records), then what is sealed."""
    namen = dict.fromkeys(stream for stream, _, _ in deel)
    los = [Binnen(nr, wire) for _, nr, wire in deel if wire[:1] != b"\x83"]
    vooraf = [Binnen(None, wire) for stream in namen for wire in grants.get(stream, ())]
    verzegeld = [Binnen(nr, wire) for _, nr, wire in deel if wire[:1] == b"\x83"]
    return [*los, *vooraf, *verzegeld]
