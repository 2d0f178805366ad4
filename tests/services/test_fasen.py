"""Conditions, steps and versions of a plan on a real vault."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.plan import Doel, Fase
from zvh_desktop.domain.planfase import Fasestap, Voorwaarde
from zvh_desktop.domain.planversie import Planakkoord, Planversie
from zvh_desktop.services import dossiers, fasen, plannen, verloop
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Testklok) -> Iterator[Werkplek]:
    with werkplek(tmp_path, klok) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return meld_aan(wp).casus_id


def _fase(wp: Werkplek, casus_id: str, nummer: int = 1) -> Fase:
    return wp.store.find(Fase, casus_id=casus_id, nummer=nummer)[0]


def _regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


def test_open_voorwaarde_houdt_bereikt_tegen_tot_iemand_schrijft_waarom_niet(wp: Werkplek, casus_id: str) -> None:
    fase = _fase(wp, casus_id)
    fasen.zet_fase(wp, fase.id, "open")
    fasen.voeg_voorwaarde_toe(wp, fase.id, "Vader slaapt elders")
    with pytest.raises(Omstandigheid) as fout:
        fasen.zet_fase(wp, fase.id, "bereikt", "het is rustig")
    assert _regel(fout) == "voorwaarden_open"
    assert _fase(wp, casus_id).status == "open"
    fasen.zet_fase(wp, fase.id, "bereikt", "het is rustig", "vader kan pas in mei verhuizen")
    stap = next(s for s in wp.store.find(Fasestap, casus_id=casus_id) if s.naar == "bereikt")
    assert (stap.door, stap.open_voorwaarden, stap.ondanks) == (
        "M. van der Heijden", ["Vader slaapt elders"], "vader kan pas in mei verhuizen"
    )  # fmt: skip


def test_oude_regels_worden_bij_de_eerste_wijziging_voorwaarden_en_ongedaan_neemt_ze_niet_mee(
    wp: Werkplek, casus_id: str
) -> None:
    fase = _fase(wp, casus_id)
    dossiers.wijzig(wp, "fase", fase.id, {"voorwaarden": "Vader veilig\nCrisisplan bekend"})
    fase = _fase(wp, casus_id)
    oud = fasen.voorwaarden(wp, fase)
    assert [v.tekst for v in oud] == ["Vader veilig", "Crisisplan bekend"]
    assert wp.store.find(Voorwaarde, casus_id=casus_id) == []
    fasen.zet_voldaan(wp, fase.id, oud[0].id, True)
    nu = fasen.voorwaarden(wp, fase)
    assert [(v.tekst, v.voldaan_door) for v in nu] == [
        ("Vader veilig", "M. van der Heijden"),
        ("Crisisplan bekend", ""),
    ]
    assert len(wp.store.find(Voorwaarde, casus_id=casus_id)) == 2
    dossiers.maak_ongedaan(wp)
    assert [(v.tekst, v.voldaan_op) for v in fasen.voorwaarden(wp, fase)] == [
        ("Vader veilig", None), ("Crisisplan bekend", None)
    ]  # fmt: skip
    assert _fase(wp, casus_id).voorwaarden == "Vader veilig\nCrisisplan bekend"


def test_ingetrokken_oude_regel_komt_niet_terug(wp: Werkplek, casus_id: str) -> None:
    fase = _fase(wp, casus_id)
    dossiers.wijzig(wp, "fase", fase.id, {"voorwaarden": "Vader veilig"})
    fase = _fase(wp, casus_id)
    fasen.trek_voorwaarde_in(wp, fase.id, fasen.voorwaarden(wp, fase)[0].id)
    assert fasen.voorwaarden(wp, fase) == ()


def test_stap_staat_een_keer_in_het_verloop_met_naam_en_reden(wp: Werkplek, casus_id: str, klok: Testklok) -> None:
    fase = _fase(wp, casus_id)
    fasen.zet_fase(wp, fase.id, "open")
    klok.verder(days=3)
    fasen.zet_fase(wp, fase.id, "teruggevallen", "nieuwe dreiging")
    klok.verder(days=1)
    fasen.zet_fase(wp, fase.id, "open", "afspraken opnieuw gemaakt")
    regels = [(g.kop, g.tekst, g.wie) for g in verloop.lees(wp, casus_id).gebeurtenissen if g.soort == "fase"]
    wie = "M. van der Heijden"
    assert regels == [
        ("Fase 1, directe veiligheid: heropend", "afspraken opnieuw gemaakt", wie),
        ("Fase 1, directe veiligheid: teruggevallen", "nieuwe dreiging", wie),
        ("Fase 1, directe veiligheid: geopend", "", wie),
    ]
    assert [s.naar for s in plannen.lees(wp, casus_id).stappen[1]] == ["open", "teruggevallen", "open"]


def test_ongedaan_neemt_de_stap_en_de_stand_samen_terug(wp: Werkplek, casus_id: str) -> None:
    fase = _fase(wp, casus_id)
    fasen.zet_fase(wp, fase.id, "open")
    dossiers.maak_ongedaan(wp)
    assert _fase(wp, casus_id).status == "niet_gestart"
    assert wp.store.find(Fasestap, casus_id=casus_id) == []


def test_interventie_met_kader_en_afloop_staat_in_plan_en_verloop(wp: Werkplek, casus_id: str) -> None:
    ggz = next(p for p in wp.partners().values() if p.kortweg == "GGZ")
    id_, _ = dossiers.voeg_toe(
        wp, "interventie", casus_id,
        {"tekst": "Zorgmachtiging", "fase": 1, "kader": "verplichte_zorg", "partner_id": ggz.id,
         "begin": date(2026, 11, 1)},
    )  # fmt: skip
    dossiers.wijzig(wp, "interventie", id_, {"eind": date(2026, 11, 20), "afloop": "deels", "toelichting": "korter"})
    assert [i.id for i in plannen.lees(wp, casus_id).interventies] == [id_]
    koppen = [(g.kop, g.bron) for g in verloop.lees(wp, casus_id).gebeurtenissen if "Zorgmachtiging" in g.kop]
    assert koppen == [
        ("Interventie deels geslaagd: Zorgmachtiging (verplichte zorg)", "GGZ"),
        ("Interventie begonnen: Zorgmachtiging (verplichte zorg)", "GGZ"),
    ]
    dossiers.trek_in(wp, "interventie", id_)
    assert wp.store.find(Interventie, casus_id=casus_id) == []


def _doel(wp: Werkplek, casus_id: str, tekst: str) -> str:
    return dossiers.voeg_toe(wp, "doel", casus_id, {"tekst": tekst, "fase": 1, "doelsoort": "doel"})[0]


def test_versie_staat_vast_en_het_verschil_staat_er_in_woorden(wp: Werkplek, casus_id: str, klok: Testklok) -> None:
    assert plannen.sinds(wp, casus_id) is None
    doel = _doel(wp, casus_id, "Plek met toezicht")
    weg = _doel(wp, casus_id, "Bewind aanvragen")
    versie, _ = plannen.leg_vast(wp, casus_id)
    assert plannen.lees(wp, casus_id).anders is False
    klok.verder(days=1)
    ggz = next(p for p in wp.partners().values() if p.kortweg == "GGZ")
    dossiers.wijzig(wp, "doel", doel, {"tekst": "Plek met dagelijks toezicht", "partner_id": ggz.id})
    dossiers.trek_in(wp, "doel", weg)
    fasen.zet_fase(wp, _fase(wp, casus_id).id, "open")
    uit = plannen.sinds(wp, casus_id)
    assert uit is not None and uit[0].id == versie.id
    gevonden = {v.naam: v.wat for v in uit[1]}
    assert gevonden["Bewind aanvragen"] == "ingetrokken"
    assert gevonden["Plek met dagelijks toezicht"] == (
        "partner: leeg werd GGZ; tekst: “Plek met toezicht” werd “Plek met dagelijks toezicht”"
    )
    assert "status: niet gestart werd open" in gevonden["1 Directe veiligheid"]
    assert wp.eis(Planversie, versie.id).inhoud == versie.inhoud
    assert plannen.lees(wp, casus_id).anders is True
    assert plannen.leg_vast(wp, casus_id)[0].nummer == 2


def test_leeg_en_onveranderd_plan_worden_geen_versie(wp: Werkplek, casus_id: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        plannen.leg_vast(wp, casus_id)
    assert _regel(fout) == "plan_leeg"
    _doel(wp, casus_id, "Plek met toezicht")
    plannen.leg_vast(wp, casus_id)
    with pytest.raises(Omstandigheid) as fout:
        plannen.leg_vast(wp, casus_id)
    assert _regel(fout) == "plan_niet_anders"


def test_vastgelegde_versie_gaat_niet_weg_door_ongedaan(wp: Werkplek, casus_id: str) -> None:
    _doel(wp, casus_id, "Plek met toezicht")
    plannen.leg_vast(wp, casus_id)
    with pytest.raises(Omstandigheid) as fout:
        dossiers.maak_ongedaan(wp)
    assert _regel(fout) == "niet_ongedaan"
    assert len(wp.store.find(Planversie, casus_id=casus_id)) == 1


@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"organisatie": "GGZ"}, "akkoord_zonder_naam"),
        ({"naam": "M. de Ruiter"}, "akkoord_zonder_naam"),
        ({"organisatie": "GGZ", "naam": "M. de Ruiter", "uitspraak": "voorbehoud"}, "reden_nodig"),
        ({"organisatie": "GGZ", "naam": "M. de Ruiter", "dag": date(2026, 11, 25)}, "akkoord_dag"),
        ({"organisatie": "GGZ", "naam": "M. de Ruiter", "hoe": "duif"}, "waarde_past_niet"),
    ],
)
def test_akkoord_gaat_op_naam_en_anders_niet(
    wp: Werkplek, casus_id: str, velden: dict[str, object], regel: str
) -> None:
    _doel(wp, casus_id, "Plek met toezicht")
    versie, _ = plannen.leg_vast(wp, casus_id)
    with pytest.raises(Omstandigheid) as fout:
        plannen.geef_akkoord(wp, versie.id, velden)
    assert _regel(fout) == regel
    assert wp.store.find(Planakkoord, casus_id=casus_id) == []


def test_akkoord_staat_bij_de_versie_en_gaat_er_met_reden_af(wp: Werkplek, casus_id: str) -> None:
    _doel(wp, casus_id, "Plek met toezicht")
    versie, _ = plannen.leg_vast(wp, casus_id)
    ggz = next(p for p in wp.partners().values() if p.kortweg == "GGZ")
    id_, _ = plannen.geef_akkoord(wp, versie.id, {"partner_id": ggz.id, "naam": "M. de Ruiter"})
    (beeld,) = plannen.lees(wp, casus_id).versies
    assert [(a.organisatie, a.naam, a.dag) for a in beeld.akkoorden] == [
        ("GGZ Waterland", "M. de Ruiter", date(2026, 11, 24))
    ]
    with pytest.raises(Omstandigheid) as fout:
        plannen.trek_akkoord_in(wp, id_, " ")
    assert _regel(fout) == "reden_nodig"
    plannen.trek_akkoord_in(wp, id_, "was voor versie 2")
    assert plannen.lees(wp, casus_id).versies[0].akkoorden == ()
    assert len(wp.store.find(Doel, casus_id=casus_id)) == 1
