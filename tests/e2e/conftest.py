"""Windows without a screen, made as the program makes them."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from zvh_desktop.gui.app_qt import maak_app
from zvh_desktop.gui.thema import thema


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it, with a cursor that does not blink."""
    app = maak_app(["zvh-desktop"])
    app.setCursorFlashTime(0)
    return app


@pytest.fixture(autouse=True)
def licht(qapp: QApplication) -> None:
    """Every test begins in the light theme at normal size."""
    thema().kies(modus="licht", schaal=1.0, dichtheid="normaal")
