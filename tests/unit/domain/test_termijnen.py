"""Deadlines in the order in which they cannot wait, set aside ones apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.termijnen import GROEPEN, KIJK_VOORUIT, SOORTEN, Termijn, verzamel, wanneer

VANDAAG = date(2026, 11, 24)


def _termijn(soort: str = "evaluatie", over: int | None = 0, id_: str = "a") -> Termijn:
    dag = None if over is None else VANDAAG + timedelta(days=over)
    return Termijn(soort, id_, "c", "Kees V.", dag, "wat", "overzicht", dag or VANDAAG)


def test_wat_te_laat_is_staat_voor_wat_kan_wachten_en_wat_weegt_voorop() -> None:
    lijst = [_termijn("actie", -3), _termijn("evaluatie", 10), _termijn("vlag", -1), _termijn("vlag", None, "b"),
             _termijn("zsm", 1), _termijn("evaluatie", 5, "e")]  # fmt: skip
    groepen = verzamel(lijst, VANDAAG)
    assert [g.naam for g in groepen] == ["te_laat", "nu", "week", "later", "zonder"]
    assert [t.soort for t in groepen[0].termijnen] == ["vlag", "actie"]


@given(st.lists(st.tuples(st.sampled_from(sorted(SOORTEN)), st.integers(-400, 90), st.sampled_from("abcd"))))
def test_elke_termijn_staat_er_precies_een_keer_of_is_nog_te_ver(gegeven: list[tuple[str, int, str]]) -> None:
    lijst = [_termijn(*t) for t in gegeven]
    getoond = [t for groep in verzamel(lijst, VANDAAG) for t in groep.termijnen]
    verwacht = {t for t in lijst if t.dag and (t.dag - VANDAAG).days <= KIJK_VOORUIT[t.soort]}
    assert len(getoond) == len(verwacht)
    assert set(getoond) == verwacht
    assert all(g.naam in GROEPEN for g in verzamel(lijst, VANDAAG))


def test_terzijde_gelegd_komt_terug_op_de_dag_en_als_de_termijn_een_andere_dag_krijgt() -> None:
    termijn = _termijn()
    weg = [("evaluatie", "a", VANDAAG, VANDAAG + timedelta(days=1))]
    assert verzamel([termijn], VANDAAG, weg) == ()
    assert verzamel([_termijn(over=-1)], VANDAAG, weg)
    assert verzamel([termijn], VANDAAG + timedelta(days=1), weg)


@pytest.mark.parametrize(
    ("over", "woorden"),
    [(0, "vandaag"), (1, "morgen"), (2, "over 2 dagen"), (-1, "1 dag te laat"), (-13, "13 dagen te laat"),
     (-20, "2 weken te laat"), (21, "over 3 weken"), (-100, "3 maanden te laat"), (-800, "2 jaar te laat")],
)  # fmt: skip
def test_hoe_lang_nog_staat_in_woorden(over: int, woorden: str) -> None:
    assert wanneer(VANDAAG + timedelta(days=over), VANDAAG) == woorden


def test_zonder_dag_zegt_dat() -> None:
    assert wanneer(None, VANDAAG) == "zonder dag"
