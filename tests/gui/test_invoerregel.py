"""The entry line as a person at the keyboard meets it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.voorzitplek import BEKEND, toets, typ

from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.gui.app_qt import maak_app
from zvh_desktop.gui.onderdelen.invoerregel import InvoerRegel
from zvh_desktop.gui.onderdelen.tekenplek import naar_utf16, van_utf16

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def venster(qtbot: QtBot) -> Iterator[QWidget]:
    maak_app()
    venster = QWidget()
    kolom = QVBoxLayout(venster)
    lijn = InvoerRegel()
    lijn.setObjectName("lijn")
    lijn.zet_bekend(BEKEND)
    erna = QLineEdit()
    erna.setObjectName("erna")
    for deel in (QLineEdit(), lijn, erna):
        kolom.addWidget(deel)
    venster.resize(760, 300)
    qtbot.addWidget(venster)
    with qtbot.waitExposed(venster):
        venster.show()
    venster.activateWindow()
    lijn.veld.setFocus()
    qtbot.waitUntil(lijn.veld.hasFocus)
    yield venster


@pytest.fixture
def lijn(venster: QWidget) -> InvoerRegel:
    gevonden = venster.findChild(InvoerRegel)
    assert isinstance(gevonden, InvoerRegel)
    return gevonden


@pytest.fixture
def vast(lijn: InvoerRegel) -> list[tuple[Regel, str]]:
    ontvangen: list[tuple[Regel, str]] = []
    lijn.vastgelegd.connect(lambda regel, tekst: ontvangen.append((regel, tekst)))
    return ontvangen


def voorstellen(lijn: InvoerRegel) -> list[str]:
    return [k.text() for k in lijn.findChildren(QPushButton) if k.isVisible() and k.text()]


def test_enter_legt_vast_en_maakt_de_regel_leeg(lijn: InvoerRegel, vast: list[tuple[Regel, str]]) -> None:
    typ(lijn.veld, "/actie @GGZ crisisplan délen !di")
    toets(lijn.veld, Qt.Key.Key_Return)
    assert [t for _, t in vast] == ["/actie @GGZ crisisplan délen !di"]
    assert vast[0][0].soort == "actie" and vast[0][0].tekst == "crisisplan délen"
    assert lijn.tekst() == "" and not lijn.veld.document().isUndoAvailable()


def test_een_regel_zonder_zin_wordt_niet_vastgelegd_en_blijft_staan(
    lijn: InvoerRegel, vast: list[tuple[Regel, str]]
) -> None:
    typ(lijn.veld, "/actie @GGZ ")
    toets(lijn.veld, Qt.Key.Key_Return)
    assert vast == [] and lijn.tekst() == "/actie @GGZ "


def test_tab_vult_aan_en_gaat_anders_verder(lijn: InvoerRegel, venster: QWidget) -> None:
    typ(lijn.veld, "/act")
    assert voorstellen(lijn) == ["Actie"]
    toets(lijn.veld, Qt.Key.Key_Tab)
    typ(lijn.veld, "@yil")
    toets(lijn.veld, Qt.Key.Key_Tab)
    typ(lijn.veld, "bellen !di ")
    assert voorstellen(lijn) == ["dinsdag 1 december", "dinsdag 8 december"]
    toets(lijn.veld, Qt.Key.Key_Tab)
    assert lijn.tekst() == "/actie @L. Yılmaz bellen !di 1 dec "
    assert voorstellen(lijn) == [] and lijn.veld.hasFocus()
    toets(lijn.veld, Qt.Key.Key_Tab)
    erna = venster.findChild(QLineEdit, "erna")
    assert erna is not None and erna.hasFocus()


def test_shift_tab_gaat_terug_ook_als_er_iets_aan_te_vullen_is(lijn: InvoerRegel) -> None:
    typ(lijn.veld, "/act")
    toets(lijn.veld, Qt.Key.Key_Backtab, SHIFT)
    assert not lijn.veld.hasFocus() and lijn.tekst() == "/act"


def test_pijl_omlaag_kiest_een_ander_voorstel_en_esc_legt_ze_weg(lijn: InvoerRegel) -> None:
    typ(lijn.veld, "bellen !di")
    toets(lijn.veld, Qt.Key.Key_Down)
    toets(lijn.veld, Qt.Key.Key_Tab)
    assert lijn.tekst() == "bellen !di 8 dec "
    typ(lijn.veld, "@")
    assert voorstellen(lijn)
    toets(lijn.veld, Qt.Key.Key_Escape)
    assert voorstellen(lijn) == [] and lijn.tekst() == "bellen !di 8 dec @"


def test_voorstellen_nemen_nooit_de_focus_en_de_rij_springt_niet(lijn: InvoerRegel) -> None:
    hoogte = lijn.height()
    typ(lijn.veld, "/")
    knoppen = [k for k in lijn.findChildren(QPushButton) if k.isVisible()]
    assert knoppen and all(k.focusPolicy() is Qt.FocusPolicy.NoFocus and k.accessibleName() for k in knoppen)
    assert lijn.height() == hoogte
    knoppen[1].click()
    assert lijn.veld.hasFocus()


def test_shift_enter_breekt_de_regel_tot_vier_regels_hoog(lijn: InvoerRegel) -> None:
    hoogten = [lijn.veld.height()]
    for _ in range(6):
        typ(lijn.veld, "woord")
        toets(lijn.veld, Qt.Key.Key_Return, SHIFT)
        hoogten.append(lijn.veld.height())
    assert lijn.tekst() == "woord\n" * 6
    assert hoogten[0] < hoogten[1] < hoogten[2] < hoogten[3] == hoogten[4] == hoogten[6]


def test_ctrl_d_maakt_er_een_besluit_van_zonder_iets_te_wissen(lijn: InvoerRegel) -> None:
    typ(lijn.veld, "/actie geen terugkeer")
    toets(lijn.veld, Qt.Key.Key_Left)
    toets(lijn.veld, Qt.Key.Key_D, CTRL)
    assert lijn.tekst() == "/besluit geen terugkeer"
    assert lijn.plek() == len("/besluit geen terugkee") and lijn.regel().soort == "besluit"
    lijn.veld.undo()
    assert lijn.tekst() == "/actie geen terugkeer"


def test_ctrl_omhoog_vraagt_de_vorige(lijn: InvoerRegel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lijn.vorige_wijzigen):
        toets(lijn.veld, Qt.Key.Key_Up, CTRL)


def test_een_vorige_komt_niet_over_een_onbewaarde_regel_heen(lijn: InvoerRegel) -> None:
    typ(lijn.veld, "nog bezig")
    assert not lijn.bewerk("i1", "iets anders") and lijn.tekst() == "nog bezig"


def test_esc_laat_een_eerdere_inbreng_zoals_zij_was(lijn: InvoerRegel, qtbot: QtBot) -> None:
    assert lijn.bewerk("i1", "iets anders") and lijn.bewerkt == "i1"
    with qtbot.waitSignal(lijn.bewerken_gestopt):
        toets(lijn.veld, Qt.Key.Key_Escape)
    assert lijn.tekst() == "" and lijn.bewerkt == ""


def test_het_concept_komt_vanzelf_en_de_klok_begint_niet_opnieuw(lijn: InvoerRegel, qtbot: QtBot) -> None:
    gestart: list[int] = []
    begin = lijn._klok.start

    def tel() -> None:
        gestart.append(1)
        begin()

    lijn._klok.start = tel  # type: ignore[method-assign,assignment]  # counts the real thing
    with qtbot.waitSignal(lijn.concept) as gezien:
        typ(lijn.veld, "Vader b")
    assert gezien.args == ["Vader b", 7] and len(gestart) == 1


def test_het_concept_gaat_meteen_weg_bij_enter_en_bij_verlaten(lijn: InvoerRegel) -> None:
    volgorde: list[str] = []
    lijn.concept.connect(lambda tekst, plek: volgorde.append(f"concept {tekst} {plek}"))
    lijn.vastgelegd.connect(lambda regel, tekst: volgorde.append(f"vast {tekst}"))
    typ(lijn.veld, "a")
    toets(lijn.veld, Qt.Key.Key_Return)
    typ(lijn.veld, "b")
    lijn.veld.clearFocus()
    assert volgorde == ["concept a 1", "vast a", "concept b 1"]


def test_wat_niet_vastgelegd_kon_worden_komt_terug_boven_wat_er_nu_staat(lijn: InvoerRegel) -> None:
    lijn.vastgelegd.connect(lambda regel, tekst: None)
    typ(lijn.veld, "eerste")
    toets(lijn.veld, Qt.Key.Key_Return)
    typ(lijn.veld, "tweede")
    lijn.terug("eerste")
    assert lijn.tekst() == "eerste\ntweede"


def test_na_een_emoji_kloppen_plaatsen_en_aanvulling_nog(lijn: InvoerRegel) -> None:
    typ(lijn.veld, "😀😀 zei @GG")
    toets(lijn.veld, Qt.Key.Key_Tab)
    typ(lijn.veld, "dit")
    assert lijn.tekst() == "😀😀 zei @GGZ dit"
    assert lijn.plek() == len("😀😀 zei @GGZ dit")
    van, tot, _, _ = lijn.veld.stretches()[0]
    assert (van, tot) == (naar_utf16(lijn.tekst(), 7), naar_utf16(lijn.tekst(), 11)) == (9, 13)
    lijn.grab()


@pytest.mark.parametrize("tekst", ["", "abc", "😀", "a😀b😀", "é\n😀"])
def test_plaatsen_gaan_heen_en_terug(tekst: str) -> None:
    assert [van_utf16(tekst, naar_utf16(tekst, i)) for i in range(len(tekst) + 1)] == list(range(len(tekst) + 1))


def test_een_teken_in_wording_staat_nog_niet_in_de_tekst_en_stelt_niets_voor(lijn: InvoerRegel) -> None:
    typ(lijn.veld, "@GG")
    QApplication.sendEvent(lijn.veld, QInputMethodEvent("¨", []))
    assert lijn.tekst() == "@GG"
    toets(lijn.veld, Qt.Key.Key_Tab)
    assert lijn.tekst() == "@GG" and lijn.veld.hasFocus()
    klaar = QInputMethodEvent()
    klaar.setCommitString("ë")
    QApplication.sendEvent(lijn.veld, klaar)
    assert lijn.tekst() == "@GGë"
    QApplication.sendEvent(lijn.veld, QInputMethodEvent("", []))
    lijn.grab()


def test_de_regel_heeft_een_naam_en_zegt_wat_tab_doet(lijn: InvoerRegel) -> None:
    assert QAccessible.queryAccessibleInterface(lijn.veld).text(QAccessible.Text.Name) == "Invoerregel"
    typ(lijn.veld, "/actie bellen !di")
    zin = lijn.veld.accessibleDescription()
    assert "Soort: Actie." in zin and "Tab vult aan met dinsdag 1 december." in zin


def test_honderdtwintig_regels_snel_getypt_komen_alle_heel_aan(
    lijn: InvoerRegel, vast: list[tuple[Regel, str]], qtbot: QtBot
) -> None:
    zinnen = [f"/act @GGZ zin {n} über één 😀 !1-12 #{n % 4 + 1}" for n in range(120)]
    for n, zin in enumerate(zinnen):
        typ(lijn.veld, zin)
        toets(lijn.veld, Qt.Key.Key_Return)
        if n % 40 == 0:
            QApplication.processEvents()
    assert [t for _, t in vast] == zinnen
    assert all(r.tekst == f"zin {n} über één 😀" and r.fase == n % 4 + 1 for n, (r, _) in enumerate(vast))


def test_het_thema_wisselen_laat_de_tekst_met_rust(lijn: InvoerRegel, qtbot: QtBot) -> None:
    from zvh_desktop.gui.thema import thema

    typ(lijn.veld, "/besluit weg #2")
    eerder = thema().modus
    try:
        thema().kies(modus="donker")
        assert lijn.tekst() == "/besluit weg #2"
        lijn.grab()
    finally:
        thema().kies(modus=eerder)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
