"""Closing a casus by keyboard, and taking it back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_kluis, maak_werkplek, richt_in
from zvh_testing.casusproef import Proef, toets, typ

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.plan import Actie, Fase
from zvh_desktop.gui.pages.casus.overzicht import Overzicht
from zvh_desktop.gui.panelen.vlag import VlagPaneel
from zvh_desktop.services import acties as acties_
from zvh_desktop.services import analyse, dossiers, dossierstukken, plannen, stagnatie, verzoeken, vlaggen
from zvh_desktop.services import verloop as verloop_
from zvh_desktop.services.meldingen import CASUS_DICHT
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


def _loopt(proef: Proef) -> str:
    def doe(wp: Werkplek) -> str:
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, proef.casus_id).met(status="loopt"))
        return dossiers.voeg_toe(wp, "actie", proef.casus_id, {"tekst": "Woning regelen", "persoon": "S. Bakker"})[0]

    return proef.vraag(doe)


def _casus(proef: Proef) -> Casus:
    return proef.vraag(lambda wp: wp.eis(Casus, proef.casus_id))


def _open(proef: Proef) -> Any:
    deel = proef.open("overzicht", "afsluiten")
    assert isinstance(deel, Overzicht)
    proef.qtbot.waitUntil(lambda: deel.afsluiten.paneel.isVisible() and proef.taken.open_taken == 0)
    return deel


def test_afsluiten_met_het_toetsenbord_en_dezelfde_dag_terug(proef: Proef) -> None:
    actie = _loopt(proef)
    deel = _open(proef)
    paneel = deel.afsluiten.paneel
    assert paneel.reden.hasFocus()
    paneel.doe()
    proef.rust()
    assert "Kies waarom" in paneel.fout.text() and _casus(proef).status == "loopt"
    paneel.reden.kies("overgedragen")
    paneel.naar.setEditText("Wijkteam Noord")
    paneel.evaluatie.setFocus()
    typ("Rustiger dan een jaar geleden.")
    paneel.doe()
    proef.rust()
    assert "kies bij elke actie" in paneel.fout.text() and "Rustiger" in paneel.evaluatie.tekst()
    next(iter(paneel._keuzes.values())).kies("over")
    paneel.knop.setFocus()
    toets(Qt.Key.Key_Space)
    proef.rust()
    assert not paneel.isVisible() and _casus(proef).status == "afgesloten"
    assert "Wijkteam Noord" in proef.vraag(lambda wp: wp.eis(Actie, actie)).terugkoppeling
    proef.qtbot.waitUntil(lambda: deel.afsluiten.knop.text() == "Afsluiten terugdraaien")
    deel.afsluiten.knop.setFocus()
    toets(Qt.Key.Key_Space)
    proef.rust()
    assert _casus(proef).status == "loopt" and proef.vraag(lambda wp: wp.eis(Actie, actie)).status == "open"


def test_wat_in_het_paneel_stond_staat_er_weer(proef: Proef) -> None:
    _loopt(proef)
    paneel = _open(proef).afsluiten.paneel
    paneel.evaluatie.setFocus()
    typ("Half verhaal")
    toets(Qt.Key.Key_Escape)
    proef.rust()
    paneel = _open(proef).afsluiten.paneel
    proef.qtbot.waitUntil(lambda: paneel.evaluatie.tekst() == "Half verhaal")


def test_aan_een_gesloten_casus_komt_niets_meer_bij_en_dat_staat_er_vooraf(proef: Proef) -> None:
    _loopt(proef)

    def sluit(wp: Werkplek) -> None:
        velden = {"status": "afgesloten", "beeindigd_op": wp.vandaag(), "zsm_geldig_tot": date(2020, 1, 1)}
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, proef.casus_id).met(**velden))

    proef.vraag(sluit)
    plan: Any = proef.open("plan")
    verloop: Any = proef.open("verloop")
    acties: Any = proef.open("acties")
    waarom = CASUS_DICHT
    dicht = [proef.pagina._kop.notitie, plan.kolommen[1].plus, plan.scenarios.plus, plan.versies, acties._nieuw_knop]
    dicht += [verloop.invoer.knop, verloop.invoer.veld]
    assert [w.toolTip() for w in dicht] == [waarom] * len(dicht)
    assert [w.accessibleDescription() for w in dicht] == [waarom] * len(dicht)
    assert verloop.invoer._begrepen.text() == waarom
    assert verloop.invoer.veld.isReadOnly() and not any(w.isEnabled() for w in dicht[:-1])
    informatie: Any = proef.open("informatie")
    verzoek = informatie.deel("verzoeken")
    verzoek.open("verzoek", "")
    acties.kies("nieuw")
    plan = proef.open("plan")
    plan.kies(proef.vraag(lambda wp: wp.store.find(Fase, casus_id=proef.casus_id, nummer=1)[0].id))
    proef.rust()
    fase = plan.fase
    dicht = [verzoek.nieuw, verzoek.paneel.knop, acties._voeg, *(acties._stapknoppen[s] for s in ("aanvaard", "bezig"))]
    dicht += [fase.plus, *fase.knoppen(), fase.motief.velden["motivering"].invoer]
    assert fase.knoppen() and [w.toolTip() for w in dicht] == [waarom] * len(dicht)
    assert not any(w.isEnabled() for w in dicht[:-1])
    assert acties._stapknoppen["uitstellen"].toolTip() != waarom, "what stands there may be put right"
    actie = proef.vraag(lambda wp: wp.store.find(Actie, casus_id=proef.casus_id)[0].id)
    stukken: Any = proef.open("stukken")
    toetsen = [lambda: acties._stap(actie, "bezig"), lambda: acties._verder(actie, "overdragen")]
    toetsen += [proef.pagina.nieuwe_vlag, lambda: stukken.kies("nieuw")]
    for nr, toets_ in enumerate(toetsen, 1):
        toets_()
        assert [zin for zin, *_ in proef.meldingen].count(waarom) == nr, "a key has no button that tells"
    assert stukken._leeg.uitleg.text() == waarom
    assert not stukken.nieuw.isVisible() and not proef.pagina.findChildren(VlagPaneel)
    analyse_: Any = proef.open("analyse")
    dicht = [stukken.knop, stukken.nieuw.knop, acties._stapknoppen["overdragen"], *analyse_.aanvullers()]
    assert len(dicht) > 6 and [w.toolTip() for w in dicht] == [waarom] * len(dicht)
    assert not any(w.isEnabled() for w in dicht)
    kop = proef.pagina._kop
    assert not kop.zsm.isVisible() and "afgesloten" in kop.status.text()
    assert not {"casus.notitie", "casus.actie", "casus.vlag"} & {a.naam for a in proef.pagina.acties()}


@pytest.mark.parametrize(
    "daad",
    [
        lambda wp, id_: dossiers.voeg_toe(wp, "doel", id_, {"tekst": "Rust", "fase": 1}),
        lambda wp, id_: dossiers.voeg_toe(wp, "actie", id_, {"tekst": "Bellen"}),
        lambda wp, id_: verloop_.schrijf(wp, id_, "Gebeld", ()),
        lambda wp, id_: stagnatie.escaleer(wp, id_, "procesregisseur", "Het loopt vast."),
        lambda wp, id_: verzoeken.bewaar(wp, id_, "", {"organisatie": "GGZ", "vraag": "Hoe gaat het?"}),
        lambda wp, id_: acties_.heropen(wp, wp.store.find(Actie, casus_id=id_)[0].id),
        lambda wp, id_: acties_.draag_over(wp, [wp.store.find(Actie, casus_id=id_)[0].id], "", "B. Peters"),
        lambda wp, id_: dossierstukken.voeg_toe(wp, id_, b"%PDF-1.7", naam="brief.pdf"),
        lambda wp, id_: vlaggen.zet(wp, id_, vlaggen.VlagInvoer("hond", "eerst bellen")),
        lambda wp, id_: analyse.voeg_toe(wp, "risicotaxatie", id_, {"instrument": "Lijst"}),
        lambda wp, id_: analyse.bewaar_meting(wp, id_, {"editie": "zrm_2017"}, {"financien": 2}),
        lambda wp, id_: plannen.leg_vast(wp, id_),
    ],
)
def test_gesloten_casus_weigert_nieuw_werk(proef: Proef, daad: Any) -> None:
    actie = _loopt(proef)

    def doe(wp: Werkplek) -> str:
        acties_.rond_af(wp, actie, "gedaan")
        with wp.transactie("proef") as t:
            t.save(wp.eis(Casus, proef.casus_id).met(status="afgesloten"))
        with pytest.raises(Omstandigheid) as fout:
            daad(wp, proef.casus_id)
        return str(fout.value.gegevens["regel"])

    assert proef.vraag(doe) == "casus_gesloten"


def test_wie_een_casus_overnam_staat_na_het_bevestigen_op_de_kaart(proef: Proef) -> None:
    _loopt(proef)
    deel = _open(proef)
    paneel = deel.afsluiten.paneel
    paneel.reden.kies("overgedragen")
    paneel.naar.setEditText("Wijkteam Noord")
    paneel.evaluatie.zet("Rustiger dan een jaar geleden.")
    next(iter(paneel._keuzes.values())).kies("over")
    paneel.doe()
    proef.qtbot.waitUntil(lambda: deel.afsluiten.bevestig.isVisible())
    assert "Wijkteam Noord; de overname is nog niet bevestigd" in deel.afsluiten.zin.text()
    deel.afsluiten.bevestig.setFocus()
    toets(Qt.Key.Key_Space)
    overname = deel.afsluiten.overname
    proef.qtbot.waitUntil(lambda: overname.isVisible() and overname.door.hasFocus())
    overname.doe()
    proef.rust()
    assert "Schrijf wie" in overname.fout.text()
    typ("L. Yılmaz")
    toets(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    proef.qtbot.waitUntil(lambda: not deel.afsluiten.bevestig.isVisible())
    assert "volgens L. Yılmaz" in deel.afsluiten.zin.text()
