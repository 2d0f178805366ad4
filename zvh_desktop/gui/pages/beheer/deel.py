"""What the parts of Beheer share: a scrolled column of cards that is filled when it comes into view."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.thema import thema

__all__ = ["Deel", "knoppenrij"]


def knoppenrij(*delen: QWidget) -> Vloei:
    """Return a row of buttons that goes on below itself where it does not fit."""
    rij = Vloei(tussen=8)
    for deel in delen:
        rij.addWidget(deel)
    return rij


class Deel(QScrollArea):
    """One part of Beheer. Subclasses fill `kolom` and ask their data in `toon`.

    Attributes:
        raakt: kinds of record whose change makes the part look again.
        kolom: layout of the cards.
    """

    raakt: frozenset[str] = frozenset()
    breed = False
    """Use the whole width; forms read better when they do not."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__()
        self.context, self.gastheer = context, gastheer
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vak = QWidget()
        vak.setObjectName("pagina")
        buiten = QHBoxLayout(vak)
        buiten.setContentsMargins(0, 0, 4, 16)
        binnen = QWidget()
        kolom = QVBoxLayout(binnen)
        kolom.setContentsMargins(0, 0, 0, 0)
        self.kolom = QVBoxLayout()
        self.kolom.setSpacing(14)
        kolom.addLayout(self.kolom)
        kolom.addStretch(1)
        buiten.addWidget(binnen, 1)
        self._binnen, self._naast = binnen, buiten
        thema().veranderd.connect(self._pas_breedte)
        self._pas_breedte()
        self.setWidget(vak)

    def _pas_breedte(self) -> None:
        if not self.breed:
            self._binnen.setMaximumWidth(thema().lengte(760))
            if self._naast.count() == 1:
                self._naast.addStretch(0)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """Return what changes something, by the act that it is."""
        return {}

    def toon(self, wat: str = "") -> None:
        """Come into view; `wat` names what to put the cursor in."""

    def verlaat(self) -> None:
        """Go out of view: forget what must not stay on the screen."""
