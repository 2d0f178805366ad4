"""Ground, purpose and term; who was told; who may see the casus."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.grondslag import AARDEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.dicht import mits
from zvh_desktop.gui.onderdelen import Chip, DatumVeld, Kaart, Knop, RegelVeld, Tekst, TekstVeld, Veld, datum_in_woorden
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Deel, Paneel, UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import letters
from zvh_desktop.gui.rijen import Avatar, Chipje, Icoon, Knopje, Rij, RijenLijst
from zvh_desktop.services import brieven, compartimenten, grondslagen
from zvh_desktop.services.informatie import Beeld

__all__ = ["GrondDeel"]

INFORMEREN: Final = {
    "ja": ("geïnformeerd", "goed", "circle-check"),
    "uitgesteld": ("uitgesteld", "waarschuwing", "hourglass"),
    "nee": ("niet geïnformeerd", "neutraal", "circle-slash"),
    "onbekend": ("nog open", "waarschuwing", "circle-question-mark"),
}
"""Word, colour and icon of whether somebody was told."""


class VerlengPaneel(Paneel):
    """A decision to keep the casus longer."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "verleng",
            QCoreApplication.translate("VerlengPaneel", "Bewaartermijn verlengen"),
            QCoreApplication.translate("VerlengPaneel", "Besluit vastleggen"),
            "check",
        )
        self._casus_id = ""
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.tot = DatumVeld(vandaag=huis.vandaag)
        self.wet = RegelVeld(plaats=self.tr("wet en artikel"))
        self.motivering = TekstVeld(regels=4)
        self.velden(
            self.uitleg, Veld(self.tr("Bewaren tot"), self.tot, verplicht=True),
            Veld(self.tr("Op grond van"), self.wet),
            Veld(self.tr("Waarom"), self.motivering, verplicht=True),
            motivering=self.motivering, wet=self.wet, tot=self.tot,
        )  # fmt: skip

    def kom(self, b: Beeld) -> None:
        """Open for a casus."""
        self._casus_id = b.casus.id
        self.uitleg.setText(b.bewaarzin)
        self.begin(b.casus.id, "", self._maak_leeg, self.tot)

    def _maak_leeg(self) -> None:
        self.tot.zet(None)
        self.wet.setText("")
        self.motivering.zet("")

    def doe(self) -> None:
        """Record it."""
        self.bewaar(grondslagen.verleng, self._casus_id, self.tot.dag, self.motivering.tekst(), self.wet.text())

    def klaar(self, uitkomst: Any) -> None:
        """Tell."""
        self.huis.gedaan(self.tr("De bewaartermijn is verlengd; het besluit is vastgelegd."), uitkomst)


