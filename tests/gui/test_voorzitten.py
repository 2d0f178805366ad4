"""The chairing screen and the presenter view, by keyboard, by eye of a screen reader, and with the gate closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from zvh_testing.voorzitplek import AGENDA, GEHEIM, INBRENG, NU, beeld, dicht, kamer, toets, typ

from zvh_desktop.domain.errors import Programmafout
from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.domain.tijdlijn import Item, orden
from zvh_desktop.gui.app_qt import maak_app
from zvh_desktop.gui.onderdelen.basis import Knop, Tekst
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.voorzitten.beamer import BeamerVenster, tweede_scherm
from zvh_desktop.gui.voorzitten.rijen import initialen, klok
from zvh_desktop.gui.voorzitten.scherm import VoorzitScherm
from zvh_desktop.services.meeschrijven import VERS_S
from zvh_desktop.services.voorzitten_beeld import (
    AgendaRij,
    AnalyseRegel,
    BeamerBeeld,
    BeamerRegel,
    Concept,
    InbrengRij,
    Meeschrijver,
    VoorzitBeeld,
)

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
K = Qt.Key


class Klok:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.nu = NU

    def __call__(self) -> datetime:
        return self.nu


@pytest.fixture
def klokje() -> Klok:
    return Klok()


@pytest.fixture
def scherm(qtbot: QtBot, klokje: Klok) -> Iterator[VoorzitScherm]:
    maak_app()
    scherm = VoorzitScherm(klokje)
    scherm.resize(1366, 768)
    qtbot.addWidget(scherm)
    with qtbot.waitExposed(scherm):
        scherm.show()
    scherm.activateWindow()
    scherm.toon(beeld())
    qtbot.waitUntil(scherm.lijn.veld.hasFocus)
    yield scherm


def alles_wat_er_staat(wortel: QWidget) -> str:
    """Gather every text a widget, a model or the accessible tree below `wortel` still holds."""
    delen: list[str] = [wortel.windowTitle()]
    for w in (wortel, *wortel.findChildren(QWidget)):
        delen += [w.accessibleName(), w.accessibleDescription(), w.toolTip(), w.statusTip(), w.whatsThis()]
        if isinstance(w, QLabel | QAbstractButton | QLineEdit):
            delen.append(w.text())
        if isinstance(w, QPlainTextEdit):
            delen.append(w.toPlainText())
            w.undo()
            delen.append(w.toPlainText())
        if isinstance(w, QAbstractItemView) and isinstance(model := w.model(), QAbstractItemModel):
            for rij in range(model.rowCount()):
                delen += [str(model.index(rij, 0).data(rol)) for rol in range(300)]

    def wandel(deel: QAccessibleInterface) -> None:
        for soort in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            delen.append(deel.text(soort))
        for nummer in range(deel.childCount()):
            kind = deel.child(nummer)
            if kind is not None and kind.isValid():
                wandel(kind)

    wandel(QAccessible.queryAccessibleInterface(wortel))
    return "\n".join(delen)


def test_bij_een_dichte_poort_staat_er_nergens_iets_van_de_casus(scherm: VoorzitScherm) -> None:
    typ(scherm.lijn.veld, "/besluit geheime zin over medicatie")
    scherm._open_afrond("v2")
    assert all(woord in alles_wat_er_staat(scherm) for woord in GEHEIM)
    scherm.toon(dicht())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    er_staat = alles_wat_er_staat(scherm)
    assert not [woord for woord in (*GEHEIM, "geheime zin") if woord in er_staat]
    assert "B. van ’t Hek" in er_staat and "Tekenen geeft geen recht op informatie" in er_staat


def test_geschorst_staat_er_ook_niets(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    scherm.toon(dicht(kamer=kamer(), poort_open=True, geschorst=True))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [woord for woord in GEHEIM if woord in alles_wat_er_staat(scherm)]
    with qtbot.waitSignal(scherm.hervatten):
        toets(QApplication.focusWidget(), K.Key_Space)


def test_een_beeld_met_inhoud_bij_een_dichte_poort_kan_niet_bestaan() -> None:
    with pytest.raises(Programmafout):
        beeld(poort_open=False)
    with pytest.raises(Programmafout):
        beeld(geschorst=True)
    with pytest.raises(Programmafout):
        dicht(concept=Concept("tekst"))


def test_de_drie_uitwegen_bij_een_dichte_poort(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    scherm.toon(dicht())
    eerste = QApplication.focusWidget()
    assert isinstance(eerste, Knop) and eerste.accessibleName() == "B. van ’t Hek laten tekenen"
    with qtbot.waitSignal(scherm.laten_tekenen) as teken:
        toets(eerste, K.Key_Space)
    assert teken.args == ["d3"]
    buiten = scherm.poort.findChild(Knop, "buiten")
    assert buiten is not None
    with qtbot.waitSignal(scherm.buiten) as weg:
        toets(buiten, K.Key_Space)
    assert weg.args == ["d3"]
    toelaten = scherm.poort.findChild(Knop, "toelaten")
    assert toelaten is not None
    toets(toelaten, K.Key_Space)
    veld = QApplication.focusWidget()
    assert isinstance(veld, QLineEdit)
    toets(veld, K.Key_Return)
    assert veld.isVisible(), "zonder reden komt er niemand binnen"
    typ(veld, "Enige die het adres kent")
    with qtbot.waitSignal(scherm.toelaten) as toe:
        toets(veld, K.Key_Return)
    assert toe.args == ["d3", "Enige die het adres kent"]
    scherm.toon(beeld())
    assert QApplication.focusWidget() is scherm.lijn.veld, "the gate went; the keyboard goes on in the entry line"


def test_wie_buiten_wacht_staat_in_het_rode_vak(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    assert scherm.dekking.isVisible()
    assert scherm.dekking.zin.text() == "B. van ’t Hek is niet gedekt en wacht buiten."
    with qtbot.waitSignal(scherm.laten_tekenen) as teken:
        scherm.dekking.teken.click()
    assert teken.args == ["d3"]
    scherm.toon(beeld(kamer=tuple(replace(k, gedekt=True) for k in kamer())))
    assert not scherm.dekking.isVisible()


def test_een_concept_blijft_bij_zijn_eigen_casus(scherm: VoorzitScherm) -> None:
    gemeld: list[tuple[str, str, int, str]] = []
    scherm.concept.connect(lambda *wat: gemeld.append(wat))
    typ(scherm.lijn.veld, "half getypt")
    toets(scherm.lijn.veld, K.Key_Left)
    scherm.toon(beeld(huidig="a3", inbreng=(), casus=replace(beeld().casus, casus_id="c2", naam="Sanne H.")))  # type: ignore[type-var]  # not None here
    assert gemeld[-1] == ("a2", "half getypt", 10, "")
    assert scherm.lijn.tekst() == ""
    assert "nog niet is vastgelegd" in scherm.agenda.rijen[1].spreek
    typ(scherm.lijn.veld, "ander verhaal")
    scherm.toon(beeld())
    assert scherm.lijn.tekst() == "half getypt" and scherm.lijn.plek() == 10
    scherm.toon(dicht())
    scherm.toon(beeld())
    assert scherm.lijn.tekst() == "half getypt"


def test_een_bewaard_concept_komt_terug_met_cursor(qtbot: QtBot, klokje: Klok) -> None:
    maak_app()
    scherm = VoorzitScherm(klokje)
    qtbot.addWidget(scherm)
    scherm.toon(beeld(concept=Concept("/actie bellen 😀", 7)))
    assert scherm.lijn.tekst() == "/actie bellen 😀" and scherm.lijn.plek() == 7


@pytest.mark.parametrize(
    ("sleutel", "modifiers", "signaal"),
    [
        (K.Key_Right, (ALT,), "volgende_casus"),
        (K.Key_Left, (ALT,), "vorige_casus"),
        (K.Key_F6, (), "beamer"),
        (K.Key_F6, (SHIFT,), "beamer_alles"),
        (K.Key_F6, (CTRL,), "beamer_tijdlijn"),
    ],
)
def test_sneltoetsen_werken_vanuit_de_invoerregel(
    scherm: VoorzitScherm, qtbot: QtBot, sleutel: Qt.Key, modifiers: tuple[Qt.KeyboardModifier, ...], signaal: str
) -> None:
    typ(scherm.lijn.veld, "bezig")
    with qtbot.waitSignal(getattr(scherm, signaal)):
        toets(scherm.lijn.veld, sleutel, *modifiers)


def test_f7_f8_f9_gaan_naar_de_lijsten_en_esc_terug(scherm: VoorzitScherm) -> None:
    for sleutel, lijst in ((K.Key_F7, scherm.log), (K.Key_F8, scherm.kamer), (K.Key_F9, scherm.vorige)):
        toets(scherm.lijn.veld, sleutel)
        assert lijst.hasFocus()
        toets(lijst, K.Key_Escape)
        assert scherm.lijn.veld.hasFocus()


def test_ctrl_omhoog_haalt_de_laatste_op_en_nog_eens_die_daarvoor(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    toets(scherm.lijn.veld, K.Key_Up, CTRL)
    assert scherm.lijn.tekst() == "/actie @L. Yılmaz Woonplekken voorleggen !do 26 nov #1"
    assert scherm.lijn.bewerkt == "i5"
    toets(scherm.lijn.veld, K.Key_Up, CTRL)
    assert scherm.lijn.bewerkt == "i4"
    typ(scherm.lijn.veld, " thuis")
    with qtbot.waitSignal(scherm.inbreng_wijzigen) as gewijzigd:
        toets(scherm.lijn.veld, K.Key_Return)
    assert gewijzigd.args[0] == "i4" and gewijzigd.args[1].motivering == "geen zicht op medicatie thuis"
    assert scherm.lijn.bewerkt == "" and scherm.lijn.tekst() == ""


def test_een_naam_die_niet_meer_bekend_is_gaat_bij_wijzigen_niet_verloren(scherm: VoorzitScherm) -> None:
    scherm.wijzig("i1")
    regel = scherm.lijn.regel()
    assert regel.niet_delen_met == ("Woningcorporatie",) and regel.tekst == "Schulden van 14.000 euro."
    assert regel.wie is not None and regel.wie.kortweg == "Gemeente"


def test_in_het_log_wijzigt_enter_en_trekt_delete_in(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    toets(scherm.lijn.veld, K.Key_F7)
    scherm.log.kies("i3")
    with qtbot.waitSignal(scherm.inbreng_intrekken) as weg:
        toets(scherm.log, K.Key_Delete)
    assert weg.args == ["i3"]
    toets(scherm.log, K.Key_Return)
    assert scherm.lijn.bewerkt == "i3" and scherm.lijn.veld.hasFocus()


def test_het_menu_van_een_inbreng_zet_haar_om(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    scherm.log.setFocus()
    scherm.log.kies("i1")
    plek = scherm.log.rect().center()
    QApplication.sendEvent(scherm.log.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, plek, plek))
    menu = scherm.log.findChildren(QMenu)[-1]
    actie = next(a for a in menu.actions() if a.text() == "Wordt besluit")
    with qtbot.waitSignal(scherm.inbreng_omzetten) as om:
        actie.trigger()
    assert om.args == ["i1", "besluit"]
    for menu in scherm.log.findChildren(QMenu):
        menu.close()


def test_het_menu_van_een_persoon_biedt_wat_bij_haar_stand_hoort(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    def menu_van(sleutel: str) -> QMenu:
        scherm.kamer.kies(sleutel)
        toets(scherm.kamer, K.Key_Space)
        return scherm.findChildren(QMenu, "kamermenu")[-1]

    toets(scherm.lijn.veld, K.Key_F8)
    menu = menu_van("d1")
    assert [a.text().replace("&", "") for a in menu.actions()] == [
        "Buiten voor deze casus", "Vertrokken", "Digitaal aanwezig"
    ]  # fmt: skip
    with qtbot.waitSignal(scherm.buiten) as weg:
        menu.actions()[0].trigger()
    assert weg.args == ["d1"]
    menu.close()
    menu = menu_van("d3")
    woorden = [a.text().replace("&", "").partition("\t")[0] for a in menu.actions()]
    assert woorden == ["Laten tekenen", "Toelaten…", "Binnenlaten", "Vertrokken", "Digitaal aanwezig"]
    menu.actions()[1].trigger()
    menu.close()
    assert scherm.dekking.vraag.isVisible()
    typ(scherm.dekking.vraag.veld, "Nodig voor de woning")
    with qtbot.waitSignal(scherm.toelaten) as toe:
        toets(scherm.dekking.vraag.veld, K.Key_Return)
    assert toe.args == ["d3", "Nodig voor de woning"]


def test_een_actie_van_de_vorige_keer_afvinken_vraagt_een_reden_als_zij_niet_gedaan_is(
    scherm: VoorzitScherm, qtbot: QtBot
) -> None:
    toets(scherm.lijn.veld, K.Key_F9)
    scherm.vorige.kies("v2")
    toets(scherm.vorige, K.Key_Return)
    assert scherm.afrond.isVisible() and scherm.afrond.veld.hasFocus()
    scherm.afrond.knoppen["niet_mogelijk"].click()
    assert scherm.afrond.isVisible() and scherm.afrond.fout.text()
    typ(scherm.afrond.veld, "geen toegang")
    with qtbot.waitSignal(scherm.actie_afronden) as klaar:
        scherm.afrond.knoppen["niet_mogelijk"].click()
    assert klaar.args == ["v2", "niet_mogelijk", "geen toegang"]
    assert not scherm.afrond.isVisible() and scherm.lijn.veld.hasFocus()


def test_onderdelen_springen_filteren_en_laten_nieuwe_inbreng_zien(scherm: VoorzitScherm) -> None:
    toets(scherm.lijn.veld, K.Key_2, CTRL)
    assert len(scherm.log.rijen) == 5 and scherm.log.gekozen_sleutel() == "i3"
    toets(scherm.lijn.veld, K.Key_2, CTRL)
    assert [r.sleutel for r in scherm.log.rijen] == ["i3"]
    scherm.toon(beeld(inbreng=(*INBRENG, InbrengRij("i6", "informatie", "Nieuw."))))
    assert len(scherm.log.rijen) == 6 and scherm.segmenten.huidig() == "beeld"


def test_wat_een_schermlezer_zegt(scherm: VoorzitScherm) -> None:
    actie = scherm.log.rijen[4].spreek
    assert actie.startswith("Actie, Gemeente: Woonplekken voorleggen. L. Yılmaz. uiterlijk donderdag 26 november. ")
    assert actie.endswith(" fase 1, directe veiligheid.")
    assert scherm.log.rijen[3].spreek == "Besluit: Geen terugkeer. omdat: geen zicht op medicatie."
    assert "GGZ oordeelt anders: kan met crisiskaart" in scherm.log.rijen[2].spreek
    assert scherm.kamer.rijen[2].spreek == "B. van ’t Hek, Woningcorporatie. wacht buiten. geen verklaring."
    assert scherm.agenda.rijen[1].spreek == "2, Kees V. nu aan de orde. 18 minuten van 25 minuten."
    assert scherm.vorige.rijen[1].spreek == "huisbezoek vader. Reclassering. 4 dagen te laat."
    eerste = QAccessible.queryAccessibleInterface(scherm.log).child(0)
    assert eerste.text(QAccessible.Text.Name) == scherm.log.rijen[0].spreek
    assert eerste.role() == QAccessible.Role.ListItem


def test_elke_knop_en_elk_veld_heeft_een_naam_en_past(scherm: VoorzitScherm) -> None:
    for toon in (beeld(), dicht()):
        scherm.toon(toon)
        QApplication.processEvents()
        for knop in scherm.findChildren(QPushButton):
            if knop.isVisible():
                assert knop.accessibleName()
                assert knop.width() >= knop.sizeHint().width(), knop.text()
        for veld in (*scherm.findChildren(QLineEdit), *scherm.findChildren(QPlainTextEdit)):
            assert veld.accessibleName()


@pytest.mark.parametrize("schaal", [1.0, 1.5, 2.0])
def test_met_grote_letters_op_een_kleine_laptop_past_alles_en_blijft_bereikbaar(
    scherm: VoorzitScherm, schaal: float
) -> None:
    thema().kies(schaal=schaal)
    scherm.resize(1366, 768)
    QApplication.processEvents()
    for deel in scherm.findChildren(QWidget):
        if deel.isVisible() and isinstance(deel, Knop | QPlainTextEdit | QAbstractItemView):
            rechts = deel.mapTo(scherm, deel.rect().bottomRight())
            assert rechts.x() < 1366 and rechts.y() < 768, deel.accessibleName()
    assert scherm.dekking.isVisible() and scherm.lijn.veld.isVisible()
    hints = scherm._hints.findChildren(QLabel)
    assert len(hints) >= 5 and all(h.isVisible() and h.width() >= h.sizeHint().width() for h in hints)
    assert all(h.mapTo(scherm, h.rect().bottomRight()).y() < 768 for h in hints), "the keys stay told"
    plaats = scherm.lijn.veld.placeholderText()
    assert scherm.lijn.veld.fontMetrics().horizontalAdvance(plaats) <= scherm.lijn.veld.viewport().width()
    toets(scherm.lijn.veld, K.Key_F9)
    assert scherm.vorige.isVisible() and scherm.vorige.hasFocus()
    toets(scherm.vorige, K.Key_Escape)
    assert scherm.dekking.isVisible() and scherm.lijn.veld.hasFocus()
    scherm.toon(dicht())
    QApplication.processEvents()
    for knop in scherm.poort.findChildren(Knop):
        assert not knop.isVisible() or knop.mapTo(scherm, knop.rect().topRight()).x() < 1366


def test_de_klok_loopt_en_kleurt_als_de_tijd_om_is(scherm: VoorzitScherm, klokje: Klok) -> None:
    assert scherm.tijd.text() == "18:40 van 25:00"
    klokje.nu += timedelta(minutes=7)
    scherm._klok.timeout.emit()
    assert scherm.tijd.text() == "25:40 van 25:00" and scherm.tijd.chipje.rol == "gevaar"
    assert "25 minuten van 25 minuten" in scherm.agenda.rijen[1].spreek


@pytest.mark.parametrize(
    ("seconden", "woord"), [(0, "00:00"), (59, "00:59"), (1120, "18:40"), (3725, "1:02:05"), (-5, "00:00")]
)
def test_klok(seconden: int, woord: str) -> None:
    assert klok(seconden) == woord


@pytest.mark.parametrize(
    ("naam", "letters"),
    [
        ("M. de Ruiter", "MR"),
        ("B. van ’t Hek", "BH"),
        ("mr. A. Visser", "AV"),
        ("Jan", "J"),
        ("", "?"),
        ("de groot", "DG"),
    ],
)
def test_initialen(naam: str, letters: str) -> None:
    assert initialen(naam) == letters


def test_bewaard_wordt_alleen_gezegd_als_het_zo_is(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    typ(scherm.lijn.veld, "x")
    scherm.lijn.bewaar_nu()
    qtbot.waitUntil(lambda: scherm.bewaard.text() == "bezig met bewaren")
    scherm.zet_bewaard()
    assert scherm.bewaard.text() == "bewaard"
    scherm.zet_bewaarfout("schijf vol, tekst staat nog hier")
    assert scherm.bewaard.text().startswith("schijf vol")


def test_een_mislukte_inbreng_wacht_in_de_regel_van_haar_eigen_punt(scherm: VoorzitScherm) -> None:
    scherm.toon(beeld(huidig="a3", inbreng=()))
    scherm.terug("a2", "/besluit niet gelukt")
    assert scherm.lijn.tekst() == ""
    scherm.toon(beeld())
    assert scherm.lijn.tekst() == "/besluit niet gelukt"


def test_honderdtwintig_regels_snel_met_een_groeiend_log_gaat_niets_verloren(scherm: VoorzitScherm) -> None:
    rijen: list[InbrengRij] = []
    getypt: list[str] = []

    def leg_vast(punt: str, regel: Regel, tekst: str) -> None:
        getypt.append(tekst)
        rijen.append(InbrengRij(f"n{len(rijen)}", regel.soort, regel.tekst, regel.wie.kortweg if regel.wie else ""))
        scherm.toon(beeld(inbreng=tuple(rijen)))

    scherm.vastgelegd.connect(leg_vast)
    zinnen = [f"@GGZ zin {n} met één é en 😀 erin" for n in range(120)]
    for n, zin in enumerate(zinnen):
        typ(scherm.lijn.veld, zin)
        toets(scherm.lijn.veld, K.Key_Return)
        if n % 10 == 0:
            QApplication.processEvents()
    assert getypt == zinnen
    assert [r.platte_tekst() for r in scherm.log.rijen] == [f"GGZ  zin {n} met één é en 😀 erin" for n in range(120)]
    QApplication.processEvents()
    assert scherm.log.verticalScrollBar().value() == scherm.log.verticalScrollBar().maximum()


def test_een_punt_zonder_casus_heeft_geen_invoerregel_en_wel_een_volgende(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    scherm.toon(dicht(huidig="a1", poort_open=True, kamer=kamer()))
    assert not scherm.lijn.isVisible()
    with qtbot.waitSignal(scherm.volgende_casus):
        toets(QApplication.focusWidget(), K.Key_Space)


def test_een_lange_agenda_en_volle_kamer_passen_op_een_kleine_laptop(scherm: VoorzitScherm) -> None:
    agenda = tuple(AgendaRij(f"p{n}", f"Casus {n}", 15) for n in range(14))
    vol = tuple(replace(kamer()[n % 4], deelnemer_id=f"x{n}") for n in range(15))
    scherm.toon(beeld(agenda=agenda, huidig="p3", kamer=vol))
    QApplication.processEvents()
    assert scherm.height() == 768 and scherm.dekking.isVisible()
    onder = scherm.dekking.mapTo(scherm, scherm.dekking.rect().bottomLeft()).y()
    assert onder <= 768 and scherm.kamer.height() > 80 and scherm.agenda.height() > 80


def test_agendapunt_kiezen_met_het_toetsenbord(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    scherm.agenda.setFocus()
    scherm.agenda.kies("a3")
    with qtbot.waitSignal(scherm.ga_naar_punt) as naar:
        toets(scherm.agenda, K.Key_Return)
    assert naar.args == ["a3"]


# -- the presenter view


PRESENTATIE = BeamerBeeld(
    "Casusoverleg",
    2,
    5,
    "Kees V.",
    ((1, "open"), (2, "open")),
    (BeamerRegel("Plek met <toezicht> & zorg."),),
    (BeamerRegel("crisisplan delen", "GGZ", "di 1 dec"),),
)


@pytest.fixture
def beamer(qtbot: QtBot) -> BeamerVenster:
    maak_app()
    venster = BeamerVenster()
    qtbot.addWidget(venster)
    venster.resize(1366, 768)
    venster.toon(PRESENTATIE)
    with qtbot.waitExposed(venster):
        venster.show()
    return venster


def test_de_presentatie_zegt_wat_er_staat_en_verklapt_niets_in_de_titel(beamer: BeamerVenster) -> None:
    er_staat = alles_wat_er_staat(beamer)
    assert "Plek met <toezicht> & zorg." in er_staat and "GGZ crisisplan delen di 1 dec" in er_staat
    assert "adressen, BSN en derden verborgen" in er_staat
    assert "Kees" not in beamer.windowTitle()


def test_letters_op_de_presentatie_groeien_met_het_scherm(beamer: BeamerVenster) -> None:
    def hoogste() -> int:
        return max(label.fontMetrics().height() for label in beamer.findChildren(QLabel) if label.text() == "Kees V.")

    klein = hoogste()
    beamer.resize(2732, 1536)
    assert hoogste() > 1.8 * klein


def test_wat_niet_past_wordt_geteld_en_niet_stil_weggelaten(beamer: BeamerVenster) -> None:
    beamer.toon(replace(PRESENTATIE, acties=tuple(BeamerRegel(f"actie nummer {n}", "GGZ") for n in range(30))))
    koppen = [label.text() for label in beamer.findChildren(QLabel) if label.text().startswith("Acties")]
    assert "eerder ook nog" in koppen[-1] and "actie nummer 29" in alles_wat_er_staat(beamer)


def test_zonder_casus_staat_er_een_mededeling(beamer: BeamerVenster) -> None:
    beamer.toon(BeamerBeeld("Casusoverleg", 2, 5, mededeling="Deze casus is nog niet geopend."))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    er_staat = alles_wat_er_staat(beamer)
    assert "nog niet geopend" in er_staat and "Kees" not in er_staat and "crisisplan" not in er_staat
    with pytest.raises(Programmafout):
        replace(PRESENTATIE, casusnaam="")


def test_als_haar_scherm_verdwijnt_sluit_de_presentatie_en_blijft_er_niets_over(
    beamer: BeamerVenster, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(beamer.gesloten):
        QGuiApplication.instance().screenRemoved.emit(beamer.screen())  # type: ignore[union-attr]  # there is one
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not beamer.isVisible() and "crisisplan" not in alles_wat_er_staat(beamer)


@pytest.mark.parametrize("sleutel", [K.Key_Escape, K.Key_F6])
def test_de_presentatie_sluit_met_een_toets(beamer: BeamerVenster, qtbot: QtBot, sleutel: Qt.Key) -> None:
    with qtbot.waitSignal(beamer.gesloten):
        toets(beamer, sleutel)


def test_een_tweede_scherm_is_nooit_het_eigen_scherm(beamer: BeamerVenster) -> None:
    assert tweede_scherm(beamer.screen()) is None


def test_een_beeld_kent_zijn_punt_en_wie_tegenhoudt() -> None:
    open_: VoorzitBeeld = beeld()
    assert open_.punt == AGENDA[1] and open_.tegen == ()
    assert [k.deelnemer_id for k in open_.niet_gedekt] == ["d3"]
    assert [k.deelnemer_id for k in dicht().tegen] == ["d3"]


def test_in_het_log_gaan_regels_met_toetsen_heen_en_weer_en_samen(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    toets(scherm.lijn.veld, K.Key_F7)
    scherm.log.kies("i3")
    with qtbot.waitSignal(scherm.inbreng_verplaatsen) as op:
        toets(scherm.log, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert op.args == ["i3", -1]
    with qtbot.waitSignal(scherm.inbreng_verplaatsen) as neer:
        toets(scherm.log, K.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert neer.args == ["i3", 1]
    with qtbot.waitSignal(scherm.inbreng_samenvoegen) as samen:
        toets(scherm.log, K.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert samen.args == ["i3"]


def test_splitsen_bij_de_cursor_houdt_soort_en_bron_en_vraagt_twee_zinnen(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    ctrl_schift = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    typ(scherm.lijn.veld, "Los gesprek.")
    toets(scherm.lijn.veld, K.Key_Return, *ctrl_schift)
    assert scherm.lijn.tekst() == "Los gesprek.", "een nieuwe regel wordt niet gesplitst"
    scherm.lijn.zet_tekst("")
    scherm.wijzig("i3")
    toets(scherm.lijn.veld, K.Key_Return, *ctrl_schift)
    assert scherm.lijn.bewerkt == "i3", "achter de cursor staat niets"
    tekst = scherm.lijn.tekst()
    scherm.lijn.zet_tekst(tekst, tekst.index(" is niet veilig"), bewerkt="i3")
    with qtbot.waitSignal(scherm.inbreng_splitsen) as twee:
        toets(scherm.lijn.veld, K.Key_Return, *ctrl_schift)
    sleutel, eerste, tweede, _ = twee.args
    assert (sleutel, eerste.soort, eerste.tekst, tweede.soort) == ("i3", "oordeel", "Terug", "oordeel")
    assert tweede.tekst.startswith("is niet veilig") and tweede.wie == eerste.wie
    assert scherm.lijn.tekst() == "" and scherm.lijn.bewerkt == ""


def test_wie_er_niet_is_kan_vervangen_worden_of_iets_hebben_aangeleverd(scherm: VoorzitScherm, qtbot: QtBot) -> None:
    def kies(woord: str) -> None:
        scherm._kamer_menu("d4")
        menu = scherm.findChildren(QMenu, "kamermenu")[-1]
        next(a for a in menu.actions() if a.text().replace("&", "") == woord).trigger()
        menu.close()

    kies("Waarnemer…")
    typ(scherm.waarneemvraag.veld, "T. de Wit")
    with qtbot.waitSignal(scherm.waarnemer) as wie:
        toets(scherm.waarneemvraag.veld, K.Key_Return)
    assert wie.args == ["d4", "T. de Wit"]
    kies("Informatie aangeleverd…")
    assert scherm.lijn.tekst() == "@mr. A. Visser aangeleverd 24-11-2026: "


def test_stand_van_de_analyse_klapt_uit_met_een_toets_en_gaat_weg_bij_een_dichte_poort(scherm: VoorzitScherm) -> None:
    regels = (
        AnalyseRegel("Leefgebieden", "5 van 13 beschreven"),
        AnalyseRegel("ZRM", "laatste meting verouderd", True),
    )
    scherm.toon(beeld(analyse=regels))
    assert scherm.analyse.knop.text() == "Analyse: 1 let op"
    toets(scherm.lijn.veld, K.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    zinnen = [t.text() for t in scherm.analyse.findChildren(Tekst)]
    assert zinnen == ["Leefgebieden: 5 van 13 beschreven", "let op: ZRM: laatste meting verouderd"]
    scherm.toon(dicht())
    assert scherm.analyse.isHidden() and scherm.analyse.findChildren(Tekst) == []


def test_wie_elders_schrijft_staat_er_met_de_tijd_en_gaat_vanzelf_weg(scherm: VoorzitScherm, klokje: Klok) -> None:
    b = beeld()
    ander = next(p.agendapunt_id for p in b.agenda if p.agendapunt_id != b.huidig)
    nummer = [p.agendapunt_id for p in b.agenda].index(ander) + 1
    hier, daar = Meeschrijver("Joris Blom", b.huidig, NU), Meeschrijver("A. de Boer", ander, NU)
    wijze = replace(b.inbreng[0], door="Joris Blom, 10:42")
    scherm.toon(replace(b, meeschrijvers=(hier, daar), inbreng=(wijze, *b.inbreng[1:])))
    assert scherm.meezin.isVisible()
    assert scherm.meezin.text() == (
        f"Joris Blom schrijft hier mee ({NU:%H:%M}). A. de Boer schrijft bij punt {nummer} ({NU:%H:%M})."
    )
    assert "geschreven door Joris Blom, 10:42" in scherm.log.rijen[0].spreek
    # Nobody is said to be writing who may have gone meanwhile.
    klokje.nu += timedelta(seconds=VERS_S + 1)
    scherm._tik()
    assert not scherm.meezin.isVisible()
    scherm.toon(replace(b, geleid_bij=ander))
    assert f"Punt {nummer} is aan de orde" in scherm.meezin.text()
    gevraagd: list[bool] = []
    scherm.aan_de_orde.connect(lambda: gevraagd.append(True))
    toets(scherm.lijn.veld, K.Key_Right, ALT | SHIFT)
    assert gevraagd == [True]


def test_tijdlijn_staat_op_de_presentatie_in_plaats_van_besluiten(beamer: BeamerVenster) -> None:
    items = (Item("i", "i", "detentie", "PI Zaanstad", date(2026, 9, 3), date(2026, 10, 20)),)
    beamer.toon(replace(PRESENTATIE, tijdlijn=orden(items, date(2026, 11, 24))))
    er_staat = alles_wat_er_staat(beamer)
    assert "PI Zaanstad" in er_staat and "toezicht" not in er_staat
    beamer.wis()
    assert "PI Zaanstad" not in alles_wat_er_staat(beamer)


def test_wat_het_laatst_gezegd_is_blijft_in_beeld_met_andere_letters(scherm: VoorzitScherm) -> None:
    b = beeld()
    veel = tuple(replace(b.inbreng[0], inbreng_id=f"veel-{n}", tekst=f"Zin nummer {n}.") for n in range(12))
    scherm.toon(replace(b, inbreng=veel))
    thema().kies(schaal=2.0)
    try:
        balk = scherm.log.verticalScrollBar()
        for _ in range(20):
            QApplication.processEvents()
        assert balk.maximum() > 0 and balk.value() == balk.maximum()
        balk.setValue(0)
        thema().kies(schaal=1.8)
        for _ in range(20):
            QApplication.processEvents()
        assert balk.value() == 0, "wie terugkijkt, wordt niet meegenomen"
    finally:
        thema().kies(schaal=1.0)
