"""`zvh-server`: what it prints, and with which code it ends."""

import json
import socket
from pathlib import Path

import pytest
from zvh_testing.serverplek import Proefregio, binnen, maak_map, roep

from zvh_desktop.protocol.receipts import read_request_text
from zvh_desktop.server.config import Config, ConfigFout, lees_config, lees_geheimen
from zvh_desktop.server.storage import SqliteOpslag

Uit = pytest.CaptureFixture[str]


def json_van(uit: Uit, *argumenten: str) -> dict[str, object]:
    assert roep("--json", *argumenten) == 0
    gelezen = json.loads(uit.readouterr().out)
    assert isinstance(gelezen, dict)
    return gelezen


def nee(uit: Uit, code: int, *argumenten: str) -> str:
    """Run what must fail: one sentence on stderr, nothing on stdout."""
    assert roep(*argumenten) == code
    gezegd = uit.readouterr()
    assert gezegd.out == ""
    assert gezegd.err.count("\n") == 1
    assert gezegd.err.rstrip().endswith(".")
    assert "Traceback" not in gezegd.err
    return gezegd.err


def test_init_maakt_sleutels_die_blijven(tmp_path: Path, capsys: Uit) -> None:
    pad = tmp_path / "s"
    eerste = json_van(capsys, "--map", str(pad), "init")
    assert (eerste["gewaarmerkt"], eerste["region"], eerste["stappen"]) == (False, None, 1)
    verzoek = read_request_text((pad / "verzoek.txt").read_text())
    assert verzoek.server_id == eerste["server"]
    tweede = json_van(capsys, "--map", str(pad), "init")
    assert (tweede["server"], tweede["generatie"], tweede["stappen"]) == (eerste["server"], eerste["generatie"], 0)
    assert tweede["inleg"] != eerste["inleg"], "only the last token works"
    derde = json_van(capsys, "--map", str(pad), "init", "--hersteld")
    assert derde["generatie"] != eerste["generatie"]
    assert (pad / "sleutels.json").stat().st_mode & 0o777 == 0o600
    assert (pad / "zvh.db").stat().st_mode & 0o777 == 0o600
    geheimen = lees_geheimen(pad)
    assert geheimen.teken.hex() not in repr(geheimen)


def test_init_neemt_de_regio_in_en_weigert_een_andere(tmp_path: Path, capsys: Uit) -> None:
    regio = Proefregio()
    regio.toestel()
    pad = maak_map(tmp_path / "s", regio)
    antwoord = json_van(capsys, "--map", str(pad), "init")
    assert (antwoord["region"], antwoord["gewaarmerkt"], antwoord["inleg"]) == (regio.id, True, None)
    ander = Proefregio().schrijf(tmp_path / "ander.txt")
    nee(capsys, 4, "--map", str(pad), "init", "--region", str(ander))
    (tmp_path / "onzin.txt").write_text("zvh-regio-1:é")
    nee(capsys, 4, "--map", str(pad), "init", "--region", str(tmp_path / "onzin.txt"))
    nee(capsys, 7, "--map", str(pad), "init", "--region", str(tmp_path / "bestaat-niet.txt"))


def test_devices_en_stats(tmp_path: Path, capsys: Uit) -> None:
    regio = Proefregio()
    a, b = regio.toestel(), regio.toestel("lezer")
    pad = maak_map(tmp_path / "s", regio)
    with binnen(pad) as server:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        deltas = [*begin, a.delta(stream)]
        klant.duw(deltas)
        klant.regio([regio.trek_in(b)])
    lijst = json_van(capsys, "--map", str(pad), "devices")["toestellen"]
    assert isinstance(lijst, list)
    per_id = {deel["toestel"]: deel for deel in lijst}
    assert per_id[a.id.hex()]["stand"] == "goed"
    assert per_id[a.id.hex()]["streams"] == 1
    assert per_id[a.id.hex()]["bytes_vandaag"] == sum(map(len, deltas))
    assert per_id[b.id.hex()]["stand"] == "toestel_ingetrokken"
    telling = json_van(capsys, "--map", str(pad), "stats")
    assert (telling["strooms"], telling["stukken"], telling["bytes"]) == (1, 3, sum(map(len, deltas)))
    assert telling["regiostukken"] == len(regio.statements)
    assert roep("--map", str(pad), "devices") == 0
    assert a.id.hex() in capsys.readouterr().out
    snoei = json_van(capsys, "--map", str(pad), "prune", "--dagen", "0", "--proef")
    assert (snoei["deltas"], snoei["proef"]) == (0, True)


