"""The plan in time on the screen and for a room: by keys and mouse, as picture and as list."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zvh_desktop.domain.tijdlijn import SOORTEN, Item, Tijdlijn, orden
from zvh_desktop.gui.onderdelen.tijdlijnbeeld import schilder_tijdlijn
from zvh_desktop.gui.pages.casus.plan_tijdlijn import PlanTijdlijn
from zvh_desktop.gui.voorzitten.beamer_tijdlijn import BeamerTijdlijn

VANDAAG = date(2026, 11, 24)
GEEN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def lijn(aantal: int) -> Tijdlijn:
    soorten = list(SOORTEN)
    return orden(
        [
            Item(f"i{nr}", f"r{nr}", soorten[nr % len(soorten)], f"onderdeel {nr}",
                 VANDAAG + timedelta((nr * 53) % 700 - 500), fase=nr % 5)
            for nr in range(aantal)
        ] + [Item("zonder", "rz", "interventie", "Schuldhulp", None)],
        VANDAAG,
    )  # fmt: skip


@pytest.fixture
def vak(qtbot: QtBot) -> PlanTijdlijn:
    gemaakt = PlanTijdlijn()
    qtbot.addWidget(gemaakt)
    gemaakt.resize(1000, 420)
    with qtbot.waitExposed(gemaakt):
        gemaakt.show()
    gemaakt.zet(lijn(40))
    gemaakt.kies_vorm(lijst=False)
    gemaakt.activateWindow()
    gemaakt.beeld.setFocus()
    return gemaakt


def test_met_toetsen_van_begin_naar_eind_en_open_en_de_lijst_staat_op_hetzelfde(vak: PlanTijdlijn) -> None:
    geopend: list[Item] = []
    vak.geopend.connect(geopend.append)
    QTest.keyClick(vak.beeld, Qt.Key.Key_Home)
    eerste = vak.beeld.huidig()
    assert eerste is not None and vak.zin.text() == eerste.zin() == vak.beeld.accessibleDescription()
    for _ in range(30):
        QTest.keyClick(vak.beeld, Qt.Key.Key_Down)
    onderste = vak.beeld.huidig()
    assert onderste is not None and onderste.baan == "schaal"
    QTest.keyClick(vak.beeld, Qt.Key.Key_Return)
    assert geopend == [onderste]
    vak.kies_vorm(lijst=True)
    assert vak.lijst.gekozen_sleutel() == onderste.id
    assert len(vak.lijst.rijen) == 41 and "Schuldhulp" in vak.lijst.rijen[-1].spreek
    QTest.keyClick(vak.lijst, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(vak.lijst, Qt.Key.Key_Return)
    assert geopend[-1].id == vak.lijst.rijen[0].sleutel


def test_wat_een_pijltje_opnieuw_tekent_is_gelijk_aan_alles_opnieuw_tekenen(vak: PlanTijdlijn) -> None:
    """Only the old and the new place are painted again, and the sentence below lays nothing else out."""
    beeld = vak.beeld
    assert beeld.indeling is not None
    oud, nieuw = beeld.indeling.vakken[2], beeld.indeling.vakken[3]

    def teken(doek: QImage, gekozen: str, deel: QRectF | None = None) -> QImage:
        p = QPainter(doek)
        assert beeld.indeling is not None
        schilder_tijdlijn(p, beeld.indeling, beeld._maten, QRectF(doek.rect()), 0, 0, gekozen=gekozen, deel=deel)
        p.end()
        return doek

    leeg = QImage(beeld.viewport().size(), QImage.Format.Format_RGB32)
    was, moet = teken(leeg.copy(), oud.item.id), teken(leeg.copy(), nieuw.item.id)
    for ander in (oud, nieuw):
        plaats = beeld._plaats(ander)
        p = QPainter(was)
        p.drawImage(plaats, teken(was.copy(), nieuw.item.id, QRectF(plaats)), plaats)
        p.end()
    assert was == moet
    hoog = vak.zin.height()
    assert beeld.kies(oud.item.id) and beeld.kies(nieuw.item.id)
    QApplication.processEvents()
    assert vak.zin.text() == nieuw.item.zin() and vak.zin.height() == hoog
    vak.zin.setText("een lang verhaal " * 40)
    QApplication.processEvents()
    assert vak.zin.height() >= vak.zin.heightForWidth(vak.zin.width()) > hoog


def test_zoomen_houdt_de_dag_onder_de_muis_en_nul_toont_alles(vak: PlanTijdlijn) -> None:
    beeld = vak.beeld
    assert beeld.indeling is not None

    def dag(x: float) -> float:
        assert beeld.indeling is not None
        return (beeld.horizontalScrollBar().value() + x - beeld._maten.naam) / beeld.indeling.schaal

    for _ in range(3):
        QTest.keyClick(beeld, Qt.Key.Key_Plus)
    was, schaal = dag(600), beeld.indeling.schaal
    wiel = QWheelEvent(
        QPointF(600, 200), QPointF(600, 200), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(beeld.viewport(), wiel)
    assert beeld.indeling.schaal > schaal and abs(dag(600) - was) < 1
    QTest.keyClick(beeld, Qt.Key.Key_T)
    x = beeld.indeling.vandaag - beeld.horizontalScrollBar().value()
    assert 0 < x < beeld.viewport().width()
    QTest.keyClick(beeld, Qt.Key.Key_0)
    assert beeld.horizontalScrollBar().maximum() == 0


def test_klikken_kiest_en_slepen_schuift_zonder_te_kiezen(vak: PlanTijdlijn) -> None:
    beeld = vak.beeld
    assert beeld.indeling is not None
    raak = beeld.indeling.vakken[0]
    plek = QPoint(round(beeld._maten.naam + raak.x + 4), round(beeld._maten.as_ + beeld._maten.rij / 2))
    QTest.mouseClick(beeld.viewport(), Qt.MouseButton.LeftButton, GEEN, plek)
    assert beeld.huidig() == raak.item
    y = beeld.verticalScrollBar().value()
    QTest.mousePress(beeld.viewport(), Qt.MouseButton.LeftButton, GEEN, QPoint(500, 300))
    QTest.mouseMove(beeld.viewport(), QPoint(500, 200))
    QTest.mouseRelease(beeld.viewport(), Qt.MouseButton.LeftButton, GEEN, QPoint(500, 200))
    assert beeld.huidig() == raak.item and beeld.verticalScrollBar().value() > y


def test_op_de_beamer_maakt_de_tijdlijn_zich_passend_en_zegt_wat_er_niet_bij_staat(qtbot: QtBot) -> None:
    groot = BeamerTijdlijn(lijn(300), 20, 14)
    qtbot.addWidget(groot)
    groot.resize(1200, 500)
    groot.grab()
    beeld = groot._beeld
    assert beeld is not None and 0 < groot.weg < 300
    assert len(beeld.rijen) * groot._maten.rij + groot._maten.as_ <= 500
    klein = BeamerTijdlijn(lijn(8), 20, 14)
    qtbot.addWidget(klein)
    klein.resize(1200, 700)
    klein.grab()
    assert klein.weg == 0 and klein._maten.px == 20


def test_twee_vingers_zoomen_waar_zij_staan_en_een_vinger_sleept(vak: PlanTijdlijn) -> None:
    vinger = QTest.createTouchDevice()
    assert isinstance(vinger, QPointingDevice)
    beeld, venster = vak.beeld, vak.window().windowHandle()
    beeld.passend()
    midden = beeld.viewport().mapTo(vak.window(), beeld.viewport().rect().center())
    voor = beeld._schaal

    def plek(links: int) -> QPoint:
        return midden + QPoint(links, 0)

    QTest.touchEvent(venster, vinger).press(0, plek(-20), venster).press(1, plek(20), venster)
    for ver in range(30, 161, 10):
        QTest.touchEvent(venster, vinger).move(0, plek(-ver), venster).move(1, plek(ver), venster)
    QTest.touchEvent(venster, vinger).release(0, plek(-160), venster).release(1, plek(160), venster)
    QApplication.processEvents()
    assert beeld._schaal > voor
    balk = beeld.horizontalScrollBar()
    balk.setValue(balk.maximum() // 2)
    stond = balk.value()
    QTest.touchEvent(venster, vinger).press(0, plek(0), venster)
    QTest.touchEvent(venster, vinger).move(0, plek(-60), venster)
    QTest.touchEvent(venster, vinger).move(0, plek(-120), venster)
    QTest.touchEvent(venster, vinger).release(0, plek(-120), venster)
    QApplication.processEvents()
    assert balk.value() > stond
