"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.datumtekst import (
    DAGEN,
    MAANDEN,
    invoer_datum,
    lees_datum,
    schrijf_datum,
    stel_voor,
)

DINSDAG = date(2026, 11, 24)
dagen = st.dates(min_value=date(1990, 1, 1), max_value=date(2120, 12, 31))


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("1-12", date(2026, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("1-12-26", date(2026, 12, 1)),
        ("01-12-2027", date(2027, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1 dec", date(2026, 12, 1)),
        ("1 dec.", date(2026, 12, 1)),
        ("1 December 2026", date(2026, 12, 1)),
        ("di 1 dec", date(2026, 12, 1)),
        ("dinsdag 1 december 2026", date(2026, 12, 1)),
        ("24-11", DINSDAG),
        ("23-11", date(2027, 11, 23)),
        ("di", date(2026, 12, 1)),
        ("Dinsdag", date(2026, 12, 1)),
        ("vrijdag", date(2026, 11, 27)),
        ("komende ma", date(2026, 11, 30)),
        ("deze week vr", date(2026, 11, 27)),
        ("volgende week di", date(2026, 12, 1)),
        ("volgende week zo", date(2026, 12, 6)),
        ("di volgende week", date(2026, 12, 1)),
        ("volgende week", date(2026, 12, 1)),
        ("volgende maand", date(2026, 12, 24)),
        ("vandaag", DINSDAG),
        ("morgen", date(2026, 11, 25)),
        ("overmorgen", date(2026, 11, 26)),
        ("over 2 weken", date(2026, 12, 8)),
        ("over twee weken", date(2026, 12, 8)),
        ("over één week", date(2026, 12, 1)),
        ("over 10 dagen", date(2026, 12, 4)),
        ("over 3 maanden", date(2027, 2, 24)),
        ("over een jaar", date(2027, 11, 24)),
        ("eind van de maand", date(2026, 11, 30)),
        ("einde maand", date(2026, 11, 30)),
        ("eind volgende maand", date(2026, 12, 31)),
        ("eind van de week", date(2026, 11, 27)),
        ("eind van het jaar", date(2026, 12, 31)),
        ("eind februari", date(2027, 2, 28)),
        ("29 feb", date(2028, 2, 29)),
        ("29-2-2028", date(2028, 2, 29)),
    ],
)
def test_leest_wat_mensen_schrijven(tekst: str, verwacht: date) -> None:
    assert lees_datum(tekst, DINSDAG) == verwacht


@pytest.mark.parametrize(
    "tekst",
    ["", " ", "d", "1", "31-11", "29-2-2027", "0-1", "1-13", "wo 1 dec", "1 dec 12", "di 2", "over 2",
     "over veel weken", "volgende", "week", "deze week ma", "snel", "di wo", "1-12/26", "²-1", "eind", "eind van de",
     "1 mei of 2 mei", "-"],
)  # fmt: skip
def test_leest_niets_waar_geen_dag_staat(tekst: str) -> None:
    assert lees_datum(tekst, DINSDAG) is None


def test_oudejaarsdag_ligt_niet_een_jaar_verder() -> None:
    oudjaar = date(2026, 12, 31)
    assert lees_datum("31-12", oudjaar) == oudjaar
    assert lees_datum("1-1", oudjaar) == date(2027, 1, 1)
    assert lees_datum("morgen", oudjaar) == date(2027, 1, 1)
    assert lees_datum("eind van de maand", oudjaar) == oudjaar
    assert schrijf_datum(date(2027, 1, 1), oudjaar) == "vr 1 jan 2027"


def test_eind_van_de_week_in_het_weekend_is_de_vrijdag_erna() -> None:
    assert lees_datum("eind van de week", date(2026, 11, 28)) == date(2026, 12, 4)


def test_het_einde_van_de_kalender_geeft_geen_dag_en_geen_fout() -> None:
    for tekst in ("morgen", "di", "over 3 maanden", "volgende week vr", "29 feb", "eind januari"):
        assert lees_datum(tekst, date.max) is None
    assert stel_voor("di", date.max) == ()


def test_schrijft_kort_en_lang_en_het_jaar_alleen_als_het_een_ander_is() -> None:
    assert schrijf_datum(date(2026, 12, 1), DINSDAG) == "di 1 dec"
    assert schrijf_datum(date(2026, 12, 1), DINSDAG, "lang") == "dinsdag 1 december"
    assert schrijf_datum(date(2027, 3, 4), DINSDAG, "lang") == "donderdag 4 maart 2027"


def test_een_weekdag_stelt_de_eerste_en_die_daarna_voor() -> None:
    verwacht = (date(2026, 12, 1), date(2026, 12, 8))
    assert stel_voor("di", DINSDAG) == verwacht
    assert stel_voor("dins", DINSDAG) == verwacht
    assert stel_voor("volgende week d", DINSDAG) == ()
    assert stel_voor("volgende week do", DINSDAG) == (date(2026, 12, 3),)


def test_een_half_gezegde_wordt_aangevuld() -> None:
    assert stel_voor("overm", DINSDAG) == (date(2026, 11, 26),)
    assert stel_voor("ei", DINSDAG)[0] == date(2026, 11, 30)
    assert stel_voor("over 3", DINSDAG) == (date(2026, 12, 15), date(2026, 11, 27), date(2027, 2, 24))
    assert stel_voor("over 3 w", DINSDAG) == (date(2026, 12, 15),)
    assert stel_voor("1 d", DINSDAG) == (date(2026, 12, 1),)
    assert stel_voor("3", DINSDAG) == (date(2026, 12, 3), date(2027, 1, 3))
    assert stel_voor("di 1", DINSDAG)[0] == date(2026, 12, 1)
    assert stel_voor("onzin", DINSDAG) == ()
    assert len(stel_voor("", DINSDAG)) == 4


@given(d=dagen, vandaag=dagen)
def test_wat_als_invoer_geschreven_is_wordt_hetzelfde_gelezen(d: date, vandaag: date) -> None:
    assert lees_datum(invoer_datum(d, vandaag), vandaag) == d


@given(vandaag=dagen, verder=st.integers(0, 364))
def test_kort_en_lang_geschreven_komende_dagen_lezen_terug(vandaag: date, verder: int) -> None:
    d = vandaag + timedelta(days=verder)
    assert lees_datum(schrijf_datum(d, vandaag), vandaag) == d
    assert lees_datum(schrijf_datum(d, vandaag, "lang"), vandaag) == d


@given(vandaag=dagen, dag=st.integers(1, 31), maand=st.integers(1, 12))
def test_zonder_jaar_is_de_eerstvolgende_die_niet_voorbij_is(vandaag: date, dag: int, maand: int) -> None:
    gelezen = lees_datum(f"{dag}-{maand}", vandaag)
    if gelezen is None:
        assert dag > 29
        return
    assert gelezen >= vandaag and (gelezen.day, gelezen.month) == (dag, maand)
    eerder = (
        date(j, maand, dag) for j in range(vandaag.year, gelezen.year) if not (dag == 29 and maand == 2 and j % 4)
    )
    assert all(e < vandaag for e in eerder if e.year % 100 or e.year % 400 == 0)


@given(vandaag=dagen, i=st.integers(0, 6))
def test_een_weekdag_is_een_tot_zeven_dagen_verder(vandaag: date, i: int) -> None:
    for naam in (DAGEN[i], DAGEN[i][:2]):
        d = lees_datum(naam, vandaag)
        assert d is not None and d.weekday() == i and 1 <= (d - vandaag).days <= 7


@given(
    vandaag=dagen,
    tekst=st.text(max_size=30) | st.sampled_from([*DAGEN, *MAANDEN, "over", "eind", "volgende week"]),
)
def test_voorstellen_liggen_niet_voorbij_tenzij_zo_geschreven(vandaag: date, tekst: str) -> None:
    gelezen = lees_datum(tekst, vandaag)
    for d in stel_voor(tekst, vandaag):
        assert d >= vandaag or d == gelezen
