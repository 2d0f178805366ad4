"""A region with devices that sign for themselves, and ways to run the real server: in this process or in its own.

Roads in:
- `Proefregio()`: a region key; `.toestel(rol)` certifies a device; `.trek_in(toestel)` revokes it.
- `Proeftoestel`: `.begin_stream()`, `.epoch(…)`, `.grant(…)`, `.delta(…)`, `.momentopname(…)` give wire forms.
- `maak_map(pad, regio)`: a folder as `zvh-server init` makes it, certified by the region.
- `binnen(pad)`: the app in this process, as a client with a base address; `draai(pad)`: a process on a free port.
- `Proefklant(client, toestel)`: logs in and speaks the protocol over any httpx client.
- `Postgres`: a cluster of its own under /tmp, as an unprivileged user; `.databank()` makes an empty database.
"""

import asyncio
import contextlib
import io
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvh_desktop.crypto.envelope import seal
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import BLOK, DELTA, EERSTE, SNAPSHOT, read_sealed
from zvh_desktop.protocol.destruction import Destroyed, Proposal, sign_destroyed, sign_proposal
from zvh_desktop.protocol.epochs import (
    HERSTEL,
    EpochStart,
    Grant,
    StreamKey,
    commit_of,
    read_epoch_start,
    sign_epoch_start,
    sign_grant,
)
from zvh_desktop.protocol.receipts import read_request_text, sign_session, statements_text
from zvh_desktop.protocol.signing import publiek_van
from zvh_desktop.protocol.snapshot import SnapshotConfirm, sign_snapshot_confirm
from zvh_desktop.protocol.statements import (
    KEM_BYTES,
    DeviceCert,
    RegionBegin,
    Revocation,
    ServerCert,
    sign_statement,
)
from zvh_desktop.server import __main__ as opdracht
from zvh_desktop.server.app import maak_app
from zvh_desktop.server.config import Config, lees_config, lees_geheimen
from zvh_desktop.server.serving import bind, uvicorn_config
from zvh_desktop.server.storage import Opslag

__all__ = [
    "Postgres",
    "Proefklant",
    "Proefregio",
    "Proefserver",
    "Proeftoestel",
    "binnen",
    "draai",
    "maak_map",
    "vrije_poort",
]

JAAR_MS = 365 * 86_400_000


def nu_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class Streamstand:
    """What a device knows of one stream: epoch, its key, and the own chain."""

    naam: bytes
    epoch: bytes
    sleutel: bytes
    nr: int = 0
    vorige: bytes = EERSTE


class Proefregio:
    """A region: its key signs statements.

    Attributes:
        statements: everything it stated so far, in order.
    """

    def __init__(self) -> None:
        self.sleutel = Ed25519PrivateKey.generate()
        self.id = os.urandom(16).hex()
        self.begin = RegionBegin(self.id, b"", publiek_van(self.sleutel), bytes(KEM_BYTES), nu_ms())
        self.statements: list[bytes] = [sign_statement(self.begin, self.sleutel)]

    def verklaar(self, inhoud: Any) -> bytes:
        wire = sign_statement(inhoud, self.sleutel)
        self.statements.append(wire)
        return wire

    def toestel(
        self, rol: str = "procesregisseur", *, van: int | None = None, tot: int | None = None
    ) -> "Proeftoestel":
        toestel = Proeftoestel()
        self.certificeer(toestel, rol, van=van, tot=tot)
        return toestel

    def certificeer(
        self, toestel: "Proeftoestel", rol: str, *, van: int | None = None, tot: int | None = None
    ) -> bytes:
        nu = nu_ms()
        return self.verklaar(
            DeviceCert(
                self.id,
                toestel.id.hex(),
                os.urandom(16).hex(),
                rol,
                publiek_van(toestel.teken),
                bytes(KEM_BYTES),
                nu - JAAR_MS if van is None else van,
                nu + JAAR_MS if tot is None else tot,
            )
        )

    def trek_in(self, toestel: "Proeftoestel", grenzen: Mapping[str, tuple[int, bytes]] | None = None) -> bytes:
        return self.verklaar(Revocation(self.id, toestel.id.hex(), nu_ms(), "verloren", grenzen or {}))

    def waarmerk(self, verzoek: str) -> bytes:
        gevraagd = read_request_text(verzoek)
        nu = nu_ms()
        return self.verklaar(ServerCert(self.id, gevraagd.server_id, gevraagd.teken, nu - JAAR_MS, nu + JAAR_MS))

    def schrijf(self, pad: Path) -> Path:
        pad.write_text(statements_text(self.statements), encoding="ascii")
        return pad


