"""Keys in the vault: of this device, of the region, and of every epoch of every stream; and who was given which.

All of it lies in the encrypted database, so that a new vault key, a backup and a copy carry it. A restored copy
takes a new device id and loses the device keys with it: it seals nothing before it was certified again.

    device_keys(verbinding) -> Toestelsleutels | None      make_device_keys(verbinding, toestel, geheim: 128 bytes)
    get_secret / put_secret(verbinding, naam, inhoud)       REGIO_TEKEN, REGIO_HERSTEL: names for a beheerder's vault
    add_statement(verbinding, wire) -> bool                 region_state(verbinding, nu_ms=) -> Regiostand
    accept_epoch(verbinding, wire, stand) -> str            accept_grant(verbinding, wire, stand, eigen) -> bool
    start_epoch(verbinding, stream, ...) -> bytes           grant(verbinding, stream, voor, ...) -> bytes
    epochs(verbinding, stream) -> Epochstand
"""

import functools
import json
from collections.abc import Collection
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvh_desktop.crypto.envelope import KEM_PRIVE_BYTES, new_kem_keys, unwrap, wrap
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.protocol.epochs import (
    HERSTEL,
    EpochStart,
    Grant,
    StreamKey,
    commit_of,
    epoch_heads,
    grant_info,
    kies_epoch,
    read_epoch_start,
    read_grant,
    read_stream_key,
    sign_epoch_start,
    sign_grant,
    stream_key_bytes,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.rights import mag_toekennen
from zvh_desktop.protocol.signing import load_signing_key, publiek_van
from zvh_desktop.protocol.statements import (
    DeviceCert,
    RegionBegin,
    Regiostand,
    Regiostuk,
    accept_statement,
    read_statement,
)
from zvh_desktop.store import pieces
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.device import TOESTEL_GEHEIMEN, restamp
from zvh_desktop.store.meta import TOESTEL, read_meta
from zvh_desktop.store.streams import get_stream, set_kind

__all__ = [
    "REGIO_HERSTEL",
    "REGIO_TEKEN",
    "SLEUTEL_BYTES",
    "TOESTELGEHEIM_BYTES",
    "Epochstand",
    "Toegekend",
    "Toestelsleutels",
    "accept_epoch",
    "accept_grant",
    "add_statement",
    "certificate_at",
    "device_keys",
    "epochs",
    "get_secret",
    "grant",
    "grants",
    "make_device_keys",
    "put_secret",
    "region_begin",
    "region_state",
    "start_epoch",
    "statements",
]

REGIO_TEKEN, REGIO_HERSTEL = "regio_teken", "regio_herstel"
"""Names of the region's keys in a beheerder's vault."""
_TOESTEL_TEKEN, _TOESTEL_KEM, _TOESTEL_VAN = TOESTEL_GEHEIMEN
_OOIT_MS = 1 << 62
TOESTELGEHEIM_BYTES = 32 + KEM_PRIVE_BYTES
"""Random bytes that make the keys of a device."""
SLEUTEL_BYTES = 32


@dataclass(frozen=True, slots=True)
class Toestelsleutels:
    """The keys of this device.

    Attributes:
        toestel: 16 hex digits.
        teken: signs.
        kem: secret encryption key.
        teken_publiek: 32 bytes.
        kem_publiek: 1,216 bytes.
    """

    toestel: str
    teken: Ed25519PrivateKey
    kem: bytes
    teken_publiek: bytes
    kem_publiek: bytes


@dataclass(frozen=True, slots=True)
class Epochstand:
    """The epochs of one stream.

    Attributes:
        soort: kind of stream, "" while no key was opened.
        heads: epochs that no other one follows.
        sleutels: epoch → secret key, of those that were opened.
        starts: epoch → device that started it.
        ouders: epoch → epochs that it follows.
    """

    soort: str
    heads: tuple[bytes, ...]
    sleutels: dict[bytes, bytes]
    starts: dict[bytes, str]
    ouders: dict[bytes, tuple[bytes, ...]]

    def nu(self) -> bytes:
        """Return the epoch to seal under.

        Raises:
            ProtocolFout: GEEN_TOEGANG.
        """
        return kies_epoch(self.heads, self.sleutels)


@dataclass(frozen=True, slots=True)
class Toegekend:
    """One grant: for whom, of which epoch, by whom, when (ms)."""

    epoch: str
    voor: str
    door: str
    tijd: int


# -- secrets -------------------------------------------------------------------------------------------------------


def get_secret(verbinding: Verbinding, naam: str) -> bytes | None:
    """Return a secret by name, or None."""
    inhoud = verbinding.value("SELECT inhoud FROM geheim WHERE naam = ?", (naam,))
    return None if inhoud is None else bytes(inhoud)


def put_secret(verbinding: Verbinding, naam: str, inhoud: bytes | None) -> None:
    """Keep a secret within the open transaction; None takes it away."""
    if inhoud is None:
        verbinding.run("DELETE FROM geheim WHERE naam = ?", (naam,))
        return
    verbinding.run(
        "INSERT INTO geheim (naam, inhoud) VALUES (?, ?) ON CONFLICT (naam) DO UPDATE SET inhoud = excluded.inhoud",
        (naam, inhoud),
    )


def make_device_keys(verbinding: Verbinding, geheim: bytes) -> Toestelsleutels:
    """Make the keys of this device from `TOESTELGEHEIM_BYTES` random bytes, within the open transaction.

    What an earlier device of this vault made and nobody signed for gets stamps of this one: a delta holds no others.

    Raises:
        Programmafout: it has keys, or too little randomness.
    """
    if len(geheim) != TOESTELGEHEIM_BYTES or device_keys(verbinding) is not None:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="sleutels", fout="device keys")
    put_secret(verbinding, _TOESTEL_TEKEN, geheim[:32])
    put_secret(verbinding, _TOESTEL_KEM, geheim[32:])
    put_secret(verbinding, _TOESTEL_VAN, bytes.fromhex(read_meta(verbinding, TOESTEL)))
    gemaakt = device_keys(verbinding)
    assert gemaakt is not None
    restamp(verbinding, gemaakt.toestel)
    return gemaakt


