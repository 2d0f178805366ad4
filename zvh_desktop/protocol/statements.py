"""What the region's key states: its own beginning, certificates of devices and servers, and revocations.

Statements form a set: any order and any number of times gives the same standing, and a revocation wins for ever.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.signing import Signed, SigningKey, publiek_van, read_signed, sign_record, verify_signed

__all__ = [
    "KEM_BYTES",
    "DeviceCert",
    "Inhoud",
    "RegionBegin",
    "Regiostand",
    "Regiostuk",
    "Revocation",
    "ServerCert",
    "Toestelstand",
    "accept_statement",
    "read_statement",
    "sign_statement",
]

KEM_BYTES = 1216
"""Length of a public encryption key: ML-KEM-768 (1,184) and X25519 (32)."""

_BEGIN, _TOESTEL, _INTREKKING, _SERVER = "region-begin", "device-cert", "revocation", "server-cert"


@dataclass(frozen=True, slots=True)
class RegionBegin:
    """The first statement of a region, signed by the key that it names; its id pins the region.

    Attributes:
        region: 32 hex digits.
        naam_hash: SHA-256 of the name, or empty: the server need not know the name.
        publiek: Ed25519 public key of the region, 32 bytes.
        herstel_kem: public encryption key of the recovery key.
        tijd: ms UTC.
    """

    region: str
    naam_hash: bytes
    publiek: bytes
    herstel_kem: bytes
    tijd: int


@dataclass(frozen=True, slots=True)
class DeviceCert:
    """Who works at a device, in which role, with which keys, from when to when.

    Attributes:
        region: 32 hex digits.
        toestel: 16 hex digits.
        persoon: 32 hex digits.
        rol: key of `rights.RECHTEN`.
        teken: Ed25519 public key, 32 bytes.
        kem: public encryption key.
        van: ms UTC, first moment; the cert with the highest `van` is the one that counts.
        tot: ms UTC, first moment at which it no longer holds.
        ouders: ids of statements known when it was made, sorted.
    """

    region: str
    toestel: str
    persoon: str
    rol: str
    teken: bytes
    kem: bytes
    van: int
    tot: int
    ouders: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Revocation:
    """A device that no longer counts, whatever certificate says otherwise.

    Attributes:
        region: 32 hex digits.
        toestel: 16 hex digits.
        vanaf: ms UTC.
        reden_code: "verloren", "gestolen", "uit_dienst", "vervangen" or "anders".
        grenzen: stream → (number, hash) of the last delta of the device that still counts there.
        ouders: ids of statements known when it was made, sorted.
    """

    region: str
    toestel: str
    vanaf: int
    reden_code: str
    grenzen: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)
    ouders: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerCert:
    """The key with which a server signs its receipts.

    Attributes:
        region: 32 hex digits.
        server_id: 32 hex digits.
        teken: Ed25519 public key, 32 bytes.
        van: ms UTC.
        tot: ms UTC.
        ouders: ids of statements known when it was made, sorted.
    """

    region: str
    server_id: str
    teken: bytes
    van: int
    tot: int
    ouders: tuple[bytes, ...] = ()


Inhoud = RegionBegin | DeviceCert | Revocation | ServerCert


@dataclass(frozen=True, slots=True)
class Regiostuk:
    """One statement as read.

    Attributes:
        id: 32 bytes.
        inhoud: what it states.
        stuk: the signed record.
    """

    id: bytes
    inhoud: Inhoud
    stuk: Signed

    @property
    def wire(self) -> bytes:
        """The statement as it travels."""
        return self.stuk.wire


def sign_statement(inhoud: Inhoud, sleutel: SigningKey) -> bytes:
    """Return the wire form, signed by the region's key."""
    match inhoud:
        case RegionBegin():
            if inhoud.publiek != publiek_van(sleutel):
                raise ProtocolFout(Weigering.HANDTEKENING, _BEGIN)
            return sign_record(
                sleutel,
                _BEGIN,
                {
                    "region": hex_bytes(inhoud.region, 16),
                    "naam_hash": inhoud.naam_hash,
                    "publiek": inhoud.publiek,
                    "herstel_kem": inhoud.herstel_kem,
                    "tijd": inhoud.tijd,
                },
            )
        case DeviceCert():
            return sign_record(
                sleutel,
                _TOESTEL,
                {
                    "region": hex_bytes(inhoud.region, 16),
                    "toestel": hex_bytes(inhoud.toestel, 8),
                    "persoon": hex_bytes(inhoud.persoon, 16),
                    "rol": inhoud.rol,
                    "teken": inhoud.teken,
                    "kem": inhoud.kem,
                    "van": inhoud.van,
                    "tot": inhoud.tot,
                    "ouders": sorted(inhoud.ouders),
                },
            )
        case Revocation():
            return sign_record(
                sleutel,
                _INTREKKING,
                {
                    "region": hex_bytes(inhoud.region, 16),
                    "toestel": hex_bytes(inhoud.toestel, 8),
                    "vanaf": inhoud.vanaf,
                    "reden_code": inhoud.reden_code,
                    "grenzen": {hex_bytes(stream, 16): [nr, h] for stream, (nr, h) in inhoud.grenzen.items()},
                    "ouders": sorted(inhoud.ouders),
                },
            )
        case ServerCert():
            return sign_record(
                sleutel,
                _SERVER,
                {
                    "region": hex_bytes(inhoud.region, 16),
                    "server_id": hex_bytes(inhoud.server_id, 16),
                    "teken": inhoud.teken,
                    "van": inhoud.van,
                    "tot": inhoud.tot,
                    "ouders": sorted(inhoud.ouders),
                },
            )


