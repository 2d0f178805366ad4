"""The server as a process: killed, restarted, several workers, its database restarted, TLS, and what it lays down."""

import contextlib
import json
import os
import random
import re
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from zvh_testing.serverplek import (
    Postgres,
    Proefklant,
    Proefregio,
    Proefserver,
    dood,
    draai,
    maak_map,
    roep,
    start,
    stop,
    vrije_poort,
)
from zvh_testing.tlsplek import zelf_ondertekend

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.receipts import read_receipt

RONDES = int(os.environ.get("ZVH_TORTURE", "0")) or 4
"""How often the server is killed in one test; `make torture` asks for more."""


@pytest.fixture(scope="module")
def zeker() -> Iterator[Postgres]:
    """A cluster that does wait for the disk."""
    cluster = Postgres(fsync=True)
    yield cluster
    cluster.sluit()


@pytest.fixture
def stevig(request: pytest.FixtureRequest) -> str:
    """An address for a store that survives."""
    if request.param == "sqlite":
        return ""
    cluster: Postgres = request.getfixturevalue("zeker")
    return cluster.databank()


def houd_vol(klant: Proefklant, stukken: list[bytes], *, wacht_s: float = 60) -> dict[bytes, int]:
    """Push until everything has a number, whatever happens to the server; return the receipted numbers."""
    eind = time.monotonic() + wacht_s
    while True:
        try:
            if not klant.token:
                klant.meld_aan()
            antwoord = klant.vraag("POST", "/v1/duwen", {"stukken": stukken})
            if antwoord.status_code == 200:
                uit = klant_lees(antwoord.content)
                assert all("volgnr" in item for item in uit["items"]), uit["items"]
                return {hash_: volgnr for _, _, hash_, volgnr in read_receipt(uit["bon"]).items}
            assert antwoord.status_code in (503, 507)
        except (httpx.TransportError, AssertionError):
            klant.token = ""
        assert time.monotonic() < eind
        time.sleep(0.05)


def klant_lees(inhoud: bytes) -> dict[str, Any]:
    gelezen = load(inhoud, max_bytes=1 << 26)
    assert isinstance(gelezen, dict)
    return gelezen


@pytest.mark.parametrize("stevig", ["sqlite", "postgres"], indirect=True)
def test_kill_9_verliest_en_verdubbelt_niets(stevig: str, tmp_path: Path) -> None:
    toeval = random.Random(os.environ.get("PYTEST_RANDOMLY_SEED", "7"))
    regio = Proefregio()
    toestellen = [regio.toestel() for _ in range(2)]
    pad = maak_map(tmp_path / "s", regio, database=stevig, per_minuut=1_000_000, per_minuut_vreemd=1_000_000)
    poort = vrije_poort()
    adres = f"http://127.0.0.1:{poort}"
    streams = {}
    bonnen: dict[bytes, int] = {}
    gestuurd: dict[bytes, list[bytes]] = {}
    klaar = threading.Event()
    fouten: list[BaseException] = []
    server = start(pad, poort=poort)
    for toestel in toestellen:
        stream, begin = toestel.begin_stream(*(t for t in toestellen if t is not toestel))
        streams[toestel.id] = stream
        gestuurd[stream] = list(begin)
        bonnen.update(houd_vol(server.klant(toestel), begin))

    def duwer(plek: int) -> None:
        toestel = toestellen[plek]
        stream = streams[toestel.id]
        try:
            with httpx.Client(base_url=adres, timeout=20, trust_env=False) as client:
                klant = Proefklant(client, toestel)
                nr = 0
                while not klaar.is_set():
                    stukken = [toestel.delta(stream, b"%d %d" % (plek, nr + n)) for n in range(3)]
                    nr += 3
                    gestuurd[stream] += stukken
                    bonnen.update(houd_vol(klant, stukken))
        except BaseException as fout:
            fouten.append(fout)

    draden = [threading.Thread(target=duwer, args=(plek,)) for plek in range(len(toestellen))]
    for draad in draden:
        draad.start()
    for _ in range(RONDES):
        time.sleep(toeval.uniform(0.0, 0.4))
        dood(server)
        server = start(pad, poort=poort)
    klaar.set()
    for draad in draden:
        draad.join(120)
    assert fouten == []
    klant = server.klant(toestellen[0])
    for stream, verwacht in gestuurd.items():
        gevonden = klant.alles(stream)
        assert gevonden == verwacht, "in order, each of them once"
        for volgnr, wire in enumerate(gevonden, 1):
            if wire[:1] == b"\x83":
                assert bonnen[read_sealed(wire).hash] == volgnr, "a receipt stays true"
    stop(server)


