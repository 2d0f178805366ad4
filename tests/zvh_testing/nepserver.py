"""A pretend server in this process: keeps and orders what it is given, signs receipts, and can be told to misbehave."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Geduwd, Gehaald, Serverinfo
from zvh_desktop.protocol.delta import EERSTE, read_sealed
from zvh_desktop.protocol.destruction import VERNIETIGD_SOORT, check_order, read_destroyed
from zvh_desktop.protocol.epochs import EPOCH_SOORT, GRANT_SOORT, HERSTEL, read_epoch_start, read_grant
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.receipts import (
    Receipt,
    ServerRequest,
    check_session,
    read_statements_text,
    request_text,
    sign_receipt,
)
from zvh_desktop.protocol.signing import publiek_van, read_signed
from zvh_desktop.protocol.statements import RegionBegin, Regiostand, Regiostuk, ServerCert, accept_statement

__all__ = ["NepTransport", "Nepserver"]

NU_MS = int(datetime(2026, 11, 24, 9, 30, tzinfo=UTC).timestamp() * 1000)


@dataclass
class Inhoud:
    """What lies in it.

    Attributes:
        statements: in order of arrival.
        streams: pieces by stream; the place is the sequence number less one. None: pruned.
        ketens: (stream, device) to number and hash of the last link.
        koppen: epochs of a stream that nobody followed up, and all epochs known.
        toegang: grants by device.
        toegestaan: (stream, device) with a grant for a current epoch.
        vernietigd: streams of which only the order and the reports are left.
    """

    statements: list[bytes] = field(default_factory=list)
    streams: dict[str, list[bytes]] = field(default_factory=dict)
    plek: dict[bytes, tuple[str, int, int]] = field(default_factory=dict)
    ketens: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)
    epochs: dict[str, dict[bytes, tuple[bytes, ...]]] = field(default_factory=dict)
    toegang: dict[str, list[bytes]] = field(default_factory=dict)
    toegestaan: dict[tuple[str, bytes], set[str]] = field(default_factory=dict)
    post: dict[tuple[bytes, str], bytes] = field(default_factory=dict)
    blokken: dict[tuple[bytes, bytes], bytes] = field(default_factory=dict)
    vernietigd: set[str] = field(default_factory=set)


@lru_cache(maxsize=256)
def _stand(statements: tuple[bytes, ...]) -> Regiostand:
    """What these statements come to; asked at every request, so remembered."""
    stukken: list[Regiostuk] = []
    begin: RegionBegin | None = None
    for wire in statements:
        stuk = accept_statement(wire, begin)
        if isinstance(stuk.inhoud, RegionBegin):
            begin = stuk.inhoud
        stukken.append(stuk)
    return Regiostand.van(stukken, nu_ms=NU_MS)


class Nepserver:
    """One server; `transport(…)` gives ways to it.

    Attributes:
        inhoud: what lies in it; `bewaar_stand` and `draai_terug` make it an older one.
        generatie: changes when it is emptied or put back.
        weiger: asked for every pushed piece; a code refuses it.
        klok: tells the time (ms UTC) to who asks; None when it does not say.
        geduwd: how many pieces were taken in.
    """

    def __init__(self) -> None:
        self.teken = Ed25519PrivateKey.generate()
        self.id = os.urandom(16).hex()
        self.generatie = os.urandom(16).hex()
        self.inhoud = Inhoud()
        self.cert: bytes | None = None
        self.weiger: Callable[[bytes], Weigering | None] = lambda _stuk: None
        self.klok: Callable[[], int] | None = None
        self.geduwd = 0
        self.verkeer = bytearray()

    def verzoek(self) -> str:
        """What `zvh-server init` prints."""
        return request_text(ServerRequest(self.id, publiek_van(self.teken), NU_MS), self.teken)

    def draai_terug(self, oud: Inhoud) -> None:
        """Put an older state back, as a restored backup does."""
        self.inhoud, self.generatie = deepcopy(oud), os.urandom(16).hex()

    def bewaar_stand(self) -> Inhoud:
        """Keep the state of now, for `draai_terug`."""
        return deepcopy(self.inhoud)

    def transport(self) -> "NepTransport":
        """A way to this server."""
        return NepTransport(self)

    # The region

    def stand(self) -> Regiostand:
        """The region as it stands."""
        return _stand(tuple(self.inhoud.statements))

    def neem_bestand(self, inhoud: bytes) -> None:
        """What `zvh-server init --region` does."""
        self.neem_statements(read_statements_text(inhoud.decode("ascii")))

    def neem_statements(self, stukken: Sequence[bytes]) -> None:
        """Take statements in; the first one begins the region."""
        for wire in stukken:
            if wire not in self.inhoud.statements:
                accept_statement(wire, self.stand().begin)
                self.inhoud.statements.append(wire)
                stuk = accept_statement(wire, self.stand().begin).inhoud
                if isinstance(stuk, ServerCert) and stuk.server_id == self.id:
                    self.cert = wire

    # Pieces

    def neem(self, wire: bytes, van: str, *, hervul: bool = False) -> tuple[str, int, bytes, int]:
        """Check and keep one piece; return what the receipt says of it."""
        self.stand().verwacht(van)
        try:
            record = read_signed(wire)
        except ProtocolFout:
            record = None
        if record is None:
            s = read_sealed(wire)
            h, hash_ = s.header, s.hash
            stream, nr = h.stream, h.nr
            if h.toestel != van and hash_ not in self.inhoud.plek:
                self.stand().verwacht(h.toestel)
        else:
            hash_, nr = record.id, 0
            stream = record.velden["stream"].hex()
        if hash_ in self.inhoud.plek:
            return (*self.inhoud.plek[hash_][:1], self.inhoud.plek[hash_][1], hash_, self.inhoud.plek[hash_][2])
        if code := self.weiger(wire):
            raise ProtocolFout(code)
        if record is not None and record.soort == VERNIETIGD_SOORT:
            self._vernietig(stream, wire)
        elif stream in self.inhoud.vernietigd:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND)
        if record is None:
            heads = self._koppen(stream)
            if h.epoch not in self.inhoud.epochs.get(stream, {}):
                raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
            if h.epoch not in heads and not hervul:
                raise ProtocolFout(Weigering.EPOCH_VEROUDERD)
            if h.toestel not in self.inhoud.toegestaan.get((stream, h.epoch), set()):
                raise ProtocolFout(Weigering.GEEN_TOEGANG)
            laatste, vorige = self.inhoud.ketens.get((stream, h.toestel), (0, EERSTE))
            if nr > laatste + 1 or (nr == laatste + 1 and h.vorige != vorige):
                raise ProtocolFout(Weigering.KETEN_GAT)
            if nr <= laatste:
                raise ProtocolFout(Weigering.KETEN_VORK)
            self.inhoud.ketens[stream, h.toestel] = (nr, hash_)
        elif record.soort == EPOCH_SOORT:
            start = read_epoch_start(wire)
            start.verify(self.stand().verwacht(start.toestel).cert.teken)
            self.inhoud.epochs.setdefault(stream, {})[start.id] = start.ouders
        elif record.soort == GRANT_SOORT:
            grant = read_grant(wire)
            grant.verify(self.stand().verwacht(grant.toestel).cert.teken)
            if grant.epoch not in self.inhoud.epochs.get(stream, {}):
                raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
            self.inhoud.toegestaan.setdefault((stream, grant.epoch), set()).add(grant.voor)
            self.inhoud.toegang.setdefault(grant.voor, []).append(wire)
        rij = self.inhoud.streams.setdefault(stream, [])
        rij.append(wire)
        self.geduwd += 1
        self.inhoud.plek[hash_] = (stream, nr, len(rij))
        return (stream, nr, hash_, len(rij))

    def _vernietig(self, stream: str, wire: bytes) -> None:
        gelezen, stand = read_destroyed(wire), self.stand()
        gelezen.verify(stand.toestellen[gelezen.toestel].cert.teken)
        if stream in self.inhoud.vernietigd:
            return
        if not gelezen.voorstel:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND)
        check_order(gelezen, stand, lambda toestel, _: stand.toestellen[toestel].cert)
        self.inhoud.vernietigd.add(stream)
        self.inhoud.streams[stream] = [b""] * len(self.inhoud.streams.get(stream, ()))
        self.inhoud.plek = {h: plek for h, plek in self.inhoud.plek.items() if plek[0] != stream}
        self.inhoud.epochs.pop(stream, None)
        self.inhoud.blokken = {k: b for k, b in self.inhoud.blokken.items() if k[0].hex() != stream}
        for rij in self.inhoud.toegang.values():
            rij[:] = [grant for grant in rij if read_grant(grant).stream != stream]

    def _koppen(self, stream: str) -> set[bytes]:
        epochs = self.inhoud.epochs.get(stream, {})
        return set(epochs) - {ouder for ouders in epochs.values() for ouder in ouders}

    def mag_lezen(self, toestel: str) -> set[str]:
        """Streams for which a device holds a grant."""
        return {stream for (stream, _), wie in self.inhoud.toegestaan.items() if toestel in wie}


class NepTransport:
    """A way to a pretend server; can be cut.

    Attributes:
        breek_na: so many calls from now the line is cut: before the call is carried out, or with `na_afloop` when the
            server has done its work and the answer is lost. None: never.
        vragen: names of the calls so far.
    """

    def __init__(self, server: Nepserver) -> None:
        self.server = server
        self.breek_na: int | None = None
        self.na_afloop = False
        self.vragen: list[str] = []
        self._toestel: str | None = None
        self._nonce = b""

    def _lijn(self, naam: str) -> Callable[[], None]:
        """Count a call; return what has to be called before its answer is given."""
        self.vragen.append(naam)
        if self.breek_na is None:
            return lambda: None
        self.breek_na -= 1
        stuk = self.breek_na < 0
        if stuk and not self.na_afloop:
            raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR)

        def klaar() -> None:
            if stuk:
                raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR)

        return klaar

    def _wie(self) -> str:
        if self._toestel is None:
            raise Omstandigheid(Reden.SERVER_WEIGERT, code=Weigering.SESSIE.value)
        stand = self.server.stand().toestel(self._toestel)
        if stand is None or stand.weigering is not None:
            code = Weigering.TOESTEL_ONBEKEND if stand is None else stand.weigering
            assert code is not None
            raise Omstandigheid(Reden.SERVER_WEIGERT, code=code.value)
        return self._toestel

    def info(self) -> Serverinfo:
        klaar = self._lijn("info")
        begin = self.server.stand().begin
        klaar()
        return Serverinfo(
            None if begin is None else bytes.fromhex(begin.region),
            self.server.cert,
            bytes.fromhex(self.server.id),
            bytes.fromhex(self.server.generatie),
            (1, 1),
            None if self.server.klok is None else self.server.klok(),
        )

    def vraag_sessie(self, toestel: bytes) -> bytes:
        self._lijn("vraag_sessie")()
        self._toestel = None
        self._nonce = os.urandom(32)
        return self._nonce

    def open_sessie(self, toestel: bytes, nonce: bytes, handtekening: bytes) -> None:
        klaar = self._lijn("open_sessie")
        stand = self.server.stand().toestel(toestel.hex())
        if stand is None or nonce != self._nonce:
            raise Omstandigheid(Reden.SERVER_WEIGERT, code=Weigering.TOESTEL_ONBEKEND.value)
        if stand.weigering is not None:
            raise Omstandigheid(Reden.SERVER_WEIGERT, code=stand.weigering.value)
        check_session(stand.cert.teken, nonce, self.server.id, handtekening)
        self._toestel = toestel.hex()
        klaar()

    def statements(self, na: int) -> tuple[tuple[tuple[int, bytes], ...], bool]:
        klaar = self._lijn("statements")
        rij = [(nr, wire) for nr, wire in enumerate(self.server.inhoud.statements, 1) if nr > na]
        klaar()
        return tuple(rij[:3]), len(rij) > 3

    def stuur_statements(self, stukken: Sequence[bytes]) -> None:
        klaar = self._lijn("stuur_statements")
        try:
            self.server.neem_statements(stukken)
        except ProtocolFout as fout:
            raise Omstandigheid(Reden.SERVER_WEIGERT, code=fout.code.value) from None
        klaar()

    def duw(self, stukken: Sequence[bytes], *, hervul: bool = False) -> Geduwd:
        klaar = self._lijn("duw")
        van = self._wie()
        items: list[tuple[str, int, bytes, int]] = []
        nee: list[tuple[bytes, str]] = []
        uitkomsten: list[tuple[bytes, int | None, str]] = []
        for wire in stukken:
            self.server.verkeer += wire
            try:
                item = self.server.neem(wire, van, hervul=hervul)
            except ProtocolFout as fout:
                hash_ = _hash(wire)
                nee.append((hash_, fout.code.value))
                uitkomsten.append((hash_, None, fout.code.value))
                continue
            items.append(item)
            uitkomsten.append((item[2], item[3], ""))
        bon = Receipt(self.server.id, self.server.generatie, NU_MS, van, tuple(items), tuple(nee))
        klaar()
        return Geduwd(tuple(uitkomsten), sign_receipt(bon, self.server.teken))

    def haal(self, streams: Mapping[bytes, int], max_bytes: int, *, momentopname: bool = False) -> Gehaald:
        klaar = self._lijn("haal")
        mag = self.server.mag_lezen(self._wie())
        uit: list[tuple[bytes, int, bytes]] = []
        laatste: dict[bytes, int] = {}
        groot, meer = 0, False
        for stream, na in streams.items():
            if stream.hex() not in mag:
                continue
            rij = self.server.inhoud.streams.get(stream.hex(), [])
            laatste[stream] = len(rij)
            for nr, wire in enumerate(rij, 1):
                if nr <= na or not wire:
                    continue
                if uit and groot + len(wire) > max_bytes:
                    meer = True
                    break
                uit.append((stream, nr, wire))
                groot += len(wire)
        klaar()
        self.server.verkeer += b"".join(wire for _, _, wire in uit)
        return Gehaald(tuple(uit), meer, laatste, {}, bytes.fromhex(self.server.generatie))

    def streams(self, na: int) -> tuple[tuple[tuple[int, bytes], ...], int]:
        klaar = self._lijn("streams")
        rij = self.server.inhoud.toegang.get(self._wie(), [])
        klaar()
        return tuple((nr, wire) for nr, wire in enumerate(rij, 1) if nr > na), len(rij)

    def herstel(self, na: int) -> tuple[tuple[int, bytes], ...]:
        klaar = self._lijn("herstel")
        self._wie()
        rij: list[bytes] = []
        for stukken in self.server.inhoud.streams.values():
            for wire in stukken:
                if not wire or wire[:1] == b"\x83" or (soort := read_signed(wire).soort) == VERNIETIGD_SOORT:
                    continue
                if soort == EPOCH_SOORT or read_grant(wire).voor == HERSTEL:
                    rij.append(wire)
        klaar()
        return tuple((nr, wire) for nr, wire in enumerate(rij, 1) if nr > na)

    def wek(self) -> Iterator[tuple[bytes, int]]:
        return iter(())

    def zet_blok(self, stream: bytes, hash_: bytes, inhoud: bytes) -> None:
        self._lijn("zet_blok")()
        self.server.inhoud.blokken[stream, hash_] = inhoud

    def haal_blok(self, stream: bytes, hash_: bytes) -> bytes:
        self._lijn("haal_blok")()
        if (stream, hash_) not in self.server.inhoud.blokken:
            raise Omstandigheid(Reden.SERVER_WEIGERT, code="niet_gevonden", status=404)
        return self.server.inhoud.blokken[stream, hash_]

    def post(self, code: bytes, vak: str, bericht: bytes) -> None:
        self._lijn("post")()
        self.server.inhoud.post.setdefault((code, vak), bericht)

    def haal_post(self, code: bytes, vak: str) -> bytes | None:
        self._lijn("haal_post")()
        return self.server.inhoud.post.get((code, vak))

    def sluit(self) -> None:
        self._toestel = None


def _hash(wire: bytes) -> bytes:
    try:
        return read_signed(wire).id
    except ProtocolFout:
        return read_sealed(wire).hash
