"""What stagnates in a casus, under its name: read by itself after the dossier; each opens what can be done about it."""

from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.stagnatie import SOORTEN, TREDEN
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.casus.knoppenbalk import Knoppenbalk
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.stagnatie import AntwoordPaneel, EscalatiePaneel
from zvh_desktop.services import stagnatie
from zvh_desktop.services.stagnatie import Bewaking

__all__ = ["Stilstandbalk"]


class Stilstandbalk(Knoppenbalk):
    """Buttons with reasons, and one for what waits for an answer; hidden while there are none.

    Attributes:
        bewaking: what is in view, None before it has come.
    """

    def __init__(self, context: Context, gastheer: QWidget, verder: QWidget) -> None:
        super().__init__(verder)
        self._context, self._gastheer = context, gastheer
        self._casus_id = ""
        self.bewaking: Bewaking | None = None
        self.setAccessibleName(self.tr("Wat er stagneert"))

    def leeg(self) -> None:
        """Forget this casus."""
        self._casus_id, self.bewaking = "", None
        self.maak_leeg()
        self.hide()

    def toon(self, casus_id: str) -> None:
        """Ask what stagnates in a casus."""
        if casus_id != self._casus_id:
            self.leeg()
        self._casus_id = casus_id
        self._context.taken.vraag(stagnatie.van_casus, casus_id, klaar=self._kwam, enkel="stilstand", na_beeld=True)

    def _kwam(self, bewaking: Bewaking) -> None:
        if bewaking.casus_id != self._casus_id:
            return
        self.bewaking = bewaking
        knoppen = []
        soorten = list(dict.fromkeys(v.soort for v in bewaking.vastlopers))
        for soort in soorten:
            redenen = "; ".join(v.waarom for v in bewaking.vastlopers if v.soort == soort)
            naam = self.tr("Stagneert: {waarom}, openen").format(waarom=redenen)
            knop = Knop(SOORTEN[soort], icoon="pause", klein=True, naam=naam)
            knop.setToolTip(redenen)
            knop.setObjectName(soort)
            knop.clicked.connect(self._leg_voor)
            knoppen.append(knop)
        for e in (e for e in bewaking.escalaties if e.antwoord_op is None):
            woord = self.tr("Wacht op de {wie}").format(wie=TREDEN[e.trede])
            naam = self.tr("{woord}, antwoord vastleggen").format(woord=woord)
            knop = Knop(woord, icoon="hourglass", klein=True, naam=naam)
            knop.setObjectName(e.id)
            knop.clicked.connect(self._beantwoord)
            knoppen.append(knop)
        self.zet(knoppen)

    def _leg_voor(self) -> None:
        if self.bewaking is not None:
            paneel = EscalatiePaneel(self._context, self._gastheer, self.bewaking)
            paneel.open(paneel.reden)

    def _beantwoord(self) -> None:
        for e in self.bewaking.escalaties if self.bewaking else ():
            if e.id == self.sender().objectName():
                paneel = AntwoordPaneel(self._context, self._gastheer, e)
                paneel.open(paneel.antwoord)
