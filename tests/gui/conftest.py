"""Windows off the screen: own letters, light theme before every test, and patience on a busy machine."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zvh_desktop.gui.app_qt import maak_app
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.thema import thema

_GEDULD_MS = 60_000
"""Ends only what hangs: five seconds, as `qtbot` has it, pass on a machine that has more to do."""

for _wacht in (
    QtBot.waitActive, QtBot.waitCallback, QtBot.waitExposed, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil,
):  # fmt: skip
    _wacht.__kwdefaults__["timeout"] = _GEDULD_MS


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it, with a cursor that does not blink."""
    app = maak_app(["zvh-desktop"])
    app.setCursorFlashTime(0)
    return app


@pytest.fixture(autouse=True)
def licht(qapp: QApplication) -> Iterator[None]:
    """Every test begins in the light theme at normal size, and leaves no window: each would be dressed anew later."""
    thema().kies(modus="licht", schaal=1.0, dichtheid="normaal")
    yield
    for venster in QApplication.topLevelWidgets():
        venster.close()
        venster.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def taken(qapp: QApplication) -> Iterator[Taken]:
    """Tasks without a workplace; a test that starts one need not stop it."""
    gemaakt = Taken()
    yield gemaakt
    gemaakt.sluit()
