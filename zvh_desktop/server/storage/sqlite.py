"""The store in one SQLite file: many processes read, one at a time writes; the only door to sqlite3."""

import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from zvh_desktop.server.storage.base import (
    Opslag,
    OpslagBezet,
    OpslagFout,
    OpslagNieuwer,
    OpslagStuk,
    OpslagVol,
    OpslagWeg,
    lees_stappen,
    splits,
)
from zvh_desktop.server.storage.loper import BITS, Loper
from zvh_desktop.server.storage.records import Bereik
from zvh_desktop.server.storage.transaction import Schrijf

__all__ = ["SqliteOpslag"]

_WACHT_MS: Final = 10_000
_PEIL_S: Final = 0.25


@contextmanager
def _vertaald() -> Generator[None]:
    """Errors of the library become ours; their text, which may hold a path, goes no further."""
    try:
        yield
    except sqlite3.Error as fout:
        raise _vertaal(fout) from fout


def _vertaal(fout: sqlite3.Error) -> OpslagFout:
    code = getattr(fout, "sqlite_errorcode", 0) or 0
    basis = code & 0xFF
    if basis == sqlite3.SQLITE_FULL or code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC):
        return OpslagVol("vol")
    if basis in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return OpslagBezet("bezet")
    if basis in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return OpslagStuk("beschadigd")
    if basis in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY):
        return OpslagWeg("weg")
    return OpslagStuk(type(fout).__name__)


