"""A full disk during a round: one sentence, nothing half, nothing lost, and it goes on when there is room again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import kluizen, stick, sync
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

NOTITIES = 120


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        baas = p.begin((("Joris Blom", "secretaris"),))
        meld_aan(baas)
        p.lid("joris", "Joris Blom")
        p.alles_gelijk("baas", "joris")
        yield p


def schrijf(wp: Werkplek, tekst: str, lang: int = 1) -> Notitie:
    casus = wp.store.find(Casus)[0]
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst * lang)
    with wp.transactie("notitie") as t:
        t.save(n)
    return n


@contextmanager
def ruimte(wp: Werkplek, bladen: int) -> Iterator[None]:
    """So many pages may the vault still grow."""
    v = wp.store.verbinding
    v.rows(f"PRAGMA max_page_count = {v.value('PRAGMA page_count') + bladen}")
    try:
        yield
    finally:
        v.rows("PRAGMA max_page_count = 4294967294")


def probeer_met_steeds_meer_ruimte(plek: Regioplek, naam: str) -> tuple[int, int]:
    """Do rounds with a little more room each time, until one gets through; return how many did not, and the room."""
    wp, vol, bladen = plek.kluizen[naam], 0, 0
    while True:
        voor = {n.id for n in wp.store.find(Notitie)}
        with ruimte(wp, bladen):
            try:
                plek.sync(naam)
            except Omstandigheid as fout:
                assert fout.reden is Reden.SCHIJF_VOL
                assert "schijf is vol" in zin(fout) and zin(fout).endswith(".")
            else:
                return vol, bladen
        assert kluizen.controleer(wp) == []
        assert voor <= {n.id for n in wp.store.find(Notitie)}
        vol, bladen = vol + 1, bladen + 4
        plek.lijnen.pop(naam).transport.sluit()


def klaar(plek: Regioplek, aantal: int) -> None:
    plek.alles_gelijk("baas", "joris")
    for naam in ("baas", "joris"):
        wp = plek.kluizen[naam]
        teksten = [n.tekst for n in wp.store.find(Notitie)]
        assert len(teksten) == len(set(teksten)) == aantal
        stand = sync.stand(wp)
        assert (stand.wachtend, stand.geweigerd, stand.apart, stand.ontbreekt) == (0, 0, 0, 0)
        assert kluizen.controleer(wp) == []


def test_vol_bij_het_ontvangen(plek: Regioplek) -> None:
    for nr in range(NOTITIES):
        schrijf(plek.kluizen["joris"], f"notitie {nr}; ", 40)
    plek.sync("joris")
    vol, bladen = probeer_met_steeds_meer_ruimte(plek, "baas")
    assert vol > 5 and bladen > 20
    klaar(plek, NOTITIES)


def test_vol_bij_het_versturen(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    for _ in range(NOTITIES):
        # Nothing that could be made smaller.
        schrijf(baas, os.urandom(1500).hex())
    assert sync.stand(baas).wachtend > NOTITIES
    vol, _ = probeer_met_steeds_meer_ruimte(plek, "baas")
    assert vol > 3
    klaar(plek, NOTITIES)


def test_vol_na_het_aannemen_door_de_server_telt_niet_als_verzonden(plek: Regioplek) -> None:
    """The receipt came but could not be kept: it waits, is sent again, and is there once."""
    baas = plek.kluizen["baas"]
    v, nep = baas.store.verbinding, plek.nep("baas")
    schrijf(baas, "met een bon die niet past")
    with baas.transactie("casussen") as t:
        for nr in range(20):
            # Each a stream of its own: many pieces make a long receipt.
            wat = {"nummer": f"2026-{nr}", "type": "persoon", "naam": "Demo", "begonnen_op": baas.nu().date()}
            t.save(Casus(id=baas.nieuw_id(), stream=os.urandom(16).hex(), **wat))
    echt = nep.duw

    def duw(*stukken: object, **meer: object) -> object:
        uit = echt(*stukken, **meer)  # type: ignore[arg-type]
        v.run("CREATE TABLE vulling (x BLOB)")
        while vrij := v.value("PRAGMA freelist_count"):
            v.run("INSERT INTO vulling VALUES (zeroblob(?))", (3000 * vrij,))
        v.rows(f"PRAGMA max_page_count = {v.value('PRAGMA page_count')}")
        return uit

    nep.duw = duw  # type: ignore[method-assign,assignment]
    with pytest.raises(Omstandigheid) as fout:
        plek.sync("baas")
    assert fout.value.reden is Reden.SCHIJF_VOL
    assert plek.server.geduwd > 20, "the server does have it"
    assert sync.stand(baas).wachtend > 20, "but nothing is called sent"
    v.rows("PRAGMA max_page_count = 4294967294")
    v.run("DROP TABLE vulling")
    nep.duw = echt  # type: ignore[method-assign]
    klaar(plek, 1)


def test_vol_bij_het_lezen_van_een_stick(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    for nr in range(NOTITIES):
        schrijf(joris, f"notitie {nr}; ", 40)
    pak = stick.pak(joris, [baas.store.toestel]).inhoud
    for bladen in (0, 8, 64):
        with ruimte(baas, bladen), pytest.raises(Omstandigheid) as fout:
            stick.pak_uit(baas, pak)
        assert fout.value.reden is Reden.SCHIJF_VOL
        assert kluizen.controleer(baas) == []
    assert stick.pak_uit(baas, pak).compleet
    assert len(baas.store.find(Notitie)) == NOTITIES
    klaar(plek, NOTITIES)