def device_keys(verbinding: Verbinding) -> Toestelsleutels | None:
    """Return the keys of this device; None before they were made, and in a copy that took another device id."""
    rijen: dict[str, bytes] = dict(
        verbinding.rows(
            "SELECT naam, inhoud FROM geheim WHERE naam IN (?, ?, ?)", (_TOESTEL_TEKEN, _TOESTEL_KEM, _TOESTEL_VAN)
        )
    )
    toestel = read_meta(verbinding, TOESTEL)
    if len(rijen) < 3 or bytes(rijen[_TOESTEL_VAN]).hex() != toestel:
        return None
    teken = load_signing_key(bytes(rijen[_TOESTEL_TEKEN]))
    kem, kem_publiek = new_kem_keys(bytes(rijen[_TOESTEL_KEM]))
    return Toestelsleutels(toestel, teken, kem, publiek_van(teken), kem_publiek)


def _eis_sleutels(verbinding: Verbinding) -> Toestelsleutels:
    sleutels = device_keys(verbinding)
    if sleutels is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="toestelsleutels")
    return sleutels


# -- statements of the region --------------------------------------------------------------------------------------


def region_begin(verbinding: Verbinding) -> RegionBegin | None:
    """Return the pinned beginning of the region, or None before this vault belongs to one."""
    record = verbinding.value("SELECT record FROM regiostuk ORDER BY nr LIMIT 1")
    if record is None:
        return None
    inhoud = read_statement(bytes(record)).inhoud
    return inhoud if isinstance(inhoud, RegionBegin) else None


def add_statement(verbinding: Verbinding, wire: bytes, *, volgnr: int | None = None) -> bool:
    """Take in a statement of the region within the open transaction; the first one must be its beginning.

    Args:
        verbinding: within a transaction.
        wire: as it came.
        volgnr: number at the server, when it came from there.

    Returns:
        Whether it was new.

    Raises:
        ProtocolFout: it is not of this region's key.
    """
    stuk = accept_statement(wire, region_begin(verbinding))
    nieuw = verbinding.run(
        "INSERT INTO regiostuk (hash, volgnr, record) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING",
        (stuk.id.hex(), volgnr, wire),
    )
    if volgnr is not None:
        verbinding.run("UPDATE regiostuk SET volgnr = ? WHERE hash = ?", (volgnr, stuk.id.hex()))
    toestel = read_meta(verbinding, TOESTEL)
    if isinstance(stuk.inhoud, DeviceCert) and stuk.inhoud.toestel == toestel:
        _keep_role(verbinding, toestel)
    return nieuw > 0


def _keep_role(verbinding: Verbinding, toestel: str) -> None:
    """Note the role of this device for who reads and writes here: that of the certificate that begins last."""
    cert = certificate_at(verbinding, toestel, _OOIT_MS)
    if cert is not None:
        verbinding.run(
            "INSERT INTO instelling (naam, waarde) VALUES ('rol', ?) ON CONFLICT (naam) DO UPDATE SET waarde = ?1",
            (cert.rol,),
        )


