"""Disks that are really full, on either side of a real line: said in one sentence, nothing lost, it goes on after."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from zvh_testing import volgeval
from zvh_testing.casuskluis import WACHTWOORD, meld_aan
from zvh_testing.serverplek import binnen, start, stop

from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.server.storage.sqlite import SqliteOpslag
from zvh_desktop.services import kluizen, sync
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.services.meldingen import zin

from .test_regio_met_server import schrijf, streek, teksten

# A namespace of its own for what is mounted; who is not root becomes so within it only.
NAAMRUIMTE = ["unshare", *([] if os.getuid() == 0 else ["-r"]), "-m"]


def _mag_aankoppelen() -> bool:
    proef = [*NAAMRUIMTE, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"]
    try:
        return subprocess.run(proef, capture_output=True, check=False, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def test_een_volle_schijf_bij_de_client(tmp_path: Path) -> None:
    if not _mag_aankoppelen():
        pytest.skip("a small disk may not be mounted here; tests/sync/test_volle_schijf.py bounds the file instead")
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        for nr in range(20):
            schrijf(baas, f"baas {nr} {os.urandom(3000).hex()}")
        plek.sync("baas")
        joris.store.close()
        joris.kluis.close()
        (tmp_path / "schijf").mkdir()
        adres = f"http://127.0.0.1:{s.lijn.poort}"
        gedraaid = subprocess.run(
            [*NAAMRUIMTE, sys.executable, volgeval.__file__, tmp_path / "joris.zvh", adres, tmp_path / "schijf", "16m"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert gedraaid.returncode == 0, gedraaid.stderr
        uit = json.loads(gedraaid.stdout)
        assert {reden for reden, _ in uit["fouten"]} == {"SCHIJF_VOL"}, uit["fouten"]
        assert all("schijf is vol" in tekst for _, tekst in uit["fouten"])
        assert uit["geopend"] in ("ja", "SCHIJF_VOL")
        assert (uit["wachtend"], uit["gevonden"]) == (0, 0)
        plek.sync("baas")
        for tekst in uit["geschreven"]:
            assert tekst in teksten(baas)
        terug = kluizen.open_kluis(tmp_path / "joris.zvh", WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
        try:
            assert teksten(terug) == teksten(baas)
            assert len(teksten(baas)) == len(set(teksten(baas))) == 20 + len(uit["geschreven"])
        finally:
            kluizen.sluit(terug)


def test_een_volle_schijf_bij_de_server(tmp_path: Path) -> None:
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        plek.alles_gelijk("baas", "joris")
        stop(s.server)
        bestand = s.server.map / "zvh.db"
        with contextlib.closing(sqlite3.connect(bestand)) as db:
            bladen = db.execute("PRAGMA page_count").fetchone()[0]
        krap = SqliteOpslag(str(bestand), hoogste_paginas=bladen + 8)
        with binnen(s.server.map, opslag=krap) as vol:
            s.lijn.zet_naar(int(vol.adres.rsplit(":", 1)[1]))
            plek.lijnen.clear()
            for nr in range(12):
                schrijf(joris, f"joris {nr} {os.urandom(3000).hex()}")
            with pytest.raises(Omstandigheid) as fout:
                for _ in range(3):
                    plek.sync("joris")
            assert fout.value.reden is Reden.SERVER_VOL
            assert "geen ruimte meer" in zin(fout.value)
            assert sync.stand(joris).wachtend > 0
            # Who only fetches is not held up.
            plek.sync("baas")
            assert teksten(baas) == []
        s.server = start(s.server.map)
        s.lijn.zet_naar(int(s.server.adres.rsplit(":", 1)[1]))
        plek.lijnen.clear()
        plek.alles_gelijk("joris", "baas", keren=2)
        assert teksten(baas) == teksten(joris)
        assert len(baas.store.find(Notitie)) == 12
        assert sync.stand(joris).wachtend == 0