def _begin(v: dict[str, object]) -> RegionBegin:
    velden = Velden(v, ("region", "naam_hash", "publiek", "herstel_kem", "tijd"), _BEGIN)
    naam_hash = velden.octets("naam_hash", max_lengte=32)
    if len(naam_hash) not in (0, 32):
        raise ProtocolFout(Weigering.ONLEESBAAR, "naam_hash")
    return RegionBegin(
        velden.hex("region", 16),
        naam_hash,
        velden.octets("publiek", 32),
        velden.octets("herstel_kem", KEM_BYTES),
        velden.number("tijd"),
    )


def _toestel(v: dict[str, object]) -> DeviceCert:
    namen = ("region", "toestel", "persoon", "rol", "teken", "kem", "van", "tot", "ouders")
    velden = Velden(v, namen, _TOESTEL)
    return DeviceCert(
        velden.hex("region", 16),
        velden.hex("toestel", 8),
        velden.hex("persoon", 16),
        velden.text("rol", max_lengte=32),
        velden.octets("teken", 32),
        velden.octets("kem", KEM_BYTES),
        velden.number("van"),
        velden.number("tot"),
        velden.hashes("ouders"),
    )


def _intrekking(v: dict[str, object]) -> Revocation:
    velden = Velden(v, ("region", "toestel", "vanaf", "reden_code", "grenzen", "ouders"), _INTREKKING)
    return Revocation(
        velden.hex("region", 16),
        velden.hex("toestel", 8),
        velden.number("vanaf"),
        velden.text("reden_code", max_lengte=32),
        velden.heads("grenzen", 16, max_aantal=16_384),
        velden.hashes("ouders"),
    )


def _server(v: dict[str, object]) -> ServerCert:
    velden = Velden(v, ("region", "server_id", "teken", "van", "tot", "ouders"), _SERVER)
    return ServerCert(
        velden.hex("region", 16),
        velden.hex("server_id", 16),
        velden.octets("teken", 32),
        velden.number("van"),
        velden.number("tot"),
        velden.hashes("ouders"),
    )


_LEZERS: Mapping[str, Callable[[dict[str, object]], Inhoud]] = {
    _BEGIN: _begin,
    _TOESTEL: _toestel,
    _INTREKKING: _intrekking,
    _SERVER: _server,
}


def read_statement(wire: bytes) -> Regiostuk:
    """Read a statement, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER (also for a kind that is not known) or ONLEESBAAR.
    """
    stuk = read_signed(wire)
    lezer = _LEZERS.get(stuk.soort)
    if lezer is None:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "statement")
    return Regiostuk(stuk.id, lezer(stuk.velden), stuk)


def accept_statement(wire: bytes, begin: RegionBegin | None) -> Regiostuk:
    """Read a statement and check that the region's key signed it.

    Args:
        wire: as it came.
        begin: the pinned beginning of the region; None to accept a beginning itself, against the key that it names.

    Raises:
        ProtocolFout: HANDTEKENING for another key or another region; what `read_statement` raises.
    """
    stuk = read_statement(wire)
    if begin is None:
        if not isinstance(stuk.inhoud, RegionBegin):
            raise ProtocolFout(Weigering.HANDTEKENING, "region-begin")
        verify_signed(stuk.stuk, stuk.inhoud.publiek)
        return stuk
    if stuk.inhoud.region != begin.region or (isinstance(stuk.inhoud, RegionBegin) and stuk.inhoud != begin):
        raise ProtocolFout(Weigering.HANDTEKENING, "region")
    verify_signed(stuk.stuk, begin.publiek)
    return stuk


@dataclass(frozen=True, slots=True)
class Toestelstand:
    """How a device stands.

    Attributes:
        cert: the certificate that counts.
        cert_id: id of that statement.
        ingetrokken: the revocation that counts (of several: the lowest limits together), or None.
        nu_ms: the moment for which this is said.
    """

    cert: DeviceCert
    cert_id: bytes
    ingetrokken: Revocation | None
    nu_ms: int

    @property
    def weigering(self) -> Weigering | None:
        """Why nothing new of this device is accepted, or None when it is in good standing."""
        if self.ingetrokken is not None:
            return Weigering.TOESTEL_INGETROKKEN
        if not self.cert.van <= self.nu_ms < self.cert.tot:
            return Weigering.TOESTEL_VERLOPEN
        return None

    def grens(self, stream: str) -> int | None:
        """Return up to which number deltas of this device count in a stream; None when there is no limit."""
        if self.ingetrokken is None:
            return None
        return self.ingetrokken.grenzen.get(stream, (0, b""))[0]


