"""The quick line and the filter of the chronology."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.casus import NOTITIESOORTEN
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.domain.verloop import (
    Gebeurtenis,
    Zeef,
    lees_moment,
    maandnaam,
    ontleed,
    periode_van,
    plat,
    schrijf_moment,
    soortvoorstellen,
    zeef,
)

NU = datetime(2026, 11, 24, 9, 31, tzinfo=AMSTERDAM)
BRONNEN = ("GGZ", "GGZ Waterland", "Politie", "OM")


def gezegd(regel: str) -> tuple[str, str, str, str, str]:
    """Kind, moment in words, source, aard and text."""
    r = ontleed(regel, NU, bronnen=BRONNEN)
    wanneer = schrijf_moment(r.op, hele_dag=r.hele_dag, vandaag=NU.date(), tot=r.tot) if r.op else ""
    return r.soort, wanneer, r.bron, r.aard, r.tekst


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("Zus gebeld; vader blijft.", ("notitie", "", "", "", "Zus gebeld; vader blijft.")),
        (
            "/telefoon gisteren 14:00 @GGZ Afdeling bevestigt ontslag. #feit",
            ("telefoon", "ma 23 nov 14:00", "GGZ", "feit", "Afdeling bevestigt ontslag."),
        ),
        ("/tel 8.15 kort gesproken", ("telefoon", "di 24 nov 08:15", "", "", "kort gesproken")),
        ("/tel om 14 uur kort gesproken", ("telefoon", "ma 23 nov 14:00", "", "", "kort gesproken")),
        ("/verlof 3-11 t/m 5-11 Bij zijn zus.", ("verlof", "di 3 nov t/m do 5 nov", "", "", "Bij zijn zus.")),
        ("/verlof 1-12 tot 3-12 naar huis", ("verlof", "di 1 dec t/m do 3 dec", "", "", "naar huis")),
        (
            "/detentie van 1-12 tot 1-2 PI Zaanstad",
            ("detentie", "di 1 dec t/m ma 1 feb 2027", "", "", "PI Zaanstad"),
        ),
        ("/incident 1 dec: ruzie", ("incident", "ma 1 dec 2025", "", "", "ruzie")),
        ("/contact 14:00 tot 15:30 op het bureau", ("contact", "ma 23 nov 14:00 tot 15:30", "", "", "op het bureau")),
        ("!ma 9:30 Vader stond aan de deur", ("notitie", "ma 23 nov 09:30", "", "", "Vader stond aan de deur")),
        ("/contact di 17 nov 10:00 huisbezoek", ("contact", "di 17 nov 10:00", "", "", "huisbezoek")),
        ("/contact wo 17 nov huisbezoek", ("contact", "wo 18 nov", "", "", "wo 17 nov huisbezoek")),
        ("/opschaling eergisteren: naar de stuurgroep", ("opschaling", "zo 22 nov", "", "", "naar de stuurgroep")),
        ("@Politie: stond bij de flat", ("notitie", "", "Politie", "", "stond bij de flat")),
        ("Stond bij de flat @Politie", ("notitie", "", "Politie", "", "Stond bij de flat")),
        ("/telefoon @GGZ Waterland belde terug", ("telefoon", "", "GGZ Waterland", "", "belde terug")),
        ("Volgens @GGZ Waterland rustig", ("notitie", "", "GGZ Waterland", "", "Volgens GGZ Waterland rustig")),
        ("#oordeel Hij lijkt ontregeld", ("notitie", "", "", "oordeel", "Hij lijkt ontregeld")),
    ],
)
def test_regel_wordt_begrepen(regel: str, verwacht: tuple[str, str, str, str, str]) -> None:
    assert gezegd(regel) == verwacht


@pytest.mark.parametrize(
    ("regel", "tekst"),
    [
        ("/tel maandag belde moeder niet", "maandag belde moeder niet"),
        ("/contact vorige week di huisbezoek", "vorige week di huisbezoek"),
        ("/onbekend hallo", "/onbekend hallo"),
        ("Maandag om 9:00 stond hij er", "Maandag om 9:00 stond hij er"),
        ("mail aan jan@ggz.example gestuurd", "mail aan jan@ggz.example gestuurd"),
        ("prijs #1 en #feitelijk anders", "prijs #1 en #feitelijk anders"),
        ("1/2 tablet", "1/2 tablet"),
    ],
)
def test_woorden_van_een_zin_blijven_in_de_zin(regel: str, tekst: str) -> None:
    assert ontleed(regel, NU, bronnen=BRONNEN).tekst == tekst


@pytest.mark.parametrize("regel", ["", "   ", "/telefoon", "/telefoon gisteren 14:00", "@GGZ"])
def test_regel_zonder_zin_wordt_niet_bewaard(regel: str) -> None:
    assert ontleed(regel, NU, bronnen=BRONNEN).fout == "leeg"


def test_soort_is_een_begin_dat_er_een_overlaat() -> None:
    assert soortvoorstellen("/") == tuple(NOTITIESOORTEN)
    assert soortvoorstellen("/o") == ("opschaling",) and soortvoorstellen("/x") == ()
    assert soortvoorstellen("/telefoon ") == () == soortvoorstellen("telefoon")
    assert ontleed("/ inkt is op", NU).tekst == "/ inkt is op"


@pytest.mark.parametrize(
    ("tekst", "wanneer"),
    [
        ("nu", "di 24 nov 09:31"),
        ("vandaag", "di 24 nov"),
        ("di", "di 24 nov"),
        ("24 nov", "di 24 nov"),
        ("25 nov", "di 25 nov 2025"),
        ("29 feb", "do 29 feb 2024"),
        ("2026-11-01 23:59", "zo 1 nov 23:59"),
        ("3 dagen geleden", "za 21 nov"),
        ("vorige week", "di 17 nov"),
        ("9:35", "di 24 nov 09:35"),
        ("9:40", "ma 23 nov 09:40"),
    ],
)
def test_moment_ligt_achter_ons(tekst: str, wanneer: str) -> None:
    gelezen = lees_moment(tekst, NU)
    assert gelezen is not None
    assert schrijf_moment(gelezen.op, hele_dag=gelezen.hele_dag, vandaag=NU.date()) == wanneer


@pytest.mark.parametrize("tekst", ["", "ergens", "31-11", "25:00", "12:60", "99 dagen", "ma di", "\u0663-11"])
def test_wat_geen_moment_is_wordt_niet_geraden(tekst: str) -> None:
    assert lees_moment(tekst, NU) is None and periode_van(tekst, NU, vooruit=False) is None


def test_uur_dat_bij_de_wintertijd_twee_keer_komt_en_een_dat_er_niet_is() -> None:
    najaar, voorjaar = lees_moment("25-10-2026 2:30", NU), lees_moment("29-3-2026 2:30", NU)
    assert najaar is not None and voorjaar is not None
    assert najaar.op.utcoffset() == timedelta(hours=2) and voorjaar.op.date() == date(2026, 3, 29)


@given(
    st.integers(0, 13_600_000).map(lambda minuten: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minuten)),
    st.booleans(),
    st.none() | st.integers(1, 4000),
)
def test_geschreven_moment_leest_terug(op: datetime, hele_dag: bool, duur: int | None) -> None:
    begin = op.replace(tzinfo=AMSTERDAM)
    if hele_dag:
        begin = begin.replace(hour=0, minute=0)
    eind = None
    if duur is not None:
        eind = begin + (timedelta(days=duur // 24 + 1) if hele_dag else timedelta(minutes=duur))
    tekst = schrijf_moment(begin, hele_dag=hele_dag, vandaag=NU.date(), tot=eind)
    gelezen = periode_van(tekst, NU, vooruit=False)
    assert gelezen is not None, tekst
    assert gelezen[0] == (begin, hele_dag)
    assert (gelezen[1].op if gelezen[1] else None) == eind, tekst


@given(st.text(max_size=60))
def test_geen_getypt_woord_gaat_verloren(tekst: str) -> None:
    """Every word is in the text, or was read as kind, moment, source or aard."""
    r = ontleed(tekst, NU, bronnen=BRONNEN)
    if r.op is None and not r.bron and not r.aard and r.soort == "notitie":
        assert r.tekst.split() == tekst.split() or r.fout


def gebeurtenis(n: int, **velden: object) -> Gebeurtenis:
    basis = Gebeurtenis(f"g{n}", "notitie", NU - timedelta(days=n), False, None, "Notitie", "", "", "", "", 0, "")
    return basis._replace(**velden)


def test_zeef_op_soort_wie_periode_en_woord() -> None:
    alles = (
        gebeurtenis(0, soort="telefoon", bron="GGZ", zoek=plat("Eén Gesprek")),
        gebeurtenis(10, wie="M. van der Heijden"),
        gebeurtenis(40, soort="verlof", tot=NU - timedelta(days=20)),
    )

    def door(**wat: object) -> list[str]:
        return [g.id for g in zeef(alles, Zeef(**wat))]  # type: ignore[arg-type]

    assert door() == ["g0", "g10", "g40"]
    assert door(soorten=frozenset(("telefoon", "verlof"))) == ["g0", "g40"]
    assert door(wie="GGZ") == ["g0"] and door(wie="M. van der Heijden") == ["g10"]
    assert door(woorden="gesprek EEN") == ["g0"] and door(woorden="gesprek twee") == []
    assert door(van=NU.date() - timedelta(days=25), tot=NU.date() - timedelta(days=5)) == ["g10", "g40"]
    assert door(van=NU.date() - timedelta(days=19), tot=NU.date() - timedelta(days=11)) == []


def test_maand_heet_voluit() -> None:
    assert maandnaam(NU) == "november 2026"
