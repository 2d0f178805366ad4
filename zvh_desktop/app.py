"""Puts everything together: the only place that knows every part."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zvh_desktop.config import Instellingen, instellingenbestand
from zvh_desktop.log import begin_log, deel_geheugen, houd_geheugen_binnen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from zvh_desktop.gui.sessie import Sessie
    from zvh_desktop.ports import Transport

__all__ = ["PAGINAS", "begin", "main", "pagina_makers"]

KIJKPROCES = "--kijkproces"
"""First argument with which the installed program, which has no other Python to start, becomes the process that decodes
files of others; see `documents.kijker`."""
SPELPROCES = "--spelproces"
"""The same for the process that knows a dictionary; see `documents.spelling`."""

PAGINAS: dict[str, tuple[str, str]] = {
    "vandaag": ("zvh_desktop.gui.pages.vandaag", "Vandaag"),
    "casussen": ("zvh_desktop.gui.pages.casussen", "Casussen"),
    "casussen.casus": ("zvh_desktop.gui.pages.casus.pagina", "CasusPagina"),
    "casussen.zoeken": ("zvh_desktop.gui.pages.zoeken", "Zoeken"),
    "casussen.aanmelding": ("zvh_desktop.gui.pages.aanmelding", "AanmeldingPagina"),
    "overleggen": ("zvh_desktop.gui.pages.overleggen", "Overleggen"),
    "overleggen.overleg": ("zvh_desktop.gui.pages.overleg", "Overleg"),
    "acties": ("zvh_desktop.gui.pages.acties", "Acties"),
    "verslagen": ("zvh_desktop.gui.pages.verslagen", "Verslagen"),
    "partners": ("zvh_desktop.gui.pages.partners", "Partners"),
    "rapportage": ("zvh_desktop.gui.pages.rapportage", "Rapportage"),
    "beheer": ("zvh_desktop.gui.pages.beheer", "Beheer"),
    "veld": ("zvh_desktop.gui.pages.veld.pagina", "Veld"),
    "beheer.delen": ("zvh_desktop.gui.pages.delen", "Delen"),
}
"""Name of a page to its module and class; a module is imported at the first visit."""


def _maker(module: str, klasse: str) -> Callable[..., Any]:
    def maak(context: Any, **hoe: Any) -> Any:
        return getattr(import_module(module), klasse)(context, **hoe)

    return maak


def pagina_makers() -> dict[str, Callable[..., Any]]:
    """Return a maker for every page."""
    return {naam: _maker(*waar) for naam, waar in PAGINAS.items()}


def _maak_transport(adres: str) -> "Transport":
    # Late: a vault without a region never needs a network.
    from zvh_desktop.sync.transport import HttpTransport

    return HttpTransport(adres)


def _maak_stempelaar(adres: str) -> Any:
    # Late: httpx is needed with the first time stamp, and most machines ask none.
    from zvh_desktop.sync.transport import HttpStempelaar

    return HttpStempelaar(adres)


def thuismap() -> Path:
    """Where vaults are made unless a person says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir("zvh-desktop", appauthor=False)) / "kluizen"


def _lees(argumenten: Sequence[str]) -> argparse.Namespace:
    lezer = argparse.ArgumentParser(prog="zvh-desktop", description="Casusoverleg zonder netwerk.")
    lezer.add_argument("--vault", type=Path, metavar="MAP", help="kluis die geopend wordt (map die op .zvh eindigt)")
    lezer.add_argument("--demo", action="store_true", help="opent de demonstratie met haar eigen wachtwoordzin")
    return lezer.parse_args(argumenten)


def begin(argumenten: Sequence[str], **anders: Any) -> tuple["QApplication", "Sessie"]:
    """Make application and session with the first screen in its window, not yet shown.

    Args:
        anders: in place of a part of the session (a clock that stands still, to measure).
    """
    keuze = _lees(argumenten)
    # Nothing made on this road is thrown away: looking for rubbish would take a tenth of it. Begun by the run-up.
    gc.disable()
    # Late, as Qt counts its own start.
    from zvh_desktop.gui.bronnen import lees_geen_bronnen

    lees_geen_bronnen()
    from zvh_desktop.gui.app_qt import maak_app, maak_app_af
    from zvh_desktop.gui.sessie import Sessie
    from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur

    instellingen = Instellingen(instellingenbestand())
    app = maak_app(sys.argv[:1], instellingen, alles=False)
    laatste = instellingen.tekst("laatste_kluis")
    kluismap = keuze.vault or (Path(laatste) if laatste and Path(laatste).is_dir() else None)
    delen: dict[str, Any] = {
        "klok": SysteemKlok(),
        "willekeur": SysteemWillekeur(),
        "thuismap": thuismap(),
        "kluismap": kluismap,
        "maak_transport": _maak_transport,
        "maak_stempelaar": _maak_stempelaar,
        "na_beeld": (deel_geheugen, begin_log, houd_geheugen_binnen, maak_app_af),
    }
    sessie = Sessie(pagina_makers(), instellingen, **(delen | anders))
    if keuze.demo and kluismap is not None:
        from zvh_desktop.services.kluizen import DEMO_WACHTWOORD

        sessie.ontgrendel(DEMO_WACHTWOORD)
    return app, sessie


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    keuzen = sys.argv[1:] if argumenten is None else argumenten
    if list(keuzen[:1]) == [KIJKPROCES]:
        # Late: only this process decodes, and it needs nothing else of the program.
        from zvh_desktop.documents import kijkproces

        return kijkproces.main()
    if list(keuzen[:1]) == [SPELPROCES]:
        # Late, and alone, as above.
        from zvh_desktop.documents import spelproces

        return spelproces.main()
    app, sessie = begin(keuzen)
    sessie.plaats_vangnet()
    sessie.venster.show()
    code = app.exec()
    sessie.sluit()
    return code
