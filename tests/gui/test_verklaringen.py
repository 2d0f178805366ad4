"""The register by keyboard, and a verklaring that goes out and comes back signed."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from zvh_testing.casuskluis import AMSTERDAM
from zvh_testing.werkvoorraad import gevulde_kluis, taken_op, wacht

from zvh_desktop.config import Instellingen
from zvh_desktop.documents import signing
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.overleg import Overleg
from zvh_desktop.gui.pages.partners import Partners
from zvh_desktop.gui.pages.verklaringafstand import Afstandvak
from zvh_desktop.gui.pagina import Pagina
from zvh_desktop.services import geheimhouding, overlegbeeld, overlegdeelnemers


def test_verklaring_gaat_uit_komt_getekend_terug_en_staat_in_het_register(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit, terug = tmp_path / "uit.pdf", tmp_path / "terug.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(uit), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(terug), ""))
    with gevulde_kluis(tmp_path) as (vault, _), taken_op(vault) as taken:
        gevonden: list[Any] = []
        makers: Any = {"vandaag": Pagina, "overleggen": Overleg, "partners": Partners}
        venster = MainWindow(makers, taken, Instellingen(tmp_path / "instellingen.json"))
        venster.bouw()
        venster.show()

        def gast(wp: Any) -> None:
            overleg_id = next(r.overleg.id for r in overlegbeeld.lijst(wp) if r.overleg.status != "gesloten")
            wie, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, overleg_id, naam="Z. Proef", organisatie="Bakkerij Zes")
            papier, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, overleg_id, naam="P. Blad", organisatie="Bakkerij Zes")
            blad = geheimhouding.tekenblad(wp, papier)
            geheimhouding.teken(wp, blad, wijze="papier", naam="P. Blad", papier_kenmerk="map 3")
            gevonden.extend((overleg_id, wie))

        taken.vraag(gast)
        wacht(venster)
        overleg_id, wie = gevonden
        venster.ga_naar("overleggen", overleg_id=overleg_id)
        wacht(venster)
        pagina: Any = venster.huidige_pagina
        pagina._deelnemer_open(wie)
        wacht(venster)
        vak = pagina.findChildren(Afstandvak)[-1]
        assert vak.haal.isHidden()
        vak.maak.click()
        wacht(venster)
        nu = datetime(2026, 11, 24, 8, 0, tzinfo=AMSTERDAM)
        sleutel = signing.maak_sleutel("Z. Proef", "Bakkerij Zes", "deelnemer", nu)
        inhoud = uit.read_bytes()
        terug.write_bytes(signing.onderteken(inhoud, sleutel, "ondertekenaar", nu, reden="ja", certificeren=False))
        vak.haal.click()
        wacht(venster)
        assert "Z. Proef" in vak.uitleg.text() and "niemand staat in" in vak.uitleg.text()
        vak.neem.click()
        wacht(venster)
        regel = next(r for r in pagina._detail.deelnemers if r.deelnemer.id == wie)
        assert regel.woorden == "verklaring op afstand getekend"

        venster.ga_naar("partners", deel="verklaringen")
        wacht(venster)
        register: Any = venster.huidige_pagina
        alle = len(register.verklaringen.rijen)
        QTest.keyClicks(register.register.zoek, "bakkerij afstand")
        assert [r.cellen[0].tekst for r in register.verklaringen.rijen] == ["Z. Proef"]
        register._open_verklaring(register.verklaringen.rijen[0].sleutel)
        paneel = register.verklaring
        assert paneel.scan.isHidden(), "what was signed elsewhere has no paper"
        paneel.intrekken.click()
        QTest.keyClicks(paneel.reden, "niet deze persoon")
        paneel.sluit()
        register._open_verklaring(register.verklaringen.rijen[0].sleutel)
        wacht(venster)
        assert (paneel.reden.text(), paneel.reden.isHidden()) == ("niet deze persoon", False)
        paneel.intrekken.click()
        wacht(venster)
        register.register.zoek.clear()
        assert len(register.verklaringen.rijen) == alle
        assert [r for r in register.verklaringen.rijen if "ingetrokken" in r.spreek]
        QTest.keyClicks(register.register.zoek, "blad papier")
        sleutel_papier = register.verklaringen.rijen[0].sleutel
        register._open_verklaring(sleutel_papier)
        assert paneel.scan.isVisible() and paneel.scan.bekijk.isHidden()
        terug.write_bytes(uit.read_bytes())
        paneel.scan.kies.click()
        wacht(venster)
        register._open_verklaring(sleutel_papier)
        paneel.scan.bekijk.click()
        wacht(venster)
        beeld = paneel.scan.paneel
        assert beeld.isVisible() and beeld.bladen.kijker.bladen() >= 1
        beeld.sluit()
        wacht(venster)
        assert beeld.bladen.kijker is None, "the process that draws ends with the panel"
        venster.close()
        venster.deleteLater()
