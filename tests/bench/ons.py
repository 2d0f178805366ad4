"""The product's side of every row; product code is imported where it is used, so that a child pays only for its own."""

from pathlib import Path
from time import perf_counter, time
from typing import Any

__all__ = ["begin_venster", "bewaar_veld", "open_dossier", "wachtwoordveld", "werkplek", "zoek"]


def begin_venster(kluismap: Path) -> tuple[Any, Any]:
    """Make application and session by the program's own road, with the unlock screen of a vault; return both."""
    from vast import Vasteklok

    from zvh_desktop.app import begin

    return begin(["--vault", str(kluismap)], klok=Vasteklok())


def wachtwoordveld(venster: Any) -> Any:
    """Return the field a person types the passphrase in."""
    from PySide6.QtWidgets import QLineEdit

    return next(v for v in venster.findChildren(QLineEdit) if v.echoMode() == QLineEdit.EchoMode.Password)


def werkplek(kluismap: Path) -> Any:
    """Open the vault and return a workplace on this thread."""
    from vast import WACHTWOORD, Lopendeklok, Vastewillekeur

    from zvh_desktop.services import kluizen

    return kluizen.open_kluis(kluismap, WACHTWOORD, klok=Lopendeklok(), willekeur=Vastewillekeur(int(time())))


def open_dossier(wp: Any, casus_id: str) -> float:
    """Open a dossier: rows, place in the process, line in the audit log."""
    from zvh_desktop.services import dossiers

    begin = perf_counter()
    dossiers.dossier(wp, casus_id)
    return perf_counter() - begin


def bewaar_veld(wp: Any, casus_id: str, tekst: str) -> float:
    """Save one field of prose: change log, search index, durable."""
    from zvh_desktop.services import dossiers

    begin = perf_counter()
    dossiers.wijzig(wp, "casus", casus_id, {"doel": tekst})
    return perf_counter() - begin


def zoek(wp: Any, woord: str) -> float:
    """Search as the palette does."""
    from zvh_desktop.services import zoeken

    begin = perf_counter()
    zoeken.zoek(wp, woord)
    return perf_counter() - begin
