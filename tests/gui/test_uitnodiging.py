"""The invitation leaves from the planning screen, by button and by palette."""

from pathlib import Path
from typing import Any

import icalendar
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from zvh_testing.werkvoorraad import gevulde_kluis, taken_op, wacht

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.overleg import Overleg
from zvh_desktop.gui.pagina import Pagina
from zvh_desktop.services import overleggen
from zvh_desktop.services.overleggen import OverlegRegel


def test_knop_schrijft_een_afspraak_zonder_namen(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doel = tmp_path / "casusoverleg.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(doel), ""))
    with gevulde_kluis(tmp_path) as (vault, _), taken_op(vault) as taken:
        gevonden: list[OverlegRegel] = []
        makers: Any = {"vandaag": Pagina, "overleggen": Overleg}
        venster = MainWindow(makers, taken, Instellingen(tmp_path / "instellingen.json"))
        venster.bouw()
        venster.show()
        taken.vraag(lambda wp: gevonden.extend(overleggen.lijst(wp)))
        wacht(venster)
        venster.ga_naar("overleggen", overleg_id=gevonden[0].overleg.id)
        wacht(venster)
        pagina: Any = venster.huidige_pagina
        pagina.stukken.uitnodiging()
        wacht(venster)
        (punt,) = icalendar.Calendar.from_ical(doel.read_bytes()).walk("VEVENT")
        assert punt["DTSTART"].dt.date() == gevonden[0].overleg.datum
        assert "overleg.uitnodiging" in {actie.naam for actie in pagina.acties()}
        venster.close()
        venster.deleteLater()
