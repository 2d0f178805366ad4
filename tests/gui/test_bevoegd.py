"""What a role may not do is not offered, or says why before anybody types."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import meld_aan, werkplek, word

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.planfase import Voorwaarde
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.main_window import RAIL, MainWindow
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.beheer.huis import Gegevens
from zvh_desktop.gui.pages.beheer.rechten import RechtenDeel
from zvh_desktop.gui.pages.casus.pagina import CasusPagina, lees_beeld
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services import bevoegd, echtheid, leefgebieden, vandaag
from zvh_desktop.services.werkplek import Werkplek


class Proef(Pagina):
    """Offers one thing for everybody and one that needs a right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.knop = Knop("Lijst bewaren", self)

    def schrijvers(self) -> dict[Daad, tuple[QWidget, ...]]:
        return {Daad.LIJST_UITVOEREN: (self.knop,)}

    def acties(self) -> list[Actie]:
        return [
            Actie("proef.lijst", "Lijst bewaren", self.close, daad=Daad.LIJST_UITVOEREN),
            Actie("proef.kijk", "Kijken", self.close),
        ]


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


@pytest.fixture
def venster(qtbot: QtBot, taken: Taken) -> MainWindow:
    gemaakt = MainWindow({naam: Proef for naam, _, _ in RAIL}, taken, Instellingen())
    qtbot.addWidget(gemaakt)
    return gemaakt


def _rail(venster: MainWindow) -> set[str]:
    assert venster._raam is not None
    return {naam for naam, knop in venster._raam.knoppen.items() if not knop.isHidden()}


def test_rail_en_palet_tonen_alleen_wat_de_rol_mag(venster: MainWindow, wp: Werkplek) -> None:
    word(wp, "lezer")
    venster.bouw(beeld=vandaag.vandaag(wp))
    assert _rail(venster) == {"vandaag", "partners", "rapportage", "beheer"}, "at once, with the first page"
    recht = bevoegd.recht(wp)
    venster.zet_recht(recht.rol, recht.niet)
    venster.ga_naar("overleggen")
    positie = venster.positie()
    assert positie is not None and positie.naam == "vandaag"
    titels = {a.titel for a in venster._alle_acties()}
    assert "Kijken" in titels and not titels & {"Lijst bewaren", "Overleggen", "Casussen", "Zoeken in alles"}
    pagina: Any = venster.huidige_pagina
    assert not pagina.knop.isEnabled() and "lezer" in pagina.knop.toolTip()
    venster.zet_recht("beheerder", {})
    assert _rail(venster) == {naam for naam, _, _ in RAIL}
    assert pagina.knop.isEnabled() and not pagina.knop.toolTip()


def test_wie_een_pagina_niet_meer_mag_zien_gaat_naar_vandaag(venster: MainWindow) -> None:
    venster.bouw()
    venster.ga_naar("overleggen")
    venster.zet_recht("veldwerker", {})
    positie = venster.positie()
    assert positie is not None and positie.naam == "vandaag" and "overleggen" not in _rail(venster)
    assert {"casussen", "acties", "verslagen"} <= _rail(venster), "of an own casus"


def test_wat_dicht_is_blijft_dicht_en_gaat_weer_open_zoals_het_was(qtbot: QtBot) -> None:
    knop, regel = Knop("Doen"), QLineEdit("staat er al")
    for widget in (knop, regel):
        qtbot.addWidget(widget)
        sluit(widget, "Dat mag u niet.")
    knop.setEnabled(True)
    assert not knop.isEnabled() and knop.toolTip() == knop.accessibleDescription() == "Dat mag u niet."
    assert regel.isReadOnly() and regel.isEnabled() and regel.text() == "staat er al"
    for widget in (knop, regel):
        sluit(widget, "")
    assert knop.isEnabled() and not knop.toolTip() and not regel.isReadOnly()


class _Venster:
    """No way leads anywhere."""

    def __getattr__(self, naam: str) -> Any:
        return lambda *_, **__: None


