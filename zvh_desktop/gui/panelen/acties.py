"""Side panels for one or more actions: put off, hand to another, end with one reason."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.actieloop import STANDEN, Uitstel
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, RegelVeld, Tekst, TekstVeld, datum_in_woorden
from zvh_desktop.gui.onderdelen.regel import Veld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.vlag import KleinPaneel
from zvh_desktop.services import acties, dossiers
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.concepten import formulier
from zvh_desktop.services.werkplek import Bon

__all__ = ["EindPaneel", "OverdrachtPaneel", "UitstelPaneel", "meld_met_terugweg"]


def meld_met_terugweg(context: Context, zin: str, bon: Bon) -> None:
    """Say what was done, with a button that takes just that back."""
    terug = partial(context.taken.doe, dossiers.maak_ongedaan, bon.txn) if bon.txn else None
    context.melding(zin, rol="goed", ongedaan=terug)


class _Actiepaneel(KleinPaneel):
    """A small form about these actions; what it is about stands above it.

    Signals:
        gelukt(): it was done to all of them.
    """

    gelukt = Signal()

    def __init__(
        self, titel: str, context: Context, gastheer: QWidget, knop: str, regels: Sequence[ActieRegel]
    ) -> None:
        super().__init__(titel, context, gastheer, knop)
        self.regels = tuple(regels)
        self.ids = [regel.id for regel in regels]
        een = " ".join(regels[0].tekst.split())
        wat = een if len(regels) == 1 else self.tr("{n} acties, in één handeling").format(n=len(regels))
        self.inhoud.addWidget(Tekst(wat, gewicht=600, omloop=True))

    def begin(self, naam: str, label: str, velden: dict[str, QWidget]) -> None:
        """Keep what is typed as a draft of these actions together."""
        self.concept = FormulierConcept(self.context, self, label, velden)
        self.concept.begin(formulier(naam, self.ids[0], str(len(self.ids))))

    def _klaar(self, zin: str) -> Callable[[Any], None]:
        def gedaan(bon: Bon) -> None:
            if self.concept is not None:
                self.concept.klaar()
            meld_met_terugweg(self.context, zin, bon)
            self.gelukt.emit()
            self.sluit()

        return gedaan

    def _zin(self, een: str, meer: str) -> str:
        return een if len(self.ids) == 1 else meer.format(n=len(self.ids))


class UitstelPaneel(_Actiepaneel):
    """Put off to a later day, with a reason; the days of before stay in sight."""

    def __init__(self, context: Context, gastheer: QWidget, regels: Sequence[ActieRegel]) -> None:
        super().__init__(gastheer.tr("Actie uitstellen"), context, gastheer, gastheer.tr("Uitstellen"), regels)
        self.eerder = Tekst("", rol="tekst2", omloop=True)
        self.eerder.hide()
        self.inhoud.addWidget(self.eerder)
        self.naar = DatumVeld(vandaag=context.vandaag)
        self.reden = TekstVeld(regels=3, plaats=self.tr("Waarom lukt het niet op de afgesproken dag?"))
        self._veld_naar = Veld(self.tr("Nieuwe dag"), self.naar, verplicht=True)
        self._veld_reden = Veld(self.tr("Reden"), self.reden, verplicht=True)
        self.inhoud.addWidget(self._veld_naar)
        self.inhoud.addWidget(self._veld_reden)
        self.begin("actie-uitstel", self.tr("Actie uitstellen"), {"naar": self.naar, "reden": self.reden})
        if len(self.ids) == 1:
            context.taken.vraag(acties.uitstellen, self.ids[0], klaar=self._kwamen)

    def _kwamen(self, uitstellen: list[Uitstel]) -> None:
        if not uitstellen:
            return
        keer = self.tr("Al {n} keer uitgesteld:").format(n=len(uitstellen))
        regels = [
            f"{datum_in_woorden(u.van) if u.van else self.tr('zonder dag')} → {datum_in_woorden(u.naar)}: {u.reden}"
            for u in uitstellen
        ]
        self.eerder.setText("\n".join((keer, *regels)))
        self.eerder.show()

    def bewaar(self) -> None:
        """Put off; what is missing is told at its field."""
        dag = date.fromisoformat(self.naar.tekst()) if self.naar.geldig and self.naar.tekst() else None
        laatst = max((r.uiterlijk for r in self.regels if r.uiterlijk), default=None)
        te_vroeg = dag is None or dag < self.context.vandaag() or (laatst is not None and dag <= laatst)
        self._veld_naar.zet_fout(self.tr("Kies een dag die later is dan afgesproken.") if te_vroeg else "")
        leeg = not self.reden.tekst().strip()
        self._veld_reden.zet_fout(self.tr("Schrijf in één zin waarom.") if leeg else "")
        if te_vroeg or leeg or self.concept is None or dag is None:
            (self.naar if te_vroeg else self.reden).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        zin = self._zin(self.tr("Actie uitgesteld."), self.tr("{n} acties uitgesteld."))
        self.concept.bewaar(acties.stel_uit, self.ids, dag, self.reden.tekst(), klaar=self._klaar(zin))


class OverdrachtPaneel(_Actiepaneel):
    """Hand to another organisation or person, who has yet to accept."""

    def __init__(
        self,
        context: Context,
        gastheer: QWidget,
        regels: Sequence[ActieRegel],
        partners: Sequence[tuple[str, str]],
    ) -> None:
        """Make it; `partners` are (id, name)."""
        super().__init__(gastheer.tr("Actie overdragen"), context, gastheer, gastheer.tr("Overdragen"), regels)
        self.partner = KeuzeVeld((("", self.tr("geen organisatie")), *partners))
        self.persoon = RegelVeld(plaats=self.tr("naam"))
        self._veld = Veld(self.tr("Organisatie"), self.partner)
        self.inhoud.addWidget(self._veld)
        hint = self.tr("De actie is daarna voorgesteld, tot de ander haar aanvaardt.")
        self.inhoud.addWidget(Veld(self.tr("Persoon"), self.persoon, hint=hint))
        self.begin("actie-over", self.tr("Actie overdragen"), {"partner": self.partner, "persoon": self.persoon})

    def bewaar(self) -> None:
        """Hand over; nobody is not somebody."""
        aan, wie = str(self.partner.waarde() or ""), self.persoon.text().strip()
        self._veld.zet_fout("" if aan or wie else self.tr("Kies een organisatie of vul een naam in."))
        if not (aan or wie) or self.concept is None:
            self.partner.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        zin = self._zin(self.tr("Actie overgedragen."), self.tr("{n} acties overgedragen."))
        self.concept.bewaar(acties.draag_over, self.ids, aan, wie, klaar=self._klaar(zin))


class EindPaneel(_Actiepaneel):
    """End in a way that asks for a reason, or refuse."""

    def __init__(self, context: Context, gastheer: QWidget, regels: Sequence[ActieRegel], naar: str) -> None:
        titel = gastheer.tr("Actie: {wat}").format(wat=STANDEN[naar])
        super().__init__(titel, context, gastheer, STANDEN[naar].capitalize(), regels)
        self._naar = naar
        self.reden = TekstVeld(regels=3, plaats=self.tr("Waarom niet?"))
        self._veld = Veld(self.tr("Reden"), self.reden, verplicht=True)
        self.inhoud.addWidget(self._veld)
        self.begin(f"actie-{naar}", titel, {"reden": self.reden})

    def bewaar(self) -> None:
        """End it; without a reason it stays open."""
        tekst = self.reden.tekst().strip()
        self._veld.zet_fout("" if tekst else self.tr("Schrijf in één zin waarom."))
        if not tekst or self.concept is None:
            self.reden.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        woord = STANDEN[self._naar]
        zin = self._zin(self.tr("Actie {wat}."), self.tr("{n} acties {wat}.").replace("{wat}", woord))
        self.concept.bewaar(
            acties.zet_stand, self.ids, self._naar, tekst, klaar=self._klaar(zin.replace("{wat}", woord))
        )
