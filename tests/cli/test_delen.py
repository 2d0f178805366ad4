"""`zvh region`, `sync`, `pack` and `unpack`: the whole way from the command line; what goes wrong in a sentence."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.serverplek import Proefserver, binnen, roep

from .conftest import ZIN, Uitslag, Zvh, draai
from .test_zvh import nee

LIDZIN = "knoop tegel walvis lantaarn zes"


@pytest.fixture(scope="module")
def eerder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small vault of a day long ago: what lies ahead of the clock of the machine would wait."""
    map_ = tmp_path_factory.mktemp("eerder")
    assert draai(map_, "demo", map_ / "uit", "--casussen", "4", "--today", "2026-03-02", wachtwoord=None).code == 0
    return next((map_ / "uit").glob("*.zvh"))


@pytest.fixture
def kluis(eerder: Path, tmp_path: Path) -> Path:
    doel: Path = shutil.copytree(eerder, tmp_path / "kluis.zvh", ignore=shutil.ignore_patterns("lock"))
    return doel


@pytest.fixture
def servermap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    map_ = tmp_path / "server"
    map_.mkdir()
    (map_ / "server.toml").write_text("per_minuut = 100000\nper_minuut_vreemd = 100000\n", encoding="utf-8")
    assert roep("--map", str(map_), "init") == 0
    capsys.readouterr()
    return map_


def uit(uitslag: Uitslag, code: int = 0) -> Any:
    assert uitslag.code == code, uitslag
    return json.loads(uitslag.uit)


@pytest.fixture
def regio(zvh: Zvh, kluis: Path, servermap: Path, tmp_path: Path) -> dict[str, Any]:
    """A region begun from the command line."""
    begonnen = uit(zvh("region", "init", kluis, "--json"))
    assert len(begonnen["bladen"]) == 3
    return begonnen


@pytest.fixture
def server(zvh: Zvh, kluis: Path, servermap: Path, tmp_path: Path, regio: dict[str, Any]) -> Iterator[Proefserver]:
    """Its server, certified from the command line."""
    bestand = tmp_path / "regio.txt"
    with_adres = ("--adres", "http://127.0.0.1:1", "--out", bestand)
    gemaakt = uit(zvh("region", "certify-server", kluis, servermap / "verzoek.txt", *with_adres, "--json"))
    assert re.fullmatch("[0-9a-f]{32}", gemaakt["server"])
    assert roep("--map", str(servermap), "init", "--region", str(bestand)) == 0
    with binnen(servermap) as s:
        bestand.unlink()
        args = ("--adres", s.adres, "--out", bestand)
        assert zvh("region", "certify-server", kluis, servermap / "verzoek.txt", *args).code == 0
        yield s


def medewerker(zvh: Zvh, kluis: Path) -> str:
    """Invite somebody of the demonstration: the id of its first device is of whoever began the region."""
    toestellen = uit(zvh("region", "devices", kluis, "--json"))
    return str(toestellen[0]["medewerker_id"])


