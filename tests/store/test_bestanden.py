"""Files that are written whole: what stands beside them is of somebody else."""

from pathlib import Path

import pytest

from zvh_desktop.services import uitvoer
from zvh_desktop.store.files import fill, reserve


def test_een_bestand_ernaast_met_bijna_dezelfde_naam_blijft_staan(tmp_path: Path) -> None:
    doel, buur = tmp_path / "verslag.pdf", tmp_path / "verslag.pdf.nieuw"
    buur.write_bytes(b"van een ander")
    fill(reserve(doel, 5), doel, b"vijf.")
    uitvoer.schrijf(doel, b"nog eens")
    assert (doel.read_bytes(), buur.read_bytes()) == (b"nog eens", b"van een ander")
    assert sorted(tmp_path.iterdir()) == [doel, buur]


def test_twee_plaatsen_voor_een_bestand_zitten_elkaar_niet_in_de_weg(tmp_path: Path) -> None:
    doel = tmp_path / "verslag.pdf"
    een, twee = reserve(doel, 3), reserve(doel, 3)
    assert een != twee
    assert {een.stat().st_mode & 0o777, twee.stat().st_mode & 0o777} == {0o600}
    fill(twee, doel, b"twee")
    assert een.exists() and doel.read_bytes() == b"twee"


@pytest.mark.parametrize("lang", [10, 240])
def test_ook_een_lange_naam_past(tmp_path: Path, lang: int) -> None:
    doel = tmp_path / ("n" * lang + ".pdf")
    fill(reserve(doel, 2), doel, b"ja")
    assert doel.read_bytes() == b"ja"
