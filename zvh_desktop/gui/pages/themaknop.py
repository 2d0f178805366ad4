"""A button with the themes that are chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from zvh_desktop.domain.casus import THEMAS, themanaam
from zvh_desktop.gui.onderdelen import Knop

__all__ = ["ThemaKnop"]


class ThemaKnop(Knop):
    """A button that opens the list of themes; several can be chosen.

    Signals:
        gewijzigd(themas): a person chose others.
    """

    gewijzigd = Signal(list)

    def __init__(self, ouder: QWidget | None = None, *, naam: str = "", niets: str = "") -> None:
        """Make it; `naam` is spoken before the themes, `niets` stands there when none is chosen."""
        self._naam = naam or QCoreApplication.translate("ThemaKnop", "Thema")
        self._niets = niets or QCoreApplication.translate("ThemaKnop", "kies een thema")
        super().__init__("", ouder, icoon="tag", naam=self._naam, links=True)
        self._gekozen: list[str] = []
        self.clicked.connect(self._open)

    def zet(self, gekozen: Sequence[str]) -> None:
        """Show these themes."""
        self._gekozen = list(gekozen)
        woorden = ", ".join(themanaam(t) for t in gekozen) or self._niets
        self.zet_tekst(woorden if len(woorden) < 44 else woorden[:43] + "…", f"{self._naam}: {woorden}")

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sleutel in (*THEMAS, *(t for t in self._gekozen if t not in THEMAS)):
            actie = menu.addAction(themanaam(sleutel))
            actie.setCheckable(True)
            actie.setChecked(sleutel in self._gekozen)
            actie.setData(sleutel)
        menu.triggered.connect(self._kies)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _kies(self, actie: object) -> None:
        sleutel = str(actie.data())  # type: ignore[attr-defined]  # the signal gives a QAction
        nieuw = [t for t in self._gekozen if t != sleutel] + ([] if sleutel in self._gekozen else [sleutel])
        self.zet(nieuw)
        self.gewijzigd.emit(nieuw)
