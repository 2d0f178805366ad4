"""Nothing typed is found in the packets themselves: all of them, recorded on the loopback interface."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from zvh_testing import afluister

from .test_dief_in_regio import VORMEN, _gevonden


def _netwerk_apart() -> list[str] | None:
    """What gives a command a network of its own, where this machine permits it."""
    proef = "from zvh_testing.afluister import open_oor; open_oor().close()"
    waar = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    for opdracht in (["unshare", "-n"], ["unshare", "-rn"]):
        try:
            mag = subprocess.run([*opdracht, sys.executable, "-c", proef], capture_output=True, check=False, env=waar)
        except OSError:
            return None
        if mag.returncode == 0:
            return opdracht
    return None


def _luister_af(apart: list[str], map_: Path) -> tuple[dict[str, int], bytes]:
    """Live the day; return how much was heard, and what."""
    map_.mkdir()
    wortel = Path(__file__).parents[2]
    dag = "tests/e2e/test_dief_in_regio.py::test_wat_getypt_is_staat_in_geen_server_geen_verkeer_en_op_geen_stick"
    gedraaid = subprocess.run(
        [
            *apart, sys.executable, afluister.__file__, map_ / "verkeer",
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("--basetemp", map_ / "dag", dag),
        ],
        cwd=wortel,
        env={k: w for k, w in os.environ.items() if not k.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert gedraaid.returncode == 0, gedraaid.stderr[-4000:]
    return json.loads(gedraaid.stdout), (map_ / "verkeer").read_bytes()


def test_in_geen_pakket_staat_wat_getypt_is(tmp_path: Path) -> None:
    """The whole day of `test_dief_in_regio`, with a server process, listened to from below."""
    apart = _netwerk_apart()
    if apart is None:
        pytest.skip("packets may not be recorded here; test_dief_in_regio reads the traffic where it is forwarded")
    for keer in range(3):
        gehoord, verkeer = _luister_af(apart, tmp_path / f"{keer}")
        if not gehoord["gemist"]:
            break
    else:
        pytest.skip("this machine is too busy to hear every packet without the rights of root")
    assert gehoord["gaten"] == 0, "all of it was heard"
    assert gehoord["stromen"] > 20 and gehoord["bytes"] > 200_000
    assert afluister.PROEF in verkeer, "what is said in plain words would be found"
    for weg in (b"POST /v1/duwen", b"POST /v1/halen", b"PUT /v1/blok/", b"/v1/uitnodiging/", b"HTTP/1.1 200"):
        assert weg in verkeer
    assert VORMEN
    assert _gevonden(verkeer) == []


def test_stromen_worden_weer_heel() -> None:
    """Out of order, twice, overlapping, and a second line with the same ports."""

    def pakket(volg: int, inhoud: bytes, vlaggen: int = 0x18) -> bytes:
        tcp = b"\x10\x00\x20\x00" + volg.to_bytes(4, "big") + bytes(4) + bytes([5 << 4, vlaggen]) + bytes(6) + inhoud
        ip = bytes([0x45, 0]) + (20 + len(tcp)).to_bytes(2, "big") + bytes(5) + b"\x06" + bytes(2) + b"\x7f\0\0\1" * 2
        return bytes(12) + b"\x08\x00" + ip + tcp

    s = afluister.TCPstromen()
    for volg, inhoud in ((103, b"lf"), (100, b"hee"), (100, b"hee"), (101, b"eel"), (105, b"door")):
        s.neem(pakket(volg, inhoud))
    assert s.stromen() == ([b"heelfdoor"], 0)
    s.neem(pakket(7, b"", 2))
    s.neem(pakket(8, b"nieuw"))
    s.neem(pakket(20, b"later"))
    assert s.stromen() == ([b"heelfdoor", b"nieuwlater"], 1)
