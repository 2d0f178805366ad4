"""Certificates of the region on the screen: begin, ask, issue, refuse and withdraw, from the keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from zvh_testing.leesbaar import onleesbaar
from zvh_testing.sessieplek import druk_op
from zvh_testing.verslagplek import kluis, maak_werkplek
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.verslagen.sleutelpaneel import SleutelPaneel
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import regio, sleutels, tekengezag
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    """The vault of a beheerder, with a region."""
    with kluis(tmp_path / "kluis") as vault:
        plek = maak_werkplek(vault)
        regio.begin(plek)
        yield plek
        plek.store.close()


def typ(veld: Any, tekst: str) -> None:
    """Type into a field."""
    veld.setFocus()
    veld.setText(tekst)
    veld.textEdited.emit(tekst)


def test_van_beginnen_tot_intrekken_met_het_toetsenbord(
    qapp: QApplication, wp: Werkplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit = tmp_path / "uit"
    uit.mkdir()
    monkeypatch.setattr(bestand, "kies_opslag", lambda _o, _t, naam, klaar, **_: klaar(uit / naam))
    with venster_op(wp.kluis, tmp_path, {"beheer": Beheer}) as venster:
        venster.ga_naar("beheer", deel="regio")
        wacht(venster)
        beheer: Any = venster.huidige_pagina
        kaart = beheer.deel("regio").certificaten
        assert kaart.isVisible() and not kaart.knop_bestand.isVisible()
        druk_op(kaart.knop_begin)
        assert kaart.knop_zeker.hasFocus()
        druk_op(kaart.knop_niet)
        assert kaart.knop_begin.isVisible() and tekengezag.stand(wp).naam == ""
        druk_op(kaart.knop_begin)
        druk_op(kaart.knop_zeker)
        wacht(venster)
        assert kaart.knop_bestand.isVisible() and not kaart.knop_begin.isVisible()
        assert "Kenmerk" in kaart.uitleg.text() and not kaart.lijst.rijen
        druk_op(kaart.knop_wortel)
        wacht(venster)
        assert b"BEGIN CERTIFICATE" in (uit / "regio.pem").read_bytes()
        assert b"BEGIN X509 CRL" in (uit / "regio.pem").read_bytes()
        # Asked twice: the first is refused with a reason, the second granted.
        paneel = SleutelPaneel(venster.context, beheer)
        paneel.soort.kies("regio")
        for nummer in range(2):
            paneel.begin(wp.wie_naam(), mijn=sleutels.mijn_stand(wp))
            paneel._kies("regio")
            assert not paneel.knop.isEnabled() and paneel.vraag.isVisible()
            druk_op(paneel.vraag)
            wacht(venster)
            assert len(paneel.woorden.woorden) == 6 and not paneel.vraag.isVisible()
            paneel.sluit()
            kaart._open(kaart.lijst.rijen[0].sleutel)
            aanvraag = kaart.aanvraag
            assert aanvraag.woorden.woorden == paneel.woorden.woorden and aanvraag.knop.hasFocus()
            if nummer == 0:
                druk_op(aanvraag.weiger)
                assert aanvraag.waarom.hasFocus()
                druk_op(aanvraag.weiger_echt)
                wacht(venster)
                assert aanvraag.fout.isVisible() and aanvraag.isVisible()
                typ(aanvraag.waarom, "Teken met uw pas.")
                druk_op(aanvraag.weiger_echt)
                wacht(venster)
                assert sleutels.mijn_stand(wp).waarom == "Teken met uw pas."
            else:
                assert not list(onleesbaar(aanvraag))
                druk_op(aanvraag.knop)
                wacht(venster)
            assert not aanvraag.isVisible()
        assert sleutels.heeft_regiocertificaat(wp)
        paneel.begin(wp.wie_naam(), mijn=sleutels.mijn_stand(wp))
        paneel._kies("regio")
        assert paneel.knop.isEnabled() and "Niet gekwalificeerd" in paneel.uitleg.text()
        assert wp.regio().naam in paneel.uitleg.text()
        paneel.sluit()
        assert [r.achter[0].tekst for r in kaart.lijst.rijen] == ["geldig", "geweigerd"]
        kaart._open(kaart.lijst.rijen[0].sleutel)
        certificaat = kaart.certificaat
        druk_op(certificaat.bewaren)
        wacht(venster)
        assert (uit / "certificaat-ondertekenen.pem").read_bytes().count(b"BEGIN CERTIFICATE") == 2
        druk_op(certificaat.intrekken)
        assert certificaat.reden.hasFocus() and not certificaat.doe_intrekken.isEnabled()
        certificaat.reden.kies("uit_dienst")
        druk_op(certificaat.doe_intrekken)
        wacht(venster)
        assert {r.achter[0].tekst for r in kaart.lijst.rijen} == {"ingetrokken", "geweigerd"}
    assert sleutels.mijn_stand(wp).staat == "ingetrokken"


def test_aanvraag_uit_een_bestand_eerst_de_woorden_vergelijken(
    qapp: QApplication, wp: Werkplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tekengezag.begin(wp)
    pad = tmp_path / "aanvraag.csr"
    monkeypatch.setattr(bestand, "kies_bestand", lambda _o, _t, klaar, **_: klaar(pad))
    monkeypatch.setattr(bestand, "kies_opslag", lambda _o, _t, _n, klaar, **_: klaar(tmp_path / "uit.pem"))
    wie = wp.wie
    assert wie is not None
    with venster_op(wp.kluis, tmp_path, {"beheer": Beheer}) as venster:
        venster.ga_naar("beheer", deel="regio")
        wacht(venster)
        pagina: Any = venster.huidige_pagina
        kaart = pagina.deel("regio").certificaten
        pad.write_bytes(b"geen aanvraag")
        druk_op(kaart.knop_bestand)
        wacht(venster)
        assert not kaart.uit_bestand.isVisible()
        pad.write_bytes(sleutels.maak_aanvraag(wp))
        druk_op(kaart.knop_bestand)
        wacht(venster)
        paneel = kaart.uit_bestand
        assert paneel.isVisible() and wie.naam in paneel.hoe.text()
        paneel.wie.kies(wie.id)
        assert not paneel.knop.isEnabled(), "not before the words were compared"
        druk_op(paneel.vergeleken)
        druk_op(paneel.knop)
        wacht(venster)
        assert paneel.bewaren.hasFocus()
        druk_op(paneel.bewaren)
        wacht(venster)
    sleutels.neem_regiocertificaat(wp, (tmp_path / "uit.pem").read_bytes())
    assert sleutels.heeft_regiocertificaat(wp)
