"""Layout of our documents: from frozen content to a tagged PDF/A-2 file, in memory.

Only this package knows reportlab. Compose in one worker at a time; a second caller waits.
"""

from zvh_desktop.documents.compose.overige import herstelsleutel, presentielijst, verklaring
from zvh_desktop.documents.compose.verslag import verslag

__all__ = ["herstelsleutel", "presentielijst", "verklaring", "verslag"]
