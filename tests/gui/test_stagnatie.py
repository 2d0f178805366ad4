"""A dossier that stagnates says so under its name; laying it before somebody higher, and their answer, by keyboard."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_werkplek
from zvh_testing.werkvoorraad import gevulde_kluis, venster_op

from zvh_desktop.domain.casus import Aanmelding, Casus, Triage
from zvh_desktop.domain.stagnatie import Escalatie
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.casus.pagina import CasusPagina
from zvh_desktop.gui.panelen.stagnatie import AntwoordPaneel, EscalatiePaneel
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.vault import Vault

Plek = tuple[MainWindow, dict[str, str], Vault]


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[Plek]:
    with gevulde_kluis(tmp_path) as (vault, ids):
        wp = maak_werkplek(vault)
        zonder_regisseur(wp, ids["kees"])
        wp.store.close()
        with venster_op(vault, tmp_path, {"casussen.casus": CasusPagina}) as venster:
            yield venster, ids, vault


def zonder_regisseur(wp: Werkplek, casus_id: str) -> None:
    with wp.transactie("proef") as t:
        t.save(wp.eis(Casus, casus_id).met(status="loopt", casusregisseur=""))
        for dag, soort in (("datum", Triage), ("ontvangen_op", Aanmelding)):
            for r in wp.store.find(soort, casus_id=casus_id):
                t.save(r.met(**{dag: wp.vandaag() - timedelta(days=14)}))


def escalaties(vault: Vault) -> list[Escalatie]:
    wp = maak_werkplek(vault)
    try:
        return wp.store.find(Escalatie)
    finally:
        wp.store.close()


def typ(doel: QWidget, tekst: str) -> None:
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def paneel_van(pagina: CasusPagina, soort: type[QWidget]) -> Any:
    return next(p for p in pagina.findChildren(soort) if p.isVisible())


def knop(pagina: CasusPagina, tekst: str) -> Knop | None:
    return next((k for k in pagina._stilstand.findChildren(Knop) if tekst in k.accessibleName()), None)


def test_wat_stagneert_leg_je_voor_en_het_antwoord_komt_erbij(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, vault = plek
    venster.ga_naar("casussen.casus", casus_id=ids["kees"])
    pagina = venster.huidige_pagina
    assert isinstance(pagina, CasusPagina)
    qtbot.waitUntil(lambda: pagina._stilstand.isVisible() and not venster.taken.open_taken)
    reden = knop(pagina, "geen casusregisseur")
    assert reden is not None
    QTest.keyClick(reden, Qt.Key.Key_Space)
    paneel = paneel_van(pagina, EscalatiePaneel)
    QTest.keyClick(paneel.reden, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert paneel._veld.foutief and escalaties(vault) == []
    typ(paneel.reden, "niemand wil de regie")
    QTest.keyClick(paneel.reden, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: knop(pagina, "Wacht op de procesregisseur") is not None)
    wacht = knop(pagina, "Wacht op de procesregisseur")
    assert wacht is not None
    wacht.setFocus()
    QTest.keyClick(wacht, Qt.Key.Key_Space)
    antwoord = paneel_van(pagina, AntwoordPaneel)
    typ(antwoord.antwoord, "ik bel de gemeente")
    QTest.keyClick(antwoord.antwoord, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: knop(pagina, "Wacht op") is None and not venster.taken.open_taken)
    qtbot.waitUntil(lambda: any(k.hasFocus() for k in pagina._stilstand.findChildren(Knop)))
    (een,) = escalaties(vault)
    assert (een.trede, een.reden, een.antwoord) == ("procesregisseur", "niemand wil de regie", "ik bel de gemeente")
