"""Carries what is being typed to the drafts of the vault, at most 120 ms behind the fingers."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import concepten

__all__ = ["ConceptBode"]

_WACHT_MS: Final = 120


class ConceptBode(QObject):
    """Keeps the newest text of every field under way and hands it over in small batches."""

    def __init__(self, context: Context, ouder: QObject) -> None:
        super().__init__(ouder)
        self._context = context
        self._onderweg: dict[tuple[str, str], tuple[str, str, str, int]] = {}
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_WACHT_MS)
        self._klok.timeout.connect(self.schrijf)

    def typ(self, plaats: tuple[str, str], soort: str, label: str, tekst: str, cursor: int = 0) -> None:
        """Note what stands in a field: (record, field), kind of record, name on the screen, text, cursor."""
        self._onderweg[plaats] = (soort, label, tekst, cursor)
        # Not restarted while it runs: someone who types on would never be written.
        if not self._klok.isActive():
            self._klok.start()

    def vergeet(self, plaats: tuple[str, str]) -> None:
        """Drop what is not handed over yet; the field is saved in another way."""
        self._onderweg.pop(plaats, None)

    def schrijf(self) -> None:
        """Hand over everything now: leaving the field, locking."""
        self._klok.stop()
        onderweg, self._onderweg = self._onderweg, {}
        for (record_id, veld), (soort, label, tekst, cursor) in onderweg.items():
            self._context.taken.doe(concepten.bewaar, record_id, veld, soort, label, tekst, cursor)
