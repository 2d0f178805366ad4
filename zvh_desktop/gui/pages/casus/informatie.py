"""Informatie: on what ground, what is known of each item, what was asked of partners, and everything that left."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import KeuzeVeld, Segmenten
from zvh_desktop.gui.pages.casus.formulier import Formulier
from zvh_desktop.gui.pages.casus.informatiedelen.gegevens import GegevensDeel
from zvh_desktop.gui.pages.casus.informatiedelen.grond import GrondDeel
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Deel, UitgeefPaneel
from zvh_desktop.gui.pages.casus.informatiedelen.verstrekt import VerstrektDeel
from zvh_desktop.gui.pages.casus.informatiedelen.verzoeken import VerzoekenDeel
from zvh_desktop.gui.pages.casus.informatiedelen.zsm import ZsmDeel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Rolinhoud, Tab, kolom, rolvlak
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import informatie
from zvh_desktop.services.informatie import Beeld as InformatieBeeld

__all__ = ["InformatieTab"]

_VAN_PANEEL = {
    "verleng": "grond",
    "compartiment": "grond",
    "merk": "gegevens",
    "verzoek": "verzoeken",
    "antwoord": "verzoeken",
    "advies": "zsm",
    "afdoening": "zsm",
    "noteer": "verstrekt",
}
"""On which part a panel stands, by the name in the key of its draft."""


class InformatieTab(Tab):
    """Five parts behind segments; its own data is read when it comes into view."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        buiten = kolom(self)
        delen = (
            ("grond", self.tr("Grond en termijn")),
            ("gegevens", self.tr("Gegevens")),
            ("verzoeken", self.tr("Verzoeken")),
            ("zsm", self.tr("ZSM-advies")),
            ("verstrekt", self.tr("Verstrekt")),
        )
        naam = self.tr("Onderdelen van Informatie")
        self._segmenten = Segmenten(naam, delen, gelijk=False)
        self._segmenten.gekozen.connect(self._kies_deel)
        # Where the segments do not fit, in a narrow window or with large letters, one choice takes their place.
        self._keuze = KeuzeVeld(delen)
        self._keuze.setAccessibleName(naam)
        self._keuze.gewijzigd.connect(self._kies_deel)
        self._keuze.hide()
        boven = QHBoxLayout()
        boven.addWidget(self._segmenten)
        boven.addWidget(self._keuze, 1)
        boven.addStretch(1)
        buiten.addLayout(boven)
        self._stapel = QStackedWidget()
        buiten.addWidget(self._stapel, 1)
        self._delen: dict[str, Deel] = {}
        self._gelezen: InformatieBeeld | None = None
        self._wens = ""

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """The parts, one at a time."""
        return (
            self._maak_uitgeven, self._maak_grond, self._maak_gegevens, self._maak_verzoeken, self._maak_zsm,
            self._maak_verstrekt,
        )  # fmt: skip

    def _maak_uitgeven(self) -> None:
        self.uitgeven = UitgeefPaneel(self.huis)

    def _maak_grond(self) -> None:
        self._voeg_toe("grond", GrondDeel(self.huis, self.uitgeven))

    def _maak_gegevens(self) -> None:
        self._voeg_toe("gegevens", GegevensDeel(self.huis))

    def _maak_verzoeken(self) -> None:
        self._voeg_toe("verzoeken", VerzoekenDeel(self.huis, self.uitgeven))

    def _maak_zsm(self) -> None:
        self._voeg_toe("zsm", ZsmDeel(self.huis, self.uitgeven))

    def _maak_verstrekt(self) -> None:
        self._voeg_toe("verstrekt", VerstrektDeel(self.huis, self.uitgeven))

    def _voeg_toe(self, naam: str, deel: Deel) -> None:
        self._delen[naam] = deel
        binnen = Rolinhoud()
        rij = QVBoxLayout(binnen)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.addWidget(deel)
        rij.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stapel.addWidget(rolvlak(binnen))

    def deel(self, naam: str) -> Deel:
        """Return a part: grond, gegevens, verzoeken, zsm, verstrekt."""
        return self._delen[naam]

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Ask what is shown; a quick question, so that opening a dossier reads none of it."""
        if ander:
            self._vergeet()
        self.context.taken.vraag(
            informatie.beeld, self.casus_id, klaar=self._gekomen, enkel="informatietab", fout=self.context.fout
        )

    def _gekomen(self, gelezen: InformatieBeeld) -> None:
        if gelezen.casus.id != self.casus_id:
            return
        self._gelezen = gelezen
        for deel in self._delen.values():
            deel.zet(gelezen)
        if self._wens:
            wens, self._wens = self._wens, ""
            self.kies(wens)

    def _kies_deel(self, naam: str) -> None:
        self._segmenten.kies(naam)
        self._keuze.kies(naam)
        self._stapel.setCurrentIndex(list(self._delen).index(naam))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between segments and one choice."""
        super().resizeEvent(event)
        past = self.width() >= self._segmenten.sizeHint().width()
        self._segmenten.setVisible(past)
        self._keuze.setVisible(not past)

    def sizeHint(self) -> QSize:
        """High enough to work in and no higher: its parts scroll by themselves."""
        return QSize(super().sizeHint().width(), thema().lengte(440))

    def minimumSizeHint(self) -> QSize:
        """Narrower than its segments: a choice takes their place."""
        return QSize(0, super().minimumSizeHint().height())

    def kies(self, record_id: str) -> None:
        """Go to a part by its name, or open a panel again: "info-verzoek:ID"."""
        naam, _, id_ = record_id.partition(":")
        naam = naam.removeprefix("info-")
        deel = _VAN_PANEEL.get(naam, naam)
        if deel not in self._delen:
            return
        self._kies_deel(deel)
        if self._gelezen is None:
            self._wens = record_id
        elif naam in _VAN_PANEEL:
            self._delen[deel].open(naam, id_)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        alle: dict[Daad, tuple[QWidget, ...]] = {Daad.UITGEVEN: (self.uitgeven.knop, self.uitgeven.zonder)}
        for deel in self._delen.values():
            for daad, widgets in deel.schrijvers().items():
                alle[daad] = (*alle.get(daad, ()), *widgets)
        return alle

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Tab`."""
        return tuple(widget for deel in self._delen.values() for widget in deel.aanvullers())

    def formulieren(self) -> list[Formulier]:
        """The form of the ground."""
        deel = self._delen.get("grond")
        return [deel.formulier] if isinstance(deel, GrondDeel) else []

    def schrijf_concepten(self) -> None:
        """Hand over what is typed in the panels too."""
        super().schrijf_concepten()
        for deel in self._delen.values():
            for paneel in deel.panelen():
                paneel.leg_neer()
        self.uitgeven.leg_neer()

    def verberg(self) -> None:
        """Close the panels; what was typed stays as a draft."""
        for deel in self._delen.values():
            for paneel in deel.panelen():
                paneel.sluit()
        self.uitgeven.sluit()

    def positie(self) -> dict[str, Any]:
        """Return the part in view too."""
        return {"deel": self._segmenten.huidig(), **super().positie()}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to the part in view."""
        if positie.get("deel") in self._delen:
            self._kies_deel(positie["deel"])
        super().herstel(positie)

    def _vergeet(self) -> None:
        self.verberg()
        self._gelezen = None
        self.uitgeven.vergeet()
        for deel in self._delen.values():
            deel.leeg()

    def leeg(self) -> None:
        """Forget the casus."""
        super().leeg()
        self._vergeet()
