"""The picture of a system: everybody once, households alone in their frame, the same picture each time."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.systeem import RELATIES, Relatie, omgekeerd
from zvh_desktop.domain.systeembeeld import LIJNEN, Systeembeeld, buur, teken

VANDAAG = date(2026, 11, 24)
NAMEN = [f"p{nr:02d}" for nr in range(25)]


def mens(id_: str, **velden: Any) -> Betrokkene:
    return Betrokkene.model_validate({"id": id_, "stream": "s", "casus_id": "c", "voornamen": id_.upper(), **velden})


def tie(soort: str, van: str, naar: str, **velden: Any) -> Relatie:
    basis = {"id": f"{soort}-{van}-{naar}", "stream": "s", "casus_id": "c", "relatiesoort": soort}
    return Relatie.model_validate({**basis, "van_betrokkene_id": van, "naar_betrokkene_id": naar, **velden})


banden = st.lists(
    st.builds(tie, st.sampled_from([*RELATIES, "iets nieuws"]), st.sampled_from(NAMEN), st.sampled_from(NAMEN)),
    max_size=40,
)
aantal = st.integers(0, 25)


def binnen(beeld: Systeembeeld, nr: int) -> set[str]:
    h = beeld.huishoudens[nr]
    return {k.id for k in beeld.knopen if h.kolom <= k.kolom <= h.kolom_tot and h.rij <= k.rij <= h.rij_tot}


@given(aantal, banden)
def test_iedereen_staat_er_een_keer_en_een_huishouden_omlijnt_alleen_zijn_leden(
    hoeveel: int, relaties: list[Relatie]
) -> None:
    personen = [mens(naam) for naam in NAMEN[:hoeveel]]
    beeld = teken(personen, relaties, VANDAAG)
    assert sorted(k.id for k in beeld.knopen) == NAMEN[:hoeveel]
    assert len({(k.kolom, k.rij) for k in beeld.knopen}) == hoeveel
    assert all(0 <= k.kolom < beeld.kolommen and 0 <= k.rij < beeld.rijen for k in beeld.knopen)
    for nr, h in enumerate(beeld.huishoudens):
        assert binnen(beeld, nr) == set(h.leden)
    for een, twee in combinations(beeld.huishoudens, 2):
        assert not set(een.leden) & set(twee.leden)
    assert teken(personen, relaties, VANDAAG) == beeld


@given(aantal, banden)
def test_omgekeerd_gezegd_geeft_dezelfde_lijnen(hoeveel: int, relaties: list[Relatie]) -> None:
    personen = [mens(naam) for naam in NAMEN[:hoeveel]]
    richting = {"ouder", "hulpverlener"}

    def lijnen(rs: list[Relatie]) -> list[Any]:
        return [
            (lijn.soort, *((lijn.van, lijn.naar) if lijn.soort in richting else sorted((lijn.van, lijn.naar))))
            for lijn in teken(personen, rs, VANDAAG).lijnen
        ]

    assert lijnen(relaties) == lijnen([omgekeerd(r) for r in relaties])


@given(st.integers(1, 25), banden)
def test_met_pijltjes_kom_je_bij_iedereen_en_nooit_bij_jezelf(hoeveel: int, relaties: list[Relatie]) -> None:
    beeld = teken([mens(naam) for naam in NAMEN[:hoeveel]], relaties, VANDAAG)
    bereikt, wachtrij = set(), [beeld.knopen[0].id]
    while wachtrij:
        nu = wachtrij.pop()
        if nu in bereikt:
            continue
        bereikt.add(nu)
        for richting in ("links", "rechts", "boven", "onder"):
            naar = buur(beeld, nu, richting)  # type: ignore[arg-type]
            assert naar != nu
            if naar:
                wachtrij.append(naar)
    assert bereikt == {k.id for k in beeld.knopen}


def test_ouders_staan_boven_hun_kind_en_partners_naast_elkaar() -> None:
    personen = [mens("kees"), mens("jan"), mens("ria"), mens("opa")]
    relaties = [
        tie("ouder", "jan", "kees"),
        tie("kind", "kees", "ria"),
        tie("partner", "jan", "ria"),
        tie("ouder", "opa", "jan"),
    ]
    plek = {k.id: k for k in teken(personen, relaties, VANDAAG).knopen}
    assert plek["opa"].rij < plek["jan"].rij == plek["ria"].rij < plek["kees"].rij


def test_een_kring_van_ouders_laat_het_beeld_niet_vallen() -> None:
    personen = [mens("a"), mens("b"), mens("c")]
    relaties = [tie("ouder", "a", "b"), tie("ouder", "b", "c"), tie("ouder", "c", "a"), tie("partner", "a", "b")]
    assert len(teken(personen, relaties, VANDAAG).knopen) == 3


def test_gesproken_zin_noemt_elke_band_van_die_kant() -> None:
    personen = [
        mens("jan", achternaam="Vermeer", rol="vader", geboortedatum=date(1968, 7, 2)),
        mens("kees", hoofdpersoon=True),
    ]
    beeld = teken(personen, [tie("ouder", "jan", "kees", woord_van="vader", tot=date(2020, 1, 1))], VANDAAG)
    zinnen = {k.id: k.spreek for k in beeld.knopen}
    assert zinnen["jan"] == "JAN Vermeer, 58 jaar, vader; vader van KEES, voorbij"
    assert zinnen["kees"] == "KEES, hoofdpersoon; kind van JAN Vermeer, voorbij"
    assert zinnen["jan"] in beeld.alt() and beeld.lijnen[0].voorbij


def test_een_geheim_adres_komt_niet_in_het_beeld() -> None:
    geheim = {"straat": "Geheimlaan", "huisnummer": "77", "postcode": "1506 XX", "woonplaats": "Zaandam"}
    beeld = teken(
        [mens("jan", adres_geheim=True, telefoon="0612345678", bsn="999990007", **geheim), mens("kees", **geheim)],
        [tie("huishouden", "jan", "kees")],
        VANDAAG,
    )
    tekst = repr(beeld) + beeld.alt()
    assert not any(w in tekst for w in (*geheim.values(), "0612345678", "999990007"))


def test_lijnen_zijn_zonder_kleur_uit_elkaar_te_houden() -> None:
    vormen = [(v.streep, v.teken, v.dik) for v in LIJNEN.values()]
    assert len(set(vormen)) == len(vormen)


@pytest.mark.parametrize("leeg", [[], [mens("a")]])
def test_leeg_of_alleen_geeft_een_beeld(leeg: list[Betrokkene]) -> None:
    beeld = teken(leeg, [], VANDAAG)
    assert len(beeld.knopen) == len(leeg) and beeld.alt()
    assert buur(beeld, "weg", "links") == ("a" if leeg else "")
