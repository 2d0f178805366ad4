"""Make the application: Dutch, Fusion, own letters, own theme. Only Qt is imported on this road."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.lettertypen import laad_lettertypen
from zvh_desktop.gui.thema import thema

__all__ = ["maak_app", "pas_beeld_toe"]


def maak_app(argumenten: Sequence[str] | None = None, instellingen: Instellingen | None = None) -> QApplication:
    """Return the application with letters and theme in place; the existing one when there is one."""
    bestaand = QApplication.instance()
    app = bestaand if isinstance(bestaand, QApplication) else QApplication(list(argumenten or sys.argv[:1]))
    if app.property("zvh_klaar"):
        return app
    app.setProperty("zvh_klaar", True)
    app.setApplicationName("zvh-desktop")
    app.setApplicationDisplayName("")
    QLocale.setDefault(QLocale("nl_NL"))
    # Qt's own words (menus of fields, file dialogs) come after the first picture: reading them costs as much as that.
    QTimer.singleShot(100, app, _vertaal)
    app.setStyle("Fusion")
    laad_lettertypen()
    thema().volg_systeem()
    pas_beeld_toe(instellingen or Instellingen())
    return app


def _vertaal() -> None:
    app = QApplication.instance()
    vertaler = QTranslator(app)
    if app is not None and vertaler.load("qtbase_nl", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(vertaler)


def pas_beeld_toe(instellingen: Instellingen) -> None:
    """Put the looks a person chose in force."""
    thema().kies(
        modus=instellingen.tekst("thema"),
        schaal=float(instellingen["letterschaal"]),
        dichtheid=instellingen.tekst("dichtheid"),
    )
