"""The dossier page by keyboard, on a real vault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import AANMELDING, maak_kluis, maak_werkplek, meld_aan, richt_in

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie
from zvh_desktop.domain.overleg import Agendapunt
from zvh_desktop.domain.plan import Actie, Doel, Fase
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.casus.aanmelding import AanmeldingTab, lees_genodigden, schrijf_genodigden
from zvh_desktop.gui.pages.casus.acties import ActiesTab
from zvh_desktop.gui.pages.casus.betrokkenen import Betrokkenen
from zvh_desktop.gui.pages.casus.formulier import Formulier
from zvh_desktop.gui.pages.casus.geschiedenis import GeschiedenisTab
from zvh_desktop.gui.pages.casus.overzicht import Overzicht
from zvh_desktop.gui.pages.casus.pagina import TABS, CasusPagina
from zvh_desktop.gui.pages.casus.plan import Plan
from zvh_desktop.gui.pages.casus.verloop import Verloop
from zvh_desktop.gui.pages.casus.waarden import waarde_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services import aanmeldingen, concepten, dossiers, overleggen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.vault import Vault

T = TypeVar("T")


@dataclass
class NepVenster:
    """Remembers where a page wanted to go."""

    heen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def ga_naar(self, naam: str, **argumenten: Any) -> None:
        self.heen.append((naam, argumenten))

    def terug(self) -> None: ...

    def zet_aantal(self, naam: str, aantal: int) -> None: ...

    def ruim_meldingen(self) -> None: ...
    def vul_venster(self, widget: QWidget, *, afgeschermd: bool) -> None: ...

    def sluit_volvenster(self) -> None: ...

    def zet_overleg_bezig(self, *, bezig: bool) -> None: ...


class Proef:
    """A page on a vault, and what a test asks of it."""

    def __init__(self, qtbot: QtBot, vault: Vault) -> None:
        self.qtbot = qtbot
        self.taken = Taken()
        with qtbot.waitSignal(self.taken.begonnen):
            self.taken.start(lambda: maak_werkplek(vault), lambda wp: wp.store.close())
        self.venster = NepVenster()
        self.meldingen: list[tuple[str, Callable[[], object] | None]] = []
        self.fouten: list[BaseException] = []
        self.taken.mislukt.connect(self.fouten.append)
        context = Context(self.taken, self.venster, Instellingen(), melding=self._melding, fout=self.fouten.append)
        self.casus_id = self.vraag(lambda wp: meld_aan(wp).casus_id)
        self.context = context
        self.pagina = self.nieuwe_pagina()

    def nieuwe_pagina(self) -> CasusPagina:
        pagina = CasusPagina(self.context)
        self.taken.bon.connect(pagina.ververs)
        pagina.resize(1170, 720)
        pagina.show()
        self.qtbot.addWidget(pagina)
        self.qtbot.waitExposed(pagina)
        pagina.activateWindow()
        self.qtbot.waitUntil(pagina.isActiveWindow)
        return pagina

    def _melding(
        self, tekst: str, *, rol: str = "", ongedaan: Callable[[], object] | None = None, **_knop: object
    ) -> None:
        self.meldingen.append((tekst, ongedaan))

    def vraag(self, functie: Callable[[Werkplek], T]) -> T:
        """Run something on the workplace and return what came of it."""
        uit: list[T] = []
        self.taken.vraag(functie, klaar=uit.append, fout=self.fouten.append, voor=self.taken)
        self.qtbot.waitUntil(lambda: bool(uit) or bool(self.fouten))
        assert not self.fouten, self.fouten
        return uit[0]

    def rust(self) -> None:
        """Let everything that was asked come back."""
        self.qtbot.waitUntil(lambda: self.taken.open_taken == 0)

    def open(self, tab: str, record_id: str = "") -> Any:
        self.pagina.toon(casus_id=self.casus_id, tab=tab, record_id=record_id)
        self.qtbot.waitUntil(lambda: self.pagina.tab(tab) is not None and self.taken.open_taken == 0)
        deel = self.pagina.tab(tab)
        assert deel is not None
        return deel

    def wie(self, naam: str) -> Betrokkene:
        return self.vraag(
            lambda wp: next(b for b in wp.store.find(Betrokkene, casus_id=self.casus_id) if b.voornamen == naam)
        )

    def alle_tekst(self) -> str:
        """Everything on the page that can be read or heard, hidden parts too."""
        stukken = []
        for w in (self.pagina, *self.pagina.findChildren(QWidget)):
            stukken += [w.accessibleName(), w.accessibleDescription(), w.toolTip()]
            if isinstance(w, QLabel | QLineEdit):
                stukken.append(w.text())
            if isinstance(w, QPlainTextEdit):
                stukken.append(w.toPlainText())
            rijen = getattr(w, "rijen", ())
            if isinstance(rijen, tuple):
                # A row of a list or of a table: what it says, and what is written in it.
                stukken += [f"{r.spreek} {r}" for r in rijen]
        return "\n".join(stukken)


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


def _typ(tekst: str) -> None:
    veld = QApplication.focusWidget()
    assert veld is not None
    for letter in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, veld, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)


def _toets(toets: Qt.Key, met: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    veld = QApplication.focusWidget()
    assert veld is not None
    QTest.keyClick(veld, toets, met)


@pytest.mark.parametrize("naam", [naam for naam, _ in TABS])
def test_elk_deel_opent_en_wordt_pas_dan_gemaakt(proef: Proef, naam: str) -> None:
    assert all(proef.pagina.tab(ander) is None for ander, _ in TABS)
    proef.open(naam)
    assert [ander for ander, _ in TABS if proef.pagina.tab(ander) is not None] == [naam]


def test_een_veld_bewaart_zichzelf_bij_verlaten(proef: Proef) -> None:
    deel: Overzicht = proef.open("overzicht")
    deel.formulieren()[0].ga_naar("casusregisseur", 0)
    _typ("S. Bakkër")
    _toets(Qt.Key.Key_Tab)
    proef.rust()
    assert proef.vraag(lambda wp: wp.eis(Casus, proef.casus_id)).casusregisseur == "S. Bakkër"
    assert "casusregisseur S. Bakkër" in proef.alle_tekst()


def test_wat_half_getypt_is_staat_als_concept_en_komt_terug_met_de_cursor(proef: Proef) -> None:
    deel: Overzicht = proef.open("overzicht")
    formulier = deel.formulieren()[0]
    formulier.ga_naar("doel", 0)
    _typ("Nieuw begin. ")
    positie = proef.pagina.positie()
    proef.pagina.verlaat()
    proef.rust()
    boek = proef.vraag(lambda wp: concepten.van(wp, (proef.casus_id,)))
    assert boek[(proef.casus_id, "doel")].tekst.startswith("Nieuw begin. ")
    assert "Nieuw begin" not in repr(positie)
    # What was typed was never saved: the vault locked before the field was left.
    assert not proef.vraag(lambda wp: wp.eis(Casus, proef.casus_id)).doel.startswith("Nieuw")
    tweede = proef.nieuwe_pagina()
    tweede.toon(casus_id=proef.casus_id)
    tweede.herstel(positie)
    proef.qtbot.waitUntil(lambda: tweede.tab("overzicht") is not None)
    terug = tweede.tab("overzicht")
    assert isinstance(terug, Overzicht)
    assert terug.formulieren()[0].waarde("doel").startswith("Nieuw begin.")
    assert terug.formulieren()[0].plek("doel") == len("Nieuw begin. ")


def test_verworpen_concept_geeft_de_bewaarde_tekst_terug(proef: Proef) -> None:
    proef.vraag(lambda wp: concepten.bewaar(wp, proef.casus_id, "doel", "casus", "Casus: Doel", "half", 4))
    deel: Overzicht = proef.open("overzicht")
    formulier = deel.formulieren()[0]
    assert formulier.waarde("doel") == "half"
    formulier.neem_concept("doel", over=False)
    proef.rust()
    assert formulier.waarde("doel") == "Eén plan voor de dag van ontslag."
    assert proef.vraag(lambda wp: concepten.van(wp, (proef.casus_id,))) == {}


def test_een_geweigerde_waarde_blijft_staan_met_de_reden(proef: Proef) -> None:
    kees = proef.wie("Kees")
    deel: Betrokkenen = proef.open("betrokkenen", kees.id)
    deel.paneel.bsn.wijzig_knop.click()
    _typ("123456789")
    _toets(Qt.Key.Key_Tab)
    proef.rust()
    assert deel.paneel.bsn.veld.foutief
    assert deel.paneel.bsn.regel.text() == "123456789"
    assert proef.wie("Kees").bsn == "999990007"


def test_bsn_is_gemaskeerd_tot_erom_gevraagd_wordt_en_weer_als_het_paneel_sluit(proef: Proef) -> None:
    kees = proef.wie("Kees")
    deel: Betrokkenen = proef.open("betrokkenen", kees.id)
    assert "999990007" not in proef.alle_tekst()
    deel.paneel.bsn.toon_knop.click()
    proef.rust()
    assert deel.paneel.bsn.regel.text() == "999990007"
    assert len(proef.vraag(lambda wp: wp.store.audit_regels(gebeurtenis="bsn_getoond"))) == 1
    deel.paneel.setFocus()
    QTest.keyClick(deel.paneel, Qt.Key.Key_Escape)
    assert not deel.paneel.isVisible()
    assert "999990007" not in proef.alle_tekst()


def test_geheim_adres_staat_nergens_tot_erom_gevraagd_wordt(proef: Proef) -> None:
    jan = proef.wie("Jan")
    deel: Betrokkenen = proef.open("betrokkenen", jan.id)
    for naam, _ in TABS:
        proef.open(naam)
    deel = proef.open("betrokkenen", jan.id)
    assert "Geheimlaan" not in proef.alle_tekst() and "1506 XX" not in proef.alle_tekst()
    deel.paneel.adres_knop.click()
    proef.rust()
    assert deel.paneel.adres.waarde("straat") == "Geheimlaan"
    assert len(proef.vraag(lambda wp: wp.store.audit_regels(gebeurtenis="adres_getoond"))) == 1
    proef.pagina.verlaat()
    assert "Geheimlaan" not in proef.alle_tekst()


def test_adres_verdwijnt_meteen_als_het_geheim_wordt(proef: Proef) -> None:
    kees = proef.wie("Kees")
    deel: Betrokkenen = proef.open("betrokkenen", kees.id)
    assert deel.paneel.adres.waarde("straat") == "Dijkgraaf"
    deel.paneel.geheim.ga_naar("adres_geheim", 0)
    _toets(Qt.Key.Key_Space)
    assert deel.paneel.adres.waarde("straat") == ""
    proef.rust()
    assert proef.wie("Kees").adres_geheim
    assert proef.wie("Kees").straat == "Dijkgraaf"
    assert "Dijkgraaf" not in proef.alle_tekst()


def test_notitie_met_sneltoets_en_ctrl_enter_en_weer_ongedaan(proef: Proef) -> None:
    proef.open("overzicht")
    QTest.keyClick(proef.pagina, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    proef.qtbot.waitUntil(lambda: proef.pagina.tab("verloop") is not None)
    deel = proef.pagina.tab("verloop")
    assert isinstance(deel, Verloop)
    _typ("Zus gebeld; vader blijft.")
    _toets(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    notities = proef.vraag(lambda wp: wp.store.find(Notitie, casus_id=proef.casus_id))
    assert [n.tekst for n in notities] == ["Zus gebeld; vader blijft."]
    assert "Zus gebeld; vader blijft." in proef.alle_tekst()
    assert proef.vraag(lambda wp: concepten.van(wp, (f"nieuw-notitie-{proef.casus_id}",))) == {}
    zin, ongedaan = proef.meldingen[-1]
    assert zin == "Notitie toegevoegd." and ongedaan is not None
    ongedaan()
    proef.rust()
    assert proef.meldingen[-1][0] == "Ongedaan: notitie toegevoegd"
    assert proef.vraag(lambda wp: wp.store.find(Notitie, casus_id=proef.casus_id)) == []


def test_half_geschreven_notitie_staat_na_een_val_weer_klaar(proef: Proef) -> None:
    sleutel = f"nieuw-notitie-{proef.casus_id}"
    proef.vraag(lambda wp: concepten.bewaar(wp, sleutel, "tekst", "notitie", "Notitie", "Net gebeld met", 14))
    proef.open("verloop")
    assert "Net gebeld met" in proef.alle_tekst()
    assert "staat weer klaar" in proef.meldingen[-1][0]


def test_plan_doel_erbij_en_fase_open_en_bereikt_met_motivering(proef: Proef) -> None:
    deel: Plan = proef.open("plan")
    deel.kolommen[1].plus.setFocus()
    _toets(Qt.Key.Key_Space)
    _typ("Vader slaapt elders")
    deel.doelpaneel.findChildren(Knop)[-1].click()
    proef.rust()
    assert [d.tekst for d in proef.vraag(lambda wp: wp.store.find(Doel, casus_id=proef.casus_id))] == [
        "Vader slaapt elders"
    ]
    assert len(deel.kolommen[1].kaarten()) == 1
    deel.kolommen[1].fasekop.setFocus()
    _toets(Qt.Key.Key_Return)
    next(k for k in deel.fase.knoppen() if k.objectName() == "open").click()
    proef.rust()
    bereikt = next(k for k in deel.fase.knoppen() if k.objectName() == "bereikt")
    bereikt.click()
    assert deel.fase.motief.velden["motivering"].foutief
    _typ("alle voorwaarden gehaald")
    bereikt.click()
    proef.rust()
    fase = proef.vraag(lambda wp: wp.store.find(Fase, casus_id=proef.casus_id, nummer=1)[0])
    assert (fase.status, fase.motivering) == ("bereikt", "alle voorwaarden gehaald")
    assert "Fase 1 Directe veiligheid, bereikt" in deel.kolommen[1].fasekop.accessibleName()


def test_actie_erbij_en_niet_gedaan_alleen_met_reden(proef: Proef) -> None:
    deel: ActiesTab = proef.open("acties", "nieuw")
    _typ("Wijkagent bellen")
    _toets(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    actie = proef.vraag(lambda wp: wp.store.find(Actie, casus_id=proef.casus_id)[0])
    deel = proef.open("acties", actie.id)
    deel.uitkomst.kies("niet_gedaan")
    deel._af_knop.click()
    assert deel.terug.velden["terugkoppeling"].foutief
    _typ("geen gehoor")
    deel._af_knop.click()
    proef.rust()
    assert proef.vraag(lambda wp: wp.eis(Actie, actie.id)).status == "niet_gedaan"


def test_actie_gaat_in_het_dossier_met_een_toets_verder(proef: Proef) -> None:
    proef.vraag(lambda wp: dossiers.voeg_toe(wp, "actie", proef.casus_id, {"tekst": "Wijkagent bellen"}))
    deel: ActiesTab = proef.open("acties")
    proef.rust()

    def actie() -> Actie:
        return proef.vraag(lambda wp: wp.store.find(Actie, casus_id=proef.casus_id)[0])

    deel._lijst.kies(actie().id)
    deel._lijst.setFocus()
    for toets, stand in ((Qt.Key.Key_B, "bezig"), (Qt.Key.Key_A, "")):
        QTest.keyClick(deel._lijst, toets)
        proef.rust()
        assert (actie().status, actie().voortgang) == ("open", stand)
    QTest.keyClick(deel._lijst, Qt.Key.Key_U)
    _typ("1-12-26")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    _typ("de agent is met verlof")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    assert actie().uiterlijk == date(2026, 12, 1)
    deel._lijst.setFocus()
    QTest.keyClick(deel._lijst, Qt.Key.Key_G)
    proef.rust()
    assert actie().status == "gedaan"


def test_geschiedenis_spreekt_de_taal_van_de_formulieren(proef: Proef) -> None:
    proef.vraag(lambda wp: dossiers.wijzig(wp, "casus", proef.casus_id, {"evaluatiedatum": date(2026, 12, 15)}))
    deel: GeschiedenisTab = proef.open("geschiedenis")
    proef.rust()
    tekst = proef.alle_tekst()
    assert "Evaluatie op: leeg wordt di 15 dec 2026" in tekst
    assert "M. van der Heijden, procesregisseur" in tekst
    assert "999990007" not in tekst and "inhoud_sha256" not in tekst
    assert deel.beeld is not None


def test_een_eerdere_aanmelding_toont_haar_eigen_criteria(proef: Proef) -> None:
    tweede = AANMELDING.replace("2026-11-02", "2026-11-09").replace('"systeem_impact": true', '"systeem_impact": false')
    proef.vraag(lambda wp: aanmeldingen.neem_aan(wp, aanmeldingen.beoordeel_bytes(wp, tweede.encode()), proef.casus_id))
    deel: AanmeldingTab = proef.open("aanmelding")
    eerste = proef.vraag(lambda wp: min(wp.store.find(Aanmelding), key=lambda a: a.ontvangen_op))
    assert not any(isinstance(f, Formulier) and "criterium_3" in f.velden for f in deel.formulieren())
    deel.kies(eerste.id)
    criteria = next(f for f in deel.formulieren() if "criterium_3" in f.velden)
    assert criteria.waarde("criterium_3") is True
    assert "criteria gehaald" in proef.alle_tekst()


def test_een_andere_casus_laat_niets_van_de_vorige_staan(proef: Proef) -> None:
    for naam, _ in TABS:
        proef.open(naam)
    assert "Vermeer" in proef.alle_tekst()
    proef.rust()
    proef.pagina.toon(casus_id="0" * 32)
    proef.rust()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tekst = proef.alle_tekst()
    for woord in ("Vermeer", "Purmerend", "wisselende instanties", "de Ruiter", "Kees"):
        assert woord not in tekst, woord


def test_openen_telt_als_inzage_en_verversen_niet(proef: Proef) -> None:
    proef.open("overzicht")
    proef.vraag(lambda wp: dossiers.wijzig(wp, "casus", proef.casus_id, {"grondslag": "WGS"}))
    proef.rust()
    assert len(proef.vraag(lambda wp: wp.store.audit_regels(gebeurtenis="dossier_geopend"))) == 1


def test_ctrl_pgdown_loopt_de_delen_langs(proef: Proef) -> None:
    proef.open("overzicht")
    proef.pagina.setFocus()
    QTest.keyClick(proef.pagina, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    assert proef.pagina.positie()["tab"] == "betrokkenen"
    QTest.keyClick(proef.pagina, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(proef.pagina, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    assert proef.pagina.positie()["tab"] == "geschiedenis"


@pytest.mark.parametrize("naam", [naam for naam, _ in TABS])
def test_elk_bedienbaar_deel_heeft_een_naam(proef: Proef, naam: str) -> None:
    proef.open(naam)
    for deel in proef.pagina.findChildren(QWidget):
        if deel.isVisible() and deel.focusPolicy() & Qt.FocusPolicy.TabFocus and deel.mapTo(proef.pagina, QPoint()):
            gesproken = QAccessible.queryAccessibleInterface(deel).text(QAccessible.Text.Name)
            assert gesproken.strip() or deel.focusProxy() is not None, (type(deel).__name__, deel.objectName())


@pytest.mark.parametrize(
    ("soort", "veld", "waarde", "woorden"),
    [
        ("betrokkene", "geboortedatum", "2000-03-14", "di 14 mrt 2000"),
        ("betrokkene", "adres_geheim", True, "ja"),
        ("casus", "thema", ["verward_gedrag", "eigen_woord"], "onbegrepen gedrag, eigen woord"),
        ("casus", "casusregisseur_partner_id", "weg", "onbekende partner"),
        ("fase", "status", "niet_gestart", "niet gestart"),
        ("doel", "fase", 2, "Stabiele veiligheid"),
        ("notitie", "tijdstip", "2026-11-24T08:31:00+00:00", "di 24 nov 2026 09:31"),
        ("casus", "doel", "", "leeg"),
        ("aanmelding", "criterium_1", None, "leeg"),
    ],
)
def test_waarden_staan_er_zoals_mensen_ze_lezen(soort: str, veld: str, waarde: Any, woorden: str) -> None:
    assert waarde_in_woorden(soort, veld, waarde, {}) == woorden


def test_genodigden_gaan_heen_en_terug() -> None:
    lijst = [
        {"organisatie": "Politie", "naam": "T. Hofstra", "functie": "", "telefoon": "", "email": ""},
        {
            "organisatie": "OM",
            "naam": "mr. A. Visser",
            "functie": "officier",
            "telefoon": "06",
            "email": "a@om.example",
        },
    ]
    assert lees_genodigden(schrijf_genodigden(lijst)) == lijst
    assert lees_genodigden("\n ; \n") == []


def test_casus_gaat_vanuit_zijn_dossier_met_een_toets_op_de_agenda(proef: Proef) -> None:
    def plan(wp: Werkplek) -> str:
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, proef.casus_id).met(status="loopt"))
        dag = wp.vandaag() + timedelta(days=1)
        return overleggen.plan(wp, overleggen.OverlegInvoer("Overleg morgen", dag, time(9), time(10), "Stadhuis"))[0]

    overleg_id = proef.vraag(plan)
    deel: Any = proef.open("overzicht")
    lijst = deel._straks[1]
    proef.qtbot.waitUntil(lambda: any(r.sleutel == f"agenda:{overleg_id}" for r in lijst.rijen))
    assert lijst.rijen[0].sleutel == f"agenda:{overleg_id}"
    lijst.setFocus()
    QTest.keyClick(lijst, Qt.Key.Key_Return)
    proef.rust()
    punten = proef.vraag(lambda wp: wp.store.find(Agendapunt, overleg_id=overleg_id, casus_id=proef.casus_id))
    assert len(punten) == 1 and "op de agenda" in proef.meldingen[-1][0]
    proef.qtbot.waitUntil(lambda: lijst.rijen[0].sleutel == f"overleg:{overleg_id}")
