"""In the field: by touch and by keyboard, on a screen as small as a telephone, with nothing of others in view."""

import os
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import Testklok, maak_kluis, maak_werkplek, meld_aan, richt_in
from zvh_testing.sessieplek import teksten
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.app import PAGINAS, _maker
from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.dossierstuk import Dossierstuk, herken
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.plan import Actie, Fase
from zvh_desktop.domain.planfase import Voorwaarde
from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.veld import formulieren
from zvh_desktop.gui.pages.veld.delen import Veldrij
from zvh_desktop.gui.pages.veld.opname import naar_jpeg, naar_wav
from zvh_desktop.gui.pages.veld.pagina import Veld
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten, dossiers, fasen
from zvh_desktop.store.vault import Vault

GEHEIM = ("Kees", "Vermeer", "Dijkgraaf", "Purmerend", "Jan", "Geheimlaan", "Zaandam")


class Plek:
    """The window in the field, and the vault beside it."""

    def __init__(self, venster: MainWindow, vault: Vault, casus_id: str) -> None:
        self.venster, self.vault, self.casus_id = venster, vault, casus_id
        self.vinger = QTest.createTouchDevice()
        assert isinstance(self.vinger, QPointingDevice)

    @property
    def pagina(self) -> Veld:
        gevonden = self.venster.huidige_pagina
        assert isinstance(gevonden, Veld)
        return gevonden

    def rust(self) -> None:
        wacht(self.venster)
        QApplication.processEvents()
        wacht(self.venster)

    def tik(self, doel: QWidget) -> None:
        """Touch the middle of something with one finger; it must be large enough for that."""
        assert doel.isVisible() and doel.isEnabled(), doel.accessibleName()
        assert doel.height() >= 44 and doel.width() >= 44, doel.accessibleName()
        venster = self.venster.windowHandle()
        plek = doel.mapTo(self.venster, doel.rect().center())
        assert self.venster.rect().contains(plek), doel.accessibleName()
        QTest.touchEvent(venster, self.vinger).press(0, plek, venster)
        QTest.touchEvent(venster, self.vinger).release(0, plek, venster)
        self.rust()

    def rij(self, woord: str) -> QAbstractButton:
        blad = self.pagina.stapel.currentWidget()
        assert blad is not None
        knoppen = [k for k in blad.findChildren(QAbstractButton) if k.isVisible()]
        return next(k for k in knoppen if woord in k.accessibleName())

    def lees(self, doe: Callable[[Any], Any]) -> Any:
        wp = maak_werkplek(self.vault)
        try:
            return doe(wp)
        finally:
            wp.store.close()


@pytest.fixture
def plek(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plek]:
    vault = maak_kluis(tmp_path, Testklok())
    wp = maak_werkplek(vault)
    richt_in(wp)
    casus_id = meld_aan(wp).casus_id
    politie = next(p.id for p in wp.partners().values() if p.kort == "Politie")
    velden = {
        "tekst": "Langsgaan en kijken hoe het met vader en zoon gaat",
        "partner_id": politie,
        "persoon": "T. Hendriks",
    }
    dossiers.voeg_toe(wp, "actie", casus_id, {**velden, "uiterlijk": wp.vandaag() - timedelta(1)})
    fase = wp.store.find(Fase, casus_id=casus_id, nummer=1)[0]
    fasen.zet_fase(wp, fase.id, "open")
    fasen.voeg_voorwaarde_toe(wp, fase.id, "Er komt elke dag iemand langs")
    ik = wp.wie
    assert ik is not None
    with wp.store.transaction("wie", ("", "")) as t:
        t.save(Medewerker(**{**dict(ik), "naam": "T. Hendriks", "rol": "veldwerker", "partner_id": politie}))
    wp.store.close()
    # Not what lies on the machine that runs this.
    (tmp_path / "beelden").mkdir()
    monkeypatch.setattr(formulieren, "mappen", lambda: [tmp_path / "beelden"])
    with venster_op(vault, tmp_path, {"veld": _maker(*PAGINAS["veld"])}) as venster:
        venster.show()
        venster.wissel_veldstand()
        venster.resize(400, 800)
        gemaakt = Plek(venster, vault, casus_id)
        gemaakt.rust()
        yield gemaakt
    vault.close()


