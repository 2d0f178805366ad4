from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.analyse import (
    LEEFGEBIEDEN,
    VOORWAARDEN,
    ZRM_DOMEINEN,
    ZRM_EDITIES,
    Analysepunt,
    Basisvoorwaarde,
    Leefgebied,
    Risicotaxatie,
    Zrmmeting,
    Zrmscore,
    aard_past,
    basisvoorwaarde_id,
    domeinen_van,
    gebiedstanden,
    is_verlopen,
    laatste_scores,
    leefgebieden,
    reeksen,
    zrmscore_id,
)
from zvh_desktop.domain.analysestand import stand_van_analyse
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.partner import PARTNERSOORTEN, Partner, Regio
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.themablok import ThemaHgkm, ThemaMensenhandel, Themarij, blok_id, gevuld
from zvh_desktop.domain.themavelden import BLOKKEN, GEHEIM, blokken_van, lijst_van, uitnodigingen
from zvh_desktop.domain.veldnamen import KEUZEN, VELDNAMEN

STROOM, CASUS = "5" * 32, "c" * 32
VANDAAG = date(2026, 11, 24)
REGIO = Regio(id="r" * 32, stream=STROOM, naam="ZVH")


def _punt(id_: str, gebied: str, soort: str = "feit", dag: date | None = None, tekst: str = "tekst") -> Analysepunt:
    velden = {"puntsoort": soort, "aard": aard_past(soort, "feit"), "tekst": tekst, "datum": dag}
    return Analysepunt.model_validate(
        {"id": id_, "stream": STROOM, "casus_id": CASUS, "leefgebied_id": gebied, **velden}
    )


def _meting(id_: str, dag: date, editie: str = "zrm_2017", wie: str = "", versie: str = "volwassenen") -> Zrmmeting:
    return Zrmmeting(id=id_, stream=STROOM, casus_id=CASUS, betrokkene_id=wie, datum=dag, editie=editie, versie=versie)


def _score(meting: str, domein: str, score: int) -> Zrmscore:
    return Zrmscore.model_validate(
        {
            "id": zrmscore_id(meting, domein), "stream": STROOM, "casus_id": CASUS, "meting_id": meting,
            "domein": domein, "score": score,
        }
    )  # fmt: skip


def test_een_huis_begint_met_de_dertien_domeinen_van_de_zrm_2017() -> None:
    lijst = leefgebieden(REGIO, [])
    assert len(lijst) == 13
    assert [g.naam for g in lijst] == [ZRM_DOMEINEN[s] for s in LEEFGEBIEDEN]
    assert lijst == leefgebieden(REGIO, []), "twee toestellen hebben dezelfde ids"


def test_een_gewijzigd_leefgebied_komt_in_de_plaats_van_het_standaardleefgebied() -> None:
    wonen = next(g for g in leefgebieden(REGIO, []) if g.naam == "Huisvesting")
    nieuw = wonen.met(naam="Wonen", volgorde=5)
    lijst = leefgebieden(REGIO, [nieuw])
    assert len(lijst) == 13
    assert lijst[0] == nieuw


def test_wat_onder_een_weggehaald_leefgebied_staat_blijft_te_zien() -> None:
    weg = leefgebieden(REGIO, [])[3].met(verwijderd=True)
    gebieden = leefgebieden(REGIO, [weg])
    zonder = gebiedstanden(gebieden, [], {})
    assert weg.id not in {s.gebied.id for s in zonder}
    met = gebiedstanden(gebieden, [_punt("1" * 32, weg.id)], {})
    assert met[-1].gebied == weg
    assert not met[-1].in_lijst
    assert met[-1].aantal == 1


def test_een_punt_onder_een_leefgebied_dat_nog_niet_kwam_wordt_toch_getoond() -> None:
    standen = gebiedstanden(leefgebieden(REGIO, []), [_punt("1" * 32, "f" * 32)], {})
    assert standen[-1].aantal == 1
    assert "nog niet bekend" in standen[-1].gebied.naam


