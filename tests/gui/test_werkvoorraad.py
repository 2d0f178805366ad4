"""The daily pages by keyboard, on a real vault."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import AANMELDING, maak_kluis, maak_werkplek, richt_in
from zvh_testing.werkvoorraad import (
    DAG,
    GEBIED,
    ONVOLLEDIG,
    Elders,
    gevulde_kluis,
    laat_concept_liggen,
    venster_op,
    wacht,
)

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.termijnen import Groep, Termijn
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.domain.vlag import Terzijde
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop, Toast
from zvh_desktop.gui.pages.aanmelding import AanmeldingPagina, SleepVanger
from zvh_desktop.gui.pages.aanmelding.voorstel import NIEUW
from zvh_desktop.gui.pages.acties import Acties
from zvh_desktop.gui.pages.casussen import Casussen
from zvh_desktop.gui.pages.vandaag import Vandaag
from zvh_desktop.gui.pages.vandaagkaarten import Overlegkaart
from zvh_desktop.gui.pages.zoekbron import Zoekbron
from zvh_desktop.gui.palet import Treffer
from zvh_desktop.gui.panelen import bestand as bestandkeuze
from zvh_desktop.gui.panelen.acties import UitstelPaneel
from zvh_desktop.gui.panelen.vlag import TerzijdePaneel
from zvh_desktop.services import concepten, dossiers, triage, vlaggen
from zvh_desktop.services.dossierbeeld import CasusRegel
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.vault import Vault

Plek = tuple[MainWindow, dict[str, str], Vault]


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path) -> Iterator[Plek]:
    with gevulde_kluis(tmp_path) as (vault, ids), venster_op(vault, tmp_path) as venster:
        yield venster, ids, vault


@pytest.fixture
def vers(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A vault with a house and nothing in it."""
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    with venster_op(vault, tmp_path) as venster:
        yield venster
    vault.close()


def lees(vault: Vault, doe: Any) -> Any:
    """Ask something of the vault beside the window."""
    wp = maak_werkplek(vault)
    try:
        return doe(wp)
    finally:
        wp.store.close()


def typ(doel: QWidget, tekst: str) -> None:
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def elders(venster: MainWindow) -> dict[str, object]:
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Elders)
    return pagina.gevraagd


def toast_knop(venster: MainWindow, naam: str = "doe") -> Knop:
    toasts = [t for t in venster.findChildren(Toast) if t.isVisible()]
    return next(knop for t in reversed(toasts) for knop in t.findChildren(Knop) if knop.objectName() == naam)


# Vandaag


def vandaag(venster: MainWindow) -> Vandaag:
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Vandaag)
    return pagina