class Proeftoestel:
    """A device with its keys and its chains."""

    def __init__(self) -> None:
        self.id = os.urandom(8)
        self.teken = Ed25519PrivateKey.generate()
        self.streams: dict[bytes, Streamstand] = {}

    def epoch(self, stream: bytes, ouders: Sequence[bytes] = (), *, sleutel: bytes | None = None) -> bytes:
        """Start an epoch and go on under it."""
        sleutel = sleutel or os.urandom(32)
        commit = commit_of(StreamKey(stream.hex(), "casus", sleutel))
        start = EpochStart(stream.hex(), tuple(sorted(ouders)), commit, self.id.hex(), nu_ms())
        wire = sign_epoch_start(start, self.teken)
        stand = self.streams.setdefault(stream, Streamstand(stream, b"", b""))
        stand.epoch, stand.sleutel = read_epoch_start(wire).id, sleutel
        return wire

    def grant(self, stream: bytes, voor: "Proeftoestel | None", *, epoch: bytes | None = None) -> bytes:
        """Give a device (None: the recovery key) access; in this process it learns the key at once."""
        stand = self.streams[stream]
        if voor is not None and voor is not self:
            ander = voor.streams.setdefault(stream, Streamstand(stream, b"", b""))
            ander.epoch, ander.sleutel = stand.epoch, stand.sleutel
        naam = HERSTEL if voor is None else voor.id.hex()
        return sign_grant(
            Grant(stream.hex(), epoch or stand.epoch, naam, os.urandom(1168), self.id.hex(), nu_ms()), self.teken
        )

    def begin_stream(self, *anderen: "Proeftoestel", stream: bytes | None = None) -> tuple[bytes, list[bytes]]:
        """Return (stream, pieces that begin it), with access for this device and others."""
        stream = stream or os.urandom(16)
        return stream, [self.epoch(stream), *(self.grant(stream, wie) for wie in (self, *anderen))]

    def verzegel(self, stream: bytes, inhoud: bytes, /, **anders: Any) -> bytes:
        """Seal the next link of the own chain; `anders` overrules parts of the header."""
        stand = self.streams[stream]
        velden: dict[str, Any] = {
            "stream": stream.hex(),
            "epoch": stand.epoch,
            "toestel": self.id.hex(),
            "nr": stand.nr + 1,
            "vorige": stand.vorige,
            "tijd": nu_ms(),
            "epoch_key": stand.sleutel,
            "teken": self.teken,
            "zout": os.urandom(32),
            **anders,
        }
        wire = seal(inhoud, **velden)
        if "nr" not in anders:
            stand.nr, stand.vorige = stand.nr + 1, read_sealed(wire).hash
        return wire

    def delta(self, stream: bytes, inhoud: bytes = b"wijziging", /, **anders: Any) -> bytes:
        return self.verzegel(stream, inhoud, soort=DELTA, **anders)

    def momentopname(self, stream: bytes, dekt: Mapping[str, tuple[int, bytes]], **anders: Any) -> bytes:
        return self.verzegel(stream, b"momentopname", soort=SNAPSHOT, dekt=dekt, **anders)

    def bevestig(self, stream: bytes, momentopname: bytes) -> bytes:
        gezien = read_sealed(momentopname).hash
        return sign_snapshot_confirm(
            SnapshotConfirm(stream.hex(), gezien, bytes(32), self.id.hex(), nu_ms()), self.teken
        )

    def blok(self, stream: bytes, inhoud: bytes) -> bytes:
        return self.verzegel(stream, inhoud, soort=BLOK, nr=0, vorige=EERSTE)

    def vernietig(self, stream: bytes, met: "Proeftoestel | None" = None) -> bytes:
        """With the proposal of another person an order; without, the report that this device did it."""
        nu = nu_ms()
        voorstel = b"" if met is None else sign_proposal(Proposal(stream.hex(), met.id.hex(), nu), met.teken)
        return sign_destroyed(Destroyed(stream.hex(), self.id.hex(), nu, voorstel), self.teken)

    def kop(self, stream: bytes) -> tuple[int, bytes]:
        stand = self.streams[stream]
        return stand.nr, stand.vorige


