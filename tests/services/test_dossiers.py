"""What may change in a dossier, and what the history and the audit log tell of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.betrokkene import VOORUIT, Betrokkene
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.plan import Actie, Fase
from zvh_desktop.domain.record import soorten
from zvh_desktop.domain.veldnamen import SOORTNAMEN, VELDNAMEN, handeling
from zvh_desktop.services import aanmeldingen, acties, concepten, dossiers, fasen
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

TECHNISCH = {
    "id", "stream", "verwijderd", "casus_id", "overleg_id", "agendapunt_id", "verslag_id", "vervangt_id", "volgorde",
    "inhoud", "inhoud_sha256", "pdf_sha256", "herkenning", "actie_id", "samengevoegd_stand",
    "verzoek_id",
}  # fmt: skip


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return meld_aan(wp).casus_id


def _wie(wp: Werkplek, casus_id: str, naam: str) -> Betrokkene:
    return next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == naam)


def _regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


@pytest.mark.parametrize("soort", ["casus", "betrokkene", "aanmelding", "triage", "notitie", "fase", "doel", "actie"])
def test_elk_veld_dat_een_mens_ziet_heeft_een_nederlandse_titel(soort: str) -> None:
    velden = set(soorten()[soort].model_fields) - TECHNISCH
    assert velden <= set(VELDNAMEN[soort]), velden - set(VELDNAMEN[soort])


def test_titels_horen_bij_velden_die_bestaan() -> None:
    for soort, titels in VELDNAMEN.items():
        assert soort in SOORTNAMEN
        assert set(titels) <= set(soorten()[soort].model_fields), soort


def test_handeling_noemt_het_veld_en_laat_afkortingen_staan() -> None:
    assert handeling("betrokkene", ["telefoon"]) == "telefoon gewijzigd (betrokkene)"
    assert handeling("betrokkene", ["bsn"]) == "BSN gewijzigd (betrokkene)"
    assert handeling("betrokkene", ["straat", "huisnummer"]) == "betrokkene gewijzigd"


def test_openen_wordt_vastgelegd_verversen_niet(wp: Werkplek, casus_id: str) -> None:
    dossiers.dossier(wp, casus_id)
    dossiers.ververs(wp, casus_id)
    assert len(wp.store.audit_regels(gebeurtenis="dossier_geopend")) == 1


def test_bsn_en_geheim_adres_tonen_wordt_vastgelegd(wp: Werkplek, casus_id: str) -> None:
    kees, jan = _wie(wp, casus_id, "Kees"), _wie(wp, casus_id, "Jan")
    assert dossiers.toon_bsn(wp, kees.id) == "999990007"
    assert dossiers.toon_adres(wp, jan.id).straat == "Geheimlaan"
    assert len(wp.store.audit_regels(gebeurtenis="bsn_getoond", object_id=kees.id)) == 1
    assert len(wp.store.audit_regels(gebeurtenis="adres_getoond", object_id=jan.id)) == 1


def test_geschiedenis_maskeert_bsn_en_verbergt_een_geheim_adres(wp: Werkplek, casus_id: str) -> None:
    jan = _wie(wp, casus_id, "Jan")
    dossiers.wijzig(wp, "betrokkene", jan.id, {"straat": "Andereweg"})
    tekst = repr(geschiedenis(wp, casus_id))
    assert "999990007" not in tekst and "••••••007" in tekst
    assert "Geheimlaan" not in tekst and "Andereweg" not in tekst and VERBORGEN in tekst
    assert "Dijkgraaf" in tekst


def test_adres_dat_ooit_geheim_was_blijft_uit_de_geschiedenis(wp: Werkplek, casus_id: str) -> None:
    jan = _wie(wp, casus_id, "Jan")
    dossiers.wijzig(wp, "betrokkene", jan.id, {"adres_geheim": False})
    assert "Geheimlaan" not in repr(geschiedenis(wp, casus_id))


def test_onjuist_bsn_wordt_niet_bewaard(wp: Werkplek, casus_id: str) -> None:
    kees = _wie(wp, casus_id, "Kees")
    with pytest.raises(Omstandigheid) as fout:
        dossiers.wijzig(wp, "betrokkene", kees.id, {"bsn": "123456789"})
    assert _regel(fout) == "bsn_elfproef"
    assert _wie(wp, casus_id, "Kees").bsn == "999990007"


def test_geboortedag_van_een_ongeboren_kind_mag_een_jaar_vooruit_en_niet_verder(wp: Werkplek, casus_id: str) -> None:
    kees = dossiers.dossier(wp, casus_id).betrokkenen[0]
    verwacht = wp.vandaag() + VOORUIT
    dossiers.wijzig(wp, "betrokkene", kees.id, {"geboortedatum": verwacht})
    assert wp.eis(Betrokkene, kees.id).geboortedatum == verwacht
    te_ver = {"achternaam": "Vis", "geboortedatum": verwacht + timedelta(days=1)}
    for poging in (
        lambda: dossiers.wijzig(wp, "betrokkene", kees.id, te_ver),
        lambda: dossiers.voeg_toe(wp, "betrokkene", casus_id, te_ver),
        lambda: aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=[], **te_ver),
    ):
        with pytest.raises(Omstandigheid) as fout:
            poging()
        assert "een jaar vooruit" in zin(fout.value)
    assert [b.geboortedatum for b in wp.store.find(Betrokkene, achternaam="Vis")] == []


def test_vaste_velden_van_een_casus_wijzigen_niet(wp: Werkplek, casus_id: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        dossiers.wijzig(wp, "casus", casus_id, {"nummer": "2026-9999"})
    assert _regel(fout) == "veld_vast"


def test_er_is_een_hoofdpersoon_en_de_casus_draagt_de_naam(wp: Werkplek, casus_id: str) -> None:
    jan = _wie(wp, casus_id, "Jan")
    dossiers.zet_hoofdpersoon(wp, jan.id)
    personen = wp.store.find(Betrokkene, casus_id=casus_id)
    assert [b.voornamen for b in personen if b.hoofdpersoon] == ["Jan"]
    assert wp.eis(Casus, casus_id).naam == "Jan V."


def _fase(wp: Werkplek, casus_id: str, nummer: int) -> Fase:
    return wp.store.find(Fase, casus_id=casus_id, nummer=nummer)[0]


def test_fase_gaat_open_bereikt_teruggevallen_en_weer_open(wp: Werkplek, casus_id: str) -> None:
    fase = _fase(wp, casus_id, 1)
    fasen.zet_fase(wp, fase.id, "open")
    assert _fase(wp, casus_id, 1).geopend_op == date(2026, 11, 24)
    bon = fasen.zet_fase(wp, fase.id, "bereikt", "alle voorwaarden gehaald")
    assert bon.label == "fase 1 bereikt"
    assert _fase(wp, casus_id, 1).bereikt_op == date(2026, 11, 24)
    fasen.zet_fase(wp, fase.id, "teruggevallen", "weer bedreiging")
    bon = fasen.zet_fase(wp, fase.id, "open", "opnieuw veilig maken")
    nu = _fase(wp, casus_id, 1)
    assert (bon.label, nu.status, nu.bereikt_op, nu.motivering) == (
        "fase 1 heropend",
        "open",
        None,
        "opnieuw veilig maken",
    )


@pytest.mark.parametrize(("van", "naar"), [("open", "bereikt"), ("open", "teruggevallen"), ("bereikt", "open")])
def test_bereikt_terugval_en_heropenen_vragen_een_motivering(wp: Werkplek, casus_id: str, van: str, naar: str) -> None:
    fase = _fase(wp, casus_id, 2)
    fasen.zet_fase(wp, fase.id, "open")
    if van == "bereikt":
        fasen.zet_fase(wp, fase.id, "bereikt", "gehaald")
    with pytest.raises(Omstandigheid) as fout:
        fasen.zet_fase(wp, fase.id, naar, "  ")
    assert _regel(fout) == "motivering_nodig"
    assert _fase(wp, casus_id, 2).status == van


def test_fase_die_niet_open_is_kan_niet_bereikt_worden(wp: Werkplek, casus_id: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        fasen.zet_fase(wp, _fase(wp, casus_id, 3).id, "bereikt", "te snel")
    assert _regel(fout) == "fase_overgang"


def test_melding_maakt_alleen_haar_eigen_handeling_ongedaan(wp: Werkplek, casus_id: str) -> None:
    eerste, bon1 = dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "eerste"})
    tweede, bon2 = dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "tweede"})
    with pytest.raises(Omstandigheid):
        dossiers.maak_ongedaan(wp, bon1.txn)
    assert not wp.eis(Notitie, eerste).verwijderd
    label, _ = dossiers.maak_ongedaan(wp, bon2.txn)
    assert label == "notitie toegevoegd"
    assert wp.eis(Notitie, tweede).verwijderd


def test_bewaren_beeindigt_het_concept_van_dat_veld(wp: Werkplek, casus_id: str) -> None:
    jan = _wie(wp, casus_id, "Jan")
    for veld in ("opmerking", "telefoon"):
        concepten.bewaar(wp, jan.id, veld, "betrokkene", "Betrokkene: " + veld, "half", 4)
    dossiers.wijzig(wp, "betrokkene", jan.id, {"opmerking": "heel"})
    assert set(concepten.van(wp, (jan.id,))) == {(jan.id, "telefoon")}


def test_toevoegen_beeindigt_het_concept_van_een_nieuwe_notitie(wp: Werkplek, casus_id: str) -> None:
    sleutel = f"nieuw-notitie-{casus_id}"
    concepten.bewaar(wp, sleutel, "tekst", "notitie", "Notitie", "half", 4)
    assert concepten.van(wp, (sleutel,))[(sleutel, "tekst")].tekst == "half"
    dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "heel"})
    assert concepten.van(wp, (sleutel,)) == {}


def test_verworpen_concept_komt_niet_terug(wp: Werkplek, casus_id: str) -> None:
    concepten.bewaar(wp, casus_id, "doel", "casus", "Casus: doel", "half", 4)
    concepten.verwerp(wp, casus_id, "doel")
    assert concepten.van(wp, (casus_id,)) == {}


def test_actie_die_niet_is_gedaan_vraagt_een_reden(wp: Werkplek, casus_id: str) -> None:
    id_, _ = dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "bellen"})
    with pytest.raises(Omstandigheid) as fout:
        acties.rond_af(wp, id_, "niet_gedaan")
    assert _regel(fout) == "reden_nodig"
    acties.rond_af(wp, id_, "niet_gedaan", "geen gehoor")
    assert wp.eis(Actie, id_).terugkoppeling == "geen gehoor"
