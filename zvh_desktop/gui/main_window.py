"""The frame: rail, top bar, pages, program menu, locking; it owns no rules and knows no records.

Pages come from a registry and are built at the first visit. The part of a page's name before the first
point tells which item of the rail it belongs to (`casussen.casus` belongs to `casussen`). The title of
the window never holds more than the word of the rail.
"""

import gc
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QToolTip,
    QWidget,
)

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.gui.gang import NAAM, RAIL
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.meldingen import Meldingen
from zvh_desktop.gui.onderdelen import Zijpaneel
from zvh_desktop.gui.pagina import Actie, Context, Pagina, PaginaMaker
from zvh_desktop.gui.rustwacht import Rustwacht
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.thema import DICHTHEDEN, thema

if TYPE_CHECKING:
    from zvh_desktop.gui.palet import Palet, Zoeker
    from zvh_desktop.gui.raamwerk import Raamwerk, Rolvlak

__all__ = ["RAIL", "MainWindow", "Positie"]


@dataclass(frozen=True, slots=True)
class Positie:
    """Where one was: page, its arguments, and field and cursor as the page tells; ids only, no text."""

    naam: str
    argumenten: Mapping[str, Any] = field(default_factory=dict)
    in_pagina: Mapping[str, Any] = field(default_factory=dict)


