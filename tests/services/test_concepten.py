"""A draft ends with the change it was typed for: both are kept, or neither."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.casuskluis import Testklok, werkplek

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import beheer, concepten
from zvh_desktop.services.werkplek import Werkplek

SLEUTEL = concepten.formulier("medewerker")


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        concepten.bewaar(plek, SLEUTEL, concepten.VELD, concepten.VELD, "Medewerker", "{}", 0)
        yield plek


def staat_er(wp: Werkplek) -> bool:
    return concepten.haal_formulier(wp, SLEUTEL) is not None


def test_concept_eindigt_in_dezelfde_transactie_als_de_wijziging(wp: Werkplek) -> None:
    concepten.bewaar_en_eindig(wp, SLEUTEL, beheer.bewaar_medewerker, "J. de Wit", "secretaris", "secretaris", "")
    assert not staat_er(wp)
    assert wp.einde is None


def test_mislukte_wijziging_laat_het_concept_staan(wp: Werkplek) -> None:
    def mislukt(plek: Werkplek) -> Any:
        with plek.transactie("proef"):
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="partner")

    with pytest.raises(Omstandigheid):
        concepten.bewaar_en_eindig(wp, SLEUTEL, mislukt)
    assert staat_er(wp)
    beheer.bewaar_medewerker(wp, "J. de Wit", "secretaris", "secretaris", "")
    assert staat_er(wp)


def test_weg_terug_naar_een_formulier_noemt_alleen_ids(wp: Werkplek) -> None:
    assert concepten.terugweg(wp, SLEUTEL) == {"deel": "medewerkers", "wat": "nieuw"}
    assert concepten.terugweg(wp, concepten.formulier("wijzig", "bestaat-niet")) == {}
