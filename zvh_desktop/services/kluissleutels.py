"""Region, device and server as this vault knows them: what enrolling, syncing and packing all need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvh_desktop.crypto.regiosleutel import derive_authority_secret
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.signing import load_signing_key
from zvh_desktop.protocol.statements import (
    Inhoud,
    RegionBegin,
    Regiostand,
    Regiostuk,
    ServerCert,
    read_statement,
    sign_statement,
)
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import sync_keys
from zvh_desktop.store.involved import has_changes
from zvh_desktop.store.store import Transactie
from zvh_desktop.store.sync_keys import Toestelsleutels
from zvh_desktop.sync.address import keur_adres

__all__ = [
    "Server",
    "als_begin",
    "begin_wire",
    "eigen_certificaten",
    "eigen_sleutels",
    "eis_regio",
    "eis_regiosleutel",
    "gezagsgeheim",
    "heeft_regio",
    "heeft_regiosleutel",
    "is_leeg",
    "moment",
    "neem_op",
    "nu_ms",
    "onderteken",
    "regiostand",
    "server",
    "zet_server",
]

SERVER: Final = "server_adres"
"""Local setting: address of the region's server."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server of the region.

    Attributes:
        adres: with the pinned certificate, when there is one.
        cert: its certificate as the region signed it, as it travels; empty when none is known here.
    """

    adres: str
    cert: bytes


def nu_ms(wp: Werkplek) -> int:
    """The present moment, ms UTC."""
    return int(wp.klok.nu().timestamp() * 1000)


def moment(ms: int) -> datetime:
    """A moment of the wire in Dutch local time."""
    return lokaal(datetime.fromtimestamp(ms / 1000, UTC))


def heeft_regio(wp: Werkplek) -> bool:
    """Does this vault belong to a region?"""
    return sync_keys.region_begin(wp.store.verbinding) is not None


def eis_regio(wp: Werkplek) -> RegionBegin:
    """Return the beginning of the region.

    Raises:
        Omstandigheid: GEEN_REGIO.
    """
    begin = sync_keys.region_begin(wp.store.verbinding)
    if begin is None:
        raise Omstandigheid(Reden.GEEN_REGIO)
    return begin


def heeft_regiosleutel(wp: Werkplek) -> bool:
    """Does this vault hold the region's signing key?"""
    return sync_keys.get_secret(wp.store.verbinding, sync_keys.REGIO_TEKEN) is not None


def eis_regiosleutel(wp: Werkplek) -> Ed25519PrivateKey:
    """Return the region's signing key.

    Raises:
        Omstandigheid: GEEN_REGIO; NIET_BEVOEGD, this is not a beheerder's vault.
    """
    eis_regio(wp)
    ruw = sync_keys.get_secret(wp.store.verbinding, sync_keys.REGIO_TEKEN)
    if ruw is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="regiosleutel")
    return load_signing_key(ruw)


def gezagsgeheim(wp: Werkplek) -> bytes:
    """Return the 64 secret bytes the region's key for signing certificates is made of, for one act; kept nowhere.

    Raises:
        Omstandigheid: GEEN_REGIO; NIET_BEVOEGD, this is not a beheerder's vault.
    """
    return derive_authority_secret(eis_regiosleutel(wp).private_bytes_raw())


def is_leeg(wp: Werkplek) -> bool:
    """Was nothing made in this vault yet?"""
    return not has_changes(wp.store.verbinding)


def eigen_sleutels(wp: Werkplek) -> Toestelsleutels:
    """Return the keys of this device; they are made at the first call, and after a restore."""
    sleutels = sync_keys.device_keys(wp.store.verbinding)
    if sleutels is not None:
        return sleutels
    with wp.store.verbinding.transaction():
        return sync_keys.make_device_keys(wp.store.verbinding, wp.willekeur.bytes(sync_keys.TOESTELGEHEIM_BYTES))


def eigen_certificaten(wp: Werkplek) -> list[bytes]:
    """Return the certificates of this device as they travel, the last one last."""
    return sync_keys.certificates_of(wp.store.verbinding, wp.store.toestel)


def regiostand(wp: Werkplek) -> Regiostand:
    """Return what the region's statements come to, now."""
    eis_regio(wp)
    return sync_keys.region_state(wp.store.verbinding, nu_ms=nu_ms(wp))


def begin_wire(wp: Werkplek) -> bytes:
    """Return the signed beginning of the region, as it travels."""
    eis_regio(wp)
    return sync_keys.statements(wp.store.verbinding)[0]


def als_begin(stuk: Regiostuk) -> RegionBegin:
    """Return the beginning that a statement holds.

    Raises:
        ProtocolFout: ONLEESBAAR, it is another statement.
    """
    if not isinstance(stuk.inhoud, RegionBegin):
        raise ProtocolFout(Weigering.ONLEESBAAR, "region-begin")
    return stuk.inhoud


def onderteken(inhoud: Inhoud, sleutel: Ed25519PrivateKey) -> bytes:
    """Return a statement as it travels."""
    return sign_statement(inhoud, sleutel)


def neem_op(wp: Werkplek, wires: Iterable[bytes]) -> int:
    """Take statements in within the open transaction; return how many were new."""
    return sum(sync_keys.add_statement(wp.store.verbinding, wire) for wire in wires)


def server(wp: Werkplek) -> Server | None:
    """Return the server of the region, or None when no address is known."""
    adres = wp.store.instelling(SERVER)
    if not adres:
        return None
    certs = [
        (stuk.inhoud.van, wire)
        for wire in sync_keys.statements(wp.store.verbinding)
        if isinstance((stuk := read_statement(wire)).inhoud, ServerCert)
    ]
    return Server(adres, max(certs)[1] if certs else b"")


def zet_server(t: Transactie, adres: str) -> None:
    """Keep the address of the server, within an open transaction; an empty one takes it away.

    Raises:
        Omstandigheid: REGEL_WEIGERT "adres_onveilig": it is no https address, nor one of this machine itself.
    """
    if adres:
        try:
            keur_adres(adres)
        except Omstandigheid:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_onveilig") from None
    t.zet_instelling(SERVER, adres)