def test_postgres_herstart_midden_in_een_ronde(zeker: Postgres, tmp_path: Path) -> None:
    regio = Proefregio()
    a = regio.toestel()
    pad = maak_map(tmp_path / "s", regio, database=zeker.databank(), per_minuut=1_000_000)
    with draai(pad) as server:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        klant.duw(begin)
        verwacht = list(begin)
        for hoe in ("fast", "immediate"):
            klaar = threading.Event()

            def herstart(hoe: str = hoe, klaar: threading.Event = klaar) -> None:
                zeker.stop(hoe)
                time.sleep(0.3)
                zeker.start()
                klaar.set()

            draad = threading.Thread(target=herstart)
            draad.start()
            while not klaar.is_set():
                stukken = [a.delta(stream)]
                verwacht += stukken
                houd_vol(klant, stukken)
            draad.join()
        assert server.client.get("/healthz").status_code == 200
        assert klant.alles(stream) == verwacht
        zeker.stop()
        antwoord = server.client.get("/healthz")
        assert (antwoord.status_code, antwoord.json()["code"]) == (503, "opslag_weg")
        zeker.start()
        houd_vol(klant, [a.delta(stream)])


@pytest.mark.parametrize("stevig", ["sqlite", "postgres"], indirect=True)
def test_twee_werkprocessen_zijn_een_server(stevig: str, tmp_path: Path) -> None:
    regio = Proefregio()
    a, b = regio.toestel(), regio.toestel()
    pad = maak_map(tmp_path / "s", regio, database=stevig, per_minuut=1_000_000, per_minuut_vreemd=1_000_000)
    with draai(pad, workers=2) as server:
        stream, begin = a.begin_stream(b)
        klanten = []
        for _ in range(6):
            # Every line of its own ends at one of the workers.
            client = httpx.Client(base_url=server.adres, timeout=30, trust_env=False)
            klanten.append(Proefklant(client, a))
            klanten[-1].token = klanten[0].token or klanten[0].meld_aan().token
        klanten[0].duw(begin)
        verwacht = list(begin)
        for nr in range(12):
            stuk = a.delta(stream)
            verwacht.append(stuk)
            assert klanten[nr % 6].uitkomsten([stuk]) == [3 + nr + 1]
        assert server.klant(b).alles(stream) == verwacht
        klanten[0].regio([regio.trek_in(a)])
        assert {klant.vraag("GET", "/v1/regio").status_code for klant in klanten} == {403}
        for klant in klanten:
            klant.client.close()
        telling = sum(
            float(regel.rsplit(" ", 1)[1])
            for regel in server.client.get("/metrics").text.splitlines()
            if regel.startswith('zvh_stukken_total{soort="delta"}')
        )
        assert telling == 12, "counts of both workers together"
    pids = {json.loads(r)["pid"] for r in (pad / "log.txt").read_text().splitlines() if r.startswith("{")}
    assert len(pids) == 2


def test_wie_bezig_is_krijgt_bij_stoppen_nog_antwoord(tmp_path: Path) -> None:
    regio = Proefregio()
    a = regio.toestel()
    pad = maak_map(tmp_path / "s", regio)
    server = start(pad)
    klant = server.klant(a)
    stream, begin = a.begin_stream()
    klant.duw(begin)
    onderweg = threading.Event()

    def langzaam() -> Iterator[bytes]:
        inhoud = dump({"stukken": [a.delta(stream)]})
        yield inhoud[:100]
        onderweg.set()
        time.sleep(0.5)
        yield inhoud[100:]

    antwoorden: list[httpx.Response] = []
    draad = threading.Thread(
        target=lambda: antwoorden.append(
            httpx.post(
                f"{server.adres}/v1/duwen",
                content=langzaam(),
                headers={"authorization": f"Bearer {klant.token}"},
                timeout=30,
                trust_env=False,
            )
        )
    )
    draad.start()
    assert onderweg.wait(10)
    stop(server)
    draad.join()
    assert antwoorden[0].status_code == 200
    with draai(pad) as weer:
        assert len(weer.klant(a).alles(stream)) == 3


def test_tls_met_een_eigen_certificaat(tmp_path: Path) -> None:
    regio = Proefregio()
    a = regio.toestel()
    cert, sleutel = zelf_ondertekend(tmp_path)
    pad = maak_map(tmp_path / "s", regio, tls_cert=str(cert), tls_key=str(sleutel))
    vertrouw = ssl.create_default_context(cafile=str(cert))
    vertrouw.check_hostname = False
    with draai(pad, tls=vertrouw) as server:
        _, begin = a.begin_stream()
        assert server.klant(a).uitkomsten(begin) == [1, 2]
        with pytest.raises(httpx.TransportError):
            httpx.get(server.adres.replace("https", "http") + "/v1/info", trust_env=False)


def alle_bytes(server: Proefserver, postgres: Postgres | None) -> bytes:
    delen = [bestand.read_bytes() for bestand in server.map.rglob("*") if bestand.is_file()]
    if postgres is not None:
        for bestand in postgres.bestanden():
            with contextlib.suppress(FileNotFoundError):
                delen.append(bestand.read_bytes())
    return b"\n".join(delen)


