"""The window says that the clock cannot be right: at the start of work, and when it is set back meanwhile."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import Testklok, maak_kluis, maak_werkplek, richt_in
from zvh_testing.taakplek import taken_op

from zvh_desktop.gui.klokwacht import Klokwacht
from zvh_desktop.services import klokstand


def test_een_klok_die_teruggaat_wordt_gezegd_en_laat_zich_bevestigen(tmp_path: Path, qtbot: QtBot) -> None:
    klok, gezegd = Testklok(), []
    vault = maak_kluis(tmp_path, klok)
    eerst = maak_werkplek(vault)
    richt_in(eerst)
    with taken_op(vault) as taken:
        thuis = QObject()
        wacht = Klokwacht(_context(taken, gezegd), klok, thuis)
        wacht.begin("")
        wacht.kijk()
        assert not gezegd
        klok.verder(days=-1)
        wacht.kijk()
        qtbot.waitUntil(lambda: len(gezegd) == 1)
        tekst, knop = gezegd[0]
        assert "23 nov 2026" in tekst and "24 nov 2026" in tekst
        wacht.kijk()
        assert len(gezegd) == 1, "told once"
        knop["doe"]()
        qtbot.waitUntil(lambda: len(gezegd) == 2)
        assert klokstand.waarschuwing(eerst) == ""
    eerst.store.close()
    vault.close()


def _context(taken: object, gezegd: list[tuple[str, dict[str, Any]]]) -> Any:
    return SimpleNamespace(taken=taken, melding=lambda tekst, **meer: gezegd.append((tekst, meer)))
