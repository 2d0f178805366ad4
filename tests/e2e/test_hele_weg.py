"""The whole way by keyboard: an empty machine, a vault, a meeting, a signed verslag, locked and open again."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.sessieplek import ZIN, druk_op, focus, sessie, teksten, toets, typ, wacht

from zvh_desktop.assets import asset
from zvh_desktop.gui.dialogs.triage import TriagePaneel
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.aanmelding import AanmeldingPagina
from zvh_desktop.gui.pages.overleg import Overleg
from zvh_desktop.gui.pages.overleggen import Overleggen, PlanPaneel
from zvh_desktop.gui.pages.vandaag import Vandaag
from zvh_desktop.gui.pages.verslagen import Verslagen
from zvh_desktop.gui.pages.voorzitten import Voorzitten
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.gui.toegang.begin import Beginscherm, NieuweKluis
from zvh_desktop.gui.toegang.inrichten import Inrichtscherm, Sleutelscherm
from zvh_desktop.gui.toegang.slot import Slotscherm
from zvh_desktop.gui.voorzitten.afronden import Afrondscherm
from zvh_desktop.gui.voorzitten.tekenen import Tekenscherm
from zvh_desktop.services import echtheid
from zvh_desktop.services import verslagen as verslagdienst

K, M = Qt.Key, Qt.KeyboardModifier


def scherm(s: Sessie, soort: type[QWidget]) -> Any:
    """Wait until a screen of this kind fills the window."""
    wacht(lambda: isinstance(s.venster.centralWidget(), soort))
    return s.venster.centralWidget()


def pagina(s: Sessie, soort: type[QWidget]) -> Any:
    """Wait until a page of this kind is in view and nothing is under way."""
    wacht(lambda: isinstance(s.venster.huidige_pagina, soort))
    rust(s)
    return s.venster.huidige_pagina


def rust(s: Sessie) -> None:
    """Wait until everything asked for has come back."""
    wacht(lambda: not s.taken.open_taken)


def begin(s: Sessie) -> None:
    """From an empty machine to Vandaag, by keyboard."""
    scherm(s, Beginscherm)
    toets(K.Key_Space)
    nieuw = scherm(s, NieuweKluis)
    typ(ZIN)
    toets(K.Key_Tab)
    typ(ZIN)
    wacht(nieuw.knop.isEnabled)
    toets(K.Key_Return)
    sleutel = scherm(s, Sleutelscherm)
    sleutel.gezien.setFocus()
    toets(K.Key_Space)
    druk_op(sleutel.knop)
    inrichten = scherm(s, Inrichtscherm)
    typ("Proefstreek")
    toets(K.Key_Tab)
    typ("D. de Graaf")
    druk_op(inrichten.voorbeeld)
    inrichten.secretaris.setFocus()
    typ("I. Çelik")
    for regel in inrichten.regels:
        regel.tot.setFocus()
        typ("1-5-2027")
        toets(K.Key_Tab)
    druk_op(inrichten.knop)
    pagina(s, Vandaag)


def neem_aan(s: Sessie) -> None:
    """Take two reports in from their files and decide on both, by keyboard."""
    toets(K.Key_K, M.ControlModifier)
    typ("nieuwe aanmelding")
    toets(K.Key_Return)
    aanmelding = pagina(s, AanmeldingPagina)
    demo = asset("resources", "demo", "aanmeldingen")
    aanmelding.importeer((str(demo / "kees.json"), str(demo / "overlast-marek.json")))
    wacht(lambda: len(aanmelding.lijst.rijen) == 2 and aanmelding.lijst.hasFocus())
    for _ in range(2):
        toets(K.Key_Return)
        assert focus() is aanmelding.voorstel.knop
        toets(K.Key_Space)
        rust(s)
    toets(K.Key_1, M.ControlModifier)
    vandaag = pagina(s, Vandaag)
    for nog in (1, 0):
        rij = next(r for r in vandaag.aandacht.rijen if r.sleutel.startswith("triage"))
        vandaag.aandacht.setFocus()
        vandaag.aandacht.kies(rij.sleutel)
        toets(K.Key_Return)
        wacht(lambda: s.venster.findChild(TriagePaneel) is not None)
        rust(s)
        triage = s.venster.findChild(TriagePaneel)
        triage.uitkomst.setFocus()
        toets(K.Key_Down)
        triage.motivering.setFocus()
        typ("Voldoet aan de criteria; één overleg is nodig.")
        wacht(triage.vastleggen.isEnabled)
        druk_op(triage.vastleggen)
        rust(s)
        wacht(lambda nog=nog: sum(r.sleutel.startswith("triage") for r in vandaag.aandacht.rijen) == nog)


def plan(s: Sessie) -> Any:
    """Plan an overleg with this casus on its agenda and an incidental participant."""
    toets(K.Key_3, M.ControlModifier)
    pagina(s, Overleggen)
    toets(K.Key_O, M.ControlModifier, M.ShiftModifier)
    paneel = s.venster.findChild(PlanPaneel)
    paneel.datum.setFocus()
    typ("vandaag")
    paneel.plaats.setFocus()
    typ("Kamer 3")
    toets(K.Key_Return)
    overleg = pagina(s, Overleg)
    for naam in ("kees", "marek"):
        aantal = len(overleg.agenda.rijen)
        druk_op(overleg.erbij)
        rust(s)
        typ(naam)
        toets(K.Key_Return)
        toets(K.Key_Return)
        wacht(lambda aantal=aantal: len(overleg.agenda.rijen) > aantal)
        rust(s)
    druk_op(overleg.mens)
    typ("B. van ’t Hek")
    toets(K.Key_Tab)
    typ("Woningcorporatie De Dijk")
    toets(K.Key_Return)
    wacht(lambda: any("Hek" in r.spreek for r in overleg.mensen.rijen))
    rust(s)
    return overleg


def kies_menu(s: Sessie, letter: K) -> None:
    """Choose from the open menu by the letter that is underlined."""
    wacht(QApplication.activePopupWidget)
    QTest.keyClick(QApplication.activePopupWidget(), letter)
    # A window manager gives the window its keyboard back; the platform without a screen does not.
    s.venster.activateWindow()


def laat_binnen(s: Sessie, v: Voorzitten, naam: str) -> None:
    """Say that someone has arrived, from the list of people."""
    toets(K.Key_F8)
    rij = next(r for r in v.scherm.kamer.rijen if naam in r.spreek)
    v.scherm.kamer.kies(rij.sleutel)
    toets(K.Key_Return)
    kies_menu(s, K.Key_A)
    rust(s)


def zet_handtekening(veld: QWidget) -> None:
    """Draw with the mouse."""
    midden = veld.height() // 2
    QTest.mousePress(veld, Qt.MouseButton.LeftButton, pos=QPoint(60, midden))
    for x in range(70, 400, 10):
        QTest.mouseMove(veld, QPoint(x, midden + (x % 40) - 20))
    QTest.mouseRelease(veld, Qt.MouseButton.LeftButton, pos=QPoint(400, midden))


def leg_vast(s: Sessie, v: Voorzitten, regel: str) -> None:
    """Type an entry and record it."""
    aantal = len(v.scherm.log.rijen)
    toets(K.Key_F2)
    typ(regel)
    toets(K.Key_Return)
    wacht(lambda: len(v.scherm.log.rijen) == aantal + 1)
    rust(s)


def zit_voor(s: Sessie) -> Voorzitten:
    """Chair: the gate is closed until the guest has signed; then everything is said and recorded."""
    toets(K.Key_F5)
    v = scherm(s, Voorzitten)
    rust(s)
    laat_binnen(s, v, "Hek")
    toets(K.Key_Right, M.AltModifier)
    wacht(lambda: v.scherm.beeld.punt.is_casus)
    rust(s)
    assert not v.scherm.beeld.poort_open
    assert "wegloopt" not in teksten(v)
    toets(K.Key_Space)
    blad = scherm(s, Tekenscherm)
    assert "Kees" not in teksten(s.venster)
    typ("Bram van ’t Hek")
    zet_handtekening(blad.veld)
    druk_op(blad.akkoord)
    v = scherm(s, Voorzitten)
    wacht(lambda: v.scherm.beeld.poort_open)
    rust(s)
    leg_vast(s, v, "Vader is bang en doet níét open; financiën zijn een probleem.")
    leg_vast(s, v, "/besluit Geen terugkeer naar vader omdat: geen zicht op medicatie")
    leg_vast(s, v, "/actie @Politie belt de wijkagent over Yılmaz !morgen")
    toets(K.Key_Right, M.AltModifier)
    wacht(lambda: "Marek" in v.scherm.naam.text())
    rust(s)
    leg_vast(s, v, "Dit is een vergissing.")
    toets(K.Key_F7)
    toets(K.Key_Z, M.ControlModifier)
    wacht(lambda: not v.scherm.log.rijen)
    rust(s)
    leg_vast(s, v, "Buren melden minder overlast.")
    return v


def rond_af(s: Sessie, v: Voorzitten) -> Any:
    """Decide what is open, leave the rest with a reason, and close."""
    druk_op(v.scherm.knop_afrond)
    a = scherm(s, Afrondscherm)
    rust(s)
    kees, marek = a.kaarten
    assert focus() is kees.keuze.focusProxy()
    toets(K.Key_Space)
    wacht(lambda: "uitkomst" not in kees.open)
    kees.informeren.setFocus()
    typ("S. Bakker belt hem morgen")
    kees.evaluatie.setFocus()
    typ("12-1-2027")
    toets(K.Key_Tab)
    wacht(lambda: not kees.open)
    for knop in marek.keuze.findChildren(Knop):
        if knop.objectName() == "geen_besluit":
            druk_op(knop)
    wacht(lambda: "reden" in marek.open)
    marek.reden.setFocus()
    typ("eerst navraag bij de buren")
    marek.informeren.setFocus()
    typ("niet nodig: er verandert niets")
    a.dagen.setFocus()
    wacht(lambda: a.knop.isEnabled())
    rust(s)
    druk_op(a.knop)
    return pagina(s, Verslagen)


def onderteken(s: Sessie, verslagen: Any, map_: Path) -> None:
    """Vaststellen, sign, hand out, and check the file that left."""
    detail = verslagen.scherm
    wacht(lambda: detail.vaststellen.isVisible() and detail.vaststellen.knop_alle.isEnabled())
    druk_op(detail.vaststellen.knop_alle)
    wacht(lambda: detail.ondertekenen.isVisible() and detail.ondertekenen.knop.isEnabled())
    rust(s)
    druk_op(detail.ondertekenen.knop)
    wacht(lambda: detail.status.text().startswith("ondertekend"))
    rust(s)
    gemaakt: list[Path] = []
    verstrek = partial(verslagdienst.verstrek, aan="Politie", hoe="bestand")
    pad = map_ / "verslag.pdf"
    s.taken.doe(verstrek, detail.verslag_id, pad, klaar=lambda uitkomst: gemaakt.append(uitkomst[0]), voor=s)
    wacht(lambda: gemaakt)
    assert echtheid.controleer(pad.read_bytes()).verdict.value == "geldig"


def test_van_lege_machine_tot_ondertekend_verslag_en_weer_open(tmp_path: Path, qapp: object) -> None:
    with sessie(tmp_path) as s:
        begin(s)
        neem_aan(s)
        plan(s)
        v = zit_voor(s)
        toets(K.Key_F2)
        typ("half getypt, níét vergeten")
        toets(K.Key_L, M.ControlModifier)
        slot = scherm(s, Slotscherm)
        assert not any(naam in teksten(s.venster) for naam in ("Kees", "Marek", "Graaf", "Proefstreek", "Hek"))
        typ("verkeerde woorden bij elkaar")
        toets(K.Key_Return)
        wacht(lambda: "De wachtwoordzin" in teksten(slot))
        typ(ZIN)
        toets(K.Key_Return)
        v = scherm(s, Voorzitten)
        wacht(lambda: "Marek" in v.scherm.naam.text())
        rust(s)
        assert v.scherm.lijn.tekst() == "half getypt, níét vergeten"
        assert focus() is v.scherm.lijn.veld
        toets(K.Key_Return)
        rust(s)
        verslagen = rond_af(s, v)
        onderteken(s, verslagen, tmp_path)
