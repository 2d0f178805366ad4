import importlib
import math
import pkgutil
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.kluisplek import STREAM, WIE, Kleur, ProefActie, ProefRecord, proef

import zvh_desktop.domain as domein
from zvh_desktop.domain.alle_soorten import MODULES
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.domain.record import Record
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import table_for
from zvh_desktop.store.store import Store

TEKST = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MOMENT = st.datetimes(
    datetime.fromisoformat("1900-01-01"),
    datetime.fromisoformat("2100-01-01"),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))]),
)
VELDEN = st.fixed_dictionaries(
    {},
    optional={
        "naam": TEKST,
        "tekst": TEKST,
        "aantal": st.integers(-(1 << 63), (1 << 63) - 1),
        "breuk": st.floats(allow_nan=False, allow_infinity=False),
        "misschien": st.none() | st.integers(-5, 5),
        "ja": st.none() | st.booleans(),
        "dag": st.none() | st.dates(),
        "moment": st.none() | MOMENT,
        "keuze": st.sampled_from(["a", "b"]),
        "kleur": st.sampled_from(Kleur),
        "lijst": st.lists(TEKST, max_size=3),
        "kaart": st.dictionaries(TEKST, st.none() | st.integers(-9, 9) | TEKST | st.booleans(), max_size=3),
        "order": TEKST,
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(VELDEN, VELDEN)
def test_wat_bewaard_is_komt_gelijk_terug(store: Store, velden: dict[str, Any], later: dict[str, Any]) -> None:
    record = proef(store, **velden)
    with store.transaction("maken", WIE) as t:
        t.save(record)
    assert store.get(ProefRecord, record.id) == record
    anders = record.met(**later)
    with store.transaction("wijzigen", WIE) as t:
        t.save(anders)
    assert store.get(ProefRecord, record.id) == anders
    with store.transaction("nogmaals", WIE) as t:
        t.save(store.get(ProefRecord, record.id))
    assert t.bon.wijzigingen == 0


def test_tabellen_van_de_kluis_hebben_precies_de_velden_van_elk_soort(store: Store) -> None:
    for soort, klasse in kinds().items():
        kolommen = store.verbinding.rows(f"SELECT name, type, \"notnull\" FROM pragma_table_info('{soort}')")
        verwacht = [(kolom.naam, kolom.type, int(not kolom.leeg_mag)) for kolom in table_for(klasse).kolommen]
        assert sorted(kolommen) == sorted(verwacht), soort
    assert len(kinds()) > 10


def test_elk_model_van_het_domein_is_bij_de_kluis_bekend() -> None:
    bekend = {module.__name__ for module in MODULES}
    for stuk in pkgutil.iter_modules(domein.__path__, "zvh_desktop.domain."):
        module = importlib.import_module(stuk.name)
        eigen = [ding for ding in vars(module).values() if isinstance(ding, type) and ding.__module__ == stuk.name]
        if any(issubclass(ding, Record) and ding.soort for ding in eigen):
            assert stuk.name in bekend


def test_moment_zonder_zone_wordt_geweigerd(store: Store) -> None:
    with pytest.raises(Programmafout), store.transaction("fout", WIE) as t:
        t.save(proef(store, moment=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_getal_dat_json_niet_kent_wordt_geweigerd(store: Store) -> None:
    with pytest.raises(Programmafout), store.transaction("fout", WIE) as t:
        t.save(proef(store, breuk=math.inf))


def test_find_op_gelijke_velden_volgorde_en_limiet(store: Store) -> None:
    een = proef(store, naam="een", aantal=1, ja=True, dag=date(2026, 1, 2))
    twee = proef(store, naam="twee", aantal=2, ja=False)
    drie = proef(store, naam="drie", aantal=2, order="z")
    weg = proef(store, naam="weg", aantal=2, verwijderd=True)
    with store.transaction("maken", WIE) as t:
        t.save_many([een, twee, drie, weg])
    assert store.find(ProefRecord, aantal=2) == [twee, drie]
    assert store.find(ProefRecord, aantal=2, ook_verwijderd=True) == [twee, drie, weg]
    assert store.find(ProefRecord, verwijderd=True) == [weg]
    assert store.find(ProefRecord, ja=None) == [drie]
    assert store.find(ProefRecord, ja=True, dag=date(2026, 1, 2)) == [een]
    assert store.find(ProefRecord, naam=("een", "drie"), order="naam") == [drie, een]
    assert store.find(ProefRecord, naam=[]) == []
    assert store.find(ProefRecord, kleur=Kleur.ROOD, order=("-aantal", "naam"), limiet=2) == [drie, twee]
    assert store.find(ProefRecord, order="-order", limiet=1) == [drie]
    assert store.vind_veel(ProefRecord, [een.id, "0" * 32]) == {een.id: een}
    assert store.vind(ProefRecord, "0" * 32) is None


def test_onbekend_veld_is_een_fout_van_ons_en_geen_sql(store: Store) -> None:
    with pytest.raises(Programmafout):
        store.find(ProefRecord, **{'naam" OR 1=1 --': "x"})
    with pytest.raises(Programmafout):
        store.find(ProefRecord, order="aantal DESC; DROP TABLE proef_record")


def test_wat_er_niet_is_geeft_niet_gevonden(store: Store) -> None:
    with pytest.raises(Omstandigheid) as gevangen:
        store.get(ProefActie, "0" * 32)
    assert gevangen.value.reden is Reden.NIET_GEVONDEN
    with pytest.raises(Omstandigheid) as gevangen:
        store.bestand("0" * 64)
    assert gevangen.value.reden is Reden.NIET_GEVONDEN


def test_rij_die_niet_bij_het_model_past_noemt_velden_en_geen_inhoud(store: Store) -> None:
    record = proef(store, naam="geheime naam")
    with store.transaction("maken", WIE) as t:
        t.save(record)
    with store.verbinding.transaction():
        store.verbinding.run("UPDATE proef_record SET keuze = 'geheim'")
    with pytest.raises(Omstandigheid) as gevangen:
        store.get(ProefRecord, record.id)
    assert gevangen.value.reden is Reden.KLUIS_BESCHADIGD
    assert gevangen.value.gegevens["velden"] == ("keuze",)
    assert "geheim" not in repr(gevangen.value.gegevens)


def test_bestand_is_een_keer_bewaard_en_wordt_bij_lezen_getoetst(store: Store) -> None:
    with store.transaction("bestand", WIE) as t:
        sha256 = t.bestand(b"inhoud")
        assert t.bestand(b"inhoud") == sha256
    assert store.bestand(sha256) == b"inhoud"
    assert store.verbinding.value("SELECT count(*) FROM bestand") == 1
    with store.verbinding.transaction():
        store.verbinding.run("UPDATE bestand SET inhoud = x'00'")
    with pytest.raises(Omstandigheid) as gevangen:
        store.bestand(sha256)
    assert gevangen.value.reden is Reden.KLUIS_BESCHADIGD


def test_instelling_zetten_lezen_en_weghalen(store: Store) -> None:
    assert store.instelling("thema") is None
    assert store.instelling("thema", "licht") == "licht"
    store.zet_instelling("thema", "donker")
    assert store.instelling("thema") == "donker"
    store.zet_instelling("thema", None)
    assert store.instelling("thema", "licht") == "licht"


def test_record_blijft_in_zijn_stroom(store: Store) -> None:
    record = proef(store)
    with store.transaction("maken", WIE) as t:
        t.save(record)
    with pytest.raises(Programmafout), store.transaction("verhuizen", WIE) as t:
        t.save(record.met(stream="6" * 32))
    assert store.get(ProefRecord, record.id).stream == STREAM