class Proefklant:
    """A device at a server."""

    def __init__(self, client: Any, toestel: Proeftoestel) -> None:
        self.client, self.toestel = client, toestel
        self.token = ""

    def vraag(self, methode: str, pad: str, obj: Any = None, *, ruw: bytes | None = None, **koppen: str) -> Any:
        """Do one request and return the response."""
        inhoud = ruw if ruw is not None else (None if obj is None else dump(obj))
        alle = {"content-type": "application/cbor", **koppen}
        if self.token:
            alle.setdefault("authorization", f"Bearer {self.token}")
        return self.client.request(methode, pad, content=inhoud, headers=alle)

    def cbor(self, methode: str, pad: str, obj: Any = None) -> dict[str, Any]:
        antwoord = self.vraag(methode, pad, obj)
        assert antwoord.status_code in (200, 201), antwoord.text
        gelezen = load(antwoord.content, max_bytes=1 << 26)
        assert isinstance(gelezen, dict)
        return gelezen

    def info(self) -> dict[str, Any]:
        return self.cbor("GET", "/v1/info")

    def meld_aan(self) -> "Proefklant":
        server = self.info()["server"]
        nonce = self.cbor("POST", "/v1/sessie/vraag", {"toestel": self.toestel.id})["nonce"]
        handtekening = sign_session(self.toestel.teken, nonce, server.hex())
        vraag = {"toestel": self.toestel.id, "nonce": nonce, "handtekening": handtekening}
        self.token = self.cbor("POST", "/v1/sessie", vraag)["token"]
        return self

    def regio(self, stukken: Sequence[bytes]) -> dict[str, Any]:
        return self.cbor("POST", "/v1/regio", {"stukken": list(stukken)})

    def duw(self, stukken: Sequence[bytes], **anders: Any) -> dict[str, Any]:
        return self.cbor("POST", "/v1/duwen", {"stukken": list(stukken), **anders})

    def uitkomsten(self, stukken: Sequence[bytes], **anders: Any) -> list[Any]:
        """Return, per piece, its number or the code of its refusal."""
        return [item.get("volgnr", item.get("weigering")) for item in self.duw(stukken, **anders)["items"]]

    def haal(self, streams: Mapping[bytes, int], max_bytes: int = 1 << 22, **anders: Any) -> dict[str, Any]:
        return self.cbor("POST", "/v1/halen", {"streams": dict(streams), "max_bytes": max_bytes, **anders})

    def alles(self, stream: bytes, *, max_bytes: int = 1 << 20) -> list[bytes]:
        """Pull one stream from its beginning, in as many rounds as it takes; numbers must rise without gaps."""
        uit: list[bytes] = []
        na = 0
        while True:
            antwoord = self.haal({stream: na}, max_bytes)
            for _, nr, wire in antwoord["items"]:
                assert nr == na + 1
                na = nr
                uit.append(wire)
            if not antwoord["meer"]:
                return uit


# Folders


def roep(*argumenten: str) -> int:
    """Run `zvh-server` in this process."""
    return opdracht.main(argumenten)


def maak_map(pad: Path, regio: Proefregio, *, database: str = "", **instellingen: int | str) -> Path:
    """Make a folder of a server that the region certified, and that knows all its devices so far."""
    pad.mkdir(parents=True, exist_ok=True)
    if database:
        instellingen["database"] = database
    regels = [
        f"{naam} = {waarde!r}" if isinstance(waarde, int) else f'{naam} = "{waarde}"'
        for naam, waarde in instellingen.items()
    ]
    (pad / "server.toml").write_text("\n".join(regels) + "\n", encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()):
        assert roep("--map", str(pad), "init") == 0
        regio.waarmerk((pad / "verzoek.txt").read_text(encoding="ascii"))
        assert roep("--map", str(pad), "init", "--region", str(regio.schrijf(pad / "regio.txt"))) == 0
    return pad


# The app in this process


@dataclass
class Proefserver:
    """A server that runs.

    Attributes:
        map: its folder. adres: base address. client: httpx client to it. proces: None in this process.
    """

    map: Path
    adres: str
    client: Any
    proces: subprocess.Popen[str] | None = None
    config: Config | None = None

    def klant(self, toestel: Proeftoestel) -> Proefklant:
        return Proefklant(self.client, toestel).meld_aan()


@contextlib.contextmanager
def binnen(
    pad: Path, *, klok: Callable[[], int] | None = None, opslag: Opslag | None = None, **anders: Any
) -> Iterator[Proefserver]:
    """Run the app of a folder in this process; `anders` overrules settings."""
    config = lees_config(pad, **{"port": 0, **anders})
    app = maak_app(config, lees_geheimen(pad), klok=klok, opslag=opslag)
    sok = bind(config)
    server = uvicorn.Server(uvicorn_config(config, app, factory=False))
    # A signal is for the main thread; here the server stops when it is told to.
    draad = threading.Thread(target=asyncio.run, args=(server._serve([sok]),), daemon=True)
    draad.start()
    while not server.started:
        assert draad.is_alive()
        time.sleep(0.005)
    adres = f"http://127.0.0.1:{sok.getsockname()[1]}"
    try:
        with httpx.Client(base_url=adres, timeout=30, trust_env=False) as client:
            yield Proefserver(pad, adres, client, config=config)
    finally:
        server.should_exit = True
        draad.join(30)
        sok.close()
        assert not draad.is_alive()


# A process


def vrije_poort() -> int:
    with socket.socket() as sok:
        sok.bind(("127.0.0.1", 0))
        return int(sok.getsockname()[1])


