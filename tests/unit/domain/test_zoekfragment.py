"""What is cut out of a found text: the words round the hit, marked, and nothing secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.zoekfragment import Knipper
from zvh_desktop.domain.zoekvraag import Term, ontleed

_JAN = Betrokkene(
    id="b", stream="s", casus_id="c", straat="Geheimlaan", huisnummer="7", postcode="1506 XX", adres_geheim=True
)
_LANG = "De wijkagent sprak met haar. " * 30


def knip(vraag: str, tekst: str, *geheim: Betrokkene) -> str | None:
    return Knipper(ontleed(vraag).termen).knip("notitie", "tekst", tekst, geheim)


@pytest.mark.parametrize(
    ("vraag", "tekst", "fragment"),
    [
        ("gespr", "Een gesprek, gesprekken.", "Een \x02gesprek\x03, \x02gesprekken\x03."),
        ("gespr", "Het voorgesprek en het gesprek", "Het voorgesprek en het \x02gesprek\x03"),
        ("rust ", "Onrust, rustig en rust.", "Onrust, rustig en \x02rust\x03."),
        ("cliente", "CLIËNTE belde", "\x02CLIËNTE\x03 belde"),
        ("moeder belt", "Zij belt haar moeder", "Zij \x02belt\x03 haar \x02moeder\x03"),
    ],
)
def test_gevonden_woorden_zijn_gemerkt_en_andere_niet(vraag: str, tekst: str, fragment: str) -> None:
    assert knip(vraag, tekst) == fragment


def test_lange_tekst_wordt_bij_de_vondst_geknipt() -> None:
    fragment = knip("crisisplan", f"{_LANG}Het crisisplan ligt klaar. {_LANG}")
    assert fragment is not None
    assert "\x02crisisplan\x03" in fragment
    assert fragment.startswith("…")
    assert fragment.endswith("…")
    assert len(fragment) < 160


def test_woorden_die_hier_niet_te_vinden_zijn_zijn_aan_de_index() -> None:
    assert knip("straat", "plein") is None
    assert knip('"haar moeder" ', "haar moeder") is None


@pytest.mark.parametrize("afstand", range(0, 140, 7))
def test_half_adres_of_half_bsn_komt_niet_aan_de_rand_van_een_fragment(afstand: int) -> None:
    rand = ("ab " * 60)[:afstand]
    for tekst in (f"Geheimlaan 7, 1506 XX; 999990007 {rand} crisis", f"crisis {rand} Geheimlaan 7, 1506 XX; 999990007"):
        fragment = knip("crisis", tekst, _JAN) or ""
        assert "\x02crisis\x03" in fragment
        assert not [deel for deel in ("Geheim", "1506", "XX", "99999", "0007") if deel in fragment]


def test_wat_verborgen_moet_worden_is_ook_als_vondst_verborgen() -> None:
    assert knip("geheimlaan", "Hij woont Geheimlaan 7.", _JAN) == VERBORGEN


@given(st.lists(st.text("abcdeZ09", min_size=1, max_size=6), max_size=15), st.sampled_from(["", " ", "  "]))
def test_gewone_woorden_gaan_de_korte_weg_met_dezelfde_uitkomst(woorden: list[str], eind: str) -> None:
    tekst = " ".join(woorden) + eind
    # A tab is no sign the short way takes, and means as much as a space.
    lang = ontleed(tekst.replace(" ", "\t"))
    assert ontleed(tekst) == lang


def test_laatste_woord_mag_een_begin_zijn() -> None:
    assert ontleed("haar moe").termen == (Term("haar"), Term("moe", begin=True))
    assert ontleed("haar moe ").termen == (Term("haar"), Term("moe"))


@pytest.mark.parametrize(
    ("eerst", "dan", "zelfde"),
    [("gespr", "gesprek", True), ("ges", "gesteld", False), ("gespr", "gesprek ", True), ("gespr", "gespre ", False)],
)
def test_fragment_blijft_als_elk_gemerkt_woord_blijft_passen(eerst: str, dan: str, *, zelfde: bool) -> None:
    tekst = "Een gesprek, en nog een Gesprek."
    fragment = knip(eerst, tekst)
    assert fragment is not None
    assert Knipper(ontleed(dan).termen).blijft(fragment) is zelfde
    assert not zelfde or knip(dan, tekst) == fragment


@pytest.mark.parametrize("cijfers", ["999990007", "999 990 007", "⑨⑨⑨⑨⑨⓪⓪⓪⑦", "⁹⁹⁹⁹⁹⁰⁰⁰⁷", "９９９９９０００７"])
def test_bsn_in_welke_cijfers_ook_wordt_niet_getoond(cijfers: str) -> None:
    fragment = knip("crisis", f"crisis bij {cijfers} thuis") or ""
    assert VERBORGEN in fragment or "bij" not in fragment
