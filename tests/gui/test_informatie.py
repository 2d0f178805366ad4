"""The tab Informatie by keyboard, on a real vault with a signed verslag."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_werkplek
from zvh_testing.verslagplek import kluis, tot_ondertekend
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.documents import preview
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie, Triage
from zvh_desktop.domain.grondslag import Verlenging
from zvh_desktop.domain.informatie import Informatieverzoek
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.domain.zsm import ZsmAdvies
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.casus.informatie import InformatieTab
from zvh_desktop.gui.pages.casus.pagina import CasusPagina
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import beheer, concepten, dossiers, grondslagen, verzoeken
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.vault import Vault


class Proef:
    """A window on one casus."""

    def __init__(self, venster: MainWindow, casus_id: str) -> None:
        self.venster, self.casus_id = venster, casus_id

    def rust(self) -> None:
        wacht(self.venster)

    def tab(self) -> InformatieTab:
        self.venster.ga_naar("casussen.casus", casus_id=self.casus_id, tab="informatie")
        pagina: Any = self.venster.huidige_pagina
        for _ in range(2000):
            self.rust()
            if pagina.tab("informatie") is not None and pagina.tab("informatie").deel("verstrekt").beeld is not None:
                break
        tab = pagina.tab("informatie")
        assert isinstance(tab, InformatieTab)
        return tab

    def lees(self, soort: type[Any], **waar: Any) -> list[Any]:
        uit: list[Any] = []
        self.venster.taken.vraag(lambda wp: wp.store.find(soort, **waar), klaar=uit.append, voor=self.venster)
        self.rust()
        return list(uit[0])


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with kluis(tmp_path) as open_kluis:
        wp = maak_werkplek(open_kluis)
        tot_ondertekend(wp, 1)
        beheer.bewaar_regio(wp, contactpunt="contactpunt@zvh.example")
        grondslagen.stel_voor(wp)
        casus = wp.store.find(Casus)[0]
        dossiers.wijzig(wp, "casus", casus.id, {"doel": "Veilig wonen."})
        wp.store.close()
        yield open_kluis


@pytest.fixture
def proef(qtbot: QtBot, vault: Vault, tmp_path: Path) -> Iterator[Proef]:
    wp = maak_werkplek(vault)
    casus_id = wp.store.find(Casus)[0].id
    wp.store.close()
    with venster_op(vault, tmp_path, {"casussen.casus": CasusPagina, "beheer": Beheer}) as venster:
        yield Proef(venster, casus_id)


def _toets(toets: Qt.Key, keer: int = 1) -> None:
    for _ in range(keer):
        veld = QApplication.focusWidget()
        assert veld is not None
        QTest.keyClick(veld, toets)


def _typ(tekst: str) -> None:
    veld = QApplication.focusWidget()
    assert veld is not None
    QTest.keyClicks(veld, tekst)


def _vul(veld: QWidget, tekst: str) -> None:
    veld.setFocus()
    assert QApplication.focusWidget() is veld
    _typ(tekst)


def _druk(knop: Knop) -> None:
    knop.setFocus()
    QTest.keyClick(knop, Qt.Key.Key_Space)


def test_verzoek_maken_en_vastleggen_met_de_toetsen(proef: Proef) -> None:
    tab = proef.tab()
    tab.kies("verzoeken")
    deel: Any = tab.deel("verzoeken")
    deel._leeg.setFocus()
    deel._nieuw()
    proef.rust()
    paneel = deel.paneel
    assert paneel.isVisible() and paneel.doel.tekst() == "Veilig wonen."
    _vul(paneel.vraag, "Is er een plan?")
    _toets(Qt.Key.Key_Tab, 2)
    assert QApplication.focusWidget() is paneel.noodzaak
    _typ("Nodig voor de veiligheid")
    _druk(paneel.knop)
    proef.rust()
    assert not paneel.isVisible()
    (verzoek,) = proef.lees(Informatieverzoek, casus_id=proef.casus_id)
    assert (verzoek.vraag, verzoek.noodzaak, verzoek.status) == (
        "Is er een plan?", "Nodig voor de veiligheid", "concept",
    )  # fmt: skip
    deel._knop(verzoek.id, "verstuur")
    proef.rust()
    assert tab.uitgeven.isVisible() and tab.uitgeven.aan.isReadOnly()
    _druk(tab.uitgeven.zonder)
    proef.rust()
    (verzoek,) = proef.lees(Informatieverzoek, casus_id=proef.casus_id)
    assert verzoek.status == "verstuurd"
    assert [v.stuk for v in proef.lees(Verstrekking, casus_id=proef.casus_id)] == ["informatieverzoek"]


def test_half_getypt_verzoek_staat_als_concept_en_komt_op_zijn_plek_terug(proef: Proef) -> None:
    tab = proef.tab()
    deel: Any = tab.deel("verzoeken")
    tab.kies("verzoeken")
    deel._nieuw()
    proef.rust()
    _vul(deel.paneel.vraag, "Half getypte vraag")
    deel.paneel.leg_neer()
    _toets(Qt.Key.Key_Escape)
    proef.rust()
    uit: list[Any] = []
    proef.venster.taken.vraag(concepten.lijst, klaar=uit.append, voor=proef.venster)
    proef.rust()
    (concept,) = uit[0]
    assert concept.fragment == "Half getypte vraag" and concept.doel == "casussen.casus"
    proef.venster.ga_naar("vandaag")
    proef.venster.ga_naar(concept.doel, **dict(concept.argumenten))
    for _ in range(20):
        proef.rust()
    assert deel.paneel.isVisible() and deel.paneel.vraag.tekst() == "Half getypte vraag"


def test_weigering_staat_in_het_paneel_en_er_gaat_niets_verloren(proef: Proef) -> None:
    tab = proef.tab()
    tab.kies("gegevens")
    deel: Any = tab.deel("gegevens")
    inbreng = proef.lees(Inbreng, casus_id=proef.casus_id)[0]
    deel._open(inbreng.id)
    proef.rust()
    _vul(deel.paneel.niet, "GGZ, Politie")
    _druk(deel.paneel.knop)
    proef.rust()
    assert deel.paneel.isVisible() and "reden" in deel.paneel.fout.text()
    assert deel.paneel.niet.text() == "GGZ, Politie"
    _vul(deel.paneel.reden, "beroepsgeheim")
    _druk(deel.paneel.knop)
    proef.rust()
    assert not deel.paneel.isVisible()
    assert proef.lees(Inbreng, id=inbreng.id)[0].niet_delen_met == ["GGZ", "Politie"]


def test_antwoord_dat_niet_komt_vraagt_een_reden(proef: Proef) -> None:
    kees = proef.lees(Betrokkene, casus_id=proef.casus_id)[0]

    def maak(wp: Any) -> str:
        ggz = next(p.id for p in wp.partners().values() if p.kort == "GGZ")
        velden = {"partner_id": ggz, "vraag": "v", "doel": "d", "noodzaak": "n", "over": [kees.id]}
        id_ = verzoeken.bewaar(wp, proef.casus_id, "", velden)[0]
        verzoeken.noteer_verstuurd(wp, id_, hoe="telefonisch")
        return id_

    uit: list[str] = []
    proef.venster.taken.vraag(maak, klaar=uit.append, voor=proef.venster)
    proef.rust()
    tab = proef.tab()
    tab.kies("verzoeken")
    deel: Any = tab.deel("verzoeken")
    deel._open(uit[0])
    proef.rust()
    deel.antwoord.antwoord.kies("niet")
    deel.antwoord._gekozen("niet")
    assert not deel.antwoord.tekst.isVisible() and deel.antwoord.reden.isVisible()
    _druk(deel.antwoord.knop)
    proef.rust()
    assert deel.antwoord.fout.isVisible()
    _vul(deel.antwoord.reden, "beroepsgeheim")
    _druk(deel.antwoord.knop)
    proef.rust()
    assert proef.lees(Informatieverzoek, id=uit[0])[0].antwoord == "niet"
    assert proef.lees(Notitie, casus_id=proef.casus_id) == []


def test_zsm_advies_maken_vaststellen_en_de_kop_zegt_tot_wanneer(proef: Proef) -> None:
    tab = proef.tab()
    tab.kies("zsm")
    deel: Any = tab.deel("zsm")
    deel._nieuw()
    proef.rust()
    _vul(deel.paneel.advies, "Zorg voor straf.")
    deel.paneel.tot.setFocus()
    _typ("12-1-2027")
    _vul(deel.paneel.contact, "M. van der Heijden")
    _druk(deel.paneel.knop)
    proef.rust()
    (advies,) = proef.lees(ZsmAdvies, casus_id=proef.casus_id)
    deel._knop(advies.id, "vast")
    for _ in range(5):
        proef.rust()
    pagina: Any = proef.venster.huidige_pagina
    assert "12 jan 2027" in pagina._kop.zsm.accessibleName() + pagina._kop.zsm.text()
    deel.terug.kom(deel.beeld.adviezen[0])
    deel.terug.op.setFocus()
    _typ("23-11-2026")
    _vul(deel.terug.wat, "Werkstraf met meldplicht.")
    _druk(deel.terug.knop)
    proef.rust()
    (advies,) = proef.lees(ZsmAdvies, casus_id=proef.casus_id)
    assert "Werkstraf" in advies.afdoening and not deel.terug.isVisible()


def test_gegeven_wordt_gemerkt_met_de_toetsen_en_zonder_reden_geweigerd(proef: Proef) -> None:
    tab = proef.tab()
    tab.kies("gegevens")
    deel: Any = tab.deel("gegevens")
    deel.lijst.setFocus()
    deel.lijst.setCurrentIndex(deel.lijst.model().index(0, 0))
    _toets(Qt.Key.Key_Return)
    gegeven, paneel = deel.beeld.gegevens[0], deel.paneel
    assert paneel.isVisible()
    _vul(paneel.niet, "Gemeente Purmerend")
    _druk(paneel.knop)
    proef.rust()
    assert paneel.fout.isVisible() and paneel.niet.text() == "Gemeente Purmerend"
    _vul(paneel.reden, "veiligheid van vader")
    _druk(paneel.knop)
    proef.rust()
    assert not paneel.isVisible()
    bewaard = proef.lees(Notitie if gegeven.soort == "notitie" else Inbreng, id=gegeven.id)[0]
    assert bewaard.niet_delen_met == ["Gemeente Purmerend"] and bewaard.niet_delen_reden == "veiligheid van vader"


def test_verlenging_met_de_toetsen_weigert_zonder_reden_en_schuift_de_termijn_op(proef: Proef) -> None:
    def beeindig(wp: Werkplek) -> None:
        grondslagen.bewaar_regel(wp, "", {"maanden": 12, "wet": "besluit 3"})
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, proef.casus_id).met(status="afgesloten", beeindigd_op=wp.vandaag()))

    proef.venster.taken.doe(beeindig)
    proef.rust()
    deel: Any = proef.tab().deel("grond")
    _druk(deel._verleng)
    paneel = deel.verlengen
    assert paneel.isVisible() and paneel.tot.hasFocus() | paneel.tot.isAncestorOf(QApplication.focusWidget())
    _typ("1-2-2028")
    _druk(paneel.knop)
    proef.rust()
    assert paneel.fout.isVisible() and not proef.lees(Verlenging)
    _vul(paneel.motivering, "Er loopt nog een zaak.")
    _druk(paneel.knop)
    for _ in range(3):
        proef.rust()
    (besluit,) = proef.lees(Verlenging)
    assert (str(besluit.tot), besluit.motivering) == ("2028-02-01", "Er loopt nog een zaak.")
    assert not paneel.isVisible() and "1 februari 2028" in deel.bewaarzin.text() and len(deel.besluiten.rijen) == 1


def test_compartiment_met_de_toetsen_noemt_wie_de_casus_ziet_en_gaat_weer_open(proef: Proef) -> None:
    deel: Any = proef.tab().deel("grond")
    _druk(deel._compartiment)
    paneel = deel.compartiment
    assert paneel.isVisible() and not paneel.open_knop.isVisible()
    _druk(paneel.knop)
    proef.rust()
    assert paneel.fout.isVisible() and not proef.lees(Casus)[0].compartiment
    _vul(paneel.compartimentnaam, "radicalisering")
    _toets(Qt.Key.Key_Tab)
    vak = QApplication.focusWidget()
    assert vak in paneel._vakken
    _toets(Qt.Key.Key_Space)
    _druk(paneel.knop)
    for _ in range(3):
        proef.rust()
    (casus,) = proef.lees(Casus)
    assert casus.compartiment == "radicalisering" and vak.objectName() in casus.toegang and len(casus.toegang) == 2
    assert not paneel.isVisible() and "Compartiment radicalisering" in deel.zicht.text()
    _druk(deel._compartiment)
    _druk(paneel.open_knop)
    for _ in range(3):
        proef.rust()
    (casus,) = proef.lees(Casus)
    assert (casus.compartiment, casus.toegang) == ("", []) and "Geen compartiment" in deel.zicht.text()


def test_uittreksel_wordt_eerst_bekeken_en_dan_pas_geschreven(
    proef: Proef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doel = tmp_path / "uit" / "u.pdf"
    monkeypatch.setattr(bestand, "kies_opslag", lambda _w, _t, _n, klaar, **_: klaar(doel))
    tab = proef.tab()
    tab.kies("verstrekt")
    deel: Any = tab.deel("verstrekt")
    proef.rust()
    keuze = next(k for k in deel._keuzes.values() if k.sleutel.startswith("betrokkene:"))
    deel.lezer.kies(keuze.sleutel)
    deel._andere_lezer(None)
    _druk(deel.bekijk)
    for _ in range(5):
        proef.rust()
    assert tab.uitgeven.bladen.aantal > 0 and not doel.exists()
    assert proef.lees(Verstrekking, casus_id=proef.casus_id) == []
    _druk(tab.uitgeven.knop)
    for _ in range(5):
        proef.rust()
    assert doel.read_bytes().startswith(b"%PDF")
    (v,) = proef.lees(Verstrekking, casus_id=proef.casus_id)
    assert v.stuk == "uittreksel" and v.betrokkene_id == keuze.sleutel.split(":")[1]
    assert proef.lees(Verslag)[0].status == "ondertekend"


def test_de_melder_krijgt_terugkoppeling_als_brief_zonder_naam(
    proef: Proef, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wp = maak_werkplek(vault)
    casus = wp.eis(Casus, proef.casus_id)
    melding = {"id": wp.nieuw_id(), "stream": casus.stream, "casus_id": casus.id, "ontvangen_op": wp.vandaag()}
    besluit = {"id": wp.nieuw_id(), "stream": casus.stream, "casus_id": casus.id, "datum": wp.vandaag()}
    with wp.transactie("proef") as t:
        t.save(Aanmelding.model_validate({**melding, "aanmelder_organisatie": "GGZ Waterland"}))
        t.save(Triage.model_validate({**besluit, "uitkomst": "overleg", "motivering": "Het stapelt."}))
    wp.store.close()
    doel = tmp_path / "uit" / "t.pdf"
    monkeypatch.setattr(bestand, "kies_opslag", lambda _w, _t, _n, klaar, **_: klaar(doel))
    tab = proef.tab()
    tab.kies("verstrekt")
    deel: Any = tab.deel("verstrekt")
    proef.rust()
    _druk(deel._melder)
    for _ in range(5):
        proef.rust()
    assert tab.uitgeven.bladen.aantal == 1
    tab.uitgeven.toelichting.setFocus()
    _typ("Wij bellen u na het overleg.")
    _druk(tab.uitgeven.knop)
    for _ in range(5):
        proef.rust()
    tekst = " ".join(preview.tekst(doel.read_bytes()).split())
    assert "Wij bellen u na het overleg." in tekst and "GGZ Waterland" in tekst and "Verhoef" not in tekst
    (v,) = proef.lees(Verstrekking, casus_id=proef.casus_id)
    (triage,) = proef.lees(Triage, casus_id=proef.casus_id)
    assert v.stuk == "terugkoppeling" and triage.terugkoppeling_op is not None


def test_een_andere_casus_laat_niets_van_deze_op_het_scherm(proef: Proef) -> None:
    tab = proef.tab()
    for naam in ("grond", "gegevens", "verzoeken", "zsm", "verstrekt"):
        tab.kies(naam)
    tab.leeg()
    from zvh_testing.sessieplek import teksten

    assert "Verhoef" not in teksten(tab) and "Stabiel" not in teksten(tab)


def test_grond_en_termijn_instellen_bij_beheer(proef: Proef) -> None:
    proef.venster.ga_naar("beheer", deel="grondslagen")
    proef.rust()
    pagina: Any = proef.venster.huidige_pagina
    deel = pagina.deel("grondslagen")
    assert len(deel.gronden.rijen) == 3 and deel._geen.isVisible()
    deel._nieuwe_regel()
    proef.rust()
    deel.regelpaneel.maanden.setValue(60)
    _druk(deel.regelpaneel.knop)
    proef.rust()
    assert "wet" in deel.regelpaneel.fout.text()
    _vul(deel.regelpaneel.wet, "besluit 3")
    _druk(deel.regelpaneel.knop)
    for _ in range(3):
        proef.rust()
    assert len(deel.regels.rijen) == 1 and not deel._geen.isVisible()


def test_brieftekst_met_een_woord_dat_niets_betekent_wordt_geweigerd(proef: Proef) -> None:
    proef.venster.ga_naar("beheer", deel="brieven")
    for _ in range(5):
        proef.rust()
    pagina: Any = proef.venster.huidige_pagina
    deel = pagina.deel("brieven")
    assert deel.bladen.aantal == 1
    deel.tekst.zet("Beste {naam}")
    _druk(deel.bewaar)
    for _ in range(3):
        proef.rust()
    assert deel.tekstveld.foutief
    deel.tekst.zet("Dit is het doel: {doel}")
    _druk(deel.bewaar)
    for _ in range(3):
        proef.rust()
    assert "uw huis" in deel.stand.text()