@contextlib.contextmanager
def draai(pad: Path, *, workers: int = 1, poort: int | None = None, tls: Any = None) -> Iterator[Proefserver]:
    """Run `zvh-server serve` on a folder until the block ends; it must then stop by itself, with code 0."""
    server = start(pad, workers=workers, poort=poort, tls=tls)
    try:
        yield server
    finally:
        stop(server)


def start(pad: Path, *, workers: int = 1, poort: int | None = None, tls: Any = None) -> Proefserver:
    """Start a process and wait until it answers."""
    poort = poort or vrije_poort()
    uit = (pad / "log.txt").open("a", encoding="utf-8")
    proces = subprocess.Popen(
        [
            *(sys.executable, "-m", "zvh_desktop.server", "--map", str(pad), "serve"),
            *("--port", str(poort), "--workers", str(workers)),
        ],
        stdout=uit,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    uit.close()
    adres = f"{'https' if tls else 'http'}://127.0.0.1:{poort}"
    client = httpx.Client(base_url=adres, timeout=30, verify=tls or False, trust_env=False)
    server = Proefserver(pad, adres, client, proces)
    eind = time.monotonic() + 60
    while True:
        with contextlib.suppress(httpx.TransportError):
            if client.get("/healthz").status_code == 200:
                return server
        assert proces.poll() is None, (pad / "log.txt").read_text(encoding="utf-8")
        assert time.monotonic() < eind
        time.sleep(0.05)


def stop(server: Proefserver) -> None:
    """Ask a process to stop, and see that it does so."""
    server.client.close()
    if server.proces is not None and server.proces.poll() is None:
        server.proces.send_signal(signal.SIGTERM)
        code = server.proces.wait(60)
        assert code == 0, (server.map / "log.txt").read_text(encoding="utf-8")


def dood(server: Proefserver) -> None:
    """Kill a process and all its workers, as a power cut would."""
    assert server.proces is not None
    os.killpg(server.proces.pid, signal.SIGKILL)
    server.proces.wait(30)
    server.client.close()


# PostgreSQL


class Postgres:
    """A cluster of its own; fsync is off unless asked for.

    Attributes:
        poort: of the cluster.
    """

    def __init__(self, *, fsync: bool = False) -> None:
        programmas = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda pad: float(pad.parent.name))
        gevonden = shutil.which("initdb")
        assert programmas or gevonden, "PostgreSQL is not installed (Debian: postgresql)"
        self._bin = programmas[-1] if programmas else Path(str(gevonden)).parent
        self._map = Path(tempfile.mkdtemp(prefix="zvh-pg-", dir="/tmp"))
        self._wie: dict[str, Any] = {}
        if os.getuid() == 0:
            naam = next(n for n in ("postgres", "nobody") if _bestaat(n))
            rij = pwd.getpwnam(naam)
            os.chown(self._map, rij.pw_uid, rij.pw_gid)
            self._wie = {"user": rij.pw_uid, "group": rij.pw_gid, "extra_groups": []}
        self.poort = vrije_poort()
        self._teller = 0
        self._roep("initdb", "-D", str(self._map / "data"), "-A", "trust", "-U", "zvh", "--locale=C", "-E", "UTF8")
        with (self._map / "data" / "postgresql.conf").open("a", encoding="utf-8") as uit:
            uit.write(
                f"listen_addresses = '127.0.0.1'\nport = {self.poort}\nunix_socket_directories = '{self._map}'\n"
                f"fsync = {'on' if fsync else 'off'}\nfull_page_writes = {'on' if fsync else 'off'}\n"
                "shared_buffers = 64MB\nmax_connections = 60\n"
            )
        self.start()

    def _roep(self, programma: str, *argumenten: str) -> None:
        subprocess.run(
            [str(self._bin / programma), *argumenten],
            cwd=self._map,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            **self._wie,
        )

    def start(self) -> None:
        self._roep("pg_ctl", "-D", str(self._map / "data"), "-w", "-l", str(self._map / "pg.log"), "start")

    def stop(self, hoe: str = "fast") -> None:
        self._roep("pg_ctl", "-D", str(self._map / "data"), "-m", hoe, "-w", "stop")

    def databank(self) -> str:
        """Make an empty database and return its address."""
        self._teller += 1
        naam = f"proef{self._teller}"
        self._roep("createdb", "-h", "127.0.0.1", "-p", str(self.poort), "-U", "zvh", naam)
        return f"postgresql://zvh@127.0.0.1:{self.poort}/{naam}"

    def bestanden(self) -> Iterator[Path]:
        """Every file of the cluster."""
        return (pad for pad in self._map.rglob("*") if pad.is_file())

    def sluit(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self._map, ignore_errors=True)


def _bestaat(naam: str) -> bool:
    try:
        pwd.getpwnam(naam)
    except KeyError:
        return False
    return True
