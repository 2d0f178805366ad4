"""A piece as it is pushed: taken apart, and checked as far as that goes without the store."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from zvh_desktop.protocol.delta import BLOK, SNAPSHOT, Sealed, read_sealed, verify_sealed
from zvh_desktop.protocol.destruction import VERNIETIGD_SOORT, Destroyed, check_order, read_destroyed
from zvh_desktop.protocol.epochs import (
    EPOCH_SOORT,
    GRANT_SOORT,
    HERSTEL,
    EpochStart,
    Grant,
    read_epoch_start,
    read_grant,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.rights import STREAMSOORTEN, mag_momentopname, mag_toekennen
from zvh_desktop.protocol.signing import Signed, read_signed, verify_signed
from zvh_desktop.protocol.snapshot import CONFIRM_SOORT, SnapshotConfirm, read_snapshot_confirm
from zvh_desktop.protocol.statements import DeviceCert, Regiostand, Toestelstand
from zvh_desktop.server.storage import Soort

__all__ = ["Stuk", "keur", "lees_stuk", "mag_alles_toekennen", "mag_toekennen_buiten_audit", "naam_van"]

_BUITEN_AUDIT: Final = tuple(soort for soort in STREAMSOORTEN if soort != "audit")


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece, taken apart; ids as bytes.

    Attributes:
        soort: kind.
        stream: 16 bytes. toestel: its maker, 8 bytes. hash: 32 bytes. tijd: ms UTC, as the maker says.
        wire: as it came.
        nr: number in the chain, None for what is not chained. vorige: hash of the link before.
        epoch: epoch it belongs to; of an epoch start its own id; empty for what has none.
        ouders: parents of an epoch start.
        voor: device of a grant; None for the recovery key.
        over: snapshot that is confirmed.
        opdracht: of a stream to destroy: the order of two persons; None for the report of a device.
        dekt: chain heads that a snapshot covers: device → (number, hash).
        bewijs: what carries the signature.
    """

    soort: Soort
    stream: bytes
    toestel: bytes
    hash: bytes
    tijd: int
    wire: bytes
    bewijs: Sealed | Signed
    nr: int | None = None
    vorige: bytes = b""
    epoch: bytes = b""
    ouders: tuple[bytes, ...] = ()
    voor: bytes | None = None
    over: bytes = b""
    opdracht: Destroyed | None = None
    dekt: Mapping[str, tuple[int, bytes]] | None = None


def naam_van(wire: bytes) -> bytes:
    """Return what an unreadable piece is called in an answer: SHA-256 of it all."""
    return hashlib.sha256(wire).digest()


def lees_stuk(wire: bytes) -> Stuk:
    """Take a piece apart.

    Raises:
        ProtocolFout: ONLEESBAAR, TE_GROOT, VERSIE_NIEUWER.
    """
    # A list of three is sealed, a list of five is a signed record; anything else is neither.
    if wire[:1] == b"\x83":
        return _verzegeld(wire)
    kaal = read_signed(wire)
    match kaal.soort:
        case soort if soort == EPOCH_SOORT:
            start = read_epoch_start(wire)
            return replace(_los(Soort.EPOCH, start, kaal), epoch=start.id, ouders=start.ouders)
        case soort if soort == GRANT_SOORT:
            grant = read_grant(wire)
            voor = None if grant.voor == HERSTEL else bytes.fromhex(grant.voor)
            return replace(_los(Soort.GRANT, grant, kaal), epoch=grant.epoch, voor=voor)
        case soort if soort == CONFIRM_SOORT:
            confirm = read_snapshot_confirm(wire)
            return replace(_los(Soort.BEVESTIGING, confirm, kaal), over=confirm.snapshot)
        case soort if soort == VERNIETIGD_SOORT:
            gedaan = read_destroyed(wire)
            return replace(_los(Soort.VERNIETIGD, gedaan, kaal), opdracht=gedaan if gedaan.voorstel else None)
        case _:
            raise ProtocolFout(Weigering.VERSIE_NIEUWER, "stuk")


def _los(soort: Soort, stuk: EpochStart | Grant | SnapshotConfirm | Destroyed, kaal: Signed) -> Stuk:
    """Return what all signed records have, as a piece."""
    stream, toestel = bytes.fromhex(stuk.stream), bytes.fromhex(stuk.toestel)
    return Stuk(soort, stream, toestel, stuk.id, stuk.tijd, kaal.wire, kaal)


