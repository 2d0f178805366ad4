"""The store in PostgreSQL: any number of workers on any number of machines; the only door to psycopg."""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import psycopg
from psycopg import errors, sql
from psycopg_pool import ConnectionPool, PoolTimeout

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
from zvh_desktop.server.storage.records import Bereik, Stroomstand
from zvh_desktop.server.storage.transaction import Schrijf

__all__ = ["PostgresOpslag"]

_KANAAL: Final = "zvh_wek"
_WACHT_S: Final = 10.0
_PER_BERICHT: Final = 100
_RIJEN: Final = 2_000


@contextmanager
def _vertaald() -> Generator[None]:
    """Errors of the library become ours; their text, which may quote a statement, goes no further."""
    try:
        yield
    except psycopg.Error as fout:
        raise _vertaal(fout) from fout


def _vertaal(fout: psycopg.Error) -> OpslagFout:
    if isinstance(fout, errors.DiskFull | errors.OutOfMemory | errors.ConfigurationLimitExceeded):
        return OpslagVol("vol")
    if isinstance(fout, errors.DeadlockDetected | errors.SerializationFailure | errors.LockNotAvailable | PoolTimeout):
        return OpslagBezet("bezet")
    if isinstance(fout, errors.UndefinedTable | errors.UndefinedColumn | errors.DataCorrupted | errors.IndexCorrupted):
        return OpslagStuk("vreemd")
    if isinstance(fout, psycopg.OperationalError | psycopg.InterfaceError):
        return OpslagWeg("weg")
    return OpslagStuk(type(fout).__name__)


_vertaalde: dict[str, str] = {}


def _pg(vraag: str) -> str:
    """Turn `?` into `%s`; the statements are our own and hold no other question mark or per cent sign."""
    klaar = _vertaalde.get(vraag)
    if klaar is None:
        klaar = _vertaalde[vraag] = vraag.replace("?", "%s")
    return klaar


