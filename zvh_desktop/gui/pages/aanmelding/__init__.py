"""Taking in a report: from a file, by telephone, or a running casus without one."""

from zvh_desktop.gui.pages.aanmelding.pagina import AanmeldingPagina
from zvh_desktop.gui.pages.aanmelding.slepen import SleepVanger

__all__ = ["AanmeldingPagina", "SleepVanger"]
