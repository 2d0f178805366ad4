"""What installer/server gives the region's IT: units, containers and proxies that fit the server as it is.

systemd, nginx and Caddy judge their own files where they are installed; what they would not notice is looked at here.
"""

import hashlib
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
import yaml  # comes with schemathesis
from zvh_testing.serverplek import Proefregio, Proeftoestel, binnen, maak_map, vrije_poort
from zvh_testing.tlsplek import zelf_ondertekend

from zvh_desktop.protocol.receipts import sign_session
from zvh_desktop.server.__main__ import _ontleder
from zvh_desktop.server.config import Config
from zvh_desktop.sync.transport import HttpTransport

HIER = Path(__file__).parents[2] / "installer" / "server"
PROXIES = {"nginx": "/usr/sbin/nginx", "caddy": "/usr/bin/caddy"}


def _proxy(naam: str) -> str:
    gevonden = shutil.which(naam) or (PROXIES[naam] if Path(PROXIES[naam]).exists() else None)
    if gevonden is None:
        pytest.skip(f"{naam} is hier niet geïnstalleerd")
    return gevonden


def test_elke_opdracht_in_een_eenheid_bestaat() -> None:
    opdrachten = []
    for bestand in (*HIER.glob("*.service"), HIER / "Dockerfile"):
        for regel in bestand.read_text(encoding="utf-8").splitlines():
            if gevonden := re.fullmatch(r"Exec\w+=/opt/zvh-server/bin/zvh-server (.*)", regel):
                opdrachten.append(_ontleder().parse_args(shlex.split(gevonden[1])).opdracht)
            elif gevonden := re.fullmatch(r"CMD \[(.*)\]", regel):
                opdrachten.append(_ontleder().parse_args(shlex.split(gevonden[1].replace(",", ""))).opdracht)
    assert sorted(opdrachten) == ["init", "prune", "serve", "serve"]