@dataclass(frozen=True, slots=True)
class Regiostand:
    """What a set of statements comes to; see `van`.

    Attributes:
        begin: the beginning of the region, or None when the set is empty.
        toestellen: every certified device by id.
        servers: every certified server: id → certificates, the newest first.
        heads: ids of statements that no other statement names as parent, sorted; parents of what is stated next.
        nu_ms: the moment for which this is said.
    """

    begin: RegionBegin | None
    toestellen: Mapping[str, Toestelstand]
    servers: Mapping[str, tuple[ServerCert, ...]]
    heads: tuple[bytes, ...]
    nu_ms: int

    @classmethod
    def van(cls, stukken: Iterable[Regiostuk], *, nu_ms: int, begin: bytes | None = None) -> "Regiostand":
        """Weigh a set of statements; order and repetition do not matter.

        Args:
            stukken: statements of which the signature was checked (`accept_statement`).
            nu_ms: ms UTC, for what has a term.
            begin: id of the pinned beginning; needed only when the set holds more than one.

        Raises:
            ProtocolFout: KETEN_VORK when the set holds two beginnings and none is pinned.
        """
        per_id = {stuk.id: stuk for stuk in stukken}
        eerste = _kies_begin(per_id, begin)
        if eerste is None:
            return cls(None, {}, {}, (), nu_ms)
        per_id = {id_: s for id_, s in per_id.items() if s.inhoud.region == eerste.region}
        certs: dict[str, tuple[int, bytes, DeviceCert]] = {}
        weg: dict[str, list[Revocation]] = {}
        servers: dict[str, list[tuple[int, bytes, ServerCert]]] = {}
        genoemd: set[bytes] = set()
        for id_, stuk in per_id.items():
            match stuk.inhoud:
                case DeviceCert() as cert:
                    oud = certs.get(cert.toestel)
                    if oud is None or oud[:2] < (cert.van, id_):
                        certs[cert.toestel] = (cert.van, id_, cert)
                    genoemd.update(cert.ouders)
                case Revocation() as intrekking:
                    weg.setdefault(intrekking.toestel, []).append(intrekking)
                    genoemd.update(intrekking.ouders)
                case ServerCert() as server:
                    servers.setdefault(server.server_id, []).append((server.van, id_, server))
                    genoemd.update(server.ouders)
                case RegionBegin():
                    pass
        return cls(
            eerste,
            {
                toestel: Toestelstand(cert, id_, _samen(weg.get(toestel, ())), nu_ms)
                for toestel, (_, id_, cert) in sorted(certs.items())
            },
            {id_: tuple(deel[2] for deel in sorted(rij, reverse=True)) for id_, rij in sorted(servers.items())},
            tuple(sorted(per_id.keys() - genoemd)),
            nu_ms,
        )

    def toestel(self, id_: str) -> Toestelstand | None:
        """Return how a device stands, or None when it was never certified."""
        return self.toestellen.get(id_)

    def verwacht(self, id_: str) -> Toestelstand:
        """Return a device in good standing.

        Raises:
            ProtocolFout: TOESTEL_ONBEKEND, TOESTEL_INGETROKKEN or TOESTEL_VERLOPEN.
        """
        stand = self.toestellen.get(id_)
        if stand is None:
            raise ProtocolFout(Weigering.TOESTEL_ONBEKEND)
        if stand.weigering is not None:
            raise ProtocolFout(stand.weigering)
        return stand

    def server_sleutels(self) -> dict[str, bytes]:
        """Return server id → receipt key, of the newest certificate that holds now."""
        uit: dict[str, bytes] = {}
        for id_, certs in self.servers.items():
            geldig = [cert for cert in certs if cert.van <= self.nu_ms < cert.tot]
            if geldig:
                uit[id_] = geldig[0].teken
        return uit


def _kies_begin(per_id: Mapping[bytes, Regiostuk], begin: bytes | None) -> RegionBegin | None:
    gevonden = {id_: s.inhoud for id_, s in per_id.items() if isinstance(s.inhoud, RegionBegin)}
    if begin is not None:
        return gevonden.get(begin)
    if len(gevonden) > 1:
        raise ProtocolFout(Weigering.KETEN_VORK, "region-begin")
    return next(iter(gevonden.values()), None)


def _samen(intrekkingen: Iterable[Revocation]) -> Revocation | None:
    """Several revocations of one device: only what all of them let stand still counts."""
    rij = sorted(intrekkingen, key=lambda i: (i.vanaf, i.reden_code, i.ouders, sorted(i.grenzen.items())))
    if len(rij) < 2:
        return rij[0] if rij else None
    eerste = rij[0]
    streams = set.intersection(*(set(i.grenzen) for i in rij))
    grenzen = {stream: min(i.grenzen[stream] for i in rij) for stream in sorted(streams)}
    return Revocation(eerste.region, eerste.toestel, eerste.vanaf, eerste.reden_code, grenzen, eerste.ouders)
