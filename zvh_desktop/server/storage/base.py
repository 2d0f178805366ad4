"""What every store of the server can do, and why it sometimes cannot; the steps of its schema."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from zvh_desktop.assets import asset
from zvh_desktop.server.storage.loper import BITS, TOEGANG, Loper, toegankelijk
from zvh_desktop.server.storage.records import Bereik, Telling, Toegankelijk
from zvh_desktop.server.storage.transaction import Schrijf

__all__ = [
    "Opslag",
    "OpslagBezet",
    "OpslagFout",
    "OpslagNieuwer",
    "OpslagStuk",
    "OpslagVol",
    "OpslagWeg",
    "Stap",
    "lees_stappen",
    "splits",
]


class OpslagFout(Exception):
    """The store cannot do what was asked; nothing of the transaction was kept."""


class OpslagVol(OpslagFout):
    """No room left."""


class OpslagWeg(OpslagFout):
    """The database cannot be reached; trying again may help."""


class OpslagBezet(OpslagWeg):
    """Somebody else holds it for too long; trying again may help."""


class OpslagStuk(OpslagFout):
    """The database is damaged, or not ours."""


class OpslagNieuwer(OpslagFout):
    """Made by a newer program.

    Attributes:
        gevonden: its schema. bekend: ours.
    """

    def __init__(self, gevonden: int, bekend: int) -> None:
        super().__init__("nieuwer")
        self.gevonden, self.bekend = gevonden, bekend


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of the schema: number, file name, text, SHA-256 of the text in hex."""

    nummer: int
    naam: str
    sql: str
    sha256: str


_NAAM = re.compile(r"(\d{4})_[a-z0-9_]+\.sql\Z")


def lees_stappen(motor: str) -> tuple[Stap, ...]:
    """Return the steps of an engine (`sqlite`, `postgres`) in order.

    Raises:
        OpslagStuk: a gap or a strange name among the shipped files.
    """
    stappen: list[Stap] = []
    for pad in sorted(asset("db", "server", motor).glob("*.sql")):
        deel = _NAAM.match(pad.name)
        if deel is None or int(deel[1]) != len(stappen) + 1:
            raise OpslagStuk(pad.name)
        # A checkout on Windows may have turned the line ends; the checksum must not notice.
        sql = pad.read_text(encoding="utf-8").replace("\r\n", "\n")
        stappen.append(Stap(int(deel[1]), pad.name, sql, hashlib.sha256(sql.encode()).hexdigest()))
    return tuple(stappen)


def splits(sql: str) -> Iterator[str]:
    """Cut a step into statements; a step holds no semicolon but at the end of a line."""
    stuk = ""
    for regel in sql.splitlines():
        if not regel.strip() or regel.lstrip().startswith("--"):
            continue
        stuk += regel + "\n"
        if regel.rstrip().endswith(";"):
            yield stuk.rstrip().removesuffix(";")
            stuk = ""
    if stuk.strip():
        raise OpslagStuk("stap")


