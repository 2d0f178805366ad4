"""Bring the schema of a vault to this program's: numbered steps, one transaction each."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.store.connection import Verbinding, statements

__all__ = ["Stap", "migrate", "read_steps", "schema_version"]

_NAAM = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql\Z")
_TRANSACTIEWOORD = re.compile(r"^\s*(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b[^;]*;", re.IGNORECASE)
_TABEL = """
CREATE TABLE IF NOT EXISTS migratie (
    nummer INTEGER PRIMARY KEY,
    naam TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    tijd TEXT NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of the schema.

    Attributes:
        nummer: 1 and up, without gaps; becomes `user_version`.
        naam: file name.
        sql: text with LF line ends.
        sha256: of that text, hex.
    """

    nummer: int
    naam: str
    sql: str
    sha256: str


def read_steps(map_: Path) -> tuple[Stap, ...]:
    """Read the steps of a folder in order.

    Raises:
        Programmafout: a gap, a double number, a name of another form, or a transaction word inside a step.
    """
    stappen: list[Stap] = []
    for pad in sorted(map_.glob("*.sql")):
        naam = _NAAM.match(pad.name)
        if naam is None or int(naam[1]) != len(stappen) + 1:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="migratie", bestand=pad.name)
        # A checkout on Windows may have turned the line ends; the checksum must not notice.
        sql = pad.read_text(encoding="utf-8").replace("\r\n", "\n")
        if any(_TRANSACTIEWOORD.match(stuk) for stuk in statements(sql)):
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="migratie", bestand=pad.name)
        stappen.append(Stap(int(naam[1]), pad.name, sql, hashlib.sha256(sql.encode()).hexdigest()))
    return tuple(stappen)


def schema_version(verbinding: Verbinding) -> int:
    """Return the number of the last step taken; 0 for an empty database."""
    return int(verbinding.value("PRAGMA user_version"))


def _weiger_vreemd(verbinding: Verbinding, stappen: tuple[Stap, ...], stand: int) -> None:
    if stand > len(stappen):
        raise Omstandigheid(Reden.NIEUWERE_KLUIS, gevonden=stand, bekend=len(stappen))
    if stand == 0:
        return
    gezet: dict[int, str] = dict(verbinding.rows("SELECT nummer, sha256 FROM migratie ORDER BY nummer"))
    verwacht = {stap.nummer: stap.sha256 for stap in stappen[:stand]}
    if gezet != verwacht:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="migratie", stap=stand)


def migrate(verbinding: Verbinding, stappen: tuple[Stap, ...], *, tijd: str, maak_kopie: Callable[[], None]) -> int:
    """Take the steps that this vault lacks; a step that fails leaves nothing behind.

    Args:
        verbinding: the open vault.
        stappen: all steps of this program.
        tijd: UTC text, kept with each step.
        maak_kopie: called before the first step on a vault that has content; what it raises stops everything.

    Returns:
        How many steps were taken.

    Raises:
        Omstandigheid: NIEUWERE_KLUIS with `gevonden` and `bekend`, before anything is written.
        Programmafout: a step taken earlier reads otherwise now.
    """
    stand = schema_version(verbinding)
    _weiger_vreemd(verbinding, stappen, stand)
    nog_te_doen = stappen[stand:]
    if nog_te_doen and stand > 0:
        maak_kopie()
    for stap in nog_te_doen:
        with verbinding.transaction():
            verbinding.run(_TABEL)
            for stuk in statements(stap.sql):
                verbinding.run(stuk)
            verbinding.run(
                "INSERT INTO migratie (nummer, naam, sha256, tijd) VALUES (?, ?, ?, ?)",
                (stap.nummer, stap.naam, stap.sha256, tijd),
            )
            verbinding.run(f"PRAGMA user_version = {stap.nummer:d}")
    return len(nog_te_doen)
