"""Rounds of two and three vaults with a pretend server: who gets what, nothing lost, nothing doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.services import sync
from zvh_desktop.services.werkplek import Werkplek

COLLEGAS = (("Sanne Bakker", "veldwerker"), ("Joris Blom", "secretaris"))


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin(COLLEGAS)
        yield p


def casus_van(wp: Werkplek) -> Casus:
    return wp.store.find(Casus)[0]


def notitie(wp: Werkplek, casus: Casus, tekst: str) -> Notitie:
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)
    return n


def test_een_secretaris_krijgt_alles(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    meld_aan(baas)
    joris = plek.lid("joris", "Joris Blom")
    assert joris.wie is not None
    assert joris.wie.naam == "Joris Blom"
    assert {m.naam for m in joris.store.find(Medewerker)} == {m.naam for m in baas.store.find(Medewerker)}
    assert casus_van(joris) == casus_van(baas)
    assert sync.stand(baas).wachtend == 0
