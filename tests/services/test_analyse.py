"""What may be written in the analysis, what it keeps, and whom its themes invite."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.analyse import Analysepunt, Leefgebied, Zrmmeting, Zrmscore
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.overleg import Deelnemer
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.themablok import ThemaMensenhandel, Themarij, ThemaVerward, blok_id
from zvh_desktop.services import (
    analyse,
    concepten,
    dossiers,
    leefgebieden,
    overleggen,
    themagasten,
    triage,
    zoeken,
)
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.triage import TriageInvoer
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return meld_aan(wp).casus_id


def _gebied(wp: Werkplek, naam: str) -> str:
    return next(g.id for g in leefgebieden.lijst(wp) if g.naam == naam)


def _punt(wp: Werkplek, casus_id: str, tekst: str, gebied: str = "Huisvesting", soort: str = "feit") -> str:
    velden = {"leefgebied_id": _gebied(wp, gebied), "puntsoort": soort, "tekst": tekst, "datum": date(2026, 11, 20)}
    return analyse.voeg_toe(wp, "analysepunt", casus_id, velden)[0]


def _partner(wp: Werkplek, kort: str) -> Partner:
    return next(p for p in wp.store.find(Partner) if p.kort == kort)


def _regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


# -- points


def test_een_punt_staat_onder_zijn_leefgebied_en_wordt_gevonden(wp: Werkplek, casus_id: str) -> None:
    _punt(wp, casus_id, "Huurachterstand van drie maanden, ontruiming aangezegd.", soort="zorg")
    a = analyse.analyse(wp, casus_id)
    wonen = next(s for s in a.standen if s.gebied.naam == "Huisvesting")
    assert [p.tekst for p in wonen.punten["zorg"]] == ["Huurachterstand van drie maanden, ontruiming aangezegd."]
    assert sum(s.leeg for s in a.standen) == 12
    (treffer,) = zoeken.zoek(wp, "huurachterstand")
    assert (treffer.soort, treffer.waar, treffer.casus_id) == ("analysepunt", "Analyse", casus_id)


def test_een_leeg_punt_wordt_geweigerd_en_het_concept_blijft(wp: Werkplek, casus_id: str) -> None:
    gebied = _gebied(wp, "Justitie")
    sleutel = f"nieuw-analysepunt.{gebied}-{casus_id}"
    concepten.bewaar(wp, sleutel, "bron", "analysepunt", "Analyse", "wijkagent", 0)
    with pytest.raises(Omstandigheid) as fout:
        analyse.voeg_toe(wp, "analysepunt", casus_id, {"leefgebied_id": gebied, "tekst": "  "})
    assert _regel(fout) == "analysepunt_leeg"
    assert concepten.haal(wp, sleutel, "bron") is not None
    analyse.voeg_toe(wp, "analysepunt", casus_id, {"leefgebied_id": gebied, "tekst": "Loopt in een proeftijd."})
    assert concepten.haal(wp, sleutel, "bron") is None


def test_een_punt_van_morgen_bestaat_nog_niet(wp: Werkplek, casus_id: str) -> None:
    id_ = _punt(wp, casus_id, "Slaapt bij een vriend.")
    with pytest.raises(Omstandigheid) as fout:
        analyse.bewaar_veld(wp, "analysepunt", casus_id, id_, {"datum": date(2026, 11, 25)})
    assert _regel(fout) == "dag_in_toekomst"
    analyse.bewaar_veld(wp, "analysepunt", casus_id, id_, {"datum": date(2026, 11, 24)})


def test_een_oordeel_wordt_nooit_als_feit_bewaard(wp: Werkplek, casus_id: str) -> None:
    id_ = _punt(wp, casus_id, "Wonen bij vader houdt geen stand.", soort="oordeel")
    assert wp.eis(Analysepunt, id_).aard == "oordeel"
    analyse.bewaar_veld(wp, "analysepunt", casus_id, id_, {"aard": "feit"})
    assert wp.eis(Analysepunt, id_).aard == "oordeel"
    analyse.bewaar_veld(wp, "analysepunt", casus_id, id_, {"puntsoort": "zorg", "aard": "feit"})
    assert wp.eis(Analysepunt, id_).aard == "feit"


def test_vaste_velden_en_vreemde_soorten_worden_geweigerd(wp: Werkplek, casus_id: str) -> None:
    id_ = _punt(wp, casus_id, "Tekst.")
    for soort, velden in (
        ("analysepunt", {"casus_id": "x"}),
        ("analysepunt", {"bestaat": 1}),
        ("casus", {"doel": "x"}),
    ):
        with pytest.raises(Omstandigheid) as fout:
            analyse.bewaar_veld(wp, soort, casus_id, id_, velden)
        assert _regel(fout) == "veld_vast"
    with pytest.raises(Omstandigheid) as fout:
        analyse.voeg_toe(wp, "basisvoorwaarde", casus_id, {})
    assert _regel(fout) == "soort_vast"


def test_ingetrokken_komt_terug_met_ongedaan(wp: Werkplek, casus_id: str) -> None:
    id_ = _punt(wp, casus_id, "Tekst.")
    analyse.trek_in(wp, "analysepunt", id_)
    assert all(s.leeg for s in analyse.analyse(wp, casus_id).standen)
    assert dossiers.maak_ongedaan(wp)[0] == "Analyse ingetrokken"
    assert not all(s.leeg for s in analyse.analyse(wp, casus_id).standen)


def test_de_geschiedenis_noemt_leefgebied_en_velden_bij_naam(wp: Werkplek, casus_id: str) -> None:
    _punt(wp, casus_id, "Slaapt bij een vriend.")
    regels = {r.veld: r.naar for r in geschiedenis(wp, casus_id) if r.soort == "analysepunt"}
    assert regels["leefgebied_id"] == "Huisvesting"
    assert regels["tekst"] == "Slaapt bij een vriend."


# -- the list of leefgebieden


def test_een_leefgebied_van_de_lijst_halen_verliest_niets(wp: Werkplek, casus_id: str) -> None:
    _punt(wp, casus_id, "Staat in de kou.", "Huisvesting")
    gebied = _gebied(wp, "Huisvesting")
    leefgebieden.haal_weg(wp, gebied)
    a = analyse.analyse(wp, casus_id)
    assert (a.standen[-1].gebied.id, a.standen[-1].in_lijst, a.standen[-1].aantal) == (gebied, False, 1)
    assert len([s for s in a.standen if s.in_lijst]) == 12
    leefgebieden.zet_terug(wp, gebied)
    assert [s.gebied.naam for s in analyse.analyse(wp, casus_id).standen][3] == "Huisvesting"


def test_leefgebieden_toevoegen_hernoemen_en_verplaatsen(wp: Werkplek) -> None:
    leefgebieden.bewaar(wp, " Vaderschap ")
    assert leefgebieden.lijst(wp)[-1].naam == "Vaderschap"
    leefgebieden.bewaar(wp, "Ouderschap", leefgebied_id=_gebied(wp, "Vaderschap"))
    leefgebieden.verplaats(wp, _gebied(wp, "Ouderschap"), -1)
    assert [g.naam for g in leefgebieden.lijst(wp)][-2:] == ["Ouderschap", "Justitie"]
    assert not leefgebieden.verplaats(wp, leefgebieden.lijst(wp)[0].id, -1).geraakt
    for naam, regel in (("", "naam_leeg"), ("ouderschap", "leefgebied_bestaat")):
        with pytest.raises(Omstandigheid) as fout:
            leefgebieden.bewaar(wp, naam)
        assert _regel(fout) == regel


def test_het_laatste_leefgebied_blijft(wp: Werkplek) -> None:
    alle = leefgebieden.lijst(wp)
    for gebied in alle[1:]:
        leefgebieden.haal_weg(wp, gebied.id)
    with pytest.raises(Omstandigheid) as fout:
        leefgebieden.haal_weg(wp, alle[0].id)
    assert _regel(fout) == "laatste_leefgebied"
    assert len(wp.store.find(Leefgebied, ook_verwijderd=True)) == 12


# -- ZRM


def _meet(wp: Werkplek, casus_id: str, scores: dict[str, int], dag: date = date(2026, 11, 1), **velden: str) -> str:
    return analyse.bewaar_meting(wp, casus_id, {"datum": dag, "editie": "zrm_2017", **velden}, scores)[0]


def test_een_meting_met_scores_is_een_handeling(wp: Werkplek, casus_id: str) -> None:
    _meet(wp, casus_id, {"huisvesting": 2, "justitie": 3})
    (reeks,) = analyse.analyse(wp, casus_id).reeksen
    assert (reeks.scores["huisvesting"], reeks.scores["financien"]) == ((2,), (None,))
    dossiers.maak_ongedaan(wp)
    assert analyse.analyse(wp, casus_id).reeksen == ()


def test_een_meting_wijzigen_houdt_een_score_per_domein(wp: Werkplek, casus_id: str) -> None:
    id_ = _meet(wp, casus_id, {"huisvesting": 2, "werk_opleiding": 3})
    analyse.bewaar_meting(wp, casus_id, {"editie": "zrm_2017"}, {"huisvesting": 4, "werk_opleiding": 3}, id_)
    assert {s.domein: s.score for s in wp.store.find(Zrmscore, meting_id=id_)} == {
        "huisvesting": 4,
        "werk_opleiding": 3,
    }
    analyse.bewaar_meting(wp, casus_id, {"editie": "zrm_ouder"}, {"verslaving": 1}, id_)
    (reeks,) = analyse.analyse(wp, casus_id).reeksen
    assert {d: r for d, r in reeks.scores.items() if r != (None,)} == {"huisvesting": (4,), "verslaving": (1,)}


def test_een_meting_zonder_score_of_met_een_vreemd_domein_wordt_geweigerd(wp: Werkplek, casus_id: str) -> None:
    for scores, regel in (({}, "score_leeg"), ({"justitie": 0}, "score_leeg"), ({"verslaving": 2}, "domein_onbekend"),
                          ({"justitie": 6}, "waarde_past_niet")):  # fmt: skip
        with pytest.raises(Omstandigheid) as fout:
            _meet(wp, casus_id, scores)
        assert _regel(fout) == regel
    with pytest.raises(Omstandigheid) as fout:
        _meet(wp, casus_id, {"justitie": 1}, dag=date(2027, 1, 1))
    assert _regel(fout) == "dag_in_toekomst"
    assert not wp.store.find(Zrmmeting)
    assert not wp.store.find(Zrmscore, ook_verwijderd=True)


def test_een_ingetrokken_meting_neemt_haar_scores_mee(wp: Werkplek, casus_id: str) -> None:
    id_ = _meet(wp, casus_id, {"justitie": 1})
    analyse.trek_in(wp, "zrmmeting", id_)
    assert analyse.analyse(wp, casus_id).reeksen == ()
    dossiers.maak_ongedaan(wp)
    assert analyse.analyse(wp, casus_id).reeksen[0].scores["justitie"] == (1,)


# -- risk and basic conditions


def test_een_taxatie_heeft_een_instrument_en_geen_einde_voor_haar_begin(wp: Werkplek, casus_id: str) -> None:
    velden = {"instrument": "HKT-R", "datum": date(2026, 10, 1), "uitkomst": "Hoog op impulsiviteit.",
              "geldig_tot": date(2027, 4, 1)}  # fmt: skip
    id_, _ = analyse.voeg_toe(wp, "risicotaxatie", casus_id, velden)
    with pytest.raises(Omstandigheid) as fout:
        analyse.bewaar_veld(wp, "risicotaxatie", casus_id, id_, {"instrument": " "})
    assert _regel(fout) == "instrument_leeg"
    with pytest.raises(Omstandigheid) as fout:
        analyse.bewaar_veld(wp, "risicotaxatie", casus_id, id_, {"geldig_tot": date(2026, 9, 1)})
    assert _regel(fout) == "eind_voor_begin_dag"
    assert zoeken.zoek(wp, "impulsiviteit")[0].waar == "Analyse"


def test_een_basisvoorwaarde_wordt_gemaakt_bij_het_eerste_woord(wp: Werkplek, casus_id: str) -> None:
    dossiers.wijzig(wp, "casus", casus_id, {"thema": ["re_integratie"]})
    a = analyse.analyse(wp, casus_id)
    assert a.met_voorwaarden
    assert len(a.voorwaarden) == 5
    onderdak = next(v for v in a.voorwaarden if v.voorwaarde == "onderdak")
    analyse.bewaar_veld(wp, "basisvoorwaarde", casus_id, onderdak.id, {"staat": "loopt", "wie": "M. de Boer"})
    a = analyse.analyse(wp, casus_id)
    assert next(v for v in a.voorwaarden if v.voorwaarde == "onderdak").wie == "M. de Boer"
    assert len(a.voorwaarden) == 5


# -- theme blocks


def test_een_blok_wordt_veld_voor_veld_bewaard(wp: Werkplek, casus_id: str) -> None:
    id_ = blok_id("themaverward", casus_id)
    concepten.bewaar(wp, f"nieuw-themaverward-{casus_id}", "crisisafspraken", "themaverward", "Crisis", "Bel", 3)
    analyse.bewaar_veld(wp, "themaverward", casus_id, id_, {"crisisafspraken": "Bel eerst moeder."})
    analyse.bewaar_veld(wp, "themaverward", casus_id, id_, {"categorie": "III"})
    blok = wp.eis(ThemaVerward, id_)
    assert (blok.categorie, blok.crisisafspraken) == ("III", "Bel eerst moeder.")
    assert concepten.haal(wp, f"nieuw-themaverward-{casus_id}", "crisisafspraken") is None
    with pytest.raises(Omstandigheid) as fout:
        analyse.bewaar_veld(wp, "themaverward", casus_id, id_, {"categorie": "V"})
    assert _regel(fout) == "waarde_past_niet"


def test_een_concept_van_een_blok_dat_nog_niet_bestaat_vindt_zijn_tab_terug(wp: Werkplek, casus_id: str) -> None:
    concepten.bewaar(wp, f"nieuw-themaverward-{casus_id}", "kengetallen", "themaverward", "Kengetallen", "Acht", 4)
    wp.kluis.concepten.flush()
    (aanbod,) = concepten.lijst(wp)
    assert aanbod.doel == "casussen.casus"
    assert dict(aanbod.argumenten)["tab"] == "analyse"


def test_een_weggehaald_thema_laat_zien_wat_er_getypt_was(wp: Werkplek, casus_id: str) -> None:
    analyse.bewaar_veld(wp, "themaverward", casus_id, blok_id("themaverward", casus_id), {"kengetallen": "Acht keer."})
    dossiers.wijzig(wp, "casus", casus_id, {"thema": ["overlast"]})
    (blok,) = analyse.analyse(wp, casus_id).blokken
    assert not blok.actief
    assert blok.record.model_dump()["kengetallen"] == "Acht keer."


def test_een_rij_van_een_thema_wordt_toegevoegd_en_ingetrokken(wp: Werkplek, casus_id: str) -> None:
    dossiers.wijzig(wp, "casus", casus_id, {"thema": ["re_integratie"]})
    id_, _ = analyse.voeg_toe(
        wp, "themarij", casus_id, {"kop": "onbegeleid", "van": date(2026, 12, 5), "tot": date(2026, 12, 6)},
        lijst="verlof",
    )  # fmt: skip
    (blok,) = analyse.analyse(wp, casus_id).blokken
    assert [r.id for r in blok.rijen["verlof"]] == [id_]
    for velden, lijst, regel in (({"kop": " "}, "verlof", "rij_leeg"), ({"kop": "x"}, "bestaat", "soort_vast")):
        with pytest.raises(Omstandigheid) as fout:
            analyse.voeg_toe(wp, "themarij", casus_id, velden, lijst=lijst)
        assert _regel(fout) == regel
    with pytest.raises(Omstandigheid) as fout:
        analyse.bewaar_veld(wp, "themarij", casus_id, id_, {"tot": date(2026, 12, 1)})
    assert _regel(fout) == "eind_voor_begin_dag"
    analyse.trek_in(wp, "themarij", id_)
    assert wp.store.find(Themarij, casus_id=casus_id) == []


def test_het_adres_van_de_opvang_wordt_nergens_getoond_zonder_dat_het_gelogd_is(wp: Werkplek, casus_id: str) -> None:
    dossiers.wijzig(wp, "casus", casus_id, {"thema": ["mensenhandel"]})
    id_ = blok_id("themamensenhandel", casus_id)
    analyse.bewaar_veld(wp, "themamensenhandel", casus_id, id_, {"opvang_adres": "Schuilweg 9, Zaandam"})
    analyse.bewaar_veld(wp, "themamensenhandel", casus_id, id_, {"opvang": "crisisopvang"})
    (blok,) = analyse.analyse(wp, casus_id).blokken
    assert isinstance(blok.record, ThemaMensenhandel)
    assert (blok.record.opvang, blok.record.opvang_adres) == ("crisisopvang", VERBORGEN)
    assert zoeken.zoek(wp, "Schuilweg") == []
    assert {r.naar for r in geschiedenis(wp, casus_id) if r.veld == "opvang_adres"} == {VERBORGEN}
    concepten.bewaar(
        wp, f"nieuw-themamensenhandel-{casus_id}", "opvang_adres", "themamensenhandel", "Adres", "Hof 1", 0
    )
    wp.kluis.concepten.flush()
    assert "Hof" not in concepten.lijst(wp)[0].fragment
    voor = len(wp.store.verbinding.rows("SELECT 1 FROM audit WHERE gebeurtenis = 'adres_getoond'"))
    getoond = analyse.toon_geheim(wp, "themamensenhandel", casus_id)
    assert isinstance(getoond, ThemaMensenhandel)
    assert getoond.opvang_adres == "Schuilweg 9, Zaandam"
    na = len(wp.store.verbinding.rows("SELECT 1 FROM audit WHERE gebeurtenis = 'adres_getoond'"))
    assert na == voor + 1


# -- inviting


def _op_de_agenda(wp: Werkplek, casus_id: str) -> str:
    besluit = TriageInvoer("overleg", "Meerdere ketens nodig.", date(2026, 11, 24), "ZVH, politie")
    triage.leg_vast(wp, casus_id, besluit)
    invoer = overleggen.OverlegInvoer("Casusoverleg", date(2026, 12, 1), time(9, 30), time(11))
    return overleggen.plan(wp, invoer, [casus_id])[0]


def test_zonder_overleg_komt_een_genodigde_in_de_aanmelding_en_later_mee(wp: Werkplek, casus_id: str) -> None:
    politie = _partner(wp, "Politie")
    assert not next(s for s in themagasten.gasten(wp, casus_id).suggesties if s.partner_id == politie.id).al
    themagasten.nodig_uit(wp, casus_id, politie.id)
    assert next(s for s in themagasten.gasten(wp, casus_id).suggesties if s.partner_id == politie.id).al
    assert not themagasten.nodig_uit(wp, casus_id, politie.id).geraakt
    overleg_id = _op_de_agenda(wp, casus_id)
    assert politie.id in {d.partner_id for d in wp.store.find(Deelnemer, overleg_id=overleg_id)}


def test_met_een_overleg_zit_een_genodigde_daar_meteen_en_een_keer(wp: Werkplek, casus_id: str) -> None:
    overleg_id = _op_de_agenda(wp, casus_id)
    om = _partner(wp, "OM")
    themagasten.nodig_uit(wp, casus_id, om.id)
    themagasten.nodig_uit(wp, casus_id, om.id)
    (gast,) = [d for d in wp.store.find(Deelnemer, overleg_id=overleg_id) if d.partner_id == om.id]
    assert gast.casus_ids == [casus_id]
    gasten = themagasten.gasten(wp, casus_id)
    assert (gasten.overleg, gasten.datum) == ("Casusoverleg", date(2026, 12, 1))
    assert next(s for s in gasten.suggesties if s.partner_id == om.id).al
    dossiers.maak_ongedaan(wp)
    assert not next(s for s in themagasten.gasten(wp, casus_id).suggesties if s.partner_id == om.id).al


def test_zonder_overleg_en_aanmelding_is_er_geen_plek(wp: Werkplek, casus_id: str) -> None:
    with wp.transactie("proef") as t:
        for a in wp.store.find(Aanmelding, casus_id=casus_id):
            t.save(a.met(verwijderd=True))
    assert not themagasten.gasten(wp, casus_id).kan
    with pytest.raises(Omstandigheid) as fout:
        themagasten.nodig_uit(wp, casus_id, _partner(wp, "OM").id)
    assert _regel(fout) == "geen_plek_genodigde"


def test_alles_van_de_analyse_staat_in_de_stroom_van_de_casus(wp: Werkplek, casus_id: str) -> None:
    stroom = wp.eis(Casus, casus_id).stream
    _punt(wp, casus_id, "Tekst.")
    _meet(wp, casus_id, {"justitie": 1})
    analyse.bewaar_veld(wp, "themaverward", casus_id, blok_id("themaverward", casus_id), {"categorie": "I"})
    records = [*wp.store.find(Analysepunt), *wp.store.find(Zrmmeting), *wp.store.find(Zrmscore),
               *wp.store.find(ThemaVerward)]  # fmt: skip
    assert {r.stream for r in records} == {stroom}
    assert len(records) == 4
