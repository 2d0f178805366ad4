"""The frame: pages, history, palette by keyboard, signing, locking, resting."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from zvh_testing import vitrine

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.gui.galerij import leg_vast, scherm
from zvh_desktop.gui.main_window import RAIL, MainWindow
from zvh_desktop.gui.meldingen import Foutpaneel, rapport
from zvh_desktop.gui.onderdelen import Knop, Tekst
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import Rij, RijenLijst
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.vangnet import Vangnet

GEHEIM = "Kees Verhoeven"


class Proef(Pagina):
    """Remembers what the frame did to it."""

    titel = "Proef"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.gezien: list[dict[str, Any]] = []
        self.verlaten = 0
        self.bonnen: list[object] = []
        self.gedaan: list[str] = []
        kolom = QVBoxLayout(self)
        self.veld = QLineEdit()
        self.veld.setAccessibleName("Zoek in lijst")
        self.lijst = RijenLijst("Casussen")
        self.lijst.zet([Rij("1", GEHEIM, f"{GEHEIM}, 26 jaar")])
        self.kop = Tekst(GEHEIM)
        for deel in (self.kop, self.veld, self.lijst):
            kolom.addWidget(deel)

    def toon(self, **argumenten: Any) -> None:
        self.gezien.append(argumenten)

    def verlaat(self) -> None:
        self.verlaten += 1

    def ververs(self, bon: object) -> None:
        self.bonnen.append(bon)

    def acties(self) -> list[Actie]:
        return [Actie("proef.nieuw", "Nieuwe actie bij Kees V.", self._nieuw, "plus", "Ctrl+Shift+A", "taak")]

    def _nieuw(self) -> None:
        self.gedaan.append("nieuw")

    def positie(self) -> dict[str, Any]:
        return {"cursor": self.veld.cursorPosition()}

    def herstel(self, positie: dict[str, Any]) -> None:
        self.veld.setFocus()
        self.veld.setCursorPosition(positie["cursor"])


PAGINAS = {**{naam: Proef for naam, _, _ in RAIL}, "casussen.casus": Proef}


@pytest.fixture
def venster(qtbot: Any, taken: Taken) -> Iterator[MainWindow]:
    gemaakt = MainWindow(PAGINAS, taken, Instellingen())
    qtbot.addWidget(gemaakt)
    gemaakt.bouw()
    with qtbot.waitExposed(gemaakt):
        gemaakt.show()
    gemaakt.activateWindow()
    yield gemaakt


def huidige(venster: MainWindow) -> Proef:
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Proef)
    return pagina


def namen(boom: QAccessibleInterface | None) -> Iterator[str]:
    """Walk the accessible tree and yield every name, description and value."""
    if boom is None or not boom.isValid():
        return
    for soort in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield boom.text(soort)
    for nummer in range(boom.childCount()):
        yield from namen(boom.child(nummer))


def gesproken(qapp: QApplication) -> str:
    return "\n".join(namen(QAccessible.queryAccessibleInterface(qapp)))


def test_pagina_wordt_bij_het_eerste_bezoek_gemaakt_en_daarna_bewaard(venster: MainWindow) -> None:
    eerste = huidige(venster)
    venster.ga_naar("casussen")
    assert huidige(venster) is not eerste
    venster.ga_naar("vandaag")
    assert huidige(venster) is eerste
    assert eerste.verlaten == 1
    assert len(eerste.gezien) == 2


def test_terug_en_vooruit_volgen_de_weg_met_argumenten(venster: MainWindow) -> None:
    venster.ga_naar("casussen")
    venster.ga_naar("casussen.casus", casus_id="a1")
    venster.ga_naar("casussen.casus", casus_id="b2")
    venster.terug()
    assert huidige(venster).gezien[-1] == {"casus_id": "a1"}
    venster.terug()
    venster.vooruit()
    assert huidige(venster).gezien[-1] == {"casus_id": "a1"}
    venster.ga_naar("acties")
    venster.vooruit()
    assert venster.windowTitle().startswith("Acties")


def test_alt_links_en_ctrl_cijfer_wijzen_de_weg(venster: MainWindow, qtbot: Any) -> None:
    QTest.keyClick(venster, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert venster.windowTitle() == "Casussen – ZVH Desktop"
    QTest.keyClick(venster, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert venster.windowTitle() == "Vandaag – ZVH Desktop"


def test_titel_van_het_venster_noemt_nooit_een_persoon(venster: MainWindow) -> None:
    venster.ga_naar("casussen.casus", casus_id="a1")
    assert venster.windowTitle() == "Casussen – ZVH Desktop"


def test_onbekende_pagina_is_een_fout(venster: MainWindow) -> None:
    with pytest.raises(Programmafout):
        venster.ga_naar("bestaat niet")


def test_bon_ververst_alleen_wat_in_beeld_is(venster: MainWindow) -> None:
    eerste = huidige(venster)
    venster.ga_naar("acties")
    venster.taken.bon.emit("bon")
    assert huidige(venster).bonnen == ["bon"]
    assert eerste.bonnen == []


def test_aantal_staat_in_de_naam_van_de_rail(venster: MainWindow) -> None:
    venster.zet_aantal("acties", 12)
    knop = venster.findChild(QAbstractButton, "acties")
    assert knop.accessibleName() == "Acties, 12"
    venster.zet_aantal("acties", 0)
    assert knop.accessibleName() == "Acties"


def test_netwerk_belooft_niets_wat_niet_bewezen_is(venster: MainWindow, qapp: QApplication) -> None:
    assert "Zonder netwerk · alles lokaal bewaard" in gesproken(qapp)


def test_palet_alleen_met_het_toetsenbord(venster: MainWindow, qtbot: Any) -> None:
    pagina = huidige(venster)
    pagina.veld.setFocus()
    QTest.keyClick(venster, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert venster.palet.isVisible() and venster.palet.veld.hasFocus()
    QTest.keyClicks(venster.palet.veld, "nieuwe ac")
    QTest.keyClick(venster.palet.veld, Qt.Key.Key_Return)
    assert pagina.gedaan == ["nieuw"]
    assert venster.palet.isHidden()
    assert pagina.veld.hasFocus()


def test_palet_zet_wat_precies_zo_heet_vooraan(venster: MainWindow, qtbot: Any) -> None:
    reeksen = Actie("proef.reeksen", "Reeksen van overleggen", lambda: None, "plus")
    huidige(venster).acties = lambda: [reeksen]
    venster.open_palet()
    QTest.keyClicks(venster.palet.veld, "overleggen")
    qtbot.waitUntil(lambda: len(venster.palet.lijst.rijen) == 2)
    assert [r.sleutel for r in venster.palet.lijst.rijen] == ["a:venster.Overleggen", "a:proef.reeksen"]


def test_palet_escape_geeft_de_focus_terug_en_vergeet_wat_gezocht_is(venster: MainWindow, qtbot: Any) -> None:
    pagina = huidige(venster)
    pagina.veld.setFocus()
    venster.zet_zoeker(vitrine.zoek)
    venster.open_palet()
    QTest.keyClicks(venster.palet.veld, "crisisplan")
    assert len(venster.palet.lijst.rijen) >= 2
    QTest.keyClick(venster.palet.veld, Qt.Key.Key_Escape)
    assert pagina.veld.hasFocus()
    assert venster.palet.lijst.rijen == ()
    assert venster.palet.veld.text() == ""


def test_palet_toont_treffers_voor_acties_en_negeert_een_laat_antwoord(venster: MainWindow, qtbot: Any) -> None:
    leveringen: list[tuple[str, Any]] = []
    venster.zet_zoeker(lambda tekst, lever: leveringen.append((tekst, lever)))
    venster.open_palet()
    QTest.keyClicks(venster.palet.veld, "cr")
    treffers: list[Any] = []
    vitrine.zoek("crisisplan", lambda tekst, gevonden: treffers.extend(gevonden))
    (oud, lever_oud), (nieuw, lever_nieuw) = leveringen
    lever_oud(oud, treffers)
    assert not any(rij.sleutel.startswith("t:") for rij in venster.palet.lijst.rijen)
    lever_nieuw(nieuw, treffers)
    sleutels = [rij.sleutel for rij in venster.palet.lijst.rijen]
    assert sleutels[:2] == ["t:1", "t:2"]
    assert sleutels[2].startswith("a:")
    assert "crisisplan" in venster.palet.lijst.rijen[0].spreek
    QTest.keyClick(venster.palet.veld, Qt.Key.Key_Down)
    assert venster.palet.lijst.gekozen_sleutel() == "t:2"
    QTest.keyClick(venster.palet.veld, Qt.Key.Key_Up)
    QTest.keyClick(venster.palet.veld, Qt.Key.Key_Up)
    assert venster.palet.lijst.gekozen_sleutel() == sleutels[-1]


def test_palet_gaat_overal_heen(venster: MainWindow) -> None:
    venster.open_palet()
    QTest.keyClicks(venster.palet.veld, "rapport")
    QTest.keyClick(venster.palet.veld, Qt.Key.Key_Return)
    assert venster.windowTitle().startswith("Rapportage")


def test_tekenen_laat_niets_van_de_casus_over(venster: MainWindow, qapp: QApplication) -> None:
    venster.meldingen.toon(f"{GEHEIM}: actie afgerond.")
    venster.open_palet()
    assert GEHEIM in gesproken(qapp)
    tekenscherm = QWidget()
    tekenscherm.setAccessibleName("Geheimhoudingsverklaring")
    tekenscherm.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    pagina = huidige(venster)
    venster.vul_venster(tekenscherm, afgeschermd=True)
    alles = gesproken(qapp)
    assert "Geheimhoudingsverklaring" in alles
    assert GEHEIM not in alles and "Casussen" not in alles
    assert venster.windowTitle() == "ZVH Desktop"
    QTest.keyClick(venster, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert venster.palet.isHidden()
    QTest.keyClick(venster, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert venster.centralWidget() is tekenscherm
    with pytest.raises(Programmafout):
        venster.ga_naar("casussen")
    venster.meldingen.toon("later")
    assert venster.meldingen.toasts.zichtbaar == ()
    venster.sluit_volvenster()
    assert huidige(venster) is pagina
    assert pagina.isVisible()
    assert {toast.zin for toast in venster.meldingen.toasts.zichtbaar} == {"later"}


def test_tekenen_tijdens_voorzitten_keert_terug_naar_het_voorzitten(venster: MainWindow) -> None:
    voorzitten = Proef(venster.context)
    venster.vul_venster(voorzitten, afgeschermd=False)
    venster.taken.bon.emit("bon")
    assert voorzitten.bonnen == ["bon"]
    venster.vul_venster(QWidget(), afgeschermd=True)
    venster.sluit_volvenster()
    assert venster.centralWidget() is voorzitten
    venster.open_palet()
    assert venster.palet.isVisible()
    venster.palet.sluit()
    venster.sluit_volvenster()
    assert voorzitten.verlaten == 1
    assert huidige(venster).isVisible()


def test_vergrendelen_bewaart_eerst_en_laat_niets_over(venster: MainWindow, qapp: QApplication, qtbot: Any) -> None:
    venster.zet_gebruiker("M. van der Heijden", "MH")
    venster.meldingen.toon(GEHEIM)
    venster.ga_naar("casussen.casus", casus_id="a1")
    pagina = huidige(venster)
    pagina.veld.setText(GEHEIM)
    pagina.veld.setCursorPosition(4)
    pagina.veld.selectAll()
    pagina.veld.setCursorPosition(4)
    QGuiApplication.clipboard().setText(GEHEIM)
    verlaten: list[int] = []
    pagina.verlaat = lambda: verlaten.append(1)  # type: ignore[method-assign]
    del pagina
    slot = QLineEdit()
    slot.setAccessibleName("Wachtwoordzin")
    positie, alles_bewaard = venster.vergrendel(slot)
    assert alles_bewaard
    assert verlaten == [1]
    alles = gesproken(qapp)
    assert "Wachtwoordzin" in alles
    assert GEHEIM not in alles and "Heijden" not in alles
    assert QGuiApplication.clipboard().text() == ""
    assert not venster.taken.loopt
    assert positie is not None
    assert (positie.naam, dict(positie.argumenten), dict(positie.in_pagina)) == (
        "casussen.casus",
        {"casus_id": "a1"},
        {"cursor": 4},
    )
    venster.bouw(positie)
    assert huidige(venster).gezien == [{"casus_id": "a1"}]
    assert huidige(venster).veld.hasFocus()


def test_ctrl_l_en_rust_vragen_om_het_slot(venster: MainWindow, qtbot: Any) -> None:
    with qtbot.waitSignal(venster.vergrendel_gevraagd) as gezien:
        QTest.keyClick(venster, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert gezien.args == [""]
    with qtbot.waitSignal(venster.vergrendel_gevraagd) as gezien:
        venster.rustwacht.stel_in(minuten=0, minuten_overleg=45)
        venster.rustwacht._rust.invalidate()
        venster.rustwacht.kijk()
    assert gezien.args == ["rust"]


def test_tijdens_een_overleg_duurt_de_rust_langer(venster: MainWindow, qapp: QApplication) -> None:
    assert venster.rustwacht.minuten == 15
    venster.zet_overleg_bezig(bezig=True)
    assert venster.rustwacht.minuten == 45
    assert "Op slot na 45 min rust" in gesproken(qapp)
    venster.zet_overleg_bezig(bezig=False)
    assert venster.rustwacht.minuten == 15


def test_een_toets_of_muis_begint_de_rust_opnieuw(venster: MainWindow) -> None:
    greep = venster.windowHandle()
    venster.rustwacht._let_op(greep)
    venster.rustwacht._rust.invalidate()
    QTest.mouseMove(greep, QPoint(50, 50))
    QTest.keyClick(greep, Qt.Key.Key_Shift)
    assert venster.rustwacht._rust.isValid()


def test_ongedaan_noemt_wat_het_terugdraait(venster: MainWindow, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(venster.ongedaan_gevraagd):
        QTest.keyClick(venster, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    venster.zet_ongedaan("actie afgerond")
    assert "Ongedaan: actie afgerond" in [actie.text() for actie in venster.actions()]
    with qtbot.waitSignal(venster.ongedaan_gevraagd):
        QTest.keyClick(venster, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_letters_groter_en_kleiner_worden_onthouden(venster: MainWindow) -> None:
    QTest.keyClick(venster, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert thema().schaal == 1.1
    QTest.keyClick(venster, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(venster, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert thema().schaal == 1.0


def test_f1_toont_de_sneltoetsen_van_venster_en_pagina(venster: MainWindow, qapp: QApplication) -> None:
    QTest.keyClick(venster, Qt.Key.Key_F1)
    alles = gesproken(qapp)
    assert "Vergrendelen: Ctrl+L" in alles
    assert "Nieuwe actie bij Kees V.: Ctrl+Shift+A" in alles


def test_menu_heeft_kluis_beeld_en_slot(venster: MainWindow, qtbot: Any) -> None:
    menu = venster.maak_menu()
    titels = [actie.text() for actie in menu.actions() if actie.text()]
    assert titels == [
        "Kluis",
        "Beeld",
        "Ongedaan maken",
        "Veldstand aan of uit",
        "Delen en samenvoegen",
        "Bestand controleren…",
        "Sneltoetsen",
        "Vergrendelen",
        "Afsluiten",
    ]
    with qtbot.waitSignal(venster.kluis_gevraagd) as gezien:
        menu.actions()[0].menu().actions()[1].trigger()
    assert gezien.args == ["reservekopie"]
    menu.deleteLater()


def test_geen_twee_acties_delen_een_sneltoets(venster: MainWindow) -> None:
    toetsen = [toets.toString() for actie in venster.actions() for toets in actie.shortcuts()]
    assert len(toetsen) == len(set(toetsen))
    assert QKeySequence("Ctrl+K").toString() in toetsen


def test_fout_zonder_eigen_afhandeling_wordt_een_melding(venster: MainWindow) -> None:
    venster.taken.mislukt.emit(Omstandigheid(Reden.SCHIJF_VOL))
    (toast,) = venster.meldingen.toasts.zichtbaar
    assert "schijf is vol" in toast.zin
    assert toast.rol == "gevaar"
    venster.taken.mislukt.emit(Omstandigheid(Reden.AFGEBROKEN))
    assert len(venster.meldingen.toasts.zichtbaar) == 1


def test_onverwachte_fout_toont_een_rapport_zonder_inhoud(venster: MainWindow, qtbot: Any) -> None:
    try:
        raise ValueError(GEHEIM)
    except ValueError as gevangen:
        fout = gevangen
    assert GEHEIM not in rapport(fout)
    vangnet = Vangnet()
    vangnet.gevangen.connect(venster.meldingen.fout)
    vangnet._vang(ValueError, fout, None)
    (toast,) = venster.meldingen.toasts.zichtbaar
    toast.findChild(Knop, "doe").click()
    paneel = venster.findChild(Foutpaneel)
    assert paneel.isVisible()
    assert "ValueError" in paneel.findChild(QPlainTextEdit).toPlainText()
    assert GEHEIM not in paneel.findChild(QPlainTextEdit).toPlainText()


def test_rail_met_pijlen_zonder_al_te_wisselen(venster: MainWindow) -> None:
    knop = venster.findChild(QAbstractButton, "vandaag")
    knop.setFocus()
    QTest.keyClick(knop, Qt.Key.Key_Down)
    volgende = venster.findChild(QAbstractButton, "casussen")
    assert volgende.hasFocus()
    assert venster.windowTitle().startswith("Vandaag")
    QTest.keyClick(volgende, Qt.Key.Key_Space)
    assert venster.windowTitle().startswith("Casussen")


@pytest.mark.parametrize("pagina", ["vandaag", "casussen", "acties"])
def test_alles_wat_bediend_wordt_heeft_een_naam(qtbot: Any, pagina: str) -> None:
    venster = vitrine.venster(pagina)
    qtbot.addWidget(venster)
    with qtbot.waitExposed(venster):
        venster.show()
    zonder = [
        widget
        for soort in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
        for widget in venster.findChildren(soort)
        if widget.isVisible() and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert zonder == []


def test_tab_loopt_van_boven_naar_beneden_door_de_pagina(qtbot: Any) -> None:
    venster = vitrine.venster("vandaag")
    qtbot.addWidget(venster)
    with qtbot.waitExposed(venster):
        venster.show()
    venster.activateWindow()
    pagina = venster.huidige_pagina
    pagina.knoppen[0].setFocus()
    bezocht = []
    for _ in range(8):
        # Without a focus (no window manager) a key to nothing would end the whole process.
        nu = QApplication.focusWidget()
        assert nu is not None, "nothing has the keyboard"
        QTest.keyClick(nu, Qt.Key.Key_Tab)
        bezocht.append(QApplication.focusWidget())
    assert bezocht[:3] == pagina.knoppen[1:4]
    assert bezocht[3] is pagina.tabs
    assert bezocht[4] is pagina.naam


def test_galerij_legt_elk_scherm_vast_en_twee_keer_hetzelfde(tmp_path: Any, qtbot: Any) -> None:
    scherm("proef", lambda: vitrine.venster("casussen"))
    with pytest.raises(Programmafout):
        scherm("proef", lambda: QWidget())
    een = leg_vast(tmp_path / "a", namen=["proef"], modi=("donker",), dprs=(1.0,))
    twee = leg_vast(tmp_path / "b", namen=["proef"], modi=("donker",), dprs=(1.0,))
    assert [pad.name for pad in een] == ["proef-donker-1x.png"]
    assert [pad.read_bytes() for pad in een] == [pad.read_bytes() for pad in twee]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("schaal", [1.0, 1.6])
def test_knoppen_van_een_pagina_worden_niet_geknipt(qtbot: Any, schaal: float) -> None:
    thema().kies(schaal=schaal)
    venster = vitrine.venster("vandaag")
    qtbot.addWidget(venster)
    with qtbot.waitExposed(venster):
        venster.show()
    for knop in venster.findChildren(Knop):
        if knop.isVisible():
            assert knop.width() >= knop.sizeHint().width(), knop.text()
