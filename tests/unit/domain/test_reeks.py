from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.overleg import Agendapunt, Uitkomst
from zvh_desktop.domain.reeks import Reeks, mee_te_nemen, ritme_in_woorden, volgende_datum

DAGEN = st.dates(date(2024, 1, 1), date(2032, 12, 31))
REEKSEN = st.builds(
    Reeks,
    id=st.just("a" * 32),
    stream=st.just("b" * 32),
    naam=st.just("Casusoverleg"),
    ritme=st.sampled_from(("weken", "maand")),
    elke=st.integers(1, 5),
    weekdag=st.integers(0, 6),
)


def reeks(**velden: object) -> Reeks:
    return Reeks.model_validate({"id": "a" * 32, "stream": "b" * 32, "naam": "Casusoverleg", **velden})


def punt(nummer: int, **velden: object) -> Agendapunt:
    basis = {"id": f"{nummer:032x}", "stream": "b" * 32, "overleg_id": "c" * 32, "volgorde": nummer, "casus_id": "d"}
    return Agendapunt.model_validate({**basis, **velden})


def uitkomst(punt_: Agendapunt, wat: str, reden: str = "") -> Uitkomst:
    return Uitkomst.model_validate(
        {"id": "e" * 32, "stream": "b" * 32, "casus_id": punt_.casus_id, "overleg_id": punt_.overleg_id,
         "agendapunt_id": punt_.id, "uitkomst": wat, "reden": reden}
    )  # fmt: skip


@given(REEKSEN, st.none() | DAGEN, DAGEN)
def test_volgende_dag_ligt_na_de_vorige_is_niet_voorbij_en_valt_op_de_weekdag(
    r: Reeks, laatste: date | None, vandaag: date
) -> None:
    dag = volgende_datum(r, laatste=laatste, vandaag=vandaag)
    assert dag is not None
    assert dag >= vandaag
    assert laatste is None or dag > laatste
    assert dag.weekday() == r.weekdag


@given(REEKSEN, DAGEN)
def test_tussen_twee_zit_een_heel_ritme(r: Reeks, begin: date) -> None:
    een = volgende_datum(r, laatste=None, vandaag=begin)
    assert een is not None
    twee = volgende_datum(r, laatste=een, vandaag=begin)
    assert twee is not None
    if r.ritme == "weken":
        assert twee - een == timedelta(weeks=r.elke)
    else:
        assert (twee.year * 12 + twee.month) - (een.year * 12 + een.month) == 1
        assert (twee + timedelta(weeks=1)).month != twee.month or r.elke < 5
        assert r.elke == 5 or (twee.day - 1) // 7 + 1 == r.elke


def test_een_verplaatst_overleg_verschuift_het_ritme_niet() -> None:
    dinsdag_om_de_week = reeks(ritme="weken", elke=2, weekdag=1)
    donderdag = date(2026, 11, 12)
    assert volgende_datum(dinsdag_om_de_week, laatste=donderdag, vandaag=date(2026, 11, 13)) == date(2026, 11, 24)


def test_reeks_zonder_ritme_geeft_geen_dag() -> None:
    assert volgende_datum(reeks(ritme=""), laatste=None, vandaag=date(2026, 11, 22)) is None


def test_ritme_in_gewone_woorden() -> None:
    assert ritme_in_woorden(reeks(ritme="weken", elke=1, weekdag=1)) == "elke dinsdag"
    assert ritme_in_woorden(reeks(ritme="weken", elke=2, weekdag=1)) == "elke 2 weken op dinsdag"
    assert ritme_in_woorden(reeks(ritme="maand", elke=5, weekdag=3)) == "de laatste donderdag van de maand"


def test_aangehouden_komt_terug_met_de_reden_en_besproken_niet() -> None:
    begonnen = datetime(2026, 11, 10, 9, tzinfo=UTC)
    besproken = punt(1, besproken=True, begonnen_op=begonnen, casus_id="een")
    aangehouden = punt(2, besproken=True, begonnen_op=begonnen, casus_id="twee", minuten=35)
    blijven_liggen = punt(3, casus_id="drie")
    bewust_niet = punt(4, casus_id="vier")
    weg = punt(5, casus_id="vijf", verwijderd=True)
    zonder_casus = punt(6, casus_id="", titel="Rondvraag")
    uitkomsten = {
        besproken.id: uitkomst(besproken, "besluit"),
        aangehouden.id: uitkomst(aangehouden, "aangehouden", "wacht op GGZ "),
        bewust_niet.id: uitkomst(bewust_niet, "geen_besluit", "niet meer nodig"),
    }
    alle = [zonder_casus, weg, bewust_niet, blijven_liggen, aangehouden, besproken]
    mee = mee_te_nemen(alle, uitkomsten)
    assert [(m.casus_id, m.herkomst, m.reden, m.minuten) for m in mee] == [
        ("twee", "aangehouden", "wacht op GGZ", 35),
        ("drie", "niet_besproken", "", 15),
    ]