def statements(verbinding: Verbinding, *, alleen_nieuw: bool = False) -> list[bytes]:
    """Return the statements in the order in which they came; only those that no server has yet, when asked."""
    waar = " WHERE volgnr IS NULL" if alleen_nieuw else ""
    return [bytes(rij[0]) for rij in verbinding.rows(f"SELECT record FROM regiostuk{waar} ORDER BY nr")]


def certificates_of(verbinding: Verbinding, toestel: str) -> list[bytes]:
    """Return the certificates of a device as they travel, in the order in which they came."""
    uit = []
    for wire in statements(verbinding):
        inhoud = _read_once(wire).inhoud
        if isinstance(inhoud, DeviceCert) and inhoud.toestel == toestel:
            uit.append(wire)
    return uit


def certificate_at(verbinding: Verbinding, toestel: str, tijd: int) -> DeviceCert | None:
    """Return the certificate that held for a device at a moment (ms): the last one to begin by then, or None."""
    certs = [
        inhoud
        for wire in statements(verbinding)
        if isinstance(inhoud := read_statement(wire).inhoud, DeviceCert)
        and inhoud.toestel == toestel
        and inhoud.van <= tijd
    ]
    return max(certs, key=lambda cert: cert.van, default=None)


_read_once = functools.lru_cache(maxsize=4096)(read_statement)
"""A statement says for ever what it says, and every round, screen and act asks for all of them."""


def region_state(verbinding: Verbinding, *, nu_ms: int) -> Regiostand:
    """Return what the statements in this vault come to; their signatures were checked when they came in."""
    stukken: list[Regiostuk] = [_read_once(wire) for wire in statements(verbinding)]
    return Regiostand.van(stukken, nu_ms=nu_ms, begin=stukken[0].id if stukken else None)


# -- epochs and grants ---------------------------------------------------------------------------------------------


def epochs(verbinding: Verbinding, stream: str) -> Epochstand:
    """Return the epochs of a stream and their keys."""
    rijen = verbinding.rows("SELECT id, ouders, toestel, sleutel FROM epoch WHERE stream = ?", (stream,))
    ouders = {
        bytes.fromhex(id_): tuple(bytes.fromhex(ouder) for ouder in json.loads(lijst)) for id_, lijst, _, _ in rijen
    }
    return Epochstand(
        get_stream(verbinding, stream).soort,
        epoch_heads(ouders),
        {bytes.fromhex(rij[0]): bytes(rij[3]) for rij in rijen if rij[3] is not None},
        {bytes.fromhex(rij[0]): rij[2] for rij in rijen},
        ouders,
    )


def _cert_then(verbinding: Verbinding, stand: Regiostand, toestel: str, tijd: int) -> DeviceCert:
    toestelstand = stand.toestel(toestel)
    if toestelstand is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND)
    cert = toestelstand.cert
    return cert if tijd >= cert.van else certificate_at(verbinding, toestel, tijd) or cert


def _eis_toekenner(verbinding: Verbinding, stand: Regiostand, toestel: str, soort: str, tijd: int) -> None:
    """Refuse what a device signed that might not give access to this kind of stream then.

    Raises:
        ProtocolFout: TOESTEL_ONBEKEND, TOESTEL_INGETROKKEN, ROL.
    """
    cert = _cert_then(verbinding, stand, toestel, tijd)
    intrekking = stand.toestellen[toestel].ingetrokken
    if intrekking is not None and tijd >= intrekking.vanaf:
        raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN)
    if not mag_toekennen(cert.rol, soort):
        raise ProtocolFout(Weigering.ROL)


def accept_epoch(verbinding: Verbinding, wire: bytes, stand: Regiostand, *, volgnr: int | None = None) -> str:
    """Take in the start of an epoch within the open transaction; return its stream.

    Whether the device might start one is judged when its kind of stream is known: with the first grant.

    Raises:
        ProtocolFout: TOESTEL_ONBEKEND, HANDTEKENING, ROL, …
    """
    start = read_epoch_start(wire)
    start.verify(_cert_then(verbinding, stand, start.toestel, start.tijd).teken)
    soort = get_stream(verbinding, start.stream).soort
    if soort:
        _eis_toekenner(verbinding, stand, start.toestel, soort, start.tijd)
    _keep_epoch(verbinding, start, wire, volgnr)
    return start.stream


