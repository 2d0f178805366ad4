"""What was made here, cut into deltas, sealed and kept until a server signed for it.

    seal_stream(verbinding, stream, Zegelaar) -> int           deltas made; all that was not sealed yet
    seal_audit(verbinding, Zegelaar) -> int                    rows of the audit log
    reseal(verbinding, stream, Zegelaar) -> int                what has no receipt, under the epoch of now
    accept_receipt(verbinding, Receipt) -> Bonuitkomst         its signature was checked
    unsent(verbinding) -> dict[stream, count]                  unsent_records(verbinding, stream) -> dict

All that writes does so within the open transaction. A sealed piece is sent again byte for byte until there is a
receipt; only a signed refusal "epoch_verouderd", or a new epoch here, makes a new attempt.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zvh_desktop.crypto.envelope import decrypt_sealed
from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.protocol import delta as wire_
from zvh_desktop.protocol.delta import Change, DeltaBody, Txn, encode_body, read_sealed
from zvh_desktop.protocol.errors import Weigering
from zvh_desktop.protocol.receipts import Receipt
from zvh_desktop.protocol.rights import mag_verzegelen
from zvh_desktop.store import audit_share, chains, pieces, sync_keys
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.sealing import Zegel, Zegelaar, prepare, seal_body, with_heads
from zvh_desktop.store.stamps import restamp_ahead
from zvh_desktop.store.streams import get_stream

__all__ = [
    "Bonuitkomst",
    "accept_receipt",
    "reseal",
    "seal_audit",
    "seal_stream",
    "unsent",
    "unsent_records",
]

_RIJ_BYTES = 120
"""What a change costs in a body beside its value, at most (estimate)."""
_GROOTSTE = wire_.MAX_SNAPSHOT - 64 * 1024
"""Largest value that fits a body by itself."""


# -- deltas --------------------------------------------------------------------------------------------------------


class _Rij(NamedTuple):
    nr: int
    txn: Txn
    change: Change
    """`Change.txn` is not set yet."""


def _made_here(verbinding: Verbinding, stream: str, na: int) -> list[_Rij]:
    """Return the changes made here in a stream from beyond local number `na` on, in order."""
    hoogste = int(verbinding.value("SELECT coalesce(max(nr), 0) FROM change"))
    wachtend = get_stream(verbinding, stream).wachtend
    # Many in the tail of the log: read the tail. Few: by the index of the stream.
    bron = "change c NOT INDEXED" if wachtend * 4 > hoogste - na else "change c INDEXED BY change_stream"
    txns: dict[int, Txn] = {}
    uit: list[_Rij] = []
    for nr, id_, soort, record, veld, waarde, vervangt, txn_nr in verbinding.rows(
        f"SELECT c.nr, c.id, c.soort, c.record, c.veld, c.waarde, c.vervangt, c.txn FROM {bron} "
        "WHERE c.nr > ? AND c.stream = ? AND c.eigen = 1 ORDER BY c.nr",
        (na, stream),
    ):
        txn = txns.get(txn_nr)
        if txn is None:
            rij = verbinding.row("SELECT id, label, persoon, rol, tijd, herstelt FROM txn WHERE nr = ?", (txn_nr,))
            assert rij is not None
            txn = txns[txn_nr] = Txn(*rij)
        uit.append(_Rij(nr, txn, Change(id_, soort, record, veld, waarde, _vervangt(vervangt), 0)))
    return uit


def _vervangt(tekst: str) -> tuple[str, ...]:
    return () if tekst == "[]" else tuple(json.loads(tekst))


def _omvang(rij: _Rij) -> int:
    return len(rij.change.waarde.encode()) + _RIJ_BYTES


def _cut(rijen: Sequence[_Rij]) -> Iterator[list[_Rij]]:
    """Cut into deltas: whole acts together, a large one in numbered parts of its own."""
    stapel: list[_Rij] = []
    bytes_ = 0
    for daad in _acts(rijen):
        omvang = sum(map(_omvang, daad))
        past = len(daad) <= wire_.MAX_CHANGES and omvang <= wire_.MAX_BODY
        if stapel and (not past or len(stapel) + len(daad) > wire_.MAX_CHANGES or bytes_ + omvang > wire_.MAX_BODY):
            yield stapel
            stapel, bytes_ = [], 0
        if past:
            stapel += daad
            bytes_ += omvang
            continue
        delen = list(_parts(daad))
        for nr, deel in enumerate(delen, 1):
            yield [rij._replace(txn=rij.txn._replace(deel=nr, delen=len(delen))) for rij in deel]
    if stapel:
        yield stapel


def _acts(rijen: Sequence[_Rij]) -> Iterator[list[_Rij]]:
    daad: list[_Rij] = []
    for rij in rijen:
        if daad and rij.txn is not daad[0].txn:
            yield daad
            daad = []
        daad.append(rij)
    if daad:
        yield daad


def _parts(daad: Sequence[_Rij]) -> Iterator[list[_Rij]]:
    deel: list[_Rij] = []
    bytes_ = 0
    for rij in daad:
        omvang = _omvang(rij)
        if deel and (len(deel) >= wire_.MAX_CHANGES or bytes_ + omvang > wire_.MAX_BODY):
            yield deel
            deel, bytes_ = [], 0
        deel.append(rij)
        bytes_ += omvang
    if deel:
        yield deel


def seal_stream(verbinding: Verbinding, stream: str, zegelaar: Zegelaar) -> int:
    """Seal everything made here in a stream that is not sealed yet; return how many deltas that are.

    What was made with a clock that was ahead, and is put right since, first gets the stamps of now. What every receiver
    would refuse (the certified role may not make it, or it is too large) stays here, and is counted.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code`.
    """
    stroom = get_stream(verbinding, stream)
    if stroom.soort == "audit" or stroom.vernietigd is not None:
        return 0
    alles = _made_here(verbinding, stream, stroom.verzegeld)
    if not alles:
        return 0
    if restamp_ahead(verbinding, stream, stroom.verzegeld, zegelaar.nu_ms):
        alles = _made_here(verbinding, stream, stroom.verzegeld)
    zegel = prepare(verbinding, stream, zegelaar)
    mag = {s: mag_verzegelen(zegel.rol, zegel.soort, s) for s in {rij.change.soort for rij in alles}}
    rijen: list[_Rij] = []
    weg = {Weigering.ROL: 0, Weigering.TE_GROOT: 0}
    for rij in alles:
        if not mag[rij.change.soort]:
            weg[Weigering.ROL] += 1
        elif _omvang(rij) > _GROOTSTE:
            weg[Weigering.TE_GROOT] += 1
        else:
            rijen.append(rij)
    for code, aantal in weg.items():
        if aantal:
            toestel = zegel.sleutels.toestel
            chains.count_refusal(verbinding, stream, toestel, code.value, tijd=zegelaar.tijd, aantal=aantal)
    deltas = 0
    for deel in _cut(rijen):
        body = encode_body(_body(verbinding, stream, zegel, deel), zegel.sleutels.toestel)
        hash_, _ = seal_body(verbinding, stream, zegel, body)
        pieces.enqueue(verbinding, hash_, stream, aantal=len(deel), tot_en_met=deel[-1].nr)
        deltas += 1
    verbinding.run("UPDATE stroom SET verzegeld = ? WHERE stream = ?", (alles[-1].nr, stream))
    return deltas


def _body(verbinding: Verbinding, stream: str, zegel: Zegel, rijen: Sequence[_Rij]) -> DeltaBody:
    plaats: dict[str, int] = {}
    txns: list[Txn] = []
    changes: list[Change] = []
    for rij in rijen:
        nr = plaats.get(rij.txn.id)
        if nr is None:
            nr = plaats[rij.txn.id] = len(txns)
            txns.append(rij.txn)
        changes.append(rij.change._replace(txn=nr))
    return with_heads(verbinding, stream, zegel, txns, changes)


def seal_audit(verbinding: Verbinding, zegelaar: Zegelaar) -> int:
    """Seal the rows of the audit log that are not sealed yet; return how many deltas that are; 0 without a stream.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code`.
    """
    stream = audit_share.own_stream(verbinding)
    if stream is None or not audit_share.waiting_rows(verbinding):
        return 0
    zegel = prepare(verbinding, stream, zegelaar)
    aantal = 0
    while True:
        na = get_stream(verbinding, stream).verzegeld
        txns, changes = audit_share.rows_to_seal(verbinding, na, wire_.MAX_CHANGES, zegelaar.nu_ms)
        if not changes:
            return aantal
        body = encode_body(with_heads(verbinding, stream, zegel, txns, changes), zegel.sleutels.toestel)
        hash_, _ = seal_body(verbinding, stream, zegel, body)
        tot = na + len(changes)
        pieces.enqueue(verbinding, hash_, stream, tot_en_met=tot)
        verbinding.run("UPDATE stroom SET verzegeld = ? WHERE stream = ?", (tot, stream))
        aantal += 1


# -- again ---------------------------------------------------------------------------------------------------------


def reseal(verbinding: Verbinding, stream: str, zegelaar: Zegelaar) -> int:
    """Seal again, under the epoch of now, what has no receipt and lies under an older one; return how many.

    From the first such piece on all that follows in the chain is sealed again, as each names the one before.

    Raises:
        Omstandigheid: NIET_BEVOEGD with `code`.
    """
    rijen = verbinding.rows(
        "SELECT u.nr, u.aantal, u.tot_en_met, s.volg, s.poging, s.wire FROM uitgaand u JOIN stuk s ON s.hash = u.hash "
        "WHERE u.stream = ? AND s.volg > 0 ORDER BY s.volg",
        (stream,),
    )
    if not rijen:
        return 0
    zegel = prepare(verbinding, stream, zegelaar)
    begin = next((nr for nr, rij in enumerate(rijen) if read_sealed(rij[5]).header.epoch != zegel.epoch), None)
    if begin is None:
        return 0
    sleutels = sync_keys.epochs(verbinding, stream).sleutels
    vorige = read_sealed(rijen[begin][5]).header.vorige
    for nr, aantal, tot_en_met, volg, poging, wire in rijen[begin:]:
        oud = read_sealed(wire)
        body = decrypt_sealed(oud, sleutels[oud.header.epoch])
        hash_, _ = seal_body(
            verbinding,
            stream,
            zegel,
            body,
            soort=oud.header.soort,
            dekt=oud.header.dekt,
            plaats=(volg, poging + 1, vorige),
        )
        verbinding.run("DELETE FROM uitgaand WHERE nr = ?", (nr,))
        pieces.enqueue(verbinding, hash_, stream, aantal=aantal, tot_en_met=tot_en_met)
        verbinding.run("DELETE FROM stuk WHERE hash = ?", (oud.hash.hex(),))
        vorige = bytes.fromhex(hash_)
    return len(rijen) - begin


# -- receipts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bonuitkomst:
    """What a receipt came to.

    Attributes:
        ontvangen: pieces that no longer wait.
        opnieuw: streams of which pieces were refused as "epoch_verouderd": fetch the epoch, then `reseal`.
        geweigerd: (hash, refusal code) of other refusals; these pieces keep waiting.
    """

    ontvangen: int
    opnieuw: frozenset[str]
    geweigerd: tuple[tuple[str, str], ...]


def accept_receipt(verbinding: Verbinding, bon: Receipt) -> Bonuitkomst:
    """Take in a receipt whose signature was checked, within the open transaction: only this makes a thing sent.

    Raises:
        Programmafout: it is not for this device, or was never signed.
    """
    sleutels = sync_keys.device_keys(verbinding)
    if sleutels is None or bon.toestel != sleutels.toestel or bon.stuk is None:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="ontvangstbon")
    verbinding.run(
        "INSERT INTO ontvangstbon (hash, server, tijd, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (bon.stuk.id.hex(), bon.server_id, bon.tijd, bon.stuk.wire),
    )
    aantal = 0
    geraakt: dict[str, int] = {}
    for _, _, ruw, volgnr in bon.items:
        hash_ = ruw.hex()
        verbinding.run("UPDATE stuk SET volgnr = ? WHERE hash = ?", (volgnr, hash_))
        rij = verbinding.row("SELECT stream, aantal, tot_en_met FROM uitgaand WHERE hash = ?", (hash_,))
        if rij is None:
            continue
        verbinding.run("DELETE FROM uitgaand WHERE hash = ?", (hash_,))
        verbinding.run("UPDATE stroom SET wachtend = max(0, wachtend - ?) WHERE stream = ?", (rij[1], rij[0]))
        geraakt[rij[0]] = max(geraakt.get(rij[0], 0), rij[2])
        aantal += 1
    for stream, tot_en_met in geraakt.items():
        eerste = verbinding.value("SELECT min(tot_en_met) FROM uitgaand WHERE stream = ? AND tot_en_met > 0", (stream,))
        if eerste is None or tot_en_met < eerste:
            verbinding.run("UPDATE stroom SET verzonden = max(verzonden, ?) WHERE stream = ?", (tot_en_met, stream))
    opnieuw: set[str] = set()
    anders: list[tuple[str, str]] = []
    for ruw, code in bon.geweigerd:
        hash_ = ruw.hex()
        verbinding.run("UPDATE uitgaand SET geweigerd = ? WHERE hash = ?", (code, hash_))
        stuk = pieces.get(verbinding, hash_)
        if code == Weigering.EPOCH_VEROUDERD.value and stuk is not None:
            opnieuw.add(stuk.stream)
        else:
            anders.append((hash_, code))
    return Bonuitkomst(aantal, frozenset(opnieuw), tuple(anders))


# -- what waits ----------------------------------------------------------------------------------------------------


def unsent(verbinding: Verbinding) -> dict[str, int]:
    """Return stream → how many changes made here have no receipt; needs no look at the log."""
    return dict(verbinding.rows("SELECT stream, wachtend FROM stroom WHERE wachtend > 0 ORDER BY stream"))


def unsent_records(verbinding: Verbinding, stream: str | None = None) -> dict[tuple[str, str], int]:
    """Return (soort, record) → how many changes made here have no receipt, of one stream or of all."""
    uit: dict[tuple[str, str], int] = {}
    for een in [stream] if stream is not None else unsent(verbinding):
        for rij in _made_here(verbinding, een, get_stream(verbinding, een).verzonden):
            plek = (rij.change.soort, rij.change.record)
            uit[plek] = uit.get(plek, 0) + 1
    return uit