def test_vandaag_telt_in_woorden_en_f5_zit_voor(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    pagina = vandaag(venster)
    assert pagina.dag.text() == "Dinsdag 24 november"
    qtbot.waitUntil(lambda: pagina.zin.text() == "Eén overleg vandaag. Vier dingen vragen uw aandacht.")
    assert pagina.overlegkaart.chip.text() == "over 39 min"
    with qtbot.waitSignal(venster.pagina_getoond):
        QTest.keyClick(pagina, Qt.Key.Key_F5)
    assert elders(venster) == {"overleg_id": ids["overleg"], "doe": "voorzitten"}


def met_termijnen(plek: Plek) -> dict[str, str]:
    """Give the report that is complete an evaluation that is late and a flag."""
    _, ids, vault = plek

    def doe(wp: Werkplek) -> None:
        dossiers.wijzig(wp, "casus", ids["gebied"], {"evaluatiedatum": date(2026, 11, 20)})
        for casus in wp.store.find(Casus, status="loopt"):
            dossiers.wijzig(wp, "casus", casus.id, {"casusregisseur": "S. Bakker"})
        vlaggen.zet(wp, ids["gebied"], VlagInvoer("hond op het plein", "wijkagent belt terug", uiterlijk=DAG))

    lees(vault, doe)
    return ids


def test_termijnen_komen_na_het_eerste_beeld_in_groepen_met_aantal(plek: Plek, qtbot: QtBot) -> None:
    venster = plek[0]
    pagina = vandaag(venster)
    met_termijnen(plek)
    pagina.toon()
    qtbot.waitUntil(lambda: len(pagina.termijnen.rijen) == 7)
    koppen = [r.platte_tekst() for r in pagina.termijnen.rijen if r.kop]
    assert koppen == ["Te laat 1", "Vandaag en morgen 2", "Zonder dag 1"]
    # The deadlines may have been asked once before, beside what asked for attention then.
    qtbot.waitUntil(lambda: pagina.zin.text().endswith("Zes dingen vragen uw aandacht."))


def test_enter_op_een_termijn_gaat_erheen(plek: Plek, qtbot: QtBot) -> None:
    venster = plek[0]
    pagina = vandaag(venster)
    ids = met_termijnen(plek)
    pagina.toon()
    qtbot.waitUntil(lambda: len(pagina.termijnen.rijen) == 7)
    pagina.termijnen.kies(pagina.termijnen.rijen[1].sleutel)
    QTest.keyClick(pagina.termijnen, Qt.Key.Key_Return)
    assert elders(venster) == {"casus_id": ids["gebied"], "tab": "overzicht", "record_id": ""}


def test_termijn_gaat_met_t_en_een_reden_terzijde(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, vault = plek
    pagina = vandaag(venster)
    met_termijnen(plek)
    pagina.toon()
    qtbot.waitUntil(lambda: len(pagina.termijnen.rijen) == 7)
    pagina.termijnen.kies(pagina.termijnen.rijen[1].sleutel)
    QTest.keyClick(pagina.termijnen, Qt.Key.Key_T)
    (paneel,) = pagina.findChildren(TerzijdePaneel)
    QTest.keyClick(paneel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert paneel._veld_tot.foutief
    assert paneel._veld_reden.foutief
    typ(paneel.tot.focusProxy(), "1-12-2026")
    typ(paneel.reden, "wethouder beslist eerst")
    QTest.keyClick(paneel.reden, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(pagina.termijnen.rijen) == 5)
    (weg,) = lees(vault, lambda wp: wp.store.find(Terzijde))
    assert (weg.over_id, weg.tot, weg.reden) == (ids["gebied"], date(2026, 12, 1), "wethouder beslist eerst")


def test_lange_groep_toont_een_paar_regels_en_nog_zoveel(plek: Plek) -> None:
    lijst = vandaag(plek[0]).termijnen
    termijnen = tuple(Termijn("evaluatie", str(n), "c", f"Kees {n}", DAG, "evaluatie", "", DAG) for n in range(15))
    gevraagd: list[frozenset[str]] = []
    lijst.heel_gevraagd.connect(lambda: gevraagd.append(lijst.open_groepen))
    lijst.toon((Groep("nu", termijnen[:8], 7),), DAG)
    assert len(lijst.rijen) == 5
    assert [lijst.rijen[0].platte_tekst(), lijst.rijen[-1].platte_tekst()] == ["Vandaag en morgen 15", "nog 12"]
    lijst.kies("meer:nu")
    QTest.keyClick(lijst, Qt.Key.Key_Return)
    assert len(lijst.rijen) == 10 and gevraagd == [frozenset({"nu"})]
    lijst.toon((Groep("nu", termijnen),), DAG)
    assert len(lijst.rijen) == 17


def test_verse_kluis_zegt_waarmee_te_beginnen(vers: MainWindow) -> None:
    pagina = vandaag(vers)
    assert pagina.leeg.isVisible()
    assert pagina.leeg.titel.text() == "Begin met een aanmelding of plan een overleg"


def test_wat_de_balk_links_telt_staat_ook_zonder_casus_op_vandaag(vers: MainWindow, qtbot: QtBot) -> None:
    pagina = vandaag(vers)
    # The answer on its way says that nothing is due.
    qtbot.waitUntil(lambda: pagina._groepen is not None)
    dag = date(2026, 11, 20)
    protocol = Termijn("protocol", "p1", "", "GGZ Waterland", dag, "Protocol", "", dag)
    pagina.vul_termijnen((Groep("te_laat", (protocol,)),))
    assert pagina.termijnen.isVisible()
    assert not pagina.leeg.isVisible()
    pagina.vul_termijnen(())
    assert pagina.leeg.isVisible()


def test_elke_regel_die_aandacht_vraagt_gaat_met_enter_naar_de_plek(plek: Plek) -> None:
    venster, ids, _ = plek
    pagina = vandaag(venster)
    rij = next(r for r in pagina.aandacht.rijen if r.sleutel.startswith("aanmelding_onvolledig"))
    pagina.aandacht.kies(rij.sleutel)
    QTest.keyClick(pagina.aandacht, Qt.Key.Key_Return)
    assert elders(venster) == {"casus_id": ids["onvolledig"], "tab": "aanmelding"}


def test_niet_bewaarde_tekst_gaat_verder_waar_hij_was(plek: Plek) -> None:
    venster, ids, vault = plek
    lees(vault, lambda wp: laat_concept_liggen(wp, ids))
    pagina = vandaag(venster)
    pagina.toon()
    wacht(venster)
    (rij,) = pagina.concepten.rijen
    assert "Terugkoppeling" in rij.spreek
    assert "09:31" in rij.spreek
    pagina.concepten.kies(rij.sleutel)
    QTest.keyClick(pagina.concepten, Qt.Key.Key_Return)
    wacht(venster)
    acties = venster.huidige_pagina
    assert isinstance(acties, Acties)
    assert acties.paneel.isVisible()
    assert acties.paneel.terugkoppeling.tekst() == "vader was niet thuis, mo"


def test_weggegooide_tekst_komt_terug_met_ongedaan_maken(plek: Plek) -> None:
    venster, ids, vault = plek
    lees(vault, lambda wp: laat_concept_liggen(wp, ids))
    pagina = vandaag(venster)
    pagina.toon()
    wacht(venster)
    (rij,) = pagina.concepten.rijen
    pagina.concepten.knop_gedrukt.emit(rij.sleutel, "weg")
    wacht(venster)
    assert pagina.concepten.rijen == ()
    toast_knop(venster).click()
    wacht(venster)

    def terug(wp: Werkplek) -> bool:
        wp.kluis.concepten.flush()
        return concepten.haal(wp, ids["laat"], "terugkoppeling") is not None

    assert lees(vault, terug)


def test_zonder_overleg_neemt_een_lege_agenda_het_toetsenbord_niet(qtbot: QtBot) -> None:
    kaart = Overlegkaart()
    qtbot.addWidget(kaart)
    kaart.zet(None, datetime(2026, 11, 24, 9, tzinfo=AMSTERDAM), vandaag=False)
    assert kaart.agenda.isHidden() and not kaart.plannen.isHidden()


# Triage


def open_triage(venster: MainWindow, casus_id: str) -> Any:
    pagina = vandaag(venster)
    pagina.aandacht.kies(f"triage:{casus_id}|aanmelding")
    QTest.keyClick(pagina.aandacht, Qt.Key.Key_Return)
    wacht(venster)
    from zvh_desktop.gui.dialogs.triage import TriagePaneel

    return pagina.findChild(TriagePaneel)


def test_triage_legt_besluit_vast_en_verdwijnt_van_vandaag(plek: Plek) -> None:
    venster, ids, vault = plek
    paneel = open_triage(venster, ids["gebied"])
    assert not paneel.vastleggen.isEnabled()
    paneel.uitkomst.kies("overleg")
    paneel.motivering.setFocus()
    typ(paneel.motivering, "criterium 4, ernstig")
    assert paneel.vastleggen.isEnabled()
    paneel.vastleggen.click()
    wacht(venster)
    beeld = lees(vault, lambda wp: triage.beeld(wp, ids["gebied"]))
    assert beeld.triage.motivering == "criterium 4, ernstig"
    assert beeld.casus.status == "loopt"
    assert not any(r.sleutel.startswith("triage:") for r in vandaag(venster).aandacht.rijen)


@pytest.mark.parametrize("welk", ["motivering", "motivering_2"])
def test_triage_komt_na_het_slot_terug_in_hetzelfde_veld_met_de_cursor(plek: Plek, welk: str) -> None:
    venster, ids, _ = plek
    paneel = open_triage(venster, ids["gebied"])
    veld = paneel._invoer()[welk]
    veld.setFocus()
    typ(veld, "half getypt")
    for _ in range(3):
        QTest.keyClick(veld, Qt.Key.Key_Left)
    positie = venster.positie()
    assert positie is not None and "half" not in str(positie)
    venster.ga_naar("acties")
    wacht(venster)
    venster.ga_naar("vandaag")
    vandaag(venster).herstel(dict(positie.in_pagina))
    wacht(venster)
    terug = vandaag(venster)._triage_inhoud
    assert terug is not None and terug is not paneel
    veld = terug._invoer()[welk]
    assert QApplication.focusWidget() is veld
    assert (veld.tekst(), veld.textCursor().position()) == ("half getypt", 8)


def test_antwoord_op_criterium_bewaart_zichzelf_en_verandert_de_uitslag(plek: Plek) -> None:
    venster, ids, vault = plek
    paneel = open_triage(venster, ids["gebied"])
    assert "voldoet aan" in paneel.uitslag.text()
    vak = paneel.criteria[3]
    vak.keuze.findChild(Knop, "nee").click()
    vak.motivering.setFocus()
    typ(vak.motivering, "toch niet lokaal")
    paneel.deelnemers.setFocus()
    wacht(venster)
    beeld = lees(vault, lambda wp: triage.beeld(wp, ids["gebied"]))
    assert beeld.aanmelding.criterium_4 is False
    assert beeld.aanmelding.motivering_4 == "toch niet lokaal"
    assert "nog niet te zeggen" in paneel.uitslag.text()


def test_triage_van_onvolledige_aanmelding_noemt_wat_ontbreekt(plek: Plek, qtbot: QtBot) -> None:
    from zvh_desktop.gui.dialogs.triage import TriagePaneel

    venster, ids, _ = plek
    paneel = TriagePaneel(venster.context)
    qtbot.addWidget(paneel)
    paneel.toon(ids["onvolledig"])
    wacht(venster)
    assert "doel van het overleg" in paneel.stand.text()
    paneel.uitkomst.kies("overleg")
    paneel.motivering.setPlainText("omdat het moet")
    assert not paneel.vastleggen.isEnabled()


# Casussen


def casussen(venster: MainWindow) -> Casussen:
    venster.ga_naar("casussen")
    wacht(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Casussen)
    return pagina


def test_filter_zonder_accenten_en_enter_opent_het_dossier(plek: Plek) -> None:
    venster, ids, _ = plek
    pagina = casussen(venster)
    assert len(pagina.tabel.rijen) == 5
    pagina.filter.setFocus()
    typ(pagina.filter, "sanne huiselijk")
    assert [rij.sleutel for rij in pagina.tabel.rijen] == [ids["sanne"]]
    QTest.keyClick(pagina.filter, Qt.Key.Key_Down)
    QTest.keyClick(pagina.tabel, Qt.Key.Key_Return)
    assert elders(venster) == {"casus_id": ids["sanne"]}


def test_groepen_tellen_en_niets_gevonden_zegt_hoe_verder(plek: Plek) -> None:
    venster, ids, _ = plek
    pagina = casussen(venster)
    pagina.groep.findChild(Knop, "aangemeld").click()
    assert {rij.sleutel for rij in pagina.tabel.rijen} == {ids["gebied"], ids["onvolledig"]}
    typ(pagina.filter, "zzz")
    assert pagina.niets.isVisible()
    pagina.niets.gekozen.emit("wis")
    assert len(pagina.tabel.rijen) == 5


def test_tweeduizend_casussen_sorteren_en_filteren(plek: Plek) -> None:
    venster, _, _ = plek
    pagina = casussen(venster)
    regels = [
        CasusRegel(
            id=f"{n:032x}",
            nummer=f"2026-{n:04d}",
            naam=f"Kees {chr(65 + n % 26)}.",
            thema=("jeugd",),
            type="persoon",
            status="loopt",
            procesfase=n % 4 + 1,
            planfase=n % 5,
            open_acties=n % 7,
            te_laat=n % 3,
            casusregisseur="",
            evaluatiedatum=date(2026, 1 + n % 12, 1) if n % 2 else None,
            laatst=None,
        )
        for n in range(2000)
    ]
    pagina.vul(DAG, regels)
    pagina.tabel.sorteer("acties", aflopend=True)
    assert pagina.tabel.rijen[0].cel(5).tekst == "6"
    assert len(pagina.tabel.rijen) == 2000
    pagina.filter.setText("2026-1999")
    assert len(pagina.tabel.rijen) == 1


# Acties

VANDAAG_PLUS = date(2031, 3, 4)


def acties(venster: MainWindow) -> Acties:
    venster.ga_naar("acties")
    wacht(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Acties)
    return pagina


def status(vault: Vault, actie_id: str) -> tuple[str, str]:
    actie = lees(vault, lambda wp: wp.eis(Actie, actie_id))
    return actie.status, actie.terugkoppeling


def test_g_tekent_af_en_ongedaan_maken_heropent(plek: Plek) -> None:
    venster, ids, vault = plek
    pagina = acties(venster)
    pagina.lijst.kies(ids["vandaag"])
    QTest.keyClick(pagina.lijst, Qt.Key.Key_G)
    wacht(venster)
    assert status(vault, ids["vandaag"]) == ("gedaan", "")
    assert ids["vandaag"] not in [rij.sleutel for rij in pagina.lijst.rijen]
    toast_knop(venster).click()
    wacht(venster)
    assert status(vault, ids["vandaag"])[0] == "open"
    assert ids["vandaag"] in [rij.sleutel for rij in pagina.lijst.rijen]


def test_n_vraagt_een_reden_en_ctrl_enter_legt_vast(plek: Plek) -> None:
    venster, ids, vault = plek
    pagina = acties(venster)
    pagina.lijst.kies(ids["laat"])
    QTest.keyClick(pagina.lijst, Qt.Key.Key_N)
    wacht(venster)
    assert pagina.paneel.isVisible()
    veld = pagina.paneel.terugkoppeling
    QTest.keyClick(veld, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pagina.paneel.veld.foutief
    assert status(vault, ids["laat"])[0] == "open"
    typ(veld, "niemand thuis")
    pagina.paneel.knoppen["niet_gedaan"].click()
    wacht(venster)
    assert status(vault, ids["laat"]) == ("niet_gedaan", "niemand thuis")


def test_te_laat_staat_in_woorden_en_bovenaan(plek: Plek) -> None:
    venster, ids, _ = plek
    pagina = acties(venster)
    assert pagina.lijst.rijen[0].sleutel == ids["laat"]
    assert "9 dagen te laat" in pagina.lijst.rijen[0].spreek
    pagina.soort.findChild(Knop, "laat").click()
    wacht(venster)
    assert [rij.sleutel for rij in pagina.lijst.rijen] == [ids["laat"]]


def test_filter_op_partner_en_wat_er_staat_gaat_de_deur_uit(
    plek: Plek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venster, ids, _ = plek
    pagina = acties(venster)
    nummer = pagina.partner.findText("GGZ Waterland")
    pagina.partner.setCurrentIndex(nummer)
    pagina.partner.activated.emit(nummer)
    assert [rij.sleutel for rij in pagina.lijst.rijen] == [ids["vandaag"]]
    pagina.partner.setCurrentIndex(0)
    pagina.partner.activated.emit(0)
    pagina.soort.findChild(Knop, "laat").click()
    wacht(venster)
    pad = tmp_path / "laat.xlsx"
    monkeypatch.setattr(bestandkeuze, "kies_opslag", lambda _ouder, _titel, _naam, klaar, **_: klaar(pad))
    pagina._bewaar_lijst()
    wacht(venster)
    blad = openpyxl.load_workbook(pad).active
    assert blad is not None and blad.max_row == 2, "the head, and the one that is late"


def test_spatie_kiest_er_meer_en_u_stelt_ze_samen_uit(plek: Plek) -> None:
    venster, ids, vault = plek
    pagina = acties(venster)
    oud = {naam: lees(vault, lambda wp, n=naam: wp.eis(Actie, ids[n])).uiterlijk for naam in ("laat", "vandaag")}
    for naam in oud:
        pagina.lijst.kies(ids[naam])
        QTest.keyClick(pagina.lijst, Qt.Key.Key_Space)
    assert pagina.gekozen.text() == "2 acties gekozen" and pagina.samen.isVisible()
    assert sum(rij.spreek.startswith("gekozen") for rij in pagina.lijst.rijen) == 2
    QTest.keyClick(pagina.lijst, Qt.Key.Key_U)
    wacht(venster)
    (paneel,) = pagina.findChildren(UitstelPaneel)
    paneel.bewaar()
    assert {r: lees(vault, lambda wp, n=r: wp.eis(Actie, ids[n])).uiterlijk for r in oud} == oud
    paneel.naar.zet(VANDAAG_PLUS)
    typ(paneel.reden, "partner is ziek")
    paneel.bewaar()
    wacht(venster)
    nu = {r: lees(vault, lambda wp, n=r: wp.eis(Actie, ids[n])).uiterlijk for r in oud}
    assert set(nu.values()) == {VANDAAG_PLUS}
    assert sum("1 keer uitgesteld" in rij.spreek for rij in pagina.lijst.rijen) == 2
    assert not pagina.samen.isVisible(), "the next letter does not do them again"
    toast_knop(venster).click()
    wacht(venster)
    assert {r: lees(vault, lambda wp, n=r: wp.eis(Actie, ids[n])).uiterlijk for r in oud} == oud


def test_escape_laat_de_keuze_los_en_een_letter_doet_dan_een_rij(plek: Plek) -> None:
    venster, ids, vault = plek
    pagina = acties(venster)
    pagina.lijst.kies(ids["laat"])
    QTest.keyClick(pagina.lijst, Qt.Key.Key_Space)
    QTest.keyClick(pagina.lijst, Qt.Key.Key_Escape)
    assert not pagina.samen.isVisible()
    pagina.lijst.kies(ids["vandaag"])
    QTest.keyClick(pagina.lijst, Qt.Key.Key_B)
    wacht(venster)
    assert lees(vault, lambda wp: wp.eis(Actie, ids["vandaag"])).voortgang == "bezig"
    assert lees(vault, lambda wp: wp.eis(Actie, ids["laat"])).voortgang == ""


# Aanmelding in


def aanmelding(venster: MainWindow, **argumenten: str) -> AanmeldingPagina:
    venster.ga_naar("casussen.aanmelding", **argumenten)
    wacht(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, AanmeldingPagina)
    return pagina


def bestand(map_: Path, naam: str, inhoud: str) -> str:
    pad = map_ / naam
    pad.write_text(inhoud, encoding="utf-8")
    return str(pad)


def test_bestanden_worden_beoordeeld_en_pas_bij_overnemen_ingevoerd(vers: MainWindow, tmp_path: Path) -> None:
    pagina = aanmelding(vers)
    paden = (
        bestand(tmp_path, "kees.json", AANMELDING),
        bestand(tmp_path, "kapot.json", "{"),
        bestand(tmp_path, "onvolledig.json", ONVOLLEDIG),
    )
    pagina.importeer((*paden, str(tmp_path / "weg.json")))
    wacht(vers)
    chips = [rij.spreek.rsplit(", ", 1)[1] for rij in pagina.lijst.rijen]
    assert chips == ["nieuw", "niet te lezen", "onvolledig", "niet te lezen"]
    assert casussen_aantal(vers) == 0
    pagina.voorstel.knop.click()
    wacht(vers)
    assert casussen_aantal(vers) == 1
    assert pagina.lijst.rijen[0].spreek.endswith("ingevoerd")
    assert pagina.lijst.gekozen_sleutel() == pagina.lijst.rijen[2].sleutel


def casussen_aantal(venster: MainWindow) -> int:
    gekregen: list[list[CasusRegel]] = []
    venster.taken.vraag(dossiers.lijst, klaar=gekregen.append, voor=venster)
    wacht(venster)
    return len(gekregen[0])


def test_zelfde_bestand_wordt_herkend_en_niet_dubbel_ingevoerd(plek: Plek, tmp_path: Path) -> None:
    venster, ids, _ = plek
    pagina = aanmelding(venster)
    pagina.importeer((bestand(tmp_path, "kees.json", AANMELDING),))
    wacht(venster)
    assert pagina.voorstel.knop.isHidden()
    pagina.voorstel.dossier.click()
    assert elders(venster)["casus_id"] == ids["kees"]


def test_bekende_persoon_wordt_aan_zijn_casus_toegevoegd(plek: Plek, tmp_path: Path) -> None:
    venster, ids, vault = plek
    ruw = json.loads(AANMELDING) | {"ontvangen_op": "2026-11-20", "aanleiding": "nieuw incident"}
    pagina = aanmelding(venster)
    pagina.importeer((bestand(tmp_path, "weer.json", json.dumps(ruw)),))
    wacht(venster)
    assert pagina.lijst.rijen[0].spreek.endswith("bekend")
    assert pagina.voorstel.keuze() == ids["kees"]
    pagina.voorstel.knop.click()
    wacht(venster)
    dossier = lees(vault, lambda wp: dossiers.dossier(wp, ids["kees"]))
    assert len(dossier.aanmeldingen) == 2
    assert len(dossier.betrokkenen) == 2


def test_melding_gaat_niet_vanzelf_naar_een_casus_die_is_afgesloten(plek: Plek, tmp_path: Path) -> None:
    venster, ids, vault = plek

    def sluit(wp: Werkplek) -> None:
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, ids["kees"]).met(status="afgesloten", beeindigd_op=date(2024, 3, 3)))

    lees(vault, sluit)
    ruw = json.loads(AANMELDING) | {"ontvangen_op": "2026-11-20", "aanleiding": "nieuw incident"}
    pagina = aanmelding(venster)
    pagina.importeer((bestand(tmp_path, "weer.json", json.dumps(ruw)),))
    wacht(venster)
    assert pagina.voorstel.keuze() in ("", NIEUW)
    woorden = [k.text() for k in pagina.voorstel._keuzes.buttons()]
    assert woorden[0] == "Nieuwe casus"
    assert "afgesloten op 3 maart 2024; die casus gaat dan weer open" in woorden[1]


def test_verbetering_vervangt_de_eerdere_aanmelding(plek: Plek, tmp_path: Path) -> None:
    venster, ids, vault = plek
    ruw = json.loads(GEBIED) | {"doel_overleg": "Eén aanpak voor het plein, voor de feestdagen."}
    pagina = aanmelding(venster)
    pagina.importeer((bestand(tmp_path, "plein.json", json.dumps(ruw)),))
    wacht(venster)
    assert pagina.lijst.rijen[0].spreek.endswith("verbetering")
    pagina.voorstel.knop.click()
    wacht(venster)
    dossier = lees(vault, lambda wp: dossiers.dossier(wp, ids["gebied"]))
    assert [a.doel_overleg for a in dossier.aanmeldingen] == ["Eén aanpak voor het plein, voor de feestdagen."]


def test_geheim_adres_en_heel_bsn_staan_niet_in_het_voorstel(vers: MainWindow, tmp_path: Path) -> None:
    pagina = aanmelding(vers)
    pagina.importeer((bestand(tmp_path, "kees.json", AANMELDING),))
    wacht(vers)
    from PySide6.QtWidgets import QLabel

    tekst = " ".join(label.text() for label in pagina.voorstel.findChildren(QLabel))
    assert "geheim adres" in tekst
    assert "Geheimlaan" not in tekst
    assert "999990007" not in tekst
    assert "007" in tekst


def test_gesleept_bestand_opent_de_pagina_en_het_voorstel(vers: MainWindow, tmp_path: Path) -> None:
    SleepVanger(vers, vers.context)
    gegevens = QMimeData()
    gegevens.setUrls([QUrl.fromLocalFile(bestand(tmp_path, "kees.json", AANMELDING))])
    hoe = (Qt.DropAction.CopyAction, gegevens, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    erin = QDragEnterEvent(QPoint(400, 300), *hoe)
    QApplication.sendEvent(vers, erin)
    assert erin.isAccepted()
    QApplication.sendEvent(vers, QDropEvent(QPointF(400, 300), *hoe))
    wacht(vers)
    pagina = vers.huidige_pagina
    assert isinstance(pagina, AanmeldingPagina)
    assert [rij.spreek for rij in pagina.lijst.rijen] == ["Kees Vermeer, kees.json, nieuw"]


def test_telefonische_aanmelding_blijft_als_concept_en_wordt_overgenomen(plek: Plek) -> None:
    venster, _, vault = plek
    pagina = aanmelding(venster, deel="telefonisch")
    f = pagina.formulier
    f.velden.melding.velden["aanmelder.organisatie"].invoer.setFocus()
    typ(f.velden.melding.velden["aanmelder.organisatie"].invoer, "Parteon")
    typ(f.velden.personen[0].velden["naam.achternaam"].invoer, "Jansén")
    typ(f.velden.personen[0].velden["naam.voornamen"].invoer, "Lot")
    pagina.verlaat()
    wacht(venster)

    def concept(wp: Werkplek) -> concepten.Concept | None:
        wp.kluis.concepten.flush()
        return concepten.haal(wp, *concepten.FORMULIER)

    bewaard = lees(vault, concept)
    assert bewaard is not None
    assert "Jansén" in bewaard.tekst
    f.verder.click()
    wacht(venster)
    pagina.formuliervoorstel.knop.click()
    wacht(venster)
    assert elders(venster)["tab"] == "aanmelding"
    regels = lees(vault, dossiers.lijst)
    assert "Lot J." in [r.naam for r in regels]
    assert lees(vault, concept) is None
    assert f.velden.personen[0].waarden() == {}


def test_fout_bsn_wordt_bij_het_veld_gezegd_en_bekende_persoon_genoemd(plek: Plek, qtbot: QtBot) -> None:
    venster, _, _ = plek
    pagina = aanmelding(venster, deel="telefonisch")
    f = pagina.formulier
    bsn = f.velden.personen[0].velden["bsn"]
    bsn.invoer.setFocus()
    typ(bsn.invoer, "123456789")
    f.verder.click()
    wacht(venster)
    assert bsn.foutief
    for _ in range(9):
        QTest.keyClick(bsn.invoer, Qt.Key.Key_Backspace)
    typ(bsn.invoer, "999990007")
    qtbot.waitUntil(lambda: bool(f.bekenden.lijst.rijen))
    assert f.bekenden.lijst.rijen[0].spreek.startswith("Bekend: Kees V. (2026-0001), loopt, zelfde BSN")
    f.verder.setFocus()
    f.verder.click()
    wacht(venster)
    assert not bsn.foutief


def test_wie_sneller_typt_dan_het_concept_komt_raakt_niets_kwijt(plek: Plek) -> None:
    venster, _, vault = plek
    eerder = {"aanmelder": {"naam": "Lot"}, "betrokkenen": [{"naam": {"achternaam": "de Wit"}}], "aanleiding": "ruzie"}

    def laat_liggen(wp: Werkplek) -> None:
        concepten.bewaar(wp, *concepten.FORMULIER, "formulier", "Aanmelding", json.dumps(eerder), 0)
        wp.kluis.concepten.flush()

    lees(vault, laat_liggen)
    venster.ga_naar("casussen.aanmelding", deel="telefonisch")
    pagina = venster.huidige_pagina
    assert isinstance(pagina, AanmeldingPagina)
    velden = pagina.formulier.velden
    typ(velden.melding.velden["aanmelder.organisatie"].invoer, "Parteon")
    typ(velden.personen[0].velden["naam.voornamen"].invoer, "Bram")
    wacht(venster)
    waarden = velden.waarden()
    assert waarden["aanmelder"] == {"naam": "Lot", "organisatie": "Parteon"} and waarden["aanleiding"] == "ruzie"
    assert waarden["betrokkenen"] == [{"naam": {"achternaam": "de Wit"}}, {"naam": {"voornamen": "Bram"}}]
    assert waarden["ontvangen_op"] == DAG.isoformat()


def test_wie_al_bekend_is_gaat_met_een_toets_open_en_alt_pijl_brengt_terug_in_hetzelfde_veld(
    plek: Plek, qtbot: QtBot
) -> None:
    venster, ids, _ = plek
    pagina = aanmelding(venster, deel="telefonisch")
    f = pagina.formulier
    typ(f.velden.personen[0].velden["bsn"].invoer, "999990007")
    geboren = f.velden.personen[0].velden["geboortedatum"].invoer
    typ(geboren.focusProxy(), "12-3-")
    aanleiding = f.velden.teksten["aanleiding"]
    aanleiding.setFocus()
    typ(aanleiding, "Weer overlast")
    qtbot.waitUntil(lambda: bool(f.bekenden.lijst.rijen))
    QTest.keyClick(aanleiding, Qt.Key.Key_Left)
    toets = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(aanleiding, Qt.Key.Key_D, toets)
    assert elders(venster) == {"casus_id": ids["kees"]}
    QTest.keyClick(venster, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert venster.huidige_pagina is pagina
    assert QApplication.focusWidget() is aanleiding
    typ(aanleiding, "k")
    assert aanleiding.tekst() == "Weer overlaskt"
    # By mouse or Enter on the row, and back by the button that comes with it.
    f.bekenden.lijst.setFocus()
    QTest.keyClick(f.bekenden.lijst, Qt.Key.Key_Return)
    assert elders(venster) == {"casus_id": ids["kees"]}
    toast_knop(venster).click()
    assert venster.huidige_pagina is pagina
    # Half a date is no word of the report, and is lost nowhere.
    assert "geboortedatum" not in f.velden.waarden()["betrokkenen"][0]
    assert f.velden.stand()["halve_datums"] == {"betrokkenen.0.geboortedatum": "12-3-"}
    f.verder.click()
    assert QApplication.focusWidget() is geboren.focusProxy()
    wacht(venster)


def test_formulier_leegmaken_is_ongedaan_te_maken(vers: MainWindow) -> None:
    pagina = aanmelding(vers, deel="telefonisch")
    f = pagina.formulier
    typ(f.velden.teksten["aanleiding"], "overlast")
    f.velden.gasten or f.velden._gast_erbij()
    typ(f.velden.gasten[0].velden["naam"].invoer, "T. Hofstra")
    f.wissen.click()
    assert f.velden.teksten["aanleiding"].tekst() == ""
    toast_knop(vers).click()
    assert f.velden.teksten["aanleiding"].tekst() == "overlast"
    assert f.velden.gasten[0].waarden() == {"naam": "T. Hofstra"}
    wacht(vers)


def test_lopende_casus_zonder_naam_wordt_geweigerd_met_naam_gemaakt(vers: MainWindow) -> None:
    pagina = aanmelding(vers, deel="lopend")
    pagina.lopend.knop.click()
    assert pagina.lopend.veld_achternaam.foutief
    typ(pagina.lopend.voornamen, "Rik")
    typ(pagina.lopend.achternaam, "de Leeuw")
    pagina.lopend.knop.click()
    wacht(vers)
    assert "casus_id" in elders(vers)
    assert casussen_aantal(vers) == 1


# Palette


def test_palet_vindt_casus_tekst_en_daad(plek: Plek, qtbot: QtBot) -> None:
    venster, ids, _ = plek
    bron = Zoekbron(venster.context, venster)
    gevonden: list[tuple[str, list[Treffer]]] = []

    def lever(tekst: str, treffers: Any) -> None:
        gevonden.append((tekst, list(treffers)))

    bron.zoek("cris", lever)
    bron.zoek("crisisplan", lever)
    qtbot.waitUntil(lambda: bool(gevonden))
    assert [tekst for tekst, _ in gevonden] == ["crisisplan"]
    (treffer,) = gevonden[0][1]
    assert treffer.naam == "Kees V."
    assert any(stuk.gemarkeerd for stuk in treffer.fragment)
    treffer.doe()
    assert elders(venster) == {"casus_id": ids["kees"], "tab": "acties", "record_id": ids["vandaag"]}
    gevonden.clear()
    bron.zoek("overleg plannen", lever)
    qtbot.waitUntil(lambda: bool(gevonden))
    assert [t.naam for t in gevonden[0][1] if t.context == "Doen"] == ["Overleg plannen"]
    bron.zoek("controleren", lever)
    qtbot.waitUntil(lambda: len(gevonden) == 2)
    assert [t.naam for t in gevonden[1][1] if t.context == "Doen"] == ["Bestand controleren"]
