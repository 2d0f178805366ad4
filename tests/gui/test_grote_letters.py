"""Letters twice as large on a laptop of 1366 by 768: nothing is cut off, nothing is out of reach."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from zvh_testing.demohuis import demohuis, rust
from zvh_testing.leesbaar import onleesbaar
from zvh_testing.sessieplek import wacht

from zvh_desktop.assets import asset
from zvh_desktop.gui.onderdelen import Knop, LegeStaat, Tekst, Toasts
from zvh_desktop.gui.onderdelen.basis import KortTekst
from zvh_desktop.gui.onderdelen.vloei import Stapelaar, Vloei
from zvh_desktop.gui.pages.casus.bladen import TABS
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import demo


@pytest.fixture
def groot() -> None:
    """The next test begins at normal size again, when there is no window left to dress."""
    thema().kies(schaal=2.0)


@pytest.fixture
def huis(tmp_path: Path, qapp: QApplication, groot: None) -> Iterator[tuple[Sessie, demo.Verhaal]]:
    """The demonstration, unlocked, with large letters."""
    with demohuis(tmp_path) as (s, verhaal):
        yield s, verhaal


def kijk(s: Sessie, naam: str) -> list[str]:
    rust(s)
    return [f"{naam}: {fout}" for fout in sorted(set(onleesbaar(s.venster.centralWidget())))]


def naar_tab(s: Sessie, casus_id: str, naam: str) -> Any:
    """Go to a tab of a dossier and return it when it is made, filled and shown; that takes turns of the loop."""
    s.venster.ga_naar("casussen.casus", casus_id=casus_id, tab=naam)
    pagina: Any = s.venster.huidige_pagina
    wacht(lambda: pagina.tab(naam) is not None and pagina.tab(naam).isVisible())
    return pagina.tab(naam)


def test_geen_pagina_loopt_weg_of_is_afgesneden(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    fouten = kijk(s, "vandaag")

    def ga(waar: str, naam: str, **argumenten: Any) -> Any:
        s.venster.ga_naar(waar, **argumenten)
        fouten.extend(kijk(s, naam))
        return s.venster.huidige_pagina

    ga("casussen", "casussen")
    for tab, _ in TABS:
        deel = naar_tab(s, verhaal.casus_ids["kees"], tab)
        fouten.extend(kijk(s, tab))
        if tab != TABS[0][0]:
            # Of what was chosen more is in view than a line: the head went up.
            wacht(lambda deel=deel: s.venster.height() - deel.mapTo(s.venster, QPoint()).y() > 400)
    nieuw = ga("casussen.aanmelding", "uit een bestand", deel="bestand")
    nieuw.importeer((str(asset("resources", "demo", "aanmeldingen") / "kees.json"),))
    wacht(lambda: nieuw.lijst.rijen)
    fouten += kijk(s, "voorstel")
    for deel in ("telefonisch", "lopend"):
        ga("casussen.aanmelding", deel, deel=deel)
    ga("overleggen", "overleggen").nieuw()
    fouten += kijk(s, "overleg plannen")
    acties = ga("acties", "acties")
    acties._open(acties.lijst.rijen[0].sleutel)
    fouten += kijk(s, "actie")
    verslagen = ga("verslagen", "verslagen")
    for rij in [r for r in verslagen.lijst.rijen if not r.kop][::5]:
        ga("verslagen", "verslag", verslag_id=rij.sleutel)
    verslagen.controleer()
    fouten += kijk(s, "controleren")
    for naam in ("partners", "rapportage", "beheer"):
        ga(naam, naam)
    ga("beheer", "kluis", deel="kluis")
    overleg = ga("overleggen.overleg", "overleg", overleg_id=verhaal.overleg_ids["vandaag"])
    overleg.voorzitten()
    fouten += kijk(s, "voorzitten, opening")
    v: Any = s.venster.centralWidget()
    for wie in list(v.scherm.beeld.kamer):
        v._aangekomen(wie.deelnemer_id)
    rust(s)
    v._stap(1)
    fouten += kijk(s, "poort")
    v._laat_tekenen(v.scherm.beeld.tegen[0].deelnemer_id)
    fouten += kijk(s, "tekenen")
    v._sluit_tekenen()
    v._open_afronden()
    fouten += kijk(s, "afronden")
    assert not fouten, "\n".join(fouten)


@pytest.mark.parametrize("schaal", [1.0, 2.0])
def test_kop_van_het_dossier_staat_stil_bij_een_ander_deel(huis: tuple[Sessie, demo.Verhaal], schaal: float) -> None:
    s, verhaal = huis
    thema().kies(schaal=schaal)
    hoogten = set()
    for naam in ("verloop", "plan", "analyse", "overzicht"):
        naar_tab(s, verhaal.casus_ids["kees"], naam)
        rust(s)
        pagina: Any = s.venster.huidige_pagina
        balk = s.venster._vlakken["casussen.casus"].verticalScrollBar()
        wacht(lambda pagina=pagina, balk=balk: balk.value() == min(balk.maximum(), pagina._tabs.y() - 4))
        hoogten.add(pagina._tabs.mapTo(s.venster, QPoint()).y())
        assert schaal > 1 or not balk.maximum(), f"{naam}: two scroll bars beside each other"
    assert len(hoogten) == 1, hoogten


def test_knop_voor_oudere_wijzigingen_past_naast_het_filter(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    tab = naar_tab(s, verhaal.casus_ids["kees"], "geschiedenis")
    rust(s)
    assert not tab._ouder.isVisible()
    tab._limiet = 1
    tab.vul(tab.beeld, ander=False)
    rust(s)
    assert tab._ouder.isVisible()
    assert not kijk(s, "geschiedenis met oudere wijzigingen")


def test_rail_toont_alleen_beelden_en_houdt_zijn_woorden(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, _ = huis
    rust(s)
    raam: Any = s.venster.centralWidget()
    knop = raam.knoppen["acties"]
    breed = raam.rail.width()
    assert knop.accessibleName().startswith("Acties")
    assert "Acties" in knop.toolTip()
    thema().kies(schaal=1.0)
    s.venster.resize(1367, 768)
    QApplication.processEvents()
    assert raam.rail.width() > breed


def test_korte_tekst_zegt_de_rest_in_tip_en_hardop(qapp: QApplication) -> None:
    tekst = KortTekst("Zonder netwerk, alles lokaal bewaard")
    tekst.resize(tekst.sizeHint())
    tekst.show()
    assert (tekst.text(), tekst.toolTip()) == (tekst.heel, "")
    tekst.resize(90, 30)
    assert tekst.text().endswith("…")
    assert tekst.toolTip() == tekst.accessibleName() == tekst.heel


def test_rij_gaat_onder_zichzelf_verder(qapp: QApplication) -> None:
    vak = rij = Vloei(tussen=10)
    titel, een, twee = Tekst("Een titel"), Knop("Eerste knop"), Knop("Tweede knop")
    rij.addWidget(titel)
    rij.rek()
    rij.addWidget(een)
    rij.addWidget(twee)
    vak.resize(800, 60)
    vak.show()
    assert twee.geometry().right() == 799
    assert een.y() == twee.y()
    smal = twee.sizeHint().width() + 20
    vak.resize(QSize(smal, rij.heightForWidth(smal)))
    assert titel.y() < een.y() < twee.y()
    assert rij.heightForWidth(smal) > rij.heightForWidth(800)
    assert rij.minimumSizeHint().width() <= smal


def test_kolommen_gaan_onder_elkaar_als_ze_niet_passen(qapp: QApplication) -> None:
    vak = QWidget()
    rij = QHBoxLayout(vak)
    Stapelaar(vak, rij, 300)
    rij.addWidget(Tekst("links"))
    rij.addWidget(Tekst("rechts"))
    vak.resize(400, 100)
    vak.show()
    assert rij.direction() is rij.Direction.LeftToRight
    thema().kies(schaal=2.0)
    assert rij.direction() is rij.Direction.TopToBottom
    thema().kies(schaal=1.0)


def test_lege_staat_en_melding_passen_in_een_smal_venster(qapp: QApplication, groot: None) -> None:
    vak = QWidget()
    vak.resize(640, 700)
    leeg = LegeStaat("Sleep aanmeldingen hierheen", "Of kies een of meer bestanden. " * 4, vak, knoppen=(
        ("een", "Bestanden kiezen…", None), ("twee", "Telefonisch invoeren", None)))  # fmt: skip
    leeg.resize(vak.size())
    vak.show()
    assert leeg.minimumSizeHint().width() <= 640
    toasts = Toasts(vak)
    toast = toasts.toon("Het overleg is gesloten. Per casus staat een conceptverslag klaar.")
    assert toast is not None
    assert toast.geometry().right() <= 640
    assert toast._tekst.height() >= toast._tekst.heightForWidth(toast._tekst.width())
    assert not list(onleesbaar(vak))
