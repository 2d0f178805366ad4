"""The search page by keyboard: results by casus while one types, completion, saved searches, one line in the log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_werkplek
from zvh_testing.werkvoorraad import Elders, gevulde_kluis, venster_op

from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.zoeken import Zoeken
from zvh_desktop.gui.pages.zoekpanelen import Hulppaneel, Opdrachtpaneel
from zvh_desktop.services import concepten, zoekopdrachten
from zvh_desktop.store.vault import Vault

Plek = tuple[MainWindow, dict[str, str], Vault]


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[Plek]:
    with gevulde_kluis(tmp_path) as (vault, ids), venster_op(vault, tmp_path, {"casussen.zoeken": Zoeken}) as venster:
        yield venster, ids, vault


def zoekpagina(venster: MainWindow) -> Zoeken:
    QTest.keyClick(venster, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Zoeken)
    return pagina


def typ(doel: QWidget, tekst: str) -> None:
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def lees(vault: Vault, doe: Any) -> Any:
    wp = maak_werkplek(vault)
    try:
        return doe(wp)
    finally:
        wp.store.close()


def zoek(pagina: Zoeken, qtbot: QtBot, tekst: str) -> None:
    pagina.veld.setText("")
    typ(pagina.veld, tekst)
    qtbot.waitUntil(lambda: pagina.vondst is not None and not pagina._klok.isActive())
    qtbot.waitUntil(lambda: pagina.context.taken.open_taken == 0)


def test_treffers_staan_per_casus_met_plek_en_gemarkeerde_woorden(plek: Plek, qtbot: QtBot) -> None:
    pagina = zoekpagina(plek[0])
    zoek(pagina, qtbot, "crisispl")
    kop, rij = pagina.lijst.rijen
    assert kop.kop
    assert kop.platte_tekst().startswith("Kees V. · 2026-")
    assert [s.tekst for s in rij.eerste_regel() if s.gemarkeerd] == ["crisisplan"]
    assert pagina.aantal.text() == "1 treffer"
    assert rij.spreek.startswith("Kees V., Actie, ")


def test_enter_opent_bij_het_record_en_de_woorden_blijven_staan(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    pagina = zoekpagina(venster)
    zoek(pagina, qtbot, "crisisplan")
    QTest.keyClick(pagina.veld, Qt.Key.Key_Return)
    elders = venster.huidige_pagina
    assert isinstance(elders, Elders)
    assert elders.gevraagd == {"casus_id": ids["kees"], "tab": "acties", "record_id": ids["vandaag"]}
    venster.terug()
    assert pagina.veld.text() == "crisisplan"
    QTest.keyClick(pagina.veld, Qt.Key.Key_Down)
    assert pagina.lijst.hasFocus()
    assert not next(r for r in pagina.lijst.rijen if r.sleutel == pagina.lijst.gekozen_sleutel()).kop


def test_tab_vult_een_operator_aan_en_gaat_anders_verder(plek: Plek, qtbot: QtBot) -> None:
    pagina = zoekpagina(plek[0])
    zoek(pagina, qtbot, "kees is:ope")
    QTest.keyClick(pagina.veld, Qt.Key.Key_Tab)
    assert pagina.veld.text() == "kees is:open "
    assert pagina.veld.hasFocus()
    zoek(pagina, qtbot, "kees ")
    QTest.keyClick(pagina.veld, Qt.Key.Key_Tab)
    assert not pagina.veld.hasFocus()


def test_onbekende_waarde_krijgt_raad_en_niets_gevonden_zegt_wat_te_doen(plek: Plek, qtbot: QtBot) -> None:
    pagina = zoekpagina(plek[0])
    zoek(pagina, qtbot, "is:groen ")
    assert pagina.raad.isVisible()
    assert "aangemeld" in pagina.raad.text()
    assert pagina.niets.isVisible()


def test_zoekopdracht_bewaar_je_bij_naam_en_kies_je_terug(plek: Plek, qtbot: QtBot) -> None:
    venster, _, vault = plek
    pagina = zoekpagina(venster)
    zoek(pagina, qtbot, "is:open thema:jeugd ")
    QTest.keyClick(pagina.veld, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (paneel,) = pagina.findChildren(Opdrachtpaneel)
    QTest.keyClick(paneel.naam, Qt.Key.Key_Return)
    assert paneel._veld.foutief
    typ(paneel.naam, "jeugd open")
    QTest.keyClick(paneel.naam, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(paneel.lijst.rijen) == 1 and pagina.context.taken.open_taken == 0)
    assert lees(vault, zoekopdrachten.lijst) == [("jeugd open", "is:open thema:jeugd")]
    paneel.sluit()
    pagina.veld.setText("")
    (knop,) = (k for k in pagina.strook.findChildren(Knop) if k.isVisible())
    QTest.keyClick(knop, Qt.Key.Key_Space)
    assert pagina.veld.text() == "is:open thema:jeugd"


def test_naam_van_een_zoekopdracht_staat_er_na_een_stroomuitval_nog_met_haar_vraag(plek: Plek, qtbot: QtBot) -> None:
    venster, _, vault = plek
    pagina = zoekpagina(venster)
    zoek(pagina, qtbot, "is:open thema:jeugd ")
    pagina.toon_opdrachten()
    (eerst,) = pagina.findChildren(Opdrachtpaneel)
    qtbot.waitUntil(lambda: pagina.context.taken.open_taken == 0)
    typ(eerst.naam, "jeugd o")
    eerst.sluit()
    pagina.veld.setText("")
    qtbot.waitUntil(lambda: pagina.context.taken.open_taken == 0)
    (verloren,) = lees(vault, concepten.lijst)
    assert verloren.doel == "casussen.zoeken"
    pagina.toon(**dict(verloren.argumenten))
    weer = pagina.findChildren(Opdrachtpaneel)[-1]
    qtbot.waitUntil(lambda: weer.naam.text() == "jeugd o" and weer._veld.isVisible())
    typ(weer.naam, "pen")
    QTest.keyClick(weer.naam, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(weer.lijst.rijen) == 1 and pagina.context.taken.open_taken == 0)
    assert lees(vault, zoekopdrachten.lijst) == [("jeugd open", "is:open thema:jeugd")]
    assert lees(vault, concepten.lijst) == []


def test_een_tot_rust_gekomen_zoekvraag_staat_een_keer_in_het_logboek(plek: Plek, qtbot: QtBot) -> None:
    venster, _, vault = plek
    pagina = zoekpagina(venster)
    zoek(pagina, qtbot, "crisisplan")
    pagina._leg_vast()
    pagina._leg_vast()
    qtbot.waitUntil(lambda: pagina.context.taken.open_taken == 0)
    regels = lees(vault, lambda wp: wp.store.audit_regels(gebeurtenis="gezocht"))
    assert len(regels) == 1
    assert "crisisplan" not in str(regels[0].details)


def test_uitleg_opent_met_een_toets(plek: Plek) -> None:
    pagina = zoekpagina(plek[0])
    QTest.keyClick(pagina.veld, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert pagina.findChildren(Hulppaneel)


def test_woorden_van_het_palet_komen_mee(plek: Plek, qtbot: QtBot) -> None:
    venster = plek[0]
    venster.context.zoekvraag = "crisisplan"
    pagina = zoekpagina(venster)
    qtbot.waitUntil(lambda: len(pagina.lijst.rijen) == 2)
    assert venster.context.zoekvraag == ""
