"""What is half typed in the small lines of the chairing screen: kept while it is typed, back when a line opens."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

__all__ = ["Halfwerk", "HalveRegel"]


class Halfwerk(QObject):
    """Stands between the small lines of the screen and who keeps drafts.

    Signals:
        typt(wat, id, tekst): this stands in a line now; no text: a person discarded it.
        geopend(wat, id): a line was opened; answer with `geef_terug`.
        terug(wat, id, tekst): what was typed there before.
    """

    typt = Signal(str, str, str)
    geopend = Signal(str, str)
    terug = Signal(str, str, str)

    def geef_terug(self, wat: str, id_: str, tekst: str) -> None:
        """Give the line that is open what was typed in it before."""
        self.terug.emit(wat, id_, tekst)


class HalveRegel(QObject):
    """Follows one line, for as long as it is about one thing.

    Args:
        veld: the line.
        half: where it tells; None keeps nothing.
        wat: what the line asks for, a name of the draft.
    """

    def __init__(self, veld: QLineEdit, half: Halfwerk | None, wat: str) -> None:
        super().__init__(veld)
        self._veld, self._half, self._wat, self._id = veld, half, wat, ""
        if half is not None:
            veld.textEdited.connect(self._typt)
            half.terug.connect(self._terug)

    def begin(self, id_: str) -> None:
        """The line, empty now, is about this; what was typed about it before comes back."""
        self._id = id_
        if self._half is not None and id_:
            self._half.geopend.emit(self._wat, id_)

    def eindig(self, *, weggooien: bool) -> None:
        """The line is about nothing any more: its text was given, or discarded by a person."""
        id_, self._id = self._id, ""
        if self._half is not None and id_ and weggooien:
            self._half.typt.emit(self._wat, id_, "")

    def _typt(self, tekst: str) -> None:
        if self._half is not None and self._id:
            self._half.typt.emit(self._wat, self._id, tekst)

    def _terug(self, wat: str, id_: str, tekst: str) -> None:
        # What was typed while it was on its way goes before it.
        if (wat, id_) == (self._wat, self._id) and not self._veld.text():
            self._veld.setText(tekst)
