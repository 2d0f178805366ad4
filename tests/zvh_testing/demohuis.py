"""The fictitious house of the demonstration in a session: unlocked, the overleg of today still to be held."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QApplication
from zvh_testing.kluisplek import GOEDKOOP
from zvh_testing.sessieplek import BEGIN, LoopKlok, sessie, wacht

from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.services import demo, kluizen
from zvh_desktop.services.machine import SysteemWillekeur, VerhaalKlok

__all__ = ["aan_tafel", "demohuis", "opnieuw", "rust"]


@cache
def _gespeeld() -> tuple[Path, demo.Verhaal]:
    """Play the story once in a process; return the closed vault, which is copied and never opened, and the story."""
    map_ = TemporaryDirectory(prefix="zvh-demohuis-")
    atexit.register(map_.cleanup)
    kluis = Path(map_.name) / "werk.zvh"
    klok = VerhaalKlok(datetime(2026, 8, 26, 8, 0, tzinfo=AMSTERDAM))
    wp, _ = kluizen.nieuw(
        kluis, kluizen.DEMO_WACHTWOORD, klok=klok, willekeur=SysteemWillekeur(), demo=True, kdf=GOEDKOOP
    )
    verhaal = demo.Verhaal(wp, klok, date(2026, 11, 24))
    verhaal.speel(met_vandaag=False)
    kluizen.sluit(wp)
    return kluis, verhaal


@contextmanager
def demohuis(map_: Path) -> Iterator[tuple[Sessie, demo.Verhaal]]:
    """Copy the vault, open its session at the size of a laptop and wait for Vandaag."""
    gespeeld, verhaal = _gespeeld()
    kluis = shutil.copytree(gespeeld, map_ / gespeeld.name)
    with sessie(map_, kluis, LoopKlok(BEGIN)) as s:
        s.venster.resize(1366, 768)
        opnieuw(s)
        yield s, verhaal


def aan_tafel(s: Sessie, verhaal: demo.Verhaal) -> Any:
    """Chair the overleg of today: the first casus open, everyone covered came in, the others wait outside."""
    s.venster.ga_naar("overleggen.overleg", overleg_id=verhaal.overleg_ids["vandaag"], doe="voorzitten")
    rust(s)
    v: Any = s.venster.centralWidget()
    for wie in list(v.scherm.beeld.kamer):
        if wie.gedekt:
            v._aangekomen(wie.deelnemer_id)
    rust(s)
    v._stap(1)
    rust(s)
    assert v.scherm.beeld.casus is not None
    return v


def opnieuw(s: Sessie) -> None:
    """Unlock and wait until the first page has what it asked for."""
    s.ontgrendel(kluizen.DEMO_WACHTWOORD)
    wacht(lambda: s.venster.huidige_pagina is not None)
    rust(s)


def rust(s: Sessie) -> None:
    """Wait until everything asked for has come back, also what follows from it."""
    for _ in range(3):
        wacht(lambda: not s.taken.open_taken)
        QApplication.processEvents()
