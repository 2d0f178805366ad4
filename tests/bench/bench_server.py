"""The server against a bare endpoint that only inserts, over both stores, in one run.

    bench_server.py [--reps 5] [--rijen 1000000] [--toestellen 200] [--streams 2000] [--alleen duwen,groei,regio]

Work: W1 is pushes of one delta of about 60 kB (1,000 changes each), four times ten of them for the coarse clock of a
process; `klein` is 600 small deltas, ten to a push.
Per core: deltas divided by the CPU seconds of the server process (and, for PostgreSQL, without those of the database).
Then the same questions to a store of 10^4 and of 10^6 rows (time of a pull, memory of the server), and to one with a
whole region in it.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HIER = Path(__file__).resolve().parent
sys.path.insert(0, str(HIER.parent))

from zvh_testing.serverplek import (  # noqa: E402 - beside this folder, not a package
    Postgres,
    Proefklant,
    Proefregio,
    Proefserver,
    Proeftoestel,
    maak_map,
    start,
    stop,
    vrije_poort,
)

from zvh_desktop.protocol.codec import dump, load  # noqa: E402
from zvh_desktop.server.storage import TOEGANG, NieuwStuk, Soort, open_storage  # noqa: E402

_TIK = os.sysconf("SC_CLK_TCK")
RUIM = {"per_minuut": 1_000_000, "per_minuut_vreemd": 1_000_000}
WERK = {"W1": (40, 1, 60_000), "klein": (60, 10, 300)}
"""Pushes, deltas in each, bytes in each delta."""


def cpu_s(pid: int) -> float:
    """CPU seconds of a process so far."""
    velden = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(velden[11]) + int(velden[12])) / _TIK


def geheugen_mb(pid: int) -> float:
    """Resident memory now."""
    regel = next(r for r in Path(f"/proc/{pid}/status").read_text().splitlines() if r.startswith("VmRSS"))
    return int(regel.split()[1]) / 1024


class Lijn:
    """One line to a server, with as little as possible around it."""

    def __init__(self, adres: str, token: str = "") -> None:
        delen = urlsplit(adres)
        self._lijn = http.client.HTTPConnection(str(delen.hostname), delen.port, timeout=60)
        self._koppen = {"content-type": "application/cbor"}
        if token:
            self._koppen["authorization"] = f"Bearer {token}"

    def post(self, pad: str, inhoud: bytes) -> bytes:
        self._lijn.request("POST", pad, inhoud, self._koppen)
        antwoord = self._lijn.getresponse()
        gelezen = antwoord.read()
        assert antwoord.status == 200, (antwoord.status, gelezen[:200])
        return gelezen


def meet(lijn: Lijn, pad: str, lichamen: list[bytes], pid: int) -> tuple[float, float]:
    """Return wall time and CPU time of the server for these pushes."""
    cpu, begin = cpu_s(pid), time.perf_counter()
    for lichaam in lichamen:
        lijn.post(pad, lichaam)
    return time.perf_counter() - begin, cpu_s(pid) - cpu


def vloer(adres: str, lichamen: list[bytes]) -> tuple[float, float]:
    poort = vrije_poort()
    script = "vloer_server_pg.py" if adres.startswith("postgresql") else "vloer_server.py"
    proces = subprocess.Popen([sys.executable, str(HIER / script), str(poort), adres])
    try:
        lijn = Lijn(f"http://127.0.0.1:{poort}")
        while True:
            try:
                lijn.post("/duw", b"\x00\x00\x00\x01x")
                break
            except OSError:
                time.sleep(0.05)
                lijn = Lijn(f"http://127.0.0.1:{poort}")
        return meet(lijn, "/duw", lichamen, proces.pid)
    finally:
        proces.terminate()
        proces.wait()


def ons(
    map_: Path, regio: Proefregio, a: Proeftoestel, adres: str, maak: Callable[[bytes], list[bytes]]
) -> tuple[float, float]:
    server = start(maak_map(map_, regio, database=adres, **RUIM))
    try:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        klant.duw(begin)
        lichamen = maak(stream)
        assert server.proces is not None
        lijn = Lijn(server.adres, klant.token)
        lijn.post("/v1/duwen", dump({"stukken": []}))
        return meet(lijn, "/v1/duwen", lichamen, server.proces.pid)
    finally:
        stop(server)


def duwen(reps: int, postgres: Postgres) -> list[dict[str, Any]]:
    """Floor and ours take turns; medians."""
    rijen = []
    for naam, (aantal, per, groot) in WERK.items():
        for motor in ("sqlite", "postgres"):
            metingen: dict[str, list[tuple[float, float]]] = {"vloer": [], "ons": []}
            for _ in range(reps):
                regio = Proefregio()
                a = regio.toestel()
                with tempfile.TemporaryDirectory(prefix="zvh-bench-") as map_:
                    kaal = [[os.urandom(groot + 300) for _ in range(per)] for _ in range(aantal)]
                    lichamen = [b"".join(len(s).to_bytes(4, "big") + s for s in deel) for deel in kaal]
                    adres = postgres.databank() if motor == "postgres" else str(Path(map_) / "vloer.db")
                    metingen["vloer"].append(vloer(adres, lichamen))

                    def maak(
                        stream: bytes, a: Proeftoestel = a, n: int = aantal, p: int = per, g: int = groot
                    ) -> list[bytes]:
                        return [dump({"stukken": [a.delta(stream, os.urandom(g)) for _ in range(p)]}) for _ in range(n)]

                    adres = postgres.databank() if motor == "postgres" else ""
                    metingen["ons"].append(ons(Path(map_) / "ons", regio, a, adres, maak))
            rij: dict[str, Any] = {"werk": naam, "motor": motor}
            for wie, paren in metingen.items():
                wand, cpu = (statistics.median(deel) for deel in zip(*paren, strict=True))
                rij[wie] = {
                    "s": wand,
                    "deltas_per_s": aantal * per / wand,
                    "deltas_per_cpu_s": aantal * per / max(cpu, 0.01),
                }
            rij["verhouding"] = rij["ons"]["s"] / rij["vloer"]["s"]
            rijen.append(rij)
            print(json.dumps(rij), flush=True)
    return rijen


def vul(adres: str, stream: bytes, toestel: bytes, tot: int) -> None:
    """Bring a stream to `tot` rows, straight into the store."""
    opslag = open_storage(adres)
    with opslag.schrijf(op_slot=[stream]) as t:
        stroom = t.stroom(stream)
    assert stroom is not None
    nr = stroom.laatste + 1
    while nr <= tot:
        with opslag.schrijf(op_slot=[stream]) as t:
            stroom = t.stroom(stream)
            assert stroom is not None
            for _ in range(min(20_000, tot - nr + 1)):
                t.voeg_toe(stroom, NieuwStuk(Soort.DELTA, toestel, nr, os.urandom(32), os.urandom(400)), nr)
                nr += 1
    opslag.sluit()


def groei(adres: str, map_: Path, hoogste: int) -> list[dict[str, Any]]:
    """The same work over 10^4 and over `hoogste` rows in one stream."""
    regio = Proefregio()
    a = regio.toestel()
    pad = maak_map(map_, regio, database=adres, **RUIM)
    databank = adres or str(pad / "zvh.db")
    uit = []
    stream, begin = a.begin_stream()
    ander, begin_ander = a.begin_stream()
    for tot in (10_000, hoogste):
        if tot == 10_000:
            server = start(pad)
            server.klant(a).duw([*begin, *begin_ander])
            stop(server)
        vul(databank, stream, bytes(8), tot)
        server = start(pad)
        try:
            uit.append(
                {"motor": "postgres" if adres else "sqlite", "rijen": tot, **werk(server, a, stream, ander, tot)}
            )
            print(json.dumps(uit[-1]), flush=True)
        finally:
            stop(server)
    return uit


def werk(server: Proefserver, a: Proeftoestel, stream: bytes, ander: bytes, tot: int) -> dict[str, float]:
    """Pull the last 100 rows fifty times, the first 4 MB twenty times, push a hundred times."""
    assert server.proces is not None
    klant: Proefklant = server.klant(a)
    lijn = Lijn(server.adres, klant.token)
    tijden: dict[str, list[float]] = {"staart_s": [], "begin_s": [], "duw_s": []}
    for naam, vraag, keer in (
        ("staart_s", {"streams": {stream: tot - 100}, "max_bytes": 1 << 22}, 50),
        ("begin_s", {"streams": {stream: 0}, "max_bytes": 1 << 22}, 20),
    ):
        for _ in range(keer):
            begin = time.perf_counter()
            antwoord = lijn.post("/v1/halen", dump(vraag))
            tijden[naam].append(time.perf_counter() - begin)
        assert len(load(antwoord, max_bytes=1 << 26)["items"]) >= 100
    for _ in range(100):
        lichaam = dump({"stukken": [a.delta(ander, os.urandom(300))]})
        begin = time.perf_counter()
        lijn.post("/v1/duwen", lichaam)
        tijden["duw_s"].append(time.perf_counter() - begin)
    return {**{naam: statistics.median(rij) for naam, rij in tijden.items()}, "rss_mb": geheugen_mb(server.proces.pid)}


def bevolk(adres: str, toestellen: list[bytes], aantal: int) -> list[bytes]:
    """Make streams that every device holds, straight into the store: an epoch, its grants, three deltas in each."""
    opslag = open_storage(adres)
    streams = [os.urandom(16) for _ in range(aantal)]
    namen = [TOEGANG + toestel for toestel in toestellen]
    for begin in range(0, aantal, 100):
        deel = streams[begin : begin + 100]
        nieuw = [(naam, 0) for naam in deel] + [(naam, 2) for naam in namen]
        with opslag.schrijf(op_slot=deel + namen, nieuw=nieuw) as t:
            tellers = [(toestel, t.stroom(TOEGANG + toestel)) for toestel in toestellen]
            for naam in deel:
                stroom = t.stroom(naam)
                assert stroom is not None
                epoch = os.urandom(32)
                t.zet_epoch(stroom.id, epoch, toestellen[0], stroom.laatste + 1, ())
                for toestel, teller in tellers:
                    volgnr = t.voeg_toe(stroom, NieuwStuk(Soort.GRANT, toestel, None, os.urandom(32), bytes(1300)), 1)
                    assert teller is not None
                    t.zet_toegang(teller, toestel, stroom.id, epoch, volgnr)
                for nr in range(1, 4):
                    t.voeg_toe(stroom, NieuwStuk(Soort.DELTA, toestellen[0], nr, os.urandom(32), os.urandom(400)), 1)
    opslag.sluit()
    return streams


def regio(adres: str, map_: Path, toestellen: int, aantal: int) -> dict[str, Any]:
    """A region: so many devices, every one of them in so many streams; what one device notices of it."""
    huis = Proefregio()
    allen = [huis.toestel() for _ in range(toestellen)]
    pad = maak_map(map_, huis, database=adres, **RUIM)
    streams = bevolk(adres or str(pad / "zvh.db"), [toestel.id for toestel in allen], aantal)
    laatste = toestellen + 3
    server = start(pad)
    try:
        assert server.proces is not None
        lijn = Lijn(server.adres, server.klant(allen[0]).token)
        uit: dict[str, Any] = {"motor": "postgres" if adres else "sqlite", "toestellen": toestellen, "streams": aantal}
        for naam, vraag, keer in (
            ("niets_nieuws_s", dict.fromkeys(streams, laatste), 20),
            ("een_nieuw_s", {**dict.fromkeys(streams, laatste), streams[7]: laatste - 1}, 20),
            ("een_stroom_s", {streams[7]: laatste - 1}, 50),
            ("elk_drie_nieuwe_s", dict.fromkeys(streams, laatste - 3), 5),
        ):
            lichaam = dump({"streams": vraag, "max_bytes": 8 << 20})
            tijden = []
            for _ in range(keer):
                begin = time.perf_counter()
                lijn.post("/v1/halen", lichaam)
                tijden.append(time.perf_counter() - begin)
            uit[naam] = statistics.median(tijden)
        uit["rss_mb"] = geheugen_mb(server.proces.pid)
        print(json.dumps(uit), flush=True)
        return uit
    finally:
        stop(server)


def tegen_kaal(reps: int) -> list[tuple[str, list[float], list[float], float | None]]:
    """Return (what, floor, ours, limit) of a push: processor seconds a delta, and PostgreSQL beside SQLite."""
    postgres = Postgres(fsync=True)
    try:
        gemeten = {(rij["werk"], rij["motor"]): rij for rij in duwen(reps, postgres)}
    finally:
        postgres.sluit()
    uit: list[tuple[str, list[float], list[float], float | None]] = []
    for (werk_, motor), rij in gemeten.items():
        kaal, met = ([1 / rij[wie]["deltas_per_cpu_s"]] for wie in ("vloer", "ons"))
        uit.append((f"server: processortijd per delta, {werk_}, {motor}, tegen alleen invoegen", kaal, met, None))
    for werk_ in WERK:
        kaal, met = ([gemeten[werk_, motor]["ons"]["s"]] for motor in ("sqlite", "postgres"))
        uit.append((f"server: PostgreSQL naast SQLite, {werk_} brengen", kaal, met, 1.5))
    return uit


def main() -> None:
    """Measure and print; also into build/bench-server.json."""
    keuze = argparse.ArgumentParser()
    keuze.add_argument("--reps", type=int, default=5)
    keuze.add_argument("--rijen", type=int, default=1_000_000)
    keuze.add_argument("--toestellen", type=int, default=200)
    keuze.add_argument("--streams", type=int, default=2000)
    keuze.add_argument("--alleen", default="duwen,groei,regio")
    gekozen = keuze.parse_args()
    delen = gekozen.alleen.split(",")
    postgres = Postgres(fsync=True)
    try:
        uit: dict[str, Any] = {"duwen": duwen(gekozen.reps, postgres) if "duwen" in delen else []}
        with tempfile.TemporaryDirectory(prefix="zvh-bench-") as map_:
            adressen = ("", postgres.databank())
            if "groei" in delen:
                uit["groei"] = [groei(adres, Path(map_) / f"g{nr}", gekozen.rijen) for nr, adres in enumerate(adressen)]
            if "regio" in delen:
                adressen = ("", postgres.databank())
                maten = gekozen.toestellen, gekozen.streams
                uit["regio"] = [regio(adres, Path(map_) / f"r{nr}", *maten) for nr, adres in enumerate(adressen)]
    finally:
        postgres.sluit()
    doel = HIER.parents[1] / "build" / "bench-server.json"
    doel.parent.mkdir(exist_ok=True)
    doel.write_text(json.dumps(uit, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