@given(st.lists(st.tuples(st.sampled_from(["feit", "kracht", "zorg", "oordeel"]), st.integers(0, 15)), max_size=30))
def test_elk_punt_staat_precies_een_keer_in_de_standen(punten: list[tuple[str, int]]) -> None:
    gebieden = leefgebieden(REGIO, [Leefgebied(id="a" * 32, stream=STROOM, naam="Weg", verwijderd=True)])
    ids = [*(g.id for g in gebieden), "f" * 32]
    records = [_punt(f"{nr:032x}", ids[plek % len(ids)], soort) for nr, (soort, plek) in enumerate(punten)]
    standen = gebiedstanden(gebieden, records, {})
    gezien = [p.id for s in standen for groep in s.punten.values() for p in groep]
    assert sorted(gezien) == sorted(r.id for r in records)


def test_een_feit_is_een_feit_en_een_oordeel_een_oordeel() -> None:
    assert aard_past("feit", "oordeel") == "feit"
    assert aard_past("oordeel", "feit") == "oordeel"
    assert aard_past("zorg", "oordeel") == "oordeel"
    assert aard_past("kracht", "feit") == "feit"


def test_scores_van_twee_edities_staan_nooit_in_een_verloop() -> None:
    metingen = [
        _meting("1", date(2025, 1, 1), "zrm_ouder"), _meting("2", date(2026, 1, 1)), _meting("3", date(2026, 6, 1)),
    ]  # fmt: skip
    scores = [_score("1", "huisvesting", 2), _score("2", "huisvesting", 3), _score("3", "huisvesting", 4)]
    een, twee = reeksen(metingen, scores)
    assert (een.editie, een.scores["huisvesting"]) == ("zrm_2017", (3, 4))
    assert (twee.editie, twee.scores["huisvesting"]) == ("zrm_ouder", (2,))
    assert len(een.domeinen) == 13
    assert len(twee.domeinen) == 11


def test_scores_van_twee_mensen_of_versies_staan_apart() -> None:
    metingen = [
        _meting("1", date(2026, 1, 1), wie="k"), _meting("2", date(2026, 2, 1), wie="j"),
        _meting("3", date(2026, 3, 1), wie="k", versie="jongeren"),
    ]  # fmt: skip
    assert len(reeksen(metingen, [_score(m, "justitie", 1) for m in "123"])) == 3


def test_wat_niet_gescoord_is_is_leeg_en_niet_nul() -> None:
    (reeks,) = reeksen([_meting("1", VANDAAG)], [_score("1", "justitie", 4), _score("1", "huisvesting", 0)])
    assert reeks.scores["justitie"] == (4,)
    assert reeks.scores["huisvesting"] == (None,)


def test_een_onbekende_editie_toont_wat_gescoord_is() -> None:
    assert domeinen_van("een nieuwere", ["wonen", "geld"]) == ("geld", "wonen")
    (reeks,) = reeksen([_meting("1", VANDAAG, "een nieuwere")], [_score("1", "wonen", 3)])
    assert reeks.domeinen == ("wonen",)


def test_de_laatste_score_is_die_van_de_laatste_dag() -> None:
    alle = reeksen(
        [_meting("1", date(2026, 1, 1)), _meting("2", date(2026, 6, 1)), _meting("3", date(2024, 1, 1), "zrm_ouder")],
        [_score("1", "justitie", 1), _score("2", "justitie", 3), _score("3", "justitie", 5)],
    )
    assert laatste_scores(alle)["justitie"] == (3, date(2026, 6, 1), "zrm_2017")


def test_een_taxatie_geldt_de_laatste_dag_nog() -> None:
    taxatie = Risicotaxatie(id="t", stream=STROOM, casus_id=CASUS, instrument="X", geldig_tot=VANDAAG)
    assert not is_verlopen(taxatie, VANDAAG)
    assert is_verlopen(taxatie.met(geldig_tot=date(2026, 11, 23)), VANDAAG)
    assert not is_verlopen(taxatie.met(geldig_tot=None), VANDAAG)


