"""The list of casussen by keyboard: operators, chips with a way back, columns, pins, and ten thousand rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_werkplek
from zvh_testing.werkvoorraad import DAG, gevulde_kluis, venster_op, wacht

from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.casussen import Casussen
from zvh_desktop.gui.pages.zoekpanelen import Opdrachtpaneel
from zvh_desktop.services import vlaggen, zoekopdrachten
from zvh_desktop.services.dossierbeeld import CasusRegel
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.store.vault import Vault

Plek = tuple[MainWindow, dict[str, str], Vault]


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[Plek]:
    with gevulde_kluis(tmp_path) as (vault, ids), venster_op(vault, tmp_path) as venster:
        yield venster, ids, vault


def casussen(venster: MainWindow) -> Casussen:
    venster.ga_naar("casussen")
    wacht(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Casussen)
    return pagina


def lees(vault: Vault, doe: Any) -> Any:
    wp = maak_werkplek(vault)
    try:
        return doe(wp)
    finally:
        wp.store.close()


def typ(doel: QWidget, tekst: str) -> None:
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def sleutels(pagina: Casussen) -> list[str]:
    return [rij.sleutel for rij in pagina.tabel.rijen]


def chips(pagina: Casussen) -> dict[str, Knop]:
    return {knop.text(): knop for knop in pagina.chips.findChildren(Knop) if knop.isVisible()}


def test_operator_zeeft_en_de_chip_gaat_terug(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    pagina = casussen(venster)
    typ(pagina.filter, "is:telaat ")
    qtbot.waitUntil(lambda: sleutels(pagina) == [ids["kees"]])
    QTest.keyClick(chips(pagina)["met acties die te laat zijn"], Qt.Key.Key_Space)
    assert pagina.filter.text() == ""
    assert len(sleutels(pagina)) == 5


def test_filters_en_woorden_samen_en_alles_tonen_wist_ze_allemaal(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    pagina = casussen(venster)
    typ(pagina.filter, "is:open thema:jeugd plein")
    qtbot.waitUntil(lambda: sleutels(pagina) == [ids["gebied"]])
    assert list(chips(pagina)) == ["aangemeld of lopend", "thema jeugd", "‘plein’", "Alles tonen"]
    # A letter more: the same chip says something else, and takes away what it says.
    typ(pagina.filter, "en")
    assert list(chips(pagina)) == ["aangemeld of lopend", "thema jeugd", "‘pleinen’", "Alles tonen"]
    QTest.keyClick(chips(pagina)["‘pleinen’"], Qt.Key.Key_Space)
    assert list(chips(pagina)) == ["aangemeld of lopend", "thema jeugd", "Alles tonen"]
    typ(pagina.filter, " -plein")
    qtbot.waitUntil(lambda: sleutels(pagina) == [])
    assert pagina.niets.isVisible()
    QTest.keyClick(chips(pagina)["Alles tonen"], Qt.Key.Key_Space)
    assert len(sleutels(pagina)) == 5


def test_filter_uit_het_menu_staat_leesbaar_in_het_veld(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    pagina = casussen(venster)
    QTest.keyClick(pagina.kies_filter, Qt.Key.Key_Space)
    menu = next(m for m in pagina.findChildren(QMenu) if m.isVisible())
    menu.triggered.emit(next(a for a in menu.actions() if a.text() == "Zonder casusregisseur"))
    menu.close()
    assert pagina.filter.text() == "is:zonderregisseur"
    qtbot.waitUntil(lambda: ids["kees"] not in sleutels(pagina) and len(sleutels(pagina)) == 4)


def test_vastzetten_met_p_zet_de_casus_bovenaan_ook_na_sorteren(plek: Plek, qtbot: QtBot) -> None:
    venster, _, vault = plek
    pagina = casussen(venster)
    onderste = sleutels(pagina)[-1]
    pagina.tabel.kies(onderste)
    pagina.tabel.setFocus()
    QTest.keyClick(pagina.tabel, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: sleutels(pagina)[0] == onderste)
    assert pagina.tabel.gekozen_sleutel() == onderste
    pagina.tabel.sorteer("naam", aflopend=True)
    assert sleutels(pagina)[0] == onderste
    assert lees(vault, zoekopdrachten.speldjes) == [onderste]
    QTest.keyClick(pagina.tabel, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: not pagina.tabel.rijen[0].vast)


def test_vlag_is_te_zien_in_de_rij(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, vault = plek
    lees(vault, lambda wp: vlaggen.zet(wp, ids["kees"], VlagInvoer("hond", "bellen")))
    pagina = casussen(venster)
    rij = next(r for r in pagina.tabel.rijen if r.sleutel == ids["kees"])
    assert "met een vlag" in rij.gesproken()
    assert "vlag" in rij.cel(1).woorden()


def test_kolommen_en_volgorde_worden_onthouden(plek: Plek, qtbot: QtBot) -> None:
    venster, _, vault = plek
    pagina = casussen(venster)
    QTest.keyClick(pagina.kies_kolommen, Qt.Key.Key_Space)
    menu = next(m for m in pagina.findChildren(QMenu) if m.isVisible())
    thema = next(a for a in menu.actions() if a.text() == "Thema")
    assert thema.isChecked()
    menu.triggered.emit(thema)
    menu.close()
    pagina.tabel.sorteer("evaluatie", aflopend=True)
    wacht(venster)
    keuze = lees(vault, zoekopdrachten.lijstfeiten).keuze
    assert "thema" not in keuze["kolommen"]
    assert (keuze["sorteer"], keuze["aflopend"]) == ("evaluatie", True)
    nummer = [k.naam for k in pagina.tabel.kolommen].index("thema")
    assert nummer not in pagina.tabel.zichtbare_kolommen()


def test_kolommen_passen_op_een_laptop_ook_de_laatste_beweging(plek: Plek) -> None:
    venster = plek[0]
    venster.resize(1366, 768)
    pagina = casussen(venster)
    namen = [k.naam for k in pagina.tabel.kolommen]
    assert [namen[n] for n in pagina.tabel.zichtbare_kolommen()] == [n for n in namen if n != "acties"]
    pagina.tabel.toon_kolommen(namen)
    assert [namen[n] for n in pagina.tabel.zichtbare_kolommen()] == namen


def test_een_oud_antwoord_neemt_de_keuze_van_kolommen_niet_terug(plek: Plek) -> None:
    venster, _, vault = plek
    pagina = casussen(venster)
    oud = lees(vault, zoekopdrachten.lijstfeiten)
    pagina.open_kolommen()
    menu = next(m for m in pagina.findChildren(QMenu) if m.isVisible())
    menu.triggered.emit(next(a for a in menu.actions() if a.text() == "Thema"))
    menu.close()
    pagina._kwam((DAG, pagina._rijen, oud))
    pagina.open_kolommen()
    menu = next(m for m in pagina.findChildren(QMenu) if m.isVisible())
    assert not next(a for a in menu.actions() if a.text() == "Thema").isChecked()
    menu.close()


def test_filter_bewaren_komt_terug_als_chip(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    pagina = casussen(venster)
    typ(pagina.filter, "is:telaat ")
    qtbot.waitUntil(lambda: sleutels(pagina) == [ids["kees"]])
    pagina.bewaar_filter()
    (paneel,) = pagina.findChildren(Opdrachtpaneel)
    typ(paneel.naam, "achterstand")
    QTest.keyClick(paneel.naam, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(paneel.lijst.rijen) == 1)
    paneel.sluit()
    pagina._wis()
    QTest.keyClick(chips(pagina)["achterstand"], Qt.Key.Key_Space)
    assert pagina.filter.text() == "is:telaat"


def test_laatst_gewerkt_staat_klaar_zolang_niets_gefilterd_is(plek: Plek) -> None:
    pagina = casussen(plek[0])
    assert "Kees V." in chips(pagina)
    typ(pagina.filter, "zzz")
    assert "Kees V." not in chips(pagina)


def test_tienduizend_casussen_worden_in_een_keer_vervangen_en_de_keus_blijft(plek: Plek) -> None:
    pagina = casussen(plek[0])
    regels = [
        CasusRegel(
            id=f"{n:032x}", nummer=f"2026-{n:05d}", naam=f"Kees {chr(65 + n % 26)}.", thema=("jeugd",), type="persoon",
            status="loopt", procesfase=n % 4 + 1, planfase=n % 5, open_acties=n % 7, te_laat=n % 3, casusregisseur="",
            evaluatiedatum=date(2026, 1 + n % 12, 1) if n % 2 else None, laatst=None,
        )
        for n in range(10_000)
    ]  # fmt: skip
    pagina.vul(DAG, regels)
    pagina.tabel.kies(f"{2000:032x}")
    stappen: list[QModelIndex] = []
    pagina.tabel.model().rowsRemoved.connect(lambda *_: stappen.append(QModelIndex()))
    pagina.filter.setText("kees y ")
    assert len(pagina.tabel.rijen) == sum(n % 26 == 24 for n in range(10_000))
    assert pagina.tabel.gekozen_sleutel() == f"{2000:032x}"
    assert len(stappen) <= 40
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
