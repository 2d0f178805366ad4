"""Servers for tests: the same tests run over both stores."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.serverplek import Postgres, Proefregio, Proefserver, binnen, maak_map

from zvh_desktop.server.storage import Opslag, open_storage


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One cluster for the whole run."""
    cluster = Postgres()
    yield cluster
    cluster.sluit()


@pytest.fixture(params=["sqlite", "postgres"])
def databank(request: pytest.FixtureRequest) -> str:
    """An address for a new store, in each engine: empty for SQLite in the folder."""
    if request.param == "sqlite":
        return ""
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.databank()


@pytest.fixture
def opslag(databank: str, tmp_path: Path) -> Iterator[Opslag]:
    """An empty, migrated store."""
    opslag = open_storage(databank or str(tmp_path / "proef.db"))
    opslag.migreer("2026-01-01T00:00:00+00:00")
    yield opslag
    opslag.sluit()


@pytest.fixture
def regio() -> Proefregio:
    return Proefregio()


@pytest.fixture
def bij(databank: str, tmp_path: Path, regio: Proefregio) -> Iterator[Callable[..., Proefserver]]:
    """Start the app in this process, over each engine, after the devices were certified."""
    open_: list[Any] = []

    def begin(**anders: Any) -> Proefserver:
        pad = tmp_path / "server"
        if not pad.exists():
            maak_map(pad, regio, database=databank)
        greep = binnen(pad, **anders)
        open_.append(greep)
        return greep.__enter__()

    yield begin
    for greep in reversed(open_):
        greep.__exit__(None, None, None)
