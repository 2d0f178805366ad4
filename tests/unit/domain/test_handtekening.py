"""What counts as a signature."""

from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.handtekening import Haal, handtekening_bezwaar


def lijn(x1: float, y1: float, x2: float, y2: float, punten: int = 20) -> Haal:
    return [(x1 + (x2 - x1) * n / (punten - 1), y1 + (y2 - y1) * n / (punten - 1), 0.5, n / 100) for n in range(punten)]


def krul(midden: float = 0.4, straal: float = 0.1) -> Haal:
    return [(midden + straal * cos(n / 5) + n / 200, 0.5 + straal * sin(n / 5), 0.5, n / 100) for n in range(40)]


def test_een_krul_is_een_handtekening() -> None:
    assert handtekening_bezwaar([krul()], 0.2) == ""


def test_een_kruisje_van_twee_halen_is_een_handtekening() -> None:
    assert handtekening_bezwaar([lijn(0.4, 0.2, 0.6, 0.8), lijn(0.6, 0.2, 0.4, 0.8)], 0.2) == ""


@pytest.mark.parametrize(
    ("halen", "bezwaar"),
    [
        ([], "leeg"),
        ([[]], "leeg"),
        ([[(0.5, 0.5, 0.5, 0.0)]], "stip"),
        ([lijn(0.5, 0.5, 0.51, 0.51)], "stip"),
        ([lijn(0.1, 0.5, 0.9, 0.5, punten=4)], "stip"),
        ([lijn(0.1, 0.5, 0.9, 0.5)], "streep"),
        ([lijn(0.1, 0.2, 0.9, 0.8)], "streep"),
        ([lijn(0.1, 0.5, 0.4, 0.5), lijn(0.6, 0.5, 0.9, 0.5)], "streep"),
        ([lijn(0.1, 0.5, 0.9, 0.5), [(0.3, 0.1, 0.5, 0.0)]], "streep"),
    ],
)
def test_leeg_stip_en_streep_worden_geweigerd(halen: list[Haal], bezwaar: str) -> None:
    assert handtekening_bezwaar(halen, 0.25) == bezwaar


@given(st.floats(0, 2 * pi), st.floats(0.2, 0.9))
def test_een_rechte_lijn_in_elke_richting_is_geen_handtekening(hoek: float, lengte: float) -> None:
    halen = [lijn(0.5, 0.5, 0.5 + lengte * cos(hoek) / 2, 0.5 + lengte * sin(hoek) / 2)]
    assert handtekening_bezwaar(halen) in {"streep", "stip"}
