"""Deterministic CBOR: one form for each value, and nothing but ProtocolFout for whatever else comes."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zvh_testing.duur import keer

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import read_header
from zvh_desktop.protocol.enrol import parse_invitation, parse_message_text
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.signing import read_signed
from zvh_desktop.protocol.statements import read_statement

ZUINIG = settings(max_examples=keer(50, 150), deadline=None, derandomize=True, database=None)
BLAD = st.one_of(
    st.none(), st.booleans(), st.integers(-(1 << 64), (1 << 64) - 1), st.binary(max_size=40), st.text(max_size=20)
)
WAARDEN = st.recursive(
    BLAD,
    lambda kind: st.one_of(
        st.lists(kind, max_size=4),
        st.dictionaries(st.integers(0, 1 << 40), kind, max_size=4),
        st.dictionaries(st.text(max_size=30), kind, max_size=4),
        st.dictionaries(st.binary(max_size=30), kind, max_size=4),
    ),
    max_leaves=15,
)


@ZUINIG
@given(WAARDEN)
def test_wat_geschreven_is_komt_gelijk_terug(waarde: object) -> None:
    data = dump(waarde)
    assert load(data, max_bytes=1 << 20) == waarde
    assert dump(load(data, max_bytes=1 << 20)) == data


@ZUINIG
@given(st.binary(max_size=200))
def test_willekeurige_bytes_geven_nooit_iets_anders_dan_een_weigering(data: bytes) -> None:
    for lees in (lambda d: load(d, max_bytes=1000), read_header, read_signed, read_statement):
        try:
            lees(data)
        except ProtocolFout:
            continue
    with contextlib.suppress(ProtocolFout):
        assert dump(load(data, max_bytes=1000)) == data


@ZUINIG
@given(WAARDEN, st.data())
def test_een_beschadigde_boodschap_geeft_nooit_iets_anders_dan_een_weigering(waarde: object, gegevens) -> None:  # type: ignore[no-untyped-def]
    data = bytearray(dump(waarde))
    for _ in range(gegevens.draw(st.integers(1, 3))):
        data[gegevens.draw(st.integers(0, len(data) - 1))] = gegevens.draw(st.integers(0, 255))
    with contextlib.suppress(ProtocolFout):
        assert dump(load(bytes(data), max_bytes=1 << 20)) == data


@ZUINIG
@given(st.text(max_size=80))
def test_willekeurige_tekst_is_geen_uitnodiging(tekst: str) -> None:
    for voorvoegsel in ("", "zvh-uitnodiging-1:", "zvh-bericht-1:"):
        for lees in (parse_invitation, parse_message_text):
            with pytest.raises(ProtocolFout):
                lees(voorvoegsel + tekst)


@pytest.mark.parametrize(
    "waarde", [1.0, {1: 1, "a": 1}, {-1: 1}, {None: 1}, {(1,): 1}, 1 << 64, {1, 2}, "\ud800", object()]
)
def test_wat_de_draad_niet_kent_wordt_niet_geschreven(waarde: object) -> None:
    with pytest.raises(ProtocolFout):
        dump(waarde)


def test_te_groot_te_diep_en_te_veel_wordt_geweigerd_voordat_het_gemaakt_wordt() -> None:
    for data, grenzen in (
        (b"\x43abc", {"max_bytes": 3}),
        (b"\x81" * 17 + b"\x00", {"max_bytes": 100}),
        (b"\x98\x65" + b"\x80" * 101, {"max_bytes": 200, "max_items": 100}),
    ):
        with pytest.raises(ProtocolFout) as fout:
            load(data, **grenzen)
        assert fout.value.code is Weigering.TE_GROOT
