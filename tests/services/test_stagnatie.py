"""Guarding on a real vault: what stagnates, in Vandaag and in the dossier, and escalating step by step."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, maak_kluis, maak_werkplek, meld_aan, richt_in

from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.plan import Fase
from zvh_desktop.domain.stagnatie import Escalatie
from zvh_desktop.domain.themablok import ThemaReintegratie
from zvh_desktop.domain.zsm import ZsmAdvies
from zvh_desktop.services import acties, beheer, dossiers, stagnatie, verloop, vlaggen
from zvh_desktop.services.termijnen import termijnen
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Testklok) -> Iterator[Werkplek]:
    vault = maak_kluis(tmp_path, klok)
    plek = maak_werkplek(vault)
    plek.klok = klok
    richt_in(plek)
    yield plek
    plek.store.close()
    vault.close()


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    id_ = meld_aan(wp).casus_id
    with wp.transactie("proef") as t:
        t.save(wp.eis(Casus, id_).met(status="loopt", casusregisseur="Anna de Boer", thema=["overlast"]))
    return id_


def redenen(wp: Werkplek, casus_id: str) -> list[str]:
    return [v.soort for v in stagnatie.van_casus(wp, casus_id).vastlopers]


def in_vandaag(wp: Werkplek) -> list[str]:
    return [t.wat for groep in termijnen(wp) for t in groep.termijnen if t.soort == "stilstand"]


def zet(wp: Werkplek, casus_id: str, **velden: object) -> None:
    with wp.transactie("proef") as t:
        t.save(wp.eis(Casus, casus_id).met(**velden))


def test_een_casus_waarin_zes_weken_niets_gebeurt_staat_in_vandaag_en_in_het_dossier(
    wp: Werkplek, klok: Testklok, casus_id: str
) -> None:
    assert redenen(wp, casus_id) == [] and in_vandaag(wp) == []
    klok.verder(days=42)
    assert redenen(wp, casus_id) == ["stil"]
    assert in_vandaag(wp) == ["al 42 dagen is er niets veranderd in het dossier"]
    dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "gebeld"})
    assert redenen(wp, casus_id) == [] and in_vandaag(wp) == []


def test_terzijde_leggen_en_escaleren_zijn_zelf_geen_beweging(wp: Werkplek, klok: Testklok, casus_id: str) -> None:
    klok.verder(days=50)
    (stil,) = stagnatie.van_casus(wp, casus_id).vastlopers
    stagnatie.escaleer(wp, casus_id, "procesregisseur", "er gebeurt niets")
    assert redenen(wp, casus_id) == ["stil"]
    tot = wp.vandaag() + timedelta(days=7)
    vlaggen.leg_terzijde(wp, "stilstand", casus_id, casus_id, stil.sinds, tot, "overleg is gepland")
    assert redenen(wp, casus_id) == ["stil"] and in_vandaag(wp) == []


def test_zonder_casusregisseur_vraagt_pas_aandacht_na_de_termijn_van_het_huis(wp: Werkplek, casus_id: str) -> None:
    zet(wp, casus_id, casusregisseur="")
    (melding,) = wp.store.find(Aanmelding, casus_id=casus_id)
    sinds = (wp.vandaag() - melding.ontvangen_op).days
    for dagen, verwacht in ((sinds + 1, []), (sinds, ["geen_casusregisseur"]), (0, [])):
        beheer.bewaar_regio(wp, regisseur_dagen=dagen)
        assert redenen(wp, casus_id) == verwacht
        assert in_vandaag(wp) == ([f"er is na {sinds} dagen geen casusregisseur"] if verwacht else [])


def test_drie_keer_uitgesteld_en_geen_casusregisseur_worden_genoemd(wp: Werkplek, casus_id: str) -> None:
    id_, _ = dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "bellen", "uiterlijk": wp.vandaag()})
    for week in (1, 2, 3):
        assert redenen(wp, casus_id) == []
        acties.stel_uit(wp, (id_,), wp.vandaag() + timedelta(weeks=week), "geen gehoor")
    assert redenen(wp, casus_id) == ["uitgesteld"]
    zet(wp, casus_id, casusregisseur="")
    assert redenen(wp, casus_id) == ["geen_casusregisseur", "uitgesteld"]
    assert in_vandaag(wp) == ["er is na 22 dagen geen casusregisseur, en nog 1"]
    acties.rond_af(wp, id_, "gedaan")
    assert redenen(wp, casus_id) == ["geen_casusregisseur"]


def test_wat_het_thema_vraagt_ontbreekt_tot_het_er_is(wp: Werkplek, casus_id: str) -> None:
    beheer.bewaar_regio(wp, zsm_themas=["re_integratie"])
    zet(wp, casus_id, thema=["re_integratie"])
    assert redenen(wp, casus_id) == ["zsm", "dji"]
    stream = wp.eis(Casus, casus_id).stream
    with wp.transactie("proef") as t:
        t.save(ZsmAdvies(id=wp.nieuw_id(), stream=stream, casus_id=casus_id, advies="a", status="vastgesteld"))
        t.save(ThemaReintegratie(id=wp.nieuw_id(), stream=stream, casus_id=casus_id, dji_bijdrage="begeleid verlof"))
    assert redenen(wp, casus_id) == []


def test_een_fase_die_langer_duurt_dan_gepland(wp: Werkplek, casus_id: str) -> None:
    fase = next(f for f in wp.store.find(Fase, casus_id=casus_id) if f.nummer == 1)
    with wp.transactie("proef") as t:
        t.save(fase.met(status="open", geopend_op=wp.vandaag(), toetsmoment=wp.vandaag() - timedelta(days=1)))
    assert redenen(wp, casus_id) == ["fase"]


def test_wat_niet_loopt_of_niet_mag_worden_gezien_staat_er_niet_bij(
    wp: Werkplek, klok: Testklok, casus_id: str
) -> None:
    klok.verder(days=90)
    assert redenen(wp, casus_id)
    zet(wp, casus_id, status="afgesloten")
    klok.verder(days=90)
    assert redenen(wp, casus_id) == []
    zet(wp, casus_id, status="loopt")
    klok.verder(days=90)
    assert in_vandaag(wp)
    zet(wp, casus_id, compartiment="dicht", toegang=["f" * 32])
    klok.verder(days=90)
    assert in_vandaag(wp) == []


def test_escaleren_gaat_trede_voor_trede_en_staat_in_het_verloop(wp: Werkplek, casus_id: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        stagnatie.escaleer(wp, casus_id, "stuurgroep", "het zit vast")
    assert fout.value.gegevens["regel"] == "escalatie_trede"
    stagnatie.escaleer(wp, casus_id, "procesregisseur", "het zit vast")
    (eerste,) = wp.store.find(Escalatie)
    with pytest.raises(Omstandigheid) as fout:
        stagnatie.escaleer(wp, casus_id, "procesregisseur", "nog eens")
    assert fout.value.gegevens["regel"] == "escalatie_wacht"
    stagnatie.beantwoord(wp, eerste.id, "ik bel de GGZ", "A. Visser")
    stagnatie.escaleer(wp, casus_id, "netwerkmanager", "de GGZ doet niets")
    koppen = [g.kop for g in verloop.lees(wp, casus_id).gebeurtenissen]
    assert "Voorgelegd aan de netwerkmanager" in koppen
    assert "Antwoord van de procesregisseur, A. Visser" in koppen
    assert [e.trede for e in stagnatie.van_casus(wp, casus_id).escalaties] == ["procesregisseur", "netwerkmanager"]
