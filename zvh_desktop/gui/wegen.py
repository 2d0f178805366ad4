"""The ways through the program: every act with a shortcut, the program menu, how it looks.

Made after the first picture: the unlock screen is painted without any of it.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.gang import RAIL
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.pagina import Actie
from zvh_desktop.gui.thema import DICHTHEDEN, thema

__all__ = ["Wegen"]


class Daden(Protocol):
    """What the window does when a way is taken."""

    def terug(self) -> None: ...
    def vooruit(self) -> None: ...
    def open_palet(self) -> None: ...
    def vraag_slot(self) -> None: ...
    def neem_terug(self) -> None: ...
    def toon_sneltoetsen(self) -> None: ...
    def open_menu(self) -> None: ...
    def ga_naar(self, naam: str, **argumenten: Any) -> None: ...
    def naar_kluis(self, wat: str) -> None: ...
    def wissel_veldstand(self) -> None: ...


class Wegen(QObject):
    """Owns the actions of the window.

    Attributes:
        terug, vooruit, ongedaan: actions whose state follows the window.
    """

    def __init__(self, venster: QWidget, daden: Daden, instellingen: Instellingen) -> None:
        super().__init__(venster)
        self._venster = v = venster
        self._daden = d = daden
        self._instellingen = instellingen
        self._gang: list[QAction] = []
        self._stand = (False, False, False)
        self._dicht: frozenset[str] = frozenset()
        for nummer, (naam, woord, beeld) in enumerate(RAIL, 1):
            actie = self._actie(QCoreApplication.translate("Rail", woord), f"Ctrl+{nummer}", self._gang_gekozen, beeld)
            actie.setData(naam)
            self._gang.append(actie)
        self.terug = self._actie(v.tr("Terug"), "Alt+Left", d.terug, "arrow-left")
        self.vooruit = self._actie(v.tr("Vooruit"), "Alt+Right", d.vooruit, "arrow-right")
        self._zoek = self._actie(v.tr("Zoek of doe iets"), ("Ctrl+K", "Ctrl+F"), d.open_palet, "search")
        self._zoekblad = self._actie(v.tr("Zoeken in alles"), "Ctrl+Shift+F", self._naar_zoeken, "search")
        self._slot = self._actie(v.tr("Vergrendelen"), "Ctrl+L", d.vraag_slot, "lock")
        self.ongedaan = self._actie(v.tr("Ongedaan maken"), "Ctrl+Z", d.neem_terug, "undo-2")
        self.ongedaan.setEnabled(False)
        self._toetsen = self._actie(v.tr("Sneltoetsen"), "F1", d.toon_sneltoetsen, "keyboard")
        self._groter = self._actie(v.tr("Letters groter"), ("Ctrl++", "Ctrl+="), self._maak_groter)
        self._kleiner = self._actie(v.tr("Letters kleiner"), "Ctrl+-", self._maak_kleiner)
        self._gewoon = self._actie(v.tr("Letters gewoon"), "Ctrl+0", self._maak_gewoon)
        self._controleer = self._actie(v.tr("Bestand controleren…"), "", self._controleren, "file-search")
        self._delen = self._actie(v.tr("Delen en samenvoegen"), "", self._naar_delen, "git-merge")
        self._veld = self._actie(v.tr("Veldstand aan of uit"), "Ctrl+Shift+M", d.wissel_veldstand, "map-pin")
        self._menu = self._actie(v.tr("Programmamenu"), "F10", d.open_menu, "menu")
        self._sluit = self._actie(v.tr("Afsluiten"), "Ctrl+Q", v.close, "log-out")
        self._kluis = [
            self._kluisactie("wachtwoord", v.tr("Wachtwoordzin wijzigen…"), "key-round"),
            self._kluisactie("reservekopie", v.tr("Reservekopie maken…"), "archive"),
            self._kluisactie("terugzetten", v.tr("Reservekopie terugzetten…"), "archive-restore"),
            self._kluisactie("herstelsleutel", v.tr("Herstelsleutel…"), "life-buoy"),
        ]
        self._moduskeuze = self._keuzegroep(
            (("licht", v.tr("Licht")), ("donker", v.tr("Donker")), ("systeem", v.tr("Zoals het systeem"))),
            self._modus_gekozen,
        )
        self._dichtkeuze = self._keuzegroep(
            tuple(zip(DICHTHEDEN, (v.tr("Compact"), v.tr("Normaal"), v.tr("Ruim")), strict=True)),
            self._dichtheid_gekozen,
        )

    def _actie(
        self, titel: str, toetsen: str | tuple[str, ...], doe: Callable[..., object], beeld: str = ""
    ) -> QAction:
        actie = QAction(titel, self._venster)
        reeks = (toetsen,) if isinstance(toetsen, str) else toetsen
        actie.setShortcuts([QKeySequence(toets) for toets in reeks if toets])
        if beeld:
            actie.setIcon(icoon(beeld))
        actie.triggered.connect(doe)
        self._venster.addAction(actie)
        return actie

    def _kluisactie(self, wat: str, titel: str, beeld: str) -> QAction:
        actie = self._actie(titel, "", self._kluis_gekozen, beeld)
        actie.setData(wat)
        return actie

    def _keuzegroep(self, keuzes: tuple[tuple[str, str], ...], doe: Callable[..., object]) -> QActionGroup:
        groep = QActionGroup(self)
        for waarde, woord in keuzes:
            actie = QAction(woord, groep)
            actie.setCheckable(True)
            actie.setData(waarde)
        groep.triggered.connect(doe)
        return groep

    def menu(self) -> QMenu:
        """Make the program menu; it is deleted when it closes."""
        menu = QMenu(self._venster)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kluis = menu.addMenu(icoon("key-round"), self._venster.tr("Kluis"))
        kluis.addActions(self._kluis)
        beeld = menu.addMenu(icoon("sun-moon"), self._venster.tr("Beeld"))
        for groep, nu in ((self._moduskeuze, thema().modus), (self._dichtkeuze, thema().dichtheid)):
            for actie in groep.actions():
                actie.setChecked(actie.data() == nu)
            if groep is self._dichtkeuze:
                beeld.addSeparator()
                beeld.addActions([self._groter, self._kleiner, self._gewoon])
                beeld.addSeparator()
            beeld.addActions(groep.actions())
        menu.addSeparator()
        menu.addAction(self.ongedaan)
        menu.addSeparator()
        menu.addAction(self._veld)
        menu.addAction(self._delen)
        menu.addAction(self._controleer)
        menu.addAction(self._toetsen)
        menu.addSeparator()
        menu.addActions([self._slot, self._sluit])
        return menu

    def zet(self, *, aan: bool, open_: bool, slot: bool) -> None:
        """Enable what leads elsewhere (`aan`), search and help (`open_`), and locking."""
        self._stand = aan, open_, slot
        for actie in (*self._gang, self.terug, self.vooruit, self._controleer, self._delen, *self._kluis):
            actie.setEnabled(aan and actie.data() not in self._dicht)
        self._zoekblad.setEnabled(aan and "casussen" not in self._dicht)
        for actie in (self._zoek, self._toetsen):
            actie.setEnabled(open_)
        self._slot.setEnabled(slot)
        self._veld.setEnabled(slot and (aan or bool(self._instellingen["veldstand"])))

    def zet_dicht(self, dicht: frozenset[str]) -> None:
        """Take away the ways to pages that have nothing for who is at work."""
        if dicht != self._dicht:
            self._dicht = dicht
            aan, open_, slot = self._stand
            self.zet(aan=aan, open_=open_, slot=slot)

    def zet_stappen(self, *, terug: bool, vooruit: bool) -> None:
        """Enable the steps there are."""
        self.terug.setEnabled(terug)
        self.vooruit.setEnabled(vooruit)

    def voor_palet(self) -> list[Actie]:
        """What can be done anywhere, as the palette offers it."""
        return [
            Actie(f"venster.{actie.text()}", actie.text(), actie.trigger, beeld, actie.shortcut().toString(), woorden)
            for actie, beeld, woorden in (
                *((actie, beeld, "ga naar") for actie, (_, _, beeld) in zip(self._gang, RAIL, strict=True)),
                (self._zoekblad, "search", "alle treffers vinden filter operatoren"),
                (self._slot, "lock", "op slot sluiten"),
                (self._veld, "map-pin", "onderweg veld veldwerker telefoon"),
                (self._toetsen, "keyboard", "help hulp"),
                (self._groter, "a-large-small", "zoom lettergrootte"),
                (self._kleiner, "a-large-small", "zoom lettergrootte"),
                *((actie, "key-round", "kluis") for actie in self._kluis),
            )
            if actie.isEnabled()
        ]

    # -- what was chosen

    def _kluis_gekozen(self) -> None:
        self._daden.naar_kluis(self.sender().data())  # type: ignore[attr-defined]  # the sender is a QAction

    def _controleren(self) -> None:
        self._daden.ga_naar("verslagen", controleer=True)

    def _naar_zoeken(self) -> None:
        self._daden.ga_naar("casussen.zoeken")

    def _naar_delen(self) -> None:
        self._daden.ga_naar("beheer.delen")

    def _gang_gekozen(self) -> None:
        self._daden.ga_naar(self.sender().data())  # type: ignore[attr-defined]  # the sender is a QAction

    def _modus_gekozen(self, actie: QAction) -> None:
        self._instellingen.zet("thema", actie.data())
        thema().kies(modus=actie.data())

    def _dichtheid_gekozen(self, actie: QAction) -> None:
        self._instellingen.zet("dichtheid", actie.data())
        thema().kies(dichtheid=actie.data())

    def _schaal(self, schaal: float) -> None:
        thema().kies(schaal=schaal)
        self._instellingen.zet("letterschaal", thema().schaal)

    def _maak_groter(self) -> None:
        self._schaal(thema().schaal + 0.1)

    def _maak_kleiner(self) -> None:
        self._schaal(thema().schaal - 0.1)

    def _maak_gewoon(self) -> None:
        self._schaal(1.0)
