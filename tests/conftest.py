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
