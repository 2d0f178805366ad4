from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.kluisplek import nieuwe_proefkluis

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
