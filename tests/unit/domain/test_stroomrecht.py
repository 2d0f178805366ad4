"""Who receives which stream."""

import pytest

from zvh_desktop.domain.partner import ROLLEN
from zvh_desktop.domain.stroomrecht import Betrokkenheid, Persoon, is_betrokken, krijgt_stroom

SANNE = Persoon("Sanne Bakker", "", "veldwerker")


@pytest.mark.parametrize("rol", ROLLEN)
def test_iedereen_met_een_rol_krijgt_de_lijsten_van_de_regio(rol: str) -> None:
    assert krijgt_stroom(Persoon("x", "", rol), "regio")


def test_zonder_bekende_rol_krijgt_niemand_iets() -> None:
    for soort in ("regio", "casus", "overleg", "audit"):
        assert not krijgt_stroom(Persoon("x", "", "bezoeker"), soort, [Betrokkenheid("x")])


@pytest.mark.parametrize("rol", ["procesregisseur", "secretaris", "beheerder"])
def test_het_huis_krijgt_elke_casus_en_elk_overleg(rol: str) -> None:
    assert krijgt_stroom(Persoon("x", "", rol), "casus")
    assert krijgt_stroom(Persoon("x", "", rol), "overleg")


@pytest.mark.parametrize("rol", ["veldwerker", "casusregisseur"])
def test_wie_het_veld_in_gaat_krijgt_alleen_eigen_casussen(rol: str) -> None:
    wie = Persoon("Sanne Bakker", "", rol)
    assert not krijgt_stroom(wie, "casus", [Betrokkenheid("Joris Blom")])
    assert krijgt_stroom(wie, "casus", [Betrokkenheid("Joris Blom"), Betrokkenheid("Sanne Bakker")])
    assert not krijgt_stroom(wie, "overleg", [Betrokkenheid("Sanne Bakker")])


@pytest.mark.parametrize("rol", ROLLEN)
def test_het_logboek_van_een_ander_toestel_leest_alleen_de_beheerder(rol: str) -> None:
    assert krijgt_stroom(Persoon("x", "", rol), "audit") is (rol == "beheerder")


def test_hoofdletters_en_accenten_maken_niemand_een_ander() -> None:
    assert is_betrokken(Persoon("José Núñez", "", "veldwerker"), [Betrokkenheid("jose nunez ")])


def test_een_lege_naam_is_niemand() -> None:
    assert not is_betrokken(Persoon(" ", "", "veldwerker"), [Betrokkenheid(""), Betrokkenheid(" ")])


def test_een_naamgenoot_van_een_andere_organisatie_is_niet_betrokken() -> None:
    wie = Persoon("Sanne Bakker", "ggz", "veldwerker")
    assert not is_betrokken(wie, [Betrokkenheid("Sanne Bakker", "politie")])
    assert is_betrokken(wie, [Betrokkenheid("Sanne Bakker", "ggz")])
    assert is_betrokken(wie, [Betrokkenheid("Sanne Bakker")])
    assert is_betrokken(SANNE, [Betrokkenheid("Sanne Bakker", "politie")])
