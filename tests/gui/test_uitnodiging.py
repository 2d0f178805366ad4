"""Papers of an overleg leave from the planning screen and stand in a register, which is searched and handed out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from zvh_testing.werkvoorraad import gevulde_kluis, taken_op, wacht

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.overleg import Overleg
from zvh_desktop.gui.pages.partners import Partners
from zvh_desktop.gui.pagina import Pagina
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import overlegbeeld
from zvh_desktop.services.overlegbeeld import OverlegRegel


def test_wat_het_overleg_verlaat_staat_in_het_register_en_het_register_gaat_zelf_ook_langs_de_deur(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opslag(_ouder: Any, _titel: str, naam: str, klaar: Callable[[Path], object], **_: Any) -> None:
        klaar(tmp_path / naam)

    monkeypatch.setattr(bestand, "kies_opslag", opslag)
    monkeypatch.setattr(bestand, "kies_map", lambda _o, _t, klaar: klaar(tmp_path / "agendas"))
    with gevulde_kluis(tmp_path) as (vault, _), taken_op(vault) as taken:
        gevonden: list[OverlegRegel] = []
        makers: Any = {"vandaag": Pagina, "overleggen": Overleg, "partners": Partners}
        venster = MainWindow(makers, taken, Instellingen(tmp_path / "instellingen.json"))
        venster.bouw()
        venster.show()
        taken.vraag(lambda wp: gevonden.extend(overlegbeeld.lijst(wp)))
        wacht(venster)
        venster.ga_naar("overleggen", overleg_id=gevonden[0].overleg.id)
        wacht(venster)
        pagina: Any = venster.huidige_pagina
        for actie in ("uitnodiging", "agendas", "draaiboek"):
            assert f"overleg.{actie}" in {a.naam for a in pagina.acties()}
            getattr(pagina.stukken, actie)()
            wacht(venster)
        (punt,) = icalendar.Calendar.from_ical((tmp_path / "casusoverleg.ics").read_bytes()).walk("VEVENT")
        assert punt["DTSTART"].dt.date() == gevonden[0].overleg.datum

        pagina.stukken.verstrekt()
        wacht(venster)
        partners: Any = venster.huidige_pagina
        register = partners.verstrekt
        alle = len(register.tabel.rijen)
        assert alle == 2 + len(list((tmp_path / "agendas").iterdir()))
        QTest.keyClicks(register.zoek, "agenda casusnummers")
        assert len(register.tabel.rijen) == alle - 2
        partners._open_verstrekt(register.tabel.rijen[0].sleutel)
        paneel = partners.verstrekking
        assert paneel.bekijk.isVisible()
        paneel.bekijk.click()
        wacht(venster)
        assert paneel.bladen.isVisible() and paneel.bladen.aantal >= 1
        paneel.sluit()
        partners.uitgeven.click()
        register.uit.aan.setText("Toezichthouder")
        register.uit.doe()
        wacht(venster)
        assert (tmp_path / "register-van-verstrekkingen.pdf").read_bytes().startswith(b"%PDF")
        register.zoek.setText("toezichthouder register")
        assert len(register.tabel.rijen) == 1
        venster.close()
        venster.deleteLater()
