"""Train resources/protocol/zstd-1.dict on made-up text; the same every time with the same zstandard.

    python tests/data/protocol/maak_woordenboek.py OUT

A released dictionary never changes: a better one is a new file with a new number in the frame.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

import zstandard

from zvh_desktop.protocol.clock import Tijdstempel
from zvh_desktop.protocol.delta import Change, DeltaBody, Txn, Versions, encode_body

BRON = Path(__file__).resolve().parent / "woordenboek_bron.json"
"""Made-up sentences of the demo, and the fields of each kind of record, as they were when dictionary 1 was made."""

GROOTTE = 24 * 1024
_LABELS = ("notitie opgeslagen", "actie toegevoegd", "actie afgerond", "actie gewijzigd", "casus gewijzigd")


def _waarde(rng: random.Random, veld: str, bron: list[str], toestel: str) -> Any:
    if veld.endswith("_id") or veld in ("stream", "id", "door"):
        return f"{rng.getrandbits(48) | 1 << 47:012x}7{rng.getrandbits(76):019x}"
    if veld in ("verwijderd", "bereikt", "ingetrokken", "vast", "besproken"):
        return rng.random() < 0.2
    if veld.endswith(("_op", "datum", "uiterlijk")):
        return rng.choice([None, f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"])
    if veld in ("tijdstip", "van", "tot"):
        return (
            f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}T{rng.randint(7, 18):02d}:{rng.randint(0, 59):02d}"
        )
    if veld in ("volgorde", "fase", "nummer", "minuten"):
        return rng.randint(0, 15)
    return " ".join(rng.sample(bron, rng.choice([1, 1, 1, 2, 3])))


def voorbeelden(aantal: int = 1500, zaad: int = 20261122) -> list[bytes]:
    """Bodies of small deltas as the program makes them."""
    bron_ = json.loads(BRON.read_text(encoding="utf-8"))
    rng, bron, soorten = random.Random(zaad), bron_["zinnen"], bron_["soorten"]
    namen = [naam for naam in soorten if naam not in ("regio", "verklaringtekst")]
    uit = []
    for _ in range(aantal):
        toestel, ms = f"{rng.getrandbits(64):016x}", 1_790_000_000_000 + rng.getrandbits(35)
        txns, changes = [], []
        for nr in range(rng.choice([1, 1, 1, 2, 3, 5])):
            ms += rng.randint(20, 90_000)
            soort = rng.choice(namen)
            dag = f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            uur, rest = rng.randint(7, 18), rng.randint(0, 3_599_999_999)
            tijd = f"{dag}T{uur:02d}:{rest // 60_000_000:02d}:{rest // 1_000_000 % 60:02d}.{rest % 1_000_000:06d}Z"
            txns.append(
                Txn(
                    f"{rng.getrandbits(128):032x}",
                    rng.choice(_LABELS),
                    f"{rng.getrandbits(128):032x}",
                    rng.choice(["procesregisseur", "secretaris", "veldwerker", "casusregisseur"]),
                    tijd,
                )
            )
            velden = soorten[soort] if rng.random() < 0.5 else rng.sample(soorten[soort], min(2, len(soorten[soort])))
            record = f"{rng.getrandbits(128):032x}"
            for teller, veld in enumerate(velden):
                if veld in ("id",):
                    continue
                oud = () if rng.random() < 0.5 else (Tijdstempel(ms - rng.getrandbits(28), 0, toestel).tekst,)
                waarde = json.dumps(_waarde(rng, veld, bron, toestel), ensure_ascii=False, separators=(",", ":"))
                changes.append(Change(Tijdstempel(ms, teller, toestel).tekst, soort, record, veld, waarde, oud, nr))
        uit.append(encode_body(DeltaBody(txns, changes, versions=Versions("0.1.0", 3)), toestel))
    return uit


def maak() -> bytes:
    """Return the dictionary."""
    return zstandard.train_dictionary(GROOTTE, voorbeelden(), k=512, d=8, level=3, dict_id=0x5A5601).as_bytes()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(maak())
