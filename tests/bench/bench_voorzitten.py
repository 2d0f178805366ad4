"""A meeting typed through the whole program: the longest silence of the window, and what one key costs.

bench_voorzitten.py [--aantal 120] [--ms 8]    on its own: make the house of the demonstration, chair, type, print

Every entry goes through the real chairing window: completion, drafts, counters, clocks, undo, search index, change log,
spelling. The keys come at `ms` apart, fifteen times the pace of 80 words a minute; with 125 it is that pace itself. A
silence is told twice: as it was felt, and in CPU time of the window's own thread, which the load of a shared machine
leaves alone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep, thread_time
from typing import Any

HIER = Path(__file__).resolve().parent
AANTAL = 120
_GRENS_MS = 50.0
_ZINNEN = (
    "@GGZ slaapt slecht, komt afspraken na als zijn zus meegaat; geen nieuwe meldingen n° {n}",
    "Vertelt zelf dat het café om de hoek rust geeft, spreekt daar zijn oude buurman, keer {n}",
    "/oordeel @Politie de overlast neemt af sinds de afspraken met de corporatie, telling {n}",
    "/actie @GGZ huisbezoek samen met de wijkagent plannen, ronde {n} !1-12 #1",
    "/veiligheid geen directe dreiging deze week; de zus belt bij onrust, week {n}",
    "/besluit de begeleiding gaat door tot het voorjaar, punt {n} omdat: het houdt hem thuis",
)


def zinnen(aantal: int) -> list[str]:
    """Return the lines that are typed: every kind, with source, day, phase and signs beyond ASCII."""
    return [_ZINNEN[n % len(_ZINNEN)].format(n=n * 7919 % 997) for n in range(aantal)]


class Polsslag:
    """Ticks every millisecond in the loop of the window and keeps the longest silences."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.wand: list[float] = []
        self.cpu: list[float] = []
        self._vorige = (perf_counter(), thread_time())
        self._tik = QTimer()
        self._tik.setInterval(1)
        self._tik.timeout.connect(self._slag)
        self._tik.start()

    def _slag(self) -> None:
        nu = (perf_counter(), thread_time())
        self.wand.append((nu[0] - self._vorige[0]) * 1000)
        self.cpu.append((nu[1] - self._vorige[1]) * 1000)
        self._vorige = nu


def typ(s: Any, v: Any, aantal: int, ms: float) -> dict[str, Any]:
    """Type the meeting into the chairing window; return what was measured."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from zvh_desktop.domain.overleg import Inbreng

    veld = v.scherm.lijn.veld
    toets_ms: list[float] = []
    enter_ms: list[float] = []

    def geef(sleutel: int, tekst: str) -> float:
        begin = thread_time()
        for soort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(veld, QKeyEvent(soort, sleutel, Qt.KeyboardModifier.NoModifier, tekst))
        # Until it is painted.
        QApplication.processEvents()
        return (thread_time() - begin) * 1000

    pols = Polsslag()
    verwacht = zinnen(aantal)
    volgende = perf_counter()
    for zin in verwacht:
        for teken in (*zin, ""):
            volgende = max(volgende + ms / 1000, perf_counter())
            QApplication.processEvents()
            while perf_counter() < volgende:
                sleep(0.0005)
                QApplication.processEvents()
            if teken:
                toets_ms.append(geef(0, teken))
            else:
                enter_ms.append(geef(int(Qt.Key.Key_Return), "\r"))
    einde = perf_counter() + 120
    while s.taken.open_taken and perf_counter() < einde:
        QApplication.processEvents()
    al: list[Any] = []
    s.taken.vraag(lambda wp: al.extend(wp.store.find(Inbreng, agendapunt_id=v.punt)), klaar=lambda _: None, voor=s)
    while not al and perf_counter() < einde:
        QApplication.processEvents()
    return {
        "wand": sorted(pols.wand)[-8:], "cpu": sorted(pols.cpu)[-8:],
        "toets": [median(toets_ms), quantiles(toets_ms, n=20)[-1], max(toets_ms)],
        "enter": [median(enter_ms), quantiles(enter_ms, n=20)[-1], max(enter_ms)],
        "vastgelegd": len(al), "tekens": len(toets_ms),
    }  # fmt: skip


def meet(map_: Path, aantal: int, ms: float) -> dict[str, Any]:
    """Make the house, open the first casus of today's overleg and type."""
    sys.path.insert(0, str(HIER.parent))
    from PySide6.QtWidgets import QApplication
    from zvh_testing.demohuis import aan_tafel, demohuis

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with demohuis(map_) as (s, verhaal):
        s._instellingen.zet("spelling", True)
        s._instellingen.zet("woordenboekmap", str(HIER.parent / "data" / "spelling"))
        s.bijwerk.begin_spelling()
        v = aan_tafel(s, verhaal)
        al = len(v.scherm.beeld.inbreng)
        uit = typ(s, v, aantal, ms)
        return {**uit, "vastgelegd": uit["vastgelegd"] - al, "aantal": aantal}


def _kind(aantal: int, ms: float, omgeving: dict[str, str]) -> dict[str, Any]:
    klaar = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--kind", "--aantal", str(aantal), "--ms", str(ms)],
        env=omgeving, capture_output=True, text=True, timeout=1800, check=False,
    )  # fmt: skip
    if klaar.returncode or not klaar.stdout.strip():
        raise SystemExit(f"voorzitten mislukte:\n{klaar.stderr[-2000:]}")
    uit: dict[str, Any] = json.loads(klaar.stdout.splitlines()[-1])
    if uit["vastgelegd"] != aantal:
        raise SystemExit(f"voorzitten: {uit['vastgelegd']} van {aantal} inbrengen vastgelegd")
    return uit


def rijen(omgeving: dict[str, str], ms: float = 8) -> list[dict[str, Any]]:
    """Return the rows for the report: no floor, the limit is in milliseconds."""
    m = _kind(AANTAL, ms, omgeving)
    vast = {"eenheid": "ms", "vloer": 0.0, "verhouding": None, "metingen": 1, "vloer_alle": []}
    return [
        {**vast, "wat": f"voorzitten: {wat}", "ons": ons, "ons_alle": alle, "onder": onder, "doel": doel}
        for wat, ons, alle, onder, doel in (
            (f"langste stilte, {AANTAL} inbrengen getypt", m["wand"][-1], m["wand"], _GRENS_MS, 16.0),
            ("de langste in rekentijd van het venster", m["cpu"][-1], m["cpu"], _GRENS_MS, 16.0),
            ("één toets, mediaan", m["toets"][0], m["toets"], None, None),
            ("één toets, 95e percentiel", m["toets"][1], m["toets"], _GRENS_MS, 16.0),
        )
    ]


def main() -> int:
    """Measure on its own and print."""
    lezer = argparse.ArgumentParser(description="Typ een overleg door het hele programma.")
    lezer.add_argument("--aantal", type=int, default=AANTAL)
    lezer.add_argument("--ms", type=float, default=8.0, help="tussen twee toetsen; 125 is 80 woorden per minuut")
    lezer.add_argument("--kind", action="store_true", help=argparse.SUPPRESS)
    keuze = lezer.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="zvh-bench-") as map_:
        uit = meet(Path(map_), keuze.aantal, keuze.ms)
    print(json.dumps(uit), flush=True)
    # The threads of Qt may still be closing; what was measured is told.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
