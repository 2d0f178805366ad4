"""Acties over 50,000 actions, and where 2,000 casussen stand, against the SQL by hand on the same file.

`rijen` works on a copy of the vault: its actions are multiplied by SQL, rows of the table only, as what is
measured reads nothing else.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import ons
import vloer

__all__ = ["rijen"]

_AANTAL = 50_000

_MEER = """
INSERT INTO actie SELECT {velden} FROM actie a
JOIN (WITH RECURSIVE keer(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM keer WHERE n < 60) SELECT n FROM keer) k
LIMIT max(0, ? - (SELECT count(*) FROM actie))
"""

_OPEN = """
SELECT a.id, a.tekst, a.casus_id, c.naam, a.partner_id, p.naam, a.persoon, a.uiterlijk, a.fase, a.status,
       a.terugkoppeling, a.voortgang, a.vanaf, a.prioriteit
FROM actie a JOIN casus c ON c.id = a.casus_id LEFT JOIN partner p ON p.id = a.partner_id
WHERE a.verwijderd = 0 AND c.verwijderd = 0 {waar}
ORDER BY a.status <> 'open', a.uiterlijk IS NULL, a.uiterlijk, a.id
"""


def _om_en_om(reps: int, *werk: Callable[[], object]) -> list[list[float]]:
    uit: list[list[float]] = [[] for _ in werk]
    for keer in range(reps + 1):
        for lijst, doe in zip(uit, werk, strict=True):
            begin = perf_counter()
            doe()
            if keer:
                lijst.append(perf_counter() - begin)
    return uit


def _rij(wat: str, v: list[float], o: list[float], onder: float) -> dict[str, Any]:
    return {
        "wat": wat, "eenheid": "s", "vloer": median(v), "ons": median(o), "verhouding": median(o) / median(v),
        "onder": onder, "doel": None, "metingen": len(o), "vloer_alle": v, "ons_alle": o,
    }  # fmt: skip


def rijen(map_: Path, bron: Path, sleutel: str, casussen: int, reps: int) -> list[dict[str, Any]]:
    """Measure and return rows: all actions, those of one partner, and the derived state of every casus."""
    from zvh_desktop.services import acties, dossiers
    from zvh_desktop.store import queries

    kluis = map_ / "acties.zvh"
    shutil.copytree(bron, kluis)
    c = vloer.open_kaal(kluis / "vault.db", sleutel)
    try:
        namen = [str(r[1]) for r in c.execute("PRAGMA table_info(actie)")]
        velden = ", ".join("lower(hex(randomblob(16)))" if naam == "id" else f'a."{naam}"' for naam in namen)
        c.execute(_MEER.format(velden=velden), (_AANTAL,))
        (partner,) = c.execute(
            "SELECT partner_id FROM actie WHERE partner_id <> '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        wp = ons.werkplek(kluis)
        dag = {"dag": wp.vandaag().isoformat(), "id": ""}
        stand = queries._CASUSFEITEN.replace("zichtcasus", "casus") + " ORDER BY c.nummer DESC"
        alle = _om_en_om(
            reps,
            lambda: c.execute(_OPEN.format(waar="")).fetchall(),
            lambda: acties.lijst(wp, alleen_open=False),
        )
        van_een = _om_en_om(
            reps,
            lambda: c.execute(_OPEN.format(waar="AND a.partner_id = ?"), (partner,)).fetchall(),
            lambda: acties.lijst(wp, alleen_open=False, partner_id=partner),
        )
        c.create_function("vouw", 1, str, deterministic=True)
        standen = _om_en_om(reps, lambda: c.execute(stand, dag).fetchall(), lambda: dossiers.lijst(wp))
        wp.store.close()
        wp.kluis.close()
    finally:
        c.close()
    return [
        _rij(f"{_AANTAL} acties lezen", *alle, 1.5),
        _rij(f"acties van één partner uit {_AANTAL}", *van_een, 1.5),
        _rij(f"waar {casussen} casussen staan; vloer: één SQL-vraag", *standen, 2.0),
    ]
