"""Laws: any order, any repetition, any loss that is made good, give the same tables, heads and search texts."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.deur import deur
from zvh_testing.kluisplek import STREAM, ProefActie, ProefRecord
from zvh_testing.kluisregio import Plek, Regio, beeld, wissel

from zvh_desktop.store.check import check

LANG = os.environ.get("ZVH_TORTURE") == "1"
RECORDS = tuple(f"{nr:032x}" for nr in range(1, 4))
ZINNEN = ("Hij belt.", "Zij komt.", "Het regent.", "Niets.")

_stap = st.one_of(
    st.tuples(st.just("naam"), st.integers(0, 2), st.sampled_from(("a", "b", "c"))),
    st.tuples(st.just("tekst"), st.integers(0, 2), st.lists(st.sampled_from(ZINNEN), max_size=3).map(" ".join)),
    st.tuples(st.just("aantal"), st.integers(0, 2), st.integers(-3, 3)),
    st.tuples(st.just("verwijderd"), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("lijst"), st.integers(0, 2), st.lists(st.sampled_from("xyz"), max_size=2)),
    st.tuples(st.just("ongedaan"), st.integers(0, 2), st.none()),
    st.tuples(st.just("beslis"), st.integers(0, 2), st.none()),
)
_gebeurtenis = st.one_of(
    st.tuples(st.just("doe"), st.integers(0, 2), _stap),
    st.tuples(st.just("verzegel"), st.integers(0, 2), st.none()),
    st.tuples(st.just("breng"), st.integers(0, 2), st.tuples(st.integers(0, 2), st.randoms(use_true_random=False))),
    st.tuples(st.just("momentopname"), st.integers(0, 1), st.none()),
)


def _doe(plek: Plek, stap: tuple[str, int, object]) -> None:
    wat, nr, waarde = stap
    store = plek.store
    if wat == "ongedaan":
        laatste = store.laatste_handeling(plek.wie[0])
        if laatste is not None:
            store.undo(laatste[0], plek.wie)
        return
    if wat == "beslis":
        for conflict in store.conflicten()[:1]:
            with store.transaction("beslist", plek.wie) as t:
                t.beslis(conflict.soort, conflict.record, {conflict.veld: conflict.versies[0].waarde})
        return
    record = store.vind(ProefRecord, RECORDS[nr]) or ProefRecord(id=RECORDS[nr], stream=STREAM)
    actie = store.vind(ProefActie, f"a{RECORDS[nr][1:]}")
    plek.bewaar(record.met(**{wat: waarde}))
    if actie is None or wat == "naam":
        plek.bewaar(ProefActie(id=f"a{RECORDS[nr][1:]}", stream=STREAM, titel=str(waarde), proef_id=record.id))


def _speel(plekken: list[Plek], gebeurtenissen: list[tuple[str, int, object]]) -> None:
    for wat, wie, hoe in gebeurtenissen:
        plek = plekken[wie]
        if wat == "doe":
            assert isinstance(hoe, tuple)
            _doe(plek, hoe)
        elif wat == "verzegel":
            plek.verzegel()
        elif wat == "momentopname":
            if not deur(plek.store).apart():
                deur(plek.store).momentopname(STREAM)
        else:
            assert isinstance(hoe, tuple)
            naar, rng = hoe
            stukken = plek.stukken(STREAM)
            rng.shuffle(stukken)
            # Some are lost, some come twice.
            plekken[naar].ontvang([s for s in stukken if rng.random() < 0.7] + stukken[:2])


@settings(
    max_examples=150 if LANG else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(st.lists(_gebeurtenis, min_size=4, max_size=40))
def test_elke_volgorde_herhaling_en_verlies_geeft_overal_hetzelfde(
    gebeurtenissen: list[tuple[str, int, object]],
) -> None:
    with tempfile.TemporaryDirectory() as map_:
        regio = Regio(Path(map_))
        plekken = [regio.maak(naam) for naam in ("een", "twee", "drie")]
        regio.deel(plekken[0], STREAM, *plekken[1:])
        try:
            _speel(plekken, gebeurtenissen)
            wissel(plekken, STREAM)
            wissel(plekken, STREAM)
            eerste = beeld(plekken[0].store, STREAM)
            for plek in plekken:
                assert beeld(plek.store, STREAM) == eerste
                assert check(plek.store.verbinding) == []
                assert deur(plek.store).apart() == []
                assert deur(plek.store).volledigheid(STREAM).volledig
        finally:
            regio.sluit()
