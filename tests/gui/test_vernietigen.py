"""Destroying a dossier on the screen: two windows, two persons; and the words of a third one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.sessieplek import teksten
from zvh_testing.werkvoorraad import venster_op, wacht

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.gui.pages.beheer import Beheer
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
