"""Merging two records of one person, following the pointer, and relations said from both sides."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.afscherming import HUIS, ZAAL, Adreszicht, Kijker, adreszicht, scherm_adressen_af, zonder_adres
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.gelijkenis import afstand, klank, lijkt_op
from zvh_desktop.domain.samenvoeging import (
    keuzevelden,
    later_gewijzigd,
    levend,
    verleg,
    verschillen,
    voeg_samen,
    volg,
    voorkeur,
)
from zvh_desktop.domain.systeem import INVERSE, RELATIES, Relatie, dubbele_relaties, genormaliseerd, omgekeerd, zijde


def mens(id_: str = "a", **velden: Any) -> Betrokkene:
    return Betrokkene.model_validate({"id": id_, "stream": "s", "casus_id": "c", **velden})


def tie(soort: str = "ouder", van: str = "a", naar: str = "b", **velden: Any) -> Relatie:
    basis = {"id": "r", "stream": "s", "casus_id": "c", "van_betrokkene_id": van, "naar_betrokkene_id": naar}
    return Relatie.model_validate({**basis, "relatiesoort": soort, **velden})


kort = st.text("abcdefghijklmnopqrstuvwxyz ", max_size=12)
relaties = st.builds(
    tie,
    soort=st.one_of(st.sampled_from(list(RELATIES)), kort),
    van=st.sampled_from("abc"),
    naar=st.sampled_from("abc"),
    woord_van=kort,
    woord_naar=kort,
    sinds=st.none() | st.dates(),
    bron=kort,
)
mensen = st.builds(
    mens,
    voornamen=kort,
    achternaam=kort,
    geboortedatum=st.none() | st.dates(date(1930, 1, 1), date(2026, 1, 1)),
    opmerking=kort,
    telefoon=kort,
    hoofdpersoon=st.booleans(),
    adres_geheim=st.booleans(),
    adres_dicht_voor_partner_ids=st.lists(st.sampled_from("pqr"), unique=True),
    aliassen=st.lists(kort.filter(bool), max_size=3),
    geinformeerd=st.sampled_from(["onbekend", "ja", "nee"]),
)


@given(relaties)
def test_omkeren_is_een_involutie_en_beide_kanten_lezen_hetzelfde(relatie: Relatie) -> None:
    assert omgekeerd(omgekeerd(relatie)) == relatie
    assert genormaliseerd(genormaliseerd(relatie)) == genormaliseerd(relatie)
    if relatie.van_betrokkene_id != relatie.naar_betrokkene_id:
        assert genormaliseerd(omgekeerd(relatie)) == genormaliseerd(relatie)
        for wie in "abc":
            assert zijde(relatie, wie) == zijde(omgekeerd(relatie), wie)


def test_elke_soort_heeft_een_omgekeerde_die_terugwijst() -> None:
    for soort, terug in INVERSE.items():
        assert soort in RELATIES and INVERSE[terug] == soort and soort != terug


def test_dezelfde_relatie_van_de_andere_kant_is_dubbel() -> None:
    een, twee = tie(id="1"), omgekeerd(tie(id="2"))
    assert dubbele_relaties([twee, een]) == {"2"}
    assert dubbele_relaties([een, tie(id="3", soort="partner")]) == frozenset()
    assert dubbele_relaties([tie(naar="a")]) == {"r"}


@given(mensen, mensen, st.data())
def test_samenvoegen_verliest_geen_naam_alias_of_geheim(een: Betrokkene, twee: Betrokkene, data: st.DataObject) -> None:
    weg = twee.met(id="b")
    velden = verschillen(een, weg)
    keuzes = {veld: data.draw(st.sampled_from(["blijft", "weg"])) for veld in velden}
    samen, oud = voeg_samen(een, weg, keuzes)
    for veld in keuzevelden():
        bron = weg if keuzes.get(veld) == "weg" else een
        assert getattr(samen, veld) == getattr(bron, veld)
    assert samen.adres_geheim == (een.adres_geheim or weg.adres_geheim)
    assert samen.hoofdpersoon == (een.hoofdpersoon or weg.hoofdpersoon)
    assert {*een.aliassen, *weg.aliassen} <= {*samen.aliassen}
    # The record that gives way holds everything it held.
    assert oud.met(verwijderd=False, samengevoegd_met="", samengevoegd_stand={}) == weg
    assert not later_gewijzigd(oud) and later_gewijzigd(oud.met(telefoon="x" + oud.telefoon)) == ("telefoon",)
    for wie in (Kijker("partner", "p"), Kijker("partner", ""), Kijker("betrokkene", "z"), ZAAL):
        if Adreszicht.DICHT in {adreszicht(p, wie) for p in (een, weg)}:
            assert adreszicht(samen, wie) is Adreszicht.DICHT


@given(mensen, mensen)
def test_het_voorstel_laat_niets_ingevulds_vallen_voor_iets_leegs(een: Betrokkene, twee: Betrokkene) -> None:
    weg = twee.met(id="b")
    samen, _ = voeg_samen(een, weg, {})
    for veld in voorkeur(een, weg):
        if getattr(een, veld) in ("", None, "onbekend"):
            assert getattr(samen, veld) == getattr(weg, veld)


def test_wat_al_samengevoegd_is_of_elders_hoort_wordt_geweigerd() -> None:
    for weg in (mens("a"), mens("b", casus_id="d"), mens("b", samengevoegd_met="c")):
        with pytest.raises(ValueError, match="samenvoegen_kan_niet"):
            voeg_samen(mens("a"), weg, {})
    with pytest.raises(ValueError, match="samenvoegen_kan_niet"):
        voeg_samen(mens("a", rol="x"), mens("b", rol="y"), {"rol": "beide"})


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=6))
def test_volgen_eindigt_altijd_en_iedereen_blijft_te_zien(wijzers: dict[str, str]) -> None:
    alle = {i: mens(i, samengevoegd_met=wijzers.get(i, ""), verwijderd=i in wijzers) for i in "abcdef"}
    getoond = {p.id for p in levend(alle.values())}
    for id_ in alle:
        eind = volg(id_, alle)
        assert eind == volg(eind, alle) and eind in getoond
    assert all(not p.verwijderd for p in levend(alle.values()))


def test_verwijzingen_volgen_ook_in_lijsten() -> None:
    assert verleg(tie(), "b", "z").naar_betrokkene_id == "z"
    p = mens("p", adres_dicht_voor_betrokkene_ids=["x", "b", "z"])
    assert verleg(p, "b", "z").adres_dicht_voor_betrokkene_ids == ["x", "z"]
    assert verleg(p, "niemand", "z") is p


# Addresses

GEHEIM: dict[str, Any] = {
    "adres_geheim": True, "straat": "Lange Dijk", "huisnummer": "12 b", "postcode": "1506 XX", "woonplaats": "Zaandam",
}  # fmt: skip


@pytest.mark.parametrize(
    ("velden", "kijker", "zicht"),
    [
        ({}, HUIS, Adreszicht.OPEN),
        ({}, Kijker("partner", "p"), Adreszicht.OPEN),
        ({}, ZAAL, Adreszicht.OP_VERZOEK),
        (GEHEIM, HUIS, Adreszicht.OP_VERZOEK),
        (GEHEIM, ZAAL, Adreszicht.DICHT),
        (GEHEIM, Kijker("partner", "p"), Adreszicht.DICHT),
        (GEHEIM, Kijker("betrokkene", "b"), Adreszicht.DICHT),
        (GEHEIM, Kijker("betrokkene", "a"), Adreszicht.OPEN),
        ({**GEHEIM, "adres_dicht_voor_partner_ids": ["p"]}, Kijker("partner", "p"), Adreszicht.DICHT),
        ({**GEHEIM, "adres_dicht_voor_partner_ids": ["p"]}, Kijker("partner", "q"), Adreszicht.OP_VERZOEK),
        ({**GEHEIM, "adres_dicht_voor_partner_ids": ["p"]}, Kijker("partner", ""), Adreszicht.DICHT),
        ({**GEHEIM, "adres_dicht_voor_betrokkene_ids": ["b"]}, Kijker("betrokkene", "b"), Adreszicht.DICHT),
        ({**GEHEIM, "adres_dicht_voor_betrokkene_ids": ["b"]}, Kijker("partner", "p"), Adreszicht.OP_VERZOEK),
        ({**GEHEIM, "adres_dicht_voor_betrokkene_ids": ["b"]}, ZAAL, Adreszicht.DICHT),
    ],
)
def test_wie_wat_van_een_adres_mag(velden: dict[str, Any], kijker: Kijker, zicht: Adreszicht) -> None:
    assert adreszicht(mens(**velden), kijker) is zicht
    leeg = zonder_adres(mens(**velden), kijker)
    assert (leeg.straat == "") == (zicht is Adreszicht.DICHT or not velden)


@pytest.mark.parametrize(
    ("tekst", "blijft"),
    [
        ("Zij woont op de lange dijk 12b in Zaandam.", "Zij woont op de ▒▒▒ ▒▒▒ ▒▒▒ in ▒▒▒."),
        ("Post naar 1506xx of 1506 XX.", "Post naar ▒▒▒ of ▒▒▒ ▒▒▒."),
        ("De Lange Dijk was druk.", "De ▒▒▒ ▒▒▒ was druk."),
        ("Een lange weg te gaan, 12 keer.", "Een lange weg te gaan, 12 keer."),
    ],
)
def test_geheim_adres_verdwijnt_uit_een_zin_en_de_rest_blijft(tekst: str, blijft: str) -> None:
    partner = Kijker("partner", "p")
    assert scherm_adressen_af(tekst, [mens(**GEHEIM)], partner) == blijft
    assert scherm_adressen_af(tekst, [mens(**GEHEIM)], HUIS) == tekst
    assert scherm_adressen_af(tekst, [mens(**{**GEHEIM, "adres_geheim": False})], partner) == tekst


# Alike


@pytest.mark.parametrize(
    ("een", "twee"),
    [
        ("Meijer", "Meyer"), ("Meijer", "Meier"), ("Jansen", "Janssen"), ("Jansen", "Janzen"), ("Schmidt", "Smit"),
        ("Kuijpers", "Kuipers"), ("Hendriks", "Hendrix"), ("Philips", "Filips"), ("Visscher", "Visser"),
        ("Bakker", "Backer"), ("IJzerman", "Yzerman"), ("Bogaard", "Bogaart"),
    ],
)  # fmt: skip
def test_namen_die_gelijk_klinken(een: str, twee: str) -> None:
    assert klank(een) == klank(twee)
    gelijk = lijkt_op(mens(voornamen="Kim", achternaam=een), mens("b", voornamen="Kim", achternaam=f"van der {twee}"))
    assert gelijk.score >= 50 and any("achternaam" in r for r in gelijk.redenen)


@given(mensen, mensen)
def test_lijken_is_wederzijds(een: Betrokkene, twee: Betrokkene) -> None:
    assert lijkt_op(een, twee).score == lijkt_op(twee, een).score
    assert 0 <= lijkt_op(een, twee).score <= 100


def test_twee_verschillende_bsns_zijn_twee_mensen() -> None:
    zelfde: dict[str, Any] = {"voornamen": "Kim", "achternaam": "Vos", "geboortedatum": date(2000, 1, 1)}
    assert lijkt_op(mens(**zelfde, bsn="999990007"), mens("b", **zelfde, bsn="999990019")).score == 0
    assert lijkt_op(mens(**zelfde, bsn="999990007"), mens("b", **zelfde)).zeker == "naam_geboortedatum"


def test_dag_en_maand_omgewisseld_telt_mee() -> None:
    een = mens(voornamen="K.", achternaam="Vos", geboortedatum=date(2000, 3, 7))
    twee = mens("b", voornamen="Kim", achternaam="Vos", geboortedatum=date(2000, 7, 3))
    assert "dag en maand van geboorte omgewisseld" in lijkt_op(een, twee).redenen


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_afstand_is_wederzijds_en_nul_alleen_bij_gelijk(een: str, twee: str) -> None:
    assert afstand(een, twee) == afstand(twee, een)
    assert (afstand(een, twee) == 0) == (een == twee)
