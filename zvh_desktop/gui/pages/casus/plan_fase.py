"""The panel of one phase: what it is for, when it is reached, the next step, and the steps it took."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.plan import FASEN, FASESTATUS, Fase
from zvh_desktop.domain.planfase import (
    Fasestap,
    Voorwaarde,
    dagen_over_tijd,
    gepland_tot,
    laatste_stappen,
    open_voorwaarden,
    stapwoord,
)
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.onderdelen import Chip, Knop, Streep, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, delen, maak_leeg
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.services import fasen
from zvh_desktop.services.meldingen import CASUS_DICHT
from zvh_desktop.services.plannen import Planbeeld

__all__ = ["Fasepaneel"]

_STAPPEN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "niet_gestart": (("open", "Fase openen", "play"), ("voorbereid", "Voorbereiden", "clock")),
    "voorbereid": (("open", "Fase openen", "play"), ("niet_gestart", "Toch niet", "rotate-ccw")),
    "open": (("bereikt", "Bereikt", "circle-check"), ("teruggevallen", "Teruggevallen", "triangle-alert")),
    "bereikt": (("open", "Heropenen", "rotate-ccw"), ("teruggevallen", "Teruggevallen", "triangle-alert")),
    "teruggevallen": (("open", "Heropenen", "rotate-ccw"),),
}
"""Steps a person may take from each status: to where, in which word, with which icon."""
_STAPICOON = {"bereikt": "circle-check", "teruggevallen": "triangle-alert", "open": "play"}
_WEKEN = ((0, "niet gepland"), *((n, f"{n} weken") for n in (2, 4, 6, 8, 12, 16, 26, 39, 52)))


class _Voorwaarderij(QWidget):
    """One condition: a tick, what it is, who says it is met, and taking it away."""

    def __init__(self, voorwaarde: Voorwaarde) -> None:
        super().__init__()
        self.voorwaarde = voorwaarde
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 2, 0, 2)
        rij.setSpacing(8)
        self.vink = QCheckBox()
        self.vink.setChecked(voorwaarde.voldaan_op is not None)
        self.vink.setAccessibleName(voorwaarde.tekst)
        rij.addWidget(self.vink, 0, Qt.AlignmentFlag.AlignTop)
        kolom = QVBoxLayout()
        kolom.setSpacing(1)
        kolom.addWidget(Tekst(voorwaarde.tekst, omloop=True))
        if voorwaarde.voldaan_op:
            dag = datum_in_woorden(voorwaarde.voldaan_op)
            onder = self.tr("voldaan {dag}, volgens {wie}").format(dag=dag, wie=voorwaarde.voldaan_door or "?")
            self.vink.setAccessibleDescription(onder)
        else:
            onder = self.tr("nog niet voldaan")
        kolom.addWidget(Tekst(onder, maat="klein", rol="tekst2", omloop=True))
        if voorwaarde.toelichting:
            kolom.addWidget(Tekst(voorwaarde.toelichting, maat="klein", rol="tekst2", omloop=True))
        rij.addLayout(kolom, 1)
        wat = voorwaarde.tekst
        self.pen = Knop("", soort="vlak", icoon="pencil", klein=True, naam=self.tr("Wijzigen: {t}").format(t=wat))
        self.weg = Knop("", soort="vlak", icoon="trash-2", klein=True, naam=self.tr("Intrekken: {t}").format(t=wat))
        rij.addWidget(self.pen, 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(self.weg, 0, Qt.AlignmentFlag.AlignTop)


class _Voorwaardeformulier(Formulier):
    """Text and note of one condition; an old line gets its record with the first change."""

    fase_id = ""

    def opslag(self, record: Record, velden: dict[str, Any]) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Save through the service that takes old lines over."""
        return fasen.wijzig_voorwaarde, (self.fase_id, record.id, velden)


