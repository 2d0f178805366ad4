"""Advice to the ZSM table: the version in force, those before, and what came back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.zsm import ZSM_STATUS, ZsmAdvies, is_verlopen
from zvh_desktop.gui.dicht import mits
from zvh_desktop.gui.onderdelen import (
    DatumVeld,
    Kaart,
    Knop,
    LegeStaat,
    RegelVeld,
    Tekst,
    TekstVeld,
    Veld,
    datum_in_woorden,
)
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Deel, Paneel, UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import kort
from zvh_desktop.gui.rijen import Chipje, Knopje, Rij, RijenLijst, Tegel
from zvh_desktop.services import zsmadviezen
from zvh_desktop.services.informatie import Beeld

__all__ = ["ZsmDeel"]


class AdviesPaneel(Paneel):
    """A new version; the one in force keeps holding until this one is vastgesteld."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "advies",
            QCoreApplication.translate("AdviesPaneel", "ZSM-advies"),
            QCoreApplication.translate("AdviesPaneel", "Bewaren als concept"),
            "check",
        )
        self._casus_id, self._id = "", ""
        self._begin: dict[str, Any] = {}
        self.advies = TekstVeld(regels=6)
        self.context_tekst = TekstVeld(regels=4)
        self.tot = DatumVeld(vandaag=huis.vandaag)
        self.contact = RegelVeld(plaats=self.tr("naam en telefoon"))
        self.velden(
            Tekst(
                self.tr("Kort, in woorden voor een officier. Het advies past op één bladzijde."),
                rol="tekst2",
                omloop=True,
            ),
            Veld(self.tr("Advies"), self.advies, verplicht=True),
            Veld(
                self.tr("Wat er loopt"), self.context_tekst,
                hint=self.tr("Alleen wat voor de afdoening telt: dat er een plan is, en wat daarin van belang is."),
            ),
            Veld(self.tr("Geldig tot en met"), self.tot, verplicht=True),
            Veld(self.tr("Bel bij vragen"), self.contact, verplicht=True),
            advies=self.advies, context=self.context_tekst, contact=self.contact, tot=self.tot,
        )  # fmt: skip

    def kom(self, casus_id: str, advies: ZsmAdvies | None) -> None:
        """Open for a draft, or for a new version that begins with what holds now."""
        self._casus_id = casus_id
        self._id = advies.id if advies is not None and advies.status == "concept" else ""
        self._begin = dict(advies) if advies is not None else {}
        self.begin(casus_id, self._id, self._maak_leeg, self.advies)

    def _maak_leeg(self) -> None:
        self.advies.zet(self._begin.get("advies", ""))
        self.context_tekst.zet(self._begin.get("context", ""))
        self.contact.setText(self._begin.get("contact", ""))
        self.tot.zet(self._begin.get("geldig_tot") if self._id else None)

    def doe(self) -> None:
        """Save the draft."""
        velden = {
            "advies": self.advies.tekst().strip(),
            "context": self.context_tekst.tekst().strip(),
            "geldig_tot": self.tot.dag,
            "contact": self.contact.text().strip(),
        }
        self.bewaar(zsmadviezen.bewaar, self._casus_id, self._id, velden)

    def klaar(self, uitkomst: Any) -> None:
        """Tell, with a way back."""
        self.huis.gedaan(self.tr("Het ZSM-advies is bewaard als concept."), uitkomst[1])


