"""The small parts: names, sizes, keyboard, dates, toasts, panels."""

import os
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.gui import schilder
from zvh_desktop.gui.onderdelen import (
    Chip,
    DatumVeld,
    KeuzeVeld,
    Knop,
    LegeStaat,
    RegelVeld,
    Segmenten,
    Stap,
    Stepper,
    Tabs,
    Tekst,
    TekstVeld,
    Toasts,
    Veld,
    Wachtbalk,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.raamwerk import RailKnop
from zvh_desktop.gui.thema import thema

VANDAAG = date(2026, 11, 24)


def toon(qtbot: Any, widget: QWidget, breed: int = 700, hoog: int = 500) -> None:
    qtbot.addWidget(widget)
    widget.resize(breed, hoog)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def naam(widget: QObject) -> str:
    gevonden = QAccessible.queryAccessibleInterface(widget)
    return str(gevonden.text(QAccessible.Text.Name))


@pytest.mark.parametrize("schaal", [0.8, 1.0, 1.3, 2.0])
def test_knoppen_op_een_rij_zijn_nooit_smaller_dan_hun_woord(qtbot: Any, schaal: float) -> None:
    thema().kies(schaal=schaal)
    doos = QWidget()
    rij = QHBoxLayout(doos)
    knoppen = [
        Knop("Overleg voorzitten", soort="primair", icoon="play", sneltoets="F5"),
        Knop("Alle partners vragen…"),
        Knop("Later", soort="vlak"),
        Knop("", icoon="x", naam="Sluiten"),
    ]
    for knop in knoppen:
        rij.addWidget(knop)
    toon(qtbot, doos, 200, 60)
    for knop in knoppen:
        assert knop.width() >= knop.sizeHint().width(), knop.text()
        assert knop.height() >= knop.sizeHint().height()


@pytest.mark.parametrize("maak", [Knop, lambda woord: RailKnop(woord, "calendar-days", "Ctrl+1", None)])
def test_enter_drukt_een_knop_in_zoals_de_spatiebalk_en_blijven_drukken_doet_het_niet_nog_eens(
    qtbot: Any, maak: Any
) -> None:
    knop = maak("Opslaan")
    qtbot.addWidget(knop)
    gedrukt: list[str] = []
    knop.clicked.connect(lambda: gedrukt.append("klik"))
    for toets in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(knop, toets)
    vast = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(knop, vast)
    QTest.keyClick(knop, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(gedrukt) == 3


def test_knop_zegt_haar_woord_zonder_spaties_en_een_beeldknop_haar_naam(qtbot: Any) -> None:
    knop, beeld = Knop("Vastleggen", icoon="check"), Knop("", icoon="x", naam="Paneel sluiten")
    qtbot.addWidget(knop)
    qtbot.addWidget(beeld)
    assert naam(knop) == "Vastleggen"
    assert naam(beeld) == "Paneel sluiten"
    assert beeld.toolTip() == "Paneel sluiten"


def test_chip_is_vaste_tekst_voor_de_schermlezer(qtbot: Any) -> None:
    chip = Chip("9 dagen te laat", rol="gevaar", icoon="clock")
    qtbot.addWidget(chip)
    gevonden = QAccessible.queryAccessibleInterface(chip)
    assert gevonden.role() == QAccessible.Role.StaticText
    assert naam(chip) == "9 dagen te laat"
    assert chip.sizeHint().height() == schilder.chip_hoogte()


def test_kop_in_kapitalen_wordt_gewoon_uitgesproken(qtbot: Any) -> None:
    kop = Tekst("Vorige keer afgesproken", kapitaal=True)
    qtbot.addWidget(kop)
    assert kop.text() == "VORIGE KEER AFGESPROKEN"
    assert naam(kop) == "Vorige keer afgesproken"


def test_tekst_is_nooit_opmaak(qtbot: Any) -> None:
    label = Tekst("<b>Kees</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_veld_heeft_naam_maat_en_een_fout_die_wordt_uitgesproken(qtbot: Any) -> None:
    regel = RegelVeld()
    veld = Veld("Naam voluit", regel, hint="zoals in het paspoort", verplicht=True)
    toon(qtbot, veld)
    assert naam(regel) == "Naam voluit (verplicht)"
    assert veld.label.buddy() is regel
    veld.zet_fout("Vul een naam in.")
    assert veld.foutief
    assert regel.accessibleDescription() == "Vul een naam in."
    assert regel.property("fout") == "ja"
    veld.zet_fout("")
    assert not veld.foutief
    assert regel.accessibleDescription() == "zoals in het paspoort"


def test_datumveld_in_een_veld_geeft_zijn_naam_door(qtbot: Any) -> None:
    datum = DatumVeld(vandaag=lambda: VANDAAG)
    veld = Veld("Evaluatie", datum)
    toon(qtbot, veld)
    assert naam(datum.focusProxy()) == "Evaluatie"


def typ(veld: QWidget, tekst: str) -> None:
    doel = veld.focusProxy() or veld
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize(
    ("getypt", "dag"),
    [
        ("1-12-2026", date(2026, 12, 1)),
        ("1-12", date(2026, 12, 1)),
        ("morgen", date(2026, 11, 25)),
        ("volgende week di", date(2026, 12, 1)),
        ("24 nov", VANDAAG),
    ],
)
def test_datum_wordt_gelezen_zoals_mensen_typen(qtbot: Any, getypt: str, dag: date) -> None:
    veld = DatumVeld(vandaag=lambda: VANDAAG)
    toon(qtbot, veld)
    with qtbot.waitSignal(veld.gewijzigd) as gezien:
        typ(veld, getypt)
        QTest.keyClick(veld.focusProxy(), Qt.Key.Key_Return)
    assert gezien.args == [dag]
    assert veld.focusProxy().text() == datum_in_woorden(dag)


@pytest.mark.parametrize(
    ("getypt", "dag"),
    [
        ("1-12", date(2025, 12, 1)),
        ("3-5-61", date(1961, 5, 3)),
        ("di", date(2026, 11, 24)),
        ("3-5-1999", date(1999, 5, 3)),
    ],
)
def test_datum_in_het_verleden_kiest_het_jaar_dat_was(qtbot: Any, getypt: str, dag: date) -> None:
    veld = DatumVeld(vandaag=lambda: VANDAAG, verleden=True)
    toon(qtbot, veld)
    typ(veld, getypt)
    QTest.keyClick(veld.focusProxy(), Qt.Key.Key_Return)
    assert veld.dag == dag


def test_onleesbare_datum_blijft_staan_en_wordt_gemeld(qtbot: Any) -> None:
    veld = DatumVeld(VANDAAG, vandaag=lambda: VANDAAG)
    toon(qtbot, veld)
    veld.focusProxy().selectAll()
    with qtbot.waitSignal(veld.onleesbaar), qtbot.assertNotEmitted(veld.gewijzigd):
        typ(veld, "straks")
        QTest.keyClick(veld.focusProxy(), Qt.Key.Key_Return)
    assert veld.focusProxy().text() == "straks"
    assert not veld.geldig
    assert veld.dag == VANDAAG


def test_pijlen_verzetten_een_dag_en_met_shift_een_week_en_wissen_maakt_leeg(qtbot: Any) -> None:
    veld = DatumVeld(VANDAAG, vandaag=lambda: VANDAAG)
    toon(qtbot, veld)
    QTest.keyClick(veld.focusProxy(), Qt.Key.Key_Up)
    assert veld.dag == date(2026, 11, 25)
    QTest.keyClick(veld.focusProxy(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert veld.dag == date(2026, 11, 18)
    QTest.mouseClick(veld.findChild(Knop), Qt.MouseButton.LeftButton)
    assert veld.dag is None
    assert not veld.findChild(Knop).isVisible()


def test_tekstveld_groeit_meldt_en_slaat_op_bij_verlaten(qtbot: Any) -> None:
    doos = QWidget()
    kolom = QVBoxLayout(doos)
    veld, ander = TekstVeld(), QLineEdit()
    kolom.addWidget(veld)
    kolom.addWidget(ander)
    toon(qtbot, doos)
    veld.setFocus()
    klein = veld.height()
    with qtbot.waitSignal(veld.gewijzigd):
        typ(veld, "ë")
    for _ in range(5):
        QTest.keyClick(veld, Qt.Key.Key_Return)
    assert veld.height() > klein
    with qtbot.waitSignal(veld.verlaten) as gezien:
        QTest.keyClick(veld, Qt.Key.Key_Tab)
    assert gezien.args == ["ë" + "\n" * 5]
    assert ander.hasFocus()


def test_een_wijziging_van_buiten_raakt_nooit_het_veld_onder_de_cursor(qtbot: Any) -> None:
    veld, regel = TekstVeld("oud"), RegelVeld("oud")
    doos = QWidget()
    kolom = QVBoxLayout(doos)
    kolom.addWidget(veld)
    kolom.addWidget(regel)
    toon(qtbot, doos)
    for invoer in (veld, regel):
        invoer.setFocus()
        typ(invoer, "x")
        assert not invoer.zet("van elders")
    regel.clearFocus()
    assert regel.zet("van elders")
    assert regel.text() == "van elders"


def test_keuzeveld_meldt_alleen_wat_een_mens_kiest(qtbot: Any) -> None:
    keuze = KeuzeVeld(((1, "een"), (2, "twee")))
    toon(qtbot, keuze)
    with qtbot.assertNotEmitted(keuze.gewijzigd):
        keuze.kies(2)
    assert keuze.waarde() == 2
    keuze.setFocus()
    with qtbot.waitSignal(keuze.gewijzigd) as gezien:
        QTest.keyClick(keuze, Qt.Key.Key_Up)
    assert gezien.args == [1]


def test_tabs_met_pijlen_en_aantallen(qtbot: Any) -> None:
    tabs = Tabs("Onderdelen")
    tabs.voeg_toe("plan", "Plan")
    tabs.voeg_toe("acties", "Acties", 5)
    toon(qtbot, tabs)
    tabs.setFocus()
    with qtbot.waitSignal(tabs.gekozen) as gezien:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert gezien.args == ["acties"]
    tabs.zet_aantal("acties", 4)
    assert tabs.tabText(1) == "Acties 4"
    QTest.keyClick(tabs, Qt.Key.Key_Home)
    assert tabs.huidig() == "plan"


def test_segmenten_kiezen_een_tegelijk(qtbot: Any) -> None:
    segmenten = Segmenten("Deel", (("a", "Beeld"), ("b", "Oordeel")))
    toon(qtbot, segmenten)
    knoppen = segmenten.findChildren(QAbstractButton)
    with qtbot.waitSignal(segmenten.gekozen) as gezien:
        QTest.mouseClick(knoppen[1], Qt.MouseButton.LeftButton)
    assert gezien.args == ["b"]
    assert segmenten.huidig() == "b"
    assert [knop.isChecked() for knop in knoppen] == [False, True]


def test_wat_gekozen_was_is_ook_te_zien_als_er_niets_meer_te_kiezen_is(qtbot: Any) -> None:
    segmenten = Segmenten("Antwoord", (("ja", "Antwoord"), ("nee", "Antwoord")))
    qtbot.addWidget(segmenten)
    segmenten.setEnabled(False)
    een, ander = (knop.grab().toImage() for knop in segmenten.findChildren(Knop))
    assert een.size() == ander.size() and een != ander


def test_stepper_zegt_waar_en_waarom(qtbot: Any) -> None:
    stepper = Stepper()
    toon(qtbot, stepper)
    stepper.zet((Stap("Aanmelding", "klaar"), Stap("Overleg en plan", "nu")), "OM ontbreekt.")
    teksten = [naam(label) for label in stepper.findChildren(Tekst)]
    assert teksten == ["Stap 2 van 2: Overleg en plan. OM ontbreekt."]


def test_rij_die_gevuld_werd_terwijl_niemand_keek_staat_er_als_zij_in_beeld_komt(qtbot: Any) -> None:
    buiten, binnen, rij, knop = QWidget(), QWidget(), Vloei(), Knop("Dossier")
    QVBoxLayout(buiten).addWidget(binnen)
    QVBoxLayout(binnen).addWidget(rij)
    knop.hide()
    rij.addWidget(knop)
    buiten.layout().addStretch(1)
    toon(qtbot, buiten)
    binnen.hide()
    knop.show()
    binnen.show()
    qtbot.waitUntil(lambda: rij.height() >= knop.sizeHint().height())


def test_lege_staat_biedt_de_volgende_stap(qtbot: Any) -> None:
    leeg = LegeStaat("Nog niets", "Begin hier. " * 12, knoppen=(("nieuw", "Nieuw", "plus"), ("later", "Later", None)))
    toon(qtbot, leeg)
    knoppen = leeg.findChildren(Knop)
    assert [knop.soort for knop in knoppen] == ["primair", "gewoon"]
    with qtbot.waitSignal(leeg.gekozen) as gezien:
        knoppen[0].click()
    assert gezien.args == ["nieuw"]
    assert leeg.uitleg.height() >= leeg.uitleg.heightForWidth(leeg.uitleg.width())


def test_zijpaneel_neemt_en_geeft_de_focus_en_sluit_met_escape(qtbot: Any) -> None:
    pagina = QWidget()
    kolom = QVBoxLayout(pagina)
    knop = Knop("Openen")
    kolom.addWidget(knop)
    paneel = Zijpaneel("Nieuwe actie", pagina)
    regel = RegelVeld()
    paneel.inhoud.addWidget(Veld("Wie", regel))
    paneel.voeg_knop_toe(Knop("Vastleggen", soort="primair"))
    toon(qtbot, pagina)
    knop.setFocus()
    paneel.open()
    assert regel.hasFocus()
    assert paneel.height() == pagina.height()
    assert paneel.geometry().right() == pagina.width() - 1
    with qtbot.waitSignal(paneel.gesloten):
        QTest.keyClick(regel, Qt.Key.Key_Escape)
    assert knop.hasFocus()
    assert paneel.isHidden()


def test_paneel_is_niet_breder_dan_zijn_pagina(qtbot: Any) -> None:
    pagina = QWidget()
    paneel = Zijpaneel("Smal", pagina)
    toon(qtbot, pagina, 300, 200)
    paneel.open()
    pagina.resize(250, 220)
    assert paneel.width() <= 250
    assert paneel.height() == 220


def test_voet_van_een_paneel_blijft_in_beeld_als_de_pagina_hoger_is(qtbot: Any) -> None:
    pagina = QWidget()
    pagina.setMinimumHeight(900)
    vlak = QScrollArea()
    vlak.setWidgetResizable(True)
    vlak.setWidget(pagina)
    paneel = Zijpaneel("Hoog", pagina)
    voet = paneel.voeg_knop_toe(Knop("Vastleggen", soort="primair"))
    toon(qtbot, vlak, 500, 300)

    def in_beeld() -> bool:
        plek = voet.mapTo(vlak.viewport(), voet.rect().bottomLeft())
        return 0 <= plek.y() < vlak.viewport().height()

    paneel.open()
    qtbot.waitUntil(in_beeld)
    assert paneel.height() == vlak.viewport().height()
    balk = vlak.verticalScrollBar()
    balk.setValue(balk.maximum())
    qtbot.waitUntil(in_beeld)
    assert paneel.y() == balk.value()
    vlak.resize(500, 360)
    qtbot.waitUntil(lambda: paneel.height() == vlak.viewport().height())


def test_toast_blijft_lang_genoeg_en_een_fout_tot_hij_weg_mag(qtbot: Any) -> None:
    venster = QWidget()
    toon(qtbot, venster)
    toasts = Toasts(venster)
    kort = toasts.toon("Bewaard.")
    met_knop = toasts.toon("Actie afgerond.", doe_tekst="Ongedaan maken", doe=lambda: None)
    fout = toasts.toon("De schijf is vol.", rol="gevaar")
    assert kort is not None and met_knop is not None and fout is not None
    assert kort.duur_ms >= 6000
    assert met_knop.duur_ms >= 12000
    assert fout.duur_ms == 0
    assert toasts.toon("vierde") is not None
    assert len(toasts.zichtbaar) == 3


def test_toast_doet_ongedaan_eenmaal_en_neemt_de_focus_niet(qtbot: Any) -> None:
    venster = QWidget()
    kolom = QVBoxLayout(venster)
    veld = QLineEdit()
    kolom.addWidget(veld)
    toon(qtbot, venster)
    veld.setFocus()
    gedaan: list[int] = []
    toast = Toasts(venster).toon("Afgerond.", doe_tekst="Ongedaan maken", doe=lambda: gedaan.append(1))
    assert toast is not None
    assert veld.hasFocus()
    assert naam(toast) == "Afgerond."
    with qtbot.waitSignal(toast.gesloten):
        toast.findChild(Knop, "doe").click()
    assert gedaan == [1]


def test_toast_krijgt_de_focus_ook_niet_van_wat_weggaat(qtbot: Any) -> None:
    venster = QWidget()
    kolom = QVBoxLayout(venster)
    kaart = QWidget()
    kolom.addWidget(kaart)
    regel = Knop("Regel", kaart)
    toon(qtbot, venster)
    regel.setFocus()
    toast = Toasts(venster).toon("Afgerond.")
    assert toast is not None
    kaart.hide()
    qtbot.waitUntil(venster.hasFocus)
    kaart.show()
    regel.setFocus()
    toast.findChild(Knop, "sluit").setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert toast.findChild(Knop, "sluit").hasFocus(), "who goes there by Tab is there"


@pytest.mark.parametrize("schaal", [1.0, 2.0])
@pytest.mark.parametrize("breedte", [420, 620])
def test_toast_ligt_niet_over_een_knop_van_een_open_paneel(qtbot: Any, schaal: float, breedte: int) -> None:
    thema().kies(schaal=schaal)
    venster = QWidget()
    paneel = Zijpaneel("Nieuwe actie", venster, breedte=breedte)
    paneel.inhoud.addWidget(Veld("Wie", RegelVeld()))
    for woord in ("Niet gedaan", "Niet mogelijk", "Gedaan"):
        paneel.voeg_knop_toe(Knop(woord))
    toon(qtbot, venster, 1366, 768)
    toasts = Toasts(venster)
    zin = "Het verslag is vastgesteld en staat klaar om te ondertekenen."
    eerst = toasts.toon(zin, doe_tekst="Ongedaan maken", doe=lambda: None)
    paneel.open()
    later = toasts.toon("De schijf is vol.", rol="gevaar")
    assert eerst is not None and later is not None

    def vrij() -> bool:
        vakken = [QRect(k.mapTo(venster, QPoint()), k.size()) for k in paneel.findChildren(Knop)]
        return not any(t.geometry().intersects(vak) for t in toasts.zichtbaar for vak in vakken)

    qtbot.waitUntil(vrij)
    for toast in (eerst, later):
        assert venster.rect().contains(toast.geometry())
        assert toast._tekst.height() >= toast._tekst.heightForWidth(toast._tekst.width())


def test_dezelfde_melding_staat_er_een_keer_en_een_met_een_eigen_knop_blijft(qtbot: Any) -> None:
    venster = QWidget()
    toon(qtbot, venster)
    toasts = Toasts(venster)
    for _ in range(3):
        toasts.toon("De schijf is vol.", rol="gevaar")
    for doe in (lambda: 1, lambda: 2):
        toasts.toon("Afgerond.", doe_tekst="Ongedaan", doe=doe)
    assert [t.zin for t in toasts.zichtbaar] == ["De schijf is vol.", "Afgerond.", "Afgerond."]


def test_toast_ligt_niet_over_het_veld_waarin_wordt_getypt(qtbot: Any) -> None:
    venster = QWidget()
    kolom = QVBoxLayout(venster)
    kolom.addStretch(1)
    veld = QPlainTextEdit()
    veld.setFixedHeight(120)
    kolom.addWidget(veld)
    toon(qtbot, venster)
    veld.setFocus()
    toast = Toasts(venster).toon("Bewaard.")
    assert toast is not None
    assert not toast.geometry().intersects(veld.geometry())


def test_toast_ligt_niet_over_de_hoofdknop_en_eindigt_op_een_punt(qtbot: Any) -> None:
    venster = QWidget()
    venster.resize(640, 300)
    kolom = QVBoxLayout(venster)
    kolom.addStretch(1)
    knop = Knop("Overnemen", soort="primair")
    kolom.addWidget(knop, 0, Qt.AlignmentFlag.AlignRight)
    toon(qtbot, venster)
    toast = Toasts(venster).toon("Ingevoerd: 2026-0001 Sanne H..")
    assert toast is not None
    assert not toast.geometry().intersects(knop.geometry())
    assert toast.zin == "Ingevoerd: 2026-0001 Sanne H."


def test_bestandsvenster_van_qt_spreekt_nederlands_en_zijn_lijst_is_niet_doorzichtig(qtbot: Any) -> None:
    dialoog = QFileDialog()
    qtbot.addWidget(dialoog)
    dialoog.setOption(QFileDialog.Option.DontUseNativeDialog)
    woorden = {label.text().replace("&", "") for label in dialoog.findChildren(QLabel)}
    assert {"Zoeken in:", "Soort bestand:", "Bestandsnaam:"} <= woorden
    regel = dialoog.findChild(QLineEdit, "fileNameEdit")
    lijst = regel.completer().popup()
    lijst.ensurePolished()
    # It remembers no folder: the names of those can say whom a file is about.
    assert QSettings(QSettings.Scope.UserScope, "QtProject").fileName().startswith(os.devnull)
    assert lijst.palette().color(QPalette.ColorRole.Base).alpha() == 255


def test_gedempte_toast_over_een_casus_is_weg_en_een_fout_komt_later_terug(qtbot: Any) -> None:
    venster = QWidget()
    toon(qtbot, venster)
    toasts = Toasts(venster)
    toasts.toon("Kees V.: actie afgerond.")
    toasts.toon("De schijf is vol.", rol="gevaar")
    toasts.demp(aan=True)
    assert toasts.zichtbaar == ()
    assert toasts.toon("en nog een") is None
    toasts.demp(aan=False)
    assert [toast.zin for toast in toasts.zichtbaar] == ["De schijf is vol.", "en nog een"]


def test_opruimen_neemt_weg_wat_een_casus_kan_noemen_en_laat_fouten_staan(qtbot: Any) -> None:
    venster = QWidget()
    toon(qtbot, venster)
    toasts = Toasts(venster)
    toasts.toon("Kees V.: actie afgerond.", doe_tekst="Ongedaan maken", doe=lambda: None)
    toasts.toon("De schijf is vol.", rol="gevaar")
    toasts.ruim()
    assert [toast.zin for toast in toasts.zichtbaar] == ["De schijf is vol."]


def test_wachtbalk_die_niet_wacht_staat_er_meteen_zodat_zijn_vak_weet_hoe_hoog_het_is(qtbot: Any) -> None:
    vak = QWidget()
    qtbot.addWidget(vak)
    balk = Wachtbalk(vak)
    balk.WACHT_MS = 0
    balk.begin("Aanmeldingen overnemen…")
    assert not balk.isHidden()
    balk.klaar()
    assert balk.isHidden()


def test_wachtbalk_verschijnt_niet_voor_wat_snel_klaar_is(qtbot: Any) -> None:
    balk = Wachtbalk()
    qtbot.addWidget(balk)
    balk.begin("Verslag maken…")
    assert balk.isHidden()
    balk.klaar()
    balk.WACHT_MS = 0
    balk.begin("Verslag maken…")
    qtbot.waitUntil(lambda: not balk.isHidden())
    with qtbot.waitSignal(balk.gestopt):
        balk.findChild(Knop).click()
