from datetime import date

import pytest

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.gevoelig import Vondst, bevat_adres, bevat_bsn, vind
from zvh_desktop.domain.verslag import Uitspraak, VerslagInhoud

# Invented numbers that pass the eleven-test: none of them was given out.
GOED = ("999990007", "999990019")


@pytest.mark.parametrize(
    "vorm", ["{}", "BSN {}.", "bsn:{}", "({})", "{a} {b} {c}", "{a}.{b}.{c}", "{a}-{b}-{c}", "kamer 12 {}", "nr{} x"]
)
@pytest.mark.parametrize("bsn", GOED)
def test_bsn_wordt_gezien_hoe_ook_geschreven(vorm: str, bsn: str) -> None:
    assert bevat_bsn("Hij noemde " + vorm.format(bsn, a=bsn[:4], b=bsn[4:6], c=bsn[6:]))


@pytest.mark.parametrize(
    "tekst",
    ["", "op 24-11-2026", "op 01.01.2024 en 2 2 2002", "123456789", "06 12345678", "0612345678", "9999900071", "1-12"],
)
def test_dagen_en_andere_getallen_zijn_geen_bsn(tekst: str) -> None:
    assert not bevat_bsn(tekst)


def persoon(**velden: object) -> Betrokkene:
    basis = {"id": "b", "stream": "s", "casus_id": "c", "adres_geheim": True}
    waar = {"straat": "Geheimlaan", "huisnummer": "7a", "postcode": "1506 XX", "woonplaats": "Zaandam"}
    return Betrokkene.model_validate({**basis, **waar, **velden})


@pytest.mark.parametrize(
    ("tekst", "geheim"),
    [
        ("woont nu op de GEHEIMLAAN 7 A", True),
        ("Geheimlaan 7a, tweehoog", True),
        ("in 1506xx", True),
        ("in 1506 XX", True),
        ("Geheimlaan 71", False),
        ("de Geheimlaan", False),
        ("Achtergeheimlaan 7a", False),
        ("7 a", False),
        ("", False),
    ],
)
def test_geheim_adres_wordt_gezien_als_straat_met_nummer_of_postcode(tekst: str, geheim: bool) -> None:
    assert bevat_adres(tekst, [persoon()]) is geheim
    assert not bevat_adres(tekst, [persoon(adres_geheim=False)])


def test_adres_zonder_gegevens_vindt_niets() -> None:
    assert not bevat_adres("Geheimlaan 7", [persoon(straat="", huisnummer="", postcode="")])


def test_vondst_zegt_waar_en_nooit_wat() -> None:
    inhoud = VerslagInhoud(
        zvh="Z", rubricering="V", overleg="O", overlegtype="o", casusnummer="2026-0001", casusnaam="K", casustype="p",
        grondslag="WGS", datum=date(2026, 11, 24), begin="9:00", eind="10:00", plaats="P", voorzitter="V",
        verslaglegger="S", versie=1, uitkomst="besluit genomen", samenvatting=f"BSN {GOED[0]}",
        beeld=(Uitspraak(tekst="niets"), Uitspraak(tekst="x", motivering="hij slaapt op Geheimlaan 7a")),
    )  # fmt: skip
    gevonden = vind(inhoud, [persoon()])
    assert gevonden == (Vondst("Beeld 2", "motivering", "geheim_adres"), Vondst("Samenvatting", "tekst", "bsn"))
    assert "7a" not in str(gevonden) and GOED[0] not in str(gevonden)
