"""Series of overleggen: which there are, planning the next one, and changing or stopping a series."""

from datetime import date, time
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.overleg import OVERLEGTYPEN, SJABLONEN
from zvh_desktop.domain.reeks import RITMES, WEEKDAGEN
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import (
    GetalVeld,
    KeuzeVeld,
    Knop,
    RegelVeld,
    Tekst,
    TekstVeld,
    TijdVeld,
    Veld,
    Zijpaneel,
)
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import concepten, reeksen
from zvh_desktop.services.reeksen import ReeksRegel

__all__ = ["ReeksPaneel", "ReeksenPaneel"]


class ReeksenPaneel(Zijpaneel):
    """The list of series; Enter plans the next overleg of one."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(self.tr("Reeksen"), gastheer, breedte=480)
        self._context = context
        self._regels: dict[str, ReeksRegel] = {}
        uitleg = self.tr(
            "Een reeks plant elk volgend overleg met dezelfde tijd, punten en vaste deelnemers. Wat bleef liggen of "
            "werd aangehouden komt vanzelf mee, en de verslagen van de vorige keer staan vooraan."
        )
        self.inhoud.addWidget(Tekst(uitleg, rol="tekst2", maat="klein", omloop=True))
        self.lijst = RijenLijst(self.tr("Reeksen"), uniform=True)
        self.lijst.geactiveerd.connect(self.plan)
        self.lijst.gekozen.connect(self._gekozen)
        self.inhoud.addWidget(self.lijst, 1)
        self.hulp = Tekst(self.tr("Nog geen reeks."), maat="klein", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.hulp)
        self.nieuw = self.voeg_knop_toe(Knop(self.tr("Nieuwe reeks"), icoon="plus"))
        self.nieuw.clicked.connect(lambda: self._wijzig(None))
        self.wijzig = self.voeg_knop_toe(Knop(self.tr("Wijzigen"), icoon="pencil"))
        self.wijzig.clicked.connect(lambda: self._wijzig(self.huidig()))
        self.volgende = self.voeg_knop_toe(Knop(self.tr("Volgende plannen"), soort="primair", icoon="calendar-plus"))
        self.volgende.clicked.connect(lambda: self.plan(self.lijst.gekozen_sleutel() or ""))
        self._paneel: ReeksPaneel | None = None
        self._verder: str | None = None
        self.vraag()

    def vraag(self) -> None:
        """Read the series."""
        self._context.taken.vraag(reeksen.lijst, klaar=self._vul, enkel="reeksen")

    def ga_verder(self, reeks_id: str) -> None:
        """Open the form that somebody was typing in, of one series or "" for a new one, once they are read."""
        self._verder = reeks_id

    def huidig(self) -> ReeksRegel | None:
        """Return the series that is chosen."""
        return self._regels.get(self.lijst.gekozen_sleutel() or "")

    def plan(self, reeks_id: str) -> None:
        """Plan the next overleg of a series and go there; one without a rhythm is changed first."""
        regel = self._regels.get(reeks_id)
        if regel is None:
            return
        if regel.volgende is None:
            self._context.melding(self.tr("Deze reeks heeft geen ritme. Kies er een bij Wijzigen, of plan zelf."))
            return
        self._context.taken.doe(reeksen.plan_volgende, reeks_id, klaar=self._gepland)

    def _gepland(self, uitkomst: tuple[str, object]) -> None:
        self.sluit()
        self._context.venster.ga_naar("overleggen.overleg", overleg_id=uitkomst[0])

    def _vul(self, regels: list[ReeksRegel]) -> None:
        self._regels = {r.reeks.id: r for r in regels}
        vandaag = self._context.vandaag()
        self.lijst.zet([self._rij(r, vandaag) for r in regels])
        self.lijst.setVisible(bool(regels))
        self.hulp.setText(
            self.tr("Enter plant het volgende overleg.") if regels else self.tr("Er is nog geen reeks; maak er een.")
        )
        self._gekozen(self.lijst.gekozen_sleutel() or "")
        verder, self._verder = self._verder, None
        if verder is not None:
            self._wijzig(self._regels.get(verder))

    def _rij(self, r: ReeksRegel, vandaag: date) -> Rij:
        volgende = schrijf_datum(r.volgende, vandaag) if r.volgende else self.tr("zonder dag")
        tweede = f"{r.ritme} · {r.reeks.begin:%H:%M}–{r.reeks.eind:%H:%M} · {r.reeks.plaats or self.tr('plaats volgt')}"
        gezegd = f"{r.reeks.naam}, {tweede}, volgende {volgende}"
        chip = Chipje(self.tr("volgende {dag}").format(dag=volgende), "info", "calendar-plus")
        return Rij(
            r.reeks.id, r.reeks.naam, gezegd, lead=Tegel("calendar-days", "accent"), tweede=tweede, achter=(chip,)
        )

    def _gekozen(self, sleutel: str) -> None:
        regel = self._regels.get(sleutel)
        self.wijzig.setEnabled(regel is not None)
        self.volgende.setEnabled(regel is not None and regel.volgende is not None)

    def _wijzig(self, regel: ReeksRegel | None) -> None:
        gastheer = self.parentWidget()
        assert gastheer is not None
        self.sluit()
        self._paneel = ReeksPaneel(self._context, gastheer, regel)
        self._paneel.open(self._paneel.naam)

    def verlaat(self) -> None:
        """Keep what stands in the form."""
        if self._paneel is not None:
            self._paneel.formulier.leg_neer()


class ReeksPaneel(Zijpaneel):
    """The form of one series."""

    def __init__(self, context: Context, gastheer: QWidget, regel: ReeksRegel | None) -> None:
        super().__init__(self.tr("Reeks wijzigen") if regel else self.tr("Nieuwe reeks"), gastheer, breedte=480)
        self._context, self._id = context, regel.reeks.id if regel else ""
        r = regel.reeks if regel else None
        self.naam = RegelVeld(r.naam if r else self.tr("Casusoverleg"))
        self.type = KeuzeVeld(tuple(OVERLEGTYPEN.items()))
        self.ritme = KeuzeVeld(tuple(RITMES.items()))
        self.elke = GetalVeld(1, 52)
        self.weekdag = KeuzeVeld(tuple((str(n), dag) for n, dag in enumerate(WEEKDAGEN)))
        self.begin = TijdVeld(r.begin if r else time(9, 30))
        self.eind = TijdVeld(r.eind if r else time(11, 30))
        self.plaats = RegelVeld(r.plaats if r else "")
        self.minuten = GetalVeld(1, 480)
        self.punten, self.deelnemers = TekstVeld(), TekstVeld()
        punten = "\n".join(f"{p['titel']}, {p.get('minuten', 5)}" for p in r.punten) if r else _vaste_punten()
        self.punten.setPlainText(punten)
        mensen = r.deelnemers if r else []
        self.deelnemers.setPlainText("\n".join(f"{d['naam']}, {d['organisatie']}" for d in mensen))
        self.type.kies(r.type if r else "casusoverleg")
        self.ritme.kies(r.ritme if r else "weken")
        self.elke.setValue(r.elke if r else 2)
        self.weekdag.kies(str(r.weekdag if r else 1))
        self.minuten.setValue(r.minuten if r else SJABLONEN["casusoverleg"].minuten)
        self.type.gewijzigd.connect(self._ander_type)
        self._bouw()
        self.formulier = FormulierConcept(
            context,
            self,
            self.tr("Reeks van overleggen"),
            {
                "naam": self.naam, "soort": self.type, "ritme": self.ritme, "elke": self.elke, "weekdag": self.weekdag,
                "begin": self.begin, "eind": self.eind, "plaats": self.plaats, "minuten": self.minuten,
                "punten": self.punten, "deelnemers": self.deelnemers,
            },
        )  # fmt: skip
        self.gesloten.connect(self.formulier.leg_neer)
        self.formulier.begin(concepten.formulier("reeks", *([self._id] if self._id else [])))

    def _bouw(self) -> None:
        self.inhoud.addWidget(Veld(self.tr("Naam"), self.naam, verplicht=True))
        self.inhoud.addWidget(Veld(self.tr("Soort overleg"), self.type))
        self.inhoud.addWidget(Veld(self.tr("Ritme"), self.ritme))
        self._hoeveel = Veld("", self.elke)
        self._naast(self._hoeveel, Veld(self.tr("Dag"), self.weekdag))
        self.ritme.gewijzigd.connect(self._ander_ritme)
        self._ander_ritme()
        self._naast(
            Veld(self.tr("Van"), self.begin), Veld(self.tr("Tot"), self.eind), Veld(self.tr("Per casus"), self.minuten)
        )
        self.minuten.setSuffix(self.tr(" min"))
        self.inhoud.addWidget(Veld(self.tr("Plaats"), self.plaats))
        hint = self.tr(
            "Een per regel: onderwerp, minuten. Het laatste komt na de casussen. De verslagen van de vorige keer "
            "vaststellen is vanzelf het eerste punt: samen met de opening, of ervoor als de reeks anders begint."
        )
        self.inhoud.addWidget(Veld(self.tr("Vaste punten"), self.punten, hint=hint))
        hint = self.tr("Een per regel: naam, organisatie.")
        self.inhoud.addWidget(Veld(self.tr("Vaste deelnemers"), self.deelnemers, hint=hint))
        self.inhoud.addStretch(1)
        if self._id:
            stop = self.voeg_knop_toe(Knop(self.tr("Reeks stoppen"), icoon="x"))
            stop.clicked.connect(self._stop)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        self.knop.clicked.connect(self._bewaar)

    def _naast(self, *velden: Veld) -> None:
        rij = QHBoxLayout()
        for veld in velden:
            rij.addWidget(veld, 1)
        self.inhoud.addLayout(rij)

    def _ander_ritme(self, *_: object) -> None:
        ritme = str(self.ritme.waarde() or "")
        maand = ritme == "maand"
        woord = self.tr("Hoeveelste (5: laatste)") if maand else self.tr("Om de … weken")
        self._hoeveel.label.setText(woord)
        self.elke.setAccessibleName(woord)
        self.elke.setRange(1, 5 if maand else 52)
        for veld in (self.elke, self.weekdag):
            veld.setEnabled(bool(ritme))

    def _ander_type(self, type_: object) -> None:
        """Another type brings its own points and minutes along, unless a person changed those that stood there."""
        if self.punten.toPlainText() in [_vaste_punten(t) for t in SJABLONEN]:
            self.punten.setPlainText(_vaste_punten(str(type_)))
        if self.minuten.value() in {s.minuten for s in SJABLONEN.values()}:
            self.minuten.setValue(SJABLONEN[str(type_)].minuten)
        if self.naam.text() in {"", *OVERLEGTYPEN.values(), self.tr("Casusoverleg")}:
            self.naam.setText(OVERLEGTYPEN[str(type_)])

    def velden(self) -> dict[str, Any]:
        """Return what stands in the form, as `reeksen.bewaar` takes it."""
        return {
            "naam": self.naam.text(), "type": str(self.type.waarde()), "ritme": str(self.ritme.waarde() or ""),
            "elke": self.elke.value(), "weekdag": int(str(self.weekdag.waarde())), "begin": self.begin.tijd,
            "eind": self.eind.tijd, "plaats": self.plaats.text().strip(), "minuten": self.minuten.value(),
            "punten": [_punt(regel) for regel in self.punten.tekst().splitlines() if regel.strip()],
            "deelnemers": [_mens(regel) for regel in self.deelnemers.tekst().splitlines() if regel.strip()],
        }  # fmt: skip

    def _bewaar(self) -> None:
        self.formulier.bewaar(_bewaar, self._id, self.velden(), klaar=self._bewaard)

    def _bewaard(self, *_: object) -> None:
        self.formulier.klaar()
        self.sluit()
        self._context.melding(
            self.tr("De reeks is bewaard; overleggen die al gepland zijn veranderen niet."), rol="goed"
        )

    def _stop(self) -> None:
        self._context.taken.doe(reeksen.stop, self._id, klaar=self._gestopt)

    def _gestopt(self, bon: Any) -> None:
        self.formulier.weggooien()
        self.sluit()
        self._context.melding(self.tr("De reeks is gestopt; de overleggen blijven staan."), rol="goed")


def _vaste_punten(type_: str = "casusoverleg") -> str:
    """Return the points of a type as they are typed, one a line."""
    return "\n".join(f"{titel}, {minuten}" for titel, minuten in SJABLONEN[type_].punten)


def _punt(regel: str) -> dict[str, Any]:
    """Read "Opening, 5"; what is no number belongs to the title."""
    voor, _, na = regel.rpartition(",")
    if voor.strip() and na.strip().isdecimal():
        return {"titel": voor.strip(), "minuten": int(na)}
    return {"titel": regel.strip(), "minuten": 5}


def _mens(regel: str) -> dict[str, str]:
    """Read "P. de Graaf, Gemeente Zaanstad"."""
    naam, _, organisatie = regel.partition(",")
    return {"naam": naam.strip(), "organisatie": organisatie.strip()}


def _bewaar(wp: Any, reeks_id: str, velden: dict[str, Any]) -> Any:
    return reeksen.bewaar(wp, reeks_id, **velden)
