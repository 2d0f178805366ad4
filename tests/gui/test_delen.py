"""Delen en samenvoegen on the screen: words that are proven, versions side by side, rounds while the vault is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.delen import Delen
from zvh_desktop.gui.syncbode import SyncBode
from zvh_desktop.services.werkplek import Werkplek

COLLEGAS = (("Joris Blom", "secretaris"),)


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin(COLLEGAS)
        meld_aan(p.kluizen["baas"])
        p.lid("joris", "Joris Blom")
        yield p


def schrijf(wp: Werkplek, notitie: Notitie) -> None:
    with wp.transactie("notitie") as t:
        t.save(notitie)


def bots(plek: Regioplek) -> Notitie:
    """Let two people write in one note without knowing of each other."""
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    casus = baas.store.find(Casus)[0]
    n = Notitie(id=baas.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=baas.nu(), tekst="Eerst. Eind.")
    schrijf(baas, n)
    plek.alles_gelijk("baas", "joris")
    schrijf(baas, n.met(tekst="Eerst. Gebeld met moeder. Eind."))
    schrijf(joris, n.met(tekst="Eerst. Brief <b>ontvangen</b>. Eind."))
    plek.alles_gelijk("baas", "joris")
    return n


def open_delen(venster: MainWindow) -> Delen:
    venster.ga_naar("beheer.delen")
    wacht(venster)
    wacht(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Delen)
    return pagina


def tekst_van(wp: Werkplek, id_: str) -> str:
    return wp.store.get(Notitie, id_).tekst


def test_twee_versies_staan_naast_elkaar_en_een_wordt_gekozen(
    qapp: QApplication, plek: Regioplek, tmp_path: Path
) -> None:
    n = bots(plek)
    baas = plek.kluizen["baas"]
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        (rij,) = pagina.samen.lijst.rijen
        assert "Joris Blom" in rij.spreek and "u" in rij.spreek
        knoppen = pagina.samen._knoppen
        assert [k.accessibleName() for k in knoppen] == [
            "Versie van U, op dit toestel houden", "Versie van Joris Blom houden",
        ]  # fmt: skip
        knoppen[0].click()
        wacht(venster)
        wacht(venster)
        assert pagina.samen.leeg.isVisible()
    assert tekst_van(baas, n.id) == "Eerst. Gebeld met moeder. Eind."
    plek.alles_gelijk("baas", "joris")
    assert tekst_van(plek.kluizen["joris"], n.id) == "Eerst. Gebeld met moeder. Eind."
    assert plek.kluizen["joris"].store.conflicten() == []


def test_eigen_tekst_begint_met_alle_zinnen_en_blijft_bij_vergrendelen(
    qapp: QApplication, plek: Regioplek, tmp_path: Path
) -> None:
    n = bots(plek)
    baas = plek.kluizen["baas"]
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        eigen = pagina.samen.eigen
        assert eigen is not None
        assert eigen.tekst() == "Eerst. Gebeld met moeder. Brief <b>ontvangen</b>. Eind."
        eigen.setPlainText("Eerst. Gebeld en brief. Eind.")
        pagina.verlaat()
        wacht(venster)
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        eigen = pagina.samen.eigen
        assert eigen is not None and eigen.tekst() == "Eerst. Gebeld en brief. Eind."
        pagina.samen._bewaar()
        wacht(venster)
    assert tekst_van(baas, n.id) == "Eerst. Gebeld en brief. Eind."
    assert baas.store.conflicten() == []


def test_wat_wacht_staat_er_per_stuk_en_niets_heet_gesynchroniseerd(
    qapp: QApplication, plek: Regioplek, tmp_path: Path
) -> None:
    baas = plek.kluizen["baas"]
    plek.alles_gelijk("baas")
    casus = baas.store.find(Casus)[0]
    schrijf(
        baas, Notitie(id=baas.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=baas.nu(), tekst="Nieuw.")
    )
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        pagina.delen.kies("wacht")
        (rij,) = pagina.wacht.lijst.rijen
        assert "Notitie: Nieuw." in rij.spreek and "Kees" in rij.spreek
        assert "wachten" in pagina.woorden.text() and "gesynchroniseerd" not in pagina.woorden.text()


def test_ronde_op_de_achtergrond_brengt_wat_anderen_deden_en_stopt_voor_de_kluis(
    qapp: QApplication, plek: Regioplek, tmp_path: Path
) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    casus = joris.store.find(Casus)[0]
    n = Notitie(id=joris.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=joris.nu(), tekst="Van Joris.")
    schrijf(joris, n)
    plek.sync("joris")
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        bode = SyncBode(venster.taken, lambda _adres: plek.maak(), venster)
        bonnen: list[object] = []
        woorden: list[str] = []
        bode.bon.connect(bonnen.append)
        bode.stand.connect(lambda zin, _beeld: woorden.append(zin))
        bode.begin()
        while not bonnen:
            QApplication.processEvents()
        while not any("Laatste contact" in zin for zin in woorden):
            QApplication.processEvents()
        bode.stop()
    assert tekst_van(baas, n.id) == "Van Joris."
