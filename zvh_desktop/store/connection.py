"""Open SQLCipher with a raw key, run statements, hold transactions; its errors become ours here and nowhere else."""

import contextlib
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Sized
from pathlib import Path
from time import monotonic
from typing import Any

import sqlcipher3

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden, ZvhFout
from zvh_desktop.store.files import file_errors, free_bytes, make_owner_file

__all__ = ["Rij", "Verbinding", "copy_database", "statements"]

Rij = tuple[Any, ...]
"""One row as SQLite gives it."""

_WACHT_MS = 20_000
_BIJNA_VOL_BYTES = 256 * 1024
_PAGINAS_PER_STAP = 500
_CACHE_KB = 2000
"""Four times as much was not one search or dossier faster, and stayed in memory."""
_BREED_KB, _BREED_S = 8000, 60.0
"""For who asks thousands of rows again and again, and how long that is kept after the last time."""
_RUIMTE_KB = ((50_000, 64_000), (500, 16_000))
"""From so many rows in one transaction on, it gets so large a cache until it ends: in the small one each page of an
index is pushed out and encrypted again and again, which costs as much as all else."""

_REDEN_BIJ_CODE = {
    3: Reden.GEEN_RECHTEN,  # PERM
    5: Reden.IN_GEBRUIK,  # BUSY
    6: Reden.IN_GEBRUIK,  # LOCKED
    8: Reden.GEEN_RECHTEN,  # READONLY
    9: Reden.AFGEBROKEN,  # INTERRUPT
    10: Reden.SCHRIJFFOUT,  # IOERR
    11: Reden.KLUIS_BESCHADIGD,  # CORRUPT
    13: Reden.SCHIJF_VOL,  # FULL
    14: Reden.GEEN_RECHTEN,  # CANTOPEN
    23: Reden.GEEN_RECHTEN,  # AUTH
    26: Reden.KLUIS_BESCHADIGD,  # NOTADB
}


_CODE_BIJ_TEKST = {
    "database is locked": 5,
    "database table is locked": 6,
    "attempt to write a readonly database": 8,
    "interrupted": 9,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}
"""SQLite's fixed words for its codes: `backup()` raises errors that carry the words only."""

_FOUTEN = (sqlcipher3.Error, OverflowError, UnicodeError)
"""What the library raises; the last two at a value that SQLite cannot hold."""


def _vertaald(fout: Exception, pad: Path) -> ZvhFout:
    """Return our error; the library's text may quote data and stays behind (`from` keeps it for a debugger only)."""
    code = getattr(fout, "sqlite_errorcode", None) or _CODE_BIJ_TEKST.get(str(fout), 0)
    reden = _REDEN_BIJ_CODE.get(int(code) & 0xFF)
    if reden is None:
        return Programmafout(Reden.INTERNE_FOUT, onderdeel="store", code=code, fout=type(fout).__name__)
    if reden is Reden.SCHRIJFFOUT and free_bytes(pad) < _BIJNA_VOL_BYTES:
        reden = Reden.SCHIJF_VOL
    return Omstandigheid(reden, onderdeel="vault.db", code=code)


def _vouw(tekst: str) -> str:
    # Loaded when it is asked for: only where names decide what may be seen.
    from zvh_desktop.domain.betrokkene import vouw

    return vouw(tekst)


