"""The panel in which one part of the plan is added, changed and withdrawn: a goal, an interventie, a scenario."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from zvh_desktop.domain.record import Record
from zvh_desktop.gui.onderdelen import Knop, Zijpaneel
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.services import dossiers

__all__ = ["Deelpaneel"]


class Deelpaneel(Zijpaneel):
    """One record of the plan in a form; a new one keeps drafts until it is added.

    Args:
        soort: kind of record.
        velden: fields of the form.
        titel: of the panel for a new one.
        naam: titles the panel for one that exists; the same title when not given.
    """

    def __init__(
        self,
        huis: Huis,
        soort: str,
        velden: Sequence[V | tuple[V, ...]],
        titel: str,
        naam: Callable[[Record], str] | None = None,
    ) -> None:
        super().__init__(titel, huis.gastheer(), breedte=460)
        self._huis, self._soort, self._nieuw_titel, self._naam = huis, soort, titel, naam
        self._casus_id = ""
        self._volgorde: Callable[[dict[str, Any]], dict[str, Any]] | None = None
        self.formulier = Formulier(huis.context, soort, velden, vandaag=huis.vandaag)
        self.inhoud.addWidget(self.formulier)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self.weg.clicked.connect(self._trek_in)
        self.klaar = self.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair"))
        self.klaar.clicked.connect(self._af)
        self.met_ctrl_enter(self.klaar)

    def nieuw(
        self,
        casus_id: str,
        standaard: Mapping[str, Any],
        boek: Concepten,
        aanvullen: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    ) -> None:
        """Open for a new one; `aanvullen` adds to the fields what a person does not fill in, such as its place."""
        self._casus_id, self._volgorde = casus_id, aanvullen
        self.formulier.nieuw(nieuwe_sleutel(self._soort, casus_id), standaard, boek)
        self.zet_titel(self._nieuw_titel)
        self.klaar.zet_tekst(self.tr("Toevoegen"))
        self.weg.hide()
        self.open()

    def toon(self, record: Record, boek: Concepten) -> None:
        """Open for one that exists: every field saves itself."""
        self.formulier.toon(record, boek)
        self.zet_titel(self._naam(record) if self._naam else self._nieuw_titel)
        self.klaar.zet_tekst(self.tr("Klaar"))
        self.weg.show()
        self.open()

    def volg(self, records: Iterable[Record], boek: Concepten) -> None:
        """Show what became of the record in view; close when it is gone."""
        if not self.isVisible() or self.formulier.record is None:
            return
        id_ = self.formulier.record.id
        record = next((r for r in records if r.id == id_), None)
        if record is None:
            self.sluit()
        else:
            self.formulier.toon(record, boek)

    def leeg(self) -> None:
        """Forget what it showed."""
        self.formulier.leeg()
        self._casus_id = ""

    def _af(self) -> None:
        if self.formulier.record is not None:
            self.sluit()
            return
        if self.formulier.mist() or not self._casus_id:
            return
        velden = self.formulier.waarden()
        if self._volgorde is not None:
            velden = self._volgorde(velden)
        self._huis.context.taken.doe(dossiers.voeg_toe, self._soort, self._casus_id, velden, klaar=self._toegevoegd)

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self.formulier.leeg()
        self.sluit()
        self._huis.gedaan(self.tr("Toegevoegd aan het plan."), uit[1])

    def _trek_in(self) -> None:
        record = self.formulier.record
        self.sluit()
        if record is not None:
            self._huis.context.taken.doe(dossiers.trek_in, self._soort, record.id, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self._huis.gedaan(self.tr("Ingetrokken uit het plan; de geschiedenis blijft bewaard."), bon)
