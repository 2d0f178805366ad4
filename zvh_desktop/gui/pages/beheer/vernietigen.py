"""Dossiers that may be destroyed, proposals that wait for a second person, and what was destroyed where."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import vernietigen
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.vernietigen import Beeld, Kandidaat, Toestelbericht, Verklaring, Voorstel

__all__ = ["VernietigDeel"]


class StelVoorPaneel(Zijpaneel):
    """Why a dossier is to be destroyed; nothing happens yet."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=480)
        self.context = context
        self._kandidaat: Kandidaat | None = None
        self.wat = Tekst("", omloop=True)
        self.inhoud.addWidget(self.wat)
        self.grond = TekstVeld(regels=3)
        self.grond.gewijzigd.connect(self._bij)
        self.inhoud.addWidget(
            Veld(
                self.tr("Grond om te vernietigen"),
                self.grond,
                hint=self.tr("Zonder namen: dit blijft staan als het dossier weg is, en de hele regio kan het lezen."),
            )
        )
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)
        self.doe = self.voeg_knop_toe(Knop(self.tr("Voorstellen"), soort="primair", icoon="check"))
        self.doe.clicked.connect(self._doe)
        self.concept = FormulierConcept(context, self, self.tr("Voorstel tot vernietigen"), {"grond": self.grond})
        self.concept.hersteld.connect(self._bij)

    def begin(self, kandidaat: Kandidaat) -> None:
        """Open for a casus."""
        self._kandidaat = kandidaat
        self.zet_titel(self.tr("Vernietigen voorstellen"))
        self.wat.setText(
            self.tr(
                "Casus {nummer}, {naam} ({status}). Er gebeurt niets voordat een ander dit op het eigen toestel "
                "bevestigt."
            ).format(nummer=kandidaat.nummer, naam=kandidaat.naam, status=kandidaat.status)
        )
        self.grond.zet("")
        self.fout.hide()
        self.concept.begin(f"vernietigen-{kandidaat.casus_id}")
        self._bij()
        self.open(self.grond)

    def _bij(self, *_: object) -> None:
        self.doe.setEnabled(bool(self.grond.tekst().strip()))

    def _doe(self) -> None:
        if self._kandidaat is not None:
            self.doe.setEnabled(False)
            self.context.taken.doe(
                vernietigen.stel_voor, self._kandidaat.casus_id, self.grond.tekst(), klaar=self._klaar, fout=self._niet
            )

    def _klaar(self, _bon: object) -> None:
        self.concept.klaar()
        self.sluit()
        self.context.melding(self.tr("Voorgesteld; een ander moet het nog bevestigen."), rol="goed")

    def _niet(self, fout: BaseException) -> None:
        self._bij()
        self.fout.setText(zin(fout))
        self.fout.show()


