"""Reports: taken in once, corrected, recognised, triaged when complete."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.casuskluis import AANMELDING, meld_aan, werkplek
from zvh_testing.proefstukken import PNG, docx

from zvh_desktop.assets import asset
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus, Triage
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.plan import Fase
from zvh_desktop.services import aanmeldingen, dossiers, gelijken, inlezen, triage, zoeken
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.triage import TriageInvoer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.store import Transactie

BESTANDEN = sorted(asset("resources", "demo", "aanmeldingen").glob("*.json"), key=lambda p: p.name)
VANDAAG = date(2026, 11, 24)
SOORTEN = (Casus, Aanmelding, Betrokkene, Fase, Triage)


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def tel(wp: Werkplek) -> tuple[int, ...]:
    return tuple(len(wp.store.find(s, ook_verwijderd=True)) for s in SOORTEN)


def anders(**velden: Any) -> str:
    return json.dumps({**json.loads(AANMELDING), **velden})


def regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


def test_alle_voorbeelden_worden_overgenomen_en_een_tweede_keer_herkend(wp: Werkplek) -> None:
    eerst = [aanmeldingen.neem_aan(wp, aanmeldingen.beoordeel_bytes(wp, p.read_bytes())) for p in BESTANDEN]
    assert all(a.nieuw for a in eerst)
    assert len({a.nummer for a in eerst}) == len(BESTANDEN)
    stand = tel(wp)
    assert stand[0] == stand[1] == len(BESTANDEN)
    for pad, a in zip(BESTANDEN, eerst, strict=True):
        voorstel = aanmeldingen.beoordeel_bytes(wp, pad.read_bytes())
        assert voorstel.dubbel_casus_id == a.casus_id
        weer = aanmeldingen.neem_aan(wp, voorstel)
        assert (weer.nieuw, weer.casus_id, weer.bon.wijzigingen) == (False, a.casus_id, 0)
    assert tel(wp) == stand
    assert wp.kluis.check() == []


def test_zelfde_inhoud_anders_opgemaakt_is_dezelfde_aanmelding(wp: Werkplek) -> None:
    meld_aan(wp)
    assert not meld_aan(wp, json.dumps(json.loads(AANMELDING), indent=4, sort_keys=True)).nieuw


def test_aanmelding_met_een_geboortedag_ver_vooruit_wordt_niet_overgenomen(wp: Werkplek) -> None:
    ruw = json.loads(AANMELDING)
    ruw["betrokkenen"][1]["geboortedatum"] = "2168-07-02"
    with pytest.raises(Omstandigheid) as fout:
        aanmeldingen.beoordeel_bytes(wp, json.dumps(ruw).encode())
    assert fout.value.reden.exitcode == 4
    assert fout.value.gegevens["velden"] == ("betrokkenen.1.geboortedatum",)
    assert "een jaar vooruit" in zin(fout.value)


def test_verbeterde_aanmelding_wordt_als_correctie_aangeboden_en_houdt_haar_geschiedenis(wp: Werkplek) -> None:
    eerst = meld_aan(wp)
    voorstel = aanmeldingen.beoordeel_bytes(wp, anders(aanleiding="Het ontslag is vervroegd.").encode())
    assert (voorstel.dubbel_casus_id, voorstel.correctie_id) == ("", eerst.aanmelding_id)
    assert voorstel.correctie == f"{eerst.nummer} Kees V."
    uit = aanmeldingen.neem_aan(wp, voorstel, als_correctie=True)
    assert (uit.casus_id, uit.aanmelding_id) == (eerst.casus_id, eerst.aanmelding_id)
    (nu,) = wp.store.find(Aanmelding)
    assert nu.aanleiding == "Het ontslag is vervroegd."
    oud = [r.van for r in wp.store.geschiedenis(record=nu.id, veld="aanleiding") if r.van]
    assert oud == ["Al tien jaar wisselende instanties; ontslag uit de kliniek nadert."]
    assert len(wp.store.find(Betrokkene)) == 2


def test_correctie_vult_aan_wat_ontbrak_en_overschrijft_geen_mensenwerk(wp: Werkplek) -> None:
    ruw = json.loads(AANMELDING)
    karig = {**ruw, "thema": [], "betrokkenen": [ruw["betrokkenen"][0], {"naam": {"achternaam": "Vermeer"}}]}
    eerst = meld_aan(wp, json.dumps(karig))
    assert "thema" in eerst.ontbreekt
    vader = next(b for b in wp.store.find(Betrokkene) if not b.hoofdpersoon)
    dossiers.wijzig(wp, "betrokkene", vader.id, {"rol": "stiefvader"})
    uit = aanmeldingen.neem_aan(wp, aanmeldingen.beoordeel_bytes(wp, AANMELDING.encode()), als_correctie=True)
    assert uit.ontbreekt == ()
    assert wp.eis(Casus, eerst.casus_id).thema == ["verward_gedrag"]
    (kees, jan) = sorted(wp.store.find(Betrokkene), key=lambda b: b.voornamen, reverse=True)
    assert kees.voornamen == "Kees"
    assert (jan.id, jan.voornamen, jan.geboortedatum, jan.rol) == (vader.id, "Jan", date(1968, 7, 2), "stiefvader")
    assert jan.adres_geheim


@pytest.mark.parametrize(
    ("persoon", "waarom"),
    [
        ({"naam": {"achternaam": "Anders"}, "bsn": "999990007"}, "bsn"),
        ({"naam": {"voornamen": "KEES", "achternaam": "VERMÉER"}, "geboortedatum": "2000-03-14"}, "naam_geboortedatum"),
        (
            {"naam": {"voornamen": "K", "achternaam": "van Vermeer"}, "geboortedatum": "2000-03-14"},
            "naam_geboortedatum",
        ),
        ({"naam": {"voornamen": "Kees", "achternaam": "Vermeer"}, "geboortedatum": "2000-03-15"}, ""),
    ],
)
def test_bekende_persoon_wordt_herkend_aan_bsn_of_naam_met_geboortedatum(
    wp: Werkplek, persoon: dict[str, Any], waarom: str
) -> None:
    eerst = meld_aan(wp)
    voorstel = aanmeldingen.beoordeel_bytes(wp, anders(ontvangen_op="2026-11-20", betrokkenen=[persoon]).encode())
    assert [(b.casus_id, b.waarom) for b in voorstel.bekenden] == ([(eerst.casus_id, waarom)] if waarom else [])


def test_bekende_persoon_komt_in_de_bestaande_casus_zonder_dubbele_persoon(wp: Werkplek) -> None:
    eerst = meld_aan(wp)
    voorstel = aanmeldingen.beoordeel_bytes(wp, anders(ontvangen_op="2026-11-20").encode())
    uit = aanmeldingen.neem_aan(wp, voorstel, casus_id=eerst.casus_id)
    assert (uit.casus_id, uit.nummer) == (eerst.casus_id, eerst.nummer)
    assert tel(wp)[:3] == (1, 2, 2)


def test_beeindigde_casus_en_die_van_een_ander_uit_de_melding_zijn_niet_voor_de_hand(wp: Werkplek) -> None:
    eerst = meld_aan(wp)
    weer = aanmeldingen.beoordeel_bytes(wp, anders(ontvangen_op="2026-11-20").encode())
    assert [(b.persoon, b.voor_de_hand, b.stand) for b in weer.bekenden] == [
        (0, True, "aangemeld"), (1, False, "aangemeld")
    ]  # fmt: skip
    with wp.transactie("proef") as t:
        t.save(wp.eis(Casus, eerst.casus_id).met(status="afgesloten", beeindigd_op=date(2024, 3, 3)))
    weer = aanmeldingen.beoordeel_bytes(wp, anders(ontvangen_op="2026-11-20").encode())
    assert [(b.voor_de_hand, b.stand) for b in weer.bekenden] == [(False, "afgesloten op 3 maart 2024")] * 2
    lijkt = gelijken.zoek_velden(wp, "", {"voornamen": "Kees", "achternaam": "Vermeir"})
    assert {g.stand for g in lijkt} == {"afgesloten op 3 maart 2024"}


def test_bestand_dat_niet_deugt_laat_niets_achter_en_houdt_de_andere_niet_op(wp: Werkplek, tmp_path: Path) -> None:
    inhoud = {"a.json": AANMELDING.encode(), "b.json": AANMELDING.encode()[:-9], "c.json": b"", "d.json": b"\x00\xff"}
    for naam, tekst in inhoud.items():
        (tmp_path / naam).write_bytes(tekst)
    paden = tuple(str(tmp_path / n) for n in (*inhoud, "weg.json"))
    gelezen = inlezen.beoordeel_alle(wp, inlezen.lees_bestanden(paden))
    redenen = [g.fout.reden if g.fout else None for g in gelezen]
    assert redenen == [
        None, Reden.BESTAND_GEEN_JSON, Reden.BESTAND_LEEG, Reden.BESTAND_GEEN_JSON, Reden.BESTAND_ONLEESBAAR,
    ]  # fmt: skip
    assert tel(wp) == (0, 0, 0, 0, 0)


def test_halverwege_mislukt_laat_geen_halve_aanmelding_achter(wp: Werkplek, monkeypatch: pytest.MonkeyPatch) -> None:
    voorstel = aanmeldingen.beoordeel_bytes(wp, AANMELDING.encode())
    echt = Transactie.save

    def kapot(t: Transactie, record: Any) -> None:
        if isinstance(record, Betrokkene) and record.voornamen == "Jan":
            raise Omstandigheid(Reden.SCHIJF_VOL)
        echt(t, record)

    monkeypatch.setattr(Transactie, "save", kapot)
    with pytest.raises(Omstandigheid):
        aanmeldingen.neem_aan(wp, voorstel)
    assert tel(wp) == (0, 0, 0, 0, 0)
    monkeypatch.undo()
    assert aanmeldingen.neem_aan(wp, voorstel).nummer == "2026-0001"


def test_wat_het_programma_niet_kent_blijft_bewaard(wp: Werkplek) -> None:
    meld_aan(wp, anders(motivering={"1": "a", "toelichting": "b"}))
    (aanmelding,) = wp.store.find(Aanmelding)
    assert aanmelding.motivering_1 == "a"
    assert aanmelding.overig == {"instroomroute": "vanaf de ZSM-tafel", "motivering.toelichting": "b"}


def test_vijandige_tekst_komt_heel_in_de_kluis_en_is_te_vinden(wp: Werkplek) -> None:
    vuil = "<script>x</script> =cmd|'/c calc'!A1 \u202eneppe \x00 \ud800 vindbaarwoord"
    meld_aan(wp, anders(aanleiding=vuil, eigen={"k": [vuil]}))
    (aanmelding,) = wp.store.find(Aanmelding)
    assert aanmelding.aanleiding == "<script>x</script> =cmd|'/c calc'!A1 [U+202E]neppe ␀ � vindbaarwoord"
    assert [t.record_id for t in zoeken.zoek(wp, "vindbaarwoord")] == [aanmelding.id]
    assert wp.kluis.check() == []


# Triage


def beslis(wp: Werkplek, casus_id: str, uitkomst: str = "overleg", **velden: Any) -> None:
    triage.leg_vast(wp, casus_id, TriageInvoer(uitkomst, "voldoet aan 1, 2 en 3", VANDAAG, **velden))


def test_onvolledige_aanmelding_wordt_niet_getrieerd_tot_zij_is_aangevuld(wp: Werkplek) -> None:
    a = meld_aan(wp, anders(doel_overleg="onbekend"))
    assert a.ontbreekt == ("doel van het overleg",)
    with pytest.raises(Omstandigheid) as fout:
        beslis(wp, a.casus_id)
    assert regel(fout) == "aanmelding_onvolledig"
    assert "doel van het overleg" in dossiers.stand(wp, a.casus_id).waarom
    dossiers.wijzig(wp, "aanmelding", a.aanmelding_id, {"doel_overleg": "Eén plan."})
    beslis(wp, a.casus_id)
    assert wp.eis(Casus, a.casus_id).status == "loopt"


@pytest.mark.parametrize(
    ("uitkomst", "status"),
    [
        ("overleg", "loopt"),
        ("doorgeleid", "doorgeleid"),
        ("advies", "doorgeleid"),
        ("ander_thema", "doorgeleid"),
        ("afgewezen", "afgewezen"),
    ],
)
def test_triage_zet_de_casus_en_gebeurt_een_keer(wp: Werkplek, uitkomst: str, status: str) -> None:
    a = meld_aan(wp)
    beslis(wp, a.casus_id, uitkomst)
    assert wp.eis(Casus, a.casus_id).status == status
    with pytest.raises(Omstandigheid) as fout:
        beslis(wp, a.casus_id)
    assert regel(fout) == "al_getrieerd"
    assert wp.store.audit_regels(gebeurtenis="triage", object_id=a.casus_id)


def test_triage_vraagt_een_motivering(wp: Werkplek) -> None:
    a = meld_aan(wp)
    for invoer in (TriageInvoer("overleg", "  ", VANDAAG), TriageInvoer("iets", "daarom", VANDAAG)):
        with pytest.raises(Omstandigheid) as fout:
            triage.leg_vast(wp, a.casus_id, invoer)
        assert regel(fout) == "motivering_nodig"


def test_nieuwe_aanmelding_na_doorgeleiding_wacht_weer_op_triage(wp: Werkplek) -> None:
    a = meld_aan(wp)
    beslis(wp, a.casus_id, "doorgeleid")
    voorstel = aanmeldingen.beoordeel_bytes(wp, anders(ontvangen_op="2026-11-20").encode())
    aanmeldingen.neem_aan(wp, voorstel, casus_id=a.casus_id)
    assert dossiers.stand(wp, a.casus_id).waarom == "De aanmelding is compleet en wacht op triage."
    assert triage.beeld(wp, a.casus_id).triage is None
    beslis(wp, a.casus_id)
    assert triage.beeld(wp, a.casus_id).triage is not None
    assert len(wp.store.find(Triage)) == 2


def test_lopende_casus_zonder_aanmelding_slaat_triage_over(wp: Werkplek) -> None:
    a = aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=["jeugd"], voornamen="Sanne", achternaam="de Haan")
    casus = wp.eis(Casus, a.casus_id)
    assert (casus.status, casus.naam, casus.nummer) == ("loopt", "Sanne H.", "2026-0001")
    with pytest.raises(Omstandigheid):
        beslis(wp, a.casus_id)
    with pytest.raises(Omstandigheid) as fout:
        aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=[])
    assert regel(fout) == "casus_zonder_naam"


@pytest.mark.parametrize(("voornamen", "woorden"), [("", "D. ({nummer})"), ("Ali", "{nummer} Ali D.")])
def test_een_casusnummer_wordt_een_keer_gezegd(wp: Werkplek, voornamen: str, woorden: str) -> None:
    uit = aanmeldingen.zonder_aanmelding(
        wp, type_="persoon", thema=["overlast"], voornamen=voornamen, achternaam="Demir"
    )
    assert uit.woorden == woorden.format(nummer=uit.nummer)


def test_foto_of_worddocument_is_geen_kapotte_aanmelding_maar_iets_anders(wp: Werkplek) -> None:
    for inhoud in (PNG, docx("Beste collega"), b"ID3\x04" + bytes(90)):
        with pytest.raises(Omstandigheid) as fout:
            aanmeldingen.beoordeel_bytes(wp, inhoud)
        assert fout.value.reden is Reden.BESTAND_ONBEKEND_FORMAAT