def test_tab_die_de_rol_niet_mag_schrijven_zegt_dat_en_houdt_haar_velden_dicht(
    qtbot: QtBot, taken: Taken, wp: Werkplek
) -> None:
    casus_id = meld_aan(wp).casus_id
    context = Context(taken, _Venster(), Instellingen(), melding=lambda *_, **__: None, fout=lambda _: None)
    pagina = CasusPagina(context)
    qtbot.addWidget(pagina)
    pagina.resize(1100, 760)
    pagina.show()
    pagina._casus_id = casus_id

    def toon(naam: str) -> Any:
        pagina.vul(lees_beeld(wp, casus_id, False))
        pagina.ga_naar_tab(naam)
        qtbot.waitUntil(lambda: pagina.tab(naam) is not None and pagina.tab(naam) is pagina._stapel.currentWidget())
        return pagina.tab(naam)

    overzicht = toon("overzicht")
    doel = overzicht.formulieren()[0].velden["doel"].invoer
    assert not pagina._leest.isVisible() and not doel.isReadOnly()
    word(wp, "veldwerker")
    overzicht = toon("overzicht")
    assert pagina._leest.isVisible() and "U kunt hier lezen" in pagina._leest.zin.text()
    assert "procesregisseur" in pagina._leest.zin.text() and "typte" not in pagina._leest.zin.text()
    assert doel.isReadOnly() and "veldwerker" in doel.toolTip() and not overzicht._thema.isEnabled()
    assert "casus.afsluiten" not in {a.naam for a in pagina.acties()}
    plan = toon("plan")
    plan.fase._zet_voorwaarden((Voorwaarde(id="1", stream="", casus_id=casus_id, fase=1, tekst="Vader logeert"),))
    (rij,) = plan.fase._rijen()
    assert rij.vink.isEnabled() and not rij.pen.isEnabled() and "veldwerker" in rij.weg.toolTip()
    assert not plan.kolommen[1].plus.isEnabled() and "veldwerker" in plan.kolommen[1].plus.accessibleDescription()
    stukken = toon("stukken")
    assert not stukken.paneel.uit.isEnabled() and "veldwerker" in stukken.paneel.uit.toolTip()
    assert stukken.paneel.weg.isEnabled() and stukken.knop.isEnabled()
    verloop = toon("verloop")
    assert verloop is not None and not pagina._leest.isVisible() and pagina._kop.notitie.isEnabled()


def test_beheer_zegt_in_woorden_wat_de_eigen_rol_mag(qtbot: QtBot, taken: Taken, wp: Werkplek) -> None:
    word(wp, "casusregisseur")
    deel = RechtenDeel(Context(taken, _Venster(), Instellingen(), melding=print, fout=print), QWidget())
    qtbot.addWidget(deel)
    rol, rijen = bevoegd.mijn_rechten(wp)
    deel.vul((rol, rijen))
    mag = {r.daad: r for r in rijen}
    assert rol == "casusregisseur" and len(rijen) == len(Daad) == len(deel.lijst.rijen)
    assert mag[Daad.CASUS_AFSLUITEN.value].mag == "eigen casus" and not mag[Daad.CASUS_AFSLUITEN.value].waarom
    gegevens = Gegevens(deel.context, deel)
    assert all(w.isEnabled() for widgets in gegevens.schrijvers().values() for w in widgets)
    assert set(gegevens.schrijvers()) <= set(bevoegd.recht(wp).niet), "of these the page shuts what is refused"
    assert mag[Daad.UITGEVEN.value].mag == "nee" and "secretaris" in mag[Daad.UITGEVEN.value].waarom


def test_beheer_houdt_dicht_wat_de_rol_niet_mag_en_biedt_in_rijen_niets_aan(
    qtbot: QtBot, taken: Taken, wp: Werkplek
) -> None:
    word(wp, "veldwerker")
    context = Context(taken, _Venster(), Instellingen(), melding=lambda *_, **__: None, fout=lambda _: None)
    context.niet = bevoegd.recht(wp).niet
    pagina = Beheer(context)
    qtbot.addWidget(pagina)
    delen = ("huis", "medewerkers", "leefgebieden", "tekstblokken", "verklaring", "grondslagen", "brieven", "regio")
    for naam in (*delen, "vernietigen", "logboek"):
        pagina.toon(deel=naam)
        schrijvers = [w for widgets in pagina.schrijvers().values() for w in widgets]
        assert schrijvers, naam
        assert all("veldwerker" in w.accessibleDescription() for w in schrijvers), naam
        assert not any(w.isEnabled() for w in schrijvers if isinstance(w, Knop)), naam
    pagina.toon(deel="kluis")
    kluis: Any = pagina.deel("kluis")
    eigen = (kluis.knop_wachtwoord, kluis.knop_herstel, kluis.knop_kluissleutel, kluis.knop_kopie, kluis.knop_controle)
    assert all(knop.isEnabled() for knop in eigen), "the vault is one's own, whatever the role"
    assert not any(knop.isEnabled() for knop in kluis.wortels.knoppen())
    with pytest.raises(Omstandigheid) as fout:
        echtheid.te_vertrouwen(wp, Path("niets.pem"))
    assert fout.value.reden is Reden.NIET_BEVOEGD
    gebieden: Any = pagina.deel("leefgebieden")
    gebieden.vul(leefgebieden.lijst(wp))
    assert gebieden.lijst.rijen and not any(r.achter for r in gebieden.lijst.rijen)


def test_huis_leest_niets_om_te_weten_wat_in_een_casus_niet_mag(wp: Werkplek) -> None:
    casus_id = meld_aan(wp).casus_id
    assert bevoegd.in_casus(wp, casus_id) == {}
    assert set(bevoegd.recht(wp).niet) == {Daad.CERTIFICATEN}, "only the beheerder, with or without a region"