class CompartimentPaneel(Paneel):
    """Who may see the casus."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "compartiment",
            QCoreApplication.translate("CompartimentPaneel", "Wie deze casus mogen zien"),
            QCoreApplication.translate("CompartimentPaneel", "Vastleggen"),
            "check",
        )
        self._casus_id = ""
        self._vakken: list[QCheckBox] = []
        self.compartimentnaam = RegelVeld(plaats=self.tr("radicalisering"))
        self.velden(
            Tekst(
                self.tr(
                    "Alleen wie u hier kiest ziet deze casus in dit programma: in lijsten, bij zoeken, in Vandaag en "
                    "in de agenda. Uzelf hoort er altijd bij. Toestellen van anderen krijgen geen nieuwe sleutel "
                    "meer. Een toestel dat de sleutel al had, houdt wat het al had gekregen."
                ),
                rol="tekst2",
                omloop=True,
            ),
            Veld(self.tr("Naam van het compartiment"), self.compartimentnaam, verplicht=True),
            compartiment=self.compartimentnaam,
        )
        self.open_knop = self.voeg_knop_toe(Knop(self.tr("Compartiment opheffen"), icoon="lock-open"))
        self.open_knop.clicked.connect(self._hef_op)

    def kom(self, b: Beeld) -> None:
        """Open for a casus."""
        self._casus_id = b.casus.id
        for vak in self._vakken:
            vak.deleteLater()
        self._vakken = []
        for m in (m for m in b.medewerkers if m.id != b.wie_id):
            vak = QCheckBox(f"{m.naam} ({m.rol})")
            vak.setObjectName(m.id)
            vak.setChecked(m.id in b.casus.toegang)
            self.inhoud.insertWidget(self.inhoud.count() - 1, vak)
            self._vakken.append(vak)
        self.open_knop.setVisible(bool(b.casus.compartiment))
        voorstel = b.casus.compartiment or (b.grond.naam if b.grond and b.grond.compartiment else "")
        self.begin(b.casus.id, "", lambda: self.compartimentnaam.setText(voorstel), self.compartimentnaam)

    def doe(self) -> None:
        """Record it."""
        wie = [vak.objectName() for vak in self._vakken if vak.isChecked()]
        self.bewaar(compartimenten.sluit, self._casus_id, self.compartimentnaam.text(), wie)

    def _hef_op(self) -> None:
        self.bewaar(compartimenten.hef_op, self._casus_id)


class GrondDeel(Deel):
    """Cards of the ground, the term, the betrokkenen and who sees the casus."""

    def __init__(self, huis: Huis, uitgeven: UitgeefPaneel) -> None:
        super().__init__(huis)
        self._uitgeven = uitgeven
        self._stand = Chip("")
        kaart = Kaart(self.tr("Grond en doel"), rand="rondom")
        self._voorstel = Tekst("", rol="waarschuwing", omloop=True)
        self._uitleg = Tekst("", rol="tekst2", omloop=True)
        self.formulier = Formulier(
            self.context,
            "casus",
            (
                (V("grondslag", "keuze"), V("contactpunt", hint=self.tr("Leeg: dat van de grondslag of het huis."))),
                V("doel", "tekst", regels=2),
                V("beeindigd_op", "datum", verleden=True, hint=self.tr("Vanaf hier telt de bewaartermijn.")),
            ),
            vandaag=huis.vandaag,
        )
        for deel in (self._voorstel, self.formulier, self._uitleg):
            kaart.inhoud.addWidget(deel)
        termijn = Kaart(self.tr("Bewaren"), rand="rondom", achter=(self._stand,))
        self.bewaarzin = Tekst("", omloop=True)
        self.besluiten = RijenLijst(self.tr("Besluiten om langer te bewaren"), wikkel=True)
        self._verleng = Knop(self.tr("Verlengen…"), icoon="hourglass", klein=True)
        self._verleng.clicked.connect(self._open_verleng)
        for widget in (self.bewaarzin, self.besluiten):
            termijn.inhoud.addWidget(widget)
        termijn.inhoud.addWidget(self._verleng, 0, Qt.AlignmentFlag.AlignLeft)
        informeren = Kaart(self.tr("Weten betrokkenen ervan?"))
        self.personen = RijenLijst(self.tr("Betrokkenen en of zij zijn geïnformeerd"), in_kaart=True, wikkel=True)
        self.personen.geactiveerd.connect(self._naar_persoon)
        self.personen.knop_gedrukt.connect(self._brief)
        informeren.inhoud.addWidget(self.personen)
        zicht = Kaart(self.tr("Wie deze casus mogen zien"), rand="rondom")
        self.zicht = Tekst("", omloop=True)
        self._compartiment = Knop(self.tr("Wie mogen dit zien…"), icoon="shield-half", klein=True)
        self._compartiment.clicked.connect(self._open_compartiment)
        zicht.inhoud.addWidget(self.zicht)
        zicht.inhoud.addWidget(self._compartiment, 0, Qt.AlignmentFlag.AlignLeft)
        for kaart_ in (kaart, termijn, informeren, zicht):
            self.kolom.addWidget(kaart_)
        self.kolom.addStretch(1)
        self.verlengen = VerlengPaneel(huis)
        self.compartiment = CompartimentPaneel(huis)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.BEWAREN: (self._verleng,), Daad.COMPARTIMENT_ZETTEN: (self._compartiment,)}

    def panelen(self) -> tuple[Paneel, ...]:
        """Its panels."""
        return (self.verlengen, self.compartiment)

    def open(self, wat: str, id_: str) -> None:
        """Open a panel again."""
        if wat == "verleng":
            self._open_verleng()
        elif wat == "compartiment":
            self._open_compartiment()

    def leeg(self) -> None:
        """Forget the casus."""
        super().leeg()
        self.formulier.leeg()
        for tekst in (self.bewaarzin, self.zicht, self._uitleg, self._voorstel):
            tekst.setText("")
        self.besluiten.zet(())
        self.personen.zet(())

    def vul(self, b: Beeld) -> None:
        """Show ground, term, people and who sees it."""
        namen = list(dict.fromkeys((*(g.naam for g in b.gronden), b.casus.grondslag)))
        self.formulier.zet_keuzes("grondslag", tuple((naam, naam) for naam in namen))
        self.formulier.toon(b.casus)
        self._voorstel.setVisible(b.voorstel is not None)
        if b.voorstel is not None:
            zin = self.tr(
                "Bij dit thema hoort volgens uw register de grondslag {naam}. Kies haar als dat ook hier geldt."
            )
            self._voorstel.setText(zin.format(naam=b.voorstel.naam))
        if b.grond is None:
            uitleg = self.tr("Deze grondslag staat nog niet in het register bij Beheer.")
        else:
            delen = [AARDEN[b.grond.aard], b.grond.wet]
            uitleg = " · ".join(deel for deel in delen if deel)
        contact = b.contactpunt or self.tr("nog niet ingevuld")
        self._uitleg.setText(self.tr("{uitleg} · contactpunt: {contact}").format(uitleg=uitleg, contact=contact))
        self.formulier.velden["beeindigd_op"].setVisible(b.casus.status in ("afgesloten", "doorgeleid", "afgewezen"))
        self.bewaarzin.setText(b.bewaarzin)
        woord, rol, icoon = {
            "geen_regel": (self.tr("niet ingesteld"), "waarschuwing", "circle-question-mark"),
            "loopt_niet": (self.tr("loopt nog niet"), "neutraal", "pause"),
            "geen_begin": (self.tr("dag ontbreekt"), "waarschuwing", "circle-alert"),
            "loopt": (self.tr("loopt"), "info", "hourglass"),
            "verstreken": (self.tr("te vernietigen"), "gevaar", "circle-alert"),
        }[b.stand.stand]
        self._stand.zet(woord, rol=rol, icoon=icoon)
        self._verleng.setVisible(b.stand.eind is not None)
        self.besluiten.setVisible(bool(b.verlengingen))
        self.besluiten.zet(
            [
                Rij(
                    v.id,
                    self.tr("tot {dag}").format(dag=datum_in_woorden(v.tot)),
                    f"verlengd tot {datum_in_woorden(v.tot)} door {v.besloten_door}: {v.motivering}",
                    lead=Icoon("hourglass"),
                    tweede=f"{v.motivering} · {v.besloten_door}, {datum_in_woorden(v.besloten_op)}",
                )
                for v in b.verlengingen
            ]
        )
        self.personen.zet([self._persoon(p, b) for p in b.betrokkenen])
        self.zicht.setText(self._zichtzin(b))

    def _persoon(self, p: Betrokkene, b: Beeld) -> Rij:
        woord, rol, icoon = INFORMEREN[p.geinformeerd]
        naam = p.volledige_naam or p.rol or self.tr("zonder naam")
        delen = []
        if p.geinformeerd == "ja" and p.geinformeerd_op:
            delen.append(self.tr("op {dag}").format(dag=datum_in_woorden(p.geinformeerd_op)))
        if p.geinformeerd_door:
            delen.append(self.tr("door {wie}").format(wie=p.geinformeerd_door))
        if p.geinformeerd in ("uitgesteld", "nee"):
            delen.append(p.geinformeerd_grond or self.tr("geen grond genoemd"))
        if p.geinformeerd == "uitgesteld":
            dag = p.geinformeerd_herzien_op
            if dag is None:
                delen.append(self.tr("geen dag om opnieuw te bekijken"))
            else:
                laat = dag < b.vandaag
                zin = self.tr("opnieuw bekijken was {dag}") if laat else self.tr("opnieuw bekijken {dag}")
                delen.append(zin.format(dag=datum_in_woorden(dag)))
        tweede = " · ".join(delen) or " "
        brief = Knopje("brief", self.tr("Brief"), "mail")
        return Rij(
            p.id, naam, f"{naam}, {woord}. {tweede}", lead=Avatar(letters(naam)), tweede=tweede,
            achter=(Chipje(woord, rol, icoon), *mits(self.context.niet, Daad.UITGEVEN, brief)),
        )  # fmt: skip

    def _zichtzin(self, b: Beeld) -> str:
        if not b.casus.compartiment:
            advies = ""
            if b.grond is not None and b.grond.compartiment:
                advies = self.tr("Bij deze grondslag hoort een compartiment: kies wie de casus mogen zien. ")
            return advies + self.tr("Geen compartiment: wie in het huis werkt, ziet deze casus.")
        namen = [m.naam for m in b.medewerkers if m.id in b.casus.toegang]
        return self.tr(
            "Compartiment {naam}. Dit programma toont de casus alleen aan: {wie}. Een toestel dat de sleutel al had, "
            "houdt wat het al had gekregen."
        ).format(naam=b.casus.compartiment, wie=", ".join(namen) or self.tr("niemand"))

    def _open_verleng(self) -> None:
        if self.beeld is not None:
            self.verlengen.kom(self.beeld)

    def _open_compartiment(self) -> None:
        if self.beeld is not None:
            self.compartiment.kom(self.beeld)

    def _naar_persoon(self, id_: str) -> None:
        self.huis.ga_naar_tab("betrokkenen", id_)

    def _brief(self, id_: str, _knop: str) -> None:
        if self.beeld is None:
            return
        persoon = next((p for p in self.beeld.betrokkenen if p.id == id_), None)
        if persoon is None:
            return
        via = persoon.contact_alleen_via.strip()
        self._uitgeven.geef(
            self.casus_id,
            Uitgifte(
                titel=self.tr("Brief aan de betrokkene"),
                bestand=f"brief-{self.beeld.casus.nummer}.pdf",
                uitleg=self.tr("Als u hem bewaart, staat deze betrokkene vanaf vandaag als geïnformeerd."),
                bron=lambda wp, _: brieven.voorbeeld(brieven.informeren(wp, id_)),
                doe=lambda wp, pad, w: brieven.verstrek_informeren(
                    wp, id_, pad, hoe=w["hoe"], via_veilige_weg=bool(w["bevestigd"])
                ),
                bevestig=self.tr("Contact alleen via: {hoe}").format(hoe=via) if via else "",
                aan=persoon.volledige_naam,
                id_=id_,
            ),
        )
