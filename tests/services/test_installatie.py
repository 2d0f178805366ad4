"""A vault folder that was copied, moved or put back: who is which device."""

import os
import shutil
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok
from zvh_testing.regioplek import GOEDKOOP, Systeemwillekeur

from zvh_desktop.services import installatie, kluizen

ZIN = "wachtwoordzin met genoeg losse woorden"


def bestand(eigen_map: Path) -> Path:
    return eigen_map / installatie.BESTANDSNAAM


def maak(map_: Path) -> str:
    wp, _ = kluizen.nieuw(map_, ZIN, klok=Testklok(), willekeur=Systeemwillekeur(), kdf=GOEDKOOP)
    toestel = wp.store.toestel
    kluizen.sluit(wp)
    return toestel


def open_(map_: Path) -> str:
    """Open and close; return the device id."""
    wp = kluizen.open_kluis(map_, ZIN, klok=Testklok(), willekeur=Systeemwillekeur())
    toestel = wp.store.toestel
    kluizen.sluit(wp)
    return toestel


@pytest.fixture
def kluis(tmp_path: Path) -> tuple[Path, str]:
    map_ = tmp_path / "een.zvh"
    return map_, maak(map_)


def test_een_kluis_die_blijft_waar_hij_is_blijft_hetzelfde_toestel(kluis: tuple[Path, str], eigen_map: Path) -> None:
    map_, toestel = kluis
    inhoud = bestand(eigen_map).read_bytes()
    assert [open_(map_), open_(map_)] == [toestel, toestel]
    assert bestand(eigen_map).read_bytes() == inhoud
    if os.name != "nt":
        assert bestand(eigen_map).stat().st_mode & 0o777 == 0o600


def test_een_kopie_wordt_een_nieuw_toestel_en_het_origineel_niet(kluis: tuple[Path, str], tmp_path: Path) -> None:
    map_, toestel = kluis
    kopie = Path(shutil.copytree(map_, tmp_path / "kopie.zvh"))
    nieuw = open_(kopie)
    assert nieuw != toestel
    assert open_(map_) == toestel
    assert open_(kopie) == nieuw


def test_een_kopie_die_eerder_wordt_geopend_dan_het_origineel_ooit_hier_was(
    kluis: tuple[Path, str], tmp_path: Path, eigen_map: Path
) -> None:
    map_, toestel = kluis
    kopie = Path(shutil.copytree(map_, tmp_path / "kopie.zvh"))
    bestand(eigen_map).unlink()
    een, twee = open_(kopie), open_(map_)
    assert len({een, twee, toestel}) == 3


def test_een_verplaatste_kluis_blijft_hetzelfde_toestel(kluis: tuple[Path, str], tmp_path: Path) -> None:
    map_, toestel = kluis
    map_.rename(tmp_path / "twee.zvh")
    assert open_(tmp_path / "twee.zvh") == toestel
    # The new place counts from now on: what is copied from there is the copy.
    shutil.copytree(tmp_path / "twee.zvh", map_)
    assert open_(map_) != toestel
    assert open_(tmp_path / "twee.zvh") == toestel


def test_dezelfde_map_onder_een_andere_naam_is_geen_kopie(kluis: tuple[Path, str], tmp_path: Path) -> None:
    map_, toestel = kluis
    (tmp_path / "snel.zvh").symlink_to(map_, target_is_directory=True)
    assert open_(tmp_path / "snel.zvh") == toestel
    assert open_(map_) == toestel


def test_een_andere_map_op_de_oude_plek_is_geen_kopie(kluis: tuple[Path, str], tmp_path: Path) -> None:
    map_, toestel = kluis
    map_.rename(tmp_path / "twee.zvh")
    maak(map_)
    assert open_(tmp_path / "twee.zvh") == toestel