class Fasepaneel(Zijpaneel):
    """Everything of one phase, and the steps that can be taken, with the reason why."""

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=500)
        self._huis = huis
        self._id = ""
        self._status = ""
        self._open: tuple[str, ...] = ()
        self._voorwaarden: tuple[Voorwaarde, ...] = ()
        self.chip = Chip("")
        self.sinds = Tekst("", maat="klein", rol="tekst2", omloop=True)
        rij = QHBoxLayout()
        rij.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(self.sinds, 1)
        self.inhoud.addLayout(rij)
        self.formulier = Formulier(
            huis.context,
            "fase",
            (
                V("situatie", "tekst", regels=3),
                V("doel", "tekst"),
                V("signalen", "tekst", hint=self.tr("Waaraan merkt u terugval, en wie doet dan wat?")),
                (V("toetsmoment", "datum"), V("geplande_weken", "keuze", keuzes=_WEKEN, titel=self.tr("Gepland"))),
            ),
            vandaag=huis.vandaag,
        )
        self.inhoud.addWidget(self.formulier)
        self.inhoud.addWidget(Streep())
        self._maak_voorwaarden()
        self.inhoud.addWidget(Streep())
        self._maak_stap()
        self.stapkop = Tekst(self.tr("Wat deze fase doormaakte"), gewicht=700)
        self.stappen = RijenLijst(self.tr("Stappen van deze fase, nieuwste eerst"), wikkel=True, kiesbaar=False)
        self.stappen.zet_marge(0)
        self.botsing = Tekst("", maat="klein", rol="waarschuwing", omloop=True)
        for deel in (self.stapkop, self.botsing, self.stappen):
            self.inhoud.addWidget(deel)

    def _maak_voorwaarden(self) -> None:
        self.inhoud.addWidget(Tekst(self.tr("Wanneer is deze fase bereikt"), gewicht=700))
        self._lijst = QVBoxLayout()
        self._lijst.setSpacing(2)
        self.inhoud.addLayout(self._lijst)
        velden = (V("tekst", "tekst", regels=1), V("toelichting", "tekst", regels=2))
        self.wijzigen = _Voorwaardeformulier(self._huis.context, "voorwaarde", velden, vandaag=self._huis.vandaag)
        self.wijzigen.hide()
        self.inhoud.addWidget(self.wijzigen)
        hint = self.tr("Toetsbaar: iemand moet met ja of nee kunnen antwoorden. Enter voegt toe.")
        titel = self.tr("Voorwaarde erbij")
        self.erbij = Formulier(
            self._huis.context, "fase", (V("nieuwe_voorwaarde", titel=titel, hint=hint),), vandaag=self._huis.vandaag
        )
        self.inhoud.addWidget(self.erbij)
        self.erbij.velden["nieuwe_voorwaarde"].invoer.returnPressed.connect(self.voeg_toe)  # type: ignore[attr-defined]
        self.plus = Knop(self.tr("Toevoegen"), icoon="plus", klein=True, naam=self.tr("Voorwaarde toevoegen"))
        self.plus.clicked.connect(self.voeg_toe)
        self.inhoud.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignLeft)

    def _maak_stap(self) -> None:
        self.inhoud.addWidget(Tekst(self.tr("Volgende stap"), gewicht=700))
        self.openstaand = Tekst("", rol="waarschuwing", omloop=True)
        self.inhoud.addWidget(self.openstaand)
        hint = self.tr("Verplicht bij bereikt, teruggevallen en heropenen. Uw naam komt erbij.")
        self.motief = Formulier(
            self._huis.context, "fase", (V("motivering", "tekst", regels=2, hint=hint),), vandaag=self._huis.vandaag
        )
        titel = self.tr("Waarom toch bereikt, met open voorwaarden")
        self.ondanks = Formulier(
            self._huis.context, "fase", (V("ondanks", "tekst", regels=2, titel=titel),), vandaag=self._huis.vandaag
        )
        self.inhoud.addWidget(self.motief)
        self.inhoud.addWidget(self.ondanks)
        self._stappen = QHBoxLayout()
        self._stappen.setSpacing(8)
        self.inhoud.addLayout(self._stappen)

    @property
    def fase_id(self) -> str:
        """Whose panel it is."""
        return self._id

    def formulieren(self) -> list[Formulier]:
        """All forms in it."""
        return [self.formulier, self.erbij, self.wijzigen, self.motief, self.ondanks]

    def knoppen(self) -> list[Knop]:
        """The steps that can be taken now."""
        return [k for k in delen(self._stappen) if isinstance(k, Knop)]

    def vinken(self) -> list[QCheckBox]:
        """The ticks of the conditions."""
        return [r.vink for r in delen(self._lijst) if isinstance(r, _Voorwaarderij)]

    def vul(self, fase: Fase, beeld: Beeld, plan: Planbeeld) -> None:
        """Show a phase, its conditions and its steps."""
        if fase.id != self._id:
            self.wijzigen.hide()
            for formulier in (self.motief, self.ondanks, self.erbij):
                formulier.nieuw(fase.id, {}, plan.concepten)
        self._id = self.wijzigen.fase_id = fase.id
        self.zet_titel(f"{fase.nummer} {FASEN[fase.nummer]}")
        self.chip.zet(FASESTATUS[fase.status], rol=f"fase{fase.nummer}")
        self.sinds.setText(self._dagen(fase, beeld))
        self.formulier.toon(fase, plan.concepten)
        self._zet_voorwaarden(plan.voorwaarden.get(fase.nummer, ()))
        self._open = open_voorwaarden(self._voorwaarden, beeld.dossier.doelen, fase.nummer)
        self._zeg_open(fase)
        self._zet_geschiedenis(plan.stappen.get(fase.nummer, ()))
        niet = self._huis.context.niet_hier.get(Daad.PLAN_BIJWERKEN, "")
        dicht = niet or (CASUS_DICHT if beeld.gesloten else "")
        velden = (self.erbij.velden["nieuwe_voorwaarde"].invoer, self.motief.velden["motivering"].invoer)
        for deel in (self.plus, *self.knoppen(), *velden):
            sluit(deel, dicht)
        if fase.status == self._status and self._stappen.count():
            return
        self._status = fase.status
        maak_leeg(self._stappen)
        for nummer, (naar, woord, icoon) in enumerate(_STAPPEN[fase.status]):
            knop = Knop(woord, icoon=icoon, soort="gewoon" if nummer else "primair")
            knop.setObjectName(naar)
            knop.clicked.connect(self._stap)
            sluit(knop, dicht)
            self._stappen.addWidget(knop)
        self._stappen.addStretch(1)

    def _dagen(self, fase: Fase, beeld: Beeld) -> str:
        dagen = []
        if fase.geopend_op:
            dagen.append(self.tr("geopend {dag}").format(dag=datum_in_woorden(fase.geopend_op)))
        # Two people who took a step apart may leave the day of one beside the state of the other.
        if fase.status == "bereikt" and fase.bereikt_op:
            dagen.append(self.tr("bereikt {dag}").format(dag=datum_in_woorden(fase.bereikt_op)))
        if tot := gepland_tot(fase):
            laat = dagen_over_tijd(fase, beeld.vandaag)
            zin = self.tr("gepland tot {dag}") if not laat else self.tr("was gepland tot {dag}")
            dagen.append(zin.format(dag=datum_in_woorden(tot)))
        return " · ".join(dagen)

    def _zeg_open(self, fase: Fase) -> None:
        speelt = fase.status == "open" and bool(self._open)
        self.openstaand.setVisible(speelt)
        self.ondanks.setVisible(speelt)
        aantal = len(self._open)
        zin = self.tr("1 voorwaarde is nog open: {wat}.") if aantal == 1 else self.tr("{n} voorwaarden open: {wat}.")
        self.openstaand.setText(zin.format(n=aantal, wat="; ".join(self._open)) if speelt else "")

    def _zet_geschiedenis(self, stappen: tuple[Fasestap, ...]) -> None:
        self.stapkop.setVisible(bool(stappen))
        self.stappen.setVisible(bool(stappen))
        botst = len(laatste_stappen(stappen)) > 1
        self.botsing.setVisible(botst)
        zin = self.tr("Twee personen zetten deze fase verder zonder het van elkaar te weten; kijk na wat nu klopt.")
        self.botsing.setText(zin if botst else "")
        self.stappen.zet([self._rij(s) for s in stappen])

    def _rij(self, s: Fasestap) -> Rij:
        woord = stapwoord(s.van, s.naar) or FASESTATUS[s.naar]
        kop = self.tr("{woord}, {dag} door {wie}").format(
            woord=woord.capitalize(), dag=datum_in_woorden(s.dag), wie=s.door
        )
        onder = s.motivering
        if s.open_voorwaarden:
            open_ = "; ".join(s.open_voorwaarden)
            onder += self.tr(" Open: {open_}. Toch bereikt: {ondanks}").format(open_=open_, ondanks=s.ondanks)
        icoon = Icoon(_STAPICOON.get(s.naar, "clock"))
        return Rij(s.id, kop, f"{kop}. {onder}", tweede=onder.strip(), lead=icoon)

    # -- conditions

    def _zet_voorwaarden(self, voorwaarden: tuple[Voorwaarde, ...]) -> None:
        if voorwaarden == self._voorwaarden and self._lijst.count():
            return
        self._voorwaarden = voorwaarden
        focus = next((r.voorwaarde.id for r in self._rijen() if r.vink.hasFocus()), "")
        maak_leeg(self._lijst)
        if not voorwaarden:
            zin = self.tr("Nog geen voorwaarden. Schrijf op waaraan u ziet dat deze fase bereikt is.")
            self._lijst.addWidget(Tekst(zin, maat="knop", rol="tekst2", omloop=True))
        for voorwaarde in voorwaarden:
            rij = _Voorwaarderij(voorwaarde)
            rij.vink.clicked.connect(self._vink)
            rij.pen.clicked.connect(self._wijzig)
            rij.weg.clicked.connect(self._trek_in)
            for knop in (rij.pen, rij.weg):
                sluit(knop, self._huis.context.niet_hier.get(Daad.PLAN_BIJWERKEN, ""))
            sluit(rij.vink, self._huis.context.niet_hier.get(Daad.VOORWAARDE_AFVINKEN, ""))
            self._lijst.addWidget(rij)
            if voorwaarde.id == focus:
                rij.vink.setFocus(Qt.FocusReason.OtherFocusReason)
        record = self.wijzigen.record
        nu = next((v for v in voorwaarden if record is not None and v.id == record.id), None)
        if nu is not None:
            self.wijzigen.toon(nu)
        else:
            self.wijzigen.hide()

    def _rijen(self) -> list[_Voorwaarderij]:
        return [r for r in delen(self._lijst) if isinstance(r, _Voorwaarderij)]

    def _van(self) -> Voorwaarde | None:
        knop = self.sender()
        return next((r.voorwaarde for r in self._rijen() if knop in (r.vink, r.pen, r.weg)), None)

    def _vink(self, aan: bool) -> None:
        if (v := self._van()) is not None:
            self._huis.context.taken.doe(fasen.zet_voldaan, self._id, v.id, aan)

    def _wijzig(self) -> None:
        if (v := self._van()) is not None:
            self.wijzigen.show()
            self.wijzigen.toon(v)
            self.wijzigen.ga_naar("toelichting", len(v.toelichting))

    def _trek_in(self) -> None:
        if (v := self._van()) is not None:
            self._huis.context.taken.doe(fasen.trek_voorwaarde_in, self._id, v.id, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self._huis.gedaan(self.tr("De voorwaarde is ingetrokken; de geschiedenis blijft bewaard."), bon)

    def voeg_toe(self) -> None:
        """Add what stands in the line as a condition."""
        tekst = str(self.erbij.waarde("nieuwe_voorwaarde"))
        if tekst and self._id and self.plus.isEnabled():
            self._huis.context.taken.doe(fasen.voeg_voorwaarde_toe, self._id, tekst, klaar=self._toegevoegd)

    def _toegevoegd(self, _uit: tuple[str, object]) -> None:
        self.erbij.nieuw(self._id, {})
        self.erbij.ga_naar("nieuwe_voorwaarde", 0)

    # -- steps

    def leeg(self) -> None:
        """Forget the phase."""
        self.sluit()
        self._id = self.wijzigen.fase_id = ""
        self._voorwaarden, self._open = (), ()
        for formulier in self.formulieren():
            formulier.leeg()
        maak_leeg(self._lijst)
        self.openstaand.setText("")
        self.stappen.zet(())

    def _stap(self) -> None:
        naar = self.sender().objectName()
        motief, ondanks = self.motief.waarde("motivering"), self.ondanks.waarde("ondanks")
        nodig = naar in ("bereikt", "teruggevallen") or self._status in ("bereikt", "teruggevallen")
        if nodig and not motief:
            self.motief.velden["motivering"].zet_fout(self.tr("Schrijf in één zin waarom."))
            self.motief.ga_naar("motivering", 0)
            return
        if naar == "bereikt" and self._open and not ondanks:
            self.ondanks.velden["ondanks"].zet_fout(self.tr("Vink de voorwaarden af, of schrijf waarom toch bereikt."))
            self.ondanks.ga_naar("ondanks", 0)
            return
        self.formulier.leg_neer()
        self._huis.context.taken.doe(fasen.zet_fase, self._id, naar, motief, ondanks, klaar=self._gezet)

    def _gezet(self, bon: object) -> None:
        self.motief.nieuw(self._id, {})
        self.ondanks.nieuw(self._id, {})
        self._huis.gedaan(self.tr("De fase is bijgewerkt."), bon)
