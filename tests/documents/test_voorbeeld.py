"""Pages as pictures for the preview."""

import pytest
from documents.stukken import NU, inhoud

from zvh_desktop.documents import compose, preview, signing
from zvh_desktop.domain.errors import Omstandigheid, Programmafout


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return compose.verslag(inhoud())


def test_pagina_is_rgba_zonder_rand(pdf: bytes) -> None:
    assert preview.paginas(pdf) == 3
    for schaal in (0.5, 1.0, 1.37):
        breedte, hoogte, punten = preview.pagina_raw(pdf, 0, schaal)
        assert abs(breedte - 595.28 * schaal) < 2 and abs(hoogte - 841.89 * schaal) < 2
        assert len(punten) == breedte * hoogte * 4
        assert set(punten[3::4]) == {255}
        assert punten[:4] == b"\xff\xff\xff\xff"
        assert min(punten[0::4]) < 60


def test_accent_van_een_kop_is_blauwgroen_en_niet_verwisseld(pdf: bytes) -> None:
    _, _, punten = preview.pagina_raw(pdf, 0, 2.0)
    assert (0x0B, 0x64, 0x72) in set(zip(punten[0::4], punten[1::4], punten[2::4], strict=True))


def test_handtekening_is_te_zien(pdf: bytes) -> None:
    sleutel = signing.maak_sleutel("A", "B", "C", NU)
    getekend = signing.onderteken(pdf, sleutel, "voorzitter", NU, certificeren=True)
    assert preview.pagina_raw(getekend, 2, 1.0) != preview.pagina_raw(pdf, 2, 1.0)


@pytest.mark.parametrize("index", [-1, 3])
def test_pagina_die_er_niet_is(pdf: bytes, index: int) -> None:
    with pytest.raises(Programmafout):
        preview.pagina_raw(pdf, index, 1.0)


@pytest.mark.parametrize("schaal", [0.0, -1.0, float("nan")])
def test_schaal_boven_nul(pdf: bytes, schaal: float) -> None:
    with pytest.raises(Programmafout):
        preview.pagina_raw(pdf, 0, schaal)


def test_te_grote_pagina_wordt_geweigerd(pdf: bytes) -> None:
    with pytest.raises(Omstandigheid):
        preview.pagina_raw(pdf, 0, 100.0)


@pytest.mark.parametrize("kapot", [b"", b"geen pdf", b"%PDF-1.7\n%%EOF"])
def test_wat_niet_te_tonen_is(kapot: bytes) -> None:
    with pytest.raises(Omstandigheid):
        preview.paginas(kapot)
