"""The region on the screen: begin it, certify its server, invite and join, end a device; each only for whom it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.casuskluis import meld_aan, richt_in
from zvh_testing.leesbaar import onleesbaar
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.sessieplek import druk_op, teksten
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.beheer.regio import RegioDeel
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.toegang.woordbladen import Bladenscherm
from zvh_desktop.protocol.receipts import read_statements_text
from zvh_desktop.services import aanmelden, regio, sync, toelating
from zvh_desktop.services.werkplek import Werkplek

COLLEGAS = (("Joris Blom", "secretaris"), ("Noor Smit", "veldwerker"))


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        yield p


@pytest.fixture
def met_regio(plek: Regioplek) -> Regioplek:
    plek.begin(COLLEGAS)
    meld_aan(plek.kluizen["baas"])
    return plek


@contextmanager
def deel_op(wp: Werkplek, map_: Path) -> Iterator[tuple[MainWindow, RegioDeel]]:
    """The part Regio in a window on a vault."""
    with venster_op(wp.kluis, map_, {"beheer": Beheer}) as venster:
        venster.ga_naar("beheer", deel="regio")
        wacht(venster)
        pagina: Any = venster.huidige_pagina
        yield venster, pagina.deel("regio")


def tot(voorwaarde: Callable[[], object], *vensters: MainWindow) -> None:
    """Let windows work until something holds."""
    for _ in range(5000):
        if voorwaarde():
            return
        for venster in vensters:
            wacht(venster)
        sleep(0.001)
    raise AssertionError("waited in vain")


def kies_altijd(monkeypatch: pytest.MonkeyPatch, map_: Path) -> list[str]:
    """Choose a place in a folder for every file that is to be written, and the folder itself; tell the names."""
    namen: list[str] = []

    def opslag(_ouder: QWidget, _titel: str, naam: str, klaar: Callable[[Path], object], *, soort: str = "pdf") -> None:
        namen.append(naam)
        klaar(map_ / naam)

    monkeypatch.setattr(bestand, "kies_opslag", opslag)
    return namen


def test_een_regio_begint_met_drie_bladen_die_nergens_blijven(
    qapp: QApplication, plek: Regioplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wp = plek.nieuwe_kluis("baas")
    richt_in(wp)
    namen = kies_altijd(monkeypatch, tmp_path)
    with deel_op(wp, tmp_path) as (venster, deel):
        assert deel.kaart_begin.isVisible() and not deel.kaart_stand.isVisible()
        druk_op(deel.knop_begin)
        assert deel.knop_zeker.hasFocus()
        druk_op(deel.knop_niet)
        assert deel.knop_begin.isVisible() and regio.stand(wp) is None
        druk_op(deel.knop_begin)
        druk_op(deel.knop_zeker)
        tot(lambda: isinstance(venster.centralWidget(), Bladenscherm), venster)
        bladen: Any = venster.centralWidget()
        gezien: list[list[str]] = []
        for nr in range(3):
            assert bladen.titel.text() == f"Blad {nr + 1} van 3"
            assert not bladen.knop.isEnabled()
            gezien.append(bladen.raster.accessibleDescription().split())
            druk_op(bladen.tekst)
            wacht(venster)
            druk_op(bladen.pdf)
            wacht(venster)
            druk_op(bladen.gezien)
            druk_op(bladen.knop)
        wacht(venster)
        assert namen == [f"blad-{nr}.{soort}" for nr in (1, 2, 3) for soort in ("txt", "pdf")]
        tot(deel.kaart_stand.isVisible, venster)
        assert not deel.zonder_bladen.isVisible()
        assert "zaanstreek" in deel._regels["naam"].text().lower()
        assert len(deel._regels["kenmerk"].text().split()) == 6
        alles = teksten(venster)
        assert not any(" ".join(woorden[:3]) in alles for woorden in gezien)
        assert QApplication.clipboard().text() == ""
    assert len({tuple(w) for w in gezien}) == 3 and all(len(w) >= 20 for w in gezien)
    for nr, woorden in enumerate(gezien, 1):
        tekst = (tmp_path / f"blad-{nr}.txt").read_text("utf-8")
        assert all(f". {woord}" in tekst for woord in woorden)
        assert (tmp_path / f"blad-{nr}.pdf").read_bytes().startswith(b"%PDF")
    from zvh_desktop.crypto.regiosleutel import from_shares

    stand = regio.stand(wp)
    assert stand is not None
    assert from_shares([" ".join(gezien[0]), " ".join(gezien[2])]).region == stand.regio


def test_een_regio_waarvan_de_bladen_niet_op_papier_kwamen_zegt_dat(
    qapp: QApplication, plek: Regioplek, tmp_path: Path
) -> None:
    wp = plek.nieuwe_kluis("baas")
    richt_in(wp)
    with deel_op(wp, tmp_path) as (venster, deel):
        druk_op(deel.knop_begin)
        druk_op(deel.knop_zeker)
        tot(lambda: isinstance(venster.centralWidget(), Bladenscherm), venster)
    with deel_op(wp, tmp_path) as (venster, deel):
        assert deel.zonder_bladen.isVisible() and "niet opnieuw te tonen" in deel.zonder_bladen.text()


def test_de_server_krijgt_een_bestand_dat_past_bij_zijn_verzoek(
    qapp: QApplication, plek: Regioplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wp = plek.nieuwe_kluis("baas")
    richt_in(wp)
    regio.begin(wp)
    kies_altijd(monkeypatch, tmp_path)
    with deel_op(wp, tmp_path) as (venster, deel):
        assert "USB-stick" in deel._regels["server"].text()
        druk_op(deel.knop_server)
        paneel = deel.server
        assert paneel.verzoek.invoer.hasFocus()
        paneel.verzoek.invoer.setPlainText("geen verzoek")
        paneel.adres.setText("zvh.example")
        druk_op(paneel.knop)
        assert paneel.adresveld.foutief
        paneel.adres.setText("https://zvh.example:8443")
        druk_op(paneel.knop)
        wacht(venster)
        assert "geen verzoek van een server" in paneel.fout.text()
        paneel.verzoek.invoer.setPlainText(plek.server.verzoek())
        druk_op(paneel.knop)
        tot(paneel.bewaren.isVisible, venster)
        assert plek.server.id[:12] in paneel.klaar.text()
        druk_op(paneel.bewaren)
        wacht(venster)
        assert deel._regels["server"].text() == "https://zvh.example:8443"
    inhoud = (tmp_path / "regio.zvh-regio").read_text("ascii")
    assert read_statements_text(inhoud)
    plek.server.neem_bestand(inhoud.encode())
    assert plek.server.cert is not None


def test_wie_de_regio_niet_beheert_ziet_alleen_wat_voor_iedereen_is(
    qapp: QApplication, met_regio: Regioplek, tmp_path: Path
) -> None:
    noor = met_regio.lid("noor", "Noor Smit")
    with deel_op(noor, tmp_path) as (venster, deel):
        assert deel.kaart_stand.isVisible() and "eldwerker" in deel._regels["toestel"].text()
        assert not deel.kaart_toestellen.isVisible() and not deel.kaart_uitnodigingen.isVisible()
        assert not deel.knop_server.isVisible()
        assert not deel.toestellen.rijen
        deel.toon("uitnodigen")
        wacht(venster)
        assert not deel.nodig_uit.isVisible()
        assert "Joris Blom" not in teksten(deel)


def test_intrekken_zegt_wat_het_doet_en_wil_een_reden(qapp: QApplication, met_regio: Regioplek, tmp_path: Path) -> None:
    baas, joris = met_regio.kluizen["baas"], met_regio.lid("joris", "Joris Blom")
    met_regio.alles_gelijk("baas", "joris")
    with deel_op(baas, tmp_path) as (venster, deel):
        eigen, ander = deel.toestellen.rijen
        assert "dit toestel" in eigen.spreek and "Joris Blom" in ander.spreek
        deel.toestellen.kies(eigen.sleutel)
        deel.toestellen.setFocus()
        QTest.keyClick(deel.toestellen, Qt.Key.Key_Return)
        wacht(venster)
        assert not deel.toestel.intrekken.isVisible() and not deel.toestel.rolveld.isVisible()
        QTest.keyClick(deel.toestel, Qt.Key.Key_Escape)
        deel.toestellen.kies(ander.sleutel)
        QTest.keyClick(deel.toestellen, Qt.Key.Key_Return)
        wacht(venster)
        paneel = deel.toestel
        assert any("Kees" in r.spreek for r in paneel.had.rijen)
        paneel.rol.setFocus()
        paneel.rol.kies("procesregisseur")
        paneel.rol.gewijzigd.emit("procesregisseur")
        wacht(venster)
        druk_op(paneel.intrekken)
        assert "kan dat nog lezen" in paneel.uitleg.text() and paneel.uitleg.isVisible()
        assert not paneel.doe_intrekken.isEnabled()
        QTest.keyClick(paneel.reden, Qt.Key.Key_Down)
        assert paneel.reden.waarde() == "verloren"
        druk_op(paneel.doe_intrekken)
        wacht(venster)
        assert not paneel.isVisible()
        assert "ingetrokken" in deel.toestellen.rijen[1].spreek
    toestel = next(t for t in regio.toestellen(baas) if t.id == joris.store.toestel)
    assert toestel.ingetrokken and toestel.rol == "procesregisseur"


def test_uitnodigen_zonder_netwerk_gaat_met_berichten_en_pas_na_gelijke_woorden(
    qapp: QApplication, met_regio: Regioplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baas = met_regio.kluizen["baas"]
    joris = met_regio.nieuwe_kluis("joris")
    namen = kies_altijd(monkeypatch, tmp_path)
    with deel_op(baas, tmp_path) as (venster, deel):
        druk_op(deel.knop_uitnodigen)
        deel.nodig_uit.wie.setCurrentIndex(deel.nodig_uit.wie.findText("Joris Blom", Qt.MatchFlag.MatchStartsWith))
        deel.nodig_uit._ander()
        assert deel.nodig_uit.rol.waarde() == "secretaris"
        druk_op(deel.nodig_uit.knop)
        wacht(venster)
        paneel = deel.uitnodiging
        tekst = paneel.uitnodiging.veld.tekst()
        druk_op(paneel.uitnodiging.kopie)
        assert QApplication.clipboard().text() == tekst
        druk_op(paneel.uitnodiging.bewaren)
        wacht(venster)
        assert namen == ["uitnodiging.txt"]
        stand = aanmelden.word_lid(joris, (tmp_path / "uitnodiging.txt").read_text())
        paneel.antwoord.invoer.setPlainText("onzin")
        druk_op(paneel.antwoord.neem)
        wacht(venster)
        assert paneel.antwoord.veld.foutief
        while stand.fase != "woorden":
            paneel.antwoord.invoer.setPlainText(stand.bericht)
            druk_op(paneel.antwoord.neem)
            wacht(venster)
            stand = aanmelden.neem_antwoord(joris, paneel.bericht.veld.tekst())
        assert paneel.woorden.woorden == stand.woorden and paneel.gehoord.hasFocus()
        assert not paneel.uitnodiging.isVisible()
        paneel.gehoord.setText(" ".join(reversed(stand.woorden)))
        druk_op(paneel.goed)
        wacht(venster)
        assert paneel.gehoordveld.foutief and toelating.uitnodigingen(baas)[0].fase != "goedgekeurd"
        paneel.gehoord.setText(" ".join(stand.woorden).upper())
        QTest.keyClick(paneel.gehoord, Qt.Key.Key_Return)
        wacht(venster)
        assert aanmelden.neem_antwoord(joris, paneel.bericht.veld.tekst()).fase == "lid"
        paneel.sluit()
        assert tekst not in teksten(venster)
        assert "goedgekeurd" in deel.uitnodigingen.rijen[0].spreek
        assert len(deel.toestellen.rijen) == 2
    met_regio.alles_gelijk("baas", "joris")
    assert sync.stand(joris).heeft_regio


def test_een_uitnodiging_die_wordt_ingetrokken_laat_niemand_binnen(
    qapp: QApplication, met_regio: Regioplek, tmp_path: Path
) -> None:
    baas = met_regio.kluizen["baas"]
    wie = next(m for m in baas.store.find(regio.Medewerker) if m.naam == "Joris Blom")
    uitnodiging = toelating.nodig_uit(baas, wie.id)
    with deel_op(baas, tmp_path) as (venster, deel):
        deel.uitnodigingen.kies(uitnodiging.id)
        deel.uitnodigingen.setFocus()
        QTest.keyClick(deel.uitnodigingen, Qt.Key.Key_Return)
        assert not deel.uitnodiging.uitnodiging.isVisible()
        druk_op(deel.uitnodiging.afwijzen)
        wacht(venster)
        assert "ingetrokken" in deel.uitnodigingen.rijen[0].spreek
    assert toelating.uitnodigingen(baas)[0].fase == "afgewezen"


def test_grote_letters_passen_op_ieder_scherm_van_de_regio(
    qapp: QApplication, met_regio: Regioplek, tmp_path: Path
) -> None:
    baas = met_regio.kluizen["baas"]
    met_regio.lid("joris", "Joris Blom")
    thema().kies(schaal=2.0)
    with deel_op(baas, tmp_path) as (venster, deel):
        fouten: list[str] = []

        def kijk(naam: str) -> None:
            wacht(venster)
            fouten.extend(f"{naam}: {fout}" for fout in sorted(set(onleesbaar(venster.centralWidget()))))

        kijk("regio")
        deel._open_toestel(deel.toestellen.rijen[1].sleutel)
        deel.toestel._vraag()
        kijk("toestel")
        deel.toestel.sluit()
        deel.server.begin()
        kijk("server")
        deel.server.sluit()
        deel._nodig()
        kijk("uitnodigen")
        deel.nodig_uit._maak()
        kijk("uitnodiging")
        deel.uitnodiging.woorden.zet(("appelboom", "vuurtoren", "fietspad", "wolkenlucht", "koffiekop", "zeehond"))
        deel.uitnodiging.gehoordveld.show()
        kijk("woorden")
        deel.uitnodiging.sluit()
        bladen = Bladenscherm(met_regio.bladen, venster.taken)
        venster.vul_venster(bladen, afgeschermd=True)
        kijk("bladen")
        assert fouten == []
