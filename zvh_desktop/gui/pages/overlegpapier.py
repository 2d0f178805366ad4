"""The papers of one overleg behind one button: invitation, agendas, script for the chair, presentielijst."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pagina import Actie, Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.uitgeven import Uitgeefpaneel
from zvh_desktop.services import agendastukken, uitnodigingen, verslagen

__all__ = ["Papierknop"]


class Papierknop(Knop):
    """A button with a menu; each act asks where to write and tells what the paper names."""

    def __init__(self, context: Context, ouder: QWidget) -> None:
        super().__init__(self.tr("Stukken"), icoon="file-text", naam=self.tr("Stukken van dit overleg"))
        self.setParent(ouder)
        self._context, self._id = context, ""
        self._gehouden = False
        self._gastheer = ouder
        self._uit: Uitgeefpaneel | None = None
        self.clicked.connect(self._open)

    def zet(self, overleg_id: str, *, gehouden: bool) -> None:
        """Say of which overleg; one that has begun has a presentielijst."""
        self._id, self._gehouden = overleg_id, gehouden

    def acties(self) -> list[Actie]:
        """Return what the palette offers."""
        uit = [
            Actie("overleg.uitnodiging", self.tr("Uitnodiging voor ieders agenda"), self.uitnodiging, "calendar-plus"),
            Actie("overleg.agendas", self.tr("Agenda per deelnemer, zonder namen"), self.agendas, "file-text"),
            Actie(
                "overleg.agendas_namen",
                self.tr("Agenda per deelnemer, met korte namen"),
                self.agendas_namen,
                "file-text",
            ),
            Actie("overleg.draaiboek", self.tr("Draaiboek voor de voorzitter"), self.draaiboek, "gavel"),
        ]
        if self._gehouden:
            naam = self.tr("Presentielijst")
            uit.append(Actie("overleg.presentielijst", naam, self.presentielijst, "users"))
        uit.append(
            Actie("overleg.verstrekt", self.tr("Wat van overleggen is verstrekt"), self.verstrekt, "scroll-text")
        )
        return uit

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for actie in self.acties():
            menu.addAction(f"{actie.titel}…").triggered.connect(actie.doe)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def verstrekt(self) -> None:
        """Go to the register of what left without a casus."""
        self._context.venster.ga_naar("partners", deel="verstrekkingen")

    def uitnodiging(self) -> None:
        """Write the iCalendar file."""
        bestand.kies_opslag(
            self, self.tr("Waar komt de uitnodiging?"), "casusoverleg.ics", self._uitnodiging_naar, soort="ics"
        )

    def _uitnodiging_naar(self, pad: Path) -> None:
        self._context.taken.doe(uitnodigingen.schrijf_uitnodiging, self._id, pad, klaar=self._uitgenodigd)

    def presentielijst(self) -> None:
        """Hand out who was there."""
        if self._uit is None:
            titel = self.tr("Presentielijst verstrekken")
            self._uit = Uitgeefpaneel(self._context, self._gastheer, "presentielijst", titel, _verstrek_presentielijst)
        self._uit.begin(self._id, self.tr("De presentielijst noemt geen casus."), "presentielijst.pdf")

    def draaiboek(self) -> None:
        """Write the script."""
        bestand.kies_opslag(self, self.tr("Waar komt het draaiboek?"), "draaiboek.pdf", self._draaiboek_naar)

    def _draaiboek_naar(self, pad: Path) -> None:
        self._context.taken.doe(agendastukken.schrijf_draaiboek, self._id, pad, klaar=self._draaiboek_klaar)

    def agendas(self) -> None:
        """Write an agenda for each invitee, with numbers alone."""
        self._agendas(met_namen=False)

    def agendas_namen(self) -> None:
        """Write an agenda for each invitee, with short names."""
        self._agendas(met_namen=True)

    def _agendas(self, *, met_namen: bool) -> None:
        klaar = self._agendas_met if met_namen else self._agendas_zonder

        def naar(map_: Path) -> None:
            self._context.taken.doe(_schrijf_agendas, self._id, map_, met_namen, klaar=klaar)

        bestand.kies_map(self, self.tr("In welke map komen de agenda’s?"), naar)

    def _uitgenodigd(self, _pad: object) -> None:
        self._goed(self.tr("De uitnodiging is geschreven en vastgelegd; zij noemt geen naam, casus of thema."))

    def _draaiboek_klaar(self, _pad: object) -> None:
        self._goed(
            self.tr("Het draaiboek is geschreven en vastgelegd. Het noemt casussen: bewaar het niet langer dan nodig.")
        )

    def _agendas_zonder(self, uit: tuple[tuple[Path, ...], object]) -> None:
        zin = self.tr("{n} agenda’s geschreven en vastgelegd; zij noemen nummers en geen namen.")
        self._goed(zin.format(n=len(uit[0])))

    def _agendas_met(self, uit: tuple[tuple[Path, ...], object]) -> None:
        zin = self.tr(
            "{n} agenda’s met korte namen geschreven en vastgelegd; wie niet gedekt is kreeg alleen nummers. "
            "Verstuur ze langs een beveiligde weg."
        )
        self._goed(zin.format(n=len(uit[0])))

    def _goed(self, zin: str) -> None:
        self._context.melding(zin, rol="goed")


def _verstrek_presentielijst(wp: Any, overleg_id: str, pad: Path, aan: str, hoe: str) -> tuple[Path, object]:
    return verslagen.verstrek_presentielijst(wp, overleg_id, pad, aan=aan, hoe=hoe)


def _schrijf_agendas(wp: Any, overleg_id: str, map_: Path, met_namen: bool) -> tuple[tuple[Path, ...], object]:
    return agendastukken.schrijf_agendas(wp, overleg_id, map_, met_namen=met_namen)
