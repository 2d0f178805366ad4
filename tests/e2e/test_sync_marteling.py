"""kill -9 at random points, of the client and of the server: what was durable stays, nothing comes twice.

Short by default; ZVH_TORTURE=1 (`make torture`) kills two hundred times and more.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from zvh_testing import sterfgeval
from zvh_testing.casuskluis import WACHTWOORD, meld_aan
from zvh_testing.deur import deur
from zvh_testing.versies import NU, als_schema

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.services import concepten, kluizen, stick, sync
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import chains
from zvh_desktop.sync.link import Link
from zvh_desktop.sync.transport import HttpTransport

from .test_regio_met_server import Streek, schrijf, streek, teksten

GROOT = os.environ.get("ZVH_TORTURE") == "1"
DODEN = int(os.environ.get("ZVH_DODEN", "200")) if GROOT else 4


def _vermoord(kluis: Path, adres: str, begin: int, na_s: float, schema: int = NU) -> int:
    """Let a client write and sync, and kill it after a while; return the number of the next note."""
    kind = subprocess.Popen(
        [sys.executable, str(Path(sterfgeval.__file__)), str(kluis), adres, str(begin)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "ZVH_PROEF_SCHEMA": str(schema)},
    )
    assert kind.stdout is not None
    assert kind.stdout.readline() == "open\n"
    time.sleep(na_s)
    os.killpg(kind.pid, signal.SIGKILL)
    rest = kind.stdout.read().split()
    kind.wait(30)
    kind.stdout.close()
    return max([begin, *(int(nr) + 1 for nr in rest[1::2])])


def _eigen(wp: Werkplek, naam: str) -> list[int]:
    return sorted(int(n.tekst.split()[1]) for n in wp.store.find(Notitie) if n.tekst.startswith(f"{naam} "))


def test_een_gedode_client_verliest_en_verdubbelt_niets(tmp_path: Path) -> None:
    zaad = Random(os.environ.get("ZVH_ZAAD", "zvh"))
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        joris.store.close()
        joris.kluis.close()
        adres, map_, volgende = f"http://127.0.0.1:{s.lijn.poort}", tmp_path / "joris.zvh", 0
        for keer in range(DODEN):
            volgende = _vermoord(map_, adres, volgende, zaad.random() * 0.8)
            if keer % 20 == 19:
                # Another number may have been begun but not told; those come on top.
                volgende += 1
                plek.sync("baas")
        heropend = kluizen.open_kluis(map_, WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
        try:
            assert kluizen.controleer(heropend) == []
            concept = concepten.haal(heropend, heropend.store.find(Casus)[0].id, "doel")
            assert (int(concept.tekst) if concept else -1) >= volgende - 2
            link = Link(HttpTransport(adres))
            for _ in range(3):
                sync.ronde(heropend, link)
                plek.sync("baas")
            link.transport.sluit()
            daar, hier = _eigen(baas, "joris"), _eigen(heropend, "joris")
            assert daar == hier, (sync.stand(baas), sync.stand(heropend), chains.aside(baas.store.verbinding)[:3])
            assert len(set(hier)) >= volgende - DODEN // 20
            # A number twice is a note that was durable but not told before the kill; never the same note twice.
            assert len({n.id for n in heropend.store.find(Notitie)}) == len(hier)
            assert sync.stand(heropend).wachtend == 0
            assert sync.weigeringen(heropend) == []
            assert sync.stand(heropend).ontbreekt == sync.stand(baas).ontbreekt == 0
            # A file on the stick is whole, or not there.
            for pad in (tmp_path / "stick").glob("*.zvhp"):
                uit = stick.pak_uit(baas, pad.read_bytes())
                assert (uit.compleet, uit.nieuw, uit.geweigerd) == (True, 0, 0)
        finally:
            kluizen.sluit(heropend)


def test_gedode_clients_van_twee_versies_verliezen_en_verdubbelen_niets(tmp_path: Path) -> None:
    """The other vault keeps the older program: what is newer waits there, and is there after the update."""
    zaad = Random(os.environ.get("ZVH_ZAAD", "versies"))
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        joris.store.close()
        joris.kluis.close()
        adres, map_, volgende = f"http://127.0.0.1:{s.lijn.poort}", tmp_path / "joris.zvh", 0
        keren = DODEN // 4 if GROOT else 3
        for keer in range(keren):
            # Not once updated and done: it goes back and forth.
            schema = NU + 1 if keer == 1 else NU + zaad.randrange(2)
            volgende = _vermoord(map_, adres, volgende, 0.4 + zaad.random() * 0.6, schema) + 1
            schrijf(baas, f"baas {keer}")
            plek.sync("baas")
        with als_schema(NU + 1):
            heropend = kluizen.open_kluis(map_, WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
            schrijf(heropend, f"joris {volgende}")
            link = Link(HttpTransport(adres))
            for _ in range(2):
                sync.ronde(heropend, link)
            link.transport.sluit()
        for _ in range(2):
            plek.sync("baas")
        hier, daar = _eigen(heropend, "joris"), _eigen(baas, "joris")
        assert set(daar) < set(hier), "what the older program does not know it does not show"
        assert sync.stand(baas).apart > 0 and "eerst bijwerken" in sync.stand(baas).woorden
        assert {w.code for w in sync.weigeringen(baas)} == {"versie_nieuwer"}
        baas.store.close()
        baas.kluis.close()
        with als_schema(NU + 1):
            bijgewerkt = kluizen.open_kluis(
                tmp_path / "baas.zvh", WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur()
            )
            try:
                # Opened is enough.
                assert _eigen(bijgewerkt, "joris") == hier
                assert teksten(bijgewerkt) == teksten(heropend)
                assert len({n.id for n in heropend.store.find(Notitie)}) == len(teksten(heropend))
                assert deur(bijgewerkt.store).apart() == []
                assert sync.stand(heropend).wachtend == 0 == len(sync.weigeringen(bijgewerkt))
                for wp in (bijgewerkt, heropend):
                    assert kluizen.controleer(wp) == []
            finally:
                kluizen.sluit(bijgewerkt)
                kluizen.sluit(heropend)


def test_een_gedode_server_verliest_niets_waarvoor_hij_tekende(tmp_path: Path) -> None:
    keren = 20 if GROOT else 2
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        plek.lid("joris", "Joris Blom")
        for keer in range(keren):
            _werk_door(s, keer)
        plek.lijnen.clear()
        plek.alles_gelijk("baas", "joris")
        alle = teksten(plek.kluizen["baas"])
        assert alle == teksten(plek.kluizen["joris"])
        assert len(alle) == len(set(alle)) == 2 * 3 * keren


def _werk_door(s: Streek, keer: int) -> None:
    for nr in range(3):
        for naam in ("baas", "joris"):
            schrijf(s.plek.kluizen[naam], f"{naam} {keer} {nr}")
    s.plek.sync("baas")
    verzonden = sync.stand(s.plek.kluizen["baas"]).wachtend == 0
    s.herstart()
    s.plek.lijnen.clear()
    s.plek.sync("joris")
    assert not verzonden or f"baas {keer} 0" in teksten(s.plek.kluizen["joris"])
