"""Whom the themes of a casus ask to the table, and inviting them with one act."""

from PySide6.QtWidgets import QVBoxLayout

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.themavelden import Suggestie
from zvh_desktop.gui.dicht import mits
from zvh_desktop.gui.onderdelen import LegeStaat, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.analyse_deel import Analysedeel, Inhoud, lijstkaart
from zvh_desktop.gui.pages.casus.tab import Huis, Rolinhoud, kolom, rolvlak
from zvh_desktop.gui.rijen import Chipje, Deel, Icoon, Knopje, Rij
from zvh_desktop.services import themagasten
from zvh_desktop.services.themagasten import Gasten

__all__ = ["Aantafel"]


class Aantafel(Analysedeel):
    """Partners of the register by theme; Enter or the button invites."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        binnen = Rolinhoud()
        kolom(self).addWidget(rolvlak(binnen))
        indeling = QVBoxLayout(binnen)
        indeling.setContentsMargins(0, 0, 0, 0)
        indeling.setSpacing(10)
        self.waar = Tekst("", maat="knop", rol="tekst2", omloop=True)
        indeling.addWidget(self.waar)
        self.kaart, self.lijst = lijstkaart(self.tr("Aan tafel volgens het thema"))
        self.lijst.knop_gedrukt.connect(self._nodig_uit)
        self.lijst.geactiveerd.connect(self._nodig_uit)
        indeling.addWidget(self.kaart)
        self.zonder = Tekst("", maat="knop", rol="tekst2", omloop=True)
        indeling.addWidget(self.zonder)
        self.lege = LegeStaat(
            self.tr("Geen voorstel"),
            self.tr("Bij de thema’s van deze casus hoort geen vaste kring van partners. Nodig mensen bij het overleg."),
            icoon="users",
        )
        indeling.addWidget(self.lege)
        indeling.addStretch(1)

    def vul(self, inhoud: Inhoud) -> None:
        """Show whom the themes ask for, and who of them is invited."""
        g = inhoud.gasten
        bekend = [s for s in g.suggesties if s.partner_id]
        self.lege.setVisible(not g.suggesties)
        self.waar.setVisible(bool(g.suggesties))
        self.waar.setText(self._waar(g))
        self.kaart.setVisible(bool(bekend))
        self.lijst.zet([self._rij(s, kan=g.kan) for s in bekend])
        elders = [s.wie + (self.tr(" (genodigd)") if s.al else "") for s in g.suggesties if not s.partner_id]
        self.zonder.setVisible(bool(elders))
        self.zonder.setText(
            self.tr(
                "Ook gevraagd, maar niet in het register: {wie}. Voeg ze toe bij Partners of nodig ze bij het overleg."
            ).format(wie=", ".join(elders))
        )

    def _waar(self, g: Gasten) -> str:
        if g.overleg and g.datum:
            zin = self.tr("Genodigden komen op de lijst van {overleg}, {dag}; wie er komt vult u daar aan.")
            return zin.format(overleg=g.overleg, dag=datum_in_woorden(g.datum))
        if g.kan:
            return self.tr("Er is nog geen overleg gepland; genodigden komen mee zodra de casus op een agenda staat.")
        return self.tr("Zet de casus eerst op de agenda van een overleg; dan kunt u hier mensen nodigen.")

    def _rij(self, s: Suggestie, *, kan: bool) -> Rij:
        waarom = ", ".join(s.themas)
        achter: tuple[Deel, ...] = ()
        if s.al:
            achter = (Chipje(self.tr("genodigd"), "goed", "circle-check"),)
        elif kan:
            nodig = Knopje("nodig", self.tr("Voeg toe aan genodigden"), "plus")
            achter = mits(self.context.niet, Daad.OVERLEG_VOORBEREIDEN, nodig)
        stand = self.tr("genodigd") if s.al else self.tr("nog niet genodigd")
        return Rij(
            s.partner_id, s.wie, f"{s.wie}, {waarom}, {stand}", lead=Icoon("users"), tweede=waarom, achter=achter
        )

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self.lijst.zet(())
        self.waar.setText("")
        self.zonder.setText("")

    def _nodig_uit(self, partner_id: str, _knop: str = "nodig") -> None:
        g = self.inhoud.gasten if self.inhoud else None
        if g is not None and g.kan and any(s.partner_id == partner_id and not s.al for s in g.suggesties):
            self.context.taken.doe(themagasten.nodig_uit, self.casus_id, partner_id, klaar=self._genodigd)

    def _genodigd(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Toegevoegd aan de genodigden."), bon)
