"""What is typed to find something: any text is a question, and its normal form reads back as the same."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zvh_desktop.domain.zoekvraag import (
    IS,
    OPERATOREN,
    SOORTEN,
    Filter,
    Term,
    Vraag,
    ontleed,
    schrijf,
    vernauwt,
    vul_aan,
)

_STUKJES = st.lists(
    st.one_of(
        st.sampled_from(
            [*OPERATOREN, "is:open", "@van", '"', "-", "*", ":", " ", "NOT", "AND(", "NEAR", "é", "ij", "\x00"]
        ),
        st.sampled_from(
            ["na:2026-01-01", "voor:2026-13-99", 'thema:"huiselijk geweld"', "fase:9", "--", '-"', "soort:"]
        ),
        st.text(max_size=6),
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), _STUKJES))
@example('-"')
@example("a:*")
@example('"@')
@example("@\ud800")
def test_elke_tekst_is_een_vraag_en_de_normaalvorm_leest_terug_als_dezelfde(tekst: str) -> None:
    vraag = ontleed(tekst)
    normaal = schrijf(vraag)
    terug = ontleed(normaal)
    zelfde = (terug.termen, terug.filters, terug.na, terug.voor) == (vraag.termen, vraag.filters, vraag.na, vraag.voor)
    assert zelfde, normaal
    assert schrijf(terug) == normaal


def test_woorden_frasen_min_en_filters_komen_uit_elkaar() -> None:
    vraag = ontleed(
        'crisis "geen contact" -geweld is:open thema:overlast -soort:actie @Jansen na:2026-01-01 voor:2026-02-01'
    )
    assert vraag.termen == (Term("crisis"), Term("geen contact"), Term("geweld", niet=True))
    assert vraag.filters == (
        Filter("is", "open"),
        Filter("thema", "overlast"),
        Filter("soort", "actie", niet=True),
        Filter("mens", "Jansen"),
    )
    assert (vraag.na, vraag.voor) == (date(2026, 1, 1), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("tekst", "term"),
    [
        ("cris", Term("cris", begin=True)),
        ("cris ", Term("cris")),
        ('"cris"', Term("cris")),
        ("x", Term("x")),
        ("cris* ", Term("cris", begin=True)),
        ("wij-zij ", Term("wij zij")),
    ],
)
def test_laatste_woord_mag_half_zijn_tot_er_een_spatie_of_aanhaling_achter_staat(tekst: str, term: Term) -> None:
    assert ontleed(tekst).termen == (term,)


def test_wat_geen_operator_is_blijft_woord_en_geeft_raad() -> None:
    vraag = ontleed("is:groen http://voorbeeld 12:30 ")
    assert [t.tekst for t in vraag.termen] == ["is groen", "http voorbeeld", "12 30"]
    assert "aangemeld" in vraag.raad[0]
    assert not ontleed("na:ooit ").zonder_filters or ontleed("na:ooit ").raad


def test_operator_die_nog_getypt_wordt_is_geen_woord() -> None:
    for half in ("vader is:", "vader is:ope", "vader soort:not", "vader na:2026-0-"):
        assert [t.tekst for t in ontleed(half).termen] == ["vader"], half
        assert ontleed(half).raad == ()
    assert ontleed("vader is:ope ").raad


def test_dagen_in_woorden_lezen_vanaf_vandaag() -> None:
    assert ontleed("na:gisteren x", date(2026, 11, 24)).na == date(2026, 11, 23)
    assert ontleed("na:gisteren x").na is None


def test_niets_getypt_vraagt_niets() -> None:
    assert ontleed("   ") == Vraag()
    assert ontleed("").leeg


def test_hoeveel_er_ook_getypt_wordt_er_blijft_een_vraag_over() -> None:
    vraag = ontleed(" ".join(f"woord{n} thema:t{n}" for n in range(5000)))
    assert 0 < len(vraag.termen) <= 12
    assert 0 < len(vraag.filters) <= 12


def test_aanvullen_biedt_operatoren_waarden_en_namen() -> None:
    assert ("crisis is:", OPERATOREN["is:"]) in vul_aan("crisis i", 8)
    assert ("is:open ", IS["open"]) in vul_aan("is:o", 4)
    assert [t for t, _ in vul_aan("soort:", 6)] == [f"soort:{s} " for s in list(SOORTEN)[:8]]
    assert vul_aan("partner:wa", 10, partners=["GGZ Waterland", "Politie"])[0][0] == 'partner:"GGZ Waterland" '
    assert vul_aan("@ja", 3, mensen=["Kees Jansen"])[0][0] == '"@Kees Jansen" '
    assert vul_aan("-is:af rest", 6)[0][0] == "-is:afgesloten rest"
    assert vul_aan("crisis ", 7) == ()


@given(st.text(), st.integers(min_value=0, max_value=200))
def test_aanvullen_faalt_op_geen_tekst(tekst: str, cursor: int) -> None:
    for nieuw, _ in vul_aan(tekst, min(cursor, len(tekst)), themas=["a b"], partners=[tekst], mensen=[tekst]):
        ontleed(nieuw)


@pytest.mark.parametrize(
    ("nieuw", "oud", "nauwer"),
    [
        ("gespr", "ges", True),
        ("gespr ", "ges", True),
        ("gesprek met", "gespr", True),
        ("ges", "gespr", False),
        ("gespr", "gespr ", False),
        ("gespr", "ges -moeder", False),
        ("gespr -moeder", "ges", False),
        ('"haar moeder"', "haar", False),
        ("gespr", "", True),
    ],
)
def test_alleen_een_nauwere_vraag_heeft_genoeg_aan_wat_al_gevonden_is(nieuw: str, oud: str, nauwer: bool) -> None:
    assert vernauwt(ontleed(nieuw).termen, ontleed(oud).termen) is nauwer
