"""The steps of `db/desktop` taken once in a process: every further new vault begins as a copy of what they made.

Taking them costs ten times what the rest of a new vault costs, and hundreds of tests make one. Each vault still has
its own key and ids; the copy is of an empty database, page by page, through the connection that encrypts.
"""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from zvh_desktop.store import migrations, opening
from zvh_desktop.store.connection import Verbinding, copy_database

__all__ = ["vaults_from_template"]

_SLEUTEL = bytes(range(32))


@contextmanager
def vaults_from_template(map_: Path) -> Iterator[None]:
    """For the length of a block: a new vault copies the template of its steps, an older vault takes them as ever.

    Args:
        map_: where the templates lie; they hold a schema and nothing else.
    """
    klaar: dict[tuple[str, ...], Path] = {}
    bewaking = threading.Lock()
    nummers = itertools.count()

    def template(stappen: tuple[migrations.Stap, ...], tijd: str) -> Path:
        naam = tuple(stap.sha256 for stap in stappen)
        with bewaking:
            if naam not in klaar:
                pad = map_ / f"sjabloon-{next(nummers)}.db"
                verbinding = Verbinding(pad, _SLEUTEL, maak=True)
                try:
                    migrations.migrate(verbinding, stappen, tijd=tijd, maak_kopie=lambda: None)
                finally:
                    verbinding.close()
                klaar[naam] = pad
            return klaar[naam]

    def migrate(
        verbinding: Verbinding, stappen: tuple[migrations.Stap, ...], *, tijd: str, maak_kopie: Callable[[], None]
    ) -> int:
        if migrations.schema_version(verbinding) > 0:
            return migrations.migrate(verbinding, stappen, tijd=tijd, maak_kopie=maak_kopie)
        bron = Verbinding(template(stappen, tijd), _SLEUTEL, alleen_lezen=True)
        try:
            copy_database(bron, verbinding)
        finally:
            bron.close()
        with verbinding.transaction():
            verbinding.run("UPDATE migratie SET tijd = ?", (tijd,))
        return len(stappen)

    with pytest.MonkeyPatch.context() as plek:
        plek.setattr(opening, "migrate", migrate)
        yield
