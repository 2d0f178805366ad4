"""Pages of a file from outside, drawn by a process of its own."""

from typing import Any

from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.services.meldingen import zin

__all__ = ["Kijkbladen"]


class Kijkbladen(Bladen):
    """Pages that another process draws; what it cannot show is said in the place of the page."""

    def __init__(self, context: Context, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(context, naam, ouder)
        self.kijker: Any = None
        self.maak = self._tel
        self.teken = self._teken_blad

    @staticmethod
    def _tel(volg: int, kijker: Any) -> tuple[int, bytes, int]:
        return volg, b"%", kijker.bladen()

    def _teken_blad(self, volg: int, _inhoud: bytes, nummer: int, schaal: float) -> tuple[int, int, int, int, bytes]:
        return (volg, nummer, *self.kijker.blad(nummer, schaal))

    def toon(self, kijker: Any) -> None:
        """Show what a kijker draws."""
        self.kijker = kijker
        self.zet(kijker)

    def _mislukt(self, fout: BaseException) -> None:
        self._zeg(zin(fout))
