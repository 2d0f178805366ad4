"""A table of reports: looked at first, a column linked by hand, taken in at once, stopped without a trace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.domain.casus import Casus
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.aanmelding import AanmeldingPagina
from zvh_desktop.store.vault import Vault

KOP = "Achternaam;Geboortedatum;Iets van ons;Aanleiding"


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[MainWindow, Vault]]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    with venster_op(vault, tmp_path) as venster:
        yield venster, vault
    vault.close()


def open_tabel(venster: MainWindow, pad: Path) -> AanmeldingPagina:
    venster.ga_naar("casussen.aanmelding")
    wacht(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, AanmeldingPagina)
    pagina.importeer((str(pad),))
    wacht(venster)
    wacht(venster)
    return pagina


def casussen(vault: Vault) -> int:
    wp = maak_werkplek(vault)
    try:
        return len(wp.store.find(Casus))
    finally:
        wp.store.close()


def test_proef_toont_wat_fout_is_en_schrijft_pas_na_overnemen(plek: tuple[MainWindow, Vault], tmp_path: Path) -> None:
    venster, vault = plek
    pad = tmp_path / "lijst.csv"
    pad.write_text(f"{KOP}\nEersteproef;1-2-84;x;ruzie\nTweedeproef;31-2-1984;y;brand\nDerdeproef;1-3-1984;z;lawaai\n")
    vak = open_tabel(venster, pad).tabel
    assert vak.isVisible() and casussen(vault) == 0
    eerste = vak.lijst.rijen[0]
    assert "niet te lezen" in eerste.spreek and "31-2-1984" not in eerste.spreek
    assert any("1 februari 1984" in rij.spreek for rij in vak.lijst.rijen)
    assert vak.overnemen.isEnabled() and "2" in vak.overnemen.text()
    vak.overnemen.click()
    wacht(venster)
    wacht(venster)
    assert casussen(vault) == 2
    assert not vak.overnemen.isEnabled()


def test_kolom_wordt_met_de_hand_gekoppeld_en_een_veld_hoort_bij_een_kolom(
    plek: tuple[MainWindow, Vault], tmp_path: Path
) -> None:
    venster, _ = plek
    pad = tmp_path / "lijst.csv"
    pad.write_text(f"{KOP}\nEersteproef;1-2-1984;Tweede naam;ruzie\n")
    vak = open_tabel(venster, pad).tabel
    assert 2 not in vak.koppeling()
    keuze = vak._keuzen[2]
    keuze.setCurrentIndex(keuze.findData("betrokkenen.naam.achternaam"))
    keuze.activated.emit(keuze.currentIndex())
    wacht(venster)
    assert vak.koppeling()[2] == "betrokkenen.naam.achternaam" and 0 not in vak.koppeling()
    assert [rij.sleutel for rij in vak.lijst.rijen] == ["2"]
    assert "Tweede naam" in vak.lijst.rijen[0].spreek


def test_onleesbare_tabel_geeft_een_zin(plek: tuple[MainWindow, Vault], tmp_path: Path) -> None:
    venster, _ = plek
    pad = tmp_path / "leeg.csv"
    pad.write_bytes(b"")
    vak = open_tabel(venster, pad).tabel
    assert "leeg" in vak._uitleg.text() and not vak.overnemen.isEnabled()
