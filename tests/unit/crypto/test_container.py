"""The file on a stick: for whom it is, what a cut, a flipped bit or a swap does."""

import os

import pytest

from zvh_desktop.crypto.container import KOP, Afgekapt, close_container, open_container
from zvh_desktop.crypto.envelope import new_kem_keys
from zvh_desktop.protocol.errors import ProtocolFout, Weigering

REGIO = "ab" * 16
AN, BO, CAS = (new_kem_keys(os.urandom(96)) for _ in range(3))
GROOT = [os.urandom(300_000) for _ in range(9)]


def _maak(dingen: list[bytes], *voor: tuple[bytes, bytes]) -> bytes:
    delen = close_container(
        dingen, ontvangers=[k[1] for k in voor], region=REGIO, sleutel=os.urandom(32), zout=os.urandom(16)
    )
    return b"".join(delen)


def _lees(inhoud: bytes, wie: tuple[bytes, bytes], regio: str = REGIO) -> list[bytes]:
    return list(open_container(inhoud, kem_prive=wie[0], kem_publiek=wie[1], region=regio).dingen)


@pytest.mark.parametrize("dingen", [[], [b""], [b"een", b"twee"], GROOT])
def test_elke_ontvanger_leest_alles_in_volgorde(dingen: list[bytes]) -> None:
    pak = _maak(dingen, AN, BO)
    assert _lees(pak, AN) == _lees(pak, BO) == dingen


def test_wie_niet_genoemd_is_leest_niets() -> None:
    with pytest.raises(ProtocolFout) as fout:
        _lees(_maak([b"x"], AN), CAS)
    assert fout.value.code is Weigering.GEEN_TOEGANG


def test_het_bestand_noemt_niemand_en_is_elke_keer_anders() -> None:
    een, twee = _maak([b"x"], AN), _maak([b"x"], AN)
    assert not {een[i : i + 8] for i in range(16, len(een) - 8)} & {twee[i : i + 8] for i in range(16, len(twee) - 8)}


def test_afgekapt_geeft_wat_heel_was_en_zegt_het() -> None:
    pak = _maak(GROOT, AN)
    gezien = set()
    for eind in [*range(0, 2600, 13), *range(2600, len(pak), 99_991)]:
        try:
            c = open_container(pak[:eind], kem_prive=AN[0], kem_publiek=AN[1], region=REGIO)
        except Afgekapt:
            continue
        gelezen = []
        with pytest.raises(Afgekapt):
            for ding in c.dingen:
                gelezen.append(ding)
        assert gelezen == GROOT[: len(gelezen)]
        gezien.add(len(gelezen))
    assert len(gezien) > 2


def test_afgekapt_precies_na_een_stuk_valt_op() -> None:
    pak = _maak(GROOT, AN)
    heel = _maak(GROOT[:3], AN)
    plek = 9 + 4 + int.from_bytes(heel[9:13], "big")
    plek += 4 + int.from_bytes(pak[plek : plek + 4], "big")
    c = open_container(pak[:plek], kem_prive=AN[0], kem_publiek=AN[1], region=REGIO)
    with pytest.raises(Afgekapt):
        list(c.dingen)


def test_elke_omgevallen_bit_valt_op() -> None:
    pak = bytearray(_maak([b"een", b"twee"], AN))
    for plek in range(len(pak)):
        pak[plek] ^= 4
        with pytest.raises((ProtocolFout, Afgekapt)):
            _lees(bytes(pak), AN)
        pak[plek] ^= 4


def test_verwisselde_stukken_en_een_staart_vallen_op() -> None:
    pak = _maak(GROOT, AN)
    plek = 13 + int.from_bytes(pak[9:13], "big")
    lengte = 4 + int.from_bytes(pak[plek : plek + 4], "big")
    andersom = (
        pak[:plek] + pak[plek + lengte : plek + 2 * lengte] + pak[plek : plek + lengte] + pak[plek + 2 * lengte :]
    )
    for fout in (andersom, pak + b"x", pak[:plek] + pak[plek + lengte :]):
        with pytest.raises(ProtocolFout):
            _lees(fout, AN)


def test_een_andere_regio_opent_het_niet() -> None:
    with pytest.raises(ProtocolFout):
        _lees(_maak([b"x"], AN), AN, "cd" * 16)


def test_een_nieuwere_versie_en_een_ander_bestand_worden_gezegd() -> None:
    pak = bytearray(_maak([b"x"], AN))
    pak[len(KOP)] = 2
    for inhoud, code in ((bytes(pak), Weigering.VERSIE_NIEUWER), (b"%PDF-1.7 iets anders", Weigering.ONLEESBAAR)):
        with pytest.raises(ProtocolFout) as fout:
            _lees(inhoud, AN)
        assert fout.value.code is code
