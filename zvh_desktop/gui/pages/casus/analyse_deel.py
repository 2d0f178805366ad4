"""What the parts of the tab Analyse share: what they show, the form that saves in it, and a list in a card."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.record import Record
from zvh_desktop.gui.onderdelen import Kaart, Knop
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import analyse, concepten, dossierstukken, themagasten
from zvh_desktop.services.analyse import Analyse
from zvh_desktop.services.themagasten import Gasten
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Analysedeel", "Analyseformulier", "Inhoud", "lees", "lijstkaart", "partnerkeuzes", "persoonkeuzes"]


@dataclass(frozen=True, slots=True)
class Inhoud:
    """What a visit to the tab shows: the analysis, drafts that were found, whom to invite, and files to point at."""

    analyse: Analyse
    concepten: Concepten
    gasten: Gasten
    stukken: tuple[tuple[str, str], ...] = ()


def lees(wp: Werkplek, casus_id: str) -> Inhoud:
    """Read what the tab shows; only when it is looked at."""
    a = analyse.analyse(wp, casus_id)
    stukken = tuple((r.stuk.id, r.stuk.titel) for r in dossierstukken.lijst(wp, casus_id))
    return Inhoud(a, concepten.van(wp, analyse.sleutels(a)), themagasten.gasten(wp, casus_id), stukken)


def partnerkeuzes(a: Analyse) -> list[tuple[str, str]]:
    """Return the partners to choose from, fixed ones first, and none."""
    rij = sorted((p for p in a.partners.values() if not p.verwijderd), key=lambda p: (not p.vast, p.naam.casefold()))
    return [("", "geen"), *((p.id, p.naam) for p in rij)]


def persoonkeuzes(a: Analyse) -> list[tuple[str, str]]:
    """Return whom something can be about, and the casus as a whole."""
    return [("", "de casus als geheel"), *((b.id, a.naam_van(b.id) or "zonder naam") for b in a.betrokkenen)]


class Analyseformulier(Formulier):
    """A form over a record of the analysis; what exists once in a casus is made by the first word in it."""

    def opslag(self, record: Record, velden: dict[str, Any]) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Save through the analysis."""
        casus_id = str(getattr(record, "casus_id", ""))
        return analyse.bewaar_veld, (record.soort, casus_id, record.id, velden)

    def conceptsleutel(self, record: Record) -> str:
        """Drafts of what may not exist yet name its casus."""
        return analyse.conceptsleutel(record)


class Analysedeel(QWidget):
    """One part of the tab.

    Attributes:
        inhoud: what it shows; None before the first.
    """

    def __init__(self, huis: Huis) -> None:
        super().__init__()
        self.huis = huis
        self.context = huis.context
        self.inhoud: Inhoud | None = None

    def schrijvers(self) -> tuple[QWidget, ...]:
        """Return what adds to it or withdraws; forms look after themselves."""
        return ()

    def aanvullers(self) -> tuple[QWidget, ...]:
        """Return what adds to it; each stands in `schrijvers` too."""
        return ()

    def minimumSizeHint(self) -> QSize:
        """The same for every part: with large letters the page scrolls to a part of which enough is in view."""
        return QSize(0, thema().lengte(300))

    def hasHeightForWidth(self) -> bool:
        """What wraps inside does not ask the page for height either."""
        return False

    @property
    def casus_id(self) -> str:
        """Id of the casus it shows, "" when none."""
        return self.inhoud.analyse.casus.id if self.inhoud else ""

    def zet(self, inhoud: Inhoud) -> None:
        """Show an analysis, or the same one after a change."""
        self.inhoud = inhoud
        self.vul(inhoud)

    def vul(self, inhoud: Inhoud) -> None:
        """Fill the part. Each part has its own."""

    def kies(self, record_id: str) -> bool:
        """Go to a record, or to a new one by the name of its drafts; False when it is not in this part."""
        return False

    def leeg(self) -> None:
        """Forget everything shown."""
        self.inhoud = None

    def verberg(self) -> None:
        """Close panels, hide what was unmasked."""

    def formulieren(self) -> list[Formulier]:
        """Return the forms in use."""
        return []

    def trek_in(self, soort: str, record_id: str) -> None:
        """Withdraw a record, with a way back."""
        self.context.taken.doe(analyse.trek_in, soort, record_id, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Ingetrokken uit de analyse; de geschiedenis blijft bewaard."), bon)


def lijstkaart(titel: str, knop: Knop | None = None) -> tuple[Kaart, RijenLijst]:
    """Return a card with a list that is as high as its rows, and perhaps a button at its head."""
    kaart = Kaart(titel, achter=(knop,) if knop is not None else ())
    lijst = RijenLijst(titel, in_kaart=True, wikkel=True, enkel_klik=True)
    kaart.inhoud.addWidget(lijst)
    return kaart, lijst
