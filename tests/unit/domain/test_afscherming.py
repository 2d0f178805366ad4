"""What the presenter view hides."""

import pytest

from zvh_desktop.domain.afscherming import VERBORGEN, scherm_af


@pytest.mark.parametrize(
    "geheim",
    ["1506 GK", "1506gk 12", "Kerkstraat 12", "Van Goghlaan 3b", "06-12345678", "075 6123456", "+31 6 12345678",
     "111222333", "111.222.333", "j.bakker@voorbeeld.nl"],
)  # fmt: skip
def test_adressen_en_nummers_verdwijnen_waar_zij_ook_staan(geheim: str) -> None:
    uit = scherm_af(f"Bellen via {geheim}, daarna verder.")
    assert geheim not in uit and VERBORGEN in uit and uit.endswith(", daarna verder.")


def test_namen_van_derden_verdwijnen_ook_zonder_accent_of_hoofdletter() -> None:
    assert scherm_af("vader Yilmaz en LATIFA bellen", ("Latifa Yılmaz",)) == f"vader {VERBORGEN} en {VERBORGEN} bellen"


def test_gewone_woorden_jaren_bedragen_en_dagen_blijven_staan() -> None:
    zin = "Schulden ongeveer 14.000 euro, briefadres loopt af op 15-12-2026 om 10:30, weg naar huis"
    assert scherm_af(zin, ("Jan de Vries",)) == zin