class TerugPaneel(Paneel):
    """Who asked for the advice, and what was decided."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "afdoening",
            QCoreApplication.translate("TerugPaneel", "Wat er met het advies gebeurde"),
            QCoreApplication.translate("TerugPaneel", "Afdoening vastleggen"),
            "check",
        )
        self._advies: ZsmAdvies | None = None
        self.stand = Tekst("", rol="tekst2", omloop=True)
        self.wat = TekstVeld(regels=3)
        self.op = DatumVeld(vandaag=huis.vandaag, verleden=True)
        self.door = RegelVeld(plaats=self.tr("naam en functie"))
        self.velden(
            self.stand, Veld(self.tr("Op welke dag"), self.op, verplicht=True),
            Veld(self.tr("Wie raadpleegde het"), self.door), Veld(self.tr("Afdoening die terugkwam"), self.wat),
            wat=self.wat, door=self.door, op=self.op,
        )  # fmt: skip
        self.geraadpleegd = self.voeg_knop_toe(Knop(self.tr("Raadpleging vastleggen"), icoon="phone"))
        self.geraadpleegd.clicked.connect(self._geraadpleegd)

    def kom(self, advies: ZsmAdvies) -> None:
        """Open for a version."""
        self._advies = advies
        delen = []
        if advies.geraadpleegd_op:
            delen.append(
                self.tr("Geraadpleegd op {dag} door {wie}.").format(
                    dag=datum_in_woorden(advies.geraadpleegd_op), wie=advies.geraadpleegd_door
                )
            )
        if advies.afdoening:
            delen.append(advies.afdoening)
        self.stand.setText(" ".join(delen) or self.tr("Er is nog niets over teruggekoppeld."))
        self.begin(advies.casus_id, advies.id, self._maak_leeg, self.op)

    def _maak_leeg(self) -> None:
        self.wat.zet("")
        self.door.setText("")
        self.op.zet(None)

    def doe(self) -> None:
        """Record what was decided."""
        if self._advies is not None:
            self.bewaar(_afdoening, self._advies.id, self._advies.casus_id, self.wat.tekst(), self.op.dag)

    def _geraadpleegd(self) -> None:
        if self._advies is not None:
            self.bewaar(_geraadpleegd, self._advies.id, self._advies.casus_id, self.door.text(), self.op.dag)

    def klaar(self, uitkomst: Any) -> None:
        """Tell."""
        self.context.melding(self.tr("Vastgelegd bij het ZSM-advies."), rol="goed")


def _afdoening(wp: Any, advies_id: str, casus_id: str, wat: str, op: Any) -> object:
    return zsmadviezen.noteer_afdoening(wp, advies_id, casus_id, wat=wat, op=op)


def _geraadpleegd(wp: Any, advies_id: str, casus_id: str, door: str, op: Any) -> object:
    return zsmadviezen.noteer_geraadpleegd(wp, advies_id, casus_id, door=door, op=op)


class ZsmDeel(Deel):
    """The advice in force at the top, all versions below."""

    def __init__(self, huis: Huis, uitgeven: UitgeefPaneel) -> None:
        super().__init__(huis)
        self._uitgeven = uitgeven
        self.nieuw = Knop(
            self.tr("Nieuwe versie"), icoon="plus", klein=True, naam=self.tr("Nieuwe versie van het advies")
        )
        self.nieuw.clicked.connect(self._nieuw)
        self._kaart = Kaart(self.tr("ZSM-advies"), achter=(self.nieuw,))
        self.lijst = RijenLijst(self.tr("Versies van het ZSM-advies"), in_kaart=True, wikkel=True)
        self.lijst.geactiveerd.connect(self._open)
        self.lijst.knop_gedrukt.connect(self._knop)
        self._kaart.inhoud.addWidget(self.lijst)
        self._leeg = LegeStaat(
            self.tr("Nog geen ZSM-advies"),
            self.tr("Een kort advies dat klaarligt, met een dag waarop het vervalt en wie te bellen is."),
            icoon="gavel",
            knoppen=(("nieuw", self.tr("ZSM-advies maken"), "plus"),),
        )
        self._leeg.gekozen.connect(self._nieuw)
        self.kolom.addWidget(self._kaart, 1)
        self.kolom.addWidget(self._leeg, 1)
        self.paneel, self.terug = AdviesPaneel(huis), TerugPaneel(huis)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.INFORMATIE_VRAGEN: (self.nieuw, *(p.knop for p in self.panelen()))}

    def panelen(self) -> tuple[Paneel, ...]:
        """Its panels."""
        return (self.paneel, self.terug)

    def open(self, wat: str, id_: str) -> None:
        """Open a panel again."""
        if wat == "advies" and not id_:
            self._nieuw()
        else:
            self._open(id_)

    def leeg(self) -> None:
        """Forget the advice."""
        super().leeg()
        self.lijst.zet(())
        self.terug.stand.setText("")

    def vul(self, b: Beeld) -> None:
        """Show the versions."""
        self.lijst.zet([self._rij(a, b) for a in b.adviezen])
        self._kaart.setVisible(bool(b.adviezen))
        self._leeg.setVisible(not b.adviezen)

    def _rij(self, a: ZsmAdvies, b: Beeld) -> Rij:
        verlopen = is_verlopen(a, b.vandaag)
        woord = self.tr("verlopen") if verlopen else ZSM_STATUS[a.status]
        rol = "gevaar" if verlopen else "goed" if a.status == "vastgesteld" else "neutraal"
        delen = [self.tr("versie {n}").format(n=a.versie)]
        if a.geldig_tot:
            delen.append(self.tr("geldig tot en met {dag}").format(dag=datum_in_woorden(a.geldig_tot)))
        if a.contact:
            delen.append(a.contact)
        if a.geraadpleegd_op:
            delen.append(self.tr("geraadpleegd {dag}").format(dag=datum_in_woorden(a.geraadpleegd_op)))
        if a.afdoening_op:
            delen.append(
                self.tr("afdoening {dag}: {wat}").format(
                    dag=datum_in_woorden(a.afdoening_op), wat=kort(a.afdoening, 80)
                )
            )
        niet = self.context.niet_hier
        knoppen: tuple[Knopje, ...] = ()
        if a.status == "concept":
            knoppen = mits(niet, Daad.INFORMATIE_VRAGEN, Knopje("vast", self.tr("Vaststellen"), "check"))
        elif a.status == "vastgesteld":
            terug = Knopje("terug", self.tr("Terugkoppeling"), "message-square")
            geef = Knopje("geef", self.tr("Verstrekken"), "printer")
            knoppen = (*mits(niet, Daad.INFORMATIE_VRAGEN, terug), *mits(niet, Daad.UITGEVEN, geef))
        tweede = " · ".join(delen)
        kop = kort(a.advies, 140)
        return Rij(
            a.id, kop, f"{kop}, {woord}. {tweede}", lead=Tegel("gavel", rol), tweede=tweede,
            chips=(Chipje(woord, rol),), achter=knoppen, gedimd=a.status in ("vervangen", "ingetrokken"),
        )  # fmt: skip

    def _advies(self, id_: str) -> ZsmAdvies | None:
        return next((a for a in self.beeld.adviezen if a.id == id_), None) if self.beeld else None

    def _nieuw(self, _wat: object = None) -> None:
        if self.beeld is None:
            return
        concept = next((a for a in self.beeld.adviezen if a.status == "concept"), None)
        self.paneel.kom(self.casus_id, concept or next(iter(self.beeld.adviezen), None))

    def _open(self, id_: str) -> None:
        a = self._advies(id_)
        if a is None:
            return
        if a.status == "concept":
            self.paneel.kom(self.casus_id, a)
        else:
            casus_id = self.casus_id
            self._uitgeven.kijk(self.tr("ZSM-advies"), lambda wp: zsmadviezen.voorbeeld(wp, id_, casus_id))

    def _knop(self, id_: str, naam: str) -> None:
        a, casus_id = self._advies(id_), self.casus_id
        if a is None or self.beeld is None:
            return
        if naam == "vast":
            self.context.taken.doe(zsmadviezen.stel_vast, id_, klaar=self._vast)
        elif naam == "terug":
            self.terug.kom(a)
        else:
            self._uitgeven.geef(
                casus_id,
                Uitgifte(
                    titel=self.tr("ZSM-advies verstrekken"),
                    bestand=f"zsm-advies-{self.beeld.casus.nummer}-v{a.versie}.pdf",
                    bron=lambda wp, _: zsmadviezen.voorbeeld(wp, id_, casus_id),
                    doe=lambda wp, pad, w: zsmadviezen.verstrek(wp, id_, casus_id, pad, aan=w["aan"], hoe=w["hoe"]),
                    druk=lambda wp, w: zsmadviezen.druk_af(wp, id_, casus_id, aan=w["aan"]),
                    id_=id_,
                ),
            )

    def _vast(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Het ZSM-advies geldt nu."), bon)
