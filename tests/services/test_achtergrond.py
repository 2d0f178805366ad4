"""Rounds in the background: they end at once when the vault locks, answer devices that join, and join themselves."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.ports import Transport
from zvh_desktop.services import aanmelden, beheer, toelating
from zvh_desktop.services.achtergrond import Achtergrond, Gebeurtenis
from zvh_desktop.services.werkplek import Werkplek

COLLEGAS = (("Joris Blom", "secretaris"),)
GEDULD_S = 20
EINDE = ("klaar", "lid", "mislukt")


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin(COLLEGAS)
        yield p


class Doofpot:
    """A way to a server that answers nothing until it is let go, whatever is closed."""

    def __init__(self) -> None:
        self.gevraagd, self.los = threading.Event(), threading.Event()

    def __getattr__(self, naam: str) -> Any:
        def wacht(*_: object, **__: object) -> None:
            self.gevraagd.set()
            self.los.wait()

        return wacht

    def sluit(self) -> None:
        """Closing alone does not wake who reads."""


def achtergrond(wp: Werkplek, maak: Any, bij: Any) -> Achtergrond:
    return Achtergrond(wp.kluis, klok=wp.klok, willekeur=wp.willekeur, maak_transport=maak, bij=bij)


def test_stoppen_wacht_niet_op_een_server_die_zwijgt(plek: Regioplek) -> None:
    stil = Doofpot()
    gebeurd: list[Gebeurtenis] = []
    a = achtergrond(plek.kluizen["baas"], lambda _adres: stil, gebeurd.append)
    a.begin()
    assert stil.gevraagd.wait(GEDULD_S)
    assert a.stop()
    assert not stil.los.is_set()
    assert [g.soort for g in gebeurd] == ["begonnen"]
    stil.los.set()


def test_stoppen_wacht_niet_op_een_lijn_die_niet_tot_stand_komt(plek: Regioplek) -> None:
    bezig, los = threading.Event(), threading.Event()

    def maak(_adres: str) -> Transport:
        bezig.set()
        los.wait()
        return plek.maak()

    a = achtergrond(plek.kluizen["baas"], maak, lambda _: None)
    a.begin()
    assert bezig.wait(GEDULD_S)
    assert a.stop()
    los.set()


def test_ronden_van_beide_kanten_brengen_een_toestel_tot_aan_de_woorden_en_binnen(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    wie = next(m for m in beheer.medewerkers(baas) if m.naam == "Joris Blom")
    uitnodiging = toelating.nodig_uit(baas, wie.id)
    wp = plek.nieuwe_kluis("joris")
    aanmelden.word_lid(wp, uitnodiging.tekst)
    iets = threading.Condition()
    gebeurd: list[Gebeurtenis] = []
    soorten: set[str] = set()

    def bij(g: Gebeurtenis) -> None:
        with iets:
            gebeurd.append(g)
            iets.notify_all()

    kanten = [achtergrond(k, lambda _adres: plek.maak(), bij) for k in (baas, wp)]

    def tot(klaar: Any) -> None:
        """Let both sides look again after everything that happens, until something holds."""
        while not klaar():
            gebeurd.clear()
            for kant in kanten:
                kant.nu()
            with iets:
                assert iets.wait_for(lambda: any(g.soort in EINDE for g in gebeurd), GEDULD_S)
            soorten.update(g.soort for g in gebeurd)

    for kant in kanten:
        kant.begin()
    try:
        tot(lambda: aanmelden.lidstand(wp).woorden and toelating.uitnodigingen(baas)[0].woorden)
        woorden = aanmelden.lidstand(wp).woorden
        assert toelating.uitnodigingen(baas)[0].woorden == woorden
        toelating.keur_goed(baas, uitnodiging.id, woorden)
        tot(lambda: beheer.is_ingericht(wp))
    finally:
        gestopt = [kant.stop() for kant in kanten]
    assert all(gestopt)
    assert aanmelden.lidstand(wp).fase == "lid"
    assert wp.wie is not None and wp.wie.naam == "Joris Blom"
    assert {"lid", "klaar"} <= soorten
