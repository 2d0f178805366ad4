"""The same act in small and large vaults, against the same rows by hand: opening a dossier, searching, reading a CSV.

    bench_schaal.py [--groot] [--reps 5] [--bewaar MAP]

Every vault holds the same number of notes; the dossiers that are opened hold the same in each, so that what is left of
a difference is that of the number of casussen. Ordinarily vaults of 200 and 2,000 casussen with 20,000 notes and a CSV
of 1,000 rows; `--groot` takes 200, 2,000 and 10,000 casussen with 100,000 notes and 5,000 rows (minutes, gigabytes).
"""

import argparse
import json
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

HIER = Path(__file__).resolve().parent
sys.path[:0] = [str(HIER)]

import ons  # noqa: E402 - beside this file, not a package
import proefkluis  # noqa: E402
import vloer  # noqa: E402
from vast import NU, WACHTWOORD, Lopendeklok, Vasteklok, Vastewillekeur  # noqa: E402

from zvh_desktop.assets import asset  # noqa: E402
from zvh_desktop.domain.betrokkene import Betrokkene  # noqa: E402
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie  # noqa: E402
from zvh_desktop.domain.errors import Omstandigheid, Reden  # noqa: E402
from zvh_desktop.domain.plan import Actie  # noqa: E402
from zvh_desktop.domain.record import Record  # noqa: E402
from zvh_desktop.services import beheer, csvinvoer  # noqa: E402
from zvh_desktop.services.werkplek import Werkplek  # noqa: E402
from zvh_desktop.store import search  # noqa: E402
from zvh_desktop.store.opening import nieuwe_kluis  # noqa: E402

GEWOON, GROOT = ((200, 2_000), 20_000, 1_000), ((200, 2_000, 10_000), 100_000, 5_000)
"""Numbers of casussen, notes in each vault, rows of the CSV."""
_GEMETEN, _NOTITIES = 50, 50
"""So many casussen are opened, each with so many notes, whatever the size of the vault."""
_PER_KEER = 250
_LETTERS = [woord[:n] for woord in ("moeder", "gesprek", "rust", "wijkagent", "diensten") for n in range(2, len(woord))]


class Kluis:
    """A vault of so many casussen, and a copy of its database for the floor; made once, kept when asked."""

    def __init__(self, map_: Path, casussen: int, notities: int, bewaard: Path | None) -> None:
        naam = f"schaal-{casussen}-{notities}"
        bron = (bewaard or map_ / "bron") / f"{naam}.zvh"
        if not bron.with_suffix(".json").exists():
            print(f"Kluis met {casussen} casussen en {notities} notities maken …", file=sys.stderr)
            shutil.rmtree(bron, ignore_errors=True)
            bron.parent.mkdir(parents=True, exist_ok=True)
            gemaakt = _maak(bron, casussen, notities)
            bron.with_suffix(".json").write_text(json.dumps(gemaakt), encoding="ascii")
        self.sleutel, self.gemeten = json.loads(bron.with_suffix(".json").read_text(encoding="ascii"))
        self.kluis, self.db = map_ / f"{naam}.zvh", map_ / f"{naam}.db"
        shutil.copytree(bron, self.kluis)
        shutil.copyfile(bron / "vault.db", self.db)

    def weg(self) -> None:
        """Take the copies away: the disk need not hold all sizes at once."""
        shutil.rmtree(self.kluis)
        for pad in self.db.parent.glob(f"{self.db.name}*"):
            pad.unlink()


def _werkplek(map_: Path, zaad: int) -> Werkplek:
    vault, _ = nieuwe_kluis(map_, WACHTWOORD, klok=Vasteklok(), willekeur=Vastewillekeur(zaad), kdf=proefkluis.KDF)
    wp = Werkplek(vault.store(), Lopendeklok(), vault.willekeur, vault)
    partners = (beheer.PartnerInvoer("Politie", "POL", "politie", True),)
    beheer.richt_in(wp, beheer.Inrichting("Huis", "M. van der Heijden", "", "procesregisseur", partners))
    return wp


