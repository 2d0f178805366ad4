"""The fictitious region: it loads, its models fit, its references hold, and nobody in it can be a real person."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from zvh_desktop.assets import asset
from zvh_desktop.domain.aanmelding import lees_aanmelding
from zvh_desktop.domain.betrokkene import TUSSENVOEGSELS, bsn_genormaliseerd
from zvh_desktop.domain.casus import CASUSTYPEN, NOTITIESOORTEN, THEMAS, Casus, criteria_gehaald
from zvh_desktop.domain.handtekening import handtekening_bezwaar
from zvh_desktop.domain.overleg import INBRENGSOORTEN, Inbreng, Overleg, Uitkomst, Verklaring, open_punten
from zvh_desktop.domain.partner import PARTNERSOORTEN, ROLLEN, Partner, protocol_geldig
from zvh_desktop.domain.plan import Actie, Doel, Fase, Scenario, mag_afronden

DAG = date(2026, 11, 24)
LEEG = {"id": "0" * 32, "stream": "1" * 32}
BESTANDEN = sorted(asset("resources", "demo", "aanmeldingen").glob("*.json"), key=lambda p: p.name)


def _lees(naam: str) -> dict[str, Any]:
    inhoud: dict[str, Any] = json.loads(asset("resources", "demo", naam).read_text(encoding="utf-8"))
    return inhoud


REGIO = _lees("regio.json")
VERHAAL = _lees("verhaal.json")
WOORDEN = _lees("woorden.json")
HANDVATTEN = {n for p in REGIO["partners"] for n in (p["naam"], p["kort"]) if n}


def _dag(afstand: int | None) -> date | None:
    return None if afstand is None else DAG + timedelta(days=afstand)


def _partner(ruw: dict[str, Any]) -> Partner:
    dagen = {v: _dag(ruw[v]) for v in ("protocol_getekend_op", "protocol_geldig_tot")}
    return Partner.model_validate({**LEEG, **ruw, **dagen})


def _casussleutels() -> set[str]:
    return {a["casus"] for a in VERHAAL["aanmeldingen"]}


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda p: p.stem)
def test_aanmelding_is_leesbaar_en_ieder_bsn_komt_uit_de_testreeks(pad: Path) -> None:
    bestand = lees_aanmelding(pad.read_bytes())
    nummers = [p.bsn for p in bestand.betrokkenen if p.bsn]
    assert all(bsn_genormaliseerd(n) == n and n.startswith("99999") for n in nummers)
    assert bestand.ontvangen_op <= DAG
    assert set(bestand.thema) <= set(THEMAS)


def test_geen_bsn_komt_twee_keer_voor() -> None:
    nummers = [p.bsn for pad in BESTANDEN for p in lees_aanmelding(pad.read_bytes()).betrokkenen if p.bsn]
    assert len(nummers) == len(set(nummers)) >= 10


def test_verhaal_noemt_elke_aanmelding_een_keer_op_de_dag_van_ontvangst() -> None:
    genoemd = {a["bestand"]: a for a in VERHAAL["aanmeldingen"]}
    assert set(genoemd) == {p.name for p in BESTANDEN}
    assert len(_casussleutels()) == len(BESTANDEN) == 12
    for pad in BESTANDEN:
        assert lees_aanmelding(pad.read_bytes()).ontvangen_op == _dag(genoemd[pad.name]["op"]), pad.name
    dagen = [a["op"] for a in VERHAAL["aanmeldingen"]]
    assert dagen == sorted(dagen)


def test_casussen_beslaan_alle_themas_en_typen() -> None:
    bestanden = [lees_aanmelding(p.read_bytes()) for p in BESTANDEN]
    assert {t for b in bestanden for t in b.thema} == set(THEMAS)
    assert {b.type for b in bestanden} == set(CASUSTYPEN)


def test_wie_naar_overleg_gaat_haalt_de_criteria() -> None:
    bestand_van = {a["casus"]: a["bestand"] for a in VERHAAL["aanmeldingen"]}
    ontvangen = {a["casus"]: a["op"] for a in VERHAAL["aanmeldingen"]}
    for t in VERHAAL["triage"]:
        bestand = lees_aanmelding(asset("resources", "demo", "aanmeldingen", bestand_van[t["casus"]]).read_bytes())
        c = bestand.criteria
        gehaald = criteria_gehaald((c.multiproblematiek, c.ketenoverstijgend, c.systeem_impact, c.gebiedsgebonden))
        assert gehaald or t["uitkomst"] != "overleg"
        assert t["motivering"]
        assert ontvangen[t["casus"]] <= t["op"] <= t["terugkoppeling_op"] <= 0


def test_partners_zijn_van_elke_soort_en_hun_namen_zijn_uniek() -> None:
    partners = [_partner(p) for p in REGIO["partners"]]
    assert {p.partnersoort for p in partners} == set(PARTNERSOORTEN)
    kortweg = [p.kortweg for p in partners]
    assert len(set(kortweg)) == len(kortweg)
    assert len(HANDVATTEN) == len({n.casefold() for n in HANDVATTEN})


def test_vaste_partners_hebben_een_protocol_en_een_daarvan_is_verlopen() -> None:
    partners = [_partner(p) for p in REGIO["partners"]]
    verlopen = [p.naam for p in partners if p.vast and not protocol_geldig(p, DAG)]
    assert verlopen == ["Halt"]
    assert all(p.protocol_getekend_op is None for p in partners if not p.vast)


def test_regio_noemt_alleen_bekende_rollen() -> None:
    assert {REGIO["ik"]["rol"], *(c["rol"] for c in REGIO["collegas"])} <= set(ROLLEN)


def test_iedere_genodigde_organisatie_staat_in_het_register() -> None:
    organisaties = {
        g.organisatie for pad in BESTANDEN for g in lees_aanmelding(pad.read_bytes()).uit_te_nodigen if g.organisatie
    }
    assert organisaties <= HANDVATTEN


def test_verklaring_is_als_voorbeeld_gemerkt_en_noemt_de_wet() -> None:
    tekst = _lees("verklaring.json")
    assert tekst["versie"] == "2026-2"
    assert tekst["tekst"].startswith("Voorbeeldtekst")
    for woord in (
        "artikel 272",
        "artikel 2:5",
        "opnamen",
        "geen recht op informatie",
        "beroepsgeheim",
        "Ook na afloop",
    ):
        assert woord in tekst["tekst"]
    assert len(tekst["kern"]) < 400


@pytest.mark.parametrize("sleutel", sorted(VERHAAL["casussen"]))
def test_plan_en_notities_passen_in_hun_modellen(sleutel: str) -> None:
    ruw = VERHAAL["casussen"][sleutel]
    assert sleutel in _casussleutels()
    basis = {**LEEG, "casus_id": "2" * 32}
    for f in ruw["fasen"]:
        dagen = {v: _dag(f[v]) for v in ("geopend_op", "bereikt_op", "toetsmoment")}
        Fase.model_validate({**basis, **f, **dagen})
    for d in ruw["doelen"]:
        assert not d["partner"] or d["partner"] in HANDVATTEN
        velden = {k: v for k, v in d.items() if k not in ("partner", "uiterlijk")}
        Doel.model_validate({**basis, **velden, "uiterlijk": _dag(d["uiterlijk"])})
    for s in ruw["scenarios"]:
        Scenario.model_validate({**basis, **s})
    assert all(n["notitiesoort"] in NOTITIESOORTEN and n["op"] <= 0 and n["tekst"] for n in ruw["notities"])
    velden = dict(ruw["velden"])
    assert velden.pop("casusregisseur_partner", "Politie") in HANDVATTEN
    velden["zsm_geldig_tot"] = _dag(velden.get("zsm_geldig_tot"))
    Casus.model_validate({**LEEG, "nummer": "2026-0001", "type": "persoon", "begonnen_op": DAG, **velden})


def _overleg(sleutel: str) -> dict[str, Any]:
    gevonden: dict[str, Any] = next(o for o in VERHAAL["overleggen"] if o["sleutel"] == sleutel)
    return gevonden


OVERLEGGEN = [o["sleutel"] for o in VERHAAL["overleggen"]]


@pytest.mark.parametrize("sleutel", OVERLEGGEN)
def test_overleg_past_in_zijn_tijd_en_noemt_alleen_bekende_casussen(sleutel: str) -> None:
    o = _overleg(sleutel)
    overleg = Overleg.model_validate(
        {**LEEG, **{k: o[k] for k in ("titel", "type", "begin", "eind", "plaats")}, "datum": _dag(o["op"])}
    )
    minuten = (overleg.eind.hour - overleg.begin.hour) * 60 + overleg.eind.minute - overleg.begin.minute
    assert sum(p["minuten"] for p in o["punten"]) <= minuten
    casussen = [p["casus"] for p in o["punten"] if "casus" in p]
    naar_overleg = {t["casus"] for t in VERHAAL["triage"] if t["uitkomst"] == "overleg"}
    assert set(casussen) <= naar_overleg
    assert [v["casus"] for v in o["verloop"]] == (casussen if o["wanneer"] != "later" else [])
    assert o["gepland_op"] < o["op"]


@pytest.mark.parametrize("sleutel", OVERLEGGEN)
def test_deelnemers_komen_uit_de_aanmeldingen_van_de_agenda(sleutel: str) -> None:
    o = _overleg(sleutel)
    bestand_van = {a["casus"]: a["bestand"] for a in VERHAAL["aanmeldingen"]}
    genodigd = {
        (g.organisatie, g.naam)
        for p in o["punten"]
        if "casus" in p
        for g in lees_aanmelding(
            asset("resources", "demo", "aanmeldingen", bestand_van[p["casus"]]).read_bytes()
        ).uit_te_nodigen
    }
    genoemd = {(d["organisatie"], d["naam"]) for d in o["deelnemers"] if not d.get("extra")}
    if o["wanneer"] != "later":
        assert genoemd == genodigd
    namen = {d["naam"] for d in o["deelnemers"]}
    for v in o["verloop"]:
        assert set(v["buiten"]) | {b["deelnemer"] for b in v.get("binnenkomst", [])} <= namen


@pytest.mark.parametrize("sleutel", OVERLEGGEN)
def test_wie_binnen_is_zonder_protocol_heeft_getekend(sleutel: str) -> None:
    o = _overleg(sleutel)
    op = _dag(o["op"])
    assert op is not None
    gedekt = {n for p in map(_partner, REGIO["partners"]) if protocol_geldig(p, op) for n in (p.naam, p.kort) if n}
    getekend = {(v["organisatie"], v["deelnemer"]) for v in o["verklaringen"]}
    aanwezig = [d for d in o["deelnemers"] if d["aanwezigheid"] == "aanwezig"]
    open_ = [d for d in aanwezig if d["organisatie"] not in gedekt]
    assert {(d["organisatie"], d["naam"]) for d in open_} == getekend


@pytest.mark.parametrize("sleutel", OVERLEGGEN)
def test_verklaringen_zijn_echte_handtekeningen(sleutel: str) -> None:
    for v in _overleg(sleutel)["verklaringen"]:
        velden = {k: w for k, w in v.items() if k != "deelnemer"}
        rest = {"overleg_id": "3" * 32, "deelnemer_id": "4" * 32, "tekstversie": "2026-2", "tekst_sha256": "0" * 64}
        rest |= {"tijdstip": "2026-11-24T09:31:00+01:00", "toestel": "laptop", "getuige": "voorzitter"}
        verklaring = Verklaring.model_validate({**LEEG, **velden, **rest})
        assert (verklaring.wijze == "getekend") == bool(verklaring.halen)
        if verklaring.halen:
            streken = [[(p[0], p[1], p[2], p[3]) for p in haal] for haal in verklaring.halen]
            assert all(0 <= x <= 1 and 0 <= y <= 1 for haal in streken for x, y, _, _ in haal)
            assert handtekening_bezwaar(streken, 1 / verklaring.beeldverhouding) == ""


@pytest.mark.parametrize("sleutel", OVERLEGGEN)
def test_inbreng_en_uitkomst_laten_geen_punt_open(sleutel: str) -> None:
    o = _overleg(sleutel)
    for v in o["verloop"]:
        basis = {**LEEG, "casus_id": "2" * 32, "overleg_id": "3" * 32, "agendapunt_id": "5" * 32}
        inbreng = []
        for nummer, i in enumerate(v["inbreng"]):
            assert i["inbrengsoort"] in INBRENGSOORTEN
            assert not i["bron"] or i["bron"] in HANDVATTEN, i["bron"]
            assert set(i.get("niet_delen_met", ())) <= HANDVATTEN
            assert all(a.split(":")[0] in HANDVATTEN for a in i.get("afwijkend", ()))
            velden = {k: w for k, w in i.items() if k not in ("uiterlijk", "persoon", "afloop")}
            inbreng.append(
                Inbreng.model_validate({**basis, **velden, "volgorde": nummer, "tijdstip": "2026-11-24T09:31:00+01:00"})
            )
            if i["inbrengsoort"] == "actie":
                _eis_actie(i, o)
        dagen = {k: _dag(v["uitkomst"].get(k)) for k in ("vervolgdatum", "evaluatiedatum")}
        uitkomst = Uitkomst.model_validate({**basis, **v["uitkomst"], **dagen})
        assert open_punten(uitkomst, inbreng, 0) == ()


def _eis_actie(i: dict[str, Any], o: dict[str, Any]) -> None:
    """An agreed action has an owner and a day after the overleg, and ended as the rules allow."""
    assert i["bron"]
    assert i["uiterlijk"] > o["op"]
    Actie.model_validate(
        {**LEEG, "casus_id": "2" * 32, "tekst": i["tekst"], "persoon": i["persoon"], "uiterlijk": _dag(i["uiterlijk"]),
         "fase": i.get("fase", 0), "gemaakt_op": DAG}
    )  # fmt: skip
    if afloop := i.get("afloop"):
        assert o["op"] < afloop["op"] <= 0
        assert mag_afronden(afloop["status"], afloop["terugkoppeling"]) == ""


def test_verhaal_heeft_acties_in_elke_stand() -> None:
    acties = [
        i for o in VERHAAL["overleggen"] if o["wanneer"] == "verleden" for v in o["verloop"] for i in v["inbreng"]
    ]
    acties = [i for i in acties if i["inbrengsoort"] == "actie"]
    assert {i["afloop"]["status"] for i in acties if "afloop" in i} == {"gedaan", "niet_mogelijk", "niet_gedaan"}
    te_laat = sorted(i["uiterlijk"] for i in acties if "afloop" not in i and i["uiterlijk"] < 0)
    assert len(te_laat) == 3
    assert te_laat[0] == -9


def test_geheime_adressen_komen_in_het_verhaal_niet_voor() -> None:
    tekst = json.dumps(VERHAAL, ensure_ascii=False)
    for pad in BESTANDEN:
        for p in lees_aanmelding(pad.read_bytes()).betrokkenen:
            if p.adres_geheim:
                assert p.adres.straat
                assert p.adres.straat not in tekst
                assert p.adres.postcode not in tekst


def test_contactgegevens_kunnen_van_niemand_zijn() -> None:
    alles = [json.dumps(_lees(n), ensure_ascii=False) for n in ("regio.json", "verhaal.json", "woorden.json")]
    alles += [pad.read_text(encoding="utf-8") for pad in BESTANDEN]
    for tekst in alles:
        assert all(a.endswith(".example") for a in re.findall(r"[\w.+-]+@([\w.-]+)", tekst))
        assert all(n.startswith("06000") for n in re.findall(r"\b0[0-9]{9}\b", tekst))


def test_woorden_maken_casussen_voor_duizenden() -> None:
    assert len(WOORDEN["voornamen"]) == len(set(WOORDEN["voornamen"])) > 150
    assert len(WOORDEN["achternamen"]) > 120
    assert all(t == "" or t in TUSSENVOEGSELS for t, _ in WOORDEN["achternamen"])
    assert all(re.fullmatch(r"[1-9][0-9]{3}", c) for _, codes in WOORDEN["plaatsen"] for c in codes)
    assert all(re.fullmatch(r"[A-Z]{2}", x) for x in WOORDEN["postcodeletters"])
    assert set(WOORDEN["aanmelders"]) <= HANDVATTEN
    for sleutel, thema in WOORDEN["themas"].items():
        assert sleutel in THEMAS
        assert set(thema["typen"]) <= set(CASUSTYPEN)
        assert set(thema["partners"]) <= HANDVATTEN
        assert all(b["tekst"] and b["motivering"] for b in thema["besluit"])
        assert all(
            thema[k] for k in ("rollen", "aanleiding", "doel", "eerder", "informatie", "oordeel", "actie", "notitie")
        )
