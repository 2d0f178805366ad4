"""Cleaning of text: nothing vanishes unseen, nothing becomes mark-up."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.documents.compose.letters import laad_letters, schoon
from zvh_desktop.documents.compose.tekst import datum, moment, opmaak


@pytest.mark.parametrize(
    ("uit", "erin"),
    [
        ("Łukasz Şahin-Müller €", "Łukasz Şahin-Müller €"),
        ("é", "e\u0301"),
        ("zacht", "za\u00adcht"),
        ("woord", "wo\u200bo\ufeffrd"),
        ("a[U+202E]b", "a\u202eb"),
        ("a[U+0008]b", "a\x08b"),
        ("a b", "a\tb"),
        ("a\nb\nc\nd", "a\r\nb\rc\u2028d"),
        ("[U+1F600]", "\U0001f600"),
        ("[U+D800]", "\ud800"),
    ],
)
def test_schoon(uit: str, erin: str) -> None:
    assert schoon(erin) == uit


@given(st.text(st.characters(), max_size=60))
def test_schone_tekst_heeft_alleen_tekens_die_de_letters_kennen_en_blijft_schoon(tekst: str) -> None:
    uit = schoon(tekst)
    bekend = laad_letters()
    assert bekend(uit) == uit
    assert all(teken == "\n" or teken == "\xa0" or teken.isprintable() for teken in uit)


@given(st.text(max_size=60))
def test_opmaak_heeft_geen_andere_haken_dan_regeleinden(tekst: str) -> None:
    assert "<" not in opmaak(schoon(tekst)).replace("<br/>", "")


def test_datums_staan_er_zoals_mensen_ze_schrijven() -> None:
    assert datum(date(2026, 3, 1)) == "1 maart 2026"
    zone = timezone(timedelta(hours=2))
    assert moment(datetime(2026, 8, 9, 7, 5, tzinfo=zone)) == "9 augustus 2026 om 07:05 uur"
