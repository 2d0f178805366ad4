"""Deciding on a report from Vandaag: the keyboard is in the panel as soon as it is filled."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, meld_aan, richt_in
from zvh_testing.werkvoorraad import venster_op

from zvh_desktop.gui.pages.vandaag import Vandaag


def test_triage_van_vandaag_heeft_meteen_het_toetsenbord(tmp_path: Path, qtbot: QtBot) -> None:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    casus_id = meld_aan(wp).casus_id
    with venster_op(vault, tmp_path, {"vandaag": Vandaag}) as venster:
        vandaag = venster.huidige_pagina
        vandaag._open_triage(casus_id)
        paneel = vandaag._triage
        qtbot.waitUntil(lambda: (nu := QApplication.focusWidget()) is not None and paneel.isAncestorOf(nu))
        assert QApplication.focusWidget().isEnabled()
    wp.store.close()
    vault.close()
