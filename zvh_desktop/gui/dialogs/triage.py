"""Triage of a report: criteria, what is known elsewhere, who decided what and why, and what the melder heard.

A widget that any page embeds: `TriagePaneel(context)`, then `toon(casus_id)`; `leg_neer()` before it goes.
"""

from datetime import date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.casus import TRIAGE_UITKOMSTEN
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.cursorplek import cursor_in, zet_cursor
from zvh_desktop.gui.dialogs.criteria import CriteriumVak, criteriumwoorden
from zvh_desktop.gui.onderdelen import (
    Chip,
    DatumVeld,
    KeuzeVeld,
    Knop,
    RegelVeld,
    Streep,
    Tekst,
    TekstVeld,
    Veld,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import concepten, dossiers, triage
from zvh_desktop.services.bekenden import Bekende
from zvh_desktop.services.triage import TriageBeeld, TriageInvoer
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["TriagePaneel", "bekende_in_woorden"]

_WAAROM: Final = {"bsn": "zelfde BSN", "naam_geboortedatum": "zelfde naam en geboortedatum"}
_NAAR: Final = ("doorgeleid", "ander_thema", "advies")
"""Outcomes for which "waarheen" is asked."""

_Stand = tuple[TriageBeeld, dict[tuple[str, str], concepten.Concept]]


def bekende_in_woorden(bekende: Bekende) -> str:
    """Return "Kees V. (2026-0143, loopt), zelfde BSN"."""
    stand = f", {bekende.stand}" if bekende.stand else ""
    return f"{bekende.casusnaam} ({bekende.nummer}{stand}), {_WAAROM[bekende.waarom]}"


def _haal(wp: Werkplek, casus_id: str, opnieuw: bool) -> _Stand:
    beeld = triage.beeld(wp, casus_id, opnieuw=opnieuw)
    ids = (f"nieuw-triage-{casus_id}", beeld.aanmelding.id if beeld.aanmelding else "")
    return beeld, concepten.van(wp, ids)


class TriagePaneel(QWidget):
    """Looks at one report and records the decision about it.

    Signals:
        vastgelegd(): the decision was recorded.
    """

    vastgelegd = Signal()

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._casus_id = ""
        self._beeld: TriageBeeld | None = None
        self._gevuld = False
        self._straks: dict[str, Any] = {}
        self._bode = ConceptBode(context, self)
        self._kolom = QVBoxLayout(self)
        self._kolom.setContentsMargins(0, 0, 0, 0)
        self._kolom.setSpacing(12)
        self._bouw_kop()
        self._bouw_criteria()
        self._bouw_besluit()
        self._kolom.addStretch(1)
        context.taken.bon.connect(self._bon)

    # -- building

    def _bouw_kop(self) -> None:
        self.naam = Tekst("", maat="sectie", gewicht=700)
        self.van = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.aanleiding = Tekst("", maat="knop", omloop=True)
        self.stand = Tekst("", maat="knop", rol="waarschuwing", omloop=True)
        self.elders = Tekst("", maat="knop", rol="info", omloop=True)
        for deel in (self.naam, self.van, self.aanleiding, self.stand, self.elders):
            self._kolom.addWidget(deel)
        self._kolom.addWidget(Streep())

    def _bouw_criteria(self) -> None:
        rij = QHBoxLayout()
        rij.addWidget(Tekst(self.tr("Landelijke criteria"), gewicht=700), 1)
        self.uitslag = Chip("")
        rij.addWidget(self.uitslag)
        self._kolom.addLayout(rij)
        self.criteria = [CriteriumVak(nummer, self) for nummer in range(1, 5)]
        for vak in self.criteria:
            vak.beantwoord.connect(self._beantwoord)
            vak.getypt.connect(self._motivering_getypt)
            vak.gemotiveerd.connect(self._gemotiveerd)
            self._kolom.addWidget(vak)
        self._kolom.addWidget(Streep())

    def _bouw_besluit(self) -> None:
        self.gedaan = Tekst("", omloop=True)
        self._kolom.addWidget(self.gedaan)
        self.bekendheid = TekstVeld(regels=1, plaats=self.tr("Nagevraagd bij andere huizen: niet bekend"))
        self.deelnemers = RegelVeld(plaats=self.tr("A. Bos, politie; S. Bakker, reclassering"))
        self.uitkomst = KeuzeVeld((("", self.tr("Kies een uitkomst")), *TRIAGE_UITKOMSTEN.items()))
        self.uitkomst.gewijzigd.connect(self._uitkomst_gekozen)
        self.naar = RegelVeld()
        self.motivering = TekstVeld(regels=2, plaats=self.tr("Waarom deze uitkomst"))
        self.aan = RegelVeld()
        self.op = DatumVeld(vandaag=self._vandaag, verleden=True)
        self.hoe = RegelVeld(plaats=self.tr("telefonisch"))
        self._namen: dict[QObject, str] = {
            self.bekendheid: "bekendheid",
            self.deelnemers: "deelnemers",
            self.naar: "naar",
            self.motivering: "motivering",
            self.aan: "terugkoppeling_aan",
            self.op: "terugkoppeling_op",
            self.hoe: "terugkoppeling_hoe",
        }
        self._velden = {
            "bekendheid": Veld(self.tr("Bekendheidscheck: bekend bij een ander huis?"), self.bekendheid),
            "deelnemers": Veld(self.tr("Deelnemers aan de triage"), self.deelnemers),
            "uitkomst": Veld(self.tr("Uitkomst"), self.uitkomst),
            "naar": Veld(self.tr("Waarheen"), self.naar),
            "motivering": Veld(self.tr("Motivering"), self.motivering, verplicht=True),
            "terugkoppeling_aan": Veld(self.tr("Teruggekoppeld aan"), self.aan),
            "terugkoppeling_op": Veld(self.tr("Op"), self.op),
            "terugkoppeling_hoe": Veld(self.tr("Hoe"), self.hoe),
        }
        for invoer in self._namen:
            if isinstance(invoer, TekstVeld | RegelVeld):
                invoer.gewijzigd.connect(self._getypt)
                invoer.verlaten.connect(self._verlaten)
        self.op.gewijzigd.connect(self._dag_gekozen)
        for naam in ("bekendheid", "deelnemers", "uitkomst", "naar", "motivering"):
            self._kolom.addWidget(self._velden[naam])
        self.melder = Tekst(self.tr("Terugkoppeling aan de melder"), gewicht=700)
        self._kolom.addWidget(self.melder)
        rij = QHBoxLayout()
        rij.setSpacing(10)
        for naam, deel in (("terugkoppeling_aan", 3), ("terugkoppeling_op", 3), ("terugkoppeling_hoe", 2)):
            rij.addWidget(self._velden[naam], deel)
        self._kolom.addLayout(rij)
        self.vastleggen = Knop(self.tr("Triage vastleggen"), soort="primair", icoon="check")
        self.vastleggen.clicked.connect(self._leg_vast)
        self.reden = Tekst("", maat="klein", rol="waarschuwing", omloop=True)
        voet = QHBoxLayout()
        voet.addWidget(self.reden, 1)
        voet.addWidget(self.vastleggen)
        self._kolom.addLayout(voet)

    # -- showing

    def toon(self, casus_id: str) -> None:
        """Show the report of a casus."""
        if casus_id != self._casus_id:
            self._casus_id, self._gevuld, self._beeld = casus_id, False, None
            self.setEnabled(False)
        self._vraag(opnieuw=self._gevuld)

    def vul(self, casus_id: str, beeld: TriageBeeld) -> None:
        """Show a report that was fetched already."""
        self._casus_id, self._gevuld = casus_id, False
        self._vul((beeld, {}))

    def _vraag(self, *, opnieuw: bool) -> None:
        self._context.taken.vraag(
            partial(_haal, casus_id=self._casus_id, opnieuw=opnieuw), klaar=self._vul, enkel=f"triage-{id(self)}"
        )

    def _bon(self, bon: Any) -> None:
        if self._casus_id and bon.soorten & {"aanmelding", "betrokkene", "casus", "triage"}:
            self._vraag(opnieuw=True)

    def _vandaag(self) -> date:
        return self._beeld.vandaag if self._beeld is not None else datetime.now(AMSTERDAM).date()

    def _vul(self, stand: _Stand) -> None:
        beeld, boek = stand
        if beeld.casus.id != self._casus_id:
            return
        self._beeld = beeld
        self.setEnabled(True)
        a = beeld.aanmelding
        self.naam.setText(f"{beeld.casus.naam} · {beeld.casus.nummer}")
        self.van.setVisible(a is not None)
        self.aanleiding.setVisible(a is not None)
        if a is not None:
            wie = " · ".join(d for d in (a.aanmelder_organisatie, a.aanmelder_naam) if d) or self.tr("onbekend")
            zin = self.tr("Aangemeld door {wie}, ontvangen {dag} ({wijze})")
            self.van.setText(zin.format(wie=wie, dag=datum_in_woorden(a.ontvangen_op), wijze=a.wijze))
            self.aanleiding.setText(a.aanleiding)
        self.elders.setText(
            "\n".join(self.tr("Ook bekend: {wie}").format(wie=bekende_in_woorden(b)) for b in beeld.elders)
        )
        self.elders.setVisible(bool(beeld.elders))
        self._vul_criteria(beeld, boek)
        self._vul_besluit(beeld, boek)
        eerste_keer, self._gevuld = not self._gevuld, True
        self._toon_stand()
        if eerste_keer:
            self._kom_binnen()
            self._ga_terug()

    def _invoer(self) -> dict[str, QWidget]:
        """Every field somebody types in, by name."""
        uit: dict[str, QWidget] = {f"motivering_{vak.nummer}": vak.motivering for vak in self.criteria}
        return uit | {naam: veld for veld, naam in self._namen.items() if isinstance(veld, QWidget)}

    def plek(self) -> dict[str, Any]:
        """Return which triage this is, its field and the cursor in it, no text; for `keer_terug` after unlocking."""
        nu = QApplication.focusWidget()
        velden = self._invoer().items()
        naam = next((n for n, v in velden if nu is not None and (v is nu or v.isAncestorOf(nu))), "")
        return {"triage": self._casus_id, "veld": naam, "cursor": cursor_in(nu) if naam else 0}

    def keer_terug(self, plek: dict[str, Any]) -> None:
        """Show the triage that `plek` told; the cursor goes back as soon as its text has come."""
        self._straks = plek
        self.toon(str(plek["triage"]))

    def _ga_terug(self) -> None:
        plek, self._straks = self._straks, {}
        if veld := self._invoer().get(str(plek.get("veld", ""))):
            veld.setFocus(Qt.FocusReason.OtherFocusReason)
            zet_cursor(QApplication.focusWidget(), int(plek["cursor"]))

    def _kom_binnen(self) -> None:
        """Put the focus in the panel that was opened for this: while it was fetched, no field could have it."""
        vak: QWidget | None = self
        while vak is not None and not isinstance(vak, Zijpaneel):
            vak = vak.parentWidget()
        binnen = QApplication.focusWidget()
        if vak is not None and vak.isVisible() and (binnen is None or not vak.isAncestorOf(binnen)):
            vak.naar_begin()

    def _vul_criteria(self, beeld: TriageBeeld, boek: dict[tuple[str, str], concepten.Concept]) -> None:
        a = beeld.aanmelding
        woorden, rol, icoon = criteriumwoorden(beeld.criteria)
        self.uitslag.zet(woorden, rol=rol, icoon=icoon)
        for vak in self.criteria:
            vak.setEnabled(a is not None and beeld.triage is None)
            if a is not None:
                veld = f"motivering_{vak.nummer}"
                concept = None if self._gevuld else boek.get((a.id, veld))
                vak.zet(a.criteria[vak.nummer - 1], getattr(a, veld))
                if concept is not None:
                    # As if it was typed just now: leaving the field saves it, the draft lives until then.
                    vak.motivering.setPlainText(concept.tekst)

    def _vul_besluit(self, beeld: TriageBeeld, boek: dict[tuple[str, str], concepten.Concept]) -> None:
        t = beeld.triage
        self.gedaan.setVisible(t is not None)
        for naam in ("uitkomst", "naar", "motivering"):
            self._velden[naam].setVisible(t is None)
        self.vastleggen.setVisible(t is None)
        if t is not None:
            delen = [TRIAGE_UITKOMSTEN[t.uitkomst], t.naar]
            zin = self.tr("Besloten op {dag}: {uitkomst}. {motivering}")
            self.gedaan.setText(
                zin.format(
                    dag=datum_in_woorden(t.datum),
                    uitkomst=" · ".join(d for d in delen if d),
                    motivering=t.motivering,
                )
            )
            self._zet({n: getattr(t, n) for n in self._namen.values() if n not in ("naar", "motivering")})
            return
        if self._gevuld:
            return
        a = beeld.aanmelding
        velden: dict[str, Any] = dict.fromkeys(self._namen.values(), "") | {"terugkoppeling_op": None}
        velden["deelnemers"] = beeld.wie
        velden["terugkoppeling_aan"] = a.aanmelder_naam if a else ""
        for (record_id, veld), concept in boek.items():
            if record_id == self._sleutel and veld in velden:
                velden[veld] = concept.tekst
        self._zet(velden)
        self.uitkomst.kies("")

    def _zet(self, velden: dict[str, Any]) -> None:
        for invoer, naam in self._namen.items():
            if naam not in velden:
                continue
            if isinstance(invoer, DatumVeld | TekstVeld | RegelVeld):
                invoer.zet(velden[naam])

    def _toon_stand(self) -> None:
        """Say what stands in the way of a decision, before someone presses."""
        beeld = self._beeld
        if beeld is None:
            return
        mist = beeld.ontbreekt if beeld.triage is None else ()
        self.stand.setText(
            self.tr("Nog niet compleet, dus nog geen triage. Ontbreekt: {wat}.").format(wat=", ".join(mist))
        )
        self.stand.setVisible(bool(mist))
        reden = ""
        if mist:
            reden = self.tr("Vul eerst aan wat ontbreekt.")
        elif not self.uitkomst.waarde():
            reden = self.tr("Kies een uitkomst.")
        elif not self.motivering.tekst().strip():
            reden = self.tr("Schrijf in één zin waarom.")
        if beeld.triage is not None:
            reden = ""
        self.reden.setText(reden)
        self.vastleggen.setEnabled(not reden)
        self._velden["naar"].setVisible(beeld.triage is None and self.uitkomst.waarde() in _NAAR)

    # -- changing

    @property
    def _sleutel(self) -> str:
        return f"nieuw-triage-{self._casus_id}"

    def _beantwoord(self, nummer: int, antwoord: bool | None) -> None:
        self._wijzig_aanmelding(f"criterium_{nummer}", antwoord)

    def _motivering_getypt(self, nummer: int, tekst: str) -> None:
        if self._beeld is not None and self._beeld.aanmelding is not None:
            label = self.tr("Motivering bij criterium {nummer}").format(nummer=nummer)
            self._bode.typ((self._beeld.aanmelding.id, f"motivering_{nummer}"), "aanmelding", label, tekst)

    def _gemotiveerd(self, nummer: int, tekst: str) -> None:
        self._wijzig_aanmelding(f"motivering_{nummer}", tekst.strip())

    def _wijzig_aanmelding(self, veld: str, waarde: object) -> None:
        if self._beeld is None or self._beeld.aanmelding is None:
            return
        id_ = self._beeld.aanmelding.id
        self._bode.vergeet((id_, veld))
        self._context.taken.doe(dossiers.wijzig, "aanmelding", id_, {veld: waarde})

    def _getypt(self, tekst: str) -> None:
        naam = self._namen[self.sender()]
        label = self.tr("Triage: {veld}").format(veld=self._velden[naam].label.text())
        if self._beeld is not None:
            record = self._beeld.triage.id if self._beeld.triage else self._sleutel
            self._bode.typ((record, naam), "triage", label, tekst)
        self._toon_stand()

    def _verlaten(self, tekst: str) -> None:
        self._bewaar(self._namen[self.sender()], tekst.strip())

    def _dag_gekozen(self, dag: date | None) -> None:
        self._bewaar("terugkoppeling_op", dag)

    def _bewaar(self, naam: str, waarde: object) -> None:
        """Save a field of a recorded triage; before that only the draft is kept."""
        if self._beeld is None or self._beeld.triage is None:
            self._bode.schrijf()
            return
        id_ = self._beeld.triage.id
        self._bode.vergeet((id_, naam))
        self._context.taken.doe(dossiers.wijzig, "triage", id_, {naam: waarde}, "terugkoppeling vastgelegd")

    def _uitkomst_gekozen(self, _waarde: object) -> None:
        self._toon_stand()

    def _leg_vast(self) -> None:
        if self._beeld is None:
            return
        invoer = TriageInvoer(
            uitkomst=self.uitkomst.waarde(),
            motivering=self.motivering.tekst().strip(),
            datum=self._beeld.vandaag,
            deelnemers=self.deelnemers.text().strip(),
            deelnemerlijst=tuple(d.strip() for d in self.deelnemers.text().split(";") if d.strip()),
            bekendheid=self.bekendheid.tekst().strip(),
            naar=self.naar.text().strip(),
            terugkoppeling_op=self.op.dag,
            terugkoppeling_aan=self.aan.text().strip(),
            terugkoppeling_hoe=self.hoe.text().strip(),
        )
        for naam in self._namen.values():
            self._bode.vergeet((self._sleutel, naam))
        self._context.taken.doe(triage.leg_vast, self._casus_id, invoer, klaar=self._klaar)

    def _klaar(self, _bon: object) -> None:
        beeld = self._beeld
        if beeld is not None:
            zin = self.tr("Triage van {naam} vastgelegd: {uitkomst}.")
            uitkomst = TRIAGE_UITKOMSTEN[self.uitkomst.waarde()]
            self._context.melding(zin.format(naam=beeld.casus.naam, uitkomst=uitkomst), rol="goed")
        self.vastgelegd.emit()

    def leg_neer(self) -> None:
        """Hand over what is typed; before it goes out of view or the vault locks."""
        self._bode.schrijf()
