"""The floor of a sync: SQLCipher, zstd, AES-256-GCM, Ed25519 and HTTP with the bare libraries, and nothing else.

No clock, chain, roles, epochs, conflicts, audit, checks, receipts or documents; one key for everything. Durable as the
product is (`synchronous=FULL` on both sides). With `zoek` it keeps the same full-text index as the product.
"""

import atexit
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import sqlcipher3
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["Kaal", "KaleServer", "teksten", "vrije_poort", "wacht_op"]

HIER = Path(__file__).resolve().parent
_SLEUTEL, _TEKEN = os.urandom(32), Ed25519PrivateKey.generate()
_PUBLIEK, _AEAD = _TEKEN.public_key(), AESGCM(_SLEUTEL)
_LOG = "INSERT INTO log (r, f, t, v, sent) VALUES (:r, :f, :t, :v, 0)"
_CEL = (
    "INSERT INTO cell (r, f, t, v) VALUES (:r, :f, :t, :v) "
    "ON CONFLICT (r, f) DO UPDATE SET t = excluded.t, v = excluded.v WHERE excluded.t > t"
)
_ZOEK_WEG = "INSERT INTO zoek (zoek, rowid, tekst) SELECT 'delete', rowid, v FROM cell WHERE r = :r AND f = :f"
_ZOEK_BIJ = "INSERT INTO zoek (rowid, tekst) SELECT rowid, v FROM cell WHERE r = :r AND f = :f"

_WOORDEN = [
    "cliënt",
    "begeleiding",
    "afspraak",
    "gesprek",
    "rapportage",
    "zorgplan",
    "woning",
    "huur",
    "schuld",
    "budget",
    "beschikking",
    "gemeente",
    "indicatie",
    "evaluatie",
    "doel",
    "actie",
    "medicatie",
    "huisarts",
    "wijkteam",
    "schuldhulp",
    "contact",
    "telefonisch",
    "overleg",
    "vandaag",
    "morgen",
    "week",
    "ochtend",
    "middag",
    "avond",
    "vrijwilliger",
    "dagbesteding",
    "netwerk",
    "moeder",
    "vader",
    "zus",
    "broer",
    "school",
    "werk",
    "uitkering",
    "toeslag",
    "formulier",
    "ingevuld",
    "verstuurd",
    "ontvangen",
    "gebeld",
    "gesproken",
    "rustig",
    "onrustig",
    "slapen",
    "eten",
    "wandelen",
    "fietsen",
    "sporten",
    "afgesproken",
    "gemist",
    "verzet",
    "akkoord",
    "getekend",
    "het",
    "de",
    "een",
    "en",
    "van",
    "met",
    "voor",
    "naar",
    "bij",
    "over",
    "niet",
    "wel",
    "nog",
    "ook",
    "weer",
    "goed",
    "minder",
    "beter",
]


def teksten(aantal: int, zaad: int, lengte: int = 200) -> list[str]:
    """Return `aantal` texts of about `lengte` bytes of Dutch-looking words."""
    rng = Random(zaad)
    uit = []
    for _ in range(aantal):
        woorden, groot = [], 0
        while groot < lengte:
            woorden.append(rng.choice(_WOORDEN))
            groot += len(woorden[-1].encode()) + 1
        uit.append(" ".join(woorden).encode()[:lengte].decode("utf-8", "ignore").strip())
    return uit


