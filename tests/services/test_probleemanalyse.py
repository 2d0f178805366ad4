"""What stands on paper of an analysis, for whom, and that its leaving is recorded."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from zvh_testing.analysespel import vul_analyse
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.brieven import Brief
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.themablok import blok_id
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import analyse, dossiers, leefgebieden, probleemanalyse
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    id_ = meld_aan(wp).casus_id
    vul_analyse(wp, id_)
    return id_


def _tekst(brief: Brief) -> str:
    """Everything that is printed."""
    return brief.model_dump_json()


def _punt(wp: Werkplek, casus_id: str, tekst: str, niet_delen: str = "", gebied: str = "Werk & opleiding") -> None:
    id_ = next(g.id for g in leefgebieden.lijst(wp) if g.naam == gebied)
    velden = {"leefgebied_id": id_, "tekst": tekst, "niet_delen_met": niet_delen, "datum": date(2026, 11, 1)}
    analyse.voeg_toe(wp, "analysepunt", casus_id, velden)


def test_elk_leefgebied_staat_er_met_bron_en_datum_en_wat_leeg_is_apart(wp: Werkplek, casus_id: str) -> None:
    brief = probleemanalyse.inhoud(wp, casus_id, aan="Politie Zaanstreek-Waterland")
    huis = next(d for d in brief.delen if d.kop == "Financiën")
    assert huis.tabel[1][:2] == ("feit", "Schuld van ongeveer 11.000 euro, geen beslag.")
    assert "Gemeente Purmerend; 24 oktober 2026" in huis.tabel[1][2]
    leeg = next(d for d in brief.delen if d.kop == "Nog niet beschreven")
    assert "Basale ADL" in leeg.alineas[0]
    assert "Kees Vermeer" not in brief.titel + brief.bestandstitel + brief.voet


def test_scores_staan_per_editie_in_een_eigen_tabel(wp: Werkplek, casus_id: str) -> None:
    delen = [d for d in probleemanalyse.inhoud(wp, casus_id, aan="OM").delen if "ZRM" in d.kop]
    assert [d.kop for d in delen] == [
        "ZRM 2017, volwassenen: Kees Vermeer",
        "Oudere ZRM (11 domeinen), volwassenen: Kees Vermeer",
    ]
    assert len(delen[0].tabel) == 14
    assert delen[0].tabel[0][0] == "Domein"


def test_geheimen_van_een_thema_staan_op_geen_papier(wp: Werkplek, casus_id: str) -> None:
    soort = "themahgkm"
    velden = {"niet_zien": "Vader weet niet van de melding.", "toelichting_onveiligheid": "Zie de meldingen."}
    analyse.bewaar_veld(wp, soort, casus_id, blok_id(soort, casus_id), dict(velden))
    tekst = _tekst(probleemanalyse.inhoud(wp, casus_id, aan="OM"))
    assert "Schuilweg" not in tekst
    assert "Vader weet niet" not in tekst
    assert "Zie de meldingen." in tekst


def test_een_geheim_adres_en_een_bsn_in_een_zin_worden_verborgen(wp: Werkplek, casus_id: str) -> None:
    _punt(wp, casus_id, "Werkt om de hoek van Geheimlaan 7 in Zaandam; BSN 999990007.")
    tekst = _tekst(probleemanalyse.inhoud(wp, casus_id, aan="OM"))
    assert "Werkt om de hoek" in tekst
    assert "Geheimlaan" not in tekst
    assert "999990007" not in tekst


def test_wat_niet_gedeeld_mag_worden_gaat_alleen_naar_wie_het_mag_weten(wp: Werkplek, casus_id: str) -> None:
    corporatie = next(p for p in wp.store.find(Partner) if p.kort == "Intermaris")
    voor_corporatie = _tekst(probleemanalyse.inhoud(wp, casus_id, aan=corporatie.naam, partner_id=corporatie.id))
    voor_om = _tekst(probleemanalyse.inhoud(wp, casus_id, aan="Openbaar Ministerie"))
    zonder = _tekst(probleemanalyse.inhoud(wp, casus_id))
    assert "is bang" not in voor_corporatie
    assert "is bang" not in zonder
    assert "is bang" in voor_om
    assert "niet met deze ontvanger" in voor_corporatie
    assert "niet met deze ontvanger" not in voor_om


def test_niet_delen_met_iedereen_blijft_in_het_dossier_en_verraadt_zich_niet(wp: Werkplek, casus_id: str) -> None:
    _punt(wp, casus_id, "Heeft zwart werk.", "Iedereen")
    brief = probleemanalyse.inhoud(wp, casus_id, aan="OM")
    assert "zwart werk" not in _tekst(brief)
    leeg = next(d for d in brief.delen if d.kop == "Nog niet beschreven")
    assert "Werk & opleiding" not in leeg.alineas[0]


def test_een_weggehaald_thema_gaat_niet_mee(wp: Werkplek, casus_id: str) -> None:
    voor = [d.kop for d in probleemanalyse.inhoud(wp, casus_id, aan="OM").delen]
    assert "Onbegrepen gedrag en levensloop" in voor
    dossiers.wijzig(wp, "casus", casus_id, {"thema": ["overlast"]})
    na = [d.kop for d in probleemanalyse.inhoud(wp, casus_id, aan="OM").delen]
    assert "Onbegrepen gedrag en levensloop" not in na


def test_verstrekken_schrijft_een_pdf_en_legt_vast_aan_wie(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    doel = tmp_path / "uit" / "analyse.pdf"
    om = next(p for p in wp.store.find(Partner) if p.kort == "OM")
    pad, _ = probleemanalyse.verstrek(wp, casus_id, doel, om.naam, "op papier", om.id, "overleg van 1 december")
    inhoud = pad.read_bytes()
    assert inhoud.startswith(b"%PDF-1.7")
    (v,) = wp.store.find(Verstrekking, casus_id=casus_id)
    assert (v.stuk, v.aan, v.hoe, v.partner_id) == ("probleemanalyse", om.naam, "op papier", om.id)
    assert v.pdf_sha256 == hashlib.sha256(inhoud).hexdigest()
    assert v.weggelaten == [probleemanalyse.GEHEIM_WEG]


def test_zonder_ontvanger_gaat_er_niets_uit(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    with pytest.raises(Omstandigheid) as fout:
        probleemanalyse.verstrek(wp, casus_id, tmp_path / "x.pdf", " ", "op papier")
    assert fout.value.gegevens["regel"] == "ontvanger_nodig"
    assert not (tmp_path / "x.pdf").exists()
    assert not wp.store.find(Verstrekking, casus_id=casus_id)
