"""How a casus ends, or ended: the card on the overview. The panel that closes it is loaded when it is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.services import afsluiten
from zvh_desktop.services.afsluiten import Afsluitbeeld

if TYPE_CHECKING:
    from zvh_desktop.gui.pages.casus.afsluitpaneel import Afsluitpaneel, Overnamepaneel

__all__ = ["Afsluitkaart"]


class Afsluitkaart(Kaart):
    """How a casus ends, or ended: closing it, taking that back, and who took it over."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(QCoreApplication.translate("Afsluitkaart", "Afsluiten"), rand="rondom")
        self.huis, self.context = huis, huis.context
        self._casus_id = ""
        self._beeld: Afsluitbeeld | None = None
        self._open_straks = ""
        self._paneel: Afsluitpaneel | None = None
        self._overname: Overnamepaneel | None = None
        self.zin = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.zin)
        self.knop = Knop(self.tr("Casus afsluiten…"), soort="vlak", icoon="circle-check", klein=True)
        self.knop.clicked.connect(self._druk)
        self.inhoud.addWidget(self.knop, 0, Qt.AlignmentFlag.AlignLeft)
        self.bevestig = Knop(self.tr("Overname bevestigen…"), icoon="check", klein=True)
        self.bevestig.clicked.connect(self.begin_overname)
        self.inhoud.addWidget(self.bevestig, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def paneel(self) -> "Afsluitpaneel":
        """The panel, made when it is first asked for."""
        if self._paneel is None:
            # Loaded here: a casus is opened often and closed once.
            from zvh_desktop.gui.pages.casus.afsluitpaneel import Afsluitpaneel

            self._paneel = Afsluitpaneel(self.huis)
        return self._paneel

    @property
    def overname(self) -> "Overnamepaneel":
        """The panel in which the taking over is written down, made when it is first asked for."""
        if self._overname is None:
            from zvh_desktop.gui.pages.casus.afsluitpaneel import Overnamepaneel  # as above

            self._overname = Overnamepaneel(self.huis)
        return self._overname

    def vraag(self, casus_id: str) -> None:
        """Ask how the ending of this casus stands."""
        if casus_id != self._casus_id:
            self.leeg()
        self._casus_id = casus_id
        self.context.taken.vraag(afsluiten.beeld, casus_id, klaar=self._toon, enkel="afsluitkaart", na_beeld=True)

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
            delen = [self.tr("Afgesloten op {dag}.").format(dag=dag), self._waarheen(b), b.termijn]
            self.zin.setText(" ".join(deel for deel in delen if deel))
        else:
            self.zin.setText(self.tr("Afgesloten. {termijn}").format(termijn=b.termijn))
        self.knop.zet_tekst(self.tr("Casus afsluiten…") if loopt else self.tr("Afsluiten terugdraaien"))
        self.knop.setVisible(loopt or b.kan_terug)
        wacht = bool(b.naar) and not b.overname
        self.bevestig.setVisible(wacht)
        straks, self._open_straks = self._open_straks, ""
        if straks == "afsluiten" and loopt:
            self.paneel.kom(b)
        elif straks == "overname" and wacht:
            self.overname.kom(b)

    def _waarheen(self, b: Afsluitbeeld) -> str:
        if not b.naar:
            return ""
        if b.overname:
            return b.overname.partition("\n")[0]
        return self.tr("Overgedragen aan {naar}; de overname is nog niet bevestigd.").format(naar=b.naar)

    def begin(self) -> None:
        """Open the panel for the casus as it is now."""
        self._open_straks = "afsluiten"
        self.vraag(self._casus_id)

    def begin_overname(self) -> None:
        """Open the panel in which the taking over is written down."""
        self._open_straks = "overname"
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
        for paneel in (self._paneel, self._overname):
            if paneel is not None:
                paneel.leg_neer()

    def verberg(self) -> None:
        """Close the panel; what stands in it is kept as a draft."""
        for paneel in (self._paneel, self._overname):
            if paneel is not None:
                paneel.sluit()

    def leeg(self) -> None:
        """Forget the casus."""
        self.verberg()
        self._casus_id, self._beeld, self._open_straks = "", None, ""
        self.zin.setText("")
        self.hide()
