"""The tab Analyse by keyboard, on a real vault."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot
from zvh_testing.analysespel import THEMAS, vul_analyse
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.casusproef import Proef, toets, typ

from zvh_desktop.domain.analyse import Analysepunt, Basisvoorwaarde, Risicotaxatie, Zrmmeting, Zrmscore
from zvh_desktop.domain.casus import Aanmelding
from zvh_desktop.domain.themablok import ThemaMensenhandel, Themarij, ThemaVerward
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.gui.pages.casus.analyse import AnalyseTab
from zvh_desktop.gui.pages.casus.analyse_grafiek import plaatsen
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten, dossiers

K = Qt.Key


@pytest.fixture
def proef(qtbot: QtBot, tmp_path: Path) -> Iterator[Proef]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    gemaakt = Proef(qtbot, vault)
    yield gemaakt
    gemaakt.taken.sluit()
    vault.close()
    assert not gemaakt.fouten


def _open(proef: Proef, deel: str = "leefgebieden", *, vol: bool = False, themas: list[str] | None = None) -> Any:
    if vol or themas is not None:
        proef.vraag(lambda wp: vul_analyse(wp, proef.casus_id, themas=themas))
    tab: AnalyseTab = proef.open("analyse")
    proef.qtbot.waitUntil(lambda: tab._inhoud is not None)
    tab.toon_deel(deel)
    proef.rust()
    return tab.delen[deel]


def test_alle_leefgebieden_staan_op_een_scherm_met_wat_leeg_is(proef: Proef) -> None:
    deel = _open(proef, vol=True)
    assert len(deel.tabel.rijen) == 13
    proef.qtbot.waitUntil(lambda: deel.tabel.verticalScrollBar().maximum() == 0)
    gezegd = [r.spreek for r in deel.tabel.rijen]
    assert gezegd[0].startswith("Financiën: 1 feiten, 1 krachten, ZRM 2 op")
    assert any(g.startswith("Basale ADL: leeg") for g in gezegd)
    assert deel.stand.text().startswith("8 van 13 beschreven")


def test_met_het_toetsenbord_van_leefgebied_naar_een_nieuw_feit(proef: Proef) -> None:
    deel = _open(proef)
    deel.tabel.kies(deel.tabel.rijen[3].sleutel)
    deel.tabel.setFocus()
    toets(K.Key_Return)
    assert deel.paneel.isVisible()
    toets(K.Key_Space)
    assert deel.puntpaneel.isVisible()
    typ("Staat op straat sinds vrijdag.")
    deel._klaar.click()
    proef.rust()
    (punt,) = proef.vraag(lambda wp: wp.store.find(Analysepunt))
    assert (punt.tekst, punt.puntsoort, punt.aard) == ("Staat op straat sinds vrijdag.", "feit", "feit")
    assert not deel.puntpaneel.isVisible()
    assert any("Staat op straat" in r.spreek for r in deel.lijst.rijen)
    assert proef.meldingen[-1][0] == "Toegevoegd aan de analyse."


def test_een_leeg_punt_blijft_staan_met_een_zin(proef: Proef) -> None:
    deel = _open(proef)
    deel.open_gebied(deel.tabel.rijen[0].sleutel)
    deel.nieuw("zorg")
    deel._klaar.click()
    assert deel.formulier.velden["tekst"].foutief
    assert deel.puntpaneel.isVisible()
    assert proef.vraag(lambda wp: wp.store.find(Analysepunt)) == []


def test_een_half_getypt_punt_staat_er_weer_onder_zijn_eigen_leefgebied(proef: Proef) -> None:
    deel = _open(proef)
    een, twee = deel.tabel.rijen[0].sleutel, deel.tabel.rijen[1].sleutel
    deel.open_gebied(een)
    deel.nieuw("feit")
    typ("Heeft een brief van")
    deel.verberg()
    proef.rust()
    tab = proef.pagina.tab("analyse")
    assert tab is not None
    tab.vul(proef.pagina._beeld, ander=False)
    proef.rust()
    deel.open_gebied(twee)
    deel.nieuw("feit")
    assert deel.formulier.waarde("tekst") == ""
    deel.verberg()
    deel.open_gebied(een)
    deel.nieuw("feit")
    assert deel.formulier.waarde("tekst") == "Heeft een brief van"


def test_een_concept_brengt_de_tab_bij_zijn_leefgebied(proef: Proef) -> None:
    deel = _open(proef)
    gebied = deel.tabel.rijen[4].sleutel
    sleutel = f"nieuw-analysepunt.{gebied}-{proef.casus_id}"
    proef.vraag(lambda wp: concepten.bewaar(wp, sleutel, "tekst", "analysepunt", "Analyse", "Half", 4))
    proef.open("overzicht")
    proef.open("analyse", sleutel)
    proef.rust()
    assert deel.puntpaneel.isVisible()
    assert deel.formulier.waarde("tekst") == "Half"


def test_alleen_een_kracht_of_zorg_vraagt_of_het_feit_of_oordeel_is(proef: Proef) -> None:
    deel = _open(proef)
    deel.open_gebied(deel.tabel.rijen[0].sleutel)
    for soort, te_kiezen in (("feit", False), ("kracht", True), ("zorg", True), ("oordeel", False)):
        deel.nieuw(soort)
        assert deel.formulier.velden["aard"].isVisible() is te_kiezen


def test_de_pijltjes_lopen_langs_de_scores_en_elk_punt_wordt_gezegd(proef: Proef) -> None:
    deel = _open(proef, "zrm", vol=True)
    deel.grafiek.setFocus()
    assert deel.grafiek.accessibleDescription() == "Financiën, di 10 nov 2026: 2 niet zelfredzaam"
    toets(K.Key_Left)
    toets(K.Key_Down)
    assert deel.grafiek.accessibleDescription() == "Werk & opleiding, vr 21 aug 2026: 2 niet zelfredzaam"
    toets(K.Key_PageDown)
    assert deel.punt.text() == "Justitie, vr 21 aug 2026: niet gescoord"
    toets(K.Key_Home)
    assert deel.punt.text().startswith("Justitie, za 7 feb 2026: 3")
    toets(K.Key_Up)
    assert deel.punt.text().startswith("Maatschappelijke participatie")
    toets(K.Key_Return)
    assert deel.paneel.isVisible()


def test_de_tabel_heeft_dezelfde_getallen_als_de_grafiek(proef: Proef) -> None:
    deel = _open(proef, "zrm", vol=True)
    deel.vorm._knoppen["tabel"].click()
    assert deel.tabel.isVisible()
    assert not deel.grafiek.isVisible()
    reeks = deel.grafiek.reeks
    for rij in deel.tabel.rijen:
        getoond = [cel.tekst for cel in rij.cellen[1:]]
        assert getoond == [str(s) if s else "–" for s in reeks.scores[rij.sleutel]]


def test_twee_edities_zijn_twee_keuzes(proef: Proef) -> None:
    deel = _open(proef, "zrm", vol=True)
    assert [deel.keuze.itemText(n) for n in range(deel.keuze.count())] == [
        "Kees Vermeer · ZRM 2017, volwassenen",
        "Kees Vermeer · oudere ZRM (11 domeinen), volwassenen",
    ]


@pytest.mark.parametrize("modus", ["licht", "donker"])
def test_de_grafiek_tekent_in_elk_thema_en_op_papier_altijd_licht(proef: Proef, modus: str) -> None:
    thema().kies(modus=modus)
    deel = _open(proef, "zrm", vol=True)
    beeld = QImage(800, 1000, QImage.Format.Format_RGB32)
    beeld.fill(Qt.GlobalColor.white)
    p = QPainter(beeld)
    deel.teken_blad(p, QRectF(0, 0, 800, 1000))
    p.end()
    kleuren = {beeld.pixelColor(x, y).lightness() for x in range(0, 800, 7) for y in range(0, 1000, 7)}
    assert max(kleuren) > 240
    assert sum(beeld.pixelColor(x, 300).lightness() > 200 for x in range(0, 800, 5)) > 80
    assert len(kleuren) > 3


def test_een_meting_wordt_met_cijfers_getypt_en_in_een_keer_vastgelegd(proef: Proef) -> None:
    deel = _open(proef, "zrm")
    deel.lege.gekozen.emit("nieuw")
    proef.rust()
    assert deel.paneel.scores["financien"].hasFocus()
    toets(K.Key_2)
    toets(K.Key_Tab)
    toets(K.Key_4)
    deel.paneel.knop.click()
    proef.rust()
    (meting,) = proef.vraag(lambda wp: wp.store.find(Zrmmeting))
    scores = {s.domein: s.score for s in proef.vraag(lambda wp: wp.store.find(Zrmscore))}
    assert scores == {"financien": 2, "werk_opleiding": 4}
    assert meting.datum == date(2026, 11, 24)
    assert deel.grafiek.isVisible()


def test_een_meting_zonder_score_zegt_waarom_en_houdt_wat_er_staat(proef: Proef) -> None:
    deel = _open(proef, "zrm")
    deel.nieuw()
    proef.rust()
    deel.paneel.afnemer.setText("M. de Ruiter")
    deel.paneel.knop.click()
    proef.rust()
    assert "Er is nog geen domein gescoord" in deel.paneel.melding.text()
    assert deel.paneel.isVisible()
    assert deel.paneel.afnemer.text() == "M. de Ruiter"


def test_een_half_ingevulde_meting_staat_er_weer(proef: Proef) -> None:
    deel = _open(proef, "zrm")
    deel.nieuw()
    proef.rust()
    toets(K.Key_3)
    deel.paneel.toelichting.setFocus()
    typ("Samen met oma.")
    deel.verberg()
    proef.rust()
    deel.nieuw()
    proef.rust()
    assert deel.paneel.scores["financien"].waarde() == "3"
    assert deel.paneel.toelichting.tekst() == "Samen met oma."


def test_een_andere_editie_toont_andere_domeinen(proef: Proef) -> None:
    deel = _open(proef, "zrm")
    deel.nieuw()
    proef.rust()
    deel.paneel.editie.kies("zrm_ouder")
    deel.paneel.editie.gewijzigd.emit("zrm_ouder")
    zichtbaar = [d for d, veld in deel.paneel.scores.items() if not veld.isHidden()]
    assert len(zichtbaar) == 11
    assert "verslaving" in zichtbaar
    assert "middelengebruik" not in zichtbaar


def test_een_risicotaxatie_en_een_basisvoorwaarde_met_het_toetsenbord(proef: Proef) -> None:
    proef.vraag(lambda wp: dossiers.wijzig(wp, "casus", proef.casus_id, {"thema": ["re_integratie"]}))
    deel = _open(proef, "risico")
    deel.knop.setFocus()
    toets(K.Key_Space)
    typ("HKT-R")
    deel._klaar.click()
    proef.rust()
    (taxatie,) = proef.vraag(lambda wp: wp.store.find(Risicotaxatie))
    assert taxatie.instrument == "HKT-R"
    assert len(deel.voorwaarden.rijen) == 5
    deel.voorwaarden.setFocus()
    deel.voorwaarden.kies(deel.voorwaarden.rijen[1].sleutel)
    toets(K.Key_Return)
    assert deel.voorwaardepaneel.isVisible()
    deel.voorwaarde.ga_naar("wie", 0)
    typ("L. Yılmaz")
    deel.voorwaardepaneel.sluit()
    proef.rust()
    (onderdak,) = proef.vraag(lambda wp: wp.store.find(Basisvoorwaarde))
    assert (onderdak.voorwaarde, onderdak.wie) == ("onderdak", "L. Yılmaz")


def test_een_veld_van_een_thema_bewaart_zichzelf_ook_als_het_blok_nog_niet_bestond(proef: Proef) -> None:
    deel = _open(proef, "themas")
    kaart = deel.kaarten["themaverward"]
    kaart.formulier.ga_naar("crisisafspraken", 0)
    typ("Bel eerst oma.")
    toets(K.Key_Tab)
    proef.rust()
    (blok,) = proef.vraag(lambda wp: wp.store.find(ThemaVerward))
    assert blok.crisisafspraken == "Bel eerst oma."
    assert proef.vraag(lambda wp: concepten.lijst(wp)) == []


def test_alleen_de_blokken_van_de_themas_zijn_er_en_een_weggehaald_thema_zegt_dat(proef: Proef) -> None:
    deel = _open(proef, "themas", themas=THEMAS)
    proef.qtbot.waitUntil(lambda: len(deel.kaarten) == 5)
    assert not any(kaart.weg.isVisible() for kaart in deel.kaarten.values())
    proef.vraag(lambda wp: dossiers.wijzig(wp, "casus", proef.casus_id, {"thema": ["overlast"]}))
    proef.open("analyse")
    proef.rust()
    zichtbaar = {soort for soort, kaart in deel.kaarten.items() if kaart.isVisible()}
    assert zichtbaar == {"themaverward", "themareintegratie", "themamensenhandel"}
    assert all(deel.kaarten[soort].weg.isVisible() for soort in zichtbaar)


def test_een_verlofbeweging_wordt_toegevoegd_en_ingetrokken(proef: Proef) -> None:
    deel = _open(proef, "themas", themas=["re_integratie"])
    proef.qtbot.waitUntil(lambda: "themareintegratie" in deel.kaarten)
    deel.nieuwe_rij("verlof")
    typ("begeleid verlof")
    deel._panelen["verlof"][3].click()
    proef.rust()
    namen = [r.kop for r in proef.vraag(lambda wp: wp.store.find(Themarij, lijst="verlof"))]
    assert sorted(namen) == ["begeleid verlof", "onbegeleid weekend"]
    rij = next(r for r in deel.kaarten["themareintegratie"].lijsten["verlof"].rijen if "onbegeleid" not in r.spreek)
    deel.open_rij(rij.sleutel)
    deel._panelen["verlof"][2].click()
    proef.rust()
    assert len(proef.vraag(lambda wp: wp.store.find(Themarij, lijst="verlof"))) == 1


def test_het_adres_van_de_opvang_staat_nergens_tot_iemand_het_toont(proef: Proef) -> None:
    deel = _open(proef, "themas", themas=["mensenhandel"])
    proef.qtbot.waitUntil(lambda: "themamensenhandel" in deel.kaarten)
    assert "Schuilweg" not in proef.alle_tekst()
    geheim = deel.kaarten["themamensenhandel"].geheim
    geheim.knop.click()
    proef.rust()
    assert geheim.formulier.waarde("opvang_adres") == "Schuilweg 9, Zaandam"
    assert len(proef.vraag(lambda wp: wp.store.audit_regels(gebeurtenis="adres_getoond"))) == 1
    toets(K.Key_End)
    typ(" (achterom)")
    proef.open("overzicht")
    proef.rust()
    (blok,) = proef.vraag(lambda wp: wp.store.find(ThemaMensenhandel))
    assert blok.opvang_adres == "Schuilweg 9, Zaandam (achterom)"
    assert "Schuilweg" not in proef.alle_tekst()


def test_een_partner_van_het_thema_wordt_met_een_toets_genodigd(proef: Proef) -> None:
    deel = _open(proef, "gasten")
    rij = next(r for r in deel.lijst.rijen if "Politie" in r.spreek)
    assert "nog niet genodigd" in rij.spreek
    deel.lijst.setFocus()
    deel.lijst.kies(rij.sleutel)
    toets(K.Key_Return)
    proef.rust()
    assert any("Politie" in r.spreek and r.spreek.endswith(", genodigd") for r in deel.lijst.rijen)
    (aanmelding,) = proef.vraag(lambda wp: wp.store.find(Aanmelding))
    assert "Politie Zaanstreek-Waterland" in [g["organisatie"] for g in aanmelding.genodigden]
    ongedaan = proef.meldingen[-1][1]
    assert ongedaan is not None
    ongedaan()
    proef.rust()
    assert any("Politie" in r.spreek and "nog niet genodigd" in r.spreek for r in deel.lijst.rijen)
    assert "niet in het register" in deel.zonder.text().lower()


def test_het_overzicht_zegt_hoe_de_analyse_staat_en_leidt_erheen(proef: Proef) -> None:
    proef.vraag(lambda wp: vul_analyse(wp, proef.casus_id))
    overzicht = proef.open("overzicht")
    proef.rust()
    gezegd = [r.spreek for r in overzicht._stand.lijst.rijen]
    assert gezegd[0].startswith("Leefgebieden: 8 van 13 beschreven")
    assert any("verlopen op" in g and "Vraagt aandacht" in g for g in gezegd)
    sleutel = next(r.sleutel for r in overzicht._stand.lijst.rijen if r.sleutel.startswith("zrm"))
    overzicht._stand.lijst.geactiveerd.emit(sleutel)
    proef.qtbot.waitUntil(lambda: proef.pagina.tab("analyse") is not None and proef.taken.open_taken == 0)
    tab = proef.pagina.tab("analyse")
    proef.qtbot.waitUntil(lambda: tab.keuze.huidig() == "zrm")


def test_de_probleemanalyse_gaat_als_pdf_uit_en_staat_bij_de_verstrekkingen(proef: Proef, tmp_path: Path) -> None:
    _open(proef, vol=True)
    tab = proef.pagina.tab("analyse")
    tab.papierknop.click()
    proef.rust()
    tab.papier.doe()
    assert tab.papier.aanveld.foutief
    tab.papier.aan.setEditText("Openbaar Ministerie Noord-Holland")
    tab.papier._ander()
    proef.qtbot.waitUntil(lambda: tab.papier.bladen.aantal >= 2, timeout=30_000)
    doel = tmp_path / "uit.pdf"
    tab.papier.naar(doel)
    proef.rust()
    assert doel.read_bytes().startswith(b"%PDF")
    (v,) = proef.vraag(lambda wp: wp.store.find(Verstrekking))
    assert (v.stuk, v.aan, bool(v.partner_id)) == ("probleemanalyse", "Openbaar Ministerie Noord-Holland", True)
    assert not tab.papier.isVisible()


def test_bij_een_andere_casus_blijft_er_niets_van_de_vorige_staan(proef: Proef) -> None:
    for deel in ("zrm", "risico", "themas", "leefgebieden"):
        _open(proef, deel, vol=deel == "zrm")
    proef.pagina._vergeet()
    tekst = proef.alle_tekst()
    for woord in ("Huurachterstand", "HKT-R", "niet alleen naar de deur", "Aydin", "Slaapt sinds", "ZRM 2017, vol"):
        assert woord not in tekst


def test_dagen_staan_naar_tijd_en_nooit_op_elkaar() -> None:
    begin = date(2026, 1, 1)
    een, twee, drie = plaatsen([begin, begin + timedelta(10), begin + timedelta(100)], 100.0, 5.0)
    assert (een, drie) == (0.0, 100.0)
    assert abs(twee - 10.0) < 0.01
    dicht = plaatsen([begin, begin, begin, begin + timedelta(1000)], 100.0, 20.0)
    assert all(b - a >= 19.99 for a, b in pairwise(dicht))
    achteraan = plaatsen([begin, begin + timedelta(999), begin + timedelta(1000)], 100.0, 20.0)
    assert achteraan[-1] == 100.0
    assert achteraan[-1] - achteraan[-2] >= 19.99
    vol = plaatsen([begin + timedelta(n) for n in range(40)], 100.0, 20.0)
    assert vol[0] == 0.0
    assert vol[-1] == 100.0
    assert plaatsen([begin], 100.0, 20.0) == [50.0]
    assert plaatsen([], 100.0, 20.0) == []
