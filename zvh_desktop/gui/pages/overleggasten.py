"""Whom the themes of a casus ask to the table, on the page of the overleg: Enter or the button invites."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.themavelden import Suggestie
from zvh_desktop.gui.onderdelen import Tekst
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Deel, Icoon, Rij, RijenLijst
from zvh_desktop.gui.schilder import Knopje
from zvh_desktop.services import themagasten
from zvh_desktop.services.themagasten import Gasten

__all__ = ["Gastenvak"]


class Gastenvak(QWidget):
    """The partners one theme or another asks for, each with whether they were invited for this casus."""

    def __init__(self, context: Context, casus_id: str, overleg_id: str) -> None:
        super().__init__()
        self.context, self._casus_id, self._overleg_id = context, casus_id, overleg_id
        self._gasten: Gasten | None = None
        indeling = QVBoxLayout(self)
        indeling.setContentsMargins(0, 8, 0, 0)
        indeling.addWidget(Tekst(self.tr("Aan tafel volgens het thema"), maat="sectie", gewicht=700))
        self.lijst = RijenLijst(self.tr("Aan tafel volgens het thema"), wikkel=True, in_kaart=True)
        self.lijst.geactiveerd.connect(self._nodig_uit)
        self.lijst.knop_gedrukt.connect(self._nodig_uit)
        indeling.addWidget(self.lijst)
        self.hide()
        self._vraag()

    def _vraag(self, _bon: object = None) -> None:
        vraag = self.context.taken.vraag
        vraag(themagasten.gasten, self._casus_id, self._overleg_id, klaar=self._toon, voor=self)

    def _toon(self, g: Gasten) -> None:
        self._gasten = g
        bekend = [s for s in g.suggesties if s.partner_id]
        self.lijst.zet([self._rij(s) for s in bekend])
        self.setVisible(bool(bekend))

    def _rij(self, s: Suggestie) -> Rij:
        waarom = ", ".join(s.themas)
        knop: Deel = Knopje("nodig", self.tr("Nodig uit"), "plus")
        chip: Deel = Chipje(self.tr("genodigd"), "goed", "circle-check")
        stand = self.tr("genodigd") if s.al else self.tr("nog niet genodigd")
        return Rij(
            s.partner_id, s.wie, f"{s.wie}, {waarom}, {stand}", lead=Icoon("users"), tweede=waarom,
            achter=(chip if s.al else knop,),
        )  # fmt: skip

    def _nodig_uit(self, partner_id: str, _knop: str = "") -> None:
        g = self._gasten
        if g is not None and any(s.partner_id == partner_id and not s.al for s in g.suggesties):
            self.context.taken.doe(
                themagasten.nodig_uit, self._casus_id, partner_id, self._overleg_id, klaar=self._vraag, voor=self
            )
