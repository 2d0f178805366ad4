"""Deadlines and flags on a real vault; what is read by which index."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, maak_kluis, maak_werkplek, meld_aan, richt_in

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.grondslag import Bewaarregel, Verlenging
from zvh_desktop.domain.informatie import Informatieverzoek
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.vlag import Terzijde, Vlag
from zvh_desktop.domain.zsm import ZsmAdvies
from zvh_desktop.services import dossiers, vlaggen
from zvh_desktop.services.termijnen import termijnen
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.deadlines import VRAGEN

VANDAAG = date(2026, 11, 24)


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Testklok) -> Iterator[Werkplek]:
    vault = maak_kluis(tmp_path, klok)
    plek = maak_werkplek(vault)
    plek.klok = klok
    richt_in(plek)
    yield plek
    plek.store.close()
    vault.close()


def bewaar(wp: Werkplek, *records: Record) -> None:
    with wp.transactie("proef") as t:
        t.save_many(records)


def soorten(wp: Werkplek) -> list[str]:
    return [t.soort for groep in termijnen(wp) for t in groep.termijnen]


def test_alles_met_een_dag_komt_bij_elkaar(wp: Werkplek) -> None:
    casus_id = meld_aan(wp).casus_id
    casus = wp.eis(Casus, casus_id)
    kees = wp.store.find(Betrokkene, casus_id=casus_id)[0]
    partner = next(iter(wp.partners().values()))
    stream, gisteren = casus.stream, VANDAAG - timedelta(days=1)
    dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "bellen", "uiterlijk": date(2026, 11, 20)})
    dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "schrijven", "uiterlijk": date(2026, 11, 21)})
    vlaggen.zet(wp, casus_id, VlagInvoer("hond", "eerst bellen", uiterlijk=gisteren))
    vlaggen.zet(wp, casus_id, VlagInvoer("sleutel", "terughalen"))
    bewaar(
        wp,
        casus.met(evaluatiedatum=VANDAAG, zsm_geldig_tot=gisteren),
        kees.met(geinformeerd="uitgesteld", geinformeerd_herzien_op=gisteren, geinformeerd_grond="veiligheid"),
        Informatieverzoek(
            id=wp.nieuw_id(), stream=stream, casus_id=casus_id, organisatie="GGZ", vraag="v", doel="d", noodzaak="n",
            status="verstuurd", gemaakt_op=gisteren, antwoord_voor=gisteren,
        ),
        ZsmAdvies(
            id=wp.nieuw_id(), stream=stream, casus_id=casus_id, advies="a", status="vastgesteld", geldig_tot=VANDAAG,
        ),
        partner.met(protocol_geldig_tot=VANDAAG + timedelta(days=30)),
    )  # fmt: skip
    gevonden = {g.naam: [t.soort for t in g.termijnen] for g in termijnen(wp)}
    assert gevonden == {
        "te_laat": ["vlag", "informeren", "verzoek", "actie"],
        "nu": ["zsm", "evaluatie"],
        "later": ["protocol"],
        "zonder": ["vlag"],
    }
    (actie,) = (t for g in termijnen(wp) for t in g.termijnen if t.soort == "actie")
    assert (actie.wat, actie.dag) == ("2 acties te laat, de oudste", date(2026, 11, 20))


def test_bewaartermijn_telt_met_regel_en_verlenging(wp: Werkplek) -> None:
    casus_id = meld_aan(wp).casus_id
    casus = wp.eis(Casus, casus_id)
    bewaar(wp, casus.met(status="afgesloten", beeindigd_op=date(2025, 11, 20)))
    assert soorten(wp) == []
    regio = wp.regio().stream
    bewaar(wp, Bewaarregel(id=wp.nieuw_id(), stream=regio, maanden=12))
    assert soorten(wp) == ["bewaren"]
    verlenging = Verlenging(
        id=wp.nieuw_id(), stream=casus.stream, casus_id=casus_id, tot=date(2027, 6, 1), motivering="m",
        besloten_door="x", besloten_op=VANDAAG,
    )  # fmt: skip
    bewaar(wp, verlenging)
    assert soorten(wp) == []


def test_casus_in_andermans_compartiment_heeft_hier_geen_termijn(wp: Werkplek) -> None:
    casus = wp.eis(Casus, meld_aan(wp).casus_id)
    bewaar(wp, casus.met(evaluatiedatum=VANDAAG))
    assert soorten(wp) == ["evaluatie"]
    bewaar(wp, wp.eis(Casus, casus.id).met(compartiment="x", toegang=["ander"]))
    assert soorten(wp) == []


def test_terzijde_leggen_haalt_hem_weg_tot_die_dag_en_is_een_record_met_reden(wp: Werkplek, klok: Testklok) -> None:
    casus = wp.eis(Casus, meld_aan(wp).casus_id)
    bewaar(wp, casus.met(evaluatiedatum=VANDAAG))
    ((groep,), morgen) = termijnen(wp), VANDAAG + timedelta(days=1)
    (t,) = groep.termijnen
    for tot, reden in ((VANDAAG, "reden"), (None, "reden"), (morgen, " ")):
        with pytest.raises(Omstandigheid):
            vlaggen.leg_terzijde(wp, t.soort, t.over_id, t.casus_id, t.sinds, tot, reden)
    vlaggen.leg_terzijde(wp, t.soort, t.over_id, t.casus_id, t.sinds, morgen, "overleg is morgen")
    assert soorten(wp) == []
    (weg,) = wp.store.find(Terzijde)
    assert (weg.reden, weg.gezet_door, weg.stream) == ("overleg is morgen", wp.wie_naam(), casus.stream)
    klok.verder(days=1)
    assert soorten(wp) == ["evaluatie"]


def test_protocol_terzijde_staat_in_de_stream_van_de_regio(wp: Werkplek) -> None:
    partner = wp.store.find(Partner)[0]
    bewaar(wp, partner.met(protocol_geldig_tot=VANDAAG))
    vlaggen.leg_terzijde(wp, "protocol", partner.id, "", VANDAAG, VANDAAG + timedelta(days=5), "nieuwe ligt klaar")
    assert soorten(wp) == []
    assert wp.store.find(Terzijde)[0].stream == wp.regio().stream


def test_vlag_gaat_alleen_weg_met_een_uitkomst(wp: Werkplek) -> None:
    casus_id = meld_aan(wp).casus_id
    for tekst, nodig in (("", "x"), ("x", " ")):
        with pytest.raises(Omstandigheid):
            vlaggen.zet(wp, casus_id, VlagInvoer(tekst, nodig))
    vlaggen.zet(wp, casus_id, VlagInvoer("hond", "bellen", "wijkagent"))
    (vlag,) = vlaggen.van_casus(wp, casus_id)
    with pytest.raises(Omstandigheid):
        vlaggen.los_op(wp, vlag.id, "  ")
    vlaggen.los_op(wp, vlag.id, "hond is weg")
    assert vlaggen.van_casus(wp, casus_id) == []
    assert wp.eis(Vlag, vlag.id).opgelost_op == VANDAAG
    with pytest.raises(Omstandigheid):
        vlaggen.los_op(wp, vlag.id, "nog eens")


@pytest.mark.parametrize("vraag", sorted(VRAGEN))
def test_geen_termijn_loopt_een_grote_tabel_helemaal_door(wp: Werkplek, vraag: str) -> None:
    plan = wp.store.verbinding.rows(
        f"EXPLAIN QUERY PLAN {VRAGEN[vraag]} LIMIT 500", {"dag": "2026-11-24", "tot": "2026-12-24"}
    )
    stappen = [str(rij[3]) for rij in plan]
    assert not [s for s in stappen if re.match(r"SCAN \w+\b(?!.*USING INDEX)", s)], stappen
    eerste = next(s for s in stappen if s.startswith(("SEARCH", "SCAN")))
    verwacht = {
        "vlag": "vlag_open", "informeren": "betrokkene_uitgesteld", "zsm": "zsm_advies_geldig_tot",
        "zsm_casus": "casus_zsm_geldig_tot", "evaluatie": "casus_evaluatiedatum",
        "verzoek": "informatieverzoek_status", "actie": "actie_open_uiterlijk",
    }[vraag]  # fmt: skip
    assert verwacht in eerste, stappen