def test_systemd_vindt_niets_aan_de_eenheden(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is hier niet geïnstalleerd")
    eenheden = []
    for bestand in sorted(HIER.glob("zvh-server*.*")):
        # Only the place of the program is that of this machine.
        tekst = bestand.read_text(encoding="utf-8").replace("/opt/zvh-server/bin/zvh-server", sys.executable)
        (tmp_path / bestand.name).write_text(tekst, encoding="utf-8")
        eenheden.append(str(tmp_path / bestand.name))
    assert len(eenheden) == 3
    uit = subprocess.run(["systemd-analyze", "verify", *eenheden], capture_output=True, text=True, check=False)
    assert (uit.returncode, [r for r in uit.stderr.splitlines() if "zvh-server" in r]) == (0, [])


def test_de_containers_passen_bij_elkaar_en_bij_de_server() -> None:
    compose = yaml.safe_load((HIER / "compose.yaml").read_text(encoding="utf-8"))
    diensten = compose["services"]
    for dienst in diensten.values():
        assert set(dienst.get("secrets", ())) <= set(compose["secrets"])
        assert set(dienst.get("networks", ())) <= set(compose["networks"])
        assert set(dienst.get("depends_on", ())) <= set(diensten)
        for bron in (volume.split(":")[0] for volume in dienst.get("volumes", ())):
            assert (HIER / bron).is_file() if bron.startswith(".") else bron in compose["volumes"]
    server, database = diensten["server"], diensten["database"]
    assert server["environment"]["ZVH_DATABASE"].endswith(f"@database/{database['environment']['POSTGRES_DB']}")
    for dienst, naam in ((server, "PGPASSFILE"), (database, "POSTGRES_PASSWORD_FILE")):
        geheim = dienst["environment"][naam].removeprefix("/run/secrets/")
        assert geheim in dienst["secrets"]
        # A secret is never in the repository.
        assert not (HIER / compose["secrets"][geheim]["file"]).exists()
    assert int(server["stop_grace_period"].removesuffix("s")) > Config().sluit_s
    docker = (HIER / "Dockerfile").read_text(encoding="utf-8")
    for bron in re.findall(r"^COPY (\S+) ", docker, re.MULTILINE):
        assert bron == "zvh_desktop-*.whl" or (HIER / bron).is_file()
    assert f"EXPOSE {Config().port}\n" in docker
    (map_,) = (volume.split(":")[1] for volume in server["volumes"])
    assert f"ENV ZVH_SERVER_MAP={map_} " in docker and f"VOLUME {map_}\n" in docker


def test_een_proxy_laat_door_wat_de_server_aanneemt() -> None:
    nginx = (HIER / "nginx.conf").read_text(encoding="utf-8")
    caddy = (HIER / "Caddyfile").read_text(encoding="utf-8")
    grenzen = [
        int(re.search(r"client_max_body_size (\d+)m;", nginx)[1]),
        int(re.search(r"max_size (\d+)MiB", caddy)[1]),
    ]  # type: ignore[index]
    assert all(grens << 20 >= Config().max_verzoek for grens in grenzen)
    for stilte in (re.search(r"proxy_read_timeout (\d+)s", nginx), re.search(r"read_timeout (\d+)s", caddy)):
        # Longer than the server lets a listener wait for a sign of life.
        assert stilte is not None and int(stilte[1]) > 2 * Config().hartslag_s
    assert f"proxy_pass http://127.0.0.1:{Config().port};" in nginx
    assert f"reverse_proxy server:{Config().port} " in caddy


def _instellingen(naam: str, map_: Path, poort: int, achter: int) -> list[str]:
    """The shipped file, at other ports and with a certificate of this test; return the command."""
    cert, sleutel = zelf_ondertekend(map_)
    if naam == "nginx":
        tekst = (HIER / "nginx.conf").read_text(encoding="utf-8")
        for oud, nieuw in (
            ("listen 443 ssl", f"listen 127.0.0.1:{poort} ssl"), ("127.0.0.1:8470", f"127.0.0.1:{achter}"),
            ("/etc/ssl/zvh/fullchain.pem", str(cert)), ("/etc/ssl/zvh/privkey.pem", str(sleutel)),
        ):  # fmt: skip
            assert oud in tekst
            tekst = tekst.replace(oud, nieuw)
        paden = "".join(
            f"{soort}_temp_path {map_}/{soort};" for soort in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (map_ / "zvh.conf").write_text(tekst, encoding="utf-8")
        (map_ / "nginx.conf").write_text(
            f"daemon off; pid {map_}/pid; error_log {map_}/fout.txt; events {{}} http {{ {paden} include zvh.conf; }}",
            encoding="utf-8",
        )
        return [_proxy(naam), "-c", str(map_ / "nginx.conf"), "-e", str(map_ / "fout.txt")]
    tekst = (HIER / "Caddyfile").read_text(encoding="utf-8")
    for oud, nieuw in (
        ("zvh.example.org {", f"https://localhost:{poort} {{\n\ttls {cert} {sleutel}\n\tbind 127.0.0.1"),
        ("server:8470", f"127.0.0.1:{achter}"),
    ):
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw)
    (map_ / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + tekst, encoding="utf-8")
    return [_proxy(naam), "run", "--adapter", "caddyfile", "--config", str(map_ / "Caddyfile")]


@pytest.mark.parametrize("naam", list(PROXIES))
def test_achter_een_echte_proxy_gaat_alles_door(naam: str, tmp_path: Path) -> None:
    _proxy(naam)
    regio = Proefregio()
    a, b = regio.toestel(), regio.toestel()
    with binnen(maak_map(tmp_path / "s", regio), vertrouwde_proxy="127.0.0.1") as server:
        poort, achter = vrije_poort(), int(server.adres.rsplit(":", 1)[1])
        omgeving = {
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
        }
        proces = subprocess.Popen(
            _instellingen(naam, tmp_path, poort, achter),
            env=omgeving,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        lijnen: list[HttpTransport] = []
        try:
            vertrouw = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
            eind = time.monotonic() + 60
            while True:
                try:
                    buiten = httpx.get(f"https://localhost:{poort}/metrics", verify=vertrouw, trust_env=False)
                    break
                except httpx.TransportError:
                    assert time.monotonic() < eind
                    time.sleep(0.05)
            # Numbers are for the machine itself, and a proxy on it is not the machine itself.
            assert buiten.status_code == 404
            der = ssl.PEM_cert_to_DER_cert((tmp_path / "cert.pem").read_text(encoding="ascii"))
            pin = hashlib.sha256(der).hexdigest()

            def lijn(toestel: Proeftoestel) -> HttpTransport:
                lijnen.append(HttpTransport(f"https://localhost:{poort}/#sha256:{pin}", wacht_s=10))
                nonce = lijnen[-1].vraag_sessie(toestel.id)
                info = lijnen[-1].info()
                teken = sign_session(toestel.teken, nonce, info.server_id.hex())
                lijnen[-1].open_sessie(toestel.id, nonce, teken)
                return lijnen[-1]

            bij_a, bij_b = lijn(a), lijn(b)
            stream, begin = a.begin_stream(b)
            bij_a.duw(begin)
            gewekt: list[tuple[bytes, int]] = []
            wakker = threading.Event()

            def luister() -> None:
                for gebeurtenis in lijn(b).wek():
                    gewekt.append(gebeurtenis)
                    wakker.set()
                    if gebeurtenis == (stream, 4):
                        return

            draad = threading.Thread(target=luister)
            draad.start()
            assert wakker.wait(10), "a listener hears at once that it is heard"
            groot = a.delta(stream, os.urandom(2_000_000))
            bij_a.duw([groot])
            draad.join(10)
            assert not draad.is_alive()
            assert bij_b.haal({stream: 0}, 1 << 24).stukken[-1] == (stream, 4, groot)
        finally:
            for een in lijnen:
                een.sluit()
            proces.kill()
            proces.wait(20)
