"""The vault as a file: a new key, a backup, a restore, destruction, a kill in the middle."""

import json
import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from zvh_testing.deur import deur
from zvh_testing.kluisplek import STREAM, WACHTWOORD, ProefRecord, VasteWillekeur, open_proefkluis, proef, stappen
from zvh_testing.kluisregio import Plek, Regio, beeld

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.store import finding, taught
from zvh_desktop.store import restore as terugzetten
from zvh_desktop.store.check import check

LANG = os.environ.get("ZVH_TORTURE") == "1"


def test_een_nieuwe_kluissleutel_neemt_alle_sleutels_mee(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    toestel = een.toestel
    een.store.close()
    een.kluis.nieuwe_kluissleutel(WACHTWOORD, WACHTWOORD)
    een.store = een.kluis.store()
    assert een.toestel == toestel and deur(een.store).toestelsleutels() is not None
    een.bewaar(proef(een.store, naam="na de nieuwe sleutel"))
    een.verzegel()
    assert twee.ontvang(een.stukken(STREAM)).wijzigingen > 0


def test_een_teruggezette_kopie_is_een_ander_toestel_dat_eerst_nieuwe_sleutels_maakt(
    tmp_path: Path, regio: Regio, paar: tuple[Plek, Plek], monkeypatch: pytest.MonkeyPatch
) -> None:
    een, twee = paar
    record = proef(een.store, naam="verzonden")
    een.bewaar(record)
    een.verzegel()
    twee.ontvang(een.stukken(STREAM))
    deur(een.store).bon(regio.bon(een, deur(een.store).te_sturen()))
    een.bewaar(record.met(naam="verzegeld, geen bon"))
    een.verzegel()
    een.bewaar(record.met(naam="nog niet verzegeld"))
    kopie = een.kluis.backup(tmp_path)
    monkeypatch.setattr(terugzetten, "steps", stappen)
    monkeypatch.setattr("zvh_desktop.store.opening.steps", stappen)
    kluis = terugzetten.restore(
        kopie, tmp_path / "terug.zvh", WACHTWOORD, klok=regio.klok, willekeur=VasteWillekeur("terug")
    )
    terug = regio.neem_op(kluis, "terug", "procesregisseur", certificeer=False)
    assert terug.toestel != een.toestel and deur(terug.store).toestelsleutels() is None
    assert terug.store.sync.verzegel().geweigerd == {STREAM: "toestel_onbekend"}
    assert [s for s in deur(terug.store).te_sturen() if s.soort == "delta"] == []
    regio.certificeer(terug)
    deur(een.store).geef(STREAM, terug.toestel)
    terug.verzegel()
    assert check(terug.store.verbinding) == []
    # Only the restored one speaks: everything is there.
    twee.ontvang(terug.stukken(STREAM))
    assert twee.store.get(ProefRecord, record.id).naam == "nog niet verzegeld"
    # The original lives on and sends the same: equal values, nothing to choose.
    een.verzegel()
    for plek in (twee, terug):
        plek.ontvang(een.stukken(STREAM))
    een.ontvang(terug.stukken(STREAM))
    for plek in (een, twee, terug):
        assert plek.store.get(ProefRecord, record.id).naam == "nog niet verzegeld"
        assert plek.store.conflicten() == [] and check(plek.store.verbinding) == []
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM) == beeld(terug.store, STREAM)