class MainWindow(QMainWindow):
    """The one window of the program.

    Attributes:
        taken: asks work of the workplace.
        meldingen: shows sentences.
        rustwacht: counts rest.

    Signals:
        vergrendel_gevraagd(reden): a person asked (empty) or rest ran out ("rust").
        ongedaan_gevraagd(): take the last act back.
        kluis_gevraagd(wat): `wachtwoord`, `reservekopie`, `terugzetten`, `herstelsleutel`.
        pagina_getoond(naam): another page is in view.
    """

    vergrendel_gevraagd = Signal(str)
    ongedaan_gevraagd = Signal()
    kluis_gevraagd = Signal(str)
    pagina_getoond = Signal(str)

    def __init__(
        self,
        paginas: Mapping[str, PaginaMaker],
        taken: Taken,
        instellingen: Instellingen,
        ouder: QWidget | None = None,
        *,
        nu: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(ouder)
        self.taken = taken
        self._paginas = dict(paginas)
        self._instellingen = instellingen
        self._gebouwd: dict[str, Pagina] = {}
        self._vlakken: dict[str, Rolvlak] = {}
        self._spoor: list[Positie] = []
        self._plaats = -1
        self._raam: Raamwerk | None = None
        self._vol: list[tuple[QWidget, QWidget | None, bool]] = []
        self._afgeschermd = False
        self._aantallen: dict[str, int] = {}
        self._gebruiker = ("", "")
        self._net = ("", "cloud-off")
        self._toetsen: Zijpaneel | None = None
        self.setWindowTitle(NAAM)
        self.setWindowIcon(icoon("scale", "accent"))
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self.meldingen = Meldingen(self)
        self.context = Context(taken, self, instellingen, melding=self.meldingen.toon, fout=self.meldingen.fout, nu=nu)
        self._palet: Palet | None = None
        self.rustwacht = Rustwacht(
            self,
            minuten=instellingen.getal("vergrendel_na_min"),
            minuten_overleg=instellingen.getal("vergrendel_na_overleg_min"),
        )
        self.rustwacht.verlopen.connect(self._rust_verlopen)
        self._maak_acties()
        # Not every platform tells who owns the clipboard: what was copied under our focus counts as ours.
        self._klembord = False
        QGuiApplication.clipboard().dataChanged.connect(self._gekopieerd)
        taken.bon.connect(self._bon)
        taken.mislukt.connect(self.meldingen.fout)
        taken.bezig.connect(self._bezig)
        self._herstel_plaats()

    # -- actions and menu

    def _actie(
        self, titel: str, toetsen: str | tuple[str, ...], doe: Callable[..., object], beeld: str = ""
    ) -> QAction:
        actie = QAction(titel, self)
        reeks = (toetsen,) if isinstance(toetsen, str) else toetsen
        actie.setShortcuts([QKeySequence(toets) for toets in reeks if toets])
        if beeld:
            actie.setIcon(icoon(beeld))
        actie.triggered.connect(doe)
        self.addAction(actie)
        return actie

    def _maak_acties(self) -> None:
        self._gang: list[QAction] = []
        for nummer, (naam, woord, beeld) in enumerate(RAIL, 1):
            actie = self._actie(QCoreApplication.translate("Rail", woord), f"Ctrl+{nummer}", self._gang_gekozen, beeld)
            actie.setData(naam)
            self._gang.append(actie)
        self._a_terug = self._actie(self.tr("Terug"), "Alt+Left", self.terug, "arrow-left")
        self._a_vooruit = self._actie(self.tr("Vooruit"), "Alt+Right", self.vooruit, "arrow-right")
        self._a_zoek = self._actie(self.tr("Zoek of doe iets"), ("Ctrl+K", "Ctrl+F"), self.open_palet, "search")
        self._a_slot = self._actie(self.tr("Vergrendelen"), "Ctrl+L", self._vraag_slot, "lock")
        self._a_ongedaan = self._actie(self.tr("Ongedaan maken"), "Ctrl+Z", self.ongedaan_gevraagd.emit, "undo-2")
        self._a_ongedaan.setEnabled(False)
        self._a_toetsen = self._actie(self.tr("Sneltoetsen"), "F1", self.toon_sneltoetsen, "keyboard")
        self._a_groter = self._actie(self.tr("Letters groter"), ("Ctrl++", "Ctrl+="), self._groter)
        self._a_kleiner = self._actie(self.tr("Letters kleiner"), "Ctrl+-", self._kleiner)
        self._a_gewoon = self._actie(self.tr("Letters gewoon"), "Ctrl+0", self._gewoon)
        self._a_menu = self._actie(self.tr("Programmamenu"), "F10", self.open_menu, "menu")
        self._a_sluit = self._actie(self.tr("Afsluiten"), "Ctrl+Q", self.close, "log-out")
        self._kluis = [
            self._kluisactie("wachtwoord", self.tr("Wachtwoordzin wijzigen…"), "key-round"),
            self._kluisactie("reservekopie", self.tr("Reservekopie maken…"), "archive"),
            self._kluisactie("terugzetten", self.tr("Reservekopie terugzetten…"), "archive-restore"),
            self._kluisactie("herstelsleutel", self.tr("Herstelsleutel…"), "life-buoy"),
        ]
        self._moduskeuze = self._keuzegroep(
            (("licht", self.tr("Licht")), ("donker", self.tr("Donker")), ("systeem", self.tr("Zoals het systeem"))),
            self._modus_gekozen,
        )
        self._dichtkeuze = self._keuzegroep(
            tuple(zip(DICHTHEDEN, (self.tr("Compact"), self.tr("Normaal"), self.tr("Ruim")), strict=True)),
            self._dichtheid_gekozen,
        )

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

    def _maak_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kluis = menu.addMenu(icoon("key-round"), self.tr("Kluis"))
        kluis.addActions(self._kluis)
        beeld = menu.addMenu(icoon("sun-moon"), self.tr("Beeld"))
        for groep, nu in ((self._moduskeuze, thema().modus), (self._dichtkeuze, thema().dichtheid)):
            for actie in groep.actions():
                actie.setChecked(actie.data() == nu)
            if groep is self._dichtkeuze:
                beeld.addSeparator()
                beeld.addActions([self._a_groter, self._a_kleiner, self._a_gewoon])
                beeld.addSeparator()
            beeld.addActions(groep.actions())
        menu.addSeparator()
        menu.addAction(self._a_ongedaan)
        menu.addSeparator()
        menu.addAction(self._a_toetsen)
        menu.addSeparator()
        menu.addActions([self._a_slot, self._a_sluit])
        return menu

    def open_menu(self) -> None:
        """Open the program menu under the name of the program."""
        menu = self._maak_menu()
        if self._raam is not None and not self._vol:
            merk = self._raam.merk
            menu.popup(merk.mapToGlobal(merk.rect().bottomLeft()))
        else:
            menu.popup(self.mapToGlobal(self.rect().topLeft()))

    def _kluis_gekozen(self) -> None:
        self.kluis_gevraagd.emit(self.sender().data())  # type: ignore[attr-defined]  # the sender is a QAction

    def _gang_gekozen(self) -> None:
        self.ga_naar(self.sender().data())  # type: ignore[attr-defined]  # the sender is a QAction

    def rail_gekozen(self) -> None:
        """An item of the rail was pressed."""
        self.ga_naar(self.sender().objectName())

    def _modus_gekozen(self, actie: QAction) -> None:
        self._beeld("thema", actie.data())
        thema().kies(modus=actie.data())

    def _dichtheid_gekozen(self, actie: QAction) -> None:
        self._beeld("dichtheid", actie.data())
        thema().kies(dichtheid=actie.data())

    def _beeld(self, naam: str, waarde: object) -> None:
        self._instellingen.zet(naam, waarde)

    def _schaal(self, schaal: float) -> None:
        thema().kies(schaal=schaal)
        self._beeld("letterschaal", thema().schaal)

    def _groter(self) -> None:
        self._schaal(thema().schaal + 0.1)

    def _kleiner(self) -> None:
        self._schaal(thema().schaal - 0.1)

    def _gewoon(self) -> None:
        self._schaal(1.0)

    def _alle_acties(self) -> list[Actie]:
        pagina = self._huidige()
        eigen = pagina.acties() if pagina is not None and not self._vol else []
        if self._vol and isinstance(self.centralWidget(), Pagina):
            eigen = self.centralWidget().acties()  # type: ignore[union-attr]  # just checked
        vast = [
            Actie(f"venster.{actie.text()}", actie.text(), actie.trigger, beeld, actie.shortcut().toString(), woorden)
            for actie, beeld, woorden in (
                *((actie, beeld, "ga naar") for actie, (_, _, beeld) in zip(self._gang, RAIL, strict=True)),
                (self._a_slot, "lock", "op slot sluiten"),
                (self._a_toetsen, "keyboard", "help hulp"),
                (self._a_groter, "a-large-small", "zoom lettergrootte"),
                (self._a_kleiner, "a-large-small", "zoom lettergrootte"),
                *((actie, "key-round", "kluis") for actie in self._kluis),
            )
            if actie.isEnabled()
        ]
        return [*eigen, *vast]

    def open_palet(self) -> None:
        """Open the command palette; not while someone else is signing."""
        if self._raam is None or self._afgeschermd:
            return
        if self._vol:
            self.palet.open(max(8, (self.width() - thema().lengte(760)) // 2), 8)
        else:
            plek = self._raam.zoek.mapTo(self, self._raam.zoek.rect().topLeft())
            self.palet.open(plek.x(), self._raam.topbalk.height())

    @property
    def palet(self) -> "Palet":
        """The command palette, made when it is first needed."""
        if self._palet is None:
            # Late, as the frame is.
            from zvh_desktop.gui.palet import Palet

            self._palet = Palet(self, self._alle_acties)
        return self._palet

    def _sluit_palet(self) -> None:
        if self._palet is not None:
            self._palet.sluit(focus_terug=False)
            self._palet.leeg()

    def zet_zoeker(self, zoeker: "Zoeker | None") -> None:
        """Give the palette its search."""
        self.palet.zoeker = zoeker

    def toon_sneltoetsen(self) -> None:
        """Show every shortcut that works here."""
        # Late, as the frame is.
        from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk, Toets

        paneel = Zijpaneel(self.tr("Sneltoetsen"), self, breedte=420)
        paneel.gesloten.connect(paneel.deleteLater)
        rijen: list[Rij] = []
        bekend = [
            (actie.text(), actie.shortcut())
            for actie in self.actions()
            if actie.isEnabled() and not actie.shortcut().isEmpty()
        ]
        pagina = self.centralWidget() if self._vol else self._huidige()
        if isinstance(pagina, Pagina):
            eigen = [(a.titel, QKeySequence(a.sneltoets)) for a in pagina.acties() if a.sneltoets]
            bekend = [*eigen, *bekend]
        for nummer, (titel, toets) in enumerate(bekend):
            woord = toets.toString(QKeySequence.SequenceFormat.NativeText)
            kap = (Toets(woord.replace("+", " ") if not woord.endswith("++") else "Ctrl +"),)
            rijen.append(Rij(str(nummer), (Stuk(titel),), f"{titel}: {woord}", achter=kap, maat="knop"))
        lijst = RijenLijst(self.tr("Sneltoetsen"), in_kaart=True)
        lijst.zet_marge(2)
        lijst.zet(rijen)
        paneel.inhoud.addWidget(lijst)
        paneel.open()

    # -- frame and pages

    def bouw(self, start: Positie | None = None) -> None:
        """Make the frame after unlocking and go to a page (Vandaag, or where one was)."""
        # Late: the unlock screen is painted before anything of the pages loads.
        from zvh_desktop.gui.raamwerk import Raamwerk

        self._raam = Raamwerk(self, self.rail_gekozen)
        self._raam.zoek.clicked.connect(self.open_palet)
        self._raam.merk.clicked.connect(self.open_menu)
        self._raam.slot.clicked.connect(self._vraag_slot)
        self._raam.wachtbalk.gestopt.connect(self.taken.stop_vragen)
        self._zet_centraal(self._raam)
        for naam, aantal in self._aantallen.items():
            self.zet_aantal(naam, aantal)
        self.zet_gebruiker(*self._gebruiker)
        self.zet_netwerk(*self._net)
        self._toon_rust()
        self._zet_gang(aan=True)
        self.rustwacht.begin()
        positie = start or Positie("vandaag")
        self.ga_naar(positie.naam, **positie.argumenten)
        pagina = self._huidige()
        if pagina is not None and positie.in_pagina:
            pagina.herstel(dict(positie.in_pagina))

    def toon_slot(self, scherm: QWidget) -> None:
        """Show the unlock screen, or another screen without a vault, in the whole window."""
        self._zet_gang(aan=False)
        self._zet_centraal(scherm)
        self.setWindowTitle(NAAM)

    def _zet_centraal(self, widget: QWidget) -> QWidget | None:
        """Replace what fills the window and return what did, detached."""
        oud = self.takeCentralWidget()
        if oud is not None:
            oud.hide()
        self.setCentralWidget(widget)
        widget.show()
        return oud

    def _zet_gang(self, *, aan: bool) -> None:
        """Enable or disable everything that leads elsewhere."""
        wegen = [*self._gang, self._a_terug, self._a_vooruit, *self._kluis]
        for actie in wegen:
            actie.setEnabled(aan)
        open_ = self._raam is not None and not self._afgeschermd
        for actie in (self._a_zoek, self._a_toetsen):
            actie.setEnabled(open_)
        self._a_slot.setEnabled(self._raam is not None)

    def _huidige(self) -> Pagina | None:
        if self._raam is None:
            return None
        vlak = self._raam.stapel.currentWidget()
        pagina = getattr(vlak, "pagina", None)
        return pagina if isinstance(pagina, Pagina) else None

    @property
    def huidige_pagina(self) -> Pagina | None:
        """The page in view."""
        return self._huidige()

    def ga_naar(self, naam: str, **argumenten: Any) -> None:
        """Show a page; arguments are ids and names of parts, and are kept for going back.

        Raises:
            Programmafout: no such page, or someone else is signing.
        """
        if naam not in self._paginas or self._raam is None or self._afgeschermd:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="pagina", naam=naam)
        while self._vol:
            self.sluit_volvenster()
        if self._toetsen is not None:
            self._toetsen.sluit()
        self._bewaar_positie()
        nu = self._spoor[self._plaats] if self._plaats >= 0 else None
        if nu is None or (nu.naam, dict(nu.argumenten)) != (naam, argumenten):
            del self._spoor[self._plaats + 1 :]
            self._spoor.append(Positie(naam, dict(argumenten)))
            self._plaats += 1
        self._toon(naam, argumenten)

    def _toon(self, naam: str, argumenten: Mapping[str, Any]) -> None:
        if self._raam is None:
            return
        vorige = self._huidige()
        if vorige is not None:
            vorige.verlaat()
        pagina = self._gebouwd.get(naam)
        if pagina is None:
            pagina = self._gebouwd[naam] = self._paginas[naam](self.context)
            from zvh_desktop.gui.raamwerk import Rolvlak  # as in `bouw`

            self._vlakken[naam] = Rolvlak(pagina)
            self._raam.stapel.addWidget(self._vlakken[naam])
        self._raam.stapel.setCurrentWidget(self._vlakken[naam])
        hoofd = naam.split(".")[0]
        for sleutel, knop in self._raam.knoppen.items():
            knop.setChecked(sleutel == hoofd)
        woord = self._raam.knoppen[hoofd].text() if hoofd in self._raam.knoppen else ""
        self.setWindowTitle(f"{woord} – {NAAM}" if woord else NAAM)
        self._a_terug.setEnabled(self._plaats > 0)
        self._a_vooruit.setEnabled(self._plaats < len(self._spoor) - 1)
        pagina.toon(**argumenten)
        waar = self.focusWidget()
        if waar is None or not (pagina.isAncestorOf(waar) or self._raam.rail.isAncestorOf(waar)):
            # The keyboard begins at the page: its title is spoken, Tab goes to its first part.
            pagina.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pagina_getoond.emit(naam)

    def _bewaar_positie(self) -> None:
        pagina = self._huidige()
        if pagina is not None and self._plaats >= 0:
            nu = self._spoor[self._plaats]
            self._spoor[self._plaats] = Positie(nu.naam, nu.argumenten, pagina.positie())

    def _stap(self, richting: int) -> None:
        if self._vol or not 0 <= self._plaats + richting < len(self._spoor):
            return
        self._bewaar_positie()
        self._plaats += richting
        positie = self._spoor[self._plaats]
        self._toon(positie.naam, positie.argumenten)
        pagina = self._huidige()
        if pagina is not None and positie.in_pagina:
            pagina.herstel(dict(positie.in_pagina))

    def terug(self) -> None:
        """Go to where one was."""
        self._stap(-1)

    def vooruit(self) -> None:
        """Go on to where one came back from."""
        self._stap(1)

    def positie(self) -> Positie | None:
        """Return where one is: ids, field and cursor, no text."""
        self._bewaar_positie()
        return self._spoor[self._plaats] if self._plaats >= 0 else None

    # -- what the frame shows

    def zet_aantal(self, naam: str, aantal: int) -> None:
        """Show a count at an item of the rail; 0 shows none."""
        self._aantallen[naam] = aantal
        if self._raam is not None:
            self._raam.knoppen[naam].zet_aantal(aantal)

    def zet_gebruiker(self, naam: str, letters: str) -> None:
        """Show who is at work."""
        self._gebruiker = (naam, letters)
        if self._raam is not None:
            self._raam.wie.setText(naam)
            self._raam.wie_beeld.zet(letters)
            self._raam.wie_beeld.setVisible(bool(letters))

    def zet_netwerk(self, zin: str = "", beeld: str = "cloud-off") -> None:
        """Show the state of sync in words; only what is proven. Empty says that all is kept here."""
        self._net = (zin, beeld)
        if self._raam is not None:
            self._raam.net.setText(zin or self.tr("Zonder netwerk · alles lokaal bewaard"))
            self._raam.net_icoon.zet(beeld)

    def zet_ongedaan(self, label: str) -> None:
        """Name what Ctrl+Z takes back; empty when there is nothing."""
        tekst = self.tr("Ongedaan: {wat}").format(wat=label) if label else self.tr("Ongedaan maken")
        self._a_ongedaan.setText(tekst)
        self._a_ongedaan.setEnabled(bool(label))

    def ruim_meldingen(self) -> None:
        """Take away messages that may name a casus: another one comes into view, or other people look."""
        self.meldingen.toasts.ruim()

    def zet_overleg_bezig(self, *, bezig: bool) -> None:
        """Use the longer lock time while an overleg is under way."""
        self.rustwacht.zet_bezig(bezig=bezig)
        self._toon_rust()

    def _toon_rust(self) -> None:
        if self._raam is not None:
            zin = self.tr("Op slot na {minuten} min rust")
            self._raam.rust.setText(zin.format(minuten=self.rustwacht.minuten))

    def _bezig(self, aan: bool, label: str) -> None:
        if self._raam is None:
            return
        if aan:
            self._raam.wachtbalk.begin(label or self.tr("Bezig…"))
            self._raam.wacht.show()
            self._raam.leg_wacht()
        else:
            self._raam.wachtbalk.klaar()
            self._raam.wacht.hide()

    def _bon(self, bon: object) -> None:
        pagina = self._huidige()
        if pagina is not None:
            pagina.ververs(bon)
        for widget, _, _ in self._vol:
            if isinstance(widget, Pagina):
                widget.ververs(bon)
        centraal = self.centralWidget()
        if self._vol and isinstance(centraal, Pagina):
            centraal.ververs(bon)

    # -- the whole window for one thing

    def vul_venster(self, widget: QWidget, *, afgeschermd: bool) -> None:
        """Give the whole window to a widget; what filled it is detached, not hidden.

        Args:
            afgeschermd: someone from outside looks at the screen (signing): no palette, no messages, no
                way elsewhere, and nothing of what was on screen stays in the accessible tree.
        """
        self._sluit_palet()
        focus = QApplication.focusWidget()
        oud = self._zet_centraal(widget)
        if oud is None:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="venster")
        self._vol.append((oud, focus, self._afgeschermd))
        self._afgeschermd = self._afgeschermd or afgeschermd
        self.setWindowTitle(NAAM)
        if afgeschermd:
            QToolTip.hideText()
            for paneel in self.findChildren(Zijpaneel, options=Qt.FindChildOption.FindDirectChildrenOnly):
                paneel.sluit()
        self.meldingen.toasts.demp(aan=self._afgeschermd)
        self._zet_gang(aan=False)
        self._a_ongedaan.setVisible(not self._afgeschermd)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def sluit_volvenster(self) -> None:
        """Give the window back to what filled it before; the widget is deleted."""
        if not self._vol:
            return
        terug, focus, afgeschermd = self._vol.pop()
        weg = self._zet_centraal(terug)
        self._afgeschermd = afgeschermd
        if weg is not None:
            if isinstance(weg, Pagina):
                weg.verlaat()
            weg.deleteLater()
        self.meldingen.toasts.demp(aan=self._afgeschermd)
        self._zet_gang(aan=not self._vol)
        self._a_ongedaan.setVisible(not self._afgeschermd)
        if not self._vol:
            self._a_terug.setEnabled(self._plaats > 0)
            self._a_vooruit.setEnabled(self._plaats < len(self._spoor) - 1)
            hoofd = self._spoor[self._plaats].naam.split(".")[0] if self._plaats >= 0 else ""
            woord = next((woord for naam, woord, _ in RAIL if naam == hoofd), "")
            self.setWindowTitle(f"{woord} – {NAAM}" if woord else NAAM)
        # What had the keyboard may be gone by now: a gate that opened meanwhile has no buttons any more.
        if focus is not None and shiboken6.isValid(focus) and terug.isAncestorOf(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            terug.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- locking and leaving

    def _vraag_slot(self) -> None:
        self.vergrendel_gevraagd.emit("")

    def _rust_verlopen(self, minuten: int) -> None:
        self.vergrendel_gevraagd.emit("rust")

    def _gekopieerd(self) -> None:
        self._klembord = QGuiApplication.focusWindow() is not None

    def _laat_los(self) -> None:
        """Let every page save what is half typed, the one in view last; the palette records what was searched."""
        self._sluit_palet()
        centraal = self.centralWidget()
        if isinstance(centraal, Pagina):
            centraal.verlaat()
        for widget, _, _ in self._vol:
            if isinstance(widget, Pagina):
                widget.verlaat()
        pagina = self._huidige()
        if pagina is not None:
            pagina.verlaat()

    def vergrendel(self, scherm: QWidget) -> tuple[Positie | None, bool]:
        """Lock: save drafts, close the workplace, take everything off the screen, show `scherm`.

        Returns:
            Where one was, for `bouw` after unlocking; and whether everything that was typed is kept.
        """
        positie = self.positie()
        self._laat_los()
        alles_bewaard = not self.taken.sluit()
        self.rustwacht.zet_bezig(bezig=False)
        self.rustwacht.stop()
        self.meldingen.wis()
        self._sluit_palet()
        QToolTip.hideText()
        for venster in QApplication.topLevelWidgets():
            if venster is not self and venster.isVisible():
                venster.close()
        klembord = QGuiApplication.clipboard()
        if self._klembord or klembord.ownsClipboard():
            klembord.clear()
            self._klembord = False
        oud = [self._zet_centraal(scherm), *(widget for widget, _, _ in self._vol), self._raam]
        self._vol.clear()
        self._afgeschermd = False
        self._gebouwd.clear()
        self._vlakken.clear()
        self._spoor.clear()
        self._plaats = -1
        self._raam = None
        self.meldingen.toasts.demp(aan=False)
        self.zet_ongedaan("")
        self._aantallen.clear()
        self._gebruiker = ("", "")
        self._zet_gang(aan=False)
        for paneel in self.findChildren(Zijpaneel, options=Qt.FindChildOption.FindDirectChildrenOnly):
            paneel.sluit()
        for widget in oud:
            if widget is not None:
                widget.deleteLater()
        oud.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        _geef_geheugen_terug()
        self.setWindowTitle(NAAM)
        return positie, alles_bewaard

    def _herstel_plaats(self) -> None:
        bewaard = self._instellingen.tekst("venster")
        if bewaard:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(bewaard.encode())))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save drafts, let the step under way finish, close the workplace."""
        self._laat_los()
        self.taken.sluit()
        self.rustwacht.stop()
        self._instellingen.zet("venster", bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The side buttons of a mouse go back and forth."""
        if event.button() is Qt.MouseButton.BackButton:
            self.terug()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.vooruit()
        else:
            super().mousePressEvent(event)


def _geef_geheugen_terug() -> None:
    """Give freed pages back to the system, so that fewer copies of what was shown stay in memory."""
    if sys.platform == "linux":
        # Late: only locking needs it.
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
