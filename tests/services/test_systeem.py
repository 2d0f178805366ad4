"""Relations from both sides, roles in incidents, links between casussen, addresses that are closed to some."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek, word_casusregisseur

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.systeem import Incidentrol, Relatie
from zvh_desktop.services import dossiers, gelijken, systeem
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return meld_aan(wp).casus_id


def _wie(wp: Werkplek, casus_id: str, naam: str) -> Betrokkene:
    return next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == naam)


def _erbij(wp: Werkplek, casus_id: str, **velden: Any) -> str:
    return dossiers.voeg_toe(wp, "betrokkene", casus_id, velden)[0]


def _incident(wp: Werkplek, casus_id: str) -> str:
    return dossiers.voeg_toe(wp, "notitie", casus_id, {"notitiesoort": "incident", "tekst": "Ruzie op straat."})[0]


def als_partner(wp: Werkplek, partner: str) -> None:
    """From here on somebody of this partner is at work at this device."""
    word_casusregisseur(wp, partner)


def test_relatie_staat_bij_beiden_met_de_woorden_van_die_kant(wp: Werkplek, casus_id: str) -> None:
    kees, jan = _wie(wp, casus_id, "Kees"), _wie(wp, casus_id, "Jan")
    systeem.voeg_relatie_toe(
        wp, casus_id, jan.id, "ouder", kees.id, {"woord_van": "vader", "sinds": date(2000, 3, 14), "bron": "GGZ"}
    )
    beeld = systeem.lees(wp, casus_id)
    (van_jan,), (van_kees,) = beeld.zijden(jan.id), beeld.zijden(kees.id)
    assert (van_jan.woord, van_jan.ander_id) == ("vader van", kees.id)
    assert (van_kees.woord, van_kees.ander_id, van_kees.ander_woord) == ("kind van", jan.id, "vader")
    assert van_kees.bron == "GGZ" and van_kees.sinds == date(2000, 3, 14)
    dossiers.maak_ongedaan(wp)
    assert systeem.lees(wp, casus_id).relaties == ()


@pytest.mark.parametrize(
    ("soort", "velden", "regel"),
    [
        ("onzin", {}, "waarde_past_niet"),
        ("ouder", {"sinds": date(2020, 1, 2), "tot": date(2020, 1, 1)}, "tot_voor_sinds"),
        ("ouder", {"onbekend": "x"}, "waarde_past_niet"),
    ],
)
def test_relatie_die_niet_past_wordt_niet_bewaard(
    wp: Werkplek, casus_id: str, soort: str, velden: dict[str, Any], regel: str
) -> None:
    kees, jan = _wie(wp, casus_id, "Kees"), _wie(wp, casus_id, "Jan")
    with pytest.raises(Omstandigheid) as fout:
        systeem.voeg_relatie_toe(wp, casus_id, jan.id, soort, kees.id, velden)
    assert fout.value.gegevens["regel"] == regel and not wp.store.find(Relatie)


def test_relatie_met_zichzelf_of_twee_keer_dezelfde_wordt_geweigerd(wp: Werkplek, casus_id: str) -> None:
    kees, jan = _wie(wp, casus_id, "Kees"), _wie(wp, casus_id, "Jan")
    with pytest.raises(Omstandigheid) as fout:
        systeem.voeg_relatie_toe(wp, casus_id, jan.id, "partner", jan.id)
    assert fout.value.gegevens["regel"] == "relatie_zelfde"
    systeem.voeg_relatie_toe(wp, casus_id, jan.id, "ouder", kees.id)
    with pytest.raises(Omstandigheid) as fout:
        systeem.voeg_relatie_toe(wp, casus_id, kees.id, "kind", jan.id)
    assert fout.value.gegevens["regel"] == "relatie_bestaat"


def test_iemand_is_pleger_slachtoffer_en_getuige_in_een_casus(wp: Werkplek, casus_id: str) -> None:
    kees, jan = _wie(wp, casus_id, "Kees"), _wie(wp, casus_id, "Jan")
    een, twee = _incident(wp, casus_id), _incident(wp, casus_id)
    systeem.zet_rollen(wp, een, {kees.id: ("pleger", "getuige"), jan.id: ("slachtoffer",)})
    systeem.zet_rollen(wp, twee, {kees.id: ("slachtoffer",)})
    beeld = systeem.lees(wp, casus_id)
    assert sorted(rollen for _, rollen in beeld.rollen(kees.id)) == [("pleger", "getuige"), ("slachtoffer",)]
    assert [rollen for _, rollen in beeld.rollen(jan.id)] == [("slachtoffer",)]
    systeem.zet_rollen(wp, een, {kees.id: ("getuige",)})
    systeem.zet_rollen(wp, een, {kees.id: ("pleger",)})
    assert dict(next(i for i in systeem.lees(wp, casus_id).incidenten if i.id == een).rollen)[kees.id] == ("pleger",)
    assert len(wp.store.find(Incidentrol, ook_verwijderd=True, notitie_id=een, betrokkene_id=kees.id)) == 2


def test_een_gewone_notitie_is_geen_incident(wp: Werkplek, casus_id: str) -> None:
    notitie = dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "Gebeld."})[0]
    with pytest.raises(Omstandigheid) as fout:
        systeem.zet_rollen(wp, notitie, {_wie(wp, casus_id, "Kees").id: ("pleger",)})
    assert fout.value.gegevens["regel"] == "geen_incident"


def test_zelfde_persoon_in_twee_casussen_wordt_gekoppeld_en_weer_los(wp: Werkplek, casus_id: str) -> None:
    ander = meld_aan(wp, _ander_mens())
    kees, kim = _wie(wp, casus_id, "Kees"), wp.store.find(Betrokkene, casus_id=ander.casus_id)[0]
    systeem.koppel(wp, kees.id, kim.id)
    (hier,) = systeem.lees(wp, casus_id).elders
    (daar,) = systeem.lees(wp, ander.casus_id).elders
    assert (hier.ander_id, hier.nummer) == (kim.id, ander.nummer) and daar.ander_id == kees.id
    with pytest.raises(Omstandigheid) as fout:
        systeem.koppel(wp, kim.id, kees.id)
    assert fout.value.gegevens["regel"] == "al_gekoppeld"
    systeem.ontkoppel(wp, hier.koppeling_id)
    assert systeem.lees(wp, casus_id).elders == systeem.lees(wp, ander.casus_id).elders == ()


def _ander_mens() -> str:
    from zvh_testing.casuskluis import AANMELDING

    return AANMELDING.replace("Vermeer", "Vermeir").replace("999990007", "").replace("2000-03-14", "2000-03-15")


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"achternaam": "Vermeir", "voornamen": "Cees"}, "klinkt gelijk"),
        ({"achternaam": "Vermer", "voornamen": "Kees"}, "achternaam"),
        ({"achternaam": "van Vermeer", "voornamen": "K."}, "voorletter"),
        ({"achternaam": "Kees", "voornamen": "Vermeer"}, "omgewisseld"),
        ({"achternaam": "Anders", "voornamen": "Piet", "bsn": "999990007"}, "BSN"),
    ],
)
def test_wie_op_een_bekende_lijkt_wordt_genoemd_met_de_reden(
    wp: Werkplek, casus_id: str, velden: dict[str, Any], reden: str
) -> None:
    gevonden = gelijken.zoek_velden(wp, casus_id, velden)
    assert gevonden and gevonden[0].naam == "Kees Vermeer" and gevonden[0].hier
    assert any(reden in r for r in gevonden[0].redenen), gevonden[0].redenen


def test_wie_op_niemand_lijkt_geeft_niets_en_halve_gegevens_storen_niet(wp: Werkplek, casus_id: str) -> None:
    assert gelijken.zoek_velden(wp, casus_id, {"achternaam": "Zonneveld", "voornamen": "Ria"}) == []
    assert gelijken.zoek_velden(wp, casus_id, {"achternaam": "", "voornamen": "", "bsn": "12"}) == []


def test_alias_wordt_gevonden_bij_zoeken_en_bij_toevoegen(wp: Werkplek, casus_id: str) -> None:
    kees = _wie(wp, casus_id, "Kees")
    dossiers.wijzig(wp, "betrokkene", kees.id, {"aliassen": ["De Kraai"]})
    assert [t.record_id for t in wp.store.zoek("kraai")] == [kees.id]
    gevonden = gelijken.zoek_velden(wp, casus_id, {"voornamen": "de kraai"})
    assert [g.betrokkene_id for g in gevonden] == [kees.id]


# Addresses


def test_geheim_adres_is_dicht_voor_een_partner_en_op_verzoek_voor_het_huis(wp: Werkplek, casus_id: str) -> None:
    jan = _wie(wp, casus_id, "Jan")
    assert dossiers.toon_adres(wp, jan.id).straat == "Geheimlaan"
    als_partner(wp, "GGZ")
    getoond = next(b for b in dossiers.dossier(wp, casus_id).betrokkenen if b.id == jan.id)
    assert (getoond.straat, getoond.postcode, getoond.woonplaats) == ("", "", "")
    for doe in (
        lambda: dossiers.toon_adres(wp, jan.id),
        lambda: dossiers.wijzig(wp, "betrokkene", jan.id, {"adres_geheim": False}),
        lambda: dossiers.wijzig(wp, "betrokkene", jan.id, {"straat": ""}),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        assert fout.value.gegevens["regel"] == "adres_afgeschermd"
    dossiers.wijzig(wp, "betrokkene", jan.id, {"telefoon": "0600000002"})
    assert wp.store.get(Betrokkene, jan.id).straat == "Geheimlaan"


def test_wie_niet_genoemd_is_mag_het_adres_vragen_en_wie_genoemd_is_niet(wp: Werkplek, casus_id: str) -> None:
    jan = _wie(wp, casus_id, "Jan")
    politie = next(p.id for p in wp.partners().values() if p.kort == "Politie")
    dossiers.wijzig(wp, "betrokkene", jan.id, {"adres_dicht_voor_partner_ids": [politie]})
    als_partner(wp, "GGZ")
    assert dossiers.toon_adres(wp, jan.id).straat == "Geheimlaan"
    als_partner(wp, "Politie")
    with pytest.raises(Omstandigheid):
        dossiers.toon_adres(wp, jan.id)
