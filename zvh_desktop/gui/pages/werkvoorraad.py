"""Which pages of the daily work there are: name to module and class, for the table in `zvh_desktop.app`."""

from typing import Final

__all__ = ["PAGINAS"]

PAGINAS: Final[dict[str, tuple[str, str]]] = {
    "vandaag": ("zvh_desktop.gui.pages.vandaag", "Vandaag"),
    "casussen": ("zvh_desktop.gui.pages.casussen", "Casussen"),
    "casussen.aanmelding": ("zvh_desktop.gui.pages.aanmelding", "AanmeldingPagina"),
    "acties": ("zvh_desktop.gui.pages.acties", "Acties"),
}