def _keep_epoch(verbinding: Verbinding, start: EpochStart, wire: bytes, volgnr: int | None) -> None:
    verbinding.run(
        "INSERT INTO epoch (id, stream, ouders, toestel, tijd, vastlegging, sleutel) VALUES (?, ?, ?, ?, ?, ?, NULL) "
        "ON CONFLICT (id) DO NOTHING",
        (
            start.id.hex(),
            start.stream,
            json.dumps([ouder.hex() for ouder in start.ouders]),
            start.toestel,
            start.tijd,
            start.commit,
        ),
    )
    pieces.keep(
        verbinding,
        pieces.Stuk(start.id.hex(), start.stream, pieces.EPOCH, start.toestel, 0, 0, start.tijd, volgnr, wire),
    )


def accept_grant(verbinding: Verbinding, wire: bytes, stand: Regiostand, *, volgnr: int | None = None) -> bool:
    """Take in a grant within the open transaction; return whether it opened a key here.

    Raises:
        ProtocolFout: TOESTEL_ONBEKEND, HANDTEKENING, ROL, EPOCH_ONBEKEND (its start is not here yet), …
    """
    toekenning = read_grant(wire)
    toekenning.verify(_cert_then(verbinding, stand, toekenning.toestel, toekenning.tijd).teken)
    epoch = toekenning.epoch.hex()
    rij = verbinding.row("SELECT stream, vastlegging, sleutel, toestel, tijd FROM epoch WHERE id = ?", (epoch,))
    if rij is None:
        raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
    if rij[0] != toekenning.stream:
        raise ProtocolFout(Weigering.ONLEESBAAR, "grant.stream")
    soort = get_stream(verbinding, toekenning.stream).soort
    sleutels = device_keys(verbinding)
    geopend: StreamKey | None = None
    if sleutels is not None and toekenning.voor == sleutels.toestel:
        geopend = _open_grant(toekenning, sleutels, stand, vastlegging=bytes(rij[1]))
        if soort and geopend.soort != soort:
            raise ProtocolFout(Weigering.ONLEESBAAR, "grant.soort")
        soort = geopend.soort
    if soort:
        _eis_toekenner(verbinding, stand, toekenning.toestel, soort, toekenning.tijd)
        _eis_toekenner(verbinding, stand, rij[3], soort, rij[4])
    _keep_grant(verbinding, toekenning, wire, volgnr)
    if geopend is None or rij[2] is not None:
        return False
    set_kind(verbinding, toekenning.stream, soort)
    verbinding.run("UPDATE epoch SET sleutel = ? WHERE id = ?", (geopend.sleutel, epoch))
    return True


def _open_grant(toekenning: Grant, sleutels: Toestelsleutels, stand: Regiostand, *, vastlegging: bytes) -> StreamKey:
    if stand.begin is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND, "regio")
    info = grant_info(stand.begin.region, toekenning.stream, toekenning.epoch, toekenning.voor)
    return open_wrapped(toekenning, sleutels.kem, info, vastlegging=vastlegging)


def open_wrapped(toekenning: Grant, kem: bytes, info: bytes, *, vastlegging: bytes) -> StreamKey:
    """Open a grant with a secret encryption key and check it against the start of its epoch.

    Raises:
        ProtocolFout: HANDTEKENING, ONLEESBAAR, VERSIE_NIEUWER.
    """
    geopend = read_stream_key(unwrap(kem, info, toekenning.kem_ct))
    if commit_of(geopend) != vastlegging or geopend.stream != toekenning.stream:
        raise ProtocolFout(Weigering.HANDTEKENING, "grant.commit")
    return geopend


def _keep_grant(verbinding: Verbinding, toekenning: Grant, wire: bytes, volgnr: int | None) -> None:
    hash_ = toekenning.id.hex()
    verbinding.run(
        "INSERT INTO toekenning (hash, stream, epoch, voor, door, tijd) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (hash) DO NOTHING",
        (
            hash_,
            toekenning.stream,
            toekenning.epoch.hex(),
            toekenning.voor,
            toekenning.toestel,
            toekenning.tijd,
        ),
    )
    pieces.keep(
        verbinding,
        pieces.Stuk(hash_, toekenning.stream, pieces.GRANT, toekenning.toestel, 0, 0, toekenning.tijd, volgnr, wire),
    )


def grants(verbinding: Verbinding, stream: str) -> list[Toegekend]:
    """Return who was given which epoch of a stream."""
    rijen = verbinding.rows(
        "SELECT epoch, voor, door, tijd FROM toekenning WHERE stream = ? ORDER BY tijd, hash", (stream,)
    )
    return [Toegekend(*rij) for rij in rijen]


