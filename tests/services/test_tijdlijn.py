"""The timeline of a casus on a real vault: all that has a day, masked for who reads it, recorded when it leaves."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from documents.gereedschap import structuurtekst
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.plan import Fase
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import dossiers, fasen, plannen, tijdlijn, verloop
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Testklok) -> Iterator[Werkplek]:
    with werkplek(tmp_path, klok) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek, klok: Testklok) -> str:
    """A casus with a phase that was open, an interventie, detention, leave, and two incidents."""
    casus_id = meld_aan(wp).casus_id
    fase = wp.store.find(Fase, casus_id=casus_id, nummer=1)[0]
    fasen.zet_fase(wp, fase.id, "open")
    dossiers.wijzig(wp, "fase", fase.id, {"toetsmoment": wp.vandaag() + timedelta(7)})
    dossiers.voeg_toe(wp, "interventie", casus_id, {"fase": 1, "tekst": "Gebiedsverbod", "begin": wp.vandaag()})
    dossiers.voeg_toe(wp, "interventie", casus_id, {"fase": 2, "tekst": "Schuldhulp"})
    regels = (
        "/detentie 3-9 t/m 20-10 PI Zaanstad",
        "/verlof 3-10 t/m 5-10 Bij zijn zus",
        "/incident 12-11 Jan Vermeer belde vanaf Geheimlaan 7",
        "/incident 13-11 Melding door de buurvrouw",
    )
    for regel in regels:
        verloop.schrijf(wp, casus_id, regel, ())
    melding = next(n for n in wp.store.find(Notitie, casus_id=casus_id) if "buurvrouw" in n.tekst)
    with wp.transactie("merk") as t:
        t.save(melding.met(niet_delen_met=["Politie"], niet_delen_reden="bronbescherming"))
    plannen.leg_vast(wp, casus_id)
    klok.verder(days=3)
    return casus_id


def test_alles_wat_een_dag_heeft_staat_op_de_tijdlijn(wp: Werkplek, casus_id: str) -> None:
    lijn = tijdlijn.lees(wp, casus_id)
    soorten = [i.soort for i in lijn.items]
    assert soorten == ["detentie", "verlof", "incident", "incident", "versie", "fase", "interventie", "toets"]
    assert [i.titel for i in lijn.zonder_dag] == ["Schuldhulp"]
    detentie = lijn.items[0]
    assert (detentie.van, detentie.tot, detentie.titel) == (date(2026, 9, 3), date(2026, 10, 20), "PI Zaanstad")


def test_fase_die_al_open_was_toen_de_stappen_kwamen_begint_op_haar_eerste_open_dag(
    wp: Werkplek, casus_id: str, klok: Testklok
) -> None:
    fase = wp.store.find(Fase, casus_id=casus_id, nummer=2)[0]
    dossiers.wijzig(wp, "fase", fase.id, {"status": "open", "geopend_op": wp.vandaag()})
    begin = wp.vandaag()
    klok.verder(days=5)
    fasen.zet_fase(wp, fase.id, "teruggevallen", "weer onrust")
    fasen.zet_fase(wp, fase.id, "open", "opnieuw begonnen")
    (periode,) = (i for i in tijdlijn.lees(wp, casus_id).items if i.soort == "fase" and i.fase == 2)
    assert periode.van == begin and periode.loopt


def test_voor_de_zaal_geen_derden_geen_geheim_adres_en_niets_dat_voor_iemand_gesloten_is(
    wp: Werkplek, casus_id: str
) -> None:
    zaal = repr(tijdlijn.voor_zaal(wp, casus_id, ["Vermeer", "Jan"]))
    assert "PI Zaanstad" in zaal and "Gebiedsverbod" in zaal
    assert not any(woord in zaal for woord in ("buurvrouw", "Geheimlaan", "Jan", "Vermeer"))
    alles = repr(tijdlijn.voor_zaal(wp, casus_id, ["Vermeer", "Jan"], alles=True))
    assert "Jan Vermeer" in alles and "Geheimlaan" not in alles and "buurvrouw" not in alles


def test_op_papier_staat_wat_weg_is_en_het_vertrek_is_vastgelegd(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    doel = tmp_path / "t.pdf"
    with pytest.raises(Omstandigheid):
        tijdlijn.verstrek(wp, casus_id, doel, aan="", hoe="beveiligde mail")
    assert not doel.exists()
    tijdlijn.verstrek(wp, casus_id, doel, aan="GGZ Waterland", hoe="beveiligde mail")
    tekst = structuurtekst(doel.read_bytes())
    assert "PI Zaanstad" in tekst and "Schuldhulp" in tekst and "nog geen dag" in tekst
    assert "buurvrouw" not in tekst and "Geheimlaan" not in tekst
    (v,) = wp.store.find(Verstrekking, casus_id=casus_id, stuk="tijdlijn")
    assert len(v.weggelaten) == 2 and all(weg in tekst for weg in v.weggelaten)
    assert tijdlijn.afdruk(wp, casus_id) == doel.read_bytes()
