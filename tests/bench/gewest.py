"""A working day of a whole region against one real server: 200 devices, 2,000 casussen, thousands of deltas.

    gewest.py [--toestellen 200] [--casussen 2000] [--deltas 10000] [--opslag sqlite|postgres] [--workers 1]

Devices and their signatures are real, the server runs in its own process; only the vaults are left out. Deltas are
sealed beforehand, so that what is timed is the server and the way to it. Prints what was measured as JSON.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import Any

GROND = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(GROND / "tests"))

import httpx  # noqa: E402
from zvh_testing.serverplek import Postgres, Proefklant, Proefregio, Proeftoestel, draai, maak_map  # noqa: E402

from zvh_desktop.protocol.delta import Change, DeltaBody, Txn, encode_body  # noqa: E402

ZINNEN = (
    "Gebeld met de casemanager; zij ziet hem donderdag.", "De woning is opgeruimd, de huurachterstand niet.",
    "Moeder wil niet dat haar adres wordt gedeeld.", "Afspraak met de wijkagent staat voor volgende week.",
    "Bewindvoering is aangevraagd, beschikking volgt.", "Hij is tweemaal niet verschenen op de dagbesteding.",
)  # fmt: skip
DRADEN = 16
"""Requests under way at once."""


def lichaam(kans: random.Random, toestel: Proeftoestel, teller: int) -> bytes:
    """Return the body of an ordinary delta: a note or an action with a few fields, two to twenty changes."""
    tijd = 1_795_000_000_000 + teller * 1000
    naam = toestel.id.hex()
    txn = Txn(
        kans.randbytes(16).hex(), "notitie", kans.randbytes(16).hex(), "veldwerker", "2026-11-24T09:31:00.000000Z"
    )
    changes = []
    for nr in range(kans.randint(2, 20)):
        tekst = " ".join(kans.choices(ZINNEN, k=kans.randint(1, 4)))
        changes.append(
            Change(
                f"{tijd:012x}-{nr:04x}-{naam}", kans.choice(("notitie", "actie", "fase")), kans.randbytes(16).hex(),
                kans.choice(("tekst", "terugkoppeling", "status", "uiterlijk")), json.dumps(tekst), (), 0,
            )
        )  # fmt: skip
    return encode_body(DeltaBody((txn,), tuple(changes)), naam)


def rss_mib(pid: int) -> float:
    """Resident memory of a process and its children."""
    totaal = 0.0
    for pad in Path("/proc").glob("[0-9]*"):
        try:
            stand = (pad / "stat").read_text().rsplit(")", 1)[1].split()
            if int(pad.name) == pid or int(stand[1]) == pid:
                totaal += int((pad / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        except (OSError, IndexError):
            continue
    return totaal


def cpu_s(pid: int) -> float:
    """Processor seconds that a process and its children used."""
    totaal = 0
    for pad in Path("/proc").glob("[0-9]*"):
        try:
            stand = (pad / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(pad.name) == pid or int(stand[1]) == pid:
            totaal += int(stand[11]) + int(stand[12])
    return totaal / os.sysconf("SC_CLK_TCK")


def grootte(map_: Path, postgres: Postgres | None) -> int:
    """Bytes of the database on disk."""
    bestanden = postgres.bestanden() if postgres else (p for p in map_.rglob("*.db*") if p.is_file())
    return sum(pad.stat().st_size for pad in bestanden if "pg_wal" not in pad.parts)


class Deelnemer:
    """One device: what it still has to send, and how far it is with each stream."""

    def __init__(self, toestel: Proeftoestel, adres: str, rol: str) -> None:
        self.toestel, self.rol = toestel, rol
        self.klant = Proefklant(httpx.Client(base_url=adres, timeout=60, trust_env=False), toestel)
        self.streams: dict[bytes, int] = {}
        self.klaar: list[bytes] = []

    def ronde(self) -> tuple[float, float, int, int]:
        """Push what waits, pull everything; return (seconds pushing, seconds pulling, pieces sent, pieces got)."""
        begin = time.perf_counter()
        gestuurd = len(self.klaar)
        for plek in range(0, gestuurd, 200):
            uit = self.klant.uitkomsten(self.klaar[plek : plek + 200])
            assert all(isinstance(nr, int) for nr in uit), [u for u in uit if not isinstance(u, int)][:3]
        self.klaar = []
        midden = time.perf_counter()
        gekregen = 0
        namen = list(self.streams)
        for plek in range(0, max(1, len(namen)), 500):
            while namen:
                deel = {naam: self.streams[naam] for naam in namen[plek : plek + 500]}
                antwoord = self.klant.haal(deel)
                for stream, volgnr, _ in antwoord["items"]:
                    self.streams[stream] = volgnr
                gekregen += len(antwoord["items"])
                if not antwoord["meer"]:
                    break
        return midden - begin, time.perf_counter() - midden, gestuurd, gekregen


def speel(keuze: argparse.Namespace) -> dict[str, Any]:
    """Set the region up, hold the day, return what was measured."""
    kans = random.Random(7)
    uit: dict[str, Any] = {"toestellen": keuze.toestellen, "casussen": keuze.casussen, "opslag": keuze.opslag}
    with ExitStack() as stapel:
        map_ = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="zvh-gewest-")))
        postgres = Postgres(fsync=True) if keuze.opslag == "postgres" else None
        if postgres:
            stapel.callback(postgres.sluit)
        regio = Proefregio()
        huis = max(2, keuze.toestellen // 10)
        rollen = ["procesregisseur"] * (huis // 2) + ["secretaris"] * (huis - huis // 2)
        rollen += ["veldwerker"] * (keuze.toestellen - huis)
        toestellen = [regio.toestel(rol) for rol in rollen]
        # Limits are for strangers, not for this crowd on one address.
        ruim = {"per_minuut": 1_000_000, "per_minuut_vreemd": 1_000_000, "dag_bytes": 1 << 40}
        server_map = maak_map(map_ / "server", regio, database=postgres.databank() if postgres else "", **ruim)
        server = stapel.enter_context(draai(server_map, workers=keuze.workers))
        mensen = [Deelnemer(t, server.adres, rol) for t, rol in zip(toestellen, rollen, strict=True)]
        for mens in mensen:
            stapel.callback(mens.klant.client.close)
            mens.klant.meld_aan()

        # The beginning: every casus of the house, the field workers those of their own.
        t = time.perf_counter()
        eerste = mensen[:huis]
        for nr in range(keuze.casussen):
            eigenaar = eerste[nr % huis]
            veld = kans.sample(mensen[huis:], k=min(2, len(mensen) - huis))
            leden = [m for m in (*eerste, *veld) if m is not eigenaar]
            stream, stukken = eigenaar.toestel.begin_stream(*(m.toestel for m in leden))
            for mens in (eigenaar, *leden):
                mens.streams[stream] = 0
            eigenaar.klaar += stukken
        uit["maken_s"] = round(time.perf_counter() - t, 2)
        t = time.perf_counter()
        with ThreadPoolExecutor(DRADEN) as draden:
            rondes = list(draden.map(Deelnemer.ronde, mensen))
        uit["begin"] = {
            "stukken": sum(r[2] for r in rondes), "seconden": round(time.perf_counter() - t, 2),
            "gehaald": sum(r[3] for r in rondes),
        }  # fmt: skip

        assert server.proces is not None
        uit["begin"]["server_cpu_s"] = round(cpu_s(server.proces.pid), 1)
        cpu = cpu_s(server.proces.pid)

        # The day, in ten rounds of everybody.
        per_ronde = keuze.deltas // 10
        bytes_ = 0
        duwen: list[float] = []
        halen: list[float] = []
        gestuurd = gehaald = 0
        klok = 0.0
        for beurt in range(10):
            for nr in range(per_ronde):
                mens = kans.choice(mensen)
                if not mens.streams:
                    continue
                stream = kans.choice(list(mens.streams))
                wire = mens.toestel.delta(stream, lichaam(kans, mens.toestel, beurt * per_ronde + nr))
                bytes_ += len(wire)
                mens.klaar.append(wire)
            t = time.perf_counter()
            with ThreadPoolExecutor(DRADEN) as draden:
                rondes = list(draden.map(Deelnemer.ronde, mensen))
            klok += time.perf_counter() - t
            duwen += [r[0] for r in rondes if r[2]]
            halen += [r[1] for r in rondes]
            gestuurd += sum(r[2] for r in rondes)
            gehaald += sum(r[3] for r in rondes)
        cpu = cpu_s(server.proces.pid) - cpu
        db = grootte(server_map, postgres)
        uit["dag"] = {
            "deltas": gestuurd, "uitgereikt": gehaald, "vragen": len(halen), "seconden": round(klok, 2),
            "server_cpu_s": round(cpu, 1),
            "deltas_per_s": round(gestuurd / klok), "uitgereikt_per_s": round(gehaald / klok),
            "bytes_per_delta": round(bytes_ / gestuurd), "duw_mediaan_ms": round(median(duwen) * 1000, 1),
            "duw_p95_ms": round(quantiles(duwen, n=20)[-1] * 1000, 1),
            "haal_mediaan_ms": round(median(halen) * 1000, 1),
            "haal_p95_ms": round(quantiles(halen, n=20)[-1] * 1000, 1),
        }  # fmt: skip
        uit["server"] = {"rss_mib": round(rss_mib(server.proces.pid), 1), "database_mb": round(db / 1e6, 1)}
        # Nothing lost: once everybody has looked again, a further look brings nothing.
        for _ in range(2):
            with ThreadPoolExecutor(DRADEN) as draden:
                naslag = list(draden.map(Deelnemer.ronde, mensen))
        uit["nagekomen"] = sum(r[3] for r in naslag)
    return uit


def main() -> None:
    """Run and print."""
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--toestellen", type=int, default=200)
    lezer.add_argument("--casussen", type=int, default=2000)
    lezer.add_argument("--deltas", type=int, default=10_000)
    lezer.add_argument("--opslag", choices=("sqlite", "postgres"), default="sqlite")
    lezer.add_argument("--workers", type=int, default=1)
    print(json.dumps(speel(lezer.parse_args()), indent=1))


if __name__ == "__main__":
    main()
