"""A series: the next overleg is there with one act, and nothing that was left over is forgotten."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from zvh_testing.casuskluis import werkplek
from zvh_testing.overlegspel import DAG, GAST, Tafel

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.overleg import Agendapunt
from zvh_desktop.domain.reeks import Reeks
from zvh_desktop.services import afronden, overlegagenda, overlegbeeld, reeksen, verslagen
from zvh_desktop.services.overlegbeeld import OverlegDetail
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def in_reeks(wp: Werkplek) -> tuple[Tafel, str]:
    tafel = Tafel(wp)
    reeks_id, _ = reeksen.van_overleg(wp, tafel.overleg_id, ritme="weken", elke=2)
    return tafel, reeks_id


def houd_aan(tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    afronden.zet_uitkomst(
        tafel.wp, tafel.punt_id, uitkomst="aangehouden", reden="wacht op GGZ", informeren="De melder belt."
    )
    tafel.sluit()


def punten(d: OverlegDetail) -> list[tuple[str, str, str]]:
    return [(p.naam, p.punt.herkomst, p.punt.herkomst_reden) for p in d.punten]


def test_volgende_heeft_tijd_punten_en_vaste_deelnemers_van_de_reeks(wp: Werkplek) -> None:
    _, reeks_id = in_reeks(wp)
    (regel,) = reeksen.lijst(wp)
    assert (regel.ritme, regel.laatste, regel.volgende) == ("elke 2 weken op dinsdag", DAG, date(2026, 12, 8))
    d = overlegbeeld.detail(wp, reeksen.plan_volgende(wp, reeks_id)[0])
    assert (d.overleg.datum, d.overleg.begin, d.overleg.plaats) == (
        date(2026, 12, 8),
        time(9, 30),
        "Stadhuis, kamer 2.14",
    )
    assert [p.naam for p in d.punten] == ["Opening", "Rondvraag"]
    assert GAST in [(r.deelnemer.naam, r.deelnemer.organisatie) for r in d.deelnemers]


def test_aangehouden_casus_komt_met_de_reden_mee_na_het_vaststellen_van_de_verslagen(wp: Werkplek) -> None:
    tafel, reeks_id = in_reeks(wp)
    houd_aan(tafel)
    d = overlegbeeld.detail(wp, reeksen.plan_volgende(wp, reeks_id)[0])
    assert punten(d) == [
        ("Opening en verslagen van di 24 nov vaststellen", "", ""),
        ("Kees V.", "aangehouden", "wacht op GGZ"),
        ("Rondvraag", "", ""),
    ]


def test_wat_overblijft_komt_ook_op_een_overleg_dat_al_gepland_was(wp: Werkplek) -> None:
    tafel, reeks_id = in_reeks(wp)
    volgende, _ = reeksen.plan_volgende(wp, reeks_id)
    assert [n for n, _, _ in punten(overlegbeeld.detail(wp, volgende))] == ["Opening", "Rondvraag"]
    houd_aan(tafel)
    assert "Kees V." in [n for n, _, _ in punten(overlegbeeld.detail(wp, volgende))]


def test_wat_van_de_agenda_is_gehaald_komt_niet_vanzelf_terug(wp: Werkplek) -> None:
    tafel, reeks_id = in_reeks(wp)
    houd_aan(tafel)
    volgende, _ = reeksen.plan_volgende(wp, reeks_id)
    voor = punten(overlegbeeld.detail(wp, volgende))
    reeksen.neem_mee(wp, volgende)
    assert punten(overlegbeeld.detail(wp, volgende)) == voor
    mee = [p.punt.id for p in overlegbeeld.detail(wp, volgende).punten if p.punt.vorig_overleg_id]
    for punt_id in mee:
        overlegagenda.haal_weg(wp, "agendapunt", punt_id)
    reeksen.neem_mee(wp, volgende)
    assert [n for n, _, _ in punten(overlegbeeld.detail(wp, volgende))] == ["Rondvraag"]


def test_verslagen_zijn_het_eerste_punt_ook_zonder_opening_en_een_reeks_ervan_begint_weer_gewoon(wp: Werkplek) -> None:
    tafel, reeks_id = in_reeks(wp)
    houd_aan(tafel)
    gewoon, _ = reeksen.plan_volgende(wp, reeks_id)
    nieuw, _ = reeksen.van_overleg(wp, gewoon, naam="Opnieuw")
    assert wp.eis(Reeks, nieuw).punten == [{"titel": "Opening", "minuten": 5}, {"titel": "Rondvraag", "minuten": 5}]
    anders = [{"titel": "Mededelingen", "minuten": 5}, {"titel": "Rondvraag", "minuten": 5}]
    reeksen.bewaar(wp, reeks_id, punten=anders)
    volgende, _ = reeksen.plan_volgende(wp, reeks_id)
    namen = [n for n, _, _ in punten(overlegbeeld.detail(wp, volgende))]
    assert namen == ["Verslagen van di 24 nov vaststellen", "Mededelingen", "Kees V.", "Rondvraag"]


def test_punt_van_de_verslagen_noemt_nummers_en_geen_namen(wp: Werkplek) -> None:
    tafel, reeks_id = in_reeks(wp)
    tafel.begin(tafel.vast)
    tafel.beslis()
    verslag = tafel.sluit()
    volgende, _ = reeksen.plan_volgende(wp, reeks_id)
    punt = next(p.punt for p in overlegbeeld.detail(wp, volgende).punten if p.punt.puntsoort == "verslagen")
    (regel,) = reeksen.verslagen(wp, punt.id)
    assert (regel.verslag_id, regel.status, regel.open_reacties) == (verslag.id, "concept", 0)
    assert "Kees" not in repr(regel) and "V." not in punt.titel
    verslagen.stel_vast(wp, regel.verslag_id)
    assert [r.status for r in reeksen.verslagen(wp, punt.id)] == ["vastgesteld"]


def test_twee_op_een_dag_en_een_reeks_zonder_dag_worden_geweigerd(wp: Werkplek) -> None:
    _, reeks_id = in_reeks(wp)
    with pytest.raises(Omstandigheid) as fout:
        reeksen.plan_volgende(wp, reeks_id, DAG)
    assert fout.value.gegevens["regel"] == "reeks_datum"
    reeksen.bewaar(wp, reeks_id, ritme="")
    with pytest.raises(Omstandigheid):
        reeksen.plan_volgende(wp, reeks_id)
    reeksen.plan_volgende(wp, reeks_id, date(2026, 12, 3))


def test_gestopte_reeks_laat_haar_overleggen_staan(wp: Werkplek) -> None:
    tafel, reeks_id = in_reeks(wp)
    reeksen.stop(wp, reeks_id)
    assert reeksen.lijst(wp) == []
    assert wp.store.find(Agendapunt, overleg_id=tafel.overleg_id)