class _Loper:
    """A connection inside a transaction."""

    __slots__ = ("verbinding",)

    def __init__(self, verbinding: sqlite3.Connection) -> None:
        self.verbinding = verbinding

    def vooraf(self, vragen: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        """Nothing is far away here."""

    def run(self, sql: str, waarden: Sequence[Any] = ()) -> int:
        return self.verbinding.execute(sql, waarden).rowcount

    def many(self, sql: str, rijen: Sequence[Sequence[Any]]) -> None:
        self.verbinding.executemany(sql, rijen)

    def rows(self, sql: str, waarden: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.verbinding.execute(sql, waarden).fetchall()

    def row(self, sql: str, waarden: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        # All rows are fetched, so that no statement stays open and holds an old view.
        rijen = self.verbinding.execute(sql, waarden).fetchall()
        return rijen[0] if rijen else None


class SqliteOpslag(Opslag):
    """A file in WAL form, `synchronous=FULL`: what was acknowledged survives a power cut."""

    motor = "sqlite"

    def __init__(self, bestand: str, *, verbindingen: int = 8, hoogste_paginas: int | None = None) -> None:
        """Name the file; it is opened when first used.

        Args:
            bestand: path; its folder must exist.
            verbindingen: most reading connections.
            hoogste_paginas: most pages of the file, for a server with a bounded disk.
        """
        self._bestand = bestand
        self._paginas = hoogste_paginas
        self._schrijver: sqlite3.Connection | None = None
        self._slot = threading.Lock()
        self._lezers: queue.LifoQueue[sqlite3.Connection | None] = queue.LifoQueue()
        for _ in range(max(1, verbindingen - 1)):
            self._lezers.put(None)

    def _open(self, *, maak: bool = False) -> sqlite3.Connection:
        if not maak and not Path(self._bestand).exists():
            raise OpslagStuk("geen bestand")
        verbinding = sqlite3.connect(
            self._bestand,
            isolation_level=None,
            check_same_thread=False,
            timeout=_WACHT_MS / 1000,
            cached_statements=256,
        )
        try:
            verbinding.execute(f"PRAGMA busy_timeout = {_WACHT_MS:d}")
            verbinding.execute("PRAGMA journal_mode = WAL")
            verbinding.execute("PRAGMA synchronous = FULL")
            # What was destroyed or pruned leaves no old bytes behind in the file.
            verbinding.execute("PRAGMA secure_delete = ON")
            verbinding.execute("PRAGMA temp_store = MEMORY")
            verbinding.execute("PRAGMA trusted_schema = OFF")
            if self._paginas is not None:
                verbinding.execute(f"PRAGMA max_page_count = {self._paginas:d}")
        except BaseException:
            verbinding.close()
            raise
        return verbinding

    # Life

    def migreer(self, tijd: str) -> int:
        """Take the steps, each in its own transaction; the file is made when it is not there."""
        stappen = lees_stappen("sqlite")
        with _vertaald():
            if not Path(self._bestand).exists():
                # Readable by the server alone, from the first byte on.
                os.close(os.open(self._bestand, os.O_CREAT | os.O_WRONLY, 0o600))
            verbinding = self._open(maak=True)
            try:
                stand = self._stand(verbinding, len(stappen))
                for stap in stappen[stand:]:
                    verbinding.execute("BEGIN IMMEDIATE")
                    try:
                        for stuk in splits(stap.sql):
                            verbinding.execute(stuk)
                        verbinding.execute(
                            "INSERT INTO meta (naam, waarde) VALUES (?, ?)",
                            (f"stap-{stap.nummer:04d}", f"{stap.sha256} {tijd}".encode()),
                        )
                        verbinding.execute(f"PRAGMA user_version = {stap.nummer:d}")
                        verbinding.execute("COMMIT")
                    except BaseException:
                        verbinding.execute("ROLLBACK")
                        raise
                return len(stappen) - stand
            finally:
                verbinding.close()

    @staticmethod
    def _stand(verbinding: sqlite3.Connection, bekend: int) -> int:
        stand = int(verbinding.execute("PRAGMA user_version").fetchone()[0])
        if stand > bekend:
            raise OpslagNieuwer(stand, bekend)
        return stand

    def keur(self) -> None:
        """Check steps and checksums."""
        stappen = lees_stappen("sqlite")
        with _vertaald(), self.lees() as loper:
            stand = int((loper.row("PRAGMA user_version") or (0,))[0])
            if stand > len(stappen):
                raise OpslagNieuwer(stand, len(stappen))
            if stand < len(stappen):
                raise OpslagStuk("niet gemigreerd")
            for stap in stappen:
                rij = loper.row("SELECT waarde FROM meta WHERE naam = ?", (f"stap-{stap.nummer:04d}",))
                if rij is None or not bytes(rij[0]).startswith(stap.sha256.encode()):
                    raise OpslagStuk("stap")

    def ping(self) -> None:
        """Read one row."""
        with self.lees() as loper:
            loper.row("SELECT laatste FROM stroom WHERE id = 1")

    def sluit(self) -> None:
        """Close the connections that are not in use."""
        with self._slot:
            if self._schrijver is not None:
                self._schrijver.close()
                self._schrijver = None
        while True:
            try:
                verbinding = self._lezers.get_nowait()
            except queue.Empty:
                return
            if verbinding is not None:
                verbinding.close()

    # Transactions

    @contextmanager
    def lees(self) -> Generator[Loper]:
        """Read in one view of the file; readers never wait for the writer."""
        try:
            verbinding = self._lezers.get(timeout=_WACHT_MS / 1000)
        except queue.Empty:
            raise OpslagBezet("bezet") from None
        goed = False
        try:
            with _vertaald():
                if verbinding is None:
                    verbinding = self._open()
                verbinding.execute("BEGIN")
                yield _Loper(verbinding)
                verbinding.execute("COMMIT")
                goed = True
        finally:
            if verbinding is not None and not goed:
                verbinding.close()
                verbinding = None
            self._lezers.put(verbinding)

    @contextmanager
    def schrijf(self, *, op_slot: Iterable[bytes] = (), nieuw: Iterable[tuple[bytes, int]] = ()) -> Generator[Schrijf]:
        """Write; one thread of one process at a time, whatever the streams."""
        with self._slot, _vertaald():
            if self._schrijver is None:
                self._schrijver = self._open()
            verbinding = self._schrijver
            verbinding.execute("BEGIN IMMEDIATE")
            try:
                for naam, soort in nieuw:
                    verbinding.execute(
                        "INSERT INTO stroom (naam, soort) VALUES (?, ?) ON CONFLICT (naam) DO NOTHING", (naam, soort)
                    )
                werk = Schrijf(_Loper(verbinding), teller=True)
                yield werk
                werk.schrijf_alles_weg()
                verbinding.execute("COMMIT")
            except BaseException:
                self._terug(verbinding)
                raise
            if werk.gewist:
                # What was removed must not stay behind in the journal; a reader may hold it a while longer.
                verbinding.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _terug(self, verbinding: sqlite3.Connection) -> None:
        """Roll back; a full disk may have done it already, and a connection that cannot is not used again."""
        try:
            if verbinding.in_transaction:
                verbinding.execute("ROLLBACK")
        except sqlite3.Error:
            verbinding.close()
            self._schrijver = None

    # Waking

    def luister(self, gebeurd: Callable[[list[tuple[bytes, int]] | None], None], stop: Callable[[], bool]) -> None:
        """Look at the version of the file four times a second; only when it changed, at the streams."""
        verbinding: sqlite3.Connection | None = None
        versie, teller = -1, -1
        try:
            while not stop():
                try:
                    if verbinding is None:
                        verbinding = self._open()
                        gebeurd(None)
                    gezien = int(verbinding.execute("PRAGMA data_version").fetchone()[0])
                    if gezien != versie:
                        versie = gezien
                        rijen = verbinding.execute(
                            "SELECT naam, laatste, wijziging FROM stroom WHERE wijziging > ? ORDER BY wijziging",
                            (teller,),
                        ).fetchall()
                        if rijen and teller >= 0:
                            gebeurd([(bytes(naam), int(laatste)) for naam, laatste, _ in rijen])
                        teller = max([teller, 0, *(int(rij[2]) for rij in rijen)])
                except (sqlite3.Error, OpslagFout):
                    if verbinding is not None:
                        verbinding.close()
                        verbinding = None
                    versie, teller = -1, -1
                time.sleep(_PEIL_S)
        finally:
            if verbinding is not None:
                verbinding.close()

    # Reading

    def lees_bereik(self, loper: Loper, stroom: int, na: int, tot: int, max_bytes: int) -> Bereik:
        """Walk the range and stop when it is enough."""
        assert isinstance(loper, _Loper)
        stukken: list[tuple[int, bytes]] = []
        over = max_bytes
        loop = loper.verbinding.execute(
            "SELECT plaats, wire FROM stuk WHERE plaats > ? AND plaats <= ? ORDER BY plaats",
            ((stroom << BITS) + na, (stroom << BITS) + tot),
        )
        try:
            for plaats, wire in loop:
                if stukken and len(wire) > over:
                    return Bereik(tuple(stukken), True)
                stukken.append((plaats & ((1 << BITS) - 1), wire))
                over -= len(wire)
        finally:
            loop.close()
        return Bereik(tuple(stukken), False)