class Verbinding:
    """One connection to one encrypted database; belongs to the thread that opened it.

    Attributes:
        pad: the database file.
    """

    def __init__(
        self, pad: Path, sleutel: bytes, *, maak: bool = False, alleen_lezen: bool = False, wacht_ms: int = _WACHT_MS
    ) -> None:
        """Open the database and prove that the key fits.

        Args:
            pad: the database file.
            sleutel: 32 bytes, secret.
            maak: make a new, empty file of mode 0600; it must not exist.
            alleen_lezen: refuse every write of this connection.
            wacht_ms: how long to wait for another writer.

        Raises:
            Omstandigheid: KLUIS_BESCHADIGD (missing, empty, page 1 damaged, or another key), BESTAAT_AL,
                GEEN_RECHTEN, SCHIJF_VOL, IN_GEBRUIK.
        """
        self.pad = pad
        self._ruim = self._geschreven = 0
        self._breed_tot: float | None = None
        if maak:
            with file_errors(onderdeel="vault.db"):
                make_owner_file(pad)
        else:
            with file_errors(onderdeel="vault.db"):
                leeg = not pad.is_file() or pad.stat().st_size == 0
            if leeg:
                raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="vault.db", oorzaak="ontbreekt")
            if not os.access(pad, os.R_OK):
                raise Omstandigheid(Reden.GEEN_RECHTEN, onderdeel="vault.db")
        try:
            self._db = sqlcipher3.connect(str(pad), isolation_level=None, timeout=wacht_ms / 1000)
        except sqlcipher3.Error as fout:
            raise _vertaald(fout, pad) from None
        try:
            self._begin(sleutel, alleen_lezen=alleen_lezen)
        except BaseException:
            self._db.close()
            raise

    def _begin(self, sleutel: bytes, *, alleen_lezen: bool) -> None:
        try:
            # Before the key: SQLCipher otherwise writes lines to stderr when a page does not fit.
            self._db.execute("PRAGMA cipher_log_level = NONE").fetchall()
            self._db.execute(f"PRAGMA key = \"x'{sleutel.hex()}'\"").fetchall()
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not alleen_lezen:
                self._db.execute("PRAGMA journal_mode = WAL").fetchall()
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA secure_delete = ON").fetchall()
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            self._db.create_function("vouw", 1, _vouw, deterministic=True)
            if alleen_lezen:
                self._db.execute("PRAGMA query_only = ON")
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None

    def run(self, sql: str, waarden: Sequence[object] | dict[str, object] = ()) -> int:
        """Run one statement that gives no rows; return how many rows it touched."""
        try:
            return int(self._db.execute(sql, waarden).rowcount)
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None

    def run_many(self, sql: str, rijen: Iterable[Sequence[object]], *, aantal: int | None = None) -> None:
        """Run one statement for every row of values; `aantal` says how many there are when `rijen` cannot."""
        if isinstance(rijen, Sized):
            aantal = len(rijen)
        if aantal:
            self._make_room(aantal)
        try:
            self._db.executemany(sql, rijen)
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None

    def _make_room(self, erbij: int) -> None:
        if not self.in_transaction:
            return
        self._geschreven += erbij
        ruim = next((kb for rijen, kb in _RUIMTE_KB if self._geschreven >= rijen), 0)
        if ruim > self._ruim:
            self._ruim = ruim
            self.run(f"PRAGMA cache_size = -{ruim:d}")

    def widen(self) -> None:
        """Keep more of the database at hand for a while: what follows reads very many rows, and so may what comes next.

        The first write after that while gives the memory back.
        """
        if self._breed_tot is None and not self._ruim:
            self.run(f"PRAGMA cache_size = -{_BREED_KB}")
        self._breed_tot = monotonic() + _BREED_S

    def _narrow(self) -> None:
        if self._breed_tot is not None and monotonic() > self._breed_tot:
            self._breed_tot = None
            self._ruim = self._ruim or _CACHE_KB
        if self._ruim:
            self._ruim = 0
            self.run(f"PRAGMA cache_size = -{_CACHE_KB if self._breed_tot is None else _BREED_KB}")

    def insert(self, sql: str, waarden: Sequence[object] = ()) -> int:
        """Run one INSERT; return the new rowid."""
        try:
            return int(self._db.execute(sql, waarden).lastrowid)
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None

    def rows(self, sql: str, waarden: Sequence[object] | dict[str, object] = ()) -> list[Rij]:
        """Return all rows."""
        try:
            rijen: list[Rij] = self._db.execute(sql, waarden).fetchall()
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None
        return rijen

    def row(self, sql: str, waarden: Sequence[object] | dict[str, object] = ()) -> Rij | None:
        """Return the first row, or None."""
        try:
            rij: Rij | None = self._db.execute(sql, waarden).fetchone()
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None
        return rij

    def value(self, sql: str, waarden: Sequence[object] | dict[str, object] = ()) -> Any:
        """Return the first column of the first row, or None."""
        rij = self.row(sql, waarden)
        return None if rij is None else rij[0]

    def each(self, sql: str, waarden: Sequence[object] | dict[str, object] = ()) -> Generator[Rij, None, None]:
        """Yield rows one by one, for what does not fit in memory; finish or close before the next write."""
        try:
            yield from self._db.execute(sql, waarden)
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction stands open on this connection."""
        return bool(self._db.in_transaction)

    @property
    def eigen_stand(self) -> int:
        """A number that grows with every row written on this connection."""
        return int(self._db.total_changes)

    def andere_stand(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self.value("PRAGMA data_version"))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold one write transaction: all of it is on the disk when the block ends, or nothing of it is.

        Raises:
            Programmafout: one stands open already.
            Omstandigheid: IN_GEBRUIK, SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, KLUIS_BESCHADIGD.
        """
        if self.in_transaction:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", fout="nested transaction")
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # SQLite has already rolled back by itself after some errors, such as a full disk.
            if self.in_transaction:
                self.run("ROLLBACK")
            raise
        finally:
            self._geschreven = 0
            self._narrow()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one moment of the database for several reads; nothing may be written meanwhile.

        Raises:
            Programmafout: a transaction stands open already.
        """
        if self.in_transaction:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", fout="nested transaction")
        self.run("BEGIN DEFERRED")
        try:
            yield
        finally:
            self.run("ROLLBACK")

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the database file and empty it."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def rekey(self, sleutel: bytes) -> None:
        """Encrypt every page again under `sleutel` (32 bytes, secret); only for a copy that nobody else has open."""
        self.rows("PRAGMA journal_mode = DELETE")
        self.rows(f"PRAGMA rekey = \"x'{sleutel.hex()}'\"")
        self.rows("PRAGMA journal_mode = WAL")

    def interrupt(self) -> None:
        """Stop what runs on this connection with AFGEBROKEN; may be called from any thread."""
        self._db.interrupt()

    def close(self) -> None:
        """Close; a second call does nothing."""
        try:
            self._db.close()
        except _FOUTEN as fout:
            raise _vertaald(fout, self.pad) from None


def copy_database(bron: Verbinding, doel: Verbinding, voortgang: Callable[[int, int], None] | None = None) -> None:
    """Copy all pages of `bron`, as one moment saw it, into the empty database `doel`.

    Args:
        bron: may be written to meanwhile.
        doel: a new database; its own key encrypts the copy.
        voortgang: told pages done and pages in all; what it raises stops the copy.
    """

    def meld(_status: int, rest: int, totaal: int) -> None:
        if voortgang is not None:
            voortgang(totaal - rest, totaal)

    try:
        bron._db.backup(doel._db, pages=_PAGINAS_PER_STAP, progress=meld, sleep=0.01)
    except sqlcipher3.Error as fout:
        raise _vertaald(fout, doel.pad) from None


def statements(tekst: str) -> Iterator[str]:
    """Cut SQL text into complete statements (a trigger is one); what is left must be blank or comment.

    Raises:
        Programmafout: the last statement is not complete.
    """
    stuk = ""
    for regel in tekst.splitlines(keepends=True):
        if not stuk and (not regel.strip() or regel.lstrip().startswith("--")):
            continue
        stuk += regel
        if sqlcipher3.complete_statement(stuk):
            yield stuk.strip()
            stuk = ""
    if stuk.strip():
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", fout="incomplete statement")
