from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.kluisplek import STREAM, nieuwe_proefkluis
from zvh_testing.kluisregio import Plek, Regio

from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault


@pytest.fixture
def kluis(tmp_path: Path) -> Iterator[Vault]:
    vault, _ = nieuwe_proefkluis(tmp_path / "proef.zvh")
    yield vault
    vault.close()


@pytest.fixture
def store(kluis: Vault) -> Store:
    """Closed together with the vault."""
    return kluis.store()


@pytest.fixture
def regio(tmp_path: Path) -> Iterator[Regio]:
    regio = Regio(tmp_path)
    yield regio
    regio.sluit()


@pytest.fixture
def paar(regio: Regio) -> tuple[Plek, Plek]:
    """Two devices of the region that share one stream."""
    een, twee = regio.maak("een"), regio.maak("twee")
    regio.deel(een, STREAM, twee)
    return een, twee
