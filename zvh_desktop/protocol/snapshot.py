"""Snapshots: one sealed state that stands for the deltas it covers, and a second device that says it is right."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zvh_desktop.protocol.delta import Change
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.signing import FromRecord, SigningKey, read_signed, sign_record

__all__ = [
    "CONFIRM_SOORT",
    "SnapshotConfirm",
    "covered_heads",
    "covered_until",
    "dekt_alles",
    "read_snapshot_confirm",
    "sign_snapshot_confirm",
    "state_digest",
]

CONFIRM_SOORT = "snapshot-confirm"


@dataclass(frozen=True, slots=True)
class SnapshotConfirm(FromRecord):
    """A second device found the same state in the same deltas.

    Attributes:
        stream: 32 hex digits.
        snapshot: hash of the sealed snapshot, 32 bytes.
        digest: see `state_digest`.
        toestel: who confirms, 16 hex digits; not the maker.
        tijd: ms UTC.
    """

    stream: str
    snapshot: bytes
    digest: bytes
    toestel: str
    tijd: int


def sign_snapshot_confirm(confirm: SnapshotConfirm, sleutel: SigningKey) -> bytes:
    """Return the wire form."""
    return sign_record(
        sleutel,
        CONFIRM_SOORT,
        {
            "stream": hex_bytes(confirm.stream, 16),
            "snapshot": confirm.snapshot,
            "digest": confirm.digest,
            "toestel": hex_bytes(confirm.toestel, 8),
            "tijd": confirm.tijd,
        },
    )


def read_snapshot_confirm(wire: bytes) -> SnapshotConfirm:
    """Read a confirmation, without judging its signature.

    Raises:
        ProtocolFout: TE_GROOT, VERSIE_NIEUWER or ONLEESBAAR.
    """
    stuk = read_signed(wire, CONFIRM_SOORT)
    velden = Velden(stuk.velden, ("stream", "snapshot", "digest", "toestel", "tijd"), CONFIRM_SOORT)
    return SnapshotConfirm(
        velden.hex("stream", 16),
        velden.octets("snapshot", 32),
        velden.octets("digest", 32),
        velden.hex("toestel", 8),
        velden.number("tijd"),
        id=stuk.id,
        stuk=stuk,
    )


def state_digest(heads: Iterable[tuple[str, str, str, str]]) -> bytes:
    """Return the hash of a state: SHA-256 over the sorted heads.

    Args:
        heads: (record, field, change id, JSON text) of every head; any order.
    """
    sha256, bekend, koppen = hashlib.sha256, _Teksten(), _KOPPEN
    delen: list[bytes] = []
    # What `codec.dump` makes of a list of four texts, written out here: a snapshot holds tens of thousands of them.
    for record, veld, id_, waarde in sorted(heads):
        stempel, ruw = id_.encode(), waarde.encode()
        kop = koppen[len(ruw)] if len(ruw) < 256 else _kop(len(ruw))
        delen.append(
            sha256(b"\x84" + bekend[record] + bekend[veld] + koppen[len(stempel)] + stempel + kop + ruw).digest()
        )
    return sha256(b"zvh1|state|" + b"".join(delen)).digest()


class _Teksten(dict[str, bytes]):
    """Texts that come back often, as CBOR."""

    def __missing__(self, tekst: str) -> bytes:
        self[tekst] = ruw = _cbor_text(tekst)
        return ruw


def _cbor_text(tekst: str) -> bytes:
    ruw = tekst.encode()
    return _kop(len(ruw)) + ruw


def _kop(aantal: int) -> bytes:
    """How a text of so many bytes begins."""
    if aantal < 256:
        return _KOPPEN[aantal]
    return b"\x79" + aantal.to_bytes(2, "big") if aantal < 1 << 16 else b"\x7a" + aantal.to_bytes(4, "big")


_KOPPEN = [bytes([0x60 + aantal]) if aantal < 24 else bytes([0x78, aantal]) for aantal in range(256)]
"""How a text of so many bytes begins (RFC 8949, section 3)."""


def covered_heads(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that no other one of them replaces, by id: the heads of exactly this set."""
    rij = {change.id: change for change in changes}
    weg = {oud for change in rij.values() for oud in change.vervangt}
    return [rij[id_] for id_ in sorted(rij.keys() - weg)]


def covered_until(ids: Iterable[str]) -> dict[str, str]:
    """Return device → highest change id.

    The ids of one device rise from delta to delta, so a change is covered when it is not above this.
    """
    tot: dict[str, str] = {}
    for id_ in ids:
        if id_ > tot.get(id_[18:], ""):
            tot[id_[18:]] = id_
    return tot


def dekt_alles(ruim: Mapping[str, tuple[int, bytes]], smal: Mapping[str, tuple[int, bytes]]) -> bool:
    """Does the cover `ruim` hold everything that `smal` holds?"""
    return all(toestel in ruim and ruim[toestel][0] >= nr for toestel, (nr, _) in smal.items())
