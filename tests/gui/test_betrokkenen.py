"""People and what ties them, by keyboard, on a real vault."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gui.test_casus import Proef, _toets, _typ
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import AANMELDING, maak_kluis, maak_werkplek, meld_aan, richt_in, word_casusregisseur

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.systeem import Incidentrol, Relatie
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.gui.pages.casus.aanmelding import AanmeldingTab
from zvh_desktop.gui.pages.casus.betrokkenen import Betrokkenen
from zvh_desktop.gui.pages.casus.informatiedelen import paneel
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import dossiers, dubbelen, systeem
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def proef(qtbot: QtBot, tmp_path: Path) -> Iterator[Proef]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    gemaakt = Proef(qtbot, vault)
    yield gemaakt
    gemaakt.taken.sluit()


def _relatie(proef: Proef) -> str:
    kees, jan = proef.wie("Kees").id, proef.wie("Jan").id
    return proef.vraag(
        lambda wp: systeem.voeg_relatie_toe(wp, proef.casus_id, jan, "ouder", kees, {"woord_van": "vader"})[0]
    )


def _incident(proef: Proef) -> str:
    velden = {"notitiesoort": "incident", "tekst": "Ruzie op straat."}
    return proef.vraag(lambda wp: dossiers.voeg_toe(wp, "notitie", proef.casus_id, velden)[0])


def _erbij(proef: Proef, **velden: Any) -> str:
    return proef.vraag(lambda wp: dossiers.voeg_toe(wp, "betrokkene", proef.casus_id, velden)[0])


def test_relatie_toevoegen_en_bij_de_ander_lezen(proef: Proef) -> None:
    jan, kees = proef.wie("Jan"), proef.wie("Kees")
    deel: Betrokkenen = proef.open("betrokkenen", jan.id)
    deel.paneel.banden.nieuw.setFocus()
    _toets(Qt.Key.Key_Space)
    assert deel.relatie.isVisible() and deel.relatie.zin.text() == "Jan Vermeer is ouder van Kees Vermeer."
    deel.relatie.nieuw.ga_naar("woord_van", 0)
    _typ("vader")
    deel.relatie.nieuw.ga_naar("bron", 0)
    _typ("GGZ")
    deel.relatie.voeg.setFocus()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    (relatie,) = proef.vraag(lambda wp: wp.store.find(Relatie, casus_id=proef.casus_id))
    assert (relatie.van_betrokkene_id, relatie.woord_van, relatie.bron) == (jan.id, "vader", "GGZ")
    assert [r.platte_tekst() for r in deel.paneel.banden.relaties.rijen] == ["vader van Kees Vermeer"]
    deel._open(kees.id)
    (rij,) = deel.paneel.banden.relaties.rijen
    assert rij.spreek == "kind van Jan Vermeer, vader, bron: GGZ"
    zin, ongedaan = proef.meldingen[-1]
    assert "Relatie toegevoegd" in zin and ongedaan is not None
    ongedaan()
    proef.rust()
    assert deel.paneel.banden.relaties.rijen == ()


def test_half_getypte_relatie_komt_terug(proef: Proef) -> None:
    jan = proef.wie("Jan")
    deel: Betrokkenen = proef.open("betrokkenen", jan.id)
    deel._open_relatie("")
    deel.relatie.nieuw.ga_naar("toelichting", 0)
    _typ("Nog na te vragen")
    deel.schrijf_concepten()
    proef.rust()
    proef.pagina.close()
    proef.pagina = proef.nieuwe_pagina()
    deel = proef.open("betrokkenen", jan.id)
    proef.qtbot.waitUntil(lambda: deel._gelezen is not None)
    deel._open_relatie("")
    assert deel.relatie.nieuw.waarde("toelichting") == "Nog na te vragen"


def test_relatie_wijzigen_en_intrekken(proef: Proef) -> None:
    id_ = _relatie(proef)
    deel: Betrokkenen = proef.open("betrokkenen", id_)
    assert deel.relatie.isVisible()
    deel.relatie.bestaand.ga_naar("bron", 0)
    _typ("Veilig Thuis")
    _toets(Qt.Key.Key_Return)
    proef.rust()
    assert proef.vraag(lambda wp: wp.eis(Relatie, id_)).bron == "Veilig Thuis"
    deel.relatie.weg.click()
    proef.rust()
    assert proef.vraag(lambda wp: wp.eis(Relatie, id_)).verwijderd
    assert "Relatie ingetrokken" in proef.meldingen[-1][0]


def test_beeld_loopt_met_pijltjes_langs_relaties_en_enter_opent(proef: Proef) -> None:
    _relatie(proef)
    deel: Betrokkenen = proef.open("betrokkenen", "systeem")
    assert deel.tekening.isVisible()
    deel.tekening.setFocus()
    kees, jan = proef.wie("Kees").id, proef.wie("Jan").id
    assert QApplication.focusWidget() is deel.tekening.personen[kees]
    _toets(Qt.Key.Key_Up)
    nu = QApplication.focusWidget()
    assert nu is deel.tekening.personen[jan]
    assert nu.accessibleName() == "Jan Vermeer, 58 jaar, vader, mogelijk slachtoffer; vader van Kees Vermeer"
    assert [w.knoop.id for w in deel.tekening.personen.values() if w.focusPolicy() & Qt.FocusPolicy.TabFocus] == [jan]
    _toets(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is nu
    _toets(Qt.Key.Key_Return)
    assert deel.paneel.isVisible() and deel.paneel.betrokkene_id == jan
    assert not deel.tekening.grab().isNull()
    assert "Geheimlaan" not in proef.alle_tekst()


def test_rollen_bij_een_incident_vanaf_persoon_en_vanaf_incident(proef: Proef) -> None:
    incident = _incident(proef)
    kees, jan = proef.wie("Kees").id, proef.wie("Jan").id
    deel: Betrokkenen = proef.open("betrokkenen", incident)
    assert deel.incident.isVisible()
    for wie, rol in ((kees, "pleger"), (kees, "slachtoffer"), (jan, "getuige")):
        deel.incident.vinken[wie, rol].setFocus()
        _toets(Qt.Key.Key_Space)
        proef.rust()
    rollen = proef.vraag(lambda wp: wp.store.find(Incidentrol, notitie_id=incident))
    assert {(r.betrokkene_id, r.incidentrol) for r in rollen} == {
        (kees, "pleger"), (kees, "slachtoffer"), (jan, "getuige"),
    }  # fmt: skip
    assert "Kees Vermeer: pleger, slachtoffer" in deel.incidenten.rijen[0].spreek
    deel.incident.sluit()
    deel._open(kees)
    (rij,) = deel.paneel.banden.incidenten.rijen
    assert "pleger" in rij.spreek and "slachtoffer" in rij.spreek
    deel.paneel.banden.incidenten.setFocus()
    _toets(Qt.Key.Key_Home)
    _toets(Qt.Key.Key_Return)
    assert deel.incident.isVisible() and deel.incident.vinken[kees, "pleger"].isChecked()


def test_wie_getypt_wordt_en_al_bekend_is_staat_eronder_met_de_reden(proef: Proef) -> None:
    deel: Betrokkenen = proef.open("betrokkenen", "nieuw")
    assert not deel.nieuw.gelijk.lijst.isVisible()
    deel.nieuw.formulier.ga_naar("voornamen", 0)
    _typ("Cees")
    deel.nieuw.formulier.ga_naar("achternaam", 0)
    _typ("Vermeir")
    proef.qtbot.waitUntil(lambda: bool(deel.nieuw.gelijk.lijst.rijen))
    # Away to look at somebody, and back: the panel with what was typed, and the cursor.
    positie = proef.pagina.positie()
    proef.pagina.verlaat()
    proef.rust()
    proef.pagina.toon(casus_id=proef.casus_id, tab="betrokkenen")
    proef.rust()
    assert not deel.nieuw.isVisible()
    proef.pagina.herstel(positie)
    proef.rust()
    assert deel.nieuw.isVisible() and deel.nieuw.formulier.waarde("achternaam") == "Vermeir"
    assert proef.pagina.positie() == positie
    proef.qtbot.waitUntil(lambda: bool(deel.nieuw.gelijk.lijst.rijen))
    (rij,) = deel.nieuw.gelijk.lijst.rijen
    assert "Kees Vermeer" in rij.spreek and "achternaam scheelt één letter" in rij.spreek
    toets = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_D, toets)
    assert deel.paneel.betrokkene_id == proef.wie("Kees").id


def test_samenvoegen_en_weer_uit_elkaar(proef: Proef) -> None:
    dubbel = _erbij(proef, voornamen="Johan", achternaam="Vermeer", telefoon="0600000009")
    jan = proef.wie("Jan").id
    deel: Betrokkenen = proef.open("betrokkenen", jan)
    deel.paneel.samen.click()
    proef.rust()
    deel.samen.ander.kies(dubbel)
    deel.samen._vergelijk()
    proef.rust()
    assert set(deel.samen.keuzes) >= {"voornamen", "telefoon"} and "Geheimlaan" not in proef.alle_tekst()
    deel.samen.keuzes["voornamen"].kies("weg")
    deel.samen.knop.setFocus()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    nu = proef.vraag(lambda wp: wp.eis(Betrokkene, jan))
    assert (nu.voornamen, nu.telefoon) == ("Johan", "0600000009") and "Jan Vermeer" in nu.aliassen
    assert deel.paneel.isVisible() and deel.paneel.betrokkene_id == jan
    assert [r.sleutel for r in deel.paneel.banden.anders.rijen] == [f"weg:{dubbel}"]
    deel.paneel.uiteen.emit(dubbel)
    proef.rust()
    assert proef.vraag(lambda wp: wp.eis(Betrokkene, jan)).voornamen == "Jan"
    assert not proef.vraag(lambda wp: wp.eis(Betrokkene, dubbel)).verwijderd


def test_wat_na_samenvoegen_binnenkomt_wordt_aangeboden(proef: Proef) -> None:
    dubbel, jan = _erbij(proef, voornamen="Johan", achternaam="Vermeer"), proef.wie("Jan").id

    def doe(wp: Werkplek) -> None:
        dubbelen.voeg_dubbelen_samen(wp, jan, dubbel, {})
        with wp.transactie("elders") as t:
            t.save(wp.eis(Betrokkene, dubbel).met(telefoon="0600000008"))

    proef.vraag(doe)
    deel: Betrokkenen = proef.open("betrokkenen")
    proef.rust()
    (rij,) = deel.naloop.rijen
    assert "Telefoon" in rij.spreek and "0600000008" in rij.spreek
    deel.naloop.knop_gedrukt.emit(rij.sleutel, "over")
    proef.rust()
    assert proef.vraag(lambda wp: wp.eis(Betrokkene, jan)).telefoon == "0600000008" and deel.naloop.rijen == ()


def test_zelfde_persoon_elders_zoeken_koppelen_en_weer_los(proef: Proef) -> None:
    ander_tekst = AANMELDING.replace("999990007", "").replace("2026-11-02", "2026-11-09").replace("Vermeer", "Vermeir")
    elders = proef.vraag(lambda wp: meld_aan(wp, ander_tekst))
    kees = proef.wie("Kees").id
    deel: Betrokkenen = proef.open("betrokkenen", kees)
    proef.rust()
    deel.paneel.banden.zoek_knop.setFocus()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    (rij,) = deel.paneel.banden.anders.rijen
    assert elders.nummer in rij.spreek and "dezelfde geboortedatum" in rij.spreek
    deel.paneel.banden.anders.knop_gedrukt.emit(rij.sleutel, "koppel")
    proef.rust()
    (rij,) = deel.paneel.banden.anders.rijen
    assert rij.sleutel == f"casus:{elders.casus_id}" and "Gekoppeld" in proef.meldingen[-1][0]
    deel.paneel.banden.anders.geactiveerd.emit(rij.sleutel)
    assert proef.venster.heen[-1][1]["casus_id"] == elders.casus_id
    deel.paneel.banden.anders.knop_gedrukt.emit(rij.sleutel, rij.achter[0].naam)
    proef.rust()
    assert deel.paneel.banden.anders.rijen == ()


def test_aliassen_en_veilig_contact(proef: Proef) -> None:
    kees = proef.wie("Kees")
    deel: Betrokkenen = proef.open("betrokkenen", kees.id)
    deel.paneel.wie.ga_naar("aliassen", 0)
    _typ("De Kraai")
    deel.paneel.overig.ga_naar("contact_alleen_via", 0)
    proef.rust()
    _typ("via school")
    deel.paneel.overig.ga_naar("telefoon", 0)
    proef.rust()
    nu = proef.wie("Kees")
    assert (nu.aliassen, nu.contact_alleen_via) == (["De Kraai"], "via school")
    assert deel.paneel.let_op.text() == "Contact alleen via: via school"
    rij = next(r for r in deel._lijst.rijen if r.sleutel == kees.id)
    assert "ook: De Kraai" in rij.spreek and "veilig contact" in rij.spreek


def test_adres_geheim_voor_een_genoemde_organisatie(proef: Proef) -> None:
    jan = proef.wie("Jan")
    deel: Betrokkenen = proef.open("betrokkenen", jan.id)
    assert deel.paneel.afscherming.isVisible()
    deel.paneel.afscherming.wie.kies("enkelen")
    deel.paneel.afscherming._anders("enkelen")
    assert "blijft geheim voor iedereen" in deel.paneel.afscherming._let_op.text()
    vink = next(v for v in deel.paneel.afscherming.vinken if "Politie" in v.text())
    vink.setFocus()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    assert proef.wie("Jan").adres_dicht_voor_partner_ids == [vink.id]


def test_wie_het_adres_niet_mag_zien_krijgt_geen_knop(proef: Proef) -> None:
    proef.vraag(lambda wp: word_casusregisseur(wp, "GGZ"))
    deel: Betrokkenen = proef.open("betrokkenen", proef.wie("Jan").id)
    proef.rust()
    assert not deel.paneel.adres_knop.isVisible() and "voor u afgeschermd" in proef.alle_tekst()
    assert not deel.paneel.geheim.isEnabled() and not deel.paneel.afscherming.isVisible()
    assert "Geheimlaan" not in proef.alle_tekst()


def test_beeld_als_pdf_gaat_alleen_weg_als_verstrekking(proef: Proef, tmp_path: Path) -> None:
    _relatie(proef)
    deel: Betrokkenen = proef.open("betrokkenen", "systeem")
    deel._print.click()
    proef.rust()
    pad = tmp_path / "systeem.pdf"
    deel.uitgeven.doe()
    proef.rust()
    assert "Vul in voor wie het is." in proef.alle_tekst() and not pad.exists()
    deel.uitgeven.aan.setText("Gemeente Purmerend")
    deel.uitgeven._naar(pad)
    proef.rust()
    assert pad.read_bytes().startswith(b"%PDF") and "verstrekking is vastgelegd" in proef.meldingen[-1][0]
    uit = proef.vraag(lambda wp: [v for v in wp.store.find(Verstrekking) if v.stuk == "systeem"])
    assert [(v.aan, v.hoe) for v in uit] == [("Gemeente Purmerend", "beveiligde mail")] and uit[0].pdf_sha256


@pytest.mark.parametrize(
    ("stand", "gezegd"),
    [("Idle", "Aangeboden aan de printer"), ("Error", "De printer staat stil"), ("", "De printer is er niet (meer)")],
)
def test_beeld_gaat_zonder_bestand_naar_de_printer_en_staat_eerst_in_het_register(
    proef: Proef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stand: str, gezegd: str
) -> None:
    _relatie(proef)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    dialoog = QDialog(proef.pagina)
    monkeypatch.setattr(paneel, "printerdialoog", lambda _: (printer, dialoog))
    info = SimpleNamespace(isNull=lambda: not stand, state=lambda: QPrinter.PrinterState[stand])
    monkeypatch.setattr(QPrinterInfo, "printerInfo", lambda _: info)
    deel: Betrokkenen = proef.open("betrokkenen", "systeem")
    deel._print.click()
    proef.rust()
    uitgeven = deel.uitgeven
    assert uitgeven.druk.isVisible()
    uitgeven.druk.click()
    assert "Vul in voor wie het is." in proef.alle_tekst() and not dialoog.isVisible()
    uitgeven.aan.setText("Gemeente Purmerend")
    uitgeven.druk.click()
    dialoog.accept()
    proef.qtbot.waitUntil(lambda: any(gezegd in zin for zin, *_ in proef.meldingen))
    (uit,) = proef.vraag(lambda wp: [v for v in wp.store.find(Verstrekking) if v.stuk == "systeem"])
    assert (uit.aan, uit.hoe) == ("Gemeente Purmerend", "afgedrukt")
    assert proef.vraag(lambda wp: wp.store.bestand(uit.pdf_sha256)).startswith(b"%PDF"), "what was printed"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == ["papier.pdf"]
    assert (tmp_path / "papier.pdf").stat().st_size > 10_000
    assert ("staat de verstrekking al" in proef.meldingen[-1][0]) == (stand != "Idle")


def test_aanmelding_gaat_alleen_weg_als_verstrekking_en_zoals_zij_te_zien_was(
    proef: Proef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deel: AanmeldingTab = proef.open("aanmelding")
    pad = tmp_path / "a.json"
    monkeypatch.setattr(bestand, "kies_opslag", lambda *a, **k: a[3](pad) if k["soort"] == "json" else None)
    deel._verstrek.setFocus()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    paneel = deel.uitgeven
    assert paneel is not None and paneel.bladen.aantal > 0 and not paneel.keuze.isChecked()
    # Jan's address is closed to the police alone: the others get more than who nobody named.
    jan, partners = proef.wie("Jan"), proef.vraag(lambda wp: {p.kortweg: p for p in wp.partners().values()})
    dicht = {"adres_dicht_voor_partner_ids": [partners["Politie"].id]}
    proef.vraag(lambda wp: dossiers.wijzig(wp, "betrokkene", jan.id, dicht))
    paneel.aan.setFocus()
    _typ(partners["GGZ"].naam)
    paneel.knop.setFocus()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    assert "iets anders dan u zag" in paneel.fout.text() and not pad.exists()
    _toets(Qt.Key.Key_Space)
    proef.rust()
    tekst = pad.read_text()
    assert "Geheimlaan" in tekst and "999990007" not in tekst
    (uit,) = proef.vraag(lambda wp: wp.store.find(Verstrekking, casus_id=proef.casus_id))
    assert (uit.stuk, uit.aan, uit.weggelaten) == ("aanmelding", partners["GGZ"].naam, ["BSN’s"])
    assert "verstrekking is vastgelegd" in proef.meldingen[-1][0]
