"""Sharing by itself: rounds when something changed, when the server calls, when a network returns; and a clean end."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.nepserver import NepTransport
from zvh_testing.regioplek import Regioplek, Systeemwillekeur, regioplek

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import sync
from zvh_desktop.services.achtergrond import Achtergrond, Gebeurtenis
from zvh_desktop.sync.schedule import Tempo

SNEL = Tempo(rust_s=0.01, uiterlijk_s=0.1, elke_s=3600, eerste_uitstel_s=0.01, langste_uitstel_s=0.05)
TRAAG = Tempo(rust_s=0.01, uiterlijk_s=0.1, elke_s=3600, eerste_uitstel_s=3600, langste_uitstel_s=3600)


class Luisteraar:
    """Keeps what happened, and waits for what a test asks."""

    def __init__(self) -> None:
        self.gebeurd: list[Gebeurtenis] = []
        self._slot = threading.Condition()

    def __call__(self, g: Gebeurtenis) -> None:
        with self._slot:
            self.gebeurd.append(g)
            self._slot.notify_all()

    def wacht(self, soort: str, aantal: int = 1) -> Gebeurtenis:
        with self._slot:
            assert self._slot.wait_for(lambda: len(self._van(soort)) >= aantal, 60), [g.soort for g in self.gebeurd]
            return self._van(soort)[aantal - 1]

    def _van(self, soort: str) -> list[Gebeurtenis]:
        return [g for g in self.gebeurd if g.soort == soort]


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        meld_aan(p.begin((("Joris Blom", "secretaris"),)))
        p.lid("joris", "Joris Blom")
        p.alles_gelijk("baas", "joris")
        yield p


def begin(
    plek: Regioplek, naam: str, bij: Luisteraar, maak: Callable[[str], NepTransport], tempo: Tempo
) -> Achtergrond:
    wp = plek.kluizen[naam]
    achtergrond = Achtergrond(
        wp.kluis, klok=plek.klok, willekeur=Systeemwillekeur(), maak_transport=maak, bij=bij, tempo=tempo
    )
    achtergrond.begin()
    return achtergrond


def zet_doel(plek: Regioplek, naam: str, doel: str) -> None:
    wp = plek.kluizen[naam]
    with wp.transactie("doel") as t:
        t.save(wp.store.find(Casus)[0].met(doel=doel))


def test_een_wijziging_gaat_vanzelf_mee_en_komt_vanzelf_aan(plek: Regioplek) -> None:
    bij_baas, bij_joris = Luisteraar(), Luisteraar()
    baas = begin(plek, "baas", bij_baas, lambda _adres: plek.server.transport(), SNEL)
    joris = begin(plek, "joris", bij_joris, lambda _adres: plek.server.transport(), SNEL)
    try:
        bij_baas.wacht("klaar")
        bij_joris.wacht("klaar")
        zet_doel(plek, "baas", "Vanzelf.")
        baas.por()
        bij_baas.wacht("klaar", 2)
        joris.nu()
        klaar = bij_joris.wacht("klaar", 2)
        assert klaar.bon is not None
        assert "casus" in klaar.bon.soorten
        assert klaar.stand is not None
    finally:
        assert baas.stop()
        assert joris.stop()
    assert plek.kluizen["joris"].store.find(Casus)[0].doel == "Vanzelf."
    assert sync.stand(plek.kluizen["baas"]).wachtend == 0


def test_zonder_netwerk_wacht_het_en_begint_vanzelf_als_het_terug_is(plek: Regioplek) -> None:
    weg = threading.Event()
    weg.set()

    class Kapot(NepTransport):
        def info(self) -> object:  # type: ignore[override]
            if weg.is_set():
                raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR)
            return super().info()

    bij = Luisteraar()
    zet_doel(plek, "baas", "Geschreven in de trein.")
    achtergrond = begin(plek, "baas", bij, lambda _adres: Kapot(plek.server), TRAAG)
    try:
        fout = bij.wacht("mislukt")
        assert fout.fout is not None
        assert fout.fout.reden is Reden.SERVER_ONBEREIKBAAR
        assert fout.stand is not None
        assert fout.stand.wachtend == 1
        achtergrond.netwerk(False)
        weg.clear()
        achtergrond.netwerk(True)
        klaar = bij.wacht("klaar")
        assert klaar.stand is not None
        assert klaar.stand.wachtend == 0
    finally:
        assert achtergrond.stop()


def test_een_wek_van_de_server_laat_een_ronde_beginnen(plek: Regioplek) -> None:
    geroepen = threading.Semaphore(0)
    dicht = threading.Event()
    stream = plek.kluizen["baas"].store.find(Casus)[0].stream

    class Wekkend(NepTransport):
        def wek(self) -> Iterator[tuple[bytes, int]]:
            while geroepen.acquire() and not dicht.is_set():
                yield bytes.fromhex(stream), 1_000_000

        def sluit(self) -> None:
            dicht.set()
            geroepen.release()

    bij = Luisteraar()
    joris = begin(plek, "joris", bij, lambda _adres: Wekkend(plek.server), TRAAG)
    try:
        bij.wacht("klaar")
        zet_doel(plek, "baas", "Komt door de wek.")
        plek.sync("baas")
        geroepen.release()
        klaar = bij.wacht("klaar", 2)
        assert klaar.bon is not None
        assert klaar.bon.wijzigingen == 1
    finally:
        assert joris.stop()


def test_stoppen_tijdens_een_grote_ronde_laat_een_hele_kluis(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    for nr in range(50):
        zet_doel(plek, "baas", f"Doel {nr} " + "x" * 5000)
    plek.sync("baas")
    bij = Luisteraar()
    joris = begin(plek, "joris", bij, lambda _adres: plek.server.transport(), SNEL)
    bij.wacht("begonnen")
    assert joris.stop()
    assert plek.kluizen["joris"].kluis.check() == []
    plek.alles_gelijk("joris", keren=1)
    assert plek.kluizen["joris"].store.find(Casus)[0] == baas.store.find(Casus)[0]


def test_zonder_server_is_er_niets_te_doen(tmp_path: Path) -> None:
    with regioplek(tmp_path) as p:
        p.nieuwe_kluis("los")
        bij = Luisteraar()

        def nooit(_adres: str) -> NepTransport:
            raise AssertionError

        achtergrond = begin(p, "los", bij, nooit, SNEL)
        time.sleep(0.05)
        assert achtergrond.stop()
        assert bij.gebeurd == []
