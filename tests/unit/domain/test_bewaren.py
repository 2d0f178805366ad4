"""How long a casus is kept: settings, the day the clock begins, decisions to extend."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain import bewaren
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.compartiment import mag_zien, neem_op
from zvh_desktop.domain.grondslag import Bewaarregel, Grond, Verlenging, voorgestelde_grond

S = "0" * 32
CASUS = Casus(id="c", stream=S, nummer="2026-0001", type="persoon", begonnen_op=date(2026, 1, 31), grondslag="WGS")
DICHT = CASUS.met(status="afgesloten", beeindigd_op=date(2027, 3, 3))


def regel(id_: str = "1", **velden: object) -> Bewaarregel:
    return Bewaarregel.model_validate({"id": id_, "stream": S, "maanden": 60, "wet": "art. 9", **velden})


def verlenging(tot: date, besloten: date = date(2030, 1, 1), **velden: object) -> Verlenging:
    return Verlenging.model_validate(
        {"id": f"v{tot}", "stream": S, "casus_id": "c", "tot": tot, "motivering": "m", "besloten_door": "x",
         "besloten_op": besloten, **velden}
    )  # fmt: skip


def test_zonder_instelling_is_er_geen_termijn() -> None:
    assert bewaren.eind(DICHT, [], []) is None
    assert "geen bewaartermijn ingesteld" in bewaren.zin(bewaren.stand(DICHT, [], [], date(2040, 1, 1)))


def test_zolang_de_casus_loopt_loopt_de_klok_niet() -> None:
    stand = bewaren.stand(CASUS.met(status="loopt", beeindigd_op=date(2020, 1, 1)), [regel()], [], date(2040, 1, 1))
    assert (stand.stand, stand.eind) == ("loopt_niet", None)
    assert bewaren.zin(stand) == "De bewaartermijn is nog niet gaan lopen: de casus loopt."


def test_beeindigd_zonder_dag_zegt_dat_de_dag_ontbreekt() -> None:
    assert bewaren.stand(DICHT.met(beeindigd_op=None), [regel()], [], date(2040, 1, 1)).stand == "geen_begin"


def test_de_termijn_telt_hele_maanden_vanaf_het_einde_en_noemt_de_wet() -> None:
    stand = bewaren.stand(DICHT, [regel()], [], date(2030, 1, 1))
    assert stand.eind == date(2032, 3, 3) == bewaren.eind(DICHT, [regel()], [])
    assert bewaren.zin(stand) == "De bewaartermijn loopt tot 3 maart 2032 op grond van art. 9."
    assert bewaren.stand(DICHT, [regel()], [], date(2032, 3, 2)).stand == "loopt"
    assert bewaren.stand(DICHT, [regel()], [], date(2032, 3, 3)).stand == "verstreken"


def test_een_lopende_casus_is_nooit_te_vernietigen_ook_niet_als_de_termijn_bij_het_begin_begon() -> None:
    stand = bewaren.stand(CASUS.met(status="loopt"), [regel(start="begin")], [], date(2050, 1, 1))
    assert stand.stand == "loopt" and stand.eind == date(2031, 1, 31)


def test_de_regel_voor_deze_grond_gaat_voor_die_voor_dit_einde_en_die_voor_de_algemene() -> None:
    algemeen, einde, grond = regel("3"), regel("2", na="afgesloten", maanden=24), regel("1", grond="WGS", maanden=12)
    assert bewaren.regel_voor(DICHT, [algemeen, einde, grond]) == grond
    assert bewaren.regel_voor(DICHT, [algemeen, einde]) == einde
    assert bewaren.regel_voor(DICHT, [algemeen, grond.met(grond="anders")]) == algemeen
    assert bewaren.regel_voor(DICHT, [grond.met(verwijderd=True)]) is None


def test_een_besluit_verlengt_en_een_eerdere_dag_verkort_niet() -> None:
    later, eerder = verlenging(date(2034, 3, 3), wet="art. 10"), verlenging(date(2031, 1, 1))
    stand = bewaren.stand(DICHT, [regel()], [later, eerder], date(2033, 1, 1))
    assert (stand.stand, stand.eind, stand.wet, stand.verlengd) == ("loopt", date(2034, 3, 3), "art. 10", 2)


def test_een_besluit_van_voor_de_heropening_telt_niet_meer() -> None:
    oud = verlenging(date(2040, 1, 1), besloten=date(2027, 3, 2))
    assert bewaren.eind(DICHT, [regel()], [oud]) == date(2032, 3, 3)


def test_de_langste_dag_komt_uit_de_instelling() -> None:
    assert bewaren.langst(DICHT, [regel(hoogstens_maanden=120)]) == date(2037, 3, 3)
    assert bewaren.langst(DICHT, [regel()]) is None


@pytest.mark.parametrize(
    ("dag", "maanden", "uit"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_een_korte_maand_eindigt_op_haar_laatste_dag(dag: date, maanden: int, uit: date) -> None:
    assert bewaren.tel_op(dag, maanden) == uit


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_optellen_komt_altijd_precies_zoveel_maanden_later_uit(dag: date, maanden: int) -> None:
    uit = bewaren.tel_op(dag, maanden)
    assert (uit.year - dag.year) * 12 + uit.month - dag.month == maanden
    assert uit.day <= dag.day


def test_het_register_stelt_bij_een_thema_een_grond_voor() -> None:
    grond = Grond(id="g", stream=S, naam="PGA", themas=["radicalisering"])
    assert voorgestelde_grond(["radicalisering", "jeugd"], [grond]) == grond
    assert voorgestelde_grond(["jeugd"], [grond]) is None
    assert voorgestelde_grond(["radicalisering"], [grond.met(verwijderd=True)]) is None


def test_een_casus_in_een_compartiment_ziet_alleen_wie_is_genoemd() -> None:
    dicht = CASUS.met(compartiment="radicalisering", toegang=["a"])
    assert mag_zien("a", dicht) and not mag_zien("b", dicht) and not mag_zien("", dicht)
    assert mag_zien("", CASUS)
    assert neem_op(["b"], "a") == ["b", "a"] and neem_op(["a"], "a") == ["a"]
