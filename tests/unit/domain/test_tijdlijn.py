"""The plan in time: every item keeps its place, whatever the days are."""

import os
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from zvh_desktop.domain.plan import Fase
from zvh_desktop.domain.planfase import Fasestap
from zvh_desktop.domain.tijdlijn import (
    SCHALEN,
    SOORTEN,
    Item,
    buur,
    fase_items,
    in_beeld,
    leg,
    orden,
    passende_schaal,
    strepen,
)

VANDAAG = date(2026, 11, 24)
_KEER = 500 if os.environ.get("ZVH_TORTURE") else 25


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    dagen = st.one_of(
        st.dates(VANDAAG - timedelta(400), VANDAAG + timedelta(400)), st.dates(), st.just(date.min), st.just(date.max)
    )
    uit = []
    for nr in range(draw(st.integers(0, 30))):
        soort = draw(st.sampled_from(list(SOORTEN)))
        van = draw(st.one_of(st.none(), dagen))
        tot = draw(st.one_of(st.none(), dagen))
        loopt = tot is None and van is not None and draw(st.booleans())
        uit.append(Item(f"i{nr:02d}", f"r{nr}", soort, "x" * draw(st.integers(0, 40)), van, tot, loopt,
                        fase=draw(st.integers(0, 4))))  # fmt: skip
    return uit


@settings(max_examples=_KEER, deadline=None)
@given(items(), st.sampled_from(SCHALEN))
def test_niets_overlapt_niets_gaat_verloren_en_elke_rij_staat_op_volgorde_van_dag(
    gegeven: list[Item], schaal: float
) -> None:
    tijdlijn = orden(gegeven, VANDAAG)
    assert {i.id for i in tijdlijn.alles()} == {i.id for i in gegeven}
    assert [i.van for i in tijdlijn.items] == sorted(i.van for i in gegeven if i.van)
    beeld = leg(tijdlijn, schaal, lambda i: 6.0 * len(i.titel))
    assert sorted(v.item.id for v in beeld.vakken) == sorted(i.id for i in tijdlijn.items)
    assert [v.rij for v in beeld.vakken] == sorted(v.rij for v in beeld.vakken)
    assert {v.rij for v in beeld.vakken} == set(range(len(beeld.rijen)))
    for een, ander in pairwise(beeld.vakken):
        if een.rij == ander.rij:
            assert een.tot <= ander.x and een.item.van <= ander.item.van  # type: ignore[operator]
    for v in beeld.vakken:
        assert v.x >= 0 and v.x + v.breed <= v.tot <= beeld.breed
        assert beeld.rijen[v.rij].baan == v.item.baan
    assert 0 <= beeld.vandaag <= beeld.breed
    assert {v.item.id for v in in_beeld(beeld, 0, beeld.breed, range(len(beeld.rijen)))} == {
        v.item.id for v in beeld.vakken
    }


@settings(max_examples=_KEER, deadline=None)
@given(items())
def test_met_de_pijltjes_is_elk_onderdeel_te_bereiken(gegeven: list[Item]) -> None:
    beeld = leg(orden(gegeven, VANDAAG), 1.0, lambda i: 6.0 * len(i.titel))
    te_gaan, gezien = [buur(beeld, "", "rechts")], set()
    while te_gaan:
        nu = te_gaan.pop()
        if nu and nu not in gezien:
            gezien.add(nu)
            te_gaan += [buur(beeld, nu, r) for r in ("links", "rechts", "boven", "onder")]  # type: ignore[arg-type]
    assert gezien == {v.item.id for v in beeld.vakken}


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(20, 6000), st.sampled_from(SCHALEN))
@settings(max_examples=_KEER, deadline=None)
def test_strepen_van_de_as_staan_op_volgorde_en_raken_elkaar_niet(begin: date, dagen: int, schaal: float) -> None:
    lijnen = strepen(begin, begin + timedelta(dagen), schaal)
    for een, ander in pairwise(lijnen):
        assert (ander.dag - een.dag).days * schaal >= 40
    assert all(begin <= s.dag < begin + timedelta(dagen) for s in lijnen)


def test_uitersten_van_de_kalender_geven_een_begrensd_beeld() -> None:
    gegeven = [Item("a", "a", "incident", "ooit", date.min), Item("b", "b", "detentie", "nooit", date.max, date.max)]
    tijdlijn = orden(gegeven, VANDAAG)
    beeld = leg(tijdlijn, 1.0, lambda _: 10.0)
    assert beeld.breed < 15_000 and len(strepen(beeld.begin, beeld.eind, 0.12)) < 200
    assert passende_schaal(tijdlijn, 10) == SCHALEN[0]
    assert "31 december 9999" in tijdlijn.items[1].zin()


def _stap(nr: int, van: str, naar: str, dag: date) -> Fasestap:
    return Fasestap.model_validate(
        {"id": f"s{nr}", "stream": "s", "casus_id": "c", "fase": 1, "van": van, "naar": naar, "dag": dag,
         "tijdstip": datetime(2026, 1, 1, 9, nr, tzinfo=UTC), "door": "M. van der Heijden", "motivering": "omdat"}
    )  # fmt: skip


def test_fase_die_bereikt_was_en_heropend_werd_heeft_twee_perioden_en_een_terugval() -> None:
    fase = Fase(id="f", stream="s", casus_id="c", nummer=1, status="open", toetsmoment=date(2026, 12, 1))
    stappen = [
        _stap(1, "niet_gestart", "open", date(2026, 1, 5)),
        _stap(2, "open", "bereikt", date(2026, 4, 1)),
        _stap(3, "bereikt", "teruggevallen", date(2026, 9, 1)),
        _stap(4, "teruggevallen", "open", date(2026, 9, 8)),
    ]
    gekregen = orden(fase_items(fase, stappen), VANDAAG).items
    assert [(i.soort, i.van, i.tot, i.loopt) for i in gekregen] == [
        ("fase", date(2026, 1, 5), date(2026, 4, 1), False),
        ("terugval", date(2026, 9, 1), None, False),
        ("fase", date(2026, 9, 1), None, True),
        ("toets", date(2026, 12, 1), None, False),
    ]
    assert "bereikt" in gekregen[0].zin() and "omdat" in gekregen[1].zin()


def test_fase_van_voor_de_stappen_staat_er_met_haar_eigen_dagen() -> None:
    open_ = Fase(id="f", stream="s", casus_id="c", nummer=2, status="open", geopend_op=date(2026, 3, 1))
    klaar = open_.met(status="bereikt", bereikt_op=date(2026, 6, 1))
    assert [(i.van, i.tot, i.loopt) for i in fase_items(open_, ())] == [(date(2026, 3, 1), None, True)]
    assert [(i.van, i.tot, i.loopt) for i in fase_items(klaar, ())] == [(date(2026, 3, 1), date(2026, 6, 1), False)]
    assert not list(fase_items(Fase(id="g", stream="s", casus_id="c", nummer=3), ()))
