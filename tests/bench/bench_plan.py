"""The plan with 300 parts through the whole program: the longest silence of the window on the board and the timeline.

bench_plan.py        on its own: make the house of the demonstration, fill the plan of one casus, walk through it, print

A silence is told twice: as it was felt, and in CPU time of the window's own thread, which the load of a shared machine
leaves alone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

HIER = Path(__file__).resolve().parent
AANTAL = 300
_GRENS_MS = 50.0


def vul(wp: Any, casus_id: str, aantal: int) -> None:
    """Give a plan so many parts: goals, interventies, detention, leave and incidents over four years."""
    from datetime import datetime, time

    from zvh_desktop.domain.casus import Casus, Notitie
    from zvh_desktop.domain.interventie import Interventie
    from zvh_desktop.domain.plan import Doel
    from zvh_desktop.domain.tijd import AMSTERDAM

    stream, dag = wp.eis(Casus, casus_id).stream, wp.vandaag()
    records: list[Any] = []
    for nr in range(aantal):
        vast = {"id": wp.nieuw_id(), "stream": stream, "casus_id": casus_id}
        begin = dag + timedelta((nr * 97) % 1400 - 1100)
        tekst = f"Onderdeel {nr} van het plan met partners die daarin samen optrekken"
        if nr % 3 == 0:
            records.append(
                Doel(**vast, fase=1 + nr % 4, volgorde=nr, tekst=tekst, doelsoort="afspraak", uiterlijk=begin)
            )
        elif nr % 3 == 1:
            eind = begin + timedelta(40) if nr % 2 else None
            records.append(Interventie(**vast, fase=1 + nr % 4, volgorde=nr, tekst=tekst, begin=begin, eind=eind))
        else:
            op = datetime.combine(begin, time(9), AMSTERDAM)
            soort = ("incident", "verlof", "detentie")[nr // 3 % 3]
            tot = op + timedelta(4) if soort != "incident" else None
            records.append(Notitie(**vast, tijdstip=op, tot=tot, hele_dag=True, notitiesoort=soort, tekst=tekst))
    with wp.transactie("plan gevuld") as t:
        t.save_many(records)


def meet(map_: Path) -> dict[str, dict[str, float]]:
    """Walk through the plan; return the longest silence of each step."""
    sys.path.insert(0, str(HIER.parent))
    sys.path.insert(0, str(HIER))
    from bench_voorzitten import Polsslag
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication
    from zvh_testing.demohuis import demohuis, rust
    from zvh_testing.sessieplek import wacht

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    uit: dict[str, dict[str, float]] = {}
    with demohuis(map_) as (s, verhaal):
        kees, ander = verhaal.casus_ids["kees"], next(i for n, i in verhaal.casus_ids.items() if n != "kees")
        s.taken.doe(vul, kees, AANTAL)
        rust(s)
        # The tab is made at another casus: what is measured is the plan of 300 parts, not the first making of widgets.
        s.venster.ga_naar("casussen.casus", casus_id=ander, tab="plan")
        # A tab is made in turns of the window that come after the page stands there.
        wacht(lambda: s.venster.huidige_pagina.tab("plan") is not None)
        rust(s)
        plan: Any = s.venster.huidige_pagina.tab("plan")
        plan._volgende_vorm()
        plan._volgende_vorm()
        plan._volgende_vorm()
        rust(s)
        beeld = plan.tijd.beeld

        def toets(sleutel: int, keer: int) -> None:
            for _ in range(keer):
                for soort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(beeld, QKeyEvent(soort, sleutel, Qt.KeyboardModifier.NoModifier, ""))
                QApplication.processEvents()

        def stap(naam: str, doe: Any) -> None:
            pols = Polsslag()
            doe()
            rust(s)
            for _ in range(20):
                QApplication.processEvents()
            uit[naam] = {"wand": max(pols.wand, default=0.0), "cpu": max(pols.cpu, default=0.0)}
            pols._tik.stop()

        def rol() -> None:
            balk = beeld.verticalScrollBar()
            for nr in range(40):
                balk.setValue(balk.maximum() * nr // 40)
                QApplication.processEvents()

        stap("bord openen", lambda: s.venster.ga_naar("casussen.casus", casus_id=kees, tab="plan"))
        stap("tijdlijn openen", plan._volgende_vorm)
        stap("tijdlijn rollen", rol)
        stap("tijdlijn zoomen", lambda: (toets(Qt.Key.Key_Plus, 6), toets(Qt.Key.Key_Minus, 6)))
        stap("tijdlijn langs met pijltjes", lambda: (toets(Qt.Key.Key_Home, 1), toets(Qt.Key.Key_Down, 60)))
        stap("lijst openen", plan._volgende_vorm)
        stap("bord weer openen", plan._volgende_vorm)
    return uit


def rijen(omgeving: dict[str, str], reps: int = 3) -> list[dict[str, Any]]:
    """Measure in processes of their own; return two rows for each step, as felt and in CPU time, against the limit."""
    from statistics import median

    opdracht = [sys.executable, str(Path(__file__).resolve()), "--kind"]
    metingen = []
    for _ in range(reps):
        klaar = subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, timeout=900, check=False)
        if klaar.returncode:
            raise SystemExit(f"bench_plan mislukte:\n{klaar.stderr[-2000:]}")
        metingen.append(json.loads(klaar.stdout.splitlines()[-1]))
    return [
        {
            "wat": f"plan van {AANTAL} onderdelen, langste stilte: {stap}{' (rekentijd)' if klok == 'cpu' else ''}",
            "vloer": 0.0, "vloer_alle": [], "ons": median(m[stap][klok] for m in metingen),
            "ons_alle": [m[stap][klok] for m in metingen], "eenheid": "ms", "verhouding": None,
            "onder": _GRENS_MS, "doel": 16.0, "metingen": reps,
        }
        for stap in metingen[0]
        for klok in ("wand", "cpu")
    ]  # fmt: skip


def main() -> None:
    """See the module."""
    lezer = argparse.ArgumentParser()
    lezer.add_argument("--kind", action="store_true")
    keuze = lezer.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as map_:
        os.environ["XDG_CONFIG_HOME"] = map_
        gemeten = meet(Path(map_))
    if keuze.kind:
        print(json.dumps(gemeten), flush=True)
        os._exit(0)
    for stap, ms in gemeten.items():
        print(f"{stap:32} {ms['wand']:7.1f} ms, CPU {ms['cpu']:6.1f} ms")


if __name__ == "__main__":
    main()
