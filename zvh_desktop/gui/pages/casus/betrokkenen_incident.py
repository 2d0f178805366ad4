"""Who was what in one incident: a row of roles for each person, ticked as they are told."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.systeem import INCIDENTROLLEN
from zvh_desktop.domain.systeembeeld import korte_naam
from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel
from zvh_desktop.gui.pages.casus.tab import Huis, maak_leeg
from zvh_desktop.gui.pages.casus.waarden import kort, moment_in_woorden
from zvh_desktop.services import systeem
from zvh_desktop.services.systeem import Incident, Systeem

__all__ = ["Incidentpaneel"]


class Incidentpaneel(Zijpaneel):
    """The roles of everybody in one incident; each tick is kept at once and can be taken back."""

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=480)
        self._huis = huis
        self._id = ""
        self.tekst = Tekst("", omloop=True)
        self.inhoud.addWidget(self.tekst)
        uitleg = self.tr("Kruis aan wie wat was. Iemand kan meer dan één rol hebben, en in elk incident een andere.")
        self.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        self._vak = QWidget()
        self._lijst = QVBoxLayout(self._vak)
        self._lijst.setContentsMargins(0, 0, 0, 0)
        self._lijst.setSpacing(10)
        self.inhoud.addWidget(self._vak)
        self.vinken: dict[tuple[str, str], QCheckBox] = {}
        self._vorm: tuple[object, ...] = ()
        self.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair")).clicked.connect(self.sluit)

    @property
    def incident_id(self) -> str:
        """Which incident it shows, "" for none."""
        return self._id

    def toon(self, beeld: Systeem, incident: Incident) -> None:
        """Show an incident with everybody of the casus."""
        self._id = incident.id
        self.zet_titel(self.tr("Incident, {wanneer}").format(wanneer=moment_in_woorden(incident.tijdstip)))
        self.tekst.setText(kort(incident.tekst, 400))
        vorm = (incident.id, *((p.id, korte_naam(p)) for p in beeld.personen))
        if vorm != self._vorm:
            self._vorm = vorm
            self._maak(beeld)
        nu = dict(incident.rollen)
        for (wie, rol), vink in self.vinken.items():
            vink.setChecked(rol in nu.get(wie, ()))

    def _maak(self, beeld: Systeem) -> None:
        maak_leeg(self._lijst)
        self.vinken = {}
        for p in beeld.personen:
            naam = korte_naam(p)
            self._lijst.addWidget(Tekst(naam, gewicht=600))
            vak = QWidget()
            rij = QGridLayout(vak)
            rij.setContentsMargins(0, 0, 0, 0)
            for nr, (rol, woord) in enumerate(INCIDENTROLLEN.items()):
                vink = QCheckBox(woord)
                vink.setAccessibleName(self.tr("{naam}: {rol}").format(naam=naam, rol=woord))
                vink.clicked.connect(partial(self._zet, p.id))
                rij.addWidget(vink, nr // 3, nr % 3)
                self.vinken[p.id, rol] = vink
            self._lijst.addWidget(vak)

    def _zet(self, wie: str, _aan: bool = False) -> None:
        rollen = tuple(rol for (id_, rol), vink in self.vinken.items() if id_ == wie and vink.isChecked())
        self._huis.context.taken.doe(systeem.zet_rollen, self._id, {wie: rollen}, fout=self._huis.context.fout)

    def leeg(self) -> None:
        """Forget everything shown."""
        self.sluit()
        self._id = ""
        self._vorm = ()
        self.vinken = {}
        maak_leeg(self._lijst)
        self.tekst.setText("")
        self.zet_titel("")
