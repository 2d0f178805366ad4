"""What is promised when the program is killed, the disk is full, or another process writes."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from zvh_testing.kluisplek import STREAM, WIE, ProefRecord, nieuwe_proefkluis, open_proefkluis, proef

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store import audit, search
from zvh_desktop.store.check import check
from zvh_desktop.store.connection import Verbinding

_SCHRIJVER = """
import sys
from pathlib import Path
from zvh_testing.kluisplek import STREAM, WIE, ProefRecord, open_proefkluis
from zvh_desktop.store.drafts import Concept

kluis = open_proefkluis(Path(sys.argv[1]))
store = kluis.store()
ronde = sys.argv[2]
print("open", flush=True)
nr = 0
while True:
    nr += 1
    id_, tekst = f"{int(ronde):016x}{nr:016x}", f"woord{ronde}x{nr}"
    record = ProefRecord(id=id_, stream=STREAM, naam=ronde, tekst=tekst, aantal=nr)
    with store.transaction("tel", WIE) as t:
        t.save(record)
        t.save(record.met(aantal=nr + 1))
        t.audit("geteld", [record.id])
        t.concept_weg("c" * 32, "weg")
    print("record", nr, flush=True)
    kluis.concepten.bewaar(Concept("c" * 32, f"veld{ronde}", "proef_record", "Concept", str(nr), 0, f"{nr:09d}"))
    kluis.concepten.flush()
    print("concept", nr, flush=True)
"""


def _omgeving() -> dict[str, str]:
    wortel = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(wortel), str(wortel / "tests")])}


def _tot_de_klap(map_: Path, ronde: int, regels: int) -> dict[str, int]:
    """Start a writer, kill it after so many acknowledged lines, and return the last number of each kind."""
    proces = subprocess.Popen(
        [sys.executable, "-c", _SCHRIJVER, str(map_), str(ronde)], env=_omgeving(), stdout=subprocess.PIPE, text=True
    )
    gezegd = {"record": 0, "concept": 0}
    assert proces.stdout is not None
    with proces.stdout as uitvoer:
        for aantal, regel in enumerate(uitvoer):
            if aantal == regels:
                os.kill(proces.pid, signal.SIGKILL)
            if regel.endswith("\n") and " " in regel:
                soort, nr = regel.split()
                gezegd[soort] = int(nr)
    proces.wait()
    return gezegd


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_na_kill_is_alles_wat_bevestigd_was_er_nog(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    nieuwe_proefkluis(map_)[0].close()
    kans = Random(20261122)
    for ronde in range(1, 6):
        gezegd = _tot_de_klap(map_, ronde, kans.randrange(1, 40))
        kluis = open_proefkluis(map_)
        store = kluis.store()
        bewaard = store.find(ProefRecord, naam=str(ronde), order="aantal")
        assert len(bewaard) >= gezegd["record"]
        # A transaction is there as a whole: second save, search index and audit along with the first.
        assert [record.aantal for record in bewaard] == list(range(2, len(bewaard) + 2))
        if bewaard:
            assert len(store.zoek(f"woord{ronde}x1 ")) == 1
        concept = store.concept("c" * 32, f"veld{ronde}")
        assert gezegd["concept"] <= int(concept.tekst if concept is not None else 0)
        assert len(store.audit_regels(gebeurtenis="geteld")) == len(store.find(ProefRecord))
        assert audit.verify(store.verbinding) is None
        assert kluis.check() == []
        kluis.close()


def _vol(verbinding: Verbinding) -> Iterator[None]:
    bladen = verbinding.value("PRAGMA page_count")
    verbinding.rows(f"PRAGMA max_page_count = {bladen + 2}")
    yield
    verbinding.rows("PRAGMA max_page_count = 4294967294")


def test_volle_schijf_zegt_dat_en_bewaart_wat_er_stond(tmp_path: Path) -> None:
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    store = kluis.store()
    record = proef(store, naam="staat er al")
    with store.transaction("maken", WIE) as t:
        t.save(record)
    for _ in _vol(store.verbinding):
        with pytest.raises(Omstandigheid) as fout, store.transaction("te veel", WIE) as t:
            t.save(record.met(naam="nieuw"))
            t.bestand(b"x" * 100_000)
        assert fout.value.reden is Reden.SCHIJF_VOL
    assert store.get(ProefRecord, record.id) == record
    with store.transaction("weer ruimte", WIE) as t:
        t.save(record.met(naam="nieuw"))
    assert kluis.check() == []
    kluis.close()


_BEGRENSD = """
import resource, signal, sys
from pathlib import Path
from zvh_testing.kluisplek import WIE, ProefRecord, open_proefkluis, proef
from zvh_desktop.domain.errors import Omstandigheid

