"""Waking: who may know hears it, through any worker; who may not hears nothing."""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from zvh_testing.serverplek import Proefklant, Proefregio, Proefserver, binnen

Bij = Callable[..., Proefserver]


class Oor:
    """Listens in a thread of its own."""

    def __init__(self, adres: str, klant: Proefklant) -> None:
        self.gehoord: queue.Queue[tuple[bytes, int] | str] = queue.Queue()
        self._client = httpx.Client(base_url=adres, trust_env=False, timeout=60)
        self._kop = {"authorization": f"Bearer {klant.token}"}
        self._bewaard: dict[bytes, int] = {}
        self._open = threading.Event()
        self._draad = threading.Thread(target=self._luister, daemon=True)
        self._draad.start()
        assert self._open.wait(30)

    def _luister(self) -> None:
        try:
            with self._client.stream("GET", "/v1/wek", headers=self._kop) as antwoord:
                self.status = antwoord.status_code
                for regel in antwoord.iter_lines():
                    self._open.set()
                    if regel.startswith("data:"):
                        gelezen = json.loads(regel[5:])
                        self.gehoord.put((bytes.fromhex(gelezen["stream"]), gelezen["volgnr"]))
        except httpx.HTTPError:
            self.gehoord.put("afgebroken")
        self._open.set()
        self.gehoord.put("dicht")

    def hoort(self, stream: bytes) -> int:
        """Wait for news of a stream; news of others may come in between, and is kept."""
        while stream not in self._bewaard:
            gehoord = self.gehoord.get(timeout=30)
            assert not isinstance(gehoord, str)
            self._bewaard[gehoord[0]] = gehoord[1]
        return self._bewaard.pop(stream)

    def hoort_einde(self) -> list[object]:
        eerder: list[object] = []
        while (gehoord := self.gehoord.get(timeout=30)) != "dicht":
            eerder.append(gehoord)
        return eerder

    def sluit(self) -> None:
        self._client.close()


@contextmanager
def oor(server: Proefserver, klant: Proefklant) -> Iterator[Oor]:
    luisteraar = Oor(server.adres, klant)
    try:
        yield luisteraar
    finally:
        luisteraar.sluit()


def test_alleen_wie_toegang_heeft_hoort_van_een_stroom(bij: Bij, regio: Proefregio) -> None:
    a, b, vreemd = regio.toestel(), regio.toestel(), regio.toestel()
    server = bij()
    klant = server.klant(a)
    with oor(server, server.klant(b)) as van_b, oor(server, server.klant(vreemd)) as van_vreemd:
        stream, begin = a.begin_stream(b)
        klant.duw(begin)
        assert van_b.hoort(stream) == 3
        klant.duw([a.delta(stream)])
        assert van_b.hoort(stream) == 4
        eigen, begin_eigen = a.begin_stream(vreemd)
        klant.duw(begin_eigen)
        assert van_vreemd.hoort(b"toegang") == 1
        assert van_vreemd.hoort(eigen) == 3
        klant.regio([regio.trek_in(vreemd)])
        eerder = van_vreemd.hoort_einde()
        assert all(naam != stream for naam, _ in eerder if naam)  # type: ignore[misc]
        assert van_b.hoort(b"regio") == len(regio.statements)


def test_wie_zijn_toegang_kwijt_is_hoort_niets_meer(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = a.begin_stream(b)
    ander, begin_ander = a.begin_stream(b)
    klant.duw([*begin, *begin_ander])
    klant.duw([a.epoch(stream, [a.streams[stream].epoch]), a.grant(stream, a)])
    with oor(server, server.klant(b)) as van_b:
        klant.duw([a.delta(stream)])
        klant.duw([a.delta(ander)])
        eerder: list[bytes] = []
        while ander not in eerder:
            eerder.append(van_b.gehoord.get(timeout=30)[0])  # type: ignore[arg-type]
        assert stream not in eerder


def test_een_ander_werkproces_wekt_ook(bij: Bij, regio: Proefregio, tmp_path: Path) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    with binnen(tmp_path / "server") as tweede:
        stream, begin = a.begin_stream(b)
        server.klant(a).duw(begin)
        with oor(tweede, tweede.klant(b)) as van_b:
            server.klant(a).duw([a.delta(stream)])
            assert van_b.hoort(stream) == 4
            tweede.klant(a).duw([a.delta(stream)])
            assert van_b.hoort(stream) == 5


def test_een_toestel_heeft_niet_meer_lijnen_dan_mag_en_de_oudste_wijkt(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij(luisteraars_toestel=1, luisteraars=2)
    klant = server.klant(a)
    with oor(server, klant) as oud, oor(server, klant) as nieuw:
        oud.hoort_einde()
        stream, begin = a.begin_stream()
        klant.duw(begin)
        assert nieuw.hoort(stream) == 2
        with oor(server, server.klant(b)):
            antwoord = klant.vraag("GET", "/v1/wek")
            assert (antwoord.status_code, antwoord.json()["code"]) == (503, "te_druk")


def test_levenstekens_en_loslaten_bij_stoppen(bij: Bij, regio: Proefregio, tmp_path: Path) -> None:
    a = regio.toestel()
    bij()
    with binnen(tmp_path / "server", hartslag_s=1) as server:
        klant = server.klant(a)
        with httpx.stream(
            "GET", f"{server.adres}/v1/wek", headers={"authorization": f"Bearer {klant.token}"}, timeout=30
        ) as antwoord:
            assert antwoord.headers["content-type"].startswith("text/event-stream")
            regels = antwoord.iter_lines()
            while next(regels) != ": -":
                pass
        luisteraar = Oor(server.adres, klant)
    # The server stopped while somebody listened: the line was closed, in order.
    assert "afgebroken" not in luisteraar.hoort_einde()
    luisteraar.sluit()
