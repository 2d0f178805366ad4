"""Joining a region from an empty machine: two windows, the server's mailbox or files between them; and by stick."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.casuskluis import meld_aan
from zvh_testing.leesbaar import onleesbaar
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.sessieplek import ZIN, druk_op, sessie, toets, typ, wacht
from zvh_testing.werkvoorraad import venster_op
from zvh_testing.werkvoorraad import wacht as wacht_venster

from zvh_desktop.domain.casus import Casus
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.delen import Delen
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.gui.syncbode import SyncBode
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.toegang.aansluiten import Aansluitscherm
from zvh_desktop.gui.toegang.begin import Beginscherm, NieuweKluis
from zvh_desktop.gui.toegang.inrichten import Inrichtscherm, Sleutelscherm
from zvh_desktop.services import aanmelden, beheer, regio, stick, sync, toelating
from zvh_desktop.services.werkplek import Werkplek

COLLEGAS = (("Joris Blom", "secretaris"),)
K = Qt.Key


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin(COLLEGAS)
        meld_aan(p.kluizen["baas"])
        p.sync("baas")
        yield p


def scherm(s: Sessie, soort: type[QWidget]) -> Any:
    wacht(lambda: isinstance(s.venster.centralWidget(), soort))
    wacht(lambda: not s.taken.open_taken)
    return s.venster.centralWidget()


@contextmanager
def delend(venster: MainWindow, maak: Callable[[str], Any]) -> Iterator[None]:
    """Let the rounds of a window run, and end them before it goes."""
    bode = SyncBode(venster.taken, maak, venster)
    venster.context.delen = bode
    bode.begin()
    try:
        yield
    finally:
        bode.stop()


def nodig_uit(baas: Werkplek) -> toelating.Uitnodiging:
    wie = next(m for m in beheer.medewerkers(baas) if m.naam == "Joris Blom")
    return toelating.nodig_uit(baas, wie.id)


def tot_aansluiten(s: Sessie) -> Any:
    """From the begin screen to the screen that asks for the invitation, by keyboard."""
    begin = scherm(s, Beginscherm)
    begin.uitnodiging.setFocus()
    toets(K.Key_Space)
    nieuw = scherm(s, NieuweKluis)
    typ(ZIN)
    toets(K.Key_Tab)
    typ(ZIN)
    wacht(nieuw.knop.isEnabled)
    toets(K.Key_Return)
    sleutel = scherm(s, Sleutelscherm)
    druk_op(sleutel.gezien)
    druk_op(sleutel.knop)
    return scherm(s, Aansluitscherm)


def test_twee_vensters_van_uitnodiging_tot_vandaag(qapp: QApplication, plek: Regioplek, tmp_path: Path) -> None:
    baas = plek.kluizen["baas"]

    def maak(_adres: str) -> Any:
        return plek.maak()

    with (
        venster_op(baas.kluis, tmp_path, {"beheer": Beheer}) as venster,
        delend(venster, maak),
        sessie(tmp_path / "nieuw", maak_transport=maak) as s,
    ):
        venster.ga_naar("beheer", deel="regio")
        wacht_venster(venster)
        pagina: Any = venster.huidige_pagina
        deel = pagina.deel("regio")
        deel._nodig()
        deel.nodig_uit.wie.setCurrentIndex(deel.nodig_uit.wie.findText("Joris Blom", Qt.MatchFlag.MatchStartsWith))
        druk_op(deel.nodig_uit.knop)
        paneel = deel.uitnodiging
        wacht(paneel.isVisible)
        tekst = paneel.uitnodiging.veld.tekst()
        assert not paneel.antwoord.isVisible()

        s.venster.activateWindow()
        a = tot_aansluiten(s)
        assert a.plak.invoer.hasFocus()
        a.plak.invoer.setPlainText("geen uitnodiging")
        druk_op(a.plak.neem)
        wacht(lambda: a.plak.veld.foutief)
        a.plak.invoer.setPlainText(tekst)
        druk_op(a.plak.neem)

        def beide_woorden() -> bool:
            a._kijk_nu()
            deel._kijk_post()
            return bool(a.woorden.woorden and paneel.woorden.woorden)

        wacht(beide_woorden)
        assert a.woorden.woorden == paneel.woorden.woorden and len(a.woorden.woorden) == 6
        assert all(woord in a.woorden.accessibleName() for woord in a.woorden.woorden)
        assert "iemand tussen" in a.past.text() and a.past.isVisible()
        paneel.gehoord.setText(" ".join(a.woorden.woorden))
        venster.activateWindow()
        druk_op(paneel.goed)

        def binnen() -> bool:
            deel._kijk_post()
            a_nu = s.venster.centralWidget()
            if isinstance(a_nu, Aansluitscherm):
                a_nu._kijk_nu()
            return s.venster.huidige_pagina is not None

        wacht(binnen)
        assert type(s.venster.huidige_pagina).__name__ == "Vandaag"
        wacht(lambda: s.venster._gebruiker[0] == "Joris Blom")
        casussen: list[list[Casus]] = []
        s.taken.vraag(lambda wp: casussen.append(wp.store.find(Casus)))
        wacht(lambda: casussen)
        assert [c.naam for c in casussen[0]] == [c.naam for c in baas.store.find(Casus)]


def test_aansluiten_gaat_verder_na_ontgrendelen_en_zonder_netwerk_met_berichten_en_een_stick(
    qapp: QApplication, plek: Regioplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baas = plek.kluizen["baas"]
    regio.zet_server(baas, "")
    uitnodiging = nodig_uit(baas)
    with sessie(tmp_path / "nieuw") as s:
        a = tot_aansluiten(s)
        a.plak.invoer.setPlainText(uitnodiging.tekst)
        druk_op(a.plak.neem)
        wacht(a.bericht.isVisible)
        assert "Zonder server" in a.net.text()
        een = toelating.neem_bericht(baas, uitnodiging.id, a.bericht.veld.tekst())
        kluis = s.kluismap
    with sessie(tmp_path / "nieuw", kluis) as s:
        wacht(lambda: s.venster.centralWidget() is not None)
        s.ontgrendel(ZIN)
        a = scherm(s, Aansluitscherm)
        wacht(a.bericht.isVisible)
        assert not a.plak.isVisible() and not a.weg_zonder.isVisible()
        a.antwoord.invoer.setPlainText(een.bericht)
        eerste = a.bericht.veld.tekst()
        druk_op(a.weg_ander)
        assert a.plak.isVisible() and a.plak.invoer.hasFocus()
        druk_op(a.antwoord.neem)
        wacht(lambda: a.bericht.veld.tekst() not in ("", eerste))
        twee = toelating.neem_bericht(baas, uitnodiging.id, a.bericht.veld.tekst())
        a.antwoord.invoer.setPlainText(twee.bericht)
        druk_op(a.antwoord.neem)
        wacht(lambda: a.woorden.isVisible())
        assert a.woorden.woorden == twee.woorden
        drie = toelating.keur_goed(baas, uitnodiging.id, twee.woorden)
        regio.deel_sleutels_uit(baas)
        a.antwoord.invoer.setPlainText(drie.bericht)
        druk_op(a.antwoord.neem)
        wacht(lambda: a.stick.isVisible() and a.stick.hasFocus())
        pak = stick.pak(baas, [drie.toestel], alles=True)
        pad = tmp_path / pak.naam
        pad.write_bytes(pak.inhoud)
        monkeypatch.setattr(bestand, "kies_bestand", lambda _o, _t, klaar, **_: klaar(pad))
        druk_op(a.stick)
        wacht(lambda: s.venster.huidige_pagina is not None)
        wacht(lambda: s.venster._gebruiker[0] == "Joris Blom")


def test_wie_toch_geen_uitnodiging_heeft_richt_zelf_in_en_terug(qapp: QApplication, tmp_path: Path) -> None:
    with sessie(tmp_path) as s:
        a = tot_aansluiten(s)
        druk_op(a.weg_zonder)
        inrichten = scherm(s, Inrichtscherm)
        druk_op(inrichten.weg_uitnodiging)
        scherm(s, Aansluitscherm)


def test_grote_letters_passen_op_het_scherm_van_aansluiten(qapp: QApplication, plek: Regioplek, tmp_path: Path) -> None:
    uitnodiging = nodig_uit(plek.kluizen["baas"])
    thema().kies(schaal=2.0)
    with sessie(tmp_path / "nieuw") as s:
        s.venster.resize(1366, 768)
        fouten = [f"begin: {f}" for f in sorted(set(onleesbaar(s.venster.centralWidget())))]
        a = tot_aansluiten(s)
        fouten += [f"plak: {f}" for f in sorted(set(onleesbaar(a)))]
        a._begin(uitnodiging.tekst)
        wacht(a.bericht.isVisible)
        fouten += [f"wacht: {f}" for f in sorted(set(onleesbaar(a)))]
        woorden = ("appelboom", "vuurtoren", "fietspad", "wolkenlucht", "koffiekop", "zeehond")
        for fase in ("woorden", "lid"):
            a._zet(aanmelden.Lidstand(fase, woorden, "secretaris", "", ""))
            QApplication.processEvents()
            fouten += [f"{fase}: {f}" for f in sorted(set(onleesbaar(a)))]
        assert fouten == []


# By stick, between members


def open_delen(venster: MainWindow) -> Delen:
    venster.ga_naar("beheer.delen")
    wacht_venster(venster)
    wacht_venster(venster)
    pagina = venster.huidige_pagina
    assert isinstance(pagina, Delen)
    return pagina


def kies(monkeypatch: pytest.MonkeyPatch, naam: str, pad: Path) -> None:
    def gekozen(_ouder: QWidget, _titel: str, *rest: Any, **_: Any) -> None:
        klaar: Callable[[Path], object] = rest[-1]
        klaar(pad)

    monkeypatch.setattr(bestand, naam, gekozen)


def test_op_stick_meegegeven_ingelezen_en_het_bewijs_terug(
    qapp: QApplication, plek: Regioplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baas, joris = plek.kluizen["baas"], plek.lid("joris", "Joris Blom")
    plek.alles_gelijk("baas", "joris")
    beheer.bewaar_regio(baas, contactpunt="Balie")
    (tmp_path / "stick").mkdir()
    (tmp_path / "vol").write_text("geen map")
    kies(monkeypatch, "kies_map", tmp_path / "vol")
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        druk_op(pagina.op_stick)
        wacht_venster(venster)
        paneel = pagina.meegeven
        (vakje,) = paneel.vakjes.values()
        assert "Joris Blom" in vakje.text() and vakje.isChecked()
        QTest.keyClick(vakje, K.Key_Space)
        assert not paneel.knop.isEnabled()
        QTest.keyClick(vakje, K.Key_Space)
        druk_op(paneel.knop)
        wacht(paneel.fout.isVisible)
        assert not paneel.klaar.isVisible() and "meegegeven" not in str(sync.niet_verzonden(baas))
        kies(monkeypatch, "kies_map", tmp_path / "stick")
        druk_op(paneel.knop)
        wacht(paneel.klaar.isVisible)
        assert "meegegeven op stick" in str(sync.niet_verzonden(baas))
        wacht_venster(venster)
        assert "Meegegeven op stick aan Joris Blom" in paneel.klaar.text()
        assert "verstuurd" not in paneel.klaar.text().lower()
    (bestand_,) = (tmp_path / "stick").iterdir()
    assert bestand_.name.startswith("overdracht-") and bestand_.suffix == ".zvhp"
    kies(monkeypatch, "kies_bestand", bestand_)
    bewijs = tmp_path / "bewijs.zvhp"

    def opslag(_ouder: QWidget, _titel: str, _naam: str, klaar: Callable[[Path], object], **_: Any) -> None:
        klaar(bewijs)

    monkeypatch.setattr(bestand, "kies_opslag", opslag)
    with venster_op(joris.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        druk_op(pagina.van_stick)
        wacht(pagina.inlezen.bewijs.isVisible)
        wacht_venster(venster)
        assert "overgenomen" in pagina.inlezen.woorden.text()
        druk_op(pagina.inlezen.bewijs)
        wacht(bewijs.exists)
        wacht_venster(venster)
        # Once more does no harm.
        druk_op(pagina.inlezen.kies)
        wacht_venster(venster)
        assert not pagina.inlezen.fout.isVisible()
        pagina.inlezen._gelezen(b"geen pak")
        wacht_venster(venster)
        assert pagina.inlezen.fout.isVisible()
    assert joris.regio().contactpunt == "Balie"
    kies(monkeypatch, "kies_bestand", bewijs)
    with venster_op(baas.kluis, tmp_path, {"beheer.delen": Delen}) as venster:
        pagina = open_delen(venster)
        druk_op(pagina.van_stick)
        wacht(lambda: "Ontvangstbewijs gelezen" in pagina.inlezen.woorden.text())
        wacht_venster(venster)
    assert sync.stand(baas).heeft_regio
