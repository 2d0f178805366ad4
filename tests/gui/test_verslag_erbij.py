"""Signing with another key, additions, what one reader sees and time stamps, by keyboard."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from documents.pki import Gezag
from documents.stukken import NU
from gui.test_verslagen import Proef, bereid, druk, typ
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from services.test_ondertekensleutels import WACHTWOORD, sleutelbestand
from services.test_stempels import Server, server
from zvh_testing.taakplek import taken_op
from zvh_testing.verslagplek import houd_overleg, kluis, tot_ondertekend

from zvh_desktop.domain.toevoeging import Stempelversie, Toevoeging
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.stempelbode import Stempelbode
from zvh_desktop.services import verslagen
from zvh_desktop.store.vault import Vault
from zvh_desktop.sync.transport import HttpStempelaar

__all__ = ["server"]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with kluis(tmp_path) as open_:
        yield open_


@pytest.fixture
def proef(qtbot: QtBot, vault: Vault) -> Iterator[Callable[[], Proef]]:
    with taken_op(vault) as taken:
        yield lambda: Proef(qtbot, vault, taken)


def test_ondertekenen_met_een_sleutelbestand(vault: Vault, proef: Callable[[], Proef], tmp_path: Path) -> None:
    overleg_id, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 2))
    bereid(vault, lambda wp: verslagen.stel_overleg_vast(wp, overleg_id))
    keuze = sleutelbestand(tmp_path, Gezag().ondertekenaar("M. van der Heijden"))
    p = proef()
    scherm = p.toon(verslag_id=gemaakt[0].id).scherm
    druk(scherm.ondertekenen.knop_anders)
    paneel = scherm.sleutel
    assert paneel.isVisible() and not paneel.wachtwoord.isVisible()
    paneel.soort.kies("bestand")
    paneel.soort.gekozen.emit("bestand")
    druk(paneel.knop)
    assert paneel.isVisible() and "Kies eerst het sleutelbestand" in paneel.fout.text()
    paneel.neem_bestand(keuze.bestand)
    assert paneel.wachtwoord.echoMode() is QLineEdit.EchoMode.Password
    typ(paneel.wachtwoord, "fout")
    druk(paneel.knop)
    p.rust()
    assert {v.status for v in p.weet(lambda wp: wp.store.find(Verslag))} == {"vastgesteld"}
    assert paneel.wachtwoord.text() == ""
    druk(scherm.ondertekenen.knop_anders)
    typ(paneel.wachtwoord, WACHTWOORD)
    druk(paneel.knop)
    p.rust()
    assert {v.status for v in p.weet(lambda wp: wp.store.find(Verslag))} == {"ondertekend"}
    rij = scherm.ondertekenen.lijst.rijen[0]
    assert "PAdES B-B · certificaat van een hier onbekende instantie, niet gekwalificeerd" in rij.tweede


def test_kaart_zoeken_zonder_stuurprogramma_geeft_een_zin(vault: Vault, proef: Callable[[], Proef]) -> None:
    overleg_id, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 1))
    bereid(vault, lambda wp: verslagen.stel_overleg_vast(wp, overleg_id))
    p = proef()
    scherm = p.toon(verslag_id=gemaakt[0].id).scherm
    druk(scherm.ondertekenen.knop_anders)
    scherm.sleutel.soort.kies("kaart")
    scherm.sleutel.soort.gekozen.emit("kaart")
    druk(scherm.sleutel.zoek)
    p.rust()
    assert "geen kaart of stick" in scherm.sleutel.fout.text()
    assert not scherm.sleutel.pinveld.isVisible()
    druk(scherm.sleutel.knop)
    assert scherm.sleutel.isVisible()


def test_niveau_wordt_niet_genoemd_voor_er_getekend_is(vault: Vault, proef: Callable[[], Proef]) -> None:
    overleg_id, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 1))
    bereid(vault, lambda wp: verslagen.stel_overleg_vast(wp, overleg_id))
    scherm = proef().toon(verslag_id=gemaakt[0].id).scherm
    assert not any("PAdES" in rij.tweede for rij in scherm.ondertekenen.lijst.rijen)


def test_zienswijze_toevoegen_ondertekent_haar_en_laat_het_verslag_zoals_het_is(
    vault: Vault, proef: Callable[[], Proef]
) -> None:
    _, (id_,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    oud = p.weet(lambda wp: (wp.eis(Verslag, id_), verslagen.bestand(wp, id_)))
    scherm = p.toon(verslag_id=id_).scherm
    druk(scherm.toevoegingen.knop)
    paneel = scherm.toevoegen
    paneel.aard.kies("zienswijze")
    paneel.aard.gekozen.emit("zienswijze")
    druk(paneel.knop)
    assert paneel.vanveld.foutief and not paneel.redenveld.isVisible()
    typ(paneel.van, "Kees Verhoef")
    typ(paneel.tekst, "Ik herken mij niet in wat over mijn huis is gezegd.")
    druk(paneel.knop)
    p.rust()
    assert not paneel.isVisible()
    (toevoeging,) = p.weet(lambda wp: wp.store.find(Toevoeging))
    assert (toevoeging.aard, toevoeging.van, toevoeging.nummer) == ("zienswijze", "Kees Verhoef", 1)
    assert p.weet(lambda wp: (wp.eis(Verslag, id_), verslagen.bestand(wp, id_))) == oud
    assert "Zienswijze van de betrokkene 1" in scherm.toevoegingen.lijst.rijen[0].spreek


def test_toevoeging_die_half_getypt_is_staat_er_na_weggaan_nog(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (id_,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    pagina = p.toon(verslag_id=id_)
    druk(pagina.scherm.toevoegingen.knop)
    typ(pagina.scherm.toevoegen.tekst, "Half af")
    pagina.verlaat()
    p.rust()
    pagina.scherm.toevoegen.sluit()
    druk(pagina.scherm.toevoegingen.knop)
    p.rust()
    assert pagina.scherm.toevoegen.tekst.tekst() == "Half af"


def test_toevoeging_verstrekken_is_een_vastgelegde_verstrekking(
    vault: Vault, proef: Callable[[], Proef], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zvh_desktop.services import toevoegingen

    _, (id_,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    bereid(vault, lambda wp: toevoegingen.voeg_toe(wp, id_, "aanvulling", "GGZ", "De datum was 2 december.", "fout"
                                                   " in het verslag"))  # fmt: skip
    pad = tmp_path / "t.pdf"
    monkeypatch.setattr(bestand, "kies_opslag", lambda _o, _t, _n, klaar, **_: klaar(pad))
    p = proef()
    scherm = p.toon(verslag_id=id_).scherm
    (regel,) = scherm.toevoegingen.lijst.rijen
    scherm.toevoegingen.verstrek.emit(regel.sleutel)
    p.rust()
    typ(scherm.uitgeven.aan, "M. de Ruiter, GGZ")
    druk(scherm.uitgeven.knop)
    assert scherm.uitgeven.grondveld.foutief and not pad.exists()
    typ(scherm.uitgeven.grond, "deelnemer aan het overleg")
    druk(scherm.uitgeven.knop)
    p.rust()
    (verstrekking,) = p.weet(lambda wp: wp.store.find(Verstrekking))
    assert (verstrekking.stuk, verstrekking.verslag_id, verstrekking.aan) == ("toevoeging", id_, "M. de Ruiter, GGZ")
    assert pad.read_bytes().startswith(b"%PDF")


def test_wat_ziet_een_partner_is_bereikbaar_vanaf_het_verslag(vault: Vault, proef: Callable[[], Proef]) -> None:
    _, (id_,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    scherm = p.toon(verslag_id=id_).scherm
    druk(scherm.ontvangers.knop_ziet)
    p.rust()
    assert scherm.uittreksel.lezer.count() > 2 and scherm.uittreksel.knop.isEnabled()
    druk(scherm.uittreksel.knop)
    p.rust()
    assert scherm.uitgeven.isVisible() and scherm.uitgeven.hoe.isVisible()


def test_tijdstempel_vragen_brengt_het_niveau_omhoog(vault: Vault, proef: Callable[[], Proef], server: Server) -> None:
    _, (id_,) = bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    p.venster.context.maak_stempelaar = HttpStempelaar
    scherm = p.toon(verslag_id=id_).scherm
    assert "PAdES B-B" in scherm.ondertekenen.lijst.rijen[0].tweede
    druk(scherm.controle.knop)
    typ(scherm.stempel.adres, "geen adres")
    druk(scherm.stempel.knop)
    assert scherm.stempel.adresveld.foutief and scherm.stempel.isVisible()
    scherm.stempel.adres.setText(server.basis + "/stempel")
    druk(scherm.stempel.knop)
    p.rust()
    p.qtbot.waitUntil(lambda: not scherm._stempels.bezig, timeout=20_000)
    p.rust()
    assert p.weet(lambda wp: [s.gestempeld_op for s in wp.store.find(Stempelversie)]) == [NU]
    assert "PAdES B-T" in scherm.ondertekenen.lijst.rijen[0].tweede


def test_na_een_gelukte_ronde_wordt_gevraagd_en_na_een_mislukte_niet(
    vault: Vault, proef: Callable[[], Proef], server: Server
) -> None:
    bereid(vault, lambda wp: tot_ondertekend(wp, 1))
    p = proef()
    instellingen = p.venster.context.instellingen
    p.venster.context.maak_stempelaar = HttpStempelaar
    bode = Stempelbode(p.venster.context, p.venster)
    uitkomsten: list[tuple[int, Any]] = []
    bode.klaar.connect(lambda aantal, fout: uitkomsten.append((aantal, fout)))
    bode.na_ronde(None)
    assert not bode.bezig, "zonder dienst wordt niets gevraagd"
    instellingen.zet("tijdstempeldienst", server.basis + "/stempel")
    bode.na_ronde(OSError())
    assert not bode.bezig
    server.stuk = "weigert"
    for stuk, aantal in (("weigert", 0), ("", 1), ("", 0)):
        server.stuk = stuk
        bode.na_ronde(None)
        p.qtbot.waitUntil(lambda: not bode.bezig, timeout=20_000)
        assert uitkomsten[-1][0] == aantal and (uitkomsten[-1][1] is not None) is (stuk == "weigert")


def test_ondertekenen_loopt_niet_op_de_draad_van_het_venster(
    vault: Vault, proef: Callable[[], Proef], monkeypatch: pytest.MonkeyPatch
) -> None:
    overleg_id, gemaakt = bereid(vault, lambda wp: houd_overleg(wp, 1))
    bereid(vault, lambda wp: verslagen.stel_overleg_vast(wp, overleg_id))
    draden: list[int] = []
    echt = verslagen.onderteken_overleg

    def gevolgd(*args: Any) -> Any:
        draden.append(threading.get_ident())
        return echt(*args)

    monkeypatch.setattr(verslagen, "onderteken_overleg", gevolgd)
    p = proef()
    druk(p.toon(verslag_id=gemaakt[0].id).scherm.ondertekenen.knop)
    p.rust()
    assert draden and threading.get_ident() not in draden
