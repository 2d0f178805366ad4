"""The tab Plan: conditions, steps with a reason, interventies, versions and agreement, by keyboard."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.casusproef import Proef
from zvh_testing.casusproef import toets as _toets
from zvh_testing.casusproef import typ as _typ

from zvh_desktop.domain.clientplan import Clientzin
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.plan import Doel, Fase
from zvh_desktop.domain.planfase import Fasestap, Voorwaarde
from zvh_desktop.domain.planversie import Planakkoord, Planversie
from zvh_desktop.gui.pages.casus.plan import Plan
from zvh_desktop.gui.pages.casus.plan_kaart import DoelKaart, Kaartenstapel
from zvh_desktop.services import concepten, dossiers, fasen


@pytest.fixture
def proef(qtbot: QtBot, tmp_path: Path) -> Iterator[Proef]:
    vault = maak_kluis(tmp_path)
    wp = maak_werkplek(vault)
    richt_in(wp)
    wp.store.close()
    gemaakt = Proef(qtbot, vault)
    yield gemaakt
    gemaakt.taken.sluit()
    vault.close()
    assert not gemaakt.fouten


def _rust(proef: Proef) -> None:
    """Wait for what was asked, and for what is asked because of it."""
    for _ in range(4):
        QApplication.processEvents()
        proef.rust()


def _open_fase(proef: Proef, nummer: int = 1) -> Plan:
    deel: Plan = proef.open("plan")
    _rust(proef)
    deel.kolommen[nummer].fasekop.setFocus()
    _toets(Qt.Key.Key_Return)
    return deel


def _knop(deel: Plan, naar: str) -> None:
    next(k for k in deel.fase.knoppen() if k.objectName() == naar).click()


def test_voorwaarde_erbij_afgevinkt_en_met_naam_in_beeld(proef: Proef) -> None:
    deel = _open_fase(proef)
    deel.fase.erbij.ga_naar("nieuwe_voorwaarde", 0)
    _typ("Vader slaapt elders")
    _toets(Qt.Key.Key_Return)
    _rust(proef)
    (vink,) = deel.fase.vinken()
    assert vink.accessibleName() == "Vader slaapt elders" and not vink.isChecked()
    vink.setFocus()
    _toets(Qt.Key.Key_Space)
    _rust(proef)
    (v,) = proef.vraag(lambda wp: wp.store.find(Voorwaarde, casus_id=proef.casus_id))
    assert v.voldaan_op is not None and v.voldaan_door == "M. van der Heijden"
    assert "volgens M. van der Heijden" in proef.alle_tekst()


def test_open_voorwaarde_staat_er_en_bereikt_kan_alleen_met_waarom_toch(proef: Proef) -> None:
    fase = proef.vraag(lambda wp: wp.store.find(Fase, casus_id=proef.casus_id, nummer=1)[0])
    proef.vraag(lambda wp: fasen.zet_fase(wp, fase.id, "open"))
    proef.vraag(lambda wp: fasen.voeg_voorwaarde_toe(wp, fase.id, "Vader slaapt elders"))
    deel = _open_fase(proef)
    assert "Vader slaapt elders" in deel.fase.openstaand.text()
    deel.fase.motief.ga_naar("motivering", 0)
    _typ("het is rustig")
    _knop(deel, "bereikt")
    assert deel.fase.ondanks.velden["ondanks"].foutief
    _typ("vader verhuist in mei")
    _knop(deel, "bereikt")
    _rust(proef)
    stap = next(
        s for s in proef.vraag(lambda wp: wp.store.find(Fasestap, casus_id=proef.casus_id)) if s.naar == "bereikt"
    )
    assert (stap.open_voorwaarden, stap.ondanks) == (["Vader slaapt elders"], "vader verhuist in mei")
    gezien = " ".join(r.spreek for r in deel.fase.stappen.rijen)
    assert "Bereikt" in gezien and "vader verhuist in mei" in gezien and "M. van der Heijden" in gezien


def test_half_getypte_voorwaarde_staat_er_na_een_val_nog(proef: Proef) -> None:
    fase = proef.vraag(lambda wp: wp.store.find(Fase, casus_id=proef.casus_id, nummer=1)[0])
    proef.vraag(
        lambda wp: concepten.bewaar(wp, fase.id, "nieuwe_voorwaarde", "fase", "Voorwaarde erbij", "Vader sla", 9)
    )
    deel = _open_fase(proef)
    assert deel.fase.erbij.waarde("nieuwe_voorwaarde") == "Vader sla"


def test_interventie_erbij_met_kader_en_ingetrokken_met_terugweg(proef: Proef) -> None:
    deel: Plan = proef.open("plan")
    _rust(proef)
    deel.kolommen[2].plus_interventie.setFocus()
    _toets(Qt.Key.Key_Space)
    _typ("Bewind aanvragen")
    deel.interventie.velden["kader"].invoer.kies("civiel")  # type: ignore[attr-defined]  # a KeuzeVeld
    deel.interventiepaneel.klaar.click()
    _rust(proef)
    (i,) = proef.vraag(lambda wp: wp.store.find(Interventie, casus_id=proef.casus_id))
    assert (i.tekst, i.kader, i.fase) == ("Bewind aanvragen", "civiel", 2)
    (kaart,) = deel.kolommen[2].interventies()
    assert kaart.accessibleName() == "Interventie: Bewind aanvragen. civiel · nog geen begin"
    kaart.setFocus()
    _toets(Qt.Key.Key_Return)
    deel.interventiepaneel.weg.click()
    _rust(proef)
    assert deel.kolommen[2].interventies() == []
    proef.vraag(lambda wp: dossiers.maak_ongedaan(wp))
    proef.open("plan")
    _rust(proef)
    assert len(proef.vraag(lambda wp: wp.store.find(Interventie, casus_id=proef.casus_id))) == 1


def test_plan_vastgelegd_partner_akkoord_op_naam_en_verschil_in_woorden(proef: Proef) -> None:
    doel, _ = proef.vraag(
        lambda wp: dossiers.voeg_toe(
            wp, "doel", proef.casus_id, {"tekst": "Plek met toezicht", "fase": 1, "doelsoort": "doel"}
        )
    )
    deel: Plan = proef.open("plan")
    _rust(proef)
    deel.versies.click()
    deel.versiepaneel.vastleggen.click()
    _rust(proef)
    (versie,) = proef.vraag(lambda wp: wp.store.find(Planversie, casus_id=proef.casus_id))
    assert versie.nummer == 1 and deel.versies.text() == "Versie 1 en akkoord"
    paneel = deel.versiepaneel
    ggz = proef.vraag(lambda wp: next(p.id for p in wp.partners().values() if p.kortweg == "GGZ"))
    paneel.formulier.velden["partner_id"].invoer.kies(ggz)  # type: ignore[attr-defined]  # a KeuzeVeld
    paneel.formulier.ga_naar("naam", 0)
    _typ("M. de Ruiter")
    paneel.geef.click()
    _rust(proef)
    (akkoord,) = proef.vraag(lambda wp: wp.store.find(Planakkoord, casus_id=proef.casus_id))
    assert (akkoord.naam, akkoord.organisatie, akkoord.planversie_id) == ("M. de Ruiter", "GGZ Waterland", versie.id)
    assert "GGZ Waterland: akkoord" in paneel.akkoorden.rijen[0].spreek
    paneel.akkoorden.knop_gedrukt.emit(akkoord.id, "weg")
    assert paneel.formulier.velden["toelichting"].foutief
    _typ("was voor de vorige versie")
    paneel.akkoorden.knop_gedrukt.emit(akkoord.id, "weg")
    _rust(proef)
    assert paneel.akkoorden.rijen == ()
    proef.vraag(lambda wp: dossiers.wijzig(wp, "doel", doel, {"bereikt": True}))
    deel = proef.open("plan")
    _rust(proef)
    assert deel.versies.text() == "Veranderd na versie 1"
    deel.versies.click()
    _rust(proef)
    assert [r.spreek for r in deel.versiepaneel.verschil.rijen] == ["Plek met toezicht: bereikt: nee werd ja"]
    assert len(proef.vraag(lambda wp: wp.store.find(Doel, casus_id=proef.casus_id))) == 1


def test_wat_de_betrokkene_leest_wordt_per_onderdeel_gekozen_en_dan_bekeken(proef: Proef) -> None:
    nieuw = {"fase": 1, "doelsoort": "afspraak"}
    for tekst in ("Depotmedicatie door FACT", "Wijkagent belt vader"):
        proef.vraag(lambda wp, tekst=tekst: dossiers.voeg_toe(wp, "doel", proef.casus_id, {**nieuw, "tekst": tekst}))
    deel: Plan = proef.open("plan")
    _rust(proef)
    deel.voor_client.click()
    _rust(proef)
    paneel = deel.client
    assert "2 zonder keuze" in paneel.uitleg.text() and not paneel.knop.isEnabled()
    paneel.lijst.kies(paneel.plan.delen[0].onderdeel.id)  # type: ignore[union-attr]
    assert "prik" in paneel.let_op.text()
    paneel.woorden.selectAll()
    paneel.woorden.setFocus()
    _typ("U krijgt een prik met medicijnen.")
    paneel.vertel.setFocus()
    _toets(Qt.Key.Key_Space)
    _rust(proef)
    assert paneel.kop.text() == "Wijkagent belt vader", "the next one that nobody judged comes by itself"
    paneel.niet.click()
    assert paneel.redenveld.foutief
    paneel.reden.setFocus()
    _typ("veiligheid")
    paneel.niet.setFocus()
    _toets(Qt.Key.Key_Space)
    _rust(proef)
    assert "1 op de bladzijde." in paneel.uitleg.text()
    zinnen = proef.vraag(lambda wp: {z.keuze: z for z in wp.store.find(Clientzin, casus_id=proef.casus_id)})
    assert zinnen["vertellen"].tekst == "U krijgt een prik met medicijnen." and zinnen["niet"].reden == "veiligheid"
    paneel.knop.click()
    _rust(proef)
    assert deel.uitgeven.isVisible() and deel.uitgeven.bladen.aantal == 1
    assert deel.uitgeven.aan.isReadOnly() and "Kees" in deel.uitgeven.aan.text()


def test_kaart_wordt_niet_afgesneden_als_de_kolom_smaller_is_dan_gedacht(qtbot: QtBot) -> None:
    vak = QWidget()
    qtbot.addWidget(vak)
    kolom = QVBoxLayout(vak)
    stapel = Kaartenstapel()
    kolom.addWidget(stapel)
    kolom.addStretch(1)
    assert stapel.heightForWidth(240) == 0
    doel = Doel(id="1", stream="", casus_id="1", fase=4, tekst="Terug naar het wijkteam na zes maanden stabiel")
    stapel.voeg_toe(DoelKaart(doel, "", "", date(2026, 11, 24)))
    kolom.sizeHint()
    vak.resize(260, 600)
    vak.show()
    qtbot.waitUntil(lambda: 0 < stapel.width() <= 260)
    (kaart,) = stapel.kaarten
    assert stapel.height() == kaart.height() == kaart.heightForWidth(stapel.width())
