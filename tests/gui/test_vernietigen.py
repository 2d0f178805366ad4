"""Destroying a dossier on the screen: two windows, two persons; and the words of a third one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.sessieplek import teksten
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.casus.pagina import TABS, CasusPagina
from zvh_desktop.gui.pages.delen import Delen
from zvh_desktop.services import vernietigen


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        baas = p.begin((("Ayşe Demir", "procesregisseur"), ("Joris Blom", "secretaris")))
        meld_aan(baas)
        p.lid("ayse", "Ayşe Demir")
        p.lid("joris", "Joris Blom")
        with baas.transactie("afgesloten") as t:
            t.save(baas.store.find(Casus)[0].met(status="afgesloten"))
        p.alles_gelijk("baas", "ayse", "joris")
        yield p


def tot(voorwaarde: Callable[[], object], venster: Any) -> None:
    """Let the window work until something holds."""
    for _ in range(5000):
        if voorwaarde():
            return
        wacht(venster)
    pytest.fail("het kwam niet")


def deel_van(venster: Any) -> Any:
    venster.ga_naar("beheer", deel="vernietigen")
    wacht(venster)
    return venster.huidige_pagina.deel("vernietigen")


def test_de_een_stelt_voor_de_ander_vernietigt(plek: Regioplek, tmp_path: Path) -> None:
    baas, ayse = plek.kluizen["baas"], plek.kluizen["ayse"]
    with venster_op(baas.kluis, tmp_path / "b", {"beheer": Beheer}) as venster:
        deel = deel_van(venster)
        tot(lambda: deel.kandidaten.rijen, venster)
        deel._open_kandidaat(deel.kandidaten.rijen[0].sleutel)
        assert not deel.stel.doe.isEnabled(), "without a ground nothing is proposed"
        deel.stel.grond.setPlainText("De bewaartermijn is om.")
        deel.stel.doe.click()
        tot(lambda: deel.voorstellen.rijen, venster)
        assert [r.sleutel for r in deel.kandidaten.rijen] == []
        deel._open_voorstel(deel.voorstellen.rijen[0].sleutel)
        assert deel.voorstel.doe.isHidden() and "een ander" in deel.voorstel.waarom_niet.text()
    plek.alles_gelijk("baas", "ayse")
    with venster_op(ayse.kluis, tmp_path / "a", {"beheer": Beheer}) as venster:
        deel = deel_van(venster)
        tot(lambda: deel.voorstellen.rijen, venster)
        deel._open_voorstel(deel.voorstellen.rijen[0].sleutel)
        assert "reservekopieën" in teksten(deel.voorstel)
        deel.voorstel.doe.click()
        tot(lambda: deel.verklaringen.rijen, venster)
        assert ayse.store.find(Casus) == []
        deel._open_verklaring(deel.verklaringen.rijen[0].sleutel)
        assert [r.tweede[:16] for r in deel.verklaring.lijst.rijen].count("Nog niet gemeld;") == 2


def test_wie_nog_iets_had_getypt_leest_het_en_laat_het_dan_gaan(plek: Regioplek, tmp_path: Path) -> None:
    baas, ayse, joris = (plek.kluizen[n] for n in ("baas", "ayse", "joris"))
    casus = joris.store.find(Casus)[0]
    n = Notitie(id=joris.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=joris.nu(), tekst="Alleen hier.")
    with joris.transactie("notitie") as t:
        t.save(n)
    vernietigen.stel_voor(baas, casus.id, "De termijn is om.")
    plek.sync("baas", "ayse")
    vernietigen.bevestig(ayse, vernietigen.beeld(ayse).voorstellen[0].id)
    plek.sync("ayse", "joris")
    with venster_op(joris.kluis, tmp_path / "j", {"beheer.delen": Delen}) as venster:
        venster.ga_naar("beheer.delen", deel="vernietigd")
        wacht(venster)
        pagina: Any = venster.huidige_pagina
        tot(lambda: "Alleen hier." in teksten(pagina.vernietigd), venster)
        pagina.vernietigd.gezien.emit(casus.stream)
        tot(lambda: not pagina.vernietigd.leeg.isHidden(), venster)
        assert vernietigen.laatste_woorden(joris) == []


def test_een_open_dossier_dat_vernietigd_wordt_gaat_dicht_met_een_zin(plek: Regioplek, tmp_path: Path) -> None:
    baas, ayse, joris = (plek.kluizen[n] for n in ("baas", "ayse", "joris"))
    casus = joris.store.find(Casus)[0]
    vernietigen.stel_voor(baas, casus.id, "De termijn is om.")
    plek.sync("baas", "ayse")
    with venster_op(joris.kluis, tmp_path / "j", {"casussen.casus": CasusPagina}) as venster:
        for naam in dict(TABS):
            venster.ga_naar("casussen.casus", casus_id=casus.id, tab=naam)
            pagina: Any = venster.huidige_pagina
            tot(lambda n=naam, p=pagina: p.tab(n) is not None and p._stapel.currentWidget() is p.tab(n), venster)
        venster.ga_naar("casussen.casus", casus_id=casus.id, tab="verloop")
        wacht(venster)
        assert casus.naam in teksten(pagina)
        pagina.tab("verloop").invoer.veld.setFocus()
        vernietigen.bevestig(ayse, vernietigen.beeld(ayse).voorstellen[0].id)
        plek.sync("ayse")
        # Typed between the order and the moment that the page hears of it.
        (uit,) = plek.sync("joris")
        pagina.tab("verloop").invoer.zet_tekst("Half getypt toen het kwam")
        pagina.tab("verloop").invoer.getypt.emit("Half getypt toen het kwam")
        venster.taken.bon.emit(uit.bon)
        tot(lambda: "vernietigd" in pagina._leeg.uitleg.text(), venster)
        woorden = teksten(venster)
        assert "M. van der Heijden en Ayşe Demir" in woorden
        alles = "\n".join(str(w.text()) for w in pagina.findChildren(QWidget) if callable(getattr(w, "text", None)))
        for weg in (casus.naam, "Half getypt", "Vermeer"):
            assert weg not in woorden and weg not in alles, weg
        tot(lambda: vernietigen.laatste_woorden(joris), venster)
    joris.kluis.concepten.flush()
    assert joris.store.drafts() == []
    (bewaard,) = vernietigen.laatste_woorden(joris)
    assert [w.tekst for w in bewaard.woorden] == ["Half getypt toen het kwam"]


def test_ook_een_bladzij_die_niet_in_beeld_is_houdt_niets_van_een_vernietigd_dossier(
    plek: Regioplek, tmp_path: Path
) -> None:
    baas, ayse, joris = (plek.kluizen[n] for n in ("baas", "ayse", "joris"))
    casus = joris.store.find(Casus)[0]
    vernietigen.stel_voor(baas, casus.id, "De termijn is om.")
    plek.sync("baas", "ayse")
    with venster_op(joris.kluis, tmp_path / "j", {"casussen.casus": CasusPagina}) as venster:
        venster.ga_naar("casussen.casus", casus_id=casus.id)
        pagina: Any = venster.huidige_pagina
        tot(lambda: casus.naam in teksten(pagina), venster)
        venster.ga_naar("overleggen")
        wacht(venster)
        vernietigen.bevestig(ayse, vernietigen.beeld(ayse).voorstellen[0].id)
        (_, uit) = plek.sync("ayse", "joris")
        venster.taken.bon.emit(uit.bon)
        tot(lambda: "vernietigd" in pagina._leeg.uitleg.text(), venster)
        alles = "\n".join(str(w.text()) for w in pagina.findChildren(QWidget) if callable(getattr(w, "text", None)))
        assert casus.naam not in alles
