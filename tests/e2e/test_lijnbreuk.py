"""The line breaks at every byte of a round, in both directions: nothing is lost, nothing comes twice, it goes on.

A sample by default, at places that differ each time (ZVH_ZAAD repeats them); ZVH_TORTURE=1 (`make torture`) takes
every byte, dealt out over parts that each begin with small vaults and may run side by side.
"""

import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan

from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import kluizen, sync
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.sync.link import Link
from zvh_desktop.sync.transport import HttpTransport

from .test_regio_met_server import Streek, schrijf, streek, teksten

GROOT = os.environ.get("ZVH_TORTURE") == "1"
STEEKPROEF = 8
DELEN = 8 if GROOT else 1
GEHEUGEN = Path("/dev/shm")


@pytest.fixture
def map_(tmp_path: Path) -> Iterator[Path]:
    """In memory when thousands of rounds are done: what a disk does is not what this is about."""
    if not (GROOT and GEHEUGEN.is_dir()):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=GEHEUGEN, prefix="zvh-lijn-") as map_:
        yield Path(map_)


def _ronde(s: Streek, naam: str) -> None:
    """A round from the very beginning: looking who the server is, logging in, and all that follows."""
    link = Link(HttpTransport(f"http://127.0.0.1:{s.lijn.poort}", wacht_s=10))
    try:
        sync.ronde(s.plek.kluizen[naam], link)
    finally:
        link.transport.sluit()


def _aantal(wp: Werkplek) -> int:
    return int(wp.store.verbinding.value("SELECT count(*) FROM notitie"))


def _geknipt(s: Streek, plaats: int, kant: str) -> bool:
    """A round of the baas with a line that breaks; return whether it got through."""
    s.lijn.knip_na(plaats, kant)
    try:
        _ronde(s, "baas")
    except Omstandigheid as fout:
        assert fout.reden is Reden.SERVER_ONBEREIKBAAR
        assert zin(fout).endswith(".")
        return False
    finally:
        s.lijn.knip_na(None)
    return True


@pytest.mark.parametrize("deel", range(DELEN))
@pytest.mark.parametrize("kant", ["heen", "terug"])
def test_de_lijn_breekt_op_elk_byte_van_een_ronde(map_: Path, kant: str, deel: int) -> None:
    zaad = os.environ.get("ZVH_ZAAD") or str(random.SystemRandom().randrange(1 << 32))
    print(f"ZVH_ZAAD={zaad}")
    with streek(map_) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        plek.alles_gelijk("baas", "joris")

        def werk(wat: str) -> Notitie:
            """Something to fetch and something to send."""
            van_joris = schrijf(joris, f"joris {wat}")
            sync.ronde(joris, plek.lijn("joris"), alleen=[van_joris.stream])
            schrijf(baas, f"baas {wat}")
            return van_joris

        werk("meting")
        s.lijn.knip_na(None, kant)
        _ronde(s, "baas")
        lengte = s.lijn.door
        assert lengte > 1000
        # Numbers grow by a byte now and then.
        plaatsen = range(deel, lengte + 32, DELEN)
        if not GROOT:
            plaatsen = sorted(random.Random(zaad).sample(range(lengte), STEEKPROEF))
        heel = 0
        for gedaan, plaats in enumerate(plaatsen, 2):
            van_joris = werk(f"{plaats}")
            heel += _geknipt(s, plaats, kant)
            _ronde(s, "baas")
            assert sync.stand(baas).wachtend == 0, plaats
            assert baas.store.vind(Notitie, van_joris.id) == van_joris, plaats
            assert _aantal(baas) == 2 * gedaan, plaats
        # What was let through whole: after its last byte, or cut where the answer had come.
        assert s.lijn.keren >= len(plaatsen) - heel
        assert heel <= (200 // DELEN if GROOT else STEEKPROEF - 1)
        plek.alles_gelijk("joris", "baas", keren=2)
        alle = teksten(baas)
        assert alle == teksten(joris)
        assert len(alle) == len(set(alle)) == 2 * (len(plaatsen) + 1)
        for wp in (baas, joris):
            assert sync.stand(wp).wachtend == 0 and sync.weigeringen(wp) == []
            assert sync.stand(wp).ontbreekt == 0
            assert kluizen.controleer(wp) == []
