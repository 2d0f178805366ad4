"""What changed in the plan since it was agreed, in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, werkplek
from zvh_testing.verslagplek import houd_overleg

from zvh_desktop.services import dossiers, planverschil, verslagen
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Testklok) -> Iterator[Werkplek]:
    with werkplek(tmp_path, klok) as plek:
        yield plek


def test_zonder_vastgesteld_verslag_is_er_niets_afgesproken(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    assert planverschil.sinds_verslag(wp, verslag.casus_id) is None


def test_toegevoegd_gewijzigd_en_ingetrokken_staan_er_in_woorden(wp: Werkplek, klok: Testklok) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    casus_id = verslag.casus_id
    blijft, _ = dossiers.voeg_toe(
        wp, "doel", casus_id, {"tekst": "Plek met toezicht", "fase": 2, "doelsoort": "doel", "volgorde": 1}
    )
    weg, _ = dossiers.voeg_toe(
        wp, "doel", casus_id, {"tekst": "Bewind aanvragen", "fase": 2, "doelsoort": "doel", "volgorde": 2}
    )
    klok.verder(minutes=1)
    verslagen.stel_vast(wp, verslag.id)
    verschil = planverschil.sinds_verslag(wp, casus_id)
    assert verschil is not None
    assert (verschil.versie, verschil.regels) == (1, ())
    klok.verder(hours=1)
    dossiers.wijzig(wp, "doel", blijft, {"tekst": "Plek met dagelijks toezicht"})
    dossiers.trek_in(wp, "doel", weg)
    dossiers.voeg_toe(wp, "scenario", casus_id, {"als_": "hij niet opendoet", "dan": "bellen"})
    verschil = planverschil.sinds_verslag(wp, casus_id)
    assert verschil is not None
    gevonden = {r.naam: r.wat for r in verschil.regels}
    assert gevonden["Bewind aanvragen"] == "ingetrokken"
    assert gevonden["als hij niet opendoet"] == "toegevoegd"
    assert gevonden["Plek met dagelijks toezicht"].startswith("gewijzigd: ")
    assert len(gevonden) == 3
