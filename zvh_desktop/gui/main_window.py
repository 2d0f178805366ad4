"""The frame: rail, top bar, pages, program menu, locking; it owns no rules and knows no records.

Pages come from a registry and are built at the first visit. The part of a page's name before the first
point tells which item of the rail it belongs to (`casussen.casus` belongs to `casussen`). The title of
the window never holds more than the word of the rail.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.gui.gang import NAAM, RAIL
from zvh_desktop.gui.spoor import Positie, Spoor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QMouseEvent
    from PySide6.QtWidgets import QMenu

    from zvh_desktop.config import Instellingen
    from zvh_desktop.domain.rechten import Daad
    from zvh_desktop.gui.meldingen import Meldingen
    from zvh_desktop.gui.onderdelen import Zijpaneel
    from zvh_desktop.gui.pagina import Actie, Context, Pagina, PaginaMaker
    from zvh_desktop.gui.palet import Palet, Zoeker
    from zvh_desktop.gui.raamwerk import Raamwerk, Rolvlak
    from zvh_desktop.gui.rustwacht import Rustwacht
    from zvh_desktop.gui.taken import Taken
    from zvh_desktop.gui.wegen import Wegen

__all__ = ["RAIL", "MainWindow"]

_VELD = "veld"
"""The only page in the field."""
_KLEINST, _KLEINST_VELD = (1024, 640), (320, 480)
"""Least size of the window, in general and in the field."""
_EERSTE = "vandaag"
_VOLGENDE = "casussen"
"""The page after unlocking."""


class _Toebehoren(NamedTuple):
    """What the window has beside its first picture."""

    meldingen: "Meldingen"
    context: "Context"
    rustwacht: "Rustwacht"
    wegen: "Wegen"


class MainWindow(QMainWindow):
    """The one window of the program.

    What the first picture does without (messages, ways, the watch on rest) is made by `maak_af`: when somebody
    asks for it, or in its own time after that picture.

    Signals:
        vergrendel_gevraagd(reden): a person asked (empty) or rest ran out ("rust").
        ongedaan_gevraagd(): take the last act back.
        kluis_gevraagd(wat): `wachtwoord`, `reservekopie`, `terugzetten`, `herstelsleutel`.
        pagina_getoond(naam): another page is in view.
        herinneren_gevraagd(): reminders were turned on.
        rol_gevraagd(): another person works here now, with rights of their own.
    """

    vergrendel_gevraagd = Signal(str)
    ongedaan_gevraagd = Signal()
    kluis_gevraagd = Signal(str)
    pagina_getoond = Signal(str)
    rol_gevraagd = Signal()
    herinneren_gevraagd = Signal()

    def __init__(
        self,
        paginas: "Mapping[str, PaginaMaker]",
        taken: "Taken | Callable[[], Taken]",
        instellingen: "Instellingen",
        ouder: QWidget | None = None,
        *,
        nu: "Callable[[], datetime] | None" = None,
    ) -> None:
        """Make the bare window; `taken` may be a function that makes it when it is first needed."""
        super().__init__(ouder)
        self._taken = taken
        self._paginas = dict(paginas)
        self._instellingen = instellingen
        self.maak_stempelaar: Callable[[str], Any] | None = None
        self._nu = nu
        self._toebehoren: _Toebehoren | None = None
        self._gebouwd: dict[str, Pagina] = {}
        self._vlakken: dict[str, Rolvlak] = {}
        self._spoor = Spoor()
        self._raam: Raamwerk | None = None
        self._voorraam: Raamwerk | None = None
        self._vol: list[tuple[QWidget, QWidget | None, bool]] = []
        self._afgeschermd = False
        self._aantallen: dict[str, int] = {}
        self._dicht: frozenset[str] = frozenset()
        self._gebruiker = ("", "")
        self._rol = ""
        self._net = ("", "cloud-off")
        self._toetsen: Zijpaneel | None = None
        self._palet: Palet | None = None
        self._klembord = False
        self.setWindowTitle(NAAM)
        self.setMinimumSize(*_KLEINST)
        self.resize(1366, 768)
        self._herstel_plaats()

    # -- what comes after the first picture

    def maak_af(self) -> None:
        """Make messages, ways and the watch on rest; once."""
        if self._toebehoren is not None:
            return
        # Late: all of it would hold up the unlock screen.
        from PySide6.QtGui import QGuiApplication

        from zvh_desktop.gui.iconen import icoon
        from zvh_desktop.gui.meldingen import Meldingen
        from zvh_desktop.gui.pagina import Context
        from zvh_desktop.gui.rustwacht import Rustwacht
        from zvh_desktop.gui.wegen import Wegen

        taken, inst = self.taken, self._instellingen
        meldingen = Meldingen(self)
        context = Context(taken, self, inst, melding=meldingen.toon, fout=meldingen.fout, nu=self._nu)
        context.maak_stempelaar = self.maak_stempelaar
        rustwacht = Rustwacht(
            self, minuten=inst.getal("vergrendel_na_min"), minuten_overleg=inst.getal("vergrendel_na_overleg_min")
        )
        rustwacht.verlopen.connect(self._rust_verlopen)
        self._toebehoren = _Toebehoren(meldingen, context, rustwacht, Wegen(self, self, inst))
        self.setWindowIcon(icoon("scale", "accent"))
        # Not every platform tells who owns the clipboard: what was copied under our focus counts as ours.
        QGuiApplication.clipboard().dataChanged.connect(self._gekopieerd)
        taken.bon.connect(self._bon)
        taken.mislukt.connect(meldingen.fout)
        taken.bezig.connect(self._bezig)
        self._zet_gang(aan=self._raam is not None)

    def _rest(self) -> _Toebehoren:
        self.maak_af()
        assert self._toebehoren is not None
        return self._toebehoren

    @property
    def taken(self) -> "Taken":
        """Asks work of the workplace."""
        if callable(self._taken):
            self._taken = self._taken()
        return self._taken

    @property
    def meldingen(self) -> "Meldingen":
        """Shows sentences."""
        return self._rest().meldingen

    @property
    def context(self) -> "Context":
        """What pages are given."""
        return self._rest().context

    @property
    def rustwacht(self) -> "Rustwacht":
        """Counts rest."""
        return self._rest().rustwacht

    def open_menu(self) -> None:
        """Open the program menu under the name of the program."""
        menu = self.maak_menu()
        if self._raam is not None and not self._vol:
            merk = self._raam.merk
            menu.popup(merk.mapToGlobal(merk.rect().bottomLeft()))
        else:
            menu.popup(self.mapToGlobal(self.rect().topLeft()))

    def maak_menu(self) -> "QMenu":
        """Make the program menu."""
        return self._rest().wegen.menu()

    def rail_gekozen(self) -> None:
        """An item of the rail was pressed."""
        self.ga_naar(self.sender().objectName())

    def _eigen_acties(self) -> "list[Actie]":
        """What the page in view offers."""
        pagina = _als_pagina(self.centralWidget()) if self._vol else self._huidige()
        dicht = {**self.context.niet, **self.context.niet_hier}
        return [a for a in pagina.acties() if a.daad not in dicht] if pagina is not None else []

    def _alle_acties(self) -> "list[Actie]":
        return [*self._eigen_acties(), *self._rest().wegen.voor_palet()]

    def open_palet(self) -> None:
        """Open the command palette; not while someone else is signing."""
        if self._raam is None or self._afgeschermd or self.veldstand:
            return
        self.context.nadert()
        if self._vol:
            # Late, as the frame is.
            from zvh_desktop.gui.thema import thema

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
        """Show every shortcut that works here; the panel goes with the page."""
        # Late, as the frame is.
        from zvh_desktop.gui.sneltoetsen import sneltoetsenpaneel

        self._sluit_toetsen()
        self._toetsen = sneltoetsenpaneel(self, self._eigen_acties())
        self._toetsen.gesloten.connect(self._toetsen_dicht)

    def _toetsen_dicht(self) -> None:
        self._toetsen = None

    def _sluit_toetsen(self) -> None:
        if self._toetsen is not None:
            self._toetsen.sluit()

    # -- frame and pages

    def bereid_voor(self) -> "Iterator[None]":
        """Make the frame and the first page beforehand, empty and out of sight; each step is a short piece of work."""
        self.maak_af()
        yield
        if self._raam is not None or self._voorraam is not None:
            return
        # Who unlocks meanwhile goes on with what is there.
        raam = self._voorraam = self._maak_raam()
        yield
        # Late, as the frame is.
        from zvh_desktop.gui.beurten import kleed_aan, maak_op
        from zvh_desktop.gui.raamwerk import Rolvlak
        from zvh_desktop.gui.rijen import RijenLijst

        # The first list of a program is slow to make: it is made for nothing, in a turn of its own.
        RijenLijst("", raam).deleteLater()
        yield
        # In its place while it is empty: to move what is full costs as much as to make it.
        pagina = self._paginas[_EERSTE](self.context, in_beurten=True)
        vlak = Rolvlak(pagina)
        raam.stapel.addWidget(vlak)
        try:
            for _ in pagina.bouw_op():
                yield
        except GeneratorExit:
            # Who unlocks just now gets one that is whole.
            raam.stapel.removeWidget(vlak)
            vlak.deleteLater()
            raise
        self._gebouwd[_EERSTE], self._vlakken[_EERSTE] = pagina, vlak
        yield
        yield from pagina.oefen()
        yield from maak_op(raam)
        if _VOLGENDE not in self._paginas or self.veldstand:
            return
        # Where most go next: its table is the most work of any page.
        volgende = self._paginas[_VOLGENDE](self.context)
        yield
        vlak = Rolvlak(volgende)
        yield
        raam.stapel.addWidget(vlak)
        self._gebouwd[_VOLGENDE], self._vlakken[_VOLGENDE] = volgende, vlak
        yield
        yield from kleed_aan(volgende)

    def _maak_raam(self) -> "Raamwerk":
        # Late: the unlock screen is painted before anything of the pages loads.
        from zvh_desktop.gui.raamwerk import Raamwerk

        raam = Raamwerk(self, self.rail_gekozen)
        raam.hide()
        raam.resize(self.size())
        raam.zoek.clicked.connect(self.open_palet)
        raam.merk.clicked.connect(self.open_menu)
        raam.slot.clicked.connect(self.vraag_slot)
        raam.delen.clicked.connect(self._naar_delen)
        raam.wachtbalk.gestopt.connect(self.taken.stop_vragen)
        return raam

    def bouw(self, start: Positie | None = None, beeld: object = None) -> None:
        """Show the frame after unlocking and go to a page (Vandaag, or where one was).

        Args:
            beeld: what Vandaag shows, when it is known already.
        """
        raam, self._voorraam = self._voorraam or self._maak_raam(), None
        self._raam = raam
        positie = start or Positie(_EERSTE)
        # Back where one was, the role is that of before until it is read again.
        self.zet_rol(getattr(beeld, "rol", "") or self._rol)
        if self.veldstand and positie.naam != _VELD:
            positie = Positie(_VELD)
        if beeld is not None and positie.naam == _EERSTE:
            self._maak_pagina(_EERSTE).verwacht(beeld)
        for naam, aantal in self._aantallen.items():
            self.zet_aantal(naam, aantal)
        self.zet_gebruiker(*self._gebruiker)
        self.zet_netwerk(*self._net)
        self._toon_rust()
        self._zet_centraal(raam)
        self.pas_veldstand_toe()
        self.rustwacht.begin()
        self.ga_naar(positie.naam, **positie.argumenten)
        huidig = self._huidige()
        if huidig is not None and positie.in_pagina:
            huidig.herstel(dict(positie.in_pagina))

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
        if self._toebehoren is not None:
            open_ = self._raam is not None and not self._afgeschermd and not self.veldstand
            self._toebehoren.wegen.zet(aan=aan and not self.veldstand, open_=open_, slot=self._raam is not None)

    def _huidige(self) -> "Pagina | None":
        if self._raam is None:
            return None
        vlak = self._raam.stapel.currentWidget()
        return _als_pagina(getattr(vlak, "pagina", None))

    @property
    def huidige_pagina(self) -> "Pagina | None":
        """The page in view."""
        return self._huidige()

    def ga_naar(self, naam: str, **argumenten: Any) -> None:
        """Show a page; arguments are ids and names of parts, and are kept for going back.

        Raises:
            Programmafout: no such page, or someone else is signing.
        """
        if naam not in self._paginas or self._raam is None or self._afgeschermd:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="pagina", naam=naam)
        if self.veldstand and naam != _VELD:
            naam, argumenten = _VELD, {}
        if naam.split(".")[0] in self._dicht and not argumenten.get("controleer"):
            if self._spoor.nu is not None:
                self.meldingen.toon(self._waarom_dicht(naam.split(".")[0]))
                return
            naam, argumenten = _EERSTE, {}
        while self._vol:
            self.sluit_volvenster()
        self._sluit_toetsen()
        self._bewaar_positie()
        self._spoor.naar(naam, argumenten)
        self._toon(naam, argumenten)

    def _toon(self, naam: str, argumenten: Mapping[str, Any]) -> None:
        if self._raam is None:
            return
        vorige = self._huidige()
        if vorige is not None:
            vorige.verlaat()
        pagina = self._maak_pagina(naam)
        self._raam.stapel.setCurrentWidget(self._vlakken[naam])
        hoofd = naam.split(".")[0]
        for sleutel, knop in self._raam.knoppen.items():
            knop.setChecked(sleutel == hoofd)
        woord = self._raam.knoppen[hoofd].text() if hoofd in self._raam.knoppen else ""
        self.setWindowTitle(f"{woord} – {NAAM}" if woord else NAAM)
        self._zet_stappen()
        pagina.pas_recht_toe()
        pagina.toon(**argumenten)
        waar = self.focusWidget()
        if waar is None or not (pagina.isAncestorOf(waar) or self._raam.rail.isAncestorOf(waar)):
            # The keyboard begins at the page: its title is spoken, Tab goes to its first part.
            pagina.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pagina_getoond.emit(naam)

    def _maak_pagina(self, naam: str) -> "Pagina":
        """Return a page, made at the first visit."""
        pagina = self._gebouwd.get(naam)
        if pagina is None:
            pagina = self._gebouwd[naam] = self._paginas[naam](self.context)
        if naam not in self._vlakken:
            assert self._raam is not None
            # Late, as the frame is.
            from zvh_desktop.gui.raamwerk import Rolvlak

            self._vlakken[naam] = Rolvlak(pagina)
            self._raam.stapel.addWidget(self._vlakken[naam])
        return pagina

    def _zet_stappen(self) -> None:
        self._rest().wegen.zet_stappen(terug=self._spoor.kan_terug, vooruit=self._spoor.kan_vooruit)

    def _bewaar_positie(self) -> None:
        pagina = self._huidige()
        if pagina is not None:
            self._spoor.bewaar(pagina.positie())

    def _stap(self, richting: int) -> None:
        if self._vol:
            return
        self._bewaar_positie()
        positie = self._spoor.stap(richting)
        if positie is None:
            return
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
        return self._spoor.nu

    # -- in the field

    @property
    def veldstand(self) -> bool:
        """Only the own casussen and actions, in one column, and a shorter time before it locks."""
        return bool(self._instellingen["veldstand"])

    def wissel_veldstand(self) -> None:
        """Go into the field, or back to the whole program."""
        if self._vol or self._afgeschermd:
            return
        self._instellingen.zet("veldstand", not self.veldstand)
        self.pas_veldstand_toe()
        if self._raam is not None:
            self._sluit_palet()
            self.meldingen.toasts.ruim()
            self.ga_naar(_VELD if self.veldstand else _EERSTE)

    def pas_veldstand_toe(self) -> None:
        """Follow the settings: least size, what stands round the page, ways elsewhere, when it locks."""
        veld, inst = self.veldstand, self._instellingen
        self.setMinimumSize(*(_KLEINST_VELD if veld else _KLEINST))
        kort = inst.getal("vergrendel_na_veld_min")
        self.rustwacht.stel_in(
            minuten=min(kort, inst.getal("vergrendel_na_min")) if veld else inst.getal("vergrendel_na_min"),
            minuten_overleg=inst.getal("vergrendel_na_overleg_min"),
        )
        if self._raam is not None:
            self._raam.zet_veld(aan=veld)
        self._zet_gang(aan=self._raam is not None and not self._vol)
        self._toon_rust()

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

    def zet_recht(self, rol: str, niet: "Mapping[Daad, str]") -> None:
        """Follow who is at work: the pages there are, and what on them may not be done."""
        self.context.niet = niet
        self.zet_rol(rol)
        pagina = self._huidige()
        if pagina is not None:
            pagina.pas_recht_toe()

    def lees_opnieuw(self) -> None:
        """Let the counts of the rail, and every page that was read before, follow who is at work."""
        if self._raam is None or self.veldstand:
            return
        self._maak_pagina(_EERSTE)
        for pagina in tuple(self._gebouwd.values()):
            pagina.ander()

    def zet_rol(self, rol: str) -> None:
        """Offer the pages a role has something on; all of them before the role is known."""
        # Late: it comes with the services, after the first picture.
        from zvh_desktop.services.bevoegd import dichte_paginas

        self._rol, dicht = rol, dichte_paginas(rol)
        if self._raam is None or dicht == self._dicht:
            return
        self._dicht = dicht
        self._raam.zet_dicht(dicht)
        self._rest().wegen.zet_dicht(dicht)
        nu = self._spoor.nu
        if nu is not None and nu.hoofd in dicht:
            self.ga_naar(_EERSTE)

    def _waarom_dicht(self, hoofd: str) -> str:
        # Late, as in `zet_rol`.
        from zvh_desktop.services.bevoegd import DICHT_ZONDER
        from zvh_desktop.services.meldingen import niet_bevoegd

        return niet_bevoegd(DICHT_ZONDER[hoofd], self._rol, "rol", vooraf=True)

    def _naar_delen(self) -> None:
        self.ga_naar("beheer.delen")

    def zet_netwerk(self, zin: str = "", beeld: str = "cloud-off") -> None:
        """Show the state of sync in words; only what is proven. Empty says that all is kept here."""
        self._net = (zin, beeld)
        if self._raam is not None:
            self._raam.net.setText(zin or self.tr("Zonder netwerk · alles lokaal bewaard"))
            self._raam.net_icoon.zet(beeld)

    def zet_ongedaan(self, label: str) -> None:
        """Name what Ctrl+Z takes back; empty when there is nothing."""
        tekst = self.tr("Ongedaan: {wat}").format(wat=label) if label else self.tr("Ongedaan maken")
        ongedaan = self._rest().wegen.ongedaan
        ongedaan.setText(tekst)
        ongedaan.setEnabled(bool(label))

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
            self._raam.zet_rust(zin.format(minuten=self.rustwacht.minuten))

    def _bezig(self, aan: bool, label: str) -> None:
        if self._raam is None:
            return
        if aan:
            self._raam.wachtbalk.begin(label or self.tr("Bezig…"), stopbaar=self.taken.stopbaar)
            self._raam.wacht.show()
            self._raam.leg_wacht()
        else:
            self._raam.wachtbalk.klaar()
            self._raam.wacht.hide()

    def _bon(self, bon: object) -> None:
        pagina = self._huidige()
        if pagina is not None:
            pagina.ververs(bon)
        erboven = [widget for widget, _, _ in self._vol] + ([self.centralWidget()] if self._vol else [])
        for widget in erboven:
            ander = _als_pagina(widget)
            if ander is not None:
                ander.ververs(bon)

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
            self._sluit_panelen()
        self.meldingen.toasts.demp(aan=self._afgeschermd)
        self._zet_gang(aan=False)
        self._rest().wegen.ongedaan.setVisible(not self._afgeschermd)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def sluit_volvenster(self) -> None:
        """Give the window back to what filled it before; the widget is deleted."""
        if not self._vol:
            return
        terug, focus, afgeschermd = self._vol.pop()
        weg = self._zet_centraal(terug)
        self._afgeschermd = afgeschermd
        if weg is not None:
            pagina = _als_pagina(weg)
            if pagina is not None:
                pagina.verlaat()
            weg.deleteLater()
        self.meldingen.toasts.demp(aan=self._afgeschermd)
        self._zet_gang(aan=not self._vol)
        self._rest().wegen.ongedaan.setVisible(not self._afgeschermd)
        if not self._vol:
            self._zet_stappen()
            hoofd = self._spoor.nu.hoofd if self._spoor.nu is not None else ""
            woord = next((woord for naam, woord, _ in RAIL if naam == hoofd), "")
            self.setWindowTitle(f"{woord} – {NAAM}" if woord else NAAM)
        # What had the keyboard may be gone by now: a gate that opened meanwhile has no buttons any more.
        if focus is not None and shiboken6.isValid(focus) and terug.isAncestorOf(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            terug.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- locking and leaving

    def _sluit_panelen(self) -> None:
        """Close what floats over the window."""
        # Late: nothing floats over the first picture.
        from PySide6.QtWidgets import QToolTip

        from zvh_desktop.gui.onderdelen import Zijpaneel

        QToolTip.hideText()
        for paneel in self.findChildren(Zijpaneel, options=Qt.FindChildOption.FindDirectChildrenOnly):
            paneel.sluit()

    def neem_terug(self) -> None:
        """Take the last act back."""
        self.ongedaan_gevraagd.emit()

    def naar_kluis(self, wat: str) -> None:
        """Go to an act on the vault."""
        self.kluis_gevraagd.emit(wat)

    def vraag_slot(self) -> None:
        """A person asks to lock."""
        self.vergrendel_gevraagd.emit("")

    def _rust_verlopen(self, minuten: int) -> None:
        self.vergrendel_gevraagd.emit("rust")

    def _gekopieerd(self) -> None:
        self._klembord = QApplication.focusWindow() is not None

    def _laat_los(self) -> None:
        """Let every page save what is half typed, the one in view last; the palette records what was searched."""
        self._sluit_palet()
        for widget in (self.centralWidget(), *(widget for widget, _, _ in self._vol)):
            erboven = _als_pagina(widget)
            if erboven is not None:
                erboven.verlaat()
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
        for venster in QApplication.topLevelWidgets():
            if venster is not self and venster.isVisible():
                venster.close()
        klembord = QApplication.clipboard()
        if self._klembord or klembord.ownsClipboard():
            klembord.clear()
            self._klembord = False
        oud = [self._zet_centraal(scherm), *(widget for widget, _, _ in self._vol), self._raam]
        self._vol.clear()
        self._afgeschermd = False
        self._gebouwd.clear()
        self._vlakken.clear()
        self._spoor.wis()
        self._raam = None
        self.meldingen.toasts.demp(aan=False)
        self.zet_ongedaan("")
        self._aantallen.clear()
        self._gebruiker = ("", "")
        self._dicht = frozenset()
        self._rest().wegen.zet_dicht(self._dicht)
        self._zet_gang(aan=False)
        self._sluit_panelen()
        for widget in oud:
            if widget is not None:
                widget.deleteLater()
        oud.clear()
        # Late: only locking needs it.
        from zvh_desktop.gui.geheugen import geef_geheugen_terug

        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        geef_geheugen_terug()
        self.setWindowTitle(NAAM)
        return positie, alles_bewaard

    def _herstel_plaats(self) -> None:
        bewaard = self._instellingen.tekst("venster")
        if bewaard:
            # Late: a first start has no place to go back to.
            from PySide6.QtCore import QByteArray

            self.restoreGeometry(QByteArray.fromBase64(QByteArray(bewaard.encode())))

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Save drafts, let the step under way finish, close the workplace."""
        # A screen before the pages may hold text too.
        if leg_neer := getattr(self.centralWidget(), "leg_neer", None):
            leg_neer()
        self._laat_los()
        self.taken.sluit()
        self.rustwacht.stop()
        self._instellingen.zet("venster", bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()

    def mousePressEvent(self, event: "QMouseEvent") -> None:
        """The side buttons of a mouse go back and forth."""
        if event.button() is Qt.MouseButton.BackButton:
            self.terug()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.vooruit()
        else:
            super().mousePressEvent(event)


def _als_pagina(widget: object) -> "Pagina | None":
    """Return a widget as the page it is, or None."""
    # Late: no page stands in the first picture.
    from zvh_desktop.gui.pagina import Pagina

    return widget if isinstance(widget, Pagina) else None
