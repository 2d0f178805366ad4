"""The search index follows while nothing else is asked of the vault, step by step, and not while it is locked."""

import threading
from typing import Any

import pytest

from zvh_desktop.gui import zoekbij
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services import zoeken


@pytest.fixture
def stappen(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What each step says of the rest; what is left of it was not asked."""
    rest = [True, True, False, False]
    monkeypatch.setattr(zoekbij, "_NA_MS", 1)
    monkeypatch.setattr(zoekbij, "_TUSSEN_MS", 1)
    monkeypatch.setattr(zoeken, "neem_op", lambda _wp: rest.pop(0))
    return rest


def test_de_index_volgt_in_stappen_tot_alles_erin_staat(qtbot: Any, taken: Taken, stappen: list[bool]) -> None:
    with qtbot.waitSignal(taken.begonnen):
        taken.start(object)
    bij = zoekbij.Zoekbij(taken, taken)
    bij.straks()
    qtbot.waitUntil(lambda: len(stappen) == 1 and not taken.open_taken)
    assert not bij._klok.isActive()


def test_eerst_komt_wat_een_mens_vraagt(qtbot: Any, taken: Taken, stappen: list[bool]) -> None:
    klaar = threading.Event()
    with qtbot.waitSignal(taken.begonnen):
        taken.start(object)
    taken.vraag(lambda _plek: klaar.wait(20), voor=taken)
    bij = zoekbij.Zoekbij(taken, taken)
    bij._stap()
    assert len(stappen) == 4 and bij._klok.isActive()
    klaar.set()
    qtbot.waitUntil(lambda: len(stappen) == 1)


def test_een_kluis_op_slot_blijft_met_rust(taken: Taken, stappen: list[bool]) -> None:
    bij = zoekbij.Zoekbij(taken, taken)
    bij._stap()
    assert len(stappen) == 4 and not bij._klok.isActive()
