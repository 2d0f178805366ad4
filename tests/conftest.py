"""For every test: windows are made off the screen, and what the program keeps per user lies in a folder of the test."""

import itertools
import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def eigen_map(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder of this test alone, also for the programs that it starts."""
    map_ = tmp_path_factory.getbasetemp() / "config" / str(next(_NUMMERS))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(map_))
    return map_ / "zvh-desktop"


_NUMMERS = itertools.count()