def _casus(wp: Werkplek, rng: Random, w: dict[str, Any], nummer: int, notities: int) -> list[Record]:
    casus_id, basis = wp.nieuw_id(), {"stream": wp.nieuwe_stream()}
    thema = w["themas"]["overlast"] if "overlast" in w["themas"] else next(iter(w["themas"].values()))
    dag = NU.date() - timedelta(days=rng.randrange(5, 900))
    achter = rng.choice(w["achternamen"])[1]
    uit: list[Record] = [
        Casus(
            id=casus_id, nummer=f"{dag.year}-{nummer:05d}", type="persoon", naam=f"{achter}, A.",
            status="loopt", begonnen_op=dag, **basis,
        ),
        Betrokkene(
            id=wp.nieuw_id(), casus_id=casus_id, voornamen="Anna", achternaam=achter, hoofdpersoon=True, **basis
        ),
        Aanmelding(
            id=wp.nieuw_id(), casus_id=casus_id, ontvangen_op=dag, aanmelder_organisatie="Politie",
            aanleiding=rng.choice(thema["aanleiding"]), **basis,
        ),
        Actie(
            id=wp.nieuw_id(), casus_id=casus_id, tekst=rng.choice(thema["actie"]), uiterlijk=dag, gemaakt_op=dag,
            **basis,
        ),
    ]  # fmt: skip
    for n in range(notities):
        tekst = f"{rng.choice(thema['notitie'])} {rng.choice(thema['informatie'])} {rng.choice(w['achternamen'])[1]}."
        tijd = NU - timedelta(days=2 * n + 1)
        uit.append(Notitie(id=wp.nieuw_id(), casus_id=casus_id, tijdstip=tijd, tekst=tekst, **basis))
    return uit


def _maak(map_: Path, casussen: int, notities: int) -> tuple[str, list[str]]:
    """Write the vault through the store, a few hundred casussen at once; return its key and the casussen to open."""
    w = json.loads(asset("resources", "demo", "woorden.json").read_text(encoding="utf-8"))
    rng, wp = Random(casussen), _werkplek(map_, casussen)
    rest = notities - _GEMETEN * _NOTITIES
    anderen = casussen - _GEMETEN
    gemeten: list[str] = []
    for begin in range(0, casussen, _PER_KEER):
        records: list[Record] = []
        for nr in range(begin, min(casussen, begin + _PER_KEER)):
            # The measured ones lie spread over the whole.
            is_gemeten = len(gemeten) < _GEMETEN and nr * _GEMETEN >= len(gemeten) * casussen
            aantal = _NOTITIES if is_gemeten else rest // anderen + (nr % anderen < rest % anderen)
            stukken = _casus(wp, rng, w, nr + 1, aantal)
            if is_gemeten:
                gemeten.append(stukken[0].id)
            records += stukken
        records.sort(key=lambda r: r.soort)
        with wp.transactie("casussen gemaakt") as t:
            t.save_many(records)
    search.tidy(wp.store.verbinding)  # as every daily backup does
    wp.store.zet_instelling("laatste_kopie", NU.date().isoformat())
    sleutel = wp.kluis._sleutel.hex()
    wp.store.close()
    wp.kluis.close()
    return sleutel, gemeten


def _rij(wat: str, vloer_: list[float], ons_: list[float], onder: float | None, doel: float | None) -> dict[str, Any]:
    v, o = median(vloer_), median(ons_)
    return {
        "wat": wat, "eenheid": "s", "vloer": v, "ons": o, "verhouding": o / v if v else None, "onder": onder,
        "doel": doel, "metingen": len(ons_), "vloer_alle": vloer_, "ons_alle": ons_,
    }  # fmt: skip


def _om_en_om(aantal: int, *werk: Any) -> list[list[float]]:
    uit: list[list[float]] = [[] for _ in werk]
    for keer in range(aantal + 1):
        for lijst, doe in zip(uit, werk, strict=True):
            duur = doe()
            if keer:
                lijst.append(duur)
    return uit


