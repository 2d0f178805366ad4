"""How much of the database a connection keeps in memory, and when it gives that back."""

from types import SimpleNamespace

import pytest

from zvh_desktop.store import connection
from zvh_desktop.store.store import Store


def test_ruimte_voor_veel_lezen_gaat_met_de_eerste_wijziging_na_een_minuut_terug(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    nu = SimpleNamespace(s=100.0)
    monkeypatch.setattr(connection, "monotonic", lambda: nu.s)
    v = store.verbinding

    def ruimte() -> int:
        return -int(v.value("PRAGMA cache_size"))

    klein = ruimte()
    v.widen()
    breed = ruimte()
    assert breed > klein
    with v.transaction():
        v.run_many("INSERT INTO instelling (naam, waarde) VALUES (?, '')", [(f"x{nr}",) for nr in range(600)])
        assert ruimte() > breed
    assert ruimte() == breed, "what was written much of leaves the room of who reads as it was"
    nu.s += 30
    v.widen()
    nu.s += 40
    with v.transaction():
        pass
    assert ruimte() == breed
    nu.s += 30
    with v.transaction():
        pass
    assert ruimte() == klein