def _verzegeld(wire: bytes) -> Stuk:
    sealed = read_sealed(wire)
    kop = sealed.header
    if kop.soort == BLOK:
        # Blocks have a door of their own and no place in the order of a stream.
        raise ProtocolFout(Weigering.ONLEESBAAR, "blok")
    return Stuk(
        Soort.MOMENTOPNAME if kop.soort == SNAPSHOT else Soort.DELTA,
        bytes.fromhex(kop.stream),
        bytes.fromhex(kop.toestel),
        sealed.hash,
        kop.tijd,
        wire,
        sealed,
        nr=kop.nr,
        vorige=kop.vorige,
        epoch=kop.epoch,
        dekt=kop.dekt,
    )


def mag_alles_toekennen(rol: str) -> bool:
    """Whether a role may give access without holding it: with the region's recovery key in hand."""
    return mag_toekennen(rol, "regio")


def mag_toekennen_buiten_audit(rol: str) -> bool:
    """Whether a role may give access to more than the audit stream of its own device."""
    return any(mag_toekennen(rol, soort) for soort in _BUITEN_AUDIT)


def _rol_mag(stuk: Stuk, rol: str) -> bool:
    """What can be said of a role without knowing what kind of stream it is: only the receivers know that."""
    match stuk.soort:
        case Soort.EPOCH | Soort.GRANT:
            return any(mag_toekennen(rol, soort) for soort in STREAMSOORTEN)
        case Soort.MOMENTOPNAME | Soort.BEVESTIGING:
            return any(mag_momentopname(rol, soort) for soort in STREAMSOORTEN)
        case _:
            return True


def _keur_ontvanger(stand: Toestelstand | None, stuk: Stuk) -> None:
    """A grant is for a device that the region knows, and did not revoke before it was made."""
    if stand is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND, "voor")
    if stand.ingetrokken is not None and stuk.tijd >= stand.ingetrokken.vanaf:
        raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN, "voor")


def _cert(stand: Regiostand, toestel: str) -> DeviceCert | None:
    gevonden = stand.toestel(toestel)
    return None if gevonden is None else gevonden.cert


def keur(stuk: Stuk, stand: Regiostand, *, afzender: bytes, voorloop_ms: int) -> DeviceCert:
    """Check signature, standing, clock and role of the maker; return its certificate.

    Whoever delivers is known to stand well; a maker who does not any more still counts for what it made before.

    Raises:
        ProtocolFout: TOESTEL_ONBEKEND, HANDTEKENING, TOESTEL_INGETROKKEN, TOESTEL_VERLOPEN, KLOK, ROL, KETEN_VORK.
    """
    maker = stand.toestel(stuk.toestel.hex())
    if maker is None:
        raise ProtocolFout(Weigering.TOESTEL_ONBEKEND, "maker")
    if isinstance(stuk.bewijs, Sealed):
        verify_sealed(stuk.bewijs, maker.cert.teken)
    else:
        verify_signed(stuk.bewijs, maker.cert.teken)
    if maker.ingetrokken is not None:
        if stuk.nr is None:
            if stuk.tijd >= maker.ingetrokken.vanaf:
                raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN, "maker")
        else:
            grens = maker.ingetrokken.grenzen.get(stuk.stream.hex(), (0, b""))
            if stuk.nr > grens[0]:
                raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN, "maker")
            if stuk.nr == grens[0] and stuk.hash != grens[1]:
                raise ProtocolFout(Weigering.KETEN_VORK, "grens")
    elif stuk.toestel != afzender and stuk.tijd >= maker.cert.tot:
        raise ProtocolFout(Weigering.TOESTEL_VERLOPEN, "maker")
    if stuk.tijd > stand.nu_ms + voorloop_ms:
        raise ProtocolFout(Weigering.KLOK, "tijd")
    if stuk.voor is not None:
        _keur_ontvanger(stand.toestel(stuk.voor.hex()), stuk)
    if stuk.opdracht is not None:
        check_order(stuk.opdracht, stand, lambda toestel, _tijd: _cert(stand, toestel))
    if not _rol_mag(stuk, maker.cert.rol):
        raise ProtocolFout(Weigering.ROL, stuk.soort.name.lower())
    return maker.cert
