"""The papers of one overleg behind one button: invitation, agendas, script for the chair, presentielijst."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pagina import Actie, Context
from zvh_desktop.gui.panelen.uitgeven import Uitgeefpaneel
from zvh_desktop.services import agendastukken, uitnodigingen, uitvoer, verslagen

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
        return uit

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for actie in self.acties():
            menu.addAction(f"{actie.titel}…").triggered.connect(actie.doe)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def uitnodiging(self) -> None:
        """Write the iCalendar file."""
        soort = self.tr("Agenda-afspraak (*.ics)")
        pad, _ = QFileDialog.getSaveFileName(self, self.tr("Uitnodiging bewaren"), "casusoverleg.ics", soort)
        if pad:
            self._context.taken.vraag(_schrijf_uitnodiging, self._id, pad, klaar=self._uitgenodigd)

    def presentielijst(self) -> None:
        """Hand out who was there."""
        if self._uit is None:
            titel = self.tr("Presentielijst verstrekken")
            self._uit = Uitgeefpaneel(self._context, self._gastheer, "presentielijst", titel, _verstrek_presentielijst)
        self._uit.begin(self._id, self.tr("De presentielijst noemt geen casus."), "presentielijst.pdf")

    def draaiboek(self) -> None:
        """Write the script."""
        pad = self._pdf(self.tr("Draaiboek bewaren"), "draaiboek.pdf")
        if pad:
            taken = self._context.taken
            taken.vraag(agendastukken.schrijf_draaiboek, self._id, Path(pad), klaar=self._draaiboek_klaar)

    def agendas(self) -> None:
        """Write an agenda for each invitee, with numbers alone."""
        self._agendas(met_namen=False)

    def agendas_namen(self) -> None:
        """Write an agenda for each invitee, with short names."""
        self._agendas(met_namen=True)

    def _agendas(self, *, met_namen: bool) -> None:
        map_ = QFileDialog.getExistingDirectory(self, self.tr("In welke map komen de agenda’s?"))
        if map_:
            klaar = self._agendas_met if met_namen else self._agendas_zonder
            self._context.taken.vraag(_schrijf_agendas, self._id, map_, met_namen, klaar=klaar)

    def _pdf(self, titel: str, naam: str) -> str:
        return QFileDialog.getSaveFileName(self, titel, naam, self.tr("PDF (*.pdf)"))[0]

    def _uitgenodigd(self, _pad: object) -> None:
        self._goed(self.tr("De uitnodiging is geschreven; zij noemt geen naam, casus of thema."))

    def _draaiboek_klaar(self, _pad: object) -> None:
        self._goed(self.tr("Het draaiboek is geschreven. Het noemt casussen: bewaar het niet langer dan nodig is."))

    def _agendas_zonder(self, paden: tuple[Path, ...]) -> None:
        self._goed(self.tr("{n} agenda’s geschreven; zij noemen nummers en geen namen.").format(n=len(paden)))

    def _agendas_met(self, paden: tuple[Path, ...]) -> None:
        zin = self.tr("{n} agenda’s geschreven met korte namen. Verstuur ze alleen langs een beveiligde weg.")
        self._goed(zin.format(n=len(paden)))

    def _goed(self, zin: str) -> None:
        self._context.melding(zin, rol="goed")


def _verstrek_presentielijst(wp: Any, overleg_id: str, pad: Path, aan: str, hoe: str) -> tuple[Path, object]:
    return verslagen.verstrek_presentielijst(wp, overleg_id, pad, aan=aan, hoe=hoe)


def _schrijf_uitnodiging(wp: Any, overleg_id: str, pad: str) -> Path:
    return uitvoer.schrijf(Path(pad), uitnodigingen.uitnodiging(wp, overleg_id))


def _schrijf_agendas(wp: Any, overleg_id: str, map_: str, met_namen: bool) -> tuple[Path, ...]:
    return agendastukken.schrijf_agendas(wp, overleg_id, Path(map_), met_namen=met_namen)
