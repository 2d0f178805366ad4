"""Beheer: who works here, the house, its staff, the text of the verklaring, the vault, the region and the log."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import Tabs, Tekst
from zvh_desktop.gui.pages.beheer.brieven import BrievenDeel
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pages.beheer.grondslagen import GrondslagenDeel
from zvh_desktop.gui.pages.beheer.huis import Gegevens, Huis, Medewerkers
from zvh_desktop.gui.pages.beheer.kluis import KluisDeel
from zvh_desktop.gui.pages.beheer.leefgebieden import LeefgebiedenDeel
from zvh_desktop.gui.pages.beheer.logboek import LogboekDeel
from zvh_desktop.gui.pages.beheer.rechten import RechtenDeel
from zvh_desktop.gui.pages.beheer.regio import RegioDeel
from zvh_desktop.gui.pages.beheer.tekstblokken import TekstblokkenDeel
from zvh_desktop.gui.pages.beheer.verklaringtekst import VerklaringDeel
from zvh_desktop.gui.pages.beheer.vernietigen import VernietigDeel
from zvh_desktop.gui.pagina import Actie, Context, Pagina

__all__ = ["Beheer"]

_MAKERS: Final[dict[str, type[Deel] | type[LogboekDeel]]] = {
    "gegevens": Gegevens,
    "rechten": RechtenDeel,
    "huis": Huis,
    "medewerkers": Medewerkers,
    "leefgebieden": LeefgebiedenDeel,
    "tekstblokken": TekstblokkenDeel,
    "verklaring": VerklaringDeel,
    "grondslagen": GrondslagenDeel,
    "brieven": BrievenDeel,
    "kluis": KluisDeel,
    "regio": RegioDeel,
    "vernietigen": VernietigDeel,
    "logboek": LogboekDeel,
}


class Beheer(Pagina):
    """Parts behind tabs, each built at its first visit. `deel` names one, `wat` what to begin there."""

    titel = "Beheer"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 18, 0)
        kolom.setSpacing(12)
        kolom.addWidget(Tekst(self.tr("Beheer"), maat="pagina", gewicht=700))
        self.tabs = Tabs(self.tr("Onderdelen van Beheer"))
        for naam, titel in (
            ("gegevens", self.tr("Mijn gegevens")),
            ("rechten", self.tr("Wat mag ik")),
            ("huis", self.tr("Het huis")),
            ("medewerkers", self.tr("Medewerkers")),
            ("leefgebieden", self.tr("Leefgebieden")),
            ("tekstblokken", self.tr("Tekstblokken en spelling")),
            ("verklaring", self.tr("Tekst van de verklaring")),
            ("grondslagen", self.tr("Grond en termijnen")),
            ("brieven", self.tr("Brieven")),
            ("kluis", self.tr("Kluis")),
            ("regio", self.tr("Regio")),
            ("vernietigen", self.tr("Vernietigen")),
            ("logboek", self.tr("Logboek")),
        ):
            self.tabs.voeg_toe(naam, titel)
        kolom.addWidget(self.tabs)
        self.stapel = QStackedWidget()
        kolom.addWidget(self.stapel, 1)
        self._delen: dict[str, Deel | LogboekDeel] = {}
        self._nu = ""
        self._stil = False
        self.tabs.gekozen.connect(self._gekozen)

    def deel(self, naam: str) -> QWidget:
        """Return a part, built when it was not yet."""
        if naam not in self._delen:
            self._delen[naam] = _MAKERS[naam](self.context, self)
            self.stapel.addWidget(self._delen[naam])
        return self._delen[naam]

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """Those of the part in view."""
        deel = self._delen.get(self._nu)
        return deel.schrijvers() if deel is not None else {}

    def toon(self, **argumenten: Any) -> None:
        """Show a part."""
        naam = str(argumenten.get("deel") or self._nu or "gegevens")
        if naam not in _MAKERS:
            naam = "gegevens"
        self._stil = True
        self.tabs.kies(naam)
        self._stil = False
        self._toon(naam, str(argumenten.get("wat") or ""))

    def _gekozen(self, naam: str) -> None:
        if not self._stil:
            self._toon(naam)

    def _toon(self, naam: str, wat: str = "") -> None:
        if self._nu and self._nu != naam:
            self._delen[self._nu].verlaat()
        self._nu = naam
        self.stapel.setCurrentWidget(self.deel(naam))
        self.pas_recht_toe()
        self._delen[naam].toon(wat)

    def ververs(self, bon: Any) -> None:
        """Let the part in view look again when it is touched."""
        if self._nu and bon.soorten & self._delen[self._nu].raakt:
            self._delen[self._nu].toon()

    def verlaat(self) -> None:
        """Forget what must not stay."""
        if self._nu:
            self._delen[self._nu].verlaat()

    def acties(self) -> list[Actie]:
        """Offer the parts."""
        return [
            Actie("beheer.gegevens", self.tr("Wie werkt er nu"), self._naar_gegevens, "user-cog", woorden="naam rol"),
            Actie("beheer.rechten", self.tr("Wat mag ik"), self._naar_rechten, "shield-check", woorden="rol bevoegd"),
            Actie("beheer.kluis", self.tr("Kluis beheren"), self._naar_kluis, "key-round", woorden="reservekopie"),
            Actie("beheer.regio", self.tr("Regio beheren"), self._naar_regio, "landmark", woorden="toestel uitnodigen"),
            Actie(
                "beheer.vernietigen",
                self.tr("Dossiers vernietigen"),
                self._naar_vernietigen,
                "trash-2",
                woorden="bewaartermijn vernietigingsverklaring",
            ),
            Actie("beheer.logboek", self.tr("Logboek bekijken"), self._naar_logboek, "scroll-text"),
        ]

    def _naar_gegevens(self) -> None:
        self.toon(deel="gegevens")

    def _naar_rechten(self) -> None:
        self.toon(deel="rechten")

    def _naar_kluis(self) -> None:
        self.toon(deel="kluis")

    def _naar_regio(self) -> None:
        self.toon(deel="regio")

    def _naar_vernietigen(self) -> None:
        self.toon(deel="vernietigen")

    def _naar_logboek(self) -> None:
        self.toon(deel="logboek")