def _dossiers(kluis: Kluis, reps: int) -> tuple[list[float], list[float]]:
    wp, c = ons.werkplek(kluis.kluis), vloer.open_kaal(kluis.db, kluis.sleutel)
    beurt = iter(kluis.gemeten)
    aantal = min(max(reps, 24), _GEMETEN // 2 - 1)
    v, o = _om_en_om(aantal, lambda: vloer.open_dossier(c, next(beurt)), lambda: ons.open_dossier(wp, next(beurt)))
    _sluit(wp, c)
    return v, o


def _zoek(kluis: Kluis, reps: int) -> tuple[list[float], list[float], list[float]]:
    """Type letter by letter; the bare rows, what a list of hits cannot do without by hand, and ours."""
    wp, c = ons.werkplek(kluis.kluis), vloer.open_kaal(kluis.db, kluis.sleutel)
    vloer.maak_zoekindex(c)
    beurten = [iter(_LETTERS * reps) for _ in range(3)]
    v, vol, o = _om_en_om(
        len(_LETTERS) * min(reps, 2) - 1,
        lambda: vloer.zoek(c, next(beurten[0])),
        lambda: vloer.zoek_vol(c, next(beurten[1])),
        lambda: ons.zoek(wp, next(beurten[2])),
    )
    _sluit(wp, c)
    return v, vol, o


def _sluit(wp: Any, c: Any) -> None:
    c.close()
    wp.store.close()
    wp.kluis.close()


_KOP = "Organisatie;Aanmelder;Datum aanmelding;Achternaam;Geboortedatum;Thema;Aanleiding"
_TABELLEN = ("casus", "aanmelding", "betrokkene", "fase")


def _csv(aantal: int) -> bytes:
    rijen = (
        f"Politie;P. Smit;1-11-2026;Proefnaam{n};{n % 28 + 1}-3-{1940 + n % 60};overlast;"
        f"Aanleiding {n}: een zin over wat er in de straat speelde."
        for n in range(aantal)
    )
    return "\n".join([_KOP, *rijen]).encode()


def _lees_in(map_: Path, aantal: int) -> dict[str, float]:
    """Look at a CSV, stop half-way, take it in; then write the same rows, and the same rows and log, by hand."""
    wp = _werkplek(map_ / f"csv-{aantal}.zvh", 7)
    tabel = csvinvoer.lees_csv(_csv(aantal))
    begin = perf_counter()
    bedoeld = csvinvoer.proef(wp, tabel, csvinvoer.stel_koppeling_voor(tabel.koppen))
    uit = {"proef": perf_counter() - begin}
    voor = _aantallen(wp)
    begin = perf_counter()
    try:
        csvinvoer.voer_in(wp, bedoeld, lambda gedaan, totaal: gedaan < totaal // 2)
    except Omstandigheid as fout:
        assert fout.reden is Reden.AFGEBROKEN
    uit["gestopt"] = perf_counter() - begin
    assert _aantallen(wp) == voor, "stopping leaves nothing behind"
    begin = perf_counter()
    csvinvoer.voer_in(wp, bedoeld)
    uit["ons"] = perf_counter() - begin
    v = wp.store.verbinding
    rijen = {tabel_: v.rows(f"SELECT * FROM {tabel_}") for tabel_ in _TABELLEN}
    assert len(rijen["casus"]) == aantal
    log = v.rows("SELECT * FROM change")
    maken = [
        str(sql)
        for naam in (*_TABELLEN, "change")
        for (sql,) in v.rows(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql <> '' ORDER BY type = 'index'", (naam,)
        )
    ]
    for naam, wat in (("rijen", rijen), ("rijen_log", {**rijen, "change": log})):
        uit[naam] = _met_de_hand(map_ / f"hand-{naam}-{aantal}.db", maken, wat)
    wp.store.close()
    wp.kluis.close()
    return uit


def _aantallen(wp: Werkplek) -> list[int]:
    namen = (*_TABELLEN, "change", "head", "txn", "zoekwacht", "audit")
    return [int(wp.store.verbinding.value(f"SELECT count(*) FROM {naam}")) for naam in namen]


def _met_de_hand(db: Path, maken: list[str], rijen: dict[str, list[Any]]) -> float:
    c = vloer.open_kaal(db, "ab" * 32)
    for sql in maken:
        c.execute(sql)
    begin = perf_counter()
    c.execute("BEGIN")
    for naam, deel in rijen.items():
        c.executemany(f"INSERT INTO {naam} VALUES ({', '.join('?' * len(deel[0]))})", deel)
    c.execute("COMMIT")
    duur = perf_counter() - begin
    c.close()
    for pad in db.parent.glob(f"{db.name}*"):
        pad.unlink()
    return duur


def rijen(reps: int = 5, *, groot: bool = False, bewaar: Path | None = None) -> list[dict[str, Any]]:
    """Return the rows of the report."""
    maten, notities, regels = GROOT if groot else GEWOON
    uit: list[dict[str, Any]] = []
    kaal: dict[int, float] = {}
    geopend: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="zvh-bench-schaal-") as map_:
        for casussen in maten:
            kluis = Kluis(Path(map_), casussen, notities, bewaar)
            v, o = _dossiers(kluis, reps)
            kaal[casussen], geopend[casussen] = median(v), median(o)
            uit.append(_rij(f"dossier openen, {casussen} casussen", v, o, 2.0, 1.5))
            v, vol, o = _zoek(kluis, reps)
            # In a small vault the bare rows take a few hundredths of a millisecond, less than cutting a dozen fragments
            # out of texts and hiding what may not be listed can take. So the budget is held against the same answer by
            # hand; the bare rows stay in view beside it.
            wat = f"zoeken, {casussen} casussen, {notities} notities"
            uit.append(_rij(f"{wat}; vloer met fragment", vol, o, 1.5, 1.2))
            uit.append(_rij(f"{wat}; vloer kale rijen", v, o, None, None))
            kluis.weg()
        klein, meest = maten[0], maten[-1]
        # The floor grows too: in a small vault a dossier shares its pages with others and finds them read already.
        groei = [stand[meest] / stand[klein] for stand in (kaal, geopend)]
        wat = f"dossier: {meest} tegen {klein} casussen, keer zo lang"
        uit.append({**_rij(wat, groei[:1], groei[1:], 1.3, 1.0), "eenheid": "keer"})
        gelezen = [_lees_in(Path(map_) / str(n), regels) for n in range(1 if groot else min(reps, 3))]
        per = {naam: [een[naam] for een in gelezen] for naam in gelezen[0]}
        wat = f"CSV van {regels} regels inlezen"
        uit.append(_rij(f"{wat}; vloer: rijen en logboek", per["rijen_log"], per["ons"], 3.0, 2.0))
        uit.append(_rij(f"{wat}; vloer: alleen de rijen", per["rijen"], per["ons"], None, None))
        uit.append(_rij(f"CSV van {regels} regels bekijken", per["rijen_log"], per["proef"], None, None))
    return uit


def main() -> int:
    """Measure and print."""
    lezer = argparse.ArgumentParser(description="Meet in kleine en grote kluizen.")
    lezer.add_argument("--reps", type=int, default=5)
    lezer.add_argument("--groot", action="store_true")
    lezer.add_argument("--bewaar", type=Path, metavar="MAP", help="houd de kluizen hier voor een volgende keer")
    keuze = lezer.parse_args()
    for r in rijen(keuze.reps, groot=keuze.groot, bewaar=keuze.bewaar):
        grens = f"onder {r['onder']:g}, doel {r['doel']:g}" if r["onder"] else ""
        print(f"{r['wat']:58} {r['vloer']:9.4f} {r['ons']:9.4f} s {r['verhouding']:6.2f}  {grens}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
