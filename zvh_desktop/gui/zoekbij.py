"""Lets the search index follow what was written, in small steps while nothing else is asked of the vault."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from zvh_desktop.gui.taken import Taken

__all__ = ["Zoekbij"]

_NA_MS: Final = 1_500
"""After the last change: whoever goes on saving is not held up."""
_TUSSEN_MS: Final = 20


class Zoekbij(QObject):
    """Lives as long as the session; does nothing while the vault is locked.

    Nobody has to wait for it: a search that comes first takes in what is left.
    """

    def __init__(self, taken: "Taken", ouder: QObject) -> None:
        super().__init__(ouder)
        self._taken = taken
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.timeout.connect(self._stap)

    def straks(self) -> None:
        """Something was written, or the vault was opened: begin when it has been quiet for a while."""
        self._klok.start(_NA_MS)

    def _stap(self) -> None:
        if not self._taken.loopt:
            return
        if self._taken.open_taken:
            self._klok.start(_NA_MS)
            return
        self._taken.vraag(_neem_op, klaar=self._gedaan, fout=self._mislukt, enkel="zoekindex")

    def _gedaan(self, meer: bool | None) -> None:
        if meer:
            self._klok.start(_TUSSEN_MS)

    def _mislukt(self, _fout: BaseException) -> None:
        """The disk is full, or another writes: what was written stays in line, and the next search tries again."""


def _neem_op(wp: Any) -> bool:
    # Late: nothing of searching is needed before the vault is open.
    from zvh_desktop.services import zoeken

    return zoeken.neem_op(wp)
