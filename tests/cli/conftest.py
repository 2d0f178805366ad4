"""A small demonstration, made once, and `zvh` with a folder of its own for its log and settings."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.kluisplek import GOEDKOOP

from zvh_desktop.cli import main
from zvh_desktop.crypto.keys import KdfParameters

ZIN = "demo zorg en veiligheid"
NIEUW = "knoop tegel walvis lantaarn zes"


@dataclass(frozen=True)
class Uitslag:
    """What a run of `zvh` gave."""

    code: int
    uit: str
    fout: str
    log: str


Zvh = Callable[..., Uitslag]


def omgeving(map_: Path, wachtwoord: str | None = ZIN, **meer: str) -> dict[str, str]:
    """The environment of a person whose log and settings lie under `map_`."""
    wortel = Path(__file__).resolve().parents[2]
    env = {k: w for k, w in os.environ.items() if not k.startswith("ZVH_")}
    env |= {"HOME": str(map_), "XDG_STATE_HOME": str(map_ / "state"), "PYTHONPATH": str(wortel), **meer}
    return env if wachtwoord is None else env | {"ZVH_PASSPHRASE": wachtwoord}


def logtekst(map_: Path) -> str:
    return "".join(p.read_text() for p in map_.rglob("*.log"))


def draai(map_: Path, *argumenten: object, wachtwoord: str | None = ZIN, **meer: str) -> Uitslag:
    """Run `zvh` as a person does, within this process; nobody sits at the keyboard, and a new passphrase is cheap."""
    uit, fout, umask = io.StringIO(), io.StringIO(), os.umask(0o022)
    with pytest.MonkeyPatch.context() as plek:
        for naam in os.environ.keys() - (nieuw := omgeving(map_, wachtwoord, **meer)).keys():
            plek.delenv(naam)
        for naam, waarde in nieuw.items():
            plek.setenv(naam, waarde)
        plek.setattr(sys, "stdin", io.StringIO())
        plek.setattr(KdfParameters.__init__, "__defaults__", (GOEDKOOP.t, GOEDKOOP.m_kib, GOEDKOOP.p))
        try:
            with contextlib.redirect_stdout(uit), contextlib.redirect_stderr(fout):
                code = main([str(a) for a in argumenten])
        finally:
            os.umask(umask)
    return Uitslag(code, uit.getvalue(), fout.getvalue(), logtekst(map_))


def draai_los(
    map_: Path, *argumenten: object, wachtwoord: str | None = ZIN, vooraf: str = "", voor: Sequence[str] = ()
) -> Uitslag:
    """Run `zvh` in a process of its own.

    Args:
        map_: home.
        argumenten: of the command line.
        wachtwoord: in the environment.
        vooraf: Python that runs first.
        voor: a command that starts the process.
    """
    programma = f"import sys; from zvh_desktop.cli import main\n{vooraf}\nsys.exit(main())"
    klaar = subprocess.run(
        [*voor, sys.executable, "-c", programma, *map(str, argumenten)],
        env=omgeving(map_, wachtwoord),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return Uitslag(klaar.returncode, klaar.stdout, klaar.stderr, logtekst(map_))


@pytest.fixture
def zvh(tmp_path: Path) -> Zvh:
    thuis = tmp_path / "thuis"
    thuis.mkdir()

    def doe(*argumenten: object, **k: Any) -> Uitslag:
        return draai(thuis, *argumenten, **k)

    return doe


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Uitslag]:
    """The demonstration of a fixed day, and what it printed; not to be written in."""
    uit = tmp_path_factory.mktemp("demo")
    return uit / "uit", draai(uit, "demo", uit / "uit", "--zonder-jaar", "--today", "2026-11-24", wachtwoord=None)


@pytest.fixture
def kluis(demo: tuple[Path, Uitslag], tmp_path: Path) -> Path:
    """A copy of the demonstration's vault."""
    doel: Path = shutil.copytree(demo[0] / "demo.zvh", tmp_path / "kluis.zvh", ignore=shutil.ignore_patterns("lock"))
    return doel
