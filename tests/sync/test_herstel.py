"""A region comes back from paper: one drowned laptop loses no casus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import herstel, regio, sync

COLLEGAS = (("Joris Blom", "secretaris"),)


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        baas = p.begin(COLLEGAS)
        meld_aan(baas)
        p.lid("joris", "Joris Blom")
        meld_aan(p.kluizen["joris"], _TWEEDE)
        p.alles_gelijk("joris", "baas")
        yield p


_TWEEDE = """{"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-03", "wijze": "formulier",
 "aanmelder": {"organisatie": "Gemeente Purmerend", "naam": "P. de Vries"}, "type": "gebied",
 "thema": ["overlast"], "betrokkenen": [], "aanleiding": "Overlast op het plein.", "gebied": "Het plein"}"""


def bladen(plek: Regioplek, *welke: int) -> list[str]:
    return [" ".join(plek.bladen[nr]) for nr in welke]


@pytest.mark.parametrize("welke", [(0, 1), (2, 0)])
def test_met_twee_bladen_en_de_server_komt_alles_terug(plek: Regioplek, welke: tuple[int, int]) -> None:
    baas = plek.kluizen["baas"]
    nieuw = plek.nieuwe_kluis("nieuw")
    uit = herstel.herstel_regio(
        nieuw, bladen(plek, *welke), naam="A. Nieuweling", adres="http://127.0.0.1:1", transport=plek.server.transport()
    )
    assert uit.sleutels > 2
    gelijk = sorted(c.id for c in baas.store.find(Casus))
    assert sorted(c.id for c in nieuw.store.find(Casus)) == gelijk
    assert len(gelijk) == 2
    assert nieuw.wie_naam() == "A. Nieuweling"
    stand = regio.stand(nieuw)
    assert stand is not None
    assert stand.beheer
    # The drowned one is ended, and work goes on with the others.
    regio.trek_in(nieuw, baas.store.toestel, "verloren")
    plek.alles_gelijk("nieuw", "joris")
    with nieuw.transactie("doel") as t:
        t.save(nieuw.store.find(Casus)[0].met(doel="Verder met een nieuwe laptop."))
    plek.alles_gelijk("nieuw", "joris")
    assert "Verder met een nieuwe laptop." in {c.doel for c in plek.kluizen["joris"].store.find(Casus)}
    assert sync.stand(nieuw).wachtend == 0
    assert [r.gebeurtenis for r in nieuw.store.audit_regels(gebeurtenis="herstelsleutel_gebruikt")]


def test_een_bekende_medewerker_wordt_herkend(plek: Regioplek) -> None:
    nieuw = plek.nieuwe_kluis("nieuw")
    herstel.herstel_regio(
        nieuw, bladen(plek, 1, 2), naam="Joris Blom", adres="http://127.0.0.1:1", transport=plek.server.transport()
    )
    joris = plek.kluizen["joris"]
    assert nieuw.wie is not None
    assert nieuw.wie == joris.wie


def test_een_blad_te_weinig_of_van_een_ander_doet_niets(plek: Regioplek) -> None:
    nieuw = plek.nieuwe_kluis("nieuw")
    een, twee = bladen(plek, 0, 1)
    for regels in ([een], [een, een], [een, twee.replace(twee.split()[9], "zomaar")]):
        with pytest.raises(Omstandigheid) as fout:
            herstel.herstel_regio(nieuw, regels, naam="X", transport=plek.server.transport())
        assert fout.value.gegevens["regel"] == "bladen_onjuist"
    assert regio.stand(nieuw) is None


def test_een_kluis_waarin_al_gewerkt_is_wordt_niet_overschreven(plek: Regioplek) -> None:
    with pytest.raises(Omstandigheid) as fout:
        herstel.herstel_regio(plek.kluizen["joris"], bladen(plek, 0, 1), naam="X")
    assert fout.value.gegevens["regel"] == "regio_bestaat"
