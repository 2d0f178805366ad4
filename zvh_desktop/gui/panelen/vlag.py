"""Side panels for flags and deadlines: set a flag, take it down with what solved it, set a deadline aside."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.termijnen import SOORTEN, Termijn
from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import DatumVeld, Knop, RegelVeld, Tekst, TekstVeld, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.onderdelen.regel import Veld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import vlaggen
from zvh_desktop.services.concepten import formulier
from zvh_desktop.services.vlaggen import VlagInvoer

__all__ = ["KleinPaneel", "OplosPaneel", "TerzijdePaneel", "VlagPaneel"]


class KleinPaneel(Zijpaneel):
    """A small form with one primary button; Ctrl+Enter presses it. It is deleted when it closes."""

    def __init__(self, titel: str, context: Context, gastheer: QWidget, knop: str) -> None:
        super().__init__(titel, gastheer, breedte=440)
        self.context = context
        self.concept: FormulierConcept | None = None
        self.bewaren = self.voeg_knop_toe(Knop(knop, soort="primair", icoon="check"))
        self.bewaren.clicked.connect(self.bewaar)
        self.met_ctrl_enter(self.bewaren)
        self.gesloten.connect(self._dicht)

    def volg(self, label: str, sleutel: str, velden: dict[str, QWidget]) -> None:
        """Keep what is typed in these fields as a draft."""
        self.concept = FormulierConcept(self.context, self, label, velden)
        self.concept.begin(sleutel)

    def leg_neer(self) -> None:
        """Hand over the draft, now."""
        if self.concept is not None:
            self.concept.leg_neer()

    def _dicht(self) -> None:
        self.leg_neer()
        self.deleteLater()

    def bewaar(self) -> None:
        """Do what the button says."""

    def _klaar(self, zin: str) -> Callable[[object], None]:
        def gedaan(_bon: object) -> None:
            if self.concept is not None:
                self.concept.klaar()
            self.context.melding(zin, rol="goed")
            self.sluit()

        return gedaan


class VlagPaneel(KleinPaneel):
    """Set a flag on a casus, or on one record in it."""

    def __init__(
        self, context: Context, gastheer: QWidget, casus_id: str, *, over: tuple[str, str] = ("", ""), waar: str = ""
    ) -> None:
        """Make it; `over` is (kind, id) of the record, `waar` what the screen calls it."""
        super().__init__(gastheer.tr("Vlag zetten"), context, gastheer, gastheer.tr("Vlag zetten"))
        self._casus_id, self._over = casus_id, over
        if waar:
            self.inhoud.addWidget(Tekst(self.tr("Op: {waar}").format(waar=waar), rol="tekst2", omloop=True))
        self.tekst = TekstVeld(regels=2, plaats=self.tr("Wat mag niemand vergeten?"))
        self.nodig = TekstVeld(regels=2, plaats=self.tr("Wat moet er gebeuren of bekend zijn?"))
        self.wie = RegelVeld(plaats=self.tr("naam of organisatie"))
        self.uiterlijk = DatumVeld(vandaag=context.vandaag)
        self._veld_tekst = Veld(self.tr("Wat er speelt"), self.tekst, verplicht=True)
        self._veld_nodig = Veld(self.tr("Nodig om de vlag weg te halen"), self.nodig, verplicht=True)
        for veld in (
            self._veld_tekst,
            self._veld_nodig,
            Veld(self.tr("Door wie"), self.wie),
            Veld(self.tr("Uiterlijk"), self.uiterlijk, hint=self.tr("Zonder dag blijft de vlag in Vandaag staan.")),
        ):
            self.inhoud.addWidget(veld)
        self.volg(
            self.tr("Vlag"),
            formulier("vlag", casus_id, *filter(None, over)),
            {"tekst": self.tekst, "nodig": self.nodig, "wie": self.wie, "uiterlijk": self.uiterlijk},
        )

    def bewaar(self) -> None:
        """Set the flag; what is missing is told at its field."""
        self._veld_tekst.zet_fout("" if self.tekst.tekst().strip() else self.tr("Schrijf in één zin wat er speelt."))
        self._veld_nodig.zet_fout(
            ""
            if self.nodig.tekst().strip()
            else self.tr("Schrijf wat nodig is; dan weet een ander wanneer hij weg mag.")
        )
        leeg = [v for v in (self.tekst, self.nodig) if not v.tekst().strip()]
        if leeg:
            leeg[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.uiterlijk.geldig or self.concept is None:
            self.uiterlijk.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        dag = date.fromisoformat(self.uiterlijk.tekst()) if self.uiterlijk.tekst() else None
        soort, record = self._over
        invoer = VlagInvoer(self.tekst.tekst(), self.nodig.tekst(), self.wie.text(), dag, soort, record)
        self.concept.bewaar(vlaggen.zet, self._casus_id, invoer, klaar=self._klaar(self.tr("Vlag gezet.")))


class OplosPaneel(KleinPaneel):
    """Read a flag, and take it down with what solved it."""

    def __init__(self, context: Context, gastheer: QWidget, vlag: Vlag) -> None:
        super().__init__(gastheer.tr("Vlag"), context, gastheer, gastheer.tr("Vlag weghalen"))
        self._vlag = vlag
        self.inhoud.addWidget(Tekst(vlag.tekst, maat="sectie", gewicht=600, omloop=True))
        delen = [self.tr("Nodig: {wat}").format(wat=vlag.nodig)]
        if vlag.wie:
            delen.append(self.tr("Door: {wie}").format(wie=vlag.wie))
        if vlag.uiterlijk:
            delen.append(self.tr("Uiterlijk: {dag}").format(dag=datum_in_woorden(vlag.uiterlijk)))
        gezet = self.tr("Gezet {dag} door {wie}").format(dag=datum_in_woorden(vlag.gezet_op), wie=vlag.gezet_door)
        self.inhoud.addWidget(Tekst("\n".join([*delen, gezet]), maat="knop", rol="tekst2", omloop=True))
        self.uitkomst = TekstVeld(regels=2, plaats=self.tr("Hoe is het opgelost?"))
        self._veld = Veld(self.tr("Uitkomst"), self.uitkomst, verplicht=True)
        self.inhoud.addWidget(self._veld)
        self.volg(self.tr("Vlag weghalen"), formulier("vlag-weg", vlag.id), {"uitkomst": self.uitkomst})

    def bewaar(self) -> None:
        """Take the flag down; without an outcome it stays."""
        if not self.uitkomst.tekst().strip() or self.concept is None:
            self._veld.zet_fout(self.tr("Schrijf in één zin hoe het is opgelost; dan gaat de vlag weg."))
            self.uitkomst.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        klaar = self._klaar(self.tr("Vlag weggehaald."))
        self.concept.bewaar(vlaggen.los_op, self._vlag.id, self.uitkomst.tekst(), klaar=klaar)


class TerzijdePaneel(KleinPaneel):
    """Set a deadline aside until a day, with a reason."""

    def __init__(self, context: Context, gastheer: QWidget, termijn: Termijn) -> None:
        super().__init__(gastheer.tr("Terzijde leggen"), context, gastheer, gastheer.tr("Terzijde leggen"))
        self._termijn = termijn
        self.inhoud.addWidget(Tekst(f"{termijn.naam}: {termijn.wat}", maat="sectie", gewicht=600, omloop=True))
        dag = datum_in_woorden(termijn.dag) if termijn.dag else self.tr("zonder dag")
        self.inhoud.addWidget(Tekst(f"{SOORTEN[termijn.soort]} · {dag}", rol="tekst2", omloop=True))
        self.tot = DatumVeld(vandaag=context.vandaag)
        self.reden = TekstVeld(regels=2, plaats=self.tr("Waarom kan dit wachten?"))
        self._veld_tot = Veld(self.tr("Weer tonen op"), self.tot, verplicht=True)
        self._veld_reden = Veld(
            self.tr("Reden"),
            self.reden,
            verplicht=True,
            hint=self.tr("Met uw naam en de dag bewaard, ook voor collega's."),
        )
        self.inhoud.addWidget(self._veld_tot)
        self.inhoud.addWidget(self._veld_reden)
        sleutel = formulier("terzijde", termijn.casus_id or termijn.over_id, termijn.soort, termijn.over_id)
        self.volg(self.tr("Terzijde leggen"), sleutel, {"tot": self.tot, "reden": self.reden})

    def bewaar(self) -> None:
        """Set it aside; what is missing is told at its field."""
        tekst = self.tot.tekst() if self.tot.geldig else ""
        tot = date.fromisoformat(tekst) if tekst else None
        goed = tot is not None and tot > self.context.vandaag()
        self._veld_tot.zet_fout("" if goed else self.tr("Kies een dag na vandaag."))
        reden = self.reden.tekst().strip()
        self._veld_reden.zet_fout("" if reden else self.tr("Schrijf in één zin waarom dit kan wachten."))
        if not goed or not reden or self.concept is None:
            (self.reden if goed else self.tot).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        t, dag = self._termijn, datum_in_woorden(tot) if tot else ""
        klaar = self._klaar(self.tr("Terzijde gelegd tot {dag}.").format(dag=dag))
        self.concept.bewaar(vlaggen.leg_terzijde, t.soort, t.over_id, t.casus_id, t.sinds, tot, reden, klaar=klaar)
