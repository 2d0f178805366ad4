"""For every test: windows are made off the screen, what the program keeps per user lies in a folder of the test.

Properties are tried by sample (see `zvh_testing.duur`). New vaults begin as copies of one that took all steps of the
schema (see `zvh_testing.kluissjabloon`).
"""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.duur import set_hypothesis
from zvh_testing.kluissjabloon import vaults_from_template

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
set_hypothesis()
_RUIM = 4 * 1024**3
"""Bytes that must be free in memory before folders of tests go there."""


def pytest_configure(config: pytest.Config) -> None:
    """Put the folders of tests in memory where there is room: a vault waits for the disk at every change."""
    geheugen = Path("/dev/shm")
    if config.option.basetemp is not None or not os.access(geheugen, os.W_OK):
        return
    plek = os.statvfs(geheugen)
    # Tests start programs from their folders.
    if plek.f_bavail * plek.f_frsize > _RUIM and not plek.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(geheugen))


@pytest.fixture(autouse=True)
def eigen_map(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder of this test alone, also for the programs that it starts."""
    map_ = tmp_path_factory.getbasetemp() / "config" / str(next(_NUMMERS))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(map_))
    return map_ / "zvh-desktop"


@pytest.fixture(scope="session", autouse=True)
def sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The steps of the schema are taken once; `test_migrations` holds the copy against taking them."""
    with vaults_from_template(tmp_path_factory.mktemp("sjabloon")):
        yield


_NUMMERS = itertools.count()
