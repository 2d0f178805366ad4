"""The life of a phase: every history is a chain, nothing is reached in silence, old lines are taken over once."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.plan import FASESTATUS, Doel, Fase
from zvh_desktop.domain.planfase import (
    STAPPEN,
    Fasestap,
    Voorwaarde,
    belet_stap,
    dagen_over_tijd,
    gepland_tot,
    laatste_stappen,
    na_stap,
    open_voorwaarden,
    oude_regels,
    stappen_van,
    stapwoord,
    voorwaarden_met_regels,
)
from zvh_desktop.domain.tijd import AMSTERDAM

CASUS = "c" * 32
BEGIN = datetime(2026, 2, 27, 10, 0, tzinfo=AMSTERDAM)


def _fase(**velden: object) -> Fase:
    basis = {"id": "f" * 32, "stream": "5" * 32, "casus_id": CASUS, "nummer": 1}
    return Fase.model_validate({**basis, **velden})


def _stap(nr: int, van: str, naar: str, op: datetime, **velden: object) -> Fasestap:
    basis = {"id": f"{nr:032x}", "stream": "5" * 32, "casus_id": CASUS, "fase": 1, "van": van, "naar": naar,
             "dag": op.date(), "tijdstip": op, "door": "M. van der Heijden"}  # fmt: skip
    return Fasestap.model_validate({**basis, **velden})


def _voorwaarde(nr: int, tekst: str, **velden: object) -> Voorwaarde:
    basis = {"id": f"{nr:032x}", "stream": "5" * 32, "casus_id": CASUS, "fase": 1, "volgorde": nr, "tekst": tekst}
    return Voorwaarde.model_validate({**basis, **velden})


Poging = tuple[str, str, list[str], str, int]
POGINGEN: st.SearchStrategy[list[Poging]] = st.lists(
    st.tuples(
        st.sampled_from(sorted(FASESTATUS)),
        st.sampled_from(("", "  ", "omdat het zo is")),
        st.lists(st.sampled_from(("plek", "crisisplan")), unique=True),
        st.sampled_from(("", " ", "vader is verhuisd")),
        st.integers(min_value=0, max_value=500),
    ),
    max_size=25,
)


@given(POGINGEN)
def test_elke_geschiedenis_van_een_fase_is_een_keten_die_klopt_met_de_fase(pogingen: list[Poging]) -> None:
    fase, stappen, nu = _fase(), [], BEGIN
    for nr, (naar, motivering, open_, ondanks, dagen) in enumerate(pogingen):
        nu += timedelta(days=dagen, minutes=1)
        belet = belet_stap(fase, naar, motivering, open_, ondanks)
        if belet:
            assert belet in ("fase_overgang", "motivering_nodig", "voorwaarden_open")
            continue
        na = [s.id for s in laatste_stappen(stappen)]
        stap = _stap(nr, fase.status, naar, nu, motivering=motivering, open_voorwaarden=open_, ondanks=ondanks, na=na)
        if naar == "bereikt":
            assert motivering.strip() and (not open_ or ondanks.strip())
        if "bereikt" in (fase.status, naar) or "teruggevallen" in (fase.status, naar):
            assert motivering.strip()
        fase = na_stap(fase, stap)
        stappen.append(stap)
        assert (fase.bereikt_op is not None) == (fase.status == "bereikt")
    assert [s.naar for s in laatste_stappen(reversed(stappen))] == ([fase.status] if stappen else [])


def test_elke_stap_heeft_een_woord_en_elke_stand_een_uitweg() -> None:
    assert {s for paar in STAPPEN for s in paar} == set(FASESTATUS)
    for stand in FASESTATUS:
        assert stappen_van(stand)
        assert all(stapwoord(stand, naar) for naar in stappen_van(stand))
    assert stapwoord("niet_gestart", "bereikt") == ""


def test_twee_stappen_die_elkaar_niet_kenden_vallen_op_tot_iemand_beide_zag() -> None:
    een = _stap(1, "niet_gestart", "open", BEGIN)
    # The clock was set back a day: that changes nothing in what follows on what.
    twee = _stap(2, "open", "bereikt", BEGIN - timedelta(days=1), na=[een.id])
    drie = _stap(3, "open", "teruggevallen", BEGIN + timedelta(hours=2), na=[een.id])
    assert laatste_stappen((een, twee)) == (twee,)
    assert laatste_stappen((drie, een, twee)) == (twee, drie)
    vier = _stap(4, "teruggevallen", "open", BEGIN + timedelta(hours=3), na=[twee.id, drie.id])
    assert laatste_stappen((vier, drie, een, twee)) == (vier,)


REGELS = st.lists(st.text(alphabet="ab -\t", max_size=6), max_size=6)


@given(REGELS, st.data())
def test_oude_regels_worden_een_keer_overgenomen_en_geen_gaat_verloren(regels: list[str], data: st.DataObject) -> None:
    fase = _fase(voorwaarden="\n".join(regels))
    alle = voorwaarden_met_regels(fase, ())
    assert {" ".join(r.split()).removeprefix("- ") for r in regels} - {""} == {v.tekst for v in alle}
    assert voorwaarden_met_regels(fase, alle) == alle
    over = [v for v in alle if data.draw(st.booleans())]
    assert voorwaarden_met_regels(fase, over) == alle
    weg = [v.met(verwijderd=True) for v in over]
    assert {v.id for v in voorwaarden_met_regels(fase, weg)} == {v.id for v in alle} - {v.id for v in weg}


def test_twee_toestellen_maken_van_een_regel_een_voorwaarde() -> None:
    een, twee = _fase(voorwaarden="Vader  veilig\n- Plan bekend"), _fase(voorwaarden="- Plan bekend\nVader veilig")
    assert {v.id for v in oude_regels(een)} == {v.id for v in oude_regels(twee)}


def test_afspraken_die_voorwaarde_zijn_tellen_mee_als_open() -> None:
    doel = Doel.model_validate(
        {"id": "d" * 32, "stream": "5" * 32, "casus_id": CASUS, "fase": 1,
         "doelsoort": "voorwaarde", "tekst": "sleutel terug"}
    )  # fmt: skip
    klaar = _voorwaarde(1, "plek", voldaan_op=date(2026, 3, 1), voldaan_door="M.")
    assert open_voorwaarden((klaar, _voorwaarde(2, "plan")), (doel,), 1) == ("plan", "sleutel terug")
    assert open_voorwaarden((klaar,), (doel.met(bereikt=True),), 1) == ()


@pytest.mark.parametrize(
    ("geopend", "weken", "tot"),
    [
        (date(2024, 2, 1), 4, date(2024, 2, 29)),
        (date(2026, 12, 21), 2, date(2027, 1, 4)),
        (date(2026, 3, 28), 1, date(2026, 4, 4)),
        (date(2026, 3, 28), 0, None),
    ],
)
def test_geplande_duur_klopt_over_schrikkeldag_jaarwisseling_en_zomertijd(
    geopend: date, weken: int, tot: date | None
) -> None:
    fase = _fase(status="open", geopend_op=geopend, geplande_weken=weken)
    assert gepland_tot(fase) == tot
    if tot is not None:
        assert dagen_over_tijd(fase, tot) == 0
        assert dagen_over_tijd(fase, tot + timedelta(days=1)) == 1
    assert dagen_over_tijd(fase.met(status="bereikt"), date(2030, 1, 1)) == 0
