"""The texts of the house in Beheer."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.taakplek import taken_op

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.beheer import Beheer


def test_een_tekstblok_maken_wijzigen_en_weghalen(qtbot: QtBot, tmp_path: Path) -> None:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    with taken_op(vault) as taken:
        venster = MainWindow({"vandaag": Beheer, "beheer": Beheer}, taken, Instellingen())
        qtbot.addWidget(venster)
        venster.bouw()
        venster.show()

        def rust() -> None:
            qtbot.waitUntil(lambda: taken.open_taken == 0, timeout=20_000)

        venster.ga_naar("beheer", deel="tekstblokken", wat="nieuw")
        rust()
        deel = venster.huidige_pagina.deel("tekstblokken")  # type: ignore[union-attr]
        paneel = deel.paneel
        assert paneel.isVisible() and not deel.leeg.isHidden()
        paneel.naam.setText("twee woorden")
        paneel.tekst.setPlainText("Iedereen is gehoord.")
        paneel.knop.click()
        rust()
        assert "één woord" in paneel.naamveld.melding.text() and paneel.tekst.tekst() == "Iedereen is gehoord."
        paneel.naam.setText("rondje")
        paneel.knop.click()
        rust()
        assert [r.tweede for r in deel.lijst.rijen] == ["Iedereen is gehoord."]
        deel.lijst.setFocus()
        QTest.keyClick(deel.lijst, Qt.Key.Key_Home)
        QTest.keyClick(deel.lijst, Qt.Key.Key_Return)
        rust()
        paneel.weg.click()
        rust()
        assert deel.lijst.rijen == ()
    vault.close()