def vrije_poort() -> int:
    """Return a port that is free now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def wacht_op(poort: int, kind: "subprocess.Popen[bytes]") -> None:
    """Wait until a server accepts connections."""
    for _ in range(600):
        if kind.poll() is not None:
            raise SystemExit("de server begon niet")
        try:
            socket.create_connection(("127.0.0.1", poort)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("de server bleef stil")


class KaleServer:
    """A bare server in a process of its own."""

    def __init__(self, map_: Path) -> None:
        self.poort, self.db = vrije_poort(), map_ / f"kaal-{os.urandom(4).hex()}.db"
        self._kind = subprocess.Popen([sys.executable, str(HIER / "vloer_server.py"), str(self.poort), str(self.db)])
        atexit.register(self._kind.kill)  # also when the measurement stumbles
        wacht_op(self.poort, self._kind)
        self.lijn = http.client.HTTPConnection("127.0.0.1", self.poort)
        self.lijn.connect()

    @property
    def bewaard(self) -> int:
        """Bytes on the disk of the server."""
        return sum(p.stat().st_size for p in self.db.parent.glob(f"{self.db.name}*"))

    def stop(self) -> None:
        """End the process."""
        self.lijn.close()
        self._kind.terminate()
        self._kind.wait()


def _verzegel(rijen: list[Any], z: Any) -> bytes:
    inhoud = z.compress(json.dumps(rijen, separators=(",", ":"), ensure_ascii=False).encode())
    nonce = os.urandom(12)
    cijfer = nonce + _AEAD.encrypt(nonce, inhoud, b"v1|s")
    return _TEKEN.sign(cijfer) + cijfer


def _ontzegel(stuk: bytes, z: Any) -> list[Any]:
    _PUBLIEK.verify(stuk[:64], stuk[64:])
    uit: list[Any] = json.loads(z.decompress(_AEAD.decrypt(stuk[64:76], stuk[76:], b"v1|s")))
    return uit


class Kaal:
    """A bare encrypted store with a log and cells."""

    def __init__(self, map_: Path, *, zoek: bool = False) -> None:
        self.pad = map_ / f"vloer-{os.urandom(4).hex()}.db"
        self.zoek = zoek
        c = self.c = sqlcipher3.connect(str(self.pad), isolation_level=None)
        c.execute("PRAGMA cipher_log_level = NONE")
        c.execute(f"PRAGMA key = \"x'{'ab' * 48}'\"")
        c.execute("PRAGMA journal_mode=WAL")
        c.execute("PRAGMA synchronous=FULL")
        c.execute("CREATE TABLE cell (nr INTEGER PRIMARY KEY, r TEXT, f TEXT, t TEXT, v TEXT, UNIQUE (r, f))")
        c.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, r TEXT, f TEXT, t TEXT, v TEXT, sent INTEGER)")
        if zoek:
            c.execute(
                "CREATE VIRTUAL TABLE zoek USING fts5 (tekst, content='', tokenize='unicode61 remove_diacritics 2', "
                "prefix='2 3', columnsize=0)"
            )
        self.na = 0

    def schrijf(self, wijzigingen: list[dict[str, str]]) -> None:
        """Write changes in one transaction."""
        c = self.c
        c.execute("BEGIN")
        c.executemany(_LOG, wijzigingen)
        if self.zoek:
            c.executemany(_ZOEK_WEG, wijzigingen)
        c.executemany(_CEL, wijzigingen)
        if self.zoek:
            c.executemany(_ZOEK_BIJ, wijzigingen)
        c.execute("COMMIT")

    def duw(self, server: KaleServer, *, per: int = 1000) -> int:
        """Seal and push what was not sent; return bytes on the wire."""
        z, bytes_ = zstandard.ZstdCompressor(level=3), 0
        rijen = [
            dict(zip("rftv", x, strict=True))
            for x in self.c.execute("SELECT r, f, t, v FROM log WHERE sent = 0 ORDER BY seq")
        ]
        for n in range(0, len(rijen), per):
            stuk = _verzegel(rijen[n : n + per], z)
            inhoud = len(stuk).to_bytes(4, "big") + stuk
            bytes_ += len(inhoud)
            server.lijn.request("POST", "/duw", inhoud)
            server.lijn.getresponse().read()
        self.c.execute("UPDATE log SET sent = 1 WHERE sent = 0")
        return bytes_

    def haal(self, server: KaleServer, *, hoeveel: int = 4) -> int:
        """Pull and apply; return bytes on the wire."""
        z, bytes_ = zstandard.ZstdDecompressor(), 0
        while True:
            server.lijn.request("GET", f"/haal?na={self.na}&hoeveel={hoeveel}")
            antwoord = server.lijn.getresponse()
            inhoud = antwoord.read()
            if not inhoud:
                return bytes_
            self.na = int(antwoord.headers["x-laatste"])
            bytes_ += len(inhoud)
            rijen: list[Any] = []
            plek = 0
            while plek < len(inhoud):
                lengte = int.from_bytes(inhoud[plek : plek + 4], "big")
                rijen += _ontzegel(inhoud[plek + 4 : plek + 4 + lengte], z)
                plek += 4 + lengte
            self.schrijf(rijen)

    def momentopname(self) -> bytes:
        """Seal all cells in one piece."""
        cellen = self.c.execute("SELECT r, f, t, v FROM cell").fetchall()
        return _verzegel([list(x) for x in cellen], zstandard.ZstdCompressor(level=3))

    def uit_momentopname(self, stuk: bytes) -> None:
        """Fill an empty store from such a piece."""
        rijen = _ontzegel(stuk, zstandard.ZstdDecompressor())
        self.c.execute("BEGIN")
        self.c.executemany("INSERT INTO cell (r, f, t, v) VALUES (?, ?, ?, ?)", rijen)
        if self.zoek:
            self.c.execute("INSERT INTO zoek (rowid, tekst) SELECT nr, v FROM cell")
        self.c.execute("COMMIT")

    def sluit(self) -> None:
        """Close and remove."""
        self.c.close()
        for pad in self.pad.parent.glob(f"{self.pad.name}*"):
            pad.unlink()
