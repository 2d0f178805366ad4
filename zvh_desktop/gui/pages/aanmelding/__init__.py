"""Taking in a report: from a file, by telephone, or a running casus without one.

What catches dropped files is needed on every page; the page itself loads at its first visit.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zvh_desktop.gui.pages.aanmelding.slepen import SleepVanger

if TYPE_CHECKING:
    from zvh_desktop.gui.pages.aanmelding.pagina import AanmeldingPagina

__all__ = ["AanmeldingPagina", "SleepVanger"]


def __getattr__(naam: str) -> Any:
    if naam != "AanmeldingPagina":
        raise AttributeError(naam)
    return getattr(import_module(f"{__name__}.pagina"), naam)
