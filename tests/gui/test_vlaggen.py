"""Flags in a dossier by keyboard: set one from anywhere, see it under the name, take it down with an outcome."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_werkplek
from zvh_testing.werkvoorraad import DAG, gevulde_kluis, venster_op

from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.casus.pagina import CasusPagina
from zvh_desktop.gui.panelen.vlag import OplosPaneel, VlagPaneel
from zvh_desktop.services import vlaggen
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.store.vault import Vault

Plek = tuple[MainWindow, dict[str, str], Vault]


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[Plek]:
    with (
        gevulde_kluis(tmp_path) as (vault, ids),
        venster_op(vault, tmp_path, {"casussen.casus": CasusPagina}) as venster,
    ):
        yield venster, ids, vault


def lees(vault: Vault, doe: Any) -> Any:
    wp = maak_werkplek(vault)
    try:
        return doe(wp)
    finally:
        wp.store.close()


def typ(doel: QWidget, tekst: str) -> None:
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def open_dossier(plek: Plek, qtbot: QtBot, **argumenten: str) -> CasusPagina:
    venster, ids, _ = plek
    venster.ga_naar("casussen.casus", casus_id=ids["kees"], **argumenten)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, CasusPagina)
    qtbot.waitUntil(lambda: pagina.tab("overzicht") is not None and not venster.taken.open_taken)
    return pagina


def paneel_van(pagina: CasusPagina, soort: type[QWidget]) -> Any:
    return next(p for p in pagina.findChildren(soort) if p.isVisible())


def test_vlag_zet_je_met_een_toets_en_hij_staat_onder_de_naam(plek: Plek, qtbot: QtBot) -> None:
    pagina = open_dossier(plek, qtbot)
    assert not pagina._vlaggen.isVisible()
    QTest.keyClick(pagina, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    paneel = paneel_van(pagina, VlagPaneel)
    QTest.keyClick(paneel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert paneel._veld_tekst.foutief
    assert paneel._veld_nodig.foutief
    typ(paneel.tekst, "hond in de tuin")
    typ(paneel.nodig, "eerst bellen")
    typ(paneel.uiterlijk.focusProxy(), "20-11-2026")
    QTest.keyClick(paneel.nodig, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(pagina._vlaggen.isVisible)
    (knop,) = (k for k in pagina._vlaggen.findChildren(Knop) if k.isVisible())
    assert knop.text() == "hond in de tuin · 4 dagen te laat"


def test_vlag_gaat_weg_met_een_uitkomst_en_niet_zonder(plek: Plek, qtbot: QtBot) -> None:
    _, ids, vault = plek
    lees(vault, lambda wp: vlaggen.zet(wp, ids["kees"], VlagInvoer("hond", "bellen", "wijkagent", DAG)))
    pagina = open_dossier(plek, qtbot)
    qtbot.waitUntil(pagina._vlaggen.isVisible)
    QTest.keyClick(next(k for k in pagina._vlaggen.findChildren(Knop) if k.isVisible()), Qt.Key.Key_Space)
    paneel = paneel_van(pagina, OplosPaneel)
    QTest.keyClick(paneel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert paneel._veld.foutief
    typ(paneel.uitkomst, "hond is weg")
    QTest.keyClick(paneel.uitkomst, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not pagina._vlaggen.isVisible())
    (vlag,) = lees(vault, lambda wp: wp.store.find(Vlag))
    assert (vlag.status, vlag.uitkomst, vlag.opgelost_op) == ("opgelost", "hond is weg", date(2026, 11, 24))


def test_half_getypte_vlag_staat_er_na_sluiten_weer(plek: Plek, qtbot: QtBot) -> None:
    pagina = open_dossier(plek, qtbot)
    pagina.nieuwe_vlag()
    paneel = paneel_van(pagina, VlagPaneel)
    typ(paneel.tekst, "half")
    paneel.sluit()
    pagina.nieuwe_vlag()
    nieuw = paneel_van(pagina, VlagPaneel)
    qtbot.waitUntil(lambda: nieuw.tekst.tekst() == "half")
    # Over the dossier of another casus it does not stay standing.
    pagina._vlaggen.toon("0" * 32, DAG)
    assert not nieuw.isVisible()


def test_meer_vlaggen_dan_passen_staan_achter_nog_zoveel(plek: Plek, qtbot: QtBot) -> None:
    _, ids, vault = plek
    for n in range(5):
        lees(vault, lambda wp, n=n: vlaggen.zet(wp, ids["kees"], VlagInvoer(f"vlag {n}", "x")))
    pagina = open_dossier(plek, qtbot)
    qtbot.waitUntil(pagina._vlaggen.isVisible)
    knoppen = [k for k in pagina._vlaggen.findChildren(Knop) if k.isVisible()]
    assert [k.text() for k in knoppen][-1] == "nog 2"
    QTest.keyClick(knoppen[-1], Qt.Key.Key_Space)
    assert len([k for k in pagina._vlaggen.findChildren(Knop) if k.isVisible()]) == 5


def test_vandaag_opent_het_dossier_bij_de_vlag(plek: Plek, qtbot: QtBot) -> None:
    _, ids, vault = plek
    lees(vault, lambda wp: vlaggen.zet(wp, ids["kees"], VlagInvoer("hond", "bellen")))
    (vlag,) = lees(vault, lambda wp: vlaggen.van_casus(wp, ids["kees"]))
    pagina = open_dossier(plek, qtbot, doe=vlag.id)
    qtbot.waitUntil(lambda: any(p.isVisible() for p in pagina.findChildren(OplosPaneel)))
