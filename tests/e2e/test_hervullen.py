"""A server that is emptied or put back, filled again by the one laptop that is left, which began from a snapshot."""

import contextlib
import io
import sqlite3
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek
from zvh_testing.serverplek import roep

from zvh_desktop.domain.casus import Casus
from zvh_desktop.services import herstel, sync
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import refill
from zvh_desktop.sync import upkeep

from .test_regio_met_server import Streek, schrijf, streek, teksten


def _opdracht(s: Streek, *wat: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        assert roep("--map", str(s.server.map), *wat) == 0


def _kopie(s: Streek, naar: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(s.server.map / "zvh.db")) as van,
        contextlib.closing(sqlite3.connect(naar)) as doel,
    ):
        van.backup(doel)


def _soorten(wp: Werkplek, stream: str) -> list[str]:
    return [rij[0] for rij in wp.store.verbinding.rows("SELECT soort FROM stuk WHERE stream = ?", (stream,))]


def _van_papier(plek: Regioplek, naam: str, s: Streek) -> Werkplek:
    """A new laptop, from two sheets of paper and the server alone."""
    wp = plek.nieuwe_kluis(naam)
    bladen = [" ".join(blad) for blad in plek.bladen[:2]]
    adres = f"http://127.0.0.1:{s.lijn.poort}"
    herstel.herstel_regio(wp, bladen, naam=naam, adres=adres, transport=plek.lijn(naam).transport)
    return wp


def test_wie_met_een_momentopname_begon_vult_een_lege_en_een_teruggezette_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        schrijf(baas, "vooraf")
        plek.sync("baas", "joris")
        # The copy is of before the snapshot, and lacks deltas of its maker and of others that it stands for.
        _kopie(s, tmp_path / "oud.db")
        for nr in range(3):
            for naam, wp in (("joris", joris), ("baas", baas)):
                schrijf(wp, f"van {naam} {nr}")
                plek.sync(naam)
        plek.sync("joris")
        monkeypatch.setattr(upkeep, "DELTAS_PER_MOMENTOPNAME", 4)
        plek.sync("baas", "joris", "baas")
        monkeypatch.undo()
        _opdracht(s, "prune", "--dagen", "0")
        derde = plek.lid("derde", "Joris Blom")
        stream = derde.store.find(Casus)[0].stream
        assert "snapshot" in _soorten(derde, stream)
        assert _soorten(derde, stream).count("delta") < _soorten(baas, stream).count("delta")
        schrijf(derde, "van de derde")
        plek.sync("derde")
        alle, casus = teksten(derde), derde.store.find(Casus)
        assert len(alle) == 8
        # The others are gone for good; only the third laptop ever speaks to this server again.
        for keer in ("leeg", "teruggezet"):
            for pad in s.stop_server().glob("zvh.db*"):
                pad.unlink()
            if keer == "teruggezet":
                (tmp_path / "oud.db").rename(s.server.map / "zvh.db")
                _opdracht(s, "init", "--hersteld")
            else:
                _opdracht(s, "init", "--region", str(tmp_path / "regio.txt"))
            s.begin_server()
            plek.lijnen.clear()
            assert plek.sync("derde")[0].hervuld > 0
            plek.sync("derde")
            assert teksten(derde) == alle
            assert refill.refused(derde.store.verbinding) == [] and sync.stand(derde).wachtend == 0
            nieuw = _van_papier(plek, keer, s)
            assert teksten(nieuw) == alle
            assert nieuw.store.find(Casus) == casus
