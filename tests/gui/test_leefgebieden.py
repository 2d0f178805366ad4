"""The list of leefgebieden in Beheer, by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.taakplek import taken_op

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.beheer import Beheer


@pytest.fixture
def plek(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    with taken_op(vault) as taken:
        venster = MainWindow({"vandaag": Beheer, "beheer": Beheer}, taken, Instellingen())
        qtbot.addWidget(venster)
        venster.bouw()
        venster.show()
        venster.activateWindow()

        def rust() -> None:
            qtbot.waitUntil(lambda: taken.open_taken == 0, timeout=20_000)

        venster.ga_naar("beheer", deel="leefgebieden")
        rust()
        yield venster.huidige_pagina.deel("leefgebieden"), rust
    vault.close()


def _namen(deel: Any) -> list[str]:
    return [r.stukken for r in deel.lijst.rijen]


def test_toevoegen_dubbele_naam_en_van_de_lijst_halen(plek: tuple[Any, Any]) -> None:
    deel, rust = plek
    assert len(_namen(deel)) == 13
    deel._nieuw()
    rust()
    deel.paneel.naam.setText("huisvesting")
    deel.paneel.knop.click()
    rust()
    assert "Er is al een leefgebied met deze naam" in deel.paneel.naamveld.melding.text()
    deel.paneel.naam.setText("Ouderschap")
    deel.paneel.knop.click()
    rust()
    assert not deel.paneel.isVisible()
    assert _namen(deel)[-1] == "Ouderschap"
    deel.lijst.setFocus()
    deel.lijst.kies(deel.lijst.rijen[-1].sleutel)
    QTest.keyClick(deel.lijst, Qt.Key.Key_Return)
    rust()
    assert deel.paneel.naam.text() == "Ouderschap"
    deel.paneel.weg.click()
    rust()
    assert "Ouderschap" not in _namen(deel)
    assert deel.wegkaart.isVisible()
    deel.weg.setFocus()
    deel.weg.kies(deel.weg.rijen[0].sleutel)
    QTest.keyClick(deel.weg, Qt.Key.Key_Return)
    rust()
    assert _namen(deel)[-1] == "Ouderschap"


def test_omhoog_en_omlaag_staan_in_het_menu_en_veranderen_de_volgorde(plek: tuple[Any, Any]) -> None:
    deel, rust = plek
    derde = deel.lijst.rijen[2]
    assert [k.tekst for k in derde.achter] == ["Omhoog", "Omlaag"]
    deel.lijst.knop_gedrukt.emit(derde.sleutel, "op")
    rust()
    assert deel.lijst.rijen[1].sleutel == derde.sleutel
    assert [k.tekst for k in deel.lijst.rijen[0].achter] == ["Omlaag"]


def test_een_half_getypte_naam_blijft_staan(plek: tuple[Any, Any]) -> None:
    deel, rust = plek
    deel._nieuw()
    rust()
    for teken in "Vrien":
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, deel.paneel.naam, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier
        )
    deel.paneel.sluit()
    rust()
    deel._nieuw()
    rust()
    assert deel.paneel.naam.text() == "Vrien"
    assert len(_namen(deel)) == 13
