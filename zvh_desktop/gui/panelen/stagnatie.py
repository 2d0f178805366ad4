"""The side panels about a casus that stagnates: ask somebody higher, and write down what they answered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.stagnatie import TREDEN, Escalatie, belet_escalatie
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.onderdelen import KeuzeVeld, RegelVeld, Tekst, TekstVeld, datum_in_woorden
from zvh_desktop.gui.onderdelen.regel import Veld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.vlag import KleinPaneel
from zvh_desktop.services import stagnatie
from zvh_desktop.services.concepten import formulier
from zvh_desktop.services.stagnatie import Bewaking

__all__ = ["AntwoordPaneel", "EscalatiePaneel"]


def _eerder(e: Escalatie, paneel: QWidget) -> str:
    kop = paneel.tr("{dag}, {trede}: {reden}").format(
        dag=datum_in_woorden(e.gezet_op.date()), trede=TREDEN[e.trede], reden=" ".join(e.reden.split())
    )
    if e.antwoord_op is None:
        return paneel.tr("{kop} (nog geen antwoord)").format(kop=kop)
    return paneel.tr("{kop} Antwoord: {antwoord}").format(kop=kop, antwoord=" ".join(e.antwoord.split()))


class EscalatiePaneel(KleinPaneel):
    """Lay the casus before somebody higher; nothing is sent."""

    def __init__(self, context: Context, gastheer: QWidget, bewaking: Bewaking) -> None:
        super().__init__(gastheer.tr("Casus voorleggen"), context, gastheer, gastheer.tr("Voorleggen"))
        self._bewaking = bewaking
        if bewaking.vastlopers:
            self.inhoud.addWidget(Tekst(self.tr("Wat er stagneert"), gewicht=600))
            redenen = "\n".join(f"• {v.waarom[:1].upper()}{v.waarom[1:]}" for v in bewaking.vastlopers)
            self.inhoud.addWidget(Tekst(redenen, omloop=True))
        if bewaking.escalaties:
            self.inhoud.addWidget(Tekst(self.tr("Eerder voorgelegd"), gewicht=600))
            for e in bewaking.escalaties:
                self.inhoud.addWidget(Tekst(_eerder(e, self), rol="tekst2", omloop=True))
        sluit(self.bewaren, context.niet_hier.get(Daad.PLAN_BIJWERKEN, ""))
        mag = [t for t in TREDEN if not belet_escalatie(bewaking.escalaties, t, "x")]
        self.trede = KeuzeVeld([(t, TREDEN[t]) for t in mag])
        if mag:
            self.trede.kies(mag[-1])
        self.reden = TekstVeld(regels=4, plaats=self.tr("Wat is er nodig, en waarom lukt het zelf niet?"))
        hint = self.tr("Er wordt niets verstuurd: u vertelt het zelf, hier staat het vast.")
        self._veld = Veld(self.tr("Waarover"), self.reden, verplicht=True, hint=hint)
        self.inhoud.addWidget(Veld(self.tr("Aan"), self.trede))
        self.inhoud.addWidget(self._veld)
        self.volg(
            self.tr("Casus voorleggen"),
            formulier("escalatie", bewaking.casus_id),
            {"trede": self.trede, "reden": self.reden},
        )

    def bewaar(self) -> None:
        """Lay it before them; without a reason nothing happens."""
        tekst = self.reden.tekst().strip()
        self._veld.zet_fout("" if tekst else self.tr("Schrijf in één zin waarover het gaat."))
        if not tekst or self.concept is None:
            self.reden.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        trede = str(self.trede.waarde() or "")
        klaar = self._klaar(self.tr("Voorgelegd aan de {wie}.").format(wie=TREDEN.get(trede, trede)))
        self.concept.bewaar(stagnatie.escaleer, self._bewaking.casus_id, trede, tekst, klaar=klaar)


class AntwoordPaneel(KleinPaneel):
    """Write down what somebody higher answered."""

    def __init__(self, context: Context, gastheer: QWidget, escalatie: Escalatie) -> None:
        super().__init__(gastheer.tr("Antwoord vastleggen"), context, gastheer, gastheer.tr("Vastleggen"))
        self._escalatie = escalatie
        sluit(self.bewaren, context.niet_hier.get(Daad.PLAN_BIJWERKEN, ""))
        self.inhoud.addWidget(Tekst(_eerder(escalatie, self), omloop=True))
        self.antwoord = TekstVeld(regels=4, plaats=self.tr("Wat is het antwoord?"))
        self.van = RegelVeld(plaats=self.tr("naam"))
        self._veld = Veld(self.tr("Antwoord"), self.antwoord, verplicht=True)
        self.inhoud.addWidget(self._veld)
        self.inhoud.addWidget(Veld(self.tr("Van wie"), self.van))
        self.volg(
            self.tr("Antwoord op een escalatie"),
            formulier("escalatie-antwoord", escalatie.casus_id, escalatie.id),
            {"antwoord": self.antwoord, "van": self.van},
        )

    def bewaar(self) -> None:
        """Write it down."""
        tekst = self.antwoord.tekst().strip()
        self._veld.zet_fout("" if tekst else self.tr("Schrijf wat het antwoord is."))
        if not tekst or self.concept is None:
            self.antwoord.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        klaar = self._klaar(self.tr("Antwoord vastgelegd."))
        self.concept.bewaar(stagnatie.beantwoord, self._escalatie.id, tekst, self.van.text(), klaar=klaar)
