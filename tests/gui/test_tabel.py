"""A table of reports: looked at first, a column linked by hand, taken in at once, stopped without a trace."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.casusproef import toets
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.domain.casus import Casus
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.aanmelding import AanmeldingPagina, tabel
from zvh_desktop.services import csvinvoer
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


def test_wat_anders_gelezen_kan_worden_staat_in_de_proef(plek: tuple[MainWindow, Vault], tmp_path: Path) -> None:
    venster, vault = plek
    pad = tmp_path / "oud.csv"
    pad.write_bytes('Naam,Naam,Geboortedatum,Reden\nÇelik,x,1-2-26,"=2+3"\n'.encode("windows-1252"))
    vak = open_tabel(venster, pad).tabel
    assert "oudere rekenprogramma" in vak._uitleg.text() and "Koppen die dubbel staan: Naam" in vak._uitleg.text()
    (rij,) = vak.lijst.rijen
    assert "Çelik" in rij.spreek and "1 februari 2026" in rij.spreek and "lijkt een formule" in rij.spreek
    assert casussen(vault) == 0


def test_stoppen_met_de_toets_laat_niets_achter_en_het_kan_daarna_alsnog(
    plek: tuple[MainWindow, Vault], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    venster, vault = plek
    pad = tmp_path / "veel.csv"
    pad.write_text(KOP + "".join(f"\nProefnaam{n};1-2-1984;x;reden {n}" for n in range(120)))
    vak = open_tabel(venster, pad).tabel
    op_weg, verder = threading.Event(), threading.Event()

    def wachtend(aantal: int, totaal: int) -> bool:
        vak._loper.gedaan.emit(aantal, totaal)
        op_weg.set()
        return verder.wait(60) and not vak._loper._stop.is_set()

    with monkeypatch.context() as m:
        m.setattr(tabel, "_voer_in", lambda wp, proef, _loper: csvinvoer.voer_in(wp, proef, wachtend))
        vak.overnemen.setFocus()
        toets(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: op_weg.is_set() and vak.stop.isVisible(), timeout=60_000)
        assert vak.voortgang.isVisible() and vak.voortgang.maximum() == 120
        vak.stop.setFocus()
        toets(Qt.Key.Key_Space)
        verder.set()
        wacht(venster)
    assert casussen(vault) == 0 and not vak.stop.isVisible() and vak.overnemen.isEnabled()
