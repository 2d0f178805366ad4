"""What every tab of the dossier is, and what the page lends to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services.dossierbeeld import Dossier
from zvh_desktop.services.meldingen import CASUS_DICHT

__all__ = ["Beeld", "Huis", "Rolinhoud", "Tab", "delen", "kolom", "maak_leeg", "rolvlak"]


@dataclass(frozen=True, slots=True)
class Beeld:
    """What a visit shows: the dossier, drafts that were found, the day, who is at work and what they may not do."""

    dossier: Dossier
    concepten: Concepten
    vandaag: date
    wie: str = ""
    rol: str = ""
    niet: Mapping[Daad, str] = field(default_factory=dict)

    @property
    def gesloten(self) -> bool:
        """Whether the casus is closed: what stands there can be put right, nothing is added to the work."""
        return self.dossier.casus.status == "afgesloten"


class Huis(Protocol):
    """What a tab may ask of its page."""

    context: Context

    def vandaag(self) -> date:
        """Return the day."""

    def ga_naar_tab(self, naam: str, record_id: str = "") -> None:
        """Show another tab, at a record of it."""

    def gedaan(self, zin: str, bon: object) -> None:
        """Tell that something was done, with a way back."""

    def gastheer(self) -> QWidget:
        """Return the widget side panels stand in."""


class Tab(QWidget):
    """One tab; made at its first visit.

    Attributes:
        beeld: what it shows, None before the first dossier.
    """

    def __init__(self, huis: Huis) -> None:
        super().__init__()
        self.huis = huis
        self.context = huis.context
        self.beeld: Beeld | None = None

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """Return what is still to be made after the tab itself, each step in a turn of the loop of its own."""
        return ()

    @property
    def casus_id(self) -> str:
        """Id of the casus it shows, "" when none."""
        return self.beeld.dossier.casus.id if self.beeld else ""

    def zet(self, beeld: Beeld) -> None:
        """Show a dossier, or the same one after a change."""
        ander = self.casus_id != beeld.dossier.casus.id
        self.beeld = beeld
        self.vul(beeld, ander=ander)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """Return what adds, changes or hands out, by the act that it is; forms look after themselves."""
        return {}

    def aanvullers(self) -> tuple[QWidget, ...]:
        """Return what adds work to the casus: shut in one that is closed. Each stands in `schrijvers` too."""
        return ()

    def pas_recht_toe(self) -> None:
        """Shut what may not be done in this casus."""
        nieuw = self.aanvullers() if self.beeld is not None and self.beeld.gesloten else ()
        for daad, widgets in self.schrijvers().items():
            for widget in widgets:
                waarom = self.context.niet_hier.get(daad, "")
                sluit(widget, waarom or (CASUS_DICHT if widget in nieuw else ""))

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Fill the tab; `ander` when it is another casus than before. Each tab has its own."""

    def kies(self, record_id: str) -> None:
        """Go to a record of this tab."""

    def leeg(self) -> None:
        """Forget everything shown; another casus comes, or the vault locks."""
        self.beeld = None

    def formulieren(self) -> list[Formulier]:
        """Return the forms in use, for drafts and for the place of the cursor."""
        return []

    def verberg(self) -> None:
        """Hide what was unmasked."""

    def schrijf_concepten(self) -> None:
        """Hand over everything typed and not saved."""
        for formulier in self.formulieren():
            formulier.schrijf_concepten()

    def positie(self) -> dict[str, Any]:
        """Return record, field and cursor, no text."""
        for formulier in self.formulieren():
            naam = formulier.veld_met_focus()
            if naam:
                record = formulier.record
                return {"record": record.id if record else "", "veld": naam, "cursor": formulier.plek(naam)}
        return {}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to where `positie` said."""
        if positie.get("record"):
            self.kies(positie["record"])
        for formulier in self.formulieren():
            if (formulier.record.id if formulier.record else "") == positie.get("record", "") and formulier.ga_naar(
                positie.get("veld", ""), positie.get("cursor", 0)
            ):
                return


class Rolinhoud(QWidget):
    """Contents of a scroll area: as high as its text needs at this width, and no higher.

    The least height of wrapped labels is counted for a narrow column; believed, it makes a page scroll for nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pagina")

    def minimumSizeHint(self) -> QSize:
        """None: the height follows from the width, and what is too wide is squeezed instead of cut off."""
        return QSize(0, 0)


def rolvlak(binnen: Rolinhoud) -> QScrollArea:
    """Put contents in a scroll area that follows the width."""
    vlak = QScrollArea()
    vlak.setWidgetResizable(True)
    vlak.setFrameShape(QFrame.Shape.NoFrame)
    vlak.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    vlak.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    vlak.setWidget(binnen)
    return vlak


def kolom(ouder: QWidget, *, lucht: int = 12) -> QVBoxLayout:
    """Return a column layout without margins."""
    indeling = QVBoxLayout(ouder)
    indeling.setContentsMargins(0, 0, 0, 0)
    indeling.setSpacing(lucht)
    return indeling


def delen(indeling: QLayout) -> list[QWidget]:
    """Return the widgets in a layout, in order."""
    stukken = (indeling.itemAt(nummer) for nummer in range(indeling.count()))
    return [widget for stuk in stukken if stuk is not None and (widget := stuk.widget()) is not None]


def maak_leeg(indeling: QLayout) -> None:
    """Take everything out of a layout, off the screen at once."""
    while (stuk := indeling.takeAt(0)) is not None:
        if (widget := stuk.widget()) is not None:
            widget.hide()
            widget.deleteLater()
