"""A verslag of 1, 20 and 200 pages: how long, how large, how much memory, against reportlab by hand.

`rijen(reps)` gives one row per measurement, floor and ours in turns, each in a process of its own: memory is the
highest it ever was, so nothing else may have run before. Growth is what the pages cost above a document of one page;
the last two rows hold what 180 pages more ask of memory against what they add to the file.
"""

import io
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pikepdf

__all__ = ["rijen"]

_KEER = {1: 0.02, 20: 1, 200: 10.8}
"""How often the content of the verslag of twenty pages is repeated."""


def _keer(rij: tuple[Any, ...], factor: float) -> tuple[Any, ...]:
    heel = int(factor)
    return rij * heel + rij[: max(1 if not heel else 0, int(len(rij) * (factor - heel)))]


def _meet(wie: str, bladen: int) -> dict[str, float]:
    """Compose once to load everything, then the document; return seconds, bytes, pages and growth in KiB."""
    import bench_documents

    from zvh_desktop.documents import compose

    basis = bench_documents._inhoud()

    def inhoud(factor: float) -> Any:
        namen = ("beeld", "oordeel", "acties")
        wie_er_was = basis.aanwezigen[: 12 if factor >= 1 else 1]
        lang = {naam: _keer(getattr(basis, naam), factor) for naam in namen}
        return basis.model_copy(update={**lang, "aanwezigen": wie_er_was})

    maak = bench_documents._vloer_opmaak if wie == "vloer" else compose.verslag
    maak(inhoud(_KEER[1]))
    voor = _meest_kb()
    begin = perf_counter()
    pdf = maak(inhoud(_KEER[bladen]))
    duur = perf_counter() - begin
    groei = _meest_kb() - voor
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        paginas = len(geopend.pages)
    return {"s": duur, "bytes": len(pdf), "paginas": paginas, "groei_kb": groei}


def _meest_kb() -> int:
    """The most memory this program ever had, in kB; `ru_maxrss` would count that of the bench that started it too."""
    regels = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(r for r in regels if r.startswith("VmHWM")).split()[1])


def _kind(wie: str, bladen: int) -> dict[str, float]:
    hier = Path(__file__).resolve()
    klaar = subprocess.run(
        [sys.executable, str(hier), wie, str(bladen)], capture_output=True, text=True, timeout=300, check=True
    )
    gemeten: dict[str, float] = json.loads(klaar.stdout)
    return gemeten


def _mid(metingen: list[dict[str, float]], wat: str) -> float:
    return median(m[wat] for m in metingen)


def rijen(reps: int = 3) -> list[dict[str, Any]]:
    """Measure and return rows with "naam", "vloer", "ons" and "eenheid"."""
    uit: list[dict[str, Any]] = []
    per_omvang: dict[int, tuple[list[dict[str, float]], list[dict[str, float]]]] = {}
    for bladen in _KEER:
        vloer, ons = [], []
        for _ in range(reps):
            vloer.append(_kind("vloer", bladen))
            ons.append(_kind("ons", bladen))
        per_omvang[bladen] = vloer, ons
        paginas = int(_mid(ons, "paginas"))
        for wat, eenheid, deel in (("s", "s", 1.0), ("bytes", "kB", 1000.0), ("groei_kb", "MiB", 1024.0)):
            naam = {"s": "opgemaakt", "bytes": "grootte", "groei_kb": "geheugen boven een bladzijde"}[wat]
            uit.append(
                {
                    "naam": f"verslag van {paginas} pagina's: {naam}",
                    "vloer": _mid(vloer, wat) / deel,
                    "ons": _mid(ons, wat) / deel,
                    "eenheid": eenheid,
                }
            )
    for wat, eenheid, deel in (("groei_kb", "MiB", 1024.0), ("bytes", "MiB", 1024.0**2)):
        vloer_erbij, ons_erbij = (
            (_mid(per_omvang[200][wie], wat) - _mid(per_omvang[20][wie], wat)) / deel for wie in (0, 1)
        )
        naam = {"groei_kb": "geheugen erbij", "bytes": "bestand erbij"}[wat]
        uit.append(
            {"naam": f"van 20 naar 200 pagina's: {naam}", "vloer": vloer_erbij, "ons": ons_erbij, "eenheid": eenheid}
        )
    return uit


if __name__ == "__main__":
    if len(sys.argv) == 3:
        sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
        print(json.dumps(_meet(sys.argv[1], int(sys.argv[2]))))
    else:
        for rij in rijen():
            print(f"{rij['naam']}: {rij['vloer']:.2f} {rij['ons']:.2f} {rij['eenheid']}")
