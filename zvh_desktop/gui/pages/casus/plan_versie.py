"""The versions of the plan: keep one, record who agrees by name, and see in words what differs since."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer

from zvh_desktop.domain.planvergelijk import Deelverschil
from zvh_desktop.domain.planversie import AKKOORD, HOE, Planakkoord, Planversie
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.veldnamen import soortnaam
from zvh_desktop.gui.dicht import mits, sluit
from zvh_desktop.gui.onderdelen import Knop, Streep, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.casus.formulier import Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.rijen import Icoon, Knopje, Rij, RijenLijst
from zvh_desktop.services import plannen
from zvh_desktop.services.meldingen import CASUS_DICHT
from zvh_desktop.services.plannen import Planbeeld

__all__ = ["Versieknop", "Versiepaneel"]

_ICOON = {
    "akkoord": ("circle-check", "goed"),
    "voorbehoud": ("circle-question-mark", "waarschuwing"),
    "niet": ("x", "gevaar"),
}


class Versieknop(Knop):
    """Opens the versions; shut, with the reason, where there is none to read and none can be made."""

    def __init__(self) -> None:
        super().__init__("", icoon="stamp", klein=True)

    def zet(self, plan: Planbeeld, beeld: Beeld) -> None:
        """Say what there is."""
        versie = plan.versies[0].versie.nummer if plan.versies else 0
        waarom = beeld.niet.get(Daad.PLAN_BIJWERKEN, "") or (CASUS_DICHT if beeld.gesloten else "")
        sluit(self, "" if versie else waarom)
        if not versie:
            self.zet_tekst(self.tr("Vastleggen en akkoord"))
        elif plan.anders:
            self.zet_tekst(self.tr("Veranderd na versie {n}").format(n=versie))
        else:
            self.zet_tekst(self.tr("Versie {n} en akkoord").format(n=versie))


class Versiepaneel(Zijpaneel):
    """The newest version, who agreed to it, and what differs between it and the plan of now."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(self.tr("Vastgelegd plan en akkoord"), huis.gastheer(), breedte=500)
        self._huis = huis
        self._casus_id = ""
        self._plan: Planbeeld | None = None
        self.zin = Tekst("", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.zin)
        self.vastleggen = Knop(self.tr("Plan vastleggen"), soort="primair", icoon="stamp")
        self.vastleggen.clicked.connect(self._leg_vast)
        self.inhoud.addWidget(self.vastleggen, 0, Qt.AlignmentFlag.AlignLeft)
        self.verschilkop = Tekst(self.tr("Veranderd sinds deze versie"), gewicht=700)
        self.verschil = RijenLijst(self.tr("Veranderd sinds deze versie"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.akkoordkop = Tekst(self.tr("Wie is akkoord"), gewicht=700)
        self.akkoorden = RijenLijst(self.tr("Wie is akkoord"), in_kaart=True, wikkel=True, kiesbaar=False)
        for lijst in (self.verschil, self.akkoorden):
            lijst.zet_marge(0)
        self.akkoorden.knop_gedrukt.connect(self._trek_in)
        self.inhoud.addWidget(self.verschilkop)
        self.inhoud.addWidget(self.verschil)
        self.inhoud.addWidget(Streep())
        self.inhoud.addWidget(self.akkoordkop)
        self.inhoud.addWidget(self.akkoorden)
        hint = self.tr("Verplicht bij een voorbehoud en bij niet akkoord.")
        velden = (
            V("partner_id", "keuze", titel=self.tr("Organisatie")),
            V("naam", verplicht=True),
            (V("uitspraak", "keuze"), V("hoe", "keuze")),
            V("dag", "datum", verleden=True),
            V("toelichting", "tekst", regels=2, hint=hint),
        )
        self.formulier = Formulier(huis.context, "planakkoord", velden, vandaag=huis.vandaag)
        self.inhoud.addWidget(self.formulier)
        self.geef = Knop(self.tr("Akkoord vastleggen"), icoon="check")
        self.geef.clicked.connect(self._geef)
        self.inhoud.addWidget(self.geef, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, casus_id: str, plan: Planbeeld, partners: Sequence[tuple[str, str]]) -> None:
        """Open for a casus."""
        ander = casus_id != self._casus_id
        self._casus_id = casus_id
        self.formulier.zet_keuzes("partner_id", partners)
        if ander or not self.isVisible():
            self._vers(plan)
        self.volg(plan)
        self.open(self.vastleggen if self.vastleggen.isVisible() else None)

    def _vers(self, plan: Planbeeld | None) -> None:
        standaard = {"uitspraak": "akkoord", "hoe": "overleg", "dag": self._huis.vandaag(), "partner_id": ""}
        sleutel = nieuwe_sleutel("planakkoord", self._casus_id)
        self.formulier.nieuw(sleutel, standaard, plan.concepten if plan else None)

    def volg(self, plan: Planbeeld) -> None:
        """Show what is on record now."""
        self._plan = plan
        nieuwste = plan.versies[0] if plan.versies else None
        for deel in (self.akkoordkop, self.akkoorden, self.formulier, self.geef):
            deel.setVisible(nieuwste is not None)
        self.vastleggen.setVisible(plan.anders)
        if nieuwste is None:
            self.zin.setText(
                self.tr("Dit plan is nog niet vastgelegd. Leg het vast, dan kunnen partners op naam akkoord gaan.")
            )
            self._toon_verschil(None)
            return
        v = nieuwste.versie
        self.vastleggen.zet_tekst(self.tr("Vastleggen als versie {n}").format(n=v.nummer + 1))
        zin = self.tr("Versie {n} is vastgelegd {op} door {wie}.").format(
            n=v.nummer, op=moment_in_woorden(v.gemaakt_op), wie=v.gemaakt_door
        )
        if not plan.anders:
            zin += " " + self.tr("Daarna is er niets aan veranderd.")
        self.zin.setText(zin)
        self.akkoorden.zet([self._rij(a) for a in nieuwste.akkoorden])
        self.akkoorden.setVisible(bool(nieuwste.akkoorden))
        QTimer.singleShot(0, self.akkoorden, self.akkoorden.updateGeometry)
        leeg = self.tr("Nog niemand akkoord met versie {n}") if not nieuwste.akkoorden else self.tr("Versie {n}")
        self.akkoordkop.setText(leeg.format(n=v.nummer))
        self._huis.context.taken.vraag(
            plannen.sinds, self._casus_id, klaar=self._toon_verschil, enkel="planverschil", voor=self
        )

    def _rij(self, a: Planakkoord) -> Rij:
        kop = f"{a.organisatie}: {AKKOORD[a.uitspraak]}"
        onder = f"{a.naam}, {datum_in_woorden(a.dag)}, {HOE[a.hoe]}"
        if a.toelichting:
            onder += f". {a.toelichting}"
        icoon, rol = _ICOON[a.uitspraak]
        weg = mits(self._huis.context.niet_hier, Daad.PLAN_BIJWERKEN, Knopje("weg", self.tr("Intrekken"), soort="vlak"))
        return Rij(a.id, kop, f"{kop}. {onder}", tweede=onder, lead=Icoon(icoon, rol), achter=weg)

    def _trek_in(self, akkoord_id: str, _naam: str) -> None:
        """Take back what was recorded of a partner; why stands in the explanation."""
        reden = str(self.formulier.waarde("toelichting"))
        if not reden:
            zin = self.tr("Schrijf hier waarom het akkoord wordt ingetrokken, en kies dan nog eens Intrekken.")
            self.formulier.velden["toelichting"].zet_fout(zin)
            self.formulier.ga_naar("toelichting", 0)
            return
        self._huis.context.taken.doe(plannen.trek_akkoord_in, akkoord_id, reden, klaar=self._ingetrokken)

    def _ingetrokken(self, _bon: object) -> None:
        self._vers(None)
        self._huis.context.melding(self.tr("Ingetrokken, met de reden; de geschiedenis blijft bewaard."), rol="goed")

    def _toon_verschil(self, uit: tuple[Planversie, tuple[Deelverschil, ...]] | None) -> None:
        delen = uit[1] if uit is not None else ()
        self.verschilkop.setVisible(bool(delen))
        self.verschil.setVisible(bool(delen))
        self.verschil.zet(
            Rij(f"{d.soort}:{d.record_id}", f"{soortnaam(d.soort).capitalize()} · {d.naam}", f"{d.naam}: {d.wat}",
                tweede=d.wat)
            for d in delen
        )  # fmt: skip
        QTimer.singleShot(0, self.verschil, self.verschil.updateGeometry)

    def _leg_vast(self) -> None:
        self._huis.context.taken.doe(plannen.leg_vast, self._casus_id, klaar=self._vastgelegd)

    def _vastgelegd(self, uit: tuple[Planversie, object]) -> None:
        zin = self.tr("Het plan is vastgelegd als versie {n}; dat blijft zo staan.").format(n=uit[0].nummer)
        self._huis.context.melding(zin, rol="goed")

    def _geef(self) -> None:
        if self._plan is None or not self._plan.versies or self.formulier.mist():
            return
        velden = self.formulier.waarden()
        if not velden["partner_id"]:
            self.formulier.velden["partner_id"].zet_fout(self.tr("Kies namens welke organisatie."))
            self.formulier.ga_naar("partner_id", 0)
            return
        if velden["uitspraak"] != "akkoord" and not velden["toelichting"]:
            self.formulier.velden["toelichting"].zet_fout(self.tr("Schrijf in één zin waarom."))
            self.formulier.ga_naar("toelichting", 0)
            return
        versie = self._plan.versies[0].versie.id
        self._huis.context.taken.doe(plannen.geef_akkoord, versie, velden, klaar=self._gegeven)

    def _gegeven(self, _uit: tuple[str, object]) -> None:
        self._vers(None)
        self._huis.context.melding(self.tr("Vastgelegd, met naam en dag."), rol="goed")

    def leeg(self) -> None:
        """Forget the casus."""
        self.sluit()
        self._casus_id, self._plan = "", None
        self.formulier.leeg()
        self.zin.setText("")
        self.akkoorden.zet(())
        self.verschil.zet(())
