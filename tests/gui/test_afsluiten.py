"""Closing a casus by keyboard, and taking it back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.casusproef import Proef, toets, typ

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.plan import Actie
from zvh_desktop.gui.pages.casus.overzicht import Overzicht
from zvh_desktop.services import dossiers
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def proef(qtbot: QtBot, tmp_path: Path) -> Iterator[Proef]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    p = Proef(qtbot, vault)
    yield p
    p.pagina.close()
    p.taken.sluit()
    vault.close()


def _loopt(proef: Proef) -> str:
    def doe(wp: Werkplek) -> str:
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, proef.casus_id).met(status="loopt"))
        return dossiers.voeg_toe(wp, "actie", proef.casus_id, {"tekst": "Woning regelen", "persoon": "S. Bakker"})[0]

    return proef.vraag(doe)


def _casus(proef: Proef) -> Casus:
    return proef.vraag(lambda wp: wp.eis(Casus, proef.casus_id))


def _open(proef: Proef) -> Any:
    deel = proef.open("overzicht", "afsluiten")
    assert isinstance(deel, Overzicht)
    proef.qtbot.waitUntil(lambda: deel.afsluiten.paneel.isVisible() and proef.taken.open_taken == 0)
    return deel


def test_afsluiten_met_het_toetsenbord_en_dezelfde_dag_terug(proef: Proef) -> None:
    actie = _loopt(proef)
    deel = _open(proef)
    paneel = deel.afsluiten.paneel
    assert paneel.reden.hasFocus()
    paneel.doe()
    proef.rust()
    assert "Kies waarom" in paneel.fout.text() and _casus(proef).status == "loopt"
    paneel.reden.kies("overgedragen")
    paneel.naar.setEditText("Wijkteam Noord")
    paneel.evaluatie.setFocus()
    typ("Rustiger dan een jaar geleden.")
    paneel.doe()
    proef.rust()
    assert "kies bij elke actie" in paneel.fout.text() and "Rustiger" in paneel.evaluatie.tekst()
    next(iter(paneel._keuzes.values())).kies("over")
    paneel.knop.setFocus()
    toets(Qt.Key.Key_Space)
    proef.rust()
    assert not paneel.isVisible() and _casus(proef).status == "afgesloten"
    assert "Wijkteam Noord" in proef.vraag(lambda wp: wp.eis(Actie, actie)).terugkoppeling
    proef.qtbot.waitUntil(lambda: deel.afsluiten.knop.text() == "Afsluiten terugdraaien")
    deel.afsluiten.knop.setFocus()
    toets(Qt.Key.Key_Space)
    proef.rust()
    assert _casus(proef).status == "loopt" and proef.vraag(lambda wp: wp.eis(Actie, actie)).status == "open"


def test_wat_in_het_paneel_stond_staat_er_weer(proef: Proef) -> None:
    _loopt(proef)
    paneel = _open(proef).afsluiten.paneel
    paneel.evaluatie.setFocus()
    typ("Half verhaal")
    toets(Qt.Key.Key_Escape)
    proef.rust()
    paneel = _open(proef).afsluiten.paneel
    proef.qtbot.waitUntil(lambda: paneel.evaluatie.tekst() == "Half verhaal")
