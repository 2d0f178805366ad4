import os
import stat
from pathlib import Path

import pytest

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import uitgeven


def test_uitgegeven_bestand_is_alleen_voor_de_eigenaar(tmp_path: Path) -> None:
    pad = uitgeven.schrijf(tmp_path / "verslag.pdf", b"inhoud")
    assert pad.read_bytes() == b"inhoud"
    if os.name != "nt":
        assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["verslag.pdf"]


def test_map_die_er_niet_is_geeft_een_omstandigheid(tmp_path: Path) -> None:
    with pytest.raises(Omstandigheid) as fout:
        uitgeven.schrijf(tmp_path / "weg" / "verslag.pdf", b"inhoud")
    assert fout.value.reden is Reden.SCHRIJFFOUT


def test_bestand_dat_er_niet_is_wordt_niet_gelezen(tmp_path: Path) -> None:
    with pytest.raises(Omstandigheid) as fout:
        uitgeven.lees(tmp_path / "weg.pdf")
    assert fout.value.reden is Reden.BESTAND_ONLEESBAAR
