"""How a casus ends, or ended: the card on the overview. The panel that closes it is loaded when it is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.services import afsluiten
from zvh_desktop.services.afsluiten import Afsluitbeeld

if TYPE_CHECKING:
    from zvh_desktop.gui.pages.casus.afsluitpaneel import Afsluitpaneel

__all__ = ["Afsluitkaart"]


class Afsluitkaart(Kaart):
    """How a casus ends, or ended; one button."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(QCoreApplication.translate("Afsluitkaart", "Afsluiten"), rand="rondom")
        self.huis, self.context = huis, huis.context
        self._casus_id = ""
        self._beeld: Afsluitbeeld | None = None
        self._open_straks = False
        self._paneel: Afsluitpaneel | None = None
        self.zin = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.zin)
        self.knop = Knop(self.tr("Casus afsluiten…"), soort="vlak", icoon="circle-check", klein=True)
        self.knop.clicked.connect(self._druk)
        self.inhoud.addWidget(self.knop, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def paneel(self) -> "Afsluitpaneel":
        """The panel, made when it is first asked for."""
        if self._paneel is None:
            # Loaded here: a casus is opened often and closed once.
            from zvh_desktop.gui.pages.casus.afsluitpaneel import Afsluitpaneel

            self._paneel = Afsluitpaneel(self.huis)
        return self._paneel

    def vraag(self, casus_id: str) -> None:
        """Ask how the ending of this casus stands."""
        if casus_id != self._casus_id:
            self.leeg()
        self._casus_id = casus_id
        self.context.taken.vraag(afsluiten.beeld, casus_id, klaar=self._toon, enkel="afsluitkaart")

    def _toon(self, b: Afsluitbeeld | None) -> None:
        if b is None or b.casus_id != self._casus_id:
            return
        self._beeld = b
        loopt = b.status == "loopt"
        self.setVisible(loopt or b.status == "afgesloten")
        if loopt:
            self.zin.setText(self.tr("Loopt. Bij het afsluiten legt u vast waarom, aan wie en hoe het is gegaan."))
        elif b.beeindigd_op is not None:
            dag = datum_in_woorden(b.beeindigd_op)
            self.zin.setText(self.tr("Afgesloten op {dag}. {termijn}").format(dag=dag, termijn=b.termijn))
        else:
            self.zin.setText(self.tr("Afgesloten. {termijn}").format(termijn=b.termijn))
        self.knop.zet_tekst(self.tr("Casus afsluiten…") if loopt else self.tr("Afsluiten terugdraaien"))
        self.knop.setVisible(loopt or b.kan_terug)
        if self._open_straks:
            self._open_straks = False
            if loopt:
                self.paneel.kom(b)

    def begin(self) -> None:
        """Open the panel for the casus as it is now."""
        self._open_straks = True
        self.vraag(self._casus_id)

    def _druk(self) -> None:
        b = self._beeld
        if b is not None and b.status == "loopt":
            self.begin()
        elif b is not None and b.kan_terug:
            self.context.taken.doe(afsluiten.heropen, b.casus_id, klaar=self._heropend, fout=self.context.fout)

    def _heropend(self, bon: object) -> None:
        self.huis.gedaan(self.tr("De casus loopt weer; de acties die ermee eindigden zijn weer open."), bon)

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        if self._paneel is not None:
            self._paneel.leg_neer()

    def verberg(self) -> None:
        """Close the panel; what stands in it is kept as a draft."""
        if self._paneel is not None:
            self._paneel.sluit()

    def leeg(self) -> None:
        """Forget the casus."""
        self.verberg()
        self._casus_id, self._beeld, self._open_straks = "", None, False
        self.zin.setText("")
        self.hide()
