"""Verslagen by keyboard: from reactions to a signed file in someone's hands; and the check of any file."""

import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from documents.pki import Gezag
from documents.stukken import NU
from documents.stukken import inhoud as verslaginhoud
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.taakplek import taken_op
from zvh_testing.verslagplek import houd_overleg, kluis, maak_werkplek, tot_ondertekend

from zvh_desktop.config import Instellingen
from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.overleg import Agendapunt, Inbreng
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.verslagen import Verslagen, voorbeeld
from zvh_desktop.gui.pages.verslagen.ondertekenen import Ondertekening
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import verslagen
from zvh_desktop.services.sleutels import Sleutelkeuze
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with kluis(tmp_path) as open_:
        yield open_


class Proef:
    """A window on the page, and ways to ask the vault on a thread of its own."""

    def __init__(self, qtbot: QtBot, vault: Vault, taken: Any) -> None:
        self.qtbot, self.vault, self.taken = qtbot, vault, taken
        namen = {"vandaag": Verslagen, "verslagen": Verslagen, "overleggen": Verslagen}
        self.venster = MainWindow(namen, taken, Instellingen())
        qtbot.addWidget(self.venster)
        self.venster.bouw()
        self.venster.show()
        self.venster.activateWindow()

    def rust(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.taken.open_taken == 0, timeout=20_000)

    def toon(self, **argumenten: str) -> Verslagen:
        self.venster.ga_naar("verslagen", **argumenten)
        self.rust()
        pagina = self.venster.huidige_pagina
        assert isinstance(pagina, Verslagen)
        return pagina

    def weet(self, vraag: Callable[[Werkplek], Any]) -> Any:
        """Ask the vault something."""
        antwoord: list[Any] = []
        self.taken.vraag(vraag, klaar=antwoord.append, voor=self.venster)
        self.rust()
        return antwoord[0]


@pytest.fixture
def proef(qtbot: QtBot, vault: Vault) -> Iterator[Callable[[], Proef]]:
    with taken_op(vault) as taken:
        yield lambda: Proef(qtbot, vault, taken)


def bereid(vault: Vault, doe: Callable[[Werkplek], Any]) -> Any:
    """Do something in the vault before the window comes."""
    wp = maak_werkplek(vault)
    try:
        return doe(wp)
    finally:
        wp.store.close()


def druk(widget: QWidget, toets: Qt.Key = Qt.Key.Key_Space) -> None:
    widget.setFocus()
    QTest.keyClick(widget, toets)


def typ(widget: QWidget, tekst: str) -> None:
    widget.setFocus()
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def ctrl_enter(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_lijst_staat_per_overleg_en_enter_opent_het_verslag(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 2))
    p = proef()
    pagina = p.toon()
    koppen = [r.platte_tekst() for r in pagina.lijst.rijen if r.kop]
    assert koppen == ["di 24 nov 2026 · Casusoverleg"]
    assert pagina.lijst.rijen[1].spreek == "Verslag Kees V., 2026-0001, versie 1, concept"
    pagina.lijst.kies(gemaakt[0].id)
    druk(pagina.lijst, Qt.Key.Key_Return)
    p.rust()
    assert pagina.stapel.currentWidget() is pagina.scherm
    assert pagina.scherm.verslag_id == gemaakt[0].id
    assert "Kees" not in p.venster.windowTitle()


def test_zonder_verslagen_zegt_de_pagina_wat_te_doen(vault: Vault, proef: Callable[[], Proef]) -> None:
    pagina = proef().toon()
    assert pagina.stapel.currentWidget() is pagina.leeg


def test_overleg_id_opent_het_eerste_verslag_van_de_agenda(vault: Vault, proef: Callable[[], Proef]) -> None:
    def maak(wp: Werkplek) -> tuple[str, list[Verslag]]:
        overleg_id, gemaakt = houd_overleg(wp, 2)
        punten = {p.casus_id: p for p in wp.store.find(Agendapunt, overleg_id=overleg_id)}
        een, twee = (punten[v.casus_id] for v in gemaakt)
        with wp.transactie("proef") as t:
            t.save(een.met(volgorde=twee.volgorde))
            t.save(twee.met(volgorde=een.volgorde))
        return overleg_id, gemaakt

    overleg_id, gemaakt = bereid(vault, maak)
    p = proef()
    pagina = p.toon(overleg_id=overleg_id)
    assert pagina.lijst.rijen[1].sleutel == gemaakt[0].id
    assert pagina.scherm.verslag_id == gemaakt[1].id
    assert pagina.scherm._plek.text() == "1 van 2 uit dit overleg"
    pagina = p.toon(overleg_id="bestaat-niet")
    assert pagina.stapel.currentIndex() == 0


