"""With Tab alone it is seen on every page where one is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.demohuis import demohuis, rust
from zvh_testing.sessieplek import wacht
from zvh_testing.tabgang import onzichtbaar

from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.rijen import Rij, RijenLijst


def test_op_elke_pagina_is_te_zien_waar_tab_is(tmp_path: Path, qapp: QApplication) -> None:
    with demohuis(tmp_path) as (s, verhaal):
        wegen = [
            *((naam, {}) for naam in ("vandaag", "overleggen", "acties", "verslagen", "partners")),
            ("casussen.casus", {"casus_id": verhaal.casus_ids["kees"]}),
            ("overleggen.overleg", {"overleg_id": verhaal.overleg_ids["vandaag"]}),
        ]
        fouten = {}
        for naam, argumenten in wegen:
            s.venster.ga_naar(naam, **argumenten)
            rust(s)
            pagina = s.venster.huidige_pagina
            assert pagina is not None
            wacht(lambda pagina=pagina: not getattr(pagina, "_onderweg", ""))
            fouten[naam] = onzichtbaar(pagina)
        assert not any(fouten.values()), fouten


@pytest.mark.parametrize("sleutel", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_begint_onder_een_kop_en_gaat_een_lege_lijst_voorbij(qtbot: QtBot, sleutel: Qt.Key) -> None:
    vak = QWidget()
    qtbot.addWidget(vak)
    kolom = QVBoxLayout(vak)
    delen = Knop("Voor"), RijenLijst("Leeg"), RijenLijst("Ook leeg"), RijenLijst("Met een kop"), Knop("Na")
    for deel in delen:
        kolom.addWidget(deel)
    voor, _, _, lijst, na = delen
    assert isinstance(lijst, RijenLijst)
    lijst.zet([Rij("kop", "Te laat", "Te laat", kop=True), Rij("1", "Kees", "Kees"), Rij("2", "Sanne", "Sanne")])
    vak.show()
    vak.activateWindow()
    qtbot.waitUntil(vak.isActiveWindow)
    heen = sleutel == Qt.Key.Key_Tab
    (voor if heen else na).setFocus()
    QTest.keyClick(voor if heen else na, sleutel)
    assert lijst.hasFocus() and lijst.gekozen_sleutel() == "1"
    lijst.zet([Rij("kop", "Te laat", "Te laat", kop=True), Rij("2", "Sanne", "Sanne")])
    assert lijst.gekozen_sleutel() == "2", "what was chosen went; the next one is seen"
    QTest.keyClick(lijst, sleutel)
    assert (na if heen else voor).hasFocus()