def start_epoch(
    verbinding: Verbinding, stream: str, stand: Regiostand, *, sleutel: bytes, tijd: int, soort: str = ""
) -> bytes:
    """Start an epoch that follows all heads of now, give it to this device and to the recovery key, have it sent.

    Args:
        verbinding: within a transaction.
        stream: 32 hex digits.
        stand: with this device certified.
        sleutel: 32 random bytes.
        tijd: ms UTC.
        soort: kind of stream, when the store does not know it yet (an audit stream).

    Returns:
        The id of the epoch.

    Raises:
        Omstandigheid: NIET_BEVOEGD, without device keys or the right.
    """
    sleutels = _eis_sleutels(verbinding)
    if soort:
        set_kind(verbinding, stream, soort)
    soort = get_stream(verbinding, stream).soort
    if not soort:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="sleutels", fout="kind of stream unknown")
    _eis_recht(verbinding, stand, sleutels.toestel, soort, tijd)
    streamsleutel = StreamKey(stream, soort, sleutel)
    start = EpochStart(stream, epochs(verbinding, stream).heads, commit_of(streamsleutel), sleutels.toestel, tijd)
    wire = sign_epoch_start(start, sleutels.teken)
    gelezen = read_epoch_start(wire)
    _keep_epoch(verbinding, gelezen, wire, None)
    pieces.enqueue(verbinding, gelezen.id.hex(), stream)
    verbinding.run("UPDATE epoch SET sleutel = ? WHERE id = ?", (sleutel, gelezen.id.hex()))
    assert stand.begin is not None
    _give(verbinding, streamsleutel, gelezen.id, stand, HERSTEL, stand.begin.herstel_kem, sleutels, tijd)
    _give(verbinding, streamsleutel, gelezen.id, stand, sleutels.toestel, sleutels.kem_publiek, sleutels, tijd)
    return gelezen.id


def _eis_recht(verbinding: Verbinding, stand: Regiostand, toestel: str, soort: str, tijd: int) -> None:
    try:
        _eis_toekenner(verbinding, stand, toestel, soort, tijd)
        stand.verwacht(toestel)
    except ProtocolFout as fout:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="toekennen", code=fout.code.value) from None
    if stand.begin is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="regio")


def grant(
    verbinding: Verbinding,
    stream: str,
    voor: str,
    stand: Regiostand,
    *,
    tijd: int,
    alleen: Collection[bytes] | None = None,
) -> list[bytes]:
    """Give a device every epoch of a stream of which the key is here, and have the grants sent.

    Args:
        verbinding: within a transaction.
        stream: 32 hex digits.
        voor: device in good standing.
        stand: the region.
        tijd: ms UTC.
        alleen: only these epochs.

    Returns:
        The grants that were made; what it was given before is not given again.

    Raises:
        Omstandigheid: NIET_BEVOEGD, without device keys or the right.
        ProtocolFout: the device is unknown, revoked or expired.
    """
    sleutels = _eis_sleutels(verbinding)
    stand_van = epochs(verbinding, stream)
    _eis_recht(verbinding, stand, sleutels.toestel, stand_van.soort, tijd)
    kem = stand.verwacht(voor).cert.kem
    gehad = {een.epoch for een in grants(verbinding, stream) if een.voor == voor}
    return [
        _give(verbinding, StreamKey(stream, stand_van.soort, sleutel), epoch, stand, voor, kem, sleutels, tijd)
        for epoch, sleutel in sorted(stand_van.sleutels.items())
        if epoch.hex() not in gehad and (alleen is None or epoch in alleen)
    ]


def _give(
    verbinding: Verbinding,
    streamsleutel: StreamKey,
    epoch: bytes,
    stand: Regiostand,
    voor: str,
    kem: bytes,
    sleutels: Toestelsleutels,
    tijd: int,
) -> bytes:
    assert stand.begin is not None
    info = grant_info(stand.begin.region, streamsleutel.stream, epoch, voor)
    gewikkeld = wrap(kem, info, stream_key_bytes(streamsleutel))
    wire = sign_grant(Grant(streamsleutel.stream, epoch, voor, gewikkeld, sleutels.toestel, tijd), sleutels.teken)
    toekenning = read_grant(wire)
    _keep_grant(verbinding, toekenning, wire, None)
    pieces.enqueue(verbinding, toekenning.id.hex(), streamsleutel.stream)
    return wire
