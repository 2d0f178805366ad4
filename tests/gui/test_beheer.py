"""Partners, Beheer and Rapportage by keyboard."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.taakplek import taken_op
from zvh_testing.verslagplek import WACHTWOORD, begin_overleg, kluis, maak_casus, maak_werkplek, tot_ondertekend

from zvh_desktop.config import Instellingen
from zvh_desktop.documents.signing import gezag
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.overleg import Deelnemer
from zvh_desktop.domain.partner import Partner
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.beheer.huis import Gegevens, Huis, Medewerkers
from zvh_desktop.gui.pages.beheer.kluis import KluisDeel
from zvh_desktop.gui.pages.beheer.logboek import LogboekDeel
from zvh_desktop.gui.pages.beheer.verklaringtekst import VerklaringDeel
from zvh_desktop.gui.pages.partners import Partners
from zvh_desktop.gui.pages.rapportage import Rapportage
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.toegang.inrichten import Sleutelscherm
from zvh_desktop.services import beheer, concepten, geheimhouding
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.opening import open_vault
from zvh_desktop.store.vault import Vault

D = TypeVar("D", bound=QWidget)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with kluis(tmp_path) as open_:
        yield open_


class Proef:
    """A window, and ways to ask the vault on the thread of its own."""

    def __init__(self, qtbot: QtBot, vault: Vault, taken: Any) -> None:
        self.qtbot, self.vault, self.taken = qtbot, vault, taken
        namen = {"vandaag": Rapportage, "partners": Partners, "beheer": Beheer, "rapportage": Rapportage}
        self.venster = MainWindow(namen, taken, Instellingen())
        qtbot.addWidget(self.venster)
        self.venster.bouw()
        self.venster.show()
        self.venster.activateWindow()

    def rust(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.taken.open_taken == 0, timeout=20_000)

    def toon(self, naam: str, **argumenten: str) -> Any:
        self.venster.ga_naar(naam, **argumenten)
        self.rust()
        return self.venster.huidige_pagina

    def deel(self, soort: type[D], naam: str, **argumenten: str) -> D:
        gevonden = self.toon("beheer", deel=naam, **argumenten).deel(naam)
        assert isinstance(gevonden, soort)
        return gevonden

    def weet(self, vraag: Callable[[Werkplek], Any]) -> Any:
        """Ask the vault something."""
        antwoord: list[Any] = []
        self.taken.vraag(vraag, klaar=antwoord.append, voor=self.venster)
        self.rust()
        return antwoord[0]

    @property
    def gemeld(self) -> str:
        return " ".join(t.zin for t in self.venster.meldingen.toasts.zichtbaar)


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
    doel = widget.focusProxy() or widget
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


class TestPartners:
    def test_staat_van_het_protocol_wordt_gesproken(self, proef: Callable[[], Proef]) -> None:
        pagina = proef().toon("partners")
        zinnen = [r.spreek for r in pagina.tabel.rijen]
        assert "Politie Zaanstreek-Waterland, Politie, vaste partner, privacyprotocol verlopen op 1 mrt 2026" in zinnen
        assert zinnen[-1].startswith("Woningcorporatie Intermaris, Woningcorporatie, incidenteel")

    def test_partner_toevoegen_en_ongedaan(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        pagina = p.toon("partners")
        druk(pagina.nieuw)
        typ(pagina.paneel.naam, "Veilig Thuis Noord")
        druk(pagina.paneel.voeg)
        p.rust()
        assert not pagina.paneel.isVisible()
        assert any(r.spreek.startswith("Veilig Thuis Noord") for r in pagina.tabel.rijen)
        pagina.paneel._ongedaan()
        p.rust()
        assert not any(r.spreek.startswith("Veilig Thuis Noord") for r in pagina.tabel.rijen)

    def test_dubbele_naam_wordt_bij_het_veld_geweigerd(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        pagina = p.toon("partners")
        druk(pagina.nieuw)
        typ(pagina.paneel.naam, "ggz waterland")
        druk(pagina.paneel.voeg)
        p.rust()
        assert pagina.paneel.isVisible()
        assert pagina.paneel.naamveld.foutief

    def test_veld_bewaart_zichzelf_bij_verlaten(self, vault: Vault, proef: Callable[[], Proef]) -> None:
        p = proef()
        pagina = p.toon("partners")
        rij = next(r for r in pagina.tabel.rijen if r.spreek.startswith("Politie"))
        pagina.tabel.kies(rij.sleutel)
        druk(pagina.tabel, Qt.Key.Key_Return)
        paneel = pagina.paneel
        veld = paneel.geldig.focusProxy()
        veld.setFocus()
        veld.clear()
        typ(veld, "1-3-2029")
        QTest.keyClick(veld, Qt.Key.Key_Return)
        p.rust()
        assert p.weet(lambda wp: wp.eis(Partner, rij.sleutel).protocol_geldig_tot) == date(2029, 3, 1)
        assert "geldig tot 1 mrt 2029" in next(r.spreek for r in pagina.tabel.rijen if r.sleutel == rij.sleutel)

    def test_register_verstrekt_een_verklaring_en_legt_vast_aan_wie(
        self, vault: Vault, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def teken(wp: Werkplek) -> None:
            overleg_id = begin_overleg(wp, 1)
            gast = next(d for d in wp.store.find(Deelnemer, overleg_id=overleg_id) if "Intermaris" in d.organisatie)
            geheimhouding.teken(wp, geheimhouding.tekenblad(wp, gast.id), wijze="getypt", naam=gast.naam)

        bereid(vault, teken)
        monkeypatch.setattr(bestand, "kies_opslag", lambda _o, _t, naam, klaar, **_: klaar(tmp_path / naam))
        p = proef()
        pagina = p.toon("partners", deel="verklaringen")
        assert "getypt akkoord" in pagina.verklaringen.rijen[0].spreek
        pagina.verklaringen.kies(pagina.verklaringen.rijen[0].sleutel)
        druk(pagina.verklaringen, Qt.Key.Key_Return)
        druk(pagina.verklaring.knop)
        uit = pagina.verklaring.uit
        p.rust()
        druk(uit.knop)
        assert uit.aanveld.foutief and not uit.isHidden(), "to whom is asked first"
        typ(uit.aan, "B. van ’t Hek")
        druk(uit.knop)
        p.rust()
        assert (tmp_path / "geheimhoudingsverklaring-20261124-0931.pdf").read_bytes().startswith(b"%PDF-")
        assert p.weet(lambda wp: wp.store.audit_regels(gebeurtenis="verklaring_geexporteerd"))


class TestBeheer:
    def test_wie_er_werkt_wisselt_en_staat_in_het_logboek(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(Gegevens, "gegevens")
        assert deel.naam.text() == "M. van der Heijden"
        druk(deel.wie, Qt.Key.Key_Up)
        p.rust()
        assert deel.naam.text() == "J. de Wit"
        assert p.weet(lambda wp: wp.wie_naam()) == "J. de Wit"
        assert p.weet(lambda wp: wp.store.audit_regels(gebeurtenis="aan_het_werk"))

    def test_lege_naam_wordt_geweigerd(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(Gegevens, "gegevens")
        deel.naam.setFocus()
        deel.naam.selectAll()
        QTest.keyClick(deel.naam, Qt.Key.Key_Delete)
        QTest.keyClick(deel.naam, Qt.Key.Key_Return)
        p.rust()
        assert deel.naamveld.foutief
        assert p.weet(lambda wp: wp.wie_naam()) == "M. van der Heijden"

    @pytest.mark.parametrize(("klasse", "naam"), [(Gegevens, "gegevens"), (Huis, "huis")])
    def test_wat_half_getypt_is_komt_terug_en_wordt_pas_bij_verlaten_bewaard(
        self, proef: Callable[[], Proef], klasse: Any, naam: str
    ) -> None:
        p = proef()
        deel = p.deel(klasse, naam)
        veld = deel.functie if naam == "gegevens" else deel.regel("contactpunt")
        p.rust()
        was = veld.text()
        veld.setFocus()
        veld.end(False)
        typ(veld, " half getypt")
        deel.formulier.leg_neer()
        p.rust()
        (verloren,) = p.weet(concepten.lijst)
        assert (verloren.doel, dict(verloren.argumenten)["deel"]) == ("beheer", naam)
        # As it is after a crash: the record is what it was, and the field shows it again.
        deel.formulier.stop()
        veld.setText(was)
        veld._vuil = False
        deel.toon()
        p.rust()
        assert veld.text() == was + " half getypt"
        veld.setFocus()
        QTest.keyClick(veld, Qt.Key.Key_Return)
        p.rust()
        assert p.weet(concepten.lijst) == []
        deel.toon()
        p.rust()
        assert veld.text() == f"{was} half getypt".strip()

    def test_na_hoeveel_dagen_een_casus_stagneert_is_een_instelling(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        veld = p.deel(Huis, "huis").grenzen["stil_dagen"]
        assert veld.waarde() == 42
        veld.setFocus()
        QTest.keyClick(veld, Qt.Key.Key_Down)
        p.rust()
        assert p.weet(lambda wp: wp.regio().stil_dagen) == 60
        assert p.weet(lambda wp: (wp.regio().zsm_themas, wp.regio().dji_themas)) == ([], ["re_integratie"])
        themas = p.deel(Huis, "huis").themas
        assert "re-integratie" in themas["dji_themas"].text() and "niet bewaken" in themas["zsm_themas"].text()
        themas["zsm_themas"].gewijzigd.emit(["verward_gedrag"])
        p.rust()
        assert p.weet(lambda wp: wp.regio().zsm_themas) == ["verward_gedrag"]
        assert "onbegrepen gedrag" in themas["zsm_themas"].accessibleName()

    def test_naamregel_hernoemt_bestaande_casussen(self, vault: Vault, proef: Callable[[], Proef]) -> None:
        casus_id = bereid(vault, maak_casus)
        p = proef()
        deel = p.deel(Huis, "huis")
        deel.naamregel.setFocus()
        QTest.keyClick(deel.naamregel, Qt.Key.Key_Down)
        p.rust()
        assert p.weet(lambda wp: wp.eis(Casus, casus_id).naam) == "Verhoef, K."
        assert "1 casus heet nu anders" in p.gemeld

    def test_huis_bewaart_bij_verlaten(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(Huis, "huis")
        typ(deel.regel("contactpunt"), "zvh@voorbeeld.test")
        QTest.keyClick(deel.regel("contactpunt"), Qt.Key.Key_Return)
        p.rust()
        assert p.weet(lambda wp: wp.regio().contactpunt) == "zvh@voorbeeld.test"

    def test_medewerker_toevoegen(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(Medewerkers, "medewerkers")
        deel.paneel.begin(None)
        druk(deel.paneel.knop)
        p.rust()
        assert deel.paneel.naamveld.foutief
        typ(deel.paneel.naam, "A. Veld")
        druk(deel.paneel.knop)
        p.rust()
        assert [r.platte_tekst() for r in deel.lijst.rijen] == ["A. Veld", "J. de Wit", "M. van der Heijden"]

    def test_vastgestelde_tekst_is_niet_te_bewerken_en_voorbeeld_wordt_een_nieuwe(
        self, proef: Callable[[], Proef]
    ) -> None:
        p = proef()
        deel = p.deel(VerklaringDeel, "verklaring")
        assert deel.tekst.isReadOnly()
        assert not deel.vaststellen.isVisible()
        assert deel.bladen.aantal == 1
        druk(deel.knop_nieuw)
        druk(deel.voorbeeld)
        p.rust()
        assert deel.tekst.tekst().startswith("Voorbeeldtekst")
        druk(deel.vaststellen)
        p.rust()
        assert [t.versie for t in p.weet(beheer.teksten)] == ["2026-2", "2026-1"]
        assert deel.tekst.isReadOnly()

    def test_bestaande_versie_wordt_niet_overschreven(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(VerklaringDeel, "verklaring")
        druk(deel.knop_nieuw)
        typ(deel.versie, "2026-1")
        typ(deel.kern, "Anders.")
        druk(deel.vaststellen)
        p.rust()
        assert deel.versieveld.foutief
        assert len(p.weet(beheer.teksten)) == 1


class TestKluis:
    def test_reservekopie_komt_in_de_gekozen_map(
        self, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        doel = tmp_path / "stick"
        doel.mkdir()
        monkeypatch.setattr(bestand, "kies_map", lambda _o, _t, klaar: klaar(doel))
        p = proef()
        deel = p.deel(KluisDeel, "kluis")
        deel.toon("reservekopie")
        druk(deel.knop_kopie)
        # A second Enter, meanwhile or after, neither locks the vault nor makes a second copy.
        assert deel.focusWidget() is deel.knop_kopie
        druk(deel.knop_kopie)
        p.rust()
        assert deel.focusWidget() is deel.knop_kopie
        assert [pad.suffix for pad in doel.iterdir()] == [".zvh"]
        assert "De reservekopie is gemaakt" in p.gemeld

    def test_controle_zegt_dat_alles_klopt(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(KluisDeel, "kluis")
        druk(deel.knop_controle)
        p.rust()
        assert deel.bevindingen.rijen[0].spreek.startswith("in orde: Alles klopt")

    def test_vertrouwde_certificaten_staan_er_met_hun_naam_en_een_bestand_zonder_wordt_niet_gekozen(
        self, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        goed, fout = tmp_path / "uitgever.cer", tmp_path / "fout.pem"
        goed.write_bytes(gezag.maak_gezag("Regio Proef", datetime(2026, 11, 24, tzinfo=UTC)).certificaat)
        fout.write_bytes(b"niets")
        keuze = [fout, goed]
        monkeypatch.setattr(bestand, "kies_bestand", lambda _o, _t, klaar, **_: klaar(keuze.pop(0)))
        p = proef()
        kaart = p.deel(KluisDeel, "kluis").wortels
        p.rust()
        assert [r.spreek for r in kaart.lijst.rijen] == [
            "Bekende uitgevers: geen gekozen", "Gekwalificeerde uitgevers: geen gekozen",
        ]  # fmt: skip
        for verwacht in ("", str(goed)):
            druk(kaart.kies["wortels"])
            p.rust()
            assert kaart.context.instellingen.tekst("wortels") == verwacht
        assert "Ondertekening Regio Proef (tot " in kaart.lijst.rijen[0].spreek
        goed.unlink()
        kaart.toon()
        p.rust()
        assert "niet te lezen" in kaart.lijst.rijen[0].spreek
        druk(kaart.weg["wortels"])
        p.rust()
        assert kaart.lijst.rijen[0].spreek == "Bekende uitgevers: geen gekozen"

    def test_wachtwoordzin_wijzigt_en_de_oude_gaat_niet_meer_open(
        self, vault: Vault, proef: Callable[[], Proef]
    ) -> None:
        nieuw = "paraplu walrus kozijn mandarijn 7"
        p = proef()
        deel = p.deel(KluisDeel, "kluis", wat="wachtwoord")
        paneel = deel.wachtwoord
        assert paneel.isVisible()
        assert not paneel.knop.isEnabled()
        typ(paneel.oud, WACHTWOORD)
        typ(paneel.paar.een, nieuw)
        typ(paneel.paar.twee, nieuw)
        p.qtbot.waitUntil(paneel.knop.isEnabled, timeout=20_000)
        druk(paneel.knop)
        p.rust()
        assert not paneel.isVisible()
        assert paneel.oud.text() == ""
        p.taken.sluit()
        vault.close()
        open_vault(vault.map, nieuw, klok=vault.klok, willekeur=vault.willekeur).close()

    def test_verkeerde_oude_wachtwoordzin_blijft_in_het_paneel(self, proef: Callable[[], Proef]) -> None:
        nieuw = "paraplu walrus kozijn mandarijn 7"
        p = proef()
        paneel = p.deel(KluisDeel, "kluis", wat="wachtwoord").wachtwoord
        typ(paneel.oud, "iets anders")
        typ(paneel.paar.een, nieuw)
        typ(paneel.paar.twee, nieuw)
        p.qtbot.waitUntil(paneel.knop.isEnabled, timeout=20_000)
        druk(paneel.knop)
        p.rust()
        assert paneel.isVisible()
        assert paneel.fout.text().startswith("De wachtwoordzin klopt niet")

    def test_nieuwe_herstelsleutel_vult_het_venster_en_verdwijnt_daarna(self, proef: Callable[[], Proef]) -> None:
        p = proef()
        deel = p.deel(KluisDeel, "kluis")
        druk(deel.knop_herstel)
        p.rust()
        scherm = p.venster.centralWidget()
        assert isinstance(scherm, Sleutelscherm)
        scherm.gezien.setChecked(True)
        druk(scherm.knop)
        assert not isinstance(p.venster.centralWidget(), Sleutelscherm)
        assert deel._sleutel == ""

    def test_nieuwe_kluissleutel_toont_de_nieuwe_herstelsleutel_en_de_kluis_werkt_door(
        self, proef: Callable[[], Proef]
    ) -> None:
        nieuw = "paraplu walrus kozijn mandarijn 7"
        p = proef()
        deel = p.deel(KluisDeel, "kluis")
        druk(deel.knop_kluissleutel)
        paneel = deel.kluissleutel
        typ(paneel.oud, WACHTWOORD)
        typ(paneel.paar.een, nieuw)
        typ(paneel.paar.twee, nieuw)
        p.qtbot.waitUntil(paneel.knop.isEnabled, timeout=20_000)
        druk(paneel.knop)
        p.rust()
        assert isinstance(p.venster.centralWidget(), Sleutelscherm)
        assert p.weet(lambda wp: wp.wie_naam()) == "M. van der Heijden"


class TestLogboek:
    def test_regels_zijn_te_zeven_en_de_keten_klopt(self, vault: Vault, proef: Callable[[], Proef]) -> None:
        bereid(vault, lambda wp: tot_ondertekend(wp, 1))
        p = proef()
        deel = p.deel(LogboekDeel, "logboek")
        assert deel.tabel.rijen[0].spreek.endswith("M. van der Heijden: logboek geopend")
        assert any("verslag ondertekend, casus 2026-0001" in r.spreek for r in deel.tabel.rijen)
        deel.gebeurtenis.kies("overleg_gesloten")
        deel.gebeurtenis.gewijzigd.emit("overleg_gesloten")
        p.rust()
        assert len(deel.tabel.rijen) == 1
        druk(deel.nareken)
        p.rust()
        assert deel.keten.text().endswith("regels, alles past op elkaar")


class TestRapportage:
    def test_tabellen_zijn_met_de_toetsen_te_lezen_en_export_schermt_af(
        self, vault: Vault, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        bereid(vault, lambda wp: tot_ondertekend(wp, 2))
        monkeypatch.setattr(bestand, "kies_opslag", lambda _o, _t, naam, klaar, **_: klaar(tmp_path / naam))
        p = proef()
        pagina = p.toon("rapportage")
        tabel = pagina._kaarten["acties"].tabel
        tabel.setFocus()
        QTest.keyClick(tabel, Qt.Key.Key_End)
        assert tabel.rijen[-1].spreek == "Politie Zaanstreek-Waterland: open 2, te laat 2"
        druk(pagina.knop)
        p.rust()
        uit = (tmp_path / "rapportage.csv").read_text(encoding="utf-8-sig")
        assert "Politie Zaanstreek-Waterland;minder dan 5;minder dan 5" in uit
        assert "Verhoef" not in uit
        for neemt, gezegd in ((True, "Gebeurt er niets, open het dan zelf"), (False, "heeft geen programma om")):
            monkeypatch.setattr(bestand, "QDesktopServices", SimpleNamespace(openUrl=lambda _u, neemt=neemt: neemt))
            pagina._open()
            assert gezegd in p.gemeld
            assert p.gemeld.endswith(f"het staat in {tmp_path}.")