def _typ(doel: QWidget, tekst: str) -> None:
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def test_met_een_vinger_van_casus_naar_contact_signaal_voorwaarde_en_actie(plek: Plek) -> None:
    p = plek.pagina
    assert not any(woord in teksten(plek.venster) for woord in GEHEIM)
    plek.tik(plek.rij("K.V."))
    assert p.stapel.currentWidget() is p.casus and not any(w in teksten(plek.venster) for w in GEHEIM)
    plek.tik(plek.rij("Contactmoment"))
    _typ(p.contact.tekst, "Thuis gesproken, rustig.")
    plek.tik(p.contact.knop)
    (notitie,) = plek.lees(lambda wp: wp.store.find(Notitie, casus_id=plek.casus_id))
    assert (notitie.notitiesoort, notitie.tekst) == ("contact", "Thuis gesproken, rustig.")
    assert p.stapel.currentWidget() is p.casus and "Bewaard op dit toestel" in p.melding.text()
    plek.tik(plek.rij("Signaal"))
    _typ(p.signaal.tekst, "De gordijnen zijn al dagen dicht.")
    plek.tik(p.signaal.knop)
    (vlag,) = plek.lees(lambda wp: wp.store.find(Vlag, casus_id=plek.casus_id))
    assert vlag.wie == "procesregisseur" and "gordijnen" in vlag.tekst
    plek.tik(plek.rij("Voorwaarden"))
    vink = plek.rij("Er komt elke dag iemand langs")
    assert vink.isCheckable() and not vink.isChecked()
    plek.tik(vink)
    (v,) = plek.lees(lambda wp: wp.store.find(Voorwaarde, casus_id=plek.casus_id))
    assert v.voldaan_door == "T. Hendriks" and plek.rij("Er komt elke dag iemand langs").isChecked()
    plek.tik(p.terug)
    plek.tik(p.balk["acties"])
    plek.tik(plek.rij("Langsgaan"))
    plek.tik(p.actie.kan_niet)
    assert p.actie.fout.isVisible(), "not possible asks why"
    _typ(p.actie.tekst, "niemand thuis")
    plek.tik(p.actie.klaar)
    assert plek.lees(lambda wp: wp.store.find(Actie, casus_id=plek.casus_id)[0].status) == "gedaan"


def test_alles_kan_ook_met_het_toetsenbord_en_een_adres_komt_pas_op_verzoek(plek: Plek) -> None:
    p = plek.pagina
    rij = plek.rij("K.V.")
    rij.setFocus()
    QTest.keyClick(rij, Qt.Key.Key_Space)
    plek.rust()
    assert p.stapel.currentWidget() is p.casus
    adres = plek.rij("Adres tonen van K.V.")
    adres.setFocus()
    QTest.keyClick(adres, Qt.Key.Key_Space)
    plek.rust()
    assert isinstance(adres, Veldrij) and "Dijkgraaf 12" in adres.text() and "Geheimlaan" not in teksten(plek.venster)
    vader = plek.rij("Adres tonen van J.V.")
    vader.setFocus()
    QTest.keyClick(vader, Qt.Key.Key_Space)
    plek.rust()
    assert "Geheimlaan" not in teksten(plek.venster) and p.melding.isVisible()
    QTest.keyClick(p, Qt.Key.Key_Escape)
    plek.rust()
    assert p.stapel.currentWidget() is p.casussen and not any(w in teksten(plek.venster) for w in GEHEIM)


def test_bestand_gaat_versleuteld_mee_en_het_origineel_alleen_weg_als_iemand_dat_kiest(
    plek: Plek, tmp_path: Path
) -> None:
    p = plek.pagina
    een, twee = tmp_path / "een.txt", tmp_path / "twee.txt"
    een.write_text("eerste memo", encoding="utf-8")
    twee.write_text("tweede memo", encoding="utf-8")
    plek.tik(plek.rij("K.V."))
    for pad, weg in ((een, False), (twee, True)):
        plek.tik(plek.rij("Foto of spraak"))
        p.stuk.neem(str(pad))
        plek.rust()
        assert pad.exists() and p.stuk.vraag.isVisible() and pad.name in p.stuk.vraag.text()
        plek.tik(p.stuk.haal_weg if weg else p.stuk.laat)
        assert pad.exists() is not weg
    stukken = plek.lees(lambda wp: wp.store.find(Dossierstuk, casus_id=plek.casus_id))
    assert {s.naam for s in stukken} == {"een.txt", "twee.txt"}
    rauw = b"".join(f.read_bytes() for f in plek.vault.map.rglob("*") if f.is_file())
    assert b"eerste memo" not in rauw