class VoorstelPaneel(Zijpaneel):
    """A proposal: what confirming does, for the second person; or withdrawing it."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=480)
        self.context = context
        self._voorstel: Voorstel | None = None
        self.wie = Tekst("", omloop=True)
        self.grond = Tekst("", gewicht=600, omloop=True)
        self.wat = Tekst(
            self.tr(
                "Na het bevestigen is er geen weg terug. Hier worden meteen vernietigd: de sleutels, alle gegevens en "
                "de hele geschiedenis, concepten, bijlagen, verslagen en zoekwoorden van dit dossier. Andere "
                "toestellen doen het zodra zij het horen, en melden dat; de server houdt alleen het teken over dat "
                "het weg is."
            ),
            omloop=True,
        )
        self.niet = Tekst(
            self.tr(
                "Wat het programma niet kan bereiken: reservekopieën die al gemaakt zijn, papier, en wat is verstuurd "
                "of verstrekt. Haal reservekopieën zelf weg als hun tijd er is. Wat iemand als zoekopdracht bewaarde, "
                "ook een casusnummer of een naam, blijft staan tot die persoon het weghaalt."
            ),
            rol="waarschuwing",
            omloop=True,
        )
        self.alleen = Tekst("", rol="waarschuwing", omloop=True)
        self.waarom_niet = Tekst("", rol="tekst2", omloop=True)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        for deel in (self.wie, self.grond, self.wat, self.niet, self.alleen, self.waarom_niet, self.fout):
            self.inhoud.addWidget(deel)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)
        self.terug = self.voeg_knop_toe(Knop(self.tr("Voorstel intrekken"), icoon="circle-slash"))
        self.terug.clicked.connect(self._trek_terug)
        self.doe = self.voeg_knop_toe(Knop(self.tr("Voorgoed vernietigen"), soort="gevaar", icoon="trash-2"))
        self.doe.clicked.connect(self._doe)

    def begin(self, v: Voorstel, *, mag: bool) -> None:
        """Open for a proposal."""
        self._voorstel = v
        self.zet_titel(self.tr("Casus {nummer} vernietigen").format(nummer=v.nummer))
        self.wie.setText(
            self.tr("{naam}voorgesteld door {wie}, {wanneer}. De grond:").format(
                naam=f"{v.naam}, " if v.naam else "", wie=v.wie, wanneer=moment_in_woorden(v.wanneer)
            )
        )
        self.grond.setText(v.grond)
        self.alleen.setText(
            self.tr(
                "Op dit toestel staan {n} dingen in dit dossier die nog niemand anders heeft; ook die gaan weg."
            ).format(n=v.hier_alleen)
        )
        self.alleen.setVisible(bool(v.hier_alleen) and v.mag_bevestigen)
        self.wat.setVisible(v.mag_bevestigen)
        self.niet.setVisible(v.mag_bevestigen)
        self.waarom_niet.setText(v.waarom_niet)
        self.waarom_niet.setVisible(not v.mag_bevestigen)
        self.fout.hide()
        self.doe.setVisible(v.mag_bevestigen)
        self.terug.setVisible(mag)
        for knop in (self.doe, self.terug):
            knop.setEnabled(True)
        self.open()

    def _doe(self) -> None:
        self._roep(vernietigen.bevestig, self.tr("Dossier vernietigen…"), self._vernietigd)

    def _trek_terug(self) -> None:
        self._roep(vernietigen.trek_voorstel_in, self.tr("Intrekken…"), self._ingetrokken)

    def _roep(self, functie: Any, label: str, klaar: Any) -> None:
        if self._voorstel is not None:
            self.doe.setEnabled(False)
            self.terug.setEnabled(False)
            self.context.taken.doe(functie, self._voorstel.id, klaar=klaar, fout=self._niet, label=label)

    def _vernietigd(self, _bon: object) -> None:
        self.sluit()
        self.context.melding(
            self.tr("Het dossier is op dit toestel vernietigd; de andere toestellen melden het hieronder."), rol="goed"
        )
        if self.context.delen is not None:
            self.context.delen.nu()

    def _ingetrokken(self, _bon: object) -> None:
        self.sluit()
        self.context.melding(self.tr("Het voorstel is ingetrokken; er is niets vernietigd."), rol="goed")

    def _niet(self, fout: BaseException) -> None:
        self.doe.setEnabled(True)
        self.terug.setEnabled(True)
        self.fout.setText(zin(fout))
        self.fout.show()


class VerklaringPaneel(Zijpaneel):
    """A declaration, and what each device reported."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=520)
        self.context = context
        self.tekst = Tekst("", omloop=True)
        self.inhoud.addWidget(self.tekst)
        self.kop = Tekst(self.tr("Toestellen die het dossier hadden"), gewicht=600)
        self.inhoud.addWidget(self.kop)
        self.lijst = RijenLijst(self.tr("Toestellen die het dossier hadden"), in_kaart=True, kiesbaar=False)
        self.lijst.zet_marge(0)
        self.lijst.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.inhoud.addWidget(self.lijst)
        self.onder = Tekst(
            self.tr(
                "Niet na te gaan: reservekopieën die eerder zijn gemaakt, en wat is afgedrukt, verstuurd of verstrekt. "
                "Een melding is het woord van dat toestel."
            ),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.inhoud.addWidget(self.onder)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)

    def begin(self, v: Verklaring) -> None:
        """Open for a dossier that is gone."""
        self.zet_titel(self.tr("Vernietigingsverklaring {nummer}").format(nummer=v.nummer))
        tot = len(vernietigen.verklaringtekst(v)) - len(v.toestellen) - 1
        self.tekst.setText("\n".join(vernietigen.verklaringtekst(v)[1:tot]))
        self.kop.setVisible(bool(v.toestellen))
        self.lijst.setVisible(bool(v.toestellen))
        self.lijst.zet(_toestelrij(t) for t in v.toestellen)
        self.open()


_HOE = {"gemeld": ("goed", "check"), "wacht": ("waarschuwing", "hourglass"), "ingetrokken": ("gevaar", "circle-slash")}


def _toestelrij(t: Toestelbericht) -> Rij:
    rol, beeld = _HOE[t.hoe]
    woorden = t.woorden[:1].upper() + t.woorden[1:]
    return Rij(t.toestel, t.wie, f"{t.wie}: {t.woorden}", lead=Tegel(beeld, rol), tweede=woorden, maat="knop")


