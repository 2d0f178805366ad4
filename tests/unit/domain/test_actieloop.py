"""The life of an action, over whatever steps people take, and what stagnates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.actieloop import (
    AFGELOPEN,
    STANDEN,
    STAPPEN,
    belet_overdracht,
    belet_stap,
    belet_uitstel,
    na_stap,
    stand,
    wanneer_groep,
)
from zvh_desktop.domain.plan import Actie, dagen_te_laat
from zvh_desktop.domain.stagnatie import (
    TREDEN,
    Escalatie,
    Grenzen,
    Stilstand,
    belet_antwoord,
    belet_escalatie,
    stagneert,
    volgende_trede,
)

DAG = date(2026, 11, 24)
NU = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def actie(**velden: object) -> Actie:
    basis = {"id": "a" * 32, "stream": "b" * 32, "casus_id": "c" * 32, "tekst": "bellen", "gemaakt_op": DAG}
    return Actie.model_validate({**basis, **velden})


@given(st.lists(st.tuples(st.sampled_from(sorted(STANDEN)), st.sampled_from(("", "  ", "geen gehoor")))))
def test_wat_men_ook_doet_een_actie_staat_altijd_ergens_en_een_einde_heeft_een_moment(
    stappen: list[tuple[str, str]],
) -> None:
    nu = actie(voortgang="voorgesteld")
    for naar, tekst in stappen:
        van = stand(nu)
        if belet_stap(van, naar, tekst):
            continue
        assert naar in STAPPEN[van]
        nu = na_stap(nu, naar, tekst, NU, "M. Jansen")
        assert stand(nu) == naar
        assert (nu.afgerond_op is not None) == (stand(nu) in AFGELOPEN)
        assert bool(nu.afgerond_door) == (stand(nu) in AFGELOPEN)
        if naar in AFGELOPEN - {"gedaan"}:
            assert nu.terugkoppeling


@given(st.sampled_from(sorted(STANDEN)))
def test_uit_elke_stand_is_er_een_weg_naar_gedaan(van: str) -> None:
    bereikt, rand = {van}, [van]
    while rand:
        for naar in STAPPEN[rand.pop()] - bereikt:
            bereikt.add(naar)
            rand.append(naar)
    assert "gedaan" in bereikt


def test_open_van_een_oudere_actie_leest_als_aanvaard() -> None:
    assert stand(actie()) == "aanvaard"
    assert stand(na_stap(actie(voortgang="voorgesteld"), "aanvaard", "", NU, "x")) == "aanvaard"
    assert na_stap(actie(voortgang="voorgesteld"), "aanvaard", "", NU, "x").voortgang == ""


def test_weigeren_kan_alleen_wat_is_voorgesteld_en_met_reden() -> None:
    assert belet_stap("voorgesteld", "geweigerd", "") == "reden_nodig"
    assert belet_stap("voorgesteld", "geweigerd", "past niet bij ons") == ""
    assert belet_stap("aanvaard", "geweigerd", "past niet bij ons") == "actie_overgang"
    assert belet_stap("gedaan", "niet_gedaan", "toch niet") == "actie_overgang"
    assert belet_stap("aanvaard", "iets", "") == "status_onbekend"


@pytest.mark.parametrize(
    ("was", "naar", "reden", "waarom"),
    [
        (DAG, DAG + timedelta(days=7), "ziek", ""),
        (None, DAG, "ziek", ""),
        (DAG, DAG + timedelta(days=7), " ", "uitstel_reden"),
        (DAG, DAG, "ziek", "uitstel_dag"),
        (DAG - timedelta(days=9), DAG - timedelta(days=1), "ziek", "uitstel_dag"),
        (DAG, None, "ziek", "uitstel_dag"),
    ],
)
def test_uitstellen_gaat_naar_later_met_een_reden(was: date | None, naar: date | None, reden: str, waarom: str) -> None:
    assert belet_uitstel(actie(uiterlijk=was), naar, reden, DAG) == waarom


def test_wat_af_is_wordt_niet_uitgesteld_of_overgedragen() -> None:
    af = actie(status="gedaan", uiterlijk=DAG)
    assert belet_uitstel(af, DAG + timedelta(days=1), "ziek", DAG) == "actie_al_af"
    assert belet_overdracht(af, "p", "") == "actie_al_af"
    assert belet_overdracht(actie(partner_id="p"), "", " ") == "overdracht_aan_niemand"
    assert belet_overdracht(actie(partner_id="p"), "p", "") == "overdracht_aan_dezelfde"
    assert belet_overdracht(actie(partner_id="p"), "p", "Anna") == ""


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(-20, 20))
def test_een_dag_staat_in_precies_een_van_laat_vandaag_en_straks(vandaag: date, over: int) -> None:
    dag = vandaag + timedelta(days=over)
    groepen = wanneer_groep(dag, vandaag)
    assert ("laat" in groepen) == (over < 0)
    assert ("vandaag" in groepen) == (over == 0)
    assert ("week" in groepen) == (over >= 0 and dag.isocalendar()[:2] == vandaag.isocalendar()[:2])


# What stagnates


def casus(**velden: object) -> Stilstand:
    basis: dict[str, object] = {"casusregisseur": "Anna", "themas": (), "begonnen": DAG, "bewogen": DAG}
    return Stilstand(**{**basis, **velden})  # type: ignore[arg-type]  # one field by name


def soorten(s: Stilstand, grenzen: Grenzen | None = None) -> list[str]:
    return [v.soort for v in stagneert(s, grenzen or Grenzen(), DAG)]


def test_een_casus_die_loopt_stagneert_niet() -> None:
    assert soorten(casus()) == []


def test_elke_reden_wordt_genoemd_wat_het_zwaarst_weegt_eerst() -> None:
    s = casus(
        casusregisseur=" ",
        begonnen=DAG - timedelta(days=14),
        themas=("re_integratie",),
        bewogen=DAG - timedelta(days=42),
        uitgesteld=(("bellen", 3, DAG), ("schrijven", 2, DAG)),
        fasen=((1, DAG - timedelta(days=181), None, 0),),
    )
    grenzen = Grenzen(zsm_themas=frozenset({"re_integratie"}), dji_themas=frozenset({"re_integratie"}))
    assert soorten(s, grenzen) == ["geen_casusregisseur", "uitgesteld", "fase", "stil", "zsm", "dji"]


@pytest.mark.parametrize(
    ("open_sinds", "toets", "weken", "te_lang"),
    [
        (180, None, 0, False),
        (181, None, 0, True),
        (29, None, 4, True),
        (28, None, 4, False),
        (500, DAG, 0, False),
        (5, DAG - timedelta(days=1), 0, True),
    ],
)
def test_een_fase_duurt_te_lang_na_haar_toetsmoment_haar_plan_of_de_grens(
    open_sinds: int, toets: date | None, weken: int, te_lang: bool
) -> None:
    s = casus(fasen=((2, DAG - timedelta(days=open_sinds), toets, weken),))
    assert (soorten(s) == ["fase"]) is te_lang


def test_grens_nul_zet_een_bewaking_uit() -> None:
    s = casus(bewogen=DAG - timedelta(days=999), uitgesteld=(("bellen", 9, DAG),),
              fasen=((1, DAG - timedelta(days=999), None, 0),), casusregisseur="",
              begonnen=DAG - timedelta(days=999))  # fmt: skip
    assert soorten(s, Grenzen(stil_dagen=0, uitstel_keer=0, fase_dagen=0, regisseur_dagen=0)) == []
    assert soorten(s, Grenzen(stil_dagen=0, uitstel_keer=0, fase_dagen=0)) == ["geen_casusregisseur"]


def escalatie(trede: str, **velden: object) -> Escalatie:
    basis = {"id": "a", "stream": "b", "casus_id": "c", "trede": trede, "reden": "stil", "gezet_op": NU}
    return Escalatie.model_validate({**basis, **velden})


def test_escaleren_slaat_geen_trede_over_en_wacht_op_antwoord() -> None:
    eerdere: list[Escalatie] = []
    for trede in TREDEN:
        assert volgende_trede(eerdere) == trede
        for andere in list(TREDEN)[list(TREDEN).index(trede) + 1 :]:
            assert belet_escalatie(eerdere, andere, "stil") == "escalatie_trede"
        assert belet_escalatie(eerdere, trede, " ") == "escalatie_reden"
        assert belet_escalatie(eerdere, trede, "stil") == ""
        eerdere.append(escalatie(trede))
        assert belet_escalatie(eerdere, trede, "stil") == "escalatie_wacht"
        eerdere[-1] = escalatie(trede, antwoord="wij helpen", antwoord_op=NU)
        assert belet_escalatie(eerdere, trede, "weer stil") == ""
    assert volgende_trede(eerdere) == ""


def test_een_antwoord_wordt_een_keer_gegeven_en_is_niet_leeg() -> None:
    assert belet_antwoord(escalatie("stuurgroep"), " ") == "escalatie_antwoord"
    assert belet_antwoord(escalatie("stuurgroep"), "ja") == ""
    assert belet_antwoord(escalatie("stuurgroep", antwoord="ja", antwoord_op=NU), "nee") == "escalatie_beantwoord"


@pytest.mark.parametrize(
    ("uiterlijk", "vandaag", "dagen"),
    [
        (date(2028, 2, 28), date(2028, 3, 1), 2),
        (date(2027, 2, 28), date(2027, 3, 1), 1),
        (date(2028, 2, 29), date(2028, 2, 29), 0),
        (date(2026, 12, 31), date(2027, 1, 1), 1),
        (date(2026, 3, 28), date(2026, 3, 30), 2),
        (date(2026, 10, 24), date(2026, 10, 26), 2),
        (date(2026, 11, 24), date(2026, 11, 23), 0),
    ],
    ids=["schrikkeljaar", "gewoon_jaar", "schrikkeldag_zelf", "oud_en_nieuw", "zomertijd", "wintertijd", "klok_terug"],
)
def test_te_laat_telt_kalenderdagen(uiterlijk: date, vandaag: date, dagen: int) -> None:
    assert dagen_te_laat(actie(uiterlijk=uiterlijk), vandaag) == dagen