def test_reactie_opnemen_en_verwerken_maakt_vaststellen_vrij(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (verslag,) = bereid(vault, lambda wp: houd_overleg(wp, 1))
    p = proef()
    scherm = p.toon(verslag_id=verslag.id).scherm
    druk(scherm.reacties.knop_opnemen)
    assert scherm.reactie.isVisible()
    typ(scherm.reactie.van, "M. de Ruiter, GGZ")
    typ(scherm.reactie.tekst, "Het ontslag is één dag later.")
    for _ in range(2):
        ctrl_enter(scherm.reactie.tekst)
    p.rust()
    assert len(scherm.detail.reacties) == 1
    assert not scherm.reactie.isVisible()
    assert scherm.vaststellen.belet.text() == "Er staat nog 1 reactie open: verwerk die eerst."
    assert not scherm.vaststellen.knop_een.isEnabled()
    scherm.reacties.lijst.setCurrentIndex(scherm.reacties.lijst.model().index(0, 0))
    druk(scherm.reacties.lijst, Qt.Key.Key_Return)
    scherm.verwerk.keuze.kies("niet_overgenomen")
    scherm.verwerk.keuze.gekozen.emit("niet_overgenomen")
    druk(scherm.verwerk.knop)
    assert scherm.verwerk.isVisible()
    assert scherm.verwerk.redenveld.foutief
    typ(scherm.verwerk.reden, "Nagekeken: het is 1 december.")
    druk(scherm.verwerk.knop)
    p.rust()
    assert scherm.vaststellen.knop_een.isEnabled()
    druk(scherm.vaststellen.knop_een)
    p.rust()
    assert p.weet(lambda wp: wp.eis(Verslag, verslag.id).status) == "vastgesteld"
    assert scherm.ondertekenen.isVisible()
    assert not scherm.vaststellen.isVisible()
    assert QApplication.focusWidget() is scherm.ondertekenen.knop


def test_half_getypte_reactie_komt_terug(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (verslag,) = bereid(vault, lambda wp: houd_overleg(wp, 1))
    p = proef()
    scherm = p.toon(verslag_id=verslag.id).scherm
    druk(scherm.reacties.knop_opnemen)
    typ(scherm.reactie.tekst, "Half af")
    scherm.reactie.sluit()
    p.rust()
    druk(scherm.reacties.knop_opnemen)
    p.rust()
    assert scherm.reactie.tekst.tekst() == "Half af"


def test_termijn_van_nul_dagen_mag(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (verslag,) = bereid(vault, lambda wp: houd_overleg(wp, 1, reactie_dagen=5))
    p = proef()
    scherm = p.toon(verslag_id=verslag.id).scherm
    assert "tot en met zo 29 nov" in scherm.vaststellen.belet.text()
    druk(scherm.reacties.knop_termijn)
    scherm.termijn.dagen.setValue(0)
    druk(scherm.termijn.knop)
    p.rust()
    assert scherm.vaststellen.knop_een.isEnabled()


def test_alles_vaststellen_en_ondertekenen_in_een_keer(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 3))
    p = proef()
    scherm = p.toon(verslag_id=gemaakt[0].id).scherm
    assert scherm.vaststellen.knop_alle.text() == "Alle 3 van dit overleg vaststellen"
    druk(scherm.vaststellen.knop_alle)
    p.rust()
    assert QApplication.focusWidget() is scherm.ondertekenen.knop
    assert scherm.ondertekenen.knop.text() == "Alle 3 verslagen ondertekenen"
    druk(scherm.ondertekenen.knop)
    p.rust()
    assert {v.status for v in p.weet(lambda wp: wp.store.find(Verslag))} == {"ondertekend"}
    assert scherm.status.text() == "ondertekend 24 nov 09:31 · versie 1"
    assert [r.achter[0].tekst for r in scherm.ondertekenen.lijst.rijen] == ["09:31", "nog niet"]
    # Looked at again, of the same file: what was found in it stays.
    scherm.ververs(frozenset({"verslag"}))
    p.rust()
    assert [r.achter[0].tekst for r in scherm.ondertekenen.lijst.rijen] == ["09:31", "nog niet"]
    assert "niet gekwalificeerd" in scherm.ondertekenen.lijst.rijen[0].tweede
    zinnen = [r.spreek for r in scherm.controle.lijst.rijen]
    assert zinnen[0] == "in orde: Niets veranderd sinds de handtekening van M. van der Heijden."
    assert any(zin.startswith("let op: Tijd alleen volgens het toestel") for zin in zinnen)


def test_ondertekenen_kan_worden_gestopt(
    vault: Vault, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch
) -> None:
    overleg_id, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 2))
    bereid(vault, lambda wp: verslagen.stel_overleg_vast(wp, overleg_id))
    gestopt = threading.Event()
    echt = verslagen.onderteken_overleg

    def traag(wp: Werkplek, overleg: str, voortgang: Callable[[int, int], None], keuze: Sleutelkeuze) -> Any:
        gestopt.wait(20)
        return echt(wp, overleg, voortgang, keuze)

    monkeypatch.setattr(verslagen, "onderteken_overleg", traag)
    p = proef()
    scherm = p.toon(verslag_id=gemaakt[0].id).scherm
    druk(scherm.ondertekenen.knop)
    scherm.ondertekenen.wacht.gestopt.emit()
    gestopt.set()
    p.rust()
    assert {v.status for v in p.weet(lambda wp: wp.store.find(Verslag))} == {"vastgesteld"}
    assert scherm.ondertekenen.knop.isVisible()
    assert any("er is niets ondertekend" in t.zin for t in p.venster.meldingen.toasts.zichtbaar)