def test_de_stand_noemt_wat_leeg_is_en_wat_verlopen_is() -> None:
    gebieden = leefgebieden(REGIO, [])
    standen = gebiedstanden(gebieden, [_punt(f"{n:032x}", g.id, "zorg") for n, g in enumerate(gebieden[:12])], {})
    taxatie = Risicotaxatie(id="t", stream=STROOM, casus_id=CASUS, instrument="HKT-R", geldig_tot=date(2026, 1, 1))
    voorwaarden = [
        Basisvoorwaarde(id=basisvoorwaarde_id(CASUS, v), stream=STROOM, casus_id=CASUS, voorwaarde=v)
        for v in VOORWAARDEN
    ]
    voorwaarden[0] = voorwaarden[0].met(staat="geregeld")
    regels = stand_van_analyse(standen, (), [taxatie], voorwaarden, [("Mensenhandel", False)], VANDAAG)
    assert [r.naam for r in regels] == ["leefgebieden", "risico", "voorwaarden", "thema"]
    assert regels[0].tekst == "12 van 13 beschreven; 0 feiten, 0 krachten, 12 zorgen, 0 oordelen; nog leeg: Justitie"
    assert "verlopen op 1 jan 2026" in regels[1].tekst
    assert regels[1].let_op
    assert regels[2].tekst.startswith("1 van 5 geregeld of niet nodig; open: onderdak")
    assert regels[3].let_op


def test_zonder_iets_zegt_de_stand_dat_er_niets_is() -> None:
    (regel,) = stand_van_analyse(gebiedstanden(leefgebieden(REGIO, []), [], {}), (), (), (), (), VANDAAG)
    assert (regel.tekst, regel.let_op) == ("nog niets beschreven", True)


# -- theme blocks


def _velden(klasse: type[Record]) -> set[str]:
    return set(klasse.model_fields) - {"id", "stream", "verwijderd", "casus_id"}


def test_elk_veld_van_een_blok_staat_op_het_scherm_en_heeft_een_naam() -> None:
    for blok in BLOKKEN:
        eigen = [v for v in blok.velden if v.soort != "elders"]
        assert {v.naam for v in eigen} == _velden(blok.klasse), blok.titel
        assert len({v.titel for v in blok.velden}) == len(blok.velden)
        for v in eigen:
            assert VELDNAMEN[blok.soort][v.naam] == v.titel
            assert (v.soort == "keuze") == ((blok.soort, v.naam) in KEUZEN)
            if v.soort == "keuze":
                standaard = blok.klasse.model_fields[v.naam].default
                assert standaard in (v.keuzes or {})
            assert (v.naam in blok.klasse.lange_tekst) == (v.soort == "tekst")


def test_de_kolommen_van_elke_lijst_zijn_velden_van_een_rij() -> None:
    namen = [lijst.naam for blok in BLOKKEN for lijst in blok.lijsten]
    assert len(set(namen)) == len(namen)
    for naam in namen:
        gevonden = lijst_van(naam)
        assert gevonden is not None
        assert {v.naam for v in gevonden[1].velden} <= _velden(Themarij)


def test_wat_geheim_is_staat_in_geen_zoekregister() -> None:
    assert {("themamensenhandel", "opvang_adres")} == GEHEIM
    for soort, veld in GEHEIM:
        klasse = next(b.klasse for b in BLOKKEN if b.soort == soort)
        assert veld not in klasse.lange_tekst
        assert veld not in klasse.zoekvelden


def test_elke_partnersoort_van_een_thema_bestaat() -> None:
    for blok in BLOKKEN:
        assert set(blok.partnersoorten) <= set(PARTNERSOORTEN)


def _hgkm(**velden: str) -> ThemaHgkm:
    return ThemaHgkm.model_validate({"id": blok_id("themahgkm", CASUS), "stream": STROOM, "casus_id": CASUS, **velden})


def test_een_blok_is_er_alleen_voor_een_thema_van_de_casus() -> None:
    assert [b.soort for b, _ in blokken_van(["verward_gedrag"], {}, [])] == ["themaverward"]
    assert [b.soort for b, _ in blokken_van(["levensloop", "verward_gedrag"], {}, [])] == ["themaverward"]
    assert blokken_van(["overlast", "eigen thema"], {}, []) == ()