class _Loper:
    """A connection inside a transaction."""

    __slots__ = ("cursor", "klaar", "verbinding")

    def __init__(self, verbinding: psycopg.Connection[Any]) -> None:
        self.verbinding = verbinding
        self.cursor = verbinding.cursor(binary=True)
        self.klaar: dict[tuple[str, tuple[Any, ...]], list[tuple[Any, ...]]] = {}
        """Answers that were asked for beforehand, until something is written."""

    def vooraf(self, vragen: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        with self.verbinding.pipeline():
            antwoorden = [self.verbinding.cursor(binary=True).execute(_pg(vraag), w) for vraag, w in vragen]
        self.klaar = {vraag: antwoord.fetchall() for vraag, antwoord in zip(vragen, antwoorden, strict=True)}

    def run(self, vraag: str, waarden: Sequence[Any] = ()) -> int:
        self.klaar.clear()
        return self.cursor.execute(_pg(vraag), waarden).rowcount

    def many(self, vraag: str, rijen: Sequence[Sequence[Any]]) -> None:
        self.klaar.clear()
        if len(rijen) == 1 or self.verbinding.pgconn.pipeline_status == psycopg.pq.PipelineStatus.ON:
            for rij in rijen:
                self.cursor.execute(_pg(vraag), rij)
        elif rijen:
            self.cursor.executemany(_pg(vraag), rijen)

    def rows(self, vraag: str, waarden: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        bekend = self.klaar.get((vraag, tuple(waarden))) if self.klaar else None
        return self.cursor.execute(_pg(vraag), waarden).fetchall() if bekend is None else bekend

    def row(self, vraag: str, waarden: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        rijen = self.rows(vraag, waarden)
        return rijen[0] if rijen else None


class PostgresOpslag(Opslag):
    """A database of PostgreSQL 15 or newer.

    Whoever adds to a stream holds its row until the end, so numbers are given out in the order of commit and a reader
    never sees a number without all lower ones.
    """

    motor = "postgres"

    def __init__(self, adres: str, *, verbindingen: int = 8) -> None:
        """Name the database; it is reached when first used."""
        self._adres = adres
        self._pool: ConnectionPool[psycopg.Connection[Any]] | None = None
        self._grootte = verbindingen
        self._slot = threading.Lock()

    def _vat(self) -> ConnectionPool[psycopg.Connection[Any]]:
        with self._slot:
            if self._pool is None:
                self._pool = ConnectionPool(
                    self._adres,
                    min_size=1,
                    max_size=max(1, self._grootte),
                    timeout=_WACHT_S,
                    kwargs={"connect_timeout": 5, "application_name": "zvh-server"},
                    configure=self._stel_in,
                    reconnect_timeout=5,
                    open=True,
                    name="zvh",
                )
            return self._pool

    @staticmethod
    def _stel_in(verbinding: psycopg.Connection[Any]) -> None:
        verbinding.autocommit = True
        verbinding.execute("SET lock_timeout = '10s'")
        verbinding.execute("SET idle_in_transaction_session_timeout = '60s'")

    @contextmanager
    def _greep(self) -> Generator[psycopg.Connection[Any]]:
        """A connection; one that broke while it lay idle is replaced without anybody noticing."""
        with _vertaald():
            vat = self._vat()
            verbinding = vat.getconn()
            try:
                if verbinding.closed or verbinding.pgconn.status != psycopg.pq.ConnStatus.OK:
                    raise OpslagWeg("weg")
                yield verbinding
            finally:
                kapot = verbinding.broken or verbinding.closed
                vat.putconn(verbinding)
                if kapot:
                    # The database went down: the others that lie idle are broken as well, and are replaced now.
                    vat.check()

    # Life

    def migreer(self, tijd: str) -> int:
        """Take the steps, all in one transaction."""
        stappen = lees_stappen("postgres")
        with self._greep() as verbinding, verbinding.transaction():
            # Several workers may start at once: one migrates, the others wait and find it done.
            verbinding.execute("SELECT pg_advisory_xact_lock(8723641)")
            stand = self._stand(verbinding)
            if stand > len(stappen):
                raise OpslagNieuwer(stand, len(stappen))
            for stap in stappen[stand:]:
                for stuk in splits(stap.sql):
                    verbinding.execute(sql.SQL(stuk))
                verbinding.execute(
                    "INSERT INTO meta (naam, waarde) VALUES (%s, %s)",
                    (f"stap-{stap.nummer:04d}", f"{stap.sha256} {tijd}".encode()),
                )
            return len(stappen) - stand

    @staticmethod
    def _stand(verbinding: psycopg.Connection[Any]) -> int:
        rij = verbinding.execute("SELECT to_regclass('meta') IS NOT NULL").fetchone()
        if rij is None or not rij[0]:
            return 0
        rij = verbinding.execute("SELECT count(*) FROM meta WHERE naam LIKE 'stap-%'").fetchone()
        return 0 if rij is None else int(rij[0])

    def keur(self) -> None:
        """Check steps and checksums."""
        stappen = lees_stappen("postgres")
        with self._greep() as verbinding:
            stand = self._stand(verbinding)
            if stand > len(stappen):
                raise OpslagNieuwer(stand, len(stappen))
            if stand < len(stappen):
                raise OpslagStuk("niet gemigreerd")
            for stap in stappen:
                rij = verbinding.execute(
                    "SELECT waarde FROM meta WHERE naam = %s", (f"stap-{stap.nummer:04d}",)
                ).fetchone()
                if rij is None or not bytes(rij[0]).startswith(stap.sha256.encode()):
                    raise OpslagStuk("stap")

    def ping(self) -> None:
        """Read one row."""
        with self.lees() as loper:
            loper.row("SELECT laatste FROM stroom WHERE id = 1")

    def sluit(self) -> None:
        """Close the pool."""
        with self._slot:
            vat, self._pool = self._pool, None
        if vat is not None:
            vat.close()

    # Transactions

    @contextmanager
    def lees(self) -> Generator[Loper]:
        """Read inside one transaction."""
        with self._greep() as verbinding, verbinding.transaction():
            yield _Loper(verbinding)

    @contextmanager
    def schrijf(self, *, op_slot: Iterable[bytes] = (), nieuw: Iterable[tuple[bytes, int]] = ()) -> Generator[Schrijf]:
        """Write; the named streams are held until the end."""
        with self._greep() as verbinding:
            loper = _Loper(verbinding)
            try:
                vast = self._begin(loper, sorted(set(op_slot)), sorted(nieuw))
                werk = Schrijf(loper, teller=False, op_slot=vast)
                yield werk
                # Nobody asks what these did one by one: they go out together with the end, and are waited for once.
                with verbinding.pipeline():
                    werk.schrijf_alles_weg()
                    self._wek(loper, werk.gewekt)
                    loper.cursor.execute("COMMIT", prepare=False)
            except BaseException:
                if not verbinding.closed and verbinding.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                    with suppress(psycopg.Error):
                        verbinding.rollback()
                raise

    @staticmethod
    def _begin(loper: _Loper, namen: list[bytes], nieuw: list[tuple[bytes, int]]) -> dict[bytes, Stroomstand | None]:
        """Begin, make what is new and hold the named streams, in one going to and fro; return them.

        By hand: the library's own transaction would let all that follows go out without waiting for answers.
        """
        vast: dict[bytes, Stroomstand | None] = dict.fromkeys(namen)
        with loper.verbinding.pipeline():
            loper.cursor.execute("BEGIN", prepare=False)
            for naam, soort in nieuw:
                loper.run("INSERT INTO stroom (naam, soort) VALUES (?, ?) ON CONFLICT (naam) DO NOTHING", (naam, soort))
            if namen:
                # Always in the same order, so that two who need the same streams wait and do not lock each other out.
                vraag = "SELECT naam, id, laatste, vernietigd FROM stroom WHERE naam = ANY(?) ORDER BY naam FOR UPDATE"
                gehouden = loper.verbinding.cursor(binary=True).execute(_pg(vraag), (namen,))
        for naam, id_, laatste, vernietigd in gehouden.fetchall() if namen else ():
            vast[bytes(naam)] = Stroomstand(int(id_), bytes(naam), int(laatste), vernietigd)
        return vast

    @staticmethod
    def _wek(loper: _Loper, gewekt: dict[bytes, int]) -> None:
        """Notify; sent at commit, and not when it fails."""
        paren = [f"{naam.hex()}:{nr:d}" for naam, nr in sorted(gewekt.items())]
        for begin in range(0, len(paren), _PER_BERICHT):
            loper.run("SELECT pg_notify(?, ?)", (_KANAAL, " ".join(paren[begin : begin + _PER_BERICHT])))

    # Waking

    def luister(self, gebeurd: Callable[[list[tuple[bytes, int]] | None], None], stop: Callable[[], bool]) -> None:
        """Listen for what other workers, on any machine, commit."""
        while not stop():
            try:
                with psycopg.connect(
                    self._adres, autocommit=True, connect_timeout=5, application_name="zvh-server-wek"
                ) as verbinding:
                    verbinding.execute(f"LISTEN {_KANAAL}")
                    gebeurd(None)
                    while not stop():
                        for melding in verbinding.notifies(timeout=0.5):
                            gebeurd(_paren(melding.payload))
                            if stop():
                                return
            except psycopg.Error:
                # Down or restarting: what is missed meanwhile is made good by the None at the next start.
                time.sleep(0.5)

    # Reading

    def een(self, vraag: str, waarden: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Ask in one round trip."""
        with self._greep() as verbinding:
            return _Loper(verbinding).row(vraag, waarden)

    def lees_bereik(self, loper: Loper, stroom: int, na: int, tot: int, max_bytes: int) -> Bereik:
        """Let the database cut the range at its size."""
        # The sizes are known without reading the pieces: they lie apart, uncompressed.
        rijen = loper.rows(
            "SELECT plaats, wire FROM ("
            " SELECT plaats, wire, sum(octet_length(wire)) OVER (ORDER BY plaats) AS samen,"
            " row_number() OVER (ORDER BY plaats) AS rang"
            " FROM (SELECT plaats, wire FROM stuk WHERE plaats > ? AND plaats <= ? ORDER BY plaats LIMIT ?) b"
            ") s WHERE samen <= ? OR rang = 1 ORDER BY plaats",
            ((stroom << BITS) + na, (stroom << BITS) + tot, _RIJEN, max_bytes),
        )
        stukken = tuple((int(plaats) & ((1 << BITS) - 1), bytes(wire)) for plaats, wire in rijen)
        if not stukken or stukken[-1][0] >= tot:
            return Bereik(stukken, False)
        verder = loper.row(
            "SELECT 1 FROM stuk WHERE plaats > ? AND plaats <= ? LIMIT 1",
            ((stroom << BITS) + stukken[-1][0], (stroom << BITS) + tot),
        )
        return Bereik(stukken, verder is not None)


def _paren(lading: str) -> list[tuple[bytes, int]]:
    paren: list[tuple[bytes, int]] = []
    for deel in lading.split():
        naam, _, nr = deel.partition(":")
        paren.append((bytes.fromhex(naam), int(nr)))
    return paren