class VernietigDeel(Deel):
    """Three lists: what may be proposed, what waits, and the declarations."""

    raakt = frozenset({"vernietiging", "casus"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._beeld: Beeld | None = None
        self._verbonden = False
        self._leeg: dict[str, Tekst] = {}
        self.stel = StelVoorPaneel(context, gastheer)
        self.voorstel = VoorstelPaneel(context, gastheer)
        self.verklaring = VerklaringPaneel(context, gastheer)
        self.kolom.addWidget(
            Tekst(
                self.tr(
                    "Een dossier vernietigen vraagt twee personen: de een stelt het voor, de ander bevestigt het. "
                    "Wat overblijft is een verklaring met het casusnummer, wie het deden, wanneer en waarom."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.waarom_niet = Tekst("", rol="waarschuwing", omloop=True)
        self.kolom.addWidget(self.waarom_niet)
        self.voorstellen = self._lijst(
            self.tr("Wacht op een tweede persoon"), self.tr("Er ligt geen voorstel."), self._open_voorstel
        )
        self.kandidaten = self._lijst(
            self.tr("Afgesloten, afgewezen of doorgeleid"),
            self.tr("Er zijn geen afgesloten casussen. Een casus waaraan wordt gewerkt, staat hier niet."),
            self._open_kandidaat,
        )
        self.verklaringen = self._lijst(
            self.tr("Vernietigd"), self.tr("Er is nog geen dossier vernietigd."), self._open_verklaring
        )

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.VERNIETIGEN: (self.stel.grond, self.stel.doe, self.voorstel.doe, self.voorstel.terug)}

    def _lijst(self, titel: str, leeg: str, geopend: Any) -> RijenLijst:
        kaart = Kaart(titel)
        lijst = RijenLijst(titel, in_kaart=True)
        lijst.geactiveerd.connect(geopend)
        kaart.inhoud.addWidget(lijst)
        tekst = Tekst(leeg, maat="knop", rol="tekst2", omloop=True)
        tekst.setContentsMargins(14, 10, 14, 12)
        kaart.inhoud.addWidget(tekst)
        self._leeg[titel] = tekst
        self.kolom.addWidget(kaart)
        return lijst

    def _zet(self, lijst: RijenLijst, rijen: list[Rij]) -> None:
        lijst.zet(rijen)
        lijst.setVisible(bool(rijen))
        self._leeg[lijst.accessibleName()].setVisible(not rijen)

    def toon(self, wat: str = "") -> None:
        """Look again."""
        if self.context.delen is not None and not self._verbonden:
            self._verbonden = True
            self.context.delen.gedaan.connect(self._ververs)
        self.context.taken.vraag(vernietigen.beeld, klaar=self.vul, enkel="vernietigen", label=self.tr("Ophalen…"))

    def _ververs(self, *_: object) -> None:
        if self.isVisible():
            self.toon()

    def vul(self, beeld: Beeld) -> None:
        """Show it."""
        self._beeld = beeld
        self.waarom_niet.setText(beeld.waarom_niet)
        self.waarom_niet.setVisible(not beeld.mag)
        self._zet(
            self.voorstellen,
            [
                Rij(
                    v.id,
                    v.naam or self.tr("Casus {nummer}").format(nummer=v.nummer),
                    f"{v.nummer}, {v.naam}, {v.grond}, {v.wie}",
                    lead=Tegel("hourglass", "waarschuwing"),
                    tweede=self.tr("voorgesteld door {wie}: {grond}").format(wie=v.wie, grond=v.grond),
                    achter=(Chipje(v.nummer),),
                    maat="knop",
                )
                for v in beeld.voorstellen
            ],
        )
        self._zet(
            self.kandidaten,
            [
                Rij(
                    k.casus_id,
                    k.naam or k.nummer,
                    f"{k.nummer}, {k.naam}, {k.status}",
                    lead=Tegel("folder"),
                    tweede=self._kandidaatregel(k),
                    achter=(Chipje(k.nummer),),
                    maat="knop",
                )
                for k in beeld.kandidaten
            ],
        )
        self._zet(self.verklaringen, [self._verklaringrij(v) for v in beeld.verklaringen])

    def _kandidaatregel(self, k: Kandidaat) -> str:
        if k.hier_alleen:
            return self.tr("{status} · {n} hier getypt en nog nergens anders").format(status=k.status, n=k.hier_alleen)
        return k.status

    def _verklaringrij(self, v: Verklaring) -> Rij:
        op = moment_in_woorden(v.bevestigd_op) if v.bevestigd_op else ""
        tweede = self.tr("{op} · {een} en {twee}").format(op=op, een=v.voorgesteld_door, twee=v.bevestigd_door)
        klaar = not v.wacht
        stand = self.tr("alle toestellen meldden het") if klaar else self.tr("nog {n} te melden").format(n=v.wacht)
        return Rij(
            v.id,
            self.tr("Casus {nummer}").format(nummer=v.nummer),
            f"{v.nummer}, {tweede}, {stand}",
            lead=Tegel("trash-2", "neutraal"),
            tweede=tweede,
            achter=(Chipje(stand, "goed" if klaar else "waarschuwing", "check" if klaar else "hourglass"),),
            maat="knop",
        )

    def _open_kandidaat(self, sleutel: str) -> None:
        k = next((k for k in self._beeld.kandidaten if k.casus_id == sleutel), None) if self._beeld else None
        if k is not None and self._beeld is not None and self._beeld.mag:
            self.stel.begin(k)

    def _open_voorstel(self, sleutel: str) -> None:
        v = next((v for v in self._beeld.voorstellen if v.id == sleutel), None) if self._beeld else None
        if v is not None and self._beeld is not None:
            self.voorstel.begin(v, mag=self._beeld.mag)

    def _open_verklaring(self, sleutel: str) -> None:
        v = next((v for v in self._beeld.verklaringen if v.id == sleutel), None) if self._beeld else None
        if v is not None:
            self.verklaring.begin(v)

    def verlaat(self) -> None:
        """Close what stands open."""
        for paneel in (self.stel, self.voorstel, self.verklaring):
            paneel.sluit()