class Opslag(ABC):
    """A store. Methods block and may be called from any thread; a transaction belongs to one thread.

    Every method may raise OpslagFout: OpslagWeg when the database is away, OpslagVol when it is full.
    """

    motor: str
    """Name of the engine, for metrics."""

    # Life

    @abstractmethod
    def migreer(self, tijd: str) -> int:
        """Make the tables, or bring them to this program's form; return how many steps were taken.

        Raises:
            OpslagNieuwer: made by a newer program; nothing was written.
        """

    @abstractmethod
    def keur(self) -> None:
        """Check that the tables are there in this program's form.

        Raises:
            OpslagStuk, OpslagNieuwer.
        """

    @abstractmethod
    def ping(self) -> None:
        """Raise when the database does not answer."""

    @abstractmethod
    def sluit(self) -> None:
        """Close every connection."""

    # Transactions

    @abstractmethod
    def lees(self) -> AbstractContextManager[Loper]:
        """Read in one consistent view."""

    @abstractmethod
    def schrijf(
        self, *, op_slot: Iterable[bytes] = (), nieuw: Iterable[tuple[bytes, int]] = ()
    ) -> AbstractContextManager[Schrijf]:
        """Begin a transaction: a context manager that gives a `Schrijf`, keeps all or nothing, and then wakes.

        Args:
            op_slot: names of the streams that will be added to; nobody else adds to them meanwhile.
            nieuw: (name, kind) of streams to make when they are not there; kind as in table `stroom`.
        """

    # Waking

    @abstractmethod
    def luister(self, gebeurd: Callable[[list[tuple[bytes, int]] | None], None], stop: Callable[[], bool]) -> None:
        """Call `gebeurd` with (stream name, number) of what any process adds, until `stop` says so.

        Runs in a thread of its own. None instead of a list: something may have been missed, look at everything.
        """

    # Reading

    def een(self, vraag: str, waarden: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row of one question that needs no view of its own."""
        with self.lees() as loper:
            return loper.row(vraag, waarden)

    def regio_laatste(self) -> int:
        """Return the number of the last statement of the region."""
        rij = self.een("SELECT laatste FROM stroom WHERE id = 1")
        if rij is None:
            raise OpslagStuk("regio")
        return int(rij[0])

    def regio(self, na: int, max_bytes: int) -> Bereik:
        """Return the region's statements after a number."""
        return self.bereik(1, na, (1 << BITS) - 1, max_bytes)

    def meta(self, naam: str) -> bytes | None:
        """Return a value of table meta."""
        rij = self.een("SELECT waarde FROM meta WHERE naam = ?", (naam,))
        return None if rij is None else bytes(rij[0])

    def toegankelijk(self, toestel: bytes) -> dict[bytes, Toegankelijk]:
        """Return every stream that a device holds a grant for, by name."""
        with self.lees() as loper:
            return toegankelijk(loper, toestel)

    def toegankelijk_een(self, toestel: bytes, naam: bytes) -> Toegankelijk | None:
        """Return one stream, when a device may read it."""
        with self.lees() as loper:
            return toegankelijk(loper, toestel, naam).get(naam)

    def toegankelijk_in(self, loper: Loper, toestel: bytes, naam: bytes | None = None) -> dict[bytes, Toegankelijk]:
        """The same, all or one by name, inside a view that is open."""
        return toegankelijk(loper, toestel, naam)

    def bevestigd(self, loper: Loper, stroom: int, over: Callable[[bytes], bytes]) -> bytes | None:
        """Return the snapshot that was confirmed last; `over` reads from a confirmation which one that is."""
        rij = loper.row(
            "SELECT wire FROM stuk WHERE stroom = ? AND soort = 5 AND soort <> 0 ORDER BY plaats DESC LIMIT 1",
            (stroom,),
        )
        if rij is None:
            return None
        rij = loper.row(
            "SELECT wire FROM stuk WHERE stroom = ? AND soort = 1 AND soort <> 0 AND hash = ?",
            (stroom, over(bytes(rij[0]))),
        )
        return None if rij is None else bytes(rij[0])

    def lees_ongedekt(
        self, loper: Loper, stroom: int, na: int, tot: int, max_bytes: int, gedekt: dict[bytes, int]
    ) -> Bereik:
        """Return a range without what is chained up to and with the given number of each device."""
        begin, eind = (stroom << BITS) + na, (stroom << BITS) + tot
        plaatsen = {
            int(rij[0])
            for rij in loper.rows(
                "SELECT plaats FROM stuk WHERE stroom = ? AND soort <> 0 AND nr IS NULL AND plaats > ? AND plaats <= ?",
                (stroom, begin, eind),
            )
        }
        for (toestel,) in loper.rows("SELECT toestel FROM keten WHERE stroom = ?", (stroom,)):
            rijen = loper.rows(
                "SELECT plaats FROM stuk WHERE stroom = ? AND toestel = ? AND nr > ? AND plaats > ? AND plaats <= ?",
                (stroom, bytes(toestel), gedekt.get(bytes(toestel), 0), begin, eind),
            )
            plaatsen.update(int(rij[0]) for rij in rijen)
        stukken: list[tuple[int, bytes]] = []
        for plaats in sorted(plaatsen):
            if max_bytes <= 0 and stukken:
                return Bereik(tuple(stukken), True)
            rij = loper.row("SELECT wire FROM stuk WHERE plaats = ?", (plaats,))
            if rij is not None:
                stukken.append((plaats & ((1 << BITS) - 1), bytes(rij[0])))
                max_bytes -= len(stukken[-1][1])
        return Bereik(tuple(stukken), False)

    def bereik(self, stroom: int, na: int, tot: int, max_bytes: int) -> Bereik:
        """Return what lies in a stream after `na` up to and with `tot`: at least one piece, then up to `max_bytes`."""
        with self.lees() as loper:
            return self.lees_bereik(loper, stroom, na, tot, max_bytes)

    @abstractmethod
    def lees_bereik(self, loper: Loper, stroom: int, na: int, tot: int, max_bytes: int) -> Bereik:
        """The same, inside a view that is open."""

    def grants(self, toestel: bytes, na: int, hoogstens: int) -> tuple[list[tuple[int, bytes]], int]:
        """Return (number, grant) of a device after `na`, and its highest number."""
        with self.lees() as loper:
            # The number first: a grant that comes between the two questions is fetched next time.
            rij = loper.row("SELECT laatste FROM stroom WHERE naam = ?", (TOEGANG + toestel,))
            tot = 0 if rij is None else int(rij[0])
            rijen = loper.rows(
                "SELECT t.volgnr, s.wire FROM toegang t JOIN stuk s ON s.plaats = (t.stroom << 36) + t.stuk"
                " WHERE t.toestel = ? AND t.volgnr > ? AND t.volgnr <= ? ORDER BY t.volgnr LIMIT ?",
                (toestel, na, tot, hoogstens),
            )
        return [(int(nr), bytes(wire)) for nr, wire in rijen], tot

    def voor_herstel(self, na: int, hoogstens: int) -> list[tuple[int, bytes]]:
        """Return (place, piece) after a place of every epoch, and of every grant for the recovery key."""
        with self.lees() as loper:
            rijen = loper.rows(
                "SELECT s.plaats, s.wire FROM stuk s WHERE s.soort IN (3, 4) AND s.plaats > ? AND NOT EXISTS"
                " (SELECT 1 FROM toegang t WHERE t.stroom = s.stroom AND t.stuk = s.plaats - (t.stroom << 36))"
                " ORDER BY s.plaats LIMIT ?",
                (na, hoogstens),
            )
        return [(int(plaats), bytes(wire)) for plaats, wire in rijen]

    def volgers(self, strooms: Sequence[bytes]) -> dict[bytes, set[bytes]]:
        """Return, per stream, the devices that hold a grant for an epoch that nobody followed up."""
        uit: dict[bytes, set[bytes]] = {}
        with self.lees() as loper:
            for naam in strooms:
                rijen = loper.rows(
                    "SELECT DISTINCT t.toestel FROM stroom s JOIN toegang t ON t.stroom = s.id"
                    " LEFT JOIN epoch e ON e.stroom = t.stroom AND e.epoch = t.epoch"
                    " WHERE s.naam = ? AND e.opgevolgd IS NULL",
                    (naam,),
                )
                uit[naam] = {bytes(rij[0]) for rij in rijen}
        return uit

    def blok(self, stroom: int, hash_: bytes) -> bytes | None:
        """Return a sealed piece of a file."""
        rij = self.een("SELECT wire FROM blok WHERE stroom = ? AND hash = ?", (stroom, hash_))
        return None if rij is None else bytes(rij[0])

    def bericht(self, code: bytes, vak: str, nu_ms: int) -> bytes | None:
        """Return an enrolment message from a mail box that is still open."""
        rij = self.een(
            "SELECT b.inhoud FROM bericht b JOIN postbus p ON p.code = b.code"
            " WHERE b.code = ? AND b.vak = ? AND p.verloopt > ? AND p.gesloten = 0",
            (code, vak, nu_ms),
        )
        return None if rij is None else bytes(rij[0])

    def koppen(self, toestel: bytes) -> dict[bytes, tuple[int, int]]:
        """Return, per stream, the last number and the number of links of a device: what it brought."""
        with self.lees() as loper:
            rijen = loper.rows(
                "SELECT s.naam, s.laatste, k.nr FROM keten k JOIN stroom s ON s.id = k.stroom WHERE k.toestel = ?",
                (toestel,),
            )
        return {bytes(naam): (int(laatste), int(nr)) for naam, laatste, nr in rijen}

    def telling(self) -> Telling:
        """Count what is kept; walks an index, not the pieces."""
        with self.lees() as loper:
            strooms = loper.row(
                "SELECT count(*), count(vernietigd), coalesce(sum(bytes), 0) FROM stroom WHERE soort = 0"
            )
            stukken = loper.row("SELECT count(*) FROM stuk WHERE stroom <> 1")
            blokken = loper.row("SELECT count(*) FROM blok")
            regio = loper.row("SELECT laatste FROM stroom WHERE id = 1")
        assert strooms and stukken and blokken and regio
        return Telling(*map(int, (strooms[0], strooms[1], stukken[0], strooms[2], blokken[0], regio[0])))

    def verbruik(self, dag: int) -> list[tuple[bytes, int, int]]:
        """Return (device, bytes, pieces) of a day."""
        with self.lees() as loper:
            rijen = loper.rows("SELECT toestel, bytes, stukken FROM verbruik WHERE dag = ? ORDER BY toestel", (dag,))
        return [(bytes(t), int(b), int(s)) for t, b, s in rijen]
