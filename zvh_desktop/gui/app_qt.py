"""Make the application: Dutch, Fusion, own letters, own theme. Only what the first picture needs is on this road."""

import os
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from zvh_desktop.assets import asset
from zvh_desktop.config import Instellingen
from zvh_desktop.gui.bronnen import lees_geen_bronnen
from zvh_desktop.gui.lettertypen import laad_lettertypen
from zvh_desktop.gui.thema import thema

__all__ = ["maak_app", "maak_app_af", "pas_beeld_toe"]


def maak_app(
    argumenten: Sequence[str] | None = None, instellingen: Instellingen | None = None, *, alles: bool = True
) -> QApplication:
    """Return the application with letters and theme in place; the existing one when there is one.

    Args:
        alles: False leaves what the first picture does without to `maak_app_af`.
    """
    lees_geen_bronnen()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        naam, *rest = argumenten or sys.argv[:1]
        # Not by setStyle: its answer would make Python classes of every style, which takes as long as the picture.
        app = QApplication([naam, "-style", "Fusion", *rest])
    elif not app.property("zvh_klaar"):
        app.setStyle("Fusion")
    if app.property("zvh_klaar"):
        return app
    app.setProperty("zvh_klaar", True)
    app.setApplicationName("zvh-desktop")
    app.setApplicationDisplayName("")
    laad_lettertypen()
    thema().volg_systeem()
    pas_beeld_toe(instellingen or Instellingen())
    if alles:
        maak_app_af()
    return app


def maak_app_af() -> None:
    """Dutch numbers and days, Qt's own words in Dutch (menus of fields, file dialogs), slanted letters.

    Qt's own dialogs remember nothing: the folders that files came from and went to stay off the disk.
    """
    # Late: each costs a good part of the first picture.
    from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)

    nederlands = QLocale("nl_NL")
    QLocale.setDefault(nederlands)
    for venster in QApplication.topLevelWidgets():
        venster.setLocale(nederlands)
    laad_lettertypen(alle=True)
    app = QApplication.instance()
    # The second holds what Qt's own leaves in English.
    van_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for naam, map_ in (("qtbase_nl", van_qt), ("aanvulling_nl", str(asset("resources", "qt")))):
        vertaler = QTranslator(app)
        if app is not None and vertaler.load(naam, map_):
            app.installTranslator(vertaler)


def pas_beeld_toe(instellingen: Instellingen) -> None:
    """Put the looks a person chose in force."""
    thema().kies(
        modus=instellingen.tekst("thema"),
        schaal=float(instellingen["letterschaal"]),
        dichtheid=instellingen.tekst("dichtheid"),
    )