def test_wat_er_mis_kan_zijn_heeft_een_eigen_code(tmp_path: Path, capsys: Uit) -> None:
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    for opdracht in ("stats", "devices", "prune", "serve"):
        nee(capsys, 4, "--map", str(leeg), opdracht)
    regio = Proefregio()
    pad = maak_map(tmp_path / "s", regio)
    nee(capsys, 2, "--map", str(pad), "prune", "--dagen", "-1")
    (pad / "server.toml").write_text("poort = 1\n")
    assert "poort" in nee(capsys, 2, "--map", str(pad), "stats")
    (pad / "server.toml").write_text("dit is geen toml")
    nee(capsys, 2, "--map", str(pad), "stats")
    (pad / "server.toml").write_text('database = "postgresql://zvh@127.0.0.1:1/niets"\n')
    (pad / "server.toml").unlink()
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        nee(capsys, 5, "--map", str(pad), "serve", "--port", str(bezet.getsockname()[1]))
    (pad / "sleutels.json").chmod(0o644)
    nee(capsys, 4, "--map", str(pad), "serve")
    (pad / "sleutels.json").chmod(0o600)
    opslag = SqliteOpslag(str(pad / "zvh.db"))
    with opslag.lees() as loper:
        loper.row("PRAGMA user_version = 9")
    opslag.sluit()
    nee(capsys, 6, "--map", str(pad), "stats")
    (pad / "zvh.db").write_bytes(b"x" * 10_000)
    nee(capsys, 4, "--map", str(pad), "stats")


def test_een_databank_die_weg_is(tmp_path: Path, capsys: Uit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvh_desktop.server.storage.postgres._WACHT_S", 0.5)
    pad = maak_map(tmp_path / "s", Proefregio())
    monkeypatch.setenv("ZVH_DATABASE", "postgresql://zvh@127.0.0.1:1/niets")
    nee(capsys, 8, "--map", str(pad), "stats")


@pytest.mark.parametrize(
    "regel",
    [
        "port = 70000",
        "port = true",
        'port = "8470"',
        "workers = 0",
        'meting = "misschien"',
        'map = "x"',
        'tls_cert = "c"',
    ],
)
def test_een_instelling_die_niet_kan(tmp_path: Path, regel: str) -> None:
    (tmp_path / "server.toml").write_text(regel + "\n")
    with pytest.raises(ConfigFout):
        lees_config(tmp_path)


def test_elke_instelling_heeft_een_titel_en_staat_in_het_voorbeeld() -> None:
    voorbeeld = Path(__file__).parents[2].joinpath("installer/server/server.toml").read_text(encoding="utf-8")
    for naam, veld in Config.__dataclass_fields__.items():
        assert veld.metadata["titel"]
        if naam != "map":
            assert f"{naam} = " in voorbeeld, naam
    namen = [regel.lstrip("# ").split(" = ")[0] for regel in voorbeeld.splitlines() if " = " in regel]
    assert set(namen) <= set(Config.__dataclass_fields__)


def test_het_voorbeeld_is_geldig(tmp_path: Path) -> None:
    voorbeeld = Path(__file__).parents[2].joinpath("installer/server/server.toml").read_text(encoding="utf-8")
    regels = [regel.removeprefix("# ") for regel in voorbeeld.splitlines() if " = " in regel]
    (tmp_path / "server.toml").write_text("\n".join(regels))
    assert lees_config(tmp_path) == Config(map=str(tmp_path)), "the example shows the defaults"