def test_wat_onder_een_weggehaald_thema_getypt_is_blijft_en_is_als_zodanig_te_zien() -> None:
    assert blokken_van([], {"themahgkm": _hgkm()}, []) == ()
    ((blok, actief),) = blokken_van([], {"themahgkm": _hgkm(niet_zien="Vader weet niet waar moeder is.")}, [])
    assert (blok.soort, actief) == ("themahgkm", False)
    rij = Themarij(id="1", stream=STROOM, casus_id=CASUS, lijst="verlof", kop="onbegeleid")
    ((blok, actief),) = blokken_van([], {}, [rij])
    assert (blok.soort, actief) == ("themareintegratie", False)


def test_leeg_is_een_blok_waarin_niets_staat() -> None:
    assert not gevuld(None)
    assert not gevuld(_hgkm())
    assert gevuld(_hgkm(huisverbod="nee"))
    mensenhandel = ThemaMensenhandel(id="m", stream=STROOM, casus_id=CASUS, opvang_adres="Schuilweg 1")
    assert gevuld(mensenhandel)


def test_het_blok_van_een_casus_heeft_op_elk_toestel_hetzelfde_id() -> None:
    assert blok_id("themahgkm", CASUS) == vast_id("themahgkm", CASUS)
    assert len({blok_id(b.soort, CASUS) for b in BLOKKEN}) == len(BLOKKEN)


# -- whom to invite


def _partner(naam: str, soort: str, *, vast: bool = False, weg: bool = False, kort: str = "") -> Partner:
    return Partner(
        id=vast_id("partner", naam), stream=STROOM, naam=naam, kort=kort, partnersoort=soort, vast=vast, verwijderd=weg
    )


def test_een_thema_stelt_de_partners_van_zijn_soorten_voor() -> None:
    partners = [_partner("Politie Noord", "politie", vast=True), _partner("Corporatie", "woningcorporatie")]
    voorstel = uitnodigingen(["radicalisering"], partners, [], [])
    namen = [s.wie for s in voorstel]
    assert namen[0] == "Politie Noord"
    assert "Corporatie" not in namen
    zonder = {s.wie for s in voorstel if not s.partner_id}
    assert zonder == {"Gemeente", "Openbaar Ministerie", "Reclassering", "Raad voor de Kinderbescherming"}


def test_wie_al_genodigd_is_wordt_als_zodanig_genoemd() -> None:
    politie = _partner("Politie Noord", "politie", kort="Politie")
    om = _partner("Openbaar Ministerie", "om", kort="OM")
    voorstel = {s.wie: s.al for s in uitnodigingen(["radicalisering"], [politie, om], [politie.id], ["om"])}
    assert voorstel["Politie Noord"]
    assert voorstel["Openbaar Ministerie"]
    assert not voorstel["Gemeente"]


def test_een_partner_van_twee_themas_staat_er_een_keer_met_beide() -> None:
    politie = _partner("Politie Noord", "politie")
    (regel,) = (
        s
        for s in uitnodigingen(["radicalisering", "huiselijk_geweld_kindermishandeling"], [politie], [], [])
        if s.partner_id
    )
    assert set(regel.themas) == {"huiselijk geweld en kindermishandeling", "radicalisering en extremisme"}


def test_een_ingetrokken_partner_wordt_niet_voorgesteld() -> None:
    voorstel = uitnodigingen(["radicalisering"], [_partner("Politie Oud", "politie", weg=True)], [], [])
    assert "Politie Oud" not in {s.wie for s in voorstel}


def test_zonder_thema_met_een_blok_is_er_geen_voorstel() -> None:
    assert uitnodigingen(["overlast"], [_partner("Politie", "politie")], [], []) == ()


def test_elke_bekende_editie_heeft_domeinen() -> None:
    assert all(domeinen_van(editie) for editie in ZRM_EDITIES)
    assert not domeinen_van("nog onbekend")
