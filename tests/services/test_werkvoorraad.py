"""Vandaag, drafts and triage as services."""

import json
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan, werkplek, word

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.pages.vandaagrijen import aandachtrijen
from zvh_desktop.gui.rijen import Knopje
from zvh_desktop.services import aanmeldingen, concepten, dossiers, overleggen, triage, vandaag
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def test_verse_kluis_heeft_niets_te_tonen(wp: Werkplek) -> None:
    beeld = vandaag.vandaag(wp)
    assert (beeld.casussen, beeld.overleg, beeld.aandacht, beeld.niet_bewaard) == (0, None, (), ())


def test_wat_een_ander_moet_doen_zegt_dat_op_vandaag_vooraf(wp: Werkplek) -> None:
    casus_id = meld_aan(wp).casus_id
    dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "Bellen", "uiterlijk": wp.vandaag() - timedelta(1)})
    assert [(a.soort, a.niet, a.voor) for a in vandaag.vandaag(wp).aandacht] == [
        ("triage", "", ""),
        ("actie_te_laat", "", ""),
    ]
    word(wp, "veldwerker")
    wacht, laat = vandaag.vandaag(wp).aandacht
    assert "als veldwerker niet" in wacht.niet and wacht.voor == "procesregisseur" and not laat.niet
    rijen, _ = aandachtrijen((wacht, laat))
    assert not any(isinstance(deel, Knopje) for deel in rijen[0].achter) and "veldwerker" in rijen[0].tip
    assert "veldwerker" in rijen[0].spreek and any(isinstance(deel, Knopje) for deel in rijen[1].achter)
    word(wp, "casusregisseur")
    assert not any(a.niet for a in vandaag.vandaag(wp).aandacht), "in an own casus"


def test_vandaag_noemt_aanmelding_die_op_triage_wacht_en_waaraan_gewerkt_is(wp: Werkplek) -> None:
    aangenomen = meld_aan(wp)
    beeld = vandaag.vandaag(wp)
    assert [a.soort for a in beeld.aandacht] == ["triage"]
    assert beeld.recent == ((aangenomen.casus_id, "Kees V."),)


def test_vandaag_toont_het_overleg_van_vandaag(wp: Werkplek) -> None:
    overleggen.plan(wp, overleggen.OverlegInvoer("Casusoverleg", date(2026, 11, 24), time(10, 0), time(11, 0)))
    beeld = vandaag.vandaag(wp)
    assert beeld.overleg is not None
    assert beeld.is_vandaag


def test_tweede_keer_hetzelfde_noemt_de_casus(wp: Werkplek) -> None:
    meld_aan(wp)
    from zvh_testing.casuskluis import AANMELDING

    voorstel = aanmeldingen.beoordeel_bytes(wp, AANMELDING.encode())
    assert voorstel.dubbel == "2026-0001 Kees V."


def test_concept_wordt_aangeboden_met_naam_plek_en_tijd(wp: Werkplek) -> None:
    aangenomen = meld_aan(wp)
    concepten.bewaar(wp, aangenomen.aanmelding_id, "aanleiding", "aanmelding", "Aanleiding", "half getypt", 4)
    concepten.bewaar(wp, f"nieuw-triage-{aangenomen.casus_id}", "motivering", "triage", "Motivering", "omdat", 5)
    wp.kluis.concepten.flush()
    gevonden = {n.concept.record_id: n for n in concepten.lijst(wp)}
    een = gevonden[aangenomen.aanmelding_id]
    assert (een.naam, een.fragment, een.doel) == ("Kees V.", "half getypt", "casussen.casus")
    assert ("tab", "aanmelding") in een.argumenten
    assert gevonden[f"nieuw-triage-{aangenomen.casus_id}"].naam == "Kees V."
    concepten.verwerp(wp, aangenomen.aanmelding_id, "aanleiding")
    assert concepten.haal(wp, aangenomen.aanmelding_id, "aanleiding") is None


def test_concept_van_formulier_toont_wat_er_getypt_is(wp: Werkplek) -> None:
    tekst = json.dumps({"aanleiding": "", "betrokkenen": [{"naam": {"achternaam": "Van Dijk"}}]})
    concepten.bewaar(wp, *concepten.FORMULIER, "formulier", "Telefonische aanmelding", tekst, 0)
    wp.kluis.concepten.flush()
    (een,) = concepten.lijst(wp)
    assert (een.fragment, een.doel) == ("Van Dijk", "casussen.aanmelding")


def test_leeg_formulier_wordt_niet_aangeboden(wp: Werkplek) -> None:
    concepten.bewaar(wp, *concepten.FORMULIER, "formulier", "Telefonische aanmelding", '{"aanleiding": ""}', 0)
    wp.kluis.concepten.flush()
    assert concepten.lijst(wp) == []


def test_triage_beslist_en_ruimt_het_concept_op(wp: Werkplek) -> None:
    aangenomen = meld_aan(wp)
    concepten.bewaar(wp, f"nieuw-triage-{aangenomen.casus_id}", "motivering", "triage", "Motivering", "omdat", 5)
    invoer = triage.TriageInvoer("overleg", "voldoet aan 1, 2 en 3", date(2026, 11, 24))
    triage.leg_vast(wp, aangenomen.casus_id, invoer)
    beeld = triage.beeld(wp, aangenomen.casus_id)
    assert beeld.triage is not None
    assert beeld.casus.status == "loopt"
    wp.kluis.concepten.flush()
    assert concepten.lijst(wp) == []


def test_onvolledige_aanmelding_komt_niet_door_de_triage(wp: Werkplek) -> None:
    ruw = {"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-10", "type": "persoon", "aanleiding": "onrust"}
    aangenomen = meld_aan(wp, json.dumps(ruw))
    assert "thema" in aangenomen.ontbreekt
    with pytest.raises(Omstandigheid):
        triage.leg_vast(wp, aangenomen.casus_id, triage.TriageInvoer("overleg", "omdat het moet", date(2026, 11, 24)))