kluis = open_proefkluis(Path(sys.argv[1]))
store = kluis.store()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
grens = (Path(sys.argv[1]) / "vault.db").stat().st_size + 300_000
resource.setrlimit(resource.RLIMIT_FSIZE, (grens, grens))
gelukt = 0
try:
    while True:
        with store.transaction("vol", WIE) as t:
            t.save(proef(store, naam=f"nr {gelukt}", tekst="lang " * 2000))
        gelukt += 1
except Omstandigheid as fout:
    print(gelukt, fout.reden.name, flush=True)
try:
    kluis.backup(Path(sys.argv[1]).parent)
    print("backup", flush=True)
except Omstandigheid as fout:
    print(fout.reden.name, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="file size limits are POSIX")
def test_bestand_dat_niet_verder_mag_groeien_houdt_alle_eerdere_handelingen(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    nieuwe_proefkluis(map_)[0].close()
    uit = subprocess.run(
        [sys.executable, "-c", _BEGRENSD, str(map_)], env=_omgeving(), capture_output=True, text=True, check=True
    )
    gelukt, reden, _ = uit.stdout.split()
    assert reden in ("SCHIJF_VOL", "SCHRIJFFOUT")
    kluis = open_proefkluis(map_)
    assert len(kluis.store().find(ProefRecord)) == int(gelukt) > 0
    assert kluis.check() == []
    kluis.close()


def test_wie_niet_aan_de_beurt_komt_hoort_in_gebruik(tmp_path: Path) -> None:
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    store = kluis.store()
    ongeduldig = Verbinding(kluis.map / "vault.db", kluis._sleutel, wacht_ms=1)
    with store.transaction("lang", WIE), pytest.raises(Omstandigheid) as fout, ongeduldig.transaction():
        pass
    assert fout.value.reden is Reden.IN_GEBRUIK
    ongeduldig.close()
    kluis.close()


def test_lange_vraag_is_van_buiten_te_onderbreken(tmp_path: Path) -> None:
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    verbinding = kluis.connect()
    begonnen = threading.Event()

    def stoor() -> None:
        begonnen.wait()
        verbinding.interrupt()

    draad = threading.Thread(target=stoor)
    draad.start()
    with pytest.raises(Omstandigheid) as fout:
        for _ in verbinding.each("WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t"):
            begonnen.set()
    draad.join()
    assert fout.value.reden is Reden.AFGEBROKEN
    verbinding.close()
    kluis.close()


def test_controle_vindt_wat_niet_bij_elkaar_past(tmp_path: Path) -> None:
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    store = kluis.store()
    record = proef(store, naam="a", tekst="b")
    with store.transaction("maken", WIE) as t:
        t.save(record)
        t.bestand(b"inhoud")
    search.follow(store.verbinding)
    for sql, wat in (
        ("UPDATE proef_record SET naam = 'anders'", "veld"),
        ("UPDATE proef_record SET casus_id = '9'", "veld verwijzing"),
        ("DELETE FROM head WHERE veld = 'naam'", "head veld"),
        ("DELETE FROM proef_record", "record"),
        ("UPDATE bestand SET inhoud = x'00'", "bestand"),
        ("UPDATE zoektekst SET tekst = 'c' WHERE veld = 'tekst'", "zoekindex"),
        ("UPDATE change SET soort = 'onbekend'", "tabel record"),
    ):
        store.verbinding.run("SAVEPOINT proef")
        store.verbinding.run(sql)
        gevonden = [bevinding.wat for bevinding in check(store.verbinding)]
        store.verbinding.run("ROLLBACK TO proef")
        store.verbinding.run("RELEASE proef")
        assert gevonden == wat.split(), sql
    assert kluis.check() == []
    assert STREAM not in repr(kluis.check())
    kluis.close()
