"""Large, slow and many requests: each has an end."""

import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from zvh_testing.serverplek import Proefregio, Proefserver

Bij = Callable[..., Proefserver]


@pytest.fixture
def databank() -> str:
    """The store does not matter here."""
    return ""


def lijn(server: Proefserver) -> socket.socket:
    delen = urlsplit(server.adres)
    sok = socket.create_connection((delen.hostname, delen.port), timeout=30)
    sok.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sok


def lees_tot_dicht(sok: socket.socket) -> bytes:
    delen = []
    while deel := sok.recv(65536):
        delen.append(deel)
    return b"".join(delen)


def test_een_te_groot_verzoek_wordt_niet_gelezen(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij(max_verzoek=100_000)
    klant = server.klant(a)
    with lijn(server) as sok:
        kop = f"POST /v1/duwen HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {klant.token}\r\n"
        sok.sendall(kop.encode() + b"content-length: 5000000\r\n\r\n")
        antwoord = lees_tot_dicht(sok)
    assert antwoord.startswith(b"HTTP/1.1 413 ")
    assert b'"te_groot"' in antwoord


def test_een_te_groot_verzoek_in_stukken_ook_niet(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij(max_verzoek=100_000)
    klant = server.klant(a)

    def stromen() -> Iterator[bytes]:
        for _ in range(1000):
            yield bytes(10_000)

    with httpx.Client(base_url=server.adres, trust_env=False) as client:
        try:
            antwoord = client.post("/v1/duwen", content=stromen(), headers={"authorization": f"Bearer {klant.token}"})
            assert antwoord.status_code == 413
        except httpx.TransportError:
            # The line closed while we were still talking: just as good.
            pass
    assert "te_groot" in server.client.get("/metrics").text


def test_een_beetje_te_groot_houdt_de_lijn_open(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij(max_verzoek=100_000)
    klant = server.klant(a)
    for _ in range(3):
        assert klant.vraag("POST", "/v1/duwen", ruw=bytes(900_000)).status_code == 413
        assert klant.vraag("GET", "/v1/regio").status_code == 200


def test_zonder_sessie_is_er_weinig_ruimte(bij: Bij, regio: Proefregio) -> None:
    server = bij()
    assert server.client.post("/v1/sessie", content=bytes(65_537)).status_code == 413
    assert server.client.post("/v1/duwen", content=bytes(65_537)).status_code == 401


def test_een_grote_kop_wordt_geweigerd(bij: Bij, regio: Proefregio) -> None:
    server = bij()
    for kop in (b"GET /v1/info HTTP/1.1\r\nhost: x\r\nx: " + b"y" * 20_000, b"GET /" + b"a" * 20_000):
        with lijn(server) as sok:
            sok.sendall(kop + b"\r\n\r\n")
            assert lees_tot_dicht(sok).startswith(b"HTTP/1.1 431 ")
    with lijn(server) as sok:
        sok.sendall(b"GET /v1/info HTTP/1.1\r\n" + b"".join(b"x-%d: y\r\n" % nr for nr in range(3000)))
        assert lees_tot_dicht(sok).startswith(b"HTTP/1.1 431 ")
    assert server.client.get("/v1/info").status_code == 200


def test_wie_niets_zegt_of_traag_begint_wordt_losgelaten(bij: Bij, regio: Proefregio) -> None:
    server = bij(kop_s=1)
    with lijn(server) as stil, lijn(server) as traag:
        traag.sendall(b"GET /v1/in")
        for sok in (stil, traag):
            assert lees_tot_dicht(sok).startswith(b"HTTP/1.1 408 ")
    # A letter now and then does not buy time: it is cut off before the last one.
    with lijn(server) as sok, pytest.raises(OSError):
        for letter in b"GET /v1/info HTTP/1.1\r\n" + b"x: y\r\n" * 100:
            sok.sendall(bytes([letter]))
            time.sleep(0.05)


def test_ook_een_tweede_verzoek_op_dezelfde_lijn_heeft_een_eind(bij: Bij, regio: Proefregio) -> None:
    server = bij(kop_s=1)
    with lijn(server) as sok:
        sok.sendall(b"GET /v1/info HTTP/1.1\r\nhost: x\r\n\r\n")
        assert sok.recv(65536).startswith(b"HTTP/1.1 200 ")
        sok.sendall(b"GET /v1/in")
        assert b"HTTP/1.1 408 " in lees_tot_dicht(sok)


def test_een_traag_lichaam_wordt_afgebroken(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij(stilte_s=1, traagst=10_000)
    klant = server.klant(a)
    kop = f"POST /v1/duwen HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {klant.token}\r\ncontent-length: 50000\r\n\r\n"
    with lijn(server) as sok:
        sok.sendall(kop.encode() + b"x")
        assert lees_tot_dicht(sok).startswith(b"HTTP/1.1 408 "), "silent"
    with lijn(server) as sok:
        sok.sendall(kop.encode())
        sok.settimeout(0.2)
        antwoord = b""
        for _ in range(200):
            try:
                sok.sendall(b"x")
                antwoord += sok.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
            if antwoord:
                break
        assert antwoord.startswith(b"HTTP/1.1 408 "), "a drop at a time"


def test_te_vaak_vragen(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij(per_minuut=8, per_minuut_vreemd=40)
    klant, ander = server.klant(a), server.klant(b)
    antwoorden = [klant.vraag("GET", "/v1/regio") for _ in range(6)]
    assert [antwoord.status_code for antwoord in antwoorden] == [200, 200, 429, 429, 429, 429]
    assert antwoorden[-1].json()["code"] == "tempo"
    assert int(antwoorden[-1].headers["retry-after"]) >= 1
    assert ander.vraag("GET", "/v1/regio").status_code == 200, "one device does not hinder another"
    assert {server.client.get("/v1/info").status_code for _ in range(20)} == {200, 429}


def test_te_veel_tegelijk_in_het_geheugen(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij(max_onderweg=1024 * 1024)
    klant = server.klant(a)
    kop = (
        f"POST /v1/duwen HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {klant.token}\r\ncontent-length: 2000000\r\n\r\n"
    )
    with lijn(server) as sok:
        try:
            sok.sendall(kop.encode() + bytes(2_000_000))
            antwoord = lees_tot_dicht(sok)
        except ConnectionError:
            antwoord = b""
    assert not antwoord or antwoord.startswith(b"HTTP/1.1 503 ")
    assert 'code="te_druk"' in server.client.get("/metrics").text
    _, begin = a.begin_stream()
    assert klant.uitkomsten(begin) == [1, 2], "the room was given back"


@pytest.mark.parametrize(
    ("methode", "pad", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v2/info", 404),
        ("GET", "/v1/info/", 404),
        ("POST", "/v1/info", 405),
        ("GET", "/v1/duwen", 405),
        ("GET", "/v1/uitnodiging/zz/a", 400),
        ("GET", f"/v1/uitnodiging/{'0' * 64}/Hoofd", 400),
        ("GET", f"/v1/uitnodiging/{'0' * 64}/a", 404),
    ],
)
def test_wat_er_niet_is_krijgt_een_zin(bij: Bij, regio: Proefregio, methode: str, pad: str, status: int) -> None:
    antwoord = bij().client.request(methode, pad)
    assert antwoord.status_code == status
    assert set(antwoord.json()) == {"code", "zin"}
    assert "server" not in antwoord.headers
    assert antwoord.headers["cache-control"] == "no-store"


def test_een_rare_regel_is_een_400_en_geen_val(bij: Bij, regio: Proefregio) -> None:
    server = bij()
    for regel in (
        b"\x00\x01\x02\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n",
        b"CONNECT x:1 HTTP/1.1\r\n\r\n",
    ):
        with lijn(server) as sok:
            sok.sendall(regel)
            assert lees_tot_dicht(sok)[9:12] in (b"400", b"404", b"405")
    assert server.client.get("/healthz").status_code == 200


def test_metingen_zijn_voor_de_machine_zelf(bij: Bij, regio: Proefregio) -> None:
    assert bij(meting="uit").client.get("/metrics").status_code == 404
    server = bij(vertrouwde_proxy="127.0.0.1")
    assert server.client.get("/metrics").status_code == 200
    assert server.client.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404