def test_nieuwste_foto_en_memo_staan_onder_de_duim(plek: Plek, tmp_path: Path) -> None:
    camera = tmp_path / "beelden" / "Camera"
    camera.mkdir()
    beeld = QImage(8, 6, QImage.Format.Format_RGB32)
    beeld.fill(0)
    for nr, (naam, inhoud) in enumerate(
        (
            ("memo.wav", naar_wav(b"\x01\x00" * 400, hertz=16000, kanalen=1, komma=False)),
            ("IMG_1.jpg", naar_jpeg(beeld)),
            ("IMG_2.jpg", b"geen foto"),
            ("programma.exe", b"MZ"),
        )
    ):
        pad = camera / naam if nr == 1 else camera.parent / naam
        pad.write_bytes(inhoud)
        os.utime(pad, (1_790_000_000 + nr, 1_790_000_000 + nr))
    p = plek.pagina
    plek.tik(plek.rij("K.V."))
    for naam, categorie in (("IMG_1.jpg", "foto"), ("memo.wav", "spraak")):
        plek.tik(plek.rij("Foto of spraak"))
        rijen = [r.text() for r in p.stuk.lijst.findChildren(Veldrij) if r.isVisible()]
        assert rijen == ["IMG_2.jpg", "IMG_1.jpg", "memo.wav"], "the newest first, and no programs"
        rij = plek.rij(naam)
        p.stuk.vlak.ensureWidgetVisible(rij)
        plek.tik(rij)
        plek.tik(p.stuk.laat)
        (stuk,) = plek.lees(lambda wp, naam=naam: wp.store.find(Dossierstuk, casus_id=plek.casus_id, naam=naam))
        assert stuk.categorie == categorie, "by what is in it"
    plek.tik(p.terug)
    assert "memo.wav" not in teksten(plek.venster)


def test_opnamen_worden_in_het_geheugen_een_bestand() -> None:
    heel = naar_wav(array("f", (0.0, 1.0, -2.0)).tobytes(), hertz=8000, kanalen=1, komma=True)
    assert heel[:4] == b"RIFF" and array("h", heel[44:]).tolist() == [0, 32767, -32767]
    assert herken(heel) == "wav" and naar_jpeg(QImage()) == b""


def test_met_een_veeg_schuift_de_lijst_en_wordt_niets_gekozen(plek: Plek, qtbot: QtBot) -> None:
    p = plek.pagina
    p.casussen.zet_rijen([Veldrij(f"rij {nr}") for nr in range(40)])
    balk, venster = p.casussen.vlak.verticalScrollBar(), plek.venster.windowHandle()
    qtbot.waitUntil(lambda: balk.maximum() > 300)
    van = p.casussen.vlak.viewport().mapTo(plek.venster, QPoint(180, 500))
    QTest.touchEvent(venster, plek.vinger).press(0, van, venster)
    for ver in range(20, 301, 20):
        QTest.touchEvent(venster, plek.vinger).move(0, van - QPoint(0, ver), venster)
        QApplication.processEvents()
        sleep(0.01)  # a finger needs time to be followed
    geschoven = balk.value()
    QTest.touchEvent(venster, plek.vinger).release(0, van - QPoint(0, 300), venster)
    plek.rust()
    assert geschoven > 100 and p.stapel.currentWidget() is p.casussen


class NepOpname:
    """A device with a camera and a microphone."""

    def soorten(self) -> tuple[str, ...]:
        return ("foto", "spraak")

    def begin(self, soort: str, klaar: Callable[[str, bytes], None], fout: Callable[[str], None]) -> None:
        self.klaar = klaar
        if soort == "foto":
            klaar("foto.txt", b"een beeld")

    def stop(self, *, meteen: bool = False) -> None:
        self.meteen = meteen
        self.klaar("memo.txt", b"een stem, ook halverwege" if meteen else b"een stem")


