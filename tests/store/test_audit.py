import pytest
from zvh_testing.kluisplek import WIE

from zvh_desktop.domain.errors import Programmafout
from zvh_desktop.store import audit
from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault


def test_elke_regel_draagt_de_hash_van_de_vorige(store: Store) -> None:
    with store.transaction("inzien", WIE) as t:
        eerste = t.audit("dossier_geopend", ["a" * 32], {"aantal": 2})
        tweede = t.audit("bsn_getoond", ["b" * 32, "a" * 32])
    regels = store.audit_regels(vanaf=eerste[0])
    assert [regel.hash for regel in regels] == [eerste[1], tweede[1]]
    assert regels[1].vorige == regels[0].hash
    assert regels[0].details == {"aantal": 2}
    assert regels[0].persoon == WIE[0]
    assert store.audit_hoofd() == tweede
    assert store.audit_regels(object_id="b" * 32) == [regels[1]]
    assert store.audit_regels(gebeurtenis="dossier_geopend", limit=1) == [regels[0]]
    assert audit.verify(store.verbinding) is None
    assert audit.verify(store.verbinding, eerste) is None
    assert audit.verify(store.verbinding, (eerste[0], "f" * 64)) == eerste[0]
    assert audit.verify(store.verbinding, (99, "f" * 64)) == 4


@pytest.mark.parametrize(
    "sql", ["UPDATE audit SET persoon = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 1"]
)
def test_het_logboek_laat_zich_niet_wijzigen(store: Store, sql: str) -> None:
    with pytest.raises(Programmafout), store.verbinding.transaction():
        store.verbinding.run(sql)
    assert audit.verify(store.verbinding) is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET gebeurtenis = 'iets anders' WHERE seq = 2",
        "UPDATE audit SET tijd = '2020-01-01T00:00:00.000000Z' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET seq = seq + 10 WHERE seq = 3",
    ],
)
def test_wie_de_grendels_omzeilt_wordt_gezien(kluis: Vault, store: Store, sql: str) -> None:
    with store.transaction("inzien", WIE) as t:
        t.audit("een")
        t.audit("twee")
    with store.verbinding.transaction():
        store.verbinding.run("DROP TRIGGER audit_nooit_wijzigen")
        store.verbinding.run("DROP TRIGGER audit_nooit_verwijderen")
        store.verbinding.run(sql)
    assert audit.verify(store.verbinding) is not None
    assert [bevinding.wat for bevinding in kluis.check()] == ["logboek"]


def test_zoekvraag_gaat_als_gesleutelde_hash_het_logboek_in(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert store.sleutelhash("de vries") == store.sleutelhash("de vries")
    assert store.sleutelhash("de vries") != store.sleutelhash("de  vries")
    assert len(store.sleutelhash("")) == 64
