"""Role × relation: one table, told in the docs, and never wider than what other devices accept."""

from pathlib import Path

import pytest

import zvh_desktop.domain.rechten as module
from zvh_desktop.domain.partner import ROLLEN
from zvh_desktop.domain.rechten import (
    BEPERKT,
    DAAD_VAN_SOORT,
    HUIS,
    RECHTEN,
    ROLNAMEN,
    Daad,
    Eis,
    oordeel,
    rechtentabel,
    wie_wel,
)
from zvh_desktop.domain.stroomrecht import Betrokkenheid, Persoon, krijgt_stroom
from zvh_desktop.protocol.rights import mag_verzegelen
from zvh_desktop.store.kinds import kinds

VAN_DE_REGIO = {
    *("regio", "partner", "medewerker", "verklaringtekst", "leefgebied", "grond", "bewaarregel", "brieftekst"),
    *("reeks", "tekstblok", "vlag", "vernietiging"),
}
"""Kinds that live, also or only, in the stream of the region."""
VAN_HET_OVERLEG = {"overleg", "agendapunt", "deelnemer", "aanwezigheid", "verklaring", "toelating", "schrijver"}


def test_elke_daad_zegt_van_elke_rol_of_die_mag() -> None:
    assert set(RECHTEN) == set(Daad)
    assert all(set(eisen) == set(ROLNAMEN) for eisen in RECHTEN.values())
    assert set(ROLNAMEN) == HUIS | BEPERKT and not HUIS & BEPERKT
    assert set(ROLLEN) <= set(ROLNAMEN)


def test_elke_soort_hoort_bij_een_daad() -> None:
    assert set(DAAD_VAN_SOORT) == {s for s, klasse in kinds().items() if klasse.__module__.startswith("zvh_desktop.")}


@pytest.mark.parametrize("rol", ROLNAMEN)
def test_wat_hier_mag_weigert_elders_niemand(rol: str) -> None:
    for soort, daad in DAAD_VAN_SOORT.items():
        if not oordeel(rol, daad, genoemd=True, in_regio=True).mag:
            continue
        if soort in VAN_DE_REGIO and rol in HUIS:
            assert mag_verzegelen(rol, "regio", soort), soort
        if soort in VAN_HET_OVERLEG:
            assert mag_verzegelen(rol, "overleg", soort), soort
        elif soort not in VAN_DE_REGIO - {"vlag"}:
            assert mag_verzegelen(rol, "casus", soort), soort


@pytest.mark.parametrize("rol", ROLNAMEN)
def test_wie_een_casus_mag_zien_krijgt_de_sleutel_en_omgekeerd(rol: str) -> None:
    persoon = Persoon("Sanne Bakker", "", rol)
    for genoemd in (False, True):
        namen = [Betrokkenheid("Sanne Bakker")] if genoemd else []
        assert krijgt_stroom(persoon, "casus", namen) == oordeel(rol, Daad.CASUS_ZIEN, genoemd=genoemd).mag


def test_reden_zegt_waarom_niet_en_wie_wel() -> None:
    assert oordeel("veldwerker", Daad.ACTIE_BIJWERKEN).reden == "niet_genoemd"
    assert oordeel("veldwerker", Daad.ACTIE_BIJWERKEN, genoemd=True).mag
    assert oordeel("veldwerker", Daad.VERSLAG_MAKEN, genoemd=True).reden == "rol"
    assert oordeel("procesregisseur", Daad.HUISREGELS, in_regio=True).reden == "beheerder"
    assert oordeel("procesregisseur", Daad.HUISREGELS, in_regio=False).mag
    assert wie_wel(Daad.VERNIETIGEN) == ("procesregisseur", "functioneel beheerder")


def test_onbekende_rol_mag_alleen_bij_de_eigen_kluis() -> None:
    assert [daad for daad in Daad if oordeel("", daad, genoemd=True).mag] == [Daad.KLUIS]


def test_iedereen_die_beperkt_is_heeft_nergens_meer_dan_de_procesregisseur() -> None:
    for daad, eisen in RECHTEN.items():
        if any(eisen[rol] in (Eis.JA, Eis.EIGEN) for rol in BEPERKT):
            assert eisen["procesregisseur"] in (Eis.JA, Eis.LOS), daad


def test_tabel_in_de_beschrijving_is_deze() -> None:
    tekst = Path(module.__file__).with_name("RECHTEN.md").read_text(encoding="utf-8")
    na = tekst.split("<!-- rechtentabel -->\n")[1]
    assert na.split("<!-- einde rechtentabel -->")[0].strip() == rechtentabel()
