"""Versions side by side: no sentence of anyone is lost, what differs is pointed at."""

from hypothesis import given, settings
from hypothesis import strategies as st
from zvh_testing.duur import keer

from zvh_desktop.domain.tekstverschil import eigen_stukken, met_alles, zinnen

_ZIN = st.sampled_from(["Hij belt.", "Zij komt.", "Niemand thuis!", "Waarom?", "regel\n", "  ", "De deur stond open…"])
_TEKST = st.lists(_ZIN, max_size=6).map(" ".join)


@given(st.one_of(_TEKST, st.text(max_size=60)))
@settings(max_examples=keer(50, 150), deadline=None)
def test_zinnen_zijn_samen_weer_de_tekst(tekst: str) -> None:
    assert "".join(zinnen(tekst)) == tekst


@given(st.lists(_TEKST, min_size=1, max_size=3))
@settings(max_examples=keer(50, 150), deadline=None)
def test_geen_zin_gaat_verloren(teksten: list[str]) -> None:
    samen = " ".join(met_alles(teksten).split())
    for tekst in teksten:
        for zin in zinnen(tekst):
            assert " ".join(zin.split()) in samen


def test_wat_gelijk_is_staat_er_een_keer() -> None:
    assert met_alles(["Eerst. Midden. Eind.", "Eerst. Anders. Eind."]) == "Eerst. Midden. Anders. Eind."
    assert met_alles(["Zelfde.", "Zelfde."]) == "Zelfde."


def test_alleen_wat_een_ander_niet_zegt_wordt_aangewezen() -> None:
    tekst = "Eerst. Midden. Eind."
    ((begin, eind),) = eigen_stukken(tekst, ["Eerst. Eind."])
    assert tekst[begin:eind] == "Midden."
    assert eigen_stukken(tekst, [tekst]) == []
