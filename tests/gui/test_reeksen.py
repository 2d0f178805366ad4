"""A series by keyboard: make it, plan the next one, find what was typed back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from zvh_testing.werkvoorraad import gevulde_kluis, taken_op, wacht

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.overleggen import Overleggen
from zvh_desktop.gui.pages.reeksen import ReeksPaneel
from zvh_desktop.gui.pagina import Pagina
from zvh_desktop.services import concepten, reeksen


class Landing(Pagina):
    """Stands for the page of one overleg."""

    def toon(self, **argumenten: object) -> None:
        self.gevraagd = argumenten


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[MainWindow, Any]]:
    with gevulde_kluis(tmp_path) as (vault, _), taken_op(vault) as taken:
        makers: Any = {"vandaag": Pagina, "overleggen": Overleggen, "overleggen.overleg": Landing}
        venster = MainWindow(makers, taken, Instellingen(tmp_path / "instellingen.json"))
        venster.bouw()
        venster.show()
        venster.ga_naar("overleggen")
        wacht(venster)
        yield venster, venster.huidige_pagina
        venster.close()
        venster.deleteLater()


def formulier(venster: MainWindow, pagina: Any) -> ReeksPaneel:
    pagina.reeksen()
    wacht(venster)
    pagina._reeksen.nieuw.click()
    wacht(venster)
    paneel: ReeksPaneel = pagina.findChildren(ReeksPaneel)[-1]
    return paneel


def gevraagd(venster: MainWindow, functie: Any) -> Any:
    uit: list[Any] = []
    venster.context.taken.vraag(lambda wp: uit.append(functie(wp)))
    wacht(venster)
    return uit[0]


def test_nieuwe_reeks_en_het_volgende_overleg_met_enter(plek: tuple[MainWindow, Any]) -> None:
    venster, pagina = plek
    paneel = formulier(venster, pagina)
    paneel.naam.selectAll()
    QTest.keyClicks(paneel.naam, "Levenslooptafel")
    paneel.punten.setPlainText("Opening, mededelingen, 10\nRondvraag, afscheid van Piet")
    QTest.keyClicks(paneel.deelnemers, "P. de Graaf, Gemeente Zaanstad")
    paneel.knop.click()
    wacht(venster)
    (regel,) = gevraagd(venster, reeksen.lijst)
    assert regel.reeks.punten == [
        {"titel": "Opening, mededelingen", "minuten": 10},
        {"titel": "Rondvraag, afscheid van Piet", "minuten": 5},
    ]
    assert regel.reeks.deelnemers == [{"naam": "P. de Graaf", "organisatie": "Gemeente Zaanstad"}]
    pagina.reeksen()
    wacht(venster)
    lijst = pagina._reeksen.lijst
    lijst.setFocus()
    QTest.keyClick(lijst, Qt.Key.Key_Home)
    QTest.keyClick(lijst, Qt.Key.Key_Return)
    wacht(venster)
    assert isinstance(venster.huidige_pagina, Landing)
    assert venster.huidige_pagina.gevraagd["overleg_id"]


def test_getypte_reeks_blijft_als_concept_en_de_weg_terug_opent_haar(plek: tuple[MainWindow, Any]) -> None:
    venster, pagina = plek
    paneel = formulier(venster, pagina)
    QTest.keyClicks(paneel.plaats, "Stadhuis, kamer 3")
    pagina.verlaat()
    wacht(venster)
    (verloren,) = [n for n in gevraagd(venster, concepten.lijst) if n.concept.label == "Reeks van overleggen"]
    assert dict(verloren.argumenten) == {"doe": "reeks", "reeks_id": ""}
    venster.ga_naar("overleggen", **dict(verloren.argumenten))
    wacht(venster)
    assert pagina.findChildren(ReeksPaneel)[-1].plaats.text() == "Stadhuis, kamer 3"


def test_deelnemer_zonder_organisatie_wordt_geweigerd_en_blijft_staan(plek: tuple[MainWindow, Any]) -> None:
    venster, pagina = plek
    paneel = formulier(venster, pagina)
    QTest.keyClicks(paneel.deelnemers, "P. de Graaf")
    paneel.knop.click()
    wacht(venster)
    assert gevraagd(venster, reeksen.lijst) == []
    assert paneel.deelnemers.tekst() == "P. de Graaf"
