"""What of the plan a betrokkene reads: each part is judged, put in plain words, and then the one page is looked at."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.clientplan import SOORTEN, Clientdeel
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Paneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.gui.schilder import Chipje
from zvh_desktop.services import clientplan
from zvh_desktop.services.clientplan import Clientplan
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Clientpaneel"]

_STAND: Final = {
    "vertellen": ("vertellen", "goed", "eye"),
    "niet": ("niet vertellen", "neutraal", "eye-off"),
    "open": ("nog niet gekozen", "waarschuwing", "circle-question-mark"),
    "veranderd": ("plan is veranderd, kies opnieuw", "waarschuwing", "history"),
    "gesloten": ("mag niet worden verteld", "gevaar", "lock"),
    "lang": ("te lang, schrijf korter", "waarschuwing", "triangle-alert"),
}


class Clientpaneel(Paneel):
    """Choose per part; what is chosen stands on the page, what is not does not.

    Signals:
        bekijken(uitgifte): look at the page and hand it out.
    """

    bekijken = Signal(object)

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis, "client", self.tr("Wat de betrokkene leest"), self.tr("Bladzijde bekijken…"), "file-text", breedte=560
        )
        self._casus_id = self._nummer = self._wens = ""
        self.plan: Clientplan | None = None
        self._deel: Clientdeel | None = None
        self.wie = KeuzeVeld([])
        self.wie.setAccessibleName(self.tr("Voor wie"))
        self.wie.activated.connect(self._ander)
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.lijst = RijenLijst(self.tr("Onderdelen van het plan"), in_kaart=True, wikkel=True)
        self.lijst.zet_marge(0)
        self.lijst.gekozen.connect(self._gekozen)
        self.kop = Tekst("", gewicht=600, omloop=True)
        self.woorden = TekstVeld(regels=2)
        self.woordenveld = Veld(
            self.tr("In gewone woorden"), self.woorden, hint=self.tr("Korte zinnen, geen vaktaal, met “u”.")
        )
        self.let_op = Tekst("", rol="waarschuwing", omloop=True)
        self.reden = RegelVeld(plaats=self.tr("waarom dit niet verteld wordt"))
        self.redenveld = Veld(self.tr("Reden, als u het niet vertelt"), self.reden)
        knoppen = Vloei(tussen=8)
        self.vertel = Knop(self.tr("Vertellen"), icoon="eye")
        self.niet = Knop(self.tr("Niet vertellen"), icoon="eye-off")
        self.terug = Knop(self.tr("Keuze weghalen"), soort="vlak", icoon="undo-2")
        for knop, keuze in ((self.vertel, "vertellen"), (self.niet, "niet"), (self.terug, "")):
            knop.setObjectName(keuze)
            knop.clicked.connect(self._kies)
            knoppen.addWidget(knop)
        self._bewerking: tuple[QWidget, ...] = (
            self.kop, self.woordenveld, self.let_op, self.redenveld, knoppen,
        )  # fmt: skip
        self.velden(
            Veld(self.tr("Voor wie"), self.wie), self.uitleg, *self._bewerking, self.lijst,
            woorden=self.woorden, reden=self.reden,
        )  # fmt: skip
        self._toon_deel()

    # -- opening and reading

    def open_voor(self, casus_id: str, nummer: str, deel_id: str = "") -> None:
        """Open for a casus, at a part when its id is given."""
        self._casus_id, self._nummer = casus_id, nummer
        self._deel = None
        self._wens = deel_id
        self.begin(casus_id, "", self._maak_leeg, self.lijst)
        self._lees("")

    def _lees(self, betrokkene_id: str) -> None:
        taken = self.context.taken
        taken.vraag(
            clientplan.lees, self._casus_id, betrokkene_id, klaar=self._gelezen, fout=self._mislukt, enkel="client",
            voor=self,
        )  # fmt: skip

    def _mislukt(self, fout: BaseException) -> None:
        if isinstance(fout, Omstandigheid):
            self._zeg(zin(fout))
        else:
            self.context.fout(fout)

    def _gelezen(self, plan: Clientplan) -> None:
        if plan.casus_id != self._casus_id or not self.isVisible():
            return
        self.plan = plan
        self._zet_wie(plan.personen)
        self.wie.kies(plan.betrokkene_id)
        self.lijst.zet([_rij(d) for d in plan.delen])
        op, nog, over = plan.erop, plan.tel("open", "veranderd", "lang"), plan.tel("vertellen") - plan.erop
        zinnen = [self.tr("{n} op de bladzijde.").format(n=op)]
        if over:
            zinnen.append(self.tr("{n} passen er niet op; de bladzijde zegt dat die er zijn.").format(n=over))
        if nog:
            zinnen.append(self.tr("{n} zonder keuze: die staan er niet op.").format(n=nog))
        self.uitleg.setText(" ".join(zinnen) if plan.delen else self.tr("In het plan staat nog niets om te vertellen."))
        self.knop.setEnabled(plan.tel("vertellen") > 0)
        vers, nu = self._deel is None, self._wens or (self._deel.onderdeel.id if self._deel else "")
        if vers and not nu:
            # The first that asks for a choice.
            nu = next((d.onderdeel.id for d in plan.delen if d.stand in ("open", "veranderd")), "")
        self._wens = ""
        self._deel = next((d for d in plan.delen if d.onderdeel.id == nu), None)
        if vers and self._deel is not None:
            self.lijst.kies(nu)
        self._toon_deel(houd=not vers)

    def _zet_wie(self, personen: tuple[tuple[str, str], ...]) -> None:
        self.wie.clear()
        for id_, naam in personen:
            self.wie.addItem(naam, id_)

    def _ander(self, _nr: int) -> None:
        self._deel = None
        self._lees(str(self.wie.currentData()))

    # -- one part

    def _gekozen(self, id_: str) -> None:
        if self.plan is None or (self._deel is not None and self._deel.onderdeel.id == id_):
            return
        self.leg_neer()
        self._deel = next((d for d in self.plan.delen if d.onderdeel.id == id_), None)
        self._toon_deel()

    def _toon_deel(self, *, houd: bool = False) -> None:
        """Show the chosen part for editing; `houd` leaves what is being typed when it is the same part."""
        d = self._deel
        for deel in self._bewerking:
            deel.setVisible(d is not None and d.stand != "gesloten")
        if d is None or self.plan is None:
            return
        self.kop.setText(d.onderdeel.tekst)
        self.let_op.setText(self._waarschuwing(d))
        self.let_op.setVisible(bool(self.let_op.text()) and d.stand != "gesloten")
        self.terug.setVisible(d.stand in ("vertellen", "niet", "veranderd", "lang"))
        if not houd:
            if self.formulier is not None:
                self.formulier.stop()
            self._vul(d)
            if self.formulier is not None:
                from zvh_desktop.services import concepten

                self.formulier.begin(
                    concepten.formulier("info-client", self._casus_id, f"{self.plan.betrokkene_id}-{d.onderdeel.id}")
                )

    def _vul(self, d: Clientdeel) -> None:
        self.woorden.zet(d.zin if d.stand != "gesloten" else "")
        self.reden.setText(d.reden)
        self.redenveld.zet_fout("")

    def _maak_leeg(self) -> None:
        self.woorden.zet("")
        self.reden.setText("")

    def _waarschuwing(self, d: Clientdeel) -> str:
        delen = []
        if d.stand == "veranderd":
            delen.append(self.tr("Het plan is hier veranderd sinds u koos."))
        if d.stand == "lang":
            delen.append(self.tr("Te lang voor de bladzijde; schrijf het korter."))
        if d.weg:
            delen.append(self.tr("Er is een naam of adres van een ander uit weggehaald; schrijf de zin anders."))
        if d.let_op:
            delen.append(self.tr("Lastig te lezen: {wat}.").format(wat="; ".join(d.let_op)))
        return " ".join(delen)

    def _kies(self) -> None:
        d, plan = self._deel, self.plan
        if d is None or plan is None:
            return
        keuze, reden = self.sender().objectName(), self.reden.text()
        if keuze == "niet" and not reden.strip():
            self.redenveld.zet_fout(self.tr("Schrijf in één zin waarom niet."))
            self.reden.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.redenveld.zet_fout("")
        woorden = self.woorden.tekst()
        eigen = "" if " ".join(woorden.split()) == " ".join(d.onderdeel.tekst.split()) else woorden
        over = (d.onderdeel.soort, d.onderdeel.id)
        wat = (plan.casus_id, plan.betrokkene_id, over, keuze, eigen, reden)
        if self.formulier is not None:
            self.formulier.bewaar(_beoordeel, *wat, klaar=self._beoordeeld, fout=self._mislukt)
        else:
            self.context.taken.doe(_beoordeel, *wat, klaar=self._beoordeeld, fout=self._mislukt)

    def _beoordeeld(self, _bon: object) -> None:
        if self.formulier is not None:
            self.formulier.klaar()
        self._zeg("")
        self._naar_volgende()
        if self.plan is not None:
            self._lees(self.plan.betrokkene_id)

    def _naar_volgende(self) -> None:
        """Go on to the next part nobody judged yet, so that all of them are a row of key strokes."""
        if self.plan is None or self._deel is None:
            return
        ids = [d.onderdeel.id for d in self.plan.delen]
        nu = ids.index(self._deel.onderdeel.id)
        rest = (*self.plan.delen[nu + 1 :], *self.plan.delen[:nu])
        volgende = next((d for d in rest if d.stand in ("open", "veranderd")), None)
        if volgende is not None:
            self._deel = None
            self.lijst.kies(volgende.onderdeel.id)

    # -- the page

    def doe(self) -> None:
        """Look at the page; it is handed out from there."""
        plan = self.plan
        if plan is None or not plan.tel("vertellen"):
            return
        self.leg_neer()
        casus_id, wie = plan.casus_id, plan.betrokkene_id
        self.sluit()
        self.bekijken.emit(
            Uitgifte(
                titel=self.tr("Het plan op één bladzijde"),
                bestand=f"uw-plan-{self._nummer}.pdf",
                uitleg=self.tr("Dit is alles wat de betrokkene leest. Lees het eerst zelf hardop."),
                bron=lambda wp, _: clientplan.voorbeeld(wp, casus_id, wie),
                doe=lambda wp, pad, w: clientplan.verstrek(wp, casus_id, wie, pad, hoe=w["hoe"]),
                druk=lambda wp, _: clientplan.druk_af(wp, casus_id, wie),
                aan=dict(plan.personen)[wie],
                id_="clientplan",
            )
        )

    def vergeet(self) -> None:
        """Forget the casus."""
        self.sluit()
        self._casus_id, self.plan, self._deel = "", None, None
        self.lijst.zet(())
        self._zet_wie(())
        self.kop.setText("")
        self.uitleg.setText("")
        self.let_op.setText("")
        self._maak_leeg()


def _beoordeel(wp: Werkplek, casus_id: str, wie: str, over: tuple[str, str], keuze: str, tekst: str, reden: str) -> Any:
    return clientplan.beoordeel(wp, casus_id, wie, over, keuze, tekst=tekst, reden=reden)


def _rij(d: Clientdeel) -> Rij:
    woord, rol, icoon = _STAND[d.stand]
    deel = SOORTEN[d.onderdeel.deel].casefold()
    tekst = d.zin or d.onderdeel.tekst
    moeilijk = ", lastig te lezen" if d.let_op and d.stand == "vertellen" else ""
    return Rij(
        d.onderdeel.id,
        tekst,
        f"{tekst}, {deel}: {woord}{moeilijk}",
        tweede=f"{deel}{moeilijk}",
        lead=Icoon(icoon, "tekst2"),
        achter=(Chipje(woord, rol),),
        gedimd=d.stand in ("niet", "gesloten"),
    )
