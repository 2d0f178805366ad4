"""Verloop and stukken by keyboard, on a real vault; files are looked at without leaving the vault."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import NU, maak_kluis, maak_werkplek, richt_in
from zvh_testing.casusproef import Proef, toets, typ
from zvh_testing.proefstukken import PNG, docx, pdf

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.dossierstuk import Dossierstuk
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.gui.pages.casus.stukken import Stukken
from zvh_desktop.gui.pages.casus.verloop import Verloop
from zvh_desktop.services import concepten, dossierstukken
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def proef(qtbot: QtBot, tmp_path: Path) -> Iterator[Proef]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    p = Proef(qtbot, vault)
    yield p
    p.pagina.close()
    p.taken.sluit()
    vault.close()


def verloop(proef: Proef) -> Verloop:
    deel = proef.open("verloop")
    assert isinstance(deel, Verloop)
    proef.rust()
    return deel


def stukken(proef: Proef) -> Stukken:
    deel = proef.open("stukken")
    assert isinstance(deel, Stukken)
    proef.rust()
    return deel


def notities(proef: Proef) -> list[Notitie]:
    return proef.vraag(lambda wp: wp.store.find(Notitie, casus_id=proef.casus_id))


def rijen(deel: Any) -> list[str]:
    return [rij.spreek for rij in deel.lijst.rijen if not rij.kop]


# -- the quick line


def test_regel_met_soort_moment_bron_en_feit_staat_na_enter_in_het_verloop(proef: Proef) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("/tel gisteren 14:00 @GGZ Ontslag is op 1 december. #feit")
    assert "Telefoongesprek · ma 23 nov 14:00 · bron GGZ · feit" in proef.alle_tekst()
    toets(Qt.Key.Key_Return)
    proef.rust()
    (n,) = notities(proef)
    assert (n.notitiesoort, n.bron, n.aard, n.tekst) == ("telefoon", "GGZ", "feit", "Ontslag is op 1 december.")
    assert n.tijdstip == (NU - timedelta(days=1)).replace(hour=14, minute=0) and n.bron_partner_id
    assert deel.invoer.tekst() == "" and deel.invoer.veld.hasFocus()
    assert any("Telefoongesprek, GGZ, feit" in r and "14:00" in r for r in rijen(deel))


def test_tab_kiest_de_soort_en_shift_enter_begint_een_regel(proef: Proef) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("/in")
    toets(Qt.Key.Key_Tab)
    assert deel.invoer.tekst() == "/incident "
    typ("ruzie")
    toets(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    typ("op straat")
    toets(Qt.Key.Key_Return)
    proef.rust()
    assert notities(proef)[0].tekst == "ruzie\nop straat"


def test_enter_op_een_regel_zonder_zin_bewaart_niets_en_zegt_waarom(proef: Proef) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("/telefoon gisteren 14:00")
    toets(Qt.Key.Key_Return)
    proef.rust()
    assert notities(proef) == [] and deel.invoer.tekst() == "/telefoon gisteren 14:00"
    assert "nog geen tekst" in proef.alle_tekst()


def test_regel_die_niet_bewaard_kon_worden_komt_terug_met_wat_erna_is_getypt(
    proef: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()

    def mislukt(*_: object) -> None:
        raise ValueError

    with monkeypatch.context() as m:
        m.setattr("zvh_desktop.services.verloop.Notitie", mislukt)
        typ("eerste regel")
        toets(Qt.Key.Key_Return)
        typ("tweede")
        proef.qtbot.waitUntil(lambda: bool(proef.fouten), timeout=60_000)
    proef.fouten.clear()
    proef.rust()
    assert deel.invoer.tekst() == "eerste regel\ntweede"
    proef.pagina.verlaat()
    proef.rust()
    sleutel = f"nieuw-notitie-{proef.casus_id}"
    concept = proef.vraag(lambda wp: concepten.haal(wp, sleutel, "tekst"))
    assert concept is not None and "eerste regel" in concept.tekst


def test_geheim_adres_in_een_notitie_is_verborgen_tot_erom_wordt_gevraagd(proef: Proef) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("Jan woont op Geheimlaan 7, zegt de school.")
    toets(Qt.Key.Key_Return)
    proef.rust()
    (n,) = notities(proef)
    assert "Geheimlaan 7" in n.tekst and not [r for r in rijen(deel) if "Geheimlaan" in r]
    deel.kies(n.id)
    proef.rust()
    tekst = deel.paneel.formulier.velden["tekst"].invoer
    assert "Geheimlaan" not in proef.alle_tekst() and tekst.isReadOnly()
    deel.paneel.adres_knop.setFocus()
    toets(Qt.Key.Key_Space)
    proef.rust()
    assert tekst.hasFocus() and "Geheimlaan 7" in tekst.toPlainText() and not tekst.isReadOnly()
    typ("Nu: ")
    toets(Qt.Key.Key_Escape)
    proef.rust()
    assert notities(proef)[0].tekst == "Nu: Jan woont op Geheimlaan 7, zegt de school."
    assert "Geheimlaan" not in proef.alle_tekst()
    gezien = proef.vraag(lambda wp: wp.store.audit_regels(gebeurtenis="adres_getoond", object_id=n.id))
    assert len(gezien) == 1


# -- correcting


def test_verbetering_houdt_de_oude_tekst_in_de_geschiedenis_en_zegt_gewijzigd(proef: Proef) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("Vader is boos.")
    toets(Qt.Key.Key_Return)
    proef.rust()
    (n,) = notities(proef)
    deel.kies(n.id)
    proef.rust()
    assert deel.paneel.isVisible()
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    typ("Vader is ongerust.")
    toets(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    assert "Vader is boos." in proef.alle_tekst() and "gewijzigd door M. van der Heijden" in proef.alle_tekst()
    assert any("gewijzigd" in r and "Vader is ongerust." in r for r in rijen(deel))


def test_moment_verbeteren_met_woorden_en_een_dat_geen_moment_is(proef: Proef) -> None:
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("/verlof 3-11 t/m 5-11 Bij zijn zus.")
    toets(Qt.Key.Key_Return)
    proef.rust()
    (n,) = notities(proef)
    deel.kies(n.id)
    proef.rust()
    deel.paneel.wanneer.setFocus()
    assert deel.paneel.wanneer.text() == "di 3 nov t/m do 5 nov"
    deel.paneel.wanneer.selectAll()
    typ("ooit")
    toets(Qt.Key.Key_Return)
    assert deel.paneel.wanneerveld.foutief and notities(proef)[0].tijdstip == n.tijdstip
    deel.paneel.wanneer.selectAll()
    typ("4-11 t/m 6-11")
    toets(Qt.Key.Key_Return)
    proef.rust()
    (na,) = notities(proef)
    assert na.tot is not None and (lokaal(na.tijdstip).day, lokaal(na.tot).day, na.hele_dag) == (4, 6, True)


# -- the list


def veel(wp: Werkplek, casus_id: str, aantal: int) -> None:
    casus = wp.eis(Casus, casus_id)
    with wp.transactie("veel") as t:
        t.save_many(
            Notitie(
                id=uuid7_hex(1_700_000_000_000 + n, n.to_bytes(10, "big")), stream=casus.stream, casus_id=casus_id,
                tijdstip=NU - timedelta(hours=7 * n), notitiesoort=("notitie", "telefoon", "contact")[n % 3],
                tekst=f"Gesprek nummer{n} over medicatie", bron=("GGZ", "Politie")[n % 2],
            )
            for n in range(aantal)
        )  # fmt: skip


def test_duizenden_gebeurtenissen_maken_alleen_de_rijen_die_in_beeld_zijn(proef: Proef) -> None:
    proef.vraag(lambda wp: veel(wp, proef.casus_id, 5000))
    deel = verloop(proef)
    model: Any = deel.lijst.model()
    assert model.rowCount() > 5000 and len(model._gemaakt) < 200
    deel.filter.woorden.setText("nummer4321 medicatie")
    assert [r for r in rijen(deel) if "nummer4321 " in r] and len(rijen(deel)) == 1
    deel.filter.wis()
    deel.lijst.setFocus()
    QTest.keyClick(deel.lijst, Qt.Key.Key_End)
    gekozen = deel.lijst.gekozen_gebeurtenis()
    assert gekozen is not None and "nummer4999 " in gekozen.tekst
    assert len(model._gemaakt) < 600


def test_filter_op_soort_wie_periode_en_woord_met_het_toetsenbord(proef: Proef) -> None:
    proef.vraag(lambda wp: veel(wp, proef.casus_id, 60))
    deel = verloop(proef)
    QTest.keyClick(proef.pagina, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert deel.filter.woorden.hasFocus()
    typ("nummer7")
    toets(Qt.Key.Key_Return)
    assert deel.lijst.hasFocus() and "nummer7 " in rijen(deel)[0] and "1 van" in proef.alle_tekst()
    deel.filter.woorden.setFocus()
    toets(Qt.Key.Key_Escape)
    assert deel.filter.zeef().leeg and len(rijen(deel)) >= 60
    deel.filter.soort.setFocus()
    deel.filter.soort.kies("telefoon")
    deel.filter.soort.gewijzigd.emit("telefoon")
    assert len(rijen(deel)) == 20
    deel.filter.wie.kies("GGZ")
    deel.filter.wie.gewijzigd.emit("GGZ")
    assert len(rijen(deel)) == 10
    deel.filter.periode.kies("7")
    deel.filter.periode.gewijzigd.emit("7")
    assert 0 < len(rijen(deel)) < 10


def test_lijst_spreekt_elke_rij_en_maanden_staan_als_kop(proef: Proef) -> None:
    proef.vraag(lambda wp: veel(wp, proef.casus_id, 200))
    deel = verloop(proef)
    koppen = [rij.platte_tekst() for rij in deel.lijst.rijen if rij.kop]
    assert koppen[:2] == ["november 2026", "oktober 2026"] and len(koppen) == len(set(koppen))
    lijst = QAccessible.queryAccessibleInterface(deel.lijst)
    assert lijst is not None and lijst.text(QAccessible.Text.Name) == "Verloop, nieuwste eerst"
    assert "medicatie" in lijst.child(1).text(QAccessible.Text.Name)
    deel.lijst.setFocus()
    deel.lijst.setCurrentIndex(deel.lijst.model().index(1, 0))
    for _ in range(150):
        QTest.keyClick(deel.lijst, Qt.Key.Key_Down)
        assert deel.lijst.gekozen_gebeurtenis() is not None


def test_model_houdt_zich_aan_de_regels(proef: Proef, qtmodeltester: Any) -> None:
    proef.vraag(lambda wp: veel(wp, proef.casus_id, 30))
    qtmodeltester.check(verloop(proef).lijst.model())


# -- files


def test_stuk_toevoegen_met_omschrijving_en_bekijken(proef: Proef, tmp_path: Path) -> None:
    pad = tmp_path / "brief.pdf"
    pad.write_bytes(pdf("een", "twee", "drie"))
    deel = stukken(proef)
    QTest.keyClick(proef.pagina, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    # A shortcut lets its button be seen to go down before it does something.
    proef.qtbot.waitUntil(deel.nieuw.isVisible, timeout=60_000)
    assert not deel.nieuw.knop.isEnabled()
    deel.nieuw.neem((str(pad),))
    proef.rust()
    assert "brief.pdf" in deel.nieuw.lijst.rijen[0].spreek and deel.nieuw.knop.isEnabled()
    deel.nieuw.omschrijving.setFocus()
    typ("Ontslagbrief")
    deel.nieuw.knop.click()
    proef.rust()
    (stuk,) = proef.vraag(lambda wp: wp.store.find(Dossierstuk, casus_id=proef.casus_id))
    assert stuk.omschrijving == "Ontslagbrief" and "Ontslagbrief" in rijen(deel)[0]
    assert proef.meldingen[-1][0] == "Stuk toegevoegd." and proef.meldingen[-1][1] is not None
    deel.lijst.kies(stuk.id)
    deel.lijst.setFocus()
    QTest.keyClick(deel.lijst, Qt.Key.Key_Return)
    proef.rust()
    proef.qtbot.waitUntil(lambda: deel.paneel.bladen._blad.beeld is not None, timeout=60_000)
    assert deel.paneel.bladen.aantal == 3
    proces = deel.paneel._kijker._bij.proces
    deel.paneel.sluit()
    proef.rust()
    assert proces.poll() is not None and deel.paneel.bladen.inhoud == b""


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("slot.pdf", pdf("x", wachtwoord="geheim"), "met een wachtwoord beveiligd"),
        ("stuk.pdf", b"%PDF-1.7 rommel", "beschadigd"),
        ("brief.docx", docx("Beste collega", "Tot ziens"), "Beste collega"),
        ("memo.mp3", b"ID3\x04" + bytes(100), "Afspelen kan hier niet"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "ouder of beveiligd Office-document"),
        ("raar.dat", bytes(100), "geen voorbeeld"),
        ("notitie.txt", b"een regel", "een regel"),
    ],
)
def test_voorbeeld_of_een_zin_waarom_niet(proef: Proef, naam: str, inhoud: bytes, zin: str) -> None:
    casus_id = proef.casus_id
    uit = proef.vraag(lambda wp: dossierstukken.voeg_toe(wp, casus_id, inhoud, naam=naam))
    deel = stukken(proef)
    deel.kies(uit.stuk.id)
    proef.rust()
    proef.qtbot.waitUntil(lambda: zin in proef.alle_tekst(), timeout=60_000)
    assert proef.fouten == []


def test_afbeelding_plakken(proef: Proef) -> None:
    deel = stukken(proef)
    beeld = QImage(30, 20, QImage.Format.Format_RGB32)
    beeld.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(beeld)
    deel.lijst.setFocus()
    QTest.keyClick(deel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    proef.rust()
    assert "plaksel" in deel.nieuw.lijst.rijen[0].spreek
    QGuiApplication.clipboard().clear()
    deel.nieuw.knop.click()
    proef.rust()
    assert "PNG" in rijen(deel)[0]


def test_slepen_van_meer_bestanden_toont_wat_er_niet_bij_kan(proef: Proef, tmp_path: Path) -> None:
    deel = stukken(proef)
    for naam, inhoud in (("a.png", PNG), ("b.txt", b"tekst"), ("leeg.pdf", b"")):
        (tmp_path / naam).write_bytes(inhoud)
    gegevens = QMimeData()
    namen = ("a.png", "b.txt", "leeg.pdf", "weg.pdf")
    gegevens.setUrls([QUrl.fromLocalFile(str(tmp_path / n)) for n in namen])
    val = QDropEvent(
        QPointF(20, 200), Qt.DropAction.CopyAction, gegevens, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    deel.dropEvent(val)
    proef.rust()
    gezegd = "\n".join(r.spreek for r in deel.nieuw.lijst.rijen)
    assert "leeg.pdf, niet toegevoegd: Het bestand is leeg" in gezegd and "weg.pdf, niet toegevoegd" in gezegd
    assert deel.nieuw.knop.text() == "2 stukken toevoegen"
    deel.nieuw.knop.click()
    proef.rust()
    assert len(rijen(deel)) == 2
    deel._nieuw()
    deel.nieuw.neem((str(tmp_path / "a.png"),))
    proef.rust()
    deel.nieuw.knop.click()
    proef.rust()
    assert any("staat al in het dossier" in zin for zin, _ in proef.meldingen) and len(rijen(deel)) == 2


def test_omschrijving_die_nog_niet_bewaard_is_staat_na_sluiten_weer_klaar(proef: Proef) -> None:
    deel = stukken(proef)
    deel._nieuw()
    proef.rust()
    deel.nieuw.omschrijving.setFocus()
    typ("Half getypt")
    deel.nieuw.sluit()
    proef.rust()
    (concept,) = proef.vraag(concepten.lijst)
    assert concept.fragment == "Half getypt" and ("tab", "stukken") in concept.argumenten
    deel._nieuw()
    proef.rust()
    assert deel.nieuw.omschrijving.tekst() == "Half getypt"


def test_intrekken_vraagt_een_reden_en_uitgeven_wordt_vastgelegd(proef: Proef, tmp_path: Path) -> None:
    casus_id = proef.casus_id
    stuk = proef.vraag(lambda wp: dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png")).stuk
    deel = stukken(proef)
    deel.kies(stuk.id)
    proef.rust()
    deel.paneel.uit.click()
    proef.rust()
    deel.uitgeef.doe()
    assert deel.uitgeef.aanveld.foutief
    deel.uitgeef.aan.setFocus()
    typ("Politie")
    deel.uitgeef.grond.setFocus()
    typ("verzoek 12")
    # The address of a brother is secret: what stands in a picture has to be looked at by a person.
    deel.uitgeef.doe()
    assert "ziet het programma niet" in deel.uitgeef.nagekeken.zin.text()
    assert QApplication.focusWidget() is deel.uitgeef.nagekeken.vink
    toets(Qt.Key.Key_Space)
    deel.uitgeef.naar(tmp_path / "uit.png")
    proef.rust()
    assert (tmp_path / "uit.png").read_bytes() == PNG
    (v,) = proef.vraag(lambda wp: wp.store.find(Verstrekking))
    assert v.aan == "Politie" and "nagekeken en vrijgegeven door" in v.wat
    deel.kies(stuk.id)
    proef.rust()
    deel.paneel.weg.click()
    deel.paneel.weg.click()
    assert deel.paneel.redenveld.foutief
    deel.paneel.reden.setFocus()
    typ("verkeerd dossier")
    toets(Qt.Key.Key_Return)
    proef.rust()
    assert rijen(deel) == [] and deel.ook.isVisible()
    deel.ook.setChecked(True)
    assert "ingetrokken: verkeerd dossier" in rijen(deel)[0]


def test_na_vertrek_is_niets_van_de_stukken_meer_te_lezen(proef: Proef) -> None:
    casus_id = proef.casus_id
    uit = proef.vraag(
        lambda wp: dossierstukken.voeg_toe(wp, casus_id, b"geheime inhoud", naam="x.txt", omschrijving="Geheim stuk")
    )
    deel = stukken(proef)
    deel.kies(uit.stuk.id)
    proef.rust()
    proef.qtbot.waitUntil(lambda: "geheime inhoud" in proef.alle_tekst(), timeout=60_000)
    deel.leeg()
    proef.rust()
    tekst = proef.alle_tekst()
    assert "geheime inhoud" not in tekst and "Geheim stuk" not in tekst


def test_van_een_incident_gaat_een_knop_naar_wie_wat_was(proef: Proef) -> None:
    proef.open("betrokkenen")
    proef.rust()
    deel = verloop(proef)
    deel.invoer.veld.setFocus()
    typ("/incident Ruzie op straat")
    toets(Qt.Key.Key_Return)
    proef.rust()
    incident = next(n for n in notities(proef) if n.notitiesoort == "incident")
    deel.kies(incident.id)
    proef.rust()
    assert deel.paneel.isVisible() and deel.paneel.wie_was_wat.isVisible()
    deel.paneel.wie_was_wat.setFocus()
    toets(Qt.Key.Key_Space)
    proef.qtbot.waitUntil(lambda: proef.pagina.tab("betrokkenen") is not None)
    betrokkenen: Any = proef.pagina.tab("betrokkenen")
    proef.qtbot.waitUntil(lambda: betrokkenen.incident.isVisible() and proef.taken.open_taken == 0)
    assert betrokkenen.incident.incident_id == incident.id and not deel.paneel.isVisible()