def test_hele_weg_vanaf_de_opdrachtregel(
    zvh: Zvh, kluis: Path, server: Proefserver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zvh("sync", kluis).code == 0
    uitnodiging, lid = tmp_path / "uitnodiging.txt", tmp_path / "lid.zvh"
    id_ = uit(zvh("region", "invite", kluis, medewerker(zvh, kluis), "--out", uitnodiging, "--json"))["id"]
    zvh("region", "approve", kluis, id_)
    assert zvh("new", lid, "--uitnodiging", uitnodiging, wachtwoord=LIDZIN).code == 0
    for _ in range(2):
        stand = uit(zvh("region", "join", lid, uitnodiging, "--json", wachtwoord=LIDZIN), 1)
        bij_baas = uit(zvh("region", "approve", kluis, id_, "--json"), 1)
    stand = uit(zvh("region", "join", lid, uitnodiging, "--json", wachtwoord=LIDZIN), 1)
    assert stand["fase"] == bij_baas["fase"] == "woorden"
    assert stand["woorden"] == bij_baas["woorden"]
    assert len(stand["woorden"]) == 6
    verkeerd = " ".join(reversed(stand["woorden"]))
    assert "niet gelijk" in nee(zvh("region", "approve", kluis, id_, "--woorden", verkeerd), 1)
    goed = uit(zvh("region", "approve", kluis, id_, "--woorden", " ".join(stand["woorden"]), "--json"))
    assert goed["fase"] == "goedgekeurd"
    assert uit(zvh("region", "join", lid, uitnodiging, "--json", wachtwoord=LIDZIN))["fase"] == "lid"
    assert zvh("sync", lid, wachtwoord=LIDZIN).code == 0
    gelijk = uit(zvh("casussen", kluis, "--json"))
    hier = uit(zvh("casussen", lid, "--json", wachtwoord=LIDZIN))
    assert {c["id"]: c for c in hier} == {c["id"]: c for c in gelijk}
    assert zvh("check", lid, wachtwoord=LIDZIN).code == 0
    # By stick, and back.
    toestellen = uit(zvh("region", "devices", kluis, "--json"))
    ander = next(t["id"] for t in toestellen if not t["dit"])
    pak = uit(zvh("pack", kluis, "--voor", ander, "--alles", "--json", tmp_path))
    assert re.fullmatch(r"overdracht-[0-9a-f]{8}\.zvhp", Path(pak["bestand"]).name)
    over = uit(zvh("unpack", lid, pak["bestand"], "--bon", tmp_path, "--json", wachtwoord=LIDZIN))
    assert over["compleet"]
    assert over["ontvangstbewijs"]
    assert zvh("unpack", kluis, over["ontvangstbewijs"]).code == 0
    nee(zvh("unpack", kluis, pak["bestand"]), 3)
    half = tmp_path / "half.zvhp"
    half.write_bytes(Path(pak["bestand"]).read_bytes()[:-100])
    afgekapt = zvh("unpack", lid, half, wachtwoord=LIDZIN)
    assert (afgekapt.code, "afgekapt" in afgekapt.uit) == (4, True)
    # Ended.
    gehad = uit(zvh("region", "revoke", kluis, ander, "--reden", "gestolen", "--json"))
    assert gehad["nieuwe_sleutels"] > 0
    assert len(gehad["had"]) > 2
    assert zvh("sync", kluis).code == 0
    nee(zvh("sync", lid, wachtwoord=LIDZIN), 8)


def test_zonder_regio_of_server_zegt_het_wat_ontbreekt(zvh: Zvh, kluis: Path, tmp_path: Path) -> None:
    for opdracht in (("sync", kluis), ("region", "devices", kluis), ("pack", kluis, "--voor", "ab" * 8, tmp_path)):
        assert nee(zvh(*opdracht), 1 if opdracht[0] == "sync" else 2)
    assert "geen uitnodiging" in nee(zvh("region", "join", kluis, _bestand(tmp_path, "niets")), 1)


def test_een_server_die_er_niet_is_geeft_acht(zvh: Zvh, kluis: Path, server: Proefserver, tmp_path: Path) -> None:
    args = ("--adres", "http://127.0.0.1:9", "--out", tmp_path / "r2.txt")
    assert zvh("region", "certify-server", kluis, server.map / "verzoek.txt", *args).code == 0
    assert "niet te bereiken" in nee(zvh("sync", kluis), 8)
    args = ("--adres", "http://zvh.example", "--out", tmp_path / "r3.txt")
    assert "https://" in nee(zvh("region", "certify-server", kluis, server.map / "verzoek.txt", *args), 1)


def test_herstellen_met_bladen_van_papier(
    zvh: Zvh, kluis: Path, regio: dict[str, Any], server: Proefserver, tmp_path: Path
) -> None:
    assert zvh("sync", kluis).code == 0
    bladen = [_bestand(tmp_path, blad) for blad in regio["bladen"]]
    nieuw = tmp_path / "nieuw.zvh"
    assert zvh("new", nieuw, wachtwoord=LIDZIN).code == 0
    naam = ("--naam-bestand", _bestand(tmp_path, "A. Nieuw"))
    te_weinig = ("region", "recover", nieuw, bladen[0], *naam, "--adres", server.adres)
    assert "twee van de drie" in nee(zvh(*te_weinig, wachtwoord=LIDZIN), 1)
    args = ("region", "recover", nieuw, bladen[0], bladen[2], *naam, "--adres", server.adres, "--json")
    assert uit(zvh(*args, wachtwoord=LIDZIN))["sleutels"] > 2
    daar, hier = uit(zvh("casussen", kluis, "--json")), uit(zvh("casussen", nieuw, "--json", wachtwoord=LIDZIN))
    assert {c["id"]: c for c in hier} == {c["id"]: c for c in daar}


def test_een_tweede_regio_in_dezelfde_kluis_kan_niet(zvh: Zvh, kluis: Path, regio: dict[str, Any]) -> None:
    assert "hoort al bij een regio" in nee(zvh("region", "init", kluis), 1)


def test_onzin_als_verzoek_uitnodiging_of_pak(
    zvh: Zvh, kluis: Path, regio: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    onzin = _bestand(tmp_path, "zomaar wat")
    args = ("--adres", "http://127.0.0.1:1", "--out", tmp_path / "uit.txt")
    assert "geen verzoek" in nee(zvh("region", "certify-server", kluis, onzin, *args), 1)
    nee(zvh("unpack", kluis, onzin), 4)
    nee(zvh("region", "revoke", kluis, "ab" * 8), 2)
    # A name on the command line can be read by anybody on the machine: an id, or the name on standard input.
    nee(zvh("region", "invite", kluis, "Niemand"), 2)
    monkeypatch.setattr("sys.stdin", io.StringIO("Niemand\n"))
    nee(zvh("region", "invite", kluis), 2)
    assert "op het eigen scherm" not in nee(zvh("region", "approve", kluis, "ab" * 16), 2)
    assert ZIN not in zvh("region", "devices", kluis).uit


def _bestand(map_: Path, tekst: str) -> Path:
    pad = map_ / f"{abs(hash(tekst))}.txt"
    pad.write_text(tekst + "\n", encoding="ascii")
    return pad
