"""Tabs that do not fit stand behind a button; the current one never does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from zvh_desktop.gui.onderdelen import Tabs

NAMEN = ("overzicht", "betrokkenen", "aanmelding", "verloop", "informatie", "analyse", "plan", "acties", "verslagen",
         "geschiedenis")  # fmt: skip


@pytest.fixture
def tabs(qapp: QApplication, qtbot: QtBot) -> Tabs:
    balk = Tabs("Delen van het dossier")
    qtbot.addWidget(balk)
    for naam in NAMEN:
        balk.voeg_toe(naam, naam.capitalize())
    balk.resize(500, balk.sizeHint().height())
    balk.show()
    qtbot.waitExposed(balk)
    return balk


def test_wat_niet_past_staat_achter_meer_en_het_huidige_nooit(tabs: Tabs) -> None:
    assert tabs.meer.isVisible()
    assert tabs.verborgen() == list(NAMEN[-len(tabs.verborgen()) :])
    for naam in NAMEN:
        tabs.kies(naam)
        assert naam not in tabs.verborgen()
        rechts = max(tabs.tabRect(n).right() for n in range(tabs.count()) if tabs.isTabVisible(n))
        assert rechts <= tabs.meer.x()


def test_alles_past_en_er_is_geen_knop_meer(tabs: Tabs) -> None:
    tabs.resize(tabs.sizeHint().width() + 10, tabs.height())
    assert tabs.verborgen() == []
    assert not tabs.meer.isVisible()


def test_pijlen_home_en_end_komen_bij_elk_blad(tabs: Tabs, qtbot: QtBot) -> None:
    gezien = []
    tabs.gekozen.connect(gezien.append)
    for _ in NAMEN:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert gezien == list(NAMEN[1:])
    QTest.keyClick(tabs, Qt.Key.Key_Home)
    assert tabs.huidig() == NAMEN[0]
    QTest.keyClick(tabs, Qt.Key.Key_End)
    assert tabs.huidig() == NAMEN[-1]
    tabs.stap(1)
    assert tabs.huidig() == NAMEN[0]


def test_menu_meer_kiest_met_het_toetsenbord_en_geeft_de_plek_terug(tabs: Tabs, qtbot: QtBot) -> None:
    weg = tabs.verborgen()
    assert tabs.meer.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(tabs.meer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool([m for m in tabs.findChildren(QMenu) if m.isVisible()]))
    (menu,) = (m for m in tabs.findChildren(QMenu) if m.isVisible())
    assert [a.text().lower() for a in menu.actions()] == weg
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert tabs.huidig() == weg[0]


def test_venster_hoeft_om_de_tabs_niet_breder_te_zijn(tabs: Tabs) -> None:
    assert tabs.minimumSizeHint().width() < tabs.sizeHint().width() / 3
