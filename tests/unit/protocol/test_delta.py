"""The delta: what is sealed opens again, and only that."""

import pytest

from zvh_desktop.crypto import envelope
from zvh_desktop.protocol.clock import Tijdstempel
from zvh_desktop.protocol.delta import (
    EERSTE,
    Change,
    DeltaBody,
    Txn,
    Versions,
    bucket,
    decode_body,
    encode_body,
    read_header,
    read_sealed,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.signing import load_signing_key, publiek_van

A, B = "a1" * 8, "b2" * 8
STREAM, EPOCH, SLEUTEL, ZOUT = "5e" * 16, b"e" * 32, b"k" * 32, b"z" * 32
TEKEN = load_signing_key(b"t" * 32)
TIJD = "2026-11-22T04:00:00.000000Z"


def stempel(ms: int, teller: int = 0, toestel: str = A) -> str:
    return Tijdstempel(ms, teller, toestel).tekst


def voorbeeld() -> DeltaBody:
    return DeltaBody(
        txns=[
            Txn("01" * 16, "actie afgerond", "0a" * 16, "veldwerker", TIJD),
            Txn("02" * 16, "teruggedraaid", "", "veldwerker", TIJD, "01" * 16, 2, 3),
        ],
        changes=[
            Change(stempel(1000), "actie", "c1" * 16, "status", '"gereed"', (), 0),
            Change(
                stempel(1000, 1),
                "actie",
                "c1" * 16,
                "tekst",
                '"Bellen – één keer\\u001e"',
                (stempel(9), stempel(8, 3, B)),
                0,
            ),
            Change(stempel(70000, 0, B), "notitie", "c2" * 16, "tekst", "null", (stempel(7, 0, B),), 1),
        ],
        heads_seen={B: (3, b"h" * 32)},
        audit_head=(12, b"a" * 32),
        versions=Versions("0.1.0", 3),
        tot={B: stempel(99, 4, B)},
        vooruit=(stempel(5, 1, B),),
    )


def sluit(body: bytes) -> bytes:
    return envelope.seal(
        body,
        stream=STREAM,
        epoch=EPOCH,
        toestel=A,
        nr=1,
        vorige=EERSTE,
        tijd=1,
        epoch_key=SLEUTEL,
        teken=TEKEN,
        zout=ZOUT,
    )


def test_een_body_komt_terug_zoals_hij_was() -> None:
    terug = decode_body(encode_body(voorbeeld(), A), A)
    assert terug == voorbeeld()


def test_een_lege_body_komt_terug() -> None:
    assert decode_body(encode_body(DeltaBody([], []), A), A) == DeltaBody([], [])


def test_wat_verzegeld_is_gaat_open_met_de_sleutel() -> None:
    wire = sluit(encode_body(voorbeeld(), A))
    header, body = envelope.open_delta(wire, epoch_key=SLEUTEL, publiek=publiek_van(TEKEN))
    assert decode_body(body, A) == voorbeeld()
    assert header == read_header(wire)
    assert len(read_sealed(wire).hash) == 32


@pytest.mark.parametrize("wat", ["sleutel", "teken"])
def test_een_andere_sleutel_opent_niets(wat: str) -> None:
    wire = sluit(b"inhoud")
    with pytest.raises(ProtocolFout) as fout:
        envelope.open_delta(
            wire,
            epoch_key=b"x" * 32 if wat == "sleutel" else SLEUTEL,
            publiek=b"\1" * 32 if wat == "teken" else publiek_van(TEKEN),
        )
    assert fout.value.code is Weigering.HANDTEKENING


def test_elke_omgekeerde_bit_wordt_geweigerd() -> None:
    wire = sluit(b"inhoud")
    for plek in range(len(wire)):
        stuk = bytearray(wire)
        stuk[plek] ^= 1 << plek % 8
        with pytest.raises(ProtocolFout):
            envelope.open_delta(bytes(stuk), epoch_key=SLEUTEL, publiek=publiek_van(TEKEN))


def test_een_emmer_is_nooit_veel_groter_dan_de_inhoud() -> None:
    for lengte in (0, 1, 256, 257, 1000, 65_537, 1_000_001):
        assert lengte <= bucket(lengte) <= max(256, lengte * 1.12)
        assert bucket(bucket(lengte)) == bucket(lengte)


def test_een_herstelsleutel_komt_terug_uit_twee_van_drie_delen() -> None:
    delen = envelope.split_secret(bytes(range(32)))
    assert len(delen) == 3
    assert envelope.join_shares([delen[2], delen[0].upper()]) == bytes(range(32))
    with pytest.raises(ProtocolFout):
        envelope.join_shares(delen[:1])


def test_een_gewikkelde_sleutel_opent_alleen_voor_wie_en_waarvoor_hij_is() -> None:
    prive, publiek = envelope.new_kem_keys(bytes(range(96)))
    ct = envelope.wrap(publiek, b"waarvoor", b"geheim")
    assert envelope.unwrap(prive, b"waarvoor", ct) == b"geheim"
    with pytest.raises(ProtocolFout):
        envelope.unwrap(prive, b"iets anders", ct)
    with pytest.raises(ProtocolFout):
        envelope.unwrap(bytes(96), b"waarvoor", ct)
