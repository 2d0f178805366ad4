"""The signature field takes pen, finger and mouse, and a pen only once."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from zvh_desktop.gui.handtekenveld import HandtekenVeld
from zvh_desktop.gui.voorzitten.tekenen import Tekenscherm
from zvh_desktop.services.geheimhouding import Tekenblad


@pytest.fixture
def veld(qtbot: Any) -> HandtekenVeld:
    gemaakt = HandtekenVeld()
    qtbot.addWidget(gemaakt)
    gemaakt.resize(600, 200)
    with qtbot.waitExposed(gemaakt):
        gemaakt.show()
    return gemaakt


def pen(veld: HandtekenVeld, soort: QEvent.Type, x: float, y: float, druk: float = 0.7) -> None:
    knop = Qt.MouseButton.NoButton if soort is QEvent.Type.TabletMove else Qt.MouseButton.LeftButton
    knoppen = Qt.MouseButton.NoButton if soort is QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    plek = QPointF(x, y)
    gebeurtenis = QTabletEvent(
        soort,
        QPointingDevice.primaryPointingDevice(),
        plek,
        QPointF(veld.mapToGlobal(plek.toPoint())),
        druk,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        knop,
        knoppen,
    )
    QApplication.sendEvent(veld, gebeurtenis)
    assert gebeurtenis.isAccepted()


def muishaal(veld: HandtekenVeld, punten: list[tuple[int, int]]) -> None:
    begin, *rest = (QPoint(x, y) for x, y in punten)
    QTest.mousePress(veld, Qt.MouseButton.LeftButton, pos=begin)
    for punt in rest:
        QTest.mouseMove(veld, punt)
    QTest.mouseRelease(veld, Qt.MouseButton.LeftButton, pos=rest[-1])


ZIGZAG = [(100 + n * 15, 60 if n % 2 else 140) for n in range(14)]


def test_pen_geeft_plaats_druk_en_tijd_ten_opzichte_van_het_veld(veld: HandtekenVeld) -> None:
    pen(veld, QEvent.Type.TabletPress, 60, 50, 0.2)
    pen(veld, QEvent.Type.TabletMove, 300, 100, 0.9)
    pen(veld, QEvent.Type.TabletRelease, 300, 100)
    ((eerste, tweede),) = veld.halen
    assert eerste[:3] == (0.1, 0.25, 0.2)
    assert tweede[:3] == (0.5, 0.5, 0.9)
    assert tweede[3] >= eerste[3]


def test_muis_tijdens_een_penhaal_tekent_niet_nog_eens(veld: HandtekenVeld) -> None:
    pen(veld, QEvent.Type.TabletPress, 60, 50)
    muishaal(veld, [(60, 50), (300, 100)])
    pen(veld, QEvent.Type.TabletMove, 90, 80)
    pen(veld, QEvent.Type.TabletRelease, 90, 80)
    assert len(veld.halen) == 1
    assert len(veld.halen[0]) == 2


def test_muis_tekent_en_backspace_wist_de_laatste_haal(veld: HandtekenVeld, qtbot: Any) -> None:
    muishaal(veld, ZIGZAG)
    assert veld.is_geldig()
    assert "Getekend" in veld.accessibleDescription()
    muishaal(veld, [(20, 20), (30, 30)])
    assert len(veld.halen) == 2
    veld.setFocus()
    with qtbot.waitSignal(veld.veranderd):
        QTest.keyClick(veld, Qt.Key.Key_Backspace)
    assert len(veld.halen) == 1
    QTest.keyClick(veld, Qt.Key.Key_Delete)
    assert veld.halen == ()
    assert veld.bezwaar() == "leeg"


def test_een_rechte_streep_is_nog_geen_handtekening(veld: HandtekenVeld) -> None:
    muishaal(veld, [(50 + n * 20, 100) for n in range(20)])
    assert veld.bezwaar() == "streep"
    assert "nog geen handtekening" in veld.accessibleDescription()


def test_buiten_het_veld_blijft_op_de_rand(veld: HandtekenVeld) -> None:
    pen(veld, QEvent.Type.TabletPress, 590, 100)
    pen(veld, QEvent.Type.TabletMove, 900, -50)
    pen(veld, QEvent.Type.TabletRelease, 900, -50)
    assert veld.halen[0][-1][:2] == (1.0, 0.0)


def test_veld_is_met_het_toetsenbord_bereikbaar_en_heeft_een_naam(veld: HandtekenVeld) -> None:
    assert veld.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert veld.accessibleName() == "Handtekening"
    assert "getypt akkoord" in veld.accessibleDescription()


def test_wie_na_het_tekenen_typt_typt_zijn_naam(qtbot: Any) -> None:
    scherm = Tekenscherm(Tekenblad("o", "d", "B. de Vos", "Halt", "", "Overleg", "1", "Ik zwijg.", "Ik zwijg.", ""))
    qtbot.addWidget(scherm)
    with qtbot.waitExposed(scherm):
        scherm.show()
    scherm.activateWindow()
    scherm.veld.setFocus()
    QTest.keyClicks(scherm.veld, "B")
    assert scherm.naam.hasFocus()
    QTest.keyClicks(scherm.naam, "as")
    assert scherm.naam.text() == "Bas"


def test_tab_na_het_tekenen_komt_niet_op_de_knop_die_wist(veld: HandtekenVeld) -> None:
    muishaal(veld, ZIGZAG)
    veld.setFocus()
    QTest.keyClick(veld, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget() or veld, Qt.Key.Key_Space)
    assert len(veld.halen) == 1
    veld.setFocus()
    QTest.keyClick(veld, Qt.Key.Key_Backspace)
    assert not veld.halen, "the keyboard takes it away with Backspace"
