"""Sharing, with the whole product in its path, against the floor of `vloer_sync`: W1, W2, a fresh device, storage.

W1: 667 records of 15 fields (ten of them about 200 bytes of prose) are written by A, pushed, pulled and applied by B:
clock, chain, keys, roles, audit, search index, receipts, encrypted stores on both sides. The floor moves the same
cells: every field of which the product has a change. It keeps no history, no heads, no rows of records and none of the
sealed pieces.
W2: 100 changes. Both sides run in turns, in one process, each with a server in a process of its own.
A fresh device: of the product its whole first round with the server, from the first question on, by the number of W1s
that it gets; of the floor only opening one snapshot that it holds in its hands, and filling an empty store from it.

    bench_sync.py [--reps 5]
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

HIER = Path(__file__).resolve().parent
sys.path[:0] = [str(HIER), str(HIER.parent)]

from vloer_sync import Kaal, KaleServer, teksten  # noqa: E402 - beside this file, not a package
from zvh_testing.deur import deur  # noqa: E402
from zvh_testing.regioplek import Regioplek, neem_aan, regioplek  # noqa: E402

from zvh_desktop.domain.casus import Aanmelding  # noqa: E402
from zvh_desktop.domain.errors import Omstandigheid, Reden  # noqa: E402
from zvh_desktop.services import beheer, regio, sync  # noqa: E402
from zvh_desktop.services.werkplek import Werkplek  # noqa: E402
from zvh_desktop.store import search  # noqa: E402
from zvh_desktop.sync.link import Link  # noqa: E402
from zvh_desktop.sync.transport import HttpTransport  # noqa: E402

RECORDS = 667
VELDEN = (
    "aanleiding", "doel_overleg", "eerder_geprobeerd", "motivering_1", "motivering_2", "motivering_3", "motivering_4",
    "aanmelder_organisatie", "aanmelder_naam", "aanmelder_functie",
)  # fmt: skip
_KORT = ("casus_id", "ontvangen_op", "verwijderd", "wijze", "geinformeerd")
"""What else the product has a change of in a new record."""
_TOESTELLEN = 3
"""So many fresh devices, in turns with the floor, with snapshots and without."""
_MET_INDEX = 3
"""So many rounds of the floor that keeps a search index too: it takes longer than all else together."""
GRENZEN = {
    "w1": (4.0, 2.5), "schrijf": (4.0, 2.5), "duw": (3.0, 2.0), "haal": (5.0, 3.0), "w2": (None, None),
    "bytes_w1": (1.3, 1.1), "bytes_w2": (2.0, 1.3), "opslag": (2.0, 1.3), "vers": (5.0, 3.0),
}  # fmt: skip


class Teller(HttpTransport):
    """Counts the bytes of all bodies, both ways."""

    bytes_ = 0

    def _vraag(self, methode: str, pad: str, inhoud: bytes | None = None, **k: Any) -> bytes | None:
        antwoord = super()._vraag(methode, pad, inhoud, **k)
        self.bytes_ += len(inhoud or b"") + len(antwoord or b"")
        return antwoord


def _cellen(records: list[Aanmelding], zaad: str) -> list[dict[str, str]]:
    """The same cells for the floor: record, field, stamp, value."""
    uit = []
    for nr, record in enumerate(records):
        for veld in (*VELDEN, *_KORT):
            stempel = f"2026-11-21T22:00:00.{nr:05d}Z-{zaad}-a1b2c3d4"
            uit.append({"r": record.id, "f": veld, "t": stempel, "v": str(getattr(record, veld))})
    return uit


class Proef:
    """A region of A and B with a real server, and the floor beside it."""

    def __init__(self, map_: Path, stapel: ExitStack) -> None:
        from zvh_testing.serverplek import roep, start, stop

        self.map = map_
        servermap = map_ / "server"
        servermap.mkdir(parents=True)
        (servermap / "server.toml").write_text("per_minuut = 1000000\nper_minuut_vreemd = 1000000\n", encoding="utf-8")
        _stil(lambda: roep("--map", str(servermap), "init"))
        self.plek: Regioplek = stapel.enter_context(regioplek(map_))
        self.plek.klok = _Klok()  # type: ignore[assignment]
        self.a = self.plek.nieuwe_kluis("a")
        beheer.richt_in(
            self.a, beheer.Inrichting("Huis", "A. Baas", "", "beheerder", collegas=(("B. Blom", "secretaris"),))
        )
        regio.begin(self.a)
        verzoek = (servermap / "verzoek.txt").read_text(encoding="ascii")
        bestand = map_ / "regio.txt"
        bestand.write_bytes(regio.certificeer_server(self.a, verzoek, "http://127.0.0.1:1").inhoud)
        _stil(lambda: roep("--map", str(servermap), "init", "--region", str(bestand)))
        self.server = start(servermap)
        stapel.callback(lambda: stop(self.server))
        regio.zet_server(self.a, self.server.adres)
        self.b = self.lid("b")
        self.stream = self.a.nieuwe_stream()
        self.la, self.lb = Link(Teller(self.server.adres)), Link(Teller(self.server.adres))
        for link in (self.la, self.lb):
            stapel.callback(link.transport.sluit)
        self.zaad = 0
        self.laatste = self.b
        """The vault that joined last."""

    def lid(self, naam: str) -> Werkplek:
        """Let a new vault join; it fetched nothing yet."""
        wp = self.plek.nieuwe_kluis(naam)
        neem_aan(self.a, wp, "B. Blom", lambda: HttpTransport(self.server.adres))
        return wp

    def records(self, aantal: int, stream: str) -> list[Aanmelding]:
        """New records, other words each time."""
        self.zaad += 1
        woorden = iter(teksten(aantal * len(VELDEN), self.zaad))
        return [
            Aanmelding(
                id=self.a.nieuw_id(), stream=stream, casus_id=self.a.nieuw_id(), ontvangen_op=date(2026, 11, 2),
                **{veld: next(woorden) for veld in VELDEN},
            )
            for _ in range(aantal)
        ]  # fmt: skip

    def nieuwe_stream(self) -> str:
        """A casus stream whose keys A and B have."""
        from zvh_desktop.domain.casus import Casus

        stream = self.a.nieuwe_stream()
        casus = Casus(
            id=self.a.nieuw_id(), stream=stream, nummer="2026-1", type="gebied", gebied="plein",
            begonnen_op=date(2026, 11, 2),
        )  # fmt: skip
        with self.a.transactie("casus") as t:
            t.save(casus)
        for _ in range(2):
            sync.ronde(self.a, self.la)
            sync.ronde(self.b, self.lb)
        return stream


class _Klok:
    def nu(self) -> Any:
        from datetime import UTC, datetime

        return datetime.now(UTC)


def _stil(doe: Any) -> None:
    with redirect_stdout(StringIO()):
        doe()


def _tijd(doe: Any) -> float:
    begin = perf_counter()
    doe()
    return perf_counter() - begin


def _opslag(map_: Path) -> int:
    return sum(p.stat().st_size for p in map_.glob("*.db*"))


def _ons(p: Proef, uit: dict[str, list[float]]) -> list[Aanmelding]:
    """One W1 and one W2 of the product."""
    stream = p.nieuwe_stream()
    records = p.records(RECORDS, stream)
    voor_bytes, voor_opslag = p.la.transport.bytes_, _opslag(p.server.map)  # type: ignore[attr-defined]

    def schrijf() -> None:
        with p.a.transactie("import") as t:
            t.save_many(records)

    uit["schrijf"].append(_tijd(schrijf))
    uit["duw"].append(_tijd(lambda: sync.ronde(p.a, p.la, alleen=[stream])))
    uit["bytes_w1"].append(p.la.transport.bytes_ - voor_bytes)  # type: ignore[attr-defined]
    uit["haal"].append(_tijd(lambda: sync.ronde(p.b, p.lb, alleen=[stream])))
    uit["opslag"].append(_opslag(p.server.map) - voor_opslag)
    uit["w1"].append(uit["schrijf"][-1] + uit["duw"][-1] + uit["haal"][-1])
    # The index follows at rest, or before the first search: no part of the rows above, and said in rows of its own.
    index_a, index_b = (_tijd(lambda wp=wp: search.follow(wp.store.verbinding)) for wp in (p.a, p.b))
    uit["schrijf_index"].append(uit["schrijf"][-1] + index_a)
    uit["haal_index"].append(uit["haal"][-1] + index_b)
    uit["w1_index"].append(uit["w1"][-1] + index_a + index_b)
    assert len(p.b.store.find(Aanmelding, stream=stream)) == RECORDS
    geteld = "SELECT count(*) FROM change WHERE stream = ? AND soort = 'aanmelding'"
    assert p.b.store.verbinding.value(geteld, (stream,)) == len(_cellen(records, "")), "the floor moves as many cells"
    voor_bytes = p.la.transport.bytes_  # type: ignore[attr-defined]
    nieuw = iter(teksten(100, p.zaad + 5000))

    def w2() -> None:
        with p.a.transactie("honderd") as t:
            t.save_many([r.met(aanleiding=next(nieuw)) for r in records[:100]])
        sync.ronde(p.a, p.la, alleen=[stream])
        sync.ronde(p.b, p.lb, alleen=[stream])

    uit["w2"].append(_tijd(w2))
    uit["bytes_w2"].append(p.la.transport.bytes_ - voor_bytes)  # type: ignore[attr-defined]
    return records


def _vloer(p: Proef, records: list[Aanmelding], uit: dict[str, list[float]], *, zoek: bool) -> None:
    """The same cells with the bare libraries."""
    server = KaleServer(p.map)
    a, b = Kaal(p.map, zoek=zoek), Kaal(p.map, zoek=zoek)
    cellen, honderd = _cellen(records, "0001"), _cellen(records[:100], "0002")[:: len(VELDEN) + len(_KORT)]
    gemeten: dict[str, float] = {}
    gemeten["schrijf"] = _tijd(lambda: a.schrijf(cellen))
    tel: list[int] = []
    gemeten["duw"] = _tijd(lambda: tel.append(a.duw(server)))
    gemeten["haal"] = _tijd(lambda: b.haal(server))
    gemeten["w1"] = gemeten["schrijf"] + gemeten["duw"] + gemeten["haal"]
    for naam in ("schrijf", "haal", "w1"):
        gemeten[f"{naam}_index"] = gemeten[naam]
    gemeten["bytes_w1"], gemeten["opslag"] = float(tel[0]), float(server.bewaard)
    nieuw = iter(teksten(100, p.zaad + 9000))
    for cel in honderd:
        cel["v"] = next(nieuw)

    def w2() -> None:
        a.schrijf(honderd)
        tel.append(a.duw(server))
        b.haal(server)

    gemeten["w2"] = _tijd(w2)
    gemeten["bytes_w2"] = float(tel[1])
    for naam, waarde in gemeten.items():
        uit[naam].append(waarde)
    for een in (a, b):
        een.sluit()
    server.stop()


def _vers_vloer(p: Proef, stuk: bytes, *, zoek: bool) -> float:
    c = Kaal(p.map, zoek=zoek)
    duur = _tijd(lambda: c.uit_momentopname(stuk))
    c.sluit()
    return duur


def _verse_toestellen(
    p: Proef, streams: int, uit: dict[str, list[float]], kaal: dict[str, list[float]], kaal_zoek: dict[str, list[float]]
) -> None:
    """Fresh devices in turns with the floor: first without snapshots, then with them."""
    bron = Kaal(p.map)
    bron.schrijf(_cellen(p.records(RECORDS, p.stream), "0001"))
    stuk = bron.momentopname()
    bron.sluit()
    for keer in range(_TOESTELLEN):
        uit["vers_zonder"].append(_vers(p, f"zonder{keer}") / streams)
    _momentopnamen(p)
    _vers_vloer(p, stuk, zoek=False)  # warms up
    for keer in range(_TOESTELLEN):
        kaal["vers"].append(_vers_vloer(p, stuk, zoek=False))
        uit["vers"].append(_vers(p, f"met{keer}") / streams)
        kaal_zoek["vers"].append(_vers_vloer(p, stuk, zoek=True))
        d = p.laatste
        uit["vers_index"].append(uit["vers"][-1] + _tijd(lambda d=d: search.follow(d.store.verbinding)) / streams)


def _tien(p: Proef, uit: list[float], kaal: list[float]) -> None:
    """Ten times W1 in one transaction, from the first to the last step, on both sides."""
    stream = p.nieuwe_stream()
    records = p.records(10 * RECORDS, stream)

    def onze() -> None:
        with p.a.transactie("import") as t:
            t.save_many(records)
        sync.ronde(p.a, p.la, alleen=[stream])
        sync.ronde(p.b, p.lb, alleen=[stream])

    uit.append(_tijd(onze))
    assert len(p.b.store.find(Aanmelding, stream=stream)) == 10 * RECORDS
    server, cellen = KaleServer(p.map), _cellen(records, "0003")
    a, b = Kaal(p.map), Kaal(p.map)

    def hunne() -> None:
        a.schrijf(cellen)
        a.duw(server)
        b.haal(server)

    kaal.append(_tijd(hunne))
    for een in (a, b):
        een.sluit()
    server.stop()


def _vers(p: Proef, naam: str) -> float:
    """The first rounds of a device that was just approved."""
    wp = p.laatste = p.lid(naam)
    for _ in range(2):
        sync.ronde(p.a, p.la)
    link = Link(HttpTransport(p.server.adres))
    duur = _tijd(lambda: sync.ronde(wp, link))
    link.transport.sluit()
    return duur


def _momentopnamen(p: Proef) -> None:
    """A makes snapshots of all that is long, B confirms, both push."""
    for stroom in deur(p.a.store).stromen():
        if stroom.soort == "casus":
            deur(p.a.store).momentopname(stroom.stream)
    sync.ronde(p.a, p.la)
    sync.ronde(p.b, p.lb)
    for stroom in deur(p.b.store).stromen():
        for een in deur(p.b.store).momentopnamen(stroom.stream)[:1]:
            try:
                deur(p.b.store).bevestig(stroom.stream, een.hash)
            except Omstandigheid as fout:
                if fout.reden is not Reden.NIET_BEVOEGD:
                    raise
    sync.ronde(p.b, p.lb)
    sync.ronde(p.a, p.la)


_NAMEN = (
    ("schrijf", "10.005 wijzigingen lokaal", "s"),
    ("duw", "deze versturen", "s"),
    ("haal", "deze ophalen en toepassen", "s"),
    ("w1", "W1 van begin tot eind", "s"),
    ("w2", "W2: 100 wijzigingen, tot zichtbaar bij B", "s"),
    ("bytes_w1", "W1 over de lijn", "kB"),
    ("bytes_w2", "W2 over de lijn", "kB"),
    ("opslag", "W1 op de server", "kB"),
)


def rijen(reps: int = 5) -> list[dict[str, Any]]:
    """Return the rows of the report."""
    sleutels = [*GRENZEN, "schrijf_index", "haal_index", "w1_index", "tien", "vers_zonder", "vers_index"]
    ons: dict[str, list[float]] = {s: [] for s in sleutels}
    kaal: dict[str, list[float]] = {s: [] for s in sleutels}
    kaal_zoek: dict[str, list[float]] = {s: [] for s in sleutels}
    with tempfile.TemporaryDirectory(prefix="zvh-bench-sync-") as map_, ExitStack() as stapel:
        p = Proef(Path(map_), stapel)
        for keer in range(reps + 1):
            records = _ons(p, ons)
            _vloer(p, records, kaal, zoek=False)
            if keer <= _MET_INDEX:
                _vloer(p, records, kaal_zoek, zoek=True)
            if not keer:
                # The first of each warms caches and writes bytecode.
                for meting in (ons, kaal, kaal_zoek):
                    for lijst in meting.values():
                        lijst.clear()
        _verse_toestellen(p, reps + 1, ons, kaal, kaal_zoek)
        _tien(p, ons["tien"], kaal["tien"])
    uit: list[dict[str, Any]] = []
    for sleutel, wat, eenheid in _NAMEN:
        deler = 1000 if eenheid == "kB" else 1
        uit.append(_rij(sleutel, wat, kaal[sleutel], ons[sleutel], eenheid, deler))
        if eenheid == "s" and sleutel in ("schrijf", "haal", "w1"):
            met = f"{sleutel}_index"
            uit.append(_rij("", f"{wat} en zoekindex, vloer ook", kaal_zoek[met], ons[met], eenheid, deler))
    uit.append(_rij("vers", "nieuw toestel uit momentopnamen, per W1", kaal["vers"], ons["vers"], "s", 1))
    uit.append(_rij("", "hetzelfde en zoekindex, vloer ook", kaal_zoek["vers"], ons["vers_index"], "s", 1))
    uit.append(_rij("w1", "tien keer W1 in één keer, van begin tot eind", kaal["tien"], ons["tien"], "s", 1))
    uit.append(_rij("", "nieuw toestel zonder momentopnamen, per W1", ons["vers"], ons["vers_zonder"], "s", 1))
    return uit


def _rij(sleutel: str, wat: str, vloer_: list[float], ons_: list[float], eenheid: str, deler: float) -> dict[str, Any]:
    v, o = median(vloer_) / deler, median(ons_) / deler
    onder, doel = GRENZEN.get(sleutel, (None, None))
    return {
        "wat": wat, "eenheid": eenheid, "vloer": v, "ons": o, "verhouding": o / v if v else None, "onder": onder,
        "doel": doel, "metingen": len(ons_), "vloer_alle": vloer_, "ons_alle": ons_,
    }  # fmt: skip


def main() -> int:
    """Measure and print."""
    lezer = argparse.ArgumentParser(description="Meet delen tegen de kale bibliotheken.")
    lezer.add_argument("--reps", type=int, default=5)
    for r in rijen(lezer.parse_args().reps):
        grens = f"onder {r['onder']:g}, doel {r['doel']:g}" if r["onder"] else ""
        print(f"{r['wat']:58} {r['vloer']:9.3f} {r['ons']:9.3f} {r['eenheid']:3} {r['verhouding']:6.2f}  {grens}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
