"""Small forms keep what is typed: after locking, after closing, until saved or thrown away."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.werkvoorraad import gevulde_kluis, taken_op, wacht

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.overleg import Overleg
from zvh_desktop.gui.pages.overleggen import Overleggen, PlanPaneel
from zvh_desktop.gui.pages.partners import Partners
from zvh_desktop.gui.pagina import Context, Pagina
from zvh_desktop.services import concepten
from zvh_desktop.services.concepten import NietBewaard
from zvh_desktop.store.vault import Vault


class Plek:
    """A vault that is opened by one window after another."""

    def __init__(self, vault: Vault, ids: dict[str, str], map_: Path) -> None:
        self.vault, self.ids, self.map_ = vault, ids, map_

    def bij(
        self, maker: Callable[[Context], Pagina], doe: Callable[[MainWindow, Any], None], /, **argumenten: str
    ) -> None:
        """Open a window on one page, do something there and lock."""
        with taken_op(self.vault) as taken:
            makers: dict[str, Callable[[Context], Pagina]] = {"vandaag": Pagina, "overleggen": maker}
            makers |= {"overleggen.overleg": Pagina}
            venster = MainWindow(makers, taken, Instellingen(self.map_ / "instellingen.json"))
            venster.bouw()
            venster.show()
            venster.ga_naar("overleggen", **argumenten)
            wacht(venster)
            doe(venster, venster.huidige_pagina)
            venster.vergrendel(QWidget())
            venster.close()
            venster.deleteLater()

    def verloren(self) -> list[NietBewaard]:
        uit: list[NietBewaard] = []
        with taken_op(self.vault) as taken:
            klaar: list[bool] = []

            def kijk(wp: Any) -> None:
                uit.extend(n for n in concepten.lijst(wp) if n.concept.veld == concepten.VELD)
                klaar.append(True)

            taken.vraag(kijk)
            while not klaar:
                QApplication.processEvents()
        return uit


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[Plek]:
    with gevulde_kluis(tmp_path) as (vault, ids):
        yield Plek(vault, ids, tmp_path)


def paneel(pagina: QWidget) -> PlanPaneel:
    return pagina.findChildren(PlanPaneel)[-1]


def typ_plan(venster: MainWindow, pagina: Overleggen) -> None:
    pagina.nieuw()
    wacht(venster)
    p = paneel(pagina)
    QTest.keyClicks(p.plaats, "Stadhuis, kamer 3")
    regel = p.datum.focusProxy()
    assert regel is not None
    QTest.keyClicks(regel, "over een poosje")
    p.begin.setTime(QTime(13, 15))


def test_getypte_tekst_staat_er_na_vergrendelen_nog(plek: Plek) -> None:
    plek.bij(Overleggen, typ_plan)
    (verloren,) = plek.verloren()
    assert (verloren.concept.label, verloren.fragment) == ("Overleg plannen", "Stadhuis, kamer 3")
    assert (verloren.doel, verloren.argumenten) == ("overleggen", (("doe", "nieuw"),))

    def kijk(venster: MainWindow, pagina: Overleggen) -> None:
        p = paneel(pagina)
        assert p.plaats.text() == "Stadhuis, kamer 3"
        assert p.datum.tekst() == "over een poosje"
        assert p.begin.time() == QTime(13, 15)

    plek.bij(Overleggen, kijk, **dict(verloren.argumenten))
    assert plek.verloren()


def test_bewaard_formulier_laat_geen_concept_achter(plek: Plek) -> None:
    plek.bij(Overleggen, typ_plan)

    def bewaar(venster: MainWindow, pagina: Overleggen) -> None:
        pagina.nieuw()
        wacht(venster)
        p = paneel(pagina)
        p.datum.zet_tekst("2026-12-01")
        p.eind.setTime(QTime(15, 0))
        p.knop.click()
        wacht(venster)

    plek.bij(Overleggen, bewaar)
    assert plek.verloren() == []


def test_esc_houdt_het_concept_en_weggooien_niet(plek: Plek) -> None:
    def doe(venster: MainWindow, pagina: Overleggen) -> None:
        typ_plan(venster, pagina)
        paneel(pagina).sluit()
        pagina.nieuw()
        wacht(venster)
        p = paneel(pagina)
        assert p.plaats.text() == "Stadhuis, kamer 3"
        p.formulier.weggooien()
        assert (p.plaats.text(), p.datum.tekst()) == ("", "")

    plek.bij(Overleggen, doe)
    assert plek.verloren() == []


def test_onaangeroerd_formulier_maakt_geen_concept(plek: Plek) -> None:
    def doe(venster: MainWindow, pagina: Overleggen) -> None:
        pagina.nieuw()
        wacht(venster)

    plek.bij(Overleggen, doe)
    assert plek.verloren() == []


def test_deelnemer_komt_terug_bij_zijn_overleg(plek: Plek) -> None:
    def typ(venster: MainWindow, pagina: Overleg) -> None:
        pagina.mens.click()
        wacht(venster)
        velden = pagina._formulier._velden  # type: ignore[union-attr]
        QTest.keyClicks(velden["naam"], "Wim de Boer")

    plek.bij(Overleg, typ, overleg_id=plek.ids["overleg"])
    (verloren,) = plek.verloren()
    assert verloren.doel == "overleggen.overleg"

    def kijk(venster: MainWindow, pagina: Overleg) -> None:
        assert pagina._formulier is not None
        assert pagina._formulier._velden["naam"].text() == "Wim de Boer"  # type: ignore[attr-defined]

    plek.bij(Overleg, kijk, **dict(verloren.argumenten))


def test_onbekend_formulier_staat_in_de_lijst_zonder_plek(plek: Plek) -> None:
    with taken_op(plek.vault) as taken:
        taken.doe(concepten.bewaar, "formulier:oud", "formulier", "formulier", "Oud", "geen json", 0)
    (verloren,) = plek.verloren()
    assert verloren.doel == ""


def test_nieuwe_partner_komt_terug_en_annuleren_gooit_weg(plek: Plek) -> None:
    def typ(venster: MainWindow, pagina: Partners) -> None:
        pagina.nieuw.click()
        wacht(venster)
        QTest.keyClicks(pagina.paneel.naam, "Stichting De Brug")

    plek.bij(Partners, typ)
    (verloren,) = plek.verloren()
    assert (verloren.doel, verloren.fragment) == ("partners", "Stichting De Brug")

    def annuleer(venster: MainWindow, pagina: Partners) -> None:
        assert pagina.paneel.naam.text() == "Stichting De Brug"
        pagina.paneel.annuleer.click()
        wacht(venster)

    plek.bij(Partners, annuleer, **dict(verloren.argumenten))
    assert plek.verloren() == []