def test_vernietigen_laat_niets_van_de_stream_over_en_weigert_wat_later_komt(
    tmp_path: Path, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    geheim = "uniekwoordxyz"
    record = proef(een.store, naam=geheim, tekst=f"Over {geheim}.")
    blijft = proef(een.store, naam="blijft").model_copy(update={"stream": "7" * 32})
    een.bewaar(record, blijft)
    een.store.bewaar_concept(record.id, "tekst", soort="", label="", tekst=geheim, cursor=0)
    een.kluis.concepten.flush()
    een.verzegel(STREAM)
    stukken = een.stukken(STREAM)
    twee.ontvang(stukken)
    gedaan = een.store.sync.vernietig(STREAM)
    assert een.kluis.map.joinpath("vault.db-wal").stat().st_size == 0
    assert (gedaan.sleutels, gedaan.records, gedaan.concepten, gedaan.zoekteksten) == (1, 1, 1, 2)
    assert gedaan.wijzigingen > 0 and gedaan.stukken == len(stukken)
    assert een.store.vind(ProefRecord, record.id) is None and een.store.zoek(geheim) == [] and een.store.drafts() == []
    assert een.store.get(ProefRecord, blijft.id) == blijft
    assert een.ontvang(twee.stukken(STREAM)).wijzigingen == 0 and een.stukken(STREAM) == []
    assert deur(een.store).stroom(STREAM).vernietigd and deur(een.store).wachtend() == {"7" * 32: 5}
    assert [b.wat for b in check(een.store.verbinding)] == []
    # Nothing of the words is left in any table, also those under the search index, and no free page holds any.
    assert een.store.verbinding.value("PRAGMA freelist_count") == 0
    assert _plat(een).count(geheim.encode()) == 0 and _plat(twee).count(geheim.encode()) > 0


def test_geleerde_namen_gaan_mee_als_een_casus_wordt_vernietigd(paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    wie = Betrokkene(
        id="b" * 32, stream=STREAM, casus_id="c" * 32, voornamen="Jan-Willem", achternaam="Vermeer", aliassen=["Kees"]
    )
    ander = wie.model_copy(update={"id": "d" * 32, "stream": "7" * 32, "voornamen": "Fatima", "achternaam": "Vermeer"})
    een.bewaar(wie, ander)
    een.store.zet_instelling(taught.SETTING, json.dumps(["Fatima", "kees", "Willem", "Vermeer", "buurmannetje"]))
    een.store.sync.vernietig(STREAM)
    assert json.loads(een.store.instelling(taught.SETTING) or "") == ["Fatima", "buurmannetje"]


def test_vernietigen_haalt_spelden_weg_en_laat_een_bewaarde_zoekopdracht_staan(paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    verbinding = een.store.verbinding
    record = proef(een.store)
    blijft = proef(een.store).model_copy(update={"stream": "7" * 32})
    een.bewaar(record, blijft)
    for persoon in ("p1", "p2"):
        for casus_id in (record.id, blijft.id):
            finding.zet_speld(verbinding, persoon, casus_id, datetime(2026, 11, 23, 9, tzinfo=UTC), aan=True)
    finding.zet_zoekopdracht(verbinding, "p1", "zoeken", "die ene", "2026-0007", datetime(2026, 11, 23, 9, tzinfo=UTC))
    een.store.sync.vernietig(STREAM)
    assert [finding.spelden(verbinding, persoon) for persoon in ("p1", "p2")] == [[blijft.id], [blijft.id]]
    assert finding.zoekopdrachten(verbinding, "p1", "zoeken") == [("die ene", "2026-0007")]


def _plat(plek: Plek) -> bytes:
    """Return the content of every table without encryption."""
    uit = plek.kluis.map / "plat.db"
    verbinding = plek.store.verbinding
    verbinding.checkpoint()
    verbinding.run(f"ATTACH DATABASE '{uit}' AS plat KEY ''")
    verbinding.rows("SELECT sqlcipher_export('plat')")
    verbinding.run("DETACH DATABASE plat")
    inhoud = uit.read_bytes()
    uit.unlink()
    return inhoud


_KIND = """
import sys, time
from pathlib import Path
from zvh_testing.deur import deur
from zvh_testing.kluisplek import open_proefkluis
kluis = open_proefkluis(Path(sys.argv[1]))
store = kluis.store()
deur(store)
stukken = [bytes.fromhex(regel) for regel in Path(sys.argv[2]).read_text().split()]
print("klaar", flush=True)
for wire in stukken:
    deur(store).ontvang([(1, wire)])
print("gedaan", flush=True)
"""


def test_een_kill_tijdens_het_ontvangen_laat_niets_halfs_achter(
    tmp_path: Path, regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    for nr in range(12):
        een.bewaar(*(proef(een.store, naam=f"{nr}-{i}", tekst="Zo is het. " * 5) for i in range(20)))
        een.verzegel()
    wires = [s.wire for s in een.stukken(STREAM)]
    lijst = tmp_path / "stukken.txt"
    lijst.write_text("\n".join(wire.hex() for wire in wires))
    doel = twee.kluis.map
    twee.store.close()
    twee.kluis.close()
    rng = random.Random(7)
    wortels = (Path(__file__).parents[1], Path(__file__).parents[2])
    omgeving = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, wortels))}
    for _ in range(40 if LANG else 3):
        kind = subprocess.Popen(
            [sys.executable, "-c", _KIND, str(doel), str(lijst)], stdout=subprocess.PIPE, env=omgeving
        )
        assert kind.stdout is not None and kind.stdout.readline() == b"klaar\n"
        try:
            kind.wait(timeout=rng.uniform(0.0, 0.15))
        except subprocess.TimeoutExpired:
            kind.send_signal(signal.SIGKILL)
            kind.wait()
        kind.stdout.close()
        twee.kluis = open_proefkluis(doel)
        twee.store = twee.kluis.store()
        assert check(twee.store.verbinding) == []
        twee.store.close()
        twee.kluis.close()
    twee.kluis = open_proefkluis(doel)
    twee.store = twee.kluis.store()
    twee.ontvang(wires)
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM) and check(twee.store.verbinding) == []
