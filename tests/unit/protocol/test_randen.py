"""Every field of everything that travels, replaced by what it should not be: a refusal, never another exception."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import cbor2
import pytest

from zvh_desktop.crypto import envelope
from zvh_desktop.protocol import enrol
from zvh_desktop.protocol.clock import Tijdstempel
from zvh_desktop.protocol.delta import Change, DeltaBody, Txn, Versions, bucket, decode_body, encode_body
from zvh_desktop.protocol.destruction import (
    Destroyed,
    Proposal,
    read_destroyed,
    read_proposal,
    sign_destroyed,
    sign_proposal,
)
from zvh_desktop.protocol.epochs import (
    EpochStart,
    Grant,
    StreamKey,
    read_epoch_start,
    read_grant,
    read_stream_key,
    sign_epoch_start,
    sign_grant,
    stream_key_bytes,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.receipts import Receipt, read_receipt, sign_receipt
from zvh_desktop.protocol.signing import Signed, load_signing_key, publiek_van, read_signed, sign, sign_record
from zvh_desktop.protocol.snapshot import (
    SnapshotConfirm,
    dekt_alles,
    read_snapshot_confirm,
    sign_snapshot_confirm,
)
from zvh_desktop.protocol.statements import (
    DeviceCert,
    Inhoud,
    RegionBegin,
    Regiostand,
    Revocation,
    ServerCert,
    accept_statement,
    read_statement,
    sign_statement,
)

A, B, R, S = "a1" * 8, "b2" * 8, "ab" * 16, "5e" * 16
TEKEN, ANDER = load_signing_key(b"t" * 32), load_signing_key(b"u" * 32)
KEM = envelope.new_kem_keys(bytes(range(96)))[1]
BEGIN = RegionBegin(R, b"", publiek_van(TEKEN), KEM, 5)
FOUT = (
    None,
    True,
    0,
    -1,
    1 << 60,
    "",
    "x",
    "zz" * 400,
    b"",
    b"\1",
    b"\xff" * 33,
    [],
    [0],
    [[0]],
    {},
    {0: 0},
    {b"\1": [0, b""]},
)


def weigert(code: Weigering) -> "pytest.RaisesExc[ProtocolFout]":
    return pytest.raises(ProtocolFout, match=f"^{code.value}(:|$)")


def varianten(obj: Any) -> Iterator[Any]:
    """Every copy of `obj` in which one part, at any depth, is something else or is gone."""

    def paden(deel: Any, pad: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        if pad:
            yield pad
        if isinstance(deel, dict):
            for sleutel, waarde in deel.items():
                yield from paden(waarde, (*pad, sleutel))
        elif isinstance(deel, list):
            for plek, waarde in enumerate(deel):
                yield from paden(waarde, (*pad, plek))

    for pad in list(paden(obj, ())):
        for waarde in FOUT:
            kopie = copy.deepcopy(obj)
            doel = kopie
            for stap in pad[:-1]:
                doel = doel[stap]
            doel[pad[-1]] = waarde
            yield kopie
        kopie = copy.deepcopy(obj)
        doel = kopie
        for stap in pad[:-1]:
            doel = doel[stap]
        del doel[pad[-1]]
        yield kopie


def nooit_anders(lees: Callable[[bytes], object], data: bytes) -> None:
    try:
        lees(data)
    except ProtocolFout:
        return


def stempel(ms: int, toestel: str = A) -> str:
    return Tijdstempel(ms, 0, toestel).tekst


BODY = DeltaBody(
    [
        Txn("01" * 16, "x", "", "secretaris", "2026-11-22T04:00:00.000000Z", "02" * 16, 1, 2),
        Txn("03" * 16, "y", "0a" * 16, "secretaris", "2026-11-22T04:00:00.000000Z"),
    ],
    [
        Change(stempel(5), "actie", "c1" * 16, "tekst", '"a"', (stempel(3, B), stempel(2)), 0),
        Change(stempel(6, B), "notitie", "c2" * 16, "tekst", '"b"', (), 1),
    ],
    {B: (3, b"h" * 32)},
    (1, b"a" * 32),
    Versions("1", 2),
    {B: stempel(9, B)},
    (stempel(1, B),),
)


def test_elk_deel_van_een_body_dat_iets_anders_is_wordt_geweigerd_of_gelezen() -> None:
    goed = cbor2.loads(encode_body(BODY, A))
    for fout in varianten(goed):
        nooit_anders(lambda data: decode_body(data, A), cbor2.dumps(fout, canonical=True))


RECORDS: list[tuple[bytes, Callable[[bytes], object]]] = [
    (sign_statement(BEGIN, TEKEN), read_statement),
    (
        sign_statement(DeviceCert(R, A, R, "lezer", b"t" * 32, KEM, 1, 2, (b"o" * 32,)), TEKEN),
        read_statement,
    ),
    (sign_statement(Revocation(R, A, 1, "anders", {S: (1, b"h" * 32)}, (b"o" * 32,)), TEKEN), read_statement),
    (sign_statement(ServerCert(R, R, b"t" * 32, 1, 2), TEKEN), read_statement),
    (sign_epoch_start(EpochStart(S, (b"o" * 32,), b"c" * 32, A, 1), TEKEN), read_epoch_start),
    (sign_grant(Grant(S, b"e" * 32, "herstel", b"ct", A, 1), TEKEN), read_grant),
    (sign_snapshot_confirm(SnapshotConfirm(S, b"s" * 32, b"d" * 32, A, 1), TEKEN), read_snapshot_confirm),
    (
        sign_receipt(Receipt(R, R, 1, A, ((S, 1, b"h" * 32, 1),), ((b"i" * 32, "rol"),)), TEKEN),
        read_receipt,
    ),
    (sign_proposal(Proposal(S, A, 1), TEKEN), read_proposal),
    (sign_destroyed(Destroyed(S, A, 1, b"v"), TEKEN), read_destroyed),
]


@pytest.mark.parametrize(
    ("wire", "lees"), RECORDS, ids=lambda deel: read_signed(deel).soort if type(deel) is bytes else ""
)
def test_elk_veld_van_een_record_dat_iets_anders_is_wordt_geweigerd_of_gelezen(
    wire: bytes, lees: Callable[[bytes], object]
) -> None:
    lees(wire)
    goed = read_signed(wire)
    for fout in varianten(goed.velden):
        nooit_anders(lees, sign_record(TEKEN, goed.soort, fout))
    for fout in varianten(cbor2.loads(wire)):
        nooit_anders(lees, cbor2.dumps(fout, canonical=True))
    with weigert(Weigering.ONLEESBAAR):
        read_signed(wire, "iets-anders")


def test_een_grote_body_heeft_brede_kolommen() -> None:
    toestellen = [f"{nr:016x}" for nr in range(300)]
    body = DeltaBody(
        [Txn(f"{nr:032x}", f"label {nr}", "", "lezer", "2026-11-22T04:00:00.000000Z") for nr in range(400)],
        [
            Change(stempel(nr, toestellen[nr % 300]), "actie", f"{nr:032x}", f"veld{nr % 270}", str(nr), (), nr % 400)
            for nr in range(700)
        ],
    )
    assert decode_body(encode_body(body, A), A) == body


@pytest.mark.parametrize(
    "anders",
    [
        {"id": "kort"},
        {"id": stempel(5).upper()},
        {"id": stempel(5)[:12] + "x" + stempel(5)[13:]},
        {"record": "C1" * 16},
        {"record": "c1"},
        {"record": "zz" * 16},
        {"waarde": "\x1e"},
        {"vervangt": ("kort",)},
    ],
)
def test_wat_geen_vorm_heeft_wordt_niet_geschreven(anders: dict[str, Any]) -> None:
    with weigert(Weigering.ONLEESBAAR):
        encode_body(DeltaBody(BODY.txns, [BODY.changes[0]._replace(**anders)]), A)


def test_een_act_zonder_goede_tijd_wordt_niet_geschreven() -> None:
    for tijd in ("", "2026-11-22T04:00:00Z", "2026-11-22 04:00:00.000000Z"):
        with weigert(Weigering.ONLEESBAAR):
            encode_body(DeltaBody([BODY.txns[1]._replace(tijd=tijd)], []), A)
    with weigert(Weigering.ONLEESBAAR):
        encode_body(DeltaBody([], [], tot={A: stempel(1, B)}), A)


def test_wat_niet_kleiner_wordt_reist_ongepakt() -> None:
    ruw = bytes(range(256)) * 2
    ongepakt = bytes([0]) + (512).to_bytes(4, "big") * 2 + ruw
    frame = ongepakt + bytes(bucket(len(ongepakt)) - len(ongepakt))
    assert envelope.unpack(frame) == ruw
    willekeurig = publiek_van(TEKEN) + publiek_van(ANDER)
    assert envelope.pack(willekeurig)[0] == 0
    assert envelope.unpack(envelope.pack(willekeurig)) == willekeurig
    with weigert(Weigering.ONLEESBAAR):
        envelope.unpack(bytes([0]) + (9).to_bytes(4, "big") + (8).to_bytes(4, "big") + bytes(247))
    with weigert(Weigering.ONLEESBAAR):
        envelope.unpack(b"\0")
    with weigert(Weigering.TE_GROOT):
        envelope.pack(bytes(16 * 1024 * 1024 + 1))
    with weigert(Weigering.BOM):
        envelope.unpack(envelope.pack(bytes(1000)), max_bytes=999)


def test_een_sleutel_die_er_geen_is_wordt_geweigerd() -> None:
    with weigert(Weigering.ONLEESBAAR):
        envelope.new_kem_keys(b"kort")
    with weigert(Weigering.ONLEESBAAR):
        envelope.wrap(b"kort", b"", b"")
    with weigert(Weigering.HANDTEKENING):
        envelope.unwrap(bytes(96), b"", b"kort")
    with weigert(Weigering.ONLEESBAAR):
        sign(TEKEN, "Geen|Doel", b"")
    anders = stream_key_bytes(StreamKey(S, "later", b"k" * 32))
    with weigert(Weigering.VERSIE_NIEUWER):
        read_stream_key(anders)


def test_wat_niet_getekend_is_heeft_geen_handtekening() -> None:
    for stuk in (
        EpochStart(S, (), b"c" * 32, A, 1),
        Grant(S, b"e" * 32, B, b"ct", A, 1),
        SnapshotConfirm(S, b"s" * 32, b"d" * 32, A, 1),
    ):
        with weigert(Weigering.HANDTEKENING):
            stuk.verify(publiek_van(TEKEN))


def test_een_regio_heeft_een_begin() -> None:
    begin = accept_statement(sign_statement(BEGIN, TEKEN), None)
    tweede = accept_statement(sign_statement(RegionBegin(S, b"", publiek_van(ANDER), KEM, 1), ANDER), None)
    assert begin.wire == begin.stuk.wire
    assert Regiostand.van([], nu_ms=1).begin is None
    with weigert(Weigering.KETEN_VORK):
        Regiostand.van([begin, tweede], nu_ms=1)
    assert Regiostand.van([begin, tweede], nu_ms=1, begin=begin.id).begin == BEGIN
    with weigert(Weigering.HANDTEKENING):
        accept_statement(tweede.wire, BEGIN)
    with weigert(Weigering.HANDTEKENING):
        sign_statement(BEGIN, ANDER)
    cert: Inhoud = DeviceCert(R, A, R, "lezer", b"t" * 32, KEM, 10, 20)
    with weigert(Weigering.HANDTEKENING):
        accept_statement(sign_statement(cert, TEKEN), None)
    stand = Regiostand.van([begin, accept_statement(sign_statement(cert, TEKEN), BEGIN)], nu_ms=20)
    with weigert(Weigering.TOESTEL_ONBEKEND):
        stand.verwacht(B)
    with weigert(Weigering.TOESTEL_VERLOPEN):
        stand.verwacht(A)


def test_een_dekking_omvat_een_kleinere() -> None:
    ruim = {A: (3, b"h" * 32), B: (1, b"h" * 32)}
    assert dekt_alles(ruim, {A: (2, b"x" * 32)}) and dekt_alles(ruim, {})
    assert not dekt_alles({A: (3, b"h" * 32)}, ruim) and not dekt_alles(ruim, {A: (4, b"h" * 32)})


def test_de_randen_van_het_toelaten() -> None:
    uitnodiging = enrol.Invitation(sign_statement(BEGIN, TEKEN), "", b"", b"i" * 16, b"g" * 16, "lezer", R, 9)
    assert enrol.parse_invitation(enrol.invitation_text(uitnodiging)).server() is None
    keys = enrol.DeviceKeys(A, publiek_van(ANDER), KEM)
    with weigert(Weigering.ONLEESBAAR):
        enrol.AdminSide.begin(uitnodiging, nonce=b"kort", nu_ms=1)
    with weigert(Weigering.ONLEESBAAR):
        enrol.words_of(bytes(32), ["een"])
    toestel, b1 = enrol.DeviceSide.begin(uitnodiging, keys, nonce=b"d" * 32, nu_ms=1)
    beheer, b2 = enrol.AdminSide.begin(uitnodiging, nonce=b"b" * 32, nu_ms=1).take_commit(b1)
    with weigert(Weigering.HANDTEKENING):
        toestel.take_commit(b2, TEKEN)
    toestel, b3 = toestel.take_commit(b2, ANDER)
    for bericht, neem in ((b1, beheer.take_commit), (b3, beheer.take_reveal)):
        for fout in varianten(cbor2.loads(bericht)):
            nooit_anders(neem, cbor2.dumps(fout, canonical=True))


def test_een_los_gelezen_record_draagt_zijn_bytes() -> None:
    wire = sign_statement(BEGIN, TEKEN)
    stuk = read_signed(wire)
    assert isinstance(stuk, Signed) and stuk.wire == wire and len(stuk.sleutel_id) == 8