def test_een_teruggezette_kopie_wordt_precies_een_keer_een_nieuw_toestel(
    kluis: tuple[Path, str], tmp_path: Path
) -> None:
    map_, toestel = kluis
    wp = kluizen.zet_terug(map_, tmp_path / "terug.zvh", ZIN, klok=Testklok(), willekeur=Systeemwillekeur())
    nieuw = wp.store.toestel
    gebeurtenissen = [r.gebeurtenis for r in wp.store.audit_regels()]
    kluizen.sluit(wp)
    assert nieuw != toestel
    assert "kluis_gekopieerd" not in gebeurtenissen
    assert [open_(tmp_path / "terug.zvh"), open_(map_)] == [nieuw, toestel]


def test_een_kluis_van_een_andere_installatie_wordt_een_nieuw_toestel(
    kluis: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_, toestel = kluis
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "andere machine"))
    nieuw = open_(map_)
    assert nieuw != toestel
    assert open_(map_) == nieuw


def test_wat_de_kopie_werd_staat_in_het_logboek(kluis: tuple[Path, str], tmp_path: Path) -> None:
    map_, toestel = kluis
    kopie = Path(shutil.copytree(map_, tmp_path / "kopie.zvh"))
    wp = kluizen.open_kluis(kopie, ZIN, klok=Testklok(), willekeur=Systeemwillekeur())
    (regel,) = wp.store.audit_regels(gebeurtenis="kluis_gekopieerd")
    assert regel.details == {"vorig_toestel": toestel}
    assert wp.kluis.check() == []
    kluizen.sluit(wp)


@pytest.mark.parametrize(
    "inhoud", [b"", b"{", b"[]", b'{"geheim": "00", "kluizen": {}}', b'{"geheim": 1}', b"[" * 100_000, b"\xff" * 9]
)
def test_een_beschadigd_bestand_telt_als_andere_installatie_en_houdt_niets_tegen(
    kluis: tuple[Path, str], eigen_map: Path, inhoud: bytes
) -> None:
    map_, toestel = kluis
    bestand(eigen_map).write_bytes(inhoud)
    nieuw = open_(map_)
    assert nieuw != toestel
    assert open_(map_) == nieuw


def test_een_kluis_zonder_merk_hoort_bij_wie_hem_opent(tmp_path: Path, eigen_map: Path) -> None:
    from zvh_desktop.store.opening import nieuwe_kluis

    map_ = tmp_path / "oud.zvh"
    vault, _ = nieuwe_kluis(map_, ZIN, klok=Testklok(), willekeur=Systeemwillekeur(), kdf=GOEDKOOP)
    store = vault.store()
    toestel = store.toestel
    store.close()
    vault.close()
    assert [open_(map_), open_(map_)] == [toestel, toestel]


def test_een_map_die_niet_te_schrijven_is_houdt_niets_tegen_en_wisselt_hoogstens_een_keer(
    kluis: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_, toestel = kluis
    dicht = tmp_path / "dicht"
    dicht.write_bytes(b"")  # a file where the folder has to come: nobody can make it, not even root
    monkeypatch.setenv("XDG_CONFIG_HOME", str(dicht))
    nieuw = open_(map_)
    assert nieuw != toestel
    assert [open_(map_), open_(map_)] == [nieuw, nieuw]


def test_een_leesbaar_bestand_dat_niet_te_schrijven_is_houdt_niets_tegen(
    kluis: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weiger(*_wat: object) -> None:
        raise PermissionError(13, "dicht")

    map_, toestel = kluis
    monkeypatch.setattr(installatie, "write_safely", weiger)
    assert open_(map_) == toestel
    map_.rename(tmp_path / "twee.zvh")
    assert open_(tmp_path / "twee.zvh") == toestel


def test_een_bestand_dat_niet_te_lezen_is_blijft_staan(kluis: tuple[Path, str], eigen_map: Path) -> None:
    map_, toestel = kluis
    pad = bestand(eigen_map)
    pad.unlink()
    pad.mkdir()
    nieuw = open_(map_)
    assert nieuw != toestel
    assert open_(map_) == nieuw
    assert pad.is_dir()


def test_het_bestand_noemt_niets_van_wat_in_de_kluis_staat(kluis: tuple[Path, str], eigen_map: Path) -> None:
    map_, toestel = kluis
    tekst = bestand(eigen_map).read_text(encoding="utf-8")
    assert toestel in tekst
    assert str(map_) in tekst
    assert ZIN not in tekst
