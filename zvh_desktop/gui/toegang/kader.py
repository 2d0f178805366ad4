"""The quiet frame every screen before unlocking stands in: the name of the program and one card; no name of anyone."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.beginplek import Beginplek
from zvh_desktop.gui.onderdelen import IcoonBeeld, Kaart, Knop, Tekst
from zvh_desktop.gui.thema import thema

__all__ = ["Kader"]


class Kader(Beginplek):
    """Centres a card under the name of the program, with links below it; scrolls when the window is small.

    Ctrl+Enter presses the main button, from every field.

    Attributes:
        kaart: the card; fill `kaart.inhoud`.
        onder: row for flat buttons under the card.
    """

    def __init__(self, breedte: int = 420, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.setObjectName("pagina")
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        rol = QScrollArea(self)
        rol.setWidgetResizable(True)
        rol.setFrameShape(QScrollArea.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vlak = QWidget()
        vlak.setObjectName("pagina")
        kolom = QVBoxLayout(vlak)
        kolom.setContentsMargins(24, 24, 24, 24)
        kolom.addStretch(2)
        merk = QHBoxLayout()
        merk.setSpacing(10)
        merk.addStretch(1)
        merk.addWidget(IcoonBeeld("scale", px=32, rol="accent"))
        merk.addWidget(Tekst("ZVH Desktop", maat="pagina", gewicht=700))
        merk.addStretch(1)
        kolom.addLayout(merk)
        kolom.addSpacing(18)
        self._breedte = breedte
        self.kaart = Kaart(rand="rondom", ruim=True)
        # Not by alignment: the column would reckon the card's height for its own width and cut off wrapped text.
        midden = QHBoxLayout()
        midden.addStretch(1)
        midden.addWidget(self.kaart)
        midden.addStretch(1)
        kolom.addLayout(midden)
        kolom.addSpacing(8)
        self.onder = QHBoxLayout()
        self.onder.setSpacing(6)
        rij = QHBoxLayout()
        rij.addStretch(1)
        rij.addLayout(self.onder)
        rij.addStretch(1)
        kolom.addLayout(rij)
        kolom.addStretch(3)
        rol.setWidget(vlak)
        buiten.addWidget(rol)

        for toets in ("Ctrl+Return", "Ctrl+Enter"):
            # A shortcut, as a field of several lines keeps this key for itself.
            kort = QShortcut(QKeySequence(toets), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            kort.activated.connect(self._ga_door)
        thema().veranderd.connect(self._pas_aan)
        self._pas_aan()

    def hoofdknoppen(self) -> Iterable[Knop]:
        """Return what goes on from here; of more than one the first that is there and not shut."""
        return (knop for knop in self.kaart.findChildren(Knop) if knop.soort == "primair")

    def _ga_door(self) -> None:
        knop = next((knop for knop in self.hoofdknoppen() if knop.isVisible() and knop.isEnabled()), None)
        if knop is not None:
            knop.click()

    def _pas_aan(self) -> None:
        breed = thema().lengte(self._breedte)
        self.kaart.setFixedWidth(min(breed, self.width() - 48) if self.width() > 700 else breed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card is never wider than the window."""
        super().resizeEvent(event)
        self._pas_aan()

    def voeg_weg_toe(self, woord: str, doe: object) -> Knop:
        """Add a flat button under the card that leads elsewhere."""
        knop = Knop(woord, soort="vlak", klein=True)
        knop.clicked.connect(doe)
        self.onder.addWidget(knop)
        return knop