@pytest.mark.parametrize("stevig", ["sqlite", "postgres"], indirect=True)
def test_niets_van_wat_getypt_is_ligt_bij_de_server(
    stevig: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A canary: neither typed text, nor keys, nor tokens, nor ids of persons, in database, journal, log or metrics."""
    regio = Proefregio()
    a, b = regio.toestel(), regio.toestel()
    pad = maak_map(tmp_path / "s", regio, database=stevig)
    with draai(pad) as server:
        klant = server.klant(a)
        stream, begin = a.begin_stream(b)
        getypt = b"Kanarie-Wilhelmina-9f3a werd gisteren gezien bij de haven"
        klant.duw([*begin, *(a.delta(stream, getypt * nr) for nr in range(1, 5))])
        klant.duw([a.momentopname(stream, {a.id.hex(): a.kop(stream)})])
        blok = a.blok(stream, getypt * 50)
        klant.vraag("PUT", f"/v1/blok/{stream.hex()}/{read_sealed(blok).hash.hex()}", ruw=blok)
        server.klant(b).alles(stream)
        klant.vraag("POST", "/v1/duwen", ruw=getypt)
        klant.vraag("GET", f"/v1/uitnodiging/{getypt[:20].hex()}/a")
        meting = server.client.get("/metrics").content
        sleutel = a.streams[stream].sleutel
        geheimen = [getypt[:24], b"Wilhelmina", sleutel, sleutel.hex().encode(), klant.token.encode()]
        cluster = request.getfixturevalue("zeker") if stevig else None
        if cluster is not None:
            cluster.stop()
            cluster.start()
        inhoud = alle_bytes(server, cluster) + meting
        for geheim in geheimen:
            assert geheim not in inhoud
    eerste, *regels = (pad / "log.txt").read_text(encoding="utf-8").splitlines()
    assert eerste.startswith("zvh-server luistert op ")
    for spoor in (a.id.hex(), b.id.hex(), stream.hex(), klant.token[:20], "127.0.0.1", "Traceback"):
        assert not any(spoor in regel for regel in regels)
    verzoek = next(gelezen for gelezen in map(json.loads, regels) if gelezen["wat"] == "verzoek")
    assert {"tijd", "niveau", "pid", "route", "status", "ms", "wie"} <= set(verzoek)


def test_de_server_laadt_niets_waarmee_hij_lezen_kan() -> None:
    code = (
        "import sys; import zvh_desktop.server.app, zvh_desktop.server.__main__, zvh_desktop.server.serving;"
        "print('\\n'.join({n.split('.')[0] for n in sys.modules} | {n for n in sys.modules if n[:4] == 'zvh_'}))"
    )
    geladen = set(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    )
    for naam in ("crypto", "services", "store", "sync", "documents", "gui"):
        assert f"zvh_desktop.{naam}" not in geladen
    assert not geladen & {"PySide6", "sqlcipher3", "zstandard", "pydantic", "keyring", "httpx", "reportlab"}
    eisen = Path(__file__).parents[2].joinpath("installer/server/requirements.txt").read_text()
    nodig = {"cbor2", "cryptography", "prometheus_client", "psycopg", "psycopg_pool", "starlette", "uvicorn"}
    assert nodig <= geladen
    assert {re.split(r"[\[>=]", regel)[0].replace("-", "_") for regel in eisen.splitlines() if regel[:1] != "#"} | {
        "psycopg_pool"
    } == nodig


def test_een_volle_schijf_van_het_systeem(tmp_path: Path) -> None:
    """The operating system itself stops the file from growing; the server refuses, and goes on."""
    regio = Proefregio()
    a = regio.toestel()
    pad = maak_map(tmp_path / "s", regio)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000));"
        "from zvh_desktop.server.__main__ import main; sys.exit(main())"
    )
    poort = vrije_poort()
    proces = subprocess.Popen(
        [sys.executable, "-c", code, "--map", str(pad), "serve", "--port", str(poort)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{poort}", timeout=30, trust_env=False) as client:
            eind = time.monotonic() + 30
            while True:
                with contextlib.suppress(httpx.TransportError):
                    client.get("/healthz")
                    break
                assert time.monotonic() < eind
                time.sleep(0.05)
            klant = Proefklant(client, a).meld_aan()
            stream, begin = a.begin_stream()
            klant.duw(begin)
            verwacht = list(begin)
            for _ in range(30):
                stuk = a.delta(stream, os.urandom(50_000))
                antwoord = klant.vraag("POST", "/v1/duwen", {"stukken": [stuk]})
                if antwoord.status_code != 200:
                    break
                verwacht.append(stuk)
            assert (antwoord.status_code, antwoord.json()["code"]) == (507, "opslag_vol")
            assert klant.alles(stream) == verwacht
            assert klant.vraag("POST", "/v1/duwen", {"stukken": [stuk]}).status_code == 507
    finally:
        os.killpg(proces.pid, 9)
        proces.wait()
    with draai(pad) as server:
        klant = server.klant(a)
        assert klant.alles(stream) == verwacht
        assert klant.uitkomsten([stuk]) == [len(verwacht) + 1]
    assert roep("--map", str(pad), "stats") == 0