def test_met_camera_en_microfoon_gaat_het_uit_het_geheugen_de_kluis_in(plek: Plek, tmp_path: Path) -> None:
    opname = plek.pagina.context.opname = NepOpname()
    p = Veld(plek.pagina.context)
    p.resize(400, 800)
    p.show()
    p._open_casus(plek.casus_id)
    plek.rust()
    for maak in (lambda: p.stuk.foto.click(), lambda: (p.stuk.spraak.click(), p.stuk.stop.click())):
        p._doe("stuk")
        plek.rust()
        maak()
        plek.rust()
        assert p.stapel.currentWidget() is p.casus, "nothing to ask: there is no original"
    stukken = plek.lees(lambda wp: wp.store.find(Dossierstuk, casus_id=plek.casus_id))
    assert {(s.naam, s.categorie) for s in stukken} == {("foto.txt", "foto"), ("memo.txt", "spraak")}
    assert not opname.meteen, "the last words are waited for"
    p._doe("stuk")
    plek.rust()
    p.stuk.spraak.click()
    assert p.stuk.stop.isVisible() and p.stuk.stop.text() == "Stoppen, 0:00"
    p._naar("casussen")
    plek.rust()
    stukken = plek.lees(lambda wp: wp.store.find(Dossierstuk, casus_id=plek.casus_id))
    assert opname.meteen and len(stukken) == 3, "who goes away in the middle keeps what was said, in that casus"
    # The pretend device holds the page: taken apart here, it does not go in the middle of the window going.
    plek.pagina.context.opname = None
    opname.klaar = lambda _naam, _inhoud: None
    p.close()
    p.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_in_de_veldstand_leidt_niets_elders_heen_en_gaat_de_kluis_eerder_op_slot(plek: Plek) -> None:
    v = plek.venster
    assert v.rustwacht.minuten == 3 and v.width() == 400
    v.ga_naar("casussen")
    v.open_palet()
    assert isinstance(v.huidige_pagina, Veld)
    plek.tik(plek.pagina.balk["meer"])
    assert "deelt met niemand" in teksten(v) and "Nog niet verstuurd" not in teksten(v)
    assert plek.pagina.beeld is not None
    gedeeld = replace(plek.pagina.beeld, gedeeld=True)
    plek.pagina._gelezen(gedeeld)
    plek.rust()
    wacht_ = plek.rij("Nog niet verstuurd")
    assert str(len(gedeeld.wacht)) in wacht_.accessibleName()
    plek.tik(wacht_)
    assert not any(woord in teksten(v) for woord in GEHEIM) and "Actie" in teksten(v)
    plek.tik(plek.pagina.balk["meer"])
    plek.pagina.minuten.kies("1")
    plek.pagina._andere_rust("1")
    assert v.rustwacht.minuten == 1
    plek.tik(plek.pagina.wissel)
    assert not isinstance(v.huidige_pagina, Veld) and v.rustwacht.minuten == 15 and v.minimumWidth() == 1024


def test_half_getypt_contact_staat_er_na_terug_nog_en_leidt_terug_naar_het_veld(plek: Plek) -> None:
    p = plek.pagina
    plek.tik(plek.rij("K.V."))
    plek.tik(plek.rij("Contactmoment"))
    _typ(p.contact.tekst, "Half een zin")
    plek.tik(p.terug)
    sleutel = concepten.formulier("veld-contact", plek.casus_id)
    weg = plek.lees(lambda wp: concepten.terugweg(wp, sleutel))
    assert weg == {"casus_id": plek.casus_id, "doe": "contact"}
    plek.tik(plek.rij("Contactmoment"))
    assert p.contact.tekst.tekst() == "Half een zin"


def test_wat_over_twee_regels_gaat_is_helemaal_te_lezen_ook_in_grote_letters(plek: Plek, qtbot: QtBot) -> None:
    p = plek.pagina
    plek.tik(plek.rij("K.V."))
    try:
        for schaal in (1.0, 2.0):
            if schaal != thema().schaal:
                thema().kies(schaal=schaal)
            rijen = [r for r in p.casus.rijen() if isinstance(r, Veldrij)]
            qtbot.waitUntil(lambda rijen=rijen: all(r.height() >= r.heightForWidth(r.width()) for r in rijen))
            assert len(rijen) > 2 and p.minimumSizeHint().width() <= 400, "nothing is wider than a hand"
    finally:
        thema().kies(schaal=1.0)


def test_op_400_breed_past_alles_naast_elkaar_en_is_alles_groot_genoeg_voor_een_duim(plek: Plek) -> None:
    p = plek.pagina
    plek.tik(plek.rij("K.V."))
    for blad in (
        p.casussen,
        p.acties_,
        p.melden,
        p.meer,
        p.casus,
        p.voorwaarden,
        p.contact,
        p.signaal,
        p.stuk,
        p.actie,
    ):
        p._toon_blad(blad)
        QApplication.processEvents()
        assert plek.venster.width() == 400
        for knop in p.findChildren(QAbstractButton):
            if knop.isVisible():
                links = knop.mapTo(plek.venster, QPoint(0, 0)).x()
                assert links >= 0 and links + knop.width() <= 400, knop.accessibleName()
                assert knop.height() >= 44 and knop.width() >= 44, knop.accessibleName()
