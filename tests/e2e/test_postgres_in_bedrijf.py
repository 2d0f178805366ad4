"""As a region runs it: PostgreSQL, two workers, real vaults; and the database goes down in the middle of rounds."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.serverplek import Postgres

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import kluizen, sync

from .test_regio_met_server import schrijf, streek, teksten


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    cluster = Postgres(fsync=True)
    yield cluster
    cluster.sluit()


def test_een_databank_die_midden_in_rondes_herstart_verliest_en_verdubbelt_niets(
    postgres: Postgres, tmp_path: Path
) -> None:
    with streek(tmp_path, databank=postgres.databank(), workers=2) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        plek.alles_gelijk("baas", "joris")
        geschreven = 0
        for hoe in ("fast", "immediate"):
            klaar = threading.Event()

            def herstart(hoe: str = hoe, klaar: threading.Event = klaar) -> None:
                time.sleep(0.1)
                postgres.stop(hoe)
                time.sleep(0.3)
                postgres.start()
                klaar.set()

            draad = threading.Thread(target=herstart)
            draad.start()
            while not klaar.is_set() or geschreven % 2:
                naam = ("baas", "joris")[geschreven % 2]
                schrijf(plek.kluizen[naam], f"{naam} {geschreven}")
                geschreven += 1
                try:
                    plek.sync(naam)
                except Omstandigheid as fout:
                    # Or the server waited for its database, and nobody noticed.
                    assert fout.reden is Reden.SERVER_ONBEREIKBAAR, fout.gegevens
            draad.join()
        eind = time.monotonic() + 60
        while True:
            # Workers find their way back to the database by themselves.
            with contextlib.suppress(Omstandigheid):
                plek.alles_gelijk("baas", "joris", keren=2)
                break
            assert time.monotonic() < eind
            time.sleep(0.1)
        assert teksten(baas) == teksten(joris)
        assert len(teksten(baas)) == len(set(teksten(baas))) == geschreven
        for wp in (baas, joris):
            assert sync.stand(wp).wachtend == sync.stand(wp).ontbreekt == 0
            assert sync.weigeringen(wp) == [] and kluizen.controleer(wp) == []
