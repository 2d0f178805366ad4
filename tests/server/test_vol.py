"""PostgreSQL without room: a refusal with a reason, nothing half, and all is taken once there is room again."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from zvh_testing.serverplek import Postgres, Proefregio, binnen, draai, maak_map

STUK = 60_000


def test_wat_postgres_niet_kwijt_kan_wordt_geweigerd_en_past_later(
    postgres: Postgres, regio: Proefregio, tmp_path: Path
) -> None:
    """The engine says "disk full" (53100) at the third row: what came before it in the same push is not kept either."""
    a = regio.toestel()
    databank = postgres.databank()
    pad = maak_map(tmp_path / "s", regio, database=databank)
    with binnen(pad) as server, psycopg.connect(databank, autocommit=True) as db:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        assert klant.uitkomsten(begin) == [1, 2]
        db.execute(
            "CREATE FUNCTION vol() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF octet_length(NEW.wire) > 10000 THEN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$"
        )
        db.execute("CREATE TRIGGER vol BEFORE INSERT ON stuk FOR EACH ROW EXECUTE FUNCTION vol()")
        stukken = [a.delta(stream, os.urandom(lang)) for lang in (1000, 1000, 20_000, 1000, 1000)]
        for _ in range(2):
            antwoord = klant.vraag("POST", "/v1/duwen", {"stukken": stukken})
            assert (antwoord.status_code, antwoord.json()["code"]) == (507, "opslag_vol")
            assert antwoord.json()["zin"].endswith(".")
            assert klant.alles(stream) == begin
        assert 'zvh_opslagfouten_total{soort="OpslagVol"} 2.0' in server.client.get("/metrics").text
        assert klant.uitkomsten(stukken[:2]) == [3, 4], "what fits is taken"
        db.execute("DROP TRIGGER vol ON stuk")
        assert klant.uitkomsten(stukken) == [3, 4, 5, 6, 7]
        assert klant.alles(stream) == [*begin, *stukken]


class KrappePostgres(Postgres):
    """A cluster that sees one more disk than the machine does, a small one; only for root.

    Attributes:
        schijf: where that disk is, for the cluster alone.
    """

    def __init__(self, schijf: Path, grootte: str) -> None:
        self.schijf = schijf
        opdracht = f"mount -t tmpfs -o size={grootte},mode=1777 tmpfs '{schijf}' && echo klaar && exec sleep 900"
        self._houder = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", opdracht],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._houder.stdout is not None
        if self._houder.stdout.readline() != "klaar\n":
            self._houder.kill()
            self._houder.wait()
            raise PermissionError
        super().__init__()
        self._binnen("mkdir", str(schijf / "tabellen"))

    def _roep(self, programma: str, *argumenten: str) -> None:
        self._binnen(str(self._bin / programma), *argumenten)

    def _binnen(self, *opdracht: str) -> None:
        """Run as who runs the cluster, where the disk is seen."""
        wie = ["-S", str(self._wie["user"]), "-G", str(self._wie["group"])]
        subprocess.run(
            ["nsenter", "-t", str(self._houder.pid), "-m", *wie, "--", *opdracht],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        )

    def maak_ruim(self, grootte: str) -> None:
        """A larger disk."""
        aankoppelen = ["mount", "-o", f"remount,size={grootte}", str(self.schijf)]
        subprocess.run(["nsenter", "-t", str(self._houder.pid), "-m", *aankoppelen], check=True)

    def sluit(self) -> None:
        super().sluit()
        self._houder.kill()
        self._houder.wait()
        if self._houder.stdout is not None:
            self._houder.stdout.close()


@pytest.fixture
def krap() -> Iterator[KrappePostgres]:
    if os.getuid() != 0:
        pytest.skip("only root may give PostgreSQL a small disk; the test above has the engine say that it is full")
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="zvh-vol-") as map_:
        # The cluster runs as somebody else.
        os.chmod(map_, 0o755)
        try:
            cluster = KrappePostgres(Path(map_), "24m")
        except (PermissionError, FileNotFoundError):
            pytest.skip("a small disk may not be mounted here")
        try:
            yield cluster
        finally:
            cluster.sluit()


def test_een_echt_volle_schijf_onder_postgres(krap: KrappePostgres, regio: Proefregio, tmp_path: Path) -> None:
    a = regio.toestel()
    with psycopg.connect(krap.databank().rsplit("/", 1)[0] + "/postgres", autocommit=True) as db:
        db.execute(f"CREATE TABLESPACE krap LOCATION '{krap.schijf}/tabellen'")
        db.execute("CREATE DATABASE krap TABLESPACE krap")
    databank = f"postgresql://zvh@127.0.0.1:{krap.poort}/krap"
    pad = maak_map(tmp_path / "s", regio, database=databank, per_minuut=1_000_000)
    with draai(pad) as server:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        klant.duw(begin)
        verwacht = list(begin)
        for _ in range(600):
            stuk = a.delta(stream, os.urandom(STUK))
            antwoord = klant.vraag("POST", "/v1/duwen", {"stukken": [stuk]})
            if antwoord.status_code != 200:
                break
            verwacht.append(stuk)
        assert (antwoord.status_code, antwoord.json()["code"]) == (507, "opslag_vol")
        assert len(verwacht) > 10
        assert klant.alles(stream) == verwacht
        assert klant.vraag("POST", "/v1/duwen", {"stukken": [stuk]}).status_code == 507
        # Reading needs no room, and the server says that it is well.
        assert server.client.get("/healthz").status_code == 200
        krap.maak_ruim("64m")
        verwacht.append(stuk)
        assert klant.uitkomsten([stuk]) == [len(verwacht)]
        stuk = a.delta(stream, os.urandom(STUK))
        verwacht.append(stuk)
        assert klant.uitkomsten([stuk]) == [len(verwacht)]
        assert klant.alles(stream) == verwacht
    with contextlib.closing(psycopg.connect(databank)) as db:
        deltas = db.execute("SELECT count(*) FROM stuk WHERE nr IS NOT NULL").fetchone()
        assert deltas == (len(verwacht) - len(begin),), "none half, none twice"
