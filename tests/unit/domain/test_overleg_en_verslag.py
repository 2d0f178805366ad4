"""States of an overleg, what is still open when closing, and what may happen to a verslag or an action."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from zvh_desktop.domain.overleg import OVERLEGSTATUS, Inbreng, Uitkomst, mag_naar, mag_vastleggen, open_punten
from zvh_desktop.domain.plan import Actie, dagen_te_laat, mag_afronden
from zvh_desktop.domain.verslag import Verslag, mag_ondertekenen, mag_vaststellen, mag_wijzigen

DAG = date(2026, 11, 24)
PLEK = {"stream": "s", "casus_id": "c", "overleg_id": "o"}


@pytest.mark.parametrize("van", OVERLEGSTATUS)
@pytest.mark.parametrize("naar", OVERLEGSTATUS)
def test_overleg_gaat_alleen_vooruit_en_van_open_terug_naar_concept(van: str, naar: str) -> None:
    goed = {("concept", "open"), ("open", "concept"), ("open", "bezig"), ("bezig", "gesloten")}
    assert mag_naar(van, naar) is ((van, naar) in goed)


def test_alleen_een_bezig_overleg_legt_vast() -> None:
    assert [s for s in OVERLEGSTATUS if mag_vastleggen(s)] == ["bezig"]


def uitkomst(**velden: Any) -> Uitkomst:
    return Uitkomst.model_validate({"id": "u", **PLEK, "agendapunt_id": "p", **velden})


def besluit(motivering: str = "daarom", **velden: Any) -> Inbreng:
    basis = {"id": "i", "agendapunt_id": "p", "volgorde": 1, "inbrengsoort": "besluit", "tekst": "t"}
    tijd = {"tijdstip": datetime(2026, 11, 24, tzinfo=UTC)}
    return Inbreng.model_validate({**basis, **PLEK, **tijd, "motivering": motivering, **velden})


KLAAR = {"uitkomst": "besluit", "informeren": "de wijkagent belt", "evaluatiedatum": DAG}


@pytest.mark.parametrize(
    ("velden", "inbreng", "zonder", "open_"),
    [
        (None, [], 0, ("uitkomst", "informeren")),
        ({}, [], 1, ("uitkomst", "informeren", "acties_onvolledig")),
        (KLAAR, [besluit()], 0, ()),
        (KLAAR, [], 0, ("besluit",)),
        (KLAAR, [besluit(verwijderd=True)], 0, ("besluit",)),
        (KLAAR, [besluit("  ")], 0, ("motivering",)),
        ({**KLAAR, "informeren": " "}, [besluit()], 0, ("informeren",)),
        ({**KLAAR, "informeren": "", "informeren_niet_nodig": True}, [besluit()], 0, ()),
        ({**KLAAR, "evaluatiedatum": None}, [besluit()], 0, ("evaluatiedatum",)),
        ({"uitkomst": "aangehouden", "informeren": "x"}, [], 0, ("reden",)),
        ({"uitkomst": "geen_besluit", "informeren": "x", "reden": "geen tijd"}, [], 0, ()),
        ({"uitkomst": "geen_besluit", "informeren": "x", "reden": "y"}, [besluit(verwijderd=True)], 0, ()),
        (
            {"uitkomst": "geen_besluit", "informeren": "x", "reden": "y", "overgeslagen": {"besluit_tegen": "toch"}},
            [besluit()],
            0,
            ("besluit_tegen",),
        ),
        ({**KLAAR, "overgeslagen": {"acties_onvolledig": "volgt"}}, [besluit()], 2, ()),
        ({**KLAAR, "overgeslagen": {"acties_onvolledig": " "}}, [besluit()], 2, ("acties_onvolledig",)),
        ({"overgeslagen": {"uitkomst": "geen zin", "informeren": "later"}}, [], 0, ("uitkomst",)),
    ],
)
def test_open_punten_noemen_wat_onbeslist_is(
    velden: dict[str, Any] | None, inbreng: list[Inbreng], zonder: int, open_: tuple[str, ...]
) -> None:
    assert open_punten(None if velden is None else uitkomst(**velden), inbreng, zonder) == open_


def verslag(**velden: Any) -> Verslag:
    return Verslag.model_validate({"id": "v", **PLEK, **velden})


@pytest.mark.parametrize(
    ("velden", "open_", "reacties", "waarom"),
    [
        ({}, 0, 0, ""),
        ({}, 1, 0, "nog_niet_afgerond"),
        ({"status": "reactie"}, 0, 1, "reacties_open"),
        ({"status": "reactie", "reactie_tot": date(2026, 11, 25)}, 0, 0, "reactietermijn_loopt"),
        ({"status": "reactie", "reactie_tot": DAG, "reactie_verstuurd_op": date(2026, 11, 20)}, 0, 0,
         "reactietermijn_loopt"),
        ({"status": "reactie", "reactie_tot": date(2026, 11, 23), "reactie_verstuurd_op": date(2026, 11, 20)}, 0, 0,
         ""),
        ({"status": "reactie", "reactie_tot": DAG, "reactie_verstuurd_op": DAG}, 0, 0, ""),
        ({"status": "vastgesteld"}, 0, 0, "al_vastgesteld"),
        ({"status": "ondertekend"}, 0, 0, "al_vastgesteld"),
        ({"status": "vervangen"}, 0, 0, "al_vastgesteld"),
    ],
)  # fmt: skip
def test_vaststellen_kan_pas_als_niets_meer_open_staat(
    velden: dict[str, Any], open_: int, reacties: int, waarom: str
) -> None:
    assert mag_vaststellen(verslag(**velden), open_, reacties, DAG) == waarom


def test_vastgesteld_wijzigt_niet_meer_en_wordt_een_keer_getekend() -> None:
    staten = ("concept", "reactie", "vastgesteld", "ondertekend", "vervangen")
    assert [s for s in staten if mag_wijzigen(verslag(status=s))] == ["concept", "reactie"]
    assert [s for s in staten if mag_ondertekenen(verslag(status=s))] == ["vastgesteld"]


@pytest.mark.parametrize(
    ("status", "terugkoppeling", "waarom"),
    [
        ("gedaan", "", ""),
        ("niet_mogelijk", "", "reden_nodig"),
        ("niet_mogelijk", "verhuisd", ""),
        ("niet_gedaan", " ", "reden_nodig"),
        ("vervallen", "niet meer nodig", ""),
        ("open", "x", "status_onbekend"),
        ("weg", "x", "status_onbekend"),
    ],
)
def test_wat_niet_gedaan_is_vraagt_een_reden(status: str, terugkoppeling: str, waarom: str) -> None:
    assert mag_afronden(status, terugkoppeling) == waarom


@pytest.mark.parametrize(
    ("status", "uiterlijk", "dagen"),
    [("open", date(2026, 11, 20), 4), ("open", DAG, 0), ("open", None, 0), ("gedaan", date(2026, 1, 1), 0)],
)
def test_alleen_een_open_actie_met_een_dag_is_te_laat(status: str, uiterlijk: date | None, dagen: int) -> None:
    actie = Actie.model_validate(
        {"id": "a", **PLEK, "tekst": "t", "gemaakt_op": DAG, "status": status, "uiterlijk": uiterlijk}
    )
    assert dagen_te_laat(actie, DAG) == dagen