def test_voortgang_komt_op_de_draad_van_het_venster(vault: Vault, proef: Callable[[], Proef], qtbot: QtBot) -> None:
    overleg_id, _ = bereid(vault, lambda wp: houd_overleg(wp, 2))
    bereid(vault, lambda wp: verslagen.stel_overleg_vast(wp, overleg_id))
    p = proef()
    tekening = Ondertekening(p.taken, p.venster)
    stappen: list[tuple[int, int]] = []
    tekening.stap.connect(lambda klaar, totaal: stappen.append((klaar, totaal)))
    with qtbot.waitSignal(tekening.klaar, timeout=20_000):
        tekening.begin(overleg_id)
    assert stappen == [(1, 2), (2, 2)]


def test_verstrekken_legt_vast_en_schrijft_alleen_voor_de_eigenaar(
    vault: Vault, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, (verslag_id,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    namen: list[str] = []

    def kies(_ouder: QWidget, _titel: str, naam: str, klaar: Callable[[Path], object], **_: Any) -> None:
        namen.append(naam)
        klaar(tmp_path / naam)

    monkeypatch.setattr(bestand, "kies_opslag", kies)
    p = proef()
    scherm = p.toon(verslag_id=verslag_id).scherm
    lijst = scherm.ontvangers.lijst
    om = next(r for r in lijst.rijen if "Openbaar" in r.platte_tekst())
    lijst.kies(om.sleutel)
    druk(lijst, Qt.Key.Key_Return)
    druk(scherm.verstrek.knop)
    assert scherm.verstrek.grondveld.foutief
    assert not namen
    typ(scherm.verstrek.grond, "voert een actie uit")
    ctrl_enter(scherm.verstrek.grond)
    p.rust()
    geschreven = tmp_path / "verslag-2026-0001-v1.pdf"
    assert stat.S_IMODE(geschreven.stat().st_mode) == 0o600
    assert geschreven.read_bytes() == p.weet(lambda wp: verslagen.bestand(wp, verslag_id))
    (vastgelegd,) = p.weet(lambda wp: wp.store.find(Verstrekking))
    assert (vastgelegd.hoe, vastgelegd.grond) == ("beveiligde mail", "voert een actie uit")
    assert "P. Jansen" in scherm.ontvangers.gedaan.rijen[1].spreek


def test_geannuleerde_bestandskeuze_legt_niets_vast(
    vault: Vault, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (verslag_id,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    monkeypatch.setattr(bestand, "kies_opslag", lambda *_a, **_k: None)
    p = proef()
    scherm = p.toon(verslag_id=verslag_id).scherm
    ontvanger = scherm.ontvangers.lijst.rijen[0].sleutel
    scherm.ontvangers.verstrek.emit(ontvanger)
    druk(scherm.verstrek.knop)
    p.rust()
    assert p.weet(lambda wp: wp.store.find(Verstrekking)) == []


def test_wie_niets_krijgt_heeft_geen_knop(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (verslag_id,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    scherm = proef().toon(verslag_id=verslag_id).scherm
    rij = next(r for r in scherm.ontvangers.lijst.rijen if "Intermaris" in r.platte_tekst())
    scherm.ontvangers.lijst.kies(rij.sleutel)
    druk(scherm.ontvangers.lijst, Qt.Key.Key_Return)
    assert not scherm.verstrek.isVisible()
    assert "geen verklaring" in rij.spreek


def test_nieuwe_versie_met_reden_opent_het_concept(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (verslag_id,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    pagina = p.toon(verslag_id=verslag_id)
    druk(pagina.scherm.versies.knop)
    druk(pagina.scherm.versie.knop)
    assert pagina.scherm.versie.redenveld.foutief
    typ(pagina.scherm.versie.reden, "Naam van de instelling klopte niet.")
    ctrl_enter(pagina.scherm.versie.reden)
    p.rust()
    assert pagina.scherm.verslag_id != verslag_id
    assert pagina.scherm.status.text() == "concept · versie 2"


def test_bladen_gaan_met_toetsen_heen_en_weer_en_groter(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (verslag_id,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    bladen = p.toon(verslag_id=verslag_id).scherm.bladen
    rol = bladen.findChild(QWidget, "qt_scrollarea_viewport").parentWidget()
    assert bladen.aantal > 1
    druk(rol, Qt.Key.Key_End)
    p.rust()
    assert bladen.nummer == bladen.aantal - 1
    assert rol.accessibleName() == f"Bladen van het verslag, blad {bladen.aantal} van {bladen.aantal}"
    druk(rol, Qt.Key.Key_Home)
    voor = bladen._blad.maat.width()
    typ(rol, "+")
    p.rust()
    assert bladen.nummer == 0
    assert bladen._blad.maat.width() > voor
    typ(rol, "0")
    p.rust()
    assert bladen._blad.maat.width() == voor


def test_pijl_gaat_naar_het_volgende_verslag_van_het_overleg(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, ids = bereid(vault, lambda wp: tot_ondertekend(wp, 2))
    p = proef()
    scherm = p.toon(verslag_id=ids[0]).scherm
    druk(scherm._volgende)
    p.rust()
    assert scherm.verslag_id == ids[1]
    assert not scherm._volgende.isEnabled()


@pytest.mark.parametrize("status", ["", "concept", "reactie", "vastgesteld", "ondertekend"])
def test_galerij_toont_elke_staat_met_hoogstens_een_hoofdknop(status: str, qtbot: QtBot) -> None:
    venster = voorbeeld.maak(status)
    qtbot.addWidget(venster)
    venster.show()
    hoofd = [k for k in venster.findChildren(Knop) if k.isVisible() and k.isEnabled() and k.soort == "primair"]
    assert len(hoofd) <= 1


class TestControlepaneel:
    def test_ondertekend_bestand_is_in_orde_en_een_veranderd_niet(
        self, vault: Vault, proef: Callable[[], Proef], tmp_path: Path
    ) -> None:
        inhoud = bereid(vault, lambda wp: verslagen.bestand(wp, tot_ondertekend(wp, 1)[1][0]))
        goed, fout = tmp_path / "goed.pdf", tmp_path / "fout.pdf"
        goed.write_bytes(inhoud)
        plek = len(inhoud) // 3
        fout.write_bytes(inhoud[:plek] + bytes([inhoud[plek] ^ 1]) + inhoud[plek + 1 :])
        p = proef()
        paneel = p.toon().paneel
        paneel.begin(goed)
        p.rust()
        assert paneel.oordeel.text() == "In orde"
        assert any("bewijst dat niets veranderde, niet wie" in r.spreek for r in paneel.lijst.rijen)
        paneel.controleer(fout)
        p.rust()
        assert paneel.oordeel.text() == "Niet vertrouwen"

    def test_het_venster_vertrouwt_wie_in_de_instellingen_staat(
        self, vault: Vault, proef: Callable[[], Proef], tmp_path: Path
    ) -> None:
        pki, bron, wortels = Gezag(), tmp_path / "brief.pdf", tmp_path / "wortels.der"
        sleutel = pki.ondertekenaar("J. de Wit").materiaal()
        kaal = compose.verslag(verslaginhoud())
        bron.write_bytes(signing.onderteken(kaal, sleutel, "voorzitter", NU, certificeren=True))
        wortels.write_bytes(pki.wortel.der)
        p = proef()
        paneel = p.toon().paneel
        paneel.context.instellingen.zet("wortels", str(wortels))
        paneel.begin(bron)
        p.rust()
        gezegd = [r.spreek for r in paneel.lijst.rijen]
        assert any("een instantie die u vertrouwt staat in voor de naam" in zin for zin in gezegd)
        assert any("Niveau PAdES B-B" in zin for zin in gezegd)
        wortels.unlink()
        paneel.controleer(bron)
        p.rust()
        assert paneel.oordeel.text() == "Niet bewezen"
        assert paneel.zin.text().startswith("Niets gecontroleerd: het bestand met certificaten die u vertrouwt")

    def test_wat_geen_pdf_is_geeft_een_zin(self, vault: Vault, proef: Callable[[], Proef], tmp_path: Path) -> None:
        bron = tmp_path / "brief.pdf"
        bron.write_text("geen pdf")
        p = proef()
        paneel = p.toon().paneel
        paneel.begin(bron)
        p.rust()
        assert paneel.zin.text() == "Dit is geen PDF, of het begin ervan is weg; er valt niets te controleren."
        assert not paneel.lijst.isVisible()

    def test_gesleepte_pdf_wordt_gecontroleerd(self, vault: Vault, proef: Callable[[], Proef], tmp_path: Path) -> None:
        bron = tmp_path / "los.pdf"
        bron.write_bytes(b"")
        p = proef()
        pagina = p.toon()
        gegevens = QMimeData()
        gegevens.setUrls([QUrl.fromLocalFile(str(bron))])
        plek = (Qt.DropAction.CopyAction, gegevens, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pagina, QDragEnterEvent(QPoint(40, 40), *plek))
        event = QDropEvent(QPointF(40, 40), *plek)
        QApplication.sendEvent(pagina, event)
        p.rust()
        assert pagina.paneel.isVisible()
        assert pagina.paneel.zin.text() == "Het bestand is leeg; er valt niets te controleren."


def test_gevoelige_tekst_staat_met_plaats_bij_vaststellen_en_kan_met_reden_blijven(
    vault: Vault, proef: Callable[[], Proef]
) -> None:
    def maak(wp: Werkplek) -> str:
        _, (verslag,) = houd_overleg(wp, 1)
        inbreng = wp.store.find(Inbreng, casus_id=verslag.casus_id, inbrengsoort="informatie")[0]
        with wp.transactie("proef") as t:
            t.save(inbreng.met(tekst="Nummer 999990007."))
        return verslag.id

    verslag_id = bereid(vault, maak)
    p = proef()
    scherm = p.toon(verslag_id=verslag_id).scherm
    kaart = scherm.vaststellen
    assert "lijkt een BSN" in kaart.gevoelig.text() and "99999" not in kaart.gevoelig.text()
    typ(kaart.toch, "De rechter vraagt het zo.")
    druk(kaart.knop_een)
    p.rust()
    assert p.weet(lambda wp: wp.eis(Verslag, verslag_id).status) == "vastgesteld"
