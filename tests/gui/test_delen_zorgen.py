"""What went wrong between devices, by keyboard: a number given out twice, and work of a device that was ended."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import regioplek
from zvh_testing.sessieplek import teksten
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.gui.pages.delen import Delen
from zvh_desktop.services import nummers, regio

TWEEDE = """{"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-03", "wijze": "formulier",
 "aanmelder": {"organisatie": "Gemeente Purmerend", "naam": "P. de Vries"}, "type": "gebied",
 "thema": ["overlast"], "betrokkenen": [], "aanleiding": "Overlast op het plein.", "gebied": "Het plein"}"""


def tot(voorwaarde: Callable[[], object], venster: Any) -> None:
    """Let the window work until something holds."""
    for _ in range(5000):
        if voorwaarde():
            return
        wacht(venster)
    pytest.fail("het kwam niet")


def toets(sleutel: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    waar = QApplication.focusWidget()
    assert waar is not None, "nothing has the keyboard"
    QTest.keyClick(waar, sleutel)


def ga_met_tab_naar(doel: QWidget, venster: QWidget) -> None:
    """Walk there with Tab, from wherever the keyboard is."""
    for _ in range(80):
        if QApplication.focusWidget() is doel:
            return
        toets(Qt.Key.Key_Tab)
    pytest.fail(f"Tab komt niet bij {doel.accessibleName()}")


def open_deel(venster: Any, deel: str) -> Any:
    venster.ga_naar("beheer.delen", deel=deel)
    wacht(venster)
    return venster.huidige_pagina


def test_een_dubbel_nummer_wordt_met_het_toetsenbord_opgelost(tmp_path: Path) -> None:
    with regioplek(tmp_path) as plek:
        baas = plek.begin((("Joris Blom", "secretaris"),))
        joris = plek.lid("joris", "Joris Blom")
        meld_aan(baas)
        meld_aan(joris, TWEEDE)
        plek.alles_gelijk("baas", "joris")
        with venster_op(baas.kluis, tmp_path / "b", {"beheer.delen": Delen}) as venster:
            pagina = open_deel(venster, "samen")
            tot(lambda: len(pagina.dubbel.knoppen) == 2, venster)
            wacht(venster)
            kaart = pagina.dubbel._kaarten[0]
            assert kaart.mapTo(pagina, kaart.rect().topLeft()).y() < pagina.delen.geometry().bottom() + 40
            assert all(k.accessibleName() or k.text() for k in pagina.dubbel.knoppen)
            pagina.delen.setFocus()
            ga_met_tab_naar(pagina.dubbel.knoppen[1], venster)
            toets(Qt.Key.Key_Space)
            tot(lambda: not pagina.dubbel.isVisible(), venster)
        assert nummers.dubbele_nummers(baas) == []
        assert sorted(c.nummer for c in baas.store.find(Casus)) == ["2026-0001", "2026-0002"]


def test_werk_na_de_grens_wordt_met_het_toetsenbord_bekeken_en_teruggedraaid(tmp_path: Path) -> None:
    with regioplek(tmp_path) as plek:
        baas = plek.begin((("Ayşe Demir", "procesregisseur"), ("Joris Blom", "secretaris")))
        meld_aan(baas)
        ayse, joris = plek.lid("ayse", "Ayşe Demir"), plek.lid("joris", "Joris Blom")
        plek.alles_gelijk("baas", "ayse", "joris")
        casus = joris.store.find(Casus)[0]
        n = Notitie(id=joris.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=joris.nu(), tekst="Vals.")
        with joris.transactie("notitie geschreven") as t:
            t.save(n)
        plek.sync("joris", "ayse")
        regio.trek_in(baas, joris.store.toestel, "gestolen")
        plek.alles_gelijk("baas", "ayse")
        with venster_op(ayse.kluis, tmp_path / "a", {"beheer.delen": Delen}) as venster:
            pagina = open_deel(venster, "geweigerd")
            tot(lambda: pagina.geweigerd.lijst.rijen, venster)
            pagina.geweigerd.lijst.setFocus()
            nr = next(i for i, r in enumerate(pagina.geweigerd.lijst.rijen) if "al verwerkt" in r.spreek)
            toets(Qt.Key.Key_Home)
            for _ in range(nr):
                toets(Qt.Key.Key_Down)
            toets(Qt.Key.Key_Return)
            paneel = pagina.na_grens
            tot(lambda: paneel.isVisible() and paneel.lijst.rijen, venster)
            assert "Vals." in teksten(paneel)
            ga_met_tab_naar(paneel.draai, venster)
            toets(Qt.Key.Key_Space)
            tot(lambda: not paneel.draai.isVisible(), venster)
            assert "teruggedraaid" in paneel.lijst.rijen[0].spreek
            paneel.lijst.setFocus()
            toets(Qt.Key.Key_Escape)
            tot(lambda: not paneel.isVisible(), venster)
        assert ayse.store.find(Notitie) == []
