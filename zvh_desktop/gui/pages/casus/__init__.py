"""The dossier of one casus, a module per tab."""

from zvh_desktop.gui.pages.casus.pagina import CasusPagina

__all__ = ["CasusPagina"]
